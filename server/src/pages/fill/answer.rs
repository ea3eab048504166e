//! The pages of a questionnaire, the page that shows all answers, and leaving for later.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use surveys::questionnaire::answer::{Answers, items, read_page_beside, read_page_with};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::page::{page_to_go_on, previous_page, progress};
use surveys::questionnaire::problem::Problem;
use surveys::store;

use super::again::{AGAIN, Note};
use super::aim::Aim;
use super::letter::{Letter, LetterForm, is_offered};
use super::stale::{self, BASE, WINDOW};
use super::walk::Walk;
use super::{Begun, begun, files, identifying};
use crate::auth::upload::PublicUpload;
use crate::error::Result;
use crate::i18n::Lang;
use crate::secret;
use crate::view::display::{DISPLAY, Display};
use crate::view::frame::Frame;
use crate::view::question::question_id;
use crate::view::time;

#[derive(Serialize)]
struct SavedPage {
    saved: SavedView,
    letter: Option<LetterForm>,
}

#[derive(Serialize)]
struct SavedView {
    code_groups: Vec<String>,
    url: String,
    continue_href: String,
}

/// What a page may be opened with (see [`AGAIN`]).
#[derive(Deserialize)]
pub struct Asked {
    again: Option<String>,
}

/// Link, code and page of an address.
type PagePath = web::Path<(String, String, String)>;

/// `GET /q/{link}/{code}/p/{page}`
pub async fn show(frame: Frame, path: PagePath, asked: web::Query<Asked>) -> Result<HttpResponse> {
    let (link, code, page) = path.into_inner();
    let found = begun(&frame, &link, &code).await?;
    if let Some(answer) = found.finished(&frame) {
        return answer;
    }
    if progress(&found.met.definition, &page, &found.answers, time::now()).is_none() {
        // A page of another way of putting questions on pages, or one that is hidden by now.
        let other = match found.met.definition.page(&page) {
            None => found.met.page_of_another_way(&frame.app, &page)?,
            Some(_) => None,
        };
        let rest = other.map_or("check".to_owned(), |page| format!("p/{page}"));
        let aim = Aim::of(&frame, &found.met.definition);
        return Ok(frame.redirect(&aim.keep(&found.address(&rest))));
    }
    // Asked for by whoever has just sent the page; anybody else opens it without complaints.
    let base = stale::base(&found.met.definition, &page, &found.answers);
    let note = if asked.again.is_some() { frame.app.notes.of(found.response.id, &page, &base) } else { None };
    let (window, problems) = note.map(|note| (note.window, note.problems)).unwrap_or_default();
    Walk { window, ..found.walk(&frame, &found.answers) }.page(&frame, &page, &problems)
}

/// `POST /q/{link}/{code}/p/{page}`: keeps what was typed, then goes on, back or away.
pub async fn save(frame: Frame, path: PagePath, mut form: PublicUpload) -> Result<HttpResponse> {
    let (link, code, page) = path.into_inner();
    let mut found = begun(&frame, &link, &code).await?;
    if let Some(answer) = found.finished(&frame) {
        return answer;
    }
    form.fields.extend(frame.app.notes.left(found.response.id, &form.fields));
    let is_rearranged = found.met.definition.page(&page).is_none();
    found.met.arrange_for(&frame.app, &page)?;
    let definition = &found.met.definition.clone();
    let transaction = frame.app.write().await?;
    let before = found.lock(&transaction).await?;
    let now = time::now();
    let received = files::receive(&frame.app, &transaction, &found, &page, &before, &form.files).await?;
    let (mut answers, mut problems) =
        read_page_with(definition, &page, &form.fields, &received, &before, now);
    let opened_on = form.get(BASE);
    let window = form.get(WINDOW).to_owned();
    let (windows, id) = (&frame.app.windows, found.response.id);
    let is_other =
        opened_on != stale::base(definition, &page, &before) && !windows.is_last(id, &page, &window);
    if !opened_on.is_empty() && is_other {
        let lang = frame.display.texts(frame.lang.code());
        let meeting = stale::meet(definition, &page, opened_on, &before, &answers);
        if !meeting.theirs.is_empty() {
            (answers, problems) =
                read_page_beside(definition, &page, &form.fields, &received, &meeting.theirs, &before, now);
        }
        let differing = meeting.differing(definition, &page, &before, &answers, &lang);
        if !differing.is_empty() {
            transaction.rollback().await?;
            // Nothing is saved, so there is no page yet to send the browser on to.
            let walk =
                Walk { stored: &before, differing, window, is_sent: true, ..found.walk(&frame, &answers) };
            return walk.page(&frame, &page, &problems);
        }
    }
    let changed = change_list(definition, form.get("go"), &mut answers, now);
    found.keep(&transaction, &answers).await?;
    // What was sent still speaks of its files; they go when the mended answers are sent.
    if !found.is_editing {
        store::response_files::sweep(&transaction, found.response.id, &answers).await?;
    }
    transaction.commit().await?;
    frame.app.windows.remember(found.response.id, &page, &window);
    frame.app.notes.drop(found.response.id, &page);
    if form.get("go") == "next" {
        problems
            .extend(identifying::advice(&frame.app, definition, &page, &answers, &form.fields, now).await?);
        if problems.is_empty() {
            frame.app.notes.leave(id, &form.fields);
        }
    }
    let saved = Saved { page, answers, problems, changed, window, is_rearranged };
    saved.answer(&frame, &found, form.get("go"), now)
}

