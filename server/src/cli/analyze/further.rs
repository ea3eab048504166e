//! What is computed of the most frequent words and of whole texts: neighbours, associated words, correspondence, clusters,
//! and groups of texts that speak of the same.

pub mod document_tree;

use std::collections::{BTreeSet, HashMap};

use analysis::multivariate::cluster::{Tree, cluster};
use analysis::multivariate::correspondence::{Correspondence, correspondence, most_different};
use analysis::multivariate::latent::means;
use analysis::multivariate::similarity::distances;
use analysis::multivariate::themes::{MOST_TEXTS, Theme, tree_of_texts};
use analysis::multivariate::{NotComputed, Sparse};
use analysis::text::associated::{Associated, AssociatedOptions, associated};
use analysis::text::collocation::{Collocations, collocations};
use analysis::text::cooccurrence::least::Least;
use analysis::text::corpus::Corpus;
use analysis::text::matrix::{by_content, by_group, counts, lengths, presence, shares};
use analysis::text::people::People;
use analysis::text::terms::Term;
use analysis::text::word_vectors::WordVectors;
use rayon::prelude::*;

use self::document_tree::DocumentTree;
use super::counted::Counts;
use super::figures::values;
use super::keyness::{self, ValueWords};
use super::options::Options;
use super::rules::NamedCode;

/// Words whose neighbours and associated words are listed.
pub const TOP_WORDS: usize = 10;

/// Words compared at most where nobody says how many: more than can be read in a picture.
pub const MOST_WORDS: usize = 300;

/// Words of a correspondence analysis where nobody says how many: KH Coder's number.
pub const CORRESPONDENCE_WORDS: usize = 60;

/// Groups that texts are put into where nobody says how many: KH Coder's number.
pub const TOPICS: usize = 10;

/// Words that name a group of texts.
pub const TOPIC_WORDS: usize = 10;

/// More texts than this are grouped only when somebody asks for it: every two of them are compared.
pub const MOST_TEXTS_UNASKED: usize = 2_000;

/// More values than this make no readable picture.
pub const MOST_VALUES: usize = 100;

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
    /// Clusters of these words by their distances among people or units.
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

/// A correspondence analysis of words by the values of a column.
pub struct Plane {
    /// The column.
    pub column: String,
    /// Its values: the rows, with how often their texts have one of the words.
    pub values: Vec<(String, f64)>,
    /// The words: the columns, with how often they occur in texts with a value.
    pub words: Vec<(String, f64)>,
    /// For each word its place in [`Further::compared`].
    pub places: Vec<usize>,
    /// Both in two dimensions.
    pub outcome: Result<Correspondence, NotComputed>,
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
    /// What words are compared with one another by, and how frequent one must be there.
    pub counts: (&'c Counts, Least),
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
        let Counted { corpus, terms, people, least, .. } = counted;
        let is_frequent = |term: &&Term| least.is_met(people.count(&term.documents), term.n_occurrences);
        let compared: Vec<Term> =
            terms.iter().filter(is_frequent).take(counted.options.n_words()).cloned().collect();
        let top = looked_at(terms, counted.wanted.words);
        let options = counted.options.collocations();
        let near = |term: &&Term| (term.lemma.clone(), collocations(corpus, &term.lemma, &options));
        let (clustered, clustered_in) = clustered(counted);
        let ((collocations, associated), ((keywords, clusters), (correspondences, topics))) = rayon::join(
            || rayon::join(|| top.par_iter().map(near).collect(), || associated_words(counted, &top)),
            || {
                rayon::join(
                    || (keyness::of(counted, &compared), clusters(counted, &clustered_in)),
                    || rayon::join(|| planes(counted, &compared), || topics(counted)),
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
            clusters,
            topics,
            document_tree,
            topic_words,
            topic_vectors,
            options: counted.options.clone(),
        }
    }
}

/// Clusters of words by their distances among people or units.
fn clusters(counted: Counted<'_>, words: &[Term]) -> Result<Tree, NotComputed> {
    let n = counted.counts.0.counted_in.n;
    let distances = distances(&presence(words), n as usize, counted.options.measure())?;
    cluster(&distances, counted.options.linkage())
}

/// The words that are compared with one another, as texts and as people or units have them.
fn clustered(counted: Counted<'_>) -> (Vec<Term>, Vec<Term>) {
    let (counts, least) = counted.counts;
    let of_word: HashMap<u32, &Term> = counted.terms.iter().map(|term| (term.word, term)).collect();
    let is_frequent = |term: &&Term| least.is_met(term.n_documents, term.n_occurrences);
    let frequent = counts.terms.iter().filter(is_frequent).take(counted.options.n_words());
    frequent.filter_map(|term| Some(((*of_word.get(&term.word)?).clone(), term.clone()))).unzip()
}

/// Words that somebody named, then those of most people.
fn looked_at<'t>(terms: &'t [Term], named: &[String]) -> Vec<&'t Term> {
    let mut found: Vec<&Term> = Vec::new();
    for word in named {
        let known = terms.iter().find(|term| term.lemma == word.trim());
        found.extend(known.filter(|term| found.iter().all(|other| other.lemma != term.lemma)));
    }
    let n_named = found.len();
    for term in terms.iter().take(TOP_WORDS) {
        if found.iter().take(n_named).all(|other| other.lemma != term.lemma) {
            found.push(term);
        }
    }
    found
}

