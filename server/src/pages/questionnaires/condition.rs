//! Building a condition from lists: who is asked, who must answer, who can answer, when something happens by itself.

mod form;
mod view;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::{Map, Value};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::edit::property::{Field, of_type, type_of};
use surveys::questionnaire::edit::rows::Rows;
use surveys::questionnaire::edit::subject::{Subject, subjects};
use surveys::questionnaire::edit::tree::{self, SURVEY};
use surveys::questionnaire::edit::{member, text};
use surveys::questionnaire::expression::{Expression, parser, print};
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::problem::{Problem, Severity};

use super::address;
use super::edit::address::{FROM_FORM, FROM_LIST, element as element_address, row as row_address};
use super::edit::desk::Desk;
use super::edit::revision;
use super::edit::save::{self as saving, Saved};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::view::frame::Frame;

/// The properties of a type that hold a condition: who is asked, who must answer, when a trigger acts, …
pub fn conditions_of(type_name: &str) -> Vec<&'static str> {
    let conditions = of_type(type_name).into_iter().filter(|property| property.field == Field::Condition);
    conditions.map(|property| property.name).collect()
}

/// What the address asks for.
#[derive(Deserialize)]
pub struct Asked {
    /// One of [`conditions_of`]; `visibleIf`, or the first one, where it is none.
    #[serde(default)]
    property: String,
    /// Where one comes from and goes back to: `list` (all conditions), `form` (the part's form); otherwise the outline.
    #[serde(default)]
    from: String,
}

/// A condition while somebody builds it.
pub enum Shown {
    /// In lists.
    Rows(Rows),
    /// As an expression.
    Text(String),
}

/// A part or member whose condition is built.
pub struct Building {
    /// The draft.
    pub desk: Desk,
    /// Its key.
    pub key: String,
    /// Its JSON.
    pub object: Map<String, Value>,
    /// Its JSON path.
    pub path: String,
    /// The conditions that it can have.
    pub properties: Vec<&'static str>,
    /// Which one is built.
    pub property: &'static str,
    /// What the condition can ask about.
    pub subjects: Vec<Subject>,
    /// Where one came from and goes back to; empty = the outline.
    pub from: &'static str,
}

/// What is said above the form.
#[derive(Default)]
pub struct Remarks {
    /// Somebody else saved in between.
    pub is_stale: bool,
    /// The form was sent to be saved: what is missing is an error.
    pub was_sent: bool,
    /// The expression cannot be shown as lists.
    pub no_lists: bool,
    /// What saving would break.
    pub problems: Vec<Problem>,
}

/// `GET /questionnaires/{id}/edit/{element}/condition`
pub async fn show(
    frame: Frame,
    user: User,
    at: web::Path<(i64, String)>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let building = Building::open(&frame, &at, &asked).await?;
    let shown = building.shown(&building.source());
    let remarks = Remarks { no_lists: matches!(shown, Shown::Text(_)), ..Remarks::default() };
    building.page(&frame, StatusCode::OK, &shown, &remarks)
}

/// `POST /questionnaires/{id}/edit/{element}/condition`: what the button says. Everything but `save` and `clear` shows
/// the form again with what was chosen.
pub async fn save(
    frame: Frame,
    user: User,
    at: web::Path<(i64, String)>,
    asked: web::Query<Asked>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let building = Building::open(&frame, &at, &asked).await?;
    let go = sent.get("go");
    if go == "clear" {
        let shown = form::read(&sent, &building.subjects);
        return building.keep(&frame, &user, &sent, shown, None).await;
    }
    let shown = form::pressed(go, form::read(&sent, &building.subjects), &building);
    if go != "save" {
        let no_lists = go == "rows" && matches!(shown, Shown::Text(_));
        let remarks = Remarks { no_lists, ..Remarks::default() };
        return building.page(&frame, StatusCode::OK, &shown, &remarks);
    }
    match building.expression(&shown) {
        Ok(source) => building.keep(&frame, &user, &sent, shown, source).await,
        Err(problems) => {
            let remarks = Remarks { was_sent: true, problems, ..Remarks::default() };
            building.page(&frame, StatusCode::UNPROCESSABLE_ENTITY, &shown, &remarks)
        }
    }
}

