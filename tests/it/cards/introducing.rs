//! Introductions of a named agency's initiative: published with its recorded consent alone, and gone at once when it takes that back.

use server::auth::Role;
use surveys::entity::state::CardState;
use surveys::id::SurveyId;
use surveys::store;
use tests::sheets::share;
use tests::{Page, Session, TestApp, on_both};

use super::{Made, number, public_list, publish, published, state, try_to_publish};
use crate::approaches::survey_with_agencies;
use crate::pdf::assert_pdf;

/// What is written of it.
const WRITTEN: [(&str, &str); 11] = [
    ("title", "架空の出張相談"),
    ("steps", "<script>alert(1)</script>出かけて相談を受ける。"),
    ("since", "2023年4月から"),
    ("partners", "ほかの支援機関"),
    ("audience", "働きたい方"),
    ("cost", "部屋は無料で借りる"),
    ("result", "相談に来る方が増えた。"),
    ("idea", "曜日を決めて続ける。"),
    ("contact", "電話 048-000-0000"),
    ("kinds", "22"),
    ("themes", "G08"),
];

/// An introduction of the first agency with nothing but its name; returns its address.
async fn begun(coordinator: &Session, survey: SurveyId, agency: i64) -> String {
    let list = coordinator.get(&format!("/surveys/{}/cards", survey.0)).await.expect_status(200);
    let agency = agency.to_string();
    let made = coordinator.submit(&list, "#introduce-form", &[("agency", agency.as_str())]).await;
    made.expect_status(303).location().expect("a card has a page").to_owned()
}

/// The same, written.
async fn written(coordinator: &Session, survey: SurveyId, agency: i64) -> String {
    let card = begun(coordinator, survey, agency).await;
    write(coordinator, &card, &WRITTEN).await.expect_status(303);
    card
}

async fn write(coordinator: &Session, card: &str, changes: &[(&str, &str)]) -> Page {
    let page = coordinator.get(card).await.expect_status(200);
    coordinator.submit(&page, "#card-form", changes).await
}

/// Records that the agency agrees to the words of now.
async fn agree(coordinator: &Session, card: &str, changes: &[(&str, &str)]) -> Page {
    let page = coordinator.get(&format!("{card}/agreement")).await.expect_status(200);
    let said = [("said_by", "所長（架空）"), ("said_on", "2026-01-10")];
    let said = said.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let all: Vec<(&str, &str)> = said.chain(changes.iter().copied()).collect();
    coordinator.submit(&page, "#agreement-form", &all).await
}

/// The address of the page of an introduction that the office is told, without the name of the service.
async fn whole_address(app: &TestApp, coordinator: &Session, card: &str) -> String {
    let page = coordinator.get(&format!("{card}/agreement")).await.expect_status(200);
    let base = app.service().public_url.as_str();
    let addresses = page.attributes("section[aria-labelledby=consents] a[href]", "href");
    let own = addresses.iter().find_map(|address| address.strip_prefix(base)).map(str::to_owned);
    own.unwrap_or_else(|| panic!("{addresses:?}"))
}

/// Answers every item that is asked with "nothing".
async fn check(coordinator: &Session, card: &str) -> Page {
    let page = coordinator.get(&format!("{card}/check")).await.expect_status(200);
    let mut names = page.attributes("#check-form input[value=clear]", "name");
    names.dedup();
    let clear: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "clear")).collect();
    coordinator.submit(&page, "#check-form", &clear).await
}

async fn withdraw(coordinator: &Session, card: &str) {
    let page = coordinator.get(&format!("{card}/agreement")).await.expect_status(200);
    coordinator.submit(&page, "#withdraw-form", &[]).await.expect_status(303);
}

/// Sends the form of publishing without having been offered it.
async fn force(app: &TestApp, coordinator: &Session, card: &str) {
    let page = coordinator.get(&format!("{card}/check")).await.expect_status(200);
    assert!(!page.has("#publish-form"), "{}", page.text());
    let revision =
        store::cards::find(app.db(), number(card)).await.expect("it can be read").revision.to_string();
    let fields = [("revision", revision.as_str())];
    coordinator.post_form(&format!("{card}/publish"), &fields).await.expect_status(303);
    let versions = store::card_versions::of_card(app.db(), number(card)).await.expect("versions can be read");
    assert!(versions.is_empty(), "nothing was published");
}

