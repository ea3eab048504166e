//! Family names that the dictionary takes for towns or common nouns where they stand: before a title (内野PT, behind a 。
//! 池田施設長), before a trade (遠山工業), and before what somebody says in minutes (西村：通院は…). The kanji there are read anew with
//! a given name behind them, as which they are a family name or none. The same is done behind a role (課長の内野が).

use std::sync::OnceLock;

use regex::Regex;

use super::addressed::LATIN;
use super::letters::{is_kanji, is_letter, letter_before, letter_behind};
use super::roles::role;
use super::towns::WIDE;
use super::{SURNAME, TITLES, pattern, read};
use crate::text::tokenizer::Worker;

/// What makes a family name of the letters before it, wherever they could be one.
const GIVEN: &str = "太郎さん";

/// Most letters of a family name.
const LONGEST: usize = 4;

/// Family names of one letter that are no words before a title.
const SHORT: &[&str] =
    &["森", "林", "原", "辻", "関", "岡", "堀", "谷", "星", "桂", "柳", "泉", "菅", "牧", "榎", "脇", "滝"];

/// Family names that are words more often.
const WORDS: &[&str] = &[
    "上司", "仲間", "味方", "大家", "家内", "世代", "大手", "院内", "国立", "本名", "本所", "根本", "見方",
    "見物", "公平", "中立", "上部", "下部", "中部", "西部", "南部", "北方", "南方", "西方", "東海", "東口",
    "西口", "出口", "門前", "屋敷", "市場", "相場", "道場", "海上", "水上", "深海", "山地", "山村", "田畑",
    "水田", "古本", "絵本", "原子", "温水", "総和", "新居", "新地", "下宿", "並木", "生起", "拓殖", "正本",
    "四季", "近道",
];

/// What companies and practices are called by behind a family name.
const TRADES: &str = r"工業|製作所|建設|運送|運輸|水産|食品|電機|電子|鉄工所|鉄工|印刷|造園|塗装|農園|牧場|内科|歯科|整骨院|接骨院";

/// What stands behind somebody who was named behind a role; の, に or から stand behind places as often.
const BEHIND: &str = "がはもと、。「（」）\n";

/// Somebody in minutes: before what is said, or before where somebody is from in brackets.
const SPEAKER: &str = r"([\p{Han}々]{2,4})(?:\u{3000}?[：:「]|（[^（）0-9\n]{2,20}）)";

/// What was found in a text in normal width and usual kanji, as it stands there.
#[derive(Default)]
pub(super) struct Found {
    /// People with their title.
    pub(super) titled: Vec<String>,
    /// Names of people who speak, or are listed with where they are from.
    pub(super) speakers: Vec<String>,
    /// Family names behind a role, towns of the same name included.
    pub(super) in_roles: Vec<String>,
    /// Companies and practices.
    pub(super) firms: Vec<String>,
}

impl Found {
    pub(super) fn of(text: &str, worker: &mut Worker<'_>) -> Found {
        Found {
            titled: titled(text, worker),
            speakers: speakers(text, worker),
            in_roles: in_roles(text, worker),
            firms: firms(text, worker),
        }
    }
}

fn titled(text: &str, worker: &mut Worker<'_>) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let titles = PATTERN.get_or_init(|| {
        let mut all: Vec<&str> = TITLES.iter().chain(LATIN).copied().collect();
        // 主任支援員 before 主任: of several words the longest one.
        all.sort_by_key(|title| std::cmp::Reverse(title.chars().count()));
        Regex::new(&format!(r"\u{{3000}}?副?(?:{})", all.join("|"))).ok()
    });
    let mut found = Vec::new();
    for title in titles.iter().flat_map(|titles| titles.find_iter(text)) {
        let is_latin = title.as_str().ends_with(|c: char| c.is_ascii_alphabetic());
        // 千葉医師|会, 担当課長|会議
        let goes_on =
            |c: char| if is_latin { c.is_ascii_alphanumeric() } else { "会協団連組職".contains(c) };
        let name = kanji_before(text, title.start());
        if !letter_behind(text, title.end()).is_some_and(goes_on) && is_family_name(name, worker) {
            found.extend(text.get(title.start() - name.len()..title.end()).map(str::to_owned));
        }
    }
    found
}

