//! The feedback of a survey: its sheets and where they stand, releasing quotes, sharing.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use surveys::entity::{quote, region};
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use surveys::store;

use super::areas;
use super::links::{LinkView, links};
use super::quotes::{Candidate, STANCES, candidates};
use super::which::sheet_address;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::tables::kind_name;
use crate::dataset::{self, Dataset};
use crate::error::Result;
use crate::pages::cards::shared::n_shown;
use crate::pages::crumbs;
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{ChoiceView, Crumb, ProblemLine};
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};
use crate::view::time;

/// Quotes on one page.
const PAGE: usize = 20;
/// States of a quote; one that is unchecked was released before words were looked for.
const STATES: [&str; 3] = ["open", "released", "unchecked"];

/// Which quotes are listed.
#[derive(Default, Deserialize)]
pub struct Filter {
    /// Stance; empty for all.
    #[serde(default)]
    pub stance: String,
    /// State; empty for all.
    #[serde(default)]
    pub state: String,
    /// Page of the list.
    #[serde(default)]
    pub page: String,
}

#[derive(Serialize)]
struct ComposeView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    action: String,
    problems: Vec<ProblemLine>,
    may_change: bool,
    may_share: bool,
    sheets: Vec<SheetLine>,
    /// Where the composition of the whole region is taken over for areas; empty where there are none, or for those who may not.
    areas_href: String,
    filter: FilterView,
    candidates: Vec<CandidateView>,
    n_candidates: usize,
    n_released: usize,
    n_unchecked: usize,
    paging: Paging,
    links: Vec<LinkView>,
    has_past_links: bool,
    link_form: LinkForm,
    min_cell: i32,
    replies_href: String,
    matches_href: String,
    letters_href: String,
    /// How many good practices the region reads, for those who have no list of them.
    n_cards: usize,
    /// The same as a file.
    cards_href: String,
}

/// The form that makes a link.
#[derive(Serialize)]
struct LinkForm {
    action: String,
    regions: Vec<ChoiceView>,
    region_errors: Vec<String>,
    days: String,
    days_errors: Vec<String>,
}

/// The sheet of an area, or of the whole region.
#[derive(Serialize)]
struct SheetLine {
    label: String,
    /// As it would be published now; empty for those who may not see that.
    preview_href: String,
    arrange_href: String,
    /// What the region reads; empty for nothing.
    published_href: String,
    /// Which version the region reads; empty for none.
    published: String,
    /// The newest version was taken back.
    is_taken_back: bool,
    /// Answers were withdrawn since, or their use was stopped.
    is_to_recount: bool,
}

#[derive(Serialize)]
struct FilterView {
    stance: String,
    stances: Vec<ChoiceView>,
    state: String,
    states: Vec<ChoiceView>,
}

#[derive(Serialize)]
struct CandidateView {
    id: String,
    stance: String,
    region: String,
    kind: String,
    title: String,
    text: String,
    /// As it stands on the sheets; empty when it does not.
    released: String,
    is_released: bool,
    /// Released before words were looked for.
    is_unchecked: bool,
    /// Its own page.
    href: String,
}

impl CandidateView {
    fn is_in(&self, state: &str) -> bool {
        match state {
            "open" => !self.is_released,
            "released" => self.is_released,
            "unchecked" => self.is_unchecked,
            _ => true,
        }
    }
}

/// `GET /surveys/{id}/feedback`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    filter: web::Query<Filter>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Feedback)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Regional, frame.lang).await?;
    let view = compose(&frame, &user, dataset, &filter, None).await?;
    frame.page("feedback/compose.html", &frame.text("surveys-tab-feedback"), &view)
}

