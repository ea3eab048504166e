//! Edits of a whole draft: what each does, and what no sequence of them may break.

use super::*;
use crate::questionnaire::expression::variables;
use crate::questionnaire::parse::parse;
use crate::questionnaire::shipped::SHIPPED;
use proptest::prelude::*;
use serde_json::{Map, json};
use std::collections::BTreeSet;

fn edited(draft: &Value, edit: Edit) -> Done {
    apply(draft, &edit, &Earlier::default()).unwrap()
}

fn keys(draft: &Value) -> Vec<String> {
    tree::nodes(draft).into_iter().map(|node| node.key).collect()
}

fn key(text: &str) -> String {
    text.to_owned()
}

/// Two pages, a panel, a repeated group.
fn sample() -> Value {
    json!({"title": "見本", "locale": "ja", "x-own": {"kept": true}, "pages": [
        {"name": "page1", "elements": [
            {"type": "radiogroup", "name": "q1", "choices": ["1|はい", "2|いいえ"], "kt:number": "S1"},
            {"type": "panel", "name": "panel1", "elements": [
                {"type": "text", "name": "q2", "visibleIf": "{q1} = 1", "x-unknown": 7},
                {"type": "comment", "name": "q3", "title": "「{q2}」について"}]}]},
        {"name": "page2", "visibleIf": "{q1} = 1 and {q2} notempty", "elements": [
            {"type": "paneldynamic", "name": "family", "templateElements": [
                {"type": "text", "name": "age"},
                {"type": "text", "name": "q4", "visibleIf": "{panel.age} > 5"}]}]}]})
}

#[test]
fn a_part_is_added_where_it_is_asked_for() {
    let draft = sample();
    for (kind, place, at, new) in [
        ("text", Place::After(key("question:q1")), 2, "question:q5"),
        ("text", Place::Before(key("question:q2")), 3, "question:q5"),
        ("text", Place::Inside(key("panel:panel1")), 5, "question:q5"),
        ("text", Place::After(key("page:page2")), 6, "question:q5"),
        ("comment", Place::Inside(key("question:family")), 9, "question:q5"),
        ("page", Place::After(key("question:q3")), 5, "page:page3"),
        ("panel", Place::Inside(key("survey")), 9, "panel:panel2"),
    ] {
        let done = edited(&draft, Edit::Add { kind: key(kind), place });
        assert_eq!(done.key, new);
        assert_eq!(keys(&done.draft).iter().position(|found| found == new), Some(at), "{new} {at}");
        let back = edited(&done.draft, Edit::Remove { key: done.key });
        assert_eq!(back.draft, draft);
    }
    let inside_a_text = Edit::Add { kind: key("text"), place: Place::Inside(key("question:q2")) };
    assert_eq!(apply(&draft, &inside_a_text, &Earlier::default()).unwrap_err().code, "edit-place");
    let nowhere = Edit::Add { kind: key("text"), place: Place::After(key("question:gone")) };
    assert_eq!(apply(&draft, &nowhere, &Earlier::default()).unwrap_err().code, "edit-gone");
}

