//! Characters that paper cannot have, said before it is handed out: it is a warning and no wall, since □ may do.

use std::sync::Arc;

use actix_web::web;
use analysis::document::paper::Paper;
use analysis::document::pdf::missing::Missing;
use serde::Serialize;

use crate::error::{AppError, Result};
use crate::view::frame::Frame;

/// Most places that are named; a text in another script would fill the page.
const MOST_PLACES: usize = 20;

/// What cannot be printed of a document, for the component `unprintable`.
#[derive(Default, Serialize)]
pub struct Unprintable {
    /// Characters and where they stand, in words; empty where all can be printed.
    places: Vec<String>,
    /// How many more places there are.
    n_more: usize,
}

impl Unprintable {
    /// Characters and where they stand, in words; none where all can be printed.
    pub fn places(&self) -> &[String] {
        &self.places
    }
}

/// What cannot be printed of documents that say the same; nothing where there is no font, and no paper.
///
/// # Errors
/// When the look is broken off.
pub async fn unprintable(frame: &Frame, papers: Vec<Paper>) -> Result<Unprintable> {
    let typesetter = Arc::clone(&frame.app.typesetter);
    let look = move || -> Result<Vec<Missing>> {
        let mut all: Vec<Missing> = Vec::new();
        for paper in &papers {
            let found = typesetter.missing(paper)?;
            // The same words may stand under another heading in plain language.
            let is_known = |one: &Missing| {
                all.iter().any(|other| (&other.letters, &other.around) == (&one.letters, &one.around))
            };
            let new: Vec<Missing> = found.into_iter().filter(|one| !is_known(one)).collect();
            all.extend(new);
        }
        Ok(all)
    };
    match web::block(look).await? {
        Ok(found) => Ok(Unprintable {
            places: found.iter().take(MOST_PLACES).map(|missing| in_words(frame, missing)).collect(),
            n_more: found.len().saturating_sub(MOST_PLACES),
        }),
        Err(AppError::NoFonts(_)) => Ok(Unprintable::default()),
        Err(error) => Err(error),
    }
}

fn in_words(frame: &Frame, missing: &Missing) -> String {
    let args = [
        ("letters", missing.letters.join(&frame.text("list-separator"))),
        ("heading", missing.heading.clone()),
        ("around", missing.around.clone()),
    ];
    let key = if missing.heading.is_empty() { "paper-missing-around" } else { "paper-missing-under" };
    frame.text_with(key, &args)
}
