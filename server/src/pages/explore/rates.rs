//! Who answered against who is on the list of agencies, by area and by kind.

use analysis::chart::bar::{Bar, BarChart, bar};
use analysis::chart::style::Style;
use analysis::table::Count;
use analysis::table::frequency::Frequency;

use super::answers::roster_note;
use super::responses;
use super::selection::least_people;
use crate::dataset::listed::{few_listed, listed, n_listed};
use crate::dataset::tables::{AnswerTable, By};
use crate::dataset::{Dataset, Fielded};
use crate::i18n::{self, Lang};
use crate::view::figure::{
    BAR_WIDTH, CellView, FigureView, TableView, caption, column, counted, join, leading, percent, withheld,
    words,
};

/// One area or kind, or all.
struct RateLine {
    label: String,
    invited: usize,
    answered: Count,
    /// The fewest invited of whom a rate may be told.
    least: usize,
    href: String,
}

impl RateLine {
    /// Share of the invited who answered; `None` where nobody or too few were invited, the count is withheld, or others
    /// answered, too.
    fn rate(&self) -> Option<f64> {
        match self.answered {
            Count::Shown(n) if self.invited >= self.least => share_of(n, self.invited),
            Count::Shown(_) | Count::Hidden => None,
        }
    }

    /// Whether more answered than are on the list.
    fn is_beyond(&self) -> bool {
        self.answered.shown().is_some_and(|n| self.invited > 0 && n > self.invited)
    }
}

/// Share of those on a list who answered; `None` where nobody is on it, and where more answered than are: then others did, too.
pub fn share_of(answered: usize, listed: usize) -> Option<f64> {
    (listed > 0 && answered <= listed).then(|| answered as f64 / listed as f64)
}

/// The response rates of a questionnaire by area and by kind; none where it is not for the agencies on the list.
///
/// # Errors
/// When the table library refuses or a chart cannot be drawn.
pub fn rates(
    dataset: &Dataset,
    table: &AnswerTable<'_>,
    fielded: &Fielded,
) -> anyhow::Result<Vec<FigureView>> {
    if fielded.definition.audience.is_empty() {
        return Ok(Vec::new());
    }
    // What one of two agencies did is known to the other one, and 0 of one is what that agency did.
    let least = least_people(dataset) as usize;
    let n_invited = n_listed(dataset, fielded);
    let mut figures = Vec::new();
    for by in [By::Region, By::Kind] {
        let values = listed(dataset, fielded, by);
        let has_few = !few_listed(dataset, fielded, by).is_empty();
        let counts = table.respondents(dataset, by)?;
        let answered = |code: &str| {
            let row = counts.table().rows.iter().find(|row| row.value == code);
            row.map_or(Count::Shown(0), |row| row.count)
        };
        let lines = values.into_iter().map(|(code, label, invited)| RateLine {
            label,
            invited,
            answered: answered(&code),
            least,
            href: link(dataset, fielded, by, &code),
        });
        let lines = lines.filter(|line| line.invited > 0 || line.answered != Count::Shown(0)).collect();
        let all = RateLine {
            label: i18n::plain(dataset.lang, "table-total"),
            invited: n_invited,
            answered: everybody(counts.table()),
            least,
            href: String::new(),
        };
        figures.push(figure(dataset, fielded, by, (lines, all), has_few)?);
    }
    Ok(figures)
}

/// All who answered, whether they were asked for the area or kind or not; withheld where that would tell how few were not.
fn everybody(counts: &Frequency) -> Count {
    match (counts.n, counts.not_asked) {
        (Count::Shown(asked), Count::Shown(others)) => Count::Shown(asked + others),
        _ => Count::Hidden,
    }
}

