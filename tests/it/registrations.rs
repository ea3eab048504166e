//! Sign-ups as the office sees them: places, lists, badges, letters, reception, erasing.

use std::time::{Duration, Instant};

use chrono::{Days, Utc};
use server::auth::Role;
use server::housekeeping;
use server::signup::{check_in_code, token};
use surveys::entity::state::MessageState;
use surveys::id::UserId;
use surveys::store;
use tests::open_survey::{OpenSurvey, open_survey};
use tests::respondent;
use tests::sign_up::{ONLINE, VENUE, fill_in, letters, registrations, send, sign_up, taken};
use tests::{Page, Session, TestApp, on_both};

fn list(open: &OpenSurvey) -> String {
    format!("/questionnaires/{}/registrations", open.questionnaire.0)
}

async fn capacity(app: &TestApp, coordinator: &Session, open: &OpenSurvey, capacity: &str) -> Page {
    let seatings = store::registrations::seatings(app.db(), open.questionnaire).await.expect("seatings");
    let path = format!("/seatings/{}/capacity", seatings[0].id.0);
    let sent = coordinator.post_form(&path, &[("capacity", capacity)]).await.expect_status(303);
    coordinator.follow(sent).await.expect_status(200)
}

#[tokio::test]
async fn more_places_go_to_those_who_wait_and_fewer_take_none_away() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        capacity(app, &coordinator, &open, "１").await;
        for name in ["a", "b", "c", "d"] {
            sign_up(app, &open, name, VENUE, true).await;
        }
        assert_eq!(taken(app, &open).await[0], (1, 3));
        let page = capacity(app, &coordinator, &open, "3").await;
        assert!(page.text().contains("待っていた方の席を確定しました"), "{}", page.text());
        assert_eq!(taken(app, &open).await[0], (3, 1));
        let page = capacity(app, &coordinator, &open, "2").await;
        assert!(page.text().contains("だれも取り消していません"), "{}", page.text());
        assert_eq!(taken(app, &open).await[0], (3, 1));
        let promoted: Vec<String> = letters(app, &open)
            .await
            .into_iter()
            .filter(|one| one.0 == "promoted")
            .map(|one| one.1)
            .collect();
        assert_eq!(promoted, ["b@example.jp", "c@example.jp"], "in the order of arrival");
        // One goes: nobody comes after while there are more people than places.
        let first = registrations(app, &open).await[0].response_id;
        let cancel = format!("/registrations/{}/cancel", first.0);
        coordinator.post_form(&cancel, &[]).await.expect_status(303);
        assert_eq!(taken(app, &open).await[0], (2, 1));
        for typed in ["abc", "-3", "100001", "1.5"] {
            let wrong = coordinator.post_form("/seatings/1/capacity", &[("capacity", typed)]).await;
            let wrong = wrong.expect_status(422);
            let link = wrong.attributes(".error-summary a", "href").remove(0);
            assert_eq!(wrong.attributes(&format!("{link}[aria-invalid]"), "value"), [typed]);
            assert!(wrong.text().contains("0から100000までの数で"), "{}", wrong.text());
        }
        assert_eq!(taken(app, &open).await[0], (2, 1));
        let page = capacity(app, &coordinator, &open, "９９").await;
        assert_eq!(page.attributes("[name=capacity]", "value")[0], "99");
    })
    .await;
}

