//! The words in exported tables.

use analysis::document::codebook::CodebookWords;
use analysis::document::tables::TableWords;

use crate::i18n::{self, Lang};

/// Heads and labels of tables.
pub fn tables(lang: Lang) -> TableWords {
    let say = |key: &str| i18n::plain(lang, key);
    TableWords {
        value: say("export-head-code"),
        label: say("table-value"),
        count: say("table-count"),
        percent: say("table-share"),
        total: say("table-total"),
        no_answer: say("table-no-answer"),
        answered: say("export-head-answered"),
        everyone: say("export-head-everyone"),
        left_out: say("export-head-left-out"),
        expected: say("export-head-expected"),
        residual: say("export-head-residual"),
        row_percent: say("export-head-row-percent"),
        column_percent: say("export-head-column-percent"),
        chi_square: say("export-head-chi-square"),
        df: say("export-head-df"),
        p: say("export-head-p"),
        cramers_v: say("export-head-cramers-v"),
    }
}

/// Heads and labels of a codebook, `sheet` being its name in the workbook.
pub fn codebook(lang: Lang, sheet: &str) -> CodebookWords {
    let say = |key: &str| i18n::plain(lang, key);
    CodebookWords {
        sheet: sheet.to_owned(),
        variable: say("export-head-variable"),
        label: say("export-head-label"),
        kind: say("export-head-kind"),
        level: say("export-head-level"),
        value: say("export-head-code"),
        value_label: say("table-value"),
        missing: say("export-head-missing"),
        universe: say("export-head-universe"),
        versions: say("export-head-versions"),
        note: say("export-head-note"),
        identifier: say("export-head-identifier"),
        n_valid: say("export-head-n-valid"),
        n_missing: say("export-head-n-missing"),
        n_not_asked: say("export-head-n-not-asked"),
        single: say("export-kind-single"),
        multiple: say("export-kind-multiple"),
        number: say("export-kind-number"),
        text: say("export-kind-text"),
        nominal: say("export-level-nominal"),
        ordinal: say("export-level-ordinal"),
        scale: say("export-level-scale"),
        yes: say("export-yes"),
        no: say("export-no"),
        everyone: say("export-everyone"),
        all_versions: say("export-all-versions"),
    }
}
