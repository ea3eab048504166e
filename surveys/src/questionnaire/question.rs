//! One question, and the list of question types.
//!
//! A question type is one file under `question/` and one line in `TYPES`. What types share is in one struct, as in
//! SurveyJS, the properties of a family in a struct of its own; what a type does not use stays empty.

use super::answer::{Answers, Field};
use super::choice::{self, Choice};
use super::composite::Composite;
use super::expression::Expression;
use super::localized::Localized;
use super::problem::{Problem, Severity};
use super::reader::Reader;
use super::rules::QuestionRules;
use super::summary::Line;
use super::validator::Validator;
use super::variable::Variable;
use boolean::Toggle;
use file::Upload;
use image::Picture;
use input::Input;
use matrix::Grid;
use rating::Scale;
use select::Select;
use serde_json::{Map, Value};

pub mod boolean;
pub mod checkbox;
pub mod comment;
pub mod default_text;
pub mod dropdown;
pub mod expression;
pub mod file;
pub mod html;
pub mod image;
pub mod imagepicker;
pub mod input;
pub mod matrix;
pub mod matrixdropdown;
pub mod matrixdynamic;
pub mod multipletext;
pub mod municipality;
pub mod paneldynamic;
pub mod part;
pub mod personname;
pub mod radiogroup;
pub mod ranking;
pub mod rating;
pub mod seat;
pub mod select;
pub mod slider;
pub mod tagbox;
pub mod text;
pub mod unknown;

/// All question types.
pub const TYPES: &[&QuestionType] = &[
    &text::TYPE,
    &comment::TYPE,
    &radiogroup::TYPE,
    &checkbox::TYPE,
    &dropdown::TYPE,
    &tagbox::TYPE,
    &boolean::TYPE,
    &rating::TYPE,
    &slider::TYPE,
    &ranking::TYPE,
    &imagepicker::TYPE,
    &matrix::TYPE,
    &multipletext::TYPE,
    &personname::TYPE,
    &municipality::TYPE,
    &seat::TYPE,
    &html::TYPE,
    &expression::TYPE,
    &paneldynamic::TYPE,
    &matrixdropdown::TYPE,
    &matrixdynamic::TYPE,
    &image::TYPE,
    &file::TYPE,
];

/// Meanings that the service knows (`kt:role`); anything else is reported as a warning.
pub const ROLES: &[&str] = &[
    "agency_kind",
    "region",
    "municipality",
    "consent",
    "good_practice",
    "challenge",
    "request",
    "other_text",
    "offer",
    "wish",
    "quote_permission",
    "collaboration",
    "respondent_code",
    "proxy",
    "affiliation",
    "affiliation_detail",
    "attendance",
    "contact",
    "person_name",
    "person_kana",
    "phone",
    "email",
    "age",
    "job",
    "diagnosis",
    "known",
];

/// Uses of answers that a respondent can agree to (`kt:consent` on a choice).
pub const CONSENTS: &[&str] =
    &["aggregate", "region", "academic", "case", "quote", "hearing", "follow_up", "feedback", "match"];

/// Other names of types: shorthands found in files (`yesno`), and types that differ in looks only.
const ALIASES: &[(&str, &str)] =
    &[("buttongroup", "radiogroup"), ("helptext", "html"), ("infotext", "html"), ("yesno", "boolean")];

