//! Keeping what was typed, and finishing an entry.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use sea_orm::DatabaseTransaction;
use surveys::entity::entry;
use surveys::entity::state::Source;
use surveys::id::{EntryId, QuestionnaireId, ResponseId};
use surveys::questionnaire::answer::{Field, MAX_TEXT};
use surveys::questionnaire::entry::{Accepted, Reading, compare, outstanding, split_identifiers};
use surveys::questionnaire::question::input::moment;
use surveys::store;
use surveys::store::entries::{NewEntry, Original, Settlement};
use surveys::store::registrations::NewRegistration;

use super::form::{Head, Sheet, page};
use super::view::{SLOT, Shown, accepted};
use super::{Opened, Printed, address, codes, list_address, opened, printed, to_json};
use crate::app::App;
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::secret;
use crate::signup;
use crate::view::frame::Frame;
use crate::view::time;

/// Longest number of an original, in characters.
const MAX_NUMBER: usize = 40;

/// `POST /questionnaires/{id}/entries`: starts an entry with what was typed, and finishes it if that was asked.
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = printed(&frame.app, QuestionnaireId(*id), sent.get("version").parse().ok()).await?;
    let sent = Sent::of(&found, &sent);
    let transaction = frame.app.write().await?;
    let entry = start(&frame, &transaction, &found, &sent, &user).await?;
    let is_done =
        sent.wants_finish() && finish(&frame.app, &transaction, &found, &entry, &sent, &user).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    answer(&frame, &found, &entry, sent, is_done).await
}

/// `POST /entries/{id}`: keeps what was typed, and finishes the entry if that was asked.
pub async fn update(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let Opened { entry, printed: found, .. } = opened(&frame.app, EntryId(*id)).await?;
    let sent = Sent::of(&found, &sent);
    let transaction = frame.app.write().await?;
    let (fields, reasons) = (to_json(&sent.typed)?, to_json(&sent.accepted)?);
    let original = Some(sent.head.original.clone());
    store::entries::save(&transaction, entry.id, fields, reasons, original, user.id).await?;
    if entry.position == 2 && sent.is_finish {
        return finish_second(&frame, transaction, &entry, &found, &sent.typed, &user).await;
    }
    let is_done =
        sent.wants_finish() && finish(&frame.app, &transaction, &found, &entry, &sent, &user).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    answer(&frame, &found, &entry, sent, is_done).await
}

/// What was sent with the page.
pub struct Sent {
    /// About the original.
    pub head: Head,
    /// Slots with their texts.
    pub typed: Vec<Field>,
    /// Problems that may stand.
    pub accepted: Vec<Accepted>,
    /// Whether it is to be finished, not only kept.
    pub is_finish: bool,
}

impl Sent {
    fn of(found: &Printed, sent: &StaffForm) -> Sent {
        Sent {
            head: head(sent),
            typed: typed(found, sent),
            accepted: accepted(&sent.0),
            is_finish: sent.get("go") == "finish",
        }
    }

    /// Whether it is to be finished and nothing is wrong with what is known of the original.
    fn wants_finish(&self) -> bool {
        self.is_finish && self.head.wrong_day.is_none()
    }
}

/// `POST /responses/{id}/second`: somebody else types the same original again, without seeing the first entry.
pub async fn start_second(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    _sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let transaction = frame.app.write().await?;
    let made = store::entries::start_second(&transaction, ResponseId(*id), user.id).await;
    let made = match made {
        Err(surveys::error::Error::State("entry-same-person")) => {
            return Err(AppError::Conflict("entries-same-person"));
        }
        Err(surveys::error::Error::State("entry-second-exists")) => {
            return Err(AppError::Conflict("entries-second-exists"));
        }
        other => other?,
    };
    transaction.commit().await?;
    Ok(frame.redirect(&address(made.id)))
}

/// Starts a first entry. Its response's secrets follow from a fresh seed.
pub async fn start(
    frame: &Frame,
    transaction: &DatabaseTransaction,
    found: &Printed,
    sent: &Sent,
    user: &User,
) -> Result<entry::Model> {
    let nonce = secret::random_token()?;
    let codes = codes(&frame.app, &nonce);
    let new = NewEntry {
        questionnaire: found.questionnaire.id,
        version: found.version.id,
        token_hash: secret::hash(&codes.response),
        withdrawal_hash: secret::hash(&codes.withdrawal),
        nonce,
        original: sent.head.original.clone(),
        fields: to_json(&sent.typed)?,
        accepted: to_json(&sent.accepted)?,
    };
    Ok(store::entries::start(transaction, new, user.id).await?)
}

