//! What an agency was asked by questionnaires, and what it answered: only where answers are not anonymous, and through the
//! one door for data.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde::Serialize;
use surveys::entity::invitation;
use surveys::entity::state::InvitingMode;
use surveys::id::{AgencyId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::store;

use crate::dataset::{self, Dataset, Fielded, Response};
use crate::error::Result;
use crate::view::frame::Frame;
use crate::view::time;

/// A questionnaire that asks the agency.
#[derive(Serialize)]
pub struct Asked {
    /// Title of the questionnaire.
    pub title: String,
    /// Title of its survey.
    pub survey: String,
    /// The list of its invitations.
    pub href: String,
    /// What became of it in words.
    pub state: String,
    /// What was answered; none where it is anonymous, not sent, or may not be used.
    pub answers: Vec<Answer>,
    /// The survey that it belongs to.
    #[serde(skip)]
    pub survey_id: SurveyId,
}

/// A question with its answer.
#[derive(Clone, Serialize)]
pub struct Answer {
    /// The question.
    pub key: String,
    /// The answer in words.
    pub value: String,
}

/// The questionnaires that ask an agency, or one that went into it, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn asked(frame: &Frame, agency: AgencyId) -> Result<Vec<Asked>> {
    let db = &frame.app.db;
    let mut datasets: HashMap<SurveyId, Dataset> = HashMap::new();
    let mut asked = Vec::new();
    let mut invitations = Vec::new();
    for own in store::agency_merges::behind(db, agency).await? {
        invitations.extend(store::invitations::of_agency(db, own).await?);
    }
    invitations.sort_by_key(|invitation| Reverse(invitation.questionnaire_id));
    for invitation in invitations {
        let questionnaire = store::questionnaires::find(db, invitation.questionnaire_id).await?;
        let survey = store::surveys::find(db, questionnaire.survey_id).await?;
        let inviting = store::invitings::find(db, questionnaire.id).await?;
        let is_known = inviting.is_some_and(|inviting| inviting.mode == InvitingMode::Known);
        let mut answers = Vec::new();
        let has_sent = is_known && invitation.is_answered && invitation.response_id.is_some();
        if has_sent && !datasets.contains_key(&survey.id) {
            let data = dataset::load(&frame.app, survey.id, Purpose::Internal, frame.lang).await?;
            datasets.insert(survey.id, data);
        }
        if has_sent && let Some(data) = datasets.get(&survey.id) {
            answers = answers_of(frame, data, &invitation);
        }
        asked.push(Asked {
            title: questionnaire.title,
            survey: survey.title,
            survey_id: survey.id,
            href: format!("/questionnaires/{}/invitations", questionnaire.id.0),
            state: frame.text(state_key(is_known, &invitation)),
            answers,
        });
    }
    Ok(asked)
}

fn state_key(is_known: bool, invitation: &invitation::Model) -> &'static str {
    match (is_known, invitation.is_answered, invitation.response_id) {
        (false, ..) => "agencies-asked-anonymous",
        (true, true, _) => "inviting-state-answered",
        (true, false, Some(_)) => "inviting-state-begun",
        (true, false, None) => "inviting-state-open",
    }
}

fn answers_of(frame: &Frame, data: &Dataset, invitation: &invitation::Model) -> Vec<Answer> {
    let fielded = data.questionnaire(invitation.questionnaire_id.0);
    let found = fielded.and_then(|fielded| {
        let response = fielded.responses.iter().find(|one| Some(one.id) == invitation.response_id)?;
        Some(lines(frame, fielded, response))
    });
    found.unwrap_or_default()
}

/// Everything that was answered, in the order of the questionnaire; the boxes of consent are left out.
fn lines(frame: &Frame, fielded: &Fielded, response: &Response) -> Vec<Answer> {
    let Some(version) = fielded.versions.get(response.version) else { return Vec::new() };
    let lang = frame.lang.code();
    let consent = version.definition.question_with_role("consent").map(|question| question.name.as_str());
    let mut answers = vec![Answer {
        key: frame.text("agencies-answered-on"),
        value: time::date(time::tokyo(response.submitted_at).date_naive(), frame.lang),
    }];
    let given = response.answers.to_answers();
    for question in version.definition.questions() {
        if Some(question.name.as_str()) == consent {
            continue;
        }
        let shown = question.display(&given, lang).into_iter();
        let texts: Vec<String> = shown
            .flat_map(|line| {
                let row = line.row.unwrap_or_default();
                line.texts.into_iter().map(move |text| match row.as_str() {
                    "" => text,
                    row => format!("{row}：{text}"),
                })
            })
            .collect();
        if !texts.is_empty() {
            let value = texts.join(&frame.text("list-separator"));
            answers.push(Answer { key: question.title.get(lang).to_owned(), value });
        }
    }
    answers
}
