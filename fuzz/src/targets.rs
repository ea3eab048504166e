//! What is done with random input to the readers of `surveys`, and what must hold whatever it is: no panic, bounded time, and what was written is
//! read again.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Map, Value};
use surveys::questionnaire::answer::{Answers, complete, read_page, visibility};
use surveys::questionnaire::check::lint;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::expression::evaluate::{evaluate, is_true};
use surveys::questionnaire::expression::scope::Scope;
use surveys::questionnaire::expression::{parser, print};
use surveys::questionnaire::format::sheet::Sheet;
use surveys::questionnaire::format::{Content, FORMATS, Imported, Kind, Words};
use surveys::questionnaire::import::{limesurvey, xlsform};
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::pattern;
use surveys::questionnaire::problem::has_errors;
use surveys::questionnaire::summary::summary;
use surveys::questionnaire::variable::variables;

use super::target::Target;

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "definition", run: definition },
    Target { name: "expression", run: expression },
    Target { name: "pattern", run: compile },
    Target { name: "xlsform", run: spreadsheet },
    Target { name: "limesurvey", run: structure_file },
];

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 25).and_then(|day| day.and_hms_opt(21, 3, 0)).unwrap_or_default()
}

/// A definition is read, answered page by page with the first choices, completed, and written again.
fn definition(data: &[u8]) {
    let Ok(json) = std::str::from_utf8(data) else { return };
    let (Some(definition), problems) = parse(json) else { return };
    lint::values(&definition);
    variables(&definition, "ja");
    let mut answers = Answers::new();
    for page in &definition.pages {
        answers = read_page(&definition, &page.name, &form(&definition), &answers, now()).0;
    }
    visibility(&definition, &answers, now());
    let (kept, _) = complete(&definition, &answers, now());
    summary(&definition, &kept, "ja", now());
    let (again, same_problems) = parse(&definition.raw.to_string());
    assert_eq!(again.map(|again| again.raw), Some(definition.raw));
    assert_eq!(has_errors(&same_problems), has_errors(&problems));
}

/// The first choice everywhere, and a number that is also a text.
fn form(definition: &Definition) -> Vec<(String, String)> {
    let value = |value: Option<&str>| value.unwrap_or("１２").to_owned();
    let mut form = Vec::new();
    for question in definition.questions() {
        let choice = question.offered().first().map(|choice| choice.value.clone());
        form.push((question.name.clone(), value(choice.as_deref())));
        for row in &question.rows {
            let column = question.columns.first().map(|column| column.value.as_str());
            form.push((format!("{}.{}", question.name, row.value), value(column)));
        }
    }
    form
}

/// The first line is an expression, the rest the answers that it sees. What is read can be printed and read again.
fn expression(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (source, answers) = text.split_once('\n').unwrap_or((text, ""));
    let (Some(expression), _) = parser::parse(source, "here") else { return };
    let printed = print(&expression.root);
    // Printing writes operators out, so a text near the limit may go beyond it.
    if printed.chars().count() <= parser::MAX_CHARS {
        let (again, problems) = parser::parse(&printed, "here");
        assert_eq!(again.map(|again| again.root).as_ref(), Some(&expression.root), "{printed}: {problems:?}");
    }
    let answers: Map<String, Value> = serde_json::from_str(answers).unwrap_or_default();
    let Some(definition) = parse(r#"{"elements":[{"type":"text","name":"a"},{"type":"text","name":"B"}]}"#).0
    else {
        return;
    };
    let scope = Scope::new(&definition, &answers, now());
    is_true(&expression, &scope);
    evaluate(&expression.root, &scope);
}

/// The first line is a pattern, the rest the text that it is looked for in.
fn compile(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (source, text) = text.split_once('\n').unwrap_or((text, ""));
    for is_folded in [false, true] {
        if let Ok(pattern) = pattern::compile(source, is_folded) {
            pattern.is_match(text);
        }
    }
}

/// A Markdown table, or lines of cells between commas as a CSV file has them.
fn spreadsheet(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let content = if text.starts_with('|') {
        Content::Text(text.to_owned())
    } else {
        let rows = text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        Content::Sheets(vec![Sheet::new("", rows)])
    };
    taken_in(xlsform::read(&content));
}

/// LimeSurvey's XML.
fn structure_file(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    taken_in(limesurvey::read(&Content::Text(text.to_owned())));
}

/// What was read is a definition that can be written in every format, and its spreadsheet can be read again.
fn taken_in(imported: Imported) {
    let Some(raw) = imported.raw else {
        assert!(has_errors(&imported.problems), "refused without a word");
        return;
    };
    let (Some(definition), _) = parse(&Value::Object(raw).to_string()) else { return };
    let words = Words { lang: "ja", universe: &|_| "全員".to_owned(), text: &|key, _| key.to_owned() };
    for format in FORMATS {
        let Some(write) = format.write else { continue };
        for (_, kind) in format.endings {
            let content = write(&definition, *kind, &words).content;
            if format.name == "xlsform" && *kind == Kind::Workbook {
                let again = xlsform::read(&content);
                assert!(again.raw.is_some(), "{:?}", again.problems);
            }
        }
    }
}
