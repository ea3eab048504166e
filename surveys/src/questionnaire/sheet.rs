//! A questionnaire as a sheet of rows with cells to fill in, and what is in the filled cells.
//!
//! The sheet is laid out here without knowing any file format; `analysis::document::form` writes and reads it. Cells
//! come back as what a person would have typed in the slots, so that a sheet is read like any other entry.

use super::answer::{Field, on_paper};
use super::definition::{Definition, Element};
use super::expression::Expression;
use super::question::Question;
use super::slot::{Slot, SlotKind, Written, most_choices, slots};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// What a row of the sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// Heading of a page or a group.
    Heading,
    /// Text between questions.
    Text,
    /// A question, with its cell unless the rows below have it.
    Question,
    /// A choice, a row or an "other" of the question above.
    Part,
}

/// A row of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// Number of the question or of the choice as printed; may be empty.
    pub number: String,
    /// The words.
    pub text: String,
    /// Who answers, in words; empty = everybody.
    pub condition: String,
    /// Help; may be empty.
    pub help: String,
    /// Must be answered.
    pub is_required: bool,
    /// How a question is answered; None for other lines.
    pub way: Option<Way>,
    /// The cell to fill in.
    pub cell: Option<Cell>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// One choice from a list.
    One,
    /// ○ in front of every choice that applies, at most so many (0 = any number).
    Many(usize),
    /// One choice from a list in each row.
    Rows,
    /// A text.
    Text,
    /// Not here: a file is sent from the page on the web.
    Elsewhere,
}

/// A cell to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The slot it belongs to.
    pub field: String,
    /// Printed number of the choice that ○ stands for; empty if the cell is the whole slot.
    pub number: String,
    /// What is put in.
    pub kind: CellKind,
}

/// What is put into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellKind {
    /// One of these texts, from a list that opens.
    List(Vec<String>),
    /// ○ or nothing.
    Mark,
    /// A text; long ones get a high cell.
    Text {
        /// Whether it may have several lines.
        is_long: bool,
    },
}

/// A filled cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledCell {
    /// As in [`Cell`].
    pub field: String,
    /// As in [`Cell`].
    pub number: String,
    /// What is in it.
    pub text: String,
}

/// Lays a questionnaire out. `condition` says in words who answers a part, `plain` makes text of markup.
pub fn lines(
    definition: &Definition,
    lang: &str,
    condition: &dyn Fn(&Expression) -> String,
    plain: &dyn Fn(&str) -> String,
) -> Vec<Line> {
    let mut made = Layout { lang, condition, plain, lines: Vec::new() };
    for page in &definition.pages {
        made.heading(page.title.get(lang), page.description.get(lang), page.visible_if.as_ref());
        made.elements(&page.elements);
    }
    made.lines
}

struct Layout<'a> {
    lang: &'a str,
    condition: &'a dyn Fn(&Expression) -> String,
    plain: &'a dyn Fn(&str) -> String,
    lines: Vec<Line>,
}

impl Layout<'_> {
    fn line(&mut self, kind: LineKind, text: &str) -> &mut Line {
        let place = self.lines.len();
        self.lines.push(Line {
            kind,
            number: String::new(),
            text: text.to_owned(),
            condition: String::new(),
            help: String::new(),
            is_required: false,
            way: None,
            cell: None,
        });
        &mut self.lines[place]
    }

    fn who(&self, condition: Option<&Expression>) -> String {
        condition.map(|expression| (self.condition)(expression)).unwrap_or_default()
    }

    fn heading(&mut self, title: &str, description: &str, condition: Option<&Expression>) {
        let condition = self.who(condition);
        if title.is_empty() && description.is_empty() && condition.is_empty() {
            return;
        }
        let line = self.line(LineKind::Heading, title);
        line.help = description.to_owned();
        line.condition = condition;
    }

    fn elements(&mut self, elements: &[Element]) {
        for element in elements {
            match element {
                Element::Question(question) => self.question(question),
                Element::Panel(panel) => {
                    let (title, description) = (panel.title.get(self.lang), panel.description.get(self.lang));
                    self.heading(title, description, panel.visible_if.as_ref());
                    self.elements(&panel.elements);
                }
            }
        }
    }

    fn question(&mut self, question: &Question) {
        let slots = slots(question, self.lang);
        let condition = self.who(question.visible_if.as_ref());
        let Some((first, rest)) = slots.split_first() else {
            if question.kind.name == "file" {
                let line = self.line(LineKind::Question, question.title.get(self.lang));
                (line.number, line.condition, line.way) =
                    (question.number.clone(), condition, Some(Way::Elsewhere));
                return;
            }
            let text = (self.plain)(question.html.get(self.lang));
            if !text.is_empty() {
                self.line(LineKind::Text, &text).condition = condition;
            }
            return;
        };
        let has_rows = !first.label.is_empty();
        let help = question.description.get(self.lang).to_owned();
        let line = self.line(LineKind::Question, question.title.get(self.lang));
        line.number = question.number.clone();
        line.help = help;
        line.condition = condition;
        line.is_required = question.is_required;
        line.way = Some(match &first.kind {
            _ if has_rows => Way::Rows,
            SlotKind::One(_) => Way::One,
            SlotKind::Many(_) => Way::Many(most_choices(question)),
            SlotKind::Text { .. } => Way::Text,
        });
        match &first.kind {
            _ if has_rows => self.part(first),
            SlotKind::Many(choices) => self.marks(&first.field, choices),
            _ => line.cell = Some(cell(first)),
        }
        rest.iter().for_each(|slot| self.part(slot));
    }

    fn part(&mut self, slot: &Slot) {
        match &slot.kind {
            SlotKind::Many(choices) => {
                self.line(LineKind::Part, &slot.label);
                self.marks(&slot.field, choices);
            }
            SlotKind::One(_) | SlotKind::Text { .. } => {
                self.line(LineKind::Part, &slot.label).cell = Some(cell(slot));
            }
        }
    }

    fn marks(&mut self, field: &str, choices: &[Written]) {
        for choice in choices {
            let line = self.line(LineKind::Part, &choice.label);
            line.number = choice.number.clone();
            line.cell =
                Some(Cell { field: field.to_owned(), number: choice.number.clone(), kind: CellKind::Mark });
        }
    }
}

