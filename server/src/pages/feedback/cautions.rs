//! The office's own texts on a sheet, looked at for words that may tell who is meant. It is a caution and no wall: whoever writes
//! them knows whom they name, and a host may well stand in its own introduction.

use serde::Serialize;
use surveys::store;

use super::content::Piece;
use super::matches;
use super::sheet::Built;
use super::which::SheetOf;
use crate::error::Result;
use crate::pages::masking::{KnownNames, look_each};
use crate::view::frame::Frame;

/// Sections that somebody writes.
pub const OWN_SECTIONS: [&str; 2] = ["introduction", "next_steps"];

/// A text of the office in which such words stand.
#[derive(Serialize)]
pub struct Caution {
    /// Which text.
    place: String,
    /// The words.
    words: String,
}

/// The texts of a sheet in which words may tell who is meant, in the order of the sheet, and what it tells of offers.
///
/// # Errors
/// When the database fails or the look is broken off.
pub async fn cautions(frame: &Frame, sheet: &SheetOf, built: &Built) -> Result<Vec<Caution>> {
    let mut texts = own_texts(built);
    let purpose = built.content.plain_purpose.clone();
    texts.extend((!purpose.is_empty()).then(|| (frame.text("sheet-section-purpose_plain"), purpose)));
    let told = matches::told(frame, sheet.survey.id, sheet.area_code().as_deref()).await?;
    texts.extend(told.into_iter().map(|told| (frame.text("matches-sheet"), told.words)));
    let names = KnownNames::load(&frame.app, sheet.survey.region_id).await?;
    let (places, texts): (Vec<String>, Vec<String>) = texts.into_iter().unzip();
    let found = look_each(&frame.app, texts, &names).await?;
    let separator = frame.text("list-separator");
    let with_words = places.into_iter().zip(found).filter(|(_, words)| !words.is_empty());
    Ok(with_words.map(|(place, words)| Caution { place, words: words.join(&separator) }).collect())
}

/// How many quotes of a sheet were released before words were looked for.
///
/// # Errors
/// When the database fails.
pub async fn n_unchecked(frame: &Frame, sheet: &SheetOf, built: &Built) -> Result<usize> {
    let quotes = store::quotes::of_survey(&frame.app.db, sheet.survey.id).await?;
    let unchecked = quotes.iter().filter(|quote| quote.masking.is_none());
    Ok(unchecked.filter(|quote| built.quotes.iter().any(|(source, _)| *source == quote.source)).count())
}

/// Title and words of what somebody wrote on a sheet.
fn own_texts(built: &Built) -> Vec<(String, String)> {
    let sections = built.content.sections.iter();
    let own = sections.filter(|section| OWN_SECTIONS.contains(&section.kind.as_str()));
    let texts = own.flat_map(|section| {
        section.pieces.iter().filter_map(move |piece| match piece {
            Piece::Text { text, plain } => Some((section.title.clone(), format!("{text}\n{plain}"))),
            _ => None,
        })
    });
    let written = built.lines.iter().flat_map(|line| {
        let usual = line.is_written.then_some(&line.text);
        usual.into_iter().chain([&line.plain]).map(|words| (line.title.clone(), words.clone()))
    });
    texts.chain(written.filter(|(_, words)| !words.is_empty())).collect()
}
