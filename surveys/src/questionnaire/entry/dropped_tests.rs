//! Nothing that was typed is dropped in silence, however deep it stands and whatever rule takes it away.

use super::*;
use crate::questionnaire::parse::parse;
use serde_json::json;

fn form(elements: Value) -> Definition {
    let (definition, problems) = parse(&json!({ "elements": elements }).to_string());
    assert!(!crate::questionnaire::problem::has_errors(&problems), "{problems:?}");
    definition.unwrap()
}

fn reading(form: &Definition, fields: &[(&str, &str)]) -> Reading {
    let typed: Vec<Field> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    read(form, &typed, &Answers::new(), NaiveDateTime::default())
}

/// Code, place and answer of what would be dropped.
fn dropped(reading: &Reading) -> Vec<(&str, &str, &str)> {
    reading
        .dropped
        .iter()
        .map(|problem| (problem.code, problem.place.as_str(), problem.args[0].1.as_str()))
        .collect()
}

fn cases() -> Definition {
    form(json!([
        {"type": "radiogroup", "name": "area", "choices": [{"value": "n", "text": "北"}, {"value": "s", "text": "南"}]},
        {"type": "paneldynamic", "name": "cases", "templateElements": [
            {"type": "radiogroup", "name": "had", "title": "経験", "choices": ["yes", "no"]},
            {"type": "text", "name": "when", "title": "時期", "visibleIf": "{panel.had} = 'yes'"},
            {"type": "matrixdynamic", "name": "steps", "rowCount": 0, "columns": [
                {"name": "done", "title": "した", "cellType": "dropdown", "choices": ["yes", "no"]},
                {"name": "why", "title": "理由", "cellType": "text", "visibleIf": "{row.done} = 'no'"}]}]},
        {"type": "checkbox", "name": "places", "choicesVisibleIf": "{item} != 'port' or {area} = 's'",
         "choices": [{"value": "hall", "text": "公民館"}, {"value": "port", "text": "港"}]}]))
}

#[test]
fn what_stands_inside_an_asked_question_is_named_at_every_level() {
    let form = cases();
    let fields = [
        ("area", "1"),
        ("cases[0].had", "2"),
        ("cases[0].when", "去年"),
        ("cases[1].had", "1"),
        ("cases[1].when", "今年"),
        ("cases[1].steps[0].done", "1"),
        ("cases[1].steps[0].why", "忙しい"),
        ("cases[1].steps[1].done", "2"),
        ("cases[1].steps[1].why", "遠い"),
        ("places", "1,2"),
    ];
    let found = reading(&form, &fields);
    assert_eq!(found.problems, []);
    assert_eq!(
        dropped(&found),
        [
            ("not-asked", "cases[0].when", "去年"),
            ("not-asked", "cases[1].steps[0].why", "忙しい"),
            ("not-offered", "places", "2 港"),
        ]
    );
    assert_eq!(
        Value::Object(found.answers.clone()),
        json!({"area": "n", "places": ["hall"], "cases": [
            {"had": "no"},
            {"had": "yes", "when": "今年", "steps": [{"done": "yes"}, {"done": "no", "why": "遠い"}]}]})
    );
    // Each waits for a decision of its own.
    let open = found.open();
    assert_eq!(outstanding(&form, &open, &[]).len(), 3);
    let accept = |problem: &Problem| Accepted {
        code: problem.code.to_owned(),
        place: problem.place.clone(),
        reason: REASONS[1].to_owned(),
    };
    let accepted: Vec<Accepted> = open.iter().skip(1).map(accept).collect();
    let [left] = outstanding(&form, &open, &accepted)[..] else { panic!("{open:?}") };
    assert_eq!(left.place, "cases[0].when");
    // Where all of it was asked and offered, nothing needs deciding.
    let asked = [("area", "2"), ("cases[0].had", "1"), ("cases[0].when", "去年"), ("places", "1,2")];
    assert_eq!(reading(&form, &asked).dropped, []);
}

