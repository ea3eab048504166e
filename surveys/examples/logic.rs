//! The logic of questionnaires as a filter, so that tests can hold it beside SurveyJS's own (`tests/browser/surveyjs.test.mjs`).
//!
//! Each line of standard input is JSON: `{"now": "2026-11-25T21:03:00", "definition": {…}, "answers": {…}}` with either
//! `"expressions": […]`, answered with `{"values": […]}` (null also for what cannot be read), or `"changes": [[name,
//! value], …]` (a null takes the answer back), answered with the answers, what is visible after each change, and what is
//! kept at the end.

use chrono::NaiveDateTime;
use serde_json::{Map, Value, json};
use std::io::{BufRead, Error, Write, stdin, stdout};
use surveys::questionnaire::answer::{Answers, complete, react, start, visibility};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::expression::evaluate::evaluate;
use surveys::questionnaire::expression::parser;
use surveys::questionnaire::expression::scope::Scope;
use surveys::questionnaire::parse::parse;

fn main() -> Result<(), Error> {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let request: Value = serde_json::from_str(&line?)?;
        writeln!(out, "{}", answer(&request)?)?;
    }
    Ok(())
}

fn answer(request: &Value) -> Result<Value, Error> {
    let now = request["now"].as_str().and_then(|now| now.parse::<NaiveDateTime>().ok());
    let (Some(now), (Some(definition), _)) = (now, parse(&request["definition"].to_string())) else {
        return Err(Error::other(format!("no time or no definition: {request}")));
    };
    let answers = request["answers"].as_object().cloned().unwrap_or_default();
    Ok(match request["expressions"].as_array() {
        Some(expressions) => json!({ "values": values(expressions, &definition, &answers, now) }),
        None => changed(&definition, request["changes"].as_array().map_or(&[], Vec::as_slice), now),
    })
}

fn values(
    expressions: &[Value],
    definition: &Definition,
    answers: &Answers,
    now: NaiveDateTime,
) -> Vec<Value> {
    let scope = Scope::new(definition, answers, now);
    let value = |source: &Value| match parser::parse(source.as_str().unwrap_or_default(), "").0 {
        Some(expression) => evaluate(&expression.root, &scope),
        None => Value::Null,
    };
    expressions.iter().map(value).collect()
}

/// A new response, and one change after the other.
fn changed(definition: &Definition, changes: &[Value], now: NaiveDateTime) -> Value {
    let mut answers = start(definition, now);
    let mut steps = vec![step(definition, &answers, now)];
    for change in changes {
        let mut after = answers.clone();
        let name = change[0].as_str().unwrap_or_default();
        match &change[1] {
            Value::Null => after.shift_remove(name),
            value => after.insert(name.to_owned(), value.clone()),
        };
        answers = react::react(definition, &answers, after, now);
        steps.push(step(definition, &answers, now));
    }
    json!({ "steps": steps, "kept": complete(definition, &answers, now).0 })
}

fn step(definition: &Definition, answers: &Answers, now: NaiveDateTime) -> Map<String, Value> {
    let seen = visibility(definition, answers, now);
    let calculated = definition.calculated.iter().filter_map(|calculated| {
        Some((calculated.name.clone(), seen.counted.get(&calculated.name)?.clone()))
    });
    let parts = [
        ("answers", json!(answers)),
        ("visible", json!(*seen.questions)),
        ("required", json!(seen.required)),
        ("calculated", Value::Object(calculated.collect())),
    ];
    parts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
