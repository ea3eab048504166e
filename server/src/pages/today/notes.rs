//! Notes that are to be written up: on the day or the day after, while it is remembered.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use surveys::entity::hearing;

use super::{Item, Now};
use crate::pages::approaches::Desk;
use crate::pages::hearings::edit::show_address;
use crate::view::frame::Frame;
use crate::view::time;

/// Hours after a hearing from which its note is asked for, and from which it is urgent.
const SOON: i64 = 24;
const URGENT: i64 = 72;

/// When a hearing was over; the end of its day where no time was written down.
fn ended(hearing: &hearing::Model) -> Option<DateTime<Utc>> {
    let clock = [&hearing.ends_at, &hearing.starts_at].into_iter().find(|clock| !clock.is_empty());
    let clock = clock.and_then(|clock| NaiveTime::parse_from_str(clock, "%H:%M").ok());
    let local = match clock {
        Some(clock) => hearing.held_on.and_time(clock),
        None => hearing.held_on.succ_opt()?.and_time(NaiveTime::MIN),
    };
    time::in_tokyo(local)
}

/// Whole hours since a hearing was over; None for one that is to come.
fn age(hearing: &hearing::Model, now: DateTime<Utc>) -> Option<i64> {
    let age = now.signed_duration_since(ended(hearing)?);
    (age >= TimeDelta::zero()).then(|| age.num_hours())
}

/// The notes that are not written up a day after the hearing, the oldest first.
pub fn due(frame: &Frame, now: &Now<'_>, desk: &Desk) -> Vec<Item> {
    let open = desk.hearings.iter().filter(|hearing| hearing.written_up_at.is_none());
    let aged = open.filter_map(|hearing| age(hearing, now.at).map(|hours| (hearing, hours)));
    let late = aged.filter(|(hearing, hours)| *hours >= SOON && now.has(Some(hearing.created_by)));
    late.map(|(hearing, hours)| {
        let days = (hours / 24).to_string();
        let name = desk.agency(hearing.agency_id).map(|agency| agency.name.clone());
        Item {
            title: name.unwrap_or_else(|| hearing.number.clone()),
            href: format!("{}/edit", show_address(hearing.id)),
            about: format!("{} {}", time::date(hearing.held_on, frame.lang), hearing.number),
            when: frame.text_with("today-note-age", &[("n", days)]),
            is_late: hours >= URGENT,
            is_hour_over: false,
            owner: now.people.name(Some(hearing.created_by)),
            ways: Vec::new(),
            order: (-hours, hearing.number.clone()),
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeZone};
    use surveys::entity::state::QuotePermission;
    use surveys::id::{AgencyId, HearingId, SurveyId, UserId};

    use super::*;

    fn hearing(ends_at: &str) -> hearing::Model {
        let at = Utc.with_ymd_and_hms(2026, 11, 24, 0, 0, 0).unwrap();
        hearing::Model {
            id: HearingId(1),
            survey_id: SurveyId(1),
            agency_id: AgencyId(1),
            number: "90-2026-001".to_owned(),
            held_on: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
            starts_at: String::new(),
            ends_at: ends_at.to_owned(),
            method: String::new(),
            place: String::new(),
            partner: String::new(),
            interviewer: String::new(),
            recorder: String::new(),
            companions: String::new(),
            explanation_version: String::new(),
            may_record: false,
            may_share: false,
            may_quote: QuotePermission::No,
            may_present: false,
            withdrawal_deadline: None,
            revision: 1,
            created_by: UserId(1),
            created_at: at,
            saved_at: at,
            may_show_case: false,
            made_with: None,
            written_up_at: None,
        }
    }

    #[test]
    fn a_note_ages_from_the_end_of_its_hearing_in_tokyo() {
        // 15:00 in Tokyo is 06:00 in UTC.
        let now = Utc.with_ymd_and_hms(2026, 11, 25, 6, 0, 0).unwrap();
        assert_eq!(age(&hearing("15:00"), now), Some(24));
        assert_eq!(age(&hearing("15:01"), now), Some(23));
        // Without a time the day has to be over: at midnight of the 25th in Tokyo.
        assert_eq!(age(&hearing(""), now), Some(15));
        let before = Utc.with_ymd_and_hms(2026, 11, 24, 5, 0, 0).unwrap();
        assert_eq!(age(&hearing("15:00"), before), None);
    }
}
