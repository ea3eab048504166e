//! What a shipped questionnaire is filled with when it is taken into a survey.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use surveys::entity::survey;
use surveys::questionnaire::placeholder::{Placeholders, fill, open_placeholders};
use surveys::store;

use crate::app::App;
use crate::auth::form::StaffForm;
use crate::error::Result;
use crate::i18n::Lang;
use crate::view::time;

/// Most characters of one placeholder's text.
const MAX_TEXT: usize = 500;

/// A shipped definition, which is Japanese with English beside it, with everything that the survey knows.
pub async fn filled_in(app: &App, survey: &survey::Model, json: &str) -> Result<String> {
    let areas = store::regions::areas(&app.db, survey.region_id).await?;
    let region = store::regions::find(&app.db, survey.region_id).await?;
    let texts = [
        ("survey_title", survey.title.clone()),
        ("host", survey.host.clone()),
        ("purpose", survey.purpose.clone()),
        ("contact", survey.contact.clone()),
        ("period", survey.period.clone()),
        ("ethics_number", survey.ethics_number.clone()),
        ("region", region.name),
        (
            "withdrawal_deadline",
            survey.withdrawal_deadline.map(|date| time::date(date, Lang::Ja)).unwrap_or_default(),
        ),
    ];
    let placeholders = Placeholders {
        texts: texts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (name.to_owned(), text))
            .collect(),
        lists: BTreeMap::from([(
            "areas".to_owned(),
            areas.into_iter().map(|area| (area.code, area.name)).collect(),
        )]),
        by_lang: in_english([("withdrawal_deadline", survey.withdrawal_deadline)]),
    };
    Ok(fill(json, &placeholders).0.unwrap_or_else(|| json.to_owned()))
}

/// Days as English texts say them, by the names of their placeholders.
pub fn in_english<'a>(
    days: impl IntoIterator<Item = (&'a str, Option<NaiveDate>)>,
) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for (name, day) in days {
        if let Some(day) = day {
            texts.insert(name.to_owned(), time::date(day, Lang::En));
        }
    }
    BTreeMap::from([(Lang::En.code().to_owned(), texts)])
}

/// The texts sent for the placeholders that a draft still has; empty ones stay open.
pub fn sent_texts(draft: &str, sent: &StaffForm) -> Placeholders {
    let text = |name: String| {
        let text: String = sent.get(&name).chars().take(MAX_TEXT).collect();
        (!text.is_empty()).then_some((name, text))
    };
    Placeholders {
        texts: open_placeholders(draft).into_iter().filter_map(text).collect(),
        ..Placeholders::default()
    }
}
