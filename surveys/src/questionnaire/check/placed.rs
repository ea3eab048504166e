//! Every expression of a questionnaire: where it stands, what it decides, what it may speak of. A new property that
//! holds an expression is one line here.

use crate::questionnaire::composite::Composite;
use crate::questionnaire::definition::{Definition, Element};
use crate::questionnaire::expression::Expression;
use crate::questionnaire::question::Question;
use crate::questionnaire::rules::GroupRules;
use crate::questionnaire::settings::Action;
use crate::questionnaire::validator::Rule;

/// What others see of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decides {
    /// Whether an answer counts.
    Visibility,
    /// A value.
    Value,
    /// Nothing that another expression could see.
    Nothing,
}

/// What lies closest to an expression, before the answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Near<'a> {
    /// Names such as `row`, `rowIndex`, `item`, in any case of letters.
    pub locals: &'static [&'static str],
    /// What may follow `row.`, `panel.` and their neighbours.
    pub parts: Vec<&'a str>,
}

/// What is near in a matrix with cells of their own.
pub const NEAR_ROW: &[&str] = &[
    "row",
    "prevRow",
    "nextRow",
    "totalRow",
    "rowIndex",
    "visibleRowIndex",
    "rowValue",
    "rowName",
    "rowTitle",
    "matrix",
];
/// What is near in a panel that repeats.
pub const NEAR_PANEL: &[&str] =
    &["panel", "prevPanel", "nextPanel", "parentPanel", "panelIndex", "visiblePanelIndex"];
/// What is near at a choice, and at a row or column of a matrix.
pub const NEAR_CHOICE: &[&str] =
    &["item", "choice", "row", "rowIndex", "column", "panel", "panelIndex", "$item", "self", "$self"];
/// What is near everywhere.
pub const NEAR_QUESTION: &[&str] = &["self", "$self"];

/// An expression in its place.
#[derive(Debug, Clone)]
pub struct Placed<'a> {
    /// The expression.
    pub expression: &'a Expression,
    /// JSON path of its text.
    pub place: String,
    /// JSON path of what it belongs to.
    pub owner: &'a str,
    /// Index of the page on which it is decided; None where the page does not matter.
    pub page: Option<usize>,
    /// What others see of it.
    pub decides: Decides,
    /// What else it may speak of.
    pub near: Near<'a>,
}

/// All expressions in the order of the definition, those of inner questions included.
pub fn all(definition: &Definition) -> Vec<Placed<'_>> {
    let mut found = Vec::new();
    for (at, page) in definition.pages.iter().enumerate() {
        let place = Place { page: Some(at), near: Near { locals: NEAR_QUESTION, parts: Vec::new() } };
        add(&of_group(page.visible_if.as_ref(), &page.rules), &page.path, &place, &mut found);
        collect(&page.elements, &place, &mut found);
    }
    let place = Place::default();
    for value in &definition.calculated {
        add(&[("expression", value.expression.as_ref(), Decides::Value)], &value.path, &place, &mut found);
    }
    for trigger in &definition.triggers {
        add(&[("expression", Some(&trigger.condition), Decides::Nothing)], &trigger.path, &place, &mut found);
        if let Action::Run { expression, .. } = &trigger.action {
            add(
                &[("runExpression", expression.as_ref(), Decides::Nothing)],
                &trigger.path,
                &place,
                &mut found,
            );
        }
    }
    for (condition, _) in &definition.settings.completed_if {
        add(&[("completedHtmlOnCondition", Some(condition), Decides::Nothing)], "", &place, &mut found);
    }
    found
}

/// Where expressions stand.
#[derive(Debug, Clone, Default)]
struct Place<'a> {
    page: Option<usize>,
    near: Near<'a>,
}

fn collect<'a>(elements: &'a [Element], place: &Place<'a>, found: &mut Vec<Placed<'a>>) {
    for element in elements {
        match element {
            Element::Question(question) => {
                add(&of_question(question), &question.path, place, found);
                of_choices(question, place, found);
                for item in &question.items {
                    add(&of_question(item), &item.path, place, found);
                }
                for validator in &question.validators {
                    if let Rule::Expression(condition) = &validator.rule {
                        let property = ("expression", Some(condition), Decides::Nothing);
                        add(&[property], &validator.path, place, found);
                    }
                }
                if let Some(composite) = &question.composite {
                    inside(question, composite, place, found);
                }
            }
            Element::Panel(panel) => {
                add(&of_group(panel.visible_if.as_ref(), &panel.rules), &panel.path, place, found);
                collect(&panel.elements, place, found);
            }
        }
    }
}

