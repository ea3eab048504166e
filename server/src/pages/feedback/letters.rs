//! Letters by mail with the link to a sheet, for everybody who asked for it with their answers (`asked.rs`). Whom no mail reaches gets
//! one on paper (`handed.rs`).

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::{contact, share_link};
use surveys::id::{ShareLinkId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::audit::{self, Event};

use super::asked::{Asker, Had, Recipients, asked, recipients};
use super::handed::{self, UnreachedView};
use super::links::area_name;
use super::replies::is_asking;
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::{self, Dataset};
use crate::error::Result;
use crate::feedback_letter::SHEET;
use crate::inviting::letter::with_footer;
use crate::letter_text::literal;
use crate::pages::crumbs;
use crate::pages::inviting::address as invitations_address;
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{ChoiceView, Crumb, FormView};
use crate::view::frame::Frame;
use crate::view::time;

/// The most characters of the coordinator's own words.
const MAX_WORDS: usize = 500;
/// Fields of the form.
const FIELDS: [&str; 2] = ["link", "words"];

/// Which link is sent.
#[derive(Default, Deserialize)]
pub struct Query {
    /// Its number.
    #[serde(default)]
    pub link: String,
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
    /// Letters that were given up, those that were refused among them.
    n_failed: usize,
    /// Whose letters were given up and can be sent again.
    failed: Vec<String>,
    /// What can be done for them, in sentences.
    advice: Vec<String>,
    /// Whose letters were refused, since there is no such address.
    refused: Vec<RefusedView>,
    n_unreachable: usize,
    /// Those whom no mail reaches, or whose letters were given up.
    unreached: Vec<UnreachedView>,
    /// Where their letters are printed; empty while there are none.
    print_href: String,
    /// Those who are not written to since they declined letters, or are on the list no more.
    n_left_alone: usize,
    n_anonymous: usize,
    /// Those of the open link who wrote no address.
    n_open: usize,
    /// The region reads what the link leads to.
    is_published: bool,
    subject: String,
    body: String,
    max_words: usize,
    is_carried: bool,
}

/// Somebody whose mail server says that there is no such address.
#[derive(Serialize)]
struct RefusedView {
    name: String,
    email: String,
    /// What the mail server said.
    reason: String,
    /// Where the address is corrected.
    href: String,
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

/// `POST /surveys/{id}/feedback/letters`: shows the letter with the words that were typed, or puts letters into the box: new
/// ones, or those again that were given up. The same form sent twice does it once.
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
    let is_again = match sent.get("do") {
        "send" => false,
        "retry" => true,
        _ => return page(&frame, &user, &dataset, form, StatusCode::OK).await,
    };
    // Nobody gets a link twice: a letter that leads to nothing could not be made good.
    if !is_published(&frame, &link).await? {
        form.reject("link", frame.text("feedback-letters-unpublished"));
        return page(&frame, &user, &dataset, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let has_replies = is_asking(&frame, dataset.survey.id).await?;
    let all = asked(&frame, &dataset).await?;
    let recipients = recipients(&frame, &dataset, &link, all).await?.by_mail;
    let transaction = frame.app.write().await?;
    let mut n = 0;
    for recipient in &recipients {
        let to = addressed(&frame, &recipient.name);
        let (subject, body) = letter(&frame, &dataset, (&to, form.value("words")), has_replies);
        let body = if recipient.by_invitation().is_some() { with_footer(frame.lang, &body) } else { body };
        let message = recipient.letter(link.id, (subject, body));
        let is_put = match is_again {
            true => store::messages::renew(&transaction, message).await?,
            false => store::messages::queue(&transaction, message).await?,
        };
        n += usize::from(is_put);
    }
    let event = Event {
        user: Some(user.id),
        action: if is_again { "feedback.retry_mail" } else { "feedback.mail" },
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
    frame.redirect_with(&page_of(dataset.survey.id, &link), kind, key)
}

/// The address of the page for a link.
pub(super) fn page_of(survey: SurveyId, link: &share_link::Model) -> String {
    format!("{}/feedback/letters?link={}", address(survey), link.id.0)
}

/// The links that lead somewhere now, newest first.
pub(super) async fn open_links(frame: &Frame, survey: SurveyId) -> Result<Vec<share_link::Model>> {
    let mut links = store::share_links::of_survey(&frame.app.db, survey).await?;
    links.retain(store::share_links::is_open);
    Ok(links)
}

pub(super) fn chosen<'l>(links: &'l [share_link::Model], typed: &str) -> Option<&'l share_link::Model> {
    let id = typed.parse().ok().map(ShareLinkId)?;
    links.iter().find(|link| link.id == id)
}

/// The link that a page begins with: the first whose sheet the region reads, and where it reads none, the newest.
async fn first_readable<'l>(
    frame: &Frame,
    links: &'l [share_link::Model],
) -> Result<Option<&'l share_link::Model>> {
    for link in links {
        if is_published(frame, link).await? {
            return Ok(Some(link));
        }
    }
    Ok(links.first())
}

