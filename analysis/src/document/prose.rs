//! Texts that people bring: plain text, Word documents (.docx) and transcripts (.vtt, .srt), as lines.

mod docx;
mod speakers;
mod transcript;

use serde::Serialize;

use crate::document::csv;

/// The largest file that is read, in bytes. Word documents with pictures are large; the pictures are not unpacked.
pub const MAX_BYTES: usize = 20_000_000;
/// The most bytes of text of one file, and the most that the text of a document may unpack to with its markup.
pub const MAX_TEXT: usize = 1_000_000;
const MAX_MARKUP: usize = 50_000_000;

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProseProblem {
    /// It has no words.
    Empty,
    /// It has more than [`MAX_BYTES`], or unpacks to more than is read.
    TooLarge,
    /// Bytes that are text in none of the encodings that are read.
    NotText,
    /// No Word document, damaged, or with a password.
    NotDocument,
    /// A kind of file that is not read.
    OtherKind,
}

impl ProseProblem {
    /// Every problem, so that a test can ask for words for each.
    pub const ALL: [ProseProblem; 5] = [
        ProseProblem::Empty,
        ProseProblem::TooLarge,
        ProseProblem::NotText,
        ProseProblem::NotDocument,
        ProseProblem::OtherKind,
    ];

    /// The stable code, as serialised.
    pub fn code(self) -> &'static str {
        match self {
            ProseProblem::Empty => "empty",
            ProseProblem::TooLarge => "too-large",
            ProseProblem::NotText => "not-text",
            ProseProblem::NotDocument => "not-document",
            ProseProblem::OtherKind => "other-kind",
        }
    }
}

/// A text that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// The text; lines end with `\n`.
    pub text: String,
    /// Whose names became letters, in the order in which they speak.
    pub speakers: Vec<Speaker>,
    /// There were more speakers than letters; their names are left out.
    pub has_more_speakers: bool,
    /// Labels ahead of words that may be names and stayed in the text, the first few.
    pub unclear: Vec<String>,
}

/// Somebody who speaks in a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// The name as the file has it first.
    pub name: String,
    /// What stands in its place.
    pub letter: char,
}

/// The text of a file, by the end of its name. A transcript with times has a line for each cue: `00:01:05／A／words`. Speakers
/// are letters in the order in which they speak, in plain texts and Word documents, too, so that the names ahead of words do
/// not come along; names inside of words stay.
///
/// # Errors
/// When the file cannot be read or is larger than is read.
pub fn read(name: &str, bytes: &[u8]) -> Result<Prose, ProseProblem> {
    if bytes.len() > MAX_BYTES {
        return Err(ProseProblem::TooLarge);
    }
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    let mut prose = match end.as_str() {
        "docx" => transcript::plain(&docx::read(bytes)?),
        "txt" | "text" | "md" => transcript::plain(&plain(bytes)?),
        "vtt" | "srt" => transcript::cued(&plain(bytes)?),
        _ => return Err(ProseProblem::OtherKind),
    };
    prose.text = prose.text.trim().to_owned();
    if prose.text.len() > MAX_TEXT {
        return Err(ProseProblem::TooLarge);
    }
    if prose.text.is_empty() { Err(ProseProblem::Empty) } else { Ok(prose) }
}

fn plain(bytes: &[u8]) -> Result<String, ProseProblem> {
    if bytes.is_empty() {
        return Err(ProseProblem::Empty);
    }
    let text = csv::text(bytes).map_err(|_| ProseProblem::NotText)?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_comes_in_the_encodings_of_japanese_programs() {
        let words = "通院の日に休みにくい。\r\n次の行。";
        let [cp932, euc, jis] = [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::ISO_2022_JP]
            .map(|codec| codec.encode(words).0);
        for bytes in [words.as_bytes(), cp932.as_ref(), euc.as_ref(), jis.as_ref()] {
            assert_eq!(read("記録.TXT", bytes).unwrap().text, "通院の日に休みにくい。\n次の行。");
        }
        assert_eq!(read("a.txt", b""), Err(ProseProblem::Empty));
        assert_eq!(read("a.txt", b"\x81\xff\xff\x00\xff"), Err(ProseProblem::NotText));
        assert_eq!(read("a.pdf", b"%PDF"), Err(ProseProblem::OtherKind));
        assert_eq!(read("a.txt", "あ".repeat(400_000).as_bytes()), Err(ProseProblem::TooLarge));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_bring_a_reader_down(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            for name in ["a.txt", "a.vtt", "a.srt", "a.docx"] {
                let _ = read(name, &bytes);
            }
        }
    }
}
