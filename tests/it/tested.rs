//! Tests of tables: what was tested and what came of it in words, for those who see all counts and for those who do not.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use server::auth::Role;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition, open_second, replace_draft};
use tests::{Page, Session, TestApp, demo, on_embedded};

/// Ten people of each of two areas. All of the one are busy and none of the other; two are in a bad mood.
async fn two_areas(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let elements = [
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["x|中央", "y|北部"] }),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
        json!({ "type": "radiogroup", "name": "mood", "title": "手ごたえ", "choices": ["1|良い", "2|悪い"] }),
    ];
    let open = open_definition(app, coordinator, &definition(&elements)).await;
    for n in 0..20 {
        let (place, busy) = if n < 10 { ("x", "1") } else { ("y", "2") };
        let mood = if n < 18 { "1" } else { "2" };
        answer(app, &open, &[("where", place), ("busy", busy), ("mood", mood)]).await;
    }
    open
}

#[tokio::test]
async fn what_was_tested_is_said_in_words_where_the_table_allows() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_areas(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let path = format!("/surveys/{}/analysis?by=region", open.survey.0);
        let page = researcher.get(&path).await.expect_status(200);
        for words in [
            "忙しさ」の答えは、圏域によってちがいます。関連は強めです（φ = 1.00）。",
            "中央で「多い」が多い",
            "χ²検定（2×2なのでイェーツの補正）",
            "χ²(1) = 16.20",
            "p < .001",
            "φ = 1.00 [1.00, 1.00]",
            // By hand: (10 − 5) ÷ √(5 · ½ · ½) = 4.47.
            "10 (100.0%) +4.47 ▲▲",
            "0 (0.0%) −4.47 ▽▽",
            "割合の後の数は、調整済み残差です",
            "少人数の数を伏せた表なので、検定の結果も出しません。",
        ] {
            assert!(page.text().contains(words), "{words}: {}", page.describe());
        }
        assert!(!page.text().contains("フィッシャー") && !page.text().contains("NaN"), "{}", page.describe());
        // What is withheld has no residual, and neither has what stands beside it.
        let is_residual = |cell: &String| cell.contains('+') || cell.contains('−');
        let mood = page.texts("#f-mood-table td");
        assert!(mood.iter().any(|cell| cell.contains('＊')) && !mood.iter().any(is_residual), "{mood:?}");
        let inside = coordinator.get(&path).await.expect_status(200);
        assert!(inside.text().contains("フィッシャーの正確確率検定"), "{}", inside.describe());
        assert!(inside.texts("#tests td").iter().any(|cell| cell.contains("（参考：χ²(1) = ")));
        let mood = inside.texts("#f-mood-table td");
        assert!(
            mood.iter().any(|cell| cell.starts_with("8 (80.0%) −1.49")),
            "not sure, so without a sign: {mood:?}"
        );
        let file = format!("/surveys/{}/exports/tests-{}.csv", open.survey.0, open.questionnaire.0);
        let csv = researcher.get(&file).await.expect_status(200).body;
        let line = |start: &str| csv.lines().find(|line| line.starts_with(start)).unwrap_or_default();
        assert!(line("忙しさ,圏域").contains(",χ²,16.2,1,0.00005699,,φ,1,1,1,20"), "{csv}");
        assert!(
            line("手ごたえ,圏域").contains("検定の結果も出しません") && !csv.contains("フィッシャー"),
            "{csv}"
        );
    })
    .await;
}

/// The cells of a table on a page that are withheld, and the rows of the file that have nothing but stars in their place.
fn withheld_in(page: &Page, file: &str, table: &str) -> (usize, usize) {
    let on_page = page.texts(&format!("{table} tbody td")).iter().filter(|cell| cell.contains('＊')).count();
    let in_file = file.lines().filter(|line| line.split(',').nth(3) == Some("*")).count();
    (on_page, in_file)
}

