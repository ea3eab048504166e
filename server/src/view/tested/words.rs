//! Tests in plain sentences.

use analysis::statistics::association::Measure;
use analysis::statistics::fisher::DRAWS;
use analysis::statistics::independence::Independence;
use analysis::statistics::mcnemar::McNemar;
use analysis::statistics::{Method, NotTested, SIGNIFICANT};
use analysis::table::changes::{ChangeKind, ChangeTest, Changes};
use analysis::table::crosstab::{CodeCrosstab, Crosstab};
use analysis::table::items::ItemSet;
use analysis::table::tested::{Outcome, ScaleTest, TestedCode, TestedCrosstab, TestedScale};

use super::{TestLine, without_zero};
use crate::i18n::{self, Lang};
use crate::view::figure::join;

/// Less than this is printed as .00.
const NEARLY_NOTHING: f64 = 0.005;

/// Cells that are named in a sentence.
const NAMED: usize = 3;

fn say(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    let args: Vec<(&str, String)> = args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    i18n::text(lang.code(), key, &args)
}

fn list(parts: &[String], lang: Lang) -> String {
    parts.join(&i18n::plain(lang, "list-separator"))
}

/// Why there is no result; nothing where there is one.
pub(super) fn nothing<T>(outcome: &Outcome<T>, lang: Lang) -> String {
    let key = match outcome {
        Outcome::Found(_) => return String::new(),
        Outcome::Withheld => "test-withheld",
        Outcome::NotTested(NotTested::TooFew) => "test-none-too-few",
        Outcome::NotTested(NotTested::NoVariation) => "test-none-no-variation",
        Outcome::NotTested(NotTested::NotFinite) => "test-none-not-finite",
        Outcome::NotTested(NotTested::TooLarge) => "test-none-too-large",
        Outcome::NotTested(NotTested::NoAnswer) => "test-none-no-answer",
        Outcome::NotTested(NotTested::OtherBase) => "test-none-other-base",
    };
    i18n::plain(lang, key)
}

/// Which test of independence it was, and why.
pub(super) fn independence_test(found: &Independence, lang: Lang) -> String {
    match found.method {
        Method::Exact => i18n::plain(lang, "test-fisher"),
        Method::Simulated => say(lang, "test-fisher-simulated", &[("n", DRAWS.to_string().as_str())]),
        Method::Approximate if found.chi_square.low_expected_share > 0.0 => {
            i18n::plain(lang, "test-chi-square-doubtful")
        }
        Method::Approximate if found.chi_square.is_corrected => i18n::plain(lang, "test-chi-square-yates"),
        Method::Approximate => i18n::plain(lang, "test-chi-square"),
    }
}

/// Which test of a change between yes and no it was.
pub(super) fn mcnemar_test(found: &McNemar, lang: Lang) -> String {
    let key = if found.method == Method::Exact { "test-mcnemar-exact" } else { "test-mcnemar" };
    i18n::plain(lang, key)
}

/// How strong an association is, in words (J. Cohen, Statistical Power Analysis, 1988, .1, .3 and .5) with its measure: a word alone
/// can be checked by nobody. How strong is not said where the interval, as it is printed, reaches 0, or there is none.
fn strength(found: &Independence, lang: Lang) -> String {
    let Some(association) = &found.association else { return String::new() };
    let key = match association.value.abs() {
        _ if association.interval.is_none_or(holds_nothing) => "test-strength-unsure",
        value if value < 0.1 => "test-strength-slight",
        value if value < 0.3 => "test-strength-weak",
        value if value < 0.5 => "test-strength-medium",
        _ => "test-strength-strong",
    };
    let measure = match association.measure {
        Measure::Phi => "test-effect-phi",
        Measure::CramersV => "test-effect-v",
    };
    let value = without_zero(association.value, 2);
    let effect = say(lang, measure, &[("value", value.as_str())]);
    say(lang, key, &[("effect", effect.as_str())])
}

/// Whether an interval, as it is printed, reaches 0.
fn holds_nothing((low, high): (f64, f64)) -> bool {
    low < NEARLY_NOTHING && high > -NEARLY_NOTHING
}

/// A cell that stands out: how far, and in words.
type StandingOut = (f64, String);

/// The cells that stand out most, in a sentence; nothing without any.
fn stand_out(mut cells: Vec<StandingOut>, lang: Lang) -> String {
    cells.sort_by(|a, b| b.0.total_cmp(&a.0));
    let named: Vec<String> = cells.into_iter().take(NAMED).map(|(_, words)| words).collect();
    if named.is_empty() {
        return String::new();
    }
    say(lang, "test-stands-out", &[("cells", list(&named, lang).as_str())])
}

