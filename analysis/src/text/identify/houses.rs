//! Houses by the letters before the word that says what they are (あおぞら薬局, さくら野百貨店), all of them, unless they only say
//! which kind (調剤薬局).

use std::sync::OnceLock;

use regex::Regex;

use super::letters::is_particle;
use super::pattern;

const HOUSE: &str = r"(\p{Hiragana}*)([\p{Han}々ヶ\p{Katakana}A-Za-z0-9ー・]*)(病院|クリニック|医院|診療所|整骨院|接骨院|鍼灸院|製作所|薬局|薬品|百貨店|寿司|鮨|商店|商会|ストア|食堂|書店|旅館|酒造|信用金庫|信金|新聞社)";

const GENERAL: &str = r"^(?:総合|大学|付属|附属|専門|拠点|協力|難病|診療|医療|連携|地域|中核|基幹|公立|市立|県立|国立|私立|民間|一般|精神科|内科|外科|眼科|歯科|小児科|皮膚科|整形外科|急性期|慢性期|療養|回復期|リハビリ|救急|指定|紹介先|転院先|通院先|通院中|通院|入院先|入院中|入院|受診先|近隣|近所|最寄り?|地元|県内|県外|市内|市外|各|他|別|当|両|同|元|前|新|大手|大|小|複数|数|[0-9]|か所|カ所|ヶ所|医療機関|病院|クリニック|医院|診療所|かかりつけ|ほか|在宅|訪問|・|調剤|門前|院内|院外|個人|社員|学生|職員|大衆|社内|学内|回転|持ち帰り|医|化学|危険|処方|有名|老舗|高級|全国|地方|大型|ドラッグ|コンビニエンス|チェーン|オンライン|ネット|アプリ|ディスカウント|セレクト|温泉|こども|薬局|商店)*$";

/// Words in hiragana that stand before a house and name none.
const WORDS: &[&str] = &[
    "まず",
    "すぐ",
    "よく",
    "もう",
    "まだ",
    "ただ",
    "いつも",
    "しかし",
    "やはり",
    "やっぱり",
    "かかりつけ",
    "ときどき",
    "つまり",
    "ゆっくり",
    "しっかり",
    "なお",
    "さらに",
    "だから",
    "ですから",
    "それから",
    "どこか",
    "みんな",
    "それぞれ",
    "とりあえず",
    "よい",
    "いい",
    "ちかい",
    "いく",
    "かよう",
    "つかう",
    "から",
    "まで",
    "など",
    "こども",
    "という",
    "そこ",
    "ここ",
    "あそこ",
    "および",
    "または",
    "あるいは",
    "ならびに",
    "うち",
    "いま",
    "むかし",
    "ちかく",
    "となり",
    "どこ",
    "ほか",
    "たい",
    "しない",
];

/// The houses in a text in normal width, as they stand there.
pub(super) fn houses(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    static KINDS: OnceLock<Option<Regex>> = OnceLock::new();
    let Some(general) = pattern(&KINDS, GENERAL) else { return Vec::new() };
    let mut found = Vec::new();
    for parts in pattern(&PATTERN, HOUSE).into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let start = parts.get(0).map_or(0, |all| all.start());
        let (_, [kana, run, kind]) = parts.extract();
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let name = format!("{}{run}", beginning(kana, before.is_none_or(|c| !c.is_alphanumeric())));
        // 会社・商店 is a list.
        if !general.is_match(&name) && !run.ends_with('・') {
            found.push(format!("{name}{kind}"));
        }
    }
    found
}

/// The end of a run of hiragana that may begin a name: all of it where it begins a sentence or stands behind a sign; what stands
/// behind a particle otherwise.
pub(super) fn beginning(kana: &str, is_first: bool) -> &str {
    if is_first && is_name(kana) {
        return kana;
    }
    // は|ふじ寿司
    let mut letters = kana.chars();
    if letters.next().is_some_and(ends_before_name) && is_name(letters.as_str()) {
        return letters.as_str();
    }
    let end = kana.rsplit(ends_before_name).next().unwrap_or_default();
    if end.chars().count() > 2 && is_name(end) { end } else { "" }
}

/// Whether letters in hiragana may be a name rather than the end of a sentence or an adjective.
pub(super) fn is_name(kana: &str) -> bool {
    let is_other = ["しい", "ない", "たい", "すい", "から", "まで"].iter().any(|end| kana.ends_with(end));
    (2..=6).contains(&kana.chars().count())
        && !kana.contains(['の', 'を'])
        && !kana.ends_with(['る', 'な', 'は', 'が', 'に', 'で', 'と', 'へ', 'も', 'や', 'て', 'た'])
        && !is_other
        && !WORDS.contains(&kana)
}

/// Whether a name in hiragana may begin behind this letter: a particle, or the end of a verb.
fn ends_before_name(c: char) -> bool {
    is_particle(c) || matches!(c, 'て' | 'た')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_letters_before_a_house_are_its_name() {
        for (text, name) in [
            ("あおぞら薬局で働く", "あおぞら薬局"),
            ("今はあおぞら薬局で働く", "あおぞら薬局"),
            ("さくら野百貨店に行く", "さくら野百貨店"),
            ("ふじ寿司で働く", "ふじ寿司"),
            ("昨日はふじ寿司で食べた", "ふじ寿司"),
            ("丸一商店の人", "丸一商店"),
            ("まるいち商店の人", "まるいち商店"),
            ("カワチ薬品で買う", "カワチ薬品"),
            ("マエダストアで買う", "マエダストア"),
            ("かわにし病院", "かわにし病院"),
            ("つばめ整骨院の受付", "つばめ整骨院"),
        ] {
            assert_eq!(houses(text), [name], "{text}");
        }
    }

    #[test]
    fn what_says_only_of_which_kind_a_house_is_names_none() {
        for text in [
            "地元の整骨院、近くの薬局、調剤薬局、かかりつけ薬局、医薬品、百貨店、お寿司、回転寿司、個人商店、社員食堂、こども食堂、子ども食堂",
            "おいしい寿司。きれいな食堂。よい薬局。通いやすい病院。すぐに病院へ。また病院に行った。仕事から病院へ。",
            "私はまだ病院に行っていない。ドラッグストア、コンビニエンスストア、となりの商店、会社・商店",
        ] {
            assert_eq!(houses(text), [""; 0], "{text}");
        }
    }
}
