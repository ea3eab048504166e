//! What was asked and is not in the data of a bundle, with why: for README, the codebook in its three formats, and for people.

use analysis::document::{Cell, Sheet};

use crate::dataset::microdata::left_out::LeftOut;
use crate::i18n::{self, Lang};

/// Why something is not there, in words.
fn why(lang: Lang, one: &LeftOut) -> String {
    i18n::plain(lang, &format!("bundle-left-out-{}", one.why))
}

/// A line for each.
pub fn lines(lang: Lang, all: &[LeftOut]) -> Vec<String> {
    let line = |one: &LeftOut| {
        let args = [("name", one.name.clone()), ("label", one.label.clone()), ("why", why(lang, one))];
        i18n::text(lang.code(), "bundle-left-out-line", &args)
    };
    all.iter().map(line).collect()
}

/// The same as a table; None where everything is there.
pub fn sheet(lang: Lang, all: &[LeftOut]) -> Option<Sheet> {
    let say = |key: &str| i18n::plain(lang, key);
    let row =
        |one: &LeftOut| vec![Cell::text(&one.name), Cell::text(&one.label), Cell::text(&why(lang, one))];
    let heads = ["export-head-variable", "export-head-label", "bundle-left-out-why"];
    (!all.is_empty()).then(|| Sheet {
        name: say("bundle-left-out-title"),
        columns: heads.map(say).to_vec(),
        rows: all.iter().map(row).collect(),
    })
}
