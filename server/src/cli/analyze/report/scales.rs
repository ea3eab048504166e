//! Scales between groups, and before and after, in the report.

use analysis::chart::likert::{LikertBar, LikertChart, likert};
use analysis::chart::style::Style;
use analysis::statistics::kruskal_wallis::KruskalWallis;
use analysis::statistics::mann_whitney::MannWhitney;
use analysis::table::Count;
use analysis::table::tested::{Outcome as Tested, ScaleGroup, ScaleTest as TestOfGroups, TestedScale};
use serde::Serialize;

use super::crosstabs::probability;
use super::decimals;
use super::further::caption;
use crate::cli::analyze::LANG;
use crate::cli::analyze::alpha::Alpha;
use crate::cli::analyze::scales::{Group, MOST_STEPS, Outcome, ScaleTest, Test};
use crate::cli::analyze::sheets::method;
use crate::i18n::{Lang, text};
use crate::view::figure::PICTURE_WIDTH;
use crate::view::tested::changes::scale_change_says;
use crate::view::tested::{item_note, scale_line};

/// More bars make no picture; `scales.csv` has all groups.
const MOST_BARS: usize = 60;

#[derive(Serialize)]
pub struct ScaleView {
    scale: String,
    /// What it is set against.
    by: String,
    groups: Vec<String>,
    test: String,
    p: String,
    effect: String,
    left_out: String,
    /// What came of it, in a sentence.
    says: String,
}

/// The answers on one scale.
#[derive(Serialize)]
pub struct LikertView {
    note: String,
    pub(super) svg: String,
}

/// One row for each test.
pub fn views(found: &[ScaleTest]) -> Vec<ScaleView> {
    let dash = || "–".to_owned();
    let view = |test: &ScaleTest| {
        let outcome = test.outcome.ok();
        ScaleView {
            scale: test.column.clone(),
            by: against(test),
            groups: test.groups.iter().map(group).collect(),
            test: outcome.map_or_else(dash, tested),
            p: outcome.map_or_else(dash, |outcome| probability(outcome.p)),
            effect: outcome.map_or_else(dash, |outcome| decimals(outcome.effect, 2)),
            left_out: test.n_left_out.to_string(),
            says: says(test),
        }
    };
    found.iter().map(view).collect()
}

/// As the pages say it.
fn says(test: &ScaleTest) -> String {
    let outcome = match test.outcome {
        Ok(outcome) if outcome.test == Test::Wilcoxon => {
            return scale_change_says(&test.column, (outcome.p, outcome.effect), Lang::Ja);
        }
        Ok(Outcome { test: Test::MannWhitney, method, statistic, p, effect, .. }) => {
            Tested::Found(TestOfGroups::MannWhitney(MannWhitney { statistic, p, method, effect }))
        }
        Ok(Outcome { statistic, df, p, effect, .. }) => {
            let df = df.unwrap_or_default();
            Tested::Found(TestOfGroups::KruskalWallis(KruskalWallis { statistic, df, p, effect }))
        }
        Err(reason) => Tested::NotTested(reason),
    };
    let group = |group: &Group| ScaleGroup {
        label: group.value.clone(),
        n: Count::Shown(group.n()),
        median: group.median(),
    };
    let tested = TestedScale { groups: test.groups.iter().map(group).collect(), test: outcome };
    scale_line(&test.column, &against(test), &tested, Lang::Ja).says
}

/// What α says of all scales together, wave by wave.
pub fn alphas(found: &[Alpha]) -> Vec<String> {
    let says = |alpha: &Alpha| {
        let what = alpha.set.table().items.join(&text(LANG, "list-separator", &[]));
        let note = item_note(&what, &alpha.set, Lang::Ja);
        if alpha.wave.is_empty() { note } else { format!("{}: {note}", alpha.wave) }
    };
    found.iter().map(says).collect()
}

/// What a scale is set against.
fn against(test: &ScaleTest) -> String {
    format!("{} {}", test.by, test.wave).trim_end().to_owned()
}

fn group(group: &Group) -> String {
    let number = |value: Option<f64>, places: usize| decimals(value.unwrap_or(f64::NAN), places);
    let args = [
        ("value", group.value.clone()),
        ("n", group.n().to_string()),
        ("median", number(group.median(), 1)),
        ("mean", number(group.mean(), 2)),
    ];
    text(LANG, "analyze-scale-group", &args)
}

