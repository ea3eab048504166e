//! The word classes (品詞) of KH Coder, decided from IPADIC's parts of speech.
//!
//! The order and the conditions are KH Coder 3's; the first class that fits is taken.

/// Index of a class in [`WORD_CLASSES`].
pub type ClassId = u8;

/// What a class is decided from.
#[derive(Clone, Copy, Debug)]
pub struct Features<'a> {
    /// IPADIC's part of speech, joined with `-`, without trailing `*`.
    pub part_of_speech: &'a str,
    /// Dictionary form.
    pub lemma: &'a str,
}

/// One word class.
#[derive(Clone, Copy, Debug)]
pub struct WordClass {
    /// KH Coder's number of the class.
    pub code: u16,
    /// Stable name, used in data files, exports and to look up the words people read.
    pub key: &'static str,
    /// KH Coder's name of the class, by which coding rules name it (`学習-->サ変名詞`).
    pub name: &'static str,
    /// Counted at all (KH Coder: 使用).
    pub is_used: bool,
    /// Ticked at first when words are chosen for an analysis: words with content of their own.
    pub is_content: bool,
    /// May be shown as one word with the same lemma of another such class (AI as 名詞 and as 組織名).
    pub is_noun: bool,
    /// Whether a word belongs to it.
    pub fits: fn(Features<'_>) -> bool,
}

/// All classes, in the order in which they are tried; the last one takes what is left.
pub const WORD_CLASSES: &[WordClass] = &[
    noun(7, "place", "地名", |w| w.part_of_speech.starts_with("名詞-固有名詞-地域")),
    noun(6, "person", "人名", |w| w.part_of_speech.starts_with("名詞-固有名詞-人名")),
    noun(5, "organization", "組織名", |w| w.part_of_speech.starts_with("名詞-固有名詞-組織")),
    noun(4, "proper-noun", "固有名詞", |w| w.part_of_speech.starts_with("名詞-固有名詞")),
    noun(2, "verbal-noun", "サ変名詞", |w| w.part_of_speech.starts_with("名詞-サ変接続")),
    noun(3, "adjectival-noun", "形容動詞", |w| w.part_of_speech.starts_with("名詞-形容動詞語幹")),
    noun(8, "nai-adjective", "ナイ形容", |w| w.part_of_speech.starts_with("名詞-ナイ形容詞語幹")),
    minor_noun(16, "noun-b", "名詞B", |w| {
        w.part_of_speech.starts_with("名詞-一般") && is_hiragana(w.lemma)
    }),
    noun(20, "noun-c", "名詞C", |w| {
        w.part_of_speech.starts_with("名詞-一般") && w.lemma.chars().count() == 1
    }),
    minor(21, "negation", "否定助動詞", |w| {
        w.part_of_speech.starts_with("助動詞") && matches!(w.lemma, "ない" | "まい" | "ぬ" | "ん")
    }),
    unused(0, "pronoun", "代名詞", |w| w.part_of_speech.starts_with("名詞-代名詞")),
    noun(1, "noun", "名詞", |w| w.part_of_speech.starts_with("名詞-一般")),
    noun(9, "adverbial-noun", "副詞可能", |w| w.part_of_speech.starts_with("名詞-副詞可能")),
    noun(10, "unknown", "未知語", |w| {
        w.part_of_speech.starts_with("未知語") || w.part_of_speech.starts_with("UNKNOWN")
    }),
    content(12, "interjection", "感動詞", |w| {
        w.part_of_speech.starts_with("感動詞") || w.part_of_speech.starts_with("フィラー")
    }),
    content(11, "tag", "タグ", |w| w.part_of_speech.starts_with("タグ")),
    minor(17, "verb-b", "動詞B", |w| w.part_of_speech.starts_with("動詞-自立") && is_hiragana(w.lemma)),
    content(13, "verb", "動詞", |w| w.part_of_speech.starts_with("動詞-自立")),
    minor(22, "adjective-dependent", "形容詞（非自立）", |w| {
        w.part_of_speech.starts_with("形容詞-非自立")
    }),
    minor(18, "adjective-b", "形容詞B", |w| {
        w.part_of_speech.starts_with("形容詞") && is_hiragana(w.lemma)
    }),
    content(14, "adjective", "形容詞", |w| w.part_of_speech.starts_with("形容詞")),
    minor(19, "adverb-b", "副詞B", |w| w.part_of_speech.starts_with("副詞") && is_hiragana(w.lemma)),
    content(15, "adverb", "副詞", |w| w.part_of_speech.starts_with("副詞")),
    unused(9999, "other", "その他", |_| true),
];

const fn noun(code: u16, key: &'static str, name: &'static str, fits: fn(Features<'_>) -> bool) -> WordClass {
    WordClass { code, key, name, is_used: true, is_content: true, is_noun: true, fits }
}

const fn minor_noun(
    code: u16,
    key: &'static str,
    name: &'static str,
    fits: fn(Features<'_>) -> bool,
) -> WordClass {
    WordClass { code, key, name, is_used: true, is_content: false, is_noun: true, fits }
}

const fn content(
    code: u16,
    key: &'static str,
    name: &'static str,
    fits: fn(Features<'_>) -> bool,
) -> WordClass {
    WordClass { code, key, name, is_used: true, is_content: true, is_noun: false, fits }
}

const fn minor(
    code: u16,
    key: &'static str,
    name: &'static str,
    fits: fn(Features<'_>) -> bool,
) -> WordClass {
    WordClass { code, key, name, is_used: true, is_content: false, is_noun: false, fits }
}

const fn unused(
    code: u16,
    key: &'static str,
    name: &'static str,
    fits: fn(Features<'_>) -> bool,
) -> WordClass {
    WordClass { code, key, name, is_used: false, is_content: false, is_noun: false, fits }
}

/// The class that takes what no other class takes.
pub fn other() -> ClassId {
    (WORD_CLASSES.len() - 1) as ClassId
}

/// The class with this key.
pub fn by_key(key: &str) -> Option<ClassId> {
    WORD_CLASSES.iter().position(|class| class.key == key).map(|index| index as ClassId)
}

/// The class with KH Coder's name.
pub fn by_name(name: &str) -> Option<ClassId> {
    WORD_CLASSES.iter().position(|class| class.name == name).map(|index| index as ClassId)
}

/// The class with this id; ids out of range are the class of the rest.
pub fn get(id: ClassId) -> &'static WordClass {
    WORD_CLASSES.get(usize::from(id)).unwrap_or(&WORD_CLASSES[WORD_CLASSES.len() - 1])
}

/// The class of a word.
pub fn classify(features: Features<'_>) -> ClassId {
    let index = WORD_CLASSES.iter().position(|class| (class.fits)(features));
    index.map_or_else(other, |index| index as ClassId)
}

fn is_hiragana(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| matches!(c, '\u{3041}'..='\u{309F}' | 'ー'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(part_of_speech: &str, lemma: &str) -> &'static str {
        get(classify(Features { part_of_speech, lemma })).key
    }

    #[test]
    fn the_first_fitting_class_is_taken() {
        assert_eq!(key("名詞-固有名詞-地域-一般", "埼玉"), "place");
        assert_eq!(key("名詞-固有名詞-一般", "難病連"), "proper-noun");
        assert_eq!(key("名詞-サ変接続", "相談"), "verbal-noun");
        assert_eq!(key("名詞-一般", "うわさ"), "noun-b");
        assert_eq!(key("名詞-一般", "波"), "noun-c");
        assert_eq!(key("名詞-一般", "病気"), "noun");
        assert_eq!(key("助動詞", "ない"), "negation");
        assert_eq!(key("動詞-自立", "つながる"), "verb-b");
        assert_eq!(key("動詞-自立", "働く"), "verb");
        assert_eq!(key("形容詞-自立", "ない"), "adjective-b");
        assert_eq!(key("助詞-格助詞-一般", "が"), "other");
    }

    #[test]
    fn keys_and_codes_are_unique() {
        for (index, class) in WORD_CLASSES.iter().enumerate() {
            assert_eq!(by_key(class.key), Some(index as ClassId));
            assert_eq!(by_name(class.name), Some(index as ClassId));
            assert!(WORD_CLASSES.iter().skip(index + 1).all(|later| later.code != class.code));
        }
    }
}
