//! Every property of the vocabulary in every format: what it says is in the file, or the report of losses names it.

use super::losses::SILENT;
use super::samples::words;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::format::{Content, FORMATS, Format};
use crate::questionnaire::parse::parse;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::vocabulary::{Line, table};
use serde_json::{Value, json};
use std::collections::BTreeSet;

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

/// What became of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Its loss is no loss.
    Silent,
    /// It makes a difference in the file.
    Carried,
    /// The report of losses has it.
    Named,
    /// Neither.
    Lost,
}

fn outcome(line: &Line, format: &Format) -> Outcome {
    // A text without an input type is a text, and how high a field for text is only looks.
    let is_usual = match line.property.as_str() {
        "inputType" => line.with.to_string().contains(r#""inputType":"text""#),
        "rows" => line.name.starts_with("comment"),
        _ => false,
    };
    if is_usual || SILENT.contains(&line.property.as_str()) {
        return Outcome::Silent;
    }
    let (with, without) = (read(&line.with), read(&line.without));
    assert_ne!(with.raw, without.raw, "{}: nothing is tried", line.name);
    let (with, problems) = written(format, &with);
    let (without, _) = written(format, &without);
    match with != without {
        true => Outcome::Carried,
        false if problems.iter().any(|problem| names(problem, &line.property)) => Outcome::Named,
        false => Outcome::Lost,
    }
}

#[test]
fn what_a_format_cannot_carry_is_named() {
    let table = table();
    let wanted: BTreeSet<&str> =
        table.iter().map(|line| line.property.as_str()).filter(|name| !SILENT.contains(name)).collect();
    assert!(wanted.len() > SILENT.len(), "{wanted:?}");
    let formats: Vec<&Format> = FORMATS.iter().filter(|format| CHECKED.contains(&format.name)).collect();
    assert_eq!(formats.len(), CHECKED.len());
    let mut n_named = 0;
    for format in formats {
        let outcomes: Vec<(&Line, Outcome)> =
            table.iter().map(|line| (line, outcome(line, format))).collect();
        let with = |wanted: Outcome| outcomes.iter().filter(move |(_, found)| *found == wanted);
        let lost: Vec<&str> = with(Outcome::Lost).map(|(line, _)| line.name.as_str()).collect();
        assert!(lost.is_empty(), "{}: lost without a word: {lost:#?}", format.name);
        // The test means nothing unless every property was tried. XLSForm has a column of ours for what it cannot say.
        let tried: BTreeSet<&str> = outcomes
            .iter()
            .filter(|(_, found)| *found != Outcome::Silent)
            .map(|(line, _)| line.property.as_str())
            .collect();
        assert_eq!(tried, wanted, "{}", format.name);
        assert!(with(Outcome::Carried).count() > 0, "{} carries nothing", format.name);
        n_named += with(Outcome::Named).count();
    }
    assert!(n_named > 0, "no loss was met");
}

#[test]
fn what_an_item_of_a_list_says_beside_its_words_is_named_with_its_place() {
    let json = json!({"elements": [{"type": "radiogroup", "name": "q", "choices": [
        {"value": "1", "text": "はい"}, {"value": "2", "text": "いいえ", "visibleIf": "{a} = 1"}]}]});
    for name in ["redcap", "limesurvey"] {
        let format = FORMATS.iter().find(|format| format.name == name).unwrap();
        let (_, problems) = written(format, &read(&json));
        let places: Vec<&str> = problems.iter().map(|problem| problem.place.as_str()).collect();
        assert_eq!(places, ["elements[0].choices[1].visibleIf"], "{}", format.name);
    }
}
