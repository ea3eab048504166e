//! Round trips, and expressions in XPath.

use super::*;
use crate::questionnaire::export::samples::{definition, words};
use crate::questionnaire::import::xlsform::read;
use crate::questionnaire::parse::parse;
use crate::questionnaire::shipped::SHIPPED;
use serde_json::json;

fn written(json: &Value, kind: Kind) -> Exported {
    write(&definition(json), kind, &words())
}

/// The definition after being written as a workbook and read again, with the codes of both reports.
fn there_and_back(json: &Value) -> (Value, Vec<&'static str>) {
    let exported = written(json, Kind::Workbook);
    let imported = read(&exported.content);
    let problems = exported.problems.iter().chain(&imported.problems).map(|problem| problem.code).collect();
    (imported.raw.map_or(Value::Null, Value::Object), problems)
}

/// Everything at once.
fn kitchen_sink() -> Value {
    json!({
        "title": "全部入り", "surveyId": "sink", "locale": "ja", "pages": [
        {"name": "p1", "title": {"default": "一", "en": "One"}, "elements": [
            {"type": "radiogroup", "name": "kind", "title": {"default": "種別", "en": "Kind"}, "isRequired": true,
             "requiredErrorText": "選んでください", "colCount": 2, "kt:list": "kind",
             "choices": [{"value": "1", "text": {"default": "病院", "en": "Hospital"}}, {"value": "2", "text": "企業"}],
             "showOtherItem": true, "otherText": "そのほか", "showDontKnowItem": true, "dontKnowText": "わからない"},
            {"type": "checkbox", "name": "needs", "title": "必要", "kt:list": "needs", "maxSelectedChoices": 2,
             "choices": [{"value": "a", "text": "相談", "kt:consent": "region"}, {"value": "b", "text": "就労", "kt:exclusive": true}],
             "visibleIf": "{kind} = '1' or {kind-Comment} notempty", "kt:role": "challenge"},
            {"type": "text", "name": "n", "title": "{kind}の人数", "inputType": "number", "step": 1,
             "validators": [{"type": "numeric"}], "min": 0, "max": 120, "visibleIf": "{needs} contains 'a'"},
            {"type": "comment", "name": "why", "title": "理由", "description": "自由に", "maxLength": 400,
             "showCommentArea": true, "requiredIf": "{n} > 3"},
            {"type": "html", "name": "note", "html": "<p><b>大切</b>なお知らせ</p>"},
        ]},
        {"name": "p2", "title": "二", "visibleIf": "{n} >= 1", "elements": [
            {"type": "panel", "name": "box", "title": "かこみ", "elements": [
                {"type": "text", "name": "zip", "title": "郵便番号",
                 "validators": [{"type": "regex", "regex": "^[0-9]{7}$", "text": "7桁"}]},
                {"type": "dropdown", "name": "town", "title": "市町村", "kt:list": "town",
                 "choices": [{"value": "1", "text": "北"}], "defaultValue": "1"},
            ]},
            {"type": "matrix", "name": "m", "title": "表", "kt:list": "agree",
             "columns": [{"value": "1", "text": "はい"}, {"value": "0", "text": "いいえ"}],
             "rows": [{"value": "r1", "text": "甲"}, {"value": "2", "text": "乙", "visibleIf": "{m.r1} = '1'"}],
             "eachRowRequired": true},
            {"type": "paneldynamic", "name": "visits", "title": "訪問", "panelCount": 1, "templateElements": [
                {"type": "text", "name": "date", "title": "日", "inputType": "date"},
                {"type": "text", "name": "memo", "title": "メモ", "visibleIf": "{panel.date} notempty"},
            ]},
            {"type": "rating", "name": "score", "title": "点", "rateMin": 1, "rateMax": 5, "rateStep": 1,
             "minRateDescription": "悪い"},
            {"type": "slider", "name": "slide", "title": "量", "min": 0, "max": 10, "step": 2},
            {"type": "ranking", "name": "order", "title": "順", "kt:list": "needs2", "choices": [{"value": "x", "text": "甲"}]},
            {"type": "boolean", "name": "ok", "title": "同意", "displayMode": "checkbox", "valueTrue": "OK"},
            {"type": "matrixdynamic", "name": "grid", "title": "行列", "columns": [{"name": "c"}], "visibleIf": "{n} < 5"},
            {"type": "kt-personname", "name": "who", "title": "お名前", "isRequired": true},
            {"type": "x-unknown", "name": "odd", "title": "変わり種", "x": [1, 2]},
        ]}],
        "calculatedValues": [{"name": "double", "expression": "{n} * 2", "includeIntoResult": true}],
        "completedHtml": "<p>ありがとう</p>", "kt:kind": "survey"
    })
}

