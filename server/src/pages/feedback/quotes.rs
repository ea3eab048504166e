//! Quotes: which words may be shown to a region, and which have been released after reading and masking.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use surveys::entity::quote;
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::marks::Mark;

use crate::app::App;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::i18n;

/// Stances that are quoted, in the order of a sheet.
pub const STANCES: [&str; 3] = ["challenge", "good_practice", "request"];

/// A released quote as people read it: without kind or area, on whatever leaves the house (decision 42).
#[derive(Clone, Serialize)]
pub struct QuoteView {
    /// What it is: challenge, good practice, request.
    pub stance: String,
    /// The words as released.
    pub text: String,
    /// Where the words come from; no page shows it.
    #[serde(skip)]
    pub reference: String,
    /// They were written in a reply to the feedback.
    #[serde(skip)]
    pub is_reply: bool,
}

/// Words that may be released.
pub struct Candidate {
    /// Source, e.g. `answer:12:q17` or `segment:7`.
    pub source: String,
    /// Stance by the question's role or by the mark.
    pub stance: String,
    /// Code of the area; empty when unknown.
    pub region: String,
    /// Code of the agency kind; empty when unknown.
    pub kind: String,
    /// What they answer, or the section.
    pub title: String,
    /// The words as written.
    pub text: String,
    /// Their writer allows quoting them at academic meetings, too.
    pub is_for_talks: bool,
    /// They were written in a reply to the feedback.
    pub is_reply: bool,
}

/// Everything in the data whose writer allows quoting for the region: answers to questions about challenges, good
/// practices and requests, and what people marked in notes.
pub async fn candidates(app: &App, dataset: &Dataset) -> Result<Vec<Candidate>> {
    let mut found = Vec::new();
    for writing in dataset.writings_with_those_apart() {
        if !writing.consent.allows(Purpose::Regional) {
            continue;
        }
        let region = writing.region.clone().unwrap_or_default();
        let kind = writing.kind.clone().unwrap_or_default();
        for part in writing.parts.iter().filter(|part| part.may_show && is_stance(&part.role)) {
            found.push(Candidate {
                source: part.source.clone(),
                stance: part.role.clone(),
                region: region.clone(),
                kind: kind.clone(),
                title: part.title.clone(),
                text: part.text.clone(),
                is_for_talks: writing.consent.allows_quote(Purpose::Academic),
                is_reply: writing.is_reply(),
            });
        }
    }
    let marks = store::marks::of_survey(&app.db, dataset.survey.id).await?;
    for candidate in marks.into_iter().filter_map(|mark| of_mark(dataset, mark)) {
        // Who codes may give one segment two stances; its words are released once.
        if !found.iter().any(|known: &Candidate| known.source == candidate.source) {
            found.push(candidate);
        }
    }
    Ok(found)
}

fn of_mark(dataset: &Dataset, mark: Mark) -> Option<Candidate> {
    let heard = dataset.marked(&mark)?;
    let segment = mark.segment;
    let is_allowed = heard.consent.allows_showing(Purpose::Regional, &mark.stance) && !segment.is_detached;
    (is_allowed && is_stance(&mark.stance)).then(|| Candidate {
        source: format!("segment:{}", segment.id.0),
        region: heard.region.clone().unwrap_or_default(),
        kind: heard.agency.kind.clone(),
        title: i18n::plain(dataset.lang, &format!("hearing-section-{}", segment.part)),
        stance: mark.stance,
        text: segment.quote,
        is_for_talks: heard.consent.allows_quote(Purpose::Academic),
        is_reply: false,
    })
}

fn is_stance(code: &str) -> bool {
    STANCES.contains(&code)
}

/// The released quotes of an area or of the whole region. A release whose source has been withdrawn, changed its
/// consent or lost its mark is not shown.
pub async fn released(app: &App, dataset: &Dataset, area: Option<&str>) -> Result<Vec<QuoteView>> {
    let allowed: BTreeMap<String, Candidate> = candidates(app, dataset)
        .await?
        .into_iter()
        .map(|candidate| (candidate.source.clone(), candidate))
        .collect();
    let quotes = store::quotes::of_survey(&app.db, dataset.survey.id).await?;
    let view = |quote: quote::Model| {
        let candidate = allowed.get(&quote.source)?;
        let is_here = area.is_none_or(|area| candidate.region == area);
        is_here.then(|| QuoteView {
            stance: candidate.stance.clone(),
            text: quote.text,
            reference: quote.source,
            is_reply: candidate.is_reply,
        })
    };
    Ok(quotes.into_iter().filter_map(view).collect())
}

/// The released quotes that may be shown at academic meetings, with their sources, in the order of release: their writers allow
/// quoting for that, which is more than telling the region of a case.
pub async fn released_for_talks(app: &App, dataset: &Dataset) -> Result<Vec<quote::Model>> {
    let allowed: BTreeSet<String> = candidates(app, dataset)
        .await?
        .into_iter()
        .filter(|candidate| candidate.is_for_talks)
        .map(|candidate| candidate.source)
        .collect();
    let quotes = store::quotes::of_survey(&app.db, dataset.survey.id).await?;
    Ok(quotes.into_iter().filter(|quote| allowed.contains(&quote.source)).collect())
}
