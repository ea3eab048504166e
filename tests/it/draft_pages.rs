//! Working on a draft: conditions from lists, translations, JSON, the library, and trying it out.

use serde_json::{Value, json};
use server::auth::Role;
use surveys::entity::state::ResponseState;
use surveys::id::QuestionnaireId;
use surveys::store;
use tests::open_survey::{OpenSurvey, open_survey, replace_draft};
use tests::{Page, Session, TestApp, on_both};

async fn draft(app: &TestApp, id: QuestionnaireId) -> Value {
    let found = store::questionnaires::find(app.db(), id).await.expect("it can be read");
    serde_json::from_str(&found.draft).expect("a draft is JSON")
}

/// The question of a draft with this name.
fn element<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Object(object)
            if object.contains_key("type") && object.get("name").is_some_and(|found| found == name) =>
        {
            Some(value)
        }
        Value::Object(object) => object.values().find_map(|value| element(value, name)),
        Value::Array(items) => items.iter().find_map(|value| element(value, name)),
        _ => None,
    }
}

struct Desk {
    coordinator: Session,
    open: OpenSurvey,
    base: String,
}

async fn desk(app: &TestApp, shipped: &str) -> Desk {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_survey(app, &coordinator, shipped).await;
    let base = format!("/questionnaires/{}", open.questionnaire.0);
    Desk { coordinator, open, base }
}

impl Desk {
    async fn draft(&self, app: &TestApp) -> Value {
        draft(app, self.open.questionnaire).await
    }

    /// Replaces the whole draft, as somebody else would at the same time.
    async fn someone_saves(&self, app: &TestApp, change: impl Fn(&mut Value)) {
        let found =
            store::questionnaires::find(app.db(), self.open.questionnaire).await.expect("it is there");
        let mut draft: Value = serde_json::from_str(&found.draft).expect("a draft is JSON");
        change(&mut draft);
        replace_draft(app, found.id, draft.to_string()).await;
    }
}

const FORM: &str = "form.condition";

#[tokio::test]
async fn a_condition_is_built_from_lists_step_by_step() {
    on_both(async |app| {
        let desk = desk(app, "agency-before").await;
        let person = &desk.coordinator;
        let address = format!("{}/edit/question%3Agood_practice/condition", desk.base);
        let page = person.get(&address).await.expect_status(200);
        assert!(page.first(".condition-sentence").contains("すべての方"), "{}", page.describe());
        let before = page.attributes("optgroup:first-of-type option", "value");
        assert!(before.contains(&"had_cases".to_owned()) && before.contains(&"cooperation.20".to_owned()));

        let take = [("g0.r0.variable", "had_cases"), ("go", "check")];
        let page = person.submit(&page, FORM, &take).await.expect_status(200);
        assert!(page.has("input[name='g0.r0.value'][value='1']"), "{}", page.describe());
        let page = person.submit(&page, FORM, &[("go", "save")]).await.expect_status(422);
        assert!(page.has(".error-summary a[href='#g0.r0']"), "{}", page.describe());

        let page = person.submit(&page, FORM, &[("g0.r0.value", "1"), ("go", "add:0")]).await;
        let take = [("g0.r1.variable", "cooperation.20"), ("go", "check")];
        let page = person.submit(&page, FORM, &take).await.expect_status(200);
        let choose = [("g0.join", "any"), ("g0.r1.value", "3"), ("g0.r1.value", "4"), ("go", "check")];
        let page = person.submit(&page, FORM, &choose).await.expect_status(200);
        assert_eq!(
            page.first(".condition-sentence"),
            "問7で「あった」と答えた方、または問16の「ハローワーク」で「事例ごとに連絡・紹介している」か「定例の場などで協働している」を選んだ方にうかがいます。"
        );
        let saved = person.submit(&page, FORM, &[("go", "save")]).await.expect_status(303);
        let list = person.follow(saved).await.expect_status(200);
        assert!(list.text().contains("問16の「ハローワーク」"), "{}", list.describe());
        let question = element(&desk.draft(app).await, "good_practice").cloned().expect("it is there");
        assert_eq!(question["visibleIf"], "{had_cases} = '1' or {cooperation.20} anyof ['3', '4']");

        let page = person.get(&address).await;
        assert_eq!(page.texts(".condition-row").len(), 2, "{}", page.describe());
        let page = person.submit(&page, FORM, &[("go", "remove:0:0")]).await;
        assert_eq!(page.texts(".condition-row").len(), 1);
        person.submit(&page, FORM, &[("go", "clear")]).await.expect_status(303);
        let question = element(&desk.draft(app).await, "good_practice").cloned().expect("it is there");
        assert_eq!(question.get("visibleIf"), None);
    })
    .await;
}

