//! Whether the few who answered between two versions are in no number, or what would tell them is not told.

use std::sync::Arc;

use serde_json::{Value, json};
use surveys::id::QuestionnaireId;
use surveys::privacy::consent::{Consent, Purpose};
use surveys::questionnaire::parse::parse;

use super::super::{Allowing, Counted, Gathered, Said};
use super::*;

const ONE: Gathered = Gathered::Answers(QuestionnaireId(1));
const THRESHOLD: usize = 5;
const BOTH: &[&str] = &["region", "academic"];
const REGION_ALONE: &[&str] = &["region"];
const RESEARCH_ALONE: &[&str] = &["academic"];

fn single(name: &str) -> Value {
    json!({ "type": "radiogroup", "name": name, "title": name, "choices": ["1", "2"] })
}

fn several(name: &str, choices: &[&str]) -> Value {
    json!({ "type": "checkbox", "name": name, "title": name, "choices": choices })
}

fn behind(name: &str, condition: &str) -> Value {
    let mut asked = single(name);
    asked["visibleIf"] = json!(condition);
    asked
}

/// Versions that ask these.
fn versions_of(versions: &[Vec<Value>]) -> Vec<Version> {
    let version = |(number, elements): (i32, &Vec<Value>)| {
        let source =
            json!({ "title": "調査", "pages": [{ "name": "one", "elements": elements }] }).to_string();
        Version { number, definition: Arc::new(parse(&source).0.expect("a questionnaire")) }
    };
    (1..).zip(versions).map(version).collect()
}

/// What versions that ask these do not ask alike.
fn asking(versions: &[Vec<Value>]) -> Asking {
    Asking::of(&versions_of(versions))
}

