//! Replies to the sheets: what the next sheet counts of them is in the bundle as a table, or, where they were asked for academic use, is
//! counted again from the rows of those who allow it. Never both: the difference would be what somebody said who withdrew.

use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use server::auth::Role;
use server::pages::feedback::content::{SheetContent, SheetFigure};
use surveys::store;
use tests::open_survey::{OpenSurvey, create_survey};
use tests::sheets::publish;
use tests::{Session, TestApp, on_embedded};

use super::{Data, MIN_CELL, assert_says, bundle, share};
use crate::bundle::{Files, column, look, rows, text};
use crate::replies::{add_academic_box, make, publish_questionnaire, reply};

/// The counted replies among the files.
const TABLE: &str = "replies/replies.csv";
/// What the region is asked about, as `own_1` and `own_2`.
const FINDINGS: [&str; 2] = ["通院と勤務の調整が難しい", "見学の受け入れが広がった"];
/// What replies can say, by value.
const ANSWERS: [&str; 3] = ["うちも同じ", "少し違う", "うちでできることがある"];
/// Consent to what a reply is usually asked for, but for quotes.
const USUAL: [&str; 2] = ["1", "2"];
/// Words of a reply.
const REMARK: &str = "午後の通院に合わせて休みを取りにくい。";

/// A survey that asks for replies, and for academic use where it is said so.
async fn asking(app: &TestApp, coordinator: &Session, is_academic: bool) -> OpenSurvey {
    let survey = create_survey(app, coordinator).await;
    let asked = [("text-own_1", FINDINGS[0]), ("text-own_2", FINDINGS[1])];
    let questionnaire = make(app, coordinator, survey, &asked).await;
    if is_academic {
        add_academic_box(app, questionnaire).await;
    }
    let link = publish_questionnaire(app, coordinator, questionnaire).await;
    OpenSurvey { survey, questionnaire, link }
}

/// Twelve reply: half of them that the first finding is the same, half that they can do something; of the second three say that it is
/// different.
async fn twelve_reply(app: &TestApp, open: &OpenSurvey, boxes: &[&str]) {
    for n in 0..12 {
        let said = [
            ("finding_own_1", if n < 6 { "1" } else { "3" }),
            ("finding_own_1_words", REMARK),
            ("finding_own_2", if n < 9 { "1" } else { "2" }),
        ];
        reply(app, &open.link, boxes, &said).await;
    }
}

/// Publishes the sheet of the whole region; returns its chart of replies.
async fn published(app: &TestApp, coordinator: &Session, open: &OpenSurvey) -> SheetFigure {
    publish(coordinator, open.survey, &[]).await;
    let version = store::publications::shown(app.db(), open.survey, "").await.expect("it can be read");
    let sheet = SheetContent::read(&version.expect("a version").content).expect("it can be read");
    let found = sheet.sheet_figures().find(|own| own.figure.id == "replies").cloned();
    found.expect("the sheet counts replies")
}

/// The rows of those who allow academic use are the numbers of the chart.
fn recount(figure: &SheetFigure, data: &Data) {
    let table = &figure.figure.table.rows;
    assert_eq!(table.len(), FINDINGS.len());
    for (row, variable) in table.iter().zip(["finding_own_1", "finding_own_2"]) {
        let counts = ["1", "2", "3"].map(|value| data.count(variable, value));
        let has_few = counts.iter().any(|n| (1..MIN_CELL).contains(n));
        let base: usize = counts.iter().sum();
        for (cell, n) in row[1..].iter().zip(counts) {
            match has_few {
                // What is told beside withheld numbers may have no share.
                true => {
                    assert!(cell.is_suppressed || cell.text.split(' ').next() == Some(n.to_string().as_str()))
                }
                false => assert_says(cell, &format!("{n} ({})", share(n, base)), false),
            }
        }
        assert_says(&row[1 + counts.len()], &base.to_string(), has_few);
    }
}

/// Number and base of an answer to a finding, as the table has them.
fn told(files: &Files, finding: &str, answer: &str) -> [String; 2] {
    let table = rows(files, TABLE);
    let [findings, answers, n, base] = ["finding", "answer", "n", "base"].map(|name| column(&table, name));
    let at = (0..findings.len()).find(|at| findings[*at] == finding && answers[*at] == answer);
    let at = at.unwrap_or_else(|| panic!("no {answer} of {finding}: {table:?}"));
    [n[at].to_owned(), base[at].to_owned()]
}

/// The table says what the chart says, and withholds what it withholds.
fn compare(figure: &SheetFigure, files: &Files) {
    for (row, finding) in figure.figure.table.rows.iter().zip(["own_1", "own_2"]) {
        let base = row.last().expect("a row ends with its base").printed();
        for (cell, answer) in row[1..].iter().zip(ANSWERS) {
            let n = cell.printed().split(' ').next().unwrap_or_default();
            assert_eq!(told(files, finding, answer), [n, base], "{finding}: {answer}");
        }
    }
    let table = rows(files, TABLE);
    let cells = |name: &str| column(&table, name);
    assert_eq!(table.len(), 1 + 1 + FINDINGS.len() * ANSWERS.len(), "{table:?}");
    assert_eq!(cells("finding_text")[1..], [[FINDINGS[0]; 3], [FINDINGS[1]; 3]].concat());
    assert!(cells("area").iter().chain(&cells("area_name")).all(|cell| cell.is_empty()), "{table:?}");
    assert!(cells("version").iter().all(|cell| *cell == "1"), "{table:?}");
}

