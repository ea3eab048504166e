//! Who answered against who is on the list of agencies, by area and by kind, and where agencies were invited one by one, against those
//! that the invitation has reached.

use analysis::chart::bar::{Bar, BarChart, bar};
use analysis::chart::style::Style;
use analysis::table::Count;
use analysis::table::frequency::Frequency;

use super::responses;
use super::selection::least_people;
use crate::dataset::listed::{few_listed, listed, n_listed, n_reached, reached, unlisted_kinds};
use crate::dataset::tables::{AnswerTable, By};
use crate::dataset::{Dataset, Fielded};
use crate::i18n::{self, Lang, Wording};
use crate::view::figure::{
    BAR_WIDTH, CellView, ColumnView, FigureView, TableView, caption, column, counted, join, leading, percent,
    withheld, words,
};

/// One area or kind, or all.
struct RateLine {
    label: String,
    /// Agencies on the list.
    listed: usize,
    /// Agencies that an invitation has reached; None where nobody was invited one by one.
    invited: Option<usize>,
    answered: Count,
    /// The fewest agencies of whom a rate may be told.
    least: usize,
    href: String,
}

impl RateLine {
    /// What answers are set against first: the invited, and where nobody was, the list.
    fn base(&self) -> usize {
        self.invited.unwrap_or(self.listed)
    }

    /// Share of so many agencies who answered; `None` where they are none or too few, the count is withheld, or others answered, too.
    fn share(&self, of: usize) -> Option<f64> {
        match self.answered {
            Count::Shown(n) if of >= self.least => share_of(n, of),
            Count::Shown(_) | Count::Hidden => None,
        }
    }

    /// The share of [`RateLine::base`].
    fn rate(&self) -> Option<f64> {
        self.share(self.base())
    }

    /// Whether more answered than are on the list, or were invited.
    fn is_beyond(&self) -> bool {
        let mut all = self.invited.into_iter().chain([self.listed]);
        self.answered.shown().is_some_and(|n| all.any(|agencies| agencies > 0 && n > agencies))
    }
}

/// Share of those on a list who answered; `None` where nobody is on it, and where more answered than are: then others did, too.
pub fn share_of(answered: usize, listed: usize) -> Option<f64> {
    (listed > 0 && answered <= listed).then(|| answered as f64 / listed as f64)
}

/// In both ways to say it: usual and plain.
pub type Said = [String; 2];

/// A chart of rates with what is said beside it.
pub struct Rated {
    /// The chart; its note says everything.
    pub figure: FigureView,
    /// Its picture where what is said of all charts stands elsewhere: who hears it hears what is said of this one alone.
    pub own_svg: String,
    /// Its title in plain language.
    pub plain_title: String,
    /// What is said of this chart alone.
    pub own: Said,
    /// What is said of all charts of the questionnaire.
    pub shared: Said,
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
    Ok(rate_charts(dataset, table, fielded)?.into_iter().map(|rated| rated.figure).collect())
}

/// The same with the parts of their notes, for a sheet, which says once what is true of all of them.
///
/// # Errors
/// See [`rates`].
pub fn rate_charts(
    dataset: &Dataset,
    table: &AnswerTable<'_>,
    fielded: &Fielded,
) -> anyhow::Result<Vec<Rated>> {
    if fielded.definition.audience.is_empty() {
        return Ok(Vec::new());
    }
    // What one of two agencies did is known to the other one, and 0 of one is what that agency did.
    let least = least_people(dataset) as usize;
    let mut figures = Vec::new();
    for by in [By::Region, By::Kind] {
        let values = listed(dataset, fielded, by);
        let invited = reached(dataset, fielded, by);
        let has_few = !few_listed(dataset, fielded, by).is_empty();
        let counts = table.respondents(dataset, by)?;
        let answered = |code: &str| {
            let row = counts.table().rows.iter().find(|row| row.value == code);
            row.map_or(Count::Shown(0), |row| row.count)
        };
        let n_invited = |code: &str| {
            let found = invited.as_ref()?.iter().find(|(own, _, _)| own == code);
            Some(found.map_or(0, |(_, _, n)| *n))
        };
        // That a kind of no agency stands there would tell that somebody of several kinds named it.
        let unlisted = if by == By::Kind { unlisted_kinds(dataset, fielded) } else { Vec::new() };
        let is_told = |code: &String| !unlisted.contains(code) || !answered(code).is_hidden();
        let values = values.into_iter().filter(|(code, _, _)| is_told(code));
        let lines = values.map(|(code, label, listed)| RateLine {
            label,
            listed,
            invited: n_invited(&code),
            answered: answered(&code),
            least,
            href: link(dataset, fielded, by, &code),
        });
        let is_there = |line: &RateLine| {
            line.listed > 0 || line.invited.is_some_and(|n| n > 0) || line.answered != Count::Shown(0)
        };
        let lines = lines.filter(is_there).collect();
        let all = RateLine {
            label: i18n::plain(dataset.lang, "table-total"),
            listed: n_listed(dataset, fielded),
            invited: n_reached(fielded),
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
) -> anyhow::Result<Rated> {
    let lang = dataset.lang;
    // What the shares are of is in the title, so that a sheet says it as well.
    let is_of_invited = all.invited.is_some();
    let of = if is_of_invited { "-invited" } else { "" };
    let title_key = format!("explore-rates-{}{of}", by.code());
    let title = i18n::plain(lang, &title_key);
    let both = [Wording::Usual, Wording::Plain];
    let shared = both.map(|wording| shared_note((lang, wording), &all, fielded));
    let own = both.map(|wording| own_note((lang, wording), (&lines, &all, has_few), fielded, by));
    let note = join(&[shared[0].clone(), own[0].clone()], lang);
    let id = format!("rate-{}-{}", by.code(), fielded.id.0);
    let drawn = |note: &str| {
        let bars = lines.iter().map(rate_bar).collect();
        let chart = BarChart { caption: caption(&title, note), bars, full: Some(1.0) };
        bar(&chart, &Style { width: BAR_WIDTH, ..Style::new(&id) })
    };
    let (svg, own_svg) = (drawn(&note)?, drawn(&own[0])?);
    let figure = FigureView {
        id,
        note,
        reading: String::new(),
        under: String::new(),
        svg,
        is_wide: false,
        table: TableView {
            caption: title.clone(),
            columns: columns(lang, by, is_of_invited),
            rows: lines.into_iter().chain([all]).map(row).collect(),
        },
        title,
    };
    let plain_title = i18n::plain(lang, &Wording::Plain.key(&title_key));
    Ok(Rated { figure, own_svg, plain_title, own, shared })
}

fn columns(lang: Lang, by: By, is_of_invited: bool) -> Vec<ColumnView> {
    let keys: &[&str] = match is_of_invited {
        true => &[
            "explore-reached",
            "explore-invited",
            "explore-answered",
            "explore-rate-invited",
            "explore-rate-listed",
        ],
        false => &["explore-invited", "explore-answered", "explore-rate"],
    };
    let numbers = keys.iter().map(|key| column(i18n::plain(lang, key), true));
    [column(i18n::plain(lang, &format!("table-{}", by.code())), false)].into_iter().chain(numbers).collect()
}

/// How many answered of how many, in all, and whom that does not count.
fn shared_note((lang, wording): (Lang, Wording), all: &RateLine, fielded: &Fielded) -> String {
    let of = if all.invited.is_some() { "-invited" } else { "" };
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), &wording.key(key), args);
    let args = [
        ("invited", all.base().to_string()),
        ("sent", fielded.invitations.n.to_string()),
        ("listed", all.listed.to_string()),
        ("answered", all.answered.to_string()),
    ];
    let mut parts = vec![say(&format!("explore-rates-note{of}"), &args)];
    // Their agencies are on the list all the same.
    if !fielded.apart.is_empty() {
        parts.push(say("explore-rates-apart", &[]));
    }
    join(&parts, lang)
}

