//! The consent of an agency to be introduced by its name: to which words, by whom and when it was given, who wrote it down. Taking it
//! back takes the page down at once.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::{card, card_consent, card_version};
use surveys::id::CardId;
use surveys::privacy::card::CardText;
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::question::input::moment;
use surveys::store;
use surveys::store::card_consents::NewConsent;
use surveys::store::card_versions::words_hash;

use super::Standing;
use super::consent::Told;
use super::face::Face;
use super::head::Head;
use super::inspect::text;
use super::shared::unlisted_query;
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset;
use crate::error::{AppError, Result};
use crate::feedback_letter::sheet;
use crate::pages::approaches::People;
use crate::view::form::FormView;
use crate::view::frame::Frame;
use crate::view::time;

/// The fields of the form.
const FIELDS: [&str; 4] = ["said_by", "said_on", "note", "may_list"];
/// Most characters of who said it.
const LONGEST_NAME: usize = 80;
/// Most characters of how.
const LONGEST_NOTE: usize = 200;

#[derive(Serialize)]
struct AgreementView {
    head: Head,
    action: String,
    check_href: String,
    /// The words that are agreed to.
    card: Face,
    agency: String,
    /// Of these words.
    sha256: String,
    agreement: &'static str,
    standing: &'static str,
    form: FormView,
    consents: Vec<ConsentLine>,
    /// Where people without an account read it now; empty while nobody does, or there is no link.
    public_url: String,
}

#[derive(Serialize)]
struct ConsentLine {
    said_by: String,
    said_on: String,
    note: String,
    may_list: bool,
    recorded: String,
    /// Who took it back and when; empty while it holds.
    withdrawn: String,
    /// It is one to the words as they are now.
    is_of_now: bool,
}

/// The page about the consent to a card.
pub fn address(id: CardId) -> String {
    format!("{}/agreement", super::address(id))
}

/// Whether the agency that a card introduces agrees to these words: `agreed`, to `other` ones, or `none`; empty for a case.
pub fn standing(told: &Told, card: &card::Model, text: &CardText) -> &'static str {
    match card.introduction {
        None => "",
        Some(_) if told.agrees_to(card.id, text) => "agreed",
        Some(_) if told.has(&store::card_consents::source(card.id)) => "other",
        Some(_) => "none",
    }
}

/// `GET /cards/{id}/agreement`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Card)?;
    let card = introducing(&frame, *id).await?;
    let today = |name: &str| if name == "said_on" { time::today().to_string() } else { String::new() };
    let form = FormView::filled(FIELDS.map(|name| (name, today(name))));
    page(&frame, &user, &card, form, StatusCode::OK).await
}

/// The card, if it introduces an agency: of a case there is no such page.
async fn introducing(frame: &Frame, id: i64) -> Result<card::Model> {
    let card = store::cards::find(&frame.app.db, CardId(id)).await?;
    if card.introduction.is_none() {
        return Err(AppError::NotFound);
    }
    Ok(card)
}

/// `POST /cards/{id}/agreement`: writes down that the agency agrees to the words that the form was made for.
pub async fn record(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Card)?;
    let card = introducing(&frame, *id).await?;
    let data = dataset::load(&frame.app, card.survey_id, Purpose::Regional, frame.lang).await?;
    let sha256 = words_hash(&text(&data, &card));
    if sent.get("sha256") != sha256 {
        return frame.redirect_with(&address(card.id), "warning", "introductions-stale");
    }
    let mut form = FormView::sent(&FIELDS, &sent);
    form.require(&frame, "said_by", "introductions-said-by");
    form.limit(&frame, "said_by", "introductions-said-by", LONGEST_NAME);
    form.limit(&frame, "note", "introductions-note", LONGEST_NOTE);
    let said_on = moment::date(form.value("said_on"));
    match said_on {
        None => form.reject_date(&frame, "said_on"),
        Some(day) if day > time::today() => form.reject("said_on", frame.text("introductions-said-later")),
        Some(_) => {}
    }
    let Some(said_on) = said_on.filter(|_| form.is_valid()) else {
        return page(&frame, &user, &card, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let new = NewConsent {
        sha256,
        said_by: form.value("said_by").to_owned(),
        said_on,
        note: form.value("note").to_owned(),
        may_list: form.value("may_list") == "yes",
    };
    let transaction = frame.app.write().await?;
    // Who saved other words meanwhile has not shown them to the agency.
    if store::cards::lock(&transaction, card.id).await?.revision != card.revision {
        transaction.rollback().await?;
        return frame.redirect_with(&address(card.id), "warning", "introductions-stale");
    }
    store::card_consents::record(&transaction, card.id, new, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(card.id), "success", "introductions-recorded")
}

/// `POST /cards/{id}/agreement/withdraw`: the agency does not want it any more.
pub async fn withdraw(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    _sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Card)?;
    let card = introducing(&frame, *id).await?;
    let transaction = frame.app.write().await?;
    store::card_consents::withdraw(&transaction, card.id, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(card.id), "success", "introductions-withdrawn")
}

