//! Comparing two versions: each change is said once, and nothing else.

use super::*;
use serde_json::json;

fn compared(before: &Value, after: &Value) -> Comparison {
    compare(&Side::read(&before.to_string()).unwrap(), &Side::read(&after.to_string()).unwrap())
}

/// Name of the part and its changes.
fn changes(before: &Value, after: &Value) -> Vec<(String, Vec<Change>)> {
    let name = |part: Part| if part.kind.is_none() { part.type_name } else { part.name };
    compared(before, after).parts.into_iter().map(|found| (name(found.part), found.changes)).collect()
}

fn before() -> Value {
    json!({ "title": "調査", "pages": [
        { "name": "p1", "title": "はじめ", "elements": [
            { "type": "radiogroup", "name": "kind", "title": "種別", "choices": ["1|相談", "2|就労", "3|他"] },
            { "type": "text", "name": "gone", "title": "消える" },
            { "type": "html", "html": "<p>説明</p>" }] },
        { "name": "p2", "title": "つぎ", "elements": [
            { "type": "text", "name": "a" }, { "type": "text", "name": "b" }, { "type": "text", "name": "c" },
            { "type": "comment", "name": "why", "title": { "default": "理由", "en": "Why" }, "visibleIf": "{kind} = 1" }] }] })
}

#[test]
fn the_same_has_no_changes() {
    assert_eq!(compared(&before(), &before()), Comparison::default());
    let mut spelt = before();
    spelt["pages"][0]["elements"][0]["choices"][0] = json!({ "value": "1", "text": "相談" });
    spelt["pages"][0]["elements"][0]["isRequired"] = json!(false);
    assert_eq!(compared(&before(), &spelt), Comparison::default(), "only written in another way");
}

#[test]
fn every_kind_of_change_is_said_once() {
    let after = json!({ "title": "調査票", "pages": [
        { "name": "p1", "title": "はじめ", "elements": [
            { "type": "dropdown", "name": "sort", "kt:id": "kind", "title": "種類", "isRequired": true,
              "choices": ["2|就労支援", "1|相談", { "value": "9", "text": "無し", "kt:exclusive": true }] },
            { "type": "html", "html": "<p>説明です</p>" }, { "type": "text", "name": "new", "title": "加わる" }] },
        { "name": "p2", "title": "つぎ", "elements": [
            { "type": "text", "name": "c" }, { "type": "text", "name": "a", "maxLength": 20 }] },
        { "name": "p3", "elements": [{ "type": "text", "name": "b", "kt:x": [1] },
            { "type": "comment", "name": "why", "title": { "default": "理由", "en": "Why?" },
              "visibleIf": "{sort} = 2" }] }] });
    let found = changes(&before(), &after);
    let of = |name: &str| {
        let part = found.iter().find(|(own, _)| own == name).unwrap_or_else(|| panic!("{name}: {found:#?}"));
        part.1.clone()
    };
    let words = |property: &str, lang: &str, before: &str, after: &str| Change::Reworded {
        property: property.to_owned(),
        lang: lang.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    };
    let item = |value: &str, label: &str, change| Change::Item {
        list: "choices".to_owned(),
        value: value.to_owned(),
        label: label.to_owned(),
        change,
    };
    let reworded =
        ItemChange::Reworded {
            lang: String::new(), before: "就労".to_owned(), after: "就労支援".to_owned()
        };
    assert_eq!(of("survey"), [words("title", "", "調査", "調査票")]);
    assert_eq!(
        of("sort"),
        [
            Change::Renamed { from: "kind".to_owned(), to: "sort".to_owned() },
            Change::Retyped { from: "radiogroup".to_owned(), to: "dropdown".to_owned() },
            words("title", "", "種別", "種類"),
            Change::Switched { property: "isRequired".to_owned(), is_on: true },
            item("2", "就労支援", reworded),
            item("3", "他", ItemChange::Removed),
            item("9", "無し", ItemChange::Added),
            Change::ItemsReordered { list: "choices".to_owned() },
        ]
    );
    assert_eq!(of(""), [words("html", "", "<p>説明</p>", "<p>説明です</p>")]);
    assert!(matches!(&of("gone")[..], [Change::Removed(page)] if page.title == "はじめ"));
    assert!(matches!(&of("new")[..], [Change::Added(page)] if page.name == "p1"));
    assert!(matches!(&of("p3")[..], [Change::Added(_)]));
    assert!(matches!(&of("b")[..], [Change::Moved { from, to }, Change::Set { after, .. }]
        if from.name == "p2" && to.name == "p3" && after == "1"));
    assert!(matches!(&of("c")[..], [Change::Reordered(None)]), "{:?}", of("c"));
    assert!(matches!(&of("a")[..], [Change::Set { property, .. }] if property == "maxLength"));
    assert!(matches!(&of("why")[..], [Change::Moved { .. }, Change::Reworded { lang, .. },
        Change::Expression { before, after, .. }] if lang == "en" && before == "{kind} = 1" && after == "{sort} = 2"));
    assert_eq!(found.len(), 10, "{found:#?}");
}