/// Whether the region reads the sheet that a link leads to.
pub(super) async fn is_published(frame: &Frame, link: &share_link::Model) -> Result<bool> {
    Ok(store::share_links::shown(&frame.app.db, link).await?.is_some())
}

/// The line of a letter that says whom it is to.
fn addressed(frame: &Frame, name: &str) -> String {
    match name.is_empty() {
        true => frame.text("feedback-letters-to-all"),
        false => frame.text_with("feedback-letters-to", &[("agency", name.to_owned())]),
    }
}

/// Subject and text of the letter as it is stored: the address of the sheet is put in when it goes out, and `to` is its first line.
/// Of replies it speaks only while a questionnaire takes them.
pub(super) fn letter(
    frame: &Frame,
    dataset: &Dataset,
    (to, words): (&str, &str),
    has_replies: bool,
) -> (String, String) {
    let survey = &dataset.survey;
    let own = words.replace("\r\n", "\n");
    let own = if own.is_empty() { String::new() } else { format!("{own}\n\n") };
    let replies =
        if has_replies { format!("{}\n\n", frame.text("feedback-letters-replies")) } else { String::new() };
    let subject = frame.text_with("feedback-letters-subject", &[("title", literal(&survey.title))]);
    let args = [
        ("to", literal(to)),
        ("title", literal(&survey.title)),
        ("host", literal(&survey.host)),
        ("contact", literal(&survey.contact)),
        ("own", literal(&own)),
        ("replies", replies),
        ("beside", format!("{}\n\n", frame.text("feedback-letters-beside"))),
        ("sheet", SHEET.to_owned()),
    ];
    (subject, frame.text_with("feedback-letters-body", &args))
}

/// Whom a link is for.
#[derive(Default)]
struct Addressees {
    n_new: usize,
    n_had: usize,
    /// What those are called whose letters were given up.
    failed: Vec<String>,
    advice: Vec<String>,
    refused: Vec<RefusedView>,
    n_unreachable: usize,
    /// What the first of those whom a mail reaches is called.
    example: String,
    unreached: Vec<UnreachedView>,
    n_left_alone: usize,
    n_anonymous: usize,
    n_open: usize,
    is_published: bool,
}

async fn addressees(
    frame: &Frame,
    dataset: &Dataset,
    link: Option<&share_link::Model>,
) -> Result<Addressees> {
    let all = asked(frame, dataset).await?;
    let mut found = Addressees {
        n_anonymous: all.n_anonymous,
        n_open: all.n_open,
        n_left_alone: all.n_left_alone,
        ..Addressees::default()
    };
    let Some(link) = link else { return Ok(found) };
    let Recipients { by_mail, by_no_mail, had } = recipients(frame, dataset, link, all).await?;
    let example = by_mail.first().map(|recipient| recipient.name.clone()).unwrap_or_default();
    let (new, had_any): (Vec<_>, Vec<_>) = by_mail.into_iter().partition(|one| had.state(one).is_none());
    let (failed, sent): (Vec<_>, Vec<_>) = had_any.into_iter().partition(|one| had.has_failed(one));
    let (refused, mut unreached): (Vec<_>, Vec<_>) =
        by_no_mail.into_iter().partition(|one| refused_at(one, &had).is_some());
    let n_listed = unreached.iter().filter(|one| one.is_left_alone).count();
    found.n_left_alone += n_listed;
    let n_unreachable = unreached.len() - n_listed;
    let advice = advice(frame, &failed);
    let failed_names = failed.iter().map(|one| handed::called(frame, one)).collect();
    let refused_views = refused.iter().filter_map(|one| refused_view(frame, one, &had)).collect();
    unreached.extend(refused.into_iter().chain(failed));
    Ok(Addressees {
        n_new: new.len(),
        n_had: sent.len(),
        failed: failed_names,
        advice,
        refused: refused_views,
        n_unreachable,
        example,
        unreached: handed::views(frame, &unreached, &had),
        is_published: is_published(frame, link).await?,
        ..found
    })
}

