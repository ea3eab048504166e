//! Workshops, practices, schools and companies by the name directly before the word that says what they are (田中内科, コスモス工房,
//! 浜松北高校, 虹の家): a proper noun of IPADIC's, a word in kana, or one that houses like to be called by. What says only of which kind
//! they are (循環器内科, 協力事業所) names none.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::employers::NOBODY;
use super::fair::ends_with_fair;
use super::houses::beginning;
use super::letters::{is_hiragana, is_kanji, is_katakana};
use super::towns::{COMMON, WIDE};
use super::{Word, pattern};

const HOUSE: &str = r"作業所|工房|事業所|脳神経外科|整形外科|内科|眼科|耳鼻科|皮膚科|歯科|小児科|医院|クリニック|薬局|学園|農園|園|荘|運送|運輸|建設|工業|水産|食品|電機|印刷|牧場|商店|信用金庫|信金|銀行|大学|高等専門学校|高等学校|高校|中学校|中学|小学校|特別支援学校|養護学校|ろう学校|聾学校|盲学校|看護学校|専門学校|こども園";

/// What is named by a fair word and の: 希望の家, with a workshop of it perhaps.
const HOME: &str = r"の(?:家|里|郷|園|会)(?:作業所|工房|事業所|園|荘)?";

/// Words in katakana for a kind of house, one or several in a row.
const KINDS: &str = r"^(?:サービス|デイ|ケア|グループ|ホーム|センター|ステーション|モデル|パン|ガラス|クラフト|レザー|アート|デザイン|ハンドメイド|リサイクル|クリーニング|リハビリ|テーション|テレワーク|サポート|メンタル|ヘルス|ペイン|レディース|スポーツ|ペット|リウマチ|アレルギー|コンビニ|インターネット|ネット|オープン|メガ|サテライト|メイン|トライアル|フランチャイズ|ソーシャル|ワーク|カフェ|シルバー|ベーカリー|フード|キッチン|ドラッグ|ストア|オンライン|チェーン|パートナー|メーカー|レトルト|インスタント|フリーズ|ドライ|カラー|モノクロ|オフセット|レーザー|デジタル|オーガニック|ビニール|ハウス|ー)+$";

/// Words in hiragana that stand before a house and name none, beside those that sentences are made of.
const WORDS: &[&str] = &[
    "こころ",
    "くらし",
    "しごと",
    "こども",
    "つかう",
    "かよう",
    "いう",
    "もらう",
    "むかう",
    "ちがう",
    "おもう",
    "あう",
    "たとえば",
    "とくに",
    "あと",
    "ほかに",
    "もし",
    "なぜ",
    "ぜひ",
    "ほぼ",
    "たぶん",
    "けっこう",
    "いつか",
    "どうか",
    "なんか",
    "ちょうど",
    "むしろ",
    "もともと",
    "ふつう",
    "おなじ",
    "あなた",
    "わたし",
    "ぼく",
    "おれ",
    "じぶん",
    "ひとり",
    "そう",
    "こう",
    "どう",
    "もちろん",
];

/// What says, behind the name of a place, that a house is somewhere in it.
const SOMEWHERE: &[&str] = &[
    "市内", "県内", "区内", "町内", "村内", "都内", "府内", "道内", "市外", "県外", "周辺", "近郊", "方面",
    "地域", "地区", "地方",
];

