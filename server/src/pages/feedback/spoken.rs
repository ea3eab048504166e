//! The charts of what people speak of: themes, and whom requests are for. Protected as the other charts of a sheet (`figures.rs`).

use std::collections::BTreeSet;

use analysis::coding::stance::Stance;
use analysis::table::crosstab::CodeHits;
use analysis::table::{Count, RowId};
use surveys::hearing::sheet::ADDRESSEES;

use super::content::{Piece, SheetFigure};
use super::everybody::{Counted, counted};
use super::plain::{self, PlainWords};
use super::sections::Material;
use super::whole::most_told;
use crate::dataset::writings::Writing;
use crate::error::Result;
use crate::i18n::{self, Lang, Wording};
use crate::pages::explore::Reading;
use crate::pages::explore::themes::sets::suggested;
use crate::view::figure::drafted::drafted;
use crate::view::figure::slice::{Behind, Slice, in_one_each, ranked, slice_lines, slice_note, told};
use crate::view::figure::{BarLine, FigureView, bar_figure, join};

/// Themes named in the reading line of challenges and of good practices.
const MAIN_THEMES: usize = 5;
/// Themes of each kind that are named of what was written in replies.
const REPLY_THEMES: usize = 3;
/// The section of a note that has requests; its lines begin with whom they are for.
const REQUESTS: &str = "requests";

/// The themes of which most people spoke, as bars; None where none may be shown.
///
/// # Errors
/// When the table library refuses or the chart cannot be drawn.
pub fn theme_figure(material: &Material<'_>, id: &str, stance: Stance) -> Result<Option<SheetFigure>> {
    let lang = material.reading.dataset.lang;
    // A line that somebody wrote in the place of the draft may say nothing of themes that are alike.
    let is_drafted = material.composition.line(lang, id).is_none();
    let counted = themes(material.reading, stance, Writing::is_of_survey)?;
    let found = hits_figure(material, (id, is_drafted), &counted)?;
    Ok(found.map(|(mut own, lines)| {
        let reading = |wording| main_themes(lang, &lines, wording);
        own.figure.reading = reading(Wording::Usual);
        own.plain = own.plain.map(|plain| PlainWords { reading: reading(Wording::Plain), ..plain });
        own
    }))
}

/// People by the themes of a stance that they speak of, of those whose texts are meant.
fn themes(reading: &Reading, stance: Stance, is_meant: fn(&Writing) -> bool) -> Result<Counted> {
    let mut hits = suggested(reading, Some(stance))?;
    for hit in &mut hits {
        // The people of the region do not know our code numbers.
        hit.label = hit.label.trim_start_matches(&hit.name).trim_start().to_owned();
    }
    counted(reading, &hits, is_meant)
}

/// What is spoken of in the words of replies, in both ways to say it; None where nothing of it may be told.
///
/// # Errors
/// When the table library refuses.
pub fn reply_themes(material: &Material<'_>) -> Result<Option<Piece>> {
    let lang = material.reading.dataset.lang;
    let slice = material.area.map_or(Slice::Whole, Slice::Row);
    let (mut text, mut plain_text) = (Vec::new(), Vec::new());
    for (stance, key) in
        [(Stance::Challenge, "sheet-reply-challenges"), (Stance::GoodPractice, "sheet-reply-practices")]
    {
        let found = themes(material.reading, stance, Writing::is_reply)?;
        let lines = slice_lines(&found.table, slice).map(|(lines, _)| ranked(lines)).unwrap_or_default();
        let named: Vec<String> = named(&lines, lang).take(REPLY_THEMES).collect();
        if !named.is_empty() {
            let args = [("themes", named.join(&i18n::plain(lang, "list-separator")))];
            text.push(i18n::text(lang.code(), key, &args));
            plain_text.push(plain::say(lang, key, &args));
        }
    }
    let piece = || Piece::Text { text: join(&text, lang), plain: join(&plain_text, lang) };
    Ok((!text.is_empty()).then(piece))
}

/// For whom the requests are that partners made in hearings, as bars of all hearings; None where none may be shown.
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
    let found = hits_figure(material, (id, false), &counted(reading, &hits, Writing::is_of_hearing)?)?;
    Ok(found.map(|(figure, _)| figure))
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

