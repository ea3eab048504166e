//! What follows from a change of answers: shared answers, defaults that are still untouched, values that set
//! themselves, triggers, and answers of questions that were hidden.
//!
//! In each pass, in this order: shared answers; then question by question `defaultValueExpression`,
//! `setValueExpression`, `resetValueIf`, forgetting and default of hidden and shown again; then triggers in their
//! order. The next pass sees what the last one changed, at most `MAX_PASSES` times. Nothing overwrites what a person
//! changed in the same step.

use super::{Answers, Visibility, check, visibility};
use crate::questionnaire::definition::Definition;
use crate::questionnaire::expression::evaluate::{evaluate, is_true};
use crate::questionnaire::expression::scope::Scope;
use crate::questionnaire::expression::{Expr, Expression, variables};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::question::select::scalar;
use crate::questionnaire::question::{Question, expression};
use crate::questionnaire::rules::Clear;
use crate::questionnaire::settings::Action;
use chrono::NaiveDateTime;
use serde_json::Value;
use std::collections::BTreeSet;

/// Most passes until nothing changes.
const MAX_PASSES: usize = 10;

/// The answers of a new response: default values.
pub fn start(definition: &Definition, now: NaiveDateTime) -> Answers {
    let mut answers = Answers::new();
    for question in definition.questions() {
        let seen = visibility_of_values(definition, &answers, now);
        let scope = Scope::new(definition, &seen, now);
        if let Some(value) = default_of(question, &scope) {
            answers.insert(question.name.clone(), value);
        }
    }
    let before = Answers::new();
    share(definition, &before, &mut answers);
    answers
}

/// Before anything is shown, default expressions see each other's values and calculated ones; working out who sees
/// what for each of them would take a pass over everything.
fn visibility_of_values(definition: &Definition, answers: &Answers, now: NaiveDateTime) -> Answers {
    let mut seen = answers.clone();
    for calculated in &definition.calculated {
        let value = {
            let scope = Scope::new(definition, &seen, now);
            calculated.expression.as_ref().map(|found| evaluate(&found.root, &scope))
        };
        if let Some(value) = value.filter(|value| !value.is_null()) {
            seen.insert(calculated.name.clone(), value);
        }
    }
    seen
}

/// The final check for callers without pages: paper, imports, the API. What was not given takes what follows from
/// the rest (values that set themselves, read-only defaults), never a default that somebody could have changed.
pub fn accept(definition: &Definition, given: &Answers, now: NaiveDateTime) -> (Answers, Vec<Problem>) {
    check::complete(definition, &settled(definition, given, now), now)
}

/// What was given without pages, with what follows from it; the first half of [`accept`].
pub fn settled(definition: &Definition, given: &Answers, now: NaiveDateTime) -> Answers {
    let mut answers = given.clone();
    take_shared(definition, &mut answers);
    for question in definition.questions().into_iter().filter(|found| found.rules.is_read_only) {
        if !answers.contains_key(&question.name) {
            let seen = visibility_of_values(definition, &answers, now);
            if let Some(value) = default_of(question, &Scope::new(definition, &seen, now)) {
                answers.insert(question.name.clone(), value);
            }
        }
    }
    react(definition, &Answers::new(), answers, now)
}

/// Answers that come under a `valueName` are those of the questions that share it.
fn take_shared(definition: &Definition, answers: &mut Answers) {
    for question in definition.questions() {
        let shared = definition.shared_name(question);
        let Some(value) = shared.and_then(|name| answers.get(name)).cloned() else { continue };
        answers.entry(question.name.clone()).or_insert(value);
    }
}

/// The answers with everything that follows from their change.
pub fn react(definition: &Definition, before: &Answers, after: Answers, now: NaiveDateTime) -> Answers {
    let rules = Rules::of(definition);
    if rules.is_empty() {
        return after;
    }
    let typed = changed_keys(before, &after);
    let mut before = before.clone();
    let mut after = after;
    for _ in 0..MAX_PASSES {
        let start = after.clone();
        if rules.shares {
            share(definition, &before, &mut after);
        }
        let old = visibility(definition, &before, now);
        let new = visibility(definition, &after, now);
        let step = Step { definition, now, before: &before, old: &old, new: &new, typed: &typed };
        for question in &rules.questions {
            step.question(question, &mut after);
        }
        step.triggers(&mut after);
        if after == start {
            break;
        }
        before = start;
    }
    after
}

