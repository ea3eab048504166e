//! Hearings: the sheet's head and sections, kept at every save.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use serde::{Deserialize, Serialize};

use crate::entity::state::{ApproachState, QuotePermission};
use crate::entity::{hearing, hearing_section};
use crate::error::{Error, Result};
use crate::hearing::confirmation::Use;
use crate::hearing::sheet::find_section;
use crate::id::{AgencyId, HearingId, SurveyId, UserId};
use crate::store::{approaches, audit, card_stops, confirmations, hearing_revisions, segments};

/// How far days in Tokyo, where hearings are held, are ahead of UTC.
const TOKYO: TimeDelta = TimeDelta::hours(9);

/// What the coordinator enters of a hearing, as it is kept in every revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The agency that was heard.
    pub agency: AgencyId,
    /// The day of the hearing.
    pub held_on: NaiveDate,
    /// Start, `HH:MM` or empty.
    pub starts_at: String,
    /// End, `HH:MM` or empty.
    pub ends_at: String,
    /// Code of `hearing::sheet`'s methods.
    pub method: String,
    /// Where it took place.
    pub place: String,
    /// Who was heard: occupations and number, no names.
    pub partner: String,
    /// Who asked.
    pub interviewer: String,
    /// Who wrote.
    pub recorder: String,
    /// Who else was there.
    pub companions: String,
    /// Version of the explanation given.
    pub explanation_version: String,
    /// A recording was allowed.
    pub may_record: bool,
    /// Anonymous sharing in the region was allowed.
    pub may_share: bool,
    /// Showing a case anonymously was allowed.
    #[serde(default)]
    pub may_show_case: bool,
    /// Whether words may be quoted.
    pub may_quote: QuotePermission,
    /// Anonymous use at academic meetings was allowed.
    pub may_present: bool,
    /// Until when consent can be taken back.
    pub withdrawal_deadline: Option<NaiveDate>,
    /// Body of each free section by its key.
    pub sections: BTreeMap<String, String>,
}

impl Sheet {
    /// The same sheet with a use that is not allowed any more.
    pub fn without(self, refused: Use) -> Sheet {
        match refused {
            Use::Share => Sheet { may_share: false, ..self },
            Use::ShowCase => Sheet { may_show_case: false, ..self },
            Use::Quote => Sheet { may_quote: QuotePermission::No, ..self },
            Use::Present => Sheet { may_present: false, ..self },
        }
    }

    /// Whether it allows a use; quoting also where it has to be asked for.
    pub fn allows(&self, one: Use) -> bool {
        match one {
            Use::Share => self.may_share,
            Use::ShowCase => self.may_show_case,
            Use::Quote => self.may_quote != QuotePermission::No,
            Use::Present => self.may_present,
        }
    }
}

/// Adds a hearing. Its number is region code, year and a running number, e.g. `11-2026-003`.
/// `mark` is the hash of the mark of the form that asks for it; empty for none.
///
/// # Errors
/// [`Error::Taken`] when somebody took the number meanwhile, or a hearing was made with this mark.
pub async fn create(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    region_code: &str,
    sheet: &Sheet,
    mark: &str,
    by: UserId,
) -> Result<hearing::Model> {
    let year = sheet.held_on.format("%Y");
    let prefix = format!("{region_code}-{year}-");
    let taken = hearing::Entity::find().filter(hearing::COLUMN.number.starts_with(&prefix)).all(db).await?;
    let number = |row: &hearing::Model| row.number.strip_prefix(&prefix)?.parse::<u32>().ok();
    let last = taken.iter().filter_map(number).max().unwrap_or(0);
    let now = Utc::now();
    let model = hearing::ActiveModel {
        survey_id: Set(survey),
        number: Set(format!("{prefix}{:03}", last + 1)),
        created_by: Set(by),
        created_at: Set(now),
        revision: Set(1),
        made_with: Set((!mark.is_empty()).then(|| mark.to_owned())),
        ..head(sheet)
    }
    .insert(db)
    .await
    .map_err(Error::taken("number"))?;
    write_sections(db, model.id, sheet).await?;
    hearing_revisions::keep(db, model.id, 1, sheet, by, false).await?;
    record(db, by, "hearing.create", model.id, 1).await?;
    if has_been_heard(&sheet.sections, sheet.held_on, now) {
        approaches::follow(db, survey, sheet.agency, ApproachState::Held, Some(by)).await?;
    }
    Ok(model)
}

/// The hearing of a survey that was made with a mark.
pub async fn made_with(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    mark: &str,
) -> Result<Option<hearing::Model>> {
    let query = hearing::Entity::find()
        .filter(hearing::COLUMN.survey_id.eq(survey))
        .filter(hearing::Column::MadeWith.eq(mark));
    Ok(query.one(db).await?)
}

