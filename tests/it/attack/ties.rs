//! Scales and ties: how many gave each step, mean, spread, median and ends in tables for talks; how closely kinds of agencies work together on
//! the sheet; counts of codebooks. All answers that fit what is printed are tried.

use std::collections::{BTreeMap, BTreeSet};

use analysis::document::csv::read_rows;
use analysis::rounded::half_up;
use serde_json::json;
use server::auth::Role;
use server::dataset::tables::kind_name;
use server::i18n::{self, Lang};
use server::pages::feedback::content::SheetContent;
use server::view::figure::percent;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Session, TestApp, on_embedded};

use super::{THRESHOLD, frozen};
use crate::recomputed::numbers;

/// Steps from 0 to 4.
const STEPS: usize = 5;
/// How many gave each step.
type Counts = [usize; STEPS];

/// Kinds with how many of each gave each degree to each of two partners. Of the first one all numbers of degrees may be told; of the
/// second one two degrees are few.
const KINDS: [(&str, [Counts; 2]); 3] = [
    ("22", [[3, 3, 2, 0, 1], [0, 4, 3, 1, 1]]),
    ("20", [[1, 1, 2, 2, 2], [1, 4, 2, 1, 0]]),
    ("12", [[1, 1, 1, 3, 2], [1, 3, 3, 0, 1]]),
];
/// The partners: each a row of the question.
const PARTNERS: [(&str, &str); 2] = [("22", "就労の窓口"), ("20", "職業の窓口")];
/// How many give each step of a scale: nobody of it is few, two are few, and few say anything at all.
const SCALE: [(&str, &str, Counts); 3] =
    [("a", "相談", [5, 5, 5, 5, 5]), ("b", "紹介", [8, 12, 3, 2, 0]), ("c", "同行", [1, 0, 2, 0, 0])];

fn n_of(counts: &Counts) -> usize {
    counts.iter().sum()
}

/// What the n-th of those gives.
fn step(counts: &Counts, n: usize) -> Option<usize> {
    let mut last = 0;
    counts.iter().position(|count| {
        last += count;
        n < last
    })
}

/// All kinds together give a partner.
fn all(partner: usize) -> Counts {
    std::array::from_fn(|step| KINDS.iter().map(|(_, counts)| counts[partner][step]).sum())
}

async fn answered(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let kinds = KINDS.map(|(code, _)| format!("{code}|{}", kind_name(Lang::Ja, code)));
    let row = |value: &str, text: &str| json!({ "value": value, "text": text });
    let steps = || (0..STEPS).map(|step| json!({ "value": step.to_string(), "text": degree(step) }));
    let asked = [
        json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind", "choices": kinds }),
        json!({ "type": "matrix", "name": "ties", "title": "いまの関わり", "kt:role": "collaboration",
            "rows": (PARTNERS.map(|(value, text)| row(value, text))),
            "columns": (steps().collect::<Vec<_>>()) }),
        json!({ "type": "matrix", "name": "sure", "title": "自信",
            "rows": (SCALE.map(|(value, text, _)| row(value, text))),
            "columns": (steps().collect::<Vec<_>>()) }),
    ];
    let open = open_definition(app, coordinator, &definition(&asked)).await;
    let mut place = 0;
    for (kind, counts) in &KINDS {
        for n in 0..n_of(&counts[0]) {
            let degrees = [0, 1].map(|partner| step(&counts[partner], n).expect("a degree").to_string());
            let given = SCALE.map(|(_, _, counts)| step(&counts, place).map(|step| step.to_string()));
            let mut fields =
                vec![("kind", *kind), ("ties.22", degrees[0].as_str()), ("ties.20", degrees[1].as_str())];
            for (name, step) in ["sure.a", "sure.b", "sure.c"].into_iter().zip(&given) {
                fields.extend(step.as_ref().map(|step| (name, step.as_str())));
            }
            answer(app, &open, &fields).await;
            place += 1;
        }
    }
    open
}

fn degree(step: usize) -> String {
    ["知らない", "名前", "連絡", "事例", "定例"][step].to_owned()
}

/// All ways in which so many people can give steps.
fn ways(n: usize) -> Vec<Counts> {
    let mut found = vec![(Counts::default(), n)];
    for step in 0..STEPS {
        let is_last = step + 1 == STEPS;
        let more = |(counts, left): (Counts, usize)| {
            let least = if is_last { left } else { 0 };
            (least..=left).map(move |given| {
                let mut counts = counts;
                counts[step] = given;
                (counts, left - given)
            })
        };
        found = found.into_iter().flat_map(more).collect();
    }
    found.into_iter().map(|(counts, _)| counts).collect()
}

fn mean(counts: &Counts) -> f64 {
    let sum: usize = counts.iter().enumerate().map(|(step, n)| step * n).sum();
    sum as f64 / n_of(counts) as f64
}

