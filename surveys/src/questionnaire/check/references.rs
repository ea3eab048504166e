//! What expressions speak of: questions, rows and choices that exist, on pages that were answered before.

use super::placed::{Decides, Near, Placed};
use crate::questionnaire::choice;
use crate::questionnaire::composite::Shape;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::expression::condition::constant_text;
use crate::questionnaire::expression::lexer::{self, Token};
use crate::questionnaire::expression::suggest::nearest;
use crate::questionnaire::expression::value::folded;
use crate::questionnaire::expression::{Binary, Expr, Used, used};
use crate::questionnaire::names::{COMMENT, Named};
use crate::questionnaire::problem::{Problem, Severity};
use crate::questionnaire::question::Question;
use std::collections::{BTreeMap, BTreeSet};

/// Looking for a similar name takes time; past this many unknown names nobody reads suggestions.
const MAX_SUGGESTIONS: usize = 50;
/// Choices that a suggestion is looked for among.
const MAX_VALUES: usize = 1_000;

/// The problems of all expressions. Without JavaScript a page is decided by the answers of the pages before it, so
/// looking ahead is a warning.
pub fn check(definition: &Definition, placed: &[Placed<'_>]) -> Vec<Problem> {
    let mut check = Check {
        definition,
        questions: definition.questions(),
        offered: BTreeMap::new(),
        n_suggestions: 0,
        columns: BTreeMap::new(),
        problems: Vec::new(),
    };
    for one in placed {
        check.columns.clear();
        let mut seen = BTreeSet::new();
        for found in used(&one.expression.root) {
            if seen.insert(found.name) {
                check.name(one, &found);
            }
        }
        check.values(&one.expression.root, one);
    }
    check.problems
}

struct Check<'a> {
    definition: &'a Definition,
    questions: Vec<&'a Question>,
    /// Values that can be chosen, folded, by index of the question and whether they are a matrix's columns.
    offered: BTreeMap<(usize, bool), BTreeSet<String>>,
    n_suggestions: usize,
    /// Columns of the names in the present expression; empty until a problem needs them.
    columns: BTreeMap<String, usize>,
    problems: Vec<Problem>,
}

impl<'a> Check<'a> {
    fn name(&mut self, one: &Placed<'_>, found: &Used<'_>) {
        if let Some(part) = near(found.name, &one.near) {
            if !part.is_empty() && !one.near.parts.is_empty() && !one.near.parts.contains(&part) {
                let suggestion = nearest(part, one.near.parts.iter().copied()).unwrap_or_default();
                let problem = self.problem("expression-unknown-name", one, found.name);
                self.problems.push(problem.with("suggestion", suggestion));
            }
            return;
        }
        let name = found.name.strip_prefix('$').unwrap_or(found.name);
        let Some((named, rest)) = self.definition.names.resolve(name) else {
            // A column of the rows that a function walks through.
            if !found.is_in_rows {
                let suggestion = self.suggest(found.name);
                let problem = self.problem("expression-unknown-name", one, found.name);
                self.problems.push(problem.with("suggestion", suggestion));
            }
            return;
        };
        let Some(question) = self.question(named) else { return };
        if !question.has_answer() {
            let problem = self.problem("expression-unknown-name", one, found.name);
            self.problems.push(problem);
            return;
        }
        if !rest.is_empty() && name == found.name && !is_part(question, rest) {
            let suggestion = nearest(rest, question.rows.iter().map(|row| row.value.as_str()));
            let problem = self.problem("expression-unknown-row", one, found.name);
            self.problems.push(problem.with("suggestion", suggestion.unwrap_or_default()));
        }
        let page = named.spot.as_ref().and_then(|spot| spot.way.first());
        let looks_ahead = one.page.is_some_and(|own| page.is_some_and(|page| *page > own));
        if looks_ahead && one.decides != Decides::Nothing {
            let problem = self.problem("expression-looks-ahead", one, found.name);
            self.problems.push(Problem { severity: Severity::Warning, ..problem });
        }
    }

    fn problem(&mut self, code: &'static str, one: &Placed<'_>, name: &str) -> Problem {
        if self.columns.is_empty() {
            self.columns = columns(&one.expression.source);
        }
        let column = self.columns.get(name).copied().unwrap_or(1);
        Problem::error(code, &one.place).with("column", column).with("name", name)
    }

