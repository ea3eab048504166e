//! From a definition's elements to view structs: ids, states and errors of every control.

use super::control::{columns_class, takes_many};
use super::requirement::without_requirement;
use super::*;
use crate::i18n;
use surveys::place::municipality::AS_OF;
use surveys::questionnaire::answer::is_advice;
use surveys::questionnaire::definition::questions_of;
use surveys::questionnaire::question::municipality;
use surveys::questionnaire::reply::repeats_finding;
use surveys::questionnaire::slot::{Slot, Written, slots};

impl Scene<'_> {
    pub(super) fn page(&self, page: &Page) -> PageView {
        let mut view = PageView {
            name: page.name.clone(),
            title: self.piped(&page.title),
            description: self.piped(&page.description),
            condition: self.who(page.visible_if.as_ref()),
            questions: self.elements(&page.elements),
            fold: self.fold(&page.rules, page.title.get(self.lang), &page.questions()),
            is_shuffled: page.rules.is_shuffled.unwrap_or(self.settings.is_shuffled),
            ..PageView::default()
        };
        collect_errors(&view.questions, &mut view.problems);
        let questions = page.questions();
        for problem in self.problems {
            let question = questions.iter().find(|question| belongs(question, &problem.place));
            let shown = question.is_some_and(|question| self.is_visible(&question.name));
            if problem.severity == Severity::Error && shown {
                continue;
            }
            let href = question.map(|found| format!("#{}", self.focus_id(found))).unwrap_or_default();
            let words = named(question.copied(), problem, href, self.lang, self.say);
            if is_advice(problem) {
                view.advised.push(problem.place.clone());
                view.advice.push(words);
                continue;
            }
            let list =
                if problem.severity == Severity::Error { &mut view.problems } else { &mut view.notices };
            list.push(words);
        }
        view
    }

    pub(super) fn elements(&self, elements: &[Element]) -> Vec<QuestionView> {
        let mut views: Vec<QuestionView> =
            elements.iter().filter_map(|element| self.element(element)).collect();
        beside::in_rows(&mut views);
        views
    }

    pub(super) fn element(&self, element: &Element) -> Option<QuestionView> {
        match element {
            Element::Question(question) => self.is_visible(&question.name).then(|| self.shown(question)),
            Element::Panel(panel) => {
                let shown = self.visibility.is_none_or(|seen| seen.panels.contains(&panel.name));
                shown.then(|| self.panel(panel))
            }
        }
    }

    /// A text with answers in it.
    pub(super) fn piped(&self, text: &Localized) -> String {
        self.piping.borrow().localized(text).get(self.lang).to_owned()
    }

    /// A question as this respondent sees it, with answers in its texts.
    fn shown(&self, question: &Question) -> QuestionView {
        let seen = self.visibility.map_or(question, |visible| visible.of(&question.name, question));
        let piped = self.piping.borrow().question(seen);
        // A copy that was made where the question stands has the name that it has inside its item.
        self.question(&Question { name: question.name.clone(), ..piped })
    }

    pub(super) fn is_visible(&self, name: &str) -> bool {
        self.visibility.is_none_or(|seen| seen.questions.contains(name))
    }

    fn panel(&self, panel: &Panel) -> QuestionView {
        QuestionView {
            kind: "panel".to_owned(),
            name: panel.name.clone(),
            // Panels and questions may share a name; a page must not have an id twice.
            id: format!("panel-{}", question_id(&panel.name)),
            title: self.piped(&panel.title),
            description: self.piped(&panel.description),
            condition: self.who(panel.visible_if.as_ref()),
            elements: self.elements(&panel.elements),
            fold: self.fold(&panel.rules, panel.title.get(self.lang), &questions_of(&panel.elements)),
            is_beside: panel.is_beside,
            is_shuffled: panel.rules.is_shuffled.unwrap_or(self.settings.is_shuffled),
            ..QuestionView::default()
        }
    }

    /// The title without what is said beside it, or before it.
    fn shown_title(&self, question: &Question) -> String {
        let title = question.title.get(self.lang);
        if repeats_finding(&question.name, title) {
            return i18n::text(self.lang, "fill-more-of-finding", &[]);
        }
        without_requirement(title, self.is_required(question), self.lang)
    }

    fn question(&self, question: &Question) -> QuestionView {
        let question = self.visibility.map_or(question, |seen| seen.of(&question.name, question));
        let id = question_id(&question.name);
        let is_comment = question.kind.name == "comment";
        let choices = self.choices(question, &id);
        let max_length = question.input.max_length.unwrap_or(0);
        let is_municipality = question.kind.name == municipality::TYPE.name;
        let mut view = QuestionView {
            kind: question.kind.name.to_owned(),
            name: question.name.clone(),
            number: question.number.clone(),
            title: self.shown_title(question),
            is_title_hidden: question.is_title_hidden,
            is_beside: question.is_beside,
            description: question.description.get(self.lang).to_owned(),
            condition: self.who(question.visible_if.as_ref()),
            html: sanitise(question.html.get(self.lang)),
            is_required: self.is_required(question),
            required_mark: self.settings.required_mark.clone(),
            is_revealed: self.is_revealed(question),
            forbids_identifying: is_comment && !question.is_identifier,
            max_selected: question.select.max_selected,
            errors: self.errors(&question.name),
            value: scalar(self.answers.get(&question.name)),
            n_own_choices: question.choices.len(),
            order: question.select.order,
            columns_class: columns_class(&choices, question.select.n_columns),
            takes_many: takes_many(question),
            all: self.all(question, &id),
            paper_columns: paper_columns(&choices),
            paper_numbers: paper_numbers(question, self.lang),
            choices,
            other: self.other(question, &id),
            comment: self.comment(question, &id),
            is_box: question.toggle.is_checkbox,
            upload: UploadView::of(question, self.answers, &id),
            picture: PictureView::of(&question.picture.link, &question.picture.alt, self.lang),
            min_label: question.scale.min_description.get(self.lang).to_owned(),
            max_label: question.scale.max_description.get(self.lang).to_owned(),
            has_stars: question.scale.has_stars,
            rows: self.rows(question, &id),
            columns: question.columns.iter().map(|column| column.text.get(self.lang).to_owned()).collect(),
            is_list: question.grid.is_list,
            has_cells: !question.grid.cells.is_empty(),
            max_length,
            text_rows: text_rows(question.input.rows, max_length),
            grows: question.input.grows,
            as_of: if is_municipality { AS_OF.to_owned() } else { String::new() },
            paper_lines: max_length.div_ceil(CHARACTERS_A_LINE).max(question.input.rows).clamp(4, 8),
            placeholder: question.input.placeholder.get(self.lang).to_owned(),
            id,
            ..QuestionView::default()
        };
        if is_municipality {
            view.value = municipality::shown(&view.value);
        }
        self.add_controls(question, &mut view);
        view
    }

    /// What depends on the question as far as it is known: its input, parts, entries and the answer that cannot be changed.
    fn add_controls(&self, question: &Question, view: &mut QuestionView) {
        control::add_input(&question.input, view);
        view.items = self.items(question, view);
        view.is_read_only = question.value_expression.is_some()
            || self.visibility.is_some_and(|seen| seen.read_only.contains(&question.name));
        if view.is_read_only && self.visibility.is_some() {
            view.fixed = question.display(self.fixed_answers(question), self.lang);
        }
        self.add_entries(question, view);
        view.described_by = described_by(view);
    }

    /// Where the answer of a question that cannot be changed stands: among those that count, computed ones too.
    fn fixed_answers(&self, question: &Question) -> &Answers {
        let counted = self.visibility.map(|seen| &seen.counted);
        counted.filter(|counted| counted.contains_key(&question.name)).unwrap_or(self.answers)
    }

    pub(super) fn errors(&self, place: &str) -> Vec<String> {
        let here = |problem: &&Problem| problem.severity == Severity::Error && problem.place == place;
        self.problems.iter().filter(here).map(|problem| (self.say)(problem)).collect()
    }

    fn is_required(&self, question: &Question) -> bool {
        self.visibility.map_or(question.is_required, |seen| seen.required.contains(&question.name))
    }

    fn is_revealed(&self, question: &Question) -> bool {
        let here = |problem: &Problem| {
            problem.severity == Severity::Notice
                && problem.code == "revealed"
                && problem.place == question.name
        };
        self.problems.iter().any(here)
    }

    fn who(&self, condition: Option<&Expression>) -> String {
        condition.map(|expression| (self.condition)(expression)).unwrap_or_default()
    }

    fn focus_id(&self, question: &Question) -> String {
        question_id(&question.name)
    }
}

