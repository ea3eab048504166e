//! Tables and figures for talks (発表用の表と図), within the consent for academic use: the numbers of the analysis in the look of
//! academic meetings, as files.

mod bars;
mod codes;
mod crossed;
mod figures;
mod flow;
mod further;
mod index;
mod paired;
mod paper;
mod respondents;
mod themes;

use std::path::Path;

use actix_web::{HttpResponse, web};
use analysis::chart::Caption;
use analysis::chart::flow::flow as draw_flow;
use analysis::chart::png::load_fonts;
use analysis::chart::style::Style;
use analysis::document::formats::{Format, Setting, by_extension};
use analysis::document::paper::{Block, Paper, PaperPicture, PaperTable};
use analysis::table::Count;
use analysis::text::own_words::OwnWords;
use serde::Deserialize;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::variable::{Variable, VariableKind};

use self::figures::{FILES, FigureFile, of_answers};
use self::further::FURTHER;
pub use self::index::index;
use self::themes::{OF_TEXTS, of_themes};
use crate::app::App;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::tables::{AnswerTable, By};
use crate::dataset::{self, Dataset, Fielded, Response, own_words, strings};
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::pages::explore::answers::chosen;
use crate::pages::explore::give;
use crate::pages::exports::reading;
use crate::view::figure::print;
use crate::view::frame::Frame;
use crate::view::time;

/// Before the names of questions in the form, so that no question is taken for the area or kind.
const QUESTION: &str = "q:";
/// The table of answers by another question.
const BY_QUESTION: &str = "by-question";
/// Name of the file with all tables.
const ALL: &str = "all";

/// What is wanted.
#[derive(Clone, Default, Deserialize)]
pub struct Query {
    questionnaire: Option<i64>,
    /// What answers are set against: `region`, `kind` or a question.
    #[serde(default)]
    side: String,
    /// The table that the page shows.
    #[serde(default)]
    table: String,
    /// Which figure a file has.
    #[serde(default)]
    figure: String,
    /// The question that it is of.
    #[serde(default)]
    variable: String,
}

/// What tables and figures are made from.
pub struct Source<'a> {
    /// The data, within the consent for academic use.
    pub dataset: &'a Dataset,
    /// The questionnaire that was chosen.
    pub fielded: Option<&'a Fielded>,
    /// Name of the question that answers are set against; empty for none.
    pub across: &'a str,
    /// The area or kind, if answers are set against it.
    pub side: Option<By>,
    /// Codes and quotes.
    pub material: &'a codes::Material,
}

impl<'a> Source<'a> {
    /// The chosen questionnaire, if anything of it may be counted.
    pub fn answered(&self) -> Option<&'a Fielded> {
        self.fielded.filter(|fielded| !fielded.responses.is_empty())
    }

    /// The language of words, and the least number that is printed.
    pub fn look(&self) -> (Lang, usize) {
        (self.dataset.lang, self.dataset.survey.min_cell())
    }

    /// Whether answers can be set against this: an area or kind, a question of the questionnaire with one answer, or nothing.
    pub fn knows(&self, side: &str) -> bool {
        let is_question = |name: &str| {
            let variables = self.fielded.map(|fielded| fielded.variables(self.dataset.lang));
            let mut variables = variables.into_iter().flatten().map(|joined| joined.variable);
            variables.any(|own| own.kind == VariableKind::Single && own.name == name)
        };
        side.is_empty()
            || By::from_code(side).is_some()
            || side.strip_prefix(QUESTION).is_some_and(is_question)
    }

    /// Whether nobody answered a question, as far as that may be told. Nothing is made of it.
    ///
    /// # Errors
    /// When the question cannot be counted.
    pub fn is_unanswered(&self, answers: &AnswerTable<'_>, variable: &Variable) -> anyhow::Result<bool> {
        let (Some(fielded), Some(joined)) = (self.fielded, answers.joined(variable)) else {
            return Ok(false);
        };
        let is_given = |response: &Response| !strings(response.value(joined)).is_empty();
        // Where somebody did, nothing need be counted.
        if fielded.responses.iter().any(is_given) {
            return Ok(false);
        }
        Ok(answers.frequency(self.dataset, variable)?.table().base == Count::Shown(0))
    }

    /// Whether somebody answered one of the parts of a question, or it may not be told.
    ///
    /// # Errors
    /// When one of them cannot be counted.
    pub fn is_any_answered(&self, answers: &AnswerTable<'_>, question: &[Variable]) -> anyhow::Result<bool> {
        for variable in question {
            if !self.is_unanswered(answers, variable)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Says that areas or kinds are those of the list of agencies, where they were not asked for.
    pub fn roster_note(&self, fielded: &Fielded) -> String {
        let is_by_roster = [By::Region, By::Kind].into_iter().any(|by| fielded.is_by_roster(by));
        if is_by_roster { i18n::plain(self.dataset.lang, "talk-note-by-roster") } else { String::new() }
    }

    /// Says that some who allow academic use are in no number, or their words in none.
    pub fn apart_note(&self) -> String {
        let say = || i18n::plain(self.dataset.lang, "talk-note-apart");
        if self.dataset.has_apart() { say() } else { String::new() }
    }

    /// Says whose words are in no number.
    pub fn words_note(&self) -> String {
        self.dataset.untold_words_said("talk-note-untold-words")
    }
}

/// A kind of table.
struct Table {
    /// First part of its files' names; its title on the page is `talk-<key>`, what it holds `talk-<key>-hint`.
    key: &'static str,
    /// The tables; none where there is nothing to put into one.
    build: fn(&Source<'_>) -> anyhow::Result<Vec<PaperTable>>,
}

/// All kinds, in the order of a paper.
const TABLES: &[Table] = &[
    Table { key: "flow", build: flow::tables },
    Table { key: "characteristics", build: respondents::characteristics },
    Table { key: "several", build: respondents::several },
    Table { key: "scales", build: respondents::scales },
    Table { key: "by-area", build: crossed::by_area },
    Table { key: "by-kind", build: crossed::by_kind },
    Table { key: BY_QUESTION, build: crossed::by_question },
    Table { key: "before-after", build: paired::tables },
    Table { key: "codes", build: codes::tables },
];

/// What is loaded for a page or file.
struct Loaded {
    dataset: Dataset,
    material: codes::Material,
    query: Query,
}

impl Loaded {
    fn source(&self) -> Source<'_> {
        source(&self.dataset, &self.material, &self.query)
    }

    /// Whether the questionnaire that is asked for is there; none asked for is the usual one.
    fn has_questionnaire(&self) -> bool {
        self.query.questionnaire.is_none_or(|id| self.dataset.questionnaire(id).is_some())
    }

    /// Whether answers to any questionnaire of the survey can be set against what is asked for.
    fn is_asked_anywhere(&self) -> bool {
        let mut all = self.dataset.fielded.iter();
        all.any(|fielded| Source { fielded: Some(fielded), ..self.source() }.knows(&self.query.side))
    }

    /// Whether it and what answers are set against are there: a file of something else would be taken for them.
    fn is_there(&self) -> bool {
        self.has_questionnaire() && self.source().knows(&self.query.side)
    }
}

fn source<'a>(dataset: &'a Dataset, material: &'a codes::Material, query: &'a Query) -> Source<'a> {
    let fielded = chosen(dataset, query.questionnaire);
    let across = query.side.strip_prefix(QUESTION).unwrap_or_default();
    Source { dataset, fielded, across, side: By::from_code(&query.side), material }
}

