//! The network of words counted by people: a pair is as strong as it is among people, and leads to their texts.

use super::{CooccurrenceOptions, Network, of_counted};
use crate::text::people::People;
use crate::text::terms::Term;
use crate::text::tokenizer::Convention;

/// The network of these words, which are in the order of [`People::rank`] and come from texts that were read by a convention. A
/// word's and a pair's `n_documents`, and what the parameters say of documents, are numbers of people; `documents` are the texts in
/// which those people use the words.
pub fn people_cooccurrence(
    terms: &[Term],
    people: &People,
    convention: Convention,
    options: &CooccurrenceOptions,
) -> Network {
    let by_people: Vec<Term> = terms
        .iter()
        .map(|term| {
            let documents = people.of(&term.documents);
            Term { n_documents: documents.len() as u32, documents, ..term.clone() }
        })
        .collect();
    let mut network = of_counted(by_people, people.n, convention, options);
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
    use crate::text::cooccurrence::cooccurrence;
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

    fn options() -> CooccurrenceOptions {
        CooccurrenceOptions { min_documents: Some(2), ..CooccurrenceOptions::standard() }
    }

    #[test]
    fn with_one_text_each_it_is_the_network_of_texts() {
        let corpus = corpus_of(TEXTS);
        let words = terms(&corpus, &TermOptions::content_words());
        let people = People::new(TEXTS.len(), &[], &[]);
        let network = people_cooccurrence(&words, &people, Convention::Kikitori, &options());
        let by_texts = cooccurrence(&corpus, &options());
        assert_eq!(network.nodes, by_texts.nodes);
        assert_eq!(network.parameters, by_texts.parameters);
        for (one, other) in network.edges.iter().zip(&by_texts.edges) {
            assert_eq!((one.n_documents, one.jaccard), (other.n_documents, other.jaccard));
        }
    }

    #[test]
    fn what_a_person_says_in_two_texts_goes_together() {
        let corpus = corpus_of(TEXTS);
        let names = ["P", "P", "Q", "R", "S", "S"].map(str::to_owned);
        let people = People::new(TEXTS.len(), &names, &[]);
        let mut words = terms(&corpus, &TermOptions::content_words());
        people.rank(&mut words);
        let network = people_cooccurrence(&words, &people, Convention::Kikitori, &options());
        let lemmas: Vec<&str> = network.nodes.iter().map(|node| node.lemma.as_str()).collect();
        assert!(!lemmas.contains(&"求人"), "one person says it twice: {lemmas:?}");
        let place = |lemma: &str| lemmas.iter().position(|known| *known == lemma).unwrap() as u32;
        let pair = [place("主治医"), place("意見書")];
        let edge =
            network.edges.iter().find(|edge| pair.contains(&edge.source) && pair.contains(&edge.target));
        let edge = edge.unwrap();
        assert_eq!((edge.n_documents, edge.jaccard), (3, 1.0));
        assert_eq!(edge.documents, [0, 1, 2, 3]);
    }
}