/// Saves a sheet that is still at `revision` and returns the new revision; [`Error::Stale`] otherwise.
/// Segments follow the edits of their section, or are flagged when their words are gone.
pub async fn save(
    db: &impl ConnectionTrait,
    id: HearingId,
    revision: i32,
    sheet: &Sheet,
    by: UserId,
) -> Result<i32> {
    save_as(db, id, revision, sheet, by, false).await
}

/// The same for a page that saves while somebody types, every few seconds: a stretch of it is one event, and of its states only
/// the newest are kept.
pub async fn autosave(
    db: &impl ConnectionTrait,
    id: HearingId,
    revision: i32,
    sheet: &Sheet,
    by: UserId,
) -> Result<i32> {
    save_as(db, id, revision, sheet, by, true).await
}

async fn save_as(
    db: &impl ConnectionTrait,
    id: HearingId,
    revision: i32,
    sheet: &Sheet,
    by: UserId,
    is_autosave: bool,
) -> Result<i32> {
    let next = revision + 1;
    let old = find(db, id).await?;
    let changed = hearing::Entity::update_many()
        .set(hearing::ActiveModel { revision: Set(next), ..head(sheet) })
        .filter(hearing::COLUMN.id.eq(id))
        .filter(hearing::COLUMN.revision.eq(revision))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        return Err(Error::Stale);
    }
    let before = sections(db, id).await?;
    hearing_section::Entity::delete_many().filter(hearing_section::COLUMN.hearing_id.eq(id)).exec(db).await?;
    write_sections(db, id, sheet).await?;
    segments::follow_edits(db, id, &before, &sheet.sections).await?;
    if !(sheet.allows(Use::Share) && sheet.allows(Use::ShowCase)) {
        card_stops::stop_resting_on(db, segments::Origin::Note(id), |_| false).await?;
    }
    if sheet.agency != old.agency_id {
        // Whoever has the link was asked as somebody of the agency that was named by mistake.
        confirmations::revoke_unanswered(db, id, by).await?;
    }
    if hearing_revisions::keep(db, id, next, sheet, by, is_autosave).await? {
        record(db, by, "hearing.save", id, next).await?;
    }
    follow(db, &old, &before, sheet, by).await?;
    Ok(next)
}

/// Says that a note is written up, or that it is not after all. The agency's state follows when it is.
pub async fn set_written_up(
    db: &impl ConnectionTrait,
    id: HearingId,
    is_written_up: bool,
    by: UserId,
) -> Result<()> {
    let found = find(db, id).await?;
    if found.written_up_at.is_some() == is_written_up {
        return Ok(());
    }
    let (survey, agency, revision) = (found.survey_id, found.agency_id, found.revision);
    let mut model = found.into_active_model();
    model.written_up_at = Set(is_written_up.then(Utc::now));
    model.update(db).await?;
    let action = if is_written_up { "hearing.write_up" } else { "hearing.reopen" };
    record(db, by, action, id, revision).await?;
    if is_written_up {
        approaches::follow(db, survey, agency, ApproachState::Recorded, Some(by)).await?;
    }
    Ok(())
}

/// Ties a hearing that is with `from` to another agency: the two were found to be one, or not to be. That is a version of the
/// sheet; forms that are open meet it. Nothing follows from it for the way to a hearing.
pub(super) async fn retie(
    db: &impl ConnectionTrait,
    id: HearingId,
    from: AgencyId,
    to: AgencyId,
    by: UserId,
) -> Result<()> {
    let found = lock(db, id).await?;
    if found.agency_id != from {
        return Ok(());
    }
    let sheet = Sheet { agency: to, ..sheet(db, &found).await? };
    let next = found.revision + 1;
    let mut model = found.into_active_model();
    model.agency_id = Set(to);
    model.revision = Set(next);
    model.update(db).await?;
    hearing_revisions::keep(db, id, next, &sheet, by, false).await?;
    record(db, by, "hearing.retie", id, next).await
}

/// What a save says of the sheet's agency: it was heard once somebody has written down what was heard, on the day of the
/// hearing or later. Only what this save brought counts: a state that a person set since then stays.
async fn follow(
    db: &impl ConnectionTrait,
    old: &hearing::Model,
    before: &BTreeMap<String, String>,
    sheet: &Sheet,
    by: UserId,
) -> Result<()> {
    let is_heard = has_been_heard(&sheet.sections, sheet.held_on, Utc::now());
    let was_heard = has_been_heard(before, old.held_on, old.saved_at);
    let is_other_agency = sheet.agency != old.agency_id;
    let fact = match old.written_up_at.is_some() {
        true if is_other_agency || (is_heard && !was_heard) => ApproachState::Recorded,
        false if is_heard && (is_other_agency || !was_heard) => ApproachState::Held,
        _ => return Ok(()),
    };
    approaches::follow(db, old.survey_id, sheet.agency, fact, Some(by)).await
}

