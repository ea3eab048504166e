//! Tests of the whole vocabulary: every property is read, changes something or is named as not followed, and survives
//! re-export. `vocabulary.json` is the table; the pages that people see are tried in `tests/it/vocabulary.rs`.

use super::answer::{Answers, Field, accept, complete, read_page, start, visibility};
use super::definition::Definition;
use super::export::samples::words;
use super::export::surveyjs::{write_own, write_plain};
use super::format::{Content, Kind};
use super::parse::parse;
use super::question::TYPES;
use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const TABLE: &str = include_str!("vocabulary.json");

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 4, 1).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

/// One line of the table, with the questionnaire once with and once without the property.
pub struct Line {
    /// Type and property, for messages.
    pub name: String,
    /// The property.
    pub property: String,
    /// The questionnaire with it.
    pub with: Value,
    /// The questionnaire without it.
    pub without: Value,
    given: Answers,
    form: Vec<Field>,
    effect: String,
}

/// The whole table.
pub fn table() -> Vec<Line> {
    let table: Value = serde_json::from_str(TABLE).unwrap();
    table.as_array().unwrap().iter().map(line).collect()
}

fn line(row: &Value) -> Line {
    let property = row["property"].as_str().unwrap().to_owned();
    let at = row["at"].as_str().unwrap_or("/pages/0/elements/0");
    let mut without = row.get("survey").cloned().unwrap_or_else(
        || json!({"pages": [{"name": "p", "elements": [row["on"].clone(), {"type": "text", "name": "t"}]}]}),
    );
    // The base may have the property already, to be replaced.
    let mut with = without.clone();
    with.pointer_mut(at).unwrap()[&property] = row["value"].clone();
    if row.get("without").is_some() {
        without.pointer_mut(at).unwrap()[&property] = row["without"].clone();
    }
    let form = row.get("form").and_then(Value::as_object).cloned().unwrap_or_default();
    Line {
        name: format!("{} {}", row["on"]["type"].as_str().unwrap_or(at), property),
        given: row.get("given").and_then(Value::as_object).cloned().unwrap_or_default(),
        form: form.into_iter().map(|(name, value)| (name, value.as_str().unwrap().to_owned())).collect(),
        effect: row["effect"].as_str().unwrap().to_owned(),
        property,
        with,
        without,
    }
}

/// The questionnaire for SurveyJS; with our own properties where one of them is asked for.
fn exported(definition: &Definition, property: &str) -> String {
    let write = if property.starts_with("kt:") { write_own } else { write_plain };
    match write(definition, Kind::Text, &words()).content {
        Content::Text(text) => text,
        other => panic!("{other:?}"),
    }
}

/// Everything that the server decides.
fn decided(definition: &Definition, line: &Line) -> String {
    let seen = visibility(definition, &line.given, now());
    let page = definition.pages.first().map_or("", |page| &page.name);
    let shown: Vec<String> = seen.seen.values().map(|question| format!("{:?}", question.choices)).collect();
    let values = super::variable::variables(definition, "ja").into_iter().map(|one| (one.name, one.label));
    format!(
        "{:?} {:?} {:?} {:?} {:?} {shown:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        seen.pages,
        seen.panels,
        seen.questions,
        seen.required,
        seen.read_only,
        seen.counted,
        start(definition, now()),
        accept(definition, &line.given, now()),
        complete(definition, &line.given, now()),
        read_page(definition, page, &line.form, &line.given, now()),
        values.collect::<Vec<_>>(),
    )
}

#[test]
fn every_property_is_read_works_or_is_named_and_survives() {
    let mut wrong = Vec::new();
    for line in table() {
        let (with, problems) = parse(&line.with.to_string());
        let (without, _) = parse(&line.without.to_string());
        let (with, without) = (with.unwrap(), without.unwrap());
        let named: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
        match line.effect.strip_prefix("named:") {
            Some(code) if named.contains(&code) => {}
            Some(code) => wrong.push(format!("{}: {code} is not among {named:?}", line.name)),
            None if !named.is_empty() => wrong.push(format!("{}: {named:?}", line.name)),
            None => {}
        }
        if line.effect == "server" && decided(&with, &line) == decided(&without, &line) {
            wrong.push(format!("{}: changes nothing", line.name));
        }
        let text = exported(&with, &line.property);
        if !text.contains(&format!("\"{}\"", line.property)) {
            wrong.push(format!("{}: lost in {text}", line.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_has_every_type() {
    let table: Value = serde_json::from_str(TABLE).unwrap();
    let types: BTreeSet<&str> =
        table.as_array().unwrap().iter().filter_map(|row| row["on"]["type"].as_str()).collect();
    let missing: Vec<&str> =
        TYPES.iter().map(|kind| kind.name).filter(|name| !types.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn types_that_are_kept_only_are_named_and_survive() {
    for kind in ["signaturepad", "imagemap", "empty", "geopoint"] {
        let json = json!({"elements": [{"type": kind, "name": "q", "own": 1}]});
        let (definition, problems) = parse(&json.to_string());
        assert_eq!(problems[0].code, "unknown-type", "{kind}");
        let text = exported(&definition.unwrap(), "");
        assert!(text.contains(kind) && text.contains("\"own\""), "{text}");
    }
}
