//! What a person writes down for a question, without a screen: on paper, in a sheet, over the telephone.
//!
//! A question is one or more slots: a choice or several of them by their printed number, or a text. What was written
//! in the slots becomes the form fields that the question's own type reads, so that there is one reading for all ways.

use super::answer::Field;
use super::choice::Choice;
use super::composite::{Composite, Shape, inner_place, item_place};
use super::problem::Problem;
use super::question::Question;
use unicode_normalization::UnicodeNormalization;

/// The mark for what cannot be read (下駄). Alone in a slot it means that something is written there.
pub const UNREADABLE: char = '〓';

/// Stands for [`UNREADABLE`] where a keyboard has no 〓.
const UNREADABLE_KEY: char = '=';

/// One thing to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Form field: the question's name, `name.row`, `name-Comment`.
    pub field: String,
    /// What it is within the question (a row, "other"); empty for the question itself.
    pub label: String,
    /// How it is written.
    pub kind: SlotKind,
    /// Says who a person is: kept apart, typed once and shown to nobody again.
    pub is_identifier: bool,
}

/// How a slot is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotKind {
    /// One of these choices, by its number from 1.
    One(Vec<Written>),
    /// Any of these choices, by their numbers.
    Many(Vec<Written>),
    /// A text.
    Text {
        /// Whether it may have several lines.
        is_long: bool,
    },
}

/// A choice as it is printed behind its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The printed number: its place from 1, or the label itself where all labels are numbers (a scale from 0 to 10).
    pub number: String,
    /// What is stored.
    pub value: String,
    /// What people read.
    pub label: String,
}

/// What was written in a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Blank,
    /// Something that cannot be read.
    Unreadable,
    /// Values of the choices, or the text alone.
    Values(Vec<String>),
}

/// Items of a list that paper has room for, if its definition does not show more.
const PAPER_ITEMS: usize = 3;

/// Question types whose answer is any number of the choices.
const MANY: &[&str] = &["checkbox", "tagbox"];

/// The slots of a question in the order of the paper; none for a question that asks nothing.
///
/// A type that is not known here is written as one text, so that nothing is ever left out.
pub fn slots(question: &Question, lang: &str) -> Vec<Slot> {
    // What follows from other answers is written by nobody, and a file is not written at all.
    if question.kind.name == "file" {
        return Vec::new();
    }
    if !question.has_answer() || question.kind.name == "expression" || question.rules.is_read_only {
        return Vec::new();
    }
    let mut slots = own_slots(question, lang);
    // The text beside "other", or a remark to the whole question.
    let beside = question.other_text.as_ref().or(question.comment_text.as_ref());
    slots.extend(beside.map(|text| Slot {
        field: question.comment_name(),
        label: text.get(lang).to_owned(),
        kind: SlotKind::Text { is_long: false },
        is_identifier: false,
    }));
    slots.iter_mut().for_each(|slot| slot.is_identifier |= question.is_identifier);
    slots
}

fn own_slots(question: &Question, lang: &str) -> Vec<Slot> {
    if let Some(composite) = &question.composite {
        return composite_slots(question, composite, lang);
    }
    let text = SlotKind::Text { is_long: question.kind.name == "comment" };
    let part = |value: &str, label: &str, kind: SlotKind| Slot {
        field: inner_place(&question.name, value),
        label: label.to_owned(),
        kind,
        is_identifier: false,
    };
    if !question.items.is_empty() {
        let inner = |item: &Question| {
            let found = slots(item, lang).into_iter();
            let label = item.title.get(lang);
            let placed = |slot: Slot| {
                let is_identifier = slot.is_identifier;
                Slot { is_identifier, ..part(&slot.field, label, slot.kind) }
            };
            found.map(placed).collect::<Vec<_>>()
        };
        return question.items.iter().flat_map(inner).collect();
    }
    if question.kind.name == "ranking" {
        let choice = |choice: &Choice| part(&choice.value, choice.text.get(lang), text.clone());
        return question.choices.iter().map(choice).collect();
    }
    if !question.rows.is_empty() && !question.columns.is_empty() {
        let columns = written(question.columns.iter().map(|column| (&column.value, column.text.get(lang))));
        let kind = if question.grid.takes_many { SlotKind::Many(columns) } else { SlotKind::One(columns) };
        return question.rows.iter().map(|row| part(&row.value, row.text.get(lang), kind.clone())).collect();
    }
    if question.kind.name == "kt-municipality" {
        // On screen it may be a list; on paper the name is written, and looked up when it is entered.
        return vec![whole(question, text)];
    }
    let offered = question.offered();
    let choices = written(offered.iter().map(|choice| (&choice.value, choice.text.get(lang))));
    let kind = match (choices.is_empty(), MANY.contains(&question.kind.name) || question.select.takes_many) {
        (true, _) => text,
        (false, true) => SlotKind::Many(choices),
        (false, false) => SlotKind::One(choices),
    };
    vec![whole(question, kind)]
}

