//! Talking a disagreement through: what each coder put on the text, and what holds.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::hearing::span::{Span, slice};
use surveys::id::{CodeId, DoubleCodingId, DoubleTextId, UserId};
use surveys::store;
use surveys::store::double_codings::{Outcome, outcome_of};

use super::super::{Head, head, obstacle};
use super::address;
use super::compare::{Comparison, Disagreement};
use super::show::who;
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// Letters of a reason, at most.
const MOST_LETTERS: usize = 2000;

#[derive(Serialize)]
struct TalkView {
    head: Head,
    code: String,
    definition: String,
    inclusion: String,
    exclusion: String,
    source: String,
    who: String,
    readings: Vec<Reading>,
    text: i64,
    code_number: i64,
    action: String,
    outcomes: Vec<ChoiceView>,
    outcome: String,
    reason: String,
    place: usize,
    total: usize,
    is_adopted: bool,
    before_href: String,
    next_href: String,
}

/// The text as one coder marked it.
#[derive(Serialize)]
struct Reading {
    name: String,
    pieces: Vec<Piece>,
}

#[derive(Serialize)]
struct Piece {
    text: String,
    is_marked: bool,
}

/// `GET /double-codings/{id}/talk/{number}`
pub async fn show(frame: Frame, user: User, path: web::Path<(i64, usize)>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Coding)?;
    let (id, number) = path.into_inner();
    let comparison = load(&frame, &user, DoubleCodingId(id)).await?;
    let all = comparison.disagreements();
    let found = number.checked_sub(1).and_then(|place| all.get(place)).copied().ok_or(AppError::NotFound)?;
    let view = view(&frame, &user, &comparison, found, (number, all.len())).ok_or(AppError::NotFound)?;
    let title = frame.text_with("double-talk-title", &[("code", view.code.clone())]);
    frame.page("double/talk.html", &title, &view)
}

async fn load(frame: &Frame, user: &User, id: DoubleCodingId) -> Result<Comparison> {
    let coders = store::double_codings::coders(&frame.app.db, id).await?;
    if coders.is_empty() || coders.iter().any(|coder| coder.done_at.is_none()) {
        return Err(AppError::NotFound);
    }
    Comparison::load(frame, user, id).await
}

fn view(
    frame: &Frame,
    user: &User,
    comparison: &Comparison,
    found: Disagreement,
    (number, total): (usize, usize),
) -> Option<TalkView> {
    let text = comparison.texts.get(found.text)?;
    let code = comparison.all.codes.iter().find(|code| code.id == found.code)?;
    let spans = text.spans.get(&found.code)?;
    let decision = comparison.decision(found);
    let href = |number: usize| format!("{}/talk/{number}", address(comparison.model.id));
    let one = |(id, name): &(UserId, String)| ChoiceView {
        value: id.0.to_string(),
        label: frame.text_with("double-outcome-one", &[("name", name.clone())]),
    };
    let rest = ["all", "none"].map(|outcome| ChoiceView {
        value: outcome.to_owned(),
        label: frame.text(&format!("double-outcome-{outcome}")),
    });
    let reading = |(((_, name), own), is_assigned): ((&(UserId, String), &Vec<Span>), &bool)| {
        is_assigned.then(|| Reading { name: name.clone(), pieces: pieces(&text.body, own) })
    };
    let is_theirs = comparison.coders.iter().zip(&text.is_assigned);
    let theirs = is_theirs.filter(|(_, is_assigned)| **is_assigned).map(|(coder, _)| coder);
    let steps = [
        (comparison.model.title.clone(), address(comparison.model.id)),
        (frame.text("double-talk"), String::new()),
    ];
    Some(TalkView {
        head: head(frame, user, &comparison.all.dataset.survey, "/coding/double", steps),
        code: super::super::tree::label(code, frame.lang),
        definition: code.definition.clone(),
        inclusion: code.inclusion.clone(),
        exclusion: code.exclusion.clone(),
        source: format!("{} {}", text.label, text.title),
        who: who(frame, comparison, text, spans),
        readings: comparison.coders.iter().zip(spans).zip(&text.is_assigned).filter_map(reading).collect(),
        text: text.id.0,
        code_number: found.code.0,
        action: href(number),
        outcomes: theirs.map(one).chain(rest).collect(),
        outcome: decision.map(|decision| written(outcome_of(decision))).unwrap_or_default(),
        reason: decision.map(|decision| decision.reason.clone()).unwrap_or_default(),
        place: number,
        total,
        is_adopted: comparison.model.adopted_at.is_some(),
        before_href: if number > 1 { href(number - 1) } else { String::new() },
        next_href: if number < total { href(number + 1) } else { String::new() },
    })
}

