//! Good practices (事例): cards made of coded texts, checked item by item, published to the region behind its share links.
//!
//! A card that introduces a named agency (取り組み紹介) rests on that agency's consent to its words (`agreement.rs`), not on texts.
//!
//! Whether a card is shown is asked each time: its text was approved once, what it rests on may have changed since. One that was
//! stopped because somebody narrowed a consent (`surveys::store::card_stops`) is not shown until it is published anew.

pub mod agreement;
pub mod check;
pub mod consent;
pub mod create;
pub mod edit;
mod face;
mod form;
mod head;
pub mod inspect;
pub mod introduce;
pub mod publish;
pub mod remove;
pub mod shared;
mod sources;

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::CardState;
use surveys::entity::{card, card_version, code};
use surveys::id::{CardId, SurveyId};
use surveys::privacy::consent::{GOOD_PRACTICE, Purpose};
use surveys::store;

use self::consent::Told;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset;
use crate::error::Result;
use crate::pages::coding::tree::label;
use crate::pages::crumbs;
use crate::pages::surveys::{Tab, address as survey_address, tabs};
use crate::secret;
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::time;

/// The editor of a card.
pub fn address(id: CardId) -> String {
    format!("/cards/{}", id.0)
}

/// The list of a survey.
pub fn list_address(survey: SurveyId) -> String {
    format!("{}/cards", survey_address(survey))
}

/// What a card is called in lists; words for one without a title.
pub fn title(frame: &Frame, card: &card::Model) -> String {
    if card.title.is_empty() { frame.text("cards-untitled") } else { card.title.clone() }
}

/// How far a card has come, as people read it: one whose check list is answered can be published only while all that it rests
/// on may be told.
fn state(card: &card::Model, n_sources: usize, n_untold: usize) -> CardState {
    let is_held_up = card.state == CardState::Ready && (n_sources == 0 || n_untold > 0);
    if is_held_up { CardState::Checking } else { card.state }
}

/// Where the newest published version of a card stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// None is published, or it was taken back.
    None,
    /// The region sees it.
    Shown,
    /// What it rests on does not allow it now, or somebody took that back since it was published.
    Stopped,
}

impl Standing {
    /// Where a published version stands now.
    pub fn of(version: Option<&card_version::Model>, told: &Told) -> Standing {
        match version {
            None => Standing::None,
            Some(version) if version.stopped_at.is_some() => Standing::Stopped,
            Some(version) if told.allows(&store::card_versions::sources(version)) => Standing::Shown,
            Some(_) => Standing::Stopped,
        }
    }

    /// The end of its Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            Standing::None => "none",
            Standing::Shown => "shown",
            Standing::Stopped => "stopped",
        }
    }
}

#[derive(Serialize)]
struct IndexView {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    action: String,
    cards: Vec<CardLine>,
    /// The form mark of the button that makes an empty card.
    mark: String,
    n_stopped: usize,
    /// Why they are, one for each kind of card: cases rest on sources, introductions on the consent of their agency.
    stopped: Vec<String>,
    /// How many the region sees.
    n_shown: usize,
    /// Agencies that can be introduced by name.
    agencies: Vec<ChoiceView>,
    introduce_action: String,
    /// Codes whose segments tell of good practices: where cards are made from.
    codes: Vec<ChoiceView>,
    feedback_href: String,
}

#[derive(Serialize)]
struct CardLine {
    title: String,
    href: String,
    check_href: String,
    state: &'static str,
    state_label: String,
    standing: &'static str,
    /// It introduces a named agency.
    is_introduction: bool,
    /// The words of the published version were erased.
    is_emptied: bool,
    published: String,
    n_sources: usize,
    n_untold: usize,
    saved: String,
}

/// `GET /surveys/{id}/cards`
pub async fn index(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Card)?;
    let (app, survey) = (&frame.app, SurveyId(*id));
    let dataset = dataset::load(app, survey, Purpose::Regional, frame.lang).await?;
    let told = Told::load(app, &dataset).await?;
    let published = store::card_versions::published(&app.db, survey).await?;
    let published: HashMap<CardId, card_version::Model> =
        published.into_iter().map(|version| (version.card_id, version)).collect();
    let mut cards = Vec::new();
    for card in store::cards::of_survey(&app.db, survey).await? {
        cards.push(line(&frame, &card, published.get(&card.id), &told).await?);
    }
    let mut codes = store::codes::of_survey(&app.db, survey).await?;
    // The stance has all of them; the themes stand behind it.
    codes.sort_by_key(|code| code.frame_code != GOOD_PRACTICE);
    let is_practice = |code: &&code::Model| {
        code.closed_at.is_none()
            && code.is_codable
            && (code.frame_code == GOOD_PRACTICE || code.frame_code.starts_with('G'))
    };
    let choice = |code: &code::Model| ChoiceView {
        value: format!("/codes/{}/segments", code.id.0),
        label: label(code, frame.lang),
    };
    let view = IndexView {
        crumbs: crumbs::of_survey(
            &frame,
            &dataset.survey,
            [(frame.text("surveys-tab-cards"), String::new())],
        ),
        tabs: tabs(&frame, &user, survey, "/cards"),
        action: list_address(survey),
        mark: secret::random_token()?,
        n_stopped: n_standing(&cards, Standing::Stopped),
        stopped: why_stopped(&cards).into_iter().map(|key| frame.text(key)).collect(),
        n_shown: n_standing(&cards, Standing::Shown),
        cards,
        agencies: introduce::agency_choices(&dataset),
        introduce_action: format!("{}/introductions", survey_address(survey)),
        codes: codes.iter().filter(is_practice).map(choice).collect(),
        feedback_href: format!("{}/feedback", survey_address(survey)),
        title: dataset.survey.title,
    };
    frame.page("cards/index.html", &frame.text("surveys-tab-cards"), &view)
}

fn n_standing(cards: &[CardLine], standing: Standing) -> usize {
    cards.iter().filter(|card| card.standing == standing.code()).count()
}

/// Fluent keys of what is said of the cards that are not shown any more.
fn why_stopped(cards: &[CardLine]) -> Vec<&'static str> {
    let is_stopped = |is_introduction: bool| {
        let stopped = Standing::Stopped.code();
        cards.iter().any(|card| card.standing == stopped && card.is_introduction == is_introduction)
    };
    let kinds = [(false, "cards-stopped-text"), (true, "introductions-stopped-text")];
    kinds.into_iter().filter(|(kind, _)| is_stopped(*kind)).map(|(_, key)| key).collect()
}

async fn line(
    frame: &Frame,
    card: &card::Model,
    version: Option<&card_version::Model>,
    told: &Told,
) -> Result<CardLine> {
    let sources = store::cards::rests_on(&frame.app.db, card).await?;
    let n_untold = sources.iter().filter(|source| !told.has(source)).count();
    let state = state(card, sources.len(), n_untold);
    let published = version.map(|version| {
        let args = [
            ("number", version.number.to_string()),
            ("date", time::date(time::tokyo(version.published_at).date_naive(), frame.lang)),
        ];
        frame.text_with("cards-published-on", &args)
    });
    Ok(CardLine {
        title: title(frame, card),
        href: address(card.id),
        check_href: format!("{}/check", address(card.id)),
        state: state.code(),
        state_label: frame.text(&format!("cards-state-{}", state.code())),
        standing: Standing::of(version, told).code(),
        is_introduction: card.introduction.is_some(),
        is_emptied: version.is_some_and(store::card_versions::is_emptied),
        published: published.unwrap_or_default(),
        n_sources: sources.len(),
        n_untold,
        saved: time::date_time(card.saved_at, frame.lang),
    })
}
