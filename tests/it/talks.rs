//! Tables and figures for talks: the numbers of the analysis in every format, and nothing that the analysis withholds.

use std::io::{Cursor, Read};

use analysis::document::formats::FORMATS;
use analysis::document::xlsx::read_sheets;
use serde_json::{Value, json};
use server::auth::Role;
use surveys::hearing::span::Span;
use surveys::id::UserId;
use surveys::privacy::masking::Looked;
use surveys::store;
use surveys::store::codings::NewCoding;
use surveys::store::quotes::NewQuote;
use surveys::store::segments::{Origin, TextPart};
use tests::closed_answers::{answer, definition};
use tests::free_answers::{self, code};
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::{Page, Session, TestApp, demo, on_embedded};

fn path(open: &OpenSurvey, file: &str) -> String {
    format!("/surveys/{}/talks/{file}", open.survey.0)
}

/// What people read in a file.
fn words(page: &Page, extension: &str) -> String {
    match extension {
        "docx" => {
            let mut archive = zip::ZipArchive::new(Cursor::new(&page.bytes)).expect("an archive");
            let mut document = String::new();
            let mut part = archive.by_name("word/document.xml").expect("a document");
            part.read_to_string(&mut document).expect("text");
            let texts = document.split("<w:t ").skip(1);
            texts
                .filter_map(|part| Some(part.split_once('>')?.1.split_once('<')?.0))
                .collect::<Vec<_>>()
                .join("\n")
        }
        "xlsx" => {
            let sheets = read_sheets(&page.bytes, 10_000_000).expect("a workbook");
            let rows = sheets.into_iter().flat_map(|(_, rows)| rows);
            rows.map(|row| row.join("\n")).collect::<Vec<_>>().join("\n")
        }
        _ => page.body.clone(),
    }
}

/// All tables in each format.
async fn every_format(person: &Session, open: &OpenSurvey, key: &str) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for format in FORMATS {
        let page = person.get(&path(open, &format!("{key}.{}", format.extension))).await.expect_status(200);
        assert!(page.header("content-disposition").is_some_and(|value| value.starts_with("attachment")));
        found.push((format.extension, words(&page, format.extension)));
    }
    found
}

fn asked() -> Vec<Value> {
    vec![
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["x|中央", "y|北部"] }),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
        json!({ "type": "radiogroup", "name": "mood", "title": "手ごたえ", "choices": ["1|良い", "2|悪い"] }),
        json!({ "type": "checkbox", "name": "with", "title": "連携先", "choices": ["1|病院", "2|企業"] }),
        json!({ "type": "text", "inputType": "number", "name": "staff", "title": "職員数" }),
    ]
}

/// Ten people of each of two areas. All of the one are busy and none of the other; two are in a bad mood. All work with
/// hospitals, and ten with companies, too. Ten have one colleague, ten have three: mean 2, 20 distances of 1, 20 / 19 = 1.05, its
/// root 1.03.
async fn two_areas(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition(&asked())).await;
    for n in 0..20 {
        let first = n < 10;
        let (place, busy, staff) = if first { ("x", "1", "1") } else { ("y", "2", "3") };
        let mood = if n < 18 { "1" } else { "2" };
        let mut fields =
            vec![("where", place), ("busy", busy), ("mood", mood), ("with", "1"), ("staff", staff)];
        if first {
            fields.push(("with", "2"));
        }
        answer(app, &open, &fields).await;
    }
    open
}

