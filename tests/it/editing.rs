//! Building a questionnaire with plain forms: from an empty page to a published one, undo, history, two editors.

use serde_json::Value;
use server::auth::Role;
use surveys::id::QuestionnaireId;
use surveys::store;
use tests::open_survey::create_survey;
use tests::{Page, Session, TestApp, on_both};

/// A coordinator with an empty questionnaire.
pub(crate) async fn begun(app: &TestApp) -> (Session, QuestionnaireId) {
    let person = app.login(Role::Coordinator).await;
    let survey = create_survey(app, &person).await;
    let wave = store::surveys::waves(app.db(), survey).await.expect("what this test has just made")[0]
        .id
        .0
        .to_string();
    let fields = [("questionnaire", "blank"), ("wave", wave.as_str())];
    let made = person.post_form(&format!("/surveys/{}/questionnaires", survey.0), &fields).await;
    let form = person.follow(made.expect_status(303)).await.expect_status(200);
    assert!(form.has("#field-title[autofocus]"), "{}", form.describe());
    let id =
        form.path.split('/').nth(2).and_then(|id| id.parse().ok()).expect("what this test has just made");
    (person, QuestionnaireId(id))
}

pub(crate) async fn draft(app: &TestApp, id: QuestionnaireId) -> Value {
    let questionnaire =
        store::questionnaires::find(app.db(), id).await.expect("what this test has just made");
    serde_json::from_str(&questionnaire.draft).expect("what this test has just made")
}

/// Opens a page and submits its form after changes; ends on the page that answers.
pub(crate) async fn submit(person: &Session, path: &str, form: &str, changes: &[(&str, &str)]) -> Page {
    let page = person.get(path).await.expect_status(200);
    let sent = person.submit(&page, form, changes).await;
    person.follow(sent).await
}

/// Adds a part at the end of the outline and fills in its form.
pub(crate) async fn add(person: &Session, id: QuestionnaireId, kind: &str, values: &[(&str, &str)]) -> Page {
    let path = format!("/questionnaires/{}/edit/survey/add", id.0);
    let form = submit(person, &path, "main form", &[("do", &format!("add {kind}"))]).await;
    let form = form.expect_status(200);
    let saved = person.submit(&form, "#editor-form", values).await;
    person.follow(saved).await.expect_status(200)
}

pub(crate) fn outline(id: QuestionnaireId) -> String {
    format!("/questionnaires/{}/edit", id.0)
}

fn titles(page: &Page) -> Vec<String> {
    page.texts(".outline-title a")
}

#[tokio::test]
async fn a_questionnaire_is_built_and_published_without_javascript() {
    on_both(async |app| {
        let (person, id) = begun(app).await;
        submit(&person, &format!("{}/survey", outline(id)), "#editor-form", &[("title", "架空の調査")]).await;
        let listed = store::questionnaires::find(app.db(), id).await.expect("what this test has just made");
        assert_eq!(listed.title, "架空の調査");
        let choices = "はい\nいいえ\n97|わからない";
        add(
            &person,
            id,
            "radiogroup",
            &[("title", "相談はありましたか"), ("choices", choices), ("isRequired", "true")],
        )
        .await;
        let page = add(&person, id, "text", &[("title", "くわしく"), ("visibleIf", "{q1} = '1'")]).await;
        assert_eq!(page.first("#field-visibleIf-words"), "問1で「はい」と答えた方にうかがいます。");
        let page = person.get(&outline(id)).await;
        assert_eq!(titles(&page), ["相談はありましたか", "くわしく"]);
        assert_eq!(page.texts(".outline-part .editor-problems"), Vec::<String>::new());
        let path = format!("/questionnaires/{}", id.0);
        person.post_form(&format!("{path}/publish"), &[]).await.expect_status(303);
        assert!(!person.get(&path).await.has(".notice-warning"));

        // A change of the draft stays with the draft until it is published.
        add(&person, id, "text", &[("title", "お名前"), ("maxLength", "２０")]).await;
        let page = person.get(&path).await;
        assert!(page.has(".notice-warning"), "{}", page.describe());
        let published = person.submit(&page, "form[action$='/publish']", &[]).await.expect_status(303);
        assert!(!person.follow(published).await.has(".notice-warning"));
        assert_eq!(
            store::questionnaires::versions(app.db(), id).await.expect("what this test has just made").len(),
            2
        );
        assert_eq!(draft(app, id).await["pages"][0]["elements"][2]["maxLength"], 20);
    })
    .await;
}

