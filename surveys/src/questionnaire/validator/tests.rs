//! Tests of each kind of validator, and of patterns that must not be taken.

use super::*;
use crate::questionnaire::parse::parse;
use crate::questionnaire::pattern::compile;
use serde_json::json;

fn read(validators: Value) -> (Vec<Validator>, Vec<Problem>) {
    let json = json!({"elements": [{"type": "text", "name": "a", "validators": validators}]});
    let (definition, problems) = parse(&json.to_string());
    (definition.unwrap().question("a").unwrap().validators.clone(), problems)
}

/// Codes of the problems that a value has with one validator.
fn codes(validator: Value, value: Value) -> Vec<&'static str> {
    let (validators, problems) = read(json!([validator]));
    // A rule that an empty answer breaks is pointed out, which is no matter here.
    assert!(problems.iter().all(|problem| problem.code == "rule-refuses-empty"), "{problems:?}");
    let value = (!value.is_null()).then_some(value);
    let found = validators.iter().filter_map(|one| check(one, value.as_ref(), "a", &|_| false));
    found.map(|problem| problem.code).collect()
}

#[test]
fn each_kind_asks_what_it_says() {
    let numeric = || json!({"type": "numeric", "minValue": 1, "maxValue": "10"});
    assert_eq!(codes(numeric(), json!(0)), ["number-too-small"]);
    assert_eq!(codes(numeric(), json!("１１")), ["number-too-large"]);
    assert_eq!(codes(numeric(), json!("x")), ["not-a-number"]);
    assert!(codes(numeric(), json!(10)).is_empty() && codes(numeric(), Value::Null).is_empty());
    let text = || json!({"type": "text", "minLength": 2, "maxLength": 3, "allowDigits": false});
    assert_eq!(codes(text(), json!("あ")), ["too-short"]);
    assert_eq!(codes(text(), json!("あいうえ")), ["too-long"]);
    assert_eq!(codes(text(), json!("あ１")), ["digits-not-allowed"]);
    assert!(codes(text(), json!("あい")).is_empty());
    let count = || json!({"type": "answercount", "minCount": 2, "maxCount": 3});
    assert_eq!(codes(count(), json!(["1"])), ["too-few-choices"]);
    assert_eq!(codes(count(), json!(["1", "2", "3", "4"])), ["too-many-choices"]);
    assert_eq!(codes(json!({"type": "email"}), json!("a@b")), ["not-an-email"]);
    assert!(codes(json!({"type": "email"}), json!("a@b.jp")).is_empty());
    let regex = || json!({"type": "regex", "regex": "^[A-C]\\d+$", "caseInsensitive": true});
    assert_eq!(codes(regex(), json!("d1")), ["not-as-asked"]);
    assert_eq!(codes(regex(), json!("a１")), ["not-as-asked"], "\\d is ASCII, as in JavaScript");
    assert!(codes(regex(), json!("b22")).is_empty());
    let expression = || json!({"type": "expression", "expression": "{a} > 1"});
    assert_eq!(codes(expression(), Value::Null), ["not-as-asked"], "also asked of a missing answer");
}

#[test]
fn words_and_weight_are_the_authors() {
    let (validators, _) = read(json!([
        {"type": "numeric", "maxValue": 5, "text": {"default": "多すぎます", "en": "Too many"},
         "notificationType": "warning"},
        {"type": "numeric", "maxValue": 5, "notificationType": "info"}]));
    let problems: Vec<Problem> =
        validators.iter().filter_map(|one| check(one, Some(&json!(9)), "a", &|_| true)).collect();
    assert_eq!(problems[0].words.get("en"), "Too many");
    assert_eq!((problems[0].severity, problems[1].severity), (Severity::Warning, Severity::Notice));
}

#[test]
fn patterns_that_need_backtracking_or_memory_are_errors_with_their_place() {
    for (pattern, code) in [
        ("^(?=.*a).*$", "regex-look-around"),
        ("(a)\\1", "regex-look-around"),
        ("(", "regex-invalid"),
        ("(\\w{1000}){1000}", "regex-too-large"),
    ] {
        let (validators, problems) = read(json!([{"type": "regex", "regex": pattern}]));
        assert!(validators.is_empty(), "{pattern}");
        let found: Vec<(&str, &str)> = problems.iter().map(|p| (p.code, p.place.as_str())).collect();
        assert_eq!(found, [(code, "elements[0].validators[0].regex")], "{pattern}");
        assert_eq!(problems[0].severity, Severity::Error);
    }
}

#[test]
fn a_pattern_that_explodes_elsewhere_is_decided_at_once() {
    let regex = compile("^(a+)+$", false).unwrap();
    let started = std::time::Instant::now();
    assert!(!regex.is_match(&("a".repeat(10_000) + "!")));
    assert!(started.elapsed().as_millis() < 500);
    assert!(compile("^[\\u3041-\\u3096]+$", false).unwrap().is_match("ひらがな"));
}

#[test]
fn an_unknown_kind_is_an_error() {
    let (_, problems) = read(json!([{"type": "luhn"}, "x"]));
    let found: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert!(found.contains(&"unknown-validator") && found.contains(&"wrong-type"));
}
