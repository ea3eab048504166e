//! The list of offers, each with the wishes that it meets, for the coordinator: who puts the agencies in touch, and chooses of which pairs
//! the sheets tell.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use serde_json::Value;
use surveys::entity::told_match;
use surveys::id::{ResponseId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::stakeholder::matching::{Fit, Pair, Step, pairs};
use surveys::store;
use surveys::store::replies::NewTold;

use super::matches::{Voice, Voices, voices};
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::{self, Dataset, strings};
use crate::error::{AppError, Result};
use crate::pages::crumbs;
use crate::pages::masking::{KnownNames, look_each};
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{Crumb, ProblemLine};
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};

/// The most characters that are told of an offer.
const MAX_WORDS: usize = 200;
/// Pairs on one page.
const PAGE: usize = 30;

#[derive(Serialize)]
struct PageView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    action: String,
    problems: Vec<ProblemLine>,
    may_tell: bool,
    n_offers: usize,
    n_wishes: usize,
    n_pairs: usize,
    /// Of them, those that both allow and that are not told yet.
    n_ready: usize,
    offers: Vec<OfferView>,
    max_words: usize,
    paging: Paging,
}

/// An offer with the wishes that it meets.
#[derive(Serialize)]
struct OfferView {
    offer: i64,
    words: String,
    by: String,
    contact: String,
    /// A contact was given.
    has_contact: bool,
    /// How many wishes it meets, on whichever page they stand.
    n_wishes: usize,
    /// The first of them stand on the page before.
    is_continued: bool,
    pairs: Vec<PairView>,
}

/// A wish that an offer meets.
#[derive(Serialize)]
struct PairView {
    id: String,
    wish: i64,
    wanted: String,
    wish_by: String,
    wish_contact: String,
    /// A contact was given.
    has_contact: bool,
    fit: String,
    /// Both allow it, and it is not told yet.
    is_ready: bool,
    /// Both allow it.
    is_allowed: bool,
    is_told: bool,
    words: String,
    /// Words in it that may tell who is meant.
    found: String,
    errors: Vec<String>,
}

/// What was typed for a pair and is not told.
struct Rejected {
    offer: ResponseId,
    wish: ResponseId,
    words: String,
    /// Words in it that may tell who is meant.
    found: String,
    problem: &'static str,
}

impl Rejected {
    fn said(&self, frame: &Frame) -> String {
        let args = [("max", MAX_WORDS.to_string()), ("words", self.found.clone())];
        frame.text_with(self.problem, &args)
    }
}

/// `GET /surveys/{id}/matches`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    wanted: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Internal, frame.lang).await?;
    page(&frame, &user, &dataset, *wanted, None).await
}

/// `POST /surveys/{id}/matches`: tells the region of a pair, or no more.
pub async fn tell(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Feedback)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Internal, frame.lang).await?;
    let survey = dataset.survey.id;
    let number = |name: &str| sent.get(name).parse().map(ResponseId).map_err(|_| AppError::NotFound);
    let (offer, wish) = (number("offer")?, number("wish")?);
    let at = PageQuery::typed(sent.get("page"));
    let back = format!("{}/matches?page={}", address(survey), at.number());
    if sent.get("do") == "retract" {
        let transaction = frame.app.write().await?;
        store::replies::untell(&transaction, survey, (offer, wish), user.id).await?;
        transaction.commit().await?;
        return frame.redirect_with(&back, "success", "matches-untold");
    }
    // Only what both allow can be told, whatever the form says.
    let voices = voices(&dataset);
    let allows = |of: &[Voice], id: ResponseId| of.iter().any(|voice| voice.response == id && voice.may_tell);
    if !allows(&voices.offers.1, offer) || !allows(&voices.wishes.1, wish) {
        return Err(AppError::NotFound);
    }
    let words = sent.get("words").replace("\r\n", "\n");
    let found = found_in(&frame, &dataset, vec![words.clone()]).await?.concat();
    let problem = match (words.chars().count(), sent.has("checked")) {
        (0, _) => Some("matches-words-required"),
        (n, _) if n > MAX_WORDS => Some("matches-words-too-long"),
        (_, false) => Some("matches-check-required"),
        // Words that may tell who is meant have to be seen once: whoever sends the same again means them.
        (_, true) if !found.is_empty() && sent.get("found") != found => Some("matches-words-found"),
        (_, true) => None,
    };
    if let Some(problem) = problem {
        let rejected = Rejected { offer, wish, words, found, problem };
        return page(&frame, &user, &dataset, at, Some(&rejected)).await;
    }
    let transaction = frame.app.write().await?;
    store::replies::tell(&transaction, NewTold { survey, offer, wish, words }, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&back, "success", "matches-told")
}

