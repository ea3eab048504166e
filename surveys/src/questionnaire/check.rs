//! Checks across a whole definition: names, what conditions refer to, circles.

use super::choice::{self, Choice};
use super::definition::{Definition, Element, guarded, resolve};
use super::expression::condition::constant_text;
use super::expression::{Binary, Expr, Expression, variables};
use super::problem::Problem;
use super::question::{CONSENTS, Question, ROLES};
use std::collections::{BTreeMap, BTreeSet};

/// Problems that only show when the whole definition is known.
pub fn check(definition: &Definition) -> Vec<Problem> {
    let mut problems = names(definition);
    problems.extend(meanings(definition));
    problems.extend(references(definition));
    problems.extend(circles(definition));
    problems
}

/// Names must be there and be used once; names that other programs cannot read are warnings.
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
        if question.has_answer() && !is_portable(&question.name) {
            problems.push(Problem::warning("name-not-portable", &question.path).with("name", &question.name));
        }
        for variable in (question.kind.variables)(question, "") {
            if !columns.insert(variable.name.clone()) {
                let problem = Problem::error("duplicate-variable", &question.path);
                problems.push(problem.with("name", variable.name));
            }
        }
    }
    problems
}

/// Names that XLSForm, REDCap, SPSS, Stata and LimeSurvey all take: `^[a-z][a-z0-9_]{0,25}$`.
pub fn is_portable(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= 26
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
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

/// A condition with its place, and the page on which it must be decided.
struct Placed<'a> {
    expression: &'a Expression,
    place: String,
    page: usize,
    decides_visibility: bool,
}

fn conditions(definition: &Definition) -> Vec<Placed<'_>> {
    let mut found = Vec::new();
    for (page, content) in definition.pages.iter().enumerate() {
        found.extend(placed(content.visible_if.as_ref(), &content.path, "visibleIf", page));
        collect(&content.elements, page, &mut found);
    }
    found
}

fn collect<'a>(elements: &'a [Element], page: usize, found: &mut Vec<Placed<'a>>) {
    for element in elements {
        match element {
            Element::Question(question) => {
                found.extend(placed(question.visible_if.as_ref(), &question.path, "visibleIf", page));
                found.extend(placed(question.required_if.as_ref(), &question.path, "requiredIf", page));
            }
            Element::Panel(panel) => {
                found.extend(placed(panel.visible_if.as_ref(), &panel.path, "visibleIf", page));
                collect(&panel.elements, page, found);
            }
        }
    }
}

fn placed<'a>(expression: Option<&'a Expression>, path: &str, key: &str, page: usize) -> Option<Placed<'a>> {
    let place = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    expression.map(|expression| Placed { expression, place, page, decides_visibility: key == "visibleIf" })
}

/// Conditions must speak of questions, rows and choices that exist, and should not look ahead: without JavaScript
/// a page is decided by the answers of the pages before it.
fn references(definition: &Definition) -> Vec<Problem> {
    let questions = definition.questions();
    let page_of: BTreeMap<&str, usize> =
        guarded(definition).iter().map(|found| (found.question.name.as_str(), found.page)).collect();
    let mut problems = Vec::new();
    for condition in conditions(definition) {
        for name in variables(&condition.expression.root) {
            let column = column_of(&condition.expression.source, name);
            let problem =
                |code| Problem::error(code, &condition.place).with("column", column).with("name", name);
            match resolve(&questions, name) {
                Some((question, _)) if !question.has_answer() => {
                    problems.push(problem("expression-unknown-name"))
                }
                Some((question, row)) => {
                    if !row.is_empty() && !is_part(question, row) {
                        problems.push(problem("expression-unknown-row"));
                    }
                    let looks_ahead =
                        page_of.get(question.name.as_str()).is_some_and(|page| *page > condition.page);
                    if looks_ahead && condition.decides_visibility {
                        let warning = Problem::warning("expression-looks-ahead", &condition.place);
                        problems.push(warning.with("column", column).with("name", name));
                    }
                }
                None => problems.push(problem("expression-unknown-name")),
            }
        }
        values(&condition.expression.root, &questions, &condition, &mut problems);
    }
    problems
}

/// Whether something may follow the question's name: a row of a matrix, the text beside "other", an element.
fn is_part(question: &Question, rest: &str) -> bool {
    match question.kind.name {
        "matrix" => choice::find(&question.rows, rest).is_some(),
        "checkbox" => rest == "length" || rest == "-Comment" || rest.starts_with('['),
        _ => rest == "-Comment" || rest == "length",
    }
}

