//! Closed questions that all see and some cannot answer, or whose page a trigger passes over: how many answered is how many gave the answer that
//! leads there.

use serde_json::{Value, json};
use server::auth::Role;
use server::dataset::tables::answer_table;
use tests::closed_answers::{answer, definition};
use tests::free_answers::consent;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::send;
use tests::{TestApp, on_embedded};

use super::followed::{loaded, n_told};

fn single(name: &str, more: &[(&str, Value)]) -> Value {
    let mut asked = json!({ "type": "radiogroup", "name": name, "title": name, "choices": ["1|甲", "2|乙"] });
    for (rule, value) in more {
        asked[*rule] = value.clone();
    }
    asked
}

/// Somebody answers these fields, wherever they stand, page by page.
async fn answer_paged(app: &TestApp, open: &OpenSurvey, fields: &[(&str, &str)]) {
    let person = app.visitor();
    let started = person.start(&open.link).await.expect_status(303);
    let mut page = person.follow(started).await.expect_status(200);
    while !page.path.ends_with("/check") {
        let names = page.attributes("form[data-fill] [name]", "name");
        let own = fields.iter().copied().filter(|(name, _)| names.iter().any(|known| known == name));
        let own: Vec<(&str, &str)> = own.chain([("go", "next")]).collect();
        let sent = person.submit(&page, "form[data-fill]", &own).await;
        page = person.follow(sent).await.expect_status(200);
    }
    send(&person, &page).await;
}

#[tokio::test]
async fn how_many_could_answer_tells_no_withheld_number() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let used = json!({ "type": "radiogroup", "name": "used", "title": "used", "choices": ["a|いま", "b|前", "c|ない"] });
        let only = |of: &str| [("enableIf", json!(format!("{{used}} = '{of}'")))];
        let enabled = definition(&[used.clone(), single("more", &only("b")), single("now", &only("a"))]);
        let skipped = json!({ "title": "架空の調査",
            "pages": [
                { "name": "one", "elements": [consent(), used] },
                { "name": "two", "elements": [single("more", &[("isRequired", json!(true))])] },
                { "name": "three", "elements": [single("last", &[])] }],
            "triggers": [{ "type": "skip", "expression": "{used} <> 'b'", "gotoName": "last" }] });
        for (asked, is_one_page) in [(enabled, true), (skipped, false)] {
            let open = open_definition(app, &coordinator, &asked).await;
            for (used, n) in [("a", 24), ("b", 13), ("c", 3)] {
                for place in 0..n {
                    let own = if place % 2 == 0 { "1" } else { "2" };
                    let mut fields = vec![("used", used)];
                    fields.extend((used == "b").then_some(("more", own)));
                    fields.extend((used == "a" && is_one_page).then_some(("now", own)));
                    match is_one_page {
                        true => answer(app, &open, &fields).await,
                        false => {
                            fields.extend(["1", "2", "3"].map(|value| ("consent", value)));
                            answer_paged(app, &open, &fields).await;
                        }
                    }
                }
            }
            let dataset = loaded(app, &open).await;
            let table = answer_table(&dataset, &dataset.fielded[0]);
            assert_eq!(n_told(&dataset, &table, "used"), Some(40));
            assert_eq!(n_told(&dataset, &table, "more"), None, "13 would say that three never did");
            if is_one_page {
                assert_eq!(n_told(&dataset, &table, "now"), Some(24), "as its own table prints");
            }
        }
    })
    .await;
}