/// What came of the test of a cross table.
pub(super) fn crosstab(
    what: &str,
    table: &Crosstab,
    tested: &TestedCrosstab,
    found: &Independence,
    lang: Lang,
) -> String {
    let args = [("what", what), ("by", table.row_label.as_str())];
    if found.p >= SIGNIFICANT {
        return say(lang, "test-same", &args);
    }
    let mut cells: Vec<StandingOut> = Vec::new();
    for (row, residuals) in table.rows.iter().zip(&tested.residuals) {
        for (column, residual) in table.columns.iter().zip(residuals) {
            let Some(residual) = residual.filter(|residual| residual.p_holm < SIGNIFICANT) else { continue };
            let key = if residual.residual > 0.0 { "test-more" } else { "test-fewer" };
            let args = [("group", row.label.as_str()), ("answer", column.label.as_str())];
            cells.push((residual.residual.abs(), say(lang, key, &args)));
        }
    }
    join(&[say(lang, "test-differs", &args), strength(found, lang), stand_out(cells, lang)], lang)
}

/// What came of the test of a question in several questionnaires.
pub(super) fn frequencies(what: &str, found: &Independence, lang: Lang) -> String {
    let by = i18n::plain(lang, "test-questionnaires");
    let args = [("what", what), ("by", by.as_str())];
    if found.p >= SIGNIFICANT {
        return say(lang, "test-same", &args);
    }
    join(&[say(lang, "test-differs", &args), strength(found, lang)], lang)
}

/// What came of the test of a code; `p_holm` is its probability after the correction for all codes, if there are several.
pub(super) fn code(
    label: &str,
    table: &CodeCrosstab,
    tested: &TestedCode,
    (found, p_holm): (&Independence, Option<f64>),
    lang: Lang,
) -> String {
    let args = [("what", label), ("by", table.row_label.as_str())];
    if p_holm.unwrap_or(found.p) >= SIGNIFICANT {
        let alone = (found.p < SIGNIFICANT).then(|| i18n::plain(lang, "test-code-alone"));
        return join(&[say(lang, "test-code-same", &args), alone.unwrap_or_default()], lang);
    }
    let mut cells: Vec<StandingOut> = Vec::new();
    for (row, residual) in table.rows.iter().zip(&tested.residuals) {
        let Some(residual) = residual.filter(|residual| residual.p_holm < SIGNIFICANT) else { continue };
        let key = if residual.residual > 0.0 { "test-code-more" } else { "test-code-fewer" };
        cells.push((residual.residual.abs(), say(lang, key, &[("group", row.label.as_str())])));
    }
    join(&[say(lang, "test-code-differs", &args), strength(found, lang), stand_out(cells, lang)], lang)
}

/// Which of the tested codes differ after the correction for their number, the surest first.
pub(super) fn codes(lines: &[TestLine], by: &str, lang: Lang) -> String {
    let n_tested = lines.iter().filter(|line| line.p.is_some()).count();
    if n_tested == 0 {
        return String::new();
    }
    let of = n_tested.to_string();
    let mut differing: Vec<(f64, &str)> = lines
        .iter()
        .filter(|line| line.is_sure())
        .filter_map(|line| Some((line.p?, line.what.as_str())))
        .collect();
    differing.sort_by(|a, b| a.0.total_cmp(&b.0));
    let names: Vec<String> = differing.iter().take(NAMED).map(|(_, what)| (*what).to_owned()).collect();
    if names.is_empty() {
        let key = if n_tested == lines.len() { "test-codes-same" } else { "test-codes-same-of-tested" };
        return say(lang, key, &[("by", by), ("of", of.as_str())]);
    }
    let n = differing.len().to_string();
    let names = list(&names, lang);
    let args = [("by", by), ("n", n.as_str()), ("of", of.as_str()), ("names", names.as_str())];
    say(lang, "test-codes-differ", &args)
}

/// What came of the test of a scale, with the medians that may be told.
pub(super) fn scale(what: &str, by: &str, tested: &TestedScale, lang: Lang) -> String {
    let p = tested.test.found().map(|found| match found {
        ScaleTest::MannWhitney(found) => found.p,
        ScaleTest::KruskalWallis(found) => found.p,
    });
    let args = [("what", what), ("by", by)];
    let first = match p {
        Some(p) if p < SIGNIFICANT => say(lang, "test-scale-differs", &args),
        Some(_) => say(lang, "test-scale-same", &args),
        None => nothing(&tested.test, lang),
    };
    let medians: Vec<String> = tested
        .groups
        .iter()
        .filter_map(|group| {
            let median = group.median?.to_string();
            let args = [("group", group.label.as_str()), ("median", median.as_str())];
            Some(say(lang, "test-median", &args))
        })
        .collect();
    if medians.is_empty() {
        return first;
    }
    join(&[first, say(lang, "test-medians", &[("groups", list(&medians, lang).as_str())])], lang)
}