/// A question that is written in one place.
fn whole(question: &Question, kind: SlotKind) -> Slot {
    Slot { field: question.name.clone(), label: String::new(), kind, is_identifier: false }
}

/// The most choices that may be marked, 0 = any number.
pub fn most_choices(question: &Question) -> usize {
    question.select.max_selected
}

/// How many items of a list paper has room for.
pub fn paper_items(composite: &Composite) -> usize {
    composite.count.max(PAPER_ITEMS).min(composite.max.max(1))
}

/// The slots of a question made of questions: those of each row, or of as many items as paper has room for.
fn composite_slots(question: &Question, composite: &Composite, lang: &str) -> Vec<Slot> {
    let items: Vec<(String, String)> = match composite.shape {
        Shape::Rows => {
            let place = |row: &Choice| item_place(&question.name, 0, Some(&row.value));
            question.rows.iter().map(|row| (place(row), row.text.get(lang).to_owned())).collect()
        }
        Shape::List => {
            let n = paper_items(composite);
            let place = |index: usize| item_place(&question.name, index, None);
            (0..n).map(|index| (place(index), format!("({})", index + 1))).collect()
        }
    };
    let mut found = Vec::new();
    for (place, item_label) in items {
        for inner in composite.questions() {
            for slot in slots(inner, lang) {
                let label = [item_label.as_str(), inner.title.get(lang), &slot.label].join(" ");
                let field = inner_place(&place, &slot.field);
                found.push(Slot { field, label: label.trim().to_owned(), ..slot });
            }
        }
    }
    found
}

fn written<'a>(choices: impl Iterator<Item = (&'a String, &'a str)>) -> Vec<Written> {
    let choices: Vec<(&String, &str)> = choices.collect();
    let numbers = printed_numbers(&choices.iter().map(|(_, label)| *label).collect::<Vec<_>>());
    choices
        .into_iter()
        .zip(numbers)
        .map(|((value, label), number)| Written { number, value: value.clone(), label: label.to_owned() })
        .collect()
}

/// The numbers that are printed before choices with these labels.
fn printed_numbers(labels: &[&str]) -> Vec<String> {
    let is_number = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_ascii_digit());
    if labels.iter().all(is_number) {
        return labels.iter().map(|label| (*label).to_owned()).collect();
    }
    (1..=labels.len()).map(|number| number.to_string()).collect()
}

impl Written {
    /// Number and label, as lists show them.
    pub fn printed(&self) -> String {
        if self.number == self.label { self.label.clone() } else { format!("{} {}", self.number, self.label) }
    }
}

impl Slot {
    /// Understands what was written: numbers of choices in any width, with anything between them that is no digit;
    /// several of a list of up to nine also without anything between them. A text stays as it is.
    ///
    /// # Errors
    /// `unknown-number` with the first number that no choice has, `unreadable-mixed` for 〓 beside numbers.
    pub fn read(&self, typed: &str) -> Result<Content, Problem> {
        if let SlotKind::Text { .. } = self.kind {
            return Ok(read_text(typed));
        }
        let choices = self.choices();
        let text: String = typed.nfkc().collect();
        let text = text.trim();
        if text.is_empty() {
            return Ok(Content::Blank);
        }
        if text.chars().all(is_unreadable) {
            return Ok(Content::Unreadable);
        }
        if text.chars().any(is_unreadable) {
            return Err(Problem::error("unreadable-mixed", &self.field));
        }
        let mut values = Vec::new();
        let is_many = matches!(self.kind, SlotKind::Many(_));
        for number in numbers(text, is_many && choices.iter().all(|choice| choice.number.len() == 1)) {
            let Some(choice) = choices.iter().find(|choice| choice.number == number) else {
                let last = choices.last().map_or("", |choice| &choice.number);
                let problem = Problem::error("unknown-number", &self.field).with("number", number);
                return Err(problem.with("max", last));
            };
            if !values.contains(&choice.value) {
                values.push(choice.value.clone());
            }
        }
        if !is_many && values.len() > 1 {
            return Err(Problem::error("only-one-number", &self.field));
        }
        Ok(Content::Values(values))
    }

    /// The form fields that the question's type reads.
    pub fn fields(&self, content: &Content) -> Vec<Field> {
        match content {
            Content::Blank | Content::Unreadable => Vec::new(),
            Content::Values(values) => {
                values.iter().map(|value| (self.field.clone(), value.clone())).collect()
            }
        }
    }

    /// The choices that are printed for it; none for a text.
    pub fn choices(&self) -> &[Written] {
        match &self.kind {
            SlotKind::One(choices) | SlotKind::Many(choices) => choices,
            SlotKind::Text { .. } => &[],
        }
    }
}

fn read_text(typed: &str) -> Content {
    match typed.trim() {
        "" => Content::Blank,
        text if text.chars().all(is_unreadable) => Content::Unreadable,
        text => Content::Values(vec![text.to_owned()]),
    }
}

