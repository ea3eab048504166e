//! Tables and charts as templates see them. Counts come in as protected tables only, so that what is withheld cannot
//! reach a page.

pub mod aloud;
pub mod collaboration;
pub mod crosstab;
pub mod drafted;
pub mod kinds;
pub mod matrix;
pub mod print;
pub mod question;
pub mod residual;
pub mod scale;
pub mod slice;

use analysis::chart::Caption;
use analysis::chart::bar::{Bar, BarChart, bar, count_and_percent};
use analysis::chart::style::Style;
use analysis::error::Error;
use analysis::rounded;
use analysis::table::{Count, HIDDEN};
use serde::{Deserialize, Serialize};

use self::aloud::aloud;
use self::drafted::drafted;
use crate::i18n::{self, Lang, Wording};

/// Width of a bar chart in its own units: on a phone the letters are still large enough to be read.
pub const BAR_WIDTH: u32 = 360;

/// Width of a picture of many things in its own units: it needs a large screen, and is scrolled on a small one.
pub const PICTURE_WIDTH: u32 = 900;

/// A chart with the table of its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureView {
    /// Unique on the page.
    pub id: String,
    /// Number and words of the question.
    pub title: String,
    /// Base, n and what was done, in words.
    pub note: String,
    /// What is to be seen, in one sentence; empty where nothing says it.
    pub reading: String,
    /// The picture.
    pub svg: String,
    /// Whether it needs the width of a large screen, and is scrolled on a small one.
    pub is_wide: bool,
    /// The numbers.
    pub table: TableView,
    /// What the numbers and signs in the table mean, in one line under it; empty where its heads say it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub under: String,
}

/// A table for the component `data_table`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableView {
    /// Name of the table.
    pub caption: String,
    /// Columns; the first names the row.
    pub columns: Vec<ColumnView>,
    /// Rows of cells, one a column. A row of one cell is a heading of those after it, see [`TableView::is_heading`].
    pub rows: Vec<Vec<CellView>>,
}

impl TableView {
    /// Whether a row of this table is a heading of those after it. In a table of one column no row is one.
    pub fn is_heading(&self, row: &[CellView]) -> bool {
        row.len() == 1 && self.columns.len() > 1
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnView {
    /// Its name.
    pub label: String,
    /// Aligned to the right.
    pub is_number: bool,
    /// Of sentences: never so narrow that they stand in a column of single words.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_sentence: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CellView {
    /// What is printed.
    pub text: String,
    /// Leads to what was counted; empty when that may not be seen.
    pub href: String,
    /// Withheld.
    pub is_suppressed: bool,
}

impl CellView {
    /// What is printed where only text can say that something is withheld.
    pub fn printed(&self) -> &str {
        if self.is_suppressed { HIDDEN } else { &self.text }
    }
}

/// Where the number for a value (and a value of the attribute) leads; empty for nowhere.
pub type LinkTo<'a> = &'a dyn Fn(&str, Option<&str>) -> String;

/// A bar and its row in the table.
#[derive(Clone, Debug)]
pub struct BarLine {
    /// What is counted.
    pub label: String,
    /// How many.
    pub count: Count,
    /// Share from 0 to 1; `None` where there is none, or it is withheld.
    pub share: Option<f64>,
    /// Where the number leads; empty for nowhere.
    pub href: String,
}

/// A column of words or of numbers.
pub fn column(label: impl Into<String>, is_number: bool) -> ColumnView {
    ColumnView { label: label.into(), is_number, is_sentence: false }
}

/// A column of sentences.
pub fn sentences(label: impl Into<String>) -> ColumnView {
    ColumnView { is_sentence: true, ..column(label, false) }
}

/// A cell of words.
pub fn words(text: impl Into<String>) -> CellView {
    CellView { text: text.into(), ..CellView::default() }
}

/// A cell of a number that is withheld.
pub fn withheld() -> CellView {
    CellView { is_suppressed: true, ..CellView::default() }
}

/// A cell of a count with its share that leads to what was counted.
pub fn counted(count: Count, share: Option<f64>, href: String) -> CellView {
    match count {
        Count::Hidden => withheld(),
        Count::Shown(n) => CellView {
            text: count_and_percent(count, share),
            href: leading(Count::Shown(n), href),
            is_suppressed: false,
        },
    }
}

/// The share of a line. Where no number has one, their base is withheld; where others have, this one has another base, and none.
fn share_cell(line: &BarLine, has_shares: bool) -> CellView {
    let is_withheld = line.share.is_none() && line.count.shown().is_some_and(|n| n > 0);
    if is_withheld && !has_shares {
        return withheld();
    }
    words(line.share.map(percent).unwrap_or_default())
}

/// `34.3%`.
pub fn percent(share: f64) -> String {
    format!("{}%", rounded::percent(share, 1))
}

/// A figure of horizontal bars over the table of the same numbers. Its reading line takes it that people may be in several bars.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn bar_figure(
    id: &str,
    title: &str,
    note: String,
    lines: Vec<BarLine>,
    lang: Lang,
) -> Result<FigureView, Error> {
    let say = |key: &str| i18n::plain(lang, key);
    let chart = bar_chart(&lines, Caption { empty: say("figure-empty"), ..caption(title, &note) });
    let svg = bar(&chart, &Style { width: BAR_WIDTH, ..Style::new(id) })?;
    let reading = drafted(&lines, None, lang, Wording::Usual);
    let has_shares = lines.iter().any(|line| line.share.is_some());
    let row = |line: BarLine| {
        let share = share_cell(&line, has_shares);
        vec![words(line.label), counted(line.count, None, line.href), share]
    };
    let columns = vec![
        column(say("table-value"), false),
        column(say("table-count"), true),
        column(say("table-share"), true),
    ];
    let rows = lines.into_iter().map(row).collect();
    Ok(FigureView {
        id: id.to_owned(),
        title: title.to_owned(),
        note,
        reading,
        svg,
        is_wide: false,
        table: TableView { caption: title.to_owned(), columns, rows },
        under: String::new(),
    })
}

/// Where a count leads: nobody and what is withheld lead nowhere.
pub fn leading(count: Count, href: String) -> String {
    if count.shown().is_some_and(|n| n > 0) { href } else { String::new() }
}

/// The chart of lines. A bar leads where its number leads.
pub fn bar_chart(lines: &[BarLine], caption: Caption) -> BarChart {
    let bars = lines.iter().map(|line| Bar {
        href: leading(line.count, line.href.clone()),
        ..Bar::of_count(line.label.clone(), line.count, line.share)
    });
    BarChart { caption, bars: bars.collect(), full: None }
}

/// The words of a picture. Title and note stand beside it on the page, so that the picture itself carries them only
/// for those who hear it.
pub fn caption(title: &str, note: &str) -> Caption {
    Caption { description: aloud([title, note]), ..Caption::default() }
}

/// Sentences one after the other.
pub fn join(parts: &[String], lang: Lang) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(if lang == Lang::Ja { "" } else { " " })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(label: &str, count: Count) -> BarLine {
        BarLine { label: label.to_owned(), count, share: Some(0.5), href: String::new() }
    }

