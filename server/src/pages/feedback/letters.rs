//! Letters with the link to a sheet, for everybody who asked for it with their answers (`kt:consent` feedback): to where the
//! invitation went, or to the address that was written for it. Of anonymous waves nobody is known, and nobody is written to.

use std::collections::{BTreeMap, HashMap, HashSet};

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::share_link;
use surveys::id::{QuestionnaireId, ResponseId, ShareLinkId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::answer::Answers;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::respondent::consents;
use surveys::store;
use surveys::store::audit::{self, Event};
use surveys::store::invitations::Invited;
use surveys::store::messages::NewMessage;

use super::links::area_name;
use super::replies::is_asking;
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::{self, Dataset, Fielded, Response, strings};
use crate::error::Result;
use crate::feedback_letter::{SHEET, kind};
use crate::inviting::letter::with_footer;
use crate::letter_text::literal;
use crate::pages::crumbs;
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::time;

/// Use that asks to be told of the results.
const FEEDBACK: &str = "feedback";
/// The most characters of the coordinator's own words.
const MAX_WORDS: usize = 500;
/// Fields of the form.
const FIELDS: [&str; 2] = ["link", "words"];

/// Somebody who asked for the results and can be written to.
struct Recipient {
    questionnaire: QuestionnaireId,
    response: ResponseId,
    invited: Option<Invited>,
    /// What they are called; empty for those who were not invited by name.
    name: String,
    email: String,
    area: Option<String>,
}

/// Everybody who asked for the results.
#[derive(Default)]
struct Asked {
    recipients: Vec<Recipient>,
    /// Asked for it, and there is no address that can be written to.
    n_unreachable: usize,
    /// Asked for it in an anonymous wave: nobody knows who they are.
    n_anonymous: usize,
}

/// Which link is sent.
#[derive(Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    link: String,
}

#[derive(Serialize)]
struct PageView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    action: String,
    feedback_href: String,
    form: FormView,
    links: Vec<ChoiceView>,
    link: String,
    n_new: usize,
    n_had: usize,
    n_unreachable: usize,
    n_anonymous: usize,
    /// The region reads what the link leads to.
    is_published: bool,
    subject: String,
    body: String,
    max_words: usize,
    is_carried: bool,
}

/// `GET /surveys/{id}/feedback/letters`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Feedback)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Internal, frame.lang).await?;
    let form = FormView::filled([("link", query.into_inner().link), ("words", String::new())]);
    page(&frame, &user, &dataset, form, StatusCode::OK).await
}