/// Mean with spread, and median with ends, as tables for talks print them.
fn figures(counts: &Counts) -> [String; 2] {
    let n = n_of(counts);
    let mean = mean(counts);
    let squares = counts.iter().enumerate().map(|(step, n)| *n as f64 * (step as f64 - mean).powi(2));
    let sd = (squares.sum::<f64>() / (n as f64 - 1.0)).sqrt();
    let at = |place: usize| step(counts, place).unwrap_or_default() as f64;
    let median = f64::midpoint(at((n - 1) / 2), at(n / 2));
    let [median, low, high] = [median, at(0), at(n - 1)].map(|value| half_up(value, 1));
    [format!("{} ({})", half_up(mean, 1), half_up(sd, 1)), format!("{median} [{low}–{high}]")]
}

/// What is printed of a row of a scale.
struct Row {
    n: Option<usize>,
    counts: [Option<usize>; STEPS],
    figures: [String; 2],
}

impl Row {
    /// The row of a table for talks; each number is as it was given.
    fn of(rows: &[Vec<String>], label: &str, truth: &Counts) -> Row {
        let row = rows.iter().find(|row| row.first().is_some_and(|cell| cell.ends_with(label)));
        let row = row.unwrap_or_else(|| panic!("no {label} in {rows:?}"));
        let number = |cell: &String| cell.split(' ').next().and_then(|n| n.parse::<usize>().ok());
        let read = Row {
            n: number(&row[1]),
            counts: std::array::from_fn(|step| number(&row[2 + step])),
            figures: [row[2 + STEPS].clone(), row[3 + STEPS].clone()],
        };
        assert!(read.n.is_none_or(|n| n == n_of(truth)), "{row:?}");
        assert!(read.allows(truth), "{label}: {row:?} of {truth:?}");
        read
    }

    /// Whether they could have given these; figures that are withheld in part are not looked at.
    fn allows(&self, counts: &Counts) -> bool {
        let is_told = |text: &String| text.contains(|c: char| c.is_ascii_digit()) && !text.contains('x');
        self.counts.iter().zip(counts).all(|(printed, n)| printed.is_none_or(|printed| printed == *n))
            && (self.figures.iter().all(|text| !is_told(text))
                || self.figures.iter().zip(figures(counts)).all(|(text, own)| !is_told(text) || *text == own))
    }
}

/// The steps that few gave, which all of these ways agree on.
fn told(truth: &Counts, possible: &[Counts]) -> Vec<usize> {
    let few = (0..STEPS).filter(|step| (1..THRESHOLD).contains(&truth[*step]));
    few.filter(|step| possible.iter().all(|counts| counts[*step] == truth[*step])).collect()
}

/// What a cell of the heat map prints: how many, their mean, and the share of those who are close.
#[derive(Debug)]
struct Tie {
    n: Option<usize>,
    mean: Option<String>,
    share: Option<String>,
}

impl Tie {
    fn of(text: &str) -> Tie {
        let Some((mean, rest)) = text.split_once('（') else {
            return Tie { n: None, mean: None, share: None };
        };
        let told = |text: &str| numbers(text).pop();
        let (share, n) = rest.split_once('、').expect("share and number");
        let share = share.trim_start_matches("3以上");
        Tie {
            n: told(n).and_then(|n| n.parse().ok()),
            mean: told(mean),
            share: told(share).map(|share| format!("{share}%")),
        }
    }

    fn allows(&self, counts: &Counts) -> bool {
        let n = n_of(counts);
        let close = counts[3] + counts[4];
        self.n.is_none_or(|own| own == n)
            && self.mean.as_ref().is_none_or(|own| *own == half_up(mean(counts), 1))
            && self.share.as_ref().is_none_or(|own| *own == percent(close as f64 / n as f64))
    }
}

fn sum(one: &Counts, other: &Counts) -> Counts {
    std::array::from_fn(|step| one[step] + other[step])
}

/// The ways of each kind that some ways of the other kinds complete to what is printed of all.
fn possible(own: &[Vec<Counts>], n: usize, (row, of_all): (&Row, &Tie)) -> Vec<Vec<Counts>> {
    let all = ways(n).into_iter().filter(|all| row.allows(all) && of_all.allows(all));
    let all: BTreeSet<Counts> = all.collect();
    let complete = |place: usize| {
        let others = own.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, ways)| ways);
        let nobody = BTreeSet::from([Counts::default()]);
        let sums = others.fold(nobody, |sums: BTreeSet<Counts>, ways| {
            sums.iter().flat_map(|one| ways.iter().map(move |other| sum(one, other))).collect()
        });
        let is_possible = |ways: &&Counts| sums.iter().any(|others| all.contains(&sum(ways, others)));
        own[place].iter().filter(is_possible).copied().collect()
    };
    (0..own.len()).map(complete).collect()
}