    fn question(&self, named: &Named) -> Option<&'a Question> {
        self.questions.get(named.spot.as_ref()?.index).copied()
    }

    fn suggest(&mut self, name: &str) -> String {
        self.n_suggestions += 1;
        if self.n_suggestions > MAX_SUGGESTIONS {
            return String::new();
        }
        let head = name.split(['.', '[']).next().unwrap_or(name);
        let found = nearest(head, self.definition.names.all());
        found.map(|found| format!("{{{found}}}")).unwrap_or_default()
    }

    /// Warns of comparisons with values that are not among the choices: they never hold.
    fn values(&mut self, expr: &Expr, one: &Placed<'_>) {
        match expr {
            Expr::Binary(operator, left, right) => {
                if compares(*operator) {
                    for (variable, constant) in [(left, right), (right, left)] {
                        if let Expr::Variable(name) = &**variable {
                            self.unknown_values(name, constant, one);
                        }
                    }
                }
                self.values(left, one);
                self.values(right, one);
            }
            Expr::Unary(_, operand) => self.values(operand, one),
            Expr::Array(items) | Expr::Call(_, items) => items.iter().for_each(|item| self.values(item, one)),
            Expr::Text(_) | Expr::Number(_) | Expr::Bool(_) | Expr::Null | Expr::Variable(_) => {}
        }
    }

    fn unknown_values(&mut self, name: &str, constant: &Expr, one: &Placed<'_>) {
        let Some((named, rest)) = self.definition.names.resolve(name) else { return };
        let Some(spot) = &named.spot else { return };
        let Some(question) = self.questions.get(spot.index) else { return };
        let is_row = choice::find(&question.rows, rest).is_some();
        if !rest.is_empty() && !is_row {
            return;
        }
        let offered = self.offered.entry((spot.index, is_row)).or_insert_with(|| {
            let choices = if is_row { question.columns.clone() } else { question.offered() };
            choices.iter().map(|choice| folded(&choice.value)).collect()
        });
        if offered.is_empty() {
            return;
        }
        let constants = match constant {
            Expr::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut unknown = Vec::new();
        for value in constants.iter().filter_map(constant_text) {
            if value.is_empty() || offered.contains(&folded(&value)) {
                continue;
            }
            self.n_suggestions += 1;
            let known = offered.iter().map(String::as_str).take(MAX_VALUES);
            let suggestion = if self.n_suggestions > MAX_SUGGESTIONS { None } else { nearest(&value, known) };
            unknown.push((value.clone(), suggestion.unwrap_or_default().to_owned()));
        }
        for (value, suggestion) in unknown {
            let problem = self.problem("expression-unknown-value", one, name);
            let problem = problem.with("value", value).with("suggestion", suggestion);
            self.problems.push(Problem { severity: Severity::Warning, ..problem });
        }
    }
}

/// What follows a name that lies near, up to the next step (`c` of `row.c.d`); None if the name is none of them.
fn near<'n>(name: &'n str, near: &Near<'_>) -> Option<&'n str> {
    let name = name.strip_prefix('#').unwrap_or(name);
    let (head, rest) = name.split_once(['.', '[']).unwrap_or((name, ""));
    let is_near = near.locals.iter().any(|local| local.eq_ignore_ascii_case(head));
    let part = rest.split(['.', '[']).next().unwrap_or_default();
    is_near.then_some(if head.starts_with('$') { "" } else { part })
}

fn compares(operator: Binary) -> bool {
    use Binary::{Add, And, Divide, Multiply, Or, Power, Remainder, Subtract};
    !matches!(operator, And | Or | Add | Subtract | Multiply | Divide | Remainder | Power)
}

/// Whether something may follow the question's name: a row, an item of a list, an inner question, the text beside
/// "other". What follows an item or a row of a composite must be the name of an inner question.
fn is_part(question: &Question, rest: &str) -> bool {
    if rest == COMMENT || rest == "length" {
        return true;
    }
    let steps: Vec<&str> = rest.split(['.', '[']).filter(|step| !step.is_empty()).collect();
    match (&question.composite, steps.as_slice()) {
        (Some(composite), [_, inner, ..]) => composite.questions().iter().any(|known| known.name == *inner),
        (Some(composite), [row]) => {
            composite.shape == Shape::List || choice::find(&question.rows, row).is_some()
        }
        (None, _) if !question.rows.is_empty() => choice::find(&question.rows, rest).is_some(),
        // Answers that are lists or objects.
        _ => {
            rest.starts_with('[')
                || !matches!(question.kind.name, "text" | "comment" | "radiogroup" | "dropdown")
        }
    }
}

/// Columns of all names in the text of an expression, in code points from 1; the first where one stands twice.
fn columns(source: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for placed in lexer::tokens(source).unwrap_or_default() {
        if let Token::Variable(name) | Token::Text(name) = placed.token {
            found.entry(name).or_insert(placed.column);
        }
    }
    found
}
