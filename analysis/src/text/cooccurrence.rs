//! Which words occur in the same texts: a network (共起ネットワーク) by KH Coder's rules.

pub mod centrality;
pub mod codes;
pub mod community;
pub mod compared;
mod edge_betweenness;
pub mod least;
pub mod people;
mod random_walk;
mod strength;
mod tree;
pub mod units;

use serde::Serialize;

use self::centrality::{Centrality, centralities};
use self::community::Grouping;
use self::compared::Compared;
use self::least::Least;
use super::associated::both;
use super::layout;
use super::terms::Term;
use crate::multivariate::similarity::Measure;

/// How many words are aimed at where nobody says how frequent a word must be: KH Coder's number.
pub const USUAL_WORDS: usize = 75;

/// More words than this are not compared: a picture of them cannot be read.
pub const MOST_WORDS: usize = 300;

/// Edges of a network of words where nobody says how many: KH Coder's number.
pub const USUAL_EDGES: usize = 60;

/// Edges of a network of codes where nobody says how many: KH Coder's number.
pub const USUAL_EDGES_OF_CODES: usize = 10;

/// More edges make no picture.
pub const MOST_EDGES: usize = 300;

/// How a network is made.
#[derive(Clone, Debug, PartialEq)]
pub struct CooccurrenceOptions {
    /// Least number of texts for a word; `None` to choose it so that about `target_words` words remain, by texts or, where a corpus
    /// follows KH Coder, by occurrences.
    pub min_documents: Option<u32>,
    /// How many words to aim at when `min_documents` is not given.
    pub target_words: usize,
    /// How many words are compared at most, those of most texts; never more than [`MOST_WORDS`].
    pub max_words: usize,
    /// How strong a pair is.
    pub measure: Measure,
    /// How groups of words are found.
    pub grouping: Grouping,
    /// How many of the strongest edges are drawn; ties may exceed it.
    pub max_edges: usize,
    /// How strong an edge must be at least, beside being one of the strongest.
    pub min_strength: Option<f64>,
    /// Least number of texts with both words of a pair; rarer pairs are left out before anything is computed.
    pub min_shared: u32,
}

impl CooccurrenceOptions {
    /// KH Coder's settings: about 75 words, the 60 strongest pairs by Jaccard's coefficient.
    pub fn standard() -> CooccurrenceOptions {
        CooccurrenceOptions {
            min_documents: None,
            target_words: USUAL_WORDS,
            max_words: MOST_WORDS,
            measure: Measure::Jaccard,
            grouping: Grouping::Modularity,
            max_edges: USUAL_EDGES,
            min_strength: None,
            min_shared: 1,
        }
    }
}

/// A word in the network.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node {
    /// Dictionary form.
    pub lemma: String,
    /// Key of its class.
    pub class: &'static str,
    /// Texts that contain it.
    pub n_documents: u32,
    /// Those texts, as indexes of [`super::corpus::Corpus::documents`], ascending.
    pub documents: Vec<u32>,
    /// How central the word is.
    pub centrality: Centrality,
    /// Group of words that hang together, from 0, the largest first.
    pub community: u32,
    /// Place from left to right, 0 to 1.
    pub x: f64,
    /// Place from top to bottom, 0 to 1.
    pub y: f64,
}

/// Two words that occur in the same texts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edge {
    /// Index of the first word in [`Network::nodes`].
    pub source: u32,
    /// Index of the second word.
    pub target: u32,
    /// How strong the pair is, by the measure that was asked for.
    pub strength: f64,
    /// Jaccard's coefficient: texts with both / texts with either.
    pub jaccard: f64,
    /// Texts with both.
    pub n_documents: u32,
    /// Those texts, as indexes of [`super::corpus::Corpus::documents`], ascending.
    pub documents: Vec<u32>,
    /// Whether the words are of different groups (KH Coder draws such edges dotted).
    pub is_between_communities: bool,
    /// Whether the edge belongs to the minimum spanning tree.
    pub is_in_tree: bool,
}

