//! The masking step before a quote is released: words that may tell who is meant are marked, and each is replaced or kept with a
//! reason that is stored. The office's own words are only cautioned about.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::place::municipality;
use surveys::privacy::masking::Looked;
use surveys::store;
use tests::free_answers::{answer, consent_to_sheets};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

const COMPANY: &str = "株式会社しらかば製作所";
const WORDS: &str = "株式会社しらかば製作所の４２歳の方が、冬のバスに困っている。";

fn say(key: &str) -> String {
    i18n::plain(Lang::Ja, key)
}

fn definition() -> Value {
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": [
        consent_to_sheets(), { "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" }] }] })
}

struct Made {
    coordinator: Session,
    open: OpenSurvey,
}

/// A survey of seven answers; the words of one name a company and an age.
async fn made(app: &TestApp) -> Made {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(app, &coordinator, &definition()).await;
    answer(app, &open, &["1", "2", "5"], WORDS).await;
    for n in 1..7 {
        // They do not allow being quoted, so that there is one quote.
        answer(app, &open, &["1", "2"], &format!("通院の相談が続く、その{n}。")).await;
    }
    Made { coordinator, open }
}

impl Made {
    fn path(&self, page: &str) -> String {
        format!("/surveys/{}/feedback{page}", self.open.survey.0)
    }

    /// The page of the only quote, as the list leads to it.
    async fn quote(&self) -> Page {
        let list = self.coordinator.get(&self.path("")).await.expect_status(200);
        let to = list.attributes(".quote-form a", "href");
        assert_eq!(to.len(), 1, "{}", list.describe());
        self.coordinator.get(&to[0]).await.expect_status(200)
    }

    async fn send(&self, page: &Page, changes: &[(&str, &str)]) -> Page {
        self.coordinator.submit(page, "#quote-form", changes).await
    }

    async fn released(&self, app: &TestApp) -> Vec<(String, Option<Looked>)> {
        let quotes = store::quotes::of_survey(app.db(), self.open.survey).await.expect("they can be read");
        let read = |stored: Option<String>| Looked::read(stored.as_deref());
        quotes.into_iter().map(|quote| (quote.text, read(quote.masking))).collect()
    }
}