async fn compose(
    frame: &Frame,
    user: &User,
    dataset: Dataset,
    filter: &Filter,
    wrong: Option<&WrongLink<'_>>,
) -> Result<ComposeView> {
    let may_change = may(user.role, Verb::Change, Thing::Feedback);
    let may_share = may(user.role, Verb::Export, Thing::Feedback);
    let base = address(dataset.survey.id);
    let all = if may_change { quotes(frame, &dataset, filter).await? } else { Vec::new() };
    let count = |state: &str| all.iter().filter(|quote| quote.is_in(state)).count();
    let (n_candidates, n_released, n_unchecked) = (all.len(), count("released"), count("unchecked"));
    let is_listed = |quote: &CandidateView| {
        (filter.stance.is_empty() || quote.stance == filter.stance) && quote.is_in(&filter.state)
    };
    let listed: Vec<CandidateView> = all.into_iter().filter(is_listed).collect();
    let asked = format!("{base}/feedback?{}page=", conditions(filter));
    let paging = Paging::new(asked, PageQuery::typed(&filter.page), listed.len(), PAGE);
    let links = if may_share { links(frame, &dataset).await? } else { Vec::new() };
    let n_cards = match may(user.role, Verb::View, Thing::Card) {
        true => 0,
        false => n_shown(&frame.app, &dataset).await?,
    };
    let (sheets, has_areas) = (sheets(frame, user, &dataset).await?, !dataset.areas.is_empty());
    Ok(ComposeView {
        crumbs: crumbs::of_survey(
            frame,
            &dataset.survey,
            [(frame.text("surveys-tab-feedback"), String::new())],
        ),
        tabs: tabs(frame, user, dataset.survey.id, "/feedback"),
        action: format!("{base}/feedback"),
        problems: problems(frame, wrong),
        may_change,
        may_share,
        areas_href: if may_change && has_areas { areas::address(dataset.survey.id) } else { String::new() },
        sheets,
        filter: filter_view(frame, filter),
        candidates: paging.shown(listed).collect(),
        n_candidates,
        n_released,
        n_unchecked,
        paging,
        has_past_links: links.iter().any(|link| link.state != "open"),
        links,
        link_form: link_form(frame, &dataset, wrong),
        min_cell: dataset.survey.min_cell,
        replies_href: format!("{base}/replies"),
        matches_href: format!("{base}/matches"),
        letters_href: format!("{base}/feedback/letters"),
        n_cards,
        cards_href: format!("{base}/cards.pdf"),
        title: dataset.survey.title,
    })
}

/// The sheets of the region and of its areas, with where they stand.
async fn sheets(frame: &Frame, user: &User, dataset: &Dataset) -> Result<Vec<SheetLine>> {
    let (db, survey) = (&frame.app.db, dataset.survey.id);
    let may_preview = may(user.role, Verb::View, Thing::FeedbackDraft);
    let areas = dataset.areas.iter().map(|area| (area.code.clone(), area.name.clone()));
    let mut lines = Vec::new();
    for (area, label) in [(String::new(), frame.text("feedback-whole"))].into_iter().chain(areas) {
        let mut line = SheetLine {
            label,
            preview_href: if may_preview { sheet_address(survey, &area, "preview") } else { String::new() },
            arrange_href: sheet_address(survey, &area, "sheet"),
            published_href: String::new(),
            published: String::new(),
            is_taken_back: false,
            is_to_recount: false,
        };
        let last = store::publications::of_area(db, survey, &area).await?.pop();
        line.is_taken_back = last.as_ref().is_some_and(|last| last.retracted_at.is_some());
        if let Some(version) = last.filter(|last| last.retracted_at.is_none()) {
            let args = [
                ("number", version.number.to_string()),
                ("date", time::date(time::tokyo(version.approved_at).date_naive(), frame.lang)),
            ];
            line.published = frame.text_with("sheet-published-on", &args);
            line.published_href = sheet_address(survey, &area, "published");
            let since = store::publications::since(db, survey, version.approved_at).await?;
            line.is_to_recount = since.has_withdrawn || since.has_stopped;
        }
        lines.push(line);
    }
    Ok(lines)
}

fn filter_view(frame: &Frame, filter: &Filter) -> FilterView {
    let choice = |code: &str, key: &str| ChoiceView {
        value: code.to_owned(),
        label: frame.text(&format!("{key}-{code}")),
    };
    FilterView {
        stance: filter.stance.clone(),
        stances: STANCES.map(|code| choice(code, "common-stance")).into(),
        state: filter.state.clone(),
        states: STATES.map(|code| choice(code, "feedback-state")).into(),
    }
}

/// The conditions as the beginning of a query. Only known ones, because they come back from a form.
fn conditions(filter: &Filter) -> String {
    let known = |name: &str, value: &str, all: &[&str]| {
        all.iter().find(|code| **code == value).map(|code| format!("{name}={code}&")).unwrap_or_default()
    };
    known("stance", &filter.stance, &STANCES) + &known("state", &filter.state, &STATES)
}

/// What was sent for a link that is not made.
#[derive(Clone, Copy)]
pub struct WrongLink<'a> {
    /// The days that were typed.
    pub days: &'a str,
    /// They are no life of a link.
    pub are_days_wrong: bool,
    /// The area is none of the survey's.
    pub is_area_unknown: bool,
}

