//! Schools whose name is in kanji that no dictionary has (与進小学校), and schools by their short form (与進小の教員, 与進中の先生, 常葉大の学生).
//! What says only of which kind a school is names none.

use std::sync::OnceLock;

use regex::{Match, Regex};

use super::{Word, pattern};

const WHOLE: &str =
    r"([\p{Han}々ヶ\p{Katakana}ー]{2,12})(?:小学校|中学校|高等学校|特別支援学校|養護学校|こども園|分校)";

/// A school that is named after where it lies in its town; with the town before it others find it.
const DIRECTION: &str = r"(?:^|[^\p{Han}々ヶ])([東西南北](?:高校|高等学校|中学校|小学校))";

/// A short form, before what is said of schools. Much else ends with 中 (治療中の学生), so fewer words tell it.
const SHORT: &str = r"([\p{Han}々ヶ\p{Katakana}ー]{2,12}[小高大])(?:の(?:教員|先生|教諭|児童|生徒|学生|保護者|PTA|卒業|[1-6]年)|に(?:通|入学|進学)|\p{Han}{0,4}キャンパス|を(?:卒業|出て|出た|退学)|[1-6]年[0-9]{1,2}組|出身)|([\p{Han}々ヶ\p{Katakana}ー]{2,12}中)(?:の[1-3]年|を卒業|[1-3]年[0-9]{1,2}組|出身)";

/// Short forms, and the names in them, that other words look like, too (治療中の先生, 事業縮小。).
const DOUBTFUL: &str = r"(([\p{Han}々ヶ\p{Katakana}ー]{2,12})中)の(?:教員|先生|教諭|生徒|校長|教頭|保護者|担任|養護|PTA)|(([\p{Han}々ヶ\p{Katakana}ー]{2,12})小)(?:[。、」）\n]|$)|(([\p{Han}々ヶ\p{Katakana}ー]{2,12})中学)(?:[のにをへでかと。、」）\n1-3]|出身|卒|$)";

/// What 中 behind it says that it goes on, where the dictionary does not tell; and what ends with 中 or 小 itself (集中, 縮小).
const OTHER: &[&str] = &[
    "治療", "休職", "在学", "在籍", "在職", "入院", "通院", "療養", "闘病", "勤務", "授業", "休業", "休学",
    "休暇", "育休", "産休", "病休", "求職", "妊娠", "通学", "通勤", "留学", "研修", "実習", "支援", "指導",
    "相談", "面談", "学期", "期間", "年度", "一日", "毎日", "終日", "不在", "集", "途", "連", "縮", "最",
    "極", "過", "大", "狭", "矮", "弱", "短", "微",
];

/// Kinds of words that are no names of schools before 中 and 小.
const USUAL: &[&[&str]] = &[&["名詞", "サ変接続"], &["名詞", "副詞可能"]];

/// What only says which kind or where a school is, one or several in a row.
const GENERAL: &str = r"^(?:公立|国立|市立|県立|都立|道立|府立|区立|町立|村立|私立|認定|認可|幼|保|高校|小学|地域|地元|近隣|近所|母校|出身|小|中|高|大|中高一貫|一貫|付属|附属|統合|特別支援|通級|通信制|定時制|全日制|普通|支援|養護|各|同|当|他|別|前|両|全|新|旧|元|市内|県内|町内|村内|区内|市外|県外|校区|学区|児童|生徒|学生|受験|志望|希望|進学先|通学先|在籍|卒業|規模|幼保連携型|保育所型|幼稚園型|一般|看護|短期|短|名門|有名|難関|最|女子|男子|夜間|医|工|農|商|水産|音楽|美術|多|拡|縮|過|極|狭|弱|重|増|肥|膨|巨|寛|盛|甚|絶|特|関東|関西|東北|九州|四国|在学|途)+$";

