//! Building the feedback sheet of a region or of one of its areas, as it is composed, from the numbers of this moment.

use std::collections::HashSet;
use std::sync::Arc;

use actix_web::web;
use serde::Serialize;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;

use super::beside::Counted;
use super::composition::{Composition, Line};
use super::content::{Parameters, Piece, Section, SheetContent, SheetFigure};
use super::figures::{Asked, Part, asked, counted, counts, in_area, parts};
use super::plain::{self, PlainWords};
use super::quotes::{QuoteView, released};
use super::sections::{Material, SECTIONS};
use super::unmarked::unmarked;
use super::usual::mark_usual;
use crate::app::App;
use crate::dataset::writings::Writing;
use crate::dataset::{self, own_words};
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::pages::explore::{Reading, method_on_sheet, purpose_key};
use crate::secret;
use crate::view::figure::{CellView, TableView};
use crate::view::form::ChoiceView;

/// Most charts on a sheet: more are not read.
pub const MOST_FIGURES: usize = 12;
/// Most pages of A4: people read two, and put up with four.
pub const MOST_PAGES: usize = 4;
/// Pages of A4 that a new sheet keeps to, of a survey as they usually are.
pub const USUAL_PAGES: usize = 2;

/// A sheet with what its composer and its approver have to know.
pub struct Built {
    /// The sheet.
    pub content: SheetContent,
    /// The reading lines of its charts and tables.
    pub lines: Vec<LineState>,
    /// Source and words of its quotes.
    pub quotes: Vec<(String, String)>,
    /// All closed questions that it could show, by questionnaire.
    pub questions: Vec<QuestionsOf>,
    /// Those of them that stand on it where nobody has chosen any.
    pub usual: Vec<String>,
    /// Sections that are chosen and have nothing to show now.
    pub silent: Vec<String>,
    /// Titles of questionnaires of which no chart of a closed question stands on the sheet of the whole region: who answered them finds
    /// no own answers beside it.
    pub unmarked: Vec<String>,
    /// Whom its numbers of people count area by area: to set it beside the sheets of others.
    pub people: Vec<Counted>,
}

/// The closed questions of a questionnaire that a sheet could show. Two questionnaires may ask the same in the same words.
#[derive(Clone, Serialize)]
pub struct QuestionsOf {
    /// Title of the questionnaire, as it stands above its charts.
    pub title: String,
    /// The questions, by their charts.
    pub choices: Vec<ChoiceView>,
}

/// The reading line of a chart or of a table.
pub struct LineState {
    /// The chart or table.
    pub figure: String,
    /// Its title.
    pub title: String,
    /// The sentence that follows from the numbers; empty where a machine cannot say it.
    pub draft: String,
    /// What is on the sheet.
    pub text: String,
    /// The same as the draft, in plain language.
    pub plain_draft: String,
    /// What somebody wrote for the sheet in plain language; may be empty.
    pub plain: String,
    /// SHA-256 of the numbers of this moment.
    pub numbers: String,
    /// Somebody wrote it.
    pub is_written: bool,
    /// It was written for other numbers.
    pub is_outdated: bool,
}

impl Built {
    /// The closed questions, each with whether it is a usual one.
    pub fn offered(&self) -> Vec<(String, bool)> {
        let is_usual = |id: &String| self.usual.contains(id);
        let all = self.questions.iter().flat_map(|of| &of.choices);
        all.map(|one| (one.value.clone(), is_usual(&one.value))).collect()
    }
}

/// Builds the sheet of an area (by its code), or of the whole region (None).
///
/// # Errors
/// When there is no such survey, no dictionary, or the database fails.
pub async fn build(
    app: &App,
    lang: Lang,
    (survey, area): (SurveyId, Option<String>),
    composition: Composition,
) -> Result<Built> {
    let reading = read(app, lang, survey).await?;
    build_from(app, reading, area, composition).await
}

/// What every sheet of a survey is built from: its data with all texts, those of replies too.
///
/// # Errors
/// When there is no such survey, no dictionary, or the database fails.
pub async fn read(app: &App, lang: Lang, survey: SurveyId) -> Result<Reading> {
    let dataset = dataset::load(app, survey, Purpose::Regional, lang).await?;
    let writings = dataset.writings_with_replies();
    let documents = writings.iter().map(Writing::document).collect();
    let own = own_words::load(app, survey).await?;
    let language = Arc::clone(&app.language);
    let texts = web::block(move || language.read(documents, &own)).await??;
    Ok(Reading { dataset, writings, texts })
}

