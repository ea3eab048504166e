//! The controls of one question: choices, rows, items, fields, each with its id and its state.

use super::build::described_by;
use super::*;
use surveys::questionnaire::question::input::Input;
use surveys::questionnaire::question::{checkbox, matrix, ranking, slider};

/// From this many choices on, short ones stand in two columns.
const MANY_CHOICES: usize = 6;
/// Longest label (characters) that fits into one of two columns on every screen.
const SHORT_LABEL: usize = 14;
/// Most columns of choices for which there is room.
const MAX_COLUMNS: usize = 4;
/// Most numbers in a list for each choice to rank; longer lists would make the page heavy.
const MAX_RANKS: usize = 20;

impl Scene<'_> {
    pub(super) fn choices(&self, question: &Question, id: &str) -> Vec<ChoiceView> {
        let answer = self.answers.get(&question.name);
        let chosen: Vec<String> = match answer {
            Some(Value::Array(values)) => values.iter().map(|value| scalar(Some(value))).collect(),
            other => vec![scalar(other)],
        };
        let view = |(index, choice): (usize, &Choice)| ChoiceView {
            id: if index == 0 { id.to_owned() } else { format!("{id}-{}", index + 1) },
            value: choice.value.clone(),
            label: choice.text.get(self.lang).to_owned(),
            is_checked: answer.is_some() && chosen.contains(&choice.value),
            is_required: choice.is_required,
            is_exclusive: choice.is_exclusive,
            is_other: choice.value == OTHER,
            is_disabled: choice.is_disabled,
            capacity: choice.capacity.unwrap_or(0),
            seat: None,
            picture: PictureView::of(&choice.image, &choice.text, self.lang),
        };
        question.offered().iter().enumerate().map(view).collect()
    }

    /// The box that takes all choices at once.
    pub(super) fn all(&self, question: &Question, id: &str) -> Option<ChoiceView> {
        let text = question.select.all_text.as_ref()?;
        Some(ChoiceView {
            id: format!("{id}-all"),
            value: checkbox::ALL.to_owned(),
            label: text.get(self.lang).to_owned(),
            is_checked: checkbox::has_all(question, self.answers),
            ..ChoiceView::default()
        })
    }

    /// The text beside "other".
    pub(super) fn other(&self, question: &Question, id: &str) -> Option<OtherView> {
        let label = question.other_text.as_ref()?.get(self.lang);
        Some(self.beside(question, format!("{id}-other"), label))
    }

    /// The text beside the whole answer; where there is an "other", its text serves for both.
    pub(super) fn comment(&self, question: &Question, id: &str) -> Option<OtherView> {
        let label = question.comment_text.as_ref().filter(|_| question.other_text.is_none())?;
        Some(self.beside(question, format!("{id}-comment"), label.get(self.lang)))
    }

    fn beside(&self, question: &Question, id: String, label: &str) -> OtherView {
        let name = question.comment_name();
        OtherView {
            id,
            label: label.to_owned(),
            value: scalar(self.answers.get(&name)),
            errors: self.errors(&name),
            name,
        }
    }

    /// Rows of a matrix, choices to rank.
    pub(super) fn rows(&self, question: &Question, id: &str) -> Vec<RowView> {
        if question.kind.name == ranking::TYPE.name {
            let rows = question.choices.iter().enumerate();
            return rows.map(|(index, choice)| self.ranked(question, choice, index, id)).collect();
        }
        let rows = question.rows.iter().enumerate();
        rows.map(|(index, row)| self.row(question, row, index, id)).collect()
    }

    fn ranked(&self, question: &Question, choice: &Choice, index: usize, id: &str) -> RowView {
        let name = ranking::place(question, choice);
        let row_id = format!("{id}-{}", index + 1);
        let value = ranking::rank(question, choice, self.answers);
        let n_ranks = question.choices.len();
        let number = |rank: usize| ChoiceView {
            value: rank.to_string(),
            is_checked: rank.to_string() == value,
            ..ChoiceView::default()
        };
        RowView {
            control: if index == 0 { id.to_owned() } else { row_id.clone() },
            id: row_id,
            label: choice.text.get(self.lang).to_owned(),
            errors: self.errors(&name),
            cells: if n_ranks > MAX_RANKS { Vec::new() } else { (1..=n_ranks).map(number).collect() },
            value,
            name,
        }
    }

    fn row(&self, question: &Question, row: &Choice, index: usize, id: &str) -> RowView {
        let name = matrix::cell(question, &row.value);
        let answer = self.answers.get(&question.name).and_then(|rows| rows.get(&row.value));
        let chosen: Vec<String> = match answer {
            Some(Value::Array(values)) => values.iter().map(|value| scalar(Some(value))).collect(),
            other => vec![scalar(other)],
        };
        let row_id = format!("{id}-{}", index + 1);
        let cell = |(place, column): (usize, &Choice)| ChoiceView {
            // The first cell of all carries the question's id, so that a link to the question finds it.
            id: if index + place == 0 { id.to_owned() } else { format!("{row_id}-{}", place + 1) },
            value: column.value.clone(),
            label: matrix::cell_text(question, row, column).get(self.lang).to_owned(),
            is_checked: answer.is_some() && chosen.contains(&column.value),
            ..ChoiceView::default()
        };
        let cells: Vec<ChoiceView> = question.columns.iter().enumerate().map(cell).collect();
        RowView {
            label: row.text.get(self.lang).to_owned(),
            errors: self.errors(&name),
            control: cells.first().map_or_else(|| id.to_owned(), |cell| cell.id.clone()),
            value: String::new(),
            cells,
            id: row_id,
            name,
        }
    }

    /// Parts with a field of their own. The first carries the question's id.
    pub(super) fn items(&self, question: &Question, outer: &QuestionView) -> Vec<QuestionView> {
        let inner = match self.answers.get(&question.name) {
            Some(Value::Array(_)) => slider::ends(question, self.answers),
            Some(Value::Object(inner)) => inner.clone(),
            _ => Answers::new(),
        };
        let item = |(index, item): (usize, &Question)| {
            let name = format!("{}.{}", question.name, item.name);
            let mut view = QuestionView {
                kind: "text".to_owned(),
                id: if index == 0 { outer.id.clone() } else { format!("{}-{}", outer.id, index + 1) },
                title: item.title.get(self.lang).to_owned(),
                description: item.description.get(self.lang).to_owned(),
                is_required: item.is_required,
                errors: self.errors(&name),
                value: scalar(inner.get(&item.name)),
                max_length: item.input.max_length.unwrap_or(0),
                placeholder: item.input.placeholder.get(self.lang).to_owned(),
                name,
                ..QuestionView::default()
            };
            add_input(&item.input, &mut view);
            view.described_by = described_by(&view);
            view
        };
        question.items.iter().enumerate().map(item).collect()
    }
}

