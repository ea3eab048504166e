//! Double codings of more than two people, and what becomes of decisions when codes are merged.

use server::auth::Role;
use server::secret;
use surveys::hearing::sheet::find_section;
use surveys::hearing::span::Span;
use surveys::id::{CodeId, DoubleCodingId, DoubleTextId, HearingId, SurveyId, UserId};
use surveys::store;
use surveys::store::double_codings::{NewDoubleCoding, Outcome, UNIT_NOTES};
use surveys::store::segments::{Origin, TextPart};
use tests::free_answers::code;
use tests::{Session, TestApp, demo};

const SURVEY: SurveyId = SurveyId(1);

/// A double coding of one section of the first note of the invented survey.
struct Begun {
    id: DoubleCodingId,
    text: DoubleTextId,
    body: String,
    coders: Vec<UserId>,
}

/// Begins one with as many coders.
async fn begin(app: &TestApp, n: usize) -> Begun {
    for place in 1..n {
        app.add_user(&format!("coder-{place}"), Role::Coordinator).await;
    }
    let users = store::users::list(app.db()).await.expect("users can be read");
    let coders = users.iter().filter(|user| user.role == Role::Coordinator).map(|user| user.id);
    let coders: Vec<UserId> = coders.take(n).collect();
    let bodies = store::hearings::sections(app.db(), HearingId(1)).await.expect("sections can be read");
    let is_heard = |key: &str| find_section(key).is_some_and(|section| section.is_heard);
    let mut heard = bodies.into_iter().filter(|(key, _)| is_heard(key));
    let (part, body) = heard.find(|(_, body)| body.chars().count() > 9).expect("a section with words");
    let text = TextPart { origin: Origin::Note(HearingId(1)), part };
    let new = NewDoubleCoding {
        survey: SURVEY,
        title: "試し付け".to_owned(),
        unit: UNIT_NOTES,
        coders: coders.clone(),
        texts: vec![(text, secret::hash(&body))],
        per_text: n,
    };
    let made = store::double_codings::create(app.db(), new, coders[0]).await.expect("it can be begun");
    let texts = store::double_codings::texts(app.db(), made.id).await.expect("texts can be read");
    Begun { id: made.id, text: texts[0].id, body, coders }
}

impl Begun {
    async fn put(&self, app: &TestApp, coder: usize, code: CodeId, end: usize) {
        let at = (self.body.as_str(), Span { start: 0, end });
        let put = store::blind_codings::put(app.db(), self.id, self.text, at, code, self.coders[coder]).await;
        put.expect("it can be put");
    }

    async fn finish(&self, app: &TestApp) {
        for coder in &self.coders {
            store::double_codings::finish(app.db(), self.id, *coder).await.expect("they are done");
        }
    }

    async fn decide(&self, app: &TestApp, code: CodeId, outcome: Outcome) {
        let which = (self.text, code);
        let by = self.coders[0];
        let done =
            store::double_codings::decide(app.db(), self.id, which, outcome, "理由".to_owned(), by).await;
        done.expect("it can be decided");
    }

    /// The decisions of the list of differences.
    async fn decided(&self, reader: &Session) -> Vec<String> {
        let page = reader.get(&format!("/double-codings/{}", self.id.0)).await.expect_status(200);
        page.texts("#differences-table tbody td:last-child")
    }
}

#[tokio::test]
async fn decisions_follow_a_merge_unless_they_differ() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let begun = begin(app, 2).await;
        let mut ids = Vec::new();
        for symbol in ["C01", "C02", "C03"] {
            ids.push(code(app, SURVEY, symbol).await.id);
        }
        for id in &ids {
            begun.put(app, 0, *id, 3).await;
        }
        begun.finish(app).await;
        begun.decide(app, ids[0], Outcome::None).await;
        begun.decide(app, ids[1], Outcome::None).await;
        begun.decide(app, ids[2], Outcome::All).await;
        assert_eq!(begun.decided(&coordinator).await.len(), 3);
        let merge = async |from: CodeId, into: CodeId| {
            store::codebook::merge(app.db(), from, into, UserId(1)).await.expect("they can be merged");
        };
        merge(ids[0], ids[1]).await;
        let decided = begun.decided(&coordinator).await;
        assert!(decided.len() == 2 && decided.iter().all(|own| !own.is_empty()), "{decided:?}");
        merge(ids[1], ids[2]).await;
        assert_eq!(begun.decided(&coordinator).await, [""], "they said different things: talk once more");
        begun.decide(app, ids[2], Outcome::None).await;
        assert!(begun.decided(&coordinator).await.iter().all(|own| own.contains("付けない")));
    })
    .await;
}