#[tokio::test]
async fn every_format_has_the_numbers_and_none_has_what_is_withheld() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_areas(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        for (extension, words) in every_format(&researcher, &open, "all").await {
            for wanted in ["10 (50.0)", "20 (100.0)", "2.0 (1.0)", "φ = 1.00", "16.20 a)", "▲▲", "p < .01"]
            {
                let escaped = wanted.replace('<', "&lt;");
                let tex = wanted.replace('<', "\\textless{}");
                let is_there = words.contains(wanted) || words.contains(&escaped) || words.contains(&tex);
                assert!(is_there, "{extension}: {wanted}: {words}");
            }
            assert!(words.contains("xは少人数のため秘匿"), "{extension}: {words}");
            for withheld in ["18 (90.0)", "2 (10.0)", "8 (80.0)", "2 (20.0)"] {
                assert!(!words.contains(withheld), "{extension}: {withheld}: {words}");
            }
        }
        let viewer = app.login(Role::Viewer).await;
        viewer.get(&path(&open, "all.csv")).await.expect_status(403);
        for unknown in [
            "all.pdf",
            "nothing.csv",
            "all",
            "figure.svg?figure=nothing",
            "all.xlsx?questionnaire=99",
            "all.xlsx?side=nothing",
            "by-question.csv?side=q:nothing",
            "by-question.csv?side=q:with",
        ] {
            researcher.get(&path(&open, unknown)).await.expect_status(404);
        }
        let page = format!("/surveys/{}/talks?questionnaire=", open.survey.0);
        researcher.get(&format!("{page}{}", open.questionnaire.0)).await.expect_status(200);
        researcher.get(&format!("{page}99")).await.expect_status(404);
    })
    .await;
}

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
        assert!(flow.contains(",20,–,20,20") && flow.contains("学会利用に同意"), "{flow}");
        let flow = get("flow.md").await;
        assert!(flow.contains("同意の範囲によらず数えた") && !flow.contains("回答だけを数えた"), "{flow}");
        let tex = get("several.tex").await;
        assert!(tex.contains("病院 & 20 (100.0) \\\\\n") && tex.contains("\\toprule"), "{tex}");
    })
    .await;
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
async fn where_there_is_nothing_to_count_every_format_says_so() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&asked())).await;
        for key in ["all", "characteristics", "before-after", "codes"] {
            for (extension, words) in every_format(&coordinator, &open, key).await {
                assert!(words.contains("まだ回答がありません。"), "{extension} {key}: {words}");
            }
        }
        let flow = coordinator.get(&path(&open, "flow.csv")).await.expect_status(200).body;
        assert!(flow.contains(",0,–,0,0") && !flow.contains(",x"), "nobody is no small number: {flow}");
        answer(app, &open, &[("where", "x"), ("busy", "1"), ("mood", "2"), ("staff", "7")]).await;
        for (extension, words) in every_format(&coordinator, &open, "all").await {
            assert!(words.contains("5件に満たないため"), "{extension}: {words}");
            assert!(!words.contains("手ごたえ"), "{extension}: {words}");
        }
        let page = coordinator.get(&format!("/surveys/{}/talks", open.survey.0)).await.expect_status(200);
        assert!(page.text().contains("5件に満たないため"), "{}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn where_everything_is_withheld_every_format_says_so() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&asked())).await;
        for n in 0..6 {
            let place = if n % 2 == 0 { "x" } else { "y" };
            let half = if n % 2 == 0 { "1" } else { "2" };
            answer(app, &open, &[("where", place), ("busy", half), ("mood", half)]).await;
        }
        for key in ["characteristics", "by-area"] {
            for (extension, words) in every_format(&coordinator, &open, key).await {
                assert!(words.contains("xは少人数のため秘匿"), "{extension} {key}: {words}");
                assert!(!words.contains("効果の大きさ"), "{extension} {key}: nothing was tested: {words}");
                assert_eq!(
                    words.contains("検定の列は省いた"),
                    key == "by-area",
                    "{extension} {key}: {words}"
                );
                assert!(
                    !words.contains("3 (50.0)") && !words.contains("(100.0)"),
                    "{extension} {key}: {words}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn quotes_need_the_consent_to_quoting_and_to_academic_use() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let mut definition = free_answers::definition();
        let quote = json!({ "value": "4", "text": "引用", "kt:consent": "quote" });
        let choices = definition.pointer_mut("/pages/0/elements/0/choices").and_then(Value::as_array_mut);
        choices.expect("the boxes").push(quote);
        let open = open_definition(app, &coordinator, &definition).await;
        for n in 0..6 {
            let boxes: &[&str] = if n == 0 { &["1", "2", "3"] } else { &["1", "2", "3", "4"] };
            free_answers::answer(app, &open, boxes, "相談先が分からない").await;
        }
        let code = code(app, open.survey, "C02").await;
        let responses =
            store::responses::submitted(app.db(), open.questionnaire).await.expect("they are there");
        for response in &responses {
            let may_quote = response.answers.contains("\"4\"");
            let text = TextPart { origin: Origin::Response(response.id), part: "hard".to_owned() };
            let new = NewCoding {
                survey: open.survey,
                text: &text,
                body: "相談先が分からない",
                span: Span { start: 0, end: 3 },
                code: code.id,
                was_suggested: false,
            };
            store::codings::put(app.db(), new, UserId(1)).await.expect("it is coded");
            let quote = NewQuote {
                survey: open.survey,
                source: text.source(),
                stance: "challenge".to_owned(),
                region_code: String::new(),
                text: if may_quote { "出してよい言葉" } else { "出さない言葉" }.to_owned(),
                looked: Looked::nothing_found(),
            };
            store::quotes::release(app.db(), quote, UserId(1)).await.expect("it is released");
        }
        for (extension, words) in every_format(&coordinator, &open, "codes").await {
            assert!(words.contains("6 (100.0)") && words.contains("出してよい言葉"), "{extension}: {words}");
            assert!(!words.contains("出さない言葉"), "{extension}: {words}");
        }
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

/// What is printed in a picture, without what screen readers alone read.
fn printed(svg: &str) -> String {
    let drawn = svg.split("</desc>").last().unwrap_or_default();
    let texts = drawn.split('<').filter_map(|part| Some(part.split_once('>')?.1));
    texts.flat_map(str::chars).filter(|letter| !letter.is_whitespace()).collect()
}

#[tokio::test]
async fn a_slide_by_kind_says_what_short_names_stand_for() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked = [
            json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
                "choices": ["20|ハローワーク", "40|産業保健"] }),
            json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
        ];
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        for n in 0..24 {
            let fields = [("kind", if n < 12 { "20" } else { "40" }), ("busy", if n % 2 == 0 { "1" } else { "2" })];
            answer(app, &open, &fields).await;
        }
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
async fn the_page_shows_a_table_and_leads_to_its_files() {
    demo::on_embedded(async |app| {
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get("/surveys/1/talks").await.expect_status(200);
        assert!(
            page.text().contains("表1 回答者の特徴") || page.text().contains("表1　回答者の特徴"),
            "{}",
            page.describe()
        );
        let files = page.attributes("a[download]", "href");
        assert!(
            files.iter().any(|href| href.contains("/talks/characteristics.docx?questionnaire=")),
            "{files:?}"
        );
        for href in files.iter().filter(|href| href.contains(".csv") || href.contains("figure=flow")) {
            researcher.get(href).await.expect_status(200);
        }
        let crossed = researcher.get("/surveys/1/talks?table=by-kind").await.expect_status(200);
        assert!(crossed.has("table"), "{}", crossed.describe());
    })
    .await;
}

/// What is asked before and after, with ties and a text.
fn asked_twice() -> Value {
    let row = |kind: &str| json!({ "value": kind, "text": format!("窓口{kind}") });
    let degree = |value: &str| json!({ "value": value, "text": format!("段階{value}") });
    definition(&[
        json!({ "type": "text", "name": "code", "title": "回答者コード", "kt:role": "respondent_code" }),
        json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
            "choices": ["20|紹介", "22|就労"] }),
        json!({ "type": "radiogroup", "name": "know", "kt:id": "know", "title": "相談先を知っている",
            "choices": ["1|はい", "2|いいえ"] }),
        json!({ "type": "matrix", "name": "ties", "title": "いまの関わり", "kt:role": "collaboration",
            "rows": [row("20"), row("22")], "columns": (["0", "1", "2", "3", "4"].map(degree)) }),
        json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" }),
    ])
}

