//! What hangs on slots that cannot be read: it may or may not have been asked.

use std::collections::BTreeSet;

use super::owner;
use crate::questionnaire::definition::{Definition, Element};
use crate::questionnaire::expression::{Expression, variables};
use crate::questionnaire::question::Question;

/// What hangs on slots that cannot be read.
pub struct Unclear<'a> {
    definition: &'a Definition,
    /// The slots.
    slots: &'a BTreeSet<String>,
    /// Questions with such a slot, and what depends on one: questions, and calculated values.
    names: BTreeSet<&'a str>,
    /// The questions whose being asked depends on one.
    hanging: BTreeSet<&'a str>,
}

/// A question inside another one, with the conditions of all that it stands in.
type Inner<'q> = (&'q Question, Vec<&'q Expression>);

impl<'a> Unclear<'a> {
    /// Follows conditions, calculated values in them, and questions that themselves depend on a slot.
    pub fn of(definition: &'a Definition, slots: &'a BTreeSet<String>) -> Unclear<'a> {
        let owners = slots.iter().filter_map(|place| owner(definition, place));
        let names: BTreeSet<&str> = owners.map(|question| question.name.as_str()).collect();
        let mut unclear = Unclear { definition, slots, names, hanging: BTreeSet::new() };
        // Each round adds a name or is the last.
        while unclear.spread() {}
        unclear
    }

    /// Whether it is unclear if a question was asked.
    pub fn asks(&self, name: &str) -> bool {
        self.hanging.contains(name)
    }

    /// Whether it is unclear if an inner question was asked, or what was offered there. The outer one was asked, and may
    /// be the same.
    pub fn asks_inside(&self, outer: &Question, inner: &Question) -> bool {
        let mut all: Vec<Inner<'_>> = vec![(outer, Vec::new())];
        collect_inner(outer, &[], &mut all);
        let parts = |slot: &'a String| slot.split(['.', '[', ']']).skip(1);
        let mut names: BTreeSet<&str> =
            self.slots.iter().filter(|slot| slot.starts_with(outer.name.as_str())).flat_map(parts).collect();
        loop {
            let n = names.len();
            for (question, conditions) in &all {
                if conditions.iter().any(|condition| self.decides(condition, &names)) {
                    names.insert(&question.name);
                }
            }
            if names.len() == n {
                break;
            }
        }
        let own = all.iter().find(|(question, _)| std::ptr::eq(*question, inner));
        let own = own.map(|(_, conditions)| conditions.clone()).unwrap_or_default();
        let is_from = |from: &str| self.names.contains(from) || names.contains(from);
        own.into_iter().chain(narrowing(inner)).any(|condition| self.decides(condition, &names))
            || inner.choices_from.as_ref().is_some_and(|from| is_from(&from.question))
    }

    /// Whether an expression names something unclear: an answer on a page, or one beside it (`{panel.x}`, `{row.x}`) of
    /// one of these names.
    fn decides(&self, expression: &Expression, beside: &BTreeSet<&str>) -> bool {
        let is_beside = |name: &str| {
            let inner = name.split_once('.').and_then(|(_, inner)| inner.split(['.', '[']).next());
            inner.is_some_and(|inner| beside.contains(inner)) && self.definition.names.resolve(name).is_none()
        };
        self.depends(Some(expression)) || variables(&expression.root).into_iter().any(is_beside)
    }

    /// Adds what depends on the names so far; false if nothing does.
    fn spread(&mut self) -> bool {
        let n = self.names.len();
        let definition = self.definition;
        let calculated = definition.calculated.iter();
        let found: Vec<&'a str> = calculated
            .filter(|value| self.depends(value.expression.as_ref()))
            .map(|value| value.name.as_str())
            .collect();
        self.names.extend(found);
        let mut hanging = BTreeSet::new();
        for page in &definition.pages {
            self.collect(&page.elements, self.depends(page.visible_if.as_ref()), &mut hanging);
        }
        self.names.extend(hanging.iter().copied());
        self.hanging = hanging;
        self.names.len() > n
    }

    /// Names of the questions whose condition, or that of what they stand in, names something unclear.
    fn collect(&self, elements: &'a [Element], is_unclear: bool, found: &mut BTreeSet<&'a str>) {
        for element in elements {
            match element {
                Element::Question(question) => {
                    if is_unclear || self.depends(question.visible_if.as_ref()) {
                        found.insert(&question.name);
                    }
                }
                Element::Panel(panel) => {
                    let is_unclear = is_unclear || self.depends(panel.visible_if.as_ref());
                    self.collect(&panel.elements, is_unclear, found);
                }
            }
        }
    }

    fn depends(&self, condition: Option<&Expression>) -> bool {
        let names = condition.map(|condition| variables(&condition.root)).unwrap_or_default();
        let is_unclear = |name: &str| {
            let named = self.definition.names.resolve(name);
            named.is_some_and(|(named, _)| self.names.contains(named.key.as_str()))
        };
        names.into_iter().any(is_unclear)
    }
}

/// All questions inside a question, at every level.
fn collect_inner<'q>(question: &'q Question, around: &[&'q Expression], found: &mut Vec<Inner<'q>>) {
    let Some(composite) = &question.composite else { return };
    let mut around = around.to_vec();
    around.extend(composite.visible_if.as_ref());
    collect_elements(&composite.elements, &around, found);
}

fn collect_elements<'q>(elements: &'q [Element], around: &[&'q Expression], found: &mut Vec<Inner<'q>>) {
    for element in elements {
        let mut around = around.to_vec();
        match element {
            Element::Question(question) => {
                let question: &Question = question;
                around.extend(question.visible_if.as_ref());
                collect_inner(question, &around, found);
                found.push((question, around));
            }
            Element::Panel(panel) => {
                around.extend(panel.visible_if.as_ref());
                collect_elements(&panel.elements, &around, found);
            }
        }
    }
}

/// The conditions that say what a question offers.
fn narrowing(question: &Question) -> Vec<&Expression> {
    let (select, grid) = (&question.select, &question.grid);
    let common = [&select.visible_if, &select.enable_if, &grid.rows_visible_if, &grid.columns_visible_if];
    let offered = [&question.choices, &question.rows, &question.columns];
    let mut found: Vec<&Expression> = common.into_iter().flatten().collect();
    for choice in offered.into_iter().flatten() {
        found.extend([choice.visible_if.as_ref(), choice.enable_if.as_ref()].into_iter().flatten());
    }
    found
}
