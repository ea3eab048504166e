//! What agencies are called in texts: people seldom write a name as the list has it. Its parts and what is left without its legal
//! form and kind name the agency just as well.

use std::collections::{BTreeSet, HashMap};

use super::double::bare_key;
use super::local::{is_own_desk, local_names};
use super::roster::name_key;
use super::short::{first_part, short_names};

/// A shorter part of a name says too little.
const SHORTEST: usize = 3;

/// What this many names have in common says little.
const MANY: usize = 3;

/// Ends of names of desks, which every house has.
const DESKS: &[&str] = &["部", "課", "室", "係", "窓口", "担当", "支店", "営業所"];

/// The end of the names of services.
const SERVICE: &str = "事業所";

/// Words for kinds of agencies beside the labels of kinds.
const KINDS: &[&str] = &["支援センター", "相談支援センター", "地域生活支援センター", "就労支援センター"];

/// All that agencies with these names may be called: the names, their parts at blanks, and each without its legal form and the
/// service before it, or without the word of its region and with its desk behind it. `labels` are names of kinds of agencies. What
/// only says which kind or desk it is, is left out; a desk that one name alone has and that is not called like all others stays.
pub fn spoken_names(names: &[String], labels: &[String]) -> BTreeSet<String> {
    let kinds = kinds(labels);
    let services = services(&kinds);
    let whole: BTreeSet<&str> =
        names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    let mut n_names: HashMap<String, usize> = HashMap::new();
    for name in &whole {
        let parts: BTreeSet<String> = name.split_whitespace().map(name_key).collect();
        parts.into_iter().for_each(|part| *n_names.entry(part).or_default() += 1);
    }
    let is_rare = |part: &str| n_names.get(&name_key(part)).is_none_or(|n| *n < MANY);
    let mut spoken: BTreeSet<String> = whole.iter().map(|name| (*name).to_owned()).collect();
    let is_only = |part: &str| n_names.get(&name_key(part)).is_some_and(|n| *n == 1);
    for name in whole {
        spoken.extend(local_names(name).into_iter().filter(|word| !is_kind(word, &kinds)));
        let desks = name.split_whitespace().skip(1).filter(|part| is_desk(part) && is_only(part));
        spoken.extend(desks.filter(|desk| is_own_desk(desk) && !is_kind(desk, &kinds)).map(name_key));
        spoken.extend(short_names(name).into_iter().filter(|word| !is_kind(word, &kinds)));
        let own: Vec<&str> = name.split_whitespace().filter(|part| !is_general(part, &kinds)).collect();
        let rare: Vec<&str> = own.iter().copied().filter(|part| is_rare(part)).collect();
        // The house that three desks belong to is still a house: where no rarer part is left it is the name.
        let parts = if rare.is_empty() { own } else { rare };
        for part in parts.into_iter().chain([name]) {
            let bare = bare_key(part);
            let behind = services.iter().filter_map(|service| bare.strip_prefix(service.as_str()));
            let shorter = behind.map(str::to_owned).chain([name_key(part), bare.clone()]);
            spoken.extend(shorter.filter(|word| is_long(word) && !is_kind(word, &kinds)));
        }
    }
    // What many houses have in their names is the word of the region.
    let n_with = |first: &str| n_names.keys().filter(|part| part.contains(first)).count();
    let first = spoken.iter().filter_map(|word| first_part(word)).filter(|first| n_with(first) < MANY);
    let first: Vec<String> = first.filter(|first| !is_kind(first, &kinds)).collect();
    spoken.extend(first);
    spoken
}

/// The words that labels consist of.
fn kinds(labels: &[String]) -> Vec<String> {
    let words = labels.iter().flat_map(|label| label.split(['・', '（', '）', '(', ')']));
    let words = words.chain(KINDS.iter().copied()).map(name_key);
    words.filter(|word| word.chars().count() > SHORTEST).collect()
}

