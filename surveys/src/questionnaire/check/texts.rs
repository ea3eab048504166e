//! Names in texts: `{q}`, `{panel.q}`, `{row.c}` in titles, descriptions, html and choices that no answer takes the place of
//! (see `piping`). Respondents would read them as they are written.

use crate::questionnaire::answer::frame_names;
use crate::questionnaire::choice::Choice;
use crate::questionnaire::composite::Composite;
use crate::questionnaire::definition::{Definition, Element};
use crate::questionnaire::expression::suggest::nearest;
use crate::questionnaire::localized::Localized;
use crate::questionnaire::parse::MAX_PROBLEMS;
use crate::questionnaire::piping::{has_pipe, names};
use crate::questionnaire::problem::Problem;
use crate::questionnaire::question::Question;
use crate::questionnaire::settings::Action;
use std::collections::BTreeSet;

/// Looking for a similar name takes time; past this many unknown names nobody reads suggestions.
const MAX_SUGGESTIONS: usize = 50;

/// The warnings about all texts that answers are put into.
pub fn check(definition: &Definition) -> Vec<Problem> {
    let set = definition.triggers.iter().filter_map(|trigger| match &trigger.action {
        Action::SetValue { name: to, .. } | Action::CopyValue { to, .. } => Some(to.as_str()),
        Action::Run { to, .. } => to.as_deref(),
        Action::Complete | Action::Skip { .. } | Action::Visible { .. } => None,
    });
    let set = set.collect();
    let mut check = Check { definition, set, around: Vec::new(), n_suggestions: 0, problems: Vec::new() };
    for page in &definition.pages {
        check.texts(&page.path, &[("title", &page.title), ("description", &page.description)]);
        check.elements(&page.elements);
    }
    check.text(&definition.completed_html, "completedHtml");
    for (at, (_, html)) in definition.settings.completed_if.iter().enumerate() {
        check.text(html, &format!("completedHtmlOnCondition[{at}].html"));
    }
    check.problems
}

/// A list of items around a text.
struct Around<'a> {
    /// Type of the question that has the items.
    kind: &'a str,
    /// Names of the questions in an item.
    parts: Vec<&'a str>,
}

struct Check<'a> {
    definition: &'a Definition,
    /// Names that triggers set, whether something is asked by that name or not.
    set: BTreeSet<&'a str>,
    /// From the outside in.
    around: Vec<Around<'a>>,
    n_suggestions: usize,
    problems: Vec<Problem>,
}

impl<'a> Check<'a> {
    fn elements(&mut self, elements: &'a [Element]) {
        for element in elements {
            match element {
                Element::Panel(panel) => {
                    let texts = [("title", &panel.title), ("description", &panel.description)];
                    self.texts(&panel.path, &texts);
                    self.elements(&panel.elements);
                }
                Element::Question(question) => self.question(question),
            }
        }
    }

    fn question(&mut self, question: &'a Question) {
        let path = &question.path;
        let texts = [
            ("title", &question.title),
            ("description", &question.description),
            ("html", &question.html),
            ("requiredErrorText", &question.required_error_text),
            ("minRateDescription", &question.scale.min_description),
            ("maxRateDescription", &question.scale.max_description),
        ];
        self.texts(path, &texts);
        let further = [("otherText", &question.other_text), ("commentText", &question.comment_text)];
        for (property, text) in further {
            if let Some(text) = text {
                self.texts(path, &[(property, text)]);
            }
        }
        self.choices(path, "choices", &question.choices);
        self.choices(path, "rows", &question.rows);
        self.choices(path, "columns", &question.columns);
        for item in &question.items {
            self.question(item);
        }
        if let Some(composite) = &question.composite {
            self.inside(question, composite);
        }
    }

    /// The texts inside the items of a composite may speak of their neighbours.
    fn inside(&mut self, question: &'a Question, composite: &'a Composite) {
        let parts = composite.questions().into_iter().map(|inner| inner.name.as_str()).collect();
        self.around.push(Around { kind: question.kind.name, parts });
        self.texts(&question.path, &[("templateTitle", &composite.title)]);
        self.elements(&composite.elements);
        self.around.pop();
    }

    fn choices(&mut self, path: &str, list: &str, choices: &[Choice]) {
        for (at, choice) in choices.iter().enumerate().filter(|(_, choice)| has_pipe(&choice.text)) {
            self.text(&choice.text, &format!("{path}.{list}[{at}]"));
        }
    }

    fn texts(&mut self, path: &str, texts: &[(&str, &Localized)]) {
        for (property, text) in texts.iter().filter(|(_, text)| has_pipe(text)) {
            let place = if path.is_empty() { (*property).to_owned() } else { format!("{path}.{property}") };
            self.text(text, &place);
        }
    }

    fn text(&mut self, text: &Localized, place: &str) {
        for said in std::iter::once(&text.default).chain(text.by_lang.values()) {
            for name in names(said) {
                if self.problems.len() < MAX_PROBLEMS && !self.is_known(name) {
                    let suggestion = self.suggest(name);
                    let problem = Problem::warning("text-unknown-name", place).with("name", name);
                    self.problems.push(problem.with("suggestion", suggestion));
                }
            }
        }
    }

