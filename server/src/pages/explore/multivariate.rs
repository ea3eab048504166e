//! Many words or codes at once: network, correspondence, clusters, map and topics. Each analysis is an entry of `ANALYSES`:
//! what can be set, and what comes of it as a picture and as the numbers of that picture.

mod clusters;
mod codes;
mod correspondence;
mod distance;
pub mod files;
mod form;
mod groups;
mod map;
mod matrix;
mod missing;
mod network;
mod numbers;
mod picture;
mod spoken;
mod things;
pub mod topics;

use actix_web::{HttpResponse, web};
use analysis::chart::Caption;
use analysis::chart::style::Style;
use analysis::multivariate::themes::MOST_TEXTS;
use serde::{Deserialize, Serialize};
use surveys::questionnaire::question::input::count_typed;

use self::codes::Code;
use self::form::Field;
use self::missing::Missing;
use self::numbers::NumberTable;
use self::picture::Picture;
use super::selection::least_people;
use super::{Head, Reading, head, load as load_data, method_words, read_denied, read_texts};
use crate::auth::User;
use crate::error::{AppError, Result};
use crate::i18n;
use crate::pages::conditions::written;
use crate::pages::surveys::address;
use crate::view::figure::{PICTURE_WIDTH, TableView, caption};
use crate::view::frame::Frame;
use crate::view::grouped::grouped;

/// What somebody wants to see, as the address says it. What makes no sense there counts as not said.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    /// What is compared: `words`, `themes` (suggested), `codes` (of people) or `rules` (codes of coding rules).
    of: String,
    /// Least number of people.
    least: String,
    /// What words are counted in, see [`super::units`].
    unit: String,
    /// `1`: words apart from themselves where they are denied, see [`super::read_denied`].
    denied: String,
    /// Coefficient.
    measure: String,
    /// Number of edges of a network.
    edges: String,
    /// Least strength of an edge, 0 to 1.
    coefficient: String,
    /// How groups of a network are found.
    grouping: String,
    /// `1`: only the spanning tree.
    tree: String,
    /// What words are compared with: `region`, `kind`, `wave`, or a question (`answer:3:q1`).
    by: String,
    /// How coordinates are stretched.
    scaling: String,
    /// Number of words.
    most: String,
    /// How clusters are put together.
    linkage: String,
    /// Number of groups.
    groups: String,
    /// `1`: groups of texts by vectors of words, too.
    vectors: String,
}

impl Query {
    /// The same as part of an address, without what is not said, and without a least strength of no use.
    fn address(&self) -> String {
        let coefficient = network::least_strength(self).map_or("", |_| self.coefficient.as_str());
        let said = written(&[
            ("of", &self.of),
            ("least", &self.least),
            ("unit", &self.unit),
            ("denied", &self.denied),
            ("measure", &self.measure),
            ("edges", &self.edges),
            ("coefficient", coefficient),
            ("grouping", &self.grouping),
            ("tree", &self.tree),
            ("by", &self.by),
            ("scaling", &self.scaling),
            ("most", &self.most),
            ("linkage", &self.linkage),
            ("groups", &self.groups),
            ("vectors", &self.vectors),
        ]);
        said.trim_end_matches('&').to_owned()
    }
}

/// What an analysis starts from.
struct Source {
    reading: Reading,
    /// The codes that are compared; none when words are.
    codes: Vec<Code>,
    query: Query,
}

impl Source {
    /// The words of a key.
    fn say(&self, key: &str) -> String {
        i18n::plain(self.reading.dataset.lang, key)
    }

    /// The words of a key with arguments.
    fn say_with(&self, key: &str, args: &[(&str, String)]) -> String {
        i18n::text(self.reading.dataset.lang.code(), key, args)
    }

    /// What is said of numbers of few people, which are not counted for all but internal work; empty for that.
    fn few_left_out(&self, key: &str) -> String {
        match least_people(&self.reading.dataset) {
            0 | 1 => String::new(),
            least => self.say_with(key, &[("least", least.to_string())]),
        }
    }

    /// Whether codes of coding rules are compared.
    fn are_rules(&self) -> bool {
        self.query.of == "rules"
    }

    /// Address of the analysis of the survey.
    fn base(&self) -> String {
        format!("{}/analysis", address(self.reading.dataset.survey.id))
    }
}

