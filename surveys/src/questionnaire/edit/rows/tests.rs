//! Tests of rows: what fits opens and is written back with the same meaning, what does not fit stays text.

use super::*;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::edit::subject::subjects;
use crate::questionnaire::expression::{parser, print};
use crate::questionnaire::parse::parse;
use crate::questionnaire::shipped::SHIPPED;
use proptest::prelude::*;

fn definition() -> Definition {
    let json = r#"{"elements":[
        {"type":"radiogroup","name":"a","choices":["1","2","3"]},
        {"type":"checkbox","name":"b","choices":["1","2","x y"]},
        {"type":"text","name":"n","inputType":"number"},
        {"type":"comment","name":"t"},
        {"type":"text","name":"day","inputType":"date"},
        {"type":"rating","name":"r"},
        {"type":"matrix","name":"m","rows":["z"],"columns":["0","1"]}]}"#;
    parse(json).0.unwrap()
}

/// What an expression becomes when it is opened as rows and written again; None if it does not fit.
fn again(source: &str) -> Option<String> {
    let subjects = subjects(&definition(), "");
    let expression = parser::parse(source, "").0.unwrap_or_else(|| panic!("{source}"));
    let rows = Rows::of(&expression.root, &subjects)?;
    Some(print(&rows.expression(&subjects).unwrap().unwrap()))
}

#[test]
fn what_fits_is_written_back_with_the_same_meaning() {
    for (source, expected) in [
        ("{a} = '1'", "{a} = '1'"),
        ("{a} = 1", "{a} = '1'"),
        ("{a} <> '2'", "{a} <> '2'"),
        ("{a} anyof ['1', '2']", "{a} anyof ['1', '2']"),
        ("{a} noneof ['1', '2']", "{a} noneof ['1', '2']"),
        ("{b} contains '1'", "{b} contains '1'"),
        ("{b} contains ['1', '2']", "{b} allof ['1', '2']"),
        ("{b} notcontains 'x y'", "{b} notcontains 'x y'"),
        ("{b} allof ['1', '2']", "{b} allof ['1', '2']"),
        ("3 < {n}", "{n} > 3"),
        ("{n} <> 2.5", "{n} <> 2.5"),
        ("{t} contains '研修'", "{t} contains '研修'"),
        ("{t} notempty", "{t} notempty"),
        ("{day} >= '2026-04-01'", "{day} >= '2026-04-01'"),
        ("{r} >= 4", "{r} >= 4"),
        ("{m.z} = 0", "{m.z} = '0'"),
        ("{a} = '1' and {n} > 3 and {t} empty", "{a} = '1' and {n} > 3 and {t} empty"),
        ("{a} = '1' or {n} > 3", "{a} = '1' or {n} > 3"),
        (
            "{a} = '1' and ({n} > 3 or {t} empty) and {r} < 2",
            "{a} = '1' and ({n} > 3 or {t} empty) and {r} < 2",
        ),
        ("{a} = '1' and {n} > 3 or {t} empty", "{a} = '1' and {n} > 3 or {t} empty"),
    ] {
        assert_eq!(again(source).as_deref(), Some(expected), "{source}");
    }
}

#[test]
fn what_does_not_fit_stays_text() {
    for source in [
        "{nobody} = 1",
        "{a} = '9'",
        "{a} = {b}",
        "{a} contains '1'",
        "{b} = '1'",
        "{b} notcontains ['1', '2']",
        "!({a} = '1')",
        "{n} + 1 > 3",
        "{a} = '1' and ({n} > 3 or ({t} empty and {r} < 2))",
        "{n} > 'many'",
        "true",
    ] {
        assert_eq!(again(source), None, "{source}");
    }
}

#[test]
fn every_condition_of_the_shipped_questionnaires_opens_as_rows() {
    let mut n_conditions = 0;
    for shipped in SHIPPED {
        let definition = parse(shipped.json).0.unwrap();
        let questions = definition.questions();
        let of_questions = questions.iter().flat_map(|question| {
            let both = question.visible_if.iter().chain(&question.required_if);
            both.map(|expression| (question.path.as_str(), expression))
        });
        let of_pages =
            definition.pages.iter().filter_map(|page| Some((page.path.as_str(), page.visible_if.as_ref()?)));
        for (path, expression) in of_questions.chain(of_pages) {
            let rows = Rows::of(&expression.root, &subjects(&definition, path));
            assert!(rows.is_some(), "{}: {}", shipped.id, expression.source);
            n_conditions += 1;
        }
    }
    assert!(n_conditions > 10);
}