#[tokio::test]
async fn the_list_is_in_the_order_of_the_kana_and_leaves_as_a_file() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        for (name, kana, seat) in [
            ("綿", "ワタ", VENUE),
            ("蒲郡", "がまごおり", ONLINE),
            ("鎌田", "かまた", VENUE),
            ("=2+2", "あ", VENUE),
        ] {
            let person = app.visitor();
            let started = person.start(&open.link).await.expect_status(303);
            let page = person.follow(started).await;
            let answers = [
                ("person_name", name),
                ("person_kana", kana),
                ("phone", "０００-0000-0001"),
                ("email", "a@example.jp"),
                ("municipality", "98"),
                ("affiliation", "1"),
                ("attendance_mode", seat),
                ("go", "next"),
            ];
            let sent = person.submit(&page, "form[data-fill]", &answers).await;
            let check = person.follow(sent).await;
            send(&person, &check, false).await.expect_status(303);
        }
        let page = coordinator.get(&list(&open)).await.expect_status(200);
        assert_eq!(page.texts("#people-table tbody th"), ["=2+2", "蒲郡", "鎌田", "綿"]);
        let venue = coordinator.get(&format!("{}?seat=1", list(&open))).await;
        assert_eq!(venue.texts("#people-table tbody th"), ["=2+2", "鎌田", "綿"]);
        let none = coordinator.get(&format!("{}?state=cancelled", list(&open))).await;
        assert!(!none.has("#people-table"));
        let csv = coordinator.get(&format!("{}/attendees.csv", list(&open))).await.expect_status(200);
        assert!(csv.body.contains("か,かまた,鎌田,当事者") && csv.body.contains("'=2+2"), "{}", csv.body);
        let xlsx = coordinator.get(&format!("{}/attendees.xlsx", list(&open))).await.expect_status(200);
        assert_eq!(xlsx.bytes.get(..2), Some(b"PK".as_slice()));
        let badges = format!("/questionnaires/{}/badges", open.questionnaire.0);
        let badges = coordinator.get(&badges).await.expect_status(200);
        assert_eq!(badges.texts(".badge-name"), ["=2+2", "鎌田", "綿"], "those online need none");
        assert_eq!(badges.texts(".badge-qr svg").len(), 3, "each has its code for reception");
        assert!(!badges.text().contains("当事者"), "a badge tells no reason for coming");
        // Nothing of it is data of the survey.
        let analysis = coordinator.get(&format!("/surveys/{}/analysis", open.survey.0)).await;
        assert!(!analysis.text().contains("所属"), "{}", analysis.text());
    })
    .await;
}

#[tokio::test]
async fn reception_takes_a_code_once_and_only_of_those_who_have_a_place() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        capacity(app, &coordinator, &open, "1").await;
        let receipt = sign_up(app, &open, "first", VENUE, false).await;
        let waiting = sign_up(app, &open, "second", VENUE, true).await;
        assert!(!waiting.has(".check-in"));
        let code = receipt.texts(".check-in .code span").join("");
        let path = format!("/questionnaires/{}/check-in", open.questionnaire.0);
        coordinator.get(&path).await.expect_status(200);
        let enter = async |code: &str| coordinator.post_form(&path, &[("code", code)]).await;
        let unknown = enter("AAAA-BBBB-CCCC").await.expect_status(422);
        assert!(unknown.has("[role=alert]"));
        // A reader of QR codes types the whole address.
        let done =
            enter(&format!("http://127.0.0.1/check-in/{}", code.to_lowercase())).await.expect_status(200);
        assert!(done.text().contains("受け付けました"), "{}", done.text());
        let again = enter(&code).await.expect_status(200);
        assert!(again.text().contains("すでに") && again.text().contains("受付済み 1人"), "{}", again.text());
        let all = registrations(app, &open).await;
        let undo = format!("/registrations/{}/check-in/undo", all[0].response_id.0);
        coordinator.post_form(&undo, &[]).await.expect_status(303);
        let opened = coordinator.get(&format!("/check-in/{code}")).await.expect_status(200);
        let button = opened.form("form[action$='/check-in']").action;
        let sent = coordinator.post_form(&button, &[]).await.expect_status(303);
        let person = coordinator.follow(sent).await.expect_status(200);
        assert!(person.text().contains("受け付けました"), "{}", person.text());
        let waits = enter(&waiting_code(app, &open).await).await.expect_status(200);
        assert!(waits.text().contains("席が確定していません"), "{}", waits.text());
        // Somebody else who finds a badge's code opens nothing.
        app.visitor().get(&format!("/check-in/{code}")).await.expect_status(303);
        let viewer = app.login(Role::Viewer).await;
        viewer.get(&format!("/check-in/{code}")).await.expect_status(403);
    })
    .await;
}

async fn waiting_code(app: &TestApp, open: &OpenSurvey) -> String {
    let waiting = registrations(app, open).await.remove(1);
    check_in_code(app.key(), waiting.response_id)
}