/// Builds the sheet of an area, or of the whole region, from what was read.
///
/// # Errors
/// When the database fails, or a chart cannot be drawn.
pub async fn build_from(
    app: &App,
    reading: Reading,
    area: Option<String>,
    composition: Composition,
) -> Result<Built> {
    let quotes = released(app, &reading.dataset, area.as_deref()).await?;
    web::block(move || assemble(&reading, area.as_deref(), &composition, quotes)).await?
}

fn assemble(
    reading: &Reading,
    area: Option<&str>,
    composition: &Composition,
    mut quotes: Vec<QuoteView>,
) -> Result<Built> {
    let dataset = &reading.dataset;
    let is_withheld = is_withheld(reading, area);
    if have_few_written(reading, area) {
        // Whether those of replies may be shown follows from how many replied.
        quotes.retain(|quote| quote.is_reply);
    }
    let parts = parts(dataset, area)?;
    let counts = if is_withheld { Vec::new() } else { counts(dataset, area, &parts)? };
    let mut asked = if is_withheld { Vec::new() } else { asked(dataset, &parts)? };
    if composition.questions.is_none() {
        mark_usual(dataset, &parts, &mut asked, area)?;
    }
    let material = Material {
        reading,
        area,
        composition,
        quotes: &quotes,
        parts: &parts,
        asked: &asked,
        counts: &counts,
    };
    let mut sections = if is_withheld { Vec::new() } else { sections(&material)? };
    let silent = silent(composition, &sections);
    let lines = put_lines(&mut sections, composition, dataset.lang);
    let questions = by_questionnaire(&parts, &asked);
    let usual = asked.iter().filter(|asked| asked.is_usual).map(|asked| asked.id.clone()).collect();
    let survey = &dataset.survey;
    let area_name = area.and_then(|code| dataset.areas.iter().find(|found| found.code == code));
    let content = SheetContent {
        language: dataset.lang.code().to_owned(),
        title: survey.title.clone(),
        area: area_name.map(|area| area.name.clone()).unwrap_or_default(),
        region: dataset.region_name.clone(),
        host: survey.host.clone(),
        contact: survey.contact.clone(),
        period: survey.period.clone(),
        purpose: survey.purpose.clone(),
        plain_purpose: composition.purpose_plain.clone(),
        is_withheld,
        is_in_whole: (is_withheld && area.is_some()).then(|| counts_answers(reading)),
        sections,
        parameters: Parameters {
            min_cell: survey.min_cell,
            purpose: purpose_key(dataset.purpose).trim_start_matches("purpose-").to_owned(),
            method: method_on_sheet(dataset.lang, &reading.texts.method(None)),
            counts,
            quotes_on_paper: composition.most_quotes(),
            is_full: Some(composition.is_full),
        },
    };
    let quotes = words_on(&content, quotes);
    let unmarked = unmarked(dataset, &content);
    Ok(Built { content, lines, quotes, questions, usual, silent, unmarked, people: counted(dataset, &parts) })
}

