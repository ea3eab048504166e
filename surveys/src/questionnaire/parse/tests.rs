//! Tests of reading definitions.

use super::*;
use crate::questionnaire::definition::Element;
use crate::questionnaire::problem::{Severity, has_errors};
use proptest::prelude::*;

fn codes(json: &str) -> Vec<(&'static str, String)> {
    parse(json).1.into_iter().map(|problem| (problem.code, problem.place)).collect()
}

fn one(elements: &str) -> Vec<(&'static str, String)> {
    codes(&format!(r#"{{"pages":[{{"elements":[{elements}]}}]}}"#))
}

#[test]
fn keeps_and_reports_what_it_does_not_know() {
    let json = r#"{"widthMode":true,"pages":[{"name":"a","elements":[
        {"type":"signaturepad","name":"sign","penColor":"red"},
        {"type":"panel","elements":[{"type":"text","name":"q1","title":{"default":"地域","en":"Region"},"size":3}]}]}]}"#;
    let (definition, problems) = parse(json);
    let definition = definition.unwrap();
    let found: Vec<(&str, &str)> = problems.iter().map(|found| (found.code, found.place.as_str())).collect();
    assert_eq!(
        found,
        [
            ("unknown-type", "pages[0].elements[0]"),
            ("unknown-property", "pages[0].elements[1].elements[0].size"),
            ("unknown-property", "widthMode"),
        ]
    );
    assert!(!has_errors(&problems));
    assert_eq!(definition.raw, serde_json::from_str::<Value>(json).unwrap());
    let questions = definition.questions();
    assert_eq!(questions[0].unknown["penColor"], "red");
    assert!(!questions[0].has_answer());
    assert_eq!((questions[1].title.get("ja"), questions[1].title.get("en")), ("地域", "Region"));
    assert!(matches!(&definition.pages[0].elements[1], Element::Panel(panel) if panel.name == "panel1"));
}

