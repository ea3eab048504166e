//! What can be looked up, what might be known, and what is not in the data: it is said before, and beside the data.

use analysis::document::csv::read_rows;
use chrono::NaiveDate;
use serde_json::{Value, json};
use server::auth::Role;
use server::cli::export::export;
use surveys::id::SurveyId;
use surveys::place::scheme::Member;
use surveys::store;
use surveys::store::region_schemes::SchemeInput;
use tests::closed_answers::{answer, definition};
use tests::open_survey::open_definition;
use tests::{TestApp, on_both};

use super::{arguments, column, look, make, rows, take, text, unzip};

fn choice(name: &str, title: &str, role: Option<&str>) -> Value {
    let mut question =
        json!({ "type": "radiogroup", "name": name, "title": title, "choices": ["1|はい", "2|いいえ"] });
    if let Some(role) = role {
        question["kt:role"] = json!(role);
    }
    question
}

/// Of twelve ten are run by one body, and six of these are busy: two stand out by who runs them, and six if it were known who is busy.
#[tokio::test]
async fn what_can_be_looked_up_is_looked_at_and_left_out_by_one_link() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let elements = [
            choice("run", "運営主体", Some("known")),
            choice("size", "規模", Some("known")),
            choice("busy", "忙しさ", None),
            choice("calm", "落ち着き", None),
        ];
        let open = open_definition(app, &coordinator, &definition(&elements)).await;
        for n in 0..12 {
            let run = if n < 10 { "1" } else { "2" };
            let busy = if n < 6 { "1" } else { "2" };
            answer(app, &open, &[("run", run), ("size", run), ("busy", busy), ("calm", busy)]).await;
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let risk = page.texts(".risk li").join("\n");
        assert!(risk.contains("運営主体（run）だけで、2件が 5件に満たない組"), "{risk}");
        assert!(risk.contains("もし忙しさ（busy）が読み手に知られていれば、6件が"), "{risk}");
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("bundle.zip");
        let _code = export(app.service(), &arguments(app, &open, &out)).await.expect("a report");
        assert!(!out.exists(), "nobody has accepted it");
        let page = look(&coordinator, open.survey.0, "also=busy,calm").await;
        let href = page.attributes("#leave-out", "href").remove(0);
        let without = coordinator.get(&href).await.expect_status(200);
        assert!(!without.has("#make-form #accept"), "twelve are alike: {}", without.describe());
        assert!(!without.has("#leave-out"), "{}", without.describe());
        let files = unzip(&take(&coordinator, &without).await);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        // What is named as known is left out with what can be looked up.
        let gone = ["run", "size", "busy", "calm"];
        assert!(!data[0].iter().any(|name| gone.contains(&name.as_str())), "{:?}", data[0]);
        let readme = text(&files, "README.txt");
        for gone in ["run（運営主体）", "size（規模）", "busy（忙しさ）"] {
            assert!(readme.contains(&format!("{gone}：作るときに、入れないと決めた")), "{readme}");
        }
        // All that was decided is in the way back, too.
        answer(app, &open, &[("run", "1"), ("size", "1"), ("busy", "1"), ("calm", "1")]).await;
        let ended = make(&coordinator, &without).await;
        assert_eq!(ended.attributes("#bundle-state", "data-state"), ["changed"], "{}", ended.describe());
        let back = ended.attributes("main .actions a", "href").remove(0);
        let back = coordinator.get(&back).await.expect_status(200);
        for page in [&without, &back] {
            assert_eq!(page.attributes("#decide-form [name='also']", "value"), ["busy calm"]);
            for gone in gone {
                let chosen = format!("#decide-form select[name='do.{gone}'] option[selected]");
                assert_eq!(page.attributes(&chosen, "value"), ["drop"], "{}", page.describe());
            }
        }
        // What is named as known stays as it was answered, and its counts are in the codebook as tables have them.
        let page = look(&coordinator, open.survey.0, "also=busy").await;
        let files = unzip(&take(&coordinator, &page).await);
        let ddi = text(&files, &format!("codebook/q{}.xml", open.questionnaire.0));
        let busy = ddi.split("name=\"busy\"").nth(1).and_then(|rest| rest.split("</var>").next());
        assert!(busy.is_some_and(|busy| busy.contains(">7</catStat>")), "{ddi}");
    })
    .await;
}

/// Three of twelve chose the letter, and four are sure.
#[tokio::test]
async fn choices_and_rows_that_might_be_known_are_named_too() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let ways =
            json!({ "type": "checkbox", "name": "ways", "title": "手段", "choices": ["1|電話", "2|手紙"] });
        let sure = json!({ "type": "matrix", "name": "sure", "title": "自信",
            "rows": [{ "value": "a", "text": "相談" }],
            "columns": [{ "value": "1", "text": "ない" }, { "value": "2", "text": "ある" }] });
        let open = open_definition(app, &coordinator, &definition(&[ways, sure])).await;
        for n in 0..12 {
            let sure = ("sure.a", if n < 4 { "2" } else { "1" });
            let letter = (n < 3).then_some(("ways", "2"));
            let fields: Vec<(&str, &str)> = [("ways", "1"), sure].into_iter().chain(letter).collect();
            answer(app, &open, &fields).await;
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let risk = page.texts(".risk li").join("\n");
        assert!(risk.contains("（ways_2）が読み手に知られていれば、3件が"), "{risk}");
        assert!(risk.contains("（sure_a）が読み手に知られていれば、4件が"), "{risk}");
        assert!(!risk.contains("（ways_1）が読み手に"), "all chose it: {risk}");
        assert!(!page.has("#make-form #accept"), "nobody is taken to know it: {}", page.describe());
    })
    .await;
}

