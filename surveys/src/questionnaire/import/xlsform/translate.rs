//! XPath into the language of SurveyJS's expressions.

use super::names::{Named, Names, Value};
use super::xpath::{self, XPath};
use crate::questionnaire::expression::print::{print, spelling, strength};
use crate::questionnaire::expression::{Binary, Expr};
use crate::questionnaire::problem::Problem;

/// Functions with another name; their arguments stay as they are.
const RENAMED: &[(&str, &str)] = &[
    ("if", "iif"),
    ("int", "trunc"),
    ("round", "round"),
    ("now", "currentDate"),
    ("today", "today"),
    ("coalesce", "kt_coalesce"),
    ("string-length", "kt_strlen"),
    ("substr", "substring"),
    ("min", "min"),
    ("max", "max"),
];

/// Functions that only change the type, which expressions do by themselves.
const TYPES: &[&str] = &["number", "string", "boolean", "date", "date-time"];

/// Functions over the answers of a repeat.
const OVER_REPEATS: &[(&str, &str)] = &[("sum", "sumInArray"), ("min", "minInArray"), ("max", "maxInArray")];

/// Strength of what needs no parentheses.
const ATOM: u8 = 10;
/// Strength of `empty` and `notempty`.
const POSTFIX: u8 = 9;
/// Strength of `!`.
const NOT: u8 = 8;

/// Where an expression stands.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// All names of the form.
    pub names: &'a Names,
    /// The name of the row, which `.` means; empty for none.
    pub own: &'a str,
    /// The repeats around it, from the outside in.
    pub repeats: &'a [String],
    /// Whether bare words are columns of the choices (`choice_filter`).
    pub filters_choices: bool,
}

/// A translated part: its text and how tightly it binds.
struct Part {
    text: String,
    strength: u8,
}

/// Why something cannot be translated.
struct Refusal {
    code: &'static str,
    found: String,
}

type Translated = Result<Part, Refusal>;

/// The expression in SurveyJS's language. What cannot be said there becomes a call of a function that does not
/// exist, so that the questionnaire cannot be published, and an error at `place`.
pub fn translate(source: &str, around: Surroundings<'_>, place: &str, problems: &mut Vec<Problem>) -> String {
    match xpath::parse(source) {
        Ok(tree) => translate_tree(&tree, source, around, place, problems),
        Err(error) => {
            let problem = Problem::error(error.code, place).with("column", error.column);
            problems.push(problem.with("found", error.found).with("max", MAX_SAID));
            unreadable(source)
        }
    }
}

/// The limit that the words about too long an expression name.
const MAX_SAID: usize = 4_000;

/// The same for an expression that was read already.
pub fn translate_tree(
    tree: &XPath,
    source: &str,
    around: Surroundings<'_>,
    place: &str,
    problems: &mut Vec<Problem>,
) -> String {
    match part(tree, around) {
        Ok(part) => part.text,
        Err(refusal) => {
            problems.push(Problem::error(refusal.code, place).with("found", refusal.found));
            unreadable(source)
        }
    }
}

/// A text for an expression that nobody understands: an error wherever it is read.
fn unreadable(source: &str) -> String {
    format!("xpath({})", text(source))
}

/// A text with the `${name}` of answers in it as SurveyJS writes them, `{name}`.
pub fn piped(words: &str, around: Surroundings<'_>) -> String {
    let mut pieces = words.split("${");
    let mut found = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let translated = piece.split_once('}').and_then(|(name, rest)| {
            let variable = reference(name.trim(), around).ok()?;
            Some(format!("{}{rest}", variable.text))
        });
        found.push_str(&translated.unwrap_or_else(|| format!("${{{piece}")));
    }
    found
}

/// A pattern that must fit the whole text, as in XForms, for a search in it, as in SurveyJS.
pub fn whole_pattern(pattern: &str) -> String {
    let is_anchored = pattern.starts_with('^') && pattern.ends_with('$');
    if is_anchored { pattern.to_owned() } else { format!("^(?:{pattern})$") }
}

/// A constant text as expressions write it.
pub fn text(words: &str) -> String {
    print(&Expr::Text(words.trim_end_matches('\\').to_owned()))
}

fn atom(text: impl Into<String>) -> Part {
    Part { text: text.into(), strength: ATOM }
}

fn refuse<T>(code: &'static str, found: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { code, found: found.into() })
}

/// A part inside another one, in parentheses if it binds more loosely than it must.
fn within(part: Part, least: u8) -> String {
    if part.strength < least { format!("({})", part.text) } else { part.text }
}

