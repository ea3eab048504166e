//! The network of words counted by sentences, paragraphs or other units; marks lead to texts.

use super::Network;
use super::compared::Compared;
use super::people::lead_to_texts;
use crate::text::terms::Term;
use crate::text::units::Units;

/// The network of words that [`Compared::by_unit`] chose from `terms`, which are those of texts. A word's and a pair's `n_documents`,
/// and what the parameters say of documents, are numbers of units; `documents` are the texts with the word, and those in which both
/// words, or one of them, stand in a unit that has both.
pub fn unit_cooccurrence(compared: &Compared, terms: &[Term], units: &Units) -> Network {
    let mut network = compared.network();
    lead_to_texts(&mut network, terms, |text, of_pair| {
        units.in_text(text).iter().any(|piece| of_pair.binary_search(&piece.unit).is_ok())
    });
    network
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::cooccurrence::{CooccurrenceOptions, Edge};
    use crate::text::corpus::tests::corpus_of;
    use crate::text::headed::Outline;
    use crate::text::terms::{TermOptions, terms};
    use crate::text::unit_terms::unit_terms;
    use crate::text::units::{Unit, units};

    /// 窓口 and 送迎 share two texts and no sentence, 窓口 and 求人 two sentences.
    const TEXTS: [&str; 4] = ["窓口と求人。送迎。", "送迎。", "送迎。窓口と求人。", "求人。"];

    fn network_by(kind: Unit, texts: &[&str]) -> Network {
        let corpus = corpus_of(texts);
        let units = units(&corpus, &Outline::default(), kind, &[]);
        let words = terms(&corpus, &TermOptions::content_words());
        let by_unit = unit_terms(&corpus, &units, &words);
        let options = CooccurrenceOptions { min_documents: Some(2), ..CooccurrenceOptions::standard() };
        let compared = Compared::by_unit(&corpus, &by_unit, &units, &options);
        unit_cooccurrence(&compared, &words, &units)
    }

    fn pair<'n>(network: &'n Network, one: &str, other: &str) -> Option<&'n Edge> {
        let lemma = |place: u32| network.nodes[place as usize].lemma.as_str();
        network.edges.iter().find(|edge| {
            let words = [lemma(edge.source), lemma(edge.target)];
            words == [one, other] || words == [other, one]
        })
    }

    #[test]
    fn only_words_of_one_sentence_are_joined() {
        let by_sentence = network_by(Unit::Sentence, &TEXTS);
        assert_eq!(by_sentence.parameters.n_documents, 6);
        assert!(pair(&by_sentence, "窓口", "送迎").is_none());
        let joined = pair(&by_sentence, "窓口", "求人").unwrap();
        // By hand: two sentences with both, three with either; they are in the first and the third text.
        assert_eq!((joined.n_documents, joined.jaccard), (2, 2.0 / 3.0));
        assert_eq!(joined.documents, [0, 2]);
        let by_text = network_by(Unit::Document, &TEXTS);
        assert_eq!(pair(&by_text, "窓口", "送迎").map(|edge| edge.n_documents), Some(2));
    }

    #[test]
    fn words_lead_to_all_their_texts() {
        let network = network_by(Unit::Sentence, &TEXTS);
        let word = network.nodes.iter().find(|node| node.lemma == "求人").unwrap();
        assert_eq!((word.n_documents, word.documents.as_slice()), (3, [0, 2, 3].as_slice()));
    }

    #[test]
    fn the_order_of_texts_changes_no_figure() {
        let shuffled = [TEXTS[3], TEXTS[2], TEXTS[0], TEXTS[1]];
        let (one, other) = (network_by(Unit::Sentence, &TEXTS), network_by(Unit::Sentence, &shuffled));
        assert_eq!(one.parameters, other.parameters);
        let figures = |network: &Network| -> Vec<(u32, u32, u32, f64)> {
            let edges = network.edges.iter();
            edges.map(|edge| (edge.source, edge.target, edge.n_documents, edge.strength)).collect()
        };
        assert_eq!(figures(&one), figures(&other));
    }
}
