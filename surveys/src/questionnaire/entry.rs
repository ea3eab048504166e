//! Answers that somebody else types: from paper, a fax, the telephone, a sheet. The same validation as on the web,
//! and what paper needs besides: what cannot be read, and problems that are as they are on the original.

use super::answer::{Answers, Field, MAX_TEXT, accept, field, visibility};
use super::composite::Shape;
use super::definition::Definition;
use super::problem::{Problem, Severity};
use super::question::Question;
use super::question::input::cleaned;
use super::slot::{Content, Slot, UNREADABLE, slots};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// What was typed, understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Answers to what was asked, in the definition's order.
    pub answers: Answers,
    /// Slots of asked questions with something that cannot be read, in the definition's order. They have no answer.
    pub unreadable: Vec<String>,
    /// What stands against storing it.
    pub problems: Vec<Problem>,
    /// Questions that were answered though they were not asked; these answers do not count.
    pub unasked: Vec<String>,
}

/// A problem that was looked at and is so on the original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The problem's code.
    pub code: String,
    /// The problem's place.
    pub place: String,
    /// Why, by one of [`REASONS`].
    pub reason: String,
}

/// Reasons for taking an answer as it is, in the order of their numbers from 1: left blank, written so, asked again.
pub const REASONS: &[&str] = &["blank", "as-written", "confirmed"];

/// Problems that a person may have written on paper. All others are mistakes of typing, or of consent.
const ACCEPTABLE: &[&str] = &[
    "required",
    "required-text",
    "required-row",
    "too-many-choices",
    "too-few-choices",
    "exclusive-choice",
    "other-missing",
    "number-too-small",
    "number-too-large",
    "date-too-early",
    "date-too-late",
    "too-long",
    "too-short",
    "too-few-items",
    "required-panel",
    "key-twice",
    "not-as-asked",
];

/// Reads what was typed in the slots of all questions. Fields that belong to no slot are ignored. `kept` are answers
/// that identify, which are not typed again; `now` is the wall clock in Tokyo.
pub fn read(definition: &Definition, typed: &[Field], kept: &Answers, now: NaiveDateTime) -> Reading {
    let mut reading = Reading::default();
    let mut answers = kept.clone();
    let mut written: BTreeSet<&str> = BTreeSet::new();
    for question in definition.questions() {
        // Of a list only a part identifies: what was typed is read on top of it.
        if question.is_identifier && kept.contains_key(&question.name) {
            continue;
        }
        let mut form = list_length(question, typed);
        for slot in slots(question, &definition.locale) {
            match slot.read(field(typed, &slot.field).unwrap_or_default()) {
                Ok(Content::Blank) => continue,
                Ok(Content::Unreadable) => reading.unreadable.push(slot.field),
                Ok(content) => form.extend(slot.fields(&content)),
                Err(problem) => reading.problems.push(problem),
            }
            written.insert(&question.name);
        }
        reading.problems.extend(question.read(&form, &mut answers));
    }
    let (kept, problems) = accept(definition, &answers, now);
    let asked = visibility(definition, &kept, now).questions;
    let is_asked = |place: &str| owner(definition, place).is_some_and(|found| asked.contains(&found.name));
    reading.unreadable.retain(|place| is_asked(place));
    reading.problems.retain(|problem| is_asked(&problem.place));
    let already: BTreeSet<String> = reading.problems.iter().map(|problem| problem.place.clone()).collect();
    let marked = |problem: &Problem| is_marked(definition, problem, &reading.unreadable);
    let rest = problems.into_iter().filter(|problem| !already.contains(&problem.place) && !marked(problem));
    let rest: Vec<Problem> = rest.collect();
    reading.problems.extend(rest);
    reading.unasked = written.into_iter().filter(|name| !asked.contains(*name)).map(str::to_owned).collect();
    reading.answers = kept;
    reading
}

/// How many items of a list were filled in, as the form of the web says it.
fn list_length(question: &Question, typed: &[Field]) -> Vec<Field> {
    let is_list = question.composite.as_ref().is_some_and(|composite| composite.shape == Shape::List);
    if !is_list {
        return Vec::new();
    }
    let index = |(name, text): &Field| {
        let rest = name.strip_prefix(&question.name)?.strip_prefix('[')?;
        let (index, _) = rest.split_once(']')?;
        index.parse::<usize>().ok().filter(|_| !text.trim().is_empty())
    };
    let n = typed.iter().filter_map(index).max().map_or(0, |last| last.saturating_add(1));
    vec![(format!("{}.length", question.name), n.to_string())]
}

