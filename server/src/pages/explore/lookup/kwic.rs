//! A word or phrase in its contexts (KWIC), sorted by up to three neighbours.

use actix_web::{HttpResponse, web};
use analysis::text::kwic::{KwicLine, KwicOptions, KwicOrder, concordance};
use analysis::text::phrase::{Occurrence, documents};
use serde::Serialize;

use super::listing::{Answer, Entry, Listing, no_word, not_found, text, written};
use super::query::{Asked, InputView, Query, allowed};
use super::{Found, ask, strips, ways};
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::writings::BETWEEN_FIELDS;
use crate::error::Result;
use crate::pages::explore::selection::may_see_groups;
use crate::pages::explore::{Head, figure_file, head};
use crate::pages::rooms::Room;
use crate::view::figure::{FigureView, column};
use crate::view::frame::Frame;
use crate::view::paging::Paging;

/// What lines can be sorted by.
const ORDERS: &[&str] = &["text", "l1", "l2", "l3", "l4", "l5", "r1", "r2", "r3", "r4", "r5"];
/// Tokens on each side that can be chosen; KH Coder has 20.
const WIDTHS: &[usize] = &[10, 20, 40];
/// Lines on one page that can be chosen.
const LINES: &[usize] = &[50, 100, 200, 500];
/// Most lines of a file.
const MOST_LINES: usize = 10_000;

#[derive(Serialize)]
struct KwicView {
    head: Head,
    ways: Vec<Room>,
    action: String,
    inputs: Vec<InputView>,
    word: String,
    n_occurrences: usize,
    n_people: usize,
    texts_href: String,
    csv_href: String,
    note: String,
    /// Where in the texts the word stands.
    strips: Option<FigureView>,
    lines: Vec<LineView>,
    paging: Paging,
}

#[derive(Serialize)]
struct LineView {
    left: String,
    keyword: String,
    right: String,
    source: String,
    /// Leads to the text; empty outside internal work, where a text must not be told from the others.
    href: String,
}

/// Where the word stands, as far as it may be shown, and how many people used it.
struct Places {
    found: Vec<Occurrence>,
    n_people: usize,
}

/// `GET /surveys/{id}/analysis/kwic`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let asked = ask(&frame, &user, *id, query.into_inner(), "kwic").await?;
    let head = head(&frame, &user, &asked.reading.dataset, "/words");
    let made_for = (asked.reading.dataset.survey.id, asked.reading.dataset.purpose);
    let ways = ways(&frame, &asked, "kwic");
    let may_export = allow(&user, Verb::Export, Thing::Analysis).is_ok();
    let view = web::block(move || view(&asked, head, ways, may_export)).await;
    let view = view??;
    let title = frame.text("explore-kwic-title");
    figure_file::page(&frame, &user, made_for, ("explore/kwic.html", title.as_str()), &view).await
}

fn view(asked: &Asked, head: Head, ways: Vec<Room>, may_export: bool) -> anyhow::Result<KwicView> {
    let (base, query) = (asked.base(), asked.query.written());
    let places = places(asked);
    let n_lines = allowed(asked.query.per.parse().ok(), LINES, 100);
    let pages = format!("{base}/kwic?{query}page=");
    let paging = Paging::new(pages, asked.query.page, places.found.len(), n_lines);
    let options = KwicOptions { skip: paging.before(), limit: n_lines, ..options(asked) };
    let lines = concordance(&asked.reading.texts.corpus, &places.found, &options).lines;
    let class = asked.class().map_or("", |_| asked.query.class.as_str());
    Ok(KwicView {
        head,
        ways,
        action: format!("{base}/kwic"),
        inputs: inputs(asked),
        word: asked.query.word.trim().to_owned(),
        n_occurrences: places.found.len(),
        n_people: places.n_people,
        texts_href: asked.texts_href(&[("word", written(&asked.lemmas).as_str()), ("class", class)]),
        csv_href: if may_export { format!("{base}/lookup/kwic.csv?{query}") } else { String::new() },
        note: note(asked, &options),
        strips: strips::figure(asked, &places.found)?,
        lines: lines.iter().map(|line| line_view(asked, line)).collect(),
        paging,
    })
}

fn places(asked: &Asked) -> Places {
    let found = asked.occurrences();
    let n_people = documents(&found).len();
    if asked.is_small(n_people) {
        return Places { found: Vec::new(), n_people: 0 };
    }
    Places { found, n_people }
}

fn options(asked: &Asked) -> KwicOptions {
    let orders = [&asked.query.order, &asked.query.order2, &asked.query.order3];
    KwicOptions {
        width: allowed(asked.query.span.parse().ok(), WIDTHS, 20),
        order: orders.map(|order| order_of(order)),
        ..KwicOptions::standard()
    }
}

fn order_of(key: &str) -> KwicOrder {
    KwicOrder::named(key).unwrap_or(KwicOrder::Text)
}

