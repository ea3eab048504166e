//! `paneldynamic`: a group of questions that is answered as often as needed. The answer is a list of objects.

use super::{Question, QuestionType};
use crate::questionnaire::answer::{Answers, Field};
use crate::questionnaire::composite::{self, Composite, MAX_EXPORTED, MAX_ITEMS, MAX_NESTING, Shape};
use crate::questionnaire::definition::questions_of;
use crate::questionnaire::parse;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::summary::Line;
use crate::questionnaire::variable::Variable;
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "paneldynamic",
    properties: &[&[
        "templateElements",
        "templateTitle",
        "templateVisibleIf",
        "panelCount",
        "minPanelCount",
        "maxPanelCount",
        "keyName",
        "keyDuplicationError",
        "addPanelText",
        "removePanelText",
        "allowAddPanel",
        "allowRemovePanel",
    ]],
    has_answer: true,
    parse,
    read,
    missing,
    check,
    display,
    variables,
};

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    let counts = ["panelCount", "minPanelCount", "maxPanelCount"];
    let mut composite = list(reader, object, path, counts);
    composite.title = reader.localized(object, "templateTitle", path);
    composite.visible_if = reader.expression(object, "templateVisibleIf", path);
    composite.add_text = reader.localized(object, "addPanelText", path);
    composite.remove_text = reader.localized(object, "removePanelText", path);
    composite.may_add = !object.contains_key("allowAddPanel") || reader.flag(object, "allowAddPanel", path);
    composite.may_remove =
        !object.contains_key("allowRemovePanel") || reader.flag(object, "allowRemovePanel", path);
    composite.elements =
        within(reader, path, |reader| parse::elements(reader, object, "templateElements", path));
    set(reader, path, question, composite);
}

/// The properties that every list has, under the type's own names for its counts (at first, fewest, most).
pub fn list(
    reader: &mut Reader,
    object: &Map<String, Value>,
    path: &str,
    [count, min, max]: [&str; 3],
) -> Composite {
    let max = reader.count(object, max, path).unwrap_or(MAX_ITEMS).clamp(1, MAX_ITEMS);
    let min = reader.count(object, min, path).unwrap_or(0).min(max);
    Composite {
        shape: Shape::List,
        elements: Vec::new(),
        title: Default::default(),
        visible_if: None,
        count: reader.count(object, count, path).unwrap_or(0).clamp(min, max),
        min,
        max,
        key_name: reader.text(object, "keyName", path).filter(|name| !name.is_empty()),
        key_error: reader.localized(object, "keyDuplicationError", path),
        totals: Vec::new(),
        add_text: Default::default(),
        remove_text: Default::default(),
        may_add: true,
        may_remove: true,
    }
}

/// Reads inner questions: they have no numbers of their own, and composites within composites end somewhere.
pub fn within<T: Default>(reader: &mut Reader, path: &str, read: impl FnOnce(&mut Reader) -> T) -> T {
    if reader.n_nested >= MAX_NESTING {
        reader.problems.push(Problem::error("too-deep", path).with("max", MAX_NESTING));
        return T::default();
    }
    let n_numbered = reader.n_numbered;
    reader.n_nested += 1;
    let inner = read(reader);
    reader.n_nested -= 1;
    reader.n_numbered = n_numbered;
    inner
}

/// Gives a question its inner questions; their names must be there and differ.
pub fn set(reader: &mut Reader, path: &str, question: &mut Question, composite: Composite) {
    let inner = questions_of(&composite.elements);
    if inner.is_empty() {
        reader.problems.push(Problem::error("no-inner-questions", path));
    }
    let mut seen: Vec<&str> = Vec::new();
    for inner in inner {
        if inner.name.is_empty() && inner.has_answer() {
            reader.problems.push(Problem::error("missing-name", &inner.path));
        } else if seen.contains(&inner.name.as_str()) && !inner.name.is_empty() {
            let problem = Problem::error("duplicate-name", &inner.path).with("name", &inner.name);
            reader.problems.push(problem);
        }
        seen.push(&inner.name);
    }
    let key = composite.key_name.as_deref();
    if let Some(key) = key.filter(|key| !seen.contains(key)) {
        reader.problems.push(Problem::error("unknown-key", path).with("name", key));
    }
    question.composite = Some(Box::new(composite));
}

