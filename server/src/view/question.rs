//! Turning a page of a questionnaire into what `templates/questions/*.html` and the paper form need.

use super::html::sanitise;
pub use check::{check_problems, check_view};
use files::UploadView;
use fold::FoldView;
use list::{EntryView, ListView};
pub use paper::{paper_page, paper_view, problems_on_paper, texts_of_paper};
use picture::PictureView;
use seat::SeatView;
use serde::Serialize;
use serde_json::Value;
use std::cell::RefCell;
use surveys::questionnaire::answer::{Answers, Visibility};
use surveys::questionnaire::choice::{Choice, OTHER};
use surveys::questionnaire::definition::{Definition, Element, Page, Panel};
use surveys::questionnaire::expression::Expression;
use surveys::questionnaire::localized::Localized;
use surveys::questionnaire::piping::Piping;
use surveys::questionnaire::problem::{Problem, Severity};
use surveys::questionnaire::question::Question;
use surveys::questionnaire::question::select::Order;
use surveys::questionnaire::settings::Settings;
use surveys::questionnaire::summary::{Line, SummaryPage};

/// Characters that a person writes by hand on one line of the A4 form.
const CHARACTERS_A_LINE: usize = 35;

/// A page of the questionnaire with the answers so far.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PageView {
    /// The page's name.
    pub name: String,
    /// Heading; may be empty.
    pub title: String,
    /// Text under the heading; may be empty.
    pub description: String,
    /// Paper only: who answers this page, in words; empty = everybody.
    pub condition: String,
    /// Visible questions and panels in order.
    pub questions: Vec<QuestionView>,
    /// Errors in the order of the questions, for the error summary.
    pub problems: Vec<ProblemView>,
    /// What a person should look at again without it being wrong.
    pub notices: Vec<ProblemView>,
    /// Advice of the author on answers, shown once.
    pub advice: Vec<ProblemView>,
    /// Places of that advice, sent along so that it comes once only.
    pub advised: Vec<String>,
    /// The page takes files, and its form is sent in parts.
    pub takes_files: bool,
    /// Something on the page depends on answers of the same page.
    pub is_live: bool,
    /// The page can be folded up.
    pub fold: Option<FoldView>,
    /// Questions stand in an order by chance.
    #[serde(skip)]
    pub is_shuffled: bool,
}

/// A problem in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ProblemView {
    /// Link to the field (`#id`), or to the page and field; empty where no field is at fault.
    pub href: String,
    /// Number of the question; may be empty.
    pub number: String,
    /// Title of the question, to name it where it has no number.
    pub title: String,
    /// Title of the matrix row; may be empty.
    pub row: String,
    /// What is wrong.
    pub text: String,
}

