//! Coding rules of a survey: tried, saved in versions, brought and given out as the same file, and led back to the texts.

use analysis::rules::shipped::STANCE;
use serde_json::json;
use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::id::SurveyId;
use surveys::store;
use tests::free_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::answer_page;
use tests::{Page, Session, TestApp, on_both};

const RULES: &str = "# 架空のルール\n＊手帳がない\nnear(手帳-ない)[b5]\n＊相談\n相談 or 架空語\n＊両方\n<＊手帳がない> and <＊相談>\n";

/// Five people who allow everything; the first says both.
const ANSWERS: [&str; 5] = [
    "手帳がないので応募できない。窓口で相談した。",
    "手帳を持っている。",
    "主治医に相談した。",
    "著作権の相談をした。",
    "特になし",
];

async fn survey_with_answers(app: &TestApp, coordinator: &Session) -> SurveyId {
    let open = open_definition(app, coordinator, &definition()).await;
    for words in ANSWERS {
        answer(app, &open, &["1", "2", "3"], words).await;
    }
    open.survey
}

fn path(survey: SurveyId) -> String {
    format!("/surveys/{}/analysis/rules", survey.0)
}

/// The rows of the counts: code, n, N, %, people.
fn counts(page: &Page) -> Vec<String> {
    page.texts("#rules-counts tbody tr")
}

/// Opens the editor, writes rules and presses a button.
async fn write(session: &Session, survey: SurveyId, rules: &str, button: &str) -> Page {
    let page = session.get(&format!("{}/edit", path(survey))).await.expect_status(200);
    let typed = [("content", rules), ("unit", "sentence"), ("do", button)];
    session.submit(&page, "form.rule-form", &typed).await
}

/// Brings a file in the place of the rules at a revision.
async fn bring(session: &Session, survey: SurveyId, revision: i32, content: &[u8]) -> Page {
    let csrf = session.get(&format!("{}/edit", path(survey))).await.csrf().unwrap_or_default();
    let revision = revision.to_string();
    let fields = [("csrf", csrf.as_str()), ("revision", revision.as_str())];
    session.post_files(&format!("{}/file", path(survey)), &fields, &[("file", "rules.cod", content)]).await
}

#[tokio::test]
async fn rules_are_tried_saved_and_led_back_to_the_texts() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = survey_with_answers(app, &coordinator).await;
        assert!(coordinator.get(&path(survey)).await.expect_status(200).has(".empty-state"));

        let tried = write(&coordinator, survey, RULES, "try").await.expect_status(200);
        assert_eq!(counts(&tried)[..2], ["手帳がない 1 6 16.7% 1", "相談 3 6 50.0% 3"], "sentences");
        assert!(tried.text().contains("「架空語」は、どの文章にもありません"), "{}", tried.text());
        assert!(!tried.has("#rules-counts a"), "what is not saved leads nowhere");
        assert_eq!(store::rules::newest(app.db(), survey).await.expect("it can be read"), None);

        // What rules.js takes from the page while somebody writes.
        assert!(tried.has("#rules-live #rules-counts") && tried.has("#rules-status"), "{}", tried.text());

        let unknown: String = (0..300).map(|n| format!("＊c{n}\n架空語{n}\n")).collect();
        let many = write(&coordinator, survey, &unknown, "try").await.expect_status(200);
        assert!(many.text().contains("200か所まで示しています。"), "{}", many.text());

        let wrong = write(&coordinator, survey, "＊誤り\n( 相談\n", "save").await.expect_status(422);
        assert!(wrong.has("#rules-live #errors") && !wrong.has("#rules-counts"), "{}", wrong.text());
        assert!(wrong.first(".error-summary").contains("2行"), "{}", wrong.text());
        assert!(wrong.first("textarea[name=content]").contains("＊誤り"), "what was typed stays");

        write(&coordinator, survey, RULES, "save").await.expect_status(303);
        let page = coordinator.get(&path(survey)).await.expect_status(200);
        let people =
            ["手帳がない 1 5 20.0% 1", "相談 3 5 60.0% 3", "両方 1 5 20.0% 1", "＃コード無し 2 5 40.0% 2"];
        assert_eq!(counts(&page), people);
        let links = page.attributes("#rules-counts a", "href");
        let hits = coordinator.get(&links[1]).await.expect_status(200);
        assert_eq!(hits.texts("#hits > li").len(), 3);
        assert_eq!(hits.texts("#hits mark"), ["相談"; 3]);
        let sentence = links[0].replace("unit=person", "unit=sentence");
        let hits = coordinator.get(&sentence).await.expect_status(200);
        assert_eq!(hits.texts("#hits .note-text"), ["手帳がないので応募できない。"]);
        assert_eq!(hits.texts("#hits mark"), ["手帳", "ない"]);
        let source = coordinator.get(&hits.link("この人の文章を読む")).await.expect_status(200);
        assert!(source.text().contains("窓口で相談した。"), "{}", source.text());
    })
    .await;
}

