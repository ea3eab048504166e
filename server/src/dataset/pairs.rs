//! The same people in two questionnaires, found by the code that they wrote into both (`kt:role` respondent_code).

use std::collections::BTreeMap;

use analysis::table::changes::{Changes, scale_changes, yes_no_changes};
use analysis::table::suppress::{Protected, protect};
use surveys::questionnaire::answer_import::folded;
use surveys::questionnaire::variable::{Variable, VariableKind};

use super::tables::AnswerTable;
use super::tables::scales::plain_values;
use super::{Dataset, Fielded, Response, strings};

/// The role of the question that asks for the code.
const ROLE: &str = "respondent_code";

/// Responses of the same people, before and after.
pub struct Pairs<'d> {
    /// Each person's two responses, in the order of their codes.
    pub pairs: Vec<(&'d Response, &'d Response)>,
    /// Codes that several responses of one questionnaire have: it is not known who is who.
    pub n_ambiguous: usize,
}

/// Whether a questionnaire asks for the code.
pub fn asks_for_code(fielded: &Fielded) -> bool {
    fielded.versions.iter().any(|version| version.definition.question_with_role(ROLE).is_some())
}

/// Pairs the responses of two questionnaires. Width, case and spaces of codes do not matter.
pub fn pairs<'d>(before: &'d Fielded, after: &'d Fielded) -> Pairs<'d> {
    let (first, second) = (by_code(before), by_code(after));
    let mut found = Pairs { pairs: Vec::new(), n_ambiguous: 0 };
    for (code, before) in &first {
        match (before.as_slice(), second.get(code).map(Vec::as_slice)) {
            ([before], Some([after])) => found.pairs.push((*before, *after)),
            (_, Some(_)) => found.n_ambiguous += 1,
            (_, None) => {}
        }
    }
    found
}

fn by_code(fielded: &Fielded) -> BTreeMap<String, Vec<&Response>> {
    let mut found: BTreeMap<String, Vec<&Response>> = BTreeMap::new();
    for response in &fielded.responses {
        let version = fielded.versions.get(response.version);
        let question = version.and_then(|version| version.definition.question_with_role(ROLE));
        let value = question.and_then(|question| response.answers.get(&question.name));
        let code = strings(value).first().map(|code| folded(code)).unwrap_or_default();
        if !code.is_empty() {
            found.entry(code).or_default().push(response);
        }
    }
    found
}

/// A question of one questionnaire.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The answers of the questionnaire.
    pub table: &'a AnswerTable<'a>,
    /// The question.
    pub variable: &'a Variable,
}

/// What changed in one question, or in one choice of it (then with the choice's words). Empty where there is nothing that can
/// be compared: questions with three answers or more that are no scale.
pub fn changes(
    dataset: &Dataset,
    pairs: &Pairs<'_>,
    before: Asked<'_>,
    after: Asked<'_>,
) -> Vec<(Option<String>, Protected<Changes>)> {
    let protected = |changes: Changes| protect(changes, dataset.disclosure());
    if before.table.is_scale(before.variable) && after.table.is_scale(after.variable) {
        let steps = pairs.pairs.iter().filter_map(|(first, second)| {
            let first = before.table.step_given(before.variable, first)?;
            Some((first, after.table.step_given(after.variable, second)?))
        });
        return vec![(None, protected(scale_changes(&steps.collect::<Vec<_>>())))];
    }
    let values = compared_values(after.variable);
    let one = |(value, label): &(String, String)| {
        (Some(label.clone()), protected(yes_no_changes(&given(pairs, before, after, value))))
    };
    values.into_iter().map(one).collect()
}

/// The values that are compared as yes and no: the first of two answers, or every choice.
fn compared_values(variable: &Variable) -> Vec<&(String, String)> {
    let plain = plain_values(variable);
    match variable.kind {
        VariableKind::Multiple => plain,
        VariableKind::Single if plain.len() == 2 => plain.into_iter().take(1).collect(),
        _ => Vec::new(),
    }
}

/// Whether each person gave a value before and after, of those who answered both times.
fn given(pairs: &Pairs<'_>, before: Asked<'_>, after: Asked<'_>, value: &str) -> Vec<(bool, bool)> {
    let plain: Vec<&str> =
        plain_values(after.variable).into_iter().map(|(value, _)| value.as_str()).collect();
    let answered = |asked: Asked<'_>, response: &Response| -> Option<bool> {
        let values = strings(response.value(asked.table.joined(asked.variable)?));
        let is_answer = values.iter().any(|value| plain.contains(&value.as_str()));
        is_answer.then(|| values.iter().any(|given| given == value))
    };
    let pair =
        |(first, second): &(&Response, &Response)| Some((answered(before, first)?, answered(after, second)?));
    pairs.pairs.iter().filter_map(pair).collect()
}
