//! What has a form of its own in a list of a part: rules for answers, columns, calculated values, triggers; and bad input
//! to the forms.

use serde_json::json;
use server::auth::Role;
use surveys::id::QuestionnaireId;
use surveys::store;
use tests::{Page, Session, on_both};

use crate::editing::{add, begun, draft, outline, submit};

/// Adds a member to a part and fills in its form.
async fn add_member(
    person: &Session,
    id: QuestionnaireId,
    (owner, list, kind): (&str, &str, &str),
    values: &[(&str, &str)],
) -> Page {
    let chosen = format!("add-{list}");
    let pressed = format!("add {list}");
    let path = format!("{}/{owner}", outline(id));
    let form = submit(person, &path, "#editor-form", &[(&chosen, kind), ("do", &pressed)]).await;
    let saved = person.submit(&form.expect_status(200), "#editor-form", values).await;
    person.follow(saved).await.expect_status(200)
}

#[tokio::test]
async fn rules_tables_calculations_and_triggers_are_made_with_forms_and_work() {
    on_both(async |app| {
        let (person, id) = begun(app).await;
        let number = [("title", "年齢"), ("inputType", "number")];
        add(&person, id, "text", &number).await;
        let rule = [("minValue", "18"), ("maxValue", "１２０"), ("text", "18から120までの数です")];
        let page = add_member(&person, id, ("question%3Aq1", "validators", "numericvalidator"), &rule).await;
        assert_eq!(page.attributes("#field-maxValue", "value"), ["120"]);
        assert!(page.has("a[href$='question%3Aq1']"), "the way back to the question");

        add(
            &person,
            id,
            "matrixdropdown",
            &[("title", "利用"), ("rows", "a|通所"), ("choices", "1|ある\n2|ない")],
        )
        .await;
        let column = [("title", "有無"), ("cellType", "dropdown"), ("isRequired", "true")];
        add_member(&person, id, ("question%3Aq2", "columns", "matrixdropdowncolumn"), &column).await;
        let column = [
            ("title", "人数"),
            ("cellType", "text"),
            ("inputType", "number"),
            ("visibleIf", "{row.c1} = '1'"),
        ];
        let page =
            add_member(&person, id, ("question%3Aq2", "columns", "matrixdropdowncolumn"), &column).await;
        let words = page.first("#field-visibleIf-words");
        assert!(words.contains("「有無」で「ある」"), "{words}");

        let value = [("name", "decade"), ("expression", "{q1} - {q1} % 10")];
        add_member(&person, id, ("survey", "calculatedValues", "calculatedvalue"), &value).await;
        add(&person, id, "comment", &[("title", "{decade}代の方にうかがいます")]).await;
        let trigger = [("expression", "{q1} > 100"), ("setToName", "q3"), ("setValue", "ご長寿")];
        let page = add_member(&person, id, ("survey", "triggers", "setvaluetrigger"), &trigger).await;
        assert!(page.first("#field-expression-words").contains("100"), "{}", page.describe());
        assert_eq!(draft(app, id).await["triggers"][0]["type"], "setvalue");

        let path = format!("/questionnaires/{}", id.0);
        let shown = person.get(&path).await;
        assert!(!shown.has(".tag-error"), "{}", shown.describe());
        person.post_form(&format!("{path}/publish"), &[]).await.expect_status(303);
        let link = store::questionnaires::find(app.db(), id).await.expect("it is there").link;
        let visitor = app.visitor();
        let begun = visitor.start(&format!("/q/{link}")).await;
        let page = visitor.follow(begun).await.expect_status(200);
        let wrong = visitor.submit(&page, "form[data-fill]", &[("q1", "7"), ("go", "next")]).await;
        assert!(visitor.follow(wrong).await.text().contains("18から120までの数です"));
        let answers = [("q1", "101"), ("q2.a.c1", "1"), ("q2.a.c2", "3"), ("go", "next")];
        let check = visitor.submit(&page, "form[data-fill]", &answers).await;
        let check = visitor.follow(check).await.expect_status(200);
        assert!(
            check.text().contains("100代の方に") && check.text().contains("ご長寿"),
            "{}",
            check.describe()
        );

        let history = person.get(&format!("{path}/history")).await.text();
        assert!(history.contains("「年齢」の数の範囲を変更") && history.contains("の列を追加"), "{history}");
    })
    .await;
}

