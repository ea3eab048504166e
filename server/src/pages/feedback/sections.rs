//! The kinds of sections that a feedback sheet can have: one list.

use analysis::coding::stance::Stance;

use super::composition::Composition;
use super::content::{CountView, FrozenQuote, OnPaper, Piece, SheetFigure};
use super::figures::{Asked, Part, answer_figures, tells_nothing};
use super::plain;
use super::quotes::{QuoteView, STANCES};
use super::rated::rate_figures;
use super::replied::{counted, reply_figure};
use super::spoken::{reply_themes, request_figure, theme_figure};
use crate::error::Result;
use crate::i18n::{self, Wording};
use crate::pages::explore::Reading;
use crate::pages::explore::before_after::{self, FoundLine, FoundQuestion};
use crate::secret;
use crate::view::figure::collaboration::on_sheet::{SheetTies, figures as ties};
use crate::view::figure::{TableView, column, words};

/// A kind of section. Its heading is `sheet-section-<code>`, and in plain language `sheet-section-<code>-plain`.
pub struct SectionKind {
    /// What a composition calls it.
    pub code: &'static str,
    /// Whether a new sheet has it.
    pub is_on: bool,
    /// Whether the sheet of an area can have it, too, or that of the whole region alone.
    pub is_for_areas: bool,
    /// What it shows; nothing where there is nothing to show, and the section is left out. The draft of a chart's reading line is
    /// in its `reading`.
    pub build: fn(&Material<'_>) -> Result<Vec<Piece>>,
}

/// What a sheet is made of.
pub struct Material<'a> {
    /// What was answered and said, for the region.
    pub reading: &'a Reading,
    /// Code of the area; None for the whole region.
    pub area: Option<&'a str>,
    /// What the coordinator chose and wrote.
    pub composition: &'a Composition,
    /// The released quotes that may be shown here.
    pub quotes: &'a [QuoteView],
    /// The questionnaires.
    pub parts: &'a [Part<'a>],
    /// Their closed questions.
    pub asked: &'a [Asked],
    /// How many answered and were heard.
    pub counts: &'a [CountView],
}

/// All kinds, in the order of a new sheet. Those that are on keep the sheet of a usual survey to two pages.
pub const SECTIONS: &[SectionKind] = &[
    SectionKind { code: "introduction", is_on: true, is_for_areas: true, build: introduction },
    SectionKind { code: "rates", is_on: true, is_for_areas: true, build: rates },
    SectionKind { code: "rate_charts", is_on: false, is_for_areas: false, build: rate_charts },
    SectionKind { code: "challenges", is_on: true, is_for_areas: true, build: challenges },
    SectionKind { code: "practices", is_on: true, is_for_areas: true, build: practices },
    SectionKind { code: "requests", is_on: false, is_for_areas: true, build: requests },
    SectionKind { code: "quotes", is_on: true, is_for_areas: true, build: quotes },
    SectionKind { code: "answers", is_on: true, is_for_areas: true, build: answers },
    SectionKind { code: "replies", is_on: true, is_for_areas: true, build: replies },
    SectionKind { code: "collaboration", is_on: false, is_for_areas: false, build: collaboration },
    SectionKind { code: "before_after", is_on: false, is_for_areas: false, build: before_and_after },
    SectionKind { code: "next_steps", is_on: true, is_for_areas: true, build: next_steps },
];

/// Whether the sheet of an area can have a section.
pub fn is_for_areas(code: &str) -> bool {
    SECTIONS.iter().any(|kind| kind.code == code && kind.is_for_areas)
}

fn introduction(material: &Material<'_>) -> Result<Vec<Piece>> {
    let own = material.composition;
    Ok(own_text(&own.introduction, &own.introduction_plain))
}

fn next_steps(material: &Material<'_>) -> Result<Vec<Piece>> {
    let own = material.composition;
    Ok(own_text(&own.next_steps, &own.next_steps_plain))
}

