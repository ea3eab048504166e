//! The sections of all hearings of a survey at once.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::entity::{hearing, hearing_section};
use crate::error::Result;
use crate::id::{HearingId, SurveyId};

/// The bodies of the sections of each hearing of a survey, by key.
pub async fn of_survey(
    db: &impl ConnectionTrait,
    survey: SurveyId,
) -> Result<HashMap<HearingId, BTreeMap<String, String>>> {
    let hearings = hearing::Entity::find()
        .select_only()
        .column(hearing::Column::Id)
        .filter(hearing::COLUMN.survey_id.eq(survey))
        .into_query();
    let of_them = hearing_section::Column::HearingId.in_subquery(hearings);
    let mut found: HashMap<HearingId, BTreeMap<String, String>> = HashMap::new();
    for row in hearing_section::Entity::find().filter(of_them).all(db).await? {
        found.entry(row.hearing_id).or_default().insert(row.key, row.body);
    }
    Ok(found)
}
