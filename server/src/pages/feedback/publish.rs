//! Looking at a sheet as the region would read it, and approving exactly that: what is published is what was looked at.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::error::Error;
use surveys::store;
use surveys::store::publications::NewPublication;

use super::bursts::{BurstsOf, bursts};
use super::cautions::{Caution, cautions, n_unchecked};
use super::close::near_published;
use super::extent::{Pages, length, maybe_long, pages, papers, rooms, too_much};
use super::face::SheetFace;
use super::reason::found_in_reason;
use super::replies::{self, RepliesView};
use super::sheet::{Built, LineState, MOST_PAGES};
use super::which::{AreaQuery, SheetOf};
use crate::auth::form::StaffForm;
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::download::{self, PDF};
use crate::pages::surveys::{Tab, address, tabs};
use crate::pages::unprintable::{Unprintable, unprintable};
use crate::view::form::{Crumb, FormView};
use crate::view::frame::Frame;

/// Most characters of the reason for a new version: it stands on the sheet.
const LONGEST_REASON: usize = 200;

#[derive(Serialize)]
struct PreviewView {
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    sheet: SheetFace,
    area: String,
    /// Where it is composed.
    arrange_href: String,
    pdf_href: String,
    action: String,
    hash: String,
    number: i32,
    obstacles: Vec<Obstacle>,
    /// Words of the office that may tell who is meant.
    cautions: Vec<Caution>,
    /// Where many answers came within minutes.
    bursts: Vec<BurstsOf>,
    /// Quotes that were released before words were looked for.
    n_unchecked: usize,
    /// Their list.
    unchecked_href: String,
    /// How long it is, in words.
    length: String,
    /// That it is likely to be longer than it may be, where nothing could set it to count; empty otherwise.
    maybe_long: String,
    /// How much room its sections take on paper, in words; empty where it is not too long.
    rooms: Vec<String>,
    /// Characters that its PDF has no signs for.
    unprintable: Unprintable,
    /// The questionnaires whose pages of own answers would be empty, in words; empty for none.
    unmarked: String,
    /// It has no chart of answers, since all are withheld or nobody answered.
    has_no_answer_charts: bool,
    /// The region reads the same already.
    is_same: bool,
    /// Beside which versions few answers could be read off, and by which numbers, in words: that has to be confirmed.
    near: Vec<String>,
    min_cell: i32,
    /// How to reply, and what came of replies, as behind the link.
    replies: RepliesView,
    /// Where what is asked about is chosen; empty for those who may not.
    replies_href: String,
    form: FormView,
}

/// What has to be done before the sheet can be published.
#[derive(Serialize)]
struct Obstacle {
    text: String,
    /// Where a line is written; empty for what is not done at one place.
    line_href: String,
}

/// `GET /surveys/{id}/feedback/preview`
pub async fn preview(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<AreaQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::FeedbackDraft)?;
    let sheet = SheetOf::find(&frame, *id, &query.area).await?;
    let built = sheet.built(&frame).await?;
    let form = FormView::filled(["reason", "confirmed", "as_is"].map(|name| (name, String::new())));
    page(&frame, &user, (&sheet, &built), form, query.is_plain()).await
}

async fn page(
    frame: &Frame,
    user: &User,
    (sheet, built): (&SheetOf, &Built),
    form: FormView,
    is_plain: bool,
) -> Result<HttpResponse> {
    let last = store::publications::of_area(&frame.app.db, sheet.survey.id, &sheet.area).await?.pop();
    let hash = store::publications::hash(&built.content.written()?);
    let shown = last.as_ref().filter(|last| last.retracted_at.is_none());
    let number = last.as_ref().map_or(1, |last| last.number.saturating_add(1));
    // A new version is published with a reason, which takes a line at least.
    let room = if number > 1 { frame.text("sheet-reason") } else { String::new() };
    let pages = pages(frame, sheet, built, (number, &room)).await?;
    let face = SheetFace::of_draft(built, frame.lang);
    let face = face.in_words(is_plain, sheet.address("preview"), sheet.plain_address("preview"));
    let pdf_href = match face.is_plain {
        true => sheet.plain_address("preview.pdf"),
        false => sheet.address("preview.pdf"),
    };
    let view = PreviewView {
        crumbs: sheet.crumbs(frame, &frame.text("sheet-preview")),
        tabs: tabs(frame, user, sheet.survey.id, "/feedback"),
        sheet: face,
        area: sheet.area.clone(),
        arrange_href: sheet.address("sheet"),
        pdf_href,
        action: format!("{}/feedback/publish", address(sheet.survey.id)),
        is_same: shown.is_some_and(|shown| shown.sha256 == hash),
        near: near_published(frame, sheet, built).await?,
        hash,
        number,
        obstacles: obstacles(frame, sheet, built, &pages),
        length: length(frame, &pages),
        maybe_long: maybe_long(frame, &pages),
        rooms: rooms(frame, built, &pages),
        unprintable: unprintable(frame, papers(&SheetFace::of_draft(built, frame.lang))).await?,
        unmarked: built.unmarked.join(&frame.text("list-separator")),
        has_no_answer_charts: built.content.has_no_answer_charts(),
        cautions: cautions(frame, sheet, built).await?,
        bursts: bursts(frame, sheet.survey.id).await?,
        n_unchecked: n_unchecked(frame, sheet, built).await?,
        unchecked_href: format!("{}/feedback?state=unchecked#quotes", address(sheet.survey.id)),
        min_cell: built.content.parameters.min_cell,
        replies: replies::of_sheet(frame, sheet.survey.id, sheet.area_code().as_deref(), &built.content)
            .await?,
        replies_href: match may(user.role, Verb::Change, Thing::Feedback) {
            true => format!("{}/replies", address(sheet.survey.id)),
            false => String::new(),
        },
        form,
    };
    let status = if view.form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame.page_with(status, "feedback/preview.html", &frame.text("sheet-preview"), &view)
}

