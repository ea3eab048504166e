//! Every row of the mapping table, as Markdown tables like those of pyxform's tests.

use super::*;
use crate::questionnaire::parse::parse;
use crate::questionnaire::problem::Severity;

fn imported(markdown: &str) -> (Value, Vec<(String, String)>) {
    let imported = read(&Content::Text(markdown.to_owned()));
    let problems =
        imported.problems.iter().map(|problem| (problem.code.to_owned(), problem.place.clone())).collect();
    (imported.raw.map_or(Value::Null, Value::Object), problems)
}

const CHOICES: &str =
    "| choices |\n| | list_name | name | label | city |\n| | l | a | 甲 | x |\n| | l | b | 乙 | y |\n";

/// The only element of a form with this row, below the columns.
fn element(columns: &str, row: &str) -> Value {
    let markdown = format!("| survey |\n| | type | name | label | {columns} |\n| | {row} |\n{CHOICES}");
    let (raw, problems) = imported(&markdown);
    assert_eq!(problems, [], "{row}");
    raw["pages"][0]["elements"][0].clone()
}

fn has(element: &Value, expected: Value) {
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&element[key], value, "{key} of {element}");
    }
}

#[test]
fn every_type_has_its_counterpart() {
    let numeric = json!([{"type": "numeric"}]);
    for (kind, appearance, expected) in [
        ("text", "", json!({"type": "text"})),
        ("text", "multiline", json!({"type": "comment"})),
        ("text", "numbers", json!({"type": "text", "kt:appearance": "numbers"})),
        ("text", "url", json!({"type": "text", "inputType": "url"})),
        ("integer", "", json!({"type": "text", "inputType": "number", "step": 1, "validators": numeric})),
        ("decimal", "", json!({"type": "text", "inputType": "number", "step": "any", "validators": numeric})),
        ("date", "", json!({"type": "text", "inputType": "date"})),
        ("time", "", json!({"type": "text", "inputType": "time"})),
        ("dateTime", "", json!({"type": "text", "inputType": "datetime-local"})),
        ("date", "month-year", json!({"type": "text", "inputType": "month"})),
        ("date", "year", json!({"type": "text", "inputType": "number", "kt:appearance": "year"})),
        ("select_one l", "", json!({"type": "radiogroup", "kt:list": "l"})),
        ("select_one l", "minimal", json!({"type": "dropdown"})),
        ("select_one l", "autocomplete", json!({"type": "dropdown"})),
        ("select_one l", "likert", json!({"type": "radiogroup", "colCount": 0, "kt:appearance": "likert"})),
        ("select_one l", "columns-3", json!({"type": "radiogroup", "colCount": 3})),
        ("select_multiple l", "", json!({"type": "checkbox"})),
        ("select_multiple l", "minimal", json!({"type": "tagbox"})),
        ("select_one l or_other", "", json!({"type": "radiogroup", "showOtherItem": true})),
        ("rank l", "", json!({"type": "ranking"})),
        ("acknowledge", "", json!({"type": "boolean", "displayMode": "checkbox"})),
        ("image", "", json!({"type": "file", "acceptedTypes": "image/*"})),
        ("file", "", json!({"type": "file"})),
    ] {
        has(&element("appearance", &format!("{kind} | q | 問 | {appearance}")), expected);
    }
    let choices = element("hint", "select_one l | q | 問 | ")["choices"].clone();
    assert_eq!(choices[0], json!({"value": "a", "text": "甲", "city": "x"}));
}

#[test]
fn ranges_are_sliders_and_ratings() {
    let slider = element("parameters", "range | q | 問 | start=0 end=10 step=2");
    has(&slider, json!({"type": "slider", "min": 0, "max": 10, "step": 2}));
    let rating = element("parameters | appearance", "range | q | 問 | start=1 end=5 | rating");
    has(&rating, json!({"type": "rating", "rateMin": 1, "rateMax": 5, "rateStep": 1}));
    has(&element("parameters", "select_one l | q | 問 | randomize=true"), json!({"choicesOrder": "random"}));
}

#[test]
fn notes_are_text_whatever_they_contain() {
    let note = element("hint", "note | n | <script>alert(1)</script> & more | ");
    has(&note, json!({"type": "html", "html": "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"}));
}

