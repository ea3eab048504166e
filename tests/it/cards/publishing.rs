//! Published cards: onto the page of the region, off it again, and new versions.

use surveys::entity::state::CardState;
use surveys::id::CardId;
use surveys::store;
use tests::on_both;

use super::{
    Made, TYPED, check, let_case_be_told, made, public_list, publish, published, state, try_to_publish,
    typed, write,
};

#[tokio::test]
async fn a_marked_text_becomes_a_published_card_and_goes_when_its_consent_does() {
    on_both(async |app| {
        let Made { coordinator, survey, hearing, card, .. } = made(app).await;
        let page = coordinator.get(&card).await.expect_status(200);
        assert!(
            page.first("[aria-labelledby=sources]").contains("田中さん"),
            "the source is beside the form"
        );
        assert_eq!(page.attributes("input[name=kinds][checked]", "value"), ["22"], "the agency's kind");
        let list = public_list(&coordinator, survey).await;
        let visitor = app.visitor();

        // A name has come along from the note.
        let named = typed(&[("idea", "田中さんの医師に表を見せた。")]);
        write(&coordinator, &card, &named).await.expect_status(303);
        check(&coordinator, &card, &[]).await.expect_status(303);
        let page = coordinator.get(&format!("{card}/check")).await;
        assert_eq!(page.texts("mark"), ["田中さん"]);
        assert!(!page.has("#publish-form"), "a name that nobody has decided on is in the way");
        assert_eq!(state(app, &card).await, CardState::Checking);

        write(&coordinator, &card, &TYPED).await.expect_status(303);
        let page = coordinator.get(&format!("{card}/check")).await;
        assert!(!page.has("#check-form input[type=radio][checked]"), "other words: everything is asked anew");
        assert_eq!(state(app, &card).await, CardState::Draft);
        check(&coordinator, &card, &[]).await.expect_status(303);
        assert_eq!(state(app, &card).await, CardState::Ready);
        let preview = async || coordinator.get(&format!("{card}/preview")).await.expect_status(200).text();
        assert!(preview().await.contains("まだ公開していません。公開すると"));
        assert!(!visitor.get(&list).await.text().contains("受診に同行した"), "not before it is published");
        publish(&coordinator, &card, &[]).await;
        assert_eq!(state(app, &card).await, CardState::Published);
        let same = preview().await;
        assert!(same.contains("第1版として地域に公開しています") && same.contains("版の印"), "{same}");

        let shown = visitor.get(&list).await.expect_status(200);
        let public = shown.link("受診に同行した");
        let page = visitor.get(&public).await.expect_status(200);
        assert!(page.text().contains("医師に表を見せた。") && page.text().contains("第1版"));
        assert!(!page.text().contains("田中") && !page.text().contains("架空機関"), "{}", page.text());
        let sheet = visitor.get(list.trim_end_matches("/cards")).await.expect_status(200);
        assert_eq!(sheet.link("事例集を見る"), list);

        let_case_be_told(&coordinator, hearing, "no").await;
        visitor.get(&public).await.expect_status(410);
        assert!(!visitor.get(&list).await.text().contains("受診に同行した"));
        let own = coordinator.get(&format!("/surveys/{}/cards", survey.0)).await;
        assert!(own.first(".thing").contains("公開を止めています"), "{}", own.text());
        assert!(coordinator.get("/today").await.text().contains("公開を止めている事例"));
        assert!(preview().await.contains("第1版の公開を止めている"));
    })
    .await;
}

#[tokio::test]
async fn what_was_published_stays_until_a_new_version_is_checked() {
    on_both(async |app| {
        let Made { coordinator, survey, card, .. } = published(app).await;
        let list = public_list(&coordinator, survey).await;
        let visitor = app.visitor();
        let public = visitor.get(&list).await.link("受診に同行した");

        write(&coordinator, &card, &[("result", "一年後も働き続けている。")]).await.expect_status(303);
        let page = visitor.get(&public).await.expect_status(200);
        assert!(
            !page.text().contains("一年後") && page.text().contains("第1版"),
            "what was approved is shown"
        );
        let preview = coordinator.get(&format!("{card}/preview")).await.expect_status(200).text();
        assert!(
            preview.contains("地域の方には今、第1版が見えています") && preview.contains("一年後"),
            "{preview}"
        );
        assert!(!preview.contains("版の印"), "the words below are no version yet");
        check(&coordinator, &card, &[]).await.expect_status(303);
        let silent = try_to_publish(&coordinator, &card, &[]).await.expect_status(422);
        assert_eq!(silent.attributes(".error-summary a", "href"), ["#version-note"], "it says what is new");
        // What is new is read by all, too: no names in it.
        for name in ["田中さん", "架空機関00"] {
            let note = format!("{name}の一年後");
            let named = try_to_publish(&coordinator, &card, &[("note", &note)]).await.expect_status(422);
            assert!(named.first(".error-summary").contains(name), "{}", named.first(".error-summary"));
            assert_eq!(named.attributes("#version-note", "value"), [note], "nothing that was typed is lost");
        }
        assert!(visitor.get(&public).await.text().contains("第1版"), "nothing of it was published");
        publish(&coordinator, &card, &[("note", "一年後のことを加えた")]).await;
        let page = visitor.get(&public).await.expect_status(200);
        for words in ["一年後も", "第2版", "一年後のことを加えた"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        let page = coordinator.get(&card).await;
        let retract = format!("form[action='{card}/retract']");
        coordinator.submit(&page, &retract, &[]).await.expect_status(303);
        visitor.get(&public).await.expect_status(410);
        assert_eq!(state(app, &card).await, CardState::Draft);
        let all = store::card_versions::of_card(app.db(), CardId(1)).await.expect("versions can be read");
        assert_eq!(all.len(), 2, "both are kept");
        assert!(all[0].sha256 != all[1].sha256 && all[1].retracted_at.is_some());
    })
    .await;
}
