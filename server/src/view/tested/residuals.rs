//! What stands in a cell beside its number: how far it is from what independence would give, and a sign where that is more than chance.
//!
//! Residuals follow from printed numbers alone (`analysis::table::tested`): where one of the numbers is withheld there is none.

use analysis::chart::heatmap::Mark;
use analysis::rounded::half_up;
use analysis::statistics::residual::Residual;
use analysis::statistics::{HIGHLY_SIGNIFICANT, SIGNIFICANT};

use crate::view::figure::CellView;

/// The sign of a cell that stands out after the correction for all cells: ▲ more, ▽ fewer; two where it is highly significant.
pub fn mark(residual: Option<&Residual>) -> Mark {
    residual.map_or(Mark::None, |found| mark_of(found.residual, found.p_holm))
}

/// The sign of an adjusted residual with its corrected probability.
pub fn mark_of(residual: f64, p_holm: f64) -> Mark {
    match p_holm {
        p if p < HIGHLY_SIGNIFICANT && residual > 0.0 => Mark::MuchHigher,
        p if p < SIGNIFICANT && residual > 0.0 => Mark::Higher,
        p if p < HIGHLY_SIGNIFICANT => Mark::MuchLower,
        p if p < SIGNIFICANT => Mark::Lower,
        _ => Mark::None,
    }
}

/// An adjusted residual with its sign: `+2.31 ▲`, `−2.10 ▽`, `+0.52`; empty where it is no number.
pub fn printed(found: &Residual) -> String {
    if !found.residual.is_finite() {
        return String::new();
    }
    let number = half_up(found.residual, 2);
    let number = match number.strip_prefix('-') {
        Some(below) => format!("−{below}"),
        None => format!("+{number}"),
    };
    format!("{number} {}", mark(Some(found)).sign()).trim_end().to_owned()
}

/// A cell with its residual behind the number. What is withheld stays as it is, whatever is known of it.
pub fn with_residual(cell: CellView, residual: Option<&Residual>) -> CellView {
    match residual.map(printed) {
        Some(residual) if !cell.is_suppressed && !residual.is_empty() => {
            CellView { text: format!("{} {residual}", cell.text), ..cell }
        }
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::figure::{withheld, words};

    fn residual(residual: f64, p_holm: f64) -> Residual {
        Residual { residual, p: 0.001, p_holm }
    }

    #[test]
    fn a_cell_is_marked_by_its_corrected_probability() {
        assert_eq!(mark(Some(&residual(2.9, 0.03))), Mark::Higher);
        assert_eq!(mark(Some(&residual(-3.9, 0.003))), Mark::MuchLower);
        assert_eq!(mark(Some(&residual(2.1, 0.07))), Mark::None, "alone it would have been marked");
        assert_eq!(mark(None), Mark::None);
    }

    #[test]
    fn a_cell_has_its_residual_behind_the_number() {
        let cell = |found: Option<&Residual>| with_residual(words("12 (34.3%)"), found).text;
        assert_eq!(cell(Some(&residual(2.306, 0.03))), "12 (34.3%) +2.31 ▲");
        assert_eq!(cell(Some(&residual(-2.1, 0.04))), "12 (34.3%) −2.10 ▽");
        assert_eq!(cell(Some(&residual(-3.9, 0.003))), "12 (34.3%) −3.90 ▽▽");
        assert_eq!(cell(Some(&residual(2.1, 0.07))), "12 (34.3%) +2.10", "not sure after the correction");
        assert_eq!(cell(Some(&residual(f64::NAN, 1.0))), "12 (34.3%)");
        assert_eq!(cell(None), "12 (34.3%)");
    }

    #[test]
    fn what_is_withheld_has_no_residual() {
        assert_eq!(with_residual(withheld(), Some(&residual(2.9, 0.03))), withheld());
    }
}
