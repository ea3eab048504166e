//! Tests of the questionnaires that ship: complete, answerable to the end, branching as written.

use super::*;
use crate::questionnaire::answer::{Answers, complete, read_page, visibility};
use crate::questionnaire::definition::{Definition, guarded};
use crate::questionnaire::page::{first_page, next_page, visible_pages};
use crate::questionnaire::parse::parse;
use crate::questionnaire::placeholder::{Placeholders, fill, open_lists, open_placeholders};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::question::Question;
use crate::questionnaire::respondent;
use crate::questionnaire::variable::{VariableKind, variables};
use crate::stakeholder::agency_kind::AGENCY_KINDS;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Some time of day in Tokyo.
fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(21, 3, 0).unwrap()
}

/// A question with the values that are sent for it.
type Chosen<'a> = (&'a str, &'a [&'a str]);

fn definition(id: &str) -> Definition {
    let lists = BTreeMap::from([("areas".to_owned(), vec![("01".to_owned(), "北部".to_owned())])]);
    let json = shipped(id).unwrap().json;
    let text = |name: &str| if name == "capacity" { "５０".to_owned() } else { format!("〈{name}〉") };
    let texts = open_placeholders(json).into_iter().map(|name| (name.clone(), text(&name))).collect();
    let (json, problems) = fill(json, &Placeholders { texts, lists, ..Placeholders::default() });
    assert_eq!(problems, []);
    let (definition, problems) = parse(&json.unwrap());
    assert_eq!(problems, []);
    definition.unwrap()
}

/// What a person sends for a question: the first choice everywhere, something fitting in texts.
fn fields(question: &Question) -> Vec<(String, String)> {
    let name = question.name.clone();
    match (question.kind.name, question.input.input_type.as_str()) {
        ("matrix", _) => {
            let value = &question.columns[0].value;
            question.rows.iter().map(|row| (format!("{name}.{}", row.value), value.clone())).collect()
        }
        ("text", "number") => vec![(name, "１２".to_owned())],
        ("text", "tel") => vec![(name, "０４８−１２３−４５６７".to_owned())],
        ("text", "email") => vec![(name, "ａ@example.jp".to_owned())],
        ("text" | "comment", _) => vec![(name, "窓口を一つにした。\r\n続けている。".to_owned())],
        _ => vec![(name, question.choices[0].value.clone())],
    }
}

/// Walks from the first page to the last, with `chosen` instead of the first choice.
fn walk(definition: &Definition, chosen: &[Chosen]) -> (Answers, Vec<Problem>) {
    let mut answers = Answers::new();
    let mut page = first_page(definition, &answers, now()).map(|page| page.name.clone());
    while let Some(name) = page {
        let visible = visibility(definition, &answers, now());
        let mut form = Vec::new();
        for question in definition.page(&name).unwrap().questions() {
            if !question.has_answer() || !visible.questions.contains(&question.name) {
                continue;
            }
            match chosen.iter().find(|(name, _)| *name == question.name) {
                Some((name, values)) => {
                    form.extend(values.iter().map(|value| ((*name).to_owned(), (*value).to_owned())));
                }
                None => form.extend(fields(question)),
            }
        }
        let (read, problems) = read_page(definition, &name, &form, &answers, now());
        assert_eq!(problems, [], "page {name}");
        answers = read;
        page = next_page(definition, &name, &answers, now()).map(|page| page.name.clone());
    }
    complete(definition, &answers, now())
}

fn visible_names(definition: &Definition, chosen: &[Chosen]) -> Arc<BTreeSet<String>> {
    let (answers, problems) = walk(definition, chosen);
    assert_eq!(problems, []);
    visibility(definition, &answers, now()).questions
}

#[test]
fn each_is_read_without_problems_even_before_it_is_filled() {
    for questionnaire in SHIPPED {
        let (definition, problems) = parse(questionnaire.json);
        assert_eq!(problems, [], "{}", questionnaire.id);
        for question in definition.unwrap().questions().into_iter().filter(|question| question.has_answer()) {
            let labels = question.choices.iter().chain(&question.rows).chain(&question.columns);
            let mut texts = labels.map(|choice| &choice.text).chain([&question.title]);
            assert!(texts.all(|text| text.by_lang.contains_key("en")), "{}", question.name);
        }
    }
}

#[test]
fn each_has_all_questions_of_the_brief() {
    let n_questions =
        |id: &str| definition(id).questions().iter().filter(|question| question.has_answer()).count();
    assert_eq!(n_questions("agency-before"), 31, "Q0 to Q28, Q1b and Q26b");
    assert_eq!(n_questions("welfare-provider-before"), 24, "P0 to P22 and P20b");
    assert_eq!(n_questions("forum-signup"), 8, "F1 with its kana to F6, F5b");
    assert_eq!(n_questions("forum-after"), 18, "A1 to A16, who fills it in, and where to send the later one");
    assert_eq!(n_questions("consultation"), 9, "what, for whom, how to reach, when");
    let last = |id: &str| definition(id).questions().last().unwrap().number.clone();
    assert_eq!(last("agency-before"), "28");
    assert_eq!(last("welfare-provider-before"), "22");
    assert_eq!(definition("forum-after").question("consent").unwrap().number, "15");
}

