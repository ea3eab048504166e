//! Explanations: the versions of what respondents were told, kept when the first of them begins to answer.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use sha2::{Digest, Sha256};

use crate::entity::state::ResponseState;
use crate::entity::{explanation, response, survey};
use crate::error::{Error, Result};
use crate::id::{ExplanationId, QuestionnaireId};
use crate::privacy::explanation::{About, Explanation};
use crate::store::questionnaires::{self, hex};

/// Until when answers can be taken back, as those who gave them were told; what is later is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// Nobody has answered.
    Nothing,
    /// Until this day.
    Until(NaiveDate),
    /// Always.
    Always,
}

impl Told {
    /// What a last day tells.
    fn of(last: Option<NaiveDate>) -> Told {
        last.map_or(Told::Always, Told::Until)
    }

    /// Whether somebody who was told so could count on more than another last day gives.
    pub fn is_more_than(self, last: Option<NaiveDate>) -> bool {
        self > Told::of(last)
    }
}

/// What is said of a study.
pub fn about(survey: &survey::Model) -> About {
    About {
        host: survey.host.clone(),
        purpose: survey.purpose.clone(),
        contact: survey.contact.clone(),
        ethics_number: survey.ethics_number.clone(),
        withdrawal_deadline: survey.withdrawal_deadline,
    }
}

/// What tells an explanation from every other one: the SHA-256 of its texts, in hexadecimal.
///
/// # Errors
/// When the texts cannot be written as JSON.
pub fn mark(explanation: &Explanation) -> Result<String> {
    Ok(written(explanation)?.1)
}

/// The texts as they are kept, and their mark.
fn written(explanation: &Explanation) -> Result<(String, String)> {
    let texts =
        serde_json::to_string(explanation).map_err(|error| sea_orm::DbErr::Json(error.to_string()))?;
    let sha256 = hex(&Sha256::digest(texts.as_bytes()));
    Ok((texts, sha256))
}

/// The number of an explanation, kept if nobody has been told it before. `at` is then when it was used first.
pub async fn keep(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    explanation: &Explanation,
    at: DateTime<Utc>,
) -> Result<ExplanationId> {
    let (texts, sha256) = written(explanation)?;
    if let Some(known) = find(db, questionnaire, &sha256).await? {
        return Ok(known);
    }
    let new = explanation::ActiveModel {
        questionnaire_id: Set(questionnaire),
        sha256: Set(sha256.clone()),
        texts: Set(texts),
        first_used_at: Set(at),
        ..Default::default()
    };
    // Two may begin at once.
    let once = OnConflict::columns([explanation::Column::QuestionnaireId, explanation::Column::Sha256])
        .do_nothing()
        .to_owned();
    explanation::Entity::insert(new).on_conflict(once).exec_without_returning(db).await?;
    find(db, questionnaire, &sha256).await?.ok_or(Error::NotFound)
}

async fn find(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    sha256: &str,
) -> Result<Option<ExplanationId>> {
    let query = explanation::Entity::find()
        .select_only()
        .column(explanation::Column::Id)
        .filter(explanation::COLUMN.questionnaire_id.eq(questionnaire))
        .filter(explanation::COLUMN.sha256.eq(sha256))
        .into_tuple();
    Ok(query.one(db).await?)
}

/// The explanations of a questionnaire, oldest first. The first one is version 1 (第1版).
pub async fn of_questionnaire(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<Vec<explanation::Model>> {
    let query = explanation::Entity::find()
        .filter(explanation::COLUMN.questionnaire_id.eq(questionnaire))
        .order_by_asc(explanation::COLUMN.id);
    Ok(query.all(db).await?)
}

/// The versions of the explanations of a questionnaire, from 1.
pub async fn versions(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
) -> Result<BTreeMap<ExplanationId, usize>> {
    let all = of_questionnaire(db, questionnaire).await?;
    Ok(all.into_iter().map(|one| one.id).zip(1..).collect())
}

/// The most that anybody whose answers stand, or are being given, was told of taking them back. Where no explanation was
/// kept (paper, lists) that is what the survey says now.
///
/// # Errors
/// When the database fails, or the texts of an explanation cannot be read.
pub async fn told(db: &impl ConnectionTrait, survey: &survey::Model) -> Result<Told> {
    let questionnaires: Vec<QuestionnaireId> =
        questionnaires::of_survey(db, survey.id).await?.into_iter().map(|one| one.id).collect();
    let query = response::Entity::find()
        .select_only()
        .column(response::Column::ExplanationId)
        .filter(response::COLUMN.questionnaire_id.is_in(questionnaires))
        .filter(response::COLUMN.state.ne(ResponseState::Withdrawn))
        .distinct()
        .into_tuple();
    let rest_on: Vec<Option<ExplanationId>> = query.all(db).await?;
    let mut most = match rest_on.contains(&None) {
        true => Told::of(survey.withdrawal_deadline),
        false => Told::Nothing,
    };
    let ids: Vec<ExplanationId> = rest_on.into_iter().flatten().collect();
    let kept = explanation::Entity::find().filter(explanation::COLUMN.id.is_in(ids)).all(db).await?;
    for one in kept {
        let texts: Explanation =
            serde_json::from_str(&one.texts).map_err(|error| sea_orm::DbErr::Json(error.to_string()))?;
        most = most.max(Told::of(texts.about.withdrawal_deadline));
    }
    Ok(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_told_less_than_before() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        assert!(Told::Until(day(31)).is_more_than(Some(day(30))));
        assert!(!Told::Until(day(31)).is_more_than(Some(day(31))));
        assert!(!Told::Until(day(31)).is_more_than(None), "always is more than any day");
        assert!(Told::Always.is_more_than(Some(day(31))) && !Told::Always.is_more_than(None));
        assert!(!Told::Nothing.is_more_than(Some(day(1))));
    }
}
