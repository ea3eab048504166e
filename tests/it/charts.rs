//! Pictures of the analysis with the lists behind their numbers: what is drawn, what is withheld, and where marks lead.

use serde_json::json;
use server::auth::Role;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Engine, Session, TestApp, on_embedded};

fn analysis(open: &OpenSurvey) -> String {
    format!("/surveys/{}/analysis", open.survey.0)
}

/// Of 23 people who all write of their way to work, 21 are busy.
async fn many_answers(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let elements = [
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["x|中央", "y|北部"] }),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
        json!({ "type": "comment", "name": "free", "title": "困りごと" }),
    ];
    let open = open_definition(app, coordinator, &definition(&elements)).await;
    for n in 0..23 {
        let busy = if n < 21 { "1" } else { "2" };
        answer(app, &open, &[("where", "x"), ("busy", busy), ("free", "通勤の負担が大きい。")]).await;
    }
    open
}

#[tokio::test]
async fn long_lists_behind_a_number_come_page_by_page_with_its_conditions() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = many_answers(app, &coordinator).await;
        let responses = format!(
            "{}/responses?questionnaire={}&variable=busy&value=1",
            analysis(&open),
            open.questionnaire.0
        );
        let texts = format!("{}/texts?word=通勤", analysis(&open));
        for (path, item, n, rest) in
            [(&responses, "#responses tbody tr", "21件", 1), (&texts, "ul.texts > li", "23件", 3)]
        {
            let first = coordinator.get(path).await.expect_status(200);
            assert_eq!(first.texts(item).len(), 20, "{path}: {}", first.describe());
            assert!(first.text().contains(n) && !first.has("a[rel=prev]"), "{path}: {}", first.describe());
            let next = first.attributes("a[rel=next]", "href").remove(0);
            let second = coordinator.get(&next).await.expect_status(200);
            assert_eq!(second.texts(item).len(), rest, "{next}: {}", second.describe());
            assert!(second.text().contains(n) && second.has("a[rel=prev]"), "{next}: {}", second.describe());
            assert_eq!(second.texts(".criteria li"), first.texts(".criteria li"), "{next}");
            let far = coordinator.get(&format!("{path}&page=99")).await.expect_status(200);
            assert_eq!(far.texts(item).len(), rest, "a page that is not there is the last one");
        }
        let odd = coordinator.get(&format!("{texts}&stance=zz")).await.expect_status(200);
        assert!(odd.text().contains("23件") && !odd.body.contains("common-stance"), "{}", odd.describe());
        let researcher = app.login(Role::Researcher).await;
        let withheld = researcher.get(&format!("{responses}&page=2")).await.expect_status(200);
        assert!(withheld.texts("#responses tbody tr").is_empty(), "{}", withheld.describe());
    })
    .await;
}

#[tokio::test]
async fn what_can_be_set_is_folded_up_until_something_is_set() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = many_answers(app, &coordinator).await;
        let rooms = [("", "?by=region"), ("/words", "?class=verbal-noun"), ("/texts", "?word=通勤")];
        for (room, condition) in rooms {
            let path = format!("{}{room}", analysis(&open));
            let page = coordinator.get(&path).await.expect_status(200);
            assert!(page.has("details.filters-fold:not([open]) form.filters"), "{path}: {}", page.describe());
            let page = coordinator.get(&format!("{path}{condition}")).await.expect_status(200);
            assert!(page.has("details.filters-fold[open] form.filters"), "{path}: {}", page.describe());
        }
        // Without a table there is nothing but the form.
        let page = coordinator.get(&format!("{}/cross", analysis(&open))).await.expect_status(200);
        assert!(page.has("details.filters-fold[open] form.filters"), "{}", page.describe());
    })
    .await;
}

/// Of ten people five are not sure and five a little; one more does not know. Half of them are of either area.
async fn a_scale(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let elements = [
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["x|中央", "y|北部"] }),
        json!({ "type": "matrix", "name": "sure", "title": "自信",
            "rows": [{ "value": "a", "text": "相談" }, { "value": "b", "text": "紹介" }],
            "columns": [{ "value": "1", "text": "ない" }, { "value": "2", "text": "少し" },
                { "value": "3", "text": "まあ" }, { "value": "4", "text": "ある" },
                { "value": "97", "text": "わからない" }] }),
    ];
    let open = open_definition(app, coordinator, &definition(&elements)).await;
    for n in 0..11 {
        let (place, step) = if n < 5 { ("x", "1") } else { ("y", if n < 10 { "2" } else { "97" }) };
        answer(app, &open, &[("where", place), ("sure.a", step), ("sure.b", step)]).await;
    }
    open
}

