//! Expression rules that hold up whoever leaves an optional question empty. As in SurveyJS, an expression validator is the
//! only one that also looks at a missing answer; most authors mean only answers that are there.

use crate::questionnaire::answer::Answers;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::expression::evaluate::is_true;
use crate::questionnaire::expression::scope::Scope;
use crate::questionnaire::expression::variables;
use crate::questionnaire::problem::{Problem, Severity};
use crate::questionnaire::question::Question;
use crate::questionnaire::validator::{Rule, Validator};
use chrono::NaiveDateTime;

/// A rule that an empty answer breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldUp {
    /// JSON path of the rule.
    pub place: String,
    /// How expressions call the question's own answer: `name`, `row.column`, `panel.name`, `name.item`.
    pub variable: String,
}

/// The rules of optional questions that fail while nothing is answered and speak of the question's own answer.
pub fn held_up(definition: &Definition) -> Vec<HeldUp> {
    let mut found = Vec::new();
    for question in definition.questions() {
        look(definition, question, question.name.clone(), &mut found);
        for item in &question.items {
            look(definition, item, format!("{}.{}", question.name, item.name), &mut found);
        }
        let inner = question.composite.as_ref().map(|composite| composite.questions()).unwrap_or_default();
        let near = if question.kind.name == "paneldynamic" { "panel" } else { "row" };
        for own in inner {
            look(definition, own, format!("{near}.{}", own.name), &mut found);
        }
    }
    found
}

/// The warnings about them.
pub fn check(definition: &Definition) -> Vec<Problem> {
    let problem = |found: HeldUp| {
        let place = format!("{}.expression", found.place);
        Problem::warning("rule-refuses-empty", place).with("name", found.variable)
    };
    held_up(definition).into_iter().map(problem).collect()
}

/// The same rule for answers that are there.
pub fn allowing_empty(variable: &str, expression: &str) -> String {
    format!("{{{variable}}} empty or ({})", expression.trim())
}

fn look(definition: &Definition, question: &Question, variable: String, found: &mut Vec<HeldUp>) {
    if question.is_required {
        return;
    }
    let nothing = Answers::new();
    let scope = Scope::new(definition, &nothing, NaiveDateTime::default());
    let holds_up = |validator: &&Validator| match &validator.rule {
        Rule::Expression(rule) => {
            let is_own = |name: &str| name == variable || name.starts_with(&format!("{variable}."));
            validator.severity == Severity::Error
                && variables(&rule.root).into_iter().any(is_own)
                && !is_true(rule, &scope)
        }
        _ => false,
    };
    let rules = question.validators.iter().filter(holds_up);
    found.extend(rules.map(|rule| HeldUp { place: rule.path.clone(), variable: variable.clone() }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::parse::parse;
    use serde_json::json;

    fn places(rule: &str, is_required: bool) -> Vec<String> {
        let validators = json!([{"type": "expression", "expression": rule}]);
        let definition = json!({"elements": [
            {"type": "text", "name": "all", "inputType": "number"},
            {"type": "text", "name": "some", "inputType": "number", "isRequired": is_required, "validators": validators}]});
        let problems = parse(&definition.to_string()).1.into_iter();
        problems.filter(|found| found.code == "rule-refuses-empty").map(|found| found.place).collect()
    }

    #[test]
    fn a_rule_that_an_empty_answer_breaks_is_named_with_its_place() {
        let place = ["elements[1].validators[0].expression"];
        assert_eq!(places("{some} > 3", false), place);
        assert_eq!(places("{some} <= {all} and {some} > 0", false), place);
    }

    #[test]
    fn rules_that_let_empty_answers_pass_and_required_questions_are_not_named() {
        assert_eq!(places(&allowing_empty("some", "{some} > 3"), false), [""; 0]);
        assert_eq!(places("{some} > 3", true), [""; 0]);
        assert_eq!(places("{all} > 3", false), [""; 0], "it says nothing of its own question");
    }

    #[test]
    fn the_same_in_a_table_and_in_a_repeated_part() {
        let rule = |expression: &str| json!([{"type": "expression", "expression": expression}]);
        let definition = json!({"elements": [
            {"type": "matrixdynamic", "name": "staff", "columns": [
                {"name": "people", "cellType": "text", "validators": rule("{row.people} > 0")}]},
            {"type": "paneldynamic", "name": "cases", "templateElements": [
                {"type": "text", "name": "what", "validators": rule("{panel.what} = 'a'")}]},
            {"type": "multipletext", "name": "both", "items": [
                {"name": "one", "validators": rule("{both.one} > 0")}]}]});
        let definition = parse(&definition.to_string()).0.unwrap();
        let found: Vec<String> = held_up(&definition).into_iter().map(|found| found.variable).collect();
        assert_eq!(found, ["row.people", "panel.what", "both.one"]);
    }
}
