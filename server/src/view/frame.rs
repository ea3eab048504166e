//! The frame around every page: language, navigation, who is signed in, the message after a change.

use std::future::Future;
use std::io::Write;
use std::pin::Pin;

use actix_session::{Session, SessionExt};
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::auth::policy::{Thing, Verb, may};
use crate::auth::{self, User, form};
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::view::display::{DISPLAY, Display, SwitchView, display};

/// Cookie that remembers the language.
const LANG_COOKIE: &str = "lang";
const SESSION_FLASH: &str = "flash";
/// Bytes from which a page is worth packing with care.
const LARGE: usize = 50_000;

/// What a handler needs to answer with a page.
pub struct Frame {
    /// The service.
    pub app: web::Data<App>,
    /// Language of the page.
    pub lang: Lang,
    /// The signed-in person, if there is one.
    pub user: Option<User>,
    session: Session,
    path: String,
    query: String,
    lang_was_chosen: bool,
    /// How pages for people without an account are shown.
    pub display: Display,
    display_was_chosen: bool,
    takes_gzip: bool,
}

/// Whom a page is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Audience {
    /// People who are signed in.
    Staff,
    /// People without an account.
    Public,
    /// Somebody who is signed in and sees a page for people without an account.
    Trial,
}

/// A message shown once on the next page.
#[derive(Serialize, Deserialize)]
struct Flash {
    kind: String,
    text: String,
}

#[derive(Serialize)]
struct PageView {
    title: String,
    path: String,
    csrf: String,
    user: Option<UserView>,
    nav: Vec<NavItem>,
    /// The search box over the page; None for those who must not search, and where the page itself is one.
    search: Option<SearchBox>,
    flash: Option<Flash>,
    other_lang: LinkView,
    is_public: bool,
    /// Classes of the whole page.
    display: String,
    /// The switches of how pages look, where no questionnaire says which there are; empty but for respondents.
    switches: Vec<SwitchView>,
}

#[derive(Serialize)]
struct UserView {
    name: String,
    role: auth::Role,
    role_label: String,
}

#[derive(Serialize)]
struct NavItem {
    label: String,
    href: &'static str,
    is_current: bool,
}

#[derive(Serialize)]
struct SearchBox {
    label: String,
    /// Number of the survey that the page belongs to; empty: all surveys are searched.
    survey: String,
}

#[derive(Serialize)]
struct LinkView {
    label: String,
    href: String,
}

/// The ways from every staff page: Fluent key, address, and what one must be able to see.
const NAV: &[(&str, &str, Thing)] = &[
    ("nav-today", "/today", Thing::Hearing),
    ("nav-surveys", "/surveys", Thing::Survey),
    ("nav-agencies", "/agencies", Thing::Agency),
    ("nav-accounts", "/accounts", Thing::Account),
];

impl FromRequest for Frame {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Frame>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = request.app_data::<web::Data<App>>().cloned().ok_or(AppError::NotFound)?;
            let user = auth::signed_in(&request).await?;
            let (lang, lang_was_chosen) = language(&request);
            let (display, display_was_chosen) = display(&request);
            Ok(Frame {
                app,
                lang,
                user,
                session: request.get_session(),
                path: request.path().to_owned(),
                query: request.query_string().to_owned(),
                lang_was_chosen,
                display,
                display_was_chosen,
                takes_gzip: takes_gzip(&request),
            })
        })
    }
}

fn takes_gzip(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("gzip"))
}

/// A page with many charts, packed with care: the middleware packs in a hurry, which costs a third more bytes.
fn squeezed(body: &str) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(body.as_bytes()).map_err(anyhow::Error::from)?;
    Ok(encoder.finish().map_err(anyhow::Error::from)?)
}

/// The language of a request and whether it has just been chosen: `?lang=`, then the cookie, then Japanese.
pub fn language(request: &HttpRequest) -> (Lang, bool) {
    let asked = request.query_string().split('&').find_map(|pair| pair.strip_prefix("lang="));
    if let Some(lang) = asked.and_then(Lang::from_code) {
        return (lang, true);
    }
    let remembered = request.cookie(LANG_COOKIE).and_then(|cookie| Lang::from_code(cookie.value()));
    (remembered.unwrap_or_default(), false)
}