/// Errors in the order in which the questions stand on the page, each with the id of its control.
fn collect_errors(questions: &[QuestionView], found: &mut Vec<ProblemView>) {
    for question in questions {
        add(question, "", &question.errors, &question.id, found);
        for row in &question.rows {
            add(question, &row.label, &row.errors, &row.control, found);
        }
        for item in &question.items {
            add(question, &item.title, &item.errors, &item.id, found);
        }
        for text in question.other.iter().chain(&question.comment) {
            add(question, "", &text.errors, &text.id, found);
        }
        collect_errors(&question.elements, found);
    }
}

fn add(question: &QuestionView, row: &str, errors: &[String], id: &str, found: &mut Vec<ProblemView>) {
    found.extend(errors.iter().map(|text| ProblemView {
        href: format!("#{id}"),
        number: question.number.clone(),
        title: question.title.clone(),
        row: row.to_owned(),
        text: text.clone(),
    }));
}

/// At 14 pt an A4 line holds about 36 characters, and each column loses two to its mark. A label may take two lines.
fn paper_columns(choices: &[ChoiceView]) -> usize {
    let named = choices.iter().filter(|choice| !choice.is_other);
    let longest = named.map(|choice| choice.label.chars().count()).max().unwrap_or(0);
    match (choices.len(), longest) {
        (3.., 0..=8) => 3,
        (4.., 0..=24) | (16.., _) => 2,
        _ => 1,
    }
}