#[tokio::test]
async fn a_letter_is_looked_at_and_goes_to_each_person_once() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        // Whatever somebody is called puts nothing into a letter.
        let person = app.visitor();
        let check = fill_in(&person, &open.link, "{url}", ONLINE, "online@example.jp").await;
        send(&person, &check, false).await.expect_status(303);
        sign_up(app, &open, "venue", VENUE, false).await;
        let path = format!("/questionnaires/{}/letters", open.questionnaire.0);
        let page = coordinator.get(&path).await.expect_status(200);
        for (open_place, why) in [
            ("（ここに書いてください）", "書き換えて"),
            ("会場は○○です", "書き換えて"),
            ("{nope}", "使えません"),
        ] {
            let words = [("body", open_place), ("go", "send")];
            let refused = coordinator.submit(&page, "main form.form", &words).await.expect_status(422);
            assert!(refused.text().contains(why), "{}", refused.text());
        }
        let words = [("body", "{name} 様\nhttps://meeting.example.jp/1\n{url}"), ("go", "preview")];
        let seen = coordinator.submit(&page, "main form.form", &words).await.expect_status(200);
        assert!(
            seen.first("pre.letter").starts_with("{url} 様 https://meeting.example.jp/1 http"),
            "{}",
            seen.text()
        );
        assert_eq!(letters(app, &open).await.len(), 2, "nothing was sent yet");
        for _ in 0..2 {
            coordinator.submit(&seen, "main form.form", &[("go", "send")]).await.expect_status(303);
        }
        let mailed: Vec<String> = letters(app, &open)
            .await
            .into_iter()
            .filter(|(kind, _)| kind.starts_with("mailing-"))
            .map(|(_, to)| to)
            .collect();
        assert_eq!(mailed, ["online@example.jp"]);
        let empty = coordinator.submit(&seen, "main form.form", &[("body", "")]).await.expect_status(422);
        assert!(empty.has(".error-summary a[href='#body']"));
        // Without a mail server the letters become files.
        let written = sent_files(app, &open).await;
        let letter =
            written.iter().find(|text| text.contains("To: online@example.jp")).expect("a letter to them");
        assert!(letter.contains("Message-ID: <kikitori-"), "{letter}");
    })
    .await;
}

/// The letters in the outbox, once all have been carried there.
async fn sent_files(app: &TestApp, open: &OpenSurvey) -> Vec<String> {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let all = store::messages::of_questionnaire(app.db(), open.questionnaire).await.expect("letters");
        if all.iter().all(|letter| letter.state == MessageState::Sent) {
            break;
        }
        assert!(Instant::now() < deadline, "the letters stay in their box");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let files = std::fs::read_dir(app.data.join("outbox")).expect("there is an outbox");
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        std::fs::read_to_string(entry.expect("a file").path()).expect("a letter is text")
    };
    files.map(read).collect()
}

#[tokio::test]
async fn who_has_no_mail_address_is_on_the_list_of_those_to_call() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        capacity(app, &coordinator, &open, "0").await;
        let person = app.visitor();
        let check = fill_in(&person, &open.link, "電話の方", VENUE, "").await;
        send(&person, &check, true).await.expect_status(303);
        let page = coordinator.get(&list(&open)).await.expect_status(200);
        assert!(
            page.first("#phone-table tbody").contains("電話の方000-0000-0001"),
            "{}",
            page.first("#phone-table")
        );
        let page = capacity(app, &coordinator, &open, "1").await;
        assert!(page.first("#phone-table tbody").contains("参加が確定しました"));
        assert!(letters(app, &open).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_has_a_place_from_the_first_and_no_mail_address_is_to_call_after_those_with_news() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        let page = coordinator.get(&list(&open)).await.expect_status(200);
        assert!(page.text().contains("メールアドレスのない方は、いまはいません"), "{}", page.text());
        capacity(app, &coordinator, &open, "1").await;
        for (name, email, waits) in
            [("席の方", "", false), ("待つ方", "", true), ("文の方", "a@example.jp", true)]
        {
            let person = app.visitor();
            let check = fill_in(&person, &open.link, name, VENUE, email).await;
            send(&person, &check, waits).await.expect_status(303);
        }
        let rows = coordinator.get(&list(&open)).await.expect_status(200).texts("#phone-table tbody tr");
        let [news, other] = rows.as_slice() else { panic!("{rows:?}") };
        assert!(news.contains("待つ方") && news.contains("1番目"), "{news}");
        assert!(other.contains("席の方") && other.contains("いまはありません"), "{other}");
    })
    .await;
}

