//! Rows of the structure file.

use super::rows::COLUMNS;
use super::*;
use crate::questionnaire::export::samples::{definition, words};
use serde_json::json;

fn written(json: &Value) -> (Vec<Vec<String>>, Vec<&'static str>) {
    let exported = write(&definition(json), Kind::Text, &words());
    let Content::Text(text) = exported.content else { panic!("no text") };
    let rows =
        text.trim_start_matches('\u{FEFF}').lines().map(|line| line.split('\t').map(str::to_owned).collect());
    (rows.collect(), exported.problems.iter().map(|problem| problem.code).collect())
}

#[test]
fn a_questionnaire_is_settings_groups_questions_parts_and_answers() {
    let (rows, problems) = written(&json!({"title": {"default": "調査", "en": "Survey"}, "pages": [
        {"name": "p", "title": "はじめに", "elements": [
            {"type": "radiogroup", "name": "kind", "title": {"default": "種別", "en": "Kind"}, "isRequired": true,
             "choices": [{"value": "1", "text": {"default": "病院", "en": "Hospital"}}, "2|企業"]},
            {"type": "checkbox", "name": "needs", "choices": ["1|相談", "2|就労"], "showOtherItem": true,
             "maxSelectedChoices": 2, "visibleIf": "{kind} = 1"},
            {"type": "matrix", "name": "m", "rows": ["a|甲"], "columns": ["1|はい"], "visibleIf": "{needs} contains 2"},
        ]},
        {"name": "q", "visibleIf": "{m.a} = 1 and {needs-Comment} notempty", "elements": [
            {"type": "text", "name": "n", "inputType": "number", "min": 0},
        ]},
    ]}));
    assert_eq!(problems, [] as [&str; 0]);
    assert!(rows.iter().all(|row| row.len() == COLUMNS.len()));
    let joined: Vec<String> = rows.iter().map(|row| row.join("|").trim_end_matches('|').to_owned()).collect();
    for row in [
        "S||language||ja",
        "S||additional_languages||en",
        "SL||surveyls_title||Survey||en",
        "G|G1|はじめに||||ja",
        "Q|L|kind||種別||ja||Y|N",
        "A|0|1||病院||ja",
        "Q|L|kind||Kind||en||Y|N",
        "A|0|1||Hospital||en",
        "Q|M|needs|kind.NAOK == 1|needs||ja||N|Y|||2",
        "SQ|0|2||就労||ja",
        "Q|F|m|needs_2.NAOK == \"Y\"|m||ja||N|N",
        "SQ|0|a||甲||ja",
        "G|G2|2|m_a.NAOK == 1 and needs_other.NAOK != \"\"|||ja",
        "Q|N|n||n||ja||N|N||||0",
    ] {
        let row = row.replace("\"", "\"\"");
        let quoted =
            joined.iter().map(|line| line.replace("\"\"", "\u{1}").replace('"', "").replace('\u{1}', "\"\""));
        assert!(quoted.clone().any(|line| line == row), "{row} in {:#?}", joined);
    }
}

#[test]
fn codes_are_cut_and_reported() {
    let (rows, problems) = written(&json!({"elements": [
        {"type": "radiogroup", "name": "a_very_long_name_of_a_question", "choices": ["undecided|未定", "undecisive|迷う"]},
        {"type": "paneldynamic", "name": "p", "templateElements": []},
    ]}));
    let names: Vec<&str> = rows.iter().map(|row| row[2].as_str()).collect();
    assert!(names.contains(&"averylongnameofaques"), "{names:?}");
    assert!(names.contains(&"undec") && names.contains(&"unde2"));
    assert_eq!(problems, ["type-not-in-format", "renamed", "renamed", "renamed"]);
}

