//! A sheet inside the service as the region reads it, as a page and as a file: viewers and researchers see nothing before it is
//! published. Whoever composes and approves reads earlier versions, too: two of them differ by what single people said.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::publication;
use surveys::store;

use super::face::{SheetFace, version_words};
use super::replies::{self, RepliesView};
use super::shared::{LONG, PLAIN};
use super::which::SheetOf;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::download::{self, PDF};
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::Crumb;
use crate::view::frame::Frame;

/// Which sheet, which version of it, and in which words.
#[derive(Default, Deserialize)]
pub struct PublishedQuery {
    /// Code of the area; the whole region when empty.
    #[serde(default)]
    area: String,
    /// Number of the version; what the region reads when empty.
    #[serde(default)]
    number: String,
    /// `yes`: in plain language.
    #[serde(default)]
    plain: String,
    /// `long`: its PDF was asked for, and there is none.
    #[serde(default)]
    pdf: String,
}

#[derive(Serialize)]
struct PublishedView {
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    sheet: SheetFace,
    /// Empty where it is known that there is no PDF.
    pdf_href: String,
    /// It was asked for by its number, and may be another one than the region reads.
    is_of_history: bool,
    /// Where it is composed; empty where it was not asked for by its number.
    arrange_href: String,
    /// How to reply, and what came of replies, as behind the link.
    replies: RepliesView,
}

/// `GET /surveys/{id}/feedback/published`. Where nothing is published the list of sheets says so.
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<PublishedQuery>,
) -> Result<HttpResponse> {
    let (sheet, version) = asked_for(&frame, &user, *id, &query).await?;
    let Some(version) = version else { return nothing(&frame, &sheet) };
    let survey = sheet.survey.id;
    let face = SheetFace::published(&frame.app, &version).await?;
    let [usual, plain] = [false, true].map(|is_plain| query.address(&sheet, "published", is_plain));
    let face = face.in_words(query.is_plain(), usual, plain);
    let pdf_href = match query.pdf == LONG {
        true => String::new(),
        false => query.address(&sheet, "published.pdf", face.is_plain),
    };
    let is_of_history = !query.number.is_empty();
    // One that is asked for by its number need not be what the region reads.
    let title = match is_of_history {
        true => version_words(frame.lang, version.number, ""),
        false => frame.text("sheet-standing"),
    };
    let area = sheet.area_code();
    let replies = replies::of_sheet(&frame, survey, area.as_deref(), &face.content).await?;
    let view = PublishedView {
        crumbs: sheet.crumbs(&frame, &title),
        tabs: tabs(&frame, &user, survey, "/feedback"),
        sheet: face,
        pdf_href,
        is_of_history,
        arrange_href: if is_of_history { sheet.address("sheet") } else { String::new() },
        replies,
    };
    frame.page("feedback/published.html", &title, &view)
}

/// `GET /surveys/{id}/feedback/published.pdf`. Where it is too long for a PDF, the page says so.
pub async fn pdf(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<PublishedQuery>,
) -> Result<HttpResponse> {
    let (sheet, version) = asked_for(&frame, &user, *id, &query).await?;
    let Some(version) = version else { return nothing(&frame, &sheet) };
    let face = SheetFace::published(&frame.app, &version).await?;
    let face = if query.is_plain() { face.in_plain() } else { face };
    let Some(bytes) = face.published_pdf(&frame.app).await? else {
        let page = query.address(&sheet, "published", face.is_plain);
        let mark = if page.contains('?') { '&' } else { '?' };
        return Ok(frame.redirect(&format!("{page}{mark}pdf={LONG}")));
    };
    let name = face.file_name(sheet.survey.id, &sheet.area);
    download::record(&frame, &user, "survey.export", ("survey", sheet.survey.id.0), &name).await?;
    Ok(download::file(PDF, name, bytes))
}

/// The sheet and the version that are asked for, by somebody who may read them; no version where none is asked for by its number
/// and the region reads nothing.
async fn asked_for(
    frame: &Frame,
    user: &User,
    survey: i64,
    query: &PublishedQuery,
) -> Result<(SheetOf, Option<publication::Model>)> {
    allow(user, Verb::View, Thing::Feedback)?;
    let sheet = SheetOf::find(frame, survey, &query.area).await?;
    if query.number.is_empty() {
        let shown = sheet.shown(&frame.app).await?;
        return Ok((sheet, shown));
    }
    allow(user, Verb::View, Thing::FeedbackDraft)?;
    let number: i32 = query.number.parse().map_err(|_| AppError::NotFound)?;
    let versions = store::publications::of_area(&frame.app.db, sheet.survey.id, &sheet.area).await?;
    let found = versions.into_iter().find(|version| version.number == number);
    Ok((sheet, Some(found.ok_or(AppError::NotFound)?)))
}

/// To the list of sheets, which says that there is nothing to read.
fn nothing(frame: &Frame, sheet: &SheetOf) -> Result<HttpResponse> {
    let list = format!("{}/feedback", address(sheet.survey.id));
    frame.redirect_with(&list, "warning", "feedback-nothing-to-read")
}

/// Where a version is read, by its number, whatever the region reads now.
pub fn version_address(sheet: &SheetOf, number: i32) -> String {
    let query = PublishedQuery { number: number.to_string(), ..PublishedQuery::default() };
    query.address(sheet, "published", false)
}

impl PublishedQuery {
    fn is_plain(&self) -> bool {
        self.plain == PLAIN
    }

    /// Address of a page about the same version of a sheet, in these words. Its number is read by then.
    fn address(&self, sheet: &SheetOf, page: &str, is_plain: bool) -> String {
        let plain = if is_plain { PLAIN } else { "" };
        let fields = [("area", sheet.area.as_str()), ("number", self.number.as_str()), ("plain", plain)];
        let set = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = set.map(|(name, value)| format!("{name}={value}")).collect();
        let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        format!("{}/feedback/{page}{query}", address(sheet.survey.id))
    }
}