/// Sorted keys, so that only the contents are compared.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut keys: Vec<&String> = object.keys().collect();
            keys.sort();
            Value::Object(keys.into_iter().map(|key| (key.clone(), sorted(&object[key]))).collect())
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

#[test]
fn a_definition_comes_back_as_it_was() {
    let json = kitchen_sink();
    let (back, problems) = there_and_back(&json);
    let (back, json) = (sorted(&back), sorted(&json));
    for (at, page) in json["pages"].as_array().unwrap().iter().enumerate() {
        for (element, expected) in page["elements"].as_array().unwrap().iter().enumerate() {
            assert_eq!(&back["pages"][at]["elements"][element], expected, "{}", expected["name"]);
        }
    }
    let without = |value: &Value| {
        let mut value = value.clone();
        value.as_object_mut().unwrap().retain(|key, _| key != "kt:languages" && key != "kt:settings");
        value
    };
    assert_eq!(without(&back), json);
    assert!(
        problems.contains(&"type-not-in-format") && problems.contains(&"kept-for-kikitori"),
        "{problems:?}"
    );
}

#[test]
fn shipped_questionnaires_come_back_with_their_names_texts_and_conditions() {
    for shipped in SHIPPED {
        let (definition, _) = parse(shipped.json);
        let exported = write(&definition.unwrap(), Kind::Workbook, &words());
        let imported = read(&exported.content);
        assert_eq!(imported.problems, [], "{}", shipped.id);
        let back = Value::Object(imported.raw.unwrap()).to_string();
        let (before, after) = (parse(shipped.json).0.unwrap(), parse(&back).0.unwrap());
        let said = |definition: &Definition| -> Vec<String> {
            let questions = definition.questions();
            let one = |question: &&crate::questionnaire::question::Question| {
                let condition = question
                    .visible_if
                    .as_ref()
                    .map(|condition| crate::questionnaire::expression::print::print(&condition.root));
                let choices: Vec<String> = question
                    .choices
                    .iter()
                    .map(|choice| format!("{}={:?} {:?}", choice.value, choice.text, choice.consent))
                    .collect();
                format!(
                    "{} {} {} {:?} {:?} {} {:?} {:?} {:?}",
                    question.kind.name,
                    question.name,
                    question.number,
                    question.title,
                    question.description,
                    question.is_required,
                    condition,
                    question.role,
                    choices
                )
            };
            questions.iter().map(one).collect()
        };
        for (before, after) in said(&before).iter().zip(said(&after)) {
            assert_eq!(*before, after, "{}", shipped.id);
        }
        assert_eq!(before.pages.len(), after.pages.len());
        assert_eq!(said(&before).len(), said(&after).len());
    }
}

