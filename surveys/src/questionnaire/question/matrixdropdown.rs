//! `matrixdropdown`: fixed rows, each with a question a column. The answer is an object by row and column.

use super::{Question, QuestionType, paneldynamic};
use crate::questionnaire::composite::{Composite, Shape, Total};
use crate::questionnaire::definition::Element;
use crate::questionnaire::parse;
use crate::questionnaire::problem::Problem;
use crate::questionnaire::reader::{Reader, join};
use crate::questionnaire::settings::objects;
use serde_json::{Map, Value};

/// The type.
pub const TYPE: QuestionType = QuestionType {
    name: "matrixdropdown",
    properties: &[&["columns", "rows", "choices", "cellType", "keyName", "keyDuplicationError"]],
    has_answer: true,
    parse,
    read: paneldynamic::read,
    missing: paneldynamic::missing,
    check: paneldynamic::check,
    display: paneldynamic::display,
    variables: paneldynamic::variables,
};

/// Properties of a column that say how its cells are asked, not what.
const COLUMN_PROPERTIES: &[&str] =
    &["cellType", "totalType", "width", "minWidth", "isUnique", "showInMultipleColumns"];

fn parse(reader: &mut Reader, object: &Map<String, Value>, path: &str, question: &mut Question) {
    let mut composite = paneldynamic::list(reader, object, path, ["", "", ""]);
    composite.shape = Shape::Rows;
    question.rows = reader.choices(object, "rows", path);
    if question.rows.is_empty() {
        reader.problems.push(Problem::error("no-choices", path));
    }
    columns(reader, object, path, &mut composite);
    paneldynamic::set(reader, path, question, composite);
}

/// Reads the columns as questions. Columns without choices of their own take those of the matrix.
pub fn columns(reader: &mut Reader, object: &Map<String, Value>, path: &str, composite: &mut Composite) {
    let cell_type = reader.text(object, "cellType", path).unwrap_or_else(|| "dropdown".to_owned());
    let shared = object.get("choices").cloned();
    let columns = objects(reader, object, "columns", path);
    let (elements, totals) = paneldynamic::within(reader, path, |reader| {
        let mut elements = Vec::new();
        let mut totals = Vec::new();
        for (path, column) in columns {
            let (kind, element) = cell(reader, column, &path, &cell_type, shared.as_ref());
            let question = parse::read_question(reader, &element, &kind, &path);
            totals.extend(total(reader, column, &path).map(|total| (question.name.clone(), total)));
            elements.push(Element::Question(Box::new(question)));
        }
        (elements, totals)
    });
    composite.elements = elements;
    composite.totals = totals;
}

/// A column as the JSON of a question, with its type.
fn cell(
    reader: &mut Reader,
    column: &Map<String, Value>,
    path: &str,
    cell_type: &str,
    choices: Option<&Value>,
) -> (String, Map<String, Value>) {
    let kind = reader.text(column, "cellType", path).filter(|kind| !matches!(kind.as_str(), "" | "default"));
    let kind = kind.unwrap_or_else(|| cell_type.to_owned());
    let mut element = column.clone();
    element.retain(|key, _| !COLUMN_PROPERTIES.contains(&key.as_str()));
    if kind == "number" {
        element.insert("inputType".to_owned(), Value::from("number"));
    }
    let kind = if kind == "number" { "text".to_owned() } else { kind };
    let takes_choices =
        matches!(kind.as_str(), "dropdown" | "radiogroup" | "checkbox" | "tagbox" | "ranking");
    let has_own = element.get("choices").and_then(Value::as_array).is_some_and(|own| !own.is_empty());
    if let (Some(choices), true, false) = (choices, takes_choices, has_own) {
        element.insert("choices".to_owned(), choices.clone());
    }
    element.insert("type".to_owned(), Value::from(kind.as_str()));
    (kind, element)
}

fn total(reader: &mut Reader, column: &Map<String, Value>, path: &str) -> Option<Total> {
    match reader.text(column, "totalType", path).as_deref() {
        None | Some("" | "none") => None,
        Some("sum") => Some(Total::Sum),
        Some("count") => Some(Total::Count),
        Some("min") => Some(Total::Min),
        Some("max") => Some(Total::Max),
        Some("avg") => Some(Total::Average),
        Some(other) => {
            let problem = Problem::warning("unknown-value", join(path, "totalType")).with("found", other);
            reader.problems.push(problem);
            None
        }
    }
}
