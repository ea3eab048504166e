//! The same people in two questionnaires, found by the code that they wrote into both (`kt:role` respondent_code).

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use analysis::error::Error;
use analysis::table::changes::{Changes, scale_changes, yes_no_changes};
use analysis::table::frequency::Frequency;
use analysis::table::suppress::{Protected, protect};
use surveys::id::ResponseId;
use surveys::questionnaire::answer_import::folded;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::variable::{Variable, VariableKind};

use super::tables::AnswerTable;
use super::tables::scales::{plain_values, step};
use super::{Dataset, Fielded, Response, strings};

/// The role of the question that asks for the code.
pub const CODE: &str = "respondent_code";

/// Responses of the same people, before and after.
pub struct Pairs<'d> {
    /// Both questionnaires.
    pub of: [&'d Fielded; 2],
    /// Each person's two responses, in the order of their codes.
    pub pairs: Vec<(&'d Response, &'d Response)>,
    /// Codes that several responses of one questionnaire have: it is not known who is who.
    pub n_ambiguous: usize,
}

/// Whether a definition asks for the code.
pub fn asks(definition: &Definition) -> bool {
    definition.question_with_role(CODE).is_some()
}

/// Whether a version of a questionnaire asks for the code.
pub fn asks_for_code(fielded: &Fielded) -> bool {
    fielded.versions.iter().any(|version| asks(&version.definition))
}

/// Pairs the responses of two questionnaires. Width, case and spaces of codes do not matter.
pub fn pairs<'d>(before: &'d Fielded, after: &'d Fielded) -> Pairs<'d> {
    let (first, second) = (by_code(before), by_code(after));
    let mut found = Pairs { of: [before, after], pairs: Vec::new(), n_ambiguous: 0 };
    for (code, before) in &first {
        match (before.as_slice(), second.get(code).map(Vec::as_slice)) {
            ([before], Some([after])) => found.pairs.push((*before, *after)),
            (_, Some(_)) => found.n_ambiguous += 1,
            (_, None) => {}
        }
    }
    found
}

/// The folded codes of the responses that have one of the same person in another wave. A code that several responses of a questionnaire
/// have joins none of them, as in [`pairs`].
pub fn joined(dataset: &Dataset) -> HashMap<ResponseId, String> {
    let mut of_code: BTreeMap<String, Vec<(&str, ResponseId)>> = BTreeMap::new();
    for fielded in &dataset.fielded {
        for (code, responses) in by_code(fielded) {
            if let [only] = responses.as_slice() {
                of_code.entry(code).or_default().push((fielded.wave.as_str(), only.id));
            }
        }
    }
    let n_waves =
        |all: &[(&str, ResponseId)]| all.iter().map(|(wave, _)| *wave).collect::<BTreeSet<_>>().len();
    of_code.retain(|_, all| n_waves(all) > 1);
    let each = |(code, all): (String, Vec<(&str, ResponseId)>)| -> Vec<(ResponseId, String)> {
        all.into_iter().map(|(_, id)| (id, code.clone())).collect()
    };
    of_code.into_iter().flat_map(each).collect()
}

