//! Scales between groups, and before and after, in the report.

use analysis::chart::likert::{LikertBar, LikertChart, likert};
use analysis::statistics::kruskal_wallis::KruskalWallis;
use analysis::statistics::mann_whitney::MannWhitney;
use analysis::table::Count;
use analysis::table::tested::{Outcome as Tested, ScaleGroup, ScaleTest as TestOfGroups, TestedScale};
use serde::Serialize;

use super::further::caption_of_rows;
use super::listings::Listings;
use super::picture::{PictureView, style};
use super::{Number, decimals};
use crate::cli::analyze::LANG;
use crate::cli::analyze::alpha::Alpha;
use crate::cli::analyze::scales::{Group, MOST_STEPS, Outcome, ScaleTest, Test};
use crate::cli::analyze::sheets::method;
use crate::i18n::{Lang, text};
use crate::view::tested::changes::scale_change_says;
use crate::view::tested::{item_note, p_value, scale_line};

/// More bars make no picture; `scales.csv` has all groups.
const MOST_BARS: usize = 60;

#[derive(Serialize)]
pub struct ScaleView {
    scale: String,
    /// What it is set against.
    by: String,
    groups: Vec<Number>,
    test: String,
    p: String,
    effect: String,
    left_out: Number,
    /// What came of it, in a sentence.
    says: String,
}

/// The answers on one scale.
#[derive(Serialize)]
pub struct LikertView {
    pub(super) picture: PictureView,
}

/// α of scales.
#[derive(Serialize)]
pub struct AlphaView {
    says: String,
    /// Those who answered all.
    n: Number,
}

/// One row for each test.
pub fn views(found: &[ScaleTest], listings: &mut Listings<'_>) -> Vec<ScaleView> {
    let dash = || "–".to_owned();
    let view = |test: &ScaleTest| {
        let outcome = test.outcome.ok();
        ScaleView {
            scale: test.column.clone(),
            by: against(test),
            groups: test.groups.iter().map(|group| group_view(test, group, listings)).collect(),
            test: outcome.map_or_else(dash, tested),
            p: outcome.map_or_else(dash, |outcome| p_value(outcome.p)),
            effect: outcome.map_or_else(dash, |outcome| decimals(outcome.effect, 2)),
            left_out: listings.number_of(&left_out(test), test.n_left_out as u32, &test.left_out),
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
pub fn alphas(found: &[Alpha], listings: &mut Listings<'_>) -> Vec<AlphaView> {
    let says = |alpha: &Alpha| {
        let what = alpha.set.table().items.join(&text(LANG, "list-separator", &[]));
        let note = item_note(&what, &alpha.set, Lang::Ja);
        let people = text(LANG, "analyze-n-people", &[("n", alpha.set.table().n.to_string())]);
        let n = Number {
            text: people,
            href: listings.href(format!("{what} {}", alpha.wave).trim_end(), &alpha.texts),
        };
        AlphaView { says: if alpha.wave.is_empty() { note } else { format!("{}: {note}", alpha.wave) }, n }
    };
    found.iter().map(says).collect()
}

/// What a scale is set against.
fn against(test: &ScaleTest) -> String {
    format!("{} {}", test.by, test.wave).trim_end().to_owned()
}

/// Under which title the texts of a group are listed.
fn title_of(test: &ScaleTest, group: &Group) -> String {
    format!("{} × {} {}", test.column, against(test), group.value)
}

/// Under which title the texts of people are listed whose rows contradict each other.
fn left_out(test: &ScaleTest) -> String {
    format!("{} × {} {}", test.column, against(test), text(LANG, "analyze-scale-left-out", &[]))
}

/// A group in words, leading to its texts.
fn group_view(test: &ScaleTest, group: &Group, listings: &mut Listings<'_>) -> Number {
    let number = |value: Option<f64>, places: usize| decimals(value.unwrap_or(f64::NAN), places);
    let args = [
        ("value", group.value.clone()),
        ("n", group.n().to_string()),
        ("median", number(group.median(), 1)),
        ("mean", number(group.mean(), 2)),
    ];
    let href = listings.href(&title_of(test, group), &group.texts());
    Number { text: text(LANG, "analyze-scale-group", &args), href }
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
pub fn likerts(found: &[ScaleTest], listings: &mut Listings<'_>) -> anyhow::Result<Vec<LikertView>> {
    let of_scale = found.chunk_by(|a, b| a.column == b.column);
    (1..)
        .zip(of_scale)
        .map(|(number, tests)| likert_view(number, tests, &mut |title, texts| listings.href(title, texts)))
        .collect()
}

fn likert_view(
    number: usize,
    tests: &[ScaleTest],
    link: &mut dyn FnMut(&str, &[u32]) -> String,
) -> anyhow::Result<LikertView> {
    let column = tests.first().map(|test| test.column.clone()).unwrap_or_default();
    let title = text(LANG, "analyze-likert-title", &[("column", column)]);
    let note = text(LANG, "analyze-likert-note", &[("most", MOST_BARS.to_string())]);
    let steps = steps(tests);
    let groups = tests.iter().flat_map(|test| test.groups.iter().map(move |group| (test, group)));
    let mut href = |test: &ScaleTest, group: &Group, step: f64| {
        link(&format!("{} = {step}", title_of(test, group)), &group.texts_with(step))
    };
    let bar = |(test, group): (&ScaleTest, &Group)| LikertBar {
        label: format!("{} {}", against(test), group.value),
        n: Count::Shown(group.n()),
        counts: steps.iter().map(|step| Count::Shown(n_of(group, *step))).collect(),
        hrefs: steps.iter().map(|step| href(test, group, *step)).collect(),
    };
    let bars: Vec<LikertBar> = groups.filter(|(_, group)| group.n() > 0).take(MOST_BARS).map(bar).collect();
    if bars.is_empty() {
        return Ok(LikertView { picture: PictureView::default() });
    }
    let chart = LikertChart {
        caption: caption_of_rows(&title, &note),
        categories: steps.iter().map(ToString::to_string).collect(),
        neutral: (steps.len() % 2 == 1).then_some(steps.len() / 2),
        bars,
    };
    let style = style(&format!("likert{number}"));
    Ok(LikertView { picture: PictureView::of(likert(&chart, &style)?, &note) })
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
        let group = |numbers: &&[f64]| Group {
            value: "北部".to_owned(),
            numbers: numbers.to_vec(),
            said: (0..).zip(numbers.iter().copied()).collect(),
        };
        ScaleTest {
            column: "満足".to_owned(),
            by: "地域".to_owned(),
            wave: String::new(),
            groups: numbers.iter().map(group).collect(),
            n_left_out: 0,
            left_out: Vec::new(),
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
        let nowhere = &mut |_: &str, _: &[u32]| String::new();
        assert!(likert_view(1, &[test_of(&[&[]])], nowhere).unwrap().picture.svg.is_empty());
    }

    #[test]
    fn pieces_of_bars_lead_to_the_texts_with_their_answer() {
        let link = &mut |title: &str, texts: &[u32]| format!("#{title}: {texts:?}");
        let drawn = likert_view(1, &[test_of(&[&[2.0, 1.0, 2.0]])], link).unwrap();
        for href in ["#満足 × 地域 北部 = 1: [1]", "#満足 × 地域 北部 = 2: [0, 2]"] {
            assert!(drawn.picture.svg.contains(&format!("href=\"{href}\"")), "{href}: {}", drawn.picture.svg);
        }
    }
}
