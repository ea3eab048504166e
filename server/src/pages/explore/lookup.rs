//! Looking up words: which there are, in what contexts, beside which others, and for whom they are typical.
//!
//! Each way finds a [`Listing`](listing::Listing), which its page shows and its file holds. Texts are cut into words once
//! (`language.rs`); a page counts their words.

pub mod associated;
mod by_unit;
pub mod collocates;
pub mod frequencies;
pub mod keywords;
pub mod kwic;
pub mod listing;
pub mod query;
pub mod strips;
pub mod told;
pub mod trends;

use std::sync::Arc;

use actix_web::{HttpResponse, web};
use analysis::error::Error;
use analysis::text::denied::{self, Apart};
use analysis::text::phrase;
use serde::Serialize;

use self::frequencies::Further;
use self::listing::Answer;
use self::query::{Asked, InputView, Query};
use super::rules::condition::{self, RuleCodes};
use super::{Head, figure_file, give, head, load, may_tell_denied, method_words, noted, read_denied, units};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::conditions::encode;
use crate::pages::download::{self, CSV};
use crate::pages::rooms::{Room, room_links};
use crate::view::figure::{TableView, join};
use crate::view::frame::Frame;
use crate::view::paging::Paging;

/// Rows of a table on one page.
const PAGE: usize = 100;

/// The way in which a code of the survey's coding rules can be asked for.
const WITH_RULES: &str = "associated";

/// The ways in which words can be apart from themselves where they are denied.
const WITH_DENIED: [&str; 5] = ["words", "collocates", "associated", "keywords", "trends"];

/// What a way finds.
pub struct Found {
    /// What can be asked for.
    pub inputs: Vec<InputView>,
    /// What is to be seen, in plain words.
    pub said: Vec<String>,
    /// What is beside the numbers for who wants it.
    pub further: Option<Further>,
    /// The numbers.
    pub answer: Answer,
}

/// A way to look words up.
struct Way {
    /// Last part of its address, and name of its file.
    part: &'static str,
    /// Fluent key of its title.
    title: &'static str,
    /// Fluent key of what it is for.
    lead: &'static str,
    find: fn(&Asked) -> anyhow::Result<Found>,
}

const WAYS: &[Way] = &[
    Way { part: "words", title: "explore-room-words", lead: "explore-words-lead", find: super::words::find },
    Way { part: "kwic", title: "explore-kwic-title", lead: "lookup-kwic-lead", find: kwic::find },
    Way {
        part: "collocates",
        title: "lookup-collocates-title",
        lead: "lookup-collocates-lead",
        find: collocates::find,
    },
    Way {
        part: "associated",
        title: "lookup-associated-title",
        lead: "lookup-associated-lead",
        find: associated::find,
    },
    Way {
        part: "keywords",
        title: "lookup-keywords-title",
        lead: "lookup-keywords-lead",
        find: keywords::find,
    },
    Way { part: "trends", title: "lookup-trends-title", lead: "lookup-trends-lead", find: trends::find },
];

fn way(part: &str) -> Option<&'static Way> {
    WAYS.iter().find(|way| way.part == part)
}

#[derive(Serialize)]
struct LookupView {
    head: Head,
    intro: String,
    ways: Vec<Room>,
    action: String,
    inputs: Vec<InputView>,
    /// Something is asked for, or there is nothing to see.
    is_set: bool,
    said: Vec<String>,
    further: Option<Further>,
    is_withheld: bool,
    nothing: Option<NothingView>,
    /// A picture of the table.
    picture: Option<PictureView>,
    table: Option<TableView>,
    note: String,
    csv_href: String,
    method: String,
    paging: Paging,
}

/// A picture of a table.
#[derive(Serialize)]
struct PictureView {
    id: String,
    title: String,
    note: String,
    svg: String,
    /// Whether these words are its own; else they stand at the table.
    is_captioned: bool,
}

impl PictureView {
    fn of(part: &str, answer: &Answer) -> Option<PictureView> {
        let Answer::Drawn { svg, around, listing } = answer else { return None };
        let (title, note) = match around {
            Some(own) => (&own.title, &own.note),
            None => (&listing.caption, &listing.note),
        };
        Some(PictureView {
            id: part.to_owned(),
            title: title.clone(),
            note: note.clone(),
            svg: svg.clone(),
            is_captioned: around.is_some(),
        })
    }
}

/// Why there is no table.
#[derive(Serialize)]
struct NothingView {
    title: String,
    text: String,
}

/// What somebody asks for, with the texts of the survey that they may see.
async fn ask(frame: &Frame, user: &User, id: i64, query: Query, part: &str) -> Result<Asked> {
    let dataset = load(frame, user, id).await?;
    let (dataset, rules) = match part {
        WITH_RULES => {
            let name = query.code.strip_prefix("rule:").map(str::to_owned);
            let unit = units::chosen(&dataset, &query.unit);
            condition::codes(frame, dataset, name, unit).await?
        }
        _ => (dataset, RuleCodes::default()),
    };
    let is_apart = query.denied == "1" && WITH_DENIED.contains(&part);
    let reading = read_denied(frame, dataset, is_apart).await?;
    let language = Arc::clone(&frame.app.language);
    let asked = web::block(move || {
        let mut lemmas = phrase::read(&reading.texts.corpus, language.tokenizer()?, &query.word);
        if !may_tell_denied(&reading.dataset) {
            lemmas.iter_mut().for_each(|lemma| *lemma = denied::lemma(lemma).to_owned());
        }
        let apart = Apart::of(&reading.texts.corpus);
        Ok::<Asked, Arc<Error>>(Asked { reading, rules, query, lemmas, apart })
    });
    Ok(asked.await??)
}

