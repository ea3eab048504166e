//! Stations by the letters before 駅 (新浜松駅, 遠州病院駅). What says only which one is meant (最寄り駅) names none.

use std::sync::OnceLock;

use regex::Regex;

use super::pattern;

const STATION: &str = r"((?:[\p{Han}々ヶ\p{Katakana}ー]|JR){1,10})駅";

const GENERAL: &str = r"^(?:最寄り?|主要|無人|有人|乗換|乗り換え|乗継|各|同|他|始発|終着|終点|途中|ターミナル|当|次|隣|別|両|全|新幹線|在来線|私鉄|地下鉄|電車|鉄道|利用|通勤|通学|下車|乗車|降車|拠点|中心|中央|近隣|近|近所|地元|起点|目的地|停車|特急停車|急行停車|元|旧|新|路線|沿線|道の|海の|バス|JR)+$";

/// The stations, as they stand in a text in normal width.
pub(super) fn stations(text: &str) -> Vec<String> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    static KINDS: OnceLock<Option<Regex>> = OnceLock::new();
    let Some(general) = pattern(&KINDS, GENERAL) else { return Vec::new() };
    let found = pattern(&PATTERN, STATION).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    let named = found.filter_map(|parts| Some((parts.get(0)?.as_str(), parts.get(1)?.as_str())));
    named.filter(|(_, name)| !general.is_match(name)).map(|(whole, _)| whole.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stations_are_found_by_their_name() {
        for (text, name) in [
            ("新浜松駅から徒歩3分", "新浜松駅"),
            ("遠州病院駅で倒れた", "遠州病院駅"),
            ("天浜線の宮口駅", "宮口駅"),
            ("磐田駅前の郵便局", "磐田駅"),
        ] {
            assert_eq!(stations(text), [name], "{text}");
        }
    }

    #[test]
    fn what_says_only_which_station_is_meant_names_none() {
        let text = "最寄り駅まで歩けない。最寄駅。駅前の店。駅員、駅ビル。各駅停車。乗換駅、無人駅、JR駅、ターミナル駅、大きな駅";
        assert_eq!(stations(text), [""; 0]);
    }
}
