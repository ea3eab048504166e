//! Random forms as spreadsheets: read, written and read again they keep their names, their labels in all languages and
//! the meaning of `relevant`, `constraint` and `required`, which is worked out here from the form itself.

use crate::questionnaire::answer::{Answers, complete, visibility};
use crate::questionnaire::definition::Definition;
use crate::questionnaire::export::samples::words;
use crate::questionnaire::export::xlsform::write;
use crate::questionnaire::format::sheet::Sheet;
use crate::questionnaire::format::{Content, Kind};
use crate::questionnaire::import::xlsform::read;
use crate::questionnaire::parse::parse;
use chrono::NaiveDateTime;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a question takes.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Takes {
    Integer,
    Text,
    One,
    Several,
}

/// A condition on earlier questions; the numbers choose which, and what is asked of it.
#[derive(Debug, Clone)]
enum Condition {
    Leaf(usize, i64),
    Not(Box<Condition>),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
}

#[derive(Debug, Clone)]
struct Asked {
    takes: Takes,
    labels: [String; 2],
    relevant: Option<Condition>,
    is_required: bool,
    limits: Option<(i64, i64)>,
}

/// Around questions, or nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Around {
    Nothing,
    Group,
    Repeat,
}

#[derive(Debug, Clone)]
struct Part {
    around: Around,
    relevant: Option<Condition>,
    questions: Vec<Asked>,
}

fn condition() -> impl Strategy<Value = Condition> {
    let leaf = (any::<usize>(), 0..10i64).prop_map(|(pick, value)| Condition::Leaf(pick, value));
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| Condition::Not(Box::new(inner))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Condition::And(Box::new(a), Box::new(b))),
            (inner.clone(), inner).prop_map(|(a, b)| Condition::Or(Box::new(a), Box::new(b))),
        ]
    })
}

fn asked() -> impl Strategy<Value = Asked> {
    let takes = prop::sample::select(vec![Takes::Integer, Takes::Text, Takes::One, Takes::Several]);
    let label = || "[ぁ-ん漢A-Za-z0-9<>&'\"|,]{1,8}";
    let limits = prop::option::of((0..4i64, 4..10i64));
    (takes, [label(), label()], prop::option::of(condition()), any::<bool>(), limits).prop_map(
        |(takes, labels, relevant, is_required, limits)| Asked {
            takes,
            labels,
            relevant,
            is_required,
            limits,
        },
    )
}

fn form() -> impl Strategy<Value = Vec<Part>> {
    let around = prop::sample::select(vec![Around::Nothing, Around::Group, Around::Repeat]);
    let part = (around, prop::option::of(condition()), prop::collection::vec(asked(), 1..4))
        .prop_map(|(around, relevant, questions)| Part { around, relevant, questions });
    prop::collection::vec(part, 1..5)
}

/// A question with its name; those of repeats are not spoken of by others.
#[derive(Debug)]
struct Named<'a> {
    name: String,
    asked: &'a Asked,
}

