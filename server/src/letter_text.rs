//! The text of letters: words that stand in braces are put in, and places that were left open are found.

use surveys::questionnaire::placeholder::open_placeholders;

use crate::i18n::{self, Lang};

/// Zero of numbers in kanji (二〇〇六年), and one of the circles.
const ZERO: char = '〇';
/// Circles that stand for words still to be written.
const CIRCLES: [char; 4] = ['○', '◯', ZERO, '●'];
/// What comes before a zero in such numbers, beside digits (1〇〇人).
const DIGITS: &str = "一二三四五六七八九";
/// What lines are drawn with has none of these.
const BRACKETS: &str = "（）()「」『』【】［］[]";
/// Signs that make a line at least.
const LINE: usize = 5;
/// What stands in brackets that were not filled in, beside circles and blanks.
const DOTS: [char; 8] = ['…', '‥', '・', '.', '．', '。', '_', '＿'];

/// Stands in a stored letter for a brace of words that were put in: it puts in nothing else.
const BRACE: &str = "{brace}";

/// Words as they stand in a letter that is stored: no brace of theirs is one of the letter's places when it is sent.
pub fn literal(words: &str) -> String {
    words.replace('{', BRACE)
}

/// A letter as it is stored: with words in the places of their names, each written in braces (`{name}`). What stands for
/// secrets is left to [`sent`], and what was put in is not looked at again, so that nobody's name puts in anything.
pub fn written(text: &str, words: &[(&str, &str)]) -> String {
    let words: Vec<(&str, String)> = words.iter().map(|(name, words)| (*name, literal(words))).collect();
    let words: Vec<(&str, &str)> = words.iter().map(|(name, words)| (*name, words.as_str())).collect();
    put_in(text, &words)
}

/// A letter as it is sent, of one that was [`written`]: with secrets in the places of their names.
pub fn sent(text: &str, secrets: &[(&str, &str)]) -> String {
    let mut all = secrets.to_vec();
    all.push((BRACE, "{"));
    put_in(text, &all)
}

fn put_in(text: &str, words: &[(&str, &str)]) -> String {
    let mut done = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        done.push_str(before);
        let left = |name: &str| after.strip_prefix(name.strip_prefix('{')?);
        if let Some((left, word)) = words.iter().find_map(|(name, word)| Some((left(name)?, *word))) {
            done.push_str(word);
            rest = left;
        } else {
            done.push('{');
            rest = after;
        }
    }
    done.push_str(rest);
    done
}

/// A place in a letter that must not be sent as it is.
#[derive(Debug, PartialEq, Eq)]
pub enum OpenPlace {
    /// Stands for something still to be written.
    Empty(String),
    /// A word in braces that nothing is put in for.
    Odd(String),
}

/// The first place of a text that is still open. `known` are the words in braces that something is put in for.
pub fn open_place(text: &str, known: &[&str]) -> Option<OpenPlace> {
    let empty = to_fill(text).or_else(|| circles(text)).or_else(|| brackets(text));
    let empty = empty.or_else(|| Some(format!("[[{}]]", open_placeholders(text).first()?)));
    empty.map(OpenPlace::Empty).or_else(|| odd(text, known).map(OpenPlace::Odd))
}

/// What the product's own texts have for what only the coordinator knows, in whichever language they were taken.
fn to_fill(text: &str) -> Option<String> {
    let words = [Lang::Ja, Lang::En].map(|lang| i18n::plain(lang, "letter-mailing-to-fill"));
    words.into_iter().find(|words| text.contains(words.as_str()))
}

/// Two circles or more beside each other, unless they are zeros of a number or draw a line (●○●○●○).
fn circles(text: &str) -> Option<String> {
    text.lines().filter(|line| !is_drawn(line)).find_map(circles_in)
}

fn is_drawn(line: &str) -> bool {
    let is_sign = |c: char| CIRCLES.contains(&c) || !(c.is_alphanumeric() || BRACKETS.contains(c));
    let signs: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    signs.len() >= LINE && signs.into_iter().all(is_sign)
}

