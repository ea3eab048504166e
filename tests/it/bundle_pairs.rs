//! Numbers of the same people before and after follow from the bundle: a column joins the data of both waves, and tells no code.

use std::collections::BTreeMap;

use serde_json::json;
use server::auth::Role;
use server::cli::export::{ExportArgs, export};
use surveys::id::QuestionnaireId;
use surveys::store;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::{Session, TestApp, on_both};

use crate::bundle::{Files, arguments, column, look, make, rows, take, text, unzip};
use crate::tested::before_and_after;

/// What each person knew, by their pseudonym.
fn known(files: &Files, questionnaire: QuestionnaireId) -> BTreeMap<String, String> {
    let data = rows(files, &format!("data/q{}.csv", questionnaire.0));
    let people = column(&data, "person").into_iter().zip(column(&data, "know"));
    let people = people.filter(|(person, _)| !person.is_empty());
    people.map(|(person, known)| (person.to_owned(), known.to_owned())).collect()
}

#[tokio::test]
async fn answers_before_and_after_are_joined_by_person() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = before_and_after(app, &coordinator).await;
        let all = store::questionnaires::of_survey(app.db(), open.survey).await.expect("questionnaires");
        let [before, after] = [all[0].id, all[1].id];
        let page = look(&coordinator, open.survey.0, "").await;
        let risk = page.texts(".risk li").join("\n");
        assert!(!risk.contains("（person）"), "it is nothing that others know: {risk}");
        assert!(
            risk.contains("答えた 8人") && risk.contains("8件の回答は 1組"),
            "all of them are alike: {risk}"
        );
        let files = unzip(&take(&coordinator, &page).await);
        let (first, then) = (known(&files, before), known(&files, after));
        assert_eq!((first.len(), then.len()), (8, 8), "the code of several people joins nobody");
        // As the page says: eight came to know.
        let came_to_know = first.iter().filter(|(person, known)| {
            known.as_str() == "2" && then.get(*person).is_some_and(|known| known == "1")
        });
        assert_eq!(came_to_know.count(), 8, "{first:?} {then:?}");
        for id in [before, after] {
            let data = text(&files, &format!("data/q{}.csv", id.0)).to_lowercase();
            assert!(!data.contains("ab-") && !data.contains("ａｂ") && !data.contains("zz"), "{data}");
            let table = rows(&files, &format!("data/q{}.csv", id.0));
            let mut ids = column(&table, "id");
            ids.retain(|id| column(&table, "person").contains(id));
            assert!(ids.is_empty(), "a person is no response");
            assert!(text(&files, &format!("codebook/q{}.html", id.0)).contains("同じ人の回答をつなぐ記号"));
        }
        assert!(text(&files, "README.txt").contains("列 person"));
    })
    .await;
}

#[tokio::test]
async fn the_column_can_be_left_out_and_is_no_column_that_others_know() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = before_and_after(app, &coordinator).await;
        let path = format!("/surveys/{}/bundle", open.survey.0);
        for asked in ["also=person", "do.person=coarser"] {
            let page = coordinator.get(&format!("{path}?{asked}")).await.expect_status(422);
            assert!(page.has(".error-summary"), "{asked}: {}", page.describe());
        }
        let empty = coordinator.get(&format!("{path}?k=")).await.expect_status(422);
        let said = empty.first(".error-summary");
        assert!(said.contains("空欄です") && said.contains("10") && !said.contains("「」"), "{said}");
        // It is offered like the columns that others know, but cannot be made coarser.
        let page = look(&coordinator, open.survey.0, "").await;
        let offered = page.attributes("#decide-form select[name='do.person'] option", "value");
        assert_eq!(offered, ["keep", "drop"], "{}", page.describe());
        let page = look(&coordinator, open.survey.0, "do.person=drop").await;
        let chosen = page.attributes("#decide-form select[name='do.person'] option[selected]", "value");
        assert_eq!(chosen, ["drop"], "{}", page.describe());
        assert!(
            !page.texts(".risk li").join("").contains("列 person"),
            "nobody is joined: {}",
            page.describe()
        );
        let files = unzip(&take(&coordinator, &page).await);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        assert!(data[0].iter().all(|name| name != "person"), "{:?}", data[0]);
        assert!(!text(&files, "README.txt").contains("列 person"), "it tells of no column that is not there");
    })
    .await;
}

