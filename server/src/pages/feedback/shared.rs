//! The feedback sheet behind a share link, for people without an account: the newest published version.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::share_link;
use surveys::store;

use super::face::SheetFace;
use super::replies::{self, RepliesView};
use crate::error::Result;
use crate::pages::cards::shared::has_list;
use crate::pages::download::{self, PDF};
use crate::secret;
use crate::view::frame::Frame;

/// In which words a sheet is read.
#[derive(Deserialize)]
pub struct WordsQuery {
    /// `yes`: in plain language.
    #[serde(default)]
    plain: String,
    /// `long`: its PDF was asked for, and there is none.
    #[serde(default)]
    pdf: String,
}

impl WordsQuery {
    /// Whether plain language is asked for.
    pub fn is_plain(&self) -> bool {
        self.plain == PLAIN
    }
}

/// What asks for plain language.
pub const PLAIN: &str = "yes";
/// What says that a sheet is too long for a PDF.
pub const LONG: &str = "long";

#[derive(Serialize)]
struct SheetPage {
    sheet: SheetFace,
    /// Good practices of the survey; empty when none is in the list.
    cards_href: String,
    /// Empty where it is known that there is no PDF.
    pdf_href: String,
    /// How to reply, and what came of replies.
    replies: RepliesView,
}

#[derive(Serialize)]
struct UnpublishedPage {
    title: String,
    host: String,
    contact: String,
    cards_href: String,
}

/// `GET /r/{token}`. Unknown, expired and revoked links all end in "not found".
pub async fn show(
    frame: Frame,
    token: web::Path<String>,
    words: web::Query<WordsQuery>,
) -> Result<HttpResponse> {
    let link = store::share_links::open(&frame.app.db, &secret::hash(&token)).await?;
    let has_cards = has_list(&frame.app, link.survey_id).await?;
    let cards_href = if has_cards { format!("/r/{}/cards", token.as_str()) } else { String::new() };
    let title = frame.text("feedback-sheet-title");
    if let Some(sheet) = sheet(&frame, &link).await? {
        let area = store::share_links::area(&frame.app.db, &link).await?;
        let area = (!area.is_empty()).then_some(area.as_str());
        let replies = replies::of_sheet(&frame, link.survey_id, area, &sheet.content).await?;
        let usual = format!("/r/{}", token.as_str());
        let sheet = sheet.in_words(words.is_plain(), usual.clone(), format!("{usual}?plain={PLAIN}"));
        // Pages are not counted before somebody asks for the file: a sheet that many read would be set for that.
        let pdf_href = match (words.pdf == LONG, sheet.is_plain) {
            (true, _) => String::new(),
            (false, true) => format!("{usual}/sheet.pdf?plain={PLAIN}"),
            (false, false) => format!("{usual}/sheet.pdf"),
        };
        let view = SheetPage { sheet, cards_href, pdf_href, replies };
        return frame.public_page("feedback/sheet.html", &title, &view);
    }
    let survey = store::surveys::find(&frame.app.db, link.survey_id).await?;
    let view =
        UnpublishedPage { title: survey.title, host: survey.host, contact: survey.contact, cards_href };
    frame.public_page("feedback/unpublished.html", &title, &view)
}

/// `GET /r/{token}/sheet.pdf`. Where none is published, or it is too long for a PDF, the page of the link says so.
pub async fn pdf(
    frame: Frame,
    token: web::Path<String>,
    words: web::Query<WordsQuery>,
) -> Result<HttpResponse> {
    let link = store::share_links::open(&frame.app.db, &secret::hash(&token)).await?;
    match sheet(&frame, &link).await? {
        Some(sheet) => {
            let sheet = if words.is_plain() { sheet.in_plain() } else { sheet };
            match sheet.published_pdf(&frame.app).await? {
                Some(bytes) => {
                    let area = store::share_links::area(&frame.app.db, &link).await?;
                    Ok(download::file(PDF, sheet.file_name(link.survey_id, &area), bytes))
                }
                None => {
                    let plain = if sheet.is_plain { format!("&plain={PLAIN}") } else { String::new() };
                    Ok(frame.redirect(&format!("/r/{}?pdf={LONG}{plain}", token.as_str())))
                }
            }
        }
        None => Ok(frame.redirect(&format!("/r/{}", token.as_str()))),
    }
}

/// The newest published version of a link's area, unless it was taken back.
async fn sheet(frame: &Frame, link: &share_link::Model) -> Result<Option<SheetFace>> {
    match store::share_links::shown(&frame.app.db, link).await? {
        Some(version) => Ok(Some(SheetFace::published(&frame.app, &version).await?)),
        None => Ok(None),
    }
}
