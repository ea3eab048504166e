//! What somebody types into a search box: words with blanks between them must all be there, `OR` joins what may stand for one
//! another, `-` leaves out, and marks of quotation ("…" 「…」) keep words exactly as they are.

use thiserror::Error;

use super::fold::fold;

/// Longest query, in code points.
pub const MOST_CHARS: usize = 200;
/// Most words of a query, those that are left out included.
pub const MOST_PHRASES: usize = 12;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Of each group one word must be there.
    pub groups: Vec<Vec<Phrase>>,
    /// None of these may be there.
    pub excluded: Vec<Phrase>,
}

/// One word, or several that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// As it was typed, without its marks.
    pub text: String,
    /// Exactly these characters: no inflection and no other name.
    pub is_exact: bool,
}

/// Why a query cannot be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// It has more than [`MOST_CHARS`] characters.
    #[error("longer than {MOST_CHARS} characters")]
    TooLong,
    /// It has more than [`MOST_PHRASES`] words.
    #[error("more than {MOST_PHRASES} words")]
    TooMany,
    /// There are signs, but no word.
    #[error("nothing to look for")]
    NoWord,
    /// It says only what must not be there.
    #[error("nothing to look for but what is left out")]
    OnlyExcluded,
}

impl Query {
    /// The same for exactly the words that were typed.
    #[must_use]
    pub fn exact(self) -> Query {
        let exact = |phrase: Phrase| Phrase { is_exact: true, ..phrase };
        let all = |phrases: Vec<Phrase>| phrases.into_iter().map(exact).collect();
        Query { groups: self.groups.into_iter().map(all).collect(), excluded: all(self.excluded) }
    }
}

/// Reads a query; None when nothing was typed.
///
/// # Errors
/// [`Problem`] for what is too long or asks for nothing that a text could have.
pub fn parse(input: &str) -> Result<Option<Query>, Problem> {
    let chars: Vec<char> = input.chars().collect();
    if chars.len() > MOST_CHARS {
        return Err(Problem::TooLong);
    }
    let mut query = Query { groups: Vec::new(), excluded: Vec::new() };
    let (mut is_joined, mut is_denied) = (false, false);
    for piece in pieces(&chars) {
        match piece {
            Piece::Or => is_joined = !query.groups.is_empty(),
            Piece::And => {}
            Piece::Not => is_denied = true,
            Piece::Phrase { phrase, is_denied: has_minus } => {
                if has_minus || is_denied {
                    query.excluded.push(phrase);
                } else {
                    match query.groups.last_mut() {
                        Some(group) if is_joined => group.push(phrase),
                        _ => query.groups.push(vec![phrase]),
                    }
                }
                (is_joined, is_denied) = (false, false);
            }
        }
    }
    if query.groups.iter().map(Vec::len).sum::<usize>() + query.excluded.len() > MOST_PHRASES {
        return Err(Problem::TooMany);
    }
    match (query.groups.is_empty(), query.excluded.is_empty()) {
        (true, true) if chars.iter().any(|c| !is_unseen(*c)) => Err(Problem::NoWord),
        (true, true) => Ok(None),
        (true, false) => Err(Problem::OnlyExcluded),
        _ => Ok(Some(query)),
    }
}

enum Piece {
    Phrase { phrase: Phrase, is_denied: bool },
    Or,
    And,
    Not,
}

/// The pieces of a query in their order. A mark of quotation that is not closed holds to the end.
fn pieces(chars: &[char]) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&first) = chars.get(at) {
        if is_blank(first) {
            at += 1;
            continue;
        }
        // A minus before nothing leaves nothing out; one alone may be typed before the word comes.
        if is_minus(first) && chars.get(at + 1).is_none_or(|next| is_blank(*next)) {
            at += 1;
            continue;
        }
        let has_minus = is_minus(first);
        let start = at + usize::from(has_minus);
        let rest = chars.get(start..).unwrap_or_default();
        let close = rest.first().and_then(|first| closing(*first));
        let text: String = match close {
            Some(close) => rest.iter().skip(1).take_while(|c| **c != close).collect(),
            None => rest.iter().take_while(|c| !is_blank(**c) && closing(**c).is_none()).collect(),
        };
        // Two more for the marks themselves; behind the end nothing is found.
        at = start + text.chars().count() + if close.is_some() { 2 } else { 0 };
        found.extend(piece(text, close.is_some(), has_minus));
    }
    found
}

