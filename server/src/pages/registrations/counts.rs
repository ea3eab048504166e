//! How many signed up from which area and affiliation: the one view of a sign-up for those who may not see names.
//!
//! They see the numbers as they were when the sign-up was closed, of everybody whose answers stood then, with a place or not. Numbers that
//! move, or that are of those alone who still come, would tell beside older ones or beside all answers who gave a place up (decision 54).

use actix_web::{HttpResponse, web};
use analysis::table::crosstab::{Crosstab, CrosstabOptions, crosstab};
use analysis::table::suppress::{Disclosure, Protected, protect};
use analysis::table::{Column, ColumnData, Kind, ValueLabel, Variable, frame};
use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use surveys::id::{QuestionnaireId, UserId};
use surveys::store;

use super::{Desk, Person, desk};
use crate::app::App;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::pages::crumbs;
use crate::view::figure::TableView;
use crate::view::figure::crosstab::crosstab_view;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

/// Role of the area, and of the affiliation.
const REGION: &str = "region";
const AFFILIATION: &str = "affiliation";
/// Fluent key of what the table is called.
const TITLE: &str = "registrations-counts-title";

/// The counts of a sign-up as they were on the day on which it was closed, as JSON in the database. They are protected.
#[derive(Serialize, Deserialize)]
struct Frozen {
    on: NaiveDate,
    /// The threshold that they are protected by.
    min_cell: usize,
    ja: TableView,
    en: TableView,
}

#[derive(Serialize)]
struct CountsPage {
    counts: CountsView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct CountsView {
    questionnaire: String,
    /// None: fewer people than the threshold, or the questionnaire asks for neither; for those who may not see names, none are kept.
    table: Option<TableView>,
    lead: String,
    /// That there is no table, and why.
    missing: String,
    missing_text: String,
}

/// `GET /questionnaires/{id}/registrations/counts`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let desk = desk(&frame.app.db, QuestionnaireId(*id), frame.lang).await?;
    let title = frame.text(TITLE);
    let counts = match may(user.role, Verb::View, Thing::Registration) {
        true => of_now(&frame, &desk)?,
        false => of_closing(&frame, &desk)?,
    };
    let view = CountsPage {
        crumbs: crumbs::of_questionnaire(
            &frame,
            &desk.survey,
            &desk.questionnaire,
            [(title.clone(), String::new())],
        ),
        counts,
    };
    frame.page("registrations/counts.html", &title, &view)
}

/// Those who have a place or wait at this moment, for the office, which has the list of names beside it.
fn of_now(frame: &Frame, desk: &Desk) -> Result<CountsView> {
    let table = counted_table(desk, Person::is_in, frame.lang)?;
    let n = [("n", desk.survey.min_cell.to_string())];
    Ok(CountsView {
        questionnaire: desk.questionnaire.title.clone(),
        table: table.map(|table| crosstab_view(frame.lang, &frame.text(TITLE), &table)),
        lead: frame.text_with("registrations-counts-lead", &n),
        missing: frame.text("registrations-counts-few"),
        missing_text: String::new(),
    })
}

/// What was kept when the sign-up was closed. Where the threshold was raised since then, it tells too much.
fn of_closing(frame: &Frame, desk: &Desk) -> Result<CountsView> {
    let kept = desk.questionnaire.sign_up_counts.as_deref().map(serde_json::from_str::<Frozen>).transpose();
    let kept = kept.map_err(anyhow::Error::from)?.filter(|kept| kept.min_cell >= desk.survey.min_cell());
    let lead = kept.as_ref().map(|kept| {
        let args = [("n", kept.min_cell.to_string()), ("date", time::date(kept.on, frame.lang))];
        frame.text_with("registrations-counts-lead-closed", &args)
    });
    Ok(CountsView {
        questionnaire: desk.questionnaire.title.clone(),
        table: kept.map(|kept| match frame.lang {
            Lang::Ja => kept.ja,
            Lang::En => kept.en,
        }),
        lead: lead.unwrap_or_default(),
        missing: frame.text("registrations-counts-none"),
        missing_text: frame.text("registrations-counts-none-text"),
    })
}

/// Keeps what may be told of a sign-up that has just been closed, if nothing is kept of it yet. It is counted in the transaction that keeps
/// it, so that nobody comes or goes in between.
///
/// # Errors
/// When the database fails.
pub async fn keep(app: &App, id: QuestionnaireId, by: UserId) -> Result<()> {
    let transaction = app.write().await?;
    if let Some(counts) = to_keep(&transaction, id).await? {
        store::sign_up_counts::keep(&transaction, id, counts, by).await?;
    }
    Ok(transaction.commit().await?)
}

/// What is kept of a sign-up that is closed now: nothing of what is no sign-up, was closed before with enough people, or is erased.
async fn to_keep(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<Option<String>> {
    if store::registrations::seatings(db, id).await?.is_empty() {
        return Ok(None);
    }
    let desk = match desk(db, id, Lang::Ja).await {
        // Its newest version asks for no place any more.
        Err(AppError::Conflict(_)) => return Ok(None),
        found => found?,
    };
    if desk.questionnaire.sign_up_counts.is_some() || desk.questionnaire.erased_at.is_some() {
        return Ok(None);
    }
    let view = |lang: Lang| -> Result<Option<TableView>> {
        let table = counted_table(&desk, |_| true, lang)?;
        Ok(table.map(|table| crosstab_view(lang, &i18n::plain(lang, TITLE), &table)))
    };
    let (Some(ja), Some(en)) = (view(Lang::Ja)?, view(Lang::En)?) else { return Ok(None) };
    let kept = Frozen { on: time::today(), min_cell: desk.survey.min_cell(), ja, en };
    Ok(Some(serde_json::to_string(&kept).map_err(anyhow::Error::from)?))
}

/// Areas by affiliations of these people, protected for everybody.
fn counted_table(
    desk: &Desk,
    is_counted: impl Fn(&Person) -> bool,
    lang: Lang,
) -> Result<Option<Protected<Crosstab>>> {
    let min_cell = desk.survey.min_cell();
    let people: Vec<&Person> = desk.people.iter().filter(|person| is_counted(person)).collect();
    let (Some(region), Some(affiliation)) = (variable(desk, REGION, lang), variable(desk, AFFILIATION, lang))
    else {
        return Ok(None);
    };
    if people.len() < min_cell {
        return Ok(None);
    }
    let texts = |name: &str, value: fn(&Person) -> Option<String>| Column {
        name: name.to_owned(),
        data: ColumnData::Texts(people.iter().map(|person| value(person)).collect()),
    };
    let columns = vec![
        texts(REGION, |person| person.region.clone()),
        texts(AFFILIATION, |person| person.affiliation.clone()),
    ];
    let table = frame(columns).map_err(anyhow::Error::from)?;
    let table =
        crosstab(&table, &region, &affiliation, CrosstabOptions::default()).map_err(anyhow::Error::from)?;
    Ok(Some(protect(table, Disclosure::Protected { min_cell, hide_zeros: false })))
}

fn variable(desk: &Desk, role: &str, lang: Lang) -> Option<Variable> {
    let question = desk.definition.question_with_role(role)?;
    let value = |choice: &surveys::questionnaire::choice::Choice| ValueLabel {
        value: choice.value.clone(),
        label: choice.text.get(lang.code()).to_owned(),
    };
    Some(Variable {
        name: role.to_owned(),
        label: question.title.get(lang.code()).to_owned(),
        kind: Kind::Single,
        values: question.offered().iter().map(value).collect(),
    })
}