fn firms(text: &str, worker: &mut Worker<'_>) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let mut found = Vec::new();
    for trade in pattern(&PATTERN, TRADES).into_iter().flat_map(|trades| trades.find_iter(text)) {
        let name = kanji_before(text, trade.start());
        // 工業|高校, 建設|業
        let goes_on = letter_behind(text, trade.end()).is_some_and(is_kanji);
        if !goes_on && name.chars().count() > 1 && is_family_name(name, worker) {
            found.extend(text.get(trade.start() - name.len()..trade.end()).map(str::to_owned));
        }
    }
    found
}

fn speakers(text: &str, worker: &mut Worker<'_>) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let mut found = Vec::new();
    let all = pattern(&PATTERN, SPEAKER).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    for name in all.filter_map(|parts| parts.get(1)) {
        let is_part =
            letter_before(text, name.start()).is_some_and(|c| is_letter(c) || c.is_ascii_alphanumeric());
        if !is_part && !WIDE.contains(&name.as_str()) && is_family_name(name.as_str(), worker) {
            found.push(name.as_str().to_owned());
        }
    }
    found
}

fn in_roles(text: &str, worker: &mut Worker<'_>) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let roles = PATTERN.get_or_init(|| Regex::new(&role()).ok()).iter();
    let mut found = Vec::new();
    for role in roles.flat_map(|roles| roles.find_iter(text)) {
        // 本人は千葉と: where somebody lives, as often.
        if role.as_str().ends_with(['は', '、']) {
            continue;
        }
        let rest = text.get(role.end()..).unwrap_or_default();
        let end = rest.len() - rest.trim_start_matches(is_kanji).len();
        let name = rest.get(..end).unwrap_or_default();
        let is_end = letter_behind(rest, end).is_none_or(|c| BEHIND.contains(c));
        let is_long = name.chars().count() > 1;
        if is_end && is_long && !WIDE.contains(&name) && is_family_name(name, worker) {
            found.push(name.to_owned());
        }
    }
    found
}

/// All kanji that end at a place in a text.
fn kanji_before(text: &str, end: usize) -> &str {
    let before = text.get(..end).unwrap_or_default();
    before.get(before.trim_end_matches(is_kanji).len()..).unwrap_or_default()
}

