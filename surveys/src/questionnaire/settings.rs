//! Properties of the whole survey: how pages are shown, calculated values, triggers, what stands at the end.

use super::expression::Expression;
use super::localized::Localized;
use super::problem::Problem;
use super::reader::{Reader, join};
use super::rules::{self, Clear};
use serde_json::{Map, Value};

/// Properties of the survey that are read here.
pub const PROPERTIES: &[&str] = &[
    "calculatedValues",
    "checkErrorsMode",
    "progressBarType",
    "storeOthersAsComment",
    "triggers",
    "clearInvisibleValues",
    "completedHtmlOnCondition",
    "firstPageIsStartPage",
    "maxTextLength",
    "navigateToUrl",
    "questionOrder",
    "questionsOnPageMode",
    "requiredMark",
    "showPreviewBeforeComplete",
    "previewMode",
    "showProgressBar",
    "showQuestionNumbers",
    "surveyId",
];

/// Values of properties that are followed: a page is checked when it is left, the bar counts pages, and the text beside
/// "other" is kept apart from the choice, so that choices can be counted.
const FOLLOWED: &[(&str, &[&str])] = &[
    ("checkErrorsMode", &["onNextPage"]),
    ("progressBarType", &["pages"]),
    ("storeOthersAsComment", &["true"]),
];

/// How questions are put on pages (`questionsOnPageMode`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum PageMode {
    /// As defined.
    #[default]
    Standard,
    /// All pages on one.
    SinglePage,
    /// Each question, or panel, on a page of its own.
    QuestionPerPage,
}

/// How questions are numbered (`showQuestionNumbers`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Numbering {
    /// Through the whole questionnaire.
    #[default]
    On,
    /// From 1 on each page.
    OnPage,
    /// Not at all, except for `kt:number`.
    Off,
}

/// A value that follows from answers (`calculatedValues`).
#[derive(Debug, Clone, PartialEq)]
pub struct Calculated {
    /// Its name in expressions and, if stored, in data.
    pub name: String,
    /// JSON path in the definition.
    pub path: String,
    /// What it is; None if it cannot be read.
    pub expression: Option<Expression>,
    /// `includeIntoResult`: stored with the answers and exported.
    pub is_stored: bool,
    /// It is made of answers that say who somebody is.
    pub is_identifier: bool,
}

/// What a trigger does.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Nothing after the page that it speaks of is asked.
    Complete,
    /// Sets an answer, or a variable of expressions.
    SetValue {
        /// Question, or variable.
        name: String,
        /// The new value.
        value: Value,
        /// `isVariable`.
        is_variable: bool,
    },
    /// Copies an answer.
    CopyValue {
        /// Question copied from.
        from: String,
        /// Question copied to.
        to: String,
    },
    /// Pages between are not asked.
    Skip {
        /// Question to go on with.
        to: String,
    },
    /// Sets an answer to a computed value.
    Run {
        /// What is computed.
        expression: Option<Expression>,
        /// Question that takes it; None = nothing is stored.
        to: Option<String>,
    },
    /// Shows pages and questions while it holds, and hides them while it does not.
    Visible {
        /// Names of pages.
        pages: Vec<String>,
        /// Names of questions.
        questions: Vec<String>,
    },
}

/// One of `triggers`.
#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    /// JSON path in the definition.
    pub path: String,
    /// When it acts.
    pub condition: Expression,
    /// What it does.
    pub action: Action,
}

