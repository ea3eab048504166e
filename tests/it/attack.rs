//! Somebody tries to find out what is withheld from everything that is given out of one survey: pages of the analysis, files for talks
//! and exports, and the sheets. Everybody in it is of one area and one kind and answers every question once, so that each printed number
//! says how many people have one or two things in common, and their sums are known from table to table.
//!
//! `totals.rs` tries the same of people who left a question out, and of what is counted beside a withheld number; `words.rs` of words
//! and groups, by single differences; `several.rs` of several answers to a question, and of themes, codes and words; `uses.rs`, what
//! sheets leave of numbers of research; `listed.rs`, whether any of the few agencies of a kind answered; `off_list.rs`, whether one that was
//! invited and is not on the list any more did; `withdrawn.rs`, how few withdrew or came by the open link; `together.rs` of kinds that tables
//! count together; `between.rs`, follow-ups beside other questions and among groups; `sections.rs`, sheets with every section and the codebooks
//! of the bundle; `ties.rs`, scales with their means, and ties; `before_after.rs`, the same people twice, `written.rs`, what they wrote; `replies.rs`, what sheets and bundle
//! count of replies; `residuals.rs`, what residuals, tests and files of cells leave of withheld ones; `versions.rs`, two versions of a
//! sheet; `asked.rs`, who answered before a question was added; `codebooks.rs`, codebooks of follow-ups; `followed_words.rs`,
//! words that some were asked for; `closed_to_some.rs`, questions that some could not answer.
//!
//! Not tried is the de-identified data itself, which anybody can count, as the page of exports says.

mod asked;
mod before_after;
mod between;
mod closed_to_some;
mod codebooks;
mod equations;
mod followed;
mod followed_words;
mod frozen;
mod listed;
mod off_list;
mod reader;
mod replies;
mod residuals;
mod sections;
mod several;
mod ties;
mod together;
mod totals;
mod unlisted;
mod uses;
mod versions;
mod withdrawn;
mod words;
mod written;

use std::collections::BTreeSet;

use analysis::document::csv::read_rows;
use serde_json::{Value, json};
use server::auth::Role;
use server::dataset::tables::kind_name;
use server::i18n::Lang;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::sheets::{publish, publish_area, share};
use tests::{Engine, Session, TestApp};

use self::reader::Reader;

/// What the survey withholds: numbers from 1 up to this less 1.
const THRESHOLD: usize = 5;

/// Who answers.
const N_PEOPLE: usize = 40;

/// A name, a role, and values with their words.
type Question = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Questions with their roles, and their values with the words for them; those of kinds are found elsewhere. No words stand twice.
const QUESTIONS: [Question; 5] = [
    ("where", "region", &[("9001", "北部"), ("9002", "南部"), ("9003", "東部")]),
    ("kind", "agency_kind", &[("22", ""), ("20", ""), ("12", ""), ("10", "")]),
    ("busy", "", &[("1", "多い"), ("2", "ふつう"), ("3", "少ない")]),
    ("mood", "", &[("1", "良い"), ("2", "悪い")]),
    ("pace", "", &[("1", "早い"), ("2", "遅い")]),
];

/// Words for what counts everybody that the rest of a row and column leaves.
const WHOLE: [&str; 6] = ["", "n", "件数", "人数", "全体", "回答した件数"];

/// Behind the words of a thing (a choice of several, a theme, a word): those who do not have it, whom nothing counts.
const NOT: &str = "でない";

/// What people have in common, by its words.
type Group = BTreeSet<String>;

/// The places of somebody's answers among the values of each question. Fifteen, twenty-two and three are of the areas, three of the
/// last kind, and three gave the last answer to the first question.
fn person(n: usize) -> [usize; 5] {
    let area = usize::from(n >= 15) + usize::from(n >= 37);
    let kind = match n % 13 {
        _ if [7, 20, 38].contains(&n) => 3,
        0..6 => 0,
        6..10 => 1,
        _ => 2,
    };
    let busy = if [0, 16, 38].contains(&n) { 2 } else { usize::from(!n.is_multiple_of(3)) };
    [area, kind, busy, usize::from(n % 4 == 1), usize::from([2, 6, 9, 13, 21, 30].contains(&n))]
}

/// The words of each question's values.
fn words() -> Vec<Vec<String>> {
    let word = |(code, word): &(&str, &str)| match *word {
        "" => kind_name(Lang::Ja, code),
        word => word.to_owned(),
    };
    QUESTIONS.iter().map(|(_, _, values)| values.iter().map(word).collect()).collect()
}

