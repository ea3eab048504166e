//! What residuals, tests and files of cells leave of numbers that a table withholds: nothing, for they follow from printed numbers. Two
//! surveys of which tables print the same give the same pages and files, whatever the withheld numbers are.

use serde_json::json;
use server::auth::Role;
use tests::closed_answers::{answer, definition};
use tests::open_survey::open_definition;
use tests::{Engine, TestApp};

/// Pages with a cross table, each with the address of its tables' rows for the thing that is withheld.
const TABLES: [(&str, &str); 4] = [
    ("cross?side=region&top=q:busy", "#cross-table tbody tr"),
    ("word-table?by=region&words=送迎", "#word-table-table tbody tr"),
    ("themes?by=region", "#challenges-table tbody tr"),
    ("rules?by=region", "#rules-crossed-table tbody tr"),
];

/// What is given out of a page: its words, and its file.
struct Given {
    rows: Vec<String>,
    page: String,
    file: String,
}

/// Of twenty people of each of two areas so many are busy and speak of pick-up, as a researcher sees them.
async fn given(speakers: [usize; 2]) -> Vec<Given> {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let elements = [
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["9001|北部", "9002|南部"] }),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
        json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" }),
    ];
    let open = open_definition(&app, &coordinator, &definition(&elements)).await;
    for (area, n) in ["9001", "9002"].into_iter().zip(speakers) {
        for place in 0..20 {
            let (busy, words) = if place < n {
                ("1", "送迎がない。窓口で相談した。")
            } else {
                ("2", "窓口で相談した。")
            };
            answer(&app, &open, &[("where", area), ("busy", busy), ("hard", words)]).await;
        }
    }
    let base = format!("/surveys/{}/analysis", open.survey.0);
    let form = coordinator.get(&format!("{base}/rules/edit")).await.expect_status(200);
    let typed = [("content", "＊送迎\n送迎\n"), ("unit", "person"), ("do", "save")];
    coordinator.submit(&form, "form.rule-form", &typed).await.expect_status(303);
    let researcher = app.login(Role::Researcher).await;
    let mut all = Vec::new();
    for (table, rows) in TABLES {
        let page = researcher.get(&format!("{base}/{table}")).await.expect_status(200);
        let link = page.attributes("a[href*='cells=csv']", "href").remove(0);
        let file = researcher.get(&link).await.expect_status(200).body;
        all.push(Given { rows: page.texts(rows), page: page.first("main"), file });
    }
    app.stop().await;
    all
}

/// Whether a text has an adjusted residual behind a share.
fn has_residual(text: &str) -> bool {
    text.contains("%) +") || text.contains("%) −")
}

/// The rows of cells of a file with their residual, its probability and its sign.
fn residuals(file: &str) -> Vec<[String; 3]> {
    let rows = file.lines().skip(1).map(|line| line.split(',').collect::<Vec<&str>>());
    let cells =
        rows.filter(|row| row.len() > 9 && row[0] != "検定の結果" && row[2] != "全体" && row[1] != "全体");
    cells.map(|row| [6, 7, 8].map(|place| row[place].to_owned())).collect()
}

/// Three and ten, or four and nine: the totals are the same, and neither part may be told.
#[tokio::test]
async fn surveys_that_print_the_same_numbers_give_the_same_residuals_tests_and_files() {
    let (one, other) = (given([3, 10]).await, given([4, 9]).await);
    for (((table, _), one), other) in TABLES.into_iter().zip(&one).zip(&other) {
        assert!(
            one.rows.iter().any(|row| row.contains('＊')),
            "{table}: nothing is withheld: {:?}",
            one.rows
        );
        assert_eq!(one.rows, other.rows, "{table}");
        assert_eq!(one.page, other.page, "{table}: something follows from a number that is withheld");
        assert_eq!(one.file, other.file, "{table}: the file tells what the page does not");
        let hidden = one.rows.iter().filter(|row| row.contains('＊'));
        assert!(hidden.clone().all(|row| !has_residual(row)), "{table}: {:?}", one.rows);
        let stars = residuals(&one.file).into_iter().filter(|row| row[0] == "*").collect::<Vec<_>>();
        assert!(!stars.is_empty() && stars.iter().all(|row| row[1..] == ["*", "*"]), "{table}: {}", one.file);
    }
}

/// The test above fails where files and pages differ by what may be told.
#[tokio::test]
async fn where_all_numbers_may_be_told_residuals_are() {
    let (one, other) = (given([6, 14]).await, given([7, 13]).await);
    for (((table, _), one), other) in TABLES.into_iter().zip(&one).zip(&other) {
        assert!(one.rows.iter().any(|row| has_residual(row)), "{table}: {:?}", one.rows);
        let told = residuals(&one.file).into_iter().filter(|row| row[0].parse::<f64>().is_ok()).count();
        assert!(told >= 2, "{table}: {}", one.file);
        assert!(one.page != other.page && one.file != other.file, "{table}: they are read");
    }
}