/// The questions under the titles of their questionnaires, in the order of the sheet.
fn by_questionnaire(parts: &[Part<'_>], asked: &[Asked]) -> Vec<QuestionsOf> {
    let choice = |asked: &Asked| ChoiceView { value: asked.id.clone(), label: asked.title.clone() };
    let of = |(place, part): (usize, &Part<'_>)| QuestionsOf {
        title: part.title.clone(),
        choices: asked.iter().filter(|asked| asked.part == place).map(choice).collect(),
    };
    parts.iter().enumerate().map(of).filter(|of| !of.choices.is_empty()).collect()
}

/// Whether fewer people than may be told of wrote or were heard for the survey.
fn have_few_written(reading: &Reading, area: Option<&str>) -> bool {
    let people = reading.writings.iter().filter(|writing| writing.is_of_survey());
    let people = people.filter(|writing| in_area(writing.region.as_deref(), area));
    people.count() < reading.dataset.survey.min_cell()
}

/// Source and words of those quotes that stand on a sheet.
fn words_on(content: &SheetContent, quotes: Vec<QuoteView>) -> Vec<(String, String)> {
    let shown: HashSet<&str> = content.quotes().map(|quote| quote.reference.as_str()).collect();
    let shown = quotes.into_iter().filter(|quote| shown.contains(quote.reference.as_str()));
    shown.map(|quote| (quote.reference, quote.text)).collect()
}

/// Whether an area, or the region, is of so few that it has no sheet of its own: its rows would be about them. Of a handful of
/// responses the dataset has none; where nobody was heard either, a sheet of none says the same, so that nobody sees which it is.
fn is_withheld(reading: &Reading, area: Option<&str>) -> bool {
    let dataset = &reading.dataset;
    let responses = dataset.fielded.iter().flat_map(|fielded| &fielded.responses);
    let n = responses.filter(|response| in_area(response.region.as_deref(), area)).count();
    n < dataset.survey.min_cell() && (area.is_some() || n > 0 || dataset.hearings.is_empty())
}

/// Whether the sheet of the whole region counts answers, of which it would be said that they are in it.
fn counts_answers(reading: &Reading) -> bool {
    let has_any = reading.dataset.fielded.iter().any(|fielded| !fielded.responses.is_empty());
    has_any && !is_withheld(reading, None)
}

/// The sections that are chosen and have something to show.
fn sections(material: &Material<'_>) -> Result<Vec<Section>> {
    let mut sections = Vec::new();
    for chosen in material.composition.sections.iter().filter(|chosen| chosen.is_on) {
        let Some(kind) = SECTIONS.iter().find(|kind| kind.code == chosen.kind) else { continue };
        if material.area.is_some() && !kind.is_for_areas {
            continue;
        }
        let pieces = (kind.build)(material)?;
        if !pieces.is_empty() {
            let (lang, key) = (material.reading.dataset.lang, format!("sheet-section-{}", kind.code));
            let (title, plain) = (i18n::plain(lang, &key), plain::say(lang, &key, &[]));
            sections.push(Section { kind: kind.code.to_owned(), title, plain, pieces });
        }
    }
    Ok(sections)
}

/// The sections that are chosen and are not among those that have something to show.
fn silent(composition: &Composition, shown: &[Section]) -> Vec<String> {
    let is_shown = |kind: &str| shown.iter().any(|section| section.kind == kind);
    let silent = composition.sections.iter().filter(|chosen| chosen.is_on && !is_shown(&chosen.kind));
    silent.map(|chosen| chosen.kind.clone()).collect()
}

/// Puts the lines that somebody wrote in the place of the drafts, and says where each stands.
fn put_lines(sections: &mut [Section], composition: &Composition, lang: Lang) -> Vec<LineState> {
    let mut states = Vec::new();
    for piece in sections.iter_mut().flat_map(|section| &mut section.pieces) {
        match piece {
            Piece::Figures { figures } => {
                for SheetFigure { figure, plain, on_paper, .. } in figures {
                    let numbers = printed(&figure.table);
                    let plain = plain.get_or_insert_with(|| PlainWords::usual(figure));
                    let written = composition.line(lang, &figure.id);
                    if let Some(on_paper) = on_paper.as_mut().filter(|_| written.is_some()) {
                        // Paper has the words that somebody wrote, too.
                        on_paper.reading.clear();
                        on_paper.plain_reading.clear();
                    }
                    let state = line_state((&figure.id, &figure.title), written, numbers);
                    states.push(put_line(state, written, (&mut figure.reading, &mut plain.reading)));
                }
            }
            Piece::Table { id, table, reading, plain_reading } => {
                let written = composition.line(lang, id);
                let state = line_state((id.as_str(), &table.caption), written, printed(table));
                states.push(put_line(state, written, (reading, plain_reading)));
            }
            Piece::Heading { .. }
            | Piece::Text { .. }
            | Piece::Note { .. }
            | Piece::Counts { .. }
            | Piece::Quotes { .. } => {}
        }
    }
    states
}

/// Where the line of a chart or table stands, still without drafts.
fn line_state((id, title): (&str, &str), written: Option<&Line>, numbers: String) -> LineState {
    LineState {
        figure: id.to_owned(),
        title: title.to_owned(),
        draft: String::new(),
        text: String::new(),
        plain_draft: String::new(),
        plain: written.map(|line| line.plain.clone()).unwrap_or_default(),
        is_written: written.is_some(),
        is_outdated: written.is_some_and(|line| line.numbers != numbers),
        numbers,
    }
}

/// Puts what was `written` in the place of the drafts, which go into the state.
fn put_line(
    state: LineState,
    written: Option<&Line>,
    (usual, plain): (&mut String, &mut String),
) -> LineState {
    let (draft, plain_draft) = (usual.clone(), plain.clone());
    if let Some(line) = written {
        usual.clone_from(&line.text);
        // Who wrote a line instead of the draft wants no draft in plain words either.
        plain.clone_from(if line.plain.is_empty() { &line.text } else { &line.plain });
    }
    LineState { draft, plain_draft, text: usual.clone(), ..state }
}

/// SHA-256 of everything that a table, or that of a chart, says: its rows with their words.
fn printed(table: &TableView) -> String {
    let cells = table.rows.iter().flatten();
    let words: Vec<&str> = cells.map(CellView::printed).collect();
    secret::hash(&words.join("\n"))
}

#[cfg(test)]
mod tests {
    use analysis::table::Count;

    use super::super::composition::line_key;
    use super::*;
    use crate::view::figure::{BarLine, bar_figure, words};

    fn section(n: usize) -> Section {
        let line = |label: &str, n: usize| BarLine {
            label: label.to_owned(),
            count: Count::Shown(n),
            share: Some(0.5),
            href: String::new(),
        };
        let lines = vec![line("通院", n), line("交通", 7)];
        let figure = bar_figure("challenges", "題", String::new(), lines, Lang::Ja).unwrap();
        Section {
            kind: "challenges".to_owned(),
            title: "課題".to_owned(),
            plain: String::new(),
            pieces: vec![Piece::Figures { figures: vec![SheetFigure::of(figure)] }],
        }
    }

    fn state(n: usize, composition: &Composition) -> (LineState, String) {
        let mut sections = vec![section(n)];
        let state = put_lines(&mut sections, composition, Lang::Ja).remove(0);
        let Piece::Figures { figures } = &sections[0].pieces[0] else { panic!("a chart") };
        (state, figures[0].figure.reading.clone())
    }

    fn plain_reading(composition: &Composition) -> String {
        let mut sections = vec![section(9)];
        put_lines(&mut sections, composition, Lang::Ja);
        let Piece::Figures { figures } = &sections[0].pieces[0] else { panic!("a chart") };
        figures[0].plain.as_ref().unwrap().reading.clone()
    }

    #[test]
    fn a_line_of_other_numbers_has_to_be_looked_at_again() {
        let (draft, shown) = state(9, &Composition::default());
        assert!(shown.contains("通院") && !draft.is_written && !draft.is_outdated);
        let numbers = draft.numbers.clone();
        let line = Line { text: "通院との両立が多い。".to_owned(), numbers, ..Line::default() };
        let mut own = Composition::default();
        own.lines.insert(line_key(Lang::Ja, "challenges"), line);
        let (same, shown) = state(9, &own);
        assert_eq!(shown, "通院との両立が多い。");
        assert!(same.is_written && !same.is_outdated && same.draft.contains("通院"));
        assert_eq!(plain_reading(&own), "通院との両立が多い。", "no plain line is written");
        let key = line_key(Lang::Ja, "challenges");
        own.lines.get_mut(&key).unwrap().plain = "病院に行く人が多いです。".to_owned();
        assert_eq!(plain_reading(&own), "病院に行く人が多いです。");
        let (other, shown) = state(8, &own);
        assert_eq!(shown, "通院との両立が多い。");
        assert!(other.is_outdated, "eight are not nine");
    }

    #[test]
    fn the_line_of_a_table_can_be_written_as_that_of_a_chart() {
        let put = |cell: &str, own: &Composition| {
            let table = TableView {
                caption: "前後".to_owned(),
                columns: Vec::new(),
                rows: vec![vec![words("自信"), words(cell)]],
            };
            let (reading, plain_reading) = ("下書き。".to_owned(), "かんたんな下書き。".to_owned());
            let piece = Piece::Table { id: "before-after".to_owned(), table, reading, plain_reading };
            let mut sections = vec![Section { pieces: vec![piece], ..section(9) }];
            let state = put_lines(&mut sections, own, Lang::Ja).remove(0);
            let Piece::Table { reading, plain_reading, .. } = &sections[0].pieces[0] else {
                panic!("a table")
            };
            (state, reading.clone(), plain_reading.clone())
        };
        let (draft, usual, plain) = put("上がった", &Composition::default());
        assert_eq!((usual.as_str(), plain.as_str()), ("下書き。", "かんたんな下書き。"));
        assert_eq!((draft.title.as_str(), draft.text.as_str()), ("前後", "下書き。"));
        let line =
            Line { text: "自信がついた。".to_owned(), numbers: draft.numbers, ..Line::default() };
        let mut own = Composition::default();
        own.lines.insert(line_key(Lang::Ja, "before-after"), line);
        let (same, usual, plain) = put("上がった", &own);
        assert_eq!((usual.as_str(), plain.as_str()), ("自信がついた。", "自信がついた。"));
        assert!(same.is_written && !same.is_outdated && same.draft == "下書き。");
        assert!(put("下がった", &own).0.is_outdated, "the table says otherwise");
    }
}
