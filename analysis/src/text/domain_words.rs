//! The words of the field that IPADIC would cut to pieces, with the one form in which each is counted.

use std::collections::HashSet;

use lindera::dictionary::{DictionaryBuilder, UserDictionary};

use super::dictionary::Dictionary;
use super::diseases::disease_names;
use super::normalize::normalize;
use super::word_class;
use crate::error::Error;

/// The shipped words as CSV with a header: surface, class, reading, lemma.
pub const DOMAIN_WORDS: &str = include_str!("../../data/domain-words.csv");

const FILE: &str = "domain-words.csv";

/// One word of the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainWord {
    /// As people write it, in normal width.
    pub surface: String,
    /// How IPADIC treats it.
    pub kind: DomainWordKind,
    /// In katakana.
    pub reading: String,
    /// The form under which all its variants are counted.
    pub lemma: String,
}

impl DomainWord {
    /// A word in normal width. `*` stands for what nobody said: without a lemma a word is counted as it is written.
    pub(super) fn new(surface: String, kind: DomainWordKind, reading: &str, lemma: &str) -> DomainWord {
        let lemma = if lemma == "*" { surface.clone() } else { lemma.to_owned() };
        DomainWord { surface, kind, reading: reading.to_owned(), lemma }
    }
}

/// The parts of speech that a domain word can have: IPADIC's features and context id (left-id.def).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DomainWordKind {
    /// Key of the word class, see [`super::word_class`].
    pub key: &'static str,
    /// First four features.
    pub features: &'static str,
    /// IPADIC's context id on both sides.
    pub context: u16,
}

/// What a word is of which nothing is said.
const NOUN: DomainWordKind = DomainWordKind { key: "noun", features: "名詞,一般,*,*", context: 1285 };

/// All kinds of domain words.
pub const DOMAIN_WORD_KINDS: &[DomainWordKind] = &[
    NOUN,
    DomainWordKind { key: "verbal-noun", features: "名詞,サ変接続,*,*", context: 1283 },
    DomainWordKind { key: "proper-noun", features: "名詞,固有名詞,一般,*", context: 1288 },
    DomainWordKind { key: "organization", features: "名詞,固有名詞,組織,*", context: 1292 },
    FORCED,
];

/// A word that is kept whole whatever stands around it (KH Coder: 強制抽出, class タグ).
pub const FORCED: DomainWordKind = DomainWordKind { key: "tag", features: "タグ,*,*,*", context: 1285 };

/// Words that are kept whole, one a line.
pub fn forced(lines: &[String]) -> Vec<DomainWord> {
    let mut words: Vec<DomainWord> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for line in lines {
        let surface = normalize(line).text.into_owned();
        if !surface.is_empty() && seen.insert(surface.clone()) {
            words.push(DomainWord::new(surface, FORCED, "*", "*"));
        }
    }
    words
}

/// All words that are shipped: those of [`DOMAIN_WORDS`], then names of diseases, which are nouns counted as they are written.
///
/// # Errors
/// [`Error::ShippedData`] when the words are malformed, which a test excludes.
pub fn shipped() -> Result<Vec<DomainWord>, Error> {
    let mut words = parse(DOMAIN_WORDS)?;
    let known: HashSet<String> = words.iter().map(|word| word.surface.clone()).collect();
    // Abbreviations in Latin letters are one word anyway, and would be cut out of longer ones.
    let names = disease_names().filter(|name| !name.is_ascii());
    let names = names.map(|name| normalize(name).text.into_owned()).filter(|name| !known.contains(name));
    words.extend(names.map(|name| DomainWord::new(name, NOUN, "*", "*")));
    Ok(words)
}

/// Reads words from CSV with the header surface, class, reading, lemma. Widths are made one. A class is named by its key or
/// as KH Coder names it; without one a word is a noun, and without a lemma it is counted as it is written.
///
/// # Errors
/// [`Error::ShippedData`] with the line of the first row that cannot be read.
pub fn parse(csv_text: &str) -> Result<Vec<DomainWord>, Error> {
    let mut words: Vec<DomainWord> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for (index, row) in csv::Reader::from_reader(csv_text.as_bytes()).records().enumerate() {
        let line = index + 2;
        let wrong = |detail: String| Error::ShippedData { file: FILE, line, detail };
        let row = row.map_err(|error| wrong(error.to_string()))?;
        let [surface, class, reading, lemma] = fields(&row, USUAL_PLACES);
        let kind = kind_named(class).ok_or_else(|| wrong(format!("unknown class {class}")))?;
        let surface = normalize(surface).text.into_owned();
        if !seen.insert(surface.clone()) {
            return Err(wrong(format!("{surface} is listed twice")));
        }
        words.push(DomainWord::new(surface, kind, reading, lemma));
    }
    Ok(words)
}

/// Where surface, class, reading and lemma stand unless a list says otherwise.
pub(super) const USUAL_PLACES: [Option<usize>; 4] = [Some(0), Some(1), Some(2), Some(3)];

/// What stands in these places of a row; `*` for what is left out.
pub(super) fn fields(row: &csv::StringRecord, places: [Option<usize>; 4]) -> [&str; 4] {
    places.map(|place| place.and_then(|at| row.get(at)).filter(|text| !text.is_empty()).unwrap_or("*"))
}

/// The kind whose class has this key or KH Coder's name; `*` is a noun.
pub(super) fn kind_named(name: &str) -> Option<DomainWordKind> {
    DOMAIN_WORD_KINDS.iter().find(|kind| is_named(kind, name)).copied()
}

