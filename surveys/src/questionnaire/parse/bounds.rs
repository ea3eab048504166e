//! Input that is made to hang or to overflow: a clear problem, soon.

use super::{MAX_PROBLEMS, parse};
use crate::questionnaire::answer::{Answers, visibility};
use chrono::NaiveDateTime;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Far more than any of these takes, even on a busy machine without optimisation.
const SOON: Duration = Duration::from_secs(20);

fn codes(definition: &str) -> Vec<&'static str> {
    let began = Instant::now();
    let (_, problems) = parse(definition);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    problems.iter().map(|problem| problem.code).collect()
}

fn with_condition(condition: &str) -> String {
    json!({ "elements": [{ "type": "text", "name": "a" }, { "type": "text", "name": "b", "visibleIf": condition }] })
        .to_string()
}

#[test]
fn ten_thousand_parentheses_are_too_long_and_fewer_too_deep() {
    for open in ["(", "[", "!", "sum(", "(!"] {
        assert_eq!(codes(&with_condition(&open.repeat(10_000))), ["expression-too-long"], "{open}");
        let few = open.repeat(900);
        assert_eq!(codes(&with_condition(&few)), ["expression-too-deep"], "{open}");
        let closed = format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000));
        assert_eq!(codes(&with_condition(&closed)), ["expression-too-long"]);
    }
}

#[test]
fn fifty_megabytes_are_too_large() {
    assert_eq!(codes(&" ".repeat(50 * 1024 * 1024)), ["too-large"]);
    assert_eq!(codes(&format!("{{\"a\":\"{}\"}}", "あ".repeat(17 * 1024 * 1024))), ["too-large"]);
}

#[test]
fn nesting_of_two_hundred_is_refused() {
    let deep = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    assert_eq!(codes(&deep(200)), ["too-deep"]);
    assert_eq!(codes(&deep(100)), ["too-deep"]);
    let panels = "{\"elements\":[".repeat(200) + &"]}".repeat(200);
    assert_eq!(codes(&panels), ["too-deep"]);
}

#[test]
fn lists_inside_lists_do_not_multiply_without_end() {
    let mut inner = json!({ "type": "text", "name": "a" });
    for depth in 0..4 {
        inner = json!({ "type": "paneldynamic", "name": format!("p{depth}"), "templateElements": [inner] });
    }
    assert_eq!(codes(&json!({ "elements": [&inner] }).to_string()), ["too-many-variables"]);
    // Deeper ones lose what is inside, and must not be walked through for every item either.
    let deep = json!({ "elements": [{ "type": "paneldynamic", "name": "p", "templateElements": [inner] }] });
    assert_eq!(codes(&deep.to_string()), ["too-deep", "no-inner-questions"]);
    let rows: Vec<Value> = (0..1_000).map(|row| json!(format!("r{row}"))).collect();
    let table = json!({ "type": "matrix", "name": "m", "rows": rows, "columns": ["1"] });
    let list = json!({ "type": "paneldynamic", "name": "p", "templateElements": [table] });
    let (definition, problems) =
        parse(&json!({ "elements": [{ "type": "text", "name": "a" }, list] }).to_string());
    assert!(definition.is_none());
    assert_eq!((problems[0].code, problems[0].place.as_str()), ("too-many-variables", "elements[1]"));
}

#[test]
fn patterns_that_hang_other_programs_are_read_and_run() {
    for pattern in
        ["^(a+)+$", "(a|a)*$", "(.*)*=", "^(([a-z])+.)+[A-Z]([a-z])+$", "((((a{0,50}){0,50}){0,50})"]
    {
        let condition = format!("kt_regex({{a}}, '{pattern}')");
        let (definition, _) = parse(&with_condition(&condition));
        let answers: Answers =
            [("a".to_owned(), Value::from("a".repeat(10_000) + "!"))].into_iter().collect();
        let began = Instant::now();
        visibility(&definition.unwrap(), &answers, NaiveDateTime::default());
        assert!(began.elapsed() < SOON, "{pattern}: {:?}", began.elapsed());
    }
}

#[test]
fn the_largest_definitions_are_checked_soon() {
    let compared = (0..120).map(|at| format!("{{many}} = '{at}'")).collect::<Vec<String>>().join(" or ");
    let mut elements =
        vec![json!({ "type": "dropdown", "name": "many", "choices": (1000..21_000).collect::<Vec<u32>>() })];
    elements.extend(
        (0..300).map(|at| json!({ "type": "text", "name": format!("q{at}"), "visibleIf": compared })),
    );
    let definition = json!({ "elements": elements }).to_string();
    let found = codes(&definition);
    let known = ["expression-unknown-value", "too-many-problems"];
    assert!(found.iter().all(|code| known.contains(code)), "{:?}", found.first());
}

#[test]
fn unknown_names_everywhere_are_named_soon() {
    let names = (0..150).map(|at| format!("{{nobody_{at}}}")).collect::<Vec<String>>().join("+");
    let elements: Vec<Value> = (0..900)
        .map(|at| json!({ "type": "text", "name": format!("question_{at}"), "visibleIf": names }))
        .collect();
    let found = codes(&json!({ "elements": elements }).to_string());
    assert_eq!(found.len(), MAX_PROBLEMS + 1);
    assert_eq!((found[0], found[MAX_PROBLEMS]), ("expression-unknown-name", "too-many-problems"));
}
