//! The sections that a sheet does not have at first, counted again from the bundle: rates, requests, quotes, ties of single kinds,
//! before and after. Of rates the list of agencies is taken from what this case has put on it: it is in no bundle.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use server::auth::Role;
use server::pages::feedback::content::{CountView, Piece, SheetFigure};
use server::secret;
use server::view::figure::TableView;
use surveys::id::UserId;
use surveys::privacy::masking::Looked;
use surveys::store;
use surveys::store::quotes::NewQuote;
use surveys::store::segments::{Origin, TextPart};
use tests::inviting::add_agencies;
use tests::open_survey::{OpenSurvey, open_definition, open_second};
use tests::respondent::answer_page;
use tests::stored::submitted;
use tests::{Session, TestApp, on_embedded};

use super::{Data, WORDS, assert_read, assert_says, bundle, frozen, numbers, parted, share, tied};
use crate::approaches::write_note;
use crate::bundle::column;

/// Agencies on the list, half of each kind and area in turn; as many of them were heard.
const LISTED: usize = 30;
const HEARD: usize = 12;
/// What a hearing asks of the state.
const REQUEST: &str = "国：窓口を一つに。";

/// Kinds by their groups in the data: one of each, so that here a group is a kind. In the order of their codes.
const KINDS: [(&str, &str); 2] = [("12", "health"), ("22", "employment")];
/// What the question calls them.
const NAMES: [&str; 2] = ["保健の窓口", "就労の窓口"];

/// Consent to everything that sheet, quotes and bundle need.
fn consent() -> Value {
    json!({ "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": [
        { "value": "1", "text": "集計", "kt:consent": "aggregate", "kt:required": true },
        { "value": "2", "text": "地域", "kt:consent": "region" },
        { "value": "3", "text": "学会", "kt:consent": "academic" },
        { "value": "5", "text": "引用", "kt:consent": "quote" }] })
}

fn knows() -> Value {
    json!({ "type": "radiogroup", "name": "know", "kt:id": "know", "title": "相談先を知っている",
        "choices": ["1|はい", "2|いいえ"] })
}