/// The numbers that whoever types the paper will type.
fn paper_numbers(question: &Question, lang: &str) -> Vec<String> {
    let slots = slots(question, lang);
    let choices = slots.iter().map(Slot::choices).find(|choices| !choices.is_empty()).unwrap_or_default();
    let number =
        |choice: &Written| if choice.number == choice.label { String::new() } else { choice.number.clone() };
    choices.iter().map(number).collect()
}

fn text_rows(asked: usize, max_length: usize) -> usize {
    match (asked, max_length) {
        (0, 0) => 5,
        (0, most) => (most / 80).clamp(4, 8),
        (rows, _) => rows.min(30),
    }
}

pub(super) fn described_by(view: &QuestionView) -> String {
    let parts = [
        (!view.description.is_empty(), "description"),
        (view.max_selected > 0, "limit"),
        (view.kind == "slider", "range"),
        (view.upload.is_some(), "files"),
        (!view.mask.is_empty(), "mask"),
        (!view.as_of.is_empty() && view.choices.is_empty(), "lookup"),
        (view.is_revealed, "revealed"),
        (view.forbids_identifying, "privacy"),
        (!view.errors.is_empty(), "error"),
        (view.max_length > 0, "count"),
    ];
    let ids: Vec<String> = parts
        .iter()
        .filter(|(is_there, _)| *is_there)
        .map(|(_, part)| format!("{}-{part}", view.id))
        .collect();
    ids.join(" ")
}
