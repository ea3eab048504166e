//! What conditions leave of a question for one respondent: choices, rows and columns (`choicesVisibleIf`, a choice's
//! own `visibleIf`, …), and limits that are computed (`minValueExpression`, …).

use crate::questionnaire::choice::Choice;
use crate::questionnaire::expression::Expression;
use crate::questionnaire::expression::evaluate::{evaluate, is_true};
use crate::questionnaire::expression::scope::Scope;
use crate::questionnaire::question::Question;
use crate::questionnaire::question::input::{Input, normal_limit};
use crate::questionnaire::question::select::scalar;
use serde_json::Value;
use std::borrow::Cow;

/// The question as the scope leaves it; None if nothing of it depends on answers. Choices that cannot be taken now
/// are disabled.
pub fn narrowed(question: &Question, scope: &Scope<'_>) -> Option<Question> {
    if !depends(question) {
        return None;
    }
    let (select, grid) = (&question.select, &question.grid);
    let mut own = question.clone();
    own.choices = left(&question.choices, select.visible_if.as_ref(), select.enable_if.as_ref(), scope);
    own.rows = left(&question.rows, grid.rows_visible_if.as_ref(), None, scope);
    own.columns = left(&question.columns, grid.columns_visible_if.as_ref(), None, scope);
    limit(&mut own.input, scope);
    own.items.iter_mut().for_each(|item| limit(&mut item.input, scope));
    Some(own)
}

fn depends(question: &Question) -> bool {
    let (select, grid) = (&question.select, &question.grid);
    let has_own = |choice: &Choice| choice.visible_if.is_some() || choice.enable_if.is_some();
    let is_computed = |input: &Input| input.min_expression.is_some() || input.max_expression.is_some();
    [&select.visible_if, &select.enable_if, &grid.rows_visible_if, &grid.columns_visible_if]
        .iter()
        .any(|condition| condition.is_some())
        || [&question.choices, &question.rows, &question.columns].into_iter().flatten().any(has_own)
        || is_computed(&question.input)
        || question.items.iter().any(|item| is_computed(&item.input))
}

/// The choices that are offered. As in SurveyJS, a choice's own condition stands in for the common one.
fn left(
    choices: &[Choice],
    visible_if: Option<&Expression>,
    enable_if: Option<&Expression>,
    scope: &Scope<'_>,
) -> Vec<Choice> {
    let holds = |choice: &Choice, condition: Option<&Expression>| {
        condition.is_none_or(|condition| is_true(condition, &beside(choice, scope)))
    };
    let kept = choices.iter().filter(|choice| holds(choice, choice.visible_if.as_ref().or(visible_if)));
    kept.map(|choice| Choice {
        is_disabled: !holds(choice, choice.enable_if.as_ref().or(enable_if)),
        ..choice.clone()
    })
    .collect()
}

/// The scope with a choice: `{item}` is its value, `{$item.x}` any of its properties.
fn beside<'a>(choice: &Choice, scope: &Scope<'a>) -> Scope<'a> {
    let value = Value::String(choice.value.clone());
    let mut object = choice.properties.clone();
    object.insert("value".to_owned(), value.clone());
    object.insert("text".to_owned(), Value::String(choice.text.get(scope.lang).to_owned()));
    let scope = scope.clone().with("item", Cow::Owned(value.clone())).with("choice", Cow::Owned(value));
    scope.with("$item", Cow::Owned(Value::Object(object)))
}

fn limit(input: &mut Input, scope: &Scope<'_>) {
    let value = |expression: &Option<Expression>| {
        let text = scalar(&evaluate(&expression.as_ref()?.root, scope))?;
        Some(normal_limit(&input.input_type, text))
    };
    let (min, max) = (value(&input.min_expression), value(&input.max_expression));
    input.min = min.or(input.min.take());
    input.max = max.or(input.max.take());
}

#[cfg(test)]
mod tests {
    use crate::questionnaire::answer::{Answers, complete, read_page, visibility};
    use crate::questionnaire::definition::Definition;
    use crate::questionnaire::parse::parse;
    use chrono::{NaiveDate, NaiveDateTime};
    use serde_json::{Value, json};

