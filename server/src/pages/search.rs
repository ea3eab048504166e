//! Searching notes, free answers and agencies. The address carries the whole query.

mod texts;

use std::collections::{HashMap, HashSet};

use actix_web::{HttpResponse, web};
use analysis::text::search::query::{MOST_CHARS, MOST_PHRASES, Problem, Query, parse};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use surveys::entity::{region, survey};
use surveys::privacy::consent::Purpose;
use surveys::stakeholder::agency_kind::AGENCY_KINDS;
use surveys::store;

use self::texts::{TextView, text_views};
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::tables::kind_name;
use crate::dataset::{SEVERAL_KINDS, purpose_of};
use crate::error::{AppError, Result};
use crate::pages::agencies::region_name;
use crate::pages::conditions::written;
use crate::pages::crumbs;
use crate::search::Progress;
use crate::search::finding::{Outcome, Scope, What};
use crate::search::reading::{blocking, refresh};
use crate::view::form::{ChoiceView, Crumb, FormView, crumbs as steps};
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};

/// Texts on one page.
const PAGE: usize = 20;
/// The order that is not the usual one.
const NEWEST: &str = "new";

/// What somebody asks for.
#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    survey: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    order: String,
    /// `1`: exactly these words.
    #[serde(default)]
    exact: String,
    #[serde(flatten)]
    page: PageQuery,
}

/// What the page needs to know of surveys and areas.
struct Desk {
    surveys: Vec<survey::Model>,
    regions: Vec<region::Model>,
    purpose: Purpose,
    sees_agencies: bool,
}

#[derive(Serialize)]
struct SearchView {
    crumbs: Vec<Crumb>,
    form: FormView,
    is_exact: bool,
    is_internal: bool,
    whats: Vec<ChoiceView>,
    surveys: Vec<ChoiceView>,
    regions: Vec<ChoiceView>,
    kinds: Vec<ChoiceView>,
    orders: Vec<ChoiceView>,
    reading: String,
    left_out: String,
    again: String,
    results: Option<ResultsView>,
}

#[derive(Serialize)]
struct ResultsView {
    n: usize,
    counts: String,
    also: String,
    exact_href: String,
    usual_href: String,
    texts: Vec<TextView>,
    paging: Paging,
}

/// `GET /search`
pub async fn show(frame: Frame, user: User, asked: web::Query<Asked>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Analysis)?;
    let desk = Desk {
        surveys: store::surveys::list(&frame.app.db).await?,
        regions: store::regions::list(&frame.app.db).await?,
        purpose: purpose_of(&user),
        sees_agencies: may(user.role, Verb::View, Thing::Agency),
    };
    let mut form = filled(&asked);
    let scope = desk.scope(&frame, &asked, &mut form)?;
    let query = read_query(&frame, &asked, &mut form).filter(|_| form.is_valid());
    let (mut reading, mut results) = (String::new(), None);
    if let Some(query) = query {
        if let Progress::Reading { n_read, n } = refresh(&frame.app).await? {
            let args = [("read", n_read.to_string()), ("n", n.to_string())];
            let key = if desk.is_internal() { "search-reading" } else { "search-reading-first" };
            reading = frame.text_with(key, &args);
        }
        results = Some(found(&frame, &desk, &asked, query, scope).await?);
    }
    let view = view(&frame, &desk, &asked, form, reading, results);
    if view.form.is_valid() {
        frame.page("search/show.html", &frame.text("search-title"), &view)
    } else {
        frame.problem_page("search/show.html", &frame.text("search-title"), &view)
    }
}

fn filled(asked: &Asked) -> FormView {
    FormView::filled([
        ("q", asked.q.clone()),
        ("what", asked.what.clone()),
        ("survey", asked.survey.clone()),
        ("region", asked.region.clone()),
        ("kind", asked.kind.clone()),
        ("from", asked.from.clone()),
        ("until", asked.until.clone()),
        ("order", asked.order.clone()),
    ])
}

/// The query; None when nothing is asked for, or what cannot be, which the form then says.
fn read_query(frame: &Frame, asked: &Asked, form: &mut FormView) -> Option<Query> {
    let problem = match parse(&asked.q) {
        Ok(query) => return query.map(|query| if asked.exact == "1" { query.exact() } else { query }),
        Err(Problem::TooLong) => frame.text_with("search-too-long", &[("max", MOST_CHARS.to_string())]),
        Err(Problem::TooMany) => frame.text_with("search-too-many", &[("max", MOST_PHRASES.to_string())]),
        Err(Problem::NoWord) => frame.text("search-no-word"),
        Err(Problem::OnlyExcluded) => frame.text("search-only-excluded"),
    };
    form.reject("q", problem);
    None
}

/// Looks for a query and loads one page of what was found.
async fn found(frame: &Frame, desk: &Desk, asked: &Asked, query: Query, scope: Scope) -> Result<ResultsView> {
    let app = frame.app.clone();
    let outcome = blocking(move || app.search.find(&app.language, &query, &scope)).await?;
    let n = outcome.hits.len();
    let paging = Paging::new(address(asked, "page="), asked.page, n, PAGE);
    let first = paging.before();
    let shown = outcome.hits.get(first..n.min(first + PAGE)).unwrap_or_default();
    Ok(ResultsView {
        n,
        counts: counts(frame, &outcome),
        also: outcome.wanted.also().join(&frame.text("search-between")),
        exact_href: address(&Asked { exact: "1".to_owned(), ..asked.copy() }, ""),
        usual_href: address(&Asked { exact: String::new(), ..asked.copy() }, ""),
        texts: text_views(frame, desk, &outcome, shown, first).await?,
        paging,
    })
}

