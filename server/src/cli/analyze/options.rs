//! How words and texts are compared and put together: what can be set on the pages of an analysis, as options of the command. Values
//! have the names that they have in the addresses of pages; the usual ones are those of KH Coder.

mod compared;
mod names;

use analysis::multivariate::cluster::{Linkage, usual_groups};
use analysis::multivariate::correspondence::{self, Scaling};
use analysis::multivariate::similarity::Measure;
use analysis::multivariate::themes::topics::{MOST_TOPICS, USUAL_TOPICS};
use analysis::text::collocation::{CollocationOptions, WIDEST_SPAN};
use analysis::text::cooccurrence::community::Grouping;
use analysis::text::cooccurrence::{
    CooccurrenceOptions, MOST_EDGES, MOST_WORDS, Network, NetworkParameters, USUAL_EDGES_OF_CODES,
};
use clap::ValueEnum;
use surveys::questionnaire::question::input::number_typed;

pub use self::names::{
    CompareName, DeniedName, GroupingName, LinkageName, MeasureName, ScalingName, TopicLinkageName,
};
use super::LANG;
use crate::i18n::text;

/// More neighbours of a word are not read by anybody.
const MOST_NEIGHBOURS: usize = 1_000;

/// What can be set.
#[derive(Clone, Debug, Default, PartialEq, clap::Args)]
pub struct Options {
    /// くらべるもの: what the network, the clusters, the correspondence analysis and --map are about: words (語), rules (--rules のコード) or
    /// themes (提案されたテーマ). Codes and themes are counted as --count-in says.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub compare: CompareName,
    /// 打ち消された語: how words are counted where they are denied (理解がない): together with the others, or apart as a word of their own
    /// (理解〜ない) in all tables and pictures of words.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub denied: DeniedName,
    /// 人数の下限: how many people at least use a word that is compared (as many as leave about 75 words); with --count-in how many of
    /// these units have it.
    #[arg(long, value_name = "N", value_parser = least)]
    pub least: Option<u32>,
    /// くらべる語の数: how many words at most are compared, those of most people (300).
    #[arg(long, value_name = "N", value_parser = words)]
    pub words: Option<usize>,
    /// 前後の語の範囲: how many words before and after a word its neighbours stand (5).
    #[arg(long, value_name = "N", value_parser = span)]
    pub span: Option<usize>,
    /// 前後の語の数: how many neighbours of a word are listed, those of the highest score (200).
    #[arg(long, value_name = "N", value_parser = neighbours)]
    pub neighbours: Option<usize>,
    /// 結びつきの測り方: how alike two words are, in the network (that of codes, too), for the clusters and for --map.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub measure: MeasureName,
    /// 線の数: how many of the strongest lines the network has (60, of codes 10; with --least-strength 300). Equal ones may
    /// exceed it.
    #[arg(long, value_name = "N", value_parser = edges)]
    pub edges: Option<usize>,
    /// 線の最小の強さ: how strong a line of the network is at least, above 0 and at most 1.
    #[arg(long, value_name = "X", value_parser = strength)]
    pub least_strength: Option<f64>,
    /// まとまりの分け方: how groups of words in the network are found.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub grouping: GroupingName,
    /// 最小全域木: draw only the lines of the minimum spanning tree of the network.
    #[arg(long)]
    pub tree: bool,
    /// クラスターの作り方: how the distance of two clusters of words follows from those of their words.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub linkage: LinkageName,
    /// クラスターの数: how many clusters of words there are (the root of the number of words).
    #[arg(long, value_name = "N", value_parser = clusters)]
    pub clusters: Option<usize>,
    /// 対応分析の語の数: how many words the correspondence analysis has, those that differ most (60).
    #[arg(long, value_name = "N", value_parser = correspondence_words)]
    pub correspondence_words: Option<usize>,
    /// 座標の取り方: how coordinates of the correspondence analysis are stretched.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub scaling: ScalingName,
    /// 文章のまとまり: put texts that speak of the same into groups, however many there are up to 10,000 (without it up to
    /// 2,000).
    #[arg(long)]
    pub topics: bool,
    /// 文章のまとまりの数: into how many groups of at least three texts texts are put at most (10).
    #[arg(long, value_name = "N", value_parser = topics)]
    pub topic_groups: Option<usize>,
    /// 文章のまとまりの作り方: how the distance of two groups of texts follows from those of their texts.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub topic_linkage: TopicLinkageName,
}

fn least(typed: &str) -> Result<u32, String> {
    let number = typed.trim().parse::<u32>().ok().filter(|number| *number > 0);
    number.ok_or_else(|| text(LANG, "analyze-option-least", &[]))
}

fn words(typed: &str) -> Result<usize, String> {
    whole_number(typed, MOST_WORDS)
}

