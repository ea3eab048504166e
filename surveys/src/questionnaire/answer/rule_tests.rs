//! Tests of what follows from answers and from their change: one for each property.

use super::*;
use crate::questionnaire::page::next_page;
use crate::questionnaire::parse::parse;
use crate::questionnaire::problem::has_errors;
use chrono::NaiveDate;
use serde_json::json;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 4, 1).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

/// A definition without problems; `survey` has its properties, `elements` its only page.
fn made(survey: Value, elements: Value) -> Definition {
    let mut survey = survey;
    survey["pages"] = json!([{"name": "p", "elements": elements}]);
    read(survey)
}

fn read(survey: Value) -> Definition {
    let (definition, problems) = parse(&survey.to_string());
    assert!(!has_errors(&problems), "{problems:?}");
    definition.unwrap()
}

fn answers(value: Value) -> Answers {
    value.as_object().cloned().unwrap()
}

fn sent(definition: &Definition, fields: &[(&str, &str)], before: &Answers) -> (Answers, Vec<String>) {
    let form: Vec<Field> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let (read, problems) = read_page(definition, "p", &form, before, now());
    (read, said(&problems))
}

fn said(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| format!("{} {}", problem.code, problem.place)).collect()
}

fn stored(definition: &Definition, given: Value) -> Value {
    Value::Object(complete(definition, &answers(given), now()).0)
}

#[test]
fn defaults_begin_a_response_and_follow_until_somebody_changes_them() {
    let definition = made(
        json!({}),
        json!([
            {"type": "checkbox", "name": "c", "choices": ["1", "2"], "defaultValue": ["2"]},
            {"type": "text", "name": "n", "inputType": "number", "defaultValue": 2},
            {"type": "text", "name": "d", "inputType": "number", "defaultValueExpression": "{n} * 10"}]),
    );
    let begun = start(&definition, now());
    assert_eq!(Value::Object(begun.clone()), json!({"c": ["2"], "n": 2, "d": 20}));
    let (read, _) = sent(&definition, &[("n", "3"), ("d", "20")], &begun);
    assert_eq!(Value::Object(read.clone()), json!({"n": 3, "d": 30}), "untouched, so it follows");
    let (read, _) = sent(&definition, &[("n", "3"), ("d", "31")], &read);
    let (read, _) = sent(&definition, &[("n", "4"), ("d", "31")], &read);
    assert_eq!(Value::Object(read.clone()), json!({"n": 4, "d": 31}), "somebody changed it");
    let (read, _) = sent(&definition, &[("n", "5"), ("d", "")], &read);
    assert_eq!(Value::Object(read), json!({"n": 5}), "and what was emptied stays empty");
}

#[test]
fn values_set_themselves_when_what_they_speak_of_changes() {
    let definition = made(
        json!({}),
        json!([
            {"type": "text", "name": "n", "inputType": "number"},
            {"type": "text", "name": "s", "inputType": "number", "setValueExpression": "{n} + 1",
             "setValueIf": "{n} > 0", "resetValueIf": "{n} = 7"}]),
    );
    let (read, _) = sent(&definition, &[("n", "1"), ("s", "")], &Answers::new());
    assert_eq!(Value::Object(read.clone()), json!({"n": 1, "s": 2}));
    let (read, _) = sent(&definition, &[("n", "1"), ("s", "9")], &read);
    assert_eq!(read["s"], 9, "typed afterwards");
    let (same, _) = sent(&definition, &[("n", "2"), ("s", "8")], &read);
    assert_eq!(same["s"], 8, "typed in the same step");
    let (read, _) = sent(&definition, &[("n", "7"), ("s", "9")], &read);
    assert_eq!(Value::Object(read), json!({"n": 7}), "reset");
    let (kept, _) = accept(&definition, &answers(json!({"n": 4})), now());
    assert_eq!(Value::Object(kept), json!({"n": 4, "s": 5}), "the same without pages");
    let (kept, _) = accept(&definition, &answers(json!({"n": 4, "s": 1})), now());
    assert_eq!(kept["s"], 1, "what was given is not overwritten");
}