const FORM: &str = "\
| survey |
| | type | name | label::日本語 (ja) | label::English (en) | hint::日本語 (ja) | required | relevant | constraint | constraint_message::日本語 (ja) | choice_filter | appearance | parameters | repeat_count | calculation |
| | start | start | | | | | | | | | | | | |
| | begin_group | g | 群 | Group | | | | | | | field-list | | | |
| | select_one yn | a | 甲 | A | 助け | yes | | | | | likert | | | |
| | select_multiple towns | b | 乙 | B | | | ${a} = 'y' | count-selected(.) <= 2 | | region = ${a} | minimal | randomize=true | | |
| | integer | c | 丙 | C | | | selected(${b}, 'n1') and not(${a} = '') | . > 17 and . < 100 | 18歳から | | | | | |
| | end_group | | | | | | | | | | | | | |
| | begin_group | t | 表 | Table | | | | | | | table-list | | | |
| | select_one yn | t1 | 一 | One | | | | | | | | | | |
| | select_one yn | t2 | 二 | Two | | | | | | | | | | |
| | end_group | | | | | | | | | | | | | |
| | begin_repeat | r | 回 | Rep | | | | | | | | | 3 | |
| | text | f | 欄 | Field | | | | regex(., '^[a-z]+$') | 英小文字 | | | | | |
| | end_repeat | | | | | | | | | | | | | |
| | calculate | z | | | | | | | | | | | | string-length(${f1}) |
| | text | f1 | 文 | Text | | | count(${r}) > 2 or ${t1} = 'y' | | | | multiline | | | |
| | geopoint | place | 場所 | Place | | | | | | | | | | |
| choices |
| | list_name | name | label::日本語 (ja) | label::English (en) | region |
| | yn | y | はい | Yes | |
| | yn | n | いいえ | No | |
| | towns | n1 | 北一 | N1 | y |
| settings |
| | form_title | form_id | default_language | version |
| | 試し | try | 日本語 (ja) | 7 |
";

