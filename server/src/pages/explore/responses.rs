//! Exactly the responses that a number counts, page by page.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::questionnaire::variable::Variable;
use surveys::store::segments::Origin;

use super::selection::may_see_groups;
use super::{Head, head, load};
use crate::auth::User;
use crate::dataset::bursts::{Burst, of_questionnaire};
use crate::dataset::quality::{Check, look};
use crate::dataset::tables::{AnswerTable, answer_table, kind_name, region_name};
use crate::dataset::writings::id_of;
use crate::dataset::{Dataset, Fielded, Response};
use crate::error::{AppError, Result};
use crate::pages::conditions::written;
use crate::pages::surveys::address;
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};
use crate::view::time;

/// Responses on one page.
const PAGE: usize = 20;

/// Which responses are listed.
#[derive(Deserialize)]
pub struct Query {
    questionnaire: i64,
    #[serde(default)]
    variable: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    across: String,
    #[serde(default)]
    across_value: String,
    /// Only those that want this second look, see [`Check`].
    #[serde(default)]
    check: String,
    /// Only those of this burst, by the number of its first response, see [`of_questionnaire`].
    #[serde(default)]
    burst: String,
    #[serde(flatten)]
    page: PageQuery,
}

impl Query {
    /// All conditions as part of an address, each followed by `&`; without the page.
    fn written(&self) -> String {
        let given = written(&[
            ("variable", &self.variable),
            ("value", &self.value),
            ("region", &self.region),
            ("kind", &self.kind),
            ("across", &self.across),
            ("across_value", &self.across_value),
            ("check", &self.check),
            ("burst", &self.burst),
        ]);
        format!("questionnaire={}&{given}", self.questionnaire)
    }

    /// Whether a response is one of those that are counted. Tables of a question count people of several kinds as such; who
    /// answered is counted under each of their kinds.
    fn fits(&self, table: &AnswerTable<'_>, response: &Response) -> bool {
        let variable = named(table, &self.variable);
        let gave = |variable: Option<&Variable>, value: &str| {
            variable.is_none_or(|variable| table.gave(variable, response, value))
        };
        let kind_fits = match variable {
            Some(_) => response.kind().as_deref() == Some(self.kind.as_str()),
            None => response.kinds.contains(&self.kind),
        };
        gave(variable, &self.value)
            && gave(named(table, &self.across), &self.across_value)
            && (self.region.is_empty() || response.region.as_deref() == Some(self.region.as_str()))
            && (self.kind.is_empty() || kind_fits)
    }
}

/// Where the responses are listed that meet these conditions; nowhere for those who may not see them.
pub fn href(dataset: &Dataset, fielded: &Fielded, conditions: &[(&str, &str)]) -> String {
    if !may_see_groups(dataset) {
        return String::new();
    }
    let base = format!("{}/analysis/responses?questionnaire={}", address(dataset.survey.id), fielded.id.0);
    format!("{base}&{}", written(conditions)).trim_end_matches('&').to_owned()
}

fn named<'t>(table: &'t AnswerTable<'_>, name: &str) -> Option<&'t Variable> {
    table.variables().iter().find(|variable| variable.name == name)
}

#[derive(Serialize)]
struct ResponsesView {
    head: Head,
    back: String,
    criteria: Vec<String>,
    n: usize,
    is_withheld: bool,
    rows: Vec<ResponseLine>,
    paging: Paging,
}

#[derive(Serialize)]
struct ResponseLine {
    label: String,
    kind: String,
    region: String,
    submitted: String,
    texts_href: String,
}

