//! Questionnaires: taking one into a survey, publishing it, and the link that people answer by.

pub mod condition;
pub mod conditions;
pub mod draft;
pub mod edit;
pub mod explanations;
pub mod files;
mod findings;
pub mod import;
pub mod json;
pub mod library;
pub mod link;
pub mod pdf;
pub mod placeholders;
pub mod preview;
pub mod stop_requests;
pub mod translate;
mod unpaired;
mod version_list;
pub mod versions;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::QuestionnaireState;
use surveys::entity::survey;
use surveys::id::{QuestionnaireId, SurveyId, WaveId};
use surveys::questionnaire::definition::{Definition, Kind};
use surveys::questionnaire::edit::blank;
use surveys::questionnaire::edit::tree::SURVEY;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::shipped::{SHIPPED, shipped};
use surveys::store;
use surveys::store::questionnaires::NewQuestionnaire;

use self::findings::{Checked, FindingView};
use self::placeholders::{PlaceholderField, Refused};
use self::unpaired::{Unpaired, unpaired};
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::tally::Reader;
use crate::error::{AppError, Result};
use crate::pages::crumbs;
use crate::pages::erase_day;
use crate::pages::received;
use crate::pages::registrations;
use crate::pages::surveys::{address as survey_address, state_key};
use crate::pages::unprintable::{Unprintable, unprintable};
use crate::questionnaire_paper::paper_of_draft;
use crate::secret;
use crate::view::form::{ChoiceView, Crumb, FormView, ProblemLine};
use crate::view::frame::Frame;

/// The choice of beginning with an empty page.
const BLANK: &str = "blank";
/// Longest title for colleagues, in characters.
const MAX_TITLE: usize = 200;
/// Fields of the page that takes a questionnaire into a survey; it has two forms, and each its wave.
const NEW_FIELDS: [&str; 4] = ["questionnaire", "wave", "file", "import-wave"];

#[derive(Serialize)]
pub(in crate::pages::questionnaires) struct NewView {
    form: FormView,
    waves: Vec<ChoiceView>,
    shipped: Vec<ShippedView>,
    action: String,
    import_action: String,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct ShippedView {
    value: String,
    label: String,
    hint: String,
}

/// `GET /surveys/{id}/questionnaires/new`
pub async fn new(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let form = FormView::filled(NEW_FIELDS.map(|name| (name, String::new())));
    let view = new_view(&frame, SurveyId(*id), form).await?;
    frame.page("questionnaires/new.html", &frame.text("questionnaires-new-title"), &view)
}

/// `POST /surveys/{id}/questionnaires`
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?;
    let waves = store::surveys::waves(&frame.app.db, survey.id).await?;
    let wave = sent.get("wave").parse().ok().map(WaveId).filter(|id| waves.iter().any(|wave| wave.id == *id));
    let draft = chosen_draft(&frame, &survey, sent.get("questionnaire")).await?;
    let (Some(draft), Some(wave)) = (draft.clone(), wave) else {
        let mut form = FormView::sent(&NEW_FIELDS, &sent);
        for (name, is_missing) in [("questionnaire", draft.is_none()), ("wave", wave.is_none())] {
            if is_missing {
                form.reject(name, frame.text(&format!("questionnaires-{name}-required")));
            }
        }
        let view = new_view(&frame, survey.id, form).await?;
        return frame.problem_page("questionnaires/new.html", &frame.text("questionnaires-new-title"), &view);
    };
    let title =
        parse(&draft).0.map(|definition| title_for_colleagues(&frame, &definition)).unwrap_or_default();
    let new = NewQuestionnaire { survey: survey.id, wave, title, draft, link: secret::random_link()? };
    let transaction = frame.app.write().await?;
    let made = store::questionnaires::create(&transaction, new, user.id).await?;
    transaction.commit().await?;
    if sent.get("questionnaire") == BLANK {
        // Its title is the first thing to write.
        return Ok(frame.redirect(&format!("{}?new=1", edit::address::element(made.id, SURVEY))));
    }
    frame.redirect_with(&address(made.id), "success", "questionnaires-created")
}

/// What a new questionnaire begins with: a shipped one, or an empty page; None for a choice that is not offered.
async fn chosen_draft(frame: &Frame, survey: &survey::Model, chosen: &str) -> Result<Option<String>> {
    if chosen == BLANK {
        return Ok(Some(blank(&frame.text("questionnaires-blank-title")).to_string()));
    }
    match shipped(chosen) {
        Some(chosen) => draft::filled_in(&frame.app, survey, chosen.json).await.map(Some),
        None => Ok(None),
    }
}

