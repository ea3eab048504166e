//! What can be searched, and whether it has changed since somebody looked: numbers that any change of it changes.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::entity::state::ResponseState;
use crate::entity::{
    agency, agency_merge, confirmation, confirmation_part, hearing, questionnaire, questionnaire_version,
    response,
};
use crate::error::Result;
use crate::id::{HearingId, QuestionnaireId, ResponseId, SurveyId};

/// What a number of rows amounts to. A row that comes, goes or gets another revision changes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    n: i64,
    ids: i64,
    revisions: i64,
}

/// Everything that can be searched, in sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The responses of each questionnaire that may be used.
    pub responses: BTreeMap<QuestionnaireId, Sum>,
    /// How many versions of each questionnaire are published: a new one may say of old answers that they identify.
    pub versions: BTreeMap<QuestionnaireId, i64>,
    /// All hearings.
    pub hearings: Sum,
    /// The active agencies.
    pub agencies: Sum,
    /// Answers of interviewees, and what became of them: they say what of a note may be used.
    pub wishes: [u64; 3],
    /// Merges of agencies, and those that were undone: where answers come from moves with them.
    pub merges: [u64; 2],
}

/// Numbers of anonymous responses are large and by chance; the remainder keeps their sum small.
const IDS: &str = "CAST(COALESCE(SUM(id % 1000003), 0) AS BIGINT)";
const REVISIONS: &str = "CAST(COALESCE(SUM(revision), 0) AS BIGINT)";

/// The state of all that can be searched.
pub async fn state(db: &impl ConnectionTrait) -> Result<State> {
    let responses = usable()
        .select_only()
        .column(response::Column::QuestionnaireId)
        .column_as(response::Column::Id.count(), "n")
        .expr_as(Expr::cust(IDS), "ids")
        .expr_as(Expr::cust(REVISIONS), "revisions")
        .group_by(response::Column::QuestionnaireId)
        .into_tuple::<(QuestionnaireId, i64, i64, i64)>()
        .all(db)
        .await?;
    let versions = questionnaire_version::Entity::find()
        .select_only()
        .column(questionnaire_version::Column::QuestionnaireId)
        .column_as(questionnaire_version::Column::Id.count(), "n")
        .group_by(questionnaire_version::Column::QuestionnaireId)
        .into_tuple::<(QuestionnaireId, i64)>()
        .all(db)
        .await?;
    let hearings = hearing::Entity::find()
        .select_only()
        .column_as(hearing::Column::Id.count(), "n")
        .expr_as(Expr::cust(IDS), "ids")
        .expr_as(Expr::cust(REVISIONS), "revisions")
        .into_tuple::<(i64, i64, i64)>()
        .one(db)
        .await?;
    let agencies = agency::Entity::find()
        .filter(agency::COLUMN.is_active.eq(true))
        .select_only()
        .column_as(agency::Column::Id.count(), "n")
        .expr_as(Expr::cust(IDS), "ids")
        .expr_as(Expr::cust(REVISIONS), "revisions")
        .into_tuple::<(i64, i64, i64)>()
        .one(db)
        .await?;
    let sum = |(n, ids, revisions): (i64, i64, i64)| Sum { n, ids, revisions };
    let of_questionnaire = |(questionnaire, n, ids, revisions)| (questionnaire, sum((n, ids, revisions)));
    Ok(State {
        responses: responses.into_iter().map(of_questionnaire).collect(),
        versions: versions.into_iter().collect(),
        hearings: hearings.map(sum).unwrap_or_default(),
        agencies: agencies.map(sum).unwrap_or_default(),
        wishes: wishes(db).await?,
        merges: merges(db).await?,
    })
}

/// What interviewees have said changes only forward: answered, a correction decided, all settled.
async fn wishes(db: &impl ConnectionTrait) -> Result<[u64; 3]> {
    let answered = confirmation::Entity::find().filter(confirmation::COLUMN.answered_at.is_not_null());
    let decided = confirmation_part::Entity::find().filter(confirmation_part::Column::Outcome.is_not_null());
    let settled = confirmation::Entity::find().filter(confirmation::COLUMN.settled_at.is_not_null());
    Ok([answered.count(db).await?, decided.count(db).await?, settled.count(db).await?])
}

async fn merges(db: &impl ConnectionTrait) -> Result<[u64; 2]> {
    let undone = agency_merge::Entity::find().filter(agency_merge::COLUMN.undone_at.is_not_null());
    Ok([agency_merge::Entity::find().count(db).await?, undone.count(db).await?])
}

/// The responses of a questionnaire that may be used, with their revisions.
pub async fn responses(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<Vec<(ResponseId, i32)>> {
    let query = usable()
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .select_only()
        .column(response::Column::Id)
        .column(response::Column::Revision)
        .order_by_asc(response::COLUMN.id);
    Ok(query.into_tuple().all(db).await?)
}

/// All hearings with their surveys and revisions.
pub async fn hearings(db: &impl ConnectionTrait) -> Result<Vec<(HearingId, SurveyId, i32)>> {
    let query = hearing::Entity::find()
        .select_only()
        .column(hearing::Column::Id)
        .column(hearing::Column::SurveyId)
        .column(hearing::Column::Revision)
        .order_by_asc(hearing::COLUMN.id);
    Ok(query.into_tuple().all(db).await?)
}

/// The active agencies of all regions.
pub async fn agencies(db: &impl ConnectionTrait) -> Result<Vec<agency::Model>> {
    let query = agency::Entity::find().filter(agency::COLUMN.is_active.eq(true));
    Ok(query.order_by_asc(agency::COLUMN.id).all(db).await?)
}

/// The survey of each questionnaire.
pub async fn surveys_of_questionnaires(
    db: &impl ConnectionTrait,
) -> Result<BTreeMap<QuestionnaireId, SurveyId>> {
    let query = questionnaire::Entity::find()
        .select_only()
        .column(questionnaire::Column::Id)
        .column(questionnaire::Column::SurveyId);
    let rows: Vec<(QuestionnaireId, SurveyId)> = query.into_tuple().all(db).await?;
    Ok(rows.into_iter().collect())
}

fn usable() -> sea_orm::Select<response::Entity> {
    response::Entity::find()
        .filter(response::COLUMN.state.eq(ResponseState::Submitted))
        .filter(response::COLUMN.use_stopped_at.is_null())
}
