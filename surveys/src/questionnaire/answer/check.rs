//! The final check, and the check of one page: every visible question that can be changed, inner ones where they
//! stand, with its type's own rules, its validators and what must be answered.

use super::frame::{Frames, frame_names};
use super::{Answers, Visibility, visibility};
use crate::questionnaire::composite::{self, Shape, inner_place, item_place};
use crate::questionnaire::definition::{Definition, Element, Page, Panel, questions_of};
use crate::questionnaire::expression::Expression;
use crate::questionnaire::expression::evaluate::is_true;
use crate::questionnaire::expression::scope::Scope;
use crate::questionnaire::problem::{Problem, has_errors};
use crate::questionnaire::question::Question;
use crate::questionnaire::question::paneldynamic::total_name;
use crate::questionnaire::rules::Clear;
use crate::questionnaire::{localized::Localized, validator};
use chrono::NaiveDateTime;
use serde_json::Value;

/// The final check over all visible questions. The answers returned have no value of a hidden question (unless the
/// definition keeps them) and no key that the definition does not know, in the definition's order; they may be stored
/// if no problem is an error. Callers without pages use `accept`, which ends here.
pub fn complete(definition: &Definition, answers: &Answers, now: NaiveDateTime) -> (Answers, Vec<Problem>) {
    let mut visible = visibility(definition, answers, now);
    let mut kept = kept_of(definition, &visible);
    // Without the items that were left empty others have other places, and conditions may count fewer of them.
    for _ in 0..MAX_ROUNDS {
        if !lost_items(definition, &visible.counted, &kept) {
            break;
        }
        visible = visibility(definition, &kept, now);
        kept = kept_of(definition, &visible);
    }
    let mut problems = Vec::new();
    for found in definition.questions() {
        problems.extend(question(definition, &visible, found, &kept, Vec::new()));
    }
    for page in definition.pages.iter().filter(|page| visible.pages.contains(&page.name)) {
        problems.extend(groups(page, &visible, &kept));
    }
    (kept, problems)
}

/// Most rounds of dropping empty items.
const MAX_ROUNDS: usize = 8;

/// What is stored of the answers that count.
fn kept_of(definition: &Definition, visible: &Visibility) -> Answers {
    let mut kept = Answers::new();
    for question in definition.questions().into_iter().filter(|question| question.has_answer()) {
        let is_visible = visible.questions.contains(&question.name);
        if is_visible || visibility::clear_of(definition, question) == Clear::None {
            keep(question, &visible.counted, &mut kept);
        }
    }
    share_names(definition, &mut kept);
    for calculated in definition.calculated.iter().filter(|calculated| calculated.is_stored) {
        if let Some(value) = visible.counted.get(&calculated.name) {
            kept.entry(calculated.name.clone()).or_insert_with(|| value.clone());
        }
    }
    kept
}

/// As in SurveyJS, a shared answer is there under its `valueName`, too.
fn share_names(definition: &Definition, kept: &mut Answers) {
    for question in definition.questions() {
        let shared = definition.shared_name(question);
        if let Some((shared, value)) = shared.zip(kept.get(&question.name).cloned()) {
            kept.entry(shared.to_owned()).or_insert(value);
        }
    }
}

fn lost_items(definition: &Definition, counted: &Answers, kept: &Answers) -> bool {
    let composites = definition.questions().into_iter().filter(|question| question.composite.is_some());
    composites
        .map(|question| &question.name)
        .any(|name| kept.contains_key(name) && counted.get(name) != kept.get(name))
}

/// Keeps what counts of a question: its answer, the text beside "other", its totals.
fn keep(question: &Question, counted: &Answers, kept: &mut Answers) {
    if let Some(value) = counted.get(&question.name).and_then(|value| without_empty(question, value)) {
        kept.insert(question.name.clone(), value);
    }
    let mut others = vec![total_name(&question.name)];
    if question.has_comment() {
        others.push(question.comment_name());
    }
    for name in others {
        if let Some(value) = counted.get(&name) {
            kept.insert(name, value.clone());
        }
    }
}

/// A composite's answer without items that were left empty; other answers as they are.
fn without_empty(question: &Question, value: &Value) -> Option<Value> {
    let Some(composite) = &question.composite else { return Some(value.clone()) };
    if !composite::fits(composite, value) {
        return Some(value.clone());
    }
    let empty = Answers::new();
    let inner = composite.questions();
    let item = |item: composite::Item<'_>| {
        let mut kept = Answers::new();
        inner.iter().for_each(|question| keep(question, item.answers, &mut kept));
        kept
    };
    let items = composite::items(question, Some(value), &empty).into_iter().map(item).collect();
    composite::value_of(question, items, false)
}