#[test]
fn what_mentions_a_renamed_question_is_no_change() {
    let form = |name: &str, id: Value, least: i32| {
        json!({ "title": format!("{{{name}}}について"),
            "calculatedValues": [{ "name": "v", "expression": format!("{{{name}}} + 1") }],
            "elements": [
            { "type": "text", "name": name, "kt:id": id, "inputType": "number" },
            { "type": "text", "name": "b", "visibleIf": format!("{{{name}}} > 1"), "validators": [
                { "type": "expression", "expression": format!("{{b}} <= {{{name}}}") },
                { "type": "expression", "text": "理由", "expression": format!("{{{name}}} > {least}") }] },
            { "type": "checkbox", "name": "c", "choicesFromQuestion": name, "choices": [
                { "value": "1", "text": "甲", "visibleIf": format!("{{{name}}} = 2") }] },
            { "type": "paneldynamic", "name": "list", "templateElements": [
                { "type": "text", "name": "x", "visibleIf": format!("{{{name}}} notempty and {{panel.y}} = 1") },
                { "type": "text", "name": "y" }] }] })
    };
    let found = changes(&form("a", json!("a"), 2), &form("age", json!("a"), 2));
    let renamed = Change::Renamed { from: "a".to_owned(), to: "age".to_owned() };
    assert_eq!(found, [("age".to_owned(), vec![renamed.clone()])]);
    // What differs besides is said with the names of its own version, and alone.
    let found = changes(&form("a", json!("a"), 2), &form("age", json!("a"), 3));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        matches!(&found[1].1[..], [Change::Rule { before: Some(before), after: Some(after), .. }]
            if before["expression"] == "{a} > 2" && after["expression"] == "{age} > 3"),
        "{found:#?}"
    );
}

#[test]
fn a_renamed_page_is_the_page_of_its_questions() {
    let mut after = before();
    after["pages"][1]["name"] = json!("about");
    let found = changes(&before(), &after);
    let expected = Change::Renamed { from: "p2".to_owned(), to: "about".to_owned() };
    assert_eq!(found, [("about".to_owned(), vec![expected])]);
}

#[test]
fn a_list_of_thousands_is_bounded() {
    let many = |word: &str| {
        let questions: Vec<Value> = (0..1_900)
            .map(|n| json!({ "type": "text", "name": format!("q{n}"), "title": format!("{word}{n}") }))
            .collect();
        json!({ "pages": [{ "name": "p", "elements": questions }] })
    };
    let comparison = compared(&many("前"), &many("後"));
    assert_eq!((comparison.parts.len(), comparison.n_left_out), (MOST, 900));
}

#[test]
fn rules_are_compared_one_by_one() {
    let with = |validators: Value, calculated: Value| {
        json!({ "calculatedValues": calculated, "elements": [
        { "type": "text", "name": "age", "validators": validators }] })
    };
    let (low, high) =
        (json!({ "type": "numeric", "minValue": 18 }), json!({ "type": "numeric", "minValue": 20 }));
    let text = json!({ "type": "text", "maxLength": 5 });
    let (sum, product) = (
        json!({ "name": "v", "expression": "{age} + 1" }),
        json!({ "name": "v", "expression": "{age} * 2" }),
    );
    let found =
        changes(&with(json!([low, text]), json!([sum])), &with(json!([text, high]), json!([product])));
    let object = |value: &Value| value.as_object().cloned();
    let rule = |list: &str, before, after| Change::Rule { list: list.to_owned(), before, after };
    assert_eq!(
        found,
        [
            ("survey".to_owned(), vec![rule("calculatedValues", object(&sum), object(&product))]),
            ("age".to_owned(), vec![rule("validators", object(&low), object(&high))]),
        ]
    );
    let gone = changes(&with(json!([low]), json!([])), &with(json!([]), json!([])));
    assert_eq!(gone[0].1, [rule("validators", object(&low), None)]);
}
