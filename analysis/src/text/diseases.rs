//! Names of diseases: words that stay whole, and that may tell who is meant. A list for finding words: it has the 指定難病 (its head
//! says of which notification), but others, too, and does not tell which they are.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::identify::stands_in;
use super::normalize::normalize;

/// Name, tab and group, one disease a line; lines with `#` are remarks.
const FILE: &str = include_str!("../../data/diseases.tsv");

/// The names, as people write them. Several names of one disease are several names.
pub fn disease_names() -> impl Iterator<Item = &'static str> {
    listed().map(|(name, _)| name)
}

/// The names with their groups.
fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// The groups that diseases are parted by (for 指定難病 those of NANDO), in the order of their numbers in data, from 1.
pub const GROUPS: [&str; 14] = [
    "nerves",
    "metabolism",
    "skin",
    "immunity",
    "circulation",
    "blood",
    "kidneys",
    "bones",
    "hormones",
    "breathing",
    "eyes",
    "ears",
    "digestion",
    "genes",
];

/// What finds all names in one pass over a text.
struct Finder {
    all: Vec<(&'static str, &'static str)>,
    /// None only if there were more letters than there are numbers for.
    automaton: Option<AhoCorasick>,
}

/// The names with their groups whose letters stand in a text, be it as part of another word, in the order of the list.
fn lettered(text: &str) -> Vec<(&'static str, &'static str)> {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    let finder = FINDER.get_or_init(|| {
        let all: Vec<(&str, &str)> = listed().collect();
        let automaton = AhoCorasick::new(all.iter().map(|(name, _)| name)).ok();
        Finder { all, automaton }
    });
    let found = finder.automaton.iter().flat_map(|names| names.find_overlapping_iter(text));
    let places: BTreeSet<usize> = found.map(|found| found.pattern().as_usize()).collect();
    places.into_iter().filter_map(|place| finder.all.get(place).copied()).collect()
}

/// The names whose letters stand in a text, be it as part of another word, in the order of the list.
pub(super) fn lettered_names(text: &str) -> impl Iterator<Item = &'static str> {
    lettered(text).into_iter().map(|(name, _)| name)
}

/// The groups (of [`GROUPS`]) of the diseases that a text names; none where it names none that is known.
pub fn groups_in(text: &str) -> BTreeSet<&'static str> {
    let mut rest = normalize(text).text.into_owned();
    let mut named = lettered(&rest);
    // The longest first: a name that stands in another one is not meant there.
    named.sort_by_key(|(name, _)| Reverse(name.chars().count()));
    let mut found = BTreeSet::new();
    for (name, group) in named {
        if stands_in(&rest, name) {
            found.insert(group);
            rest = rest.replace(name, " ");
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenizer::{tests::shared, write_mecab};

    #[test]
    fn names_are_in_normal_width_and_stand_once() {
        let all: Vec<&str> = disease_names().collect();
        let different: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), different.len());
        assert!(all.len() > 700, "{}", all.len());
        for name in all {
            assert_eq!(normalize(name).text, name);
            // Words do not reach over blanks, nor over the end of a sentence where long lines are cut.
            assert!(!name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '。'), "{name:?}");
        }
    }

    #[test]
    fn designated_diseases_are_one_word_and_in_their_group() {
        for (name, group) in [
            ("ＨＴＬＶ－１関連脊髄症", "nerves"),
            ("HTLV−1関連脊髄症", "nerves"),
            ("痙攣重積型(二相性)急性脳症", "nerves"),
            ("片側痙攣･片麻痺･てんかん症候群", "nerves"),
            ("睡眠時棘徐波活性化を示す発達性てんかん性脳症及びてんかん性脳症", "nerves"),
            ("β-ケトチオラーゼ欠損症", "metabolism"),
            ("ガラクトース-1-リン酸ウリジルトランスフェラーゼ欠損症", "metabolism"),
            ("家族性低βリポタンパク血症１（ホモ接合体）", "metabolism"),
            ("膿疱性乾癬（汎発型）", "skin"),
            ("ＴＮＦ受容体関連周期性症候群", "immunity"),
            ("巨大動静脈奇形（頚部顔面又は四肢病変）", "circulation"),
            ("免疫性血小板減少症", "blood"),
            ("ＩｇＡ腎症", "kidneys"),
            ("ビタミンＤ抵抗性くる病/骨軟化症", "bones"),
            ("下垂体性ＡＤＨ分泌異常症", "hormones"),
            ("α1-アンチトリプシン欠乏症", "breathing"),
            ("中隔視神経形成異常症", "eyes"),
            ("若年発症型両側性感音難聴", "ears"),
            ("ヒルシュスプルング病（全結腸型又は小腸型）", "digestion"),
            ("22q11.2欠失症候群", "genes"),
            ("ＡＴＲ－Ｘ症候群", "genes"),
        ] {
            let text = format!("昨年、{name}と診断された");
            assert_eq!(groups_in(&text), BTreeSet::from([group]), "{name}");
            let (text, name) = (normalize(&text).text.into_owned(), normalize(name).text.into_owned());
            let mut words = String::new();
            write_mecab(&mut shared().worker(), &text, &mut words);
            assert!(words.lines().any(|line| line.starts_with(&format!("{name}\t"))), "{words}");
        }
    }

    #[test]
    fn names_that_share_a_number_or_have_conditions_are_found() {
        let groups = |text: &str| groups_in(text).into_iter().collect::<Vec<_>>();
        assert_eq!(groups("多発性硬化症／視神経脊髄炎"), ["nerves"]);
        assert_eq!(groups("ネイルパテラ症候群（爪膝蓋骨症候群）／ＬＭＸ１Ｂ関連腎症"), ["kidneys"]);
        assert_eq!(groups("脊髄小脳変性症(多系統萎縮症を除く。)"), ["nerves"]);
        assert_eq!(groups("線毛機能不全症候群（カルタゲナー症候群を含む。）"), ["breathing"]);
        // The same word stands in two official names of different groups.
        assert_eq!(groups("ビタミンＤ依存性くる病／骨軟化症"), ["hormones"]);
        // Former names, other spellings and names of kinds are in the group of the disease.
        assert_eq!(groups("プラダーウィリー症候群"), groups("プラダー・ウィリ症候群"));
        assert_eq!(groups("神経フェリチン症"), groups("脳内鉄沈着神経変性症"));
        assert_eq!(groups("Marfan症候群とロイス・ディーツ症候群"), ["skin"]);
        assert_eq!(groups("後天性血友病"), ["immunity"]);
        assert_eq!(groups("血友病"), ["blood"]);
    }

    #[test]
    fn every_name_has_one_group_that_is_known() {
        let lines = FILE.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), listed().count(), "a line has no group");
        let known: BTreeSet<&str> = listed().map(|(_, group)| group).collect();
        assert_eq!(known, BTreeSet::from(GROUPS));
    }

    #[test]
    fn a_text_has_the_groups_of_what_it_names() {
        let groups = |text: &str| groups_in(text).into_iter().collect::<Vec<_>>();
        assert_eq!(groups("クローン病（寛解中）"), ["digestion"]);
        assert_eq!(groups("ＡＬＳと1型糖尿病"), ["hormones", "nerves"]);
        assert_eq!(groups("高チロシン血症"), ["metabolism"]);
        // One name stands in the other, and is another disease.
        assert_eq!(groups("マリネスコ・シェーグレン症候群"), ["nerves"]);
        assert_eq!(groups("シェーグレン症候群"), ["immunity"]);
        assert_eq!(groups("SALSA、めずらしい病気"), [""; 0]);
    }
}