#[test]
fn an_item_of_which_nothing_counts_takes_no_words_from_the_next() {
    let form = form(json!([{"type": "paneldynamic", "name": "d", "templateElements": [
        {"type": "text", "name": "a"}, {"type": "text", "name": "b", "visibleIf": "{panel.a} notempty"}]}]));
    let found = reading(&form, &[("d[0].b", "一"), ("d[1].a", "二"), ("d[1].b", "三")]);
    assert_eq!(dropped(&found), [("not-asked", "d[0].b", "一")]);
    assert_eq!(found.answers["d"], json!([{"a": "二", "b": "三"}]));
}

#[test]
fn what_hangs_on_the_unreadable_inside_may_have_been_asked() {
    let form = cases();
    let fields = [
        ("area", "〓"),
        ("cases[0].had", "〓"),
        ("cases[0].when", "去年"),
        ("cases[0].steps[0].done", "〓"),
        ("cases[0].steps[0].why", "〓"),
        ("places", "2"),
    ];
    let found = reading(&form, &fields);
    assert_eq!(
        dropped(&found),
        [("perhaps-asked", "cases[0].when", "去年"), ("perhaps-asked", "places", "2 港")]
    );
    // Nobody knows whether the reason was asked for, so it is not among what cannot be read.
    assert_eq!(found.unreadable, ["area", "cases[0].had", "cases[0].steps[0].done"]);
}

#[test]
fn what_cannot_be_read_in_one_item_says_nothing_of_another() {
    let form = cases();
    let fields = [
        ("area", "1"),
        ("cases[0].had", "〓"),
        ("cases[0].when", "去年"),
        ("cases[0].steps[0].done", "〓"),
        ("cases[0].steps[0].why", "遠い"),
        ("cases[0].steps[1].done", "1"),
        ("cases[0].steps[1].why", "忙しい"),
        ("cases[1].had", "2"),
        ("cases[1].when", "今年"),
    ];
    assert_eq!(
        dropped(&reading(&form, &fields)),
        [
            ("perhaps-asked", "cases[0].when", "去年"),
            ("perhaps-asked", "cases[0].steps[0].why", "遠い"),
            ("not-asked", "cases[0].steps[1].why", "忙しい"),
            ("not-asked", "cases[1].when", "今年"),
        ]
    );
}

#[test]
fn questions_whose_names_begin_alike_are_not_mixed_up_and_neighbours_count() {
    let list = |name: &str| {
        json!({"type": "matrixdynamic", "name": name, "columns": [
            {"name": "had", "cellType": "dropdown", "choices": ["yes", "no"]},
            {"name": "when", "cellType": "text", "visibleIf": "{row.had} = 'yes'"},
            {"name": "next", "cellType": "text", "visibleIf": "{prevRow.had} = 'yes'"}]})
    };
    let form = form(json!([list("q1"), list("q10")]));
    let fields = [
        ("q1[0].had", "2"),
        ("q1[0].when", "去年"),
        ("q10[0].had", "〓"),
        ("q10[1].had", "2"),
        ("q10[1].when", "今年"),
        ("q10[1].next", "来年"),
    ];
    assert_eq!(
        dropped(&reading(&form, &fields)),
        [
            ("not-asked", "q1[0].when", "去年"),
            ("not-asked", "q10[1].when", "今年"),
            ("perhaps-asked", "q10[1].next", "来年"),
        ]
    );
}

#[test]
fn rows_and_cells_that_were_not_offered_are_named() {
    let form = form(json!([
        {"type": "checkbox", "name": "used", "choices": ["bus", "train"]},
        {"type": "matrix", "name": "often", "rowsVisibleIf": "{used} contains {item}",
         "rows": [{"value": "bus", "text": "バス"}, {"value": "train", "text": "電車"}],
         "columns": [{"value": "0", "text": "少し"}, {"value": "1", "text": "よく"}]},
        {"type": "matrixdropdown", "name": "who", "rows": ["r", "s"], "columns": [
            {"name": "kind", "cellType": "dropdown", "choices": ["x", "y"]},
            {"name": "note", "cellType": "text", "visibleIf": "{row.kind} = 'y'"}]}]));
    let fields = [
        ("used", "1"),
        ("often.bus", "2"),
        ("often.train", "1"),
        ("who.r.kind", "1"),
        ("who.r.note", "書いた"),
        ("who.s.kind", "2"),
        ("who.s.note", "書く"),
    ];
    let found = reading(&form, &fields);
    assert_eq!(
        dropped(&found),
        [("not-offered", "often.train", "1 少し"), ("not-asked", "who.r.note", "書いた")]
    );
    assert_eq!(found.answers["who"], json!({"r": {"kind": "x"}, "s": {"kind": "y", "note": "書く"}}));
}