    #[test]
    fn a_chart_says_what_its_bars_tell_and_no_more() {
        let reading = |counts: [Count; 3]| {
            let lines = ["ア", "イ", "ウ"].iter().zip(counts).map(|(label, count)| line(label, count));
            bar_figure("f", "題", String::new(), lines.collect(), Lang::Ja).unwrap().reading
        };
        let tied = reading([Count::Shown(9), Count::Shown(9), Count::Shown(7)]);
        assert!(tied.contains("ア") && tied.contains("イ") && !tied.contains("ウ"), "{tied}");
        let withheld = reading([Count::Shown(9), Count::Hidden, Count::Hidden]);
        assert!(withheld.contains("「ア」だけ") && withheld.contains('9'), "{withheld}");
    }

    #[test]
    fn a_withheld_count_is_in_neither_picture_nor_table() {
        let lines = vec![line("ア", Count::Shown(12)), line("イ", Count::Hidden)];
        let figure = bar_figure("f", "題", "n=15。".to_owned(), lines, Lang::Ja).unwrap();
        assert!(figure.svg.contains("12 (50.0%)") && !figure.svg.contains(">3"));
        assert!(figure.table.rows[1][1].is_suppressed && figure.table.rows[1][1].text.is_empty());
    }

    #[test]
    fn a_bar_leads_where_its_number_leads() {
        let to = |count: Count, n: u32| BarLine { href: format!("/texts?n={n}"), ..line("ア", count) };
        let lines = vec![to(Count::Shown(12), 1), to(Count::Shown(0), 2), to(Count::Hidden, 3)];
        let figure = bar_figure("f", "題", String::new(), lines, Lang::Ja).unwrap();
        assert!(figure.svg.contains("href=\"/texts?n=1\""), "{}", figure.svg);
        assert_eq!(figure.svg.matches("<a ").count(), 1);
        let hrefs: Vec<&str> = figure.table.rows.iter().map(|row| row[1].href.as_str()).collect();
        assert_eq!(hrefs, ["/texts?n=1", "", ""]);
    }

    #[test]
    fn a_share_of_a_withheld_base_is_withheld() {
        let lines = vec![BarLine { share: None, ..line("ア", Count::Shown(12)) }];
        let figure = bar_figure("f", "題", "n=*。".to_owned(), lines, Lang::Ja).unwrap();
        let cells = &figure.table.rows[0];
        assert!(!cells[1].is_suppressed && cells[2].is_suppressed);
        assert!(!figure.svg.contains('%'));
        // One beside others that have theirs has another base.
        let lines =
            vec![line("ア", Count::Shown(12)), BarLine { share: None, ..line("イ", Count::Shown(9)) }];
        let figure = bar_figure("f", "題", "n=24。".to_owned(), lines, Lang::Ja).unwrap();
        let cell = &figure.table.rows[1][2];
        assert!(!cell.is_suppressed && cell.text.is_empty(), "{cell:?}");
    }
}
