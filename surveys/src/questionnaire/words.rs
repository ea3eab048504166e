//! Questions whose answers are read, coded and counted as words.

use super::definition::{Definition, Element};
use super::question::Question;
use super::rules::GroupRules;
use super::validator::Rule;

/// The kind of these questions.
pub const WORDS: &str = "comment";

/// All of them, in order.
pub fn words(definition: &Definition) -> impl Iterator<Item = &Question> {
    definition.questions().into_iter().filter(|question| question.kind.name == WORDS)
}

/// Those about which a rule of their own, or of the page and panels around them, decides who is asked, who can or has to answer, or what
/// they hold. Triggers are not among these rules.
pub fn ruled_words(definition: &Definition) -> Vec<&Question> {
    let mut found = Vec::new();
    for page in &definition.pages {
        let is_ruled = page.visible_if.is_some() || is_group_ruled(&page.rules);
        collect(&page.elements, is_ruled, &mut found);
    }
    found
}

fn collect<'a>(elements: &'a [Element], is_around: bool, found: &mut Vec<&'a Question>) {
    for element in elements {
        match element {
            Element::Question(question) => {
                let is_meant = question.kind.name == WORDS && (is_around || is_ruled(question));
                found.extend(is_meant.then_some(&**question));
            }
            Element::Panel(panel) => {
                let is_ruled = is_around || panel.visible_if.is_some() || is_group_ruled(&panel.rules);
                collect(&panel.elements, is_ruled, found);
            }
        }
    }
}

fn is_group_ruled(rules: &GroupRules) -> bool {
    !rules.is_visible || rules.is_read_only || rules.enable_if.is_some() || rules.required_if.is_some()
}

fn is_ruled(question: &Question) -> bool {
    let rules = &question.rules;
    let expressions = [
        &question.visible_if,
        &question.required_if,
        &rules.enable_if,
        &rules.default_expression,
        &rules.set_value_if,
        &rules.set_value_expression,
        &rules.reset_value_if,
    ];
    let mut validators = question.validators.iter();
    !rules.is_visible
        || rules.is_read_only
        || rules.value_name.is_some()
        || expressions.into_iter().any(Option::is_some)
        || validators.any(|validator| matches!(validator.rule, Rule::Expression(_)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::questionnaire::parse::parse;

    #[test]
    fn every_rule_that_decides_who_writes_is_one() {
        let words = |name: &str, more: Value| {
            let mut own = json!({ "type": "comment", "name": name });
            own.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            own
        };
        let condition = "{a} = 'x'";
        let rules = [
            json!({ "visibleIf": condition }),
            json!({ "requiredIf": condition }),
            json!({ "enableIf": condition }),
            json!({ "setValueIf": condition, "setValueExpression": "'x'" }),
            json!({ "defaultValueExpression": "{a}" }),
            json!({ "resetValueIf": condition }),
            json!({ "valueName": "shared" }),
            json!({ "visible": false }),
            json!({ "readOnly": true }),
            json!({ "validators": [{ "type": "expression", "expression": "{a} = 'x'" }] }),
        ];
        let ruled: Vec<Value> =
            rules.iter().enumerate().map(|(at, rule)| words(&format!("r{at}"), rule.clone())).collect();
        let panel = |at: usize, rule: &str| {
            json!({ "type": "panel", "name": format!("p{at}"), rule: condition,
                "elements": [words(&format!("in{at}"), json!({}))] })
        };
        let plain = [
            json!({ "type": "text", "name": "a" }),
            words("all", json!({ "isRequired": true })),
            words("long", json!({ "validators": [{ "type": "text", "minLength": 3 }] })),
        ];
        let panels = [panel(0, "visibleIf"), panel(1, "enableIf"), panel(2, "requiredIf")];
        let elements: Vec<Value> = plain.into_iter().chain(ruled).chain(panels).collect();
        let definition = json!({ "pages": [
            { "name": "one", "elements": elements },
            { "name": "two", "requiredIf": condition, "elements": [words("page", json!({}))] }] });
        let definition = parse(&definition.to_string()).0.unwrap();
        let named: Vec<&str> =
            ruled_words(&definition).iter().map(|question| question.name.as_str()).collect();
        assert_eq!(
            named,
            ["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "in0", "in1", "in2", "page"]
        );
    }
}
