//! Counts wrong secrets by the address they come from, so that links and codes cannot be guessed without end.
//!
//! A right link opens however often others behind the same address were wrong: a whole office shares one. A code that is
//! typed is not looked up any more once too many were wrong, since codes are short enough to be tried.

use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, web};
use serde_json::json;
use surveys::store::audit::{self, Event};

use crate::app::App;
use crate::auth::throttle::Throttle;
use crate::error::AppError;
use crate::error::Result as AppResult;
use crate::routes::{self, Access, Route};

/// Wrong secrets from one address within the window: four slips for each of fifty people in one office.
const MOST_WRONG: u32 = 200;
/// Responses that are begun at one questionnaire from one address within the window.
const MOST_STARTS: u32 = 600;
/// The window.
const WINDOW: Duration = Duration::from_secs(600);
/// Header in which a proxy says whom it speaks for; the last address is the one that the proxy itself saw.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// What is counted.
pub struct Counters {
    wrong: Throttle,
    starts: Option<Throttle>,
}

impl Counters {
    /// Counts wrong secrets and, unless the settings say otherwise, responses begun.
    pub fn new(limit_starts: bool) -> Counters {
        Counters {
            wrong: Throttle::new(MOST_WRONG, WINDOW),
            starts: limit_starts.then(|| Throttle::new(MOST_STARTS, WINDOW)),
        }
    }

    /// Before a code that comes along with something else is looked up, if one was typed.
    ///
    /// # Errors
    /// [`AppError::TooMany`] when its address was wrong too often.
    pub fn ask(&self, request: &HttpRequest, typed: &str) -> AppResult<()> {
        let is_exhausted = address(request).is_some_and(|address| self.wrong.is_exhausted(&address));
        if is_exhausted && !typed.is_empty() { Err(AppError::TooMany) } else { Ok(()) }
    }

    /// Counts such a code that was wrong.
    pub async fn was_wrong(&self, app: &App, request: &HttpRequest, typed: &str) {
        let Some(address) = address(request).filter(|_| !typed.is_empty()) else { return };
        if self.wrong.count(&address) == MOST_WRONG {
            note(app, &address).await;
        }
    }

    /// Counts a response that is begun at a questionnaire.
    ///
    /// # Errors
    /// [`AppError::TooMany`] when one address has begun so many that no office could be behind it.
    pub fn start(&self, request: &HttpRequest, link: &str) -> AppResult<()> {
        let (Some(starts), Some(address)) = (&self.starts, address(request)) else { return Ok(()) };
        let name = format!("{address} {}", link.to_lowercase());
        if starts.is_exhausted(&name) {
            return Err(AppError::TooMany);
        }
        starts.count(&name);
        Ok(())
    }
}

/// Middleware: turns the answer to one wrong secret too many into "wait a moment".
///
/// # Errors
/// Those of middleware further in.
pub async fn count<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let app = request.app_data::<web::Data<App>>().cloned();
    let (Some(app), Some(address)) = (app, address(request.request())) else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    let wrong = &app.counters.wrong;
    let access = request.match_pattern().and_then(|pattern| access(&pattern, &request));
    if access == Some(Access::Code) && wrong.is_exhausted(&address) {
        return Ok(request.error_response(AppError::TooMany).map_into_right_body());
    }
    let response = next.call(request).await?;
    if !is_wrong(access, response.status()) {
        return Ok(response.map_into_left_body());
    }
    let failures = wrong.count(&address);
    if failures == MOST_WRONG {
        note(&app, &address).await;
    }
    if failures < MOST_WRONG {
        return Ok(response.map_into_left_body());
    }
    Ok(response.error_response(AppError::TooMany).map_into_right_body())
}

/// Who may use the address that is asked for.
fn access(pattern: &str, request: &ServiceRequest) -> Option<Access> {
    let is_it = |route: &&Route| route.path == pattern && route.method == *request.method();
    routes::all().find(is_it).map(|route| route.access)
}

/// Whether an answer says that the secret names nothing. A form that takes a code has nothing else to refuse.
fn is_wrong(access: Option<Access>, status: StatusCode) -> bool {
    match access {
        Some(Access::Secret) => status == StatusCode::NOT_FOUND,
        Some(Access::Code) => status == StatusCode::NOT_FOUND || status == StatusCode::UNPROCESSABLE_ENTITY,
        _ => false,
    }
}

/// One line in the records for whoever runs the service. A request is answered all the same when it cannot be written.
async fn note(app: &App, address: &str) {
    let written = async {
        let transaction = app.write().await?;
        let detail = json!({ "address": address, "most": MOST_WRONG, "seconds": WINDOW.as_secs() });
        let event =
            Event { user: None, action: "secrets.limit", thing_kind: "address", thing_id: None, detail };
        audit::record(&transaction, event).await?;
        AppResult::Ok(transaction.commit().await?)
    };
    if let Err(error) = written.await {
        tracing::warn!("too many wrong secrets from one address could not be recorded: {error}");
    }
}

/// Where a request comes from: the network of an IPv6 address, since one machine has all of it.
fn address(request: &HttpRequest) -> Option<String> {
    let app = request.app_data::<web::Data<App>>()?;
    let direct = request.peer_addr()?.ip();
    // A proxy on this machine needs no setting; without one nobody else can be here.
    let is_proxy = app.config.behind_proxy || direct.is_loopback();
    let address = if is_proxy { forwarded(request).unwrap_or(direct) } else { direct };
    Some(network(address))
}

fn forwarded(request: &HttpRequest) -> Option<IpAddr> {
    let header = request.headers().get_all(FORWARDED_FOR).last()?.to_str().ok()?;
    header.rsplit(',').next()?.trim().parse().ok()
}

fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => {
                let [a, b, c, d, ..] = address.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_machine_has_one_name() {
        let named = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(named("192.0.2.7"), "192.0.2.7");
        assert_eq!(named("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(named("2001:db8:1:2:aaaa::1"), named("2001:db8:1:2:bbbb::2"));
        assert_ne!(named("2001:db8:1:2::1"), named("2001:db8:1:3::1"));
    }
}
