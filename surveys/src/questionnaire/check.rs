//! Checks across a whole definition: names, what expressions and texts refer to, circles, other programs' rules.

use super::definition::Definition;
use super::problem::Problem;
use super::question::{CONSENTS, ROLES};
use std::collections::BTreeSet;

pub mod circles;
pub mod empty;
pub mod lint;
pub mod placed;
pub mod references;
pub mod texts;

/// Problems that only show when the whole definition is known.
pub fn check(definition: &Definition) -> Vec<Problem> {
    let mut problems = names(definition);
    problems.extend(meanings(definition));
    let placed = placed::all(definition);
    problems.extend(references::check(definition, &placed));
    problems.extend(circles::check(definition, &placed));
    problems.extend(empty::check(definition));
    problems.extend(texts::check(definition));
    problems.extend(lint::names(definition));
    // Pages that were divided tell the same of each part.
    let mut seen = BTreeSet::new();
    problems.retain(|problem| seen.insert((problem.code, problem.place.clone(), problem.args.clone())));
    problems
}

/// Names must be there and be used once.
fn names(definition: &Definition) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for page in &definition.pages {
        if !seen.insert(page.name.as_str()) {
            problems.push(Problem::error("duplicate-name", &page.path).with("name", &page.name));
        }
    }
    let mut seen = BTreeSet::new();
    let mut columns = BTreeSet::new();
    for question in definition.questions() {
        if !question.has_answer() && question.name.is_empty() {
            continue;
        }
        if question.name.is_empty() {
            problems.push(Problem::error("missing-name", &question.path));
            continue;
        }
        if !seen.insert(question.name.as_str()) {
            problems.push(Problem::error("duplicate-name", &question.path).with("name", &question.name));
            continue;
        }
        for variable in question.variables("") {
            if !columns.insert(variable.name.clone()) {
                let problem = Problem::error("duplicate-variable", &question.path);
                problems.push(problem.with("name", variable.name));
            }
        }
    }
    problems
}

/// Roles and consents that the service does not know have no effect.
fn meanings(definition: &Definition) -> Vec<Problem> {
    let mut problems = Vec::new();
    for question in definition.questions() {
        if let Some(role) = question.role.as_ref().filter(|role| !ROLES.contains(&role.as_str())) {
            problems.push(Problem::warning("unknown-role", &question.path).with("found", role));
        }
        for consent in question.choices.iter().filter_map(|choice| choice.consent.as_ref()) {
            if !CONSENTS.contains(&consent.as_str()) {
                problems.push(Problem::warning("unknown-consent", &question.path).with("found", consent));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests;
