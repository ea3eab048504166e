//! People by the form of address behind their name, whatever the dictionary makes of the name (今さん, 一戸さん, マリアさん, K.Tさん):
//! all letters of one kind before it, unless they are a word for somebody who is not named (患者さん).

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::{TITLES, Word, pattern};

/// A name, perhaps a blank, and a form of address with what goes on to another word (様子, 氏名, さんざん).
const ADDRESSED: &str = r"(?x)
    ( [\p{Han}々ヶ]{1,6} | [\p{Katakana}ー]{2,12} | [A-Z][.．・][A-Z][.．]? | [A-Za-z]{2,15} )
    \u{3000}?
    ( さん | さま | 様 | 氏 | 先生 | ちゃん | くん | 君 )
    ( [々子式相態名ざぽよた]? )";

/// Words for somebody who is not named, and other words with 様, 氏 and the like: all that stands before them.
const WORDS: &[&str] = &[
    "お", "ご", "御", "客", "皆", "奥", "神", "仏", "嫁", "婿", "娘", "母", "父", "兄", "姉", "爺", "婆",
    "孫", "隣", "殿", "王", "方", "子", "人", "何", "誰", "両", "赤", "坊", "嬢", "屋", "女", "男", "妻",
    "夫", "主", "別", "多", "文", "有", "一", "今の", "左", "無", "逆", "上", "俺", "陰", "影", "蔭", "毒",
    "遠", "月", "星", "外", "彼", "摂", "華", "某", "各", "諸", "暴", "細", "前", "次", "同", "仕", "模",
    "態", "異", "唐", "図", "膠", "豚", "猫", "犬", "熊", "象",
];

/// Such words with which what stands before a form of address may also end (御家族様, 小児科医さん).
const ENDINGS: &[&str] = &[
    "者",
    "員",
    "医",
    "院",
    "局",
    "課",
    "署",
    "社",
    "店",
    "校",
    "客",
    "仕",
    "模",
    "同様",
    "医師",
    "講師",
    "教師",
    "恩師",
    "護師",
    "健師",
    "剤師",
    "産師",
    "理師",
    "容師",
    "護士",
    "祉士",
    "養士",
    "法士",
    "覚士",
    "労士",
    "務士",
    "育士",
    "書士",
    "理士",
    "家族",
    "親御",
    "本人",
    "御客",
    "奥方",
    "主人",
    "夫人",
    "旦那",
    "息子",
    "子供",
    "叔父",
    "叔母",
    "伯父",
    "伯母",
    "祖父",
    "祖母",
    "両親",
    "母親",
    "父親",
    "女将",
    "大家",
    "家主",
    "大工",
    "職人",
    "病人",
    "老人",
    "友人",
    "知人",
    "新人",
    "素人",
    "達人",
    "仲間",
    "上司",
    "部下",
    "同僚",
    "先輩",
    "後輩",
    "学生",
    "生徒",
    "児童",
    "園児",
    "事業所",
    "作業所",
    "保健所",
    "支援所",
    "相談所",
    "診療所",
    "役所",
    "支所",
    "事務所",
    "研究所",
    "工場",
    "役場",
    "薬局",
    "企業",
    "農業",
    "主婦",
    "担任",
    "担当",
    "専門",
    "学校",
    "内科",
    "外科",
    "眼科",
    "皮膚科",
    "小児科",
    "精神科",
    "産科",
    "歯科",
    "婦人科",
    "外来",
    "世話",
    "苦労",
    "馳走",
    "天道",
    "花屋",
    "床屋",
    "本屋",
    "魚屋",
    "肉屋",
    "酒屋",
    "百屋",
    "薬屋",
    "米屋",
    "靴屋",
    "電気屋",
    "種多",
    "皆々",
    "各位",
    "保護",
    "介護",
    "看護",
    "警察",
    "郵便",
    "宅配",
    "業務",
    "様々",
    "生活",
    "仕事",
    "体調",
    "症状",
    "毎日",
    "普段",
    "全部",
    "団体",
    "機関",
    "会長",
    "組合",
    "農協",
    "生協",
    "ヘルパー",
    "ドクター",
    "スタッフ",
    "ケアマネ",
    "マネジャー",
    "マネージャー",
    "ワーカー",
    "ナース",
    "カウンセラー",
    "ボランティア",
    "コーチ",
    "リーダー",
    "パート",
    "アルバイト",
    "バイト",
    "メンバー",
    "サポーター",
    "トレーナー",
    "オーナー",
    "クライアント",
    "ユーザー",
    "メーカー",
    "スーパー",
    "コンビニ",
    "ハローワーク",
    "サービス",
    "ホーム",
    "センター",
    "ステーション",
    "クリニック",
    "コーディネーター",
    "エージェント",
    "コンサルタント",
    "アドバイザー",
    "ドライバー",
    "チーム",
    "グループ",
    "ママ",
    "パパ",
    "ワン",
    "タクシー",
    "シェフ",
    "セラピスト",
    "サポート",
    "インストラクター",
    "モデル",
    "ファミリー",
    "ハロワ",
    "デイ",
    "デイケア",
    "ショートステイ",
];

