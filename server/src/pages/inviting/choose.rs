//! Choosing whom to invite: by kind and area all at once, or one by one on several pages. Everything is one form, so that what is
//! chosen goes along to the next page and to other conditions, until it is invited.

use std::collections::HashSet;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::{agency, contact};
use surveys::id::{AgencyId, QuestionnaireId};
use surveys::store;
use surveys::store::invitations::NewInvitation;

use super::{Desk, address, desk};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::inviting::new_invitation;
use crate::pages::agencies::{is_named, kind_choices, kind_label, region_choices};
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};

/// Agencies on one page.
const PAGE: usize = 50;

/// Most agencies that are invited at once.
const MOST: usize = 5_000;

/// What the page shows.
#[derive(Default, Deserialize)]
pub struct Filter {
    /// Part of the name.
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    region: String,
}

/// Numbers of the agencies that are ticked, on whichever page they stand.
type Chosen = HashSet<AgencyId>;

#[derive(Serialize)]
struct ChoosePage {
    choose: ChooseView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct ChooseView {
    questionnaire: String,
    action: String,
    kinds: Vec<ChoiceView>,
    regions: Vec<ChoiceView>,
    name: String,
    kind: String,
    region: String,
    /// Of those that meet the conditions.
    n: usize,
    agencies: Vec<AgencyRow>,
    paging: Paging,
    /// Ticked ones that stand on other pages, or meet other conditions.
    elsewhere: Vec<ChoiceView>,
    /// How many are invited by the button for all: those that meet the conditions, and those that are ticked elsewhere.
    n_all: usize,
    n_invited: usize,
}

#[derive(Serialize)]
struct AgencyRow {
    id: i64,
    name: String,
    kind: String,
    area: String,
    way: String,
    is_chosen: bool,
}

impl Filter {
    /// As a form sends it: the names of its fields begin with `prefix`.
    fn sent(sent: &StaffForm, prefix: &str) -> Filter {
        let part = |name: &str| sent.get(&format!("{prefix}{name}")).to_owned();
        Filter { name: part("name"), kind: part("kind"), region: part("region") }
    }

    fn takes(&self, agency: &agency::Model) -> bool {
        (self.kind.is_empty() || agency.kind == self.kind)
            && (self.region.is_empty() || agency.region_id.0.to_string() == self.region)
            && is_named(agency, &self.name)
    }
}

/// `GET /questionnaires/{id}/invitations/new`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    filter: web::Query<Filter>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Invitation)?;
    let desk = desk(&frame.app, QuestionnaireId(*id), frame.lang).await?;
    page(&frame, &desk, (&filter, PageQuery::default()), &Chosen::new()).await
}

/// `POST /questionnaires/{id}/invitations/new`: shows another page, or what meets other conditions, with what is ticked; or
/// invites those that are ticked, with all that meet the conditions if that is asked for.
pub async fn choose(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Invitation)?;
    let desk = desk(&frame.app, QuestionnaireId(*id), frame.lang).await?;
    let chosen: Chosen = sent.all("agency").filter_map(|id| id.parse().ok()).map(AgencyId).collect();
    // What was typed and not looked for must not decide who is invited: nobody has seen the list.
    let shown = Filter::sent(&sent, "shown_");
    match sent.get("go") {
        "filter" => page(&frame, &desk, (&Filter::sent(&sent, ""), PageQuery::default()), &chosen).await,
        "clear" => page(&frame, &desk, (&Filter::default(), PageQuery::default()), &chosen).await,
        go @ ("all" | "ticked") => {
            let is_wanted =
                |agency: &agency::Model| go == "all" && shown.takes(agency) || is_in(&chosen, agency);
            let free = free(&frame, &desk).await?;
            invite(&frame, &user, &desk, free.iter().filter(|agency| is_wanted(agency)).collect()).await
        }
        _ => page(&frame, &desk, (&shown, PageQuery::typed(sent.get("page"))), &chosen).await,
    }
}

