//! Accounts and the record of events, for administrators.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::id::UserId;
use surveys::store;
use surveys::store::users::NewUser;

use crate::auth::form::StaffForm;
use crate::auth::{Role, Thing, User, Verb, allow, password};
use crate::error::{AppError, Result};
use crate::view::form::{ChoiceView, FormView};
use crate::view::frame::{Frame, role_key};
use crate::view::time;

const ROLES: [(&str, Role); 4] = [
    ("coordinator", Role::Coordinator),
    ("researcher", Role::Researcher),
    ("viewer", Role::Viewer),
    ("administrator", Role::Administrator),
];
const FIELDS: &[&str] = &["login", "display_name", "role"];
/// Events on the page.
const N_EVENTS: u64 = 100;

#[derive(Serialize)]
struct IndexView {
    accounts: Vec<AccountLine>,
    events: Vec<EventLine>,
    form: FormView,
    roles: Vec<ChoiceView>,
    min_length: usize,
}

#[derive(Serialize)]
struct AccountLine {
    login: String,
    name: String,
    role: String,
    is_active: bool,
    is_self: bool,
    action: String,
}

#[derive(Serialize)]
struct EventLine {
    at: String,
    who: String,
    action: String,
    thing: String,
    detail: String,
}

/// `GET /accounts`
pub async fn index(frame: Frame, user: User) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Account)?;
    let form = FormView::filled(FIELDS.iter().chain(&["password"]).map(|name| (*name, String::new())));
    let view = index_view(&frame, &user, form).await?;
    frame.page("accounts/index.html", &frame.text("accounts-title"), &view)
}

/// `POST /accounts`
pub async fn create(frame: Frame, user: User, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Account)?;
    let mut form = FormView::sent(FIELDS, &sent);
    form.fields.entry("password").or_default();
    for (name, label) in [("login", "accounts-field-login"), ("display_name", "accounts-field-display_name")]
    {
        form.require(&frame, name, label);
        form.limit(&frame, name, label, 100);
    }
    if store::users::find_by_login(&frame.app.db, form.value("login")).await?.is_some() {
        form.reject("login", frame.text("accounts-login-taken"));
    }
    let secret = sent.0.iter().find(|(name, _)| name == "password").map_or("", |(_, value)| value).to_owned();
    if secret.chars().count() < password::MIN_LENGTH {
        let args = [("min", password::MIN_LENGTH.to_string())];
        form.reject("password", frame.text_with("accounts-password-short", &args));
    }
    let role = ROLES.iter().find(|(code, _)| *code == form.value("role")).map(|(_, role)| *role);
    let (Some(role), true) = (role, form.is_valid()) else {
        if role.is_none() {
            form.reject("role", frame.text("accounts-role-required"));
        }
        let view = index_view(&frame, &user, form).await?;
        return frame.problem_page("accounts/index.html", &frame.text("accounts-title"), &view);
    };
    let password_hash = web::block(move || password::hash(&secret)).await??;
    let new = NewUser {
        login: form.value("login").to_owned(),
        display_name: form.value("display_name").to_owned(),
        password_hash,
        role,
    };
    let transaction = frame.app.write().await?;
    store::users::create(&transaction, new, Some(user.id)).await?;
    transaction.commit().await?;
    frame.redirect_with("/accounts", "success", "accounts-created")
}

/// `POST /accounts/{id}/active`: stops an account from signing in, or lets it again.
pub async fn set_active(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Account)?;
    if user.id == UserId(*id) {
        return Err(AppError::Conflict("accounts-not-oneself"));
    }
    let transaction = frame.app.write().await?;
    store::users::set_active(&transaction, UserId(*id), sent.get("active") == "true", user.id).await?;
    transaction.commit().await?;
    frame.redirect_with("/accounts", "success", "accounts-saved")
}

async fn index_view(frame: &Frame, user: &User, form: FormView) -> Result<IndexView> {
    let accounts = store::users::list(&frame.app.db).await?;
    let name_of = |id: Option<UserId>| {
        let found = id.and_then(|id| accounts.iter().find(|account| account.id == id));
        found.map_or(frame.text("accounts-nobody"), |account| account.display_name.clone())
    };
    let events = store::audit::newest(&frame.app.db, N_EVENTS).await?;
    Ok(IndexView {
        events: events
            .into_iter()
            .map(|event| EventLine {
                at: time::date_time(event.at, frame.lang),
                who: name_of(event.user_id),
                action: event.action,
                thing: event
                    .thing_id
                    .map_or(event.thing_kind.clone(), |id| format!("{} {id}", event.thing_kind)),
                detail: if event.detail == "{}" { String::new() } else { event.detail },
            })
            .collect(),
        accounts: accounts
            .iter()
            .map(|account| AccountLine {
                login: account.login.clone(),
                name: account.display_name.clone(),
                role: frame.text(role_key(account.role)),
                is_active: account.is_active,
                is_self: account.id == user.id,
                action: format!("/accounts/{}/active", account.id.0),
            })
            .collect(),
        form,
        roles: ROLES
            .iter()
            .map(|(code, role)| ChoiceView { value: (*code).to_owned(), label: frame.text(role_key(*role)) })
            .collect(),
        min_length: password::MIN_LENGTH,
    })
}
