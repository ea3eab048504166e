//! Codebooks beside tables: those of the page of exports come without data, so that a number of theirs tells what every table withholds.

use analysis::document::xlsx;
use serde_json::json;
use server::auth::Role;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Session, on_embedded};

use super::followed::{FOLLOW_UPS, followed_by, forty, publish_again};
use crate::bundle;

/// The most bytes that the workbook may unpack to.
const LARGEST: usize = 10_000_000;

/// How many answered, did not, and were not asked, as each row of a sheet of the codebook says it of a column.
fn coverages<'r>(rows: &'r [Vec<String>], column: &str) -> Vec<&'r [String]> {
    let own = rows.iter().filter(|row| row.first().is_some_and(|name| name == column));
    own.map(|row| &row[row.len() - 3..]).collect()
}

/// What the codebooks of a survey say of columns: those of the page of exports, and that of the bundle as DDI.
struct Codebooks {
    sheets: Vec<Vec<Vec<String>>>,
    ddi: String,
}

impl Codebooks {
    async fn read(session: &Session, open: &OpenSurvey) -> Codebooks {
        let (survey, number) = (open.survey.0, open.questionnaire.0);
        let exports = format!("/surveys/{survey}/exports");
        let csv = session.get(&format!("{exports}/codebook-{number}.csv")).await.expect_status(200).bytes;
        let csv = analysis::document::csv::read_rows(&csv).expect("a table");
        let workbook = session.get(&format!("{exports}/survey.xlsx")).await.expect_status(200).bytes;
        let sheets = xlsx::read_sheets(&workbook, LARGEST).expect("a workbook");
        let mut sheets = sheets.into_iter();
        let sheet = sheets.find(|(name, _)| name.starts_with("codebook")).expect("it has the codebook");
        let page = bundle::look(session, survey, "").await;
        let files = bundle::unzip(&bundle::take(session, &page).await);
        let ddi = bundle::text(&files, &format!("codebook/q{number}.xml"));
        Codebooks { sheets: vec![csv, sheet.1], ddi }
    }

    /// What the DDI says of a column.
    fn variable(&self, column: &str) -> &str {
        let is_it = |one: &&str| {
            one.split('>').next().is_some_and(|head| head.contains(&format!("name=\"{column}\"")))
        };
        let mut variables = self.ddi.split("<var ").skip(1);
        variables.find(is_it).unwrap_or_else(|| panic!("no {column} in {}", self.ddi))
    }

    fn assert_say(&self, column: &str, numbers: [&str; 3]) {
        for rows in &self.sheets {
            let said = coverages(rows, column);
            assert!(!said.is_empty() && said.iter().all(|own| *own == numbers), "{column}: {said:?}");
        }
        let valid = format!("<sumStat type=\"vald\">{}</sumStat>", numbers[0]);
        let own = self.variable(column);
        match numbers[0] {
            "*" => assert!(!own.contains("<sumStat") && !own.contains("<catStat"), "{own}"),
            _ => assert!(own.contains(&valid), "{own}"),
        }
    }

    fn assert_untold(&self, columns: &[&str]) {
        columns.iter().for_each(|column| self.assert_say(column, ["*"; 3]));
    }
}

#[tokio::test]
async fn a_codebook_tells_no_number_of_a_follow_up_that_tables_withhold() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &followed_by(&FOLLOW_UPS)).await;
        forty(app, &open, &FOLLOW_UPS).await;
        let books = Codebooks::read(&app.login(Role::Researcher).await, &open).await;
        books.assert_say("used", ["40", "0", "0"]);
        books.assert_say("now_1", ["24", "0", "16"]);
        books.assert_untold(&["why", "before_1", "before_2", "here", "any", "others"]);
        books.assert_untold(&["months", "months_missing"]);
    })
    .await;
}

/// Sixteen of the 42 who answered the second version were asked what only it asks of some.
#[tokio::test]
async fn nor_of_one_that_came_with_a_later_version() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let single = |name: &str, choices: [&str; 3]| json!({ "type": "radiogroup", "name": name, "title": name, "choices": choices });
        let busy = single("busy", ["1|多い", "2|少ない", "3|ない"]);
        let mut follow = single("fol", ["1|甲", "2|乙", "3|丙"]);
        follow["visibleIf"] = json!("{busy} = '1'");
        let before = definition(std::slice::from_ref(&busy));
        let open = open_definition(app, &coordinator, &before).await;
        for _ in 0..11 {
            answer(app, &open, &[("busy", "2")]).await;
        }
        let mood = single("mood", ["1|良い", "2|ふつう", "3|悪い"]);
        publish_again(app, &coordinator, &open, &definition(&[busy, mood, follow])).await;
        for place in 0..42 {
            let mood = if place % 2 == 0 { "1" } else { "2" };
            let busy = match place {
                0..16 => "1",
                16..39 => "2",
                _ => "3",
            };
            let mut fields = vec![("busy", busy), ("mood", mood)];
            fields.extend((busy == "1").then_some(("fol", mood)));
            answer(app, &open, &fields).await;
        }
        let books = Codebooks::read(&app.login(Role::Researcher).await, &open).await;
        books.assert_say("busy", ["53", "0", "0"]);
        books.assert_say("mood", ["42", "0", "11"]);
        books.assert_untold(&["fol"]);
    })
    .await;
}

/// Eight of forty made one choice each: as many made the one as the other, if they are told to be eight.
#[tokio::test]
async fn nor_how_many_made_choices_where_their_table_withholds_it() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked = definition(&[
            json!({ "type": "radiogroup", "name": "busy", "title": "busy", "choices": ["1|多い", "2|少ない"] }),
            json!({ "type": "checkbox", "name": "which", "title": "which", "choices": ["1|甲", "2|乙"] }),
        ]);
        let open = open_definition(app, &coordinator, &asked).await;
        for place in 0..40 {
            let mut fields = vec![("busy", if place % 2 == 0 { "1" } else { "2" })];
            fields.extend((place < 8).then_some(("which", if place < 4 { "1" } else { "2" })));
            answer(app, &open, &fields).await;
        }
        let books = Codebooks::read(&app.login(Role::Researcher).await, &open).await;
        books.assert_say("busy", ["40", "0", "0"]);
        books.assert_untold(&["which_1", "which_2"]);
    })
    .await;
}
