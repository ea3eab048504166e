//! The items that an expression stands in: `{panel.q}`, `{row.c}`, `{prevRow.c}`, `{rowIndex}`.

use super::Answers;
use crate::questionnaire::expression::scope::Scope;
use serde_json::Value;
use std::borrow::Cow;

/// How expressions call the item of a kind of composite.
#[derive(Debug, Clone, Copy)]
pub struct FrameNames {
    /// The item itself: `row`, `panel`.
    pub own: &'static str,
    previous: &'static str,
    index: &'static str,
    /// What the index begins with: SurveyJS counts rows from 1 and panels from 0.
    first: usize,
}

impl FrameNames {
    /// Whether a name is that of the item, of the one before it, or of its position.
    pub fn has(&self, name: &str) -> bool {
        [self.own, self.previous, self.index].contains(&name)
    }
}

/// The names for the items of a question type.
pub fn frame_names(kind: &str) -> FrameNames {
    match kind {
        "paneldynamic" => FrameNames { own: "panel", previous: "prevPanel", index: "panelIndex", first: 0 },
        _ => FrameNames { own: "row", previous: "prevRow", index: "rowIndex", first: 1 },
    }
}

#[derive(Debug, Clone)]
struct Frame {
    names: FrameNames,
    item: Value,
    previous: Value,
    index: Value,
}

/// The items around an expression, from the outside in.
#[derive(Debug, Clone, Default)]
pub struct Frames {
    frames: Vec<Frame>,
}

impl Frames {
    /// Goes into an item.
    pub fn push(&mut self, names: FrameNames, index: usize, item: Answers, previous: Option<&Answers>) {
        self.frames.push(Frame {
            names,
            item: Value::Object(item),
            previous: previous.map_or(Value::Null, |previous| Value::Object(previous.clone())),
            index: Value::from(index + names.first),
        });
    }

    /// Leaves the innermost item and returns its answers.
    pub fn pop(&mut self) -> Answers {
        match self.frames.pop() {
            Some(Frame { item: Value::Object(item), .. }) => item,
            _ => Answers::new(),
        }
    }

    /// The answers of the innermost item; None outside of any.
    pub fn item_mut(&mut self) -> Option<&mut Answers> {
        self.frames.last_mut()?.item.as_object_mut()
    }

    /// The answers of the innermost item, to read; None outside of any.
    pub fn innermost(&self) -> Option<&Answers> {
        self.frames.last()?.item.as_object()
    }

    /// The answers of the item at a depth from 0.
    pub fn item(&self, depth: usize) -> Option<&Answers> {
        self.frames.get(depth)?.item.as_object()
    }

    /// Whether a name is that of an item or of its position.
    pub fn knows(&self, name: &str) -> bool {
        let head = name.split(['.', '[']).next().unwrap_or_default();
        self.frames.iter().any(|frame| frame.names.has(head))
    }

    /// The scope with everything that these items add.
    pub fn within<'a>(&'a self, scope: Scope<'a>) -> Scope<'a> {
        self.frames.iter().fold(scope, |scope, frame| {
            scope
                .with(frame.names.own, Cow::Borrowed(&frame.item))
                .with(frame.names.previous, Cow::Borrowed(&frame.previous))
                .with(frame.names.index, Cow::Borrowed(&frame.index))
        })
    }
}
