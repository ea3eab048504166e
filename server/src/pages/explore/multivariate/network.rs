//! Which words or codes the same people use: the co-occurrence network.

use analysis::chart::network::{Edge as Line, Network as Chart, Node as Mark};
use analysis::multivariate::NotComputed;
use analysis::multivariate::similarity::Measure;
use analysis::text::cooccurrence::community::Grouping;
use analysis::text::cooccurrence::{
    CooccurrenceOptions, Edge, MOST_EDGES, MOST_WORDS, Network, Node, USUAL_EDGES, USUAL_EDGES_OF_CODES,
};
use surveys::questionnaire::question::input::number_typed;

use super::form::{Field, check, decimal, denied, number as number_field, of, select, unit, usual_number};
use super::matrix::matrix;
use super::missing::Missing;
use super::numbers::{Entry, NumberTable};
use super::picture::Picture;
use super::things::{Links, Things, things_by_unit};
use super::{Outcome, Query, Source, distance, number};
use crate::pages::explore::selection::least_people;
use crate::view::figure::{column, join};

/// How groups are found; `None` for no groups.
fn grouping(source: &Source) -> Option<Grouping> {
    match source.query.grouping.as_str() {
        "random-walk" => Some(Grouping::RandomWalk),
        "edge-betweenness" => Some(Grouping::EdgeBetweenness),
        "none" => None,
        _ => Some(Grouping::Modularity),
    }
}

fn grouping_names(grouping: Option<Grouping>) -> (&'static str, &'static str) {
    match grouping {
        Some(Grouping::Modularity) => ("modularity", "multivariate-grouping-modularity"),
        Some(Grouping::RandomWalk) => ("random-walk", "multivariate-grouping-random-walk"),
        Some(Grouping::EdgeBetweenness) => ("edge-betweenness", "multivariate-grouping-edge-betweenness"),
        None => ("none", "multivariate-grouping-none"),
    }
}

fn is_tree_only(source: &Source) -> bool {
    source.query.tree == "1"
}

/// The least strength of an edge that was asked for; none where nothing of use was typed.
pub fn least_strength(query: &Query) -> Option<f64> {
    number_typed(&query.coefficient).filter(|least| *least > 0.0 && *least <= 1.0)
}

/// What is said where something of no use was typed as the least strength.
fn ignored(source: &Source) -> Option<String> {
    let is_typed = !source.query.coefficient.trim().is_empty();
    (is_typed && least_strength(&source.query).is_none())
        .then(|| source.say("multivariate-network-coefficient"))
}

/// What can be set.
pub fn fields(source: &Source) -> Vec<Field> {
    let groupings =
        [Some(Grouping::Modularity), Some(Grouping::RandomWalk), Some(Grouping::EdgeBetweenness), None]
            .map(grouping_names);
    let others = vec![
        number_field(source, "least", &source.query.least),
        distance::field(source, &Measure::ALL),
        usual_number(
            source,
            "edges",
            &source.query.edges,
            &[("words", USUAL_EDGES), ("codes", USUAL_EDGES_OF_CODES)],
        ),
        decimal(source, "coefficient", &source.query.coefficient),
        select(source, "grouping", grouping_names(grouping(source)).0, &groupings),
        check(source, "tree", is_tree_only(source)),
    ];
    [of(source)].into_iter().chain(unit(source)).chain(denied(source)).chain(others).collect()
}

/// How the network is made.
fn options(source: &Source, things: &Things) -> CooccurrenceOptions {
    let min_strength = least_strength(&source.query);
    // Who says how strong edges must be wants all of these.
    let usual = match min_strength {
        Some(_) => MOST_EDGES,
        None if things.are_words => USUAL_EDGES,
        None => USUAL_EDGES_OF_CODES,
    };
    CooccurrenceOptions {
        measure: distance::chosen(source, &Measure::ALL),
        grouping: grouping(source).unwrap_or(Grouping::Modularity),
        max_edges: number(&source.query.edges, 1..=MOST_EDGES, usual),
        min_strength,
        min_shared: least_people(&source.reading.dataset),
        ..CooccurrenceOptions::standard()
    }
}

