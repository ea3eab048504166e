//! The same people before and after, beside all answers of both times: how many changed, and what those said who answered once. Read from
//! the files for talks, the page of the analysis and the sheet.

use analysis::document::csv::read_rows;
use serde_json::{Value, json};
use server::auth::Role;
use server::pages::feedback::content::{Piece, SheetContent};
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::{Page, Session, TestApp, on_embedded};

use super::equations::Equations;
use super::{THRESHOLD, frozen};

/// How many said yes both times, no longer, newly, and never; yes and no of those who answered before alone, and after alone.
type Counts = [usize; 8];
/// A name, words, and how many said what.
type Question = (&'static str, &'static str, Counts);
/// Questions with their words: few changed in the first one, few of those who answered once said yes in the second one, and nothing is few
/// in the last one.
const QUESTIONS: [Question; 3] = [
    ("know", "相談先を知っている", [9, 3, 7, 5, 5, 5, 5, 5]),
    ("talk", "話し合いがある", [6, 6, 6, 6, 2, 8, 5, 5]),
    ("call", "電話ができる", [7, 5, 6, 6, 5, 5, 5, 5]),
];
/// The same where everybody answered twice, so that the own tables are the margins of before and after: one took it back and two newly
/// said it in the first question, and nothing is few in the second one.
const ALL_TWICE: [Question; 2] = [
    ("used", "使ったことがある", [17, 1, 2, 10, 0, 0, 0, 0]),
    ("call", "電話ができる", [9, 7, 6, 8, 0, 0, 0, 0]),
];
/// What the numbers are called here.
const PARTS: [&str; 8] =
    ["always", "lost", "gained", "never", "before yes", "before no", "after yes", "after no"];

/// People who answered twice.
fn n_pairs(counts: &Counts) -> usize {
    counts[..4].iter().sum()
}

/// The place of a person among the parts of a question: pairs first.
fn part(counts: &Counts, n: usize) -> usize {
    let mut last = 0;
    let mut parts = counts.iter();
    let found = parts.position(|count| {
        last += count;
        n < last
    });
    found.expect("everybody is of one part")
}

/// What somebody says before and after; None of who does not answer then.
fn said(part: usize) -> [Option<&'static str>; 2] {
    let (yes, no) = (Some("1"), Some("2"));
    [[yes, yes], [yes, no], [no, yes], [no, no], [yes, None], [no, None], [None, yes], [None, no]][part]
}

fn asked(questions: &[Question]) -> Value {
    let mut asked = vec![
        json!({ "type": "text", "name": "code", "title": "回答者コード", "kt:role": "respondent_code" }),
    ];
    for (name, title, _) in questions {
        asked.push(json!({ "type": "radiogroup", "name": name, "kt:id": name, "title": title,
            "choices": ["1|はい", "2|いいえ"] }));
    }
    definition(&asked)
}

async fn answered(app: &TestApp, coordinator: &Session, questions: &[Question]) -> [OpenSurvey; 2] {
    let before = open_definition(app, coordinator, &asked(questions)).await;
    let after = open_second(app, coordinator, before.survey, &asked(questions)).await;
    let n_people: usize = questions[0].2.iter().sum();
    for n in 0..n_people {
        let code = format!("AB-{n}");
        // The last question parts the pairs the other way round.
        let given = questions.iter().map(|(name, _, counts)| {
            let n_pairs = n_pairs(counts);
            let n = if *name == "call" && n < n_pairs { n_pairs - 1 - n } else { n };
            (*name, said(part(counts, n)))
        });
        let given: Vec<(&str, [Option<&str>; 2])> = given.collect();
        for (time, open) in [&before, &after].into_iter().enumerate() {
            let mut fields = vec![("code", code.as_str())];
            fields.extend(given.iter().filter_map(|(name, said)| Some((*name, said[time]?))));
            if fields.len() > 1 {
                answer(app, open, &fields).await;
            }
        }
    }
    [before, after]
}

/// Sums that are printed or could be: how many of these parts there are.
const SUMS: [(&str, &[usize]); 9] = [
    ("pairs", &[0, 1, 2, 3]),
    ("pairs yes before", &[0, 1]),
    ("pairs yes after", &[0, 2]),
    ("all before", &[0, 1, 2, 3, 4, 5]),
    ("all yes before", &[0, 1, 4]),
    ("all no before", &[2, 3, 5]),
    ("all after", &[0, 1, 2, 3, 6, 7]),
    ("all yes after", &[0, 2, 6]),
    ("all no after", &[1, 3, 7]),
];

