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
use tests::{Session, TestApp, on_both};

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
    on_both(async |app| {
        app.fill_with_demo().await;
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
