//! Whether a new version of a sheet is so close to an earlier one, or to the sheets of other areas, that the few who came or went between
//! them could be made out.

use std::collections::BTreeMap;

use analysis::table::HIDDEN;
use surveys::store;

use super::beside::{Beside, Published};
use super::cautions::OWN_SECTIONS;
use super::content::{CountView, Piece, Section, SheetContent, counterpart};
use super::sheet::Built;
use super::which::SheetOf;
use crate::error::Result;
use crate::view::figure::{CellView, TableView};
use crate::view::frame::Frame;

/// The section whose charts are chosen one by one.
const CHOSEN_SECTION: &str = "answers";

/// Beside which published sheets single people's answers could be read off a new version, and by which of their numbers, in words for
/// the team; none where they could not. Of the same sheet or of others, the newest or not, taken back or not: all of them have been
/// read. Where one of the same sheet has the same numbers already, nothing more can be read off.
///
/// # Errors
/// When the database fails.
pub async fn near_published(frame: &Frame, sheet: &SheetOf, built: &Built) -> Result<Vec<String>> {
    let (app, now) = (&frame.app, &built.content);
    let (mut published, mut earlier): (Published, Vec<(i32, SheetContent)>) = (BTreeMap::new(), Vec::new());
    for version in store::publications::of_survey(&app.db, sheet.survey.id).await? {
        let content = SheetContent::read(&version.content)?;
        published.entry(version.area.clone()).or_default().push(content.parameters.counts.clone());
        if version.area == sheet.area {
            earlier.push((version.number, content));
        }
    }
    let areas = store::regions::areas(&app.db, sheet.survey.region_id).await?;
    let areas: Vec<String> = areas.into_iter().map(|area| area.code).collect();
    let least = i64::from(now.parameters.min_cell);
    let beside = Beside { areas: &areas, published: &published, people: &built.people, least };
    if earlier.iter().any(|(_, before)| is_same(before, now)) {
        return Ok(Vec::new());
    }
    let of_version =
        |(number, before): &(i32, SheetContent)| Some(in_words(frame, *number, apart(before, now)?));
    let mut near: Vec<String> = earlier.iter().filter_map(of_version).collect();
    let few = beside.tells_few(&sheet.area, &now.parameters.counts);
    near.extend(few.map(|few| frame.text_with(few.key, &[("label", few.label)])));
    Ok(near)
}

/// What sets two versions apart that are close to each other.
#[derive(Debug, PartialEq, Eq)]
enum Apart {
    /// A number of people: its label, and both as they are printed.
    Count { label: String, before: String, now: String },
    /// The title of a chart, or of a section, that says something else of as many people.
    Table(String),
}

fn in_words(frame: &Frame, number: i32, apart: Apart) -> String {
    let number = ("number", number.to_string());
    match apart {
        Apart::Count { label, before, now } => frame
            .text_with("sheet-close-count", &[number, ("label", label), ("before", before), ("now", now)]),
        Apart::Table(title) => frame.text_with("sheet-close-table", &[number, ("title", title)]),
    }
}

/// Whether an earlier version says of people all that the new one says.
fn is_same(before: &SheetContent, now: &SheetContent) -> bool {
    have_same_numbers(before, now) && say_the_same(before, now) && has_all(before, now)
}

/// What sets two versions apart that count almost the same people: it could tell what those few said. As many can be others, where
/// one went and one came, or the same who answer otherwise now: then charts, tables or what is said of them differ. None where they
/// are not close.
fn apart(before: &SheetContent, now: &SheetContent) -> Option<Apart> {
    let least = u64::try_from(now.parameters.min_cell).unwrap_or_default();
    let are_as_many = have_same_numbers(before, now) && before.parameters.min_cell == now.parameters.min_cell;
    let exchanged = differing(before, now).filter(|_| are_as_many).map(Apart::Table);
    exchanged.or_else(|| close_count(&before.parameters.counts, &now.parameters.counts, least))
}

