//! Japanese text, tables, statistics and charts, without any I/O beyond dictionaries, fonts and a temporary file for a large workbook.

pub mod agreement;
mod bytes;
pub mod chart;
pub mod coding;
pub mod document;
pub mod error;
#[cfg(test)]
mod khcoder_figures;
pub mod multivariate;
pub mod rounded;
pub mod rules;
pub mod statistics;
pub mod table;
pub mod text;
