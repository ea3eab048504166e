//! Keeping what was typed, and finishing an entry.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use sea_orm::DatabaseTransaction;
use surveys::entity::entry;
use surveys::entity::state::Source;
use surveys::id::{EntryId, QuestionnaireId, ResponseId};
use surveys::privacy::explanation::Explanation;
use surveys::questionnaire::answer::{Answers, Field, MAX_TEXT, on_paper};
use surveys::questionnaire::entry::{Accepted, Reading, compare, outstanding, without_identifiers};
use surveys::questionnaire::question::input::{folded_with_spaces, moment};
use surveys::questionnaire::slot::slots;
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
use crate::pages::consultations;
use crate::pages::questionnaires::edit::address::encoded;
use crate::secret;
use crate::signup;
use crate::view::frame::Frame;
use crate::view::time;

/// Longest number of an original, in characters.
const MAX_NUMBER: usize = 40;
/// Longest seed, in characters.
const MAX_SEED: usize = 64;
/// Longest id of a field, in characters.
const MAX_FIELD: usize = 200;

/// `POST /questionnaires/{id}/entries`: starts an entry with what was typed, and finishes it if that was asked.
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = printed(&frame.app, QuestionnaireId(*id), sent.get("version").parse().ok()).await?;
    let sent = Sent::of(&found, &sent);
    if let Some(before) = store::entries::of_seed(&frame.app.db, &sent.seed).await? {
        return keep(&frame, opened(&frame.app, before.id).await?, sent, &user).await;
    }
    let transaction = frame.app.write().await?;
    let entry = match start(&frame, &transaction, &found, &sent, &user).await {
        // The same form was sent a moment ago.
        Err(AppError::Conflict("conflict-taken")) => {
            transaction.rollback().await?;
            let before = store::entries::of_seed(&frame.app.db, &sent.seed).await?;
            let before = before.ok_or(AppError::Conflict("conflict-taken"))?;
            return keep(&frame, opened(&frame.app, before.id).await?, sent, &user).await;
        }
        other => other?,
    };
    let is_done =
        sent.wants_finish() && finish(&frame.app, &transaction, &found, &entry, &sent, &user).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    answer(&frame, &found, &entry, sent, is_done).await
}

/// `POST /entries/{id}`: keeps what was typed, and finishes the entry if that was asked.
pub async fn update(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = opened(&frame.app, EntryId(*id)).await?;
    let sent = Sent::of(&found.printed, &sent);
    keep(&frame, found, sent, &user).await
}

/// Keeps what was typed in an entry that was begun, and finishes it if that was asked. A form that is sent again
/// lands on its own entry.
async fn keep(frame: &Frame, before: Opened, mut sent: Sent, user: &User) -> Result<HttpResponse> {
    let Opened { entry, printed: found, .. } = before;
    if entry.position == 2 {
        sent.typed = without_identifiers(&found.definition, &sent.typed);
    }
    let transaction = frame.app.write().await?;
    let (fields, reasons) = (to_json(&sent.typed)?, to_json(&sent.accepted)?);
    let original = Some(sent.head.original.clone());
    match store::entries::save(&transaction, entry.id, fields, reasons, original, user.id).await {
        Err(surveys::error::Error::State("entry-finished")) => {
            transaction.rollback().await?;
            return sent_again(frame, opened(&frame.app, entry.id).await?, sent).await;
        }
        saved => saved.map_err(refusal)?,
    }
    if entry.position == 2 && sent.is_finish {
        return finish_second(frame, transaction, &entry, &found, &sent.typed, user).await;
    }
    let is_done =
        sent.wants_finish() && finish(&frame.app, &transaction, &found, &entry, &sent, user).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    answer(frame, &found, &entry, sent, is_done).await
}