#[test]
fn texts_and_demands_have_their_properties() {
    let columns = "hint | guidance_hint | required | required_message | read_only";
    let question = element(columns, "text | q | 問 | 助け | 面接者へ | yes | お書きください | true");
    has(
        &question,
        json!({"title": "問", "description": "助け", "kt:guidance": "面接者へ", "isRequired": true,
            "requiredErrorText": "お書きください", "readOnly": true}),
    );
}

#[test]
fn constraints_are_checked_only_where_something_was_answered() {
    let with = |row: &str| element("constraint | constraint_message", row)["validators"].clone();
    assert_eq!(
        with("integer | q | 問 | . > 17 or . = 0 | 18歳以上 ")[1],
        json!({"type": "expression", "expression": "{q} empty or ({q} > 17 or {q} = 0)", "text": "18歳以上"})
    );
    assert_eq!(
        with("text | q | 問 | regex(., '^[0-9]{7}$') | 7桁 "),
        json!([{"type": "regex", "regex": "^[0-9]{7}$", "text": "7桁"}])
    );
    let limits = element("constraint", "integer | q | 問 | . >= 0 and . <= 120");
    has(&limits, json!({"min": 0, "max": 120, "validators": [{"type": "numeric"}]}));
    has(
        &element("constraint", "select_multiple l | q | 問 | count-selected(.) <= 2"),
        json!({"maxSelectedChoices": 2}),
    );
}

#[test]
fn defaults_are_constant_or_computed() {
    let with = |row: &str| element("default", row);
    has(&with("integer | q | 問 | 5"), json!({"defaultValue": 5}));
    has(&with("date | q | 問 | 2026-01-31"), json!({"defaultValue": "2026-01-31"}));
    has(&with("date | q | 問 | today()"), json!({"defaultValueExpression": "today()"}));
    has(&with("select_multiple l | q | 問 | a b"), json!({"defaultValue": ["a", "b"]}));
    has(&with("text | q | 問 | 例 (かっこ)"), json!({"defaultValue": "例 (かっこ)"}));
}

/// A form with all kinds of names, and one expression in it.
fn relevant(source: &str) -> (String, Vec<(String, String)>) {
    let markdown = format!(
        "| survey |\n| | type | name | label | relevant | calculation |\n| | text | t | T |\n| | integer | n | N |\n\
         | | date | d | D |\n| | select_one l | s | S |\n| | select_multiple l | m | M |\n\
         | | calculate | c | | | ${{n}} * 2 |\n| | begin_repeat | r | R |\n| | integer | f | F |\n\
         | | select_one l | rs | RS | ${{f}} > 1 |\n| | end_repeat |\n| | note | x | 注 | {source} |\n{CHOICES}"
    );
    let (raw, problems) = imported(&markdown);
    let elements = raw["pages"][0]["elements"].as_array().unwrap();
    let template = &elements[5]["templateElements"][1];
    assert_eq!(template["visibleIf"], "{panel.f} > 1");
    assert_eq!(
        raw["calculatedValues"][0],
        json!({"name": "c", "expression": "{n} * 2", "includeIntoResult": true})
    );
    (elements[6]["visibleIf"].as_str().unwrap_or_default().to_owned(), problems)
}

