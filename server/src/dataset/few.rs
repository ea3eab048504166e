//! A few responses and notes of a survey, through the same door as all of them: for searching, which shows twenty of many
//! thousands.

use std::collections::HashMap;

use surveys::error::Error;
use surveys::id::{HearingId, QuestionnaireId, ResponseId, SurveyId};
use surveys::place::scheme::Areas;
use surveys::privacy::consent::Purpose;
use surveys::store;

use super::apart::Counted;
use super::{Dataset, heard, origin, responses};
use crate::app::App;
use crate::error::Result;
use crate::i18n::Lang;

/// Which responses and notes are wanted.
#[derive(Default)]
pub struct Few {
    /// Of which questionnaires which responses.
    pub responses: HashMap<QuestionnaireId, Vec<ResponseId>>,
    /// Which hearings.
    pub hearings: Vec<HearingId>,
    /// In which numbers everybody is: outside internal work others are not shown. None gives whatever the consent allows, to be
    /// looked at by itself.
    pub counted: Option<Counted>,
}

/// Loads a few responses and notes of a survey, within the consent for `purpose`. Questionnaires without any of them and the
/// agencies are left out, and numbers of responses are those of the few.
///
/// # Errors
/// When there is no such survey or the database fails.
pub async fn load_few(app: &App, id: SurveyId, few: &Few, purpose: Purpose, lang: Lang) -> Result<Dataset> {
    let db = &app.db;
    let survey = store::surveys::find(db, id).await?;
    let region = store::regions::find(db, survey.region_id).await?;
    let areas = store::regions::areas(db, survey.region_id).await?;
    let mut fielded = Vec::new();
    for (id, among) in &few.responses {
        let questionnaire = store::questionnaires::find(db, *id).await?;
        if questionnaire.survey_id == survey.id {
            let origins = origin::origins(db, questionnaire.id, &areas).await?;
            let wave = String::new();
            let own = responses::fielded(app, questionnaire, wave, origins, purpose, Some(among.as_slice()))
                .await?;
            fielded.extend(own.map(|(own, _)| own));
        }
    }
    let mut wishes = store::confirmations::wishes(db, id).await?;
    let mut hearings = Vec::new();
    for id in &few.hearings {
        let hearing = match store::hearings::find(db, *id).await {
            Err(Error::NotFound) => continue,
            found => found?,
        };
        if hearing.survey_id == survey.id {
            let wishes = wishes.remove(&hearing.id).unwrap_or_default();
            hearings.push(heard::load(app, hearing, &areas, &wishes, purpose).await?);
        }
    }
    hearings.retain(|heard| heard.consent.allows(purpose));
    let (agencies, hearings_apart) = (Vec::new(), Vec::new());
    let (region_name, places) = (region.name, Areas::default());
    let mut dataset = Dataset {
        survey,
        region_name,
        areas,
        agencies,
        purpose,
        lang,
        fielded,
        hearings,
        hearings_apart,
        places,
        is_part: true,
    };
    if let Some(counted) = few.counted.as_ref().filter(|_| purpose != Purpose::Internal) {
        dataset.leave_out(counted);
    }
    Ok(dataset)
}