fn own_text(text: &str, plain: &str) -> Vec<Piece> {
    if text.is_empty() {
        return Vec::new();
    }
    vec![Piece::Text { text: text.to_owned(), plain: plain.to_owned() }]
}

/// How many answered, with their share of those on the list where that may be told.
fn rates(material: &Material<'_>) -> Result<Vec<Piece>> {
    // Replies to the sheets before are counted in their own section.
    let is_reply = |place: usize| material.parts.get(place).is_some_and(|part| part.fielded.takes_replies);
    let counts = material.counts.iter().enumerate().filter(|(place, _)| !is_reply(*place));
    Ok(vec![Piece::Counts { counts: counts.map(|(_, count)| count.clone()).collect() }])
}

/// Words of ours, in both ways to say them.
fn say(material: &Material<'_>, key: &str) -> Piece {
    let lang = material.reading.dataset.lang;
    Piece::Text { text: i18n::plain(lang, key), plain: plain::say(lang, key, &[]) }
}

/// Response rates by area and kind. Only of the whole region: within an area a kind is often one office.
fn rate_charts(material: &Material<'_>) -> Result<Vec<Piece>> {
    let (mut pieces, mut silent): (Vec<Piece>, Vec<String>) = (Vec::new(), Vec::new());
    for part in material.parts.iter().filter(|part| !part.is_withheld) {
        let found = rate_figures(&material.reading.dataset, part)?;
        if !found.told.is_empty() {
            pieces.push(Piece::Figures { figures: found.told });
        }
        pieces.extend(found.note.map(|[text, plain]| Piece::Note { text, plain }));
        // Most often it is the same chart of each questionnaire.
        let is_new: Vec<String> =
            found.left_out.into_iter().filter(|title| !silent.contains(title)).collect();
        silent.extend(is_new);
    }
    let silent: Vec<&str> = silent.iter().map(String::as_str).collect();
    pieces.extend(left_out(material, "sheet-rates-withheld", &silent));
    Ok(pieces)
}

fn challenges(material: &Material<'_>) -> Result<Vec<Piece>> {
    themes(material, "challenges", Stance::Challenge)
}

fn practices(material: &Material<'_>) -> Result<Vec<Piece>> {
    themes(material, "practices", Stance::GoodPractice)
}

/// The chart of the themes of a stance, and whose words it does not count.
fn themes(material: &Material<'_>, id: &str, stance: Stance) -> Result<Vec<Piece>> {
    let dataset = &material.reading.dataset;
    let found = theme_figure(material, id, stance)?;
    let mut pieces = vec![figure_or(material, found, "feedback-no-themes")];
    let questions = dataset.untold_words_named();
    if !questions.is_empty() {
        let (key, args) = ("feedback-untold-words", [("questions", questions)]);
        let text = i18n::text(dataset.lang.code(), key, &args);
        pieces.push(Piece::Note { text, plain: plain::say(dataset.lang, key, &args) });
    }
    Ok(pieces)
}

fn requests(material: &Material<'_>) -> Result<Vec<Piece>> {
    let found = request_figure(material, "requests")?;
    Ok(found.map(|figure| Piece::Figures { figures: vec![figure] }).into_iter().collect())
}

/// How closely kinds of agencies work together. Of the whole region alone: kinds within an area would often be single agencies.
fn collaboration(material: &Material<'_>) -> Result<Vec<Piece>> {
    let dataset = &material.reading.dataset;
    let figures: Vec<SheetFigure> = ties(dataset, dataset.lang)?.into_iter().map(of_ties).collect();
    Ok(if figures.is_empty() { Vec::new() } else { vec![Piece::Figures { figures }] })
}

