//! One sheet of A4 before a visit: what the agency has answered, what was promised, what is to be asked.
//!
//! Everything on it is bounded, so that it stays one sheet; what is left out is said.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use surveys::entity::hearing;
use surveys::entity::state::PromiseState;
use surveys::id::{AgencyId, SurveyId};
use surveys::store;
use surveys::store::confirmations::Wishes;

use super::address;
use super::show::{Line, appointment, subject};
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::error::Result;
use crate::pages::agencies::about;
use crate::pages::agencies::asked::{Answer, asked};
use crate::pages::agencies::contacts::{Way, ways};
use crate::pages::agencies::show::consent;
use crate::pages::approaches::People;
use crate::pages::crumbs;
use crate::pages::promises::{PromiseLine, lines};
use crate::pages::surveys::address as survey_address;
use crate::view::cut::cut;
use crate::view::form::Crumb;
use crate::view::frame::Frame;
use crate::view::time;

/// Answers, promises and contacts on the sheet.
const MOST_ANSWERS: usize = 10;
const MOST_PROMISES: usize = 5;
const MOST_WAYS: usize = 2;
/// Questions on the sheet; lines to write on stand for those that are not prepared.
const QUESTIONS: usize = 3;
/// Characters of a line, of a question of a questionnaire, and of a text on the sheet.
const LINE: usize = 60;
const TITLE: usize = 24;
const TEXT: usize = 300;
/// What is repeated of the hearing before.
const REPEATED: [&str; 3] = ["challenge_facts", "good_practice", "requests"];

#[derive(Serialize)]
struct PrintView {
    crumbs: Vec<Crumb>,
    survey: String,
    about: String,
    appointment: Vec<Line>,
    ways: Vec<Way>,
    /// The interviewer's own summary of the answers; empty where none was prepared.
    answers_before: String,
    answers: Vec<Answer>,
    n_more_answers: usize,
    /// Day and number of the hearing before; empty if there was none.
    last: String,
    last_lines: Vec<Answer>,
    consent: Vec<String>,
    tasks_before: String,
    promises: Vec<PromiseLine>,
    n_more_promises: usize,
    questions: Vec<String>,
    /// Numbers of lines to write questions on.
    blank: Vec<usize>,
}

/// `GET /surveys/{id}/agencies/{number}/print`
pub async fn show(frame: Frame, user: User, path: web::Path<(i64, i64)>) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Hearing)?;
    let subject = subject(&frame.app, SurveyId(path.0), AgencyId(path.1)).await?;
    let db = &frame.app.db;
    let (survey, agency) = (&subject.survey, &subject.agency);
    let area = store::regions::find(db, agency.region_id).await?;
    let hearings = store::hearings::of_agency(db, agency.id).await?;
    // A note that is not written up yet is the one that this visit is prepared in.
    let prepared =
        hearings.iter().find(|found| found.survey_id == survey.id && found.written_up_at.is_none());
    let last = hearings.iter().find(|found| prepared.is_none_or(|prepared| prepared.id != found.id));
    let last = match last {
        Some(last) => before(&frame, last).await?,
        None => Before::default(),
    };
    let own = match prepared {
        Some(prepared) => store::hearings::sections(db, prepared.id).await?,
        None => BTreeMap::new(),
    };
    let answers_before = shortened(own.get("answers_before"), TEXT);
    let all = match answers_before.as_str() {
        "" if may(user.role, Verb::View, Thing::Analysis) => answers(&frame, agency.id, survey.id).await?,
        _ => Vec::new(),
    };
    let people = People::load(&frame.app).await?;
    let promises = store::promises::of_agency(db, agency.id).await?;
    let open = promises.iter().filter(|promise| promise.state != PromiseState::Done);
    let mut open = lines(&frame, &people, open, &[], "agency");
    let n_promises = open.len();
    open.truncate(MOST_PROMISES);
    let questions = questions(own.get("questions"));
    let mut ways = ways(&frame, &store::contacts::of_agency(db, agency.id).await?);
    ways.truncate(MOST_WAYS);
    let title = agency.name.clone();
    let way = [
        (frame.text("surveys-tab-hearings"), format!("{}/hearings", survey_address(survey.id))),
        (title.clone(), address(survey.id, agency.id)),
        (frame.text("approaches-print"), String::new()),
    ];
    let view = PrintView {
        crumbs: crumbs::of_survey(&frame, survey, way),
        survey: survey.title.clone(),
        about: about(&frame, agency, &area.name),
        appointment: appointment(&frame, subject.approach.as_ref()),
        ways,
        answers_before,
        n_more_answers: all.len().saturating_sub(MOST_ANSWERS),
        answers: all.into_iter().take(MOST_ANSWERS).map(|answer| short(&answer)).collect(),
        last: last.headline,
        last_lines: last.lines,
        consent: last.consent,
        tasks_before: shortened(own.get("tasks_before"), TEXT),
        n_more_promises: n_promises.saturating_sub(MOST_PROMISES),
        promises: open,
        blank: (questions.len() + 1..=QUESTIONS).collect(),
        questions,
    };
    frame.page("approaches/print.html", &title, &view)
}

