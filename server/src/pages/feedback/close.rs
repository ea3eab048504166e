//! Whether a new version of a sheet is so close to an earlier one, or to the sheets of other areas, that the few who came or went between
//! them could be made out.

use std::collections::BTreeMap;

use surveys::store;

use super::beside::{Beside, Published};
use super::content::{CountView, SheetContent, SheetFigure, counterpart};
use super::sheet::Built;
use super::which::SheetOf;
use crate::app::App;
use crate::error::Result;
use crate::view::figure::CellView;

/// Whether single people's answers could be read off a new version beside one that was published before, of the same sheet or of
/// others, the newest or not, taken back or not: all of them have been read. Where one of the same sheet has the same numbers already,
/// nothing more can be read off.
///
/// # Errors
/// When the database fails.
pub async fn is_close_to_published(app: &App, sheet: &SheetOf, built: &Built) -> Result<bool> {
    let now = &built.content;
    let (mut published, mut earlier): (Published, Vec<SheetContent>) = (BTreeMap::new(), Vec::new());
    for version in store::publications::of_survey(&app.db, sheet.survey.id).await? {
        let content = SheetContent::read(&version.content)?;
        published.entry(version.area.clone()).or_default().push(content.parameters.counts.clone());
        if version.area == sheet.area {
            earlier.push(content);
        }
    }
    let areas = store::regions::areas(&app.db, sheet.survey.region_id).await?;
    let areas: Vec<String> = areas.into_iter().map(|area| area.code).collect();
    let least = i64::from(now.parameters.min_cell);
    let beside = Beside { areas: &areas, published: &published, people: &built.people, least };
    let is_known = earlier.iter().any(|before| is_same(before, now));
    Ok(!is_known && (is_close_to_one(&earlier, now) || beside.tells_few(&sheet.area, &now.parameters.counts)))
}

fn is_same(before: &SheetContent, now: &SheetContent) -> bool {
    have_same_numbers(before, now) && have_same_charts(before, now, |_| true)
}

fn is_close_to_one(earlier: &[SheetContent], now: &SheetContent) -> bool {
    earlier.iter().any(|before| is_close(before, now))
}

/// Whether two versions count almost the same people: their differences could tell what those few said. As many can be others, where
/// one went and one came: then the charts of closed questions differ.
fn is_close(before: &SheetContent, now: &SheetContent) -> bool {
    let least = u64::try_from(now.parameters.min_cell).unwrap_or_default();
    let is_exchanged = have_same_numbers(before, now)
        && before.parameters.min_cell == now.parameters.min_cell
        && !have_same_charts(before, now, |own| own.places.is_some());
    is_exchanged || are_close(&before.parameters.counts, &now.parameters.counts, least)
}

/// Whether some number of the one is that of the other but for a few people.
fn are_close(before: &[CountView], now: &[CountView], least: u64) -> bool {
    let number = |count: &CountView| count.value.parse::<u64>().ok();
    before.iter().enumerate().any(|(place, one)| {
        let other = counterpart(before, place, now);
        match (number(one), other.and_then(number)) {
            (Some(one), Some(other)) => one != other && one.abs_diff(other) < least,
            _ => false,
        }
    })
}

/// Whether as many answered and were heard, as both print it.
fn have_same_numbers(before: &SheetContent, now: &SheetContent) -> bool {
    let (before, now) = (&before.parameters.counts, &now.parameters.counts);
    before.iter().map(|count| &count.value).eq(now.iter().map(|count| &count.value))
}

/// Whether those charts that are meant and that both have say the same numbers, in whatever language.
fn have_same_charts(before: &SheetContent, now: &SheetContent, is_meant: fn(&SheetFigure) -> bool) -> bool {
    let is_same = |one: &SheetFigure, other: &SheetFigure| {
        one.figure.id != other.figure.id || cells(one) == cells(other)
    };
    let mut meant = before.sheet_figures().filter(|own| is_meant(own));
    meant.all(|one| now.sheet_figures().all(|other| is_same(one, other)))
}

