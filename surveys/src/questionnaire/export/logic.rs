//! Conditions in the languages of LimeSurvey and REDCap, which differ in their signs and in what they call an answer.

use super::losses::Losses;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::expression::{Binary, Expr, Unary, parser, print};

/// A language.
pub struct Dialect<'a> {
    /// Sign of equality.
    pub equal: &'static str,
    /// Sign of inequality.
    pub not_equal: &'static str,
    /// Quotation mark of texts.
    pub quote: char,
    /// Says that a condition does not hold.
    pub not: fn(&str) -> String,
    /// The value of a variable; None if there is no such thing.
    pub value: &'a dyn Fn(&str) -> Option<String>,
    /// Whether a choice of a variable that holds several is chosen; None if it does not hold several.
    pub chosen: &'a dyn Fn(&str, &str) -> Option<String>,
    /// What an answer of a variable is called.
    pub code: &'a dyn Fn(&str, &str) -> Code,
    /// Whether answers of a variable are called otherwise than in the definition, so that they compare with nothing but
    /// constants.
    pub is_recoded: &'a dyn Fn(&str) -> bool,
}

/// What a language calls an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// As the definition does.
    Same,
    /// Otherwise.
    Other(String),
    /// The question has no such answer there.
    None,
}

impl Code {
    /// The code of an answer among those of a question.
    pub fn of(known: Option<&String>, value: &str) -> Code {
        match known {
            Some(code) if code == value => Code::Same,
            Some(code) => Code::Other(code.clone()),
            None => Code::None,
        }
    }
}

/// What cannot be said, as SurveyJS writes it.
type Untold = String;

/// A condition; None where there is none, or where it cannot be said: then it is reported.
pub fn condition(source: &str, place: &str, dialect: &Dialect<'_>, losses: &mut Losses) -> Option<String> {
    if source.trim().is_empty() {
        return None;
    }
    let said = match parser::parse(source, place).0 {
        Some(expression) => say(&expression.root, dialect, 0),
        None => Err(source.to_owned()),
    };
    said.map_err(|found| losses.expression(place, &found)).ok()
}

fn say(expr: &Expr, dialect: &Dialect<'_>, least: u8) -> Result<String, Untold> {
    let (text, strength) = match expr {
        Expr::Text(words) => (quoted(words, dialect)?, 9),
        Expr::Number(value) => (value.to_string(), 9),
        Expr::Bool(value) => (quoted(&value.to_string(), dialect)?, 9),
        Expr::Null => (quoted("", dialect)?, 9),
        // What would be a different value there is no value here.
        Expr::Variable(name) if (dialect.is_recoded)(name) => return Err(print(expr)),
        Expr::Variable(_) => (variable(expr, dialect)?, 9),
        Expr::Unary(Unary::Not, inner) => ((dialect.not)(&say(inner, dialect, 0)?), 9),
        Expr::Unary(Unary::Empty, inner) => (compared(inner, dialect.equal, "''", dialect)?, 3),
        Expr::Unary(Unary::NotEmpty, inner) => (compared(inner, dialect.not_equal, "''", dialect)?, 3),
        Expr::Binary(operator, left, right) => return binary(*operator, left, right, dialect, least),
        _ => return Err(print(expr)),
    };
    Ok(if strength < least { format!("({text})") } else { text })
}

fn compared(inner: &Expr, sign: &str, empty: &str, dialect: &Dialect<'_>) -> Result<String, Untold> {
    let empty = empty.replace('\'', &dialect.quote.to_string());
    let inner =
        if matches!(inner, Expr::Variable(_)) { variable(inner, dialect)? } else { say(inner, dialect, 4)? };
    Ok(format!("{inner} {sign} {empty}"))
}

/// A variable's value, whatever its answers are called.
fn variable(expr: &Expr, dialect: &Dialect<'_>) -> Result<String, Untold> {
    let Expr::Variable(name) = expr else { return Err(print(expr)) };
    (dialect.value)(name).ok_or_else(|| print(expr))
}

