//! All conditions of a draft in words, and the way to each.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use surveys::id::QuestionnaireId;
use surveys::questionnaire::edit::tree;
use surveys::questionnaire::expression::condition::condition;
use surveys::questionnaire::expression::parser;

use super::condition::PROPERTIES;
use super::edit::address::element as element_address;
use super::edit::desk::Desk;
use super::edit::frame::{Tab, tabs, way};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::view::condition::sentence_for;
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;

/// A part that somebody wants to set a condition on.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    element: String,
}

#[derive(Serialize)]
struct ConditionsView {
    title: String,
    conditions: Vec<LineView>,
    elements: Vec<ChoiceView>,
    action: String,
    tabs: Vec<Tab>,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct LineView {
    element: String,
    kind: String,
    /// The condition in words; the expression itself where it cannot be read.
    sentence: String,
    is_broken: bool,
    href: String,
}

/// `GET /questionnaires/{id}/conditions`: the list, or on to the condition of the part that was chosen.
pub async fn index(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let desk = Desk::open(&frame, QuestionnaireId(*id)).await?;
    let id = desk.questionnaire.id;
    if tree::find(&desk.draft, &asked.element).is_some() {
        return Ok(frame.redirect(&format!("{}/condition", element_address(id, &asked.element))));
    }
    let nodes = tree::nodes(&desk.draft);
    let mut conditions = Vec::new();
    for node in &nodes {
        let Some(object) = tree::get(&desk.draft, &node.spot) else { continue };
        for property in PROPERTIES {
            let source = object.get(property).and_then(Value::as_str).unwrap_or_default();
            if source.trim().is_empty() {
                continue;
            }
            let read = parser::parse(source, "").0.map(|expression| {
                let said = condition(&expression, &desk.definition, frame.lang.code());
                sentence_for(property, &said, frame.lang)
            });
            conditions.push(LineView {
                element: desk.title(&frame, node),
                kind: frame.text(&format!("conditions-{}", property.to_lowercase())),
                is_broken: read.is_none(),
                sentence: read.unwrap_or_else(|| source.to_owned()),
                href: format!("{}/condition?property={property}", element_address(id, &node.key)),
            });
        }
    }
    let choice = |node: &tree::Node| ChoiceView {
        value: node.key.clone(),
        label: format!("{}{}", "　".repeat(node.spot.len() - 1), desk.title(&frame, node)),
    };
    let title = frame.text("conditions-list-title");
    let view = ConditionsView {
        title: desk.questionnaire.title.clone(),
        conditions,
        elements: nodes.iter().map(choice).collect(),
        action: format!("{}/conditions", super::address(id)),
        tabs: tabs(&frame, id, "conditions"),
        crumbs: way(&frame, &desk, &title),
    };
    frame.page("questionnaires/conditions.html", &title, &view)
}
