//! The feedback of a survey: its sheets and where they stand, releasing quotes, sharing.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::quotes::NewQuote;

use super::links::{LinkView, links};
use super::quotes::{Candidate, candidates};
use super::which::sheet_address;
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::tables::kind_name;
use crate::dataset::{self, Dataset};
use crate::error::{AppError, Result};
use crate::pages::crumbs;
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{ChoiceView, Crumb, ProblemLine};
use crate::view::frame::Frame;
use crate::view::time;

/// Most characters of a released quote.
const LONGEST_QUOTE: usize = 1_000;
/// Quotes on one page.
const PAGE: usize = 20;
/// Stances that are quoted.
const STANCES: [&str; 3] = ["challenge", "good_practice", "request"];
/// States of a quote.
const STATES: [&str; 2] = ["open", "released"];

/// Which quotes are listed.
#[derive(Default, Deserialize)]
pub struct Filter {
    #[serde(default)]
    stance: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: String,
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
    filter: FilterView,
    candidates: Vec<CandidateView>,
    n_candidates: usize,
    n_released: usize,
    base: String,
    current: usize,
    total: usize,
    quote_action: String,
    links: Vec<LinkView>,
    has_past_links: bool,
    link_action: String,
    regions: Vec<ChoiceView>,
    days: String,
    days_errors: Vec<String>,
    min_cell: i32,
    replies_href: String,
    matches_href: String,
    letters_href: String,
}

/// The sheet of an area, or of the whole region.
#[derive(Serialize)]
struct SheetLine {
    label: String,
    preview_href: String,
    arrange_href: String,
    /// Which version the region reads; empty for none.
    published: String,
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
    source: String,
    stance: String,
    region: String,
    kind: String,
    title: String,
    text: String,
    released: String,
    is_released: bool,
    errors: Vec<String>,
}

