//! Invented hearings: full sheets, and the spans that are marked in them.

use anyhow::{Context, ensure};
use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;
use serde::Deserialize;
use std::collections::BTreeMap;
use surveys::entity::state::QuotePermission;
use surveys::entity::{agency, hearing};
use surveys::hearing::sheet::{METHODS, SECTIONS, find_section, has_code};
use surveys::hearing::span::Span;
use surveys::id::{SegmentId, UserId};
use surveys::privacy::consent::Purpose;
use surveys::privacy::masking::Looked;
use surveys::store;
use surveys::store::hearings::Sheet;
use surveys::store::marks::NewMark;
use surveys::store::quotes::NewQuote;

use super::ACCOUNTS;
use super::study::Study;
use crate::dataset::consent_of_hearing;

const HEARINGS: &str = include_str!("../../demo/hearings.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invented {
    /// Name of the agency.
    agency: String,
    held_on: NaiveDate,
    /// Start and end, `HH:MM`.
    time: [String; 2],
    method: String,
    place: String,
    partner: String,
    companions: String,
    consents: Consents,
    /// Lines by section.
    sections: BTreeMap<String, Vec<String>>,
    marks: Vec<Mark>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Consents {
    record: bool,
    share: bool,
    case: bool,
    quote: QuotePermission,
    present: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mark {
    section: String,
    stance: String,
    /// The words that are marked; they stand in the section once.
    quote: String,
    /// The words as released for feedback.
    release: Option<String>,
}

/// Enters all hearings, marks spans in them and releases quotes.
///
/// # Errors
/// When words to be marked are not in the text, a quote may not be released, or the database fails.
pub async fn fill(db: &DatabaseTransaction, study: &Study, by: UserId) -> anyhow::Result<()> {
    let all: Vec<Invented> = serde_json::from_str(HEARINGS).context("hearings.json")?;
    for invented in all {
        let name = invented.agency.clone();
        enter(db, study, invented, by).await.with_context(|| format!("hearing of {name}"))?;
    }
    Ok(())
}

async fn enter(
    db: &DatabaseTransaction,
    study: &Study,
    invented: Invented,
    by: UserId,
) -> anyhow::Result<()> {
    let agency = study.agencies.iter().find(|agency| agency.name == invented.agency).context("no agency")?;
    let sheet = sheet(study, agency, &invented)?;
    let hearing = store::hearings::create(db, study.survey.id, &study.region_code, &sheet, "", by).await?;
    store::hearings::set_written_up(db, hearing.id, true, by).await?;
    for mark in &invented.marks {
        let body = sheet.sections.get(&mark.section).context("no such section")?;
        let new = NewMark {
            hearing: hearing.id,
            section: mark.section.clone(),
            span: span_of(body, &mark.quote)?,
            stance: mark.stance.clone(),
        };
        let segment = store::marks::mark(db, new, by).await?;
        if let Some(text) = &mark.release {
            store::quotes::release(db, quote(study, agency, &hearing, (segment.id, &mark.stance), text)?, by)
                .await?;
        }
    }
    Ok(())
}

fn sheet(study: &Study, agency: &agency::Model, invented: &Invented) -> anyhow::Result<Sheet> {
    ensure!(has_code(METHODS, &invented.method), "no method {}", invented.method);
    for key in invented.sections.keys() {
        ensure!(find_section(key).is_some(), "no section {key}");
    }
    let body = |key: &str| invented.sections.get(key).map(|lines| lines.join("\n")).unwrap_or_default();
    let [starts_at, ends_at] = invented.time.clone();
    let writer = ACCOUNTS[0].display_name.to_owned();
    Ok(Sheet {
        agency: agency.id,
        held_on: invented.held_on,
        starts_at,
        ends_at,
        method: invented.method.clone(),
        place: invented.place.clone(),
        partner: invented.partner.clone(),
        interviewer: writer.clone(),
        recorder: writer,
        companions: invented.companions.clone(),
        explanation_version: "2026-08".to_owned(),
        may_record: invented.consents.record,
        may_share: invented.consents.share,
        may_show_case: invented.consents.case,
        may_quote: invented.consents.quote,
        may_present: invented.consents.present,
        withdrawal_deadline: study.survey.withdrawal_deadline,
        sections: SECTIONS.iter().map(|section| (section.key.to_owned(), body(section.key))).collect(),
    })
}

/// Where words stand in a text, in code points.
fn span_of(body: &str, words: &str) -> anyhow::Result<Span> {
    let (before, after) = body.split_once(words).with_context(|| format!("not in the text: {words}"))?;
    ensure!(!after.contains(words), "more than once in the text: {words}");
    let start = before.chars().count();
    Ok(Span { start, end: start + words.chars().count() })
}

/// A quote that the partner allowed, under the conditions of `pages::feedback::quotes`.
fn quote(
    study: &Study,
    agency: &agency::Model,
    hearing: &hearing::Model,
    (segment, stance): (SegmentId, &str),
    text: &str,
) -> anyhow::Result<NewQuote> {
    let consent = consent_of_hearing(hearing);
    ensure!(consent.allows_showing(Purpose::Regional, stance), "may not be quoted: {text}");
    Ok(NewQuote {
        survey: study.survey.id,
        source: format!("segment:{}", segment.0),
        stance: stance.to_owned(),
        region_code: study.areas.get(&agency.region_id).cloned().unwrap_or_default(),
        text: text.to_owned(),
        // A test looks for words that may tell who is meant: there are none.
        looked: Looked::nothing_found(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_code_points_and_only_where_they_are_clear() {
        assert_eq!(span_of("𠮷野の通院が課題。", "通院").unwrap(), Span { start: 3, end: 5 });
        assert!(span_of("通勤が課題。", "通院").is_err());
        assert!(span_of("通院、また通院。", "通院").is_err());
    }
}