/// A number of the one that is that of the other but for a few people.
fn close_count(before: &[CountView], now: &[CountView], least: u64) -> Option<Apart> {
    let number = |count: &CountView| count.value.parse::<u64>().ok();
    before.iter().enumerate().find_map(|(place, one)| {
        let other = counterpart(before, place, now)?;
        let (was, is) = (number(one)?, number(other)?);
        let count =
            || Apart::Count { label: other.label.clone(), before: was.to_string(), now: is.to_string() };
        (was != is && was.abs_diff(is) < least).then(count)
    })
}

/// Whether as many answered and were heard, as both print it.
fn have_same_numbers(before: &SheetContent, now: &SheetContent) -> bool {
    let (before, now) = (&before.parameters.counts, &now.parameters.counts);
    before.iter().map(|count| &count.value).eq(now.iter().map(|count| &count.value))
}

/// What of two versions can be set against each other.
#[derive(Clone, Copy)]
struct Alike {
    /// They are in the same language, so that words are as good as numbers.
    has_words: bool,
    /// Both are short or both are full, so that charts have as many bars.
    has_bars: bool,
}

/// What a chart, a table or a section says of people.
#[derive(Default)]
struct Told<'c> {
    /// What is said beside it; numbers of it count.
    notes: Vec<&'c str>,
    /// Its rows as they are printed, each with its head.
    rows: Vec<Vec<&'c str>>,
}

/// Whether the sections that both have say the same of people, in whatever language.
fn say_the_same(before: &SheetContent, now: &SheetContent) -> bool {
    differing(before, now).is_none()
}

/// The title of what says something else of people in a section that both have: of a chart, or of the section.
fn differing(before: &SheetContent, now: &SheetContent) -> Option<String> {
    let alike = Alike {
        has_words: before.language == now.language,
        has_bars: before.parameters.is_full == now.parameters.is_full,
    };
    before.sections.iter().find_map(|one| {
        let mut others = now.sections.iter().filter(|other| other.kind == one.kind);
        let other = others.find(|other| !is_section_same(one, other, alike))?;
        Some(title_of_difference(one, other, alike))
    })
}

/// The title of the first chart that both have and that says something else; that of the section where there is none.
fn title_of_difference(one: &Section, other: &Section, alike: Alike) -> String {
    let earlier = told(one);
    let is_other = |id: &str, now: &Told<'_>| earlier.get(id).is_some_and(|was| !was.is_same(now, alike));
    let now = told(other);
    let charts = other.pieces.iter().flat_map(|piece| match piece {
        Piece::Figures { figures } => figures.as_slice(),
        _ => &[],
    });
    let mut charts = charts.map(|own| &own.figure);
    let found = charts.find(|chart| {
        let id = chart.id.as_str();
        now.get(id).is_some_and(|now| is_other(id, now))
    });
    found.map_or_else(|| other.title.clone(), |chart| chart.title.clone())
}

/// Of closed questions those charts count that both have: which they are is chosen. Elsewhere one that is gone tells something, too.
fn is_section_same(one: &Section, other: &Section, alike: Alike) -> bool {
    let (one_told, other_told) = (told(one), told(other));
    let is_as_many = one.kind == CHOSEN_SECTION || one_told.keys().eq(other_told.keys());
    is_as_many
        && one_told.iter().all(|(name, own)| match other_told.get(name) {
            Some(found) => own.is_same(found, alike),
            None => true,
        })
}

/// Whether everything that the new version says of people is in the earlier one, too.
fn has_all(before: &SheetContent, now: &SheetContent) -> bool {
    now.sections.iter().all(|section| {
        let mut earlier = before.sections.iter().filter(|earlier| earlier.kind == section.kind);
        let known = earlier.next().map(told).unwrap_or_default();
        told(section).keys().all(|name| known.contains_key(name))
    })
}

