//! The formats that papers are written in: one list, and whatever offers them walks it.

use crate::chart::png::Fonts;
use crate::document::csv::{self, CsvOptions};
use crate::document::paper::{Block, Paper, PaperTable};
use crate::document::{Cell, Sheet, docx, latex, markdown, paper_sheet, paper_workbook, xlsx};
use crate::error::Error;

/// What writers need beside the paper.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The fonts that pictures are drawn with; without them their words stand in their places.
    pub fonts: Option<&'a Fonts>,
    /// The only time in a workbook, in seconds since 1970, UTC.
    pub created: i64,
}

/// A format.
pub struct Format {
    /// Ending of its files, without the dot.
    pub extension: &'static str,
    /// Its name, the same in every language.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Writes a paper.
    pub write: fn(&Paper, Setting<'_>) -> Result<Vec<u8>, Error>,
}

/// All formats.
pub const FORMATS: &[Format] = &[
    Format {
        extension: "docx",
        name: "Word",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write: |paper, setting| docx::write(paper, setting.fonts),
    },
    Format {
        extension: "xlsx",
        name: "Excel",
        media_type: xlsx::MEDIA_TYPE,
        write: |paper, setting| paper_workbook::write(paper, setting.created),
    },
    Format {
        extension: "tex",
        name: "LaTeX",
        media_type: "application/x-tex; charset=utf-8",
        write: |paper, _| Ok(latex::write(paper).into_bytes()),
    },
    Format {
        extension: "md",
        name: "Markdown",
        media_type: "text/markdown; charset=utf-8",
        write: |paper, _| Ok(markdown::write(paper).into_bytes()),
    },
    Format {
        extension: "csv",
        name: "CSV",
        media_type: csv::MEDIA_TYPE,
        write: |paper, _| csv::write(&stacked(paper), CsvOptions::default()),
    },
];

/// The format whose files end so.
pub fn by_extension(extension: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.extension == extension)
}

/// All tables below one another, then what is running text.
fn stacked(paper: &Paper) -> Sheet {
    let tables = paper.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let words = paper.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(vec![Cell::text(text)]),
        _ => None,
    });
    let mut sheet = paper_sheet::stacked(&tables.collect::<Vec<&PaperTable>>(), "");
    sheet.rows.extend(words);
    if let Some(first) = sheet.columns.first_mut().filter(|first| first.is_empty()) {
        first.clone_from(&paper.title);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::paper::invented::{paper, table};
    use crate::document::xlsx::{read, read_sheets};

    const SETTING: Setting<'static> = Setting { fonts: None, created: 0 };

    #[test]
    fn every_format_writes_the_same_bytes_each_time_and_never_a_withheld_number() {
        let paper = paper(vec![Block::Table(table())]);
        for format in FORMATS {
            let bytes = (format.write)(&paper, SETTING).unwrap();
            assert_eq!(bytes, (format.write)(&paper, SETTING).unwrap(), "{}", format.name);
            assert!(!bytes.is_empty(), "{}", format.name);
        }
        let bytes = (by_extension("xlsx").unwrap().write)(&paper, SETTING).unwrap();
        assert_eq!(read_sheets(&bytes, 1_000_000).unwrap()[0].1[4][1], "*");
    }

    #[test]
    fn a_paper_without_tables_is_written_in_every_format() {
        let paper = paper(vec![Block::Paragraph("回答がありません。".to_string())]);
        for format in FORMATS {
            let bytes = (format.write)(&paper, SETTING).unwrap();
            let is_text = !matches!(format.extension, "docx" | "xlsx");
            let says = String::from_utf8_lossy(&bytes).contains("回答がありません。");
            assert!(!is_text || says, "{}", format.name);
        }
        let workbook = (by_extension("xlsx").unwrap().write)(&paper, SETTING).unwrap();
        assert_eq!(read(&workbook, None).0.rows, [["回答がありません。"]]);
        assert!(by_extension("pdf").is_none());
    }
}
