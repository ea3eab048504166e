//! What welfare service providers answered before the forum.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;
use serde_json::json;

use super::further::{self, Further, Plan};
use super::paper::{Likely, Paper};
use super::profiles::PARTNERS;
use super::responses::{Fate, Invented};

const RESPONDENTS: &str = include_str!("../../demo/welfare-provider-before.json");

/// First part of the seeds.
const SEED: u64 = 2_000;
/// The same of those who only ticked boxes.
const FURTHER_SEED: u64 = 5_200;

/// Those who only ticked boxes.
const FURTHER: Plan = &[("32", [5, 5, 5, 5]), ("31", [3, 2, 3, 2]), ("30", [2, 2, 3, 3])];
/// Values of `users`.
const USERS: Likely = &[("1", 46), ("2", 20), ("3", 34)];
/// How many use the service.
const NUMBERS: Likely = &[("1", 45), ("2", 35), ("3", 20)];

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Respondent {
    services: Vec<String>,
    area: String,
    /// Values of the consent boxes in a row.
    consent: String,
    /// The watchword by which the answers after the forum are known again.
    code: Option<String>,
    /// Value of `users`.
    users: String,
    n_users: Option<u32>,
    /// Values of `problems` that the texts are about.
    problems: Vec<String>,
    good: Option<String>,
    challenge: Option<String>,
    request: Option<String>,
    contact: Option<String>,
    #[serde(default)]
    others: BTreeMap<String, String>,
    #[serde(default)]
    release: BTreeMap<String, String>,
    #[serde(default)]
    fate: Fate,
}

/// Problems with the percentage in which others than the respondent's own are named.
const PROBLEMS: [u32; 10] = [42, 38, 34, 30, 18, 34, 24, 16, 30, 28];

/// By area: number of the problem and what is added to its percentage.
const OF_AREA: &[(&str, &[(usize, i32)])] = &[
    ("9901", &[(8, 60), (10, 20)]),
    ("9902", &[(1, 25), (6, 15), (8, -14)]),
    ("9903", &[(3, 40), (2, 20)]),
    ("9904", &[(4, 50), (6, 10)]),
];

const NEVER: Likely =
    &[("1", 70), ("2", 34), ("3", 40), ("4", 50), ("5", 12), ("6", 20), ("7", 12), ("8", 46), ("9", 8)];
const CERTIFICATES: Likely = &[("1", 50), ("2", 10), ("3", 34), ("4", 58), ("5", 14), ("6", 12)];
const ACCOMMODATIONS: Likely = &[
    ("1", 82),
    ("2", 60),
    ("3", 74),
    ("4", 52),
    ("5", 26),
    ("6", 48),
    ("7", 34),
    ("8", 24),
    ("9", 28),
    ("10", 30),
    ("11", 56),
];
const TOPICS: Likely = &[("1", 60), ("2", 76), ("3", 40), ("4", 30), ("5", 34), ("6", 58), ("7", 52)];
/// How close providers usually are to each of `PARTNERS`.
const TIES: [i32; 10] = [1, 1, 1, 2, 2, 1, 3, 1, 0, 2];

/// All respondents.
///
/// # Errors
/// When the data is not what this file reads.
pub fn invented() -> anyhow::Result<Vec<Invented>> {
    let respondents: Vec<Respondent> =
        serde_json::from_str(RESPONDENTS).context("welfare-provider-before.json")?;
    Ok((SEED..).zip(respondents).map(|(seed, respondent)| one(seed, respondent)).collect())
}

/// Those who only ticked boxes.
///
/// # Errors
/// Never: the sources of other questionnaires have errors.
pub fn further() -> anyhow::Result<Vec<Invented>> {
    let all = further::respondents(FURTHER_SEED, FURTHER);
    Ok(all.into_iter().map(|other| one(other.seed, ticked(other))).collect())
}

fn ticked(mut other: Further) -> Respondent {
    let users = other.chance.one(USERS);
    let n_users = if users == "1" { other.chance.one(NUMBERS).parse().ok() } else { None };
    Respondent {
        services: vec![other.kind.to_owned()],
        area: other.area.to_owned(),
        consent: other.consent.to_owned(),
        users: users.to_owned(),
        n_users,
        problems: other.own(OF_AREA),
        ..Respondent::default()
    }
}

fn one(seed: u64, respondent: Respondent) -> Invented {
    let mut paper = Paper::new(seed, &respondent.others);
    paper.ticks("consent", &respondent.consent);
    paper.set_all("services", respondent.services.iter().map(String::as_str).collect());
    paper.set("region", &respondent.area);
    paper.draw("capacity", &[("2", 62), ("3", 38)]);
    paper.draw("operator", &[("4", 52), ("8", 48)]);
    paper.set("users", &respondent.users);
    if let Some(number) = respondent.n_users {
        paper.answers.insert("n_users".to_owned(), json!(number));
    }
    match respondent.users.as_str() {
        "1" | "2" => {
            paper.draw_some("certificates", CERTIFICATES);
            paper.draw_some("accommodations", ACCOMMODATIONS);
        }
        "3" => paper.draw_some("never_reasons", NEVER),
        _ => {}
    }
    problems(&mut paper, &respondent);
    let ties: Vec<(&str, i32)> = PARTNERS.into_iter().zip(TIES).collect();
    paper.rate("cooperation", &ties, 0, 4);
    training(&mut paper, &respondent);
    paper.text("good_practice", &respondent.good);
    paper.text("challenge", &respondent.challenge);
    paper.text("request", &respondent.request);
    business_impact(&mut paper, &respondent);
    paper.draw("attendance", &[("1", 45), ("2", 55)]);
    paper.text("respondent_code", &respondent.code);
    paper.text("hearing_contact", &respondent.contact);
    Invented { answers: paper.answers, release: respondent.release, fate: respondent.fate }
}

fn problems(paper: &mut Paper, respondent: &Respondent) {
    if respondent.problems.iter().any(|own| own == "96") {
        return paper.set_all("problems", vec!["96"]);
    }
    let of_area = OF_AREA.iter().find(|(area, _)| *area == respondent.area).map_or(&[][..], |(_, own)| own);
    paper.name_with_main("problems", &PROBLEMS, of_area, &respondent.problems);
}

/// Training reaches the centre of the region first, the east last.
fn training(paper: &mut Paper, respondent: &Respondent) {
    let training: Likely = match respondent.area.as_str() {
        "9902" => &[("1", 60), ("2", 40)],
        "9904" => &[("2", 100)],
        _ => &[("1", 30), ("2", 70)],
    };
    paper.draw("training", training);
    paper.draw_some("training_topics", TOPICS);
    let is_far = respondent.area == "9901";
    let remote: Likely = if is_far { &[("1", 60), ("3", 40)] } else { &[("1", 40), ("3", 60)] };
    paper.draw("remote_use", remote);
}

fn business_impact(paper: &mut Paper, respondent: &Respondent) {
    let loses_by_absence = respondent.problems.iter().any(|own| own == "1");
    let impact: Likely =
        if loses_by_absence { &[("1", 62), ("2", 38)] } else { &[("1", 20), ("2", 34), ("3", 46)] };
    paper.draw("business_impact", impact);
}
