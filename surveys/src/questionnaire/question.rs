//! One question, and the list of question types.
//!
//! A question type is one file under `question/` and one line in `TYPES`. The struct is flat because types share
//! most of their properties, as in SurveyJS; a property that a type does not use stays empty.

use super::answer::{Answers, Field};
use super::choice::{self, Choice};
use super::composite::Composite;
use super::expression::Expression;
use super::localized::Localized;
use super::problem::Problem;
use super::reader::Reader;
use super::rules::QuestionRules;
use super::summary::Line;
use super::validator::Validator;
use super::variable::Variable;
use serde_json::{Map, Value};

pub mod checkbox;
pub mod comment;
pub mod dropdown;
pub mod expression;
pub mod html;
pub mod matrix;
pub mod matrixdropdown;
pub mod matrixdynamic;
pub mod paneldynamic;
pub mod radiogroup;
pub mod rating;
pub mod select;
pub mod text;
pub mod unknown;

/// All question types.
pub const TYPES: &[&QuestionType] = &[
    &text::TYPE,
    &comment::TYPE,
    &radiogroup::TYPE,
    &checkbox::TYPE,
    &dropdown::TYPE,
    &rating::TYPE,
    &matrix::TYPE,
    &html::TYPE,
    &expression::TYPE,
    &paneldynamic::TYPE,
    &matrixdropdown::TYPE,
    &matrixdynamic::TYPE,
];

/// Meanings that the service knows (`kt:role`); anything else is reported as a warning.
pub const ROLES: &[&str] = &[
    "agency_kind",
    "region",
    "consent",
    "good_practice",
    "challenge",
    "request",
    "other_text",
    "quote_permission",
    "respondent_code",
    "affiliation",
    "attendance",
    "contact",
    "person_name",
    "person_kana",
    "phone",
    "email",
];

/// Uses of answers that a respondent can agree to (`kt:consent` on a choice).
pub const CONSENTS: &[&str] = &["aggregate", "region", "academic", "case", "quote", "hearing", "follow_up"];

/// A question.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its type, one of `TYPES` or `unknown::TYPE`.
    pub kind: &'static QuestionType,
    /// Name: the key of its answer, the form field, the variable.
    pub name: String,
    /// JSON path in the definition.
    pub path: String,
    /// Number as printed, without prefix (`7`, `1b`); empty for texts and unnumbered questions. Counted over all
    /// numbered questions, so paper and screen agree; `kt:number` overrides it and is not counted.
    pub number: String,
    /// What is asked; the name where the definition gives no title.
    pub title: Localized,
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
    /// Choices of radiogroup, checkbox, dropdown; steps of a rating.
    pub choices: Vec<Choice>,
    /// Label of the choice `other`; Some = it is offered.
    pub other_text: Option<Localized>,
    /// Fewest choices of a checkbox, 0 = no limit.
    pub min_selected: usize,
    /// Most choices of a checkbox, 0 = no limit.
    pub max_selected: usize,
    /// Input of text and comment.
    pub input: Input,
    /// Rows of a matrix.
    pub rows: Vec<Choice>,
    /// Columns of a matrix.
    pub columns: Vec<Choice>,
    /// Each row of a matrix must be answered.
    pub each_row_required: bool,
    /// Words at the low end of a rating; may be empty.
    pub min_rate_description: Localized,
    /// Words at the high end of a rating; may be empty.
    pub max_rate_description: Localized,
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

/// How text and comment take their answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Input {
    /// HTML input type (`text`, `number`, `email`, `tel`, `date`, …); empty for other question types.
    pub input_type: String,
    /// Smallest number or earliest date.
    pub min: Option<String>,
    /// Largest number or latest date.
    pub max: Option<String>,
    /// Most characters (code points); None = `answer::MAX_TEXT`.
    pub max_length: Option<usize>,
    /// Lines of a comment, 0 = the template decides.
    pub rows: usize,
    /// Example inside the field; may be empty.
    pub placeholder: Localized,
    /// HTML autocomplete token; may be empty.
    pub autocomplete: String,
}

/// A question type: everything that differs between types.
#[derive(Debug)]
pub struct QuestionType {
    /// The exact SurveyJS `type`, also the name of the template `questions/<name>.html`.
    pub name: &'static str,
    /// Properties beyond the common ones that `parse` reads.
    pub properties: &'static [&'static str],
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

/// The question type with this SurveyJS name.
pub fn find_type(name: &str) -> Option<&'static QuestionType> {
    TYPES.iter().find(|kind| kind.name == name).copied()
}

impl Question {
    /// Whether it asks something, unlike `html` and unknown types.
    pub fn has_answer(&self) -> bool {
        self.kind.has_answer
    }

    /// Choices as offered: those of the definition and `other` at the end.
    pub fn offered(&self) -> Vec<Choice> {
        let mut offered = self.choices.clone();
        if let Some(text) = &self.other_text {
            offered.push(Choice::plain(choice::OTHER, text.clone()));
        }
        offered
    }

    /// Name of the form field and answer that holds the text beside `other`.
    pub fn comment_name(&self) -> String {
        format!("{}-Comment", self.name)
    }
}