/// What a section says of people, by chart and table. The office's own texts say nothing of them; which questions have no chart
/// follows from what was chosen.
fn told(section: &Section) -> BTreeMap<&str, Told<'_>> {
    let mut all: BTreeMap<&str, Told<'_>> = BTreeMap::new();
    let are_texts_meant = section.kind != CHOSEN_SECTION && !OWN_SECTIONS.contains(&section.kind.as_str());
    for piece in &section.pieces {
        match piece {
            Piece::Figures { figures } => {
                for own in figures {
                    let of = all.entry(own.figure.id.as_str()).or_default();
                    of.notes.push(&own.figure.note);
                    of.rows.extend(rows(&own.figure.table));
                }
            }
            Piece::Table { id, table, .. } => all.entry(id.as_str()).or_default().rows.extend(rows(table)),
            Piece::Text { text, .. } if are_texts_meant => {
                all.entry(section.kind.as_str()).or_default().rows.push(vec!["", text.as_str()]);
            }
            _ => {}
        }
    }
    all
}

/// The rows of a table but headings, which say nothing of people.
fn rows(table: &TableView) -> impl Iterator<Item = Vec<&str>> {
    let told = table.rows.iter().filter(move |row| !table.is_heading(row));
    told.map(|row| row.iter().map(CellView::printed).collect())
}

impl Told<'_> {
    fn is_same(&self, other: &Told<'_>, alike: Alike) -> bool {
        let are_notes_same =
            || self.notes.iter().map(|note| digits(note)).eq(other.notes.iter().map(|note| digits(note)));
        let is_row_same = |(one, other): (&Vec<&str>, &Vec<&str>)| match alike.has_words {
            true => one == other,
            // The head is words.
            false => {
                one.iter().skip(1).map(|cell| digits(cell)).eq(other.iter().skip(1).map(|cell| digits(cell)))
            }
        };
        // Of a chart with more bars the first ones are those of one with fewer.
        let is_as_long = self.rows.len() == other.rows.len() && are_notes_same();
        (!alike.has_bars || is_as_long) && self.rows.iter().zip(&other.rows).all(is_row_same)
    }
}