/// What is said where the number of edges, not the strength that was asked for, decides which are drawn.
fn limited(source: &Source, network: &Network, most: usize) -> Option<String> {
    let parameters = &network.parameters;
    let is_limited =
        parameters.n_pairs as usize > most && parameters.threshold > least_strength(&source.query)?;
    let args = [("most", most.to_string()), ("threshold", format!("{:.3}", parameters.threshold))];
    is_limited.then(|| source.say_with("multivariate-network-limited", &args))
}

/// The network. Pairs that fewer people than the threshold used are left out before anything is computed.
pub fn analyse(source: &Source) -> Result<Outcome, Missing> {
    let mut things = things_by_unit(source, MOST_WORDS);
    let options = options(source, &things);
    let mut network = things.compared(source, &options).network();
    // Of codes that are all alike fewer are compared.
    things.shorten(network.parameters.n_words as usize);
    let limited = limited(source, &network, options.max_edges);
    if is_tree_only(source) {
        network.keep_tree();
    }
    if network.edges.is_empty() {
        return Err(NotComputed::TooFew.into());
    }
    let drawn = Drawn::new(source, &things, &network);
    Ok(Outcome {
        note: note(source, &things, &network),
        warnings: things.warning(source).into_iter().chain(limited).chain(ignored(source)).collect(),
        picture: Picture::Network(drawn.chart()),
        tables: [drawn.edge_table(), drawn.node_table()].into_iter().chain(matrix(source, &things)).collect(),
    })
}

/// What the strength of edges is called: of a distance it is how near two words are.
fn strength_name(source: &Source, measure: Measure) -> String {
    match measure {
        Measure::Euclid => source.say("multivariate-measure-euclid-near"),
        _ => distance::name(source, measure),
    }
}

/// Nodes, edges and density (KH Coder's N, E and D), and how words and edges were chosen.
fn note(source: &Source, things: &Things, network: &Network) -> String {
    let parameters = &network.parameters;
    let args = [
        ("measure", strength_name(source, parameters.measure)),
        ("pairs", parameters.n_pairs.to_string()),
        ("threshold", format!("{:.3}", parameters.threshold)),
        ("nodes", parameters.n_nodes.to_string()),
        ("edges", parameters.n_edges.to_string()),
        ("density", format!("{:.3}", parameters.density)),
    ];
    let grouping = grouping(source);
    let groups = [("grouping", source.say(grouping_names(grouping).1))];
    let said = [
        things.note(source),
        source.say_with("multivariate-network-note", &things.told(source, &args)),
        match parameters.measure {
            Measure::Euclid => source.say("multivariate-network-euclid"),
            _ => String::new(),
        },
        source.few_left_out("multivariate-network-few"),
        if is_tree_only(source) { source.say("multivariate-network-tree") } else { String::new() },
        match grouping {
            Some(_) => source.say_with("multivariate-network-groups", &groups),
            None => String::new(),
        },
    ];
    join(&said, source.reading.dataset.lang)
}

/// A network with the places that its words lead to.
struct Drawn<'a> {
    source: &'a Source,
    network: &'a Network,
    /// One entry a node.
    links: Vec<Links>,
    has_groups: bool,
    /// Over a column that counts people or other units.
    head: String,
}

