//! The language of the rules on invented texts: every kind of atom, the strengths of operators, near and seq case by
//! case, problems with their places, and input that is too much.

mod language;
mod near_and_seq;
mod problems;
mod shipped;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::coder::{Coder, Coding, Material};
use super::expression::Expression;
use super::parse_text;
use super::problem::{Place, RuleProblem};
use crate::text::corpus::{Corpus, Document, build};
use crate::text::dictionary;
use crate::text::headed::{self, HeadedText, Outline};
use crate::text::tokenizer::Tokenizer;
use crate::text::units::{Unit, units};

/// Words of IPADIC alone, so that no word of the field is in the way.
fn tokenizer() -> &'static Tokenizer {
    static TOKENIZER: OnceLock<Tokenizer> = OnceLock::new();
    TOKENIZER.get_or_init(|| Tokenizer::plain(&dictionary::for_tests()))
}

fn corpus(texts: &[&str]) -> Corpus {
    let document = |text: &&str| Document { text: (*text).to_owned(), ..Document::default() };
    build(tokenizer(), texts.iter().map(document).collect(), &|_| {})
}

/// A plain text file with headings.
fn headed(text: &str) -> (Corpus, Outline) {
    let HeadedText { documents, outline } = headed::read(text);
    (build(tokenizer(), documents, &|_| {}), outline)
}

fn code(corpus: &Corpus, outline: &Outline, kind: Unit, rules: &str) -> Coding {
    let (file, problems) = parse_text(rules);
    assert!(problems.is_empty(), "{rules}: {problems:?}");
    let units = units(corpus, outline, kind, &[]);
    let material = Material { corpus, outline, units: &units, stop_words: &[] };
    Coder::new(&file, material).code()
}

/// The documents in which a condition is true.
fn hits(texts: &[&str], condition: &str) -> Vec<u32> {
    hits_in(texts, Unit::Document, condition)
}

fn hits_in(texts: &[&str], kind: Unit, condition: &str) -> Vec<u32> {
    let coding = code(&corpus(texts), &Outline::default(), kind, &format!("＊c\n{condition}\n"));
    coding.codes[0].units.clone()
}

/// The number that an atom has in a text.
fn value(text: &str, atom: &str) -> usize {
    let is_equal = |wanted: &usize| hits(&[text], &format!("{atom} == {wanted}")) == [0];
    (0..20).find(is_equal).unwrap_or(usize::MAX)
}

/// Kinds of problems with their places.
fn problems_of(rules: &str) -> Vec<(&'static str, u32, u32)> {
    placed(&parse_text(rules).1)
}

fn placed(problems: &[RuleProblem]) -> Vec<(&'static str, u32, u32)> {
    let place = |problem: &RuleProblem| (problem.kind.code(), problem.place.line, problem.place.column);
    problems.iter().map(place).collect()
}

/// A condition without the places of its atoms.
fn bare(expression: &Expression) -> Expression {
    let all = |parts: &[Expression]| parts.iter().map(bare).collect();
    match expression {
        Expression::Atom(atom, _) => Expression::Atom(atom.clone(), Place::default()),
        Expression::Not(inside) => Expression::Not(Box::new(bare(inside))),
        Expression::Negative(inside) => Expression::Negative(Box::new(bare(inside))),
        Expression::And(parts) => Expression::And(all(parts)),
        Expression::Or(parts) => Expression::Or(all(parts)),
        Expression::Chain { first, rest } => Expression::Chain {
            first: Box::new(bare(first)),
            rest: rest.iter().map(|(operator, operand)| (*operator, bare(operand))).collect(),
        },
    }
}

fn condition(text: &str) -> Expression {
    let (file, problems) = parse_text(&format!("＊c\n {text}\n"));
    assert!(problems.is_empty(), "{text}: {problems:?}");
    bare(file.codes[0].rule.as_ref().unwrap())
}

/// How many units each code was given to.
fn counts(coding: &Coding) -> BTreeMap<&str, usize> {
    coding.codes.iter().map(|code| (code.name.as_str(), code.units.len())).collect()
}
