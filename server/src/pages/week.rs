//! One page a week for the host: how far the hearings have come, what is new, what might be told as good practice.
//!
//! It leaves the house. So its table goes through `protect`, its words are those that somebody has released for the region
//! or has written for the host, and the notes' own words on new points are shown on the screen alone (decision 18).

pub mod numbers;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use surveys::error::Error;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::question::input::moment;
use surveys::store;

use self::numbers::{Figure, numbers};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset;
use crate::error::Result;
use crate::pages::approaches::{Desk, desk, rooms};
use crate::pages::crumbs;
use crate::pages::feedback::quotes::{QuoteView, released};
use crate::pages::hearings::edit::show_address;
use crate::pages::rooms::Room;
use crate::pages::surveys::{Tab, address as survey_address, tabs};
use crate::view::cut::cut;
use crate::view::figure::TableView;
use crate::view::form::{Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::time;

/// Most good practices on the page: it stays one sheet.
const MOST_QUOTES: usize = 3;
/// Characters of a good practice on the page.
const QUOTE: usize = 100;
/// The longest text for the host, in characters and lines: it stays one sheet.
const MAX_POINTS: usize = 500;
const MAX_LINES: usize = 8;
/// Section of the sheet that says what has not come up before.
const NEW_ISSUES: &str = "new_issues";

/// The week that is asked for.
#[derive(Deserialize)]
pub struct Of {
    /// A day of it; this week when empty.
    #[serde(default)]
    of: String,
}

#[derive(Serialize)]
struct WeekView {
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    rooms: Vec<Room>,
    title: String,
    host: String,
    href: String,
    monday: NaiveDate,
    range: String,
    before_href: String,
    /// Empty for this week.
    after_href: String,
    figures: Vec<Figure>,
    table: TableView,
    min_cell: i32,
    points: String,
    revision: i32,
    form: FormView,
    quotes: Vec<QuoteView>,
    feedback_href: String,
    /// What notes of the week say of new points, for those who write the text alone.
    issues: Vec<Issue>,
}

#[derive(Serialize)]
struct Issue {
    label: String,
    href: String,
    text: String,
}

/// `GET /surveys/{id}/week`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>, of: web::Query<Of>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let desk = desk(&frame.app, SurveyId(*id)).await?;
    let (monday, _) = time::week_of(moment::date(&of.of).unwrap_or_else(time::today));
    let report = store::week_reports::find(&frame.app.db, desk.survey.id, monday).await?;
    let points = report.map(|report| report.points).unwrap_or_default();
    let form = FormView::filled([("points", points)]);
    page(&frame, &user, &desk, monday, form, StatusCode::OK).await
}

/// `POST /surveys/{id}/week`: the text for the host.
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let desk = desk(&frame.app, SurveyId(*id)).await?;
    let (monday, _) = time::week_of(moment::date(sent.get("monday")).unwrap_or_else(time::today));
    let mut form = FormView::sent(&["points"], &sent);
    form.limit(&frame, "points", "week-points", MAX_POINTS);
    if form.value("points").lines().count() > MAX_LINES {
        form.reject("points", frame.text_with("week-too-many-lines", &[("max", MAX_LINES.to_string())]));
    }
    if !form.is_valid() {
        return page(&frame, &user, &desk, monday, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let revision = sent.get("revision").parse().unwrap_or(0);
    let points = sent.get("points").replace("\r\n", "\n");
    let transaction = frame.app.write().await?;
    match store::week_reports::save(&transaction, desk.survey.id, monday, revision, points, user.id).await {
        Ok(()) => {
            transaction.commit().await?;
            frame.redirect_with(&address(desk.survey.id, monday), "success", "week-saved")
        }
        Err(Error::Stale) => {
            transaction.rollback().await?;
            form.reject("points", frame.text("week-stale"));
            page(&frame, &user, &desk, monday, form, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}

fn address(survey: SurveyId, monday: NaiveDate) -> String {
    format!("{}/week?of={monday}", survey_address(survey))
}

async fn page(
    frame: &Frame,
    user: &User,
    desk: &Desk,
    monday: NaiveDate,
    form: FormView,
    status: StatusCode,
) -> Result<HttpResponse> {
    let (app, survey) = (&frame.app, &desk.survey);
    let (_, sunday) = time::week_of(monday);
    let report = store::week_reports::find(&app.db, survey.id, monday).await?;
    let data = dataset::load(app, survey.id, Purpose::Regional, frame.lang).await?;
    let quotes = released(app, &data, None).await?.into_iter();
    let mut quotes: Vec<QuoteView> = quotes.filter(|quote| quote.stance == "good_practice").collect();
    // The newest are at the end.
    let n_older = quotes.len().saturating_sub(MOST_QUOTES);
    quotes.drain(..n_older);
    for quote in &mut quotes {
        quote.text = cut(&quote.text, QUOTE);
    }
    let base = survey_address(survey.id);
    let week = TimeDelta::days(7);
    let numbers = numbers(frame, desk, monday, sunday)?;
    let view = WeekView {
        crumbs: crumbs::of_survey(
            frame,
            survey,
            [
                (frame.text("surveys-tab-hearings"), format!("{base}/hearings")),
                (frame.text("week-title"), String::new()),
            ],
        ),
        tabs: tabs(frame, user, survey.id, "/hearings"),
        rooms: rooms(frame, survey.id, "/week"),
        title: survey.title.clone(),
        host: survey.host.clone(),
        href: format!("{base}/week"),
        monday,
        range: format!("{} – {}", time::date(monday, frame.lang), time::date(sunday, frame.lang)),
        before_href: monday.checked_sub_signed(week).map(|day| address(survey.id, day)).unwrap_or_default(),
        after_href: monday
            .checked_add_signed(week)
            .filter(|day| *day <= time::today())
            .map(|day| address(survey.id, day))
            .unwrap_or_default(),
        figures: numbers.figures,
        table: numbers.table,
        min_cell: survey.min_cell,
        points: report.as_ref().map(|report| report.points.clone()).unwrap_or_default(),
        revision: report.map_or(0, |report| report.revision),
        form,
        quotes,
        feedback_href: format!("{base}/feedback"),
        issues: issues(frame, desk, monday, sunday).await?,
    };
    frame.page_with(status, "week/show.html", &frame.text("week-title"), &view)
}

/// What the notes of a week's hearings say of new points.
async fn issues(frame: &Frame, desk: &Desk, monday: NaiveDate, sunday: NaiveDate) -> Result<Vec<Issue>> {
    let mut issues = Vec::new();
    for hearing in desk.hearings.iter().filter(|found| (monday..=sunday).contains(&found.held_on)) {
        let mut bodies = store::hearings::sections(&frame.app.db, hearing.id).await?;
        let text = bodies.remove(NEW_ISSUES).unwrap_or_default();
        if !text.trim().is_empty() {
            let label = format!("{} {}", time::date(hearing.held_on, frame.lang), hearing.number);
            issues.push(Issue { label, href: show_address(hearing.id), text });
        }
    }
    Ok(issues)
}
