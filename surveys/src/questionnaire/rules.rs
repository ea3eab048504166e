//! What decides a question's or group's value and state besides its own type: defaults, values that set themselves,
//! read-only states, and what becomes of hidden answers. `answer` carries it out.

use super::expression::Expression;
use super::problem::Problem;
use super::reader::{Reader, join};
use serde_json::{Map, Value};

/// Properties of every question that `question_rules` reads.
pub const QUESTION_PROPERTIES: &[&str] = &[
    "visible",
    "readOnly",
    "enableIf",
    "valueName",
    "defaultValue",
    "defaultValueExpression",
    "setValueIf",
    "setValueExpression",
    "resetValueIf",
    "clearIfInvisible",
];

/// Properties of pages and panels that `group_rules` reads.
pub const GROUP_PROPERTIES: &[&str] =
    &["visible", "readOnly", "enableIf", "isRequired", "requiredIf", "questionOrder"];

/// When a hidden question's answer is forgotten (`clearInvisibleValues`, `clearIfInvisible`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Clear {
    /// Never: a hidden answer is stored.
    None,
    /// At the end.
    #[default]
    OnComplete,
    /// As soon as the question itself is hidden; with its page or panel, at the end.
    OnHidden,
    /// As soon as the question, its panel or its page is hidden.
    OnHiddenContainer,
}

/// The rules of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionRules {
    /// `visible`: false hides it whatever `visibleIf` says.
    pub is_visible: bool,
    /// `readOnly`: nobody can change it; what is sent for it is ignored.
    pub is_read_only: bool,
    /// `enableIf`: read-only unless this holds.
    pub enable_if: Option<Expression>,
    /// `valueName`: questions with the same one share their answer. Each keeps a copy under its own name.
    pub value_name: Option<String>,
    /// `defaultValue`: the answer to begin with.
    pub default_value: Option<Value>,
    /// `defaultValueExpression`: the answer until somebody changes it.
    pub default_expression: Option<Expression>,
    /// `setValueIf`: the condition of `setValueExpression`; None = whenever what it speaks of changes.
    pub set_value_if: Option<Expression>,
    /// `setValueExpression`.
    pub set_value_expression: Option<Expression>,
    /// `resetValueIf`: back to the default value when this begins to hold.
    pub reset_value_if: Option<Expression>,
    /// `clearIfInvisible`; None = as the survey says.
    pub clear: Option<Clear>,
}

/// The rules of a page or panel.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupRules {
    /// `visible`: false hides it whatever `visibleIf` says.
    pub is_visible: bool,
    /// `readOnly`: none of its questions can be changed.
    pub is_read_only: bool,
    /// `enableIf`: read-only unless this holds.
    pub enable_if: Option<Expression>,
    /// `isRequired`: one of its questions must be answered.
    pub is_required: bool,
    /// `requiredIf`: one of its questions must be answered when this holds.
    pub required_if: Option<Expression>,
    /// `questionOrder`: its contents stand in an order by chance on screen; None = as those around it.
    pub is_shuffled: Option<bool>,
    /// `state`: it can be folded up on screen, and whether it is open at first; None = always open.
    pub is_expanded: Option<bool>,
}

impl Default for QuestionRules {
    fn default() -> QuestionRules {
        QuestionRules {
            is_visible: true,
            is_read_only: false,
            enable_if: None,
            value_name: None,
            default_value: None,
            default_expression: None,
            set_value_if: None,
            set_value_expression: None,
            reset_value_if: None,
            clear: None,
        }
    }
}

impl Default for GroupRules {
    fn default() -> GroupRules {
        GroupRules {
            is_visible: true,
            is_read_only: false,
            enable_if: None,
            is_required: false,
            required_if: None,
            is_shuffled: None,
            is_expanded: None,
        }
    }
}

/// Reads the rules of a question.
pub fn question_rules(reader: &mut Reader, object: &Map<String, Value>, path: &str) -> QuestionRules {
    QuestionRules {
        is_visible: is_visible(reader, object, path),
        is_read_only: reader.flag(object, "readOnly", path),
        enable_if: reader.expression(object, "enableIf", path),
        value_name: reader.text(object, "valueName", path).filter(|name| !name.is_empty()),
        default_value: object.get("defaultValue").filter(|value| !value.is_null()).cloned(),
        default_expression: reader.expression(object, "defaultValueExpression", path),
        set_value_if: reader.expression(object, "setValueIf", path),
        set_value_expression: reader.expression(object, "setValueExpression", path),
        reset_value_if: reader.expression(object, "resetValueIf", path),
        clear: clear(reader, object, "clearIfInvisible", path),
    }
}

/// Reads the rules of a page or panel.
pub fn group_rules(reader: &mut Reader, object: &Map<String, Value>, path: &str) -> GroupRules {
    GroupRules {
        is_visible: is_visible(reader, object, path),
        is_read_only: reader.flag(object, "readOnly", path),
        enable_if: reader.expression(object, "enableIf", path),
        is_required: reader.flag(object, "isRequired", path),
        required_if: reader.expression(object, "requiredIf", path),
        is_shuffled: match reader.text(object, "questionOrder", path).as_deref() {
            Some("random") => Some(true),
            Some("initial") => Some(false),
            _ => None,
        },
        is_expanded: match reader.text(object, "state", path).as_deref() {
            Some("expanded") => Some(true),
            Some("collapsed") => Some(false),
            _ => None,
        },
    }
}

fn is_visible(reader: &mut Reader, object: &Map<String, Value>, path: &str) -> bool {
    !object.contains_key("visible") || reader.flag(object, "visible", path)
}

/// Reads one of the words of `Clear`; None when absent or `default`.
pub fn clear(reader: &mut Reader, object: &Map<String, Value>, key: &str, path: &str) -> Option<Clear> {
    match reader.text(object, key, path).as_deref() {
        None | Some("" | "default") => None,
        Some("none") => Some(Clear::None),
        Some("onComplete") => Some(Clear::OnComplete),
        Some("onHidden") => Some(Clear::OnHidden),
        Some("onHiddenContainer") => Some(Clear::OnHiddenContainer),
        Some(other) => {
            let problem = Problem::warning("unknown-value", join(path, key)).with("found", other);
            reader.problems.push(problem);
            None
        }
    }
}