/// Whether data tell by what a variable has, or one of its choices, which of two versions was answered.
fn is_seen(versions: &[Vec<Value>], name: &str, choice: Option<&str>) -> bool {
    let (versions, asking) = (versions_of(versions), asking(versions));
    let counted = versions.iter().map(|version| union::Version {
        number: version.number,
        definition: &version.definition,
        is_counted: true,
    });
    let joined = union::union(&counted.collect::<Vec<union::Version<'_>>>(), "ja");
    let own = joined.iter().find(|one| one.variable.name == name).expect("a version asks it");
    let places: BTreeSet<usize> = asking.places(own, choice).into_iter().collect();
    let is_seen = asking.pattern_of(0, &places) != asking.pattern_of(1, &places);
    assert_eq!(is_seen, places.iter().any(|place| asking.parts(*place, &BTreeSet::from([0, 1]))));
    is_seen
}

/// The versions of one question each, by the names of the questions that they ask besides one that all ask.
fn adding(versions: &[&[&str]]) -> Vec<Vec<Value>> {
    let version = |names: &&[&str]| {
        [single("busy")].into_iter().chain(names.iter().map(|name| single(name))).collect::<Vec<Value>>()
    };
    versions.iter().map(version).collect()
}

fn said(boxes: &[&'static str], version: usize) -> Said<'static> {
    let consent = Consent::from_codes(["aggregate"].into_iter().chain(boxes.iter().copied()));
    Said { consent, region: None, kinds: &[], version }
}

/// In which numbers they are where so many answered each version and allow these uses.
fn counted_of(versions: &[Vec<Value>], people: &[(usize, &[&'static str], usize)]) -> Counted {
    let mut allowing = Allowing::default();
    allowing.ask(ONE, asking(versions));
    for (version, boxes, n) in people {
        for _ in 0..*n {
            allowing.add(ONE, said(boxes, *version));
        }
    }
    allowing.counted(THRESHOLD)
}

/// How many are counted where so many answered each version, and the questions and choices of which nothing is told.
fn counted(versions: &[Vec<Value>], n: &[usize]) -> (usize, Vec<String>) {
    let people: Vec<(usize, &[&'static str], usize)> =
        n.iter().enumerate().map(|(version, n)| (version, BOTH, *n)).collect();
    let counted = counted_of(versions, &people);
    assert_eq!(counted.n(ONE, Purpose::Regional), counted.n(ONE, Purpose::Academic));
    let Untold { variables, choices } = counted.untold(ONE, Purpose::Academic);
    let choices = choices.into_iter().map(|((_, name), choice)| format!("{name}={choice}"));
    let names: BTreeSet<String> = variables.into_iter().map(|(_, name)| name).chain(choices).collect();
    (counted.n(ONE, Purpose::Academic), names.into_iter().collect())
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn few_who_answered_before_a_question_was_added_are_in_no_number() {
    let versions = adding(&[&[], &["mood"]]);
    for few in 1..THRESHOLD {
        assert_eq!(counted(&versions, &[few, 20]), (20, names(&[])), "all less who was asked are {few}");
    }
    assert_eq!(counted(&versions, &[5, 20]), (25, names(&[])), "five are not few");
    assert_eq!(counted(&versions, &[0, 20]), (20, names(&[])));
    let counted = counted_of(&versions, &[(0, BOTH, 3), (1, BOTH, 20)]);
    for purpose in [Purpose::Regional, Purpose::Academic] {
        assert!(!counted.counts(ONE, said(BOTH, 0), purpose) && counted.counts(ONE, said(BOTH, 1), purpose));
        assert!(!counted.reads(ONE, said(BOTH, 0), purpose), "nor are their words");
    }
    assert!(counted.counts(ONE, said(BOTH, 0), Purpose::Internal));
}

#[test]
fn nothing_is_told_of_what_few_were_asked_and_they_are_counted() {
    let versions = adding(&[&[], &["mood"]]);
    assert_eq!(counted(&versions, &[20, 4]), (24, names(&["mood"])));
    assert_eq!(counted(&versions, &[20, 5]), (25, names(&[])));
    assert_eq!(counted(&versions, &[4, 4]), (8, names(&["mood"])), "neither are there others enough");
    assert_eq!(counted(&adding(&[&["mood"], &[]]), &[3, 20]), (23, names(&["mood"])), "taken out");
}

#[test]
fn few_of_a_version_between_two_others_are_found_by_no_pair_of_questions() {
    // 15 were asked the old one and 15 the new one, of 27: who was asked both are three.
    let versions = adding(&[&["old"], &["old", "new"], &["new"]]);
    assert_eq!(counted(&versions, &[12, 3, 12]), (24, names(&[])));
    assert_eq!(counted(&versions, &[12, 5, 12]), (29, names(&[])));
    // Nothing is told of what the last three alone were asked, so that they are of those before.
    let versions = adding(&[&[], &["mood"], &["mood", "third"]]);
    assert_eq!(counted(&versions, &[4, 20, 3]), (23, names(&["third"])));
}

#[test]
fn where_few_are_as_many_as_the_others_what_tells_them_is_not_told() {
    let versions = adding(&[&["a", "c"], &["a", "b"], &["b", "c"]]);
    assert_eq!(counted(&versions, &[4, 4, 4]), (12, names(&["a", "b", "c"])));
    assert_eq!(counted(&versions, &[4, 4, 9]), (9, names(&[])), "nine are more than eight");
}

#[test]
fn other_words_ask_alike_and_other_conditions_and_choices_do_not() {
    let mut other_words = single("busy");
    other_words["title"] = json!("忙しさ");
    other_words["choices"] = json!(["1|はい", "2|いいえ", "3|どちらでもない"]);
    assert_eq!(asking(&[vec![single("busy")], vec![other_words]]), Asking::default());
    let comment = json!({ "type": "comment", "name": "hard", "title": "課題" });
    assert_eq!(
        asking(&[vec![single("busy")], vec![single("busy"), comment]]),
        Asking::default(),
        "free text"
    );
    let condition =
        [vec![single("busy"), single("why")], vec![single("busy"), behind("why", "{busy} = '1'")]];
    assert_eq!(counted(&condition, &[3, 20]), (20, names(&[])));
    let choice = [vec![several("means", &["1", "2"])], vec![several("means", &["1", "2", "3"])]];
    assert_eq!(counted(&choice, &[3, 20]), (20, names(&[])), "data have an empty cell for them");
    assert_eq!(counted(&choice, &[20, 3]), (23, names(&["means=3"])));
}

#[test]
fn what_follows_a_question_of_which_nothing_is_told_is_not_told_either() {
    let first = vec![single("busy"), single("why")];
    let second = vec![single("busy"), single("mood"), behind("why", "{mood} = '1'")];
    assert_eq!(counted(&[first, second], &[20, 3]), (23, names(&["mood", "why"])));
}

#[test]
fn each_use_is_looked_at_with_those_whom_it_counts() {
    let versions = adding(&[&[], &["mood"]]);
    let of = |people: &[(usize, &[&'static str], usize)]| {
        let counted = counted_of(&versions, people);
        (counted.n(ONE, Purpose::Regional), counted.n(ONE, Purpose::Academic))
    };
    // Of the first version the region has ten and research four; the difference is ten then.
    assert_eq!(of(&[(0, BOTH, 4), (0, REGION_ALONE, 6), (1, BOTH, 20)]), (30, 20));
    // Two refuse academic use, so that neither counts them, and four are left of the first version.
    assert_eq!(of(&[(0, BOTH, 4), (0, REGION_ALONE, 2), (1, BOTH, 20)]), (20, 20));
}

/// Twelve of the first version on the sheet less nine of it in research are three.
#[test]
fn few_of_a_version_who_allow_one_use_alone_are_in_no_number() {
    let versions = adding(&[&[], &["mood"]]);
    let of = |alone: &'static [&'static str], n: usize| {
        let people = [(0, BOTH, 9), (0, alone, n), (1, BOTH, 20), (1, alone, 6)];
        let counted = counted_of(&versions, &people);
        (counted.n(ONE, Purpose::Regional), counted.n(ONE, Purpose::Academic))
    };
    assert_eq!((of(REGION_ALONE, 3), of(REGION_ALONE, 5)), ((35, 29), (40, 29)));
    assert_eq!((of(RESEARCH_ALONE, 3), of(RESEARCH_ALONE, 5)), ((29, 35), (29, 40)));
    // Of what was added nothing is told, as few were asked it; so nothing tells who were asked alike.
    let few_asked = [(0, BOTH, 20), (0, REGION_ALONE, 6), (1, BOTH, 2), (1, REGION_ALONE, 2)];
    let counted = counted_of(&versions, &few_asked);
    assert_eq!((counted.n(ONE, Purpose::Regional), counted.n(ONE, Purpose::Academic)), (30, 22));
}

#[test]
fn a_question_is_told_by_no_area_where_few_of_one_were_not_asked_it() {
    let asking = asking(&adding(&[&[], &["mood"]]));
    let untold = |n: [[usize; 2]; 2]| {
        let area = |(area, n): (&'static str, [usize; 2])| {
            (0..2).flat_map(move |version| std::iter::repeat_n((version, Some(area)), n[version]))
        };
        let people = [("a", n[0]), ("b", n[1])].into_iter().flat_map(area);
        let untold = asking.untold_by_groups(people, THRESHOLD);
        assert!(untold.choices.is_empty());
        !untold.is_empty()
    };
    assert!(untold([[3, 9], [6, 9]]) && untold([[9, 9], [9, 2]]));
    assert!(!untold([[5, 9], [6, 9]]) && !untold([[0, 9], [6, 9]]) && !untold([[9, 9], [0, 3]]));
    let whole =
        asking.clone().without(&Untold { variables: [(1, "mood".to_owned())].into(), ..Untold::default() });
    assert_eq!((whole.pattern(0), asking.pattern(0) == asking.pattern(1)), (whole.pattern(1), false));
}

#[test]
fn data_tell_the_version_by_what_it_asks_under_another_condition() {
    let condition =
        [vec![single("busy"), single("why")], vec![single("busy"), behind("why", "{busy} = '1'")]];
    assert!(is_seen(&condition, "why", None), "whoever said 2 has an empty cell, or an answer");
    assert!(!is_seen(&condition, "busy", None));
    let added = adding(&[&[], &["mood"]]);
    assert!(is_seen(&added, "mood", None) && !is_seen(&added, "busy", None));
    let choice = [vec![several("means", &["1", "2"])], vec![several("means", &["1", "2", "3"])]];
    assert!(is_seen(&choice, "means", Some("3")) && !is_seen(&choice, "means", Some("1")));
}
