//! Houses whose name stands behind the word for their kind (グループホームすずらん, NPO法人ひだまり, 患者会のスマイル遠州): a noun in hiragana or a
//! word that houses like to be called by.

use std::sync::OnceLock;

use regex::Regex;

use super::fair::{begins_with_fair, rest_of_house};
use super::letters::{is_beside_name, is_hiragana, is_kanji, letter_behind, rest_of_word};
use super::organisations::{ASSOCIATIONS, COMPANIES};
use super::{Word, pattern};

/// Kinds of houses; legal forms stand beside them.
const KIND: &str = r"グループホーム|デイサービス|デイケア|訪問看護ステーション|訪問看護|訪看|居宅介護支援事業所|ケアハウス|老人ホーム|特養|老健|就労継続支援[AB]型|就労移行支援|就労移行|B型|A型|放課後等デイサービス|放課後デイ|放デイ|患者会|難病カフェ";

/// Kinds of circles and houses of which の and a name are told.
const OF_KIND: &str = r"(?:患者会|家族会|親の会|当事者会|支援団体|NPO法人|NPO|グループホーム|デイサービス|難病カフェ|[AB]型|訪問看護|訪看)の";

/// Workshops, with what is said of their kind; only a fair word behind them is their name.
const WORKSHOP: &str = r"[\p{Han}々AB]{0,12}(?:作業所|事業所)\u{3000}?";

/// Fair words that people in a circle share, so that behind の they name none (患者会のきずな).
const SHARED: &[&str] = &[
    "きぼう",
    "のぞみ",
    "ひかり",
    "みらい",
    "あゆみ",
    "きずな",
    "なごみ",
    "やすらぎ",
    "ほほえみ",
    "えがお",
    "スマイル",
    "かがやき",
    "はばたき",
    "めぐみ",
    "つばさ",
    "ドリーム",
    "ハーモニー",
    "オアシス",
    "みちしるべ",
];

/// Nouns in hiragana that name nobody.
const COMMON: &[&str] = &[
    "こと",
    "もの",
    "ところ",
    "ため",
    "よう",
    "ほう",
    "ほか",
    "みんな",
    "なか",
    "うち",
    "とき",
    "ひと",
    "ひとり",
    "ふたり",
    "たくさん",
    "いろいろ",
    "それぞれ",
    "つながり",
    "しごと",
    "くらし",
    "おかげ",
    "せい",
    "はず",
    "わけ",
    "まま",
    "そば",
    "たび",
    "あと",
    "さき",
    "なかま",
    "ともだち",
    "みなさん",
    "これ",
    "それ",
    "あれ",
    "ここ",
    "そこ",
    "どこ",
    "など",
    "かた",
    "うえ",
    "まわり",
    "おすすめ",
    "さん",
    "ちゃん",
    "いっぱい",
    "もと",
    "やりがい",
    "さまざま",
    "いま",
    "はじめ",
    "おわり",
    "ほとんど",
];

/// The houses, as they stand in a text in normal width that was cut into these words.
pub(super) fn named_behind(text: &str, words: &[Word<'_>]) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    // NPO is the last one: NPO法人 begins with it.
    let kind = ["(?:", KIND, "|", COMPANIES, "|", ASSOCIATIONS, r"|NPO)\u{3000}?"].concat();
    let found = pattern(&PATTERN, &kind).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let whole = |kind: regex::Match<'_>| {
        let end = kind.end() + name(text, kind.end(), words)?;
        let behind = text.get(end..)?;
        // しらかば|ファーム: half a name still tells it.
        let more = rest_of_name(behind);
        text.get(kind.start()..end + more).map(str::to_owned)
    };
    let mut houses: Vec<String> = found.filter_map(whole).collect();
    houses.extend(of_kind(text));
    houses.extend(workshops(text));
    houses
}

/// The fair word that stands behind a kind, unless it is so short that it is often part of another word.
fn fair_name(behind: &str) -> Option<&'static str> {
    begins_with_fair(behind).filter(|fair| fair.chars().count() > 2)
}

/// Whether the letters behind a fair word, after so many bytes of the rest of a name, make another word of it: さくら|んぼ.
fn is_other_word(behind: &str, more: usize) -> bool {
    letter_behind(behind, more).is_some_and(|c| is_hiragana(c) && !is_beside_name(c))
}

