//! Small numbers in what leaves the house: no file tells how few were not asked, and what is withheld is explained.

use analysis::document::xlsx;
use serde_json::json;
use server::auth::Role;
use server::i18n::{self, Lang};
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition, replace_draft};
use tests::{Session, TestApp, demo, on_embedded};

use crate::bundle;

/// The most bytes that the workbook may unpack to.
const LARGEST: usize = 10_000_000;

async fn file(coordinator: &Session, open: &OpenSurvey, name: &str) -> String {
    let path = format!("/surveys/{}/exports/{name}-{}.csv", open.survey.0, open.questionnaire.0);
    let body = coordinator.get(&path).await.expect_status(200).body;
    body.trim_start_matches('\u{FEFF}').to_owned()
}

/// The lines of a file about a variable.
fn lines<'a>(csv: &'a str, variable: &str) -> Vec<&'a str> {
    csv.lines().filter(|line| line.split(',').next() == Some(variable)).collect()
}

/// Ten people are asked both questions, and two before them the first one alone.
async fn two_not_asked(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let kind =
        json!({ "type": "radiogroup", "name": "kind", "title": "種別", "choices": ["1|相談", "2|就労"] });
    let busy =
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] });
    let open = open_definition(app, coordinator, &definition(std::slice::from_ref(&kind))).await;
    for _ in 0..2 {
        answer(app, &open, &[("kind", "1")]).await;
    }
    replace_draft(app, open.questionnaire, definition(&[kind, busy]).to_string()).await;
    let publish = format!("/questionnaires/{}/publish", open.questionnaire.0);
    coordinator.post_form(&publish, &[]).await.expect_status(303);
    for n in 0..10 {
        let busy = if n < 5 { "1" } else { "2" };
        answer(app, &open, &[("kind", if n < 4 { "1" } else { "2" }), ("busy", busy)]).await;
    }
    open
}

#[tokio::test]
async fn the_two_who_were_not_asked_are_in_no_number() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_not_asked(app, &coordinator).await;
        let tables = file(&coordinator, &open, "tables").await;
        for name in ["kind", "busy"] {
            let own = lines(&tables, name);
            assert!(own.iter().any(|line| line.ends_with(",対象の件数,10,")), "{name}: {tables}");
        }
        assert!(!tables.contains(",12,"), "all less those who were asked are two: {tables}");
        let codebook = file(&coordinator, &open, "codebook").await;
        for name in ["kind", "busy", "version"] {
            let own = lines(&codebook, name);
            assert!(!own.is_empty() && own.iter().all(|line| line.ends_with(",10,0,0")), "{codebook}");
        }
        let page = format!("/surveys/{}/analysis", open.survey.0);
        let researcher = app.login(Role::Researcher).await.get(&page).await.expect_status(200);
        assert!(researcher.text().contains("n=10、"), "{}", researcher.describe());
        assert!(!researcher.text().contains("n=12、"), "{}", researcher.describe());
        let inside = coordinator.get(&page).await.expect_status(200);
        for n in ["n=10、", "n=12、"] {
            assert!(inside.text().contains(n), "the team counts all: {}", inside.describe());
        }
        let data = bundle::data(&coordinator, &open).await;
        assert_eq!(data.lines().count(), 11, "a head and ten: {data}");
        // All came the same way, so that nothing is withheld, and nothing is said of it.
        let source = lines(&codebook, "source");
        assert!(!source.is_empty() && source.iter().all(|line| !line.contains('*')), "{codebook}");
    })
    .await;
}

