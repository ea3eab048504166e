//! The network of words counted by people: a pair is as strong as it is among people, and leads to their texts.

use super::Network;
use super::compared::Compared;
use crate::text::people::People;
use crate::text::terms::Term;

/// The network of words that [`Compared::by_person`] chose from `terms`, which are those of texts. A word's and a pair's `n_documents`,
/// and what the parameters say of documents, are numbers of people; `documents` are the texts in which those people use the words.
pub fn people_cooccurrence(compared: &Compared, terms: &[Term], people: &People) -> Network {
    let mut network = compared.network();
    // With one text each a person's number is that of the text.
    if !people.is_one_each() {
        lead_to_texts(&mut network, terms, |text, of_pair| {
            people.person(text).is_some_and(|person| of_pair.binary_search(&person).is_ok())
        });
    }
    network
}

/// Puts texts in the place of people or units. `is_of` says whether a text is of any of those that have both words of a pair.
pub(super) fn lead_to_texts(network: &mut Network, terms: &[Term], is_of: impl Fn(u32, &[u32]) -> bool) {
    let texts_of = |lemma: &str, class: &str| {
        let term = terms.iter().find(|term| term.lemma == lemma && term.class == class);
        term.map(|term| term.documents.clone()).unwrap_or_default()
    };
    for node in &mut network.nodes {
        node.documents = texts_of(&node.lemma, node.class);
    }
    for edge in &mut network.edges {
        let words = [edge.source, edge.target].map(|place| network.nodes.get(place as usize));
        let mut texts: Vec<u32> = words.iter().flatten().flat_map(|node| &node.documents).copied().collect();
        texts.sort_unstable();
        texts.dedup();
        texts.retain(|&text| is_of(text, &edge.documents));
        edge.documents = texts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::multivariate::similarity::Measure;
    use crate::text::cooccurrence::{CooccurrenceOptions, Edge};
    use crate::text::corpus::tests::corpus_of;
    use crate::text::terms::{TermOptions, terms};

    const TEXTS: &[&str] = &[
        "主治医に頼む",
        "意見書を書く",
        "主治医と意見書の相談",
        "主治医は意見書を書く",
        "企業の求人",
        "企業の求人",
    ];

    /// The network by people with these names, by a measure.
    fn network_of(texts: &[&str], names: &[&str], measure: Measure) -> Network {
        let corpus = corpus_of(texts);
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let people = People::new(texts.len(), &names, &[]);
        let mut words = terms(&corpus, &TermOptions::content_words());
        people.rank(&mut words);
        let compared = Compared::by_person(&corpus, &people.terms(&words), &people, &options(measure));
        people_cooccurrence(&compared, &words, &people)
    }

    fn options(measure: Measure) -> CooccurrenceOptions {
        CooccurrenceOptions { min_documents: Some(2), measure, ..CooccurrenceOptions::standard() }
    }

    fn edge<'n>(network: &'n Network, one: &str, other: &str) -> &'n Edge {
        let place = |lemma: &str| network.nodes.iter().position(|node| node.lemma == lemma).unwrap() as u32;
        let pair = [place(one), place(other)];
        let mut edges = network.edges.iter();
        edges.find(|edge| pair.contains(&edge.source) && pair.contains(&edge.target)).unwrap()
    }

    #[test]
    fn with_one_text_each_it_is_the_network_of_texts() {
        // Of words that are said several times, and in texts of several lengths.
        let texts =
            [TEXTS, &["主治医、主治医、意見書の相談を主治医に頼む", "企業に求人の相談、求人の相談"]].concat();
        for measure in Measure::ALL {
            let corpus = corpus_of(&texts);
            let words = terms(&corpus, &TermOptions::content_words());
            let by_texts = Compared::by_text(&corpus, &words, &options(measure)).network();
            assert!(by_texts.edges.len() > 3, "{measure:?}");
            assert_eq!(network_of(&texts, &[], measure), by_texts, "{measure:?}");
        }
    }

    #[test]
    fn what_a_person_says_in_two_texts_goes_together() {
        let network = network_of(TEXTS, &["P", "P", "Q", "R", "S", "S"], Measure::Jaccard);
        let lemmas: Vec<&str> = network.nodes.iter().map(|node| node.lemma.as_str()).collect();
        assert!(!lemmas.contains(&"求人"), "one person says it twice: {lemmas:?}");
        let edge = edge(&network, "主治医", "意見書");
        assert_eq!((edge.n_documents, edge.jaccard), (3, 1.0));
        assert_eq!(edge.documents, [0, 1, 2, 3]);
    }

    /// By hand, counts of 主治医 and 意見書 in tokens: P 1 and 1 of 6 (主治医 に 頼む 意見書 を 書く), Q 2 and 1 of 5 (主治医 、 主治医 と
    /// 意見書), R 0 and 1 of 3 (意見書 を 書く).
    #[test]
    fn the_cosine_is_of_how_often_a_person_says_words() {
        let texts = ["主治医に頼む", "意見書を書く", "主治医、主治医と意見書", "意見書を書く"];
        let network = network_of(&texts, &["P", "P", "Q", "R"], Measure::Cosine);
        let (doctor, letter) = ([1.0 / 6.0, 2.0 / 5.0, 0.0], [1.0 / 6.0, 1.0 / 5.0, 1.0 / 3.0]);
        let dot = |one: [f64; 3], other: [f64; 3]| one.iter().zip(other).map(|(x, y)| x * y).sum::<f64>();
        let expected = dot(doctor, letter) / (dot(doctor, doctor) * dot(letter, letter)).sqrt();
        assert!((edge(&network, "主治医", "意見書").strength - expected).abs() < 1e-12);
    }
}
