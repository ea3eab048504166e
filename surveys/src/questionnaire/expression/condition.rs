//! A condition with the titles and labels of a questionnaire, for the server to say it in words
//! (「Q7で『あった』と答えた方にうかがいます」). No prose here.

use self::measure::{Measure, Measured, measured};
use super::{Binary, Expr, Expression, Unary, print};
use crate::questionnaire::choice::{self, Choice};
use crate::questionnaire::definition::Definition;
use crate::questionnaire::names::Names;
use crate::questionnaire::question::Question;
use serde::Serialize;

pub mod measure;

/// A condition as a tree.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Condition {
    /// All of these hold.
    All {
        /// At least two parts, none of them `All`.
        parts: Vec<Condition>,
    },
    /// At least one of these holds.
    Any {
        /// At least two parts, none of them `Any`.
        parts: Vec<Condition>,
    },
    /// This does not hold.
    Not {
        /// What does not hold.
        part: Box<Condition>,
    },
    /// One question's answer compared with values.
    Answer {
        /// The question's name.
        name: String,
        /// Number as printed; may be empty.
        number: String,
        /// What is asked.
        title: String,
        /// Title of the matrix row; None for other types.
        row: Option<String>,
        /// The answer is typed, not chosen.
        is_typed: bool,
        /// How it is compared.
        test: Test,
        /// Labels of the values compared with (the values themselves where they have no label).
        values: Vec<String>,
    },
    /// A number that follows from answers, compared with another.
    Measured {
        /// What is measured.
        measure: Measure,
        /// The questions whose answers are measured, never none.
        questions: Vec<Asked>,
        /// How it is compared: `Is`, `IsNot` or by size.
        test: Test,
        /// What it is compared with.
        value: String,
    },
    /// The answers to two questions compared with each other.
    Compared {
        /// The question on the left.
        question: Asked,
        /// How it is compared: `Is`, `IsNot` or by size.
        test: Test,
        /// The question on the right.
        other: Asked,
    },
    /// Anything else (calculations): the expression itself.
    Expression {
        /// Its text.
        source: String,
    },
}

/// A question as it is named in a sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// Number as printed; may be empty.
    pub number: String,
    /// What is asked.
    pub title: String,
}

/// How an answer is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// Is the value.
    Is,
    /// Is not the value.
    IsNot,
    /// The value is among those chosen.
    Contains,
    /// The value is not among those chosen.
    ContainsNot,
    /// Any of the values is chosen.
    AnyOf,
    /// All of the values are chosen.
    AllOf,
    /// None of the values is chosen.
    NoneOf,
    /// Smaller than the value.
    Less,
    /// Not larger than the value.
    LessOrEqual,
    /// Larger than the value.
    Greater,
    /// Not smaller than the value.
    GreaterOrEqual,
    /// There is an answer.
    Answered,
    /// There is no answer.
    NotAnswered,
}

/// The condition with titles and labels in `lang`.
pub fn condition(expression: &Expression, definition: &Definition, lang: &str) -> Condition {
    let questions = definition.questions();
    Words { names: &definition.names, questions: &questions, lang }.condition(&expression.root)
}

/// All of several conditions; None if there are none.
pub fn all(expressions: &[&Expression], definition: &Definition, lang: &str) -> Option<Condition> {
    if expressions.is_empty() {
        return None;
    }
    let questions = definition.questions();
    let words = Words { names: &definition.names, questions: &questions, lang };
    let mut parts: Vec<Condition> = Vec::new();
    for expression in expressions {
        match words.condition(&expression.root) {
            Condition::All { parts: inner } => parts.extend(inner),
            part => parts.push(part),
        }
    }
    if parts.len() > 1 { Some(Condition::All { parts }) } else { parts.pop() }
}

struct Words<'a> {
    names: &'a Names,
    questions: &'a [&'a Question],
    lang: &'a str,
}

