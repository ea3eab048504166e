//! The typed reason for a new version, looked at before it goes into print and onto the web: for words that may tell who is meant, and
//! for characters that paper cannot have. Like what is said of the office's other texts it is a caution: who has read it may go on.

use analysis::document::paper::{Block, Paper};

use super::which::SheetOf;
use crate::error::Result;
use crate::pages::masking::{KnownNames, look_each};
use crate::pages::unprintable::unprintable;
use crate::view::frame::Frame;

/// What somebody should look at in a reason before it is published, in sentences; none where nothing was found.
///
/// # Errors
/// When the database fails or the look is broken off.
pub async fn found_in_reason(frame: &Frame, sheet: &SheetOf, reason: &str) -> Result<Vec<String>> {
    let names = KnownNames::load(&frame.app, sheet.survey.region_id).await?;
    let words = look_each(&frame.app, vec![reason.to_owned()], &names).await?.concat();
    let letters = unprintable(frame, vec![alone(reason)]).await?;
    let separator = frame.text("list-separator");
    let said = [
        ("sheet-reason-words", words.join(&separator)),
        ("sheet-reason-unprintable", letters.places().join(&separator)),
    ];
    let found = said.into_iter().filter(|(_, words)| !words.is_empty());
    Ok(found.map(|(key, words)| frame.text_with(key, &[("words", words)])).collect())
}

/// A document that says nothing else.
fn alone(reason: &str) -> Paper {
    Paper { blocks: vec![Block::Paragraph(reason.to_owned())], ..Paper::default() }
}
