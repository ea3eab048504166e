//! What was tested and what came of it: in plain words first, with the figures after. Tables come in as protected tables only,
//! and tests follow from what these print.

pub mod among;
pub mod cells;
pub mod changes;
pub mod residuals;
pub mod tables;
mod words;

use analysis::rounded::half_up;
use analysis::statistics::association::{Association, Measure};
use analysis::statistics::independence::Independence;
use analysis::statistics::residual::holm;
use analysis::statistics::{HIGHLY_SIGNIFICANT, Method, SIGNIFICANT};
use analysis::table::crosstab::{CodeCrosstab, CodeRow, Crosstab};
use analysis::table::frequency::Frequency;
use analysis::table::items::ItemSet;
use analysis::table::suppress::Protected;
use analysis::table::tested::{
    Outcome, ScaleTest, TestedCode, TestedCrosstab, TestedScale, test_codes_among, test_crosstab_among,
    test_frequencies,
};
use analysis::table::{Count, ValueLabel};

use self::among::{is_compared, n_compared};
use super::figure::join;
use crate::dataset::tables::scales::is_no_answer;
use crate::dataset::tables::{By, QuestionTable};
use crate::i18n::{self, Lang};

/// The tests of a question's table.
pub enum Tested {
    /// Frequencies alone.
    Nothing,
    /// Of a question with one answer.
    Crosstab(TestedCrosstab),
    /// Of each choice.
    Codes(Vec<TestedCode>),
}

/// Tests a question's table by area, kind or (`None`) another question, among those who answered both.
pub fn tested(table: &QuestionTable, by: Option<By>) -> Tested {
    match table {
        QuestionTable::Frequency(_) => Tested::Nothing,
        QuestionTable::Crosstab(table) => {
            let is_group = |row: &ValueLabel| is_compared(by, &row.value);
            Tested::Crosstab(test_crosstab_among(table, is_group, |column| !is_no_answer(&column.value)))
        }
        QuestionTable::Choices(table) => {
            let is_group = |row: &CodeRow| is_compared(by, &row.value);
            Tested::Codes(test_codes_among(table, is_group, |code| !is_no_answer(&code.name)))
        }
    }
}

/// One test.
pub struct TestLine {
    /// What was tested: a question, or a choice or code of it.
    pub what: String,
    /// What it was compared by; empty for one set of items.
    pub by: String,
    /// What came of it, in one or two sentences.
    pub says: String,
    /// The name of the test, and why it was this one; empty where nothing was tested.
    pub test: String,
    /// Its statistic with its sign.
    pub statistic: Option<(&'static str, f64)>,
    /// Degrees of freedom; of a test without a statistic those of the reference.
    pub df: Option<usize>,
    /// χ² for reference, where the probability is that of another test.
    pub reference: Option<f64>,
    /// The probability of this test alone.
    pub p: Option<f64>,
    /// The same after Holm's correction for all rows that were tested together; nothing where it was tested alone.
    pub p_holm: Option<f64>,
    /// The probability with the name of its test, where that has no statistic; empty elsewhere.
    pub p_named: String,
    /// How large the effect is.
    pub effect: Option<Effect>,
    /// People.
    pub n: Count,
    /// What came of it is withheld with the numbers that it follows from.
    pub is_withheld: bool,
}

/// How large an effect is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Sign of the measure.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// Ends of the 95 % interval.
    pub interval: Option<(f64, f64)>,
}

impl Effect {
    fn of(association: &Association) -> Effect {
        let name = match association.measure {
            Measure::Phi => "φ",
            Measure::CramersV => "V",
        };
        Effect { name, value: association.value, interval: association.interval }
    }

    fn plain(name: &'static str, value: f64) -> Effect {
        Effect { name, value, interval: None }
    }

    /// `V = .35 [.10, .52]`.
    pub fn text(&self) -> String {
        let value = format!("{} = {}", self.name, without_zero(self.value, 2));
        match self.interval {
            Some((low, high)) => format!("{value} [{}, {}]", without_zero(low, 2), without_zero(high, 2)),
            None => value,
        }
    }
}