fn inputs(asked: &Asked) -> Vec<InputView> {
    let query = &asked.query;
    let order = |name: &'static str, label: &str, value: &str| {
        asked.value_input(name, label, value, ORDERS, |key| format!("lookup-order-{key}"))
    };
    let mut inputs = vec![
        asked.word_input("explore-kwic-word"),
        asked.class_input("lookup-class-all"),
        order("order", "lookup-sort", &query.order),
        order("order2", "lookup-sort-second", &query.order2),
        order("order3", "lookup-sort-third", &query.order3),
        asked.number_input("span", "lookup-width", options(asked).width, WIDTHS),
        asked.number_input("per", "lookup-lines", allowed(query.per.parse().ok(), LINES, 100), LINES),
    ];
    // For all but internal work there is one strip for all texts.
    if may_see_groups(&asked.reading.dataset) {
        let key = |by: &str| format!("lookup-strips-by-{by}");
        inputs.push(asked.value_input("by", "lookup-strips-by", &query.by, strips::BYS, key));
    }
    inputs
}

/// The parameters in words.
fn note(asked: &Asked, options: &KwicOptions) -> String {
    let orders = [&asked.query.order, &asked.query.order2, &asked.query.order3];
    let sorted = orders.into_iter().take_while(|order| order_of(order) != KwicOrder::Text);
    let names: Vec<String> = sorted.map(|order| asked.say(&format!("lookup-order-{order}"))).collect();
    let order = match names.as_slice() {
        [] => asked.say("lookup-order-text"),
        names => asked.say_with("lookup-order-frequent", &[("order", names.join(" → "))]),
    };
    let args = [
        ("n", asked.n_texts().to_string()),
        ("forms", written(&asked.lemmas)),
        ("width", options.width.to_string()),
        ("order", order),
    ];
    asked.say_with("lookup-kwic-note", &args)
}

fn line_view(asked: &Asked, line: &KwicLine) -> LineView {
    let writing = asked.reading.writings.get(line.document as usize);
    let may_open = may_see_groups(&asked.reading.dataset);
    let parts = writing.into_iter().flat_map(|writing| &writing.parts);
    let begins: Vec<usize> = parts.map(|part| part.start).collect();
    let (start, end) = (line.span.start as usize, line.span.end as usize);
    LineView {
        left: with_borders(&line.left, start.saturating_sub(line.left.chars().count()), &begins),
        keyword: line.keyword.clone(),
        right: with_borders(&line.right, end, &begins),
        source: writing.map(|writing| writing.label()).unwrap_or_default(),
        href: writing
            .filter(|_| may_open)
            .map(|writing| asked.texts_href(&[("id", writing.id.as_str())]))
            .unwrap_or_default(),
    }
}

/// A stretch that stands at this code point of a text, with a mark where a field of it begins: the blank before the field is what
/// parts it from the one before.
fn with_borders(stretch: &str, at: usize, begins: &[usize]) -> String {
    let mut marked = String::with_capacity(stretch.len());
    for (letter, next) in stretch.chars().zip(at + 1..) {
        match begins.contains(&next) {
            true => marked.push_str(BETWEEN_FIELDS),
            false => marked.push(letter),
        }
    }
    marked
}

/// All lines as a table, for the file.
///
/// # Errors
/// None; as the other ways to look words up.
pub fn find(asked: &Asked) -> anyhow::Result<Found> {
    let places = places(asked);
    let options = KwicOptions { limit: MOST_LINES, ..options(asked) };
    let answer = if asked.query.word.trim().is_empty() {
        no_word(asked)
    } else if places.found.is_empty() {
        not_found(asked)
    } else {
        Answer::Table(listing(asked, &places, &options))
    };
    Ok(Found { inputs: inputs(asked), said: Vec::new(), further: None, answer })
}

fn listing(asked: &Asked, places: &Places, options: &KwicOptions) -> Listing {
    let lines = concordance(&asked.reading.texts.corpus, &places.found, options).lines;
    let row = |line: &KwicLine| -> Vec<Entry> {
        let view = line_view(asked, line);
        [view.left, view.keyword, view.right, view.source].map(|words| text(words, String::new())).into()
    };
    let keys = ["explore-kwic-left", "explore-word", "explore-kwic-right", "explore-kwic-source"];
    Listing {
        caption: asked.say("explore-kwic-title"),
        note: note(asked, options),
        columns: keys.map(|key| column(asked.say(key), false)).into(),
        rows: lines.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 「前年の倍になった。」 has nine letters, and a blank parts the next field from it.
    #[test]
    fn from_one_answer_into_the_next_there_is_a_mark() {
        let begins = [0, 10];
        let right = with_borders("の倍になった。 専門外来が ない", 2, &begins);
        assert_eq!(right, "の倍になった。 ／ 専門外来が ない", "other blanks stay");
        assert_eq!(with_borders("前年の倍", 0, &begins), "前年の倍");
        assert_eq!(with_borders("。 ", 8, &begins), "。 ／ ");
        assert_eq!(with_borders("専門外来", 10, &begins), "専門外来");
    }

    #[test]
    fn orders_are_read_from_addresses() {
        assert_eq!(order_of("l1"), KwicOrder::Left(1));
        assert_eq!(order_of("r5"), KwicOrder::Right(5));
        for other in ["", "text", "l0", "l6", "r", "x1", "r99999", "left"] {
            assert_eq!(order_of(other), KwicOrder::Text, "{other}");
        }
        assert!(ORDERS.iter().skip(1).all(|order| order_of(order) != KwicOrder::Text));
    }
}
