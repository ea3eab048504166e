//! What is asked of sent answers before they are counted: whether words are missing where there was room for them, whether answers
//! contradict one another, whether a matrix was answered without reading. Each is a reason to look, never one to leave out.

use chrono::TimeDelta;
use serde_json::Value;

use super::answer::compact::Given;
use super::answer::{Answers, Visibility, complete};
use super::definition::Definition;
use super::question::Question;
use super::rules::Clear;

/// Rows that a matrix must have for one answer in all of them to be remarkable.
const STRAIGHT_ROWS: usize = 4;
/// Who took less than the median divided by this was fast.
const FAST: i32 = 3;
/// Times that a median needs to say what is usual.
const LEAST_TIMES: usize = 5;

/// Whether nothing was written into any field for free text; None where there was none to write into.
pub fn is_wordless(definition: &Definition, answers: &impl Given, visible: &Visibility) -> Option<bool> {
    let asked = definition.questions().into_iter().filter(|question| {
        question.kind.name == "comment"
            && !question.is_identifier
            && visible.questions.contains(&question.name)
    });
    let is_empty = |question: &Question| {
        answers.get(&question.name).and_then(Value::as_str).unwrap_or_default().trim().is_empty()
    };
    let empty: Vec<bool> = asked.map(is_empty).collect();
    (!empty.is_empty()).then(|| empty.iter().all(|empty| *empty))
}

/// Whether answers contradict one another by the questionnaire's own rules: an answer to what a condition leads past, a choice
/// that stands alone beside others, or an answer that does not fit what a rule asks of it. Pages on the web take none of these,
/// unless they only warn; what came on paper or from another service may have them.
pub fn is_contradictory(definition: &Definition, answers: &Answers, visible: &Visibility) -> bool {
    let is_led_past = |question: &Question| {
        let clear = question.rules.clear.unwrap_or(definition.settings.clear);
        question.has_answer()
            && clear != Clear::None
            && !visible.questions.contains(&question.name)
            && answers.contains_key(&question.name)
    };
    let (_, problems) = complete(definition, answers, visible.now);
    definition.questions().into_iter().any(is_led_past)
        || problems.iter().any(|problem| matches!(problem.code, "exclusive-choice" | "not-as-asked"))
}

/// The matrices that [`is_straight`] looks at.
pub fn long_matrices(definition: &Definition) -> impl Iterator<Item = &Question> {
    let is_long =
        |question: &&Question| question.kind.name == "matrix" && question.rows.len() >= STRAIGHT_ROWS;
    definition.questions().into_iter().filter(is_long)
}

/// Whether a matrix of at least four rows has the same answer in every row; None where no such matrix was answered in full.
pub fn is_straight(definition: &Definition, answers: &impl Given, visible: &Visibility) -> Option<bool> {
    let asked = long_matrices(definition).filter(|question| visible.questions.contains(&question.name));
    let same = |question: &Question| {
        let given = answers.get(&question.name)?.as_object()?;
        let values: Vec<&str> =
            question.rows.iter().filter_map(|row| given.get(&row.value)?.as_str()).collect();
        let first = values.first()?;
        (values.len() == question.rows.len()).then(|| values.iter().all(|value| value == first))
    };
    let found: Vec<bool> = asked.filter_map(same).collect();
    (!found.is_empty()).then(|| found.contains(&true))
}

/// Who took less than a third of the usual (median) time, one entry a response; None without a time, and for all where there are
/// too few times to say what is usual.
pub fn fast(times: &[Option<TimeDelta>]) -> Vec<Option<bool>> {
    let mut known: Vec<TimeDelta> = times.iter().flatten().copied().collect();
    known.sort();
    let middle = known.len() / 2;
    let median = match (known.len(), known.get(middle), known.get(middle.saturating_sub(1))) {
        (n, Some(upper), Some(lower)) if n >= LEAST_TIMES && n.is_multiple_of(2) => (*upper + *lower) / 2,
        (n, Some(median), _) if n >= LEAST_TIMES => *median,
        _ => return vec![None; times.len()],
    };
    times.iter().map(|time| time.map(|time| time * FAST < median)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::answer::visibility;
    use crate::questionnaire::parse::parse;
    use chrono::NaiveDate;
    use serde_json::json;

    const JSON: &str = r#"{"pages":[{"name":"one","elements":[
     {"type":"radiogroup","name":"used","choices":["1","2"]},
     {"type":"radiogroup","name":"often","choices":["1","2"],"visibleIf":"{used} = '1'"},
     {"type":"checkbox","name":"why","choices":["1","2",{"value":"9","kt:exclusive":true}]},
     {"type":"matrix","name":"ties","rows":["a","b","c","d"],"columns":["0","1"]},
     {"type":"matrix","name":"short","rows":["a","b"],"columns":["0","1"]},
     {"type":"comment","name":"free"},
     {"type":"comment","name":"more","visibleIf":"{used} = '1'"}]}]}"#;

    fn look<T>(answers: Value, ask: impl Fn(&Definition, &Answers, &Visibility) -> T) -> T {
        let definition = parse(JSON).0.unwrap();
        let answers = answers.as_object().cloned().unwrap();
        let now = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(12, 0, 0).unwrap();
        ask(&definition, &answers, &visibility(&definition, &answers, now))
    }

    #[test]
    fn an_answer_behind_a_condition_or_beside_none_contradicts() {
        assert!(look(json!({"used": "2", "often": "1"}), is_contradictory));
        assert!(!look(json!({"used": "1", "often": "1"}), is_contradictory));
        assert!(look(json!({"why": ["1", "9"]}), is_contradictory));
        assert!(!look(json!({"why": ["9"]}), is_contradictory));
        assert!(!look(json!({}), is_contradictory));
    }

    #[test]
    fn a_long_matrix_with_one_answer_is_straight() {
        let ties = |values: [&str; 4]| json!({"ties": {"a": values[0], "b": values[1], "c": values[2], "d": values[3]}});
        assert_eq!(look(ties(["1", "1", "1", "1"]), is_straight), Some(true));
        assert_eq!(look(ties(["1", "1", "0", "1"]), is_straight), Some(false));
        assert_eq!(look(json!({"ties": {"a": "1"}}), is_straight), None, "not answered in full");
        assert_eq!(look(json!({"short": {"a": "1", "b": "1"}}), is_straight), None, "two rows say nothing");
    }

    #[test]
    fn wordless_are_those_who_wrote_nowhere() {
        assert_eq!(look(json!({"used": "2"}), is_wordless), Some(true));
        assert_eq!(look(json!({"free": " \n"}), is_wordless), Some(true));
        assert_eq!(look(json!({"used": "1", "more": "送迎"}), is_wordless), Some(false));
    }

    #[test]
    fn fast_is_less_than_a_third_of_the_median() {
        let times = |seconds: &[i64]| -> Vec<Option<TimeDelta>> {
            seconds.iter().map(|seconds| TimeDelta::try_seconds(*seconds)).collect()
        };
        let found = fast(&times(&[300, 99, 100, 600, 400]));
        assert_eq!(found, [false, true, false, false, false].map(Some));
        assert!(fast(&times(&[300, 1, 300])).iter().all(Option::is_none), "three are too few");
        let mut some = times(&[300, 99, 100, 600, 400]);
        some.push(None);
        assert!(fast(&some).last().is_some_and(Option::is_none));
        assert!(fast(&[]).is_empty());
    }
}
