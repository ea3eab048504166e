//! Addresses of the editor's pages.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use surveys::id::QuestionnaireId;
use surveys::questionnaire::edit::member::part_of;
use surveys::questionnaire::edit::tree::SURVEY;

use crate::pages::questionnaires::address;
use crate::view::question::question_id;

/// The outline.
pub fn outline(id: QuestionnaireId) -> String {
    format!("{}/edit", address(id))
}

/// The form of a part.
pub fn element(id: QuestionnaireId, key: &str) -> String {
    format!("{}/edit/{}", address(id), encoded(key))
}

/// The page on which a condition of a part is built from lists; saving goes back to where `from` says: [`FROM_LIST`],
/// [`FROM_FORM`], or the outline.
pub fn condition(id: QuestionnaireId, key: &str, property: &str, from: &str) -> String {
    let from = if from.is_empty() { String::new() } else { format!("&from={from}") };
    format!("{}/condition?property={property}{from}", element(id, key))
}

/// Comes from the list of all conditions.
pub const FROM_LIST: &str = "list";
/// Comes from the form of the part.
pub const FROM_FORM: &str = "form";

/// A key as it stands in an address.
pub fn encoded(key: &str) -> String {
    utf8_percent_encode(key, NON_ALPHANUMERIC).to_string()
}

/// The list of everything that was done.
pub fn history(id: QuestionnaireId) -> String {
    format!("{}/history", address(id))
}

/// The line of a part in the outline.
pub fn row(id: QuestionnaireId, key: &str) -> String {
    match part_of(key) {
        SURVEY => outline(id),
        key => format!("{}#{}", outline(id), row_id(key)),
    }
}

/// HTML id of that line.
pub fn row_id(key: &str) -> String {
    format!("row-{}", question_id(key))
}
