//! Which words are used by the same people: the co-occurrence network.

use actix_web::{HttpResponse, web};
use analysis::chart::network::{Edge, Network as Picture, Node, network as draw};
use analysis::chart::style::Style;
use analysis::text::cooccurrence::{CooccurrenceOptions, Network, cooccurrence};
use analysis::text::method::Method;
use serde::Serialize;
use surveys::privacy::consent::Purpose;

use super::words::encode;
use super::{Head, Reading, head, method_words, read};
use crate::auth::User;
use crate::error::{AppError, Result};
use crate::i18n::{self, Lang};
use crate::pages::surveys::address;
use crate::view::figure::{CellView, FigureView, TableView, caption, column, words};
use crate::view::frame::Frame;

#[derive(Serialize)]
struct NetworkView {
    head: Head,
    figure: Option<FigureView>,
    nodes: TableView,
    method: String,
}

/// `GET /surveys/{id}/analysis/network`
pub async fn show(frame: Frame, user: User, id: web::Path<i64>) -> Result<HttpResponse> {
    let reading = read(&frame, &user, *id).await?;
    let head = head(&frame, &user, &reading.dataset, "/network");
    let (figure, nodes, method) =
        web::block(move || find(&reading)).await.map_err(|error| AppError::Internal(error.into()))??;
    let view = NetworkView { figure, nodes, method: method_words(&frame, &method), head };
    frame.page("explore/network.html", &frame.text("explore-room-network"), &view)
}

/// The network as a picture (None without an edge), its words, and how it was made.
fn find(reading: &Reading) -> Result<(Option<FigureView>, TableView, Method)> {
    let found = cooccurrence(&reading.texts.corpus, &options(reading));
    let found = without_small_edges(reading, found);
    let figure = if found.edges.is_empty() { None } else { Some(figure(reading, &found)?) };
    Ok((figure, nodes(reading, &found), reading.texts.method(Some(found.parameters))))
}

/// Words of fewer people than the threshold stay out of pictures that may leave the house.
fn options(reading: &Reading) -> CooccurrenceOptions {
    let mut options = CooccurrenceOptions::standard();
    if reading.dataset.purpose != Purpose::Internal {
        options.min_documents = Some(reading.dataset.survey.min_documents());
    }
    options
}

fn without_small_edges(reading: &Reading, mut network: Network) -> Network {
    if reading.dataset.purpose != Purpose::Internal {
        let min_documents = reading.dataset.survey.min_documents();
        network.edges.retain(|edge| edge.n_documents >= min_documents);
        let (nodes, edges) = (f64::from(network.parameters.n_nodes), network.edges.len());
        network.parameters.n_edges = u32::try_from(edges).unwrap_or(u32::MAX);
        network.parameters.density =
            if nodes > 1.0 { edges as f64 / (nodes * (nodes - 1.0) / 2.0) } else { 0.0 };
    }
    network
}

/// The words of the caption: N, E, D and how the words and edges were chosen.
fn parameters(lang: Lang, network: &Network) -> String {
    let parameters = &network.parameters;
    let args = [
        ("documents", parameters.n_documents.to_string()),
        ("words", parameters.n_words.to_string()),
        ("nodes", parameters.n_nodes.to_string()),
        ("edges", parameters.n_edges.to_string()),
        ("density", format!("{:.3}", parameters.density)),
        ("least", parameters.min_documents.to_string()),
        ("threshold", format!("{:.3}", parameters.threshold)),
    ];
    i18n::text(lang.code(), "explore-network-note", &args)
}

fn figure(reading: &Reading, network: &Network) -> Result<FigureView> {
    let lang = reading.dataset.lang;
    let say = |key: &str| i18n::plain(lang, key);
    let note = parameters(lang, network);
    let title = i18n::plain(lang, "explore-network-title");
    let base = format!("{}/analysis/texts", address(reading.dataset.survey.id));
    let word = |place: u32| {
        network.nodes.get(place as usize).map(|node| (node.lemma.as_str(), node.class)).unwrap_or_default()
    };
    let rows = network
        .edges
        .iter()
        .map(|edge| {
            let ((source, class), (target, with_class)) = (word(edge.source), word(edge.target));
            vec![
                words(format!("{source} – {target}")),
                CellView {
                    text: edge.n_documents.to_string(),
                    href: format!(
                        "{base}?word={}&class={}&with={}&with_class={}",
                        encode(source),
                        encode(class),
                        encode(target),
                        encode(with_class)
                    ),
                    is_suppressed: false,
                },
                words(format!("{:.3}", edge.jaccard)),
            ]
        })
        .collect();
    Ok(FigureView {
        id: "network".to_owned(),
        reading: String::new(),
        is_wide: true,
        svg: draw(&picture(network, &title, &note), &Style { width: 900, ..Style::new("network") })
            .map_err(anyhow::Error::from)?,
        table: TableView {
            caption: say("explore-network-edges"),
            columns: vec![
                column(say("explore-pair"), false),
                column(say("explore-people"), true),
                column(say("explore-jaccard"), true),
            ],
            rows,
        },
        title,
        note,
    })
}

/// The network as it is drawn.
fn picture(network: &Network, title: &str, note: &str) -> Picture {
    Picture {
        caption: caption(title, note),
        nodes: network
            .nodes
            .iter()
            .map(|node| Node {
                label: node.lemma.clone(),
                x: node.x,
                y: node.y,
                weight: f64::from(node.n_documents),
                group: node.community as usize,
                href: String::new(),
            })
            .collect(),
        edges: network
            .edges
            .iter()
            .map(|edge| Edge {
                from: edge.source as usize,
                to: edge.target as usize,
                weight: edge.jaccard,
                is_dashed: edge.is_between_communities,
                text: String::new(),
                href: String::new(),
            })
            .collect(),
    }
}

fn nodes(reading: &Reading, network: &Network) -> TableView {
    let say = |key: &str| i18n::plain(reading.dataset.lang, key);
    let base = format!("{}/analysis/texts", address(reading.dataset.survey.id));
    let rows = network
        .nodes
        .iter()
        .map(|node| {
            vec![
                words(&node.lemma),
                CellView {
                    text: node.n_documents.to_string(),
                    href: format!("{base}?word={}&class={}", encode(&node.lemma), encode(node.class)),
                    is_suppressed: false,
                },
                words((node.community + 1).to_string()),
            ]
        })
        .collect();
    TableView {
        caption: say("explore-network-nodes"),
        columns: vec![
            column(say("explore-word"), false),
            column(say("explore-people"), true),
            column(say("explore-community"), true),
        ],
        rows,
    }
}
