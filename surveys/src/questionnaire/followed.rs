//! Which answers decide who is asked a question.

use std::collections::{BTreeMap, BTreeSet};

use super::definition::{Definition, Guarded, guarded};
use super::expression::{Expression, variables};
use super::names::Names;
use super::settings::{Action, Trigger};

/// Names of questions and calculated values with those of whose answers they are made, or on which it depends whether they are asked.
type Ways = BTreeMap<String, BTreeSet<String>>;

/// By their names, the questions that not everybody is asked or can answer, or that are not answered by respondents alone, and calculated values;
/// each with the names of those whose answers decide about it: by the condition of its page, its panels or itself, by a trigger, and by way of
/// other questions and calculated values.
pub fn followed(definition: &Definition) -> BTreeMap<String, BTreeSet<String>> {
    let names = &definition.names;
    let mut ways = Ways::new();
    let mut add = |to: &str, from: Vec<String>| ways.entry(to.to_owned()).or_default().extend(from);
    let questions = guarded(definition);
    for found in questions.iter().filter(|found| !found.conditions.is_empty() || !found.enabling.is_empty()) {
        let conditions = found.conditions.iter().chain(&found.enabling);
        let conditions = conditions.flat_map(|condition| named(names, condition));
        add(&found.question.name, conditions.collect());
    }
    for value in &definition.calculated {
        let made_of = value.expression.iter().flat_map(|expression| named(names, expression));
        add(&value.name, made_of.collect());
    }
    for trigger in &definition.triggers {
        let condition = named(names, &trigger.condition);
        let from = [condition.clone(), given(names, &trigger.action)].concat();
        for to in decided(definition, &questions, trigger, &condition) {
            add(to, from.clone());
        }
    }
    ways.keys().map(|name| (name.clone(), reached(&ways, name))).collect()
}

fn named(names: &Names, expression: &Expression) -> Vec<String> {
    let found = variables(&expression.root).into_iter();
    found.filter_map(|name| Some(names.resolve(name)?.0.key.clone())).collect()
}

/// The names of those whose answers a trigger puts into another one.
fn given(names: &Names, action: &Action) -> Vec<String> {
    match action {
        Action::CopyValue { from, .. } => {
            names.resolve(from).map(|(found, _)| found.key.clone()).into_iter().collect()
        }
        Action::Run { expression: Some(expression), .. } => named(names, expression),
        _ => Vec::new(),
    }
}

/// The names of what a trigger decides about: questions that it shows, passes over or does not come to any more, and the one that it answers;
/// `condition` are the names in its condition.
fn decided<'a>(
    definition: &'a Definition,
    questions: &[Guarded<'a>],
    trigger: &'a Trigger,
    condition: &[String],
) -> Vec<&'a str> {
    let among = |is_meant: &dyn Fn(&Guarded<'a>) -> bool| -> Vec<&'a str> {
        let meant = questions.iter().filter(|found| is_meant(found));
        meant.map(|found| found.question.name.as_str()).collect()
    };
    let asking = questions.iter().filter(|found| condition.contains(&found.question.name));
    let last = asking.map(|found| found.page).max().unwrap_or(0);
    match &trigger.action {
        Action::SetValue { name, .. } => vec![name.as_str()],
        Action::CopyValue { to, .. } => vec![to.as_str()],
        Action::Run { to, .. } => to.as_deref().into_iter().collect(),
        Action::Complete => among(&|found| found.page > last),
        Action::Skip { to } => {
            let aim = questions.iter().find(|found| found.question.name == *to).map(|found| found.page);
            among(&|found| found.page > last && aim.is_some_and(|aim| found.page < aim))
        }
        Action::Visible { pages, questions: own } => among(&|found| {
            let page = definition.pages.get(found.page);
            own.contains(&found.question.name) || page.is_some_and(|page| pages.contains(&page.name))
        }),
    }
}

