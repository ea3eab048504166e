//! Own answers by the names under which a published sheet may know their questions.

use surveys::questionnaire::answer::{Answers, visibility};
use surveys::questionnaire::union;
use surveys::questionnaire::variable::value_of;
use surveys::store;

use super::Own;
use crate::app::App;
use crate::dataset::strings;
use crate::error::{AppError, Result};
use crate::i18n::Lang;
use crate::pages::feedback::marked::Given;
use crate::view::time;

/// What a response says to each closed question, as it was sent, by every name that a version of its questionnaire gave the
/// variable: a sheet has the names of its day.
///
/// # Errors
/// When the database fails, or the version of the response is not there.
pub(super) async fn given(app: &App, own: &Own, lang: Lang) -> Result<Given> {
    let response = &own.response;
    let answers: Answers = serde_json::from_str(&response.answers).map_err(anyhow::Error::from)?;
    let mut definitions = Vec::new();
    let mut place = None;
    for version in store::questionnaires::versions(&app.db, response.questionnaire_id).await? {
        if version.id == response.version_id {
            place = Some(definitions.len());
        }
        definitions.push((version.number, app.published.definition(&version, None)?));
    }
    let place = place.ok_or(AppError::NotFound)?;
    let versions = definitions.iter().map(|(number, definition)| union::Version {
        number: *number,
        definition,
        is_counted: true,
    });
    let versions: Vec<union::Version<'_>> = versions.collect();
    let at = time::tokyo(response.submitted_at.unwrap_or(response.saved_at)).naive_local();
    let visible = versions.get(place).map(|version| visibility(version.definition, &answers, at));
    let visible = visible.ok_or(AppError::NotFound)?;
    let (mut given, mut earlier) = (Given::new(), Given::new());
    for joined in union::union(&versions, lang.code()) {
        let Some(own) = joined.own(place).filter(|own| own.was_asked(&visible)) else { continue };
        let values = strings(value_of(own, &answers));
        for named in joined.own.iter().flatten() {
            earlier.entry(named.name.clone()).or_insert_with(|| values.clone());
        }
        given.insert(joined.variable.name.clone(), values);
    }
    for (name, values) in earlier {
        given.entry(name).or_insert(values);
    }
    Ok(given)
}
