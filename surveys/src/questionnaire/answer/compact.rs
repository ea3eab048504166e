//! The answers of many responses in little memory: names of questions and values that several have exist once.
//!
//! An answer in a map of its own takes some 150 bytes, one here 8, and its value where nobody else has it. By estimate ten
//! thousand responses of 250 answers to closed questions are 20 MB here and 370 MB as maps.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::Answers;

/// Answers in any form, by the names of questions.
pub trait Given {
    /// What was answered to a question; None = unanswered.
    fn get(&self, name: &str) -> Option<&Value>;
}

impl Given for Answers {
    fn get(&self, name: &str) -> Option<&Value> {
        Answers::get(self, name)
    }
}

/// The answers of one response, made by a [`Pool`]. They do not change.
#[derive(Clone, Debug, Default)]
pub struct CompactAnswers {
    /// Names that this or other responses have answers to, sorted.
    names: Arc<[String]>,
    /// The answer to each name, in their order.
    values: Arc<[Option<Arc<Value>>]>,
}

impl CompactAnswers {
    /// What was answered to a question; None = unanswered.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let at = self.names.binary_search_by(|known| known.as_str().cmp(name)).ok()?;
        self.values.get(at)?.as_deref()
    }

    /// The same as a map, in the order of the names: for one response at a time.
    pub fn to_answers(&self) -> Answers {
        let given = self.names.iter().zip(self.values.iter());
        given.filter_map(|(name, value)| Some((name.clone(), value.as_deref()?.clone()))).collect()
    }
}

impl Given for CompactAnswers {
    fn get(&self, name: &str) -> Option<&Value> {
        CompactAnswers::get(self, name)
    }
}

/// What responses have in common while they are read.
#[derive(Debug, Default)]
pub struct Pool {
    names: Arc<[String]>,
    values: HashSet<Arc<Value>>,
}

impl Pool {
    /// The answers of a response, sharing what earlier ones have.
    pub fn compact(&mut self, mut answers: Answers) -> CompactAnswers {
        if answers.keys().any(|name| self.names.binary_search(name).is_err()) {
            // Those before keep their shorter list; after a few responses there is nothing new.
            let all: BTreeSet<&String> = self.names.iter().chain(answers.keys()).collect();
            self.names = all.into_iter().cloned().collect();
        }
        let names = Arc::clone(&self.names);
        let values = names.iter().map(|name| Some(self.shared(answers.swap_remove(name)?))).collect();
        CompactAnswers { names, values }
    }

    /// The same value as others have, if they do.
    fn shared(&mut self, value: Value) -> Arc<Value> {
        if !is_same_if_equal(&value) {
            return Arc::new(value);
        }
        if let Some(known) = self.values.get(&value) {
            return Arc::clone(known);
        }
        let own = Arc::new(value);
        self.values.insert(Arc::clone(&own));
        own
    }
}

/// Whether values that are equal to this one are the same in every way: objects are equal in any order of their keys, 0 is to −0.
fn is_same_if_equal(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => number.is_u64() || number.as_f64() != Some(0.0),
        Value::Array(items) => items.iter().all(is_same_if_equal),
        Value::Object(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn map(value: Value) -> Answers {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn every_answer_is_found_by_its_name_whatever_others_answered() {
        let all = [
            json!({"q2": "1", "q10": ["1", "3"], "q1": 2.5, "q1-Comment": "送迎が難しい。"}),
            json!({"m": {"b": "1", "a": {"c": [1, null]}}, "q10": []}),
            json!({}),
            json!({"q2": "1", "q3": true, "g": [{"who": "甲"}, {}]}),
        ];
        let mut pool = Pool::default();
        let compact: Vec<CompactAnswers> = all.iter().map(|one| pool.compact(map(one.clone()))).collect();
        for (one, compact) in all.iter().zip(&compact) {
            for name in ["q1", "q1-Comment", "q10", "q2", "q3", "m", "g", "q", "", "z"] {
                assert_eq!(compact.get(name), one.get(name), "{name} of {one}");
                assert_eq!(Given::get(compact, name), Given::get(&map(one.clone()), name));
            }
            assert_eq!(Value::Object(compact.to_answers()), *one);
        }
        let names: Vec<String> = compact[0].to_answers().keys().cloned().collect();
        assert_eq!(names, ["q1", "q1-Comment", "q10", "q2"], "the order is that of the names");
    }

    #[test]
    fn what_several_have_exists_once() {
        let mut pool = Pool::default();
        let own = json!({"q1": "1", "q2": "1", "q3": ["1", "2"], "q4": 12.5, "m": {"a": "1"}});
        let [first, second] = [0, 1].map(|_| pool.compact(map(own.clone())));
        assert!(Arc::ptr_eq(&first.names, &second.names));
        let same =
            |name: &str, other: &str| std::ptr::eq(first.get(name).unwrap(), second.get(other).unwrap());
        assert!(same("q1", "q1") && same("q1", "q2") && same("q3", "q3") && same("q4", "q4"));
        assert!(!same("m", "m"), "the keys of another may be in another order");
    }

    #[test]
    fn what_is_equal_and_not_the_same_stays_as_it_was() {
        let mut pool = Pool::default();
        let texts = [
            r#"{"q":0.0}"#,
            r#"{"q":-0.0}"#,
            r#"{"q":0}"#,
            r#"{"q":1}"#,
            r#"{"q":1.0}"#,
            r#"{"q":{"a":1,"b":2}}"#,
            r#"{"q":{"b":2,"a":1}}"#,
            r#"{"q":[{"a":1,"b":2}]}"#,
            r#"{"q":[{"b":2,"a":1}]}"#,
        ];
        for text in texts {
            let compact = pool.compact(serde_json::from_str(text).unwrap());
            assert_eq!(Value::Object(compact.to_answers()).to_string(), text);
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_added(
            all in prop::collection::vec(
                prop::collection::btree_map("[a-d]{1,2}", prop::option::of(0_u8..4), 0..8), 0..6)
        ) {
            let mut pool = Pool::default();
            let all: Vec<Answers> = all
                .into_iter()
                .map(|one| one.into_iter().map(|(name, value)| (name, json!(value))).collect())
                .collect();
            let compact: Vec<CompactAnswers> = all.iter().map(|one| pool.compact(one.clone())).collect();
            for (one, compact) in all.iter().zip(compact) {
                prop_assert_eq!(compact.to_answers(), one.clone());
            }
        }
    }
}
