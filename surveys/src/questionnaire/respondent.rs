//! Who answered and what was allowed, found by the roles of a definition (`kt:role`, `kt:consent`).

use super::answer::Answers;
use super::answer::compact::Given;
use super::choice;
use super::definition::Definition;
use super::question::paneldynamic::total_name;
use super::question::select::scalar;
use super::question::{Question, file};
use crate::privacy::consent::{Consent, GOOD_PRACTICE};
use crate::stakeholder::agency_kind;
use serde_json::Value;

/// Kinds of agencies (two-digit codes of `stakeholder::agency_kind`) that the respondent ticked, in the order of the
/// answer, each once. Longer codes are refinements: `391` is a kind of `39`.
pub fn agency_kinds(definition: &Definition, answers: &Answers) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = Vec::new();
    for value in chosen(definition, "agency_kind", answers) {
        let code: String = value.chars().take(2).collect();
        let known = agency_kind::find(&code).map(|kind| kind.code);
        kinds.extend(known.filter(|code| !kinds.contains(code)));
    }
    kinds
}

/// The area that the respondent chose; None if unanswered.
pub fn region(definition: &Definition, answers: &Answers) -> Option<String> {
    chosen(definition, "region", answers).into_iter().next()
}

/// The `kt:consent` codes of all choices that the respondent ticked, in the definition's order, each once.
pub fn consents<'a>(definition: &'a Definition, answers: &impl Given) -> Vec<&'a str> {
    let mut consents: Vec<&str> = Vec::new();
    // Asked for each text of each response: most questions have no such choice.
    let asks = |question: &&Question| question.choices.iter().any(|choice| choice.consent.is_some());
    for question in definition.questions().into_iter().filter(asks) {
        for value in answers.get(&question.name).map(values).unwrap_or_default() {
            let consent =
                choice::find(&question.choices, &value).and_then(|choice| choice.consent.as_deref());
            consents.extend(consent.filter(|consent| !consents.contains(consent)));
        }
    }
    consents
}

/// Value of `quote_permission` that allows showing without asking again.
const PERMISSION_ANONYMOUS: &str = "1";

/// What a respondent allowed. A questionnaire that asks for no consent is for counting only.
pub fn consent(definition: &Definition, answers: &impl Given) -> Consent {
    if definition.question_with_role("consent").is_none() {
        return Consent { aggregate: true, ..Consent::default() };
    }
    Consent::from_codes(consents(definition, answers))
}

/// What a respondent allowed of the case that an answer to a question of this role tells of.
pub fn consent_to_case(definition: &Definition, answers: &impl Given, role: &str) -> Consent {
    with_case(consent(definition, answers), definition, answers, role)
}

/// The same of somebody of whom it is known what they allow besides.
pub fn with_case(consent: Consent, definition: &Definition, answers: &impl Given, role: &str) -> Consent {
    let Some(question) = permission(definition, role) else { return consent };
    let answer = answers.get(&question.name).and_then(Value::as_str);
    Consent { case: answer == Some(PERMISSION_ANONYMOUS), ..consent }
}

/// Whether a question of its own asks if the case may be told that an answer to a question of this role tells of.
pub fn asks_about_case(definition: &Definition, role: &str) -> bool {
    permission(definition, role).is_some()
}

/// The question that asks whether a good practice may be shown, for answers that tell of one.
fn permission<'a>(definition: &'a Definition, role: &str) -> Option<&'a Question> {
    // Most answers are of another role, and looking for the question takes longer.
    if role == GOOD_PRACTICE { definition.question_with_role("quote_permission") } else { None }
}

/// Answers without the parts that identify, and those parts alone, each at its place: they are stored apart.
pub fn split_identifiers(definition: &Definition, answers: &Answers) -> (Answers, Answers) {
    let mut identifiers = Answers::new();
    let mut others = answers.clone();
    for question in definition.questions().into_iter().filter(|question| question.is_identifier) {
        count_files(question, &mut others);
        let shared = question.rules.value_name.clone();
        let names = [question.name.clone(), question.comment_name(), total_name(&question.name)];
        for name in names.into_iter().chain(shared) {
            if let Some(value) = others.shift_remove(&name) {
                identifiers.insert(name, value);
            }
        }
    }
    for calculated in definition.calculated.iter().filter(|calculated| calculated.is_identifier) {
        if let Some(value) = others.shift_remove(&calculated.name) {
            identifiers.insert(calculated.name.clone(), value);
        }
    }
    for question in definition.questions().into_iter().filter(|question| !question.is_identifier) {
        if let Some((kept, apart)) = others.get(&question.name).and_then(|value| split_items(question, value))
        {
            others.insert(question.name.clone(), kept);
            identifiers.insert(question.name.clone(), apart);
        }
        let totals = total_name(&question.name);
        if let Some((kept, apart)) = others.get(&totals).and_then(|value| split_totals(question, value)) {
            others.insert(totals.clone(), kept);
            identifiers.insert(totals, apart);
        }
    }
    (others, identifiers)
}