/// Two of twelve write nothing and are not asked how busy they are: all twelve less those who were asked would tell how few.
#[tokio::test]
async fn how_few_a_condition_left_out_follows_from_no_number() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let elements = [
            json!({ "type": "comment", "name": "memo", "title": "メモ" }),
            json!({ "type": "radiogroup", "name": "kind", "title": "種別", "choices": ["1|相談", "2|就労"] }),
            json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"],
                "visibleIf": "{memo} notempty" }),
        ];
        let open = open_definition(app, &coordinator, &definition(&elements)).await;
        for n in 0..12 {
            let mut fields = vec![("kind", if n < 6 { "1" } else { "2" })];
            if n >= 2 {
                fields.extend([("memo", "特になし"), ("busy", if n < 7 { "1" } else { "2" })]);
            }
            answer(app, &open, &fields).await;
        }
        let tables = file(&coordinator, &open, "tables").await;
        let busy = lines(&tables, "busy");
        assert!(busy.iter().any(|line| line.ends_with(",対象の件数,*,")), "{tables}");
        assert!(busy.iter().all(|line| !line.contains(",10") && !line.contains(",50")), "{tables}");
        assert!(lines(&tables, "kind").iter().any(|line| line.ends_with(",対象の件数,12,")), "{tables}");
        let codebook = file(&coordinator, &open, "codebook").await;
        let busy = lines(&codebook, "busy");
        assert!(!busy.is_empty() && busy.iter().all(|line| line.ends_with(",*,*,*")), "{codebook}");
        let page = format!("/surveys/{}/analysis", open.survey.0);
        let researcher = app.login(Role::Researcher).await.get(&page).await.expect_status(200);
        assert!(!researcher.text().contains("n=10、"), "{}", researcher.describe());
        let inside = coordinator.get(&page).await.expect_status(200);
        assert!(inside.text().contains("n=10、"), "the team counts all: {}", inside.describe());
    })
    .await;
}

/// Eight and seven people are of the kinds; two of the eight were not asked with whom they work, and are in no table.
#[tokio::test]
async fn how_few_were_not_asked_of_several_choices_is_no_difference_of_two_tables() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let kind =
            json!({ "type": "radiogroup", "name": "kind", "title": "種別", "choices": ["1|相談", "2|就労"] });
        let with =
            json!({ "type": "checkbox", "name": "with", "title": "連携先", "choices": ["1|病院", "2|企業"] });
        let open = open_definition(app, &coordinator, &definition(std::slice::from_ref(&kind))).await;
        for _ in 0..2 {
            answer(app, &open, &[("kind", "1")]).await;
        }
        replace_draft(app, open.questionnaire, definition(&[kind, with]).to_string()).await;
        let publish = format!("/questionnaires/{}/publish", open.questionnaire.0);
        coordinator.post_form(&publish, &[]).await.expect_status(303);
        for n in 0..13 {
            let with = if n % 2 == 0 { "1" } else { "2" };
            answer(app, &open, &[("kind", if n < 6 { "1" } else { "2" }), ("with", with)]).await;
        }
        let (survey, questionnaire) = (open.survey.0, open.questionnaire.0);
        let path = format!("/surveys/{survey}/talks/all.csv?questionnaire={questionnaire}&side=q:kind");
        let tables = app.login(Role::Researcher).await.get(&path).await.expect_status(200).body;
        assert!(tables.contains("連携先") && tables.contains("相談 n (%)"), "{tables}");
        assert!(tables.contains("n=13"), "{tables}");
        assert!(
            !tables.contains("n=15") && !tables.contains("n=8"),
            "less 13 and 6 they would be two: {tables}"
        );
    })
    .await;
}

/// 22 people are asked what they are, and two before them are not. All 24 are asked how busy they are.
async fn two_not_asked_what(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let kind = json!({ "type": "radiogroup", "name": "what", "title": "種別", "kt:role": "agency_kind",
        "choices": ["22|就労", "12|保健"] });
    let busy =
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] });
    let open = open_definition(app, coordinator, &definition(std::slice::from_ref(&busy))).await;
    for _ in 0..2 {
        answer(app, &open, &[("busy", "1")]).await;
    }
    replace_draft(app, open.questionnaire, definition(&[kind, busy]).to_string()).await;
    let publish = format!("/questionnaires/{}/publish", open.questionnaire.0);
    coordinator.post_form(&publish, &[]).await.expect_status(303);
    for n in 0..22 {
        let kind = if n < 10 { "22" } else { "12" };
        answer(app, &open, &[("what", kind), ("busy", if n % 2 == 0 { "1" } else { "2" })]).await;
    }
    open
}

