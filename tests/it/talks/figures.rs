//! Figures for papers and slides.

use serde_json::json;
use server::auth::Role;
use server::i18n::{self, Lang};
use tests::closed_answers::{answer, definition};
use tests::free_answers::challenge;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Session, TestApp, on_embedded};

use super::{answered_twice, busy, path, two_areas};

/// A challenge with a theme.
const FEW_BUSES: &str = "本数の少ないバスでは開始時刻に間に合わない。";

/// The part of an address that names a figure.
fn figure_of(name: &str) -> String {
    format!("figure={}", name.replace('-', "%2D"))
}

#[tokio::test]
async fn figures_are_drawn_for_papers_and_slides() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_areas(app, &coordinator).await;
        let of = |file: &str, query: &str| path(&open, &format!("{file}?{query}"));
        let busy =
            coordinator.get(&of("figure.svg", "figure=answers&variable=busy")).await.expect_status(200);
        assert_eq!(busy.header("content-type"), Some("image/svg+xml"));
        assert!(busy.body.contains("10 (50.0%)") && !busy.body.contains("<a "), "{}", busy.body);
        let mood = coordinator.get(&of("slide.svg", "figure=answers&variable=mood")).await.expect_status(200);
        assert!(mood.body.contains("viewBox=\"0 0 1920 1080\""), "{}", mood.body);
        assert!(!mood.body.contains("18 (") && mood.body.contains(">*</text>"), "{}", mood.body);
        let heat = coordinator.get(&of("figure.svg", "figure=answers&variable=with&side=region")).await;
        assert!(heat.expect_status(200).body.contains("企業"));
        let flow = coordinator.get(&of("figure.svg", "figure=flow")).await.expect_status(200);
        assert!(flow.body.contains("n=20"), "{}", flow.body);
        assert!(busy.body.contains("同意のあった回答だけを数えた"), "{}", busy.body);
        let says_all = flow.body.contains("同意の範囲によらず数えた");
        assert!(says_all && !flow.body.contains("回答だけを数えた"), "who was invited is counted, too");
        let slide = coordinator.get(&of("slide.png", "figure=flow")).await.expect_status(200);
        // Width and height stand in the first chunk of a PNG file.
        assert_eq!(slide.bytes[16..24], [0, 0, 7, 128, 0, 0, 4, 56], "1920 by 1080");
        let nothing = coordinator.get(&of("figure.svg", "figure=answers&variable=nothing")).await;
        nothing.expect_status(404);
    })
    .await;
}

#[tokio::test]
async fn a_figure_says_what_stands_for_a_withheld_number() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked = [json!({ "type": "matrix", "name": "sure", "title": "自信",
            "rows": [{ "value": "a", "text": "相談" }, { "value": "b", "text": "紹介" }],
            "columns": [{ "value": "1", "text": "ない" }, { "value": "2", "text": "ある" }] })];
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        let figure = async |wanted: &str| {
            let file = path(&open, &format!("figure.svg?figure={wanted}"));
            coordinator.get(&file).await.expect_status(200).body
        };
        answer(app, &open, &[("sure.a", "1"), ("sure.b", "1")]).await;
        let flow = figure("flow").await;
        assert!(flow.contains("xは少人数のため秘匿"), "{flow}");
        for n in 1..12 {
            let step = if n < 10 { "1" } else { "2" };
            answer(app, &open, &[("sure.a", step), ("sure.b", step)]).await;
        }
        let matrix = figure("answers&variable=sure_a").await;
        assert!(matrix.contains("＊は少人数のため秘匿"), "{matrix}");
        let flow = figure("flow").await;
        assert!(flow.contains("n=12") && !flow.contains("秘匿"), "{flow}");
    })
    .await;
}

