//! Tests of questions in questions: panels that are added, tables with typed columns.

use super::compact::Pool;
use super::*;
use crate::questionnaire::parse::parse;
use crate::questionnaire::problem::has_errors;
use crate::questionnaire::summary::summary;
use crate::questionnaire::union::{Filled, Version, present, union};
use crate::questionnaire::variable::{value_of, variables};
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::json;

const JSON: &str = r#"{"pages":[{"name":"p","elements":[
  {"type":"paneldynamic","name":"g","title":"事例","panelCount":1,"minPanelCount":1,"maxPanelCount":3,"keyName":"who",
   "templateElements":[
     {"type":"text","name":"who","title":"だれ","isRequired":true},
     {"type":"radiogroup","name":"kind","title":"種類","choices":["1|相談","2|就労"]},
     {"type":"checkbox","name":"how","title":"方法","choices":["1|電話","2|訪問"],"visibleIf":"{panel.kind} = '2'"},
     {"type":"text","name":"n","title":"回数","inputType":"number",
      "validators":[{"type":"expression","expression":"{panel.n} empty or {panel.n} < 10"}]}]},
  {"type":"matrixdynamic","name":"m","title":"職員","rowCount":2,"columns":[
     {"name":"job","title":"職種","cellType":"text"},
     {"name":"people","title":"人数","cellType":"number","totalType":"sum"}]},
  {"type":"matrixdropdown","name":"d","title":"連携","rows":["r1|病院","r2|学校"],"choices":["0|なし","1|あり"],
   "columns":[{"name":"has","title":"有無"},{"name":"note","title":"内容","cellType":"text","visibleIf":"{row.has} = '1'",
     "isRequired":true}]},
  {"type":"text","name":"many","visibleIf":"{m-total.people} > 5"}]}]}"#;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 4, 1).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

fn definition() -> Definition {
    let (definition, problems) = parse(JSON);
    assert!(!has_errors(&problems), "{problems:?}");
    definition.unwrap()
}

fn answers(value: Value) -> Answers {
    value.as_object().cloned().unwrap()
}

fn sent(fields: &[(&str, &str)], before: &Answers) -> (Value, Vec<String>) {
    let form: Vec<Field> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let (read, problems) = read_page(&definition(), "p", &form, before, now());
    let said = problems.iter().map(|problem| format!("{} {}", problem.code, problem.place)).collect();
    (Value::Object(read), said)
}

#[test]
fn panels_and_rows_are_read_where_they_stand() {
    let (read, problems) = sent(
        &[
            ("g.length", "2"),
            ("g[0].who", "甲"),
            ("g[0].kind", "2"),
            ("g[0].how", "1"),
            ("g[1].who", "乙"),
            ("g[1].n", "１２"),
            ("m.length", "2"),
            ("m[0].job", "看護師"),
            ("m[0].people", "4"),
            ("m[1].people", "3"),
            ("d.r1.has", "1"),
            ("d.r2.has", "0"),
        ],
        &Answers::new(),
    );
    assert_eq!(
        read,
        json!({
            "g": [{"who": "甲", "kind": "2", "how": ["1"]}, {"who": "乙", "n": 12}],
            "m": [{"job": "看護師", "people": 4}, {"people": 3}],
            "d": {"r1": {"has": "1"}, "r2": {"has": "0"}}})
    );
    assert_eq!(problems, ["not-as-asked g[1].n", "required-text d.r1.note", "revealed many"]);
}

#[test]
fn what_is_hidden_inside_an_item_does_not_count() {
    let given = answers(json!({
        "g": [{"who": "甲", "kind": "1", "how": ["1"], "stranger": 1}, {}],
        "m": [{"people": 3}], "d": {"r1": {"has": "0", "note": "x"}, "r9": {"has": "1"}},
        "m-total": {"people": 99}}));
    let (kept, problems) = complete(&definition(), &given, now());
    assert!(!has_errors(&problems), "{problems:?}");
    assert_eq!(
        Value::Object(kept),
        json!({"g": [{"who": "甲", "kind": "1"}], "m": [{"people": 3}], "m-total": {"people": 3},
            "d": {"r1": {"has": "0"}}})
    );
}

