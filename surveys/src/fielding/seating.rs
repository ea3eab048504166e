//! Seatings (定員のある参加方法): the choices of the first `kt-seat` question, and who gets a place.

use crate::questionnaire::answer::Answers;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::question::{Question, seat};

/// A choice with its capacity, as a definition plans it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Value of the choice.
    pub choice: String,
    /// How many people can have it; None = no limit.
    pub capacity: Option<usize>,
}

/// How full a seating is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Occupancy {
    /// How many people can have it; None = no limit.
    pub capacity: Option<usize>,
    /// How many have it.
    pub n_confirmed: usize,
    /// How many wait for it.
    pub n_waiting: usize,
}

/// What somebody gets who asks for a place now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A place.
    Confirmed,
    /// The end of the waiting list.
    Waiting,
    /// Nothing: all places are taken, and the person did not ask to wait.
    Full,
}

/// The question that hands out places. A questionnaire has one: further ones are plain choices.
pub fn question(definition: &Definition) -> Option<&Question> {
    definition.questions().into_iter().find(|question| question.kind.name == seat::TYPE.name)
}

/// The seatings that a definition plans, in its order.
pub fn planned(definition: &Definition) -> Vec<Planned> {
    let choices = question(definition).map(|question| question.choices.as_slice()).unwrap_or_default();
    choices.iter().map(|choice| Planned { choice: choice.value.clone(), capacity: choice.capacity }).collect()
}

/// The seating that a respondent chose; None where none was asked for or answered.
pub fn chosen(definition: &Definition, answers: &Answers) -> Option<String> {
    let value = answers.get(&question(definition)?.name)?;
    value.as_str().map(str::to_owned).or_else(|| value.as_i64().map(|number| number.to_string()))
}

/// What people read for a seating; its value where the definition no longer has it.
pub fn label(definition: &Definition, choice: &str, lang: &str) -> String {
    let choices = question(definition).map(|question| question.choices.as_slice()).unwrap_or_default();
    match choices.iter().find(|found| found.value == choice) {
        Some(found) => found.text.get(lang).to_owned(),
        None => choice.to_owned(),
    }
}

/// The page on which a seating is chosen.
pub fn page(definition: &Definition) -> Option<&str> {
    let name = &question(definition)?.name;
    let has = |questions: Vec<&Question>| questions.iter().any(|question| question.name == *name);
    definition.pages.iter().find(|page| has(page.questions())).map(|page| page.name.as_str())
}

impl Occupancy {
    /// Places left; None = no limit. A capacity that was lowered below what is taken leaves none.
    pub fn n_free(&self) -> Option<usize> {
        self.capacity.map(|capacity| capacity.saturating_sub(self.n_confirmed))
    }

    /// Whether nobody can get a place at once. Who waits comes before who arrives.
    pub fn is_full(&self) -> bool {
        self.n_waiting > 0 || self.n_free() == Some(0)
    }

    /// What somebody gets who arrives now.
    pub fn place(&self, wants_to_wait: bool) -> Place {
        match (self.is_full(), wants_to_wait) {
            (false, _) => Place::Confirmed,
            (true, true) => Place::Waiting,
            (true, false) => Place::Full,
        }
    }

    /// How many of those who wait get a place now.
    pub fn n_to_promote(&self) -> usize {
        self.n_free().map_or(self.n_waiting, |n_free| n_free.min(self.n_waiting))
    }

    /// How many more have a place than there are.
    pub fn n_over(&self) -> usize {
        self.capacity.map_or(0, |capacity| self.n_confirmed.saturating_sub(capacity))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::parse::parse;
    use serde_json::json;

    fn taken(capacity: Option<usize>, n_confirmed: usize, n_waiting: usize) -> Occupancy {
        Occupancy { capacity, n_confirmed, n_waiting }
    }

    #[test]
    fn the_last_place_is_given_once_and_the_next_one_is_asked_to_wait() {
        assert_eq!(taken(Some(50), 49, 0).place(false), Place::Confirmed);
        assert_eq!(taken(Some(50), 50, 0).place(false), Place::Full);
        assert_eq!(taken(Some(50), 50, 0).place(true), Place::Waiting);
        assert_eq!(taken(None, 5_000, 0).place(false), Place::Confirmed);
        assert_eq!(taken(Some(0), 0, 0).place(true), Place::Waiting);
    }

    #[test]
    fn nobody_passes_those_who_wait() {
        assert_eq!(taken(Some(50), 49, 1).place(false), Place::Full);
        assert_eq!(taken(Some(50), 49, 3).n_to_promote(), 1);
        assert_eq!(taken(Some(53), 50, 2).n_to_promote(), 2);
        assert_eq!(taken(None, 50, 7).n_to_promote(), 7);
    }

    #[test]
    fn a_lowered_capacity_removes_nobody_and_promotes_nobody() {
        let lowered = taken(Some(40), 50, 3);
        assert_eq!((lowered.n_free(), lowered.n_to_promote(), lowered.n_over()), (Some(0), 0, 10));
    }

    #[test]
    fn seatings_follow_from_the_first_question_of_that_type() {
        let json = r#"{"pages":[{"name":"who","elements":[{"type":"text","name":"a"}]},{"name":"how","elements":[
            {"type":"kt-seat","name":"seat","choices":[{"value":"1","text":"会場","kt:capacity":"５０"},{"value":"2","text":"オンライン"}]},
            {"type":"kt-seat","name":"other","choices":["9"]}]}]}"#;
        let definition = parse(json).0.unwrap();
        let planned: Vec<(String, Option<usize>)> =
            planned(&definition).into_iter().map(|seating| (seating.choice, seating.capacity)).collect();
        assert_eq!(planned, [("1".to_owned(), Some(50)), ("2".to_owned(), None)]);
        assert_eq!(page(&definition), Some("how"));
        let answers = json!({"seat": "2", "other": "9"});
        assert_eq!(chosen(&definition, answers.as_object().unwrap()).as_deref(), Some("2"));
        assert_eq!(label(&definition, "2", "ja"), "オンライン");
    }

    #[test]
    fn a_capacity_that_is_no_number_is_a_problem_and_an_open_one_is_not() {
        let codes = |capacity: &str| -> Vec<&'static str> {
            let json = json!({"elements": [{"type": "kt-seat", "name": "s", "choices": [
                {"value": "1", "text": "会場", "kt:capacity": capacity}]}]});
            parse(&json.to_string()).1.iter().map(|problem| problem.code).collect()
        };
        assert_eq!(codes("約50"), ["wrong-type"]);
        assert!(!codes("[[capacity]]").contains(&"wrong-type"));
    }
}
