//! Lists of what the office typed for a questionnaire, page by page.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use crate::entity::state::ResponseState;
use crate::entity::{entry, response};
use crate::error::Result;
use crate::id::{QuestionnaireId, ResponseId};

/// A response that somebody typed, with its entries, the first one first.
pub type Typed = (response::Model, Vec<entry::Model>);

/// Responses of a questionnaire that somebody typed and nobody has withdrawn.
fn typed(questionnaire: QuestionnaireId) -> Select<response::Entity> {
    response::Entity::find()
        .filter(response::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(response::COLUMN.entered_by.is_not_null())
        .filter(response::COLUMN.state.ne(ResponseState::Withdrawn))
}

/// How many responses of a questionnaire somebody typed.
pub async fn count(db: &impl ConnectionTrait, questionnaire: QuestionnaireId) -> Result<u64> {
    Ok(typed(questionnaire).count(db).await?)
}

/// Responses of a questionnaire that somebody typed, the newest first: `limit` of them after the first `offset`.
pub async fn page(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    offset: u64,
    limit: u64,
) -> Result<Vec<Typed>> {
    let newest = typed(questionnaire).order_by_desc(response::COLUMN.id).offset(offset).limit(limit);
    with_entries(db, newest.all(db).await?).await
}

/// Responses of a questionnaire that two people have typed to the end.
pub async fn twice(db: &impl ConnectionTrait, questionnaire: QuestionnaireId) -> Result<Vec<Typed>> {
    let second = Query::select()
        .column(entry::Column::ResponseId)
        .from(entry::Entity)
        .and_where(entry::COLUMN.position.eq(2))
        .and_where(entry::COLUMN.finished_at.is_not_null())
        .to_owned();
    let both = typed(questionnaire).filter(response::COLUMN.id.in_subquery(second));
    with_entries(db, both.all(db).await?).await
}

async fn with_entries(db: &impl ConnectionTrait, responses: Vec<response::Model>) -> Result<Vec<Typed>> {
    let ids: Vec<ResponseId> = responses.iter().map(|response| response.id).collect();
    let all = entry::Entity::find()
        .filter(entry::COLUMN.response_id.is_in(ids))
        .order_by_asc(entry::COLUMN.position)
        .all(db)
        .await?;
    let mut by_response: BTreeMap<ResponseId, Vec<entry::Model>> = BTreeMap::new();
    for entry in all {
        by_response.entry(entry.response_id).or_default().push(entry);
    }
    let with = |response: response::Model| {
        let entries = by_response.remove(&response.id).unwrap_or_default();
        (response, entries)
    };
    Ok(responses.into_iter().map(with).collect())
}

/// How many places of all typed responses cannot be read.
pub async fn n_unreadable(db: &impl ConnectionTrait, questionnaire: QuestionnaireId) -> Result<usize> {
    let marked = typed(questionnaire).filter(response::COLUMN.unreadable.ne("[]"));
    let places: Vec<String> =
        marked.select_only().column(response::Column::Unreadable).into_tuple().all(db).await?;
    let n = |places: &String| serde_json::from_str::<Vec<String>>(places).map_or(0, |places| places.len());
    Ok(places.iter().map(n).sum())
}

/// Which of these numbers stand on more than one original of a questionnaire.
pub async fn repeated_numbers(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    numbers: Vec<String>,
) -> Result<BTreeSet<String>> {
    let query = typed(questionnaire)
        .filter(response::COLUMN.sheet_number.is_in(numbers))
        .filter(response::COLUMN.sheet_number.ne(""))
        .select_only()
        .column(response::Column::SheetNumber)
        .group_by(response::Column::SheetNumber)
        .having(response::Column::Id.count().gt(1));
    Ok(query.into_tuple::<String>().all(db).await?.into_iter().collect())
}
