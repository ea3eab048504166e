//! The form of one part: a question, a panel, a page, or the questionnaire itself, with the part as respondents see it.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::check::empty::allowing_empty;
use surveys::questionnaire::edit::property::{addable, shown_by_name, type_of};
use surveys::questionnaire::edit::tree::{self, SURVEY};
use surveys::questionnaire::edit::{Edit, Place, member};
use surveys::questionnaire::problem::Problem;

use super::desk::{Desk, title_of, type_label};
use super::fields::{FieldView, MarkRow, consents, fields, marks, values};
use super::members::{self, ListView};
use super::outline::{ProblemView, problem_views};
use super::save::{self, Asked, Saved};
use super::{address, conflict, frame as editor, ready, revision};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::view::form::{ChoiceView, Crumb, ProblemLine};
use crate::view::frame::Frame;
use crate::view::question::{QuestionView, paper_page};

/// The button that lets a rule pass while its question is not answered.
const ALLOW_EMPTY: &str = "allow-empty";
/// The property of a rule that it is about.
const RULE: &str = "expression";

/// How a form was reached.
#[derive(Deserialize)]
pub struct Reached {
    /// The part has just been added.
    #[serde(default)]
    new: String,
}

#[derive(Serialize)]
struct FormPage {
    crumbs: Vec<Crumb>,
    tabs: Vec<editor::Tab>,
    bar: editor::Bar,
    action: String,
    revision: i32,
    key: String,
    is_survey: bool,
    is_group: bool,
    is_new: bool,
    /// What was typed could not be saved.
    is_refused: bool,
    number: String,
    title: String,
    type_label: String,
    form_problems: Vec<ProblemLine>,
    problems: Vec<ProblemView>,
    fields: Vec<FieldView>,
    has_more: bool,
    marks: Vec<MarkRow>,
    asks_consent: bool,
    consents: Vec<ChoiceView>,
    ready: Vec<ChoiceView>,
    /// An empty answer breaks this rule.
    refuses_empty: bool,
    preview: Vec<QuestionView>,
    lists: Vec<ListView>,
    /// Names for formulas; empty where none is written.
    names: Vec<ChoiceView>,
    is_member: bool,
    owner_href: String,
    owner_title: String,
    add_kinds: Vec<ChoiceView>,
    add_kind: String,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    outline_href: String,
}

#[derive(Serialize)]
struct Neighbour {
    href: String,
    title: String,
}

/// `GET /questionnaires/{id}/edit/{element}`
pub async fn show(
    frame: Frame,
    user: User,
    path: web::Path<(i64, String)>,
    reached: web::Query<Reached>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let (id, key) = path.into_inner();
    let desk = Desk::open(&frame, QuestionnaireId(id)).await?;
    page(&frame, &desk, &key, !reached.new.is_empty(), &[], &[]).await
}

/// `POST /questionnaires/{id}/edit/{element}`: saves the form, and does what the pressed button says after that.
pub async fn update(
    frame: Frame,
    user: User,
    path: web::Path<(i64, String)>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let (id, key) = path.into_inner();
    let id = QuestionnaireId(id);
    let mut values = values(&sent);
    if let Some(set) = sent.get("do").strip_prefix("ready ") {
        let desk = Desk::open(&frame, id).await?;
        let lines = ready::lines(&frame, &desk, set).await?;
        add_lines(&mut values, &desk, &key, &lines.unwrap_or_default());
    }
    if sent.get("do") == ALLOW_EMPTY {
        allow_empty(&mut values, &Desk::open(&frame, id).await?, &key);
    }
    let edit = Edit::Set { key: key.clone(), values: values.clone() };
    let asked = Asked::Edit { edit, is_automatic: sent.has("auto") };
    match save::save(&frame, &user, id, revision(&sent), &asked).await? {
        Saved::Done { key, revision, is_joined } => {
            let wish = follow_up(&sent, &key);
            go_on(&frame, &user, id, &key, (revision, is_joined), wish).await
        }
        Saved::Refused(problem) => {
            let desk = Desk::open(&frame, id).await?;
            if tree::object(&desk.draft, &key).is_none() || problem.code == "edit-gone" {
                return conflict::gone(&frame, &desk, &key, &values, &problem);
            }
            page(&frame, &desk, &key, false, &values, &[problem]).await
        }
        Saved::Conflict(conflict) => {
            let desk = Desk::open(&frame, id).await?;
            conflict::page(&frame, &desk, &conflict)
        }
        Saved::Stale => Ok(frame.redirect(&address::element(id, &key))),
    }
}

