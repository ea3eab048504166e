//! Whose a bundle is.

use server::auth::Role;
use surveys::store;
use tests::on_both;

use super::{answered, everything, look, make, n_said, unzip};

#[tokio::test]
async fn a_bundle_is_its_makers_own_and_a_researchers_has_no_texts() {
    on_both(async |app| {
        let (coordinator, researcher) =
            (app.login(Role::Coordinator).await, app.login(Role::Researcher).await);
        let open = answered(app, &coordinator).await;
        let page = look(&researcher, open.survey.0, "").await;
        let done = make(&researcher, &page).await;
        let href = done.attributes("main a[download]", "href").remove(0);
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
