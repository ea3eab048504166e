//! Good practices: from coded texts to a checked case, onto the region's page, and off it again at once.

use serde_json::json;
use server::auth::Role;
use surveys::entity::state::CardState;
use surveys::hearing::span::Span;
use surveys::id::{AgencyId, CardId, HearingId, SegmentId, SurveyId, UserId};
use surveys::privacy::card::{CHECK_ITEMS, CardText, CheckAnswer};
use surveys::store;
use surveys::store::card_checks::Checked;
use surveys::store::cards::{CardInput, NewSource};
use surveys::store::codings::NewCoding;
use surveys::store::marks::NewMark;
use surveys::store::segments::{Origin, TextPart};
use tests::free_answers::{answer, code};
use tests::open_survey::open_definition;
use tests::respondent::withdrawal_code;
use tests::{Page, Session, TestApp, on_both};

use crate::approaches::{survey_with_agencies, write_note};

/// What is heard of a good practice.
const HEARD: &str = "田中さんの受診に同行し、作業の表を医師に見せた。";
/// Whoever arranges things in the store.
const SOMEBODY: UserId = UserId(1);

fn span(words: &str) -> Span {
    Span { start: 0, end: words.chars().count() }
}

/// A note with a good practice that is marked. Its partner lets the case be told.
async fn marked_note(
    app: &TestApp,
    coordinator: &Session,
    survey: SurveyId,
    agency: AgencyId,
) -> (HearingId, SegmentId) {
    let changes = [("good_practice", HEARD), ("may_share", "yes"), ("may_show_case", "yes")];
    let note = write_note(coordinator, survey, agency, &changes).await;
    let hearing = note.path.rsplit('/').next().and_then(|id| id.parse().ok()).map(HearingId);
    let hearing = hearing.expect("a note has a number");
    let new = NewMark {
        hearing,
        section: "good_practice".to_owned(),
        span: span(HEARD),
        stance: "good_practice".to_owned(),
    };
    let segment = store::marks::mark(app.db(), new, SOMEBODY).await.expect("it can be marked");
    (hearing, segment.id)
}

/// The page of all segments of good practice.
async fn segments_page(app: &TestApp, person: &Session, survey: SurveyId) -> Page {
    let stances = store::codes::stances(app.db(), survey).await.expect("the codes can be read");
    let practice = stances.iter().find(|code| code.frame_code == "good_practice").expect("a stance");
    person.get(&format!("/codes/{}/segments", practice.id.0)).await.expect_status(200)
}

/// Ticks a segment and makes a card of it; returns its address.
async fn made_of(app: &TestApp, coordinator: &Session, survey: SurveyId, segment: SegmentId) -> String {
    let page = segments_page(app, coordinator, survey).await;
    let ticked = [("segment", segment.0.to_string())];
    let ticked: Vec<(&str, &str)> = ticked.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let made = coordinator.submit(&page, "#to-card", &ticked).await.expect_status(303);
    made.location().expect("a card has a page").to_owned()
}

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

/// What is typed on the card.
const TYPED: [(&str, &str); 7] = [
    ("title", "受診に同行した"),
    ("background", "40代の方。"),
    ("steps", "作業を表にした。"),
    ("idea", "医師に表を見せた。"),
    ("result", "働き続けている。"),
    ("kinds", "22"),
    ("themes", "G02"),
];

/// The same with other values of some fields.
fn typed<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let is_same = |(name, _): &(&str, &str)| changes.iter().all(|(changed, _)| changed != name);
    TYPED.iter().copied().filter(is_same).chain(changes.iter().copied()).collect()
}

async fn write(coordinator: &Session, card: &str, changes: &[(&str, &str)]) -> Page {
    let page = coordinator.get(card).await.expect_status(200);
    coordinator.submit(&page, "#card-form", changes).await
}

/// Answers every item of the check list with "nothing".
async fn check(coordinator: &Session, card: &str, changes: &[(&str, &str)]) -> Page {
    let page = coordinator.get(&format!("{card}/check")).await.expect_status(200);
    let names: Vec<String> = CHECK_ITEMS.iter().map(|item| format!("outcome:{}", item.key)).collect();
    let clear = names.iter().map(|name| (name.as_str(), "clear"));
    let clear = clear.filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let all: Vec<(&str, &str)> = clear.chain(changes.iter().copied()).collect();
    coordinator.submit(&page, "#check-form", &all).await
}

async fn publish(coordinator: &Session, card: &str, changes: &[(&str, &str)]) -> Page {
    try_to_publish(coordinator, card, changes).await.expect_status(303)
}

async fn try_to_publish(coordinator: &Session, card: &str, changes: &[(&str, &str)]) -> Page {
    let page = coordinator.get(&format!("{card}/check")).await.expect_status(200);
    coordinator.submit(&page, "#publish-form", changes).await
}

