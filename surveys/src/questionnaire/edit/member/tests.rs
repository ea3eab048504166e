//! Members of parts: what each change does, and how they are found again.

use super::*;
use crate::questionnaire::edit::earlier::Earlier;
use crate::questionnaire::edit::rebase::{Clash, rebased};
use crate::questionnaire::edit::{Edit, apply};
use crate::questionnaire::parse::parse;

fn edited(draft: &Value, edit: Edit) -> Done {
    apply(draft, &edit, &Earlier::default()).unwrap()
}

fn add(draft: &Value, kind: &str, owner: &str) -> Done {
    edited(draft, Edit::Add { kind: kind.to_owned(), place: Place::Inside(owner.to_owned()) })
}

fn set(draft: &Value, key: &str, values: &[(&str, &str)]) -> Done {
    let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    edited(draft, Edit::Set { key: key.to_owned(), values })
}

fn sample() -> Value {
    json!({"pages": [{"name": "p", "elements": [
        {"type": "text", "name": "age", "inputType": "number"},
        {"type": "matrixdropdown", "name": "use", "rows": ["r"], "keyName": "kind", "columns": [
            {"name": "kind", "cellType": "dropdown", "choices": ["1"]},
            {"name": "n", "cellType": "text", "visibleIf": "{row.kind} = 1"}]},
        {"type": "text", "name": "why", "visibleIf": "{use.r.kind} = 1 and {use.r.n} > 1"},
        {"type": "radiogroup", "name": "place", "choices": ["1|北", {"value": "2", "text": "南"}]}]}]})
}

#[test]
fn every_kind_is_added_where_it_belongs_and_read_as_what_it_is() {
    let owners = [("survey", SURVEY), ("question:use", "matrixdropdown"), ("question:place", "radiogroup")];
    for list in LISTS.iter().filter(|list| list.is_open && list.name != "items") {
        for kind in list.kinds {
            let owner = owners.iter().find(|(_, name)| lists_of(name).any(|own| own == list)).unwrap().0;
            let done = add(&sample(), kind, owner);
            let object = tree::object(&done.draft, &done.key).unwrap();
            assert_eq!(crate::questionnaire::edit::property::type_of(&object, &done.key), *kind);
            let unknown = |problem: &Problem| problem.code.starts_with("unknown");
            assert!(!parse(&done.draft.to_string()).1.iter().any(unknown), "{kind}");
            assert_eq!(edited(&done.draft, Edit::Remove { key: done.key }).draft, sample(), "{kind}");
        }
    }
    let elsewhere = Edit::Add { kind: "completetrigger".into(), place: Place::Inside("question:age".into()) };
    assert_eq!(apply(&sample(), &elsewhere, &Earlier::default()).unwrap_err().code, "edit-place");
}

#[test]
fn a_validator_is_filled_in_and_guards_the_answer() {
    let done = add(&sample(), "numericvalidator", "question:age");
    let values = [
        ("minValue", "１８"),
        ("maxValue", "120"),
        ("text", "18歳から120歳までです"),
        ("notificationType", "warning"),
    ];
    let done = set(&done.draft, &done.key, &values);
    let validators = json!([{"type": "numeric", "minValue": 18, "maxValue": 120, "text": "18歳から120歳までです",
        "notificationType": "warning"}]);
    assert_eq!(tree::object(&done.draft, "question:age").unwrap()["validators"], validators);
    let wrong = Edit::Set { key: done.key, values: vec![("minValue".into(), "たくさん".into())] };
    let problem = apply(&done.draft, &wrong, &Earlier::default()).unwrap_err();
    assert_eq!((problem.code, problem.place.as_str()), ("not-a-number", "minValue"));
}