/// The questions that react at all, so that most questionnaires pay nothing.
struct Rules<'a> {
    questions: Vec<&'a Question>,
    shares: bool,
    has_triggers: bool,
}

impl<'a> Rules<'a> {
    fn of(definition: &'a Definition) -> Rules<'a> {
        let reacts = |question: &&Question| {
            let rules = &question.rules;
            rules.default_expression.is_some()
                || rules.set_value_expression.is_some()
                || rules.reset_value_if.is_some()
                || matches!(
                    visibility::clear_of(definition, question),
                    Clear::OnHidden | Clear::OnHiddenContainer
                )
        };
        let questions = definition.questions();
        Rules {
            shares: questions.iter().any(|question| question.rules.value_name.is_some()),
            has_triggers: !definition.triggers.is_empty(),
            questions: questions
                .into_iter()
                .filter(|question| question.has_answer())
                .filter(reacts)
                .collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.questions.is_empty() && !self.shares && !self.has_triggers
    }
}

/// One pass: what was, what is, and what a person has just typed.
struct Step<'a> {
    definition: &'a Definition,
    now: NaiveDateTime,
    before: &'a Answers,
    old: &'a Visibility,
    new: &'a Visibility,
    typed: &'a BTreeSet<String>,
}

impl Step<'_> {
    fn scope<'s>(&'s self, counted: &'s Answers) -> Scope<'s> {
        Scope::new(self.definition, counted, self.now)
    }

    /// Whether any value that expressions speak of has changed.
    fn has_changed(&self, expressions: &[Option<&Expression>]) -> bool {
        let mut names = expressions.iter().flatten().flat_map(|found| variables(&found.root));
        names.any(|name| self.is_changed(name))
    }

    fn is_changed(&self, name: &str) -> bool {
        let (old, new) = (self.scope(&self.old.counted), self.scope(&self.new.counted));
        let variable = Expr::Variable(name.to_owned());
        evaluate(&variable, &old) != evaluate(&variable, &new)
    }

    fn question(&self, question: &Question, after: &mut Answers) {
        let name = &question.name;
        let rules = &question.rules;
        let (old, new) = (self.scope(&self.old.counted), self.scope(&self.new.counted));
        let is_typed = self.typed.contains(name);
        if let (Some(default), false) = (&rules.default_expression, is_typed) {
            let was = coerced(question, evaluate(&default.root, &old));
            if self.before.get(name) == was.as_ref() {
                put(name, coerced(question, evaluate(&default.root, &new)), after);
            }
        }
        if let (Some(expression), false) = (&rules.set_value_expression, is_typed) {
            let condition = rules.set_value_if.as_ref();
            if self.has_changed(&[condition, Some(expression)])
                && condition.is_none_or(|condition| is_true(condition, &new))
            {
                put(name, coerced(question, evaluate(&expression.root, &new)), after);
            }
        }
        if let Some(condition) = &rules.reset_value_if
            && self.has_changed(&[Some(condition)])
            && is_true(condition, &new)
        {
            put(name, default_of(question, &new), after);
            after.shift_remove(&question.comment_name());
        }
        self.hidden(question, after, &new);
    }

    /// Forgets the answer of a question that was hidden; one that is shown again begins with its default.
    fn hidden(&self, question: &Question, after: &mut Answers, scope: &Scope<'_>) {
        let clear = visibility::clear_of(self.definition, question);
        if !matches!(clear, Clear::OnHidden | Clear::OnHiddenContainer) {
            return;
        }
        let name = &question.name;
        let (was, is) = (self.old.questions.contains(name), self.new.questions.contains(name));
        let by_itself = question.visible_if.as_ref().is_some_and(|found| !is_true(found, scope));
        if was && !is && (by_itself || clear == Clear::OnHiddenContainer) {
            after.shift_remove(name);
            after.shift_remove(&question.comment_name());
        } else if !was && is && !after.contains_key(name) {
            put(name, default_of(question, scope), after);
        }
    }

