//! Whether a page must follow the answers that are given on it.

use surveys::questionnaire::composite::Composite;
use surveys::questionnaire::definition::{Definition, Element, Page};
use surveys::questionnaire::piping::has_pipe;
use surveys::questionnaire::question::Question;

/// Whether anything on the page may depend on answers of the same page. Rather once too often than a page that stands
/// still.
pub fn is_live(definition: &Definition, page: &Page) -> bool {
    !definition.triggers.is_empty() || has_pipe(&page.title) || elements(&page.elements)
}

fn elements(all: &[Element]) -> bool {
    all.iter().any(|element| match element {
        Element::Question(question) => is_moving(question),
        Element::Panel(panel) => {
            panel.visible_if.is_some()
                || panel.rules.enable_if.is_some()
                || panel.rules.required_if.is_some()
                || has_pipe(&panel.title)
                || elements(&panel.elements)
        }
    })
}

fn is_moving(question: &Question) -> bool {
    let rules = &question.rules;
    let has_rule = question.visible_if.is_some()
        || question.required_if.is_some()
        || question.value_expression.is_some()
        || question.choices_from.is_some()
        || rules.enable_if.is_some()
        || rules.set_value_expression.is_some()
        || rules.reset_value_if.is_some()
        || rules.default_expression.is_some()
        || rules.value_name.is_some();
    let has_text = [&question.title, &question.description, &question.html].into_iter().any(has_pipe)
        || question.choices.iter().any(|choice| has_pipe(&choice.text));
    has_rule || has_text || question.composite.as_deref().is_some_and(is_moving_list)
}

fn is_moving_list(composite: &Composite) -> bool {
    !composite.totals.is_empty() || has_pipe(&composite.title) || elements(&composite.elements)
}
