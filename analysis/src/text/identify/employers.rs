//! Employers that are named without a word that says so (トヨタ自動車, スターバックス): those of a shipped list, those that IPADIC has
//! as organisations, and those that [`super::workplaces`] finds.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::Word;
use super::letters::{is_hiragana, is_katakana};
use super::workplaces::workplaces;

/// One name a line; lines with `#` are remarks.
const FILE: &str = include_str!("../../../data/employers.txt");

/// From so many letters on a name is known by its beginning: letters of its kind that touch it belong to it
/// (スターバックス|コーヒー). A shorter one is another word then (イオン|ライン).
const LONG: usize = 5;

/// Public bodies, associations and general words that IPADIC has as organisations and that name nobody's employer.
pub(super) const NOBODY: &[&str] = &[
    "議会",
    "国会",
    "参院",
    "衆院",
    "参議院",
    "衆議院",
    "国連",
    "人事院",
    "最高裁",
    "最高裁判所",
    "会計検査院",
    "法務局",
    "財務局",
    "国税局",
    "税務局",
    "水道局",
    "衛生局",
    "労基署",
    "税関",
    "職安",
    "公安",
    "教委",
    "公庫",
    "自衛隊",
    "空自",
    "農協",
    "生協",
    "商工会",
    "健保組合",
    "生活協同組合",
    "総合医療センター",
    "環境センター",
    "研究交流センター",
    "県立中央病院",
    "中央病院",
    "北部病院",
    "中部病院",
    "こども病院",
    "衛生研究所",
    "地場スーパー",
    "市長部局",
    "連合",
    "社会",
    "中央",
    "中部",
    "東北",
    "中国",
    "共同",
    "合同",
    "共和",
    "共産",
    "公明",
    "平和",
    "高速",
    "現代",
    "昭和",
    "自社",
    "朝日",
    "毎日",
    "花園",
    "在家",
    "改新",
    "新星",
    "新生",
    "議運",
    "さきがけ",
    "さとう",
    "ひまわり",
    "ムリ",
    "アクティブ",
    "アットホーム",
    "アース",
    "オピニオン",
    "グリーンピース",
    "スパーク",
    "スピーディ",
    "タイアップ",
    "チェックポイント",
    "パイオニア",
    "ファミリー",
    "フレックス",
    "プロトン",
    "ヘルス",
    "ユニーク",
    "リバー",
    "コロナ",
    "ステップ",
];

/// What may belong to the name of an employer behind it, besides proper nouns (JR|東日本|盛岡|支社).
const BRANCHES: &[&str] = &[
    "店",
    "支店",
    "本店",
    "支社",
    "本社",
    "工場",
    "病院",
    "銀行",
    "ホテル",
    "モール",
    "ストア",
    "グループ",
    "ホールディングス",
];

/// The employers, as they stand in a text in normal width that was cut into these words.
pub(super) fn employers(text: &str, words: &[Word<'_>]) -> Vec<String> {
    let organisations = words.iter().filter(|word| is_organisation(word)).map(|word| word.start..word.end());
    let named = listed(text).into_iter().chain(organisations).map(|place| whole(place, words));
    let places = named.chain(workplaces(text, words));
    places.filter_map(|place| text.get(place).map(str::to_owned)).collect()
}

fn names() -> impl Iterator<Item = &'static str> {
    FILE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Where names of the list stand, found in one pass.
fn listed(text: &str) -> Vec<Range<usize>> {
    static FINDER: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    // None only if there were more letters than there are numbers for.
    let finder = FINDER
        .get_or_init(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names()).ok());
    let found = finder.iter().flat_map(|names| names.find_iter(text));
    found.filter_map(|found| standing(text, found.range())).collect()
}

/// Where a name stands, with the letters that belong to it; None where it is a part of another word.
fn standing(text: &str, place: Range<usize>) -> Option<Range<usize>> {
    let (name, rest) = (text.get(place.clone())?, text.get(place.end..)?);
    let (first, last) = (name.chars().next()?, name.chars().next_back()?);
    let before = text.get(..place.start)?.chars().next_back();
    let more: usize = rest.chars().take_while(|c| are_alike(last, *c)).map(char::len_utf8).sum();
    let is_another_word =
        before.is_some_and(|before| are_alike(before, first)) || more > 0 && name.chars().count() < LONG;
    (!is_another_word).then(|| place.start..place.end + more)
}

/// Whether two letters are of a kind in which words are not parted: katakana, or Latin.
fn are_alike(one: char, other: char) -> bool {
    is_katakana(one) && is_katakana(other) || one.is_ascii_alphabetic() && other.is_ascii_alphabetic()
}

fn is_organisation(word: &Word<'_>) -> bool {
    // Two letters in hiragana (わし, どん) are other words as often.
    let least = if word.text.chars().all(is_hiragana) { 3 } else { 2 };
    word.is(&["名詞", "固有名詞", "組織"])
        && word.is_in_ipadic()
        && word.text.chars().count() >= least
        && !word.text.ends_with(['省', '庁', '党'])
        && !NOBODY.contains(&word.text)
}

