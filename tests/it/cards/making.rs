//! Cards made of ticked segments, or of nothing, and by whom.

use server::auth::Role;
use surveys::entity::state::CardState;
use surveys::hearing::span::Span;
use surveys::store;
use surveys::store::marks::NewMark;
use tests::on_both;

use super::{SOMEBODY, TYPED, add_three_of_the_kind, check, marked_note, segments_page, state, write};
use crate::approaches::survey_with_agencies;

#[tokio::test]
async fn a_form_that_is_sent_twice_makes_one_card_and_what_finds_no_room_is_counted() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (hearing, segment) = marked_note(app, &coordinator, survey, agencies[0]).await;
        let all = async || store::cards::of_survey(app.db(), survey).await.expect("cards can be read").len();
        let first = segment.0.to_string();
        let page = segments_page(app, &coordinator, survey).await;
        let ticked = [("segment", first.as_str())];
        let made = coordinator.submit(&page, "#to-card", &ticked).await.expect_status(303);
        let again = coordinator.submit(&page, "#to-card", &ticked).await.expect_status(303);
        assert_eq!((made.location(), all().await), (again.location(), 1), "pressed twice");
        // Who ticks nothing is told so; an empty one is made by the button for it.
        let none = coordinator.submit(&page, "#to-card", &[]).await.expect_status(303);
        let told = coordinator.follow(none).await.expect_status(200);
        assert!(told.text().contains("1つ以上選んでください") && told.has("#to-card"), "{}", told.text());
        assert_eq!(all().await, 1, "nothing ticked: nothing made");
        let list = coordinator.get(&format!("/surveys/{}/cards", survey.0)).await;
        let form = format!("form[action='/surveys/{}/cards']", survey.0);
        let empty = coordinator.submit(&list, &form, &[]).await.expect_status(303);
        let twice = coordinator.submit(&list, &form, &[]).await.expect_status(303);
        assert_eq!((empty.location(), all().await), (twice.location(), 2));
        let list = coordinator.get(&format!("/surveys/{}/cards", survey.0)).await;
        assert!(list.text().contains("題名なし") && !list.text().contains("（（"), "{}", list.text());

        let mut ids = vec![first];
        for place in 0..51 {
            let span = Span { start: place % 17, end: 18 + place / 17 };
            let section = "good_practice".to_owned();
            let new = NewMark { hearing, section, span, stance: "good_practice".to_owned() };
            let marked = store::marks::mark(app.db(), new, SOMEBODY).await.expect("it can be marked");
            ids.push(marked.id.0.to_string());
        }
        let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("segment", id.as_str())).collect();
        let made = coordinator.post_form(&format!("/surveys/{}/cards", survey.0), &fields).await;
        let page = coordinator.follow(made.expect_status(303)).await.expect_status(200);
        assert!(page.text().contains("2個は入りませんでした"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn cards_are_for_those_who_hear_and_sources_stay_within_their_survey() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (_, segment) = marked_note(app, &coordinator, survey, agencies[0]).await;
        let list = format!("/surveys/{}/cards", survey.0);
        for role in [Role::Researcher, Role::Viewer] {
            let person = app.login(role).await;
            person.get(&list).await.expect_status(403);
            person.post_form(&list, &[]).await.expect_status(403);
        }
        let researcher = app.login(Role::Researcher).await;
        assert!(!segments_page(app, &researcher, survey).await.has("#to-card"));
        add_three_of_the_kind(app).await;
        let made = coordinator.post_form(&list, &[("segment", "999")]).await.expect_status(303);
        let card = made.location().expect("a page").to_owned();
        let page = coordinator.get(&card).await;
        assert!(page.text().contains("出どころがありません"), "{}", page.text());
        write(&coordinator, &card, &TYPED).await.expect_status(303);
        check(&coordinator, &card, &[]).await.expect_status(303);
        let page = coordinator.get(&format!("{card}/check")).await;
        assert!(!page.has("#publish-form"), "nobody has allowed it");
        let number = card.rsplit('/').next().expect("a number");
        let more = [("segment", segment.0.to_string()), ("card", number.to_owned())];
        let more: Vec<(&str, &str)> = more.iter().map(|(name, value)| (*name, value.as_str())).collect();
        coordinator.post_form(&list, &more).await.expect_status(303);
        let page = coordinator.get(&card).await;
        assert!(page.first("[aria-labelledby=sources]").contains("地域で紹介してよい"));
        assert_eq!(state(app, &card).await, CardState::Draft, "another source: it is checked again");
    })
    .await;
}
