//! How addresses name a topic, or the texts of no topic, with the settings that make them.

use analysis::multivariate::cluster::Linkage;
use analysis::multivariate::themes::topics::MOST_TOPICS;

use super::Settings;

/// Which of the texts an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Those of a topic, by its place among all, from 0.
    Topic(usize),
    /// Those of no topic.
    NoTopic,
}

/// In the place of a topic's number: the texts of no topic.
const NO_TOPIC: &str = "none";

/// What an address says: `2-10-3`, `2-10-3-ward`, `2-10-3-vectors`, `2-10-3-ward-vectors`, or `2-10-none`.
pub(super) fn written(settings: Settings, place: Place) -> String {
    let place = match place {
        Place::Topic(place) => (place + 1).to_string(),
        Place::NoTopic => NO_TOPIC.to_owned(),
    };
    // The usual way is not said, so that addresses that were kept still lead to the same texts.
    let way = if settings.linkage == Linkage::Ward { "-ward" } else { "" };
    let vectors = if settings.has_vectors { "-vectors" } else { "" };
    format!("{}-{}-{place}{way}{vectors}", settings.least, settings.n)
}

/// The settings and the place that an address names.
pub(super) fn read(topic: &str) -> Option<(Settings, Place)> {
    let (topic, has_vectors) = topic.strip_suffix("-vectors").map_or((topic, false), |topic| (topic, true));
    let parts: Vec<&str> = topic.split('-').collect();
    let (least, n, place, linkage) = match *parts.as_slice() {
        [least, n, place] => (least, n, place, Linkage::Average),
        [least, n, place, "ward"] => (least, n, place, Linkage::Ward),
        _ => return None,
    };
    let settings = Settings { least: least.parse().ok()?, n: n.parse().ok()?, linkage, has_vectors };
    let place = match place {
        NO_TOPIC => Place::NoTopic,
        number => Place::Topic(number.parse::<usize>().ok()?.checked_sub(1)?),
    };
    ((1..=MOST_TOPICS).contains(&settings.n) && settings.least > 0).then_some((settings, place))
}

/// The number of a topic that an address names, as people read it, or `none`; the name itself where it is none of these.
pub fn number_of(topic: &str) -> String {
    match read(topic) {
        Some((_, Place::Topic(place))) => (place + 1).to_string(),
        Some((_, Place::NoTopic)) => NO_TOPIC.to_owned(),
        None => topic.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_named_in_addresses() {
        let settings = Settings { least: 2, n: 10, linkage: Linkage::Average, has_vectors: false };
        let ward = Settings { linkage: Linkage::Ward, ..settings };
        let third = Place::Topic(2);
        for (address, settings, place) in [
            ("2-10-3", settings, third),
            ("2-10-3-ward", ward, third),
            ("2-10-3-vectors", Settings { has_vectors: true, ..settings }, third),
            ("2-10-3-ward-vectors", Settings { has_vectors: true, ..ward }, third),
            ("2-10-none", settings, Place::NoTopic),
            ("2-10-none-ward", ward, Place::NoTopic),
        ] {
            assert_eq!(read(address), Some((settings, place)), "{address}");
            assert_eq!(written(settings, place), address);
        }
        for wrong in [
            "",
            "2-10-3-single",
            "2-10-3-ward-1",
            "2-10-3-vectors-ward",
            "2-10",
            "2-10-0",
            "0-10-1",
            "2-999-1",
            "2-10-x",
            "-1-2-3",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(["2-10-3", "2-10-none", "x"].map(number_of), ["3", "none", "x"]);
    }
}
