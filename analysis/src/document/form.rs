//! A form to fill in as an Excel workbook; `filled` reads one that came back.
//!
//! The first sheet is for people: everything but the cells to fill in is protected, lists open where one of a few is
//! asked. A hidden sheet says which cell means what, so that nothing is guessed when the file is read.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use crate::document::xlsx::{A4, fitting, sheet_name};
use crate::error::Error;

/// Name of the hidden sheet, and the sign in its first cell.
pub(super) const MAP: &str = "kikitori";

/// The layout of the hidden sheet; another number is another layout.
pub(super) const MAP_FORMAT: &str = "1";

/// The sign that people put into a cell to mark it.
const MARK: &str = "○";

/// Height of a cell for a long text, in points: about ten lines.
const LONG_TEXT_HEIGHT: f64 = 170.0;

/// Column with the answers.
pub(super) const ANSWER: u16 = 2;

/// How many characters of a question tell that its row is where it was.
const ANCHOR: usize = 40;

/// A form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Name of the sheet for people.
    pub sheet: String,
    /// What comes back with the filled form, to know what was asked.
    pub version: String,
    /// Title above everything.
    pub title: String,
    /// How to fill it in, line by line.
    pub instructions: Vec<String>,
    /// Words above the columns: number, question, answer.
    pub head: [String; 3],
    /// Said when something else than an entry of a list is typed.
    pub list_warning: String,
    /// The rows below.
    pub lines: Vec<FormLine>,
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormLine {
    /// How it looks.
    pub style: FormStyle,
    /// In the first column; may be empty.
    pub number: String,
    /// In the second column.
    pub text: String,
    /// The cell in the third column.
    pub cell: Option<FormCell>,
}

/// How a row looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormStyle {
    /// A heading.
    Heading,
    /// Running text over all columns.
    Text,
    /// A question.
    Question,
    /// A part of the question above.
    Part,
}

/// A cell to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormCell {
    /// What it means, given back when it is read.
    pub field: String,
    /// What it means within the field; may be empty.
    pub number: String,
    /// What is put in.
    pub kind: FormCellKind,
}

/// What is put into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormCellKind {
    /// One of these.
    List(Vec<String>),
    /// ○ or nothing.
    Mark,
    /// Text, with room for several lines or for one.
    Text {
        /// Several lines.
        is_long: bool,
    },
}

/// Writes a form. `created` (seconds since 1970, UTC) is the only time in the file.
///
/// # Errors
/// [`Error::DocumentNotWritten`] when the library refuses something.
pub fn write(form: &Form, created: i64) -> Result<Vec<u8>, Error> {
    build(form, created)
        .and_then(|mut workbook| workbook.save_to_buffer())
        .map_err(|error| Error::DocumentNotWritten { format: "xlsx", detail: error.to_string() })
}

fn build(form: &Form, created: i64) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_timestamp(created)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let mut map = Worksheet::new();
    map.set_name(MAP)?.set_hidden(true).protect();
    for (column, text) in [MAP, MAP_FORMAT, &form.version].into_iter().enumerate() {
        map.write_string(0, column as u16, text)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(&form.sheet, &[MAP.to_owned()]))?;
    Writer { sheet, map: &mut map, row: 0, map_row: 1, list_row: 0, lists: Vec::new() }.write(form)?;
    workbook.push_worksheet(map);
    Ok(workbook)
}

struct Writer<'a> {
    sheet: &'a mut Worksheet,
    map: &'a mut Worksheet,
    row: u32,
    map_row: u32,
    list_row: u32,
    /// Lists written so far with the range they are in.
    lists: Vec<(Vec<String>, String)>,
}