#[test]
fn rows_that_say_nothing_yet_are_named() {
    let subjects = subjects(&definition(), "");
    let row = |variable: &str, test: Option<Test>, values: &[&str]| Row {
        variable: variable.into(),
        test,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    let rows = Rows {
        join: Join::All,
        groups: vec![
            Group {
                join: Join::All,
                rows: vec![
                    row("", None, &[]),
                    row("a", None, &[]),
                    row("a", Some(Test::AnyOf), &[]),
                    row("a", Some(Test::Less), &["1"]),
                ],
            },
            Group {
                join: Join::Any,
                rows: vec![row("n", Some(Test::Is), &["多い"]), row("n", Some(Test::Is), &["1"])],
            },
        ],
    };
    let faults = rows.expression(&subjects).unwrap_err();
    assert_eq!(
        faults,
        [
            (0, 0, Fault::Question),
            (0, 1, Fault::Test),
            (0, 2, Fault::Value),
            (0, 3, Fault::Test),
            (1, 0, Fault::Value)
        ]
    );
    assert_eq!(Rows::default().expression(&subjects), Ok(None));
    for typed in ["-2", "－２", "−2", " ‐2 "] {
        let rows = vec![row("n", Some(Test::Greater), &[typed])];
        let rows = Rows { join: Join::All, groups: vec![Group { join: Join::All, rows }] };
        let expected = binary(Binary::Greater, Expr::Variable("n".into()), Expr::Number(-2.0));
        assert_eq!(rows.expression(&subjects), Ok(Some(expected)), "{typed}");
    }
}

/// Any row that a form can send.
fn any_row() -> impl Strategy<Value = Row> {
    let subjects = subjects(&definition(), "");
    (0..subjects.len(), 0..20_usize, prop::collection::vec("[0-9a-zぁ-ん'\" ]{1,5}", 1..3)).prop_map(
        move |(at, test, typed)| {
            let subject = &subjects[at];
            let tests = subject.shape.tests();
            let test = tests[test % tests.len()];
            let values = match (test, subject.shape) {
                (Test::Answered | Test::NotAnswered, _) => Vec::new(),
                (Test::AllOf, _) => vec![subject.values[0].value.clone(), subject.values[1].value.clone()],
                (Test::AnyOf | Test::NoneOf, _) => {
                    subject.values.iter().take(typed.len()).map(|choice| choice.value.clone()).collect()
                }
                (_, Shape::Number | Shape::Scale) => vec![typed[0].len().to_string()],
                _ => vec![typed[0].clone()],
            };
            Row { variable: subject.variable.clone(), test: Some(test), values }
        },
    )
}

/// An expression without the parentheses that change nothing.
fn normal(expr: &Expr) -> String {
    let (join, parts) = flat(expr);
    if parts.len() < 2 {
        return print(expr);
    }
    format!("{join:?}({})", parts.into_iter().map(normal).collect::<Vec<String>>().join("; "))
}

proptest! {
    #[test]
    fn rows_survive_being_written_and_read(
        groups in prop::collection::vec((any::<bool>(), prop::collection::vec(any_row(), 1..4)), 1..4),
        is_any in any::<bool>(),
    ) {
        let join = |is_any: bool| if is_any { Join::Any } else { Join::All };
        let groups = groups.into_iter().map(|(is_any, rows)| Group { join: join(is_any), rows }).collect();
        let rows = Rows { join: join(is_any), groups };
        let subjects = subjects(&definition(), "");
        let source = print(&rows.expression(&subjects).unwrap().unwrap());
        let read = parser::parse(&source, "").0.unwrap();
        let opened = Rows::of(&read.root, &subjects).unwrap_or_else(|| panic!("{source}"));
        let written = opened.expression(&subjects).unwrap().unwrap();
        prop_assert_eq!(normal(&written), normal(&read.root));
        prop_assert_eq!(Rows::of(&written, &subjects), Some(opened));
    }
}