#[test]
fn calculated_values_are_seen_by_conditions_and_stored_when_asked() {
    let definition = made(
        json!({"calculatedValues": [
            {"name": "total", "expression": "{a} + {b}", "includeIntoResult": true},
            {"name": "twice", "expression": "{total} * 2"}]}),
        json!([
            {"type": "text", "name": "a", "inputType": "number"},
            {"type": "text", "name": "b", "inputType": "number"},
            {"type": "text", "name": "why", "visibleIf": "{twice} > 10"},
            {"type": "expression", "name": "shown", "expression": "{total} / 4", "precision": 1}]),
    );
    let kept = stored(&definition, json!({"a": 3, "b": 4, "why": "x", "total": 99, "twice": 1}));
    assert_eq!(kept, json!({"a": 3, "b": 4, "why": "x", "shown": 1.8, "total": 7}));
    let kept = stored(&definition, json!({"a": 1, "b": 1, "why": "x", "shown": 5}));
    assert_eq!(kept, json!({"a": 1, "b": 1, "shown": 0.5, "total": 2}));
    let (read, _) = sent(&definition, &[("a", "1"), ("b", "2"), ("shown", "500")], &Answers::new());
    assert_eq!(read.get("shown"), None, "a computed value is never taken from a form");
}

#[test]
fn hidden_answers_are_forgotten_when_the_definition_says() {
    let elements = || {
        json!([
            {"type": "radiogroup", "name": "a", "choices": ["1", "2"]},
            {"type": "text", "name": "t", "visibleIf": "{a} = '1'", "defaultValue": "はじめ"},
            {"type": "text", "name": "keep", "visibleIf": "{a} = '1'", "clearIfInvisible": "none"}])
    };
    let begun = answers(json!({"a": "1", "t": "x", "keep": "y"}));
    let fields = [("a", "2"), ("t", "x"), ("keep", "y")];
    let later = made(json!({}), elements());
    assert_eq!(sent(&later, &fields, &begun).0.get("t"), Some(&json!("x")), "kept until the end");
    assert_eq!(stored(&later, json!({"a": "2", "t": "x", "keep": "y"})), json!({"a": "2", "keep": "y"}));
    let at_once = made(json!({"clearInvisibleValues": "onHidden"}), elements());
    let (read, _) = sent(&at_once, &fields, &begun);
    assert_eq!(Value::Object(read.clone()), json!({"a": "2", "keep": "y"}));
    let (read, _) = sent(&at_once, &[("a", "1")], &read);
    assert_eq!(read["t"], "はじめ", "shown again, it begins with its default");
    let never = made(json!({"clearInvisibleValues": "none"}), elements());
    assert_eq!(stored(&never, json!({"a": "2", "t": "x"})), json!({"a": "2", "t": "x"}));
}

#[test]
fn a_hidden_container_forgets_only_when_asked_to() {
    let survey = |clear: &str| {
        made(
            json!({"clearInvisibleValues": clear}),
            json!([
                {"type": "radiogroup", "name": "a", "choices": ["1", "2"]},
                {"type": "panel", "name": "g", "visibleIf": "{a} = '1'", "elements": [{"type": "text", "name": "t"}]}]),
        )
    };
    let begun = answers(json!({"a": "1", "t": "x"}));
    let fields = [("a", "2"), ("t", "x")];
    assert_eq!(sent(&survey("onHidden"), &fields, &begun).0.get("t"), Some(&json!("x")));
    assert_eq!(sent(&survey("onHiddenContainer"), &fields, &begun).0.get("t"), None);
}

#[test]
fn what_cannot_be_changed_is_not_changed_by_a_form() {
    let definition = made(
        json!({}),
        json!([
            {"type": "text", "name": "fixed", "readOnly": true, "defaultValue": "固定", "isRequired": true},
            {"type": "radiogroup", "name": "a", "choices": ["1", "2"]},
            {"type": "text", "name": "maybe", "enableIf": "{a} = '1'", "isRequired": true},
            {"type": "panel", "name": "g", "readOnly": true, "elements": [{"type": "text", "name": "inner"}]}]),
    );
    let begun = start(&definition, now());
    let (read, problems) =
        sent(&definition, &[("fixed", "変更"), ("a", "2"), ("maybe", "x"), ("inner", "y")], &begun);
    assert_eq!(Value::Object(read.clone()), json!({"fixed": "固定", "a": "2"}));
    assert!(problems.is_empty(), "{problems:?}");
    let (read, problems) = sent(&definition, &[("a", "1")], &read);
    assert_eq!(problems, ["revealed maybe"], "it can be answered now");
    let (_, problems) = sent(&definition, &[("a", "1"), ("maybe", "")], &read);
    assert_eq!(problems, ["required-text maybe"]);
    let (kept, _) = accept(&definition, &Answers::new(), now());
    assert_eq!(Value::Object(kept), json!({"fixed": "固定"}), "nobody else could give it");
}

