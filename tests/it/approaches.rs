//! The way of an agency to its hearing: states, the appointment, what follows from a note, and nothing silently back.

use chrono::TimeDelta;
use server::auth::Role;
use server::view::time;
use surveys::entity::state::ApproachState;
use surveys::id::{AgencyId, SurveyId};
use surveys::store;
use tests::inviting::add_agencies;
use tests::open_survey::create_survey;
use tests::{Page, Session, TestApp, on_both};

/// A survey with three agencies in it, and the coordinator.
pub async fn survey_with_agencies(app: &TestApp) -> (Session, SurveyId, Vec<AgencyId>) {
    let coordinator = app.login(Role::Coordinator).await;
    let survey = create_survey(app, &coordinator).await;
    let agencies = add_agencies(app, &["a@example.jp", "b@example.jp", "c@example.jp"]).await;
    (coordinator, survey, agencies)
}

/// The page of an agency within a survey.
pub fn address(survey: SurveyId, agency: AgencyId) -> String {
    format!("/surveys/{}/agencies/{}", survey.0, agency.0)
}

async fn state(app: &TestApp, survey: SurveyId, agency: AgencyId) -> Option<ApproachState> {
    let found = store::approaches::find(app.db(), survey, agency).await.expect("it can be read");
    found.map(|approach| approach.state)
}

/// Writes a note of the agency; `changes` are fields of the sheet.
pub async fn write_note(
    coordinator: &Session,
    survey: SurveyId,
    agency: AgencyId,
    changes: &[(&str, &str)],
) -> Page {
    let form = format!("/surveys/{}/hearings/new?agency={}", survey.0, agency.0);
    let page = coordinator.follow(coordinator.get(&form).await).await.expect_status(200);
    let made = coordinator.submit(&page, "form.sheet-form", changes).await.expect_status(303);
    coordinator.follow(made).await.expect_status(200)
}

#[tokio::test]
async fn a_state_is_set_filtered_for_and_kept_with_its_history() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let path = address(survey, agencies[0]);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("未連絡"), "{}", page.text());
        assert_eq!(state(app, survey, agencies[0]).await, None, "looking makes nothing");
        let form = format!("form[action='{path}']");
        let wrong = [("state", "nowhere"), ("next_contact_on", "来週"), ("owner", "999")];
        let refused = coordinator.submit(&page, &form, &wrong).await.expect_status(422);
        assert_eq!(refused.texts(".error-summary li").len(), 3);
        let right =
            [("state", "requested"), ("next_contact_on", "2026年12月1日"), ("note", "依頼状を送った。")];
        coordinator.submit(&page, &form, &right).await.expect_status(303);
        let other = [("state", "declined")];
        let stale = coordinator.submit(&page, &form, &other).await.expect_status(409);
        assert!(stale.text().contains("ほかの人が先に変えました"), "{}", stale.text());
        let page = coordinator.get(&path).await;
        assert!(page.text().contains("未連絡 → 依頼中"), "{}", page.text());
        assert!(page.text().contains("依頼状を送った。"));

        let list = format!("/surveys/{}/hearings", survey.0);
        let rows = |page: &Page| page.texts("#hearing-list tbody tr");
        let requested = coordinator.get(&format!("{list}?state=requested")).await;
        assert_eq!(rows(&requested).len(), 1);
        assert!(rows(&requested)[0].contains("架空機関00") && rows(&requested)[0].contains("12月1日"));
        assert_eq!(rows(&coordinator.get(&format!("{list}?state=not_contacted")).await).len(), 2);
        assert_eq!(
            rows(&coordinator.get(&format!("{list}?state=not_heard&kind=12&region=3")).await).len(),
            1
        );

        let board = coordinator.get(&format!("{list}/board")).await.expect_status(200);
        assert_eq!(board.texts("section[aria-labelledby=column-requested] .board-card").len(), 1);
        let card = format!("form[action='{path}/state']");
        coordinator.submit(&board, &card, &[("state", "on_hold")]).await.expect_status(303);
        let late = coordinator.submit(&board, &card, &[("state", "declined")]).await.expect_status(303);
        let board = coordinator.follow(late).await;
        assert!(board.text().contains("移しませんでした"), "{}", board.text());
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::OnHold));
        let kept = store::approaches::find(app.db(), survey, agencies[0]).await.expect("it can be read");
        assert_eq!(kept.expect("a row").note, "依頼状を送った。", "a move keeps the rest");
    })
    .await;
}

