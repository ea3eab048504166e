//! Tests of reading pages and of the final check.

use super::*;
use crate::questionnaire::page::{first_page, next_page, previous_page, progress};
use crate::questionnaire::parse::parse;
use crate::questionnaire::summary::summary;
use crate::questionnaire::variable::{VariableKind, value_of, variables};
use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use serde_json::json;

const JSON: &str = r#"{"pages":[
 {"name":"one","title":"最初","elements":[
  {"type":"radiogroup","name":"used","title":"利用はありますか","isRequired":true,
   "choices":[{"value":"1","text":{"default":"ある","en":"Yes"}},{"value":"2","text":"ない"}]},
  {"type":"text","name":"count","inputType":"number","min":1,"max":100,"visibleIf":"{used} = '1'","isRequired":true},
  {"type":"html","name":"note","html":"<p>x</p>"}]},
 {"name":"two","visibleIf":"{count} > 5","elements":[
  {"type":"checkbox","name":"why","choices":["1","2",{"value":"9","kt:exclusive":true}],
   "showOtherItem":true,"otherText":"その他","maxSelectedChoices":2}]},
 {"name":"three","elements":[
  {"type":"matrix","name":"ties","title":"関わり","rows":[{"value":"10","text":"病院"},"20"],"columns":["0","1"],"eachRowRequired":true},
  {"type":"rating","name":"good","rateMax":5},
  {"type":"comment","name":"free","maxLength":10,"visibleIf":"{why} contains 'other'"},
  {"type":"dropdown","name":"area","choices":["a"],"showOtherItem":true,"otherText":"ほか"}]}]}"#;

/// Some time of day in Tokyo.
fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(21, 3, 0).unwrap()
}

fn definition() -> Definition {
    let (definition, problems) = parse(JSON);
    assert_eq!(problems, []);
    definition.unwrap()
}

fn answers(value: Value) -> Answers {
    value.as_object().cloned().unwrap()
}

fn form(fields: &[(&str, &str)]) -> Vec<Field> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn send(page: &str, fields: &[(&str, &str)], before: Value) -> (Value, Vec<String>) {
    let (read, problems) = read_page(&definition(), page, &form(fields), &answers(before), now());
    let problems = problems.iter().map(|problem| format!("{} {}", problem.code, problem.place)).collect();
    (Value::Object(read), problems)
}

#[test]
fn required_questions_and_revealed_questions_hold_the_page() {
    assert_eq!(send("one", &[], json!({})), (json!({}), vec!["required used".to_owned()]));
    let (read, problems) = send("one", &[("used", "1")], json!({}));
    assert_eq!(problems, ["revealed count"]);
    let (read, problems) = send("one", &[("used", "1"), ("count", "")], read);
    assert_eq!(problems, ["required-text count"]);
    let (read, problems) = send("one", &[("used", "1"), ("count", "１２")], read);
    assert_eq!((read, problems), (json!({"used": "1", "count": 12}), vec![]));
}

#[test]
fn what_was_typed_stays_and_is_named() {
    let (read, problems) = send("one", &[("used", "1"), ("count", "たくさん")], json!({}));
    assert_eq!(
        (read, problems),
        (json!({"used": "1", "count": "たくさん"}), vec!["not-a-number count".to_owned()])
    );
    let (_, problems) = send("one", &[("used", "1"), ("count", "0")], json!({}));
    assert_eq!(problems, ["number-too-small count"]);
    let (_, problems) = send("one", &[("used", "1"), ("count", "101")], json!({}));
    assert_eq!(problems, ["number-too-large count"]);
    let why = json!({"used": "1", "count": 9, "why": ["other"], "why-Comment": "x"});
    let long = "長".repeat(11);
    let (read, problems) = send("three", &[("ties.10", "0"), ("ties.20", "0"), ("free", &long)], why);
    assert_eq!(problems, ["too-long free"]);
    assert_eq!(read["free"], json!(long), "never cut");
}

