//! Letters by mail: looked at with the words of a real agency, then put into the box for everybody who may be written to.

use std::collections::HashSet;

use actix_web::{HttpResponse, web};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use surveys::entity::message;
use surveys::entity::state::MessageState;
use surveys::id::{InvitationId, QuestionnaireId};
use surveys::store;
use surveys::store::audit::{self, Event};
use surveys::store::invitations::Invited;

use super::{Desk, address, desk};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::inviting::letter::{self, INVITE, Letter, REMINDER, Secrets, known_words, with_footer};
use crate::pages::open_places::{AS_IS, refusal};
use crate::view::form::Crumb;
use crate::view::frame::Frame;

/// Most rounds of reminders; more would be a nuisance.
const MOST_ROUNDS: u32 = 9;

/// Which letter is looked at.
#[derive(Default, Deserialize)]
pub struct Wish {
    /// `invite` when empty, or `reminder`.
    #[serde(default)]
    kind: String,
}

#[derive(Serialize)]
struct LettersPage {
    letters: LettersView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct LettersView {
    questionnaire: String,
    action: String,
    settings_href: String,
    invite_href: String,
    reminder_href: String,
    is_reminder: bool,
    /// Sent along, so that a form that is sent twice does not begin another round.
    kind: String,
    /// The round of reminders, from 1; 0 for the first letter.
    round: u32,
    /// Beyond it nothing is sent.
    most_rounds: u32,
    to_name: String,
    subject: String,
    body: String,
    /// Whether it is not shown who has answered.
    is_anonymous: bool,
    /// How many it goes to; of anonymous invitations how many can be reached.
    n: usize,
    n_sent: usize,
    n_queued: usize,
    n_failed: usize,
    n_undeliverable: usize,
    n_opted_out: usize,
    bounces_href: String,
    /// What is still to be written before it is sent, unless it is meant so; empty when nothing is.
    open_place: String,
    is_carried: bool,
}

/// `GET /questionnaires/{id}/invitations/letters`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    wish: web::Query<Wish>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Invitation)?;
    let desk = desk(&frame.app, QuestionnaireId(*id), frame.lang).await?;
    let written = written(&frame.app.db, desk.questionnaire.id).await?;
    let round = if wish.kind == "reminder" { last_round(&written) + 1 } else { 0 };
    page(&frame, &desk, &written, round)
}

/// The letters to those who are invited.
async fn written(db: &impl ConnectionTrait, id: QuestionnaireId) -> Result<Vec<message::Model>> {
    let mut written = store::messages::of_questionnaire(db, id).await?;
    written.retain(|letter| letter.invitation_id.is_some());
    Ok(written)
}

fn page(frame: &Frame, desk: &Desk, written: &[message::Model], round: u32) -> Result<HttpResponse> {
    let id = desk.questionnaire.id;
    let base = format!("{}/letters", address(id));
    let letter = composed(frame, desk, round);
    let to = addressed(desk, written, &letter.kind);
    // Of anonymous invitations who gets it, and who had it before, would tell who has answered.
    let reached: Vec<&Invited> = desk.invited.iter().filter(|one| one.can_be_reached()).collect();
    let first = if desk.is_anonymous() { reached.first() } else { to.first() };
    let shown = first.copied().or(desk.invited.first());
    let whole = |text: &str| match shown {
        Some(one) => {
            let secrets = Secrets::of(&frame.app.public_url, &frame.app.key, one);
            secrets.put_into(&desk.words(one, frame.lang).put_into(text))
        }
        None => text.to_owned(),
    };
    let n = |state| written.iter().filter(|letter| letter.state == state).count();
    let contacts = || desk.invited.iter().filter_map(|one| one.contact.as_ref());
    let view = LettersPage {
        crumbs: desk.crumbs(frame, "inviting-letters"),
        letters: LettersView {
            questionnaire: desk.questionnaire.title.clone(),
            settings_href: format!("{}/inviting", crate::pages::questionnaires::address(id)),
            invite_href: base.clone(),
            reminder_href: format!("{base}?kind=reminder"),
            action: base,
            is_reminder: round > 0,
            round,
            most_rounds: MOST_ROUNDS,
            to_name: shown.map(|one| one.agency.name.clone()).unwrap_or_default(),
            subject: whole(&letter.subject),
            body: whole(&letter.body),
            open_place: open_place(frame, desk, [&letter.subject, &letter.body]).unwrap_or_default(),
            kind: letter.kind,
            is_anonymous: desk.is_anonymous(),
            n: if desk.is_anonymous() { reached.len() } else { to.len() },
            n_sent: n(MessageState::Sent),
            n_queued: n(MessageState::Queued),
            n_failed: n(MessageState::Failed),
            n_undeliverable: contacts().filter(|contact| !contact.undeliverable.is_empty()).count(),
            n_opted_out: contacts().filter(|contact| contact.opted_out_on.is_some()).count(),
            bounces_href: format!("{}/bounces", address(id)),
            is_carried: frame.app.config.smtp_url.is_some(),
        },
    };
    frame.page("inviting/letters.html", &frame.text("inviting-letters"), &view)
}

