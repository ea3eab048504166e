//! The check list: what is empty, names, agencies of which there are few of their kind, words of sources that were taken away.

use surveys::entity::state::CardState;
use surveys::store;
use surveys::store::cards::NewSource;
use tests::on_both;

use super::{
    Made, SOMEBODY, TYPED, check, let_case_be_told, made, marked_note, number, publish, published, state,
    typed, write,
};

#[tokio::test]
async fn the_check_list_names_what_is_empty_and_asks_for_consent_in_its_own_words() {
    on_both(async |app| {
        let Made { coordinator, card, .. } = made(app).await;
        let unwritten = coordinator.get(&format!("{card}/check")).await.expect_status(200);
        let left = unwritten.first("[aria-labelledby=publish]");
        let is_named = left.contains("題名、背景、支援の経過、工夫、結果") && !left.contains("関わった機関");
        assert!(is_named, "what is empty is named, and nothing else: {left}");
        let consent = unwritten.first("label[for=outcome-consent]");
        assert!(consent.contains("同意があり") && !consent.contains("当てはまる"), "{consent}");
        write(&coordinator, &card, &[("title", "株式会社しらかば製作所と2026年4月1日")])
            .await
            .expect_status(303);
        let page = coordinator.get(&format!("{card}/check")).await;
        assert_eq!(page.texts("mark"), ["株式会社しらかば製作所", "2026年4月1日"]);
        assert_eq!(page.attributes("input[name=word]", "value"), ["株式会社しらかば製作所", "2026年4月1日"]);
        assert!(!page.first("[aria-labelledby=publish]").contains("題名"));
    })
    .await;
}

#[tokio::test]
async fn a_kind_of_few_agencies_needs_a_reason_and_so_does_a_word_that_stays() {
    on_both(async |app| {
        let Made { coordinator, card, .. } = made(app).await;
        // Of kind 12 there is one agency on the list.
        let single = typed(&[("kinds", "12"), ("background", "42歳の方。")]);
        write(&coordinator, &card, &single).await.expect_status(303);
        let denied = check(&coordinator, &card, &[]).await.expect_status(422);
        assert!(denied.has(".error-summary a[href='#outcome-single']"), "{}", denied.describe());
        assert!(denied.text().contains("（1か所）"), "it is said how many there are: {}", denied.text());
        let no_reason = [("outcome:single", "kept"), ("note:single", "")];
        let refused = check(&coordinator, &card, &no_reason).await.expect_status(422);
        assert!(refused.has(".error-summary a[href='#note-single']"), "{}", refused.describe());
        let long = "長".repeat(201);
        let kept = [("outcome:single", "kept"), ("note:single", "機関が公開を望んだ")];
        let too_long: Vec<(&str, &str)> = kept.into_iter().chain([("reason:0", long.as_str())]).collect();
        check(&coordinator, &card, &too_long).await.expect_status(422);
        check(&coordinator, &card, &kept).await.expect_status(303);
        assert_eq!(state(app, &card).await, CardState::Checking, "the age is open");
        let all: Vec<(&str, &str)> =
            kept.into_iter().chain([("reason:0", "本人が年齢の公開を望んだ")]).collect();
        check(&coordinator, &card, &all).await.expect_status(303);
        assert_eq!(state(app, &card).await, CardState::Ready);
        let page = coordinator.get(&format!("{card}/check")).await;
        assert!(page.text().contains("架空 test-coordinator（"), "who answered is said: {}", page.text());
    })
    .await;
}