/// What the agency has answered in this survey where that is known.
async fn answers(frame: &Frame, agency: AgencyId, survey: SurveyId) -> Result<Vec<Answer>> {
    let asked = asked(frame, agency).await?.into_iter().filter(|asked| asked.survey_id == survey);
    Ok(asked.flat_map(|asked| asked.answers).collect())
}

/// The hearing before, as the sheet repeats it.
#[derive(Default)]
struct Before {
    headline: String,
    lines: Vec<Answer>,
    consent: Vec<String>,
}

async fn before(frame: &Frame, hearing: &hearing::Model) -> Result<Before> {
    let wishes = store::confirmations::wishes_of(&frame.app.db, hearing.id).await?;
    Ok(Before {
        headline: format!("{} {}", time::date(hearing.held_on, frame.lang), hearing.number),
        lines: repeated(frame, hearing, &wishes).await?,
        consent: consent(frame, hearing, &wishes.refused),
    })
}

/// What was heard before, shortened. What the interviewee does not want used is on no paper: only that it was taken back.
async fn repeated(frame: &Frame, hearing: &hearing::Model, wishes: &Wishes) -> Result<Vec<Answer>> {
    let bodies = store::hearings::sections(&frame.app.db, hearing.id).await?;
    let line = |key: &&str| {
        let mut value = shortened(bodies.get(*key), 2 * LINE);
        if !value.is_empty() && wishes.withheld.contains(*key) {
            value = frame.text("confirmations-taken-back");
        }
        let key = frame.text(&format!("hearing-section-{key}"));
        (!value.is_empty()).then_some(Answer { key, value })
    };
    Ok(REPEATED.iter().filter_map(line).collect())
}

fn short(answer: &Answer) -> Answer {
    Answer { key: cut(&answer.key, TITLE), value: cut(&answer.value, LINE) }
}

/// The prepared questions: one a line.
fn questions(body: Option<&String>) -> Vec<String> {
    let lines = body.map(String::as_str).unwrap_or_default().lines();
    lines.map(str::trim).filter(|line| !line.is_empty()).take(QUESTIONS).map(|line| cut(line, 100)).collect()
}

/// A text on one line, not longer than `most` characters.
fn shortened(body: Option<&String>, most: usize) -> String {
    let lines = body.map(String::as_str).unwrap_or_default().lines();
    let lines: Vec<&str> = lines.map(str::trim).filter(|line| !line.is_empty()).collect();
    cut(&lines.join("　"), most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_put_on_one_line_and_three_questions_are_taken() {
        assert_eq!(shortened(Some(&"一\n\n 二".to_owned()), 10), "一　二");
        let four = "1\n2\n\n3\n4".to_owned();
        assert_eq!(questions(Some(&four)), ["1", "2", "3"]);
    }
}