impl Words<'_> {
    fn condition(&self, expr: &Expr) -> Condition {
        match expr {
            Expr::Binary(Binary::And, left, right) => {
                let mut parts = Vec::new();
                for side in [left, right] {
                    match self.condition(side) {
                        Condition::All { parts: inner } => parts.extend(inner),
                        part => parts.push(part),
                    }
                }
                Condition::All { parts }
            }
            Expr::Binary(Binary::Or, left, right) => {
                let mut parts = Vec::new();
                for side in [left, right].into_iter().filter(|side| !self.is_gone(side)) {
                    match self.condition(side) {
                        Condition::Any { parts: inner } => parts.extend(inner),
                        part => parts.push(part),
                    }
                }
                match (parts.len(), parts.pop()) {
                    (1, Some(only)) => only,
                    (_, Some(last)) => Condition::Any { parts: [parts, vec![last]].concat() },
                    (_, None) => Condition::Expression { source: print(expr) },
                }
            }
            Expr::Unary(Unary::Not, inner) => Condition::Not { part: Box::new(self.condition(inner)) },
            other => {
                let said =
                    self.answer(other).or_else(|| self.compared(other)).or_else(|| self.measured(other));
                said.unwrap_or_else(|| Condition::Expression { source: print(other) })
            }
        }
    }

    /// A question compared with constants; None for anything else.
    fn answer(&self, expr: &Expr) -> Option<Condition> {
        let Comparison { variable, test, constants } = comparison(expr)?;
        let (name, question, row) = match self.names.resolve(variable) {
            Some((named, rest)) => {
                let question = *self.questions.get(named.spot.as_ref()?.index)?;
                let row = match rest {
                    "" => None,
                    row => Some(choice::find(&question.rows, row)?),
                };
                (question.name.as_str(), question, row)
            }
            None => (variable, self.inner(variable)?, None),
        };
        let labels = if row.is_some() { &question.columns } else { &question.offered() };
        let is_offered = |constant: &&Expr| {
            constant_text(constant).is_some_and(|value| choice::find(labels, &value).is_some())
        };
        // What is not offered any more cannot be chosen: on paper its code would be read as another choice's number.
        let drops = matches!(test, Test::Is | Test::AnyOf) && constants.iter().any(is_offered);
        let kept = constants.iter().copied().filter(|constant| !drops || is_offered(constant));
        let values = kept.map(|constant| self.label(labels, constant)).collect::<Option<_>>()?;
        Some(Condition::Answer {
            name: name.to_owned(),
            number: question.number.clone(),
            title: question.title.get(self.lang).to_owned(),
            row: row.map(|row| row.text.get(self.lang).to_owned()),
            is_typed: labels.is_empty(),
            test,
            values,
        })
    }

    /// The question that a variable of an item means (`panel.name`, `row.name`); None if several lists have one.
    fn inner(&self, variable: &str) -> Option<&Question> {
        let (near, name) = variable.split_once('.')?;
        let is_near = |question: &&&Question| match near {
            "panel" => question.kind.name == "paneldynamic",
            "row" => question.kind.name != "paneldynamic",
            _ => false,
        };
        let lists = self.questions.iter().filter(is_near).filter_map(|question| question.composite.as_ref());
        let mut found = lists.flat_map(|list| list.questions()).filter(|question| question.name == name);
        let only = found.next()?;
        found.next().is_none().then_some(only)
    }

    /// Two questions compared with each other; None for anything else.
    fn compared(&self, expr: &Expr) -> Option<Condition> {
        let Comparison { variable, test, constants } = comparison(expr)?;
        let [Expr::Variable(other)] = constants.as_slice() else { return None };
        let asked = |variable: &str| {
            let question = match self.names.resolve(variable) {
                Some((named, "")) => *self.questions.get(named.spot.as_ref()?.index)?,
                Some(_) => return None,
                None => self.inner(variable)?,
            };
            Some(Asked { number: question.number.clone(), title: question.title.get(self.lang).to_owned() })
        };
        is_by_number(test).then_some(())?;
        Some(Condition::Compared { question: asked(variable)?, test, other: asked(other)? })
    }

    /// Whether an expression asks for nothing but choices that are not offered (any more).
    fn is_gone(&self, expr: &Expr) -> bool {
        let compared = comparison(expr).filter(|found| matches!(found.test, Test::Is | Test::AnyOf));
        let Some(Comparison { variable, constants, .. }) = compared else { return false };
        let question = self.names.resolve(variable).filter(|(_, rest)| rest.is_empty());
        let question = question.and_then(|(named, _)| self.questions.get(named.spot.as_ref()?.index));
        // Choices that come from another question's answer are not known here.
        let question = question.filter(|question| question.choices_from.is_none());
        let offered = question.map(|question| question.offered()).unwrap_or_default();
        let is_unknown = |constant: &&Expr| {
            constant_text(constant).is_some_and(|value| choice::find(&offered, &value).is_none())
        };
        !offered.is_empty() && !constants.is_empty() && constants.iter().all(is_unknown)
    }

    /// A number that follows from answers, compared with a constant; None for anything else.
    fn measured(&self, expr: &Expr) -> Option<Condition> {
        let Measured { measure, variables, test, constant } = measured(expr)?;
        let asked = |variable: &&str| {
            let (named, rest) = self.names.resolve(variable)?;
            let question = self.questions.get(named.spot.as_ref()?.index).filter(|_| rest.is_empty())?;
            Some(Asked { number: question.number.clone(), title: question.title.get(self.lang).to_owned() })
        };
        let questions = variables.iter().map(asked).collect::<Option<Vec<Asked>>>()?;
        let value = constant_text(constant).filter(|_| is_by_number(test))?;
        Some(Condition::Measured { measure, questions, test, value })
    }

    fn label(&self, labels: &[Choice], constant: &Expr) -> Option<String> {
        let value = constant_text(constant)?;
        let label = choice::find(labels, &value).map(|choice| choice.text.get(self.lang).to_owned());
        Some(label.unwrap_or(value))
    }
}

