//! Files that people bring: `multipart/form-data`, of signed-in people with the session's token, of respondents to an
//! address that is their secret.

use std::future::Future;
use std::pin::Pin;

use actix_multipart::{Multipart, MultipartError};
use actix_session::SessionExt;
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt;

use crate::app::App;
use crate::auth::form::{self, PublicForm, StaffForm, expected_token, is_token};
use crate::config::MEGABYTE;
use crate::error::{AppError, Result};

/// What a signed-in person may bring: 500 filled sheets, each with what is in it, fit.
const STAFF: Limits = Limits { all: 40 * MEGABYTE, one: 40 * MEGABYTE, text: 40 * MEGABYTE, files: 1_100 };
/// Most fields in one upload: a long page with all its boxes.
const MAX_FIELDS: usize = 2_000;
/// Most files that somebody without an account may bring at once.
const MAX_PUBLIC_FILES: usize = 50;

/// A form with files. A form without files may also come as any other form.
pub struct StaffUpload {
    /// Name–value pairs.
    pub fields: Vec<(String, String)>,
    /// The files in the order chosen; a file field that was left empty brings none.
    pub files: Vec<UploadedFile>,
}

/// The same of somebody without an account.
pub struct PublicUpload {
    /// Name–value pairs.
    pub fields: Vec<(String, String)>,
    /// The files in the order chosen.
    pub files: Vec<UploadedFile>,
}

/// How much is read.
#[derive(Clone, Copy)]
struct Limits {
    /// Most bytes of everything; more ends the request.
    all: usize,
    /// Most bytes of one file; of a larger one nothing is kept, and the rest of the form is read.
    one: usize,
    /// Most bytes of all fields together that are no files.
    text: usize,
    /// Most files.
    files: usize,
}

/// One file.
pub struct UploadedFile {
    /// The form field.
    pub field: String,
    /// Its name on the person's machine; not to be trusted as a path.
    pub name: String,
    /// Its contents; empty if it is too large.
    pub bytes: Vec<u8>,
    /// It is larger than one file may be.
    pub is_too_large: bool,
}

impl StaffUpload {
    /// The first value of a field, trimmed; empty when absent.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }
}

impl PublicUpload {
    /// The first value of a field, trimmed; empty when absent.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }
}

/// Whether a request brings parts rather than one form.
fn has_parts(request: &HttpRequest) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    kind.to_ascii_lowercase().starts_with("multipart/form-data")
}

/// As much as the settings allow one response, once more for what is sent again, and the form itself.
fn public_limits(request: &HttpRequest) -> Limits {
    let config = request.app_data::<web::Data<App>>().map(|app| &app.config);
    let (one, all) = config.map_or((0, 0), |config| (config.file_megabytes, config.files_megabytes));
    Limits {
        all: 2 * all * MEGABYTE + form::MAX_BYTES,
        one: one * MEGABYTE,
        text: form::MAX_BYTES,
        files: MAX_PUBLIC_FILES,
    }
}

impl FromRequest for PublicUpload {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<PublicUpload>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if !has_parts(request) {
            let form = PublicForm::from_request(request, payload);
            return Box::pin(async move { Ok(PublicUpload { fields: form.await?.0, files: Vec::new() }) });
        }
        let limits = public_limits(request);
        let parts = read(Multipart::new(request.headers(), payload.take()), limits);
        let arrived = form::in_time(request, parts);
        Box::pin(async move {
            let (fields, files) = arrived.await??;
            Ok(PublicUpload { fields, files })
        })
    }
}

impl FromRequest for StaffUpload {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<StaffUpload>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if !has_parts(request) {
            let form = StaffForm::from_request(request, payload);
            return Box::pin(async move { Ok(StaffUpload { fields: form.await?.0, files: Vec::new() }) });
        }
        let expected = expected_token(&request.get_session());
        let parts = read(Multipart::new(request.headers(), payload.take()), STAFF);
        let arrived = form::in_time(request, parts);
        Box::pin(async move {
            let (fields, files) = arrived.await??;
            let upload = StaffUpload { fields, files };
            if !is_token(expected.as_deref(), upload.get("csrf")) {
                return Err(AppError::BadFormToken);
            }
            Ok(upload)
        })
    }
}

async fn read(mut parts: Multipart, limits: Limits) -> Result<(Vec<(String, String)>, Vec<UploadedFile>)> {
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    let (mut n_bytes, mut n_text) = (0, 0);
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|error| reason(&error))?;
        let field = part.name().unwrap_or_default().to_owned();
        let name = part.content_disposition().and_then(|found| found.get_filename()).map(str::to_owned);
        let mut bytes = Vec::new();
        let mut is_too_large = false;
        while let Some(piece) = part.next().await {
            let piece = piece.map_err(|error| reason(&error))?;
            n_bytes += piece.len();
            n_text += if name.is_none() { piece.len() } else { 0 };
            is_too_large |= name.is_some() && bytes.len() + piece.len() > limits.one;
            if n_bytes > limits.all || n_text > limits.text {
                return Err(AppError::TooLarge);
            }
            if is_too_large {
                bytes = Vec::new();
            } else {
                bytes.extend_from_slice(&piece);
            }
        }
        match name {
            Some(name) if !name.is_empty() || !bytes.is_empty() || is_too_large => {
                files.push(UploadedFile { field, name, bytes, is_too_large });
            }
            Some(_) => {}
            None => {
                let mut text = String::from_utf8_lossy(&bytes).into_owned();
                text.retain(|c| c != '\0');
                fields.push((field, text));
            }
        }
        if fields.len() > MAX_FIELDS || files.len() > limits.files {
            return Err(AppError::TooLarge);
        }
    }
    Ok((fields, files))
}

fn reason(error: &MultipartError) -> AppError {
    tracing::debug!("an upload cannot be read: {error}");
    AppError::BadRequest("bad-request-form")
}
