//! Sheets that grow over the pages that they may have: a reason that is shortened first.

use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::store;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::sheets::{answer, definition, publish};
use tests::{Page, Session, TestApp, on_both};

/// Lines of the office's own text with which a sheet is surely not too long yet.
const FIRST_LINES: usize = 150;
/// By so many the text grows: fewer than a long reason has on paper.
const STEP: usize = 2;

fn say(key: &str, args: &[(&str, String)]) -> String {
    i18n::text(Lang::Ja.code(), key, args)
}

/// A survey of seven answers, of which two have words.
async fn made(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition(&[])).await;
    for n in 0..7 {
        let words = if n < 2 { "冬はバスが来ない。" } else { "" };
        answer(app, &open, &[("way", "1"), ("hard", words)]).await;
    }
    open
}

fn path(open: &OpenSurvey, page: &str) -> String {
    format!("/surveys/{}/feedback{page}", open.survey.0)
}

/// Saves the sheet with one section and, below it, so many lines of the office's own text.
async fn compose(coordinator: &Session, open: &OpenSurvey, section: &str, n_lines: usize) {
    let lines = vec!["雪"; n_lines].join("\n");
    let page = coordinator.get(&path(open, "/sheet")).await.expect_status(200);
    let own = [("on", section), ("on", "next_steps"), ("next_steps", lines.as_str()), ("do", "save")];
    coordinator.submit(&page, "#sheet-form", &own).await.expect_status(303);
}

async fn preview(coordinator: &Session, open: &OpenSurvey) -> Page {
    coordinator.get(&path(open, "/preview")).await.expect_status(200)
}

/// The sheet grows until it is too long, and is then as long as it may be: for a reason of several lines there is no room.
#[tokio::test]
async fn a_reason_that_makes_the_pdf_too_long_is_shortened_before_anything_is_published() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = made(app, &coordinator).await;
        compose(&coordinator, &open, "rates", 1).await;
        publish(&coordinator, open.survey, &[]).await;
        let mut n_lines = FIRST_LINES;
        loop {
            compose(&coordinator, &open, "rates", n_lines).await;
            if !preview(&coordinator, &open).await.has("#publish-form") {
                break;
            }
            n_lines += STEP;
        }
        compose(&coordinator, &open, "rates", n_lines - STEP).await;
        let sheet = preview(&coordinator, &open).await;
        assert!(sheet.has("#publish-form [name=reason]"), "without a reason it fits: {}", sheet.describe());
        let long = "雪の多い地域のことを書き足しました。".repeat(11);
        let refused = coordinator.submit(&sheet, "#publish-form", &[("reason", long.as_str())]).await;
        let refused = refused.expect_status(422);
        let says = refused.first(".error-summary a[href='#reason']");
        assert!(says.contains(&say("sheet-reason-too-long", &[("most", "4".to_owned())])), "{says}");
        let versions = async || {
            store::publications::of_area(app.db(), open.survey, "").await.expect("they can be read").len()
        };
        assert_eq!(versions().await, 1, "nothing is published");
        let short = [("reason", "これからのことを書き足しました。")];
        coordinator.submit(&refused, "#publish-form", &short).await.expect_status(303);
        assert_eq!(versions().await, 2);
    })
    .await;
}