#[test]
fn questions_with_one_value_name_share_their_answer() {
    let definition = read(json!({"pages": [
        {"name": "p", "elements": [{"type": "text", "name": "a", "valueName": "v"}]},
        {"name": "p2", "elements": [{"type": "text", "name": "b", "valueName": "v"},
          {"type": "text", "name": "c", "visibleIf": "{v} = 'x'"}]}]}));
    let (read, _) = sent(&definition, &[("a", "x")], &Answers::new());
    assert_eq!(Value::Object(read.clone()), json!({"a": "x", "b": "x"}));
    assert!(visibility(&definition, &read, now()).questions.contains("c"));
    let form = vec![("b".to_owned(), "z".to_owned())];
    let (read, _) = read_page(&definition, "p2", &form, &read, now());
    assert_eq!(Value::Object(read), json!({"a": "z", "b": "z"}));
}

#[test]
fn triggers_set_copy_compute_show_skip_and_end() {
    let definition = read(json!({
        "triggers": [
            {"type": "setvalue", "expression": "{a} = '1'", "setToName": "t", "setValue": "既定"},
            {"type": "copyvalue", "expression": "{a} = '2'", "fromName": "src", "setToName": "t"},
            {"type": "runexpression", "expression": "{a} = '3'", "runExpression": "{src} + '!'", "setToName": "t"},
            {"type": "visible", "expression": "{a} = '4'", "questions": ["extra"], "pages": ["p3"]},
            {"type": "skip", "expression": "{a} = '5'", "gotoName": "last"},
            {"type": "complete", "expression": "{a} = '6'"}],
        "pages": [
            {"name": "p", "elements": [{"type": "radiogroup", "name": "a", "choices": ["1", "2", "3", "4", "5", "6"]},
                {"type": "text", "name": "src"}, {"type": "text", "name": "extra"}]},
            {"name": "p2", "elements": [{"type": "text", "name": "t"}]},
            {"name": "p3", "elements": [{"type": "text", "name": "u"}]},
            {"name": "p4", "elements": [{"type": "text", "name": "last"}]}]}));
    let after = |a: &str| sent(&definition, &[("a", a), ("src", "元")], &answers(json!({"src": "元"}))).0;
    assert_eq!(
        (&after("1")["t"], &after("2")["t"], &after("3")["t"]),
        (&json!("既定"), &json!("元"), &json!("元!"))
    );
    let pages =
        |a: &str| -> Vec<String> { visibility(&definition, &after(a), now()).pages.into_iter().collect() };
    assert_eq!(pages("1"), ["p", "p2", "p4"]);
    assert_eq!(pages("4"), ["p", "p2", "p3", "p4"]);
    assert!(visibility(&definition, &after("4"), now()).questions.contains("extra"));
    assert_eq!(pages("5"), ["p", "p2", "p4"], "what is skipped is passed over, not hidden");
    let next = |a: &str| next_page(&definition, "p", &after(a), now()).map(|page| page.name.clone());
    assert_eq!((next("1").as_deref(), next("5").as_deref()), (Some("p2"), Some("p4")));
    let kept = complete(&definition, &answers(json!({"a": "5", "t": "前に書いた"})), now()).0;
    assert_eq!(kept["t"], json!("前に書いた"));
    assert_eq!(pages("6"), ["p"]);
}

#[test]
fn one_question_of_a_required_panel_must_be_answered() {
    let definition = made(
        json!({}),
        json!([{"type": "panel", "name": "g", "title": "連絡先", "isRequired": true,
            "elements": [{"type": "text", "name": "tel"}, {"type": "text", "name": "mail"}]}]),
    );
    assert_eq!(sent(&definition, &[("tel", ""), ("mail", "")], &Answers::new()).1, ["required-panel tel"]);
    assert!(sent(&definition, &[("tel", ""), ("mail", "x")], &Answers::new()).1.is_empty());
    assert!(has_errors(&complete(&definition, &Answers::new(), now()).1));
}