/// What was sent and is not done, with what was typed.
enum Rejected {
    /// A quote that should have been released.
    Quote { source: String, typed: String, problem: &'static str },
    /// The life of a link in days.
    Days(String),
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
    rejected: Option<&Rejected>,
) -> Result<ComposeView> {
    let may_change = may(user.role, Verb::Change, Thing::Feedback);
    let may_share = may(user.role, Verb::Export, Thing::Feedback);
    let base = address(dataset.survey.id);
    let all = if may_change { quotes(frame, &dataset, rejected).await? } else { Vec::new() };
    let (n_candidates, n_released) = (all.len(), all.iter().filter(|quote| quote.is_released).count());
    let is_listed = |quote: &CandidateView| {
        (filter.stance.is_empty() || quote.stance == filter.stance)
            && (filter.state.is_empty() || quote.is_released == (filter.state == "released"))
    };
    let listed: Vec<CandidateView> = all.into_iter().filter(is_listed).collect();
    let total = listed.len().div_ceil(PAGE).max(1);
    let current = filter.page.parse().unwrap_or(1).clamp(1, total);
    let shown: Vec<CandidateView> = listed.into_iter().skip((current - 1) * PAGE).take(PAGE).collect();
    let links = if may_share { links(frame, &dataset).await? } else { Vec::new() };
    let choice = |value: String, label: &str| ChoiceView { value, label: label.to_owned() };
    let sheets = sheets(frame, &dataset).await?;
    Ok(ComposeView {
        crumbs: crumbs::of_survey(
            frame,
            &dataset.survey,
            [(frame.text("surveys-tab-feedback"), String::new())],
        ),
        tabs: tabs(frame, user, dataset.survey.id, "/feedback"),
        action: format!("{base}/feedback"),
        problems: problems(frame, &shown, rejected),
        may_change,
        may_share,
        sheets,
        filter: filter_view(frame, filter),
        candidates: shown,
        n_candidates,
        n_released,
        base: format!("{base}/feedback?{}page=", conditions(filter)),
        current,
        total,
        quote_action: format!("{base}/quotes"),
        has_past_links: links.iter().any(|link| link.state != "open"),
        links,
        link_action: format!("{base}/links"),
        regions: dataset.areas.iter().map(|area| choice(area.id.0.to_string(), &area.name)).collect(),
        days: match rejected {
            Some(Rejected::Days(typed)) => typed.clone(),
            _ => frame.app.config.share_link_days.to_string(),
        },
        days_errors: match rejected {
            Some(Rejected::Days(_)) => vec![frame.text("feedback-link-days-wrong")],
            _ => Vec::new(),
        },
        min_cell: dataset.survey.min_cell,
        replies_href: format!("{base}/replies"),
        matches_href: format!("{base}/matches"),
        letters_href: format!("{base}/feedback/letters"),
        title: dataset.survey.title,
    })
}

/// The sheets of the region and of its areas, with where they stand.
async fn sheets(frame: &Frame, dataset: &Dataset) -> Result<Vec<SheetLine>> {
    let (db, survey) = (&frame.app.db, dataset.survey.id);
    let areas = dataset.areas.iter().map(|area| (area.code.clone(), area.name.clone()));
    let mut lines = Vec::new();
    for (area, label) in [(String::new(), frame.text("feedback-whole"))].into_iter().chain(areas) {
        let mut line = SheetLine {
            label,
            preview_href: sheet_address(survey, &area, "preview"),
            arrange_href: sheet_address(survey, &area, "sheet"),
            published: String::new(),
            is_to_recount: false,
        };
        if let Some(version) = store::publications::shown(db, survey, &area).await? {
            let args = [
                ("number", version.number.to_string()),
                ("date", time::date(time::tokyo(version.approved_at).date_naive(), frame.lang)),
            ];
            line.published = frame.text_with("sheet-published-on", &args);
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

fn problems(frame: &Frame, shown: &[CandidateView], rejected: Option<&Rejected>) -> Vec<ProblemLine> {
    let line = |rejected: &Rejected| match rejected {
        Rejected::Quote { source, problem, .. } => {
            let quote = shown.iter().find(|quote| quote.source == *source)?;
            let field = if *problem == "feedback-check-required" { "checked" } else { "text" };
            Some(ProblemLine { href: format!("#{}-{field}", quote.id), text: frame.text(problem) })
        }
        Rejected::Days(_) => {
            let text = frame.text("feedback-link-days-wrong");
            Some(ProblemLine { href: "#days".to_owned(), text })
        }
    };
    rejected.and_then(line).into_iter().collect()
}

async fn quotes(frame: &Frame, dataset: &Dataset, rejected: Option<&Rejected>) -> Result<Vec<CandidateView>> {
    let quotes = store::quotes::of_survey(&frame.app.db, dataset.survey.id).await?;
    let released: BTreeMap<String, String> =
        quotes.into_iter().map(|quote| (quote.source, quote.text)).collect();
    let view = |(place, candidate): (usize, Candidate)| {
        let mut view = candidate_view(frame, dataset, place, candidate, &released);
        if let Some(Rejected::Quote { source, typed, problem }) = rejected
            && *source == view.source
        {
            view.released.clone_from(typed);
            view.errors.push(frame.text(problem));
        }
        view
    };
    Ok(candidates(&frame.app, dataset).await?.into_iter().enumerate().map(view).collect())
}

fn candidate_view(
    frame: &Frame,
    dataset: &Dataset,
    place: usize,
    candidate: Candidate,
    released: &BTreeMap<String, String>,
) -> CandidateView {
    let area = dataset.areas.iter().find(|area| area.code == candidate.region);
    let text = released.get(&candidate.source).cloned();
    CandidateView {
        id: format!("quote-{place}"),
        stance: candidate.stance,
        region: area.map(|area| area.name.clone()).unwrap_or_default(),
        kind: if candidate.kind.is_empty() { String::new() } else { kind_name(frame.lang, &candidate.kind) },
        title: candidate.title,
        is_released: text.is_some(),
        released: text.unwrap_or_else(|| candidate.text.clone()),
        text: candidate.text,
        source: candidate.source,
        errors: Vec::new(),
    }
}

/// The page again, with what is wrong with the life of a link.
///
/// # Errors
/// When the database fails.
pub async fn refuse_link(frame: &Frame, user: &User, survey: SurveyId, typed: &str) -> Result<HttpResponse> {
    let dataset = dataset::load(&frame.app, survey, Purpose::Regional, frame.lang).await?;
    let rejected = Rejected::Days(typed.to_owned());
    let view = compose(frame, user, dataset, &Filter::default(), Some(&rejected)).await?;
    frame.problem_page("feedback/compose.html", &frame.text("surveys-tab-feedback"), &view)
}

/// `POST /surveys/{id}/quotes`: releases a quote as it was masked, or takes it back.
pub async fn release(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Regional, frame.lang).await?;
    let part = |name: &str| sent.get(name).to_owned();
    let filter = Filter { stance: part("stance"), state: part("state"), page: part("page") };
    let page: usize = filter.page.parse().unwrap_or(1);
    let back = format!("{}/feedback?{}page={page}#quotes", address(dataset.survey.id), conditions(&filter));
    let source = sent.get("source");
    if sent.get("do") == "retract" {
        let transaction = frame.app.write().await?;
        store::quotes::retract(&transaction, dataset.survey.id, source, user.id).await?;
        transaction.commit().await?;
        return frame.redirect_with(&back, "success", "feedback-retracted");
    }
    // Only words whose writer allows it can be released, whatever the form says.
    let candidate = candidates(&frame.app, &dataset).await?.into_iter().find(|found| found.source == source);
    let candidate = candidate.ok_or(AppError::NotFound)?;
    let text = sent.get("text").replace("\r\n", "\n");
    let problem = match (text.chars().count(), sent.has("checked")) {
        (0, _) => Some("feedback-text-required"),
        (n, _) if n > LONGEST_QUOTE => Some("feedback-text-too-long"),
        (_, false) => Some("feedback-check-required"),
        (_, true) => None,
    };
    if let Some(problem) = problem {
        let rejected = Rejected::Quote { source: candidate.source, typed: text, problem };
        let view = compose(&frame, &user, dataset, &filter, Some(&rejected)).await?;
        let title = frame.text("surveys-tab-feedback");
        return frame.problem_page("feedback/compose.html", &title, &view);
    }
    let new = NewQuote {
        survey: dataset.survey.id,
        source: candidate.source,
        stance: candidate.stance,
        region_code: candidate.region,
        text,
    };
    let transaction = frame.app.write().await?;
    store::quotes::release(&transaction, new, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&back, "success", "feedback-released")
}