/// The place of a name with the words around it that belong to it: proper nouns that touch it on either side (盛岡|日産,
/// イオンモール|盛岡), and behind it words for a branch.
fn whole(mut place: Range<usize>, words: &[Word<'_>]) -> Range<usize> {
    let is_proper = |word: &Word<'_>| {
        let is_person = word.is(&["名詞", "固有名詞", "人名"]);
        word.is(&["名詞", "固有名詞"]) && word.is_in_ipadic() && !is_person
    };
    let first = words.partition_point(|word| word.end() <= place.start);
    for word in words.get(..first).unwrap_or_default().iter().rev() {
        if word.end() != place.start || !is_proper(word) {
            break;
        }
        place.start = word.start;
    }
    let behind = words.partition_point(|word| word.start < place.end);
    for word in words.get(behind..).unwrap_or_default() {
        if word.start != place.end || !is_proper(word) && !BRANCHES.contains(&word.text) {
            break;
        }
        place.end = word.end();
    }
    place
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> BTreeSet<String> {
        let normal = normalize(text).text.into_owned();
        employers(&normal, &read(&normal, &mut shared().worker())).into_iter().collect()
    }

    #[test]
    fn names_of_the_list_are_in_normal_width_and_stand_once() {
        let all: Vec<&str> = names().collect();
        let different: BTreeSet<&str> = all.iter().copied().collect();
        assert!(all.len() == different.len() && all.len() > 120, "{}", all.len());
        for name in all {
            assert_eq!(normalize(name).text, name);
            assert!(name.chars().count() > 1 && name.trim() == name, "{name:?}");
            assert_eq!(standing(name, 0..name.len()), Some(0..name.len()), "{name}");
        }
    }

    #[test]
    fn companies_are_found_without_a_word_that_says_what_they_are() {
        for (text, name) in [
            ("トヨタに勤める", "トヨタ"),
            ("トヨタ自動車の方", "トヨタ自動車"),
            ("パナソニックを辞めた", "パナソニック"),
            ("ソニーの工場", "ソニー"),
            ("昨年まで日産にいた", "日産"),
            ("ＪＲ東日本で働く", "JR東日本"),
            ("スターバックスの店員", "スターバックス"),
            ("スターバックスコーヒーの店員", "スターバックスコーヒー"),
            ("セブンイレブンの夜勤", "セブンイレブン"),
            ("イオンモール盛岡の店員", "イオンモール盛岡"),
            ("イオンで働く", "イオン"),
            ("ＮＴＴの人", "NTT"),
            ("佐川急便の配達", "佐川急便"),
            ("日本赤十字社の職員", "日本赤十字社"),
            ("聖隷浜松の医師", "聖隷浜松"),
            ("聖隷三方原の先生", "聖隷三方原"),
            ("ＪＡとぴあの職員", "JAとぴあ"),
        ] {
            assert!(found(text).contains(name), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_word_before_what_says_that_somebody_works_there_is_a_workplace() {
        for (text, name) in [
            ("グリーンファームで働く", "グリーンファーム"),
            ("エムケイテックに就職した", "エムケイテック"),
            ("ABCテックを退職した", "ABCテック"),
            ("KMTに就職した", "KMT"),
            ("アオバシステムに転職", "アオバシステム"),
            ("セブンで働く", "セブン"),
        ] {
            assert!(found(text).contains(name), "{text}: {:?}", found(text));
        }
        for text in [
            "コンビニで働く。スーパーに勤める。グループホームで働く。コールセンターに就職した。",
            "フルタイムで働く。テレワークで働く。リモートワークで働く。パートを辞めた。",
            "シフト勤務。フレックスで勤務する。クローズで働く。ITで働く。",
            "デイサービスで働き、2024年度で雇い止めになった。",
            "ハローワークで働く職員。HWで働く。",
        ] {
            assert_eq!(found(text), BTreeSet::new(), "{text}");
        }
    }

    #[test]
    fn public_bodies_and_general_words_name_no_employer() {
        for text in [
            "ハローワークと厚生労働省、埼玉労働局に聞いた",
            "難病相談支援センターと社会福祉協議会、障害者就業・生活支援センター",
            "労基署、農協、生協、商工会、警察庁",
            "自社の社会的な役割、平和な職場",
            "マイナスイオンとイオンライン、BANANAとNECK",
            "朝日が当たる席。毎日の体調。",
            "アットホームな職場。ユニークな取り組み。",
            "地域の総合医療センター",
            "Excelとパソコン、ABCの順",
            "近くの商店、利用者さんの声",
        ] {
            assert_eq!(found(text), BTreeSet::new(), "{text}");
        }
    }
}
