//! Short forms that people of a region give to names of its agencies: 県難病連, 北部就ポツ, ハロワ架空, ほしのおか for ほしのおか病院,
//! 腸の病気の会.

use super::double::bare_key;

/// Words for the association of associations of patients, in the ways they are named.
const FEDERATIONS: &[&str] = &["難病団体連絡協議会", "難病団体連絡会", "難病連絡協議会", "難病連"];

/// How such an association is called for short, behind the word of its prefecture.
const FEDERATION: &[&str] = &["難病連", "難連"];

/// A centre for work and life, without signs between its words.
const CENTRES: &[&str] =
    &["障害者就業生活支援センター", "障がい者就業生活支援センター", "就業生活支援センター"];

/// How such a centre is called for short, behind the word of its part of the region.
const CENTRE: &[&str] = &["就ポツ", "ナカポツ", "なかぽつ", "中ポツ"];

/// An office of the employment service, and what it is called.
const JOB_CENTRE: &str = "公共職業安定所";
const HELLO_WORK: &str = "ハローワーク";
const HELLO_WORKS: &[&str] = &[HELLO_WORK, "ハロワ", "HW"];

/// Ends of names of schools and hospitals, and what people put in their place.
const ENDS: &[(&str, &[&str])] = &[
    ("医科大学附属病院", &["医大", "医大病院"]),
    ("医科大学", &["医大"]),
    ("特別支援学校", &["特支", "支援学校"]),
    ("赤十字病院", &["日赤", "赤十字"]),
    ("労災病院", &["労災"]),
];

/// What stands behind the first part of the name of a house.
const HOUSES: &[&str] = &[
    "の家",
    "作業所",
    "工房",
    "事業所",
    "病院",
    "医院",
    "クリニック",
    "診療所",
    "薬局",
    "学園",
    "園",
    "荘",
    "ホーム",
    "ワークス",
];

/// What associations say of themselves between what they are for and 会.
const SOCIETIES: &[&str] = &[
    "とくらす会",
    "と暮らす会",
    "とあゆむ会",
    "と歩む会",
    "とともに生きる会",
    "を考える会",
    "を語る会",
    "を支える会",
];

/// First parts in kana that are other words as often.
const WORDS: &[&str] = &[
    "みどり",
    "こころ",
    "くらし",
    "しごと",
    "からだ",
    "こども",
    "いのち",
    "みんな",
    "なかま",
    "ふくし",
    "つどい",
    "となり",
    "ともだち",
    "サポート",
    "ステップ",
    "リハビリ",
    "グループ",
    "メンタル",
    "レディース",
    "スポーツ",
    "ペイン",
    "サービス",
    "デイサービス",
];

/// The shortest first part that is told from other words.
const SHORTEST: usize = 3;

/// What an agency with this name is called for short, but for its first part alone.
pub(super) fn short_names(name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in name.split_whitespace().map(bare_key) {
        let plain = part.replace(['・', '･'], "");
        if let Some(before) = before_any(&plain, FEDERATIONS) {
            // みどり県 and 県 alone: there is one of a prefecture.
            let area = before.chars().next_back().filter(|c| "都道府県".contains(*c)).map(String::from);
            let areas = [Some(before.to_owned()), area].into_iter().flatten();
            found.extend(areas.flat_map(|area| FEDERATION.iter().map(move |short| format!("{area}{short}"))));
        }
        if let Some(before) = before_any(&plain, CENTRES) {
            let areas = [Some(before), without_kana(before)].into_iter().flatten();
            found.extend(areas.flat_map(|area| CENTRE.iter().map(move |short| format!("{area}{short}"))));
        }
        let area = plain.strip_suffix(JOB_CENTRE).or_else(|| plain.strip_prefix(HELLO_WORK));
        let area = area.filter(|area| area.chars().count() > 1 && !area.starts_with('職'));
        found.extend(
            area.into_iter().flat_map(|area| HELLO_WORKS.iter().map(move |own| format!("{own}{area}"))),
        );
        for (end, shorts) in ENDS {
            // 県立 says only whose it is.
            let area = before_any(&plain, &[*end]).filter(|area| !area.ends_with('立'));
            found.extend(
                area.into_iter().flat_map(|area| shorts.iter().map(move |own| format!("{area}{own}"))),
            );
        }
        let own = SOCIETIES.iter().find_map(|end| part.strip_suffix(*end));
        found.extend(own.filter(|own| own.chars().count() >= SHORTEST).map(|own| format!("{own}の会")));
    }
    found
}

/// The part in kana with which the name of a house begins, where nothing but the word for a house is behind it: it tells the house
/// unless others are called so, too.
pub(super) fn first_part(name: &str) -> Option<String> {
    let part = bare_key(name);
    let own = HOUSES.iter().find_map(|house| part.strip_suffix(*house))?;
    let is_told = own.chars().count() >= SHORTEST && own.chars().all(is_kana) && !WORDS.contains(&own);
    is_told.then(|| own.to_owned())
}

/// What stands before one of some ends, two letters of it at least.
fn before_any<'a>(name: &'a str, ends: &[&str]) -> Option<&'a str> {
    let before = ends.iter().find_map(|end| name.strip_suffix(*end))?;
    (before.chars().count() > 1).then_some(before)
}

/// The end of a name behind the word of its region in kana: みどり|北部.
fn without_kana(name: &str) -> Option<&str> {
    let rest = name.trim_start_matches(is_kana);
    (rest.len() < name.len() && rest.chars().count() > 1).then_some(rest)
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | 'ー')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_known_by_what_their_region_calls_them() {
        for (name, short) in [
            ("みどり県難病団体連絡協議会", "県難病連"),
            ("みどり県難病団体連絡会", "県難連"),
            ("みどり県難病団体連絡会", "みどり県難病連"),
            ("みどり北部障害者就業・生活支援センター ひなた", "北部就ポツ"),
            ("みどり北部障害者就業・生活支援センター ひなた", "北部ナカポツ"),
            ("北部障がい者就業・生活支援センター", "北部ナカポツ"),
            ("架空公共職業安定所", "ハローワーク架空"),
            ("ハローワーク架空", "ハロワ架空"),
            ("架空西部特別支援学校", "架空西部特支"),
            ("架空医科大学附属病院", "架空医大"),
            ("架空赤十字病院", "架空日赤"),
            ("腸の病気とくらす会 みどり", "腸の病気の会"),
        ] {
            assert!(short_names(name).contains(&short.to_owned()), "{name}: {:?}", short_names(name));
        }
        assert_eq!(first_part("ほしのおか病院"), Some("ほしのおか".to_owned()));
        assert_eq!(first_part("ほしみの家"), Some("ほしみ".to_owned()));
    }

    #[test]
    fn what_all_agencies_of_a_kind_are_called_is_no_name() {
        for name in [
            "障害者就業・生活支援センター",
            "難病連",
            "公共職業安定所",
            "ハローワーク",
            "県立特別支援学校",
            "架空病院",
            "友の会",
            "",
        ] {
            assert_eq!(short_names(name), [""; 0], "{name}");
        }
        for name in
            ["みどり病院", "架空病院", "みどり県難病相談支援センター", "こころクリニック", "ほし園", "病院"]
        {
            assert_eq!(first_part(name), None, "{name}");
        }
    }
}