/// Whether several choices, several columns in a row, or several files can be taken.
pub(super) fn takes_many(question: &Question) -> bool {
    match question.kind.name {
        "checkbox" | "tagbox" => true,
        "imagepicker" => question.select.takes_many,
        "file" => question.upload.takes_many,
        "matrix" => question.grid.takes_many,
        _ => false,
    }
}

/// As the definition says, otherwise two columns for many short choices.
pub(super) fn columns_class(choices: &[ChoiceView], n_columns: Option<usize>) -> String {
    let is_short = |choice: &ChoiceView| choice.label.chars().count() <= SHORT_LABEL;
    match n_columns {
        Some(0) => "choices-line".to_owned(),
        Some(1) => String::new(),
        Some(n_columns) => format!("choices-columns choices-{}", n_columns.min(MAX_COLUMNS)),
        None if choices.len() >= MANY_CHOICES && choices.iter().all(is_short) => "choices-columns".to_owned(),
        None => String::new(),
    }
}

/// The input's type as the browser gets it. A number is a text with a number keyboard: `type=number` would throw
/// away full-width digits before the server can read them. A colour is a text, too: `type=color` is never empty.
pub(super) fn add_input(input: &Input, view: &mut QuestionView) {
    let (input_type, inputmode, width) = match input.input_type.as_str() {
        "number" | "range" => ("text", "decimal", "short"),
        "date" => ("date", "", "medium"),
        "datetime-local" => ("datetime-local", "", "medium"),
        "month" => ("month", "", "medium"),
        "week" => ("week", "", "medium"),
        "time" => ("time", "", "medium"),
        "tel" => ("tel", "", "medium"),
        "email" => ("email", "", ""),
        "url" => ("text", "url", ""),
        "password" => ("password", "", "medium"),
        "color" => ("text", "", "short"),
        _ => ("text", "", text_width(view.max_length)),
    };
    view.input_type = input_type.to_owned();
    view.inputmode = inputmode.to_owned();
    view.width = width.to_owned();
    view.autocomplete = input.autocomplete.clone();
    if let Some(mask) = &input.mask {
        view.mask = mask.form();
        view.value = mask.shown(&view.value);
        let keyboard = if mask.is_number() { "decimal" } else { "" };
        (view.input_type, view.inputmode) = ("text".to_owned(), keyboard.to_owned());
    }
    let is_picked = matches!(input_type, "date" | "datetime-local" | "month" | "week" | "time");
    if is_picked || view.kind == "slider" {
        view.min = input.min.clone().unwrap_or_default();
        view.max = input.max.clone().unwrap_or_default();
    }
}

fn text_width(max_length: usize) -> &'static str {
    match max_length {
        1..=6 => "short",
        7..=20 => "medium",
        _ => "",
    }
}
