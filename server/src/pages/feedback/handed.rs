//! Letters on paper to those who asked for the results and whom no mail reaches, or whose mail was given up: printed on A4 with
//! address and code of the sheet, and marked once they are handed over, so that nobody is asked to do it again.

use std::collections::HashSet;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::share_link;
use surveys::entity::state::MessageState;
use surveys::id::{ShareLinkId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::audit::{self, Event};
use surveys::store::messages::NewMessage;

use super::asked::{Asker, Had, Recipients, asked, recipients};
use super::letters::{Query, chosen, is_published, letter, open_links, page_of};
use super::replies::{is_asking, reply_way};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::{self, Dataset};
use crate::error::{AppError, Result};
use crate::feedback_letter::{SHEET, sheet};
use crate::letter_text;
use crate::pages::inviting::print::honorific;
use crate::pages::surveys::address;
use crate::view::frame::Frame;
use crate::view::qr;

/// Somebody whom no mail reaches, in the list.
#[derive(Serialize)]
pub struct UnreachedView {
    /// Number of the response.
    response: String,
    name: String,
    state: State,
}

/// Where a letter on paper stands.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    /// It is still to be handed over.
    Open,
    /// It was, or went out by mail when there was an address.
    Handed,
    /// Letters were declined, or the agency is on the list no more.
    LeftAlone,
}

impl UnreachedView {
    /// Whether the letter is still to be handed over.
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }
}

#[derive(Serialize)]
struct PrintPage {
    print: PrintView,
}

#[derive(Serialize)]
struct PrintView {
    back_href: String,
    sheet: Way,
    /// None while nobody can reply.
    reply: Option<Way>,
    letters: Vec<PaperLetter>,
}

/// An address with its code.
#[derive(Serialize)]
struct Way {
    link: String,
    qr_svg: String,
}

#[derive(Serialize)]
struct PaperLetter {
    agency: String,
    name: String,
    /// What follows the name, or the agency's where nobody is named.
    honorific: String,
    postal_address: String,
    subject: String,
    body: String,
}

/// The list of those whom no mail reaches, with what they have had.
pub fn views(frame: &Frame, askers: &[Asker], had: &Had) -> Vec<UnreachedView> {
    let view = |asker: &Asker| UnreachedView {
        response: asker.response.0.to_string(),
        name: called(frame, asker),
        state: state(asker, had),
    };
    askers.iter().map(view).collect()
}

/// What somebody is called in lists.
pub fn called(frame: &Frame, asker: &Asker) -> String {
    let key = match (asker.name.is_empty(), asker.is_typed) {
        (false, _) => return asker.name.clone(),
        (true, true) => "feedback-letters-response-typed",
        (true, false) => "feedback-letters-response",
    };
    frame.text_with(key, &[("n", asker.response.0.to_string())])
}

fn state(asker: &Asker, had: &Had) -> State {
    match had.state(asker) {
        Some(MessageState::Sent) => State::Handed,
        _ if asker.is_left_alone => State::LeftAlone,
        _ => State::Open,
    }
}

/// Where the letters with a link are printed.
pub fn print_address(survey: SurveyId, link: ShareLinkId) -> String {
    format!("{}/feedback/letters/print?link={}", address(survey), link.0)
}

/// What letters on paper still lack.
enum Lacking {
    /// No link leads anywhere.
    Link,
    /// It is not said which link.
    Choice,
    /// The region does not read the sheet.
    Sheet,
}

/// A link that leads to a sheet which the region reads, or what is lacking.
async fn readable(
    frame: &Frame,
    survey: SurveyId,
    typed: &str,
) -> Result<std::result::Result<share_link::Model, Lacking>> {
    let links = open_links(frame, survey).await?;
    if links.is_empty() {
        return Ok(Err(Lacking::Link));
    }
    let Some(link) = chosen(&links, typed) else { return Ok(Err(Lacking::Choice)) };
    Ok(if is_published(frame, link).await? { Ok(link.clone()) } else { Err(Lacking::Sheet) })
}

/// Leads to where it is done, and says what.
fn lead_to(frame: &Frame, survey: SurveyId, lacking: &Lacking) -> Result<HttpResponse> {
    let (place, key) = match lacking {
        Lacking::Link => ("feedback#links", "feedback-letters-link-lacking"),
        Lacking::Choice => ("feedback/letters", "feedback-letters-link-required"),
        Lacking::Sheet => ("feedback/letters", "feedback-letters-unpublished"),
    };
    frame.redirect_with(&format!("{}/{place}", address(survey)), "warning", key)
}