fn part(tree: &XPath, around: Surroundings<'_>) -> Translated {
    match tree {
        XPath::Text(words) => Ok(atom(text(words))),
        XPath::Number(value) => Ok(atom(value.to_string())),
        XPath::Own if around.own.is_empty() => refuse("xpath-unsupported", "."),
        XPath::Own => reference(around.own, around),
        XPath::Reference(name) => reference(name, around),
        XPath::Word(word) if around.filters_choices => Ok(atom(column(word))),
        XPath::Word(word) => refuse("xpath-unsupported", word),
        XPath::Negative(operand) => {
            let operand = within(part(operand, around)?, strength(Binary::Multiply) + 1);
            Ok(Part { text: format!("0 - {operand}"), strength: strength(Binary::Subtract) })
        }
        XPath::Binary(operator, left, right) => binary(*operator, left, right, around),
        XPath::Call(name, arguments) => call(name, arguments, around),
    }
}

/// A column of the choices: its name and label are called value and text here.
fn column(word: &str) -> String {
    match word {
        "name" => "{item}".to_owned(),
        "label" => "{$item.text}".to_owned(),
        word => format!("{{$item.{word}}}"),
    }
}

fn named<'a>(name: &str, around: Surroundings<'a>) -> Result<&'a Named, Refusal> {
    match around.names.get(name) {
        Some(named) if named.value != Value::Nothing => Ok(named),
        Some(_) => refuse("xpath-no-value", name),
        None => refuse("xpath-unknown-name", name),
    }
}

fn reference(name: &str, around: Surroundings<'_>) -> Translated {
    let named = named(name, around)?;
    let path = &named.path;
    let depth = named.repeats.len();
    if !around.repeats.starts_with(&named.repeats) {
        return refuse("xpath-in-repeat", name);
    }
    match around.repeats.len() - depth {
        _ if depth == 0 => Ok(atom(format!("{{{path}}}"))),
        0 => Ok(atom(format!("{{panel.{path}}}"))),
        1 => Ok(atom(format!("{{parentPanel.{path}}}"))),
        _ => refuse("xpath-in-repeat", name),
    }
}

/// What a tree names, if it is a name.
fn named_value(tree: &XPath, around: Surroundings<'_>) -> Option<Value> {
    match tree {
        XPath::Reference(name) => around.names.get(name).map(|named| named.value),
        XPath::Own => around.names.get(around.own).map(|named| named.value),
        _ => None,
    }
}

fn is_empty_text(tree: &XPath) -> bool {
    matches!(tree, XPath::Text(words) if words.is_empty())
}

fn binary(operator: Binary, left: &XPath, right: &XPath, around: Surroundings<'_>) -> Translated {
    let is_equality = matches!(operator, Binary::Equal | Binary::NotEqual);
    if is_equality && (is_empty_text(right) || is_empty_text(left)) {
        let operand = if is_empty_text(right) { left } else { right };
        let word = if operator == Binary::Equal { "empty" } else { "notempty" };
        let operand = within(part(operand, around)?, ATOM);
        return Ok(Part { text: format!("{operand} {word}"), strength: POSTFIX });
    }
    if operator == Binary::Subtract && is_date(left, around) {
        let (left, right_text) = (part(left, around)?.text, part(right, around)?);
        return Ok(atom(match is_date(right, around) {
            true => format!("dateDiff({}, {left}, 'days')", right_text.text),
            false => {
                format!("dateAdd({left}, 0 - {}, 'days')", within(right_text, strength(Binary::Multiply)))
            }
        }));
    }
    if operator == Binary::Add && is_date(left, around) {
        return Ok(atom(format!(
            "dateAdd({}, {}, 'days')",
            part(left, around)?.text,
            part(right, around)?.text
        )));
    }
    let side = |own: &XPath, other: &XPath| match own {
        // The choices of a select_multiple are one text with spaces in XPath, and a list here.
        XPath::Text(words) if is_equality && named_value(other, around) == Some(Value::Multiple) => {
            let items: Vec<String> = words.split_whitespace().map(text).collect();
            Ok(atom(format!("[{}]", items.join(", "))))
        }
        own => part(own, around),
    };
    let own = strength(operator);
    let (left, right) = (within(side(left, right)?, own), within(side(right, left)?, own + 1));
    Ok(Part { text: format!("{left} {} {right}", spelling(operator)), strength: own })
}

fn is_date(tree: &XPath, around: Surroundings<'_>) -> bool {
    match tree {
        XPath::Call(name, _) => matches!(name.as_str(), "today" | "now" | "date" | "date-time"),
        tree => named_value(tree, around) == Some(Value::Date),
    }
}

