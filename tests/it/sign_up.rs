//! Signing up for an event: places, the waiting list, giving places back.

use server::auth::Role;
use surveys::entity::state::RegistrationState;
use surveys::id::{QuestionnaireId, UserId};
use surveys::store;
use tests::open_survey::{OpenSurvey, create_survey, open_survey, replace_draft};
use tests::respondent::withdrawal_code;
use tests::sign_up::{ONLINE, VENUE, complete, fill_in, letters, registrations, send, sign_up, taken};
use tests::{Page, Session, TestApp, on_both};

/// An open sign-up with so many places at the venue and no limit online.
async fn with_places(app: &TestApp, coordinator: &Session, n: i32) -> OpenSurvey {
    let open = open_survey(app, coordinator, "forum-signup").await;
    set_places(app, &open, n).await;
    open
}

async fn set_places(app: &TestApp, open: &OpenSurvey, n: i32) {
    let venue =
        store::registrations::seatings(app.db(), open.questionnaire).await.expect("seatings").remove(0);
    let set = store::registrations::set_capacity(app.db(), venue.id, Some(n), UserId(1)).await;
    set.expect("the capacity can be changed");
}

/// Path of the page about one's own sign-up, from the form on the receipt.
fn own_page(receipt: &Page) -> String {
    receipt.link("取り消す").replace("/cancel", "")
}

/// The page of a sign-up that was taken into an invented survey and still has to be filled in.
async fn sign_up_draft(app: &TestApp, coordinator: &Session) -> Page {
    let survey = create_survey(app, coordinator).await;
    let wave = store::surveys::waves(app.db(), survey).await.expect("the waves can be read")[0].id;
    let fields = [("questionnaire", "forum-signup"), ("wave", &wave.0.to_string())];
    let made = coordinator.post_form(&format!("/surveys/{}/questionnaires", survey.0), &fields).await;
    coordinator.follow(made.expect_status(303)).await.expect_status(200)
}

/// What else the form of a draft asks for.
const FILLED: [(&str, &str); 6] = [
    ("date", "令和8年11月28日"),
    ("delete_date", "令和9年3月31日"),
    ("fee", "無料"),
    ("forum_title", "架空の集い"),
    ("reception_time", "13時"),
    ("venue", "架空会館"),
];

#[tokio::test]
async fn a_capacity_that_is_no_number_is_said_beside_its_field_and_not_written() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let draft = sign_up_draft(app, &coordinator).await;
        let form = "form[action$='/placeholders']";
        for changes in [&[("capacity", "なし")][..], &[("capacity", "50"), ("unlimited", "true")]] {
            let changes = [&FILLED[..], changes].concat();
            let refused = coordinator.submit(&draft, form, &changes).await.expect_status(422);
            assert_eq!(refused.attributes("#capacity[aria-invalid]", "value"), [changes[6].1]);
            assert_eq!(refused.attributes("#venue", "value"), ["架空会館"], "what was typed stays");
            assert!(refused.has(".error-summary a[href='#capacity']"), "{}", refused.describe());
            assert_eq!(refused.has("#unlimited[checked]"), changes.len() > 7);
        }
        let sent = coordinator.submit(&draft, form, &FILLED).await.expect_status(303);
        let partly = coordinator.follow(sent).await.expect_status(200);
        assert!(partly.text().contains("まだ書き込みが必要です"), "{}", partly.describe());
        assert!(partly.has("#capacity") && !partly.has("#venue") && !partly.has("form[action$='/publish']"));
        let sent = coordinator.submit(&partly, form, &[("capacity", "５０")]).await.expect_status(303);
        let filled = coordinator.follow(sent).await.expect_status(200);
        assert!(!filled.has(form) && filled.has("form[action$='/publish']"), "{}", filled.describe());
    })
    .await;
}

