//! Who is invited to a questionnaire, and how many have answered.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use surveys::id::{InvitationId, QuestionnaireId};
use surveys::store;
use surveys::store::invitations::Invited;

use super::rates::{By, Rates, STATES, rates, state};
use super::{Desk, address, desk};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::inviting::code;
use crate::pages::agencies::{kind_choices, kind_label, region_choices};
use crate::pages::conditions::written;
use crate::pages::crumbs;
use crate::pages::questionnaires::address as questionnaire_address;
use crate::secret::grouped;
use crate::view::figure::TableView;
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};
use crate::view::time;

/// Invitations on one page.
const PAGE: usize = 50;

/// What the list shows.
#[derive(Default, Deserialize)]
pub struct Filter {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    region: String,
    /// A state of a known invitation.
    #[serde(default)]
    state: String,
}

/// When the newest letter to each invitation went out.
type LastSent = HashMap<InvitationId, DateTime<Utc>>;

#[derive(Serialize)]
struct IndexPage {
    inviting: IndexView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct IndexView {
    questionnaire: String,
    href: String,
    settings_href: String,
    mode: &'static str,
    is_open: bool,
    deadline: String,
    n_invited: usize,
    n_answered: usize,
    n_opted_out: usize,
    n_undeliverable: usize,
    rates: Vec<RatesView>,
    min_cell: i32,
    kinds: Vec<ChoiceView>,
    regions: Vec<ChoiceView>,
    /// Of anonymous invitations there is no state to choose by.
    states: Vec<ChoiceView>,
    kind: String,
    region: String,
    state: String,
    /// How many there are of those that are asked for, on whichever page they stand.
    n_shown: usize,
    rows: Vec<InvitationRow>,
    paging: Paging,
}

#[derive(Serialize)]
struct RatesView {
    id: String,
    table: TableView,
}

#[derive(Serialize)]
struct InvitationRow {
    agency: String,
    agency_href: String,
    kind: String,
    area: String,
    contact: String,
    code: String,
    /// Empty where answers are anonymous.
    state: &'static str,
    state_words: String,
    /// The day on which the newest letter by mail went out; empty where there was none, or answers are anonymous.
    sent_on: String,
    /// Marks it as answered on paper; empty once it is.
    answered_action: String,
}

/// `GET /questionnaires/{id}/invitations`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    filter: web::Query<Filter>,
    page: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Invitation)?;
    let id = QuestionnaireId(*id);
    if store::invitings::find(&frame.app.db, id).await?.is_none() {
        super::instrument(&frame.app, id, frame.lang).await?;
        return Ok(frame.redirect(&format!("{}/inviting", questionnaire_address(id))));
    }
    let desk = desk(&frame.app, id, frame.lang).await?;
    // Reminders leave out who has answered: of anonymous invitations these days would tell who has.
    let sent = match desk.is_anonymous() {
        true => HashMap::new(),
        false => store::messages::last_sent(&frame.app.db, id).await?,
    };
    let view = IndexPage {
        crumbs: crumbs::of_questionnaire(
            &frame,
            &desk.survey,
            &desk.questionnaire,
            [(frame.text("inviting-title"), String::new())],
        ),
        inviting: view(&frame, &desk, (&filter, *page), &sent)?,
    };
    frame.page("inviting/index.html", &frame.text("inviting-title"), &view)
}

impl Filter {
    /// As it stands in an address, each part followed by `&`.
    fn written(&self) -> String {
        written(&[("kind", &self.kind), ("region", &self.region), ("state", &self.state)])
    }

    /// Whether an invitation is asked for.
    fn takes(&self, desk: &Desk, one: &Invited) -> bool {
        (self.kind.is_empty() || one.agency.kind == self.kind)
            && (self.region.is_empty() || one.agency.region_id.0.to_string() == self.region)
            && (desk.is_anonymous() || self.state.is_empty() || state(one) == self.state)
    }
}

