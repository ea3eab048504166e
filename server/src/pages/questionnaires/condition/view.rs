//! The page of a condition: rows with their lists, the sentence, and how far the condition reaches.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use surveys::questionnaire::choice::Choice;
use surveys::questionnaire::edit::member;
use surveys::questionnaire::edit::property::type_of;
use surveys::questionnaire::edit::rows::{Fault, Group, Join, Row, Rows};
use surveys::questionnaire::edit::subject::{Shape, Subject, reach};
use surveys::questionnaire::edit::tree::{self, Kind, SURVEY};
use surveys::questionnaire::expression::condition::{Test, condition};
use surveys::questionnaire::expression::print;
use surveys::questionnaire::problem::{Problem, Severity};

use super::form::word;
use super::{Building, Remarks, Shown};
use crate::error::Result;
use crate::pages::fill::say;
use crate::pages::questionnaires::edit::address::condition as condition_address;
use crate::pages::questionnaires::edit::desk::{title_of, type_label};
use crate::pages::questionnaires::edit::fields::label;
use crate::pages::questionnaires::edit::frame::{Tab, crumbs, tabs};
use crate::view::condition::sentence_for;
use crate::view::form::{ChoiceView, Crumb, ProblemLine};
use crate::view::frame::Frame;

/// Longest words of a question in a list, in characters.
const SHORT: usize = 48;

#[derive(Serialize)]
struct ConditionView {
    element: String,
    number: String,
    kind: String,
    properties: Vec<PropertyView>,
    property: &'static str,
    action: String,
    revision: i32,
    is_stale: bool,
    no_lists: bool,
    is_set: bool,
    join: &'static str,
    groups: Vec<GroupView>,
    before: Vec<ChoiceView>,
    after: Vec<ChoiceView>,
    text: Option<String>,
    text_errors: Vec<String>,
    sentence: String,
    n_inside: usize,
    n_following: usize,
    warnings: Vec<String>,
    problems: Vec<ProblemLine>,
    tabs: Vec<Tab>,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct PropertyView {
    label: String,
    href: String,
    is_current: bool,
}

#[derive(Serialize)]
struct GroupView {
    name: String,
    join: &'static str,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    name: String,
    /// For the buttons: `group:row`.
    place: String,
    variable: String,
    question: String,
    test: &'static str,
    tests: Vec<ChoiceView>,
    choices: Vec<BoxView>,
    in_columns: bool,
    /// `number`, `date`, `text`; empty where nothing is typed.
    typed: &'static str,
    value: String,
    looks_ahead: bool,
    errors: Vec<String>,
}

#[derive(Serialize)]
struct BoxView {
    value: String,
    label: String,
    is_checked: bool,
}

impl Building {
    /// Words for the part: its title, or its name.
    pub fn title(&self, frame: &Frame) -> String {
        match tree::find(&self.desk.draft, member::part_of(&self.key)) {
            Some(node) => self.desk.title(frame, &node),
            None => title_of(&self.desk.draft, SURVEY),
        }
    }

    /// The page.
    pub fn page(
        &self,
        frame: &Frame,
        status: StatusCode,
        shown: &Shown,
        remarks: &Remarks,
    ) -> Result<HttpResponse> {
        let definition = &self.desk.definition;
        let expression = self.meant(shown);
        let reach = reach(definition, &self.path);
        let (groups, faults) = match shown {
            Shown::Rows(rows) => self.groups(frame, rows, remarks.was_sent),
            Shown::Text(_) => (Vec::new(), Vec::new()),
        };
        let source = match (shown, &expression) {
            (Shown::Rows(_), Some(expression)) => Some(print(&expression.root)),
            (Shown::Rows(_), None) => None,
            (Shown::Text(source), _) => Some(source.clone()),
        };
        let found = self.problems_of(source.as_deref().filter(|source| !source.is_empty()));
        let says = say(frame.lang);
        let warnings = found.iter().filter(|problem| problem.severity == Severity::Warning).map(&says);
        let errors = found.iter().filter(|problem| problem.severity == Severity::Error);
        let is_text = matches!(shown, Shown::Text(_));
        let text_errors: Vec<String> = if is_text { errors.map(&says).collect() } else { Vec::new() };
        let of_text = |problem: &Problem| ProblemLine { href: "#expression".to_owned(), text: says(problem) };
        let sent_errors = remarks.problems.iter().map(of_text);
        let choices = |is_before: bool| self.choices(frame, is_before);
        let name = frame.text_with("conditions-title", &[("element", self.title(frame))]);
        let view = ConditionView {
            element: self.title(frame),
            number: self.number(),
            kind: self.kind(frame),
            properties: self.property_tabs(frame),
            property: self.property,
            action: condition_address(self.desk.questionnaire.id, &self.key, self.property, self.from),
            revision: self.desk.questionnaire.revision,
            is_stale: remarks.is_stale,
            no_lists: remarks.no_lists,
            is_set: !self.source().is_empty(),
            join: match shown {
                Shown::Rows(rows) => join_word(rows.join),
                Shown::Text(_) => "all",
            },
            problems: faults.into_iter().chain(sent_errors).collect(),
            groups,
            before: choices(true),
            after: choices(false),
            text: source.clone().filter(|_| is_text),
            text_errors,
            sentence: expression
                .map(|expression| {
                    let said = condition(&expression, definition, frame.lang.code());
                    sentence_for(self.property, &said, frame.lang)
                })
                .unwrap_or_default(),
            n_inside: reach.n_inside,
            n_following: reach.n_following,
            warnings: warnings.collect(),
            tabs: tabs(frame, self.desk.questionnaire.id, "conditions"),
            crumbs: crumbs(frame, &self.desk, &name),
        };
        frame.page_with(status, "questionnaires/condition.html", &name, &view)
    }