fn tested(outcome: Outcome) -> String {
    let args = [
        ("statistic", decimals(outcome.statistic, 2)),
        ("df", outcome.df.map(|df| df.to_string()).unwrap_or_default()),
        ("method", text(LANG, &format!("analyze-scale-method-{}", method(outcome.method)), &[])),
    ];
    text(LANG, &format!("analyze-scale-test-{}", outcome.test.key()), &args)
}

/// The answers of all groups on each scale as bars that part in the middle.
///
/// # Errors
/// When one cannot be drawn.
pub fn likerts(found: &[ScaleTest]) -> anyhow::Result<Vec<LikertView>> {
    let of_scale = found.chunk_by(|a, b| a.column == b.column);
    (1..).zip(of_scale).map(|(number, tests)| likert_view(number, tests)).collect()
}

fn likert_view(number: usize, tests: &[ScaleTest]) -> anyhow::Result<LikertView> {
    let column = tests.first().map(|test| test.column.clone()).unwrap_or_default();
    let title = text(LANG, "analyze-likert-title", &[("column", column)]);
    let note = text(LANG, "analyze-likert-note", &[("most", MOST_BARS.to_string())]);
    let steps = steps(tests);
    let groups = tests.iter().flat_map(|test| test.groups.iter().map(move |group| (test, group)));
    let bar = |(test, group): (&ScaleTest, &Group)| LikertBar {
        label: format!("{} {}", against(test), group.value),
        n: Count::Shown(group.n()),
        counts: steps.iter().map(|step| Count::Shown(n_of(group, *step))).collect(),
        hrefs: Vec::new(),
    };
    let bars: Vec<LikertBar> = groups.filter(|(_, group)| group.n() > 0).take(MOST_BARS).map(bar).collect();
    if bars.is_empty() {
        return Ok(LikertView { note, svg: String::new() });
    }
    let chart = LikertChart {
        caption: caption(&title, &note),
        categories: steps.iter().map(ToString::to_string).collect(),
        neutral: (steps.len() % 2 == 1).then_some(steps.len() / 2),
        bars,
    };
    let style = Style { width: PICTURE_WIDTH, ..Style::new(&format!("likert{number}")) };
    Ok(LikertView { note, svg: likert(&chart, &style)? })
}

fn n_of(group: &Group, step: f64) -> usize {
    group.numbers.iter().filter(|number| **number == step).count()
}

/// The steps of a scale from the lowest answer to the highest; those that nobody chose are steps, too, where they are whole
/// numbers.
fn steps(tests: &[ScaleTest]) -> Vec<f64> {
    let groups = tests.iter().flat_map(|test| &test.groups);
    let mut found: Vec<f64> = groups.flat_map(|group| group.numbers.iter().copied()).collect();
    found.sort_by(f64::total_cmp);
    found.dedup();
    let (Some(&first), Some(&last)) = (found.first(), found.last()) else { return found };
    let is_whole = found.iter().all(|step| step.fract() == 0.0);
    if !is_whole || last - first >= MOST_STEPS as f64 {
        return found;
    }
    (0..MOST_STEPS).map(|n| first + n as f64).take_while(|step| *step <= last).collect()
}

#[cfg(test)]
mod tests {
    use analysis::statistics::NotTested;

    use super::*;

    fn test_of(numbers: &[&[f64]]) -> ScaleTest {
        let group = |numbers: &&[f64]| Group { value: "北部".to_owned(), numbers: numbers.to_vec() };
        ScaleTest {
            column: "満足".to_owned(),
            by: "地域".to_owned(),
            wave: String::new(),
            groups: numbers.iter().map(group).collect(),
            n_left_out: 0,
            outcome: Err(NotTested::TooFew),
        }
    }

    #[test]
    fn steps_that_nobody_chose_are_steps() {
        assert_eq!(steps(&[test_of(&[&[1.0, 5.0][..], &[2.0]])]), [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(steps(&[test_of(&[&[0.5, 2.0]])]), [0.5, 2.0]);
        assert_eq!(steps(&[test_of(&[&[10.0, 100.0]])]), [10.0, 100.0]);
        assert_eq!(steps(&[test_of(&[])]), Vec::<f64>::new());
    }

    #[test]
    fn a_scale_of_nobody_has_no_picture() {
        assert!(likerts(&[test_of(&[&[]])]).unwrap()[0].svg.is_empty());
    }
}
