//! Portability: names and choice values that other programs would refuse; and words that will not be counted. No errors: the questionnaire works
//! here.
//!
//! Sources: SPSS Statistics command syntax ("Variable names"), Stata manual (U) 11.3, REDCap data dictionary help,
//! XLSForm specification (names are XML names), LimeSurvey manual ("Question code").

use crate::questionnaire::choice::Choice;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::question::Question;
use crate::questionnaire::reply::asks_for_words;
use crate::questionnaire::words::ruled_words;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// A program with its rule for names.
struct Program {
    name: &'static str,
    takes: fn(&str) -> bool,
}

const PROGRAMS: &[Program] = &[
    Program { name: "SPSS", takes: spss_takes },
    Program { name: "Stata", takes: stata_takes },
    Program { name: "REDCap", takes: redcap_takes },
    Program { name: "XLSForm", takes: xlsform_takes },
    Program { name: "LimeSurvey", takes: limesurvey_takes },
];

const SPSS_RESERVED: &[&str] =
    &["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"];

const STATA_RESERVED: &[&str] = &[
    "byte", "double", "float", "if", "in", "int", "long", "strl", "using", "with", "_all", "_b", "_coef",
    "_cons", "_n", "_pi", "_pred", "_rc", "_skip",
];

/// Warnings about names.
pub fn names(definition: &Definition) -> Vec<Problem> {
    let questions = asking(definition);
    let mut problems: Vec<Problem> = questions.iter().filter_map(|question| name(question)).collect();
    let folded = |name: &str| name.nfkc().collect::<String>().to_lowercase();
    let same = collisions(&questions, "SPSS, REDCap, LimeSurvey", folded);
    let known: BTreeSet<String> = same.iter().map(|problem| problem.place.clone()).collect();
    let shortened = collisions(&questions, "LimeSurvey", |name| folded(name).replace('_', ""));
    problems.extend(same);
    problems.extend(shortened.into_iter().filter(|problem| !known.contains(&problem.place)));
    problems
}

/// Warnings about choice values, each kind once a list. They are for authors: nothing here depends on them.
pub fn values(definition: &Definition) -> Vec<Problem> {
    let lists = |question: &Question| {
        let mut problems = list(question, "choices", &question.choices);
        problems.extend(list(question, "rows", &question.rows));
        problems.extend(list(question, "columns", &question.columns));
        problems
    };
    asking(definition).into_iter().flat_map(lists).collect()
}

/// Notices about words that a condition asks some for, or wants of some. They are in no number that is published: how many wrote them would tell
/// how many gave the answers that lead there. For authors, who learn it while everybody can still be asked. Words to findings have rules of their
/// own (decision 49).
pub fn words_of_some(definition: &Definition) -> Vec<Problem> {
    let is_meant = |question: &&Question| !question.is_identifier && !asks_for_words(&question.name);
    let read = ruled_words(definition).into_iter().filter(is_meant);
    read.map(|question| Problem::notice("words-of-some", &question.path).with("name", &question.name))
        .collect()
}

fn asking(definition: &Definition) -> Vec<&Question> {
    let asks = |question: &&Question| question.has_answer() && !question.name.is_empty();
    definition.questions().into_iter().filter(asks).collect()
}

fn name(question: &Question) -> Option<Problem> {
    let refused: Vec<&str> = PROGRAMS
        .iter()
        .filter(|program| !(program.takes)(&question.name))
        .map(|program| program.name)
        .collect();
    if refused.is_empty() {
        return None;
    }
    let warning = Problem::warning("name-not-portable", &question.path).with("name", &question.name);
    Some(warning.with("programs", refused.join(", ")))
}

/// Letters, digits and `. _ $ # @`, a letter first, up to 64 bytes, no reserved word, no point or `_` at the end.
fn spss_takes(name: &str) -> bool {
    let rest_is_fine = name.chars().all(|c| c.is_alphanumeric() || "._$#@".contains(c));
    name.starts_with(char::is_alphabetic)
        && rest_is_fine
        && name.len() <= 64
        && !name.ends_with(['.', '_'])
        && !SPSS_RESERVED.contains(&name.to_lowercase().as_str())
}

/// Letters, digits and `_`, no digit first, up to 32 characters, no reserved word (`str1` to `str2045` are types).
fn stata_takes(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_type = lower
        .strip_prefix("str")
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()));
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && name.chars().count() <= 32
        && !is_type
        && !STATA_RESERVED.contains(&lower.as_str())
}

/// Small ASCII letters, digits and `_`, a letter first, no `_` at the end or twice; 26 characters are advised.
fn redcap_takes(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && name.len() <= 26
        && !name.ends_with('_')
        && !name.contains("__")
}

/// A letter or `_` first, then letters, digits, `_`, `-` and `.`.
fn xlsform_takes(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
}

/// ASCII letters and digits, a letter first, up to 20; `_` is left out when a questionnaire is written for LimeSurvey.
fn limesurvey_takes(name: &str) -> bool {
    let code = name.replace('_', "");
    code.starts_with(|c: char| c.is_ascii_alphabetic())
        && code.chars().all(|c| c.is_ascii_alphanumeric())
        && code.len() <= 20
}

/// Different names that become the same one.
fn collisions(questions: &[&Question], programs: &str, folded: impl Fn(&str) -> String) -> Vec<Problem> {
    let mut first: BTreeMap<String, &Question> = BTreeMap::new();
    let mut problems = Vec::new();
    for question in questions {
        let other = *first.entry(folded(&question.name)).or_insert(question);
        if other.name != question.name {
            let warning = Problem::warning("name-collides", &question.path).with("name", &question.name);
            problems.push(warning.with("other", &other.name).with("programs", programs));
        }
    }
    problems
}

/// Values of one list, each kind of trouble said once with its first value.
fn list(question: &Question, list: &str, choices: &[Choice]) -> Vec<Problem> {
    let place = if question.path.is_empty() { list.to_owned() } else { format!("{}.{list}", question.path) };
    let first = |code, is_meant: fn(&str) -> bool| {
        let found = choices.iter().find(|choice| is_meant(&choice.value))?;
        Some(Problem::warning(code, &place).with("value", &found.value))
    };
    let mut problems = Vec::new();
    // Rows become names of variables, not values.
    if list != "rows" {
        problems.extend(first("choice-not-numeric", |value| value.parse::<f64>().is_err()));
    }
    problems.extend(first("choice-with-space", |value| value.contains(char::is_whitespace)));
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let same = choices.iter().find_map(|choice| {
        let other = *seen.entry(choice.value.to_lowercase()).or_insert(&choice.value);
        (other != choice.value).then_some((other, &choice.value))
    });
    problems.extend(same.map(|(other, value)| {
        Problem::warning("choice-case", &place).with("value", value).with("other", other)
    }));
    problems
}
