//! Contacts of an agency: added, changed, erased.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::contact;
use surveys::id::{AgencyId, ContactId};
use surveys::questionnaire::question::input::contact::{is_email, is_telephone, telephone};
use surveys::questionnaire::question::input::folded;
use surveys::stakeholder::roster::WAYS;
use surveys::store;
use surveys::store::contacts::ContactInput;

use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::inviting;
use crate::pages::agencies::merge::must_stand;
use crate::pages::meanwhile::{self, Differing, Held, Shown};
use crate::view::form::{ChoiceView, Crumb, FormView, crumbs};
use crate::view::frame::Frame;
use crate::view::time;

const FIELDS: [&str; 6] = ["contact", "email", "fax", "phone", "address", "preferred"];

/// A contact in the list of its agency.
#[derive(Serialize)]
pub struct ContactLine {
    name: String,
    href: String,
    email: String,
    fax: String,
    phone: String,
    way: String,
    has_opted_out: bool,
    undeliverable: String,
}

impl ContactLine {
    /// The contact as a line.
    pub fn of(frame: &Frame, contact: &contact::Model) -> ContactLine {
        ContactLine {
            name: named(frame, contact),
            href: address(contact.id),
            email: contact.email.clone(),
            fax: contact.fax.clone(),
            phone: contact.phone.clone(),
            way: frame.text(&format!("contacts-way-{}", contact.preferred)),
            has_opted_out: contact.opted_out_on.is_some(),
            undeliverable: contact.undeliverable.clone(),
        }
    }
}

/// How somebody at an agency is reached, with links that call and write.
#[derive(Serialize)]
pub struct Way {
    name: String,
    phone: String,
    phone_href: String,
    email: String,
    email_href: String,
    preferred: String,
}

/// The ways to reach an agency.
pub fn ways(frame: &Frame, contacts: &[contact::Model]) -> Vec<Way> {
    let href = |scheme: &str, text: &str| match text {
        "" => String::new(),
        text => format!("{scheme}:{text}"),
    };
    let way = |contact: &contact::Model| Way {
        name: named(frame, contact),
        phone: contact.phone.clone(),
        phone_href: href("tel", &contact.phone),
        email: contact.email.clone(),
        email_href: href("mailto", &contact.email),
        preferred: frame.text(&format!("contacts-way-{}", contact.preferred)),
    };
    contacts.iter().map(way).collect()
}

#[derive(Serialize)]
struct FormPage {
    form: FormView,
    ways: Vec<ChoiceView>,
    action: String,
    /// Address to erase it; empty for a new one.
    erase_action: String,
    opted_out_on: String,
    undeliverable: String,
    /// What the form was made from; nothing for a new one.
    held: Vec<Held>,
    /// What somebody else saved meanwhile, beside what was sent.
    differing: Vec<Differing>,
    crumbs: Vec<Crumb>,
}

/// Name of a contact, or words for one without.
pub fn named(frame: &Frame, contact: &contact::Model) -> String {
    if contact.name.is_empty() { frame.text("contacts-nameless") } else { contact.name.clone() }
}

fn address(id: ContactId) -> String {
    format!("/contacts/{}", id.0)
}

fn agency_address(id: AgencyId) -> String {
    format!("/agencies/{}", id.0)
}

/// `GET /agencies/{id}/contacts/new`
pub async fn new(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let preferred = |name| if name == "preferred" { "email".to_owned() } else { String::new() };
    let form = FormView::filled(FIELDS.map(|name| (name, preferred(name))));
    page(&frame, AgencyId(*id), None, Shown::of_new(form)).await
}

/// `POST /agencies/{id}/contacts`
pub async fn create(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let agency = store::agencies::find(&frame.app.db, AgencyId(*id)).await?;
    must_stand(&frame.app, &agency).await?;
    let agency = agency.id;
    let form = read(&frame, &sent);
    if !form.is_valid() {
        return page(&frame, agency, None, Shown::of_new(form)).await;
    }
    let seed = inviting::seed(&frame.app.key)?;
    let transaction = frame.app.write().await?;
    store::contacts::create(&transaction, agency, input(&form), seed, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&agency_address(agency), "success", "contacts-saved")
}

/// `GET /contacts/{id}`
pub async fn edit(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let contact = store::contacts::find(&frame.app.db, ContactId(*id)).await?;
    let form = stored(&contact);
    let shown = Shown::stored(form);
    page(&frame, contact.agency_id, Some(contact), shown).await
}

/// `POST /contacts/{id}`. Where somebody else changed the contact since the form was opened, both are shown.
pub async fn update(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let form = read(&frame, &sent);
    let transaction = frame.app.write().await?;
    let contact = store::contacts::lock(&transaction, ContactId(*id)).await?;
    let agency = contact.agency_id;
    if !form.is_valid() {
        transaction.rollback().await?;
        let shown = Shown::sent(form, &FIELDS, &sent);
        return page(&frame, agency, Some(contact), shown).await;
    }
    let stored = stored(&contact);
    if meanwhile::has_changed(&stored, &form, &sent) {
        transaction.rollback().await?;
        let shown = Shown::met(&stored, &form, &sent, differing(&frame, &stored, &form));
        return page(&frame, agency, Some(contact), shown).await;
    }
    store::contacts::update(&transaction, contact.id, input(&form), user.id).await?;
    transaction.commit().await?;
    // A new address gets what the old one did not.
    frame.app.carrier.ring();
    frame.redirect_with(&agency_address(agency), "success", "contacts-saved")
}