/// The first letter (round 0) or a reminder, with the lines about ending letters.
fn composed(frame: &Frame, desk: &Desk, round: u32) -> Letter {
    let inviting = &desk.inviting;
    let (kind, subject, body) = match round {
        0 => (INVITE.to_owned(), &inviting.subject, &inviting.body),
        round => (format!("{REMINDER}{round}"), &inviting.reminder_subject, &inviting.reminder_body),
    };
    Letter { kind, subject: subject.clone(), body: with_footer(frame.lang, body) }
}

/// What is said of the first place of a letter that is still open, in its own words (unless they were said to be meant so when
/// they were set) or in those of the survey that it puts in; None if it may be sent. `texts` are its subject and its body.
pub fn open_place(frame: &Frame, desk: &Desk, texts: [&str; 2]) -> Option<String> {
    let known = known_words();
    let survey = [
        ("{title}", desk.title.as_str()),
        ("{host}", desk.survey.host.as_str()),
        ("{contact}", desk.survey.contact.as_str()),
    ];
    let is_used = |name: &str| texts.iter().any(|text| text.contains(name));
    let put_in = survey.into_iter().filter(|(name, _)| is_used(name)).map(|(_, words)| words);
    let set = &desk.inviting;
    let letters = [&set.subject, &set.body, &set.reminder_subject, &set.reminder_body].map(String::as_str);
    let is_meant_so = store::invitings::is_meant_so(set, letters);
    let own = texts.into_iter().filter(|_| !is_meant_so);
    own.chain(put_in).find_map(|text| refusal(frame, text, &known))
}

/// Those who would get a letter of a kind now: who may be written to and has not had it. The first letter comes before all
/// others; a reminder goes to those who have had any, for where a newer one took its place the first is not kept. Who was
/// written to in vain is tried again (see [`retry`]), and not reminded of what did not come.
fn addressed<'a>(desk: &'a Desk, written: &[message::Model], kind: &str) -> Vec<&'a Invited> {
    let letters = || written.iter().filter_map(|letter| Some((letter.invitation_id?, letter)));
    let had: HashSet<(InvitationId, &str)> =
        letters().map(|(id, letter)| (id, letter.kind.as_str())).collect();
    let asked: HashSet<InvitationId> = letters().map(|(id, _)| id).collect();
    let got = letters().filter(|(_, letter)| letter.state != MessageState::Failed);
    let got: HashSet<InvitationId> = got.map(|(id, _)| id).collect();
    let is_due = |one: &&Invited| {
        let id = one.invitation.id;
        let is_next = if kind == INVITE { !asked.contains(&id) } else { got.contains(&id) };
        one.may_be_written_to() && !had.contains(&(id, kind)) && is_next
    };
    desk.invited.iter().filter(is_due).collect()
}

/// The last round of reminders; 0 before the first.
fn last_round(written: &[message::Model]) -> u32 {
    let round = |letter: &message::Model| letter.kind.strip_prefix(REMINDER)?.parse().ok();
    written.iter().filter_map(round).max().unwrap_or(0)
}

/// `POST /questionnaires/{id}/invitations/letters`: puts the letters into the box. The same form sent twice does it once.
pub async fn send(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Invitation)?;
    let desk = desk(&frame.app, QuestionnaireId(*id), frame.lang).await?;
    let transaction = frame.app.write().await?;
    let questionnaire = desk.questionnaire.id;
    let written = written(&transaction, questionnaire).await?;
    let round = match sent.get("kind").strip_prefix(REMINDER).map(str::parse) {
        None if sent.get("kind") == INVITE => 0,
        Some(Ok(round)) if (1..=MOST_ROUNDS.min(last_round(&written) + 1)).contains(&round) => round,
        None | Some(_) => return Err(AppError::BadRequest("bad-request-form")),
    };
    let letter = composed(&frame, &desk, round);
    if !sent.has(AS_IS) && open_place(&frame, &desk, [&letter.subject, &letter.body]).is_some() {
        transaction.rollback().await?;
        let kind = if round > 0 { "reminder" } else { INVITE };
        // The page says what is open and where it is changed.
        let letters = format!("{}/letters?kind={kind}", address(questionnaire));
        return frame.redirect_with(&letters, "warning", "inviting-not-sent");
    }
    let to: Vec<_> = addressed(&desk, &written, &letter.kind)
        .into_iter()
        .map(|one| (one.clone(), desk.words(one, frame.lang)))
        .collect();
    let n = letter::queue(&transaction, questionnaire, &letter, &to).await?;
    let event = Event {
        user: Some(user.id),
        action: "invitation.mail",
        thing_kind: "questionnaire",
        thing_id: Some(questionnaire.0),
        detail: serde_json::json!({ "kind": letter.kind, "letters": n }),
    };
    audit::record(&transaction, event).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    let (kind, key) =
        if n > 0 { ("success", "inviting-queued") } else { ("warning", "inviting-queued-none") };
    frame.redirect_with(&address(questionnaire), kind, key)
}

/// `POST /questionnaires/{id}/invitations/letters/retry`: letters that were given up are tried again.
pub async fn retry(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Invitation)?;
    let desk = desk(&frame.app, QuestionnaireId(*id), frame.lang).await?;
    let id = desk.questionnaire.id;
    let transaction = frame.app.write().await?;
    let n = store::messages::retry(&transaction, id, "invitation.retry_mail", user.id).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    let (kind, key) = match n {
        0 => ("warning", "inviting-retried-none"),
        _ => ("success", "letters-retried"),
    };
    frame.redirect_with(&format!("{}/letters", address(id)), kind, key)
}
