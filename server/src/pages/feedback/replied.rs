//! What the region said of the findings that it was asked about (`replies.rs`), as one chart of the next sheet: a row a finding.

use std::cmp::Reverse;

use analysis::table::{Count, HIDDEN};
use surveys::questionnaire::reply::asks_of_finding;
use surveys::questionnaire::variable::{Variable, VariableKind};

use super::content::{OnPaper, SheetFigure};
use super::figures::{Part, chart};
use super::plain::{self, PlainWords};
use crate::dataset::Dataset;
use crate::dataset::tables::{AnswerTable, By, answer_table};
use crate::error::Result;
use crate::i18n::{self, Lang, Wording};
use crate::view::figure::join;
use crate::view::figure::slice::{Slice, slice_lines};

/// Its id on the sheet.
const ID: &str = "replies";
/// A chart of one finding has no rows, and on paper would not say of which it is.
const LEAST_ROWS: usize = 2;

/// Of each finding how many say that it is the same, somewhat different, or that they can do something. Protected as every other
/// closed question. None where nothing is asked or nothing may be shown. Findings of which nobody said anything are only counted, and
/// paper has `most` of the others.
///
/// # Errors
/// When the table library refuses or the chart cannot be drawn.
pub fn reply_figure(
    dataset: &Dataset,
    part: &Part<'_>,
    (area, most): (Option<&str>, usize),
) -> Result<Option<SheetFigure>> {
    let lang = dataset.lang;
    let table = answer_table(dataset, part.fielded);
    let is_reply =
        |variable: &&Variable| variable.kind == VariableKind::Single && asks_of_finding(&variable.question);
    let as_row =
        |variable: &Variable| Variable { row_label: Some(variable.label.clone()), ..variable.clone() };
    let findings: Vec<Variable> = table.variables().iter().filter(is_reply).map(as_row).collect();
    let key = "replies-figure";
    // A chart of one finding has no rows: the finding is its title.
    let (title, plain_title) = match findings.as_slice() {
        [] => return Ok(None),
        [one] => (one.label.clone(), one.label.clone()),
        _ => (i18n::plain(lang, key), plain::say(lang, key, &[])),
    };
    // The area is asked last and may be left out: of the whole region everybody counts. These tables are protected together
    // (`tables/against.rs`).
    let by = area.map(|_| By::Region);
    let drawn = |findings: &[Variable]| chart(dataset, (part, &table), (ID, &title, findings), (area, by));
    let answered = match findings.as_slice() {
        [_] => findings.clone(),
        _ => most_answered(dataset, &table, &findings, (area, by, findings.len()))?,
    };
    let Some(mut found) = drawn(&answered)? else { return Ok(None) };
    // Findings that an area said nothing of have no row, so that places of rows are not those of variables.
    found.places = None;
    let n_rows = found.figure.table.rows.len();
    if answered.len() > 1 {
        let fewer = most_answered(dataset, &table, &answered, (area, by, most))?;
        if fewer.len() < n_rows {
            found.on_paper = drawn(&fewer)?.map(|fewer| on_paper(lang, fewer, n_rows));
        }
    }
    let n_silent = findings.len().saturating_sub(answered.len());
    let noted = |note: String, wording| join(&[counted(part, n_silent, lang, wording), note], lang);
    found.figure.note = noted(found.figure.note, Wording::Usual);
    found.plain = found.plain.map(|words| PlainWords {
        title: plain_title,
        note: noted(words.note, Wording::Plain),
        ..words
    });
    Ok(Some(found))
}

/// How many replied, that they are counted apart, how many are in no area's sheet, and to how many findings nobody replied.
pub(super) fn counted(part: &Part<'_>, n_silent: usize, lang: Lang, wording: Wording) -> String {
    let say = |key: &str, n: String| i18n::text(lang.code(), &wording.key(key), &[("n", n)]);
    let silent = if n_silent > 0 { say("replies-silent", n_silent.to_string()) } else { String::new() };
    // 「＊件」 would be read as a number.
    let key = if part.n == HIDDEN { "replies-counted-withheld" } else { "replies-counted" };
    let elsewhere = match part.without_area {
        Some(Count::Shown(n @ 1..)) => say("replies-without-area", n.to_string()),
        Some(Count::Hidden) => say("replies-without-area-withheld", String::new()),
        Some(Count::Shown(_)) | None => String::new(),
    };
    join(&[say(key, part.n.clone()), elsewhere, silent], lang)
}

