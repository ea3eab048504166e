//! What goes back to a region: who may see how much, and the links that share it.

use server::auth::Role;
use server::i18n::{self, Lang};
use tests::{Session, demo, on_both};

use crate::bundle;

/// The invented survey.
const FEEDBACK: &str = "/surveys/1/feedback";

fn say(key: &str, args: &[(&str, String)]) -> String {
    i18n::text(Lang::Ja.code(), key, args)
}

/// The sheets of the areas as they would be published now, which nobody sees but who composes and approves.
async fn area_previews(coordinator: &Session) -> Vec<String> {
    let page = coordinator.get(FEEDBACK).await.expect_status(200);
    page.attributes(".files a[href*='/preview?area=']", "href")
}

#[tokio::test]
async fn a_questionnaire_that_few_of_an_area_answered_shows_nothing_of_them() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let withheld = say("feedback-part-withheld", &[("n", "5".to_owned())]);
        let areas = area_previews(&coordinator).await;
        let mut n_withheld = 0;
        for area in areas {
            let sheet = coordinator.get(&area).await.expect_status(200);
            let texts = sheet.texts("#section-answers > .note-text");
            n_withheld += texts.iter().filter(|text| **text == withheld).count();
            // After the words of a questionnaire that is withheld comes the next one's heading, or nothing.
            let shown = sheet.texts("#section-answers > .note-text + .figures");
            assert!(shown.is_empty(), "{area}: {shown:?}");
        }
        assert!(n_withheld > 0, "the invented survey has an area of few");
    })
    .await;
}

#[tokio::test]
async fn a_quote_tells_neither_kind_nor_area_on_any_sheet() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let areas = area_previews(&coordinator).await;
        let whole = format!("{FEEDBACK}/preview");
        let mut n = 0;
        for address in [whole].into_iter().chain(areas) {
            for words in ["", "plain=yes"] {
                let joint = if address.contains('?') { '&' } else { '?' };
                let sheet = coordinator.get(&format!("{address}{joint}{words}")).await.expect_status(200);
                let words = sheet.texts("#section-quotes .quote-text");
                assert_eq!(sheet.texts("#section-quotes .quotes li"), words, "{address}");
                n += words.len();
            }
        }
        assert!(n > 0, "the invented survey has quotes");
    })
    .await;
}

#[tokio::test]
async fn no_sum_over_questionnaires_stands_on_a_sheet() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let sheet = coordinator.get(&format!("{FEEDBACK}/preview?area=9901")).await.expect_status(200);
        let counts = sheet.texts("#section-rates .stat-value");
        let numbers: Vec<usize> =
            counts.iter().filter_map(|count| count.trim_end_matches('件').trim().parse().ok()).collect();
        assert!(counts.len() > numbers.len(), "a small number is withheld: {counts:?}");
        let total: usize = numbers.iter().sum();
        // A sum would be that of the other numbers and of the withheld ones, which are at most 4 each.
        let most_withheld = 4 * (counts.len() - numbers.len());
        let is_sum = |n: &usize| (total - n..=total - n + most_withheld).contains(n);
        assert!(!numbers.iter().any(is_sum), "{counts:?}");
    })
    .await;
}

#[tokio::test]
async fn a_link_without_a_sensible_life_is_not_made() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let n_links = async || coordinator.get(FEEDBACK).await.texts(".share-link").len();
        let before = n_links().await;
        for days in ["abc", "", "0", "-1", "367", "1e9"] {
            let page = coordinator.post_form("/surveys/1/links", &[("region", ""), ("days", days)]).await;
            assert_eq!(page.status, 422, "{days}: {}", page.describe());
            assert!(page.has(".error-summary a[href='#days']"), "{days}: {}", page.describe());
        }
        for region in ["999", "x", "-1"] {
            let page = coordinator.post_form("/surveys/1/links", &[("region", region), ("days", "30")]).await;
            assert_eq!(page.status, 422, "{region}: {}", page.describe());
            assert!(page.has(".error-summary a[href='#region']"), "{region}: {}", page.describe());
        }
        assert_eq!(n_links().await, before);
        coordinator.post_form("/surveys/1/links", &[("region", ""), ("days", "30")]).await.expect_status(303);
        assert_eq!(n_links().await, before + 1);
        let wide = [("region", ""), ("days", "３０")];
        coordinator.post_form("/surveys/1/links", &wide).await.expect_status(303);
        assert_eq!(n_links().await, before + 2, "digits of any width");
    })
    .await;
}

#[tokio::test]
async fn of_a_handful_of_responses_nothing_leaves_internal_work() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = tests::open_survey::open_survey(app, &coordinator, "forum-after").await;
        let person = app.visitor();
        let check = tests::respondent::answer_all(&person, &open.link).await;
        tests::respondent::send(&person, &check).await;
        let researcher = app.login(Role::Researcher).await;
        let data = bundle::data(&researcher, &open).await;
        assert_eq!(data.lines().count(), 1, "only the heads of the columns: {data}");
        let page = researcher.get(&format!("/surveys/{}/analysis", open.survey.0)).await.expect_status(200);
        assert!(!page.has("figure"), "{}", page.describe());
    })
    .await;
}