fn written(outcome: Outcome) -> String {
    match outcome {
        Outcome::One(coder) => coder.0.to_string(),
        Outcome::All => "all".to_owned(),
        Outcome::None => "none".to_owned(),
    }
}

/// A text cut where the spans of one coder begin and end.
fn pieces(body: &str, spans: &[Span]) -> Vec<Piece> {
    let length = body.chars().count();
    let mut edges: Vec<usize> =
        spans.iter().flat_map(|span| [span.start, span.end]).chain([0, length]).collect();
    edges.sort_unstable();
    edges.dedup();
    let piece = |pair: &[usize]| {
        let span = Span { start: *pair.first()?, end: *pair.last()? };
        let is_marked = spans.iter().any(|own| own.start <= span.start && span.end <= own.end);
        Some(Piece { text: slice(body, span)?.to_owned(), is_marked })
    };
    edges.windows(2).filter_map(piece).collect()
}

/// `POST /double-codings/{id}/talk/{number}`: keeps a decision (`outcome`: a coder's number, all or none) with its reason.
///
/// What is decided is the code `code` in the text `text`: the list may have another order than when the page was opened.
pub async fn decide(
    frame: Frame,
    user: User,
    path: web::Path<(i64, usize)>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Coding)?;
    let (id, _) = path.into_inner();
    let comparison = load(&frame, &user, DoubleCodingId(id)).await?;
    let all = comparison.disagreements();
    let (place, which) = find(&comparison, &all, &sent).ok_or(AppError::Conflict("double-not-there"))?;
    let own = format!("{}/talk/{}", address(comparison.model.id), place + 1);
    let Some(outcome) = outcome(&comparison, sent.get("outcome")) else {
        return frame.redirect_with(&own, "warning", "double-choose-outcome");
    };
    let reason: String = sent.get("reason").replace("\r\n", "\n").chars().take(MOST_LETTERS).collect();
    let transaction = frame.app.write().await?;
    if let Err(error) =
        store::double_codings::decide(&transaction, comparison.model.id, which, outcome, reason, user.id)
            .await
    {
        return frame.redirect_with(&own, "warning", obstacle(error)?);
    }
    transaction.commit().await?;
    // On to the next one that nobody has decided.
    let is_open = |place: &usize| all.get(*place).is_some_and(|other| comparison.decision(*other).is_none());
    let next = (place + 1..all.len()).chain(0..place).find(is_open);
    let href = next.map(|place| format!("{}/talk/{}", address(comparison.model.id), place + 1));
    frame.redirect_with(&href.unwrap_or_else(|| address(comparison.model.id)), "success", "double-decided")
}

/// The place in the list of what the form speaks of, with its text and code.
fn find(
    comparison: &Comparison,
    all: &[Disagreement],
    sent: &StaffForm,
) -> Option<(usize, (DoubleTextId, CodeId))> {
    let text = DoubleTextId(sent.get("text").parse().ok()?);
    let code = CodeId(sent.get("code").parse().ok()?);
    let is_it = |found: &Disagreement| {
        found.code == code && comparison.texts.get(found.text).is_some_and(|own| own.id == text)
    };
    Some((all.iter().position(is_it)?, (text, code)))
}

fn outcome(comparison: &Comparison, sent: &str) -> Option<Outcome> {
    match sent {
        "all" => Some(Outcome::All),
        "none" => Some(Outcome::None),
        other => {
            let id = other.parse().ok().map(UserId)?;
            comparison.coders.iter().any(|(coder, _)| *coder == id).then_some(Outcome::One(id))
        }
    }
}
