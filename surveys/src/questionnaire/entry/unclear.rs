//! What hangs on slots that cannot be read: it may or may not have been asked.

use std::collections::BTreeSet;

use super::owner;
use crate::questionnaire::answer::files::is_inside;
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

/// The place of a question whose answer has items, and of one of its items.
pub type InItem = (String, String);

/// What stands in expressions for the items before and after.
const NEIGHBOURS: &[&str] = &["prevRow", "nextRow", "prevPanel", "nextPanel"];

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
    /// be the same. `around` are the lists around the inner one, each with the item that it stands in: what cannot be read
    /// in another item says nothing of this one.
    pub fn asks_inside(&self, outer: &Question, inner: &Question, around: &[InItem]) -> bool {
        let mut all: Vec<Inner<'_>> = vec![(outer, Vec::new())];
        collect_inner(outer, &[], &mut all);
        let inside = self.slots.iter().filter(|slot| is_inside(slot, &outer.name));
        let is_beside = |slot: &&String| {
            let is_here = |(list, item): &InItem| !is_inside(slot, list) || is_inside(slot, item);
            around.iter().all(is_here)
        };
        let anywhere = self.inner_names(&all, inside.clone(), &BTreeSet::new());
        let beside = self.inner_names(&all, inside.filter(is_beside), &anywhere);
        let own = all.iter().find(|(question, _)| std::ptr::eq(*question, inner));
        let own = own.map(|(_, conditions)| conditions.clone()).unwrap_or_default();
        let is_from = |from: &str| self.names.contains(from) || beside.contains(from);
        own.into_iter().chain(narrowing(inner)).any(|condition| self.decides(condition, &beside, &anywhere))
            || inner.choices_from.as_ref().is_some_and(|from| is_from(&from.question))
    }

    /// The names inside a question of which one of these slots, or what hangs on it there, is unclear. `anywhere` are those
    /// that are so in any item.
    fn inner_names<'q>(
        &self,
        all: &[Inner<'q>],
        slots: impl Iterator<Item = &'q String>,
        anywhere: &BTreeSet<&'q str>,
    ) -> BTreeSet<&'q str> {
        let mut names: BTreeSet<&str> = slots.flat_map(|slot| slot.split(['.', '[', ']']).skip(1)).collect();
        loop {
            let n = names.len();
            for (question, conditions) in all {
                if conditions.iter().any(|condition| self.decides(condition, &names, anywhere)) {
                    names.insert(&question.name);
                }
            }
            if names.len() == n {
                return names;
            }
        }
    }

    /// Whether an expression names something unclear: an answer on a page, one of these names beside it (`{panel.x}`,
    /// `{row.x}`), or one of those `anywhere` in the item before or after it.
    fn decides(&self, expression: &Expression, beside: &BTreeSet<&str>, anywhere: &BTreeSet<&str>) -> bool {
        let is_unclear = |name: &str| {
            let Some((around, inner)) = name.split_once('.') else { return false };
            let known = if NEIGHBOURS.contains(&around) { anywhere } else { beside };
            inner.split(['.', '[']).next().is_some_and(|inner| known.contains(inner))
                && self.definition.names.resolve(name).is_none()
        };
        self.depends(Some(expression)) || variables(&expression.root).into_iter().any(is_unclear)
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
