//! Choices, rows and columns as lines of text, as people paste them: `値|表示` or only what people read.

use super::text;
use crate::questionnaire::question::input;
use crate::questionnaire::reworded::is_another;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Marks that word processors put before the lines of a list.
const BULLETS: &[char] = &['・', '●', '○', '■', '□', '◯', '☐', '•', '◆', '◇'];
/// Values whose meaning is "none of these": わからない, 答えない, 無回答. They exclude the other choices.
const EXCLUSIVE: &[&str] = &["97", "98", "99"];
/// Numbers with a meaning of their own at the end of a list: その他 and those of [`EXCLUSIVE`]. They are written, never given,
/// and other numbers do not go on behind them.
const TAIL: std::ops::RangeInclusive<u32> = 96..=99;
/// Values beyond this are codes from elsewhere, such as those of municipalities, rather than numbers of choices.
const MAX_NUMBER: u32 = 9_999;

/// What the two parts of an item are called: choices have `value` and `text`, columns of a table `name` and `title`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Choices, rows and columns of a matrix.
    Choice,
    /// Columns of tables with several inputs, items of `multipletext`.
    Named,
}

impl Shape {
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Shape::Choice => ("value", "text"),
            Shape::Named => ("name", "title"),
        }
    }
}

/// Value and label of an item.
pub fn parts(item: &Value, shape: Shape, locale: &str) -> (String, String) {
    let (value_key, text_key) = shape.keys();
    match item {
        Value::Object(object) => {
            let value = object.get(value_key).map(text::scalar).unwrap_or_default();
            let label = text::get(object, text_key, locale);
            let label = if label.is_empty() { value.clone() } else { label };
            (value, label)
        }
        other => {
            let text = text::scalar(other);
            let (value, label) = text.split_once('|').unwrap_or((&text, &text));
            (value.to_owned(), label.to_owned())
        }
    }
}

/// The lines of a list, one an item.
pub fn lines(list: &[Value], shape: Shape, locale: &str) -> String {
    let line = |item: &Value| {
        let (value, label) = parts(item, shape, locale);
        let line = if value == label { label } else { format!("{value}|{label}") };
        line.replace(['\n', '\r'], " ")
    };
    list.iter().map(line).collect::<Vec<String>>().join("\n")
}

/// A line as it was read.
struct Line {
    value: Option<String>,
    label: String,
}

/// The list that lines mean. Items of the old list keep everything else that they have: those of an unchanged line,
/// of the same value, of the same label, or else of the same position between lines that are known. New lines
/// without a value take a number behind the largest of this list and of `published`: the values of this list in any
/// published version, under which answers are stored. Those are given to no other words.
pub fn list(
    typed: &str,
    old: &[Value],
    shape: Shape,
    locale: &str,
    published: &BTreeSet<String>,
) -> Vec<Value> {
    let lines: Vec<Line> = typed.lines().filter_map(read).collect();
    let known: Vec<(String, String)> = old.iter().map(|item| parts(item, shape, locale)).collect();
    let matched = matches(&lines, &known, published);
    let mut used: BTreeSet<String> = lines.iter().filter_map(|line| line.value.clone()).collect();
    used.extend(known.iter().map(|(value, _)| value.clone()));
    used.extend(published.iter().cloned());
    let mut next = behind(&used, shape);
    let mut found = Vec::with_capacity(lines.len());
    for (line, matched) in lines.iter().zip(matched) {
        found.push(match matched.and_then(|at| Some((old.get(at)?, known.get(at)?))) {
            Some((item, known)) => relabelled(item, known, line, shape, locale),
            None => {
                let value = line.value.clone().unwrap_or_else(|| unused(&mut next, &mut used, shape));
                made(&value, &line.label, shape)
            }
        });
    }
    found
}