#[tokio::test]
async fn without_recorded_consent_nothing_is_published() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let card = written(&coordinator, survey, agencies[0].0).await;
        let public = format!("{}/cards/{}", share(&coordinator, survey).await, number(&card).0);
        check(&coordinator, &card).await.expect_status(303);
        assert_eq!(state(app, &card).await, CardState::Ready, "all is checked");
        force(app, &coordinator, &card).await;
        app.visitor().get(&public).await.expect_status(410);

        let unsaid = agree(&coordinator, &card, &[("said_by", ""), ("said_on", "2999-01-01")]).await;
        let problems = unsaid.expect_status(422).attributes(".error-summary a", "href");
        assert_eq!(problems, ["#said_by", "#said_on"]);
        // What is agreed to is all that is printed.
        let preview = coordinator.get(&format!("{card}/preview")).await.expect_status(200);
        let agreed = coordinator.get(&format!("{card}/agreement")).await.expect_status(200);
        let (printed, read) = (preview.texts(".sheet-facts dd"), agreed.texts(".sheet-facts dd"));
        assert!(printed.len() > 6 && printed.iter().all(|fact| read.contains(fact)), "{printed:?} {read:?}");
        agree(&coordinator, &card, &[]).await.expect_status(303);
        // Other words than those that the agency read.
        write(&coordinator, &card, &[("result", "よくなった。")]).await.expect_status(303);
        check(&coordinator, &card).await.expect_status(303);
        let page = coordinator.get(&format!("{card}/agreement")).await.expect_status(200);
        assert!(page.text().contains("機関が同意したのは、いまとちがう文です"), "{}", page.text());
        force(app, &coordinator, &card).await;
        app.visitor().get(&public).await.expect_status(410);
    })
    .await;
}

#[tokio::test]
async fn a_named_agency_is_introduced_until_it_takes_its_consent_back() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let card = written(&coordinator, survey, agencies[0].0).await;
        agree(&coordinator, &card, &[("may_list", "yes")]).await.expect_status(303);
        check(&coordinator, &card).await.expect_status(303);
        publish(&coordinator, &card, &[]).await;

        let (visitor, link) = (app.visitor(), share(&coordinator, survey).await);
        let list = format!("{link}/cards");
        let listed = visitor.get(&list).await.expect_status(200);
        let says = listed.text();
        assert!(says.contains("出かけて相談を受ける。") && !says.contains("曜日を決めて続ける。"), "{says}");
        let public = listed.link("架空の出張相談");
        let page = visitor.get(&public).await.expect_status(200);
        for words in [
            "架空機関00",
            "2023年4月から",
            "部屋は無料で借りる",
            "曜日を決めて続ける。",
            "048-000-0000",
            "同意しています",
        ] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        assert!(!page.body.contains("<script>alert"), "what was typed is no markup");
        assert!(page.text().contains("<script>alert(1)</script>"));
        assert!(!page.text().contains("所長"), "who agreed is not published");
        assert!(!page.text().contains("分からないように書きかえています"), "it is no anonymous case");
        let file =
            assert_pdf(visitor.get(&page.link("この取り組み紹介を保存する（PDF）")).await, "架空の出張相談");
        assert_eq!(file.body.matches("/Type/Page/").count(), 1, "one sheet");

        withdraw(&coordinator, &card).await;
        visitor.get(&public).await.expect_status(410);
        visitor.get(&file.path).await.expect_status(410);
        assert!(!visitor.get(&list).await.text().contains("出張相談"));
        assert_eq!(state(app, &card).await, CardState::Draft);
        assert!(coordinator.get("/today").await.text().contains("機関が同意を取り消した"));
        let own = coordinator.get(&format!("/surveys/{}/cards", survey.0)).await.expect_status(200).text();
        assert!(own.contains("機関が同意を取り消した") && !own.contains("出どころの同意が変わった"), "{own}");

        // A later version takes consent and check list anew; that there was consent before brings nothing back.
        agree(&coordinator, &card, &[]).await.expect_status(303);
        visitor.get(&public).await.expect_status(410);
        check(&coordinator, &card).await.expect_status(303);
        try_to_publish(&coordinator, &card, &[("note", "もう一度同意をいただいた")]).await.expect_status(303);
        visitor.get(&public).await.expect_status(410);
        visitor.get(&file.path).await.expect_status(410);
        let whole = whole_address(app, &coordinator, &card).await;
        assert!(whole.starts_with(&format!("{public}?")), "its number alone can be counted up to: {whole}");
        let page = visitor.get(&whole).await.expect_status(200);
        assert_pdf(visitor.get(&page.link("この取り組み紹介を保存する（PDF）")).await, "架空の出張相談");
        let guessed = format!("{public}?k={}", "a".repeat(12));
        visitor.get(&guessed).await.expect_status(410);
        let listed = visitor.get(&list).await.expect_status(200);
        assert!(!listed.text().contains("出張相談"), "this time the agency wants to stand in no list");
        let own = coordinator.get(&format!("{card}/agreement")).await.expect_status(200);
        assert!(own.text().contains("取り消し") && own.text().contains(&public), "{}", own.text());
        let kept =
            store::card_consents::of_card(app.db(), number(&card)).await.expect("consents can be read");
        assert_eq!(kept.len(), 2, "who agreed when stays known");
    })
    .await;
}

