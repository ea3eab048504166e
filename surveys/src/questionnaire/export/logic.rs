//! Conditions in the languages of LimeSurvey and REDCap, which differ in their signs and in what they call an answer.

use super::losses::Losses;
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
        Expr::Variable(name) => ((dialect.value)(name).ok_or_else(|| print(expr))?, 9),
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
    Ok(format!("{} {sign} {empty}", say(inner, dialect, 4)?))
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
    let text = format!("{} {sign} {}", say(left, dialect, strength)?, say(right, dialect, strength + 1)?);
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
        let value = match item {
            Expr::Text(words) => words.clone(),
            Expr::Number(value) => value.to_string(),
            _ => return None,
        };
        said.push(match (dialect.chosen)(name, &value) {
            Some(chosen) => chosen,
            None if matches!(right, Expr::Array(_)) => {
                let value = quoted(&value, dialect).ok()?;
                format!("{} {} {value}", (dialect.value)(name)?, dialect.equal)
            }
            None => return None,
        });
    }
    let text = said.join(&format!(" {word} "));
    Some(if said.len() > 1 && least > 0 { format!("({text})") } else { text })
}
