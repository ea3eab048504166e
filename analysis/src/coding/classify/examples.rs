//! Texts with the stance and the theme that people gave them: what a classifier learns from.

use crate::coding::frame::CodingFrame;
use crate::coding::stance::Stance;
use crate::coding::themes::kind_of;
use crate::error::Error;

/// The invented texts that ship with the product; the file says how it is laid out.
pub const STANCE_TRAINING: &str = include_str!("../../../data/stance-training.tsv");

const FILE: &str = "stance-training.tsv";

/// What a theme is called that no code of the frame fits.
pub const NO_THEME: &str = "none";

/// A text that somebody judged.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Example {
    /// One sentence or one point of a list.
    pub text: String,
    /// What it does.
    pub stance: Stance,
    /// A code of the frame that fits the stance, if any does.
    pub theme: Option<String>,
}

/// The invented texts.
///
/// # Errors
/// [`Error::ShippedData`] with the line of the first mistake.
pub fn shipped_examples(frame: &CodingFrame) -> Result<Vec<Example>, Error> {
    parse(STANCE_TRAINING, frame)
}

fn parse(lines: &str, frame: &CodingFrame) -> Result<Vec<Example>, Error> {
    let numbered = lines.lines().zip(1..).filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    let read = |(text, line)| {
        example(text, frame).map_err(|detail| Error::ShippedData {
            file: FILE,
            line,
            detail: detail.to_owned(),
        })
    };
    numbered.map(read).collect()
}

fn example(line: &str, frame: &CodingFrame) -> Result<Example, &'static str> {
    let fields: Vec<&str> = line.split('\t').collect();
    let &[stance, theme, text] = fields.as_slice() else { return Err("three columns are needed") };
    let stance = Stance::from_key(stance).ok_or("unknown stance")?;
    let theme = (theme != NO_THEME).then(|| theme.to_owned());
    if let Some(theme) = &theme {
        let code = frame.code(theme).ok_or("unknown theme")?;
        if kind_of(stance) != Some(code.kind) {
            return Err("the theme does not fit the stance");
        }
    }
    Ok(Example { text: text.to_owned(), stance, theme })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn many_and_varied_texts_ship() {
        let frame = CodingFrame::shipped().unwrap();
        let examples = shipped_examples(&frame).unwrap();
        assert!(examples.len() >= 1_200, "{}", examples.len());
        let texts: BTreeSet<&str> = examples.iter().map(|example| example.text.as_str()).collect();
        assert_eq!(texts.len(), examples.len(), "a text is there twice");
        let n = |of: &dyn Fn(&&Example) -> bool| examples.iter().filter(|example| of(example)).count();
        for stance in Stance::ALL {
            assert!(n(&|example| example.stance == stance) >= 150, "{stance:?}");
        }
        for code in &frame.codes {
            assert!(n(&|example| example.theme.as_ref() == Some(&code.code)) >= 15, "{}", code.code);
        }
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let frame = CodingFrame::shipped().unwrap();
        let message = |lines: &str| parse(lines, &frame).err().unwrap().to_string();
        assert!(message("# x\nchallenge\tC01").contains("line 2"));
        assert!(message("worry\tC01\ta").contains("unknown stance"));
        assert!(message("challenge\tC99\ta").contains("unknown theme"));
        assert!(message("challenge\tG01\ta").contains("does not fit"));
        assert!(message("other\tC01\ta").contains("does not fit"));
        assert_eq!(parse("request\tC01\ta\n\nother\tnone\tb", &frame).unwrap().len(), 2);
    }
}