/// Whether a test is one for single values.
fn is_by_number(test: Test) -> bool {
    matches!(
        test,
        Test::Is | Test::IsNot | Test::Less | Test::LessOrEqual | Test::Greater | Test::GreaterOrEqual
    )
}

/// One variable compared with constants.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison<'a> {
    /// Name of the variable.
    pub variable: &'a str,
    /// How it is compared, as if it stood on the left.
    pub test: Test,
    /// What it is compared with; the items where that is a list.
    pub constants: Vec<&'a Expr>,
}

/// An expression as a comparison of one variable with constants (or anything else on the other side); None if it is
/// none.
pub fn comparison(expr: &Expr) -> Option<Comparison<'_>> {
    let (variable, test, constants) = match expr {
        Expr::Unary(Unary::Empty, inner) => (&**inner, Test::NotAnswered, Vec::new()),
        Expr::Unary(Unary::NotEmpty, inner) => (&**inner, Test::Answered, Vec::new()),
        Expr::Binary(operator, left, right) => {
            let (variable, other, test) = match (&**left, &**right) {
                (variable @ Expr::Variable(_), other) => (variable, other, test(*operator)?),
                (other, variable @ Expr::Variable(_)) => (variable, other, mirrored(*operator)?),
                _ => return None,
            };
            match other {
                Expr::Array(items) => (variable, test, items.iter().collect()),
                other => (variable, test, vec![other]),
            }
        }
        _ => return None,
    };
    let Expr::Variable(variable) = variable else { return None };
    Some(Comparison { variable, test, constants })
}

/// The text of a constant; None for anything that must be computed.
pub fn constant_text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Text(text) => Some(text.clone()),
        Expr::Number(number) => Some(number.to_string()),
        Expr::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

fn test(operator: Binary) -> Option<Test> {
    match operator {
        Binary::Equal => Some(Test::Is),
        Binary::NotEqual => Some(Test::IsNot),
        Binary::Less => Some(Test::Less),
        Binary::LessOrEqual => Some(Test::LessOrEqual),
        Binary::Greater => Some(Test::Greater),
        Binary::GreaterOrEqual => Some(Test::GreaterOrEqual),
        Binary::Contains => Some(Test::Contains),
        Binary::NotContains => Some(Test::ContainsNot),
        Binary::AnyOf => Some(Test::AnyOf),
        Binary::AllOf => Some(Test::AllOf),
        Binary::NoneOf => Some(Test::NoneOf),
        _ => None,
    }
}

