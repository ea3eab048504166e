//! How tables for talks look, and what stands in them.

use serde_json::json;
use server::auth::Role;
use tests::closed_answers::{answer, definition};
use tests::on_embedded;
use tests::open_survey::{open_definition, open_second};

use super::{answered_twice, path, two_areas};

#[tokio::test]
async fn tables_look_as_meetings_want_them() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_areas(app, &coordinator).await;
        let get = async |file: &str| coordinator.get(&path(&open, file)).await.expect_status(200).body;
        let table = get("characteristics.md").await;
        for line in [
            "**表1　回答者の特徴**",
            "| 項目 | n (%) |\n| :--- | ---: |",
            "| &emsp;中央 | 10 (50.0) |\n| &emsp;北部 | 10 (50.0) |",
            "| &emsp;良い | x |\n| &emsp;悪い | x |",
            "| &emsp;平均 (標準偏差) | 2.0 (1.0) |\n| &emsp;中央値 \\[範囲\\] | 2.0 \\[1.0–3.0\\] |",
        ] {
            assert!(table.contains(line), "{line}: {table}");
        }
        let several = get("several.md").await;
        assert!(several.contains("連携先 | n=20 |\n| &emsp;病院 | 20 (100.0) |\n| &emsp;企業 | 10 (50.0) |"), "{several}");
        assert!(several.contains("複数回答。割合の分母は"), "{several}");
        let crossed = get("by-area.md").await;
        let busy = "忙しさ | n=10 | n=10 | n=20 | χ²(1) = 16.20 a) | &lt; .001\\*\\* | φ = 1.00 \\[1.00, 1.00\\] |\n\
            | &emsp;多い | 10 (100.0) ▲▲ | 0 (0.0) ▽▽ | 10 (50.0) |";
        assert!(crossed.contains(busy), "{crossed}");
        assert!(crossed.contains("検定：a) χ²検定（2×2なのでイェーツの補正）"), "{crossed}");
        assert!(crossed.contains("秘匿した数のある設問は、検定の結果も示さない。"), "{crossed}");
        let by_question = get("by-question.md?side=q:busy").await;
        assert!(by_question.contains("多い n (%) | 少ない n (%) |"), "{by_question}");
        assert!(!by_question.contains("表どうしの差"), "all chose something, so that bases are alike: {by_question}");
        for nothing_chosen in ["by-question.md", "by-question.md?side=kind"] {
            let words = get(nothing_chosen).await;
            assert!(words.contains("設問がまだ選ばれていません"), "{nothing_chosen}: {words}");
        }
        let flow = get("flow.csv").await;
        assert!(flow.contains(",20,–,20,20") && flow.contains("学会利用に同意（数に入れるもの）"), "{flow}");
        let flow = get("flow.md").await;
        assert!(flow.contains("同意の範囲によらず数えた") && !flow.contains("回答だけを数えた"), "{flow}");
        let tex = get("several.tex").await;
        assert!(tex.contains("病院 & 20 (100.0) \\\\\n") && tex.contains("\\toprule"), "{tex}");
    })
    .await;
}

#[tokio::test]
async fn english_files_have_the_english_title_of_a_questionnaire() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let mut asked = definition(&[json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ",
            "choices": ["1|多い", "2|少ない"] })]);
        asked["title"] = json!({ "default": "架空の調査", "en": "An invented inquiry" });
        let open = open_definition(app, &coordinator, &asked).await;
        for n in 0..12 {
            answer(app, &open, &[("busy", if n < 6 { "1" } else { "2" })]).await;
        }
        let get = async |file: &str| coordinator.get(&path(&open, file)).await.expect_status(200).body;
        for (query, is_english) in [("", false), ("?lang=en", true)] {
            for file in ["characteristics.md", "characteristics.tex"] {
                let written = get(&format!("{file}{query}")).await;
                assert_eq!(written.contains("An invented inquiry"), is_english, "{file}{query}: {written}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_table_by_another_question_is_offered_when_one_is_chosen() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_areas(app, &coordinator).await;
        let offered = async |query: &str| {
            let page = coordinator.get(&format!("/surveys/{}/talks{query}", open.survey.0)).await;
            let files = page.expect_status(200).attributes("a[download]", "href");
            files.iter().any(|href| href.contains("/talks/by-question."))
        };
        assert!(!offered("").await && !offered("?side=region").await);
        assert!(offered("?side=q%3Abusy").await);
    })
    .await;
}