/// What follows when an entry that is finished is sent once more: nothing if it is the same, else the form with a
/// fresh seed, because somebody may have typed the next original over it.
async fn sent_again(frame: &Frame, before: Opened, sent: Sent) -> Result<HttpResponse> {
    let Opened { entry, response, printed: found, typed: stored, .. } = before;
    let is_same = without_identifiers(&found.definition, &sent.typed) == stored;
    if entry.position == 2 {
        let compare = format!("{}/compare", address(entry.id));
        return if is_same {
            Ok(frame.redirect(&compare))
        } else {
            Err(AppError::Conflict("entries-typed-twice"))
        };
    }
    if is_same && sent.head.original.sheet_number == response.sheet_number {
        return answer(frame, &found, &entry, sent, true).await;
    }
    let texts = found.texts(frame);
    let sheet = Sheet {
        seed: secret::random_token()?,
        is_registered: true,
        ..Sheet::typed_anew(&found, &texts, sent.head, &sent.typed, &sent.accepted)
    };
    page(frame, &sheet, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// What a person may not do with an entry, in words.
pub fn refusal(error: surveys::error::Error) -> AppError {
    use surveys::error::Error;
    match error {
        Error::State("entry-same-person") => AppError::Conflict("entries-same-person"),
        Error::State("entry-second-exists") => AppError::Conflict("entries-second-exists"),
        Error::State("entry-finished") => AppError::Conflict("entries-typed-twice"),
        Error::State("entry-settled") => AppError::Conflict("entries-compare-settled"),
        other => other.into(),
    }
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
    /// Where the page goes on after it was kept by Enter in a field; None = the list follows.
    pub stays: Option<Staying>,
    /// What makes a new entry the only one of its form.
    pub seed: String,
}

/// How a page goes on that was kept by Enter.
pub struct Staying {
    /// Whether problems were named on it.
    is_checked: bool,
    /// HTML id of the field, as far as the browser says it.
    field: String,
}

impl Staying {
    fn of(sent: &StaffForm) -> Option<Staying> {
        let is_checked = match sent.get("go") {
            "keep" => false,
            "keep-checked" => true,
            _ => return None,
        };
        Some(Staying { is_checked, field: sent.get("field").chars().take(MAX_FIELD).collect() })
    }

    fn address(&self, id: EntryId) -> String {
        let typing = if self.is_checked { "" } else { "?typing=1" };
        let field = match self.field.as_str() {
            "" => String::new(),
            field => format!("#{}", encoded(field)),
        };
        format!("{}{typing}{field}", address(id))
    }
}

impl Sent {
    fn of(found: &Printed, sent: &StaffForm) -> Sent {
        Sent {
            head: head(sent),
            typed: typed(found, &|slot| sent.get(&format!("{SLOT}{slot}")).to_owned()),
            accepted: accepted(&sent.0),
            is_finish: sent.get("go") == "finish",
            stays: Staying::of(sent),
            seed: seed(sent),
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
    let made = store::entries::start_second(&transaction, ResponseId(*id), user.id).await.map_err(refusal)?;
    transaction.commit().await?;
    Ok(frame.redirect(&address(made.id)))
}

/// Starts a first entry. Its response's secrets follow from the form's seed, so that the database takes one only.
pub async fn start(
    frame: &Frame,
    transaction: &DatabaseTransaction,
    found: &Printed,
    sent: &Sent,
    user: &User,
) -> Result<entry::Model> {
    let nonce = if sent.seed.is_empty() { secret::random_token()? } else { sent.seed.clone() };
    let codes = codes(&frame.app, &nonce);
    let told = Explanation::of(&found.definition, store::explanations::about(&found.survey));
    let new = NewEntry {
        explanation: store::explanations::keep(
            transaction,
            found.questionnaire.id,
            &told,
            chrono::Utc::now(),
        )
        .await?,
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
    let reading = found.read(&sent.typed);
    if !outstanding(&found.definition, &reading.open(), &sent.accepted).is_empty() {
        return Ok(false);
    }
    let Reading { answers, unreadable, .. } = reading;
    let kept = without_identifiers(&found.definition, &sent.typed);
    let submission = found.submission(&answers)?;
    let (fields, unreadable) = (to_json(&kept)?, to_json(&unreadable)?);
    store::entries::finish(transaction, entry.id, fields, submission, unreadable, user.id)
        .await
        .map_err(refusal)?;
    let (questionnaire, response) = (found.questionnaire.id, entry.response_id);
    consultations::arrive(transaction, &found.definition, response).await?;
    let new = signup::wanted(&app.key, questionnaire, response, &found.definition, &answers);
    let new = new.map(|new| NewRegistration { wants_to_wait: true, ..new });
    signup::register(transaction, new).await?;
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
    store::entries::finish_second(&transaction, entry.id, to_json(&typed)?, user.id)
        .await
        .map_err(refusal)?;
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
        store::entries::settle(&transaction, entry.id, settlement, user.id).await.map_err(refusal)?;
    }
    transaction.commit().await?;
    Ok(frame.redirect(&format!("{}/compare", address(entry.id))))
}

/// The page after sending: the next original, the list, or the form with what stands against it.
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
    if let Some(staying) = &sent.stays {
        return frame.redirect_with(&staying.address(entry.id), "success", "entries-saved");
    }
    if !sent.is_finish {
        return frame.redirect_with(&list_address(found.questionnaire.id), "success", "entries-saved");
    }
    let texts = found.texts(frame);
    let reading = found.read_for(frame, &texts, &sent.typed, &Answers::new());
    let open = reading.open();
    let anew = Sheet::typed_anew(found, &texts, sent.head, &sent.typed, &sent.accepted);
    let sheet = Sheet {
        shown: Shown { problems: &open, unasked: &reading.unasked, ..anew.shown },
        action: address(entry.id),
        saved_at: time::clock(chrono::Utc::now()),
        ..anew
    };
    page(frame, &sheet, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// What was typed in the slots that the questionnaire has, blank ones left out. `text_of` gives the text of a slot.
pub fn typed(found: &Printed, text_of: &dyn Fn(&str) -> String) -> Vec<Field> {
    let questions = found.definition.questions().into_iter();
    let slots = questions.flat_map(|question| slots(&on_paper(&found.definition, question), ""));
    let text = |field: String| {
        let text = text_of(&field);
        // More than any text may have is cut, so that a draft stays a draft; the check names what is too long.
        let text: String = text.chars().take(2 * MAX_TEXT).collect();
        (!text.is_empty()).then_some((field, text))
    };
    slots.filter_map(|slot| text(slot.field)).collect()
}

/// The seed in the form: a random token, or nothing.
fn seed(sent: &StaffForm) -> String {
    let is_token = |seed: &&str| {
        seed.len() <= MAX_SEED && seed.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    Some(sent.get("seed")).filter(is_token).unwrap_or_default().to_owned()
}

fn head(sent: &StaffForm) -> Head {
    let day = sent.get("received_on");
    let received_on = moment::date(day);
    Head {
        original: Original {
            source: Source::from_code(sent.get("source")).unwrap_or(Source::Paper),
            received_on,
            // Typed in any width it is the same number, also when numbers are looked for twice.
            sheet_number: folded_with_spaces(sent.get("sheet_number")).chars().take(MAX_NUMBER).collect(),
        },
        wrong_day: (!day.is_empty() && received_on.is_none()).then(|| day.to_owned()),
    }
}