#[tokio::test]
async fn answers_on_a_scale_part_in_the_middle_and_lead_to_who_gave_them() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = a_scale(app, &coordinator).await;
        let page = coordinator.get(&analysis(&open)).await.expect_status(200);
        let drawn = page.texts("main svg desc").join("\n");
        assert!(drawn.contains("相談 (n=11): ない 5 (45.5%), 少し 5 (45.5%), まあ 0 (0.0%)"), "{drawn}");
        assert!(!drawn.contains("わからない 1") && page.text().contains("わからない"), "{}", page.describe());
        assert!(page.text().contains("段階の真ん中で左右に分けています"), "{}", page.describe());
        let links = page.attributes("main svg a", "href");
        let link = links.iter().find(|href| href.ends_with("value=2")).expect("a mark leads somewhere");
        assert!(coordinator.get(link).await.expect_status(200).text().contains("5件"), "{link}");
        // By area each bar is an area, and its marks lead to the people of the area.
        let page = coordinator.get(&format!("{}?by=region", analysis(&open))).await.expect_status(200);
        let drawn = page.texts("main svg desc").join("\n");
        assert!(drawn.contains("中央 (n=5): ない 5 (100.0%), 少し 0 (0.0%)"), "{drawn}");
        let links = page.attributes("main svg a", "href");
        let is_of_centre = |href: &&String| href.contains("value=1") && href.contains("region=x");
        let link = links.iter().find(is_of_centre).expect("a mark leads to an area");
        assert!(coordinator.get(link).await.expect_status(200).text().contains("5件"), "{link}");

        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&analysis(&open)).await.expect_status(200);
        assert!(page.attributes("main svg a", "href").is_empty(), "{}", page.describe());
        let drawn = page.texts("main svg desc").join("\n");
        assert!(drawn.contains("段階の真ん中"), "the picture is the same kind: {drawn}");
    })
    .await;
}

#[tokio::test]
async fn a_cross_table_shows_where_it_differs_from_what_is_expected() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = a_scale(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let path = format!("{}/cross?questionnaire={}", analysis(&open), open.questionnaire.0);
        let page = coordinator.get(&path).await.expect_status(200);
        let top = page.attributes("select[name=top] option", "value");
        let top = top.iter().find(|value| value.contains("sure")).expect("the matrix can be chosen").clone();
        let path = format!("{path}&side=region&top={top}");
        let page = coordinator.get(&path).await.expect_status(200);
        let residuals = page.texts("#residuals-table tbody td, #residuals-table tbody th");
        // By hand: (5 − 25/11) ÷ √(25/11 · 6/11 · 6/11) = 3.32.
        assert_eq!(residuals[..2], ["中央", "+3.32 ▲▲"], "{residuals:?}");
        let drawn = page.texts("main svg desc").join("\n");
        assert!(drawn.contains("ない 5▲▲ (100.0%) +3.32"), "{drawn}");
        let link = page.attributes("main svg a", "href");
        let link = link.iter().find(|href| href.contains("region=x")).expect("a cell leads to its people");
        assert!(coordinator.get(link).await.expect_status(200).text().contains("5件"), "{link}");
        // What is withheld is hatched, tested for nobody, and leads nowhere.
        let page = researcher.get(&path).await.expect_status(200);
        assert!(
            !page.text().contains("3.32") && page.text().contains("残差と印はありません"),
            "{}",
            page.describe()
        );
        assert!(page.texts("main svg desc").join("").contains("わからない *"), "{}", page.describe());
        assert!(page.attributes("main svg a", "href").is_empty(), "{}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn a_word_is_shown_where_it_stands_in_its_texts() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = many_answers(app, &coordinator).await;
        let path = format!("{}/kwic?word=負担", analysis(&open));
        let page = coordinator.get(&path).await.expect_status(200);
        let drawn = page.texts("main svg desc").join("");
        // 負担 is the fourth of ten letters.
        assert_eq!(drawn.matches(": 1 (30%)").count(), 23, "{drawn}");
        assert_eq!(page.texts("#strips-table tbody tr").len(), 23, "{}", page.describe());
        let links = page.attributes("main svg a", "href");
        assert_eq!(links.len(), 23);
        assert!(coordinator.get(&links[0]).await.expect_status(200).text().contains("1件"), "{}", links[0]);
        let page = coordinator.get(&format!("{path}&by=region")).await.expect_status(200);
        assert_eq!(page.texts("#strips-table tbody th"), ["中央"], "{}", page.describe());
        assert!(page.texts("main svg desc").join("").contains("中央: 23 (30%"), "{}", page.describe());

        // Others see one strip, whatever they ask for: neither texts nor groups are told apart.
        let researcher = app.login(Role::Researcher).await;
        for by in ["", "&by=region", "&by=text"] {
            let page = researcher.get(&format!("{path}{by}")).await.expect_status(200);
            assert_eq!(page.texts("#strips-table tbody th"), ["すべての文章"], "{by}: {}", page.describe());
            assert!(page.attributes("main svg a", "href").is_empty() && !page.has("select[name=by]"), "{by}");
        }
    })
    .await;
}

