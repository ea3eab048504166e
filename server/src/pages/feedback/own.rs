//! Somebody's own answers beside the region's (あなたの回答と地域全体): the closed questions of the newest published sheet of the whole
//! region, with a mark at what was answered. Behind the secret of the response alone, and not behind the invitation that led to it, which
//! others of the same agency hold, too; it shows what is published and nothing else (decision 38). Who answered
//! on paper has no such address: the office, which has the sheet of paper, opens the page of what it typed.

use actix_web::{HttpResponse, web};
use analysis::document::paper::{Block, Paper};
use serde::Serialize;
use surveys::entity::state::ResponseState;
use surveys::entity::{publication, response};
use surveys::id::{EntryId, QuestionnaireId, ResponseId};
use surveys::privacy::consent::{Consent, Purpose};
use surveys::questionnaire::answer::{Answers, visibility};
use surveys::questionnaire::definition::{Definition, Kind};
use surveys::questionnaire::respondent::consent;
use surveys::questionnaire::union;
use surveys::questionnaire::variable::value_of;
use surveys::store;

use super::content::SheetContent;
use super::marked::{Given, has_mark, marked};
use super::paper::pieces::of_figure;
use crate::app::App;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::strings;
use crate::error::{AppError, Result};
use crate::i18n::Lang;
use crate::pages::download::{self, PDF};
use crate::pages::entries;
use crate::pages::fill::{Closed, Met, begun, closed, complete_met};
use crate::typesetter;
use crate::view::figure::FigureView;
use crate::view::frame::Frame;
use crate::view::time;

/// Name of the file.
const FILE: &str = "kikitori-own-answers.pdf";

/// A response, and where its owner reads it.
struct Own {
    met: Met,
    response: response::Model,
    /// Address of the receipt; for the office of the entry.
    back: String,
    /// Address of this page.
    here: String,
}

impl Own {
    /// What it may be used for: nothing, once its use was stopped.
    fn allowed(&self) -> Result<Consent> {
        if self.response.use_stopped_at.is_some() {
            return Ok(Consent::default());
        }
        let answers: Answers = serde_json::from_str(&self.response.answers).map_err(anyhow::Error::from)?;
        Ok(consent(&self.met.definition, &answers))
    }
}

#[derive(Serialize)]
struct OwnPage {
    own: OwnView,
}

#[derive(Serialize)]
struct OwnView {
    title: String,
    /// What is marked; empty where nothing is.
    lead: String,
    host: String,
    contact: String,
    back_href: String,
    /// None while nothing is published.
    beside: Option<BesideView>,
    pdf_href: String,
}

/// What is published, with the marks.
#[derive(Serialize)]
struct BesideView {
    language: String,
    region: String,
    /// Which version it is, and of which day.
    version: String,
    /// That the answers came after it, or were mended since; empty where it has them, and where no version will.
    late: String,
    /// That few such answers are in no number; empty where it is none of them.
    alone: String,
    figures: Vec<FigureView>,
}

/// `GET /q/{link}/{code}/region`
pub async fn show(frame: Frame, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    page(&frame, of_code(&frame, &path.0, &path.1).await?).await
}

/// `GET /q/{link}/{code}/region.pdf`
pub async fn pdf(frame: Frame, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    file(&frame, &of_code(&frame, &path.0, &path.1).await?).await
}

/// `GET /entries/{id}/region`: the same for the office, of an original that it typed, to be handed to whoever answered on paper, by FAX or
/// by telephone.
pub async fn show_entered(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    page(&frame, of_entry(&frame, EntryId(*id)).await?).await
}

/// `GET /entries/{id}/region.pdf`
pub async fn pdf_entered(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let own = of_entry(&frame, EntryId(*id)).await?;
    let answer = file(&frame, &own).await?;
    if answer.status().is_success() {
        let about = ("response", own.response.id.0);
        download::record(&frame, &user, "response.own_answers", about, FILE).await?;
    }
    Ok(answer)
}

/// What a finished entry made. What is still typed is no answer yet.
async fn of_entry(frame: &Frame, id: EntryId) -> Result<Own> {
    let db = &frame.app.db;
    let entry = store::entries::find(db, id).await?;
    if entry.finished_at.is_none() {
        return Err(AppError::NotFound);
    }
    if is_typed_again(&frame.app, entry.response_id).await? {
        return Err(AppError::Conflict("entries-own-not-both"));
    }
    let response = store::responses::find(db, entry.response_id).await?;
    let questionnaire = store::questionnaires::find(db, response.questionnaire_id).await?;
    let version = store::questionnaires::version(db, response.version_id).await?;
    let met = complete_met(&frame.app, questionnaire, version, None).await?;
    Ok(Own { met, response, back: entries::address(entry.id), here: entered_address(entry.id) })
}