/// Beside N stands why other pages have other numbers: some wrote nothing, and of some nobody knows the area.
#[tokio::test]
async fn what_n_counts_is_said_beside_it() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let region = json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["9001|北部", "9002|南部"] });
        let mut questions = definition();
        questions["pages"][0]["elements"].as_array_mut().expect("questions").push(region);
        let open = open_definition(app, &coordinator, &questions).await;
        let all: [(&str, &str); 6] = [
            ("窓口で相談した。", "9001"),
            ("主治医に相談した。", "9002"),
            ("相談の予約が取れない。", "9001"),
            ("手帳を持っている。", "9002"),
            ("手帳がない。", ""),
            ("", "9001"),
        ];
        for (words, area) in all {
            let fields: Vec<(&str, &str)> = [("hard", words), ("where", area)]
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .collect();
            answer_page(&app.visitor(), &open.link, &["1", "2", "3"], &fields).await;
        }
        let base = |unit: &str, n_writers: usize, n_silent: usize| {
            let args = [
                ("unit", i18n::plain(Lang::Ja, &format!("rules-unit-{unit}"))),
                ("responses", (n_writers + n_silent).to_string()),
                ("hearings", "0".to_owned()),
                ("writers", n_writers.to_string()),
                ("silent", n_silent.to_string()),
            ];
            i18n::text(Lang::Ja.code(), "rules-base", &args)
        };
        let tried = write(&coordinator, open.survey, RULES, "try").await.expect_status(200);
        assert!(
            tried.first("#rules-counts caption").contains(&base("sentence", 5, 1)),
            "{}",
            tried.describe()
        );
        write(&coordinator, open.survey, RULES, "save").await.expect_status(303);
        let page = coordinator.get(&path(open.survey)).await.expect_status(200);
        assert!(counts(&page)[0].contains(" 5 "), "five wrote something: {:?}", counts(&page));
        let caption = page.first("#rules-counts caption");
        assert!(caption.contains(&base("person", 5, 1)) && caption.contains("文章のない1件"), "{caption}");
        let note = page.first(".figure-note");
        let args = [("by", "region".to_owned()), ("n", "1".to_owned())];
        let left_out = i18n::text(Lang::Ja.code(), "lookup-left-out", &args);
        assert!(note.contains("n=4") && note.contains(&left_out), "{note}");

        let survey = survey_with_answers(app, &coordinator).await;
        write(&coordinator, survey, RULES, "save").await.expect_status(303);
        let caption = coordinator.get(&path(survey)).await.expect_status(200).first("#rules-counts caption");
        assert!(caption.contains(&base("person", 5, 0)) && !caption.contains("文章のない"), "{caption}");
    })
    .await;
}

#[tokio::test]
async fn rules_that_come_with_the_program_are_changed_and_saved() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = survey_with_answers(app, &coordinator).await;
        let edit = coordinator.get(&format!("{}/edit", path(survey))).await.expect_status(200);
        let shipped = coordinator.get(&edit.link("付属のルール")).await.expect_status(200);
        assert!(shipped.first("textarea[name=content]").contains("＊好事例"), "{}", shipped.describe());
        let selected = |page: &Page| page.attributes("select[name=unit] option[selected]", "value");
        assert_eq!(selected(&shipped), ["sentence"], "they are written for sentences");
        let changed = format!("{STANCE}\n＊送迎\n送迎\n");
        let typed = [("content", changed.as_str()), ("do", "save")];
        coordinator.submit(&shipped, "form.rule-form", &typed).await.expect_status(303);
        // Five people wrote six sentences. People, too, can be counted.
        for (unit, is_of, n) in [("", "sentence", 6), ("?unit=person", "person", 5)] {
            let page = coordinator.get(&format!("{}{unit}", path(survey))).await.expect_status(200);
            assert_eq!(selected(&page)[0], is_of, "{}", page.describe());
            let counts = counts(&page);
            let is_counted = |row: &str, code: &str| row.starts_with(&format!("{code} 1 {n} "));
            assert!(is_counted(&counts[2], "課題") && is_counted(&counts[3], "記述なし"), "{counts:?}");
            let file = page.attributes("a[href*='counts.csv']", "href").remove(0);
            assert!(file.ends_with(&format!("unit={is_of}")), "{file}");
        }
        // Any other rules count people, unless somebody says otherwise.
        write(&coordinator, survey, RULES, "save").await.expect_status(303);
        assert_eq!(selected(&coordinator.get(&path(survey)).await)[0], "person");
    })
    .await;
}