/// What is known of a question.
struct Known {
    counts: Counts,
    equations: Equations,
    n_printed: usize,
}

impl Known {
    fn of(counts: Counts) -> Known {
        let mut equations = Equations::new(counts.iter().sum());
        for (sum, parts) in SUMS {
            let whole = equations.unknown(sum);
            let parts: Vec<usize> = parts.iter().map(|part| equations.unknown(PARTS[*part])).collect();
            equations.add(whole, &parts);
        }
        Known { counts, equations, n_printed: 0 }
    }

    fn truth(&self, name: &str) -> usize {
        let own = PARTS.iter().position(|part| *part == name).map(|place| vec![place]);
        let sum = || SUMS.iter().find(|(sum, _)| *sum == name).map(|(_, parts)| parts.to_vec());
        let parts = own.or_else(sum).unwrap_or_else(|| panic!("no number is called {name}"));
        parts.into_iter().map(|part| self.counts[part]).sum()
    }

    /// Reads `9`, `9 (37.5)` or a sign that a number is withheld.
    fn read(&mut self, name: &str, text: &str) {
        let number = text.trim().split([' ', '人']).next().unwrap_or_default();
        let Ok(n) = number.parse::<usize>() else { return };
        assert_eq!(n, self.truth(name), "{name}: {text}");
        let place = self.equations.unknown(name);
        self.equations.print(place, n);
        self.n_printed += 1;
    }

    /// Reads how many changed and how many did not, in words: before each `人` stands a number.
    fn read_words(&mut self, words: &str) {
        let numbers = words.split('人').filter_map(|before| before.rsplit([' ', '：']).next());
        for (name, number) in PARTS.iter().zip(numbers).take(4) {
            self.read(name, number);
        }
    }

    /// The numbers of few people that follow from what is printed.
    fn told(&mut self) -> Vec<&'static str> {
        self.equations.combine();
        let names = PARTS.into_iter().chain(SUMS.map(|(sum, _)| sum));
        let few = names.filter(|name| (1..THRESHOLD).contains(&self.truth(name)));
        let few: Vec<&'static str> = few.collect();
        few.into_iter()
            .filter(|name| {
                let place = self.equations.unknown(name);
                self.equations.only_value(place).is_some()
            })
            .collect()
    }
}

/// Rows of the tables for talks: pairs have words in the second column, all answers have numbers.
fn read_talks(known: &mut Known, title: &str, rows: &[Vec<String>]) {
    for row in rows.iter().filter(|row| row.len() > 5 && row[0].contains(title)) {
        if row[1].contains('人') {
            known.read_words(&row[1]);
            known.read("pairs yes before", &row[2]);
            known.read("pairs yes after", &row[3]);
            known.read("pairs", &row[4]);
            assert_untested(row[1].contains(['x', '*']), &row[5..]);
        } else {
            known.read("all before", &row[1]);
            known.read("all yes before", &row[2]);
            known.read("all after", &row[3]);
            known.read("all yes after", &row[4]);
        }
    }
}

/// A test of pairs follows from how many changed: where that is withheld it would tell it.
fn assert_untested(is_withheld: bool, cells: &[String]) {
    let is_told = cells.iter().any(|cell| cell.contains(|c: char| c.is_ascii_digit()));
    assert!(!is_withheld || !is_told, "a test tells what is withheld: {cells:?}");
}

/// The questions' own tables of one time.
fn read_own(known: &mut Known, title: &str, rows: &[Vec<String>], time: &str) {
    let at = rows.iter().position(|row| row.first().is_some_and(|cell| cell.ends_with(title)));
    let at = at.unwrap_or_else(|| panic!("no {title} in {rows:?}"));
    known.read(&format!("all {time}"), rows[at][1].trim_start_matches("n="));
    for (row, answer) in rows[at + 1..].iter().zip(["yes", "no"]) {
        known.read(&format!("all {answer} {time}"), &row[1]);
    }
}

/// The table of pairs on the page of the analysis: what is compared, how many changed in words, how many said yes before and after.
fn read_page(known: &mut Known, title: &str, page: &Page) {
    for row in page.texts("main table tbody tr").iter().filter(|row| row.contains(title)) {
        if let Some((_, words)) = row.split_once("ずっと当てはまる：") {
            known.read_words(&format!(" {words}"));
        }
    }
}