/// Makes the entry's answers the submitted response, unless a problem stands against it. True if it is submitted. A
/// sign-up gets its place by the rule for all; where all are taken it waits.
pub async fn finish(
    app: &App,
    transaction: &DatabaseTransaction,
    found: &Printed,
    entry: &entry::Model,
    sent: &Sent,
    user: &User,
) -> Result<bool> {
    let Reading { answers, unreadable, problems, .. } = found.read(&sent.typed);
    if !outstanding(&found.definition, &problems, &sent.accepted).is_empty() {
        return Ok(false);
    }
    let (kept, _) = split_identifiers(&found.definition, &sent.typed);
    let submission = found.submission(&answers)?;
    let (fields, unreadable) = (to_json(&kept)?, to_json(&unreadable)?);
    if store::entries::finish(transaction, entry.id, fields, submission, unreadable, user.id).await? {
        let (questionnaire, response) = (found.questionnaire.id, entry.response_id);
        let new = signup::wanted(&app.key, questionnaire, response, &found.definition, &answers);
        let new = new.map(|new| NewRegistration { wants_to_wait: true, ..new });
        signup::register(app, transaction, new).await?;
    }
    Ok(true)
}

async fn finish_second(
    frame: &Frame,
    transaction: DatabaseTransaction,
    entry: &entry::Model,
    found: &Printed,
    typed: &[Field],
    user: &User,
) -> Result<HttpResponse> {
    store::entries::finish_second(&transaction, entry.id, to_json(&typed)?, user.id).await?;
    let first = store::entries::of_response(&transaction, entry.response_id).await?;
    let first = first.first().ok_or(AppError::NotFound)?;
    let comparison = compare(&found.definition, &super::from_json(&first.fields)?, typed);
    if comparison.differences.is_empty() {
        let kept = store::responses::find(&transaction, entry.response_id).await?;
        let settlement = Settlement {
            answers: kept.answers,
            unreadable: kept.unreadable,
            n_written: comparison.n_written,
            n_different: 0,
        };
        store::entries::settle(&transaction, entry.id, settlement, user.id).await?;
    }
    transaction.commit().await?;
    Ok(frame.redirect(&format!("{}/compare", address(entry.id))))
}

async fn answer(
    frame: &Frame,
    found: &Printed,
    entry: &entry::Model,
    sent: Sent,
    is_done: bool,
) -> Result<HttpResponse> {
    if is_done {
        let next = format!("{}/new?after={}", list_address(found.questionnaire.id), entry.id.0);
        return Ok(frame.redirect(&next));
    }
    if !sent.is_finish {
        return frame.redirect_with(&list_address(found.questionnaire.id), "success", "entries-saved");
    }
    let reading = found.read(&sent.typed);
    let sheet = Sheet {
        printed: found,
        head: sent.head,
        shown: Shown {
            typed: &sent.typed,
            problems: &reading.problems,
            accepted: &sent.accepted,
            unasked: &reading.unasked,
            hides_identifiers: false,
        },
        action: address(entry.id),
        is_second: false,
        saved_at: time::clock(chrono::Utc::now()),
        after: None,
    };
    page(frame, &sheet, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// What was typed in the slots that the questionnaire has, blank ones left out.
fn typed(found: &Printed, sent: &StaffForm) -> Vec<Field> {
    let questions = found.definition.questions().into_iter();
    let slots = questions.flat_map(|question| surveys::questionnaire::slot::slots(question, ""));
    let text = |field: String| {
        let text = sent.get(&format!("{SLOT}{field}"));
        // More than any text may have is cut, so that a draft stays a draft; the check names what is too long.
        let text: String = text.chars().take(2 * MAX_TEXT).collect();
        (!text.is_empty()).then_some((field, text))
    };
    slots.filter_map(|slot| text(slot.field)).collect()
}

fn head(sent: &StaffForm) -> Head {
    let day = sent.get("received_on");
    let received_on = moment::date(day);
    Head {
        original: Original {
            source: Source::from_code(sent.get("source")).unwrap_or(Source::Paper),
            received_on,
            sheet_number: sent.get("sheet_number").chars().take(MAX_NUMBER).collect(),
        },
        wrong_day: (!day.is_empty() && received_on.is_none()).then(|| day.to_owned()),
    }
}
