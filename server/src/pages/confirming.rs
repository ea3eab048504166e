//! What the interviewee of a hearing meets (本人確認): the sections that concern them as they were chosen, and a form to confirm
//! them, correct them, or ask that they be not used. One page for them and for the office that looks at it beforehand.

mod beside;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::state::{CorrectionOutcome, PartAnswer};
use surveys::entity::{agency, confirmation, confirmation_part, hearing, survey};
use surveys::error::Error;
use surveys::hearing::confirmation::{LONGEST_WORDS, Use, offered, plain};
use surveys::hearing::sheet::Section;
use surveys::store;
use surveys::store::confirmations::{Answer, Said, uses};
use surveys::store::hearings::Sheet;

use self::beside::{Beside, SentUses, read_beside, sent_uses};
use super::hearings::LONGEST_SECTION;
use crate::auth::form::PublicForm;
use crate::confirming::{address, copied, hash};
use crate::error::Result;
use crate::view::form::{ChoiceView, FieldView, ProblemLine};
use crate::view::frame::Frame;
use crate::view::time;

/// The page, for the interviewee or as a trial.
#[derive(Serialize)]
pub struct ConfirmingPage {
    confirming: ConfirmingView,
}

#[derive(Serialize)]
struct ConfirmingView {
    agency: String,
    held_on: String,
    host: String,
    contact: String,
    expires: String,
    action: String,
    problems: Vec<ProblemLine>,
    parts: Vec<PartView>,
    answers: Vec<ChoiceView>,
    /// Uses that are allowed, and those of them that are taken back.
    uses: Vec<ChoiceView>,
    refused: Vec<String>,
    /// Uses that are not allowed, and those of them that might be.
    others: Vec<ChoiceView>,
    offered: Vec<String>,
    /// Both in words, for the page after sending.
    sent_uses: Vec<SentUses>,
    words: FieldView,
    most_words: usize,
    /// When it was sent; empty before.
    answered_at: String,
    /// For the office beforehand.
    trial: Option<TrialView>,
}

#[derive(Serialize)]
struct PartView {
    key: &'static str,
    title: String,
    text: String,
    answer_name: String,
    answer: String,
    answer_errors: Vec<String>,
    correction_name: String,
    correction: String,
    correction_errors: Vec<String>,
    is_open: bool,
    /// What was sent of it, in words, and why a correction was not taken.
    said: String,
    reply: String,
}

/// What the office reads above the page.
#[derive(Serialize)]
pub struct TrialView {
    /// Where the link is made.
    pub action: String,
    /// Back to choosing.
    pub back: String,
    /// The revision of the note that is shown.
    pub revision: i32,
    /// Keys of the sections.
    pub sections: Vec<&'static str>,
    /// Words that may say who is meant.
    pub hints: Vec<String>,
}

/// What a page is about.
pub struct About {
    /// The survey that it belongs to.
    pub survey: survey::Model,
    /// The agency that was heard.
    pub agency: agency::Model,
    /// The hearing.
    pub hearing: hearing::Model,
    /// The sheet as it is now: what is allowed.
    pub sheet: Sheet,
}

impl About {
    /// What a hearing is about.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(frame: &Frame, hearing: hearing::Model) -> Result<About> {
        let db = &frame.app.db;
        Ok(About {
            survey: store::surveys::find(db, hearing.survey_id).await?,
            agency: store::agencies::find(db, hearing.agency_id).await?,
            sheet: store::hearings::sheet(db, &hearing).await?,
            hearing,
        })
    }
}

/// A section that is shown, with what was typed of it.
struct Part {
    section: &'static Section,
    shown: String,
    answer: String,
    correction: String,
    answer_errors: Vec<String>,
    correction_errors: Vec<String>,
    reply: String,
}

impl Part {
    fn blank(section: &'static Section, shown: String) -> Part {
        Part {
            section,
            correction: shown.clone(),
            shown,
            answer: String::new(),
            answer_errors: Vec::new(),
            correction_errors: Vec::new(),
            reply: String::new(),
        }
    }

    /// As it is stored.
    fn stored(section: &'static Section, row: confirmation_part::Model) -> Part {
        Part {
            answer: row.answer.map(PartAnswer::code).unwrap_or_default().to_owned(),
            correction: row.correction,
            reply: if row.outcome == Some(CorrectionOutcome::Declined) { row.reply } else { String::new() },
            ..Part::blank(section, row.shown)
        }
    }

