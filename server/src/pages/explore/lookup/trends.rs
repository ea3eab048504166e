//! How the use of words changes from wave to wave, said in plain words.

use analysis::chart::Caption;
use analysis::chart::style::Style;
use analysis::chart::trend_lines::{of_trends, trend_lines};
use analysis::error::Error;
use analysis::statistics::SIGNIFICANT;
use analysis::statistics::residual::holm;
use analysis::table::ValueLabel;
use analysis::text::terms::Term;
use analysis::text::trends::{Trend, Wave, trends};

use super::Found;
use super::keywords::effect;
use super::listing::{Answer, Entry, Listing, count, figure, hidden, probability, share, text, too_few};
use super::query::Asked;
use super::told::{Told, told};
use crate::pages::explore::groups::{Grouping, Groups, groups, narrowed};
use crate::pages::explore::selection::may_see_groups;
use crate::view::figure::{ColumnView, PICTURE_WIDTH, column, join};

/// What the list can be sorted by; people first.
const SORTS: &[&str] = &["people", "change"];

/// Words that are looked at: those of most people.
const LONGEST: usize = 50;

/// A word through the waves, as far as it may be told.
struct Line {
    trend: Trend,
    /// For each wave whether its number is told.
    cells: Vec<bool>,
    /// Share in the last wave less share in the first.
    change: Option<f64>,
    /// Of all waves, corrected for all words of the list.
    p: Option<f64>,
    /// φ or Cramér's V.
    effect: Option<f64>,
}

impl Line {
    /// Whether the number of a wave is told.
    fn has_cell(&self, wave: usize) -> bool {
        self.cells.get(wave) == Some(&true)
    }
}

/// The words that most people use, wave by wave.
///
/// # Errors
/// When a table of words and waves cannot be made or drawn.
pub fn find(asked: &Asked) -> anyhow::Result<Found> {
    let waves = groups(&asked.reading, Grouping::Wave);
    if waves.labels.len() < 2 {
        let (title, text) = (asked.say("lookup-one-wave"), asked.say("lookup-one-wave-text"));
        return Ok(Found {
            inputs: Vec::new(),
            said: Vec::new(),
            further: None,
            answer: Answer::Nothing { title, text },
        });
    }
    let mut inputs = vec![
        asked.word_input("lookup-contains"),
        asked.class_input("lookup-class-content"),
        asked
            .value_input("sort", "lookup-sort", &asked.query.sort, SORTS, |key| format!("lookup-sort-{key}")),
    ];
    inputs.extend(asked.denied_input());
    let wanted = asked.query.word.trim();
    let everybody = waves.everybody();
    let mut terms = narrowed(asked.terms(), &everybody, asked.least_compared());
    terms.retain(|term| term.lemma.contains(wanted));
    terms.truncate(LONGEST);
    if terms.is_empty() {
        return Ok(Found { inputs, said: Vec::new(), further: None, answer: too_few(asked) });
    }
    let lists: Vec<&[u32]> = terms.iter().map(|term| term.documents.as_slice()).collect();
    let told = told(&asked.reading.dataset, &waves, &lists)?;
    let mut lines = lines(&waves, &terms, &told);
    let said = said(asked, &waves, &lines);
    if asked.query.sort == "change" {
        let key = |line: &Line| line.change.map_or(-1.0, f64::abs);
        lines.sort_by(|a, b| key(b).total_cmp(&key(a)));
    }
    let listing = listing(asked, &waves, &lines, &told);
    let svg = picture(asked, &waves, &lines, &told)?;
    Ok(Found { inputs, said, further: None, answer: Answer::Drawn { svg, around: None, listing } })
}