/// The test when the question stands on the right: `3 < {q}` asks for more than 3.
fn mirrored(operator: Binary) -> Option<Test> {
    match operator {
        Binary::Less => Some(Test::Greater),
        Binary::LessOrEqual => Some(Test::GreaterOrEqual),
        Binary::Greater => Some(Test::Less),
        Binary::GreaterOrEqual => Some(Test::LessOrEqual),
        Binary::Equal | Binary::NotEqual => test(operator),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::parse::parse;

    /// The condition in a short notation, so that the tests stay readable.
    fn said(source: &str) -> String {
        let json = format!(
            r#"{{"elements":[{{"type":"radiogroup","name":"a","title":"甲","choices":["1|はい","2|いいえ"]}},
            {{"type":"matrix","name":"m","title":"乙","rows":["r|行"],"columns":["0|列"]}},
            {{"type":"text","name":"b","visibleIf":"{source}"}}]}}"#
        );
        let (definition, _) = parse(&json);
        let definition = definition.unwrap();
        let question = definition.question("b").unwrap();
        short(&condition(question.visible_if.as_ref().unwrap(), &definition, "ja"))
    }

    fn short(condition: &Condition) -> String {
        let joined = |parts: &[Condition]| parts.iter().map(short).collect::<Vec<String>>().join(", ");
        match condition {
            Condition::All { parts } => format!("all({})", joined(parts)),
            Condition::Any { parts } => format!("any({})", joined(parts)),
            Condition::Not { part } => format!("not({})", short(part)),
            Condition::Answer { number, title, row, test, values, .. } => {
                let row = row.as_ref().map(|row| format!(".{row}")).unwrap_or_default();
                format!("{number}{title}{row} {test:?} {}", values.join("/"))
            }
            Condition::Measured { measure, questions, test, value } => {
                let numbers: Vec<&str> = questions.iter().map(|asked| asked.number.as_str()).collect();
                format!("{measure:?}({}) {test:?} {value}", numbers.join(", "))
            }
            Condition::Compared { question, test, other } => {
                format!("{} {test:?} {}", question.number, other.number)
            }
            Condition::Expression { source } => source.clone(),
        }
    }

    #[test]
    fn titles_and_labels_stand_for_names_and_values() {
        for (source, expected) in [
            ("{a} = '1'", "1甲 Is はい"),
            ("'2' <> {a}", "1甲 IsNot いいえ"),
            ("3 < {b}", "3b Greater 3"),
            ("{m.r} = 0", "2乙.行 Is 列"),
            ("{a} anyof ['1', '2'] and {b} empty", "all(1甲 AnyOf はい/いいえ, 3b NotAnswered )"),
            ("{a} = 1 or {a} = 2 or {b} notempty", "any(1甲 Is はい, 1甲 Is いいえ, 3b Answered )"),
            ("!({a} = 1) and ({b} = 2 and {a} = 2)", "all(not(1甲 Is はい), 3b Is 2, 1甲 Is いいえ)"),
            ("{a} = 1 or {a} = 9", "1甲 Is はい"),
            ("{a} anyof ['1', '9']", "1甲 AnyOf はい"),
            ("{a} = 9", "1甲 Is 9"),
            ("{a} + 1 > {b}", "{a} + 1 > {b}"),
            ("sum({a}, {b}) > 10", "Sum(1, 3) Greater 10"),
            ("10 < {a} + {b} + {a}", "Sum(1, 3, 1) Greater 10"),
            ("{b.length} >= 2", "Count(3) GreaterOrEqual 2"),
            ("count({b}) = 2", "Count(3) Is 2"),
            ("age({b}, 'years') < 18", "Age(3) Less 18"),
            ("age({b}, 'months') < 18", "age({b}, 'months') < 18"),
            (
                "kt_strlen({b}) <= 20 and max({a}, {b}) <> 3",
                "all(Characters(3) LessOrEqual 20, Largest(1, 3) IsNot 3)",
            ),
            ("sum({a}, {m.r}) > 10", "sum({a}, {m.r}) > 10"),
            ("sum({a}, 2) > {b}", "sum({a}, 2) > {b}"),
            ("{a} = {b}", "1 Is 3"),
            ("{a} <= {b}", "1 LessOrEqual 3"),
            ("{panel.x} notempty", "{panel.x} notempty"),
        ] {
            assert_eq!(said(source), expected, "{source}");
        }
    }
}
