//! The variables of several versions as one list.

use super::*;
use crate::questionnaire::parse::parse;
use serde_json::{Value, json};

fn definition(elements: Value) -> Definition {
    parse(&json!({ "title": "見本", "elements": elements }).to_string()).0.unwrap()
}

fn union_of(definitions: &[Definition], counted: &[bool]) -> Vec<Joined> {
    let version = |(at, definition)| Version {
        number: i32::try_from(at).unwrap() + 1,
        definition,
        is_counted: counted[at],
    };
    union(&definitions.iter().enumerate().map(version).collect::<Vec<_>>(), "ja")
}

fn names(joined: &[Joined]) -> Vec<&str> {
    joined.iter().map(|joined| joined.variable.name.as_str()).collect()
}

fn two_versions() -> [Definition; 2] {
    [
        definition(json!([
            { "type": "radiogroup", "name": "kind", "title": "種別", "choices": ["1|甲", "2|乙", "3|丙"] },
            { "type": "text", "name": "gone", "title": "前だけ" },
            { "type": "matrix", "name": "link", "rows": ["a", "b"], "columns": ["0", "1"] },
            { "type": "text", "name": "mail", "title": "連絡", "kt:role": "contact" }])),
        definition(json!([
            { "type": "matrix", "name": "link", "rows": ["b", "c"], "columns": ["0", "1"] },
            { "type": "dropdown", "name": "sort", "kt:id": "kind", "title": "区分",
              "choices": ["1|甲種", "3|丙", "97|わからない"] },
            { "type": "text", "name": "mail", "title": "連絡", "kt:identifier": true },
            { "type": "comment", "name": "new", "title": "後だけ" }])),
    ]
}

#[test]
fn every_version_gives_its_variables_and_the_newest_the_order() {
    let joined = union_of(&two_versions(), &[true, true]);
    assert_eq!(names(&joined), ["link_a", "link_b", "link_c", "sort", "gone", "mail", "new"]);
    let asked: Vec<Vec<usize>> = joined.iter().map(Joined::asked_in).collect();
    assert_eq!(asked, [vec![0], vec![0, 1], vec![1], vec![0, 1], vec![0], vec![0, 1], vec![1]]);
}

#[test]
fn a_renamed_question_is_one_variable_and_its_words_are_the_newest() {
    let joined = union_of(&two_versions(), &[true, true]);
    let sort = joined.iter().find(|joined| joined.variable.name == "sort").unwrap();
    assert_eq!(sort.own(0).unwrap().question, "kind");
    assert_eq!(sort.variable.label, "区分");
    let values: Vec<(&str, &str)> =
        sort.variable.value_labels.iter().map(|(value, label)| (&**value, &**label)).collect();
    assert_eq!(values, [("1", "甲種"), ("2", "乙"), ("3", "丙"), ("97", "わからない")]);
    assert!(sort.offers(0, "2") && !sort.offers(1, "2") && !sort.offers(0, "97"));
    assert_eq!([sort.offering("1"), sort.offering("2"), sort.offering("97")], [vec![0, 1], vec![0], vec![1]]);
    assert_eq!(
        sort.earlier_labels(),
        [(0, None, "種別".to_owned()), (0, Some("1".to_owned()), "甲".to_owned())]
    );
    assert_eq!(sort.shared_id, "kind");
}

#[test]
fn what_one_version_marks_as_identifying_is_so_in_all_even_without_answers() {
    for counted in [[true, true], [true, false]] {
        let joined = union_of(&two_versions(), &counted);
        let mail = joined.iter().find(|joined| joined.variable.name == "mail").unwrap();
        assert!(mail.variable.is_identifier, "{counted:?}");
        assert!(mail.roles.contains("contact"), "{counted:?}");
    }
    let [old, new] = two_versions();
    let version = |number, definition| Version { number, definition, is_counted: true };
    let marked = identifying(&[version(1, &old), version(2, &new)]);
    assert!(marked[0].contains("mail") && marked[1].contains("mail") && !marked[0].contains("kind"));
}

#[test]
fn a_version_without_answers_adds_nothing() {
    let joined = union_of(&two_versions(), &[false, true]);
    assert_eq!(names(&joined), ["link_b", "link_c", "sort", "mail", "new"]);
    assert!(joined.iter().all(Joined::is_in_all));
}

#[test]
fn values_of_another_kind_stand_beside_each_other() {
    let question = |kind: &str| definition(json!([{ "type": kind, "name": "a", "choices": ["1", "2"] }]));
    let joined = union_of(&[question("radiogroup"), question("checkbox"), question("tagbox")], &[true; 3]);
    assert_eq!(names(&joined), ["a_v1", "a"]);
    assert_eq!(joined[1].asked_in(), [1, 2]);
    let number = |kind: &str| definition(json!([{ "type": "text", "inputType": kind, "name": "a" }]));
    assert_eq!(names(&union_of(&[number("number"), number("text")], &[true; 2])), ["a_v1", "a"]);
}

#[test]
fn a_question_may_not_take_over_answers_that_it_cannot_read() {
    let question =
        |kind: &str, name: &str, id: Value| definition(json!([{ "type": kind, "name": name, "kt:id": id }]));
    let published = question("radiogroup", "a", Value::Null);
    assert!(unreadable(&published, &question("dropdown", "b", json!("a"))).is_empty());
    assert_eq!(unreadable(&published, &question("checkbox", "b", json!("a")))[0].name, "b");
    assert_eq!(unreadable(&published, &question("checkbox", "a", Value::Null))[0].name, "a");
    assert!(unreadable(&published, &question("checkbox", "c", Value::Null)).is_empty());
}
