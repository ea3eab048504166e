//! Figures for papers and slides that are of no single question: one list. What they say is protected as on pages and sheets.

use analysis::chart::png::Fonts;
use analysis::chart::stacked_bar::{StackedBar, StackedBarChart};
use analysis::chart::style::Style;
use analysis::table::Count;
use analysis::table::changes::{ChangeKind, Changes};

use super::Source;
use super::bars::{draw_bars, draw_stacked};
use super::codes::people;
use super::figures::{FigureFile, caption, consent_note};
use crate::dataset::Fielded;
use crate::dataset::collaboration::collaboration;
use crate::i18n;
use crate::pages::explore::before_after::{self, Move};
use crate::view::figure::collaboration::{PICTURES, picture_file};
use crate::view::figure::join;
use crate::view::figure::question::frequency_lines;

/// A figure.
pub struct Further {
    /// What addresses call it.
    pub key: &'static str,
    /// Fluent key of its name on the page.
    pub title: &'static str,
    draw: Draw,
}

/// Draws a figure of the chosen questionnaire in a style; `None` where there is nothing to draw.
type Draw = fn(&Source<'_>, &Fielded, &Style) -> anyhow::Result<Option<String>>;

/// All of them, in the order of the page.
pub const FURTHER: &[Further] = &[
    Further { key: "collaboration-heat", title: "talk-figure-heat", draw: heat },
    Further { key: "collaboration-network", title: "talk-figure-network", draw: network },
    Further { key: "before-after", title: "talk-figure-before-after", draw: moves },
    Further { key: "codes", title: "talk-table-codes", draw: codes },
];

impl Further {
    /// The figure as a file; `None` where there is nothing to draw.
    ///
    /// # Errors
    /// When something cannot be counted or drawn.
    pub fn write(
        &self,
        source: &Source<'_>,
        file: &FigureFile,
        fonts: Option<&Fonts>,
    ) -> anyhow::Result<Option<Vec<u8>>> {
        let Some(fielded) = source.answered() else { return Ok(None) };
        let Some(svg) = (self.draw)(source, fielded, &file.style())? else { return Ok(None) };
        Ok(file.bytes(svg, fonts)?)
    }
}

/// Those of which there is something to draw.
///
/// # Errors
/// When something cannot be counted or drawn.
pub fn there(source: &Source<'_>) -> anyhow::Result<Vec<&'static Further>> {
    let Some(fielded) = source.answered() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for further in FURTHER {
        if (further.draw)(source, fielded, &Style::paper(further.key))?.is_some() {
            found.push(further);
        }
    }
    Ok(found)
}

fn heat(source: &Source<'_>, fielded: &Fielded, style: &Style) -> anyhow::Result<Option<String>> {
    ties(source, fielded, PICTURES[0], style)
}

fn network(source: &Source<'_>, fielded: &Fielded, style: &Style) -> anyhow::Result<Option<String>> {
    ties(source, fielded, PICTURES[1], style)
}

/// How closely kinds of agencies work together.
fn ties(
    source: &Source<'_>,
    fielded: &Fielded,
    picture: &str,
    style: &Style,
) -> anyhow::Result<Option<String>> {
    let lang = source.dataset.lang;
    let Some(found) = collaboration(source.dataset, fielded)? else { return Ok(None) };
    let remark = consent_note(style.layout, lang);
    Ok(picture_file(&found, picture, &remark, style, lang)?)
}

/// How the same people moved from before to after, a bar a question or choice. What tells no number has none.
fn moves(source: &Source<'_>, fielded: &Fielded, style: &Style) -> anyhow::Result<Option<String>> {
    let lang = source.dataset.lang;
    let say = |key: &str| i18n::plain(lang, key);
    let Some(found) = before_after::moves(source.dataset, fielded.id)? else { return Ok(None) };
    let mut bars: Vec<StackedBar> = Vec::new();
    // The question of the bar above.
    let mut above = "";
    for line in &found.lines {
        if let Some(bar) = moved(label(line, above), line.changes.table()) {
            bars.push(bar);
            above = &line.question;
        }
    }
    if bars.is_empty() {
        return Ok(None);
    }
    let has_withheld = found.lines.iter().any(|line| line.changes.table().has_hidden);
    let hidden = if has_withheld { say("figure-hidden") } else { String::new() };
    let left_out = if bars.len() < found.lines.len() { say("talk-note-left-out") } else { String::new() };
    let title = i18n::text(lang.code(), "talk-table-paired", &[("couple", found.title)]);
    let chart = StackedBarChart {
        caption: caption(source, &title, join(&[found.pairs, hidden, left_out], lang), style.layout),
        categories: ["talk-moved-down", "talk-moved-same", "talk-moved-up"].map(say).into(),
        bars,
    };
    Ok(Some(draw_stacked(&chart, style, lang)?))
}

/// What a bar is called below one of this question: of the same one its part alone, so that the words of a matrix stand once.
fn label<'l>(line: &'l Move, above: &str) -> &'l str {
    match &line.part {
        Some(part) if line.question == above => part,
        _ => &line.what,
    }
}