fn call(name: &str, arguments: &[XPath], around: Surroundings<'_>) -> Translated {
    let all = || -> Result<Vec<String>, Refusal> {
        arguments.iter().map(|argument| Ok(part(argument, around)?.text)).collect()
    };
    match (name, arguments) {
        ("true", []) => Ok(atom("true")),
        ("false", []) => Ok(atom("false")),
        ("not", [operand]) => {
            let operand = within(part(operand, around)?, ATOM);
            let operand = if operand.starts_with('(') { operand } else { format!("({operand})") };
            Ok(Part { text: format!("!{operand}"), strength: NOT })
        }
        ("selected", [of, value]) => selected(of, value, around),
        ("count-selected", [of]) => inside(of, "length", around),
        ("selected-at", [of, XPath::Number(at)]) => at_index(of, *at, around),
        ("regex", [of, XPath::Text(pattern)]) => {
            Ok(atom(format!("kt_regex({}, {})", part(of, around)?.text, text(&whole_pattern(pattern)))))
        }
        ("contains", [whole, piece]) => contains(whole, piece, around),
        ("concat", parts) => concat(parts, around),
        ("pow", [base, exponent]) => {
            let own = strength(Binary::Power);
            let (base, exponent) =
                (within(part(base, around)?, own), within(part(exponent, around)?, own + 1));
            Ok(Part { text: format!("{base} ^ {exponent}"), strength: own })
        }
        ("jr:choice-name", [of, _]) => choice_name(of, around),
        ("count", [XPath::Reference(group)]) => {
            let group = named(group, around)?;
            Ok(atom(format!("{{{}.length}}", group.path)))
        }
        ("indexed-repeat", [XPath::Reference(field), XPath::Reference(group), XPath::Number(at)]) => {
            indexed(field, group, *at, around)
        }
        ("sum" | "min" | "max", [XPath::Reference(field)]) if is_in_other_repeat(field, around) => {
            let function = OVER_REPEATS.iter().find(|(xpath, _)| *xpath == name).map_or("", |(_, own)| own);
            let field = named(field, around)?;
            let group = field.repeats.last().map_or("", String::as_str);
            Ok(atom(format!("{function}({{{group}}}, {})", text(&field.path))))
        }
        (name, [argument]) if TYPES.contains(&name) => part(argument, around),
        (name, _) => match RENAMED.iter().find(|(xpath, _)| *xpath == name) {
            Some((_, own)) => Ok(atom(format!("{own}({})", all()?.join(", ")))),
            None => refuse("xpath-unknown-function", name),
        },
    }
}

fn selected(of: &XPath, value: &XPath, around: Surroundings<'_>) -> Translated {
    let operator =
        if named_value(of, around) == Some(Value::Multiple) { Binary::Contains } else { Binary::Equal };
    let own = strength(operator);
    let (of, value) = (within(part(of, around)?, own), within(part(value, around)?, own + 1));
    Ok(Part { text: format!("{of} {} {value}", spelling(operator)), strength: own })
}

fn contains(whole: &XPath, piece: &XPath, around: Surroundings<'_>) -> Translated {
    let own = strength(Binary::Contains);
    let (whole, piece) = (within(part(whole, around)?, own), within(part(piece, around)?, own + 1));
    Ok(Part { text: format!("{whole} contains {piece}"), strength: own })
}

/// `{name}` with something behind the name: `{name.length}`.
fn inside(of: &XPath, key: &str, around: Surroundings<'_>) -> Translated {
    let variable = part(of, around)?.text;
    match variable.strip_suffix('}') {
        Some(open) if named_value(of, around).is_some() => Ok(atom(format!("{open}.{key}}}"))),
        _ => refuse("xpath-unsupported", variable),
    }
}

fn at_index(of: &XPath, at: f64, around: Surroundings<'_>) -> Translated {
    let variable = part(of, around)?.text;
    match variable.strip_suffix('}') {
        Some(open) if named_value(of, around).is_some() && at >= 0.0 => Ok(atom(format!("{open}[{at}]}}"))),
        _ => refuse("xpath-unsupported", variable),
    }
}

/// Joined with `+`, which adds numbers: a text in front makes it join.
fn concat(parts: &[XPath], around: Surroundings<'_>) -> Translated {
    let own = strength(Binary::Add);
    let mut pieces = Vec::new();
    if !matches!(parts.first(), Some(XPath::Text(_))) {
        pieces.push("''".to_owned());
    }
    for piece in parts {
        pieces.push(within(part(piece, around)?, own + 1));
    }
    Ok(Part { text: pieces.join(" + "), strength: if pieces.len() > 1 { own } else { ATOM } })
}

fn choice_name(of: &XPath, around: Surroundings<'_>) -> Translated {
    let name = match of {
        XPath::Reference(name) => name,
        XPath::Own => around.own,
        _ => return refuse("xpath-unsupported", "jr:choice-name"),
    };
    let variable = reference(name, around)?.text;
    Ok(atom(format!("displayValue({})", text(variable.trim_matches(['{', '}'])))))
}

fn indexed(field: &str, group: &str, at: f64, around: Surroundings<'_>) -> Translated {
    let (field, group) = (named(field, around)?, named(group, around)?);
    if at < 1.0 || at.fract() != 0.0 || field.repeats.len() != 1 {
        return refuse("xpath-unsupported", "indexed-repeat");
    }
    Ok(atom(format!("{{{}[{}].{}}}", group.path, at - 1.0, field.path)))
}

fn is_in_other_repeat(field: &str, around: Surroundings<'_>) -> bool {
    around.names.get(field).is_some_and(|field| !around.repeats.starts_with(&field.repeats))
}