impl<'a> Drawn<'a> {
    fn new(source: &'a Source, things: &Things, network: &'a Network) -> Drawn<'a> {
        let links = network.nodes.iter().map(|node| things.links_of(&node.lemma, node.class)).collect();
        let (has_groups, head) = (grouping(source).is_some(), things.head(source));
        Drawn { source, network, links, has_groups, head }
    }

    fn node(&self, place: u32) -> Option<&Node> {
        self.network.nodes.get(place as usize)
    }

    /// The word or code at an end of an edge.
    fn word(&self, place: u32) -> Entry {
        Entry::words(self.node(place).map_or("", |node| node.lemma.as_str()), "")
    }

    /// Leads to the texts with both, if there is a list of them.
    fn edge_href(&self, edge: &Edge) -> String {
        let links = |place: u32| self.links.get(place as usize);
        match (links(edge.source), links(edge.target)) {
            (Some(one), Some(other)) => one.both(other),
            _ => String::new(),
        }
    }

    fn chart(&self) -> Chart {
        let mark = |(node, links): (&Node, &Links)| Mark {
            label: node.lemma.clone(),
            x: node.x,
            y: node.y,
            weight: f64::from(node.n_documents),
            group: if self.has_groups { node.community as usize } else { 0 },
            href: links.contexts.clone(),
        };
        let line = |edge: &Edge| Line {
            from: edge.source as usize,
            to: edge.target as usize,
            weight: edge.strength,
            is_dashed: self.has_groups && edge.is_between_communities,
            is_directed: false,
            text: String::new(),
            href: self.edge_href(edge),
        };
        Chart {
            caption: analysis::chart::Caption::default(),
            nodes: self.network.nodes.iter().zip(&self.links).map(mark).collect(),
            edges: self.network.edges.iter().map(line).collect(),
            range: None,
        }
    }

    fn edge_table(&self) -> NumberTable {
        let say = |key: &str| self.source.say(key);
        let measure = self.network.parameters.measure;
        // Jaccard's coefficient stands beside the others, not beside itself.
        let is_other = measure != Measure::Jaccard;
        let row = |edge: &Edge| -> Vec<Entry> {
            let first = [
                self.word(edge.source),
                self.word(edge.target),
                Entry::count(edge.n_documents as usize, self.edge_href(edge)),
                Entry::value(Some(edge.strength)),
            ];
            let tree = if edge.is_in_tree { say("multivariate-yes") } else { String::new() };
            let jaccard = is_other.then(|| Entry::value(Some(edge.jaccard)));
            first.into_iter().chain(jaccard).chain([Entry::words(tree, "")]).collect()
        };
        let first = [
            column(say("multivariate-edge-first"), false),
            column(say("multivariate-edge-second"), false),
            column(self.head.clone(), true),
            column(strength_name(self.source, measure), true),
        ];
        let jaccard = is_other.then(|| column(say("multivariate-jaccard"), true));
        let last = column(say("multivariate-in-tree"), false);
        NumberTable {
            key: "edges",
            caption: say("multivariate-network-edges"),
            columns: first.into_iter().chain(jaccard).chain([last]).collect(),
            rows: self.network.edges.iter().map(row).collect(),
        }
    }

    fn node_table(&self) -> NumberTable {
        let say = |key: &str| self.source.say(key);
        let row = |(node, links): (&Node, &Links)| {
            let community = if self.has_groups {
                Entry::count(node.community as usize + 1, "")
            } else {
                Entry::value(None)
            };
            vec![
                Entry::words(&node.lemma, &links.contexts),
                Entry::count(node.n_documents as usize, &links.texts),
                community,
                Entry::count(node.centrality.degree as usize, ""),
                Entry::value(Some(node.centrality.betweenness)),
                Entry::value(Some(node.centrality.eigenvector)),
            ]
        };
        NumberTable {
            key: "nodes",
            caption: say("multivariate-network-nodes"),
            columns: vec![
                column(say("multivariate-thing"), false),
                column(self.head.clone(), true),
                column(say("multivariate-community"), true),
                column(say("multivariate-degree"), true),
                column(say("multivariate-betweenness"), true),
                column(say("multivariate-eigenvector"), true),
            ],
            rows: self.network.nodes.iter().zip(&self.links).map(row).collect(),
        }
    }
}
