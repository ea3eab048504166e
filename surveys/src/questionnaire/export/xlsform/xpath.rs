//! SurveyJS's expressions as XPath.

use super::constraint::searching;
use super::names::{Holds, Names};
use crate::questionnaire::expression::{Binary, Expr, Unary, print};

/// Functions with another name; their arguments stay as they are.
const RENAMED: &[(&str, &str)] = &[
    ("iif", "if"),
    ("trunc", "int"),
    ("today", "today"),
    ("currentDate", "now"),
    ("kt_strlen", "string-length"),
    ("substring", "substr"),
    ("min", "min"),
    ("max", "max"),
    ("getDate", "date"),
];

const ATOM: u8 = 10;

/// Where an expression stands.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// All variables.
    pub names: &'a Names,
    /// What `.` stands for, as the expression calls it; empty for nothing.
    pub own: &'a str,
    /// The repeat around it with a dot behind; empty for none.
    pub repeat: &'a str,
}

struct Part {
    text: String,
    strength: u8,
}

/// What XPath, or XLSForm, has no words for.
pub type Untold = String;

type Said = Result<Part, Untold>;

/// The expression as XPath.
pub fn xpath(expr: &Expr, around: Surroundings<'_>) -> Result<String, Untold> {
    part(expr, around).map(|part| part.text)
}

fn atom(text: impl Into<String>) -> Part {
    Part { text: text.into(), strength: ATOM }
}

fn joined(left: Part, operator: &str, right: Part, strength: u8) -> Part {
    let text = format!("{} {operator} {}", within(left, strength), within(right, strength + 1));
    Part { text, strength }
}

fn within(part: Part, least: u8) -> String {
    if part.strength < least { format!("({})", part.text) } else { part.text }
}

/// Spelling and strength in XPath, where `=` binds more loosely than `<`.
fn operator(operator: Binary) -> Option<(&'static str, u8)> {
    Some(match operator {
        Binary::Or => ("or", 1),
        Binary::And => ("and", 2),
        Binary::Equal => ("=", 3),
        Binary::NotEqual => ("!=", 3),
        Binary::Less => ("<", 4),
        Binary::LessOrEqual => ("<=", 4),
        Binary::Greater => (">", 4),
        Binary::GreaterOrEqual => (">=", 4),
        Binary::Add => ("+", 5),
        Binary::Subtract => ("-", 5),
        Binary::Multiply => ("*", 6),
        Binary::Divide => ("div", 6),
        Binary::Remainder => ("mod", 6),
        _ => return None,
    })
}

/// A text in quotation marks; XPath has no escapes, so a text with both kinds is put together.
fn literal(words: &str) -> Part {
    match (words.contains('\''), words.contains('"')) {
        (false, _) => atom(format!("'{words}'")),
        (true, false) => atom(format!("\"{words}\"")),
        (true, true) => {
            let pieces: Vec<String> = words.split('\'').map(|piece| format!("'{piece}'")).collect();
            atom(format!("concat({})", pieces.join(", \"'\", ")))
        }
    }
}

fn part(expr: &Expr, around: Surroundings<'_>) -> Said {
    match expr {
        Expr::Text(words) => Ok(literal(words)),
        Expr::Number(value) => Ok(atom(value.to_string())),
        Expr::Bool(value) => Ok(atom(format!("{value}()"))),
        Expr::Null => Ok(atom("''")),
        Expr::Array(_) => Err(print(expr)),
        Expr::Variable(name) => variable(name, around),
        Expr::Unary(Unary::Not, inner) => Ok(atom(format!("not({})", part(inner, around)?.text))),
        Expr::Unary(Unary::Empty, inner) => emptiness(inner, "=", around),
        Expr::Unary(Unary::NotEmpty, inner) => emptiness(inner, "!=", around),
        Expr::Binary(operator, left, right) => binary(*operator, left, right, around),
        Expr::Call(function, arguments) => call(function.name, arguments, around),
    }
}

fn emptiness(inner: &Expr, operator: &str, around: Surroundings<'_>) -> Said {
    Ok(joined(part(inner, around)?, operator, atom("''"), 3))
}

/// How an expression's variable is looked up: a field of the repeat around is `panel.x`.
fn key(name: &str, around: Surroundings<'_>) -> String {
    let name = name.trim_start_matches('#');
    match name.strip_prefix("panel.").filter(|_| !around.repeat.is_empty()) {
        Some(field) => format!("{}{field}", around.repeat),
        None => name.to_owned(),
    }
}