    fn view(self, frame: &Frame) -> PartView {
        let key = self.section.key;
        PartView {
            key,
            title: title(frame, self.section),
            text: self.shown,
            answer_name: answer_name(key),
            said: match self.answer.as_str() {
                "" => String::new(),
                code => frame.text(&format!("confirming-said-{code}")),
            },
            is_open: self.answer == PartAnswer::Corrected.code() || !self.correction_errors.is_empty(),
            answer: self.answer,
            answer_errors: self.answer_errors,
            correction_name: correction_name(key),
            correction: self.correction,
            correction_errors: self.correction_errors,
            reply: self.reply,
        }
    }
}

fn title(frame: &Frame, section: &Section) -> String {
    frame.text(&format!("hearing-section-{}", section.key))
}

fn answer_name(key: &str) -> String {
    format!("answer-{key}")
}

fn correction_name(key: &str) -> String {
    format!("correction-{key}")
}

/// A confirmation whose link works, with its sections in the order of the sheet.
struct Found {
    confirmation: confirmation::Model,
    about: About,
    rows: Vec<(&'static Section, confirmation_part::Model)>,
}

async fn found(frame: &Frame, token: &str) -> Result<Found> {
    let db = &frame.app.db;
    let confirmation = store::confirmations::open(db, &hash(token)).await?;
    let hearing = store::hearings::find(db, confirmation.hearing_id).await?;
    let mut rows = store::confirmations::parts(db, confirmation.id).await?;
    let row = |section: &'static Section| {
        let at = rows.iter().position(|row| row.section == section.key)?;
        Some((section, rows.swap_remove(at)))
    };
    let rows = offered().filter_map(row).collect();
    Ok(Found { about: About::load(frame, hearing).await?, confirmation, rows })
}

/// `GET /c/{token}`. Unknown, expired and revoked links all end in "not found".
pub async fn show(frame: Frame, token: web::Path<String>) -> Result<HttpResponse> {
    let token = copied(&token);
    let found = found(&frame, &token).await?;
    let is_answered = found.confirmation.answered_at.is_some();
    let part = |(section, row): (&'static Section, confirmation_part::Model)| match is_answered {
        true => Part::stored(section, row),
        false => Part::blank(section, row.shown),
    };
    let parts = found.rows.into_iter().map(part).collect();
    let beside = Beside {
        refused: uses(&found.confirmation.refused),
        offered: uses(&found.confirmation.offered),
        words: FieldView { value: found.confirmation.words.clone(), errors: Vec::new() },
    };
    let view = view(&frame, &found.about, parts, beside, Some(&found.confirmation), &token);
    frame.public_page("confirming/show.html", &frame.text("confirming-title"), &view)
}

/// `POST /c/{token}`: takes what the interviewee says, once. Sent again it shows what was sent first.
pub async fn answer(frame: Frame, token: web::Path<String>, form: PublicForm) -> Result<HttpResponse> {
    let token = copied(&token);
    let found = found(&frame, &token).await?;
    let here = address(&token);
    if found.confirmation.answered_at.is_some() {
        return Ok(frame.redirect(&here));
    }
    let mut parts = Vec::new();
    let mut said = Vec::new();
    for (section, row) in found.rows {
        let (part, one) = read(&frame, &form, Part::blank(section, row.shown));
        parts.push(part);
        said.extend(one);
    }
    let beside = read_beside(&frame, &form, &found.about.sheet);
    if said.len() < parts.len() || !beside.words.errors.is_empty() {
        let view = view(&frame, &found.about, parts, beside, Some(&found.confirmation), &token);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return frame.public_page_with(
            status,
            "confirming/show.html",
            &frame.text("confirming-title"),
            &view,
        );
    }
    let answer = Answer { said, refused: beside.refused, offered: beside.offered, words: beside.words.value };
    let transaction = frame.app.write().await?;
    match store::confirmations::answer(&transaction, found.confirmation.id, &answer).await {
        // Pressed twice: the first counts.
        Ok(()) | Err(Error::State(_)) => transaction.commit().await?,
        Err(error) => return Err(error.into()),
    }
    Ok(frame.redirect(&here))
}

