//! A confirmation as the office sees it: the link and how it is handed over, what came back, and what is to be done with it.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::{CorrectionOutcome, PartAnswer};
use surveys::entity::{agency, confirmation, confirmation_part, contact, hearing, message, survey};
use surveys::hearing::confirmation::{Use, offered};
use surveys::id::ConfirmationId;
use surveys::store;
use surveys::store::confirmations::{has_open_correction, letter, uses, works};

use super::{address, has_changed, new_address, section_label, state};
use crate::auth::{Thing, User, Verb, allow};
use crate::confirming::link;
use crate::error::Result;
use crate::pages::approaches::People;
use crate::pages::hearings::edit::show_address;
use crate::pages::hearings::way;
use crate::pages::open_places::OpenPlaces;
use crate::view::difference::{Difference, difference};
use crate::view::form::{ChoiceView, Crumb, FieldView, FormView};
use crate::view::frame::Frame;
use crate::view::qr;
use crate::view::time;

#[derive(Serialize)]
struct ShowView {
    crumbs: Vec<Crumb>,
    agency: String,
    href: String,
    note_href: String,
    new_href: String,
    state: String,
    state_tag: &'static str,
    about: Vec<Row>,
    /// Of a link that works and waits for an answer; empty otherwise.
    link: String,
    qr_svg: String,
    /// Nobody has answered, and the link is not revoked.
    can_be_revoked: bool,
    contacts: Vec<ChoiceView>,
    /// The letter has gone out or waits to.
    has_letter: bool,
    form: FormView,
    open_places: OpenPlaces,
    is_answered: bool,
    parts: Vec<PartView>,
    refused: Vec<String>,
    offered: Vec<String>,
    words: String,
    /// Everything is settled but for the last press.
    can_be_settled: bool,
    is_settled: bool,
}

#[derive(Serialize)]
struct Row {
    key: String,
    value: String,
}

#[derive(Serialize)]
struct PartView {
    key: String,
    title: String,
    /// `fits`, `corrected`, `withheld`; empty before.
    answer: &'static str,
    text: String,
    texts: Option<Difference>,
    /// `open`, `taken`, `declined`; empty for sections that were not corrected.
    outcome: &'static str,
    reply: String,
    /// What was typed of a reply and cannot be taken.
    typed: FieldView,
    has_changed: bool,
}

/// A confirmation with everything around it.
pub(super) struct Desk {
    pub(super) confirmation: confirmation::Model,
    pub(super) hearing: hearing::Model,
    pub(super) survey: survey::Model,
    pub(super) agency: agency::Model,
    /// Those of the agency to whom a letter may go.
    pub(super) contacts: Vec<contact::Model>,
    /// A reply that was typed and cannot be taken, with its section.
    pub(super) typed_reply: Option<(String, FieldView)>,
    letter: Option<message::Model>,
    parts: Vec<confirmation_part::Model>,
    bodies: BTreeMap<String, String>,
}

/// Loads a confirmation; its sections are in the order of the sheet.
pub(super) async fn desk(frame: &Frame, id: ConfirmationId) -> Result<Desk> {
    let db = &frame.app.db;
    let confirmation = store::confirmations::find(db, id).await?;
    let hearing = store::hearings::find(db, confirmation.hearing_id).await?;
    let mut contacts = store::contacts::of_agency(db, hearing.agency_id).await?;
    contacts.retain(contact::Model::can_be_written_to);
    let mut parts = store::confirmations::parts(db, id).await?;
    parts.sort_by_key(|part| offered().position(|section| section.key == part.section));
    Ok(Desk {
        survey: store::surveys::find(db, hearing.survey_id).await?,
        agency: store::agencies::find(db, hearing.agency_id).await?,
        letter: letter::find(db, id).await?,
        typed_reply: None,
        bodies: store::hearings::sections(db, hearing.id).await?,
        contacts,
        parts,
        hearing,
        confirmation,
    })
}

/// `GET /confirmations/{id}`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let desk = desk(&frame, ConfirmationId(*id)).await?;
    let form = super::letter::usual(&frame, &desk);
    page(&frame, desk, form, OpenPlaces::default()).await
}

