//! Rows of the dictionary.

use super::*;
use crate::questionnaire::export::samples::{definition, words};
use serde_json::json;

fn written(json: &Value) -> (Vec<Vec<String>>, Vec<&'static str>) {
    let exported = write(&definition(json), Kind::Csv, &words());
    let Content::Sheets(mut sheets) = exported.content else { panic!("no sheets") };
    (sheets.remove(0).rows, exported.problems.iter().map(|problem| problem.code).collect())
}

#[test]
fn each_field_is_a_row_of_18_columns() {
    let (rows, problems) = written(&json!({"pages": [
        {"name": "p", "title": "はじめに", "elements": [
            {"type": "radiogroup", "name": "kind", "title": "種別", "isRequired": true,
             "choices": ["1|病院", "2|企業"], "showOtherItem": true, "otherText": "その他"},
            {"type": "checkbox", "name": "needs", "title": "必要", "choices": ["1|相談"], "visibleIf": "{kind} = 1"},
            {"type": "text", "name": "n", "title": "人数", "inputType": "number", "step": 1, "min": 0,
             "visibleIf": "{needs} contains 1 or {kind} empty", "kt:identifier": true},
        ]},
        {"name": "q", "visibleIf": "{n} > 3", "elements": [
            {"type": "matrix", "name": "m", "title": "表", "rows": ["a|甲", "b|乙"], "columns": ["1|はい"],
             "eachRowRequired": true},
            {"type": "html", "name": "h", "html": "<p>おわり</p>"},
        ]},
    ]}));
    assert_eq!(problems, [] as [&str; 0]);
    assert!(rows.iter().all(|row| row.len() == 18));
    let cells = |row: usize, columns: &[usize]| -> Vec<&str> {
        columns.iter().map(|column| rows[row][*column].as_str()).collect()
    };
    assert_eq!(rows[1][0], "record_id");
    assert_eq!(
        cells(2, &[0, 2, 3, 4, 5, 12]),
        ["kind", "はじめに", "radio", "種別", "1, 病院 | 2, 企業 | other, その他", "y"]
    );
    assert_eq!(cells(3, &[0, 3, 4, 11]), ["kind_other", "text", "その他", "[kind] = 'other'"]);
    assert_eq!(cells(4, &[0, 3, 11]), ["needs", "checkbox", "[kind] = 1"]);
    assert_eq!(
        cells(5, &[3, 7, 8, 10, 11]),
        ["text", "integer", "0", "y", "[needs(1)] = '1' or [kind] = ''"]
    );
    assert_eq!(cells(6, &[0, 3, 4, 11, 12, 15]), ["m_a", "radio", "表\n甲", "[n] > 3", "y", "m"]);
    assert_eq!(cells(7, &[0, 4]), ["m_b", "乙"]);
    assert_eq!(cells(8, &[3, 4]), ["descriptive", "おわり"]);
}

#[test]
fn what_the_dictionary_cannot_say_is_named() {
    let (rows, problems) = written(&json!({"elements": [
        {"type": "text", "name": "地域", "validators": [{"type": "regex", "regex": "x"}]},
        {"type": "paneldynamic", "name": "p", "templateElements": []},
        {"type": "text", "name": "b", "visibleIf": "age({地域}) > 3"},
    ]}));
    assert_eq!(rows[2][0], "q_");
    for code in ["renamed", "not-in-format", "type-not-in-format", "expression-not-in-format"] {
        assert!(problems.contains(&code), "{code} {problems:?}");
    }
}

fn asked(condition: &str, title: &str) -> Value {
    json!({"elements": [
        {"type": "text", "name": "q", "title": title, "visibleIf": condition},
        {"type": "boolean", "name": "bo"},
        {"type": "boolean", "name": "own", "valueTrue": "ja", "valueFalse": "nein"},
        {"type": "radiogroup", "name": "job", "choices": ["甲", "a-b"], "showOtherItem": true},
        {"type": "checkbox", "name": "needs", "choices": ["a b"], "showOtherItem": true},
        {"type": "matrix", "name": "m", "rows": ["a"], "columns": ["a-b", "2"]},
        {"type": "ranking", "name": "order", "choices": ["1"]},
    ]})
}

#[test]
fn conditions_have_the_codes_of_the_answers() {
    for (source, expected) in [
        ("{bo} = true", "[bo] = '1'"),
        ("{bo} <> false", "[bo] <> '0'"),
        ("{bo} empty", "[bo] = ''"),
        ("{own} = 'nein'", "[own] = '0'"),
        ("{job} = '甲'", "[job] = 'x'"),
        ("{job} anyof ['a-b', 'other']", "[job] = 'ab' or [job] = 'other'"),
        ("{needs} contains 'a b'", "[needs(ab)] = '1'"),
        ("{needs} contains 'other'", "[needs(other)] = '1'"),
        ("{m.a} = 'a-b'", "[m_a] = 'ab'"),
    ] {
        let (rows, problems) = written(&asked(source, "x"));
        assert_eq!(rows[2][11], expected, "{source}");
        assert!(!problems.contains(&"expression-not-in-format"), "{source}");
    }
    for source in ["{bo} = 1", "{bo}", "{job} = 'gone'", "{needs} contains 'gone'", "{order} anyof ['1']"] {
        let (rows, problems) = written(&asked(source, "x"));
        assert_eq!(rows[2][11], "", "{source}");
        assert!(problems.contains(&"expression-not-in-format"), "{source}");
    }
    let (rows, _) = written(&asked("", "x"));
    assert_eq!(rows[5][5], "x, 甲 | ab, a-b | other, choice-other");
}

#[test]
fn answers_in_texts_are_said_or_named() {
    let (rows, problems) = written(&asked("", "{job} {needs} {m.a} {job-Comment} {nothing}"));
    assert_eq!(rows[2][4], "[job] [needs:checked] [m_a] [job_other] {nothing}");
    assert!(!problems.contains(&"piping-not-in-format"));
    let (rows, problems) = written(&asked("", "{order}"));
    assert_eq!(rows[2][4], "{order}");
    assert!(problems.contains(&"piping-not-in-format"));
}