fn is_family_name(letters: &str, worker: &mut Worker<'_>) -> bool {
    match letters.chars().count() {
        1 => SHORT.contains(&letters),
        2..=LONGEST if !WORDS.contains(&letters) => {
            let named = [letters, GIVEN].concat();
            let words = read(&named, worker);
            words.first().is_some_and(|first| first.text == letters && first.is(SURNAME))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Found {
        Found::of(&normalize(text).text, &mut shared().worker())
    }

    #[test]
    fn a_family_name_before_a_title_is_one_whatever_the_dictionary_takes_it_for() {
        for (text, names) in [
            ("リハビリは内野PTが担当してくれている。", &["内野PT"][..]),
            ("森PTと原OTが自宅を見に来た。", &["森PT", "原OT"][..]),
            ("リハは辻ＰＴ、外来は林Drが担当。", &["辻PT", "林Dr"][..]),
            ("休職した。池田施設長の判断で在宅になった。", &["池田施設長"][..]),
            ("寄付がある。橋本理事長が集めた。", &["橋本理事長"][..]),
            ("助かった。清水支援員が付き添った。", &["清水支援員"][..]),
            ("相談した。石川社長は休暇を作った。", &["石川社長"][..]),
            ("後藤副施設長と近藤班長が残業を減らした。", &["後藤副施設長", "近藤班長"][..]),
            ("遠藤管理者と青木サ責が来所。", &["遠藤管理者", "青木サ責"][..]),
            ("斉藤民生委員が見守りに来る。", &["斉藤民生委員"][..]),
            ("担当の福田専門官は詳しい。", &["福田専門官"][..]),
            ("太田リーダーがシフトを組む。", &["太田リーダー"][..]),
        ] {
            assert_eq!(found(text).titled, names, "{text}");
        }
    }

    #[test]
    fn a_title_behind_another_word_names_nobody() {
        for text in [
            "施設長に相談した。副施設長や班長に言いにくい。当施設長、各施設長、前社長、人事部長、本部長、町会長",
            "PTの訓練は週二回。訪問PT、外来Ns、専任PSW、院内MSW、主治Dr、精神科のPSW、担当CW、若手OT、今PTに通う",
            "上司社長、大手支店長、院内看護師、産業保健師、新人支援員、現場リーダー、直属の課長、県課長",
            "千葉医師会、担当課長会議、専門官の異動、民生委員に頼む、管理者が代わる、事務局長を探す",
        ] {
            assert_eq!(found(text).titled, [""; 0], "{text}");
        }
    }

    #[test]
    fn a_family_name_before_a_trade_is_a_company() {
        for (text, names) in [
            ("腰を痛めた。遠山工業の組立だった。", &["遠山工業"][..]),
            ("鈴木鉄工と大橋印刷に履歴書を出した。", &["鈴木鉄工", "大橋印刷"][..]),
            ("辞めた。杉本農園の収穫を手伝う。", &["杉本農園"][..]),
        ] {
            assert_eq!(found(text).firms, names, "{text}");
        }
        for text in [
            "工業高校を出た。田中工業高校。農園で働きたい。市民農園、観光農園、家内工業、海上運送、大手食品、国立印刷",
            "建設業で働いてきた。運送会社の事務。水産加工。食品工場。電機メーカー。鉄工所や印刷会社、原子工業",
        ] {
            assert_eq!(found(text).firms, [""; 0], "{text}");
        }
    }

    #[test]
    fn whoever_speaks_in_minutes_has_a_name() {
        for (text, names) in [
            ("西村：通院は月に一度です。", &["西村"][..]),
            ("佐藤「はい」", &["佐藤"][..]),
            ("出席：西村（保健所）、中村（ハローワーク）", &["西村", "中村"][..]),
        ] {
            assert_eq!(found(text).speakers, names, "{text}");
        }
        for text in [
            "相談：通院について。対応：職場に伝える。目標：週三日。記録：別紙のとおり。上司：理解がある。仲間：いる",
            "会社「大丈夫」、病院「もう来なくてよい」、本人「できます」、上司「無理」、感想「よかった」",
            "石川：三件、東北：二件、課題（人手不足）、本名（非公開）、窓口（平日のみ）、相談支援：あり",
        ] {
            assert_eq!(found(text).speakers, [""; 0], "{text}");
        }
    }

    #[test]
    fn a_family_name_behind_a_role_is_one_though_it_is_a_town_or_a_common_noun() {
        for (text, name) in
            [("課長の内野が来た", "内野"), ("利用者の山田が話した", "山田"), ("相談員：大石。", "大石")]
        {
            assert_eq!(found(text).in_roles, [name], "{text}");
        }
        for text in [
            "課長の判断が早い。本人の希望は在宅。利用者の意見と、患者の家族が、担当の職員は。主治医意見書。",
            "担当者会議が開かれた。本人高齢。利用者の大半が、窓口の中央が、代表の石川は、記録の根本が",
            "本人は千葉と東京を往復した。担当の山田町。利用者の山田への移動",
        ] {
            assert_eq!(found(text).in_roles, [""; 0], "{text}");
        }
    }
}