#[tokio::test]
async fn an_address_from_before_the_withdrawal_stays_dead_when_the_agency_agrees_anew() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let card = written(&coordinator, survey, agencies[0].0).await;
        let visitor = app.visitor();
        share(&coordinator, survey).await;
        agree(&coordinator, &card, &[]).await.expect_status(303);
        check(&coordinator, &card).await.expect_status(303);
        publish(&coordinator, &card, &[]).await;
        let before = whole_address(app, &coordinator, &card).await;
        let page = visitor.get(&before).await.expect_status(200);
        let file_before = page.link("この取り組み紹介を保存する（PDF）");
        // Who agrees once more, and took nothing back, keeps the address that was given to others.
        agree(&coordinator, &card, &[]).await.expect_status(303);
        assert_eq!(whole_address(app, &coordinator, &card).await, before);
        visitor.get(&before).await.expect_status(200);

        withdraw(&coordinator, &card).await;
        visitor.get(&before).await.expect_status(410);
        agree(&coordinator, &card, &[]).await.expect_status(303);
        check(&coordinator, &card).await.expect_status(303);
        try_to_publish(&coordinator, &card, &[("note", "もう一度同意をいただいた")]).await.expect_status(303);
        let after = whole_address(app, &coordinator, &card).await;
        assert_ne!(after, before);
        let page = visitor.get(&after).await.expect_status(200);
        assert_pdf(visitor.get(&page.link("この取り組み紹介を保存する（PDF）")).await, "架空の出張相談");
        visitor.get(&before).await.expect_status(410);
        visitor.get(&file_before).await.expect_status(410);
    })
    .await;
}

#[tokio::test]
async fn an_introduction_stands_in_the_list_by_the_consent_to_its_own_words() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let card = written(&coordinator, survey, agencies[0].0).await;
        let (visitor, link) = (app.visitor(), share(&coordinator, survey).await);
        let list = format!("{link}/cards");
        let empty = assert_pdf(visitor.get(&format!("{list}.pdf")).await, "事例集");
        // What is agreed to for words that are not published yet says nothing of those that are.
        let rounds = [("最初の相談", "", "次の相談", "yes"), ("次の相談", "yes", "最後の相談", "")];
        for (shown, may_list, next, may_list_next) in rounds {
            write(&coordinator, &card, &[("title", shown)]).await.expect_status(303);
            agree(&coordinator, &card, &[("may_list", may_list)]).await.expect_status(303);
            check(&coordinator, &card).await.expect_status(303);
            publish(&coordinator, &card, &[("note", "題を変えた")]).await;
            write(&coordinator, &card, &[("title", next)]).await.expect_status(303);
            agree(&coordinator, &card, &[("may_list", may_list_next)]).await.expect_status(303);

            let public = whole_address(app, &coordinator, &card).await;
            assert!(visitor.get(&public).await.expect_status(200).text().contains(shown));
            let is_listed = !may_list.is_empty();
            assert_eq!(
                visitor.get(&list).await.expect_status(200).text().contains(shown),
                is_listed,
                "{shown}"
            );
            let file = assert_pdf(visitor.get(&empty.path).await, "事例集");
            assert_eq!(file.bytes != empty.bytes, is_listed, "{shown}");
            // Who reads the sheet is led to no empty list.
            let way = format!("a[href='{list}']");
            assert_eq!(visitor.get(&link).await.expect_status(200).has(&way), is_listed, "{shown}");
        }
    })
    .await;
}

#[tokio::test]
async fn beside_an_introduction_the_list_says_which_cards_name_nobody() {
    on_both(async |app| {
        let Made { coordinator, survey, agencies, .. } = published(app).await;
        let (visitor, list) = (app.visitor(), public_list(&coordinator, survey).await);
        let cases = visitor.get(&list).await.expect_status(200).text();
        assert!(cases.contains("書きかえています") && !cases.contains("名前を出しています"), "{cases}");

        let card = written(&coordinator, survey, agencies[0].0).await;
        agree(&coordinator, &card, &[("may_list", "yes")]).await.expect_status(303);
        check(&coordinator, &card).await.expect_status(303);
        publish(&coordinator, &card, &[]).await;
        let both = visitor.get(&list).await.expect_status(200).text();
        assert!(both.contains("取り組み紹介のほかの事例は") && both.contains("名前を出しています"), "{both}");
        assert_pdf(visitor.get(&format!("{list}.pdf")).await, "事例集");
    })
    .await;
}

