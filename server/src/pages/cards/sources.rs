//! What a card rests on, as colleagues read it beside the card. Nothing of it is published.

use serde::Serialize;
use surveys::entity::card_source;

use super::consent::Told;
use crate::dataset::coded::{CodedPart, CodedText, CodedTexts};
use crate::pages::coding::shelf::Shelf;
use crate::view::frame::Frame;

/// A source.
#[derive(Serialize)]
pub struct SourceView {
    id: i64,
    label: String,
    /// Where the whole can be read; empty when it cannot be any more.
    href: String,
    quote: String,
    /// Its case may be told in the region.
    pub is_told: bool,
    /// An edit has made the place of its words uncertain.
    is_detached: bool,
}

/// The sources of a card.
pub fn views(
    frame: &Frame,
    sources: &[card_source::Model],
    texts: &CodedTexts,
    told: &Told,
) -> Vec<SourceView> {
    sources.iter().map(|source| view(frame, source, texts, told)).collect()
}

fn view(frame: &Frame, source: &card_source::Model, texts: &CodedTexts, told: &Told) -> SourceView {
    let mut parts = texts.texts.iter().flat_map(|text| text.parts.iter().map(move |part| (text, part)));
    let found: Option<(&CodedText, &CodedPart)> = parts.find(|(_, part)| part.text.source() == source.source);
    let Some((text, part)) = found else {
        return SourceView {
            id: source.id.0,
            label: frame.text("cards-source-gone"),
            href: String::new(),
            quote: String::new(),
            is_told: false,
            is_detached: false,
        };
    };
    let coded = part.all().find(|coded| Some(coded.segment.id) == source.segment_id);
    let href = match text.href.as_str() {
        "" => Shelf::Results(texts.dataset.survey.id).text(&text.reference),
        href => href.to_owned(),
    };
    SourceView {
        id: source.id.0,
        label: format!("{} {}", text.label, part.title),
        href,
        quote: coded.map(|coded| coded.segment.quote.clone()).unwrap_or_default(),
        is_told: told.has(&source.source),
        is_detached: coded
            .is_some_and(|coded| part.detached.iter().any(|one| one.segment.id == coded.segment.id)),
    }
}