/// The table of the sheet: a question, and below it what came of it.
fn read_sheet(known: &mut Known, title: &str, sheet: &SheetContent) {
    let tables = sheet.pieces().filter_map(|piece| match piece {
        Piece::Table { id, table, .. } if id == "before-after" => Some(table),
        _ => None,
    });
    for table in tables {
        let below = table.rows.iter().skip_while(|row| !row[0].text.ends_with(title)).skip(1);
        for row in below.take_while(|row| row.len() > 1) {
            known.read_words(&row[1].text);
        }
    }
}

/// Reads all that is given out of a survey with these questions, and tries to work out who are few.
async fn assert_few_untold(app: &TestApp, questions: &[Question]) {
    let coordinator = app.login(Role::Coordinator).await;
    let both = answered(app, &coordinator, questions).await;
    let survey = format!("/surveys/{}", both[0].survey.0);
    let researcher = app.login(Role::Researcher).await;
    let talk = async |file: String| {
        let page = researcher.get(&format!("{survey}/talks/{file}")).await.expect_status(200);
        read_rows(&page.bytes).expect("a table")
    };
    let paired = talk("before-after.csv".to_owned()).await;
    let pairs = format!("{}組", n_pairs(&questions[0].2));
    assert!(paired.iter().flatten().any(|cell| cell.contains(&pairs)), "{pairs}: {paired:?}");
    let mut own = Vec::new();
    for open in &both {
        own.push(talk(format!("characteristics.csv?questionnaire={}", open.questionnaire.0)).await);
    }
    let page = researcher.get(&format!("{survey}/analysis/before-after")).await.expect_status(200);
    let names: Vec<&str> = questions.iter().map(|(name, ..)| *name).collect();
    let sheet = frozen::with_all_sections(app, &coordinator, &both[0], ("", names.as_slice())).await;
    for (name, title, counts) in questions {
        let mut known = Known::of(*counts);
        known.read("pairs", &n_pairs(counts).to_string());
        if counts[4..] == [0; 4] {
            // As many pairs as answers: nobody answered once.
            for part in &PARTS[4..] {
                known.read(part, "0");
            }
        }
        let n_known = known.n_printed;
        read_talks(&mut known, title, &paired);
        for (rows, time) in own.iter().zip(["before", "after"]) {
            read_own(&mut known, title, rows, time);
        }
        let n_before = known.n_printed;
        read_page(&mut known, title, &page);
        read_sheet(&mut known, title, &sheet);
        assert!(n_before > n_known + 3, "{name}: tables for talks have been read");
        if *name == "call" {
            assert!(known.n_printed > n_before + 7, "page and sheet have been read: {}", page.describe());
        }
        assert_eq!(known.told(), [""; 0], "{name}: of these few are told");
    }
}

#[tokio::test]
async fn what_few_took_back_or_said_once_does_not_follow_from_before_and_after() {
    on_embedded(async |app| assert_few_untold(app, &QUESTIONS).await).await;
}

#[tokio::test]
async fn what_few_took_back_does_not_follow_where_everybody_answered_twice() {
    on_embedded(async |app| assert_few_untold(app, &ALL_TWICE).await).await;
}

/// Where few alone are withheld, and what they are withheld among is told, they are what is left.
#[test]
fn the_few_who_changed_are_what_is_left_of_the_pairs() {
    let mut known = Known::of(QUESTIONS[0].2);
    for (name, n) in [("pairs", "24"), ("always", "9"), ("lost", "x"), ("gained", "7"), ("never", "5")] {
        known.read(name, n);
    }
    assert_eq!(known.told(), ["lost"]);
    let mut known = Known::of(QUESTIONS[1].2);
    for (name, n) in [("always", "6"), ("lost", "6"), ("all yes before", "14")] {
        known.read(name, n);
    }
    assert_eq!(known.told(), ["before yes"], "all who said yes less the pairs who did");
    // Where everybody answered twice, one part and both own tables tell the others.
    let mut known = Known::of(ALL_TWICE[0].2);
    for part in &PARTS[4..] {
        known.read(part, "0");
    }
    for (name, n) in [("always", "17"), ("all yes before", "18"), ("all yes after", "19")] {
        known.read(name, n);
    }
    assert_eq!(known.told(), ["lost", "gained"]);
}