/// The address at which a letter was refused as one that is not there; None for whoever is written to no more.
fn refused_at<'a>(asker: &'a Asker, had: &Had) -> Option<&'a contact::Model> {
    let contact = asker.by_invitation()?.contact.as_ref()?;
    let is_refused = had.has_failed(asker) && !contact.undeliverable.is_empty() && !asker.is_left_alone;
    is_refused.then_some(contact)
}

fn refused_view(frame: &Frame, asker: &Asker, had: &Had) -> Option<RefusedView> {
    let contact = refused_at(asker, had)?;
    Some(RefusedView {
        name: handed::called(frame, asker),
        email: contact.email.clone(),
        reason: contact.undeliverable.clone(),
        href: format!("{}/bounces", invitations_address(asker.questionnaire)),
    })
}

/// What can be done for those whose letters were given up: the addresses of agencies are on the list, those that were written with
/// answers on none.
fn advice(frame: &Frame, failed: &[Asker]) -> Vec<String> {
    let listed =
        failed.iter().any(|one| one.by_invitation().is_some()).then_some("feedback-letters-failed-text");
    let unlisted = failed.iter().any(|one| one.by_invitation().is_none());
    let unlisted = unlisted.then_some("feedback-letters-failed-unlisted");
    [listed, unlisted].into_iter().flatten().map(|key| frame.text(key)).collect()
}

/// A link as a choice.
fn choice(frame: &Frame, dataset: &Dataset, link: &share_link::Model) -> ChoiceView {
    let args = [
        ("area", area_name(frame, dataset, link)),
        ("expires", time::date_time(link.expires_at, frame.lang)),
    ];
    ChoiceView { value: link.id.0.to_string(), label: frame.text_with("feedback-letters-link", &args) }
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
    let link = match chosen(&links, form.value("link")) {
        Some(link) => Some(link),
        None => first_readable(frame, &links).await?,
    };
    let addressees = addressees(frame, dataset, link).await?;
    let has_replies = is_asking(frame, survey.id).await?;
    let to = addressed(frame, &addressees.example);
    let (subject, body) = letter(frame, dataset, (&to, form.value("words")), has_replies);
    let can_print = addressees.is_published && addressees.unreached.iter().any(UnreachedView::is_open);
    let print_href = link.filter(|_| can_print).map(|link| handed::print_address(survey.id, link.id));
    let shown = |text: &str| crate::letter_text::sent(text, &[]);
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
        links: links.iter().map(|link| choice(frame, dataset, link)).collect(),
        n_new: addressees.n_new,
        n_had: addressees.n_had,
        n_failed: addressees.failed.len() + addressees.refused.len(),
        failed: addressees.failed,
        advice: addressees.advice,
        refused: addressees.refused,
        n_unreachable: addressees.n_unreachable,
        unreached: addressees.unreached,
        n_left_alone: addressees.n_left_alone,
        print_href: print_href.unwrap_or_default(),
        n_anonymous: addressees.n_anonymous,
        n_open: addressees.n_open,
        is_published: addressees.is_published,
        subject: shown(&subject),
        body: shown(&body),
        max_words: MAX_WORDS,
        is_carried: frame.app.config.smtp_url.is_some(),
        form,
    };
    frame.page_with(status, "feedback/letters.html", &frame.text("feedback-letters-title"), &view)
}
