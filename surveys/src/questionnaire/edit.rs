//! Changing a draft: pure functions on its JSON, so that everything that Kikitori does not know stays as it is.
//!
//! `tree` finds the parts of a draft, `property` lists what can be set on them, `apply` makes one change. A part is
//! named by its key: `survey`, `page:NAME`, `panel:NAME`, `question:NAME`; what has its own form in a list of a part is
//! a `member`.

pub mod choices;
pub mod earlier;
pub mod frozen;
pub mod library;
pub mod line;
mod mask;
pub mod member;
pub mod names;
mod naming;
pub mod path;
pub mod property;
pub mod rebase;
pub mod rename;
pub mod rows;
pub mod set;
mod structure;
pub mod subject;
pub mod text;
pub mod translation;
pub mod tree;

use super::parse;
use super::problem::Problem;
use earlier::Earlier;
use serde_json::Value;

/// Where something goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Right before the part with this key.
    Before(String),
    /// Right after the part with this key; after a page's own key: first on that page.
    After(String),
    /// At the end of this page or panel; `survey`: at the end of everything.
    Inside(String),
}

/// One change that a person makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A new page (`page`), panel (`panel`) or question of a type.
    Add {
        /// The type.
        kind: String,
        /// Where it goes; a page goes before or after the page of that place.
        place: Place,
    },
    /// The same again right after it, under fresh names; conditions inside follow.
    Copy {
        /// What is copied.
        key: String,
    },
    /// One step towards the beginning: past its neighbour, out of its panel, or onto the page before.
    Up {
        /// What moves.
        key: String,
    },
    /// One step towards the end.
    Down {
        /// What moves.
        key: String,
    },
    /// To another place.
    Move {
        /// What moves.
        key: String,
        /// Where to.
        place: Place,
    },
    /// Takes a part away with everything in it.
    Remove {
        /// What goes.
        key: String,
    },
    /// Sets properties: pairs of name and text as a form sends them. Of a name that comes twice the last counts;
    /// what is not named stays.
    Set {
        /// Whose properties.
        key: String,
        /// Names of `property::PROPERTIES`, or `mark.<property>.<value>` for marks of single choices.
        values: Vec<(String, String)>,
    },
}

impl Edit {
    /// The key of the part that it changes; None for one that adds a part.
    pub fn key(&self) -> Option<&str> {
        match self {
            Edit::Add { .. } => None,
            Edit::Copy { key }
            | Edit::Up { key }
            | Edit::Down { key }
            | Edit::Move { key, .. }
            | Edit::Remove { key }
            | Edit::Set { key, .. } => Some(key),
        }
    }

    /// The same change of the part with another key.
    fn at(mut self, now: &str) -> Edit {
        match &mut self {
            Edit::Add { .. } => {}
            Edit::Copy { key }
            | Edit::Up { key }
            | Edit::Down { key }
            | Edit::Move { key, .. }
            | Edit::Remove { key }
            | Edit::Set { key, .. } => now.clone_into(key),
        }
        self
    }
}

/// A changed draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// The draft after the change.
    pub draft: Value,
    /// The part to go on with: the new one, the moved one, the neighbour of a removed one.
    pub key: String,
}

/// Makes one change. `earlier` has what nothing new may be called, because answers are stored under it.
///
/// # Errors
/// A part that is not there (`edit-gone`), a place that cannot be (`edit-place`), a value that cannot be
/// (`duplicate-name`, `bad-name`, `not-a-number`, …), a draft beyond the limits. The problem's place is a key, or the
/// name of a property.
pub fn apply(draft: &Value, edit: &Edit, earlier: &Earlier) -> Result<Done, Problem> {
    let done = match edit {
        Edit::Add { kind, place } => match member::list_of(kind) {
            Some(list) => member::add(draft, list, kind, place, &earlier.values),
            None => structure::add(draft, kind, place, &earlier.names),
        },
        Edit::Copy { key } if member::split(key).is_some() => member::copy(draft, key, &earlier.values),
        Edit::Up { key } if member::split(key).is_some() => member::step(draft, key, false),
        Edit::Down { key } if member::split(key).is_some() => member::step(draft, key, true),
        Edit::Remove { key } if member::split(key).is_some() => member::remove(draft, key),
        Edit::Copy { key } => structure::copy(draft, key, &earlier.names),
        Edit::Up { key } => structure::step(draft, key, false),
        Edit::Down { key } => structure::step(draft, key, true),
        Edit::Move { key, place } => structure::shift(draft, key, place),
        Edit::Remove { key } => structure::remove(draft, key),
        Edit::Set { key, values } => set::set(draft, key, values, &earlier.values),
    }?;
    // A draft may have mistakes, but not so many parts in parts that nothing can be shown of it any more.
    match parse::parse(&done.draft.to_string()) {
        (None, problems) => {
            Err(problems.into_iter().next().unwrap_or_else(|| Problem::error("too-large", "")))
        }
        (Some(_), _) => Ok(done),
    }
}

/// A draft as the editor works on it: always with `pages`.
///
/// # Errors
/// When the text is no JSON object within the limits.
pub fn opened(json: &str) -> Result<Value, Problem> {
    let mut object = parse::object(json).map_err(|problem| *problem)?;
    if !object.contains_key("pages") {
        let elements = object.shift_remove("elements").unwrap_or(Value::Array(Vec::new()));
        let page = serde_json::json!({ "name": "page1", "elements": elements });
        object.insert("pages".to_owned(), Value::Array(vec![page]));
    }
    Ok(Value::Object(object))
}

/// A questionnaire with one empty page, to begin with.
pub fn blank(title: &str) -> Value {
    serde_json::json!({ "title": title, "locale": "ja", "pages": [{ "name": "page1", "elements": [] }] })
}

#[cfg(test)]
mod tests;