/// Survey-level properties.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// `clearInvisibleValues`.
    pub clear: Clear,
    /// `questionsOnPageMode`.
    pub page_mode: PageMode,
    /// `showQuestionNumbers`.
    pub numbering: Numbering,
    /// `showProgressBar`; true unless the definition says no.
    pub shows_progress: bool,
    /// `previewMode` `answeredQuestions`: the page before sending leaves out what is unanswered.
    pub previews_answered_only: bool,
    /// `firstPageIsStartPage`: the first page is not counted.
    pub first_page_is_start: bool,
    /// `requiredMark` where it is a word; empty = the product's.
    pub required_mark: String,
    /// `maxTextLength`: most characters of every text without a limit of its own.
    pub max_text_length: Option<usize>,
    /// `questionOrder` is `random`.
    pub is_shuffled: bool,
    /// `completedHtmlOnCondition`: shown instead of `completedHtml` when the condition holds; the first that does.
    pub completed_if: Vec<(Expression, Localized)>,
    /// `navigateToUrl`: offered as a link after sending; http or https, otherwise empty.
    pub navigate_to: String,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            clear: Clear::default(),
            page_mode: PageMode::default(),
            numbering: Numbering::default(),
            shows_progress: true,
            previews_answered_only: false,
            first_page_is_start: false,
            required_mark: String::new(),
            max_text_length: None,
            is_shuffled: false,
            completed_if: Vec::new(),
            navigate_to: String::new(),
        }
    }
}

/// Reads the survey-level properties.
pub fn read(reader: &mut Reader, raw: &Map<String, Value>) -> Settings {
    let preview = raw.get("showPreviewBeforeComplete").and_then(Value::as_str).map(str::to_owned);
    let mode = preview.or_else(|| reader.text(raw, "previewMode", "")).unwrap_or_default();
    notice_preview(reader, raw);
    reader.not_followed(raw, "", FOLLOWED);
    let mark = reader.text(raw, "requiredMark", "").unwrap_or_default();
    Settings {
        clear: rules::clear(reader, raw, "clearInvisibleValues", "").unwrap_or_default(),
        page_mode: page_mode(reader, raw),
        numbering: numbering(raw),
        shows_progress: !matches!(raw.get("showProgressBar"), Some(Value::Bool(false)))
            && raw.get("showProgressBar").and_then(Value::as_str) != Some("off"),
        previews_answered_only: matches!(mode.as_str(), "answeredQuestions" | "showAnsweredQuestions"),
        first_page_is_start: reader.flag(raw, "firstPageIsStartPage", ""),
        // A bare asterisk says nothing to somebody who hears the page; the product's word stands for it.
        required_mark: if mark.trim() == "*" { String::new() } else { mark.trim().to_owned() },
        max_text_length: reader.count(raw, "maxTextLength", "").filter(|max| *max > 0),
        is_shuffled: reader.text(raw, "questionOrder", "").as_deref() == Some("random"),
        completed_if: completed_if(reader, raw),
        navigate_to: navigate_to(reader, raw),
    }
}

/// Whoever answers looks through all answers before sending them, whatever the definition says: nothing here can be taken
/// back by going back in the browser.
fn notice_preview(reader: &mut Reader, raw: &Map<String, Value>) {
    let preview = raw.get("showPreviewBeforeComplete");
    let is_off = preview.is_some_and(|value| value == false || value == "noPreview");
    if is_off {
        reader.problems.push(Problem::notice("preview-stays", "showPreviewBeforeComplete"));
    }
}

fn page_mode(reader: &mut Reader, raw: &Map<String, Value>) -> PageMode {
    match reader.text(raw, "questionsOnPageMode", "").as_deref() {
        Some("singlePage") => PageMode::SinglePage,
        Some("questionPerPage" | "questionOnPage") => PageMode::QuestionPerPage,
        None | Some("" | "standard") => PageMode::Standard,
        Some(other) => {
            let problem = Problem::warning("unknown-value", "questionsOnPageMode").with("found", other);
            reader.problems.push(problem);
            PageMode::Standard
        }
    }
}

/// SurveyJS has written this as a boolean, as `on`/`off`, and as `onPage` with either capital.
fn numbering(raw: &Map<String, Value>) -> Numbering {
    match raw.get("showQuestionNumbers") {
        Some(Value::Bool(false)) => Numbering::Off,
        Some(Value::String(word)) => match word.to_lowercase().as_str() {
            "off" => Numbering::Off,
            "onpage" => Numbering::OnPage,
            _ => Numbering::On,
        },
        _ => Numbering::On,
    }
}

