//! Ties between kinds of agencies: the same numbers on the page, in pictures, files and the region's figures, and nothing of few.

use serde_json::{Value, json};
use server::auth::Role;
use server::dataset;
use server::dataset::tables::{By, QuestionTable, answer_table};
use server::i18n::Lang;
use server::view::figure::collaboration::on_sheet::figures;
use surveys::privacy::consent::Purpose;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::{Page, TestApp, on_both};

/// Kinds with how many agencies answer, and their degrees of ties to job centres (20), 22 and employers (70).
type Answers = [(&'static str, usize, [&'static str; 3])];

/// Those of 10 and of 70 are few, and five together.
const ENOUGH: &Answers = &[
    ("22", 6, ["4", "2", "3"]),
    ("20", 7, ["1", "3", "0"]),
    ("10", 3, ["2", "4", "1"]),
    ("70", 2, ["2", "4", "1"]),
];

/// One of 10 alone.
const ONE_MORE: &Answers =
    &[("22", 6, ["4", "2", "3"]), ("20", 7, ["1", "3", "0"]), ("10", 1, ["2", "4", "1"])];

fn asked() -> [Value; 2] {
    let degree = |value: &str| json!({ "value": value, "text": format!("連携度{value}") });
    let row = |value: &str, text: &str| json!({ "value": value, "text": text });
    [
        json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
            "choices": ["10|難病の相談", "20|職業の紹介", "22|就労と生活", "70|会社"] }),
        json!({ "type": "matrix", "name": "ties", "title": "いまの関わり", "kt:role": "collaboration",
            "rows": [row("20", "ハローワーク"), row("22", "就業・生活の窓口"), row("70", "企業")],
            "columns": (["0", "1", "2", "3", "4", "97"].map(degree)) }),
    ]
}

async fn answer_all(app: &TestApp, open: &OpenSurvey, answers: &Answers) {
    for (kind, n, [first, second, third]) in answers {
        for _ in 0..*n {
            let fields = [("kind", *kind), ("ties.20", *first), ("ties.22", *second), ("ties.70", *third)];
            answer(app, open, &fields).await;
        }
    }
}

fn path(open: &OpenSurvey, rest: &str) -> String {
    format!("/surveys/{}/analysis/collaboration{rest}", open.survey.0)
}

/// The rows of a picture's table.
fn rows(page: &Page, open: &OpenSurvey, picture: &str) -> Vec<String> {
    page.texts(&format!("#collaboration-{picture}-{}-table tbody tr", open.questionnaire.0))
}

#[tokio::test]
async fn kinds_stand_against_each_other_and_few_are_counted_together() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&asked())).await;
        answer_all(app, &open, ENOUGH).await;
        let inside = coordinator.get(&path(&open, "")).await.expect_status(200);
        let wide = inside.texts(".figure-chart-wide").len();
        assert_eq!((wide > 0, inside.texts(".figure-scroll").len()), (true, wide), "each says it");
        let heat = rows(&inside, &open, "heat");
        assert_eq!(heat.len(), 5, "four kinds and all: {heat:#?}");
        assert!(heat[0].contains("2.0（3以上 0.0%、n=3）"), "{heat:#?}");
        // By hand: ties to 22 are (12 + 21 + 20) ÷ 18, to employers (18 + 0 + 5) ÷ 18.
        assert!(heat[4].contains("2.9") && heat[4].contains("1.3"), "{heat:#?}");
        assert!(inside.text().contains("「就業・生活の窓口」（平均2.9）"), "{}", inside.describe());

        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&path(&open, "")).await.expect_status(200);
        let heat = rows(&page, &open, "heat");
        assert_eq!(heat.len(), 4, "{heat:#?}");
        assert!(heat[1].contains("4.0（3以上 100.0%、n=6）"), "{heat:#?}");
        assert!(heat[2].contains("その他の種別") && heat[2].contains("n=5"), "{heat:#?}");
        let lines = rows(&page, &open, "network");
        assert_eq!(lines.len(), 3, "{lines:#?}");
        assert!(lines[0].starts_with("就業・生活の窓口 ハローワーク 4.0"), "{lines:#?}");
        assert!(page.body.contains("就業・生活の窓口 → ハローワーク: 4"), "both answered");
        assert!(page.body.contains("就業・生活の窓口 – 企業: 3"), "employers are few");

        let region = dataset::load(app.service(), open.survey, Purpose::Regional, Lang::Ja).await;
        let figures = figures(&region.expect("it can be loaded"), Lang::Ja).expect("they can be drawn");
        let cells =
            |figure: usize| figures[figure].figure.table.rows.iter().flatten().map(|cell| cell.text.clone());
        assert_eq!(figures.len(), 2);
        assert!(cells(0).any(|text| text == "4.0（3以上 100.0%、n=6）"));
        assert!(figures[1].figure.reading.contains("4.0"), "{}", figures[1].figure.reading);
        let viewer = app.login(Role::Viewer).await;
        viewer.get(&path(&open, "")).await.expect_status(403);
        viewer.get(&path(&open, "/table.csv")).await.expect_status(403);
    })
    .await;
}