/// The inner questions of a composite see their neighbours.
fn inside<'a>(
    question: &'a Question,
    composite: &'a Composite,
    place: &Place<'a>,
    found: &mut Vec<Placed<'a>>,
) {
    let locals = if question.kind.name == "paneldynamic" { NEAR_PANEL } else { NEAR_ROW };
    let parts = composite.questions().into_iter().map(|inner| inner.name.as_str()).collect();
    let place = Place { page: place.page, near: Near { locals, parts } };
    add(
        &[("templateVisibleIf", composite.visible_if.as_ref(), Decides::Nothing)],
        &question.path,
        &place,
        found,
    );
    collect(&composite.elements, &place, found);
}

/// A property with its expression, if it has one.
type Property<'a> = (&'static str, Option<&'a Expression>, Decides);

fn of_group<'a>(visible_if: Option<&'a Expression>, rules: &'a GroupRules) -> Vec<Property<'a>> {
    vec![
        ("visibleIf", visible_if, Decides::Visibility),
        ("enableIf", rules.enable_if.as_ref(), Decides::Nothing),
        ("requiredIf", rules.required_if.as_ref(), Decides::Nothing),
    ]
}

fn of_question(question: &Question) -> Vec<Property<'_>> {
    let rules = &question.rules;
    vec![
        ("visibleIf", question.visible_if.as_ref(), Decides::Visibility),
        ("requiredIf", question.required_if.as_ref(), Decides::Nothing),
        ("enableIf", rules.enable_if.as_ref(), Decides::Nothing),
        ("defaultValueExpression", rules.default_expression.as_ref(), Decides::Value),
        ("setValueIf", rules.set_value_if.as_ref(), Decides::Value),
        ("setValueExpression", rules.set_value_expression.as_ref(), Decides::Value),
        ("resetValueIf", rules.reset_value_if.as_ref(), Decides::Nothing),
        ("expression", question.value_expression.as_ref(), Decides::Value),
        ("minValueExpression", question.input.min_expression.as_ref(), Decides::Nothing),
        ("maxValueExpression", question.input.max_expression.as_ref(), Decides::Nothing),
    ]
}

/// What decides which choices, rows and columns there are, for all of them and for each.
fn of_choices<'a>(question: &'a Question, place: &Place<'a>, found: &mut Vec<Placed<'a>>) {
    let locals = NEAR_CHOICE;
    let place = Place { page: place.page, near: Near { locals, parts: place.near.parts.clone() } };
    let (select, grid) = (&question.select, &question.grid);
    let for_all = [
        ("choicesVisibleIf", select.visible_if.as_ref(), Decides::Nothing),
        ("choicesEnableIf", select.enable_if.as_ref(), Decides::Nothing),
        ("rowsVisibleIf", grid.rows_visible_if.as_ref(), Decides::Nothing),
        ("columnsVisibleIf", grid.columns_visible_if.as_ref(), Decides::Nothing),
    ];
    add(&for_all, &question.path, &place, found);
    let lists = [("choices", &question.choices), ("rows", &question.rows), ("columns", &question.columns)];
    for (list, choices) in lists {
        for (at, choice) in choices.iter().enumerate() {
            for (property, condition) in [("visibleIf", &choice.visible_if), ("enableIf", &choice.enable_if)]
            {
                let Some(expression) = condition else { continue };
                let path = format!("{}.{list}[{at}].{property}", question.path);
                found.push(Placed {
                    expression,
                    place: path,
                    owner: &question.path,
                    page: place.page,
                    decides: Decides::Nothing,
                    near: place.near.clone(),
                });
            }
        }
    }
}

fn add<'a>(properties: &[Property<'a>], owner: &'a str, place: &Place<'a>, found: &mut Vec<Placed<'a>>) {
    for (property, expression, decides) in properties {
        let Some(expression) = expression else { continue };
        let path = if owner.is_empty() { (*property).to_owned() } else { format!("{owner}.{property}") };
        let (page, decides, near) = (place.page, *decides, place.near.clone());
        found.push(Placed { expression, place: path, owner, page, decides, near });
    }
}
