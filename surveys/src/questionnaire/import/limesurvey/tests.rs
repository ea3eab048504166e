//! Structure files as LimeSurvey 3 and 6 write them, shortened; and files that mean harm.

use super::*;
use crate::questionnaire::parse::parse;
use crate::questionnaire::problem::Severity;

/// A table's name and its rows of columns and values.
type Table<'a> = (&'a str, &'a [&'a [(&'a str, &'a str)]]);

fn lss(tables: &[Table<'_>]) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document>\n <LimeSurveyDocType>Survey</LimeSurveyDocType>\n".to_owned();
    for (name, rows) in tables {
        text.push_str(&format!("<{name}><fields><fieldname>x</fieldname></fields><rows>"));
        for row in *rows {
            let cells: String = row
                .iter()
                .map(|(column, value)| format!("<{column}><![CDATA[{value}]]></{column}>"))
                .collect();
            text.push_str(&format!("<row>{cells}</row>"));
        }
        text.push_str(&format!("</rows></{name}>"));
    }
    text + "</document>"
}

fn imported(text: &str) -> (Value, Vec<(&'static str, String)>) {
    let imported = read(&Content::Text(text.to_owned()));
    let problems = imported.problems.iter().map(|problem| (problem.code, problem.place.clone())).collect();
    (imported.raw.map_or(Value::Null, Value::Object), problems)
}

#[expect(clippy::too_many_lines, reason = "one document, table by table")]
fn sample(relevance: &str) -> String {
    lss(&[
        ("surveys", &[&[("sid", "1"), ("language", "ja")]]),
        (
            "surveys_languagesettings",
            &[
                &[("surveyls_language", "en"), ("surveyls_title", "Survey")],
                &[("surveyls_language", "ja"), ("surveyls_title", "調査")],
            ],
        ),
        ("groups", &[&[("gid", "1"), ("group_order", "0"), ("grelevance", "1")]]),
        ("group_l10ns", &[&[("gid", "1"), ("group_name", "はじめに"), ("language", "ja")]]),
        (
            "questions",
            &[
                &[
                    ("qid", "2"),
                    ("gid", "1"),
                    ("parent_qid", "0"),
                    ("type", "M"),
                    ("title", "needs"),
                    ("other", "Y"),
                    ("question_order", "2"),
                ],
                &[
                    ("qid", "1"),
                    ("gid", "1"),
                    ("parent_qid", "0"),
                    ("type", "L"),
                    ("title", "kind"),
                    ("mandatory", "Y"),
                    ("question_order", "1"),
                ],
                &[
                    ("qid", "4"),
                    ("gid", "1"),
                    ("parent_qid", "0"),
                    ("type", "S"),
                    ("title", "zip"),
                    ("preg", "/^[0-9]{7}$/"),
                    ("question_order", "3"),
                    ("relevance", relevance),
                ],
                &[
                    ("qid", "5"),
                    ("gid", "1"),
                    ("parent_qid", "0"),
                    ("type", "1"),
                    ("title", "dual"),
                    ("question_order", "4"),
                ],
            ],
        ),
        (
            "subquestions",
            &[&[
                ("qid", "3"),
                ("parent_qid", "2"),
                ("title", "SQ1"),
                ("question_order", "1"),
                ("scale_id", "0"),
            ]],
        ),
        (
            "question_l10ns",
            &[
                &[("qid", "1"), ("question", "<p>種別 &amp; 区分</p>"), ("language", "ja")],
                &[("qid", "1"), ("question", "Kind"), ("language", "en")],
                &[("qid", "3"), ("question", "相談"), ("language", "ja")],
            ],
        ),
        ("answers", &[&[("aid", "1"), ("qid", "1"), ("code", "A1"), ("sortorder", "1")]]),
        ("answer_l10ns", &[&[("aid", "1"), ("answer", "病院"), ("language", "ja")]]),
    ])
}

#[test]
fn groups_are_pages_and_letters_are_types() {
    let (raw, problems) = imported(&sample("kind.NAOK == \"A1\""));
    assert_eq!(problems, [("type-kept", "questions/dual/type".to_owned())]);
    assert_eq!(raw["title"], json!({"en": "Survey", "default": "調査"}));
    assert_eq!(raw["pages"][0]["title"], "はじめに");
    let elements = raw["pages"][0]["elements"].as_array().unwrap();
    assert_eq!(
        elements[0],
        json!({"type": "radiogroup", "name": "kind", "title": {"default": "種別 & 区分", "en": "Kind"},
            "isRequired": true, "choices": [{"value": "A1", "text": "病院"}]})
    );
    assert_eq!(
        elements[1],
        json!({"type": "checkbox", "name": "needs", "choices": [{"value": "SQ1", "text": "相談"}], "showOtherItem": true})
    );
    assert_eq!(
        elements[2],
        json!({"type": "text", "name": "zip", "validators": [{"type": "regex", "regex": "^[0-9]{7}$"}],
            "visibleIf": "{kind} = 'A1'"})
    );
    assert_eq!(elements[3]["kt:raw"]["type"], "1");
}

#[test]
fn conditions_are_translated_or_keep_the_form_a_draft() {
    for (source, expected) in [
        ("((kind.NAOK == \"A1\"))", "(({kind} = 'A1'))"),
        ("needs_SQ1.NAOK == \"Y\" and !is_empty(kind.NAOK)", "({needs} contains 'SQ1') and !({kind} empty)"),
        ("needs_other.NAOK != \"\"", "({needs-Comment} notempty)"),
        ("kind != 'A1' || zip > 3", "{kind} <> 'A1' or {zip} > 3"),
    ] {
        let (raw, problems) = imported(&sample(source));
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(raw["pages"][0]["elements"][2]["visibleIf"], expected, "{source}");
    }
    let (raw, problems) = imported(&sample("strlen(kind.NAOK) > 3"));
    assert_eq!(problems[0], ("relevance-unsupported", "questions/zip/relevance".to_owned()));
    let errors = parse(&raw.to_string()).1;
    assert!(errors.iter().any(|problem| problem.severity == Severity::Error));
}

#[test]
fn what_was_said_of_a_row_is_not_said_again_of_its_question() {
    let imported = read(&Content::Text(sample("strlen(kind.NAOK) > 3")));
    let raw = Value::Object(imported.raw.unwrap());
    let beyond = imported.places.beyond(&raw, &imported.problems, parse(&raw.to_string()).1);
    let is_placed = |problem: &Problem| problem.place.contains('/');
    assert!(
        beyond.iter().all(|problem| problem.severity != Severity::Error && is_placed(problem)),
        "{beyond:?}"
    );
}

#[test]
fn harmful_xml_is_refused() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><document>&lol2;</document>";
    assert_eq!(imported(bomb).1[0].0, "xml-doctype");
    let outside = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><document>&x;</document>";
    assert_eq!(imported(outside).1[0].0, "xml-doctype");
    assert_eq!(imported("<document>&unknown;</document>").1[0].0, "xml-doctype");
    assert_eq!(imported("<document>&#0;</document>").1[0].0, "xml-doctype", "databases take no NUL");
    let deep = format!("{}{}", "<a>".repeat(200), "</a>".repeat(200));
    assert_eq!(imported(&deep).1[0].0, "too-deep");
    assert_eq!(imported("<document>\n <a></b></document>").1[0], ("xml-syntax", "2:9".to_owned()));
    assert_eq!(imported("<document>").1[0].0, "xml-syntax");
    assert_eq!(imported("{}").1[0].0, "wrong-format");
    assert_eq!(imported(&" ".repeat(20_000_001)).1[0].0, "too-large");
}
