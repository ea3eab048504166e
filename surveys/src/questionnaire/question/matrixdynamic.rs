//! `matrixdynamic`: a table whose rows the respondent adds. The answer is a list of objects by column.

use super::{Question, QuestionType, matrixdropdown, paneldynamic};
use crate::questionnaire::reader::Reader;
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "matrixdynamic",
    properties: &[&[
        "columns",
        "choices",
        "cellType",
        "rowCount",
        "minRowCount",
        "maxRowCount",
        "keyName",
        "keyDuplicationError",
        "addRowText",
        "removeRowText",
        "allowAddRows",
        "allowRemoveRows",
    ]],
    has_answer: true,
    parse,
    read: paneldynamic::read,
    missing: paneldynamic::missing,
    check: paneldynamic::check,
    display: paneldynamic::display,
    variables: paneldynamic::variables,
};

/// Rows of a new table where the definition does not say (SurveyJS).
const ROWS: usize = 2;

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    let mut composite = paneldynamic::list(reader, object, path, ["rowCount", "minRowCount", "maxRowCount"]);
    if !object.contains_key("rowCount") {
        composite.count = ROWS.clamp(composite.min, composite.max);
    }
    composite.add_text = reader.localized(object, "addRowText", path);
    composite.remove_text = reader.localized(object, "removeRowText", path);
    composite.may_add = !object.contains_key("allowAddRows") || reader.flag(object, "allowAddRows", path);
    composite.may_remove =
        !object.contains_key("allowRemoveRows") || reader.flag(object, "allowRemoveRows", path);
    matrixdropdown::columns(reader, object, path, &mut composite);
    paneldynamic::set(reader, path, question, composite);
}