impl Condition {
    /// As XPath. None where there is nothing to speak of.
    fn said(&self, earlier: &[Named<'_>]) -> Option<String> {
        Some(match self {
            Condition::Leaf(pick, value) => {
                let Named { name, asked } = earlier.get(pick.checked_rem(earlier.len())?)?;
                match asked.takes {
                    Takes::Integer => format!("${{{name}}} > {value}"),
                    Takes::Text => format!("${{{name}}} = ''"),
                    Takes::One => format!("${{{name}}} = 'c{}'", value % 3),
                    Takes::Several => format!("selected(${{{name}}}, 'c{}')", value % 3),
                }
            }
            Condition::Not(inner) => format!("not({})", inner.said(earlier)?),
            Condition::And(a, b) => format!("({}) and ({})", a.said(earlier)?, b.said(earlier)?),
            Condition::Or(a, b) => format!("({}) or ({})", a.said(earlier)?, b.said(earlier)?),
        })
    }

    fn holds(&self, earlier: &[Named<'_>], answers: &Answers) -> bool {
        match self {
            Condition::Leaf(pick, value) => {
                let Some(at) = pick.checked_rem(earlier.len()) else { return true };
                let Named { name, asked } = &earlier[at];
                let answer = answers.get(name);
                let code = json!(format!("c{}", value % 3));
                match asked.takes {
                    Takes::Integer => answer.and_then(Value::as_i64).is_some_and(|answer| answer > *value),
                    Takes::Text => answer.is_none(),
                    Takes::One => answer == Some(&code),
                    Takes::Several => {
                        answer.and_then(Value::as_array).is_some_and(|list| list.contains(&code))
                    }
                }
            }
            Condition::Not(inner) => earlier.is_empty() || !inner.holds(earlier, answers),
            Condition::And(a, b) => a.holds(earlier, answers) && b.holds(earlier, answers),
            Condition::Or(a, b) => a.holds(earlier, answers) || b.holds(earlier, answers),
        }
    }
}

fn named(form: &[Part]) -> Vec<Vec<Named<'_>>> {
    let mut number = 0;
    let mut name = |asked| {
        number += 1;
        Named { name: format!("q{number}"), asked }
    };
    form.iter().map(|part| part.questions.iter().map(&mut name).collect()).collect()
}

const HEADER: [&str; 8] = [
    "type",
    "name",
    "label::日本語 (ja)",
    "label::English (en)",
    "relevant",
    "constraint",
    "constraint_message::日本語 (ja)",
    "required",
];

fn spreadsheet(form: &[Part]) -> Content {
    let mut rows = vec![HEADER.map(str::to_owned).to_vec()];
    let mut earlier: Vec<Named<'_>> = Vec::new();
    let said = |condition: &Option<Condition>, earlier: &[Named<'_>]| {
        condition.as_ref().and_then(|found| found.said(earlier)).unwrap_or_default()
    };
    for (at, (part, questions)) in form.iter().zip(named(form)).enumerate() {
        let around = match part.around {
            Around::Nothing => None,
            Around::Group => Some("group"),
            Around::Repeat => Some("repeat"),
        };
        if let Some(around) = around {
            let own = [format!("begin_{around}"), format!("part{at}"), "囲み".to_owned(), "Box".to_owned()];
            rows.push([own.to_vec(), vec![said(&part.relevant, &earlier)]].concat());
        }
        for question in questions {
            let asked = question.asked;
            let kind = match asked.takes {
                Takes::Integer => "integer",
                Takes::Text => "text",
                Takes::One => "select_one codes",
                Takes::Several => "select_multiple codes",
            };
            let limits = asked.limits.filter(|_| asked.takes == Takes::Integer);
            let constraint = limits.map(|(least, most)| format!(". >= {least} and . < {most}"));
            let message = constraint.as_ref().map(|_| "範囲の外です".to_owned());
            let required = if asked.is_required { "yes" } else { "" };
            rows.push(vec![
                kind.to_owned(),
                question.name.clone(),
                asked.labels[0].clone(),
                asked.labels[1].clone(),
                said(&asked.relevant, &earlier),
                constraint.unwrap_or_default(),
                message.unwrap_or_default(),
                required.to_owned(),
            ]);
            if part.around != Around::Repeat {
                earlier.push(question);
            }
        }
        rows.extend(around.map(|around| vec![format!("end_{around}")]));
    }
    let cells = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    let choices = vec![
        cells(["list_name", "name", "label::日本語 (ja)", "label::English (en)"]),
        cells(["codes", "c0", "零", "zero"]),
        cells(["codes", "c1", "一", "one"]),
        cells(["codes", "c2", "二", "two"]),
    ];
    let settings = vec![vec!["default_language".to_owned()], vec!["日本語 (ja)".to_owned()]];
    Content::Sheets(vec![
        Sheet::new("survey", rows),
        Sheet::new("choices", choices),
        Sheet::new("settings", settings),
    ])
}

fn taken_in(content: &Content) -> Result<Definition, TestCaseError> {
    let imported = read(content);
    prop_assert_eq!(&imported.problems, &[]);
    let raw = imported.raw.ok_or_else(|| TestCaseError::fail("nothing was read"))?;
    let (definition, problems) = parse(&Value::Object(raw).to_string());
    prop_assert!(!crate::questionnaire::problem::has_errors(&problems), "{:?}", problems);
    definition.ok_or_else(|| TestCaseError::fail("no definition"))
}

/// Answers to questions outside of repeats; a number a question says which.
fn answers(form: &[Part], given: &[Option<i64>]) -> Answers {
    let questions = named(form).into_iter().flatten().zip(given.iter().cycle());
    let answer = |takes, given: i64| match takes {
        Takes::Integer => json!(given),
        Takes::Text => json!("文"),
        Takes::One => json!(format!("c{}", given % 3)),
        Takes::Several => json!([format!("c{}", given % 3)]),
    };
    let given =
        questions.filter_map(|(found, given)| Some((found.name, answer(found.asked.takes, (*given)?))));
    let outside: BTreeSet<String> = form
        .iter()
        .zip(named(form))
        .filter(|(part, _)| part.around != Around::Repeat)
        .flat_map(|(_, questions)| questions.into_iter().map(|found| found.name))
        .collect();
    given.filter(|(name, _)| outside.contains(name)).collect()
}

/// Names of the questions outside of repeats that are seen, and of those with something wrong.
fn expected(form: &[Part], answers: &Answers) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut seen, mut wrong) = (BTreeSet::new(), BTreeSet::new());
    let mut counted = Answers::new();
    let mut earlier: Vec<Named<'_>> = Vec::new();
    for (part, questions) in form.iter().zip(named(form)).filter(|(part, _)| part.around != Around::Repeat) {
        let own = part.relevant.as_ref().filter(|_| part.around == Around::Group);
        let is_open = own.is_none_or(|found| found.holds(&earlier, &counted));
        for question in questions {
            let asked = question.asked;
            if is_open && asked.relevant.as_ref().is_none_or(|found| found.holds(&earlier, &counted)) {
                let answer = answers.get(&question.name);
                counted.extend(answer.map(|answer| (question.name.clone(), answer.clone())));
                let number = answer.and_then(Value::as_i64).zip(asked.limits);
                let is_outside =
                    number.is_some_and(|(number, (least, most))| number < least || number >= most);
                if is_outside || (asked.is_required && answer.is_none()) {
                    wrong.insert(question.name.clone());
                }
                seen.insert(question.name.clone());
            }
            earlier.push(question);
        }
    }
    (seen, wrong)
}

