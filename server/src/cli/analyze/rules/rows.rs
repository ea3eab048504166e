//! Codes by what they are counted in, and the texts that they are in.

use analysis::rules::coder::{CodedUnits, Coder, Coding, Material};
use analysis::text::Span;
use analysis::text::corpus::Corpus;
use analysis::text::headed::Outline;
use analysis::text::units::{Piece, Unit, Units, units};

use super::{RuleRow, Rules, starred};

/// The row of units without a code, as KH Coder calls it.
const UNCODED: &str = "＃コード無し";

/// The codes of a file by one unit.
pub struct CodesByUnit {
    /// The units.
    pub units: Units,
    /// The codes in the order of the file, and the units without one.
    pub rows: Vec<RuleRow>,
    /// The units of each code, ascending.
    pub of_codes: Vec<Vec<u32>>,
}

impl Rules {
    /// The codes by another unit than that of the tables of rules. `persons` says who wrote each text.
    pub fn by(
        &self,
        unit: Unit,
        (corpus, outline): (&Corpus, &Outline),
        (persons, stop_words): (&[String], &[String]),
    ) -> CodesByUnit {
        let units = units(corpus, outline, unit, persons);
        let (rows, coding) = {
            let mut coder = Coder::new(&self.file, Material { corpus, outline, units: &units, stop_words });
            let coding = coder.code();
            (rows(&coder, &coding, &units), coding)
        };
        CodesByUnit { units, rows, of_codes: coding.codes.into_iter().map(|code| code.units).collect() }
    }
}

/// A row for each code, and one for the units without a code.
pub(super) fn rows(coder: &Coder<'_>, coding: &Coding, units: &Units) -> Vec<RuleRow> {
    // Other units are of one text each.
    let are_texts_joined = matches!(units.kind, Unit::Person | Unit::Heading(_));
    let mut pieces: Vec<&Piece> = units.pieces.iter().collect();
    pieces.sort_by_key(|piece| piece.unit);
    let of_code = |(number, code): (usize, &CodedUnits)| {
        let spots = if are_texts_joined { coder.spots(number, &code.units) } else { Vec::new() };
        row(&pieces, starred(code), (&code.units, &spots))
    };
    let mut rows: Vec<RuleRow> = coding.codes.iter().enumerate().map(of_code).collect();
    // That a unit has no code is said of all its texts.
    rows.push(row(&pieces, UNCODED.to_owned(), (&coding.uncoded, &[])));
    rows
}

/// One code: how many units, and the texts that it is in. `pieces` are in the order of the units, `spots` in that of the texts.
fn row(pieces: &[&Piece], name: String, (units, spots): (&[u32], &[(u32, Span)])) -> RuleRow {
    let mut found: Vec<u32> = units.iter().flat_map(|&unit| texts(of_unit(pieces, unit), spots)).collect();
    found.sort_unstable();
    found.dedup();
    RuleRow { name, n: units.len() as u32, documents: found }
}

/// The pieces of a unit; what stands below a heading may be nothing.
fn of_unit<'s, 'p>(pieces: &'s [&'p Piece], unit: u32) -> &'s [&'p Piece] {
    let first = pieces.partition_point(|piece| piece.unit < unit);
    let end = pieces.partition_point(|piece| piece.unit <= unit);
    pieces.get(first..end).unwrap_or_default()
}

/// The texts of a unit in which something fired; all where nothing did, as for a length, a variable or a `not`.
fn texts(pieces: &[&Piece], spots: &[(u32, Span)]) -> Vec<u32> {
    let has_fired = |piece: &&&Piece| {
        let begin = (piece.document, piece.span.start);
        let next = spots.partition_point(|(document, span)| (*document, span.start) < begin);
        let is_inside =
            |(document, span): &(u32, Span)| *document == piece.document && span.start < piece.span.end;
        spots.get(next).is_some_and(is_inside)
    };
    let some: Vec<u32> = pieces.iter().filter(has_fired).map(|piece| piece.document).collect();
    if some.is_empty() { pieces.iter().map(|piece| piece.document).collect() } else { some }
}
