//! What came of tests of the same people before and after.

use analysis::statistics::residual::holm;
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

/// The tests of what the same people wrote before and after, by the names of the words or themes. What is said goes by the probabilities
/// after Holm's correction for all that are tested.
pub fn written_lines(things: &[(&str, &Protected<Changes>)], by: &str, lang: Lang) -> Vec<TestLine> {
    let lines = things.iter().map(|(name, changes)| change_line(name, by, changes, lang));
    let mut lines: Vec<TestLine> = lines.collect();
    let p: Vec<Option<f64>> = lines.iter().map(|line| line.p).collect();
    let is_corrected = p.iter().flatten().count() > 1;
    for ((line, (name, changes)), p_holm) in lines.iter_mut().zip(things).zip(holm(&p)) {
        line.p_holm = p_holm.filter(|_| is_corrected);
        line.says = words::written(name, changes.table(), line.p_holm, lang);
    }
    lines
}

/// What came of it, without what was asked: for where that stands above.
pub fn change_says(changes: &Protected<Changes>, lang: Lang) -> String {
    words::short_change(changes.table(), lang)
}

/// What came of the test of a scale before and after (probability and effect), in a sentence.
pub fn scale_change_says(what: &str, outcome: (f64, f64), lang: Lang) -> String {
    words::moved(what, ChangeKind::Scale, outcome, lang)
}

#[cfg(test)]
mod tests {
    use analysis::table::changes::yes_no_changes;
    use analysis::table::suppress::{Disclosure, protect};

    use super::*;

    /// Seven newly used the word: p = 2 / 2^7 = .0156 alone, and .0313 of two.
    #[test]
    fn what_is_said_of_words_goes_by_the_corrected_probability() {
        let changes = |n: usize| protect(yes_no_changes(&vec![(false, true); n]), Disclosure::Internal);
        let (seven, four) = (changes(7), changes(4));
        let lines = written_lines(&[("送迎", &seven), ("手帳", &four)], "事前 → 事後", Lang::Ja);
        assert!(lines[0].p_holm.is_some_and(|p| (p - 0.03125).abs() < 1e-9), "{:?}", lines[0].p_holm);
        assert!(lines[0].says.contains("「送迎」") && lines[0].says.contains("増えました"));
        assert!(lines[1].says.contains("はっきりした変化は見られませんでした"), "{}", lines[1].says);
        let six = changes(6);
        let sure = |lines: &[TestLine]| lines[0].says.contains("増えました");
        assert!(sure(&written_lines(&[("送迎", &six)], "", Lang::Ja)), "alone: .03125");
        assert!(!sure(&written_lines(&[("送迎", &six), ("手帳", &four)], "", Lang::Ja)), "of two: .0625");
    }
}
