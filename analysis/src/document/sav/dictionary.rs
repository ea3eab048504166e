//! The dictionary of an SPSS file: what stands before the cases.
//!
//! Sections named in comments are those of "System File Format" in PSPP's manual. All numbers are little-endian.

use super::column::{Column, Form, MAX_MISSING_TEXT, Value};
use super::missing::Missing;
use super::{cut, segments};
use crate::document::codebook::Level;

/// What programs look for in the first record.
const PRODUCT: &str = "@(#) SPSS DATA FILE Kikitori";
/// The day and time of every file.
const CREATED: &str = "01 Jan 7000:00:00";
/// Added to whole numbers from -99 to 151, which are packed as one byte.
pub(super) const BIAS: f64 = 100.0;
/// The second lowest number, which stands for LOWEST in ranges; the lowest is the system-missing value.
const LOWEST: u64 = 0xFFEF_FFFF_FFFF_FFFE;
/// Types of formats.
const FORMAT_A: u8 = 1;
const FORMAT_F: u8 = 5;
const FORMAT_SDATE: u8 = 39;

/// Where a column is among the variables of the file.
struct Placed<'a> {
    column: &'a Column,
    /// Number of its first eight bytes in a case, from 1.
    index: usize,
    /// Short names and widths of its variables, one for each segment.
    parts: Vec<(String, usize)>,
}

/// Writes the dictionary.
pub(super) fn write(bytes: &mut Vec<u8>, title: &str, columns: &[Column], n_cases: i32) {
    let (placed, n_slots) = placed(columns);
    header(bytes, title, n_slots, n_cases);
    for column in &placed {
        variables(bytes, column);
    }
    for column in &placed {
        value_labels(bytes, column);
    }
    about_machine(bytes);
    display(bytes, &placed);
    long_names(bytes, &placed);
    very_long_texts(bytes, &placed);
    // "Extended Number of Cases Record"
    extension(bytes, 16, 8, 2);
    bytes.extend(1_i64.to_le_bytes());
    bytes.extend(i64::from(n_cases).to_le_bytes());
    text_extension(bytes, 20, b"UTF-8");
    long_text_labels(bytes, &placed);
    long_text_missing(bytes, &placed);
    int(bytes, 999);
    int(bytes, 0);
}

/// Short names begin with `@`, which no long name does, so that none is another column's name.
fn placed(columns: &[Column]) -> (Vec<Placed<'_>>, usize) {
    let (mut index, mut n_parts) = (1, 0_usize);
    let mut placed = Vec::new();
    for column in columns {
        let widths = match column.form {
            Form::Text { width } => segments(width),
            Form::Number { .. } | Form::Date => vec![0],
        };
        let n_slots: usize = widths.iter().map(|width| width.div_ceil(8).max(1)).sum();
        let parts = widths.into_iter().map(|width| {
            n_parts += 1;
            (format!("@{n_parts:07}"), width)
        });
        placed.push(Placed { column, index, parts: parts.collect() });
        index += n_slots;
    }
    (placed, index - 1)
}

/// "File Header Record"
fn header(bytes: &mut Vec<u8>, title: &str, n_slots: usize, n_cases: i32) {
    bytes.extend(b"$FL2");
    padded(bytes, PRODUCT.as_bytes(), 60);
    int(bytes, 2);
    size(bytes, n_slots);
    // Packed, not weighted.
    int(bytes, 1);
    int(bytes, 0);
    int(bytes, n_cases);
    bytes.extend(BIAS.to_le_bytes());
    bytes.extend(CREATED.bytes());
    padded(bytes, cut(title, 64).as_bytes(), 64);
    bytes.extend([0_u8; 3]);
}

/// "Variable Record": one for each segment, followed by one for each eight bytes that it has beyond the first.
fn variables(bytes: &mut Vec<u8>, placed: &Placed<'_>) {
    let column = placed.column;
    for (number, (name, width)) in placed.parts.iter().enumerate() {
        let is_first = number == 0;
        let is_declared = is_first && *width <= MAX_MISSING_TEXT;
        let (n_missing, missing) = if is_declared { column.missing.written() } else { (0, Vec::new()) };
        let has_label = is_first && !column.label.is_empty();
        int(bytes, 2);
        size(bytes, *width);
        int(bytes, i32::from(has_label));
        int(bytes, n_missing);
        let format = match column.form {
            Form::Number { width, decimals } => format(FORMAT_F, width, decimals),
            Form::Date => format(FORMAT_SDATE, 10, 0),
            Form::Text { .. } => format(FORMAT_A, u8::try_from(*width).unwrap_or(u8::MAX), 0),
        };
        int(bytes, format);
        int(bytes, format);
        padded(bytes, name.as_bytes(), 8);
        if has_label {
            size(bytes, column.label.len());
            bytes.extend(column.label.bytes());
            bytes.resize(bytes.len() + column.label.len().next_multiple_of(4) - column.label.len(), b' ');
        }
        missing.iter().for_each(|value| short_value(bytes, value));
        for _ in 1..width.div_ceil(8) {
            int(bytes, 2);
            int(bytes, -1);
            bytes.extend([0_u8; 16]);
            padded(bytes, b"", 8);
        }
    }
}

/// "Value Labels Records": those of numbers and short texts.
fn value_labels(bytes: &mut Vec<u8>, placed: &Placed<'_>) {
    let labels = &placed.column.labels;
    if labels.is_empty() || is_long(placed.column) {
        return;
    }
    int(bytes, 3);
    size(bytes, labels.len());
    for (value, label) in labels {
        short_value(bytes, value);
        bytes.push(u8::try_from(label.len()).unwrap_or(u8::MAX));
        padded(bytes, label.as_bytes(), (label.len() + 1).next_multiple_of(8) - 1);
    }
    int(bytes, 4);
    int(bytes, 1);
    size(bytes, placed.index);
}