/// A question.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// Its type, one of `TYPES` or `unknown::TYPE`.
    pub kind: &'static QuestionType,
    /// Name: the key of its answer, the form field, the variable.
    pub name: String,
    /// `kt:id`: what it is compared by between versions, waves and regions; None = its name (see `threads`).
    pub id: Option<String>,
    /// JSON path in the definition.
    pub path: String,
    /// Number as printed, without prefix (`7`, `1b`); empty for texts and unnumbered questions. Counted over all
    /// numbered questions, so paper and screen agree; `kt:number` overrides it and is not counted.
    pub number: String,
    /// What is asked; the name where the definition gives no title.
    pub title: Localized,
    /// The title is for screen readers only (`titleLocation: hidden`).
    pub is_title_hidden: bool,
    /// Stands beside what comes before it, where there is room (`startWithNewLine: false`).
    pub is_beside: bool,
    /// Help under the title; may be empty.
    pub description: Localized,
    /// Must be answered when visible.
    pub is_required: bool,
    /// Must be answered when visible and this holds.
    pub required_if: Option<Expression>,
    /// The definition's own words for a missing answer; empty = the product's.
    pub required_error_text: Localized,
    /// Condition; None = always.
    pub visible_if: Option<Expression>,
    /// Label of a further text beside the answer (`showCommentArea`); Some = it is offered.
    pub comment_text: Option<Localized>,
    /// What is offered: the choices of a select question, yes and no of a boolean, the steps of a rating.
    pub choices: Vec<Choice>,
    /// Label of the choice `other`; Some = it is offered.
    pub other_text: Option<Localized>,
    /// How choices are offered and how many may be taken.
    pub select: Select,
    /// What a boolean stores.
    pub toggle: Toggle,
    /// Input of text, comment and slider.
    pub input: Input,
    /// Parts with an answer of their own: the items of a multipletext, the parts of a name. See `part`.
    pub items: Vec<Question>,
    /// Rows of a matrix.
    pub rows: Vec<Choice>,
    /// Columns of a matrix.
    pub columns: Vec<Choice>,
    /// How a matrix is answered and shown.
    pub grid: Grid,
    /// Looks of a rating.
    pub scale: Scale,
    /// Contents of an html element (raw HTML of the definition: sanitise before showing).
    pub html: Localized,
    /// What its value and state depend on besides its type.
    pub rules: QuestionRules,
    /// What is asked of its answer beyond its type.
    pub validators: Vec<Validator>,
    /// Inner questions of `paneldynamic`, `matrixdropdown`, `matrixdynamic`.
    pub composite: Option<Box<Composite>>,
    /// `choicesFromQuestion`: choices that another question gives.
    pub choices_from: Option<ChoicesFrom>,
    /// What an `expression` computes.
    pub value_expression: Option<Expression>,
    /// How an `expression` shows it.
    pub shown: expression::Shown,
    /// What a file question takes.
    pub upload: Upload,
    /// Picture of an image element.
    pub picture: Picture,
    /// `kt:prefectures` of a municipality: two-digit codes (JIS X 0401); empty = the whole country.
    pub prefectures: Vec<String>,
    /// `kt:role`.
    pub role: Option<String>,
    /// `kt:identifier`: says who a person is; kept apart and never exported.
    pub is_identifier: bool,
    /// Properties that Kikitori does not know, and the whole element if its type is unknown.
    pub unknown: Map<String, Value>,
}

/// Which choices of another question are offered (`choicesFromQuestion`, `choicesFromQuestionMode`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoicesFrom {
    /// The other question.
    pub question: String,
    /// Which of its choices.
    pub mode: CarryMode,
    /// `choiceValuesFromQuestion`: the question inside a list of panels or rows whose answers become choices; None = the
    /// first that is answered.
    pub values: Option<String>,
    /// `choiceTextsFromQuestion`: the question inside it that gives their words; None = the same.
    pub texts: Option<String>,
}

/// Which choices are carried forward.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CarryMode {
    /// All that are offered.
    #[default]
    All,
    /// Those that were chosen.
    Selected,
    /// Those that were not chosen.
    Unselected,
}

/// A question type: everything that differs between types.
#[derive(Debug)]
pub struct QuestionType {
    /// The exact SurveyJS `type`, also the name of the template `questions/<name>.html`.
    pub name: &'static str,
    /// Properties beyond the common ones that `parse` reads, in groups that types share.
    pub properties: &'static [&'static [&'static str]],
    /// False for elements that only show something.
    pub has_answer: bool,
    /// Reads the type's own properties into the question; the path is the element's JSON path.
    pub parse: fn(&mut Reader, &Map<String, Value>, &str, &mut Question),
    /// Reads the form's fields into the answers. What cannot be understood is kept as typed where it can be
    /// shown again; only `check` and `read` name problems, and never the same one twice.
    pub read: fn(&Question, &[Field], &mut Answers) -> Vec<Problem>,
    /// The problem of an answer that is missing although it is needed; the flag says whether the whole question
    /// must be answered.
    pub missing: fn(&Question, &Answers, bool) -> Vec<Problem>,
    /// Checks a stored answer against the question; the absence of an answer is not its business.
    pub check: fn(&Question, &Answers) -> Vec<Problem>,
    /// The answer in the words of the choices; empty when unanswered.
    pub display: fn(&Question, &Answers, &str) -> Vec<Line>,
    /// The columns that the question gives in exported data.
    pub variables: fn(&Question, &str) -> Vec<Variable>,
}

impl Default for &'static QuestionType {
    fn default() -> Self {
        &unknown::TYPE
    }
}

