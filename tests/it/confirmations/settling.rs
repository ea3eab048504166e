//! Corrections: beside the text, until somebody in the office takes or declines them.

use surveys::entity::state::ApproachState;
use surveys::privacy::consent::Purpose;
use surveys::store;
use tests::on_both;

use super::{Asked, PLAIN, asked, link, number, section, send, state, today, usable};

#[tokio::test]
async fn a_correction_stands_beside_the_text_until_somebody_takes_it() {
    on_both(async |app| {
        let Asked { coordinator, survey, agencies, note, model, person, page } = asked(app).await;
        let said = [
            ("answer-role", "corrected"),
            ("correction-role", "相談は月に22件。窓口は二つ。"),
            ("answer-challenge_facts", "fits"),
            ("answer-challenge_partner", "withheld"),
            ("refuse", "may_present"),
            ("refuse", "may_quote"),
            ("offer", "may_quote"),
            ("offer", "may_share"),
            ("words", "ありがとうございました。"),
        ];
        let sent = send(&person, &page, &said).await;
        let done = person.follow(sent).await;
        assert!(done.text().contains("相談は月に22件。") && !done.has("form[action^='/c/']"));
        // Sent again, as after going back: the first counts.
        send(&person, &page, &PLAIN).await;
        assert_eq!(section(app, &note, "role").await, "相談は月に20件。窓口は二つ。", "never over the text");
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::Recorded));
        // Wishes hold at once, a widening does not.
        assert!(!usable(app, survey, Purpose::Internal).await.contains(&"challenge_partner"));
        assert!(!usable(app, survey, Purpose::Regional).await.contains(&"role"), "they want it otherwise");
        assert!(usable(app, survey, Purpose::Internal).await.contains(&"role"));
        assert!(usable(app, survey, Purpose::Regional).await.contains(&"challenge_facts"));
        assert!(usable(app, survey, Purpose::Academic).await.is_empty(), "taken back");
        let hearing = store::hearings::find(app.db(), number(&note)).await.expect("it can be read");
        assert_eq!((hearing.may_present, hearing.may_share), (true, true), "the sheet is the office's");
        assert!(today(&coordinator).await.contains("記録の確認の返事"));

        // Meanwhile somebody wrote on in the same section: both are kept.
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        let more = [("role", "相談は月に20件。窓口は二つ。電話も受ける。")];
        coordinator.submit(&edit, "form.sheet-form", &more).await.expect_status(303);
        let path = format!("/confirmations/{}", model.id.0);
        let shown = coordinator.get(&path).await.expect_status(200);
        let text = shown.text();
        assert!(shown.has("ins") && text.contains("ありがとう") && text.contains("学会・実践発表での利用"));
        let form = "form:has(input[value=role])";
        coordinator.submit(&shown, form, &[("go", "decline"), ("reply", "")]).await.expect_status(303);
        coordinator.submit(&shown, form, &[("go", "take")]).await.expect_status(303);
        assert_eq!(section(app, &note, "role").await, "相談は月に22件。窓口は二つ。電話も受ける。");
        assert!(usable(app, survey, Purpose::Regional).await.contains(&"role"), "it reads as they want it");
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::Confirmed));
        let of_note = coordinator.get(&note.path).await.text();
        assert!(of_note.contains("確認のあとで変わった欄：機関の役割"), "{of_note}");
        let shown = coordinator.get(&path).await;
        assert!(shown.text().contains("「対応を終える」を押すと"), "{}", shown.text());
        let finish = [("go", "finish")];
        coordinator.submit(&shown, "form.section[action$='/settle']", &finish).await.expect_status(303);
        let settled = coordinator.get(&path).await.text();
        assert!(settled.contains("対応を終えたとき") && !settled.contains("を押すと"), "{settled}");
        let hearing = store::hearings::find(app.db(), number(&note)).await.expect("it can be read");
        assert_eq!((hearing.may_present, hearing.may_share, hearing.revision), (false, true, 4));
        assert!(!today(&coordinator).await.contains("記録の確認の返事"));
        assert!(!usable(app, survey, Purpose::Internal).await.contains(&"challenge_partner"), "for good");
    })
    .await;
}

#[tokio::test]
async fn a_correction_that_meets_another_edit_is_for_people_and_may_be_answered() {
    on_both(async |app| {
        let Asked { coordinator, survey, agencies, note, model, person, page } = asked(app).await;
        let said = [
            ("answer-role", "corrected"),
            ("correction-role", "相談は月に22件。窓口は二つ。"),
            ("answer-challenge_facts", "corrected"),
            ("correction-challenge_facts", "通院の日は休める。"),
            ("answer-challenge_partner", "fits"),
        ];
        send(&person, &page, &said).await;
        let edit = coordinator.get(&format!("{}/edit", note.path)).await;
        let other = [("role", "相談は月に25件。窓口は二つ。")];
        coordinator.submit(&edit, "form.sheet-form", &other).await.expect_status(303);

        let path = format!("/confirmations/{}", model.id.0);
        let shown = coordinator.get(&path).await.expect_status(200);
        let role = "form:has(input[value=role])";
        let met = coordinator.submit(&shown, role, &[("go", "take")]).await.expect_status(303);
        assert!(coordinator.follow(met).await.text().contains("その後に直されています"));
        assert_eq!(section(app, &note, "role").await, "相談は月に25件。窓口は二つ。");
        coordinator.submit(&shown, role, &[("go", "done")]).await.expect_status(303);
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::Recorded), "one is open");
        let early = coordinator.post_form(&format!("{path}/settle"), &[("go", "finish")]).await;
        let early = coordinator.follow(early.expect_status(303)).await;
        assert!(early.text().contains("まだ「対応を終える」を押せません"), "{}", early.describe());
        let facts = "form:has(input[value=challenge_facts])";
        let long = "長".repeat(1_001);
        let kept = coordinator.submit(&shown, facts, &[("go", "decline"), ("reply", &long)]).await;
        assert!(kept.expect_status(422).text().contains(&long), "what was typed is not lost");
        let why = [("go", "decline"), ("reply", "別の日の話と合わせて確かめます。")];
        coordinator.submit(&shown, facts, &why).await.expect_status(303);
        assert_eq!(section(app, &note, "challenge_facts").await, "通院の日に休みにくい。");
        let regional = usable(app, survey, Purpose::Regional).await;
        assert!(regional.contains(&"role") && !regional.contains(&"challenge_facts"), "{regional:?}");
        assert_eq!(state(app, survey, agencies[0]).await, Some(ApproachState::Confirmed));
        let page = person.get(&link(app, &model)).await;
        assert!(page.text().contains("別の日の話と合わせて確かめます。"), "they are told why");
        // What was decided and read is not decided again: neither the note nor the reply changes.
        let again = [("go", "take"), ("section", "challenge_facts")];
        let again = coordinator.post_form(&format!("{path}/settle"), &again).await.expect_status(303);
        assert!(coordinator.follow(again).await.text().contains("もう決めてあります"));
        assert_eq!(section(app, &note, "challenge_facts").await, "通院の日に休みにくい。");
        let page = person.get(&link(app, &model)).await;
        assert!(page.text().contains("別の日の話と合わせて確かめます。"));
        let odd = [("go", "take"), ("section", "challenge_partner")];
        assert_eq!(coordinator.post_form(&format!("{path}/settle"), &odd).await.status, 404);
        assert_eq!(section(app, &note, "challenge_partner").await, "職場の理解が足りないと思う。");
    })
    .await;
}