#[tokio::test]
async fn a_cross_table_is_a_file_with_the_cells_of_its_page_and_nothing_of_withheld_ones() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_areas(app, &coordinator).await;
        let path = |top: &str| format!("/surveys/{}/analysis/cross?side=region&top=q:{top}", open.survey.0);
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&path("busy")).await.expect_status(200);
        let link = page.attributes("a[href*='cells=csv']", "href").remove(0);
        let file = researcher.get(&link).await.expect_status(200);
        let disposition = file.header("content-disposition").unwrap_or_default().to_owned();
        assert!(disposition.contains("academic-cross-side-region-top-q_busy.csv"), "{disposition}");
        let csv = file.body;
        assert!(csv.starts_with('\u{FEFF}'), "Excel needs the mark: {csv}");
        let rows: Vec<&str> = csv.lines().collect();
        assert!(rows[0].contains("圏域,件数,割合の分母,割合（%）,調整済み残差"), "{csv}");
        assert!(rows[1].contains("忙しさ,多い,中央,10,10,100,4.472,"), "{csv}");
        assert!(rows[2].contains("忙しさ,少ない,中央,0,10,0,-4.472,"), "{csv}");
        assert!(
            rows.iter().any(|row| row.starts_with("検定の結果,") && row.contains(",χ²,16.2,1,")),
            "{csv}"
        );
        // Two are in a bad mood: nothing of the table but what its page has.
        let page = researcher.get(&path("mood")).await.expect_status(200);
        let csv = researcher.get(&format!("{}&cells=csv", path("mood"))).await.expect_status(200).body;
        let (on_page, in_file) = withheld_in(&page, &csv, "#cross-table");
        assert!(on_page > 0 && on_page == in_file, "{on_page} {csv}");
        for row in csv.lines().skip(1).filter(|row| !row.contains("全体")) {
            let cells: Vec<&str> = row.split(',').collect();
            let is_test = cells[0] == "検定の結果";
            let residual = if is_test { "" } else { "*" };
            assert_eq!(cells[6..9], [residual; 3], "no residual beside a withheld number: {csv}");
            assert!(!is_test || cells[11..].iter().all(|cell| cell.is_empty() || *cell == "20"), "{csv}");
        }
        assert!(!csv.contains("1.49") && !csv.contains("0.47"), "neither residual nor probability: {csv}");
        let inside = coordinator.get(&format!("{}&cells=csv", path("mood"))).await.expect_status(200);
        assert!(inside.body.contains("手ごたえ,良い,北部,8,10,80,-1.491,"), "{}", inside.body);
        assert!(inside.body.contains("内部用"), "it has small numbers: {}", inside.body);
        // Without a table there is no file, and who may not see the page has none.
        researcher
            .get(&format!("/surveys/{}/analysis/cross?cells=csv", open.survey.0))
            .await
            .expect_status(404);
        let viewer = app.login(Role::Viewer).await;
        viewer.get(&format!("{}&cells=csv", path("busy"))).await.expect_status(403);
    })
    .await;
}

#[tokio::test]
async fn questions_are_set_against_one_another_and_numbers_lead_to_their_responses() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_areas(app, &coordinator).await;
        let base = format!("/surveys/{}/analysis", open.survey.0);
        let nothing = coordinator.get(&format!("{base}/cross")).await.expect_status(200);
        assert!(nothing.text().contains("行と列を選んでください"), "{}", nothing.describe());
        let path = format!("{base}/cross?questionnaire={}&side=q:busy&top=q:where", open.questionnaire.0);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("の答えは、忙しさによってちがいます。"), "{}", page.describe());
        let links = page.attributes("#cross-table a", "href");
        assert_eq!(links.len(), 2, "two of four cells are empty: {links:?}");
        let listed = coordinator.get(&links[0]).await.expect_status(200);
        assert!(listed.text().contains("10件"), "{}", listed.describe());
        // Questions that are not there, or cannot stand there, are not chosen.
        for (side, top) in [("q:nothing", "q:busy"), ("q:consent", "q:busy"), ("region", "busy"), ("", "")] {
            let path = format!("{base}/cross?side={side}&top={top}");
            let page = coordinator.get(&path).await.expect_status(200);
            assert!(page.text().contains("行と列を選んでください"), "{side} {top}: {}", page.describe());
        }
        let viewer = app.login(Role::Viewer).await;
        viewer.get(&path).await.expect_status(403);
    })
    .await;
}

