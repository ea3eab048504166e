//! What identifies flows: a value that is made of an answer that says who somebody is says it too. This is the one place
//! that follows it, so that storage, tables and exports need to know nothing but the mark (`is_identifier`).
//!
//! A value is made of another by `defaultValueExpression`, `setValueExpression`, the expression of an `expression`
//! question or of a calculated value, a trigger that copies or computes, a shared `valueName`, and choices taken over from
//! a list. A comparison only says yes or no, and a count how many: they carry nothing on.

use super::definition::{Definition, Element};
use super::expression::{Binary, Expr, Expression};
use super::names::COMMENT;
use super::problem::Problem;
use super::question::Question;
use super::settings::Action;
use std::collections::BTreeSet;

/// Marks everything that is made of answers that identify, and names each once: the author may not have meant it.
pub fn mark(definition: &mut Definition) -> Vec<Problem> {
    let mut problems = Vec::new();
    loop {
        // Each round marks one at least, or is the last.
        let found = Round::of(definition).derived();
        if found.is_empty() {
            return problems;
        }
        let paths: BTreeSet<&str> = found.iter().map(|one| one.path.as_str()).collect();
        for value in definition.calculated.iter_mut().filter(|value| paths.contains(value.path.as_str())) {
            value.is_identifier = true;
        }
        for page in &mut definition.pages {
            mark_elements(&mut page.elements, &paths);
        }
        let problem =
            |one: &Derived| Problem::warning("identifier-derived", &one.path).with("name", &one.name);
        problems.extend(found.iter().map(problem));
    }
}

/// A value that carries an answer that identifies, and is not marked yet.
struct Derived {
    name: String,
    path: String,
}

/// One look through a definition, with what would take too long to look for at each question.
struct Round<'a> {
    definition: &'a Definition,
    questions: Vec<&'a Question>,
    /// Names under which questions share an answer that identifies.
    shared: BTreeSet<&'a str>,
    /// Questions to which a trigger gives an answer that identifies.
    given: BTreeSet<&'a str>,
}

impl<'a> Round<'a> {
    fn of(definition: &'a Definition) -> Round<'a> {
        let questions = definition.questions();
        let marked = questions.iter().filter(|question| question.is_identifier);
        let shared = marked.filter_map(|question| question.rules.value_name.as_deref()).collect();
        let given =
            definition.triggers.iter().filter_map(|trigger| given(definition, &trigger.action)).collect();
        Round { definition, questions, shared, given }
    }

    fn derived(&self) -> Vec<Derived> {
        let mut found = Vec::new();
        self.look(&self.questions, &[], &mut found);
        let values =
            self.definition.calculated.iter().filter(|value| {
                !value.is_identifier && carries(self.definition, value.expression.as_ref(), &[])
            });
        found.extend(values.map(|value| Derived { name: value.name.clone(), path: value.path.clone() }));
        found
    }

    /// Looks at questions and at those inside them, however deep.
    fn look(&self, questions: &[&Question], siblings: &[&Question], found: &mut Vec<Derived>) {
        for question in questions {
            self.add(question, siblings, found);
            if let Some(composite) = &question.composite {
                let inner = composite.questions();
                self.look(&inner, &inner, found);
            }
        }
    }

    /// Adds a question whose value is made of an answer that identifies. `siblings` stand in the same item.
    fn add(&self, question: &Question, siblings: &[&Question], found: &mut Vec<Derived>) {
        let rules = &question.rules;
        let made = [&rules.default_expression, &rules.set_value_expression, &question.value_expression];
        let takes_over = || {
            made.into_iter().any(|expression| carries(self.definition, expression.as_ref(), siblings))
                || rules.value_name.as_deref().is_some_and(|shared| self.shared.contains(shared))
                || (siblings.is_empty() && self.given.contains(question.name.as_str()))
                || question
                    .choices_from
                    .as_ref()
                    .is_some_and(|from| says_who(self.definition, &from.question, siblings))
        };
        if !question.is_identifier && takes_over() {
            found.push(Derived { name: question.name.clone(), path: question.path.clone() });
        }
    }
}

/// The question to which a trigger gives an answer that identifies.
fn given<'a>(definition: &Definition, action: &'a Action) -> Option<&'a str> {
    match action {
        Action::CopyValue { from, to } => says_who(definition, from, &[]).then_some(to.as_str()),
        Action::Run { expression, to } => {
            to.as_deref().filter(|_| carries(definition, expression.as_ref(), &[]))
        }
        _ => None,
    }
}

