//! The page of one quote.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use analysis::text::identify::every::IdentifyingWord;
use serde::Serialize;
use surveys::privacy::masking::Decision;

use super::{Given, LONGEST_QUOTE, LONGEST_REASON, Opened, Problem};
use crate::auth::User;
use crate::error::Result;
use crate::pages::approaches::People;
use crate::pages::crumbs;
use crate::pages::feedback::compose::{Filter, area_name, list_address, short_kind};
use crate::pages::masking::{Piece, as_typed, instead, pieces};
use crate::pages::surveys::{Tab, address, tabs};
use crate::view::form::{Crumb, FieldView, ProblemLine};
use crate::view::frame::Frame;
use crate::view::time;

#[derive(Serialize)]
struct QuoteView {
    kicker: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    action: String,
    back_href: String,
    source: String,
    /// Which list somebody came from.
    filter: FilterView,
    problems: Vec<ProblemLine>,
    stance: String,
    kind: String,
    region: String,
    asked: String,
    written: Vec<Piece>,
    /// The text that is to be released, with the words that stand in it.
    marked: Vec<Piece>,
    text: FieldView,
    max: usize,
    words: Vec<WordView>,
    has_dictionary: bool,
    is_checked: bool,
    checked_errors: Vec<String>,
    is_released: bool,
    record: Option<RecordView>,
}

#[derive(Serialize)]
struct FilterView {
    stance: String,
    state: String,
    page: String,
}

/// A word that stands in the text.
#[derive(Serialize)]
struct WordView {
    id: String,
    place: usize,
    /// In normal width, as forms send it.
    word: String,
    /// As it was typed.
    shown: String,
    kind: String,
    /// What is proposed in its place.
    instead: String,
    reason: String,
    errors: Vec<String>,
}

/// What was found and decided when it was released.
#[derive(Serialize)]
struct RecordView {
    /// Who released it, and when.
    by: String,
    /// Words were looked for; otherwise it was released before they were.
    is_looked: bool,
    has_dictionary: bool,
    decisions: Vec<DecisionView>,
}

#[derive(Serialize)]
struct DecisionView {
    word: String,
    kind: String,
    outcome: String,
    reason: String,
    by: String,
}

/// The page with what is given.
pub(super) async fn page(
    frame: &Frame,
    user: &User,
    opened: &Opened,
    (given, found, problems): (&Given, &[IdentifyingWord], &[Problem]),
    filter: &Filter,
    status: StatusCode,
) -> Result<HttpResponse> {
    let (survey, candidate) = (&opened.dataset.survey, &opened.candidate);
    let list = list_address(survey.id, filter);
    let title = frame.text("masking-title");
    let steps = [(frame.text("surveys-tab-feedback"), list.clone()), (title.clone(), String::new())];
    let errors = |wanted: &dyn Fn(&Problem) -> bool| -> Vec<String> {
        problems
            .iter()
            .filter(|problem| wanted(problem))
            .map(|problem| said(frame, *problem, given, found))
            .collect()
    };
    let line =
        |problem: &Problem| ProblemLine { href: place(*problem), text: said(frame, *problem, given, found) };
    let view = QuoteView {
        kicker: survey.title.clone(),
        crumbs: crumbs::of_survey(frame, survey, steps),
        tabs: tabs(frame, user, survey.id, "/feedback"),
        action: format!("{}/quotes", address(survey.id)),
        back_href: list,
        source: candidate.source.clone(),
        filter: FilterView {
            stance: filter.stance.clone(),
            state: filter.state.clone(),
            page: filter.page.clone(),
        },
        problems: problems.iter().map(line).collect(),
        stance: candidate.stance.clone(),
        kind: short_kind(frame, candidate),
        region: area_name(&opened.dataset, candidate),
        asked: candidate.title.clone(),
        written: pieces(&candidate.text, &opened.written),
        marked: pieces(&given.text, found),
        text: FieldView {
            value: given.text.clone(),
            errors: errors(&|problem| matches!(problem, Problem::Empty | Problem::Long)),
        },
        max: LONGEST_QUOTE,
        words: words(frame, given, found, problems),
        has_dictionary: opened.has_dictionary,
        is_checked: given.is_checked,
        checked_errors: errors(&|problem| *problem == Problem::Unchecked),
        is_released: opened.released.is_some(),
        record: record(frame, opened).await?,
    };
    frame.page_with(status, "feedback/quote.html", &title, &view)
}

/// The field that a problem is about.
fn place(problem: Problem) -> String {
    match problem {
        Problem::Empty | Problem::Long => "#text".to_owned(),
        Problem::Unchecked => "#checked".to_owned(),
        Problem::Standing(place) | Problem::LongReason(place) => format!("#reason-{place}"),
    }
}

/// A problem in words.
fn said(frame: &Frame, problem: Problem, given: &Given, found: &[IdentifyingWord]) -> String {
    match problem {
        Problem::Empty => frame.text("feedback-text-required"),
        Problem::Long => frame.text("feedback-text-too-long"),
        Problem::Unchecked => frame.text("feedback-check-required"),
        Problem::Standing(place) => {
            let word = found.get(place).map(|word| as_typed(&given.text, &word.words)).unwrap_or_default();
            frame.text_with("masking-standing", &[("word", word)])
        }
        Problem::LongReason(_) => {
            frame.text_with("masking-reason-too-long", &[("max", LONGEST_REASON.to_string())])
        }
    }
}

fn words(frame: &Frame, given: &Given, found: &[IdentifyingWord], problems: &[Problem]) -> Vec<WordView> {
    let view = |(place, word): (usize, &IdentifyingWord)| {
        let is_own = |problem: &&Problem| matches!(problem, Problem::Standing(at) | Problem::LongReason(at) if *at == place);
        WordView {
            id: format!("reason-{place}"),
            place,
            word: word.words.clone(),
            shown: as_typed(&given.text, &word.words),
            kind: kind(frame, word.kind.code()),
            instead: instead(word),
            reason: given.reason(&word.words).to_owned(),
            errors: problems
                .iter()
                .filter(is_own)
                .map(|problem| said(frame, *problem, given, found))
                .collect(),
        }
    };
    found.iter().enumerate().map(view).collect()
}

fn kind(frame: &Frame, code: &str) -> String {
    frame.text(&format!("masking-word-{code}"))
}

/// What is stored of the release; None when it is not released.
async fn record(frame: &Frame, opened: &Opened) -> Result<Option<RecordView>> {
    let Some(released) = &opened.released else { return Ok(None) };
    let people = People::load(&frame.app).await?;
    let signed = |by, at| {
        let args = [("name", people.name(Some(by))), ("time", time::date_time(at, frame.lang))];
        frame.text_with("masking-by", &args)
    };
    let decision = |own: Decision| DecisionView {
        kind: kind(frame, &own.kind),
        outcome: frame.text(&format!("masking-outcome-{}", own.outcome)),
        by: signed(own.by, own.at),
        word: as_typed(&opened.candidate.text, &own.word),
        reason: own.reason,
    };
    let looked = opened.looked_before();
    Ok(Some(RecordView {
        by: signed(released.released_by, released.released_at),
        is_looked: looked.is_some(),
        has_dictionary: looked.as_ref().is_some_and(|looked| looked.has_dictionary),
        decisions: looked.map(|looked| looked.words).unwrap_or_default().into_iter().map(decision).collect(),
    }))
}