/// A page that was just saved.
struct Saved {
    page: String,
    answers: Answers,
    problems: Vec<Problem>,
    /// The item of a list that was added, or the list that lost one.
    changed: Option<String>,
    window: String,
    /// Whether the page is none of those that the respondent now wishes for, so that it cannot be opened again.
    is_rearranged: bool,
}

impl Saved {
    /// Goes where the pressed button says.
    fn answer(self, frame: &Frame, found: &Begun, go: &str, now: NaiveDateTime) -> Result<HttpResponse> {
        let Saved { page, answers, problems, changed, window, is_rearranged } = self;
        let definition = &found.met.definition;
        let aim = Aim::of(frame, definition);
        match go {
            "previous" => {
                let previous =
                    previous_page(definition, &page, &answers, now).map_or(page, |page| page.name.clone());
                Ok(frame.redirect(&found.address(&format!("p/{previous}"))))
            }
            "save" => Ok(frame.redirect(&found.address("saved"))),
            go if go.starts_with("display:") => {
                let wish = Display::read(go.trim_start_matches("display:"));
                let page = found.met.page_under(&frame.app, &page, &wish)?;
                let address = found.address(&format!("p/{page}?{DISPLAY}={}", wish.written()));
                Ok(frame.redirect(&aim.keep(&address)))
            }
            go if go.starts_with("lang:") => {
                let lang = Lang::from_code(go.trim_start_matches("lang:")).unwrap_or(frame.lang);
                Ok(frame.redirect(&aim.keep(&found.address(&format!("p/{page}?lang={}", lang.code())))))
            }
            // Nobody has asked to go on: the page follows its answers, and complains later. Only a script asks for this,
            // and no browser goes back to what a script has sent.
            "refresh" => Walk { window, ..found.walk(frame, &answers) }.page(frame, &page, &[]),
            go if is_list_button(go) => {
                let id = question_id(&changed.unwrap_or_default());
                Ok(frame.redirect(&found.address(&format!("p/{page}?at={id}#{id}"))))
            }
            _ if !problems.is_empty() && is_rearranged => {
                let walk = Walk { window, is_sent: true, ..found.walk(frame, &answers) };
                walk.page(frame, &page, &problems)
            }
            _ if !problems.is_empty() => {
                let base = stale::base(definition, &page, &answers);
                frame.app.notes.put(found.response.id, &page, Note { window, base, problems });
                Ok(frame.redirect(&aim.keep(&found.address(&format!("p/{page}?{AGAIN}")))))
            }
            _ => {
                let next = aim.next(definition, &page, &answers, now);
                Ok(frame.redirect(&found.address(&next.unwrap_or_else(|| "check".to_owned()))))
            }
        }
    }
}

/// Whether a button adds or removes an item of a list.
pub fn is_list_button(go: &str) -> bool {
    go.starts_with("add:") || go.starts_with("remove:")
}

/// Adds or removes an item as a button says (`add:<place>`, `remove:<place>`). Returns the place to look at next: the new
/// item, or the list; None if nothing was changed.
pub fn change_list(
    definition: &Definition,
    go: &str,
    answers: &mut Answers,
    now: NaiveDateTime,
) -> Option<String> {
    match go.split_once(':')? {
        ("add", place) => items::add(definition, place, answers, now),
        ("remove", place) => items::remove(definition, place, answers, now),
        _ => None,
    }
}

/// `GET /q/{link}/{code}/check`
pub async fn check(frame: Frame, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    let found = begun(&frame, &path.0, &path.1).await?;
    match found.finished(&frame) {
        Some(answer) => answer,
        None => found.walk(&frame, &found.answers).check(&frame, &[]),
    }
}

/// `GET /q/{link}/{code}/continue`: to where somebody stopped. What was sent is mended from the page with all answers.
pub async fn go_on(frame: Frame, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    let found = begun(&frame, &path.0, &path.1).await?;
    if let Some(answer) = found.finished(&frame) {
        return answer;
    }
    let page = match found.is_editing {
        true => None,
        false => page_to_go_on(&found.met.definition, &found.answers, time::now()),
    };
    let rest = page.map_or("check".to_owned(), |page| format!("p/{}", page.name));
    Ok(frame.redirect(&found.address(&rest)))
}

/// `GET /q/{link}/{code}/saved`: how to come back.
pub async fn saved(frame: Frame, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    let found = begun(&frame, &path.0, &path.1).await?;
    if let Some(answer) = found.finished(&frame) {
        return answer;
    }
    let letter = LetterForm::of(&frame, &found, Letter::Resume).await?;
    saved_page(&frame, &found, StatusCode::OK, letter)
}

/// The page that says how to come back.
pub fn saved_page(
    frame: &Frame,
    found: &Begun,
    status: StatusCode,
    letter: LetterForm,
) -> Result<HttpResponse> {
    let view = SavedPage {
        letter: is_offered(found).then_some(letter),
        saved: SavedView {
            code_groups: groups(&found.code),
            url: format!("{}{}", frame.app.public_url, found.address("continue")),
            continue_href: found.address("continue"),
        },
    };
    frame.public_page_with(status, "fill/saved.html", &found.met.title(frame.lang), &view)
}

/// A code in groups of four.
pub fn groups(code: &str) -> Vec<String> {
    secret::grouped(code).split('-').map(str::to_owned).collect()
}

/// Answers as they are stored.
pub fn as_json(answers: &Answers) -> Result<String> {
    Ok(serde_json::to_string(answers).map_err(anyhow::Error::from)?)
}