/// The links from one way to the others, with the word that is asked for.
fn ways(frame: &Frame, asked: &Asked, current: &str) -> Vec<Room> {
    let word = encode(&asked.query.word);
    let part = |part: &str| match word.as_str() {
        "" => format!("/{part}"),
        word => format!("/{part}?word={word}"),
    };
    let parts: Vec<(String, &str)> = WAYS.iter().map(|way| (part(way.part), way.title)).collect();
    let rooms: Vec<(&str, &str)> = parts.iter().map(|(part, title)| (part.as_str(), *title)).collect();
    room_links(frame, &asked.base(), &rooms, &part(current))
}

/// The page of a way.
async fn page(frame: Frame, user: User, id: i64, query: Query, part: &str) -> Result<HttpResponse> {
    let way = way(part).ok_or(AppError::NotFound)?;
    let asked = ask(&frame, &user, id, query, part).await?;
    let head = head(&frame, &user, &asked.reading.dataset, "/words");
    let made_for = (asked.reading.dataset.survey.id, asked.reading.dataset.purpose);
    let method = join(&[asked.denied_note(), method_words(&frame, &asked.reading)], asked.lang());
    let ways = ways(&frame, &asked, part);
    let (base, query, wanted) = (asked.base(), asked.query.written(), asked.query.page);
    let is_asked = !query.is_empty();
    let may_export = allow(&user, Verb::Export, Thing::Analysis).is_ok();
    let found = web::block(move || (way.find)(&asked)).await;
    let found = found??;
    let paged = |n: usize| Paging::new(format!("{base}/{part}?{query}page="), wanted, n, PAGE);
    let mut view = LookupView {
        head,
        intro: frame.text(way.lead),
        ways,
        action: format!("{base}/{part}"),
        inputs: found.inputs,
        is_set: is_asked || matches!(found.answer, Answer::Withheld | Answer::Nothing { .. }),
        said: found.said,
        further: found.further,
        is_withheld: matches!(found.answer, Answer::Withheld),
        nothing: None,
        picture: PictureView::of(part, &found.answer),
        table: None,
        note: String::new(),
        csv_href: String::new(),
        method,
        paging: paged(0),
    };
    match found.answer {
        Answer::Withheld => {}
        Answer::Nothing { title, text } => view.nothing = Some(NothingView { title, text }),
        Answer::Table(listing) | Answer::Drawn { listing, .. } => {
            view.paging = paged(listing.rows.len());
            view.note.clone_from(&listing.note);
            if may_export {
                view.csv_href = format!("{base}/lookup/{part}.csv?{query}");
            }
            view.table = Some(listing.view(view.paging.before(), PAGE));
        }
    }
    let title = frame.text(way.title);
    figure_file::page(&frame, &user, made_for, ("explore/lookup.html", title.as_str()), &view).await
}

/// `GET /surveys/{id}/analysis/words`
pub async fn words(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    page(frame, user, *id, query.into_inner(), "words").await
}

/// `GET /surveys/{id}/analysis/collocates`
pub async fn collocates(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    page(frame, user, *id, query.into_inner(), "collocates").await
}

/// `GET /surveys/{id}/analysis/associated`
pub async fn associated(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    page(frame, user, *id, query.into_inner(), "associated").await
}

/// `GET /surveys/{id}/analysis/keywords`
pub async fn keywords(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    page(frame, user, *id, query.into_inner(), "keywords").await
}

/// `GET /surveys/{id}/analysis/trends`
pub async fn trends(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    page(frame, user, *id, query.into_inner(), "trends").await
}

/// `GET /surveys/{id}/analysis/lookup/{file}`: the table of a page as CSV, all rows of it, within the same purpose.
pub async fn download(
    frame: Frame,
    user: User,
    path: web::Path<(i64, String)>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let (id, name) = path.into_inner();
    let way = name.strip_suffix(".csv").and_then(way).ok_or(AppError::NotFound)?;
    let asked = ask(&frame, &user, id, query.into_inner(), way.part).await?;
    let made_for = (asked.reading.dataset.survey.id, asked.reading.dataset.purpose);
    let found = web::block(move || (way.find)(&asked)).await;
    let found = found??;
    let (Answer::Table(listing) | Answer::Drawn { listing, .. }) = found.answer else {
        return Err(AppError::NotFound);
    };
    let body = download::csv(&noted(listing.sheet(way.part), made_for.1, frame.lang))?;
    give(&frame, &user, made_for, &name, (CSV, body)).await
}