#[tokio::test]
async fn ties_moves_and_codes_are_drawn_for_slides_and_tell_no_small_number() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered_twice(app, &coordinator).await;
        let page = coordinator.get(&format!("/surveys/{}/talks", open.survey.0)).await.expect_status(200);
        let files = page.attributes("a[download]", "href");
        let told = [
            ("collaboration-heat", "窓口20 4.0"),
            ("collaboration-network", "窓口22"),
            ("before-after", "上がった・新しく当てはまる 50.0%"),
            ("codes", "6 (25.0%)"),
        ];
        for (figure, words) in told {
            let is_of = |href: &&String| href.ends_with(&figure_of(figure)) && href.contains("slide.svg");
            let href = files.iter().find(is_of).unwrap_or_else(|| panic!("no {figure} in {files:?}"));
            let slide = coordinator.get(href).await.expect_status(200);
            assert!(slide.body.contains("viewBox=\"0 0 1920 1080\""), "{figure}: {}", slide.body);
            assert!(slide.body.contains(words), "{figure}: {}", slide.body);
            let shown = printed(&slide.body);
            assert!(shown.contains("発表に同意した回答のみ。"), "{figure}: {}", slide.body);
            assert!(!shown.contains("学会・実践発表での利用に同意のあった"), "{figure}: {}", slide.body);
            let paper = coordinator.get(&href.replace("slide.svg", "figure.svg")).await.expect_status(200);
            let shown = printed(&paper.body);
            assert!(shown.contains("学会・実践発表での利用に同意のあった"), "{figure}: {}", paper.body);
            assert!(!slide.body.contains("<a "), "{figure}: links lead nowhere from a slide");
            let png = href.replace("slide.svg", "slide.png");
            let png = coordinator.get(&png).await.expect_status(200);
            assert_eq!(png.bytes[16..24], [0, 0, 7, 128, 0, 0, 4, 56], "1920 by 1080");
        }
        let codes = coordinator.get(&path(&open, "figure.svg?figure=codes")).await.expect_status(200);
        assert!(!codes.body.contains("2 (8.3%)") && codes.body.contains(">*</text>"), "{}", codes.body);
    })
    .await;
}

#[tokio::test]
async fn a_figure_of_what_nobody_asked_or_coded_is_not_there() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_areas(app, &coordinator).await;
        let page = coordinator.get(&format!("/surveys/{}/talks", open.survey.0)).await.expect_status(200);
        let files = page.attributes("a[download]", "href").join("\n");
        for figure in ["collaboration-heat", "collaboration-network", "before-after", "codes"] {
            assert!(!files.contains(&figure_of(figure)), "{figure}: {files}");
            coordinator.get(&path(&open, &format!("slide.svg?figure={figure}"))).await.expect_status(404);
        }
    })
    .await;
}

/// What is printed in a picture, without what screen readers alone read.
fn printed(svg: &str) -> String {
    let drawn = svg.split("</desc>").last().unwrap_or_default();
    let texts = drawn.split('<').filter_map(|part| Some(part.split_once('>')?.1));
    texts.flat_map(str::chars).filter(|letter| !letter.is_whitespace()).collect()
}

/// Twelve of each of two kinds, half of whom are busy. Three of each give each of four answers about their way: by kind every number of
/// it is small, and in all none.
async fn two_kinds(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let asked = [
        json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
            "choices": ["20|ハローワーク", "40|産業保健"] }),
        busy(),
        json!({ "type": "radiogroup", "name": "way", "title": "進め方",
            "choices": ["1|電話", "2|訪問", "3|来所", "4|手紙"] }),
    ];
    let open = open_definition(app, coordinator, &definition(&asked)).await;
    for n in 0..24 {
        let way = (n % 4 + 1).to_string();
        let (kind, busy) = (if n < 12 { "20" } else { "40" }, if n % 2 == 0 { "1" } else { "2" });
        answer(app, &open, &[("kind", kind), ("busy", busy), ("way", &way)]).await;
    }
    open
}

#[tokio::test]
async fn a_slide_by_kind_says_what_short_names_stand_for() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_kinds(app, &coordinator).await;
        let slide = async |side: &str| {
            let file = path(&open, &format!("slide.svg?figure=answers&variable=busy{side}"));
            printed(&coordinator.get(&file).await.expect_status(200).body)
        };
        let by_kind = slide("&side=kind").await;
        assert!(by_kind.contains("HW＝ハローワーク、産保＝産業保健総合支援センター"), "{by_kind}");
        assert!(!slide("").await.contains("略称"), "no kind is named");
    })
    .await;
}

