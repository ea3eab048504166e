//! Own answers beside the region's as a neutral document, for PDF.

use analysis::document::paper::{Block, Paper};

use super::{BesideView, Own};
use crate::i18n::Lang;
use crate::pages::feedback::marked::has_mark;
use crate::pages::feedback::paper::pieces::of_figure;
use crate::view::frame::Frame;
use crate::view::time;

/// The document with the charts, the own answers marked in them.
pub(super) fn paper(frame: &Frame, own: &Own, beside: &BesideView, date: String) -> Paper {
    let lang = Lang::from_code(&beside.language).unwrap_or_default();
    let mut blocks = Vec::new();
    if beside.figures.is_empty() {
        blocks.push(Block::Paragraph(frame.text("own-nothing")));
    } else if beside.figures.iter().any(has_mark) {
        blocks.push(Block::Paragraph(frame.text("own-lead")));
    }
    if !beside.late.is_empty() {
        blocks.push(Block::Paragraph(beside.late.clone()));
    }
    if !beside.alone.is_empty() {
        blocks.push(Block::Paragraph(beside.alone.clone()));
    }
    blocks.extend(beside.figures.iter().map(|figure| Block::Picture(of_figure(figure, lang))));
    blocks.push(Block::List(
        ["own-how-charts", "own-how-frozen", "own-how-consent"].map(|key| frame.text(key)).into(),
    ));
    if !own.met.survey.contact.is_empty() {
        blocks.push(Block::Heading(1, frame.text("feedback-contact")));
        blocks.push(Block::Paragraph(own.met.survey.contact.clone()));
    }
    Paper {
        title: frame.text("own-title"),
        subtitle: format!("{}　{}", own.met.title(frame.lang), beside.region),
        language: frame.lang.code().to_owned(),
        publisher: own.met.survey.host.clone(),
        made_on: time::day_in_words(&date, frame.lang),
        date,
        foot: beside.version.clone(),
        blocks,
    }
}