/// Six of each of two kinds, half of whom come to know whom to ask. Six texts have one code, two of them another one, too.
async fn answered_twice(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let before = open_definition(app, coordinator, &asked_twice()).await;
    let after = open_second(app, coordinator, before.survey, &asked_twice()).await;
    for n in 0..12 {
        let code = format!("AB-{n}");
        let (kind, of_20, of_22) = if n < 6 { ("20", "1", "3") } else { ("22", "4", "1") };
        let mut fields = vec![
            ("code", code.as_str()),
            ("kind", kind),
            ("know", "2"),
            ("ties.20", of_20),
            ("ties.22", of_22),
            ("hard", "相談先が分からない"),
        ];
        answer(app, &before, &fields).await;
        fields[2] = ("know", if n < 6 { "1" } else { "2" });
        answer(app, &after, &fields).await;
    }
    let codes = [code(app, before.survey, "C07").await, code(app, before.survey, "C01").await];
    let responses = store::responses::submitted(app.db(), before.questionnaire).await.expect("responses");
    for (place, response) in responses.iter().take(6).enumerate() {
        let text = TextPart { origin: Origin::Response(response.id), part: "hard".to_owned() };
        for code in &codes[..if place < 2 { 2 } else { 1 }] {
            let new = NewCoding {
                survey: before.survey,
                text: &text,
                body: "相談先が分からない",
                span: Span { start: 0, end: 3 },
                code: code.id,
                was_suggested: false,
            };
            store::codings::put(app.db(), new, UserId(1)).await.expect("it is coded");
        }
    }
    before
}

