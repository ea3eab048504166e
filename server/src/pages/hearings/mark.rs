//! A hearing note to be read, and the spans that are marked in it as challenge, good practice or request.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use actix_web::{HttpResponse, web};
use analysis::coding::stance::Stance;
use analysis::coding::suggest::Suggestion;
use serde::Serialize;
use surveys::hearing::sheet::{SECTIONS, find_section};
use surveys::hearing::span::{Letters, Span};
use surveys::hearing::stretch::{Stretch, stretches};
use surveys::hearing::utterance::{Utterance, utterances};
use surveys::id::{HearingId, SegmentId};
use surveys::store;
use surveys::store::confirmations::Wishes;
use surveys::store::marks::{Mark, NewMark};
use surveys::store::segments::span_of;

use super::edit::show_address;
use super::files::{self, FileView};
use super::head::{HeadLine, head};
use crate::auth::form::StaffForm;
use crate::auth::{Thing, User, Verb, allow, policy};
use crate::error::{AppError, Result};
use crate::pages::agencies::kind_label;
use crate::pages::confirmations::{self, LineView};
use crate::pages::crumbs;
use crate::pages::surveys::address;
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;
use crate::view::time;

/// Spans marked at once, at most.
const MOST_SPANS: usize = 200;

#[derive(Serialize)]
struct ShowView {
    crumbs: Vec<Crumb>,
    number: String,
    agency: String,
    head: Vec<HeadLine>,
    saved_at: String,
    revision: i32,
    edit_href: String,
    /// Where this note is coded; empty for those who may not.
    coding_href: String,
    action: String,
    sections: Vec<SectionView>,
    own_sections: Vec<OwnSection>,
    files: Vec<FileView>,
    confirmations: Vec<LineView>,
    stances: Vec<ChoiceView>,
    counts: Vec<CountView>,
    detached: Vec<SegmentView>,
}

#[derive(Serialize)]
struct SectionView {
    key: &'static str,
    title: String,
    /// The interviewee does not want it used.
    is_taken_back: bool,
    body: String,
    pieces: Vec<PieceView>,
    sentences: Vec<SentenceView>,
    n_suggested: usize,
    segments: Vec<SegmentView>,
    /// What was said, line by line; empty where no line names a speaker.
    utterances: Vec<UtteranceView>,
}

#[derive(Serialize)]
struct UtteranceView {
    time: String,
    speaker: String,
    words: String,
    /// The mark that was typed at the end of its line, in words.
    typed: String,
    /// Stances of the marks that lie over it.
    stances: Vec<&'static str>,
}

#[derive(Serialize)]
struct OwnSection {
    title: String,
    body: String,
}

/// A stretch of text with the stance of the innermost mark over it.
#[derive(Serialize)]
struct PieceView {
    text: String,
    stance: String,
}

#[derive(Serialize)]
struct SentenceView {
    id: String,
    span: String,
    text: String,
    suggestion: String,
    marked: String,
}

#[derive(Serialize)]
struct SegmentView {
    quote: String,
    stance: String,
    remove_action: String,
}

#[derive(Serialize)]
struct CountView {
    stance: &'static str,
    n: usize,
}

/// `GET /hearings/{id}`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let db = &frame.app.db;
    let hearing = store::hearings::find(db, HearingId(*id)).await?;
    let survey = store::surveys::find(db, hearing.survey_id).await?;
    let agency = store::agencies::find(db, hearing.agency_id).await?;
    let bodies = store::hearings::sections(db, hearing.id).await?;
    let segments = store::marks::of_hearing(db, survey.id, hearing.id).await?;
    let wishes = store::confirmations::wishes_of(db, hearing.id).await?;
    let view = ShowView {
        crumbs: crumbs::of_survey(
            &frame,
            &survey,
            [
                (frame.text("surveys-tab-hearings"), format!("{}/hearings", address(survey.id))),
                (hearing.number.clone(), String::new()),
            ],
        ),
        number: hearing.number.clone(),
        agency: format!("{}（{}）", agency.name, kind_label(&frame, &agency.kind)),
        head: head(&frame, &hearing, &wishes.refused),
        coding_href: if policy::may(user.role, Verb::View, Thing::Coding) {
            format!("{}/coding/notes?note={}", address(survey.id), hearing.id.0)
        } else {
            String::new()
        },
        saved_at: time::date_time(hearing.saved_at, frame.lang),
        revision: hearing.revision,
        edit_href: format!("{}/edit", show_address(hearing.id)),
        action: format!("{}/segments", show_address(hearing.id)),
        sections: sections(&frame, &bodies, &segments, &wishes)?,
        own_sections: own_sections(&frame, &bodies),
        stances: stances(&frame),
        files: files::of_hearing(&frame, &user, hearing.id).await?,
        confirmations: confirmations::of_hearing(&frame, &hearing, &bodies).await?,
        counts: Stance::ALL
            .map(|stance| CountView {
                stance: stance.key(),
                n: segments.iter().filter(|segment| segment.stance == stance.key()).count(),
            })
            .into(),
        detached: segments.iter().filter(|mark| mark.segment.is_detached).map(segment_view).collect(),
    };
    let title = format!("{} {}", frame.text("hearings-note"), view.number);
    frame.page("hearings/show.html", &title, &view)
}