#[test]
fn choices_are_carried_forward() {
    let question = |mode: &str| {
        made(
            json!({}),
            json!([
                {"type": "checkbox", "name": "used", "choices": ["1|甲", "2|乙", "3|丙"]},
                {"type": "checkbox", "name": "best", "choicesFromQuestion": "used", "choicesFromQuestionMode": mode,
                 "choices": ["9|ない"]}]),
        )
    };
    let offered = |mode: &str| -> Vec<String> {
        let definition = question(mode);
        let visible = visibility(&definition, &answers(json!({"used": ["1", "3"]})), now());
        let best = definition.question("best").unwrap();
        visible.of("best", best).choices.iter().map(|choice| choice.text.get("ja").to_owned()).collect()
    };
    assert_eq!(offered("selected"), ["甲", "丙", "ない"]);
    assert_eq!(offered("unselected"), ["乙", "ない"]);
    assert_eq!(offered("all"), ["甲", "乙", "丙", "ない"]);
    let definition = question("selected");
    let kept = stored(&definition, json!({"used": ["1"], "best": ["1", "2"]}));
    assert_eq!(kept, json!({"used": ["1"], "best": ["1"]}), "no longer offered, no longer an answer");
    let (read, problems) = sent(&definition, &[("used", "2"), ("best", "2")], &Answers::new());
    assert_eq!((&read["best"], problems.len()), (&json!(["2"]), 0), "chosen on the same page");
}

#[test]
fn items_of_a_multipletext_have_validators_of_their_own() {
    let definition = made(
        json!({}),
        json!([{"type": "multipletext", "name": "m", "items": [
            {"name": "a", "validators": [{"type": "regex", "regex": "^[0-9]{3}$", "text": "3桁です"}]}, {"name": "b"}]}]),
    );
    let (_, problems) = complete(&definition, &answers(json!({"m": {"a": "12", "b": "x"}})), now());
    assert_eq!(said(&problems), ["not-as-asked m.a"]);
    assert_eq!(problems[0].words.get("ja"), "3桁です");
}

