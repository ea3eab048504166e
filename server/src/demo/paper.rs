//! The answers of one invented respondent while they are made up.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use surveys::questionnaire::answer::Answers;

use super::chance::Chance;

/// Values with percentages.
pub type Likely = &'static [(&'static str, u32)];

/// In how many of 100 cases a question that may stay empty does.
const SKIPPED: u32 = 4;

/// Answers so far, and the respondent's chance.
pub struct Paper {
    /// In SurveyJS's format.
    pub answers: Answers,
    /// What decides the rest.
    pub chance: Chance,
    others: BTreeMap<String, String>,
}

impl Paper {
    /// An empty paper. `others` are the texts beside "other" by question.
    pub fn new(seed: u64, others: &BTreeMap<String, String>) -> Paper {
        Paper { answers: Answers::new(), chance: Chance::new(seed), others: others.clone() }
    }

    /// Writes one value.
    pub fn set(&mut self, question: &str, value: &str) {
        self.answers.insert(question.to_owned(), json!(value));
    }

    /// Writes several values, and "other" with its text where the respondent has one. No value is no answer.
    pub fn set_all(&mut self, question: &str, mut values: Vec<&str>) {
        if let Some(text) = self.others.get(question) {
            values.push("other");
            self.answers.insert(format!("{question}-Comment"), json!(text));
        }
        if !values.is_empty() {
            self.answers.insert(question.to_owned(), json!(values));
        }
    }

    /// Writes a text where there is one.
    pub fn text(&mut self, question: &str, text: &Option<String>) {
        if let Some(text) = text {
            self.set(question, text);
        }
    }

    /// Ticks the boxes whose one-digit values stand in a row: `"124"`.
    pub fn ticks(&mut self, question: &str, values: &str) {
        let values: Vec<String> = values.chars().map(String::from).collect();
        self.set_all(question, values.iter().map(String::as_str).collect());
    }

    /// Draws one value, or skips the question.
    pub fn draw(&mut self, question: &str, values: &[(&str, u32)]) {
        if !self.chance.hit(SKIPPED) {
            let value = self.chance.one(values);
            self.set(question, value);
        }
    }

    /// Draws any number of values, or skips the question.
    pub fn draw_some(&mut self, question: &str, values: &[(&str, u32)]) {
        if !self.chance.hit(SKIPPED) {
            let values = self.chance.some(values);
            self.set_all(question, values);
        }
    }

    /// Names difficulties by their numbers, those of one's own texts always and others as often as `percents` say, which `of_area`
    /// adds to; and as the main ones (`main_…`) up to three of one's own.
    pub fn name_with_main(
        &mut self,
        question: &str,
        percents: &[u32],
        of_area: &[(usize, i32)],
        own: &[String],
    ) {
        let mut named: Vec<String> = Vec::new();
        for (number, percent) in (1..).zip(percents) {
            let added = of_area.iter().find(|(other, _)| *other == number).map_or(0, |(_, added)| *added);
            let is_drawn = self.chance.hit(percent.saturating_add_signed(added));
            let number = number.to_string();
            if is_drawn || own.contains(&number) {
                named.push(number);
            }
        }
        let main = named.iter().filter(|number| own.contains(number));
        let main: Vec<&str> = main.take(3).map(String::as_str).collect();
        self.set_all(&format!("main_{question}"), main);
        self.set_all(question, named.iter().map(String::as_str).collect());
    }

    /// Rates the rows of a matrix, numbered from 1, with the one-digit values that stand in a row: `"34234"`.
    pub fn rated(&mut self, question: &str, values: &str) {
        let rows = (1..).zip(values.chars());
        let cells: Answers =
            rows.map(|(row, value): (u32, char)| (row.to_string(), json!(value.to_string()))).collect();
        self.answers.insert(question.to_owned(), Value::Object(cells));
    }

    /// Rates every row of a matrix around its level, within `lowest` and `highest`.
    pub fn rate(&mut self, question: &str, rows: &[(&str, i32)], lowest: i32, highest: i32) {
        let mut cells = Answers::new();
        for (row, level) in rows {
            let rated = (level + self.chance.step()).clamp(lowest, highest);
            cells.insert((*row).to_owned(), json!(rated.to_string()));
        }
        self.answers.insert(question.to_owned(), Value::Object(cells));
    }
}
