//! An invented paper and table for the tests of writers.

use super::{Block, Paper, PaperColumn, PaperRow, PaperTable};

/// A paper of some parts.
pub fn paper(blocks: Vec<Block>) -> Paper {
    Paper {
        title: "架空の調査".to_string(),
        subtitle: String::new(),
        language: "ja".to_string(),
        publisher: String::new(),
        date: "2026-11-26".to_string(),
        made_on: String::new(),
        foot: String::new(),
        blocks,
    }
}

/// A table with signs that mean something to each of the formats, and a number that is withheld.
pub fn table() -> PaperTable {
    let column = |label: &str, is_number: bool| PaperColumn { label: label.to_string(), is_number };
    let row = |level: u8, cells: &[&str]| PaperRow {
        level,
        cells: cells.iter().map(|cell| (*cell).to_string()).collect(),
    };
    PaperTable {
        caption: "表1　回答者".to_string(),
        columns: vec![column("項目", false), column("n (%)", true)],
        rows: vec![
            row(0, &["忙しさ <問1>"]),
            row(1, &["多い|少ない", "12 (34.3)"]),
            row(1, &["50% & 以上", "*"]),
        ],
        notes: vec!["*は秘匿".to_string()],
    }
}
