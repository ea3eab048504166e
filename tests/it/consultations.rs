//! Requests for consultation: from the respondent's page to the agreed meeting, and gone when they are taken back.

use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use server::auth::Role;
use server::i18n::Lang;
use surveys::entity::consultation;
use surveys::entity::state::ConsultationState;
use surveys::fielding::working_day;
use surveys::store;
use tests::open_survey::{OpenSurvey, open_survey};
use tests::{Page, Session, TestApp, on_both};

use crate::entries::{finish, post, set, typed};
use crate::rights::carried;

/// Asks for advice as an invented person; returns the receipt.
async fn ask(app: &TestApp, open: &OpenSurvey, name: &str) -> (Session, Page) {
    let person = app.visitor();
    let started = person.start(&open.link).await.expect_status(303);
    let page = person.follow(started).await.expect_status(200);
    let fields =
        [("topic", "1"), ("for_whom", "1"), ("request_text", "復職の時期を相談したい。"), ("go", "next")];
    let sent = person.submit(&page, "form[data-fill]", &fields).await;
    let page = person.follow(sent).await.expect_status(200);
    let fields = [
        ("person_name", name),
        ("way", "1"),
        ("email", "hanako@example.jp"),
        ("convenient", "平日の午前"),
        ("meeting", "1"),
        ("go", "next"),
    ];
    let sent = person.submit(&page, "form[data-fill]", &fields).await;
    let check = person.follow(sent).await.expect_status(200);
    assert!(check.path.ends_with("/check"), "{}", check.describe());
    let sent = person.post_raw_form(&check.path, &[("go", "submit")]).await.expect_status(303);
    let receipt = person.follow(sent).await.expect_status(200);
    (person, receipt)
}

async fn requests(app: &TestApp, open: &OpenSurvey) -> Vec<consultation::Model> {
    store::consultations::of_questionnaire(app.db(), open.questionnaire).await.expect("requests can be read")
}

/// Agrees on a meeting and looks at its file for calendars.
async fn agree_on_a_meeting(coordinator: &Session, page: &Page, path: &str) {
    coordinator.get(&format!("{path}/calendar.ics")).await.expect_status(404);
    let meeting = format!("form[action='{path}/meeting']");
    let wrong = [("day", "来週"), ("clock", "10:00"), ("minutes", "45"), ("place", "")];
    let refused = coordinator.submit(page, &meeting, &wrong).await.expect_status(422);
    assert_eq!(refused.texts(".error-summary li").len(), 2);
    let agreed = [
        ("day", "2026年12月1日"),
        ("clock", "午前10時"),
        ("minutes", "４５"),
        ("place", "https://meeting.example.jp/a"),
    ];
    coordinator.submit(page, &meeting, &agreed).await.expect_status(303);
    let file = coordinator.get(&format!("{path}/calendar.ics")).await.expect_status(200);
    let again = coordinator.get(&format!("{path}/calendar.ics")).await;
    assert_eq!(file.body, again.body, "the same meeting, the same file");
    for part in ["DTSTART:20261201T010000Z\r\n", "DTEND:20261201T014500Z\r\n", "UID:consultation-"] {
        assert!(file.body.contains(part), "{}", file.body);
    }
    assert!(!file.body.contains("花子"), "a calendar names nobody");
}