/// How many bytes of a name stand behind its first word: しらかば|ファーム, さくら|の木.
fn rest_of_name(behind: &str) -> usize {
    match rest_of_word(behind) {
        0 => rest_of_house(behind),
        more => more,
    }
}

/// The workshops that are named behind their kind (就労移行支援事業所リスタート).
fn workshops(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let kinds = pattern(&PATTERN, WORKSHOP).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let whole = |kind: regex::Match<'_>| {
        let rest = text.get(kind.end()..)?;
        let fair = fair_name(rest)?;
        let behind = rest.get(fair.len()..)?;
        let more = rest_of_name(behind);
        if is_other_word(behind, more) {
            return None;
        }
        text.get(kind.start()..kind.end() + fair.len() + more).map(str::to_owned)
    };
    kinds.filter_map(whole).collect()
}

/// The houses that are named behind their kind and の by a fair word in kana, perhaps with more behind it.
fn of_kind(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let kinds = pattern(&PATTERN, OF_KIND).into_iter().flat_map(|pattern| pattern.find_iter(text));
    let name = |kind: regex::Match<'_>| {
        let rest = text.get(kind.end()..)?;
        let fair = fair_name(rest).filter(|fair| !fair.chars().any(is_kanji))?;
        let behind = rest.get(fair.len()..)?;
        let more = rest_of_word(behind);
        let is_shared = more == 0 && SHARED.contains(&fair);
        if is_shared || is_other_word(behind, more) {
            return None;
        }
        rest.get(..fair.len() + more).map(str::to_owned)
    };
    kinds.filter_map(name).collect()
}

/// How many bytes the name has that begins here.
fn name(text: &str, here: usize, words: &[Word<'_>]) -> Option<usize> {
    let rest = text.get(here..)?;
    if let Some(fair) = fair_name(rest) {
        return Some(fair.len());
    }
    let word = words.get(words.partition_point(|word| word.start < here))?;
    let is_noun = word.is(&["名詞", "一般"]) || word.is(&["名詞", "固有名詞"]);
    let is_name = word.start == here
        && is_noun
        && word.is_in_ipadic()
        && word.text.chars().count() > 2
        && word.text.chars().all(is_hiragana)
        && !COMMON.contains(&word.text);
    is_name.then_some(word.text.len())
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        named_behind(&normal, &read(&normal, &mut shared().worker()))
    }

    #[test]
    fn a_name_behind_the_word_for_a_kind_is_one() {
        for (text, name) in [
            ("グループホームすずらんに入居", "グループホームすずらん"),
            ("デイサービスやまももに通う", "デイサービスやまもも"),
            ("訪看みかんの看護師", "訪看みかん"),
            ("A型しらかばファームで働く", "A型しらかばファーム"),
            ("訪問看護ステーションあおばから", "訪問看護ステーションあおば"),
            ("就労継続支援B型ひまわりに通所", "就労継続支援B型ひまわり"),
            ("一般社団法人ともしびネットの講座", "一般社団法人ともしびネット"),
            ("NPOひだまりに相談した", "NPOひだまり"),
            ("NPOのひだまりに相談した", "ひだまり"),
            ("患者会のスマイル遠州に入った", "スマイル遠州"),
            ("家族会のほほえみ三遠が窓口", "ほほえみ三遠"),
            ("社会福祉法人ひまわりの里に入所", "社会福祉法人ひまわりの里"),
            ("作業所あおぞらに通う", "作業所あおぞら"),
            ("就労移行支援事業所リスタートに通う", "就労移行支援事業所リスタート"),
            ("就労移行リスタートに通う", "就労移行リスタート"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn a_kind_alone_names_none() {
        for text in [
            "グループホームに入居。デイサービスから帰る。訪問看護ステーションと連携。デイサービスだけでは足りない。訪看が来る。",
            "患者会のきずな、家族会の笑顔、患者会のスタッフ、NPOの支援、NPOのみらい、患者会のさくらんぼ狩り、患者会の希望調査",
            "株式会社に勤める。NPOなどに聞く。NPOいろいろ。合同会社として働く。患者会のメンバー、家族会の皆さん",
            "作業所に通う。事業所スタッフ、事業所さくらんぼ狩り、作業所ごとに違う。就労移行支援事業所プログラム",
            "グループホームなどを探す。A型に通う。B型がよい。就労移行のほか。患者会のつながり。デイケアさんと話す。",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