    /// What the part or member is.
    fn kind(&self, frame: &Frame) -> String {
        match tree::find(&self.desk.draft, &self.key).map(|node| node.kind) {
            Some(Kind::Page) => frame.text("conditions-kind-page"),
            Some(Kind::Panel) => frame.text("conditions-kind-panel"),
            Some(Kind::Question) => frame.text("conditions-kind-question"),
            None => type_label(frame, type_of(&self.object, &self.key)),
        }
    }

    fn number(&self) -> String {
        let questions = self.desk.definition.questions();
        let own = questions.iter().find(|question| question.path == self.path);
        own.map(|question| question.number.clone()).unwrap_or_default()
    }

    fn property_tabs(&self, frame: &Frame) -> Vec<PropertyView> {
        let tab = |property: &&'static str| PropertyView {
            label: label(frame, property, type_of(&self.object, &self.key)),
            href: condition_address(self.desk.questionnaire.id, &self.key, property, self.from),
            is_current: *property == self.property,
        };
        self.properties.iter().map(tab).collect()
    }

    /// The questions of the list.
    fn choices(&self, frame: &Frame, is_before: bool) -> Vec<ChoiceView> {
        let subjects = self.subjects.iter().filter(|subject| subject.is_before == is_before);
        subjects
            .map(|subject| ChoiceView {
                value: subject.variable.clone(),
                label: shortened(&question_words(frame, subject)),
            })
            .collect()
    }

    fn groups(&self, frame: &Frame, rows: &Rows, names_faults: bool) -> (Vec<GroupView>, Vec<ProblemLine>) {
        let faults = match rows.expression(&self.subjects) {
            Err(faults) if names_faults => faults,
            _ => Vec::new(),
        };
        let mut lines = Vec::new();
        let mut views = Vec::new();
        for (at, Group { join, rows }) in rows.groups.iter().enumerate() {
            let mut row_views = Vec::new();
            for (place, row) in rows.iter().enumerate() {
                let mut view = self.row(frame, row, at, place);
                for (_, _, fault) in faults.iter().filter(|(group, own, _)| (*group, *own) == (at, place)) {
                    let text = frame.text(match fault {
                        Fault::Question => "conditions-choose-question",
                        Fault::Test => "conditions-choose-test",
                        Fault::Value if view.typed == "number" => "conditions-type-number",
                        Fault::Value if view.typed.is_empty() => "conditions-choose-value",
                        Fault::Value => "conditions-type-value",
                    });
                    lines.push(ProblemLine { href: format!("#{}", view.name), text: text.clone() });
                    view.errors.push(text);
                }
                row_views.push(view);
            }
            views.push(GroupView { name: format!("g{at}"), join: join_word(*join), rows: row_views });
        }
        (views, lines)
    }

    fn row(&self, frame: &Frame, row: &Row, at: usize, place: usize) -> RowView {
        let subject = self.subjects.iter().find(|subject| subject.variable == row.variable);
        let test = row.test;
        let shape = subject.map(|subject| subject.shape);
        let test_view = |test: &Test| ChoiceView {
            value: word(*test).to_owned(),
            label: frame.text(&format!("conditions-test-{}", word(*test))),
        };
        let is_listed = matches!(test, Some(Test::AnyOf | Test::AllOf | Test::NoneOf));
        let needs_value = !matches!(test, Some(Test::Answered | Test::NotAnswered) | None);
        let offered = subject.filter(|_| is_listed || !needs_value).map(|subject| subject.values.as_slice());
        let choice = |choice: &Choice| BoxView {
            value: choice.value.clone(),
            label: choice.text.get(frame.lang.code()).to_owned(),
            is_checked: row.values.contains(&choice.value),
        };
        let choices: Vec<BoxView> = offered.unwrap_or_default().iter().map(choice).collect();
        RowView {
            name: format!("g{at}.r{place}"),
            place: format!("{at}:{place}"),
            question: subject.map(|subject| question_words(frame, subject)).unwrap_or_default(),
            variable: subject.map(|subject| subject.variable.clone()).unwrap_or_default(),
            test: test.map(word).unwrap_or_default(),
            tests: shape.map_or(&[][..], Shape::tests).iter().map(test_view).collect(),
            in_columns: choices.len() > 5 && choices.iter().all(|choice| choice.label.chars().count() < 15),
            choices,
            typed: typed(shape, is_listed),
            value: row.values.first().cloned().unwrap_or_default(),
            looks_ahead: subject.is_some_and(|subject| !subject.is_before),
            errors: Vec::new(),
        }
    }
}

/// What can be typed beside a test.
fn typed(shape: Option<Shape>, is_listed: bool) -> &'static str {
    match shape {
        Some(Shape::Number | Shape::Scale) if !is_listed => "number",
        Some(Shape::Date) => "date",
        Some(Shape::Text) => "text",
        _ => "",
    }
}

fn join_word(join: Join) -> &'static str {
    match join {
        Join::All => "all",
        Join::Any => "any",
    }
}

/// 「問7 この1年間に…」, with the row of a matrix before the question.
fn question_words(frame: &Frame, subject: &Subject) -> String {
    let lang = frame.lang.code();
    let number = match subject.number.as_str() {
        "" => String::new(),
        number => frame.text_with("fill-number", &[("number", number.to_owned())]) + " ",
    };
    let title = subject.title.get(lang);
    match &subject.row {
        Some(row) => {
            let row = row.get(lang).to_owned();
            number + &frame.text_with("conditions-row-of", &[("row", row), ("title", title.to_owned())])
        }
        None => number + title,
    }
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= SHORT {
        return words.to_owned();
    }
    words.chars().take(SHORT).chain(['…']).collect()
}
