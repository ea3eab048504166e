//! Variables (変数): the columns that a questionnaire gives in exported data, with labels and universe.

use super::answer::Visibility;
use super::answer::compact::Given;
use super::composite::{MAX_EXPORTED, Shape, inner_place};
use super::definition::{Definition, Guarded, guarded};
use super::expression::condition::{self, Condition};
use super::localized::Localized;
use super::question::Question;
use super::settings::Calculated;
use serde::Serialize;
use serde_json::Value;

/// What the values of a variable are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VariableKind {
    /// One of the value labels.
    Single,
    /// Any number of the value labels (stored as an array).
    Multiple,
    /// A number.
    Number,
    /// A date, `YYYY-MM-DD`; with a time behind it (`T09:30`), or a month alone, `YYYY-MM`.
    Date,
    /// Free text.
    Text,
}

/// One column of exported data.
#[derive(Debug, Clone, Serialize)]
pub struct Variable {
    /// Column name: the question's name, `name_part` for a part of it, `name_other` for the text beside "other",
    /// `name_comment` for that beside the whole answer.
    pub name: String,
    /// What was asked, for a matrix with the row's title behind.
    pub label: String,
    /// The question's name.
    pub question: String,
    /// Number as printed; may be empty.
    pub number: String,
    /// The answer's key if it is not the question's name (totals of a matrix).
    pub source: Option<String>,
    /// The item of a list of panels or rows, from 0; None for other variables.
    pub item: Option<usize>,
    /// Steps from the question's answer to the value: keys of objects and indexes of lists.
    pub path: Vec<String>,
    /// The part of the answer: a matrix row, an item, a place in a list from 0; None for the whole answer.
    pub row: Option<String>,
    /// Title of the part; None for the whole answer.
    pub row_label: Option<String>,
    /// True for the text beside "other".
    pub is_comment: bool,
    /// The slots (`questionnaire::slot`) from which its value is read on paper.
    #[serde(skip)]
    pub places: Vec<String>,
    /// What the values are.
    pub kind: VariableKind,
    /// Values with their labels, in the definition's order; empty for text and open numbers.
    pub value_labels: Vec<(String, String)>,
    /// Says who a person is: never exported.
    pub is_identifier: bool,
    /// `kt:role` of the question.
    pub role: Option<String>,
    /// Who is asked; None = everybody. (The words are the server's.)
    pub universe: Option<Condition>,
}

impl Variable {
    /// The variable of a whole question, without universe.
    pub fn of(
        question: &Question,
        kind: VariableKind,
        value_labels: Vec<(String, String)>,
        lang: &str,
    ) -> Variable {
        Variable {
            name: question.name.clone(),
            label: question.title.get(lang).to_owned(),
            question: question.name.clone(),
            number: question.number.clone(),
            source: None,
            item: None,
            path: Vec::new(),
            row: None,
            row_label: None,
            is_comment: false,
            places: vec![question.name.clone()],
            kind,
            value_labels,
            is_identifier: question.is_identifier,
            role: question.role.clone(),
            universe: None,
        }
    }

    /// The variable of the text beside an answer: `name_<suffix>`, labelled with what stands above the field.
    pub fn beside(question: &Question, suffix: &str, above: &Localized, lang: &str) -> Variable {
        let own = Variable::of(question, VariableKind::Text, Vec::new(), lang);
        Variable {
            name: format!("{}_{suffix}", question.name),
            label: format!("{} – {}", own.label, above.get(lang)),
            is_comment: true,
            places: vec![question.comment_name()],
            ..own
        }
    }

    /// The variable of a part of a question: `name_<part>`.
    pub fn part(self, part: &str, label: &str) -> Variable {
        Variable {
            name: format!("{}_{part}", self.name),
            label: format!("{} – {label}", self.label),
            row: Some(part.to_owned()),
            row_label: Some(label.to_owned()),
            places: vec![inner_place(&self.question, part)],
            ..self
        }
    }
}

/// Most variables of a questionnaire: as many columns as a sheet of Excel has.
pub const MAX_VARIABLES: usize = 16_384;

/// The question that makes more than `MAX_VARIABLES`, together with those before it. Lists inside lists multiply their
/// items, so this counts without making the variables.
pub fn crowded(definition: &Definition) -> Option<&Question> {
    let mut total: usize = 0;
    definition.questions().into_iter().find(|question| {
        total = total.saturating_add(count(question));
        total > MAX_VARIABLES
    })
}

fn count(question: &Question) -> usize {
    let Some(composite) = &question.composite else { return question.variables("").len() };
    let items = match composite.shape {
        Shape::List => composite.max.min(MAX_EXPORTED),
        Shape::Rows => question.rows.len(),
    };
    let inner = composite.questions().into_iter().map(count).fold(0, usize::saturating_add);
    items.saturating_mul(inner).saturating_add(composite.totals.len())
}

/// The variables of a questionnaire in the order of its questions.
pub fn variables(definition: &Definition, lang: &str) -> Vec<Variable> {
    let mut variables = Vec::new();
    for Guarded { question, conditions, enabling, .. } in guarded(definition) {
        // Who cannot answer is not asked.
        let universe = condition::all(&[conditions, enabling].concat(), definition, lang);
        for variable in question.variables(lang) {
            variables.push(Variable { universe: universe.clone(), ..variable });
        }
    }
    variables.extend(definition.calculated.iter().filter(|found| found.is_stored).map(calculated));
    variables
}

/// The variable of a calculated value: no question, a number where it is one.
fn calculated(calculated: &Calculated) -> Variable {
    Variable {
        name: calculated.name.clone(),
        label: calculated.name.clone(),
        question: String::new(),
        number: String::new(),
        source: Some(calculated.name.clone()),
        item: None,
        path: Vec::new(),
        row: None,
        row_label: None,
        is_comment: false,
        places: Vec::new(),
        kind: VariableKind::Number,
        value_labels: Vec::new(),
        is_identifier: calculated.is_identifier,
        role: None,
        universe: None,
    }
}

impl Variable {
    /// Whether somebody who saw this was asked for it; calculated values are there for everybody.
    pub fn was_asked(&self, visible: &Visibility) -> bool {
        self.question.is_empty() || visible.questions.contains(&self.question)
    }
}

/// The stored value of a variable; None = unanswered.
pub fn value_of<'a>(variable: &Variable, answers: &'a impl Given) -> Option<&'a Value> {
    if variable.is_comment {
        return answers.get(&format!("{}-Comment", variable.question));
    }
    let mut value = answers.get(variable.source.as_ref().unwrap_or(&variable.question))?;
    for step in variable.path.iter().chain(&variable.row) {
        value = match value {
            Value::Array(items) => items.get(step.parse::<usize>().ok()?)?,
            other => other.get(step)?,
        };
    }
    Some(value)
}