    /// Whether something takes the place of a name.
    fn is_known(&self, name: &str) -> bool {
        match self.near(name) {
            Some((around, part)) => {
                let is_item = name.starts_with(frame_names(around.kind).own);
                !is_item || part.is_empty() || around.parts.contains(&part)
            }
            None => self.definition.names.resolve(name).is_some() || self.set.contains(name),
        }
    }

    /// The innermost list of items that a name begins with (`panel`, `prevRow`, `rowIndex`), and what follows, up to the next
    /// step.
    fn near<'n>(&self, name: &'n str) -> Option<(&Around<'a>, &'n str)> {
        let (head, rest) = name.split_once(['.', '[']).unwrap_or((name, ""));
        let around = self.around.iter().rev().find(|around| frame_names(around.kind).has(head))?;
        Some((around, rest.split(['.', '[']).next().unwrap_or_default()))
    }

    /// What was probably meant, with its braces; empty if nothing is similar.
    fn suggest(&mut self, name: &str) -> String {
        self.n_suggestions += 1;
        if self.n_suggestions > MAX_SUGGESTIONS {
            return String::new();
        }
        if let Some((around, part)) = self.near(name) {
            let own = frame_names(around.kind).own;
            let found = nearest(part, around.parts.iter().copied());
            return found.map(|found| format!("{{{own}.{found}}}")).unwrap_or_default();
        }
        // A neighbour in the same item is called by the item's name.
        if let Some(around) = self.around.iter().rev().find(|around| around.parts.contains(&name)) {
            return format!("{{{}.{name}}}", frame_names(around.kind).own);
        }
        let head = name.trim_start_matches(['#', '$']).split(['.', '[']).next().unwrap_or(name);
        let found = nearest(head, self.definition.names.all());
        found.map(|found| format!("{{{found}}}")).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use crate::questionnaire::parse::parse;
    use serde_json::{Value, json};

    /// Place, name and suggestion of what is found.
    fn found(elements: Value) -> Vec<(String, String, String)> {
        let definition = json!({"calculatedValues": [{"name": "total", "expression": "{agency} + 1"}],
            "triggers": [{"type": "setvalue", "expression": "{agency} = '1'", "setToName": "level", "setValue": "x"}],
            "elements": elements});
        let problems = parse(&definition.to_string()).1.into_iter();
        let unknown = problems.filter(|problem| problem.code == "text-unknown-name");
        unknown.map(|problem| (problem.place, problem.args[0].1.clone(), problem.args[1].1.clone())).collect()
    }

    fn assert_found(elements: Value, expected: &[(&str, &str, &str)]) {
        let found = found(elements);
        let found: Vec<(&str, &str, &str)> = found
            .iter()
            .map(|(place, name, meant)| (place.as_str(), name.as_str(), meant.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    fn of_title(title: &str) -> Vec<String> {
        let elements =
            json!([{"type": "text", "name": "agency"}, {"type": "text", "name": "q", "title": title}]);
        found(elements).into_iter().map(|(_, name, _)| name).collect()
    }

    #[test]
    fn names_of_nothing_are_named_with_what_was_meant() {
        let elements = json!([
            {"type": "text", "name": "agency", "title": {"default": "{agencie}の名前", "en": "Name of {agencie} {nobody}"}},
            {"type": "html", "name": "h", "html": "<p>{agenzy}</p>"},
            {"type": "radiogroup", "name": "r", "choices": ["1", {"value": "2", "text": "{agency2}"}],
                "showOtherItem": true, "otherText": "{zzzz}"}]);
        let expected = [
            ("elements[0].title", "agencie", "{agency}"),
            ("elements[0].title", "nobody", ""),
            ("elements[1].html", "agenzy", "{agency}"),
            ("elements[2].otherText", "zzzz", ""),
            ("elements[2].choices[1]", "agency2", "{agency}"),
        ];
        assert_found(elements, &expected);
    }

    #[test]
    fn what_is_answered_calculated_or_set_is_known_and_other_braces_are_the_authors() {
        for title in
            ["{agency}", "{ AGENCY }", "{#agency}", "{agency.row}", "{agency-Comment}", "{total}", "{level}"]
        {
            assert_eq!(of_title(title), [""; 0], "{title}");
        }
        for title in [
            "{}",
            "{ }",
            "{{nobody}}",
            "{1}",
            "{2026年}",
            "{a, b}",
            "{color: red}",
            "{a b}",
            "{nobody",
            "nobody}",
        ] {
            assert_eq!(of_title(title), [""; 0], "{title}");
        }
        assert_eq!(of_title("{担当者}と{panel.x}と{item}"), ["担当者", "panel.x", "item"]);
    }

    #[test]
    fn items_know_their_neighbours_and_those_around_them() {
        let elements = json!([{"type": "paneldynamic", "name": "cases", "templateTitle": "{panelIndex} {panel.what}",
            "templateElements": [
                {"type": "text", "name": "what", "title": "{prevPanel.what} {what}"},
                {"type": "matrixdynamic", "name": "staff", "columns": [
                    {"name": "people", "cellType": "text", "title": "{row.people} {rowIndex} {panel.what} {row.peopel}"}]}]},
            {"type": "text", "name": "after", "title": "{panel.what}"}]);
        let expected = [
            ("elements[0].templateElements[0].title", "what", "{panel.what}"),
            ("elements[0].templateElements[1].columns[0].title", "row.peopel", "{row.people}"),
            ("elements[1].title", "panel.what", ""),
        ];
        assert_found(elements, &expected);
    }
}
