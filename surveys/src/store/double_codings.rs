//! Double codings: which texts are coded by whom without seeing one another, who is done, and what was decided where they
//! differ.

use chrono::Utc;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use serde_json::json;

use crate::entity::{coding_decision, double_coder, double_coding, double_text};
use crate::error::{Error, Result};
use crate::id::{CodeId, DoubleCodingId, DoubleTextId, SurveyId, UserId};
use crate::store::segments::{Origin, TextPart};
use crate::store::{audit, blind_codings, double_assignments};

/// Agreement is counted over whole answers.
pub const UNIT_ANSWERS: &str = "answers";
/// Agreement is counted over code points.
pub const UNIT_NOTES: &str = "notes";

/// A double coding to be begun.
pub struct NewDoubleCoding {
    /// The survey.
    pub survey: SurveyId,
    /// What people call it.
    pub title: String,
    /// `UNIT_ANSWERS` or `UNIT_NOTES`.
    pub unit: &'static str,
    /// Who codes, in the order in which they are shown; two or more.
    pub coders: Vec<UserId>,
    /// The texts, each with the SHA-256 of its words.
    pub texts: Vec<(TextPart, String)>,
    /// How many of the coders code each text; all where there are no more.
    pub per_text: usize,
}

/// What holds where coders differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What this coder put.
    One(UserId),
    /// What any of them put.
    All,
    /// Nothing.
    None,
}

/// Begins a double coding.
///
/// # Errors
/// [`Error::State`] for fewer than two coders or without texts.
pub async fn create(
    db: &impl ConnectionTrait,
    new: NewDoubleCoding,
    by: UserId,
) -> Result<double_coding::Model> {
    let mut coders = new.coders;
    coders.dedup();
    if coders.len() < 2 || new.texts.is_empty() {
        return Err(Error::State("double-coding-empty"));
    }
    let made = double_coding::ActiveModel {
        survey_id: Set(new.survey),
        title: Set(new.title),
        unit: Set(new.unit.to_owned()),
        created_by: Set(by),
        created_at: Set(Utc::now()),
        ..Default::default()
    };
    let made = made.insert(db).await?;
    for (position, coder) in (0..).zip(&coders) {
        let row = double_coder::ActiveModel {
            double_coding_id: Set(made.id),
            coder_id: Set(*coder),
            position: Set(position),
            done_at: Set(None),
        };
        row.insert(db).await?;
    }
    let n = new.texts.len();
    let groups = double_assignments::assigned(coders.len(), new.per_text.max(2), n);
    for ((text, sha256), group) in new.texts.into_iter().zip(groups) {
        let (hearing_id, response_id) = match text.origin {
            Origin::Note(hearing) => (Some(hearing), None),
            Origin::Response(response) => (None, Some(response)),
        };
        let row = double_text::ActiveModel {
            double_coding_id: Set(made.id),
            hearing_id: Set(hearing_id),
            response_id: Set(response_id),
            part: Set(text.part),
            sha256: Set(sha256),
            ..Default::default()
        };
        let text = row.insert(db).await?;
        for coder in group.iter().filter_map(|place| coders.get(*place)) {
            double_assignments::assign(db, text.id, *coder).await?;
        }
    }
    record(db, by, "double_coding.create", made.id, json!({ "texts": n })).await?;
    Ok(made)
}

