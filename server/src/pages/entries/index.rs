//! Everything about a questionnaire on paper: what to print and send, where it goes back to, what has been typed.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::{entry, response};
use surveys::id::{QuestionnaireId, UserId};
use surveys::questionnaire::entry::{Comparison, compare};
use surveys::questionnaire::parse::parse;
use surveys::store;

use super::form::source_name;
use super::{address, from_json, list_address, printed};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::view::form::{Crumb, FieldView};
use crate::view::frame::Frame;
use crate::view::time;

/// Longest fax number and address, in characters.
const MAX_RETURN: usize = 500;

#[derive(Serialize)]
struct IndexPage {
    entries: IndexView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct IndexView {
    questionnaire: String,
    paper_href: String,
    sheet_href: String,
    new_href: String,
    import_href: String,
    return_action: String,
    return_fax: FieldView,
    return_address: FieldView,
    rows: Vec<RowView>,
    n_unreadable: usize,
    /// Agreement of all double entries in per cent with one decimal; empty where there are none.
    agreement: String,
    n_compared: usize,
    n_same: usize,
}

#[derive(Serialize)]
struct RowView {
    href: String,
    sheet_number: String,
    source: String,
    received_on: String,
    entered_by: String,
    state: &'static str,
    state_label: String,
    second_by: String,
    second_href: String,
    agreement: String,
}

/// `GET /questionnaires/{id}/entries`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = printed(&frame.app, QuestionnaireId(*id), None).await?;
    let db = &frame.app.db;
    let names: BTreeMap<UserId, String> =
        store::users::list(db).await?.into_iter().map(|user| (user.id, user.display_name)).collect();
    let name = |id: UserId| names.get(&id).cloned().unwrap_or_default();
    let versions = store::questionnaires::versions(db, found.questionnaire.id).await?;
    let definitions: Vec<_> =
        versions.iter().filter_map(|version| Some((version.id, parse(&version.definition).0?))).collect();
    let (mut rows, mut all, mut n_unreadable) = (Vec::new(), (0, 0), 0);
    for (response, entries) in store::entries::of_questionnaire(db, found.questionnaire.id).await? {
        let Some(first) = entries.first() else { continue };
        let places: Vec<String> = serde_json::from_str(&response.unreadable).map_err(anyhow::Error::from)?;
        n_unreadable += places.len();
        let second = entries.get(1);
        let mut agreement = String::new();
        if let Some(second) = second.filter(|second| second.finished_at.is_some())
            && let Some((_, definition)) = definitions.iter().find(|(id, _)| *id == response.version_id)
        {
            let compared = compare(definition, &from_json(&first.fields)?, &from_json(&second.fields)?);
            all.0 += compared.n_written;
            all.1 += compared.differences.len();
            agreement = rate(&compared);
        }
        rows.push(row(&frame, &response, first, second, &name, agreement));
    }
    let plain = |value: &str| FieldView { value: value.to_owned(), errors: Vec::new() };
    let base = list_address(found.questionnaire.id);
    let view = IndexPage {
        crumbs: crate::view::form::crumbs([
            (frame.text("surveys-title"), "/surveys".to_owned()),
            (found.survey.title.clone(), crate::pages::surveys::address(found.survey.id)),
            (found.questionnaire.title.clone(), questionnaire_address(found.questionnaire.id)),
            (frame.text("entries-title"), String::new()),
        ]),
        entries: IndexView {
            questionnaire: found.questionnaire.title.clone(),
            paper_href: format!("/q/{}/paper", found.questionnaire.link),
            sheet_href: format!("{}/sheet.xlsx", questionnaire_address(found.questionnaire.id)),
            new_href: format!("{base}/new"),
            import_href: format!("{}/imports/new", questionnaire_address(found.questionnaire.id)),
            return_action: format!("{}/return", questionnaire_address(found.questionnaire.id)),
            return_fax: plain(&found.questionnaire.return_fax),
            return_address: plain(&found.questionnaire.return_address),
            rows,
            n_unreadable,
            agreement: share(all.0 - all.1, all.0),
            n_compared: all.0,
            n_same: all.0 - all.1,
        },
    };
    frame.page("entries/index.html", &frame.text("entries-title"), &view)
}

fn row(
    frame: &Frame,
    response: &response::Model,
    first: &entry::Model,
    second: Option<&entry::Model>,
    name: &dyn Fn(UserId) -> String,
    agreement: String,
) -> RowView {
    let state = state_of(first, second);
    RowView {
        href: address(first.id),
        source: source_name(frame, response.source),
        received_on: response.received_on.map(|day| time::date(day, frame.lang)).unwrap_or_default(),
        entered_by: name(first.entered_by),
        state,
        state_label: frame.text(&format!("entries-state-{state}")),
        second_by: second.map(|second| name(second.entered_by)).unwrap_or_default(),
        second_href: second.map(second_address).unwrap_or_default(),
        agreement,
        sheet_number: response.sheet_number.clone(),
    }
}

fn second_address(second: &entry::Model) -> String {
    let rest = if second.finished_at.is_some() { "/compare" } else { "" };
    format!("{}{rest}", address(second.id))
}

fn state_of(first: &entry::Model, second: Option<&entry::Model>) -> &'static str {
    match (first.finished_at, second) {
        (None, _) => "draft",
        (Some(_), None) => "finished",
        (Some(_), Some(second)) if second.finished_at.is_none() => "second",
        (Some(_), Some(second)) if second.settled_at.is_none() => "differing",
        (Some(_), Some(_)) => "settled",
    }
}

/// The share of slots in which two entries agree.
pub fn rate(compared: &Comparison) -> String {
    share(compared.n_written - compared.differences.len(), compared.n_written)
}

fn share(n_same: usize, n: usize) -> String {
    if n == 0 { String::new() } else { format!("{:.1}", n_same as f64 * 100.0 / n as f64) }
}

/// `POST /questionnaires/{id}/return`: where filled-in paper goes.
pub async fn set_return(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let text = |name: &str| sent.get(name).chars().take(MAX_RETURN).collect::<String>();
    let transaction = frame.app.write().await?;
    let (fax, lines) = (text("return_fax"), text("return_address"));
    store::questionnaires::set_return(&transaction, QuestionnaireId(*id), fax, lines, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&list_address(QuestionnaireId(*id)), "success", "entries-return-saved")
}