async fn page(
    frame: &Frame,
    user: &User,
    card: &card::Model,
    form: FormView,
    status: StatusCode,
) -> Result<HttpResponse> {
    let data = dataset::load(&frame.app, card.survey_id, Purpose::Regional, frame.lang).await?;
    let told = Told::load(&frame.app, &data).await?;
    let text = text(&data, card);
    let versions = store::card_versions::of_card(&frame.app.db, card.id).await?;
    let newest = versions.last().filter(|version| version.retracted_at.is_none());
    let standing_now = Standing::of(newest, &told);
    let heading = frame.text("introductions-agreement");
    let sha256 = words_hash(&text);
    let view = AgreementView {
        head: Head::of(frame, user, &data.survey, card, &heading),
        action: address(card.id),
        check_href: format!("{}/check", super::address(card.id)),
        agency: text.introduction.as_ref().map(|own| own.agency.clone()).unwrap_or_default(),
        agreement: standing(&told, card, &text),
        standing: standing_now.code(),
        form,
        consents: lines(frame, card.id, &sha256).await?,
        public_url: match standing_now == Standing::Shown && may(user.role, Verb::Export, Thing::Feedback) {
            true => public_url(frame, card, &told, newest).await?,
            false => String::new(),
        },
        card: Face::of(frame, &data.survey, &text, None),
        sha256,
    };
    frame.page_with(status, "cards/agreement.html", &heading, &view)
}

/// The page of a card behind the newest share link that works; empty where there is none. Of one that stands in no list the address has a part
/// that nobody can guess.
async fn public_url(
    frame: &Frame,
    card: &card::Model,
    told: &Told,
    newest: Option<&card_version::Model>,
) -> Result<String> {
    let links = store::share_links::of_survey(&frame.app.db, card.survey_id).await?;
    let link = links.into_iter().find(store::share_links::is_open);
    let url = link.map(|link| sheet(&frame.app.public_url, &frame.app.key, &link.nonce));
    let query = match newest.is_some_and(|version| told.lists(version)) {
        true => None,
        false => unlisted_query(&frame.app, told, card.id),
    };
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Ok(url.map(|url| format!("{url}/cards/{}{query}", card.id.0)).unwrap_or_default())
}

async fn lines(frame: &Frame, id: CardId, sha256: &str) -> Result<Vec<ConsentLine>> {
    let people = People::load(&frame.app).await?;
    let by = |key: &str, user, at| {
        let args = [("name", people.name(Some(user))), ("time", time::date_time(at, frame.lang))];
        frame.text_with(key, &args)
    };
    let line = |consent: &card_consent::Model| ConsentLine {
        said_by: consent.said_by.clone(),
        said_on: time::date(consent.said_on, frame.lang),
        note: consent.note.clone(),
        may_list: consent.may_list,
        recorded: by("introductions-recorded-by", consent.recorded_by, consent.recorded_at),
        withdrawn: match (consent.withdrawn_by, consent.withdrawn_at) {
            (Some(user), Some(at)) => by("introductions-withdrawn-by", user, at),
            _ => String::new(),
        },
        is_of_now: consent.sha256 == sha256,
    };
    Ok(store::card_consents::of_card(&frame.app.db, id).await?.iter().rev().map(line).collect())
}