/// The question that a place (its name, a row, the text beside "other") belongs to.
pub fn owner<'a>(definition: &'a Definition, place: &str) -> Option<&'a Question> {
    let questions = definition.questions();
    let exact = questions.iter().find(|question| question.name == place);
    let within =
        || questions.iter().find(|question| slots(question, "").iter().any(|slot| slot.field == place));
    exact.or_else(within).copied()
}

/// Whether an answer is missing only because it cannot be read.
fn is_marked(definition: &Definition, problem: &Problem, unreadable: &[String]) -> bool {
    if !matches!(problem.code, "required" | "required-text" | "required-row" | "other-missing") {
        return false;
    }
    unreadable.contains(&problem.place)
        || owner(definition, &problem.place).is_some_and(|question| {
            problem.place == question.name
                && slots(question, "").iter().any(|slot| unreadable.contains(&slot.field))
        })
}

/// Whether a problem may stand because the original is so. Missing consent never may.
pub fn is_acceptable(definition: &Definition, problem: &Problem) -> bool {
    let asks_consent = |question: &Question| {
        question.role.as_deref() == Some("consent")
            || question.choices.iter().any(|choice| choice.consent.is_some() && choice.is_required)
    };
    let length = problem.args.iter().find(|(name, _)| *name == "length");
    let is_endless = length.and_then(|(_, length)| length.parse().ok()).is_some_and(|n: usize| n > MAX_TEXT);
    ACCEPTABLE.contains(&problem.code)
        && !owner(definition, &problem.place).is_some_and(asks_consent)
        && !(problem.code == "too-long" && is_endless)
}

/// The errors that nobody has accepted.
pub fn outstanding<'a>(
    definition: &Definition,
    problems: &'a [Problem],
    accepted: &[Accepted],
) -> Vec<&'a Problem> {
    let is_accepted = |problem: &Problem| {
        is_acceptable(definition, problem)
            && accepted.iter().any(|found| found.code == problem.code && found.place == problem.place)
    };
    problems.iter().filter(|problem| problem.severity == Severity::Error && !is_accepted(problem)).collect()
}

/// Two entries of one original beside each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Slots in which at least one of the two wrote something.
    pub n_written: usize,
    /// Slots in which they differ.
    pub differences: Vec<Difference>,
}

/// A slot in which two entries differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The question's name.
    pub question: String,
    /// The slot.
    pub slot: Slot,
    /// What the first one typed.
    pub first: String,
    /// What the second one typed.
    pub second: String,
}

/// Compares what two people typed, by meaning: `1,3` and `３ １` are the same. Questions that identify are left out,
/// because they are typed and kept once.
pub fn compare(definition: &Definition, first: &[Field], second: &[Field]) -> Comparison {
    let mut found = Comparison::default();
    for question in definition.questions().into_iter().filter(|question| !question.is_identifier) {
        for slot in slots(question, &definition.locale) {
            let typed = |form: &[Field]| field(form, &slot.field).unwrap_or_default().to_owned();
            let (one, other) = (typed(first), typed(second));
            let (meant_one, meant_other) = (meant(&slot, &one), meant(&slot, &other));
            if meant_one.is_empty() && meant_other.is_empty() {
                continue;
            }
            found.n_written += 1;
            if meant_one != meant_other {
                let question = question.name.clone();
                found.differences.push(Difference { question, slot, first: one, second: other });
            }
        }
    }
    found
}

/// What a typed text means, in one spelling.
fn meant(slot: &Slot, typed: &str) -> String {
    match slot.read(typed) {
        Ok(Content::Blank) => String::new(),
        Ok(Content::Unreadable) => UNREADABLE.to_string(),
        Ok(Content::Values(mut values)) => {
            values.sort();
            cleaned(&values.join("\n")).nfkc().collect()
        }
        Err(_) => format!("? {}", typed.trim()),
    }
}