/// Puts lines behind the choices of a form. A form that was pruned to what changed says nothing of unchanged choices.
fn add_lines(values: &mut Vec<(String, String)>, desk: &Desk, key: &str, lines: &str) {
    let known =
        tree::object(&desk.draft, key).map(|object| shown_by_name(&object, key, "choices", &desk.locale()));
    let at = values.iter().position(|(name, _)| name == "choices");
    let before = at.map(|at| values.remove(at).1).or(known).unwrap_or_default();
    values.push(("choices".to_owned(), format!("{}\n{lines}", before.trim_end())));
}

/// Lets a rule pass while its question is not answered. A form that was pruned to what changed says nothing of it.
fn allow_empty(values: &mut Vec<(String, String)>, desk: &Desk, key: &str) {
    let Some(held_up) = desk.held_up(key) else { return };
    let known = tree::object(&desk.draft, key);
    let known = known.map(|object| shown_by_name(&object, key, RULE, &desk.locale()));
    let at = values.iter().position(|(name, _)| name == RULE);
    let rule = at.map(|at| values.remove(at).1).or(known).unwrap_or_default();
    // An emptied rule holds up nobody.
    let rule = if rule.trim().is_empty() { rule } else { allowing_empty(&held_up.variable, &rule) };
    values.push((RULE.to_owned(), rule));
}

/// What the pressed button asks for besides saving: `add`, `add LIST`, `up`, `remove MEMBER`, …
fn follow_up(sent: &StaffForm, key: &str) -> Option<Edit> {
    let pressed = sent.get("do");
    match pressed.split_once(' ').unwrap_or((pressed, "")) {
        ("add", "") => {
            let kind = super::addable(sent.get("add-kind"))?;
            let is_group = key == SURVEY || key.starts_with("page:") || key.starts_with("panel:");
            let place = if is_group { Place::Inside } else { Place::After };
            Some(Edit::Add { kind, place: place(key.to_owned()) })
        }
        ("add", list) => {
            let kind = super::addable(sent.get(&format!("add-{list}")))?;
            Some(Edit::Add { kind, place: Place::Inside(key.to_owned()) })
        }
        (verb, "") => super::structural(verb, key),
        // Only what stands in a list of this part.
        (verb, member) => {
            super::structural(verb, member).filter(|_| member::part_of(member) == member::part_of(key))
        }
    }
}

async fn go_on(
    frame: &Frame,
    user: &User,
    id: QuestionnaireId,
    key: &str,
    (revision, is_joined): (i32, bool),
    wish: Option<Edit>,
) -> Result<HttpResponse> {
    let Some(edit) = wish else {
        let address = address::element(id, key);
        return match is_joined {
            true => frame.redirect_with(&address, "info", "editor-joined"),
            false => Ok(frame.redirect(&address)),
        };
    };
    let (is_add, is_removal) = (matches!(edit, Edit::Add { .. }), matches!(edit, Edit::Remove { .. }));
    let was_member = edit.key().is_some_and(|key| member::split(key).is_some());
    let asked = Asked::Edit { edit, is_automatic: false };
    match save::save(frame, user, id, revision, &asked).await? {
        Saved::Done { key, .. } if is_add => {
            Ok(frame.redirect(&format!("{}?new=1", address::element(id, &key))))
        }
        Saved::Done { key, .. } if is_removal && !was_member => Ok(frame.redirect(&address::row(id, &key))),
        Saved::Done { key, .. } => Ok(frame.redirect(&address::element(id, &key))),
        Saved::Refused(problem) => {
            let desk = Desk::open(frame, id).await?;
            page(frame, &desk, key, false, &[], &[problem]).await
        }
        Saved::Conflict(_) | Saved::Stale => Ok(frame.redirect(&address::element(id, key))),
    }
}

