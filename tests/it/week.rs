//! The weekly page for the host: small numbers are withheld, and colleagues' words are not printed.

use server::auth::Role;
use server::i18n::Lang;
use server::view::time;
use tests::{demo, on_both};

use crate::approaches::{survey_with_agencies, write_note};

#[tokio::test]
async fn the_host_reads_what_was_written_for_the_host() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let day = time::today().to_string();
        let note = [("held_on", day.as_str()), ("role", "月に20件。"), ("new_issues", "某市の窓口の件。")];
        write_note(&coordinator, survey, agencies[0], &note).await;
        let path = format!("/surveys/{}/week", survey.0);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.first("section.no-print").contains("某市の窓口の件。"));
        assert!(!page.first(".week-sheet").contains("某市"), "what is for colleagues is not on the sheet");
        let form = format!("form[action='{path}']");
        let long = "長".repeat(501);
        coordinator.submit(&page, &form, &[("points", &long)]).await.expect_status(422);
        let lines = "行\n".repeat(8) + "行";
        coordinator.submit(&page, &form, &[("points", &lines)]).await.expect_status(422);
        let points = [("points", "窓口が分かれているという声が続いている。")];
        coordinator.submit(&page, &form, &points).await.expect_status(303);
        coordinator.submit(&page, &form, &[("points", "別の文")]).await.expect_status(409);
        let page = coordinator.get(&path).await;
        assert!(page.first(".week-sheet").contains("窓口が分かれている"));
        assert_eq!(page.first(".week-sheet .stat-value"), "1件", "one hearing was held this week");
        let before = coordinator.get(&page.link("前の週")).await.expect_status(200);
        assert!(!before.first(".week-sheet").contains("窓口が分かれている"), "each week has its own");
        assert_eq!(before.first(".week-sheet .stat-value"), "0件");
        let counted = format!("{}の時点", time::date(time::today(), Lang::Ja));
        let caption = before.first("#week-table caption");
        assert!(
            caption.contains(&counted),
            "earlier weeks, too, say when what is left was counted: {caption}"
        );
    })
    .await;
}

#[tokio::test]
async fn small_numbers_of_kinds_are_withheld() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let page = coordinator.get("/surveys/1/week").await.expect_status(200);
        let cells = page.texts("#week-table tbody td");
        assert!(cells.iter().any(|cell| cell.contains('＊')), "{cells:?}");
        let shown: Vec<usize> = cells.iter().filter_map(|cell| cell.parse().ok()).collect();
        assert!(!shown.is_empty() && shown.iter().all(|n| *n >= 5), "{cells:?}");
        let figures = page.texts(".stat");
        assert!(figures.len() == 4 && figures.iter().all(|own| !own.contains("秘匿")), "{figures:?}");
        assert!(page.has(".week-sheet .quote"), "good practices that were released are told");
        let words = page.texts(".week-sheet .quote-text");
        assert_eq!(page.texts(".week-sheet .quotes li"), words, "of whom they are is not");
    })
    .await;
}