/// The cells of a chart's table without the heads of its rows, which are words.
fn cells(own: &SheetFigure) -> Vec<&str> {
    own.figure.table.rows.iter().flat_map(|row| row.iter().skip(1)).map(CellView::printed).collect()
}

#[cfg(test)]
mod tests {
    use analysis::table::Count;

    use super::super::content::{Parameters, Piece, Places, Section};
    use super::*;
    use crate::i18n::Lang;
    use crate::view::figure::{BarLine, bar_figure};

    fn counts(all: &[(&str, &str)]) -> Vec<CountView> {
        let count = |(label, value): &(&str, &str)| CountView {
            label: (*label).to_owned(),
            value: (*value).to_owned(),
            unit: String::new(),
            note: String::new(),
            plain_note: String::new(),
            is_usual: None,
            questionnaire: None,
        };
        all.iter().map(count).collect()
    }

    /// A sheet of a closed question with two answers, which so many gave.
    fn sheet(answers: [usize; 2]) -> SheetContent {
        let n = answers.iter().sum::<usize>().to_string();
        let line = |(label, n): (&str, usize)| BarLine {
            label: label.to_owned(),
            count: Count::Shown(n),
            share: None,
            href: String::new(),
        };
        let lines = ["バス", "徒歩"].into_iter().zip(answers).map(line).collect();
        let figure = bar_figure("q1-way", "手段", String::new(), lines, Lang::Ja).unwrap();
        let places = Places {
            questionnaire: 1,
            variables: vec!["way".to_owned()],
            values: vec!["1".to_owned(), "2".to_owned()],
        };
        let figures = vec![SheetFigure { places: Some(places), ..SheetFigure::of(figure) }];
        let section = Section {
            kind: "answers".to_owned(),
            title: String::new(),
            plain: String::new(),
            pieces: vec![Piece::Figures { figures }],
        };
        SheetContent {
            language: "ja".to_owned(),
            title: String::new(),
            area: String::new(),
            region: String::new(),
            host: String::new(),
            contact: String::new(),
            period: String::new(),
            purpose: String::new(),
            is_withheld: false,
            sections: vec![section],
            parameters: Parameters {
                min_cell: 5,
                purpose: "regional".to_owned(),
                method: String::new(),
                counts: counts(&[("調査票の回答", &n)]),
                quotes_on_paper: 2,
                is_full: None,
            },
        }
    }

    #[test]
    fn versions_are_close_in_any_language() {
        let before = counts(&[("調査票の回答", "30"), ("ヒアリング", "12")]);
        let is_close = |now: &[(&str, &str)]| are_close(&before, &counts(now), 5);
        assert!(is_close(&[("調査票の回答", "31"), ("ヒアリング", "12")]));
        assert!(is_close(&[("Responses", "31"), ("Hearings", "12")]), "the same people are counted");
        assert!(!is_close(&[("Responses", "30"), ("Hearings", "12")]), "nobody came or went");
        assert!(!is_close(&[("Responses", "35"), ("Hearings", "＊")]));
        assert!(!is_close(&[("後の調査票", "10"), ("調査票の回答", "30"), ("ヒアリング", "12")]), "one more");
        assert!(!is_close(&[]));
    }

    #[test]
    fn whoever_went_while_somebody_else_came_could_be_made_out_too() {
        assert!(is_close(&sheet([7, 5]), &sheet([6, 6])));
        assert!(!is_close(&sheet([7, 5]), &sheet([7, 5])));
        let mut other = sheet([6, 6]);
        other.parameters.min_cell = 10;
        assert!(!is_close(&sheet([7, 5]), &other), "other numbers are withheld then");
    }

    #[test]
    fn a_version_is_set_against_all_before_it_until_its_numbers_are_known() {
        let earlier = [sheet([7, 5]), sheet([12, 7])];
        assert!(is_close_to_one(&earlier, &sheet([7, 6])), "of the first one");
        assert!(!is_close_to_one(&earlier[1..], &sheet([7, 6])));
        let close = [sheet([7, 5]), sheet([7, 6])];
        assert!(close.iter().any(|before| is_same(before, &sheet([7, 6]))), "both have been read already");
        assert!(!is_close_to_one(&[], &sheet([7, 6])));
    }
}