fn by_code(fielded: &Fielded) -> BTreeMap<String, Vec<&Response>> {
    let mut found: BTreeMap<String, Vec<&Response>> = BTreeMap::new();
    for response in &fielded.responses {
        let version = fielded.versions.get(response.version);
        let question = version.and_then(|version| version.definition.question_with_role(CODE));
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

/// A question of both questionnaires with its own protected tables, which readers have besides.
struct Both<'a> {
    asked: [Asked<'a>; 2],
    own: [Protected<Frequency>; 2],
}

/// What changed in a question, or in one choice of it.
pub struct Changed {
    /// The choice: its value and words. None for a whole scale.
    pub choice: Option<(String, String)>,
    /// How many moved.
    pub changes: Protected<Changes>,
}

/// What changed in one question, or in each choice of it. Empty where there is nothing that can
/// be compared: questions with three answers or more that are no scale, and follow-ups of which nothing is told.
///
/// # Errors
/// When the question cannot be counted.
pub fn changes(
    dataset: &Dataset,
    pairs: &Pairs<'_>,
    before: Asked<'_>,
    after: Asked<'_>,
) -> Result<Vec<Changed>, Error> {
    // How many pairs there are is a number of a question of which none is told.
    for asked in [before, after] {
        let joined = asked.table.joined(asked.variable);
        if joined.map_or(Ok(false), |joined| asked.table.is_untold_follow_up(dataset, joined))? {
            return Ok(Vec::new());
        }
    }
    let own =
        [before.table.frequency(dataset, before.variable)?, after.table.frequency(dataset, after.variable)?];
    let both = Both { asked: [before, after], own };
    let protected = |changes: Changes| protect(changes, dataset.disclosure());
    if is_scale(both.asked) {
        return Ok(vec![Changed { choice: None, changes: protected(scale(pairs, &both)) }]);
    }
    let values = compared_values(after.variable);
    let one = |choice: &(String, String)| Changed {
        choice: Some(choice.clone()),
        changes: protected(yes_no(pairs, &both, &choice.0)),
    };
    Ok(values.into_iter().map(one).collect())
}

/// How each pair moved that is counted: its place among the pairs, and that of the part of [`Changes::parts`] that counts it. Of a scale
/// without a value; of one value of another question. Empty for what [`changes`] does not compare.
pub fn moves(
    pairs: &Pairs<'_>,
    before: Asked<'_>,
    after: Asked<'_>,
    value: Option<&str>,
) -> Vec<(usize, usize)> {
    let asked = [before, after];
    let parts: Vec<Option<usize>> = match value {
        None if is_scale(asked) => steps(pairs, asked).into_iter().map(|pair| pair.map(scale_part)).collect(),
        Some(value) if !is_scale(asked) && is_compared(after.variable, value) => {
            let given = given(pairs, asked, value).into_iter();
            given.map(|pair| pair.map(yes_no_part)).collect()
        }
        _ => Vec::new(),
    };
    parts.into_iter().enumerate().filter_map(|(place, part)| Some((place, part?))).collect()
}

/// The part of [`Changes::parts`] that counts somebody who did or had something before, and after.
pub fn yes_no_part((before, after): (bool, bool)) -> usize {
    2 * usize::from(!before) + usize::from(!after)
}

fn scale_part((before, after): (f64, f64)) -> usize {
    match after.total_cmp(&before) {
        Ordering::Less => 0,
        Ordering::Equal => 1,
        Ordering::Greater => 2,
    }
}

fn is_scale(asked: [Asked<'_>; 2]) -> bool {
    asked.iter().all(|asked| asked.table.is_scale(asked.variable))
}

fn is_compared(variable: &Variable, value: &str) -> bool {
    compared_values(variable).iter().any(|(known, _)| known == value)
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

fn step_of(asked: Asked<'_>, response: &Response) -> Option<f64> {
    asked.table.step_given(asked.variable, response)
}

/// The steps of each pair; None of who did not give one both times.
fn steps(pairs: &Pairs<'_>, [before, after]: [Asked<'_>; 2]) -> Vec<Option<(f64, f64)>> {
    let of_pair =
        |(first, second): &(&Response, &Response)| Some((step_of(before, first)?, step_of(after, second)?));
    pairs.pairs.iter().map(of_pair).collect()
}

/// The steps of those who gave one both times. Where both own tables tell all steps, so do they their sums.
fn scale(pairs: &Pairs<'_>, both: &Both<'_>) -> Changes {
    let steps: Vec<(f64, f64)> = steps(pairs, both.asked).into_iter().flatten().collect();
    let n_beside = |(fielded, asked): (&Fielded, Asked<'_>)| {
        let n_given = fielded.responses.iter().filter(|response| step_of(asked, response).is_some()).count();
        n_given.saturating_sub(steps.len())
    };
    let n_beside: Vec<usize> = pairs.of.into_iter().zip(both.asked).map(n_beside).collect();
    let is_told: Vec<bool> = both.own.iter().map(|own| !own.table().has_hidden).collect();
    let beside: Option<usize> = is_told.iter().all(|is_told| *is_told).then(|| n_beside.iter().sum());
    let told = n_beside.iter().zip(&is_told).filter(|(_, is_told)| **is_told).map(|(n, _)| *n).collect();
    let sides = n_beside.iter().zip(&both.own);
    let unpaired = sides.filter(|(_, own)| tells_a_step(own.table())).map(|(n, _)| *n).collect();
    let changes = scale_changes(&steps).with_unpaired(unpaired);
    changes.with_beside(beside.into_iter().collect()).with_heights_beside(told)
}

/// Whether a question's own table prints how many gave some step.
fn tells_a_step(own: &Frequency) -> bool {
    let mut steps = own.rows.iter().filter(|row| step(&row.value).is_some());
    steps.any(|row| row.count.shown().is_some_and(|n| n > 0))
}

/// Whether somebody gave a value; None of who gave none of `answers`.
fn gave(asked: Asked<'_>, answers: &[&str], value: &str, response: &Response) -> Option<bool> {
    let values = strings(response.value(asked.table.joined(asked.variable)?));
    let is_answer = values.iter().any(|value| answers.contains(&value.as_str()));
    is_answer.then(|| values.iter().any(|given| given == value))
}

/// The answers that are compared: without 答えない.
fn answers(variable: &Variable) -> Vec<&str> {
    plain_values(variable).into_iter().map(|(value, _)| value.as_str()).collect()
}

/// Whether each pair gave a value before and after; None of who did not answer both times.
fn given(pairs: &Pairs<'_>, [before, after]: [Asked<'_>; 2], value: &str) -> Vec<Option<(bool, bool)>> {
    let answers = answers(after.variable);
    let of_pair = |(first, second): &(&Response, &Response)| {
        Some((gave(before, &answers, value, first)?, gave(after, &answers, value, second)?))
    };
    pairs.pairs.iter().map(of_pair).collect()
}

/// Whether each person gave a value before and after, of those who answered both times.
fn yes_no(pairs: &Pairs<'_>, both: &Both<'_>, value: &str) -> Changes {
    let answers = answers(both.asked[1].variable);
    let given: Vec<(bool, bool)> = given(pairs, both.asked, value).into_iter().flatten().collect();
    let compared: [Vec<bool>; 2] =
        [given.iter().map(|pair| pair.0).collect(), given.iter().map(|pair| pair.1).collect()];
    let mut beside = Vec::new();
    for (place, asked) in both.asked.into_iter().enumerate() {
        // Of two answers of which one is given, either tells the other.
        let is_one_given = asked.variable.kind == VariableKind::Single;
        let tells = |given: &str| given == value || is_one_given && answers.contains(&given);
        let mut own = both.own[place].table().rows.iter();
        if !own.any(|row| tells(&row.value) && !row.count.is_hidden()) {
            continue;
        }
        let responses = pairs.of[place].responses.iter();
        let all: Vec<bool> =
            responses.filter_map(|response| gave(asked, &answers, value, response)).collect();
        let n = |of: &[bool], wanted: bool| of.iter().filter(|given| **given == wanted).count();
        beside
            .extend([true, false].map(|wanted| n(&all, wanted).saturating_sub(n(&compared[place], wanted))));
    }
    yes_no_changes(&given).with_beside(beside)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts of changes are those that lists of moves are of.
    #[test]
    fn who_moved_is_in_the_part_that_counts_them() {
        for pair in [(true, true), (true, false), (false, true), (false, false)] {
            let parts = yes_no_changes(&[pair]).parts;
            assert_eq!(parts.iter().position(|part| part.shown() == Some(1)), Some(yes_no_part(pair)));
        }
        for pair in [(2.0, 1.0), (2.0, 2.0), (1.0, 3.0)] {
            let parts = scale_changes(&[pair]).parts;
            assert_eq!(parts.iter().position(|part| part.shown() == Some(1)), Some(scale_part(pair)));
        }
    }
}