fn before() -> Value {
    let degree = |value: &str| json!({ "value": value, "text": format!("段階{value}") });
    let row = |place: usize| json!({ "value": (KINDS[place].0), "text": (NAMES[place]) });
    let elements = json!([
        consent(),
        { "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["9001|北部", "9002|南部"] },
        { "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
            "choices": ["12|保健", "22|就労"] },
        knows(),
        { "type": "matrix", "name": "ties", "title": "いまの関わり", "kt:role": "collaboration",
            "rows": [row(0), row(1)], "columns": (["0", "1", "2", "3", "4"].map(degree)) },
        { "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" }]);
    json!({ "title": "架空の調査", "kt:audience": ["12", "22"],
        "pages": [{ "name": "page1", "elements": elements }] })
}

fn after() -> Value {
    json!({ "title": "架空の調査のあと", "pages": [{ "name": "page1", "elements": [consent(), knows()] }] })
}

/// Twelve of each kind and area before, half of whom know whom to ask; fourteen after, who all do. Both kinds are tied more closely to
/// the other one in one of the areas.
async fn answer_all(app: &TestApp, [first, second]: [&OpenSurvey; 2]) {
    let boxes = ["1", "2", "3", "5"];
    for n in 0..24 {
        let is_north = n < 12;
        let is_employment = n % 2 == 0;
        let (of_health, of_employment) = match (is_employment, is_north) {
            (true, true) => ("3", "1"),
            (true, false) => ("4", "1"),
            (false, true) => ("1", "2"),
            (false, false) => ("1", "3"),
        };
        let fields = [
            ("where", if is_north { "9001" } else { "9002" }),
            ("kind", if is_employment { "22" } else { "12" }),
            ("know", if n / 2 % 2 == 0 { "1" } else { "2" }),
            ("ties.12", of_health),
            ("ties.22", of_employment),
            ("hard", WORDS),
        ];
        answer_page(&app.visitor(), &first.link, &boxes, &fields).await;
    }
    for _ in 0..14 {
        answer_page(&app.visitor(), &second.link, &boxes, &[("know", "1")]).await;
    }
}

/// Lists agencies, hears some of them, and releases the words of one respondent.
async fn hear_and_quote(app: &TestApp, coordinator: &Session, open: &OpenSurvey) {
    let agencies = add_agencies(app, &[""; LISTED]).await;
    let note = [("may_share", "yes"), ("may_present", "yes"), ("requests", REQUEST)];
    for agency in agencies.into_iter().take(HEARD) {
        write_note(coordinator, open.survey, agency, &note).await;
    }
    let responses = submitted(app, open.questionnaire).await;
    let text = TextPart { origin: Origin::Response(responses[0].id), part: "hard".to_owned() };
    let quote = NewQuote {
        survey: open.survey,
        source: text.source(),
        stance: "challenge".to_owned(),
        region_code: String::new(),
        text: WORDS.to_owned(),
        looked: Looked::nothing_found(),
    };
    store::quotes::release(app.db(), quote, UserId(1)).await.expect("it is released");
}

/// What was said in hearings: all texts but the answers.
fn heard(data: &Data) -> Vec<(&str, &str)> {
    let questions = column(&data.texts, "設問");
    let texts = column(&data.texts, "回答者の記号").into_iter().zip(column(&data.texts, "文章"));
    texts.zip(questions).filter(|(_, question)| !question.ends_with("課題")).map(|(text, _)| text).collect()
}

fn n_heard(data: &Data) -> usize {
    heard(data).into_iter().map(|(who, _)| who).collect::<BTreeSet<_>>().len()
}

/// Both questionnaires, with the share of the list where there is one, and hearings.
fn recount_counts(counts: &[CountView], [before, after]: [&Data; 2]) {
    let said: Vec<&str> = counts.iter().map(|count| count.value.as_str()).collect();
    assert_eq!(said, [before.n(), after.n(), n_heard(before)].map(|n| n.to_string()));
    let rate = share(before.n(), LISTED);
    assert_eq!(numbers(&counts[0].unit), [LISTED.to_string(), rate.trim_end_matches('%').to_owned()]);
}

/// Who answered by area or kind, against the half of the list that is of it; last all.
fn recount_rates(figure: &SheetFigure, variable: &str, values: [&str; 2], data: &Data) {
    let halves = values.map(|value| (LISTED / 2, data.count(variable, value)));
    let rows = &figure.figure.table.rows;
    assert_eq!(rows.len(), 3, "{}", figure.figure.title);
    for (row, (listed, n)) in rows.iter().zip(halves.into_iter().chain([(LISTED, data.n())])) {
        assert_says(&row[1], &listed.to_string(), false);
        assert_says(&row[2], &n.to_string(), false);
        assert_says(&row[3], &share(n, listed), false);
    }
}

/// Whom hearings ask for something: what stands before the colon of their lines.
fn recount_requests(figure: &SheetFigure, data: &Data) {
    let rows = &figure.figure.table.rows;
    assert_eq!(rows.iter().filter(|row| row[1].text == HEARD.to_string()).count(), 1, "{rows:?}");
    for row in rows {
        let asks = |text: &str| text.lines().any(|line| line.starts_with(&format!("{}：", row[0].text)));
        let n = heard(data).into_iter().filter(|(_, text)| asks(text)).count();
        assert_says(&row[1], &n.to_string(), false);
        assert_says(&row[2], &share(n, n_heard(data)), false);
    }
}

/// What those of a kind say of another one.
fn said_of(data: &Data, group: usize, partner: usize) -> Vec<f64> {
    let given = column(&data.answers, &format!("ties_{}", KINDS[partner].0));
    let groups = column(&data.answers, "agency_group");
    let own = given.into_iter().zip(groups).filter(|(_, own)| *own == KINDS[group].1);
    own.filter_map(|(degree, _)| degree.parse().ok()).collect()
}

/// The rows of both kinds.
fn recount_heat(figure: &SheetFigure, data: &Data) {
    let rows = &figure.figure.table.rows;
    assert_eq!(rows.len(), 3, "both kinds, and all");
    for (group, row) in rows[..2].iter().enumerate() {
        for (partner, cell) in row[1..].iter().enumerate() {
            assert_says(cell, &tied(&said_of(data, group, partner)), false);
        }
    }
}

/// The lines between both kinds.
fn recount_network(figure: &SheetFigure, data: &Data) {
    let rows = &figure.figure.table.rows;
    assert_eq!(rows.len(), 2, "one line each way: {rows:?}");
    for row in rows {
        let place = |name: &str| NAMES.iter().position(|own| *own == name).expect("a kind");
        let given = said_of(data, place(&row[0].text), place(&row[1].text));
        let mean = given.iter().sum::<f64>() / given.len() as f64;
        let n_close = given.iter().filter(|degree| **degree >= 3.0).count();
        assert_says(&row[2], &format!("{mean:.1}"), false);
        assert_says(&row[3], &share(n_close, given.len()), false);
        assert_says(&row[4], &given.len().to_string(), false);
    }
}

/// φ of the answers before and after, printed as journals do: without the nought before the point.
fn recount_before_after(table: &TableView, [before, after]: [&Data; 2]) {
    let count = |data: &Data, value: &str| data.count("know", value) as f64;
    let [a, b, c, d] = [count(before, "1"), count(before, "2"), count(after, "1"), count(after, "2")];
    let phi = (a * d - b * c) / ((a + b) * (c + d) * (a + c) * (b + d)).sqrt();
    // The question is a heading of its own, with what came of it below.
    let mut below = table.rows.iter().skip_while(|row| !row[0].text.ends_with("相談先を知っている")).skip(1);
    let row = below.next().expect("the question");
    let printed = format!("{:.2}", phi.abs());
    assert_eq!(numbers(&row[1].text), [printed.trim_start_matches("0.")], "{}", row[1].text);
}

/// The figures of a section, each by what its id begins with.
fn recount_figure(figure: &SheetFigure, data: &Data) -> String {
    let id = figure.figure.id.as_str();
    let kind = id.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-').to_owned();
    match kind.as_str() {
        "rate-region" => recount_rates(figure, "area", ["9001", "9002"], data),
        "rate-kind" => recount_rates(figure, "agency_group", KINDS.map(|(_, group)| group), data),
        "requests" => recount_requests(figure, data),
        "collaboration-heat" => recount_heat(figure, data),
        "collaboration-network" => recount_network(figure, data),
        _ => panic!("nobody counts {id} again"),
    }
    assert_read(figure);
    kind
}

/// Counts a part again; returns what it is.
fn recount(piece: &Piece, both: [&Data; 2]) -> Vec<String> {
    match piece {
        Piece::Heading { .. } => Vec::new(),
        Piece::Counts { counts } => {
            recount_counts(counts, both);
            vec!["counts".to_owned()]
        }
        Piece::Text { text, plain } => {
            assert!(numbers(text).is_empty() && numbers(plain).is_empty(), "{text}");
            Vec::new()
        }
        Piece::Note { text, plain } => {
            let n = both[0].n().to_string();
            assert!([text, plain].iter().all(|words| numbers(words).contains(&n)), "{text} {plain}");
            Vec::new()
        }
        Piece::Figures { figures } => figures.iter().map(|one| recount_figure(one, both[0])).collect(),
        Piece::Table { id, table, .. } => {
            recount_before_after(table, both);
            vec![id.clone()]
        }
        Piece::Quotes { quotes } => {
            let hashes: BTreeSet<String> =
                column(&both[0].texts, "文章").into_iter().map(secret::hash).collect();
            assert!(quotes.iter().all(|quote| hashes.contains(&quote.sha256)), "its words are in the texts");
            vec!["quotes".to_owned(); quotes.len()]
        }
    }
}

#[tokio::test]
async fn what_else_a_sheet_can_have_is_counted_again_from_the_bundle() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let first = open_definition(app, &coordinator, &before()).await;
        let second = open_second(app, &coordinator, first.survey, &after()).await;
        answer_all(app, [&first, &second]).await;
        hear_and_quote(app, &coordinator, &first).await;
        let on = ["rates", "rate_charts", "requests", "quotes", "collaboration", "before_after"];
        let chosen = |kind: &&str| json!({ "kind": kind, "is_on": true });
        let off = ["challenges", "practices", "answers"].map(|kind| json!({ "kind": kind, "is_on": false }));
        let sections: Vec<Value> = on.iter().map(chosen).chain(off).collect();
        let sheet = frozen(app, &coordinator, first.survey, &json!({ "sections": sections })).await;
        let files = bundle(&coordinator, &first).await;
        let both = [&first, &second].map(|open| Data::of(&files, open));
        let both = [&both[0], &both[1]];
        recount_counts(&sheet.parameters.counts, both);
        let met: Vec<String> = sheet.pieces().flat_map(|piece| recount(piece, both)).collect();
        let wanted = [
            "counts",
            "rate-region",
            "rate-kind",
            "requests",
            "quotes",
            "collaboration-heat",
            "collaboration-network",
            "before-after",
        ];
        assert_eq!(met, wanted);
        let know = ("相談先を知っている", "know");
        let groups = KINDS.map(|(_, group)| group);
        let values: &[&str] = &["1", "2"];
        parted::recount_by_kind(&coordinator, (&first, both[0]), groups, (know.0, know.1, values)).await;
        parted::recount_apart(&coordinator, &first, both, know).await;
    })
    .await;
}