/// The page with a letter in its form.
pub(super) async fn page(
    frame: &Frame,
    desk: Desk,
    form: FormView,
    open_places: OpenPlaces,
) -> Result<HttpResponse> {
    let title = frame.text("confirmations-title");
    let model = &desk.confirmation;
    let people = People::load(&frame.app).await?;
    let is_answered = model.answered_at.is_some();
    let link = match works(model) && !is_answered {
        true => link(&frame.app.public_url, &frame.app.key, model),
        false => String::new(),
    };
    let (code, state_tag) = state(model);
    let is_valid = form.is_valid();
    let labels = |column: &str| -> Vec<String> {
        uses(column)
            .into_iter()
            .map(|one: Use| frame.text(&format!("hearing-field-{}", one.code())))
            .collect()
    };
    let choice = |contact: &contact::Model| ChoiceView {
        value: contact.id.0.to_string(),
        label: [contact.name.as_str(), contact.email.as_str()].join(" ").trim().to_owned(),
    };
    let view = ShowView {
        crumbs: way(frame, &desk.hearing, &[(title.clone(), String::new())]).await?,
        agency: desk.agency.name.clone(),
        href: address(model.id),
        note_href: show_address(desk.hearing.id),
        new_href: new_address(desk.hearing.id),
        state: frame.text(&format!("confirmations-state-{code}")),
        state_tag,
        about: about(frame, &desk, &people),
        qr_svg: if link.is_empty() { String::new() } else { qr::svg(&link)? },
        link,
        can_be_revoked: !is_answered && model.revoked_at.is_none(),
        contacts: desk.contacts.iter().map(choice).collect(),
        has_letter: desk.letter.is_some(),
        form,
        open_places,
        is_answered,
        parts: desk.parts.iter().map(|part| part_view(frame, part, &desk)).collect(),
        refused: labels(&model.refused),
        offered: labels(&model.offered),
        words: model.words.clone(),
        can_be_settled: is_answered && model.settled_at.is_none() && !has_open_correction(&desk.parts),
        is_settled: model.settled_at.is_some(),
    };
    match is_valid {
        true => frame.page("confirmations/show.html", &title, &view),
        false => frame.problem_page("confirmations/show.html", &title, &view),
    }
}

fn about(frame: &Frame, desk: &Desk, people: &People) -> Vec<Row> {
    let model = &desk.confirmation;
    let row = |key: &str, value: String| Row { key: frame.text(key), value };
    let made =
        format!("{} {}", people.name(Some(model.created_by)), time::date_time(model.created_at, frame.lang));
    let revision = frame.text_with("hearings-version", &[("n", model.revision.to_string())]);
    let mut rows = vec![
        row("confirmations-made-by", made),
        row("confirmations-revision", revision),
        row("confirmations-expires", time::date_time(model.expires_at, frame.lang)),
    ];
    if let Some(letter) = &desk.letter {
        let state = frame.text(&format!("confirmations-letter-{}", letter.state.code()));
        rows.push(row("confirmations-letter", format!("{state} {}", letter.to_address).trim().to_owned()));
    }
    rows.extend(model.answered_at.map(|at| row("confirmations-answered", time::date_time(at, frame.lang))));
    rows.extend(model.settled_at.map(|at| {
        let value = format!("{} {}", people.name(model.settled_by), time::date_time(at, frame.lang));
        row("confirmations-settled", value.trim().to_owned())
    }));
    rows
}

fn part_view(frame: &Frame, part: &confirmation_part::Model, desk: &Desk) -> PartView {
    let typed = desk.typed_reply.as_ref().filter(|(section, _)| *section == part.section);
    let is_corrected = part.answer == Some(PartAnswer::Corrected);
    PartView {
        key: part.section.clone(),
        title: section_label(frame, &part.section),
        answer: part.answer.map(PartAnswer::code).unwrap_or_default(),
        text: part.shown.clone(),
        texts: is_corrected.then(|| difference(&part.shown, &part.correction)),
        outcome: match part.outcome {
            Some(CorrectionOutcome::Taken) => "taken",
            Some(CorrectionOutcome::Declined) => "declined",
            None if is_corrected => "open",
            None => "",
        },
        reply: part.reply.clone(),
        typed: typed.map(|(_, field)| field.clone()).unwrap_or_default(),
        has_changed: has_changed(part, &desk.bodies),
    }
}
