//! What is computed of the most frequent words and of whole texts, all at once: neighbours, typical words, correspondence, clusters and
//! groups of texts that speak of the same. Each of these has a file of its own.

use analysis::coding::suggest::CodedSentence;
use analysis::multivariate::NotComputed;
use analysis::multivariate::cluster::Tree;
use analysis::multivariate::similarity::Pairs;
use analysis::text::collocation::Collocations;
use analysis::text::cooccurrence::least::Least;
use analysis::text::corpus::Corpus;
use analysis::text::people::People;
use analysis::text::terms::Term;
use analysis::text::word_vectors::WordVectors;

use super::clusters;
use super::counted::Counts;
use super::keyness::{self, ValueWords};
use super::neighbours::{self, AssociatedWith};
use super::options::Options;
use super::plane::{self, Plane};
use super::rules::NamedCode;
use super::topics::Topics;

/// What was computed.
pub struct Further {
    /// The words that somebody named and the most frequent ones, with what stands near them.
    pub collocations: Vec<(String, Collocations)>,
    /// The same words, then codes that somebody named, with those typical of the people who use or have them, or of the sentences with
    /// them …; `documents` are people or units.
    pub associated: Vec<AssociatedWith>,
    /// The words that are compared, by the values of each column.
    pub keywords: Vec<ValueWords>,
    /// One for each column that is compared.
    pub correspondences: Vec<Plane>,
    /// The words of most people, which are set against columns.
    pub compared: Vec<Term>,
    /// The words, or codes, that are compared with one another; `documents` are texts.
    pub clustered: Vec<Term>,
    /// The same; `documents` are people, or what else they are compared by.
    pub clustered_in: Vec<Term>,
    /// Their distances among people or units.
    pub distances: Result<Pairs, NotComputed>,
    /// Their clusters by these distances.
    pub clusters: Result<Tree, NotComputed>,
    /// Groups of texts that speak of the same.
    pub topics: Result<Topics, NotComputed>,
    /// How words and texts were compared.
    pub options: Options,
}

/// Words and codes of coding rules that somebody wants to look at more closely.
#[derive(Clone, Copy)]
pub struct Wanted<'w> {
    /// The words; names of codes may be among them.
    pub words: &'w [String],
    /// The codes.
    pub codes: &'w [NamedCode],
}

/// What everything is computed from.
#[derive(Clone, Copy)]
pub struct Counted<'c> {
    /// The texts.
    pub corpus: &'c Corpus,
    /// What is suggested for their sentences.
    pub coded: &'c [CodedSentence],
    /// Their words, most people first.
    pub terms: &'c [Term],
    /// Who wrote what.
    pub people: &'c People,
    /// The same by names alone.
    pub named: &'c People,
    /// How frequent a word that is set against columns must be, among people.
    pub least: Least,
    /// What words are counted by.
    pub counts: &'c Counts,
    /// What is compared with one another: these words, or codes.
    pub things: &'c Counts,
    /// The same as texts have them.
    pub things_by_text: &'c [Term],
    /// The columns that are compared, the first attributes of each document.
    pub attributes: &'c [String],
    /// What somebody wants to look at more closely.
    pub wanted: Wanted<'c>,
    /// How words and texts are compared.
    pub options: &'c Options,
    /// Vectors of words, when somebody brought them.
    pub vectors: Option<&'c WordVectors>,
}

impl Further {
    /// Computes everything. What cannot be computed is an answer of its own.
    pub fn of(counted: Counted<'_>) -> Further {
        let Counted { terms, people, least, .. } = counted;
        let is_frequent = |term: &&Term| least.is_met(people.count(&term.documents), term.n_occurrences);
        let compared: Vec<Term> =
            terms.iter().filter(is_frequent).take(counted.options.n_words()).cloned().collect();
        let top = neighbours::looked_at(terms, counted.wanted.words);
        let (clustered, clustered_in) = clusters::words(counted);
        let ((collocations, associated), ((keywords, (distances, clusters)), (correspondences, topics))) =
            rayon::join(
                || {
                    rayon::join(
                        || neighbours::near(counted, &top),
                        || neighbours::associated_words(counted, &top),
                    )
                },
                || {
                    rayon::join(
                        || rayon::join(|| keyness::of(counted, &compared), || clusters::of(counted)),
                        || rayon::join(|| plane::of(counted, &compared), || Topics::of(counted)),
                    )
                },
            );
        Further {
            collocations,
            associated,
            keywords,
            correspondences,
            compared,
            clustered,
            clustered_in,
            distances,
            clusters,
            topics,
            options: counted.options.clone(),
        }
    }
}
