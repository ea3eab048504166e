//! A cell into what a person would have typed in its slot.

use super::platform::Platform;
use super::target::{Offered, Target, Way};
use super::{folded, marks};
use crate::questionnaire::answer::Field;
use crate::questionnaire::choice::OTHER;
use crate::questionnaire::export::limesurvey::OTHER_CODE;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::question::input::{self, moment};
use unicode_normalization::UnicodeNormalization;

/// Words for a choice that was taken, folded.
const TAKEN: &[&str] = &[
    "1", "y", "yes", "true", "はい", "選択", "checked", "selected", "○", "〇", "◯", "●", "✓", "✔", "☑", "x",
    "*",
];
/// Words for a choice that was not taken, folded.
const NOT_TAKEN: &[&str] =
    &["", "0", "n", "no", "false", "いいえ", "未選択", "unchecked", "notselected", "×", "-", "n/a"];
/// Yes and no in the words of the services, for questions with two choices that are called otherwise.
const YES: &[&str] = &["はい", "yes", "y", "true", "1"];
const NO: &[&str] = &["いいえ", "no", "n", "false", "0"];

/// The fields that are typed for a cell that is not blank.
///
/// # Errors
/// `choice-not-found` with the text that no choice is called; `choice-unclear` where it cannot be told whether a choice
/// was taken.
pub fn typed(target: &Target, cell: &str, platform: Platform) -> Result<Vec<Field>, Problem> {
    match target.way {
        Way::Id | Way::Time => Ok(Vec::new()),
        Way::Text => Ok(vec![(target.field.clone(), plain(&target.input_type, cell))]),
        Way::One => one(target, cell, platform),
        Way::Many => many(target, cell, platform),
        Way::Flag => flag(target, cell),
        Way::Order => order(target, cell, platform),
    }
}

/// A text as its input type takes it: a date without the midnight that spreadsheets add, a moment without its zone.
fn plain(input_type: &str, cell: &str) -> String {
    let cell = cell.trim();
    match input_type {
        "date" => date_of(cell),
        // LimeSurvey writes numbers with all the places of its database: `12.0000000000`.
        "number" | "range" => match cell.split_once('.') {
            Some((whole, places)) if !whole.is_empty() && places.chars().all(|c| c == '0') => {
                whole.to_owned()
            }
            _ => cell.to_owned(),
        },
        "datetime-local" => local(cell).unwrap_or_else(|| cell.to_owned()),
        _ => cell.to_owned(),
    }
}

/// A date without the midnight that spreadsheets add; anything else as it is.
pub fn date_of(cell: &str) -> String {
    let moment = local(cell).filter(|moment| moment.ends_with("T00:00"));
    let day = moment.as_deref().and_then(|moment| moment.split_once('T'));
    day.map_or(cell.trim().to_owned(), |(day, _)| day.to_owned())
}

/// A moment without parts of a second and without its zone, as it was typed on the clock.
fn local(cell: &str) -> Option<String> {
    let cell = cell.split_once('.').map_or(cell, |(whole, _)| whole);
    moment::date_time(cell)
}

fn one(target: &Target, cell: &str, platform: Platform) -> Result<Vec<Field>, Problem> {
    let number = |choice: &Offered| vec![(target.field.clone(), choice.number.clone())];
    // LimeSurvey's code for "other", whose text has a column of its own.
    let is_code = cell.trim() == OTHER_CODE;
    if let Some(choice) = named(&target.offered, &folded(if is_code { OTHER } else { cell }), platform) {
        return Ok(number(choice));
    }
    match target.other().filter(|_| !is_code) {
        Some((other, comment)) => {
            let mut fields = number(other);
            fields.push((comment.to_owned(), cell.trim().to_owned()));
            Ok(fields)
        }
        None => Err(not_found(target, cell)),
    }
}

/// The choice that is called so, or whose number is the same number.
fn named<'a>(offered: &'a [Offered], name: &str, platform: Platform) -> Option<&'a Offered> {
    let called = offered.iter().filter(|choice| choice.names.iter().any(|known| known == name));
    let by_name = || called.max_by_key(|choice| is_usual(choice, name, platform));
    let by_number = || {
        let wanted = input::number_typed(name)?;
        let is_it = |known: &String| input::number_typed(known) == Some(wanted);
        offered.iter().find(|choice| choice.names.iter().any(is_it))
    };
    // A boolean: its first choice is yes, whatever it is called.
    let by_sense = || {
        let [yes, no] = offered else { return None };
        let is_boolean = |choice: &Offered, sense: &[&str]| {
            choice.names.iter().any(|known| sense.contains(&known.as_str()))
        };
        if !is_boolean(yes, YES) || !is_boolean(no, NO) {
            return None;
        }
        match name {
            name if YES.contains(&name) => Some(yes),
            name if NO.contains(&name) => Some(no),
            _ => None,
        }
    };
    by_name().or_else(by_number).or_else(by_sense)
}