/// What the caption of the figure must say.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct NetworkParameters {
    /// Texts looked at.
    pub n_documents: u32,
    /// Words that were compared.
    pub n_words: u32,
    /// Words that are frequent enough; more than those where there are too many.
    pub n_frequent: u32,
    /// Pairs whose strength is above 0: with most measures those that occur together at least once.
    pub n_pairs: u32,
    /// Words drawn (N).
    pub n_nodes: u32,
    /// Edges drawn (E).
    pub n_edges: u32,
    /// Edges drawn / edges possible among the words drawn (D).
    pub density: f64,
    /// How frequent a word had to be.
    pub least: Least,
    /// How strong a pair is.
    pub measure: Measure,
    /// How groups of words were found.
    pub grouping: Grouping,
    /// Least strength of an edge.
    pub threshold: f64,
}

/// A co-occurrence network.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Network {
    /// The words, most texts first. Words without an edge are left out.
    pub nodes: Vec<Node>,
    /// The pairs, strongest first.
    pub edges: Vec<Edge>,
    /// How the network was made.
    pub parameters: NetworkParameters,
}

impl Network {
    /// Keeps only the edges of the minimum spanning tree; places and groups stay those of all edges.
    pub fn keep_tree(&mut self) {
        self.edges.retain(|edge| edge.is_in_tree);
        self.parameters.n_edges = self.edges.len() as u32;
        self.parameters.density = density(self.nodes.len(), self.edges.len());
    }
}

/// Edges drawn ÷ edges possible.
fn density(n_nodes: usize, n_edges: usize) -> f64 {
    let possible = n_nodes * n_nodes.saturating_sub(1) / 2;
    if possible == 0 { 0.0 } else { n_edges as f64 / possible as f64 }
}

struct Pair {
    a: usize,
    b: usize,
    strength: f64,
}

fn network(compared: &Compared) -> Network {
    let Compared { words, options, .. } = compared;
    let pairs = strength::shared_by(compared, strength::strengths(compared));
    let (n_pairs, threshold, pairs) = strength::strongest(pairs, options.max_edges, options.min_strength);
    let (nodes, edges) = draw(words, &pairs, options.grouping);
    let parameters = NetworkParameters {
        n_documents: compared.n,
        n_words: words.len() as u32,
        n_frequent: compared.n_frequent as u32,
        n_pairs: n_pairs as u32,
        n_nodes: nodes.len() as u32,
        n_edges: edges.len() as u32,
        density: density(nodes.len(), edges.len()),
        least: compared.least,
        measure: options.measure,
        grouping: options.grouping,
        threshold,
    };
    Network { nodes, edges, parameters }
}