/// For each text the words in it that may tell who is meant, as one text; empty where there are none.
async fn found_in(frame: &Frame, dataset: &Dataset, texts: Vec<String>) -> Result<Vec<String>> {
    let names = KnownNames::load(&frame.app, dataset.survey.region_id).await?;
    let found = look_each(&frame.app, texts, &names).await?;
    let separator = frame.text("list-separator");
    Ok(found.into_iter().map(|words| words.join(&separator)).collect())
}

async fn page(
    frame: &Frame,
    user: &User,
    dataset: &Dataset,
    wanted: PageQuery,
    rejected: Option<&Rejected>,
) -> Result<HttpResponse> {
    let voices = voices(dataset);
    let told = store::replies::told(&frame.app.db, dataset.survey.id).await?;
    let step = |offer: usize, wish: usize| step(voices.offers.1.get(offer), voices.wishes.1.get(wish), &told);
    let found = pairs(&voices.offers.0, &voices.wishes.0, step);
    let base = address(dataset.survey.id);
    let paging = Paging::new(format!("{base}/matches?page="), wanted, found.len(), PAGE);
    let mut offers = on_page(frame, &voices, (&found, &paging), &told, rejected).await?;
    let texts = offers.iter().flat_map(|offer| &offer.pairs).map(|pair| pair.words.clone()).collect();
    let looked = found_in(frame, dataset, texts).await?;
    for (pair, found) in offers.iter_mut().flat_map(|offer| &mut offer.pairs).zip(looked) {
        pair.found = found;
    }
    let steps = [
        (frame.text("surveys-tab-feedback"), format!("{base}/feedback")),
        (frame.text("matches-title"), String::new()),
    ];
    let problem = |rejected: &Rejected| ProblemLine {
        href: format!("#words-{}-{}", rejected.offer.0, rejected.wish.0),
        text: rejected.said(frame),
    };
    let view = PageView {
        title: dataset.survey.title.clone(),
        crumbs: crumbs::of_survey(frame, &dataset.survey, steps),
        tabs: tabs(frame, user, dataset.survey.id, "/feedback"),
        action: format!("{base}/matches"),
        problems: rejected.map(problem).into_iter().collect(),
        may_tell: may(user.role, Verb::Export, Thing::Feedback),
        n_offers: voices.offers.0.len(),
        n_wishes: voices.wishes.0.len(),
        n_pairs: found.len(),
        n_ready: found.iter().filter(|pair| pair.step == Step::Ready).count(),
        offers,
        max_words: MAX_WORDS,
        paging,
    };
    let status = if rejected.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    frame.page_with(status, "feedback/matches.html", &frame.text("matches-title"), &view)
}

/// What is left to do with a pair. One that is told and no longer allowed is on no sheet.
fn step(offer: Option<&Voice>, wish: Option<&Voice>, told: &[told_match::Model]) -> Step {
    let Some((offer, wish)) = offer.zip(wish).filter(|(offer, wish)| offer.may_tell && wish.may_tell) else {
        return Step::Unagreed;
    };
    let is_it = |told: &told_match::Model| told.offer_id == offer.response && told.wish_id == wish.response;
    if told.iter().any(is_it) { Step::Told } else { Step::Ready }
}

