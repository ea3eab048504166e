//! The cases of an SPSS file, packed: of each eight bytes a command says whether they are a small whole number, a missing value, spaces
//! or follow as they are ("Data Record" in PSPP's manual).

use std::io::{self, Write};

use super::column::{Column, Form};
use super::dictionary::BIAS;
use super::{MAX_SEGMENT, MAX_TEXT, cut, segments};
use crate::document::typed::day;
use crate::document::{Cell, Sheet};

/// Commands other than small whole numbers.
const LITERAL: u8 = 253;
const SPACES: u8 = 254;
const SYSTEM_MISSING: u8 = 255;
/// The most that a small whole number is with [`BIAS`] added.
const MAX_SMALL: f64 = 251.0;
/// Days from 1582-10-14, from which SPSS counts seconds, to 1970-01-01.
const DAYS_BEFORE_1970: i32 = 141_428;

/// Writes the rows one by one, so that nothing but the file itself needs memory.
pub(super) fn write(out: impl Write, sheet: &Sheet, columns: &[Column]) -> io::Result<()> {
    let widths: Vec<Vec<usize>> = columns
        .iter()
        .map(|column| match column.form {
            Form::Text { width } => segments(width),
            Form::Number { .. } | Form::Date => Vec::new(),
        })
        .collect();
    let mut packer = Packer { out, commands: Vec::with_capacity(8), literals: Vec::with_capacity(64) };
    for row in &sheet.rows {
        for (place, (column, widths)) in columns.iter().zip(&widths).enumerate() {
            let cell = row.get(place).unwrap_or(&Cell::Empty);
            match (column.form, cell) {
                (Form::Number { .. }, cell) => packer.number(column.numbers.of(cell))?,
                (Form::Date, Cell::Text(text)) => packer.number(day(text).map(seconds))?,
                (Form::Date, _) => packer.number(None)?,
                (Form::Text { .. }, Cell::Text(text)) if text.len() <= MAX_TEXT => {
                    packer.text(text, widths)?
                }
                (Form::Text { .. }, Cell::Text(text)) => packer.text(&cut(text, MAX_TEXT), widths)?,
                (Form::Text { .. }, other) => packer.text(&other.printed(), widths)?,
            }
        }
    }
    packer.finish()
}

/// A day since 1970 as SPSS counts.
fn seconds(day: i32) -> f64 {
    f64::from(day + DAYS_BEFORE_1970) * 86_400.0
}

/// Packs eight bytes at a time; eight commands stand before what they say.
struct Packer<W: Write> {
    out: W,
    commands: Vec<u8>,
    literals: Vec<u8>,
}

impl<W: Write> Packer<W> {
    fn number(&mut self, number: Option<f64>) -> io::Result<()> {
        let Some(number) = number else { return self.command(SYSTEM_MISSING) };
        let biased = number + BIAS;
        if number.fract() == 0.0 && (1.0..=MAX_SMALL).contains(&biased) {
            // Between 1 and 251, and whole.
            return self.command(biased as u8);
        }
        self.literals.extend(number.to_le_bytes());
        self.command(LITERAL)
    }

    /// A text in segments of these widths. Each but the last holds 255 bytes of it, and has one more for nothing.
    fn text(&mut self, text: &str, widths: &[usize]) -> io::Result<()> {
        let bytes = text.as_bytes();
        for (number, width) in widths.iter().enumerate() {
            let from = (number * MAX_SEGMENT).min(bytes.len());
            let to = (from + MAX_SEGMENT).min(bytes.len());
            let (eights, rest) = bytes.get(from..to).unwrap_or_default().as_chunks::<8>();
            for eight in eights {
                self.eight(*eight)?;
            }
            let mut n_written = eights.len();
            if !rest.is_empty() {
                let mut eight = [b' '; 8];
                eight.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
                self.eight(eight)?;
                n_written += 1;
            }
            for _ in n_written..width.div_ceil(8) {
                self.command(SPACES)?;
            }
        }
        Ok(())
    }

    fn eight(&mut self, eight: [u8; 8]) -> io::Result<()> {
        if eight == [b' '; 8] {
            return self.command(SPACES);
        }
        self.literals.extend(eight);
        self.command(LITERAL)
    }

    /// What the command says, if anything, is among the literals already.
    fn command(&mut self, command: u8) -> io::Result<()> {
        self.commands.push(command);
        if self.commands.len() == 8 { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        for part in [&mut self.commands, &mut self.literals] {
            self.out.write_all(part)?;
            part.clear();
        }
        Ok(())
    }

    /// Commands of nothing fill the last eight.
    fn finish(mut self) -> io::Result<()> {
        if !self.commands.is_empty() {
            self.commands.resize(8, 0);
            self.flush()?;
        }
        self.out.flush()
    }
}
