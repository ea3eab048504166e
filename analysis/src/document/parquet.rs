//! Parquet files: typed columns that R, Python and DuckDB read at once. What the codebook says of a column goes with it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use arrow::array::{ArrayRef, Date32Array, Float64Array, Int64Array, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use serde_json::{Map, Value};

use crate::document::codebook::{Codebook, CodebookVariable};
use crate::document::typed::{Holds, day, holds, number_of};
use crate::document::{Cell, Sheet};
use crate::error::Error;
use crate::table::HIDDEN;

/// Rows that are put into columns at once: those of ten thousand responses would be in memory twice.
const ROWS_AT_ONCE: usize = 1_000;

/// What the file says made it; with the library's own words the bytes would change with its version.
const CREATED_BY: &str = "Kikitori version 1";

/// What writes a file, and what makes the writers of its columns.
type Writers<W> = (SerializedFileWriter<W>, ArrowRowGroupWriterFactory);

/// Writes the rows of `sheet`. Columns of whole numbers are `Int64`, of numbers `Float64`, of days `Date32`, all others `Utf8`; cells
/// that are empty or withheld are null. What `codebook` says of a column, matched by name, is in the metadata of its field: `label`,
/// `level` (`nominal`, `ordinal` or `scale`), `value_labels` (JSON, from values to words) and `missing_values` (JSON, the values that stand for
/// missing answers or are no step of an order).
///
/// # Errors
/// When there are no columns, or the library refuses them.
pub fn write(sheet: &Sheet, codebook: &Codebook) -> Result<Vec<u8>, Error> {
    if sheet.columns.is_empty() {
        return Err(failed("no columns".to_string()));
    }
    let entries: HashMap<&str, &CodebookVariable> =
        codebook.variables.iter().map(|entry| (entry.name.as_str(), entry)).collect();
    let (mut fields, mut held) = (Vec::new(), Vec::new());
    for (place, name) in sheet.columns.iter().enumerate() {
        let entry = entries.get(name.as_str()).copied();
        let holds = holds(sheet, place, entry);
        let field = Field::new(name, data_type(holds), true);
        fields.push(field.with_metadata(entry.map(metadata).unwrap_or_default()));
        held.push(holds);
    }
    written(sheet, fields, &held).map_err(|error| failed(error.to_string()))
}

/// Column by column: what the library keeps for one until it is whole takes as much memory as the data of a large survey, for hundreds of
/// them at once.
fn written(sheet: &Sheet, fields: Vec<Field>, held: &[Holds]) -> Result<Vec<u8>, ParquetError> {
    let schema = Arc::new(Schema::new(fields));
    let (mut file, _) = writers(Vec::new(), &schema)?;
    if !sheet.rows.is_empty() {
        let mut group = file.next_row_group()?;
        for ((place, holds), field) in held.iter().enumerate().zip(schema.fields()) {
            let alone = Arc::new(Schema::new(vec![Arc::clone(field)]));
            for mut writer in writers(io::sink(), &alone)?.1.create_column_writers(0)? {
                for rows in sheet.rows.chunks(ROWS_AT_ONCE) {
                    for leaf in compute_leaves(field, &column(rows, place, *holds))? {
                        writer.write(&leaf)?;
                    }
                }
                writer.close()?.append_to_row_group(&mut group)?;
            }
        }
        group.close()?;
    }
    file.into_inner()
}

/// What writes a file with such columns, and what makes the writers of its columns.
fn writers<W: Write + Send>(out: W, schema: &Arc<Schema>) -> Result<Writers<W>, ParquetError> {
    let properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_string())
        .set_compression(Compression::SNAPPY);
    ArrowWriter::try_new(out, Arc::clone(schema), Some(properties.build()))?.into_serialized_writer()
}

fn failed(detail: String) -> Error {
    Error::DocumentNotWritten { format: "parquet", detail }
}

fn data_type(holds: Holds) -> DataType {
    match holds {
        Holds::Integers => DataType::Int64,
        Holds::Numbers => DataType::Float64,
        Holds::Days => DataType::Date32,
        Holds::Texts => DataType::Utf8,
    }
}

fn column(rows: &[Vec<Cell>], place: usize, holds: Holds) -> ArrayRef {
    let cells = rows.iter().map(|row| row.get(place).unwrap_or(&Cell::Empty));
    match holds {
        Holds::Integers => Arc::new(cells.map(integer).collect::<Int64Array>()),
        Holds::Numbers => Arc::new(cells.map(|cell| number_of(cell, None)).collect::<Float64Array>()),
        Holds::Days => {
            let days = cells.map(|cell| match cell {
                Cell::Text(text) => day(text),
                Cell::Number(_) | Cell::Integer(_) | Cell::Hidden | Cell::Empty => None,
            });
            Arc::new(days.collect::<Date32Array>())
        }
        Holds::Texts => Arc::new(cells.map(text).collect::<StringArray>()),
    }
}

fn integer(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Integer(number) => Some(*number),
        Cell::Text(text) => text.parse().ok(),
        Cell::Number(_) | Cell::Hidden | Cell::Empty => None,
    }
}

fn text(cell: &Cell) -> Option<Cow<'_, str>> {
    match cell {
        Cell::Text(text) if text == HIDDEN => None,
        Cell::Text(text) => Some(Cow::Borrowed(text.as_str())),
        Cell::Number(_) | Cell::Integer(_) => Some(Cow::Owned(cell.printed())),
        Cell::Hidden | Cell::Empty => None,
    }
}