async fn state(app: &TestApp, card: &str) -> CardState {
    let id = card.rsplit('/').next().and_then(|id| id.parse().ok()).map(CardId).expect("a number");
    store::cards::find(app.db(), id).await.expect("it can be read").state
}

/// The region's list of good practices, behind a new share link.
async fn public_list(coordinator: &Session, survey: SurveyId) -> String {
    let base = format!("/surveys/{}", survey.0);
    let fields = [("region", ""), ("days", "30")];
    coordinator.post_form(&format!("{base}/links"), &fields).await.expect_status(303);
    let page = coordinator.get(&format!("{base}/feedback")).await;
    let address = page.attributes(".share-link input", "value");
    let address = address.iter().find_map(|value| Some(value.split_once("/r/")?.1.to_owned()));
    format!("/r/{}/cards", address.expect("a link"))
}

#[tokio::test]
async fn a_marked_text_becomes_a_published_card_and_goes_when_its_consent_does() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (hearing, segment) = marked_note(app, &coordinator, survey, agencies[0]).await;
        let card = made_of(app, &coordinator, survey, segment).await;
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
        assert!(!visitor.get(&list).await.text().contains("受診に同行した"), "not before it is published");
        publish(&coordinator, &card, &[]).await;
        assert_eq!(state(app, &card).await, CardState::Published);

        let shown = visitor.get(&list).await.expect_status(200);
        let public = shown.link("受診に同行した");
        let page = visitor.get(&public).await.expect_status(200);
        assert!(page.text().contains("医師に表を見せた。") && page.text().contains("第1版"));
        assert!(!page.text().contains("田中") && !page.text().contains("架空機関"), "{}", page.text());
        let sheet = visitor.get(list.trim_end_matches("/cards")).await;
        assert!(sheet.status != 200 || sheet.link("事例集を見る") == list);

        let edit = coordinator.get(&format!("/hearings/{}/edit", hearing.0)).await.expect_status(200);
        coordinator.submit(&edit, "form.sheet-form", &[("may_show_case", "no")]).await.expect_status(303);
        visitor.get(&public).await.expect_status(410);
        assert!(!visitor.get(&list).await.text().contains("受診に同行した"));
        let own = coordinator.get(&format!("/surveys/{}/cards", survey.0)).await;
        assert!(own.first(".thing").contains("公開を止めています"), "{}", own.text());
        assert!(coordinator.get("/today").await.text().contains("公開を止めている事例"));
    })
    .await;
}

#[tokio::test]
async fn the_check_list_names_what_is_empty_and_asks_for_consent_in_its_own_words() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (_, segment) = marked_note(app, &coordinator, survey, agencies[0]).await;
        let card = made_of(app, &coordinator, survey, segment).await;
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
async fn consent_that_is_given_again_does_not_bring_back_what_was_stopped() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (hearing, segment) = marked_note(app, &coordinator, survey, agencies[0]).await;
        let card = made_of(app, &coordinator, survey, segment).await;
        write(&coordinator, &card, &TYPED).await.expect_status(303);
        check(&coordinator, &card, &[]).await.expect_status(303);
        publish(&coordinator, &card, &[]).await;
        let list = public_list(&coordinator, survey).await;
        let visitor = app.visitor();
        let public = visitor.get(&list).await.link("受診に同行した");
        for answer in ["no", "yes"] {
            let edit = coordinator.get(&format!("/hearings/{}/edit", hearing.0)).await.expect_status(200);
            let said = [("may_show_case", answer)];
            coordinator.submit(&edit, "form.sheet-form", &said).await.expect_status(303);
            visitor.get(&public).await.expect_status(410);
            assert!(coordinator.get("/today").await.text().contains("公開を止めている事例"));
            assert_eq!(state(app, &card).await, CardState::Draft, "it is checked again");
        }
        check(&coordinator, &card, &[]).await.expect_status(303);
        publish(&coordinator, &card, &[("note", "同意をもう一度確かめた")]).await;
        visitor.get(&public).await.expect_status(200);
        assert!(!coordinator.get("/today").await.text().contains("公開を止めている事例"));
    })
    .await;
}

#[tokio::test]
async fn what_was_published_stays_until_a_new_version_is_checked() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (_, segment) = marked_note(app, &coordinator, survey, agencies[0]).await;
        let card = made_of(app, &coordinator, survey, segment).await;
        write(&coordinator, &card, &TYPED).await.expect_status(303);
        check(&coordinator, &card, &[]).await.expect_status(303);
        publish(&coordinator, &card, &[]).await;
        let list = public_list(&coordinator, survey).await;
        let visitor = app.visitor();
        let public = visitor.get(&list).await.link("受診に同行した");

        write(&coordinator, &card, &[("result", "一年後も働き続けている。")]).await.expect_status(303);
        let page = visitor.get(&public).await.expect_status(200);
        assert!(
            !page.text().contains("一年後") && page.text().contains("第1版"),
            "what was approved is shown"
        );
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

