//! What the forms and keys of coding do: putting codes on spans, taking them away, accepting suggestions, writing memos.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use surveys::hearing::span::Span;
use surveys::id::{CodeId, CodingId, SegmentId, SurveyId};
use surveys::store;
use surveys::store::codings::NewCoding;
use surveys::store::memos::About;
use surveys::store::segments::{Origin, span_of};

use super::part::{Desk, check};
use super::shelf::Shelf;
use super::{load, memo, obstacle};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::coded::{CodedPart, CodedText, CodedTexts};
use crate::error::{AppError, Result};
use crate::view::frame::Frame;

/// Spans and codes of one form, at most.
const MOST: usize = 200;

/// Said where the interviewee does not want the words used.
const WITHHELD: &str = "coding-section-taken-back";

/// What is to be done to a text, and to which.
struct Task<'a> {
    texts: &'a CodedTexts,
    text: &'a CodedText,
    part: &'a CodedPart,
    shelf: &'a Shelf,
    user: &'a User,
    sent: &'a StaffForm,
}

/// `POST /surveys/{id}/coding/texts/{reference}`
pub async fn change(
    frame: Frame,
    user: User,
    path: web::Path<(i64, String)>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Coding)?;
    let (id, reference) = path.into_inner();
    let texts = load(&frame, &user, SurveyId(id)).await?;
    act(&frame, &user, (&Shelf::Results(SurveyId(id)), &texts), &reference, &sent).await
}

/// Does what a form says: `do` is put, take, remove, accept, told or memo; `part` names the answer or section, `check` the state
/// that the form was made from. With `quiet` the answer is a status alone, for keys.
///
/// # Errors
/// When there is no such text, the form makes no sense or the database fails.
pub async fn act(
    frame: &Frame,
    user: &User,
    (shelf, texts): (&Shelf, &CodedTexts),
    reference: &str,
    sent: &StaffForm,
) -> Result<HttpResponse> {
    let text = texts.text(reference).ok_or(AppError::NotFound)?;
    let back = back(shelf, reference, sent);
    let Some(part) = text.parts.iter().find(|part| part.text.part == sent.get("part")) else {
        // The form may be older than the wish of the interviewee.
        let is_withheld = is_withheld(&frame.app.db, text.origin, sent.get("part")).await?;
        return if is_withheld {
            answer(frame, sent, &back, Some(WITHHELD))
        } else {
            Err(AppError::NotFound)
        };
    };
    // Before anything is locked: suggestions take their time.
    let acceptable = match sent.get("do") {
        "accept" if shelf.is_open() => Desk::new(frame, texts, shelf).await?.acceptable(part)?,
        "told" if shelf.is_open() => told(sent, part, &Desk::new(frame, texts, shelf).await?),
        _ => Vec::new(),
    };
    let transaction = frame.app.write().await?;
    let now = store::segments::body(&transaction, &part.text).await?;
    if check(&part.body) != sent.get("check") || now.as_deref() != Some(part.body.as_str()) {
        return answer(frame, sent, &back, Some("coding-changed-meanwhile"));
    }
    if is_withheld(&transaction, text.origin, &part.text.part).await? {
        return answer(frame, sent, &back, Some(WITHHELD));
    }
    let task = Task { texts, text, part, shelf, user, sent };
    let done = match sent.get("do") {
        "put" => put(&transaction, &task).await,
        "take" => take(&transaction, &task).await,
        "remove" => remove(&transaction, &task).await,
        "accept" | "told" if shelf.is_open() => accept(&transaction, &task, acceptable).await,
        "memo" if shelf.is_open() => write_memo(&transaction, &task).await,
        _ => return Err(AppError::BadRequest("bad-request-form")),
    };
    let obstacle = done?;
    match obstacle {
        None => transaction.commit().await?,
        Some(_) => transaction.rollback().await?,
    }
    answer(frame, sent, &back, obstacle)
}

/// Whether this is a section that the interviewee does not want used.
async fn is_withheld(db: &impl ConnectionTrait, origin: Origin, part: &str) -> Result<bool> {
    let Origin::Note(hearing) = origin else { return Ok(false) };
    Ok(store::confirmations::is_withheld(db, hearing, part).await?)
}

/// What stood in the way, as a Fluent key.
type Done = Result<Option<&'static str>>;

async fn put(transaction: &DatabaseTransaction, task: &Task<'_>) -> Done {
    let (spans, codes) = (spans(task.sent), codes(task.sent));
    if spans.is_empty() || codes.is_empty() {
        return Ok(Some("coding-nothing-chosen"));
    }
    for span in &spans {
        for code in &codes {
            if let Err(error) = put_one(transaction, task, *span, *code, false).await {
                return obstacle(error).map(Some);
            }
        }
    }
    Ok(None)
}

