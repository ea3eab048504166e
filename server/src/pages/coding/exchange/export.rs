//! Codebooks and projects for other programs: texts that may be used for research, with their codes, memos and closed answers.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::{self, Cursor, Seek, Write};
use std::sync::Arc;

use actix_web::{HttpResponse, web};
use analysis::document::Cell;
use analysis::document::codebook::CodebookVariable;
use analysis::document::refi::line_ends::{to_lf, with_lf};
use analysis::document::refi::{
    Case, Code, Coding, Note, Project, Selection, Source, User as Coder, Values, Variable, write,
};
use analysis::table::HIDDEN;
use chrono::SecondsFormat;
use surveys::entity::{code, memo};
use surveys::id::{CodeId, QuestionnaireId, ResponseId, SurveyId, UserId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::codings::Coded;
use surveys::store::segments::{Origin, span_of};

use super::super::tree::label;
use super::guid;
use crate::app::App;
use crate::auth::{Thing, User, Verb, allow};
use crate::codebook::{COLOURS, LOOKS};
use crate::dataset::coded::{CodedPart, CodedText, CodedTexts};
use crate::dataset::microdata::{closed_answers, pseudonym};
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::pages::download::{self, ZIP};
use crate::view::frame::Frame;

/// `GET /surveys/{id}/coding/exchange/{file}`: `codebook.qdc` or `project.qdpx`.
pub async fn download(frame: Frame, user: User, path: web::Path<(i64, String)>) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Coding)?;
    let (id, file) = path.into_inner();
    let survey = store::surveys::find(&frame.app.db, SurveyId(id)).await?;
    let (kind, body) = match file.as_str() {
        "codebook.qdc" => {
            let codes = store::codes::of_survey(&frame.app.db, survey.id).await?;
            let tree = codes_below(&frame.app, frame.lang, &codes, &HashMap::new(), None);
            ("text/xml; charset=utf-8", write::codebook(&tree).into_bytes())
        }
        "project.qdpx" => {
            let texts =
                CodedTexts::load_in_full(&frame.app, survey.id, Purpose::Academic, frame.lang).await?;
            let (app, lang) = (frame.app.clone(), frame.lang);
            let made = web::block(move || {
                let (answers, out) = (answers(&app, &texts), Cursor::new(Vec::new()));
                write_project(&app, lang, &texts, answers, out).map_err(anyhow::Error::from)
            });
            let made = made.await?;
            (ZIP, made?.into_inner())
        }
        _ => return Err(AppError::NotFound),
    };
    download::record(&frame, &user, "survey.export", ("survey", id), &file).await?;
    Ok(download::file(kind, format!("kikitori-{id}-{file}"), body))
}

/// The codes in use below a code (`None`: at the top), with those below them. A code whose parent is not in use any more
/// stands at the top.
fn codes_below(
    app: &App,
    lang: Lang,
    all: &[code::Model],
    memos: &HashMap<CodeId, Vec<String>>,
    parent: Option<CodeId>,
) -> Vec<Code> {
    let is_open = |id: CodeId| all.iter().any(|code| code.id == id && code.closed_at.is_none());
    let here =
        |code: &&code::Model| code.closed_at.is_none() && code.parent_id.filter(|id| is_open(*id)) == parent;
    let code = |code: &code::Model| Code {
        guid: code_guid(app, code.id),
        name: label(code, lang),
        is_codable: code.is_codable,
        color: usize::try_from(code.look.rem_euclid(LOOKS))
            .ok()
            .and_then(|look| COLOURS.get(look))
            .map(|colour| (*colour).to_owned())
            .unwrap_or_default(),
        description: description(lang, code),
        notes: memos.get(&code.id).cloned().unwrap_or_default(),
        children: codes_below(app, lang, all, memos, Some(code.id)),
    };
    all.iter().filter(here).map(code).collect()
}

/// The name of a code among programs.
pub(super) fn code_guid(app: &App, id: CodeId) -> String {
    guid(app, &format!("code:{}", id.0))
}

/// The name of a person among programs.
pub(super) fn user_guid(app: &App, id: UserId) -> String {
    guid(app, &format!("user:{}", id.0))
}

/// The name of a text among programs.
pub(super) fn source_guid(app: &App, text: &CodedText, part: &CodedPart) -> String {
    guid(app, &format!("source:{}:{}", text.reference, part.text.part))
}

