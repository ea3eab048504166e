//! Somebody at an agency who answers whatever is asked, without JavaScript.

use std::collections::BTreeSet;

use scraper::{ElementRef, Selector};

use crate::page::Page;
use crate::session::Session;

/// A free answer that names nobody.
pub const REMARK: &str =
    "通院の日に休みを取りにくいという相談が続いている。勤務時間を短くして定着した例もある。";

/// Begins at the questionnaire's link and answers page by page, until all answers can be checked. Returns that page.
pub async fn answer_all(person: &Session, link: &str) -> Page {
    let started = person.start(link).await.expect_status(303);
    let mut page = person.follow(started).await.expect_status(200);
    for _ in 0..60 {
        if page.path.ends_with("/check") {
            return page;
        }
        let changes = answers(&page);
        let changes: Vec<(&str, &str)> =
            changes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let sent = person.submit(&page, "form[data-fill]", &changes).await;
        page = person.follow(sent).await;
        assert!(!page.has(".error-summary"), "the answers are not taken: {}", page.describe());
    }
    panic!("no end of pages: {}", page.describe())
}

/// Begins at the link of a questionnaire of one page, ticks boxes of consent, fills in the rest and sends it. Returns the receipt.
pub async fn answer_page(person: &Session, link: &str, boxes: &[&str], fields: &[(&str, &str)]) -> Page {
    let started = person.start(link).await.expect_status(303);
    let page = person.follow(started).await.expect_status(200);
    fill_page(person, &page, boxes, fields).await
}

/// The same from its page on.
pub async fn fill_page(person: &Session, page: &Page, boxes: &[&str], fields: &[(&str, &str)]) -> Page {
    let boxes = boxes.iter().map(|value| ("consent", *value));
    let fields: Vec<(&str, &str)> = boxes.chain(fields.iter().copied()).chain([("go", "next")]).collect();
    let sent = person.submit(page, "form[data-fill]", &fields).await;
    let mut check = person.follow(sent).await.expect_status(200);
    // Of words that may tell who is meant the page asks once whether they shall stay, and it shows once what an answer leads to.
    if check.has("#advice") || check.has("#notices") {
        let sent = person.submit(&check, "form[data-fill]", &fields).await;
        check = person.follow(sent).await.expect_status(200);
    }
    assert!(check.path.ends_with("/check"), "{}", check.describe());
    send(person, &check).await
}

/// Sends the checked answers and returns the receipt.
pub async fn send(person: &Session, check: &Page) -> Page {
    let sent = person.post_raw_form(&check.path, &[("go", "submit")]).await.expect_status(303);
    person.follow(sent).await.expect_status(200)
}

/// The withdrawal code on a receipt.
pub fn withdrawal_code(receipt: &Page) -> String {
    receipt.texts(".code-panel .code span").join("")
}

/// One answer to each question of the page, and the button that goes on.
pub fn answers(page: &Page) -> Vec<(String, String)> {
    let html = page.html();
    let fields = Selector::parse("form[data-fill] :is(input, select, textarea)").expect("a CSS selector");
    let mut seen = BTreeSet::new();
    let mut answers = Vec::new();
    for field in html.select(&fields) {
        let name = field.attr("name").unwrap_or_default().to_owned();
        if let Some(value) = answer(field)
            && seen.insert(name.clone())
        {
            answers.push((name, value));
        }
    }
    answers.push(("go".to_owned(), "next".to_owned()));
    answers
}

/// The first choice, a short text, a number; nothing for a hidden field.
fn answer(field: ElementRef) -> Option<String> {
    let attribute = |name: &str| field.attr(name).unwrap_or_default();
    let value = match (field.value().name(), attribute("type")) {
        (_, "hidden" | "submit") => return None,
        ("textarea", _) => REMARK,
        ("select", _) => {
            let options = Selector::parse("option").expect("a CSS selector");
            let value =
                field.select(&options).filter_map(|option| option.attr("value")).find(|v| !v.is_empty());
            return value.map(str::to_owned);
        }
        (_, "radio" | "checkbox") => attribute("value"),
        (_, "date") => "2026-10-01",
        (_, "email") => "tantou@example.jp",
        (_, "tel") => "000-000-0000",
        (_, "number") => Some(attribute("min")).filter(|min| !min.is_empty()).unwrap_or("3"),
        _ if ["numeric", "decimal"].contains(&attribute("inputmode")) => "3",
        _ => "架空の記入",
    };
    Some(value.to_owned())
}