#[tokio::test]
async fn names_of_others_are_looked_for_and_the_agencys_own_is_not() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let card = written(&coordinator, survey, agencies[0].0).await;
        let own = [
            ("idea", "架空機関00の佐藤さんと架空機関01が始めた。"),
            ("contact", "架空機関00 鈴木さん 048-000-0000"),
        ];
        write(&coordinator, &card, &own).await.expect_status(303);
        let page = coordinator.get(&format!("{card}/check")).await.expect_status(200);
        let marked = page.texts("mark");
        for other in ["佐藤さん", "架空機関01", "鈴木さん"] {
            assert!(marked.iter().any(|word| word == other), "{other}: {marked:?}");
        }
        let own = |word: &String| word == "架空機関00" || word.contains("048");
        assert!(!marked.iter().any(own), "{marked:?}");
        assert!(!page.has("#outcome-single") && !page.has("#outcome-consent") && page.has("#outcome-names"));
        agree(&coordinator, &card, &[]).await.expect_status(303);
        check(&coordinator, &card).await.expect_status(303);
        assert_eq!(state(app, &card).await, CardState::Checking, "nobody has decided on the names");
        force(app, &coordinator, &card).await;

        // It rests on no texts: a hearing or an answer is never tied to a name this way.
        let none = coordinator.get(&format!("/surveys/{}/cards", survey.0)).await;
        coordinator.submit(&none, "#introduce-form", &[("agency", "999")]).await.expect_status(303);
        let cards = store::cards::of_survey(app.db(), survey).await.expect("cards can be read");
        assert_eq!(cards.len(), 1, "an agency that is not on the list is not introduced");
        for role in [Role::Viewer, Role::Researcher] {
            app.login(role).await.get(&format!("{card}/agreement")).await.expect_status(403);
        }
    })
    .await;
}

#[tokio::test]
async fn who_is_named_beside_the_agencys_name_is_looked_for() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let card = written(&coordinator, survey, agencies[0].0).await;
        let named = [("agency", "架空機関00（担当 佐藤太郎さん）")];
        write(&coordinator, &card, &named).await.expect_status(303);
        let page = coordinator.get(&format!("{card}/check")).await.expect_status(200);
        let marked = page.texts("mark");
        assert!(marked.iter().any(|word| word.contains("佐藤太郎")), "{marked:?}");
        assert!(marked.iter().all(|word| !word.contains("架空機関00")), "its own name is meant: {marked:?}");
        agree(&coordinator, &card, &[]).await.expect_status(303);
        check(&coordinator, &card).await.expect_status(303);
        assert_eq!(state(app, &card).await, CardState::Checking, "nobody has decided on the name");
        force(app, &coordinator, &card).await;
    })
    .await;
}

#[tokio::test]
async fn the_longest_introduction_is_one_sheet() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let card = begun(&coordinator, survey, agencies[0].0).await;
        let long = "工夫を続けています。".repeat(30);
        let cut = |n: usize| long.get(..n * "続".len()).expect("all its letters take three bytes");
        let full = [
            ("title", cut(50)),
            ("steps", cut(300)),
            ("background", cut(120)),
            ("since", cut(30)),
            ("partners", cut(80)),
            ("audience", cut(80)),
            ("cost", cut(80)),
            ("result", cut(180)),
            ("idea", cut(300)),
            ("contact", cut(120)),
            ("kinds", "22"),
            ("themes", "G08"),
        ];
        write(&coordinator, &card, &full).await.expect_status(303);
        let longer = cut(51).to_owned();
        let refused = write(&coordinator, &card, &[("title", longer.as_str())]).await.expect_status(422);
        assert_eq!(refused.attributes(".error-summary a", "href"), ["#title"]);
        agree(&coordinator, &card, &[]).await.expect_status(303);
        check(&coordinator, &card).await.expect_status(303);
        publish(&coordinator, &card, &[]).await;
        share(&coordinator, survey).await;
        let page = app.visitor().get(&whole_address(app, &coordinator, &card).await).await.expect_status(200);
        let file = page.link("この取り組み紹介を保存する（PDF）");
        let file = assert_pdf(app.visitor().get(&file).await, "工夫");
        assert_eq!(file.body.matches("/Type/Page/").count(), 1);
    })
    .await;
}
