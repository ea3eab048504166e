//! Coding one's own part of a double coding: the same pages, with nothing of the others on them.

use std::collections::{BTreeMap, HashMap};

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::{blind_coding, coding, double_coding, segment};
use surveys::hearing::span::{Span, slice};
use surveys::id::{CodingId, DoubleCodingId, DoubleTextId, SegmentId};
use surveys::store;
use surveys::store::blind_codings::span_of;
use surveys::store::codings::Coded;
use surveys::store::segments::{Origin, TextPart};

use super::super::part::{Desk, PartView};
use super::super::put::act;
use super::super::shelf::Shelf;
use super::super::tree::CodeView;
use super::super::{Head, head, load, text};
use super::address;
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::coded::{CodedPart, CodedTexts};
use crate::error::{AppError, Result};
use crate::secret;
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};

/// Texts on one page.
const PAGE: usize = 25;

#[derive(Serialize)]
struct BlindView {
    head: Head,
    lead: String,
    codes: Vec<CodeView>,
    parts: Vec<PartView>,
    n_all: usize,
    n_coded: usize,
    done_action: String,
    back: String,
    paging: Paging,
}

/// `GET /double-codings/{id}/code`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    page: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let (model, shelf, texts) = own(&frame, &user, DoubleCodingId(*id)).await?;
    let desk = Desk::new(&frame, &texts, &shelf).await?;
    let all: Vec<_> =
        texts.texts.iter().flat_map(|text| text.parts.iter().map(move |part| (text, part))).collect();
    let base = format!("{}?page=", shelf.list());
    let paging = Paging::new(base.clone(), *page, all.len(), PAGE);
    let shown = paging.shown(all.iter().enumerate());
    let steps = [(model.title.clone(), address(model.id)), (frame.text("double-code"), String::new())];
    let view = BlindView {
        head: head(&frame, &user, &texts.dataset.survey, "/coding/double", steps),
        lead: frame.text("double-code-lead"),
        parts: shown.map(|(place, (text, part))| desk.part(place + 1, text, part)).collect::<Result<_>>()?,
        codes: desk.codes,
        n_all: all.len(),
        n_coded: all.iter().filter(|(_, part)| part.is_coded()).count(),
        done_action: format!("{}/done", address(model.id)),
        back: format!("{base}{}", paging.current()),
        paging,
    };
    frame.page("double/code.html", &frame.text("double-code"), &view)
}

/// `GET /double-codings/{id}/texts/{reference}`
pub async fn show_text(frame: Frame, user: User, path: web::Path<(i64, String)>) -> Result<HttpResponse> {
    let (id, reference) = path.into_inner();
    let (_, shelf, texts) = own(&frame, &user, DoubleCodingId(id)).await?;
    text::page(&frame, &user, &shelf, (&texts, &text::Query::default()), &reference).await
}

/// `POST /double-codings/{id}/texts/{reference}`
pub async fn change(
    frame: Frame,
    user: User,
    path: web::Path<(i64, String)>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Coding)?;
    let (id, reference) = path.into_inner();
    let (_, shelf, texts) = own(&frame, &user, DoubleCodingId(id)).await?;
    act(&frame, &user, (&shelf, &texts), &reference, &sent).await
}

/// `POST /double-codings/{id}/done`
pub async fn finish(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Coding)?;
    let transaction = frame.app.write().await?;
    store::double_codings::finish(&transaction, DoubleCodingId(*id), user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(DoubleCodingId(*id)), "success", "double-finished")
}

/// The texts of a double coding with what this person has put, and nothing else: for its coders, until they are done.
async fn own(
    frame: &Frame,
    user: &User,
    id: DoubleCodingId,
) -> Result<(double_coding::Model, Shelf, CodedTexts)> {
    allow(user, Verb::View, Thing::Coding)?;
    let db = &frame.app.db;
    let model = store::double_codings::find(db, id).await?;
    let coders = store::double_codings::coders(db, id).await?;
    if !coders.iter().any(|coder| coder.coder_id == user.id && coder.done_at.is_none()) {
        return Err(AppError::NotFound);
    }
    let mut texts = load(frame, user, model.survey_id).await?;
    let codings = store::blind_codings::of_coder(db, id, user.id).await?;
    let mut drawn: HashMap<TextPart, DoubleTextId> = HashMap::new();
    let mut states: HashMap<TextPart, String> = HashMap::new();
    let assigned = store::double_assignments::coders_of_texts(db, id).await?;
    let is_mine = |text: DoubleTextId| assigned.get(&text).is_some_and(|coders| coders.contains(&user.id));
    for row in store::double_codings::texts(db, id).await?.into_iter().filter(|row| is_mine(row.id)) {
        if let Some(text) = store::double_codings::text_part(&row) {
            drawn.insert(text.clone(), row.id);
            states.insert(text, row.sha256);
        }
    }
    for text in &mut texts.texts {
        text.parts.retain(|part| states.get(&part.text) == Some(&secret::hash(&part.body)));
        for part in &mut text.parts {
            let id = drawn.get(&part.text).copied();
            part.segments = segments(part, codings.iter().filter(|coding| Some(coding.text_id) == id));
            part.detached.clear();
        }
    }
    texts.texts.retain(|text| !text.parts.is_empty());
    texts.memos.clear();
    Ok((model, Shelf::Blind(id, drawn), texts))
}

/// Blind codings in the shape of segments with their codings, one segment a span.
fn segments<'a>(part: &CodedPart, codings: impl Iterator<Item = &'a blind_coding::Model>) -> Vec<Coded> {
    let mut found: BTreeMap<(usize, usize), Coded> = BTreeMap::new();
    for own in codings {
        let span = span_of(own);
        let coded = found
            .entry((span.start, span.end))
            .or_insert_with(|| Coded { segment: as_segment(part, own, span), codings: Vec::new() });
        coded.codings.push(coding::Model {
            id: CodingId(own.id.0),
            segment_id: coded.segment.id,
            code_id: own.code_id,
            coder_id: own.coder_id,
            was_suggested: false,
            created_at: own.created_at,
        });
    }
    found.into_values().collect()
}

fn as_segment(part: &CodedPart, own: &blind_coding::Model, span: Span) -> segment::Model {
    let (hearing_id, response_id) = match part.text.origin {
        Origin::Note(hearing) => (Some(hearing), None),
        Origin::Response(response) => (None, Some(response)),
    };
    segment::Model {
        id: SegmentId(own.id.0),
        survey_id: surveys::id::SurveyId(0),
        hearing_id,
        response_id,
        part: part.text.part.clone(),
        starts_at: own.starts_at,
        ends_at: own.ends_at,
        quote: slice(&part.body, span).unwrap_or_default().to_owned(),
        is_detached: false,
        created_by: own.coder_id,
        created_at: own.created_at,
    }
}
