//! A draft for as many as like to come: no choice keeps the limit that is still open (`[[capacity]]`), and no text speaks of it.

use super::parse;
use serde_json::Value;

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

/// The definition without the limit and without the sentences that name it. None for JSON that cannot be read.
pub fn without_limit(json: &str) -> Option<String> {
    let mut whole = Value::Object(parse::object(json).ok()?);
    lift(&mut whole);
    Some(whole.to_string())
}

fn lift(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.get(LIMIT).and_then(Value::as_str).is_some_and(|limit| limit.contains(OPEN)) {
                object.shift_remove(LIMIT);
            }
            object.values_mut().for_each(lift);
        }
        Value::Array(items) => items.iter_mut().for_each(lift),
        Value::String(text) => {
            while let Some(shorter) = without_sentence(text) {
                *text = shorter;
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A text without the first sentence that names the limit; None where none does.
fn without_sentence(text: &str) -> Option<String> {
    let (before, behind) = text.split_once(OPEN)?;
    let starts = BEFORE.iter().filter_map(|mark| Some(before.rfind(*mark)? + mark.len()));
    let kept = before.get(..starts.max().unwrap_or(0))?;
    let ends = BEHIND
        .iter()
        .filter_map(|(mark, goes)| Some(behind.find(*mark)? + if *goes { mark.len() } else { 0 }));
    let rest = behind.get(ends.min().unwrap_or(behind.len())..)?;
    let shorter = format!("{kept}{rest}");
    Some(LEFT.iter().fold(shorter, |text, nothing| text.replace(*nothing, "")))
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
            ("定員[[capacity]]名\n[[capacity]]名を超えたら抽選", "\n"),
        ] {
            let json = serde_json::json!({ "description": before }).to_string();
            let expected = serde_json::json!({ "description": after }).to_string();
            assert_eq!(without_limit(&json).unwrap(), expected);
        }
        assert_eq!(without_limit("{"), None);
    }
}