#[test]
fn tampered_values_are_problems_and_unknown_fields_are_ignored() {
    let (read, problems) = send("one", &[("used", "7"), ("ties.10", "0"), ("hack", "1")], json!({}));
    assert_eq!((read, problems), (json!({}), vec!["unknown-choice used".to_owned()]));
    let before = json!({"used": "1", "count": 9});
    let (read, problems) = send("two", &[("why", "2"), ("why", "8"), ("why", "1")], before);
    assert_eq!((&read["why"], problems), (&json!(["1", "2"]), vec!["unknown-choice why".to_owned()]));
    assert_eq!(send("nowhere", &[], json!({})).1, ["unknown-page nowhere"]);
}

#[test]
fn limits_of_a_checkbox() {
    let before = || json!({"used": "1", "count": 9});
    let problems = |fields: &[(&str, &str)]| send("two", fields, before()).1;
    assert!(problems(&[]).is_empty());
    assert!(problems(&[("why", "1"), ("why", "2")]).is_empty());
    assert_eq!(
        problems(&[("why", "1"), ("why", "2"), ("why", "other"), ("why-Comment", "x")]),
        ["too-many-choices why"]
    );
    assert_eq!(problems(&[("why", "1"), ("why", "9")]), ["exclusive-choice why"]);
    assert_eq!(problems(&[("why", "other")]), ["other-missing why-Comment"]);
}

#[test]
fn a_text_beside_other_ticks_other_but_never_replaces_a_choice() {
    let (read, problems) = send("two", &[("why-Comment", " 送迎 ")], json!({"used": "1", "count": 9}));
    assert_eq!((&read["why"], &read["why-Comment"], problems.len()), (&json!(["other"]), &json!("送迎"), 0));
    let rest = [("ties.10", "0"), ("ties.20", "0")];
    let (read, problems) = send("three", &[rest[0], rest[1], ("area-Comment", "隣の県")], json!({}));
    assert_eq!((&read["area"], problems.len()), (&json!("other"), 0));
    let (read, problems) =
        send("three", &[rest[0], rest[1], ("area", "a"), ("area-Comment", "隣の県")], json!({}));
    assert_eq!((&read["area"], problems), (&json!("a"), vec!["other-not-selected area-Comment".to_owned()]));
}

#[test]
fn every_row_of_a_matrix_is_asked_for() {
    assert_eq!(send("three", &[], json!({})).1, ["required ties"]);
    let (read, problems) = send("three", &[("ties.10", "1"), ("good", "3")], json!({}));
    assert_eq!(
        (read, problems),
        (json!({"ties": {"10": "1"}, "good": 3}), vec!["required-row ties.20".to_owned()])
    );
    assert_eq!(
        send("three", &[("ties.10", "1"), ("ties.20", "5")], json!({})).1[0],
        "unknown-choice ties.20"
    );
    let (_, problems) = send("three", &[("ties.10", "1"), ("ties.20", "0"), ("good", "9")], json!({}));
    assert_eq!(problems, ["unknown-choice good"]);
}

#[test]
fn a_page_sent_again_gives_the_same_answers_and_can_be_emptied() {
    let fields = [("used", "1"), ("count", "7")];
    let (first, _) = send("one", &fields, json!({}));
    assert_eq!(send("one", &fields, first.clone()).0, first);
    let all = json!({"used": "1", "count": 9, "why": ["1"], "good": 2});
    assert_eq!(send("two", &[], all).0, json!({"used": "1", "count": 9, "good": 2}));
}