#[test]
fn each_can_be_answered_from_the_first_page_to_the_end() {
    for questionnaire in SHIPPED {
        let (answers, problems) = walk(&definition(questionnaire.id), &[]);
        assert_eq!(problems, [], "{}", questionnaire.id);
        assert!(answers.len() >= 7);
    }
}

#[test]
fn every_condition_can_hold_and_can_fail() {
    let walks: &[(&str, &[Chosen])] = &[
        ("agency-before", &[("consent", &["1", "5", "7"]), ("agency_kind", &["90"])]),
        ("agency-before", &[("had_cases", &["2"]), ("good_practice", &[""]), ("difficulties", &["96"])]),
        ("welfare-provider-before", &[("consent", &["1", "5", "7"])]),
        ("welfare-provider-before", &[("users", &["3"]), ("problems", &["96"])]),
        ("forum-signup", &[("affiliation", &["6"])]),
        ("forum-signup", &[]),
        ("forum-after", &[]),
        ("forum-after", &[("attendance_mode", &["2"]), ("follow_up", &["2"])]),
    ];
    let mut shown = BTreeSet::new();
    let mut hidden = BTreeSet::new();
    for (id, chosen) in walks {
        let definition = definition(id);
        let visible = visible_names(&definition, chosen);
        for found in guarded(&definition).iter().filter(|found| !found.conditions.is_empty()) {
            let name = format!("{id} {}", found.question.name);
            if visible.contains(&found.question.name) {
                shown.insert(name)
            } else {
                hidden.insert(name)
            };
        }
    }
    assert_eq!(shown, hidden);
    assert_eq!(shown.len(), 22);
}

#[test]
fn without_cases_the_details_are_skipped_and_the_reasons_asked() {
    let definition = definition("agency-before");
    let details = ["n_persons", "trend", "routes", "topics", "certificates", "disease_groups"];
    let visible = visible_names(&definition, &[("had_cases", &["2"])]);
    assert!(details.iter().all(|name| !visible.contains(*name)));
    assert!(visible.contains("no_case_reasons"));
    let visible = visible_names(&definition, &[("had_cases", &["1"])]);
    assert!(details.iter().all(|name| visible.contains(*name)));
    assert!(!visible.contains("no_case_reasons"));
    let numbers: Vec<&str> =
        details.iter().map(|name| definition.question(name).unwrap().number.as_str()).collect();
    assert_eq!(numbers, ["8", "9", "10", "11", "12", "13"]);
}

#[test]
fn consent_to_totals_is_needed_and_the_rest_is_free() {
    let definition = definition("agency-before");
    let page = &visible_pages(&definition, &Answers::new(), now())[0].name.clone();
    let send = |values: &[&str]| {
        let form: Vec<(String, String)> =
            values.iter().map(|value| ("consent".to_owned(), (*value).to_owned())).collect();
        read_page(&definition, page, &form, &Answers::new(), now())
    };
    assert_eq!(send(&[]).1[0].code, "required");
    assert_eq!(send(&["2", "3"]).1[0].code, "required-choice");
    let (answers, problems) = send(&["3", "1"]);
    assert_eq!(problems, []);
    assert_eq!(respondent::consents(&definition, &answers), ["aggregate", "academic"]);
}

#[test]
fn online_participants_must_give_a_mail_address() {
    let definition = definition("forum-signup");
    let form = |mode: &str| -> Vec<(String, String)> {
        let mut form: Vec<(String, String)> = Vec::new();
        for question in definition.pages[0].questions().into_iter().filter(|question| question.has_answer()) {
            match question.name.as_str() {
                "email" => form.push(("email".to_owned(), String::new())),
                "attendance_mode" => form.push(("attendance_mode".to_owned(), mode.to_owned())),
                _ => form.extend(fields(question)),
            }
        }
        form
    };
    let problems = |mode: &str| read_page(&definition, "entry", &form(mode), &Answers::new(), now()).1;
    assert_eq!(problems("1"), []);
    assert_eq!((problems("2")[0].code, problems("2")[0].place.as_str()), ("required-text", "email"));
}

#[test]
fn before_and_after_share_what_is_compared() {
    let (before, after) = (definition("agency-before"), definition("forum-after"));
    let confidence = |definition: &Definition| {
        let question = definition.question("confidence").unwrap();
        (question.rows.clone(), question.columns.clone())
    };
    assert_eq!(confidence(&before), confidence(&after));
    let names = |definition: &Definition| -> Vec<String> {
        variables(definition, "ja")
            .into_iter()
            .filter(|found| found.question == "confidence")
            .map(|found| found.name)
            .collect()
    };
    assert_eq!(
        names(&before),
        ["confidence_1", "confidence_2", "confidence_3", "confidence_4", "confidence_5"]
    );
}

