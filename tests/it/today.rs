//! The page of today: what has come due is there, what is done or far away is not.

use chrono::TimeDelta;
use server::view::time;
use surveys::id::SurveyId;
use surveys::store;
use tests::inviting::invite_all;
use tests::open_survey::open_survey;
use tests::{Page, Session, on_both};

use crate::approaches::{address, survey_with_agencies, write_note};

async fn today(coordinator: &Session, survey: SurveyId) -> Page {
    let of_all = coordinator.get("/today").await.expect_status(200);
    let page = coordinator.get(&format!("/surveys/{}/today", survey.0)).await.expect_status(200);
    let things = |page: &Page| page.texts(".thing-title");
    assert_eq!(things(&of_all), things(&page), "one survey: both pages show the same");
    page
}

#[tokio::test]
async fn calls_appointments_notes_and_promises_come_up_when_they_are_due() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        assert!(today(&coordinator, survey).await.text().contains("今日することはありません"));
        let day = |days: i64| (time::today() + TimeDelta::days(days)).to_string();

        for (agency, days) in [(agencies[0], -1), (agencies[1], 1)] {
            let path = address(survey, agency);
            let page = coordinator.get(&path).await;
            let changes = [("state", "requested"), ("next_contact_on", &day(days))];
            coordinator.submit(&page, &format!("form[action='{path}']"), &changes).await.expect_status(303);
        }
        let page = today(&coordinator, survey).await;
        assert_eq!(page.texts(".thing-title"), ["架空機関00"], "tomorrow's call is not for today");
        assert!(page.first(".thing").contains("日を過ぎています"));
        let others = coordinator.get("/today?owner=me").await;
        assert_eq!(others.texts(".thing-title").len(), 1, "what nobody sees to is everybody's");

        // An appointment that has passed stays until there is a note.
        let path = address(survey, agencies[1]);
        let page = coordinator.get(&path).await;
        let met = [("day", day(-1)), ("clock", "10:00".to_owned()), ("place", "相談室1".to_owned())];
        let met: Vec<(&str, &str)> = met.iter().map(|(name, value)| (*name, value.as_str())).collect();
        coordinator
            .submit(&page, &format!("form[action='{path}/appointment']"), &met)
            .await
            .expect_status(303);
        let page = today(&coordinator, survey).await;
        assert!(page.text().contains("今週の面談") && page.text().contains("相談室1"), "{}", page.text());

        let old =
            [("held_on", day(-4)), ("ends_at", "15:00".to_owned()), ("role", "相談は月に20件。".to_owned())];
        let old: Vec<(&str, &str)> = old.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let note = write_note(&coordinator, survey, agencies[1], &old).await;
        let page = today(&coordinator, survey).await;
        assert!(!page.text().contains("今週の面談"), "it was heard");
        assert_eq!(page.first(".thing-title"), "架空機関01", "what is urgent stands on top");
        assert!(page.first(".thing").contains("3日以上"), "{}", page.first(".thing"));
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        coordinator.submit(&edit, "form.sheet-form", &[("go", "finish")]).await.expect_status(303);
        assert_eq!(today(&coordinator, survey).await.texts(".thing-title"), ["架空機関00"]);

        let list = format!("/surveys/{}/promises", survey.0);
        let page = coordinator.get(&list).await;
        for (body, days) in [("今日までの宿題", 0), ("来月の宿題", 30)] {
            let fields = [("body", body), ("due_on", &day(days))];
            coordinator.submit(&page, "form.form", &fields).await.expect_status(303);
        }
        let page = today(&coordinator, survey).await;
        assert!(page.text().contains("今日までの宿題") && !page.text().contains("来月の宿題"));
        let done = coordinator.submit(&page, "form[action$='/done']", &[]).await.expect_status(303);
        assert_eq!(done.location(), Some(format!("/surveys/{}/today", survey.0).as_str()));
        assert!(!today(&coordinator, survey).await.text().contains("今日までの宿題"));
    })
    .await;
}

#[tokio::test]
async fn an_appointment_of_today_is_not_late_before_its_day_has_passed() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let path = address(survey, agencies[0]);
        let hearings = format!("/surveys/{}/hearings", survey.0);
        let (hour, day) = ("時刻を過ぎています", "日を過ぎています");
        for (days, says, says_not) in [(0, hour, day), (-1, day, hour)] {
            let on = (time::today() + TimeDelta::days(days)).to_string();
            let page = coordinator.get(&path).await.expect_status(200);
            let met = [("day", on.as_str()), ("clock", "00:00"), ("place", "相談室1")];
            let form = format!("form[action='{path}/appointment']");
            coordinator.submit(&page, &form, &met).await.expect_status(303);
            for place in
                [format!("/surveys/{}/today", survey.0), hearings.clone(), format!("{hearings}/board")]
            {
                let text = coordinator.get(&place).await.expect_status(200).text();
                assert!(text.contains(says) && !text.contains(says_not), "{place}: {text}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn last_days_of_what_is_open_come_up() {
    on_both(async |app| {
        let (coordinator, _, _) = survey_with_agencies(app).await;
        let open = open_survey(app, &coordinator, "forum-after").await;
        invite_all(&coordinator, &open, surveys::entity::state::InvitingMode::Known).await;
        let near = time::today() + TimeDelta::days(5);
        let page = coordinator.get(&format!("/questionnaires/{}/inviting", open.questionnaire.0)).await;
        let changes = [("deadline", near.to_string())];
        let changes: Vec<(&str, &str)> =
            changes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        coordinator.submit(&page, "form.form", &changes).await.expect_status(303);
        let path = format!("/surveys/{}/today", open.survey.0);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("回答の締切"), "{}", page.text());
        let closed = [("state", "closed")];
        coordinator
            .post_form(&format!("/questionnaires/{}/state", open.questionnaire.0), &closed)
            .await
            .expect_status(303);
        let state = store::questionnaires::find(app.db(), open.questionnaire).await.expect("it can be read");
        assert_eq!(state.state, surveys::entity::state::QuestionnaireState::Closed);
        assert!(!coordinator.get(&path).await.text().contains("回答の締切"));
    })
    .await;
}
