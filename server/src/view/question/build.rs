//! From a definition's elements to view structs: ids, states and errors of every control.

use super::*;

impl Scene<'_> {
    pub(super) fn page(&self, page: &Page) -> PageView {
        let mut view = PageView {
            name: page.name.clone(),
            title: page.title.get(self.lang).to_owned(),
            description: page.description.get(self.lang).to_owned(),
            condition: self.who(page.visible_if.as_ref()),
            questions: self.elements(&page.elements),
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
            let list =
                if problem.severity == Severity::Error { &mut view.problems } else { &mut view.notices };
            list.push(words);
        }
        view
    }

    fn elements(&self, elements: &[Element]) -> Vec<QuestionView> {
        elements.iter().filter_map(|element| self.element(element)).collect()
    }

    fn element(&self, element: &Element) -> Option<QuestionView> {
        match element {
            Element::Question(question) => self.is_visible(&question.name).then(|| self.question(question)),
            Element::Panel(panel) => {
                let shown = self.visibility.is_none_or(|seen| seen.panels.contains(&panel.name));
                shown.then(|| self.panel(panel))
            }
        }
    }

    fn is_visible(&self, name: &str) -> bool {
        self.visibility.is_none_or(|seen| seen.questions.contains(name))
    }

    fn panel(&self, panel: &Panel) -> QuestionView {
        QuestionView {
            kind: "panel".to_owned(),
            name: panel.name.clone(),
            // Panels and questions may share a name; a page must not have an id twice.
            id: format!("panel-{}", question_id(&panel.name)),
            title: panel.title.get(self.lang).to_owned(),
            description: panel.description.get(self.lang).to_owned(),
            condition: self.who(panel.visible_if.as_ref()),
            elements: self.elements(&panel.elements),
            ..QuestionView::default()
        }
    }

    fn question(&self, question: &Question) -> QuestionView {
        let id = question_id(&question.name);
        let is_text = question.kind.name == "text";
        let is_comment = question.kind.name == "comment";
        let choices = self.choices(question, &id);
        let max_length = question.input.max_length.unwrap_or(0);
        let mut view = QuestionView {
            kind: question.kind.name.to_owned(),
            name: question.name.clone(),
            number: question.number.clone(),
            title: question.title.get(self.lang).to_owned(),
            description: question.description.get(self.lang).to_owned(),
            condition: self.who(question.visible_if.as_ref()),
            html: sanitise(question.html.get(self.lang)),
            is_required: self.is_required(question),
            is_revealed: self.is_revealed(question),
            forbids_identifying: is_comment && !question.is_identifier,
            max_selected: question.max_selected,
            errors: self.errors(&question.name),
            value: scalar(self.answers.get(&question.name)),
            is_in_columns: is_in_columns(&choices),
            paper_columns: paper_columns(&choices),
            choices,
            other: self.other(question, &id),
            min_label: question.min_rate_description.get(self.lang).to_owned(),
            max_label: question.max_rate_description.get(self.lang).to_owned(),
            rows: self.rows(question, &id),
            columns: question.columns.iter().map(|column| column.text.get(self.lang).to_owned()).collect(),
            max_length: if is_text || is_comment { max_length } else { 0 },
            text_rows: text_rows(question.input.rows, max_length),
            paper_lines: max_length.div_ceil(CHARACTERS_A_LINE).max(question.input.rows).clamp(4, 10),
            id,
            ..QuestionView::default()
        };
        if is_text {
            add_input(question, &mut view);
        }
        view.placeholder = question.input.placeholder.get(self.lang).to_owned();
        view.described_by = described_by(&view);
        view
    }

    fn choices(&self, question: &Question, id: &str) -> Vec<ChoiceView> {
        let answer = self.answers.get(&question.name);
        let chosen: Vec<String> = match answer {
            Some(Value::Array(values)) => values.iter().map(|value| scalar(Some(value))).collect(),
            other => vec![scalar(other)],
        };
        let view = |(index, choice): (usize, &Choice)| ChoiceView {
            id: if index == 0 { id.to_owned() } else { format!("{id}-{}", index + 1) },
            value: choice.value.clone(),
            label: choice.text.get(self.lang).to_owned(),
            is_checked: answer.is_some() && chosen.contains(&choice.value),
            is_required: choice.is_required,
            is_exclusive: choice.is_exclusive,
            is_other: choice.value == OTHER,
        };
        question.offered().iter().enumerate().map(view).collect()
    }

    fn other(&self, question: &Question, id: &str) -> Option<OtherView> {
        let label = question.other_text.as_ref()?;
        let name = question.comment_name();
        Some(OtherView {
            id: format!("{id}-other"),
            label: label.get(self.lang).to_owned(),
            value: scalar(self.answers.get(&name)),
            errors: self.errors(&name),
            name,
        })
    }

    fn rows(&self, question: &Question, id: &str) -> Vec<RowView> {
        let answer = self.answers.get(&question.name);
        let row_view = |(index, row): (usize, &Choice)| {
            let name = row_name(question, row);
            let chosen = scalar(answer.and_then(|rows| rows.get(&row.value)));
            let row_id = format!("{id}-{}", index + 1);
            let cell = |(place, column): (usize, &Choice)| ChoiceView {
                // The first cell of all carries the question's id, so that a link to the question finds it.
                id: if index + place == 0 { id.to_owned() } else { format!("{row_id}-{}", place + 1) },
                value: column.value.clone(),
                label: column.text.get(self.lang).to_owned(),
                is_checked: !chosen.is_empty() && chosen == column.value,
                is_required: false,
                is_exclusive: false,
                is_other: false,
            };
            RowView {
                label: row.text.get(self.lang).to_owned(),
                errors: self.errors(&name),
                cells: question.columns.iter().enumerate().map(cell).collect(),
                id: row_id,
                name,
            }
        };
        question.rows.iter().enumerate().map(row_view).collect()
    }

    fn errors(&self, place: &str) -> Vec<String> {
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
            let cell = row.cells.first().map_or(question.id.as_str(), |cell| cell.id.as_str());
            add(question, &row.label, &row.errors, cell, found);
        }
        if let Some(other) = &question.other {
            add(question, "", &other.errors, &other.id, found);
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

fn is_in_columns(choices: &[ChoiceView]) -> bool {
    choices.len() >= MANY_CHOICES && choices.iter().all(|choice| choice.label.chars().count() <= SHORT_LABEL)
}

/// At 14 pt an A4 line holds about 36 characters, and each column loses two to its mark. A label may take two lines.
fn paper_columns(choices: &[ChoiceView]) -> usize {
    let named = choices.iter().filter(|choice| !choice.is_other);
    let longest = named.map(|choice| choice.label.chars().count()).max().unwrap_or(0);
    match (choices.len(), longest) {
        (3.., 0..=8) => 3,
        (4.., 0..=24) => 2,
        _ => 1,
    }
}

fn text_rows(asked: usize, max_length: usize) -> usize {
    match (asked, max_length) {
        (0, 0) => 5,
        (0, most) => (most / 80).clamp(4, 8),
        (rows, _) => rows.min(30),
    }
}

/// The input's type as the browser gets it. A number is a text with a number keyboard: `type=number` would throw
/// away full-width digits before the server can read them.
fn add_input(question: &Question, view: &mut QuestionView) {
    let input = &question.input;
    let (input_type, inputmode, width) = match input.input_type.as_str() {
        "number" | "range" => ("text", "decimal", "short"),
        "date" => ("date", "", "medium"),
        "month" => ("month", "", "medium"),
        "time" => ("time", "", "medium"),
        "tel" => ("tel", "", "medium"),
        "email" => ("email", "", ""),
        "url" => ("url", "", ""),
        _ => ("text", "", text_width(view.max_length)),
    };
    view.input_type = input_type.to_owned();
    view.inputmode = inputmode.to_owned();
    view.width = width.to_owned();
    view.autocomplete = input.autocomplete.clone();
    if matches!(input_type, "date" | "month" | "time") {
        view.min = input.min.clone().unwrap_or_default();
        view.max = input.max.clone().unwrap_or_default();
    }
}

fn text_width(max_length: usize) -> &'static str {
    match max_length {
        1..=6 => "short",
        7..=20 => "medium",
        _ => "",
    }
}

fn described_by(view: &QuestionView) -> String {
    let parts = [
        (!view.description.is_empty(), "description"),
        (view.max_selected > 0, "limit"),
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
