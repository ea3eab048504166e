//! Where in its texts a word stands: a strip for each text, or one for all texts of an area, a kind or a wave.
//!
//! Outside internal work there is one strip for all texts: several would part the occurrences by text or by group.

use std::collections::BTreeMap;

use analysis::chart::Caption;
use analysis::chart::kwic_strip::{KwicStrip, Occurrence as Mark, Strip, StripSource, kwic_strip, of_kwic};
use analysis::chart::style::Style;
use analysis::error::Error;
use analysis::rounded::half_up;
use analysis::text::kwic::{Kwic, KwicLine, KwicOptions, concordance};
use analysis::text::phrase::Occurrence;

use super::listing::written;
use super::query::Asked;
use crate::dataset::writings::Writing;
use crate::pages::explore::groups::{Grouping, groups};
use crate::pages::explore::selection::may_see_groups;
use crate::view::figure::{
    CellView, FigureView, PICTURE_WIDTH, TableView, caption, column, counted, join, words,
};

/// What a strip can stand for.
pub const BYS: &[&str] = &["text", "region", "kind", "wave"];
/// Tokens around a mark that are read out.
const AROUND: usize = 5;
/// Most marks on strips that stand for many texts; of more every so-manieth is drawn.
const MOST_MARKS: usize = 1_000;
/// Most rows of the table, and places in one of its cells.
const MOST_ROWS: usize = 200;
const MOST_PLACES: usize = 20;

/// A strip in the table.
struct Line {
    label: String,
    href: String,
    /// From 0 to 100, in the order of the text.
    places: Vec<f64>,
}

/// What the strips are of, in words, and they themselves.
struct Drawn {
    /// End of the keys of their words: `text`, `group` or `all`.
    how: &'static str,
    left_out: String,
    chart: KwicStrip,
    lines: Vec<Line>,
}

/// The figure of a word that stands at these places; `None` where it stands nowhere.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn figure(asked: &Asked, found: &[Occurrence]) -> Result<Option<FigureView>, Error> {
    if found.is_empty() {
        return Ok(None);
    }
    let options = KwicOptions { width: AROUND, limit: found.len(), ..KwicOptions::standard() };
    let kwic = concordance(&asked.reading.texts.corpus, found, &options);
    let by = Grouping::from_code(&asked.query.by);
    let drawn = match by {
        _ if !may_see_groups(&asked.reading.dataset) => of_all(asked, &kwic),
        None => of_texts(asked, &kwic),
        Some(by) => of_groups(asked, &kwic, by),
    };
    let title = asked.say_with("lookup-strips-title", &[("word", written(&asked.lemmas))]);
    let args = [("n", kwic.n_occurrences.to_string()), ("texts", asked.n_texts().to_string())];
    let note = asked.say_with(&format!("lookup-strips-note-{}", drawn.how), &args);
    let note = join(&[note, drawn.left_out], asked.lang());
    let limited = if drawn.how == "text" { "lookup-strips-drawn-text" } else { "lookup-strips-drawn" };
    let words_around =
        Caption { limited: asked.say(limited), empty: asked.say("figure-empty"), ..caption(&title, &note) };
    let chart = KwicStrip { caption: words_around, ..drawn.chart };
    let svg = kwic_strip(&chart, &Style { width: PICTURE_WIDTH, ..Style::new("strips") })?;
    let table = table(asked, &title, drawn.how, drawn.lines);
    Ok(Some(FigureView {
        id: "strips".to_owned(),
        title,
        note,
        reading: String::new(),
        under: String::new(),
        svg,
        is_wide: true,
        table,
    }))
}

/// A strip for each text.
fn of_texts(asked: &Asked, kwic: &Kwic) -> Drawn {
    let sources: Vec<StripSource> = asked
        .reading
        .writings
        .iter()
        .map(|writing| StripSource { label: writing.label(), length: length(writing) })
        .collect();
    let chart = of_kwic(kwic, &sources, &|line| text_href(asked, line), Caption::default());
    let mut of_text: BTreeMap<u32, Line> = BTreeMap::new();
    for line in &kwic.lines {
        let Some(writing) = asked.reading.writings.get(line.document as usize) else { continue };
        let row = of_text.entry(line.document).or_insert_with(|| Line {
            label: writing.label(),
            href: text_href(asked, line),
            places: Vec::new(),
        });
        row.places.push(place(asked, line));
    }
    Drawn { how: "text", left_out: String::new(), chart, lines: of_text.into_values().collect() }
}