/// The heat map's cells by kind (the last is all) and partner.
fn heat(sheet: &SheetContent) -> BTreeMap<(String, usize), Tie> {
    let figure = sheet.figures().find(|figure| figure.id.starts_with("collaboration-heat"));
    let rows = &figure.expect("a heat map").table.rows;
    let cells = rows.iter().flat_map(|row| {
        let cells = row[1..].iter().enumerate();
        cells.map(move |(partner, cell)| ((row[0].text.clone(), partner), Tie::of(cell.printed())))
    });
    cells.collect()
}

/// No degree that few of a kind gave follows from means, shares and sizes of kinds, and from the table of the degrees.
fn assert_ties(rows: &[Vec<String>], sheet: &SheetContent) {
    let ties = heat(sheet);
    let everybody = i18n::plain(Lang::Ja, "collaboration-all");
    let mut n_means = 0;
    for (partner, (_, label)) in PARTNERS.iter().enumerate() {
        let row = Row::of(rows, label, &all(partner));
        let of_all = &ties[&(everybody.clone(), partner)];
        assert!(of_all.allows(&all(partner)), "{label}: {of_all:?}");
        let own = KINDS.map(|(code, counts)| {
            let tie = &ties[&(kind_name(Lang::Ja, code), partner)];
            assert!(tie.allows(&counts[partner]), "{label} of {code}: {tie:?}");
            n_means += usize::from(tie.mean.is_some());
            // How many there are of each kind Table 1 tells, and everybody answers.
            ways(n_of(&counts[partner])).into_iter().filter(|ways| tie.allows(ways)).collect::<Vec<Counts>>()
        });
        let possible = possible(&own, n_of(&all(partner)), (&row, of_all));
        for ((code, counts), possible) in KINDS.iter().zip(&possible) {
            let truth = &counts[partner];
            assert!(possible.contains(truth), "{label} of {code}: what is printed is true");
            assert_eq!(told(truth, possible), [0; 0], "{label} of {code}: {truth:?}, of which few");
        }
    }
    assert!(n_means > 0, "some means have been read: {ties:?}");
}

/// Nor does what few gave of a scale follow from its mean and spread, which nothing tells of few people.
fn assert_scale(rows: &[Vec<String>]) {
    for (_, label, truth) in &SCALE {
        let row = Row::of(rows, label, truth);
        if n_of(truth) < THRESHOLD {
            let words = row.figures.concat();
            assert!(row.n.is_none() && row.counts.iter().flatten().all(|n| *n == 0), "{label}");
            assert!(!words.contains(|c: char| c.is_ascii_digit()), "{label}: {words}");
            continue;
        }
        let all: Vec<Counts> = ways(n_of(truth)).into_iter().filter(|ways| row.allows(ways)).collect();
        assert_eq!(told(truth, &all), [0; 0], "{label}: {truth:?}, of which few: {:?}", row.figures);
    }
}

#[tokio::test]
async fn no_step_that_few_gave_follows_from_means_and_shares() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator).await;
        let sheet =
            frozen::with_all_sections(app, &coordinator, &open, ("", ["ties_22", "sure_a"].as_slice())).await;
        let file = format!("/surveys/{}/talks/scales.csv", open.survey.0);
        let researcher = app.login(Role::Researcher).await;
        let rows = read_rows(&researcher.get(&file).await.expect_status(200).bytes).expect("a table");
        assert_ties(&rows, &sheet);
        assert_scale(&rows);
        let who = format!("/surveys/{}/talks/characteristics.csv", open.survey.0);
        let who = researcher.get(&who).await.expect_status(200).body;
        assert!(who.contains("9 (36.0)") && who.contains("8 (32.0)"), "Table 1 tells the kinds: {who}");
    })
    .await;
}

/// Where the mean of a few stands beside their number it tells them: with these numbers printed as they are, the same attempt finds them.
#[test]
fn a_mean_beside_the_numbers_that_it_follows_from_tells_the_few() {
    let truth = [8, 12, 3, 2, 0];
    let counts = [Some(8), Some(12), None, None, None];
    let withheld = Row { n: Some(25), counts, figures: ["x (x)".to_owned(), "x [x–x]".to_owned()] };
    let told_by = |row: &Row| {
        let all: Vec<Counts> = ways(25).into_iter().filter(|ways| row.allows(ways)).collect();
        told(&truth, &all)
    };
    assert_eq!(told_by(&withheld), [0; 0]);
    let printed = Row { figures: figures(&truth), ..withheld };
    assert_eq!(told_by(&printed), [2, 3], "of {:?}", printed.figures);
}
