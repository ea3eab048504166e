//! Offers (できること) and wishes (つながりたい機関) that meet: a list for the coordinator, who puts the agencies in touch, and those of
//! which the sheets tell, because both allowed it.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use surveys::entity::told_match;
use surveys::id::{ResponseId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::respondent::consents;
use surveys::stakeholder::agency_kind;
use surveys::stakeholder::matching::{Fit, Offer, Pair, Wish, pairs};
use surveys::store;
use surveys::store::replies::NewTold;

use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::tables::{full_kind_name, region_name};
use crate::dataset::{self, Dataset, Fielded, Response, strings};
use crate::error::{AppError, Result};
use crate::i18n;
use crate::pages::crumbs;
use crate::pages::masking::{KnownNames, look_each};
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{Crumb, ProblemLine};
use crate::view::frame::Frame;

/// Use that allows telling the region of an offer or a wish with kind and area (`kt:consent`).
const MATCH: &str = "match";
/// The most characters that are told of an offer.
const MAX_WORDS: usize = 200;
/// Pairs on one page.
const PAGE: usize = 30;

/// What somebody offers or wishes, in words.
struct Voice {
    response: ResponseId,
    words: String,
    /// Kind and area.
    about: String,
    /// The region may be told of it.
    may_tell: bool,
    /// Area, where it is one of the survey's.
    area: Option<String>,
    /// Names of the questions that asked for a contact to put people in touch.
    contact_questions: Vec<String>,
}

/// All offers and wishes of a survey, place by place.
struct Voices {
    offers: (Vec<Offer>, Vec<Voice>),
    wishes: (Vec<Wish>, Vec<Voice>),
}

/// An offer and a wish that the region is told of.
#[derive(Serialize)]
pub struct ToldView {
    /// What is told of the offer.
    pub words: String,
    offer_by: String,
    wanted: String,
    wish_by: String,
}

/// Which page of the list.
#[derive(Default, Deserialize)]
pub struct Query {
    page: Option<usize>,
}

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
    pairs: Vec<PairView>,
    max_words: usize,
    base: String,
    current: usize,
    total: usize,
}

#[derive(Serialize)]
struct PairView {
    id: String,
    offer: i64,
    wish: i64,
    offer_words: String,
    offer_by: String,
    offer_contact: String,
    wanted: String,
    wish_by: String,
    wish_contact: String,
    fit: String,
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
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Internal, frame.lang).await?;
    page(&frame, &user, &dataset, query.page.unwrap_or(1), None).await
}

/// `POST /surveys/{id}/matches`: tells the region of a pair, or no more.
pub async fn tell(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Feedback)?;
    let dataset = dataset::load(&frame.app, SurveyId(*id), Purpose::Internal, frame.lang).await?;
    let survey = dataset.survey.id;
    let number = |name: &str| sent.get(name).parse().map(ResponseId).map_err(|_| AppError::NotFound);
    let (offer, wish) = (number("offer")?, number("wish")?);
    let at: usize = sent.get("page").parse().unwrap_or(1);
    let back = format!("{}/matches?page={at}", address(survey));
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

/// What people offer and wish, by the roles of the questions that ask for it.
fn voices(dataset: &Dataset) -> Voices {
    let mut found = Voices { offers: (Vec::new(), Vec::new()), wishes: (Vec::new(), Vec::new()) };
    for fielded in &dataset.fielded {
        for response in fielded.responses.iter().chain(&fielded.apart) {
            let Some(version) = fielded.versions.get(response.version) else { continue };
            let definition = &version.definition;
            let contact_questions = contact_questions(fielded, definition);
            let answers = |role: &str| -> Vec<String> {
                let questions = definition.questions_with_role(role).into_iter();
                let asked = questions.filter(|question| response.visible.questions.contains(&question.name));
                asked.flat_map(|question| strings(response.answers.get(&question.name))).collect()
            };
            let allows = consents(definition, &response.answers).contains(&MATCH);
            let may_tell = allows && response.consent.allows(Purpose::Regional);
            let said = answers("offer").join("\n").trim().to_owned();
            if !said.is_empty() {
                let voice = voice(dataset, response, said, may_tell, &contact_questions);
                found.offers.0.push(Offer {
                    by: response.id.0,
                    kinds: response.kinds.clone(),
                    area: voice.area.clone(),
                });
                found.offers.1.push(voice);
            }
            let wanted = wanted(&answers("wish"));
            if !wanted.is_empty() {
                let names: Vec<String> =
                    wanted.iter().map(|kind| full_kind_name(dataset.lang, kind)).collect();
                let words = names.join(&i18n::plain(dataset.lang, "list-separator"));
                let voice = voice(dataset, response, words, may_tell, &contact_questions);
                found.wishes.0.push(Wish { by: response.id.0, wanted, area: voice.area.clone() });
                found.wishes.1.push(voice);
            }
        }
    }
    found
}

/// The questions of a questionnaire that ask for a contact to put people in touch. Only the questionnaire of replies does: elsewhere a
/// contact was given for something else, such as a hearing or a later questionnaire, and for that alone.
fn contact_questions(fielded: &Fielded, definition: &Definition) -> Vec<String> {
    if !fielded.takes_replies {
        return Vec::new();
    }
    definition.questions_with_role("contact").into_iter().map(|question| question.name.clone()).collect()
}

/// Kinds of agencies among values; longer codes are refinements (`391` is a kind of `39`).
fn wanted(values: &[String]) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    for value in values {
        let code: String = value.chars().take(2).collect();
        if agency_kind::find(&code).is_some() && !kinds.contains(&code) {
            kinds.push(code);
        }
    }
    kinds
}

