//! Tells a writer, before anything is sent, that their words may say who is meant.

use std::sync::Arc;

use actix_web::web;
use analysis::text::identify::HintKind;
use chrono::NaiveDateTime;
use surveys::questionnaire::answer::advice::{Identifying, free_texts};
use surveys::questionnaire::answer::{Answers, Field, visibility};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::problem::Problem;

use crate::app::App;
use crate::error::Result;

/// The advice about one page's free texts; none where `form` says that it was given before.
///
/// # Errors
/// When the service is being stopped.
pub async fn advice(
    app: &App,
    definition: &Definition,
    page: &str,
    answers: &Answers,
    form: &[Field],
    now: NaiveDateTime,
) -> Result<Vec<Problem>> {
    let texts = free_texts(definition, page, &visibility(definition, answers, now), answers, form);
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let language = Arc::clone(&app.language);
    let look = move || {
        let hints = texts.iter().flat_map(|(place, text)| {
            language.identify(text).into_iter().map(|hint| kind(hint.kind).advice(place, &hint.words))
        });
        hints.collect()
    };
    Ok(web::block(look).await.map_err(anyhow::Error::from)?)
}

fn kind(kind: HintKind) -> Identifying {
    match kind {
        HintKind::Phone => Identifying::Phone,
        HintKind::Mail => Identifying::Mail,
        HintKind::PersonName => Identifying::PersonName,
        HintKind::DiseaseAndPlace => Identifying::DiseaseAndPlace,
    }
}