#[test]
fn an_item_that_was_left_empty_is_no_item_but_the_fewest_are_needed() {
    let codes = |given: Value| -> Vec<String> {
        let (_, problems) = complete(&definition(), &answers(given), now());
        problems.iter().map(|problem| format!("{} {}", problem.code, problem.place)).collect()
    };
    assert_eq!(codes(json!({})), ["required-text g"], "its question must be answered once");
    assert_eq!(codes(json!({"g": [{"n": 1}]})), ["required-text g[0].who"]);
    assert!(codes(json!({"g": [{"who": "甲"}, {}]})).is_empty());
    assert_eq!(codes(json!({"g": [{"who": "甲"}, {"who": " 甲"}]})), ["key-twice g[1].who"]);
    let four: Vec<Value> = (0..4).map(|n| json!({"who": n.to_string()})).collect();
    assert_eq!(codes(json!({"g": four}))[0], "too-many-items g");
    assert_eq!(codes(json!({"g": "x"})), ["wrong-answer g", "required-text g"], "kept for the person to see");
}

#[test]
fn items_are_added_and_removed_within_their_limits() {
    let definition = definition();
    let mut given = answers(json!({"g": [{"who": "甲"}]}));
    assert_eq!(items::add(&definition, "g", &mut given, now()).as_deref(), Some("g[1]"));
    assert_eq!(items::add(&definition, "g", &mut given, now()).as_deref(), Some("g[2]"));
    assert_eq!(items::add(&definition, "g", &mut given, now()), None, "full");
    assert_eq!(items::remove(&definition, "g[0]", &mut given, now()).as_deref(), Some("g"));
    assert_eq!(given["g"], json!([{}, {}]));
    items::remove(&definition, "g[1]", &mut given, now()).unwrap();
    assert_eq!(items::remove(&definition, "g[0]", &mut given, now()), None, "one must stay");
    assert_eq!(items::add(&definition, "m", &mut given, now()).as_deref(), Some("m[2]"));
    for place in ["", "x", "g[", "g[9]", "d", "d.r1", "g[0].who", "m[99999999999999999999]"] {
        assert_eq!(items::remove(&definition, place, &mut given, now()), None, "{place}");
    }
}

#[test]
fn answers_are_said_and_exported_item_by_item() {
    let definition = definition();
    let given =
        answers(json!({"g": [{"who": "甲", "kind": "2", "how": ["1", "2"]}], "m": [{}, {"people": 3}],
        "m-total": {"people": 3}, "d": {"r2": {"has": "1", "note": "見学"}}}));
    let pages = summary(&definition, &given, "ja", now());
    let lines: Vec<String> = pages[0].items[0]
        .lines
        .as_ref()
        .unwrap()
        .iter()
        .map(|line| format!("{}: {}", line.row.as_deref().unwrap_or_default(), line.texts.join("、")))
        .collect();
    assert_eq!(lines, ["1 – だれ: 甲", "1 – 種類: 就労", "1 – 方法: 電話、訪問"]);
    let found = variables(&definition, "ja");
    let value = |name: &str| {
        let variable =
            found.iter().find(|variable| variable.name == name).unwrap_or_else(|| panic!("{name}"));
        (variable.label.clone(), value_of(variable, &given).cloned())
    };
    assert_eq!(value("g_1_who"), ("事例 – 1 – だれ".to_owned(), Some(json!("甲"))));
    assert_eq!(value("g_3_who").1, None);
    assert_eq!(value("m_2_people").1, Some(json!(3)));
    assert_eq!(value("m_total_people").1, Some(json!(3)));
    let version = Version { number: 1, definition: &definition, is_counted: true };
    let names = |unreadable: &[&str]| -> Vec<String> {
        let unreadable = unreadable.iter().map(|place| (*place).to_owned()).collect();
        let answers = Pool::default().compact(given.clone());
        let filled = Filled { version: 0, answers: &answers, unreadable: &unreadable };
        let joined = present(union(&[version], "ja"), std::iter::once(filled));
        joined.into_iter().map(|joined| joined.variable.name).collect()
    };
    assert!(names(&[]).contains(&"g_1_who".to_owned()) && !names(&[]).contains(&"g_2_who".to_owned()));
    let unreadable = names(&["g[1].who"]);
    assert!(unreadable.contains(&"g_2_who".to_owned()), "what cannot be read is in the data, too");
    assert!(unreadable.contains(&"g_2_kind".to_owned()) && !unreadable.contains(&"g_3_who".to_owned()));
    assert_eq!(value("d_r2_note"), ("連携 – 学校 – 内容".to_owned(), Some(json!("見学"))));
}

