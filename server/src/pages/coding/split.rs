//! Splitting a code: naming its parts, and deciding for every coding which of them it becomes.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::code;
use surveys::hearing::span::slice;
use surveys::id::{CodeId, CodingId};
use surveys::store;
use surveys::store::codes::CodeInput;

use super::code::{address, finish};
use super::tree::label;
use super::{Head, head, load, obstacle};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::coded::CodedPart;
use crate::error::{AppError, Result};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// Codings decided on in one form, at most.
const PAGE: usize = 50;
/// Parts that the form has room for.
const MOST_PARTS: usize = 4;
/// Letters shown before and behind a segment.
const AROUND: usize = 60;

#[derive(Serialize)]
struct SplitView {
    head: Head,
    label: String,
    code_href: String,
    action: String,
    distribute_action: String,
    retire_action: String,
    rooms: Vec<usize>,
    parts: Vec<ChoiceView>,
    codings: Vec<CodingLine>,
    n_open: usize,
}

/// A coding that waits for a decision.
#[derive(Serialize)]
struct CodingLine {
    id: i64,
    source: String,
    before: String,
    quote: String,
    behind: String,
}

/// `GET /codes/{id}/split`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let code = store::codes::find(&frame.app.db, CodeId(*id)).await?;
    if code.closed_at.is_some() {
        return Err(AppError::NotFound);
    }
    let texts = load(&frame, &user, code.survey_id).await?;
    let parts = parts(&texts.codes, &code)
        .map(|part| ChoiceView { value: part.id.0.to_string(), label: label(part, frame.lang) });
    let parts: Vec<ChoiceView> = parts.collect();
    let open = store::codebook::of_code(&frame.app.db, code.id).await?;
    let lines = |part: &CodedPart, source: &str| -> Vec<CodingLine> {
        let here = part.all().flat_map(|coded| coded.codings.iter().map(move |coding| (coded, coding)));
        let here = here.filter(|(_, coding)| coding.code_id == code.id);
        here.map(|(coded, coding)| line(part, source, &coded.segment, coding.id)).collect()
    };
    let all = texts.texts.iter().flat_map(|text| text.parts.iter().map(move |part| (text, part)));
    let codings: Vec<CodingLine> = all.flat_map(|(text, part)| lines(part, &text.label)).take(PAGE).collect();
    let title = frame.text_with("codebook-split-title", &[("code", label(&code, frame.lang))]);
    let steps = [(label(&code, frame.lang), address(code.id)), (frame.text("codebook-split"), String::new())];
    let view = SplitView {
        head: head(&frame, &user, &texts.dataset.survey, "/codebook", steps),
        label: label(&code, frame.lang),
        code_href: address(code.id),
        action: format!("{}/split", address(code.id)),
        distribute_action: format!("{}/distribute", address(code.id)),
        retire_action: format!("{}/retire", address(code.id)),
        rooms: (1..=MOST_PARTS).collect(),
        parts,
        codings,
        n_open: open.len(),
    };
    frame.page("coding/split.html", &title, &view)
}

fn parts<'a>(all: &'a [code::Model], code: &code::Model) -> impl Iterator<Item = &'a code::Model> {
    let id = code.id;
    all.iter().filter(move |part| part.split_from == Some(id) && part.closed_at.is_none())
}

fn line(
    part: &CodedPart,
    source: &str,
    segment: &surveys::entity::segment::Model,
    id: CodingId,
) -> CodingLine {
    let span = store::segments::span_of(segment);
    let cut = |start: usize, end: usize| {
        slice(&part.body, surveys::hearing::span::Span { start, end }).unwrap_or_default().to_owned()
    };
    let length = part.body.chars().count();
    CodingLine {
        id: id.0,
        source: format!("{source} {}", part.title),
        before: if segment.is_detached {
            String::new()
        } else {
            cut(span.start.saturating_sub(AROUND), span.start)
        },
        quote: segment.quote.clone(),
        behind: if segment.is_detached {
            String::new()
        } else {
            cut(span.end, (span.end + AROUND).min(length))
        },
    }
}

/// `POST /codes/{id}/split`: makes the parts that have a symbol and a name.
pub async fn split(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let code = store::codes::find(&frame.app.db, CodeId(*id)).await?;
    let back = format!("{}/split", address(code.id));
    let mut inputs = Vec::new();
    for place in 1..=MOST_PARTS {
        let field = |name: &str| sent.get(&format!("{name}-{place}")).to_owned();
        let (symbol, name) = (field("symbol"), field("name"));
        if symbol.is_empty() && name.is_empty() {
            continue;
        }
        let fits = |text: &str, most: usize| !text.is_empty() && text.chars().count() <= most;
        if !fits(&symbol, 12) || !fits(&name, 100) {
            return frame.redirect_with(&back, "warning", "codebook-split-incomplete");
        }
        let definition: String = field("definition").chars().take(2000).collect();
        let look = code.look + i32::try_from(place).unwrap_or(0);
        inputs.push(CodeInput {
            symbol,
            name_ja: name,
            definition,
            look,
            is_codable: true,
            ..CodeInput::default()
        });
    }
    let has_parts = store::codes::of_survey(&frame.app.db, code.survey_id).await?;
    if inputs.len() + parts(&has_parts, &code).count() < 2 {
        return frame.redirect_with(&back, "warning", "codebook-split-two");
    }
    let transaction = frame.app.write().await?;
    match store::codebook::split(&transaction, code.id, inputs, user.id).await {
        Ok(_) => {
            transaction.commit().await?;
            frame.redirect_with(&back, "success", "codebook-split-made")
        }
        Err(error) => {
            let key = obstacle(error)?;
            transaction.rollback().await?;
            frame.redirect_with(&back, "warning", key)
        }
    }
}

/// `POST /codes/{id}/distribute`: gives codings to parts. `coding-<number>` has the numbers of the parts.
pub async fn distribute(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    sent: StaffForm,
) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Codebook)?;
    let choice = |(name, value): &(String, String)| {
        let coding = name.strip_prefix("coding-")?.parse().ok()?;
        Some((CodingId(coding), CodeId(value.trim().parse().ok()?)))
    };
    let choices: Vec<(CodingId, CodeId)> = sent.0.iter().filter_map(choice).collect();
    let back = format!("{}/split", address(CodeId(*id)));
    if choices.is_empty() {
        return frame.redirect_with(&back, "warning", "codebook-split-choose");
    }
    let transaction = frame.app.write().await?;
    match store::codebook::distribute(&transaction, CodeId(*id), &choices, user.id).await {
        Ok(()) => {
            transaction.commit().await?;
            frame.redirect_with(&back, "success", "codebook-split-given")
        }
        Err(error) => finish(&frame, CodeId(*id), transaction, Err(error), "").await,
    }
}
