//! Addresses that say something twice (`?page=2&page=3`): the last holds, on every page.

use std::collections::HashSet;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Uri;
use actix_web::middleware::Next;

/// Middleware: keeps of each name behind the question mark what is said last. No page asks for several of one name in an address.
///
/// # Errors
/// Those further in.
pub async fn keep_last<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    if let Some(uri) = without_repeats(request.uri()) {
        request.head_mut().uri = uri;
    }
    next.call(request).await
}

/// The address with one of each; None where nothing is said twice.
fn without_repeats(uri: &Uri) -> Option<Uri> {
    let query = uri.query()?;
    let mut seen = HashSet::new();
    let mut kept: Vec<&str> = query.rsplit('&').filter(|pair| seen.insert(name(pair))).collect();
    if kept.len() == query.split('&').count() {
        return None;
    }
    kept.reverse();
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(format!("{}?{}", uri.path(), kept.join("&")).parse().ok()?);
    Uri::from_parts(parts).ok()
}

fn name(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_each_name_the_last_is_kept_in_its_place() {
        let left = |address: &str| without_repeats(&address.parse().unwrap()).map(|uri| uri.to_string());
        assert_eq!(left("/list?page=2&page=3").as_deref(), Some("/list?page=3"));
        assert_eq!(
            left("/list?page=2&name=%E5%B1%B1&page=x").as_deref(),
            Some("/list?name=%E5%B1%B1&page=x")
        );
        assert_eq!(left("/list?wait&wait=").as_deref(), Some("/list?wait="));
        for whole in ["/list", "/list?", "/list?page=2&name=", "/list?page=2&pages=3"] {
            assert_eq!(left(whole), None, "{whole}");
        }
    }
}