fn stances(frame: &Frame) -> Vec<ChoiceView> {
    let choice = |stance: Stance| ChoiceView {
        value: stance.key().to_owned(),
        label: frame.text(&format!("common-stance-{}", stance.key())),
    };
    Stance::ALL.map(choice).into()
}

fn sections(
    frame: &Frame,
    bodies: &BTreeMap<String, String>,
    segments: &[Mark],
    wishes: &Wishes,
) -> Result<Vec<SectionView>> {
    let mut views = Vec::new();
    for section in SECTIONS.iter().filter(|section| section.is_heard) {
        let Some(body) = bodies.get(section.key).filter(|body| !body.trim().is_empty()) else { continue };
        let marked: Vec<&Mark> =
            segments.iter().filter(|mark| is_in(mark, section.key) && !mark.segment.is_detached).collect();
        let letters = Letters::new(body);
        let sentences = sentences(frame, section.key, body, &letters, &marked)?;
        let is_open =
            |sentence: &&SentenceView| sentence.marked.is_empty() && !sentence.suggestion.is_empty();
        views.push(SectionView {
            n_suggested: sentences.iter().filter(is_open).count(),
            key: section.key,
            is_taken_back: wishes.withheld.contains(section.key),
            title: frame.text(&format!("hearing-section-{}", section.key)),
            pieces: pieces(&letters, &marked),
            sentences,
            segments: marked.iter().map(|segment| segment_view(segment)).collect(),
            utterances: utterance_views(frame, body, &marked),
            body: body.clone(),
        });
    }
    Ok(views)
}

/// The sentences of a section with what is suggested for each, and the stance that was put on exactly it.
fn sentences(
    frame: &Frame,
    section: &str,
    body: &str,
    letters: &Letters<'_>,
    marked: &[&Mark],
) -> Result<Vec<SentenceView>> {
    let suggested = frame.app.language.suggested(body).map_err(|error| anyhow::anyhow!("{error}"))?;
    let mut stances: HashMap<(usize, usize), &str> = HashMap::new();
    for mark in marked {
        let span = span_of(&mark.segment);
        stances.entry((span.start, span.end)).or_insert(&mark.stance);
    }
    let sentence = |(place, (found, suggestion)): (usize, &(analysis::text::Span, Suggestion))| {
        let span = Span { start: found.start as usize, end: found.end as usize };
        let is_told = !suggestion.is_blank && suggestion.stance != Stance::Other;
        SentenceView {
            id: format!("s-{section}-{place}"),
            span: format!("{}-{}", span.start, span.end),
            text: letters.slice(span).unwrap_or_default().trim().to_owned(),
            suggestion: if is_told { suggestion.stance.key().to_owned() } else { String::new() },
            marked: stances
                .get(&(span.start, span.end))
                .map(|stance| (*stance).to_owned())
                .unwrap_or_default(),
        }
    };
    let sentences = suggested.iter().enumerate().map(sentence);
    Ok(sentences.filter(|sentence| !sentence.text.is_empty()).collect())
}

/// The lines of a section that say who speaks, with their marks.
fn utterance_views(frame: &Frame, body: &str, marked: &[&Mark]) -> Vec<UtteranceView> {
    let found = utterances(body);
    if found.iter().all(|own| own.speaker.is_none()) {
        return Vec::new();
    }
    let view = |own: Utterance| {
        let lies_over = |mark: &&&Mark| {
            let span = span_of(&mark.segment);
            span.start < own.span.end && own.span.start < span.end
        };
        let here: BTreeSet<&str> = marked.iter().filter(lies_over).map(|mark| mark.stance.as_str()).collect();
        UtteranceView {
            stances: Stance::ALL.map(Stance::key).into_iter().filter(|key| here.contains(key)).collect(),
            typed: own.mark.map(|mark| frame.text(&format!("hearing-mark-{mark}"))).unwrap_or_default(),
            speaker: own.speaker.map(String::from).unwrap_or_default(),
            time: own.time,
            words: own.words,
        }
    };
    found.into_iter().map(view).collect()
}