/// What has to be done before the sheet can be published.
fn obstacles(frame: &Frame, sheet: &SheetOf, built: &Built, pages: &Pages) -> Vec<Obstacle> {
    let of_line = |line: &LineState| {
        let key = line_obstacle(line)?;
        Some(Obstacle {
            text: frame.text_with(key, &[("title", line.title.clone())]),
            line_href: format!("{}#line-{}", sheet.address("sheet"), line.figure),
        })
    };
    let of_whole = too_much(frame, built, pages).into_iter();
    let of_whole = of_whole.map(|text| Obstacle { text, line_href: String::new() });
    built.lines.iter().filter_map(of_line).chain(of_whole).collect()
}

/// What is wrong with a reading line, as the key of its words. Somebody may have emptied it, where no chart goes without one.
fn line_obstacle(line: &LineState) -> Option<&'static str> {
    match line {
        line if line.text.trim().is_empty() => Some("sheet-obstacle-no-line"),
        line if line.is_outdated => Some("sheet-obstacle-line"),
        _ => None,
    }
}

/// Reads why there is a new version, and whether its nearness to one before is confirmed where it has to be.
fn sent_form(frame: &Frame, sent: &StaffForm, (number, is_close): (i32, bool)) -> FormView {
    let mut form = FormView::filled([
        ("reason", sent.get("reason").replace("\r\n", "\n")),
        ("confirmed", sent.get("confirmed").to_owned()),
        ("as_is", sent.get("as_is").replace("\r\n", "\n")),
    ]);
    if number > 1 {
        form.require(frame, "reason", "sheet-reason");
    }
    form.limit(frame, "reason", "sheet-reason", LONGEST_REASON);
    if is_close && sent.get("confirmed") != "true" {
        form.reject("confirmed", frame.text("sheet-close-unconfirmed"));
    }
    form
}

/// Looks at a reason as it would stand on the sheet: whether that gets too long, and what it tells. What was found is confirmed with
/// the words themselves, so that others in their place are looked at again.
async fn look_at_reason(
    frame: &Frame,
    (sheet, built): (&SheetOf, &Built),
    number: i32,
    form: &mut FormView,
) -> Result<()> {
    let reason = form.value("reason").to_owned();
    if number <= 1 || reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Ok(());
    }
    if pages(frame, sheet, built, (number, &reason)).await?.are_too_many() {
        form.reject("reason", frame.text_with("sheet-reason-too-long", &[("most", MOST_PAGES.to_string())]));
    }
    if form.value("as_is") != reason {
        for found in found_in_reason(frame, sheet, &reason).await? {
            form.reject("as_is", found);
        }
    }
    Ok(())
}

/// `POST /surveys/{id}/feedback/publish`: freezes what the form's hash stands for, if that is still what the sheet says.
pub async fn publish(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Feedback)?;
    let sheet = SheetOf::find(&frame, *id, sent.get("area")).await?;
    let preview = sheet.address("preview");
    let built = sheet.built(&frame).await?;
    let content = built.content.written()?;
    if sent.get("hash") != store::publications::hash(&content) {
        return frame.redirect_with(&preview, "warning", "sheet-changed");
    }
    let is_close = !near_published(&frame, &sheet, &built).await?.is_empty();
    let number: i32 = sent.get("number").parse().unwrap_or_default();
    let counted = pages(&frame, &sheet, &built, (number, "")).await?;
    if !obstacles(&frame, &sheet, &built, &counted).is_empty() {
        return frame.redirect_with(&preview, "warning", "sheet-not-published");
    }
    let mut form = sent_form(&frame, &sent, (number, is_close));
    look_at_reason(&frame, (&sheet, &built), number, &mut form).await?;
    if !form.is_valid() {
        return page(&frame, &user, (&sheet, &built), form, false).await;
    }
    let new = NewPublication {
        survey: sheet.survey.id,
        area: sheet.area.clone(),
        number,
        content,
        reason: if number > 1 { form.value("reason").to_owned() } else { String::new() },
        quotes: built.quotes,
        is_close,
    };
    let transaction = frame.app.write().await?;
    match store::publications::publish(&transaction, new, user.id).await {
        Ok(_) => {
            transaction.commit().await?;
            frame.redirect_with(&sheet.address("sheet"), "success", "sheet-published")
        }
        Err(Error::Stale) => {
            transaction.rollback().await?;
            frame.redirect_with(&preview, "warning", "sheet-changed")
        }
        Err(Error::State(_)) => {
            transaction.rollback().await?;
            frame.redirect_with(&preview, "warning", "sheet-same")
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /surveys/{id}/feedback/preview.pdf`
pub async fn preview_pdf(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<AreaQuery>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Feedback)?;
    let sheet = SheetOf::find(&frame, *id, &query.area).await?;
    let built = sheet.built(&frame).await?;
    let face = SheetFace::of_draft(&built, frame.lang).with_replies(&frame.app, sheet.survey.id).await?;
    let face = if query.is_plain() { face.in_plain() } else { face };
    let bytes = face.pdf(&frame.app).await?;
    let name = face.file_name(sheet.survey.id, &sheet.area);
    download::record(&frame, &user, "survey.export", ("survey", sheet.survey.id.0), &name).await?;
    Ok(download::file(PDF, name, bytes))
}
