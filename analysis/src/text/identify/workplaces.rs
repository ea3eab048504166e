//! Words before what says that somebody works there (カワチ薬品で働く, 岩手日報に勤める): those in katakana or Latin letters, and those
//! with kanji of which the dictionary knows a part as a name or not at all.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::employers::NOBODY;
use super::letters::{is_kanji, is_katakana};
use super::{Word, pattern};
use crate::text::tokenizer::Entry;

const WORKPLACE: &str = r"(?x) ( [\p{Han}々ヶ\p{Katakana}A-Za-z0-9＆&ー]{2,20}? )
    (?: (?: に | へ ) (?: 勤 | 就職 | 転職 | 再就職 | 入社 | 採用 | 雇 | 内定 | パート )
      | を (?: 退職 | 退社 | 辞 )
      | で (?: 働 | 勤 | 雇 | パート | アルバイト | バイト | レジ )
      | の (?: 店員 | 従業員 )
      | 勤務 )";

/// Words that say of which kind the work is, one or several in a row.
const GENERAL: &str = r"^(?:[0-9]|テレ|リモート|ワーク|サテライト|コワーキング|スペース|オフィス|オンライン|ハイブリッド|パート|アルバイト|バイト|フル|ハーフ|タイム|フレックス|シフト|ショート|トライアル|スポット|オープン|クローズド?|マイペース|フリー|ランス|ダブル|ステップ|スーパー|マーケット|ホーム|センター|ドラッグ|ストア|コンビニ|デパート|ショップ|リサイクル|レストラン|ファミレス|ファミリー|ファースト|ファスト|フード|カフェ|ホテル|ガソリン|スタンド|ビル|メンテナンス|クリーニング|メーカー|チェーン|コール|グループ|デイ|ケア|サービス|ヘルパー|ステーション|プラザ|マネジャー|スタッフ|リーダー|ピア|サポーター|コロナ|IT|SE|PC|OA|HP|AI|DX|WEB|Web|web|NPO|OT|PT|ST|SW|MSW|PSW|CW)+$";

/// What may stand behind the name of a place without making an employer of it (青森|県内, 東北|地方).
const OF_PLACES: &[&str] = &[
    "県", "府", "都", "道", "市", "町", "村", "区", "郡", "内", "外", "県内", "県外", "市内", "市外", "町内",
    "村内", "区内", "都内", "道内", "府内", "国内", "地方", "方面", "周辺", "地域", "地区", "圏", "近郊",
    "出身", "以外", "全域", "各地", "企業", "会社", "側", "等", "中心", "在住", "在宅",
];

/// Where such words stand in a text in normal width that was cut into these words.
pub(super) fn workplaces(text: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    static KINDS: OnceLock<Option<Regex>> = OnceLock::new();
    let Some(general) = pattern(&KINDS, GENERAL) else { return Vec::new() };
    let found = pattern(&PATTERN, WORKPLACE).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let places = found.filter_map(|parts| parts.get(1));
    let is_name = |name: &regex::Match<'_>| {
        if name.as_str().chars().any(is_kanji) {
            return is_named(&name.range(), words, general);
        }
        let has_letters = name.as_str().chars().any(char::is_alphabetic);
        has_letters && !general.is_match(name.as_str()) && !is_common(&name.range(), words)
    };
    places.filter(is_name).map(|name| name.range()).collect()
}

/// Whether a run with kanji is a name: it has a proper noun or a word that the dictionary lacks, and is not a place alone, which
/// is found as such.
fn is_named(place: &Range<usize>, words: &[Word<'_>], general: &Regex) -> bool {
    let from = words.partition_point(|word| word.start < place.start);
    let inside = words.get(from..).unwrap_or_default().iter().take_while(|word| word.end() <= place.end);
    let (mut has_place, mut has_more) = (false, false);
    for word in inside {
        if is_strange(word, general) {
            return true;
        }
        if is_of_place(word) && word.text.chars().count() > 1 {
            has_place = true;
        } else if !OF_PLACES.contains(&word.text) {
            has_more = true;
        }
    }
    has_place && has_more
}

/// A place, or a family name, as many places have it (三沢).
fn is_of_place(word: &Word<'_>) -> bool {
    word.is(&["名詞", "固有名詞", "地域"]) || word.is(&["名詞", "固有名詞", "人名"])
}

/// A name that is neither, or a word in katakana or kanji that the dictionary lacks.
fn is_strange(word: &Word<'_>, general: &Regex) -> bool {
    if word.text.chars().count() < 2 || NOBODY.contains(&word.text) {
        return false;
    }
    match word.entry {
        Entry::System(_) => word.is(&["名詞", "固有名詞"]) && !is_of_place(word),
        Entry::Own(_) => false,
        Entry::Unknown(_) => {
            word.text.chars().all(|c| is_kanji(c) || is_katakana(c)) && !general.is_match(word.text)
        }
    }
}

/// Whether a place is that of one word, which the dictionary has as a common noun, or the words of the field have.
fn is_common(place: &Range<usize>, words: &[Word<'_>]) -> bool {
    let at = words.partition_point(|word| word.start < place.start);
    let word = words.get(at).filter(|word| word.start == place.start && word.end() == place.end);
    word.is_some_and(|word| match word.entry {
        Entry::System(_) => !word.is(&["名詞", "固有名詞"]),
        Entry::Own(_) => true,
        Entry::Unknown(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        let places = workplaces(&normal, &read(&normal, &mut shared().worker()));
        places.into_iter().filter_map(|place| normal.get(place).map(str::to_owned)).collect()
    }

    #[test]
    fn a_name_with_kanji_before_what_says_that_somebody_works_there_is_a_workplace() {
        for (text, name) in [
            ("岩手日報に勤める", "岩手日報"),
            ("デーリー東北で働く", "デーリー東北"),
            ("カワチ薬品で働く", "カワチ薬品"),
            ("マエダストアの店員", "マエダストア"),
            ("マエダストアでレジを打つ", "マエダストア"),
            ("青森物産に就職した", "青森物産"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn what_says_of_which_kind_or_where_the_work_is_names_nobody() {
        for text in [
            "在宅で働く。障害者雇用で働く。一般企業に就職。県内企業に勤める。正社員で働く。",
            "青森県内で働く。首都圏で働く。東北地方で働く。盛岡市内で働く。自宅で勤務する。",
            "短時間勤務。週3日勤務。夜間勤務。工場に勤める。市役所に勤める。農協に勤める。",
            "コンビニの店員。スーパーでパートをする。テレワーク中心で働く。A型で働く。B型事業所で働く。",
            "三沢市内で働く。中央で同様に働く人",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
