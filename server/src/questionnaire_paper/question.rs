//! Questions as blocks of a document: marks to tick, lines to write on, branching said in words. The same content as
//! `templates/components/paper.html`.

use analysis::document::paper::{Block, PaperColumn, PaperRow, PaperTable};

use crate::i18n;
use crate::view::html::as_text;
use crate::view::question::list::ListView;
use crate::view::question::{ChoiceView, PageView, QuestionView, RowView};

/// A line to write on; documents print a line of low lines as one.
const ROOM: &str = "＿＿＿＿＿＿";
/// Room for a few words within a line.
const GAP: &str = "（　　　　　　　　）";
/// A mark where any number of choices can be taken.
const BOX: &str = "□";
/// A mark where one choice is taken.
const CIRCLE: &str = "○";

/// Writes questions one after another.
pub struct Writer<'a> {
    lang: &'a str,
    shows_codes: bool,
    blocks: Vec<Block>,
}

impl<'a> Writer<'a> {
    /// Nothing written yet.
    pub fn new(lang: &'a str, shows_codes: bool) -> Writer<'a> {
        Writer { lang, shows_codes, blocks: Vec::new() }
    }

    /// What was written.
    pub fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }

    /// A page of the questionnaire. It has a heading unless it is the only one and has no title.
    pub fn page(&mut self, page: &PageView, number: usize, n_pages: usize) {
        let title = match page.title.trim() {
            "" if n_pages > 1 => self.words("questionnaires-pdf-page", &[("number", number.to_string())]),
            title => title.to_owned(),
        };
        let level = if title.is_empty() { 1 } else { 2 };
        self.heading(1, title);
        self.paragraph(page.description.clone());
        self.paragraph(page.condition.clone());
        self.elements(&page.questions, level);
    }

    fn elements(&mut self, elements: &[QuestionView], level: u8) {
        for element in elements {
            match element.kind.as_str() {
                "html" => self.paragraph(as_text(&element.html)),
                _ if element.is_read_only => {}
                "blank" => {}
                "image" => {
                    let alt = element.picture.as_ref().map(|picture| picture.alt.clone());
                    self.paragraph(alt.unwrap_or_default());
                }
                "unknown" => self.say("fill-unknown-type", &[("title", element.title.clone())]),
                "panel" => self.panel(element, level),
                _ => self.question(element, level),
            }
        }
    }

    fn panel(&mut self, panel: &QuestionView, level: u8) {
        let inside = if panel.title.is_empty() { level } else { level + 1 };
        self.heading(level, panel.title.clone());
        self.paragraph(panel.description.clone());
        self.paragraph(panel.condition.clone());
        self.elements(&panel.elements, inside);
    }

    fn question(&mut self, question: &QuestionView, level: u8) {
        self.heading(level, self.title(question));
        self.paragraph(question.condition.clone());
        self.paragraph(question.description.clone());
        if question.forbids_identifying {
            self.say("fill-no-identifying", &[]);
        }
        self.answer(question, level);
        if let Some(comment) = &question.comment {
            self.paragraph(format!("{}\n{ROOM}", comment.label));
        }
    }

    /// Number, words and whether it must be answered, with the name that the data has.
    fn title(&self, question: &QuestionView) -> String {
        let number = match question.number.as_str() {
            "" => String::new(),
            number => self.words("fill-number", &[("number", number.to_owned())]),
        };
        let requirement = match (question.is_required, question.required_mark.as_str()) {
            (true, "") => self.words("common-required", &[]),
            (true, mark) => mark.to_owned(),
            (false, _) => self.words("common-optional", &[]),
        };
        let words = joined(&[&number, &question.title]);
        let asked = self.words("fill-sheet-asked", &[("question", words), ("requirement", requirement)]);
        if self.shows_codes { format!("{asked} [{}]", question.name) } else { asked }
    }

    fn answer(&mut self, question: &QuestionView, level: u8) {
        if let Some(list) = &question.list {
            self.list(question, list, level);
        } else if !question.items.is_empty() {
            let items = question.items.iter().map(|item| format!("{}\n{ROOM}", item.title));
            self.paragraph(items.collect::<Vec<_>>().join("\n"));
        } else {
            match question.kind.as_str() {
                "file" => self.say("fill-file-paper", &[]),
                "ranking" => self.ranking(question),
                "slider" => {
                    let (min, max) = (question.min.clone(), question.max.clone());
                    self.say("fill-range", &[("min", min), ("max", max)]);
                    self.paragraph(GAP.to_owned());
                }
                "text" if !question.width.is_empty() => self.paragraph(GAP.to_owned()),
                "kt-municipality" | "text" => self.paragraph(ROOM.to_owned()),
                "matrix" => self.matrix(question),
                _ if !question.choices.is_empty() => self.choices(question),
                _ => self.paragraph(vec![ROOM; question.paper_lines.max(1)].join("\n")),
            }
        }
    }