#[tokio::test]
async fn areas_are_tiles_that_lead_to_their_people_and_hide_few() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = a_scale(app, &coordinator).await;
        let path = format!("{}/areas", analysis(&open));
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.has("details.filters-fold:not([open])"), "{}", page.describe());
        let drawn = page.texts("main svg desc").join("");
        assert!(drawn.contains("中央: 5 (45.5%)") && drawn.contains("北部: 6 (54.5%)"), "{drawn}");
        let links = page.attributes("main svg a", "href");
        let link = links.iter().find(|href| href.ends_with("region=y")).expect("a tile leads to its people");
        assert!(coordinator.get(link).await.expect_status(200).text().contains("6件"), "{link}");

        let variables = page.attributes("select[name=variable] option", "value");
        let sure = variables.iter().find(|name| name.contains("sure")).expect("the matrix can be chosen");
        let said = format!("{path}?variable={sure}&value=2");
        let page = coordinator.get(&said).await.expect_status(200);
        let drawn = page.texts("main svg desc").join("");
        assert!(drawn.contains("中央: 0 (0.0%)") && drawn.contains("北部: 5 (83.3%)"), "{drawn}");
        let links = page.attributes("#areas-table a", "href");
        assert_eq!(links.len(), 1, "nobody of the centre said so");
        assert!(coordinator.get(&links[0]).await.expect_status(200).text().contains("5件"), "{links:?}");

        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&format!("{path}?variable={sure}&value=97")).await.expect_status(200);
        assert!(page.attributes("main svg a, #areas-table a", "href").is_empty(), "{}", page.describe());
        assert!(page.texts("main svg desc").join("").contains("北部: *"), "{}", page.describe());
        app.login(Role::Viewer).await.get(&path).await.expect_status(403);
    })
    .await;
}

#[tokio::test]
async fn every_figure_of_a_page_is_a_file_with_the_words_around_it() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = many_answers(app, &coordinator).await;
        let of = |rest: &str| format!("{}{rest}", analysis(&open));
        for page in ["", "?by=region", "/areas", "/word-table", "/themes", "/words", "/kwic?word=通勤"] {
            let shown = coordinator.get(&of(page)).await.expect_status(200);
            let mut files = shown.attributes("p.actions a[download]", "href");
            files.retain(|href| href.contains("picture=svg"));
            assert!(!files.is_empty(), "{page}: {}", shown.describe());
            for href in files {
                let file = coordinator.get(&href).await.expect_status(200);
                assert!(file.body.starts_with("<svg") && !file.body.contains("<a "), "{href}");
                assert!(file.body.contains("font-weight=\"bold\""), "the title is inside: {href}");
                let name = file.header("content-disposition").unwrap_or_default().to_owned();
                assert!(name.contains("-internal-") && name.contains(".svg"), "{href}: {name}");
                // Lines may end anywhere.
                let words: String =
                    file.body.split('<').filter_map(|part| Some(part.split_once('>')?.1.trim())).collect();
                assert!(words.contains("内部用"), "a name can be changed: {href}");
                assert_eq!(coordinator.get(&href).await.bytes, file.bytes, "{href}");
            }
        }
        let print = coordinator.get(&of("/areas?figure=areas&picture=png")).await.expect_status(200);
        assert_eq!(print.bytes.get(1..4), Some(b"PNG".as_slice()));
        for other in ["/areas?figure=nothing&picture=svg", "/areas?figure=areas&picture=gif"] {
            coordinator.get(&of(other)).await.expect_status(404);
        }
        let viewer = app.login(Role::Viewer).await;
        viewer.get(&of("/areas?figure=areas&picture=svg")).await.expect_status(403);
    })
    .await;
}

