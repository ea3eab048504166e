//! The public link of a questionnaire: its QR code and the paper that can be filled in by hand.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::{questionnaire, survey};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::parse::parse;
use surveys::store;

use crate::app::App;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::download::{PDF, PNG, SVG};
use crate::pages::fill::{AboutLine, Met, meet};
use crate::view::condition;
use crate::view::frame::Frame;
use crate::view::html::sanitise;
use crate::view::qr;
use crate::view::question::{PageView, paper_view};
use crate::view::time;

/// The address that people answer at.
pub fn public_url(app: &App, questionnaire: &questionnaire::Model) -> String {
    format!("{}/q/{}", app.public_url, questionnaire.link)
}

/// `GET /questionnaires/{id}/qr.svg`
pub async fn qr_svg(app: web::Data<App>, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let questionnaire = store::questionnaires::find(&app.db, QuestionnaireId(*id)).await?;
    let svg = qr::svg(&public_url(&app, &questionnaire))?;
    Ok(HttpResponse::Ok().content_type(SVG).body(svg))
}

/// `GET /questionnaires/{id}/qr.png`
pub async fn qr_png(app: web::Data<App>, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let questionnaire = store::questionnaires::find(&app.db, QuestionnaireId(*id)).await?;
    let png = qr::png(&public_url(&app, &questionnaire))?;
    Ok(HttpResponse::Ok().content_type(PNG).body(png))
}

/// `GET /questionnaires/{id}/qr.pdf`
pub async fn qr_pdf(app: web::Data<App>, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let questionnaire = store::questionnaires::find(&app.db, QuestionnaireId(*id)).await?;
    let pdf = qr::pdf(&public_url(&app, &questionnaire))?;
    Ok(HttpResponse::Ok().content_type(PDF).body(pdf))
}

#[derive(Serialize)]
struct PaperPage {
    paper: PaperView,
}

#[derive(Serialize)]
struct PaperView {
    title: String,
    host: String,
    description: String,
    qr_svg: String,
    about: Vec<AboutLine>,
    pages: Vec<PageView>,
    send_to: Vec<String>,
    return_fax: String,
    url: String,
    css_href: String,
    /// The same as PDF; empty where there is none.
    pdf_href: String,
}

/// `GET /q/{link}/paper`: the published questionnaire for A4.
pub async fn paper(frame: Frame, link: web::Path<String>) -> Result<HttpResponse> {
    let met = meet(&frame.app, &link).await?;
    paper_page(&frame, &met)
}

/// `GET /questionnaires/{id}/paper`: the draft for A4, to look at before it is published.
pub async fn draft_paper(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let questionnaire = store::questionnaires::find(&frame.app.db, QuestionnaireId(*id)).await?;
    let definition = parse(&questionnaire.draft).0.ok_or(AppError::Conflict("questionnaires-has-errors"))?;
    trial_paper(&frame, &questionnaire, &definition).await
}

/// A draft, or an earlier version, for A4.
pub async fn trial_paper(
    frame: &Frame,
    questionnaire: &questionnaire::Model,
    definition: &Definition,
) -> Result<HttpResponse> {
    let survey = store::surveys::find(&frame.app.db, questionnaire.survey_id).await?;
    let title = definition.title.get(frame.lang.code()).to_owned();
    let path = format!("{}/paper", super::address(questionnaire.id));
    let view = view_of(frame, definition, (&survey, questionnaire), Vec::new(), &path, String::new())?;
    frame.public_page("fill/paper.html", &title, &view)
}

fn paper_page(frame: &Frame, met: &Met) -> Result<HttpResponse> {
    let about = met.about(frame);
    let path = format!("{}/paper", met.address());
    let of = (&met.survey, &met.questionnaire);
    let view = view_of(frame, &met.definition, of, about, &path, format!("{path}.pdf"))?;
    frame.public_page("fill/paper.html", &met.title(frame.lang), &view)
}

fn view_of(
    frame: &Frame,
    definition: &Definition,
    (survey, questionnaire): (&survey::Model, &questionnaire::Model),
    about: Vec<AboutLine>,
    path: &str,
    pdf_href: String,
) -> Result<PaperPage> {
    let lang = frame.lang.code();
    let url = public_url(&frame.app, questionnaire);
    let words = |expression: &surveys::questionnaire::expression::Expression| {
        condition::words(definition, expression, frame.lang)
    };
    Ok(PaperPage {
        paper: PaperView {
            title: definition.title.get(lang).to_owned(),
            host: survey.host.clone(),
            description: sanitise(definition.description.get(lang)),
            qr_svg: qr::svg(&url)?,
            about,
            pages: paper_view(definition, lang, &words),
            send_to: lines_of(if questionnaire.return_address.is_empty() {
                &survey.contact
            } else {
                &questionnaire.return_address
            }),
            return_fax: questionnaire.return_fax.clone(),
            css_href: format!("{path}.css"),
            pdf_href,
            url,
        },
    })
}

pub(super) fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// `GET /q/{link}/paper.css`: the foot of every printed page says which version it is, so that loose sheets find back.
pub async fn paper_css(frame: Frame, link: web::Path<String>) -> Result<HttpResponse> {
    let met = meet(&frame.app, &link).await?;
    let date = time::date(time::tokyo(met.version.published_at).date_naive(), frame.lang);
    let version =
        frame.text_with("fill-version", &[("number", met.version.number.to_string()), ("date", date)]);
    Ok(foot(&format!("{}  {version}", met.questionnaire.link)))
}

/// `GET /questionnaires/{id}/paper.css`: the same for a draft.
pub async fn draft_paper_css(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let questionnaire = store::questionnaires::find(&frame.app.db, QuestionnaireId(*id)).await?;
    Ok(foot(&format!("{}  {}", questionnaire.link, frame.text("questionnaire-state-draft"))))
}

/// A style sheet with these words at the foot of each page. What would end the words is left out.
fn foot(words: &str) -> HttpResponse {
    let words: String = words.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\' | '<')).collect();
    let css =
        format!("@media print {{ @page {{ @bottom-left {{ content: \"{words}\"; font-size: 9pt; }} }} }}\n");
    HttpResponse::Ok().content_type("text/css; charset=utf-8").body(css)
}
