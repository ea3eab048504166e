//! Conditions, checks, defaults and computed values of a row.

use super::columns::Row;
use super::form::Form;
use super::kind::Kind;
use super::question::number_of;
use super::translate::{Surroundings, translate, translate_tree, whole_pattern};
use super::tree::{is_no, is_yes};
use super::xpath::{self, XPath};
use crate::questionnaire::expression::Binary;
use serde_json::{Map, Value, json};

/// Who is asked, who must answer, who may change the answer, and which choices are offered.
pub fn conditions<'a>(
    form: &mut Form<'a>,
    row: Row<'a>,
    repeats: &[String],
    element: &mut Map<String, Value>,
) {
    if let Some(condition) = expression(form, row, "relevant", repeats, false) {
        element.insert("visibleIf".to_owned(), json!(condition));
    }
    let required = row.get("required");
    if is_yes(required) {
        element.insert("isRequired".to_owned(), json!(true));
    } else if !is_no(required)
        && let Some(condition) = expression(form, row, "required", repeats, false)
    {
        element.insert("requiredIf".to_owned(), json!(condition));
    }
    let read_only = row.get("read_only");
    if is_yes(read_only) {
        element.insert("readOnly".to_owned(), json!(true));
    } else if !is_no(read_only)
        && let Some(condition) = expression(form, row, "read_only", repeats, false)
    {
        element.insert("enableIf".to_owned(), json!(format!("!({condition})")));
    }
    if let Some(condition) = expression(form, row, "choice_filter", repeats, true) {
        element.insert("choicesVisibleIf".to_owned(), json!(condition));
    }
}

/// The expression in a column; None where the cell is empty.
pub fn expression<'a>(
    form: &mut Form<'a>,
    row: Row<'a>,
    column: &str,
    repeats: &[String],
    filters_choices: bool,
) -> Option<String> {
    let source = row.get(column);
    if source.is_empty() {
        return None;
    }
    let around = Surroundings { names: &form.names, own: row.get("name"), repeats, filters_choices };
    Some(translate(source, around, &row.place(column), &mut form.problems))
}

/// Checks, defaults and computed values.
pub fn values<'a>(
    form: &mut Form<'a>,
    row: Row<'a>,
    kind: &Kind,
    repeats: &[String],
    element: &mut Map<String, Value>,
) {
    constraint(form, row, repeats, element);
    default(form, row, kind, repeats, element);
    let calculation = expression(form, row, "calculation", repeats, false);
    let Some(calculation) = calculation else { return };
    element.insert("setValueExpression".to_owned(), json!(calculation));
    if let Some(trigger) = expression(form, row, "trigger", repeats, false) {
        element.insert("setValueIf".to_owned(), json!(format!("{trigger} notempty")));
    }
}

fn default<'a>(
    form: &mut Form<'a>,
    row: Row<'a>,
    kind: &Kind,
    repeats: &[String],
    element: &mut Map<String, Value>,
) {
    let cell = row.get("default");
    if cell.is_empty() {
        return;
    }
    if is_dynamic(cell) {
        if let Some(expression) = expression(form, row, "default", repeats, false) {
            element.insert("defaultValueExpression".to_owned(), json!(expression));
        }
        return;
    }
    let value = match kind {
        Kind::Integer | Kind::Decimal | Kind::Range => number_of(cell).unwrap_or(json!(cell)),
        Kind::Multiple(_) | Kind::Rank(_) => json!(cell.split_whitespace().collect::<Vec<&str>>()),
        _ => json!(cell),
    };
    element.insert("defaultValue".to_owned(), value);
}

/// Whether a default is computed: it names another answer, or is a call from its first to its last character.
pub fn is_dynamic(cell: &str) -> bool {
    let name = cell.split_once('(').map_or("", |(name, _)| name);
    let is_call = !name.is_empty()
        && cell.ends_with(')')
        && name.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | ':'));
    cell.contains("${") || (is_call && matches!(xpath::parse(cell), Ok(XPath::Call(..))))
}

/// A regular expression alone, limits alone without words of their own, or any expression. XForms checks only what
/// was answered.
fn constraint<'a>(form: &mut Form<'a>, row: Row<'a>, repeats: &[String], element: &mut Map<String, Value>) {
    let source = row.get("constraint");
    if source.is_empty() {
        return;
    }
    let text = form.languages.text(row, "constraint_message", &str::to_owned);
    let around = Surroundings { names: &form.names, own: row.get("name"), repeats, filters_choices: false };
    let place = row.place("constraint");
    let tree = xpath::parse(source);
    if let (None, Ok(tree)) = (&text, &tree)
        && let Some(limits) = limits(tree)
    {
        element.extend(limits);
        return;
    }
    let mut validator = match tree {
        Ok(XPath::Call(name, arguments)) if name == "regex" && is_own_pattern(&arguments) => {
            let Some(XPath::Text(pattern)) = arguments.get(1) else { return };
            json!({"type": "regex", "regex": whole_pattern(pattern)})
        }
        Ok(tree) => {
            let condition = translate_tree(&tree, source, around, &place, &mut form.problems);
            let own = translate_tree(&XPath::Own, source, around, &place, &mut Vec::new());
            json!({"type": "expression", "expression": format!("{own} empty or ({condition})")})
        }
        Err(_) => {
            json!({"type": "expression", "expression": translate(source, around, &place, &mut form.problems)})
        }
    };
    if let (Some(text), Some(validator)) = (text, validator.as_object_mut()) {
        validator.insert("text".to_owned(), text);
    }
    match element.get_mut("validators").and_then(Value::as_array_mut) {
        Some(validators) => validators.push(validator),
        None => {
            element.insert("validators".to_owned(), json!([validator]));
        }
    }
}

fn is_own_pattern(arguments: &[XPath]) -> bool {
    matches!(arguments, [XPath::Own, XPath::Text(_)])
}

/// Limits that an element has properties for; None if the expression says anything else.
fn limits(tree: &XPath) -> Option<Map<String, Value>> {
    match tree {
        XPath::Binary(Binary::And, left, right) => {
            let mut found = limits(left)?;
            for (key, value) in limits(right)? {
                if found.insert(key, value).is_some() {
                    return None;
                }
            }
            Some(found)
        }
        XPath::Binary(operator, left, right) => {
            let XPath::Number(limit) = **right else { return None };
            let property = match (operator, &**left) {
                (Binary::GreaterOrEqual, XPath::Own) => "min",
                (Binary::LessOrEqual, XPath::Own) => "max",
                (operator, XPath::Call(name, arguments)) if matches!(arguments.as_slice(), [XPath::Own]) => {
                    match (operator, name.as_str()) {
                        (Binary::LessOrEqual, "string-length") => "maxLength",
                        (Binary::GreaterOrEqual, "count-selected") => "minSelectedChoices",
                        (Binary::LessOrEqual, "count-selected") => "maxSelectedChoices",
                        _ => return None,
                    }
                }
                _ => return None,
            };
            let value = number_of(&limit.to_string())?;
            Some(std::iter::once((property.to_owned(), value)).collect())
        }
        _ => None,
    }
}
