//! Logs and the headers that every response carries.

use actix_web::middleware::DefaultHeaders;
use tracing_actix_web::TracingLogger;
use tracing_subscriber::EnvFilter;

/// What a page may load: our own styles, scripts and pictures, nothing inline, nothing from elsewhere.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// The policy of a page that shows other pages of ours in frames.
pub fn framing_policy() -> String {
    format!("{CONTENT_SECURITY_POLICY}; frame-src 'self'")
}

/// The policy of a page that may stand in such a frame.
pub fn framed_policy() -> String {
    CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
}

/// Starts logging to standard error. `RUST_LOG` chooses the level, e.g. `RUST_LOG=debug`.
pub fn init() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,server=info"));
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// One log line a request, with its id. Addresses of respondents' pages are secrets: routes are logged by pattern.
pub fn request_log() -> TracingLogger<quiet::RouteOnly> {
    TracingLogger::new()
}

/// Headers against framing, sniffing, leaking addresses and foreign content.
pub fn security_headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add(("Content-Security-Policy", CONTENT_SECURITY_POLICY))
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("X-Frame-Options", "DENY"))
        .add(("Referrer-Policy", "same-origin"))
        // Links to questionnaires and sheets are for those who were sent them.
        .add(("X-Robots-Tag", "noindex, nofollow"))
        .add(("Permissions-Policy", "camera=(), microphone=(), geolocation=()"))
        .add(("Cross-Origin-Opener-Policy", "same-origin"))
        .add(("Cache-Control", "no-store"))
}

mod quiet {
    //! A span for a request that names its route, never its address, client or answers.

    use actix_web::Error;
    use actix_web::body::MessageBody;
    use actix_web::dev::{ServiceRequest, ServiceResponse};
    use tracing::Span;
    use tracing_actix_web::{DefaultRootSpanBuilder, RequestId, RootSpanBuilder};

    /// Builds that span.
    pub struct RouteOnly;

    impl RootSpanBuilder for RouteOnly {
        fn on_request_start(request: &ServiceRequest) -> Span {
            use actix_web::HttpMessage;
            let route = request.match_pattern().unwrap_or_else(|| "unknown".to_owned());
            let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
            tracing::info_span!(
                "request", method = %request.method(), route, request_id = id,
                http.status_code = tracing::field::Empty, otel.status_code = tracing::field::Empty,
                exception.message = tracing::field::Empty, exception.details = tracing::field::Empty,
            )
        }

        fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
            DefaultRootSpanBuilder::on_request_end(span, outcome);
        }
    }
}
