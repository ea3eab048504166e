//! What is known about units: headings and variables.

use std::collections::HashMap;

use super::index::Space;
use super::problem::ProblemKind;
use crate::text::headed::HeadingVariable;
use crate::text::units::Unit;

/// What can be known of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Source {
    /// The words of its heading of a level.
    Heading(u8),
    /// The value of a variable.
    Variable(String),
}

/// For each value, in normal form, the units that have it, ascending.
pub(super) type Groups = HashMap<String, Vec<u32>>;

/// The units by their value. As in KH Coder something is known of units that are as fine as it or finer; of people what
/// all their texts share.
///
/// # Errors
/// [`ProblemKind::UnknownVariable`] and [`ProblemKind::TooFine`].
pub(super) fn groups(space: &Space<'_>, source: &Source) -> Result<Groups, ProblemKind> {
    let values = match source {
        Source::Heading(level) => {
            let headings: Vec<&str> =
                space.outline.of_level(*level).map(|heading| heading.text.as_str()).collect();
            of_headings(space, *level, |number| headings.get(number).copied())?
        }
        Source::Variable(name) => {
            match space.outline.variables.iter().find(|variable| variable.name == *name) {
                Some(HeadingVariable { level, values, .. }) => {
                    of_headings(space, *level, |number| values.get(number).map(String::as_str))?
                }
                None => of_documents(space, name)?,
            }
        }
    };
    let mut groups = Groups::new();
    for (unit, value) in (0_u32..).zip(values) {
        if let Some(value) = value {
            groups.entry(space.index.normal(value.trim())).or_default().push(unit);
        }
    }
    Ok(groups)
}

/// For each unit the value of the heading of a level that it is below.
fn of_headings<'v>(
    space: &Space<'_>,
    level: u8,
    value_of: impl Fn(usize) -> Option<&'v str>,
) -> Result<Vec<Option<&'v str>>, ProblemKind> {
    if Unit::Heading(level).coarseness() < space.units.kind.coarseness() {
        return Err(ProblemKind::TooFine);
    }
    let mut values = vec![None; space.units.n as usize];
    let mut headings = space.outline.headings.iter().filter(|heading| heading.level <= level).peekable();
    let (mut n_passed, mut current) = (0, None);
    for piece in &space.units.pieces {
        let end = (piece.document, piece.span.end);
        while let Some(heading) = headings.next_if(|heading| (heading.document, heading.span.start) < end) {
            current = None;
            if heading.level == level {
                current = value_of(n_passed);
                n_passed += 1;
            }
        }
        if let Some(value) = values.get_mut(piece.unit as usize)
            && value.is_none()
        {
            *value = current;
        }
    }
    Ok(values)
}

/// For each unit the attribute of its document.
fn of_documents<'s>(space: &Space<'s>, name: &str) -> Result<Vec<Option<&'s str>>, ProblemKind> {
    let corpus = space.index.corpus;
    let attribute = |document: u32| -> Option<&'s str> {
        let attributes = &corpus.documents.get(document as usize)?.attributes;
        attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    };
    if !(0..corpus.documents.len() as u32).any(|document| attribute(document).is_some()) {
        return Err(ProblemKind::UnknownVariable);
    }
    let kind = space.units.kind;
    if kind != Unit::Person && kind.coarseness() > Unit::Document.coarseness() {
        return Err(ProblemKind::TooFine);
    }
    let mut values: Vec<Option<&'s str>> = vec![None; space.units.n as usize];
    let mut is_seen = vec![false; values.len()];
    for piece in &space.units.pieces {
        let place = piece.unit as usize;
        let value = attribute(piece.document);
        if is_seen[place] && values[place] != value {
            values[place] = None;
        } else {
            values[place] = value;
        }
        is_seen[place] = true;
    }
    Ok(values)
}
