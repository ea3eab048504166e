//! What in a text may tell who is meant: telephone numbers, mail addresses, names of people, a disease together with a
//! town. It is a hint to the writer, not a proof: neither does it find everything, nor is everything that it finds wrong.

mod abbreviations;
mod accounts;
mod addressed;
mod ages;
mod births;
mod dates;
mod employers;
pub mod every;
mod facilities;
mod fair;
pub mod general;
mod given_names;
mod houses;
mod job_centres;
mod kana_names;
mod kind_first;
mod letters;
mod lone_names;
mod mails;
mod municipalities;
mod named;
mod numbers;
mod organisations;
mod parted;
mod phones;
mod plots;
mod quoted;
mod reached;
mod relatives;
mod roles;
mod romaji;
mod rooms;
mod runs;
mod schools;
pub mod standing;
mod stations;
mod surnames;
mod titled;
mod town_houses;
mod towns;
mod unnamed;
mod variants;
mod vehicles;
mod workplaces;

use std::sync::OnceLock;

use regex::Regex;

use self::addressed::addressed;
use self::given_names::addressed_in_hiragana;
use self::letters::is_kanji;
use self::mails::mails;
use self::municipalities::municipalities;
use self::parted::parted_people;
use self::phones::phones;
use self::variants::{as_written, usual};
use super::diseases::lettered_names;
use super::normalize::normalize;
use super::tokenizer::{Entry, Segment, Tokenizer, Worker};

/// Most characters that are looked at; answers are no longer than this.
const LONGEST: usize = 20_000;

/// Kinds of hints, in the order they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintKind {
    /// A telephone number.
    Phone,
    /// A mail address.
    Mail,
    /// A person's name.
    PersonName,
    /// The name of a disease and that of a municipality, which together fit few people.
    DiseaseAndPlace,
}

/// Words that may identify somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What they seem to be.
    pub kind: HintKind,
    /// The words as they stand in the text, in normal width; of a disease and a place `<disease>・<place>`.
    pub words: String,
}

/// The first hint of each kind in a text. Names of people and places need `tokenizer`; without it only numbers and
/// addresses are found.
pub fn identify(text: &str, tokenizer: Option<&Tokenizer>) -> Vec<Hint> {
    let cut: String = text.chars().take(LONGEST).collect();
    let written = normalize(&cut).text.into_owned();
    let normal = usual(&written);
    let mut hints = Vec::new();
    let mut add = |kind, words: Option<String>| {
        let words = words.and_then(|words| as_written(&written, &normal, &words).into_iter().next());
        hints.extend(words.map(|words| Hint { kind, words }));
    };
    add(HintKind::Phone, phones(&normal).into_iter().next());
    add(HintKind::Mail, mails(&normal).into_iter().next());
    if let Some(tokenizer) = tokenizer {
        let mut worker = tokenizer.worker();
        let words = read(&normal, &mut worker);
        let parted = parted_people(&words, &mut worker).into_iter();
        let in_kana = kana_names::people(&normal);
        let addressed = addressed(&normal, &words);
        let in_hiragana = addressed_in_hiragana(&normal);
        let mut all = parted.chain(people(&words)).chain(in_kana).chain(addressed).chain(in_hiragana);
        add(HintKind::PersonName, all.next());
        let both = disease(&normal).zip(municipalities(&normal).into_iter().chain(places(&words)).next());
        add(HintKind::DiseaseAndPlace, both.map(|(disease, place)| format!("{disease}・{place}")));
    }
    hints
}

/// A pattern of this file, compiled once. None if it were malformed, which the tests exclude.
fn pattern(cell: &'static OnceLock<Option<Regex>>, text: &str) -> Option<&'static Regex> {
    cell.get_or_init(|| Regex::new(text).ok()).as_ref()
}

/// The longest name of a disease in the text.
fn disease(text: &str) -> Option<&'static str> {
    diseases(text).max_by_key(|name| name.chars().count())
}

/// The names of diseases in the text. Abbreviations count only where no other letter touches them.
fn diseases(text: &str) -> impl Iterator<Item = &'static str> {
    lettered_names(text).filter(move |name| stands_in(text, name))
}

/// Whether a name of a disease stands in a text, and not as part of another word.
pub(super) fn stands_in(text: &str, name: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(name).any(|(start, found)| {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after = text.get(start + found.len()..).and_then(|after| after.chars().next());
        let (first, last) = (found.chars().next(), found.chars().next_back());
        let is_part_of_a_word = is_letter(first) && is_letter(before) || is_letter(last) && is_letter(after);
        !is_part_of_a_word
    })
}

