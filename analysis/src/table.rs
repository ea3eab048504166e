//! Tables of answers: one row a response or text, one column a variable, and what is counted from them.
//!
//! A table is a polars frame. Other crates build it with [`frame`] and never need polars themselves. Its first
//! column holds the row ids: they survive [`keep`], so that a count taken from a part of the table still leads to the
//! same answers as one taken from the whole.

pub mod anonymity;
pub mod changes;
pub mod coverage;
pub mod crosstab;
pub mod degrees;
pub mod frequency;
pub mod items;
mod joint;
pub mod summary;
pub mod suppress;
pub mod tested;

#[cfg(test)]
mod invented;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use polars::prelude::{
    BooleanChunked, Column as FrameColumn, DataFrame, DataType, ListBuilderTrait, ListStringChunkedBuilder,
    NamedFrom, NewChunkedArray, Series,
};
use serde::{Deserialize, Serialize, Serializer};

use crate::error::Error;

/// A table of answers. Made by [`frame`]; its columns are named after the variables.
pub type Frame = DataFrame;

/// A row's id: its position, from 0, in the table that [`frame`] built.
pub type RowId = u32;

/// Name of the column that holds the row ids; a variable may not have it.
pub const ROW_ID: &str = "row_id";

/// The most categories one side of a cross table may have: beyond it nobody can read the table.
pub const MAX_CATEGORIES: usize = 100;

/// What a variable holds, which decides how it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One value of a list (単一回答).
    Single,
    /// Any number of values of a list (複数回答).
    Multiple,
    /// A number.
    Number,
    /// Free text (自由記述); it is read, never tabulated.
    Text,
}

/// One value that a variable may take, and what people read for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueLabel {
    /// The value as stored.
    pub value: String,
    /// The words for it.
    pub label: String,
}

/// One column of the data with its labels (DDI `var`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// Name of the column in the frame.
    pub name: String,
    /// What people read for it.
    pub label: String,
    /// How it is counted.
    pub kind: Kind,
    /// The values in the order of the questionnaire. Values met in the data but not listed are appended.
    pub values: Vec<ValueLabel>,
}

/// The cells of one column, in the order of the rows. `None`, an empty text and an empty list are "no answer".
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnData {
    /// For [`Kind::Single`] and [`Kind::Text`].
    Texts(Vec<Option<String>>),
    /// For [`Kind::Multiple`].
    Lists(Vec<Option<Vec<String>>>),
    /// For [`Kind::Number`]; NaN and infinity count as no answer.
    Numbers(Vec<Option<f64>>),
}

/// One named column for [`frame`].
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Name of the variable.
    pub name: String,
    /// Its cells.
    pub data: ColumnData,
}

/// A printed count: the number, or the fact that it is withheld.
///
/// It is written and serialised as the number or as [`HIDDEN`], so that a text or template prints it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// The number.
    Shown(usize),
    /// Withheld by disclosure control (秘匿).
    Hidden,
}

impl Count {
    /// The number, unless it is withheld.
    pub fn shown(self) -> Option<usize> {
        match self {
            Count::Shown(n) => Some(n),
            Count::Hidden => None,
        }
    }

    /// Whether the number is withheld.
    pub fn is_hidden(self) -> bool {
        self == Count::Hidden
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Count::Shown(n) => write!(f, "{n}"),
            Count::Hidden => f.write_str(HIDDEN),
        }
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Count::Shown(n) => n.serialize(serializer),
            Count::Hidden => HIDDEN.serialize(serializer),
        }
    }
}

/// The sign printed for a withheld number (domain brief A5).
pub const HIDDEN: &str = "*";

/// Builds a table from columns of equal length. Fails on unequal lengths, repeated names and the name [`ROW_ID`].
pub fn frame(columns: Vec<Column>) -> Result<Frame, Error> {
    let height = columns.first().map_or(0, |column| match &column.data {
        ColumnData::Texts(cells) => cells.len(),
        ColumnData::Lists(cells) => cells.len(),
        ColumnData::Numbers(cells) => cells.len(),
    });
    let last = RowId::try_from(height).map_err(|_| Error::Table { detail: "too many rows".to_string() })?;
    let ids: Vec<RowId> = (0..last).collect();
    let mut series = vec![FrameColumn::from(Series::new(ROW_ID.into(), ids))];
    series.extend(columns.into_iter().map(frame_column));
    DataFrame::new(height, series).map_err(table_error)
}