/// Which old item each line continues.
fn matches(lines: &[Line], known: &[(String, String)], published: &BTreeSet<String>) -> Vec<Option<usize>> {
    let mut by_value: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_label: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, (value, label)) in known.iter().enumerate().rev() {
        by_value.insert(value, at);
        by_label.insert(label, at);
    }
    let mut free: BTreeSet<usize> = (0..known.len()).collect();
    let of_value = |line: &Line| line.value.as_deref().and_then(|value| by_value.get(value));
    let mut matched: Vec<Option<usize>> = lines.iter().map(|line| take(of_value(line), &mut free)).collect();
    // A value that is written belongs to its line, wherever that stands.
    let written: BTreeSet<&str> = lines.iter().filter_map(|line| line.value.as_deref()).collect();
    free.retain(|at| !written.contains(known[*at].0.as_str()));
    for (line, matched) in lines.iter().zip(&mut matched).filter(|(line, _)| line.value.is_none()) {
        *matched = take(by_label.get(line.label.as_str()), &mut free);
    }
    // A line without a value that stands where an item has lost its line is that item with other words.
    let mut from = 0;
    for at in 0..matched.len() {
        match matched[at] {
            Some(known) => from = from.max(known + 1),
            None if lines[at].value.is_none()
                && known.get(from).is_some_and(|(value, _)| goes_on(value, &lines[at], published))
                && free.remove(&from) =>
            {
                matched[at] = Some(from);
                from += 1;
            }
            None => {}
        }
    }
    matched
}

/// An item that no line continues yet, taken.
fn take(at: Option<&usize>, free: &mut BTreeSet<usize>) -> Option<usize> {
    at.copied().filter(|at| free.remove(at))
}

/// Whether a line without a value may be the item of a value with other words. Of a published item answers are kept: a line
/// that has lost the number before it is something new. Where words are the value themselves, only they can tell.
fn goes_on(value: &str, line: &Line, published: &BTreeSet<String>) -> bool {
    let is_number = value.chars().all(char::is_numeric);
    !published.contains(value) || !(is_number || is_another(value, &line.label))
}

fn relabelled(item: &Value, known: &(String, String), line: &Line, shape: Shape, locale: &str) -> Value {
    if known.1 == line.label {
        return item.clone();
    }
    let (value_key, text_key) = shape.keys();
    let mut object = match item {
        Value::Object(object) => object.clone(),
        _ => Map::from_iter([(value_key.to_owned(), Value::String(known.0.clone()))]),
    };
    text::set(&mut object, text_key, &line.label, locale);
    Value::Object(object)
}

fn made(value: &str, label: &str, shape: Shape) -> Value {
    let (value_key, text_key) = shape.keys();
    json!({ value_key: value, text_key: label })
}

/// The number behind the largest that is in use.
fn behind(used: &BTreeSet<String>, shape: Shape) -> u32 {
    let number = |value: &String| match shape {
        Shape::Choice => value.parse::<u32>().ok(),
        Shape::Named => value.strip_prefix('c')?.parse().ok(),
    };
    let numbers = used.iter().filter_map(number);
    let largest = numbers.filter(|number| *number <= MAX_NUMBER && !TAIL.contains(number)).max();
    largest.map_or(1, |largest| largest + 1)
}

/// The next number that is not in use: a bare number for choices, `c1`, `c2` for names.
fn unused(next: &mut u32, used: &mut BTreeSet<String>, shape: Shape) -> String {
    loop {
        let value = match shape {
            Shape::Choice => next.to_string(),
            Shape::Named => format!("c{next}"),
        };
        let is_tail = shape == Shape::Choice && TAIL.contains(&*next);
        *next += 1;
        if !is_tail && used.insert(value.clone()) {
            return value;
        }
    }
}

