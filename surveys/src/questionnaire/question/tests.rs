//! Tests of question types: reading forms, checks, words and columns.

use super::*;
use crate::questionnaire::parse::parse;
use crate::questionnaire::variable::value_of;
use serde_json::json;

fn question(element: Value) -> Question {
    let json = json!({ "elements": [element] }).to_string();
    let (definition, problems) = parse(&json);
    assert_eq!(problems, []);
    definition.unwrap().questions()[0].clone()
}

fn form(fields: &[(&str, &str)]) -> Vec<Field> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// What is stored after a form was sent, and all problems as `code place`.
fn sent(question: &Question, fields: &[(&str, &str)]) -> (Value, Vec<String>) {
    again(question, fields, Answers::new())
}

fn again(question: &Question, fields: &[(&str, &str)], mut answers: Answers) -> (Value, Vec<String>) {
    let mut problems = question.read(&form(fields), &mut answers);
    problems.extend(question.check(&answers));
    problems.extend(question.missing(&answers, question.is_required));
    let problems = problems.iter().map(|problem| format!("{} {}", problem.code, problem.place)).collect();
    (Value::Object(answers), problems)
}

fn stored(question: &Question, fields: &[(&str, &str)]) -> Value {
    let (answers, problems) = sent(question, fields);
    assert_eq!(problems, Vec::<String>::new(), "{fields:?}");
    answers.get(&question.name).cloned().unwrap_or_default()
}

fn problems(question: &Question, fields: &[(&str, &str)]) -> Vec<String> {
    sent(question, fields).1
}

fn words(question: &Question, answer: Value) -> Vec<(String, String)> {
    let answers = Answers::from_iter([(question.name.clone(), answer)]);
    let lines = question.display(&answers, "ja").into_iter();
    lines.map(|line| (line.row.unwrap_or_default(), line.texts.join("/"))).collect()
}

