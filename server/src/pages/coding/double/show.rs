//! A double coding: who is done, and, once all are, the agreement and everything on which they differ.

use actix_web::{HttpResponse, web};
use analysis::agreement::bootstrap::DRAWS;
use analysis::statistics::random::SEED;
use serde::Serialize;
use surveys::entity::coding_decision;
use surveys::hearing::span::Span;
use surveys::id::{CodeId, DoubleCodingId, UserId};
use surveys::store;
use surveys::store::double_codings::{Outcome, outcome_of};

use super::super::{Head, head};
use super::compare::{Compared, Comparison};
use super::figures::{Row, rows};
use super::{address, unit_key};
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::view::frame::Frame;

#[derive(Serialize)]
struct ShowView {
    head: Head,
    unit: String,
    n_texts: usize,
    coders: Vec<CoderView>,
    code_href: String,
    result: Option<ResultView>,
}

#[derive(Serialize)]
struct CoderView {
    name: String,
    is_done: bool,
}

#[derive(Serialize)]
struct ResultView {
    names: Vec<String>,
    rows: Vec<Row>,
    n_compared: usize,
    n_left_out: usize,
    lines: Vec<Line>,
    n_open: usize,
    adopt_action: String,
    is_adopted: bool,
    is_by_answer: bool,
    /// Two coders: κ is told, too.
    is_pair: bool,
    draws: usize,
    seed: String,
}

/// A disagreement.
#[derive(Serialize)]
struct Line {
    href: String,
    source: String,
    code: String,
    /// What each coder did, in their order.
    values: Vec<String>,
    who: String,
    decision: String,
}

/// `GET /double-codings/{id}`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Coding)?;
    let db = &frame.app.db;
    let model = store::double_codings::find(db, DoubleCodingId(*id)).await?;
    let survey = store::surveys::find(db, model.survey_id).await?;
    let users = store::users::list(db).await?;
    let name = |id: UserId| users.iter().find(|user| user.id == id).map(|user| user.display_name.clone());
    let coders = store::double_codings::coders(db, model.id).await?;
    let is_all_done = coders.iter().all(|coder| coder.done_at.is_some());
    let is_mine = coders.iter().any(|coder| coder.coder_id == user.id && coder.done_at.is_none());
    let comparison = if is_all_done { Some(Comparison::load(&frame, &user, model.id).await?) } else { None };
    let result = match comparison {
        Some(comparison) => Some(result(&frame, &user, comparison).await?),
        None => None,
    };
    let view = ShowView {
        head: head(&frame, &user, &survey, "/coding/double", [(model.title.clone(), String::new())]),
        unit: frame.text(unit_key(&model)),
        n_texts: store::double_codings::texts(db, model.id).await?.len(),
        coders: coders
            .iter()
            .map(|coder| CoderView {
                name: name(coder.coder_id).unwrap_or_default(),
                is_done: coder.done_at.is_some(),
            })
            .collect(),
        code_href: if is_mine { format!("{}/code", address(model.id)) } else { String::new() },
        result,
    };
    frame.page("double/show.html", &model.title, &view)
}

async fn result(frame: &Frame, user: &User, comparison: Comparison) -> Result<ResultView> {
    let id = comparison.model.id;
    let disagreements = comparison.disagreements();
    let line = |(place, found): (usize, &super::compare::Disagreement)| {
        let text = comparison.texts.get(found.text)?;
        let code = comparison.codes.iter().find(|code| CodeId(code.id) == found.code)?;
        let spans = text.spans.get(&found.code)?;
        Some(Line {
            href: format!("{}/talk/{place}", address(id)),
            source: format!("{} {}", text.label, text.title),
            code: code.label(),
            values: spans.iter().zip(&text.is_assigned).map(|(own, is)| value(frame, own, *is)).collect(),
            who: who(frame, &comparison, text, spans),
            decision: comparison
                .decision(*found)
                .map(|decision| decision_words(frame, &comparison.coders, decision))
                .unwrap_or_default(),
        })
    };
    let lines: Vec<Line> = (1..).zip(&disagreements).filter_map(line).collect();
    let may_adopt = may(user.role, Verb::Change, Thing::Codebook);
    let is_adopted = comparison.model.adopted_at.is_some();
    let is_by_answer = comparison.is_by_answer();
    let is_pair = comparison.coders.len() == 2;
    let n_open = lines.iter().filter(|line| line.decision.is_empty()).count();
    let names = comparison.coders.iter().map(|(_, name)| name.clone()).collect();
    let (n_compared, n_left_out) = (comparison.texts.len(), comparison.n_left_out);
    // A thousand samples for each code.
    let rows = web::block(move || rows(&comparison)).await?;
    Ok(ResultView {
        names,
        rows,
        n_compared,
        n_left_out,
        adopt_action: if may_adopt && n_open == 0 && !is_adopted {
            format!("{}/adopt", address(id))
        } else {
            String::new()
        },
        lines,
        n_open,
        is_adopted,
        is_by_answer,
        is_pair,
        draws: DRAWS,
        seed: format!("{SEED:016x}"),
    })
}

/// What one coder did with a code in a text, in words; nothing where the text is not theirs.
fn value(frame: &Frame, own: &[Span], is_assigned: bool) -> String {
    if !is_assigned {
        return String::new();
    }
    if own.is_empty() {
        return frame.text("double-value-not");
    }
    // Spans of one coder may overlap.
    let mut edges: Vec<(usize, usize)> = own.iter().map(|span| (span.start, span.end)).collect();
    edges.sort_unstable();
    let (mut n, mut covered) = (0, 0);
    for (start, end) in edges {
        n += end.saturating_sub(covered.max(start));
        covered = covered.max(end);
    }
    frame.text_with("double-value-put", &[("n", n.to_string())])
}

/// Who put the code, in words.
pub fn who(frame: &Frame, comparison: &Comparison, text: &Compared, spans: &[Vec<Span>]) -> String {
    let put = comparison.coders.iter().zip(spans).filter(|(_, own)| !own.is_empty());
    let names: Vec<&str> = put.map(|((_, name), _)| name.as_str()).collect();
    if names.len() == text.is_assigned.iter().filter(|is| **is).count() {
        frame.text("double-other-extent")
    } else {
        frame.text_with("double-only", &[("names", names.join(&frame.text("list-separator")))])
    }
}

/// A decision in words.
fn decision_words(frame: &Frame, coders: &[(UserId, String)], decision: &coding_decision::Model) -> String {
    match outcome_of(decision) {
        Outcome::One(coder) => {
            let name = coders.iter().find(|(id, _)| *id == coder).map(|(_, name)| name.clone());
            frame.text_with("double-outcome-one", &[("name", name.unwrap_or_default())])
        }
        Outcome::All => frame.text("double-outcome-all"),
        Outcome::None => frame.text("double-outcome-none"),
    }
}
