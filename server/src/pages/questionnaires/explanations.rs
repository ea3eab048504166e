//! The versions of a questionnaire's explanation: their texts, and how many answers rest on each.

use actix_web::{HttpResponse, web};
use analysis::table::Count;
use serde::Serialize;
use surveys::entity::explanation;
use surveys::id::QuestionnaireId;
use surveys::privacy::explanation::Explanation;
use surveys::store;

use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::tally::Reader;
use crate::error::Result;
use crate::pages::crumbs;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::html::sanitise;
use crate::view::time;
use crate::view::versions::named;

#[derive(Serialize)]
struct ExplanationsPage {
    questionnaire: String,
    explanations: Vec<ExplanationView>,
    /// Answers of a time before explanations were kept; `*` where none of these numbers is told, empty where there are none.
    n_without: String,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct ExplanationView {
    name: String,
    first_used_at: String,
    /// `*` where few rest on it, on another one, or on a version.
    n_responses: String,
    about: Vec<Line>,
    texts: Vec<String>,
    question: String,
    boxes: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    label: String,
    text: String,
}

/// `GET /questionnaires/{id}/explanations`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let db = &frame.app.db;
    let questionnaire = store::questionnaires::find(db, QuestionnaireId(*id)).await?;
    let survey = store::surveys::find(db, questionnaire.survey_id).await?;
    let kept = store::explanations::of_questionnaire(db, questionnaire.id).await?;
    let tally = Reader::of(&user, &survey, frame.lang).tally(&frame.app, &questionnaire).await?;
    let title = frame.text("explanations-title");
    let mut views = Vec::new();
    for (place, one) in kept.iter().enumerate().rev() {
        views.push(view(&frame, place + 1, one, tally.of_explanation(Some(one.id)))?);
    }
    let n_without = if tally.has_without() { tally.of_explanation(None).to_string() } else { String::new() };
    let view = ExplanationsPage {
        crumbs: crumbs::of_questionnaire(&frame, &survey, &questionnaire, [(title.clone(), String::new())]),
        questionnaire: questionnaire.title,
        explanations: views,
        n_without,
    };
    frame.page("questionnaires/explanations.html", &title, &view)
}

fn view(frame: &Frame, version: usize, one: &explanation::Model, count: Count) -> Result<ExplanationView> {
    let told: Explanation = serde_json::from_str(&one.texts).map_err(anyhow::Error::from)?;
    let lang = frame.lang.code();
    let deadline = told.about.withdrawal_deadline.map(|date| time::date(date, frame.lang));
    let about = [
        ("fill-about-host", told.about.host),
        ("fill-about-purpose", told.about.purpose),
        ("fill-about-withdrawal", deadline.unwrap_or_default()),
        ("fill-about-ethics", told.about.ethics_number),
        ("fill-about-contact", told.about.contact),
    ];
    let line = |(key, text): (&str, String)| Line { label: frame.text(key), text };
    Ok(ExplanationView {
        name: named(frame.lang, &[version.to_string()]),
        first_used_at: time::date_time(one.first_used_at, frame.lang),
        n_responses: count.to_string(),
        about: about.into_iter().filter(|(_, text)| !text.is_empty()).map(line).collect(),
        texts: told.texts.iter().map(|text| sanitise(text.get(lang))).collect(),
        question: told.question.get(lang).to_owned(),
        boxes: told
            .boxes
            .iter()
            .map(|one| Line {
                label: frame.text(&format!("value-kt-consent-{}", one.consent)),
                text: one.text.get(lang).to_owned(),
            })
            .collect(),
    })
}
