//! What an interviewee says holds for what was shown to them, until they say otherwise.

use surveys::entity::state::ApproachState;
use surveys::privacy::consent::Purpose;
use tests::on_both;

use super::{Asked, PLAIN, asked, link, newest, opened, section, send, state, today, usable};

#[tokio::test]
async fn the_page_after_sending_lists_the_uses_that_were_ticked() {
    on_both(async |app| {
        let Asked { person, page, .. } = asked(app).await;
        let uses = [("refuse", "may_present"), ("offer", "may_quote")];
        let said = [PLAIN.as_slice(), uses.as_slice()].concat();
        let sent = send(&person, &page, &said).await;
        let done = person.follow(sent).await.expect_status(200);
        assert_eq!(done.texts("section[aria-labelledby=sent-refuse] li"), ["学会・実践発表での利用"]);
        assert_eq!(done.texts("section[aria-labelledby=sent-offer] li"), ["発言の引用"]);
    })
    .await;
}

#[tokio::test]
async fn a_plain_confirmation_needs_nobody_and_belongs_to_what_was_shown() {
    on_both(async |app| {
        let Asked { coordinator, survey, agencies, note, model, person, .. } = asked(app).await;
        // The note goes on; they see what was chosen.
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        let changed = [("role", "まったく別の文。")];
        coordinator.submit(&edit, "form.sheet-form", &changed).await.expect_status(303);
        let page = person.get(&link(app, &model)).await;
        assert!(page.text().contains("相談は月に20件。") && !page.text().contains("まったく別の文。"));
        send(&person, &page, &PLAIN).await;
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::Confirmed));
        assert!(!today(&coordinator).await.contains("記録の確認の返事"));
        assert!(coordinator.get(&note.path).await.text().contains("確認のあとで変わった欄：機関の役割"));

        // Asked again with "do not use": the newest answer holds, and a fact leads nobody back.
        let (person, page) = opened(app, &coordinator, &note).await;
        let withheld: Vec<(&str, &str)> = PLAIN.map(|(name, _)| (name, "withheld")).into();
        send(&person, &page, &withheld).await;
        let left = usable(app, survey, Purpose::Internal).await;
        assert_eq!(left, ["cooperation", "statements"]);
        assert!(coordinator.get(&note.path).await.text().contains("使わない欄：機関の役割、"));
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::Confirmed));

        // A correction lifts "do not use" once somebody has taken it, and not before.
        let (person, page) = opened(app, &coordinator, &note).await;
        let third = newest(app, &note).await;
        let said = [
            ("answer-role", "corrected"),
            ("correction-role", "相談は月に22件。"),
            ("answer-challenge_facts", "fits"),
            ("answer-challenge_partner", "withheld"),
        ];
        send(&person, &page, &said).await;
        let left = usable(app, survey, Purpose::Internal).await;
        assert_eq!(left, ["challenge_facts", "cooperation", "statements"]);
        let page = coordinator.get(&format!("/confirmations/{}", third.id.0)).await;
        coordinator.submit(&page, "form:has(input[value=role])", &[("go", "take")]).await.expect_status(303);
        assert_eq!(section(app, &note, "role").await, "相談は月に22件。");
        assert!(usable(app, survey, Purpose::Internal).await.contains(&"role"));
    })
    .await;
}