async fn load(frame: &Frame, user: &User, id: i64, query: Query) -> Result<Loaded> {
    allow(user, Verb::Export, Thing::Analysis)?;
    let dataset = dataset::load(&frame.app, SurveyId(id), Purpose::Academic, frame.lang).await?;
    let material = codes::material(frame, &dataset).await?;
    Ok(Loaded { dataset, material, query })
}

/// `GET /surveys/{id}/talks/{file}`: a table in one of the formats (`several.docx`; `all` has every table), or a figure
/// (`figure.svg`, `slide.png` …) of the question or kind that the query names.
pub async fn download(
    frame: Frame,
    user: User,
    path: web::Path<(i64, String)>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let (id, file) = path.into_inner();
    let loaded = load(&frame, &user, id, query.into_inner()).await?;
    let (stem, extension) = file.rsplit_once('.').ok_or(AppError::NotFound)?;
    if !loaded.is_there() {
        return Err(AppError::NotFound);
    }
    let number = loaded.source().fielded.map_or(0, |fielded| fielded.id.0);
    let survey = loaded.dataset.survey.id;
    let fonts = frame.app.config.fonts.clone();
    let drawn = FILES.iter().find(|file| file.name == stem && file.extension == extension);
    let (name, media_type, body) = if let Some(drawn) = drawn {
        let name = format!("talks-{number}-{}", figure_name(&loaded, &file)?);
        let own = own_words::load(&frame.app, survey).await?;
        let app = frame.app.clone();
        let make = move || figure(&app, loaded, &own, drawn, &fonts);
        (name, drawn.media_type, web::block(make).await)
    } else {
        let format = by_extension(extension).ok_or(AppError::NotFound)?;
        let key = stem.to_owned();
        let name = format!("talks-{number}-{file}");
        (name, format.media_type, web::block(move || document(&loaded, &key, format, &fonts)).await)
    };
    let body = body??.ok_or(AppError::NotFound)?;
    give(&frame, &user, (survey, Purpose::Academic), &name, (media_type, body)).await
}

/// The name of a figure's file: names of questions may be in any script, so that their places stand for them.
fn figure_name(loaded: &Loaded, file: &str) -> Result<String> {
    let query = &loaded.query;
    let further = FURTHER.iter().map(|further| further.key);
    let mut known = ["flow", "answers"].into_iter().chain(OF_TEXTS.map(|(key, _)| key)).chain(further);
    let kind = known.find(|known| *known == query.figure).ok_or(AppError::NotFound)?;
    let fielded = loaded.source().fielded;
    let variables = fielded.map(|fielded| fielded.variables(loaded.dataset.lang)).unwrap_or_default();
    let place = variables.iter().position(|joined| joined.variable.name == query.variable);
    let place =
        place.filter(|_| kind == "answers").map(|place| format!("{}-", place + 1)).unwrap_or_default();
    Ok(format!("{kind}-{place}{file}"))
}