/// Answers that [`split_identifiers`] parted, whole again.
pub fn join_identifiers(others: Answers, identifiers: Answers) -> Answers {
    let mut joined = others;
    for (name, apart) in identifiers {
        let whole = match joined.shift_remove(&name) {
            Some(kept) => join(kept, apart),
            None => apart,
        };
        joined.insert(name, whole);
    }
    joined
}

/// Two values of the same shape in one: what the first lacks is in the second.
fn join(kept: Value, apart: Value) -> Value {
    match (kept, apart) {
        (Value::Object(kept), Value::Object(apart)) => Value::Object(join_identifiers(kept, apart)),
        (Value::Array(kept), Value::Array(apart)) => {
            let n = kept.len().max(apart.len());
            let (mut kept, mut apart) = (kept.into_iter(), apart.into_iter());
            let item = |_| match (kept.next(), apart.next()) {
                (Some(kept), Some(apart)) => join(kept, apart),
                (kept, apart) => kept.or(apart).unwrap_or(Value::Null),
            };
            Value::Array((0..n).map(item).collect())
        }
        (kept, _) => kept,
    }
}

/// The answer of a composite parted in two of the same shape; None if nothing in it identifies.
fn split_items(question: &Question, value: &Value) -> Option<(Value, Value)> {
    if let (false, Value::Object(parts)) = (question.items.is_empty(), value) {
        let identifies =
            |name: &str| question.items.iter().any(|item| item.name == name && item.is_identifier);
        let (apart, kept): (Answers, Answers) = parts
            .iter()
            .map(|(name, part)| (name.clone(), part.clone()))
            .partition(|(name, _)| identifies(name));
        return (!apart.is_empty()).then_some((Value::Object(kept), Value::Object(apart)));
    }
    let inner = question.composite.as_ref()?.questions();
    if !inner.iter().any(|inner| holds_identifier(inner)) {
        return None;
    }
    match value {
        Value::Array(items) => {
            let (kept, apart) = items.iter().map(|item| split_item(&inner, item)).unzip();
            Some((Value::Array(kept), Value::Array(apart)))
        }
        Value::Object(rows) => {
            let parted = rows.iter().map(|(row, item)| (row.clone(), split_item(&inner, item)));
            let (mut kept, mut apart) = (Answers::new(), Answers::new());
            for (row, (own, identifying)) in parted {
                kept.insert(row.clone(), own);
                apart.insert(row, identifying);
            }
            Some((Value::Object(kept), Value::Object(apart)))
        }
        _ => None,
    }
}

/// Totals in two: those of columns that identify tell as much; None if there are none.
fn split_totals(question: &Question, totals: &Value) -> Option<(Value, Value)> {
    let inner = question.composite.as_ref()?.questions();
    let (kept, apart) = split_item(&inner, totals);
    apart.as_object().is_some_and(|apart| !apart.is_empty()).then_some((kept, apart))
}

/// One item in two: what may stay, and what identifies. Both keep their place in the list.
fn split_item(inner: &[&Question], item: &Value) -> (Value, Value) {
    let mut kept = item.as_object().cloned().unwrap_or_default();
    let mut apart = Answers::new();
    for question in inner.iter().filter(|question| holds_identifier(question)) {
        let Some(value) = kept.get(&question.name).cloned() else { continue };
        if question.is_identifier {
            count_files(question, &mut kept);
            for name in [question.name.clone(), question.comment_name()] {
                if let Some(value) = kept.shift_remove(&name) {
                    apart.insert(name, value);
                }
            }
        } else if let Some((rest, own)) = split_items(question, &value) {
            kept.insert(question.name.clone(), rest);
            apart.insert(question.name.clone(), own);
        }
    }
    (Value::Object(kept), Value::Object(apart))
}

/// How many files there are says nobody's name, and stays.
fn count_files(question: &Question, answers: &mut Answers) {
    let n_files = answers.get(&question.name).and_then(Value::as_array).map_or(0, Vec::len);
    if question.kind.name == file::TYPE.name && n_files > 0 {
        answers.insert(format!("{}{}", question.name, file::COUNT), Value::from(n_files));
    }
}

