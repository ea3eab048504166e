//! The library: ready-made questions, scales and last choices, and the questions of other questionnaires.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::edit::library::{self, Item, TAILS};
use surveys::questionnaire::edit::tree::{self, Kind};
use surveys::questionnaire::edit::{opened, text, translation};
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::problem::Problem;
use surveys::questionnaire::shipped::{SHIPPED, shipped};
use surveys::store;

use super::edit::desk::Desk;
use super::edit::frame::{Tab, crumbs, tabs};
use super::edit::revision;
use super::edit::save::{self, Saved};
use super::{address, draft};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::fill::say;
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::question::{QuestionView, paper_view};

/// The source with the scales.
const READY_MADE: &str = "scales";
/// Most questions on one page.
const MOST: usize = 60;
/// Longest title of a part in the list of places, in characters.
const SHORT: usize = 40;

/// What the address asks for.
#[derive(Deserialize)]
pub struct Asked {
    /// Where the questions come from: `scales`, the name of a shipped questionnaire, `q12` for a questionnaire of the
    /// service.
    #[serde(default)]
    from: String,
    /// Words to look for.
    #[serde(default)]
    words: String,
    /// Key of the part after which a question is inserted.
    #[serde(default)]
    after: String,
}

#[derive(Serialize)]
struct LibraryView {
    title: String,
    sources: Vec<ChoiceView>,
    from: String,
    words: String,
    after: String,
    places: Vec<ChoiceView>,
    items: Vec<ItemView>,
    n_more: usize,
    href: String,
    action: String,
    revision: i32,
    is_stale: bool,
    problem: String,
    tabs: Vec<Tab>,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct ItemView {
    name: String,
    title: String,
    /// Its choices are added to the question at the place; it is not a question of its own.
    is_tail: bool,
    /// The draft has a question of this name already.
    is_there: bool,
    question: Option<QuestionView>,
}

/// What is said above the list.
#[derive(Default)]
struct Remarks {
    is_stale: bool,
    problem: Option<Problem>,
}

/// `GET /questionnaires/{id}/library`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let desk = Desk::open(&frame, QuestionnaireId(*id)).await?;
    page(&frame, &desk, &asked, StatusCode::OK, Remarks::default()).await
}

/// `POST /questionnaires/{id}/library`: inserts the question of the button.
pub async fn insert(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    asked: web::Query<Asked>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let desk = Desk::open(&frame, QuestionnaireId(*id)).await?;
    let after = sent.get("after");
    let asked = Asked { after: after.to_owned(), ..asked.into_inner() };
    let items = items_of(&frame, &desk, &asked.from).await?;
    let item = items.iter().find(|item| item.name == sent.get("item")).ok_or(AppError::NotFound)?;
    let (draft, key, message) = match used(&desk.draft, after, item) {
        Ok(used) => used,
        Err(problem) => {
            let remarks = Remarks { problem: Some(problem), ..Remarks::default() };
            return page(&frame, &desk, &asked, StatusCode::UNPROCESSABLE_ENTITY, remarks).await;
        }
    };
    let id = desk.questionnaire.id;
    let change = save::Asked::Draft { draft, action: "library", key: key.clone(), title: None };
    match save::save(&frame, &user, id, revision(&sent), &change).await? {
        Saved::Done { .. } => {
            let next = Asked { after: key, ..asked };
            frame.redirect_with(&next.address(id), "success", message)
        }
        // The list now stands on the newer draft; pressing again inserts there.
        Saved::Stale | Saved::Refused(_) | Saved::Conflict(_) => {
            let remarks = Remarks { is_stale: true, ..Remarks::default() };
            page(&frame, &desk, &asked, StatusCode::CONFLICT, remarks).await
        }
    }
}

/// The draft with the item, the key to go on after, and what to say.
fn used(
    draft: &Value,
    after: &str,
    item: &Item,
) -> std::result::Result<(Value, String, &'static str), Problem> {
    if item.page == TAILS {
        let choices = item.element.get("choices").unwrap_or(&Value::Null);
        let draft = library::add_choices(draft, after, choices)?;
        return Ok((draft, after.to_owned(), "library-choices-added"));
    }
    let done = library::insert(draft, after, &item.element)?;
    let message = match (done.was_renamed, done.lost_condition) {
        (false, false) => "library-inserted",
        (true, false) => "library-inserted-renamed",
        (false, true) => "library-inserted-unconditional",
        (true, true) => "library-inserted-both",
    };
    Ok((done.draft, done.key, message))
}

impl Asked {
    fn address(&self, id: QuestionnaireId) -> String {
        let encoded = |text: &str| {
            percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
        };
        let (from, words, after) = (encoded(&self.from), encoded(&self.words), encoded(&self.after));
        format!("{}/library?from={from}&words={words}&after={after}", address(id))
    }
}