async fn put_one(
    transaction: &DatabaseTransaction,
    task: &Task<'_>,
    span: Span,
    code: CodeId,
    was_suggested: bool,
) -> surveys::error::Result<()> {
    let survey = task.texts.dataset.survey.id;
    let (text, body) = (&task.part.text, task.part.body.as_str());
    let new = NewCoding { survey, text, body, span, code, was_suggested };
    task.shelf.put(transaction, new, task.user.id).await
}

/// Takes codes from exactly these spans, whoever put them there.
async fn take(transaction: &DatabaseTransaction, task: &Task<'_>) -> Done {
    let (spans, codes) = (spans(task.sent), codes(task.sent));
    for coded in task.part.segments.iter().filter(|coded| spans.contains(&span_of(&coded.segment))) {
        for coding in coded.codings.iter().filter(|coding| codes.contains(&coding.code_id)) {
            if let Err(error) = task.shelf.take(transaction, coding.id, task.user.id).await {
                return obstacle(error).map(Some);
            }
        }
    }
    Ok(None)
}

/// Takes one coding of this text away: `remove` is its number.
async fn remove(transaction: &DatabaseTransaction, task: &Task<'_>) -> Done {
    let id = task.sent.get("remove").parse().ok().map(CodingId).ok_or(AppError::NotFound)?;
    let is_here = task.part.all().flat_map(|coded| &coded.codings).any(|coding| coding.id == id);
    if !is_here {
        return Err(AppError::NotFound);
    }
    match task.shelf.take(transaction, id, task.user.id).await {
        Ok(()) => Ok(None),
        Err(error) => obstacle(error).map(Some),
    }
}

/// Puts what is suggested on the sentences, as far as people have not decided it.
async fn accept(
    transaction: &DatabaseTransaction,
    task: &Task<'_>,
    acceptable: Vec<(Span, Vec<i64>)>,
) -> Done {
    for (span, codes) in acceptable {
        for code in codes {
            if let Err(error) = put_one(transaction, task, span, CodeId(code), true).await {
                return obstacle(error).map(Some);
            }
        }
    }
    Ok(None)
}

/// Writes a memo on a segment of this text, or on the whole of it.
async fn write_memo(transaction: &DatabaseTransaction, task: &Task<'_>) -> Done {
    let Some(body) = memo::body(task.sent) else { return Ok(Some("coding-memo-empty")) };
    let about = match task.sent.get("segment").parse().ok().map(SegmentId) {
        Some(id) if task.text.parts.iter().flat_map(CodedPart::all).any(|own| own.segment.id == id) => {
            About::Segment(id)
        }
        Some(_) => return Err(AppError::NotFound),
        None => About::Text(task.text.origin),
    };
    let survey = task.texts.dataset.survey.id;
    store::memos::write(transaction, survey, about, body, task.user.id).await?;
    Ok(None)
}

/// What the model told of sentences, as the page showed it: it may have learnt something else meanwhile. What people have
/// decided since is left.
fn told(sent: &StaffForm, part: &CodedPart, desk: &Desk<'_>) -> Vec<(Span, Vec<i64>)> {
    let of_sentence = |told: &str| {
        let mut words = told.split_ascii_whitespace();
        let span = span(words.next()?)?;
        let codes: Vec<i64> = words.filter_map(|code| code.parse().ok()).take(MOST).collect();
        Some((span, desk.open(part, span, &codes)))
    };
    sent.all("told").filter_map(of_sentence).take(MOST).collect()
}

fn spans(sent: &StaffForm) -> Vec<Span> {
    sent.all("span").filter_map(span).take(MOST).collect()
}

fn span(text: &str) -> Option<Span> {
    let (start, end) = text.split_once('-')?;
    Some(Span { start: start.parse().ok()?, end: end.parse().ok()? })
}

fn codes(sent: &StaffForm) -> Vec<CodeId> {
    sent.all("code").filter_map(|code| code.parse().ok()).map(CodeId).take(MOST).collect()
}

/// The page that the form was on: the list, or the text.
fn back(shelf: &Shelf, reference: &str, sent: &StaffForm) -> String {
    let asked = sent.get("back");
    let is_list =
        asked.strip_prefix(&shelf.list()).is_some_and(|rest| rest.is_empty() || rest.starts_with('?'));
    if is_list {
        return asked.to_owned();
    }
    let place: String =
        sent.get("place").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("{}#{place}", shelf.text(reference))
}

fn answer(
    frame: &Frame,
    sent: &StaffForm,
    back: &str,
    obstacle: Option<&'static str>,
) -> Result<HttpResponse> {
    match obstacle {
        None if sent.has("quiet") => Ok(HttpResponse::NoContent().finish()),
        Some(_) if sent.has("quiet") => Ok(HttpResponse::new(StatusCode::CONFLICT)),
        None => Ok(frame.redirect(back)),
        Some(key) => frame.redirect_with(back, "warning", key),
    }
}
