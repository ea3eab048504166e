//! Texts cut into sentences and words, in a compact form that every figure is counted from.

mod denial;
mod lexicon;
pub mod single;

use std::ops::Range;

use rayon::prelude::*;

use self::lexicon::{FoundWord, LexiconBuilder, RawToken};
use super::Span;
use super::khcoder;
use super::markup::tags;
use super::normalize::{Normalized, lower_case, normalize};
use super::sentence::sentences;
use super::tokenizer::{Convention, Entry, Segment, Tokenizer, Worker, Workers};
use super::word_class::ClassId;

/// One text: what one person wrote in one field, or one note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Names the text where it comes from.
    pub id: String,
    /// The text as it was written.
    pub text: String,
    /// What is known about it (外部変数): name and value.
    pub attributes: Vec<(String, String)>,
}

/// A word as it is counted: dictionary form and class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Dictionary form, or the canonical form of a word of the field.
    pub lemma: String,
    /// Its class; the same noun in several classes is one word, in the class it has most often. So is a word of no dictionary,
    /// whatever class was guessed of it where it stands.
    pub class: ClassId,
}

/// One occurrence of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the text of its document.
    pub span: Span,
    /// Index in [`Corpus::words`].
    pub word: u32,
    /// Whether it is denied: 〜ない follows it.
    pub is_negated: bool,
    /// Its form of inflection (活用形), as an index in [`Corpus::inflections`]; 0 for words that have none.
    pub inflection: u8,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Index in [`Corpus::documents`].
    pub document: u32,
    /// Where it stands in the text of its document.
    pub span: Span,
    /// Its tokens, as a range of [`Corpus::tokens`].
    pub tokens: Range<u32>,
}

/// Texts with their sentences and words.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The texts, in the order given.
    pub documents: Vec<Document>,
    /// The different words, in the order of their first occurrence.
    pub words: Vec<Word>,
    /// All tokens, document after document.
    pub tokens: Vec<Token>,
    /// For each document its tokens, as a range of `tokens`.
    pub document_tokens: Vec<Range<u32>>,
    /// All sentences, document after document.
    pub sentences: Vec<Sentence>,
    /// For each document its sentences, as a range of `sentences`.
    pub document_sentences: Vec<Range<u32>>,
    /// IPADIC's names of the forms of inflection that occur; the first is empty.
    pub inflections: Vec<String>,
    /// By whose conventions the texts were read.
    pub convention: Convention,
    /// What decided the tokens, see [`Tokenizer::fingerprint`].
    pub fingerprint: String,
    /// Whether the words of the field were known.
    pub has_domain_words: bool,
}

impl Corpus {
    /// The tokens of one document; none when there is no such document.
    pub fn tokens_of(&self, document: u32) -> &[Token] {
        let range = self.document_tokens.get(document as usize).cloned().unwrap_or_default();
        self.tokens.get(range.start as usize..range.end as usize).unwrap_or_default()
    }
}

/// What all markup is called; it is not counted.
pub(crate) const MARKUP: &str = "<>";

/// How many texts one thread takes at a time.
const CHUNK: usize = 64;

/// How many texts are cut before their words are looked up: what is kept between the two takes more room than the corpus.
const BATCH: usize = 16_384;

/// Cuts all documents, on all threads. `progress` is told how many more documents are done.
pub fn build(tokenizer: &Tokenizer, documents: Vec<Document>, progress: &(dyn Fn(u64) + Sync)) -> Corpus {
    let cut = cut(tokenizer, &documents, progress);
    assemble(documents, cut)
}

/// A corpus that its documents are not in yet.
pub struct CutDocuments(Corpus);

/// The first half of [`build`], on all threads, for callers who want the documents for something else meanwhile.
pub fn cut(tokenizer: &Tokenizer, documents: &[Document], progress: &(dyn Fn(u64) + Sync)) -> CutDocuments {
    let mut builder = Builder::new(tokenizer, documents.len());
    let workers = Workers::new(tokenizer);
    for batch in documents.chunks(BATCH) {
        let chunks = batch.par_chunks(CHUNK).map(|chunk| {
            let cut = workers.with(|worker| cut_chunk(worker, chunk));
            progress(chunk.len() as u64);
            cut
        });
        chunks.collect::<Vec<CutChunk>>().iter().for_each(|chunk| builder.add(chunk));
    }
    builder.finish()
}

/// The second half of [`build`]: puts the documents that were [`cut`] into their corpus.
pub fn assemble(documents: Vec<Document>, CutDocuments(corpus): CutDocuments) -> Corpus {
    Corpus { documents, ..corpus }
}