fn row(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

/// Name and value of every column.
fn columns(question: &Question, answers: Value) -> Vec<(String, Value)> {
    let answers = answers.as_object().unwrap();
    let value = |variable: &Variable| value_of(variable, answers).cloned().unwrap_or_default();
    question.variables("ja").iter().map(|variable| (variable.name.clone(), value(variable))).collect()
}

fn column(name: &str, value: Value) -> (String, Value) {
    (name.to_owned(), value)
}

#[test]
fn yes_and_no_are_stored_as_the_definition_says() {
    let plain = question(json!({"type": "boolean", "name": "q", "labelFalse": "まだ"}));
    assert_eq!(stored(&plain, &[("q", "true")]), json!(true));
    assert_eq!(stored(&plain, &[("q", "false")]), json!(false));
    assert_eq!(stored(&plain, &[]), Value::Null);
    assert_eq!(problems(&plain, &[("q", "maybe")]), ["unknown-choice q"]);
    assert_eq!(words(&plain, json!(true)), [row("", "はい")]);
    assert_eq!(words(&plain, json!(false)), [row("", "まだ")]);
    let own = question(
        json!({"type": "yesno", "name": "q", "valueTrue": 1, "valueFalse": "無", "isRequired": true}),
    );
    assert_eq!(own.kind.name, "boolean");
    assert_eq!(stored(&own, &[("q", "1")]), json!(1));
    assert_eq!(stored(&own, &[("q", "無")]), json!("無"));
    assert_eq!(problems(&own, &[]), ["required q"]);
}

#[test]
fn no_answer_in_words_stands_alone() {
    let many =
        question(json!({"type": "checkbox", "name": "q", "choices": ["1", "2"], "minSelectedChoices": 2,
        "showNoneItem": true, "showRefuseItem": true, "refuseText": "言えない", "showDontKnowItem": true,
        "showOtherItem": true}));
    let offered: Vec<String> = many.offered().iter().map(|choice| choice.text.get("ja").to_owned()).collect();
    assert_eq!(offered, ["1", "2", "どれもない", "言えない", "わからない", "その他"]);
    assert_eq!(stored(&many, &[("q", "none")]), json!(["none"]), "needs no second choice");
    assert_eq!(problems(&many, &[("q", "1"), ("q", "dontknow")]), ["exclusive-choice q"]);
    assert_eq!(problems(&many, &[("q", "1")]), ["too-few-choices q"]);
    let one = question(json!({"type": "radiogroup", "name": "q", "choices": ["1"], "showRefuseItem": true}));
    assert_eq!(stored(&one, &[("q", "refused")]), json!("refused"));
    assert_eq!(words(&one, json!("refused")), [row("", "答えたくない")]);
}

#[test]
fn the_box_for_all_takes_all_and_lets_one_go() {
    let all = question(json!({"type": "checkbox", "name": "q", "showSelectAllItem": true,
        "choices": ["1", "2", {"value": "9", "kt:exclusive": true}]}));
    assert_eq!(stored(&all, &[("q", "all")]), json!(["1", "2"]));
    let before = Answers::from_iter([("q".to_owned(), json!(["1", "2"]))]);
    assert!(checkbox::has_all(&all, &before));
    let (answers, _) = again(&all, &[("q", "all"), ("q", "2")], before);
    assert_eq!(answers, json!({"q": ["2"]}), "one was taken out while the box was still ticked");
}

#[test]
fn ranks_make_a_list_and_doubles_are_named() {
    let rank = question(
        json!({"type": "ranking", "name": "q", "choices": [{"value": "a", "text": "駅"}, "b", "c"]}),
    );
    let order = [("q.a", "２"), ("q.b", "3"), ("q.c", "1")];
    assert_eq!(stored(&rank, &order), json!(["c", "a", "b"]));
    assert_eq!(words(&rank, json!(["c", "a", "b"])), [row("1", "c"), row("2", "駅"), row("3", "b")]);
    let (answers, found) = sent(&rank, &[("q.a", "1"), ("q.b", "1"), ("q.c", "x")]);
    assert_eq!(answers, json!({"q": {"a": "1", "b": "1", "c": "x"}}), "what was chosen stays");
    assert_eq!(found, ["rank-twice q.a", "rank-twice q.b", "rank-number q.c"]);
    assert_eq!(ranking::rank(&rank, &rank.choices[2], answers.as_object().unwrap()), "x");
    assert_eq!(problems(&rank, &[("q.a", "1")]), ["rank-missing q.b", "rank-missing q.c"]);
    assert_eq!(stored(&rank, &[("q.a", "")]), Value::Null);
    assert_eq!(rank.part_at("q.a").unwrap().get("ja"), "駅");
    assert_eq!(
        columns(&rank, json!({"q": ["c", "a", "b"]})),
        [column("q_1", json!("c")), column("q_2", json!("a")), column("q_3", json!("b"))]
    );
    let some = question(json!({"type": "ranking", "name": "q", "choices": ["a", "b", "c"],
        "selectToRankEnabled": true, "maxSelectedChoices": 2}));
    assert_eq!(stored(&some, &[("q.c", "1"), ("q.a", "3")]), json!(["c", "a"]));
    assert_eq!(problems(&some, &[("q.a", "1"), ("q.b", "2"), ("q.c", "3")]), ["too-many-choices q"]);
    assert_eq!(sent(&rank, &[("q.a", "99999999999999999999999")]).1[0], "rank-number q.a");
}

#[test]
fn items_are_texts_of_their_own() {
    let items = question(json!({"type": "multipletext", "name": "q", "items": [
        {"name": "n", "title": "人数", "inputType": "number", "isRequired": true, "max": 10},
        {"name": "who", "maxLength": 3}]}));
    assert_eq!(stored(&items, &[("q.n", "３"), ("q.who", "")]), json!({"n": 3}));
    assert_eq!(
        problems(&items, &[("q.n", "11"), ("q.who", "長い名前")]),
        ["number-too-large q.n", "too-long q.who"]
    );
    assert_eq!(problems(&items, &[("q.who", "山")]), ["required-text q.n"]);
    assert_eq!(words(&items, json!({"n": 3})), [row("人数", "3"), row("who", "")]);
    let answers = json!({"q": {"n": 3}});
    assert_eq!(columns(&items, answers), [column("q_n", json!(3)), column("q_who", Value::Null)]);
    let answers = Answers::from_iter([("q".to_owned(), json!({"n": 1, "x": 2}))]);
    assert_eq!(items.check(&answers)[0].code, "wrong-answer");
    let whole =
        question(json!({"type": "multipletext", "name": "q", "isRequired": true, "items": [{"name": "a"}]}));
    assert_eq!(problems(&whole, &[]), ["required-text q"]);
}

#[test]
fn a_name_has_four_parts_and_its_reading_one_script() {
    let name = question(json!({"type": "kt-personname", "name": "q", "isRequired": true}));
    assert!(name.is_identifier);
    let typed = [("q.sei", "山田"), ("q.mei", " 花子 "), ("q.sei_kana", "ヤマダ"), ("q.mei_kana", "ﾊﾅｺ")];
    let parts = json!({"sei": "山田", "mei": "花子", "sei_kana": "やまだ", "mei_kana": "はなこ"});
    assert_eq!(stored(&name, &typed), parts);
    assert_eq!(words(&name, parts), [row("", "山田 花子（やまだ はなこ）")]);
    assert_eq!(problems(&name, &[("q.sei", "山田"), ("q.sei_kana", "山田")]), ["not-kana q.sei_kana"]);
    // Nobody is held up for having one name, or none in kana; whoever has written none at all is asked.
    assert_eq!(problems(&name, &[("q.mei", "Aung")]), ["reading-missing q.mei_kana"]);
    assert_eq!(problems(&name, &[("q.sei_kana", "やまだ")]), ["required-text q.sei"]);
    let optional = question(json!({"type": "kt-personname", "name": "q"}));
    assert_eq!(problems(&optional, &[("q.mei", "Aung")]), [""; 0]);
    assert_eq!(name.items[0].input.autocomplete, "family-name");
    let katakana = question(json!({"type": "kt-personname", "name": "q", "kt:kana": "katakana"}));
    assert_eq!(stored(&katakana, &[("q.sei_kana", "やまだ")]), json!({"sei_kana": "ヤマダ"}));
    let none = question(json!({"type": "kt-personname", "name": "q", "kt:kana": "none"}));
    assert_eq!(none.items.len(), 2);
}

#[test]
fn a_municipality_is_stored_by_its_code() {
    let anywhere = question(json!({"type": "kt-municipality", "name": "q"}));
    for typed in ["13101", "131016", "千代田区", "東京都千代田区"] {
        assert_eq!(stored(&anywhere, &[("q", typed)]), json!("13101"), "{typed}");
    }
    let (answers, found) = sent(&anywhere, &[("q", "府中市")]);
    assert_eq!((answers, found), (json!({"q": "府中市"}), vec!["municipality-ambiguous q".to_owned()]));
    assert_eq!(problems(&anywhere, &[("q", "131015")]), ["municipality-check-digit q"]);
    assert_eq!(words(&anywhere, json!("13101")), [row("", "東京都千代田区")]);
    assert!(anywhere.choices.is_empty(), "a list of all would be too long for a page");
    let here = question(json!({"type": "kt-municipality", "name": "q", "kt:prefectures": ["11"]}));
    assert!(
        here.choices
            .iter()
            .any(|choice| choice.value == "11107" && choice.text.get("ja") == "さいたま市浦和区")
    );
    assert_eq!(problems(&here, &[("q", "13101")]), ["municipality-outside q"]);
    assert_eq!(here.role.as_deref(), Some("municipality"));
}

#[test]
fn a_slider_takes_one_number_or_two() {
    let one = question(json!({"type": "slider", "name": "q", "max": 10, "step": 5}));
    assert_eq!(stored(&one, &[("q", "５")]), json!(5));
    assert_eq!(problems(&one, &[("q", "3")]), ["number-step q"]);
    assert_eq!(problems(&one, &[("q", "15")]), ["number-too-large q"]);
    let two = question(json!({"type": "slider", "name": "q", "sliderType": "range"}));
    assert_eq!(stored(&two, &[("q.from", "10"), ("q.to", "20")]), json!([10, 20]));
    assert_eq!(words(&two, json!([10, 20])), [row("", "10–20")]);
    assert_eq!(problems(&two, &[("q.from", "20"), ("q.to", "10")]), ["range-crossed q.to"]);
    let (half, found) = sent(&two, &[("q.to", "10")]);
    assert_eq!((half, found), (json!({"q": [null, 10]}), vec!["required-text q.from".to_owned()]));
    assert_eq!(
        columns(&two, json!({"q": [10, 20]})),
        [column("q_from", json!(10)), column("q_to", json!(20))]
    );
}

#[test]
fn a_scale_is_counted_or_listed() {
    let steps = |element: Value| -> Vec<String> {
        question(element).choices.iter().map(|choice| choice.value.clone()).collect()
    };
    assert_eq!(steps(json!({"type": "rating", "name": "q", "rateCount": 3})), ["1", "2", "3"]);
    assert_eq!(steps(json!({"type": "rating", "name": "q", "rateMin": -1, "rateMax": 1})), ["-1", "0", "1"]);
    assert_eq!(steps(json!({"type": "rating", "name": "q", "rateMax": 10, "rateCount": 2})), ["9", "10"]);
    let tenths = steps(json!({"type": "rating", "name": "q", "rateMin": 0, "rateMax": 0.4, "rateStep": 0.1}));
    assert_eq!(tenths, ["0", "0.1", "0.2", "0.3", "0.4"]);
    let own = question(
        json!({"type": "rating", "name": "q", "rateValues": ["a|悪い", {"value": 2, "text": "よい"}]}),
    );
    assert_eq!(stored(&own, &[("q", "a")]), json!("a"));
    assert_eq!(stored(&own, &[("q", "2")]), json!(2));
    assert_eq!(words(&own, json!(2)), [row("", "よい")]);
    let half = question(json!({"type": "rating", "name": "q", "rateMin": 0, "rateMax": 1, "rateStep": 0.5}));
    assert_eq!(stored(&half, &[("q", "0.5")]), json!(0.5));
}

#[test]
fn a_matrix_takes_many_a_row_and_no_column_twice() {
    let many = question(json!({"type": "matrix", "name": "q", "cellType": "checkbox", "rows": ["a", "b"],
        "columns": ["1", "2"], "cells": {"a": {"1": "あ1"}}}));
    let answer = json!({"a": ["1", "2"]});
    assert_eq!(stored(&many, &[("q.a", "2"), ("q.a", "1")]), answer);
    assert_eq!(words(&many, answer), [row("a", "あ1/2"), row("b", "")]);
    assert_eq!(problems(&many, &[("q.a", "2"), ("q.a", "7")]), ["unknown-choice q.a"]);
    let unique = question(json!({"type": "matrix", "name": "q", "eachRowUnique": true, "rows": ["a", "b"],
        "columns": ["1", "2"]}));
    assert_eq!(problems(&unique, &[("q.a", "1"), ("q.b", "1")]), ["row-twice q.b"]);
    assert_eq!(stored(&unique, &[("q.a", "1"), ("q.b", "2")]), json!({"a": "1", "b": "2"}));
}

#[test]
fn pictures_and_seats_are_choices() {
    let one = question(json!({"type": "imagepicker", "name": "q", "choices": [
        {"value": "a", "imageLink": "data:image/png;base64,iVBORw0KGgo="}]}));
    assert_eq!(stored(&one, &[("q", "a")]), json!("a"));
    let many =
        question(json!({"type": "imagepicker", "name": "q", "multiSelect": true, "choices": ["a", "b"]}));
    assert_eq!(stored(&many, &[("q", "b"), ("q", "a")]), json!(["a", "b"]));
    let seat = question(json!({"type": "kt-seat", "name": "q", "choices": [
        {"value": "hall", "text": "会場", "kt:capacity": 50}, "online"]}));
    assert_eq!((seat.choices[0].capacity, seat.choices[1].capacity), (Some(50), None));
    assert_eq!(stored(&seat, &[("q", "hall")]), json!("hall"));
    let group = question(json!({"type": "buttongroup", "name": "q", "choices": ["a"]}));
    assert_eq!(group.kind.name, "radiogroup");
    let elsewhere =
        json!({"elements": [{"type": "image", "name": "i", "imageLink": "https://example.jp/a.png"}]});
    assert_eq!(parse(&elsewhere.to_string()).1[0].code, "image-not-shown");
}

#[test]
fn a_text_beside_the_answer_needs_no_choice() {
    let beside =
        question(json!({"type": "radiogroup", "name": "q", "choices": ["1"], "showCommentArea": true,
        "commentText": "理由"}));
    let (answers, found) = sent(&beside, &[("q", "1"), ("q-Comment", "近いから")]);
    assert_eq!((&answers, found), (&json!({"q": "1", "q-Comment": "近いから"}), vec![]));
    let lines = beside.display(answers.as_object().unwrap(), "ja");
    assert_eq!(lines[1], Line { row: Some("理由".to_owned()), texts: vec!["近いから".to_owned()] });
    assert_eq!(columns(&beside, answers), [column("q", json!("1")), column("q_comment", json!("近いから"))]);
    let (answers, found) = sent(&beside, &[("q-Comment", "選べない")]);
    assert_eq!((answers, found), (json!({"q-Comment": "選べない"}), vec![]), "says nothing about “other”");
}

#[test]
fn the_definition_s_own_words_are_said() {
    let own = question(json!({"type": "radiogroup", "name": "q", "choices": ["1"], "isRequired": true,
        "requiredErrorText": "ここは大切です", "showOtherItem": true, "otherErrorText": "中身も"}));
    let answers = Answers::new();
    assert_eq!(own.missing(&answers, true)[0].words.get("ja"), "ここは大切です");
    let answers = Answers::from_iter([("q".to_owned(), json!("other"))]);
    assert_eq!(own.check(&answers)[0].words.get("ja"), "中身も");
}

#[test]
fn words_of_plain_texts_become_markup_that_is_safe() {
    let info =
        question(json!({"type": "infotext", "name": "q", "title": {"default": "a < b", "en": "x & y"}}));
    assert_eq!(
        (info.kind.name, info.html.get("ja"), info.html.get("en")),
        ("html", "<p>a &lt; b</p>", "<p>x &amp; y</p>")
    );
}
