//! Where unusually many answers came through a public link within minutes, for the team to look at. What was taken back since is among
//! them: who sends invented answers to lift a number, and takes them back once it is told, leaves that behind.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use surveys::entity::questionnaire;
use surveys::entity::state::InvitingMode;
use surveys::fielding::bursts::bursts;
use surveys::id::{QuestionnaireId, ResponseId, SurveyId};
use surveys::questionnaire::definition::Kind;
use surveys::store;
use surveys::store::open_link::Came;

use crate::app::App;
use crate::error::Result;

/// Answers that came close together.
#[derive(Debug, PartialEq, Eq)]
pub struct Burst {
    /// The number of the first of them, by which it is found again.
    pub first: ResponseId,
    /// When the first was sent.
    pub from: DateTime<Utc>,
    /// When the last was sent.
    pub until: DateTime<Utc>,
    /// All of them, those that were taken back since included.
    pub ids: BTreeSet<ResponseId>,
    /// How many were taken back since.
    pub n_withdrawn: usize,
}

impl Burst {
    /// That these came; none of nothing.
    fn of(came: &[Came]) -> Option<Burst> {
        let (first, last) = (came.first()?, came.last()?);
        Some(Burst {
            first: first.id,
            from: first.at,
            until: last.at,
            ids: came.iter().map(|one| one.id).collect(),
            n_withdrawn: came.iter().filter(|one| one.is_withdrawn).count(),
        })
    }

    /// How many of them stand.
    pub fn n_standing(&self) -> usize {
        self.ids.len() - self.n_withdrawn
    }
}

/// The bursts of a questionnaire, the newest first; none of anonymous waves, which have no times.
///
/// # Errors
/// When the database fails.
pub async fn of_questionnaire(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<Vec<Burst>> {
    let inviting = store::invitings::find(db, id).await?;
    if inviting.is_some_and(|inviting| inviting.mode == InvitingMode::Anonymous) {
        return Ok(Vec::new());
    }
    let came = store::open_link::came(db, id).await?;
    let times: Vec<DateTime<Utc>> = came.iter().map(|one| one.at).collect();
    let found = bursts(&times).into_iter().rev();
    Ok(found.filter_map(|range| Burst::of(came.get(range)?)).collect())
}

/// The bursts of the questionnaires of a survey that are data, with those alone of which some answers stand, and so are counted.
///
/// # Errors
/// When the database fails or a version cannot be read.
pub async fn counted_in(app: &App, survey: SurveyId) -> Result<Vec<(questionnaire::Model, Vec<Burst>)>> {
    let mut all = Vec::new();
    for questionnaire in store::questionnaires::of_survey(&app.db, survey).await? {
        let newest = store::questionnaires::newest_version(&app.db, questionnaire.id).await?;
        let definition = newest.and_then(|version| app.published.definition(&version, None).ok());
        if definition.is_none_or(|definition| definition.kind != Kind::Survey) {
            continue;
        }
        let mut found = of_questionnaire(&app.db, questionnaire.id).await?;
        found.retain(|burst| burst.n_standing() > 0);
        if !found.is_empty() {
            all.push((questionnaire, found));
        }
    }
    Ok(all)
}
