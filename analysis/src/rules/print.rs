//! Writes conditions so that they are read again as the same.

use super::atom::{Atom, Form, WordAtom, sign};
use super::expression::{Expression, Operator};
use super::lexer::is_blank;
use super::near::{Bounds, Near};

/// How strongly the parts of a condition bind, from weak to strong.
const OR: u8 = 0;
const AND: u8 = 1;
const NOT: u8 = 2;
const CHAIN: u8 = 3;
const UNARY: u8 = 6;
const OPERAND: u8 = 7;

impl Expression {
    /// The condition in the language of the rules. In a file a blank belongs before it, lest a phrase that begins with a
    /// star be taken for a code.
    pub fn print(&self) -> String {
        let mut text = String::new();
        print(self, OR, &mut text);
        text
    }
}

/// Adds a condition; in brackets where it binds less than `least`.
fn print(expression: &Expression, least: u8, text: &mut String) {
    let strength = strength(expression);
    let is_bracketed = strength < least;
    if is_bracketed {
        text.push_str("( ");
    }
    match expression {
        Expression::Atom(atom, _) => print_atom(atom, text),
        Expression::Not(inside) => {
            text.push_str("not ");
            // Several in a row would be read as one or two.
            print(inside, CHAIN, text);
        }
        Expression::Negative(inside) => {
            text.push_str("- ");
            // What is a sum of its own, and a second sign, are put in brackets.
            print(inside, OPERAND, text);
        }
        Expression::And(parts) => print_list(parts, " and ", NOT, text),
        Expression::Or(parts) => print_list(parts, " or ", AND, text),
        Expression::Chain { first, rest } => {
            print(first, strength + 1, text);
            for (operator, operand) in rest {
                text.push_str(written(*operator));
                print(operand, strength + 1, text);
            }
        }
    }
    if is_bracketed {
        text.push_str(" )");
    }
}

fn print_list(parts: &[Expression], between: &str, least: u8, text: &mut String) {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            text.push_str(between);
        }
        print(part, least, text);
    }
}

fn strength(expression: &Expression) -> u8 {
    match expression {
        Expression::Or(_) => OR,
        Expression::And(_) => AND,
        Expression::Not(_) => NOT,
        Expression::Chain { rest, .. } => CHAIN + rest.first().map_or(0, |(operator, _)| operator.strength()),
        Expression::Negative(_) => UNARY,
        Expression::Atom(..) => OPERAND,
    }
}

fn written(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => " + ",
        Operator::Subtract => " - ",
        Operator::Multiply => " * ",
        Operator::Divide => " / ",
        Operator::Greater => " > ",
        Operator::GreaterEqual => " >= ",
        Operator::Less => " < ",
        Operator::LessEqual => " <= ",
        Operator::Equal => " == ",
    }
}

fn print_atom(atom: &Atom, text: &mut String) {
    let written = match atom {
        Atom::Heading { level, text } => format!("<>見出し{level}-->{}", value(text)),
        Atom::Variable { name, value: wanted } => format!("<>{name}-->{}", value(wanted)),
        Atom::VariableNumber { name } => format!("<>{name}<>"),
        Atom::WordCount => "lw".to_owned(),
        Atom::CharacterCount => "lc".to_owned(),
        Atom::UnitNumber => "No.".to_owned(),
        Atom::Text(characters) => format!("'{}'", characters.replace('\'', "''")),
        Atom::Word(atom) => word(atom),
        Atom::Code(name) => format!("<＊{name}>"),
        Atom::Near(atom) => near(atom),
        Atom::Phrase(words) => words.join("+"),
        Atom::Integer(number) => number.to_string(),
    };
    text.push_str(&written);
}

/// A value in quotation marks where it would not end where it does.
fn value(text: &str) -> String {
    let is_plain = !text.starts_with(['\'', '"']) && !text.chars().any(is_blank);
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

/// A word with its arrows.
pub(super) fn word(atom: &WordAtom) -> String {
    let class = atom.class.as_ref().map(|class| format!("-->{class}")).unwrap_or_default();
    let form = match &atom.form {
        Some(Form::Inflection(name)) => format!("->{name}"),
        Some(Form::Surface(text)) => format!("=>{text}"),
        None => String::new(),
    };
    format!("{}{class}{form}", lemma(&atom.lemma))
}

/// A word, in quotation marks where it could be taken for something else.
fn lemma(lemma: &str) -> String {
    let lower = lemma.to_lowercase();
    let is_plain = sign(lemma).is_none()
        && !matches!(lower.as_str(), "lw" | "lc" | "no.")
        && !lower.starts_with("near(")
        && !lower.starts_with("seq(")
        && !lemma.starts_with(['<', '\'', '"', '#', '＊', '*'])
        && !lemma.contains(['+', '>'])
        && !lemma.chars().all(|c| c.is_ascii_digit())
        && !lemma.chars().any(is_blank);
    if is_plain { lemma.to_owned() } else { format!("\"{}\"", lemma.replace('"', "\"\"")) }
}

fn near(atom: &Near) -> String {
    let name = if atom.is_ordered { "seq" } else { "near" };
    let bounds = match atom.bounds {
        Bounds::Unit => "",
        Bounds::Sentence => "b",
        Bounds::Paragraph => "d",
    };
    let distance = atom.distance.map(|distance| distance.to_string()).unwrap_or_default();
    let options = format!("{bounds}{distance}");
    let words = atom.words.join("-");
    if options.is_empty() { format!("{name}({words})") } else { format!("{name}({words})[{options}]") }
}