/// `GET /surveys/{id}/analysis/responses`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let dataset = load(&frame, &user, *id).await?;
    let fielded = dataset.questionnaire(query.questionnaire).ok_or(AppError::NotFound)?;
    let table = answer_table(&dataset, fielded);
    let is_withheld = !may_see_groups(&dataset);
    let check = Check::from_code(&query.check);
    let looked = check.map(|check| look(fielded, check));
    let wants_look = |place: usize| {
        looked.as_ref().is_none_or(|looked| looked.get(place).copied().flatten() == Some(true))
    };
    let burst = burst_of(&frame, fielded, &query.burst).await?;
    let is_in_burst = |response: &Response| {
        query.burst.is_empty() || burst.as_ref().is_some_and(|burst| burst.ids.contains(&response.id))
    };
    let all = fielded.responses.iter().enumerate().filter(|_| !is_withheld);
    let chosen: Vec<&Response> = all
        .filter(|(place, response)| wants_look(*place) && is_in_burst(response))
        .filter(|(_, response)| query.fits(&table, response))
        .map(|(_, response)| response)
        .collect();
    let mut criteria = vec![fielded.title.clone()];
    criteria.extend(check.map(|check| frame.text(&format!("quality-{}", check.code()))));
    if let Some(burst) = burst.filter(|_| !is_withheld) {
        let from = time::date_time(burst.from, frame.lang);
        criteria.push(frame.text_with("explore-responses-burst", &[("from", from)]));
    }
    criteria.extend(conditions(&dataset, &table, &query));
    let base = format!("{}/analysis", address(dataset.survey.id));
    let asked = format!("{base}/responses?{}page=", query.written());
    let paging = Paging::new(asked, query.page, chosen.len(), PAGE);
    let view = ResponsesView {
        criteria,
        n: chosen.len(),
        is_withheld,
        rows: paging.shown(&chosen).map(|response| line(&frame, &dataset, response)).collect(),
        back: format!("{base}?questionnaire={}", fielded.id.0),
        paging,
        head: head(&frame, &user, &dataset, ""),
    };
    frame.page("explore/responses.html", &frame.text("explore-responses-title"), &view)
}

/// The burst that was asked for by the number of its first response; None where nothing of use was.
async fn burst_of(frame: &Frame, fielded: &Fielded, first: &str) -> Result<Option<Burst>> {
    let Ok(first) = first.parse::<i64>() else { return Ok(None) };
    let all = of_questionnaire(&frame.app.db, fielded.id).await?;
    Ok(all.into_iter().find(|burst| burst.first.0 == first))
}

/// What was asked for, in words.
fn conditions(dataset: &Dataset, table: &AnswerTable<'_>, query: &Query) -> Vec<String> {
    let mut words = Vec::new();
    for (name, given) in [(&query.variable, &query.value), (&query.across, &query.across_value)] {
        let Some(variable) = named(table, name) else { continue };
        let label = variable.value_labels.iter().find(|(value, _)| value == given);
        words.push(format!("{} = {}", variable.label, label.map_or(given, |(_, label)| label)));
    }
    if !query.region.is_empty() {
        words.push(region_name(dataset, &query.region));
    }
    if !query.kind.is_empty() {
        words.push(kind_name(dataset.lang, &query.kind));
    }
    words
}

fn line(frame: &Frame, dataset: &Dataset, response: &Response) -> ResponseLine {
    let kinds: Vec<String> = response.kinds.iter().map(|kind| kind_name(frame.lang, kind)).collect();
    let region = response.region.as_deref().map(|code| region_name(dataset, code));
    ResponseLine {
        label: frame.text_with("writing-response", &[("number", response.id.0.to_string())]),
        kind: kinds.join(&frame.text("list-separator")),
        region: region.unwrap_or_default(),
        submitted: time::date(time::tokyo(response.submitted_at).date_naive(), frame.lang),
        texts_href: format!(
            "{}/analysis/texts?id={}",
            address(dataset.survey.id),
            id_of(Origin::Response(response.id))
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_has_the_same_conditions() {
        let query = Query {
            questionnaire: 3,
            variable: "q1".to_owned(),
            value: "a b".to_owned(),
            region: String::new(),
            kind: "06".to_owned(),
            across: String::new(),
            across_value: String::new(),
            check: String::new(),
            burst: String::new(),
            page: PageQuery::typed("2"),
        };
        assert_eq!(query.written(), "questionnaire=3&variable=q1&value=a%20b&kind=06&");
    }
}