/// Whether a service names a choice so: Google and Microsoft write labels, which may look like the value of another
/// choice; the others write values where they can.
fn is_usual(choice: &Offered, name: &str, platform: Platform) -> bool {
    let is_value = folded(&choice.value) == name;
    let is_label = choice.labels.iter().any(|label| label == name);
    match platform {
        Platform::Google | Platform::Microsoft => is_label,
        Platform::Limesurvey | Platform::Kobo | Platform::Other => is_value,
    }
}

/// The choices of a cell by their numbers; what no choice is called is the text beside "other".
fn many(target: &Target, cell: &str, platform: Platform) -> Result<Vec<Field>, Problem> {
    let Parts { chosen, rest } = parts(&target.offered, cell, platform);
    let mut numbers: Vec<&str> = chosen.iter().map(|choice| choice.number.as_str()).collect();
    let mut fields = Vec::new();
    if let Some(text) = rest.first() {
        let Some((other, comment)) = target.other() else { return Err(not_found(target, text)) };
        numbers.push(&other.number);
        fields.push((comment.to_owned(), rest.join(", ")));
    }
    fields.push((target.field.clone(), numbers.join(",")));
    Ok(fields)
}

fn order(target: &Target, cell: &str, platform: Platform) -> Result<Vec<Field>, Problem> {
    let Parts { chosen, rest } = parts(&target.offered, cell, platform);
    if let Some(text) = rest.first() {
        return Err(not_found(target, text));
    }
    let ranked = chosen.iter().enumerate();
    Ok(ranked
        .map(|(at, choice)| (format!("{}.{}", target.field, choice.value), (at + 1).to_string()))
        .collect())
}

fn flag(target: &Target, cell: &str) -> Result<Vec<Field>, Problem> {
    let Some(choice) = target.offered.first() else { return Ok(Vec::new()) };
    let word = folded(cell);
    let unclear = || Err(Problem::error("choice-unclear", &target.field).with("text", short(cell)));
    if NOT_TAKEN.contains(&word.as_str()) {
        // A 0 is the mark for what was not taken, also where it is the value of the choice. Under a choice that people know
        // as "no" the word may mean either.
        let is_mark = folded(&choice.value) == word && word.chars().all(|c| c.is_ascii_digit());
        return if choice.labels.contains(&word) && !is_mark { unclear() } else { Ok(Vec::new()) };
    }
    if TAKEN.contains(&word.as_str()) || choice.names.contains(&word) {
        return Ok(vec![(target.field.clone(), choice.number.clone())]);
    }
    unclear()
}

/// Whether a cell says that a choice was taken or not.
pub fn is_flag(choice: &Offered, cell: &str) -> bool {
    let word = folded(cell);
    let is_known = TAKEN.contains(&word.as_str()) || NOT_TAKEN.contains(&word.as_str());
    is_known || choice.names.contains(&word)
}

struct Parts<'a> {
    chosen: Vec<&'a Offered>,
    rest: Vec<String>,
}

/// Cuts a cell into choices: at each place the longest name that ends at a separator, so that a label may have
/// separators in it. What lies between two choices is one text.
fn parts<'a>(offered: &'a [Offered], cell: &str, platform: Platform) -> Parts<'a> {
    if let Some(chosen) = words(offered, cell, platform) {
        return Parts { chosen, rest: Vec::new() };
    }
    let text: Vec<char> = cell.nfkc().collect();
    // What is no choice is kept as it was written.
    let folded = marks(&text);
    let is_gap = |c: &char| platform.separates(*c) || c.is_whitespace();
    let mut found = Parts { chosen: Vec::new(), rest: Vec::new() };
    let mut open = String::new();
    let mut at = 0;
    while let Some(c) = text.get(at) {
        let begins = at == 0 || text.get(at - 1).is_some_and(is_gap);
        let choice = if begins && !is_gap(c) { longest(offered, &folded, at, platform) } else { None };
        match choice {
            Some((choice, end)) if has_separator_before(&text, at, platform) => {
                push_rest(&mut found.rest, &mut open, platform);
                if !found.chosen.contains(&choice) {
                    found.chosen.push(choice);
                }
                at = end;
            }
            _ => {
                open.push(*c);
                at += 1;
            }
        }
    }
    push_rest(&mut found.rest, &mut open, platform);
    found
}

