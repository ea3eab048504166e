//! One agency within a survey: where it stands, the appointment, notes, promises, what was done.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::ApproachState;
use surveys::entity::{agency, approach, survey};
use surveys::hearing::sheet::METHODS;
use surveys::id::{AgencyId, SurveyId};
use surveys::store;

use super::history::{Happened, history};
use super::{People, address, agency_of, state_choices, state_label, state_tag};
use crate::app::App;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::agencies::about;
use crate::pages::agencies::contacts::{Way, ways};
use crate::pages::agencies::listed::LinkView;
use crate::pages::agencies::merge::{must_stand, went_into};
use crate::pages::crumbs;
use crate::pages::hearings::{HearingLine, hearing_line};
use crate::pages::promises::form::{blank, whose_choices};
use crate::pages::promises::{PromiseLine, lines};
use crate::pages::surveys::address as survey_address;
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::time;

/// What a page about an agency within a survey is about.
pub struct Subject {
    /// The study.
    pub survey: survey::Model,
    /// The agency.
    pub agency: agency::Model,
    /// What was done; None while nothing was.
    pub approach: Option<approach::Model>,
}

impl Subject {
    fn state(&self) -> ApproachState {
        self.approach.as_ref().map_or(ApproachState::NotContacted, |approach| approach.state)
    }
}

/// Loads the survey, the agency and what was done about it.
///
/// # Errors
/// [`crate::error::AppError::NotFound`] if there is no such survey, or the agency is of another region.
pub async fn subject(app: &App, survey: SurveyId, agency: AgencyId) -> Result<Subject> {
    let survey = store::surveys::find(&app.db, survey).await?;
    let agency = agency_of(app, &survey, agency).await?;
    let approach = store::approaches::find(&app.db, survey.id, agency.id).await?;
    Ok(Subject { survey, agency, approach })
}

/// The same, where something new is to be written down for the agency.
///
/// # Errors
/// As [`subject`] and [`must_stand`].
pub async fn subject_to_change(app: &App, survey: SurveyId, agency: AgencyId) -> Result<Subject> {
    let subject = subject(app, survey, agency).await?;
    must_stand(app, &subject.agency).await?;
    Ok(subject)
}

#[derive(Serialize)]
struct ShowView {
    crumbs: Vec<Crumb>,
    form: FormView,
    href: String,
    agency_href: String,
    about: String,
    state_label: String,
    state_tag: &'static str,
    revision: i32,
    states: Vec<ChoiceView>,
    owners: Vec<ChoiceView>,
    ways: Vec<Way>,
    methods: Vec<ChoiceView>,
    /// The agreed appointment in words; empty = none.
    appointment: Vec<Line>,
    is_appointment_wrong: bool,
    new_href: String,
    hearings: Vec<HearingLine>,
    promises: Vec<PromiseLine>,
    promises_action: String,
    promise_form: FormView,
    whose: Vec<ChoiceView>,
    agency: i64,
    /// The agency that this one went into: then nothing can be done here any more.
    merged_into: Option<LinkView>,
    history: Vec<Happened>,
}

/// A line of a summary.
#[derive(Serialize)]
pub struct Line {
    key: String,
    value: String,
}

/// `GET /surveys/{id}/agencies/{number}`
pub async fn show(frame: Frame, user: User, path: web::Path<(i64, i64)>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let subject = subject(&frame.app, SurveyId(path.0), AgencyId(path.1)).await?;
    let people = People::load(&frame.app).await?;
    page(&frame, &subject, &people, filled(&subject), StatusCode::OK).await
}

/// The forms with what is stored.
pub fn filled(subject: &Subject) -> FormView {
    let approach = subject.approach.as_ref();
    let local = approach.and_then(|approach| approach.appointment_at).map(time::tokyo);
    let minutes = approach.and_then(|approach| approach.appointment_minutes).unwrap_or(60);
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let owner = approach.and_then(|approach| approach.owner_id);
    let next = approach.and_then(|approach| approach.next_contact_on);
    FormView::filled([
        ("state", subject.state().code().to_owned()),
        ("owner", owner.map(|owner| owner.0.to_string()).unwrap_or_default()),
        ("next_contact_on", next.map(|day| day.to_string()).unwrap_or_default()),
        ("note", text(approach.map(|approach| approach.note.as_str()))),
        ("day", local.map(|at| at.format("%Y-%m-%d").to_string()).unwrap_or_default()),
        ("clock", local.map(|at| at.format("%H:%M").to_string()).unwrap_or_default()),
        ("minutes", minutes.to_string()),
        ("method", text(approach.map(|approach| approach.appointment_method.as_str()))),
        ("place", text(approach.map(|approach| approach.appointment_place.as_str()))),
    ])
}

