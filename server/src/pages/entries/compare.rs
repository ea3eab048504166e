//! Two entries of one original beside each other: where they differ, somebody decides.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::id::EntryId;
use surveys::questionnaire::answer::{Answers, Field};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::entry::{
    Accepted, Comparison, Difference, compare, outstanding, unreadable_identifiers,
};
use surveys::questionnaire::respondent::split_identifiers;
use surveys::questionnaire::slot::Content;
use surveys::store;
use surveys::store::entries::Settlement;
use surveys::store::registrations::NewRegistration;

use super::index::rate;
use super::save::refusal;
use super::view::{Shown, SlotProblem, accepted, place_words, problem_view, summary};
use super::{Opened, address, from_json, list_address, opened, to_json};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::fill::answer::as_json;
use crate::secret;
use crate::signup;
use crate::view::form::{Crumb, ProblemLine};
use crate::view::frame::Frame;
use crate::view::question::question_id;

/// Before the slot whose entry is chosen: 1 or 2.
const CHOICE: &str = "c:";
/// Before the slot that is typed again.
const AGAIN: &str = "r:";

#[derive(Serialize)]
struct ComparePage {
    compare: CompareView,
    crumbs: Vec<Crumb>,
}

#[derive(Serialize)]
struct CompareView {
    action: String,
    list_href: String,
    sheet_number: String,
    is_settled: bool,
    n_written: usize,
    n_same: usize,
    agreement: String,
    rows: Vec<DifferenceView>,
    problems: Vec<ProblemLine>,
    below: Vec<SlotProblem>,
}

#[derive(Serialize)]
struct DifferenceView {
    id: String,
    number: String,
    title: String,
    part: String,
    choices: Vec<String>,
    first: String,
    second: String,
    choice_name: String,
    choice: String,
    again_name: String,
    again: String,
    error: String,
}

/// A second entry with the first one.
struct Pair {
    second: Opened,
    first: Vec<Field>,
    reasons: Vec<Accepted>,
    /// What it says on paper.
    texts: Definition,
    compared: Comparison,
}

async fn pair(frame: &Frame, id: EntryId) -> Result<Pair> {
    let second = opened(&frame.app, id).await?;
    if second.entry.position != 2 || second.entry.finished_at.is_none() {
        return Err(AppError::Conflict("entries-not-both"));
    }
    let entries = store::entries::of_response(&frame.app.db, second.response.id).await?;
    let first = entries.into_iter().next().ok_or(AppError::NotFound)?;
    let reasons = serde_json::from_str(&first.accepted).map_err(anyhow::Error::from)?;
    let first = from_json(&first.fields)?;
    let texts = second.printed.texts(frame);
    let compared = compare(&texts, &first, &second.typed);
    Ok(Pair { second, first, reasons, texts, compared })
}

/// `GET /entries/{id}/compare`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let pair = pair(&frame, EntryId(*id)).await?;
    page(&frame, &pair, &Decided::default(), StatusCode::OK)
}

/// What was decided so far.
#[derive(Default)]
struct Decided {
    sent: Vec<Field>,
    undecided: Vec<String>,
    typed: Vec<Field>,
    reasons: Vec<Accepted>,
    problems: Vec<surveys::questionnaire::problem::Problem>,
}

