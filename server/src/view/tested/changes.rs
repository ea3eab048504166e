//! What came of tests of the same people before and after.

use analysis::table::changes::{ChangeKind, ChangeTest, Changes};
use analysis::table::suppress::Protected;

use super::{Effect, TestLine, words};
use crate::i18n::{self, Lang};

/// The test of what the same people said before and after.
pub fn change_line(what: &str, by: &str, changes: &Protected<Changes>, lang: Lang) -> TestLine {
    let changes = changes.table();
    let line = TestLine::new(what, by, changes.pairs, &changes.test);
    let says = words::change(what, changes, lang);
    let Some(found) = changes.test.found() else { return TestLine { says, ..line } };
    match found {
        ChangeTest::McNemar(found) => TestLine {
            says,
            test: words::mcnemar_test(found, lang),
            statistic: found.statistic.map(|statistic| ("χ²", statistic)),
            df: found.statistic.map(|_| 1),
            p: Some(found.p),
            effect: Some(Effect::plain("g", found.gained_share - 0.5)),
            ..line
        },
        ChangeTest::SignedRank(found) => TestLine {
            says,
            test: i18n::plain(lang, "test-signed-rank"),
            // R's V. V is the sign of Cramér's measure here.
            statistic: Some(("W", found.statistic)),
            p: Some(found.p),
            effect: Some(Effect::plain("r", found.effect)),
            ..line
        },
    }
}

/// What came of it, without what was asked: for where that stands above.
pub fn change_says(changes: &Protected<Changes>, lang: Lang) -> String {
    words::short_change(changes.table(), lang)
}

/// What came of the test of a scale before and after (probability and effect), in a sentence.
pub fn scale_change_says(what: &str, outcome: (f64, f64), lang: Lang) -> String {
    words::moved(what, ChangeKind::Scale, outcome, lang)
}