#[tokio::test]
async fn members_are_removed_copied_and_moved_and_the_change_can_be_undone() {
    on_both(async |app| {
        let (person, id) = begun(app).await;
        add(&person, id, "multipletext", &[("items", "a|電話\nb|メール")]).await;
        let press = async |path: &str, button: &str| {
            let page =
                submit(&person, &format!("{}/{path}", outline(id)), "#editor-form", &[("do", button)]).await;
            page.expect_status(200)
        };
        let names = async || {
            let items = draft(app, id).await["pages"][0]["elements"][0]["items"].clone();
            items.as_array().expect("a list").iter().map(|item| item["name"].clone()).collect::<Vec<_>>()
        };
        press("question%3Aq1%7Eitems%7E1", "up").await;
        assert_eq!(names().await, ["b", "a"]);
        press("question%3Aq1%7Eitems%7E0", "copy").await;
        assert_eq!(names().await, ["b", "c1", "a"]);
        press("question%3Aq1", "remove question:q1~items~1").await;
        assert_eq!(names().await, ["b", "a"]);
        press("question%3Aq1", "remove survey~triggers~0").await;
        let page = submit(&person, &outline(id), "#editor-bar form", &[("do", "undo")]).await;
        page.expect_status(200);
        assert_eq!(names().await, ["b", "c1", "a"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_bad_input_loses_nothing() {
    on_both(async |app| {
        let (person, id) = begun(app).await;
        add(&person, id, "text", &[("title", "<b>太字</b><script>alert(1)</script>")]).await;
        let rule = [("regex", "([0-9"), ("text", "7けたです")];
        let page = add_member(&person, id, ("question%3Aq1", "validators", "regexvalidator"), &rule).await;
        assert!(
            page.has("#field-regex[aria-invalid]") && page.has("#field-regex-error"),
            "{}",
            page.describe()
        );
        let page = add_member(
            &person,
            id,
            ("question%3Aq1", "validators", "expressionvalidator"),
            &[("expression", "{q1} = = 2")],
        )
        .await;
        assert!(page.first("#field-expression-error").contains("8文字目"), "{}", page.describe());
        let page = add_member(&person, id, ("question%3Aq1", "validators", "numericvalidator"), &[]).await;
        let wrong = person
            .submit(&page, "#editor-form", &[("minValue", "多め"), ("text", "残る言葉")])
            .await
            .expect_status(422);
        assert_eq!(wrong.attributes(".error-summary a", "href"), ["#field-minValue"]);
        assert_eq!(wrong.attributes("#field-text", "value"), ["残る言葉"]);

        let form = add(&person, id, "radiogroup", &[("title", "二")]).await;
        assert!(!form.body.contains("<script>alert"), "{}", form.describe());
        let many: Vec<String> = (0..10_000).map(|n| format!("選択肢{n}")).collect();
        let (many, long) = (many.join("\n"), "長".repeat(30_000));
        for (name, value) in [
            ("choices", many.as_str()),
            ("title", &long),
            ("requiredErrorText", &long),
            ("name", "ｑ１"),
            ("name", "<b>"),
            ("visibleIf", &long),
        ] {
            let refused =
                person.submit(&form, "#editor-form", &[(name, value), ("description", "残る")]).await;
            let refused = refused.expect_status(422);
            assert_eq!(refused.attributes(".error-summary a", "href"), [format!("#field-{name}")]);
            assert_eq!(refused.first("#field-description"), "残る", "{name}");
            let typed = refused.form("#editor-form").fields.into_iter().find(|(field, _)| field == name);
            assert_eq!(typed.map(|(_, text)| text).as_deref(), Some(value), "{name} stays as it was typed");
        }
        assert_eq!(
            draft(app, id).await["pages"][0]["elements"][1],
            json!({"type": "radiogroup", "name": "q2", "title": "二"})
        );
        for path in [
            "question%3Aq1%7Evalidators%7E9",
            "survey%7Evalidators%7E0",
            "question%3Aq1%7Echoices%7E0",
            "%7E%7E",
            "question%3Aq1%7Evalidators%7E-1",
        ] {
            person.get(&format!("{}/{path}", outline(id))).await.expect_status(404);
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_for_a_removed_rule_is_still_there_to_copy() {
    on_both(async |app| {
        let (first, id) = begun(app).await;
        let second = app.login(Role::Administrator).await;
        add(&first, id, "text", &[("title", "年齢")]).await;
        let rule = ("question%3Aq1", "validators", "numericvalidator");
        let mine = add_member(&first, id, rule, &[("minValue", "1")]).await;
        submit(
            &second,
            &format!("{}/question%3Aq1", outline(id)),
            "#editor-form",
            &[("do", "remove question:q1~validators~0")],
        )
        .await;
        let gone =
            first.submit(&mine, "#editor-form", &[("text", "苦労して書いた言葉")]).await.expect_status(409);
        assert!(gone.text().contains("苦労して書いた言葉"), "{}", gone.describe());
        let mine = first.get(&format!("{}/question%3Aq1", outline(id))).await;
        submit(&second, &outline(id), "form.outline", &[("do", "remove question:q1")]).await;
        let gone = first.submit(&mine, "#editor-form", &[("title", "大事な題")]).await.expect_status(409);
        assert!(gone.text().contains("大事な題"), "{}", gone.describe());
    })
    .await;
}

#[tokio::test]
async fn conditions_of_rules_triggers_and_columns_are_built_from_lists() {
    on_both(async |app| {
        let (person, id) = begun(app).await;
        add(&person, id, "radiogroup", &[("title", "参加"), ("choices", "1|出席\n2|欠席")]).await;
        let words = [("html", "<p>またの機会に。</p>")];
        let page =
            add_member(&person, id, ("survey", "completedHtmlOnCondition", "htmlconditionitem"), &words)
                .await;
        let builder = page.link("条件を一覧から");
        let page = person.get(&builder).await.expect_status(200);
        let form = "form.condition";
        let page = person.submit(&page, form, &[("g0.r0.variable", "q1"), ("go", "check")]).await;
        let saved =
            person.submit(&page, form, &[("g0.r0.value", "2"), ("go", "save")]).await.expect_status(303);
        let page = person.follow(saved).await.expect_status(200);
        assert!(page.first("#field-expression-words").contains("欠席"), "{}", page.describe());
        let listed = person.get(&format!("/questionnaires/{}/conditions", id.0)).await.expect_status(200);
        assert!(listed.text().contains("送信のあとの言葉"), "{}", listed.describe());
        assert_eq!(draft(app, id).await["completedHtmlOnCondition"][0]["expression"], "{q1} = '2'");
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_holds_up_the_silent_says_so_and_is_mended_by_a_button() {
    on_both(async |app| {
        let (person, id) = begun(app).await;
        add(&person, id, "text", &[("title", "人数"), ("inputType", "number")]).await;
        let rule = [("expression", "{q1} > 3"), ("text", "4以上の数です")];
        let page =
            add_member(&person, id, ("question%3Aq1", "validators", "expressionvalidator"), &rule).await;
        assert!(page.first("#editor-empty").contains("答えない人が先へ進めません"), "{}", page.describe());
        let mended = person.submit(&page, "#editor-form", &[("do", "allow-empty")]).await;
        let page = person.follow(mended).await.expect_status(200);
        assert_eq!(page.texts("#field-expression"), ["{q1} empty or ({q1} > 3)"]);
        assert!(page.first("#editor-empty").is_empty(), "nothing is left to mend");
        // What is not saved yet is mended as it was typed.
        let typed = [("expression", "{q1} < 9"), ("do", "allow-empty")];
        let saved = person.submit(&page, "#editor-form", &[("expression", "{q1} < 9")]).await;
        let page = person.follow(saved).await.expect_status(200);
        let mended = person.submit(&page, "#editor-form", &typed).await;
        let page = person.follow(mended).await.expect_status(200);
        assert_eq!(page.texts("#field-expression"), ["{q1} empty or ({q1} < 9)"]);
    })
    .await;
}
