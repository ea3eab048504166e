//! Taking the rows of a file, in portions that let others write in between.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use actix_web::{HttpResponse, web};
use surveys::entity::answer_import;
use surveys::entity::state::AnswerImportState;
use surveys::id::AnswerImportId;
use surveys::questionnaire::answer_import::Row;
use surveys::questionnaire::answer_import::reading::{unasked_consent, without_untaken};
use surveys::questionnaire::respondent::split_identifiers;
use surveys::store;
use surveys::store::answer_imports::Imported;
use surveys::store::responses::Submission;

use super::look::{check_open, keep, page, part};
use super::{Brought, LONGEST_LOOK, ReadRow, Staged, address, brought};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::entries::to_json;
use crate::pages::fill::answer::as_json;
use crate::secret;
use crate::view::form::FormView;
use crate::view::frame::Frame;

/// Rows of one transaction.
const PORTION: usize = 200;
/// After so long somebody is told how far it is, and goes on with a button.
const LONGEST: Duration = Duration::from_secs(15);

/// `POST /answer-imports/{id}/accept`: takes the rows that can be taken. Sent again, it goes on and takes none twice.
pub async fn accept(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let id = AnswerImportId(*id);
    let mut found = brought(&frame.app, id, frame.lang).await?;
    check_open(&found)?;
    if found.import.state == AnswerImportState::LookedAt {
        if keep(&frame, &user, &found, &sent).await? {
            // What nobody has seen is not taken.
            return frame.redirect_with(&address(id), "warning", "answer-imports-changed");
        }
        found = brought(&frame.app, id, frame.lang).await?;
        let form = form(&frame, &found);
        if !form.is_valid() {
            return page(&frame, &found, form, part(&sent)).await;
        }
    }
    go_on(&frame, &user, &found).await
}

/// Takes the rows of a file about which everything is said, and leads to its page. What somebody else said of the file
/// in the meantime is looked at first.
///
/// # Errors
/// When the database fails.
pub async fn go_on(frame: &Frame, user: &User, found: &Brought) -> Result<HttpResponse> {
    let id = found.import.id;
    if found.import.state == AnswerImportState::LookedAt {
        let examined = found.examine(&frame.app, LONGEST_LOOK).await?;
        if examined.ready().next().is_none() && examined.n_unread == 0 {
            return frame.redirect_with(&address(id), "warning", "answer-imports-nothing-ready");
        }
    }
    let transaction = frame.app.write().await?;
    let now = store::answer_imports::lock(&transaction, id).await?;
    if !is_said_alike(&now, &found.import) {
        transaction.rollback().await?;
        return frame.redirect_with(&address(id), "warning", "answer-imports-changed");
    }
    store::answer_imports::begin(&transaction, id, user.id).await?;
    transaction.commit().await?;
    if !take(frame, user, found).await? {
        return frame.redirect_with(&address(id), "info", "answer-imports-go-on");
    }
    let aside = to_json(&aside(found, &found.open_rows(&frame.app).await?))?;
    let transaction = frame.app.write().await?;
    store::answer_imports::finish(&transaction, id, aside, user.id).await?;
    transaction.commit().await?;
    frame.redirect_with(&address(id), "success", "answer-imports-done")
}

/// Whether columns and consent are the same.
fn is_said_alike(one: &answer_import::Model, other: &answer_import::Model) -> bool {
    (&one.matching, &one.consent, &one.consent_note) == (&other.matching, &other.consent, &other.consent_note)
}

/// What has to be said about consent before anything is taken.
fn form(frame: &Frame, found: &Brought) -> FormView {
    let note = found.import.consent_note.clone();
    let mut form = FormView::filled([("consent", String::new()), ("consent_note", note)]);
    if found.has_consent() {
        return form;
    }
    form.require(frame, "consent_note", "answer-imports-consent-note");
    let question = unasked_consent(&found.definition, &found.targets, &found.matches);
    let consent = found.consent();
    let lacks = question.is_some_and(|question| {
        let lacks_required =
            question.choices.iter().any(|choice| choice.is_required && !consent.contains(&choice.value));
        lacks_required || (question.is_required && consent.is_empty())
    });
    if lacks {
        form.reject("consent", frame.text("answer-imports-consent-required"));
    }
    form
}

/// Takes portion after portion; false if there was no time for all. It begins behind the last row that was taken:
/// those before are taken or aside. Time counts once a row was taken, so that every request gets on.
async fn take(frame: &Frame, user: &User, found: &Brought) -> Result<bool> {
    let started = Instant::now();
    let last = store::answer_imports::last_row(&frame.app.db, found.import.id).await?;
    let number = |at: &usize| found.staged.table.rows.get(*at).map_or(0, |row| row.number);
    let open: Vec<usize> =
        found.open_rows(&frame.app).await?.into_iter().filter(|at| number(at) > last).collect();
    let mut n_taken = 0;
    for portion in open.chunks(PORTION) {
        if n_taken > 0 && started.elapsed() > LONGEST {
            return Ok(false);
        }
        let read = found.read(portion.to_vec()).await?;
        let ready = read.iter().filter(|row| row.reading.problems.is_empty());
        let rows = ready.map(|row| imported(frame, found, row)).collect::<Result<Vec<_>>>()?;
        if rows.is_empty() {
            continue;
        }
        let transaction = frame.app.write().await?;
        n_taken += store::answer_imports::take(&transaction, &found.import, rows, user.id).await?;
        transaction.commit().await?;
    }
    Ok(true)
}

fn imported(frame: &Frame, found: &Brought, row: &ReadRow) -> Result<Imported> {
    let (others, contacts) = split_identifiers(&found.definition, &row.reading.answers);
    let (key, number) = found.staged.table.rows.get(row.at).map(|row| (row.key.clone(), row.number)).unzip();
    let key = key.unwrap_or_default();
    let code = response_code(frame, found.questionnaire.id.0, &key);
    Ok(Imported {
        token_hash: secret::hash(&code),
        withdrawal_hash: secret::hash(&frame.app.key.code("withdraw", &code)),
        row_key: key,
        row_number: number.unwrap_or_default(),
        submission: Submission {
            answers: as_json(&others)?,
            contacts: if contacts.is_empty() { None } else { Some(as_json(&contacts)?) },
            is_anonymous: false,
        },
        unreadable: to_json(&row.reading.unreadable)?,
        sent_at: row.sent_at,
    })
}

/// The secret of a response's pages, which nobody is given. It follows from the service's key.
pub fn response_code(frame: &Frame, questionnaire: i64, row_key: &str) -> String {
    frame.app.key.code("imported", &format!("{questionnaire}:{row_key}"))
}

/// What stays of the file: rows that were not taken, without columns that are not taken.
fn aside(found: &Brought, open: &[usize]) -> Staged {
    let mut table = without_untaken(found.staged.table.clone(), &found.matches);
    let rows = std::mem::take(&mut table.rows).into_iter().enumerate();
    let open: BTreeSet<usize> = open.iter().copied().collect();
    let is_blank = |row: &Row| row.cells.iter().all(|cell| cell.trim().is_empty());
    table.rows = rows.filter(|(at, row)| open.contains(at) && !is_blank(row)).map(|(_, row)| row).collect();
    Staged { table, notices: Vec::new() }
}
