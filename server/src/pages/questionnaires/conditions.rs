//! All conditions of a draft in words, and the way to each.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::edit::member;
use surveys::questionnaire::edit::property::type_of;
use surveys::questionnaire::edit::tree::{self, SURVEY};

use super::condition::conditions_of;
use super::edit::address::{FROM_LIST, condition as condition_address, element as element_address};
use super::edit::desk::{Desk, type_label};
use super::edit::fields::label;
use super::edit::frame::{Tab, crumbs, tabs};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
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
        return Ok(
            frame.redirect(&format!("{}/condition?from={FROM_LIST}", element_address(id, &asked.element)))
        );
    }
    let nodes = tree::nodes(&desk.draft);
    let mut conditions = Vec::new();
    for node in &nodes {
        let Some(object) = tree::get(&desk.draft, &node.spot) else { continue };
        let title = desk.title(&frame, node);
        let parts = [(node.key.clone(), object)].into_iter().chain(member::inside(object, &node.key));
        conditions.extend(parts.flat_map(|(key, object)| lines(&frame, &desk, &title, &key, object)));
    }
    let survey = desk.draft.as_object();
    for (key, object) in survey.map(|object| member::inside(object, SURVEY)).unwrap_or_default() {
        conditions.extend(lines(&frame, &desk, &frame.text("editor-whole"), &key, object));
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
        crumbs: crumbs(&frame, &desk, &title),
    };
    frame.page("questionnaires/conditions.html", &title, &view)
}

/// The conditions of a part or member.
fn lines(frame: &Frame, desk: &Desk, title: &str, key: &str, object: &Map<String, Value>) -> Vec<LineView> {
    let kind = type_of(object, key);
    let member = member::split(key).map(|_| type_label(frame, kind));
    let line = |property: &'static str| {
        let sentence = desk.condition(frame, object, property);
        let source = object.get(property).and_then(Value::as_str).unwrap_or_default();
        (!sentence.is_empty()).then(|| LineView {
            element: title.to_owned(),
            kind: member
                .iter()
                .cloned()
                .chain([label(frame, property, kind)])
                .collect::<Vec<String>>()
                .join(" – "),
            is_broken: sentence == source.trim(),
            sentence,
            href: condition_address(desk.questionnaire.id, key, property, FROM_LIST),
        })
    };
    conditions_of(kind).into_iter().filter_map(line).collect()
}
