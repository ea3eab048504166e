//! Lists that are brought as files: what is in one stands in the field of its list, to be looked at. It is saved with the form.

use analysis::text::encoding::{TextEncoding, decode};

use crate::auth::form::StaffForm;
use crate::auth::upload::{StaffUpload, UploadedFile};
use crate::pages::brought;
use crate::view::frame::Frame;

/// The lists, by the names of their fields; that of a list's file ends with [`FILE`].
const LISTS: [&str; 4] = ["forced", "stop_words", "synonyms", "dictionary"];

/// What the name of a field for a file has after that of its list.
const FILE: &str = "_file";

/// Largest file: as many words as a list may have, each with class, reading and form.
const MAX_BYTES: usize = 2_000_000;

/// A form with what its files hold.
pub struct Brought {
    /// The form; where a list came as a file, with that in its field.
    pub form: StaffForm,
    /// Whether a file fills a field.
    pub is_filled: bool,
    /// Why files fill none, in words, by list.
    pub problems: Vec<(&'static str, String)>,
}

/// Puts the files of a form into the fields of their lists.
pub fn read(frame: &Frame, sent: StaffUpload) -> Brought {
    let wanted = TextEncoding::named(sent.get("file_encoding"));
    let StaffUpload { mut fields, files } = sent;
    let (mut is_filled, mut problems) = (false, Vec::new());
    for file in files {
        let Some(list) = LISTS.into_iter().find(|list| file.field.strip_suffix(FILE) == Some(*list)) else {
            continue;
        };
        match text(frame, file, wanted) {
            Ok(text) => {
                fields.retain(|(name, _)| name.as_str() != list);
                fields.push((list.to_owned(), text));
                is_filled = true;
            }
            Err(words) => problems.push((list, words)),
        }
    }
    Brought { form: StaffForm(fields), is_filled, problems }
}

/// What is in a file, with plain line ends; otherwise why it cannot be read, in words.
fn text(frame: &Frame, file: UploadedFile, wanted: Option<TextEncoding>) -> Result<String, String> {
    let file = brought::file(frame, vec![file])?;
    let said = |key: &str, line: usize| {
        let args = [
            ("file", file.name.clone()),
            ("line", line.to_string()),
            ("max", (MAX_BYTES / 1_000_000).to_string()),
        ];
        frame.text_with(key, &args)
    };
    if file.is_too_large || file.bytes.len() > MAX_BYTES {
        return Err(said("lists-file-too-large", 0));
    }
    let decoded = decode(&file.bytes, wanted).map_err(|line| said("lists-file-not-text", line))?;
    if let Some(line) = decoded.text.lines().position(|line| line.contains('\0')) {
        return Err(said("lists-file-nul", line + 1));
    }
    if !decoded.is_certain {
        return Err(said("lists-file-unclear", 0));
    }
    Ok(decoded.text.replace("\r\n", "\n"))
}