fn check(definition: &Definition, form: &[Part], answers: &Answers) -> Result<(), TestCaseError> {
    let all: Vec<Named<'_>> = named(form).into_iter().flatten().collect();
    for found in &all {
        let inside =
            || definition.questions().into_iter().filter_map(|question| question.composite.as_deref());
        let inner =
            inside().flat_map(|composite| composite.questions()).find(|inner| inner.name == found.name);
        let question = definition.question(&found.name).or(inner);
        let title = question.map(|question| (question.title.get("ja"), question.title.get("en")));
        let [ja, en] = &found.asked.labels;
        prop_assert_eq!(title, Some((ja.as_str(), en.as_str())), "{}", &found.name);
    }
    let is_ours = |name: &&String| all.iter().any(|found| found.name == **name);
    let (seen, wrong) = expected(form, answers);
    let visible = visibility(definition, answers, NaiveDateTime::default()).questions;
    prop_assert_eq!(visible.iter().filter(is_ours).cloned().collect::<BTreeSet<String>>(), seen.clone());
    let (kept, problems) = complete(definition, answers, NaiveDateTime::default());
    let places: BTreeSet<String> = problems.into_iter().map(|problem| problem.place).collect();
    prop_assert_eq!(places.iter().filter(is_ours).cloned().collect::<BTreeSet<String>>(), wrong);
    let expected: BTreeSet<&String> = answers.keys().filter(|name| seen.contains(*name)).collect();
    prop_assert_eq!(kept.keys().collect::<BTreeSet<&String>>(), expected);
    Ok(())
}

proptest! {
    #[test]
    fn forms_keep_names_labels_and_meaning(
        form in form(),
        given in prop::collection::vec(prop::option::of(0..12i64), 12),
    ) {
        let definition = taken_in(&spreadsheet(&form))?;
        let answers = answers(&form, &given);
        check(&definition, &form, &answers)?;
        for kind in [Kind::Workbook, Kind::Csv] {
            let exported = write(&definition, kind, &words());
            prop_assert_eq!(exported.problems, []);
            check(&taken_in(&exported.content)?, &form, &answers)?;
        }
    }
}