impl WrongLink<'_> {
    /// The fields that are wrong, with the keys of what is said of them.
    fn problems(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let all = [
            ("region", "feedback-link-area-unknown", self.is_area_unknown),
            ("days", "feedback-link-days-wrong", self.are_days_wrong),
        ];
        all.into_iter().filter(|(_, _, is_wrong)| *is_wrong).map(|(field, key, _)| (field, key))
    }
}

fn problems(frame: &Frame, wrong: Option<&WrongLink<'_>>) -> Vec<ProblemLine> {
    let line = |(field, key): (&str, &str)| ProblemLine { href: format!("#{field}"), text: frame.text(key) };
    wrong.into_iter().flat_map(|wrong| wrong.problems()).map(line).collect()
}

fn link_form(frame: &Frame, dataset: &Dataset, wrong: Option<&WrongLink<'_>>) -> LinkForm {
    let errors = |wanted: &str| -> Vec<String> {
        let all = wrong.into_iter().flat_map(|wrong| wrong.problems());
        all.filter(|(field, _)| *field == wanted).map(|(_, key)| frame.text(key)).collect()
    };
    let choice = |area: &region::Model| ChoiceView { value: area.id.0.to_string(), label: area.name.clone() };
    LinkForm {
        action: format!("{}/links", address(dataset.survey.id)),
        regions: dataset.areas.iter().map(choice).collect(),
        region_errors: errors("region"),
        days: wrong
            .map_or_else(|| frame.app.config.share_link_days.to_string(), |wrong| wrong.days.to_owned()),
        days_errors: errors("days"),
    }
}

/// The list as somebody left it.
pub fn list_address(survey: SurveyId, filter: &Filter) -> String {
    let page = PageQuery::typed(&filter.page).number();
    format!("{}/feedback?{}page={page}#quotes", address(survey), conditions(filter))
}

async fn quotes(frame: &Frame, dataset: &Dataset, filter: &Filter) -> Result<Vec<CandidateView>> {
    let quotes = store::quotes::of_survey(&frame.app.db, dataset.survey.id).await?;
    let released: BTreeMap<String, quote::Model> =
        quotes.into_iter().map(|quote| (quote.source.clone(), quote)).collect();
    let view = |(place, candidate): (usize, Candidate)| {
        let released = released.get(&candidate.source);
        candidate_view(frame, dataset, (place, candidate), released, filter)
    };
    Ok(candidates(&frame.app, dataset).await?.into_iter().enumerate().map(view).collect())
}

fn candidate_view(
    frame: &Frame,
    dataset: &Dataset,
    (place, candidate): (usize, Candidate),
    released: Option<&quote::Model>,
    filter: &Filter,
) -> CandidateView {
    let source = utf8_percent_encode(&candidate.source, NON_ALPHANUMERIC);
    let page = PageQuery::typed(&filter.page).number();
    let base = address(dataset.survey.id);
    CandidateView {
        id: format!("quote-{place}"),
        href: format!("{base}/quotes?source={source}&{}page={page}", conditions(filter)),
        region: area_name(dataset, &candidate),
        kind: short_kind(frame, &candidate),
        stance: candidate.stance,
        title: candidate.title,
        text: candidate.text,
        is_released: released.is_some(),
        is_unchecked: released.is_some_and(|quote| quote.masking.is_none()),
        released: released.map(|quote| quote.text.clone()).unwrap_or_default(),
    }
}

/// The area that words speak of; empty when unknown.
pub fn area_name(dataset: &Dataset, candidate: &Candidate) -> String {
    let area = dataset.areas.iter().find(|area| area.code == candidate.region);
    area.map(|area| area.name.clone()).unwrap_or_default()
}

/// The kind of agency whose words they are; empty when unknown.
pub fn short_kind(frame: &Frame, candidate: &Candidate) -> String {
    if candidate.kind.is_empty() { String::new() } else { kind_name(frame.lang, &candidate.kind) }
}

/// The page again, with what is wrong with a link.
///
/// # Errors
/// When the database fails.
pub async fn refuse_link(
    frame: &Frame,
    user: &User,
    survey: SurveyId,
    wrong: WrongLink<'_>,
) -> Result<HttpResponse> {
    let dataset = dataset::load(&frame.app, survey, Purpose::Regional, frame.lang).await?;
    let view = compose(frame, user, dataset, &Filter::default(), Some(&wrong)).await?;
    frame.problem_page("feedback/compose.html", &frame.text("surveys-tab-feedback"), &view)
}
