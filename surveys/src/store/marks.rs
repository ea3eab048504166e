//! Marks: segments of hearing notes with the code of a stance (challenge, good practice, request, other). This is what the
//! page of a note, sheets and figures tell of.

use sea_orm::ConnectionTrait;

use crate::entity::{code, segment};
use crate::error::{Error, Result};
use crate::hearing::span::Span;
use crate::id::{HearingId, SegmentId, SurveyId, UserId};
use crate::store::codings::{self, Coded, NewCoding};
use crate::store::segments::{Origin, TextPart};
use crate::store::{codes, hearings};

/// A segment whose stance people have marked.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The segment.
    pub segment: segment::Model,
    /// The note.
    pub hearing: HearingId,
    /// Key of the stance.
    pub stance: String,
}

/// A span to be marked.
pub struct NewMark {
    /// The hearing it is in.
    pub hearing: HearingId,
    /// Key of the section.
    pub section: String,
    /// Where in the section's body.
    pub span: Span,
    /// Key of the stance.
    pub stance: String,
}

/// Marks a span. Marking the same span again replaces its stance.
///
/// # Errors
/// [`Error::State`] when the span is outside the text, or the codebook has no code for the stance.
pub async fn mark(db: &impl ConnectionTrait, new: NewMark, by: UserId) -> Result<segment::Model> {
    let survey = hearings::find(db, new.hearing).await?.survey_id;
    let bodies = hearings::sections(db, new.hearing).await?;
    let body = bodies.get(&new.section).map_or("", String::as_str);
    let stances = codes::stances(db, survey).await?;
    let code = stances.iter().find(|code| code.frame_code == new.stance);
    let code = code.ok_or(Error::State("no-code-for-stance"))?.id;
    let text = TextPart { origin: Origin::Note(new.hearing), part: new.section };
    let coding = NewCoding { survey, text: &text, body, span: new.span, code, was_suggested: false };
    let made = codings::put(db, coding, by).await?;
    let (_, segment) = codings::find(db, made.id).await?;
    for coded in codings::of_text(db, &text).await?.into_iter().filter(|coded| coded.segment.id == segment.id)
    {
        let is_other = |id| id != code && stances.iter().any(|stance| stance.id == id);
        for coding in coded.codings.iter().filter(|coding| is_other(coding.code_id)) {
            codings::take(db, coding.id, by).await?;
        }
    }
    Ok(segment)
}

/// Takes the stances of a segment away; other codes on it stay.
pub async fn unmark(db: &impl ConnectionTrait, id: SegmentId, by: UserId) -> Result<Mark> {
    let segment = super::segments::find(db, id).await?;
    let stances = codes::stances(db, segment.survey_id).await?;
    let text = TextPart::of(&segment).ok_or(Error::NotFound)?;
    let mut removed = Err(Error::NotFound);
    for coded in codings::of_text(db, &text).await?.into_iter().filter(|coded| coded.segment.id == id) {
        for mark in marks_of(&coded, &stances) {
            removed = Ok(mark);
        }
        for coding in coded.codings.iter().filter(|coding| stances.iter().any(|s| s.id == coding.code_id)) {
            codings::take(db, coding.id, by).await?;
        }
    }
    removed
}

/// The marks of a survey in the order of texts.
pub async fn of_survey(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Vec<Mark>> {
    let stances = codes::stances(db, survey).await?;
    let all = codings::of_survey(db, survey).await?;
    Ok(all.iter().flat_map(|coded| marks_of(coded, &stances)).collect())
}

/// The same of one hearing.
pub async fn of_hearing(
    db: &impl ConnectionTrait,
    survey: SurveyId,
    hearing: HearingId,
) -> Result<Vec<Mark>> {
    let stances = codes::stances(db, survey).await?;
    let all = codings::of_hearing(db, hearing).await?;
    Ok(all.iter().flat_map(|coded| marks_of(coded, &stances)).collect())
}

fn marks_of(coded: &Coded, stances: &[code::Model]) -> Vec<Mark> {
    let Some(hearing) = coded.segment.hearing_id else { return Vec::new() };
    let has = |code: &&code::Model| coded.codings.iter().any(|coding| coding.code_id == code.id);
    let mark = |code: &code::Model| Mark {
        segment: coded.segment.clone(),
        hearing,
        stance: code.frame_code.clone(),
    };
    stances.iter().filter(has).map(mark).collect()
}