/// The double coding with this number.
pub async fn find(db: &impl ConnectionTrait, id: DoubleCodingId) -> Result<double_coding::Model> {
    double_coding::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The double codings of a survey, newest first.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<double_coding::Model>> {
    let query = double_coding::Entity::find().filter(double_coding::COLUMN.survey_id.eq(survey));
    Ok(query.order_by_desc(double_coding::COLUMN.id).all(db).await?)
}

/// Its coders in their order.
pub async fn coders(db: &impl ConnectionTrait, id: DoubleCodingId) -> Result<Vec<double_coder::Model>> {
    let query = double_coder::Entity::find().filter(double_coder::COLUMN.double_coding_id.eq(id));
    Ok(query.order_by_asc(double_coder::COLUMN.position).all(db).await?)
}

/// Its texts in the order in which they were drawn.
pub async fn texts(db: &impl ConnectionTrait, id: DoubleCodingId) -> Result<Vec<double_text::Model>> {
    let query = double_text::Entity::find().filter(double_text::COLUMN.double_coding_id.eq(id));
    Ok(query.order_by_asc(double_text::COLUMN.id).all(db).await?)
}

/// The text that a row speaks of; `None` for a row that the schema excludes.
pub fn text_part(model: &double_text::Model) -> Option<TextPart> {
    let origin = match (model.hearing_id, model.response_id) {
        (Some(hearing), _) => Origin::Note(hearing),
        (None, Some(response)) => Origin::Response(response),
        (None, None) => return None,
    };
    Some(TextPart { origin, part: model.part.clone() })
}

/// A coder is done. Nothing of theirs changes any more.
pub async fn finish(db: &impl ConnectionTrait, id: DoubleCodingId, coder: UserId) -> Result<()> {
    let found = blind_codings::coder(db, id, coder).await?;
    let mut row = found.into_active_model();
    row.done_at = Set(Some(Utc::now()));
    row.update(db).await?;
    record(db, coder, "double_coding.finish", id, json!({})).await
}

/// Decides what holds of a code in a text; deciding again replaces it.
///
/// # Errors
/// [`Error::State`] before all coders are done, and after the results were taken over.
pub async fn decide(
    db: &impl ConnectionTrait,
    id: DoubleCodingId,
    (text, code): (DoubleTextId, CodeId),
    outcome: Outcome,
    reason: String,
    by: UserId,
) -> Result<()> {
    open_for_decisions(db, id).await?;
    let is_own = texts(db, id).await?.iter().any(|own| own.id == text);
    if !is_own {
        return Err(Error::NotFound);
    }
    let (word, coder) = match outcome {
        Outcome::One(coder) => ("one", Some(coder)),
        Outcome::All => ("all", None),
        Outcome::None => ("none", None),
    };
    let before = coding_decision::Entity::delete_many()
        .filter(coding_decision::COLUMN.text_id.eq(text))
        .filter(coding_decision::COLUMN.code_id.eq(code));
    before.exec(db).await?;
    let row = coding_decision::ActiveModel {
        text_id: Set(text),
        code_id: Set(code),
        coder_id: Set(coder),
        outcome: Set(word.to_owned()),
        reason: Set(reason),
        decided_by: Set(by),
        decided_at: Set(Utc::now()),
        ..Default::default()
    };
    row.insert(db).await?;
    let detail = json!({ "text": text.0, "code": code.0, "outcome": word });
    record(db, by, "double_coding.decide", id, detail).await
}

/// The decisions of a double coding.
pub async fn decisions(db: &impl ConnectionTrait, id: DoubleCodingId) -> Result<Vec<coding_decision::Model>> {
    let own: Vec<DoubleTextId> = texts(db, id).await?.into_iter().map(|text| text.id).collect();
    let query = coding_decision::Entity::find().filter(coding_decision::COLUMN.text_id.is_in(own));
    Ok(query.order_by_asc(coding_decision::COLUMN.id).all(db).await?)
}

/// What a decision says.
pub fn outcome_of(model: &coding_decision::Model) -> Outcome {
    match (model.outcome.as_str(), model.coder_id) {
        ("one", Some(coder)) => Outcome::One(coder),
        ("all", _) => Outcome::All,
        _ => Outcome::None,
    }
}

/// Notes that what was agreed on is among the results now.
///
/// # Errors
/// [`Error::State`] before all coders are done, and the second time.
pub async fn adopt(db: &impl ConnectionTrait, id: DoubleCodingId, by: UserId) -> Result<()> {
    let found = open_for_decisions(db, id).await?;
    let mut row = found.into_active_model();
    row.adopted_at = Set(Some(Utc::now()));
    row.update(db).await?;
    record(db, by, "double_coding.adopt", id, json!({})).await
}

async fn open_for_decisions(db: &impl ConnectionTrait, id: DoubleCodingId) -> Result<double_coding::Model> {
    // Taken for this transaction, so that decisions and taking over follow each other.
    let found = double_coding::Entity::find_by_id(id).lock_exclusive().one(db).await?;
    let found = found.ok_or(Error::NotFound)?;
    let is_done = coders(db, id).await?.iter().all(|coder| coder.done_at.is_some());
    if is_done && found.adopted_at.is_none() { Ok(found) } else { Err(Error::State("double-coding-closed")) }
}

pub(super) async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    id: DoubleCodingId,
    detail: serde_json::Value,
) -> Result<()> {
    let thing_kind = "double_coding";
    let event = audit::Event { user: Some(by), action, thing_kind, thing_id: Some(id.0), detail };
    audit::record(db, event).await
}