fn holds_identifier(question: &Question) -> bool {
    let inner = question.composite.as_ref().map(|composite| composite.questions()).unwrap_or_default();
    question.is_identifier || inner.into_iter().any(holds_identifier)
}

fn chosen(definition: &Definition, role: &str, answers: &Answers) -> Vec<String> {
    let questions = definition.questions_with_role(role).into_iter();
    questions.flat_map(|question| answers.get(&question.name).map(values).unwrap_or_default()).collect()
}

fn values(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(scalar).collect(),
        one => scalar(one).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::parse::parse;
    use serde_json::json;

    #[test]
    fn what_identifies_inside_of_lists_is_parted_too() {
        let json = r#"{"elements":[{"type":"paneldynamic","name":"g","templateElements":[
            {"type":"text","name":"who","kt:identifier":true},{"type":"text","name":"what"}]},
            {"type":"matrixdynamic","name":"m","columns":[{"name":"n","cellType":"text"},
                {"name":"born","cellType":"text","kt:identifier":true,"totalType":"max"}]}]}"#;
        let definition = parse(json).0.unwrap();
        let answers = json!({"g": [{"who": "甲", "who-Comment": "乙", "what": "x"}, {"what": "y"}],
            "m": [{"n": "1"}], "m-total": {"born": 1960}});
        let (others, identifiers) = split_identifiers(&definition, answers.as_object().unwrap());
        assert_eq!(Value::Object(join_identifiers(others.clone(), identifiers.clone())), answers);
        assert_eq!(
            Value::Object(others),
            json!({"g": [{"what": "x"}, {"what": "y"}], "m": [{"n": "1"}], "m-total": {}})
        );
        assert_eq!(
            Value::Object(identifiers),
            json!({"g": [{"who": "甲", "who-Comment": "乙"}, {}], "m": [{}], "m-total": {"born": 1960}})
        );
    }

    #[test]
    fn finds_who_answered_and_what_was_allowed() {
        let json = r#"{"elements":[
            {"type":"checkbox","name":"services","kt:role":"agency_kind","choices":["30","391","392"],
             "showOtherItem":true,"otherText":"x"},
            {"type":"dropdown","name":"area","kt:role":"region","choices":["01","98"]},
            {"type":"checkbox","name":"consent","kt:role":"consent","choices":[
              {"value":"1","kt:consent":"aggregate"},{"value":"2","kt:consent":"region"},{"value":"3"}]},
            {"type":"comment","name":"hard","kt:role":"challenge"},
            {"type":"text","name":"mail","kt:identifier":true}]}"#;
        let definition = parse(json).0.unwrap();
        let answers = json!({"services": ["30", "391", "392", "other"], "area": "01", "consent": ["1", "3"],
            "hard": "人手が足りない", "mail": "a@example.jp"});
        let answers = answers.as_object().unwrap();
        assert_eq!(agency_kinds(&definition, answers), ["30", "39"]);
        assert_eq!(region(&definition, answers).as_deref(), Some("01"));
        assert_eq!(consents(&definition, answers), ["aggregate"]);
        let (others, identifiers) = split_identifiers(&definition, answers);
        assert!(!others.contains_key("mail") && others.len() == 4);
        assert_eq!(Value::Object(identifiers), json!({"mail": "a@example.jp"}));
    }

    #[test]
    fn an_item_that_identifies_is_kept_apart_and_never_exported() {
        let json = r#"{"elements":[{"type":"multipletext","name":"desk","items":[
            {"name":"person","kt:identifier":true},{"name":"rooms","inputType":"number"}]}]}"#;
        let definition = parse(json).0.unwrap();
        let answers = json!({"desk": {"person": "架空 花子", "rooms": 2}});
        let (others, identifiers) = split_identifiers(&definition, answers.as_object().unwrap());
        assert_eq!(Value::Object(join_identifiers(others.clone(), identifiers.clone())), answers);
        assert_eq!(Value::Object(others), json!({"desk": {"rooms": 2}}));
        assert_eq!(Value::Object(identifiers), json!({"desk": {"person": "架空 花子"}}));
        let variables = crate::questionnaire::variable::variables(&definition, "ja");
        let identify: Vec<bool> = variables.iter().map(|variable| variable.is_identifier).collect();
        assert_eq!(identify, [true, false]);
    }
}
