//! The reading line under a chart: a draft from the numbers, or what the coordinator writes in its place, kept beside the numbers
//! that it was written for.

use actix_web::{HttpResponse, web};
use surveys::store;

use super::arrange::{RejectedLine, page};
use super::composition::{Composition, Line, line_key};
use super::which::SheetOf;
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::meanwhile::{self, Shown};
use crate::view::form::FormView;
use crate::view::frame::Frame;

/// Most characters of a line: it is one sentence, or two.
const LONGEST_LINE: usize = 200;
/// The fields of a line: the line, and the same in plain language.
const FIELDS: [&str; 2] = ["text", "plain"];
/// Digits of a hash.
const HASH: usize = 64;

/// `POST /surveys/{id}/feedback/lines`: `do` save, or draft (what somebody wrote goes).
pub async fn save(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Feedback)?;
    let sheet = SheetOf::find(&frame, *id, sent.get("area")).await?;
    let figure = sent.get("figure").to_owned();
    let built = sheet.built(&frame).await?;
    let state = built.lines.into_iter().find(|line| line.figure == figure).ok_or(AppError::NotFound)?;
    let numbers = sent.get("numbers").to_owned();
    if numbers.len() != HASH || !numbers.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(AppError::BadRequest("bad-request-form"));
    }
    let mut form = FormView::filled(FIELDS.map(|name| (name, sent.get(name).replace("\r\n", "\n"))));
    form.limit(&frame, "text", "sheet-line", LONGEST_LINE);
    form.limit(&frame, "plain", "sheet-line-plain", LONGEST_LINE);
    if !form.is_valid() {
        let was = ["was:text", "was:plain"].map(|name| sent.get(name).to_owned());
        let rejected = RejectedLine { figure, form, was, differing: Vec::new() };
        return page(&frame, &user, &sheet, None, Some(rejected)).await;
    }
    let transaction = frame.app.write().await?;
    let stored = store::feedback_sheets::find(&transaction, sheet.survey.id, &sheet.area).await?;
    let mut own = Composition::stored(stored.as_ref());
    // Where nobody has written a line yet, nobody can have changed one.
    let there = match own.line(frame.lang, &figure) {
        Some(line) => [line.text.clone(), line.plain.clone()],
        None => ["was:text", "was:plain"].map(|name| sent.get(name).to_owned()),
    };
    let there = FormView::filled(FIELDS.into_iter().zip(there));
    if meanwhile::has_changed(&there, &form, &sent) {
        transaction.rollback().await?;
        let title = state.title;
        let label = |name: &str| match name {
            "plain" => frame.text_with("sheet-line-plain-of", &[("title", title.clone())]),
            _ => title.clone(),
        };
        let differing = meanwhile::differing(&FIELDS, &there, &form, label, |_, value| value.to_owned());
        let was = FIELDS.map(|name| there.value(name).to_owned());
        let Shown { form, differing, .. } = Shown::met(&there, &form, &sent, differing);
        let rejected = RejectedLine { figure, form, was, differing };
        return page(&frame, &user, &sheet, None, Some(rejected)).await;
    }
    let key = line_key(frame.lang, &figure);
    if sent.get("do") == "draft" {
        own.lines.remove(&key);
    } else {
        let [text, plain] = FIELDS.map(|name| form.value(name).to_owned());
        own.lines.insert(key, Line { text, plain, numbers });
    }
    let revision = stored.map_or(0, |stored| stored.revision);
    let new = own.to_save((sheet.survey.id, sheet.area.as_str()), revision)?;
    store::feedback_sheets::save(&transaction, new, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&format!("{}#lines", sheet.address("sheet")), "success", "sheet-line-saved")
}