/// Offered values and words at a place.
fn offered(definition: &Definition, answers: &Value, place: &str, name: &str) -> Vec<(String, String)> {
    let visible = visibility(definition, answers.as_object().unwrap(), now());
    let questions: Vec<&Question> = definition.questions();
    let inner = questions.iter().filter_map(|question| question.composite.as_ref());
    let inner: Vec<&Question> = inner.flat_map(|composite| composite.questions()).collect();
    let question = questions.into_iter().chain(inner).find(|question| question.name == name).unwrap();
    let choices = visible.of(place, question).choices.clone();
    choices.into_iter().map(|choice| (choice.value, choice.text.get("ja").to_owned())).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(value, text)| ((*value).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn choices_are_carried_inside_an_item() {
    let json = json!({"elements": [
        {"type": "radiogroup", "name": "used", "choices": ["8|外の", "9|外の別の"]},
        {"type": "paneldynamic", "name": "g", "panelCount": 2, "templateElements": [
            {"type": "checkbox", "name": "used", "choices": ["1|電話", "2|訪問", "3|文書"]},
            {"type": "radiogroup", "name": "best", "choicesFromQuestion": "used", "choicesFromQuestionMode": "selected"}]}]});
    let (definition, problems) = parse(&json.to_string());
    assert!(!has_errors(&problems), "{problems:?}");
    let definition = definition.unwrap();
    let given = json!({"g": [{"used": ["1", "3"]}, {"used": ["2"]}]});
    assert_eq!(offered(&definition, &given, "g[0].best", "best"), pairs(&[("1", "電話"), ("3", "文書")]));
    assert_eq!(offered(&definition, &given, "g[1].best", "best"), pairs(&[("2", "訪問")]));
    let form = |best: &str| -> Vec<Field> {
        let fields = [("g.length", "2"), ("g[0].used", "1"), ("g[0].best", best), ("g[1].used", "2")];
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let (read, problems) = read_page(&definition, "page1", &form("1"), &Answers::new(), now());
    assert_eq!((&read["g"][0]["best"], problems.len()), (&json!("1"), 0), "chosen on the same page");
    let (read, problems) = read_page(&definition, "page1", &form("2"), &Answers::new(), now());
    assert_eq!(
        (read["g"][0].get("best"), problems.len()),
        (None, 0),
        "not offered here, gone without a word"
    );
    let (kept, _) = complete(&definition, given.as_object().unwrap(), now());
    assert_eq!(kept["g"], given["g"]);
}

#[test]
fn what_is_entered_in_a_list_can_be_chosen_elsewhere() {
    let json = json!({"elements": [
        {"type": "matrixdynamic", "name": "staff", "columns": [
            {"name": "job", "cellType": "text"},
            {"name": "area", "cellType": "dropdown", "choices": ["n|北", "s|南"]}]},
        {"type": "radiogroup", "name": "who", "choicesFromQuestion": "staff", "choices": ["9|いない"]},
        {"type": "checkbox", "name": "where", "choicesFromQuestion": "staff",
         "choiceValuesFromQuestion": "area", "choiceTextsFromQuestion": "area"}]});
    let (definition, problems) = parse(&json.to_string());
    assert!(!has_errors(&problems), "{problems:?}");
    let definition = definition.unwrap();
    let given = json!({"staff": [{"job": "看護師", "area": "s"}, {}, {"job": "相談員", "area": "s"}]});
    let jobs = pairs(&[("看護師", "看護師"), ("相談員", "相談員"), ("9", "いない")]);
    assert_eq!(offered(&definition, &given, "who", "who"), jobs);
    assert_eq!(offered(&definition, &given, "where", "where"), pairs(&[("s", "南")]));
    let fields = |who: &str| -> Vec<Field> {
        let fields = [("staff.length", "1"), ("staff[0].job", "看護師"), ("who", who)];
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let (read, problems) = read_page(&definition, "page1", &fields("看護師"), &Answers::new(), now());
    assert_eq!((&read["who"], problems.len()), (&json!("看護師"), 0), "entered and chosen on the same page");
    let (read, _) = read_page(&definition, "page1", &fields("医師"), &Answers::new(), now());
    assert_eq!(read.get("who"), None, "nobody entered it");
    let (_, problems) = complete(&definition, json!({"who": "医師"}).as_object().unwrap(), now());
    assert!(!has_errors(&problems), "{problems:?}");
}

fn given() -> impl Strategy<Value = Answers> {
    let text = prop_oneof![
        Just(json!("1")),
        Just(json!("2")),
        Just(json!("0")),
        Just(json!(7)),
        Just(json!(["1"])),
        Just(json!({"who": "x"})),
        Just(Value::Null)
    ];
    let item = prop::collection::btree_map("(who|kind|how|n|job|people|has|note|x)", text, 0..6)
        .prop_map(|map| Value::Object(map.into_iter().collect()));
    let list = prop_oneof![
        prop::collection::vec(item.clone(), 0..5).prop_map(Value::Array),
        prop::collection::btree_map("(r1|r2|r3)", item.clone(), 0..3)
            .prop_map(|map| Value::Object(map.into_iter().collect())),
        item
    ];
    prop::collection::btree_map("(g|m|d|many|g-Comment|m-total|stranger)", list, 0..7)
        .prop_map(|map| map.into_iter().collect())
}

proptest! {
    #[test]
    fn what_is_stored_was_asked_and_stays_the_same(given in given()) {
        let definition = definition();
        let (kept, problems) = complete(&definition, &given, now());
        let visible = visibility(&definition, &kept, now());
        // What has the wrong shape stays to be shown with its error, and is never stored.
        let wrong: Vec<&str> =
            problems.iter().filter(|problem| problem.code == "wrong-answer").map(|problem| problem.place.as_str()).collect();
        for (key, value) in kept.iter().filter(|(key, _)| !wrong.contains(&key.as_str())) {
            let name = key.strip_suffix("-total").unwrap_or(key);
            prop_assert!(visible.questions.contains(name), "{key} was not asked");
            let inner = |place: String, item: &Value| {
                item.as_object().is_none_or(|item| item.keys().all(|key| visible.questions.contains(&format!("{place}.{key}"))))
            };
            let was_asked = match value {
                Value::Array(items) => {
                    items.iter().enumerate().all(|(at, item)| inner(format!("{key}[{at}]"), item))
                }
                Value::Object(rows) if key == "d" => {
                    rows.iter().all(|(row, item)| inner(format!("d.{row}"), item))
                }
                _ => true,
            };
            prop_assert!(was_asked, "{key} holds what was not asked");
        }
        prop_assert_eq!(complete(&definition, &kept, now()), (kept.clone(), problems));
        let again = visibility(&definition, &kept, now());
        prop_assert_eq!(visible.questions, again.questions);
        summary(&definition, &kept, "ja", now());
    }

    #[test]
    fn no_form_panics(fields in prop::collection::vec(
        ("(g|m|d)(\\[[0-3]\\]|\\.r1|\\.length)?(\\.(who|kind|how|n|people|has|note|kt:shown))?", "(1|2|x|１０|\\PC{0,6}|)"), 0..20))
    {
        let definition = definition();
        let (read, _) = read_page(&definition, "p", &fields, &Answers::new(), now());
        let (again, _) = read_page(&definition, "p", &fields, &read, now());
        prop_assert_eq!(read, again, "a page sent again gives the same answers");
    }
}