/// Everything that can be reached from a name, without itself.
fn reached(ways: &Ways, from: &str) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(name) = waiting.pop() {
        for next in ways.get(name).into_iter().flatten() {
            if next != from && found.insert(next.clone()) {
                waiting.push(next);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::questionnaire::parse::parse;
    use crate::questionnaire::variable::variables;

    fn single(name: &str) -> Value {
        json!({ "type": "radiogroup", "name": name, "choices": ["a", "b"] })
    }

    #[test]
    fn conditions_are_followed_through_panels_questions_and_calculated_values() {
        let mut chained = single("chained");
        chained["visibleIf"] = json!("{inner} = 'a'");
        let mut computed = single("computed");
        computed["visibleIf"] = json!("{sum} > 1");
        let mut turned = single("turned");
        turned["visibleIf"] = json!("{turned} = 'a' or {computed} = 'a'");
        let panel = json!({ "type": "panel", "name": "p", "visibleIf": "{first} = 'a'", "elements": [single("inner")] });
        let definition = json!({
            "pages": [{ "name": "one", "elements": [single("first"), single("second"), panel, chained, computed, turned] }],
            "calculatedValues": [{ "name": "sum", "expression": "iif({second} = 'b', 2, 0)" }],
        });
        let found = followed(&parse(&definition.to_string()).0.unwrap());
        let of = |name: &str| found.get(name).into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(of("first"), [""; 0]);
        assert_eq!(of("inner"), ["first"]);
        assert_eq!(of("chained"), ["first", "inner"]);
        assert_eq!(of("computed"), ["second", "sum"]);
        assert_eq!(of("turned"), ["computed", "second", "sum"], "what names itself ends");
    }

    #[test]
    fn who_can_answer_and_whom_a_trigger_passes_over_is_decided_too() {
        let mut enabled = single("enabled");
        enabled["enableIf"] = json!("{first} = 'a'");
        let panel = json!({ "type": "panel", "name": "p", "enableIf": "{second} = 'a'", "elements": [single("inner")] });
        let definition = json!({
            "pages": [
                { "name": "one", "elements": [single("first"), single("second"), enabled, panel] },
                { "name": "two", "elements": [single("passed")] },
                { "name": "three", "elements": [single("aim")] }],
            "triggers": [{ "type": "skip", "expression": "{first} = 'b'", "gotoName": "aim" }],
        });
        let definition = parse(&definition.to_string()).0.unwrap();
        let found = followed(&definition);
        let of = |name: &str| found.get(name).into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
        assert_eq!([of("enabled"), of("inner"), of("passed")], [["first"], ["second"], ["first"]]);
        assert_eq!(of("aim"), [""; 0]);
        let variables = variables(&definition, "ja");
        let has_universe =
            |name: &str| variables.iter().any(|one| one.name == name && one.universe.is_some());
        assert!(has_universe("enabled") && has_universe("inner") && !has_universe("first"));
    }

    #[test]
    fn triggers_decide_who_is_asked_and_what_conditions_read() {
        let definition = json!({
            "pages": [
                { "name": "one", "elements": [single("first"), single("second")] },
                { "name": "two", "elements": [single("third"), single("shown"), single("copied")] },
                { "name": "three", "elements": [single("fourth")] }],
            "triggers": [
                { "type": "complete", "expression": "{first} = 'b'" },
                { "type": "visible", "expression": "{second} = 'a'", "questions": ["shown"] },
                { "type": "copyvalue", "expression": "{second} = 'b'", "fromName": "third", "setToName": "copied" },
                { "type": "visible", "expression": "{copied} = 'a'", "pages": ["three"] }],
        });
        let found = followed(&parse(&definition.to_string()).0.unwrap());
        let of = |name: &str| found.get(name).into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(of("second"), [""; 0], "it stands before the end");
        assert_eq!(of("third"), ["first"]);
        assert_eq!(of("shown"), ["first", "second"]);
        assert_eq!(of("copied"), ["first", "second", "third"]);
        assert_eq!(of("fourth"), ["copied", "first", "second", "third"]);
    }
}