/// The words with people in the place of texts.
pub fn by_people(terms: &[Term], people: &People) -> Vec<Term> {
    let counted = terms.iter().map(|term| {
        let documents = people.of(&term.documents);
        Term { n_documents: documents.len() as u32, documents, ..term.clone() }
    });
    counted.collect()
}

fn associated_words(counted: Counted<'_>, top: &[&Term]) -> Vec<(String, Vec<Associated>)> {
    let (counts, _) = counted.counts;
    let of_word = |term: &&Term| {
        let condition = counts.with(term.word);
        let options =
            AssociatedOptions { left_out: vec![term.lemma.clone()], ..AssociatedOptions::standard() };
        (term.lemma.clone(), associated(&counts.terms, condition, counts.counted_in.n, &options))
    };
    let of_code = |code: &NamedCode| {
        let condition = match counts.counted_in.is_people() {
            true => counted.people.of(&code.documents),
            false => code.units.clone(),
        };
        let options = AssociatedOptions::standard();
        (code.name.clone(), associated(&counts.terms, &condition, counts.counted_in.n, &options))
    };
    top.par_iter().map(of_word).chain(counted.wanted.codes.par_iter().map(of_code)).collect()
}

fn planes(counted: Counted<'_>, words: &[Term]) -> Vec<Plane> {
    if counted.attributes.is_empty() {
        return Vec::new();
    }
    let (counts, lengths) = (counts(counted.corpus, words), lengths(counted.corpus));
    let places = 0..counted.attributes.len();
    places.map(|place| plane(counted, words, (counts.as_slice(), lengths.as_slice()), place)).collect()
}

fn plane(
    counted: Counted<'_>,
    words: &[Term],
    (counts, lengths): (&[Sparse], &[f64]),
    place: usize,
) -> Plane {
    let of_documents = values(counted.corpus, place);
    let different: BTreeSet<&String> = of_documents.iter().flatten().collect();
    let values: Vec<String> = different.into_iter().cloned().collect();
    if values.len() > MOST_VALUES {
        let column = counted.attributes.get(place).cloned().unwrap_or_default();
        let (values, words, places) = (Vec::new(), Vec::new(), Vec::new());
        return Plane { column, values, words, places, outcome: Err(NotComputed::TooMany) };
    }
    let group = |value: &Option<String>| value.as_ref().and_then(|value| values.binary_search(value).ok());
    let groups: Vec<Option<usize>> = of_documents.iter().map(group).collect();
    let rows = by_group(counts, &groups, values.len());
    let mut totals: Vec<f64> = vec![0.0; values.len()];
    for (group, length) in groups.iter().zip(lengths) {
        if let Some(total) = group.and_then(|group| totals.get_mut(group)) {
            *total += length;
        }
    }
    let mut chosen = most_different(&rows, &totals, words.len(), counted.options.n_correspondence_words());
    chosen.sort_unstable();
    let kept = |row: &Sparse| -> Sparse {
        let place = |word: u32| chosen.binary_search(&(word as usize)).ok();
        row.iter().filter_map(|&(word, count)| Some((place(word)? as u32, count))).collect()
    };
    let rows: Vec<Sparse> = rows.iter().map(kept).collect();
    let mut n_of: Vec<f64> = vec![0.0; chosen.len()];
    for &(word, count) in rows.iter().flatten() {
        n_of[word as usize] += count;
    }
    let n_of_values: Vec<f64> = rows.iter().map(|row| row.iter().map(|(_, count)| count).sum()).collect();
    let lemma = |place: usize| words.get(place).map(|term| term.lemma.clone()).unwrap_or_default();
    Plane {
        column: counted.attributes.get(place).cloned().unwrap_or_default(),
        outcome: correspondence(&rows, chosen.len(), 2),
        words: chosen.iter().zip(n_of).map(|(&word, n)| (lemma(word), n)).collect(),
        values: values.into_iter().zip(n_of_values).collect(),
        places: chosen,
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