/// A figure with the picture that paper has room for, and the note of that.
fn of_ties(SheetTies { figure, small_svg, small_note, plain }: SheetTies) -> SheetFigure {
    let [title, note, reading] = plain;
    let on_paper = OnPaper {
        svg: small_svg,
        table: figure.table.clone(),
        note: small_note,
        plain_rest: String::new(),
        rest: String::new(),
        reading: String::new(),
        plain_reading: String::new(),
    };
    SheetFigure {
        on_paper: Some(on_paper),
        ..SheetFigure::with_plain(figure, plain::PlainWords { title, note, reading })
    }
}

/// A chart, or the words for having none.
fn figure_or(material: &Material<'_>, found: Option<SheetFigure>, otherwise: &str) -> Piece {
    match found {
        Some(figure) => Piece::Figures { figures: vec![figure] },
        None => say(material, otherwise),
    }
}

fn quotes(material: &Material<'_>) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    for stance in STANCES {
        let is_here = |quote: &&QuoteView| quote.stance == stance && !quote.is_reply;
        let own: Vec<FrozenQuote> = material.quotes.iter().filter(is_here).map(frozen).collect();
        if !own.is_empty() {
            let lang = material.reading.dataset.lang;
            let text = i18n::plain(lang, &format!("common-stance-{stance}"));
            // As the section of the same stance is called.
            let plain = plain::say(lang, stance_section(stance), &[]);
            pieces.extend([Piece::Heading { text, plain }, Piece::Quotes { quotes: own }]);
        }
    }
    Ok(pieces)
}

/// Fluent key of the section that counts what is said of a stance.
fn stance_section(stance: &str) -> &'static str {
    match stance {
        "challenge" => "sheet-section-challenges",
        "good_practice" => "sheet-section-practices",
        _ => "sheet-section-requests",
    }
}

/// The title of a questionnaire over what it asked.
fn titled(part: &Part<'_>) -> Piece {
    Piece::Heading { text: part.title.clone(), plain: String::new() }
}

fn frozen(quote: &QuoteView) -> FrozenQuote {
    FrozenQuote { reference: quote.reference.clone(), sha256: secret::hash(&quote.text), text: None }
}

fn answers(material: &Material<'_>) -> Result<Vec<Piece>> {
    let is_chosen = |asked: &&Asked| material.composition.has_question(&asked.id, asked.is_usual);
    let chosen: Vec<&Asked> = material.asked.iter().filter(is_chosen).collect();
    let mut pieces = Vec::new();
    for (place, part) in material.parts.iter().enumerate() {
        if part.is_withheld && part.fielded.takes_replies {
            continue;
        }
        if part.is_withheld {
            let (lang, key) = (material.reading.dataset.lang, "feedback-part-withheld");
            let args = [("n", material.reading.dataset.survey.min_cell.to_string())];
            let (text, plain) = (i18n::text(lang.code(), key, &args), plain::say(lang, key, &args));
            pieces.extend([titled(part), Piece::Text { text, plain }]);
            continue;
        }
        let figures = answer_figures(&material.reading.dataset, (place, part), material.area, &chosen)?;
        let untold = material.asked.iter().filter(|asked| asked.part == place && asked.is_untold);
        let untold: Vec<&str> = untold.map(|asked| asked.title.as_str()).collect();
        if figures.is_empty() && untold.is_empty() {
            continue;
        }
        pieces.push(titled(part));
        let (silent, figures): (Vec<SheetFigure>, Vec<SheetFigure>) =
            figures.into_iter().partition(|own| tells_nothing(&own.figure));
        if !figures.is_empty() {
            pieces.push(Piece::Figures { figures });
        }
        let silent = silent.iter().map(|own| own.figure.title.as_str());
        let silent: Vec<&str> = untold.into_iter().chain(silent).collect();
        pieces.extend(left_out(material, "sheet-questions-withheld", &silent));
    }
    Ok(pieces)
}