impl Writer<'_> {
    fn write(mut self, form: &Form) -> Result<(), XlsxError> {
        self.page(form)?;
        let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let title = plain.clone().set_bold().set_font_size(14);
        self.wide(&form.title, &title)?;
        for line in &form.instructions {
            self.wide(line, &plain)?;
        }
        self.row += 1;
        let head = plain.clone().set_bold().set_background_color(0x00E6_E6E6).set_border(FormatBorder::Thin);
        for (column, word) in form.head.iter().enumerate() {
            self.sheet.write_string_with_format(self.row, column as u16, word, &head)?;
        }
        self.map.write_string(0, 3, anchor(&form.head[2]))?;
        self.map.write_string(0, 5, (self.row + 1).to_string())?;
        self.sheet.set_freeze_panes(self.row + 1, 0)?;
        self.sheet.set_repeat_rows(self.row, self.row)?;
        self.row += 1;
        for line in &form.lines {
            self.line(line, &form.list_warning)?;
        }
        Ok(())
    }

    fn page(&mut self, form: &Form) -> Result<(), XlsxError> {
        for (column, width) in [(0, 7.0), (1, 62.0), (ANSWER, 36.0)] {
            self.sheet.set_column_width(column, width)?;
        }
        self.sheet.set_paper_size(A4).set_portrait().set_print_fit_to_pages(1, 0);
        // `&` begins a code in a footer.
        self.sheet.set_footer(format!("&L{}&R&P / &N", form.version.replace('&', "&&")));
        // Rows may be made higher for a long answer.
        let options = ProtectionOptions { format_rows: true, ..ProtectionOptions::default() };
        self.sheet.protect_with_options(&options);
        Ok(())
    }

    /// A text over all columns.
    fn wide(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.merge_range(self.row, 0, self.row, ANSWER, &fitting(text), format)?;
        // Merged cells do not grow by themselves.
        self.sheet.set_row_height(self.row, f64::from(lines_of(text, 100)) * 16.5 + 4.0)?;
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, line: &FormLine, list_warning: &str) -> Result<(), XlsxError> {
        let base = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let format = match line.style {
            FormStyle::Heading => base.set_bold().set_font_size(13).set_background_color(0x00E6_E6E6),
            FormStyle::Text => base,
            FormStyle::Question => base.set_bold().set_border_top(FormatBorder::Thin),
            FormStyle::Part => base.set_indent(1),
        };
        if matches!(line.style, FormStyle::Heading | FormStyle::Text) {
            return self.wide(&line.text, &format);
        }
        self.sheet.write_string_with_format(self.row, 0, &line.number, &format)?;
        self.sheet.write_string_with_format(self.row, 1, fitting(&line.text), &format)?;
        if let Some(cell) = &line.cell {
            self.cell(cell, &line.text, list_warning)?;
        }
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, cell: &FormCell, question: &str, list_warning: &str) -> Result<(), XlsxError> {
        let format = Format::new()
            .set_unlocked()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin)
            .set_background_color(0x00FF_FBE6)
            // Text, so that a telephone number keeps its zero.
            .set_num_format("@");
        self.sheet.write_blank(self.row, ANSWER, &format)?;
        let choices = match &cell.kind {
            FormCellKind::List(choices) => Some(choices.clone()),
            FormCellKind::Mark => Some(vec![MARK.to_owned()]),
            FormCellKind::Text { is_long } => {
                if *is_long {
                    self.sheet.set_row_height(self.row, LONG_TEXT_HEIGHT)?;
                }
                None
            }
        };
        if let Some(choices) = choices {
            let range = self.list(&choices)?;
            let list = DataValidation::new()
                .allow_list_formula(Formula::new(range))
                // A person may type the number alone; the reader knows it.
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_message(list_warning)?;
            self.sheet.add_data_validation(self.row, ANSWER, self.row, ANSWER, &list)?;
        }
        let address = format!("C{}", self.row + 1);
        let known = [address.as_str(), &cell.field, &cell.number, &anchor(question)];
        for (column, text) in known.into_iter().enumerate() {
            self.map.write_string(self.map_row, column as u16, text)?;
        }
        self.map_row += 1;
        Ok(())
    }

    /// The range on the hidden sheet that holds a list: lists within a cell's rule may have 255 characters only.
    fn list(&mut self, choices: &[String]) -> Result<String, XlsxError> {
        if let Some((_, range)) = self.lists.iter().find(|(known, _)| known == choices) {
            return Ok(range.clone());
        }
        let first = self.list_row + 1;
        for choice in choices {
            self.map.write_string(self.list_row, 4, fitting(choice))?;
            self.list_row += 1;
        }
        let range = format!("={MAP}!$E${first}:$E${}", self.list_row);
        self.lists.push((choices.to_vec(), range.clone()));
        Ok(range)
    }
}

/// How many lines a text takes in so many half-width characters.
fn lines_of(text: &str, width: u32) -> u32 {
    let of = |line: &str| {
        line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>().div_ceil(width).max(1)
    };
    text.lines().map(of).sum::<u32>().clamp(1, 24)
}

/// The beginning of a text without spaces and breaks, which programs write in their own ways.
pub(super) fn anchor(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).take(ANCHOR).collect()
}

#[cfg(test)]
mod tests;