/// The `most` findings, in their order, of which most people said something that may be told; without those of which nobody did.
fn most_answered(
    dataset: &Dataset,
    table: &AnswerTable<'_>,
    findings: &[Variable],
    (area, by, most): (Option<&str>, Option<By>, usize),
) -> Result<Vec<Variable>> {
    let slice = area.map_or(Slice::Whole, Slice::Row);
    let mut bases: Vec<Option<Count>> = Vec::new();
    for finding in findings {
        let found = table.table(dataset, finding, by).map_err(anyhow::Error::from)?;
        bases.push(slice_lines(&found, slice).map(|(_, base)| base));
    }
    let places = places_of_most(&bases, most);
    Ok(places.into_iter().filter_map(|place| findings.get(place).cloned()).collect())
}

/// The places of the largest bases, in their order. A number that is withheld comes after those that are told and before none.
fn places_of_most(bases: &[Option<Count>], most: usize) -> Vec<usize> {
    let weight = |place: &usize| match bases.get(*place).copied().flatten() {
        Some(Count::Shown(n)) => (n > 0, n),
        Some(Count::Hidden) => (true, 0),
        None => (false, 0),
    };
    let mut places: Vec<usize> = (0..bases.len()).collect();
    places.sort_by_key(|place| Reverse(weight(place)));
    let n_replied = places.iter().copied().filter(|place| weight(place).0).count();
    places.truncate(most.min(n_replied.max(LEAST_ROWS)));
    places.sort_unstable();
    places
}

/// A chart of fewer findings than all, of which there are `n`. Its reading line is of these alone: that of all may name one that is
/// not on paper.
fn on_paper(lang: Lang, SheetFigure { figure: fewer, plain, .. }: SheetFigure, n: usize) -> OnPaper {
    let key = "replies-on-page";
    let args = [("n", n.saturating_sub(fewer.table.rows.len()).to_string())];
    let plain_reading = plain.map_or_else(|| fewer.reading.clone(), |words| words.reading);
    let (here, reading) = ("replies-read-on-paper", [("reading", fewer.reading)]);
    OnPaper {
        svg: fewer.svg,
        table: fewer.table,
        note: String::new(),
        rest: i18n::text(lang.code(), key, &args),
        plain_rest: plain::say(lang, key, &args),
        reading: i18n::text(lang.code(), here, &reading),
        plain_reading: plain::say(lang, here, &[("reading", plain_reading)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::figure::{BarLine, bar_figure};

    #[test]
    fn paper_has_the_findings_with_most_replies_and_none_without_while_there_are_two_others() {
        let shown = |n| Some(Count::Shown(n));
        let hidden = Some(Count::Hidden);
        assert_eq!(places_of_most(&[shown(6), shown(9), shown(7), shown(12)], 3), [1, 2, 3]);
        assert_eq!(places_of_most(&[shown(6), shown(0), shown(12)], 3), [0, 2]);
        assert_eq!(places_of_most(&[shown(6), shown(0), None, hidden], 3), [0, 3]);
        assert_eq!(places_of_most(&[shown(0), shown(6), shown(0)], 3), [0, 1]);
    }

    #[test]
    fn what_is_read_on_paper_is_of_its_rows_and_says_so() {
        let line = |label: &str, n| BarLine {
            label: label.to_owned(),
            count: Count::Shown(n),
            share: Some(0.4),
            href: String::new(),
        };
        let fewer = vec![line("通院", 12), line("見学", 7)];
        let fewer = bar_figure(ID, "返事", String::new(), fewer, Lang::Ja).unwrap();
        let drafted = fewer.reading.clone();
        let words = PlainWords { reading: "かんたん。".to_owned(), ..PlainWords::usual(&fewer) };
        let found = on_paper(Lang::Ja, SheetFigure::with_plain(fewer, words), 5);
        assert!(found.reading.ends_with(&drafted) && found.reading != drafted, "{}", found.reading);
        assert!(found.plain_reading.ends_with("かんたん。"), "{}", found.plain_reading);
        assert!(found.rest.contains('3'), "{}", found.rest);
    }
}