/// Relevances, texts and defaults by name, and the losses with their places.
fn said(json: &Value) -> (Vec<[String; 4]>, Vec<(&'static str, String)>) {
    let exported = write(&definition(json), Kind::Text, &words());
    let Content::Text(text) = exported.content else { panic!("no text") };
    let bare = |cell: &str| {
        let quoted = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
        quoted.map_or_else(|| cell.to_owned(), |cell| cell.replace("\"\"", "\""))
    };
    let cells = |line: &str| -> [String; 4] {
        let cells: Vec<String> = line.split('\t').map(bare).collect();
        [2, 3, 4, 10].map(|at| cells[at].clone())
    };
    let rows = text.lines().filter(|line| line.starts_with("Q\t")).map(cells).collect();
    let problems = exported.problems.iter().filter(|problem| problem.code != "renamed");
    (rows, problems.map(|problem| (problem.code, problem.place.clone())).collect())
}

fn asked(condition: &str) -> Value {
    json!({"elements": [
        {"type": "boolean", "name": "bo", "defaultValue": true},
        {"type": "boolean", "name": "own", "valueTrue": "ja", "valueFalse": "nein"},
        {"type": "radiogroup", "name": "job", "choices": ["undecided|甲", "2|乙"], "showOtherItem": true,
         "defaultValue": "undecided"},
        {"type": "checkbox", "name": "needs", "choices": ["1"], "showOtherItem": true},
        {"type": "matrix", "name": "m", "rows": ["a"], "columns": ["agreeing", "2"]},
        {"type": "text", "name": "q", "title": "x", "visibleIf": condition},
    ]})
}

#[test]
fn conditions_have_the_codes_of_the_answers() {
    for (source, expected) in [
        ("{bo} = true", "bo.NAOK == \"Y\""),
        ("{bo} = 'false'", "bo.NAOK == \"N\""),
        ("true = {bo}", "\"Y\" == bo.NAOK"),
        ("{bo} notempty", "bo.NAOK != \"\""),
        ("{bo} anyof [true]", "bo.NAOK == \"Y\""),
        ("{own} <> 'ja'", "own.NAOK != \"Y\""),
        ("{job} = 'other'", "job.NAOK == \"-oth-\""),
        ("{job} = 'undecided'", "job.NAOK == \"undec\""),
        ("{job} = 2", "job.NAOK == 2"),
        ("{job} anyof ['undecided', 'other']", "job.NAOK == \"undec\" or job.NAOK == \"-oth-\""),
        ("{needs} contains 'other'", "needs_other.NAOK != \"\""),
        ("{m.a} = 'agreeing'", "m_a.NAOK == \"agree\""),
    ] {
        let (rows, problems) = said(&asked(source));
        assert_eq!(rows.last().unwrap()[1], expected, "{source}");
        assert!(problems.iter().all(|(code, _)| *code == "not-in-format"), "{problems:?}");
    }
    for source in [
        "{bo} = 1",
        "{bo} > 0",
        "{bo}",
        "{job} = 'gone'",
        "{job} = {q}",
        "{m} notempty",
        "{bo-Comment} empty",
    ] {
        let (rows, problems) = said(&asked(source));
        assert_eq!(rows.last().unwrap()[1], "", "{source}");
        let loss = ("expression-not-in-format", "elements[5].visibleIf".to_owned());
        assert!(problems.contains(&loss), "{source}: {problems:?}");
    }
    let (rows, _) = said(&asked(""));
    assert_eq!([&*rows[0][3], &*rows[2][3]], ["Y", "undec"]);
}

#[test]
fn answers_in_texts_are_said_or_named() {
    let mut json = asked("");
    json["elements"][5]["title"] = json!("{ job } {m.a} {job-Comment} {needs} {nothing}");
    let (rows, problems) = said(&json);
    assert_eq!(rows.last().unwrap()[2], "{job.shown} {m_a.shown} {job_other} {needs} {nothing}");
    let losses = problems.iter().filter(|(code, _)| *code == "piping-not-in-format");
    assert_eq!(losses.map(|(_, place)| place.as_str()).collect::<Vec<_>>(), ["elements[5].title"]);
}
