//! The coordinator's invented week: who is being asked, what is agreed, what was promised.

use chrono::{NaiveDate, TimeDelta};
use sea_orm::DatabaseTransaction;
use surveys::entity::agency;
use surveys::entity::state::{ApproachState, PromiseState};
use surveys::id::UserId;
use surveys::store;
use surveys::store::approaches::{Appointment, ApproachInput};
use surveys::store::promises::{Place, PromiseInput};

use super::study::Study;
use crate::view::time;

/// States that are set by hand, the days from today on which to get in touch, and remarks; for the first agencies that
/// nobody has heard.
const ASKED: [(ApproachState, Option<i64>, &str); 8] = [
    (ApproachState::Requested, Some(0), "依頼状を送った。届いたか確かめる。"),
    (ApproachState::Requested, Some(-2), "担当の方が戻られるころに、もう一度電話する。"),
    (ApproachState::Arranging, Some(1), "来月の前半で候補日を3つ送る。"),
    (ApproachState::Arranging, None, ""),
    (ApproachState::OnHold, Some(20), "年度末の業務が終わってから。"),
    (ApproachState::Declined, None, "今回は回答のみ。"),
    (ApproachState::Unreachable, None, "電話がつながらない。"),
    (ApproachState::Requested, Some(3), ""),
];
/// Appointments of the agencies after those: days from today, hour, method, place.
const AGREED: [(i64, u32, &str, &str); 2] =
    [(0, 14, "visit", "相談室1"), (1, 10, "online", "https://meeting.example.jp/hearing")];
/// What was promised to the first agency: by them, days from today until it is due.
const PROMISED: [(&str, bool, i64); 3] = [
    ("研修資料の見本を送る", false, 0),
    ("相談件数の内訳を知らせる", true, 3),
    ("フォーラムの案内を届ける", false, -1),
];

/// Enters all of it.
///
/// # Errors
/// When the database fails.
pub async fn fill(db: &DatabaseTransaction, study: &Study, by: UserId) -> anyhow::Result<()> {
    let survey = study.survey.id;
    let hearings = store::hearings::of_survey(db, survey).await?;
    let is_heard = |agency: &agency::Model| hearings.iter().any(|hearing| hearing.agency_id == agency.id);
    let mut open = study.agencies.iter().filter(|agency| !is_heard(agency));
    let today = time::today();
    for (state, days, note) in ASKED {
        let Some(agency) = open.next() else { break };
        let input = ApproachInput {
            state,
            owner: Some(by),
            next_contact_on: days.map(|days| day(today, days)),
            note: note.to_owned(),
        };
        store::approaches::set(db, survey, agency.id, 0, input, by).await?;
    }
    for (days, hour, method, place) in AGREED {
        let Some(agency) = open.next() else { break };
        let at = day(today, days).and_hms_opt(hour, 0, 0).and_then(time::in_tokyo);
        let appointment =
            at.map(|at| Appointment { at, minutes: 60, method: method.to_owned(), place: place.to_owned() });
        store::approaches::set_appointment(db, survey, agency.id, appointment, by).await?;
    }
    let Some(hearing) = hearings.first() else { return Ok(()) };
    let place = Place { survey, agency: Some(hearing.agency_id), hearing: Some(hearing.id) };
    for (body, is_theirs, days) in PROMISED {
        let input = PromiseInput {
            body: body.to_owned(),
            is_theirs,
            owner: Some(by),
            due_on: Some(day(today, days)),
            state: PromiseState::Open,
        };
        store::promises::create(db, place, input, by).await?;
    }
    Ok(())
}

fn day(today: NaiveDate, days: i64) -> NaiveDate {
    today + TimeDelta::days(days)
}
