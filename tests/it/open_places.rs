//! Letters with places that somebody has still to fill in.

use server::auth::Role;
use surveys::entity::state::InvitingMode;
use surveys::id::UserId;
use surveys::store;
use tests::open_survey::OpenSurvey;
use tests::{Session, TestApp, on_both};

use crate::invited::invited;

#[tokio::test]
async fn letters_with_open_places_are_neither_kept_nor_sent_nor_printed() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = invited(app, &coordinator, InvitingMode::Known, &["a@example.jp", ""]).await;
        let settings = format!("/questionnaires/{}/inviting", open.questionnaire.0);
        let page = coordinator.get(&settings).await.expect_status(200);
        for (field, text, why) in [
            ("body", "○○様\n{link}", "「○○」が残っています"),
            ("reminder_body", "締め切り：【…】\n{link}", "「【…】」が残っています"),
            ("subject", "{agency}様、{nope}", "「{nope}」は使えません"),
        ] {
            let refused = coordinator.submit(&page, "form.form", &[(field, text)]).await.expect_status(422);
            assert!(refused.text().contains(why), "{}", refused.text());
            assert!(refused.has(&format!(".error-summary a[href='#{field}']")), "{}", refused.describe());
        }
        // Texts that were kept before such places were looked for.
        let before = store::invitings::find(app.db(), open.questionnaire).await.expect("settings");
        let before = before.expect("they are set");
        let input = store::invitings::InvitingInput {
            mode: before.mode,
            is_open: before.is_open,
            deadline: before.deadline,
            subject: before.subject,
            body: "○○様\n{link}".to_owned(),
            reminder_subject: before.reminder_subject,
            reminder_body: before.reminder_body,
            is_meant_so: false,
        };
        let kept =
            store::invitings::set(app.db(), open.questionnaire, input, before.begun_on, UserId(1)).await;
        kept.expect("they are kept");
        let path = format!("/questionnaires/{}/invitations/letters", open.questionnaire.0);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("「○○」が残っています"), "{}", page.text());
        assert!(!page.has("main form[action$='/letters'] [name=as_is][checked]"), "{}", page.describe());
        let pressed = coordinator.post_form(&path, &[("kind", "invite")]).await.expect_status(303);
        let told = coordinator.follow(pressed).await.expect_status(200);
        assert!(told.text().contains("送っていません"), "{}", told.text());
        let letters = store::messages::of_questionnaire(app.db(), open.questionnaire).await;
        assert!(letters.expect("letters can be read").is_empty());
        let print = format!("/questionnaires/{}/invitations/print?who=all", open.questionnaire.0);
        let printed = coordinator.get(&print).await.expect_status(200);
        assert!(!printed.has(".letter-sheet") && printed.text().contains("「○○」が残っています"));

        let as_is = format!("{}{}", printed.path, printed.link("このまま印刷する"));
        assert!(coordinator.get(&as_is).await.expect_status(200).has(".letter-sheet"));
        meant_so(app, &coordinator, &open).await;
    })
    .await;
}

/// Whoever says that it is meant so keeps it, and from then on nobody is asked again, until the letters are others.
async fn meant_so(app: &TestApp, coordinator: &Session, open: &OpenSurvey) {
    let base = format!("/questionnaires/{}", open.questionnaire.0);
    let settings = format!("{base}/inviting");
    let page = coordinator.get(&settings).await.expect_status(200);
    assert!(!page.has("[name=as_is]"), "before anything was found there is nothing to say");
    let refused = coordinator.submit(&page, "form.form", &[]).await.expect_status(422);
    coordinator.submit(&refused, "form.form", &[("as_is", "true")]).await.expect_status(303);
    let page = coordinator.get(&settings).await.expect_status(200);
    coordinator.submit(&page, "form.form", &[("deadline", "2027-01-31")]).await.expect_status(303);
    let changed = coordinator.submit(&page, "form.form", &[("body", "○○様へ\n{link}")]).await;
    assert!(changed.expect_status(422).has("[name=as_is]"));
    let printed = coordinator.get(&format!("{base}/invitations/print?who=all")).await.expect_status(200);
    assert!(printed.has(".letter-sheet"), "{}", printed.describe());
    let page = coordinator.get(&format!("{base}/invitations/letters")).await.expect_status(200);
    assert!(!page.has("[name=as_is]"), "{}", page.describe());
    coordinator.submit(&page, "main form[action$='/letters']", &[]).await.expect_status(303);
    let letters = store::messages::of_questionnaire(app.db(), open.questionnaire).await;
    assert!(letters.expect("letters can be read")[0].body.contains("○○様"));
}