/// What came of an analysis.
struct Outcome {
    /// How many texts, of what, by which method and settings.
    note: String,
    /// What to beware of.
    warnings: Vec<String>,
    picture: Picture,
    /// The numbers of the picture, the most important first.
    tables: Vec<NumberTable>,
}

/// A kind of analysis. Its words are `multivariate-<key>-…`.
struct Analysis {
    /// Last part of its address and beginning of the names of its files.
    key: &'static str,
    /// What can be set.
    fields: fn(&Source) -> Vec<Field>,
    /// Does it.
    analyse: fn(&Source) -> std::result::Result<Outcome, Missing>,
}

/// All kinds.
const ANALYSES: &[Analysis] = &[
    Analysis { key: "network", fields: network::fields, analyse: network::analyse },
    Analysis { key: "correspondence", fields: correspondence::fields, analyse: correspondence::analyse },
    Analysis { key: "clusters", fields: clusters::fields, analyse: clusters::analyse },
    Analysis { key: "map", fields: map::fields, analyse: map::analyse },
    Analysis { key: "topics", fields: topics::fields, analyse: topics::analyse },
];

/// The analysis with this key.
fn of_key(key: &str) -> Result<&'static Analysis> {
    ANALYSES.iter().find(|analysis| analysis.key == key).ok_or(AppError::NotFound)
}

/// `GET /surveys/{id}/analysis/network`
pub async fn show_network(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    show(&frame, &user, *id, query.into_inner(), "network").await
}

/// `GET /surveys/{id}/analysis/correspondence`
pub async fn show_correspondence(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    show(&frame, &user, *id, query.into_inner(), "correspondence").await
}

/// `GET /surveys/{id}/analysis/clusters`
pub async fn show_clusters(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    show(&frame, &user, *id, query.into_inner(), "clusters").await
}

/// `GET /surveys/{id}/analysis/map`
pub async fn show_map(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    show(&frame, &user, *id, query.into_inner(), "map").await
}

/// `GET /surveys/{id}/analysis/topics`
pub async fn show_topics(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    show(&frame, &user, *id, query.into_inner(), "topics").await
}

/// Reads what the analysis with this key starts from.
async fn load(frame: &Frame, user: &User, id: i64, query: Query, key: &str) -> Result<Source> {
    let dataset = load_data(frame, user, id).await?;
    if query.of == "rules" {
        let (dataset, codes) = codes::of_rules(frame, dataset).await?;
        return Ok(Source { reading: read_texts(frame, dataset).await?, codes, query });
    }
    // Topics are found in texts, and listed as they are found there.
    let reading = read_denied(frame, dataset, query.denied == "1" && key != "topics").await?;
    let codes = match query.of.as_str() {
        "themes" => codes::suggested(&reading)?,
        "codes" => codes::of_people(frame, &reading).await?,
        _ => Vec::new(),
    };
    Ok(Source { reading, codes, query })
}

#[derive(Serialize)]
struct AnalysisView {
    head: Head,
    lead: String,
    action: String,
    fields: Vec<Field>,
    /// Something else than usual is set, or there is nothing to see.
    is_set: bool,
    warnings: Vec<String>,
    /// Why there is nothing; empty when there is something.
    missing: String,
    figure: Option<PictureView>,
    tables: Vec<TableFileView>,
    method: String,
}

#[derive(Serialize)]
struct PictureView {
    title: String,
    note: String,
    svg: String,
    svg_href: String,
    png_href: String,
}

/// A table with the address of the same as a file.
#[derive(Serialize)]
struct TableFileView {
    id: String,
    table: TableView,
    href: String,
}