#[tokio::test]
async fn one_agency_of_its_kind_needs_a_reason_and_so_does_a_word_that_stays() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (_, segment) = marked_note(app, &coordinator, survey, agencies[0]).await;
        let card = made_of(app, &coordinator, survey, segment).await;
        // Of kind 12 there is one agency on the list.
        let single = typed(&[("kinds", "12"), ("background", "42歳の方。")]);
        write(&coordinator, &card, &single).await.expect_status(303);
        let denied = check(&coordinator, &card, &[]).await.expect_status(422);
        assert!(denied.has(".error-summary a[href='#outcome-single']"), "{}", denied.describe());
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
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (_, segment) = marked_note(app, &coordinator, survey, agencies[0]).await;
        let card = made_of(app, &coordinator, survey, segment).await;
        write(&coordinator, &card, &TYPED).await.expect_status(303);
        check(&coordinator, &card, &[]).await.expect_status(303);
        publish(&coordinator, &card, &[]).await;
        let today = async || coordinator.get("/today").await.expect_status(200).text();
        assert!(!today().await.contains("受診に同行した"), "two agencies are of its kind");

        // One of the two leaves the list: its name tells who it was, and the other one is the only one left.
        store::agencies::set_active(app.db(), agencies[2], false, SOMEBODY).await.expect("off the list");
        store::organisations::find_or_make(app.db(), "架空みどり会", SOMEBODY).await.expect("a name");
        let told = today().await;
        assert!(told.contains("受診に同行した") && told.contains("一つの機関に決まるように"), "{told}");
        let named = [("idea", "架空機関02と架空みどり会が表を見せた。")];
        write(&coordinator, &card, &named).await.expect_status(303);
        let page = coordinator.get(&format!("{card}/check")).await;
        assert_eq!(page.texts("mark"), ["架空機関02", "架空みどり会"]);
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
async fn two_writers_see_what_the_other_wrote() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (_, segment) = marked_note(app, &coordinator, survey, agencies[0]).await;
        let card = made_of(app, &coordinator, survey, segment).await;
        write(&coordinator, &card, &TYPED).await.expect_status(303);
        let administrator = app.login(Role::Administrator).await;
        let opened = administrator.get(&card).await.expect_status(200);
        let checked = administrator.get(&format!("{card}/check")).await.expect_status(200);
        write(&coordinator, &card, &[("idea", "表を二つ作った。")]).await.expect_status(303);
        let met = administrator.submit(&opened, "#card-form", &[("result", "半年続いた。")]).await;
        let met = met.expect_status(409);
        assert!(met.first("#differing").contains("表を二つ作った。"), "{}", met.describe());
        administrator.submit(&met, "#card-form", &[]).await.expect_status(303);
        let both = administrator.get(&card).await;
        let texts = both.texts("textarea").join(" ");
        assert!(texts.contains("表を二つ作った。") && texts.contains("半年続いた。"), "{texts}");
        // A check list of words that are no longer there is not stored.
        administrator.submit(&checked, "#check-form", &[("outcome:names", "clear")]).await.expect_status(303);
        let page = administrator.get(&format!("{card}/check")).await;
        assert!(!page.has("#check-form input[type=radio][checked]"));
        let title = "長".repeat(61);
        let lines = "行\n".repeat(13);
        let long = [("title", title.as_str()), ("steps", lines.as_str())];
        let refused = write(&administrator, &card, &long).await.expect_status(422);
        assert_eq!(refused.texts(".error-summary li").len(), 2, "{}", refused.describe());
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

#[tokio::test]
async fn words_of_a_source_that_was_taken_away_have_to_be_gone() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let (_, segment) = marked_note(app, &coordinator, survey, agencies[0]).await;
        let (silent, other) = marked_note(app, &coordinator, survey, agencies[2]).await;
        let edit = coordinator.get(&format!("/hearings/{}/edit", silent.0)).await.expect_status(200);
        coordinator.submit(&edit, "form.sheet-form", &[("may_show_case", "no")]).await.expect_status(303);
        let card = made_of(app, &coordinator, survey, segment).await;
        write(&coordinator, &card, &TYPED).await.expect_status(303);
        let id = card.rsplit('/').next().and_then(|id| id.parse().ok()).map(CardId).expect("a number");
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

