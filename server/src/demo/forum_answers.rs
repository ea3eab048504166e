//! What participants of the forum answered afterwards, and who signed up for the next one.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;

use super::paper::{Likely, Paper};
use super::responses::{Fate, Invented};

const PARTICIPANTS: &str = include_str!("../../demo/forum-after.json");
const ENTRIES: &str = include_str!("../../demo/forum-signup.json");

/// First part of the seeds.
const SEED: u64 = 3_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Participant {
    /// Value of `attendance_mode`: 1 at the venue, 2 online.
    mode: String,
    standpoint: String,
    area: String,
    /// Values of the consent boxes in a row.
    consent: String,
    /// The watchword of the answers before the forum.
    code: Option<String>,
    /// How sure they are now, for those who are compared with what they said before.
    sure: Option<String>,
    impression: Option<String>,
    effect: Option<String>,
    challenge: Option<String>,
    request: Option<String>,
    #[serde(default)]
    release: BTreeMap<String, String>,
    #[serde(default)]
    fate: Fate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    kana: String,
    phone: String,
    email: Option<String>,
    area: String,
    affiliation: String,
    detail: Option<String>,
    mode: String,
}

const WANTED: Likely = &[
    ("10", 46),
    ("11", 18),
    ("12", 30),
    ("13", 20),
    ("20", 36),
    ("21", 28),
    ("22", 40),
    ("23", 10),
    ("30", 22),
    ("31", 8),
    ("32", 16),
    ("35", 18),
    ("40", 34),
    ("42", 14),
    ("50", 20),
    ("52", 10),
    ("60", 42),
    ("70", 38),
    ("71", 16),
    ("80", 8),
];

/// All answers after the forum.
///
/// # Errors
/// When the data is not what this file reads.
pub fn participants() -> anyhow::Result<Vec<Invented>> {
    let all: Vec<Participant> = serde_json::from_str(PARTICIPANTS).context("forum-after.json")?;
    Ok((SEED..).zip(all).map(|(seed, one)| participant(seed, one)).collect())
}

/// All entries for the next forum.
///
/// # Errors
/// When the data is not what this file reads.
pub fn entries() -> anyhow::Result<Vec<Invented>> {
    let all: Vec<Entry> = serde_json::from_str(ENTRIES).context("forum-signup.json")?;
    Ok(all.into_iter().map(entry).collect())
}

fn participant(seed: u64, participant: Participant) -> Invented {
    let mut paper = Paper::new(seed, &BTreeMap::new());
    let is_online = participant.mode == "2";
    paper.set("attendance_mode", &participant.mode);
    paper.set("standpoint", &participant.standpoint);
    paper.set("region", &participant.area);
    let (time, venue) = if is_online { (4, 3) } else { (4, 5) };
    let satisfaction = [("1", 5), ("2", 5), ("3", 4), ("4", 4), ("5", time), ("6", venue)];
    paper.rate("satisfaction", &satisfaction, 2, 5);
    paper.rate("outcome", &[("1", 4), ("2", 3), ("3", 4), ("4", 3), ("5", 3)], 1, 4);
    paper.draw_some("wanted_contacts", WANTED);
    if !is_online {
        paper.draw("n_new_contacts", &[("0", 10), ("1", 35), ("2", 40), ("3", 15)]);
    }
    // About one step surer than the answers before the forum.
    paper.rate("confidence", &[("1", 3), ("2", 4), ("3", 3), ("4", 3), ("5", 3)], 1, 4);
    if let Some(sure) = &participant.sure {
        paper.rated("confidence", sure);
    }
    paper.text("respondent_code", &participant.code);
    paper.text("impression", &participant.impression);
    paper.text("effect", &participant.effect);
    paper.text("challenge", &participant.challenge);
    paper.text("request", &participant.request);
    paper.draw("next_attendance", &[("1", 66), ("2", 30), ("3", 4)]);
    paper.ticks("consent", &participant.consent);
    paper.draw("follow_up", &[("1", 40), ("2", 60)]);
    if paper.answers.get("follow_up").is_some_and(|value| value == "1") {
        paper.set("follow_up_contact", &format!("sanka-{seed}@example.com"));
    }
    Invented { answers: paper.answers, release: participant.release, fate: participant.fate }
}

fn entry(entry: Entry) -> Invented {
    let mut paper = Paper::new(0, &BTreeMap::new());
    paper.set("person_name", &entry.name);
    paper.set("person_kana", &entry.kana);
    paper.set("phone", &entry.phone);
    paper.text("email", &entry.email);
    paper.set("municipality", &entry.area);
    paper.set("affiliation", &entry.affiliation);
    paper.text("affiliation_detail", &entry.detail);
    paper.set("attendance_mode", &entry.mode);
    Invented { answers: paper.answers, release: BTreeMap::new(), fate: Fate::Submitted }
}
