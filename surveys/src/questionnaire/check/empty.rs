//! Expression rules that hold up whoever leaves an optional question empty. As in SurveyJS, an expression validator is the
//! only one that also looks at a missing answer; most authors mean only answers that are there.

use crate::questionnaire::answer::Answers;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::expression::evaluate::{evaluate, is_true};
use crate::questionnaire::expression::scope::Scope;
use crate::questionnaire::expression::{Binary, Expr, Expression, Unary, used, variables};
use crate::questionnaire::problem::{Problem, Severity};
use crate::questionnaire::question::Question;
use crate::questionnaire::validator::{Rule, Validator};
use chrono::NaiveDateTime;

/// What a rule says of an empty answer to its own question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emptiness {
    /// It lets it pass, whatever else is answered.
    Accepted,
    /// It speaks of it, and fails while nothing else is answered either.
    Refused,
    /// Other answers decide.
    Depends,
}

/// An expression rule of an optional question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRule {
    /// JSON path of the rule.
    pub place: String,
    /// How expressions call the question's own answer: `name`, `row.column`, `panel.name`, `name.item`.
    pub variable: String,
    /// What it says of an empty answer.
    pub emptiness: Emptiness,
}

/// The expression rules of all optional questions that keep somebody from going on, those of inner questions included.
pub fn rules(definition: &Definition) -> Vec<OwnRule> {
    let mut found = Vec::new();
    for question in definition.questions() {
        walk(definition, question, question.name.clone(), &mut found);
    }
    found
}

/// The rules that an empty answer breaks.
pub fn held_up(definition: &Definition) -> Vec<OwnRule> {
    rules(definition).into_iter().filter(|rule| rule.emptiness == Emptiness::Refused).collect()
}

/// The warnings about them.
pub fn check(definition: &Definition) -> Vec<Problem> {
    let problem = |found: OwnRule| {
        let place = format!("{}.expression", found.place);
        Problem::warning("rule-refuses-empty", place).with("name", found.variable)
    };
    held_up(definition).into_iter().map(problem).collect()
}

/// The same rule for answers that are there.
pub fn allowing_empty(variable: &str, expression: &str) -> String {
    format!("{{{variable}}} empty or ({})", expression.trim())
}

/// A question and what is inside it, however deep; `variable` is how expressions beside it call its answer.
fn walk(definition: &Definition, question: &Question, variable: String, found: &mut Vec<OwnRule>) {
    for item in &question.items {
        look(definition, item, format!("{variable}.{}", item.name), found);
    }
    if let Some(composite) = &question.composite {
        let near = if question.kind.name == "paneldynamic" { "panel" } else { "row" };
        for inner in composite.questions() {
            walk(definition, inner, format!("{near}.{}", inner.name), found);
        }
    }
    look(definition, question, variable, found);
}

fn look(definition: &Definition, question: &Question, variable: String, found: &mut Vec<OwnRule>) {
    if question.is_required {
        return;
    }
    let inside = format!("{variable}.");
    let is_own = |name: &str| name == variable || name.starts_with(&inside);
    let own = |validator: &Validator| match &validator.rule {
        Rule::Expression(rule) if validator.severity == Severity::Error => {
            let emptiness = emptiness(rule, &is_own, definition);
            Some(OwnRule { place: validator.path.clone(), variable: variable.clone(), emptiness })
        }
        _ => None,
    };
    found.extend(question.validators.iter().filter_map(own));
}

fn emptiness(rule: &Expression, is_own: &dyn Fn(&str) -> bool, definition: &Definition) -> Emptiness {
    let nothing = Answers::new();
    let scope = Scope::new(definition, &nothing, NaiveDateTime::default());
    if while_empty(&rule.root, is_own, &scope) == Some(true) {
        return Emptiness::Accepted;
    }
    match variables(&rule.root).into_iter().any(is_own) && !is_true(rule, &scope) {
        true => Emptiness::Refused,
        false => Emptiness::Depends,
    }
}

/// Whether a part of a rule holds while its own question is not answered; None if other answers decide. `scope` is that of
/// no answers.
fn while_empty(part: &Expr, is_own: &dyn Fn(&str) -> bool, scope: &Scope<'_>) -> Option<bool> {
    let side = |side: &Expr| while_empty(side, is_own, scope);
    match part {
        Expr::Binary(Binary::Or, left, right) => match (side(left), side(right)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
        Expr::Binary(Binary::And, left, right) => match (side(left), side(right)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        },
        Expr::Unary(Unary::Not, inner) => side(inner).map(|holds| !holds),
        // What names nothing may look at the clock.
        other => {
            let names = used(other);
            let is_about_own = !names.is_empty() && names.iter().all(|found| is_own(found.name));
            is_about_own.then(|| evaluate(other, scope).as_bool()).flatten()
        }
    }
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

    #[test]
    fn the_same_however_deep_a_question_lies() {
        let rule = |expression: &str| json!([{"type": "expression", "expression": expression}]);
        let definition = json!({"elements": [{"type": "paneldynamic", "name": "cases", "templateElements": [
            {"type": "panel", "name": "inner", "elements": [
                {"type": "matrixdynamic", "name": "staff", "columns": [
                    {"name": "people", "cellType": "text", "validators": rule("{row.people} > 0")}]}]},
            {"type": "paneldynamic", "name": "visits", "templateElements": [
                {"type": "text", "name": "when", "validators": rule("{panel.when} notempty")},
                {"type": "multipletext", "name": "both", "items": [
                    {"name": "one", "validators": rule("{panel.both.one} > 0")}]}]}]}]});
        let definition = parse(&definition.to_string()).0.unwrap();
        let found: Vec<(String, String)> =
            held_up(&definition).into_iter().map(|found| (found.place, found.variable)).collect();
        let inside = "elements[0].templateElements";
        let expected = [
            (format!("{inside}[0].elements[0].columns[0].validators[0]"), "row.people".to_owned()),
            (format!("{inside}[1].templateElements[0].validators[0]"), "panel.when".to_owned()),
            (format!("{inside}[1].templateElements[1].items[0].validators[0]"), "panel.both.one".to_owned()),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_rule_that_other_answers_decide_neither_accepts_nor_refuses() {
        for (rule, expected) in [
            ("{some} empty or {some} > 3", Emptiness::Accepted),
            ("!({some} notempty and {all} > 3)", Emptiness::Accepted),
            ("{some} > 3 and {all} > 3", Emptiness::Refused),
            ("{some} > 3 or {all} empty", Emptiness::Depends),
            ("{all} > 3", Emptiness::Depends),
        ] {
            let validators = json!([{"type": "expression", "expression": rule}]);
            let definition = json!({"elements": [{"type": "text", "name": "all"},
                {"type": "text", "name": "some", "validators": validators}]});
            let definition = parse(&definition.to_string()).0.unwrap();
            let found: Vec<Emptiness> = rules(&definition).into_iter().map(|found| found.emptiness).collect();
            assert_eq!(found, [expected], "{rule}");
        }
    }
}