/// Column of a variable in the text of its expression, in code points from 1.
fn column_of(source: &str, name: &str) -> usize {
    let at = source.match_indices('{').find(|(at, _)| {
        let inside = source.get(at + 1..).and_then(|rest| rest.split('}').next());
        inside.is_some_and(|inside| inside.trim() == name)
    });
    at.and_then(|(at, _)| source.get(..at)).map_or(1, |before| before.chars().count() + 1)
}

/// Warns of comparisons with values that are not among the choices: they never hold.
fn values(expr: &Expr, questions: &[&Question], condition: &Placed<'_>, problems: &mut Vec<Problem>) {
    match expr {
        Expr::Binary(operator, left, right) => {
            let compares = !matches!(
                operator,
                Binary::And
                    | Binary::Or
                    | Binary::Add
                    | Binary::Subtract
                    | Binary::Multiply
                    | Binary::Divide
                    | Binary::Remainder
                    | Binary::Power
            );
            for (variable, constant) in [(left, right), (right, left)] {
                if let (true, Expr::Variable(name)) = (compares, &**variable) {
                    problems.extend(unknown_values(name, constant, questions, condition));
                }
            }
            values(left, questions, condition, problems);
            values(right, questions, condition, problems);
        }
        Expr::Unary(_, operand) => values(operand, questions, condition, problems),
        _ => {}
    }
}

fn unknown_values(
    name: &str,
    constant: &Expr,
    questions: &[&Question],
    condition: &Placed<'_>,
) -> Vec<Problem> {
    let Some((question, rest)) = resolve(questions, name) else { return Vec::new() };
    let offered: Vec<Choice> = match rest {
        "" => question.offered(),
        row if choice::find(&question.rows, row).is_some() => question.columns.clone(),
        _ => return Vec::new(),
    };
    if offered.is_empty() {
        return Vec::new();
    }
    let constants = match constant {
        Expr::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let folded = |text: &str| text.trim().to_lowercase();
    let is_known = |value: &str| offered.iter().any(|choice| folded(&choice.value) == folded(value));
    let unknown =
        constants.iter().filter_map(constant_text).filter(|value| !value.is_empty() && !is_known(value));
    let column = column_of(&condition.expression.source, name);
    unknown
        .map(|value| {
            let warning = Problem::warning("expression-unknown-value", &condition.place);
            warning.with("column", column).with("name", name).with("value", value)
        })
        .collect()
}

/// Questions whose visibility depends on itself: those left when everything is taken away that leads to nothing
/// left, and then everything that nothing left leads to.
fn circles(definition: &Definition) -> Vec<Problem> {
    let questions = definition.questions();
    let guarded = guarded(definition);
    let index: BTreeMap<&str, usize> =
        questions.iter().enumerate().map(|(at, question)| (question.name.as_str(), at)).collect();
    let mut edges: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (from, found) in guarded.iter().enumerate() {
        for name in found.conditions.iter().flat_map(|condition| variables(&condition.root)) {
            let to = resolve(&questions, name).and_then(|(question, _)| index.get(question.name.as_str()));
            edges.extend(to.map(|to| (from, *to)));
        }
    }
    let backward: BTreeSet<(usize, usize)> =
        without_ends(edges, questions.len()).into_iter().map(|(from, to)| (to, from)).collect();
    let left: BTreeSet<usize> =
        without_ends(backward, questions.len()).into_iter().map(|(from, _)| from).collect();
    let on_circle = left.iter().filter_map(|at| questions.get(*at));
    on_circle
        .map(|question| Problem::error("expression-circle", &question.path).with("name", &question.name))
        .collect()
}

/// The edges of a graph without those that lead to dead ends, however far away the end is.
fn without_ends(edges: BTreeSet<(usize, usize)>, n_nodes: usize) -> BTreeSet<(usize, usize)> {
    let mut n_out = vec![0_usize; n_nodes];
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); n_nodes];
    for (from, to) in &edges {
        n_out[*from] += 1;
        into[*to].push(*from);
    }
    let mut ends: Vec<usize> = (0..n_nodes).filter(|node| n_out[*node] == 0).collect();
    while let Some(end) = ends.pop() {
        for from in &into[end] {
            n_out[*from] -= 1;
            if n_out[*from] == 0 {
                ends.push(*from);
            }
        }
    }
    edges.into_iter().filter(|(from, to)| n_out[*from] > 0 && n_out[*to] > 0).collect()
}
