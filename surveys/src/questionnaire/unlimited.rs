//! A draft for as many as like to come: no choice keeps the limit that is still open (`[[capacity]]`), and no text speaks of it.

use super::edit::translation::{LEFT_ALONE, PROPERTIES};
use super::parse;
use serde_json::{Map, Value};
use std::ops::Range;

/// Where the number of places would be filled in.
const OPEN: &str = "[[capacity]]";
/// The property of a choice that limits it.
const LIMIT: &str = "kt:capacity";
/// What stands before a sentence.
const BEFORE: [&str; 4] = [">", "。", ". ", "\n"];
/// What ends a sentence, and whether it goes with it.
const BEHIND: [(&str, bool); 4] = [("。", true), (". ", true), ("<", false), ("\n", false)];
/// What would be left of a point or paragraph that said nothing else.
const LEFT: [&str; 2] = ["<li></li>", "<p></p>"];

/// What opens a bracket, and what closes it.
const OPENING: [char; 2] = ['（', '('];
const CLOSING: [char; 2] = ['）', ')'];

/// Why a definition keeps its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is JSON that cannot be read.
    Unreadable,
    /// A text of it says nothing else.
    Empty,
}

/// The definition without the limit, and without the words in brackets and the sentences that name it.
///
/// # Errors
/// [`Kept`] when it stays as it is.
pub fn without_limit(json: &str) -> Result<String, Kept> {
    let mut whole = parse::object(json).map_err(|_| Kept::Unreadable)?;
    lift(&mut whole)?;
    Ok(Value::Object(whole).to_string())
}

/// Names, values and conditions stay as they are.
fn lift(object: &mut Map<String, Value>) -> Result<(), Kept> {
    if object.get(LIMIT).and_then(Value::as_str).is_some_and(|limit| limit.contains(OPEN)) {
        object.shift_remove(LIMIT);
    }
    for (key, value) in object.iter_mut().filter(|(key, _)| !LEFT_ALONE.contains(&key.as_str())) {
        if PROPERTIES.contains(&key.as_str()) {
            shorten(value)?;
        } else if let Value::Object(inner) = value {
            lift(inner)?;
        } else if let Value::Array(items) = value {
            for item in items.iter_mut().filter_map(Value::as_object_mut) {
                lift(item)?;
            }
        }
    }
    Ok(())
}

/// A text, in one language or in several.
fn shorten(value: &mut Value) -> Result<(), Kept> {
    if let Value::Object(by_lang) = value {
        for own in by_lang.values_mut() {
            shorten(own)?;
        }
    } else if let Value::String(text) = value {
        let names_limit = text.contains(OPEN);
        while let Some(shorter) = without_sentence(text) {
            *text = shorter;
        }
        if names_limit && says_nothing(text) {
            return Err(Kept::Empty);
        }
    }
    Ok(())
}

/// Whether nothing stands in a text but tags and spaces.
fn says_nothing(text: &str) -> bool {
    let mut parts = text.split('<');
    let is_first_empty = parts.next().is_none_or(|words| words.trim().is_empty());
    let is_tag = |part: &str| part.split_once('>').is_some_and(|(_, words)| words.trim().is_empty());
    is_first_empty && parts.all(is_tag)
}

/// A text without the first sentence that names the limit, or without the brackets in which it does; None where none does.
fn without_sentence(text: &str) -> Option<String> {
    let (before, behind) = text.split_once(OPEN)?;
    let starts = BEFORE.iter().filter_map(|mark| Some(before.rfind(*mark)? + mark.len()));
    let start = starts.max().unwrap_or(0);
    let ends = BEHIND
        .iter()
        .filter_map(|(mark, goes)| Some(behind.find(*mark)? + if *goes { mark.len() } else { 0 }));
    let end = ends.min().unwrap_or(behind.len());
    let (start, end) = match brackets(before, behind) {
        Some((opening, closing)) => match (start <= opening.start, closing.start < end) {
            // All that is in them names it: they go, too.
            (true, true) => (opening.start, closing.end),
            (true, false) => (opening.end, end),
            (false, true) => (start, closing.start),
            (false, false) => (start, end),
        },
        None => (start, end),
    };
    let shorter = format!("{}{}", before.get(..start)?, behind.get(end..)?);
    Some(LEFT.iter().fold(shorter, |text, nothing| text.replace(*nothing, "")))
}

