//! One text to be read and coded: a note with its sections, or what one respondent wrote.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::id::SurveyId;
use surveys::store::segments::Origin;

use super::codebook::choices;
use super::memo::{MemoView, memo_views};
use super::part::{Desk, PartView};
use super::shelf::Shelf;
use super::tree::CodeView;
use super::{Head, head, load, told};
use crate::auth::User;
use crate::dataset::coded::CodedTexts;
use crate::error::{AppError, Result};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// A page with one text.
#[derive(Serialize)]
pub struct TextView {
    head: Head,
    label: String,
    note_href: String,
    parts: Vec<PartView>,
    /// What the model has learnt from, and how well it does; empty where there is none.
    learnt: Vec<String>,
    /// The page on which the model learns; empty where it has.
    learn_href: String,
    codes: Vec<CodeView>,
    choices: Vec<ChoiceView>,
    is_open: bool,
    memos: Vec<MemoView>,
    memo_places: Vec<ChoiceView>,
    back: String,
}

/// What somebody asks for besides the text.
#[derive(Default, Deserialize)]
pub struct Query {
    /// With any value: the model learns what is new and is shown, which takes seconds.
    #[serde(default)]
    model: String,
}

/// `GET /surveys/{id}/coding/texts/{reference}`
pub async fn show(
    frame: Frame,
    user: User,
    path: web::Path<(i64, String)>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let (id, reference) = path.into_inner();
    let texts = load(&frame, &user, SurveyId(id)).await?;
    let query = query.into_inner();
    page(&frame, &user, &Shelf::Results(SurveyId(id)), (&texts, &query), &reference).await
}

/// The page of one text on a shelf.
///
/// # Errors
/// When there is no such text or the database fails.
pub async fn page(
    frame: &Frame,
    user: &User,
    shelf: &Shelf,
    (texts, query): (&CodedTexts, &Query),
    reference: &str,
) -> Result<HttpResponse> {
    let text = texts.text(reference).ok_or(AppError::NotFound)?;
    let mut desk = Desk::new(frame, texts, shelf).await?;
    let (mut learnt, mut learn_href) = (Vec::new(), String::new());
    if shelf.is_open() {
        let model = told::model(frame, texts, !query.model.is_empty()).await?;
        desk.told = model.tell(text.parts.iter()).await?;
        learnt = model.words(frame);
        if model.learnt.is_none() {
            learn_href = format!("{}?model=yes", shelf.text(reference));
        }
    }
    let about = texts.memos.iter().filter(|memo| match text.origin {
        Origin::Note(hearing) => memo.hearing_id == Some(hearing),
        Origin::Response(response) => memo.response_id == Some(response),
    });
    let is_note = matches!(text.origin, Origin::Note(_));
    let room = match (shelf.is_open(), is_note) {
        (false, _) => "/coding/double",
        (true, true) => "/coding/notes",
        (true, false) => "/coding",
    };
    let parts = (1..).zip(&text.parts).map(|(place, part)| desk.part(place, text, part));
    let parts = parts.collect::<Result<Vec<PartView>>>()?;
    let view = TextView {
        head: head(frame, user, &texts.dataset.survey, room, [(text.label.clone(), String::new())]),
        label: text.label.clone(),
        note_href: if shelf.is_open() { text.href.clone() } else { String::new() },
        memo_places: parts.iter().flat_map(PartView::memo_places).collect(),
        parts,
        learnt,
        learn_href,
        choices: choices(&texts.codes, frame, |code| code.is_codable),
        is_open: shelf.is_open(),
        memos: memo_views(frame, about).await?,
        back: shelf.text(reference),
        codes: desk.codes,
    };
    let title = frame.text_with("coding-text-title", &[("label", view.label.clone())]);
    frame.page("coding/text.html", &title, &view)
}