fn piece(text: String, is_exact: bool, is_denied: bool) -> Option<Piece> {
    let folded = fold(&text);
    if folded.trim().is_empty() {
        return None;
    }
    if !is_exact && !is_denied {
        // Capitals tell these from the words of a text.
        match text.as_str() {
            "OR" | "ＯＲ" | "|" | "｜" => return Some(Piece::Or),
            "AND" | "ＡＮＤ" | "&" | "＆" => return Some(Piece::And),
            "NOT" | "ＮＯＴ" => return Some(Piece::Not),
            _ => {}
        }
    }
    let text = if is_exact { text.trim().to_owned() } else { text };
    Some(Piece::Phrase { phrase: Phrase { text, is_exact }, is_denied })
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// A blank, or a sign without width that folding takes out.
fn is_unseen(c: char) -> bool {
    is_blank(c) || fold(&c.to_string()).trim().is_empty()
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－' | '−' | '‐')
}

/// The mark that closes a quotation which this one opens.
fn closing(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '＂' => Some('＂'),
        '“' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        '｢' => Some('｣'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn word(text: &str) -> Phrase {
        Phrase { text: text.to_owned(), is_exact: false }
    }

    fn phrase(text: &str) -> Phrase {
        Phrase { text: text.to_owned(), is_exact: true }
    }

    fn query(input: &str) -> Query {
        parse(input).unwrap().unwrap()
    }

    #[test]
    fn words_are_all_wanted_unless_joined_or_left_out() {
        let found = query("難病　就労 OR 仕事 -学校　－通学 NOT 部活");
        assert_eq!(found.groups, [vec![word("難病")], vec![word("就労"), word("仕事")]]);
        assert_eq!(found.excluded, [word("学校"), word("通学"), word("部活")]);
        assert_eq!(query("A ｜ B AND C").groups, [vec![word("A"), word("B")], vec![word("C")]]);
    }

    #[test]
    fn marks_of_quotation_keep_words_together() {
        let found = query("\"短い 時間\" 「週3日」“在宅” -『残業 なし』");
        assert_eq!(found.groups, [vec![phrase("短い 時間")], vec![phrase("週3日")], vec![phrase("在宅")]]);
        assert_eq!(found.excluded, [phrase("残業 なし")]);
        assert_eq!(query("相談「主治医に").groups, [vec![word("相談")], vec![phrase("主治医に")]]);
    }

    #[test]
    fn signs_inside_words_are_signs() {
        assert_eq!(query("A-1型").groups, [vec![word("A-1型")]]);
        assert_eq!(query("ー").groups, [vec![word("ー")]], "a long vowel leaves nothing out");
        assert_eq!(query("- or").groups, [vec![word("or")]], "a lone minus is none");
        assert_eq!(query("通院 -"), query("通院"));
        assert_eq!(query("通院 － 仕事"), query("通院 仕事"));
        assert_eq!(query("OR 相談 OR").groups, [vec![word("相談")]]);
    }

    #[test]
    fn what_cannot_be_looked_for_is_said() {
        for nothing in ["", " 　\t\n", "\u{200B}"] {
            assert_eq!(parse(nothing), Ok(None), "{nothing:?}");
        }
        for signs in ["\"", "\"\"", "「", "「 」", "OR", "OR NOT", "-\"\"", "-"] {
            assert_eq!(parse(signs), Err(Problem::NoWord), "{signs:?}");
        }
        assert_eq!(parse("-相談 NOT 仕事"), Err(Problem::OnlyExcluded));
        assert_eq!(parse(&"難".repeat(MOST_CHARS + 1)), Err(Problem::TooLong));
        assert!(parse(&"難".repeat(MOST_CHARS)).is_ok());
        assert_eq!(parse(&"語 ".repeat(MOST_PHRASES + 1)), Err(Problem::TooMany));
        assert!(parse(&"語 ".repeat(MOST_PHRASES)).is_ok());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read(input in "\\PC{0,60}|[-－\"「」『』｢｣“”OR 　相談|NOT]{0,60}") {
            let _ = parse(&input);
        }
    }
}