#[tokio::test]
async fn the_two_who_were_not_asked_what_they_are_are_in_no_total() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_not_asked_what(app, &coordinator).await;
        let path = format!("/surveys/{}/analysis?by=kind", open.survey.0);
        let totals = |page: &tests::Page| -> Vec<Option<usize>> {
            let cells = page.texts("#f-busy-table td[data-label='全体']");
            cells.iter().map(|cell| cell.trim().parse().ok()).collect()
        };
        let inside = coordinator.get(&path).await.expect_status(200);
        assert!(inside.text().contains("n=22。"), "{}", inside.describe());
        assert_eq!(totals(&inside), [Some(12), Some(10)]);
        // Twenty-two in all, as the kinds sum to.
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&path).await.expect_status(200);
        assert_eq!(totals(&page), [Some(12), Some(10)], "{}", page.describe());
        let all = format!("/surveys/{}/analysis", open.survey.0);
        let page = researcher.get(&all).await.expect_status(200);
        assert!(page.text().contains("n=22、") && !page.text().contains("n=24、"), "{}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn a_column_without_a_value_that_may_be_shown_is_left_out_and_the_codebook_says_so() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let elements = [
            json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
                "choices": ["x|中央", "y|北部"] }),
            json!({ "type": "radiogroup", "name": "what", "title": "種別", "kt:role": "agency_kind",
                "choices": ["22|就労", "12|保健"] }),
        ];
        let open = open_definition(app, &coordinator, &definition(&elements)).await;
        // Eight are of one area, four of each kind; five more, who do not say where, make the kinds common.
        for n in 0..13 {
            let kind = ("what", if n % 2 == 0 { "22" } else { "12" });
            let fields = if n < 8 { vec![("where", "x"), kind] } else { vec![kind] };
            answer(app, &open, &fields).await;
        }
        let data = bundle::data(&coordinator, &open).await;
        let data = data.trim_start_matches('\u{FEFF}');
        let head: Vec<&str> = data.lines().next().unwrap_or_default().split(',').collect();
        assert!(head.contains(&"agency_group") && !head.contains(&"area"), "{data}");
        assert!(data.lines().all(|line| line.split(',').count() == head.len()), "{data}");
        let codebook = file(&coordinator, &open, "codebook").await;
        let area = lines(&codebook, "area");
        assert_eq!(area.len(), 1, "{codebook}");
        assert!(area[0].contains("この列はデータにありません"), "{codebook}");
        let group = lines(&codebook, "agency_group");
        assert!(!group.is_empty() && group.iter().all(|line| !line.contains('*')), "{codebook}");
        // Nor is there one without the group: this bundle and that one would be joined by the other answers.
        let page = bundle::look(&coordinator, open.survey.0, "do.agency_group=drop").await;
        let files = bundle::unzip(&bundle::take(&coordinator, &page).await);
        let data = bundle::rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        assert!(!data[0].iter().any(|name| name == "area" || name == "agency_group"), "{:?}", data[0]);
        let why = i18n::plain(Lang::Ja, "bundle-risk-area");
        assert!(page.text().contains(&why), "{}", page.describe());
        assert!(bundle::text(&files, "anonymity.txt").contains(&why));
        assert!(bundle::text(&files, "README.txt").contains(&i18n::plain(Lang::Ja, "bundle-readme-area")));
    })
    .await;
}