/// A question, or a panel with its questions. Flat, like `Question`: what a type does not use is empty.
#[derive(Debug, Clone, Default, Serialize)]
pub struct QuestionView {
    /// Type, which chooses the template; `panel` for a panel.
    pub kind: String,
    /// Form field.
    pub name: String,
    /// HTML id of the control, or of the first of several.
    pub id: String,
    /// Number as printed; may be empty.
    pub number: String,
    /// What is asked.
    pub title: String,
    /// The title is for screen readers only.
    pub is_title_hidden: bool,
    /// Help; may be empty.
    pub description: String,
    /// Paper only: who answers, in words; empty = everybody.
    pub condition: String,
    /// Sanitised markup of an html element.
    pub html: String,
    /// Must be answered.
    pub is_required: bool,
    /// Became visible only through an answer on this page.
    pub is_revealed: bool,
    /// Free text that must not identify a person: the notice stands right above the field.
    pub forbids_identifying: bool,
    /// Most choices, 0 = no limit.
    pub max_selected: usize,
    /// Errors of the question itself, in words.
    pub errors: Vec<String>,
    /// Ids for `aria-describedby`, separated by spaces.
    pub described_by: String,
    /// Text or single value.
    pub value: String,
    /// Choices, or steps of a rating.
    pub choices: Vec<ChoiceView>,
    /// How many of the choices are the definition's own; those after them keep their place at the end.
    #[serde(skip)]
    pub n_own_choices: usize,
    /// In which order choices are shown.
    #[serde(skip)]
    pub order: Order,
    /// Class that puts choices side by side where there is room; may be empty.
    pub columns_class: String,
    /// Any number of choices, of columns in a row, or of files can be taken.
    pub takes_many: bool,
    /// A box that takes all choices.
    pub all: Option<ChoiceView>,
    /// The text beside "other".
    pub other: Option<OtherView>,
    /// The text beside the whole answer.
    pub comment: Option<OtherView>,
    /// A boolean that is one box to tick.
    pub is_box: bool,
    /// Parts with a field of their own.
    pub items: Vec<QuestionView>,
    /// What a file question has besides others.
    pub upload: Option<UploadView>,
    /// Picture of an image element.
    pub picture: Option<PictureView>,
    /// Steps of a rating are stars.
    pub has_stars: bool,
    /// Words at the low end of a rating.
    pub min_label: String,
    /// Words at the high end of a rating.
    pub max_label: String,
    /// Rows of a matrix.
    pub rows: Vec<RowView>,
    /// Column labels of a matrix.
    pub columns: Vec<String>,
    /// A matrix is a list of rows on every screen.
    pub is_list: bool,
    /// Cells of a matrix have words of their own.
    pub has_cells: bool,
    /// HTML input type.
    pub input_type: String,
    /// Keyboard of phones: `numeric`, `decimal`, or empty.
    pub inputmode: String,
    /// HTML autocomplete token; may be empty.
    pub autocomplete: String,
    /// Earliest date, or smallest number of a slider; may be empty.
    pub min: String,
    /// Latest date, or largest number of a slider; may be empty.
    pub max: String,
    /// Example inside the field; may be empty.
    pub placeholder: String,
    /// The form in which it is typed, by an example; may be empty.
    pub mask: String,
    /// Most characters, 0 = not said.
    pub max_length: usize,
    /// Lines of a text area.
    pub text_rows: usize,
    /// A text area grows with its text.
    pub grows: bool,
    /// The day for which a list of municipalities is true; empty for other types.
    pub as_of: String,
    /// `short`, `medium`, or empty for the full width.
    pub width: String,
    /// Numbers printed before the choices, or above the columns of a matrix; empty where the label is the number.
    pub paper_numbers: Vec<String>,
    /// Columns of choices in the paper form, 1 to 3.
    pub paper_columns: usize,
    /// Lines to write on in the paper form.
    pub paper_lines: usize,
    /// Contents of a panel, or the items of a list.
    pub elements: Vec<QuestionView>,
    /// A panel can be folded up.
    pub fold: Option<FoldView>,
    /// Stands beside what comes before it, where there is room.
    #[serde(skip)]
    pub is_beside: bool,
    /// Its place among those beside each other: `first`, `middle`, `last`; empty for one that stands alone.
    pub in_row: &'static str,
    /// Contents stand in an order by chance.
    #[serde(skip)]
    pub is_shuffled: bool,
    /// The definition's word for "must be answered"; empty = the product's.
    pub required_mark: String,
    /// Cannot be changed: `fixed` is shown instead of controls.
    pub is_read_only: bool,
    /// The answer in words where it cannot be changed.
    pub fixed: Vec<Line>,
    /// What a list of panels or rows has besides them.
    pub list: Option<ListView>,
    /// What one of them has besides its questions.
    pub entry: Option<EntryView>,
}

/// A choice.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ChoiceView {
    /// HTML id.
    pub id: String,
    /// What is sent.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Chosen.
    pub is_checked: bool,
    /// The question is only complete with it.
    pub is_required: bool,
    /// Cannot be combined with others.
    pub is_exclusive: bool,
    /// The choice "other".
    pub is_other: bool,
    /// Cannot be chosen now.
    pub is_disabled: bool,
    /// How many people can have it, 0 = no limit.
    pub capacity: usize,
    /// How many of them are left, where people sign up.
    pub seat: Option<SeatView>,
    /// Its picture.
    pub picture: Option<PictureView>,
}

/// The text beside "other".
#[derive(Debug, Clone, Serialize)]
pub struct OtherView {
    /// HTML id.
    pub id: String,
    /// Form field.
    pub name: String,
    /// Label of the choice it belongs to.
    pub label: String,
    /// What was typed.
    pub value: String,
    /// Errors in words.
    pub errors: Vec<String>,
}

