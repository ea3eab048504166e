//! Invented cards of good practices: cases made of what is marked in the hearings, one published, one a draft, and an agency's
//! initiative that is introduced by its name.

use anyhow::{Context, ensure};
use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;
use serde::Deserialize;
use surveys::id::UserId;
use surveys::privacy::card::{CardText, Case, CheckAnswer, Introduction, Outcome};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::card_checks::Checked;
use surveys::store::card_consents::NewConsent;
use surveys::store::card_versions::words_hash;
use surveys::store::cards::{CardInput, NewSource};
use surveys::store::marks::Mark;
use surveys::store::segments::TextPart;

use super::study::Study;
use crate::dataset::consent_of_hearing;

const CARDS: &str = include_str!("../../demo/cards.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invented {
    title: String,
    background: String,
    steps: String,
    idea: String,
    result: String,
    remaining: String,
    kinds: Vec<String>,
    themes: Vec<String>,
    /// Words that are marked in a note, each once.
    sources: Vec<String>,
    is_published: bool,
    introduction: Option<Introduction>,
    /// The day on which the agency agreed to be introduced.
    said_on: Option<NaiveDate>,
}

/// Writes the cards and publishes those that are meant to be.
///
/// # Errors
/// When words are not marked, their partner does not allow the case, or the database fails.
pub async fn fill(db: &DatabaseTransaction, study: &Study, by: UserId) -> anyhow::Result<()> {
    let all: Vec<Invented> = serde_json::from_str(CARDS).context("cards.json")?;
    let marks = store::marks::of_survey(db, study.survey.id).await?;
    let region = store::regions::find(db, study.survey.region_id).await?.name;
    for invented in all {
        let title = invented.title.clone();
        enter(db, study, &marks, &region, invented, by).await.with_context(|| format!("card: {title}"))?;
    }
    Ok(())
}

async fn enter(
    db: &DatabaseTransaction,
    study: &Study,
    marks: &[Mark],
    region: &str,
    invented: Invented,
    by: UserId,
) -> anyhow::Result<()> {
    let mut sources = Vec::new();
    for words in &invented.sources {
        let mark = marks.iter().find(|mark| mark.segment.quote == *words).context("no such mark")?;
        let hearing = store::hearings::find(db, mark.hearing).await?;
        ensure!(consent_of_hearing(&hearing).allows_case(Purpose::Regional), "the case may not be told");
        let text = TextPart::of(&mark.segment).context("a segment of no text")?;
        sources.push(NewSource { source: text.source(), segment: Some(mark.segment.id) });
    }
    let input = input(&invented);
    let made = store::cards::create(db, study.survey.id, input, "", by).await?;
    store::cards::add_sources(db, made.id, sources, by).await?;
    if !invented.is_published {
        return Ok(());
    }
    let card = store::cards::find(db, made.id).await?;
    let clear = |item: &str| CheckAnswer {
        item: item.to_owned(),
        outcome: Outcome::Clear.code().to_owned(),
        note: String::new(),
    };
    let case = Case { is_introduction: invented.introduction.is_some(), ..Case::default() };
    let answers = case.items().map(|item| clear(item.key)).collect();
    let checked = Checked { answers, kept: Vec::new(), is_complete: true };
    store::card_checks::answer(db, card.id, card.revision, checked, by).await?;
    let said_on = invented.said_on;
    let text = text(invented, region);
    if text.introduction.is_some() {
        let said_on = said_on.context("nobody agreed to be introduced")?;
        store::card_consents::record(db, card.id, consent(&text, said_on), by).await?;
    }
    store::card_versions::publish(db, card.id, card.revision, &text, String::new(), by).await?;
    Ok(())
}

/// That the agency agrees to these words, and to standing in the list.
fn consent(text: &CardText, said_on: NaiveDate) -> NewConsent {
    NewConsent {
        sha256: words_hash(text),
        said_by: "センター長（架空）".to_owned(),
        said_on,
        note: "同意書は事務局の棚に保管（架空）".to_owned(),
        may_list: true,
    }
}

fn input(invented: &Invented) -> CardInput {
    CardInput {
        title: invented.title.clone(),
        background: invented.background.clone(),
        steps: invented.steps.clone(),
        idea: invented.idea.clone(),
        result: invented.result.clone(),
        remaining: invented.remaining.clone(),
        kinds: invented.kinds.clone(),
        themes: invented.themes.clone(),
        region: None,
        introduction: invented.introduction.clone(),
    }
}

fn text(invented: Invented, region: &str) -> CardText {
    CardText {
        title: invented.title,
        background: invented.background,
        steps: invented.steps,
        idea: invented.idea,
        result: invented.result,
        remaining: invented.remaining,
        kinds: invented.kinds,
        themes: invented.themes,
        region: String::new(),
        region_name: region.to_owned(),
        introduction: invented.introduction,
    }
}