#[tokio::test]
async fn one_agency_is_in_no_number_that_others_see() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&asked())).await;
        answer_all(app, &open, ONE_MORE).await;
        let inside = coordinator.get(&path(&open, "/table.csv")).await.expect_status(200);
        let name = inside.header("content-disposition").unwrap_or_default().to_owned();
        assert!(name.contains("internal-collaboration-table.csv"), "{name}");
        assert!(inside.body.contains(",10,難病C,20,ハローワーク,1,2,0,0"), "{}", inside.body);
        assert!(inside.body.contains("内部用（少ない数も入っています）"), "{}", inside.body);
        let heat = coordinator.get(&path(&open, "/heat.svg")).await.expect_status(200);
        assert!(heat.body.contains("内部用"), "the picture says it, too");
        assert!(inside.body.contains(",22,就ポツ,20,ハローワーク,6,4,6,100"), "{}", inside.body);

        let researcher = app.login(Role::Researcher).await;
        for file in ["analysis/collaboration/table.csv", "exports/collaboration.csv"] {
            let csv =
                researcher.get(&format!("/surveys/{}/{file}", open.survey.0)).await.expect_status(200).body;
            assert!(csv.contains(",other,その他の種別,20,ハローワーク,*,*,*,*"), "{csv}");
            assert!(!csv.contains("内部用"), "{csv}");
            assert!(!csv.contains("難病C"), "{csv}");
            // With the size of one kind the number of that agency would follow from all.
            assert!(
                !csv.contains(",20,HW,20,ハローワーク,7") || !csv.contains(",22,就ポツ,20,ハローワーク,6"),
                "{csv}"
            );
        }
        let page = researcher.get(&path(&open, "")).await.expect_status(200);
        assert!(!page.text().contains("n=1）"), "{}", page.describe());
    })
    .await;
}

/// The kind and the three rows of the question, each: whether there is a table by kind.
async fn tables_by_kind(app: &TestApp, open: &OpenSurvey, purpose: Purpose) -> Vec<bool> {
    let dataset = dataset::load(app.service(), open.survey, purpose, Lang::Ja).await.expect("a survey");
    let table = answer_table(&dataset, &dataset.fielded[0]);
    let by_kind = |variable| table.table(&dataset, variable, Some(By::Kind)).expect("it is counted");
    let is_crossed = |variable| matches!(by_kind(variable), QuestionTable::Crosstab(_));
    table.variables().iter().filter(|variable| variable.row.is_some()).map(is_crossed).collect()
}

/// By sizes and means of kinds, a table of the degrees by kind would tell the counts that it withholds.
#[tokio::test]
async fn degrees_by_kind_have_means_and_no_table_beside_them() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&asked())).await;
        answer_all(app, &open, ENOUGH).await;
        assert_eq!(tables_by_kind(app, &open, Purpose::Internal).await, [true; 3]);
        for purpose in [Purpose::Regional, Purpose::Academic] {
            assert_eq!(tables_by_kind(app, &open, purpose).await, [false; 3]);
        }
    })
    .await;
}

#[tokio::test]
async fn where_there_are_no_counts_by_kind_it_is_said_where_the_means_are() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let busy = json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] });
        let open = open_definition(app, &coordinator, &definition(&[&asked()[..], &[busy]].concat())).await;
        for kind in ["20", "22"].repeat(6) {
            let fields =
                [("kind", kind), ("ties.20", "1"), ("ties.22", "3"), ("ties.70", "2"), ("busy", "1")];
            answer(app, &open, &fields).await;
        }
        let researcher = app.login(Role::Researcher).await;
        let survey = open.survey.0;
        for page in ["analysis?by=kind", "analysis/cross?side=kind&top=q:ties_20", "talks?table=by-kind"] {
            let page = format!("/surveys/{survey}/{page}");
            let said = researcher.get(&page).await.expect_status(200).text();
            assert!(said.contains("いまの関わり」は、種別ごとの数を示しません"), "{page}: {said}");
        }
        let inside = coordinator.get(&format!("/surveys/{survey}/analysis?by=kind")).await.expect_status(200);
        assert!(!inside.text().contains("種別ごとの数を示しません"), "{}", inside.describe());
        let by_area = researcher.get(&format!("/surveys/{survey}/analysis?by=region")).await;
        assert!(!by_area.text().contains("種別ごとの数を示しません"), "{}", by_area.describe());
    })
    .await;
}