/// The question type with this SurveyJS name, or with a name that means the same.
pub fn find_type(name: &str) -> Option<&'static QuestionType> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, name)| name);
    TYPES.iter().find(|kind| kind.name == name).copied()
}

impl Question {
    /// What it is compared by between versions, waves and regions.
    pub fn shared_id(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.name)
    }

    /// Whether it asks something, unlike `html` and unknown types.
    pub fn has_answer(&self) -> bool {
        self.kind.has_answer
    }

    /// Choices as offered: those of the definition, then "none", "refused", "don't know" and "other" at the end.
    pub fn offered(&self) -> Vec<Choice> {
        let mut offered = self.choices.clone();
        offered.extend(self.select.special.iter().cloned());
        if let Some(text) = &self.other_text {
            offered.push(Choice::plain(choice::OTHER, text.clone()));
        }
        offered
    }

    /// Name of the form field and answer that holds the text beside `other`, or beside the whole answer.
    pub fn comment_name(&self) -> String {
        format!("{}-Comment", self.name)
    }

    /// Whether there is a text beside the answer.
    pub fn has_comment(&self) -> bool {
        self.other_text.is_some() || self.comment_text.is_some()
    }

    /// Reads the form's fields, those of the text beside the answer included.
    pub fn read(&self, form: &[Field], answers: &mut Answers) -> Vec<Problem> {
        let problems = (self.kind.read)(self, form, answers);
        if self.comment_text.is_some() {
            select::read_comment(self, form, answers);
        }
        problems
    }

    /// Checks a stored answer and the text beside it.
    pub fn check(&self, answers: &Answers) -> Vec<Problem> {
        let mut problems = (self.kind.check)(self, answers);
        if self.comment_text.is_some() {
            problems.extend(select::check_comment(self, false, answers));
        }
        problems
    }

    /// The problems of a missing answer, in the definition's words where it has some.
    pub fn missing(&self, answers: &Answers, is_required: bool) -> Vec<Problem> {
        let is_open = |problem: &Problem| problem.words.is_empty() && problem.severity == Severity::Error;
        let in_own_words = |problem: Problem| match is_open(&problem) {
            true => problem.saying(&self.required_error_text),
            false => problem,
        };
        (self.kind.missing)(self, answers, is_required).into_iter().map(in_own_words).collect()
    }

    /// The answer in words, and the text beside it.
    pub fn display(&self, answers: &Answers, lang: &str) -> Vec<Line> {
        let mut lines = (self.kind.display)(self, answers, lang);
        if let (Some(label), Some(Value::String(text))) =
            (&self.comment_text, answers.get(&self.comment_name()))
        {
            lines.push(Line { row: Some(label.get(lang).to_owned()), texts: vec![text.clone()] });
        }
        lines
    }

    /// The columns of exported data, that of the text beside the answer included.
    pub fn variables(&self, lang: &str) -> Vec<Variable> {
        let mut variables = (self.kind.variables)(self, lang);
        if let Some(label) = self.comment_text.as_ref().filter(|_| self.other_text.is_none()) {
            variables.push(Variable::beside(self, "comment", label, lang));
        }
        variables
    }

    /// What a place in the form (`name.row`) is called, if it is a part of this question: a row, an item, a choice
    /// to rank.
    pub fn part_at(&self, place: &str) -> Option<Localized> {
        let part = place.strip_prefix(&self.name)?.strip_prefix('.')?;
        let ranked: &[Choice] = if self.kind.name == ranking::TYPE.name { &self.choices } else { &[] };
        let named = choice::find(&self.rows, part).or_else(|| choice::find(ranked, part));
        let item = || self.items.iter().find(|item| item.name == part).map(|item| item.title.clone());
        named.map(|choice| choice.text.clone()).or_else(item)
    }
}

#[cfg(test)]
mod tests;