/// Why some numbers and shares of a chart are not told, and why its rows do not add up.
fn own_note(
    (lang, wording): (Lang, Wording),
    (lines, all, has_few): (&[RateLine], &RateLine, bool),
    fielded: &Fielded,
    by: By,
) -> String {
    let of = if all.invited.is_some() { "-invited" } else { "" };
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), &wording.key(key), args);
    let mut parts = Vec::new();
    if has_few {
        parts.push(say(&format!("explore-rates-few{of}"), &[("n", all.least.to_string())]));
    }
    if lines.iter().chain([all]).any(RateLine::is_beyond) {
        parts.push(say(&format!("explore-rates-beyond{of}"), &[]));
    }
    if lines.iter().any(|line| line.answered.is_hidden()) {
        parts.push(say("figure-hidden", &[]));
    }
    // Said of all: where some are withheld, whether the rows add up would tell how many are in none of them.
    if !lines.is_empty() {
        parts.push(say(&format!("explore-rates-elsewhere-{}", by.code()), &[]));
    }
    parts.push(fielded.roster_note(by, (lang, wording)));
    join(&parts, lang)
}

fn rate_bar(line: &RateLine) -> Bar {
    let rate = line.rate().map(percent).unwrap_or_default();
    let (value, text) = match line.answered {
        Count::Hidden => (None, line.answered.to_string()),
        Count::Shown(n) => {
            (Some(line.rate().unwrap_or(0.0)), format!("{n}/{} {rate}", line.base()).trim_end().to_owned())
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
    let rate = |of: usize| match line.answered {
        Count::Hidden => withheld(),
        Count::Shown(_) => words(line.share(of).map_or("－".to_owned(), percent)),
    };
    let rates: Vec<CellView> = line.invited.into_iter().chain([line.listed]).map(rate).collect();
    let agencies = line.invited.into_iter().chain([line.listed]).map(|n| words(n.to_string()));
    let before: Vec<CellView> = [words(line.label.clone())].into_iter().chain(agencies).collect();
    let answered = counted(line.answered, None, line.href);
    before.into_iter().chain([answered]).chain(rates).collect()
}

fn link(dataset: &Dataset, fielded: &Fielded, by: By, code: &str) -> String {
    responses::href(dataset, fielded, &[(by.code(), code)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(listed: usize, answered: Count) -> RateLine {
        let label = "北部".to_owned();
        RateLine { label, listed, invited: None, answered, least: 5, href: "/x".to_owned() }
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

    #[test]
    fn where_agencies_were_invited_the_rate_is_of_them_and_that_of_the_list_stands_beside_it() {
        let of = |invited: usize, answered| RateLine { invited: Some(invited), ..line(20, answered) };
        assert_eq!(rate_bar(&of(8, Count::Shown(6))).text, "6/8 75.0%", "not of those who were never asked");
        let texts = |line| row(line).into_iter().map(|cell| cell.text).collect::<Vec<String>>();
        assert_eq!(texts(of(8, Count::Shown(6))), ["北部", "8", "20", "6", "75.0%", "30.0%"]);
        assert_eq!(texts(of(5, Count::Shown(6)))[4..], ["－", "30.0%"], "others came by the open link");
        assert!(of(5, Count::Shown(6)).is_beyond() && !of(8, Count::Shown(6)).is_beyond());
        assert_eq!(of(4, Count::Shown(3)).rate(), None, "four are too few");
        let cells = row(of(8, Count::Hidden));
        assert!(cells[3..].iter().all(|cell| cell.is_suppressed) && cells.len() == 6);
    }
}