pub(in crate::pages::questionnaires) async fn new_view(
    frame: &Frame,
    survey: SurveyId,
    form: FormView,
) -> Result<NewView> {
    let survey = store::surveys::find(&frame.app.db, survey).await?;
    let waves = store::surveys::waves(&frame.app.db, survey.id).await?;
    let choice = |id: &str| ShippedView {
        value: id.to_owned(),
        label: frame.text(&format!("shipped-{id}")),
        hint: frame.text(&format!("shipped-{id}-hint")),
    };
    Ok(NewView {
        form,
        waves: waves
            .into_iter()
            .map(|wave| ChoiceView { value: wave.id.0.to_string(), label: wave.title })
            .collect(),
        shipped: SHIPPED.iter().map(|shipped| shipped.id).chain([BLANK]).map(choice).collect(),
        action: format!("{}/questionnaires", survey_address(survey.id)),
        import_action: format!("{}/questionnaires/import", survey_address(survey.id)),
        crumbs: crumbs::of_survey(frame, &survey, [(frame.text("questionnaires-new-title"), String::new())]),
    })
}

#[derive(Serialize)]
struct ShowView {
    questionnaire: QuestionnaireView,
    placeholders: Vec<PlaceholderField>,
    /// Of the placeholders as they were sent.
    form_problems: Vec<ProblemLine>,
    problems: Vec<FindingView>,
    /// Others that ask the same people, where only one of both asks for the code by which they are known again.
    unpaired: Vec<Unpaired>,
    /// Characters that its PDF has no signs for, for whoever may change them.
    unprintable: Unprintable,
    may_publish: bool,
    has_changes: bool,
    /// Whether people sign up with it, and whether one may see who they are.
    has_seats: bool,
    may_see_people: bool,
    /// Whether agencies can be invited with it, by this person.
    may_invite: bool,
    /// Whether people ask for advice with it, and one may see who they are.
    may_see_requests: bool,
    /// Where the last day of keeping identities is set, while there is none.
    erase_day_href: String,
    may_change: bool,
    /// Where small numbers of responses are withheld, the threshold; empty for those who see all.
    withheld_under: String,
    versions: Vec<version_list::VersionView>,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct QuestionnaireView {
    title: String,
    href: String,
    state: QuestionnaireState,
    state_label: String,
    url: String,
    public_href: String,
    revision: i32,
    n_questions: usize,
    takes_files: bool,
    /// Whether answers may be used for anything but counting in the house; always true of what is no survey data.
    asks_consent: bool,
    n_pages: usize,
    n_submitted: String,
    n_in_progress: String,
    n_withdrawn: String,
    /// Responses whose use was stopped.
    n_stopped: u64,
}

/// `GET /questionnaires/{id}`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    page(&frame, &user, QuestionnaireId(*id), StatusCode::OK, None).await
}

