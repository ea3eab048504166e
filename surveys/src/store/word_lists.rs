//! Lists of words of surveys, in every state that was saved.

use chrono::Utc;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::entity::word_list_version;
use crate::error::Result;
use crate::id::{SurveyId, UserId};
use crate::store::revisions;

/// The lists as they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordListsInput {
    /// Words that are kept whole, one a line.
    pub forced: String,
    /// Words that are not counted, one a line.
    pub stop_words: String,
    /// Words that are counted as one, a group a line.
    pub synonyms: String,
    /// Words with class and form, as CSV.
    pub dictionary: String,
    /// Whether the words of the field are known, too.
    pub has_domain_words: bool,
}

/// The lists that hold; None while nothing was saved.
pub async fn newest(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Option<word_list_version::Model>> {
    let query = word_list_version::Entity::find()
        .filter(word_list_version::COLUMN.survey_id.eq(survey))
        .order_by_desc(word_list_version::COLUMN.revision);
    Ok(query.one(db).await?)
}

/// Saves lists that are still at `revision` (0 = nothing was saved).
///
/// # Errors
/// [`Error::Stale`](crate::error::Error::Stale) when somebody saved in between.
pub async fn save(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    revision: i32,
    input: WordListsInput,
    by: UserId,
) -> Result<()> {
    let newest = newest(db, survey).await?.map(|newest| newest.revision);
    let next = revisions::following(newest, revision)?;
    let model = word_list_version::ActiveModel {
        survey_id: Set(survey),
        revision: Set(next),
        forced: Set(input.forced),
        stop_words: Set(input.stop_words),
        synonyms: Set(input.synonyms),
        dictionary: Set(input.dictionary),
        has_domain_words: Set(input.has_domain_words),
        saved_by: Set(by),
        saved_at: Set(Utc::now()),
    };
    let made = word_list_version::Entity::insert(model).exec_without_returning(db).await;
    revisions::record(db, made, "word_lists.save", (survey, next), by).await
}
