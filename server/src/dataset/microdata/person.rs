//! The column that joins the responses of one person: whoever analyses the data can pair them as the pages do, without the codes.

use analysis::document::codebook::CodebookVariable;

use super::{Column, Found, PERSON, about, entry, given};
use crate::app::App;
use crate::dataset::pairs::joined;
use crate::dataset::{Dataset, Fielded};
use crate::i18n;

/// The column, where any response of the questionnaire has another one of the same person beside it.
pub fn column<'a>(app: &'a App, dataset: &Dataset, fielded: &Fielded) -> Option<Column<'a>> {
    let joined = joined(dataset);
    if !fielded.responses.iter().any(|response| joined.contains_key(&response.id)) {
        return None;
    }
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let entry = entry(PERSON, say("export-column-person"), Vec::new(), String::new());
    let entry = CodebookVariable { note: say("export-note-person"), ..entry };
    let survey = dataset.survey.id.0;
    Some(about(entry, move |response| match joined.get(&response.id) {
        Some(code) => given(&format!("P{}", app.key.code("person", &format!("{survey}:{code}")))),
        None => Found::NotAsked,
    }))
}
