//! Versions of a questionnaire: answers of all of them are counted and exported, and what was not asked is no missing
//! answer.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use server::auth::Role;
use surveys::id::QuestionnaireId;
use surveys::store;
use tests::closed_answers::{self, answer};
use tests::open_survey::{OpenSurvey, open_definition, open_second, replace_draft};
use tests::{Session, TestApp, on_both};

use crate::bundle;

fn definition(elements: Value) -> Value {
    closed_answers::definition(elements.as_array().expect("a list"))
}

fn first() -> Value {
    definition(json!([
        { "type": "radiogroup", "name": "kind", "title": "種別", "choices": ["1|相談", "2|就労", "96|その他"] },
        { "type": "checkbox", "name": "means", "title": "方法", "choices": ["1|電話", "2|訪問"] },
        { "type": "text", "name": "count", "title": "件数", "inputType": "number" },
        { "type": "text", "name": "age", "title": "年齢", "inputType": "number" },
        { "type": "comment", "name": "note", "title": "困りごと" }]))
}

/// Renames a question, leaves one out, adds one, and marks one as identifying.
fn second() -> Value {
    definition(json!([
        { "type": "dropdown", "name": "sort", "kt:id": "kind", "title": "区分",
          "choices": ["1|相談支援", "2|就労", "96|その他"] },
        { "type": "checkbox", "name": "means", "title": "方法", "choices": ["1|電話", "3|メール"] },
        { "type": "rating", "name": "mood", "title": "手ごたえ", "rateMin": 1, "rateMax": 5 },
        { "type": "text", "name": "age", "title": "年齢", "inputType": "number", "kt:identifier": true },
        { "type": "comment", "name": "note", "title": "困りごと", "kt:identifier": true }]))
}

async fn save(app: &TestApp, id: QuestionnaireId, definition: &Value) {
    replace_draft(app, id, definition.to_string()).await;
}

async fn publish(app: &TestApp, coordinator: &Session, id: QuestionnaireId, definition: &Value) {
    save(app, id, definition).await;
    coordinator.post_form(&format!("/questionnaires/{}/publish", id.0), &[]).await.expect_status(303);
}

/// Five people answer each version.
async fn two_versions(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &first()).await;
    for _ in 0..4 {
        let fields = [
            ("kind", "1"),
            ("means", "1"),
            ("means", "2"),
            ("count", "99"),
            ("age", "40"),
            ("note", "古い版の言葉"),
        ];
        answer(app, &open, &fields).await;
    }
    answer(app, &open, &[("kind", "96")]).await;
    publish(app, coordinator, open.questionnaire, &second()).await;
    for _ in 0..5 {
        let fields =
            [("sort", "2"), ("means", "3"), ("mood", "4"), ("age", "41"), ("note", "新しい版の言葉")];
        answer(app, &open, &fields).await;
    }
    open
}

/// The rows of a CSV file by column.
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = csv.trim_start_matches('\u{FEFF}').lines().map(|line| line.split(',').map(str::to_owned));
    let head: Vec<String> = lines.next().expect("a head").collect();
    lines.map(|line| head.iter().cloned().zip(line).collect()).collect()
}

fn column<'a>(rows: &'a [BTreeMap<String, String>], name: &str) -> Vec<&'a str> {
    let mut cells: Vec<&str> =
        rows.iter().map(|row| row.get(name).unwrap_or_else(|| panic!("no column {name}")).as_str()).collect();
    cells.sort_unstable();
    cells
}

async fn file(coordinator: &Session, open: &OpenSurvey, name: &str) -> String {
    let path = format!("/surveys/{}/exports/{name}-{}.csv", open.survey.0, open.questionnaire.0);
    coordinator.get(&path).await.expect_status(200).body
}