#[tokio::test]
async fn what_answers_cannot_be_compared_by_is_said_beside_its_field() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_areas(app, &coordinator).await;
        let asked =
            [json!({ "type": "radiogroup", "name": "later", "title": "その後", "choices": ["1", "2"] })];
        let second = open_second(app, &coordinator, open.survey, &definition(&asked)).await;
        let [first, second] = [open.questionnaire.0, second.questionnaire.0];
        for (questionnaire, side, status, is_wrong) in [
            (first, "q%3Abusy", 200, false),
            (first, "", 200, false),
            (first, "nothing", 400, true),
            (first, "q%3Awith", 400, true),
            // Whoever changes to another questionnaire sends on what the first one asks.
            (second, "q%3Abusy", 200, true),
        ] {
            let query = format!("questionnaire={questionnaire}&side={side}");
            let page = coordinator.get(&format!("/surveys/{}/talks?{query}", open.survey.0)).await;
            let page = page.expect_status(status);
            let said = page.texts("#side-error").concat();
            assert_eq!(said.contains("選び直してください"), is_wrong, "{query}: {}", page.describe());
            assert_eq!(page.has("select[name=side][aria-invalid=true]"), is_wrong, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn all_answers_before_and_after_have_a_number_or_a_sign_in_each_cell() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered_twice(app, &coordinator).await;
        let tables = coordinator.get(&path(&open, "before-after.md")).await.expect_status(200).body;
        let (paired, apart) = tables.split_once("**表2").unwrap_or_else(|| panic!("one table: {tables}"));
        assert!(paired.contains("12組の回答を比べた。"), "{paired}");
        assert!(!paired.contains("95%区間"), "effects of pairs have no interval: {paired}");
        let rows = apart.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| :"));
        for row in rows.skip(1) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            assert!(cells.iter().all(|cell| !cell.is_empty()), "{row}");
        }
        assert!(paired.contains("| 0 (0.0) | 6 (50.0) | 12 | "), "six of twelve came to know: {paired}");
        assert!(apart.contains("相談先を知っている | 12 | 0 (0.0) | 12 | 6 (50.0) | "), "{apart}");
        assert!(apart.contains("「同じ人の前と後（"), "{apart}");
        // Six gave 1 and six gave 4: mean 2.5, twelve squares of 1.5 make 27, an eleventh of it 2.45, its root 1.57.
        assert!(paired.contains("| M=2.5 (1.6) | M=2.5 (1.6) | 12 | "), "{paired}");
        assert!(apart.contains("| 12 | M=2.5 (1.6) | 12 | M=2.5 (1.6) | U = "), "scales by ranks: {apart}");
        assert!(
            apart.contains("マン・ホイットニーのU検定") && apart.contains("r：順位双列相関係数"),
            "{apart}"
        );
        for said in ["です。", "ます。", "ません。", "ました。", "ください。"] {
            assert!(!tables.contains(said), "{said}: {tables}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_nobody_has_coded_yet_is_no_finding() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered_twice(app, &coordinator).await;
        let codes = coordinator.get(&path(&open, "codes.md")).await.expect_status(200).body;
        let is_said = codes.contains("まだだれもコードを付けていない");
        assert!(codes.contains("コードなし") && is_said, "{codes}");
    })
    .await;
}

/// Of 54 people twelve and six are busy in two areas and the other way round; six of each area do not tell, and eighteen not where
/// they are from. Of two by two (12, 6; 6, 12) χ² with Yates' correction is 36 × 90² / 18⁴ = 2.78.
#[tokio::test]
async fn who_does_not_tell_is_in_the_table_and_in_no_test() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked = [
            json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
                "choices": ["x|中央", "y|北部", "98|言わない"] }),
            json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ",
                "choices": ["1|多い", "2|少ない", "98|答えない"] }),
        ];
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        for (place, counts) in [("x", [12, 6, 6]), ("y", [6, 12, 6]), ("98", [6, 6, 6])] {
            for (busy, n) in ["1", "2", "98"].into_iter().zip(counts) {
                for _ in 0..n {
                    answer(app, &open, &[("where", place), ("busy", busy)]).await;
                }
            }
        }
        let table = coordinator.get(&path(&open, "by-area.md")).await.expect_status(200).body;
        assert!(table.contains("| n=24 | n=24 | n=18 | n=66 | χ²(1) = 2.78 a) |"), "{table}");
        assert!(table.contains("答えない | 6 (25.0) | 6 (25.0) | 6 (33.3) | 18 (27.3) |"), "{table}");
        let note = "「言わない、答えない」の人は、答えが分からないため、検定から除いた";
        assert!(table.contains(note), "{table}");
        let page = format!("/surveys/{}/analysis?by=region", open.survey.0);
        let page = coordinator.get(&page).await.expect_status(200);
        let says = "「言わない、答えない」の人は、答えが分からないため、検定では比べていません。";
        assert!(page.text().contains("χ²(1) = 2.78") && page.text().contains(says), "{}", page.describe());
    })
    .await;
}
