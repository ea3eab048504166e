//! A card as people read it: one sheet of A4, for the region and, beforehand, for colleagues.

mod paper;

use analysis::coding::frame::CodingFrame;
use serde::Serialize;
use surveys::entity::{card_version, survey};
use surveys::privacy::card::{CardText, Introduction};

use super::form::label_key;
use crate::dataset::tables::full_kind_name;
use crate::i18n::Lang;
use crate::view::frame::Frame;
use crate::view::{time, versions};

/// The card.
#[derive(Serialize)]
pub struct Face {
    title: String,
    survey: String,
    host: String,
    contact: String,
    /// The agency that it introduces; empty for a case, which names nobody.
    agency: String,
    region: String,
    kinds: Vec<String>,
    themes: Vec<String>,
    /// What it says of an agency's initiative in a few words each, with the names of the facts.
    facts: Vec<FacePart>,
    parts: Vec<FacePart>,
    /// Which version it is; None before publication.
    version: Option<VersionLine>,
}

/// A heading and its text.
#[derive(Serialize)]
pub struct FacePart {
    key: &'static str,
    label: String,
    text: String,
}

/// What a version says of itself.
#[derive(Clone, Serialize)]
pub struct VersionLine {
    number: i32,
    date: String,
    mark: String,
    note: String,
}

impl VersionLine {
    /// Of a published version.
    pub fn of(frame: &Frame, version: &card_version::Model) -> VersionLine {
        VersionLine {
            number: version.number,
            date: time::date(time::tokyo(version.published_at).date_naive(), frame.lang),
            mark: versions::mark(&version.sha256),
            note: version.note.clone(),
        }
    }
}

impl Face {
    /// Words of a card of a survey. Parts without words are left out.
    pub fn of(frame: &Frame, survey: &survey::Model, text: &CardText, version: Option<VersionLine>) -> Face {
        let (facts, parts) = match &text.introduction {
            Some(own) => of_introduction(text, own),
            None => (Vec::new(), of_case(text)),
        };
        let part = |(key, own): Written<'_>| FacePart {
            key,
            label: frame.text(label_key(key, text.introduction.is_some())),
            text: own.clone(),
        };
        let written = |parts: Vec<Written<'_>>| -> Vec<FacePart> {
            parts.into_iter().filter(|(_, text)| !text.trim().is_empty()).map(part).collect()
        };
        Face {
            title: text.title.clone(),
            survey: survey.title.clone(),
            host: survey.host.clone(),
            contact: survey.contact.clone(),
            agency: text.introduction.as_ref().map(|own| own.agency.clone()).unwrap_or_default(),
            region: text.region_name.clone(),
            kinds: text.kinds.iter().map(|kind| full_kind_name(frame.lang, kind)).collect(),
            themes: text.themes.iter().map(|theme| theme_name(theme, frame.lang)).collect(),
            facts: written(facts),
            parts: written(parts),
            version,
        }
    }
}

/// A field with its text.
type Written<'t> = (&'static str, &'t String);

/// The parts of a case.
fn of_case(text: &CardText) -> Vec<Written<'_>> {
    vec![
        ("background", &text.background),
        ("steps", &text.steps),
        ("idea", &text.idea),
        ("result", &text.result),
        ("remaining", &text.remaining),
    ]
}

/// What an introduction says in a few words, and its parts.
fn of_introduction<'t>(text: &'t CardText, own: &'t Introduction) -> (Vec<Written<'t>>, Vec<Written<'t>>) {
    let facts = vec![
        ("since", &own.since),
        ("partners", &own.partners),
        ("audience", &own.audience),
        ("cost", &own.cost),
    ];
    let parts = vec![
        ("steps", &text.steps),
        ("background", &text.background),
        ("result", &text.result),
        ("idea", &text.idea),
        ("contact", &own.contact),
    ];
    (facts, parts)
}

/// The name of a theme for people who do not know the codes.
pub fn theme_name(code: &str, lang: Lang) -> String {
    let frame = CodingFrame::shipped().ok();
    let found = frame.as_ref().and_then(|frame| frame.code(code));
    found.map_or(code.to_owned(), |found| if lang == Lang::Ja { found.ja.clone() } else { found.en.clone() })
}