fn view(
    frame: &Frame,
    desk: &Desk,
    (filter, page): (&Filter, PageQuery),
    sent: &LastSent,
) -> Result<IndexView> {
    let id = desk.questionnaire.id;
    let contacts = || desk.invited.iter().filter_map(|one| one.contact.as_ref());
    let Rates { tables, n_answered } = rates(frame, desk)?;
    let table = |(by, table): (By, _)| RatesView { id: format!("rates-{}", by.code()), table };
    let fitting: Vec<&Invited> = desk.invited.iter().filter(|one| filter.takes(desk, one)).collect();
    let asked = format!("{}?{}page=", address(id), filter.written());
    let paging = Paging::new(asked, page, fitting.len(), PAGE);
    let here = format!("{}page={}", filter.written(), paging.current());
    let choice = |state: &&str| ChoiceView {
        value: (*state).to_owned(),
        label: frame.text(&format!("inviting-state-{state}")),
    };
    Ok(IndexView {
        questionnaire: desk.questionnaire.title.clone(),
        href: address(id),
        settings_href: format!("{}/inviting", questionnaire_address(id)),
        mode: desk.inviting.mode.code(),
        is_open: desk.inviting.is_open,
        deadline: desk.inviting.deadline.map(|day| time::date(day, frame.lang)).unwrap_or_default(),
        n_invited: desk.invited.len(),
        n_answered,
        n_opted_out: contacts().filter(|contact| contact.opted_out_on.is_some()).count(),
        n_undeliverable: contacts().filter(|contact| !contact.undeliverable.is_empty()).count(),
        rates: tables.into_iter().map(table).collect(),
        min_cell: desk.survey.min_cell,
        kinds: kind_choices(frame),
        regions: region_choices(&desk.regions),
        states: if desk.is_anonymous() { Vec::new() } else { STATES.iter().map(choice).collect() },
        kind: filter.kind.clone(),
        region: filter.region.clone(),
        state: filter.state.clone(),
        n_shown: fitting.len(),
        rows: paging.shown(fitting).map(|one| row(frame, desk, (one, &here), sent)).collect(),
        paging,
    })
}

/// An invitation of the list. `here` is what the list shows, as it stands in an address.
fn row(frame: &Frame, desk: &Desk, (one, here): (&Invited, &str), sent: &LastSent) -> InvitationRow {
    let state = if desk.is_anonymous() { "" } else { state(one) };
    let can_be_marked = desk.is_anonymous() || !one.invitation.is_answered;
    InvitationRow {
        agency: one.agency.name.clone(),
        agency_href: format!("/agencies/{}", one.agency.id.0),
        kind: kind_label(frame, &one.agency.kind),
        area: desk.area(one.agency.region_id),
        contact: match &one.contact {
            Some(contact) => frame.text(&format!("contacts-way-{}", contact.preferred)),
            None => frame.text("inviting-no-contact"),
        },
        code: grouped(&code(&frame.app.key, &one.invitation.seed)),
        state,
        state_words: match state {
            "" => String::new(),
            state => frame.text(&format!("inviting-state-{state}")),
        },
        sent_on: match sent.get(&one.invitation.id) {
            Some(at) => time::date(time::tokyo(*at).date_naive(), frame.lang),
            None => String::new(),
        },
        answered_action: match can_be_marked {
            true => format!("/invitations/{}/answered?{here}", one.invitation.id.0),
            false => String::new(),
        },
    }
}

/// `POST /invitations/{id}/answered`: an answer came on paper or by FAX, and is typed as an entry. The list is shown again as it was.
pub async fn set_answered(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    filter: web::Query<Filter>,
    page: web::Query<PageQuery>,
    _sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Invitation)?;
    let transaction = frame.app.write().await?;
    let found = store::invitations::find(&transaction, InvitationId(*id)).await?;
    store::invitations::mark_answered(&transaction, found.id, user.id).await?;
    transaction.commit().await?;
    let list = format!("{}?{}page={}", address(found.questionnaire_id), filter.written(), page.number());
    frame.redirect_with(&list, "success", "inviting-marked")
}
