//! Codes as things to compare: those that people gave to texts, the themes that are suggested for them, and those of coding rules.

use actix_web::web;
use analysis::rules::parse_text;
use analysis::table::crosstab::CodeHits;
use analysis::text::terms::Term;
use analysis::text::units::Unit;
use surveys::store;

use super::Reading;
use super::things::Links;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::pages::conditions::encode;
use crate::pages::explore::rules::counting::{self, CodeCount, Counted};
use crate::pages::explore::selection::may_see_groups;
use crate::pages::explore::standing::given;
use crate::pages::explore::themes::sets;
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
    let given = given(frame, reading).await?;
    let base = format!("{}/analysis/texts", address(reading.dataset.survey.id));
    let may_follow = may_see_groups(&reading.dataset);
    let links = |id: &str| {
        let segments = Links { contexts: format!("/codes/{id}/segments"), ..Links::default() };
        match may_follow {
            true => {
                Links { texts: format!("{base}?code={id}"), with: format!("&with_code={id}"), ..segments }
            }
            false => segments,
        }
    };
    let code = |hits: CodeHits| Code { links: links(&hits.name), term: term(hits.label, hits.rows) };
    Ok(sets::of_people(&given, frame.lang).into_iter().map(code).collect())
}

/// The themes that are suggested for sentences, each with the texts that speak of it.
///
/// # Errors
/// When the shipped frame is malformed, which a test excludes.
pub fn suggested(reading: &Reading) -> Result<Vec<Code>> {
    let base = format!("{}/analysis/texts", address(reading.dataset.survey.id));
    let may_follow = may_see_groups(&reading.dataset);
    let hits = sets::suggested(reading, None)?.into_iter();
    let links = |theme: &str| match may_follow {
        true => Links {
            contexts: format!("{base}?theme={theme}"),
            texts: format!("{base}?theme={theme}"),
            with: format!("&with_theme={theme}"),
        },
        false => Links::default(),
    };
    let code = |hit: CodeHits| Code { links: links(&hit.name), term: term(hit.label, hit.rows) };
    Ok(hits.filter(|hit| !hit.rows.is_empty()).map(code).collect())
}

/// The codes of the survey's coding rules, each with the people in whose texts it is, in the order of the file; and the data
/// that they were counted in, whose texts stand in the same order wherever they are read.
///
/// # Errors
/// When the database fails or there is no dictionary.
pub async fn of_rules(frame: &Frame, dataset: Dataset) -> Result<(Dataset, Vec<Code>)> {
    let Some(stored) = store::rules::newest(&frame.app.db, dataset.survey.id).await? else {
        return Ok((dataset, Vec::new()));
    };
    let texts = counting::of(frame, dataset, &stored.content).await?;
    let work = move || {
        let counted = texts.count(&parse_text(&stored.content).0, Unit::Person);
        let codes = ruled(&texts.dataset, counted);
        (texts.dataset, codes)
    };
    Ok(web::block(work).await?)
}

/// The codes that somebody has and whose number the page of coding rules tells.
fn ruled(dataset: &Dataset, counted: Counted) -> Vec<Code> {
    let base = format!("{}/analysis/rules/hits?unit={}", address(dataset.survey.id), Unit::Person.name());
    let may_follow = may_see_groups(dataset);
    let links = |name: &str| {
        let texts = format!("{base}&code={}", encode(name));
        let with = if may_follow { format!("&with={}", encode(name)) } else { String::new() };
        Links { contexts: texts.clone(), texts, with }
    };
    let is_told = |code: &CodeCount| !code.people.is_empty() && !code.is_withheld(dataset);
    let told = counted.codes.into_iter().filter(is_told);
    told.map(|code| Code { links: links(&code.name), term: term(code.name, code.people) }).collect()
}
