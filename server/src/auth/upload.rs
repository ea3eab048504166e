//! Files that a signed-in person brings: `multipart/form-data` with the session's token.

use std::future::Future;
use std::pin::Pin;

use actix_multipart::{Multipart, MultipartError};
use actix_session::SessionExt;
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;

use crate::auth::form::{StaffForm, expected_token, is_token};
use crate::error::{AppError, Result};

/// Most bytes of everything in one upload: 500 filled sheets fit.
const MAX_BYTES: usize = 40 * 1024 * 1024;
/// Most parts, fields and files together: 500 sheets, each with what is in it and its box.
const MAX_PARTS: usize = 1100;

/// A form with files. A form without files may also come as any other form.
pub struct StaffUpload {
    /// Name–value pairs.
    pub fields: Vec<(String, String)>,
    /// The files in the order chosen; a file field that was left empty brings none.
    pub files: Vec<UploadedFile>,
}

/// One file.
pub struct UploadedFile {
    /// The form field.
    pub field: String,
    /// Its name on the person's machine; not to be trusted as a path.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

impl StaffUpload {
    /// The first value of a field, trimmed; empty when absent.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }
}

impl FromRequest for StaffUpload {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<StaffUpload>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        if !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            let form = StaffForm::from_request(request, payload);
            return Box::pin(async move { Ok(StaffUpload { fields: form.await?.0, files: Vec::new() }) });
        }
        let expected = expected_token(&request.get_session());
        let parts = Multipart::new(request.headers(), payload.take());
        Box::pin(async move {
            let upload = read(parts).await?;
            if !is_token(expected.as_deref(), upload.get("csrf")) {
                return Err(AppError::BadFormToken);
            }
            Ok(upload)
        })
    }
}

async fn read(mut parts: Multipart) -> Result<StaffUpload> {
    let mut upload = StaffUpload { fields: Vec::new(), files: Vec::new() };
    let mut n_bytes = 0;
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|error| reason(&error))?;
        let field = part.name().unwrap_or_default().to_owned();
        let name = part.content_disposition().and_then(|found| found.get_filename()).map(str::to_owned);
        let mut bytes = Vec::new();
        while let Some(piece) = part.next().await {
            let piece = piece.map_err(|error| reason(&error))?;
            n_bytes += piece.len();
            if n_bytes > MAX_BYTES {
                return Err(AppError::TooLarge);
            }
            bytes.extend_from_slice(&piece);
        }
        match name {
            Some(name) if !name.is_empty() || !bytes.is_empty() => {
                upload.files.push(UploadedFile { field, name, bytes });
            }
            Some(_) => {}
            None => {
                let mut text = String::from_utf8_lossy(&bytes).into_owned();
                text.retain(|c| c != '\0');
                upload.fields.push((field, text));
            }
        }
        if upload.fields.len() + upload.files.len() > MAX_PARTS {
            return Err(AppError::TooLarge);
        }
    }
    Ok(upload)
}

fn reason(error: &MultipartError) -> AppError {
    tracing::debug!("an upload cannot be read: {error}");
    AppError::BadRequest("bad-request-form")
}
