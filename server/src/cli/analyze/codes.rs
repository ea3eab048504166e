//! `--compare`: the codes of coding rules, or suggested themes, in the place of words. They are there or not, and counted by what words are
//! compared by: people, as on the pages.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use analysis::coding::suggest::CodedSentence;
use analysis::table::crosstab::CodeHits;
use analysis::text::cooccurrence::compared::Compared;
use analysis::text::corpus::Corpus;
use analysis::text::headed::Outline;
use analysis::text::people::People;
use analysis::text::terms::Term;
use analysis::text::units::{Unit, Units, units};
use anyhow::bail;

use super::counted::{CountedIn, Counts};
use super::options::{CompareName, Options};
use super::rules::CodesByUnit;
use super::{AnalyzeArgs, LANG};
use crate::i18n::text;

/// Codes as they are compared with one another.
pub struct Codes {
    /// Those that something has, in the order of the file or the frame; `documents` are texts. The number of the word is that of the code.
    pub by_text: Vec<Term>,
    /// The same by what they are compared by, those of most people or units first.
    pub counts: Counts,
}

/// What codes are counted in.
#[derive(Clone, Copy)]
pub struct CountedFrom<'c> {
    /// The texts.
    pub corpus: &'c Corpus,
    /// Their headings.
    pub outline: &'c Outline,
    /// Who wrote what; copies count once.
    pub people: &'c People,
    /// What is counted.
    pub unit: Unit,
    /// How codes are compared.
    pub options: &'c Options,
}

/// One code.
struct Code {
    name: String,
    /// Its texts, ascending.
    texts: Vec<u32>,
    /// Its people or units, ascending.
    units: Vec<u32>,
}

/// Looks whether there are rules where their codes are to be compared.
///
/// # Errors
/// With words for the person at the terminal, when there are none.
pub fn check(args: &AnalyzeArgs) -> anyhow::Result<()> {
    if args.options.compare == CompareName::Rules && args.rules.is_none() {
        bail!(text(LANG, "analyze-compare-no-rules", &[]));
    }
    Ok(())
}

/// The codes of coding rules.
pub fn of_rules(found: CodesByUnit, from: CountedFrom<'_>) -> Codes {
    let CodesByUnit { units, rows, of_codes } = found;
    let person_of = |texts_of: &[Option<u32>], of_code: &[u32]| -> Vec<u32> {
        let texts = of_code.iter().filter_map(|&unit| texts_of.get(unit as usize).copied().flatten());
        from.people.of(&texts.collect::<Vec<u32>>())
    };
    let texts_of = first_texts(&units);
    let code = |(row, of_code): (super::rules::RuleRow, Vec<u32>)| Code {
        units: if from.unit == Unit::Person { person_of(&texts_of, &of_code) } else { of_code },
        name: row.name,
        texts: row.documents,
    };
    let codes = rows.into_iter().zip(of_codes).map(code).collect();
    counted(codes, (from.unit != Unit::Person).then_some(units), from)
}

/// For each unit the first text that it lies in. All texts of a unit are of one person where units are people.
fn first_texts(units: &Units) -> Vec<Option<u32>> {
    let mut found = vec![None; units.n as usize];
    for piece in &units.pieces {
        if let Some(first) = found.get_mut(piece.unit as usize) {
            first.get_or_insert(piece.document);
        }
    }
    found
}

/// The themes that are suggested: a sentence counts for its first one. `hits` are the texts of each theme.
pub fn of_themes(hits: &[CodeHits], coded: &[CodedSentence], from: CountedFrom<'_>) -> Codes {
    let CountedFrom { corpus, outline, people, unit, .. } = from;
    let units = (unit != Unit::Person).then(|| units(corpus, outline, unit, &[]));
    let code = |hits: &CodeHits| Code {
        name: format!("{} {}", hits.name, hits.label),
        texts: hits.rows.clone(),
        units: match &units {
            None => people.of(&hits.rows),
            Some(units) => with_theme(&hits.name, coded, units),
        },
    };
    let codes = hits.iter().map(code).collect();
    counted(codes, units, from)
}

/// The units in which a sentence with this theme begins, ascending.
fn with_theme(theme: &str, coded: &[CodedSentence], units: &Units) -> Vec<u32> {
    let has = |sentence: &&CodedSentence| {
        sentence.suggestion.themes.first().is_some_and(|first| first.code == theme)
    };
    let unit = |sentence: &CodedSentence| {
        let pieces = units.in_text(sentence.document);
        let next = pieces.partition_point(|piece| piece.span.end <= sentence.span.start);
        pieces.get(next).filter(|piece| piece.span.start < sentence.span.end).map(|piece| piece.unit)
    };
    let found: BTreeSet<u32> = coded.iter().filter(has).filter_map(unit).collect();
    found.into_iter().collect()
}

/// Codes that something has, as they are compared.
fn counted(codes: Vec<Code>, units: Option<Units>, from: CountedFrom<'_>) -> Codes {
    let class = from.options.thing_key();
    let term = |name: &str, number: u32, documents: Vec<u32>| Term {
        lemma: name.to_owned(),
        class,
        word: number,
        n_documents: documents.len() as u32,
        n_occurrences: 0,
        n_negated: 0,
        documents,
    };
    let used = (0..).zip(codes).filter(|(_, code)| !code.units.is_empty());
    let (by_text, mut terms): (Vec<Term>, Vec<Term>) = used
        .map(|(number, code)| (term(&code.name, number, code.texts), term(&code.name, number, code.units)))
        .unzip();
    terms.sort_by_key(|code| Reverse(code.n_documents));
    let n = units.as_ref().map_or(from.people.n, |units| units.n);
    let compared = Compared::codes(&terms, n, &from.options.of_compared());
    let counted_in = CountedIn { unit: from.unit, n };
    Codes { by_text, counts: Counts::new(counted_in, terms, compared, units) }
}

/// What is compared with one another, also as texts have it: codes where there are any, else words.
pub fn or_words<'c>(
    codes: Option<&'c Codes>,
    (words, words_by_text): (&'c Counts, &'c [Term]),
) -> (&'c Counts, &'c [Term]) {
    codes.map_or((words, words_by_text), |codes| (&codes.counts, codes.by_text.as_slice()))
}

/// Says that there are too few codes to be compared with one another.
pub fn too_few(codes: &Codes, options: &Options) -> Option<String> {
    let n = codes.counts.compared.words.len();
    let args = [&[("n", n.to_string())][..], &options.compared_arguments(LANG)[..]].concat();
    (n < 2).then(|| text(LANG, "analyze-compare-few", &args))
}

#[cfg(test)]
mod tests {
    use analysis::text::units::Piece;

    use super::*;

    #[test]
    fn a_person_is_told_by_the_first_of_their_texts() {
        let piece = |document: u32, unit: u32| Piece {
            tokens: 0..0,
            document,
            span: analysis::text::Span { start: 0, end: 1 },
            unit,
        };
        let pieces = vec![piece(0, 1), piece(2, 0), piece(3, 1)];
        let units = Units { kind: Unit::Person, n: 3, pieces };
        assert_eq!(first_texts(&units), [Some(2), Some(0), None]);
    }
}
