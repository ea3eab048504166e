//! What people of a region call its houses: without the word of the region before the name (みどり|中央総合医療センター), and with
//! the desk behind it (…の難病医療連携室).

use super::double::bare_key;
use super::roster::name_key;

/// Ends of names of houses; what stands behind the word of a region and ends otherwise is a place or a trade.
const HOUSES: &[&str] =
    &["病院", "医院", "クリニック", "診療所", "センター", "事業所", "保健所", "支援学校", "学園"];

/// Words of which names of houses and desks consist and which tell no two of them apart, longer ones before their parts.
const COMMON: &[&str] = &[
    "リハビリテーション",
    "ボランティア",
    "ステーション",
    "クリニック",
    "リハビリ",
    "センター",
    "サポート",
    "男女共同参画",
    "高次脳機能",
    "子育て",
    "こども",
    "子ども",
    "こころ",
    "障がい",
    "障害",
    "事業所",
    "保健所",
    "診療所",
    "総合",
    "医療",
    "病院",
    "医院",
    "地域",
    "生活",
    "支援",
    "相談",
    "福祉",
    "保健",
    "健康",
    "増進",
    "就業",
    "就労",
    "移行",
    "継続",
    "職業",
    "作業",
    "包括",
    "基幹",
    "訪問",
    "看護",
    "介護",
    "居宅",
    "施設",
    "発達",
    "小児",
    "児童",
    "母子",
    "家庭",
    "教育",
    "特別",
    "学校",
    "学園",
    "大学",
    "附属",
    "付属",
    "患者",
    "連携",
    "総務",
    "人事",
    "外来",
    "高齢",
    "精神",
    "心身",
    "身体",
    "知的",
    "視覚",
    "聴覚",
    "重症",
    "更生",
    "療育",
    "訓練",
    "研修",
    "産業",
    "労働",
    "雇用",
    "消費",
    "救急",
    "救命",
    "市民",
    "県民",
    "町民",
    "活動",
    "交流",
    "情報",
    "営業",
    "退院",
    "調整",
    "窓口",
    "担当",
    "公立",
    "国立",
    "県立",
    "市立",
    "町立",
    "機能",
    "者",
];

/// Common in names of houses; of desks it tells which one is meant.
const RARE_DISEASES: &str = "難病";

/// Ends of names of desks that are no letters of their own.
const DESK_ENDS: &[char] = &['部', '課', '室', '係', '科'];

/// What a house with this name is called in its own region, beside its name: without the word of the region, where what is
/// left still tells it from others, and each with the desk behind it.
pub(super) fn local_names(name: &str) -> Vec<String> {
    let mut parts = name.split_whitespace();
    let Some(house) = parts.next().map(bare_key) else { return Vec::new() };
    let desks: Vec<String> = parts.map(name_key).collect();
    let short = without_region(&house).map(str::to_owned);
    let with_desk =
        [Some(&house), short.as_ref()].into_iter().flatten().filter(|house| house.chars().count() > 2);
    let mut found: Vec<String> =
        with_desk.flat_map(|house| desks.iter().map(move |desk| format!("{house}の{desk}"))).collect();
    found.extend(short);
    found
}

/// Whether a desk is called otherwise than those of every house.
pub(super) fn is_own_desk(desk: &str) -> bool {
    own_letters(desk.trim_end_matches(DESK_ENDS), &[]) > 1
}

/// The name behind the word of its region: kana before kanji or katakana, or a municipality or prefecture.
fn without_region(house: &str) -> Option<&str> {
    let kana = |is_kana: fn(char) -> bool| {
        let rest = house.trim_start_matches(is_kana);
        (rest.len() < house.len()).then_some(rest)
    };
    let behind_kana = kana(is_hiragana).or_else(|| kana(is_katakana));
    let behind_area = house.char_indices().skip(2).take(4).find(|(_, c)| "都道府県市区町村".contains(*c));
    let behind_area = behind_area.and_then(|(at, c)| house.get(at + c.len_utf8()..));
    let is_told = |rest: &&str| {
        HOUSES.iter().any(|house| rest.ends_with(*house)) && own_letters(rest, &[RARE_DISEASES]) > 1
    };
    let behind = [behind_area, behind_kana].into_iter().flatten();
    behind.map(|rest| rest.trim_start_matches('立')).find(is_told)
}

/// How many letters are left without the words that many names have.
fn own_letters(name: &str, also: &[&str]) -> usize {
    let common = COMMON.iter().chain(also);
    common.fold(name.to_owned(), |left, word| left.replace(*word, "")).chars().count()
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | 'ー')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_is_known_without_the_word_of_its_region_and_with_its_desk() {
        assert_eq!(
            local_names("みどり中央総合医療センター 難病医療連携室"),
            [
                "みどり中央総合医療センターの難病医療連携室",
                "中央総合医療センターの難病医療連携室",
                "中央総合医療センター"
            ]
        );
        assert_eq!(
            local_names("しおさい南部病院　患者支援室"),
            ["しおさい南部病院の患者支援室", "南部病院の患者支援室", "南部病院"]
        );
        assert_eq!(local_names("架空市東部保健所"), ["東部保健所"]);
    }

    #[test]
    fn what_is_left_must_still_tell_which_house_it_is() {
        for name in [
            "みどり病院",
            "みどり総合病院",
            "みどり地域包括支援センター",
            "架空県難病相談支援センター",
            "ハローワーク架空",
            "しらかば製作所",
            "あおば就労継続支援事業所",
            "ひまわり",
            "丘 一",
            "",
        ] {
            assert_eq!(local_names(name), [""; 0], "{name}");
        }
    }

    #[test]
    fn a_desk_of_every_house_tells_nobody() {
        assert!(is_own_desk("難病医療連携室"));
        for desk in ["患者サポート室", "患者支援室", "総務部", "障害福祉課", "地域連携室", "相談窓口"]
        {
            assert!(!is_own_desk(desk), "{desk}");
        }
    }
}