/// The questions that are asked before and after.
fn asked() -> [Value; 3] {
    [
        json!({ "type": "text", "name": "code", "title": "回答者コード", "kt:role": "respondent_code" }),
        json!({ "type": "radiogroup", "name": "know", "title": "相談先を知っている", "choices": ["1|はい", "2|いいえ"] }),
        json!({ "type": "matrix", "name": "sure", "title": "自信",
            "rows": [{ "value": "a", "text": "相談" }, { "value": "b", "text": "紹介" }],
            "columns": [{ "value": "1", "text": "ない" }, { "value": "2", "text": "少し" },
                { "value": "3", "text": "まあ" }, { "value": "4", "text": "ある" },
                { "value": "97", "text": "わからない" }] }),
    ]
}

/// The same questions in two waves of a survey.
async fn two_waves(app: &TestApp, coordinator: &Session) -> [OpenSurvey; 2] {
    let before = open_definition(app, coordinator, &definition(&asked())).await;
    let after = open_second(app, coordinator, before.survey, &definition(&asked())).await;
    [before, after]
}

/// Eight people before and after, who all came to know and to be sure; and two of one code.
pub async fn before_and_after(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let [before, after] = two_waves(app, coordinator).await;
    for n in 0..8 {
        let step = if n % 2 == 0 { "1" } else { "2" };
        let code = format!("AB-{n}");
        answer(app, &before, &[("code", code.as_str()), ("know", "2"), ("sure.a", step), ("sure.b", step)])
            .await;
        // The same code as another hand writes it.
        let code = format!("ａｂ-{n} ");
        answer(app, &after, &[("code", code.as_str()), ("know", "1"), ("sure.a", "4"), ("sure.b", "4")])
            .await;
    }
    for step in ["1", "2"] {
        answer(app, &before, &[("code", "ZZ"), ("know", "1"), ("sure.a", step), ("sure.b", step)]).await;
    }
    answer(app, &after, &[("code", "zz"), ("know", "2"), ("sure.a", "97"), ("sure.b", "97")]).await;
    before
}

/// Whoever has answered without the code can never be known again: it is said while the questionnaires can be changed.
#[tokio::test]
async fn a_questionnaire_whose_partner_does_not_ask_for_the_code_says_so() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let before = open_definition(app, &coordinator, &definition(&asked()[1..])).await;
        let after = open_second(app, &coordinator, before.survey, &definition(&asked())).await;
        let food = json!({ "type": "radiogroup", "name": "food", "title": "食事", "choices": ["1|はい", "2|いいえ"] });
        let other = open_second(app, &coordinator, before.survey, &definition(&[food])).await;
        let warns = async |open: &OpenSurvey| {
            let page = coordinator.get(&format!("/questionnaires/{}", open.questionnaire.0)).await;
            page.expect_status(200).text().contains("同じ人の前と後をくらべられません")
        };
        assert!(warns(&before).await && warns(&after).await, "one of both asks");
        replace_draft(app, before.questionnaire, definition(&asked()).to_string()).await;
        assert!(!warns(&before).await && !warns(&after).await, "both ask");
        assert!(!warns(&other).await, "it asks nothing that could be compared");
    })
    .await;
}