async fn show(frame: &Frame, user: &User, id: i64, query: Query, key: &str) -> Result<HttpResponse> {
    let analysis = of_key(key)?;
    let mut source = load(frame, user, id, query, key).await?;
    let head = head(frame, user, &source.reading.dataset, &format!("/{key}"));
    let method = method_words(frame, &source.reading);
    let action = format!("{}/{key}", source.base());
    let files = Files { base: format!("{}/files/{key}", source.base()), query: source.query.address() };
    let (fields, is_set, found) = web::block(move || {
        let found = (analysis.analyse)(&source).map(|outcome| shown(&source, analysis, &outcome, &files));
        let fields = (analysis.fields)(&source);
        source.query = Query::default();
        let is_set = found.is_err() || form::differ(&fields, &(analysis.fields)(&source));
        (fields, is_set, found)
    })
    .await?;
    let mut view = AnalysisView {
        head,
        lead: frame.text(&format!("multivariate-{key}-lead")),
        action,
        fields,
        is_set,
        warnings: Vec::new(),
        missing: String::new(),
        figure: None,
        tables: Vec::new(),
        method,
    };
    match found {
        Ok(shown) => {
            let (warnings, figure, tables) = shown?;
            (view.warnings, view.figure, view.tables) = (warnings, Some(figure), tables);
        }
        Err(reason) => view.missing = frame.text_with(reason.key(), &[("most", grouped(MOST_TEXTS as u32))]),
    }
    frame.page("explore/multivariate.html", &frame.text(&format!("explore-room-{key}")), &view)
}

/// Where the files of a page are.
struct Files {
    base: String,
    query: String,
}

impl Files {
    fn href(&self, name: &str) -> String {
        match self.query.is_empty() {
            true => format!("{}/{name}", self.base),
            false => format!("{}/{name}?{}", self.base, self.query),
        }
    }
}

/// Warnings, picture and tables as the page shows them.
type Shown = (Vec<String>, PictureView, Vec<TableFileView>);

fn shown(source: &Source, analysis: &Analysis, outcome: &Outcome, files: &Files) -> Result<Shown> {
    let title = source.say(&format!("multivariate-{}-title", analysis.key));
    let style = Style { width: PICTURE_WIDTH, ..Style::new(analysis.key) };
    let svg = outcome
        .picture
        .draw(drawn(source, analysis, caption(&title, &outcome.note)), &style)
        .map_err(anyhow::Error::from)?;
    let figure = PictureView {
        title,
        note: outcome.note.clone(),
        svg,
        svg_href: files.href("figure.svg"),
        png_href: files.href("figure.png"),
    };
    let tables = outcome.tables.iter().map(|table| TableFileView {
        id: format!("table-{}", table.key),
        table: table.view(),
        href: files.href(&format!("{}.csv", table.key)),
    });
    Ok((outcome.warnings.clone(), figure, tables.collect()))
}

/// The words of a picture, with what it says where not everything finds room.
fn drawn(source: &Source, analysis: &Analysis, words: Caption) -> Caption {
    let key = match analysis.key {
        "correspondence" => "multivariate-drawn-far",
        "clusters" => "multivariate-drawn-merged",
        _ => "multivariate-drawn",
    };
    let unnamed = source.say("analyze-drawn-unnamed");
    Caption { limited: source.say(key), unnamed, ..words }
}

/// A whole number that was typed, within a range; `usual` where nothing of use was.
fn number(typed: &str, range: std::ops::RangeInclusive<usize>, usual: usize) -> usize {
    count_typed(typed).map_or(usual, |found| (found as usize).clamp(*range.start(), *range.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_within_their_range() {
        assert_eq!((number(" 12 ", 1..=300, 60), number("１２", 1..=300, 60)), (12, 12));
        assert_eq!(number("9999", 1..=300, 60), 300);
        assert_eq!(number("0", 1..=300, 60), 1);
        assert_eq!((number("", 1..=300, 60), number("-5", 1..=300, 60), number("x", 1..=3, 2)), (60, 60, 2));
    }

    #[test]
    fn settings_come_back_as_an_address() {
        let query = Query { least: "3".to_owned(), of: "a&b".to_owned(), ..Query::default() };
        assert_eq!(query.address(), "of=a%26b&least=3");
        let with =
            |coefficient: &str| Query { coefficient: coefficient.to_owned(), ..query.clone() }.address();
        assert_eq!((with("NaN"), with("7")), (query.address(), query.address()));
        assert_eq!(with("0.2"), "of=a%26b&least=3&coefficient=0%2E2");
        let files = Files { base: "/f".to_owned(), query: query.address() };
        assert_eq!(files.href("figure.svg"), "/f/figure.svg?of=a%26b&least=3");
        assert_eq!(Files { query: String::new(), ..files }.href("a.csv"), "/f/a.csv");
    }
}
