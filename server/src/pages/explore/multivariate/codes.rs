//! Codes as things to compare: those that people gave to texts, and the themes that are suggested for them.

use std::collections::{BTreeMap, BTreeSet};

use analysis::coding::frame::CodingFrame;
use analysis::text::terms::Term;
use surveys::id::CodeId;
use surveys::store;

use super::Reading;
use super::things::Links;
use crate::error::Result;
use crate::pages::coding::tree::label;
use crate::pages::explore::selection::may_see_groups;
use crate::pages::explore::standing::standing;
use crate::pages::explore::themes::theme_hits;
use crate::pages::surveys::address;
use crate::view::frame::Frame;

/// A code with the texts that have it.
pub struct Code {
    /// The code in the form of a word.
    pub term: Term,
    /// Where it leads.
    pub links: Links,
}

fn term(label: String, documents: Vec<u32>) -> Term {
    Term {
        lemma: label,
        class: "code",
        word: 0,
        n_documents: u32::try_from(documents.len()).unwrap_or(u32::MAX),
        n_occurrences: 0,
        n_negated: 0,
        documents,
    }
}

/// The codes that people gave to the texts that are read here, in the order of the codebook. Of each text it counts once.
///
/// # Errors
/// When the database fails.
pub async fn of_people(frame: &Frame, reading: &Reading) -> Result<Vec<Code>> {
    let (db, survey) = (&frame.app.db, reading.dataset.survey.id);
    let all = store::codes::of_survey(db, survey).await?;
    let coded = store::codings::of_survey(db, survey).await?;
    let mut texts: BTreeMap<CodeId, BTreeSet<u32>> = BTreeMap::new();
    for (place, one) in standing(&reading.writings, &coded) {
        for coding in &one.codings {
            texts.entry(coding.code_id).or_default().extend(u32::try_from(place).ok());
        }
    }
    let code = |code: &surveys::entity::code::Model| {
        let documents = texts.get(&code.id)?.iter().copied().collect();
        // A list of segments: one text may have several.
        let links = Links { contexts: format!("/codes/{}/segments", code.id.0), ..Links::default() };
        Some(Code { term: term(label(code, frame.lang), documents), links })
    };
    Ok(all.iter().filter_map(code).collect())
}

/// The themes that are suggested for sentences, each with the texts that speak of it.
///
/// # Errors
/// When the shipped frame is malformed, which a test excludes.
pub fn suggested(reading: &Reading) -> Result<Vec<Code>> {
    let frame = CodingFrame::shipped().map_err(anyhow::Error::from)?;
    let codes: Vec<&analysis::coding::frame::Code> = frame.codes.iter().collect();
    let base = format!("{}/analysis/texts", address(reading.dataset.survey.id));
    let may_follow = may_see_groups(&reading.dataset);
    let hits = theme_hits(reading, &codes, reading.dataset.lang).into_iter();
    let links = |theme: &str| match may_follow {
        true => Links {
            contexts: format!("{base}?theme={theme}"),
            texts: format!("{base}?theme={theme}"),
            with: format!("&with_theme={theme}"),
        },
        false => Links::default(),
    };
    let code = |hit: analysis::table::crosstab::CodeHits| Code {
        links: links(&hit.name),
        term: term(hit.label, hit.rows),
    };
    Ok(hits.filter(|hit| !hit.rows.is_empty()).map(code).collect())
}