impl TestLine {
    fn new<T>(what: &str, by: &str, n: Count, outcome: &Outcome<T>) -> TestLine {
        TestLine {
            what: what.to_owned(),
            by: by.to_owned(),
            says: String::new(),
            test: String::new(),
            statistic: None,
            df: None,
            reference: None,
            p: None,
            p_holm: None,
            p_named: String::new(),
            effect: None,
            n,
            is_withheld: matches!(outcome, Outcome::Withheld),
        }
    }

    fn independence(self, found: Option<&Independence>, lang: Lang) -> TestLine {
        let Some(found) = found else { return self };
        // χ² before the probability of Fisher's test would be taken for what it is the probability of: there it is a reference.
        let is_approximate = found.method == Method::Approximate;
        let chi_square = found.chi_square.statistic;
        let named = || i18n::text(lang.code(), "test-p-fisher", &[("p", p_value(found.p))]);
        TestLine {
            test: words::independence_test(found, lang),
            statistic: is_approximate.then_some(("χ²", chi_square)),
            df: Some(found.chi_square.df),
            reference: (!is_approximate).then_some(chi_square),
            p: Some(found.p),
            p_named: if is_approximate { String::new() } else { named() },
            effect: found.association.as_ref().map(Effect::of),
            ..self
        }
    }