/// All answered alike, and nobody knows what the columns tell together that are not looked at.
#[tokio::test]
async fn more_columns_than_are_looked_at_ask_for_the_tick() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let names: Vec<String> = (0..20).map(|n| format!("ask{n}")).collect();
        let elements: Vec<Value> = names.iter().map(|name| choice(name, "架空の問い", None)).collect();
        let open = open_definition(app, &coordinator, &definition(&elements)).await;
        let fields: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
        for _ in 0..6 {
            answer(app, &open, &fields).await;
        }
        let some = look(&coordinator, open.survey.0, &format!("also={}", names[..10].join(","))).await;
        assert!(!some.has("#make-form #accept"), "{}", some.describe());
        let all = look(&coordinator, open.survey.0, &format!("also={}", names.join(","))).await;
        assert!(all.texts(".risk li").join("").contains("見ていない列があります"), "{}", all.describe());
        assert!(all.has("#make-form #accept"), "{}", all.describe());
    })
    .await;
}

/// A scheme of areas for the region of a survey.
async fn bring_scheme(app: &TestApp, survey: SurveyId) {
    let coordinator = store::users::find_by_login(app.db(), "test-coordinator").await.expect("users");
    let by = coordinator.expect("the coordinator").id;
    let region = store::surveys::find(app.db(), survey).await.expect("the survey").region_id;
    let valid_from = NaiveDate::from_ymd_opt(2020, 4, 1).expect("a day");
    let input = SchemeInput { name: "架空の医療圏".to_owned(), valid_from, source: String::new() };
    let scheme = store::region_schemes::create(app.db(), region, input, by).await.expect("a scheme");
    let member = Member { municipality: "11203".to_owned(), area: "架空の圏域".to_owned() };
    store::region_schemes::set_members(app.db(), scheme.id, scheme.revision, vec![member], by)
        .await
        .expect("its municipalities");
}

#[tokio::test]
async fn typed_towns_are_areas_moments_are_months_and_what_is_left_out_has_a_reason() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let typed = |name: &str, title: &str, kind: &str| {
            json!({ "type": "text", "name": name, "title": title, "inputType": kind })
        };
        let elements = [
            json!({ "type": "kt-municipality", "name": "town", "title": "市町村" }),
            typed("began", "はじめた月", "month"),
            typed("met", "会った日時", "datetime-local"),
            typed("hour", "会う時刻", "time"),
            typed("remark", "ひとこと", "text"),
        ];
        let open = open_definition(app, &coordinator, &definition(&elements)).await;
        for _ in 0..6 {
            let fields = [
                ("town", "川口市"),
                ("began", "2026年3月"),
                ("met", "2026/4/1 9:30"),
                ("hour", "9時"),
                ("remark", "特にない"),
            ];
            answer(app, &open, &fields).await;
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        assert!(text(&files, "README.txt").contains("town（市町村）：市町村をまとめる圏域の区分がない"));
        bring_scheme(app, open.survey).await;
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        let q = open.questionnaire.0;
        let data = rows(&files, &format!("data/q{q}.csv"));
        assert_eq!(column(&data, "town"), ["架空の圏域"; 6]);
        assert_eq!(column(&data, "began"), ["2026-03"; 6]);
        assert_eq!(column(&data, "met"), ["2026-04"; 6]);
        for gone in ["hour", "remark"] {
            assert!(!data[0].iter().any(|name| name == gone), "{gone} is in the data");
        }
        let readme = text(&files, "README.txt");
        assert!(readme.contains("hour（会う時刻）：") && readme.contains("remark（ひとこと）："), "{readme}");
        assert!(!readme.contains("town（市町村）："), "{readme}");
        let html = text(&files, &format!("codebook/q{q}.html"));
        assert!(html.contains("データにない設問") && html.contains("<code>remark</code>"), "{html}");
        assert!(text(&files, &format!("codebook/q{q}.xml")).contains("remark（ひとこと）："));
        assert!(unzip(&files[&format!("codebook/q{q}.xlsx")]).contains_key("xl/worksheets/sheet2.xml"));
    })
    .await;
}

#[tokio::test]
async fn who_was_not_asked_for_area_or_kind_is_not_missing() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[choice("busy", "忙しさ", None)])).await;
        for _ in 0..6 {
            answer(app, &open, &[("busy", "1")]).await;
        }
        let path = format!("/surveys/{}/exports/codebook-{}.csv", open.survey.0, open.questionnaire.0);
        let codebook = read_rows(&coordinator.get(&path).await.expect_status(200).bytes).expect("a table");
        for name in ["area", "agency_group"] {
            let row = codebook.iter().find(|row| row[0] == name).expect("its row");
            let counts: Vec<&str> = row[row.len() - 3..].iter().map(String::as_str).collect();
            assert_eq!(counts, ["0", "0", "6"], "{name}: answered, missing, not asked");
        }
    })
    .await;
}

/// Whoever is asked for their area sees one of two questions: either is asking.
#[tokio::test]
async fn who_was_asked_for_area_or_kind_and_did_not_say_is_missing() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let area = |name: &str, busy: &str| {
            json!({ "type": "radiogroup", "name": name, "title": "圏域", "kt:role": "region",
                "choices": ["9001|北部", "9002|南部"], "visibleIf": format!("{{busy}} = '{busy}'") })
        };
        let kind = json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
            "choices": ["20|紹介", "22|就労"] });
        let elements = [choice("busy", "忙しさ", None), area("here", "2"), area("there", "1"), kind];
        let open = open_definition(app, &coordinator, &definition(&elements)).await;
        for _ in 0..6 {
            answer(app, &open, &[("busy", "1")]).await;
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        for name in ["area", "agency_group"] {
            assert_eq!(column(&data, name), ["99"; 6], "{name}");
        }
    })
    .await;
}