#[tokio::test]
async fn where_most_numbers_by_kind_are_withheld_the_figure_of_everybody_stands_in_its_place() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_kinds(app, &coordinator).await;
        let says = |key: &str| i18n::plain(Lang::Ja, key);
        for file in ["slide.svg", "figure.svg"] {
            let drawn = async |variable: &str| {
                let file = path(&open, &format!("{file}?figure=answers&side=kind&variable={variable}"));
                printed(&coordinator.get(&file).await.expect_status(200).body)
            };
            let whole = drawn("way").await;
            assert!(whole.contains(&says("talk-note-kinds-withheld")), "{file}: {whole}");
            assert!(whole.contains("6(25.0%)") && !whole.contains("産保"), "{file}: {whole}");
            let by_kind = drawn("busy").await;
            assert!(by_kind.contains("産保") && !by_kind.contains("全体の図"), "{file}: {by_kind}");
        }
        let page = path(&open, "").trim_end_matches('/').to_owned();
        let page = coordinator.get(&format!("{page}?side=kind")).await.expect_status(200);
        assert_eq!(page.text().matches(&says("talk-kinds-withheld")).count(), 1, "{}", page.describe());
        let files = page.attributes("a[download]", "href");
        let sides = |variable: &str| -> Vec<bool> {
            let own = files.iter().filter(|href| href.ends_with(&format!("variable={variable}")));
            own.map(|href| href.contains("side=kind")).collect()
        };
        assert_eq!(sides("busy"), [true; 4], "{files:?}");
        assert_eq!(sides("way"), [true; 4], "{files:?}");
        for href in files.iter().filter(|href| href.ends_with("variable=way") && href.contains(".svg")) {
            let drawn = printed(&coordinator.get(href).await.expect_status(200).body);
            assert!(drawn.contains(&says("talk-note-kinds-withheld")), "{href}: {drawn}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_figure_of_themes_explains_tests_and_signs_only_where_something_was_tested() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked = [
            json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
                "choices": ["9001|北部", "9002|南部"] }),
            challenge(),
        ];
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        let write = async |place: &str, words: &str| {
            for _ in 0..12 {
                answer(app, &open, &[("where", place), ("hard", words)]).await;
            }
        };
        let figure = async || {
            let file = path(&open, "figure.svg?figure=challenges&side=region");
            printed(&coordinator.get(&file).await.expect_status(200).body)
        };
        write("9001", FEW_BUSES).await;
        let untested = figure().await;
        assert!(untested.contains("それぞれの列のn"), "{untested}");
        assert!(!untested.contains("調整済み残差") && !untested.contains("検定は"), "{untested}");
        write("9002", "手帳が取れないため障害者枠に応募できない方が多い。").await;
        let tested = figure().await;
        assert!(tested.contains("検定は項目ごと") && tested.contains("調整済み残差"), "{tested}");
    })
    .await;
}

#[tokio::test]
async fn a_question_that_nobody_answered_is_no_figure_no_row_and_nothing_to_compare_by() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked = [
            busy(),
            json!({ "type": "radiogroup", "name": "who", "title": "記入者", "choices": ["1|本人", "2|代理"] }),
            json!({ "type": "checkbox", "name": "with", "title": "同席者", "choices": ["1|家族", "2|職員"] }),
        ];
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        for n in 0..20 {
            answer(app, &open, &[("busy", if n < 10 { "1" } else { "2" })]).await;
        }
        let page = path(&open, "").trim_end_matches('/').to_owned();
        let page = coordinator.get(&page).await.expect_status(200);
        let files = page.attributes("a[download]", "href").join("\n");
        assert!(files.contains("variable=busy"), "{files}");
        assert!(!files.contains("variable=who") && !files.contains("variable=with"), "{files}");
        let sides = page.attributes("select[name=side] option", "value");
        assert!(sides.contains(&"q:busy".to_owned()) && !sides.contains(&"q:who".to_owned()), "{sides:?}");
        let get = async |file: &str| coordinator.get(&path(&open, file)).await.expect_status(200).body;
        let table = get("characteristics.md").await;
        assert!(table.contains("だれも答えていない設問は省いた：問2 記入者。") && !table.contains("n=0"), "{table}");
        let by_nobody = get("by-question.md?side=q:who").await;
        assert!(!by_nobody.contains("n=") && !by_nobody.contains("段階の高さ"), "{by_nobody}");
        let figure = get("figure.svg?figure=answers&variable=who").await;
        assert!(figure.contains("選んだ人はいません") && !figure.contains("どれも同じ数"), "{figure}");
    })
    .await;
}

/// Three of each kind and area speak of a theme, and nine of all.
#[tokio::test]
async fn where_most_numbers_are_withheld_or_nothing_is_compared_the_themes_are_those_of_everybody() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked = [
            json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
                "choices": ["9001|北部", "9002|南部", "9003|東部"] }),
            json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
                "choices": ["20|ハローワーク", "40|産業保健", "22|窓口"] }),
            challenge(),
        ];
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        for (place, kind) in [("9001", "20"), ("9002", "40"), ("9003", "22")] {
            for _ in 0..3 {
                answer(app, &open, &[("where", place), ("kind", kind), ("hard", FEW_BUSES)]).await;
            }
        }
        let why =
            ["talk-note-kinds-withheld", "talk-note-areas-withheld"].map(|key| i18n::plain(Lang::Ja, key));
        for (side, said) in [("kind", Some(0)), ("region", Some(1)), ("", None)] {
            let file = path(&open, &format!("slide.svg?figure=challenges&side={side}"));
            let drawn = printed(&coordinator.get(&file).await.expect_status(200).body);
            for (place, words) in why.iter().enumerate() {
                assert_eq!(drawn.contains(words), said == Some(place), "{side}: {drawn}");
            }
            assert!(drawn.contains("n=9") && drawn.contains("9(100.0%)"), "{side}: {drawn}");
            assert!(!drawn.contains("北部"), "{side}: {drawn}");
        }
    })
    .await;
}