fn is_long(column: &Column) -> bool {
    matches!(column.form, Form::Text { width } if width > MAX_MISSING_TEXT)
}

/// "Machine Integer Info Record" and "Machine Floating-Point Info Record"
fn about_machine(bytes: &mut Vec<u8>) {
    extension(bytes, 3, 4, 8);
    // Version 1.0.0 on any machine, IEEE 754, packed, little-endian, code page of UTF-8.
    for number in [1, 0, 0, -1, 1, 1, 2, 65_001] {
        int(bytes, number);
    }
    extension(bytes, 4, 8, 3);
    for number in [f64::MIN, f64::MAX, f64::from_bits(LOWEST)] {
        bytes.extend(number.to_le_bytes());
    }
}

/// "Variable Display Parameter Record": measurement level, width in characters, alignment of each segment.
fn display(bytes: &mut Vec<u8>, placed: &[Placed<'_>]) {
    let n_parts: usize = placed.iter().map(|placed| placed.parts.len()).sum();
    if n_parts == 0 {
        return;
    }
    extension(bytes, 11, 4, n_parts * 3);
    for column in placed {
        let (width, alignment) = match column.column.form {
            Form::Number { width, .. } => (usize::from(width), 1),
            Form::Date => (10, 1),
            Form::Text { width } => (width.clamp(8, 40), 0),
        };
        let level = match column.column.level {
            Level::Nominal => 1,
            Level::Ordinal => 2,
            Level::Scale => 3,
        };
        for _ in &column.parts {
            int(bytes, level);
            size(bytes, width);
            int(bytes, alignment);
        }
    }
}

/// "Long Variable Names Record"
fn long_names(bytes: &mut Vec<u8>, placed: &[Placed<'_>]) {
    let pairs: Vec<String> = placed
        .iter()
        .filter_map(|placed| Some(format!("{}={}", placed.parts.first()?.0, placed.column.name)))
        .collect();
    text_extension(bytes, 13, pairs.join("\t").as_bytes());
}

/// "Very Long String Record": which variables are segments of one.
fn very_long_texts(bytes: &mut Vec<u8>, placed: &[Placed<'_>]) {
    let mut own = Vec::new();
    for column in placed.iter().filter(|placed| placed.parts.len() > 1) {
        if let (Form::Text { width }, Some((name, _))) = (column.column.form, column.parts.first()) {
            own.extend(format!("{name}={width:05}\0\t").bytes());
        }
    }
    text_extension(bytes, 14, &own);
}

/// "Long String Value Labels Record"
fn long_text_labels(bytes: &mut Vec<u8>, placed: &[Placed<'_>]) {
    let mut own = Vec::new();
    for Placed { column, .. } in placed.iter().filter(|placed| is_long(placed.column)) {
        let Form::Text { width } = column.form else { continue };
        if column.labels.is_empty() {
            continue;
        }
        counted(&mut own, column.name.as_bytes());
        size(&mut own, width);
        size(&mut own, column.labels.len());
        for (value, label) in &column.labels {
            let Value::Text(text) = value else { continue };
            size(&mut own, width);
            padded(&mut own, text.as_bytes(), width);
            counted(&mut own, label.as_bytes());
        }
    }
    text_extension(bytes, 21, &own);
}

/// "Long String Missing Values Record"; its values have eight bytes, whatever the text's width is.
fn long_text_missing(bytes: &mut Vec<u8>, placed: &[Placed<'_>]) {
    let mut own = Vec::new();
    for Placed { column, .. } in placed.iter().filter(|placed| is_long(placed.column)) {
        // Texts have no range.
        let Missing::Values(missing) = &column.missing else { continue };
        if missing.is_empty() {
            continue;
        }
        counted(&mut own, column.name.as_bytes());
        own.push(u8::try_from(missing.len()).unwrap_or(u8::MAX));
        size(&mut own, MAX_MISSING_TEXT);
        missing.iter().for_each(|value| short_value(&mut own, value));
    }
    text_extension(bytes, 22, &own);
}

/// A value in eight bytes.
fn short_value(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Number(number) => bytes.extend(number.to_le_bytes()),
        Value::Text(text) => padded(bytes, text.as_bytes(), 8),
    }
}

/// Type, width and decimals in one number.
fn format(kind: u8, width: u8, decimals: u8) -> i32 {
    i32::from_be_bytes([0, kind, width, decimals])
}

/// The head of an extension record.
fn extension(bytes: &mut Vec<u8>, subtype: i32, size_of_one: i32, n: usize) {
    int(bytes, 7);
    int(bytes, subtype);
    int(bytes, size_of_one);
    size(bytes, n);
}

/// An extension record of bytes; none where there are none.
fn text_extension(bytes: &mut Vec<u8>, subtype: i32, own: &[u8]) {
    if !own.is_empty() {
        extension(bytes, subtype, 1, own.len());
        bytes.extend(own);
    }
}

/// A text after its length.
fn counted(bytes: &mut Vec<u8>, text: &[u8]) {
    size(bytes, text.len());
    bytes.extend(text);
}

/// Exactly so many bytes, the rest of them spaces.
fn padded(bytes: &mut Vec<u8>, text: &[u8], width: usize) {
    let end = bytes.len() + width;
    bytes.extend(text.iter().take(width));
    bytes.resize(end, b' ');
}

fn int(bytes: &mut Vec<u8>, number: i32) {
    bytes.extend(number.to_le_bytes());
}

/// A number of things or bytes; none comes near the largest there is.
fn size(bytes: &mut Vec<u8>, n: usize) {
    int(bytes, i32::try_from(n).unwrap_or(i32::MAX));
}