/// What was typed of a section; nothing that can be taken while something is wrong with it.
fn read(frame: &Frame, form: &PublicForm, part: Part) -> (Part, Option<Said>) {
    let key = part.section.key;
    let name = correction_name(key);
    let typed = plain(form.get(&name));
    let is_edited = form.has(&name) && typed != plain(&part.shown);
    let chosen = PartAnswer::from_code(form.get(&answer_name(key)));
    let mut part = Part {
        answer: chosen.map(PartAnswer::code).unwrap_or_default().to_owned(),
        correction: if form.has(&name) { typed.clone() } else { part.correction },
        ..part
    };
    let section = part.section;
    let say = |key: &str| frame.text_with(key, &[("section", title(frame, section))]);
    match chosen {
        None => part.answer_errors.push(say("confirming-choose")),
        Some(PartAnswer::Corrected) if typed.is_empty() => {
            part.correction_errors.push(say("confirming-correction-empty"));
        }
        Some(PartAnswer::Corrected) if !is_edited => {
            part.correction_errors.push(say("confirming-correction-same"));
        }
        Some(PartAnswer::Corrected) if typed.chars().count() > LONGEST_SECTION => {
            let args = [("field", title(frame, section)), ("max", LONGEST_SECTION.to_string())];
            part.correction_errors.push(frame.text_with("form-too-long", &args));
        }
        // What somebody wrote is not dropped in silence.
        Some(PartAnswer::Fits | PartAnswer::Withheld) if is_edited => {
            part.answer_errors.push(say("confirming-edited"));
        }
        Some(answer) => {
            let correction = if answer == PartAnswer::Corrected { typed } else { String::new() };
            return (part, Some(Said { section: key.to_owned(), answer, correction }));
        }
    }
    (part, None)
}

fn view(
    frame: &Frame,
    about: &About,
    parts: Vec<Part>,
    beside: Beside,
    confirmation: Option<&confirmation::Model>,
    token: &str,
) -> ConfirmingPage {
    let line = |id: String, text: &String| ProblemLine { href: format!("#{id}"), text: text.clone() };
    let of_part = |part: &Part| -> Vec<ProblemLine> {
        let key = part.section.key;
        let answers = part.answer_errors.iter().map(|text| line(answer_name(key), text));
        answers.chain(part.correction_errors.iter().map(|text| line(correction_name(key), text))).collect()
    };
    let mut problems: Vec<ProblemLine> = parts.iter().flat_map(of_part).collect();
    problems.extend(beside.words.errors.iter().map(|text| line("words".to_owned(), text)));
    let choice = |one: Use| ChoiceView {
        value: one.code().to_owned(),
        label: frame.text(&format!("hearing-field-{}", one.code())),
    };
    let codes = |uses: &[Use]| -> Vec<String> { uses.iter().map(|one| one.code().to_owned()).collect() };
    let answer = |answer: PartAnswer| ChoiceView {
        value: answer.code().to_owned(),
        label: frame.text(&format!("confirming-answer-{}", answer.code())),
    };
    ConfirmingPage {
        confirming: ConfirmingView {
            agency: about.agency.name.clone(),
            held_on: time::date(about.hearing.held_on, frame.lang),
            host: about.survey.host.clone(),
            contact: about.survey.contact.clone(),
            expires: confirmation
                .map(|found| time::date(time::tokyo(found.expires_at).date_naive(), frame.lang))
                .unwrap_or_default(),
            action: if token.is_empty() { String::new() } else { address(token) },
            problems,
            parts: parts.into_iter().map(|part| part.view(frame)).collect(),
            answers: PartAnswer::ALL.map(answer).into(),
            uses: Use::ALL.into_iter().filter(|one| about.sheet.allows(*one)).map(choice).collect(),
            refused: codes(&beside.refused),
            others: Use::ALL.into_iter().filter(|one| !about.sheet.allows(*one)).map(choice).collect(),
            offered: codes(&beside.offered),
            sent_uses: sent_uses(frame, &beside),
            words: beside.words,
            most_words: LONGEST_WORDS,
            answered_at: confirmation
                .and_then(|found| found.answered_at)
                .map(|at| time::date_time(at, frame.lang))
                .unwrap_or_default(),
            trial: None,
        },
    }
}

/// The same page for the office, before there is a link: what the interviewee will see, and nothing else.
pub fn trial(
    frame: &Frame,
    about: &About,
    chosen: Vec<(&'static Section, String)>,
    trial: TrialView,
) -> ConfirmingPage {
    let parts = chosen.into_iter().map(|(section, shown)| Part::blank(section, shown)).collect();
    let mut page = view(frame, about, parts, Beside::default(), None, "");
    page.confirming.trial = Some(trial);
    page
}