/// Occupations and offices in Latin letters, which follow names and stand for them.
pub(super) const LATIN: &[&str] = &[
    "Dr", "DR", "Ns", "NS", "PSW", "MHSW", "MSW", "CSW", "SSW", "SW", "CW", "OT", "PT", "ST", "CM", "CP",
    "JC", "SV",
];

/// Others that are addressed.
const OFFICES: &[&str] = &["HW", "NPO", "IT"];

/// What stands behind a family name without being a form of address: a family, or that there are two of them.
const FAMILIES: &[&str] = &[
    "家",
    "一家",
    "ご一家",
    "夫妻",
    "ご夫妻",
    "御夫妻",
    "夫婦",
    "ご夫婦",
    "御夫婦",
    "兄弟",
    "姉妹",
    "親子",
    "母子",
    "父子",
    "両名",
    "両氏",
    "両人",
];

/// People who are addressed, in a text in normal width and usual kanji that was cut into these words.
pub(super) fn addressed(text: &str, words: &[Word<'_>]) -> Vec<String> {
    let mut places = with_address(text);
    places.extend(words.iter().filter(|word| is_name(word)).filter_map(|word| with_title(text, word)));
    let joined = places.iter().flat_map(|place| joined_before(text, place, words));
    let joined: Vec<Range<usize>> = joined.collect();
    let all = places.into_iter().chain(joined);
    all.filter_map(|place| text.get(place).map(str::to_owned)).collect()
}

fn with_address(text: &str) -> Vec<Range<usize>> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let found = pattern(&PATTERN, ADDRESSED).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let place = |parts: regex::Captures<'_>| {
        let (name, address, more) = (parts.get(1)?, parts.get(2)?, parts.get(3)?);
        let is_other = is_other_word(address.as_str(), more.as_str()) || is_nobody(name.as_str());
        (!is_other).then(|| name.start()..address.end())
    };
    found.filter_map(place).collect()
}

/// Whether a form of address and the letter behind it are another word: 様子, 氏名, さんざん.
fn is_other_word(address: &str, more: &str) -> bool {
    match address {
        "様" => ["々", "子", "式", "相", "態"].contains(&more),
        "氏" => ["名", "子"].contains(&more),
        "さん" => ["ざ", "ぽ"].contains(&more),
        "さま" => ["ざ", "よ", "た"].contains(&more),
        _ => false,
    }
}