    fn now() -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 4, 1).unwrap().and_hms_opt(9, 0, 0).unwrap()
    }

    fn definition(elements: Value) -> Definition {
        let (definition, problems) = parse(&json!({ "elements": elements }).to_string());
        assert_eq!(problems, []);
        definition.unwrap()
    }

    fn answers(value: Value) -> Answers {
        value.as_object().cloned().unwrap()
    }

    fn offered(definition: &Definition, given: Value) -> Vec<(String, bool)> {
        let visible = visibility(definition, &answers(given), now());
        let seen = visible.of("q", definition.question("q").unwrap());
        seen.choices.iter().map(|choice| (choice.value.clone(), choice.is_disabled)).collect()
    }

    fn open(values: &[&str]) -> Vec<(String, bool)> {
        values.iter().map(|value| ((*value).to_owned(), false)).collect()
    }

    #[test]
    fn choices_depend_on_answers_and_on_their_own_properties() {
        let definition = definition(json!([
            {"type": "radiogroup", "name": "area", "choices": ["n", "s"]},
            {"type": "checkbox", "name": "q", "choicesVisibleIf": "{$item.area} = {area} or {item} = 'all'", "choices": [
                {"value": "a", "area": "n"}, {"value": "b", "area": "s"}, "all",
                {"value": "c", "visibleIf": "{area} notempty"},
                {"value": "d", "visibleIf": "true", "enableIf": "{area} = 'n'"}]}]));
        let disabled = ("d".to_owned(), true);
        assert_eq!(offered(&definition, json!({})), [open(&["all"]), vec![disabled.clone()]].concat());
        assert_eq!(offered(&definition, json!({"area": "n"})), open(&["a", "all", "c", "d"]));
        assert_eq!(
            offered(&definition, json!({"area": "s"})),
            [open(&["b", "all", "c"]), vec![disabled]].concat()
        );
    }

    #[test]
    fn answers_that_are_no_longer_offered_do_not_count() {
        let definition = definition(json!([
            {"type": "radiogroup", "name": "area", "choices": ["n", "s"]},
            {"type": "checkbox", "name": "q", "choices": ["x", {"value": "a", "visibleIf": "{area} = 'n'"},
                {"value": "d", "enableIf": "{area} = 'n'"}]},
            {"type": "matrix", "name": "m", "rowsVisibleIf": "{q} contains {item}", "rows": ["a", "x"],
             "columnsVisibleIf": "{item} != '9' or {area} = 'n'", "columns": ["1", "9"]}]));
        let given = json!({"area": "n", "q": ["x", "a", "d"], "m": {"a": "9", "x": "1"}});
        assert_eq!(complete(&definition, &answers(given.clone()), now()), (answers(given), vec![]));
        let given = json!({"area": "s", "q": ["x", "a", "d"], "m": {"a": "1", "x": "9"}});
        let (kept, _) = complete(&definition, &answers(given), now());
        assert_eq!(Value::Object(kept), json!({"area": "s", "q": ["x"]}));
    }

    #[test]
    fn what_a_form_chose_beside_the_answer_that_took_it_away_is_gone() {
        let definition = definition(json!([
            {"type": "radiogroup", "name": "area", "choices": ["n", "s"]},
            {"type": "checkbox", "name": "q", "showSelectAllItem": true,
             "choices": ["x", {"value": "a", "visibleIf": "{area} = 'n'"}]}]));
        let send = |area: &str| {
            let form = [("area".to_owned(), area.to_owned()), ("q".to_owned(), "all".to_owned())];
            read_page(&definition, "page1", &form, &Answers::new(), now())
        };
        assert_eq!(send("n"), (answers(json!({"area": "n", "q": ["x", "a"]})), vec![]));
        assert_eq!(send("s"), (answers(json!({"area": "s", "q": ["x"]})), vec![]));
    }

    #[test]
    fn limits_are_computed() {
        let definition = definition(json!([
            {"type": "text", "name": "most", "inputType": "number"},
            {"type": "text", "name": "q", "inputType": "number", "maxValueExpression": "{most}"},
            {"type": "text", "name": "day", "inputType": "date", "minValueExpression": "today()"}]));
        let problems = |given: Value| -> Vec<String> {
            let (_, problems) = complete(&definition, &answers(given), now());
            problems.iter().map(|problem| format!("{} {}", problem.code, problem.place)).collect()
        };
        assert_eq!(problems(json!({"most": 3, "q": 4})), ["number-too-large q"]);
        assert_eq!(problems(json!({"most": 4, "q": 4, "day": "2026-04-01"})), Vec::<String>::new());
        assert_eq!(problems(json!({"q": 4, "day": "2026-03-31"})), ["date-too-early day"]);
    }
}
