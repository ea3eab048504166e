//! What support organisations answered before the forum.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;

use super::further::{self, Further, Plan};
use super::paper::{Likely, Paper};
use super::profiles::{PARTNERS, Profile, operators, profile};
use super::responses::{Fate, Invented};

const RESPONDENTS: &str = include_str!("../../demo/agency-before.json");

/// First part of the seeds.
const SEED: u64 = 1_000;
/// The same of those who only ticked boxes.
const FURTHER_SEED: u64 = 8_200;

/// Those who only ticked boxes.
const FURTHER: Plan = &[
    ("12", [3, 3, 3, 3]),
    ("13", [2, 2, 3, 3]),
    ("20", [3, 3, 3, 3]),
    ("22", [3, 3, 3, 3]),
    ("35", [2, 2, 3, 3]),
    ("50", [3, 3, 3, 3]),
];
/// The watchwords of some of them by their place, for `forum-after.json` has what they answered afterwards.
const WATCHWORDS: &[(usize, &str)] = &[
    (3, "あじさい41"),
    (6, "ひまわり52"),
    (9, "さくら43"),
    (14, "もみじ64"),
    (16, "すみれ35"),
    (19, "つばき46"),
    (25, "こすもす57"),
    (28, "たんぽぽ38"),
    (31, "なのはな49"),
    (37, "ゆり61"),
    (40, "あさがお34"),
    (43, "きんもくせい45"),
    (48, "れんげ56"),
    (50, "ふじ37"),
    (53, "すずらん48"),
    (59, "つゆくさ59"),
];
/// Values of `had_cases`, where a town often does not know.
const CASES: Likely = &[("1", 84), ("2", 16)];
const CASES_OF_TOWNS: Likely = &[("1", 40), ("2", 20), ("97", 40)];

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Respondent {
    kind: String,
    area: String,
    /// Values of the consent boxes in a row.
    consent: String,
    /// The watchword by which the answers after the forum are known again.
    code: Option<String>,
    /// Value of `had_cases`.
    cases: String,
    /// Numbers of the difficulties that the texts are about.
    themes: Vec<String>,
    good: Option<String>,
    /// Value of `quote_permission`.
    may_show: Option<String>,
    challenge: Option<String>,
    request: Option<String>,
    ask: Option<String>,
    contact: Option<String>,
    /// Where the results are to be sent, of those who want them and wrote it.
    mail: Option<String>,
    #[serde(default)]
    others: BTreeMap<String, String>,
    #[serde(default)]
    release: BTreeMap<String, String>,
    #[serde(default)]
    fate: Fate,
}

/// In how many of 100 cases each difficulty is named; the areas differ from it as `OF_AREA` says.
const DIFFICULTIES: [u32; 14] = [30, 40, 38, 32, 38, 35, 32, 38, 32, 35, 22, 30, 28, 22];

/// By area: number of the difficulty and what is added to its percentage.
const OF_AREA: &[(&str, &[(usize, i32)])] = &[
    ("9901", &[(11, 65), (14, 30), (5, 30), (10, -10), (3, -15)]),
    ("9902", &[(10, 45), (7, 35), (3, 20), (4, 15), (11, -18), (9, -15)]),
    ("9903", &[(6, 45), (2, 40), (12, 25), (7, -15)]),
    ("9904", &[(9, 55), (8, 45), (1, 30), (10, -10)]),
];

const ROUTES: Likely = &[
    ("1", 70),
    ("2", 40),
    ("3", 45),
    ("4", 30),
    ("5", 30),
    ("6", 28),
    ("7", 18),
    ("8", 14),
    ("9", 10),
    ("10", 12),
    ("11", 20),
];
const TOPICS: Likely = &[
    ("1", 55),
    ("2", 60),
    ("3", 38),
    ("4", 20),
    ("5", 45),
    ("6", 42),
    ("7", 26),
    ("8", 24),
    ("9", 34),
    ("10", 28),
];
const CERTIFICATES: Likely = &[("1", 55), ("2", 8), ("3", 30), ("4", 62), ("5", 18), ("6", 26)];
const DISEASES: Likely = &[
    ("1", 52),
    ("2", 58),
    ("3", 46),
    ("4", 20),
    ("5", 18),
    ("6", 20),
    ("7", 10),
    ("8", 16),
    ("9", 8),
    ("10", 14),
    ("11", 22),
    ("12", 26),
];
const EXPECTATIONS: Likely = &[("1", 62), ("2", 66), ("3", 40), ("4", 48), ("5", 44), ("6", 30)];

/// All respondents.
///
/// # Errors
/// When the data is not what this file reads.
pub fn invented() -> anyhow::Result<Vec<Invented>> {
    let respondents: Vec<Respondent> = serde_json::from_str(RESPONDENTS).context("agency-before.json")?;
    (SEED..).zip(respondents).map(|(seed, respondent)| one(seed, respondent)).collect()
}

