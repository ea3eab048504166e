//! What is left of a total: whoever left a question out is in one table and not in another one, and who was heard is in a sum of a sheet.

use std::collections::BTreeMap;

use analysis::document::csv::read_rows;
use serde_json::json;
use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::store;
use tests::closed_answers::{answer, definition};
use tests::inviting::add_agencies;
use tests::open_survey::open_definition;
use tests::{Engine, Page, TestApp};

use super::equations::Equations;
use super::{N_PEOPLE, QUESTIONS, THRESHOLD, WHOLE, asked, person, words};
use crate::approaches::write_note;

/// Who leaves the last question out.
const SILENT: usize = 11;

/// A table for talks: of each row the label, and its cells by their heads.
type Talk = Vec<(String, BTreeMap<String, String>)>;

/// All tables of a file.
fn tables(page: &Page) -> Vec<Talk> {
    let mut tables: Vec<(Vec<String>, Talk)> = Vec::new();
    for row in read_rows(&page.bytes).expect("tables") {
        if row.iter().any(|cell| cell.ends_with("n (%)")) {
            let heads = row.iter().map(|cell| cell.trim_end_matches("n (%)").trim().to_owned());
            tables.push((heads.collect(), Talk::new()));
        } else if let (Some((heads, talk)), Some((label, cells))) = (tables.last_mut(), row.split_first()) {
            let cells = heads.iter().skip(1).cloned().zip(cells.iter().cloned());
            talk.push((label.trim().to_owned(), cells.collect()));
        }
    }
    tables.into_iter().map(|(_, talk)| talk).collect()
}

fn number(text: &str) -> Option<usize> {
    text.trim().trim_start_matches("n=").split(' ').next()?.parse().ok()
}

/// What a row says of everybody.
fn whole(cells: &BTreeMap<String, String>) -> Option<usize> {
    WHOLE.iter().filter(|head| **head != "n").find_map(|head| number(cells.get(*head)?))
}

/// What the table of a question by the last one tells, where the questions' own tables are known.
fn read(crossed: &Talk, own: &BTreeMap<String, usize>, values: &[String], paces: &[String]) -> Equations {
    let mut known = Equations::new(N_PEOPLE);
    let columns: Vec<String> = paces.iter().cloned().chain(["silent".to_owned()]).collect();
    for value in values {
        let all = known.unknown(value);
        let cells: Vec<usize> =
            columns.iter().map(|column| known.unknown(&format!("{value} {column}"))).collect();
        known.add(all, &cells);
        let answered = known.unknown(&format!("{value} answered"));
        known.add(answered, &cells[..paces.len()]);
        if let Some(n) = own.get(value) {
            known.print(all, *n);
        }
    }
    for column in &columns {
        let all = known.unknown(column);
        let cells: Vec<usize> =
            values.iter().map(|value| known.unknown(&format!("{value} {column}"))).collect();
        known.add(all, &cells);
        let n = if column == "silent" { Some(&1) } else { own.get(column) };
        if let Some(n) = n {
            known.print(all, *n);
        }
    }
    for (value, cells) in crossed.iter().filter(|(label, _)| values.contains(label)) {
        for (head, text) in cells {
            let of = if WHOLE.contains(&head.as_str()) { "answered" } else { head.as_str() };
            // All may be those of the question's own table, or those who answered both questions.
            let is_new = |n: &usize| of != "answered" || own.get(value) != Some(n);
            if let Some(n) =
                number(text).filter(is_new).filter(|_| of == "answered" || columns.contains(head))
            {
                let place = known.unknown(&format!("{value} {of}"));
                known.print(place, n);
            }
        }
    }
    known
}

