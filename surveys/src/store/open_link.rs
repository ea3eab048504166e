//! What came through the public link of a questionnaire: typed by nobody of the office, taken from no file, and answering no invitation.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::entity::state::{ResponseState, Source};
use crate::entity::{invitation, response};
use crate::error::Result;
use crate::id::{QuestionnaireId, ResponseId};

/// A response that came through the public link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Came {
    /// Its number.
    pub id: ResponseId,
    /// When it was sent.
    pub at: DateTime<Utc>,
    /// Whether it was taken back since.
    pub is_withdrawn: bool,
}

/// All that were sent through the link, those that were taken back since included, in the order of time. Of a questionnaire that invites
/// anonymously the times are none (decision 14), and who was invited is not known: nothing should be asked of it.
pub async fn came(db: &impl ConnectionTrait, questionnaire: QuestionnaireId) -> Result<Vec<Came>> {
    let invited = invitation::Entity::find()
        .select_only()
        .column(invitation::Column::ResponseId)
        .filter(invitation::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(invitation::COLUMN.response_id.is_not_null())
        .into_query();
    let query = response::Entity::find()
        .select_only()
        .column(response::Column::Id)
        .column(response::Column::SubmittedAt)
        .column(response::Column::State)
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(response::COLUMN.state.ne(ResponseState::InProgress))
        .filter(response::COLUMN.source.eq(Source::Web))
        .filter(response::COLUMN.entered_by.is_null())
        .filter(response::Column::Id.not_in_subquery(invited))
        .order_by_asc(response::COLUMN.submitted_at)
        .order_by_asc(response::COLUMN.id);
    let rows: Vec<(ResponseId, Option<DateTime<Utc>>, ResponseState)> = query.into_tuple().all(db).await?;
    let came = |(id, at, state): (ResponseId, Option<DateTime<Utc>>, ResponseState)| {
        Some(Came { id, at: at?, is_withdrawn: state == ResponseState::Withdrawn })
    };
    Ok(rows.into_iter().filter_map(came).collect())
}