#[test]
fn a_key_that_stands_twice_is_named_once_with_the_line_that_counts() {
    let json = "{\"elements\":[\n{\"type\":\"text\",\n\"name\":\"a\",\n\"title\":\"x\",\n\"title\":\"y\",\n\"title\":\"z\"}]}";
    let (definition, problems) = parse(json);
    let expected = Problem::warning("key-repeated", "elements[0].title").with("key", "title").with("line", 6);
    assert_eq!(problems, [expected]);
    assert_eq!(definition.unwrap().questions()[0].title.get("ja"), "z");
    assert_eq!(
        codes(r#"{"kt:audience":["a"],"kt:audience":["b"]}"#),
        [("key-repeated", "['kt:audience']".to_owned())]
    );
}

#[test]
fn minutes_are_a_whole_number_above_zero() {
    let minutes =
        |value: &str| parse(&format!(r#"{{"kt:minutes":{value},"elements":[]}}"#)).0.unwrap().minutes;
    assert_eq!(
        [minutes("15"), minutes("0"), minutes("\"15\""), minutes("1.5")],
        [Some(15), None, None, None]
    );
}

#[test]
fn numbers_count_questions_only_and_can_be_given() {
    let json = r#"{"elements":[{"type":"html","name":"h","html":"x"},{"type":"text","name":"a"},
        {"type":"text","name":"b","kt:number":"1b"},{"type":"comment","name":"c"}]}"#;
    let definition = parse(json).0.unwrap();
    let numbers: Vec<&str> = definition.questions().iter().map(|question| question.number.as_str()).collect();
    assert_eq!(numbers, ["", "1", "1b", "2"]);
}

#[test]
fn choices_come_in_all_spellings() {
    let json = r#"{"elements":[{"type":"radiogroup","name":"a","choices":["x","1|はい",2,true,{"value":3,"text":"三"}]}]}"#;
    let (definition, problems) = parse(json);
    assert_eq!(problems, []);
    let definition = definition.unwrap();
    let choices: Vec<(&str, &str)> = definition.questions()[0]
        .choices
        .iter()
        .map(|choice| (choice.value.as_str(), choice.text.get("ja")))
        .collect();
    assert_eq!(choices, [("x", "x"), ("1", "はい"), ("2", "2"), ("true", "true"), ("3", "三")]);
}

#[test]
fn wrong_types_and_missing_parts_are_errors_with_their_path() {
    let place = |suffix: &str| format!("pages[0].elements[0]{suffix}");
    assert_eq!(
        one(r#"{"type":"text","name":"a","isRequired":"yes"}"#),
        [("wrong-type", place(".isRequired"))]
    );
    assert_eq!(one(r#"{"type":"text","name":"a","maxLength":"x"}"#), [("wrong-type", place(".maxLength"))]);
    assert_eq!(one(r#"{"type":"text","name":"a","maxLength":-1}"#), []);
    assert_eq!(one(r#"{"type":"text"}"#), [("missing-name", place(""))]);
    assert_eq!(one(r#"{"type":"radiogroup","name":"a"}"#), [("no-choices", place(""))]);
    assert_eq!(
        one(r#"{"type":"checkbox","name":"a","choices":["1","1",{"text":"x"}]}"#),
        [("duplicate-choice", place(".choices[1]")), ("missing-value", place(".choices[2]"))]
    );
    assert_eq!(one(r#"{"type":"rating","name":"a","rateMin":5,"rateMax":1}"#), [("rating-range", place(""))]);
    assert_eq!(one(r#"{"type":"rating","name":"a","rateMax":999999999999}"#), [("rating-range", place(""))]);
    assert_eq!(one("7"), [("wrong-type", place(""))]);
    assert_eq!(one(r#"{"type":"text","name":"a","kt:role":"boss"}"#), [("unknown-role", place(""))]);
    assert_eq!(one(r#"{"type":"text","name":"Name 1"}"#), [("name-not-portable", place(""))]);
}

#[test]
fn names_are_used_once() {
    let second = "pages[0].elements[1]".to_owned();
    assert_eq!(
        one(r#"{"type":"text","name":"a"},{"type":"text","name":"a"}"#),
        [("duplicate-name", second.clone())]
    );
    let matrix = r#"{"type":"matrix","name":"a","rows":["1"],"columns":["x"]},{"type":"text","name":"a_1"}"#;
    assert_eq!(one(matrix), [("duplicate-variable", second)]);
    let pages = r#"{"pages":[{"name":"p","elements":[]},{"name":"p","elements":[]}]}"#;
    assert_eq!(codes(pages), [("duplicate-name", "pages[1]".to_owned())]);
}

#[test]
fn conditions_speak_of_what_exists() {
    let json = |condition: &str| {
        format!(
            r#"{{"pages":[{{"elements":[{{"type":"radiogroup","name":"a","choices":["1","2"]}},
            {{"type":"matrix","name":"m","rows":["r1"],"columns":["0","1"]}},{{"type":"html","name":"h"}}]}},
            {{"elements":[{{"type":"text","name":"b","visibleIf":"{condition}"}}]}},
            {{"elements":[{{"type":"text","name":"later"}}]}}]}}"#
        )
    };
    let found = |condition: &str| -> Vec<(&str, String)> {
        let column =
            |problem: &Problem| problem.args.iter().find(|(name, _)| *name == "column").unwrap().1.clone();
        let problems = parse(&json(condition)).1;
        assert!(problems.iter().all(|problem| problem.place == "pages[1].elements[0].visibleIf"));
        problems.iter().map(|problem| (problem.code, column(problem))).collect()
    };
    assert_eq!(found("{a} = '1' and {m.r1} > 0 and {A} <> 2"), []);
    assert_eq!(found("{a} = '1' or { x } empty"), [("expression-unknown-name", "14".to_owned())]);
    assert_eq!(found("{h} = 1"), [("expression-unknown-name", "1".to_owned())]);
    assert_eq!(found("{m.r9} = 1"), [("expression-unknown-row", "1".to_owned())]);
    assert_eq!(found("{a} anyof ['1', '3']"), [("expression-unknown-value", "1".to_owned())]);
    assert_eq!(found("{m.r1} = 7"), [("expression-unknown-value", "1".to_owned())]);
    assert_eq!(found("{later} notempty"), [("expression-looks-ahead", "1".to_owned())]);
    assert_eq!(found("{a} = 男"), [("expression-bare-word", "7".to_owned())]);
}

#[test]
fn circles_are_errors() {
    let json = r#"{"elements":[
        {"type":"text","name":"a","visibleIf":"{b} notempty"},
        {"type":"panel","visibleIf":"{a} notempty","elements":[{"type":"text","name":"b"}]},
        {"type":"text","name":"c","visibleIf":"{a} notempty"},
        {"type":"text","name":"d","visibleIf":"{d} empty"}]}"#;
    let names: Vec<String> =
        parse(json).1.into_iter().map(|problem| format!("{} {}", problem.code, problem.args[0].1)).collect();
    assert_eq!(names, ["expression-circle a", "expression-circle b", "expression-circle d"]);
}

#[test]
fn what_cannot_be_a_definition_is_one_error() {
    assert_eq!(codes("{\n\"pages\": ["), [("json-syntax", "2:10".to_owned())]);
    assert_eq!(codes("[]"), [("wrong-type", String::new())]);
    assert_eq!(codes(&" ".repeat(MAX_BYTES + 1)), [("too-large", String::new())]);
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(80), "]".repeat(80));
    assert_eq!(codes(&deep), [("too-deep", String::new())]);
    assert_eq!(codes(&"[".repeat(100_000)), [("too-deep", "1:128".to_owned())]);
    let many = vec![r#"{"type":"html"}"#; MAX_QUESTIONS + 1].join(",");
    assert_eq!(one(&many), [("too-many-questions", "pages".to_owned())]);
    assert!(parse(&many).0.is_none());
}

#[test]
fn a_long_questionnaire_is_read_and_checked() {
    let question = |at: usize| {
        format!(r#"{{"type":"text","name":"q{at}","visibleIf":"{{q{}}} notempty"}}"#, at.saturating_sub(1))
    };
    let questions: Vec<String> = (0..MAX_QUESTIONS).map(question).collect();
    let problems = one(&questions.join(","));
    assert_eq!(problems.len(), 1, "only q0 refers to itself");
    assert_eq!(problems[0].0, "expression-circle");
}

fn json() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "pages",
        "elements",
        "type",
        "name",
        "text",
        "matrix",
        "checkbox",
        "rating",
        "panel",
        "choices",
        "rows",
        "columns",
        "visibleIf",
        "{a} = 1",
        "{a.b} contains [",
        "rateMin",
        "title",
        "default",
        "a",
        "kt:role",
    ]);
    let leaf = prop_oneof![
        word.clone().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ];
    let value = leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((word.clone(), inner), 0..6)
                .prop_map(|pairs| pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    });
    prop::collection::vec(value, 0..4)
        .prop_map(|pages| serde_json::json!({ "pages": [{ "elements": pages }] }).to_string())
}

proptest! {
    #[test]
    fn no_json_panics_and_every_place_is_named(json in json()) {
        let (definition, problems) = parse(&json);
        prop_assert!(definition.is_some());
        prop_assert!(problems.iter().filter(|found| found.severity == Severity::Error).all(|found| !found.place.is_empty()));
    }
}

#[test]
fn old_names_are_read() {
    let json = r#"{"questions": [{"type": "checkbox", "name": "a", "choices": ["1"], "hasOther": true}]}"#;
    let (definition, problems) = parse(json);
    assert!(problems.is_empty(), "{problems:?}");
    let definition = definition.unwrap();
    assert!(definition.question("a").unwrap().other_text.is_some());
    assert_eq!(definition.raw["elements"][0]["showOtherItem"], true);
}