#[tokio::test]
async fn two_editors_see_each_other_and_every_version_stays() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = survey_with_answers(app, &coordinator).await;
        let edit = format!("{}/edit", path(survey));
        let opened = coordinator.get(&edit).await.expect_status(200);
        write(&coordinator, survey, RULES, "save").await.expect_status(303);
        let late = [("content", "＊別の人\n通院\n"), ("do", "save")];
        let stale = coordinator.submit(&opened, "form.rule-form", &late).await.expect_status(409);
        assert!(stale.first("#differing").contains("＊手帳がない"), "{}", stale.text());
        // Having seen both, the second may replace the first.
        coordinator.submit(&stale, "form.rule-form", &[("do", "save")]).await.expect_status(303);
        // What is saved already is no new version.
        write(&coordinator, survey, "＊別の人\r\n通院\r\n", "save").await.expect_status(303);
        let history = store::rules::history(app.db(), survey, 10).await.expect("it can be read");
        assert_eq!(history.iter().map(|saved| saved.revision).collect::<Vec<_>>(), [2, 1]);
        let events = store::audit::of_thing(app.db(), "survey", survey.0).await.expect("events can be read");
        assert_eq!(events.iter().filter(|event| event.action == "rules.save").count(), 2);
        let first = coordinator.get(&format!("{edit}?version=1")).await.expect_status(200);
        assert!(first.first("textarea[name=content]").contains("＊手帳がない"));
        coordinator.get(&format!("{edit}?version=9")).await.expect_status(404);
    })
    .await;
}

#[tokio::test]
async fn a_file_comes_out_as_it_was_brought() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = survey_with_answers(app, &coordinator).await;
        let download = format!("{}.cod", path(survey));
        coordinator.get(&download).await.expect_status(404);
        // ＊相談 CRLF 相談 LF, in Shift_JIS with line ends of two kinds.
        let file = b"\x81\x96\x91\x8a\x92\x6b\r\n\x91\x8a\x92\x6b\n# \x8c\xc2\x90\x6c\n";
        bring(&coordinator, survey, 0, file).await.expect_status(303);
        assert_eq!(coordinator.get(&download).await.expect_status(200).bytes, file);
        let page = coordinator.get(&path(survey)).await;
        let link = page.link("ルールファイルをダウンロードする");
        assert_eq!(coordinator.get(&link).await.expect_status(200).bytes, file, "the page leads to it");
        assert_eq!(counts(&page)[0], "相談 3 5 60.0% 3");
        bring(&coordinator, survey, 0, "＊a\n相談\n".as_bytes()).await.expect_status(409);
        let wrong = bring(&coordinator, survey, 1, "＊a\n<＊まだない>\n".as_bytes()).await.expect_status(422);
        assert!(wrong.first("textarea[name=content]").contains("<＊まだない>"), "it can be mended");
        assert!(wrong.first(".error-summary").contains("2行1字目"), "{}", wrong.text());
        bring(&coordinator, survey, 1, b"\xff\xfe\x00").await.expect_status(422);
        bring(&coordinator, survey, 1, b"").await.expect_status(422);
        let prose = "これはルールではない文章";
        let none = bring(&coordinator, survey, 1, prose.as_bytes()).await.expect_status(422);
        assert!(
            none.first(".error-summary").contains("コーディングルールがひとつもありません"),
            "{}",
            none.text()
        );
        write(&coordinator, survey, prose, "save").await.expect_status(422);
        assert_eq!(coordinator.get(&download).await.bytes, file, "nothing of that was kept");
        // A character that the encoding of the file does not have makes it UTF-8.
        write(&coordinator, survey, "＊𠮷野\n相談\n", "save").await.expect_status(303);
        let given = coordinator.get(&download).await.expect_status(200);
        assert_eq!(given.body, "＊𠮷野\r\n相談\r\n");
    })
    .await;
}

