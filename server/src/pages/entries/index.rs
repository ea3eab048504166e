//! Everything about a questionnaire on paper: what to print and send, where it goes back to, what has been typed.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use actix_web::{HttpResponse, web};
use analysis::rounded::percent;
use serde::Serialize;
use surveys::entity::{entry, response};
use surveys::id::{QuestionnaireId, ResponseId, UserId, VersionId};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::entry::{Comparison, compare};
use surveys::questionnaire::parse::parse;
use surveys::store;

use super::form::source_name;
use super::{address, from_json, list_address, printed};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::crumbs;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::view::form::{Crumb, FieldView};
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};
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
    paging: Paging,
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
    is_repeated: bool,
    source: String,
    received_on: String,
    entered_by: String,
    state: &'static str,
    state_label: String,
    second_by: String,
    second_href: String,
    agreement: String,
}

/// Responses on one page of the list.
const PAGE: usize = 50;

/// `GET /questionnaires/{id}/entries`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    page: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let found = printed(&frame.app, QuestionnaireId(*id), None).await?;
    let db = &frame.app.db;
    let names: BTreeMap<UserId, String> =
        store::users::list(db).await?.into_iter().map(|user| (user.id, user.display_name)).collect();
    let name = |id: UserId| names.get(&id).cloned().unwrap_or_default();
    let id = found.questionnaire.id;
    let base = list_address(id);
    let n = usize::try_from(store::entry_lists::count(db, id).await?).unwrap_or(usize::MAX);
    let paging = Paging::new(format!("{base}?page="), *page, n, PAGE);
    let listed = store::entry_lists::page(db, id, paging.before() as u64, PAGE as u64).await?;
    let numbers = listed.iter().map(|(response, _)| response.sheet_number.clone()).collect();
    let repeated = store::entry_lists::repeated_numbers(db, id, numbers).await?;
    let compared = comparisons(&frame, id).await?;
    let n_compared: usize = compared.values().map(|compared| compared.n_written).sum();
    let n_different: usize = compared.values().map(|compared| compared.differences.len()).sum();
    let mut rows = Vec::new();
    for (response, entries) in &listed {
        let Some(first) = entries.first() else { continue };
        let agreement = compared.get(&response.id).map(rate).unwrap_or_default();
        let row = row(&frame, response, first, entries.get(1), &name, agreement);
        rows.push(RowView { is_repeated: repeated.contains(&response.sheet_number), ..row });
    }
    let plain = |value: &str| FieldView { value: value.to_owned(), errors: Vec::new() };
    let view = IndexPage {
        crumbs: crumbs::of_questionnaire(
            &frame,
            &found.survey,
            &found.questionnaire,
            [(frame.text("entries-title"), String::new())],
        ),
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
            paging,
            n_unreadable: store::entry_lists::n_unreadable(db, id).await?,
            agreement: share(n_compared - n_different, n_compared),
            n_compared,
            n_same: n_compared - n_different,
        },
    };
    frame.page("entries/index.html", &frame.text("entries-title"), &view)
}

/// All double entries of a questionnaire, each compared by the version that was typed.
async fn comparisons(frame: &Frame, id: QuestionnaireId) -> Result<BTreeMap<ResponseId, Comparison>> {
    let mut definitions: BTreeMap<VersionId, Option<Definition>> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for (response, entries) in store::entry_lists::twice(&frame.app.db, id).await? {
        let [first, second] = entries.as_slice() else { continue };
        if let Entry::Vacant(place) = definitions.entry(response.version_id) {
            let version = store::questionnaires::version(&frame.app.db, response.version_id).await?;
            place.insert(parse(&version.definition).0);
        }
        if let Some(Some(definition)) = definitions.get(&response.version_id) {
            let compared = compare(definition, &from_json(&first.fields)?, &from_json(&second.fields)?);
            found.insert(response.id, compared);
        }
    }
    Ok(found)
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
        is_repeated: false,
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
    if n == 0 { String::new() } else { percent(n_same as f64 / n as f64, 1) }
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