fn lines(waves: &Groups, terms: &[Term], told: &Told) -> Vec<Line> {
    let wave = |label: &ValueLabel| Wave { label: label.label.clone(), documents: waves.of(&label.value) };
    let all: Vec<Wave> = waves.labels.iter().map(wave).collect();
    let has_sizes = (0..all.len()).all(|wave| told.has_size(wave));
    let mut lines: Vec<Line> = Vec::new();
    for (place, trend) in trends(terms, &all).into_iter().enumerate() {
        let cells: Vec<bool> = (0..all.len()).map(|wave| told.has_cell(place, wave)).collect();
        let is_told = has_sizes && cells.iter().all(|is_told| *is_told);
        let test = trend.test.ok().filter(|_| is_told);
        lines.push(Line {
            change: trend.change.filter(|_| is_told),
            p: test.map(|test| test.p),
            effect: test.and_then(|test| test.association).map(|association| association.value),
            trend,
            cells,
        });
    }
    let probabilities: Vec<Option<f64>> = lines.iter().map(|line| line.p).collect();
    for (line, p) in lines.iter_mut().zip(holm(&probabilities)) {
        line.p = p;
    }
    lines
}

/// What is to be seen, in plain words.
fn said(asked: &Asked, waves: &Groups, lines: &[Line]) -> Vec<String> {
    let label = |place: Option<&ValueLabel>| place.map(|label| label.label.clone()).unwrap_or_default();
    let clear: Vec<&Line> = lines.iter().filter(|line| is_clear(line)).collect();
    let args = [
        ("first", label(waves.labels.first())),
        ("last", label(waves.labels.last())),
        ("words", lines.iter().filter(|line| line.p.is_some()).count().to_string()),
        ("n", clear.len().to_string()),
    ];
    let mut said = vec![asked.say_with("lookup-trends-clear", &args)];
    for (key, sign) in [("lookup-trends-up", 1.0), ("lookup-trends-down", -1.0)] {
        let of_sign = clear.iter().filter(|line| line.change.is_some_and(|change| change * sign > 0.0));
        let words: Vec<String> = of_sign
            .map(|line| asked.say_with("lookup-quoted", &[("word", line.trend.lemma.clone())]))
            .collect();
        if !words.is_empty() {
            said.push(asked.say_with(key, &[("words", join(&words, asked.lang()))]));
        }
    }
    said
}

fn is_clear(line: &Line) -> bool {
    line.p.is_some_and(|p| p < SIGNIFICANT)
}

/// The key of what is to be said of a word.
fn verdict(line: &Line) -> &'static str {
    match (line.p, line.change) {
        (None, _) => "lookup-trend-untested",
        (Some(_), _) if !is_clear(line) => "lookup-trend-open",
        (Some(_), Some(change)) if change > 0.0 => "lookup-trend-up",
        (Some(_), Some(change)) if change < 0.0 => "lookup-trend-down",
        (Some(_), _) => "lookup-trend-differs",
    }
}

fn listing(asked: &Asked, waves: &Groups, lines: &[Line], told: &Told) -> Listing {
    let args = [
        ("n", waves.everybody().len().to_string()),
        ("words", lines.len().to_string()),
        ("limit", LONGEST.to_string()),
        ("least", asked.least_compared().to_string()),
        ("class", asked.class_words()),
    ];
    let key = if asked.is_protected() { "lookup-trends-note-protected" } else { "lookup-trends-note" };
    Listing {
        caption: asked.say("lookup-trends-caption"),
        note: join(&[asked.say_with(key, &args), waves.left_out(&asked.reading.dataset)], asked.lang()),
        columns: columns(asked, waves, told),
        rows: lines.iter().map(|line| row(asked, waves, line, told)).collect(),
    }
}

/// The first words of the table as lines, without what the table withholds; empty where that is all.
fn picture(asked: &Asked, waves: &Groups, lines: &[Line], told: &Told) -> Result<String, Error> {
    let is_told = |line: usize, wave: usize| {
        told.has_size(wave) && lines.get(line).is_some_and(|line| line.has_cell(wave))
    };
    let link = |line: usize, wave: usize| {
        let found = lines.get(line).zip(waves.labels.get(wave));
        let is_used = |trend: &Trend| trend.waves.get(wave).is_some_and(|wave| !wave.documents.is_empty());
        let used = found.filter(|(line, _)| is_used(&line.trend));
        used.map(|(line, label)| texts_href(asked, &line.trend, label)).unwrap_or_default()
    };
    let words = Caption {
        description: asked.say("lookup-trends-caption"),
        limited: asked.say("lookup-trends-drawn"),
        ..Caption::default()
    };
    let labels = waves.labels.iter().map(|label| label.label.clone()).collect();
    let chart = of_trends(lines.iter().map(|line| &line.trend), labels, &is_told, &link, words);
    let mut points = chart.lines.iter().flat_map(|line| &line.points);
    if points.all(|point| point.share.is_none()) {
        return Ok(String::new());
    }
    trend_lines(&chart, &Style { width: PICTURE_WIDTH, ..Style::new("trends") })
}

