//! The charts of what people speak of: themes, and whom requests are for. Protected as the other charts of a sheet (`figures.rs`).

use std::collections::BTreeSet;

use analysis::coding::frame::{Code, CodingFrame};
use analysis::coding::stance::Stance;
use analysis::table::crosstab::CodeHits;
use analysis::table::{Count, RowId};
use surveys::hearing::sheet::ADDRESSEES;

use super::content::SheetFigure;
use super::figures::most_told;
use super::plain::{self, PlainWords};
use super::sections::Material;
use crate::dataset::tables::{By, QuestionTable};
use crate::dataset::writings::Writing;
use crate::error::Result;
use crate::i18n::{self, Lang, Wording};
use crate::pages::explore::themes::{crosstab_by, theme_hits};
use crate::view::figure::slice::{Slice, ranked, slice_lines, slice_note};
use crate::view::figure::{BarLine, FigureView, bar_figure, join, most_frequent};

/// Themes named in the reading line of challenges and of good practices.
const MAIN_THEMES: usize = 5;
/// The section of a note that has requests; its lines begin with whom they are for.
const REQUESTS: &str = "requests";

/// The themes of which most people spoke, as bars; None where none may be shown.
///
/// # Errors
/// When the table library refuses or the chart cannot be drawn.
pub fn theme_figure(material: &Material<'_>, id: &str, stance: Stance) -> Result<Option<SheetFigure>> {
    let reading = material.reading;
    let lang = reading.dataset.lang;
    let codes = CodingFrame::shipped().map_err(anyhow::Error::from)?.codes;
    let codes: Vec<&Code> = codes.iter().filter(|code| code.kind == stance).collect();
    let mut hits = theme_hits(reading, &codes, lang);
    for hit in &mut hits {
        // The people of the region do not know our code numbers.
        hit.label = hit.label.trim_start_matches(&hit.name).trim_start().to_owned();
    }
    let found = hits_figure(material, id, &hits)?;
    Ok(found.map(|(figure, plain, lines)| {
        let reading = |wording| main_themes(lang, &lines, wording);
        let figure = FigureView { reading: reading(Wording::Usual), ..figure };
        SheetFigure::with_plain(figure, PlainWords { reading: reading(Wording::Plain), ..plain })
    }))
}

/// For whom the requests are that partners made in hearings, as bars; None where none may be shown.
///
/// # Errors
/// When the table library refuses or the chart cannot be drawn.
pub fn request_figure(material: &Material<'_>, id: &str) -> Result<Option<SheetFigure>> {
    let reading = material.reading;
    let lang = reading.dataset.lang;
    let mut hits: Vec<CodeHits> = Vec::new();
    for code in ADDRESSEES.codes {
        let rows = reading.writings.iter().enumerate();
        let rows = rows.filter(|(_, writing)| addressees(writing).contains(code));
        hits.push(CodeHits {
            name: (*code).to_owned(),
            label: i18n::plain(lang, &format!("hearing-addressee-{code}")),
            rows: rows.filter_map(|(place, _)| RowId::try_from(place).ok()).collect(),
        });
    }
    let found = hits_figure(material, id, &hits)?;
    Ok(found.map(|(figure, plain, _)| SheetFigure::with_plain(figure, plain)))
}

/// For whom the requests in a note are: what stands before the colon of a line, in either language.
fn addressees(writing: &Writing) -> BTreeSet<&'static str> {
    let section = format!(":{REQUESTS}");
    let is_requests = |source: &str| source.starts_with("note:") && source.ends_with(&section);
    let texts = writing.parts.iter().filter(|part| is_requests(&part.source));
    let heads = texts.flat_map(|part| part.text.lines()).filter_map(|line| line.split_once(['：', ':']));
    let code = |head: &str| {
        let is_called = |code: &&&'static str| {
            let key = format!("hearing-addressee-{code}");
            [Lang::Ja, Lang::En].iter().any(|lang| i18n::plain(*lang, &key) == head.trim())
        };
        ADDRESSEES.codes.iter().find(is_called).copied()
    };
    heads.filter_map(|(head, _)| code(head)).collect()
}

/// People by what they speak of, the most frequent first, with plain words and all lines. The chart has the first of them.
fn hits_figure(
    material: &Material<'_>,
    id: &str,
    hits: &[CodeHits],
) -> Result<Option<(FigureView, PlainWords, Vec<BarLine>)>> {
    let lang = material.reading.dataset.lang;
    let table = QuestionTable::Choices(crosstab_by(material.reading, hits, By::Region)?);
    let slice = material.area.map_or(Slice::Whole, Slice::Row);
    let lines = slice_lines(&table, slice).map(|(lines, base)| (ranked(lines), base));
    let Some((mut lines, mut base)) = lines.filter(|(lines, _)| !lines.is_empty()) else { return Ok(None) };
    let most = most_told(material.reading, material.area)?;
    let is_n_withheld = most.is_some();
    if let Some(most) = most {
        base = Count::Hidden;
        for line in &mut lines {
            // A share with its number tells of how many it is, and a larger number that they are no fewer.
            line.share = None;
            if line.count.shown().is_some_and(|n| n > most) {
                line.count = Count::Hidden;
            }
        }
    }
    let key = format!("feedback-{id}-figure");
    let shown: Vec<BarLine> = lines.iter().take(material.composition.most_bars()).cloned().collect();
    let [note, plain_note] = [Wording::Usual, Wording::Plain].map(|wording| {
        let note = slice_note(&table, (&shown, base), lang, wording);
        let why =
            if is_n_withheld { i18n::plain(lang, &wording.key("sheet-n-withheld")) } else { String::new() };
        join(&[note, why, further(shown.len(), lines.len() - shown.len(), lang, wording)], lang)
    });
    // What the chart leaves out may be withheld and larger: both readings are of all lines.
    let title = plain::say(lang, &key, &[]);
    let [reading, plain_reading] = [Wording::Usual, Wording::Plain].map(|wording| match is_n_withheld {
        true => String::new(),
        false => most_frequent(&lines, lang, wording),
    });
    let plain = PlainWords { title, note: plain_note, reading: plain_reading };
    let figure = bar_figure(id, &i18n::plain(lang, &key), note, shown, lang).map_err(anyhow::Error::from)?;
    Ok(Some((FigureView { reading, ..figure }, plain, lines)))
}

/// How many bars a ranked chart leaves out beside those `shown`, in words; empty for none.
fn further(shown: usize, n: usize, lang: Lang, wording: Wording) -> String {
    if n == 0 {
        return String::new();
    }
    let args = [("shown", shown.to_string()), ("n", n.to_string())];
    i18n::text(lang.code(), &wording.key("sheet-further"), &args)
}

fn main_themes(lang: Lang, ranked: &[BarLine], wording: Wording) -> String {
    let named: Vec<String> = ranked
        .iter()
        .filter_map(|line| Some((line, line.count.shown()?)))
        .take(MAIN_THEMES)
        .map(|(line, n)| {
            let args = [("theme", line.label.clone()), ("n", n.to_string())];
            i18n::text(lang.code(), "feedback-theme", &args)
        })
        .collect();
    if named.is_empty() {
        return i18n::plain(lang, &wording.key("feedback-no-themes"));
    }
    let themes = named.join(&i18n::plain(lang, "list-separator"));
    i18n::text(lang.code(), &wording.key("feedback-main-themes"), &[("themes", themes)])
}
