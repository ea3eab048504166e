//! Tests of the checks across a whole definition.

use super::lint;
use crate::questionnaire::parse::parse;
use crate::questionnaire::problem::{Problem, has_errors};
use serde_json::{Value, json};

/// The problems of a questionnaire, each as `code place args`.
fn problems(definition: &Value) -> Vec<String> {
    let (_, problems) = parse(&definition.to_string());
    problems.iter().map(said).collect()
}

fn said(problem: &Problem) -> String {
    let args: Vec<&str> = problem.args.iter().map(|(_, value)| value.as_str()).collect();
    format!("{} {} {}", problem.code, problem.place, args.join(" ")).trim_end().to_owned()
}

fn text(name: &str) -> Value {
    json!({ "type": "text", "name": name })
}

fn with_condition(name: &str, condition: &str) -> Value {
    json!({ "type": "text", "name": name, "visibleIf": condition })
}

#[test]
fn unknown_names_come_with_the_nearest_known_one() {
    let definition = json!({ "elements": [
        text("age_group"),
        { "type": "matrix", "name": "ties", "rows": ["1", "2"], "columns": ["0"] },
        with_condition("a", "{age_group} = 1 and {agegroup} = 2"),
        with_condition("b", "{something_else} notempty"),
        with_condition("c", "{ties.3} = 0"),
        with_condition("d", "displayValue('age_grup') = 'x'"),
        with_condition("e", "{ties} = 0 and {age_group.length} > 3"),
    ]});
    assert_eq!(
        problems(&definition),
        [
            "expression-unknown-name elements[2].visibleIf 21 agegroup {age_group}",
            "expression-unknown-name elements[3].visibleIf 1 something_else",
            "expression-unknown-row elements[4].visibleIf 1 ties.3",
            "expression-unknown-name elements[5].visibleIf 14 age_grup {age_group}",
        ]
    );
}

#[test]
fn a_parse_error_has_path_column_and_suggestion() {
    let definition = json!({ "pages": [{ "elements": [
        text("a"),
        with_condition("b", "iff({a} = 1, true, false)"),
        with_condition("c", "{a} = 1 orange"),
        with_condition("d", "age()"),
        with_condition("e", "kt_regex({a}, '(?=x)')"),
    ]}]});
    assert_eq!(
        problems(&definition),
        [
            "expression-unknown-function pages[0].elements[1].visibleIf 1 iff iif",
            "expression-unexpected pages[0].elements[2].visibleIf 9 orange or ange",
            "expression-arguments pages[0].elements[3].visibleIf 1 age 1 2",
            "regex-look-around pages[0].elements[4].visibleIf 1 (?=x)",
        ]
    );
}

#[test]
fn columns_of_rows_are_no_unknown_names() {
    let definition = json!({ "elements": [
        text("list"),
        with_condition("a", "sumInArray({list}, 'c', {kind} = 'x' and {b} = 1) > 3"),
        text("b"),
    ]});
    assert_eq!(problems(&definition), Vec::<String>::new());
}

#[test]
fn circles_are_found_through_panels_pages_and_functions() {
    let definition = json!({ "pages": [
        { "name": "one", "elements": [
            text("free"),
            with_condition("a", "{b} = 1"),
            { "type": "panel", "name": "p", "visibleIf": "sum({a}, 1) > 1", "elements": [with_condition("b", "{free} = 1")] },
            with_condition("leads_there", "{a} = 1"),
            with_condition("itself", "{itself} notempty"),
        ]},
        { "name": "two", "visibleIf": "displayValue('inside') = 'x'", "elements": [text("inside"), text("beside")] },
    ]});
    let circles: Vec<String> =
        problems(&definition).into_iter().filter(|found| found.starts_with("expression-circle")).collect();
    assert_eq!(
        circles,
        [
            "expression-circle pages[0].elements[1] a",
            "expression-circle pages[0].elements[2].elements[0] b",
            "expression-circle pages[0].elements[4] itself",
            "expression-circle pages[1].elements[0] inside",
        ]
    );
}

#[test]
fn looking_ahead_to_a_later_page_is_a_warning() {
    let definition = json!({ "pages": [
        { "elements": [with_condition("a", "{later} = 1"), with_condition("b", "{same} = 1"), text("same")] },
        { "elements": [text("later")] },
    ]});
    let (_, found) = parse(&definition.to_string());
    assert_eq!(problems(&definition), ["expression-looks-ahead pages[0].elements[0].visibleIf 1 later"]);
    assert!(!has_errors(&found));
}

#[test]
fn values_that_nobody_can_choose_come_with_the_nearest_one() {
    let definition = json!({ "elements": [
        { "type": "radiogroup", "name": "kind", "choices": ["10", "20"], "showOtherItem": true },
        with_condition("a", "{kind} = '10' or {kind} anyof [20, 'othr']"),
    ]});
    assert_eq!(
        problems(&definition),
        ["expression-unknown-value elements[1].visibleIf 18 kind othr other"]
            .map(|line| line.replace("18", "1"))
    );
}

#[test]
fn names_say_which_programs_would_refuse_them() {
    let names =
        ["性別", "Age", "with", "1a", "a b", "str20", "a_", "this_is_a_rather_long_name", "int", "fine_1"];
    let elements: Vec<Value> = names.iter().map(|name| text(name)).collect();
    let found = problems(&json!({ "elements": elements }));
    let programs: Vec<String> =
        found.iter().map(|line| line.split(' ').skip(2).collect::<Vec<&str>>().join(" ")).collect();
    assert_eq!(
        programs,
        [
            "性別 REDCap, LimeSurvey",
            "Age REDCap",
            "with SPSS, Stata",
            "1a SPSS, Stata, REDCap, XLSForm, LimeSurvey",
            "a b SPSS, Stata, REDCap, XLSForm, LimeSurvey",
            "str20 Stata",
            "a_ SPSS, REDCap",
            "this_is_a_rather_long_name LimeSurvey",
            "int Stata",
        ]
    );
}