/// The texts of a wave with a word; nowhere for those who may not see lists of one group.
fn texts_href(asked: &Asked, trend: &Trend, wave: &ValueLabel) -> String {
    if !may_see_groups(&asked.reading.dataset) {
        return String::new();
    }
    let word = asked.apart.written(&trend.lemma, trend.class);
    asked.texts_href(&[("word", word.as_str()), ("class", trend.class), ("wave", wave.value.as_str())])
}

fn columns(asked: &Asked, waves: &Groups, told: &Told) -> Vec<ColumnView> {
    let mut columns =
        vec![column(asked.say("explore-word"), false), column(asked.say("explore-class"), false)];
    for (place, label) in waves.labels.iter().enumerate() {
        let n = if told.has_size(place) { waves.of(&label.value).len().to_string() } else { "*".to_owned() };
        let args = [("label", label.label.clone()), ("n", n)];
        columns.push(column(asked.say_with("lookup-wave-people", &args), true));
        columns.push(column(asked.say_with("lookup-wave-share", &args[..1]), true));
    }
    columns.extend([
        column(asked.say("lookup-change"), true),
        column(asked.say("lookup-v"), true),
        column(asked.say("lookup-effect"), false),
        column(asked.say("lookup-p-holm"), true),
        column(asked.say("lookup-verdict"), false),
    ]);
    columns
}

fn row(asked: &Asked, waves: &Groups, line: &Line, told: &Told) -> Vec<Entry> {
    let trend = &line.trend;
    let mut row = vec![
        text(trend.lemma.clone(), asked.kwic_href(&trend.lemma, trend.class)),
        text(asked.say(&format!("word-class-{}", trend.class)), String::new()),
    ];
    for (place, (label, wave)) in waves.labels.iter().zip(&trend.waves).enumerate() {
        if !line.has_cell(place) {
            row.extend([hidden(), hidden()]);
            continue;
        }
        row.push(count(wave.documents.len(), texts_href(asked, trend, label)));
        row.push(if told.has_size(place) { share(wave.share) } else { hidden() });
    }
    row.extend([
        figure(line.change.map(|change| change * 100.0), 1),
        figure(line.effect, 2),
        text(asked.say(effect(line.effect)), String::new()),
        probability(line.p),
        text(asked.say(verdict(line)), String::new()),
    ]);
    row
}

#[cfg(test)]
mod tests {
    use analysis::statistics::NotTested;

    use super::*;

    fn line(p: Option<f64>, change: Option<f64>) -> Line {
        let trend = Trend {
            lemma: "送迎".to_owned(),
            class: "verbal-noun",
            word: 0,
            waves: Vec::new(),
            change,
            test: Err(NotTested::TooFew),
        };
        Line { trend, cells: Vec::new(), change, p, effect: None }
    }

    #[test]
    fn a_change_is_called_one_only_when_it_is_clear() {
        assert_eq!(verdict(&line(Some(0.01), Some(0.2))), "lookup-trend-up");
        assert_eq!(verdict(&line(Some(0.01), Some(-0.2))), "lookup-trend-down");
        assert_eq!(verdict(&line(Some(0.01), Some(0.0))), "lookup-trend-differs");
        assert_eq!(verdict(&line(Some(0.05), Some(0.2))), "lookup-trend-open");
        assert_eq!(verdict(&line(None, Some(0.2))), "lookup-trend-untested");
    }

    #[test]
    fn effects_have_words() {
        let words = [None, Some(0.05), Some(-0.1), Some(0.3), Some(-0.9)].map(effect);
        let expected = ["unknown", "none", "small", "medium", "large"];
        assert_eq!(words, expected.map(|end| format!("lookup-effect-{end}")));
    }
}
