//! What a respondent sees with certain answers, and which answers count.
//!
//! One pass walks through the questionnaire from the first question to the last, in this order: calculated values;
//! triggers that hide pages or show questions; then page by page and element by element whether it is visible and
//! whether it can be changed, its answer (an `expression` computes its own), and the totals of a matrix. Passes are
//! repeated until nothing changes, at most `MAX_PASSES` times: one is enough when conditions look back only, and a
//! definition whose conditions form a circle is not published.
//!
//! Answers of hidden questions do not count, unless the definition keeps them (`clearInvisibleValues` `none`).

use super::frame::{Frames, frame_names};
use super::hidden::Hidden;
use super::seen::Near;
use super::{Answers, Visibility};
use crate::questionnaire::composite::{self, Composite, inner_place, item_place};
use crate::questionnaire::definition::{Definition, Element, Page};
use crate::questionnaire::expression::Expression;
use crate::questionnaire::expression::evaluate::{evaluate, is_true};
use crate::questionnaire::expression::scope::Scope;
use crate::questionnaire::question::paneldynamic::total_name;
use crate::questionnaire::question::{Question, expression};
use crate::questionnaire::rules::{Clear, GroupRules};
use chrono::NaiveDateTime;
use serde_json::Value;
use std::sync::Arc;

/// Most passes until nothing changes.
const MAX_PASSES: usize = 32;

/// Which pages, panels and questions are visible at a time of day in Asia/Tokyo, and which answers count.
pub fn visibility(definition: &Definition, answers: &Answers, now: NaiveDateTime) -> Visibility {
    let mut counted = Answers::new();
    for question in definition.questions().into_iter().filter(|question| question.has_answer()) {
        for name in [question.name.clone(), question.comment_name()] {
            if let Some(value) = answers.get(&name) {
                counted.insert(name, value.clone());
            }
        }
    }
    let mut visible = Visibility { counted, ..Visibility::default() };
    for pass in 0..MAX_PASSES {
        let (next, changed) = walk(definition, answers, now, &visible, pass == 0);
        let is_stable = !changed && next.is_same(&visible);
        visible = next;
        if is_stable {
            break;
        }
    }
    visible.now = now;
    visible
}

fn walk(
    definition: &Definition,
    answers: &Answers,
    now: NaiveDateTime,
    before: &Visibility,
    is_first: bool,
) -> (Visibility, bool) {
    let mut walk = Walk {
        definition,
        now,
        before,
        is_first,
        counted: before.counted.clone(),
        frames: Frames::default(),
        next: Visibility::default(),
        changed: false,
        hidden: Hidden::default(),
        is_skipped: false,
    };
    walk.calculated();
    let hidden = Hidden::of(definition, &walk.scope());
    for (name, value) in &hidden.variables {
        walk.set(name, value.clone());
    }
    walk.hidden = hidden;
    for (at, page) in definition.pages.iter().enumerate() {
        walk.page(at, page, answers);
    }
    let mut next = walk.next;
    next.counted = walk.counted;
    (next, walk.changed)
}

/// One walk through the questionnaire, in which answers begin or cease to count.
struct Walk<'a> {
    definition: &'a Definition,
    now: NaiveDateTime,
    before: &'a Visibility,
    is_first: bool,
    counted: Answers,
    frames: Frames,
    next: Visibility,
    changed: bool,
    hidden: Hidden,
    /// The page that is walked through is passed over.
    is_skipped: bool,
}

/// What an element takes over from those around it.
#[derive(Clone, Copy)]
struct Around<'s> {
    /// Place of the item; empty on a page.
    item: &'s str,
    /// Answers as given, of the survey or of the item.
    stored: &'s Answers,
    /// The questions of the item; none on a page.
    siblings: &'s [&'s Question],
    is_open: bool,
    is_read_only: bool,
}