#[tokio::test]
async fn a_researcher_reads_rules_and_sees_no_small_numbers() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = survey_with_answers(app, &coordinator).await;
        // A variable would tell where a text comes from.
        let rules = format!("{RULES}＊全員\nlw > 0\n＊圏域\n<>圏域-->北部\n");
        write(&coordinator, survey, &rules, "save").await.expect_status(303);
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&path(survey)).await.expect_status(200);
        let rows = counts(&page);
        assert!(rows[0].starts_with("手帳がない ＊秘匿 5"), "{rows:?}");
        assert_eq!(rows[3], "全員 5 5 100.0% 5");
        assert!(rows[5].starts_with("＃コード無し ＊秘匿"), "{rows:?}");
        assert_eq!(rows[4], "圏域 — 5 — —", "not a false 0");
        let told = "圏域などの変数を使うルールは、内部の分析だけで数えます";
        assert!(
            page.text().contains(told) && !page.text().contains("変数「圏域」がありません"),
            "{}",
            page.text()
        );
        // The file has what the page has, and no more.
        let csv = researcher.get(&page.link("この表をCSVで保存する")).await.expect_status(200);
        let lines: Vec<&str> = csv.body.lines().skip(1).collect();
        assert_eq!(lines[0], "手帳がない,*,5,*,*,人（回答者・ヒアリング）", "{}", csv.body);
        assert_eq!(lines[3], "全員,5,5,100,5,人（回答者・ヒアリング）");
        assert_eq!(lines[4], "圏域,—,5,—,—,人（回答者・ヒアリング）");
        assert!(lines[5].starts_with("＃コード無し,*,5,*,*,"), "{}", csv.body);
        let sentences = coordinator.get(&format!("{}/counts.csv?unit=sentence", path(survey))).await;
        let sentences = sentences.expect_status(200).body;
        assert!(sentences.contains("\n相談,3,6,50,3,文"), "{sentences}");
        let note = "内部用（少ない数も入っています）";
        assert!(sentences.lines().last().is_some_and(|line| line.contains(note)), "{sentences}");
        assert!(!csv.body.contains(note), "{}", csv.body);
        let viewer = app.login(Role::Viewer).await;
        viewer.get(&format!("{}/counts.csv", path(survey))).await.expect_status(403);
        let hits = format!("{}/hits?unit=person&code=", path(survey));
        let few = researcher.get(&format!("{hits}手帳がない")).await.expect_status(200);
        assert!(!few.has("#hits") && !few.text().contains("応募"), "{}", few.text());
        let all = researcher.get(&format!("{hits}全員")).await.expect_status(200);
        assert_eq!(all.texts("#hits > li").len(), 5);
        assert!(!all.has("#hits a"), "an anonymous text leads to nobody");
        researcher.get(&format!("{}/edit", path(survey))).await.expect_status(403);
    })
    .await;
}

/// Twelve people, three of whom speak of a boss: how many do not would tell how many do.
#[tokio::test]
async fn what_most_people_have_tells_a_researcher_of_no_few_others() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for at in 0..12 {
            let words = if at < 3 { "上司に相談した。" } else { "窓口に相談した。" };
            answer(app, &open, &["1", "2", "3"], words).await;
        }
        let rules = "＊上司\n上司\n＊非上司\n! 上司\n＊相談\n相談\n";
        write(&coordinator, open.survey, rules, "save").await.expect_status(303);
        let own = coordinator.get(&path(open.survey)).await.expect_status(200);
        assert_eq!(counts(&own)[..2], ["上司 3 12 25.0% 3", "非上司 9 12 75.0% 9"]);
        let researcher = app.login(Role::Researcher).await;
        for unit in ["person", "document", "sentence"] {
            let page = researcher.get(&format!("{}?unit={unit}", path(open.survey))).await.expect_status(200);
            let rows = counts(&page);
            assert!(rows[0].starts_with("上司 ＊秘匿 ") && rows[1].starts_with("非上司 ＊秘匿 "), "{rows:?}");
            assert!(rows[2].starts_with("相談 12 12 100.0% 12"), "{rows:?}");
            let hits = format!("{}/hits?unit={unit}&code=非上司", path(open.survey));
            let few = researcher.get(&hits).await.expect_status(200);
            assert!(!few.has("#hits") && !few.text().contains("窓口"), "{}", few.text());
        }
    })
    .await;
}

/// A survey of texts that asks for the area, too.
async fn open_by_area(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let mut definition = definition();
    let area = json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
        "choices": ["9001|北部", "9002|南部"] });
    definition["pages"][0]["elements"].as_array_mut().expect("a page has questions").push(area);
    open_definition(app, coordinator, &definition).await
}