#[test]
fn xpath_is_translated() {
    for (source, expected) in [
        ("${t} = 'x'", "{t} = 'x'"),
        ("${t} = ''", "{t} empty"),
        ("'' != ${t}", "{t} notempty"),
        ("selected(${s}, 'a')", "{s} = 'a'"),
        ("selected(${m}, 'a')", "{m} contains 'a'"),
        ("not(selected(${m}, 'a'))", "!({m} contains 'a')"),
        ("${m} = 'a b'", "{m} = ['a', 'b']"),
        ("count-selected(${m}) >= 2", "{m.length} >= 2"),
        ("selected-at(${m}, 0) = 'a'", "{m[0]} = 'a'"),
        ("${n} div 2 > 1 and ${n} mod 2 = 0", "{n} / 2 > 1 and {n} % 2 = 0"),
        ("(${n} = 1 or ${n} = 2) and ${t} != ''", "({n} = 1 or {n} = 2) and {t} notempty"),
        ("${n} - (1 - 2) < -3", "{n} - (1 - 2) < -3"),
        ("if(${n} > 1, 'y', 'n') = 'y'", "iif({n} > 1, 'y', 'n') = 'y'"),
        ("int(${n}) = 1", "trunc({n}) = 1"),
        ("${d} <= now()", "{d} <= currentDate()"),
        ("coalesce(${t}, ${n}) = 1", "kt_coalesce({t}, {n}) = 1"),
        ("string-length(${t}) > 3", "kt_strlen({t}) > 3"),
        ("concat('x', ${t}) = 'xy'", "'x' + {t} = 'xy'"),
        ("concat(${t}, ${n}) = 'xy'", "'' + {t} + {n} = 'xy'"),
        ("contains(${t}, 'x')", "{t} contains 'x'"),
        ("regex(${t}, '^[a-z]+$')", "kt_regex({t}, '^[a-z]+$')"),
        ("regex(${t}, '[a-z]+')", "kt_regex({t}, '^(?:[a-z]+)$')"),
        ("jr:choice-name(${s}, '${s}') = '甲'", "displayValue('s') = '甲'"),
        ("sum(${f}) > 3", "sumInArray({r}, 'f') > 3"),
        ("max(${f}) > 3", "maxInArray({r}, 'f') > 3"),
        ("count(${r}) > 3", "{r.length} > 3"),
        ("indexed-repeat(${f}, ${r}, 2) = 1", "{r[1].f} = 1"),
        ("today() - ${d} > 30", "dateDiff({d}, today(), 'days') > 30"),
        ("${d} > today() - 30", "{d} > dateAdd(today(), 0 - 30, 'days')"),
        ("number(${t}) = 1", "{t} = 1"),
        ("pow(${n}, 2) = 4", "{n} ^ 2 = 4"),
        ("true()", "true"),
        ("‘x’ = ${t}", "'x' = {t}"),
        ("${c} > 1", "{c} > 1"),
    ] {
        let (found, problems) = relevant(source);
        assert_eq!((found.as_str(), problems.as_slice()), (expected, [].as_slice()), "{source}");
    }
}

#[test]
fn what_xpath_has_and_we_have_not_keeps_the_form_a_draft() {
    for (source, code) in [
        ("pulldata('a', 'b', 'c', ${t}) = 1", "xpath-unknown-function"),
        ("once(random()) > 1", "xpath-unknown-function"),
        ("../t = 1", "xpath-unsupported"),
        ("${nowhere} = 1", "xpath-unknown-name"),
        ("${f} = 1", "xpath-in-repeat"),
        ("${n} = ", "xpath-incomplete"),
        ("${n} 5", "xpath-syntax"),
    ] {
        let (found, problems) = relevant(source);
        assert_eq!(problems, [(code.to_owned(), "survey!E13".to_owned())], "{source}");
        let json = json!({"elements": [{"type": "text", "name": "q", "visibleIf": found}]});
        let errors = parse(&json.to_string()).1;
        assert!(errors.iter().any(|problem| problem.severity == Severity::Error), "{found}");
    }
}

#[test]
fn groups_are_pages_and_panels() {
    let (raw, problems) = imported(
        "| survey |\n| | type | name | label | appearance | relevant |\n| | text | a | A |\n\
         | | begin_group | g | G | field-list | ${a} = '1' |\n| | text | b | B |\n| | begin group | h | H |\n\
         | | text | c | C |\n| | end group |\n| | end_group |\n| | text | d | D |\n",
    );
    assert_eq!(problems, []);
    let pages = raw["pages"].as_array().unwrap();
    assert_eq!(pages.len(), 3);
    assert_eq!(pages[0], json!({"name": "page1", "elements": [{"type": "text", "name": "a", "title": "A"}]}));
    has(&pages[1], json!({"name": "g", "title": "G", "visibleIf": "{a} = '1'"}));
    has(&pages[1]["elements"][1], json!({"type": "panel", "name": "h", "title": "H"}));
    assert_eq!(pages[2]["name"], "page3");
}

