//! Tests of the library: what ships can be used as it is, and inserting follows the rule of names and ids.

use super::*;
use crate::questionnaire::parse::parse;
use crate::questionnaire::problem::has_errors;
use crate::questionnaire::shipped::SHIPPED;
use serde_json::json;

fn draft() -> Value {
    json!({ "pages": [
        { "name": "p1", "elements": [
            { "type": "radiogroup", "name": "region", "kt:role": "region", "choices": ["1"] },
            { "type": "text", "name": "other", "kt:id": "trend" }] },
        { "name": "p2", "elements": [] }
    ] })
}

fn inserted(after: &str, element: Value) -> (Inserted, Value) {
    let done = insert(&draft(), after, &element).unwrap();
    let new = Value::Object(tree::object(&done.draft, &done.key).unwrap().into_owned());
    (done, new)
}

#[test]
fn every_ready_made_question_makes_a_questionnaire_without_problems() {
    let items = ready_made();
    assert!(items.len() > 10);
    let empty = json!({ "pages": [{ "name": "p", "elements": [] }] });
    for item in items.iter().filter(|item| item.page != TAILS) {
        let done = insert(&empty, "", &item.element).unwrap();
        let (_, problems) = parse(&done.draft.to_string());
        assert_eq!(problems, [], "{}", item.name);
        assert!(item.element["title"]["en"].is_string(), "{} is not translated", item.name);
    }
}

#[test]
fn every_question_that_ships_can_be_inserted_into_any_draft() {
    let empty = json!({ "pages": [{ "name": "p", "elements": [] }] });
    let mut n_items = 0;
    for shipped in SHIPPED {
        for item in items(&serde_json::from_str(shipped.json).unwrap()) {
            let done = insert(&empty, "page:p", &item.element).unwrap();
            assert!(!done.was_renamed, "{}", item.name);
            assert!(!has_errors(&parse(&done.draft.to_string()).1), "{}", item.name);
            n_items += 1;
        }
    }
    assert_eq!(n_items, 90, "all questions of the five questionnaires");
}

#[test]
fn a_question_keeps_its_name_where_the_draft_has_neither_name_nor_id() {
    let element = json!({ "type": "radiogroup", "name": "had_cases", "kt:number": "7", "choices": ["1"] });
    let (done, new) = inserted("question:region", element);
    assert_eq!((done.was_renamed, done.lost_condition), (false, false));
    assert_eq!(new, json!({ "type": "radiogroup", "name": "had_cases", "choices": ["1"] }));
    let names: Vec<String> = tree::nodes(&done.draft).into_iter().map(|node| node.name).collect();
    assert_eq!(names, ["p1", "region", "had_cases", "other", "p2"]);
}

#[test]
fn the_same_question_twice_is_another_question() {
    let element = json!({ "type": "radiogroup", "name": "region", "kt:role": "region", "choices": ["2"] });
    let (done, new) = inserted("page:p2", element);
    assert!(done.was_renamed);
    assert_ne!(new["name"], "region");
    assert_eq!((new.get("kt:id"), new.get("kt:role")), (None, None));
    assert_eq!(tree::find(&done.draft, &done.key).unwrap().spot, [1, 0]);
}

#[test]
fn only_a_taken_name_leaves_the_id() {
    let (done, new) = inserted("", json!({ "type": "text", "name": "other" }));
    assert!(done.was_renamed);
    assert_eq!(new["kt:id"], "other", "still comparable");
    let (done, new) = inserted("", json!({ "type": "text", "name": "trend" }));
    assert!(!done.was_renamed, "the name is free");
    assert_eq!(new.get("kt:id"), None);
}

#[test]
fn conditions_stay_only_where_they_can_be_decided() {
    let (done, new) = inserted("", json!({ "type": "text", "name": "a", "visibleIf": "{region} = '1'" }));
    assert!(!done.lost_condition);
    assert_eq!(new["visibleIf"], "{region} = '1'");
    let (done, new) = inserted("", json!({ "type": "text", "name": "a", "visibleIf": "{nobody.x} = '1'" }));
    assert!(done.lost_condition);
    assert_eq!(new.get("visibleIf"), None);
}

#[test]
fn common_last_choices_are_added_once() {
    let tail = json!([{ "value": "97", "text": "わからない", "kt:exclusive": true }]);
    let once = add_choices(&draft(), "question:region", &tail).unwrap();
    let twice = add_choices(&once, "question:region", &tail).unwrap();
    assert_eq!(once, twice);
    let expected = json!(["1", { "value": "97", "text": "わからない" }]);
    assert_eq!(twice["pages"][0]["elements"][0]["choices"], expected);
    assert_eq!(add_choices(&draft(), "question:other", &tail).unwrap_err().code, "no-choices");
    assert_eq!(add_choices(&draft(), "question:nobody", &tail).unwrap_err().code, "edit-gone");
}

#[test]
fn questions_are_found_by_words_in_any_width_and_order() {
    let items = ready_made();
    let found = |words: &str| items.iter().filter(|item| matches(item, words)).count();
    assert_eq!(found(""), items.len());
    assert!(found("満足") > 0 && found("満足") < items.len());
    assert_eq!(found("ｍatrix"), found("MATRIX"));
    assert_eq!(found("満足 どこにもない言葉"), 0);
}