#[tokio::test]
async fn exports_have_the_variables_of_every_version_and_say_what_was_not_asked() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_versions(app, &coordinator).await;
        let csv = bundle::data(&coordinator, &open).await;
        let head = csv.trim_start_matches('\u{FEFF}').lines().next().expect("a head").to_owned();
        let expected = "id,month,source,version,explanation,area,agency_group,sort,means_1,means_2,means_3,count,count_missing,\
            mood,mood_missing,consent_1,consent_2,consent_3";
        assert_eq!(head, expected, "age was marked as identifying later, and notes are free text");
        let rows = rows(&csv);
        assert_eq!(column(&rows, "version"), ["1", "1", "1", "1", "1", "2", "2", "2", "2", "2"]);
        // One variable, renamed; 96 is an answer here, so that no code is 96.
        assert_eq!(column(&rows, "sort"), ["1", "1", "1", "1", "2", "2", "2", "2", "2", "96"]);
        let by = |version: &str, name: &str| {
            let of: Vec<BTreeMap<String, String>> =
                rows.iter().filter(|row| row.get("version").is_some_and(|own| own == version)).cloned().collect();
            column(&of, name).into_iter().map(str::to_owned).collect::<Vec<String>>()
        };
        // Not offered: empty. Asked and silent: 99.
        assert_eq!(by("1", "means_2"), ["1", "1", "1", "1", "99"]);
        assert_eq!(by("2", "means_2"), [""; 5]);
        assert_eq!(by("1", "means_3"), [""; 5]);
        assert_eq!(by("2", "means_3"), ["1"; 5]);
        // 99 cases are a number; no answer is none, and the column beside says why.
        assert_eq!(by("1", "count"), ["", "99", "99", "99", "99"]);
        assert_eq!(by("1", "count_missing"), ["0", "0", "0", "0", "99"]);
        assert_eq!(by("2", "count_missing"), [""; 5]);
        assert_eq!(by("2", "mood"), ["4"; 5]);
        let codebook = file(&coordinator, &open, "codebook").await;
        for line in [
            "sort,区分,1つ選択,名義（種類）,1,相談支援,いいえ,全員,すべての版,第1版での名前：kind。 第1版の言葉：「種別」 第1版の言葉：「相談」,いいえ,10,0,0",
            "sort,区分,1つ選択,名義（種類）,-99,無回答,はい,全員,すべての版,第1版での名前：kind。 第1版の言葉：「種別」,いいえ,10,0,0",
            "means_2,方法：訪問,1つ選択,名義（種類）,1,選んだ,いいえ,全員,第1版,,いいえ,*,*,5",
            "count,件数,数値,量（間隔・比例）,,,,全員,第1版,,いいえ,*,*,*",
            "mood,手ごたえ,数値,順序（段階・幅）,,",
            "agency_group,機関の区分,1つ選択,名義（種類）,several,複数の種別,",
            "count_missing,件数（数字がない理由）,1つ選択,名義（種類）,99,無回答,はい,全員,第1版,,いいえ,*,*,*",
        ] {
            assert!(codebook.contains(line), "{line}\n{codebook}");
        }
        assert!(!csv.contains("言葉") && !codebook.contains("困りごと") && !codebook.contains("年齢"));
        coordinator.get(&format!("/surveys/{}/exports/survey.xlsx", open.survey.0)).await.expect_status(200);
    })
    .await;
}

/// What the first version asks everybody, the second asks of those who had it alone; one question was never asked of others. Ten
/// answer the first, half of whom had it, and twelve the second.
async fn asked_of_fewer(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let asking = |is_later: bool| {
        let of_some = |mut question: Value, is_of_some: bool| {
            if is_of_some {
                question["visibleIf"] = json!("{had} = '1'");
            }
            question
        };
        let means = if is_later { ["1|電話", "3|メール"] } else { ["1|電話", "2|訪問"] };
        definition(json!([
            { "type": "radiogroup", "name": "had", "title": "経験", "choices": ["1|ある", "2|ない"] },
            of_some(json!({ "type": "checkbox", "name": "means", "title": "方法", "choices": means }), is_later),
            of_some(json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }), is_later),
            of_some(json!({ "type": "radiogroup", "name": "kept", "title": "続き", "choices": ["1|続く", "2|終わり"] }), true)]))
    };
    let open = open_definition(app, coordinator, &asking(false)).await;
    for n in 0..10 {
        let fields = [("had", "1"), ("means", "1"), ("busy", "1"), ("kept", "1")];
        let fields = if n < 5 { &fields[..] } else { &[("had", "2"), ("means", "2"), ("busy", "2")] };
        answer(app, &open, fields).await;
    }
    publish(app, coordinator, open.questionnaire, &asking(true)).await;
    for n in 0..12 {
        let fields = [("had", "1"), ("means", "3"), ("busy", "1"), ("kept", "2")];
        answer(app, &open, if n < 6 { &fields[..] } else { &[("had", "2")] }).await;
    }
    open
}

