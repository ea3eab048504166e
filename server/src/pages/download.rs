//! Files for people to save, made here or brought by others, and the record of who took data out.

use actix_web::body::SizedStream;
use actix_web::http::header::{
    Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, HttpResponseBuilder};
use analysis::document::csv::{self, CsvOptions};
use analysis::document::{Sheet, xlsx};
use futures_util::stream::try_unfold;
use surveys::store::audit::{self, Event};
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use crate::auth::User;
use crate::error::Result;
use crate::view::frame::Frame;

/// The media type of tables as text.
pub const CSV: &str = csv::MEDIA_TYPE;
/// The media type of workbooks.
pub const WORKBOOK: &str = xlsx::MEDIA_TYPE;
/// The media type of documents for paper.
pub const PDF: &str = "application/pdf";
/// The media type of archives.
pub const ZIP: &str = "application/zip";
/// The media type of drawings.
pub const SVG: &str = "image/svg+xml";
/// The media type of pictures made of dots.
pub const PNG: &str = "image/png";
/// How much of a file on the disk is in memory while it is sent, in bytes.
const PIECE: usize = 64 * 1024;

/// A table as the bytes of a CSV file.
///
/// # Errors
/// When the table cannot be written.
pub fn csv(sheet: &Sheet) -> Result<Vec<u8>> {
    Ok(csv::write(sheet, CsvOptions::default()).map_err(anyhow::Error::from)?)
}

/// A file to be saved under a name of ours, which is ASCII. Names that people gave: [`brought`].
pub fn file(media_type: &str, name: String, bytes: Vec<u8>) -> HttpResponse {
    saved_as(media_type, name).body(bytes)
}

/// The same from an open file on the disk of `n_bytes`, sent piece by piece: it may be larger than memory.
pub fn piece_by_piece(media_type: &str, name: String, (file, n_bytes): (File, u64)) -> HttpResponse {
    let pieces = try_unfold(file, |mut file| async move {
        let mut piece = vec![0_u8; PIECE];
        let n_read = file.read(&mut piece).await?;
        piece.truncate(n_read);
        Ok::<_, std::io::Error>((n_read > 0).then(|| (Bytes::from(piece), file)))
    });
    saved_as(media_type, name).body(SizedStream::new(n_bytes, pieces))
}

fn saved_as(media_type: &str, name: String) -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response.content_type(media_type).insert_header(ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name)],
    });
    response
}

/// A file that somebody brought, to be saved under its own name, never to be opened as a page of this service.
pub fn brought(name: String, media_type: String, bytes: Vec<u8>) -> HttpResponse {
    let name = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.into_bytes(),
    };
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::FilenameExt(name)],
        })
        .insert_header(("Content-Security-Policy", "default-src 'none'; sandbox"))
        .body(bytes)
}

/// Records that somebody takes a file out. `action` is the event's name; `thing` is the kind and number of what it is about.
///
/// # Errors
/// When the database fails.
pub async fn record(frame: &Frame, user: &User, action: &str, thing: (&str, i64), file: &str) -> Result<()> {
    let event = Event {
        user: Some(user.id),
        action,
        thing_kind: thing.0,
        thing_id: Some(thing.1),
        detail: serde_json::json!({ "file": file }),
    };
    Ok(audit::record(&frame.app.db, event).await?)
}