fn description(lang: Lang, code: &code::Model) -> String {
    let say = |key: &str, text: &String| {
        if text.is_empty() { String::new() } else { i18n::text(lang.code(), key, &[("text", text.clone())]) }
    };
    let parts = [
        code.definition.clone(),
        say("exchange-include", &code.inclusion),
        say("exchange-exclude", &code.exclusion),
        say("exchange-example", &code.example),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Writes a project: texts with their codes and memos, and these closed answers.
///
/// # Errors
/// When it cannot be written.
pub fn write_project<W: Write + Seek>(
    app: &App,
    lang: Lang,
    texts: &CodedTexts,
    answers: ClosedAnswers,
    out: W,
) -> io::Result<W> {
    write::project(&project(app, lang, texts, answers), out)
}

fn project<'t>(app: &App, lang: Lang, texts: &'t CodedTexts, answers: ClosedAnswers) -> Project<'t> {
    let mut notes = Notes { app, notes: Vec::new(), coders: BTreeSet::new() };
    let mut of_codes: HashMap<CodeId, Vec<String>> = HashMap::new();
    for memo in &texts.memos {
        if let Some(code) = memo.code_id {
            of_codes.entry(code).or_default().push(notes.add(memo));
        }
    }
    let mut sources = Vec::new();
    let mut cases = Vec::new();
    let ClosedAnswers { mut variables, mut values } = answers;
    for text in &texts.texts {
        let name = name_of(app, texts, text);
        let own: Vec<Source<'t>> =
            text.parts.iter().map(|part| source(texts, &mut notes, (text, &name), part)).collect();
        cases.push(Case {
            guid: guid(app, &format!("case:{}", text.reference)),
            name,
            values: match text.origin {
                Origin::Response(response) => values.remove(&response).unwrap_or_default(),
                Origin::Note(_) => Values::default(),
            },
            sources: own.iter().map(|source| source.guid.clone()).collect(),
        });
        sources.extend(own);
    }
    // What no case has, as with a questionnaire that nobody has answered yet, would be a blank column in other programs.
    let given: HashSet<&str> =
        cases.iter().flat_map(|case| case.values.given()).map(|(variable, _)| variable).collect();
    variables.retain(|variable| given.contains(variable.guid.as_str()));
    // The order of arrival would tell who is who.
    cases.sort_by(|a, b| a.guid.cmp(&b.guid));
    sources.sort_by(|a, b| a.guid.cmp(&b.guid));
    Project {
        name: texts.dataset.survey.title.clone(),
        users: coders(app, lang, &notes.coders),
        codes: codes_below(app, lang, &texts.codes, &of_codes, None),
        variables,
        cases,
        sources,
        notes: notes.notes,
    }
}

/// Those who coded or wrote memos, by number: neither who they are nor the order of their accounts is told. Whoever brings the file in
/// again finds the same people by their guids.
fn coders(app: &App, lang: Lang, all: &BTreeSet<UserId>) -> Vec<Coder> {
    let mut guids: Vec<String> = all.iter().map(|id| user_guid(app, *id)).collect();
    guids.sort_unstable();
    let name = |n: usize| i18n::text(lang.code(), "exchange-coder", &[("n", n.to_string())]);
    (1..).zip(guids).map(|(n, guid)| Coder { guid, name: name(n) }).collect()
}

/// Memos on their way into a project, and everybody who wrote or coded something.
struct Notes<'a> {
    app: &'a App,
    notes: Vec<Note>,
    coders: BTreeSet<UserId>,
}

impl Notes<'_> {
    /// Adds a memo and gives its guid.
    fn add(&mut self, memo: &memo::Model) -> String {
        let own = guid(self.app, &format!("memo:{}", memo.id.0));
        self.coders.insert(memo.written_by);
        let user = user_guid(self.app, memo.written_by);
        self.notes.push(Note { guid: own.clone(), user, text: with_lf(&memo.body).into_owned() });
        own
    }
}