#[tokio::test]
async fn whom_a_question_was_asked_of_is_said_of_each_version() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = asked_of_fewer(app, &coordinator).await;
        let each = "第1版：全員／第2版：問1で「ある」と答えた方";
        let some = "問1で「ある」と答えた方にうかがいます。";
        let codebook = file(&coordinator, &open, "codebook").await;
        for (name, words) in [
            ("had", "全員,すべての版,".to_owned()),
            ("busy", format!("{each},すべての版,")),
            ("kept", format!("{some},すべての版,")),
            ("means_1", format!("{each},すべての版,")),
            ("means_2", "全員,第1版,".to_owned()),
            ("means_3", format!("{some},第2版,")),
        ] {
            let own: Vec<&str> =
                codebook.lines().filter(|line| line.split(',').next() == Some(name)).collect();
            assert!(
                !own.is_empty() && own.iter().all(|line| line.contains(&words)),
                "{name} {words}\n{codebook}"
            );
        }
        let page = bundle::look(&coordinator, open.survey.0, "").await;
        let files = bundle::unzip(&bundle::take(&coordinator, &page).await);
        let of = |ending: &str| bundle::text(&files, &format!("codebook/q{}.{ending}", open.questionnaire.0));
        assert!(of("xml").contains(&format!("<universe>{each}</universe>")), "{}", of("xml"));
        assert!(of("html").contains(&format!("<dd>{each}</dd>")), "{}", of("html"));
    })
    .await;
}

#[tokio::test]
async fn tables_count_those_who_were_asked_and_say_in_which_version() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = two_versions(app, &coordinator).await;
        let page = coordinator.get(&format!("/surveys/{}/analysis", open.survey.0)).await.expect_status(200);
        let text = page.text();
        assert!(text.contains("問1 区分"), "the newest words: {}", page.describe());
        assert!(text.contains("「訪問」は第1版だけの選択肢です"), "{}", page.describe());
        let tables = file(&coordinator, &open, "tables").await;
        // Ten were asked for the kind, whatever it was called.
        let kind: Vec<&str> = tables.lines().filter(|line| line.starts_with("sort,")).collect();
        assert!(kind.iter().any(|line| line.contains("相談支援")), "{tables}");
        let path = format!(
            "/surveys/{}/analysis/responses?questionnaire={}&variable=sort&value=1",
            open.survey.0, open.questionnaire.0
        );
        let listed = coordinator.get(&path).await.expect_status(200);
        assert_eq!(listed.texts("main tbody tr").len(), 4, "{}", listed.describe());
        // What one version marks as identifying is read by nobody, whichever version it was written on.
        let texts = coordinator.get(&format!("/surveys/{}/analysis/texts", open.survey.0)).await;
        assert!(!texts.body.contains("版の言葉"), "{}", texts.describe());
    })
    .await;
}

/// Eleven answer without the third choice, and of 42 after them 23 make it: 43.4 % of all, who could not all make it.
#[tokio::test]
async fn a_choice_that_a_later_version_added_has_a_number_and_no_share_of_all() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asking = |choices: &[&str]| {
            definition(json!([
                { "type": "radiogroup", "name": "kind", "title": "種別", "choices": ["1|相談", "2|就労"] },
                { "type": "checkbox", "name": "means", "title": "方法", "choices": choices }]))
        };
        let open = open_definition(app, &coordinator, &asking(&["1|ア", "2|イ"])).await;
        for place in 0..11 {
            answer(app, &open, &[("kind", if place % 2 == 0 { "1" } else { "2" }), ("means", "1")]).await;
        }
        publish(app, &coordinator, open.questionnaire, &asking(&["1|ア", "2|イ", "3|ウ"])).await;
        for place in 0..42 {
            let means = if place < 23 { "3" } else { "1" };
            answer(app, &open, &[("kind", if place % 2 == 0 { "1" } else { "2" }), ("means", means)]).await;
        }
        let note = "「ウ」は第2版だけの選択肢です。選べなかった方もいるため、割合は出していません。";
        let tables = file(&coordinator, &open, "tables").await;
        for row in ["means,方法,1,ア,30,56.6", "means,方法,3,ウ,23,"] {
            assert!(tables.lines().any(|line| line == row), "{row}: {tables}");
        }
        assert!(tables.contains(&format!("means,方法,,{note},,")), "{tables}");
        let (survey, questionnaire) = (open.survey.0, open.questionnaire.0);
        let talks = format!("/surveys/{survey}/talks/all.csv?questionnaire={questionnaire}&side=q:kind");
        let talks = app.login(Role::Researcher).await.get(&talks).await.expect_status(200).body;
        // Alone, and by kind: twelve and eleven.
        for cell in ["30 (56.6)", "23 (–)", "12 (–)", "11 (–)"] {
            assert!(talks.contains(cell), "{cell}: {talks}");
        }
        assert!(talks.contains(note) && !talks.contains("43.4"), "{talks}");
        let page = format!("/surveys/{survey}/analysis?questionnaire={questionnaire}");
        let page = coordinator.get(&page).await.expect_status(200);
        assert!(page.text().contains(note) && !page.text().contains("43.4"), "{}", page.describe());
        let crossed =
            format!("/surveys/{survey}/analysis/cross?questionnaire={questionnaire}&side=q:kind&top=q:means");
        let crossed = coordinator.get(&crossed).await.expect_status(200);
        assert!(crossed.text().contains("「ウ」は第2版だけの選択肢です"), "{}", crossed.describe());
        let files = bundle::look(&coordinator, survey, "").await;
        let files = bundle::unzip(&bundle::take(&coordinator, &files).await);
        let ddi = bundle::text(&files, &format!("codebook/q{questionnaire}.xml"));
        let only_later = ddi.split("name=\"means_3\"").nth(1).and_then(|rest| rest.split("</var>").next());
        assert!(only_later.is_some_and(|own| own.contains("聞いた版：第2版。")), "{ddi}");
    })
    .await;
}