impl Frame {
    /// Whether the address says this behind its question mark (`name=value`).
    pub fn has_query(&self, pair: &str) -> bool {
        self.query.split('&').any(|own| own == pair)
    }

    /// What the address says behind its question mark; `None` where that makes no sense.
    pub fn query<T: DeserializeOwned>(&self) -> Option<T> {
        web::Query::<T>::from_query(&self.query).ok().map(web::Query::into_inner)
    }

    /// The address of this page, so that more can be written behind it; what it says of these names is left out.
    pub fn address_without(&self, names: &[&str]) -> String {
        let is_kept = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or_default();
            !pair.is_empty() && !names.contains(&name)
        };
        let kept: Vec<&str> = self.query.split('&').filter(is_kept).collect();
        let end = if kept.is_empty() { "" } else { "&" };
        format!("{}?{}{end}", self.path, kept.join("&"))
    }

    /// The words of a key.
    pub fn text(&self, key: &str) -> String {
        i18n::plain(self.lang, key)
    }

    /// The words of a key with arguments.
    pub fn text_with(&self, key: &str, args: &[(&str, String)]) -> String {
        i18n::text(self.lang.code(), key, args)
    }

    /// A staff page.
    ///
    /// # Errors
    /// When the template and its context do not fit.
    pub fn page(&self, template: &str, title: &str, view: &impl Serialize) -> Result<HttpResponse> {
        self.answer(StatusCode::OK, template, title, view, Audience::Staff)
    }

    /// A staff page with a form that has problems.
    ///
    /// # Errors
    /// When the template and its context do not fit.
    pub fn problem_page(&self, template: &str, title: &str, view: &impl Serialize) -> Result<HttpResponse> {
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, template, title, view, Audience::Staff)
    }

    /// A staff page with a status of its own.
    ///
    /// # Errors
    /// When the template and its context do not fit.
    pub fn page_with(
        &self,
        status: StatusCode,
        template: &str,
        title: &str,
        view: &impl Serialize,
    ) -> Result<HttpResponse> {
        self.answer(status, template, title, view, Audience::Staff)
    }

    /// A page for people without an account.
    ///
    /// # Errors
    /// When the template and its context do not fit.
    pub fn public_page(&self, template: &str, title: &str, view: &impl Serialize) -> Result<HttpResponse> {
        self.answer(StatusCode::OK, template, title, view, Audience::Public)
    }

    /// A page for people without an account, with a status of its own.
    ///
    /// # Errors
    /// When the template and its context do not fit.
    pub fn public_page_with(
        &self,
        status: StatusCode,
        template: &str,
        title: &str,
        view: &impl Serialize,
    ) -> Result<HttpResponse> {
        self.answer(status, template, title, view, Audience::Public)
    }

    /// A page for people without an account as a signed-in colleague tries it out: its forms carry the session's token.
    ///
    /// # Errors
    /// When the template and its context do not fit.
    pub fn trial_page(
        &self,
        status: StatusCode,
        template: &str,
        title: &str,
        view: &impl Serialize,
    ) -> Result<HttpResponse> {
        self.answer(status, template, title, view, Audience::Trial)
    }

    /// Sends the browser on after a change (303, so that a reload does not repeat the change).
    pub fn redirect(&self, path: &str) -> HttpResponse {
        HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
    }

    /// Sends the browser on and shows a message there.
    ///
    /// # Errors
    /// When the session cannot be written.
    pub fn redirect_with(&self, path: &str, kind: &str, key: &str) -> Result<HttpResponse> {
        self.redirect_saying(path, kind, self.text(key))
    }

    /// The same with words that say more than a key.
    ///
    /// # Errors
    /// When the session cannot be written.
    pub fn redirect_saying(&self, path: &str, kind: &str, text: String) -> Result<HttpResponse> {
        let flash = Flash { kind: kind.to_owned(), text };
        self.session.insert(SESSION_FLASH, flash).map_err(|error| AppError::Internal(error.into()))?;
        Ok(self.redirect(path))
    }

    fn answer(
        &self,
        status: StatusCode,
        template: &str,
        title: &str,
        view: &impl Serialize,
        audience: Audience,
    ) -> Result<HttpResponse> {
        let mut context = tera::Context::from_serialize(view)?;
        context.insert("lang", self.lang.code());
        context.insert("page", &self.page_view(title, audience)?);
        let has_furigana =
            audience != Audience::Staff && self.lang == Lang::Ja && self.display.has("furigana");
        context.insert("furigana", &has_furigana);
        let body = self.app.render(template, &context)?;
        let mut response = HttpResponse::build(status);
        response.insert_header(ContentType::html());
        if self.lang_was_chosen {
            let cookie = Cookie::build(LANG_COOKIE, self.lang.code()).path("/").same_site(SameSite::Lax);
            response.cookie(cookie.permanent().finish());
        }
        if self.display_was_chosen && audience == Audience::Public {
            response.cookie(self.display.cookie());
        }
        if self.takes_gzip && body.len() > LARGE {
            response.insert_header((header::CONTENT_ENCODING, "gzip"));
            return Ok(response.body(squeezed(&body)?));
        }
        Ok(response.body(body))
    }

    fn page_view(&self, title: &str, audience: Audience) -> Result<PageView> {
        let is_public = audience != Audience::Staff;
        // Respondents get no session: without an account there is nothing to remember.
        let csrf = if audience == Audience::Public { String::new() } else { form::token(&self.session)? };
        // Taking writes the session: only where there is something to take.
        let has_flash = !is_public && self.session.contains_key(SESSION_FLASH);
        let flash = if has_flash { self.session.remove_as::<Flash>(SESSION_FLASH) } else { None };
        Ok(PageView {
            title: title.to_owned(),
            path: self.path.clone(),
            csrf,
            user: self.user.as_ref().filter(|_| !is_public).map(|user| self.user_view(user)),
            nav: if is_public { Vec::new() } else { self.nav() },
            search: self.search_box().filter(|_| !is_public),
            flash: flash.and_then(std::result::Result::ok),
            other_lang: self.other_language(audience),
            is_public,
            display: if audience == Audience::Public {
                self.display.written().replace('.', " ")
            } else {
                String::new()
            },
            switches: if audience == Audience::Public {
                self.display.switches(self.display.has("easy"), false)
            } else {
                Vec::new()
            },
        })
    }

    /// This page in the other language, with the rest of its address. How pages look is in a cookie already.
    fn other_language(&self, audience: Audience) -> LinkView {
        let other = self.lang.other();
        // A trial shows the other language without changing that of the colleague's own pages.
        let name = if audience == Audience::Trial { "in" } else { "lang" };
        let href = format!("{}{name}={}", self.address_without(&["in", "lang", DISPLAY]), other.code());
        LinkView { label: i18n::plain(other, "language-name"), href }
    }

    fn user_view(&self, user: &User) -> UserView {
        UserView {
            name: user.display_name.clone(),
            role: user.role,
            role_label: self.text(role_key(user.role)),
        }
    }

    fn search_box(&self) -> Option<SearchBox> {
        let user = self.user.as_ref()?;
        if self.path == "/search" || !may(user.role, Verb::View, Thing::Analysis) {
            return None;
        }
        let below = self.path.strip_prefix("/surveys/").and_then(|rest| rest.split('/').next());
        let survey = below.filter(|part| part.parse::<i64>().is_ok()).unwrap_or_default().to_owned();
        let key = if survey.is_empty() { "search-box" } else { "search-box-survey" };
        Some(SearchBox { label: self.text(key), survey })
    }

    fn nav(&self) -> Vec<NavItem> {
        let Some(user) = &self.user else { return Vec::new() };
        NAV.iter()
            .filter(|(_, _, thing)| may(user.role, Verb::View, *thing))
            .map(|(key, href, _)| NavItem {
                label: self.text(key),
                href,
                is_current: self.path.starts_with(href),
            })
            .collect()
    }
}

/// The Fluent key of a role's name.
pub fn role_key(role: auth::Role) -> &'static str {
    match role {
        auth::Role::Administrator => "role-administrator",
        auth::Role::Coordinator => "role-coordinator",
        auth::Role::Researcher => "role-researcher",
        auth::Role::Viewer => "role-viewer",
    }
}