/// Those who only ticked boxes.
///
/// # Errors
/// When a kind has no profile.
pub fn further() -> anyhow::Result<Vec<Invented>> {
    let all = further::respondents(FURTHER_SEED, FURTHER);
    (0..).zip(all).map(|(place, other)| one(other.seed, ticked(place, other))).collect()
}

fn ticked(place: usize, mut other: Further) -> Respondent {
    let code = WATCHWORDS.iter().find(|(known, _)| *known == place).map(|(_, code)| (*code).to_owned());
    let cases = other.chance.one(if other.kind == "50" { CASES_OF_TOWNS } else { CASES });
    Respondent {
        kind: other.kind.to_owned(),
        area: other.area.to_owned(),
        consent: other.consent.to_owned(),
        code,
        cases: cases.to_owned(),
        themes: other.own(OF_AREA),
        ..Respondent::default()
    }
}

fn one(seed: u64, respondent: Respondent) -> anyhow::Result<Invented> {
    let profile = profile(&respondent.kind).with_context(|| format!("no profile for {}", respondent.kind))?;
    let mut paper = Paper::new(seed, &respondent.others);
    paper.ticks("consent", &respondent.consent);
    paper.set("agency_kind", &respondent.kind);
    paper.set("region", &respondent.area);
    paper.draw("operator", operators(&respondent.kind));
    paper.draw("staff_size", profile.staff);
    // Here and elsewhere no value that few choose in an area: with it the table would lose its test.
    paper.draw("experience", &[("2", 34), ("3", 36), ("4", 30)]);
    paper.draw("position", profile.positions);
    paper.set("had_cases", &respondent.cases);
    match respondent.cases.as_str() {
        "1" => cases(&mut paper, profile),
        "2" => paper.draw_some("no_case_reasons", &[("1", 60), ("2", 55), ("3", 35), ("4", 20), ("5", 40)]),
        _ => {}
    }
    paper.draw_some("supports", profile.supports);
    paper.rate("cooperation", &ties(profile, &respondent), 0, 4);
    paper.text("good_practice", &respondent.good);
    paper.text("quote_permission", &respondent.may_show);
    difficulties(&mut paper, &respondent);
    paper.rate("confidence", &confidence(profile, &respondent), 1, 4);
    paper.text("challenge", &respondent.challenge);
    paper.text("request", &respondent.request);
    paper.draw_some("expectations", EXPECTATIONS);
    paper.draw("attendance", if respondent.area == "9901" { FROM_AFAR } else { NEARBY });
    paper.text("forum_questions", &respondent.ask);
    paper.text("respondent_code", &respondent.code);
    paper.text("hearing_contact", &respondent.contact);
    paper.text("feedback_mail", &respondent.mail);
    Ok(Invented { answers: paper.answers, release: respondent.release, fate: respondent.fate })
}

const NEARBY: Likely = &[("1", 70), ("2", 30)];
const FROM_AFAR: Likely = &[("1", 30), ("2", 70)];

fn cases(paper: &mut Paper, profile: &Profile) {
    paper.draw("n_persons", profile.persons);
    paper.draw("trend", &[("1", 62), ("2", 38)]);
    paper.draw_some("routes", ROUTES);
    paper.draw_some("topics", TOPICS);
    paper.draw_some("certificates", CERTIFICATES);
    paper.draw_some("disease_groups", DISEASES);
}

/// How close the agency is to each kind: that of its own kind, and what its area makes of it.
fn ties(profile: &Profile, respondent: &Respondent) -> Vec<(&'static str, i32)> {
    let of_area: &[(&str, i32)] = match respondent.area.as_str() {
        "9901" => &[("21", -1), ("70", -1), ("12", -1)],
        "9902" => &[("12", 1), ("70", 1)],
        "9903" => &[("12", -1)],
        "9904" => &[("10", -1), ("60", -1)],
        _ => &[],
    };
    let added = |row: &str| of_area.iter().find(|(known, _)| *known == row).map_or(0, |(_, added)| *added);
    PARTNERS.into_iter().zip(profile.ties).map(|(row, level)| (row, level + added(row))).collect()
}

/// How sure the respondent is, statement by statement.
fn confidence(profile: &Profile, respondent: &Respondent) -> [(&'static str, i32); 5] {
    let level = profile.confidence;
    let fewer = |area: &str| i32::from(respondent.area == area);
    [
        ("1", level - fewer("9904")),
        ("2", level - fewer("9901")),
        ("3", level - fewer("9903")),
        ("4", level - 1 + fewer("9902")),
        ("5", level),
    ]
}

fn difficulties(paper: &mut Paper, respondent: &Respondent) {
    if respondent.themes.is_empty() {
        return paper.set_all("difficulties", vec!["96"]);
    }
    let of_area = OF_AREA.iter().find(|(area, _)| *area == respondent.area).map_or(&[][..], |(_, own)| own);
    paper.name_with_main("difficulties", &DIFFICULTIES, of_area, &respondent.themes);
}
