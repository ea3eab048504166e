//! What came of tests, in the sentences of the pages.

use analysis::statistics::NotTested;
use analysis::statistics::independence::Independence;
use analysis::statistics::residual::{Residual, corrected};
use analysis::table::crosstab::{CodeCrosstab, CodeRow};
use analysis::table::suppress::{Disclosure, protect};
use analysis::table::tested::{Outcome, TestedCode};
use serde::Serialize;

use crate::i18n::Lang;
use crate::view::tested::{TestLine, code_lines, codes_reading};

/// What is said of a table.
#[derive(Default, Serialize)]
pub struct Said {
    /// Which of its codes differ, in one sentence; empty where nothing is tested.
    reading: String,
    /// The codes that differ.
    lines: Vec<SaidLine>,
}

/// What is said of one code, or of a whole table.
#[derive(Serialize)]
pub struct SaidLine {
    says: String,
    /// `χ²(1) = 6.13, p = .013, φ = .35 [.10, .52]`
    figures: String,
}

impl SaidLine {
    /// Of a test as the pages tell it.
    pub fn of(line: &TestLine) -> SaidLine {
        SaidLine { says: line.says.clone(), figures: line.figures(Lang::Ja) }
    }
}

/// What is tested of a code: its independence, and for each value the corrected probability of its residual.
pub type Tested<'t> = (Option<Independence>, &'t [Option<f64>]);

/// The sentences of all codes of a table.
pub fn lines(table: &CodeCrosstab, tests: &[Tested<'_>]) -> Vec<TestLine> {
    let mut named = table.clone();
    for code in &mut named.codes {
        // Codes of coding rules have a name alone.
        if code.label.is_empty() {
            code.label.clone_from(&code.name);
        }
    }
    let tested: Vec<TestedCode> =
        tests.iter().enumerate().map(|(place, test)| tested_code(table, place, *test)).collect();
    // Whoever analyses files has the texts themselves.
    code_lines(None, &protect(named, Disclosure::Internal), &tested, Lang::Ja)
}

/// What is said of some of these codes.
pub fn said(lines: &[TestLine], by: &str) -> Said {
    Said {
        reading: codes_reading(lines, by, Lang::Ja),
        lines: lines.iter().filter(|line| line.is_sure()).map(SaidLine::of).collect(),
    }
}

fn tested_code(table: &CodeCrosstab, place: usize, (independence, p_holm): Tested<'_>) -> TestedCode {
    let residual = |(row, p_holm): (&CodeRow, &Option<f64>)| -> Option<Residual> {
        let residual = row.cells.get(place)?.residual;
        let alone = corrected(&[vec![residual]]).into_iter().flatten().next().flatten()?;
        Some(Residual { p_holm: (*p_holm)?, ..alone })
    };
    TestedCode {
        independence: independence.map_or(Outcome::NotTested(NotTested::TooFew), Outcome::Found),
        residuals: table.rows.iter().zip(p_holm).map(residual).collect(),
        n: table.total,
    }
}
