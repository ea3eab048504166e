//! Questionnaires before and after of which only one asks for the code by which people are known again: what one person said in both
//! can never be compared, and nobody can mend it once they have answered.

use std::collections::BTreeSet;

use serde::Serialize;
use surveys::entity::questionnaire;
use surveys::questionnaire::definition::{Definition, Kind};
use surveys::questionnaire::parse::parse;
use surveys::store;

use crate::dataset::pairs::{CODE, asks};
use crate::error::Result;
use crate::view::frame::Frame;

/// Two questionnaires of a survey, by their titles.
#[derive(Serialize)]
pub struct Unpaired {
    /// The one that asks for the code.
    asking: String,
    /// The one that does not.
    silent: String,
}

/// The questionnaires of other waves that ask the same people something that this draft asks, too, where only one of both asks for
/// the code. Replies to the feedback are no second answers.
pub async fn unpaired(
    frame: &Frame,
    own: &questionnaire::Model,
    draft: Option<&Definition>,
) -> Result<Vec<Unpaired>> {
    let Some(draft) = draft.filter(|draft| draft.kind == Kind::Survey) else { return Ok(Vec::new()) };
    let replies = store::replies::questionnaire(&frame.app.db, own.survey_id).await?;
    if replies == Some(own.id) {
        return Ok(Vec::new());
    }
    let all = store::questionnaires::of_survey(&frame.app.db, own.survey_id).await?.into_iter();
    let others = all.filter(|other| other.wave_id != own.wave_id && replies != Some(other.id));
    let pair = |other: questionnaire::Model| {
        let theirs = parse(&other.draft).0?;
        let (asking, silent) = match (asks(draft), asks(&theirs)) {
            (true, false) => (own.title.clone(), other.title),
            (false, true) => (other.title, own.title.clone()),
            _ => return None,
        };
        can_be_compared(draft, &theirs).then_some(Unpaired { asking, silent })
    };
    Ok(others.filter_map(pair).collect())
}

/// Whether the same people may get both, and are asked something in both.
fn can_be_compared(one: &Definition, other: &Definition) -> bool {
    other.kind == Kind::Survey
        && one.may_go_where(other)
        && !compared_ids(one).is_disjoint(&compared_ids(other))
}

/// What a questionnaire asks that can be compared. What people allow is no finding, and neither is the code.
fn compared_ids(definition: &Definition) -> BTreeSet<String> {
    let is_compared = |role: Option<&str>| !matches!(role, Some("consent" | CODE));
    let questions = definition.questions().into_iter();
    let compared =
        questions.filter(|question| question.has_answer() && is_compared(question.role.as_deref()));
    compared.map(|question| question.shared_id().to_owned()).collect()
}
