//! Every property of the vocabulary in every format: what it says is in the file, or the report of losses names it.

use super::losses::SILENT;
use super::samples::words;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::format::{Content, FORMATS, Format};
use crate::questionnaire::parse::parse;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::vocabulary::{Line, table};
use serde_json::{Value, json};

/// Formats of other programs, which have no place for some properties. SurveyJS JSON keeps everything, and has a test of
/// its own; codebooks describe data and are read by nobody who asks again.
const CHECKED: &[&str] = &["xlsform", "redcap", "limesurvey"];

fn written(format: &Format, definition: &Definition) -> (String, Vec<Problem>) {
    let kind = format.endings[0].1;
    let exported = format.write.unwrap()(definition, kind, &words());
    let text = match exported.content {
        Content::Text(text) => text,
        Content::Sheets(sheets) => format!("{sheets:?}"),
    };
    (text, exported.problems)
}

fn read(json: &Value) -> Definition {
    parse(&json.to_string()).0.unwrap()
}

/// Whether a problem speaks of a property.
fn names(problem: &Problem, property: &str) -> bool {
    problem.place.split(['.', '[', ']']).any(|part| part == property)
        || problem.args.iter().any(|(name, value)| *name == "property" && value == property)
        // The whole question is named.
        || problem.code == "type-not-in-format"
}

fn lost(line: &Line, format: &Format) -> bool {
    let (with, problems) = written(format, &read(&line.with));
    let (without, _) = written(format, &read(&line.without));
    let is_said = || with != without;
    let is_named = || problems.iter().any(|problem| names(problem, &line.property));
    // A text without an input type is a text, and how high a field for text is only looks.
    let is_usual = match line.property.as_str() {
        "inputType" => line.with.to_string().contains(r#""inputType":"text""#),
        "rows" => line.name.starts_with("comment"),
        _ => false,
    };
    !SILENT.contains(&line.property.as_str()) && !is_usual && !is_said() && !is_named()
}

#[test]
fn what_a_format_cannot_carry_is_named() {
    let formats = FORMATS.iter().filter(|format| CHECKED.contains(&format.name));
    let of = |format: &'static Format| {
        let name = |line: Line| format!("{}: {}", format.name, line.name);
        table().into_iter().filter(|line| lost(line, format)).map(name).collect::<Vec<String>>()
    };
    let lost: Vec<String> = formats.flat_map(of).collect();
    assert!(lost.is_empty(), "lost without a word: {lost:#?}");
}

#[test]
fn what_an_item_of_a_list_says_beside_its_words_is_named_with_its_place() {
    let json = json!({"elements": [{"type": "radiogroup", "name": "q", "choices": [
        {"value": "1", "text": "はい"}, {"value": "2", "text": "いいえ", "visibleIf": "{a} = 1"}]}]});
    for format in FORMATS.iter().filter(|format| ["redcap", "limesurvey"].contains(&format.name)) {
        let (_, problems) = written(format, &read(&json));
        let places: Vec<&str> = problems.iter().map(|problem| problem.place.as_str()).collect();
        assert_eq!(places, ["elements[0].choices[1].visibleIf"], "{}", format.name);
    }
}