fn circles_in(line: &str) -> Option<String> {
    let is_circle = |c: &char| CIRCLES.contains(c);
    let chars: Vec<char> = line.chars().collect();
    let mut before: Option<char> = None;
    for run in chars.chunk_by(|one, next| is_circle(one) == is_circle(next)) {
        let is_number =
            before.is_some_and(|c| c.is_numeric() || DIGITS.contains(c)) && run.iter().all(|c| *c == ZERO);
        if run.len() > 1 && run.first().is_some_and(is_circle) && !is_number {
            return Some(run.iter().collect());
        }
        before = run.last().copied();
    }
    None
}

/// Brackets with nothing in them: 【　】, 【…】, 【○】. Those with words are headings.
fn brackets(text: &str) -> Option<String> {
    let is_blank = |c: char| c.is_whitespace() || DOTS.contains(&c) || CIRCLES.contains(&c);
    let insides = text.split('【').skip(1).filter_map(|rest| rest.split_once('】')).map(|(inside, _)| inside);
    let mut empty = insides.filter(|inside| inside.chars().all(is_blank));
    empty.next().map(|inside| format!("【{inside}】"))
}

fn odd(text: &str, known: &[&str]) -> Option<String> {
    let words = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(word, _)| word);
    words.map(|word| format!("{{{word}}}")).find(|word| !known.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_in_once_and_put_in_nothing_themselves() {
        let words = [("{name}", "{url}"), ("{url}", "https://example.jp")];
        assert_eq!(put_in("{name} 様 {url} {other} {", &words), "{url} 様 https://example.jp {other} {");
        assert_eq!(put_in("{{name}}", &words), "{{url}}");
        assert_eq!(put_in("", &words), "");
    }

    #[test]
    fn nobodys_name_puts_anything_into_a_letter_that_is_sent_later() {
        let secrets = [("{code}", "ABCD"), ("{url}", "https://example.jp")];
        for name in ["{code}", "{url}", "{brace}", "{brace", "{{code}", "社会福祉法人 {}"] {
            let stored = written("{agency} 様 {code} {", &[("{agency}", name)]);
            assert_eq!(sent(&stored, &secrets), format!("{name} 様 ABCD {{"), "{stored}");
            assert_eq!(sent(&literal(name), &secrets), name);
        }
    }

    #[test]
    fn places_that_were_left_open_are_found() {
        let empty = |text: &str| match open_place(text, &[]) {
            Some(OpenPlace::Empty(place)) => place,
            other => panic!("{text}: {other:?}"),
        };
        for (text, place) in [
            ("○○様", "○○"),
            ("会場は〇〇です", "〇〇"),
            ("●●●市", "●●●"),
            ("○○\n施設長様", "○○"),
            ("（○○）○○○", "○○"),
            ("●○●○●○\n1〇〇人、例：○○市", "○○"),
            ("URL：【　】", "【　】"),
            ("日時【…】から", "【…】"),
            ("【】", "【】"),
            ("[[host]]より", "[[host]]"),
            ("URL：（ここに書いてください）", "（ここに書いてください）"),
            ("URL: (write it here)", "(write it here)"),
        ] {
            assert_eq!(empty(text), place);
        }
        assert_eq!(open_place("{name} {nam}", &["{name}"]), Some(OpenPlace::Odd("{nam}".to_owned())));
    }

    #[test]
    fn headings_numbers_and_known_words_are_no_open_places() {
        for text in [
            "【重要】ご案内",
            "【日時】4月1日",
            "二〇〇六年",
            "第一〇〇回",
            "1〇〇人、２〇〇人",
            "ご案内\n●○●○●○\n◎ ○ ○○ ○ ◎\n○○○○○○\n本文",
            "○印をつける",
            "{url}",
            "{",
            "】【",
        ] {
            assert_eq!(open_place(text, &["{url}"]), None, "{text}");
        }
    }
}