#[tokio::test]
async fn the_page_of_exports_says_what_each_file_withholds() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let kind = json!({ "type": "radiogroup", "name": "kind", "title": "種別", "choices": ["1|相談"] });
        let open = open_definition(app, &coordinator, &definition(&[kind])).await;
        let page = coordinator.get(&format!("/surveys/{}/exports", open.survey.0)).await.expect_status(200);
        let text = page.text();
        assert!(text.contains("表で「*」にした数も数えられ"), "{}", page.describe());
        assert!(!text.contains("めずらしい圏域"), "{}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn de_identified_data_leave_by_way_of_the_bundle_alone() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let busy =
            json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] });
        let open = open_definition(app, &coordinator, &definition(&[busy])).await;
        for _ in 0..6 {
            answer(app, &open, &[("busy", "1")]).await;
        }
        let (survey, number) = (format!("/surveys/{}", open.survey.0), open.questionnaire.0);
        for role in [Role::Administrator, Role::Coordinator, Role::Researcher] {
            let session = app.login(role).await;
            let page = session.get(&format!("{survey}/exports")).await.expect_status(200);
            let files = page.attributes("main a[href]", "href");
            assert!(files.iter().all(|file| !file.contains("/data")), "{files:?}");
            assert!(files.contains(&format!("{survey}/bundle")), "{files:?}");
            session.get(&format!("{survey}/exports/data-{number}.csv")).await.expect_status(404);
            let workbook = session.get(&format!("{survey}/exports/survey.xlsx")).await.expect_status(200);
            let sheets = xlsx::read_sheets(&workbook.bytes, LARGEST).expect("a workbook");
            assert!(sheets.iter().any(|(name, _)| name.starts_with("codebook")), "it has the others");
            // No sheet has a row a response, whatever it is called.
            let is_data = |rows: &Vec<Vec<String>>| rows.iter().flatten().any(|cell| cell == "agency_group");
            let with_data: Vec<&String> = sheets
                .iter()
                .filter(|(name, rows)| !name.starts_with("codebook") && is_data(rows))
                .map(|(name, _)| name)
                .collect();
            assert!(with_data.is_empty(), "{with_data:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn kinds_with_few_agencies_have_no_rate_not_even_zero() {
    demo::on_embedded(async |app| {
        let researcher = app.login(Role::Researcher).await;
        let mut n_few = 0;
        for questionnaire in 1..=4 {
            let path = format!("/surveys/1/analysis?questionnaire={questionnaire}");
            let page = researcher.get(&path).await.expect_status(200);
            let cells = |label: &str| page.texts(&format!("td[data-label='{label}']"));
            let (invited, answered, rates) = (cells("名簿"), cells("回答"), cells("回答率"));
            assert_eq!((answered.len(), rates.len()), (invited.len(), invited.len()));
            for ((invited, answered), rate) in invited.iter().zip(&answered).zip(&rates) {
                let invited: usize = invited.trim().parse().expect("how many are on the list is told");
                if !(1..5).contains(&invited) {
                    continue;
                }
                n_few += 1;
                let is_told = answered.trim().parse::<usize>().is_ok_and(|n| n < 5);
                assert!(!is_told && !rate.contains('%'), "{answered} of {invited}: {rate}");
            }
        }
        assert!(n_few > 0, "the demo has kinds with few agencies");
    })
    .await;
}

#[tokio::test]
async fn a_question_of_more_choices_than_a_table_by_area_can_have_stops_no_file() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let choices: Vec<String> = (1..=120).map(|n| format!("{n}|{n}番")).collect();
        let asked = [
            json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
                "choices": ["x|中央", "y|北部"] }),
            json!({ "type": "dropdown", "name": "many", "title": "番号", "choices": choices }),
        ];
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        for _ in 0..6 {
            answer(app, &open, &[("where", "x"), ("many", "7")]).await;
        }
        let survey = format!("/surveys/{}", open.survey.0);
        let files = [
            "exports/survey.xlsx",
            "talks/all.xlsx",
            "talks/figure.svg?figure=answers&variable=many&side=region",
        ];
        let pages = ["analysis?by=region", "analysis?by=kind", "analysis/cross?side=region&top=q:many"];
        for path in files.iter().chain(&pages) {
            coordinator.get(&format!("{survey}/{path}")).await.expect_status(200);
        }
        assert!(lines(&file(&coordinator, &open, "tables").await, "many").len() > 120, "it is counted alone");
        file(&coordinator, &open, "tests").await;
    })
    .await;
}