#[tokio::test]
async fn what_changed_is_said_in_words_before_and_after_publishing() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &first()).await;
        let path = format!("/questionnaires/{}", open.questionnaire.0);
        let same = coordinator.get(&format!("{path}/compare")).await.expect_status(200);
        assert!(same.text().contains("変わったところはありません"), "{}", same.describe());
        save(app, open.questionnaire, &second()).await;
        let shown = coordinator.get(&path).await.expect_status(200);
        let before = coordinator.get(&shown.link("公開すると何が変わるかを見る")).await.expect_status(200);
        let text = before.text();
        for words in [
            "第1版から今の下書きまで",
            "相談",
            "相談支援",
            "「メール」（3）が加わりました",
            "手ごたえ",
            "件数",
        ] {
            assert!(text.contains(words), "{words}: {}", before.describe());
        }
        let marked = |mark: &str, words: &str| before.texts(mark).iter().any(|text| text.contains(words));
        assert!(
            marked("del", "種別") && marked("ins", "区分") && marked("ins", "支援"),
            "{}",
            before.describe()
        );
        let published = coordinator.submit(&before, "form[action$='/publish']", &[]).await;
        published.expect_status(303);
        let after = coordinator.get(&format!("{path}/compare?from=1&to=2")).await.expect_status(200);
        assert_eq!(after.texts(".change").len(), before.texts(".change").len());
        assert!(!after.has("form[action$='/publish']"));
        // Backwards, too; what is no version is not found.
        coordinator.get(&format!("{path}/compare?from=2&to=1")).await.expect_status(200);
        coordinator.get(&format!("{path}/compare?from=1&to=9")).await.expect_status(404);
        // Both versions are there to be read as they were.
        let shown = coordinator.get(&path).await.expect_status(200);
        assert_eq!(shown.texts("#versions ~ * tbody tr").len(), 2, "{}", shown.describe());
        for (version, words) in [("1", "相談"), ("2", "相談支援")] {
            let preview =
                coordinator.get(&format!("{path}/preview?version={version}")).await.expect_status(200);
            let frame = coordinator.get(&preview.attributes("iframe", "src")[0]).await.expect_status(200);
            assert!(
                frame.texts("label, option").iter().any(|label| label.trim() == words),
                "{}",
                frame.describe()
            );
        }
        coordinator.get(&format!("{path}/preview/p/page1?version=9")).await.expect_status(404);
    })
    .await;
}

#[tokio::test]
async fn a_renamed_question_that_was_published_stays_one_variable() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &first()).await;
        let page = format!("/questionnaires/{}/edit/question:kind", open.questionnaire.0);
        let form = coordinator.get(&page).await.expect_status(200);
        coordinator.submit(&form, "#editor-form", &[("name", "sort")]).await.expect_status(303);
        let draft =
            store::questionnaires::find(app.db(), open.questionnaire).await.expect("it is there").draft;
        assert!(draft.contains(r#""name":"sort""#) && draft.contains(r#""kt:id":"kind""#), "{draft}");
    })
    .await;
}

