//! Choosing whom to invite, by kind and area, one by one or all that are shown.

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

#[derive(Serialize)]
struct ChoosePage {
    choose: ChooseView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct ChooseView {
    questionnaire: String,
    href: String,
    action: String,
    kinds: Vec<ChoiceView>,
    regions: Vec<ChoiceView>,
    name: String,
    kind: String,
    region: String,
    agencies: Vec<AgencyRow>,
    n_invited: usize,
}

#[derive(Serialize)]
struct AgencyRow {
    id: i64,
    name: String,
    kind: String,
    area: String,
    way: String,
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
    let contacts = store::contacts::list(&frame.app.db).await?;
    let free = free(&frame, &desk, &filter).await?;
    let base = address(desk.questionnaire.id);
    let row = |agency: &agency::Model| AgencyRow {
        id: agency.id.0,
        name: agency.name.clone(),
        kind: kind_label(&frame, &agency.kind),
        area: desk.area(agency.region_id),
        way: match addressee(&contacts, agency.id) {
            Some(contact) => frame.text(&format!("contacts-way-{}", contact.preferred)),
            None => frame.text("inviting-no-contact"),
        },
    };
    let title = frame.text("inviting-choose");
    let view = ChoosePage {
        crumbs: desk.crumbs(&frame, "inviting-choose"),
        choose: ChooseView {
            questionnaire: desk.questionnaire.title.clone(),
            href: format!("{base}/new"),
            action: base,
            kinds: kind_choices(&frame),
            regions: region_choices(&desk.regions),
            name: filter.name.clone(),
            kind: filter.kind.clone(),
            region: filter.region.clone(),
            agencies: free.iter().map(row).collect(),
            n_invited: desk.invited.len(),
        },
    };
    frame.page("inviting/choose.html", &title, &view)
}

/// The agencies of the survey's region that are not invited yet.
async fn free(frame: &Frame, desk: &Desk, filter: &Filter) -> Result<Vec<agency::Model>> {
    let all = store::agencies::in_region(&frame.app.db, desk.survey.region_id).await?;
    let is_free = |agency: &agency::Model| {
        (filter.kind.is_empty() || agency.kind == filter.kind)
            && (filter.region.is_empty() || agency.region_id.0.to_string() == filter.region)
            && is_named(agency, &filter.name)
            && desk.invited.iter().all(|one| one.agency.id != agency.id)
    };
    Ok(all.into_iter().filter(is_free).collect())
}

/// Who gets the letters of an agency: the first who can be written to, otherwise the first.
fn addressee(contacts: &[contact::Model], agency: AgencyId) -> Option<&contact::Model> {
    let own = || contacts.iter().filter(move |contact| contact.agency_id == agency);
    own().find(|contact| contact.can_be_written_to()).or_else(|| own().next())
}

/// `POST /questionnaires/{id}/invitations`: invites the agencies that are ticked, or all that were shown.
pub async fn invite(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Invitation)?;
    let desk = desk(&frame.app, QuestionnaireId(*id), frame.lang).await?;
    let part = |name: &str| sent.get(name).to_owned();
    let filter = Filter { name: part("name"), kind: part("kind"), region: part("region") };
    let contacts = store::contacts::list(&frame.app.db).await?;
    let ticked: HashSet<&str> = sent.all("agency").collect();
    let is_all = sent.get("go") == "all";
    let free = free(&frame, &desk, &filter).await?;
    let is_wanted = |agency: &&agency::Model| is_all || ticked.contains(agency.id.0.to_string().as_str());
    let wanted: Vec<&agency::Model> = free.iter().filter(is_wanted).collect();
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
