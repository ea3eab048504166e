//! The kinds of files that are taken, and how each is known from its bytes.
//!
//! Pictures, PDF, office documents and plain text, of a hearing recordings, too. No SVG and no HTML: a browser that opens
//! them runs what stands in them. What a file says it is (its ending, the browser's media type) is never believed.

use encoding_rs::SHIFT_JIS;

/// A kind of file.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Media type under which it is given out.
    pub media_type: &'static str,
    /// Endings of its name, the usual one first.
    pub endings: &'static [&'static str],
}

const fn kind(media_type: &'static str, endings: &'static [&'static str]) -> Kind {
    Kind { media_type, endings }
}

/// Every kind that comes with answers.
pub const KINDS: &[Kind] = &[
    kind("image/jpeg", &["jpg", "jpeg"]),
    kind("image/png", &["png"]),
    kind("image/gif", &["gif"]),
    kind("image/webp", &["webp"]),
    kind("image/heif", &["heic", "heif"]),
    kind("image/tiff", &["tif", "tiff"]),
    kind("application/pdf", &["pdf"]),
    kind("application/msword", &["doc"]),
    kind("application/vnd.ms-excel", &["xls"]),
    kind("application/vnd.ms-powerpoint", &["ppt"]),
    kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    kind("application/vnd.oasis.opendocument.text", &["odt"]),
    kind("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    kind("text/plain", &["txt", "csv"]),
];

/// Recordings of a conversation. What telephones record is in the container of films, which is not told apart.
pub const SOUNDS: &[Kind] = &[
    kind("audio/mpeg", &["mp3"]),
    kind("audio/mp4", &["m4a", "mp4"]),
    kind("audio/wav", &["wav"]),
    kind("audio/ogg", &["ogg", "oga", "opus"]),
    kind("audio/flac", &["flac"]),
    kind("audio/aac", &["aac"]),
    kind("audio/amr", &["amr"]),
];

/// The kinds that a list as in HTML's `accept` allows; all of [`KINDS`] if it is empty.
pub fn accepted(list: &[String]) -> Vec<&'static Kind> {
    let allows = |kind: &&Kind| list.is_empty() || list.iter().any(|one| matches(kind, one));
    KINDS.iter().filter(allows).collect()
}

fn matches(kind: &Kind, one: &str) -> bool {
    match (one.strip_prefix('.'), one.strip_suffix("/*")) {
        (Some(ending), _) => kind.endings.contains(&ending),
        (_, Some("*")) => true,
        (_, Some(family)) => kind.media_type.split_once('/').is_some_and(|(own, _)| own == family),
        _ if one == "text/csv" => kind.media_type == "text/plain",
        _ if one == "image/heic" => kind.media_type == "image/heif",
        _ => kind.media_type == one,
    }
}

/// What a file is by its bytes; None for anything that is not taken, the empty file too.
pub fn of_bytes(bytes: &[u8]) -> Option<&'static Kind> {
    let found = |media_type: &str| KINDS.iter().chain(SOUNDS).find(|kind| kind.media_type == media_type);
    match infer::get(bytes) {
        Some(known) => found(usual(known.mime_type())),
        None if is_text(bytes) => found("text/plain"),
        None => None,
    }
}

/// The usual media type of a recording that goes by several.
fn usual(media_type: &str) -> &str {
    match media_type {
        "audio/m4a" | "video/mp4" => "audio/mp4",
        "audio/x-wav" => "audio/wav",
        "audio/x-flac" => "audio/flac",
        "audio/opus" => "audio/ogg",
        other => other,
    }
}

/// Japanese or other plain text: UTF-8 or Shift_JIS without control characters, and no markup.
fn is_text(bytes: &[u8]) -> bool {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => match SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => text,
            None => return false,
        },
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    !text.is_empty() && !text.starts_with('<') && !text.contains(is_control)
}