    fn choices(&mut self, question: &QuestionView) {
        let how = if question.takes_many { "fill-paper-many" } else { "fill-paper-one" };
        let mut how = self.words(how, &[]);
        if question.max_selected > 0 {
            let most = self.words("fill-max-selected", &[("n", question.max_selected.to_string())]);
            how = joined(&[&how, &most]);
        }
        self.paragraph(how);
        self.paragraph(self.choice_lines(question));
    }

    /// One line for each choice: mark, number, words, the ends of a scale, room for "other".
    fn choice_lines(&self, question: &QuestionView) -> String {
        let last = question.choices.len().saturating_sub(1);
        let line = |(at, choice): (usize, &ChoiceView)| {
            let number = question.paper_numbers.get(at).map_or("", String::as_str);
            let end = match at {
                0 => question.min_label.as_str(),
                at if at == last => question.max_label.as_str(),
                _ => "",
            };
            let other = if choice.is_other { GAP } else { "" };
            let code = self.code(number, choice);
            joined(&[mark(question), number, &choice.label, end, other, &code])
        };
        let n_shown = if question.is_box { 1 } else { question.choices.len() };
        question.choices.iter().enumerate().take(n_shown).map(line).collect::<Vec<_>>().join("\n")
    }

    /// The value that the data has, where it is not what is printed anyway.
    fn code(&self, number: &str, choice: &ChoiceView) -> String {
        let is_said = choice.value == number || choice.value == choice.label || choice.value.is_empty();
        if self.shows_codes && !is_said { format!("[{}]", choice.value) } else { String::new() }
    }

    fn ranking(&mut self, question: &QuestionView) {
        self.say("fill-paper-ranking", &[]);
        let rows = question.rows.iter().map(|row| joined(&[BOX, &row.label]));
        self.paragraph(rows.collect::<Vec<_>>().join("\n"));
    }

    fn matrix(&mut self, question: &QuestionView) {
        let how = if question.takes_many { "fill-paper-rows-many" } else { "fill-paper-rows" };
        self.say(how, &[]);
        let first = question.rows.first();
        let label = |(at, label): (usize, &String)| {
            let number = question.paper_numbers.get(at).map_or("", String::as_str);
            let code = first.and_then(|row| row.cells.get(at)).map(|cell| self.code(number, cell));
            column(joined(&[number, label, &code.unwrap_or_default()]))
        };
        let columns = question.columns.iter().enumerate().map(label);
        let cell = |cell: &ChoiceView| {
            let label = if question.has_cells { cell.label.as_str() } else { "" };
            joined(&[mark(question), label])
        };
        let row = |row: &RowView| PaperRow {
            level: 0,
            cells: std::iter::once(row.label.clone()).chain(row.cells.iter().map(cell)).collect(),
        };
        let table = PaperTable {
            caption: String::new(),
            columns: std::iter::once(column(String::new())).chain(columns).collect(),
            rows: question.rows.iter().map(row).collect(),
            notes: Vec::new(),
        };
        self.blocks.push(Block::Table(table));
    }

    /// Panels under one another, rows as a table with room to write.
    fn list(&mut self, question: &QuestionView, list: &ListView, level: u8) {
        if !list.is_table {
            for entry in &question.elements {
                let number = entry.entry.as_ref().map_or(0, |entry| entry.number).to_string();
                let title = self.words("fill-panel-number", &[("number", number)]);
                self.heading(level + 1, title);
                self.elements(&entry.elements, level + 2);
            }
            return;
        }
        let row = |entry: &QuestionView| {
            let number = entry.entry.as_ref().map(|entry| entry.number.to_string());
            let first = if entry.title.is_empty() { number.unwrap_or_default() } else { entry.title.clone() };
            let cells = entry.elements.iter().map(|cell| self.cell(cell));
            PaperRow { level: 0, cells: std::iter::once(first).chain(cells).collect() }
        };
        let columns = list.columns.iter().map(|named| column(named.title.clone()));
        let table = PaperTable {
            caption: String::new(),
            columns: std::iter::once(column(String::new())).chain(columns).collect(),
            rows: question.elements.iter().map(row).collect(),
            notes: Vec::new(),
        };
        self.blocks.push(Block::Table(table));
    }

    /// Choices to mark, or room for words.
    fn cell(&self, cell: &QuestionView) -> String {
        match cell.kind.as_str() {
            "blank" => String::new(),
            _ if cell.choices.is_empty() => GAP.to_owned(),
            _ => self.choice_lines(cell),
        }
    }

    fn heading(&mut self, level: u8, words: String) {
        if !words.trim().is_empty() {
            self.blocks.push(Block::Heading(level.min(3), words));
        }
    }

    fn paragraph(&mut self, words: String) {
        if !words.trim().is_empty() {
            self.blocks.push(Block::Paragraph(words));
        }
    }

    fn say(&mut self, key: &str, args: &[(&str, String)]) {
        self.paragraph(self.words(key, args));
    }

    fn words(&self, key: &str, args: &[(&str, String)]) -> String {
        i18n::text(self.lang, key, args)
    }
}

fn mark(question: &QuestionView) -> &'static str {
    if question.takes_many { BOX } else { CIRCLE }
}

fn column(label: String) -> PaperColumn {
    PaperColumn { label, is_number: false }
}

/// What is there of these, with a space between.
fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
