//! Frequent words by word class, and a word with what stands around it.

use actix_web::{HttpResponse, web};
use analysis::text::kwic::{KwicLine, KwicOptions, KwicOrder, kwic as concordance};
use analysis::text::terms::{Term, TermOptions, terms};
use serde::{Deserialize, Serialize};

use super::selection::is_withheld;
use super::{Head, Reading, head, method_words, read};
use crate::auth::User;
use crate::error::Result;
use crate::pages::surveys::address;
use crate::view::figure::{CellView, TableView, column, words};
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// Words listed in one class.
const LONGEST_LIST: usize = 50;
/// Lines of a concordance on one page.
const LONGEST_CONCORDANCE: usize = 200;

#[derive(Serialize)]
struct WordsView {
    head: Head,
    classes: Vec<TableView>,
    method: String,
    kwic_action: String,
    orders: Vec<ChoiceView>,
}

/// `GET /surveys/{id}/analysis/words`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    let reading = read(&frame, &user, *id).await?;
    let found = terms(&reading.texts.corpus, &TermOptions::content_words());
    let mut classes: Vec<TableView> = Vec::new();
    for class in analysis::text::word_class::WORD_CLASSES.iter().filter(|class| class.is_content) {
        let of_class: Vec<&Term> = found
            .iter()
            .filter(|term| term.class == class.key && !is_withheld(&reading.dataset, term.documents.len()))
            .take(LONGEST_LIST)
            .collect();
        if !of_class.is_empty() {
            classes.push(class_table(&frame, &reading, class.key, &of_class));
        }
    }
    let view = WordsView {
        classes,
        method: method_words(&frame, &reading.texts.method(None)),
        kwic_action: format!("{}/analysis/kwic", address(reading.dataset.survey.id)),
        orders: orders(&frame),
        head: head(&frame, &user, &reading.dataset, "/words"),
    };
    frame.page("explore/words.html", &frame.text("explore-room-words"), &view)
}

fn class_table(frame: &Frame, reading: &Reading, class: &str, found: &[&Term]) -> TableView {
    let base = format!("{}/analysis", address(reading.dataset.survey.id));
    let row = |term: &&Term| {
        vec![
            CellView {
                text: term.lemma.clone(),
                href: format!("{base}/kwic?word={}", encode(&term.lemma)),
                is_suppressed: false,
            },
            CellView {
                text: term.n_documents.to_string(),
                href: format!("{base}/texts?word={}&class={}", encode(&term.lemma), encode(term.class)),
                is_suppressed: false,
            },
            words(term.n_occurrences.to_string()),
            words(if term.n_negated == 0 { String::new() } else { term.n_negated.to_string() }),
        ]
    };
    TableView {
        caption: frame.text(&format!("word-class-{class}")),
        columns: vec![
            column(frame.text("explore-word"), false),
            column(frame.text("explore-people"), true),
            column(frame.text("explore-occurrences"), true),
            column(frame.text("explore-negated"), true),
        ],
        rows: found.iter().map(row).collect(),
    }
}

/// A text as part of a query.
pub fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Which word, and in what order.
#[derive(Deserialize)]
pub struct KwicQuery {
    #[serde(default)]
    word: String,
    #[serde(default)]
    order: String,
}

#[derive(Serialize)]
struct KwicView {
    head: Head,
    word: String,
    order: String,
    orders: Vec<ChoiceView>,
    action: String,
    n_occurrences: u32,
    n_shown: usize,
    n_people: usize,
    texts_href: String,
    is_withheld: bool,
    lines: Vec<LineView>,
}

#[derive(Serialize)]
struct LineView {
    left: String,
    keyword: String,
    right: String,
    source: String,
    href: String,
}

/// `GET /surveys/{id}/analysis/kwic`
pub async fn kwic(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<KwicQuery>,
) -> Result<HttpResponse> {
    let reading = read(&frame, &user, *id).await?;
    let word = query.word.trim();
    let order = match query.order.as_str() {
        "left" => KwicOrder::Left(1),
        "right" => KwicOrder::Right(1),
        _ => KwicOrder::Text,
    };
    let options = KwicOptions {
        order: [order, KwicOrder::Text, KwicOrder::Text],
        limit: LONGEST_CONCORDANCE,
        ..KwicOptions::standard()
    };
    let found = concordance(&reading.texts.corpus, word, &options);
    let selection = super::selection::Selection { word: word.to_owned(), ..Default::default() };
    let people = if word.is_empty() { 0 } else { super::selection::select(&reading, &selection).len() };
    let is_withheld = is_withheld(&reading.dataset, people);
    let base = format!("{}/analysis", address(reading.dataset.survey.id));
    let lines = if is_withheld { Vec::new() } else { found.lines };
    let view = KwicView {
        n_occurrences: if is_withheld { 0 } else { found.n_occurrences },
        n_shown: lines.len(),
        lines: lines.iter().map(|line| line_view(&reading, line, &base)).collect(),
        n_people: people,
        is_withheld,
        texts_href: format!("{base}/texts?word={}", encode(word)),
        action: format!("{base}/kwic"),
        orders: orders(&frame),
        order: query.order.clone(),
        word: word.to_owned(),
        head: head(&frame, &user, &reading.dataset, "/words"),
    };
    frame.page("explore/kwic.html", &frame.text("explore-kwic-title"), &view)
}

fn orders(frame: &Frame) -> Vec<ChoiceView> {
    ["text", "left", "right"]
        .map(|order| ChoiceView {
            value: order.to_owned(),
            label: frame.text(&format!("explore-order-{order}")),
        })
        .into()
}

fn line_view(reading: &Reading, line: &KwicLine, base: &str) -> LineView {
    let writing = reading.writings.get(line.document as usize);
    LineView {
        left: line.left.clone(),
        keyword: line.keyword.clone(),
        right: line.right.clone(),
        source: writing.map(|writing| writing.label.clone()).unwrap_or_default(),
        href: writing.map(|writing| format!("{base}/texts?id={}", writing.id)).unwrap_or_default(),
    }
}