#[test]
fn the_survey_says_how_pages_numbers_and_lengths_are() {
    let definition = read(
        json!({"showQuestionNumbers": "onPage", "maxTextLength": 5, "firstPageIsStartPage": true,
        "questionOrder": "random", "requiredMark": "（要）", "showProgressBar": "off", "navigateToUrl": "https://example.jp/",
        "completedHtmlOnCondition": [{"expression": "{a} = 1", "html": "x"}], "previewMode": "answeredQuestions",
        "pages": [{"name": "p", "elements": [{"type": "text", "name": "a"}, {"type": "comment", "name": "b", "maxLength": 9}]},
            {"name": "q", "elements": [{"type": "text", "name": "c"}]}]}),
    );
    let numbers: Vec<&str> = definition.questions().iter().map(|question| question.number.as_str()).collect();
    assert_eq!(numbers, ["1", "2", "1"]);
    let limits: Vec<Option<usize>> =
        definition.questions().iter().map(|question| question.input.max_length).collect();
    assert_eq!(limits, [Some(5), Some(9), Some(5)]);
    let settings = &definition.settings;
    assert!(settings.first_page_is_start && settings.is_shuffled && !settings.shows_progress);
    assert!(settings.previews_answered_only && settings.completed_if.len() == 1);
    assert_eq!(
        (settings.required_mark.as_str(), settings.navigate_to.as_str()),
        ("（要）", "https://example.jp/")
    );
    let pages = crate::questionnaire::summary::summary(&definition, &answers(json!({"a": "x"})), "ja", now());
    assert_eq!((pages.len(), pages[0].items.len()), (1, 1), "only what was answered");
    let (definition, problems) = parse(r#"{"navigateToUrl":"javascript:alert(1)","elements":[]}"#);
    assert_eq!(problems[0].code, "url-not-web");
    assert_eq!(definition.unwrap().settings.navigate_to, "");
}

#[test]
fn validators_hold_and_advice_comes_once() {
    let definition = made(
        json!({}),
        json!([
            {"type": "text", "name": "from", "inputType": "number"},
            {"type": "text", "name": "to", "inputType": "number", "validators": [
                {"type": "expression", "expression": "{to} empty or {to} >= {from}", "text": "逆です"},
                {"type": "numeric", "maxValue": 100, "notificationType": "warning"}]}]),
    );
    assert_eq!(sent(&definition, &[("from", "5"), ("to", "3")], &Answers::new()).1, ["not-as-asked to"]);
    let (read, problems) = sent(&definition, &[("from", "5"), ("to", "300")], &Answers::new());
    assert_eq!(problems, ["number-too-large to"]);
    let (_, problems) = sent(&definition, &[("from", "5"), ("to", "300"), (ADVISED, "to")], &read);
    assert!(problems.is_empty(), "{problems:?}");
    assert!(!has_errors(&complete(&definition, &read, now()).1), "advice holds nobody up");
}

#[test]
fn a_shared_answer_is_stored_and_taken_under_its_shared_name() {
    let definition = made(
        json!({}),
        json!([{"type": "text", "name": "a", "valueName": "v"}, {"type": "text", "name": "b", "valueName": "v"}]),
    );
    let (kept, problems) = accept(&definition, &answers(json!({"v": "x"})), now());
    assert_eq!((Value::Object(kept), said(&problems)), (json!({"a": "x", "b": "x", "v": "x"}), vec![]));
}

#[test]
fn functions_see_questions_inside_of_others() {
    let definition = made(
        json!({}),
        json!([
            {"type": "paneldynamic", "name": "g", "panelCount": 1, "templateElements": [
                {"type": "radiogroup", "name": "q", "title": "種類", "choices": ["1|通院"], "showCommentArea": true},
                {"type": "expression", "name": "own", "expression": "displayValue('panel.q')"}]},
            {"type": "expression", "name": "words", "expression": "displayValue('g[0].q')"},
            {"type": "expression", "name": "comment", "expression": "getComment('g[0].q')"},
            {"type": "expression", "name": "title", "expression": "propertyValue('g[0].q', 'title')"}]),
    );
    let given = answers(json!({"g": [{"q": "1", "q-Comment": "毎週"}]}));
    let counted = visibility(&definition, &given, now()).counted;
    assert_eq!(
        (&counted["words"], &counted["comment"], &counted["title"], &counted["g"][0]["own"]),
        (&json!("通院"), &json!("毎週"), &json!("種類"), &json!("通院"))
    );
}

#[test]
fn lists_that_cannot_be_changed_take_no_items_and_lose_none() {
    let list = |name: &str, more: Value| {
        let mut list = json!({"type": "paneldynamic", "name": name, "templateElements": [{"type": "text", "name": "q"}]});
        list.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        list
    };
    let definition = made(
        json!({}),
        json!([list("fixed", json!({"readOnly": true})), list("hidden", json!({"visibleIf": "{t} = 'x'"})),
            {"type": "text", "name": "t"}]),
    );
    let before = answers(json!({"fixed": [{"q": "1"}], "hidden": [{"q": "1"}]}));
    let mut given = before.clone();
    for name in ["fixed", "hidden"] {
        assert_eq!(items::add(&definition, name, &mut given, now()), None, "{name}");
        assert_eq!(items::remove(&definition, &format!("{name}[0]"), &mut given, now()), None, "{name}");
    }
    assert_eq!(given, before);
}

#[test]
fn nothing_must_be_answered_on_pages_that_are_skipped() {
    let definition = read(json!({
        "triggers": [{"type": "skip", "expression": "{a} = '1'", "gotoName": "last"}],
        "pages": [
            {"name": "p", "elements": [{"type": "radiogroup", "name": "a", "choices": ["1", "2"]}]},
            {"name": "p2", "isRequired": true, "elements": [{"type": "text", "name": "t", "isRequired": true}]},
            {"name": "p3", "elements": [{"type": "text", "name": "last"}]}]}));
    let codes = |given: Value| said(&complete(&definition, &answers(given), now()).1);
    assert_eq!(codes(json!({"a": "1"})), [""; 0]);
    assert_eq!(codes(json!({"a": "2"})), ["required-text t", "required-panel t"]);
}
