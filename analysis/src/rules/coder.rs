//! Gives codes to units.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde::Serialize;

use super::RuleFile;
use super::atom::Atom;
use super::attributes::{Groups, Source, groups};
use super::column::Column;
use super::expression::{Expression, and, not, or};
use super::index::{Index, Space};
use super::near;
use super::problem::ProblemKind;
use super::strings::Search;
use super::words::{phrase_hits, word_hits};
use crate::text::corpus::Corpus;
use crate::text::headed::Outline;
use crate::text::tokenizer::Convention;
use crate::text::units::Units;
use crate::text::word_class;

/// What codes are given to.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The texts.
    pub corpus: &'a Corpus,
    /// Their headings.
    pub outline: &'a Outline,
    /// The units, made from both.
    pub units: &'a Units,
    /// Dictionary forms that are no words to the rules and in no length (ストップワード).
    pub stop_words: &'a [String],
}

/// A code with the units that it is given to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodedUnits {
    /// Its name, without the star.
    pub name: String,
    /// The units, from 0, ascending.
    pub units: Vec<u32>,
}

/// What came of a file of rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coding {
    /// How many units there are (N).
    pub n_units: u32,
    /// The codes, in the order of the file.
    pub codes: Vec<CodedUnits>,
    /// Units without a code (コード無し), ascending.
    pub uncoded: Vec<u32>,
}

/// The most characters that KH Coder counts too many of a forced word, whose brackets it takes away too late.
const FORCED_WORD_BRACKETS: f64 = 2.0;

/// A file of rules with what it is applied to. Every atom is looked up once.
pub struct Coder<'a> {
    pub(super) file: &'a RuleFile,
    pub(super) space: Space<'a>,
    /// The number of each code, the first one of a name.
    pub(super) numbers: HashMap<&'a str, usize>,
    columns: HashMap<Atom, Rc<Column>>,
    sources: HashMap<Source, Rc<Result<Groups, ProblemKind>>>,
    /// For each string, in normal form, the sentences that it is in.
    strings: HashMap<String, Vec<u32>>,
}