/// Six people of each area before and six after. One of them has come from each area into the other.
async fn two_who_moved(app: &TestApp, coordinator: &Session) -> [OpenSurvey; 2] {
    let asked = definition(&[
        json!({ "type": "text", "name": "code", "title": "回答者コード", "kt:role": "respondent_code" }),
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["9001|北部", "9002|南部"] }),
    ]);
    let before = open_definition(app, coordinator, &asked).await;
    let after = open_second(app, coordinator, before.survey, &asked).await;
    for n in 0..12 {
        let code = format!("AB-{n}");
        let area = |is_north: bool| if is_north { "9001" } else { "9002" };
        answer(app, &before, &[("code", code.as_str()), ("where", area(n < 6))]).await;
        answer(app, &after, &[("code", code.as_str()), ("where", area((1..7).contains(&n)))]).await;
    }
    [before, after]
}

#[tokio::test]
async fn a_joined_row_that_tells_of_somebody_is_told_of_and_accepted_before() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let [before, after] = two_who_moved(app, &coordinator).await;
        let page = look(&coordinator, before.survey.0, "").await;
        let risk = page.texts(".risk li");
        let n_safe = risk.iter().filter(|line| line.contains("どの組も 5件以上です")).count();
        assert_eq!(n_safe, 2, "neither questionnaire tells of anybody: {risk:?}");
        let [q, then] = [&before, &after].map(|open| open.questionnaire.0);
        let pair = |line: &&String| {
            line.contains(&format!("（q{q}.area）")) && line.contains(&format!("（q{then}.area）"))
        };
        let both = risk.iter().filter(pair).find(|line| line.contains("合わせると"));
        assert!(both.is_some_and(|line| line.contains("2件が 5件に満たない組")), "{risk:?}");
        assert!(risk.iter().any(|line| line.contains("列 person を入れなければ")), "{risk:?}");
        let refused = coordinator.submit(&page, "#make-form", &[]).await.expect_status(422);
        assert!(refused.has(".error-summary a[href='#accept']"), "{}", refused.describe());
        let files = unzip(&take(&coordinator, &page).await);
        let report = text(&files, "anonymity.txt");
        for words in ["つないだ回答（列 person）", "Joined answers (column person)"] {
            assert!(report.contains(words), "{words}: {report}");
        }
        assert_eq!(
            report.matches(&format!("（q{then}.area）")).count(),
            2,
            "looked at, and of the pair: {report}"
        );
        assert!(text(&files, "README.txt").contains("つないだ回答の両方"));
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("bundle.zip");
        let _code = export(app.service(), &arguments(app, &before, &out)).await.expect("a report");
        assert!(!out.exists(), "the command refuses it, too");
        // Without what joins them nobody has to accept anything.
        let page = look(&coordinator, before.survey.0, "drop=person").await;
        assert!(!page.has("#make-form #accept"), "{}", page.describe());
        let args = ExportArgs { drop: vec!["person".to_owned()], ..arguments(app, &before, &out) };
        let _code = export(app.service(), &args).await.expect("a file");
        assert!(out.exists(), "it is written");
    })
    .await;
}

#[tokio::test]
async fn what_was_accepted_of_joined_rows_is_what_the_page_told() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let [before, after] = two_who_moved(app, &coordinator).await;
        let page = look(&coordinator, before.survey.0, "").await;
        // One more comes from the north into the south.
        answer(app, &before, &[("code", "AB-99"), ("where", "9001")]).await;
        answer(app, &after, &[("code", "AB-99"), ("where", "9002")]).await;
        let ended = make(&coordinator, &page).await;
        assert_eq!(ended.attributes("#bundle-state", "data-state"), ["changed"], "{}", ended.describe());
        let back = ended.attributes("main .actions a", "href").remove(0);
        let asked = coordinator.get(&back).await.expect_status(200);
        assert!(asked.has("#make-form #accept"), "it is to be accepted anew: {}", asked.describe());
        assert!(asked.texts(".risk li").join("").contains("答えた 13人"), "it is told as it is now");
    })
    .await;
}
