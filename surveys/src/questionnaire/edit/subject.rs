//! What a condition can ask about: every question with an answer, every row of a matrix, and what can be asked of it.

use crate::questionnaire::choice::Choice;
use crate::questionnaire::composite::Composite;
use crate::questionnaire::definition::{Definition, guarded};
use crate::questionnaire::expression::condition::Test;
use crate::questionnaire::expression::variables;
use crate::questionnaire::localized::Localized;
use crate::questionnaire::question::Question;
use std::collections::BTreeSet;

/// What an answer looks like, which decides what can be asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One of some choices.
    One,
    /// Any of some choices.
    Many,
    /// One of some numbered steps.
    Scale,
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// A day or time in ISO format.
    Date,
    /// A text.
    Text,
    /// Something of which only can be said whether it is there.
    Presence,
}

impl Shape {
    /// What can be asked, the usual first.
    pub fn tests(self) -> &'static [Test] {
        match self {
            Shape::One | Shape::YesNo => &[Test::AnyOf, Test::NoneOf, Test::Answered, Test::NotAnswered],
            Shape::Many => &[Test::AnyOf, Test::AllOf, Test::NoneOf, Test::Answered, Test::NotAnswered],
            Shape::Scale => &[
                Test::AnyOf,
                Test::NoneOf,
                Test::GreaterOrEqual,
                Test::LessOrEqual,
                Test::Greater,
                Test::Less,
                Test::Answered,
                Test::NotAnswered,
            ],
            Shape::Number | Shape::Date => &[
                Test::GreaterOrEqual,
                Test::LessOrEqual,
                Test::Greater,
                Test::Less,
                Test::Is,
                Test::IsNot,
                Test::Answered,
                Test::NotAnswered,
            ],
            Shape::Text => {
                &[Test::Answered, Test::NotAnswered, Test::Is, Test::IsNot, Test::Contains, Test::ContainsNot]
            }
            Shape::Presence => &[Test::Answered, Test::NotAnswered],
        }
    }

    fn of(question: &Question) -> Shape {
        let has_choices = !question.choices.is_empty();
        match (question.kind.name, question.input.input_type.as_str()) {
            ("boolean", _) => Shape::YesNo,
            ("rating" | "slider", _) if has_choices => Shape::Scale,
            ("rating" | "slider", _) | ("text", "number" | "range") => Shape::Number,
            ("text", "date" | "datetime-local" | "month" | "time" | "week") => Shape::Date,
            ("text" | "comment", _) => Shape::Text,
            ("checkbox" | "tagbox" | "ranking", _) => Shape::Many,
            ("radiogroup" | "dropdown" | "buttongroup" | "imagepicker" | "kt-seat", _) if has_choices => {
                Shape::One
            }
            _ => Shape::Presence,
        }
    }
}

/// Something that a condition can ask about.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// The variable in expressions.
    pub variable: String,
    /// Number of the question as printed; may be empty.
    pub number: String,
    /// What is asked.
    pub title: Localized,
    /// Title of the matrix row.
    pub row: Option<Localized>,
    /// What its answer looks like.
    pub shape: Shape,
    /// What can be answered, where that is limited.
    pub values: Vec<Choice>,
    /// Whether the answer is known before the element at hand is shown.
    pub is_before: bool,
}

/// What a condition of the element at `path` (a page, panel or question; empty = the end) can ask about, in order. The
/// element itself and what it holds are left out.
pub fn subjects(definition: &Definition, path: &str) -> Vec<Subject> {
    let own = inside(definition, path);
    let mut is_before = true;
    let mut found = Vec::new();
    for question in definition.questions() {
        // The first thing inside, or the element itself: whatever follows comes too late.
        if own.contains(question.path.as_str()) {
            is_before = false;
            continue;
        }
        if !question.has_answer() || question.name.is_empty() {
            continue;
        }
        if own.is_empty() && is_after(&question.path, path) {
            is_before = false;
        }
        let inner = question.composite.as_deref().filter(|_| is_within(path, &question.path));
        found.extend(inner.into_iter().flat_map(|composite| siblings(composite, question, path)));
        let subject = |variable: String, row: Option<&Choice>| Subject {
            variable,
            number: question.number.clone(),
            title: question.title.clone(),
            row: row.map(|row| row.text.clone()),
            shape: if row.is_some() { Shape::One } else { Shape::of(question) },
            values: if row.is_some() { question.columns.clone() } else { question.offered() },
            is_before,
        };
        if question.kind.name == "matrix" {
            let row = |row: &Choice| subject(format!("{}.{}", question.name, row.value), Some(row));
            found.extend(question.rows.iter().map(row));
        } else {
            found.push(subject(question.name.clone(), None));
        }
    }
    found
}

/// Whether a path leads into the question at another path.
fn is_within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.starts_with(['.', '[']))
}

