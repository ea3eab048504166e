//! What is computed of the most frequent words and of whole texts, all at once: neighbours, typical words, correspondence and clusters,
//! each of which has a file of its own, and groups of texts that speak of the same.

pub mod document_tree;

use analysis::multivariate::cluster::Tree;
use analysis::multivariate::latent::means;
use analysis::multivariate::similarity::Pairs;
use analysis::multivariate::themes::{MOST_TEXTS, Theme, tree_of_texts};
use analysis::multivariate::{NotComputed, Sparse};
use analysis::text::associated::Associated;
use analysis::text::collocation::Collocations;
use analysis::text::cooccurrence::least::Least;
use analysis::text::corpus::Corpus;
use analysis::text::matrix::{by_content, counts, shares};
use analysis::text::people::People;
use analysis::text::terms::Term;
use analysis::text::word_vectors::WordVectors;

use self::document_tree::DocumentTree;
use super::counted::Counts;
use super::keyness::{self, ValueWords};
use super::options::Options;
use super::plane::{self, Plane};
use super::rules::NamedCode;
use super::{clusters, neighbours};

/// Words compared at most where nobody says how many: more than can be read in a picture.
pub const MOST_WORDS: usize = 300;

/// Groups that texts are put into where nobody says how many: KH Coder's number.
pub const TOPICS: usize = 10;

/// Words that name a group of texts.
pub const TOPIC_WORDS: usize = 10;

/// More texts than this are grouped only when somebody asks for it: every two of them are compared.
pub const MOST_TEXTS_UNASKED: usize = 2_000;

/// Words that texts are compared by.
const MOST_TOPIC_WORDS: usize = 5_000;

/// What was computed.
pub struct Further {
    /// The words that somebody named and the most frequent ones, with what stands near them.
    pub collocations: Vec<(String, Collocations)>,
    /// The same words, then codes that somebody named, with those typical of the people who use or have them, or of the sentences with
    /// them …; `documents` are people or units.
    pub associated: Vec<(String, Vec<Associated>)>,
    /// The words that are compared, by the values of each column.
    pub keywords: Vec<ValueWords>,
    /// One for each column that is compared.
    pub correspondences: Vec<Plane>,
    /// The words of most people, which are set against columns.
    pub compared: Vec<Term>,
    /// The words that are compared with one another; `documents` are texts.
    pub clustered: Vec<Term>,
    /// The same words; `documents` are people, or what else words are compared by.
    pub clustered_in: Vec<Term>,
    /// The distances of these words among people or units.
    pub distances: Result<Pairs, NotComputed>,
    /// Their clusters by these distances.
    pub clusters: Result<Tree, NotComputed>,
    /// Groups of texts; their `texts` are indexes of the documents, their words are places in `topic_words`.
    pub topics: Result<Vec<Theme>, NotComputed>,
    /// The tree that these groups are cut from; empty where there is none.
    pub document_tree: DocumentTree,
    /// The words that texts were compared by.
    pub topic_words: Vec<String>,
    /// Vectors of words that texts were compared by, too.
    pub topic_vectors: Option<TopicVectors>,
    /// How words and texts were compared.
    pub options: Options,
}

/// What is told of vectors of words.
#[derive(Clone, Copy)]
pub struct TopicVectors {
    /// Numbers of a vector.
    pub dimensions: usize,
    /// Words with a vector, of those that texts were compared by.
    pub n_words: usize,
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
    /// Their words, most people first.
    pub terms: &'c [Term],
    /// Who wrote what.
    pub people: &'c People,
    /// The same by names alone.
    pub named: &'c People,
    /// How frequent a word that is set against columns must be, among people.
    pub least: Least,
    /// What words are compared with one another by.
    pub counts: &'c Counts,
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
                        || rayon::join(|| plane::of(counted, &compared), || topics(counted)),
                    )
                },
            );
        let (topics, topic_words, topic_vectors) = topics;
        let (topics, document_tree) = match topics {
            Ok((topics, tree)) => (Ok(topics), tree),
            Err(problem) => (Err(problem), DocumentTree::default()),
        };
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
            document_tree,
            topic_words,
            topic_vectors,
            options: counted.options.clone(),
        }
    }
}

/// Groups of texts, and the tree that they are cut from.
type Grouped = (Vec<Theme>, DocumentTree);

/// Groups of texts. They are compared in the order of what they say, so that the order of the file changes nothing.
fn topics(counted: Counted<'_>) -> (Result<Grouped, NotComputed>, Vec<String>, Option<TopicVectors>) {
    let documents = &counted.corpus.documents;
    let most = if counted.options.topics { MOST_TEXTS } else { MOST_TEXTS_UNASKED };
    if documents.len() > most {
        return (Err(NotComputed::TooMany), Vec::new(), None);
    }
    let is_shared = |term: &&Term| term.n_documents > 1;
    let words: Vec<Term> = counted.terms.iter().filter(is_shared).take(MOST_TOPIC_WORDS).cloned().collect();
    let order = by_content(counted.corpus);
    let rows = counts(counted.corpus, &words);
    let rows: Vec<Sparse> = order.iter().filter_map(|&place| rows.get(place).cloned()).collect();
    let in_order = |theme: Theme| theme.placed(&order);
    let vectors = counted.vectors.map(|known| known.of_terms(&words));
    let means = vectors.as_ref().map(|vectors| means(&rows, vectors, &shares(counted.corpus, &words)));
    let (linkage, n_topics) = (counted.options.topic_linkage(), counted.options.n_topics());
    let outcome = tree_of_texts(&rows, words.len(), &means.unwrap_or_default(), linkage).map(|tree| {
        let themes: Vec<Theme> =
            tree.themes(&rows, n_topics, TOPIC_WORDS).into_iter().map(in_order).collect();
        (themes, DocumentTree::of(&tree, &order))
    });
    let told = counted.vectors.zip(vectors).map(|(known, vectors)| TopicVectors {
        dimensions: known.dimensions,
        n_words: vectors.iter().flatten().count(),
    });
    (outcome, words.into_iter().map(|term| term.lemma).collect(), told)
}