/// A corpus in the making: cut texts are added one after the other.
struct Builder<'t> {
    corpus: Corpus,
    lexicon: LexiconBuilder<'t>,
}

impl<'t> Builder<'t> {
    fn new(tokenizer: &'t Tokenizer, n_documents: usize) -> Builder<'t> {
        let corpus = Corpus {
            documents: Vec::new(),
            words: Vec::new(),
            tokens: Vec::new(),
            document_tokens: Vec::with_capacity(n_documents),
            sentences: Vec::new(),
            document_sentences: Vec::with_capacity(n_documents),
            inflections: Vec::new(),
            convention: tokenizer.convention(),
            fingerprint: tokenizer.fingerprint(),
            has_domain_words: tokenizer.has_domain_words(),
        };
        Builder { corpus, lexicon: LexiconBuilder::new(tokenizer) }
    }

    fn add(&mut self, chunk: &CutChunk) {
        for text in &chunk.texts {
            let raw = chunk.tokens.get(text.tokens.clone()).unwrap_or_default();
            add_document(&mut self.corpus, &mut self.lexicon, raw, chunk, &text.sentences);
        }
    }

    fn finish(mut self) -> CutDocuments {
        (self.corpus.words, self.corpus.inflections) = self.lexicon.finish(&mut self.corpus.tokens);
        CutDocuments(self.corpus)
    }
}

struct CutChunk {
    tokens: Vec<RawToken>,
    /// Unknown words, in normal form, one after the other in the order of their tokens.
    unknown: String,
    texts: Vec<CutText>,
}

struct CutText {
    tokens: Range<usize>,
    sentences: Vec<Span>,
}

fn cut_chunk(worker: &mut Worker<'_>, documents: &[Document]) -> CutChunk {
    let mut chunk = CutChunk { tokens: Vec::new(), unknown: String::new(), texts: Vec::new() };
    let mut segments = Vec::new();
    for document in documents {
        segments.clear();
        let first = chunk.tokens.len();
        let is_khcoder = worker.convention() == Convention::KhCoder;
        let normalized = normal_form(&document.text, worker.convention());
        worker.segment(&normalized.text, &mut segments);
        let tags = if is_khcoder { Vec::new() } else { tags(&document.text) };
        add_segments(&normalized, &tags, &segments, &mut chunk);
        let raw = chunk.tokens.get(first..).unwrap_or_default();
        let sentences = if is_khcoder {
            khcoder::sentences(&normalized, &segments, raw.iter().map(|token| token.span))
        } else {
            sentences(&document.text)
        };
        chunk.texts.push(CutText { tokens: first..chunk.tokens.len(), sentences });
    }
    chunk
}

/// The normal form of a text, from which its words are cut.
pub fn normal_form(text: &str, convention: Convention) -> Normalized<'_> {
    match convention {
        Convention::Kikitori => normalize(text),
        Convention::KhCoder => khcoder::normalize(text),
    }
}

/// The form in which somebody's words are held against those of a corpus: the convention's normal form in lower case.
pub(crate) fn comparable(word: &str, convention: Convention) -> String {
    lower_case(&normal_form(word, convention).text)
}

fn add_segments(normalized: &Normalized<'_>, tags: &[Span], segments: &[Segment], chunk: &mut CutChunk) {
    let mut tags = tags.iter().peekable();
    let (mut byte, mut point) = (0, 0);
    let points_between = |from: usize, to: usize| {
        normalized.text.get(from..to).map_or(0, |piece| piece.chars().count() as u32)
    };
    for segment in segments {
        point += points_between(byte, segment.start);
        let start = point;
        point += points_between(segment.start, segment.end);
        byte = segment.end;
        let span = normalized.original(start, point);
        while tags.next_if(|tag| tag.end <= span.start).is_some() {}
        let word = if tags.peek().is_some_and(|tag| tag.start <= span.start) {
            FoundWord::Markup
        } else {
            match segment.word {
                Entry::System(id) => FoundWord::System(id),
                Entry::Own(id) => FoundWord::Own(id),
                Entry::Unknown(entry) => {
                    let surface = normalized.text.get(segment.start..segment.end).unwrap_or_default();
                    let start = chunk.unknown.len() as u32;
                    chunk.unknown.push_str(surface);
                    FoundWord::Unknown { entry, start, end: chunk.unknown.len() as u32 }
                }
            }
        };
        chunk.tokens.push(RawToken { span, word });
    }
}