/// Cuts a body at every edge of a mark; over a stretch with several marks the shortest one shows.
fn pieces(letters: &Letters<'_>, marked: &[&Mark]) -> Vec<PieceView> {
    let spans: Vec<Span> = marked.iter().map(|mark| span_of(&mark.segment)).collect();
    let stretch = |stretch: Stretch| {
        let mark = stretch.innermost.and_then(|place| marked.get(place));
        Some(PieceView {
            text: letters.slice(stretch.span)?.to_owned(),
            stance: mark.map(|mark| mark.stance.clone()).unwrap_or_default(),
        })
    };
    stretches(letters.count(), &spans).into_iter().filter_map(stretch).collect()
}

fn is_in(mark: &Mark, section: &str) -> bool {
    mark.segment.part == section
}

fn segment_view(mark: &Mark) -> SegmentView {
    SegmentView {
        quote: mark.segment.quote.clone(),
        stance: mark.stance.clone(),
        remove_action: format!("/segments/{}/remove", mark.segment.id.0),
    }
}

fn own_sections(frame: &Frame, bodies: &BTreeMap<String, String>) -> Vec<OwnSection> {
    SECTIONS
        .iter()
        .filter(|section| !section.is_heard)
        .filter_map(|section| {
            let body = bodies.get(section.key).filter(|body| !body.trim().is_empty())?;
            Some(OwnSection {
                title: frame.text(&format!("hearing-section-{}", section.key)),
                body: body.clone(),
            })
        })
        .collect()
}

/// `POST /hearings/{id}/segments`: marks the sent spans (`span` = `start-end` in code points) with a stance.
pub async fn mark(frame: Frame, user: User, id: web::Path<i64>, sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let hearing = store::hearings::find(&frame.app.db, HearingId(*id)).await?;
    let stance = Stance::ALL.into_iter().find(|stance| stance.key() == sent.get("stance"));
    let section = find_section(sent.get("section")).filter(|section| section.is_heard);
    let (Some(stance), Some(section)) = (stance, section) else {
        return Err(AppError::BadRequest("bad-request-form"));
    };
    let spans: Vec<Span> = sent.all("span").filter_map(parse_span).take(MOST_SPANS).collect();
    let back = format!("{}#section-{}", show_address(hearing.id), section.key);
    if spans.is_empty() {
        return frame.redirect_with(&back, "warning", "hearings-nothing-selected");
    }
    let transaction = frame.app.write().await?;
    let hearing = store::hearings::find(&transaction, hearing.id).await?;
    if sent.get("revision").parse() != Ok(hearing.revision) {
        return frame.redirect_with(&back, "warning", "hearings-changed-meanwhile");
    }
    if store::confirmations::is_withheld(&transaction, hearing.id, section.key).await? {
        return frame.redirect_with(&back, "warning", "hearings-section-taken-back");
    }
    let marks = store::marks::of_hearing(&transaction, hearing.survey_id, hearing.id).await?;
    let is_there = |span: &Span| {
        marks.iter().any(|mark| {
            is_in(mark, section.key) && mark.stance == stance.key() && span_of(&mark.segment) == *span
        })
    };
    for span in spans.into_iter().filter(|span| !is_there(span)) {
        let new = NewMark {
            hearing: hearing.id,
            section: section.key.to_owned(),
            span,
            stance: stance.key().to_owned(),
        };
        store::marks::mark(&transaction, new, user.id).await?;
    }
    transaction.commit().await?;
    Ok(frame.redirect(&back))
}

fn parse_span(text: &str) -> Option<Span> {
    let (start, end) = text.split_once('-')?;
    Some(Span { start: start.parse().ok()?, end: end.parse().ok()? })
}

/// `POST /segments/{id}/remove`
pub async fn unmark(frame: Frame, user: User, id: web::Path<i64>, _sent: StaffForm) -> Result<HttpResponse> {
    allow(&user, Verb::Change, Thing::Hearing)?;
    let transaction = frame.app.write().await?;
    let removed = store::marks::unmark(&transaction, SegmentId(*id), user.id).await?;
    transaction.commit().await?;
    Ok(frame.redirect(&format!("{}#section-{}", show_address(removed.hearing), removed.segment.part)))
}