/// `POST /contacts/{id}/erase`
pub async fn erase(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Agency)?;
    let contact = store::contacts::find(&frame.app.db, ContactId(*id)).await?;
    let transaction = frame.app.write().await?;
    store::contacts::erase(&transaction, contact.id, user.id).await?;
    transaction.commit().await?;
    // The outbox forgets it, too.
    frame.app.carrier.ring();
    frame.redirect_with(&agency_address(contact.agency_id), "success", "contacts-erased")
}

/// What was typed, half-width, with what is wrong.
fn read(frame: &Frame, sent: &StaffForm) -> FormView {
    let mut form = FormView::filled([
        ("contact", sent.get("contact").to_owned()),
        ("email", folded(sent.get("email")).to_lowercase()),
        ("fax", telephone(sent.get("fax"))),
        ("phone", telephone(sent.get("phone"))),
        ("address", sent.get("address").to_owned()),
        ("preferred", sent.get("preferred").to_owned()),
    ]);
    form.limit(frame, "contact", "roster-field-contact", 100);
    form.limit(frame, "address", "roster-field-address", 500);
    let email = form.value("email").to_owned();
    if !email.is_empty() && !is_email(&email) {
        form.reject("email", frame.text("contacts-email-form"));
    }
    for name in ["fax", "phone"] {
        let number = form.value(name).to_owned();
        if !number.is_empty() && !is_telephone(&number) {
            form.reject(name, frame.text("contacts-number-form"));
        }
    }
    if !WAYS.iter().any(|(code, _)| *code == form.value("preferred")) {
        form.reject("preferred", frame.text("contacts-way-required"));
    }
    if FIELDS.iter().take(5).all(|name| form.value(name).is_empty()) {
        form.reject("contact", frame.text("contacts-empty"));
    }
    form
}

fn input(form: &FormView) -> ContactInput {
    let text = |name| form.value(name).to_owned();
    ContactInput {
        name: text("contact"),
        email: text("email"),
        fax: text("fax"),
        phone: text("phone"),
        address: text("address"),
        preferred: text("preferred"),
    }
}

/// The fields in which a contact that is stored differs from what was sent.
fn differing(frame: &Frame, stored: &FormView, form: &FormView) -> Vec<Differing> {
    let label = |name: &str| frame.text(&format!("roster-field-{name}"));
    let words = |name: &str, value: &str| match name {
        "preferred" if WAYS.iter().any(|(code, _)| *code == value) => {
            frame.text(&format!("contacts-way-{value}"))
        }
        _ => value.to_owned(),
    };
    meanwhile::differing(&FIELDS, stored, form, label, words)
}

/// The form as it is stored.
fn stored(contact: &contact::Model) -> FormView {
    FormView::filled([
        ("contact", contact.name.clone()),
        ("email", contact.email.clone()),
        ("fax", contact.fax.clone()),
        ("phone", contact.phone.clone()),
        ("address", contact.address.clone()),
        ("preferred", contact.preferred.clone()),
    ])
}

async fn page(
    frame: &Frame,
    agency: AgencyId,
    contact: Option<contact::Model>,
    shown: Shown,
) -> Result<HttpResponse> {
    let status = shown.status();
    let Shown { form, held, differing } = shown;
    let agency = store::agencies::find(&frame.app.db, agency).await?;
    let title = frame.text(if contact.is_some() { "contacts-edit" } else { "contacts-new" });
    let view = FormPage {
        form,
        held,
        differing,
        ways: WAYS
            .iter()
            .map(|(code, _)| ChoiceView {
                value: (*code).to_owned(),
                label: frame.text(&format!("contacts-way-{code}")),
            })
            .collect(),
        action: match &contact {
            Some(contact) => address(contact.id),
            None => format!("{}/contacts", agency_address(agency.id)),
        },
        erase_action: contact
            .as_ref()
            .map(|found| format!("{}/erase", address(found.id)))
            .unwrap_or_default(),
        opted_out_on: contact
            .as_ref()
            .and_then(|found| found.opted_out_on)
            .map(|day| time::date(day, frame.lang))
            .unwrap_or_default(),
        undeliverable: contact.map(|found| found.undeliverable).unwrap_or_default(),
        crumbs: crumbs([
            (frame.text("agencies-title"), "/agencies".to_owned()),
            (agency.name, agency_address(agency.id)),
            (title.clone(), String::new()),
        ]),
    };
    frame.page_with(status, "agencies/contact.html", &title, &view)
}
