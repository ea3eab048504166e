//! What came of two questionnaires, for people who want no figures of tests: each question once, and what came of it in short lines.

use super::compare::compare;
use super::{Apart, PAGE, Paired, couples, pairs_words};
use crate::dataset::Dataset;
use crate::i18n::Lang;
use crate::pages::explore::shared::apart::{Naming, Topic};
use crate::pages::explore::shared::{shared, tables};
use crate::view::figure::join;
use crate::view::tested::TestLine;
use crate::view::tested::changes::change_says;

/// What came of two questionnaires.
pub struct Findings {
    /// Which two.
    pub title: String,
    /// How many people were compared with themselves.
    pub pairs: String,
    /// What was asked, in the order of the questionnaire, as far as there is a number to tell.
    pub questions: Vec<FoundQuestion>,
    /// Some of what both ask is left out, because it has no number to tell.
    pub has_left_out: bool,
}

/// A question with what came of it.
#[derive(Debug, PartialEq, Eq)]
pub struct FoundQuestion {
    /// Its number and words.
    pub question: String,
    /// What came of each of its parts; never empty.
    pub lines: Vec<FoundLine>,
}

/// What came of a question, or of a part of it.
#[derive(Debug, PartialEq, Eq)]
pub struct FoundLine {
    /// A row, a choice, or that it is the whole question.
    pub part: String,
    /// The counts and what follows from them, without the words of the question.
    pub says: String,
}

/// Whether a comparison with its counts in words has any number to tell: a count that is not withheld, or a test.
pub fn tells_a_number(counts: &str, line: &TestLine) -> bool {
    line.p.is_some() || counts.contains(|letter: char| letter.is_ascii_digit())
}

/// The couple that the page shows first: people with themselves where they are known again, otherwise all answers. None where no
/// two questionnaires ask the same.
///
/// # Errors
/// When a question cannot be counted.
pub fn findings(dataset: &Dataset) -> anyhow::Result<Option<Findings>> {
    let tables = tables(dataset)?;
    let shared = shared(&tables);
    let couples = couples(dataset, &shared);
    let chosen = couples.iter().find(|couple| couple.has_codes()).or(couples.first());
    let Some(couple) = chosen else { return Ok(None) };
    let found = compare(dataset, &shared, couple, Naming::Part)?;
    let pairs = pairs_words(couple, &found, PAGE, dataset.lang);
    let compared = if found.paired.is_empty() {
        of_all_answers(found.apart)
    } else {
        of_same_people(found.paired, dataset.lang)
    };
    let has_left_out = compared.iter().any(|(_, says)| says.is_none());
    let told = compared.into_iter().filter_map(|(topic, says)| Some((topic, says?)));
    let questions = by_question(told, dataset.lang);
    Ok(Some(Findings { title: couple.title(dataset.lang), pairs, questions, has_left_out }))
}

/// What people said before and after, each with its topic; None where it has no number to tell.
fn of_same_people(paired: Vec<Paired>, lang: Lang) -> Vec<(Topic, Option<String>)> {
    let said = |Paired { topic, counts, line, changes, .. }: Paired| {
        let is_told = tells_a_number(&counts, &line);
        (topic, is_told.then(|| join(&[counts, change_says(&changes, lang)], lang)))
    };
    paired.into_iter().map(said).collect()
}

/// The same of all answers, as if they were of different people.
fn of_all_answers(apart: Vec<Apart>) -> Vec<(Topic, Option<String>)> {
    let said = |Apart { topic, line, .. }: Apart| {
        let is_told = tells_a_number("", &line);
        (topic, is_told.then_some(line.says))
    };
    apart.into_iter().map(said).collect()
}

/// Lines of one question that follow one another, under it.
fn by_question(told: impl Iterator<Item = (Topic, String)>, lang: Lang) -> Vec<FoundQuestion> {
    let mut questions: Vec<FoundQuestion> = Vec::new();
    for (topic, says) in told {
        let line = FoundLine { part: topic.part_words(lang), says };
        match questions.last_mut().filter(|last| last.question == topic.question) {
            Some(last) => last.lines.push(line),
            None => questions.push(FoundQuestion { question: topic.question, lines: vec![line] }),
        }
    }
    questions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n;

    #[test]
    fn a_question_stands_once_above_what_came_of_its_parts() {
        let topic = |question: &str, part: Option<&str>| Topic {
            question: question.to_owned(),
            part: part.map(str::to_owned),
        };
        let told = [
            (topic("問1 自信", Some("相談")), "上がった 8人。".to_owned()),
            (topic("問1 自信", Some("紹介")), "同じ 8人。".to_owned()),
            (topic("問2 満足", None), "下がった 8人。".to_owned()),
        ];
        let questions = by_question(told.into_iter(), Lang::Ja);
        let heads: Vec<&str> = questions.iter().map(|found| found.question.as_str()).collect();
        assert_eq!(heads, ["問1 自信", "問2 満足"]);
        let parts: Vec<&str> = questions[0].lines.iter().map(|line| line.part.as_str()).collect();
        assert_eq!(parts, ["相談", "紹介"]);
        assert_eq!(questions[1].lines[0].part, i18n::plain(Lang::Ja, "sheet-before-after-whole"));
    }
}