#[tokio::test]
async fn the_same_people_are_compared_before_and_after() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = before_and_after(app, &coordinator).await;
        let path = format!("/surveys/{}/analysis/before-after", open.survey.0);
        let page = coordinator.get(&path).await.expect_status(200);
        for words in [
            "8組",
            "何人もが書いたコード1個",
            "新しく当てはまる：8人",
            "前より後で増えました。",
            "マクネマー検定（正確確率）",
            "p = .008",
            "下がった：0人、同じ：0人、上がった：8人",
            "前より後で高くなりました。",
            "ウィルコクソンの符号付順位検定",
        ] {
            assert!(page.text().contains(words), "{words}: {}", page.describe());
        }
        // All came to know; before four were at step 1 and four at step 2.
        let cells = page.texts("#paired td");
        for cell in ["0 (0.0%)", "8 (100.0%)", "M=1.5 (0.5)", "M=4.0 (0.0)"] {
            assert!(cells.iter().any(|text| text.trim() == cell), "{cell}: {cells:?}");
        }
        let heads = page.texts("#paired th");
        assert!(["前", "後"].iter().all(|head| heads.iter().any(|text| text.trim() == *head)), "{heads:?}");
        assert!(!heads.join(" ").contains("95%区間"), "effects of pairs have no interval: {heads:?}");
        // Four moved by three steps and four by two, and two who gave a step before are in no pair: beside the steps of all before, how
        // many rose is one equation more for the two fours.
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&path).await.expect_status(200);
        let paired = page.texts("#paired td").join(" ");
        assert!(
            !paired.contains("上がった：8人") && paired.contains("前より後で増えました。"),
            "{}",
            page.describe()
        );
        assert!(
            !paired.contains("ウィルコクソン") && paired.contains("検定の結果も出しません"),
            "{}",
            page.describe()
        );
        assert!(!page.text().contains("何人もが書いたコード1個"), "{}", page.describe());
        let csv = researcher.get(&format!("/surveys/{}/exports/before-after.csv", open.survey.0)).await;
        let csv = csv.expect_status(200).body;
        assert!(csv.contains("マクネマー検定（正確確率）") && !csv.contains("ウィルコクソン"), "{csv}");
        // The codes themselves are in no file.
        assert!(!csv.contains("AB-"), "{csv}");
    })
    .await;
}

/// Eleven people come back, and one who knew stays away. Everybody's answers before, less those of the eleven, are what that one said.
#[tokio::test]
async fn what_one_who_stays_away_said_is_not_the_rest_of_those_who_come_back() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let [before, after] = two_waves(app, &coordinator).await;
        for n in 0..11 {
            let code = format!("AB-{n}");
            let (first, then) = if n < 5 { ("1", "2") } else { ("2", "1") };
            answer(app, &before, &[("code", code.as_str()), ("know", first)]).await;
            answer(app, &after, &[("code", code.as_str()), ("know", then)]).await;
        }
        answer(app, &before, &[("code", "AB-11"), ("know", "1")]).await;
        let path = format!("/surveys/{}/analysis/before-after", before.survey.0);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("新しく当てはまる：6人"), "{}", page.describe());
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&path).await.expect_status(200);
        let paired = page.texts("#paired td").join(" ");
        assert!(
            page.text().contains("11組") && !paired.contains("6人") && !paired.contains("5人"),
            "{paired}"
        );
        assert!(paired.contains("検定の結果も出しません"), "{paired}");
    })
    .await;
}

/// Six people before and six after, three of whom are known again.
#[tokio::test]
async fn a_table_for_talks_says_why_it_does_not_tell_how_many_came_back() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let [before, after] = two_waves(app, &coordinator).await;
        for n in 0..6 {
            let then = if n < 3 { "AB" } else { "CD" };
            for (open, who) in [(&before, "AB"), (&after, then)] {
                answer(app, open, &[("code", format!("{who}-{n}").as_str()), ("know", "1")]).await;
            }
        }
        let path = format!("/surveys/{}/talks/before-after.md", before.survey.0);
        let tables = coordinator.get(&path).await.expect_status(200).body;
        let paired = tables.split("表2").next().unwrap_or_default();
        assert!(paired.contains("x組") && paired.contains("xは少人数のため秘匿"), "{tables}");
    })
    .await;
}

