//! Questions inside a question: their form fields are `outer.inner`, their answers an object by inner name.

use crate::questionnaire::answer::Field;
use crate::questionnaire::problem::Problem;

/// The fields of a form that belong to an outer question, named as the inner ones know them.
pub fn inside(outer: &str, form: &[Field]) -> Vec<Field> {
    let inner = |name: &str| name.strip_prefix(outer)?.strip_prefix('.').map(str::to_owned);
    form.iter().filter_map(|(name, value)| Some((inner(name)?, value.clone()))).collect()
}

/// Problems of inner questions at the places of the outer form.
pub fn placed(outer: &str, problems: Vec<Problem>) -> impl Iterator<Item = Problem> {
    problems
        .into_iter()
        .map(move |problem| Problem { place: format!("{outer}.{}", problem.place), ..problem })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_lose_and_problems_get_the_outer_name() {
        let form: Vec<Field> =
            ["a.x", "a", "ab.x", "a.", "a.b.c"].map(|name| (name.to_owned(), String::new())).into();
        let names: Vec<String> = inside("a", &form).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["x", "", "b.c"]);
        let places: Vec<String> =
            placed("a", vec![Problem::error("required", "x")]).map(|problem| problem.place).collect();
        assert_eq!(places, ["a.x"]);
    }
}
