//! What a sheet says of people, chart by chart and table by table, and what of it another sheet says otherwise: for the caution beside
//! earlier versions (`close.rs`), and for what has changed since a version was published (`stale.rs`).

use analysis::table::HIDDEN;

use super::cautions::OWN_SECTIONS;
use super::content::{CountView, Piece, Section, SheetContent, SheetFigure};
use crate::view::figure::{CellView, TableView};

/// The section whose charts are chosen one by one.
const CHOSEN_SECTION: &str = "answers";

/// What two sheets have alike beside their numbers, so that it can be set against each other.
#[derive(Clone, Copy)]
pub struct Alike {
    /// They are in the same language, so that words are as good as numbers.
    pub has_words: bool,
    /// Both are short or both are full, so that charts have as many bars.
    pub has_bars: bool,
    /// They have the same threshold, so that a sign in the place of a number tells as much as a number. Otherwise what is withheld, or
    /// left out, in one of them need not have changed.
    pub has_signs: bool,
}

/// Whom something on a sheet counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Who answered a questionnaire, by its number.
    Answered(i64),
    /// Who was heard.
    Heard,
    /// Who replied to sheets before.
    Replied,
    /// Who answered two questionnaires, whichever they are.
    Twice,
    /// Whoever answered or was heard; replies stand apart.
    Anybody,
}

/// Something that two sheets say otherwise.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference<'c> {
    /// The title of the chart or table; of other words that of their section.
    pub title: &'c str,
    /// Whom it counts.
    pub whom: Whom,
}

/// What a chart, a table or the words of a section say of people.
struct Told<'c> {
    /// That of the chart or table; empty for the words of a section.
    id: &'c str,
    title: &'c str,
    whom: Whom,
    /// What is said beside it; numbers of it count.
    notes: Vec<&'c str>,
    /// Words in the place of a chart, or beside all of them.
    texts: Vec<&'c str>,
    /// Its rows as they are printed, each with its head.
    rows: Vec<Vec<&'c str>>,
    /// How many rows it has not, since their numbers are withheld.
    n_withheld: usize,
}

impl Alike {
    /// Nothing but what it says sets them apart.
    pub const ALL: Alike = Alike { has_words: true, has_bars: true, has_signs: true };

    /// What two sheets have alike.
    pub fn of(before: &SheetContent, now: &SheetContent) -> Alike {
        Alike {
            has_words: before.language == now.language,
            has_bars: before.parameters.is_full == now.parameters.is_full,
            has_signs: before.parameters.min_cell == now.parameters.min_cell,
        }
    }
}

impl Whom {
    /// Whether these are among those whom a number of people counts.
    pub fn are_in(self, count: &CountView) -> bool {
        match self {
            Whom::Answered(questionnaire) => count.questionnaire == Some(questionnaire),
            Whom::Heard => count.questionnaire.is_none(),
            Whom::Replied => count.is_reply,
            Whom::Twice => count.questionnaire.is_some() && !count.is_reply,
            Whom::Anybody => !count.is_reply,
        }
    }

    /// Whom a chart, or another part, of a section counts.
    fn of(section: &Section, figure: Option<&SheetFigure>) -> Whom {
        let last_of_id = || -> Option<i64> { figure?.figure.id.rsplit_once('-')?.1.parse().ok() };
        let of_places = || -> Option<i64> { Some(figure?.places.as_ref()?.questionnaire) };
        let questionnaire = match section.kind.as_str() {
            "requests" => return Whom::Heard,
            "replies" => return Whom::Replied,
            "before_after" => return Whom::Twice,
            // The id of such a chart ends in the number of its questionnaire.
            "rate_charts" | "collaboration" => last_of_id(),
            _ => of_places(),
        };
        questionnaire.map_or(Whom::Anybody, Whom::Answered)
    }
}

/// What two sheets say otherwise in the sections that both have, in the order of the later one. Which closed questions have charts is
/// chosen; elsewhere a chart that is gone, or has come, tells something, too.
pub fn differences<'c>(before: &'c SheetContent, now: &'c SheetContent, alike: Alike) -> Vec<Difference<'c>> {
    let mut found = Vec::new();
    for (one, other) in shared_sections(before, now) {
        let (earlier, later) = (told(one), told(other));
        let is_told_by_absence = alike.has_signs && one.kind != CHOSEN_SECTION;
        let is_other = |now: &&Told<'c>| match named(&earlier, now.id) {
            Some(was) => !was.is_same(now, alike),
            None => is_told_by_absence,
        };
        let is_gone = |was: &&Told<'c>| is_told_by_absence && named(&later, was.id).is_none();
        let differing = later.iter().filter(is_other).chain(earlier.iter().filter(is_gone));
        found.extend(differing.map(Told::difference));
    }
    found
}

