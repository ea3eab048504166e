//! Texts that speak of the same, put into groups as on the page of topics: sentences that say nothing (特になし) put no texts together,
//! words of one person do not either, and single texts are no group.

pub mod document_tree;

use analysis::coding::spoken;
use analysis::multivariate::NotComputed;
use analysis::multivariate::cluster::Linkage;
use analysis::multivariate::latent::means;
use analysis::multivariate::themes::topics::{FEWEST_TEXTS, LEAST_PEOPLE, MOST_WORDS, N_WORDS};
use analysis::multivariate::themes::{DIMENSIONS, MOST_TEXTS, Theme, tree_of_texts};
use analysis::text::matrix::{by_content, shares};
use analysis::text::terms::Term;

use self::document_tree::DocumentTree;
use super::further::Counted;
use super::options::Options;

/// More texts than this are grouped only when somebody asks for it: every two of them are compared.
const MOST_TEXTS_UNASKED: usize = 2_000;

/// Groups of texts, and how they were made.
pub struct Topics {
    /// The groups, the largest first. Their `texts` are indexes of the documents, their words are places in `words`.
    pub themes: Vec<Theme>,
    /// The words that texts were compared by.
    pub words: Vec<String>,
    /// How many texts have one of these words.
    pub n_texts: usize,
    /// The texts that are in no group, ascending.
    pub outside: Vec<u32>,
    /// The tree that the groups are cut from.
    pub tree: DocumentTree,
    /// Vectors of words that texts were compared by, too.
    pub vectors: Option<TopicVectors>,
    space: Space,
}

/// What is told of vectors of words.
#[derive(Clone, Copy)]
pub struct TopicVectors {
    /// Numbers of a vector.
    pub dimensions: usize,
    /// Words with a vector, of those that texts were compared by.
    pub n_words: usize,
}

/// By what texts were compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    /// Euclid's distances of the weights of words themselves.
    Words,
    /// Cosine distances of directions (latent semantic analysis, and vectors of words).
    Latent,
    /// Straight lines between these directions, √(2 · cosine distance), as Ward's method takes them.
    Chords,
}

impl Topics {
    /// Groups of the texts. They are compared in the order of what they say, so that the order of the file changes nothing.
    ///
    /// # Errors
    /// [`NotComputed::TooMany`] for more texts than are grouped (unless somebody asks for it), [`NotComputed::TooFew`] where no group has
    /// [`FEWEST_TEXTS`], [`NotComputed::NotANumber`] for counts that are none.
    pub fn of(counted: Counted<'_>) -> Result<Topics, NotComputed> {
        let Counted { corpus, people, options, .. } = counted;
        let most = if options.topics { MOST_TEXTS } else { MOST_TEXTS_UNASKED };
        if corpus.documents.len() > most {
            return Err(NotComputed::TooMany);
        }
        let is_shared = |term: &&Term| people.count(&term.documents) >= LEAST_PEOPLE;
        let words: Vec<Term> = counted.terms.iter().filter(is_shared).take(MOST_WORDS).cloned().collect();
        let order = by_content(corpus);
        let rows = spoken::rows(corpus, counted.coded, &words, &order);
        let vectors = counted.vectors.map(|known| known.of_terms(&words));
        let of_texts = vectors.as_ref().map(|vectors| means(&rows, vectors, &shares(corpus, &words)));
        let linkage = options.topic_linkage();
        let tree = tree_of_texts(&rows, words.len(), &of_texts.unwrap_or_default(), linkage)?;
        let themes = tree.topics(&rows, options.n_topics(), FEWEST_TEXTS, N_WORDS);
        if themes.is_empty() {
            return Err(NotComputed::TooFew);
        }
        let themes: Vec<Theme> = themes.into_iter().map(|theme| theme.placed(&order)).collect();
        let is_outside =
            |text: &u32| themes.iter().all(|theme| theme.texts.binary_search(&(*text as usize)).is_err());
        let outside = (0..corpus.documents.len() as u32).filter(is_outside).collect();
        let vectors = counted.vectors.zip(vectors).map(|(known, vectors)| TopicVectors {
            dimensions: known.dimensions,
            n_words: vectors.iter().flatten().count(),
        });
        Ok(Topics {
            themes,
            words: words.into_iter().map(|term| term.lemma).collect(),
            n_texts: tree.texts.len(),
            outside,
            tree: DocumentTree::of(&tree, tree.n_groups(options.n_topics(), FEWEST_TEXTS), &order),
            vectors,
            space: match linkage {
                _ if tree.is_by_weights() => Space::Words,
                Linkage::Ward => Space::Chords,
                _ => Space::Latent,
            },
        })
    }

    /// The words that name a group, the most typical first.
    pub fn names(&self, theme: &Theme) -> String {
        let words = theme.words.iter().filter_map(|word| self.words.get(word.word as usize));
        words.map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Whether texts were compared after latent semantic analysis.
    pub fn is_latent(&self) -> bool {
        self.space != Space::Words
    }

    /// What report and methods.md tell of the groups; `number` writes a number.
    pub fn arguments(
        &self,
        options: &Options,
        lang: &str,
        number: impl Fn(usize) -> String,
    ) -> Vec<(&'static str, String)> {
        let space = match self.space {
            Space::Words => "words",
            Space::Latent => "latent",
            Space::Chords => "chords",
        };
        let n_within = self.themes.iter().map(|theme| theme.texts.len()).sum();
        vec![
            ("space", space.to_owned()),
            ("linkage", options.topic_linkage_words(lang)),
            ("dimensions", number(DIMENSIONS)),
            ("least", number(LEAST_PEOPLE as usize)),
            ("most", number(MOST_WORDS)),
            ("words", number(self.words.len())),
            ("texts", number(self.n_texts)),
            ("wanted", number(options.n_topics())),
            ("groups", number(self.themes.len())),
            ("fewest", number(FEWEST_TEXTS)),
            ("within", number(n_within)),
            ("outside", number(self.outside.len())),
        ]
    }
}