/// A strip for each area, kind or wave, on which all its texts are as long.
fn of_groups(asked: &Asked, kwic: &Kwic, by: Grouping) -> Drawn {
    let groups = groups(&asked.reading, by);
    let mut strips = Vec::new();
    for label in &groups.labels {
        let is_of = |line: &&KwicLine| {
            groups.values.get(line.document as usize).and_then(Option::as_deref) == Some(label.value.as_str())
        };
        let own: Vec<&KwicLine> = kwic.lines.iter().filter(is_of).collect();
        strips.push((label.label.clone(), own));
    }
    let left_out = groups.left_out(&asked.reading.dataset);
    Drawn { left_out, ..whole(asked, "group", strips, kwic.lines.len()) }
}

/// One strip for all texts.
fn of_all(asked: &Asked, kwic: &Kwic) -> Drawn {
    let all = vec![(asked.say("lookup-strips-all"), kwic.lines.iter().collect())];
    whole(asked, "all", all, kwic.lines.len())
}

/// Strips on which each text goes from 0 to 100.
fn whole(asked: &Asked, how: &'static str, strips: Vec<(String, Vec<&KwicLine>)>, n: usize) -> Drawn {
    let step = n.div_ceil(MOST_MARKS).max(1);
    let n_occurrences = strips.iter().map(|(_, lines)| lines.len()).sum();
    let (mut drawn, mut lines) = (Vec::new(), Vec::new());
    for (label, own) in strips {
        let mut places: Vec<f64> = own.iter().map(|line| place(asked, line)).collect();
        places.sort_by(f64::total_cmp);
        let mark = |line: &&KwicLine| Mark {
            at: place(asked, line),
            label: format!("{}{}{}", line.left, line.keyword, line.right),
            href: text_href(asked, line),
        };
        let mut occurrences: Vec<Mark> = own.iter().step_by(step).map(mark).collect();
        occurrences.sort_by(|one, other| one.at.total_cmp(&other.at));
        drawn.push(Strip { label: label.clone(), length: 100.0, occurrences });
        lines.push(Line { label, href: String::new(), places });
    }
    let chart = KwicStrip { caption: Caption::default(), strips: drawn, n_occurrences };
    Drawn { how, left_out: String::new(), chart, lines }
}

fn table(asked: &Asked, title: &str, how: &str, lines: Vec<Line>) -> TableView {
    let first = asked.say(&format!("lookup-strips-{}", if how == "text" { "text" } else { "group" }));
    let row = |line: Line| {
        let shown = line.places.iter().take(MOST_PLACES).map(|place| format!("{}%", half_up(*place, 0)));
        let mut places = shown.collect::<Vec<_>>().join(", ");
        if line.places.len() > MOST_PLACES {
            places.push_str(", …");
        }
        let n = analysis::table::Count::Shown(line.places.len());
        let label = CellView { text: line.label, href: line.href, is_suppressed: false };
        vec![label, counted(n, None, String::new()), words(places)]
    };
    TableView {
        caption: title.to_owned(),
        columns: vec![
            column(first, false),
            column(asked.say("explore-occurrences"), true),
            column(asked.say("lookup-strips-places"), false),
        ],
        rows: lines.into_iter().take(MOST_ROWS).map(row).collect(),
    }
}

/// Length of a text in code points, 1 at least.
fn length(writing: &Writing) -> usize {
    let end = writing.parts.last().map(|part| part.start + part.text.chars().count());
    end.unwrap_or_default().max(1)
}

/// How far into its text a word stands, from 0 to 100.
fn place(asked: &Asked, line: &KwicLine) -> f64 {
    let whole = asked.reading.writings.get(line.document as usize).map_or(1, length);
    (f64::from(line.span.start) / whole as f64 * 100.0).clamp(0.0, 100.0)
}

/// The text; nowhere outside internal work, where a text must not be told from the others.
fn text_href(asked: &Asked, line: &KwicLine) -> String {
    let writing = asked.reading.writings.get(line.document as usize);
    let writing = writing.filter(|_| may_see_groups(&asked.reading.dataset));
    writing.map(|writing| asked.texts_href(&[("id", writing.id.as_str())])).unwrap_or_default()
}