#[tokio::test]
async fn what_fits_no_list_is_an_expression_and_its_mistakes_are_named() {
    on_both(async |app| {
        let desk = desk(app, "agency-before").await;
        let person = &desk.coordinator;
        let address = format!("{}/edit/question%3Atrend/condition?property=requiredIf", desk.base);
        let page = person.get(&address).await.expect_status(200);
        let page = person.submit(&page, FORM, &[("go", "text")]).await.expect_status(200);
        for (typed, expected) in
            [("{had_cases} = = 1", "15文字目"), ("{nobody} = 1", "nobody"), ("{had_cases} =", "途中")]
        {
            let wrong = person.submit(&page, FORM, &[("expression", typed), ("go", "save")]).await;
            let wrong = wrong.expect_status(422);
            assert!(wrong.first(".error-summary").contains(expected), "{typed}: {}", wrong.describe());
            assert_eq!(wrong.first("textarea"), typed, "what was typed stays");
        }
        let fits = [("expression", "!({had_cases} = '1')"), ("go", "rows")];
        let page = person.submit(&page, FORM, &fits).await.expect_status(200);
        assert!(page.has("textarea"), "it does not fit into lists");
        person.submit(&page, FORM, &[("go", "save")]).await.expect_status(303);
        let question = element(&desk.draft(app).await, "trend").cloned().expect("it is there");
        assert_eq!(question["requiredIf"], "!({had_cases} = '1')");
        person.get(&format!("{}/edit/question%3Anobody/condition", desk.base)).await.expect_status(404);
    })
    .await;
}

#[tokio::test]
async fn a_condition_built_on_an_old_state_is_kept_and_added_to_the_new_one() {
    on_both(async |app| {
        let desk = desk(app, "agency-before").await;
        let person = &desk.coordinator;
        let address = format!("{}/edit/question%3Agood_practice/condition", desk.base);
        let page = person.get(&address).await;
        let page = person.submit(&page, FORM, &[("g0.r0.variable", "trend"), ("go", "check")]).await;
        desk.someone_saves(app, |draft| draft["title"] = json!("新しい題名")).await;
        let stale = person.submit(&page, FORM, &[("g0.r0.value", "1"), ("go", "save")]).await;
        let stale = stale.expect_status(409);
        assert!(stale.has("input[name='g0.r0.value'][value='1'][checked]"), "what was chosen stays");
        person.submit(&stale, FORM, &[("go", "save")]).await.expect_status(303);
        let draft = desk.draft(app).await;
        assert_eq!(draft["title"], "新しい題名");
        assert_eq!(element(&draft, "good_practice").expect("it is there")["visibleIf"], "{trend} = '1'");
    })
    .await;
}

#[tokio::test]
async fn translations_are_written_beside_their_texts_even_when_somebody_else_moves_them() {
    on_both(async |app| {
        let desk = desk(app, "forum-after").await;
        let person = &desk.coordinator;
        let page = person.get(&format!("{}/translations?into=vi", desk.base)).await.expect_status(200);
        let n_texts = page.texts(".translation").len();
        assert!(n_texts > 50 && page.texts(".translation .tag").len() == n_texts, "{}", page.describe());
        desk.someone_saves(app, |draft| {
            let pages = draft["pages"].as_array_mut().expect("it has pages");
            let first = pages.remove(0);
            pages.push(first);
            draft["title"]["vi"] = json!("của người khác");
        })
        .await;
        let own = page.texts(".translation-text")[0].clone();
        let typed = [("t.title", "Khảo sát"), ("t.pages[0].title", "Giải thích")];
        let left = person.submit(&page, "form.translations", &typed).await.expect_status(409);
        assert!(left.first(".notice-error").contains("của người khác"), "{}", left.describe());
        assert!(left.first(".notice-error").contains(&own));
        let draft = desk.draft(app).await;
        let last = draft["pages"].as_array().and_then(|pages| pages.last()).expect("it has pages");
        assert_eq!(last["title"]["vi"], "Giải thích", "it follows its page");
        assert_eq!(draft["title"]["vi"], "của người khác");

        let page = person.get(&format!("{}/translations?into=vi&show=missing", desk.base)).await;
        assert!(!page.has("[name='t.title']"), "it is not missing any more");
        let odd = person.get(&format!("{}/translations?into=<script>&page=999", desk.base)).await;
        assert!(odd.expect_status(200).has("form.translations"));
    })
    .await;
}

