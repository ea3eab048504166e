//! Replies to a sheet: what the next one counts of them, beside the table of the bundle.

use std::collections::BTreeMap;

use server::auth::Role;
use surveys::id::SurveyId;
use tests::open_survey::create_survey;
use tests::{Session, TestApp, on_embedded};

use super::equations::Equations;
use super::{THRESHOLD, frozen};
use crate::bundle::{Files, column, look, rows, take, unzip};
use crate::replies::{make, publish_questionnaire, reply};

/// The counted replies among the files.
const TABLE: &str = "replies/replies.csv";
/// Findings with how many give each answer: two answers to the first one are few, and one to the last.
const FINDINGS: [(&str, &str, [usize; 3]); 3] = [
    ("own_1", "通院と勤務の調整が難しい", [9, 4, 3]),
    ("own_2", "見学の受け入れが広がった", [10, 6, 0]),
    ("own_3", "相談の窓口が分かりにくい", [7, 7, 2]),
];
/// What replies can say, in the order of values.
const ANSWERS: [&str; 3] = ["うちも同じ", "少し違う", "うちでできることがある"];
/// Who replies.
const N: usize = 16;

/// The value of what the n-th says.
fn value(counts: &[usize; 3], n: usize) -> &'static str {
    if n < counts[0] {
        "1"
    } else if n < counts[0] + counts[1] {
        "2"
    } else {
        "3"
    }
}

async fn replied(app: &TestApp, coordinator: &Session) -> SurveyId {
    let survey = create_survey(app, coordinator).await;
    let asked: Vec<(String, &str)> =
        FINDINGS.iter().map(|(key, text, _)| (format!("text-{key}"), *text)).collect();
    let asked: Vec<(&str, &str)> = asked.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let questionnaire = make(app, coordinator, survey, &asked).await;
    let link = publish_questionnaire(app, coordinator, questionnaire).await;
    let names = FINDINGS.map(|(key, ..)| format!("finding_{key}"));
    for n in 0..N {
        // In turn, so that the same people do not say the same of all.
        let said = names.iter().zip(&FINDINGS).enumerate();
        let said: Vec<(&str, &str)> = said
            .map(|(place, (name, (_, _, counts)))| (name.as_str(), value(counts, (n + 5 * place) % N)))
            .collect();
        reply(app, &link, &["1", "2"], &said).await;
    }
    survey
}

/// What is known of a finding: its answers, and how many there are in all.
struct Known {
    counts: [usize; 3],
    equations: Equations,
    n_printed: usize,
}

impl Known {
    fn of(counts: [usize; 3]) -> Known {
        let mut equations = Equations::new(N);
        let whole = equations.unknown("");
        let parts = ANSWERS.map(|answer| equations.unknown(answer));
        equations.add(whole, &parts);
        Known { counts, equations, n_printed: 0 }
    }

    fn truth(&self, answer: &str) -> usize {
        match ANSWERS.iter().position(|own| *own == answer) {
            Some(place) => self.counts[place],
            None => self.counts.iter().sum(),
        }
    }

    /// Reads a number, or that it is withheld, and its share of all in percent.
    fn read(&mut self, answer: &str, number: &str, share: &str) {
        let place = self.equations.unknown(answer);
        if let Ok(n) = number.trim().parse::<usize>() {
            assert_eq!(n, self.truth(answer), "{answer}");
            self.equations.print(place, n);
            self.n_printed += 1;
        } else {
            assert!(share.trim_end_matches('%').parse::<f64>().is_err(), "{answer}: {share} tells it");
        }
    }

    /// The answers that few gave, of which it follows how many did.
    fn told(&mut self) -> Vec<&'static str> {
        self.equations.combine();
        let few = ANSWERS.into_iter().filter(|answer| (1..THRESHOLD).contains(&self.truth(answer)));
        let few: Vec<&'static str> = few.collect();
        few.into_iter()
            .filter(|answer| {
                let place = self.equations.unknown(answer);
                self.equations.only_value(place).is_some()
            })
            .collect()
    }
}

/// The table of the bundle: a row an answer, and one of all.
fn read_table(known: &mut BTreeMap<&str, Known>, files: &Files) {
    let table = rows(files, TABLE);
    let columns = ["finding", "answer", "n", "percent", "base"].map(|name| column(&table, name));
    for at in 0..table.len() - 1 {
        let [finding, answer, n, percent, base] = columns.each_ref().map(|cells| cells[at]);
        let Some(own) = known.get_mut(finding) else { continue };
        own.read(answer, n, percent);
        own.read("", base, "");
    }
}

#[tokio::test]
async fn what_few_reply_does_not_follow_from_the_sheet_and_the_table_of_replies() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = replied(app, &coordinator).await;
        let sheet = frozen::published(app, &coordinator, (survey, ""), &[]).await;
        let mut known: BTreeMap<&str, Known> =
            FINDINGS.iter().map(|(key, _, counts)| (*key, Known::of(*counts))).collect();
        let figure = sheet.figures().find(|figure| figure.id == "replies").expect("replies are counted");
        for (row, (key, ..)) in figure.table.rows.iter().zip(&FINDINGS) {
            let own = known.get_mut(key).expect("a finding");
            for (cell, answer) in row[1..].iter().zip(ANSWERS) {
                let (n, share) = cell.printed().split_once(" (").unwrap_or((cell.printed(), ""));
                own.read(answer, n, share.trim_end_matches(')'));
            }
            own.read("", row.last().expect("a row ends with its base").printed(), "");
        }
        let n_sheet: usize = known.values().map(|own| own.n_printed).sum();
        let page = look(&coordinator, survey.0, "").await;
        read_table(&mut known, &unzip(&take(&coordinator, &page).await));
        let n_both: usize = known.values().map(|own| own.n_printed).sum();
        assert!(n_sheet > 2 && n_both > n_sheet + 2, "{n_sheet} and {n_both} numbers have been read");
        for (key, own) in &mut known {
            assert_eq!(own.told(), [""; 0], "{key}: of these few are told");
        }
    })
    .await;
}

/// Where few alone are withheld, they are what the others leave of all.
#[test]
fn one_answer_that_alone_is_withheld_is_what_the_others_leave() {
    let mut known = Known::of(FINDINGS[2].2);
    for (answer, n) in [("", "16"), (ANSWERS[0], "7"), (ANSWERS[1], "7"), (ANSWERS[2], "*")] {
        known.read(answer, n, "");
    }
    assert_eq!(known.told(), [ANSWERS[2]]);
}