#[tokio::test]
async fn three_coders_are_compared_as_one_group_and_each_reading_is_told() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let begun = begin(app, 3).await;
        let c01 = code(app, SURVEY, "C01").await.id;
        begun.put(app, 0, c01, 4).await;
        begun.put(app, 1, c01, 4).await;
        let path = format!("/double-codings/{}", begun.id.0);
        assert!(!coordinator.get(&path).await.expect_status(200).has("#agreement-table"));
        begun.finish(app).await;
        let page = coordinator.get(&path).await.expect_status(200);
        assert!(!page.texts("#agreement-table th").iter().any(|head| head == "κ"), "κ is for two");
        let cells = page.texts("#agreement-table tbody td");
        assert_eq!(cells[..4], ["4", "4", "0", "0"], "{cells:?}");
        // With n = 3 values of each of L characters, 4 of them judged 1, 1, 0: coincidences 4 of (1,1), 4 of (0,1) and of (1,0),
        // 3(L − 4) of (0,0). Agreement (4 + 3(L − 4)) / 3L; α = 1 − (3L − 1)·8 / (2·8·(3L − 8)).
        let n = 3.0 * begun.body.chars().count() as f64;
        let (share, alpha) = ((n - 8.0) / n * 100.0, 1.0 - (n - 1.0) / (2.0 * (n - 8.0)));
        assert_eq!(cells[4], format!("{share:.1}%"));
        assert!(cells[5].starts_with(&format!("{alpha:.3}")), "{cells:?}");
        let differences = page.texts("#differences-table tbody td");
        assert_eq!(differences[1..4], ["付けた（4文字）", "付けた（4文字）", "付けていない"]);
        let talk = coordinator.get(&format!("{path}/talk/1")).await.expect_status(200);
        assert_eq!(talk.texts(".talk-readings section").len(), 3);
        assert_eq!(talk.texts("[name=outcome]").len(), 5, "one of three, all that was put, or nothing");
    })
    .await;
}

#[tokio::test]
async fn a_double_coding_has_two_to_six_coders() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let mut coders = Vec::new();
        for place in 0..7 {
            app.add_user(&format!("coder-{place}"), Role::Coordinator).await;
        }
        for user in store::users::list(app.db()).await.expect("users can be read") {
            if user.login.starts_with("coder-") {
                coders.push(user.id.0.to_string());
            }
        }
        for (n, status) in [(1, 422), (7, 422), (3, 303)] {
            let chosen = coders.iter().take(n).map(|coder| ("coder", coder.as_str()));
            let fields: Vec<(&str, &str)> =
                [("title", "試し付け"), ("of", "notes"), ("n", "3")].into_iter().chain(chosen).collect();
            let page = coordinator.post_form("/surveys/1/coding/double", &fields).await.expect_status(status);
            if status == 422 {
                assert!(
                    page.texts(".error-summary li")[0].contains("二人から6人まで"),
                    "{}",
                    page.describe()
                );
                assert_eq!(page.texts("[name=coder][checked]").len(), n, "what was ticked stays");
            }
        }
        let list = coordinator.get("/surveys/1/coding/double").await.expect_status(200);
        assert_eq!(list.texts("#double-codings tbody tr").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn texts_are_given_out_in_turn_and_only_their_coders_code_them() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        for place in 0..2 {
            app.add_user(&format!("coder-{place}"), Role::Coordinator).await;
        }
        let users = store::users::list(app.db()).await.expect("users can be read");
        let is_wanted = |login: &str| login.starts_with("coder-") || login == "test-coordinator";
        let coders: Vec<UserId> =
            users.iter().filter(|user| is_wanted(&user.login)).map(|user| user.id).collect();
        let own = users.iter().find(|user| user.login == "test-coordinator").expect("the coordinator").id;
        let numbers: Vec<String> = coders.iter().map(|coder| coder.0.to_string()).collect();
        let fields: Vec<(&str, &str)> = [("title", "試し付け"), ("of", "notes"), ("n", "3"), ("per", "2")]
            .into_iter()
            .chain(numbers.iter().map(|number| ("coder", number.as_str())))
            .collect();
        let made = coordinator.post_form("/surveys/1/coding/double", &fields).await.expect_status(303);
        let path = made.location().expect("it has a page").to_owned();
        let id = DoubleCodingId(path.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a number"));
        let assigned =
            store::double_assignments::coders_of_texts(app.db(), id).await.expect("it can be read");
        assert!(assigned.len() == 3 && assigned.values().all(|coders| coders.len() == 2), "{assigned:?}");
        for coder in &coders {
            assert_eq!(assigned.values().filter(|own| own.contains(coder)).count(), 2, "{assigned:?}");
        }
        let list = coordinator.get(&format!("{path}/code")).await.expect_status(200);
        assert_eq!(list.texts(".coding-part").len(), 2, "the third is for others");
        let (theirs, _) =
            assigned.iter().find(|(_, coders)| !coders.contains(&own)).expect("a text of others");
        let c01 = code(app, SURVEY, "C01").await.id;
        let place = ("言葉がある。", Span { start: 0, end: 2 });
        let put = store::blind_codings::put(app.db(), id, *theirs, place, c01, own).await;
        assert!(put.is_err(), "nobody codes what is not theirs");
        for coder in &coders {
            store::double_codings::finish(app.db(), id, *coder).await.expect("they are done");
        }
        coordinator.get(&path).await.expect_status(200);
    })
    .await;
}
