//! Last days that are near: for answers to those who were invited, and for taking answers back.

use chrono::{NaiveDate, TimeDelta};
use surveys::entity::state::QuestionnaireState;
use surveys::store;

use super::{Item, Now};
use crate::error::Result;
use crate::pages::approaches::Desk;
use crate::pages::questionnaires;
use crate::pages::surveys::address as survey_address;
use crate::view::frame::Frame;
use crate::view::time;

/// How many days ahead a last day is shown.
const AHEAD: TimeDelta = TimeDelta::days(14);
/// How many days a questionnaire that is still open is shown after its last day.
const BEHIND: TimeDelta = TimeDelta::days(7);

/// The last days of the next two weeks. A questionnaire that takes answers after its own stays for a week.
///
/// # Errors
/// When the database fails.
pub async fn coming(frame: &Frame, now: &Now<'_>, desk: &Desk) -> Result<Vec<Item>> {
    let item = |title: String, href: String, about: String, day: NaiveDate| Item {
        order: (i64::from(day.to_epoch_days()), title.clone()),
        title,
        href,
        about,
        when: time::date(day, frame.lang),
        is_late: day < now.today,
        is_hour_over: false,
        owner: String::new(),
        ways: Vec::new(),
    };
    let is_ahead = |day: &NaiveDate| (now.today..=now.today + AHEAD).contains(day);
    let mut items = Vec::new();
    for questionnaire in store::questionnaires::of_survey(&frame.app.db, desk.survey.id).await? {
        let inviting = store::invitings::find(&frame.app.db, questionnaire.id).await?;
        let Some(day) = inviting.and_then(|inviting| inviting.deadline) else { continue };
        let is_open = questionnaire.state == QuestionnaireState::Open;
        if is_open && (now.today - BEHIND..=now.today + AHEAD).contains(&day) {
            let href = format!("{}/invitations", questionnaires::address(questionnaire.id));
            items.push(item(questionnaire.title, href, frame.text("today-last-answers"), day));
        }
    }
    if let Some(day) = desk.survey.withdrawal_deadline.filter(is_ahead) {
        let title = frame.text("surveys-field-withdrawal_deadline");
        items.push(item(title, survey_address(desk.survey.id), String::new(), day));
    }
    Ok(items)
}
