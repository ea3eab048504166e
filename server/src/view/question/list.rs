//! Panels and rows that a respondent fills in one after another: `paneldynamic`, `matrixdynamic`, `matrixdropdown`.

use super::*;
use surveys::questionnaire::composite::{self, Composite, Item, Shape, inner_place, item_place};
use surveys::questionnaire::slot::paper_items;

/// What a list of items has besides them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ListView {
    /// How many items are shown.
    pub n_items: usize,
    /// Rows of a matrix rather than panels.
    pub is_table: bool,
    /// Further items can be added.
    pub may_add: bool,
    /// The definition's words for adding one; may be empty.
    pub add_label: String,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// How many cells stand beside one another, 1 to 6.
    pub n_columns: usize,
    /// The rows are the definition's own, with a title each.
    pub is_fixed: bool,
    /// Totals of columns: title and value.
    pub totals: Vec<TotalView>,
}

/// A column.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ColumnView {
    /// What is asked.
    pub title: String,
    /// Must be answered in each row.
    pub is_required: bool,
}

/// The total of a column.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TotalView {
    /// Title of the column.
    pub label: String,
    /// `sum`, `count`, `min`, `max`, `average`.
    pub kind: &'static str,
    /// The value in words; may be empty.
    pub value: String,
}

/// What an item has besides its questions.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EntryView {
    /// Number from 1.
    pub number: usize,
    /// Names of the questions in it, sent along so that nothing ticked can be told from not shown.
    pub shown: Vec<String>,
    /// It can be removed.
    pub may_remove: bool,
    /// The definition's words for removing it; may be empty.
    pub remove_label: String,
}

/// The answers with those inside of items under their places too, for the questions of one page.
pub fn with_places(questions: &[&Question], answers: &Answers) -> Answers {
    let mut all = answers.clone();
    for question in questions {
        add_places(question, &question.name, answers.get(&question.name), &mut all);
    }
    all
}

fn add_places(question: &Question, place: &str, value: Option<&Value>, all: &mut Answers) {
    let Some(composite) = &question.composite else { return };
    let empty = Answers::new();
    for item in composite::items(question, value, &empty) {
        let item_place = item_place(place, item.index, item.row);
        for (key, value) in item.answers {
            all.insert(inner_place(&item_place, key), value.clone());
        }
        for inner in composite.questions() {
            let place = inner_place(&item_place, &inner.name);
            add_places(inner, &place, item.answers.get(&inner.name), all);
        }
    }
}

/// The question whose items a place lies in, as the words of a problem name it: title of the inner question.
pub fn inner_title(question: &Question, place: &str) -> Option<String> {
    let composite = question.composite.as_ref()?;
    let rest = place.strip_prefix(&question.name)?;
    let item = rest.strip_prefix('[').and_then(|rest| rest.split_once("]."));
    let rows = question.rows.iter();
    let mut row = rows.filter_map(|row| {
        let inner = rest.strip_prefix('.')?.strip_prefix(&row.value)?.strip_prefix('.')?;
        Some((row.text.get("").to_owned(), inner))
    });
    let (number, inner) = match item {
        Some((index, inner)) => ((index.parse::<usize>().ok()? + 1).to_string(), inner),
        None => row.next()?,
    };
    let named = composite.questions().into_iter().find(|found| inner.starts_with(&found.name));
    Some(format!("{number} – {}", named.map_or(inner, |found| found.title.get(""))))
}