/// What was typed without the slots of questions that identify, and those alone.
pub fn split_identifiers(definition: &Definition, typed: &[Field]) -> (Vec<Field>, Vec<Field>) {
    let questions = definition.questions().into_iter().filter(|question| question.is_identifier);
    let fields: BTreeSet<String> =
        questions.flat_map(|question| slots(question, "")).map(|slot| slot.field).collect();
    typed.iter().cloned().partition(|(name, _)| !fields.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::parse::parse;
    use serde_json::{Value, json};

    const FORM: &str = r#"{"elements":[
        {"type":"checkbox","name":"consent","kt:role":"consent","isRequired":true,"choices":[
          {"value":"1","kt:consent":"aggregate","kt:required":true},{"value":"2","kt:consent":"region"}]},
        {"type":"radiogroup","name":"had","isRequired":true,"choices":["yes","no"]},
        {"type":"checkbox","name":"how","visibleIf":"{had} = 'yes'","maxSelectedChoices":2,
         "choices":["a","b",{"value":"none","kt:exclusive":true}],"showOtherItem":true,"otherText":"他"},
        {"type":"matrix","name":"m","eachRowRequired":true,"rows":["r","s"],"columns":[{"value":"0","text":"否"},{"value":"1","text":"可"}]},
        {"type":"text","name":"n","inputType":"number","max":10},
        {"type":"text","name":"name","kt:identifier":true}]}"#;

    fn form() -> Definition {
        parse(FORM).0.unwrap()
    }

    fn typed(fields: &[(&str, &str)]) -> Vec<Field> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn found(reading: &Reading) -> Vec<(&str, &str)> {
        reading.problems.iter().map(|problem| (problem.code, problem.place.as_str())).collect()
    }

    const WHOLE: &[(&str, &str)] = &[
        ("consent", "1,2"),
        ("had", "1"),
        ("how", "1,4"),
        ("how-Comment", "訪問"),
        ("m.r", "1"),
        ("m.s", "2"),
        ("n", "１０"),
        ("name", "架空 花子"),
        ("nothing", "1"),
    ];

    #[test]
    fn typed_numbers_are_the_answers_of_the_web_form() {
        let reading = read(&form(), &typed(WHOLE), &Answers::new(), NaiveDateTime::default());
        assert_eq!(found(&reading), []);
        assert_eq!(
            Value::Object(reading.answers),
            json!({"consent": ["1", "2"], "had": "yes", "how": ["a", "other"], "how-Comment": "訪問",
                   "m": {"r": "0", "s": "1"}, "n": 10, "name": "架空 花子"})
        );
        assert!(reading.unreadable.is_empty() && reading.unasked.is_empty());
    }

    #[test]
    fn what_was_not_asked_does_not_count_and_is_named() {
        let reading = read(
            &form(),
            &typed(&[("consent", "1"), ("had", "2"), ("how", "9"), ("m.r", "1"), ("m.s", "1")]),
            &Answers::new(),
            NaiveDateTime::default(),
        );
        assert_eq!(found(&reading), []);
        assert_eq!(reading.unasked, ["how"]);
        assert!(!reading.answers.contains_key("how"));
    }

    #[test]
    fn the_unreadable_is_neither_answer_nor_missing() {
        let fields = [("consent", "1"), ("had", "〓"), ("m.r", "="), ("m.s", "1"), ("n", "〓")];
        let reading = read(&form(), &typed(&fields), &Answers::new(), NaiveDateTime::default());
        assert_eq!(found(&reading), []);
        assert_eq!(reading.unreadable, ["had", "m.r", "n"]);
        assert_eq!(Value::Object(reading.answers), json!({"consent": ["1"], "m": {"s": "0"}}));
        let all = read(
            &form(),
            &typed(&[("consent", "1"), ("had", "2"), ("m.r", "〓"), ("m.s", "〓")]),
            &Answers::new(),
            NaiveDateTime::default(),
        );
        assert_eq!((found(&all), all.unreadable.len()), (vec![], 2));
        let other = read(
            &form(),
            &typed(&[
                ("consent", "1"),
                ("had", "1"),
                ("how", "4"),
                ("how-Comment", "〓"),
                ("m.r", "1"),
                ("m.s", "1"),
            ]),
            &Answers::new(),
            NaiveDateTime::default(),
        );
        assert_eq!((found(&other), other.unreadable.as_slice()), (vec![], &["how-Comment".to_owned()][..]));
    }

    #[test]
    fn problems_of_the_original_can_be_accepted_and_mistakes_cannot() {
        let form = form();
        let fields = [("consent", "1"), ("how", "1"), ("m.r", "1"), ("n", "99")];
        let reading = read(&form, &typed(&fields), &Answers::new(), NaiveDateTime::default());
        assert_eq!(
            found(&reading),
            [("required", "had"), ("required-row", "m.s"), ("number-too-large", "n")]
        );
        let accept = |problem: &Problem| Accepted {
            code: problem.code.to_owned(),
            place: problem.place.clone(),
            reason: REASONS[0].to_owned(),
        };
        let all: Vec<Accepted> = reading.problems.iter().map(accept).collect();
        assert!(outstanding(&form, &reading.problems, &all).is_empty());
        assert_eq!(outstanding(&form, &reading.problems, &all[1..]).len(), 1);

        for fields in [
            &[("consent", "2"), ("had", "2"), ("m.r", "1"), ("m.s", "1")][..],
            &[("had", "2"), ("m.r", "1"), ("m.s", "1")],
            &[("consent", "1"), ("had", "7"), ("m.r", "1"), ("m.s", "1")],
            &[("consent", "1"), ("had", "2"), ("m.r", "1"), ("m.s", "1"), ("n", "約十")],
        ] {
            let reading = read(&form, &typed(fields), &Answers::new(), NaiveDateTime::default());
            let all: Vec<Accepted> = reading.problems.iter().map(accept).collect();
            assert_eq!(outstanding(&form, &reading.problems, &all).len(), 1, "{fields:?}");
        }
    }

    #[test]
    fn two_entries_differ_by_what_they_mean() {
        let mut second = typed(WHOLE);
        second[0].1 = "２　１".into();
        let same = compare(&form(), &typed(WHOLE), &second);
        assert_eq!((same.n_written, same.differences.len()), (7, 0));
        second[2].1 = "1,2".into();
        second[5].1 = String::new();
        second[7].1 = "別の人".into();
        let found = compare(&form(), &typed(WHOLE), &second);
        let places: Vec<&str> = found.differences.iter().map(|one| one.slot.field.as_str()).collect();
        assert_eq!((found.n_written, places), (7, vec!["how", "m.s"]));
    }

    #[test]
    fn identifying_fields_are_parted() {
        let (others, own) = split_identifiers(&form(), &typed(WHOLE));
        assert_eq!(own, typed(&[("name", "架空 花子")]));
        assert_eq!(others.len(), WHOLE.len() - 1);
    }

    #[test]
    fn questions_of_many_parts_are_typed_part_by_part() {
        let json = r#"{"elements":[
            {"type":"boolean","name":"b"},
            {"type":"ranking","name":"r","choices":["x","y"]},
            {"type":"multipletext","name":"t","items":[{"name":"a"},{"name":"b"}]},
            {"type":"kt-personname","name":"p"},
            {"type":"matrixdynamic","name":"d","rowCount":2,"columns":[{"name":"c","cellType":"text"}]},
            {"type":"text","name":"seen","readOnly":true},
            {"type":"radiogroup","name":"o","choices":["1","2"],"showCommentArea":true}]}"#;
        let definition = parse(json).0.unwrap();
        let fields = [
            ("b", "1"),
            ("r.x", "2"),
            ("r.y", "１"),
            ("t.a", "甲"),
            ("p.sei", "架空"),
            ("d[0].c", "一"),
            ("d[1].c", "〓"),
            ("seen", "x"),
            ("o", "2"),
            ("o-Comment", "補足"),
        ];
        let reading = read(&definition, &typed(&fields), &Answers::new(), NaiveDateTime::default());
        assert_eq!(found(&reading), []);
        let answers = Value::Object(reading.answers);
        assert_eq!((&answers["b"], &answers["r"]), (&json!(true), &json!(["y", "x"])));
        assert_eq!((&answers["t"], &answers["d"][0]), (&json!({"a": "甲"}), &json!({"c": "一"})));
        assert_eq!((&answers["p"]["sei"], &answers["o-Comment"]), (&json!("架空"), &json!("補足")));
        assert_eq!(answers.get("seen"), None);
        assert_eq!(reading.unreadable, ["d[1].c"]);
    }
}