/// Reads every item that the form shows. Inner answers that are not in the form stay as they are.
pub fn read(question: &Question, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
    let Some(composite) = &question.composite else { return Vec::new() };
    let name = &question.name;
    let before = answers.get(name).cloned();
    let n = match composite.shape {
        Shape::List => composite::n_sent(name, composite, form, before.as_ref()),
        Shape::Rows => question.rows.len(),
    };
    let mut items = Vec::new();
    let mut problems = Vec::new();
    for index in 0..n {
        let row = question.rows.get(index).map(|row| row.value.as_str());
        let row = row.filter(|_| composite.shape == Shape::Rows);
        let stored = match row {
            Some(row) => before.as_ref().and_then(|value| value.get(row)),
            None => before.as_ref().and_then(|value| value.get(index)),
        };
        let mut item = stored.and_then(Value::as_object).cloned().unwrap_or_default();
        let place = composite::item_place(name, index, row);
        let fields = composite::inside(&place, form);
        for inner in composite.questions().into_iter().filter(|inner| inner.has_answer()) {
            // The page says which of its questions it shows; the others keep their answers.
            if inner.rules.is_read_only || !is_shown(&inner.name, &fields) {
                continue;
            }
            let found = inner.read(&fields, &mut item);
            problems.extend(
                found.into_iter().map(|problem| Problem {
                    place: composite::inner_place(&place, &problem.place),
                    ..problem
                }),
            );
        }
        items.push(item);
    }
    match composite::value_of(question, items, true) {
        Some(value) => answers.insert(name.clone(), value),
        None => answers.shift_remove(name),
    };
    problems
}

/// The form field that names a question that is on the page even when it sends nothing.
pub const SHOWN: &str = "kt:shown";