/// What a sheet prints a number of where another one withholds it, in a chart or table that both have.
pub fn withheld_elsewhere<'c>(teller: &'c SheetContent, other: &'c SheetContent) -> Vec<Difference<'c>> {
    let alike = Alike::of(teller, other);
    let mut found = Vec::new();
    for (one, other) in shared_sections(teller, other) {
        let elsewhere = told(other);
        let tells_more = |own: &&Told<'c>| {
            named(&elsewhere, own.id).is_some_and(|other| {
                let mut pairs = own.cells_beside(other, alike);
                pairs.any(|(told, other)| is_number(told) && other.contains(HIDDEN))
                    || own.has_row_withheld_by(other, alike)
            })
        };
        found.extend(told(one).iter().filter(tells_more).map(Told::difference));
    }
    found
}

/// Whether everything that the new version says of people is in the earlier one, too.
pub fn has_all(before: &SheetContent, now: &SheetContent) -> bool {
    now.sections.iter().all(|section| {
        let earlier = before.sections.iter().find(|earlier| earlier.kind == section.kind);
        let known = earlier.map(told).unwrap_or_default();
        told(section).iter().all(|own| named(&known, own.id).is_some())
    })
}

/// The sections that two sheets have, in the order of the second one.
fn shared_sections<'c>(
    before: &'c SheetContent,
    now: &'c SheetContent,
) -> impl Iterator<Item = (&'c Section, &'c Section)> {
    now.sections.iter().filter_map(move |section| {
        let earlier = before.sections.iter().find(|earlier| earlier.kind == section.kind)?;
        Some((earlier, section))
    })
}

fn named<'t, 'c>(all: &'t [Told<'c>], id: &str) -> Option<&'t Told<'c>> {
    all.iter().find(|told| told.id == id)
}

/// What a section says of people. The office's own texts say nothing of them; which questions have no chart follows from what was
/// chosen.
fn told(section: &Section) -> Vec<Told<'_>> {
    let are_texts_meant = section.kind != CHOSEN_SECTION && !OWN_SECTIONS.contains(&section.kind.as_str());
    let mut all = Vec::new();
    let mut texts = Vec::new();
    for piece in &section.pieces {
        match piece {
            Piece::Figures { figures } => {
                all.extend(figures.iter().map(|own| Told {
                    id: &own.figure.id,
                    title: &own.figure.title,
                    notes: vec![own.figure.note.as_str()],
                    rows: rows(&own.figure.table),
                    n_withheld: own.n_withheld.unwrap_or_default(),
                    ..Told::of(section, Some(own))
                }));
            }
            Piece::Table { id, table, .. } => {
                all.push(Told { id, title: &table.caption, rows: rows(table), ..Told::of(section, None) });
            }
            Piece::Text { text, .. } | Piece::Note { text, .. } if are_texts_meant => {
                texts.push(text.as_str())
            }
            _ => {}
        }
    }
    if !texts.is_empty() {
        all.push(Told { texts, ..Told::of(section, None) });
    }
    all
}

/// The rows of a table but headings, which say nothing of people.
fn rows(table: &TableView) -> Vec<Vec<&str>> {
    let told = table.rows.iter().filter(|row| !table.is_heading(row));
    told.map(|row| row.iter().map(CellView::printed).collect()).collect()
}

impl<'c> Told<'c> {
    /// Something of a section that says nothing yet.
    fn of(section: &'c Section, figure: Option<&SheetFigure>) -> Told<'c> {
        Told {
            id: "",
            title: &section.title,
            whom: Whom::of(section, figure),
            notes: Vec::new(),
            texts: Vec::new(),
            rows: Vec::new(),
            n_withheld: 0,
        }
    }

    fn difference(&self) -> Difference<'c> {
        Difference { title: self.title, whom: self.whom }
    }

    fn is_same(&self, other: &Told<'c>, alike: Alike) -> bool {
        if !alike.has_signs {
            let mut pairs = self.cells_beside(other, alike);
            return pairs.all(|(one, other)| {
                !is_number(one) || !is_number(other) || is_cell_same(one, other, alike.has_words)
            });
        }
        let are_same = |one: &[&str], other: &[&str], has_words: bool| {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| is_cell_same(one, other, has_words))
        };
        // The head is words.
        let is_row_same = |(one, other): (&Vec<&str>, &Vec<&str>)| {
            let n_heads = usize::from(!alike.has_words);
            are_same(
                one.get(n_heads..).unwrap_or_default(),
                other.get(n_heads..).unwrap_or_default(),
                alike.has_words,
            )
        };
        // Of a chart with more bars the first ones are those of one with fewer.
        let is_as_long = self.rows.len() == other.rows.len() && are_same(&self.notes, &other.notes, false);
        (!alike.has_bars || is_as_long)
            && are_same(&self.texts, &other.texts, alike.has_words)
            && self.rows.iter().zip(&other.rows).all(is_row_same)
    }

    /// Whether it tells a number of a row that the other one may have left out, since it withholds it there.
    fn has_row_withheld_by(&self, other: &Told<'c>, alike: Alike) -> bool {
        let is_there = |row: &Vec<&str>| match alike.has_words {
            true => other.rows.iter().any(|there| there.first() == row.first()),
            // Without words nobody knows which row is which.
            false => self.rows.len() <= other.rows.len(),
        };
        let tells = |row: &Vec<&str>| row.iter().skip(1).any(|cell| is_number(cell));
        other.n_withheld > 0 && self.rows.iter().any(|row| tells(row) && !is_there(row))
    }

    /// The numbers of rows that both have, each beside what stands in its place there. With another threshold rows may have another
    /// order, so that they are known by their heads, or in another language by their places.
    fn cells_beside<'t>(
        &'t self,
        other: &'t Told<'c>,
        alike: Alike,
    ) -> impl Iterator<Item = (&'c str, &'c str)> + 't {
        let of_place = move |(place, row): (usize, &'t Vec<&'c str>)| {
            let there = match alike.has_words {
                true => other.rows.iter().find(|there| there.first() == row.first()),
                false => other.rows.get(place),
            };
            Some((row, there?))
        };
        let shared = self.rows.iter().enumerate().filter_map(of_place);
        shared.flat_map(|(one, other)| one.iter().copied().zip(other.iter().copied()).skip(1))
    }
}