/// People by what they speak of, the most frequent first, with plain words and all lines. The chart has the first of those whose
/// numbers may be told. `is_read`: its reading line names the main themes and says how many more are like the last of them.
fn hits_figure(
    material: &Material<'_>,
    (id, is_read): (&str, bool),
    counted: &Counted,
) -> Result<Option<(SheetFigure, Vec<BarLine>)>> {
    let lang = material.reading.dataset.lang;
    let table = &counted.table;
    let slice = material.area.map_or(Slice::Whole, Slice::Row);
    let lines = slice_lines(table, slice).map(|(lines, base)| (ranked(lines), base));
    let Some((mut lines, mut base)) = lines.filter(|(lines, _)| !lines.is_empty()) else { return Ok(None) };
    let most = most_told(material.reading, material.area)?;
    let is_n_withheld = most.is_some();
    if let Some(most) = most {
        base = Count::Hidden;
        lines = without_base(lines, most);
    }
    let (told, n_withheld) = told(&lines);
    // Bars that are all withheld are no picture of anything; the section says so in a sentence.
    if told.is_empty() {
        return Ok(None);
    }
    let (shown, rest) = told.split_at(told.len().min(material.composition.most_bars()));
    let note = |wording: Wording| {
        let note = slice_note(table, (shown, base, n_withheld), Behind::Texts, (lang, wording));
        let why =
            if is_n_withheld { i18n::plain(lang, &wording.key("sheet-n-withheld")) } else { String::new() };
        let everybody = if material.area.is_none() { counted.note(lang, wording) } else { String::new() };
        join(&[note, why, everybody, further((shown, rest), is_read, lang, wording)], lang)
    };
    // What the chart leaves out may be withheld and larger: both readings are of all lines.
    let reading = |wording| drafted(&lines, in_one_each(table, base), lang, wording);
    let key = format!("feedback-{id}-figure");
    let plain = PlainWords {
        title: plain::say(lang, &key, &[]),
        note: note(Wording::Plain),
        reading: reading(Wording::Plain),
    };
    let title = i18n::plain(lang, &key);
    let figure = bar_figure(id, &title, note(Wording::Usual), shown.to_vec(), lang);
    let figure = FigureView { reading: reading(Wording::Usual), ..figure.map_err(anyhow::Error::from)? };
    let n_withheld = (n_withheld > 0).then_some(n_withheld);
    Ok(Some((SheetFigure { n_withheld, ..SheetFigure::with_plain(figure, plain) }, lines)))
}

/// Ranked lines whose base is withheld, where `most` is the largest number that tells nothing of it: a share with its number would
/// tell of how many it is, and a larger number that they are no fewer. What is withheld comes last, since its place would say that
/// it is larger.
fn without_base(mut lines: Vec<BarLine>, most: usize) -> Vec<BarLine> {
    for line in &mut lines {
        line.share = None;
        if line.count.shown().is_some_and(|n| n > most) {
            line.count = Count::Hidden;
        }
    }
    ranked(lines)
}

/// How many bars a ranked chart leaves out beside those `shown`, and how many of them are as long as its last one, in words, unless
/// that one is the last that a reading line names, which says the same (`is_read`); empty for none.
fn further((shown, rest): (&[BarLine], &[BarLine]), is_read: bool, lang: Lang, wording: Wording) -> String {
    if rest.is_empty() {
        return String::new();
    }
    let n_tied = n_tied(shown.last().and_then(|line| line.count.shown()), rest);
    let is_said = is_read && shown.len() == MAIN_THEMES;
    let key = if n_tied == 0 || is_said { "sheet-further" } else { "sheet-further-tied" };
    let args =
        [("shown", shown.len().to_string()), ("n", rest.len().to_string()), ("tied", n_tied.to_string())];
    i18n::text(lang.code(), &wording.key(key), &args)
}

/// How many have the same number as the last one before them.
fn n_tied(last: Option<usize>, rest: &[BarLine]) -> usize {
    rest.iter().filter(|line| last.is_some() && line.count.shown() == last).count()
}

/// Those themes that are not withheld, each with its number.
fn named(lines: &[BarLine], lang: Lang) -> impl Iterator<Item = String> {
    lines.iter().filter_map(move |line| {
        let args = [("theme", line.label.clone()), ("n", line.count.shown()?.to_string())];
        Some(i18n::text(lang.code(), "feedback-theme", &args))
    })
}