/// Those to whom the letter with a link is still to be handed over.
async fn open(frame: &Frame, dataset: &Dataset, link: &share_link::Model) -> Result<Vec<Asker>> {
    let all = asked(frame, dataset).await?;
    let Recipients { by_mail, by_no_mail: mut askers, had } = recipients(frame, dataset, link, all).await?;
    askers.extend(by_mail.into_iter().filter(|asker| had.has_failed(asker)));
    askers.retain(|asker| state(asker, &had) == State::Open);
    Ok(askers)
}

/// `GET /surveys/{id}/feedback/letters/print`
pub async fn print(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Feedback)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Internal, frame.lang).await?;
    let survey = dataset.survey.id;
    let link = match readable(&frame, survey, &query.link).await? {
        Ok(link) => link,
        Err(lacking) => return lead_to(&frame, survey, &lacking),
    };
    let sheet_link = sheet(&frame.app.public_url, &frame.app.key, &link.nonce);
    let reply = reply_way(&frame.app, survey).await?;
    // On paper the addressee stands above the letter.
    let (subject, body) = letter(&frame, &dataset, ("", ""), reply.is_some());
    let [subject, body] = [subject, body].map(|text| letter_text::sent(&text, &[(SHEET, &sheet_link)]));
    let of_asker = |asker: &Asker| {
        let contact = asker.invited.as_ref().and_then(|invited| invited.contact.as_ref());
        PaperLetter {
            agency: match asker.name.is_empty() {
                true => frame.text("feedback-letters-to-all"),
                false => asker.name.clone(),
            },
            honorific: match asker.name.is_empty() {
                true => String::new(),
                false => honorific(&frame, contact.map_or("", |contact| &contact.name)),
            },
            name: contact.map(|contact| contact.name.clone()).unwrap_or_default(),
            postal_address: contact.map(|contact| contact.address.clone()).unwrap_or_default(),
            subject: subject.clone(),
            body: body.trim_start().to_owned(),
        }
    };
    let way = |link: String| Ok::<Way, AppError>(Way { qr_svg: qr::svg(&link)?, link });
    let print = PrintView {
        back_href: page_of(survey, &link),
        letters: open(&frame, &dataset, &link).await?.iter().map(of_asker).collect(),
        sheet: way(sheet_link.clone())?,
        reply: reply.map(|reply| way(reply.address)).transpose()?,
    };
    frame.public_page(
        "feedback/letters_print.html",
        &frame.text("feedback-letters-print"),
        &PrintPage { print },
    )
}

/// `POST /surveys/{id}/feedback/letters/handed`: marks the letters to those who are ticked as handed over. The same form sent twice
/// does it once.
pub async fn hand_over(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Feedback)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Internal, frame.lang).await?;
    let survey = dataset.survey.id;
    let link = match readable(&frame, survey, sent.get("link")).await? {
        Ok(link) => link,
        Err(lacking) => return lead_to(&frame, survey, &lacking),
    };
    let ticked: HashSet<&str> = sent.all("response").collect();
    let mut askers = open(&frame, &dataset, &link).await?;
    askers.retain(|asker| ticked.contains(asker.response.0.to_string().as_str()));
    let has_replies = is_asking(&frame, survey).await?;
    let text = letter(&frame, &dataset, ("", ""), has_replies);
    let transaction = frame.app.write().await?;
    let mut n = 0;
    for asker in &askers {
        // No mail went anywhere.
        let handed = NewMessage { to_address: String::new(), ..asker.letter(link.id, text.clone()) };
        n += usize::from(store::messages::hand_over(&transaction, handed).await?);
    }
    if n > 0 {
        let event = Event {
            user: Some(user.id),
            action: "feedback.hand_over",
            thing_kind: "survey",
            thing_id: Some(survey.0),
            detail: serde_json::json!({ "link": link.id.0, "letters": n }),
        };
        audit::record(&transaction, event).await?;
    }
    transaction.commit().await?;
    let (kind, key) = match n {
        0 => ("warning", "feedback-letters-handed-none"),
        _ => ("success", "feedback-letters-handed"),
    };
    frame.redirect_with(&format!("{}#on-paper", page_of(survey, &link)), kind, key)
}