/// A word and its part of speech, as IPADIC has it.
struct Word<'a> {
    text: &'a str,
    features: [&'a str; 4],
    /// First byte in the text.
    start: usize,
    entry: Entry,
}

impl Word<'_> {
    fn is(&self, features: &[&str]) -> bool {
        self.features.iter().zip(features).all(|(own, wanted)| own == wanted)
    }

    /// One past the last byte in the text.
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether IPADIC has it. What the words of the field call organisations are kinds of offices (ハローワーク), and the class of
    /// unknown words is a guess: all in Latin letters are organisations.
    fn is_in_ipadic(&self) -> bool {
        matches!(self.entry, Entry::System(_))
    }

    /// Whether it is a proper noun of IPADIC's with these features, of more than one letter and with kanji: single letters (森,
    /// 津), and names in kana (みどり, のぞみ, フランク) are words as often as names.
    fn is_name(&self, features: &[&str]) -> bool {
        let has_kanji = self.text.chars().any(is_kanji);
        has_kanji && self.text.chars().count() > 1 && self.is_in_ipadic() && self.is(features)
    }
}

fn read<'a, 't: 'a>(text: &'a str, worker: &mut Worker<'t>) -> Vec<Word<'a>> {
    let mut segments: Vec<Segment> = Vec::new();
    worker.segment(text, &mut segments);
    let tokenizer = worker.tokenizer();
    let word = |segment: &Segment| {
        let mut features = tokenizer.features(segment.word);
        let mut next = || features.next().unwrap_or_default();
        let features = [next(), next(), next(), next()];
        let text = text.get(segment.start..segment.end).unwrap_or_default();
        Word { text, features, start: segment.start, entry: segment.word }
    };
    segments.iter().map(word).collect()
}

const SURNAME: &[&str] = &["名詞", "固有名詞", "人名", "姓"];
const GIVEN_NAME: &[&str] = &["名詞", "固有名詞", "人名", "名"];
/// What may stand behind the name of a municipality.
const MUNICIPALITIES: &[&str] = &["市", "区", "町", "村", "郡"];
/// さん, 様, 氏 …
const AFTER_NAME: &[&str] = &["名詞", "接尾", "人名"];
/// Titles and occupations that follow a name, as people write them; the dictionary cuts some of them (理学・療法・士).
const TITLES: &[&str] = &[
    "先生",
    "医師",
    "ドクター",
    "課長",
    "部長",
    "係長",
    "所長",
    "施設長",
    "主任",
    "センター長",
    "相談員",
    "看護師",
    "看護部長",
    "保健師",
    "助産師",
    "薬剤師",
    "栄養士",
    "理学療法士",
    "作業療法士",
    "言語聴覚士",
    "社会福祉士",
    "精神保健福祉士",
    "介護福祉士",
    "介護士",
    "心理士",
    "公認心理師",
    "保育士",
    "支援員",
    "指導員",
    "ケアマネ",
    "ケアマネジャー",
    "ワーカー",
    "弁護士",
    "社労士",
    "師長",
    "院長",
    "園長",
    "校長",
    "社長",
    "店長",
    "工場長",
    "事務長",
    "会長",
    "理事長",
    "理事",
    "教授",
    "教諭",
    "統括",
    "上席",
    "主査",
    "主事",
    "主幹",
    "次長",
    "室長",
    "局長",
    "参事",
    "人事部長",
    "人事課長",
    "総務部長",
    "総務課長",
    "サビ管",
    "サポーター",
    "ジョブコーチ",
    "コーディネーター",
    "サ責",
    "サービス提供責任者",
    "サービス管理責任者",
    "児童発達支援管理責任者",
    "管理者",
    "事務局長",
    "支店長",
    "支部長",
    "支配人",
    "班長",
    "教頭",
    "担任",
    "技師",
    "歯科衛生士",
    "民生委員",
    "専門官",
    "専門員",
    "議員",
    "住職",
    "リーダー",
    "チーフ",
    "マネージャー",
    "サブマネージャー",
    "ナビゲーター",
    "カウンセラー",
    "アドバイザー",
    "トレーナー",
];
/// Given names of IPADIC's that are no names before a form of address: pieces of other words (ケア|マネ|さん, みな|様), and sons.
const PIECES: &[&str] = &["マネ", "みな", "長男", "次男"];
/// Most words that a title is cut into (精神, 保健, 福祉, 士).
const LONGEST_TITLE: usize = 4;