#[tokio::test]
async fn after_its_last_day_a_sign_up_is_erased_and_the_numbers_stay() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        sign_up(app, &open, "first", VENUE, false).await;
        let own = format!("/questionnaires/{}", open.questionnaire.0);
        let form = format!("{own}/registrations#erase");
        let links = |page: &Page| page.attributes("main a", "href");
        let published = coordinator.get(&own).await.expect_status(200);
        assert!(links(&published).contains(&form), "{}", published.describe());
        let path = format!("/questionnaires/{}/erase-day", open.questionnaire.0);
        coordinator.post_form(&path, &[("erase_on", "2020-01-01")]).await.expect_status(422);
        let kept = coordinator.post_form(&path, &[("erase_on", "令和99年3月31日")]).await.expect_status(303);
        let page = coordinator.follow(kept).await;
        assert!(page.text().contains("2117年3月31日 まで保管"), "{}", page.text());
        assert!(!links(&coordinator.get(&own).await.expect_status(200)).contains(&form));
        housekeeping::go_round(app.db(), 90).await.expect("nothing to do");
        assert_eq!(letters(app, &open).await.len(), 1);

        let yesterday = Utc::now().date_naive().checked_sub_days(Days::new(2));
        store::erasure::set_day(app.db(), open.questionnaire, yesterday, UserId(1)).await.expect("a day");
        housekeeping::go_round(app.db(), 90).await.expect("it is erased");
        let response = registrations(app, &open).await[0].response_id;
        let answers = store::responses::find(app.db(), response).await.expect("the fact stays").answers;
        let contacts = store::entries::contacts(app.db(), response).await.expect("contacts can be read");
        assert!(answers == "{}" && contacts.is_none() && letters(app, &open).await.is_empty());
        assert_eq!(taken(app, &open).await, [(1, 0), (0, 0)]);
        let page = coordinator.get(&list(&open)).await.expect_status(200);
        assert!(page.text().contains("消去しました") && !page.text().contains("first"), "{}", page.text());
        app.visitor().get(&format!("/s/{}", token(app.key(), response))).await.expect_status(200);
        app.visitor().start(&open.link).await.expect_status(410);
    })
    .await;
}

#[tokio::test]
async fn a_survey_counts_who_answered_and_not_who_signed_up() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let signup = open_survey(app, &coordinator, "forum-signup").await;
        sign_up(app, &signup, "first", VENUE, false).await;
        let answered = open_survey(app, &coordinator, "forum-after").await;
        let person = app.visitor();
        let check = respondent::answer_all(&person, &answered.link).await;
        respondent::send(&person, &check).await;
        let mut counts = coordinator.get("/surveys").await.expect_status(200).texts("main p.soft");
        counts.retain(|text| text.contains("回答"));
        counts.sort();
        let expected = ["0", "1"].map(|n| format!("回答 {n}件・公開中の調査票 1件"));
        assert_eq!(counts, expected);
    })
    .await;
}

