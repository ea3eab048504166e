//! How many come from which area and affiliation: the one view of a sign-up for those who may not see names.

use actix_web::{HttpResponse, web};
use analysis::table::crosstab::{Crosstab, CrosstabOptions, crosstab};
use analysis::table::suppress::{Disclosure, Protected, protect};
use analysis::table::{Column, ColumnData, Kind, ValueLabel, Variable, frame};
use serde::Serialize;
use surveys::id::QuestionnaireId;

use super::{Desk, Person, desk};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::i18n::Lang;
use crate::pages::crumbs;
use crate::view::figure::TableView;
use crate::view::figure::crosstab::crosstab_view;
use crate::view::form::Crumb;
use crate::view::frame::Frame;

/// Role of the area, and of the affiliation.
const REGION: &str = "region";
const AFFILIATION: &str = "affiliation";

#[derive(Serialize)]
struct CountsPage {
    counts: CountsView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct CountsView {
    questionnaire: String,
    /// None: fewer people than the threshold, or the questionnaire asks for neither.
    table: Option<TableView>,
    min_cell: i32,
}

/// `GET /questionnaires/{id}/registrations/counts`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Survey)?;
    let desk = desk(&frame.app, QuestionnaireId(*id), frame.lang).await?;
    let title = frame.text("registrations-counts-title");
    let view = CountsPage {
        crumbs: crumbs::of_questionnaire(
            &frame,
            &desk.survey,
            &desk.questionnaire,
            [(title.clone(), String::new())],
        ),
        counts: CountsView {
            questionnaire: desk.questionnaire.title.clone(),
            table: counted_table(&desk, frame.lang)?.map(|table| crosstab_view(frame.lang, &title, &table)),
            min_cell: desk.survey.min_cell,
        },
    };
    frame.page("registrations/counts.html", &title, &view)
}

/// Areas by affiliations, protected for everybody: the office has the list of names beside it.
fn counted_table(desk: &Desk, lang: Lang) -> Result<Option<Protected<Crosstab>>> {
    let min_cell = desk.survey.min_cell();
    let people: Vec<&Person> = desk.people.iter().filter(|person| person.is_in()).collect();
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