/// How many texts of each kind there are, in words.
fn counts(frame: &Frame, outcome: &Outcome) -> String {
    let count = |(what, name): (What, &str)| {
        let n = outcome.n(what);
        (n > 0).then(|| frame.text_with(&format!("search-n-{name}"), &[("n", n.to_string())]))
    };
    What::ALL.into_iter().filter_map(count).collect::<Vec<_>>().join(&frame.text("search-between"))
}

/// The address of a search; `end` comes behind its conditions.
fn address(asked: &Asked, end: &str) -> String {
    let conditions = written(&[
        ("q", &asked.q),
        ("what", &asked.what),
        ("survey", &asked.survey),
        ("region", &asked.region),
        ("kind", &asked.kind),
        ("from", &asked.from),
        ("until", &asked.until),
        ("order", &asked.order),
        ("exact", &asked.exact),
    ]);
    let address = format!("/search?{conditions}{end}");
    address.trim_end_matches(['&', '?']).to_owned()
}

impl Asked {
    /// The same conditions, on the first page.
    fn copy(&self) -> Asked {
        Asked {
            q: self.q.clone(),
            what: self.what.clone(),
            survey: self.survey.clone(),
            region: self.region.clone(),
            kind: self.kind.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            order: self.order.clone(),
            exact: self.exact.clone(),
            page: PageQuery::default(),
        }
    }
}

impl Desk {
    fn is_internal(&self) -> bool {
        self.purpose == Purpose::Internal
    }

    /// Where to look. Who must not see texts of groups chooses no area, kind or day: that would undo what tables withhold.
    fn scope(&self, frame: &Frame, asked: &Asked, form: &mut FormView) -> Result<Scope> {
        let survey = self.survey(&asked.survey)?;
        let of_survey = survey.map(|survey| {
            let areas = self
                .regions
                .iter()
                .filter(|own| own.id == survey.region_id || own.parent_id == Some(survey.region_id));
            (survey.id, areas.map(|area| area.code.clone()).collect::<HashSet<_>>())
        });
        let is_internal = self.is_internal();
        let given = |value: &str| Some(value.to_owned()).filter(|value| is_internal && !value.is_empty());
        let mut day = |name: &'static str, value: &str| {
            let value = given(value)?;
            let day = NaiveDate::parse_from_str(value.trim(), "%Y-%m-%d").ok();
            if day.is_none() {
                form.reject(name, frame.text("form-date"));
            }
            day
        };
        Ok(Scope {
            purpose: self.purpose,
            sees_agencies: self.sees_agencies,
            what: What::from_name(&asked.what),
            survey: of_survey,
            from: day("from", &asked.from),
            until: day("until", &asked.until),
            regions: given(&asked.region).map(|code| self.codes_within(code)),
            kind: given(&asked.kind),
            is_newest_first: asked.order == NEWEST,
            min_cells: self
                .surveys
                .iter()
                .map(|survey| (survey.id, survey.min_cell()))
                .collect::<HashMap<_, _>>(),
        })
    }

    fn survey(&self, number: &str) -> Result<Option<&survey::Model>> {
        if number.is_empty() {
            return Ok(None);
        }
        let found = self.surveys.iter().find(|survey| survey.id.0.to_string() == number);
        found.map(Some).ok_or(AppError::NotFound)
    }

    /// The code of a region with those of the areas in it.
    fn codes_within(&self, code: String) -> HashSet<String> {
        let region = self.regions.iter().find(|region| region.code == code).map(|region| region.id);
        let areas = self.regions.iter().filter(|area| area.parent_id.is_some() && area.parent_id == region);
        areas.map(|area| area.code.clone()).chain([code]).collect()
    }
}

fn view(
    frame: &Frame,
    desk: &Desk,
    asked: &Asked,
    form: FormView,
    reading: String,
    results: Option<ResultsView>,
) -> SearchView {
    let choice = |value: &str, label: String| ChoiceView { value: value.to_owned(), label };
    let title = frame.text("search-title");
    let whats = What::ALL.into_iter().filter(|(what, _)| *what != What::Agencies || desk.sees_agencies);
    let kinds = AGENCY_KINDS.iter().map(|kind| kind.code).chain([SEVERAL_KINDS]);
    let n_left_out = frame.app.search.n_left_out();
    SearchView {
        crumbs: match desk.survey(&asked.survey) {
            Ok(Some(survey)) => crumbs::of_survey(frame, survey, [(title, String::new())]),
            _ => steps([(title, String::new())]),
        },
        is_exact: asked.exact == "1",
        is_internal: desk.is_internal(),
        whats: whats.map(|(_, name)| choice(name, frame.text(&format!("search-what-{name}")))).collect(),
        surveys: desk
            .surveys
            .iter()
            .map(|survey| choice(&survey.id.0.to_string(), survey.title.clone()))
            .collect(),
        regions: desk
            .regions
            .iter()
            .map(|region| choice(&region.code, region_name(&desk.regions, region)))
            .collect(),
        kinds: kinds.map(|code| choice(code, kind_name(frame.lang, code))).collect(),
        orders: vec![
            choice("", frame.text("search-order-best")),
            choice(NEWEST, frame.text("search-order-new")),
        ],
        left_out: if n_left_out > 0 {
            frame.text_with("search-left-out", &[("n", n_left_out.to_string())])
        } else {
            String::new()
        },
        again: address(asked, ""),
        form,
        reading,
        results,
    }
}