/// Whoever may not see names sees the numbers of the day on which the sign-up was closed: beside numbers that move, and beside all answers,
/// they would tell who gave a place up.
#[tokio::test]
async fn those_who_may_not_see_names_see_counts_that_do_not_move() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        let (viewer, researcher) = (app.login(Role::Viewer).await, app.login(Role::Researcher).await);
        viewer.get(&list(&open)).await.expect_status(403);
        let counts = format!("{}/counts", list(&open));
        let own = format!("/questionnaires/{}", open.questionnaire.0);
        let seen = async |person: &Session| person.get(&counts).await.expect_status(200);
        let set = async |state: &str| {
            coordinator.post_form(&format!("{own}/state"), &[("state", state)]).await.expect_status(303)
        };
        for n in 0..4 {
            sign_up(app, &open, &format!("p{n}"), VENUE, false).await;
        }
        set("closed").await;
        assert!(!seen(&viewer).await.has("#counts-table"), "four are too few");
        set("open").await;
        for n in 4..6 {
            sign_up(app, &open, &format!("p{n}"), ONLINE, false).await;
        }
        let shown = viewer.get(&own).await;
        assert!(shown.body.contains("/registrations/counts") && !shown.body.contains("/registrations\""));
        for person in [&viewer, &researcher] {
            let page = seen(person).await;
            assert!(
                !page.has("#counts-table") && page.text().contains("受付を終えたときの数"),
                "{}",
                page.text()
            );
        }
        assert!(seen(&coordinator).await.has("#counts-table"), "the office has the list of names beside it");

        // One gives a place up before it is closed, and is among the answers.
        let all = registrations(app, &open).await;
        let cancel = async |place: usize| {
            let path = format!("/registrations/{}/cancel", all[place].response_id.0);
            coordinator.post_form(&path, &[]).await.expect_status(303)
        };
        cancel(0).await;
        set("closed").await;
        let closed = seen(&viewer).await;
        let body = closed.first("#counts-table tbody");
        assert!(closed.first("#counts-table").contains("医療機関"), "{}", closed.text());
        assert!(body.contains('6') && !closed.text().contains("p1"), "{body}");
        assert_eq!(seen(&researcher).await.first("#counts-table tbody"), body);

        // Another one gives a place up, and one more signs up: neither can be read from what is shown.
        cancel(1).await;
        set("open").await;
        sign_up(app, &open, "p6", VENUE, false).await;
        assert_eq!(seen(&viewer).await.first("#counts-table tbody"), body, "it is open again");
        set("closed").await;
        let again = seen(&viewer).await;
        assert_eq!(again.first("#counts-table tbody"), body, "closed again");
        let office = seen(&coordinator).await.first("#counts-table tbody");
        assert!(office.contains('5'), "the office sees who has a place now: {office}");
    })
    .await;
}

/// What was kept is protected by the threshold of its day: with a higher one it tells too much, and it is never counted again.
#[tokio::test]
async fn counts_of_a_closed_sign_up_stay_the_same_whatever_the_threshold_becomes() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, "forum-signup").await;
        let (viewer, administrator) = (app.login(Role::Viewer).await, app.login(Role::Administrator).await);
        let seen = async || viewer.get(&format!("{}/counts", list(&open))).await.expect_status(200);
        let set = async |state: &str| {
            let path = format!("/questionnaires/{}/state", open.questionnaire.0);
            coordinator.post_form(&path, &[("state", state)]).await.expect_status(303)
        };
        let protect_below = async |n: &str| {
            let form =
                administrator.get(&format!("/surveys/{}/edit", open.survey.0)).await.expect_status(200);
            administrator.submit(&form, "form.form", &[("min_cell", n)]).await.expect_status(303)
        };
        let kept = async || {
            let found = store::questionnaires::find(app.db(), open.questionnaire).await;
            found.expect("it can be read").sign_up_counts.expect("counts are kept")
        };
        for n in 0..6 {
            sign_up(app, &open, &format!("p{n}"), VENUE, false).await;
        }
        set("closed").await;
        let (closed, numbers) = (seen().await.first("#counts-table tbody"), kept().await);
        assert!(closed.contains('6'), "{closed}");

        protect_below("10").await;
        let raised = seen().await;
        assert!(!raised.has("#counts-table"), "six are fewer than ten: {}", raised.text());
        set("open").await;
        for n in 6..11 {
            sign_up(app, &open, &format!("p{n}"), VENUE, false).await;
        }
        set("closed").await;
        assert!(!seen().await.has("#counts-table"), "eleven less six would be five");
        assert_eq!(kept().await, numbers);
        for n in ["5", "3"] {
            protect_below(n).await;
            let again = seen().await;
            assert_eq!(again.first("#counts-table tbody"), closed, "{n}");
            assert!(again.text().contains("5人より少ないところ"), "as they were protected: {}", again.text());
        }
    })
    .await;
}