/// Cells by name of the row and header, of those columns that people read and programs decide by.
fn cells(sheets: &[Sheet]) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for sheet in sheets {
        let Some(header) = sheet.rows.first() else { continue };
        let name = header.iter().position(|cell| cell == "name").unwrap_or(0);
        for row in 1..sheet.rows.len() {
            for (column, title) in header.iter().enumerate().filter(|(_, title)| !title.starts_with("kt_")) {
                let text = sheet.cell(row, column).to_owned();
                if !text.is_empty() {
                    found.push((format!("{}:{}", sheet.name, sheet.cell(row, name)), title.clone(), text));
                }
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_form_comes_back_as_it_was() {
    let form = Content::Text(FORM.to_owned());
    let imported = read(&form);
    let raw = Value::Object(imported.raw.unwrap());
    let exported = written(&raw, Kind::Workbook);
    let Content::Sheets(after) = exported.content else { panic!("no sheets") };
    let before = crate::questionnaire::format::sheet::sections(
        &crate::questionnaire::format::sheet::from_markdown(FORM),
    );
    let mut before = cells(&before);
    // Elements outside of a page become a page of their own.
    let mut after = cells(&after);
    after.retain(|(_, _, text)| !["pages"].contains(&text.as_str()));
    after.retain(|(row, _, _)| row != "survey:page2");
    let is_end = |(row, _, text): &(String, String, String)| row == "survey:" && text.starts_with("end_");
    after.retain(|cell| !is_end(cell));
    before.retain(|cell| !is_end(cell));
    assert_eq!(after, before);
}

#[test]
fn all_three_kinds_of_file_say_the_same() {
    let json = kitchen_sink();
    let read_back = |kind| read(&written(&json, kind).content).raw.unwrap();
    assert_eq!(read_back(Kind::Csv), read_back(Kind::Workbook));
    assert_eq!(read_back(Kind::Text)["pages"][0], read_back(Kind::Workbook)["pages"][0]);
}

/// The condition of a question beside others of every kind, as XPath.
fn relevant(source: &str) -> Result<String, Vec<&'static str>> {
    let json = json!({"elements": [
        {"type": "text", "name": "t"}, {"type": "text", "name": "n", "inputType": "number"},
        {"type": "text", "name": "d", "inputType": "date"},
        {"type": "radiogroup", "name": "s", "choices": ["1", "2"], "showOtherItem": true},
        {"type": "checkbox", "name": "m", "choices": ["1", "2"]},
        {"type": "boolean", "name": "b"},
        {"type": "matrix", "name": "x", "rows": ["r"], "columns": ["1"]},
        {"type": "paneldynamic", "name": "p", "templateElements": [{"type": "text", "name": "f"}]},
        {"type": "text", "name": "q", "visibleIf": source}
    ]});
    let exported = written(&json, Kind::Workbook);
    let Content::Sheets(sheets) = &exported.content else { panic!("no sheets") };
    let column = sheets[0].rows[0].iter().position(|cell| cell == "relevant");
    let row = sheets[0].rows.iter().position(|row| row[1] == "q").unwrap();
    match column.map(|column| sheets[0].cell(row, column)).filter(|said| !said.is_empty()) {
        Some(said) => Ok(said.to_owned()),
        None => Err(exported
            .problems
            .iter()
            .map(|problem| problem.code)
            .filter(|code| code.contains("expression"))
            .collect()),
    }
}

#[test]
fn expressions_are_said_in_xpath() {
    for (source, expected) in [
        ("{t} = 'x'", "${t} = 'x'"),
        ("{t} = 'it\\'s'", "${t} = \"it's\""),
        ("{t} empty", "${t} = ''"),
        ("{t} notempty and !({n} > 3)", "${t} != '' and not(${n} > 3)"),
        ("{m} contains '1'", "selected(${m}, '1')"),
        ("{m} contains 1", "selected(${m}, '1')"),
        ("{m} notcontains '1'", "not(selected(${m}, '1'))"),
        ("{m} anyof ['1', '2']", "selected(${m}, '1') or selected(${m}, '2')"),
        ("{m} allof ['1', '2']", "selected(${m}, '1') and selected(${m}, '2')"),
        ("{m} noneof ['1', '2']", "not(selected(${m}, '1') or selected(${m}, '2'))"),
        ("{m} = ['1', '2']", "selected(${m}, '1') and selected(${m}, '2') and count-selected(${m}) = 2"),
        ("{s} anyof ['1', '2'] and {n} > 1", "(${s} = '1' or ${s} = '2') and ${n} > 1"),
        ("{t} contains 'x'", "contains(${t}, 'x')"),
        ("{m.length} > 1", "count-selected(${m}) > 1"),
        ("{p.length} > 1", "count(${p}) > 1"),
        ("{p[1].f} = 'x'", "indexed-repeat(${f}, ${p}, 2) = 'x'"),
        ("{x.r} = 1", "${r} = 1"),
        ("{s-Comment} notempty", "${s_other} != ''"),
        ("{b} = true", "${b} = 'true'"),
        ("{n} / 2 + 3 * ({n} - 1) % 2 > 0", "${n} div 2 + 3 * (${n} - 1) mod 2 > 0"),
        ("{n} ^ 2 = 4", "pow(${n}, 2) = 4"),
        ("({n} < 3) = ({t} = 1)", "${n} < 3 = (${t} = 1)"),
        ("iif({n} > 1, 'a', 'b') = 'a'", "if(${n} > 1, 'a', 'b') = 'a'"),
        ("'x' + {t} = 'xy'", "concat('x', ${t}) = 'xy'"),
        ("kt_strlen({t}) > 3", "string-length(${t}) > 3"),
        ("kt_regex({t}, '^a')", "regex(${t}, '^a.*')"),
        ("kt_coalesce({t}, {n}, 'x') = 'x'", "coalesce(${t}, coalesce(${n}, 'x')) = 'x'"),
        ("displayValue('s') = '甲'", "jr:choice-name(${s}, '${s}') = '甲'"),
        ("sumInArray({p}, 'f') > 3", "sum(${f}) > 3"),
        ("dateDiff({d}, today(), 'days') > 30", "today() - ${d} > 30"),
        ("trunc({n}) = 1", "int(${n}) = 1"),
        ("{d} <= currentDate()", "${d} <= now()"),
    ] {
        assert_eq!(relevant(source), Ok(expected.to_owned()), "{source}");
    }
}

#[test]
fn what_xpath_cannot_say_is_named() {
    for source in ["age({d}) > 18", "{nowhere} = 1", "kt_nfkc({t}) = 'A'", "{t} = "] {
        assert_eq!(relevant(source), Err(vec!["expression-not-in-format"]), "{source}");
    }
}

#[test]
fn a_calculation_that_no_spreadsheet_can_say_is_named_with_its_row() {
    let json = json!({"elements": [{"type": "text", "name": "a"}], "calculatedValues": [
        {"name": "fine", "expression": "{a} + 1"},
        {"name": "own", "expression": "propertyValue('a', 'title')"},
        {"name": "broken", "expression": "{a} + + ("}]});
    let exported = write(&definition(&json), Kind::Workbook, &words());
    let Content::Sheets(sheets) = &exported.content else { panic!("no sheets") };
    let emptied: Vec<&Problem> =
        exported.problems.iter().filter(|problem| problem.code == "calculation-emptied").collect();
    assert_eq!(emptied.len(), 2, "{:?}", exported.problems);
    for problem in emptied {
        let arg = |name: &str| problem.args.iter().find(|(known, _)| *known == name).unwrap().1.clone();
        let row: usize = arg("row").parse().unwrap();
        assert!(sheets[0].rows[row - 1].contains(&arg("name")), "{row}: {:?}", sheets[0].rows);
    }
}

#[test]
fn a_boolean_comes_back_as_one_and_is_named() {
    let json = json!({"elements": [
        {"type": "boolean", "name": "b", "title": "甲", "labelTrue": "はい", "defaultValue": true},
        {"type": "boolean", "name": "own", "title": "乙", "valueTrue": "1", "valueFalse": "0"},
        {"type": "boolean", "name": "box", "title": "丙", "displayMode": "checkbox"},
    ]});
    let (back, problems) = there_and_back(&json);
    assert_eq!(sorted(&back["pages"][0]["elements"]), sorted(&json["elements"]));
    assert!(problems.contains(&"kept-for-kikitori"), "{problems:?}");
}

#[test]
fn a_boolean_whose_choices_were_changed_is_a_choice() {
    let json = json!({"elements": [{"type": "boolean", "name": "b", "title": "甲", "labelTrue": "はい"}]});
    let Content::Sheets(mut sheets) = written(&json, Kind::Workbook).content else { panic!("no sheets") };
    for row in &mut sheets[1].rows {
        row.iter_mut().filter(|cell| *cell == "false").for_each(|cell| *cell = "perhaps".to_owned());
    }
    let back = Value::Object(read(&Content::Sheets(sheets)).raw.unwrap());
    let element = &back["pages"][0]["elements"][0];
    assert_eq!(element["type"], "radiogroup");
    assert_eq!(element["choices"][1]["value"], "perhaps");
    assert!(element.get("labelTrue").is_none());
}

#[test]
fn a_rule_that_refuses_empty_is_named() {
    let problems = |rule: &str, is_required: bool| -> Vec<String> {
        let json = json!({"elements": [{"type": "text", "name": "Age", "inputType": "number",
            "isRequired": is_required, "validators": [{"type": "expression", "expression": rule}]}]});
        let problems = written(&json, Kind::Workbook).problems;
        problems
            .iter()
            .filter(|problem| problem.code == "empty-not-checked")
            .map(|found| found.place.clone())
            .collect()
    };
    assert_eq!(problems("{Age} > 17", false), ["elements[0].validators[0].expression"]);
    for (rule, is_required) in
        [("{Age} > 17", true), ("{Age} empty or ({Age} > 17)", false), ("{Age} > 17 or {Age} empty", false)]
    {
        assert!(problems(rule, is_required).is_empty(), "{rule}");
    }
}