/// The first themes with their numbers, and how many have as many as the last of them. Where some are withheld it speaks of those
/// that are shown: a larger one may be withheld. Where fewer than two are shown nothing stands out among them.
fn main_themes(lang: Lang, ranked: &[BarLine], wording: Wording) -> String {
    let (first, rest) = ranked.split_at(ranked.len().min(MAIN_THEMES));
    let named: Vec<String> = named(first, lang).collect();
    if named.len() < 2 {
        return drafted(ranked, None, lang, wording);
    }
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), &wording.key(key), args);
    let has_hidden = ranked.iter().any(|line| line.count.is_hidden());
    let key = if has_hidden { "feedback-main-themes-shown" } else { "feedback-main-themes" };
    let themes = say(key, &[("themes", named.join(&i18n::plain(lang, "list-separator")))]);
    // Where the last one has as many as others, its name alone would set it above them.
    let last = first.last().and_then(|line| line.count.shown());
    match (last, n_tied(last, rest)) {
        (Some(n), tied @ 1..) => {
            let args = [("n", n.to_string()), ("tied", tied.to_string())];
            join(&[themes, say("feedback-main-themes-tied", &args)], lang)
        }
        _ => themes,
    }
}

#[cfg(test)]
mod tests {
    use analysis::table::Count;

    use super::*;

    fn lines(counts: &[usize]) -> Vec<BarLine> {
        let line = |(place, n): (usize, &usize)| BarLine {
            label: format!("題{place}"),
            count: Count::Shown(*n),
            share: None,
            href: String::new(),
        };
        counts.iter().enumerate().map(line).collect()
    }

    #[test]
    fn a_theme_that_as_many_name_as_the_last_one_is_not_passed_over_in_silence() {
        let tied = lines(&[15, 14, 11, 11, 11, 11, 11, 11, 9]);
        let said = main_themes(Lang::Ja, &tied, Wording::Usual);
        assert!(said.contains("題4") && !said.contains("題5"), "{said}");
        assert!(said.contains("11件のテーマは、ほかに3個"), "{said}");
        let (shown, rest) = tied.split_at(5);
        let note = |shown, rest, is_read| further((shown, rest), is_read, Lang::Ja, Wording::Usual);
        assert!(note(shown, rest, false).contains("うち3個"));
        assert!(note(shown, rest, true).contains("ほかに4個") && !note(shown, rest, true).contains("うち"));
        let (more, fewer) = tied.split_at(7);
        assert!(note(more, fewer, true).contains("うち1個"), "the reading line speaks of another bar");
        let clear = lines(&[15, 14, 13, 12, 11, 10]);
        assert!(!main_themes(Lang::Ja, &clear, Wording::Usual).contains("ほかに"));
        let (shown, rest) = clear.split_at(5);
        assert!(!note(shown, rest, false).contains("うち"));
    }

    #[test]
    fn beside_withheld_themes_none_is_said_to_be_the_most_frequent_one() {
        let with_hidden = |counts: &[usize]| {
            let hidden = BarLine { count: Count::Hidden, ..lines(&[0]).remove(0) };
            [lines(counts), vec![hidden]].concat()
        };
        for wording in [Wording::Usual, Wording::Plain] {
            let clear = main_themes(Lang::Ja, &lines(&[15, 14]), wording);
            let beside = main_themes(Lang::Ja, &with_hidden(&[15, 14]), wording);
            assert!(clear.contains("題1") && beside.contains("題1") && beside != clear, "{beside}");
            let withheld = main_themes(Lang::Ja, &with_hidden(&[15]), wording);
            assert!(
                withheld.contains("題0") && !withheld.contains('多'),
                "one stands out among none: {withheld}"
            );
            let only = main_themes(Lang::Ja, &lines(&[15]), wording);
            assert!(only.contains("題0") && only.contains("15") && !only.contains('多'), "{only}");
        }
    }

    #[test]
    fn the_place_of_what_is_withheld_for_its_size_does_not_tell_that_it_is_large() {
        let left = without_base(lines(&[40, 31, 12]), 31);
        let counts: Vec<Count> = left.iter().map(|line| line.count).collect();
        assert_eq!(counts, [Count::Shown(31), Count::Shown(12), Count::Hidden]);
    }
}