/// Whether a form shows an inner question: it sends a field of it, or names it in `SHOWN` because nothing of it is
/// ticked.
fn is_shown(inner: &str, fields: &[Field]) -> bool {
    fields.iter().any(|(name, value)| {
        let rest = name.strip_prefix(inner);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[', '-']))
            || (name == SHOWN && value == inner)
    })
}

/// Nothing given although something is needed, or fewer than needed.
pub fn missing(question: &Question, answers: &Answers, is_required: bool) -> Vec<Problem> {
    let Some(composite) = &question.composite else { return Vec::new() };
    let n_given = match answers.get(&question.name) {
        Some(Value::Array(items)) => items.iter().filter(|item| !is_blank(item)).count(),
        Some(Value::Object(rows)) => rows.values().filter(|item| !is_blank(item)).count(),
        _ => 0,
    };
    let asks = composite.questions().iter().any(|inner| inner.is_required);
    let needed = if asks && composite.shape == Shape::List { composite.min } else { 0 };
    let needed = needed.max(usize::from(is_required));
    if n_given >= needed {
        return Vec::new();
    }
    let problem = match n_given {
        0 => Problem::error("required-text", &question.name),
        _ => Problem::error("too-few-items", &question.name).with("min", needed).with("given", n_given),
    };
    vec![problem]
}

fn is_blank(item: &Value) -> bool {
    item.as_object().is_none_or(Map::is_empty)
}

/// The shape of the answer, and the key that may be given once only. Inner answers are checked where they stand.
pub fn check(question: &Question, answers: &Answers) -> Vec<Problem> {
    let Some(composite) = &question.composite else { return Vec::new() };
    let Some(value) = answers.get(&question.name) else { return Vec::new() };
    if !composite::fits(composite, value) {
        return vec![Problem::error("wrong-answer", &question.name)];
    }
    let mut problems = Vec::new();
    if let Value::Array(items) = value
        && items.len() > composite.max
    {
        let problem = Problem::error("too-many-items", &question.name).with("max", composite.max);
        problems.push(problem.with("given", items.len()));
    }
    problems.extend(repeated_keys(question, composite, value));
    problems
}

fn repeated_keys(question: &Question, composite: &Composite, value: &Value) -> Vec<Problem> {
    let Some(key) = &composite.key_name else { return Vec::new() };
    let empty = Answers::new();
    let mut seen: Vec<String> = Vec::new();
    let mut problems = Vec::new();
    for item in composite::items(question, Some(value), &empty) {
        let Some(given) = item.answers.get(key) else { continue };
        let folded = super::select::scalar(given).unwrap_or_else(|| given.to_string()).trim().to_lowercase();
        if seen.contains(&folded) {
            let place = composite::item_place(&question.name, item.index, item.row);
            let problem = Problem::error("key-twice", composite::inner_place(&place, key));
            problems.push(problem.saying(&composite.key_error));
        }
        seen.push(folded);
    }
    problems
}

/// A line for each inner answer, named by its item and its question.
pub fn display(question: &Question, answers: &Answers, lang: &str) -> Vec<Line> {
    let Some(composite) = &question.composite else { return Vec::new() };
    let Some(value) = answers.get(&question.name) else { return Vec::new() };
    let empty = Answers::new();
    let mut lines = Vec::new();
    for item in composite::items(question, Some(value), &empty) {
        let title = match question.rows.get(item.index).filter(|_| item.row.is_some()) {
            Some(row) => row.text.get(lang).to_owned(),
            None => (item.index + 1).to_string(),
        };
        for inner in composite.questions() {
            for line in inner.display(item.answers, lang) {
                let within = line.row.map(|row| format!(" – {row}")).unwrap_or_default();
                let row = format!("{title} – {}{within}", inner.title.get(lang));
                lines.push(Line { row: Some(row), texts: line.texts });
            }
        }
    }
    lines
}

/// A column for each inner variable of each item: `name_1_inner`, up to `MAX_EXPORTED` items; `name_row_inner` for
/// fixed rows; `name_total_inner` for totals.
pub fn variables(question: &Question, lang: &str) -> Vec<Variable> {
    let Some(composite) = &question.composite else { return Vec::new() };
    let items: Vec<(String, String, String)> = match composite.shape {
        Shape::List => (0..composite.max.min(MAX_EXPORTED))
            .map(|index| (index.to_string(), (index + 1).to_string(), (index + 1).to_string()))
            .collect(),
        Shape::Rows => question
            .rows
            .iter()
            .map(|row| (row.value.clone(), row.value.clone(), row.text.get(lang).to_owned()))
            .collect(),
    };
    // Once for all items: lists inside lists would ask for theirs again and again.
    let inner: Vec<Variable> =
        composite.questions().into_iter().flat_map(|inner| inner.variables(lang)).collect();
    let mut found = Vec::new();
    for (step, part, title) in items {
        for variable in &inner {
            let item = step.parse().ok().filter(|_| composite.shape == Shape::List);
            let own = outer(question, variable.clone(), [&step, &part, &title], lang);
            found.push(Variable { item, ..own });
        }
    }
    found.extend(composite.totals.iter().map(|(inner, _)| total(question, composite, inner, lang)));
    found
}

fn outer(question: &Question, inner: Variable, [step, part, title]: [&String; 3], lang: &str) -> Variable {
    let mut path = vec![step.clone()];
    let own = inner.source.clone().unwrap_or_else(|| inner.question.clone());
    path.push(if inner.is_comment { format!("{}-Comment", inner.question) } else { own });
    path.extend(inner.path);
    path.extend(inner.row);
    let row =
        question.composite.as_ref().filter(|composite| composite.shape == Shape::Rows).map(|_| part.as_str());
    let item = composite::item_place(&question.name, step.parse().unwrap_or_default(), row);
    let places = inner.places.iter().map(|place| composite::inner_place(&item, place)).collect();
    Variable {
        name: format!("{}_{part}_{}", question.name, inner.name),
        label: format!("{} – {title} – {}", question.title.get(lang), inner.label),
        question: question.name.clone(),
        number: question.number.clone(),
        source: None,
        row: None,
        is_comment: false,
        path,
        places,
        is_identifier: question.is_identifier || inner.is_identifier,
        role: inner.role.or_else(|| question.role.clone()),
        ..inner
    }
}

fn total(question: &Question, composite: &Composite, inner: &str, lang: &str) -> Variable {
    let column = composite.questions().into_iter().find(|found| found.name == inner);
    let own = Variable::of(question, crate::questionnaire::variable::VariableKind::Number, Vec::new(), lang);
    Variable {
        name: format!("{}_total_{inner}", question.name),
        label: format!("{} – {}", own.label, column.map_or(inner, |found| found.title.get(lang))),
        places: Vec::new(),
        is_identifier: question.is_identifier || column.is_some_and(|found| found.is_identifier),
        source: Some(total_name(&question.name)),
        path: vec![inner.to_owned()],
        ..own
    }
}

/// The key of the totals of a matrix.
pub fn total_name(name: &str) -> String {
    format!("{name}-total")
}