/// The pairs of a page under their offers.
async fn on_page(
    frame: &Frame,
    voices: &Voices,
    (found, paging): (&[Pair], &Paging),
    told: &[told_match::Model],
    rejected: Option<&Rejected>,
) -> Result<Vec<OfferView>> {
    let mut offers: Vec<OfferView> = Vec::new();
    for (place, pair) in paging.shown(found.iter().enumerate()) {
        let (Some(offer), Some(wish)) = (voices.offers.1.get(pair.offer), voices.wishes.1.get(pair.wish))
        else {
            continue;
        };
        if offers.last().is_none_or(|last| last.offer != offer.response.0) {
            let is_of_it = |other: &Pair| other.offer == pair.offer;
            let contact = contact(frame, offer).await?;
            let before = place.checked_sub(1).and_then(|before| found.get(before));
            offers.push(OfferView {
                offer: offer.response.0,
                words: offer.words.clone(),
                by: offer.about.clone(),
                has_contact: contact.is_some(),
                contact: contact.unwrap_or_else(|| frame.text("matches-no-contact")),
                n_wishes: found.iter().filter(|other| is_of_it(other)).count(),
                is_continued: before.is_some_and(is_of_it),
                pairs: Vec::new(),
            });
        }
        let view = pair_view(frame, (offer, wish, pair), told, rejected).await?;
        if let Some(last) = offers.last_mut() {
            last.pairs.push(view);
        }
    }
    Ok(offers)
}

/// What is said of the areas of a pair of whom one at least is of none: what was answered in its place (県外), if anything was.
fn open_area(frame: &Frame, elsewhere: [&String; 2]) -> String {
    let mut said: Vec<&str> =
        elsewhere.into_iter().map(String::as_str).filter(|said| !said.is_empty()).collect();
    said.dedup();
    if said.is_empty() {
        return frame.text("matches-open-area");
    }
    let said = said.join(&frame.text("list-separator"));
    frame.text_with("matches-elsewhere", &[("said", said)])
}

async fn pair_view(
    frame: &Frame,
    (offer, wish, pair): (&Voice, &Voice, &Pair),
    told: &[told_match::Model],
    rejected: Option<&Rejected>,
) -> Result<PairView> {
    let is_it = |one: ResponseId, other: ResponseId| one == offer.response && other == wish.response;
    let told = told.iter().find(|told| is_it(told.offer_id, told.wish_id));
    let rejected = rejected.filter(|rejected| is_it(rejected.offer, rejected.wish));
    let contact = contact(frame, wish).await?;
    Ok(PairView {
        id: format!("{}-{}", offer.response.0, wish.response.0),
        wish: wish.response.0,
        wanted: wish.words.clone(),
        wish_by: wish.about.clone(),
        has_contact: contact.is_some(),
        wish_contact: contact.unwrap_or_else(|| frame.text("matches-no-contact")),
        fit: match pair.fit {
            Fit::SameArea => frame.text("matches-same-area"),
            Fit::OpenArea => open_area(frame, [&offer.elsewhere, &wish.elsewhere]),
        },
        is_ready: pair.step == Step::Ready,
        is_allowed: pair.step != Step::Unagreed,
        is_told: told.is_some(),
        words: rejected
            .map(|rejected| rejected.words.clone())
            .or_else(|| told.map(|told| told.words.clone()))
            .unwrap_or_default(),
        found: String::new(),
        errors: rejected.map(|rejected| rejected.said(frame)).into_iter().collect(),
    })
}

/// How somebody can be reached to be put in touch; None where they gave no contact for this.
async fn contact(frame: &Frame, voice: &Voice) -> Result<Option<String>> {
    let stored = store::entries::contacts(&frame.app.db, voice.response).await?;
    let answers: HashMap<String, Value> =
        stored.and_then(|stored| serde_json::from_str(&stored).ok()).unwrap_or_default();
    let asked = voice.contact_questions.iter();
    let said: Vec<String> = asked.flat_map(|question| strings(answers.get(question))).collect();
    let separator = frame.text("list-separator");
    Ok((!said.is_empty()).then(|| said.join(&separator)))
}