/// What came of the test of a change.
pub(super) fn change(what: &str, changes: &Changes, lang: Lang) -> String {
    match outcome(changes) {
        Some(outcome) => moved(what, changes.kind, outcome, lang),
        None => nothing(&changes.test, lang),
    }
}

/// What came of the test of what people wrote; `p_holm` is its probability after the correction for all things, if there are several.
pub(super) fn written(what: &str, changes: &Changes, p_holm: Option<f64>, lang: Lang) -> String {
    let Some((p, effect)) = outcome(changes) else { return nothing(&changes.test, lang) };
    let way = match p_holm.unwrap_or(p) {
        p if p >= SIGNIFICANT => "same",
        _ if effect > 0.0 => "rose",
        _ => "fell",
    };
    say(lang, &format!("test-change-written-{way}"), &[("what", what)])
}

/// The same where what was asked stands above.
pub(super) fn short_change(changes: &Changes, lang: Lang) -> String {
    match outcome(changes) {
        Some(outcome) => say(lang, &format!("test-change-short-{}", way(changes.kind, outcome)), &[]),
        None => nothing(&changes.test, lang),
    }
}

/// Which way a change went, if it is more than chance.
pub(super) fn moved(what: &str, kind: ChangeKind, outcome: (f64, f64), lang: Lang) -> String {
    say(lang, &format!("test-change-{}", way(kind, outcome)), &[("what", what)])
}

/// Probability and effect of a change; none where it was not tested.
fn outcome(changes: &Changes) -> Option<(f64, f64)> {
    Some(match changes.test.found()? {
        ChangeTest::McNemar(found) => (found.p, found.gained_share - 0.5),
        ChangeTest::SignedRank(found) => (found.p, found.effect),
    })
}

/// The last part of the keys of a change.
fn way(kind: ChangeKind, (p, effect): (f64, f64)) -> &'static str {
    match (kind, effect) {
        (ChangeKind::YesNo, _) if p >= SIGNIFICANT => "yes-no-same",
        (ChangeKind::Scale, _) if p >= SIGNIFICANT => "scale-same",
        (ChangeKind::YesNo, effect) if effect > 0.0 => "yes-no-rose",
        (ChangeKind::Scale, effect) if effect > 0.0 => "scale-rose",
        (ChangeKind::YesNo, _) => "yes-no-fell",
        (ChangeKind::Scale, _) => "scale-fell",
    }
}

/// What α says of a set of items (J. C. Nunnally, Psychometric Theory, 1978: .7; .8 for comparing groups).
pub(super) fn items(what: &str, set: &ItemSet, lang: Lang) -> String {
    let Some(found) = set.alpha.found() else { return nothing(&set.alpha, lang) };
    let key = match found.alpha {
        alpha if alpha >= 0.8 => "test-items-good",
        alpha if alpha >= 0.7 => "test-items-fair",
        _ => "test-items-poor",
    };
    say(lang, key, &[("what", what), ("n", set.items.len().to_string().as_str())])
}

/// The same with its figures, and the items without which α would be higher.
pub(super) fn item_note(line: &TestLine, set: &ItemSet, lang: Lang) -> String {
    join(&[line.says.clone()].into_iter().chain(alpha_figures(set, lang)).collect::<Vec<_>>(), lang)
}

/// α in the style of a paper, without a sentence about it: its figures, or why there are none.
pub(super) fn alpha_note(set: &ItemSet, lang: Lang) -> String {
    match &set.alpha {
        Outcome::Found(_) => join(&alpha_figures(set, lang), lang),
        Outcome::Withheld => i18n::plain(lang, "talk-note-alpha-withheld"),
        Outcome::NotTested(_) => i18n::plain(lang, "talk-note-alpha-none"),
    }
}

/// α with how many people it is of, and the items without which it is higher as printed; nothing where there is no α.
fn alpha_figures(set: &ItemSet, lang: Lang) -> Vec<String> {
    let Some(found) = set.alpha.found() else { return Vec::new() };
    let alpha = without_zero(found.alpha, 2);
    let figures =
        i18n::text(lang.code(), "test-items-figures", &[("alpha", alpha.clone()), ("n", set.n.to_string())]);
    let higher = set.items.iter().zip(&found.without).filter_map(|(item, without)| {
        let without = without.filter(|without| *without > found.alpha)?;
        let without = Some(without_zero(without, 2)).filter(|without| *without != alpha)?;
        Some(say(lang, "test-items-without", &[("item", item.as_str()), ("alpha", without.as_str())]))
    });
    let higher: Vec<String> = higher.collect();
    if higher.is_empty() {
        return vec![figures];
    }
    vec![figures, say(lang, "test-items-higher", &[("items", list(&higher, lang).as_str())])]
}