/// Whether a sheet that is saved at a moment tells of a hearing: something that was heard is written down, and its day has
/// come. What is typed before that day prepares it.
fn has_been_heard(sections: &BTreeMap<String, String>, held_on: NaiveDate, at: DateTime<Utc>) -> bool {
    held_on <= (at + TOKYO).date_naive() && has_heard(sections)
}

/// Whether anything that was heard is written down.
fn has_heard(sections: &BTreeMap<String, String>) -> bool {
    sections.iter().any(|(key, body)| {
        !body.trim().is_empty() && find_section(key).is_some_and(|section| section.is_heard)
    })
}

/// The hearing with this number.
pub async fn find(db: &impl ConnectionTrait, id: HearingId) -> Result<hearing::Model> {
    hearing::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The same, for this transaction alone.
pub async fn lock(db: &impl ConnectionTrait, id: HearingId) -> Result<hearing::Model> {
    hearing::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Error::NotFound)
}

/// The bodies of a hearing's sections by key.
pub async fn sections(db: &impl ConnectionTrait, id: HearingId) -> Result<BTreeMap<String, String>> {
    let rows =
        hearing_section::Entity::find().filter(hearing_section::COLUMN.hearing_id.eq(id)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.key, row.body)).collect())
}

/// A sheet as it stands.
pub async fn sheet(db: &impl ConnectionTrait, model: &hearing::Model) -> Result<Sheet> {
    let model = model.clone();
    Ok(Sheet {
        agency: model.agency_id,
        held_on: model.held_on,
        starts_at: model.starts_at,
        ends_at: model.ends_at,
        method: model.method,
        place: model.place,
        partner: model.partner,
        interviewer: model.interviewer,
        recorder: model.recorder,
        companions: model.companions,
        explanation_version: model.explanation_version,
        may_record: model.may_record,
        may_share: model.may_share,
        may_show_case: model.may_show_case,
        may_quote: model.may_quote,
        may_present: model.may_present,
        withdrawal_deadline: model.withdrawal_deadline,
        sections: sections(db, model.id).await?,
    })
}

/// The hearings of an agency in all surveys, newest first.
pub async fn of_agency(db: &impl ConnectionTrait, agency: AgencyId) -> Result<Vec<hearing::Model>> {
    newest_first(db, hearing::COLUMN.agency_id.eq(agency)).await
}

/// The hearings of a survey, newest first.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<hearing::Model>> {
    newest_first(db, hearing::COLUMN.survey_id.eq(survey)).await
}

async fn newest_first(db: &impl ConnectionTrait, which: SimpleExpr) -> Result<Vec<hearing::Model>> {
    let query = hearing::Entity::find().filter(which);
    let query = query.order_by_desc(hearing::COLUMN.held_on).order_by_desc(hearing::COLUMN.id);
    Ok(query.all(db).await?)
}

fn head(sheet: &Sheet) -> hearing::ActiveModel {
    let sheet = sheet.clone();
    hearing::ActiveModel {
        agency_id: Set(sheet.agency),
        held_on: Set(sheet.held_on),
        starts_at: Set(sheet.starts_at),
        ends_at: Set(sheet.ends_at),
        method: Set(sheet.method),
        place: Set(sheet.place),
        partner: Set(sheet.partner),
        interviewer: Set(sheet.interviewer),
        recorder: Set(sheet.recorder),
        companions: Set(sheet.companions),
        explanation_version: Set(sheet.explanation_version),
        may_record: Set(sheet.may_record),
        may_share: Set(sheet.may_share),
        may_show_case: Set(sheet.may_show_case),
        may_quote: Set(sheet.may_quote),
        may_present: Set(sheet.may_present),
        withdrawal_deadline: Set(sheet.withdrawal_deadline),
        saved_at: Set(Utc::now()),
        ..Default::default()
    }
}

async fn write_sections(db: &impl ConnectionTrait, id: HearingId, sheet: &Sheet) -> Result<()> {
    let rows = sheet.sections.iter().filter(|(_, body)| !body.is_empty()).map(|(key, body)| {
        hearing_section::ActiveModel { hearing_id: Set(id), key: Set(key.clone()), body: Set(body.clone()) }
    });
    hearing_section::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

async fn record(
    db: &impl ConnectionTrait,
    by: UserId,
    action: &str,
    id: HearingId,
    revision: i32,
) -> Result<()> {
    let event = audit::Event {
        user: Some(by),
        action,
        thing_kind: "hearing",
        thing_id: Some(id.0),
        detail: serde_json::json!({ "revision": revision }),
    };
    audit::record(db, event).await
}