/// Reads a line: `1|はい`, `1｜はい`, a value and a label between a tab (pasted from a sheet), `1. はい`, `・はい`, `はい`.
fn read(line: &str) -> Option<Line> {
    let line = line.trim().trim_start_matches(BULLETS).trim();
    if line.is_empty() {
        return None;
    }
    let parts = line.split_once(['|', '｜', '\t']).or_else(|| numbered(line));
    match parts.map(|(value, label)| (value.trim(), label.trim())) {
        Some((value, label)) if !value.is_empty() => {
            let value = written_value(value);
            let label = if label.is_empty() { value.clone() } else { label.to_owned() };
            Some(Line { value: Some(value), label })
        }
        Some((_, label)) => (!label.is_empty()).then(|| Line { value: None, label: label.to_owned() }),
        None => Some(Line { value: None, label: line.to_owned() }),
    }
}

/// A value as it is stored: a number with the one hyphen that stands for minus, words with the dashes that they have.
fn written_value(typed: &str) -> String {
    input::number(typed).map_or_else(|| typed.nfkc().collect(), |_| input::hyphenated(typed))
}

/// `1. はい`, `１．はい`, `1）はい`: a number and a mark; `3.5以上` and `10:30` are words.
fn numbered(line: &str) -> Option<(&str, &str)> {
    let (number, rest) = line.split_once(['.', '．', '、', ')', '）', ':', '：'])?;
    let is_number = !number.is_empty() && number.chars().count() <= 4 && number.chars().all(char::is_numeric);
    let mark = line.strip_prefix(number).and_then(|rest| rest.chars().next());
    let may_be_decimal = matches!(mark, Some('.' | '．' | ':' | '：'));
    let goes_on = rest.chars().next().is_some_and(|c| !may_be_decimal || !c.is_numeric());
    (is_number && goes_on).then_some((number, rest))
}