/// The questions beside each other in a list, as a condition inside it calls them: `{panel.name}`, `{row.name}`.
fn siblings(composite: &Composite, outer: &Question, path: &str) -> Vec<Subject> {
    let word = if outer.kind.name == "paneldynamic" { "panel" } else { "row" };
    let others = composite.questions().into_iter().filter(|inner| inner.has_answer() && inner.path != path);
    let subject = |inner: &Question| Subject {
        variable: format!("{word}.{}", inner.name),
        number: outer.number.clone(),
        title: inner.title.clone(),
        row: None,
        shape: Shape::of(inner),
        values: inner.offered(),
        is_before: !is_after(&inner.path, path),
    };
    others.map(subject).collect()
}

/// How far a condition reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Questions that the element is or holds.
    pub n_inside: usize,
    /// Further questions whose own conditions ask about those, directly or through others.
    pub n_following: usize,
}

/// How far a condition of the element at `path` reaches.
pub fn reach(definition: &Definition, path: &str) -> Reach {
    let questions = definition.questions();
    let own = inside(definition, path);
    let is_own = |question: &&&Question| question.has_answer() && own.contains(question.path.as_str());
    let mut reached: BTreeSet<&str> =
        questions.iter().filter(is_own).map(|question| question.name.as_str()).collect();
    let n_inside = reached.len();
    let guarded = guarded(definition);
    loop {
        let before = reached.len();
        for found in &guarded {
            let asks = found.conditions.iter().flat_map(|condition| variables(&condition.root));
            let mut asked = asks.filter_map(|name| {
                let (named, _) = definition.names.resolve(name)?;
                questions.get(named.spot.as_ref()?.index)
            });
            if found.question.has_answer() && asked.any(|question| reached.contains(question.name.as_str())) {
                reached.insert(&found.question.name);
            }
        }
        if reached.len() == before {
            return Reach { n_inside, n_following: before - n_inside };
        }
    }
}

/// Paths of the questions that the element at `path` is or holds.
fn inside<'a>(definition: &'a Definition, path: &str) -> BTreeSet<&'a str> {
    let is_inside = |found: &&str| {
        found.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let paths = definition.questions().into_iter().map(|question| question.path.as_str());
    if path.is_empty() { BTreeSet::new() } else { paths.filter(is_inside).collect() }
}

/// Whether `path` comes after `other` in the definition, by the numbers in both.
fn is_after(path: &str, other: &str) -> bool {
    let numbers = |path: &str| -> Vec<usize> {
        path.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
    };
    !other.is_empty() && numbers(path) > numbers(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::parse::parse;

    fn definition() -> Definition {
        let json = r#"{"pages":[
            {"elements":[{"type":"radiogroup","name":"a","choices":["1","2"]},{"type":"html","name":"h"},
                {"type":"matrix","name":"m","rows":["r","s"],"columns":["0","1"]}]},
            {"elements":[{"type":"panel","name":"p","elements":[{"type":"checkbox","name":"b","choices":["1"]},
                {"type":"text","name":"n","inputType":"number"}]}]},
            {"elements":[{"type":"comment","name":"c","visibleIf":"{n} > 3"},
                {"type":"text","name":"d","visibleIf":"{c} notempty and {a} = 1"}]},
            {"name":"empty","elements":[]}]}"#;
        parse(json).0.unwrap()
    }

    fn short(path: &str) -> String {
        let mark =
            |subject: &Subject| format!("{}{}", subject.variable, if subject.is_before { "" } else { "*" });
        subjects(&definition(), path).iter().map(mark).collect::<Vec<String>>().join(" ")
    }

    #[test]
    fn what_comes_later_is_marked_and_the_element_itself_is_left_out() {
        assert_eq!(short("pages[1].elements[0]"), "a m.r m.s c* d*");
        assert_eq!(short("pages[1].elements[0].elements[1]"), "a m.r m.s b c* d*");
        assert_eq!(short("pages[0]"), "b* n* c* d*");
        assert_eq!(short("pages[3]"), "a m.r m.s b n c d");
        assert_eq!(short("pages[0].elements[1]"), "a m.r* m.s* b* n* c* d*");
        assert_eq!(short(""), "a m.r m.s b n c d");
    }

    #[test]
    fn reach_counts_what_is_inside_and_what_follows_from_it() {
        let reach = |path: &str| {
            let found = reach(&definition(), path);
            (found.n_inside, found.n_following)
        };
        assert_eq!(reach("pages[1].elements[0]"), (2, 2), "b and n, then c, then d");
        assert_eq!(reach("pages[0].elements[0]"), (1, 1));
        assert_eq!(reach("pages[2].elements[1]"), (1, 0));
        assert_eq!(reach("pages[3]"), (0, 0));
    }
}