    fn triggers(&self, after: &mut Answers) {
        let new = self.scope(&self.new.counted);
        for trigger in &self.definition.triggers {
            // What is copied follows its source, too.
            let is_source_changed =
                matches!(&trigger.action, Action::CopyValue { from, .. } if self.is_changed(from));
            let is_due = is_source_changed || self.has_changed(&[Some(&trigger.condition)]);
            if !is_due || !is_true(&trigger.condition, &new) {
                continue;
            }
            let (to, value) = match &trigger.action {
                Action::SetValue { name, value, is_variable: false } => (name, value.clone()),
                Action::CopyValue { from, to } => {
                    let from = Expr::Variable(format!("#{from}"));
                    (to, evaluate(&from, &new))
                }
                Action::Run { expression: Some(expression), to: Some(to) } => {
                    (to, evaluate(&expression.root, &new))
                }
                _ => continue,
            };
            let Some(question) = self.definition.question(to) else { continue };
            if !self.typed.contains(&question.name) {
                put(&question.name, coerced(question, value), after);
            }
        }
    }
}

fn put(name: &str, value: Option<Value>, answers: &mut Answers) {
    match value {
        Some(value) => answers.insert(name.to_owned(), value),
        None => answers.shift_remove(name),
    };
}

fn changed_keys(before: &Answers, after: &Answers) -> BTreeSet<String> {
    let keys = before.keys().chain(after.keys());
    keys.filter(|key| before.get(*key) != after.get(*key)).cloned().collect()
}

/// Questions with the same `valueName` have the same answer: the one that changed gives it to the others.
fn share(definition: &Definition, before: &Answers, after: &mut Answers) {
    let questions = definition.questions();
    let groups: BTreeSet<&str> =
        questions.iter().filter_map(|question| question.rules.value_name.as_deref()).collect();
    for group in groups {
        let members: Vec<&&Question> =
            questions.iter().filter(|question| question.rules.value_name.as_deref() == Some(group)).collect();
        let changed = members.iter().find(|found| before.get(&found.name) != after.get(&found.name));
        let Some(giver) = changed else { continue };
        for (from, to) in members.iter().flat_map(|taker| {
            [(giver.name.clone(), taker.name.clone()), (giver.comment_name(), taker.comment_name())]
        }) {
            let value = after.get(&from).cloned();
            put(&to, value, after);
        }
    }
}

/// The default value of a question; None if it has none.
pub fn default_of(question: &Question, scope: &Scope<'_>) -> Option<Value> {
    if question.value_expression.is_some() || !question.has_answer() {
        return None;
    }
    let own = question.rules.default_value.clone();
    let computed = question.rules.default_expression.as_ref().map(|found| evaluate(&found.root, scope));
    coerced(question, own.or(computed)?).or_else(|| super::items::with_defaults(question, scope))
}

/// A computed or constant value as the question stores it; None for nothing.
fn coerced(question: &Question, value: Value) -> Option<Value> {
    let value = expression::plain_number(value);
    if value.is_null() || value.as_str().is_some_and(str::is_empty) {
        return None;
    }
    let text = |value: &Value| scalar(value).map(Value::String);
    match question.kind.name {
        "checkbox" | "tagbox" | "ranking" => {
            let items = match &value {
                Value::Array(items) => items.iter().filter_map(text).collect(),
                one => text(one).into_iter().collect::<Vec<Value>>(),
            };
            (!items.is_empty()).then_some(Value::Array(items))
        }
        "radiogroup" | "dropdown" | "buttongroup" | "kt-seat" | "comment" => text(&value),
        "text" if !question.input.is_number() => text(&value),
        "text" => {
            let typed = value.as_str().and_then(|typed| typed.trim().parse::<f64>().ok());
            let number = typed.filter(|number| number.is_finite()).map(Value::from);
            Some(number.map_or(value, expression::plain_number))
        }
        "rating" => match &value {
            Value::String(typed) => typed.parse::<u64>().ok().map(Value::from),
            _ => Some(value),
        },
        _ => Some(value),
    }
}
