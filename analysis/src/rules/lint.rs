//! What looks wrong with rules once the texts are known: words that occur nowhere, codes that are given to nothing.

use super::atom::{Atom, WordAtom};
use super::attributes::Source;
use super::coder::{Coder, Coding};
use super::expression::{AtomInPlace, Expression};
use super::print;
use super::problem::{ProblemKind, RuleProblem, report};
use super::words::word_hits;
use crate::text::word_class;

impl Coder<'_> {
    /// What looks wrong, in the order of the file. None of it is an error.
    pub fn lint(&mut self, coding: &Coding) -> Vec<RuleProblem> {
        let mut problems = Vec::new();
        let file = self.file;
        for (number, code) in file.codes.iter().enumerate() {
            let Some(rule) = &code.rule else { continue };
            if coding.codes.get(number).is_none_or(|coded| coded.units.is_empty()) {
                report(&mut problems, ProblemKind::NoHits, code.place, code.name.clone());
            }
            for atom in Expression::atoms(rule) {
                self.check(atom, &mut problems);
            }
        }
        problems
    }

    fn check(&mut self, found: AtomInPlace<'_>, problems: &mut Vec<RuleProblem>) {
        match found.atom {
            Atom::Word(word) => {
                self.check_words(std::slice::from_ref(&word.lemma), found, problems);
                match word.class.as_ref().filter(|class| word_class::by_name(class).is_none()) {
                    Some(class) => report(problems, ProblemKind::UnknownClass, found.place, class.clone()),
                    None if self.is_narrowed_to_nothing(word) => {
                        report(problems, ProblemKind::UnknownWord, found.place, print::word(word));
                    }
                    None => {}
                }
            }
            Atom::Phrase(words) => self.check_words(words, found, problems),
            Atom::Near(near) => self.check_words(&near.words, found, problems),
            Atom::Text(text) if !self.has_string(text) => {
                report(problems, ProblemKind::UnknownWord, found.place, text.clone());
            }
            Atom::Heading { level, text } => self.check_value(Source::Heading(*level), text, found, problems),
            Atom::Variable { name, value } => {
                self.check_value(Source::Variable(name.clone()), value, found, problems);
            }
            Atom::VariableNumber { name } => {
                let groups = self.source(Source::Variable(name.clone()));
                if let Err(kind) = &*groups {
                    report(problems, *kind, found.place, name.clone());
                }
            }
            _ => {}
        }
    }

    /// Whether a word occurs, but never in its class or form.
    fn is_narrowed_to_nothing(&self, word: &WordAtom) -> bool {
        let is_narrowed = word.class.is_some() || word.form.is_some();
        let words = self.space.index.words_of(&self.space.index.normal(&word.lemma));
        is_narrowed && !words.is_empty() && word_hits(&self.space, word).is_empty()
    }

    fn check_words(&self, words: &[String], found: AtomInPlace<'_>, problems: &mut Vec<RuleProblem>) {
        for word in words {
            let normal = self.space.index.normal(word);
            if !self.space.index.words_of(&normal).is_empty() {
                continue;
            }
            let kind = if self.space.index.is_known(&normal) {
                ProblemKind::WordNotCounted
            } else if word.contains(is_operator_sign) {
                ProblemKind::AttachedSign
            } else {
                ProblemKind::UnknownWord
            };
            report(problems, kind, found.place, word.clone());
        }
    }

    fn check_value(
        &mut self,
        source: Source,
        value: &str,
        found: AtomInPlace<'_>,
        problems: &mut Vec<RuleProblem>,
    ) {
        let name = match &source {
            Source::Heading(level) => format!("h{level}"),
            Source::Variable(name) => name.clone(),
        };
        let groups = self.source(source);
        let wanted = self.space.index.normal(value.trim());
        match &*groups {
            Err(kind) => report(problems, *kind, found.place, name),
            Ok(groups) if !groups.contains_key(&wanted) => {
                report(problems, ProblemKind::UnknownValue, found.place, format!("{name} = {value}"));
            }
            Ok(_) => {}
        }
    }
}

/// Whether an operator is written with it, in either width. The lexer tells of brackets itself.
fn is_operator_sign(c: char) -> bool {
    matches!(c, '!' | '&' | '|' | '<' | '>' | '=' | '*' | '/' | '！' | '＆' | '｜' | '＜' | '＞' | '＝')
}