#[tokio::test]
async fn without_the_font_a_picture_is_there_as_svg_and_the_png_says_what_is_missing() {
    let empty = tempfile::tempdir().expect("a folder");
    let app = TestApp::start_with(Engine::Sqlite, |config| config.fonts = empty.path().to_owned()).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = many_answers(&app, &coordinator).await;
    let of = |kind: &str| format!("{}/areas?figure=areas&picture={kind}", analysis(&open));
    coordinator.get(&of("svg")).await.expect_status(200);
    let png = coordinator.get(&of("png")).await.expect_status(503);
    assert_eq!(png.first("h1"), "いま、PDFや画像を作れません", "{}", png.describe());
    assert!(png.text().contains("fonts-morisawa-bizud-gothic"), "{}", png.describe());
    assert!(png.text().contains("SVG はそのまま使えます"), "{}", png.describe());
    app.stop().await;
}

#[tokio::test]
async fn cells_of_coding_rules_lead_to_the_people_that_they_count() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = many_answers(app, &coordinator).await;
        let rules = format!("{}/rules", analysis(&open));
        let form = coordinator.get(&format!("{rules}/edit")).await.expect_status(200);
        let typed = [("content", "＊通勤\n通勤\n"), ("unit", "person"), ("do", "save")];
        coordinator.submit(&form, "form.rule-form", &typed).await.expect_status(303);
        let page = coordinator.get(&rules).await.expect_status(200);
        let links = page.attributes("main svg a", "href");
        let link = links.iter().find(|href| href.ends_with("region=x")).expect("a mark leads to an area");
        let hits = coordinator.get(link).await.expect_status(200);
        assert_eq!(hits.texts("#hits > li").len(), 23, "{link}: {}", hits.describe());
        assert!(hits.text().contains("中央") && hits.text().contains("23人"), "{}", hits.describe());
        let elsewhere = coordinator.get(&link.replace("region=x", "region=y")).await.expect_status(200);
        assert!(!elsewhere.has("#hits"), "{}", elsewhere.describe());
        // A list of one area would tell what the table withholds: typed by hand, it has nothing.
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&rules).await.expect_status(200);
        assert!(page.attributes("main svg a", "href").is_empty(), "{}", page.describe());
        assert!(!researcher.get(link).await.expect_status(200).has("#hits"));
    })
    .await;
}

#[tokio::test]
async fn copies_of_a_text_are_listed_with_the_people_who_wrote_it() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = many_answers(app, &coordinator).await;
        let letter = "難病のある人が働くための相談の窓口を、すべての市町村に置いてください。";
        for words in [letter.to_owned(), format!("{letter}！"), format!("　{letter}")] {
            let answers = [("where", "y"), ("busy", "2"), ("free", words.as_str())];
            answer(app, &open, &answers).await;
        }
        let texts = format!("{}/texts", analysis(&open));
        let page = coordinator.get(&texts).await.expect_status(200);
        let rows = page.texts("#copies-table tbody tr");
        // What 23 people wrote is shorter than 20 letters: many write such words by themselves.
        assert_eq!(rows, [format!("{letter} 3 1.00")], "{}", page.describe());
        let link = page.attributes("#copies-table a", "href").remove(0);
        let copies = coordinator.get(&link).await.expect_status(200);
        assert_eq!(copies.texts("ul.texts > li").len(), 3, "{link}");
        assert!(
            !copies.has("#copies-table") && copies.text().contains("同じ文章の写し"),
            "{}",
            copies.describe()
        );
        // Three are few: others neither see them nor the list.
        let researcher = app.login(Role::Researcher).await;
        assert!(!researcher.get(&texts).await.expect_status(200).has("#copies-table"));
        assert!(!researcher.get(&link).await.expect_status(200).has("ul.texts > li"));
    })
    .await;
}
