//! Rules as a file: one that was brought is given out again with its text, line ends and encoding. Its bytes are the same, but for
//! characters that CP932 has twice: they come out as the encoder writes them.

use actix_web::{HttpResponse, web};
use analysis::rules::MAX_BYTES;
use analysis::text::encoding::{TextEncoding, decode, encode};
use surveys::entity::rule_version;
use surveys::id::SurveyId;
use surveys::store;

use super::edit::{Draft, Kept, Said, keep, page, stored};
use super::links;
use crate::auth::upload::StaffUpload;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::{brought, download};
use crate::view::frame::Frame;

/// The media type of a file whose encoding is its own.
const RULES: &str = "application/octet-stream";

/// `GET /surveys/{id}/analysis/rules.cod`
pub async fn give(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Analysis)?;
    let survey = store::surveys::find(&frame.app.db, SurveyId(*id)).await?.id;
    let newest = store::rules::newest(&frame.app.db, survey).await?.ok_or(AppError::NotFound)?;
    Ok(download::file(RULES, format!("kikitori-{}-rules.cod", survey.0), bytes(&newest)?))
}

/// The bytes of rules in the encoding that they were brought in.
///
/// # Errors
/// When they have a letter that their encoding lacks, which saving excludes.
pub fn bytes(rules: &rule_version::Model) -> anyhow::Result<Vec<u8>> {
    let encoding = TextEncoding::named(&rules.encoding).unwrap_or(TextEncoding::Utf8);
    encode(&rules.content, encoding, rules.has_byte_order_mark)
        .map_err(|letter| anyhow::anyhow!("{letter} is not in the encoding of the rules"))
}

/// `POST /surveys/{id}/analysis/rules/file`: `file`, its `encoding` where it cannot be told, and the `revision` that it
/// replaces. With errors it is shown in the editor and not kept.
pub async fn bring(frame: Frame, user: User, id: web::Path<i64>, sent: StaffUpload) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let survey = SurveyId(*id);
    let current = stored(&frame, survey).await?;
    let revision = sent.get("revision").parse().unwrap_or(-1);
    let wanted = TextEncoding::named(sent.get("file_encoding"));
    let draft = match draft(&frame, sent, wanted, revision) {
        Ok(draft) => draft,
        Err(words) => {
            let said = Said { file_problem: words, ..Said::default() };
            return page(&frame, &user, survey, current, said).await;
        }
    };
    match keep(&frame, &user, survey, &draft).await? {
        Kept::Done(key) => frame.redirect_with(&links(&user, survey).own, "success", key),
        Kept::Wrong => page(&frame, &user, survey, draft, Said::default()).await,
        Kept::Stale => {
            let said = Said { there: Some(current.content), ..Said::default() };
            page(&frame, &user, survey, Draft { revision: current.revision, ..draft }, said).await
        }
    }
}

/// The file that was sent as a draft; otherwise why it cannot be one, in words.
fn draft(
    frame: &Frame,
    sent: StaffUpload,
    wanted: Option<TextEncoding>,
    revision: i32,
) -> std::result::Result<Draft, String> {
    let file = brought::file(frame, sent.files)?;
    if file.is_too_large || file.bytes.len() > MAX_BYTES {
        return Err(frame.text_with("analyze-rules-too-large", &[("detail", MAX_BYTES.to_string())]));
    }
    let decoded = decode(&file.bytes, wanted).map_err(|_| frame.text("rules-file-not-text"))?;
    if let Some(line) = decoded.text.lines().position(|line| line.contains('\0')) {
        return Err(frame.text_with("rules-file-nul", &[("line", (line + 1).to_string())]));
    }
    if !decoded.is_certain {
        return Err(frame.text("rules-file-unclear"));
    }
    Ok(Draft {
        is_crlf: decoded.text.contains("\r\n"),
        content: decoded.text,
        encoding: decoded.encoding,
        has_byte_order_mark: decoded.has_byte_order_mark,
        revision,
    })
}