/// A row of a matrix, or a choice to rank.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    /// Stem of the row's HTML ids.
    pub id: String,
    /// Form field.
    pub name: String,
    /// What the row asks.
    pub label: String,
    /// Errors in words.
    pub errors: Vec<String>,
    /// HTML id of its first control.
    pub control: String,
    /// The number of a choice to rank; may be empty.
    pub value: String,
    /// One cell a column; for a choice to rank the numbers, if they are few enough for a list.
    pub cells: Vec<ChoiceView>,
}

/// A page of answers to look through before sending.
#[derive(Debug, Clone, Serialize)]
pub struct CheckPage {
    /// Heading; may be empty.
    pub title: String,
    /// Its questions.
    pub items: Vec<CheckItem>,
}

/// A question with its answer.
#[derive(Debug, Clone, Serialize)]
pub struct CheckItem {
    /// Number as printed; may be empty.
    pub number: String,
    /// What was asked.
    pub title: String,
    /// The answer; empty when unanswered.
    pub lines: Vec<Line>,
    /// Address where the answer can be changed.
    pub href: String,
}

/// Everything that the parts of a page have in common.
struct Scene<'a> {
    answers: &'a Answers,
    problems: &'a [Problem],
    /// None on paper, where everything is shown.
    visibility: Option<&'a Visibility>,
    lang: &'a str,
    say: &'a dyn Fn(&Problem) -> String,
    condition: &'a dyn Fn(&Expression) -> String,
    /// Puts answers into texts.
    piping: RefCell<Piping<'a>>,
    /// Survey-level properties.
    settings: &'a Settings,
}

/// One page for the screen. `say` puts a problem into words.
pub fn page_view(
    definition: &Definition,
    page: &str,
    answers: &Answers,
    problems: &[Problem],
    visibility: &Visibility,
    lang: &str,
    say: &dyn Fn(&Problem) -> String,
) -> PageView {
    let Some(found) = definition.page(page) else { return PageView::default() };
    let answers = list::with_places(&found.questions(), answers);
    let piping = RefCell::new(Piping::of(definition, visibility, lang));
    let scene = Scene {
        answers: &answers,
        problems,
        visibility: Some(visibility),
        lang,
        say,
        condition: &|_| String::new(),
        piping,
        settings: &definition.settings,
    };
    PageView { is_live: live::is_live(definition, found), ..scene.page(found) }
}

/// HTML id of a question's first control. Letters and digits of any script stay; anything else, the hyphen too,
/// is written as its code, so that ids with a suffix never meet another question's id.
pub fn question_id(name: &str) -> String {
    let mut id = String::from("q-");
    for character in name.chars() {
        if character.is_alphanumeric() || character == '_' {
            id.push(character);
        } else {
            id.push_str(&format!("-x{:x}-", u32::from(character)));
        }
    }
    id
}

/// A problem with the name of its question, and of its row.
fn named(
    question: Option<&Question>,
    problem: &Problem,
    href: String,
    lang: &str,
    say: &dyn Fn(&Problem) -> String,
) -> ProblemView {
    let part = question.and_then(|found| found.part_at(&problem.place));
    let inner = question.and_then(|found| list::inner_title(found, &problem.place));
    ProblemView {
        href,
        number: question.map(|found| found.number.clone()).unwrap_or_default(),
        title: question.map(|found| found.title.get(lang).to_owned()).unwrap_or_default(),
        row: inner.or_else(|| part.map(|part| part.get(lang).to_owned())).unwrap_or_default(),
        text: say(problem),
    }
}

/// Whether a problem's place is this question, a part of it, or its "other".
fn belongs(question: &Question, place: &str) -> bool {
    place == question.name
        || place == question.comment_name()
        || question.part_at(place).is_some()
        || list::inner_title(question, place).is_some()
}

/// An answer's scalar as the form writes it.
fn scalar(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

mod beside;
mod build;
mod check;
mod control;
pub mod files;
mod fold;
pub mod list;
mod live;
mod order;
mod paper;
mod picture;
pub mod requirement;
pub mod seat;

#[cfg(test)]
mod tests;