/// The part of an address that names a figure.
fn figure_of(name: &str) -> String {
    format!("figure={}", name.replace('-', "%2D"))
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
            assert!(slide.body.contains("学会・実践発表での利用に同意のあった"), "{figure}: {}", slide.body);
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
async fn all_answers_before_and_after_have_a_number_or_a_sign_in_each_cell() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered_twice(app, &coordinator).await;
        let tables = coordinator.get(&path(&open, "before-after.md")).await.expect_status(200).body;
        let (paired, apart) = tables.split_once("**表2").unwrap_or_else(|| panic!("one table: {tables}"));
        assert!(paired.contains("12 組の回答を比べた。"), "{paired}");
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

#[tokio::test]
async fn a_scale_says_what_its_ends_are_and_what_is_no_step() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked = [json!({ "type": "matrix", "name": "sure", "title": "自信",
            "rows": [{ "value": "a", "text": "相談" }, { "value": "b", "text": "紹介" }],
            "columns": [{ "value": "1", "text": "ない" }, { "value": "2", "text": "少し" },
                { "value": "3", "text": "ある" }, { "value": "97", "text": "わからない" }] })];
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        for n in 0..24 {
            let step = ["1", "2", "3", "97"][n % 4];
            answer(app, &open, &[("sure.a", step), ("sure.b", step)]).await;
        }
        let scales = coordinator.get(&path(&open, "scales.md")).await.expect_status(200).body;
        assert!(scales.contains("1＝ない〜3＝ある"), "{scales}");
        assert!(scales.contains("「わからない」は段階でないため"), "{scales}");
        assert!(scales.contains("2.0 (0.8)") && scales.contains("クロンバックのα"), "{scales}");
        assert!(!scales.contains("まとまっています"), "a paper has no advice: {scales}");
    })
    .await;
}

/// Of two areas the one is unsure and the other one sure; what they work with is the same, and one kind of agency is rare.
#[tokio::test]
async fn a_scale_by_area_is_tested_by_its_height_and_what_is_not_tested_has_a_sign() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let step = |value: &str| json!({ "value": value, "text": format!("段階{value}") });
        let asked = [
            json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
                "choices": ["x|中央", "y|北部"] }),
            json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
                "choices": ["20|ハローワーク", "40|産業保健"] }),
            json!({ "type": "matrix", "name": "sure", "title": "自信",
                "rows": [{ "value": "a", "text": "相談" }], "columns": (["1", "2", "3"].map(step)) }),
            json!({ "type": "radiogroup", "name": "same", "title": "みな同じ", "choices": ["1|はい", "2|いいえ"] }),
            json!({ "type": "radiogroup", "name": "few", "title": "少数", "choices": ["1|はい", "2|いいえ"] }),
        ];
        let open = open_definition(app, &coordinator, &definition(&asked)).await;
        for n in 0..24 {
            let (place, kind) = if n < 12 { ("x", "20") } else { ("y", "40") };
            let step = if n < 6 { "1" } else if n < 18 { "2" } else { "3" };
            let few = if n == 0 { "2" } else { "1" };
            let fields = [("where", place), ("kind", kind), ("sure.a", step), ("same", "1"), ("few", few)];
            answer(app, &open, &fields).await;
        }
        let get = async |file: &str| coordinator.get(&path(&open, file)).await.expect_status(200).body;
        let crossed = get("by-area.md").await;
        let height = crossed.lines().find(|line| line.contains("段階の高さ（順位の検定）"));
        assert!(height.is_some_and(|line| line.contains("| U = ") && line.contains("| r = ")), "{crossed}");
        assert!(crossed.contains("マン・ホイットニーのU検定"), "{crossed}");
        assert!(crossed.contains("r：順位双列相関係数") && crossed.contains("95%信頼区間"), "{crossed}");
        let row = |title: &str| crossed.lines().find(|line| line.contains(title)).unwrap_or_default();
        assert!(row("みな同じ").ends_with("| – | – | – |"), "{crossed}");
        assert!(row("少数").ends_with("| x | x | x |"), "{crossed}");
        assert!(!crossed.contains("HW"), "no kind is named: {crossed}");
        for file in ["by-kind.md", "characteristics.md", "characteristics.csv"] {
            let words = get(file).await;
            assert!(words.contains("HW＝ハローワーク（") && words.contains("産保＝"), "{file}: {words}");
        }
    })
    .await;
}
