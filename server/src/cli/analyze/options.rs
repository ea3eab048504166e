//! How words and texts are compared and put together: what can be set on the pages of an analysis, as options of the command. Values
//! have the names that they have in the addresses of pages; the usual ones are those of KH Coder.

use analysis::multivariate::cluster::{Linkage, usual_groups};
use analysis::multivariate::correspondence::Scaling;
use analysis::multivariate::similarity::Measure;
use analysis::multivariate::themes::topics::{MOST_TOPICS, USUAL_TOPICS};
use analysis::text::cooccurrence::CooccurrenceOptions;
use analysis::text::cooccurrence::community::Grouping;
use clap::ValueEnum;
use surveys::questionnaire::question::input::number_typed;

use super::LANG;
use super::further::MOST_WORDS;
use crate::i18n::text;

/// More lines make no picture.
const MOST_EDGES: usize = 300;

/// How alike two words are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MeasureName {
    /// Jaccard's coefficient.
    #[default]
    Jaccard,
    /// Dice's coefficient.
    Dice,
    /// Simpson's coefficient.
    Simpson,
    /// The cosine.
    Cosine,
    /// Euclid's distance of standardized values.
    Euclid,
}

/// How groups of a network are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum GroupingName {
    /// Greedy modularity.
    #[default]
    Modularity,
    /// Random walks.
    RandomWalk,
    /// Taking away the lines between groups.
    EdgeBetweenness,
}

/// How the distance of two clusters of words follows from those of their words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LinkageName {
    /// Ward's method.
    #[default]
    Ward,
    /// The mean distance.
    Average,
    /// The largest distance.
    Complete,
}

/// How texts are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TopicLinkageName {
    /// The mean distance.
    #[default]
    Average,
    /// Ward's method.
    Ward,
}

/// How coordinates of a correspondence analysis are stretched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ScalingName {
    /// Principal coordinates.
    #[default]
    Principal,
    /// Times the root of the singular value.
    Root,
    /// Standard coordinates.
    Standard,
}