#[test]
fn the_first_question_of_an_empty_draft_brings_its_page() {
    let add = Edit::Add { kind: key("text"), place: Place::Inside(key("survey")) };
    let done = edited(&opened(r#"{"pages": null}"#).unwrap(), add.clone());
    assert_eq!(keys(&done.draft), ["page:page1", "question:q1"]);
    let earlier = Earlier { names: BTreeSet::from([key("q1"), key("q7")]), ..Earlier::default() };
    let done = apply(&blank("白紙"), &add, &earlier).unwrap();
    assert_eq!(done.key, "question:q8", "names of published questions do not come back");
}

#[test]
fn steps_lead_through_panels_and_pages() {
    let mut draft = sample();
    let mut seen = Vec::new();
    for _ in 0..4 {
        draft = edited(&draft, Edit::Down { key: key("question:q2") }).draft;
        let spot = tree::find(&draft, "question:q2").unwrap().spot;
        seen.push(spot);
    }
    assert_eq!(seen, [vec![0, 1, 1], vec![0, 2], vec![1, 0], vec![1, 1]]);
    for _ in 0..5 {
        draft = edited(&draft, Edit::Up { key: key("question:q2") }).draft;
    }
    assert_eq!(tree::find(&draft, "question:q2").unwrap().spot, [0, 0]);
    assert_eq!(edited(&draft, Edit::Up { key: key("question:q2") }).draft, draft);
    let down = edited(&draft, Edit::Down { key: key("page:page1") }).draft;
    assert_eq!(keys(&down)[0], "page:page2");
    assert_eq!(edited(&down, Edit::Up { key: key("page:page1") }).draft, draft);
}

#[test]
fn nothing_moves_into_itself_and_pages_stay_pages() {
    let draft = sample();
    for (moved, place) in [
        ("panel:panel1", Place::Inside(key("panel:panel1"))),
        ("panel:panel1", Place::After(key("question:q2"))),
    ] {
        let edit = Edit::Move { key: key(moved), place };
        assert_eq!(apply(&draft, &edit, &Earlier::default()).unwrap_err().code, "edit-place");
    }
    let moved =
        edited(&draft, Edit::Move { key: key("page:page1"), place: Place::After(key("question:q4")) });
    assert_eq!(keys(&moved.draft).first().map(String::as_str), Some("page:page2"));
    let into =
        edited(&draft, Edit::Move { key: key("question:q1"), place: Place::Inside(key("panel:panel1")) });
    assert_eq!(tree::find(&into.draft, "question:q1").unwrap().spot, [0, 0, 2]);
}

#[test]
fn a_copy_has_fresh_names_and_its_own_conditions() {
    let done = edited(&sample(), Edit::Copy { key: key("panel:panel1") });
    assert_eq!(done.key, "panel:panel2");
    let copy = tree::object(&done.draft, "panel:panel2").unwrap();
    assert_eq!(
        copy["elements"],
        json!([{"type": "text", "name": "q5", "visibleIf": "{q1} = 1", "x-unknown": 7},
            {"type": "comment", "name": "q6", "title": "「{q5}」について"}])
    );
    let question = edited(&sample(), Edit::Copy { key: key("question:q1") });
    assert_eq!(tree::object(&question.draft, &question.key).unwrap().get("kt:number"), None);
    let page = edited(&sample(), Edit::Copy { key: key("page:page1") });
    assert_eq!(page.key, "page:page3");
    assert!(parse(&page.draft.to_string()).1.iter().all(|problem| problem.code != "duplicate-name"));
}

#[test]
fn a_new_name_is_followed_everywhere() {
    let rename = |key: &str, name: &str| Edit::Set {
        key: key.to_owned(),
        values: vec![("name".to_owned(), name.to_owned())],
    };
    let done = edited(&sample(), rename("question:q2", "住所"));
    assert_eq!(done.key, "question:住所");
    assert_eq!(tree::object(&done.draft, "page:page2").unwrap()["visibleIf"], "{q1} = 1 and {住所} notempty");
    assert_eq!(tree::object(&done.draft, "question:q3").unwrap()["title"], "「{住所}」について");
    let inner = edited(&sample(), rename("question:age", "years"));
    assert_eq!(tree::object(&inner.draft, "question:q4").unwrap()["visibleIf"], "{panel.years} > 5");
    for (name, code) in [("q1", "duplicate-name"), ("", "missing-name"), ("a}b", "bad-name")] {
        let problem = apply(&sample(), &rename("question:q2", name), &Earlier::default()).unwrap_err();
        assert_eq!((problem.code, problem.place.as_str()), (code, "name"));
    }
    assert_eq!(edited(&sample(), rename("page:page2", "q1")).key, "page:q1");
}

#[test]
fn properties_are_set_and_unknown_ones_stay() {
    let set = |draft: &Value, key: &str, values: &[(&str, &str)]| {
        let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        edited(draft, Edit::Set { key: key.to_owned(), values }).draft
    };
    let draft = set(
        &sample(),
        "question:q2",
        &[
            ("title", "お名前\r\n（任意）"),
            ("isRequired", ""),
            ("isRequired", "true"),
            ("maxLength", " ２０ "),
            ("inputType", "tel"),
            ("min", "5"),
            ("kt:role", "nonsense"),
            ("csrf", "x"),
            ("choices", "a\nb"),
        ],
    );
    assert_eq!(
        Value::Object(tree::object(&draft, "question:q2").unwrap().into_owned()),
        json!({"type": "text", "name": "q2", "visibleIf": "{q1} = 1", "x-unknown": 7, "title": "お名前\n（任意）",
            "isRequired": true, "inputType": "tel", "min": 5, "maxLength": 20})
    );
    let draft = set(&draft, "question:q1", &[("type", "checkbox")]);
    let draft = set(&draft, "question:q1", &[("choices", "1|はい\n2|いいえ\n97|わからない")]);
    let draft =
        set(&draft, "question:q1", &[("mark.kt:consent.1", "aggregate"), ("mark.kt:required.1", "true")]);
    assert_eq!(
        tree::object(&draft, "question:q1").unwrap()["choices"],
        json!([{"value": "1", "text": "はい", "kt:consent": "aggregate", "kt:required": true}, "2|いいえ",
            {"value": "97", "text": "わからない", "kt:exclusive": true}])
    );
    let draft = set(&draft, "survey", &[("title", "新しい題"), ("description", "")]);
    assert_eq!((&draft["title"], &draft["x-own"]), (&json!("新しい題"), &json!({"kept": true})));
    for minus in ['-', '－', '−', '‐', 'ー'] {
        let words = format!("{minus}５");
        let draft = set(
            &draft,
            "question:q2",
            &[("min", words.as_str()), ("defaultValue", "1, 2"), ("kt:number", "1−2")],
        );
        let object = tree::object(&draft, "question:q2").unwrap();
        assert_eq!(
            (&object["min"], &object["defaultValue"], &object["kt:number"]),
            (&json!(-5), &json!("1, 2"), &json!("1−2")),
            "{minus}"
        );
    }
    let values = vec![("maxLength".to_owned(), "多め".to_owned())];
    let problem =
        apply(&draft, &Edit::Set { key: key("question:q2"), values }, &Earlier::default()).unwrap_err();
    assert_eq!((problem.code, problem.place.as_str()), ("not-a-number", "maxLength"));
}

#[test]
fn what_a_form_shows_and_sends_back_unchanged_changes_nothing() {
    for shipped in SHIPPED {
        let draft = opened(shipped.json).unwrap();
        let mut parts: Vec<(String, String)> =
            tree::nodes(&draft).into_iter().map(|node| (node.key, node.type_name)).collect();
        parts.push((key("survey"), key("survey")));
        let members = parts.iter().flat_map(|(part, _)| {
            let object = tree::object(&draft, part).unwrap();
            let kind = |(key, object): (String, &Map<String, Value>)| {
                let kind = property::type_of(object, &key).to_owned();
                (key, kind)
            };
            member::inside(&object, part).into_iter().map(kind).collect::<Vec<_>>()
        });
        let members: Vec<(String, String)> = members.collect();
        parts.extend(members);
        for (key, type_name) in parts {
            let object = tree::object(&draft, &key).unwrap();
            let shown = |property: &&property::Property| {
                (property.name.to_owned(), property::shown(&object, property, "ja"))
            };
            let values = property::of_type(&type_name).iter().map(shown).collect();
            let done = edited(&draft, Edit::Set { key: key.clone(), values });
            assert!(done.draft == draft, "{} {key}", shipped.id);
        }
    }
}

#[test]
fn every_type_that_can_be_added_has_properties_and_no_property_twice() {
    for kind in property::addable() {
        let names: Vec<&str> = property::of_type(kind).iter().map(|property| property.name).collect();
        let unique: BTreeSet<&&str> = names.iter().collect();
        assert!(names.contains(&"name") && unique.len() == names.len(), "{kind}: {names:?}");
    }
}

#[test]
fn a_draft_never_grows_beyond_the_limits() {
    // Each line and each list within its own limit, and all of it too much.
    let lines: Vec<String> = (0..1_500).map(|n| format!("{n}|{}", "長".repeat(1_500))).collect();
    let values = vec![("choices".to_owned(), lines.join("\n"))];
    let set = Edit::Set { key: key("question:q1"), values };
    let problem = apply(&sample(), &set, &Earlier::default()).unwrap_err();
    assert_eq!(problem.code, "too-large");
}

/// An edit of a part chosen by a number.
fn chosen(draft: &Value, which: usize, target: usize, action: usize, kind: usize) -> Edit {
    let keys = keys(draft);
    let pick = |n: usize| keys.get(n % keys.len().max(1)).cloned().unwrap_or_else(|| key("survey"));
    let kinds = property::addable();
    let place = match target % 3 {
        0 => Place::Before(pick(target)),
        1 => Place::After(pick(target)),
        _ => Place::Inside(pick(target)),
    };
    let name = (key("name"), format!("n{target}"));
    match action {
        0 | 1 => Edit::Add { kind: kinds[kind % kinds.len()].to_owned(), place },
        2 => Edit::Copy { key: pick(which) },
        3 => Edit::Up { key: pick(which) },
        4 => Edit::Down { key: pick(which) },
        5 => Edit::Move { key: pick(which), place },
        6 => Edit::Remove { key: pick(which) },
        _ => Edit::Set {
            key: pick(which),
            values: vec![name, (key("visibleIf"), format!("{{n{which}}} = 1"))],
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_edits_leaves_a_readable_draft_with_unique_names(
        steps in prop::collection::vec((0_usize..40, 0_usize..40, 0_usize..8, 0_usize..40), 1..40)
    ) {
        let mut draft = sample();
        for (which, target, action, kind) in steps {
            let edit = chosen(&draft, which, target, action, kind);
            let before = keys(&draft).len();
            let Ok(done) = apply(&draft, &edit, &Earlier::default()) else { continue };
            let after = tree::nodes(&done.draft);
            match &edit {
                Edit::Up { .. } | Edit::Down { .. } | Edit::Move { .. } | Edit::Set { .. } => {
                    prop_assert_eq!(after.len(), before, "{:?} lost or doubled a part", edit);
                }
                Edit::Add { .. } => {
                    let back = apply(&done.draft, &Edit::Remove { key: done.key.clone() }, &Earlier::default()).unwrap();
                    // Only the page that a first question brings along stays.
                    prop_assert!(back.draft == draft || before == 0, "{:?} {} {}", edit, draft, back.draft);
                }
                Edit::Remove { .. } | Edit::Copy { .. } => {}
            }
            prop_assert!(after.iter().all(|node| !node.key.contains('~')), "{:?}", edit);
            prop_assert!(done.key == "survey" || tree::find(&done.draft, &done.key).is_some(), "{:?}", edit);
            let (definition, problems) = parse(&done.draft.to_string());
            prop_assert!(definition.is_some(), "{:?} {:?}", edit, problems);
            prop_assert_eq!(&opened(&done.draft.to_string()).unwrap(), &done.draft);
            draft = done.draft;
        }
        prop_assert_eq!(&draft["x-own"], &json!({"kept": true}));
    }

    #[test]
    fn renaming_in_an_expression_renames_its_variables(
        text in "(\\{(a|b|a\\.x|#a|ab)\\} (=|<>|contains) '(a|b|x y)'( and | or )){0,5}\\{a\\} notempty"
    ) {
        let read = |text: &str| crate::questionnaire::expression::parser::parse(text, "").0.unwrap();
        let new = |name: &str| (name == "a").then(|| "other".to_owned());
        let renamed = read(&rename::in_text(&text, &new));
        let before = read(&text);
        let expected: Vec<String> = variables(&before.root).into_iter().map(|name| match name {
            "a" => "other".to_owned(),
            "a.x" => "other.x".to_owned(),
            "#a" => "#other".to_owned(),
            name => name.to_owned(),
        }).collect();
        prop_assert_eq!(variables(&renamed.root), expected);
    }
}