    /// `χ²(2) = 6.13, p = .047, V = .35 [.10, .52]`; empty where nothing was tested. Of one of several rows with the corrected p.
    pub fn figures(&self, lang: Lang) -> String {
        let effect = self.effect.as_ref().map(Effect::text);
        let named = || join(&[self.p_named.clone(), self.reference_text(lang).unwrap_or_default()], lang);
        let p = if self.p_named.is_empty() { self.p.map(p_value) } else { Some(named()) };
        let parts = [self.statistic_text(), p, self.holm_text(lang), effect];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// `p = .960（Holm）`; nothing where it was tested alone.
    pub fn holm_text(&self, lang: Lang) -> Option<String> {
        Some(i18n::text(lang.code(), "test-p-holm", &[("p", p_value(self.p_holm?))]))
    }

    /// Whether it differs by more than chance: of one of several rows by the corrected probability.
    pub fn is_sure(&self) -> bool {
        self.p_holm.or(self.p).is_some_and(|p| p < SIGNIFICANT)
    }

    /// `（参考：χ²(2) = 6.13）` where the probability is that of another test, which has no statistic; nothing elsewhere.
    pub fn reference_text(&self, lang: Lang) -> Option<String> {
        let args = [("df", self.df?.to_string()), ("value", half_up(self.reference?, 2))];
        Some(i18n::text(lang.code(), "test-reference", &args))
    }

    /// `χ²(2) = 6.13`; nothing where nothing was tested, or the test has no statistic.
    pub fn statistic_text(&self) -> Option<String> {
        let (name, value) = self.statistic?;
        let df = self.df.map(|df| format!("({df})")).unwrap_or_default();
        Some(format!("{name}{df} = {}", half_up(value, 2)))
    }
}

/// The tests of a question's table as lines: one, or one for each choice.
pub fn question_lines(what: &str, table: &QuestionTable, tested: &Tested, lang: Lang) -> Vec<TestLine> {
    match (table, tested) {
        (QuestionTable::Crosstab(table), Tested::Crosstab(tested)) => {
            vec![crosstab_line(what, table, tested, lang)]
        }
        (QuestionTable::Choices(table), Tested::Codes(tested)) => code_lines(Some(what), table, tested, lang),
        _ => Vec::new(),
    }
}

/// The test of a cross table.
pub fn crosstab_line(
    what: &str,
    table: &Protected<Crosstab>,
    tested: &TestedCrosstab,
    lang: Lang,
) -> TestLine {
    let crosstab = table.table();
    let line = TestLine::new(what, &crosstab.row_label, tested.n, &tested.independence);
    let says = match &tested.independence {
        Outcome::Found(found) => words::crosstab(what, crosstab, tested, found, lang),
        other => words::nothing(other, lang),
    };
    TestLine { says, ..line.independence(tested.independence.found(), lang) }
}

/// The probabilities of tests, corrected for their number; none where there is one test alone, whose probability needs no correction.
fn corrected(tested: &[TestedCode]) -> Vec<Option<f64>> {
    let p: Vec<Option<f64>> =
        tested.iter().map(|tested| tested.independence.found().map(|found| found.p)).collect();
    if p.iter().flatten().count() > 1 { holm(&p) } else { vec![None; p.len()] }
}

/// The test of each code; `of` is the question that they are choices of. What is said goes by the probabilities after Holm's
/// correction: of many rows some differ by chance.
pub fn code_lines(
    of: Option<&str>,
    table: &Protected<CodeCrosstab>,
    tested: &[TestedCode],
    lang: Lang,
) -> Vec<TestLine> {
    let crosstab = table.table();
    let line = |(place, (tested, p_holm)): (usize, (&TestedCode, Option<f64>))| {
        let label = crosstab.codes.get(place).map(|code| code.label.as_str()).unwrap_or_default();
        let what = match of {
            Some(of) => {
                let args = [("question", of.to_owned()), ("choice", label.to_owned())];
                i18n::text(lang.code(), "test-choice", &args)
            }
            None => label.to_owned(),
        };
        let says = match &tested.independence {
            Outcome::Found(found) => words::code(label, crosstab, tested, (found, p_holm), lang),
            other => words::nothing(other, lang),
        };
        let line = TestLine::new(&what, &crosstab.row_label, tested.n, &tested.independence);
        TestLine { says, p_holm, ..line.independence(tested.independence.found(), lang) }
    };
    tested.iter().zip(corrected(tested)).enumerate().map(line).collect()
}

/// Which codes of a table differ, in a sentence; nothing where none is tested.
pub fn codes_reading(lines: &[TestLine], by: &str, lang: Lang) -> String {
    words::codes(lines, by, lang)
}

/// The test of a scale in groups; `by` names what the groups are.
pub fn scale_line(what: &str, by: &str, tested: &TestedScale, lang: Lang) -> TestLine {
    let counts: Option<usize> = tested.groups.iter().map(|group| group.n.shown()).sum();
    let line = TestLine::new(what, by, counts.map_or(Count::Hidden, Count::Shown), &tested.test);
    let says = words::scale(what, by, tested, lang);
    let Some(found) = tested.test.found() else { return TestLine { says, ..line } };
    match found {
        ScaleTest::MannWhitney(found) => TestLine {
            says,
            test: i18n::plain(lang, "test-mann-whitney"),
            statistic: Some(("U", found.statistic)),
            p: Some(found.p),
            effect: Some(Effect::plain("r", found.effect)),
            ..line
        },
        ScaleTest::KruskalWallis(found) => TestLine {
            says,
            test: i18n::plain(lang, "test-kruskal-wallis"),
            statistic: Some(("H", found.statistic)),
            df: Some(found.df),
            p: Some(found.p),
            effect: Some(Effect::plain("ε²", found.effect)),
            ..line
        },
    }
}

/// The test of a scale in several questionnaires, as if their answers were of different people.
pub fn scales_line(what: &str, by: &str, tested: &TestedScale, lang: Lang) -> TestLine {
    let questionnaires = i18n::plain(lang, "test-questionnaires");
    TestLine { by: by.to_owned(), ..scale_line(what, &questionnaires, tested, lang) }
}

/// The same question in several questionnaires, as if their answers were of different people; `choice` is one of several
/// choices.
pub fn frequencies_line(
    what: &str,
    by: &str,
    tables: &[&Protected<Frequency>],
    choice: Option<&str>,
    lang: Lang,
) -> TestLine {
    let answered: Option<usize> = tables.iter().map(|table| n_compared(table, choice)).sum();
    let outcome = test_frequencies(tables, choice, |value| !is_no_answer(value));
    let line = TestLine::new(what, by, answered.map_or(Count::Hidden, Count::Shown), &outcome);
    let says = match &outcome {
        Outcome::Found(found) => words::frequencies(what, found, lang),
        other => words::nothing(other, lang),
    };
    TestLine { says, ..line.independence(outcome.found(), lang) }
}

/// α of a set of items.
pub fn item_line(what: &str, set: &Protected<ItemSet>, lang: Lang) -> TestLine {
    let set = set.table();
    let line = TestLine::new(what, "", set.n, &set.alpha);
    let says = words::items(what, set, lang);
    let Some(found) = set.alpha.found() else { return TestLine { says, ..line } };
    TestLine {
        says,
        test: i18n::plain(lang, "test-alpha"),
        effect: Some(Effect::plain("α", found.alpha)),
        ..line
    }
}

/// What a set of items comes to, with α without each item where that would be more.
pub fn item_note(what: &str, set: &Protected<ItemSet>, lang: Lang) -> String {
    words::item_note(&item_line(what, set, lang), set.table(), lang)
}

/// α of a set of items as papers note it.
pub fn alpha_note(set: &Protected<ItemSet>, lang: Lang) -> String {
    words::alpha_note(set.table(), lang)
}

/// `*p < .05, **p < .01`: what the marks of probabilities mean.
pub fn stars_note() -> String {
    let [one, two] = [SIGNIFICANT, HIGHLY_SIGNIFICANT].map(|level| without_zero(level, 2));
    format!("*p < {one}, **p < {two}")
}

/// `p = .047`, as journals print it. Nothing is printed as a probability of 1, which no test finds, nor as 0.
pub fn p_value(p: f64) -> String {
    match p {
        p if p < 0.001 => "p < .001".to_owned(),
        p if p >= 0.9995 => "p > .999".to_owned(),
        p => format!("p = {}", without_zero(p, 3)),
    }
}

/// Statistics that cannot exceed 1 are printed without the zero before the point.
fn without_zero(value: f64, places: usize) -> String {
    let text = half_up(value, places);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    format!("{sign}{}", digits.strip_prefix('0').unwrap_or(digits))
}

#[cfg(test)]
pub(crate) mod invented;

#[cfg(test)]
mod tests {
    use analysis::statistics::independence::independence;

