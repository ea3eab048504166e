//! The same question in two questionnaires, tested as if its answers were of different people.

use surveys::questionnaire::variable::VariableKind;

use super::Asking;
use crate::i18n::{self, Lang};
use crate::view::tested::{TestLine, frequencies_line};

/// All answers of both; choices that both offer one by one.
pub(in crate::pages::explore) fn apart(
    label: &str,
    by: &str,
    (first, second): (&Asking<'_>, &Asking<'_>),
    lang: Lang,
) -> anyhow::Result<Vec<TestLine>> {
    let one = first.table.frequency(first.dataset, first.variable)?;
    let other = second.table.frequency(second.dataset, second.variable)?;
    let tables = [&one, &other];
    if second.variable.kind != VariableKind::Multiple {
        return Ok(vec![frequencies_line(label, by, &tables, None, lang)]);
    }
    let is_offered = |value: &str| first.variable.value_labels.iter().any(|(known, _)| known == value);
    let choices = second.variable.value_labels.iter().filter(|(value, _)| is_offered(value));
    let line = |(value, choice): &(String, String)| {
        frequencies_line(&of_choice(label, choice, lang), by, &tables, Some(value.as_str()), lang)
    };
    Ok(choices.map(line).collect())
}

/// One choice of a question in words.
pub(in crate::pages::explore) fn of_choice(question: &str, choice: &str, lang: Lang) -> String {
    let args = [("question", question.to_owned()), ("choice", choice.to_owned())];
    i18n::text(lang.code(), "test-choice", &args)
}