#[tokio::test]
async fn a_sign_up_without_a_limit_is_published_from_its_form_and_speaks_of_none() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let draft = sign_up_draft(app, &coordinator).await;
        let changes = [&FILLED[..], &[("unlimited", "true")]].concat();
        let sent = coordinator.submit(&draft, "form[action$='/placeholders']", &changes).await;
        let filled = coordinator.follow(sent.expect_status(303)).await.expect_status(200);
        let sent = coordinator.submit(&filled, "form[action$='/publish']", &[]).await.expect_status(303);
        let open = coordinator.follow(sent).await.expect_status(200);
        let person = app.visitor();
        let started = person.start(&open.link("回答ページを開く")).await;
        let page = person.follow(started).await.expect_status(200);
        assert!(!page.text().contains("定員"), "{}", page.text());
        assert!(page.text().contains("オンライン参加（視聴のみ）の方には"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn what_a_limit_has_to_be_is_said_in_words() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let draft = sign_up_draft(app, &coordinator).await;
        let id = draft.path.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a number");
        let found = store::questionnaires::find(app.db(), QuestionnaireId(id)).await.expect("it can be read");
        replace_draft(app, found.id, found.draft.replace("[[capacity]]", "なし")).await;
        for (lang, words) in [("ja", "0以上の整数が必要です"), ("en", "a whole number from 0 expected")]
        {
            let page = coordinator.get(&format!("{}?lang={lang}", draft.path)).await.expect_status(200);
            assert!(page.text().contains(words), "{}", page.text());
        }
    })
    .await;
}

#[tokio::test]
async fn the_published_capacity_is_shown_and_counted_down() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        sign_up(app, &open, "a", VENUE, false).await;
        let person = app.visitor();
        let started = person.start(&open.link).await;
        let page = person.follow(started).await.expect_status(200);
        assert!(page.text().contains("残り49席（定員50名）"), "{}", page.text());
        assert_eq!(taken(app, &open).await, [(1, 0), (0, 0)]);
    })
    .await;
}

#[tokio::test]
async fn a_full_house_offers_what_is_free_and_the_waiting_list() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = with_places(app, &coordinator, 1).await;
        let person = app.visitor();
        let check = fill_in(&person, &open.link, "late", VENUE, "late@example.jp").await;
        assert!(!check.has("#full"));
        // Somebody else is quicker.
        let first = sign_up(app, &open, "first", VENUE, false).await;
        assert!(first.text().contains("確定") && first.has(".qr-inline svg"), "{}", first.describe());

        let refused = send(&person, &check, false).await.expect_status(422);
        assert!(refused.text().contains("会場参加は満席です"), "{}", refused.describe());
        assert!(refused.text().contains("オンライン参加（視聴のみ）を選べます"), "{}", refused.describe());
        assert!(refused.has(".error-summary a[href*='/p/entry']") && refused.has("input[name=wait]"));
        assert_eq!(taken(app, &open).await, [(1, 0), (0, 0)], "nothing was stored");

        // The way to another seating keeps everything that was typed.
        let page = person.get(&refused.link("参加方法を変える")).await.expect_status(200);
        assert!(page.text().contains("満席・キャンセル待ち0人"), "{}", page.text());
        let sent =
            person.submit(&page, "form[data-fill]", &[("attendance_mode", ONLINE), ("go", "next")]).await;
        let check = person.follow(sent).await;
        send(&person, &check, false).await.expect_status(303);
        let waiting = sign_up(app, &open, "patient", VENUE, true).await;
        assert!(waiting.text().contains("キャンセル待ち 1番目") && !waiting.has(".qr-inline"));
        assert_eq!(taken(app, &open).await, [(1, 1), (1, 0)]);
        let kinds: Vec<String> = letters(app, &open).await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["confirmed", "confirmed", "waiting"]);
    })
    .await;
}

#[tokio::test]
async fn of_many_who_send_at_once_exactly_as_many_get_a_place_as_there_are() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = with_places(app, &coordinator, 3).await;
        let mut ready = Vec::new();
        for n in 0..8 {
            let person = app.visitor();
            let check = fill_in(&person, &open.link, &format!("p{n}"), VENUE, "").await;
            ready.push((person, check));
        }
        // Each clicks twice; half of them would wait.
        let sent = ready.iter().enumerate().flat_map(|(n, (person, check))| {
            [send(person, check, n % 2 == 0), send(person, check, n % 2 == 0)]
        });
        let answers = futures_util::future::join_all(sent).await;
        assert!(answers.iter().all(|page| [303, 422].contains(&page.status)), "no other answer");
        let all = registrations(app, &open).await;
        let (n_confirmed, n_waiting) = taken(app, &open).await[0];
        assert_eq!((n_confirmed, all.len()), (3, 3 + n_waiting));
        let positions: Vec<i32> = all.iter().map(|one| one.position).collect();
        assert_eq!(positions, (1..=all.len()).map(|n| i32::try_from(n).expect("few")).collect::<Vec<_>>());
        assert!(
            all.iter().take(3).all(|one| one.state == RegistrationState::Confirmed),
            "who came first sits"
        );
    })
    .await;
}