/// A family name with a given name, a form of address or a title after it; or a given name with one. A family name
/// alone may be a town. Names with a blank in them are found by [`parted_people`].
fn people(words: &[Word<'_>]) -> impl Iterator<Item = String> {
    (0..words.len()).filter_map(move |at| {
        let [first, after @ ..] = words.get(at..)? else { return None };
        let is_family_name = first.is(SURNAME);
        if let Some(given) = after.first().filter(|given| is_family_name && given.is(GIVEN_NAME)) {
            let address = after.get(1).filter(|third| third.is(AFTER_NAME)).map_or("", |third| third.text);
            return Some([first.text, given.text, address].concat());
        }
        let is_name = (is_family_name || first.is(GIVEN_NAME)) && !PIECES.contains(&first.text);
        let address = if is_name { address(after) } else { None };
        address.map(|address| [first.text, &address].concat())
    })
}

/// The form of address or the title with which the words behind a name begin; of several titles the longest one (理事長, not 理事).
fn address(after: &[Word<'_>]) -> Option<String> {
    let next = after.first()?;
    if next.is(AFTER_NAME) {
        return Some(next.text.to_owned());
    }
    let title = |n: usize| -> String { after.iter().take(n).map(|word| word.text).collect() };
    (1..=LONGEST_TITLE).rev().map(title).find(|title| TITLES.contains(&title.as_str()))
}

/// Municipalities: the name of a place and 市, 区, 町, 村 or 郡.
fn places(words: &[Word<'_>]) -> impl Iterator<Item = String> {
    words.windows(2).filter_map(|pair| {
        let [name, kind] = pair else { return None };
        let is_place = name.is(&["名詞", "固有名詞"]) && MUNICIPALITIES.contains(&kind.text);
        is_place.then(|| [name.text, kind.text].concat())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<(HintKind, String)> {
        identify(text, Some(shared())).into_iter().map(|hint| (hint.kind, hint.words)).collect()
    }

    fn one(kind: HintKind, words: &str) -> Vec<(HintKind, String)> {
        vec![(kind, words.to_owned())]
    }

    #[test]
    fn telephone_numbers_are_found_in_any_width() {
        for text in [
            "連絡先は048-555-0123です",
            "０４８－５５５－０１２３",
            "０４８−５５５−０１２３",
            "(048)555-0123",
            "09055501234まで",
        ] {
            assert_eq!(found(text).first().map(|hint| hint.0), Some(HintKind::Phone), "{text}");
        }
        for text in ["令和6年4月〜令和7年3月", "年間0件", "100000000000円", "2024-04-01から2025-03-31"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn mail_addresses_are_found() {
        assert_eq!(found("taro@example.jpへ"), one(HintKind::Mail, "taro@example.jp"));
        assert_eq!(found("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ").len(), 1);
        assert_eq!(found("時給@1,200円"), []);
    }

    #[test]
    fn names_are_found_where_somebody_is_addressed() {
        assert_eq!(found("田中さんから相談がありました"), one(HintKind::PersonName, "田中さん"));
        assert_eq!(found("佐藤太郎氏の職場"), one(HintKind::PersonName, "佐藤太郎氏"));
        assert_eq!(found("主治医の高橋先生に相談した"), one(HintKind::PersonName, "高橋先生"));
        assert_eq!(found("担当：鈴木 一郎"), one(HintKind::PersonName, "鈴木　一郎"));
        assert_eq!(found("佐藤看護師に聞いた"), one(HintKind::PersonName, "佐藤看護師"));
        assert_eq!(found("青木主査に聞いた"), one(HintKind::PersonName, "青木主査"));
        assert_eq!(found("前田コーディネーターが来た"), one(HintKind::PersonName, "前田コーディネーター"));
        assert_eq!(found("佐藤理事長に聞いた"), one(HintKind::PersonName, "佐藤理事長"));
        assert_eq!(found("さとう看護師に聞いた"), one(HintKind::PersonName, "さとう看護師"));
        for text in [
            "看護師に聞いた",
            "利用者さんの声",
            "大宮で相談を受けた",
            "お医者さん、患者さん、ご家族",
            "ケアマネさん、みな様",
            "首長さんと議員さん、お母さんと次男さんと妹さん",
            "川口市の事業所",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_disease_tells_little_without_a_town() {
        assert_eq!(found("クローン病の方が2名いた"), []);
        assert_eq!(found("川口市の事業所"), []);
        assert_eq!(
            found("川口市にお住まいのクローン病の方"),
            one(HintKind::DiseaseAndPlace, "クローン病・川口市")
        );
        assert_eq!(found("WALSは川口市の団体"), []);
    }

    #[test]
    fn without_a_dictionary_numbers_are_found_all_the_same() {
        assert_eq!(identify("田中さん 048-555-0123", None).len(), 1);
        assert_eq!(identify("", None), []);
    }
}