#[tokio::test]
async fn a_matrix_says_whether_its_rows_go_together() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = before_and_after(app, &coordinator).await;
        let path = format!("/surveys/{}/analysis?questionnaire={}", open.survey.0, open.questionnaire.0);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("自信」の2項目はよくまとまっていて"), "{}", page.describe());
        assert!(page.text().contains("クロンバックのα = 1.00（すべてに答えた10人）"), "{}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn what_goes_out_to_others_at_the_same_time_is_not_before_and_after() {
    demo::on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let page = coordinator.get("/surveys/1/analysis/before-after").await.expect_status(200);
        let couples = page.texts("select[name=couple] option");
        assert!(!couples.is_empty(), "{}", page.describe());
        for couple in &couples {
            let waves: Vec<&str> = couple.split(" → ").collect();
            assert!(waves[0].ends_with("開催前）") && waves[1].ends_with("開催後）"), "{couples:?}");
        }
        // Thirty-six wrote one watchword before and after. The sheet has the thirty of them who are counted both times.
        assert!(page.text().contains("36組"), "{}", page.describe());
        assert!(page.texts("#paired td").join(" ").contains("上がった"), "{}", page.describe());
        let sheet = "/surveys/1/feedback/sheet";
        let compose = coordinator.get(sheet).await.expect_status(200);
        let changes = [("on", "before_after"), ("do", "save")];
        coordinator.submit(&compose, "#sheet-form", &changes).await.expect_status(303);
        let preview = coordinator.get("/surveys/1/feedback/preview").await.expect_status(200);
        assert!(preview.has("#section-before_after"), "{}", preview.describe());
        assert!(preview.first("#section-before_after").contains("30組"), "{}", preview.describe());
        let rows = preview.texts("#before-after tbody td");
        assert!(rows.iter().any(|row| row.contains("下がった：0人、同じ：6人、上がった：24人")), "{rows:?}");
        let questions = preview.texts("#before-after tbody th[scope=rowgroup]");
        let groups = preview.texts("#before-after tbody > tr:first-child > th[scope=rowgroup]");
        assert_eq!(groups, questions, "each heading is that of a group of its own");
        let once: BTreeSet<&String> = questions.iter().collect();
        assert!(!questions.is_empty() && once.len() == questions.len(), "{questions:?}");
        for row in rows {
            assert!(!row.contains("検定の結果も出しません"), "{row}");
            assert!(questions.iter().all(|question| !row.contains(question.trim())), "once is enough: {row}");
        }
    })
    .await;
}

/// Words of a sentence that are those of the question, too, stay where they are.
#[tokio::test]
async fn on_a_sheet_a_question_below_its_heading_is_called_by_its_part_and_nothing_else_is() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked =
            [json!({ "type": "radiogroup", "name": "way", "title": "ちがい", "choices": ["1|ある", "2|ない"] })];
        let before = open_definition(app, &coordinator, &definition(&asked)).await;
        let after = open_second(app, &coordinator, before.survey, &definition(&asked)).await;
        for n in 0..12 {
            let way = if n % 2 == 0 { "1" } else { "2" };
            for open in [&before, &after] {
                answer(app, open, &[("way", way)]).await;
            }
        }
        let feedback = format!("/surveys/{}/feedback", before.survey.0);
        let compose = coordinator.get(&format!("{feedback}/sheet")).await.expect_status(200);
        let changes = [("on", "before_after"), ("do", "save")];
        coordinator.submit(&compose, "#sheet-form", &changes).await.expect_status(303);
        let preview = coordinator.get(&format!("{feedback}/preview")).await.expect_status(200);
        let says = preview.texts("#before-after td");
        assert_eq!(says.len(), 1, "{}", preview.describe());
        assert!(says[0].contains("はっきりしたちがいは見られませんでした"), "{says:?}");
        assert!(says[0].contains("「この設問」") && !says[0].contains("「ちがい」"), "{says:?}");
    })
    .await;
}

#[tokio::test]
async fn the_invented_survey_shows_results_and_what_is_withheld() {
    demo::on_embedded(async |app| {
        let researcher = app.login(Role::Researcher).await;
        let crossed = "/surveys/1/analysis/cross?side=region&top=q:difficulties";
        let page = researcher.get(crossed).await.expect_status(200);
        let lines = page.texts("#tests tbody tr");
        let n_withheld = lines.iter().filter(|line| line.contains("検定の結果も出しません")).count();
        assert!(n_withheld * 2 < lines.len(), "most tests by area are told: {lines:#?}");
        let ties = researcher.get("/surveys/1/analysis/collaboration").await.expect_status(200);
        assert!(!ties.text().contains("つながりの図はありません"), "{}", ties.describe());
        let by_kind = researcher.get("/surveys/1/analysis?by=kind").await.expect_status(200);
        assert!(by_kind.text().contains("＊秘匿"), "small kinds are withheld");
    })
    .await;
}