/// The kinds that names begin with, with and without 事業所. What stands behind others is mostly a place: ハローワーク…
fn services(kinds: &[String]) -> Vec<String> {
    let stems = kinds.iter().filter_map(|kind| Some([kind.clone(), kind.strip_suffix(SERVICE)?.to_owned()]));
    stems.flatten().collect()
}

fn is_long(word: &str) -> bool {
    word.chars().count() >= SHORTEST
}

/// Whether a part of a name says only which kind, desk or legal form it is.
fn is_general(part: &str, kinds: &[String]) -> bool {
    let bare = bare_key(part);
    !is_long(&bare) || is_desk(&bare) || is_kind(&bare, kinds)
}

fn is_desk(part: &str) -> bool {
    DESKS.iter().any(|end| part.ends_with(end))
}

/// Whether a word is a kind, or a part of what one is called.
fn is_kind(word: &str, kinds: &[String]) -> bool {
    kinds.iter().any(|kind| kind.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(names: &[&str]) -> BTreeSet<String> {
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
        let labels = ["就労移行支援事業所", "就労継続支援B型事業所", "医療機関（相談室・看護外来）"];
        spoken_names(&own(names), &own(&labels))
    }

    #[test]
    fn a_name_is_known_by_its_parts_and_without_its_legal_form() {
        let all = spoken(&[
            "ひだまり東部病院 患者サポート室",
            "株式会社しらかば製作所　総務部",
            "就労移行支援事業所 ステップゆきわり",
            "就労継続支援Ｂ型やまびこ",
        ]);
        for name in [
            "ひだまり東部病院",
            "しらかば製作所",
            "株式会社しらかば製作所",
            "ステップゆきわり",
            "就労移行支援事業所ステップゆきわり",
            "やまびこ",
        ] {
            assert!(all.contains(name), "{name}: {all:?}");
        }
        for word in
            ["患者サポート室", "総務部", "就労移行支援事業所", "就労継続支援b型", "相談室", "株式会社"]
        {
            assert!(!all.contains(word), "{word}: {all:?}");
        }
    }

    #[test]
    fn short_forms_name_an_agency_and_the_word_of_the_region_does_not() {
        let all = spoken(&[
            "ほしのおか病院 看護外来",
            "就労継続支援B型 ほしみの家",
            "しおさい工房",
            "しおさい薬局",
            "しおさい会館",
            "みどり北部障害者就業・生活支援センター ひなた",
            "みどり県難病団体連絡会",
        ]);
        for word in ["ほしのおか", "ほしみ", "北部就ポツ", "県難病連"] {
            assert!(all.contains(word), "{word}: {all:?}");
        }
        assert!(!all.contains("しおさい"), "three are called so: {all:?}");
    }

    #[test]
    fn what_many_names_share_names_nobody_unless_nothing_else_is_left() {
        let all = spoken(&["架空圏域 あおば", "架空圏域 わかば", "架空圏域 ふたば", "丘 一"]);
        assert!(all.contains("あおば") && !all.contains("架空圏域") && !all.contains("丘"), "{all:?}");
        let all = spoken(&["みどり病院 総務課", "みどり病院 相談室", "みどり病院 看護外来"]);
        assert!(all.contains("みどり病院") && !all.contains("看護外来"), "{all:?}");
        assert!(spoken(&["", "　"]).is_empty());
    }

    #[test]
    fn a_house_is_known_as_its_region_calls_it_and_by_a_desk_that_no_other_has() {
        let name = "みどり中央総合医療センター 難病医療連携室";
        let all = spoken(&[name, "しおさい南部病院 患者支援室"]);
        for word in [
            "中央総合医療センター",
            "中央総合医療センターの難病医療連携室",
            "難病医療連携室",
            "南部病院",
            "しおさい南部病院の患者支援室",
        ] {
            assert!(all.contains(word), "{word}: {all:?}");
        }
        assert!(!all.contains("患者支援室"), "{all:?}");
        let all = spoken(&[name, "しおさい南部病院 難病医療連携室"]);
        assert!(!all.contains("難病医療連携室"), "two have it: {all:?}");
    }
}
