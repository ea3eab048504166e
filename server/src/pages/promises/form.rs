//! The fields of a promise: what was promised, by whom, by when.

use surveys::entity::promise;
use surveys::entity::state::PromiseState;
use surveys::id::UserId;
use surveys::questionnaire::question::input::moment;
use surveys::store::promises::PromiseInput;

use crate::auth::form::StaffForm;
use crate::pages::approaches::People;
use crate::view::form::{ChoiceView, FormView};
use crate::view::frame::Frame;

/// The longest promise, in characters.
const MAX_BODY: usize = 1_000;
/// Fields of the form.
const FIELDS: [&str; 6] = ["body", "whose", "promise_owner", "due_on", "promise_state", "agency"];

/// A form for a new promise: one's own, open.
pub fn blank(user: Option<UserId>) -> FormView {
    let value = |name| match name {
        "whose" => "ours".to_owned(),
        "promise_owner" => user.map(|user| user.0.to_string()).unwrap_or_default(),
        "promise_state" => PromiseState::Open.code().to_owned(),
        _ => String::new(),
    };
    FormView::filled(FIELDS.map(|name| (name, value(name))))
}

/// A form with what is stored.
pub fn filled(promise: &promise::Model) -> FormView {
    let whose = if promise.is_theirs { "theirs" } else { "ours" };
    FormView::filled([
        ("body", promise.body.clone()),
        ("whose", whose.to_owned()),
        ("promise_owner", promise.owner_id.map(|owner| owner.0.to_string()).unwrap_or_default()),
        ("due_on", promise.due_on.map(|day| day.to_string()).unwrap_or_default()),
        ("promise_state", promise.state.code().to_owned()),
        ("agency", promise.agency_id.map(|agency| agency.0.to_string()).unwrap_or_default()),
    ])
}

/// Who promised: the office or the agency.
pub fn whose_choices(frame: &Frame) -> Vec<ChoiceView> {
    let choice = |code: &str| ChoiceView {
        value: code.to_owned(),
        label: frame.text(&format!("promises-whose-{code}")),
    };
    ["ours", "theirs"].map(choice).into()
}

/// All states to choose from.
pub fn state_choices(frame: &Frame) -> Vec<ChoiceView> {
    let choice = |state: PromiseState| ChoiceView {
        value: state.code().to_owned(),
        label: frame.text(&format!("hearing-task-{}", state.code())),
    };
    PromiseState::ALL.map(choice).into()
}

/// What was typed. A state that is not among the fields is open.
///
/// # Errors
/// The form with what is wrong.
pub fn read(
    frame: &Frame,
    people: &People,
    before: Option<UserId>,
    sent: &StaffForm,
) -> Result<PromiseInput, Box<FormView>> {
    let mut form = FormView::sent(&FIELDS, sent);
    form.require(frame, "body", "promises-body");
    form.limit(frame, "body", "promises-body", MAX_BODY);
    let owner = people.chosen(sent.get("promise_owner"), before);
    if owner.is_none() {
        form.reject("promise_owner", frame.text("form-choice"));
    }
    let due_on = moment::date(sent.get("due_on"));
    if due_on.is_none() && !sent.get("due_on").is_empty() {
        form.reject("due_on", frame.text("form-date"));
    }
    let state = match sent.get("promise_state") {
        "" => Some(PromiseState::Open),
        code => PromiseState::from_code(code),
    };
    if state.is_none() {
        form.reject("promise_state", frame.text("form-choice"));
    }
    match (owner, state) {
        (Some(owner), Some(state)) if form.is_valid() => Ok(PromiseInput {
            body: sent.get("body").replace("\r\n", "\n"),
            is_theirs: sent.get("whose") == "theirs",
            owner,
            due_on,
            state,
        }),
        _ => Err(Box::new(form)),
    }
}