#[test]
fn tables_are_matrices() {
    let expected = json!({"type": "matrix", "name": "g", "title": "G", "kt:list": "l",
        "columns": [{"value": "a", "text": "甲", "city": "x"}, {"value": "b", "text": "乙", "city": "y"}],
        "rows": [{"value": "r1", "text": "R1"}, {"value": "2", "text": "R2", "visibleIf": "{g.r1} = 'a'"}],
        "eachRowRequired": true});
    let rows = "| | select_one l | r1 | R1 | list-nolabel | yes |\n\
        | | select_one l | g_2 | R2 | list-nolabel | yes | ${r1} = 'a' |\n| | end_group |\n";
    let head = "| survey |\n| | type | name | label | appearance | required | relevant |\n";
    let (raw, problems) = imported(&format!("{head}| | begin_group | g | G | table-list |\n{rows}{CHOICES}"));
    assert_eq!((problems, raw["pages"][0]["elements"][0].clone()), (vec![], expected.clone()));
    let label = "| | begin_group | g | G |\n| | select_one l | head | 見出し | label |\n";
    let (raw, problems) = imported(&format!("{head}{label}{rows}{CHOICES}"));
    assert_eq!(
        (problems, raw["pages"][0]["elements"][0]["rows"].clone()),
        (vec![], expected["rows"].clone())
    );
}

#[test]
fn repeats_are_panels_with_a_constant_count() {
    let form = |count: &str| {
        imported(&format!(
            "| survey |\n| | type | name | label | repeat_count |\n| | integer | n | N |\n\
             | | begin_repeat | r | R | {count} |\n| | text | f | F |\n| | end_repeat |\n"
        ))
    };
    let (raw, problems) = form("3");
    assert_eq!(problems, []);
    has(
        &raw["pages"][0]["elements"][1],
        json!({"type": "paneldynamic", "panelCount": 3, "minPanelCount": 3, "maxPanelCount": 3,
            "templateElements": [{"type": "text", "name": "f", "title": "F"}]}),
    );
    let (raw, problems) = form("${n}");
    assert_eq!(problems, [("value-kept".to_owned(), "survey!E4".to_owned())]);
    has(&raw["pages"][0]["elements"][1], json!({"panelCount": 1, "kt:raw": {"repeat_count": "${n}"}}));
}

#[test]
fn choices_are_filtered_by_their_columns() {
    let (raw, problems) = imported(&format!(
        "| survey |\n| | type | name | label | choice_filter | calculation | trigger |\n| | text | town | T |\n\
         | | select_one l | q | Q | city = ${{town}} and name != 'b' |\n\
         | | text | w | W | | concat('x', ${{town}}) | ${{town}} |\n{CHOICES}"
    ));
    assert_eq!(problems, []);
    let elements = &raw["pages"][0]["elements"];
    assert_eq!(elements[1]["choicesVisibleIf"], "{$item.city} = {town} and {item} <> 'b'");
    has(&elements[2], json!({"setValueExpression": "'x' + {town}", "setValueIf": "{town} notempty"}));
}

#[test]
fn languages_have_codes() {
    let (raw, problems) = imported(
        "| survey |\n| | type | name | label::日本語 (ja) | label::English (en) |\n| | text | q | 問 ${q} | Q ${q} |\n\
         | settings |\n| | form_title | form_id | default_language | version |\n| | 調査 | s1 | 日本語 (ja) | 2 |\n",
    );
    assert_eq!(problems, [("setting-kept".to_owned(), "settings!E6".to_owned())]);
    has(&raw, json!({"title": "調査", "surveyId": "s1", "locale": "ja", "kt:settings": {"version": "2"}}));
    assert_eq!(raw["pages"][0]["elements"][0]["title"], json!({"default": "問 {q}", "en": "Q {q}"}));
    assert_eq!(raw["kt:languages"], json!({"ja": "日本語 (ja)", "en": "English (en)"}));
}

