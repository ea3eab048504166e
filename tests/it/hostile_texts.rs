//! Texts of a questionnaire that mean harm, in every type of question, wherever people meet them.

use serde_json::{Value, json};
use server::auth::Role;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Page, TestApp, on_embedded};

const JSON: &str = include_str!("../data/every-type.json");
/// HTML that ends what it stands in and runs a script.
pub const HARM: &str = "</title></textarea><script>alert('kt')</script><img src=x onerror=\"alert('kt')\">";
/// Properties with texts for people.
const TEXTS: [&str; 13] = [
    "title",
    "description",
    "html",
    "text",
    "placeholder",
    "commentText",
    "labelTrue",
    "labelFalse",
    "altText",
    "minRateDescription",
    "maxRateDescription",
    "templateTitle",
    "completedHtml",
];

/// Pages of the questionnaire for its coordinator.
const PATHS: [&str; 9] = [
    "",
    "/paper",
    "/preview",
    "/entries/new",
    "/edit",
    "/edit/survey",
    "/conditions",
    "/json",
    "/translations",
];

/// Puts harm into every text; choices that are one word get a text first.
fn poison(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(poison),
        Value::Object(object) => {
            for list in ["choices", "rows", "columns", "rateValues"] {
                let items = object.get_mut(list).and_then(Value::as_array_mut);
                for item in items.into_iter().flatten().filter(|item| item.is_string()) {
                    let text = item.as_str().unwrap_or_default();
                    let (value, text) = text.split_once('|').unwrap_or((text, text));
                    *item = json!({"value": value, "text": text});
                }
            }
            for (key, value) in object.iter_mut() {
                match value {
                    Value::String(text) if TEXTS.contains(&key.as_str()) => text.push_str(HARM),
                    _ => poison(value),
                }
            }
        }
        _ => {}
    }
}

/// Every type, the repeated ones too, on its own pages.
fn questionnaire() -> Value {
    let mut definition: Value = serde_json::from_str(JSON).expect("the questionnaire is JSON");
    let inner = json!([{"type": "text", "name": "c", "title": "中の問い"},
        {"type": "radiogroup", "name": "d", "title": "選ぶ", "choices": ["1|はい", "2|いいえ"]}]);
    let columns = json!([{"name": "c", "title": "列", "cellType": "radiogroup", "choices": ["1|はい"]}]);
    let lists = json!({"name": "lists", "title": "くり返し", "state": "expanded", "elements": [
        {"type": "panel", "name": "g", "title": "組", "state": "collapsed", "description": "説明",
         "elements": [{"type": "text", "name": "inside", "title": "組の中"}]},
        {"type": "paneldynamic", "name": "cases", "title": "事例", "templateTitle": "事例の", "panelCount": 1,
         "templateElements": inner},
        {"type": "matrixdynamic", "name": "staff", "title": "職員", "rowCount": 1, "columns": columns.clone()},
        {"type": "matrixdropdown", "name": "ties2", "title": "連携", "rows": ["r|行"], "columns": columns},
        {"type": "expression", "name": "sum", "title": "計算", "expression": "1 + 1"}]});
    definition["pages"].as_array_mut().expect("a list of pages").push(lists);
    poison(&mut definition);
    definition
}

/// A page that is answered and on which [`HARM`] is text.
pub fn assert_harmless(page: &Page, about: &str) {
    assert_eq!(page.status, 200, "{about}: {}", page.describe());
    for selector in ["script:not([src])", "[onerror]", "[onclick]", "img[src='x']"] {
        assert!(!page.has(selector), "{about} has {selector}: {}", page.describe());
    }
    assert!(!page.body.contains("<script>alert"), "{about}: a text was taken for HTML");
}

/// Goes through all pages as a respondent, writing harm where there is room.
async fn answer(app: &TestApp, open: &OpenSurvey) {
    let person = app.visitor();
    let started = person.start(&open.link).await;
    let mut page = person.follow(started).await;
    let fields = [
        ("used", "1"),
        ("area", "2"),
        ("area-Comment", HARM),
        ("ties.a", "1"),
        ("ties.b", "0"),
        ("word", HARM),
        ("practice", HARM),
        ("person.sei", "<script>alert(1)</script>"),
        ("person.sei_kana", ""),
        ("counts.all", "3"),
        ("kt:advised", "person.sei_kana"),
        ("inside", HARM),
        ("cases.length", "1"),
        ("cases[0].c", HARM),
        ("go", "next"),
    ];
    for _ in 0..9 {
        assert_harmless(&page, "the respondent's page");
        if page.path.ends_with("/check") {
            assert!(page.text().contains("onerror"), "nobody sees what was written: {}", page.describe());
            return;
        }
        let sent = person.post_raw_form(&page.path, &fields).await;
        if sent.status == 200 {
            assert_harmless(&sent, "the page with what is wrong");
            panic!("it is not taken: {:?}", sent.texts(".error-summary li"));
        }
        page = person.follow(sent).await;
    }
    panic!("no end of pages: {}", page.describe());
}

#[tokio::test]
async fn texts_that_mean_harm_stay_texts_everywhere() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questionnaire()).await;
        answer(app, &open).await;
        let visitor = app.visitor();
        assert_harmless(&visitor.get(&open.link).await, "the first page");
        assert_harmless(&visitor.get(&format!("{}/paper", open.link)).await, "paper");
        let staff = format!("/questionnaires/{}", open.questionnaire.0);
        for path in PATHS {
            assert_harmless(&coordinator.get(&format!("{staff}{path}")).await, path);
        }
        let outline = coordinator.get(&format!("{staff}/edit")).await;
        let parts = outline.attributes("main a[href*='/edit/']", "href");
        assert!(parts.len() > 30, "{}", outline.describe());
        for part in parts.iter().filter(|part| !part.contains("/add") && !part.contains("/move")) {
            assert_harmless(&coordinator.get(part).await, part);
        }
    })
    .await;
}