/// The choices of a cell whose parts between separators all are one: where spaces separate, as in KoboToolbox's files, a
/// longer name must not reach over them.
fn words<'a>(offered: &'a [Offered], cell: &str, platform: Platform) -> Option<Vec<&'a Offered>> {
    // Elsewhere a label that has separators in it is longer than its parts.
    if platform != Platform::Kobo {
        return None;
    }
    let mut chosen: Vec<&Offered> = Vec::new();
    for word in cell.split(|c| platform.separates(c)).map(folded).filter(|word| !word.is_empty()) {
        let choice = offered.iter().find(|choice| choice.names.contains(&word))?;
        if !chosen.contains(&choice) {
            chosen.push(choice);
        }
    }
    Some(chosen)
}

/// Whether a choice may begin here: at the start, or after a separator with nothing but spaces behind it.
fn has_separator_before(text: &[char], at: usize, platform: Platform) -> bool {
    let before = text.iter().take(at).rev();
    for c in before {
        if platform.separates(*c) {
            return true;
        }
        if !c.is_whitespace() {
            return false;
        }
    }
    true
}

fn push_rest(rest: &mut Vec<String>, open: &mut String, platform: Platform) {
    let text = open.trim_matches(|c: char| platform.separates(c) || c.is_whitespace());
    if !text.is_empty() {
        rest.push(text.to_owned());
    }
    open.clear();
}

/// The longest choice whose name stands at `at` and ends at a separator, with the place behind it.
fn longest<'a>(
    offered: &'a [Offered],
    text: &[char],
    at: usize,
    platform: Platform,
) -> Option<(&'a Offered, usize)> {
    let ends = offered.iter().flat_map(|choice| {
        choice.names.iter().filter_map(move |name| {
            let end = end_of(name, text, at, platform)?;
            Some((choice, end, is_usual(choice, name, platform)))
        })
    });
    let (choice, end, _) = ends.max_by_key(|(_, end, is_usual)| (*end, *is_usual))?;
    Some((choice, end))
}

/// Where a folded name that begins at `at` ends, if a separator or nothing follows.
fn end_of(name: &str, text: &[char], at: usize, platform: Platform) -> Option<usize> {
    let mut end = at;
    let mut wanted = name.chars().peekable();
    while wanted.peek().is_some() {
        let c = text.get(end)?;
        end += 1;
        if c.is_whitespace() {
            continue;
        }
        for small in c.to_lowercase() {
            if wanted.next() != Some(small) {
                return None;
            }
        }
    }
    let mut after = text.iter().skip(end);
    let next = after.find(|c| platform.separates(**c) || !c.is_whitespace());
    next.is_none_or(|c| platform.separates(*c)).then_some(end)
}

fn not_found(target: &Target, text: &str) -> Problem {
    Problem::error("choice-not-found", &target.field).with("text", short(text))
}

/// The beginning of a text, for lists of problems.
pub(super) fn short(text: &str) -> String {
    const MAX: usize = 60;
    let text = text.trim();
    let cut: String = text.chars().take(MAX).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::answer_import::target::targets;
    use crate::questionnaire::parse::parse;

    #[test]
    fn a_no_under_a_choice_that_is_called_no_is_never_dropped_in_silence() {
        let json = serde_json::json!({"elements": [{"type": "checkbox", "name": "q", "choices": [
            {"value": "0", "text": "北"}, {"value": "n", "text": "いいえ"}, {"value": "x", "text": "×"}]}]});
        let all = targets(&parse(&json.to_string()).0.unwrap(), "ja");
        let flags: Vec<&Target> = all.iter().filter(|target| target.way == Way::Flag).collect();
        let said = |at: usize, cell: &str| match typed(flags[at], cell, Platform::Other) {
            Ok(fields) => fields.into_iter().map(|(_, number)| number).collect::<Vec<String>>().join(","),
            Err(problem) => problem.code.to_owned(),
        };
        // A 0 stands for what was not taken, whatever the choice's value is.
        assert_eq!([said(0, "0"), said(0, "北"), said(0, "いいえ")], ["", "1", ""]);
        assert_eq!([said(1, "いいえ"), said(1, "n"), said(1, "はい")], ["choice-unclear", "", "2"]);
        assert_eq!([said(2, "×"), said(2, "○"), said(2, "0")], ["choice-unclear", "3", ""]);
    }
}
