//! Pages as a respondent would get them, from a definition and what was sent.

use super::*;
use chrono::{NaiveDate, NaiveDateTime};
use surveys::questionnaire::answer::{complete, read_page, visibility};
use surveys::questionnaire::parse::parse;
use surveys::questionnaire::summary::summary;

const DEFINITION: &str = r#"{
  "title": "見本の調査",
  "pages": [
    { "name": "p1", "title": "一頁目", "elements": [
      { "type": "html", "name": "intro", "html": "<p onclick=\"x()\">はじめに<script>bad()</script></p>" },
      { "type": "radiogroup", "name": "used", "title": "利用が<b>ある</b>か", "isRequired": true,
        "choices": [{ "value": "1", "text": "ある" }, { "value": "2", "text": "ない" }] },
      { "type": "text", "name": "people", "title": "人数", "inputType": "number", "visibleIf": "{used} = '1'" },
      { "type": "checkbox", "name": "ways", "title": "経路", "showOtherItem": true, "otherText": "その他",
        "choices": [{ "value": "1", "text": "本人" }, { "value": "2", "text": "病院" }] },
      { "type": "matrix", "name": "ties", "title": "関わり", "eachRowRequired": true, "isRequired": true,
        "columns": [{ "value": "0", "text": "知らない" }, { "value": "1", "text": "知っている" }],
        "rows": [{ "value": "a", "text": "保健所" }, { "value": "b", "text": "病院" }] },
      { "type": "panel", "name": "more", "title": "くわしく", "elements": [
        { "type": "comment", "name": "practice", "title": "好事例", "maxLength": 600 },
        { "type": "comment", "name": "address", "title": "連絡先", "kt:identifier": true } ] } ] },
    { "name": "p2", "title": "二頁目", "visibleIf": "{used} = '1'", "elements": [
      { "type": "rating", "name": "score", "title": "満足", "rateMin": 1, "rateMax": 5,
        "minRateDescription": "低い", "maxRateDescription": "高い" } ] }
  ]
}"#;

/// Some time of day in Tokyo.
fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(21, 3, 0).unwrap()
}

fn definition() -> Definition {
    parse(DEFINITION).0.unwrap()
}

fn form(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The first page after these fields were sent.
fn sent(fields: &[(&str, &str)]) -> PageView {
    let definition = definition();
    let (answers, problems) = read_page(&definition, "p1", &form(fields), &Answers::new(), now());
    let seen = visibility(&definition, &answers, now());
    page_view(&definition, "p1", &answers, &problems, &seen, "ja", &|problem| {
        format!("{} {}", problem.code, problem.place)
    })
}

fn find<'a>(questions: &'a [QuestionView], name: &str) -> Option<&'a QuestionView> {
    questions.iter().find_map(|question| {
        if question.name == name { Some(question) } else { find(&question.elements, name) }
    })
}

#[test]
fn words_to_a_finding_do_not_say_it_again() {
    let definition = parse(
        r#"{ "elements": [
            { "type": "comment", "name": "finding_c01_words", "title": { "ja": "架空の結果（くわしく）", "en": "A finding (more about it)" } },
            { "type": "comment", "name": "finding_c02_words", "title": "書いてください" } ] }"#,
    );
    let definition = definition.0.unwrap();
    let page = &definition.pages[0];
    let titles = |lang: &str| -> Vec<String> {
        let answers = Answers::new();
        let seen = visibility(&definition, &answers, now());
        let view = page_view(&definition, &page.name, &answers, &[], &seen, lang, &|_| String::new());
        view.questions.into_iter().map(|question| question.title).collect()
    };
    assert_eq!(titles("ja"), ["くわしく", "書いてください"]);
    assert_eq!(titles("en")[0], "More about it");
}

fn ids(questions: &[QuestionView], found: &mut Vec<String>) {
    for question in questions {
        if question.rows.is_empty() && question.choices.is_empty() {
            found.push(question.id.clone());
        }
        found.extend(question.choices.iter().map(|choice| choice.id.clone()));
        found.extend(question.rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.id.clone())));
        found.extend(question.other.iter().map(|other| other.id.clone()));
        ids(&question.elements, found);
    }
}

#[test]
fn every_error_links_to_a_control_of_the_page() {
    let page = sent(&[("ways", "other"), ("ties.a", "1")]);
    let mut controls = Vec::new();
    ids(&page.questions, &mut controls);
    assert!(page.problems.len() >= 3, "{:?}", page.problems);
    for problem in &page.problems {
        let id = problem.href.strip_prefix('#').unwrap();
        assert!(controls.iter().any(|control| control == id), "{problem:?} leads nowhere in {controls:?}");
    }
    let mut unique = controls.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), controls.len(), "an id stands twice: {controls:?}");
}