#[tokio::test]
async fn names_off_the_list_are_found_and_a_list_that_shrinks_is_told() {
    on_both(async |app| {
        let Made { coordinator, agencies, card, .. } = published(app).await;
        let today = async || coordinator.get("/today").await.expect_status(200).text();
        assert!(!today().await.contains("受診に同行した"), "five agencies are of its kind");

        // One of the five leaves the list: its name tells who it was, and the others are few.
        store::agencies::set_active(app.db(), agencies[2], false, SOMEBODY).await.expect("off the list");
        store::organisations::find_or_make(app.db(), "架空みどり会", SOMEBODY).await.expect("a name");
        let told = today().await;
        assert!(told.contains("受診に同行した") && told.contains("当てはまる機関が少なく"), "{told}");
        let named = [("idea", "架空機関02と架空みどり会が表を見せた。")];
        write(&coordinator, &card, &named).await.expect_status(303);
        let page = coordinator.get(&format!("{card}/check")).await;
        assert_eq!(page.texts("mark"), ["架空機関02", "架空みどり会"]);
        assert!(
            page.text().contains("5か所に満ちません") && page.text().contains("（4か所）"),
            "{}",
            page.text()
        );
        let denied = check(&coordinator, &card, &[]).await.expect_status(422);
        assert!(denied.has(".error-summary a[href='#outcome-single']"), "{}", denied.describe());
        // Of kind 60 the list has none: people know who it was all the same.
        write(&coordinator, &card, &typed(&[("kinds", "60")])).await.expect_status(303);
        let denied = check(&coordinator, &card, &[]).await.expect_status(422);
        assert!(denied.has(".error-summary a[href='#outcome-single']"), "{}", denied.describe());
    })
    .await;
}

#[tokio::test]
async fn words_of_a_source_that_was_taken_away_have_to_be_gone() {
    on_both(async |app| {
        let Made { coordinator, survey, agencies, card, .. } = made(app).await;
        let (silent, other) = marked_note(app, &coordinator, survey, agencies[2]).await;
        let_case_be_told(&coordinator, silent, "no").await;
        write(&coordinator, &card, &TYPED).await.expect_status(303);
        let id = number(&card);
        let source = format!("note:{}:good_practice", silent.0);
        let untold = || NewSource { source: source.clone(), segment: Some(other) };
        store::cards::add_sources(app.db(), id, vec![untold()], SOMEBODY).await.expect("added");
        let page = coordinator.get(&card).await;
        let added = store::cards::sources(app.db(), id).await.expect("sources").remove(1);
        let form = format!("form:has(input[name=source][value='{}'])", added.id.0);
        coordinator.submit(&page, &form, &[]).await.expect_status(303);

        let page = coordinator.get(&card).await;
        let sources = page.first("[aria-labelledby=sources]");
        assert!(sources.contains("外した出どころ"), "it is still known: {sources}");
        check(&coordinator, &card, &[]).await.expect_status(303);
        assert_eq!(state(app, &card).await, CardState::Checking, "nobody has said that its words are gone");
        let page = coordinator.get(&format!("{card}/check")).await;
        assert!(!page.has("#publish-form") && page.has("input[name='outcome:removed'][value=masked]"));
        assert!(!page.has("input[name='outcome:removed'][value=kept]"), "they cannot stay");
        check(&coordinator, &card, &[("outcome:removed", "masked")]).await.expect_status(303);
        assert_eq!(state(app, &card).await, CardState::Ready);
        publish(&coordinator, &card, &[]).await;
        assert_eq!(state(app, &card).await, CardState::Published);

        // Added again it is a source like any other, and its consent counts.
        store::cards::add_sources(app.db(), id, vec![untold()], SOMEBODY).await.expect("added");
        let all = store::cards::sources(app.db(), id).await.expect("sources");
        assert_eq!(all.len(), 2);
        assert!(store::cards::removed_sources(app.db(), id).await.expect("sources").is_empty());
        let page = coordinator.get(&format!("{card}/check")).await;
        assert!(!page.has("input[name='outcome:removed']") && !page.has("#publish-form"));
    })
    .await;
}

/// A warning and no wall: □ may do.
#[tokio::test]
async fn the_check_list_names_what_paper_has_no_signs_for() {
    on_both(async |app| {
        let Made { coordinator, card, .. } = made(app).await;
        let path = format!("{card}/check");
        assert!(!coordinator.get(&path).await.expect_status(200).has("#unprintable"));
        write(&coordinator, &card, &[("title", "休憩のとり方😀")]).await.expect_status(303);
        let places = coordinator.get(&path).await.expect_status(200).texts("#unprintable li");
        assert_eq!(places.len(), 1, "{places:?}");
        assert!(places[0].contains("😀") && places[0].contains("休憩のとり方"), "{places:?}");
    })
    .await;
}
