//! The check list before a card is published: words that may tell who is meant, each masked or kept with a reason, and items
//! that somebody answers by name.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use analysis::text::identify::every::{IdentifyingWord, stand_at};
use serde::Serialize;
use surveys::entity::state::CardState;
use surveys::entity::{card, card_check, card_word};
use surveys::error::Error;
use surveys::id::CardId;
use surveys::privacy::card::{CHECK_ITEMS, CheckAnswer, CheckItem, Lacking, Outcome, is_complete, lacking};
use surveys::store;
use surveys::store::card_checks::Checked;

use super::form::label_key;
use super::inspect::{Inspected, answers, inspect};
use super::{address, list_address, state, title};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow, policy};
use crate::dataset::tables::full_kind_name;
use crate::error::Result;
use crate::pages::approaches::People;
use crate::pages::crumbs;
use crate::pages::surveys::{Tab, tabs};
use crate::view::form::{ChoiceView, Crumb, ProblemLine};
use crate::view::frame::Frame;
use crate::view::time;

/// Most characters of a reason.
const LONGEST_REASON: usize = 200;

#[derive(Serialize)]
struct CheckView {
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    kicker: String,
    action: String,
    edit_href: String,
    preview_href: String,
    publish_action: String,
    revision: i32,
    state: &'static str,
    state_label: String,
    problems: Vec<ProblemLine>,
    texts: Vec<TextView>,
    words: Vec<WordView>,
    has_dictionary: bool,
    /// Kinds of which there is one agency only, in words.
    singled: Vec<String>,
    region: String,
    n_sources: usize,
    n_untold: usize,
    items: Vec<ItemView>,
    obstacles: Vec<String>,
    may_publish: bool,
    /// Published before: the next version says what is new.
    is_new_version: bool,
}

/// A text of the card, cut where words may tell who is meant.
#[derive(Serialize)]
struct TextView {
    label: String,
    pieces: Vec<Piece>,
}

#[derive(Serialize)]
struct Piece {
    text: String,
    is_found: bool,
}

#[derive(Serialize)]
struct WordView {
    id: String,
    place: usize,
    word: String,
    kind: String,
    reason: String,
    by: String,
    errors: Vec<String>,
}

#[derive(Serialize)]
struct ItemView {
    key: &'static str,
    label: String,
    hint: String,
    outcomes: Vec<ChoiceView>,
    outcome: String,
    note: String,
    by: String,
    outcome_errors: Vec<String>,
    note_errors: Vec<String>,
}

/// What was sent, or what is stored.
struct Given {
    answers: Vec<CheckAnswer>,
    /// Reasons by word.
    reasons: HashMap<String, String>,
    /// Problems are shown: somebody has just sent it.
    was_sent: bool,
}

/// `GET /cards/{id}/check`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Card)?;
    let card = store::cards::find(&frame.app.db, CardId(*id)).await?;
    let inspected = inspect(&frame, &card).await?;
    let stored = stored(&frame, &card).await?;
    let given = Given {
        answers: answers(&stored.checks),
        reasons: stored.kept.iter().map(|kept| (kept.word.clone(), kept.reason.clone())).collect(),
        was_sent: false,
    };
    page(&frame, &user, &card, &inspected, &given, StatusCode::OK).await
}

