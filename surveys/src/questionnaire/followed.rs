//! Which answers decide who is asked a question.

use super::definition::{Definition, guarded};
use super::expression::{Expression, variables};
use super::names::Names;
use super::settings::Action;
use std::collections::{BTreeMap, BTreeSet};

/// Names of questions and calculated values with those of whose answers they are made, or on which it depends whether they are asked.
type Ways = BTreeMap<String, BTreeSet<String>>;

/// By their names, the questions that not everybody is asked, each with the names of those whose answers decide who is: by the condition
/// of its page, its panels or itself, and by way of other questions and calculated values.
pub fn followed(definition: &Definition) -> BTreeMap<String, BTreeSet<String>> {
    let mut ways = Ways::new();
    let mut add = |to: &str, expressions: &[&Expression]| {
        let found = expressions.iter().flat_map(|expression| named(&definition.names, expression));
        ways.entry(to.to_owned()).or_default().extend(found);
    };
    for found in guarded(definition).into_iter().filter(|found| !found.conditions.is_empty()) {
        add(&found.question.name, &found.conditions);
    }
    for value in &definition.calculated {
        add(&value.name, &value.expression.iter().collect::<Vec<_>>());
    }
    for trigger in &definition.triggers {
        if let Action::SetValue { name, .. } = &trigger.action {
            add(name, &[&trigger.condition]);
        }
    }
    ways.keys().map(|name| (name.clone(), reached(&ways, name))).collect()
}

fn named(names: &Names, expression: &Expression) -> Vec<String> {
    let found = variables(&expression.root).into_iter();
    found.filter_map(|name| Some(names.resolve(name)?.0.key.clone())).collect()
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
    use super::*;
    use crate::questionnaire::parse::parse;
    use serde_json::json;

    #[test]
    fn conditions_are_followed_through_panels_questions_and_calculated_values() {
        let single = |name: &str| json!({ "type": "radiogroup", "name": name, "choices": ["a", "b"] });
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
}
