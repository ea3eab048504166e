//! What is typed is what is done.

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
    assert_eq!((usual.of_compared(), usual.compares_words()), (usual.network(), true));
    assert_eq!((usual.linkage(), usual.scaling()), (Linkage::Ward, Scaling::Principal));
    assert_eq!((usual.topic_linkage(), usual.n_topics()), (Linkage::Average, 10));
    assert_eq!((usual.n_clusters(74), usual.n_clusters(0)), (9, 1));
    assert_eq!(usual.collocations(), CollocationOptions::standard());
    assert_eq!((usual.n_words(), usual.n_correspondence_words()), (300, 60));
    assert_eq!(usual.network_of_codes().max_edges, 10);
    assert_eq!(usual.given(), Vec::<String>::new());
}

#[test]
fn denied_words_are_together_unless_somebody_wants_them_apart() {
    assert!(
        !typed(&[]).unwrap().are_denied_apart()
            && !typed(&["--denied", "together"]).unwrap().are_denied_apart()
    );
    let apart = typed(&["--denied", "apart"]).unwrap();
    assert!(apart.are_denied_apart());
    assert_eq!(apart.given(), ["--denied apart"]);
    assert!(typed(&["--denied", "never"]).is_err());
}

#[test]
fn what_is_typed_is_done_and_told() {
    let given = [
        "--compare",
        "rules",
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
        "--least",
        "4",
        "--words",
        "120",
        "--span",
        "3",
        "--neighbours",
        "40",
        "--edges",
        "80",
        "--clusters",
        "5",
        "--correspondence-words",
        "100",
        "--topic-groups",
        "7",
        "--tree",
        "--topics",
    ];
    let options = typed(&given).unwrap();
    let network = options.network();
    assert_eq!((network.measure, network.grouping), (Measure::Cosine, Grouping::EdgeBetweenness));
    assert_eq!((network.max_edges, network.min_strength), (80, Some(0.25)));
    assert_eq!((network.min_documents, network.max_words), (Some(4), 120));
    let of_codes = options.network_of_codes();
    assert_eq!(
        (of_codes.measure, of_codes.max_edges, of_codes.min_documents),
        (Measure::Cosine, 80, Some(1))
    );
    // Codes as words, but 200 of them at most.
    let compared = options.of_compared();
    assert_eq!((compared.max_edges, compared.min_documents, compared.max_words), (80, Some(4), 120));
    let codes = typed(&["--compare", "themes"]).unwrap().of_compared();
    assert_eq!((codes.max_edges, codes.min_documents, codes.max_words), (10, Some(1), 200));
    let near = options.collocations();
    assert_eq!((near.span, near.limit, options.n_correspondence_words()), (3, 40, 100));
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
        ("--compare", "codes", "words, rules, themes"),
        ("--measure", "tanimoto", "jaccard, dice, simpson, cosine, euclid"),
        ("--grouping", "louvain", "modularity, random-walk, edge-betweenness, none"),
        ("--linkage", "single", "ward, average, complete"),
        ("--scaling", "sym", "principal, root, standard"),
        ("--topic-linkage", "complete", "average, ward"),
        ("--edges", "0", "1～300"),
        ("--words", "301", "1～300"),
        ("--span", "21", "1～20"),
        ("--neighbours", "0", "1～1000"),
        ("--correspondence-words", "151", "1～150"),
        ("--least", "0", "1以上"),
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
                options.network_words(lang).map(|(_, words)| words).join(" "),
                options.linkage_words(lang),
                options.topic_linkage_words(lang),
                options.scaling_words(lang),
                options.things_words(lang),
            ]
        };
        let mut found: Vec<String> = Vec::new();
        for &compare in CompareName::value_variants() {
            found.extend(of(Options { compare, ..Options::default() }));
        }
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
        let missing = found
            .iter()
            .find(|words| ["multivariate-", "methods-", "analyze-"].iter().any(|key| words.contains(key)));
        assert_eq!(missing, None);
    }
}