fn metadata(entry: &CodebookVariable) -> HashMap<String, String> {
    let mut own = HashMap::from([
        ("label".to_string(), entry.label.clone()),
        ("level".to_string(), entry.level.name().to_string()),
    ]);
    if !entry.values.is_empty() {
        let labels: Map<String, Value> = entry
            .values
            .iter()
            .map(|value| (value.value.clone(), Value::String(value.label.clone())))
            .collect();
        own.insert("value_labels".to_string(), Value::Object(labels).to_string());
    }
    let missing: Vec<Value> = entry
        .values
        .iter()
        .filter(|value| value.is_left_out())
        .map(|value| Value::String(value.value.clone()))
        .collect();
    if !missing.is_empty() {
        own.insert("missing_values".to_string(), Value::Array(missing).to_string());
    }
    own
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Write as _;

    use arrow::util::display::array_value_to_string;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    use super::*;
    use crate::document::codebook::CodebookValue;
    use crate::table::Kind;

    fn variable(name: &str, kind: Kind, values: &[(&str, &str, bool)]) -> CodebookVariable {
        let value =
            |(value, label, is_missing): &(&str, &str, bool)| CodebookValue::new(*value, *label, *is_missing);
        CodebookVariable::new(name, format!("設問 {name}"), kind, values.iter().map(value).collect())
    }

    fn sheet(columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
        let columns = columns.iter().map(|name| (*name).to_string()).collect();
        Sheet { name: "data".to_string(), columns, rows }
    }

    /// The file as others open it.
    fn opened(bytes: &[u8]) -> ParquetRecordBatchReaderBuilder<File> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        ParquetRecordBatchReaderBuilder::try_new(file).unwrap()
    }

    /// The printed cells row by row; null as nothing.
    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for batch in opened(bytes).build().unwrap() {
            let batch = batch.unwrap();
            rows.extend((0..batch.num_rows()).map(|row| {
                batch.columns().iter().map(|column| array_value_to_string(column, row).unwrap()).collect()
            }));
        }
        rows
    }

    #[test]
    fn columns_have_types_and_the_words_of_the_codebook() {
        let answer = [("1", "はい", false), ("99", "無回答", true)];
        let codebook = Codebook {
            variables: vec![
                variable("q1", Kind::Single, &answer),
                variable("hours", Kind::Number, &[]),
                variable("area", Kind::Single, &[("01100", "架空市", false), ("*", "秘匿", true)]),
                variable("q9", Kind::Text, &[]),
            ],
        };
        let cell = Cell::text;
        let long = "長い回答😀".repeat(2_000);
        let data = vec![
            vec![
                cell("1"),
                Cell::Number(37.5),
                cell("01100"),
                cell(&long),
                cell("2026-03-31"),
                Cell::Integer(3),
            ],
            vec![
                cell("99"),
                Cell::Number(f64::NAN),
                cell("*"),
                cell("0312345678"),
                Cell::Empty,
                Cell::Hidden,
            ],
            vec![Cell::Empty, Cell::Number(40.0)],
        ];
        let columns = ["q1", "hours", "area", "q9", "day", "n"];
        let bytes = write(&sheet(&columns, data), &codebook).unwrap();
        assert_eq!(
            rows(&bytes),
            [
                ["1", "37.5", "01100", long.as_str(), "2026-03-31", "3"],
                ["99", "", "", "0312345678", "", ""],
                ["", "40.0", "", "", "", ""],
            ]
        );
        let file = opened(&bytes);
        let kinds: Vec<DataType> =
            file.schema().fields().iter().map(|field| field.data_type().clone()).collect();
        let text = DataType::Utf8;
        assert_eq!(
            kinds,
            [DataType::Int64, DataType::Float64, text.clone(), text, DataType::Date32, DataType::Int64]
        );
        let field = file.schema().field(0);
        assert_eq!(field.metadata()["label"], "設問 q1");
        assert_eq!(field.metadata()["level"], "nominal");
        assert_eq!(file.schema().field(1).metadata()["level"], "scale");
        assert_eq!(field.metadata()["value_labels"], r#"{"1":"はい","99":"無回答"}"#);
        assert_eq!(field.metadata()["missing_values"], r#"["99"]"#);
        assert_eq!(file.metadata().file_metadata().created_by(), Some(CREATED_BY));
    }

    #[test]
    fn the_same_data_makes_the_same_bytes() {
        let columns: Vec<String> = (0..250).map(|n| format!("q{n}")).collect();
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        let values = [("1", "はい", false), ("99", "無回答", true)];
        let codebook =
            Codebook { variables: names.iter().map(|name| variable(name, Kind::Single, &values)).collect() };
        let own = sheet(&names, vec![vec![Cell::text("1"); 250]; 50]);
        let bytes = write(&own, &codebook).unwrap();
        assert_eq!(bytes, write(&own, &codebook).unwrap());
        assert_eq!(rows(&bytes), vec![vec!["1"; 250]; 50]);
    }

    #[test]
    fn no_rows_make_a_file_and_no_columns_an_error() {
        let codebook = Codebook { variables: vec![variable("q1", Kind::Single, &[("1", "はい", false)])] };
        let file = opened(&write(&sheet(&["q1", "q2"], Vec::new()), &codebook).unwrap());
        let kinds: Vec<&DataType> = file.schema().fields().iter().map(|field| field.data_type()).collect();
        assert_eq!(kinds, [&DataType::Int64, &DataType::Utf8]);
        assert!(write(&sheet(&[], vec![Vec::new()]), &codebook).is_err());
    }
}