#[test]
fn names_that_become_the_same_elsewhere_collide() {
    let definition = json!({ "elements": [text("q1"), text("Ｑ1"), text("a_b"), text("ab")] });
    let found: Vec<String> =
        problems(&definition).into_iter().filter(|found| found.starts_with("name-collides")).collect();
    assert_eq!(
        found,
        [
            "name-collides elements[1] Ｑ1 q1 SPSS, REDCap, LimeSurvey",
            "name-collides elements[3] ab a_b LimeSurvey",
        ]
    );
}

#[test]
fn choice_values_that_others_cannot_take_are_said_once_a_list() {
    let definition = json!({ "elements": [
        { "type": "checkbox", "name": "a", "choices": ["1", "yes", "no way", "Yes"] },
        { "type": "radiogroup", "name": "b", "choices": ["01", "-1", "2.5"] },
        { "type": "matrix", "name": "c", "rows": ["r1", "R1"], "columns": ["0"] },
    ]});
    let definition = parse(&definition.to_string()).0.unwrap();
    assert_eq!(
        lint::values(&definition).iter().map(said).collect::<Vec<String>>(),
        [
            "choice-not-numeric elements[0].choices yes",
            "choice-with-space elements[0].choices no way",
            "choice-case elements[0].choices Yes yes",
            "choice-case elements[2].rows R1 r1",
        ]
    );
}

#[test]
fn inner_questions_see_their_neighbours_and_others_see_lists() {
    let definition = json!({
        "calculatedValues": [{ "name": "total", "expression": "sumInArray({visits}, 'n') + {costs-total.amount}" }],
        "elements": [
            { "type": "paneldynamic", "name": "visits", "templateElements": [
                text("n"),
                with_condition("why", "{panel.n} > 3 and {panelIndex} >= 0 and {prevPanel.n} empty"),
                with_condition("wrong", "{panel.m} > 3"),
            ]},
            { "type": "matrixdropdown", "name": "costs", "rows": ["r1"], "columns": [
                { "name": "amount", "cellType": "text", "totalType": "sum", "visibleIf": "{rowIndex} = 1" },
                { "name": "note", "cellType": "comment", "visibleIf": "{row.amonut} > 0" },
            ]},
            with_condition("a", "{visits[0].n} > 1 or {visits.length} > 2 or {costs.r1.amount} > 2 or {total} > 1"),
            with_condition("b", "{visits[0].m} = 1"),
        ],
    });
    let found: Vec<String> =
        problems(&definition).into_iter().filter(|found| found.starts_with("expression")).collect();
    assert_eq!(
        found,
        [
            "expression-unknown-name elements[0].templateElements[2].visibleIf 1 panel.m",
            "expression-unknown-name elements[1].columns[1].visibleIf 1 row.amonut amount",
            "expression-unknown-row elements[3].visibleIf 1 visits[0].m",
        ]
    );
}

#[test]
fn values_that_compute_each_other_form_a_circle() {
    let definition = json!({
        "calculatedValues": [{ "name": "v", "expression": "{w} + {a}" }, { "name": "w", "expression": "{v}" }],
        "elements": [text("a"), with_condition("b", "{v} > 1"), { "type": "text", "name": "c", "setValueExpression": "{c} + 1" }],
    });
    assert_eq!(
        problems(&definition),
        [
            "expression-circle elements[2] c",
            "expression-circle calculatedValues[0] v",
            "expression-circle calculatedValues[1] w",
        ]
    );
}

#[test]
fn conditions_of_choices_see_their_choice() {
    let definition = json!({ "elements": [
        text("a"),
        { "type": "checkbox", "name": "b", "choicesVisibleIf": "{item} <> {a} and {$item.area} = {aa}", "choices": [
            "1", { "value": "2", "area": "x", "visibleIf": "{a} = 1" }, { "value": "3", "enableIf": "{nobody} = 1" },
        ]},
        { "type": "text", "name": "c", "inputType": "number", "maxValueExpression": "{aaa} + 1" },
    ]});
    let found: Vec<String> =
        problems(&definition).into_iter().filter(|found| found.starts_with("expression")).collect();
    assert_eq!(
        found,
        [
            "expression-unknown-name elements[1].choicesVisibleIf 34 aa",
            "expression-unknown-name elements[1].choices[2].enableIf 1 nobody",
            "expression-unknown-name elements[2].maxValueExpression 1 aaa",
        ]
    );
}

#[test]
fn authors_learn_that_words_of_some_are_in_no_published_number() {
    let words = |name: &str| json!({ "type": "comment", "name": name, "visibleIf": "{a} = 'x'" });
    let mut who = words("who");
    who["kt:identifier"] = json!(true);
    let all = json!({ "type": "comment", "name": "all" });
    let elements = [
        text("a"),
        all,
        words("some"),
        who,
        words("finding_own_1_words"),
        with_condition("line", "{a} = 'x'"),
    ];
    let (definition, _) = parse(&json!({ "elements": elements }).to_string());
    let found: Vec<String> = lint::words_of_some(&definition.unwrap()).iter().map(said).collect();
    assert_eq!(found, ["words-of-some elements[2] some"]);
}