fn mark_elements(elements: &mut [Element], paths: &BTreeSet<&str>) {
    for element in elements {
        match element {
            Element::Panel(panel) => mark_elements(&mut panel.elements, paths),
            Element::Question(question) => {
                question.is_identifier |= paths.contains(question.path.as_str());
                if let Some(composite) = &mut question.composite {
                    mark_elements(&mut composite.elements, paths);
                }
            }
        }
    }
}

fn carries(definition: &Definition, expression: Option<&Expression>, siblings: &[&Question]) -> bool {
    let mut names = BTreeSet::new();
    if let Some(expression) = expression {
        carried(&expression.root, &mut names);
    }
    names.into_iter().any(|name| says_who(definition, name, siblings))
}

/// The names whose values can become part of the result.
fn carried<'e>(expr: &'e Expr, names: &mut BTreeSet<&'e str>) {
    use Binary::{Add, Divide, Multiply, Power, Remainder, Subtract};
    match expr {
        Expr::Variable(name) => {
            names.insert(name);
        }
        Expr::Array(items) => items.iter().for_each(|item| carried(item, names)),
        Expr::Binary(Add | Subtract | Multiply | Divide | Remainder | Power, left, right) => {
            carried(left, names);
            carried(right, names);
        }
        Expr::Call(function, items) => {
            // Of a choice between two values only the values go on; a count says how many.
            let from = usize::from(function.name == "iif");
            if !matches!(function.name, "count" | "countInArray" | "isContainerReady") {
                items.iter().skip(from).for_each(|item| carried(item, names));
            }
            if let (true, Some(Expr::Text(name))) = (function.names_question, items.first()) {
                names.insert(name);
            }
        }
        Expr::Unary(..) | Expr::Binary(..) | Expr::Text(_) | Expr::Number(_) | Expr::Bool(_) | Expr::Null => {
        }
    }
}

/// Whether what a name leads to identifies: the question, a part of it, an inner question, a calculated value.
fn says_who(definition: &Definition, name: &str, siblings: &[&Question]) -> bool {
    let name = name.trim_start_matches('#');
    if name.ends_with(".length") {
        return false;
    }
    let last = name.rsplit(['.', ']']).next().unwrap_or(name);
    let is_near = ["panel.", "row.", "prevPanel.", "prevRow.", "nextPanel.", "nextRow."];
    if let Some(rest) = is_near.iter().find_map(|near| name.strip_prefix(near)) {
        let own = rest.split(['.', '[']).next().unwrap_or(rest);
        return siblings.iter().any(|one| one.name == own.trim_end_matches(COMMENT) && identifies(one));
    }
    if let Some(own) = siblings.iter().find(|one| one.name == name) {
        return identifies(own);
    }
    if definition.calculated.iter().any(|value| value.name == name && value.is_identifier) {
        return true;
    }
    let Some((named, rest)) = definition.names.resolve(name) else { return false };
    let Some(question) = named.spot.as_ref().and_then(|spot| definition.question_at(spot)) else {
        return false;
    };
    let inner = question.composite.as_ref().map(|composite| composite.questions()).unwrap_or_default();
    let parts = || question.items.iter().chain(inner.iter().copied());
    match parts().find(|part| !rest.is_empty() && part.name == last) {
        Some(part) => question.is_identifier || identifies(part),
        None => identifies(question),
    }
}

/// Whether a question or anything in it identifies.
fn identifies(question: &Question) -> bool {
    let inner = question.composite.as_ref().map(|composite| composite.questions()).unwrap_or_default();
    question.is_identifier || question.items.iter().any(identifies) || inner.into_iter().any(identifies)
}

#[cfg(test)]
mod tests {
    use crate::questionnaire::parse::parse;
    use crate::questionnaire::respondent::split_identifiers;
    use crate::questionnaire::variable::variables;
    use serde_json::{Value, json};