fn voice(
    dataset: &Dataset,
    response: &Response,
    words: String,
    may_tell: bool,
    contact_questions: &[String],
) -> Voice {
    let kinds = response.kinds.iter().map(|kind| full_kind_name(dataset.lang, kind));
    let area = response.region.as_deref().map(|code| region_name(dataset, code));
    let about: Vec<String> = kinds.chain(area).collect();
    // Answers such as "the whole prefecture" are no area in particular.
    let own = |code: &&String| dataset.areas.iter().any(|area| area.code == **code);
    Voice {
        response: response.id,
        words,
        about: about.join(&i18n::plain(dataset.lang, "list-separator")),
        may_tell,
        area: response.region.as_ref().filter(own).cloned(),
        contact_questions: contact_questions.to_vec(),
    }
}

async fn page(
    frame: &Frame,
    user: &User,
    dataset: &Dataset,
    wanted_page: usize,
    rejected: Option<&Rejected>,
) -> Result<HttpResponse> {
    let voices = voices(dataset);
    let found = pairs(&voices.offers.0, &voices.wishes.0);
    let told = store::replies::told(&frame.app.db, dataset.survey.id).await?;
    let total = found.len().div_ceil(PAGE).max(1);
    let current = wanted_page.clamp(1, total);
    let mut shown: Vec<PairView> = Vec::new();
    for pair in found.iter().skip((current - 1) * PAGE).take(PAGE) {
        shown.extend(pair_view(frame, &voices, pair, &told, rejected).await?);
    }
    let texts = shown.iter().map(|pair| pair.words.clone()).collect();
    for (pair, found) in shown.iter_mut().zip(found_in(frame, dataset, texts).await?) {
        pair.found = found;
    }
    let base = address(dataset.survey.id);
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
        pairs: shown,
        max_words: MAX_WORDS,
        base: format!("{base}/matches?page="),
        current,
        total,
    };
    let status = if rejected.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    frame.page_with(status, "feedback/matches.html", &frame.text("matches-title"), &view)
}

async fn pair_view(
    frame: &Frame,
    voices: &Voices,
    pair: &Pair,
    told: &[told_match::Model],
    rejected: Option<&Rejected>,
) -> Result<Option<PairView>> {
    let (Some(offer), Some(wish)) = (voices.offers.1.get(pair.offer), voices.wishes.1.get(pair.wish)) else {
        return Ok(None);
    };
    let is_it = |one: ResponseId, other: ResponseId| one == offer.response && other == wish.response;
    let told = told.iter().find(|told| is_it(told.offer_id, told.wish_id));
    let rejected = rejected.filter(|rejected| is_it(rejected.offer, rejected.wish));
    Ok(Some(PairView {
        id: format!("{}-{}", offer.response.0, wish.response.0),
        offer: offer.response.0,
        wish: wish.response.0,
        offer_words: offer.words.clone(),
        offer_by: offer.about.clone(),
        offer_contact: contact(frame, offer).await?,
        wanted: wish.words.clone(),
        wish_by: wish.about.clone(),
        wish_contact: contact(frame, wish).await?,
        fit: frame.text(match pair.fit {
            Fit::SameArea => "matches-same-area",
            Fit::OpenArea => "matches-open-area",
        }),
        is_allowed: offer.may_tell && wish.may_tell,
        is_told: told.is_some(),
        words: rejected
            .map(|rejected| rejected.words.clone())
            .or_else(|| told.map(|told| told.words.clone()))
            .unwrap_or_default(),
        found: String::new(),
        errors: rejected.map(|rejected| rejected.said(frame)).into_iter().collect(),
    }))
}

/// How somebody can be reached to be put in touch, or that they gave no contact for this.
async fn contact(frame: &Frame, voice: &Voice) -> Result<String> {
    let stored = store::entries::contacts(&frame.app.db, voice.response).await?;
    let answers: HashMap<String, Value> =
        stored.and_then(|stored| serde_json::from_str(&stored).ok()).unwrap_or_default();
    let asked = voice.contact_questions.iter();
    let said: Vec<String> = asked.flat_map(|question| strings(answers.get(question))).collect();
    let separator = frame.text("list-separator");
    Ok(if said.is_empty() { frame.text("matches-no-contact") } else { said.join(&separator) })
}

/// The pairs that a sheet tells of: those that somebody chose to tell and that both still allow, asked anew each time. On the sheet
/// of an area those of which one is there.
///
/// # Errors
/// When the database fails.
pub(super) async fn told(frame: &Frame, survey: SurveyId, area: Option<&str>) -> Result<Vec<ToldView>> {
    let told = store::replies::told(&frame.app.db, survey).await?;
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let dataset = dataset::load(&frame.app, survey, Purpose::Regional, frame.lang).await?;
    let voices = voices(&dataset);
    let view = |told: told_match::Model| {
        let find =
            |of: &[Voice], id: ResponseId| of.iter().position(|voice| voice.response == id && voice.may_tell);
        let offer = voices.offers.1.get(find(&voices.offers.1, told.offer_id)?)?;
        let wish = voices.wishes.1.get(find(&voices.wishes.1, told.wish_id)?)?;
        let is_here = |voice: &Voice| voice.area.as_deref() == area;
        (area.is_none() || is_here(offer) || is_here(wish)).then(|| ToldView {
            words: told.words,
            offer_by: offer.about.clone(),
            wanted: wish.words.clone(),
            wish_by: wish.about.clone(),
        })
    };
    Ok(told.into_iter().filter_map(view).collect())
}