fn span(typed: &str) -> Result<usize, String> {
    whole_number(typed, WIDEST_SPAN)
}

fn neighbours(typed: &str) -> Result<usize, String> {
    whole_number(typed, MOST_NEIGHBOURS)
}

fn correspondence_words(typed: &str) -> Result<usize, String> {
    whole_number(typed, correspondence::MOST_WORDS)
}

fn edges(typed: &str) -> Result<usize, String> {
    whole_number(typed, MOST_EDGES)
}

fn clusters(typed: &str) -> Result<usize, String> {
    whole_number(typed, MOST_WORDS)
}

fn topics(typed: &str) -> Result<usize, String> {
    whole_number(typed, MOST_TOPICS)
}

fn whole_number(typed: &str, most: usize) -> Result<usize, String> {
    let number = typed.trim().parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| text(LANG, "analyze-option-number", &[("most", most.to_string())]))
}

fn strength(typed: &str) -> Result<f64, String> {
    let strength = number_typed(typed).filter(|strength| *strength > 0.0 && *strength <= 1.0);
    strength.ok_or_else(|| text(LANG, "analyze-option-strength", &[]))
}

/// What a value is called on the command line.
fn name(value: &impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

impl Options {
    /// How alike two words are.
    pub fn measure(&self) -> Measure {
        match self.measure {
            MeasureName::Jaccard => Measure::Jaccard,
            MeasureName::Dice => Measure::Dice,
            MeasureName::Simpson => Measure::Simpson,
            MeasureName::Cosine => Measure::Cosine,
            MeasureName::Euclid => Measure::Euclid,
        }
    }

    /// How the network is made.
    pub fn network(&self) -> CooccurrenceOptions {
        let standard = CooccurrenceOptions::standard();
        CooccurrenceOptions {
            min_documents: self.least,
            max_words: self.n_words(),
            measure: self.measure(),
            grouping: match self.grouping {
                // Without groups none is shown.
                GroupingName::Modularity | GroupingName::None => Grouping::Modularity,
                GroupingName::RandomWalk => Grouping::RandomWalk,
                GroupingName::EdgeBetweenness => Grouping::EdgeBetweenness,
            },
            max_edges: self.n_edges(standard.max_edges),
            min_strength: self.least_strength,
            ..standard
        }
    }

    /// How the network of codes is made: of all that somebody has, with KH Coder's number of edges where nobody says how many.
    pub fn network_of_codes(&self) -> CooccurrenceOptions {
        CooccurrenceOptions {
            min_documents: Some(1),
            max_words: MOST_WORDS,
            max_edges: self.n_edges(USUAL_EDGES_OF_CODES),
            ..self.network()
        }
    }

    /// How many edges a network has at most. Who says how strong they must be wants all of these.
    fn n_edges(&self, usual: usize) -> usize {
        let usual = if self.least_strength.is_some() { MOST_EDGES } else { usual };
        self.edges.unwrap_or(usual)
    }

    /// Whether groups of the network are shown.
    pub fn has_groups(&self) -> bool {
        self.grouping != GroupingName::None
    }

    /// A network as it is shown: without groups, or with the lines of its tree alone, where somebody wants that.
    pub fn shown(&self, mut network: Network) -> Network {
        if self.tree {
            network.keep_tree();
        }
        if !self.has_groups() {
            network.nodes.iter_mut().for_each(|node| node.community = 0);
            network.edges.iter_mut().for_each(|edge| edge.is_between_communities = false);
        }
        network
    }

    /// What is said of a network's groups and lines, as arguments of messages.
    pub fn network_words(&self, lang: &str) -> [(&'static str, String); 3] {
        let kept = if self.tree { "tree" } else { "all" };
        [
            ("grouped", if self.has_groups() { "yes" } else { "no" }.to_owned()),
            ("grouping", text(lang, &format!("methods-grouping-{}", name(&self.grouping)), &[])),
            ("kept", kept.to_owned()),
        ]
    }

    /// How words of a network were chosen, as arguments of messages: how many are frequent enough, how many of them are compared, and
    /// whether somebody asked for no more (`given`), there can be no more (`usual`), or these are all (`no`).
    pub fn words_compared(&self, parameters: &NetworkParameters) -> [(&'static str, String); 5] {
        let limited = match (parameters.n_frequent > parameters.n_words, self.words) {
            (false, _) => "no",
            (true, Some(_)) => "given",
            (true, None) => "usual",
        };
        [
            ("by", parameters.least.of().to_owned()),
            ("least", parameters.least.n().to_string()),
            ("frequent", parameters.n_frequent.to_string()),
            ("words", parameters.n_words.to_string()),
            ("limited", limited.to_owned()),
        ]
    }

    /// Whether words that are denied are words of their own.
    pub fn are_denied_apart(&self) -> bool {
        self.denied == DeniedName::Apart
    }

    /// How many words are compared at most.
    pub fn n_words(&self) -> usize {
        self.words.unwrap_or(MOST_WORDS)
    }

    /// How many words a correspondence analysis has at most.
    pub fn n_correspondence_words(&self) -> usize {
        self.correspondence_words.unwrap_or(correspondence::USUAL_WORDS)
    }

    /// What is listed near words.
    pub fn collocations(&self) -> CollocationOptions {
        let standard = CollocationOptions::standard();
        CollocationOptions {
            span: self.span.unwrap_or(standard.span),
            limit: self.neighbours.unwrap_or(standard.limit),
            ..standard
        }
    }

    /// How words are clustered.
    pub fn linkage(&self) -> Linkage {
        match self.linkage {
            LinkageName::Ward => Linkage::Ward,
            LinkageName::Average => Linkage::Average,
            LinkageName::Complete => Linkage::Complete,
        }
    }

    /// How many clusters so many words are put into.
    pub fn n_clusters(&self, n_words: usize) -> usize {
        self.clusters.unwrap_or_else(|| usual_groups(n_words)).clamp(1, n_words.max(1))
    }

    /// How coordinates are stretched.
    pub fn scaling(&self) -> Scaling {
        match self.scaling {
            ScalingName::Principal => Scaling::Principal,
            ScalingName::Root => Scaling::Root,
            ScalingName::Standard => Scaling::Standard,
        }
    }

    /// How many groups texts are put into at most.
    pub fn n_topics(&self) -> usize {
        self.topic_groups.unwrap_or(USUAL_TOPICS)
    }

    /// How texts are put together.
    pub fn topic_linkage(&self) -> Linkage {
        match self.topic_linkage {
            TopicLinkageName::Average => Linkage::Average,
            TopicLinkageName::Ward => Linkage::Ward,
        }
    }

    /// What the measure is called.
    pub fn measure_words(&self, lang: &str) -> String {
        text(lang, &format!("multivariate-measure-{}", name(&self.measure)), &[])
    }

    /// What the strength of a line is called: by a distance it is how near two words are.
    pub fn strength_words(&self, lang: &str) -> String {
        match self.measure {
            MeasureName::Euclid => text(lang, "multivariate-measure-euclid-near", &[]),
            _ => self.measure_words(lang),
        }
    }

    /// What the way to cluster words is called.
    pub fn linkage_words(&self, lang: &str) -> String {
        text(lang, &format!("methods-linkage-{}", name(&self.linkage)), &[])
    }

    /// What the way to put texts together is called.
    pub fn topic_linkage_words(&self, lang: &str) -> String {
        text(lang, &format!("methods-linkage-{}", name(&self.topic_linkage)), &[])
    }

    /// What the coordinates are called.
    pub fn scaling_words(&self, lang: &str) -> String {
        text(lang, &format!("multivariate-scaling-{}", name(&self.scaling)), &[])
    }

    /// The options that are not the usual ones, as they are typed.
    pub fn given(&self) -> Vec<String> {
        let usual = Options::default();
        let named = [
            ("--compare", name(&self.compare), name(&usual.compare)),
            ("--denied", name(&self.denied), name(&usual.denied)),
            ("--measure", name(&self.measure), name(&usual.measure)),
            ("--grouping", name(&self.grouping), name(&usual.grouping)),
            ("--linkage", name(&self.linkage), name(&usual.linkage)),
            ("--scaling", name(&self.scaling), name(&usual.scaling)),
            ("--topic-linkage", name(&self.topic_linkage), name(&usual.topic_linkage)),
        ];
        let named = named.into_iter().filter(|(_, value, usual)| value != usual);
        let mut given: Vec<String> = named.map(|(option, value, _)| format!("{option} {value}")).collect();
        given.extend(self.least_strength.map(|strength| format!("--least-strength {strength}")));
        given.extend(self.least.map(|least| format!("--least {least}")));
        let numbers = [
            ("--words", self.words),
            ("--span", self.span),
            ("--neighbours", self.neighbours),
            ("--edges", self.edges),
            ("--clusters", self.clusters),
            ("--correspondence-words", self.correspondence_words),
            ("--topic-groups", self.topic_groups),
        ];
        given.extend(numbers.into_iter().filter_map(|(option, n)| Some(format!("{option} {}", n?))));
        let set = [("--tree", self.tree), ("--topics", self.topics)];
        given.extend(set.into_iter().filter(|(_, is_set)| *is_set).map(|(option, _)| option.to_owned()));
        given
    }
}

#[cfg(test)]
mod tests;
