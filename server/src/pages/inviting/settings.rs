//! How a questionnaire invites: whether answers are known or anonymous, until when, and what letters say.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Serialize;
use surveys::entity::state::InvitingMode;
use surveys::entity::survey;
use surveys::id::QuestionnaireId;
use surveys::store;
use surveys::store::invitings::InvitingInput;

use super::{address, instrument};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::inviting::letter::known_words;
use crate::pages::crumbs;
use crate::pages::open_places::{AS_IS, OpenPlaces, reject_open_places};
use crate::pages::questionnaires::address as questionnaire_address;
use crate::view::form::{Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::time;

const FIELDS: [&str; 7] =
    ["mode", "is_open", "deadline", "subject", "body", "reminder_subject", "reminder_body"];
/// Longest subject and longest letter, in characters.
const MAX_SUBJECT: usize = 200;
const MAX_BODY: usize = 10_000;

#[derive(Serialize)]
struct SettingsPage {
    settings: SettingsView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct SettingsView {
    questionnaire: String,
    form: FormView,
    open_places: OpenPlaces,
    modes: Vec<ModeChoice>,
    /// Somebody is invited: what was promised stays.
    is_mode_fixed: bool,
    mode_words: String,
    action: String,
}

#[derive(Serialize)]
struct ModeChoice {
    value: &'static str,
    label: String,
    hint: String,
}

/// `GET /questionnaires/{id}/inviting`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Invitation)?;
    let id = QuestionnaireId(*id);
    let (_, survey, title) = instrument(&frame.app, id, frame.lang).await?;
    let form = match store::invitings::find(&frame.app.db, id).await? {
        Some(set) => FormView::filled([
            ("mode", set.mode.code().to_owned()),
            ("is_open", if set.is_open { "true".to_owned() } else { String::new() }),
            ("deadline", set.deadline.map(|day| day.to_string()).unwrap_or_default()),
            ("subject", set.subject),
            ("body", set.body),
            ("reminder_subject", set.reminder_subject),
            ("reminder_body", set.reminder_body),
        ]),
        None => usual(&frame, &survey, &title),
    };
    page(&frame, id, form, OpenPlaces::default()).await
}

/// What is offered at first. Words in braces are put in for each agency.
fn usual(frame: &Frame, survey: &survey::Model, title: &str) -> FormView {
    let stands = |name: &'static str| (name, format!("{{{name}}}"));
    let args = [
        stands("agency"),
        stands("link"),
        stands("code"),
        stands("deadline"),
        stands("host"),
        ("title", title.to_owned()),
        ("survey", survey.title.clone()),
        ("contact", survey.contact.clone()),
        ("url", format!("{}/i", frame.app.public_url)),
    ];
    let text = |key: &str| frame.text_with(key, &args);
    FormView::filled([
        ("mode", InvitingMode::Known.code().to_owned()),
        ("is_open", String::new()),
        ("deadline", String::new()),
        ("subject", text("inviting-letter-subject")),
        ("body", text("inviting-letter-body")),
        ("reminder_subject", text("inviting-letter-reminder-subject")),
        ("reminder_body", text("inviting-letter-reminder-body")),
    ])
}

/// `POST /questionnaires/{id}/inviting`
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Invitation)?;
    let id = QuestionnaireId(*id);
    instrument(&frame.app, id, frame.lang).await?;
    let mut form = FormView::sent(&FIELDS, &sent);
    let before = store::invitings::find(&frame.app.db, id).await?;
    let mode = match form.value("mode") {
        "known" => Some(InvitingMode::Known),
        "anonymous" => Some(InvitingMode::Anonymous),
        _ => before.as_ref().map(|before| before.mode),
    };
    let deadline = deadline(&frame, &mut form);
    for (subject, body) in [("subject", "body"), ("reminder_subject", "reminder_body")] {
        form.require(&frame, subject, &format!("inviting-{subject}"));
        form.limit(&frame, subject, &format!("inviting-{subject}"), MAX_SUBJECT);
        if form.value(subject).chars().any(char::is_control) {
            form.reject(subject, frame.text("letters-one-line"));
        }
        form.require(&frame, body, &format!("inviting-{body}"));
        form.limit(&frame, body, &format!("inviting-{body}"), MAX_BODY);
        if !form.value(body).contains("{link}") {
            form.reject(body, frame.text("inviting-link-missing"));
        }
    }
    let texts = ["subject", "body", "reminder_subject", "reminder_body"];
    let [subject, body, reminder_subject, reminder_body] =
        texts.map(|name| form.value(name).replace("\r\n", "\n"));
    // Of letters that nobody has changed since it is asked once.
    let letters = [&subject, &body, &reminder_subject, &reminder_body].map(String::as_str);
    let was_said = before.as_ref().is_some_and(|before| store::invitings::is_meant_so(before, letters));
    let is_as_is = sent.has(AS_IS) || was_said;
    let open_places = reject_open_places(&frame, &mut form, is_as_is, &texts, &known_words());
    let Some(mode) = mode else {
        form.reject("mode", frame.text("inviting-mode-required"));
        return page(&frame, id, form, open_places).await;
    };
    if !form.is_valid() {
        return page(&frame, id, form, open_places).await;
    }
    let input = InvitingInput {
        mode,
        is_open: sent.has("is_open"),
        deadline,
        subject,
        body,
        reminder_subject,
        reminder_body,
        is_meant_so: open_places.is_meant_so(),
    };
    let transaction = frame.app.write().await?;
    store::invitings::set(&transaction, id, input, time::today(), user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(id), "success", "inviting-saved")
}

fn deadline(frame: &Frame, form: &mut FormView) -> Option<NaiveDate> {
    let typed = form.value("deadline").to_owned();
    let day = typed.parse().ok();
    if !typed.is_empty() && day.is_none() {
        form.reject("deadline", frame.text("inviting-deadline-form"));
    }
    day
}

async fn page(
    frame: &Frame,
    id: QuestionnaireId,
    form: FormView,
    open_places: OpenPlaces,
) -> Result<HttpResponse> {
    let (questionnaire, survey, _) = instrument(&frame.app, id, frame.lang).await?;
    let mode = |mode: InvitingMode| ModeChoice {
        value: mode.code(),
        label: frame.text(&format!("inviting-mode-{}", mode.code())),
        hint: frame.text(&format!("inviting-mode-{}-hint", mode.code())),
    };
    let is_valid = form.is_valid();
    let title = frame.text("inviting-settings");
    let view = SettingsPage {
        crumbs: crumbs::of_questionnaire(frame, &survey, &questionnaire, [(title.clone(), String::new())]),
        settings: SettingsView {
            questionnaire: questionnaire.title,
            modes: [InvitingMode::Known, InvitingMode::Anonymous].map(mode).into(),
            is_mode_fixed: store::invitings::n_invited(&frame.app.db, id).await? > 0,
            mode_words: match form.value("mode") {
                "" => String::new(),
                code => frame.text(&format!("inviting-mode-{code}")),
            },
            form,
            open_places,
            action: format!("{}/inviting", questionnaire_address(id)),
        },
    };
    match is_valid {
        true => frame.page("inviting/settings.html", &title, &view),
        false => frame.problem_page("inviting/settings.html", &title, &view),
    }
}