fn variable(name: &str, around: Surroundings<'_>) -> Said {
    let key = key(name, around);
    if key == around.own {
        return Ok(atom("."));
    }
    if let Some(known) = around.names.get(&key) {
        return Ok(atom(format!("${{{}}}", known.name)));
    }
    if let Some(known) = key.strip_suffix(".length").and_then(|of| around.names.get(of)) {
        let of = if key.strip_suffix(".length") == Some(around.own) {
            "."
        } else {
            &format!("${{{}}}", known.name)
        };
        return Ok(atom(match known.holds {
            Holds::Repeat => format!("count({of})"),
            Holds::Many => format!("count-selected({of})"),
            _ => format!("string-length({of})"),
        }));
    }
    if let Some(column) = key.strip_prefix("$item.") {
        return Ok(atom(if column == "text" { "label" } else { column }));
    }
    match key.as_str() {
        "item" | "choice" => Ok(atom("name")),
        _ => indexed(&key, around).ok_or_else(|| format!("{{{name}}}")),
    }
}

/// `{visits[0].date}`
fn indexed(key: &str, around: Surroundings<'_>) -> Option<Part> {
    let (group, rest) = key.split_once('[')?;
    let (at, field) = rest.split_once("].")?;
    let at: usize = at.parse().ok()?;
    let (field, group) = (around.names.get(&format!("{group}.{field}"))?, around.names.get(group)?);
    Some(atom(format!("indexed-repeat(${{{}}}, ${{{}}}, {})", field.name, group.name, at + 1)))
}

fn holds(expr: &Expr, around: Surroundings<'_>) -> Option<Holds> {
    let Expr::Variable(name) = expr else { return None };
    around.names.get(&key(name, around)).map(|known| known.holds)
}

fn binary(operation: Binary, left: &Expr, right: &Expr, around: Surroundings<'_>) -> Said {
    match (operation, left, right) {
        (Binary::Equal | Binary::NotEqual, list @ Expr::Array(_), other) => {
            binary(operation, other, list, around)
        }
        (Binary::Equal | Binary::NotEqual, own, Expr::Array(items)) => {
            let same = same_choices(own, items, around)?;
            Ok(if operation == Binary::Equal { same } else { atom(format!("not({})", same.text)) })
        }
        (Binary::Contains | Binary::AllOf, own, Expr::Array(items)) => each(own, items, "and", around),
        (Binary::AnyOf, own, Expr::Array(items)) => each(own, items, "or", around),
        (Binary::NoneOf | Binary::NotContains, own, Expr::Array(items)) => {
            Ok(atom(format!("not({})", each(own, items, "or", around)?.text)))
        }
        (Binary::Contains | Binary::AnyOf | Binary::AllOf, own, item) => holds_item(own, item, around),
        (Binary::NotContains | Binary::NoneOf, own, item) => {
            Ok(atom(format!("not({})", holds_item(own, item, around)?.text)))
        }
        (Binary::Power, base, exponent) => {
            Ok(atom(format!("pow({}, {})", part(base, around)?.text, part(exponent, around)?.text)))
        }
        (Binary::Add, ..) if joins_text(left) || joins_text(right) => {
            let mut pieces = Vec::new();
            gather(left, around, &mut pieces)?;
            gather(right, around, &mut pieces)?;
            Ok(atom(format!("concat({})", pieces.join(", "))))
        }
        _ => {
            let (sign, strength) = operator(operation).ok_or_else(|| print(left))?;
            let (left_part, right_part) = (side(left, right, around)?, side(right, left, around)?);
            Ok(joined(left_part, sign, right_part, strength))
        }
    }
}

/// Whether `+` joins here: one of its sides is a text.
fn joins_text(expr: &Expr) -> bool {
    match expr {
        Expr::Text(_) => true,
        Expr::Binary(Binary::Add, left, right) => joins_text(left) || joins_text(right),
        _ => false,
    }
}

fn gather(expr: &Expr, around: Surroundings<'_>, pieces: &mut Vec<String>) -> Result<(), Untold> {
    match expr {
        Expr::Text(words) if words.is_empty() => {}
        Expr::Binary(Binary::Add, left, right) => {
            gather(left, around, pieces)?;
            gather(right, around, pieces)?;
        }
        expr => pieces.push(part(expr, around)?.text),
    }
    Ok(())
}

/// One side of a comparison. The answers of a yes-no question are the texts of its choices.
fn side(own: &Expr, other: &Expr, around: Surroundings<'_>) -> Said {
    match (own, holds(other, around)) {
        (Expr::Bool(value), Some(Holds::YesNo)) => Ok(atom(format!("'{value}'"))),
        _ => part(own, around),
    }
}

/// Whether a choice is among the chosen ones; of a text, whether a piece is in it.
fn holds_item(own: &Expr, item: &Expr, around: Surroundings<'_>) -> Said {
    let (own_text, item_text) = (part(own, around)?.text, text_side(item, around)?.text);
    Ok(atom(match holds(own, around) {
        Some(Holds::Many) => format!("selected({own_text}, {item_text})"),
        _ => format!("contains({own_text}, {item_text})"),
    }))
}