    use super::*;

    #[test]
    fn figures_are_printed_as_journals_do() {
        assert_eq!(p_value(0.0004), "p < .001");
        assert_eq!(p_value(0.047), "p = .047");
        assert_eq!((p_value(0.99949).as_str(), p_value(0.9995).as_str()), ("p = .999", "p > .999"));
        assert_eq!(p_value(1.0), "p > .999");
        assert_eq!(without_zero(-0.214, 2), "-.21");
        assert_eq!(without_zero(-0.001, 2), ".00");
        let effect = Effect { name: "V", value: 0.351, interval: Some((0.1, 0.52)) };
        assert_eq!(effect.text(), "V = .35 [.10, .52]");
    }

    /// The least expected count of the first table is 2.6, that of the second 5.4 (see `analysis::statistics::independence`).
    #[test]
    fn a_probability_of_fishers_test_says_so_and_has_chi_square_for_reference() {
        let figures = |counts: &[Vec<usize>], lang| {
            let found = independence(counts).unwrap();
            let line = TestLine::new("相談", "圏域", Count::Shown(16), &Outcome::Found(&found));
            line.independence(Some(&found), lang).figures(lang)
        };
        let small = [vec![8, 2], vec![1, 5]];
        // By hand: 16 · (|8 · 5 − 2 · 1| − 8)² ÷ (10 · 6 · 9 · 7) = 3.81.
        let ja = figures(&small, Lang::Ja);
        assert!(ja.starts_with("p = .035（フィッシャー）（参考：χ²(1) = 3.81）, φ = "), "{ja}");
        let en = figures(&small, Lang::En);
        assert!(en.starts_with("p = .035 (Fisher) (for reference: χ²(1) = 3.81), φ = "), "{en}");
        let large = figures(&[vec![12, 7], vec![5, 7]], Lang::Ja);
        assert!(large.starts_with("χ²(1) = ") && large.contains(", p = .423, φ = "), "{large}");
        assert!(!large.contains("参考"), "its own statistic is none for reference: {large}");
    }
}