/// Marks new choices that mean "none of these" as excluding the others; those that were there before keep their marks.
pub fn exclude_others(list: &mut [Value], old: &[Value]) {
    for item in list.iter_mut() {
        let is_new = |value: &str| !old.iter().any(|known| parts(known, Shape::Choice, "").0 == value);
        if let Value::Object(object) = item {
            let value = object.get("value").map(text::scalar).unwrap_or_default();
            if EXCLUSIVE.contains(&value.as_str()) && is_new(&value) {
                object.insert("kt:exclusive".to_owned(), Value::Bool(true));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(typed: &str, old: &[Value]) -> Vec<Value> {
        list(typed, old, Shape::Choice, "ja", &BTreeSet::new())
    }

    fn after_publishing(typed: &str, old: &[Value]) -> String {
        let published = old.iter().map(|item| parts(item, Shape::Choice, "ja").0).collect();
        lines(&list(typed, old, Shape::Choice, "ja", &published), Shape::Choice, "ja")
    }

    #[test]
    fn a_published_number_is_not_given_to_other_words() {
        let old = choices("1|福祉\n2|医療\n3|その他\n97|わからない", &[]);
        let found = after_publishing("1|福祉\n行政\n3|その他\n97|わからない", &old);
        assert_eq!(found, "1|福祉\n4|行政\n3|その他\n97|わからない");
        // Written with its number, or with its own words, it is the choice that it was.
        assert_eq!(after_publishing("福祉\n2|医療機関", &old), "1|福祉\n2|医療機関");
        // Words that are their own value have no number that could be kept.
        let old = [json!("はい"), json!("医療")];
        assert_eq!(after_publishing("はい、あります\n行政", &old), "はい|はい、あります\n1|行政");
        // Saved while typing, when the words are no longer the value to the letter.
        let old = [json!({"value": "医療", "text": "医療機"})];
        assert_eq!(after_publishing("医療機関", &old), "医療|医療機関");
        let old = choices("1|福祉\n2|医療", &[]);
        assert_eq!(after_publishing("1|福祉\n2歳児", &old), "1|福祉\n3|2歳児");
    }

    #[test]
    fn a_number_that_an_earlier_version_used_does_not_come_back() {
        let published = BTreeSet::from(["1", "2", "7", "98"].map(str::to_owned));
        let old = choices("1|福祉", &[]);
        let found = list("1|福祉\n行政", &old, Shape::Choice, "ja", &published);
        assert_eq!(lines(&found, Shape::Choice, "ja"), "1|福祉\n8|行政");
        // Saved while typing: what nobody has answered goes on.
        let found = list("1|福祉\n行政機関", &found, Shape::Choice, "ja", &published);
        assert_eq!(lines(&found, Shape::Choice, "ja"), "1|福祉\n8|行政機関");
        let columns = BTreeSet::from(["c3".to_owned()]);
        let found = list("氏名", &[], Shape::Named, "ja", &columns);
        assert_eq!(found, [json!({"name": "c4", "title": "氏名"})]);
    }

    #[test]
    fn numbers_are_given_behind_those_that_are_written() {
        let found = choices("🦊 その他\n1|福祉\n2|医療", &choices("1|福祉\n2|🦊 その他", &[]));
        assert_eq!(lines(&found, Shape::Choice, "ja"), "3|🦊 その他\n1|福祉\n2|医療");
        let found = choices("行政\n5|福祉\n96|その他\n95|医療", &[]);
        assert_eq!(lines(&found, Shape::Choice, "ja"), "100|行政\n5|福祉\n96|その他\n95|医療");
        let found = choices("22130|架空市\n96|その他\n行政", &[]);
        assert_eq!(lines(&found, Shape::Choice, "ja"), "22130|架空市\n96|その他\n1|行政");
    }

    #[test]
    fn pasted_lines_become_choices_with_numbers() {
        let typed = "・はい\n\n□ いいえ \n97｜わからない\n98\t答えない\nその他\n１）1年未満\n1–2\n3.5以上";
        let found = lines(&choices(typed, &[]), Shape::Choice, "ja");
        let expected = "2|はい\n3|いいえ\n97|わからない\n98|答えない\n4|その他\n1|1年未満\n5|1–2\n6|3.5以上";
        assert_eq!(found, expected);
        let found = lines(
            &choices("－１|悪くなった\n−2｜とても悪くなった\nー３\t不明\nコーヒー|珈琲", &[]),
            Shape::Choice,
            "ja",
        );
        assert_eq!(found, "-1|悪くなった\n-2|とても悪くなった\n-3|不明\nコーヒー|珈琲");
    }

    #[test]
    fn unchanged_lines_keep_every_property() {
        let old = [
            json!({"value": "1", "text": {"default": "はい", "en": "Yes"}, "kt:consent": "aggregate"}),
            json!("2|いいえ"),
            json!("わからない"),
            json!(4),
        ];
        assert_eq!(choices(&lines(&old, Shape::Choice, "ja"), &old), old);
        let moved = choices("わからない\nいいえ\nはい", &old);
        assert_eq!(moved, [old[2].clone(), old[1].clone(), old[0].clone()]);
    }

    #[test]
    fn other_words_keep_the_value_and_the_translations() {
        let old = choices("はい\nいいえ", &[]);
        let changed = choices("1|はい、そうです\n2|いいえ", &old);
        assert_eq!(changed[0], json!({"value": "1", "text": "はい、そうです"}));
        // Saved while typing: the words were not complete, the value stays.
        let typed = choices("は\nいい", &[]);
        assert_eq!(
            choices("はい\nいいえ\nわからない", &typed),
            choices("1|はい\n2|いいえ\n3|わからない", &[])
        );
    }

    #[test]
    fn the_number_of_a_removed_choice_is_not_given_to_another() {
        let old = choices("はい\nいいえ\nわからない", &[]);
        let found = choices("1|はい\n3|わからない\n98|答えない\nその他", &old);
        assert_eq!(lines(&found, Shape::Choice, "ja"), "1|はい\n3|わからない\n98|答えない\n4|その他");
    }

    #[test]
    fn columns_have_names_and_titles() {
        let found = list("氏名\nage|年齢", &[], Shape::Named, "ja", &BTreeSet::new());
        assert_eq!(found, [json!({"name": "c1", "title": "氏名"}), json!({"name": "age", "title": "年齢"})]);
    }
}