#[tokio::test]
async fn a_word_that_stands_without_a_reason_is_not_released_and_nothing_is_lost() {
    on_both(async |app| {
        let made = made(app).await;
        let page = made.quote().await;
        assert_eq!(page.texts("#written-text mark"), [COMPANY, "４２歳"]);
        let typed = format!("冬、{COMPANY}の４２歳の方。");
        let release =
            [("text", typed.as_str()), ("reason:1", "年齢の話"), ("checked", "true"), ("do", "release")];
        let refused = made.send(&page, &release).await.expect_status(422);
        assert_eq!(refused.attributes(".error-summary a", "href"), ["#reason-0"], "{}", refused.describe());
        let said = i18n::text(Lang::Ja.code(), "masking-standing", &[("word", COMPANY.to_owned())]);
        assert!(refused.text().contains(&said), "{}", refused.describe());
        assert_eq!(refused.texts("textarea[name=text]"), [typed]);
        assert_eq!(refused.attributes("input[name='reason:1']", "value"), ["年齢の話"]);
        assert!(refused.has("#checked[checked]"));
        assert!(made.released(app).await.is_empty());

        let unread = [("text", "冬のバスに困っている。"), ("do", "release")];
        let unread = made.send(&page, &unread).await.expect_status(422);
        assert_eq!(unread.attributes(".error-summary a", "href"), ["#checked"]);
        let empty = [("text", ""), ("checked", "true"), ("do", "release")];
        let empty = made.send(&page, &empty).await.expect_status(422);
        assert_eq!(empty.attributes(".error-summary a", "href"), ["#text"]);
        assert!(made.released(app).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_button_puts_the_proposal_in_place_and_who_decided_what_is_stored() {
    on_both(async |app| {
        let made = made(app).await;
        let page = made.quote().await;
        let button = format!("mask:{COMPANY}");
        let press = [("reason:1", "年齢の話"), ("checked", "true"), ("do", button.as_str())];
        let masked = made.send(&page, &press).await.expect_status(200);
        let text = WORDS.replace(COMPANY, &say("masking-instead-organisation"));
        assert_eq!(masked.texts("textarea[name=text]"), std::slice::from_ref(&text));
        assert_eq!(
            masked.attributes("input[name='reason:0']", "value"),
            ["年齢の話"],
            "it stays with its word"
        );
        assert!(masked.has("#checked[checked]") && made.released(app).await.is_empty());
        let all = made.send(&page, &[("do", "mask")]).await.expect_status(200);
        assert!(all.first("textarea[name=text]").contains("40代の方"), "{}", all.describe());

        made.send(&masked, &[("do", "release")]).await.expect_status(303);
        let released = made.released(app).await;
        assert_eq!(released.len(), 1);
        let (stored, looked) = &released[0];
        let looked = looked.as_ref().expect("it was looked at");
        let decided: Vec<(&str, &str, &str)> = looked
            .words
            .iter()
            .map(|own| (own.word.as_str(), own.outcome.as_str(), own.reason.as_str()))
            .collect();
        assert_eq!(*stored, text);
        assert_eq!(decided, [(COMPANY, "masked", ""), ("42歳", "kept", "年齢の話")]);
        let by = store::users::find_by_login(app.db(), "test-coordinator").await.expect("users");
        assert!(
            looked.has_dictionary
                && looked.words.iter().all(|own| Some(own.by) == by.as_ref().map(|by| by.id))
        );

        let page = made.quote().await;
        let rows = page.texts("#decisions tbody tr");
        assert!(rows.len() == 2 && rows[0].contains(COMPANY) && rows[1].contains("年齢の話"), "{rows:?}");
        let events = store::audit::of_thing(app.db(), "survey", made.open.survey.0).await.expect("events");
        let event = events.iter().find(|event| event.action == "quote.release").expect("it is recorded");
        let detail = &event.detail;
        assert!(detail.contains("masked") && !detail.contains("しらかば"), "the log names nobody: {detail}");

        // The same is kept by whoever kept it first, and taking it off the sheets leaves nothing.
        made.send(&page, &[("checked", "true"), ("do", "release")]).await.expect_status(303);
        assert_eq!(made.released(app).await[0].1.as_ref(), Some(looked));
        made.send(&page, &[("do", "retract")]).await.expect_status(303);
        assert!(made.released(app).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_was_released_before_stands_and_is_listed() {
    on_both(async |app| {
        let made = made(app).await;
        let page = made.quote().await;
        let release =
            [("reason:0", "公表の話"), ("reason:1", "年齢の話"), ("checked", "true"), ("do", "release")];
        made.send(&page, &release).await.expect_status(303);
        let checked = made.coordinator.get(&made.path("?state=unchecked")).await.expect_status(200);
        assert!(!checked.has(".quote-form"), "{}", checked.describe());
        app.db().execute_unprepared("UPDATE quotes SET masking = NULL").await.expect("as it was before");

        let preview = made.coordinator.get(&made.path("/preview")).await.expect_status(200);
        assert!(preview.text().contains("冬のバスに困っている。"), "{}", preview.describe());
        let to = preview.attributes("#unchecked", "href");
        assert_eq!(to, [format!("{}#quotes", made.path("?state=unchecked"))]);
        let listed = made.coordinator.get(&made.path("?state=unchecked")).await.expect_status(200);
        assert_eq!(listed.texts(".quote-form").len(), 1);
        assert!(listed.first(".quote-form").contains(&say("feedback-state-unchecked")));
        let page = made.quote().await;
        assert!(page.text().contains(&say("masking-unchecked-text")), "{}", page.describe());
        made.send(&page, &release).await.expect_status(303);
        let listed = made.coordinator.get(&made.path("?state=unchecked")).await.expect_status(200);
        assert!(!listed.has(".quote-form"), "{}", listed.describe());
        let preview = made.coordinator.get(&made.path("/preview")).await.expect_status(200);
        assert!(!preview.has("#unchecked"), "{}", preview.describe());
    })
    .await;
}

#[tokio::test]
async fn only_words_that_may_be_quoted_have_a_page() {
    on_both(async |app| {
        let made = made(app).await;
        let base = format!("/surveys/{}/quotes", made.open.survey.0);
        made.coordinator.get(&base).await.expect_status(303);
        let responses = submitted(app, made.open.questionnaire).await;
        let others = responses.iter().filter(|response| !response.answers.contains("\"5\""));
        for response in others {
            let source = format!("answer:{}:hard", response.id.0);
            made.coordinator.get(&format!("{base}?source={source}")).await.expect_status(404);
            let fields =
                [("source", source.as_str()), ("text", "言葉"), ("checked", "true"), ("do", "release")];
            made.coordinator.post_form(&base, &fields).await.expect_status(404);
        }
        assert!(made.released(app).await.is_empty());
        let viewer = app.login(Role::Viewer).await;
        viewer.get(&base).await.expect_status(403);
    })
    .await;
}

#[tokio::test]
async fn the_words_of_the_office_are_a_caution_and_no_wall() {
    on_both(async |app| {
        let made = made(app).await;
        let preview = made.coordinator.get(&made.path("/preview")).await.expect_status(200);
        assert!(!preview.has("#cautions"), "{}", preview.describe());
        let page = made.coordinator.get(&made.path("/sheet")).await.expect_status(200);
        let thanks = format!("{COMPANY}のご協力に感謝します。");
        let changes = [("introduction", thanks.as_str()), ("do", "save")];
        made.coordinator.submit(&page, "#sheet-form", &changes).await.expect_status(303);
        let preview = made.coordinator.get(&made.path("/preview")).await.expect_status(200);
        let cautions = preview.texts("#cautions li");
        assert!(cautions.len() == 1 && cautions[0].contains(COMPANY), "{cautions:?}");
        assert!(preview.has("#publish-form"), "it can be published all the same");
    })
    .await;
}

#[test]
fn the_finder_of_municipalities_knows_all_of_them_and_no_others() {
    let shipped = include_str!("../../analysis/data/municipalities.txt");
    let shipped: Vec<&str> = shipped.lines().filter(|line| !line.starts_with('#')).collect();
    let mut names: Vec<&str> = Vec::new();
    for one in municipality::all() {
        // 中央区 of several cities stands with its city; other names that several have stand once.
        if !names.contains(&one.name) {
            names.push(one.name);
        }
    }
    assert_eq!(shipped, names);
}