fn is_named(kind: &DomainWordKind, name: &str) -> bool {
    let class = word_class::by_key(kind.key).map(word_class::get);
    kind.key == name || class.is_some_and(|class| class.name == name) || name == "*" && kind.key == "noun"
}

/// Compiles words for use beside `dictionary`.
///
/// # Errors
/// [`Error::DictionaryInvalid`] when lindera refuses them.
pub(crate) fn compile(words: &[DomainWord], dictionary: &Dictionary) -> Result<UserDictionary, Error> {
    let rows: String = words.iter().map(row).collect();
    let metadata = &dictionary.words.metadata;
    let mut compiled = DictionaryBuilder::new((**metadata).clone())
        .build_user_dict_from_reader(rows.as_bytes())
        .map_err(|error| Error::DictionaryInvalid { path: FILE.into(), detail: error.to_string() })?;
    // The rows have IPADIC's numbers of contexts, the compiled dictionary numbers of its own.
    if let Some(map) = &metadata.context_id_map {
        compiled.remap_context_ids(map);
    }
    Ok(compiled)
}

/// Cheaper with each character, so that a domain word beats the pieces that IPADIC knows; dear at the start, so that
/// one long word beats two short ones.
fn row(word: &DomainWord) -> String {
    let n_chars = word.surface.chars().count() as i32;
    // Nothing that IPADIC has is as cheap as a forced word.
    let cost = match word.kind.key == FORCED.key {
        true => (6_000 - 6_000 * n_chars).max(-32_000),
        false => (6_000 - 2_500 * n_chars).max(-30_000),
    };
    let DomainWordKind { features, context, .. } = word.kind;
    let DomainWord { surface, reading, lemma, .. } = word;
    let cells = [surface, lemma, reading].map(|cell| quoted(cell));
    let [surface, lemma, reading] = cells;
    format!("{surface},{context},{context},{cost},{features},*,*,{lemma},{reading},{reading}\n")
}

/// A cell that may have commas and quotation marks in it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_words_can_be_read() {
        let words = parse(DOMAIN_WORDS).unwrap();
        assert!(words.len() > 150);
        let b_type = words.iter().find(|word| word.surface == "就労継続支援（B型）").unwrap();
        assert_eq!(b_type.lemma, "就労継続支援B型");
        // Short names and long ones are counted as one, and the two kinds of 受給者証 are two.
        let lemma = |surface: &str| {
            let found = words.iter().find(|word| word.surface == surface);
            found.map(|word| word.lemma.as_str()).unwrap_or_default()
        };
        for (short, long) in [
            ("就ポツ", "障害者就業・生活支援センター"),
            ("HW", "ハローワーク"),
            ("サビ管", "サービス管理責任者"),
            ("精神手帳", "精神障害者保健福祉手帳"),
            ("障碍", "障害"),
        ] {
            assert_eq!(lemma(short), long);
        }
        assert_ne!(lemma("医療受給者証"), lemma("福祉サービス受給者証"));
    }

    #[test]
    fn names_of_diseases_stay_whole() {
        let dictionary = crate::text::dictionary::for_tests();
        let tokenizer = crate::text::tokenizer::Tokenizer::with_domain_words(&dictionary).unwrap();
        let texts = [
            "全身性エリテマトーデスの人",
            "ＩｇＡ腎症の人",
            "シャルコー・マリー・トゥース病の人",
            "高チロシン血症の人",
            "爪膝蓋骨症候群の人",
        ];
        for text in texts {
            let text = normalize(text).text.into_owned();
            let mut output = String::new();
            crate::text::tokenizer::write_mecab(&mut tokenizer.worker(), &text, &mut output);
            let name = text.strip_suffix("の人").unwrap();
            assert!(output.starts_with(&format!("{name}\t名詞,一般,")), "{output}");
        }
        assert!(shipped().unwrap().iter().all(|word| word.surface != "ALS"));
    }

    #[test]
    fn forced_words_stay_whole() {
        let words = forced(&["学習データ".to_owned(), "学習ﾃﾞｰﾀ".to_owned(), "し、て".to_owned()]);
        assert_eq!(words.len(), 2);
        let dictionary = crate::text::dictionary::for_tests();
        let tokenizer = crate::text::tokenizer::Tokenizer::with_words(&dictionary, &words, false).unwrap();
        let mut output = String::new();
        crate::text::tokenizer::write_mecab(&mut tokenizer.worker(), "学習データが必要", &mut output);
        assert!(output.starts_with("学習データ\tタグ,"), "{output}");
        assert!(!tokenizer.has_domain_words());
        let domain = crate::text::tokenizer::Tokenizer::with_words(&dictionary, &words, true).unwrap();
        assert_ne!(domain.fingerprint(), tokenizer.fingerprint());
    }

    #[test]
    fn mistakes_are_found_with_their_line() {
        let message = |csv: &str| parse(csv).unwrap_err().to_string();
        assert!(message("surface,class,reading,lemma\n難病,disease,ナンビョウ,難病\n").contains("line 2"));
        assert!(message("surface,class,reading,lemma\nB型,noun,,B型\nＢ型,noun,,B型\n").contains("line 3"));
        let own = parse("surface,class,reading,lemma\n学習データ,固有名詞,,\n試し,,,\n").unwrap();
        assert_eq!((own[0].kind.key, own[0].lemma.as_str()), ("proper-noun", "学習データ"));
        assert_eq!(own[1].kind.key, "noun");
    }
}