/// A card of these sources that is published, without the pages.
async fn published_of(app: &TestApp, survey: SurveyId, sources: Vec<NewSource>) {
    let db = app.db();
    let input = CardInput { title: "架空の事例".to_owned(), ..CardInput::default() };
    let card = store::cards::create(db, survey, input, "", SOMEBODY).await.expect("a card");
    store::cards::add_sources(db, card.id, sources, SOMEBODY).await.expect("its sources");
    let revision = store::cards::find(db, card.id).await.expect("the card").revision;
    let clear =
        |item: &str| CheckAnswer { item: item.to_owned(), outcome: "clear".to_owned(), note: String::new() };
    let answers = CHECK_ITEMS.iter().map(|item| clear(item.key)).collect();
    let checked = Checked { answers, kept: Vec::new(), is_complete: true };
    store::card_checks::answer(db, card.id, revision, checked, SOMEBODY).await.expect("checked");
    let text = CardText { title: "架空の事例".to_owned(), ..CardText::default() };
    store::card_versions::publish(db, card.id, revision, &text, String::new(), SOMEBODY)
        .await
        .expect("published");
}

/// Consents, that to a case among them, and a question for good practices.
fn with_consent_to_cases() -> serde_json::Value {
    let choice = |(value, consent): (&str, &str)| {
        let is_required = consent == "aggregate";
        json!({"value": value, "text": consent, "kt:consent": consent, "kt:required": is_required})
    };
    let choices = [("1", "aggregate"), ("2", "region"), ("3", "case")].map(choice);
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": [
        { "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": choices },
        { "type": "comment", "name": "hard", "title": "工夫", "kt:role": "good_practice" }] }] })
}

#[tokio::test]
async fn an_answer_that_is_withdrawn_takes_its_card_along() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &with_consent_to_cases()).await;
        let words = "午後の作業を電話の応対に替えた。";
        let mut receipts = Vec::new();
        for _ in 0..6 {
            receipts.push(answer(app, &open, &["1", "2", "3"], words).await);
        }
        let left = async || {
            let all = store::responses::submitted(app.db(), open.questionnaire).await;
            all.expect("they can be read").into_iter().map(|response| response.id).collect::<Vec<_>>()
        };
        let first = left().await.into_iter().min().expect("responses");
        let theme = code(app, open.survey, "G03").await;
        let text = TextPart { origin: Origin::Response(first), part: "hard".to_owned() };
        let new = NewCoding {
            survey: open.survey,
            text: &text,
            body: words,
            span: span(words),
            code: theme.id,
            was_suggested: false,
        };
        let coding = store::codings::put(app.db(), new, SOMEBODY).await.expect("it is coded");
        let source = NewSource { source: text.source(), segment: Some(coding.segment_id) };
        published_of(app, open.survey, vec![source]).await;
        let list = public_list(&coordinator, open.survey).await;
        let visitor = app.visitor();
        assert!(visitor.get(&list).await.text().contains("架空の事例"));
        let withdrawal = withdrawal_code(&receipts[0]);
        visitor.post_raw_form("/withdraw", &[("code", &withdrawal)]).await.expect_status(200);
        let rest = left().await;
        assert!(rest.len() == 5 && !rest.contains(&first), "as many as the threshold are left");
        assert!(!visitor.get(&list).await.text().contains("架空の事例"), "its answer is gone");
        let page = coordinator.get("/cards/1").await.expect_status(200);
        assert!(page.text().contains("いまは読めない出どころ"), "{}", page.text());
        assert!(!page.text().contains(words), "the words are gone, too");

        // What was published of it is erased, but that it was.
        let all = store::card_versions::of_card(app.db(), CardId(1)).await.expect("versions can be read");
        let [version] = all.as_slice() else { panic!("one version: {all:?}") };
        assert_eq!((version.content.as_str(), version.checks.as_str()), ("", "[]"));
        assert!(version.number == 1 && version.sha256.len() == 64);
        for path in ["/today", &format!("/surveys/{}/cards", open.survey.0), "/cards/1"] {
            let told = coordinator.get(path).await.expect_status(200).text();
            assert!(told.contains("消し"), "{path}: {told}");
        }
        // The draft is the coordinator's to erase.
        let asked = coordinator.get("/cards/1/remove").await.expect_status(200);
        store::cards::find(app.db(), CardId(1)).await.expect("asking erases nothing");
        coordinator.submit(&asked, "main form", &[]).await.expect_status(303);
        coordinator.get("/cards/1").await.expect_status(404);
        let all = store::card_versions::of_card(app.db(), CardId(1)).await.expect("versions can be read");
        assert!(all.is_empty());
        let events = store::audit::of_thing(app.db(), "card", 1).await.expect("events can be read");
        let newest: Vec<&str> = events.iter().rev().take(3).map(|event| event.action.as_str()).collect();
        assert_eq!(newest, ["card.remove", "card.stop", "card.empty_version"]);
    })
    .await;
}
