//! What interviewees wish of their notes, for everything that is made from them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::uses;
use crate::entity::state::{CorrectionOutcome, PartAnswer};
use crate::entity::{confirmation, confirmation_part, hearing};
use crate::error::Result;
use crate::hearing::confirmation::Use;
use crate::id::{ConfirmationId, HearingId, SurveyId};
use crate::privacy::consent::Purpose;

/// What an interviewee wishes of a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Keys of sections that must not be used.
    pub withheld: BTreeSet<String>,
    /// Keys of sections that should read otherwise, and do not: for the office alone.
    pub disputed: BTreeSet<String>,
    /// Uses that were taken back and do not stand on the sheet yet.
    pub refused: Vec<Use>,
}

impl Wishes {
    /// Takes what was said of a section. "Do not use" ends with words that they stand by: as they were shown, or their own once
    /// somebody has taken them. A correction that is open or was declined leaves words that they do not stand by.
    fn take(&mut self, part: confirmation_part::Model) {
        match (part.answer, part.outcome) {
            (Some(PartAnswer::Withheld), _) => {
                self.withheld.insert(part.section);
            }
            (Some(PartAnswer::Fits), _) | (Some(PartAnswer::Corrected), Some(CorrectionOutcome::Taken)) => {
                self.withheld.remove(&part.section);
                self.disputed.remove(&part.section);
            }
            (Some(PartAnswer::Corrected), Some(CorrectionOutcome::Declined) | None) => {
                self.disputed.insert(part.section);
            }
            (None, _) => {}
        }
    }

    /// Whether a section may be used for a purpose.
    pub fn allow(&self, section: &str, purpose: Purpose) -> bool {
        let is_disputed = purpose != Purpose::Internal && self.disputed.contains(section);
        !is_disputed && !self.withheld.contains(section)
    }
}

/// The wishes for the notes of a survey; those without any are missing. Of a section that was shown several times the newest
/// answer holds.
pub async fn wishes(db: &impl ConnectionTrait, survey: SurveyId) -> Result<HashMap<HearingId, Wishes>> {
    let hearings = hearing::Entity::find()
        .select_only()
        .column(hearing::Column::Id)
        .filter(hearing::COLUMN.survey_id.eq(survey))
        .into_query();
    read(db, confirmation::Entity::find().filter(confirmation::Column::HearingId.in_subquery(hearings))).await
}

/// The wishes for the note of one hearing.
pub async fn wishes_of(db: &impl ConnectionTrait, hearing: HearingId) -> Result<Wishes> {
    let own = confirmation::Entity::find().filter(confirmation::COLUMN.hearing_id.eq(hearing));
    Ok(read(db, own).await?.remove(&hearing).unwrap_or_default())
}

/// Whether the interviewee does not want this section of a note used.
pub async fn is_withheld(db: &impl ConnectionTrait, hearing: HearingId, section: &str) -> Result<bool> {
    Ok(wishes_of(db, hearing).await?.withheld.contains(section))
}

/// What these confirmations say, as far as they were answered.
async fn read(
    db: &impl ConnectionTrait,
    confirmations: Select<confirmation::Entity>,
) -> Result<HashMap<HearingId, Wishes>> {
    let answered = confirmations
        .filter(confirmation::Column::AnsweredAt.is_not_null())
        .order_by_asc(confirmation::Column::AnsweredAt)
        .order_by_asc(confirmation::Column::Id)
        .all(db)
        .await?;
    let ids: Vec<ConfirmationId> = answered.iter().map(|one| one.id).collect();
    let mut parts: BTreeMap<ConfirmationId, Vec<confirmation_part::Model>> = BTreeMap::new();
    let query =
        confirmation_part::Entity::find().filter(confirmation_part::COLUMN.confirmation_id.is_in(ids));
    for part in query.all(db).await? {
        parts.entry(part.confirmation_id).or_default().push(part);
    }
    let mut found: HashMap<HearingId, Wishes> = HashMap::new();
    for one in answered {
        let own = found.entry(one.hearing_id).or_default();
        parts.remove(&one.id).unwrap_or_default().into_iter().for_each(|part| own.take(part));
        // Once settled they stand on the sheet, where consent that was given anew may take their place.
        if one.settled_at.is_none() {
            own.refused.extend(uses(&one.refused));
        }
    }
    Ok(found)
}