#[tokio::test]
async fn a_place_given_back_goes_to_one_person_who_is_told_once() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = with_places(app, &coordinator, 1).await;
        let first = sign_up(app, &open, "first", VENUE, false).await;
        let second = sign_up(app, &open, "second", VENUE, true).await;
        sign_up(app, &open, "third", VENUE, true).await;
        let person = app.visitor();
        let question = person.get(&first.link("取り消す")).await.expect_status(200);
        assert!(question.has("button.button-danger"));
        let path = question.form("form").action;
        let click = || person.post_raw_form(&path, &[]);
        let (one, two) = tokio::join!(click(), click());
        for page in [one, two, click().await] {
            let page = person.follow(page).await.expect_status(200);
            assert!(page.text().contains("取り消し済み"), "{}", page.describe());
        }
        assert_eq!(taken(app, &open).await[0], (1, 1));
        let letters = letters(app, &open).await;
        let of_kind = |kind: &str| -> Vec<&str> {
            letters.iter().filter(|(found, _)| found == kind).map(|(_, to)| to.as_str()).collect()
        };
        assert_eq!(of_kind("promoted"), ["second@example.jp"]);
        assert_eq!(of_kind("cancelled"), ["first@example.jp"]);
        let now = app.visitor().get(&own_page(&second)).await.expect_status(200);
        assert!(now.text().contains("確定") && now.has(".qr-inline svg"), "{}", now.describe());
        app.visitor().get("/s/aaaabbbbccccddddeeeeffffgggghhhh").await.expect_status(404);
    })
    .await;
}

#[tokio::test]
async fn withdrawing_by_code_gives_the_place_back_too() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = with_places(app, &coordinator, 1).await;
        let first = sign_up(app, &open, "first", VENUE, false).await;
        sign_up(app, &open, "second", VENUE, true).await;
        let code = withdrawal_code(&first);
        app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert_eq!(taken(app, &open).await[0], (1, 0));
        let letters = letters(app, &open).await;
        assert!(letters.contains(&("promoted".into(), "second@example.jp".into())), "{letters:?}");
        assert!(letters.iter().all(|(_, to)| to != "first@example.jp"), "what names the person is gone");
    })
    .await;
}

#[tokio::test]
async fn somebody_else_is_signed_up_after_oneself() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        let receipt = sign_up(app, &open, "first", VENUE, false).await;
        let person = app.visitor();
        let next = receipt.form("form[action$='/next']").action;
        let alone = person.post_raw_form(&next, &[]).await.expect_status(303);
        let fields = person.follow(alone).await.form("form[data-fill]").fields;
        let value = |fields: &[(String, String)], name: &str| -> String {
            fields.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        assert_eq!(
            (value(&fields, "affiliation"), value(&fields, "municipality")),
            ("3".into(), "98".into())
        );
        assert!(value(&fields, "email").is_empty() && value(&fields, "person_name").is_empty());
        let together = person.post_raw_form(&next, &[("contact", "true")]).await.expect_status(303);
        let page = person.follow(together).await;
        assert_eq!(value(&page.form("form[data-fill]").fields, "email"), "first@example.jp");
        let check = complete(&person, &page, "second", VENUE, "first@example.jp").await;
        send(&person, &check, false).await.expect_status(303);
        let all = registrations(app, &open).await;
        let second = store::responses::find(app.db(), all[1].response_id).await.expect("it can be read");
        assert_eq!(second.group_id, Some(all[0].response_id));
    })
    .await;
}

#[tokio::test]
async fn who_is_typed_by_the_office_waits_by_the_same_rule() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = with_places(app, &coordinator, 1).await;
        sign_up(app, &open, "first", VENUE, false).await;
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        let fields = [
            ("version", "1"),
            ("source", "phone"),
            ("go", "finish"),
            ("a:person_name", "架空 太郎"),
            ("a:person_kana", "かくう たろう"),
            ("a:phone", "000-0000-0002"),
            ("a:municipality", "4"),
            ("a:affiliation", "1"),
            ("a:attendance_mode", "1"),
        ];
        let typed = coordinator.post_form(&path, &fields).await.expect_status(303);
        let next = coordinator.follow(typed).await.expect_status(200);
        assert!(next.text().contains("会場参加：キャンセル待ち 1番目"), "{}", next.describe());
        assert_eq!(taken(app, &open).await[0], (1, 1));
    })
    .await;
}