/// The page. `sent` is what was typed, where it could not be saved; `refused` says why.
async fn page(
    frame: &Frame,
    desk: &Desk,
    key: &str,
    is_new: bool,
    sent: &[(String, String)],
    refused: &[Problem],
) -> Result<HttpResponse> {
    let object = tree::object(&desk.draft, key).ok_or(AppError::NotFound)?;
    let part = member::part_of(key);
    let is_member = part != key;
    let node = tree::find(&desk.draft, part);
    let type_name = type_of(&object, key).to_owned();
    let fields = fields(frame, desk, (key, &*object), sent, refused);
    let title = match is_member {
        true => members::title(frame, desk, key, &object),
        false => title_of(&desk.draft, key),
    };
    let heading = heading(frame, key, &type_name);
    let (previous, next) = neighbours(desk, key);
    let id = desk.questionnaire.id;
    let view = FormPage {
        crumbs: editor::crumbs(frame, desk, &heading),
        tabs: editor::tabs(frame, id, key),
        bar: editor::bar(frame, desk),
        action: address::element(id, key),
        revision: desk.questionnaire.revision,
        key: key.to_owned(),
        is_survey: key == SURVEY,
        is_group: matches!(type_name.as_str(), "survey" | "page" | "panel"),
        is_new,
        is_refused: !refused.is_empty(),
        number: node.as_ref().filter(|_| !is_member).map(|node| desk.number(node)).unwrap_or_default(),
        title,
        type_label: heading.clone(),
        form_problems: form_problems(frame, &fields, refused),
        problems: problem_views(frame, desk.problems_of(key)),
        marks: marks(&object, &type_name, &desk.locale()),
        asks_consent: fields.iter().any(|field| field.name == "kt:role" && field.value == "consent"),
        consents: consents(frame),
        ready: match fields.iter().find(|field| field.name == "choices") {
            Some(choices) if !is_member => ready::offered(frame, desk, &choices.value).await?,
            _ => Vec::new(),
        },
        refuses_empty: desk.held_up(key).is_some(),
        lists: members::lists(frame, desk, key, &object),
        names: match fields.iter().any(|field| field.takes_names) {
            true => super::fields::questions(desk),
            false => Vec::new(),
        },
        has_more: fields.iter().any(|field| !field.is_basic),
        is_member,
        owner_href: members::owner_href(id, key),
        owner_title: title_of(&desk.draft, part),
        fields,
        preview: preview(frame, desk, node.as_ref().map_or(&[][..], |node| &node.spot)),
        add_kinds: kinds(frame),
        add_kind: add_kind(&type_name),
        previous,
        next,
        outline_href: address::row(id, key),
    };
    if refused.is_empty() {
        return frame.page("editor/form.html", &heading, &view);
    }
    frame.problem_page("editor/form.html", &heading, &view)
}

/// The part as respondents see it, without answers and whatever its condition: on paper everything is shown.
fn preview(frame: &Frame, desk: &Desk, spot: &[usize]) -> Vec<QuestionView> {
    let Some((page, rest)) = spot.split_first() else { return Vec::new() };
    let page = paper_page(&desk.definition, *page, frame.lang.code());
    let mut shown = page.map(|page| page.questions).unwrap_or_default();
    for (depth, at) in rest.iter().enumerate() {
        let part = shown.into_iter().nth(*at);
        shown = match part {
            Some(part) if depth + 1 == rest.len() => vec![part],
            Some(part) => part.elements,
            None => Vec::new(),
        };
    }
    shown
}

fn heading(frame: &Frame, key: &str, type_name: &str) -> String {
    match key {
        SURVEY => frame.text("editor-tab-survey"),
        _ => type_label(frame, type_name),
    }
}

/// Problems with a link to their field; those of no field stand alone.
fn form_problems(frame: &Frame, fields: &[FieldView], refused: &[Problem]) -> Vec<ProblemLine> {
    let words = crate::pages::fill::say(frame.lang);
    let line = |problem: &Problem| {
        let field = fields.iter().find(|field| field.name == problem.place);
        ProblemLine {
            href: field.map(|field| format!("#{}", field.id)).unwrap_or_default(),
            text: words(problem),
        }
    };
    refused.iter().map(line).collect()
}

fn neighbours(desk: &Desk, key: &str) -> (Option<Neighbour>, Option<Neighbour>) {
    let nodes = tree::nodes(&desk.draft);
    let at = nodes.iter().position(|node| node.key == key);
    let neighbour = |at: Option<usize>| {
        let node = nodes.get(at?)?;
        Some(Neighbour {
            href: address::element(desk.questionnaire.id, &node.key),
            title: title_of(&desk.draft, &node.key),
        })
    };
    (neighbour(at.and_then(|at| at.checked_sub(1))), neighbour(at.map(|at| at + 1)))
}

/// Types for the next part; the same type is suggested.
fn kinds(frame: &Frame) -> Vec<ChoiceView> {
    let view = |name: &'static str| ChoiceView { value: name.to_owned(), label: type_label(frame, name) };
    addable().into_iter().map(view).collect()
}

fn add_kind(type_name: &str) -> String {
    match type_name {
        "survey" | "page" | "panel" | "html" => "radiogroup".to_owned(),
        same => same.to_owned(),
    }
}
