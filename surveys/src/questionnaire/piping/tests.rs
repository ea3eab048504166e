//! Tests of answers inside texts.

use super::*;
use crate::questionnaire::answer::visibility;
use crate::questionnaire::parse::parse;
use chrono::NaiveDate;
use serde_json::json;

const JSON: &str = r#"{"calculatedValues":[{"name":"both","expression":"{n} * 2"}],"elements":[
  {"type":"radiogroup","name":"a","title":"甲","choices":[{"value":"1","text":{"default":"はい","en":"Yes"}},"2|いいえ"]},
  {"type":"checkbox","name":"c","choices":["1|電話","2|訪問"]},
  {"type":"text","name":"n","inputType":"number"},
  {"type":"text","name":"t"},
  {"type":"matrix","name":"m","rows":["r|行"],"columns":["0|列"]},
  {"type":"paneldynamic","name":"g","templateElements":[{"type":"dropdown","name":"k","choices":["1|相談"]}]}]}"#;

fn piped(text: &str, lang: &str) -> String {
    let definition = parse(JSON).0.unwrap();
    let answers =
        json!({"a": "1", "c": ["1", "2"], "n": 3, "t": "{a}<b>", "m": {"r": "0"}, "g": [{"k": "1"}]});
    let now = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let visible = visibility(&definition, answers.as_object().unwrap(), now);
    let piping = Piping::of(&definition, &visible, lang);
    piping.text(text)
}

#[test]
fn answers_stand_in_the_words_of_the_choices() {
    for (text, expected) in [
        ("{a}ですね", "はいですね"),
        ("{c}と{ n }件", "電話、訪問と3件"),
        ("倍は{both}", "倍は6"),
        ("{m.r} {g[0].k}", "列 相談"),
        ("{unknown} { {a", "{unknown} { {a"),
        ("{t}", "{a}<b>"),
        ("{}{{a}}", "{}{はい}"),
    ] {
        assert_eq!(piped(text, "ja"), expected, "{text}");
    }
    assert_eq!(piped("{a}", "en"), "Yes");
}

#[test]
fn markup_gets_the_answer_escaped() {
    let definition = parse(JSON).0.unwrap();
    let answers = json!({"t": "<script>alert('1')</script>&"});
    let visible = visibility(&definition, answers.as_object().unwrap(), chrono::NaiveDateTime::default());
    let piping = Piping::of(&definition, &visible, "ja");
    let html = piping.html(&Localized::plain("<p>{t}</p>"));
    assert_eq!(html.get("ja"), "<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;</p>");
}

#[test]
fn texts_inside_an_item_speak_of_it() {
    let definition = parse(JSON).0.unwrap();
    let visible = Visibility::default();
    let mut piping = Piping::of(&definition, &visible, "ja");
    let item = json!({"k": "1"});
    piping.enter(definition.question("g").unwrap(), 1, item.as_object().unwrap(), None);
    assert_eq!(piping.text("{panelIndex}: {panel.k}"), "1: 相談");
    piping.leave();
    assert_eq!(piping.text("{panel.k}"), "{panel.k}");
}

#[test]
fn on_paper_the_question_stands_for_its_answer() {
    let definition = parse(JSON).0.unwrap();
    let say = |number: &str, title: &str| format!("（問{number}{title}の回答）");
    let piping = Piping::on_paper(&definition, "ja", &say);
    assert_eq!(piping.text("{a}は{x}"), "（問1甲の回答）は{x}");
    assert_eq!(piping.text("合わせて{both}人"), "合わせて＿＿＿人");
}

#[test]
fn a_whole_questionnaire_for_paper_has_no_placeholder_left() {
    let json = json!({"calculatedValues": [{"name": "total", "expression": "1"}], "pages": [{"title": "{total}件", "elements": [
        {"type": "text", "name": "a", "title": "甲"},
        {"type": "panel", "title": "{a}の方", "elements": [
            {"type": "paneldynamic", "name": "g", "title": "{total}", "templateElements": [
                {"type": "text", "name": "k", "title": "内容"},
                {"type": "comment", "name": "l", "title": "{panel.k}と{total}"}]}]}]}]});
    let definition = parse(&json.to_string()).0.unwrap();
    let say = |_: &str, title: &str| format!("（{title}の回答）");
    let whole = Piping::on_paper(&definition, "ja", &say).whole();
    assert_eq!(whole.pages[0].title.get("ja"), "＿＿＿件");
    let question = whole.question("g").unwrap();
    assert_eq!(question.title.get("ja"), "＿＿＿");
    let inner = question.composite.as_ref().unwrap().questions();
    assert_eq!(inner[1].title.get("ja"), "（内容の回答）と＿＿＿");
    assert_eq!(whole.questions().len(), definition.questions().len());
}