#[tokio::test]
async fn the_replies_that_a_sheet_counts_are_counted_again_from_the_bundle() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = asking(app, &coordinator, true).await;
        twelve_reply(app, &open, &["1", "2", "9"]).await;
        let figure = published(app, &coordinator, &open).await;
        let files = bundle(&coordinator, &open).await;
        let data = Data::of(&files, &open);
        assert_eq!(data.n(), 12, "all of them allow it");
        recount(&figure, &data);
        assert!(!files.contains_key(TABLE), "who withdraws is the difference of the two");
        let readme = text(&files, "README.txt");
        assert!(
            readme.contains("同意のあった返事が data/ にあります") && !readme.contains(TABLE),
            "{readme}"
        );
        let page = look(&coordinator, open.survey.0, "").await;
        assert!(!page.text().contains("お返しへの返事の数"), "{}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn who_refused_academic_use_of_a_reply_is_in_no_number_of_the_bundle() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = asking(app, &coordinator, true).await;
        twelve_reply(app, &open, &USUAL).await;
        published(app, &coordinator, &open).await;
        let files = bundle(&coordinator, &open).await;
        assert_eq!(Data::of(&files, &open).n(), 0);
        assert!(!files.contains_key(TABLE), "they were asked, and said no");
    })
    .await;
}

#[tokio::test]
async fn of_replies_to_the_region_the_bundle_has_what_is_published_and_no_row() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = asking(app, &coordinator, false).await;
        twelve_reply(app, &open, &USUAL).await;
        let before = bundle(&coordinator, &open).await;
        assert!(!before.contains_key(TABLE), "nothing is published");
        assert!(!text(&before, "README.txt").contains(TABLE));
        let figure = published(app, &coordinator, &open).await;
        let files = bundle(&coordinator, &open).await;
        compare(&figure, &files);
        assert_eq!(told(&files, "own_1", ANSWERS[0]), ["6", "12"]);
        assert_eq!(told(&files, "own_1", ANSWERS[2]), ["6", "12"]);
        assert_eq!(told(&files, "own_2", ANSWERS[1])[0], "*", "three are few");
        assert_eq!(told(&files, "", "")[0], "12", "so many replied");
        assert_eq!(Data::of(&files, &open).n(), 0, "nobody has allowed a row");
        assert!(!files.iter().any(|(name, _)| name.ends_with(".csv") && text(&files, name).contains(REMARK)));
        for (name, words) in [("README.txt", TABLE), ("manifest.json", TABLE), ("SHA256SUMS", TABLE)] {
            assert!(text(&files, name).contains(words), "{name} tells of it");
        }
        let page = look(&coordinator, open.survey.0, "").await;
        assert!(page.text().contains("お返しへの返事の数"), "{}", page.describe());
        // One more is in no file before it is on a sheet: the difference would be what one person said.
        reply(app, &open.link, &USUAL, &[("finding_own_1", "1")]).await;
        let later = bundle(&coordinator, &open).await;
        assert!(later[TABLE] == files[TABLE], "{}", text(&later, TABLE));
        let retract = format!("/surveys/{}/feedback/retract", open.survey.0);
        let asked = coordinator.get(&retract).await.expect_status(200);
        coordinator.submit(&asked, "#retract-form", &[]).await.expect_status(303);
        let after = bundle(&coordinator, &open).await;
        assert!(!after.contains_key(TABLE), "it was taken back");
    })
    .await;
}

/// Three and three of six are few: the sheet names both findings in a sentence and has no chart.
#[tokio::test]
async fn findings_of_which_a_sheet_tells_no_number_are_rows_that_say_so() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = asking(app, &coordinator, false).await;
        for answer in ["1", "1", "1", "2", "2", "2"] {
            reply(app, &open.link, &USUAL, &[("finding_own_1", answer), ("finding_own_2", answer)]).await;
        }
        publish(&coordinator, open.survey, &[]).await;
        let files = bundle(&coordinator, &open).await;
        assert_eq!(told(&files, "", "")[0], "6", "so many replied");
        assert_eq!(told(&files, "own_1", ""), ["*", "*"]);
        assert_eq!(told(&files, "own_2", ""), ["*", "*"]);
        assert_eq!(rows(&files, TABLE).len(), 1 + 3);
        assert!(text(&files, "README.txt").contains("answer が空の行"), "it is said what they mean");
    })
    .await;
}

#[tokio::test]
async fn a_sheet_that_cannot_be_read_keeps_nobody_from_the_rest_of_the_bundle() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = asking(app, &coordinator, false).await;
        twelve_reply(app, &open, &USUAL).await;
        published(app, &coordinator, &open).await;
        let version = store::publications::shown(app.db(), open.survey, "").await.expect("it can be read");
        let mut version = version.expect("a version").into_active_model();
        version.content = Set("{}".to_owned());
        version.update(app.db()).await.expect("it is kept");
        let files = bundle(&coordinator, &open).await;
        assert!(!files.contains_key(TABLE));
        let readme = text(&files, "README.txt");
        assert!(readme.contains("返事の数を読めない資料がありました"), "{readme}");
    })
    .await;
}