/// What can be set.
#[derive(Clone, Debug, Default, PartialEq, clap::Args)]
pub struct Options {
    /// 結びつきの測り方: how alike two words are, in the network, for the clusters and for --map.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub measure: MeasureName,
    /// 線の数: how many of the strongest lines the network has (60; with --least-strength 300). Equal ones may exceed it.
    #[arg(long, value_name = "N", value_parser = edges)]
    pub edges: Option<usize>,
    /// 線の最小の強さ: how strong a line of the network is at least, above 0 and at most 1.
    #[arg(long, value_name = "X", value_parser = strength)]
    pub least_strength: Option<f64>,
    /// まとまりの分け方: how groups of words in the network are found.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub grouping: GroupingName,
    /// クラスターの作り方: how the distance of two clusters of words follows from those of their words.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub linkage: LinkageName,
    /// クラスターの数: how many clusters of words there are (the root of the number of words).
    #[arg(long, value_name = "N", value_parser = clusters)]
    pub clusters: Option<usize>,
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
        // Who says how strong lines must be wants all of these.
        let usual = if self.least_strength.is_some() { MOST_EDGES } else { standard.max_edges };
        CooccurrenceOptions {
            measure: self.measure(),
            grouping: match self.grouping {
                GroupingName::Modularity => Grouping::Modularity,
                GroupingName::RandomWalk => Grouping::RandomWalk,
                GroupingName::EdgeBetweenness => Grouping::EdgeBetweenness,
            },
            max_edges: self.edges.unwrap_or(usual),
            min_strength: self.least_strength,
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

    /// What the way to find groups is called.
    pub fn grouping_words(&self, lang: &str) -> String {
        text(lang, &format!("methods-grouping-{}", name(&self.grouping)), &[])
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
            ("--measure", name(&self.measure), name(&usual.measure)),
            ("--grouping", name(&self.grouping), name(&usual.grouping)),
            ("--linkage", name(&self.linkage), name(&usual.linkage)),
            ("--scaling", name(&self.scaling), name(&usual.scaling)),
            ("--topic-linkage", name(&self.topic_linkage), name(&usual.topic_linkage)),
        ];
        let named = named.into_iter().filter(|(_, value, usual)| value != usual);
        let mut given: Vec<String> = named.map(|(option, value, _)| format!("{option} {value}")).collect();
        given.extend(self.least_strength.map(|strength| format!("--least-strength {strength}")));
        let numbers =
            [("--edges", self.edges), ("--clusters", self.clusters), ("--topic-groups", self.topic_groups)];
        given.extend(numbers.into_iter().filter_map(|(option, n)| Some(format!("{option} {}", n?))));
        if self.topics {
            given.push("--topics".to_owned());
        }
        given
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Typed {
        #[command(flatten)]
        options: Options,
    }

    fn typed(arguments: &[&str]) -> Result<Options, String> {
        let all = ["analyze"].iter().chain(arguments).copied();
        Typed::try_parse_from(all).map(|typed| typed.options).map_err(|error| error.to_string())
    }

    #[test]
    fn nothing_typed_is_what_kh_coder_does() {
        let usual = typed(&[]).unwrap();
        assert_eq!(usual, Options::default());
        assert_eq!(usual.network(), CooccurrenceOptions::standard());
        assert_eq!((usual.linkage(), usual.scaling()), (Linkage::Ward, Scaling::Principal));
        assert_eq!((usual.topic_linkage(), usual.n_topics()), (Linkage::Average, 10));
        assert_eq!((usual.n_clusters(74), usual.n_clusters(0)), (9, 1));
        assert_eq!(usual.given(), Vec::<String>::new());
    }

    #[test]
    fn what_is_typed_is_done_and_told() {
        let given = [
            "--measure",
            "cosine",
            "--grouping",
            "edge-betweenness",
            "--linkage",
            "complete",
            "--scaling",
            "root",
            "--topic-linkage",
            "ward",
            "--least-strength",
            "0.25",
            "--edges",
            "80",
            "--clusters",
            "5",
            "--topic-groups",
            "7",
            "--topics",
        ];
        let options = typed(&given).unwrap();
        let network = options.network();
        assert_eq!((network.measure, network.grouping), (Measure::Cosine, Grouping::EdgeBetweenness));
        assert_eq!((network.max_edges, network.min_strength), (80, Some(0.25)));
        assert_eq!((options.linkage(), options.topic_linkage()), (Linkage::Complete, Linkage::Ward));
        assert_eq!((options.scaling(), options.n_topics()), (Scaling::Root, 7));
        assert_eq!((options.n_clusters(74), options.n_clusters(3)), (5, 3));
        assert_eq!(options.given().join(" "), given.join(" "));
        let strongest = typed(&["--least-strength", "0.2"]).unwrap();
        assert_eq!(strongest.network().max_edges, MOST_EDGES, "all that are strong enough");
    }

    #[test]
    fn bad_values_are_named_with_those_that_are_good() {
        for (option, value, wanted) in [
            ("--measure", "tanimoto", "jaccard, dice, simpson, cosine, euclid"),
            ("--grouping", "none", "modularity, random-walk, edge-betweenness"),
            ("--linkage", "single", "ward, average, complete"),
            ("--scaling", "sym", "principal, root, standard"),
            ("--topic-linkage", "complete", "average, ward"),
            ("--edges", "0", "1～300"),
            ("--edges", "301", "1～300"),
            ("--clusters", "many", "1～300"),
            ("--topic-groups", "51", "1～50"),
            ("--least-strength", "0", "0より大きく"),
            ("--least-strength", "1.5", "0より大きく"),
        ] {
            let message = typed(&[option, value]).unwrap_err();
            assert!(message.contains(option) && message.contains(wanted), "{message}");
        }
    }

    #[test]
    fn every_value_has_words_in_both_languages() {
        for lang in ["ja", "en"] {
            let of = |options: Options| {
                [
                    options.measure_words(lang),
                    options.strength_words(lang),
                    options.grouping_words(lang),
                    options.linkage_words(lang),
                    options.topic_linkage_words(lang),
                    options.scaling_words(lang),
                ]
            };
            let mut found: Vec<String> = Vec::new();
            for &measure in MeasureName::value_variants() {
                found.extend(of(Options { measure, ..Options::default() }));
            }
            for &grouping in GroupingName::value_variants() {
                found.extend(of(Options { grouping, ..Options::default() }));
            }
            for &linkage in LinkageName::value_variants() {
                found.extend(of(Options { linkage, ..Options::default() }));
            }
            for &topic_linkage in TopicLinkageName::value_variants() {
                found.extend(of(Options { topic_linkage, ..Options::default() }));
            }
            for &scaling in ScalingName::value_variants() {
                found.extend(of(Options { scaling, ..Options::default() }));
            }
            let missing =
                found.iter().find(|words| words.contains("multivariate-") || words.contains("methods-"));
            assert_eq!(missing, None);
        }
    }
}