/// Whether an original is being typed a second time: whoever does it sees nothing of what the first one typed.
///
/// # Errors
/// When the database fails.
pub async fn is_typed_again(app: &App, response: ResponseId) -> Result<bool> {
    let entries = store::entries::of_response(&app.db, response).await?;
    Ok(entries.iter().any(|entry| entry.finished_at.is_none()))
}

/// Where the office reads the answers of an entry beside the region's.
pub fn entered_address(entry: EntryId) -> String {
    format!("{}/region", entries::address(entry))
}

async fn of_code(frame: &Frame, link: &str, code: &str) -> Result<Own> {
    let found = begun(frame, link, code).await?;
    let (back, here) = (found.address("receipt"), found.address("region"));
    Ok(Own { met: found.met, response: found.response, back, here })
}

/// Whether what is answered can be read beside the region's. Who signs up or asks for advice is in no sheet, and a reply is about a
/// sheet: of replies there is one chart for all findings, that of the next version.
///
/// # Errors
/// When the database fails.
pub async fn is_offered(app: &App, questionnaire: QuestionnaireId, definition: &Definition) -> Result<bool> {
    let is_reply = store::replies::are_taken_by(&app.db, questionnaire).await?;
    Ok(definition.kind == Kind::Survey && !is_reply)
}

/// What is answered instead of the page where there is none.
async fn instead(frame: &Frame, own: &Own) -> Result<Option<HttpResponse>> {
    let met = &own.met;
    match own.response.state {
        ResponseState::InProgress => Ok(Some(frame.redirect(&own.back))),
        ResponseState::Withdrawn => {
            closed(frame, met, Closed::Withdrawn, own.response.withdrawn_at).map(Some)
        }
        ResponseState::Submitted => {
            let is_offered = is_offered(&frame.app, met.questionnaire.id, &met.definition).await?;
            if is_offered { Ok(None) } else { Err(AppError::NotFound) }
        }
    }
}

async fn page(frame: &Frame, own: Own) -> Result<HttpResponse> {
    if let Some(answer) = instead(frame, &own).await? {
        return Ok(answer);
    }
    let beside = match published(frame, &own).await? {
        Some(version) => Some(beside(frame, &own, &version).await?),
        None => None,
    };
    let survey = &own.met.survey;
    let has_marks = beside.as_ref().is_some_and(|beside| beside.figures.iter().any(has_mark));
    let own = OwnView {
        title: own.met.title(frame.lang),
        lead: if has_marks { frame.text("own-lead") } else { String::new() },
        host: survey.host.clone(),
        contact: survey.contact.clone(),
        pdf_href: format!("{}.pdf", own.here),
        back_href: own.back,
        beside,
    };
    frame.public_page("feedback/own.html", &frame.text("own-title"), &OwnPage { own })
}

async fn file(frame: &Frame, own: &Own) -> Result<HttpResponse> {
    if let Some(answer) = instead(frame, own).await? {
        return Ok(answer);
    }
    let Some(version) = published(frame, own).await? else { return Ok(frame.redirect(&own.here)) };
    let beside = beside(frame, own, &version).await?;
    let day = time::tokyo(version.approved_at).date_naive().to_string();
    let bytes = typesetter::pdf(&frame.app, paper(frame, own, &beside, day)).await?;
    Ok(download::file(PDF, FILE.to_owned(), bytes))
}

/// What the share links of the whole region show.
async fn published(frame: &Frame, own: &Own) -> Result<Option<publication::Model>> {
    Ok(store::publications::shown(&frame.app.db, own.met.survey.id, "").await?)
}

async fn beside(frame: &Frame, own: &Own, version: &publication::Model) -> Result<BesideView> {
    let content = SheetContent::read(&version.content)?;
    let lang = Lang::from_code(&content.language).unwrap_or_default();
    let given = given(&frame.app, own, lang).await?;
    let questionnaire = own.response.questionnaire_id.0;
    let figures =
        marked(content.sheet_figures(), questionnaire, &given, lang).map_err(anyhow::Error::from)?;
    let day = time::tokyo(version.approved_at).date_naive();
    let args = [("number", version.number.to_string()), ("date", time::date(day, frame.lang))];
    let late = late(&frame.app, own, version).await?;
    let alone = is_alone(own)?.then(|| frame.text("own-alone"));
    Ok(BesideView {
        version: frame.text_with("sheet-published-on", &args),
        late: late.map(|key| frame.text_with(key, &args)).unwrap_or_default(),
        alone: alone.unwrap_or_default(),
        language: content.language,
        region: content.region,
        figures,
    })
}

