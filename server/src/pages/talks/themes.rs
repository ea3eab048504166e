//! Figures of suggested themes for papers and slides: of everybody, or by area or kind where most of these numbers may be told.

use analysis::chart::png::Fonts;
use analysis::chart::style::Style;
use analysis::coding::stance::Stance;
use analysis::error::Error;
use analysis::table::crosstab::{CodeCrosstab, CodeTotal};
use analysis::table::suppress::Protected;

use super::Source;
use super::bars::{draw_bars, draw_heat};
use super::figures::{FigureFile, caption, choice_numbers, is_mostly_withheld, withheld_note};
use crate::dataset::tables::By;
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::pages::explore::Reading;
use crate::pages::explore::attribute::Attribute;
use crate::pages::explore::themes::sets;
use crate::pages::explore::themes::{attribute_by, crosstab};
use crate::view::figure::kinds::kinds_legend;
use crate::view::figure::question::{code_chart, code_figure};
use crate::view::figure::{BarLine, join};
use crate::view::tested::among::is_any_tested;

/// What can be drawn besides the questions.
pub const OF_TEXTS: [(&str, Stance); 2] = sets::SUGGESTED;

/// Themes with whom they are counted by.
struct Told {
    /// None for everybody: the totals of the table.
    side: Option<By>,
    by: Attribute,
    table: Protected<CodeCrosstab>,
    /// Fluent key of why it is not what was asked for; empty where it is.
    instead: &'static str,
}

/// Draws suggested themes: of everybody where nothing was chosen to compare by, else by area or kind. Where most numbers by kind are
/// withheld they are by area, and where most of those are, too, of everybody. `None` where there is no such figure.
///
/// # Errors
/// When the table library refuses or the chart cannot be drawn.
pub fn of_themes(
    source: &Source<'_>,
    reading: &Reading,
    wanted: &str,
    file: &FigureFile,
    fonts: Option<&Fonts>,
) -> Result<Option<Vec<u8>>> {
    let lang = source.dataset.lang;
    let Some((_, stance)) = OF_TEXTS.iter().find(|(key, _)| *key == wanted) else { return Ok(None) };
    let hits = sets::suggested(reading, Some(*stance))?;
    let told = told(source.side, |side| {
        let by = attribute_by(reading, side);
        let table = crosstab(&reading.dataset, &by, &hits)?;
        Ok((by, table))
    })?;
    let title = sets::title(wanted, lang);
    let drawn = match told.side {
        None => of_all(source, &title, &told, (file, fonts)),
        Some(side) => by_side(source, &title, (side, &told), (file, fonts)),
    };
    Ok(drawn.map_err(anyhow::Error::from)?)
}

/// The table to draw, of `wanted` or of what stands in its place. That of everybody has the totals of the table by area, so that it tells
/// nothing that this does not.
fn told(
    wanted: Option<By>,
    counted: impl Fn(By) -> Result<(Attribute, Protected<CodeCrosstab>)>,
) -> Result<Told> {
    let is_shown = |table: &Protected<CodeCrosstab>| !is_mostly_withheld(&choice_numbers(table.table()));
    if wanted == Some(By::Kind) {
        let (by, table) = counted(By::Kind)?;
        if is_shown(&table) {
            return Ok(Told { side: wanted, by, table, instead: "" });
        }
    }
    let (by, table) = counted(By::Region)?;
    let is_by_area = wanted.is_some() && is_shown(&table);
    let instead = match wanted {
        None => "",
        Some(By::Region) if is_by_area => "",
        Some(By::Kind) if is_by_area => "talk-note-kinds-withheld-area",
        Some(side) => withheld_note(side),
    };
    Ok(Told { side: is_by_area.then_some(By::Region), by, table, instead })
}

impl Told {
    fn instead(&self, lang: Lang) -> String {
        if self.instead.is_empty() { String::new() } else { i18n::plain(lang, self.instead) }
    }
}

fn of_all(
    source: &Source<'_>,
    title: &str,
    told: &Told,
    (file, fonts): (&FigureFile, Option<&Fonts>),
) -> std::result::Result<Option<Vec<u8>>, Error> {
    let lang = source.dataset.lang;
    let say = |key: &str| i18n::plain(lang, key);
    let line = |code: &CodeTotal| BarLine {
        label: code.label.clone(),
        count: code.count,
        share: code.share,
        href: String::new(),
    };
    let table = told.table.table();
    let lines: Vec<BarLine> = table.codes.iter().map(line).collect();
    let n = i18n::text(lang.code(), "figure-n", &[("n", table.total.to_string())]);
    let is_any_hidden = lines.iter().any(|line| line.count.is_hidden());
    let hidden = if is_any_hidden { say("figure-hidden") } else { String::new() };
    let notes = [told.instead(lang), n, hidden, say("talk-note-suggested"), source.words_note()];
    let caption = caption(source, title, join(&notes, lang), file.style().layout);
    file.write(&|style: &Style| draw_bars(&lines, &caption, style, lang), fonts)
}

fn by_side(
    source: &Source<'_>,
    title: &str,
    (side, told): (By, &Told),
    (file, fonts): (&FigureFile, Option<&Fonts>),
) -> std::result::Result<Option<Vec<u8>>, Error> {
    let lang = source.dataset.lang;
    let Told { by, table, .. } = told;
    let tests = by.tested(table);
    let nowhere = |_: &str, _: Option<&str>| String::new();
    let figure = code_figure("talk", title, (table, tests.as_slice()), &nowhere, lang)?;
    let kinds = match side {
        By::Kind => kinds_legend(table.table().rows.iter().map(|row| row.value.as_str()), lang),
        By::Region => String::new(),
    };
    let suggested = i18n::plain(lang, "talk-note-suggested");
    let not_tested = if is_any_tested(&tests) { by.not_tested(lang) } else { String::new() };
    let notes = [told.instead(lang), figure.note, not_tested, kinds, suggested, source.words_note()];
    let note = join(&notes, lang);
    let chart = code_chart(table, &tests, caption(source, title, note, file.style().layout));
    file.write(&|style: &Style| draw_heat(&chart, table.table(), style, lang), fonts)
}