/// `POST /surveys/{id}/feedback/letters`: shows the letter with the words that were typed, or puts letters into the box. The same
/// form sent twice does it once.
pub async fn send(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Feedback)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Internal, frame.lang).await?;
    let mut form = FormView::sent(&FIELDS, &sent);
    form.limit(&frame, "words", "feedback-letters-words", MAX_WORDS);
    let link = chosen(&open_links(&frame, dataset.survey.id).await?, form.value("link")).cloned();
    if link.is_none() {
        form.reject("link", frame.text("feedback-letters-link-required"));
    }
    let Some(link) = link.filter(|_| form.is_valid()) else {
        return page(&frame, &user, &dataset, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    if sent.get("do") != "send" {
        return page(&frame, &user, &dataset, form, StatusCode::OK).await;
    }
    // Nobody gets a link twice: a letter that leads to nothing could not be made good.
    if !is_published(&frame, &link).await? {
        form.reject("link", frame.text("feedback-letters-unpublished"));
        return page(&frame, &user, &dataset, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let has_replies = is_asking(&frame, dataset.survey.id).await?;
    let asked = asked(&frame, &dataset).await?;
    let recipients = of_area(&dataset, &link, asked.recipients);
    let transaction = frame.app.write().await?;
    let mut n = 0;
    for recipient in &recipients {
        let (subject, body) = letter(&frame, &dataset, (&recipient.name, form.value("words")), has_replies);
        let message = NewMessage {
            questionnaire: recipient.questionnaire,
            response: recipient.invited.is_none().then_some(recipient.response),
            invitation: recipient.invited.as_ref().map(|invited| invited.invitation.id),
            kind: kind(link.id),
            to_address: recipient.email.clone(),
            subject,
            body: if recipient.invited.is_some() { with_footer(frame.lang, &body) } else { body },
        };
        n += usize::from(store::messages::queue(&transaction, message).await?);
    }
    let event = Event {
        user: Some(user.id),
        action: "feedback.mail",
        thing_kind: "survey",
        thing_id: Some(dataset.survey.id.0),
        detail: serde_json::json!({ "link": link.id.0, "letters": n }),
    };
    audit::record(&transaction, event).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    let (kind, key) = match n {
        0 => ("warning", "feedback-letters-queued-none"),
        _ => ("success", "feedback-letters-queued"),
    };
    let back = format!("{}/feedback/letters?link={}", address(dataset.survey.id), link.id.0);
    frame.redirect_with(&back, kind, key)
}

/// The links that lead somewhere now, newest first.
async fn open_links(frame: &Frame, survey: SurveyId) -> Result<Vec<share_link::Model>> {
    let mut links = store::share_links::of_survey(&frame.app.db, survey).await?;
    links.retain(store::share_links::is_open);
    Ok(links)
}

fn chosen<'l>(links: &'l [share_link::Model], typed: &str) -> Option<&'l share_link::Model> {
    let id = typed.parse().ok().map(ShareLinkId)?;
    links.iter().find(|link| link.id == id)
}

/// Whether the region reads the sheet that a link leads to.
async fn is_published(frame: &Frame, link: &share_link::Model) -> Result<bool> {
    Ok(store::share_links::shown(&frame.app.db, link).await?.is_some())
}

/// Everybody who asked for the results; an address that was given several times is written to once.
async fn asked(frame: &Frame, dataset: &Dataset) -> Result<Asked> {
    let db = &frame.app.db;
    let mut found = Asked::default();
    let mut seen: HashSet<String> = HashSet::new();
    for fielded in &dataset.fielded {
        let wishing: Vec<&Response> =
            fielded.responses.iter().filter(|response| has_asked(fielded, response)).collect();
        if !fielded.has_times {
            found.n_anonymous += wishing.len();
            continue;
        }
        if wishing.is_empty() {
            continue;
        }
        let invited = store::invitations::of_questionnaire(db, fielded.id).await?.into_iter();
        let invited: HashMap<ResponseId, Invited> =
            invited.filter_map(|one| Some((one.invitation.response_id?, one))).collect();
        let contacts = store::entries::contacts_of_questionnaire(db, fielded.id).await?;
        for response in wishing {
            match recipient(fielded, response, invited.get(&response.id), &contacts) {
                None => found.n_unreachable += 1,
                Some(recipient) if seen.insert(recipient.email.to_lowercase()) => {
                    found.recipients.push(recipient);
                }
                Some(_) => {}
            }
        }
    }
    Ok(found)
}

fn has_asked(fielded: &Fielded, response: &Response) -> bool {
    let version = fielded.versions.get(response.version);
    version.is_some_and(|version| consents(&version.definition, &response.answers).contains(&FEEDBACK))
}

/// Where somebody can be written to; None where there is no address for it.
fn recipient(
    fielded: &Fielded,
    response: &Response,
    invited: Option<&Invited>,
    contacts: &BTreeMap<ResponseId, String>,
) -> Option<Recipient> {
    let (name, email) = match invited {
        Some(invited) => {
            let contact = invited.contact.as_ref().filter(|_| invited.can_be_reached())?;
            (invited.agency.name.clone(), contact.email.clone())
        }
        None => {
            let definition = &fielded.versions.get(response.version)?.definition;
            (String::new(), written_address(definition, contacts.get(&response.id)?)?)
        }
    };
    Some(Recipient {
        questionnaire: fielded.id,
        response: response.id,
        invited: invited.cloned(),
        name,
        email,
        area: response.region.clone(),
    })
}

/// The mail address among the answers that are kept apart.
fn written_address(definition: &Definition, stored: &str) -> Option<String> {
    let answers: Answers = serde_json::from_str(stored).ok()?;
    let asked = definition.questions().into_iter().filter(|question| question.input.input_type == "email");
    asked
        .flat_map(|question| strings(answers.get(&question.name)))
        .map(|email| email.trim().to_owned())
        .find(|email| email.contains('@'))
}

/// Those whom a sheet of an area concerns; the sheet of the whole region concerns all.
fn of_area(dataset: &Dataset, link: &share_link::Model, all: Vec<Recipient>) -> Vec<Recipient> {
    let Some(region) = link.region_id else { return all };
    let code = dataset.areas.iter().find(|area| area.id == region).map(|area| area.code.as_str());
    all.into_iter().filter(|recipient| code.is_some() && recipient.area.as_deref() == code).collect()
}

/// Subject and text of the letter as it is stored: the address of the sheet is put in when it goes out.
/// Of replies it speaks only while a questionnaire takes them.
fn letter(
    frame: &Frame,
    dataset: &Dataset,
    (name, words): (&str, &str),
    has_replies: bool,
) -> (String, String) {
    let survey = &dataset.survey;
    let to = match name.is_empty() {
        true => frame.text("feedback-letters-to-all"),
        false => frame.text_with("feedback-letters-to", &[("agency", name.to_owned())]),
    };
    let own = words.replace("\r\n", "\n");
    let own = if own.is_empty() { String::new() } else { format!("{own}\n\n") };
    let replies =
        if has_replies { format!("{}\n\n", frame.text("feedback-letters-replies")) } else { String::new() };
    let subject = frame.text_with("feedback-letters-subject", &[("title", literal(&survey.title))]);
    let args = [
        ("to", literal(&to)),
        ("title", literal(&survey.title)),
        ("host", literal(&survey.host)),
        ("contact", literal(&survey.contact)),
        ("own", literal(&own)),
        ("replies", replies),
        ("sheet", SHEET.to_owned()),
    ];
    (subject, frame.text_with("feedback-letters-body", &args))
}

async fn page(
    frame: &Frame,
    user: &User,
    dataset: &Dataset,
    form: FormView,
    status: StatusCode,
) -> Result<HttpResponse> {
    let survey = &dataset.survey;
    let base = address(survey.id);
    let links = open_links(frame, survey.id).await?;
    let asked = asked(frame, dataset).await?;
    let link = chosen(&links, form.value("link")).or(links.first());
    let recipients = match link {
        Some(link) => of_area(dataset, link, asked.recipients),
        None => Vec::new(),
    };
    let (had, is_published) = match link {
        Some(link) => (had(frame, &recipients, &kind(link.id)).await?, is_published(frame, link).await?),
        None => (0, false),
    };
    let has_replies = is_asking(frame, survey.id).await?;
    let example = recipients.first().map(|recipient| recipient.name.clone()).unwrap_or_default();
    let (subject, body) = letter(frame, dataset, (&example, form.value("words")), has_replies);
    let shown = |text: &str| crate::letter_text::sent(text, &[]);
    let choice = |link: &share_link::Model| {
        let args = [
            ("area", area_name(frame, dataset, link)),
            ("expires", time::date_time(link.expires_at, frame.lang)),
        ];
        ChoiceView { value: link.id.0.to_string(), label: frame.text_with("feedback-letters-link", &args) }
    };
    let steps = [
        (frame.text("surveys-tab-feedback"), format!("{base}/feedback")),
        (frame.text("feedback-letters-title"), String::new()),
    ];
    let view = PageView {
        title: survey.title.clone(),
        crumbs: crumbs::of_survey(frame, survey, steps),
        tabs: tabs(frame, user, survey.id, "/feedback"),
        action: format!("{base}/feedback/letters"),
        feedback_href: format!("{base}/feedback#links"),
        link: link.map(|link| link.id.0.to_string()).unwrap_or_default(),
        links: links.iter().map(choice).collect(),
        n_new: recipients.len() - had,
        n_had: had,
        n_unreachable: asked.n_unreachable,
        n_anonymous: asked.n_anonymous,
        is_published,
        subject: shown(&subject),
        body: shown(&body),
        max_words: MAX_WORDS,
        is_carried: frame.app.config.smtp_url.is_some(),
        form,
    };
    frame.page_with(status, "feedback/letters.html", &frame.text("feedback-letters-title"), &view)
}

/// How many of them have had a letter of this kind, or have it in the box.
async fn had(frame: &Frame, recipients: &[Recipient], kind: &str) -> Result<usize> {
    let questionnaires: HashSet<QuestionnaireId> =
        recipients.iter().map(|recipient| recipient.questionnaire).collect();
    let (mut invitations, mut responses) = (HashSet::new(), HashSet::new());
    for id in questionnaires {
        for letter in store::messages::of_questionnaire(&frame.app.db, id).await? {
            if letter.kind == kind {
                invitations.extend(letter.invitation_id);
                responses.extend(letter.response_id);
            }
        }
    }
    let has = |recipient: &&Recipient| match &recipient.invited {
        Some(invited) => invitations.contains(&invited.invitation.id),
        None => responses.contains(&recipient.response),
    };
    Ok(recipients.iter().filter(has).count())
}