/// Who is asked before and after can be known again, and gives nobody the code that withdraws the answers.
#[test]
fn before_and_after_ask_for_one_watchword_that_is_not_the_withdrawal_code() {
    let limit = definition("forum-after").question_with_role("respondent_code").unwrap().input.max_length;
    for id in ["agency-before", "welfare-provider-before", "forum-after"] {
        let definition = definition(id);
        let question = definition.question_with_role("respondent_code").unwrap();
        assert_eq!(question.name, "respondent_code", "{id}");
        assert!(!question.is_required && question.input.max_length == limit, "{id}");
        let hint = [question.description.get("ja"), question.description.get("en")];
        assert!(hint[0].contains("「撤回コード」"), "{id}: {}", hint[0]);
        assert!(hint[1].contains("the withdrawal code"), "{id}: {}", hint[1]);
    }
}

#[test]
fn kinds_of_agencies_are_those_of_the_list() {
    let definition = definition("agency-before");
    let question = definition.question_with_role("agency_kind").unwrap();
    let codes: Vec<&str> = question.choices.iter().map(|choice| choice.value.as_str()).collect();
    let known: Vec<&str> = AGENCY_KINDS.iter().map(|kind| kind.code).collect();
    assert_eq!(codes, known);
    let is_known = |code: &String| known.contains(&code.as_str());
    assert!(SHIPPED.iter().all(|found| self::definition(found.id).audience.iter().all(is_known)));
    for id in ["agency-before", "welfare-provider-before"] {
        let definition = self::definition(id);
        let question = definition.question_with_role("collaboration").unwrap();
        assert!(question.rows.len() == 10 && question.rows.iter().all(|row| is_known(&row.value)), "{id}");
        let degrees: Vec<&str> = question.columns.iter().map(|column| column.value.as_str()).collect();
        assert_eq!((question.kind.name, degrees), ("matrix", vec!["0", "1", "2", "3", "4"]), "{id}");
    }
}

#[test]
fn identifying_variables_are_marked_and_numbers_are_numbers() {
    let marked = |id: &str| -> Vec<String> {
        variables(&definition(id), "ja")
            .into_iter()
            .filter(|found| found.is_identifier)
            .map(|found| found.name)
            .collect()
    };
    for id in ["agency-before", "welfare-provider-before"] {
        assert_eq!(marked(id), ["hearing_contact", "feedback_mail"], "{id}");
    }
    assert_eq!(marked("forum-signup"), ["person_name", "person_kana", "phone", "email"]);
    assert_eq!(marked("forum-after"), ["follow_up_contact"]);
    assert_eq!(marked("consultation"), ["person_name", "email", "phone"]);
    let welfare = variables(&definition("welfare-provider-before"), "ja");
    let n_users = welfare.iter().find(|found| found.name == "n_users").unwrap();
    assert!(n_users.kind == VariableKind::Number && n_users.universe.is_some());
}

/// Whoever comes by the open link is known by nothing: a promise to write to them needs an address of their own.
#[test]
fn who_ticks_the_results_by_mail_is_asked_for_an_address_that_is_kept_apart() {
    for shipped in SHIPPED {
        let definition = definition(shipped.id);
        let asks = definition.questions().into_iter().any(|question| {
            question.choices.iter().any(|choice| choice.consent.as_deref() == Some("feedback"))
        });
        if !asks {
            continue;
        }
        let name = "feedback_mail";
        assert!(!visible_names(&definition, &[("consent", &["1"])]).contains(name), "{}", shipped.id);
        let (answers, _) = walk(&definition, &[("consent", &["1", "7"])]);
        let (others, apart) = respondent::split_identifiers(&definition, &answers);
        assert!(apart.contains_key(name) && !others.contains_key(name), "{}: {others:?}", shipped.id);
        let without = walk(&definition, &[("consent", &["1", "7"]), (name, &[""])]);
        assert_eq!(without.1, [], "{}: whoever was invited need not write one", shipped.id);
    }
}

#[test]
fn only_placeholders_stand_for_what_a_survey_decides() {
    let all: BTreeSet<String> = SHIPPED.iter().flat_map(|found| open_placeholders(found.json)).collect();
    let expected = "capacity contact date delete_date ethics_number fee forum_title host period reception_time venue \
                    version withdrawal_deadline year";
    assert_eq!(
        all.iter().map(String::as_str).collect::<Vec<&str>>(),
        expected.split_whitespace().collect::<Vec<&str>>()
    );
    let lists: BTreeSet<String> = SHIPPED.iter().flat_map(|found| open_lists(found.json)).collect();
    assert_eq!(lists.into_iter().collect::<Vec<String>>(), ["areas", "municipalities"]);
}