#[tokio::test]
async fn parts_move_are_copied_and_removed_and_everything_can_be_undone() {
    on_both(async |app| {
        let (person, id) = begun(app).await;
        for title in ["一", "二", "三"] {
            add(&person, id, "text", &[("title", title)]).await;
        }
        let press = async |button: &str| {
            let page = submit(&person, &outline(id), "form.outline", &[("do", button)]).await;
            titles(&page.expect_status(200))
        };
        assert_eq!(press("up question:q3").await, ["一", "三", "二"]);
        assert_eq!(press("copy question:q1").await, ["一", "一", "三", "二"]);
        assert_eq!(press("remove question:q3").await, ["一", "一", "二"]);
        let bar = person.get(&outline(id)).await;
        assert!(bar.first("#editor-bar").contains("「三」を削除"), "{}", bar.first("#editor-bar"));
        let undo = async |what: &str| {
            let page = submit(&person, &outline(id), "#editor-bar form", &[("do", what)]).await;
            titles(&page.expect_status(200))
        };
        assert_eq!(undo("undo").await, ["一", "一", "三", "二"]);
        assert_eq!(undo("undo").await, ["一", "三", "二"]);
        assert_eq!(undo("redo").await, ["一", "一", "三", "二"]);
        assert_eq!(press("down question:q1").await, ["一", "一", "三", "二"]);
        assert!(
            !person.get(&outline(id)).await.has("button[value=redo]"),
            "a change forgets what was undone"
        );

        let page = person.get(&format!("/questionnaires/{}/edit/question%3Aq3/move", id.0)).await;
        let sent = person.submit(&page, "main form", &[("to", "after page:page1"), ("do", "move")]).await;
        assert_eq!(titles(&person.follow(sent).await), ["三", "一", "一", "二"]);

        let history = person.get(&format!("/questionnaires/{}/history", id.0)).await.expect_status(200);
        let oldest =
            history.attributes("button[name=restore]", "value").pop().expect("what this test has just made");
        let back = person.submit(&history, "main form[action$='/history']", &[("restore", &oldest)]).await;
        assert_eq!(titles(&person.follow(back).await), Vec::<String>::new());
        assert_eq!(undo("undo").await, ["三", "一", "一", "二"]);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_saved_stays_in_the_form() {
    on_both(async |app| {
        let (person, id) = begun(app).await;
        let form = add(&person, id, "text", &[("title", "一")]).await;
        let page =
            person.submit(&form, "#editor-form", &[("title", "新しい題"), ("maxLength", "多め")]).await;
        let page = page.expect_status(422);
        assert_eq!(page.attributes(".error-summary a", "href"), ["#field-maxLength"]);
        assert_eq!(page.first("#field-title"), "新しい題");
        assert_eq!(page.attributes("#field-maxLength", "value"), ["多め"]);
        assert_eq!(draft(app, id).await["pages"][0]["elements"][0]["title"], "一");
        // A condition with a mistake is kept, named, and stands in the way of publishing only.
        let page = person.submit(&form, "#editor-form", &[("visibleIf", "{q9} = ")]).await;
        let page = person.follow(page).await.expect_status(200);
        assert!(page.has("#editor-preview .tag-error"), "{}", page.describe());
        person.post_form(&format!("/questionnaires/{}/publish", id.0), &[]).await.expect_status(409);
    })
    .await;
}

#[tokio::test]
async fn two_editors_meet_without_losing_anything() {
    on_both(async |app| {
        let (first, id) = begun(app).await;
        let second = app.login(Role::Administrator).await;
        for title in ["一", "二"] {
            add(&first, id, "text", &[("title", title)]).await;
        }
        let path = format!("{}/question%3Aq1", outline(id));

        // Different questions, then different properties of one question.
        let (mine, theirs) = (first.get(&path).await, second.get(&outline(id)).await);
        second.submit(&theirs, "form.outline", &[("do", "up question:q2")]).await.expect_status(303);
        let joined =
            first.submit(&mine, "#editor-form", &[("title", "一の新しい題")]).await.expect_status(303);
        assert!(first.follow(joined).await.has(".flash"), "the other person's change is named");
        assert_eq!(titles(&first.get(&outline(id)).await), ["二", "一の新しい題"]);
        let element = async || draft(app, id).await["pages"][0]["elements"][1].clone();
        let (mine, theirs) = (first.get(&path).await, second.get(&path).await);
        second.submit(&theirs, "#editor-form", &[("description", "相手の説明")]).await.expect_status(303);
        first.submit(&mine, "#editor-form", &[("title", "私の題")]).await.expect_status(303);
        assert_eq!(
            (&element().await["title"], &element().await["description"]),
            (&"私の題".into(), &"相手の説明".into())
        );

        // The same property: both are shown, each button keeps what it says.
        for (button, expected) in [(0, "私"), (1, "相手"), (2, "二人")] {
            let (mine, theirs) = (first.get(&path).await, second.get(&path).await);
            second.submit(&theirs, "#editor-form", &[("title", "相手")]).await.expect_status(303);
            let changes = [("title", "私"), ("maxLength", "3")];
            let clash = first.submit(&mine, "#editor-form", &changes).await.expect_status(409);
            assert_eq!(clash.texts(".editor-side"), ["相手", "私"]);
            let forms =
                ["main .actions form:nth-child(1)", "main .actions form:nth-child(2)", "main .section form"];
            let changes: &[(&str, &str)] = if button == 2 { &[("title", "二人")] } else { &[] };
            first.submit(&clash, forms[button], changes).await.expect_status(303);
            let saved = element().await;
            assert_eq!((&saved["title"], &saved["maxLength"]), (&expected.into(), &3.into()));
            let back = first.get(&path).await;
            first
                .submit(&back, "#editor-form", &[("title", "一"), ("maxLength", "")])
                .await
                .expect_status(303);
        }

        // What somebody has just changed is not removed unseen.
        let (mine, theirs) = (first.get(&outline(id)).await, second.get(&path).await);
        second.submit(&theirs, "#editor-form", &[("title", "大事な変更")]).await.expect_status(303);
        let page =
            first.submit(&mine, "form.outline", &[("do", "remove question:q1")]).await.expect_status(422);
        assert!(page.has(".error-summary"), "{}", page.describe());
        assert!(titles(&page).contains(&"大事な変更".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn automatic_saves_of_one_form_are_one_step() {
    on_both(async |app| {
        let (person, id) = begun(app).await;
        let mut form = add(&person, id, "text", &[]).await;
        for title in ["お", "お名", "お名前"] {
            let saved = person.submit(&form, "#editor-form", &[("title", title), ("auto", "1")]).await;
            form = person.follow(saved).await.expect_status(200);
        }
        let actions: Vec<String> = store::drafts::history(app.db(), id)
            .await
            .expect("what this test has just made")
            .into_iter()
            .map(|step| step.action)
            .collect();
        assert_eq!(actions, ["create", "add", "change"]);
        let page = submit(&person, &outline(id), "#editor-bar form", &[("do", "undo")]).await;
        assert_eq!(titles(&page), ["q1"], "undo takes all that was typed back");
    })
    .await;
}

#[tokio::test]
async fn saving_while_somebody_types_takes_no_form_from_anybody_else() {
    on_both(async |app| {
        let (first, id) = begun(app).await;
        let second = app.login(Role::Administrator).await;
        let mut form = add(&first, id, "text", &[]).await;
        let path = format!("{}/question%3Aq1", outline(id));
        let mut theirs = None;
        for title in ["お", "お名", "お名前"] {
            let saved = first.submit(&form, "#editor-form", &[("title", title), ("auto", "1")]).await;
            form = first.follow(saved).await.expect_status(200);
            if title == "お名" {
                theirs = Some(second.get(&path).await);
            }
        }
        // Made from a state in the middle of a step: only the description is theirs.
        let theirs = theirs.expect("it was opened");
        second.submit(&theirs, "#editor-form", &[("description", "姓と名")]).await.expect_status(303);
        let saved = draft(app, id).await["pages"][0]["elements"][0].clone();
        assert_eq!((&saved["title"], &saved["description"]), (&"お名前".into(), &"姓と名".into()));
    })
    .await;
}

#[tokio::test]
async fn a_published_question_keeps_a_type_that_reads_its_answers() {
    on_both(async |app| {
        let (person, id) = begun(app).await;
        let form = add(&person, id, "radiogroup", &[("title", "一"), ("choices", "はい\nいいえ")]).await;
        person.post_form(&format!("/questionnaires/{}/publish", id.0), &[]).await.expect_status(303);
        let page = person.submit(&form, "#editor-form", &[("type", "checkbox")]).await.expect_status(422);
        assert!(page.first(".error-summary").contains("q1"), "{}", page.describe());
        person.submit(&form, "#editor-form", &[("type", "dropdown")]).await.expect_status(303);
        assert_eq!(draft(app, id).await["pages"][0]["elements"][0]["type"], "dropdown");
    })
    .await;
}

#[tokio::test]
async fn bad_requests_are_answered() {
    on_both(async |app| {
        let (person, id) = begun(app).await;
        for path in
            ["question%3Anothing", "question%3Anothing/move", "survey/move", "page%3Ax/add", "%00%2F%FF"]
        {
            person.get(&format!("{}/{path}", outline(id))).await.expect_status(404);
        }
        for button in ["", "explode", "add", "add bomb", "move", "up"] {
            let page = person.post_form(&outline(id), &[("do", button), ("to", "after nowhere")]).await;
            assert!([400, 422].contains(&page.status), "{button}: {}", page.describe());
        }
        for revision in ["", "-1", "2147483647", "9999999999"] {
            let fields = [("revision", revision), ("do", "add text"), ("to", "inside survey")];
            let page = person.post_form(&outline(id), &fields).await;
            assert!(page.status < 500, "{revision}: {}", page.describe());
        }
    })
    .await;
}

#[tokio::test]
async fn a_published_number_stays_with_its_choice_and_other_words_get_a_new_one() {
    on_both(async |app| {
        let (person, id) = begun(app).await;
        let choices = "1|福祉\n2|医療\n3|その他";
        add(&person, id, "radiogroup", &[("title", "分野"), ("choices", choices)]).await;
        let path = format!("/questionnaires/{}", id.0);
        person.post_form(&format!("{path}/publish"), &[]).await.expect_status(303);
        let form = format!("{}/question%3Aq1", outline(id));
        let set = async |typed: &str| {
            submit(&person, &form, "#editor-form", &[("choices", typed)]).await.expect_status(200);
            let list = draft(app, id).await["pages"][0]["elements"][0]["choices"].clone();
            let list = list.as_array().expect("a list").clone();
            list.iter().map(|item| item["value"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(set("1|福祉\n行政\n3|その他").await, ["1", "4", "3"]);
        assert_eq!(set("1|福祉").await, ["1"]);
        assert_eq!(set("1|福祉\n教育").await, ["1", "4"]);
        let page = person.get(&path).await.expect_status(200);
        assert!(!page.text().contains("新しい番号にしてください"), "{}", page.describe());

        // Whoever writes the number is asked whether that is meant.
        assert_eq!(set("1|社会福祉\n2|行政").await, ["1", "2"]);
        let page = person.get(&path).await.expect_status(200);
        let found = page.texts(".notice-warning li");
        let said = found.iter().filter(|line| line.contains("「2」は「医療」でした")).count();
        assert_eq!((said, found.iter().any(|line| line.contains("福祉」でした"))), (1, false), "{found:#?}");
        assert!(page.link("分野").contains("q1"), "{}", page.describe());
    })
    .await;
}