fn completed_if(reader: &mut Reader, raw: &Map<String, Value>) -> Vec<(Expression, Localized)> {
    let mut found = Vec::new();
    for (path, object) in objects(reader, raw, "completedHtmlOnCondition", "") {
        let html = reader.localized(object, "html", &path);
        found.extend(reader.expression(object, "expression", &path).map(|condition| (condition, html)));
        reader.unknown(object, &["expression", "html"], &path);
    }
    found
}

/// Only addresses that a browser opens as a page: `javascript:` and the like would act.
fn navigate_to(reader: &mut Reader, raw: &Map<String, Value>) -> String {
    let url = reader.text(raw, "navigateToUrl", "").unwrap_or_default();
    if url.is_empty() || url.starts_with("https://") || url.starts_with("http://") {
        return url;
    }
    reader.problems.push(Problem::warning("url-not-web", "navigateToUrl"));
    String::new()
}

/// The objects of a list with their paths; anything else in it is a problem.
pub fn objects<'a>(
    reader: &mut Reader,
    object: &'a Map<String, Value>,
    key: &str,
    path: &str,
) -> Vec<(String, &'a Map<String, Value>)> {
    let mut found = Vec::new();
    for (at, item) in reader.list(object, key, path).iter().enumerate() {
        let path = format!("{}[{at}]", join(path, key));
        match item {
            Value::Object(object) => found.push((path, object)),
            _ => reader.problems.push(Problem::error("wrong-type", path).with("expected", "object")),
        }
    }
    found
}

/// Reads `calculatedValues`.
pub fn calculated(reader: &mut Reader, raw: &Map<String, Value>) -> Vec<Calculated> {
    let mut found = Vec::new();
    for (path, object) in objects(reader, raw, "calculatedValues", "") {
        let name = reader.text(object, "name", &path).unwrap_or_default();
        let expression = reader.expression(object, "expression", &path);
        let is_stored = reader.flag(object, "includeIntoResult", &path);
        reader.unknown(object, &["name", "expression", "includeIntoResult"], &path);
        if name.is_empty() {
            reader.problems.push(Problem::error("missing-name", path));
            continue;
        }
        found.push(Calculated { name, path, expression, is_stored, is_identifier: false });
    }
    found
}

/// Reads `triggers`.
pub fn triggers(reader: &mut Reader, raw: &Map<String, Value>) -> Vec<Trigger> {
    let mut found = Vec::new();
    for (path, object) in objects(reader, raw, "triggers", "") {
        let kind = reader.text(object, "type", &path).unwrap_or_default();
        let condition = reader.expression(object, "expression", &path);
        match (action(reader, object, &kind, &path), condition) {
            (None, _) => {
                reader.problems.push(Problem::warning("unknown-trigger", path).with("type", kind));
            }
            (Some(action), Some(condition)) => found.push(Trigger { path, condition, action }),
            (Some(_), None) => {
                reader.problems.push(Problem::warning("trigger-without-condition", path));
            }
        }
    }
    found
}

fn action(reader: &mut Reader, object: &Map<String, Value>, kind: &str, path: &str) -> Option<Action> {
    let mut own: Vec<&str> = vec!["type", "expression"];
    let mut name = |reader: &mut Reader, key: &'static str| {
        own.push(key);
        reader.text(object, key, path).unwrap_or_default()
    };
    let action = match kind.strip_suffix("trigger").unwrap_or(kind) {
        "complete" => Action::Complete,
        "setvalue" => Action::SetValue {
            name: name(reader, "setToName"),
            value: object.get("setValue").cloned().unwrap_or_default(),
            is_variable: reader.flag(object, "isVariable", path),
        },
        "copyvalue" => Action::CopyValue { from: name(reader, "fromName"), to: name(reader, "setToName") },
        "skip" => Action::Skip { to: name(reader, "gotoName") },
        "runexpression" => Action::Run {
            expression: reader.expression(object, "runExpression", path),
            to: Some(name(reader, "setToName")).filter(|name| !name.is_empty()),
        },
        "visible" => Action::Visible {
            pages: reader.texts(object, "pages", path),
            questions: reader.texts(object, "questions", path),
        },
        _ => return None,
    };
    own.extend(["setValue", "isVariable", "runExpression", "pages", "questions"]);
    reader.unknown(object, &own, path);
    Some(action)
}
