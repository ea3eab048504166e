//! What the model that learns from people tells: beside the suggestions, counted apart, stored only when accepted.

use server::auth::Role;
use server::dataset::coded::CodedTexts;
use server::dataset::judged::judged;
use server::i18n::Lang;
use surveys::hearing::span::Span;
use surveys::id::{SurveyId, UserId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::codings::NewCoding;
use tests::free_answers::{answer, code, definition};
use tests::open_survey::open_definition;
use tests::{Session, TestApp, on_both};

/// How many segments of a survey are coded, and with which codes.
async fn coded(app: &TestApp, survey: SurveyId) -> Vec<(String, Vec<String>)> {
    let all = store::codes::of_survey(app.db(), survey).await.expect("codes can be read");
    let found = store::codings::of_survey(app.db(), survey).await.expect("codings can be read").into_iter();
    let symbol = |id| all.iter().find(|code| code.id == id).expect("a code").symbol.clone();
    found
        .map(|one| (one.segment.quote, one.codings.iter().map(|coding| symbol(coding.code_id)).collect()))
        .collect()
}

/// Answers with a doubtful sentence among clear ones, and the address of their list.
async fn some_answers(app: &TestApp, coordinator: &Session) -> (SurveyId, String) {
    let open = open_definition(app, coordinator, &definition()).await;
    for words in ["手帳がないと使える制度が少ない。", "連携の件", "特になし"] {
        answer(app, &open, &["1"], words).await;
    }
    (open.survey, format!("/surveys/{}/coding", open.survey.0))
}

#[tokio::test]
async fn what_the_model_tells_is_shown_beside_the_suggestions_and_stored_only_when_accepted() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (survey, path) = some_answers(app, &coordinator).await;
        // It takes seconds to learn, so no page waits for a model that nobody asked for.
        let list = coordinator.get(&path).await.expect_status(200);
        assert!(!list.has("[data-model]"));
        let href = list.attributes(".coding-part a", "href").remove(0);
        let text = coordinator.get(&href).await.expect_status(200);
        assert!(!text.texts(".coding-text").join(" ").contains("見立て"), "no model is there yet");
        let learn = text.attributes("#learnt a", "href").remove(0);
        assert!(learn.ends_with("?model=yes"), "{learn}");
        let learnt = list.texts("#learnt").join(" ");
        assert!(learnt.contains("あいまいな順"), "{learnt}");
        let list = coordinator.get(&format!("{path}?order=unsure")).await.expect_status(200);
        let sentences = list.texts(".coding-words");
        assert_eq!(sentences.first().map(String::as_str), Some("連携の件"), "the least sure comes first");
        assert_eq!(sentences.last().map(String::as_str), Some("特になし"), "{sentences:?}");
        let told = list.texts("[data-model]");
        assert_eq!(told.len(), 3);
        assert!(told.iter().all(|words| words.contains("（立場 ") && words.contains('%')), "{told:?}");
        assert!(told[2].contains("はっきりしています"), "{told:?}");
        let learnt = list.texts("#learnt").join(" ");
        assert!(learnt.contains("付属の例文") && learnt.contains("まだ分かりません"), "{learnt}");
        assert_eq!(coded(app, survey).await, [], "nothing is stored");
        // Now that it is there, every page shows it.
        let text = coordinator.get(&href).await.expect_status(200);
        assert!(text.texts(".coding-text").join(" ").contains("見立て") && !text.has("#learnt a"));
        assert_eq!(coordinator.get(&path).await.expect_status(200).texts("[data-model]").len(), 3);
        let list = coordinator.get(&format!("{path}?state=all")).await.expect_status(200);
        let form = list.form(".coding-part form");
        let told = form.fields.iter().find(|(name, _)| name == "told").map(|(_, value)| value.as_str());
        let challenge = code(app, survey, "S1").await.id.0.to_string();
        let value = told.expect("what accepting would put");
        assert!(value.starts_with(&format!("0-16 {challenge}")), "{value}");
        let fields = [("do", "told"), ("told", value)];
        coordinator.submit(&list, ".coding-part form", &fields).await.expect_status(303);
        let found = coded(app, survey).await;
        assert_eq!(found.len(), 1);
        assert!(found[0].1.contains(&"S1".to_owned()), "{found:?}");
        let all = store::codings::of_survey(app.db(), survey).await.expect("codings can be read");
        assert!(all.iter().flat_map(|coded| &coded.codings).all(|coding| coding.was_suggested));
        // What people have decided since is left.
        let request = code(app, survey, "S3").await.id.0.to_string();
        let told = format!("0-16 {request}");
        let fields = [("do", "told"), ("told", told.as_str())];
        coordinator.submit(&list, ".coding-part form", &fields).await.expect_status(303);
        assert_eq!(coded(app, survey).await, found);
    })
    .await;
}

#[tokio::test]
async fn judgements_are_those_of_whole_sentences_on_which_people_agree() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1"], "手帳がない。窓口を一つにしてほしい。送迎がある。").await;
        let load = async |purpose| {
            let texts = CodedTexts::load(app.service(), open.survey, purpose, Lang::Ja).await;
            texts.expect("texts can be read")
        };
        let texts = load(Purpose::Internal).await;
        let part = &texts.texts[0].parts[0];
        let put = async |start, end, symbol: &str, by| {
            let (survey, text, body) = (open.survey, &part.text, part.body.as_str());
            let code = code(app, survey, symbol).await.id;
            let new = NewCoding { survey, text, body, span: Span { start, end }, code, was_suggested: false };
            store::codings::put(app.db(), new, UserId(by)).await.expect("it can be coded");
        };
        put(6, 9, "S3", 1).await;
        put(6, 18, "C05", 1).await;
        put(0, 2, "S1", 1).await;
        put(0, 6, "C01", 1).await;
        put(18, 24, "S2", 1).await;
        put(18, 24, "S4", 1).await;
        let found = judged(&load(Purpose::Internal).await);
        let seen: Vec<(&str, &str, Option<&str>)> =
            found.iter().map(|one| (one.text.as_str(), one.stance.key(), one.theme.as_deref())).collect();
        assert_eq!(
            seen,
            [
                ("窓口を一つにしてほしい。", "request", Some("C05")),
                ("手帳がない。", "challenge", Some("C01")),
            ]
        );
        assert!(judged(&load(Purpose::Academic).await).is_empty(), "the writer did not allow that");
    })
    .await;
}

#[tokio::test]
async fn what_a_machine_alone_says_is_counted_apart_from_what_people_judged() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for _ in 0..3 {
            answer(app, &open, &["1"], "手帳がないと使える制度が少ない。").await;
        }
        let path = format!("/surveys/{}/analysis/themes", open.survey.0);
        let row = async || {
            let page = coordinator.get(&path).await.expect_status(200);
            page.texts("#stances-table tbody tr:first-child td")
        };
        let cells = row().await;
        assert_eq!(cells[cells.len() - 2..], ["3", "0"], "{cells:?}");
        let list = coordinator.get(&format!("/surveys/{}/coding", open.survey.0)).await;
        coordinator.submit(&list, ".coding-part form", &[("do", "accept")]).await.expect_status(303);
        let cells = row().await;
        assert_eq!(cells[cells.len() - 2..], ["2", "1"], "{cells:?}");
        // The model counts on demand.
        let page = coordinator.get(&format!("{path}?machine=model")).await.expect_status(200);
        assert!(page.texts("main").join(" ").contains("まだ分かりません"));
        let cells = page.texts("#stances-table tbody tr:first-child td");
        assert_eq!(cells[cells.len() - 1], "1", "{cells:?}");
    })
    .await;
}