/// The questions of a source; those of the scales where it is none.
async fn items_of(frame: &Frame, desk: &Desk, from: &str) -> Result<Vec<Item>> {
    if let Some(shipped) = shipped(from) {
        let survey = store::surveys::find(&frame.app.db, desk.questionnaire.survey_id).await?;
        let filled = draft::filled_in(&frame.app, &survey, shipped.json).await?;
        return Ok(opened(&filled).map(|root| library::items(&root)).unwrap_or_default());
    }
    let number = from.strip_prefix('q').and_then(|number| number.parse().ok());
    match number.map(QuestionnaireId).filter(|id| *id != desk.questionnaire.id) {
        Some(id) => {
            let found = store::questionnaires::find(&frame.app.db, id).await?;
            Ok(opened(&found.draft).map(|root| library::items(&root)).unwrap_or_default())
        }
        None => Ok(library::ready_made()),
    }
}

/// Everything that questions can be taken from.
async fn sources(frame: &Frame, desk: &Desk) -> Result<Vec<ChoiceView>> {
    let choice = |value: String, label: String| ChoiceView { value, label };
    let mut sources = vec![choice(READY_MADE.to_owned(), frame.text("library-ready-made"))];
    for questionnaire in SHIPPED {
        let label = frame.text(&format!("shipped-{}", questionnaire.id));
        sources.push(choice(questionnaire.id.to_owned(), label));
    }
    for survey in store::surveys::list(&frame.app.db).await? {
        for other in store::questionnaires::of_survey(&frame.app.db, survey.id).await? {
            if other.id != desk.questionnaire.id {
                let label = format!("{} – {}", survey.title, other.title);
                sources.push(choice(format!("q{}", other.id.0), label));
            }
        }
    }
    Ok(sources)
}

async fn page(
    frame: &Frame,
    desk: &Desk,
    asked: &Asked,
    status: StatusCode,
    remarks: Remarks,
) -> Result<HttpResponse> {
    let sources = sources(frame, desk).await?;
    let from = sources.iter().find(|source| source.value == asked.from).or(sources.first());
    let from = from.map(|source| source.value.clone()).unwrap_or_default();
    let items = items_of(frame, desk, &from).await?;
    let mut items: Vec<Item> =
        items.into_iter().filter(|item| library::matches(item, &asked.words)).collect();
    let n_more = items.len().saturating_sub(MOST);
    items.truncate(MOST);
    let places = places(frame, desk);
    let after = places.iter().find(|place| place.value == asked.after).or(places.last());
    let after = after.map(|place| place.value.clone()).unwrap_or_default();
    let title = frame.text("library-title");
    let view = LibraryView {
        title: desk.questionnaire.title.clone(),
        items: items.iter().map(|item| item_view(frame, desk, item)).collect(),
        n_more,
        action: Asked { from: from.clone(), words: asked.words.clone(), after: after.clone() }
            .address(desk.questionnaire.id),
        href: format!("{}/library", address(desk.questionnaire.id)),
        sources,
        from,
        words: asked.words.clone(),
        places,
        after,
        revision: desk.questionnaire.revision,
        is_stale: remarks.is_stale,
        problem: remarks.problem.as_ref().map(say(frame.lang)).unwrap_or_default(),
        tabs: tabs(frame, desk.questionnaire.id, "library"),
        crumbs: crumbs(frame, desk, &title),
    };
    frame.page_with(status, "questionnaires/library.html", &title, &view)
}

/// Where a question can go: at the end of a page, or after a question.
fn places(frame: &Frame, desk: &Desk) -> Vec<ChoiceView> {
    let questions = desk.definition.questions();
    let mut n_pages = 0;
    let place = |node: &tree::Node| {
        let title: String = desk.title(frame, node).chars().take(SHORT).collect();
        let label = match node.kind {
            Kind::Page => {
                n_pages += 1;
                frame.text_with("library-end-of-page", &[("n", n_pages.to_string()), ("title", title)])
            }
            Kind::Panel | Kind::Question => {
                let own = questions.iter().find(|question| question.name == node.name);
                let number = own.filter(|question| !question.number.is_empty()).map(|question| {
                    frame.text_with("fill-number", &[("number", question.number.clone())]) + " "
                });
                let title = number.unwrap_or_default() + &title;
                frame.text_with("library-after", &[("title", title)])
            }
        };
        ChoiceView { value: node.key.clone(), label }
    };
    tree::nodes(&desk.draft).iter().filter(|node| !node.is_repeated).map(place).collect()
}

fn item_view(frame: &Frame, desk: &Desk, item: &Item) -> ItemView {
    // Read alone, as it will be inserted: conditions on other questions are of no use here.
    let mut element = item.element.clone();
    if let Value::Object(object) = &mut element {
        for property in ["visibleIf", "requiredIf", "enableIf", "kt:number"] {
            object.shift_remove(property);
        }
    }
    let alone = json!({ "pages": [{ "name": "p", "elements": [element] }] });
    let pages =
        parse(&alone.to_string()).0.map(|alone| paper_view(&alone, frame.lang.code(), &|_| String::new()));
    let question = pages.and_then(|pages| pages.into_iter().next()?.questions.into_iter().next());
    let own_language = translation::own_language(&desk.draft);
    let title =
        item.element.as_object().map(|object| text::get(object, "title", own_language)).unwrap_or_default();
    ItemView {
        title: question.as_ref().map(|question| question.title.clone()).unwrap_or(title),
        is_tail: item.page == TAILS,
        is_there: tree::nodes(&desk.draft).iter().any(|node| node.name == item.name),
        name: item.name.clone(),
        question: question.map(|question| QuestionView { number: String::new(), ..question }),
    }
}