#[cfg(test)]
mod tests {
    use analysis::statistics::association::Association;
    use analysis::statistics::independence::independence;
    use analysis::table::items::item_set;
    use analysis::table::suppress::{Disclosure, protect};
    use analysis::table::tested::test_codes;

    use super::*;
    use crate::view::tested::code_lines;
    use crate::view::tested::invented::by_area;

    /// Words by two areas of twenty people each; of each word how many people of the first and of the second area use it.
    fn lines(used: &[(u32, u32)]) -> Vec<TestLine> {
        let word = |(place, (north, south)): (usize, &(u32, u32))| (format!("語{place}"), [*north, *south]);
        let words: Vec<(String, [u32; 2])> = used.iter().enumerate().map(word).collect();
        let table = by_area([("北部", 20), ("南部", 20)], &words, Disclosure::Internal);
        code_lines(None, &table, &test_codes(&table), Lang::Ja)
    }

    /// Of ten words that chance has shared out one differs by Fisher's test alone: 6 of 20 and 0 of 20, p = .0202.
    #[test]
    fn of_many_words_shared_out_by_chance_none_is_said_to_differ() {
        let mut used = vec![(5, 5); 9];
        used.push((6, 0));
        let lines = lines(&used);
        let last = lines.last().unwrap();
        assert!((last.p.unwrap() - 0.0202).abs() < 0.0005, "{:?}", last.p);
        assert!((last.p_holm.unwrap() - 0.202).abs() < 0.005, "{:?}", last.p_holm);
        assert!(
            last.says.starts_with("「語9」の割合に、") && last.says.contains("偶然とも"),
            "{}",
            last.says
        );
        assert!(last.figures(Lang::Ja).contains("p = .202（Holm）"), "{}", last.figures(Lang::Ja));
        let reading = codes(&lines, "圏域", Lang::Ja);
        assert!(reading.starts_with("どの項目にも、"), "{reading}");
        // Nobody uses the last word, so that it is not tested and is none of these.
        used.push((0, 0));
        let reading = codes(&self::lines(&used), "圏域", Lang::Ja);
        assert!(reading.starts_with("検定した10項目には、"), "{reading}");
    }

    #[test]
    fn a_word_that_one_area_alone_uses_is_said_to_differ_among_many() {
        let mut used = vec![(5, 5); 9];
        used.push((18, 1));
        let lines = lines(&used);
        let reading = codes(&lines, "圏域", Lang::Ja);
        assert!(reading.starts_with("10項目のうち1項目で、圏域によるちがいが見られました（語9"), "{reading}");
        assert!(
            lines[9].says.starts_with("「語9」の割合は、圏域によってちがいます。関連は強めです"),
            "{}",
            lines[9].says
        );
    }

    #[test]
    fn one_word_alone_needs_no_correction_and_a_strength_that_may_be_none_is_not_said() {
        let lines = lines(&[(6, 0)]);
        assert_eq!(lines[0].p_holm, None);
        assert!(lines[0].says.starts_with("「語0」の割合は、圏域によってちがいます。"), "{}", lines[0].says);
        let association =
            |low: f64| Association { measure: Measure::CramersV, value: 0.34, interval: Some((low, 0.47)) };
        let found = independence(&[vec![12, 7], vec![5, 7]]).unwrap();
        let said =
            |low: f64| strength(&Independence { association: Some(association(low)), ..found }, Lang::Ja);
        assert!(said(0.001).starts_with("関連の強さは、この人数でははっきりしません"));
        assert!(said(0.05).starts_with("関連は中くらいです"));
    }

    /// A set of three items with this α, and these without each of them.
    fn set(alpha: f64, without: [f64; 3]) -> ItemSet {
        let rows: Vec<Vec<Option<f64>>> =
            (0..9).map(|n| [n % 3, n % 4, n % 5].map(|step| Some(f64::from(step))).to_vec()).collect();
        let items = ["ア", "イ", "ウ"].map(str::to_owned).to_vec();
        let mut set = protect(item_set(items, &rows, false), Disclosure::Internal).table().clone();
        let Outcome::Found(found) = &mut set.alpha else { panic!("nine people have an α") };
        found.alpha = alpha;
        found.without = without.map(Some).to_vec();
        set
    }

    #[test]
    fn alpha_names_only_items_without_which_it_is_higher_as_printed() {
        let note = alpha_note(&set(0.3959, [0.4017, 0.52, 0.1]), Lang::Ja);
        assert!(
            note.contains("α = .40（") && note.contains("除くと上がる項目：「イ」（α = .52）。"),
            "{note}"
        );
        assert!(!note.contains("「ア」") && !note.contains("「ウ」"), "{note}");
        assert!(!alpha_note(&set(0.3959, [0.4017; 3]), Lang::Ja).contains("除くと"));
    }
}