/// Whether it may be shared in the region and not be used for research: where such answers are few, no version counts them (decision 43).
/// Whether they are few now is not said: that would tell of the others.
fn is_alone(own: &Own) -> Result<bool> {
    let allowed = own.allowed()?;
    Ok(allowed.allows(Purpose::Regional) && !allowed.allows(Purpose::Academic))
}

/// The key of what is said where a version does not hold the answers as they stand and the next one will. An anonymous response has no
/// time, so that it is said of all of them.
async fn late(app: &App, own: &Own, version: &publication::Model) -> Result<Option<&'static str>> {
    let response = &own.response;
    if !own.allowed()?.allows(Purpose::Regional) {
        return Ok(None);
    }
    if own.met.anonymous().is_some() {
        return Ok(Some("own-late-anonymous"));
    }
    if response.submitted_at.unwrap_or(response.saved_at) > version.approved_at {
        return Ok(Some("own-late"));
    }
    let mended = store::response_edits::revisions(&app.db, response.id).await?.pop();
    let is_mended = mended.is_some_and(|before| before.replaced_at > version.approved_at);
    Ok(is_mended.then_some("own-late-mended"))
}

/// What a response says to each closed question, as it was sent, by every name that a version of its questionnaire gave the
/// variable: a sheet has the names of its day.
async fn given(app: &App, own: &Own, lang: Lang) -> Result<Given> {
    let response = &own.response;
    let answers: Answers = serde_json::from_str(&response.answers).map_err(anyhow::Error::from)?;
    let mut definitions = Vec::new();
    let mut place = None;
    for version in store::questionnaires::versions(&app.db, response.questionnaire_id).await? {
        if version.id == response.version_id {
            place = Some(definitions.len());
        }
        definitions.push((version.number, app.published.definition(&version, None)?));
    }
    let place = place.ok_or(AppError::NotFound)?;
    let versions = definitions.iter().map(|(number, definition)| union::Version {
        number: *number,
        definition,
        is_counted: true,
    });
    let versions: Vec<union::Version<'_>> = versions.collect();
    let at = time::tokyo(response.submitted_at.unwrap_or(response.saved_at)).naive_local();
    let visible = versions.get(place).map(|version| visibility(version.definition, &answers, at));
    let visible = visible.ok_or(AppError::NotFound)?;
    let (mut given, mut earlier) = (Given::new(), Given::new());
    for joined in union::union(&versions, lang.code()) {
        let Some(own) = joined.own(place).filter(|own| own.was_asked(&visible)) else { continue };
        let values = strings(value_of(own, &answers));
        for named in joined.own.iter().flatten() {
            earlier.entry(named.name.clone()).or_insert_with(|| values.clone());
        }
        given.insert(joined.variable.name.clone(), values);
    }
    for (name, values) in earlier {
        given.entry(name).or_insert(values);
    }
    Ok(given)
}

fn paper(frame: &Frame, own: &Own, beside: &BesideView, date: String) -> Paper {
    let lang = Lang::from_code(&beside.language).unwrap_or_default();
    let mut blocks = Vec::new();
    if beside.figures.is_empty() {
        blocks.push(Block::Paragraph(frame.text("own-nothing")));
    } else if beside.figures.iter().any(has_mark) {
        blocks.push(Block::Paragraph(frame.text("own-lead")));
    }
    if !beside.late.is_empty() {
        blocks.push(Block::Paragraph(beside.late.clone()));
    }
    if !beside.alone.is_empty() {
        blocks.push(Block::Paragraph(beside.alone.clone()));
    }
    blocks.extend(beside.figures.iter().map(|figure| Block::Picture(of_figure(figure, lang))));
    blocks.push(Block::List(["own-how-frozen", "own-how-consent"].map(|key| frame.text(key)).into()));
    if !own.met.survey.contact.is_empty() {
        blocks.push(Block::Heading(1, frame.text("feedback-contact")));
        blocks.push(Block::Paragraph(own.met.survey.contact.clone()));
    }
    Paper {
        title: frame.text("own-title"),
        subtitle: format!("{}　{}", own.met.title(frame.lang), beside.region),
        language: frame.lang.code().to_owned(),
        publisher: own.met.survey.host.clone(),
        made_on: time::day_in_words(&date, frame.lang),
        date,
        foot: beside.version.clone(),
        blocks,
    }
}