/// Eight and seven agencies of two kinds, of which three each know somebody by name and nobody more; five of a third do not. Nobody gave
/// more than 1, so that a mean would be how many gave it.
#[tokio::test]
async fn a_mean_is_withheld_where_it_is_a_count() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&asked())).await;
        for (kind, n, degree) in
            [("22", 5, "0"), ("22", 3, "1"), ("20", 4, "0"), ("20", 3, "1"), ("70", 5, "0")]
        {
            for _ in 0..n {
                let fields = [("kind", kind), ("ties.20", degree), ("ties.22", degree), ("ties.70", degree)];
                answer(app, &open, &fields).await;
            }
        }
        let researcher = app.login(Role::Researcher).await;
        let questions = format!("/surveys/{}/analysis", open.survey.0);
        let questions = researcher.get(&questions).await.expect_status(200);
        assert!(
            questions.text().contains("14 (70.0%)") && questions.text().contains("6 (30.0%)"),
            "{}",
            questions.describe()
        );
        let csv = researcher.get(&path(&open, "/table.csv")).await.expect_status(200).body;
        assert!(csv.contains(",22,就ポツ,20,ハローワーク,8,*,"), "{csv}");
        assert!(!csv.contains(",0.38,") && !csv.contains(",0.43,"), "{csv}");
    })
    .await;
}

#[tokio::test]
async fn pictures_are_files_and_two_waves_stand_beside_each_other() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let before = open_definition(app, &coordinator, &definition(&asked())).await;
        let after = open_second(app, &coordinator, before.survey, &definition(&asked())).await;
        answer_all(app, &before, ENOUGH).await;
        answer_all(app, &after, &[("22", 1, ["4", "97", "0"])]).await;
        let page = coordinator.get(&path(&before, "")).await.expect_status(200);
        assert!(!rows(&page, &before, "heat").is_empty(), "{}", page.describe());
        let later = rows(&page, &after, "heat");
        // わからない is no degree.
        assert!(later[0].contains("4.0（3以上 100.0%、n=1） – 0.0"), "{later:#?}");
        let alone = coordinator.get(&path(&before, "?beside=")).await.expect_status(200);
        assert!(rows(&alone, &after, "heat").is_empty());
        for file in ["heat.svg", "network.svg"] {
            let file = path(&before, &format!("/{file}?questionnaire={}", before.questionnaire.0));
            let (once, twice) = (coordinator.get(&file).await, coordinator.get(&file).await);
            assert_eq!((once.status, once.bytes == twice.bytes), (200, true), "{file}");
            assert!(once.body.starts_with("<svg"), "{file}");
        }
        let print = coordinator.get(&path(&before, "/heat.png")).await.expect_status(200);
        assert_eq!(print.bytes.get(1..4), Some(b"PNG".as_slice()));
        coordinator.get(&path(&before, "/nothing.svg")).await.expect_status(404);
        coordinator.get(&path(&before, "/heat.pdf")).await.expect_status(404);
    })
    .await;
}

#[tokio::test]
async fn without_the_question_or_an_answer_the_page_says_so() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let [kind, ties] = asked();
        let without = open_definition(app, &coordinator, &definition(std::slice::from_ref(&kind))).await;
        let page = coordinator.get(&path(&without, "")).await.expect_status(200);
        assert!(page.text().contains("連携度をたずねた調査票がありません"), "{}", page.describe());
        coordinator.get(&path(&without, "/table.csv")).await.expect_status(404);
        let open = open_definition(app, &coordinator, &definition(&[kind, ties])).await;
        let page = coordinator.get(&path(&open, "?questionnaire=x&beside=-1")).await.expect_status(200);
        assert!(page.text().contains("連携度の回答がまだありません"), "{}", page.describe());
        // One answer is for the office alone.
        answer_all(app, &open, &[("22", 1, ["1", "1", "1"])]).await;
        let page = coordinator.get(&path(&open, "")).await.expect_status(200);
        assert!(page.text().contains("つながりの図はありません"), "{}", page.describe());
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&path(&open, "")).await.expect_status(200);
        assert!(page.has(".empty-state"), "{}", page.describe());
    })
    .await;
}
