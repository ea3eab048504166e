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