async fn page(
    frame: &Frame,
    desk: &Desk,
    (filter, wanted): (&Filter, PageQuery),
    chosen: &Chosen,
) -> Result<HttpResponse> {
    let contacts = store::contacts::list(&frame.app.db).await?;
    let free = free(frame, desk).await?;
    let fitting: Vec<&agency::Model> = free.iter().filter(|agency| filter.takes(agency)).collect();
    // No address leads to another page: buttons of the form do.
    let paging = Paging::new(String::new(), wanted, fitting.len(), PAGE);
    let shown: Vec<&agency::Model> = paging.shown(fitting.iter().copied()).collect();
    let row = |agency: &&agency::Model| AgencyRow {
        id: agency.id.0,
        name: agency.name.clone(),
        kind: kind_label(frame, &agency.kind),
        area: desk.area(agency.region_id),
        way: match addressee(&contacts, agency.id) {
            Some(contact) => frame.text(&format!("contacts-way-{}", contact.preferred)),
            None => frame.text("inviting-no-contact"),
        },
        is_chosen: is_in(chosen, agency),
    };
    let is_shown = |agency: &agency::Model| shown.iter().any(|own| own.id == agency.id);
    let elsewhere = free.iter().filter(|agency| is_in(chosen, agency) && !is_shown(agency));
    let choice =
        |agency: &agency::Model| ChoiceView { value: agency.id.0.to_string(), label: agency.name.clone() };
    let others = free.iter().filter(|agency| is_in(chosen, agency) && !filter.takes(agency));
    let view = ChoosePage {
        crumbs: desk.crumbs(frame, "inviting-choose"),
        choose: ChooseView {
            questionnaire: desk.questionnaire.title.clone(),
            kinds: kind_choices(frame),
            regions: region_choices(&desk.regions),
            name: filter.name.clone(),
            kind: filter.kind.clone(),
            region: filter.region.clone(),
            n: fitting.len(),
            agencies: shown.iter().map(row).collect(),
            elsewhere: elsewhere.map(choice).collect(),
            n_all: fitting.len() + others.count(),
            n_invited: desk.invited.len(),
            action: format!("{}/new", address(desk.questionnaire.id)),
            paging,
        },
    };
    frame.page("inviting/choose.html", &frame.text("inviting-choose"), &view)
}

fn is_in(chosen: &Chosen, agency: &agency::Model) -> bool {
    chosen.contains(&agency.id)
}

/// The agencies of the survey's region that are not invited yet, by area, kind and name.
async fn free(frame: &Frame, desk: &Desk) -> Result<Vec<agency::Model>> {
    let all = store::agencies::in_region(&frame.app.db, desk.survey.region_id).await?;
    let invited: HashSet<AgencyId> = desk.invited.iter().map(|one| one.agency.id).collect();
    Ok(all.into_iter().filter(|agency| !invited.contains(&agency.id)).collect())
}

/// Who gets the letters of an agency: the first who can be written to, otherwise the first.
fn addressee(contacts: &[contact::Model], agency: AgencyId) -> Option<&contact::Model> {
    let own = || contacts.iter().filter(move |contact| contact.agency_id == agency);
    own().find(|contact| contact.can_be_written_to()).or_else(|| own().next())
}

async fn invite(
    frame: &Frame,
    user: &User,
    desk: &Desk,
    wanted: Vec<&agency::Model>,
) -> Result<HttpResponse> {
    let contacts = store::contacts::list(&frame.app.db).await?;
    let transaction = frame.app.write().await?;
    let mut new: Vec<NewInvitation> = Vec::new();
    for agency in wanted.iter().take(MOST) {
        let contact = addressee(&contacts, agency.id).map(|contact| contact.id);
        new.push(new_invitation(&transaction, &frame.app.key, agency.id, contact, &new).await?);
    }
    let n = store::invitations::invite(&transaction, desk.questionnaire.id, new, user.id).await?;
    transaction.commit().await?;
    let (kind, key) = match n {
        0 => ("warning", "inviting-invited-none"),
        _ if wanted.len() > MOST => ("warning", "inviting-invited-most"),
        _ => ("success", "inviting-invited"),
    };
    frame.redirect_with(&address(desk.questionnaire.id), kind, key)
}