/// `POST /cards/{id}/check`: saves what is answered, also when something is still open.
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Card)?;
    let card = store::cards::find(&frame.app.db, CardId(*id)).await?;
    let inspected = inspect(&frame, &card).await?;
    let given = given(&inspected, &sent);
    if has_problem(&inspected, &given) {
        return page(&frame, &user, &card, &inspected, &given, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let words = inspected.words.iter().map(|word| word.words.clone());
    let kept: Vec<(String, String)> =
        words.filter_map(|word| Some((word.clone(), given.reasons.get(&word)?.clone()))).collect();
    let is_complete = is_complete(&given.answers, !inspected.singled.is_empty())
        && kept.len() == inspected.words.len()
        && inspected.is_whole();
    let checked = Checked { answers: given.answers, kept, is_complete };
    let revision = sent.get("revision").parse().unwrap_or(-1);
    let back = format!("{}/check", address(card.id));
    let transaction = frame.app.write().await?;
    match store::card_checks::answer(&transaction, card.id, revision, checked, user.id).await {
        Ok(()) => {
            transaction.commit().await?;
            let key = if is_complete { "cards-checked" } else { "cards-check-saved" };
            frame.redirect_with(&back, "success", key)
        }
        Err(Error::Stale) => {
            transaction.rollback().await?;
            frame.redirect_with(&back, "warning", "cards-stale")
        }
        Err(Error::State(_)) => {
            transaction.rollback().await?;
            frame.redirect_with(&back, "warning", "cards-already-published")
        }
        Err(error) => Err(error.into()),
    }
}

/// What the form says of known items, and of words that are in the text.
fn given(inspected: &Inspected, sent: &StaffForm) -> Given {
    let text = |name: String| sent.get(&name).replace("\r\n", "\n");
    let answer = |item: &CheckItem| CheckAnswer {
        item: item.key.to_owned(),
        outcome: text(format!("outcome:{}", item.key)),
        note: text(format!("note:{}", item.key)),
    };
    let is_touched = |answer: &CheckAnswer| !answer.outcome.is_empty() || !answer.note.is_empty();
    let answers = CHECK_ITEMS.iter().map(answer).filter(is_touched).collect();
    // The words come with the form: meanwhile others may stand at their places.
    let mut reasons = HashMap::new();
    for (place, word) in sent.all("word").enumerate() {
        let reason = text(format!("reason:{place}"));
        let is_there = inspected.words.iter().any(|found| found.words == word);
        if is_there && !reason.is_empty() {
            reasons.insert(word.to_owned(), reason);
        }
    }
    Given { answers, reasons, was_sent: true }
}

fn is_long(text: &str) -> bool {
    text.chars().count() > LONGEST_REASON
}

/// Whether something was sent that cannot be stored; what is only left open can.
fn has_problem(inspected: &Inspected, given: &Given) -> bool {
    let is_singled = !inspected.singled.is_empty();
    let of = |item: &CheckItem| given.answers.iter().find(|answer| answer.item == item.key);
    let is_wrong = |item: &CheckItem| {
        let answer = of(item);
        answer.is_some() && lacking(item, answer, is_singled).is_some()
            || answer.is_some_and(|answer| is_long(&answer.note))
    };
    CHECK_ITEMS.iter().any(is_wrong) || given.reasons.values().any(|reason| is_long(reason))
}

/// What is stored of a card's check list.
struct Stored {
    checks: Vec<card_check::Model>,
    kept: Vec<card_word::Model>,
    people: People,
}

async fn stored(frame: &Frame, card: &card::Model) -> Result<Stored> {
    Ok(Stored {
        checks: store::card_checks::of_card(&frame.app.db, card.id).await?,
        kept: store::card_checks::kept_words(&frame.app.db, card.id).await?,
        people: People::load(&frame.app).await?,
    })
}

async fn page(
    frame: &Frame,
    user: &User,
    card: &card::Model,
    inspected: &Inspected,
    given: &Given,
    status: StatusCode,
) -> Result<HttpResponse> {
    let stored = stored(frame, card).await?;
    let versions = store::card_versions::of_card(&frame.app.db, card.id).await?;
    let (words, items) = (words(frame, inspected, given, &stored), items(frame, inspected, given, &stored));
    let survey = &inspected.dataset.survey;
    let mut obstacles = inspected.obstacles(&answers(&stored.checks), &stored.kept);
    if obstacles.is_empty() && !matches!(card.state, CardState::Ready | CardState::Published) {
        // The list of agencies has changed since: what is stored would do now, but nobody has said so.
        obstacles.push("cards-obstacle-check");
    }
    let n_untold = inspected.sources.iter().filter(|source| !inspected.told.has(source)).count();
    let state = state(card, inspected.sources.len(), n_untold);
    let own = title(frame, card);
    let steps = [
        (frame.text("surveys-tab-cards"), list_address(card.survey_id)),
        (own.clone(), address(card.id)),
        (frame.text("cards-check"), String::new()),
    ];
    let view = CheckView {
        crumbs: crumbs::of_survey(frame, survey, steps),
        tabs: tabs(frame, user, card.survey_id, "/cards"),
        kicker: own,
        action: format!("{}/check", address(card.id)),
        edit_href: address(card.id),
        preview_href: format!("{}/preview", address(card.id)),
        publish_action: format!("{}/publish", address(card.id)),
        revision: card.revision,
        state: state.code(),
        state_label: frame.text(&format!("cards-state-{}", state.code())),
        problems: problems(&words, &items),
        texts: texts(frame, inspected),
        words,
        has_dictionary: inspected.has_dictionary,
        singled: inspected.singled.iter().map(|kind| full_kind_name(frame.lang, kind)).collect(),
        region: inspected.text.region_name.clone(),
        n_sources: inspected.sources.len(),
        n_untold,
        items,
        obstacles: obstacles.into_iter().map(|key| frame.text(key)).collect(),
        may_publish: policy::may(user.role, Verb::Export, Thing::Card),
        is_new_version: !versions.is_empty(),
    };
    frame.page_with(status, "cards/check.html", &frame.text("cards-check"), &view)
}

fn problems(words: &[WordView], items: &[ItemView]) -> Vec<ProblemLine> {
    let line = |href: String, text: &String| ProblemLine { href, text: text.clone() };
    let of_words =
        words.iter().flat_map(|word| word.errors.iter().map(move |text| line(format!("#{}", word.id), text)));
    let of_items = items.iter().flat_map(|item| {
        let outcomes = item.outcome_errors.iter();
        let outcomes = outcomes.map(move |text| line(format!("#outcome-{}", item.key), text));
        let notes = item.note_errors.iter().map(move |text| line(format!("#note-{}", item.key), text));
        outcomes.chain(notes)
    });
    of_words.chain(of_items).collect()
}

/// The texts with their words marked. Parts without words are left out.
fn texts(frame: &Frame, inspected: &Inspected) -> Vec<TextView> {
    let labels = ["title", "background", "steps", "idea", "result", "remaining"];
    let parts = labels.into_iter().zip(inspected.text.texts()).filter(|(_, text)| !text.is_empty());
    let view = |(name, text): (&str, &str)| TextView {
        label: frame.text(label_key(name)),
        pieces: pieces(text, inspected),
    };
    parts.map(view).collect()
}

fn pieces(text: &str, inspected: &Inspected) -> Vec<Piece> {
    let characters: Vec<char> = text.chars().collect();
    let piece = |start: usize, end: usize, is_found: bool| Piece {
        text: characters.iter().skip(start).take(end.saturating_sub(start)).collect(),
        is_found,
    };
    let (mut pieces, mut at) = (Vec::new(), 0);
    for span in stand_at(text, inspected.words.iter().map(|word| word.words.as_str())) {
        let (start, end) = (span.start as usize, span.end as usize);
        pieces.push(piece(at, start, false));
        pieces.push(piece(start, end, true));
        at = end;
    }
    pieces.push(piece(at, characters.len(), false));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Who did something, and when.
fn signed(frame: &Frame, name: String, at: chrono::DateTime<chrono::Utc>) -> String {
    let args = [("name", name), ("time", time::date_time(at, frame.lang))];
    frame.text_with("cards-checked-by", &args)
}

fn too_long(frame: &Frame) -> String {
    frame.text_with("cards-reason-too-long", &[("max", LONGEST_REASON.to_string())])
}

fn words(frame: &Frame, inspected: &Inspected, given: &Given, stored: &Stored) -> Vec<WordView> {
    let view = |(place, word): (usize, &IdentifyingWord)| {
        let reason = given.reasons.get(&word.words).cloned().unwrap_or_default();
        let kept = stored.kept.iter().find(|kept| kept.word == word.words && kept.reason == reason);
        let by = kept.map(|kept| signed(frame, stored.people.name(Some(kept.kept_by)), kept.kept_at));
        WordView {
            id: format!("reason-{place}"),
            place,
            word: word.words.clone(),
            kind: frame.text(&format!("cards-word-{}", word.kind.code())),
            by: by.unwrap_or_default(),
            errors: if is_long(&reason) { vec![too_long(frame)] } else { Vec::new() },
            reason,
        }
    };
    inspected.words.iter().enumerate().map(view).collect()
}

fn items(frame: &Frame, inspected: &Inspected, given: &Given, stored: &Stored) -> Vec<ItemView> {
    let view = |item: &CheckItem| {
        let answer = given.answers.iter().find(|answer| answer.item == item.key);
        let same = answer.and_then(|answer| {
            let is_it = |check: &&card_check::Model| {
                check.item == answer.item && check.outcome == answer.outcome && check.note == answer.note
            };
            stored.checks.iter().find(is_it)
        });
        let by =
            same.map(|check| signed(frame, stored.people.name(Some(check.checked_by)), check.checked_at));
        let lacks = lacking(item, answer, !inspected.singled.is_empty());
        let lacks = lacks.filter(|_| given.was_sent && answer.is_some());
        let mut note_errors = Vec::new();
        if lacks == Some(Lacking::Reason) {
            note_errors.push(frame.text("cards-reason-required"));
        }
        if answer.is_some_and(|answer| is_long(&answer.note)) {
            note_errors.push(too_long(frame));
        }
        let outcome_errors = match lacks {
            Some(Lacking::Answer) => vec![frame.text("form-choice")],
            Some(Lacking::Singled) => vec![frame.text("cards-singled-not-denied")],
            Some(Lacking::Reason) | None => Vec::new(),
        };
        let outcome = |outcome: &Outcome| ChoiceView {
            value: outcome.code().to_owned(),
            label: frame.text(&format!("cards-outcome-{}", outcome.code())),
        };
        ItemView {
            key: item.key,
            label: frame.text(&format!("cards-item-{}", item.key)),
            hint: frame.text(&format!("cards-hint-{}", item.key)),
            outcomes: item.outcomes.iter().map(outcome).collect(),
            outcome: answer.map(|answer| answer.outcome.clone()).unwrap_or_default(),
            note: answer.map(|answer| answer.note.clone()).unwrap_or_default(),
            by: by.unwrap_or_default(),
            outcome_errors,
            note_errors,
        }
    };
    CHECK_ITEMS.iter().map(view).collect()
}