#[test]
fn an_answer_that_another_one_replaces_is_named() {
    let form = form(json!([
        {"type": "text", "name": "first", "valueName": "v"}, {"type": "text", "name": "again", "valueName": "v"}]));
    let found = reading(&form, &[("first", "三人"), ("again", "四人")]);
    assert_eq!(dropped(&found), [("not-kept", "again", "四人")]);
    assert_eq!(reading(&form, &[("first", "三人"), ("again", "三人")]).dropped, []);
}

#[test]
fn what_the_questionnaire_keeps_though_it_is_hidden_is_no_loss() {
    let json = json!({"clearInvisibleValues": "none", "elements": [
        {"type": "radiogroup", "name": "had", "choices": ["yes", "no"]},
        {"type": "text", "name": "when", "visibleIf": "{had} = 'yes'"}]});
    let form = parse(&json.to_string()).0.unwrap();
    let found = reading(&form, &[("had", "2"), ("when", "去年")]);
    assert_eq!((found.unasked.len(), found.dropped.len()), (0, 0));
    assert_eq!(found.answers["when"], "去年");
}

#[test]
fn problems_stand_where_they_were_typed() {
    let form = form(json!([{"type": "matrixdynamic", "name": "d", "rowCount": 3, "columns": [
        {"name": "n", "cellType": "number", "max": 10},
        {"name": "must", "cellType": "text", "isRequired": true},
        {"name": "kind", "cellType": "dropdown", "choices": ["x"], "visibleIf": "{row.n} < 5"}]}]));
    let found = reading(&form, &[("d[2].n", "99"), ("d[2].kind", "7")]);
    let places: Vec<(&str, &str)> =
        found.problems.iter().map(|problem| (problem.code, problem.place.as_str())).collect();
    assert_eq!(places, [("number-too-large", "d[2].n"), ("required-text", "d[2].must")]);
    // A number that no choice has, where nothing was asked, is shown as it was typed.
    assert_eq!(dropped(&found), [("not-asked", "d[2].kind", "7")]);
}

#[test]
fn choices_that_another_question_gives_are_typed_by_their_numbers() {
    let form = form(json!([
        {"type": "checkbox", "name": "used", "choices": [{"value": "bus", "text": "バス"}, {"value": "train", "text": "電車"}]},
        {"type": "radiogroup", "name": "most", "choicesFromQuestion": "used", "choicesFromQuestionMode": "selected",
         "choices": [{"value": "walk", "text": "徒歩"}]}]));
    assert_eq!(reading(&form, &[("used", "1"), ("most", "1")]).answers["most"], "bus");
    assert_eq!(reading(&form, &[("used", "1"), ("most", "3")]).answers["most"], "walk");
    let found = reading(&form, &[("used", "1"), ("most", "2")]);
    assert_eq!(found.problems, []);
    assert_eq!(found.dropped.len(), 1);
    let texts = crate::questionnaire::answer::all_on_paper(&form);
    let typed = [("used".to_owned(), "1".to_owned()), ("most".to_owned(), "2".to_owned())];
    let said = read_saying(&form, &texts, &typed, &Answers::new(), NaiveDateTime::default());
    assert_eq!(dropped(&said), [("not-offered", "most", "2 電車")]);
}

#[test]
fn what_was_written_in_a_list_can_be_named_again() {
    let form = form(json!([
        {"type": "paneldynamic", "name": "places", "templateElements": [{"type": "text", "name": "name"}]},
        {"type": "radiogroup", "name": "best", "choicesFromQuestion": "places", "choiceValuesFromQuestion": "name"}]));
    let fields = [("places[0].name", "公民館"), ("places[1].name", "港")];
    let with = |best: &'static str| reading(&form, &[fields[0], fields[1], ("best", best)]);
    assert_eq!(with("港").answers["best"], "港");
    assert_eq!(dropped(&with("駅")), [("not-offered", "best", "駅")]);
}
