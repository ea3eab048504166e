//! Versions beside which the few who came or went could be made out: published once that is confirmed.

use serde_json::json;
use server::auth::Role;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::withdrawal_code;
use tests::sheets::{definition, publish, publish_area};
use tests::{Page, Session, TestApp, on_both, sheets};

use super::{answer, made, numbers, say};

/// The areas of the invented region.
const AREAS: [&str; 2] = ["9001", "9002"];

/// A survey that six people of each area answered.
async fn six_of_each_area(app: &TestApp) -> (Session, OpenSurvey) {
    let coordinator = app.login(Role::Coordinator).await;
    let area = json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
        "choices": ["9001|北部", "9002|南部"] });
    let open = open_definition(app, &coordinator, &definition(&[area])).await;
    for area in AREAS.repeat(6) {
        answer_from(app, &open, area).await;
    }
    (coordinator, open)
}

async fn answer_from(app: &TestApp, open: &OpenSurvey, area: &str) {
    sheets::answer(app, open, &[("way", "1"), ("where", area)]).await;
}

/// The preview of an area's sheet, or of the region's, and whether it cautions.
async fn preview(coordinator: &Session, open: &OpenSurvey, area: &str) -> (Page, bool) {
    let path = format!("/surveys/{}/feedback/preview?area={area}", open.survey.0);
    let page = coordinator.get(&path).await.expect_status(200);
    let is_close = page.text().contains(&say("sheet-close", &[]));
    (page, is_close)
}

/// Fourteen of the region less the six and six of its areas' sheets are the two who answered in between.
#[tokio::test]
async fn the_region_less_its_areas_of_another_day_has_to_be_confirmed() {
    on_both(async |app| {
        let (coordinator, open) = six_of_each_area(app).await;
        for area in AREAS {
            assert!(!preview(&coordinator, &open, area).await.1, "of one day");
            publish_area(&coordinator, open.survey, area).await;
        }
        assert!(!preview(&coordinator, &open, "").await.1, "of one day");
        for _ in 0..2 {
            answer_from(app, &open, AREAS[0]).await;
        }
        let (page, is_close) = preview(&coordinator, &open, "").await;
        assert!(is_close, "{}", page.describe());
        let near = page.texts("#near li");
        assert!(near.len() == 1 && near[0].starts_with("全体の資料と、圏域の資料"), "{near:?}");
        coordinator.submit(&page, "#publish-form", &[]).await.expect_status(422);
        coordinator.submit(&page, "#publish-form", &[("confirmed", "true")]).await.expect_status(303);
    })
    .await;
}

/// Twelve of the region less six of the north are six: the seventh of the south answered later.
#[tokio::test]
async fn the_first_sheet_of_an_area_is_set_against_the_region_of_another_day() {
    on_both(async |app| {
        let (coordinator, open) = six_of_each_area(app).await;
        publish(&coordinator, open.survey, &[]).await;
        publish_area(&coordinator, open.survey, AREAS[0]).await;
        assert!(!preview(&coordinator, &open, AREAS[1]).await.1, "of one day");
        answer_from(app, &open, AREAS[1]).await;
        let (page, is_close) = preview(&coordinator, &open, AREAS[1]).await;
        assert!(is_close, "{}", page.describe());
        for _ in 0..4 {
            answer_from(app, &open, AREAS[1]).await;
        }
        assert!(!preview(&coordinator, &open, AREAS[1]).await.1, "five are enough");
    })
    .await;
}

/// Eight less seven people are one, whose answer would be the difference; thirteen less eight are five.
#[tokio::test]
async fn a_version_that_differs_by_few_people_has_to_be_confirmed() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        answer(app, &made.open, "あとから届いた言葉。").await;
        let page = made.preview().await;
        assert!(page.text().contains(&say("sheet-close", &[])), "{}", page.describe());
        let reason = ("reason", "回答が増えました。");
        let unconfirmed = made.publish(&[reason]).await.expect_status(422);
        assert!(unconfirmed.has(".error-summary a[href='#confirmed']"), "{}", unconfirmed.describe());
        made.publish(&[reason, ("confirmed", "true")]).await.expect_status(303);
        for n in 0..5 {
            answer(app, &made.open, &format!("さらに届いた言葉、その{n}。")).await;
        }
        assert!(!made.preview().await.text().contains(&say("sheet-close", &[])));
        made.publish(&[reason]).await.expect_status(303);
        assert_eq!(made.versions(app).await.len(), 3);
    })
    .await;
}

/// Thirteen less eight are five, but eight less the seven of the first version are one.
#[tokio::test]
async fn a_version_that_differs_by_few_people_from_any_before_has_to_be_confirmed() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        let mut receipts = Vec::new();
        for n in 0..6 {
            receipts.push(answer(app, &made.open, &format!("あとから届いた言葉、その{n}。")).await);
        }
        let reason = ("reason", "回答が増えました。");
        made.publish(&[reason]).await.expect_status(303);
        for receipt in &receipts[..5] {
            let code = withdrawal_code(receipt);
            app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        }
        let page = made.preview().await;
        assert!(page.text().contains(&say("sheet-close", &[])), "{}", page.describe());
        let near = page.texts("#near li");
        assert!(near.len() == 1 && near[0].starts_with("第1版と") && near[0].ends_with("7 → 8"), "{near:?}");
        made.publish(&[reason, ("confirmed", "true")]).await.expect_status(303);
        // Nothing more can be read off a version with numbers that were published already.
        made.release("?state=released", &[("text", "冬は〇〇が来ない。")]).await;
        made.publish(&[reason]).await.expect_status(303);
        assert_eq!(made.versions(app).await.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn whoever_withdraws_while_somebody_else_answers_is_not_made_out_unseen() {
    on_both(async |app| {
        let made = made(app).await;
        let walks = async || {
            let fields = [("way", "2"), ("hard", "歩くのに時間がかかる。")];
            sheets::answer(app, &made.open, &fields).await
        };
        for _ in 0..5 {
            walks().await;
        }
        made.publish(&[]).await.expect_status(303);
        made.withdraw(app).await;
        walks().await;
        let page = made.preview().await;
        assert!(numbers(&page).contains('6'), "six and six of twelve: {}", page.describe());
        assert!(page.text().contains(&say("sheet-close", &[])), "{}", page.describe());
    })
    .await;
}

/// The sheet has no closed question: the themes alone tell who went and who came.
#[tokio::test]
async fn one_who_withdraws_and_one_who_writes_are_not_made_out_of_themes_unseen() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        let speaks = async |words: &str| answer(app, &open, words).await;
        let leaving = speaks("送迎の手段がなく、通勤ができない。").await;
        for n in 0..7 {
            speaks(&format!("送迎の手段がなく、通勤に困っている、その{n}。")).await;
        }
        let compose = format!("/surveys/{}/feedback/sheet", open.survey.0);
        let page = coordinator.get(&compose).await.expect_status(200);
        let on = ["introduction", "rates", "challenges", "practices"].map(|kind| ("on", kind));
        let fields: Vec<(&str, &str)> = on.into_iter().chain([("do", "save")]).collect();
        coordinator.submit(&page, "#sheet-form", &fields).await.expect_status(303);
        let (page, _) = preview(&coordinator, &open, "").await;
        assert!(page.has("#challenges-table") && !page.has("#section-answers"), "{}", page.describe());
        publish(&coordinator, open.survey, &[]).await;
        let code = withdrawal_code(&leaving);
        app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        speaks("とくにありません。").await;
        let (page, is_close) = preview(&coordinator, &open, "").await;
        assert!(is_close, "seven of eight speak of it now: {}", page.describe());
    })
    .await;
}