/// The shares of those who fell (or had it no longer), stayed, and rose (or newly had it); `None` where none of them may be told.
fn moved(what: &str, changes: &Changes) -> Option<StackedBar> {
    let n = changes.pairs.shown().filter(|n| *n > 0)?;
    let share = |counts: &[Count]| {
        let sum: Option<usize> = counts.iter().map(|count| count.shown()).sum();
        sum.map(|sum| sum as f64 / n as f64)
    };
    let shares = match (changes.kind, changes.parts.as_slice()) {
        (ChangeKind::YesNo, [yes, lost, gained, no]) => {
            [share(&[*lost]), share(&[*yes, *no]), share(&[*gained])]
        }
        (ChangeKind::Scale, [fell, same, rose]) => [share(&[*fell]), share(&[*same]), share(&[*rose])],
        _ => return None,
    };
    shares.iter().any(Option::is_some).then(|| StackedBar {
        label: what.to_owned(),
        base: format!("n={n}"),
        shares: shares.into(),
        hrefs: Vec::new(),
    })
}

/// How many people have each of the codes that people gave.
fn codes(source: &Source<'_>, _: &Fielded, style: &Style) -> anyhow::Result<Option<String>> {
    let lang = source.dataset.lang;
    let say = |key: &str| i18n::plain(lang, key);
    let Some((_, counted)) = people(source)? else { return Ok(None) };
    let table = counted.table();
    let lines = frequency_lines(table, &|_, _| String::new());
    if lines.iter().all(|line| line.count.is_hidden()) {
        return Ok(None);
    }
    let n = i18n::text(lang.code(), "figure-n", &[("n", table.base.to_string())]);
    let hidden = if table.has_hidden { say("figure-hidden") } else { String::new() };
    let notes = [n, say("talk-note-codes"), source.apart_note(), source.words_note(), hidden];
    let note = join(&notes, lang);
    let caption = caption(source, &say("talk-table-codes"), note, style.layout);
    Ok(Some(draw_bars(&lines, &caption, style, lang)?))
}

#[cfg(test)]
mod tests {
    use analysis::table::changes::yes_no_changes;
    use analysis::table::suppress::{Disclosure, protect};

    use super::*;

    #[test]
    fn the_words_of_a_matrix_stand_once_above_its_rows() {
        let line = |question: &str, part: Option<&str>| Move {
            what: part.map_or(question.to_owned(), |part| format!("{question}：{part}")),
            question: question.to_owned(),
            part: part.map(str::to_owned),
            changes: protect(yes_no_changes(&[]), Disclosure::PROTECTED),
        };
        let first = line("問1 自信", Some("相談を受ける"));
        assert_eq!(label(&first, ""), "問1 自信：相談を受ける");
        assert_eq!(label(&line("問1 自信", Some("紹介する")), &first.question), "紹介する");
        assert_eq!(label(&line("問2 連携", Some("紹介する")), &first.question), "問2 連携：紹介する");
        assert_eq!(label(&line("問3 知っている", None), "問3 知っている"), "問3 知っている");
    }

    #[test]
    fn a_bar_of_moves_tells_no_more_than_its_counts() {
        let pairs = |parts: [usize; 4]| {
            let kinds = [(true, true), (true, false), (false, true), (false, false)];
            kinds.into_iter().zip(parts).flat_map(|(pair, n)| vec![pair; n]).collect::<Vec<_>>()
        };
        let open = protect(yes_no_changes(&pairs([5, 5, 10, 5])), Disclosure::PROTECTED);
        let bar = moved("知っている", open.table()).unwrap();
        assert_eq!((bar.base.as_str(), bar.shares), ("n=25", vec![Some(0.2), Some(0.4), Some(0.4)]));
        let few = protect(yes_no_changes(&pairs([1, 1, 10, 13])), Disclosure::PROTECTED);
        let bar = moved("知っている", few.table());
        assert!(bar.is_none_or(|bar| bar.shares[0].is_none() && bar.shares[1].is_none()), "one is few");
        let none = protect(yes_no_changes(&[]), Disclosure::PROTECTED);
        assert!(moved("知っている", none.table()).is_none());
    }
}