#[test]
fn what_has_no_counterpart_is_kept_and_named() {
    let (raw, problems) = imported(
        "| survey |\n| | type | name | label | image | parameters |\n| | start | start |\n| | geopoint | place | 場所 |\n\
         | | text | q | 問 | a.png |\n| | image | p | 写真 | | max-pixels=1024 |\n| entities |\n| | list_name |\n| | e |\n",
    );
    let found: Vec<(&str, &str)> =
        problems.iter().map(|(code, place)| (code.as_str(), place.as_str())).collect();
    assert_eq!(
        found,
        [
            ("metadata-kept", "survey!3"),
            ("type-kept", "survey!B4"),
            ("value-kept", "survey!E5"),
            ("value-kept", "survey!F6"),
            ("sheet-kept", "entities"),
        ]
    );
    let elements = &raw["pages"][0]["elements"];
    has(&elements[0], json!({"type": "geopoint", "name": "place", "title": "場所"}));
    assert_eq!(elements[0]["kt:raw"], json!({"type": "geopoint", "name": "place", "label": "場所"}));
    assert_eq!(elements[1]["kt:raw"], json!({"image": "a.png"}));
    assert_eq!(elements[2]["kt:raw"], json!({"parameters": "max-pixels=1024"}));
    assert_eq!(raw["kt:metadata"], json!([{"type": "start", "name": "start"}]));
    assert_eq!(raw["kt:sheets"]["entities"], json!([["list_name"], ["e"]]));
}

#[test]
fn mistakes_are_named_with_their_cell() {
    let rows = "| | text | a b | A |\n| | text | q | Q |\n| | text | q | Q2 |\n| | select_one nowhere | s | S |\n\
        | | | r | R |\n| | text | | T |\n| | end_group |\n| | begin_group | g | G |\n";
    let choices = "| choices |\n| | list_name | name | label |\n| | l | a | 甲 |\n| | l | a | 乙 |\n| | l | A | 丙 |\n| | l | | 丁 |\n";
    let (_, mut found) =
        imported(&format!("| survey |\n| | type | name | label | colour |\n{rows}{choices}"));
    found.sort();
    let mut expected = [
        ("choice-case", "choices!C15"),
        ("column-ignored", "survey!E2"),
        ("duplicate-choice", "choices!C14"),
        ("duplicate-name", "survey!C5"),
        ("group-end", "survey!9"),
        ("group-open", "survey!10"),
        ("list-missing", "survey!B6"),
        ("missing-name", "survey!C8"),
        ("missing-value", "choices!C16"),
        ("name-not-xml", "survey!C3"),
        ("row-without-type", "survey!7"),
    ]
    .map(|(code, place)| (code.to_owned(), place.to_owned()));
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn files_that_are_no_forms_are_refused() {
    assert_eq!(imported("").1[0].0, "sheet-missing");
    assert_eq!(imported("| survey |\n| | a | b |\n").1[0].0, "column-missing");
    let deep = format!("| survey |\n| | type | name |\n{}", "| | begin_group | g |\n".repeat(200));
    assert!(imported(&deep).1.iter().any(|(code, _)| code == "too-deep"));
    let rows = vec![vec!["a".to_owned(), "b".to_owned()]; MAX_ROWS + 1];
    let long = read(&Content::Sheets(vec![Sheet::new("survey", rows)]));
    assert_eq!(long.problems[0].code, "too-many-rows");
}

#[test]
fn a_problem_names_its_cell_in_every_kind_of_file() {
    let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
    let joined = vec![
        row(["survey", "", "", "", ""]),
        row(["", "type", "name", "label", "relevant"]),
        row(["", "text", "a", "甲", ""]),
        row(["", "text", "b", "乙", "pulldata('x', 'y', 'z', ${a}) = 1"]),
        row(["", "geopoint", "c", "丙", ""]),
    ];
    let workbook = joined[1..].iter().map(|cells| cells[1..].to_vec()).collect();
    let markdown: String = joined.iter().map(|cells| format!("| {} |\n", cells.join(" | "))).collect();
    for (content, cells) in [
        (Content::Text(markdown), ["survey!E4", "survey!B5"]),
        (Content::Sheets(vec![Sheet::new("", joined.clone())]), ["survey!E4", "survey!B5"]),
        (Content::Sheets(vec![Sheet::new("survey", workbook)]), ["survey!D3", "survey!A4"]),
    ] {
        let places: Vec<String> = read(&content).problems.into_iter().map(|problem| problem.place).collect();
        assert_eq!(places, cells);
    }
}