/// Adds one document's tokens and sentences to the corpus.
fn add_document(
    corpus: &mut Corpus,
    lexicon: &mut LexiconBuilder<'_>,
    raw: &[RawToken],
    chunk: &CutChunk,
    spans: &[Span],
) {
    let document = corpus.document_tokens.len() as u32;
    let first = corpus.tokens.len() as u32;
    lexicon.add_tokens(raw, &chunk.unknown, &mut corpus.tokens);
    let end = corpus.tokens.len() as u32;
    corpus.document_tokens.push(first..end);
    let first_sentence = corpus.sentences.len() as u32;
    let mut token = first;
    for span in spans {
        let is_before = |token: u32, point: u32| {
            corpus.tokens.get(token as usize).is_some_and(|token| token.span.start < point)
        };
        while token < end && is_before(token, span.start) {
            token += 1;
        }
        let start = token;
        while token < end && is_before(token, span.end) {
            token += 1;
        }
        corpus.sentences.push(Sentence { document, span: *span, tokens: start..token });
    }
    corpus.document_sentences.push(first_sentence..corpus.sentences.len() as u32);
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{tokenizer, word_class};

    /// A corpus of invented texts, for the tests of everything that counts.
    pub(crate) fn corpus_of(texts: &[&str]) -> Corpus {
        let document = |(index, text): (usize, &&str)| Document {
            id: index.to_string(),
            text: (*text).to_owned(),
            attributes: Vec::new(),
        };
        build(tokenizer::tests::shared(), texts.iter().enumerate().map(document).collect(), &|_| {})
    }

    /// The words of a text that are denied.
    pub(crate) fn negated(text: &str) -> Vec<String> {
        let corpus = corpus_of(&[text]);
        let tokens = corpus.tokens.iter().filter(|token| token.is_negated);
        tokens.map(|token| corpus.words[token.word as usize].lemma.clone()).collect()
    }

    #[test]
    fn variants_are_counted_as_one_word() {
        let corpus = corpus_of(&["ﾊﾛｰﾜｰｸで相談", "ハロワに行った", "公共職業安定所とＨＷ"]);
        let works: Vec<&str> = corpus
            .tokens
            .iter()
            .filter(|token| corpus.words[token.word as usize].lemma == "ハローワーク")
            .zip([0, 1, 2, 2])
            .map(|(token, document)| token.span.of(&corpus.documents[document].text))
            .collect();
        assert_eq!(works, ["ﾊﾛｰﾜｰｸ", "ハロワ", "公共職業安定所", "ＨＷ"]);
    }

    #[test]
    fn tokens_belong_to_their_sentence() {
        let corpus = corpus_of(&["人手不足。　通えない！", "", "送迎がない"]);
        assert_eq!(corpus.document_sentences, [0..2, 2..2, 2..3]);
        let second = &corpus.sentences[1];
        assert_eq!(second.span.of(&corpus.documents[0].text), "通えない！");
        let first = corpus.tokens[second.tokens.start as usize];
        assert_eq!(first.span.of(&corpus.documents[0].text), "通え");
    }

    #[test]
    fn more_texts_than_are_cut_at_a_time_keep_their_order() {
        let text = |place: usize| if place == BATCH { "電話" } else { "相談" };
        let texts: Vec<&str> = (0..BATCH + 2).map(text).collect();
        let corpus = corpus_of(&texts);
        assert_eq!((corpus.tokens.len(), corpus.sentences.len()), (BATCH + 2, BATCH + 2));
        let lemma = |document: usize| {
            let token = corpus.tokens_of(document as u32)[0];
            corpus.words[token.word as usize].lemma.as_str()
        };
        assert_eq!([BATCH - 1, BATCH, BATCH + 1].map(lemma), ["相談", "電話", "相談"]);
        assert_eq!(corpus.sentences[BATCH].document as usize, BATCH);
    }

    #[test]
    fn the_same_noun_has_one_class() {
        let corpus = corpus_of(&["AIを学ぶ", "AIの利用", "AI（人工知能）とAI", "生成AIは"]);
        let entries: Vec<&Word> = corpus.words.iter().filter(|word| word.lemma == "AI").collect();
        let used: std::collections::BTreeSet<u32> = corpus.tokens.iter().map(|token| token.word).collect();
        let n_used = used.iter().filter(|&&word| corpus.words[word as usize].lemma == "AI").count();
        assert_eq!((entries.len(), n_used), (1, 1));
        assert!(word_class::get(entries[0].class).is_noun);
    }

    /// The words of texts with how often they occur, in the order of their characters.
    fn counted(texts: &[&str]) -> std::collections::BTreeMap<(String, &'static str), usize> {
        let corpus = corpus_of(texts);
        let mut counts = std::collections::BTreeMap::new();
        for token in &corpus.tokens {
            let word = &corpus.words[token.word as usize];
            *counts.entry((word.lemma.clone(), word_class::get(word.class).key)).or_insert(0) += 1;
        }
        counts
    }

    fn classes_of(lemma: &str, texts: &[&str]) -> Vec<(&'static str, usize)> {
        let counts = counted(texts).into_iter();
        counts.filter(|((known, _), _)| known == lemma).map(|((_, class), n)| (class, n)).collect()
    }

    #[test]
    fn a_word_of_no_dictionary_is_one_word_wherever_it_stands() {
        let texts = ["AI、便利だ。", "AIは便利だ。ＡＩも使う", "AI", "生成AIの利用", "AI！ AIと"];
        let classes = classes_of("AI", &texts);
        assert!(matches!(classes[..], [(_, 7)]), "{classes:?}");
        // Where a sentence begins with it as elsewhere it is a noun, also when there is nothing else to go by.
        for text in texts {
            let classes = classes_of("AI", &[text]);
            let is_noun = |class: &str| word_class::get(word_class::by_key(class).unwrap()).is_noun;
            assert!(matches!(classes[..], [(class, _)] if is_noun(class)), "{text}: {classes:?}");
        }
        let kana = classes_of("ネゲロ", &["ネゲロ、", "ネゲロを使う", "ネゲロ！と言う", "ネゲロ株式会社"]);
        assert!(matches!(kana[..], [(_, 4)]), "{kana:?}");
    }

    #[test]
    fn what_the_dictionary_says_goes_before_a_guess() {
        let word = |lemma: &str, key: &str| Word {
            lemma: lemma.to_owned(),
            class: word_class::by_key(key).unwrap(),
        };
        let words = [
            word("テスト", "proper-noun"),
            word("テスト", "verbal-noun"),
            word("ドキドキ", "noun"),
            word("ドキドキ", "adverb"),
            word("カ", "other"),
            word("カ", "noun-c"),
        ];
        let is_guess = [true, false, true, false, false, true];
        let targets = lexicon::merge_classes(&words, &is_guess, &[9, 1, 9, 1, 9, 1]);
        assert_eq!(targets, [1, 1, 3, 3, 4, 5]);
        // Of two guesses that are as frequent the first class of the list is taken, whichever came first.
        let guesses = [word("AI", "noun"), word("AI", "organization"), word("AI", "interjection")];
        assert_eq!(lexicon::merge_classes(&guesses, &[true; 3], &[2, 2, 9]), [1, 1, 1]);
        let turned = [guesses[1].clone(), guesses[0].clone()];
        assert_eq!(lexicon::merge_classes(&turned, &[true; 2], &[2, 2]), [0, 0]);
    }

    #[test]
    fn the_order_of_texts_changes_no_word() {
        let mut texts = vec![
            "AI、便利だ。",
            "AIの利用とLoRA",
            "LoRA株式会社のAI",
            "ネゲロ、ネゲロさん",
            "ネゲロ！",
            "えーーっ、えーーっと言う",
        ];
        let found = counted(&texts);
        for _ in 0..texts.len() {
            texts.rotate_left(1);
            assert_eq!(counted(&texts), found);
        }
        texts.reverse();
        assert_eq!(counted(&texts), found);
    }

    #[test]
    fn letters_for_untold_names_and_markup_are_no_words() {
        let corpus = corpus_of(&["Aさんは、Ｂ事業所とA型に通う。", "<script>相談</script>とAI"]);
        let is_used = |word: &&Word| word_class::get(word.class).is_used;
        let used: Vec<&str> = corpus.words.iter().filter(is_used).map(|word| word.lemma.as_str()).collect();
        assert!(!used.iter().any(|lemma| ["A", "B", "script"].contains(lemma)), "{used:?}");
        assert!(used.contains(&"相談") && used.contains(&"AI"), "{used:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn spans_stay_inside_the_text(text in "\\PC{0,30}|[難病ｶﾞとＡ型 、。\t\n𠮷]{0,60}") {
            let corpus = corpus_of(&[&text]);
            let n_chars = text.chars().count() as u32;
            let mut last = 0;
            for token in &corpus.tokens {
                prop_assert!(token.span.start < token.span.end && token.span.end <= n_chars);
                prop_assert!(token.span.start >= last);
                last = token.span.start;
            }
        }
    }
}