#[tokio::test]
async fn a_request_is_answered_scheduled_and_written_into_a_calendar() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "consultation").await;
        let (_, receipt) = ask(app, &open, "架空 花子").await;
        assert!(receipt.text().contains("当日か翌日"), "{}", receipt.text());
        for of_survey in ["回答を受け付けました", "回答を取り消"] {
            assert!(!receipt.text().contains(of_survey), "{of_survey}: {}", receipt.text());
        }
        app.visitor()
            .post_raw_form(&receipt.path, &[("mail_to", "hanako@example.jp"), ("turn", "1")])
            .await
            .expect_status(303);
        let letters = carried(app, &open).await;
        assert!(letters.len() == 1 && letters[0].contains("ご相談の控え"), "{letters:?}");
        for of_survey in ["調査：", "ご回答", "回答を"] {
            assert!(!letters[0].contains(of_survey), "{of_survey}: {letters:?}");
        }
        assert!(receipt.has(".code"));
        ask(app, &open, "架空 太郎").await;
        let found = requests(app, &open).await;
        let today = server::view::time::today();
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].state, found[0].due_on),
            (ConsultationState::Received, working_day::next(today))
        );

        let list = format!("/questionnaires/{}/consultations", open.questionnaire.0);
        let path = format!("/consultations/{}", found[0].response_id.0);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(
            page.text().contains("復職の時期を相談したい。") && page.text().contains("hanako@example.jp")
        );
        let form = format!("form[action='{path}']");
        let meeting = format!("form[action='{path}/meeting']");
        let yesterday = (today - chrono::TimeDelta::days(1)).to_string();
        coordinator.submit(&page, &form, &[("due_on", &yesterday)]).await.expect_status(303);
        let rows = coordinator.get(&list).await.texts("#request-table tbody tr");
        assert!(rows[0].contains("架空 花子") && rows[0].contains("期限を過ぎています"), "{rows:?}");

        agree_on_a_meeting(&coordinator, &page, &path).await;
        coordinator
            .submit(&page, &format!("form[action='{path}/notes']"), &[("note", "電話した。")])
            .await
            .expect_status(303);
        let page = coordinator.get(&path).await;
        assert!(page.text().contains("電話した。"));
        assert_eq!(requests(app, &open).await[0].state, ConsultationState::Scheduled);
        let history = page.texts("ol.list li");
        assert_eq!(history.len(), 4, "arrived, moved, met, noted: {}", page.text());
        let day = server::view::time::date(today - chrono::TimeDelta::days(1), Lang::Ja);
        assert!(history[1].contains(&day), "a day as people write it: {}", history[1]);
        coordinator.submit(&page, &meeting, &[("go", "remove")]).await.expect_status(303);
        let history = coordinator.get(&path).await.texts("ol.list li");
        assert!(history[4].contains("日程を取り消しました（返信済）"), "{}", history[4]);
        coordinator.submit(&page, &form, &[("state", "done")]).await.expect_status(303);
        let rows = coordinator.get(&list).await.texts("#request-table tbody tr");
        assert!(rows[0].contains("架空 太郎"), "open ones come first: {rows:?}");
        let rows = coordinator.get(&format!("{list}?state=done")).await.texts("#request-table tbody tr");
        assert_eq!(rows.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_request_by_telephone_is_seen_to_like_any_other() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "consultation").await;
        let mut fields = finish(typed(app, &open).await);
        for (name, value) in
            [("a:person_name", "架空 次郎"), ("a:email", "jiro@example.jp"), ("source", "phone")]
        {
            set(&mut fields, name, value);
        }
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        post(&coordinator, &path, &fields).await.expect_status(303);
        let found = requests(app, &open).await;
        assert_eq!(found.len(), 1);
        let page = coordinator.get(&format!("/consultations/{}", found[0].response_id.0)).await;
        assert!(page.text().contains("jiro@example.jp"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_or_past_its_day_is_gone_and_none_of_it_is_data() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "consultation").await;
        let (person, receipt) = ask(app, &open, "架空 花子").await;
        ask(app, &open, "架空 太郎").await;
        let id = requests(app, &open).await[0].response_id;
        let path = format!("/consultations/{}", id.0);
        let page = coordinator.get(&path).await;
        coordinator
            .submit(&page, &format!("form[action='{path}/notes']"), &[("note", "メモ")])
            .await
            .expect_status(303);
        // The last day of withdrawal is about survey data: a request can always be taken back.
        let mut survey =
            store::surveys::find(app.db(), open.survey).await.expect("a survey").into_active_model();
        survey.withdrawal_deadline = Set(chrono::NaiveDate::from_ymd_opt(2026, 1, 31));
        survey.update(app.db()).await.expect("a deadline");
        let code = receipt.first(".code").replace(' ', "");
        let done = person.post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert!(done.text().contains("ご相談を取り消しました"), "{}", done.describe());
        assert!(
            !done.text().contains("回答を取り消") && !done.text().contains("集計"),
            "{}",
            done.describe()
        );
        coordinator.get(&path).await.expect_status(404);
        assert_eq!(requests(app, &open).await.len(), 1);
        assert!(store::consultations::notes(app.db(), id).await.expect("notes").is_empty());

        let analysis = coordinator.get(&format!("/surveys/{}/analysis", open.survey.0)).await;
        assert!(!analysis.text().contains("何についてのご相談"), "{}", analysis.text());
        store::erasure::erase(app.db(), open.questionnaire).await.expect("it is erased");
        assert!(requests(app, &open).await.is_empty());
        let list = format!("/questionnaires/{}/consultations", open.questionnaire.0);
        coordinator.get(&list).await.expect_status(200);
        let other = open_survey(app, &coordinator, "forum-after").await;
        let none = coordinator.get(&format!("/questionnaires/{}/consultations", other.questionnaire.0)).await;
        assert_eq!(none.status, 409);
    })
    .await;
}
