//! Somebody's own answers beside the region's (あなたの回答と地域全体): the closed questions of the newest published sheet of the whole
//! region, with a mark at what was answered. Behind the secret of the response alone, and not behind the invitation that led to it, which
//! others of the same agency hold, too; it shows what is published and nothing else (decision 38). Who answered
//! on paper has no such address: the office, which has the sheet of paper, opens the page of what it typed (`entered.rs`).

pub mod entered;
mod given;
mod paper;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::ResponseState;
use surveys::entity::{publication, response};
use surveys::id::QuestionnaireId;
use surveys::privacy::consent::{Consent, Purpose};
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::definition::{Definition, Kind};
use surveys::questionnaire::respondent::consent;
use surveys::store;

use self::given::given;
use self::paper::paper;
use super::content::SheetContent;
use super::marked::{has_mark, marked};
use crate::app::App;
use crate::error::{AppError, Result};
use crate::i18n::Lang;
use crate::pages::download::{self, PDF};
use crate::pages::fill::{Closed, Met, begun, closed};
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