    /// Names of what was marked because of others.
    fn derived(definition: Value) -> Vec<String> {
        let (_, problems) = parse(&definition.to_string());
        let named = problems.iter().filter(|problem| problem.code == "identifier-derived");
        named.map(|problem| problem.args[0].1.clone()).collect()
    }

    fn with(second: Value, more: Value) -> Value {
        let mail = json!({"type": "text", "name": "mail", "kt:identifier": true});
        let mut all = json!({"elements": [mail, second]});
        all.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        all
    }

    #[test]
    fn every_way_from_an_identifier_to_another_value_is_followed() {
        let text = |more: Value| {
            let mut text = json!({"type": "text", "name": "t"});
            text.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
            text
        };
        let none = json!({});
        let trigger = |trigger: Value| json!({"triggers": [trigger]});
        let cases = [
            (text(json!({"defaultValueExpression": "{mail}"})), none.clone()),
            (text(json!({"setValueExpression": "'<' + {mail} + '>'"})), none.clone()),
            (
                json!({"type": "expression", "name": "t", "expression": "iif({mail} empty, '', {mail})"}),
                none.clone(),
            ),
            (text(json!({"setValueExpression": "displayValue('mail')"})), none.clone()),
            (
                text(none.clone()),
                trigger(
                    json!({"type": "copyvalue", "expression": "{mail} notempty", "fromName": "mail", "setToName": "t"}),
                ),
            ),
            (
                text(none.clone()),
                trigger(
                    json!({"type": "runexpression", "expression": "{mail} notempty", "runExpression": "{mail}", "setToName": "t"}),
                ),
            ),
        ];
        for (element, more) in cases {
            assert_eq!(derived(with(element.clone(), more)), ["t"], "{element}");
        }
        let shared = json!({"elements": [{"type": "text", "name": "a", "valueName": "v", "kt:identifier": true},
            {"type": "text", "name": "b", "valueName": "v"}]});
        assert_eq!(derived(shared), ["b"]);
        let chain = with(
            text(json!({"defaultValueExpression": "{c}"})),
            json!({"calculatedValues": [{"name": "c", "expression": "{mail}", "includeIntoResult": true}]}),
        );
        assert_eq!(derived(chain), ["c", "t"]);
        let panel = json!({"elements": [{"type": "paneldynamic", "name": "g", "templateElements": [
            {"type": "text", "name": "who", "kt:identifier": true},
            {"type": "text", "name": "copy", "defaultValueExpression": "{panel.who}"}]},
            {"type": "text", "name": "first", "defaultValueExpression": "{g[0].who}"},
            {"type": "text", "name": "n", "defaultValueExpression": "{g.length}"}]});
        assert_eq!(derived(panel), ["copy", "first"]);
    }

    #[test]
    fn whether_and_how_many_say_nobodys_name() {
        for expression in
            ["{mail} notempty", "iif({mail} empty, 'no', 'yes')", "{mail} = 'a@example.jp' or {mail} empty"]
        {
            let element = json!({"type": "expression", "name": "t", "expression": expression});
            assert_eq!(derived(with(element, json!({}))), [""; 0], "{expression}");
        }
        let set = json!({"triggers": [{"type": "setvalue", "expression": "{mail} notempty", "setToName": "t", "setValue": "1"}]});
        assert_eq!(derived(with(json!({"type": "text", "name": "t"}), set)), [""; 0]);
    }

    #[test]
    fn what_is_derived_is_stored_apart_and_never_exported() {
        let json = with(
            json!({"type": "expression", "name": "t", "expression": "{mail}"}),
            json!({"calculatedValues": [{"name": "c", "expression": "{mail}", "includeIntoResult": true}]}),
        );
        let definition = parse(&json.to_string()).0.unwrap();
        let answers = json!({"mail": "a@example.jp", "t": "a@example.jp", "c": "a@example.jp"});
        let (others, apart) = split_identifiers(&definition, answers.as_object().unwrap());
        assert!(others.is_empty(), "{others:?}");
        assert_eq!(apart.len(), 3);
        assert!(variables(&definition, "ja").iter().all(|variable| variable.is_identifier));
    }
}