/// Words and pairs with their groups and places; words without a pair are left out.
fn draw(words: &[Term], pairs: &[Pair], grouping: Grouping) -> (Vec<Node>, Vec<Edge>) {
    let mut is_connected = vec![false; words.len()];
    for pair in pairs {
        is_connected[pair.a] = true;
        is_connected[pair.b] = true;
    }
    let kept: Vec<usize> = (0..words.len()).filter(|&word| is_connected[word]).collect();
    let number = |word: usize| kept.binary_search(&word).unwrap_or_default();
    let weighted: Vec<(usize, usize, f64)> =
        pairs.iter().map(|pair| (number(pair.a), number(pair.b), pair.strength)).collect();
    let unweighted: Vec<(usize, usize)> = weighted.iter().map(|&(a, b, _)| (a, b)).collect();
    let tree = tree::spanning_tree(kept.len(), &unweighted);
    let centralities = centralities(kept.len(), &weighted);
    let communities = community::communities(kept.len(), &weighted, grouping);
    let places = layout::places(kept.len(), &weighted, &communities);
    let nodes = kept.iter().enumerate().map(|(node, &word)| Node {
        lemma: words[word].lemma.clone(),
        class: words[word].class,
        n_documents: words[word].n_documents,
        documents: words[word].documents.clone(),
        centrality: centralities[node],
        community: communities[node],
        x: places[node].x,
        y: places[node].y,
    });
    let edges =
        pairs.iter().zip(&weighted).zip(tree).map(|((pair, &(source, target, strength)), is_in_tree)| {
            let (a, b) = (&words[pair.a], &words[pair.b]);
            let documents = both(&a.documents, &b.documents);
            let either = a.documents.len() + b.documents.len() - documents.len();
            Edge {
                source: source as u32,
                target: target as u32,
                strength,
                jaccard: crate::table::share(documents.len(), either).unwrap_or(0.0),
                n_documents: documents.len() as u32,
                documents,
                is_between_communities: communities[source] != communities[target],
                is_in_tree,
            }
        });
    (nodes.collect(), edges.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::corpus::Corpus;
    use crate::text::corpus::tests::corpus_of;
    use crate::text::terms::{TermOptions, terms};
    use crate::text::tokenizer::Convention;

    /// The network of all words with content of their own, each text being one unit.
    fn of_corpus(corpus: &Corpus, options: &CooccurrenceOptions) -> Network {
        Compared::by_text(corpus, &terms(corpus, &TermOptions::content_words()), options).network()
    }

    fn network_of(texts: &[&str], max_edges: usize) -> Network {
        let options =
            CooccurrenceOptions { min_documents: Some(2), max_edges, ..CooccurrenceOptions::standard() };
        of_corpus(&corpus_of(texts), &options)
    }

    const TEXTS: &[&str] = &[
        "主治医に意見書を頼む",
        "主治医と意見書の相談",
        "主治医は意見書を書く",
        "企業に求人がない",
        "企業の求人を見る",
        "相談できない",
    ];

    #[test]
    fn coefficients_are_those_of_jaccard() {
        let network = network_of(TEXTS, 60);
        let edge = |a: &str, b: &str| {
            let index = |lemma| network.nodes.iter().position(|node| node.lemma == lemma).unwrap() as u32;
            let pair = [index(a), index(b)];
            network
                .edges
                .iter()
                .find(|edge| pair.contains(&edge.source) && pair.contains(&edge.target))
                .unwrap()
        };
        assert_eq!(edge("主治医", "意見書").jaccard, 1.0);
        assert_eq!(edge("主治医", "意見書").documents, [0, 1, 2]);
        assert_eq!(edge("主治医", "相談").jaccard, 0.25);
        assert_eq!(edge("企業", "求人").documents, [3, 4]);
        assert_eq!((network.parameters.n_nodes, network.parameters.n_edges), (5, 4));
        assert!((network.parameters.density - 0.4).abs() < 1e-12);
    }

    #[test]
    fn weak_pairs_and_lonely_words_are_left_out() {
        let network = network_of(TEXTS, 2);
        let lemmas: Vec<&str> = network.nodes.iter().map(|node| node.lemma.as_str()).collect();
        assert_eq!(lemmas, ["主治医", "意見書", "企業", "求人"]);
        assert_eq!(network.edges.len(), 2);
        let community = |at: usize| network.nodes[at].community;
        assert!(community(0) == community(1) && community(1) != community(2) && community(2) == community(3));
    }

    #[test]
    fn the_tree_and_the_centralities_are_those_of_the_picture() {
        let network = network_of(TEXTS, 60);
        assert_eq!(network.edges.iter().filter(|edge| edge.is_in_tree).count(), 3);
        assert!(!network.edges.iter().rev().find(|edge| edge.n_documents == 1).unwrap().is_in_tree);
        let doctor = network.nodes.iter().find(|node| node.lemma == "主治医").unwrap();
        assert_eq!(doctor.centrality.degree, 2);
        assert!((doctor.centrality.eigenvector - 1.0).abs() < 1e-9);
    }

    /// Four edges among five words, one of which closes a circle: 3 ÷ 10 is left.
    #[test]
    fn the_tree_can_stand_alone() {
        let mut network = network_of(TEXTS, 60);
        network.keep_tree();
        assert_eq!((network.nodes.len(), network.edges.len(), network.parameters.n_edges), (5, 3, 3));
        assert!(network.edges.iter().all(|edge| edge.is_in_tree));
        assert!((network.parameters.density - 0.3).abs() < 1e-12);
    }

    #[test]
    fn no_more_words_are_compared_than_are_wanted() {
        let options =
            CooccurrenceOptions { min_documents: Some(1), max_words: 2, ..CooccurrenceOptions::standard() };
        let network = of_corpus(&corpus_of(TEXTS), &options);
        assert_eq!((network.parameters.n_words, network.nodes.len()), (2, 2));
        assert_eq!((network.nodes[0].n_documents, network.nodes[1].n_documents), (3, 3));
    }

    #[test]
    fn every_measure_gives_a_network() {
        for measure in Measure::ALL {
            let options =
                CooccurrenceOptions { min_documents: Some(2), measure, ..CooccurrenceOptions::standard() };
            let network = of_corpus(&corpus_of(TEXTS), &options);
            assert!(network.edges.iter().all(|edge| edge.strength > 0.0 && edge.strength <= 1.0 + 1e-9));
            assert!(network.nodes.len() >= 5, "{measure:?}");
        }
    }

    #[test]
    fn pairs_that_few_texts_share_can_be_left_out() {
        for measure in Measure::ALL {
            let options = CooccurrenceOptions {
                min_documents: Some(2),
                min_shared: 2,
                measure,
                ..CooccurrenceOptions::standard()
            };
            let network = of_corpus(&corpus_of(TEXTS), &options);
            assert!(network.edges.iter().all(|edge| edge.n_documents >= 2), "{measure:?}");
            assert_eq!((network.parameters.n_pairs, network.edges.len()), (2, 2), "{measure:?}");
            assert!(network.nodes.iter().all(|node| node.centrality.degree == 1), "{measure:?}");
        }
    }

    /// 主治医 – 意見書 and 企業 – 求人 have 1, 主治医 – 相談 and 意見書 – 相談 1 ÷ 4.
    #[test]
    fn edges_can_be_chosen_by_their_strength() {
        let network = |min_strength: f64, max_edges: usize| {
            let options = CooccurrenceOptions {
                min_documents: Some(2),
                min_strength: Some(min_strength),
                max_edges,
                ..CooccurrenceOptions::standard()
            };
            of_corpus(&corpus_of(TEXTS), &options)
        };
        let numbers = |network: &Network| (network.edges.len(), network.parameters.threshold);
        assert_eq!(numbers(&network(0.5, 60)), (2, 0.5));
        assert_eq!(numbers(&network(0.25, 60)), (4, 0.25), "the least strength itself is strong enough");
        assert_eq!(numbers(&network(0.2, 2)).0, 2, "and no more than the strongest");
        assert_eq!(network(0.2, 60).parameters.n_pairs, 4);
        assert_eq!(numbers(&network(1.1, 60)).0, 0);
    }

    #[test]
    fn codes_have_a_network_too() {
        let code = |lemma: &str, documents: &[u32]| Term {
            lemma: lemma.to_owned(),
            class: "code",
            word: 0,
            n_documents: documents.len() as u32,
            n_occurrences: 0,
            n_negated: 0,
            documents: documents.to_vec(),
        };
        let codes = [code("移動", &[0, 1, 2]), code("制度", &[1, 2, 3]), code("職場", &[4]), code("無", &[])];
        for measure in Measure::ALL {
            let options = CooccurrenceOptions { measure, max_edges: 10, ..CooccurrenceOptions::standard() };
            let network = Compared::codes(&codes, 5, &options).network();
            assert_eq!((network.nodes[0].lemma.as_str(), network.edges[0].jaccard), ("移動", 0.5));
            assert_eq!(network.parameters.n_words, 3);
        }
    }

    #[test]
    fn the_same_texts_give_the_same_picture() {
        assert_eq!(network_of(TEXTS, 60), network_of(TEXTS, 60));
        assert!(
            network_of(TEXTS, 60)
                .nodes
                .iter()
                .all(|node| (0.0..=1.0).contains(&node.x.min(node.y.max(node.x))))
        );
        assert_eq!(network_of(&[], 60).nodes, []);
    }

    /// One person says 体操 three times, everybody else says what two say.
    #[test]
    fn in_the_way_of_khcoder_words_are_chosen_by_occurrences() {
        let corpus = corpus_of(&["体操、体操、体操と主治医", "主治医と意見書", "意見書と主治医"]);
        let as_khcoder = Corpus { convention: Convention::KhCoder, ..corpus.clone() };
        let lemmas = |corpus: &Corpus| -> Vec<String> {
            let network = of_corpus(corpus, &CooccurrenceOptions::standard());
            network.nodes.into_iter().map(|node| node.lemma).collect()
        };
        assert_eq!(lemmas(&corpus), ["主治医", "意見書"]);
        assert_eq!(lemmas(&as_khcoder), ["主治医", "意見書", "体操"]);
        let least = |corpus: &Corpus| of_corpus(corpus, &CooccurrenceOptions::standard()).parameters.least;
        assert_eq!((least(&corpus), least(&as_khcoder)), (Least::Documents(2), Least::Occurrences(2)));
    }
}