#[test]
fn hidden_answers_do_not_count_and_are_purged_at_the_end() {
    let definition = definition();
    let given = answers(json!({
        "free": "x", "why": ["other"], "why-Comment": "y", "count": 9, "used": "2", "ties": {"10": "0", "20": "1"},
        "stranger": 1,
    }));
    let visible = visibility(&definition, &given, now());
    assert!(!visible.questions.contains("count") && !visible.pages.contains("two"));
    assert!(!visible.questions.contains("free"), "the answer it depends on is hidden");
    let (kept, problems) = complete(&definition, &given, now());
    assert_eq!(problems, []);
    assert_eq!(Value::Object(kept).to_string(), r#"{"used":"2","ties":{"10":"0","20":"1"}}"#);
}

#[test]
fn the_final_check_names_everything_that_is_missing_or_wrong() {
    let given = answers(
        json!({"used": "1", "count": "多い", "why": "1", "ties": {"10": "0"}, "good": "x", "area": []}),
    );
    let (_, problems) = complete(&definition(), &given, now());
    let found: Vec<String> =
        problems.iter().map(|problem| format!("{} {}", problem.code, problem.place)).collect();
    assert_eq!(
        found,
        ["not-a-number count", "required-row ties.20", "unknown-choice good", "wrong-answer area"]
    );
}

#[test]
fn pages_follow_the_answers() {
    let definition = definition();
    let few = answers(json!({"used": "1", "count": 3}));
    let many = answers(json!({"used": "1", "count": 30}));
    assert_eq!(first_page(&definition, &few, now()).unwrap().name, "one");
    assert_eq!(next_page(&definition, "one", &few, now()).unwrap().name, "three");
    assert_eq!(next_page(&definition, "one", &many, now()).unwrap().name, "two");
    assert_eq!(previous_page(&definition, "three", &few, now()).unwrap().name, "one");
    assert!(
        next_page(&definition, "three", &few, now()).is_none()
            && previous_page(&definition, "one", &few, now()).is_none()
    );
    assert_eq!(progress(&definition, "three", &few, now()), Some((2, 2)));
    assert_eq!(progress(&definition, "two", &few, now()), None);
}

#[test]
fn the_summary_says_answers_in_words() {
    let given = answers(
        json!({"used": "1", "count": 9, "why": ["1", "other"], "why-Comment": "送迎", "ties": {"10": "1"}}),
    );
    let pages = summary(&definition(), &given, "en", now());
    assert_eq!(pages.len(), 3);
    let texts =
        |page: usize, item: usize| pages[page].items[item].lines.as_ref().map(|lines| lines[0].texts.clone());
    assert_eq!(pages[0].title, "最初");
    assert_eq!(texts(0, 0), Some(vec!["Yes".to_owned()]));
    assert_eq!(texts(0, 1), Some(vec!["9".to_owned()]));
    assert_eq!(texts(1, 0), Some(vec!["1".to_owned(), "その他: 送迎".to_owned()]));
    let ties = pages[2].items[0].lines.as_ref().unwrap();
    assert_eq!((ties[0].row.as_deref(), ties[1].texts.len()), (Some("病院"), 0));
    assert_eq!(texts(2, 1), None, "unanswered");
}

#[test]
fn variables_name_every_column_with_who_is_asked() {
    let found = variables(&definition(), "ja");
    let names: Vec<&str> = found.iter().map(|variable| variable.name.as_str()).collect();
    assert_eq!(
        names,
        ["used", "count", "why", "why_other", "ties_10", "ties_20", "good", "free", "area", "area_other"]
    );
    assert_eq!(found[2].kind, VariableKind::Multiple);
    assert_eq!(found[4].label, "関わり – 病院");
    let universe = serde_json::to_value(&found[1].universe).unwrap();
    assert_eq!(
        universe,
        json!({"type": "answer", "name": "used", "number": "1", "title": "利用はありますか", "row": null, "is_typed": false, "test": "is",
               "values": ["ある"]})
    );
    assert!(found[0].universe.is_none());
    let given = answers(json!({"why": ["other"], "why-Comment": "x", "ties": {"20": "1"}}));
    let values: Vec<Option<&Value>> = found.iter().map(|variable| value_of(variable, &given)).collect();
    assert_eq!(values[3], Some(&json!("x")));
    assert_eq!((values[4], values[5]), (None, Some(&json!("1"))));
}

proptest! {
    #[test]
    fn no_form_panics_and_what_is_complete_stays_complete(
        fields in prop::collection::vec(
            ("(used|count|why|why-Comment|ties.10|ties.20|good|free|area|area-Comment|x)", "(1|2|9|0|other|a|１０|\\PC{0,12}|)"),
            0..12,
        )
    ) {
        let definition = definition();
        let mut given = Answers::new();
        for page in ["one", "two", "three"] {
            given = read_page(&definition, page, &fields, &given, now()).0;
        }
        let (kept, problems) = complete(&definition, &given, now());
        prop_assert_eq!(complete(&definition, &kept, now()), (kept.clone(), problems));
        summary(&definition, &kept, "ja", now());
    }
}