fn cell(slot: &Slot) -> Cell {
    let kind = match &slot.kind {
        SlotKind::Text { is_long } => CellKind::Text { is_long: *is_long },
        SlotKind::One(choices) | SlotKind::Many(choices) => {
            CellKind::List(choices.iter().map(Written::printed).collect())
        }
    };
    Cell { field: slot.field.clone(), number: String::new(), kind }
}

/// Languages in which sheets are handed out.
const LANGUAGES: &[&str] = &["ja", "en"];

/// Signs that mean "this one", in NFKC.
const MARKS: &[&str] = &[
    "○", "◯", "〇", "●", "◎", "⭕", "o", "O", "1", "x", "X", "✓", "✔", "☑", "✗", "レ", "v", "V", "■", "*",
    "TRUE", "はい",
];

/// Signs that mean "not this one".
const NO_MARKS: &[&str] = &["-", "ー", "—", "×", "□", "☐", "FALSE", "0", "いいえ"];

/// What a person would have typed: the numbers of the choices and the texts. What a cell says in no known way stays as
/// it is, so that the reading of entries names it.
pub fn typed(definition: &Definition, cells: &[FilledCell]) -> Vec<Field> {
    let mut by_field: BTreeMap<String, Vec<Slot>> = BTreeMap::new();
    for lang in [definition.locale.as_str()].iter().chain(LANGUAGES) {
        let questions = definition.questions().into_iter();
        for slot in questions.flat_map(|question| slots(&on_paper(definition, question), lang)) {
            by_field.entry(slot.field.clone()).or_default().push(slot);
        }
    }
    let mut typed: Vec<Field> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for cell in cells {
        let Some([slot, others @ ..]) = by_field.get(&cell.field).map(Vec::as_slice) else { continue };
        let written = match (&slot.kind, cell.number.is_empty()) {
            (SlotKind::One(choices) | SlotKind::Many(choices), true) => listed(choices, others, &cell.text),
            (SlotKind::One(_) | SlotKind::Many(_), false) => marked(&cell.number, &cell.text),
            (SlotKind::Text { .. }, _) => cell.text.clone(),
        };
        if written.trim().is_empty() {
            continue;
        }
        let place = *places.entry(&cell.field).or_insert(typed.len());
        match typed.get_mut(place) {
            Some((_, before)) => {
                before.push(',');
                before.push_str(&written);
            }
            None => typed.push((cell.field.clone(), written)),
        }
    }
    typed
}

fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_owned()
}

/// A cell with a list: the entry chosen, its label alone, or its number. `others` are the same slot in other languages.
fn listed(choices: &[Written], others: &[Slot], text: &str) -> String {
    let text = folded(text);
    if text.is_empty() {
        return text;
    }
    let is_it = |choice: &&Written| {
        [choice.printed(), choice.label.clone(), choice.number.clone()]
            .iter()
            .any(|known| folded(known) == text)
    };
    let elsewhere = || others.iter().flat_map(|slot| slot.choices()).find(is_it);
    let Some(found) = choices.iter().find(is_it).or_else(elsewhere) else { return text };
    let own = choices.iter().find(|choice| choice.value == found.value);
    own.map_or(text, |choice| choice.number.clone())
}

/// A cell for ○.
fn marked(number: &str, text: &str) -> String {
    let text = folded(text);
    if text.is_empty() || NO_MARKS.contains(&text.as_str()) {
        return String::new();
    }
    if MARKS.contains(&text.as_str()) || text == number {
        number.to_owned()
    } else {
        format!("{number}:{text}")
    }
}

#[cfg(test)]
mod tests;
