//! Registrations as the office sees them: who comes, who waits, letters, badges and reception.

pub mod badges;
pub mod capacity;
pub mod check_in;
pub mod counts;
pub mod files;
pub mod index;
pub mod letters;
pub mod person;

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;
use surveys::entity::state::RegistrationState;
use surveys::entity::{message, questionnaire, registration, response, survey};
use surveys::fielding::attendee::{Attendee, attendee, kana_order};
use surveys::fielding::seating;
use surveys::id::{QuestionnaireId, ResponseId, SeatingId, VersionId};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::parse::parse;
use surveys::store;
use surveys::store::registrations::Seat;

use crate::dataset::strings;
use crate::error::{AppError, Result};
use crate::i18n::Lang;
use crate::pages::crumbs;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::signup::{between, whole_answers};
use crate::view::form::Crumb;
use crate::view::frame::Frame;

/// A sign-up with everybody in it.
pub struct Desk {
    /// The study.
    pub survey: survey::Model,
    /// The instrument.
    pub questionnaire: questionnaire::Model,
    /// Its newest published version.
    pub definition: Definition,
    /// The seatings and how full they are.
    pub seats: Vec<Seat>,
    /// Everybody who signed up, in the order of the 五十音.
    pub people: Vec<Person>,
    /// All letters in the order they were written.
    pub letters: Vec<message::Model>,
}

/// Somebody who signed up.
pub struct Person {
    /// The place.
    pub registration: registration::Model,
    /// The response it belongs to.
    pub response: response::Model,
    /// Who it is; empty once it is erased.
    pub attendee: Attendee,
    /// Value of the area that the person chose.
    pub region: Option<String>,
    /// Value of the affiliation.
    pub affiliation: Option<String>,
}

impl Person {
    /// Whether the person has a place or waits for one.
    pub fn is_in(&self) -> bool {
        self.registration.state != RegistrationState::Cancelled
    }
}

/// The sign-up of a questionnaire.
///
/// # Errors
/// [`AppError::Conflict`] for a questionnaire without seatings.
pub async fn desk(db: &impl ConnectionTrait, id: QuestionnaireId, lang: Lang) -> Result<Desk> {
    let questionnaire = store::questionnaires::find(db, id).await?;
    let survey = store::surveys::find(db, questionnaire.survey_id).await?;
    let versions = store::questionnaires::versions(db, id).await?;
    let mut definitions: BTreeMap<VersionId, Definition> = BTreeMap::new();
    for version in versions {
        definitions.extend(parse(&version.definition).0.map(|definition| (version.id, definition)));
    }
    let seats = store::registrations::seats(db, id).await?;
    let mut responses: BTreeMap<ResponseId, response::Model> =
        store::responses::sent(db, id).await?.into_iter().map(|found| (found.id, found)).collect();
    let mut contacts = store::entries::contacts_of_questionnaire(db, id).await?;
    let (mut people, between) = (Vec::new(), between(lang));
    for registration in store::registrations::of_questionnaire(db, id).await? {
        let Some(response) = responses.remove(&registration.response_id) else { continue };
        let answers = whole_answers(&response.answers, contacts.remove(&response.id).as_deref())?;
        let definition = definitions.get(&response.version_id);
        let attendee = definition.map(|found| attendee(found, &answers, lang.code(), &between));
        let attendee = attendee.unwrap_or_default();
        let chosen = |role: &str| {
            let question = definition?.question_with_role(role)?;
            strings(answers.get(&question.name)).into_iter().next()
        };
        let (region, affiliation) = (chosen("region"), chosen("affiliation"));
        people.push(Person { registration, response, attendee, region, affiliation });
    }
    people.sort_by_cached_key(|person| (kana_order(&person.attendee.kana), person.registration.response_id));
    let mut letters = store::messages::of_questionnaire(db, id).await?;
    // The way back to a form that is not sent yet is a matter between its writer and the service.
    letters.retain(|letter| !letter.is_for_once);
    let newest = definitions.pop_last().map(|(_, definition)| definition);
    let definition = newest.filter(|found| seating::question(found).is_some());
    let definition = definition.ok_or(AppError::Conflict("registrations-none"))?;
    Ok(Desk { survey, questionnaire, definition, seats, people, letters })
}

impl Desk {
    /// What people read for a seating.
    pub fn seat_label(&self, id: SeatingId, lang: Lang) -> String {
        let seat = self.seats.iter().find(|seat| seat.seating.id == id);
        seat.map(|seat| seating::label(&self.definition, &seat.seating.choice, lang.code()))
            .unwrap_or_default()
    }

    /// Place of somebody who waits, from 1; 0 for everybody else.
    pub fn place_in_line(&self, person: &Person) -> usize {
        let me = &person.registration;
        if me.state != RegistrationState::Waiting {
            return 0;
        }
        let waits_before = |other: &&Person| {
            let other = &other.registration;
            other.seating_id == me.seating_id
                && other.state == RegistrationState::Waiting
                && other.position <= me.position
        };
        self.people.iter().filter(waits_before).count()
    }

    /// The way to one of its pages; the last step is the page itself.
    pub fn crumbs(&self, frame: &Frame, here: &str) -> Vec<Crumb> {
        crumbs::of_questionnaire(
            frame,
            &self.survey,
            &self.questionnaire,
            [
                (frame.text("registrations-title"), address(self.questionnaire.id)),
                (frame.text(here), String::new()),
            ],
        )
    }
}

/// What became of a registration in words, with the place of those who wait.
pub fn state_words(frame: &Frame, desk: &Desk, person: &Person) -> String {
    match person.registration.state {
        RegistrationState::Waiting => {
            frame.text_with("signup-waiting-place", &[("n", desk.place_in_line(person).to_string())])
        }
        state => frame.text(&format!("signup-state-{}", state.code())),
    }
}

/// Everybody who signed up with a questionnaire.
pub fn address(id: QuestionnaireId) -> String {
    format!("{}/registrations", questionnaire_address(id))
}

/// The page about one of them.
pub fn person_address(id: ResponseId) -> String {
    format!("/registrations/{}", id.0)
}