/// The charts that would fill pages and say next to nothing, since numbers are withheld or nought, in one sentence with the reason.
fn left_out(material: &Material<'_>, key: &str, titles: &[&str]) -> Option<Piece> {
    let lang = material.reading.dataset.lang;
    // Some titles are whole sentences.
    let titles: Vec<&str> = titles.iter().map(|title| title.trim_end_matches(['。', '.'])).collect();
    let args = [("titles", titles.join(&i18n::plain(lang, "list-separator")))];
    let (text, plain) = (i18n::text(lang.code(), key, &args), plain::say(lang, key, &args));
    (!titles.is_empty()).then_some(Piece::Text { text, plain })
}

/// The chart of replies, or in a sentence what it would be of, where nothing of it may be told.
fn told_or_left_out(material: &Material<'_>, part: &Part<'_>, found: SheetFigure) -> Vec<Piece> {
    if !tells_nothing(&found.figure) {
        return vec![Piece::Figures { figures: vec![found] }];
    }
    let figure = &found.figure;
    let rows = figure.table.rows.iter().filter_map(|row| row.first()).map(|cell| cell.text.as_str());
    // A chart of one finding has it as its title.
    let titles: Vec<&str> = if figure.is_wide { rows.collect() } else { vec![figure.title.as_str()] };
    // What the note of the chart says first: how many replied, and that they are counted apart.
    let [text, plain] = [Wording::Usual, Wording::Plain]
        .map(|wording| counted(part, 0, material.reading.dataset.lang, wording));
    let said = left_out(material, "sheet-replies-withheld", &titles);
    [Piece::Text { text, plain }].into_iter().chain(said).collect()
}

/// What was replied to the sheets before, counted and coded for itself.
fn replies(material: &Material<'_>) -> Result<Vec<Piece>> {
    let is_asking = |part: &&Part<'_>| part.fielded.takes_replies && !part.is_withheld;
    let Some(part) = material.parts.iter().find(is_asking) else { return Ok(Vec::new()) };
    let on_paper = material.composition.most_findings();
    let found = reply_figure(&material.reading.dataset, part, (material.area, on_paper))?;
    let figure = found.map(|found| told_or_left_out(material, part, found));
    let quotes: Vec<FrozenQuote> =
        material.quotes.iter().filter(|quote| quote.is_reply).map(frozen).collect();
    let quotes = (!quotes.is_empty()).then_some(Piece::Quotes { quotes });
    Ok(figure.into_iter().flatten().chain(reply_themes(material)?).chain(quotes).collect())
}

/// Only for the whole region: no table of people who answered twice is protected against those of areas.
fn before_and_after(material: &Material<'_>) -> Result<Vec<Piece>> {
    let dataset = &material.reading.dataset;
    let Some(found) = before_after::findings(dataset)? else { return Ok(Vec::new()) };
    if found.questions.is_empty() {
        let is_withheld = found.has_left_out;
        return Ok(is_withheld.then(|| say(material, "sheet-before-after-none")).into_iter().collect());
    }
    let rest = found.has_left_out.then(|| say(material, "sheet-before-after-rest"));
    let head = |key: &str| i18n::plain(dataset.lang, key);
    let columns = vec![column(head("test-what"), false), column(head("test-says"), false)];
    let line = |line: FoundLine| vec![words(line.part), words(line.says)];
    let of_question = |found: FoundQuestion| {
        [vec![words(found.question)]].into_iter().chain(found.lines.into_iter().map(line))
    };
    let rows = found.questions.into_iter().flat_map(of_question).collect();
    let table = TableView { caption: found.title, columns, rows };
    let key = "sheet-draft-before-after";
    let (reading, plain_reading) = (i18n::plain(dataset.lang, key), plain::say(dataset.lang, key, &[]));
    let pairs = Piece::Text { text: found.pairs, plain: String::new() };
    let table = Piece::Table { id: "before-after".to_owned(), table, reading, plain_reading };
    Ok([pairs, table].into_iter().chain(rest).collect())
}