fn is_unreadable(c: char) -> bool {
    c == UNREADABLE || c == UNREADABLE_KEY || c == '＝'
}

/// The numbers in a text. What is neither digit nor separator stays in its number, which then belongs to no choice.
fn numbers(text: &str, are_short: bool) -> Vec<String> {
    let is_between = |c: char| c.is_whitespace() || ",、・./+-;".contains(c);
    let each = |part: &str| {
        let are_joined = are_short && part.chars().all(|c| c.is_ascii_digit());
        if are_joined { part.chars().map(String::from).collect() } else { vec![part.to_owned()] }
    };
    text.split(is_between).filter(|part| !part.is_empty()).flat_map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::parse::parse;

    const FORM: &str = r#"{"elements":[
        {"type":"radiogroup","name":"one","choices":["a","b","c"],"showOtherItem":true,"otherText":"その他"},
        {"type":"checkbox","name":"many","choices":["1","2","3","4","5","6","7","8","9","10","11"]},
        {"type":"checkbox","name":"few","choices":["x","y","z"]},
        {"type":"matrix","name":"m","rows":["r","s"],"columns":["0","1"]},
        {"type":"comment","name":"text"},{"type":"html","name":"h","html":"文"},
        {"type":"rating","name":"rate"}]}"#;

    fn all() -> Vec<Slot> {
        let definition = parse(FORM).0.unwrap();
        definition.questions().into_iter().flat_map(|question| slots(question, "ja")).collect()
    }

    fn values(slot: &Slot, typed: &str) -> Vec<String> {
        match slot.read(typed) {
            Ok(Content::Values(values)) => values,
            other => panic!("{typed}: {other:?}"),
        }
    }

    #[test]
    fn every_question_that_asks_has_slots() {
        let fields: Vec<String> = all().into_iter().map(|slot| slot.field).collect();
        assert_eq!(fields, ["one", "one-Comment", "many", "few", "m.r", "m.s", "text", "rate"]);
        assert_eq!(all()[1].label, "その他");
        assert_eq!(all()[4].kind, all()[5].kind);
        assert_eq!(all()[6].kind, SlotKind::Text { is_long: true });
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let slots = all();
        assert_eq!(values(&slots[0], "２"), ["b"]);
        assert_eq!(values(&slots[0], "4"), ["other"]);
        for typed in ["1,3", "１、３", "1 3", "3・1・3", "1.3", "13"] {
            let mut found = values(&slots[3], typed);
            found.sort();
            assert_eq!(found, ["x", "z"], "{typed}");
        }
        // With more than nine choices two digits are one number.
        assert_eq!(values(&slots[2], "11"), ["11"]);
        assert_eq!(values(&slots[2], "1,1,2"), ["1", "2"]);
        assert_eq!(values(&slots[7], "5"), ["5"]);
        assert_eq!(printed_numbers(&["0", "1", "10"]), ["0", "1", "10"]);
        assert_eq!(printed_numbers(&["0", "1〜2"]), ["1", "2"]);
        assert_eq!(slots[7].choices()[4].printed(), "5");
        assert_eq!(slots[0].choices()[1].printed(), "2 b");
    }

    #[test]
    fn what_no_choice_has_is_named() {
        let slots = all();
        let code = |slot: &Slot, typed: &str| slot.read(typed).unwrap_err().code;
        assert_eq!(code(&slots[0], "5"), "unknown-number");
        assert_eq!(code(&slots[0], "0"), "unknown-number");
        assert_eq!(code(&slots[0], "22"), "unknown-number");
        assert_eq!(code(&slots[2], "12"), "unknown-number");
        assert_eq!(code(&slots[2], "1,x"), "unknown-number");
        assert_eq!(code(&slots[0], "1,2"), "only-one-number");
        assert_eq!(code(&slots[2], "1,〓"), "unreadable-mixed");
        assert_eq!(code(&slots[2], "99999999999999999999999"), "unknown-number");
    }

    #[test]
    fn the_mark_for_the_unreadable_is_no_answer() {
        let slots = all();
        for typed in ["〓", "=", "＝", " 〓〓 "] {
            assert_eq!(slots[0].read(typed), Ok(Content::Unreadable), "{typed}");
            assert_eq!(slots[6].read(typed), Ok(Content::Unreadable), "{typed}");
        }
        assert_eq!(slots[0].read(" "), Ok(Content::Blank));
        // A text that can be read but for a character keeps it.
        assert_eq!(values(&slots[6], "通院の〓に休む"), ["通院の〓に休む"]);
        assert!(slots[0].fields(&Content::Unreadable).is_empty());
        assert_eq!(
            slots[3].fields(&Content::Values(vec!["x".into(), "z".into()])),
            [("few".to_owned(), "x".to_owned()), ("few".to_owned(), "z".to_owned())]
        );
    }
}