/// A constant as the definition would store it; None for anything else.
fn constant(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Text(words) => Some(words.clone()),
        Expr::Number(value) => Some(value.to_string()),
        Expr::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// Both sides of a comparison, a constant by the code that it has among the answers of the variable.
fn sides(
    operator: Binary,
    left: &Expr,
    right: &Expr,
    dialect: &Dialect<'_>,
    strength: u8,
) -> Result<[String; 2], Untold> {
    let is_equality = matches!(operator, Binary::Equal | Binary::NotEqual);
    let coded = |name: &str, own: &Expr, other: &Expr| -> Result<Option<[String; 2]>, Untold> {
        if is_equality && matches!(other, Expr::Null) {
            return Ok(Some([variable(own, dialect)?, quoted("", dialect)?]));
        }
        let Some(value) = constant(other).filter(|_| is_equality) else { return Ok(None) };
        Ok(match (dialect.code)(name, &value) {
            _ if value.is_empty() => Some([variable(own, dialect)?, quoted("", dialect)?]),
            Code::Same => Some([variable(own, dialect)?, say(other, dialect, strength + 1)?]),
            Code::Other(code) => Some([variable(own, dialect)?, quoted(&code, dialect)?]),
            Code::None => {
                return Err(print(&Expr::Binary(operator, Box::new(own.clone()), Box::new(other.clone()))));
            }
        })
    };
    let found = match (left, right) {
        (Expr::Variable(name), other) => coded(name, left, other)?,
        (other, Expr::Variable(name)) => coded(name, right, other)?.map(|[own, other]| [other, own]),
        _ => None,
    };
    match found {
        Some(sides) => Ok(sides),
        None => Ok([say(left, dialect, strength)?, say(right, dialect, strength + 1)?]),
    }
}

fn quoted(words: &str, dialect: &Dialect<'_>) -> Result<String, Untold> {
    let quote = dialect.quote;
    if words.contains(quote) { Err(words.to_owned()) } else { Ok(format!("{quote}{words}{quote}")) }
}

fn binary(
    operator: Binary,
    left: &Expr,
    right: &Expr,
    dialect: &Dialect<'_>,
    least: u8,
) -> Result<String, Untold> {
    let whole = || print(&Expr::Binary(operator, Box::new(left.clone()), Box::new(right.clone())));
    let (sign, strength) = match operator {
        Binary::Or => ("or", 1),
        Binary::And => ("and", 2),
        Binary::Equal => (dialect.equal, 3),
        Binary::NotEqual => (dialect.not_equal, 3),
        Binary::Less => ("<", 3),
        Binary::LessOrEqual => ("<=", 3),
        Binary::Greater => (">", 3),
        Binary::GreaterOrEqual => (">=", 3),
        Binary::Add => ("+", 4),
        Binary::Subtract => ("-", 4),
        Binary::Multiply => ("*", 5),
        Binary::Divide => ("/", 5),
        Binary::Contains | Binary::AllOf => {
            return members(left, right, "and", dialect, least).ok_or_else(whole);
        }
        Binary::AnyOf => return members(left, right, "or", dialect, least).ok_or_else(whole),
        Binary::NotContains | Binary::NoneOf => {
            let some = members(left, right, "or", dialect, 0).ok_or_else(whole)?;
            return Ok((dialect.not)(&some));
        }
        Binary::Remainder | Binary::Power => return Err(whole()),
    };
    let [left, right] = sides(operator, left, right, dialect, strength)?;
    let text = format!("{left} {sign} {right}");
    Ok(if strength < least { format!("({text})") } else { text })
}

/// Whether choices are among the answers, joined by a word; None for anything but a variable and constants.
fn members(left: &Expr, right: &Expr, word: &str, dialect: &Dialect<'_>, least: u8) -> Option<String> {
    let Expr::Variable(name) = left else { return None };
    let items = match right {
        Expr::Array(items) => items.as_slice(),
        item => std::slice::from_ref(item),
    };
    let mut said = Vec::new();
    for item in items {
        let value = constant(item)?;
        said.push(match (dialect.chosen)(name, &value) {
            Some(chosen) => chosen,
            None if matches!(right, Expr::Array(_)) => {
                let code = match (dialect.code)(name, &value) {
                    Code::Same => value,
                    Code::Other(code) => code,
                    Code::None => return None,
                };
                let value = quoted(&code, dialect).ok()?;
                format!("{} {} {value}", (dialect.value)(name)?, dialect.equal)
            }
            None => return None,
        });
    }
    let text = said.join(&format!(" {word} "));
    Some(if said.len() > 1 && least > 0 { format!("({text})") } else { text })
}

/// A text with the `{name}` of answers in it as the language writes them. `answer` is None for what it cannot say; what
/// `is_known` does not know is no answer but words.
pub fn piped(
    words: &str,
    place: &str,
    answer: &dyn Fn(&str) -> Option<String>,
    is_known: &dyn Fn(&str) -> bool,
    losses: &mut Losses,
) -> String {
    let mut pieces = words.split('{');
    let mut said = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let found = piece.split_once('}').map(|(name, rest)| (name.trim(), rest));
        match found.map(|(name, rest)| (name, rest, answer(name))) {
            Some((_, rest, Some(answer))) => {
                said.push_str(&answer);
                said.push_str(rest);
            }
            other => {
                if let Some((name, ..)) = other.filter(|(name, ..)| is_known(name)) {
                    losses.piping(place, name);
                }
                said.push('{');
                said.push_str(piece);
            }
        }
    }
    said
}

/// Whether a name in a text stands for an answer.
pub fn is_answer(definition: &Definition, name: &str) -> bool {
    definition.names.resolve(name).is_some() || definition.calculated.iter().any(|value| value.name == name)
}