/// The problems of one visible question; `found` are those that reading it gave. A read-only question has none.
pub fn question(
    definition: &Definition,
    visible: &Visibility,
    question: &Question,
    answers: &Answers,
    found: Vec<Problem>,
) -> Vec<Problem> {
    let mut checker = Checker { definition, visible, frames: Frames::default() };
    checker.question(question, "", answers, found)
}

struct Checker<'a> {
    definition: &'a Definition,
    visible: &'a Visibility,
    frames: Frames,
}

impl Checker<'_> {
    fn question(
        &mut self,
        question: &Question,
        item: &str,
        answers: &Answers,
        found: Vec<Problem>,
    ) -> Vec<Problem> {
        let place = inner_place(item, &question.name);
        if !question.has_answer()
            || !self.visible.questions.contains(&place)
            || self.visible.read_only.contains(&place)
        {
            return Vec::new();
        }
        let question = self.visible.of(&place, question);
        let names_it_already = !found.is_empty();
        let mut problems = found;
        let at_item = |problem: Problem| Problem { place: inner_place(item, &problem.place), ..problem };
        problems.extend(question.check(answers).into_iter().map(at_item));
        if !names_it_already {
            let is_required = self.visible.required.contains(&place);
            problems.extend(question.missing(answers, is_required).into_iter().map(at_item));
        }
        if !has_errors(&problems) {
            problems.extend(self.validators(question, &place, answers));
        }
        problems.extend(self.items(question, &place, answers));
        problems
    }

    fn validators(&self, question: &Question, place: &str, answers: &Answers) -> Vec<Problem> {
        let scope = self.frames.within(Scope::new(self.definition, &self.visible.counted, self.visible.now));
        let holds = |condition: &Expression| is_true(condition, &scope);
        let value = answers.get(&question.name);
        let checked = |question: &Question, value: Option<&Value>, place: &str| -> Vec<Problem> {
            question.validators.iter().filter_map(|one| validator::check(one, value, place, &holds)).collect()
        };
        let mut problems = checked(question, value, place);
        for item in &question.items {
            let value = value.and_then(|value| value.get(&item.name));
            problems.extend(checked(item, value, &format!("{place}.{}", item.name)));
        }
        problems
    }

    /// Inner questions. An item that was left empty in a list asks nothing: it is no item.
    fn items(&mut self, question: &Question, place: &str, answers: &Answers) -> Vec<Problem> {
        let Some(composite) = &question.composite else { return Vec::new() };
        let empty = Answers::new();
        let mut problems = Vec::new();
        let mut previous: Option<Answers> = None;
        for item in composite::items(question, answers.get(&question.name), &empty) {
            let asks = composite.shape == Shape::Rows || !item.answers.is_empty();
            let item_place = item_place(place, item.index, item.row);
            self.frames.push(
                frame_names(question.kind.name),
                item.index,
                item.answers.clone(),
                previous.as_ref(),
            );
            if asks {
                for inner in composite.questions() {
                    problems.extend(self.question(inner, &item_place, item.answers, Vec::new()));
                }
            }
            previous = Some(self.frames.pop());
        }
        problems
    }
}

/// The panels of a page, and the page itself, of which nothing is answered although something must be. The problem
/// stands at their first question.
pub fn groups(page: &Page, visible: &Visibility, answers: &Answers) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(group(&page.path, &page.title, &page.elements, visible, answers));
    panels(&page.elements, &mut |panel| {
        problems.extend(group(&panel.path, &panel.title, &panel.elements, visible, answers));
    });
    problems
}

fn group(
    path: &str,
    title: &Localized,
    elements: &[Element],
    visible: &Visibility,
    answers: &Answers,
) -> Option<Problem> {
    if !visible.required_groups.contains(path) {
        return None;
    }
    let questions: Vec<&Question> = questions_of(elements)
        .into_iter()
        .filter(|question| question.has_answer() && visible.questions.contains(&question.name))
        .collect();
    let first = questions.first()?;
    let is_answered = questions.iter().any(|question| answers.contains_key(&question.name));
    (!is_answered).then(|| Problem::error("required-panel", &first.name).with("title", title.get("")))
}

fn panels(elements: &[Element], visit: &mut dyn FnMut(&Panel)) {
    for element in elements {
        if let Element::Panel(panel) = element {
            visit(panel);
            panels(&panel.elements, visit);
        }
    }
}