/// What a case is called: the pseudonym that it has in other exports, or the kind of text.
pub fn name_of(app: &App, texts: &CodedTexts, text: &CodedText) -> String {
    let response = match text.origin {
        // They stand in the order of their numbers: ten thousand are not gone through for each of their texts.
        Origin::Response(id) => texts.dataset.fielded.iter().find_map(|fielded| {
            let place = fielded.responses.binary_search_by_key(&id, |response| response.id).ok()?;
            fielded.responses.get(place)
        }),
        Origin::Note(_) => None,
    };
    let short = || text.reference.chars().take(6).collect::<String>();
    response.map_or_else(|| format!("{} {}", text.label, short()), |response| pseudonym(app, response))
}

fn source<'t>(
    texts: &CodedTexts,
    notes: &mut Notes<'_>,
    (text, name): (&CodedText, &str),
    part: &'t CodedPart,
) -> Source<'t> {
    let mut of_text = Vec::new();
    // A memo on the whole stands at its first part.
    if text.parts.first().is_some_and(|first| first.text == part.text) {
        for memo in texts.memos.iter().filter(|memo| is_about(memo, text.origin)) {
            of_text.push(notes.add(memo));
        }
    }
    Source {
        guid: source_guid(notes.app, text, part),
        name: format!("{name} {}", part.title),
        text: with_lf(&part.body),
        selections: part.segments.iter().map(|coded| selection(texts, notes, part, coded)).collect(),
        notes: of_text,
    }
}

fn is_about(memo: &memo::Model, origin: Origin) -> bool {
    match origin {
        Origin::Note(hearing) => memo.hearing_id == Some(hearing),
        Origin::Response(response) => memo.response_id == Some(response),
    }
}

fn selection(texts: &CodedTexts, notes: &mut Notes<'_>, part: &CodedPart, coded: &Coded) -> Selection {
    let span = span_of(&coded.segment);
    let mut codings = Vec::new();
    for coding in &coded.codings {
        notes.coders.insert(coding.coder_id);
        codings.push(Coding {
            guid: guid(notes.app, &format!("coding:{}", coding.id.0)),
            code: code_guid(notes.app, coding.code_id),
            user: user_guid(notes.app, coding.coder_id),
            at: coding.created_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        });
    }
    let own = texts.memos.iter().filter(|memo| memo.segment_id == Some(coded.segment.id));
    Selection {
        guid: guid(notes.app, &format!("segment:{}", coded.segment.id.0)),
        name: with_lf(&coded.segment.quote).into_owned(),
        start: to_lf(&part.body, span.start),
        end: to_lf(&part.body, span.end),
        codings,
        notes: own.map(|memo| notes.add(memo)).collect(),
    }
}

/// Closed answers as a project has them.
#[derive(Default)]
pub struct ClosedAnswers {
    variables: Vec<Variable>,
    /// What each response has for them.
    values: HashMap<ResponseId, Values>,
}

impl ClosedAnswers {
    /// Adds the columns of a questionnaire, and what each response has for them in their order.
    pub fn add(
        &mut self,
        app: &App,
        questionnaire: QuestionnaireId,
        columns: &[CodebookVariable],
        rows: impl IntoIterator<Item = (ResponseId, Vec<Cell>)>,
    ) {
        let names: Arc<[String]> = columns
            .iter()
            .map(|column| guid(app, &format!("variable:{}:{}", questionnaire.0, column.name)))
            .collect();
        self.variables.extend(columns.iter().zip(names.iter()).map(|(column, guid)| Variable {
            guid: guid.clone(),
            name: format!("{}: {}", questionnaire.0, column.name),
            description: column.label.clone(),
        }));
        let values = |cells: Vec<Cell>| Values::new(Arc::clone(&names), cells.into_iter().map(written));
        self.values.extend(rows.into_iter().map(|(response, cells)| (response, values(cells))));
    }
}

/// The closed answers of all questionnaires, without who answered and when.
fn answers(app: &App, texts: &CodedTexts) -> ClosedAnswers {
    let mut all = ClosedAnswers::default();
    for fielded in &texts.dataset.fielded {
        let (columns, rows) = closed_answers(&texts.dataset, fielded);
        let responses = fielded.responses.iter().map(|response| response.id);
        all.add(app, fielded.id, &columns, responses.zip(rows));
    }
    all
}

fn written(cell: Cell) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.to_string()),
        Cell::Integer(number) => Some(number.to_string()),
        Cell::Number(number) => Some(number.to_string()),
        Cell::Hidden => Some(HIDDEN.to_owned()),
        Cell::Empty => None,
    }
}