#[tokio::test]
async fn json_is_never_lost_and_its_problems_have_lines() {
    on_both(async |app| {
        let desk = desk(app, "forum-after").await;
        let (person, address) = (&desk.coordinator, format!("{}/json", desk.base));
        let page = person.get(&address).await.expect_status(200);
        let form = "form:has(textarea)";
        let broken = "{\n  \"pages\": [\n    { \"elements\": [ }\n  ]\n}";
        let wrong = person.submit(&page, form, &[("text", broken)]).await.expect_status(422);
        assert_eq!(wrong.form(form).fields.iter().find(|(name, _)| name == "text").map(|(_, text)| text.as_str()), Some(broken));
        assert_eq!(wrong.attributes(".notice-error a", "href"), ["#L3"], "{}", wrong.describe());
        assert!(wrong.has("#L3.code-line-error"));

        let mistaken = "{\"pages\": [{\"name\": \"p\", \"elements\": [\n{\"type\": \"text\", \"name\": \"a\",\n\"visibleIf\": \"{b} = \"}]}]}";
        let saved = person.submit(&page, form, &[("text", mistaken)]).await.expect_status(303);
        let page = person.follow(saved).await.expect_status(200);
        assert!(page.has(".notice-warning a[data-line]"), "{}", page.describe());
        assert_eq!(desk.draft(app).await["pages"][0]["elements"][0]["visibleIf"], "{b} = ");

        desk.someone_saves(app, |draft| draft["title"] = json!("別の人")).await;
        let stale = person.submit(&page, form, &[("text", "{\"title\":\"私\"}")]).await.expect_status(409);
        let again = person.submit(&stale, form, &[]).await.expect_status(409);
        assert_eq!(desk.draft(app).await["title"], "別の人");
        person.submit(&again, form, &[("replace", "true")]).await.expect_status(303);
        assert_eq!(desk.draft(app).await["title"], "私");
        person.get(&address).await.expect_status(200);
    })
    .await;
}

#[tokio::test]
async fn json_that_names_a_key_twice_is_saved_only_when_somebody_says_so() {
    on_both(async |app| {
        let desk = desk(app, "forum-after").await;
        let person = &desk.coordinator;
        let page = person.get(&format!("{}/json", desk.base)).await.expect_status(200);
        let form = "form:has(textarea)";
        let twice = "{\"pages\": [],\n\"title\": \"前\",\n\"title\": \"後\"}";
        let asked = person.submit(&page, form, &[("text", twice)]).await.expect_status(422);
        assert_eq!(asked.attributes(".notice-error a", "href"), ["#L3"], "{}", asked.describe());
        assert_ne!(desk.draft(app).await["title"], "後");
        person.submit(&asked, form, &[("last", "true")]).await.expect_status(303);
        assert_eq!(desk.draft(app).await["title"], "後");
    })
    .await;
}

#[tokio::test]
async fn a_draft_of_two_megabytes_is_taken_and_a_larger_one_is_named() {
    on_both(async |app| {
        let desk = desk(app, "forum-after").await;
        let address = format!("{}/json", desk.base);
        let page = desk.coordinator.get(&address).await.expect_status(200);
        let token = page.csrf().expect("the form has a token");
        let found =
            store::questionnaires::find(app.db(), desk.open.questionnaire).await.expect("it is there");
        for (n_characters, status) in [(690_000, 303), (710_000, 422)] {
            let text = json!({ "title": "長".repeat(n_characters) }).to_string();
            let revision = found.revision.to_string();
            let part = |name: &str, value: &str| {
                format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
            };
            let parts = [("csrf", token.as_str()), ("revision", &revision), ("text", &text)];
            let parts: String = parts.iter().map(|(name, value)| part(name, value)).collect();
            let kind = "multipart/form-data; boundary=x";
            let answer = desk.coordinator.post_body(&address, kind, format!("{parts}--x--\r\n")).await;
            assert_eq!(answer.status, status, "{n_characters}: {}", answer.describe());
        }
    })
    .await;
}

