//! Promises: out of the lines of a note or by hand, with a day and a person, until they are done.

use surveys::store;
use tests::on_both;

use crate::approaches::{address, survey_with_agencies, write_note};

#[tokio::test]
async fn lines_of_a_note_become_promises_once() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let tasks = "・資料の見本を送る\n\n・件数の内訳を聞く\n・資料の見本を送る";
        let note = write_note(&coordinator, survey, agencies[0], &[("tasks", tasks)]).await;
        let path = format!("{}/promises", note.path);
        assert_eq!(note.link("この回の宿題"), path);
        let page = coordinator.get(&path).await.expect_status(200);
        assert_eq!(
            page.attributes("input[name=promised]", "value"),
            ["資料の見本を送る", "件数の内訳を聞く"]
        );
        let form = format!("form[action='{path}']");
        let none = coordinator.submit(&page, &form, &[("due_on", "まもなく")]).await.expect_status(422);
        assert_eq!(none.texts(".error-summary li").len(), 2, "no line, no day");
        let chosen =
            [("promised", "資料の見本を送る"), ("promised", "書かれていない行"), ("due_on", "2026-12-10")];
        coordinator.submit(&page, &form, &chosen).await.expect_status(303);
        let made = store::promises::of_survey(app.db(), survey).await.expect("they can be read");
        assert_eq!(made.len(), 1, "only what stands in the note");
        assert_eq!((made[0].agency_id, made[0].owner_id), (Some(agencies[0]), Some(made[0].created_by)));
        assert_eq!(made[0].due_on.map(|day| day.to_string()).as_deref(), Some("2026-12-10"));
        let page = coordinator.get(&path).await;
        assert_eq!(page.attributes("input[name=promised]", "value"), ["件数の内訳を聞く"]);
        assert!(page.texts(".thing").join(" ").contains("12月10日"));
    })
    .await;
}

#[tokio::test]
async fn a_promise_is_made_changed_and_done() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let list = format!("/surveys/{}/promises", survey.0);
        let path = address(survey, agencies[0]);
        let page = coordinator.get(&path).await;
        let form = format!("form[action='{list}']");
        let empty = coordinator.submit(&page, &form, &[("body", "")]).await.expect_status(422);
        assert!(empty.has("select[name=agency] option[selected]"), "the agency stays chosen");
        let theirs = [("body", "内訳を知らせる"), ("whose", "theirs"), ("due_on", "2026-01-15")];
        let made = coordinator.submit(&page, &form, &theirs).await.expect_status(303);
        assert_eq!(made.location(), Some(path.as_str()), "back to the agency");
        let page = coordinator.get(&list).await;
        let shown = page.first(".thing");
        assert!(shown.contains("相手がすること") && shown.contains("日を過ぎています"), "{shown}");
        assert!(shown.contains("架空機関00"), "{shown}");

        let edit = coordinator.get("/promises/1").await.expect_status(200);
        let moved = [("due_on", "2027-01-15"), ("promise_state", "doing")];
        coordinator.submit(&edit, "form.form", &moved).await.expect_status(303);
        coordinator.submit(&edit, "form.form", &moved).await.expect_status(409);
        let page = coordinator.get(&list).await;
        assert!(page.first(".thing").contains("進行中") && !page.text().contains("日を過ぎています"));
        for _ in 0..2 {
            coordinator.submit(&page, "form[action='/promises/1/done']", &[]).await.expect_status(303);
        }
        assert!(!coordinator.get(&list).await.has(".thing"));
        let done = coordinator.get(&format!("{list}?state=done")).await;
        assert_eq!(done.texts(".thing").len(), 1);
        assert!(!done.has("form[action='/promises/1/done']"));
    })
    .await;
}