/// The bytes of a figure; `None` when there is no such figure.
fn figure(
    app: &App,
    loaded: Loaded,
    own: &OwnWords,
    file: &FigureFile,
    fonts: &Path,
) -> Result<Option<Vec<u8>>> {
    let fonts = if file.needs_fonts() { Some(print::fonts(fonts)?) } else { None };
    let (kind, variable) = (loaded.query.figure.as_str(), loaded.query.variable.as_str());
    if OF_TEXTS.iter().any(|(key, _)| *key == kind) {
        let Loaded { dataset, material, query } = loaded;
        let reading = reading(app, dataset, own)?;
        let source = source(&reading.dataset, &material, &query);
        return of_themes(&source, &reading, &query.figure, file, fonts.as_ref());
    }
    let source = loaded.source();
    if let Some(further) = FURTHER.iter().find(|further| further.key == kind) {
        return Ok(further.write(&source, file, fonts.as_ref())?);
    }
    let Some(fielded) = source.fielded else { return Ok(None) };
    Ok(of_answers(&source, fielded, (kind, variable), file, fonts.as_ref())?)
}

/// The bytes of one kind of table, or of all; `None` when there is no such kind.
fn document(loaded: &Loaded, key: &str, format: &Format, fonts: &Path) -> Result<Option<Vec<u8>>> {
    let source = loaded.source();
    let (dataset, lang) = (source.dataset, source.dataset.lang);
    let wanted: Vec<&Table> = TABLES.iter().filter(|table| key == ALL || table.key == key).collect();
    if wanted.is_empty() {
        return Ok(None);
    }
    let mut tables = Vec::new();
    for table in &wanted {
        tables.extend((table.build)(&source)?);
    }
    let missing = nothing(&source, key, !tables.is_empty());
    let mut blocks: Vec<Block> = numbered(tables, lang).into_iter().map(Block::Table).collect();
    if wanted.iter().any(|table| table.key == "flow") {
        blocks.extend(flow_picture(&source, &Style::paper("flow"))?.map(Block::Picture));
    }
    blocks.extend(missing.map(Block::Paragraph));
    // Without fonts the words of a picture stand in its place.
    let fonts = if format.extension == "docx" { load_fonts(fonts).ok() } else { None };
    let paper = Paper {
        title: dataset.survey.title.clone(),
        subtitle: source.fielded.map(|fielded| fielded.full_title(lang)).unwrap_or_default(),
        language: lang.code().to_owned(),
        publisher: dataset.survey.host.clone(),
        date: time::today().to_string(),
        made_on: String::new(),
        foot: String::new(),
        blocks,
    };
    let setting = Setting { fonts: fonts.as_ref(), created: dataset.survey.created_at.timestamp() };
    Ok(Some((format.write)(&paper, setting).map_err(anyhow::Error::from)?))
}

/// The tables with their numbers.
fn numbered(tables: Vec<PaperTable>, lang: Lang) -> Vec<PaperTable> {
    let one = |(place, table): (usize, PaperTable)| {
        let args = [("n", (place + 1).to_string()), ("title", table.caption.clone())];
        PaperTable { caption: i18n::text(lang.code(), "talk-numbered", &args), ..table }
    };
    tables.into_iter().enumerate().map(one).collect()
}

/// Why there is nothing to read in a kind of table, or in all; `None` where there is something.
fn nothing(source: &Source<'_>, key: &str, has_tables: bool) -> Option<String> {
    let (lang, min_cell) = source.look();
    let say = |key: &str| Some(i18n::text(lang.code(), key, &[("n", min_cell.to_string())]));
    match source.fielded {
        None => say("talk-none-questionnaire"),
        Some(fielded) if fielded.n_submitted == 0 => say("talk-none-answers"),
        Some(fielded) if fielded.n_allowed == 0 => say("talk-none-not-allowed"),
        Some(fielded) if fielded.responses.is_empty() => say("talk-none-few"),
        Some(_) if !has_tables && key == BY_QUESTION && source.across.is_empty() => say("talk-none-side"),
        Some(_) if !has_tables => say("talk-none-table"),
        Some(_) => None,
    }
}

/// Who was left at each step of the chosen questionnaire, in the sizes of a page or of a paper; none without a questionnaire.
fn flow_picture(source: &Source<'_>, style: &Style) -> anyhow::Result<Option<PaperPicture>> {
    let Some(fielded) = source.fielded else { return Ok(None) };
    let drawn = flow::chart(source, fielded, Caption::default());
    let steps = drawn.steps.iter().map(|step| {
        let words = format!("{} {} {}", step.label, step.count, step.left_out);
        words.trim_end().to_owned()
    });
    let alternative = steps.collect::<Vec<_>>().join(" → ");
    let title = i18n::plain(source.dataset.lang, "talk-table-flow");
    let caption = format!("{title} {}", fielded.full_title(source.dataset.lang));
    Ok(Some(PaperPicture { svg: draw_flow(&drawn, style)?, alternative, caption }))
}