impl Building {
    async fn open(frame: &Frame, at: &(i64, String), asked: &Asked) -> Result<Building> {
        let desk = Desk::open(frame, QuestionnaireId(at.0)).await?;
        let key = at.1.clone();
        let object = tree::object(&desk.draft, &key).ok_or(AppError::NotFound)?.into_owned();
        let properties = conditions_of(type_of(&object, &key));
        let usual = properties.iter().find(|property| **property == "visibleIf").or(properties.first());
        let property = properties.iter().find(|known| **known == asked.property).or(usual);
        let property = *property.ok_or(AppError::NotFound)?;
        let path = member::path_of(&desk.draft, &key).ok_or(AppError::NotFound)?;
        // What belongs to the whole questionnaire can ask about everything.
        let place = if member::part_of(&key) == SURVEY { "" } else { &path };
        let subjects = subjects(&desk.definition, place);
        let from = [FROM_LIST, FROM_FORM].into_iter().find(|from| *from == asked.from).unwrap_or_default();
        Ok(Building { desk, key, object, path, properties, property, subjects, from })
    }

    /// The condition as it stands in the draft; empty = none.
    pub fn source(&self) -> String {
        let value = self.object.get(self.property);
        value.and_then(Value::as_str).unwrap_or_default().trim().to_owned()
    }

    /// A condition in lists where it fits into them.
    pub fn shown(&self, source: &str) -> Shown {
        if source.is_empty() {
            return Shown::Rows(form::empty());
        }
        let expression = parser::parse(source, "").0;
        match expression.and_then(|expression| Rows::of(&expression.root, &self.subjects)) {
            Some(rows) => Shown::Rows(rows),
            None => Shown::Text(source.to_owned()),
        }
    }

    /// The expression of what is shown, with what is wrong with it; None = no condition.
    fn expression(&self, shown: &Shown) -> std::result::Result<Option<String>, Vec<Problem>> {
        let source = match shown {
            // The rows say for themselves what is missing.
            Shown::Rows(rows) => match rows.expression(&self.subjects) {
                Ok(expr) => expr.map(|expr| print(&expr)),
                Err(_) => return Err(Vec::new()),
            },
            Shown::Text(source) => Some(source.trim().to_owned()).filter(|source| !source.is_empty()),
        };
        let errors: Vec<Problem> = self
            .problems_of(source.as_deref())
            .into_iter()
            .filter(|problem| problem.severity == Severity::Error)
            .collect();
        if errors.is_empty() { Ok(source) } else { Err(errors) }
    }

    /// What would be wrong with the draft because of this condition.
    pub fn problems_of(&self, source: Option<&str>) -> Vec<Problem> {
        let draft = self.draft_with(source);
        let known = &self.desk.problems;
        let place = surveys::questionnaire::reader::join(&self.path, self.property);
        let concerns = |problem: &Problem| problem.place == place || !known.contains(problem);
        parse(&draft.to_string()).1.into_iter().filter(concerns).collect()
    }

    fn draft_with(&self, source: Option<&str>) -> Value {
        let mut draft = self.desk.draft.clone();
        if let Some(object) = member::object_mut(&mut draft, &self.key) {
            text::put(object, self.property, source.map(|source| Value::String(source.to_owned())));
        }
        draft
    }

    /// What the expression means, where it can be read.
    pub fn meant(&self, shown: &Shown) -> Option<Expression> {
        let source = match shown {
            Shown::Rows(rows) => print(&rows.expression(&self.subjects).ok()??),
            Shown::Text(source) => source.clone(),
        };
        parser::parse(&source, "").0
    }

    /// Where one came from, or the part's line in the outline.
    fn back(&self, id: QuestionnaireId) -> String {
        match self.from {
            FROM_LIST => format!("{}/conditions", address(id)),
            FROM_FORM => element_address(id, &self.key),
            // A rule or trigger has no line of its own.
            _ if member::split(&self.key).is_some() => element_address(id, &self.key),
            _ => row_address(id, &self.key),
        }
    }

    async fn keep(
        &self,
        frame: &Frame,
        user: &User,
        sent: &StaffForm,
        shown: Shown,
        source: Option<String>,
    ) -> Result<HttpResponse> {
        let asked = saving::Asked::Draft {
            draft: self.draft_with(source.as_deref()),
            action: "condition",
            key: self.key.clone(),
            title: None,
        };
        let id = self.desk.questionnaire.id;
        match saving::save(frame, user, id, revision(sent), &asked).await? {
            Saved::Done { .. } => {
                let key = if source.is_some() { "conditions-saved" } else { "conditions-cleared" };
                frame.redirect_with(&self.back(id), "success", key)
            }
            // The page now stands on the newer draft, so that saving again adds this one condition to it.
            Saved::Stale | Saved::Refused(_) | Saved::Conflict(_) => {
                let remarks = Remarks { is_stale: true, ..Remarks::default() };
                self.page(frame, StatusCode::CONFLICT, &shown, &remarks)
            }
        }
    }
}
