//! The same question in two questionnaires, tested as if its answers were of different people.

use analysis::table::Count;
use analysis::table::frequency::Frequency;
use analysis::table::summary::{Summary, of_scale};
use analysis::table::suppress::Protected;
use analysis::table::tested::test_scales;
use surveys::questionnaire::variable::VariableKind;

use super::Asking;
use crate::dataset::tables::scales::{is_no_answer, plain_values, step};
use crate::i18n::{self, Lang};
use crate::pages::explore::answers::question_title;
use crate::view::tested::{TestLine, frequencies_line, scales_line};

/// A test with what each of the two questionnaires says, from the same protected tables.
pub struct Apart {
    /// What it is about.
    pub(in crate::pages::explore) topic: Topic,
    /// The test.
    pub line: TestLine,
    /// The earlier questionnaire and the later one.
    pub sides: [Side; 2],
}

/// What one questionnaire says of a question.
pub struct Side {
    /// People whose answers the figure is of.
    pub n: Count,
    /// The figure.
    pub figure: Figure,
}

/// A question in one figure.
pub enum Figure {
    /// Of a scale: its mean and spread.
    Height(Summary),
    /// Of a choice, or of the first of two answers: how many gave it, and their share.
    Share(Count, Option<f64>),
    /// Of three answers or more that are no scale: none.
    Nothing,
}

/// What is compared: a question, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pages::explore) struct Topic {
    /// Number and words of the question.
    pub question: String,
    /// A row of it, one of its choices, or a choice in a row; None for the whole.
    pub part: Option<String>,
}

impl Topic {
    pub(in crate::pages::explore) fn of(asking: &Asking<'_>, choice: Option<&str>, lang: Lang) -> Topic {
        let row = asking.variable.row_label.as_deref();
        let part = match (row, choice) {
            (Some(row), Some(choice)) => Some(of_choice(row, choice, lang)),
            (row, choice) => row.or(choice).map(str::to_owned),
        };
        Topic { question: question_title(asking.dataset, asking.table, asking.variable), part }
    }

    /// What a line below its question is about.
    pub(in crate::pages::explore) fn part_words(&self, lang: Lang) -> String {
        self.part.clone().unwrap_or_else(|| i18n::plain(lang, "sheet-before-after-whole"))
    }
}

/// What sentences call the thing that they are about.
#[derive(Clone, Copy)]
pub(in crate::pages::explore) enum Naming {
    /// The words of the question, and of the choice.
    Question,
    /// The part alone, for where the question stands above.
    Part,
}

impl Naming {
    /// The name of a question (`label`), or of one choice of it.
    pub(in crate::pages::explore) fn name(
        self,
        label: &str,
        topic: &Topic,
        choice: Option<&str>,
        lang: Lang,
    ) -> String {
        match (self, choice) {
            (Naming::Part, _) => topic.part_words(lang),
            (Naming::Question, Some(choice)) => of_choice(label, choice, lang),
            (Naming::Question, None) => label.to_owned(),
        }
    }
}

/// All answers of both; choices that both offer one by one, but 答えない. A scale with the same steps in both is tested as one.
pub(in crate::pages::explore) fn apart(
    label: &str,
    by: &str,
    (first, second): (&Asking<'_>, &Asking<'_>),
    naming: Naming,
    lang: Lang,
) -> anyhow::Result<Vec<Apart>> {
    let one = first.table.frequency(first.dataset, first.variable)?;
    let other = second.table.frequency(second.dataset, second.variable)?;
    let tables = [&one, &other];
    let named = |choice: Option<&str>| {
        let topic = Topic::of(second, choice, lang);
        let what = naming.name(label, &topic, choice, lang);
        (topic, what)
    };
    if is_scale(first, second) {
        let titles = [first.title(lang), second.title(lang)];
        // The later one first: its effect is then above nought where it is higher, as with pairs.
        let tested = test_scales(&[(titles[1].as_str(), &other), (titles[0].as_str(), &one)], step);
        let (topic, what) = named(None);
        let line = scales_line(&what, by, &tested, lang);
        return Ok(vec![Apart { topic, line, sides: tables.map(height) }]);
    }
    if second.variable.kind != VariableKind::Multiple {
        let (topic, what) = named(None);
        let line = frequencies_line(&what, by, &tables, None, lang);
        let sides = match plain_values(second.variable).as_slice() {
            [(value, _), _] => tables.map(|table| share(table, value)),
            _ => tables.map(|table| Side { n: table.table().base, figure: Figure::Nothing }),
        };
        return Ok(vec![Apart { topic, line, sides }]);
    }
    let is_offered = |value: &str| first.variable.value_labels.iter().any(|(known, _)| known == value);
    let choices = second.variable.value_labels.iter();
    let choices = choices.filter(|(value, _)| is_offered(value) && !is_no_answer(value));
    let apart = |(value, choice): &(String, String)| {
        let (topic, what) = named(Some(choice.as_str()));
        let line = frequencies_line(&what, by, &tables, Some(value.as_str()), lang);
        Apart { topic, line, sides: tables.map(|table| share(table, value)) }
    };
    Ok(choices.map(apart).collect())
}

/// Whether a question is the same scale in both.
fn is_scale(first: &Asking<'_>, second: &Asking<'_>) -> bool {
    let steps = |asking: &Asking<'_>| -> Vec<String> {
        plain_values(asking.variable).into_iter().map(|(value, _)| value.clone()).collect()
    };
    [first, second].iter().all(|asking| asking.table.is_scale(asking.variable))
        && steps(first) == steps(second)
}

fn height(table: &Protected<Frequency>) -> Side {
    let found = of_scale(table, step);
    Side { n: found.n, figure: Figure::Height(found) }
}

fn share(table: &Protected<Frequency>, value: &str) -> Side {
    let table = table.table();
    let own = table.rows.iter().find(|row| row.value == value);
    let figure = own.map_or(Figure::Nothing, |own| Figure::Share(own.count, own.share));
    Side { n: table.base, figure }
}

/// One choice of a question in words.
fn of_choice(question: &str, choice: &str, lang: Lang) -> String {
    let args = [("question", question.to_owned()), ("choice", choice.to_owned())];
    i18n::text(lang.code(), "test-choice", &args)
}