/// The page of a questionnaire; with what was sent for its placeholders, where that was refused.
async fn page(
    frame: &Frame,
    user: &User,
    id: QuestionnaireId,
    status: StatusCode,
    refused: Option<&Refused<'_>>,
) -> Result<HttpResponse> {
    let db = &frame.app.db;
    let questionnaire = store::questionnaires::find(db, id).await?;
    let survey = store::surveys::find(db, questionnaire.survey_id).await?;
    let versions = store::questionnaires::versions(db, questionnaire.id).await?;
    let checked = Checked::after(&frame.app, &questionnaire, &versions);
    let definition = &checked.definition;
    let reader = Reader::of(user, &survey, frame.lang);
    let tally = reader.tally(&frame.app, &questionnaire).await?;
    let may_change = may(user.role, Verb::Change, Thing::Survey);
    let on_paper = definition.iter().filter(|_| may_change);
    let on_paper = on_paper.map(|found| paper_of_draft((&survey, &questionnaire), found, frame.lang));
    let open_form = |found: &Definition| erase_day::open_form(&questionnaire, found.kind);
    let view = ShowView {
        unprintable: unprintable(frame, on_paper.collect()).await?,
        crumbs: crumbs::of_survey(frame, &survey, [(questionnaire.title.clone(), String::new())]),
        may_change,
        withheld_under: if reader.is_protected() { survey.min_cell.to_string() } else { String::new() },
        has_seats: !store::registrations::seatings(db, questionnaire.id).await?.is_empty(),
        may_see_people: may(user.role, Verb::View, Thing::Registration),
        may_invite: !versions.is_empty()
            && definition.as_ref().is_some_and(|definition| definition.kind == Kind::Survey)
            && may(user.role, Verb::View, Thing::Invitation),
        may_see_requests: definition.as_ref().is_some_and(|found| found.kind == Kind::Consultation)
            && may(user.role, Verb::View, Thing::Consultation),
        erase_day_href: definition.as_ref().map(open_form).unwrap_or_default(),
        may_publish: checked.may_publish(&questionnaire),
        has_changes: versions.last().is_some_and(|version| version.definition != questionnaire.draft),
        problems: checked.views(frame, questionnaire.id, may_change),
        unpaired: unpaired(frame, &questionnaire, definition.as_ref()).await?,
        placeholders: placeholders::fields(frame, &questionnaire.draft, refused),
        form_problems: refused.map(Refused::problems).unwrap_or_default(),
        versions: version_list::views(frame, questionnaire.id, (&versions, &tally), may_change).await?,
        questionnaire: QuestionnaireView {
            href: address(questionnaire.id),
            state: questionnaire.state,
            state_label: frame.text(state_key(questionnaire.state)),
            url: link::public_url(&frame.app, &questionnaire),
            public_href: format!("/q/{}", questionnaire.link),
            revision: questionnaire.revision,
            asks_consent: definition.as_ref().is_none_or(asks_consent),
            takes_files: definition.as_ref().is_some_and(received::takes_files),
            n_questions: definition.as_ref().map_or(0, n_asking),
            n_pages: definition.as_ref().map_or(0, |definition| definition.pages.len()),
            n_submitted: reader.cell(tally.submitted),
            n_in_progress: reader.cell(tally.in_progress),
            n_withdrawn: reader.cell(tally.withdrawn),
            n_stopped: store::stop_requests::count(db, questionnaire.id).await?,
            title: questionnaire.title,
        },
    };
    frame.page_with(status, "questionnaires/show.html", &view.questionnaire.title, &view)
}

/// Whether somebody is asked what the answers may be used for, or nobody needs to be.
fn asks_consent(definition: &Definition) -> bool {
    definition.kind != Kind::Survey || definition.question_with_role("consent").is_some()
}

/// `POST /questionnaires/{id}/publish`: the draft becomes the next version and the link opens. What stands in the way is
/// said on the questionnaire's page.
pub async fn publish(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let db = &frame.app.db;
    let questionnaire = store::questionnaires::find(db, QuestionnaireId(*id)).await?;
    let versions = store::questionnaires::versions(db, questionnaire.id).await?;
    if !Checked::after(&frame.app, &questionnaire, &versions).may_publish(&questionnaire) {
        return page(&frame, &user, questionnaire.id, StatusCode::CONFLICT, None).await;
    }
    let transaction = frame.app.write().await?;
    // It was looked at outside of the transaction, which holds up everybody who writes.
    let current = store::questionnaires::lock(&transaction, questionnaire.id).await?;
    if current.revision != questionnaire.revision {
        transaction.rollback().await?;
        return Err(surveys::error::Error::Stale.into());
    }
    store::questionnaires::publish(&transaction, questionnaire.id, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(questionnaire.id), "success", "questionnaires-published")
}

/// `POST /questionnaires/{id}/state`: closes the link or opens it again. When a sign-up is closed for the first time, what may be told of it
/// is kept.
pub async fn set_state(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let (state, message) = match sent.get("state") {
        "open" => (QuestionnaireState::Open, "questionnaires-opened"),
        "closed" => (QuestionnaireState::Closed, "questionnaires-closed"),
        _ => return Err(AppError::BadRequest("bad-request-form")),
    };
    let id = QuestionnaireId(*id);
    let transaction = frame.app.write().await?;
    store::questionnaires::set_state(&transaction, id, state, user.id).await?;
    transaction.commit().await?;
    if state == QuestionnaireState::Closed {
        // From here on nobody signs up any more. Where it fails, closing again does it.
        registrations::counts::keep(&frame.app, id, user.id).await?;
    }
    frame.redirect_with(&address(id), "success", message)
}

/// How many questions ask something.
fn n_asking(definition: &Definition) -> usize {
    definition.questions().iter().filter(|question| question.has_answer()).count()
}

/// The title for colleagues of a questionnaire with this definition.
fn title_for_colleagues(frame: &Frame, definition: &Definition) -> String {
    match definition.title.get("ja").trim() {
        "" => frame.text("questionnaires-import-untitled"),
        title => title.chars().take(MAX_TITLE).collect(),
    }
}

/// The address of a questionnaire's page.
pub fn address(id: QuestionnaireId) -> String {
    format!("/questionnaires/{}", id.0)
}