#[tokio::test]
async fn an_appointment_becomes_a_note_and_the_state_follows_but_never_back() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (agency, path) = (agencies[0], address(survey, agencies[0]));
        coordinator.get(&format!("{path}/calendar.ics")).await.expect_status(404);
        let page = coordinator.get(&path).await;
        let form = format!("form[action='{path}/appointment']");
        let wrong = [("day", ""), ("clock", "朝"), ("minutes", "0"), ("place", "")];
        let refused = coordinator.submit(&page, &form, &wrong).await.expect_status(422);
        assert_eq!(refused.texts(".error-summary li").len(), 4);
        assert!(refused.text().contains("日付を入力してください"), "{}", refused.text());
        let right = [
            ("day", "2026-01-15"),
            ("clock", "午前10時"),
            ("minutes", "９０"),
            ("method", "visit"),
            ("place", "相談室1"),
        ];
        coordinator.submit(&page, &form, &right).await.expect_status(303);
        assert_eq!(state(app, survey, agency).await, Some(ApproachState::Scheduled));
        let file = coordinator.get(&format!("{path}/calendar.ics")).await.expect_status(200);
        for part in ["DTSTART:20260115T010000Z\r\n", "DTEND:20260115T023000Z\r\n", "架空機関00"] {
            assert!(file.body.contains(part), "{}", file.body);
        }
        assert!(!file.body.contains("花子"), "a calendar names no person");

        // The sheet begins with what was agreed.
        let new = format!("/surveys/{}/hearings/new?agency={}", survey.0, agency.0);
        let sheet = coordinator.follow(coordinator.get(&new).await).await;
        let fields = sheet.form("form.sheet-form").fields;
        let value = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        assert_eq!(value("held_on"), Some("2026-01-15"));
        assert_eq!((value("starts_at"), value("ends_at")), (Some("10:00"), Some("11:30")));
        assert_eq!((value("method"), value("place")), (Some("visit"), Some("相談室1")));

        // Prepared is not heard; heard is not written up.
        let note = write_note(&coordinator, survey, agency, &[("questions", "体制を聞く。")]).await;
        assert_eq!(state(app, survey, agency).await, Some(ApproachState::Scheduled));
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        coordinator
            .submit(&edit, "form.sheet-form", &[("role", "相談は月に20件。")])
            .await
            .expect_status(303);
        assert_eq!(state(app, survey, agency).await, Some(ApproachState::Held));
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        coordinator.submit(&edit, "form.sheet-form", &[("go", "finish")]).await.expect_status(303);
        assert_eq!(state(app, survey, agency).await, Some(ApproachState::Recorded));

        // A second appointment does not undo what is recorded, and taking it back neither.
        let page = coordinator.get(&path).await;
        coordinator.submit(&page, &form, &right).await.expect_status(303);
        let page = coordinator.get(&path).await;
        coordinator.submit(&page, &form, &[("go", "remove")]).await.expect_status(303);
        assert_eq!(state(app, survey, agency).await, Some(ApproachState::Recorded));
        let history = coordinator.get(&path).await.texts("section[aria-labelledby=history] li").join("\n");
        for words in
            ["予定 → 実施済", "実施済 → 記録済", "記録に合わせて進みました", "面談の予定を取り消しました"]
        {
            assert!(history.contains(words), "{words} is not in {history}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_note_that_is_prepared_counts_as_heard_once_it_is_saved_on_its_day() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let agency = agencies[0];
        let day = |days: i64| (time::today() + TimeDelta::days(days)).to_string();
        let (ahead, today) = (day(3), day(0));
        let typed = [("held_on", ahead.as_str()), ("role", "相談は月に20件と聞いている。")];
        let note = write_note(&coordinator, survey, agency, &typed).await;
        let save = async |fields: &[(&str, &str)]| {
            let edit = coordinator.get(&format!("{}/edit", note.path)).await.expect_status(200);
            coordinator.submit(&edit, "form.sheet-form", fields).await.expect_status(303);
        };
        save(&[("role", "相談は月に20件と聞いている。増えているか聞く。")]).await;
        assert_eq!(state(app, survey, agency).await, None, "nobody has been there yet");
        // The day has come: the same words are saved once more.
        save(&[("held_on", today.as_str())]).await;
        assert_eq!(state(app, survey, agency).await, Some(ApproachState::Held));
    })
    .await;
}

#[tokio::test]
async fn a_state_set_by_hand_stays_when_a_note_is_saved_again() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (agency, other) = (agencies[0], agencies[1]);
        let note = write_note(&coordinator, survey, agency, &[("role", "相談は月に20件。")]).await;
        assert_eq!(state(app, survey, agency).await, Some(ApproachState::Held));
        let set = async |wanted: ApproachState| {
            let found = store::approaches::find(app.db(), survey, agency).await.expect("it can be read");
            let (revision, by) = (found.expect("a row").revision, surveys::id::UserId(1));
            store::approaches::move_to(app.db(), survey, agency, revision, wanted, by).await.expect("moved");
        };
        let save = async |fields: &[(&str, &str)]| {
            let edit = coordinator.get(&format!("{}/edit", note.path)).await.expect_status(200);
            coordinator.submit(&edit, "form.sheet-form", fields).await.expect_status(303);
        };
        // The same words, and more of them, say nothing new.
        set(ApproachState::Arranging).await;
        save(&[("role", "相談は月に20件。増えている。")]).await;
        assert_eq!(state(app, survey, agency).await, Some(ApproachState::Arranging));
        // That it is written up is new, once.
        save(&[("go", "finish")]).await;
        assert_eq!(state(app, survey, agency).await, Some(ApproachState::Recorded));
        set(ApproachState::Scheduled).await;
        save(&[("role", "相談は月に21件。")]).await;
        assert_eq!(state(app, survey, agency).await, Some(ApproachState::Scheduled));
        // A note that turns out to be of another agency is new to that one.
        let to = other.0.to_string();
        save(&[("agency", to.as_str())]).await;
        assert_eq!(state(app, survey, other).await, Some(ApproachState::Recorded));
        assert_eq!(state(app, survey, agency).await, Some(ApproachState::Scheduled));
    })
    .await;
}

#[tokio::test]
async fn agencies_of_other_regions_are_not_of_this_survey() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let fields = [("parent", ""), ("code", "91"), ("area", "隣県")];
        coordinator.post_form("/regions", &fields).await.expect_status(303);
        let input = store::agencies::AgencyInput {
            name: "隣県の機関".to_owned(),
            kind: "22".to_owned(),
            region: surveys::id::RegionId(4),
            note: String::new(),
        };
        let by = surveys::id::UserId(1);
        let other = store::agencies::create(app.db(), input, by).await.expect("an agency").id;
        coordinator.get(&address(survey, other)).await.expect_status(404);
        let state = format!("{}/state", address(survey, other));
        coordinator.post_form(&state, &[("state", "requested"), ("revision", "0")]).await.expect_status(404);
        coordinator.get(&address(survey, agencies[0])).await.expect_status(200);
    })
    .await;
}