fn asked() -> Vec<Value> {
    let question = |((name, role, values), words): (&Question, Vec<String>)| {
        let choices = values.iter().zip(words).map(|((value, _), word)| format!("{value}|{word}"));
        let choices: Vec<String> = choices.collect();
        let mut element = json!({ "type": "radiogroup", "name": name, "title": name, "choices": choices });
        if !role.is_empty() {
            element["kt:role"] = json!(role);
        }
        element
    };
    QUESTIONS.iter().zip(words()).map(question).collect()
}

/// Reads each question against each, and the tables for talks.
async fn read_tables(reader: &mut Reader, researcher: &Session, survey: &str, questions: &[&str]) {
    for (side, top) in questions.iter().flat_map(|side| questions.iter().map(move |top| (side, top))) {
        let source = format!("cross?side=q:{side}&top=q:{top}");
        let page = researcher.get(&format!("{survey}/analysis/{source}")).await.expect_status(200);
        reader.read_page(&page, "", &source);
    }
    for source in ["characteristics", "by-area", "by-kind"] {
        let page = researcher.get(&format!("{survey}/talks/{source}.csv")).await.expect_status(200);
        reader.read_talk(read_rows(&page.bytes).expect("a table"), source);
    }
}

/// Everybody answers every question.
async fn answer_all(app: &TestApp, open: &OpenSurvey) {
    for n in 0..N_PEOPLE {
        let given = person(n).into_iter().zip(&QUESTIONS);
        let fields: Vec<(&str, &str)> =
            given.map(|(place, (name, _, values))| (*name, values[place].0)).collect();
        answer(app, open, &fields).await;
    }
}

/// The counts come from the same rows on either engine: SQLite alone.
#[tokio::test]
async fn nothing_withheld_follows_from_all_that_is_given_out() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(&app, &coordinator, &definition(&asked())).await;
    let third = [("parent", "1"), ("code", "9003"), ("area", "東部")];
    coordinator.post_form("/regions", &third).await.expect_status(303);
    answer_all(&app, &open).await;
    let (survey, number) = (format!("/surveys/{}", open.survey.0), open.questionnaire.0);
    let researcher = app.login(Role::Researcher).await;
    // Three are of the last kind, which is few, so that the smallest other one goes with it.
    let mut reader = Reader::new().counting_together(&["12", "10"]);
    for source in ["", "by=region", "by=region&page=2", "by=kind", "by=kind&page=2"] {
        let page = researcher.get(&format!("{survey}/analysis?{source}")).await.expect_status(200);
        reader.read_page(&page, "", source);
    }
    read_tables(&mut reader, &researcher, &survey, &QUESTIONS.map(|(name, ..)| name)).await;
    let page = researcher.get(&format!("{survey}/exports/tables-{number}.csv")).await.expect_status(200);
    for row in read_rows(&page.bytes).expect("a table") {
        if let [_, _, _, label, count, ..] = row.as_slice() {
            reader.read(&[label], count, "exports");
        }
    }
    let n_before = reader.withheld.len();
    assert!(reader.printed.len() > 10 && n_before > 10, "the outputs have been read");
    publish(&coordinator, open.survey, &[]).await;
    let link = share(&coordinator, open.survey).await;
    reader.read_page(&app.visitor().get(&link).await.expect_status(200), "", "sheet");
    let viewer = app.login(Role::Viewer).await;
    for (area, word) in QUESTIONS[0].2 {
        let published = publish_area(&coordinator, open.survey, area).await;
        let page = viewer.get(&published).await.expect_status(200);
        reader.read_page(&page, word, "sheet of an area");
    }
    assert!(reader.withheld.values().any(|sources| sources.contains("sheet")), "the sheet has been read");
    assert!(reader.tells_of_other_kinds(), "tables by kind have been read");
    let told = reader.told();
    assert!(told.is_empty(), "numbers that are withheld can be worked out: {told:#?}");
    app.stop().await;
}

/// Without complementary suppression (small numbers alone are withheld, in all tables alike) nearly all of them follow from the rest, so
/// that the test above fails where it is switched off.
#[test]
fn small_numbers_that_alone_are_withheld_are_worked_out() {
    let mut reader = Reader::new();
    let words: Vec<String> = reader.words.iter().flatten().cloned().chain([String::new()]).collect();
    for (one, other) in words.iter().flat_map(|one| words.iter().map(move |other| (one, other))) {
        let Some(group) = reader.group(&[one, other]) else { continue };
        let n = reader.truth(&group);
        let text = if (1..THRESHOLD).contains(&n) { "*".to_owned() } else { n.to_string() };
        reader.read(&[one, other], &text, "by hand");
    }
    let (told, n_withheld) = (reader.told(), reader.withheld.len());
    assert!(told.iter().any(|told| told.contains("{\"東部\"} is 3")), "{told:#?}");
    assert!(told.len() * 2 > n_withheld, "{} of {n_withheld}: {told:#?}", told.len());
}