/// Choices are texts in XPath, also where the expression has a number.
fn text_side(item: &Expr, around: Surroundings<'_>) -> Said {
    match item {
        Expr::Number(value) => Ok(literal(&value.to_string())),
        item => part(item, around),
    }
}

fn each(own: &Expr, items: &[Expr], word: &str, around: Surroundings<'_>) -> Said {
    let is_many = holds(own, around) == Some(Holds::Many);
    let mut all: Option<Part> = None;
    let strength = if word == "or" { 1 } else { 2 };
    for item in items {
        let one = match is_many {
            true => holds_item(own, item, around)?,
            false => joined(part(own, around)?, "=", text_side(item, around)?, 3),
        };
        all = Some(match all {
            None => one,
            Some(all) => joined(all, word, one, strength),
        });
    }
    all.ok_or_else(|| "[]".to_owned())
}

/// Exactly these choices, in any order.
fn same_choices(own: &Expr, items: &[Expr], around: Surroundings<'_>) -> Said {
    if holds(own, around) != Some(Holds::Many) {
        return Err(print(&Expr::Array(items.to_vec())));
    }
    let count = atom(format!("count-selected({})", part(own, around)?.text));
    let count = joined(count, "=", atom(items.len().to_string()), 3);
    if items.is_empty() {
        return Ok(count);
    }
    Ok(joined(each(own, items, "and", around)?, "and", count, 2))
}

fn call(name: &str, arguments: &[Expr], around: Surroundings<'_>) -> Said {
    let all = || -> Result<Vec<String>, Untold> {
        arguments.iter().map(|argument| Ok(part(argument, around)?.text)).collect()
    };
    let dated = |format: &str| -> Said {
        Ok(atom(format!("number(format-date({}, '{format}'))", all()?.join(", "))))
    };
    match (name, arguments) {
        ("round", [_]) => Ok(atom(format!("round({}, 0)", all()?.join(", ")))),
        ("round", [_, _]) => Ok(atom(format!("round({})", all()?.join(", ")))),
        ("kt_coalesce", [_, ..]) => {
            let nest = |rest: String, first: &String| format!("coalesce({first}, {rest})");
            let texts = all()?;
            let (last, before) = texts.split_last().ok_or(name)?;
            Ok(atom(before.iter().rev().fold(last.clone(), nest)))
        }
        ("sum", [_, ..]) => Ok(atom(format!("({})", all()?.join(" + ")))),
        ("avg", [_, ..]) => Ok(atom(format!("(({}) div {})", all()?.join(" + "), arguments.len()))),
        ("kt_regex", [of, Expr::Text(pattern)]) => {
            let pattern = literal(&searching(pattern)).text;
            Ok(atom(format!("regex({}, {pattern})", part(of, around)?.text)))
        }
        ("year", [_]) => dated("%Y"),
        ("month", [_]) => dated("%n"),
        ("day", [_]) => dated("%e"),
        ("displayValue", [Expr::Text(question)]) => {
            let known = around.names.get(&key(question, around)).ok_or_else(|| question.clone())?;
            Ok(atom(format!("jr:choice-name(${{{0}}}, '${{{0}}}')", known.name)))
        }
        ("getComment", [Expr::Text(question)]) => variable(&format!("{question}-Comment"), around),
        ("dateDiff", [from, to]) => Ok(joined(part(to, around)?, "-", part(from, around)?, 5)),
        ("dateDiff", [from, to, Expr::Text(unit)]) if unit == "days" => {
            Ok(joined(part(to, around)?, "-", part(from, around)?, 5))
        }
        ("dateAdd", [date, number, Expr::Text(unit)]) if unit == "days" => {
            Ok(joined(part(date, around)?, "+", part(number, around)?, 5))
        }
        (
            "sumInArray" | "minInArray" | "maxInArray" | "avgInArray",
            [Expr::Variable(group), Expr::Text(field)],
        ) => over_repeat(name, group, field, around),
        ("countInArray", [Expr::Variable(group)]) => variable(&format!("{group}.length"), around),
        _ => match RENAMED.iter().find(|(own, _)| *own == name) {
            Some((_, xpath)) => Ok(atom(format!("{xpath}({})", all()?.join(", ")))),
            None => Err(name.to_owned()),
        },
    }
}

fn over_repeat(name: &str, group: &str, field: &str, around: Surroundings<'_>) -> Said {
    let known = around.names.get(&format!("{group}.{field}")).ok_or(name)?;
    let repeat = around.names.get(group).ok_or(name)?;
    let field = format!("${{{}}}", known.name);
    Ok(atom(match name {
        "sumInArray" => format!("sum({field})"),
        "minInArray" => format!("min({field})"),
        "maxInArray" => format!("max({field})"),
        _ => format!("(sum({field}) div count(${{{}}}))", repeat.name),
    }))
}