/// Six people of the north and seven of the south. What is not counted for a researcher is neither nobody nor everybody.
#[tokio::test]
async fn a_rule_about_the_area_is_counted_within_internal_work_alone() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_by_area(app, &coordinator).await;
        for (area, n) in [("9001", 6), ("9002", 7)] {
            for _ in 0..n {
                let fields = [("hard", "窓口で相談した。"), ("where", area)];
                answer_page(&app.visitor(), &open.link, &["1", "2", "3"], &fields).await;
            }
        }
        let rules = "＊北部\n<>region-->9001\n＊北部以外\n! <>region-->9001\n＊その相談\n相談 and <＊北部以外>\n＊相談\n相談\n";
        write(&coordinator, open.survey, rules, "save").await.expect_status(303);
        let own = coordinator.get(&path(open.survey)).await.expect_status(200);
        let counted = ["北部 6 13 46.2% 6", "北部以外 7 13 53.8% 7", "その相談 7 13 53.8% 7", "相談 13 13 100.0% 13"];
        assert_eq!(counts(&own)[..4], counted);
        let told = "圏域などの変数を使うルールは、内部の分析だけで数えます";
        assert!(!own.text().contains(told), "{}", own.describe());
        let researcher = app.login(Role::Researcher).await;
        let page = researcher.get(&path(open.survey)).await.expect_status(200);
        let rows = counts(&page);
        let not_counted = ["北部 — 13 — —", "北部以外 — 13 — —", "その相談 — 13 — —", "相談 13 13 100.0% 13"];
        assert_eq!(rows[..4], not_counted);
        assert!(page.text().contains(told), "{}", page.describe());
        let crossed = page.texts("#rules-crossed-table tbody tr");
        assert!(crossed.iter().all(|row| row.starts_with("相談 ")), "{crossed:?}");
        let hits = format!("{}/hits?unit=person&code=北部以外", path(open.survey));
        let listed = researcher.get(&hits).await.expect_status(200);
        assert!(!listed.has("#hits") && listed.text().contains(told), "{}", listed.describe());
        let network = format!("/surveys/{}/analysis/network?of=rules", open.survey.0);
        let network = researcher.get(&network).await.expect_status(200);
        assert!(!network.text().contains("北部以外"), "{}", network.describe());
    })
    .await;
}

/// Ten of the eleven people of the north speak of pick-up: that one does not is withheld of the code that says so, and is not told by
/// the other one.
#[tokio::test]
async fn few_without_a_code_are_not_told_by_the_size_of_their_area() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_by_area(app, &coordinator).await;
        let said =
            [("9001", 10, "送迎がない。"), ("9001", 1, "窓口で相談した。"), ("9002", 6, "送迎がない。")];
        for (area, n, words) in said.into_iter().chain([("9002", 7, "窓口で相談した。")]) {
            for _ in 0..n {
                let fields = [("hard", words), ("where", area)];
                answer_page(&app.visitor(), &open.link, &["1", "2", "3"], &fields).await;
            }
        }
        write(&coordinator, open.survey, "＊送迎\n送迎\n＊ほか\n! 送迎\n", "save").await.expect_status(303);
        let rows = async |person: &Session| {
            let page = person.get(&format!("{}?by=region", path(open.survey))).await.expect_status(200);
            page.texts("#rules-crossed-table tbody tr")
        };
        let own = rows(&coordinator).await;
        assert!(own[0].starts_with("送迎 10 (90.9%)") && own[1].starts_with("ほか 1 (9.1%)"), "{own:?}");
        let page = coordinator.get(&format!("{}?by=region", path(open.survey))).await.expect_status(200);
        let tests = page.texts("#tests tbody tr");
        assert!(tests.len() == 2 && tests[0].starts_with("送迎 "), "a line for each code: {tests:#?}");
        // The least expected count is 8 · 11 ÷ 24 = 3.7.
        assert!(tests.iter().all(|line| line.contains("フィッシャーの正確確率検定")), "{tests:#?}");
        assert!(own[0].contains("（フィッシャー）（参考：χ²(1) = "), "it says whose p it is: {own:?}");
        assert!(tests[0].contains("（参考：χ²(1) = "), "{tests:#?}");
        // People are compared whatever the rules are counted in, and the file says so.
        let by_sentence = format!("{}?by=region&unit=sentence&cells=csv", path(open.survey));
        let file = coordinator.get(&by_sentence).await.expect_status(200).body;
        let says_people = file.lines().next().is_some_and(|heads| heads.contains(",人数,割合の分母,"));
        assert!(says_people && file.contains("送迎,北部,10,11,90.9,"), "{file}");
        let researcher = app.login(Role::Researcher).await;
        let seen = rows(&researcher).await;
        for row in &seen[..2] {
            assert_eq!(row.matches("＊").count(), 2, "both areas: {seen:?}");
        }
    })
    .await;
}