/// The digits in words, and the sign of what is withheld: the same in every language.
fn digits(words: &str) -> String {
    words.chars().filter(|letter| letter.is_ascii_digit() || HIDDEN.contains(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use analysis::table::Count;

    use super::super::content::{Parameters, Places, SheetFigure};
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
            plain_purpose: String::new(),
            is_withheld: false,
            is_in_whole: None,
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

    fn is_close(before: &SheetContent, now: &SheetContent) -> bool {
        apart(before, now).is_some()
    }

    fn is_close_to_one(earlier: &[SheetContent], now: &SheetContent) -> bool {
        earlier.iter().any(|before| is_close(before, now))
    }

    #[test]
    fn what_sets_close_versions_apart_is_named() {
        let found = apart(&sheet([7, 5]), &sheet([7, 6]));
        let [label, before, now] = ["調査票の回答", "12", "13"].map(str::to_owned);
        assert_eq!(found, Some(Apart::Count { label, before, now }));
        let table = apart(&sheet([7, 5]), &sheet([6, 6]));
        assert_eq!(table, Some(Apart::Table("手段".to_owned())));
        let mut gone = spoken("challenges", &[("通勤", 8)]);
        gone.sections[0].title = "主な課題".to_owned();
        gone.sections[0].pieces.clear();
        let section = apart(&spoken("challenges", &[("通勤", 8)]), &gone);
        assert_eq!(section, Some(Apart::Table("主な課題".to_owned())), "its chart is gone");
    }

    #[test]
    fn versions_are_close_in_any_language() {
        let before = counts(&[("調査票の回答", "30"), ("ヒアリング", "12")]);
        let is_close = |now: &[(&str, &str)]| close_count(&before, &counts(now), 5).is_some();
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

    /// A sheet of one section with one chart of these bars, of twelve people.
    fn spoken(kind: &str, bars: &[(&str, usize)]) -> SheetContent {
        let line = |(label, n): &(&str, usize)| BarLine {
            label: (*label).to_owned(),
            count: Count::Shown(*n),
            share: None,
            href: String::new(),
        };
        let lines = bars.iter().map(line).collect();
        let figure = bar_figure("spoken", "題", "n=12。".to_owned(), lines, Lang::Ja).unwrap();
        let mut sheet = sheet([7, 5]);
        let pieces = vec![Piece::Figures { figures: vec![SheetFigure::of(figure)] }];
        let section = Section { kind: kind.to_owned(), title: String::new(), plain: String::new(), pieces };
        sheet.sections = vec![section];
        sheet
    }

    #[test]
    fn themes_requests_and_ties_give_somebody_away_as_closed_questions_do() {
        let before = [("通勤", 8), ("体調", 6)];
        for kind in ["challenges", "practices", "requests", "collaboration", "rate_charts"] {
            let is_close = |bars: &[(&str, usize)]| is_close(&spoken(kind, &before), &spoken(kind, bars));
            assert!(!is_close(&before), "{kind}");
            assert!(is_close(&[("通勤", 9), ("体調", 6)]), "{kind}: one more spoke of it");
            assert!(is_close(&[("体調", 8), ("通勤", 6)]), "{kind}: the numbers are those of others");
            assert!(is_close(&[("通勤", 8)]), "{kind}: one has no bar any more");
        }
        let mut other = spoken("challenges", &before);
        other.language = "en".to_owned();
        let Piece::Figures { figures } = &mut other.sections[0].pieces[0] else { panic!("charts") };
        figures[0].figure.table.rows[0][0].text = "Commuting".to_owned();
        figures[0].figure.note = "n = 12.".to_owned();
        assert!(!is_close(&spoken("challenges", &before), &other), "words of another language");
    }

    #[test]
    fn headings_of_a_table_say_nothing_of_people_and_the_rows_of_a_single_column_do() {
        let words = |text: &str| CellView { text: text.to_owned(), ..CellView::default() };
        let rows_of = |columns: &[&str]| {
            let columns = columns.iter().map(|label| crate::view::figure::column(*label, false)).collect();
            let table = TableView { caption: String::new(), columns, rows: vec![vec![words("自信")]] };
            rows(&table).count()
        };
        assert_eq!((rows_of(&["何を", "結果"]), rows_of(&["何を"])), (0, 1));
    }

    #[test]
    fn a_chart_that_is_gone_and_a_base_tell_something_and_what_was_composed_does_not() {
        let bars = [("通勤", 8), ("体調", 6), ("送迎", 5)];
        let before = spoken("challenges", &bars);
        let mut gone = before.clone();
        let text = "まだありません。".to_owned();
        gone.sections[0].pieces = vec![Piece::Text { text, plain: String::new() }];
        assert!(is_close(&before, &gone));
        let mut fewer = before.clone();
        let Piece::Figures { figures } = &mut fewer.sections[0].pieces[0] else { panic!("charts") };
        figures[0].figure.note = "n=11。".to_owned();
        assert!(is_close(&before, &fewer), "one wrote nothing any more");
        let mut short = spoken("challenges", &bars[..2]);
        short.parameters.is_full = Some(false);
        assert!(!is_close(&SheetContent { parameters: full(), ..before.clone() }, &short), "fewer bars");
        let mut chosen = sheet([7, 5]);
        chosen.sections[0].pieces.clear();
        assert!(!is_close(&sheet([7, 5]), &chosen), "another question was chosen");
        assert!(!is_close(&before, &SheetContent { sections: Vec::new(), ..before.clone() }));
        let own = |text: &str| {
            let mut own = spoken("introduction", &bars);
            own.sections[0].pieces = vec![Piece::Text { text: text.to_owned(), plain: String::new() }];
            own
        };
        assert!(!is_close(&own("2024年の調査です。"), &own("2025年の調査です。")), "the office's words");
    }

    /// The parameters of a full sheet.
    fn full() -> Parameters {
        Parameters { is_full: Some(true), ..sheet([7, 5]).parameters }
    }

    #[test]
    fn what_an_earlier_version_left_out_is_not_known_from_it() {
        let (first, now) = (spoken("challenges", &[("通勤", 8)]), spoken("challenges", &[("通勤", 9)]));
        let bare = SheetContent { sections: Vec::new(), ..now.clone() };
        assert!(!is_same(&bare, &now) && is_same(&now, &now));
        assert!(is_close_to_one(&[first, bare], &now));
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
