//! Puts words on errors: problem+json (RFC 9457) for programs, a plain page for people.

use std::sync::atomic::Ordering;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, ContentType, HeaderValue};
use actix_web::http::{Method, Uri};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, web};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use tracing_actix_web::RequestId;

use crate::app::App;
use crate::auth::{self, session_store};
use crate::error::AppError;
use crate::i18n::{self, Lang};
use crate::view::frame;

#[derive(Serialize)]
struct ErrorView {
    lang: &'static str,
    status: u16,
    code: &'static str,
    title: String,
    text: String,
    detail: Option<String>,
    request_id: String,
    /// What to do about it.
    next: String,
    /// The page that a form too large was sent from, or a file was asked for on that cannot be made; empty where there is none.
    back: String,
    /// Somebody who is signed in asked.
    is_staff: bool,
    page: PlainPage,
}

/// The frame of a page that must also render when the session or the database is out of order.
#[derive(Serialize)]
struct PlainPage {
    title: String,
    path: String,
    csrf: &'static str,
    user: Option<()>,
    nav: [(); 0],
    search: [(); 0],
    flash: Option<()>,
    other_lang: Option<()>,
    is_public: bool,
    display: &'static str,
}

/// Middleware: replaces the empty body of an [`AppError`] by words, and an answer whose session could not be kept by those that say
/// why (one whose session could not be read is such an error: [`session_store::read_or_refuse`]). A page that is only read is given all
/// the same where there is no room for its session. Logs what failed on our side, once.
///
/// # Errors
/// Those of middleware further in, which have no words yet.
pub async fn explain<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    let (response, unkept) = session_store::answering(next.call(request)).await;
    let mut response = response?;
    let unkept = unkept.map(AppError::from);
    if unkept.as_ref().is_some_and(|unkept| can_be_read(&response, unkept)) {
        without_session(&mut response);
        return Ok(response.map_into_left_body());
    }
    let unkept = unkept.map(Error::from);
    // Whatever was in the way before says more of what was asked for.
    let Some(error) = response.response().error().or(unkept.as_ref()) else {
        return Ok(response.map_into_left_body());
    };
    let answer = answer(response.request(), error, &id);
    Ok(response.into_response(answer).map_into_right_body())
}

/// Where somebody signs in.
const SIGN_IN: &str = "/sign-in";

/// Whether a page can be read though there is no room for its session.
fn can_be_read<B>(response: &ServiceResponse<B>, unkept: &AppError) -> bool {
    let is_page = response.request().method() == Method::GET && response.status().is_success();
    is_page && response.response().error().is_none() && matches!(unkept, AppError::NoRoom(_))
}

/// Takes the key of a session that is not there out of an answer. Other cookies stay.
fn without_session<B>(response: &mut ServiceResponse<B>) {
    let is_key = |cookie: &HeaderValue| {
        let rest = cookie.as_bytes().strip_prefix(session_store::COOKIE.as_bytes());
        rest.is_some_and(|rest| rest.starts_with(b"="))
    };
    let headers = response.headers_mut();
    let others: Vec<HeaderValue> =
        headers.remove(header::SET_COOKIE).filter(|cookie| !is_key(cookie)).collect();
    for cookie in others {
        headers.append(header::SET_COOKIE, cookie);
    }
    tracing::warn!("a page is given without its session: the database has no room");
}

/// That there is no room is why the form of a page without its session brings the wrong token. Where a session was kept since, there is
/// room again, and whoever sends it is to load the page anew.
fn why_refused(request: &HttpRequest, error: &AppError) -> Option<AppError> {
    let app = request.app_data::<web::Data<App>>()?;
    let is_sign_in = request.path() == SIGN_IN && matches!(error, AppError::BadFormToken);
    let is_full = is_sign_in && app.is_without_room.load(Ordering::Relaxed);
    is_full.then(|| AppError::NoRoom(anyhow::anyhow!("the form to sign in had no session")))
}

