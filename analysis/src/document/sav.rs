//! SPSS data files (.sav): the data with the labels of its variables and values, and the codes of missing answers.
//!
//! The format is that of "System File Format" in PSPP's manual: a dictionary, then the cases, packed eight bytes at a time. Answers
//! to closed questions are numbers where all their codes are, a withheld value is a missing code of its own, and text is UTF-8. The
//! only date in the file is a fixed one: the same data makes the same bytes.

mod column;
mod data;
mod dictionary;
mod missing;
mod names;

use std::collections::BTreeMap;
use std::io::Write;

use self::column::{columns, new_numbers};
use crate::document::codebook::Codebook;
use crate::document::{Sheet, shortened};
use crate::error::Error;

/// The longest text that a cell of SPSS holds, in bytes.
const MAX_TEXT: usize = 32_767;

/// The longest text that is one variable of the format; longer ones are several, of which a program makes one again.
const MAX_SEGMENT: usize = 255;

/// By how much each segment makes a text longer, as the format counts, although a segment holds [`MAX_SEGMENT`] bytes.
const SEGMENT_STEP: usize = 252;

/// Writes the rows of `sheet` with what `codebook` says of its columns, which are matched by name. `title` is the label of the file, of
/// which the format takes 64 bytes. Names that SPSS does not take are made safe, and the label begins with the name as it was. Labels of variables are cut at 255 bytes, of values at 120 and
/// texts at 32,767, each at a character, with `…`. Codes of a list of which one has more than 8 bytes become numbers in the order of the list where
/// the list has missing answers, too; those that are numbers stay. Of the codes that stand for missing answers or are no step of an order SPSS knows three a
/// variable (of texts, those of up to 8 bytes), or of numbers a range and one beside it; where neither is enough, those that most rows have.
///
/// # Errors
/// When there are no columns (the reader of our tests refuses such a file), or more rows than the format can count.
pub fn write(sheet: &Sheet, codebook: &Codebook, title: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    write_to(&mut bytes, sheet, codebook, title)?;
    Ok(bytes)
}

/// The same, written bit by bit, so that the file need not be in memory.
///
/// # Errors
/// As [`write()`], and [`Error::NotWritten`] when `out` refuses it.
pub fn write_to(mut out: impl Write, sheet: &Sheet, codebook: &Codebook, title: &str) -> Result<(), Error> {
    let failed = |detail: String| Error::DocumentNotWritten { format: "sav", detail };
    if sheet.columns.is_empty() {
        return Err(failed("no columns".to_string()));
    }
    let n_cases = i32::try_from(sheet.rows.len()).map_err(|error| failed(error.to_string()))?;
    let columns = columns(sheet, codebook);
    let mut bytes = Vec::new();
    dictionary::write(&mut bytes, title, &columns, n_cases);
    out.write_all(&bytes)?;
    Ok(data::write(out, sheet, &columns)?)
}

/// The numbers that stand in a file of this sheet for codes that are texts, as they are printed, by column and code. Columns whose codes
/// stay are not among them.
pub fn renumbered(sheet: &Sheet, codebook: &Codebook) -> BTreeMap<String, BTreeMap<String, String>> {
    let columns = codebook.variables.iter().map(|entry| (entry.name.clone(), new_numbers(sheet, entry)));
    columns.filter(|(_, codes)| !codes.is_empty()).collect()
}

/// The widths of the variables that hold a text of this width: itself, or a segment for every 252 bytes.
fn segments(width: usize) -> Vec<usize> {
    if width <= MAX_SEGMENT {
        return vec![width];
    }
    let n = width.div_ceil(SEGMENT_STEP);
    let mut widths = vec![MAX_SEGMENT; n - 1];
    widths.push(width - (n - 1) * SEGMENT_STEP);
    widths
}

/// The text in at most so many bytes.
fn cut(text: &str, max_bytes: usize) -> String {
    shortened(text, max_bytes, char::len_utf8)
}

#[cfg(test)]
mod tests;