impl Walk<'_> {
    fn scope(&self) -> Scope<'_> {
        self.frames.within(Scope::new(self.definition, &self.counted, self.now))
    }

    fn holds(&self, condition: Option<&Expression>) -> bool {
        condition.is_none_or(|condition| is_true(condition, &self.scope()))
    }

    /// Lets a value count, here or in the item that the walk is in.
    fn set(&mut self, name: &str, value: Option<Value>) {
        let Some(map) = self.frames.item_mut().or(Some(&mut self.counted)) else { return };
        match value {
            Some(value) if map.get(name) == Some(&value) => return,
            Some(value) => map.insert(name.to_owned(), value),
            None if !map.contains_key(name) => return,
            // Moving all later answers up would take as long as there are answers; their order means nothing here.
            None => map.swap_remove(name),
        };
        self.changed = true;
    }

    fn calculated(&mut self) {
        for calculated in &self.definition.calculated {
            let value = calculated.expression.as_ref().map(|found| evaluate(&found.root, &self.scope()));
            self.set(&calculated.name, value.filter(|value| !value.is_null()).map(expression::plain_number));
        }
    }

    fn page(&mut self, at: usize, page: &Page, answers: &Answers) {
        let is_open = !self.hidden.pages.contains(&at)
            && self.group_is_open(&page.name, &page.rules, page.visible_if.as_ref());
        let is_read_only = self.group_is_read_only(&page.rules, false);
        let around = Around { item: "", stored: answers, siblings: &[], is_open, is_read_only };
        self.is_skipped = self.hidden.skipped.contains(&at);
        if self.elements(&page.elements, around) {
            self.next.pages.insert(page.name.clone());
            self.require_group(&page.path, &page.rules);
            if self.is_skipped {
                self.next.skipped.insert(page.name.clone());
            }
        }
    }

    fn group_is_open(&self, name: &str, rules: &GroupRules, condition: Option<&Expression>) -> bool {
        self.hidden.shown.get(name).copied().unwrap_or(rules.is_visible) && self.holds(condition)
    }

    fn group_is_read_only(&self, rules: &GroupRules, outer: bool) -> bool {
        outer || rules.is_read_only || !self.holds(rules.enable_if.as_ref())
    }

    fn require_group(&mut self, path: &str, rules: &GroupRules) {
        let asks =
            rules.is_required || (rules.required_if.is_some() && self.holds(rules.required_if.as_ref()));
        if asks && !self.is_skipped {
            self.next.required_groups.insert(path.to_owned());
        }
    }

    /// Shows what is visible of some elements; true if anything is.
    fn elements(&mut self, elements: &[Element], around: Around<'_>) -> bool {
        let mut shows_any = false;
        for element in elements {
            shows_any |= match element {
                Element::Question(question) => self.question(question, around),
                Element::Panel(panel) => {
                    let is_open = around.is_open
                        && self.group_is_open(&panel.name, &panel.rules, panel.visible_if.as_ref());
                    let is_read_only = self.group_is_read_only(&panel.rules, around.is_read_only);
                    let shows = self.elements(&panel.elements, Around { is_open, is_read_only, ..around });
                    if shows {
                        self.next.panels.insert(inner_place(around.item, &panel.name));
                        self.require_group(&inner_place(around.item, &panel.path), &panel.rules);
                    }
                    shows
                }
            };
        }
        shows_any
    }

    fn question(&mut self, question: &Question, around: Around<'_>) -> bool {
        let place = inner_place(around.item, &question.name);
        let is_shown = self.hidden.shown.get(&place).copied().unwrap_or(question.rules.is_visible);
        let is_visible = around.is_open && is_shown && self.holds(question.visible_if.as_ref());
        let is_read_only = around.is_read_only
            || question.rules.is_read_only
            || !self.holds(question.rules.enable_if.as_ref());
        if is_visible {
            Arc::make_mut(&mut self.next.questions).insert(place.clone());
            self.state(question, &place, is_read_only);
        }
        if question.has_answer() {
            self.count(question, &place, around, is_visible, is_read_only);
        }
        is_visible
    }

    fn state(&mut self, question: &Question, place: &str, is_read_only: bool) {
        if is_read_only {
            self.next.read_only.insert(place.to_owned());
            return;
        }
        let asks = question.is_required
            || (question.required_if.is_some() && self.holds(question.required_if.as_ref()));
        if question.has_answer() && asks && !self.is_skipped {
            self.next.required.insert(place.to_owned());
        }
    }

    /// Lets a question's answer count, or not.
    fn count(
        &mut self,
        question: &Question,
        place: &str,
        around: Around<'_>,
        is_visible: bool,
        is_read_only: bool,
    ) {
        let counts = is_visible || clear_of(self.definition, question) == Clear::None;
        let near = Near {
            definition: self.definition,
            item: around.item,
            siblings: around.siblings,
            answers: self.frames.innermost().unwrap_or(&self.counted),
        };
        let carried = super::seen::carried(question, &near, &self.counted, &self.next.seen);
        let carried =
            super::narrow::narrowed(carried.as_ref().unwrap_or(question), &self.scope()).or(carried);
        let offered = carried.as_ref().zip(around.stored.get(&question.name));
        let offered = offered.and_then(|(seen, value)| super::seen::still_offered(question, seen, value));
        let stored = match carried {
            Some(seen) => {
                self.next.seen.insert(place.to_owned(), seen);
                offered.as_ref()
            }
            None => around.stored.get(&question.name),
        };
        let stored = stored.filter(|_| counts);
        let value = match (&question.composite, &question.value_expression) {
            (Some(composite), _) => {
                let inner = Around { is_open: is_visible, is_read_only, ..around };
                let value = self.items(question, composite, place, stored, inner);
                value.filter(|_| counts)
            }
            (None, Some(found)) if counts => {
                expression::rounded(question, evaluate(&found.root, &self.scope()))
            }
            (None, Some(_)) => None,
            (None, None) => stored.cloned(),
        };
        self.set(&question.name, value);
        let comment = question.comment_name();
        self.set(&comment, around.stored.get(&comment).filter(|_| counts).cloned());
    }

    /// The items of a composite with what counts of them.
    fn items(
        &mut self,
        question: &Question,
        composite: &Composite,
        place: &str,
        stored: Option<&Value>,
        around: Around<'_>,
    ) -> Option<Value> {
        if let Some(wrong) = stored.filter(|value| !composite::fits(composite, value)) {
            return Some(wrong.clone());
        }
        let empty = Answers::new();
        let known = composite.questions();
        let mut counted = Vec::new();
        for item in composite::items(question, stored, &empty) {
            let item_place = item_place(place, item.index, item.row);
            let mut own = item.answers.clone();
            own.retain(|key, _| {
                is_known(&known, key) && (self.is_first || self.counted_before(&item_place, &known, key))
            });
            self.frames.push(frame_names(question.kind.name), item.index, own, counted.last());
            let is_open = around.is_open && self.holds(composite.visible_if.as_ref());
            self.elements(
                &composite.elements,
                Around { item: &item_place, stored: item.answers, siblings: &known, is_open, ..around },
            );
            counted.push(self.frames.pop());
        }
        self.totals(question, composite, &counted, around.is_open);
        let keeps_empty = stored.is_some();
        if !keeps_empty && counted.iter().all(Answers::is_empty) {
            return None;
        }
        composite::value_of(question, counted, true)
    }

    /// Whether an inner answer counted in the pass before; then conditions that look ahead see what is left.
    fn counted_before(&self, item: &str, known: &[&Question], key: &str) -> bool {
        let question = known.iter().find(|question| question.name == key || question.comment_name() == key);
        question.is_some_and(|found| {
            self.before.questions.contains(&inner_place(item, &found.name))
                || clear_of(self.definition, found) == Clear::None
        })
    }

    fn totals(&mut self, question: &Question, composite: &Composite, counted: &[Answers], is_open: bool) {
        if composite.totals.is_empty() {
            return;
        }
        let items: Vec<composite::Item<'_>> = counted
            .iter()
            .enumerate()
            .map(|(index, answers)| composite::Item { index, row: None, answers })
            .collect();
        let totals: Answers = composite
            .totals
            .iter()
            .filter_map(|(inner, kind)| {
                let total = composite::total(*kind, inner, &items).map(Value::from)?;
                Some((inner.clone(), expression::plain_number(total)))
            })
            .collect();
        let value = (is_open && counted.iter().any(|item| !item.is_empty())).then_some(Value::Object(totals));
        self.set(&total_name(&question.name), value);
    }
}

fn is_known(known: &[&Question], key: &str) -> bool {
    known.iter().any(|question| question.name == key || question.comment_name() == key)
}

/// When a question's hidden answer is forgotten.
pub fn clear_of(definition: &Definition, question: &Question) -> Clear {
    question.rules.clear.unwrap_or(definition.settings.clear)
}
