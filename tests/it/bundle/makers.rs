//! Whose a bundle is, and until when it can be taken.

use server::auth::Role;
use surveys::store;
use tests::closed_answers::definition;
use tests::on_both;
use tests::open_survey::open_definition;
use tests::respondent::{answer_page, withdrawal_code};

use super::{answered, everything, look, make, n_said, rows, take, unzip};

#[tokio::test]
async fn a_bundle_is_its_makers_own_and_a_researchers_has_no_texts() {
    on_both(async |app| {
        let (coordinator, researcher) =
            (app.login(Role::Coordinator).await, app.login(Role::Researcher).await);
        let open = answered(app, &coordinator).await;
        let page = look(&researcher, open.survey.0, "").await;
        let done = make(&researcher, &page).await;
        let href = done.attributes("#take", "href").remove(0);
        coordinator.get(&done.path).await.expect_status(404);
        coordinator.get(&href).await.expect_status(404);
        let bytes = researcher.get(&href).await.expect_status(200).bytes;
        let files = unzip(&bytes);
        assert_eq!(n_said(app, "test-researcher", &done).await, files.len());
        assert!(files.keys().all(|name| !name.starts_with("texts/") && !name.starts_with("codings/")));
        assert!(!everything(&bytes).contains("人手が足りない"));
        let recorded = store::audit::of_thing(app.db(), "survey", open.survey.0).await.expect("the record");
        assert!(
            recorded
                .iter()
                .any(|event| event.action == "survey.export" && event.detail.contains("bundle.zip"))
        );
        researcher.submit(&done, "#cancel-form", &[]).await.expect_status(303);
        researcher.get(&href).await.expect_status(404);
        let folder = app.data.join("bundles");
        assert_eq!(std::fs::read_dir(folder).expect("the folder").count(), 0, "its file is erased");
    })
    .await;
}

/// Nobody has to ask for it: the service looks by itself.
#[tokio::test]
async fn an_outdated_bundle_is_erased_though_nobody_takes_it() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        let mut codes = Vec::new();
        for _ in 0..7 {
            let receipt = answer_page(&app.visitor(), &open.link, &["1", "2", "3"], &[]).await;
            codes.push(withdrawal_code(&receipt));
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let done = make(&coordinator, &page).await;
        let n_files = || std::fs::read_dir(app.data.join("bundles")).expect("the folder").count();
        app.outdate_bundles().await;
        assert_eq!(n_files(), 1, "nothing has changed");
        app.visitor().post_raw_form("/withdraw", &[("code", &codes[0])]).await.expect_status(200);
        app.outdate_bundles().await;
        assert_eq!(n_files(), 0);
        let told = coordinator.get(&done.path).await.expect_status(200);
        assert_eq!(told.attributes("#bundle-state", "data-state"), ["outdated"], "{}", told.describe());
    })
    .await;
}

/// What somebody withdraws is in no file that is handed out afterwards, though it was made before.
#[tokio::test]
async fn a_finished_bundle_is_erased_when_an_answer_in_it_is_withdrawn() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition(&[])).await;
        let mut codes = Vec::new();
        for _ in 0..7 {
            let receipt = answer_page(&app.visitor(), &open.link, &["1", "2", "3"], &[]).await;
            codes.push(withdrawal_code(&receipt));
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let done = make(&coordinator, &page).await;
        let href = done.attributes("#take", "href").remove(0);
        coordinator.get(&href).await.expect_status(200);
        app.visitor().post_raw_form("/withdraw", &[("code", &codes[0])]).await.expect_status(200);
        for _ in 0..2 {
            let refused = coordinator.get(&href).await.expect_status(303);
            let told = coordinator.follow(refused).await.expect_status(200);
            assert_eq!(told.attributes("#bundle-state", "data-state"), ["outdated"], "{}", told.describe());
            assert!(
                told.text().contains("ファイルを消しました") && !told.has("#take"),
                "{}",
                told.describe()
            );
        }
        let folder = app.data.join("bundles");
        assert_eq!(
            std::fs::read_dir(folder).expect("the folder").count(),
            0,
            "nobody else can take it either"
        );
        let again = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &again).await);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        assert_eq!(data.len(), 7, "a head and six answers");
    })
    .await;
}
