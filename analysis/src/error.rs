//! What can go wrong in this crate; problems in a person's data are collected elsewhere, as lists.

use std::io;
use std::path::PathBuf;

/// Everything that stops an analysis. The messages are for logs: words for people come from the caller's catalogue.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder with the sources of mecab-ipadic does not exist or lacks its files.
    #[error("dictionary sources not found in {}", path.display())]
    DictionarySourcesMissing {
        /// The folder that was looked in.
        path: PathBuf,
    },
    /// The folder for the compiled dictionary cannot be created or written.
    #[error("dictionary folder {} is not writable", path.display())]
    DictionaryFolderNotWritable {
        /// The folder that was to be written.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// The sources or the compiled dictionary exist but cannot be used.
    #[error("dictionary in {} cannot be used: {detail}", path.display())]
    DictionaryInvalid {
        /// The folder of the sources or of the compiled dictionary.
        path: PathBuf,
        /// What the dictionary library said.
        detail: String,
    },
    /// A data file shipped with this crate is malformed: a mistake of ours, found by the tests.
    #[error("shipped data {file}, line {line}: {detail}")]
    ShippedData {
        /// File name under `analysis/data`.
        file: &'static str,
        /// Line, from 1.
        line: usize,
        /// What is wrong with it.
        detail: String,
    },
    /// A variable's column is not in the table.
    #[error("the table has no column {column}")]
    ColumnMissing {
        /// Name of the column.
        column: String,
    },
    /// The variable's kind does not allow this count: free text is never tabulated, and a variable with several
    /// answers a row has no cross table of its own.
    #[error("variable {variable} cannot be counted so")]
    NotCountable {
        /// Name of the variable.
        variable: String,
    },
    /// One side of a cross table would have more values than anyone can read.
    #[error("variable {variable} has more than {limit} values")]
    TooManyCategories {
        /// Name of the variable.
        variable: String,
        /// The most that are allowed.
        limit: usize,
    },
    /// The table library refused a table: columns of unequal length, a repeated name.
    #[error("table: {detail}")]
    Table {
        /// What the library said.
        detail: String,
    },
    /// A chart cannot be drawn.
    #[error("chart: {detail}")]
    Chart {
        /// What the drawing library said.
        detail: String,
    },
    /// The font that charts are drawn with is not installed where it was looked for.
    #[error("font {family} not found in {}", folder.display())]
    FontMissing {
        /// The folder that was looked in.
        folder: PathBuf,
        /// Name of the font family.
        family: &'static str,
    },
    /// A file to download cannot be written.
    #[error("writing {format}: {detail}")]
    DocumentNotWritten {
        /// Ending of its name: `csv`, `docx`, `html`, `parquet`, `pdf`, `qdpx`, `sav` or `xlsx`.
        format: &'static str,
        /// What the library said.
        detail: String,
    },
    /// What a file is written to refuses it, such as a full disk.
    #[error("the file cannot be written")]
    NotWritten(#[from] io::Error),
    /// The disk has no room for the temporary file of a large document.
    #[error("writing {format}: no room on the disk")]
    NoRoom {
        /// Ending of its name.
        format: &'static str,
    },
    /// A document is longer than anybody reads.
    #[error("the document has more than {limit} {what}")]
    DocumentTooLong {
        /// What there is too much of, e.g. `pages`.
        what: &'static str,
        /// The most that are allowed.
        limit: usize,
    },
    /// A picture of a document cannot be used.
    #[error("picture {number} of the document: {detail}")]
    PictureUnusable {
        /// Which one, from 1.
        number: usize,
        /// What is wrong with it.
        detail: String,
    },
}
