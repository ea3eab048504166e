//! The file of an import among what was sent.

use crate::auth::upload::UploadedFile;
use crate::view::frame::Frame;

/// The first file that has something in it; otherwise why there is none, in words. A file that is too large counts as one, although
/// nothing of it is kept.
pub fn file(frame: &Frame, files: Vec<UploadedFile>) -> Result<UploadedFile, String> {
    let empty = files.first().map(|file| file.name.clone());
    let file = files.into_iter().find(|file| !file.bytes.is_empty() || file.is_too_large);
    file.ok_or_else(|| match empty {
        Some(name) => frame.text_with("common-file-empty", &[("file", name)]),
        None => frame.text("common-file-required"),
    })
}
