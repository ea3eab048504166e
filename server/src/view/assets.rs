//! Static files, inside the program, under addresses that change with their content.

use actix_web::http::header::{CACHE_CONTROL, ContentType};
use actix_web::{HttpResponse, web};
use rust_embed::RustEmbed;

use crate::error::{AppError, Result};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/static"]
struct Static;

/// The address of a static file. The hash of its content lets browsers keep it for a year.
pub fn address(path: &str) -> String {
    match Static::get(path) {
        Some(file) => {
            let hash = data_encoding::HEXLOWER.encode(&file.metadata.sha256_hash()[..6]);
            format!("/static/{path}?v={hash}")
        }
        None => format!("/static/{path}"),
    }
}

/// Serves a static file.
pub async fn serve(path: web::Path<String>) -> Result<HttpResponse> {
    let file = Static::get(&path).ok_or(AppError::NotFound)?;
    let kind = match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => ContentType("text/css; charset=utf-8".parse().map_err(anyhow::Error::from)?),
        Some("js") => ContentType("text/javascript; charset=utf-8".parse().map_err(anyhow::Error::from)?),
        Some("svg") => ContentType("image/svg+xml".parse().map_err(anyhow::Error::from)?),
        _ => ContentType::octet_stream(),
    };
    Ok(HttpResponse::Ok()
        .insert_header(kind)
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(file.data.into_owned()))
}
