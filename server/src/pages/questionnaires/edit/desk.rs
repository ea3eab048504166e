//! What lies before the person who edits: the draft as JSON and as Kikitori reads it, its problems, its history.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use surveys::entity::{questionnaire, survey};
use surveys::id::{QuestionnaireId, UserId};
use surveys::questionnaire::check::empty::{OwnRule, held_up};
use surveys::questionnaire::definition::{Definition, Element};
use surveys::questionnaire::edit::set::locale_of;
use surveys::questionnaire::edit::tree::{self, Node, SURVEY};
use surveys::questionnaire::edit::{member, opened, text};
use surveys::questionnaire::expression::condition::condition;
use surveys::questionnaire::expression::parser;
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::problem::Problem;
use surveys::store;
use surveys::store::drafts::Step;

use crate::error::{AppError, Result};
use crate::i18n;
use crate::view::condition::sentence_for;
use crate::view::frame::Frame;
use crate::view::html::as_text;

/// Longest title in lists, in characters.
const SHORT: usize = 60;

/// A questionnaire that is being edited.
pub struct Desk {
    /// Its row.
    pub questionnaire: questionnaire::Model,
    /// The survey it belongs to.
    pub survey: survey::Model,
    /// The draft as the editor works on it.
    pub draft: Value,
    /// The draft as it would be answered.
    pub definition: Definition,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// All that was done to it, oldest first.
    pub history: Vec<Step>,
    /// Names of those who did it.
    pub people: BTreeMap<i64, String>,
    /// The newest published definition.
    pub published: Option<String>,
    numbers: BTreeMap<String, String>,
}

impl Desk {
    /// Loads everything.
    ///
    /// # Errors
    /// When there is no such questionnaire, or its draft cannot be read.
    pub async fn open(frame: &Frame, id: QuestionnaireId) -> Result<Desk> {
        let db = &frame.app.db;
        let questionnaire = store::questionnaires::find(db, id).await?;
        let survey = store::surveys::find(db, questionnaire.survey_id).await?;
        let draft = draft_of(&questionnaire)?;
        let (definition, problems) = parse(&draft.to_string());
        let definition = definition.ok_or(AppError::Conflict("editor-unreadable"))?;
        let people = store::users::list(db).await?;
        let published = store::questionnaires::newest_version(db, id).await?;
        Ok(Desk {
            numbers: numbers(&definition),
            history: store::drafts::history(db, id).await?,
            people: people.into_iter().map(|user| (user.id.0, user.display_name)).collect(),
            published: published.map(|version| version.definition),
            questionnaire,
            survey,
            draft,
            definition,
            problems,
        })
    }

    /// Language of the draft's own texts.
    pub fn locale(&self) -> String {
        locale_of(&self.draft)
    }

    /// The printed number of a part; empty for what has none.
    pub fn number(&self, node: &Node) -> String {
        self.numbers.get(&tree::path(&self.draft, &node.spot)).cloned().unwrap_or_default()
    }

    /// The problems of a part or member itself, not those of parts inside it.
    pub fn problems_of(&self, key: &str) -> Vec<&Problem> {
        match member::path_of(&self.draft, key) {
            Some(path) if path.is_empty() => self.problems_of_survey(),
            Some(path) => self.problems_at(&path),
            None => Vec::new(),
        }
    }

    /// The problems of what is at a path.
    pub fn problems_at(&self, path: &str) -> Vec<&Problem> {
        let own = |problem: &&Problem| {
            let rest = problem.place.strip_prefix(path);
            rest.is_some_and(|rest| {
                !rest.starts_with(".elements[")
                    && !rest.starts_with(".templateElements[")
                    && (rest.is_empty() || rest.starts_with(['.', '[']))
            })
        };
        self.problems.iter().filter(own).collect()
    }

    /// The problems of no part.
    pub fn problems_of_survey(&self) -> Vec<&Problem> {
        self.problems.iter().filter(|problem| !problem.place.starts_with("pages[")).collect()
    }

    /// What holds up whoever leaves the question of a rule empty; None if nothing does, or this is no rule.
    pub fn held_up(&self, key: &str) -> Option<OwnRule> {
        let path = member::path_of(&self.draft, key)?;
        held_up(&self.definition).into_iter().find(|found| found.place == path)
    }

    /// A condition of a part in words; empty = there is none. An unreadable condition is shown as it is.
    pub fn condition(&self, frame: &Frame, part: &Map<String, Value>, property: &str) -> String {
        let source = part.get(property).and_then(Value::as_str).map(str::trim).unwrap_or_default();
        if source.is_empty() {
            return String::new();
        }
        match parser::parse(source, "").0 {
            Some(expression) => {
                let said = condition(&expression, &self.definition, frame.lang.code());
                sentence_for(property, &said, frame.lang)
            }
            None => source.to_owned(),
        }
    }

    /// What a part is called in lists; a word of ours where it has neither title nor name.
    pub fn title(&self, frame: &Frame, node: &Node) -> String {
        let title = tree::get(&self.draft, &node.spot).map(|object| title_in(object, &self.locale()));
        title.filter(|title| !title.is_empty()).unwrap_or_else(|| frame.text("editor-nameless"))
    }

    /// The name of a person who saved.
    pub fn person(&self, id: Option<UserId>) -> String {
        id.and_then(|id| self.people.get(&id.0)).cloned().unwrap_or_default()
    }

    /// Whether the draft is not what respondents see. False before the first publication.
    pub fn has_unpublished_changes(&self) -> bool {
        self.published.as_ref().is_some_and(|published| *published != self.questionnaire.draft)
    }
}

/// The draft of a questionnaire as the editor works on it.
///
/// # Errors
/// When it is no JSON object within the limits.
pub fn draft_of(questionnaire: &questionnaire::Model) -> Result<Value> {
    opened(&questionnaire.draft).map_err(|_| AppError::Conflict("editor-unreadable"))
}

/// What a part is called in lists: its title, or its name, shortened.
pub fn title_of(draft: &Value, key: &str) -> String {
    match tree::object(draft, key) {
        Some(object) if key == SURVEY => shortened(text::get(&object, "title", &locale_of(draft)).trim()),
        Some(object) => title_in(&object, &locale_of(draft)),
        None => String::new(),
    }
}

/// What a page, panel or question is called in lists.
pub fn title_in(object: &Map<String, Value>, locale: &str) -> String {
    let property = if object.get("type").and_then(Value::as_str) == Some("html") { "html" } else { "title" };
    let title = match text::get(object, property, locale) {
        title if property == "html" => as_text(&title),
        title => title,
    };
    let name = text::get(object, "name", locale);
    shortened(if title.trim().is_empty() { &name } else { title.trim() })
}

/// A text cut to what fits into a list.
pub fn shortened(text: &str) -> String {
    let text = text.replace('\n', " ");
    if text.chars().count() <= SHORT {
        return text;
    }
    text.chars().take(SHORT - 1).chain(['…']).collect()
}

/// What a type is called; its own name where we have no word.
pub fn type_label(frame: &Frame, type_name: &str) -> String {
    let key = format!("type-{type_name}");
    i18n::lookup(frame.lang.code(), &key, &[]).unwrap_or_else(|| type_name.to_owned())
}

fn numbers(definition: &Definition) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for page in &definition.pages {
        collect(&page.elements, &mut found);
    }
    found
}

fn collect(elements: &[Element], found: &mut BTreeMap<String, String>) {
    for element in elements {
        match element {
            Element::Question(question) => {
                found.insert(question.path.clone(), question.number.clone());
            }
            Element::Panel(panel) => collect(&panel.elements, found),
        }
    }
}
