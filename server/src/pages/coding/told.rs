//! What the model that learns from people tells of sentences, beside what the rules suggest: shown, and stored only if
//! somebody accepts it.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::web;
use analysis::coding::classify::next_to_judge;
use serde::Serialize;
use surveys::hearing::span::Span;
use surveys::store::segments::TextPart;

use super::part::{Desk, SuggestedView, span_in};
use crate::dataset::coded::{CodedPart, CodedText, CodedTexts};
use crate::dataset::judged::judged;
use crate::error::{AppError, Result};
use crate::language::learnt::{HeldOut, LEARN_EVERY, LEAST_JUDGED, Learnt, ToldSentence};
use crate::pages::explore::purpose_key;
use crate::view::figure::percent;
use crate::view::frame::Frame;

/// From this probability on the model is sure.
const SURE: f64 = 0.8;

/// What the model tells of the sentences of parts.
pub type Told = HashMap<TextPart, Vec<ToldSentence>>;

/// The model of a survey, if there is one to be used.
pub struct Model {
    /// What it has learnt.
    pub learnt: Option<Arc<Learnt>>,
    /// How many judgements of people there are.
    n_judged: usize,
}

/// What the model tells of a sentence.
#[derive(Serialize)]
pub struct ToldView {
    /// Stance and theme.
    pub codes: Vec<SuggestedView>,
    is_open: bool,
    /// How sure it is, in words and numbers.
    sureness: String,
    evidence: Vec<String>,
    /// The sentence and the codes that accepting puts on it.
    value: String,
}

/// The model for the texts that somebody looks at. Where it is wanted it learns what is new, which takes seconds; otherwise it
/// is there only if it has learnt before.
///
/// # Errors
/// When the shipped texts are malformed, which a test excludes.
pub async fn model(frame: &Frame, texts: &CodedTexts, is_wanted: bool) -> Result<Model> {
    let (judged, dataset) = (judged(texts), &texts.dataset);
    let n_judged = judged.len();
    let owner = format!("{}:{}", dataset.survey.id.0, purpose_key(dataset.purpose));
    let language = Arc::clone(&frame.app.language);
    if !is_wanted {
        return Ok(Model { learnt: language.learnt_already(&owner, &judged), n_judged });
    }
    let learnt = web::block(move || language.learnt(&owner, &judged))
        .await?
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(Model { learnt: Some(learnt), n_judged })
}

impl Model {
    /// What it tells of the sentences of parts.
    ///
    /// # Errors
    /// When the work is broken off.
    pub async fn tell<'t>(&self, parts: impl Iterator<Item = &'t CodedPart>) -> Result<Told> {
        let Some(learnt) = self.learnt.clone() else { return Ok(Told::new()) };
        let bodies: Vec<(TextPart, String)> =
            parts.map(|part| (part.text.clone(), part.body.clone())).collect();
        let told = web::block(move || {
            let told = bodies.into_iter().map(|(text, body)| (text, learnt.tell(&body)));
            told.collect::<Told>()
        });
        told.await.map_err(AppError::from)
    }

    /// The parts of which it is least sure first; in their order where there is no model.
    ///
    /// # Errors
    /// When the work is broken off.
    pub async fn unsure_first<'t>(
        &self,
        parts: Vec<(&'t CodedText, &'t CodedPart)>,
    ) -> Result<Vec<(&'t CodedText, &'t CodedPart)>> {
        let Some(learnt) = self.learnt.clone() else { return Ok(parts) };
        let bodies: Vec<String> = parts.iter().map(|(_, part)| part.body.clone()).collect();
        let order = web::block(move || next_to_judge(&learnt.margins(&bodies))).await?;
        Ok(order.into_iter().filter_map(|place| parts.get(place).copied()).collect())
    }

    /// What it has learnt from, and how well it does, in sentences.
    pub fn words(&self, frame: &Frame) -> Vec<String> {
        let Some(learnt) = &self.learnt else { return vec![frame.text("coding-told-none")] };
        let n = learnt.n_judged();
        let mut lines = vec![match n {
            0 => frame.text("coding-told-shipped"),
            _ => frame.text_with("coding-told-learnt", &[("n", n.to_string())]),
        }];
        if self.n_judged > n {
            let args = [("n", (self.n_judged - n).to_string()), ("every", LEARN_EVERY.to_string())];
            lines.push(frame.text_with("coding-told-waiting", &args));
        }
        match &learnt.held_out {
            Some(held_out) => lines.extend(worth(frame, held_out)),
            None => {
                let args = [("n", n.to_string()), ("least", LEAST_JUDGED.to_string())];
                lines.push(frame.text_with("coding-told-unknown", &args));
            }
        }
        lines
    }
}

/// How well a model does, and a warning where it does no better than the rules.
fn worth(frame: &Frame, held_out: &HeldOut) -> Vec<String> {
    let args = [
        ("n", held_out.n.to_string()),
        ("right", held_out.n_right.to_string()),
        ("share", percent(held_out.n_right as f64 / held_out.n.max(1) as f64)),
        ("f1", format!("{:.2}", held_out.macro_f1)),
        ("rules", format!("{:.2}", held_out.by_rules)),
    ];
    let mut lines = vec![frame.text_with("coding-told-worth", &args)];
    if !held_out.is_better_than_rules() {
        lines.push(frame.text("coding-told-no-better"));
    }
    lines
}

/// What is told of the sentence at a place.
pub fn of_sentence<'t>(told: &'t Told, text: &TextPart, span: Span) -> Option<&'t ToldSentence> {
    told.get(text)?.iter().find(|sentence| span_in(sentence.span) == span)
}

/// What is told of a sentence as it is shown.
pub fn view(desk: &Desk<'_>, frame: &Frame, part: &CodedPart, sentence: &ToldSentence) -> ToldView {
    let (span, told) = (span_in(sentence.span), &sentence.told);
    let theme = told.theme.iter().map(|theme| theme.code.as_str());
    let codes = desk.codes_of([told.stance.key()].into_iter().chain(theme));
    let open = desk.open(part, span, &codes);
    let numbers: Vec<String> = open.iter().map(i64::to_string).collect();
    let key = if told.confidence() >= SURE { "coding-told-sure" } else { "coding-told-unsure" };
    let mut args = [("stance", percent(told.confidence())), ("theme", String::new())];
    if let Some(theme) = &told.theme {
        args[1].1 = percent(theme.probability);
    }
    let numbered = if told.theme.is_some() { "coding-told-numbers" } else { "coding-told-number" };
    ToldView {
        codes: desk.with_open(&codes, &open),
        is_open: !open.is_empty(),
        sureness: format!("{} {}", frame.text(key), frame.text_with(numbered, &args)),
        evidence: sentence.evidence.clone(),
        value: format!("{}-{} {}", span.start, span.end, numbers.join(" ")),
    }
}