/// The brackets around the limit: the one before it, and the one behind it.
fn brackets(before: &str, behind: &str) -> Option<(Range<usize>, Range<usize>)> {
    let opening = unpaired(before.char_indices().rev(), CLOSING, OPENING)?;
    Some((opening, unpaired(behind.char_indices(), OPENING, CLOSING)?))
}

/// Where the first bracket that leads out of a text stands; those that lead in and out again are passed by.
fn unpaired(
    chars: impl Iterator<Item = (usize, char)>,
    leading_in: [char; 2],
    leading_out: [char; 2],
) -> Option<Range<usize>> {
    let mut depth = 0_usize;
    for (at, one) in chars {
        if leading_in.contains(&one) {
            depth += 1;
        } else if leading_out.contains(&one) {
            let Some(less) = depth.checked_sub(1) else { return Some(at..at + one.len_utf8()) };
            depth = less;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fielding::seating::planned;
    use crate::questionnaire::parse::parse;
    use crate::questionnaire::placeholder::open_placeholders;
    use crate::questionnaire::shipped::shipped;

    #[test]
    fn the_shipped_sign_up_without_a_limit_says_nothing_of_places_and_keeps_all_else() {
        let before = shipped("forum-signup").unwrap().json;
        let after = without_limit(before).unwrap();
        let open: Vec<String> =
            open_placeholders(before).into_iter().filter(|name| name != "capacity").collect();
        assert_eq!(open_placeholders(&after), open, "nothing else was filled in or left out");
        for gone in ["定員：会場", "Places:", "kt:capacity"] {
            assert!(before.contains(gone) && !after.contains(gone), "{gone}");
        }
        for kept in [
            "<li>オンライン参加（視聴のみ）の方には、後日",
            "<li>Those who take part online",
            "[[venue]]</li><li>オ",
        ] {
            assert!(after.contains(kept), "{kept}: {after}");
        }
        let (definition, problems) = parse(&after);
        assert!(!problems.iter().any(|problem| problem.code == "wrong-type"), "{problems:?}");
        let limits: Vec<Option<usize>> =
            planned(&definition.unwrap()).into_iter().map(|seating| seating.capacity).collect();
        assert_eq!(limits, [None, None]);
    }

    #[test]
    fn a_sentence_goes_whole_and_alone() {
        for (before, after) in [
            ("<ul><li>定員：[[capacity]]名</li><li>参加費：無料</li></ul>", "<ul><li>参加費：無料</li></ul>"),
            ("お早めに。先着[[capacity]]名です。無料です。", "お早めに。無料です。"),
            ("Free. The first [[capacity]] of you. Come", "Free. Come"),
            ("定員[[capacity]]名\n[[capacity]]名を超えたら抽選\n無料", "\n\n無料"),
            ("会場（定員[[capacity]]名）", "会場"),
            ("At the venue (for [[capacity]])", "At the venue "),
            ("会場（駅前（北口）。定員[[capacity]]名（先着））", "会場（駅前（北口）。）"),
            ("会場（定員[[capacity]]名。先着順）です。", "会場（先着順）です。"),
            ("無料。会場（北口）は定員[[capacity]]名（先着）です。", "無料。"),
        ] {
            let json = serde_json::json!({ "description": before }).to_string();
            let expected = serde_json::json!({ "description": after }).to_string();
            assert_eq!(without_limit(&json).unwrap(), expected);
        }
        assert_eq!(without_limit("{"), Err(Kept::Unreadable));
    }

    #[test]
    fn a_text_that_says_nothing_else_is_left_to_people() {
        for text in ["定員[[capacity]]名", "<ul><li>定員[[capacity]]名</li></ul>", "[[capacity]]名。 "]
        {
            let choices = [serde_json::json!({ "value": "1", "text": { "default": text, "en": "a" } })];
            let json = serde_json::json!({ "elements": [{ "choices": choices }] }).to_string();
            assert_eq!(without_limit(&json), Err(Kept::Empty), "{text}");
        }
    }

    #[test]
    fn names_values_and_conditions_stay() {
        let json = serde_json::json!({ "elements": [{
            "name": "a。[[capacity]]",
            "visibleIf": "{a} > [[capacity]]",
            "defaultValue": { "text": "[[capacity]]" },
            "choices": [{ "value": "[[capacity]]", "text": "会場" }],
        }] });
        assert_eq!(without_limit(&json.to_string()), Ok(json.to_string()));
    }
}
