//! The check list before a card is published: words that may tell who is meant, each masked or kept with a reason, and items
//! that somebody answers by name.

mod page;

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use surveys::entity::card;
use surveys::error::Error;
use surveys::id::CardId;
use surveys::privacy::card::{CheckAnswer, CheckItem, is_complete, lacking};
use surveys::store;
use surveys::store::card_checks::Checked;

use self::page::{Stored, page, stored};
use super::address;
use super::inspect::{Inspected, answers, inspect};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::view::form::FieldView;
use crate::view::frame::Frame;

/// Most characters of a reason.
const LONGEST_REASON: usize = 200;

/// What was sent, or what is stored.
struct Given {
    answers: Vec<CheckAnswer>,
    /// Reasons by word.
    reasons: HashMap<String, String>,
    /// Problems are shown: somebody has just sent it.
    was_sent: bool,
    /// The card was changed since the form was opened: nothing was saved.
    is_stale: bool,
    /// What is new in the next version.
    version_note: FieldView,
}

/// `GET /cards/{id}/check`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Card)?;
    let card = store::cards::find(&frame.app.db, CardId(*id)).await?;
    let inspected = inspect(&frame, &card).await?;
    let stored = stored(&frame, &card).await?;
    let given = as_stored(&stored, FieldView::default());
    page(&frame, &user, &card, &inspected, &given, StatusCode::OK).await
}

/// What is stored, with what was typed of a new version.
fn as_stored(stored: &Stored, version_note: FieldView) -> Given {
    Given {
        answers: answers(&stored.checks),
        reasons: stored.kept.iter().map(|kept| (kept.word.clone(), kept.reason.clone())).collect(),
        was_sent: false,
        is_stale: false,
        version_note,
    }
}

/// The page again, because of what was typed of a new version.
///
/// # Errors
/// When the database fails.
pub(super) async fn refuse_note(
    frame: &Frame,
    user: &User,
    card: &card::Model,
    inspected: &Inspected,
    version_note: FieldView,
) -> Result<HttpResponse> {
    let given = as_stored(&stored(frame, card).await?, version_note);
    page(frame, user, card, inspected, &given, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// `POST /cards/{id}/check`: saves what is answered, also when something is still open.
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Card)?;
    let card = store::cards::find(&frame.app.db, CardId(*id)).await?;
    let inspected = inspect(&frame, &card).await?;
    let given = given(&inspected, &sent);
    if has_problem(&inspected, &given) {
        return page(&frame, &user, &card, &inspected, &given, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let words = inspected.words.iter().map(|word| word.words.clone());
    let kept: Vec<(String, String)> =
        words.filter_map(|word| Some((word.clone(), given.reasons.get(&word)?.clone()))).collect();
    let is_complete = is_complete(&given.answers, inspected.case())
        && kept.len() == inspected.words.len()
        && inspected.is_whole();
    let checked = Checked { answers: given.answers, kept, is_complete };
    let revision = sent.get("revision").parse().unwrap_or(-1);
    let back = format!("{}/check", address(card.id));
    let transaction = frame.app.write().await?;
    match store::card_checks::answer(&transaction, card.id, revision, checked, user.id).await {
        Ok(()) => {
            transaction.commit().await?;
            let can_be_published = is_complete && inspected.may_be_told();
            let key = if can_be_published { "cards-checked" } else { "cards-check-saved" };
            frame.redirect_with(&back, "success", key)
        }
        Err(Error::Stale) => {
            transaction.rollback().await?;
            stale(&frame, &user, card.id, &sent).await
        }
        Err(Error::State(_)) => {
            transaction.rollback().await?;
            frame.redirect_with(&back, "warning", "cards-already-published")
        }
        Err(error) => Err(error.into()),
    }
}

/// The page with the words that somebody else wrote meanwhile, and with what was typed as far as it fits them.
async fn stale(frame: &Frame, user: &User, id: CardId, sent: &StaffForm) -> Result<HttpResponse> {
    let card = store::cards::find(&frame.app.db, id).await?;
    let inspected = inspect(frame, &card).await?;
    let given = Given { is_stale: true, ..given(&inspected, sent) };
    page(frame, user, &card, &inspected, &given, StatusCode::CONFLICT).await
}

/// What the form says of known items, and of words that are in the text.
fn given(inspected: &Inspected, sent: &StaffForm) -> Given {
    let text = |name: String| sent.get(&name).replace("\r\n", "\n");
    let answer = |item: CheckItem| CheckAnswer {
        item: item.key.to_owned(),
        outcome: text(format!("outcome:{}", item.key)),
        note: text(format!("note:{}", item.key)),
    };
    let is_touched = |answer: &CheckAnswer| !answer.outcome.is_empty() || !answer.note.is_empty();
    let answers = inspected.case().items().map(answer).filter(is_touched).collect();
    // The words come with the form: meanwhile others may stand at their places.
    let mut reasons = HashMap::new();
    for (place, word) in sent.all("word").enumerate() {
        let reason = text(format!("reason:{place}"));
        let is_there = inspected.words.iter().any(|found| found.words == word);
        if is_there && !reason.is_empty() {
            reasons.insert(word.to_owned(), reason);
        }
    }
    Given { answers, reasons, was_sent: true, is_stale: false, version_note: FieldView::default() }
}

fn is_long(text: &str) -> bool {
    text.chars().count() > LONGEST_REASON
}

/// Whether something was sent that cannot be stored; what is only left open can.
fn has_problem(inspected: &Inspected, given: &Given) -> bool {
    let case = inspected.case();
    let of = |item: &CheckItem| given.answers.iter().find(|answer| answer.item == item.key);
    let is_wrong = |item: CheckItem| {
        let answer = of(&item);
        answer.is_some() && lacking(&item, answer, case).is_some()
            || answer.is_some_and(|answer| is_long(&answer.note))
    };
    case.items().any(is_wrong) || given.reasons.values().any(|reason| is_long(reason))
}