/// The schools, as they stand in a text in normal width that was cut into these words.
pub(super) fn schools(text: &str, words: &[Word<'_>]) -> Vec<String> {
    static WHOLES: OnceLock<Option<Regex>> = OnceLock::new();
    static SHORTS: OnceLock<Option<Regex>> = OnceLock::new();
    static DIRECTIONS: OnceLock<Option<Regex>> = OnceLock::new();
    static DOUBTFULS: OnceLock<Option<Regex>> = OnceLock::new();
    static KINDS: OnceLock<Option<Regex>> = OnceLock::new();
    let Some(general) = pattern(&KINDS, GENERAL) else { return Vec::new() };
    let is_named = |name: &str| !general.is_match(name);
    let wholes = pattern(&WHOLES, WHOLE).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let wholes = wholes.filter_map(|parts| Some((parts.get(0)?.as_str(), parts.get(1)?.as_str())));
    let mut found: Vec<String> =
        wholes.filter(|(_, name)| is_named(name)).map(|(whole, _)| whole.to_owned()).collect();
    let shorts = pattern(&SHORTS, SHORT).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let shorts = shorts.filter_map(|parts| Some(parts.get(1).or(parts.get(2))?.as_str()));
    found.extend(shorts.filter(|name| is_named(name)).map(str::to_owned));
    let lying = pattern(&DIRECTIONS, DIRECTION).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    found.extend(lying.filter_map(|parts| Some(parts.get(1)?.as_str().to_owned())));
    let doubtful = pattern(&DOUBTFULS, DOUBTFUL).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    for parts in doubtful {
        let mut groups = parts.iter().skip(1).flatten();
        let (Some(whole), Some(name)) = (groups.next(), groups.next()) else { continue };
        if is_named(name.as_str()) && !is_other_word(whole, name, words) {
            found.push(whole.as_str().to_owned());
        }
    }
    found
}

/// Whether what looks like the short form of a school is another word: one that goes on (治療|中), one that has 中 or 小 in itself (縮小), or a
/// thing that is small (影響|小).
fn is_other_word(whole: Match<'_>, name: Match<'_>, words: &[Word<'_>]) -> bool {
    let is_small = whole.as_str().ends_with('小');
    let is_usual = |word: &Word<'_>| {
        let is_thing = is_small && word.is(&["名詞", "一般"]);
        let is_kind = is_thing || USUAL.iter().any(|kind| word.is(kind));
        let is_behind = word.end() == name.end() && word.text.chars().count() > 1 && is_kind;
        let is_across = word.start < name.end() && name.end() < word.end();
        word.is_in_ipadic() && (is_behind || is_across && !word.is(&["名詞", "固有名詞"]))
    };
    OTHER.iter().any(|other| name.as_str().ends_with(other)) || words.iter().any(is_usual)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::text::normalize::normalize;
    use crate::text::tokenizer::tests::shared;

    fn found(text: &str) -> Vec<String> {
        let normal = normalize(text).text.into_owned();
        schools(&normal, &read(&normal, &mut shared().worker()))
    }

    #[test]
    fn schools_are_found_by_their_name_in_full_and_for_short() {
        for (text, name) in [
            ("与進小学校の教員", "与進小学校"),
            ("浜松西部特別支援学校に通う", "浜松西部特別支援学校"),
            ("与進小の教員", "与進小"),
            ("浜松市立高台中の3年生", "浜松市立高台中"),
            ("常葉大浜松キャンパスの学生", "常葉大"),
            ("聖隷クリストファー大の学生", "聖隷クリストファー大"),
            ("湖東高を卒業した", "湖東高"),
            ("与進中の教員", "与進中"),
            ("蜆塚中の生徒", "蜆塚中"),
            ("与進中学の先生", "与進中学"),
            ("勤め先は積志小", "積志小"),
            ("前は積志小。今は違う", "積志小"),
            ("昔、北高校を出た", "北高校"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn what_says_only_of_which_kind_a_school_is_names_none() {
        for text in [
            "小学校、市立中学校、県立特別支援学校、地域の小学校、近隣小学校、母校、認定こども園、市内小中学校",
            "小中の先生、中高の生徒、大の学生、公立高の先生、最大の学生、在学中に通った、治療中の学生、休職中の教員、入院中に通学",
            "休職中の先生、育休中の教諭、授業中の生徒、検討中の保護者、集中の先生、途中の生徒、一日中の先生、世の中の先生、午前中の担任",
            "小中の先生、公立中学の先生、地元の中学に通う、中学生、市内の中学生の保護者、私立中学へ",
            "事業縮小。規模は最小。負担は過小、影響小。中小、効果小",
            "私立大に進学、特別支援学校高等部、幼保連携型認定こども園",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
