//! Area and kind of agencies that were invited by name, for questionnaires that do not ask for them. Where they ask, the
//! answer counts, given or not. The list of agencies counts as it is today. Of anonymous waves nothing leads from a response
//! to an agency, and nothing is looked for.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use surveys::entity::state::InvitingMode;
use surveys::entity::{agency, region};
use surveys::id::{QuestionnaireId, RegionId, ResponseId};
use surveys::questionnaire::definition::Definition;
use surveys::store;

use super::Fielded;
use super::tables::By;
use crate::error::Result;
use crate::i18n::{self, Lang, Wording};

/// Where an invited agency is, and what it is.
pub(super) struct Origin {
    /// Code of its area; None outside the areas of the survey.
    region: Option<String>,
    /// Code of its kind.
    kind: String,
}

/// The origin of each response to a known invitation of a questionnaire.
pub(super) async fn origins(
    db: &impl ConnectionTrait,
    questionnaire: QuestionnaireId,
    areas: &[region::Model],
) -> Result<HashMap<ResponseId, Origin>> {
    let inviting = store::invitings::find(db, questionnaire).await?;
    if inviting.is_none_or(|inviting| inviting.mode != InvitingMode::Known) {
        return Ok(HashMap::new());
    }
    let agencies = store::invitations::agencies_of_responses(db, questionnaire).await?;
    let code = |id: RegionId| areas.iter().find(|area| area.id == id).map(|area| area.code.clone());
    let origin = |(response, agency): (ResponseId, agency::Model)| {
        (response, Origin { region: code(agency.region_id), kind: agency.kind })
    };
    Ok(agencies.into_iter().map(origin).collect())
}

impl Fielded {
    /// Whether areas or kinds are, where a version did not ask for them, those of the list of agencies as it is today.
    pub fn is_by_roster(&self, by: By) -> bool {
        let role = match by {
            By::Region => "region",
            By::Kind => "agency_kind",
        };
        let asks = |definition: &Definition| definition.question_with_role(role).is_some();
        self.has_origins && self.versions.iter().any(|version| !asks(&version.definition))
    }

    /// Says so; empty where all were asked.
    pub fn roster_note(&self, by: By, (lang, wording): (Lang, Wording)) -> String {
        let say = || i18n::plain(lang, &wording.key("explore-by-roster"));
        if self.is_by_roster(by) { say() } else { String::new() }
    }
}

impl Origin {
    /// Area and kinds as they were answered, with what the questionnaire does not ask.
    pub(super) fn complete(
        &self,
        definition: &Definition,
        (region, kinds): (Option<String>, Vec<String>),
    ) -> (Option<String>, Vec<String>) {
        let asks = |role: &str| definition.question_with_role(role).is_some();
        let region = if asks("region") { region } else { self.region.clone() };
        let kinds = if asks("agency_kind") { kinds } else { vec![self.kind.clone()] };
        (region, kinds)
    }
}