fn answer(request: &HttpRequest, error: &Error, id: &str) -> HttpResponse {
    let fallback = AppError::Internal(anyhow::anyhow!("{error}"));
    let error = error.as_error::<AppError>().unwrap_or(&fallback);
    let why = why_refused(request, error);
    let error = why.as_ref().unwrap_or(error);
    if let AppError::Internal(cause) | AppError::NoRoom(cause) | AppError::NoDictionary(_, cause) = error {
        tracing::error!(request_id = id, "{cause:#}");
    }
    let wants_page = !request.path().starts_with("/api/");
    if wants_page && matches!(error, AppError::SignInRequired) {
        return to_sign_in(request);
    }
    let (lang, _) = frame::language(request);
    let (status, code) = error.parts();
    let view = view_of(request, error, lang, id);
    let body = if wants_page { page(request, &view) } else { None };
    match body {
        Some(body) => HttpResponse::build(status).insert_header(ContentType::html()).body(body),
        None => HttpResponse::build(status)
            .insert_header((header::CONTENT_TYPE, "application/problem+json"))
            .body(
                serde_json::json!({
                    "type": format!("urn:kikitori:problem:{code}"), "title": view.title, "status": view.status,
                    "detail": view.detail.unwrap_or(view.text), "instance": format!("urn:request:{id}"),
                })
                .to_string(),
            ),
    }
}

fn view_of(request: &HttpRequest, error: &AppError, lang: Lang, id: &str) -> ErrorView {
    let (status, code) = error.parts();
    let title = i18n::plain(lang, &format!("error-{code}-title"));
    let is_staff = auth::was_signed_in(request);
    let next = match error {
        // Whoever is signed in is the one whom others would tell.
        AppError::NoRoom(_) if is_staff => i18n::plain(lang, "error-no-room-next-staff"),
        _ => i18n::plain(lang, &format!("error-{code}-next")),
    };
    ErrorView {
        lang: lang.code(),
        status: status.as_u16(),
        code,
        text: i18n::plain(lang, &format!("error-{code}-text")),
        detail: error.detail_key(is_staff).map(|key| i18n::plain(lang, key)),
        request_id: if status.is_server_error() { id.to_owned() } else { String::new() },
        next,
        back: match error {
            AppError::TooLarge => page_of_form(request).unwrap_or_default(),
            AppError::NoFonts(_) => {
                page_of_form(request).or_else(|| page_of_file(request.path())).unwrap_or_default()
            }
            _ => String::new(),
        },
        is_staff,
        page: PlainPage {
            title: title.clone(),
            path: request.path().to_owned(),
            csrf: "",
            user: None,
            nav: [],
            search: [],
            flash: None,
            other_lang: None,
            is_public: true,
            display: "",
        },
        title,
    }
}

fn page(request: &HttpRequest, view: &ErrorView) -> Option<String> {
    let app = request.app_data::<web::Data<App>>()?;
    let context = tera::Context::from_serialize(view).ok()?;
    app.render("errors/error.html", &context).ok()
}

/// To the sign-in form, and afterwards back to the page that was asked for, or that a form was sent from.
fn to_sign_in(request: &HttpRequest) -> HttpResponse {
    let address = if request.method() == Method::GET {
        format!("/sign-in?next={}", request.path())
    } else {
        let page = page_of_form(request).unwrap_or_default();
        format!("/sign-in?ended=yes&next={}", utf8_percent_encode(&page, NON_ALPHANUMERIC))
    };
    HttpResponse::SeeOther().insert_header((header::LOCATION, address)).finish()
}

/// The sheet, or the cards, behind a share link that a file is of: not every browser tells where it was asked for.
fn page_of_file(path: &str) -> Option<String> {
    let (token, file) = path.strip_prefix("/r/")?.split_once('/')?;
    let is_of_cards = file.starts_with("cards");
    Some(if is_of_cards { format!("/r/{token}/cards") } else { format!("/r/{token}") })
}

/// The address within this service that a form was sent from, as the browser tells (`Referrer-Policy: same-origin`).
fn page_of_form(request: &HttpRequest) -> Option<String> {
    let referer: Uri = request.headers().get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let own = request.headers().get(header::HOST)?.to_str().ok()?;
    let public: Option<Uri> =
        request.app_data::<web::Data<App>>().and_then(|app| app.public_url.parse().ok());
    let from = referer.authority()?;
    // Behind a proxy the host of a request can be another one than that of the address people see.
    let is_own = from.as_str() == own || public.is_some_and(|public| public.authority() == Some(from));
    is_own.then(|| referer.path_and_query().map(ToString::to_string)).flatten()
}