/// Whether a cell has a number that is told.
fn is_number(cell: &str) -> bool {
    cell.contains(|letter: char| letter.is_ascii_digit()) && !cell.contains(HIDDEN)
}

/// In another language, and of notes, numbers count alone.
fn is_cell_same(one: &str, other: &str, has_words: bool) -> bool {
    if has_words { one == other } else { digits(one) == digits(other) }
}

/// The digits in words, and the sign of what is withheld: the same in every language.
fn digits(words: &str) -> String {
    words.chars().filter(|letter| letter.is_ascii_digit() || HIDDEN.contains(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::figure::{column, words};

    #[test]
    fn headings_of_a_table_say_nothing_of_people_and_the_rows_of_a_single_column_do() {
        let rows_of = |columns: &[&str]| {
            let columns = columns.iter().map(|label| column(*label, false)).collect();
            let table = TableView { caption: String::new(), columns, rows: vec![vec![words("自信")]] };
            rows(&table).len()
        };
        assert_eq!((rows_of(&["何を", "結果"]), rows_of(&["何を"])), (0, 1));
    }

    #[test]
    fn a_row_that_another_sheet_leaves_out_as_withheld_is_known_to_be_told_here() {
        let sheet = |rows: &[(&str, &str)], n_withheld: usize| -> SheetContent {
            let cell = |text: &str| serde_json::json!({ "text": text, "href": "", "is_suppressed": false });
            let rows: Vec<serde_json::Value> =
                rows.iter().map(|(label, n)| serde_json::json!([cell(label), cell(n)])).collect();
            let figure = serde_json::json!({ "id": "challenges", "title": "課題", "note": "", "reading": "",
                "svg": "", "is_wide": false, "n_withheld": n_withheld,
                "table": { "caption": "", "columns": [], "rows": rows } });
            let section = serde_json::json!({ "kind": "challenges", "title": "課題",
                "pieces": [{ "piece": "figures", "figures": [figure] }] });
            serde_json::from_value(
                serde_json::json!({ "language": "ja", "title": "", "area": "", "region": "",
                "host": "", "contact": "", "period": "", "purpose": "", "is_withheld": false,
                "sections": [section],
                "parameters": { "min_cell": 5, "purpose": "regional", "method": "", "counts": [] } }),
            )
            .unwrap()
        };
        let all = sheet(&[("通院", "12"), ("交通", "7")], 0);
        let tells = |n_withheld| !withheld_elsewhere(&all, &sheet(&[("通院", "12")], n_withheld)).is_empty();
        assert!(tells(1), "交通 may be the one that is withheld there");
        assert!(!tells(0), "nothing is withheld there: it has fewer bars");
        assert!(withheld_elsewhere(&sheet(&[("通院", "12")], 1), &all).is_empty());
    }

    #[test]
    fn charts_of_rates_and_ties_are_of_the_questionnaire_in_their_id() {
        let of = |kind: &str, id: &str| {
            let stored = format!(
                r#"{{"kind":"{kind}","title":"","pieces":[{{"piece":"figures","figures":[{{"id":"{id}","title":"","note":"","reading":"","svg":"","is_wide":false,"table":{{"caption":"","columns":[],"rows":[]}}}}]}}]}}"#
            );
            let section: Section = serde_json::from_str(&stored).unwrap();
            told(&section)[0].whom
        };
        assert_eq!(of("rate_charts", "rate-region-12"), Whom::Answered(12));
        assert_eq!(of("collaboration", "collaboration-heat-3"), Whom::Answered(3));
        assert_eq!(of("challenges", "challenges"), Whom::Anybody);
        assert_eq!(of("requests", "requests"), Whom::Heard);
        assert_eq!(of("replies", "replies"), Whom::Replied);
    }
}