/// The houses in a text in normal width that was cut into these words, as they stand there.
pub(super) fn facilities(text: &str, words: &[Word<'_>]) -> Vec<String> {
    static HOUSES: OnceLock<Option<Regex>> = OnceLock::new();
    static HOMES: OnceLock<Option<Regex>> = OnceLock::new();
    let mut found: Vec<String> = Vec::new();
    for house in pattern(&HOUSES, HOUSE).into_iter().flat_map(|pattern| pattern.find_iter(text)) {
        let before = text.get(..house.start()).unwrap_or_default();
        let behind = text.get(house.end()..).unwrap_or_default();
        // 園芸, 建設業
        let is_other_word = behind.starts_with(['芸', '児', '業', '的']);
        let start = if is_other_word { None } else { start(before, house.as_str(), words) };
        found.extend(start.and_then(|start| text.get(start..house.end())).map(str::to_owned));
    }
    for home in pattern(&HOMES, HOME).into_iter().flat_map(|pattern| pattern.find_iter(text)) {
        let before = text.get(..home.start()).unwrap_or_default();
        let behind = text.get(home.end()..).unwrap_or_default();
        // 希望の|会社
        let is_other_word = behind.starts_with(['社', '場', '議', '員', '計', '話', '族', '庭', '事', '賃']);
        let name = ends_with_fair(before).filter(|_| !is_other_word);
        let whole = name.and_then(|name| text.get(home.start() - name.len()..home.end()));
        found.extend(whole.map(str::to_owned));
    }
    found
}

/// Where the name begins with which the text before a house ends.
fn start(before: &str, house: &str, words: &[Word<'_>]) -> Option<usize> {
    let end = before.len();
    if let Some(name) = ends_with_fair(before).filter(|name| may_be_called(name, house)) {
        return Some(end - name.len());
    }
    let last = before.chars().next_back()?;
    if is_hiragana(last) {
        let stem = before.trim_end_matches(is_hiragana);
        let is_first = stem.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let name = beginning(before.get(stem.len()..)?, is_first);
        return is_kana_name(name).then(|| end - name.len());
    }
    let stem = before.trim_end_matches(|c: char| is_kanji(c) || is_katakana(c) || c == 'ヶ');
    let run = before.get(stem.len()..)?;
    if house == "荘" && run.chars().all(is_kanji) && !run.ends_with(['別', '山']) {
        return (2..=4).contains(&run.chars().count()).then_some(stem.len());
    }
    let in_kana = katakana_name(run);
    let proper = proper_start(stem.len()..end, words).filter(|start| {
        let rest = before.get(*start..).unwrap_or_default();
        !SOMEWHERE.iter().any(|place| rest.ends_with(place))
    });
    let kana = in_kana.map(|name| end - name.len());
    [proper, kana].into_iter().flatten().min()
}

/// Whether a fair word is the name of such a house: 希望大学 is where somebody wants to go, 夢 and 愛 stand with 作業所 and the like.
fn may_be_called(name: &str, house: &str) -> bool {
    let is_workshop = ["作業所", "工房", "園", "荘", "学園"].contains(&house);
    let is_word = name.chars().count() == 1 || ["希望", "笑顔", "恵み"].contains(&name);
    is_workshop || !is_word
}

/// Whether letters in hiragana are a name rather than the end of a verb or an adjective.
fn is_kana_name(name: &str) -> bool {
    let is_adjective =
        name.ends_with('い') && !["あい", "らい", "おい"].iter().any(|end| name.ends_with(end));
    name.chars().count() > 1
        && !is_adjective
        && !name
            .ends_with(['く', 'ぐ', 'す', 'つ', 'ぬ', 'ぶ', 'む', 'り', 'れ', 'め', 'け', 'せ', 'ず', 'ば'])
        && !WORDS.contains(&name)
}

/// The name in katakana with which a run of letters ends; None for a kind (パン工房) or a piece of a word.
fn katakana_name(run: &str) -> Option<&str> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let kinds = pattern(&PATTERN, KINDS)?;
    let name = run.get(run.trim_end_matches(is_katakana).len()..)?;
    (name.chars().count() > 2 && !kinds.is_match(name)).then_some(name)
}

/// Where the first proper noun of a part of the text begins.
fn proper_start(part: Range<usize>, words: &[Word<'_>]) -> Option<usize> {
    let from = words.partition_point(|word| word.start < part.start);
    let inside = words.get(from..)?.iter().take_while(|word| word.end() <= part.end);
    let is_proper = |word: &&Word<'_>| {
        word.is_name(&["名詞", "固有名詞"])
            && ![WIDE, COMMON, NOBODY].iter().any(|list| list.contains(&word.text))
    };
    inside.filter(is_proper).map(|word| word.start).next()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        facilities(&normal, &read(&normal, &mut shared().worker()))
    }

    #[test]
    fn a_name_directly_before_a_house_is_one() {
        for (text, name) in [
            ("田中内科を受診した", "田中内科"),
            ("みなと整形外科へ行く", "みなと整形外科"),
            ("あおぞら作業所に通う", "あおぞら作業所"),
            ("今はあおぞら作業所に通う", "あおぞら作業所"),
            ("希望の家作業所の人", "希望の家作業所"),
            ("コスモス工房で働く", "コスモス工房"),
            ("あおぞら事業所の方", "あおぞら事業所"),
            ("陽だまり作業所の方", "陽だまり作業所"),
            ("虹の家に通う", "虹の家"),
            ("青空運送で働く", "青空運送"),
            ("大空建設に勤める", "大空建設"),
            ("北斗運送の事務", "北斗運送"),
            ("カネト水産で加工をする", "カネト水産"),
            ("みかど食品の早番", "みかど食品"),
            ("いちょうの里に入所した", "いちょうの里"),
            ("光明園の厨房", "光明園"),
            ("常葉大学に通う", "常葉大学"),
            ("浜松北高校を出た", "浜松北高校"),
            ("浜松西部特別支援学校に通った", "浜松西部特別支援学校"),
            ("県立みなと特別支援学校の先生", "みなと特別支援学校"),
            ("ひくまこども園に預けた", "ひくまこども園"),
            ("浜松小学校の教員", "浜松小学校"),
            ("清風荘に住む", "清風荘"),
        ] {
            assert!(found(text).contains(&name.to_owned()), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn what_says_of_which_kind_a_house_is_names_none() {
        for text in [
            "作業所へ通う。内科を受診する。事業所を探す。病院の工房。大学に行く。銀行に行く。動物園と保育園。",
            "就労継続支援事業所、相談支援事業所、福祉事業所、地域の事業所、協力事業所、小規模作業所、共同作業所",
            "循環器内科、神経内科、脳神経内科、消化器内科、一般内科、総合内科、リウマチ内科",
            "県立高校、国立大学、特別支援学校、県立特別支援学校、地域の特別支援学校、市立小学校、認定こども園、専門学校、老人の家、友人の家、自分の家、別荘、希望大学、第一希望事業所、希望の会社",
            "いろいろな事業所、近い事業所、よい作業所、通える作業所、受け入れ事業所、はたらく事業所、もし事業所が、サテライト事業所、パン工房、学校建設",
            "農園で働きたい。市民農園、観光農園、冷凍食品、レトルト食品、おいしい食品、農林水産、水産加工、カラー印刷、家電機器、発電機",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