impl Scene<'_> {
    /// Fills in the items of a list.
    pub(super) fn add_entries(&self, question: &Question, view: &mut QuestionView) {
        let Some(composite) = &question.composite else { return };
        let empty = Answers::new();
        let value = self.answers.get(&question.name);
        let mut items = composite::items(question, value, &empty);
        if self.visibility.is_none() && composite.shape == Shape::List {
            // As many as can be typed from it.
            items =
                (0..paper_items(composite)).map(|index| Item { index, row: None, answers: &empty }).collect();
        }
        let may_remove = composite.shape == Shape::List
            && composite.may_remove
            && items.len() > composite.min
            && !view.is_read_only;
        view.list = Some(self.list(question, composite, items.len(), view.is_read_only));
        let mut previous = None;
        for item in items {
            self.piping.borrow_mut().enter(question, item.index, item.answers, previous);
            view.elements.push(self.entry(question, composite, item, may_remove));
            self.piping.borrow_mut().leave();
            previous = Some(item.answers);
        }
    }

    fn list(
        &self,
        question: &Question,
        composite: &Composite,
        n_items: usize,
        is_read_only: bool,
    ) -> ListView {
        let column = |column: &&Question| ColumnView {
            title: self.piped(&column.title),
            is_required: column.is_required,
        };
        let columns: Vec<ColumnView> = composite.questions().iter().map(column).collect();
        let is_fixed = composite.shape == Shape::Rows;
        ListView {
            n_items,
            is_table: question.kind.name != "paneldynamic",
            may_add: !is_fixed && composite.may_add && n_items < composite.max && !is_read_only,
            add_label: composite.add_text.get(self.lang).to_owned(),
            n_columns: columns.len().clamp(1, 6),
            columns,
            is_fixed,
            totals: self.totals(question, composite),
        }
    }

    fn totals(&self, question: &Question, composite: &Composite) -> Vec<TotalView> {
        let Some(visible) = self.visibility else { return Vec::new() };
        let values = visible.counted.get(&format!("{}-total", question.name));
        let total = |(inner, kind): &(String, composite::Total)| TotalView {
            label: composite
                .questions()
                .into_iter()
                .find(|found| found.name == *inner)
                .map_or(inner.clone(), |found| self.piped(&found.title)),
            kind: match kind {
                composite::Total::Sum => "sum",
                composite::Total::Count => "count",
                composite::Total::Min => "min",
                composite::Total::Max => "max",
                composite::Total::Average => "average",
            },
            value: scalar(values.and_then(|values| values.get(inner))),
        };
        composite.totals.iter().map(total).collect()
    }

    fn entry(
        &self,
        question: &Question,
        composite: &Composite,
        item: Item<'_>,
        may_remove: bool,
    ) -> QuestionView {
        let place = item_place(&question.name, item.index, item.row);
        let placed = placed(&composite.elements, &place);
        let elements = match question.kind.name {
            // Cells keep their column even when one of them is hidden.
            "paneldynamic" => self.elements(&placed),
            _ => placed.iter().map(|cell| self.element(cell).unwrap_or_else(blank)).collect(),
        };
        let title = match question.rows.get(item.index).filter(|_| item.row.is_some()) {
            Some(row) => self.piped(&row.text),
            None => self.piped(&composite.title),
        };
        let shown = composite.questions().into_iter();
        let shown =
            shown.filter(|inner| inner.has_answer() && self.is_visible(&inner_place(&place, &inner.name)));
        QuestionView {
            kind: "entry".to_owned(),
            id: question_id(&place),
            name: place.clone(),
            title,
            elements,
            entry: Some(EntryView {
                number: item.index + 1,
                shown: shown.map(|inner| inner.name.clone()).collect(),
                may_remove,
                remove_label: composite.remove_text.get(self.lang).to_owned(),
            }),
            ..QuestionView::default()
        }
    }
}

fn blank() -> QuestionView {
    QuestionView { kind: "blank".to_owned(), ..QuestionView::default() }
}

/// Elements under the names that they have inside an item.
fn placed(elements: &[Element], item: &str) -> Vec<Element> {
    let element = |element: &Element| match element {
        Element::Question(question) => Element::Question(Box::new(Question {
            name: inner_place(item, &question.name),
            ..(**question).clone()
        })),
        Element::Panel(panel) => Element::Panel(Box::new(Panel {
            name: inner_place(item, &panel.name),
            elements: placed(&panel.elements, item),
            ..(**panel).clone()
        })),
    };
    elements.iter().map(element).collect()
}
