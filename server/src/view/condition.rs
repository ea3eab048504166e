//! Says in words who is asked a question, for paper and codebook.

use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::expression::Expression;
use surveys::questionnaire::expression::condition::{Condition, Test, condition};

use crate::i18n::{self, Lang};

/// The whole sentence, e.g. 「問7で『あった』と答えた方にうかがいます。」
pub fn words(definition: &Definition, expression: &Expression, lang: Lang) -> String {
    sentence(&condition(expression, definition, lang.code()), lang)
}

/// The whole sentence of a condition.
pub fn sentence(condition: &Condition, lang: Lang) -> String {
    i18n::text(lang.code(), "condition-sentence", &[("condition", clause(condition, lang))])
}

fn clause(condition: &Condition, lang: Lang) -> String {
    let join = |parts: &[Condition], key: &str| {
        let clauses: Vec<String> = parts.iter().map(|part| clause(part, lang)).collect();
        clauses.join(&i18n::plain(lang, key))
    };
    match condition {
        Condition::All { parts } => join(parts, "condition-and"),
        Condition::Any { parts } => join(parts, "condition-or"),
        Condition::Not { part } => {
            i18n::text(lang.code(), "condition-not", &[("condition", clause(part, lang))])
        }
        Condition::Answer { number, title, row, test, values, .. } => {
            answer(number, title, row.as_deref(), *test, values, lang)
        }
        Condition::Expression { source } => source.clone(),
    }
}

fn answer(number: &str, title: &str, row: Option<&str>, test: Test, values: &[String], lang: Lang) -> String {
    let question = if number.is_empty() {
        i18n::text(lang.code(), "condition-question-title", &[("title", title.to_owned())])
    } else {
        i18n::text(lang.code(), "condition-question-number", &[("number", number.to_owned())])
    };
    let question = match row {
        Some(row) => i18n::text(
            lang.code(),
            "condition-question-row",
            &[("question", question), ("row", row.to_owned())],
        ),
        None => question,
    };
    let quoted: Vec<String> = values
        .iter()
        .map(|value| i18n::text(lang.code(), "condition-value", &[("value", value.clone())]))
        .collect();
    let values = quoted.join(&i18n::plain(lang, "condition-value-separator"));
    i18n::text(lang.code(), test_key(test), &[("question", question), ("values", values)])
}

fn test_key(test: Test) -> &'static str {
    match test {
        Test::Is => "condition-is",
        Test::IsNot => "condition-is-not",
        Test::Contains => "condition-contains",
        Test::ContainsNot => "condition-contains-not",
        Test::AnyOf => "condition-any-of",
        Test::AllOf => "condition-all-of",
        Test::NoneOf => "condition-none-of",
        Test::Less => "condition-less",
        Test::LessOrEqual => "condition-less-or-equal",
        Test::Greater => "condition-greater",
        Test::GreaterOrEqual => "condition-greater-or-equal",
        Test::Answered => "condition-answered",
        Test::NotAnswered => "condition-not-answered",
    }
}
