//! The coding frame (コード体系): what challenges and good practices are about, with the cues that suggest each code.

use serde::Deserialize;

use super::stance::Stance;
use crate::error::Error;

/// The shipped frame as JSON.
pub const CODING_FRAME: &str = include_str!("../../data/coding-frame.json");

const FILE: &str = "coding-frame.json";

/// Invented sentences for each code: they explain, and change no suggestion.
const EXAMPLES: &str = include_str!("../../data/coding-examples.tsv");

/// Codes for the themes of challenges (which requests share) and of good practices.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct CodingFrame {
    /// Raised with every change of meaning.
    pub version: u32,
    /// The codes, challenges first, in their order.
    pub codes: Vec<Code>,
}

/// One code. Cues are regular expressions on text in normal width.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Such as C01 or G12; never used again for something else.
    pub code: String,
    /// What it is a theme of: a challenge or a good practice.
    pub kind: Stance,
    /// Label in Japanese.
    pub ja: String,
    /// Label in English.
    pub en: String,
    /// What belongs to it, in Japanese.
    pub definition_ja: String,
    /// Cues that all but decide.
    pub strong: Vec<String>,
    /// Cues that suggest.
    pub medium: Vec<String>,
    /// Cues that break a tie.
    pub weak: Vec<String>,
}

impl CodingFrame {
    /// The frame that ships with the product.
    ///
    /// # Errors
    /// [`Error::ShippedData`] when the file is malformed.
    pub fn shipped() -> Result<CodingFrame, Error> {
        serde_json::from_str(CODING_FRAME).map_err(|error| Error::ShippedData {
            file: FILE,
            line: error.line(),
            detail: error.to_string(),
        })
    }

    /// The code with this name.
    pub fn code(&self, code: &str) -> Option<&Code> {
        self.codes.iter().find(|candidate| candidate.code == code)
    }
}

/// The invented sentences, in Japanese, that a code of the frame fits; none for other codes.
pub fn examples(code: &str) -> Vec<&'static str> {
    let own = |line: &'static str| {
        let mut cells = line.split('\t');
        (cells.next() == Some(code)).then(|| cells.collect())
    };
    EXAMPLES.lines().filter(|line| !line.starts_with('#')).find_map(own).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_has_all_codes_once() {
        let frame = CodingFrame::shipped().unwrap();
        let codes: Vec<&str> = frame.codes.iter().map(|code| code.code.as_str()).collect();
        let expected: Vec<String> =
            (1..=14).map(|n| format!("C{n:02}")).chain((1..=12).map(|n| format!("G{n:02}"))).collect();
        assert_eq!(codes, expected);
        for code in &frame.codes {
            let kind = if code.code.starts_with('C') { Stance::Challenge } else { Stance::GoodPractice };
            assert_eq!(code.kind, kind, "{}", code.code);
            assert!(!code.ja.is_empty() && !code.en.is_empty() && !code.strong.is_empty());
            assert_eq!(examples(&code.code).len(), 2, "{}", code.code);
        }
    }
}