/// Whether what stands before a form of address names nobody.
fn is_nobody(name: &str) -> bool {
    let is_title = TITLES.iter().any(|title| name.ends_with(title));
    let is_latin = LATIN.contains(&name) || OFFICES.contains(&name);
    is_title || is_latin || WORDS.contains(&name) || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// A name and what stands at once behind it: a family, a title, an occupation in Latin letters, or an age or 仮名 in brackets.
fn with_title(text: &str, name: &Word<'_>) -> Option<Range<usize>> {
    static AGE: OnceLock<Option<Regex>> = OnceLock::new();
    let rest = text.get(name.end()..)?;
    if let Some(age) =
        pattern(&AGE, r"^\u{3000}?（(?:[0-9]{1,3}[歳才]?|仮名|仮|偽名)）").and_then(|age| age.find(rest))
    {
        return Some(name.start..name.end() + age.end());
    }
    if name.is(&["名詞", "固有名詞", "地域"]) && !LATIN.iter().any(|title| rest.starts_with(title)) {
        return None;
    }
    let titles = FAMILIES.iter().chain(LATIN).chain(TITLES).filter(|title| rest.starts_with(**title));
    let title = titles.max_by_key(|title| title.len())?;
    let after = rest.get(title.len()..)?.chars().next();
    let goes_on = title.is_ascii() && after.is_some_and(|c| c.is_ascii_alphanumeric());
    (!goes_on).then(|| name.start..name.end() + title.len())
}

/// Names before one that is addressed, which share its form of address (佐藤、鈴木さん).
fn joined_before(text: &str, place: &Range<usize>, words: &[Word<'_>]) -> Option<Range<usize>> {
    let before = text.get(..place.start)?;
    let end = before.strip_suffix(['、', '・'])?.len();
    let at = words.partition_point(|word| word.end() < end);
    let name = words.get(at).filter(|word| word.end() == end && is_name(word))?;
    Some(name.start..name.end())
}

/// A proper noun with kanji that may be the name of a person; towns are, too.
fn is_name(word: &Word<'_>) -> bool {
    word.is_name(&["名詞", "固有名詞", "人名"]) || word.is_name(&["名詞", "固有名詞", "地域", "一般"])
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        addressed(&normal, &read(&normal, &mut shared().worker()))
    }

    #[test]
    fn whoever_is_addressed_has_a_name() {
        for (text, name) in [
            ("担当は今さんです", "今さん"),
            ("昨日、今先生に聞いた", "今先生"),
            ("関さん", "関さん"),
            ("西さん", "西さん"),
            ("南さん", "南さん"),
            ("東さん", "東さん"),
            ("一戸さん", "一戸さん"),
            ("工藤 様", "工藤　様"),
            ("マリアさんは", "マリアさん"),
            ("K.Tさんが", "K.Tさん"),
            ("Ｋ．Ｔさんが", "K．Tさん"),
            ("佐々木さま", "佐々木さま"),
            ("対馬さん", "対馬さん"),
            ("木村君と", "木村君"),
            ("健ちゃん", "健ちゃん"),
        ] {
            assert!(found(text).contains(&name.to_owned()), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn families_occupations_and_ages_follow_names() {
        for (text, name) in [
            ("佐藤家の人", "佐藤家"),
            ("佐藤ご夫妻と", "佐藤ご夫妻"),
            ("木村Drに", "木村Dr"),
            ("木村Nsに", "木村Ns"),
            ("木村ＰＳＷに", "木村PSW"),
            ("中村SVに同行", "中村SV"),
            ("太田(52)が", "太田（52）"),
            ("太田（52）が", "太田（52）"),
            ("田中（仮名）が", "田中（仮名）"),
            ("山田兄弟と", "山田兄弟"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn of_two_names_before_a_form_of_address_both_are_names() {
        for text in ["佐藤、鈴木さん", "佐藤・鈴木さん"] {
            assert_eq!(found(text), ["鈴木さん", "佐藤"], "{text}");
        }
        assert_eq!(found("佐藤、鈴木課長"), ["鈴木課長", "佐藤"]);
        assert_eq!(found("佐藤・鈴木両名が参加"), ["鈴木両名", "佐藤"]);
        assert_eq!(found("昨日、鈴木さん"), ["鈴木さん"]);
    }

    #[test]
    fn whoever_is_only_spoken_of_has_none() {
        for text in [
            "お客さん、患者さん、皆さん、利用者さん、事業所さん、奥さん、医師さん、皆様、御家族様、ご家族様、神様、お子様",
            "主治医の先生、担任の先生、校長先生、主治医先生、看護師さん、保健師さん、社労士さん、お医者さん、赤ちゃん、息子さん",
            "仕様、同様に、模様、多様な、多種多様、様々な、症状の様子、生活様式、氏名、同氏、彼氏、お疲れ様、ご苦労様、何様",
            "ヘルパーさん、ケアマネさん、ジョブコーチさん、スタッフさん、ハローワークさん、PTさん、HWさん",
            "デイケアさん、ショートステイさん",
            "みなさん、おかあさん、たくさん、毎日さんざん歩いた。症状はさまざま。ちゃんと飲む。ずいぶん休んだ",
            "主治医と相談し、患者さんや利用者さん、事業所の皆さんと話した。仕様も多様で、中央で同様に働く人",
            "家族で話す。自宅（2階）、図（12）、利用者（52）",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