/// `POST /entries/{id}/compare`: the response gets what was decided.
pub async fn settle(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Survey)?;
    let pair = pair(&frame, EntryId(*id)).await?;
    if pair.second.entry.settled_at.is_some() {
        return Ok(frame.redirect(&format!("{}/compare", address(EntryId(*id)))));
    }
    let printed = &pair.second.printed;
    let mut decided = decide(&pair, &sent);
    let contacts = store::entries::contacts(&frame.app.db, pair.second.response.id).await?;
    let kept: Answers = match contacts {
        Some(contacts) => serde_json::from_str(&contacts).map_err(anyhow::Error::from)?,
        None => Answers::new(),
    };
    let places: Vec<String> =
        serde_json::from_str(&pair.second.response.unreadable).map_err(anyhow::Error::from)?;
    let mut typed = decided.typed.clone();
    typed.extend(unreadable_identifiers(&printed.definition, &places));
    let reading = printed.read_for(&frame, &pair.texts, &typed, &kept);
    decided.problems = reading.open();
    let is_open = !outstanding(&printed.definition, &decided.problems, &decided.reasons).is_empty();
    if is_open || !decided.undecided.is_empty() {
        return page(&frame, &pair, &decided, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let settlement = Settlement {
        answers: as_json(&split_identifiers(&printed.definition, &reading.answers).0)?,
        unreadable: to_json(&reading.unreadable)?,
        n_written: pair.compared.n_written,
        n_different: pair.compared.differences.len(),
    };
    let transaction = frame.app.write().await?;
    let settled = store::entries::settle(&transaction, pair.second.entry.id, settlement, user.id).await;
    settled.map_err(refusal)?;
    // The first entry may have misread which seating was ticked.
    let (questionnaire, response) = (printed.questionnaire.id, pair.second.response.id);
    let key = &frame.app.key;
    let new = signup::wanted(key, questionnaire, response, &printed.definition, &reading.answers);
    let new = new.map(|new| NewRegistration { wants_to_wait: true, ..new });
    signup::register(&transaction, new).await?;
    transaction.commit().await?;
    frame.app.carrier.ring();
    frame.redirect_with(&list_address(printed.questionnaire.id), "success", "entries-settled")
}

/// The first entry with every difference decided: typed again, or as the first or second one has it.
fn decide(pair: &Pair, sent: &StaffForm) -> Decided {
    let mut decided = Decided { sent: sent.0.clone(), typed: pair.first.clone(), ..Decided::default() };
    decided.reasons = pair.reasons.iter().cloned().chain(accepted(&sent.0)).collect();
    for difference in &pair.compared.differences {
        let field = &difference.slot.field;
        let again = sent.get(&format!("{AGAIN}{field}")).to_owned();
        let choice = secret::read_code(sent.get(&format!("{CHOICE}{field}")));
        let text = match (again.is_empty(), choice.as_str()) {
            (false, _) => again,
            (true, "1") => difference.first.clone(),
            (true, "2") => difference.second.clone(),
            (true, _) => {
                decided.undecided.push(field.clone());
                continue;
            }
        };
        decided.typed.retain(|(name, _)| name != field);
        decided.typed.push((field.clone(), text));
    }
    decided
}

fn page(frame: &Frame, pair: &Pair, decided: &Decided, status: StatusCode) -> Result<HttpResponse> {
    let printed = &pair.second.printed;
    let shown = Shown {
        typed: &decided.typed,
        problems: &decided.problems,
        accepted: &decided.reasons,
        unasked: &[],
        hides_identifiers: true,
    };
    let row = |difference: &Difference| difference_view(frame, pair, decided, difference);
    let mut problems: Vec<ProblemLine> = Vec::new();
    for field in &decided.undecided {
        let text = frame.text("entries-choose-one");
        problems.push(ProblemLine { href: format!("#{}", question_id(field)), text });
    }
    if !status.is_success() {
        problems.extend(summary(frame, printed, &pair.texts, &shown));
    }
    let open = outstanding(&printed.definition, &decided.problems, &pair.reasons).into_iter();
    let below = open.map(|problem| {
        let place = place_words(frame, &pair.texts, &problem.place);
        problem_view(frame, printed, problem, &decided.reasons, place)
    });
    let compared = &pair.compared;
    let view = ComparePage {
        crumbs: printed.crumbs(frame, "entries-compare-title"),
        compare: CompareView {
            action: format!("{}/compare", address(pair.second.entry.id)),
            list_href: list_address(printed.questionnaire.id),
            sheet_number: pair.second.response.sheet_number.clone(),
            is_settled: pair.second.entry.settled_at.is_some(),
            n_written: compared.n_written,
            n_same: compared.n_written - compared.differences.len(),
            agreement: rate(compared),
            rows: compared.differences.iter().map(row).collect(),
            problems,
            below: below.collect(),
        },
    };
    let title = frame.text("entries-compare-title");
    if status.is_success() {
        frame.page("entries/compare.html", &title, &view)
    } else {
        frame.problem_page("entries/compare.html", &title, &view)
    }
}

fn difference_view(frame: &Frame, pair: &Pair, decided: &Decided, difference: &Difference) -> DifferenceView {
    let lang = frame.lang.code();
    let question = pair.texts.question(&difference.question);
    let field = &difference.slot.field;
    let sent = |name: String| {
        surveys::questionnaire::answer::field(&decided.sent, &name).unwrap_or_default().to_owned()
    };
    DifferenceView {
        id: question_id(field),
        number: question.map(|found| found.number.clone()).unwrap_or_default(),
        title: question.map(|found| found.title.get(lang).to_owned()).unwrap_or_default(),
        part: difference.slot.label.clone(),
        choices: difference.slot.choices().iter().map(|choice| choice.printed()).collect(),
        first: in_words(frame, difference, &difference.first),
        second: in_words(frame, difference, &difference.second),
        choice: sent(format!("{CHOICE}{field}")),
        choice_name: format!("{CHOICE}{field}"),
        again: sent(format!("{AGAIN}{field}")),
        again_name: format!("{AGAIN}{field}"),
        error: if decided.undecided.contains(field) {
            frame.text("entries-choose-one")
        } else {
            String::new()
        },
    }
}

/// What was typed, with the labels of its numbers.
fn in_words(frame: &Frame, difference: &Difference, typed: &str) -> String {
    match difference.slot.read(typed) {
        Ok(Content::Blank) => frame.text("entries-blank"),
        Ok(Content::Unreadable) => frame.text("entries-unreadable-mark"),
        Ok(Content::Values(values)) if !difference.slot.choices().is_empty() => {
            let chosen = difference.slot.choices().iter().filter(|choice| values.contains(&choice.value));
            let chosen: Vec<String> = chosen.map(|choice| choice.printed()).collect();
            chosen.join(&frame.text("list-separator"))
        }
        Ok(Content::Values(_)) | Err(_) => typed.to_owned(),
    }
}