#[tokio::test]
async fn questions_of_the_library_keep_their_names_and_come_once() {
    on_both(async |app| {
        let desk = desk(app, "forum-after").await;
        let person = &desk.coordinator;
        let library = format!("{}/library?from=agency-before&words=%E9%9B%A3%E7%97%85", desk.base);
        let page = person.get(&library).await.expect_status(200);
        assert!(page.has("button[name=item][value=had_cases]"), "{}", page.describe());
        assert!(!page.has("button[name=item][value=staff]"));
        let form = "form[method=post]:has(.library)";
        let put = [("item", "had_cases"), ("after", "question:attendance_mode")];
        let done = person.submit(&page, form, &put).await.expect_status(303);
        let page = person.follow(done).await.expect_status(200);
        let form_now = page.form(form);
        assert!(
            form_now.fields.contains(&("after".to_owned(), "question:had_cases".to_owned())),
            "{form_now:?}"
        );
        let again = person.submit(&page, form, &[("item", "had_cases")]).await.expect_status(303);
        person.follow(again).await.expect_status(200);
        let draft = desk.draft(app).await;
        assert!(element(&draft, "had_cases").is_some() && element(&draft, "had_cases_b").is_some());

        let page = person.get(&format!("{}/library?from=scales", desk.base)).await;
        let tail = [("item", "tail_both"), ("after", "question:attendance_mode")];
        person.submit(&page, form, &tail).await.expect_status(303);
        let draft = desk.draft(app).await;
        let values: Vec<&Value> = element(&draft, "attendance_mode").expect("it is there")["choices"]
            .as_array()
            .expect("it has choices")
            .iter()
            .map(|choice| &choice["value"])
            .collect();
        assert!(values.ends_with(&[&json!("97"), &json!("98")]), "{values:?}");
        let page = person.get(&format!("{}/library?from=scales", desk.base)).await;
        let odd = [("item", "tail_both"), ("after", "survey")];
        person.submit(&page, form, &odd).await.expect_status(422);
        person
            .post_form(&format!("{}/library", desk.base), &[("item", "no-such-item")])
            .await
            .expect_status(404);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_tried_out_without_storing_anything() {
    on_both(async |app| {
        let desk = desk(app, "agency-before").await;
        let viewer = app.login(Role::Viewer).await;
        let host = viewer.get(&format!("{}/preview", desk.base)).await.expect_status(200);
        assert_eq!(host.texts("iframe").len(), 2);
        assert!(
            host.header("content-security-policy").is_some_and(|policy| policy.contains("frame-src 'self'"))
        );
        let paper = viewer.get(&format!("{}/preview/paper", desk.base)).await.expect_status(200);
        for page in [&paper, &viewer.get(&host.attributes("iframe", "src")[0]).await] {
            let policy = page.header("content-security-policy").unwrap_or_default().to_owned();
            assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
            assert_eq!(page.header("x-frame-options"), Some("SAMEORIGIN"));
        }

        let start = viewer.get(&format!("{}/preview/p/cases", desk.base)).await.expect_status(200);
        let form = "form[data-fill]";
        let next = |page: Page, answer: &'static str| {
            let viewer = &viewer;
            async move { viewer.submit(&page, form, &[("had_cases", answer), ("go", "next")]).await }
        };
        let yes = next(start.clone(), "1").await.expect_status(200);
        let no = next(start.clone(), "2").await.expect_status(200);
        assert!(yes.has("[name=n_persons]") && !yes.has("[name=no_case_reasons]"), "{}", yes.describe());
        assert!(no.has("[name=no_case_reasons]") && !no.has("[name=n_persons]"), "{}", no.describe());
        let back = viewer.submit(&no, form, &[("go", "previous")]).await.expect_status(200);
        assert!(back.has("[name=had_cases][value='2'][checked]"), "the answer came along");
        let stay = viewer.submit(&back, form, &[("go", "stay"), ("had_cases", "1")]).await.expect_status(200);
        assert!(stay.has("[name=had_cases][value='1'][checked]"));
        let odd = viewer.submit(&back, form, &[("carried", "[1,2"), ("go", "next")]).await;
        assert!(odd.status < 500);
        for state in [ResponseState::InProgress, ResponseState::Submitted] {
            let n = store::responses::count(app.db(), desk.open.questionnaire, state).await;
            assert_eq!(n.expect("responses can be counted"), 0);
        }

        let before = viewer.get(&format!("{}/revision", desk.base)).await.expect_status(200).body;
        desk.someone_saves(app, |draft| draft["title"] = json!("新しい題名")).await;
        let after = viewer.get(&format!("{}/revision", desk.base)).await.body;
        assert_ne!(before, after, "a page that follows the draft learns of the change");
        viewer.get(&format!("{}/json", desk.base)).await.expect_status(403);
    })
    .await;
}