#[tokio::test]
async fn who_left_a_question_out_is_not_the_difference_of_two_tables() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(&app, &coordinator, &definition(&asked())).await;
    for n in 0..N_PEOPLE {
        let given = person(n).into_iter().zip(&QUESTIONS);
        let given = given.filter(|(_, (name, ..))| n != SILENT || *name != "pace");
        let fields: Vec<(&str, &str)> =
            given.map(|(place, (name, _, values))| (*name, values[place].0)).collect();
        answer(&app, &open, &fields).await;
    }
    let researcher = app.login(Role::Researcher).await;
    let file = format!(
        "/surveys/{}/talks/all.csv?questionnaire={}&side=q:pace",
        open.survey.0, open.questionnaire.0
    );
    let tables = tables(&researcher.get(&file).await.expect_status(200));
    let [busy, mood, paces] = [2, 3, 4].map(|place| words().swap_remove(place));
    let is_crossed = |table: &&Talk| table.iter().any(|(_, cells)| cells.contains_key(&paces[0]));
    let crossed = tables.iter().find(is_crossed).expect("a table by the last question");
    let mut own = BTreeMap::new();
    for (label, cells) in tables.iter().filter(|table| !is_crossed(table)).flatten() {
        if let Some(n) = whole(cells) {
            own.entry(label.clone()).or_insert(n);
        }
    }
    assert!(own.contains_key(&mood[0]) && own.contains_key(&paces[0]), "questions' own tables: {own:?}");
    let is_told =
        |cells: &BTreeMap<String, String>| cells.get(&paces[0]).is_some_and(|n| number(n).is_some());
    assert!(crossed.iter().any(|(_, cells)| is_told(cells)), "the table tells something: {crossed:?}");
    for value in busy.iter().chain(&mood) {
        assert!(crossed.iter().any(|(label, _)| label == value), "{value} is a row: {crossed:?}");
    }
    for (values, said) in [(&busy, person(SILENT)[2]), (&mood, person(SILENT)[3])] {
        let mut known = read(crossed, &own, values, &paces);
        known.combine();
        let place = known.unknown(&format!("{} silent", values[said]));
        assert_eq!(known.only_value(place), None, "what one person said: {crossed:?}");
    }
    app.stop().await;
}

/// Where small numbers alone are withheld, and the totals of a table are those who answered both questions, it follows what the one person
/// said who left one out: the test above fails where nothing else is protected.
#[test]
fn what_one_person_said_is_the_difference_of_tables_that_withhold_small_numbers_alone() {
    let [busy, mood, paces] = [2, 3, 4].map(|place| words().swap_remove(place));
    let is_small = |n: &usize| (1..THRESHOLD).contains(n);
    let told = |n: usize| if is_small(&n) { "x".to_owned() } else { n.to_string() };
    for (question, values) in [(2, &busy), (3, &mood)] {
        let mut own = BTreeMap::new();
        let mut crossed = Talk::new();
        for (value, label) in values.iter().enumerate() {
            let said = || (0..N_PEOPLE).filter(move |n| person(*n)[question] == value);
            let answered = || said().filter(|n| *n != SILENT);
            own.extend(Some(said().count()).filter(|n| !is_small(n)).map(|n| (label.clone(), n)));
            let of_pace = |pace: usize| answered().filter(|n| person(*n)[4] == pace).count();
            let cells = paces.iter().enumerate().map(|(pace, head)| (head.clone(), told(of_pace(pace))));
            let cells = cells.chain([("全体".to_owned(), told(answered().count()))]).collect();
            crossed.push((label.clone(), cells));
        }
        let mut known = read(&crossed, &own, values, &paces);
        known.combine();
        let place = known.unknown(&format!("{} silent", values[person(SILENT)[question]]));
        assert_eq!(known.only_value(place), Some(1), "{crossed:?}");
    }
}

/// Four were heard, which is withheld: with the number of all who wrote or were heard they would be what the answers leave of it.
#[tokio::test]
async fn how_many_were_heard_is_not_what_answers_leave_of_a_total() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let wrote = json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" });
    let elements = [asked().swap_remove(0), wrote];
    let open = open_definition(&app, &coordinator, &definition(&elements)).await;
    let words = "人手が足りない。通院の交通手段がなくて困っている。";
    for _ in 0..9 {
        answer(&app, &open, &[("where", "9001"), ("hard", words)]).await;
    }
    let agencies =
        add_agencies(&app, &["a@example.jp", "b@example.jp", "c@example.jp", "d@example.jp"]).await;
    for agency in &agencies[..THRESHOLD - 1] {
        let note = [("role", "会議で近況を聞いた。"), ("may_share", "yes"), ("may_present", "yes")];
        write_note(&coordinator, open.survey, *agency, &note).await;
    }
    let heard = store::hearings::of_survey(app.db(), open.survey).await.expect("they can be read");
    assert_eq!(heard.len(), THRESHOLD - 1);
    let preview = format!("/surveys/{}/feedback/preview", open.survey.0);
    let sheet = coordinator.get(&preview).await.expect_status(200);
    let text = sheet.text();
    assert!(text.contains('＊') || text.contains('*'), "{}", sheet.describe());
    assert!(!text.contains(&format!("n={}", 9 + heard.len())), "{}", sheet.describe());
    assert!(text.contains(&i18n::plain(Lang::Ja, "sheet-n-withheld")), "{}", sheet.describe());
    app.stop().await;
}