fn frame_column(column: Column) -> FrameColumn {
    let name = column.name.as_str().into();
    let series = match column.data {
        ColumnData::Texts(cells) => Series::new(name, cells),
        ColumnData::Numbers(cells) => Series::new(name, cells),
        ColumnData::Lists(cells) => {
            let mut builder = ListStringChunkedBuilder::new(name, cells.len(), cells.len() * 3);
            for cell in &cells {
                match cell {
                    Some(values) => builder.append_values_iter(values.iter().map(String::as_str)),
                    None => builder.append_null(),
                }
            }
            polars::prelude::IntoSeries::into_series(builder.finish())
        }
    };
    FrameColumn::from(series)
}

/// The part of a table whose row ids are in `rows`, in the table's own order; ids that it lacks are passed over.
///
/// This is how a question is counted among those who were asked, or among one region.
pub fn keep(frame: &Frame, rows: &[RowId]) -> Result<Frame, Error> {
    let wanted: BTreeSet<RowId> = rows.iter().copied().collect();
    let mask: Vec<bool> = row_ids(frame)?.iter().map(|id| wanted.contains(id)).collect();
    frame.filter(&BooleanChunked::from_slice("".into(), &mask)).map_err(table_error)
}

/// The row ids of a table, in its order.
pub fn row_ids(frame: &Frame) -> Result<Vec<RowId>, Error> {
    let column = column(frame, ROW_ID)?;
    let ids = column.u32().map_err(table_error)?;
    Ok(ids.iter().flatten().collect())
}

/// A table's answers to one variable, ready to be counted: the row and the places of its values in `categories`.
pub(crate) struct Answers {
    /// The variable's own values first, then the unknown ones in their order.
    pub categories: Vec<ValueLabel>,
    /// How many of the categories come from the variable.
    pub known: usize,
    /// Each row's id and its categories, without repeats; empty means no answer.
    pub rows: Vec<(RowId, Vec<usize>)>,
}

/// Reads one variable. Fails on free text: its values are sentences, and listing them would publish them.
pub(crate) fn answers(frame: &Frame, variable: &Variable) -> Result<Answers, Error> {
    if variable.kind == Kind::Text {
        return Err(Error::NotCountable { variable: variable.name.clone() });
    }
    let cells = values(frame, &variable.name)?;
    let mut categories = Vec::new();
    let mut places = BTreeMap::new();
    for label in &variable.values {
        if !places.contains_key(&label.value) {
            places.insert(label.value.clone(), categories.len());
            categories.push(label.clone());
        }
    }
    let known = categories.len();
    let unknown: BTreeSet<&String> =
        cells.iter().flatten().filter(|value| !places.contains_key(*value)).collect();
    let mut unknown: Vec<String> = unknown.into_iter().cloned().collect();
    if variable.kind == Kind::Number {
        unknown.sort_by(|a, b| number(a).total_cmp(&number(b)).then_with(|| a.cmp(b)));
    }
    for value in unknown {
        places.insert(value.clone(), categories.len());
        categories.push(ValueLabel { label: value.clone(), value });
    }
    let rows = row_ids(frame)?
        .into_iter()
        .zip(cells)
        .map(|(id, cell)| {
            let found: BTreeSet<usize> = cell.iter().filter_map(|value| places.get(value).copied()).collect();
            (id, found.into_iter().collect())
        })
        .collect();
    Ok(Answers { categories, known, rows })
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

/// A column's values row by row as texts; a row without an answer has none.
fn values(frame: &Frame, name: &str) -> Result<Vec<Vec<String>>, Error> {
    let column = column(frame, name)?;
    match column.dtype() {
        DataType::List(_) => {
            let lists = column.list().map_err(table_error)?;
            (0..lists.len())
                .map(|row| match lists.get_as_series(row) {
                    Some(series) => texts(&series).map(|cells| cells.into_iter().flatten().collect()),
                    None => Ok(Vec::new()),
                })
                .collect()
        }
        _ => Ok(texts(&column)?.into_iter().map(|cell| cell.into_iter().collect()).collect()),
    }
}

fn texts(series: &Series) -> Result<Vec<Option<String>>, Error> {
    if let Ok(numbers) = series.f64() {
        let cells = numbers.iter().map(|cell| cell.filter(|n| n.is_finite()).map(|n| n.to_string()));
        return Ok(cells.collect());
    }
    let strings = series.cast(&DataType::String).map_err(table_error)?;
    let strings = strings.str().map_err(table_error)?;
    Ok(strings.iter().map(|cell| cell.filter(|text| !text.is_empty()).map(str::to_string)).collect())
}

fn column(frame: &Frame, name: &str) -> Result<Series, Error> {
    let column = frame.column(name).map_err(|_| Error::ColumnMissing { column: name.to_string() })?;
    Ok(column.as_materialized_series().clone())
}

fn table_error(error: polars::prelude::PolarsError) -> Error {
    Error::Table { detail: error.to_string() }
}

/// `part` of `whole` as a share from 0 to 1; none of nothing is not a share.
pub(crate) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