#[test]
fn errors_come_in_the_order_of_the_questions() {
    let page = sent(&[("ways", "other"), ("ties.a", "1")]);
    let hrefs: Vec<&str> = page.problems.iter().map(|problem| problem.href.as_str()).collect();
    assert_eq!(hrefs, ["#q-used", "#q-ways-other", "#q-ties-2-1"]);
    // The words alone would not say which question is meant.
    let row = &page.problems[2];
    assert_eq!((row.title.as_str(), row.row.as_str(), row.number.is_empty()), ("関わり", "病院", false));
}

#[test]
fn what_was_typed_is_shown_again() {
    let page = sent(&[
        ("used", "1"),
        ("people", "十人"),
        ("ways", "2"),
        ("ties.b", "0"),
        ("practice", "毎月\r\n集まる"),
    ]);
    let used = find(&page.questions, "used").unwrap();
    assert_eq!(used.choices.iter().map(|choice| choice.is_checked).collect::<Vec<_>>(), [true, false]);
    assert_eq!(find(&page.questions, "people").unwrap().value, "十人");
    assert!(find(&page.questions, "practice").unwrap().value.contains("集まる"));
    let ties = find(&page.questions, "ties").unwrap();
    assert!(ties.rows[1].cells[0].is_checked && !ties.rows[0].cells[0].is_checked);
    let ways = find(&page.questions, "ways").unwrap();
    assert_eq!(ways.choices.iter().map(|choice| choice.is_checked).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn a_question_that_appeared_is_a_notice_and_not_an_error() {
    let page = sent(&[("used", "1"), ("ties.a", "0"), ("ties.b", "0")]);
    let people = find(&page.questions, "people").unwrap();
    assert!(people.is_revealed && people.errors.is_empty());
    assert_eq!(page.notices.len(), 1);
    assert_eq!(page.notices[0].href, "#q-people");
    assert!(page.problems.is_empty(), "{:?}", page.problems);
}

#[test]
fn hidden_questions_are_not_on_the_page() {
    assert!(find(&sent(&[("used", "2")]).questions, "people").is_none());
}

#[test]
fn only_free_text_that_is_not_an_identifier_forbids_identifying() {
    let page = sent(&[]);
    assert!(find(&page.questions, "practice").unwrap().forbids_identifying);
    assert!(!find(&page.questions, "address").unwrap().forbids_identifying);
    assert!(!find(&page.questions, "used").unwrap().forbids_identifying);
}

#[test]
fn markup_is_kept_in_html_only_and_cleaned() {
    let page = sent(&[]);
    assert_eq!(find(&page.questions, "intro").unwrap().html, "<p>はじめに</p>");
    // Titles are plain text; the template escapes them.
    assert_eq!(find(&page.questions, "used").unwrap().title, "利用が<b>ある</b>か");
}

#[test]
fn numbers_are_typed_as_text_so_that_full_width_digits_arrive() {
    let page = sent(&[("used", "1")]);
    let people = find(&page.questions, "people").unwrap();
    assert_eq!((people.input_type.as_str(), people.inputmode.as_str()), ("text", "decimal"));
}

#[test]
fn paper_has_every_page_and_says_who_answers() {
    let pages = paper_view(&definition(), "ja", &|expression| format!("〔{}〕", expression.source));
    assert_eq!(pages.len(), 2);
    assert_eq!(pages[1].condition, "〔{used} = '1'〕");
    let people = find(&pages[0].questions, "people").unwrap();
    assert_eq!(people.condition, "〔{used} = '1'〕");
    assert!(find(&pages[0].questions, "practice").unwrap().paper_lines > 4);
    assert!(find(&pages[0].questions, "used").unwrap().is_required);
}

#[test]
fn checking_links_every_answer_and_every_problem_to_its_question() {
    let definition = definition();
    let (answers, _) = read_page(&definition, "p1", &form(&[("used", "2")]), &Answers::new(), now());
    let (_, problems) = complete(&definition, &answers, now());
    let href = |page: &str| format!("/f/x/{page}");
    let pages = check_view(&summary(&definition, &answers, "ja", now()), &href);
    let used = pages[0].items.iter().find(|item| item.href == "/f/x/p1#q-used-box").unwrap();
    assert_eq!(used.lines[0].texts, ["ない"]);
    let found = check_problems(&definition, &problems, &href, &|problem| problem.code.to_owned());
    assert!(found.iter().any(|problem| problem.href == "/f/x/p1#q-ties-box"), "{found:?}");
}

#[test]
fn ids_of_strange_names_stay_apart() {
    assert_eq!(question_id("q1b"), "q-q1b");
    assert_eq!(question_id("性別"), "q-性別");
    let names = ["a b", "a-b", "a.b", "a_b", "a", "a-2", "a\"><script>"];
    let mut found: Vec<String> = names.iter().map(|name| question_id(name)).collect();
    assert!(found.iter().all(|id| !id.contains([' ', '"', '<', '>', '.'])));
    found.sort();
    found.dedup();
    assert_eq!(found.len(), names.len());
    assert_ne!(question_id("a-2"), "q-a-2");
}
