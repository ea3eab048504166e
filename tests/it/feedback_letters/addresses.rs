//! Where the results go: to nobody who is not known, and to addresses that were written for them.

use serde_json::{Value, json};
use server::auth::Role;
use surveys::entity::state::InvitingMode;
use tests::inviting::{add_agencies, invitations, invite_all, link, open_invitation};
use tests::on_both;
use tests::open_survey::open_definition;
use tests::respondent::{answer_page, fill_page, withdrawal_code};
use tests::sheets::publish;

use super::{Sending, definition, sheets, three_answers};

#[tokio::test]
async fn nobody_of_an_anonymous_wave_is_written_to() {
    on_both(async |app| {
        let Sending { coordinator, open, path, form } = three_answers(app, InvitingMode::Anonymous).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("どの機関か分からない回答：2"), "{}", page.text());
        publish(&coordinator, open.survey, &[]).await;
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        assert!(sheets(app, &open).await.is_empty());
    })
    .await;
}

/// The same questionnaire with a question for an address that is used for the results alone.
pub fn with_address() -> Value {
    let mut asked = definition();
    let mail = json!({ "type": "text", "name": "feedback_mail", "title": "送り先", "inputType": "email",
        "kt:identifier": true, "kt:role": "contact" });
    asked["pages"][0]["elements"].as_array_mut().expect("elements").push(mail);
    asked
}

/// Whoever answers by the open link is known by nothing but what they write.
#[tokio::test]
async fn who_came_by_the_open_link_gets_the_results_where_they_asked_for_them_and_nowhere_else() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &with_address()).await;
        let boxes = ["1", "7"];
        let mail = [("feedback_mail", "taro@example.jp")];
        let receipt = answer_page(&app.visitor(), &open.link, &boxes, &mail).await;
        answer_page(&app.visitor(), &open.link, &boxes, &[]).await;
        answer_page(&app.visitor(), &open.link, &["1"], &[("feedback_mail", "no@example.jp")]).await;
        let links = format!("/surveys/{}/links", open.survey.0);
        coordinator.post_form(&links, &[("region", ""), ("days", "30")]).await.expect_status(303);
        publish(&coordinator, open.survey, &[]).await;
        let path = format!("/surveys/{}/feedback/letters", open.survey.0);
        let page = coordinator.get(&path).await.expect_status(200);
        for words in ["これから送るあて先：1", "アドレスの書かれていないもの：1"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        assert!(!page.has("#handed-form"), "nobody knows whose letter to print: {}", page.describe());
        let form = format!("form[action='{path}']");
        coordinator.submit(&page, &form, &[("do", "send")]).await.expect_status(303);
        let to: Vec<String> = sheets(app, &open).await.into_iter().map(|letter| letter.to_address).collect();
        assert_eq!(to, ["taro@example.jp"]);
        let researcher = app.login(Role::Researcher).await;
        for file in [format!("exports/data-{}.csv", open.questionnaire.0), "analysis".to_owned()] {
            let page = researcher.get(&format!("/surveys/{}/{file}", open.survey.0)).await;
            assert!(!page.body.contains("example.jp"), "{file}");
        }
        let code = withdrawal_code(&receipt);
        app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert!(sheets(app, &open).await.is_empty(), "the address goes with the answers");
    })
    .await;
}

/// Who was invited by post has no mail address on the list; another one has it read elsewhere.
#[tokio::test]
async fn who_was_invited_and_wrote_an_address_gets_the_results_there() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &with_address()).await;
        add_agencies(app, &["", "b@example.jp"]).await;
        invite_all(&coordinator, &open, InvitingMode::Known).await;
        let mut all = invitations(app, &open).await;
        all.sort_by_key(|one| one.contact_id);
        for (invitation, mail) in all.iter().zip(["post@example.jp", ""]) {
            let person = app.visitor();
            let first = open_invitation(&person, &link(app, invitation)).await.expect_status(200);
            fill_page(&person, &first, &["1", "7"], &[("feedback_mail", mail)]).await;
        }
        let links = format!("/surveys/{}/links", open.survey.0);
        coordinator.post_form(&links, &[("region", ""), ("days", "30")]).await.expect_status(303);
        publish(&coordinator, open.survey, &[]).await;
        let path = format!("/surveys/{}/feedback/letters", open.survey.0);
        let page = coordinator.get(&path).await.expect_status(200);
        for _ in 0..2 {
            coordinator.submit(&page, &format!("form[action='{path}']"), &[("do", "send")]).await;
        }
        let sent = sheets(app, &open).await;
        let mut to: Vec<&str> = sent.iter().map(|letter| letter.to_address.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, ["b@example.jp", "post@example.jp"]);
        let written = sent.iter().find(|letter| letter.to_address == "post@example.jp").expect("it is there");
        assert!(written.invitation_id.is_none(), "it follows no contact of the list: {written:?}");
        assert!(written.body.contains("架空機関00"), "{}", written.body);
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(page.text().contains("送信待ちを含む）：2"), "{}", page.text());
    })
    .await;
}