impl<'a> Coder<'a> {
    /// Looks up where words and strings stand.
    pub fn new(file: &'a RuleFile, material: Material<'a>) -> Coder<'a> {
        let index = Index::new(material.corpus, material.stop_words);
        let mut numbers = HashMap::new();
        let mut strings = HashSet::new();
        for (number, code) in file.codes.iter().enumerate() {
            numbers.entry(code.name.as_str()).or_insert(number);
            for found in code.rule.iter().flat_map(Expression::atoms) {
                if let Atom::Text(text) = found.atom {
                    strings.insert(index.normal(text));
                }
            }
        }
        let mut strings: Vec<String> = strings.into_iter().collect();
        strings.sort_unstable();
        let sentences = Search::of(&strings).sentences(material.corpus);
        Coder {
            file,
            space: Space::new(index, material.outline, material.units),
            numbers,
            columns: HashMap::new(),
            sources: HashMap::new(),
            strings: strings.into_iter().zip(sentences).collect(),
        }
    }

    /// Gives the codes. A code whose condition could not be read is given to nothing.
    pub fn code(&mut self) -> Coding {
        let n_units = self.space.units.n;
        let mut is_coded = vec![false; n_units as usize];
        let file = self.file;
        let mut codes = Vec::with_capacity(file.codes.len());
        for code in &file.codes {
            let units = code.rule.as_ref().map(|rule| self.value(rule).units(n_units)).unwrap_or_default();
            for &unit in &units {
                if let Some(is_coded) = is_coded.get_mut(unit as usize) {
                    *is_coded = true;
                }
            }
            let column = || Rc::new(Column::counted(units.iter().copied()));
            self.columns.entry(Atom::Code(code.name.clone())).or_insert_with(column);
            codes.push(CodedUnits { name: code.name.clone(), units });
        }
        let uncoded = (0..n_units).zip(is_coded).filter(|(_, is_coded)| !is_coded).map(|(unit, _)| unit);
        Coding { n_units, codes, uncoded: uncoded.collect() }
    }

    fn value(&mut self, expression: &Expression) -> Rc<Column> {
        match expression {
            Expression::Atom(atom, _) => self.column(atom),
            Expression::Not(inside) => Rc::new(self.value(inside).map(not)),
            Expression::Negative(inside) => Rc::new(self.value(inside).map(|value| -value)),
            Expression::And(parts) => self.joined(parts, and),
            Expression::Or(parts) => self.joined(parts, or),
            Expression::Chain { first, rest } => {
                let mut column = self.value(first);
                for (operator, operand) in rest {
                    let operand = self.value(operand);
                    column = Rc::new(column.with(&operand, |left, right| operator.apply(left, right)));
                }
                column
            }
        }
    }

    /// Joined two by two, so that each value of a long list is moved few times.
    fn joined(&mut self, parts: &[Expression], join: fn(f64, f64) -> f64) -> Rc<Column> {
        let mut columns: Vec<Rc<Column>> = parts.iter().map(|part| self.value(part)).collect();
        while columns.len() > 1 {
            let join_pair = |pair: &[Rc<Column>]| match pair {
                [left, right] => Rc::new(left.with(right, join)),
                _ => pair.first().map_or_else(|| Rc::new(Column::constant(0.0)), Rc::clone),
            };
            columns = columns.chunks(2).map(join_pair).collect();
        }
        columns.pop().unwrap_or_else(|| Rc::new(Column::constant(0.0)))
    }

    fn column(&mut self, atom: &Atom) -> Rc<Column> {
        if let Some(known) = self.columns.get(atom) {
            return Rc::clone(known);
        }
        let column = Rc::new(self.count(atom));
        self.columns.insert(atom.clone(), Rc::clone(&column));
        column
    }

    fn count(&mut self, atom: &Atom) -> Column {
        let space = &self.space;
        let unit_of = |token: u32| space.unit_of(token);
        match atom {
            Atom::Integer(number) => Column::constant(*number as f64),
            Atom::WordCount => self.lengths(|_, _| 1.0),
            Atom::CharacterCount => self.characters(),
            Atom::UnitNumber => Column::dense((1..=space.units.n).map(f64::from).collect()),
            Atom::Word(word) => Column::counted(word_hits(space, word).into_iter().filter_map(unit_of)),
            Atom::Phrase(words) => Column::counted(phrase_hits(space, words).into_iter().filter_map(unit_of)),
            Atom::Near(atom) => {
                let starts = near::hits(space, atom).into_iter().filter_map(|hit| hit.first().copied());
                Column::counted(starts.filter_map(unit_of))
            }
            Atom::Text(text) => {
                let sentences = self.strings.get(&space.index.normal(text));
                let units =
                    sentences.into_iter().flatten().filter_map(|&sentence| self.unit_of_sentence(sentence));
                Column::counted(units)
            }
            Atom::Heading { level, text } => self.having(Source::Heading(*level), text),
            Atom::Variable { name, value } => self.having(Source::Variable(name.clone()), value),
            Atom::VariableNumber { name } => self.numbers_of(name),
            // Codes further down, and codes that are not there.
            Atom::Code(_) => Column::constant(0.0),
        }
    }

    fn unit_of_sentence(&self, sentence: u32) -> Option<u32> {
        let tokens = &self.space.index.corpus.sentences.get(sentence as usize)?.tokens;
        if tokens.is_empty() { None } else { self.space.unit_of(tokens.start) }
    }

    /// The sum of something over the tokens of each unit; stop words and tags are passed over.
    fn lengths(&self, length: impl Fn(u32, &crate::text::corpus::Token) -> f64) -> Column {
        let mut sums = vec![0.0; self.space.units.n as usize];
        for (number, token) in (0_u32..).zip(&self.space.index.corpus.tokens) {
            if self.space.index.is_passed_over(token.word) {
                continue;
            }
            let unit = self.space.unit_of(number);
            if let Some(sum) = unit.and_then(|unit| sums.get_mut(unit as usize)) {
                *sum += length(number, token);
            }
        }
        Column::dense(sums)
    }

    fn characters(&self) -> Column {
        let corpus = self.space.index.corpus;
        let forced = word_class::by_key("tag").filter(|_| corpus.convention == Convention::KhCoder);
        self.lengths(|_, token| {
            let class = corpus.words.get(token.word as usize).map(|word| word.class);
            let is_forced = forced.is_some() && class == forced;
            let brackets = if is_forced { FORCED_WORD_BRACKETS } else { 0.0 };
            f64::from(token.span.end.saturating_sub(token.span.start)) + brackets
        })
    }

    pub(super) fn source(&mut self, source: Source) -> Rc<Result<Groups, ProblemKind>> {
        if let Some(known) = self.sources.get(&source) {
            return Rc::clone(known);
        }
        let found = Rc::new(groups(&self.space, &source));
        self.sources.insert(source, Rc::clone(&found));
        found
    }

    fn having(&mut self, source: Source, value: &str) -> Column {
        let groups = self.source(source);
        let value = self.space.index.normal(value.trim());
        let units = match &*groups {
            Ok(groups) => groups.get(&value),
            Err(_) => None,
        };
        Column::counted(units.into_iter().flatten().copied())
    }

    /// The values as numbers; what is none is 0.
    fn numbers_of(&mut self, name: &str) -> Column {
        let groups = self.source(Source::Variable(name.to_owned()));
        let mut values = vec![0.0; self.space.units.n as usize];
        let Ok(groups) = &*groups else { return Column::constant(0.0) };
        for (value, units) in groups {
            let number = value.parse::<f64>().ok().filter(|number| number.is_finite()).unwrap_or(0.0);
            for &unit in units {
                if let Some(value) = values.get_mut(unit as usize) {
                    *value = number;
                }
            }
        }
        Column::dense(values)
    }

    /// Whether a string occurs.
    pub(super) fn has_string(&self, text: &str) -> bool {
        self.strings.get(&self.space.index.normal(text)).is_some_and(|sentences| !sentences.is_empty())
    }
}