fn figure(
    dataset: &Dataset,
    fielded: &Fielded,
    by: By,
    (lines, all): (Vec<RateLine>, RateLine),
    has_few: bool,
) -> anyhow::Result<FigureView> {
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let title = say(&format!("explore-rates-{}", by.code()));
    let roster = roster_note(dataset, fielded, by);
    // Said of all: where some are withheld, whether the rows add up would tell how many are in none of them.
    let note_where = |is_so: bool, key: &str| if is_so { say(key) } else { String::new() };
    let elsewhere = note_where(!lines.is_empty(), &format!("explore-rates-elsewhere-{}", by.code()));
    // Their agencies are on the list all the same.
    let apart = note_where(!fielded.apart.is_empty(), "explore-rates-apart");
    let note = join(&[note(dataset.lang, &lines, &all, has_few), elsewhere, apart, roster], dataset.lang);
    let id = format!("rate-{}-{}", by.code(), fielded.id.0);
    let chart = BarChart {
        caption: caption(&title, &note),
        bars: lines.iter().map(rate_bar).collect(),
        full: Some(1.0),
    };
    let svg = bar(&chart, &Style { width: BAR_WIDTH, ..Style::new(&id) })?;
    Ok(FigureView {
        id,
        note,
        reading: String::new(),
        svg,
        is_wide: false,
        table: TableView {
            caption: title.clone(),
            columns: vec![
                column(say(&format!("table-{}", by.code())), false),
                column(say("explore-invited"), true),
                column(say("explore-answered"), true),
                column(say("explore-rate"), true),
            ],
            rows: lines.into_iter().chain([all]).map(row).collect(),
        },
        title,
    })
}

/// How many answered of how many, and why some numbers and shares are not told.
fn note(lang: Lang, lines: &[RateLine], all: &RateLine, has_few: bool) -> String {
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), key, args);
    let args = [("invited", all.invited.to_string()), ("answered", all.answered.to_string())];
    let mut parts = vec![say("explore-rates-note", &args)];
    if has_few {
        parts.push(say("explore-rates-few", &[("n", all.least.to_string())]));
    }
    if lines.iter().chain([all]).any(RateLine::is_beyond) {
        parts.push(say("explore-rates-beyond", &[]));
    }
    if lines.iter().any(|line| line.answered.is_hidden()) {
        parts.push(say("figure-hidden", &[]));
    }
    join(&parts, lang)
}

fn rate_bar(line: &RateLine) -> Bar {
    let rate = line.rate().map(percent).unwrap_or_default();
    let (value, text) = match line.answered {
        Count::Hidden => (None, line.answered.to_string()),
        Count::Shown(n) => {
            (Some(line.rate().unwrap_or(0.0)), format!("{n}/{} {rate}", line.invited).trim_end().to_owned())
        }
    };
    Bar {
        label: line.label.clone(),
        value,
        text,
        is_muted: false,
        href: leading(line.answered, line.href.clone()),
    }
}

fn row(line: RateLine) -> Vec<CellView> {
    let rate = match line.answered {
        Count::Hidden => withheld(),
        Count::Shown(_) => words(line.rate().map_or("－".to_owned(), percent)),
    };
    vec![words(line.label), words(line.invited.to_string()), counted(line.answered, None, line.href), rate]
}

fn link(dataset: &Dataset, fielded: &Fielded, by: By, code: &str) -> String {
    responses::href(dataset, fielded, &[(by.code(), code)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(invited: usize, answered: Count) -> RateLine {
        RateLine { label: "北部".to_owned(), invited, answered, least: 5, href: "/x".to_owned() }
    }

    #[test]
    fn a_rate_is_shown_only_with_a_base_and_an_open_count() {
        assert_eq!(rate_bar(&line(8, Count::Shown(6))).text, "6/8 75.0%");
        assert_eq!(rate_bar(&line(0, Count::Shown(6))).text, "6/0");
        assert_eq!(line(4, Count::Shown(6)).rate(), None, "four agencies are too few for a rate");
        assert_eq!(line(5, Count::Shown(6)).rate(), None, "others answered, too");
        assert_eq!(rate_bar(&line(5, Count::Shown(6))).text, "6/5");
        assert!(line(5, Count::Shown(6)).is_beyond() && !line(5, Count::Shown(5)).is_beyond());
        assert_eq!(rate_bar(&line(8, Count::Hidden)).value, None);
        let hrefs = [Count::Shown(6), Count::Shown(0), Count::Hidden].map(|n| rate_bar(&line(8, n)).href);
        assert_eq!(hrefs, ["/x", "", ""]);
        let cells = row(line(8, Count::Hidden));
        assert!(cells[2].is_suppressed && cells[3].is_suppressed && cells[2].href.is_empty());
    }
}