#[tokio::test]
async fn a_question_of_two_waves_stands_side_by_side_with_the_numbers_of_each() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let before = two_versions(app, &coordinator).await;
        let none = coordinator.get(&format!("/surveys/{}/analysis/shared", before.survey.0)).await;
        assert!(none.text().contains("同じ設問をもつ調査票がありません"), "{}", none.describe());
        let after = second_wave(app, &coordinator, &before).await;
        for _ in 0..5 {
            answer(app, &after, &[("type", "1"), ("means", "1"), ("other", "2")]).await;
        }
        let path = format!("/surveys/{}", before.survey.0);
        let page = coordinator.get(&format!("{path}/analysis/shared")).await.expect_status(200);
        let tables = page.texts("caption");
        assert!(tables.iter().any(|title| title.contains("事後の区分")), "{}", page.describe());
        assert!(!page.text().contains("別の設問"), "only the name is the same: {}", page.describe());
        assert!(page.text().contains("での言葉：「区分」"), "{}", page.describe());
        // 10 of the first questionnaire in both versions, 5 of the second.
        let researcher = app.login(Role::Researcher).await;
        let csv = researcher.get(&format!("{path}/exports/shared.csv")).await.expect_status(200).body;
        let kind: Vec<&str> = csv.lines().filter(|line| line.starts_with("kind,")).collect();
        assert!(
            kind.iter().any(|line| line.contains(",sort,"))
                && kind.iter().any(|line| line.contains(",type,")),
            "{csv}"
        );
        let viewer = app.login(Role::Viewer).await;
        viewer.get(&format!("{path}/analysis/shared")).await.expect_status(403);
    })
    .await;
}

/// A second questionnaire in the same survey: one question has the id of an earlier one, one only its name.
async fn second_wave(app: &TestApp, coordinator: &Session, first: &OpenSurvey) -> OpenSurvey {
    let definition = definition(json!([
        { "type": "radiogroup", "name": "type", "kt:id": "kind", "title": "事後の区分", "choices": ["1|相談支援", "2|就労"] },
        { "type": "radiogroup", "name": "mood", "title": "別の設問", "choices": ["1|甲", "2|乙"] },
        { "type": "checkbox", "name": "means", "title": "方法", "choices": ["1|電話", "2|訪問"] }]));
    open_second(app, coordinator, first.survey, &definition).await
}

#[tokio::test]
async fn rules_are_compared_as_sentences() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let with = |least: i32, condition: &str| {
            let mut made = definition(json!([
                { "type": "radiogroup", "name": "had", "title": "経験", "choices": ["1|ある", "2|ない"] },
                { "type": "text", "name": "age", "title": "年齢", "inputType": "number", "validators": [
                    { "type": "numeric", "minValue": least },
                    { "type": "expression", "expression": condition, "text": "確かめてください" }] }]));
            made["triggers"] = json!([{ "type": "setvalue", "expression": condition, "setToName": "age", "setValue": least }]);
            made
        };
        let open = open_definition(app, &coordinator, &with(18, "{had} = '1'")).await;
        publish(app, &coordinator, open.questionnaire, &with(20, "{had} = '2'")).await;
        let path = format!("/questionnaires/{}/compare?from=1&to=2", open.questionnaire.0);
        let page = coordinator.get(&path).await.expect_status(200);
        let said = page.texts(".change-texts dd");
        let has = |words: &[&str]| said.iter().any(|text| words.iter().all(|words| text.contains(words)));
        assert!(has(&["数の範囲", "18"]) && has(&["数の範囲", "20"]), "{said:#?}");
        assert!(has(&["条件に合うこと", "ある", "方が", "確かめてください"]), "{said:#?}");
        assert!(has(&["答えに決まった値を入れる", "ない", "「年齢」", "20"]), "{said:#?}");
        assert!(said.iter().all(|text| !text.contains('{') && !text.contains("setToName")), "{said:#?}");
    })
    .await;
}

#[tokio::test]
async fn titles_with_signs_of_markup_are_shown_as_they_are() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let with = |title: &str, text: &str| {
            definition(json!([
                { "type": "text", "name": "a", "title": title, "description": text },
                { "type": "html", "name": "lead", "html": format!("<p>はじめに <strong>{text}</strong></p>") }]))
        };
        let title = "<script>alert(3)</script>と<任意>";
        let open = open_definition(app, &coordinator, &with(title, "前")).await;
        save(app, open.questionnaire, &with(title, "後")).await;
        let path = format!("/questionnaires/{}/compare", open.questionnaire.0);
        let page = coordinator.get(&path).await.expect_status(200);
        let parts = page.texts(".change-part");
        assert!(parts.iter().any(|part| part.contains(title)), "{parts:#?}");
        assert!(parts.iter().any(|part| part.contains("はじめに 後")), "{parts:#?}");
        assert!(!page.has("main script"));
    })
    .await;
}