/// The page, with what is wrong with a form on it.
///
/// # Errors
/// When the database fails.
pub async fn page(
    frame: &Frame,
    subject: &Subject,
    people: &People,
    form: FormView,
    status: StatusCode,
) -> Result<HttpResponse> {
    let db = &frame.app.db;
    let (survey, agency) = (&subject.survey, &subject.agency);
    let approach = subject.approach.as_ref();
    let area = store::regions::find(db, agency.region_id).await?;
    let list = format!("{}/hearings", survey_address(survey.id));
    let events = match approach {
        Some(approach) => store::approaches::history(db, approach.id).await?,
        None => Vec::new(),
    };
    let hearings = store::hearings::of_agency(db, agency.id).await?;
    let promises = store::promises::of_agency(db, agency.id).await?;
    let title = agency.name.clone();
    let view = ShowView {
        crumbs: crumbs::of_survey(
            frame,
            survey,
            [(frame.text("surveys-tab-hearings"), list.clone()), (title.clone(), String::new())],
        ),
        href: address(survey.id, agency.id),
        agency_href: format!("/agencies/{}", agency.id.0),
        about: about(frame, agency, &area.name),
        state_label: state_label(frame, subject.state()),
        state_tag: state_tag(subject.state()),
        revision: approach.map_or(0, |approach| approach.revision),
        states: state_choices(frame),
        owners: people.choices(approach.and_then(|approach| approach.owner_id)),
        ways: ways(frame, &store::contacts::of_agency(db, agency.id).await?),
        methods: methods(frame),
        appointment: appointment(frame, approach),
        is_appointment_wrong: ["day", "clock", "minutes", "method", "place"]
            .iter()
            .any(|name| form.fields.get(name).is_some_and(|field| !field.errors.is_empty())),
        new_href: format!("{list}/new?agency={}", agency.id.0),
        hearings: hearings
            .iter()
            .filter(|hearing| hearing.survey_id == survey.id)
            .map(|hearing| hearing_line(frame, hearing))
            .collect(),
        promises: lines(
            frame,
            people,
            promises.iter().filter(|promise| promise.survey_id == survey.id),
            &[],
            "agency",
        ),
        promises_action: format!("{}/promises", survey_address(survey.id)),
        promise_form: blank(frame.user.as_ref().map(|user| user.id)),
        whose: whose_choices(frame),
        agency: agency.id.0,
        merged_into: went_into(frame, agency).await?,
        history: history(frame, people, &events),
        form,
    };
    frame.page_with(status, "approaches/show.html", &title, &view)
}

/// The ways to hold a hearing.
fn methods(frame: &Frame) -> Vec<ChoiceView> {
    let choice = |code: &&str| ChoiceView {
        value: (*code).to_owned(),
        label: frame.text(&format!("hearing-method-{code}")),
    };
    METHODS.codes.iter().map(choice).collect()
}

/// The agreed appointment in words; empty = none.
pub fn appointment(frame: &Frame, approach: Option<&approach::Model>) -> Vec<Line> {
    let Some(approach) = approach else { return Vec::new() };
    let (Some(at), Some(minutes)) = (approach.appointment_at, approach.appointment_minutes) else {
        return Vec::new();
    };
    let line = |key: &str, value: String| Line { key: frame.text(key), value };
    let method = match approach.appointment_method.as_str() {
        "" => String::new(),
        method => frame.text(&format!("hearing-method-{method}")),
    };
    vec![
        line("consultations-meeting-at", time::date_time(at, frame.lang)),
        line(
            "consultations-meeting-minutes",
            frame.text_with("consultations-minutes", &[("n", minutes.to_string())]),
        ),
        line("hearing-field-method", method),
        line("consultations-meeting-place", approach.appointment_place.clone()),
    ]
}
