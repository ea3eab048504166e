//! Invented responses, entered as the pages of a questionnaire enter them.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use chrono::TimeDelta;
use sea_orm::DatabaseTransaction;
use serde::Deserialize;
use surveys::entity::response;
use surveys::id::UserId;
use surveys::privacy::masking::Looked;
use surveys::questionnaire::answer::{Answers, complete};
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::problem::has_errors;
use surveys::questionnaire::respondent::{region, split_identifiers};
use surveys::store;
use surveys::store::quotes::NewQuote;
use surveys::store::registrations::NewRegistration;
use surveys::store::responses::{NewResponse, Submission};
use surveys::store::segments::{Origin, TextPart};

use super::study::{Open, Study};
use super::{agency_answers, arrivals, forum_answers, provider_answers};
use crate::dataset::writings::may_show;
use crate::secret::{self, Key};
use crate::signup;
use crate::view::time;

/// What became of a response.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It was sent.
    #[default]
    Submitted,
    /// It was sent and taken back.
    Withdrawn,
    /// It was begun and left.
    Left,
}

/// An invented response.
pub struct Invented {
    /// All answers.
    pub answers: Answers,
    /// Texts that are released for feedback, by question, masked.
    pub release: BTreeMap<String, String>,
    /// What became of it.
    pub fate: Fate,
}

/// Pages that somebody who left had filled in.
const PAGES_BEFORE_LEAVING: usize = 4;

/// A questionnaire with its respondents, and how many days ago the last of them answered; None where they come just now.
type Source = (&'static str, fn() -> anyhow::Result<Vec<Invented>>, Option<i64>);

/// The two weeks before the forum are over when those after it begin. Places at the next forum go by who came first.
const SOURCES: &[Source] = &[
    ("agency-before", agency_answers::invented, Some(15)),
    ("welfare-provider-before", provider_answers::invented, Some(15)),
    ("forum-after", forum_answers::participants, Some(1)),
    ("forum-signup", forum_answers::entries, None),
    // Behind all who wrote something.
    ("agency-before", agency_answers::further, Some(15)),
    ("welfare-provider-before", provider_answers::further, Some(15)),
];

/// First part of the seeds of the times; those of the next source are a thousand higher.
const SEED: u64 = 70_000;

/// Enters all responses and releases quotes from them.
///
/// # Errors
/// When a response could not have been sent by a person, a quote could not have been released, or the database fails.
pub async fn fill(db: &DatabaseTransaction, study: &Study, key: &Key, by: UserId) -> anyhow::Result<()> {
    let today = time::today();
    for (first, (name, source, days_ago)) in (SEED..).step_by(1_000).zip(SOURCES) {
        let open = study.open.get(*name).with_context(|| format!("{name} is not open"))?;
        for (place, invented) in (1..).zip(source()?) {
            let context = || format!("{name}, respondent {place}");
            let (response, answers) = enter(db, open, key, &invented).await.with_context(context)?;
            if let Some(days_ago) = days_ago {
                let times = arrivals::times(first + place, today - TimeDelta::days(*days_ago));
                store::responses::set_times(db, response.id, times).await?;
            }
            for (question, text) in &invented.release {
                let new = quote(study, &open.definition, &response, &answers, question, text);
                store::quotes::release(db, new.with_context(context)?, by).await?;
            }
        }
    }
    Ok(())
}

async fn enter(
    db: &DatabaseTransaction,
    open: &Open,
    key: &Key,
    invented: &Invented,
) -> anyhow::Result<(response::Model, Answers)> {
    let (answers, problems) = complete(&open.definition, &invented.answers, time::now());
    ensure!(!has_errors(&problems), "answers that cannot be sent: {problems:?}");
    ensure!(answers.len() == invented.answers.len(), "answers to questions that were not asked");
    let code = secret::random_code()?;
    let withdrawal_hash = secret::hash(&key.code("withdraw", &code));
    let new = NewResponse {
        id: None,
        questionnaire: open.id,
        version: open.version,
        token_hash: secret::hash(&code),
        withdrawal_hash: withdrawal_hash.clone(),
        group: None,
        explanation: open.explanation,
    };
    let response = store::responses::start(db, new).await?;
    if invented.fate == Fate::Left {
        let begun = serde_json::to_string(&first_pages(&open.definition, &answers))?;
        store::responses::save(db, response.id, begun).await?;
        return Ok((response, answers));
    }
    let (stored, contacts) = split_identifiers(&open.definition, &answers);
    let submission = Submission {
        answers: serde_json::to_string(&stored)?,
        contacts: if contacts.is_empty() { None } else { Some(serde_json::to_string(&contacts)?) },
        is_anonymous: false,
    };
    store::responses::submit(db, response.id, submission).await?;
    if let Some(new) = signup::wanted(key, open.id, response.id, &open.definition, &answers) {
        let new = NewRegistration { wants_to_wait: true, ..new };
        store::registrations::register(db, new).await?;
    }
    if invented.fate == Fate::Withdrawn {
        store::responses::withdraw(db, &withdrawal_hash).await?;
    }
    Ok((response, answers))
}

fn first_pages(definition: &Definition, answers: &Answers) -> Answers {
    let pages = definition.pages.iter().take(PAGES_BEFORE_LEAVING);
    let asked: Vec<&str> =
        pages.flat_map(|page| page.questions()).map(|question| question.name.as_str()).collect();
    let is_asked = |name: &str| asked.contains(&name.strip_suffix("-Comment").unwrap_or(name));
    answers
        .iter()
        .filter(|(name, _)| is_asked(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// A quote that the respondent allowed, under the conditions of `pages::feedback::quotes`.
fn quote(
    study: &Study,
    definition: &Definition,
    response: &response::Model,
    answers: &Answers,
    question: &str,
    text: &str,
) -> anyhow::Result<NewQuote> {
    ensure!(answers.contains_key(question), "{question} has no words to quote");
    let asked = definition.question(question).with_context(|| format!("no question {question}"))?;
    let role = asked.role.clone().unwrap_or_default();
    ensure!(may_show(definition, answers, &role), "{question} may not be quoted");
    Ok(NewQuote {
        survey: study.survey.id,
        source: TextPart { origin: Origin::Response(response.id), part: question.to_owned() }.source(),
        stance: role,
        region_code: region(definition, answers).unwrap_or_default(),
        text: text.to_owned(),
        // A test looks for words that may tell who is meant: there are none.
        looked: Looked::nothing_found(),
    })
}