#[test]
fn what_mentions_a_column_follows_its_new_name() {
    let done = set(&sample(), "question:use~columns~0", &[("name", "ｋｉｎｄ２"), ("totalType", "count")]);
    let question = tree::object(&done.draft, "question:use").unwrap();
    assert_eq!(question["columns"][0]["name"], "kind2");
    assert_eq!(
        (&question["keyName"], &question["columns"][1]["visibleIf"]),
        (&json!("kind2"), &json!("{row.kind2} = 1"))
    );
    let why = tree::object(&done.draft, "question:why").unwrap();
    assert_eq!(why["visibleIf"], "{use.r.kind2} = 1 and {use.r.n} > 1");
    let twice = Edit::Set {
        key: "question:use~columns~1".into(),
        values: vec![("name".into(), "ｋｉｎｄ２".into())],
    };
    assert_eq!(apply(&done.draft, &twice, &Earlier::default()).unwrap_err().code, "duplicate-name");
}

#[test]
fn a_calculated_value_shares_the_names_of_questions() {
    let done = add(&sample(), "calculatedvalue", SURVEY);
    let mentions = set(&done.draft, "question:why", &[("title", "{value1}歳の方に")]);
    let done = set(&mentions.draft, &done.key, &[("name", "decade"), ("expression", "{age} / 10")]);
    assert_eq!(tree::object(&done.draft, "question:why").unwrap()["title"], "{decade}歳の方に");
    let taken = Edit::Set { key: done.key, values: vec![("name".into(), "age".into())] };
    assert_eq!(apply(&done.draft, &taken, &Earlier::default()).unwrap_err().code, "duplicate-name");
}

#[test]
fn a_choice_written_as_a_word_takes_a_condition() {
    let done = set(&sample(), "question:place~choices~0", &[("visibleIf", "{age} > 3")]);
    let choices = &tree::object(&done.draft, "question:place").unwrap()["choices"];
    assert_eq!(choices[0], json!({"value": "1", "text": "北", "visibleIf": "{age} > 3"}));
}

#[test]
fn members_are_copied_and_moved_within_their_list() {
    let copied = edited(&sample(), Edit::Copy { key: "question:use~columns~0".into() });
    let names = |draft: &Value| -> Vec<String> {
        members(&tree::object(draft, "question:use").unwrap(), &LISTS[0])
            .iter()
            .map(|item| item["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&copied.draft), ["kind", "c1", "n"]);
    let moved = edited(&copied.draft, Edit::Down { key: copied.key });
    assert_eq!(
        (names(&moved.draft), moved.key.as_str()),
        (vec!["kind".into(), "n".into(), "c1".into()], "question:use~columns~2")
    );
    assert_eq!(edited(&moved.draft, Edit::Down { key: moved.key.clone() }).draft, moved.draft);
}

#[test]
fn a_member_is_followed_when_somebody_else_moves_it() {
    let base = sample();
    let newest = edited(&base, Edit::Up { key: "question:use~columns~1".into() }).draft;
    let change = |key: &str| Edit::Set { key: key.into(), values: vec![("title".into(), "人数".into())] };
    let found = rebased(&change("question:use~columns~1"), &base, &newest).unwrap();
    assert_eq!(found, change("question:use~columns~0"));
    let without = edited(&base, Edit::Remove { key: "question:use~columns~1".into() }).draft;
    let lost = rebased(&change("question:use~columns~1"), &base, &without).unwrap_err();
    assert!(matches!(lost, Clash::Changed(problem) if problem.code == "edit-gone"));
}

#[test]
fn the_members_of_a_part_are_found_with_their_places() {
    let draft = add(&sample(), "regexvalidator", "question:use~columns~1").draft;
    let question = tree::object(&draft, "question:use").unwrap();
    let keys: Vec<String> = inside(&question, "question:use").into_iter().map(|(key, _)| key).collect();
    assert_eq!(
        keys,
        ["question:use~columns~0", "question:use~columns~1", "question:use~columns~1~validators~0"]
    );
    assert_eq!(path_of(&draft, &keys[2]).unwrap(), "pages[0].elements[1].columns[1].validators[0]");
    assert_eq!(part_of(&keys[2]), "question:use");
}
