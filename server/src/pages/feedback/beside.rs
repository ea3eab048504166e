//! Whether a sheet tells what few said beside those of other areas that were published at another time: who is counted on the region's
//! sheet and on no area's are those who answered in between.

use std::collections::BTreeMap;

use super::content::CountView;

/// Who is counted by one of a sheet's numbers of people now.
pub struct Counted {
    /// Its label.
    pub label: String,
    /// How many, by the code of the area; empty for those whose area is not known.
    pub by_area: BTreeMap<String, i64>,
}

/// How many people the published versions count, by the code of the area (empty: the whole region), the oldest first.
pub type Published = BTreeMap<String, Vec<Vec<CountView>>>;

/// The sheets that a new version is read beside.
pub struct Beside<'s> {
    /// Codes of all areas.
    pub areas: &'s [String],
    /// What was published, of the sheet itself, too.
    pub published: &'s Published,
    /// What the numbers of the new version count, area by area.
    pub people: &'s [Counted],
    /// Below how many people numbers are withheld.
    pub least: i64,
}

/// Two versions of one sheet.
type Step<'s> = (&'s [CountView], &'s [CountView]);

impl<'s> Beside<'s> {
    /// Whether a new version of an area's sheet, or of the region's, says with the others how few came or went between them.
    pub fn tells_few(&self, area: &str, new: &'s [CountView]) -> bool {
        self.is_no_sum((area, new)) || self.tells_rest((area, new))
    }

    /// Whether the region's newest sheet counts others than the newest of its areas together. An area where nobody answered needs no
    /// sheet to be known.
    fn is_no_sum(&self, (area, new): (&str, &'s [CountView])) -> bool {
        let newest = |code: &str| match code == area {
            true => Some(new),
            false => self.versions(code).last().map(Vec::as_slice),
        };
        let Some(whole) = newest("").filter(|_| !self.areas.is_empty()) else { return false };
        whole.iter().enumerate().any(|(place, count)| {
            let what = (place, count.label.as_str(), whole.len());
            let Some(counted) = self.people.iter().find(|counted| counted.label == count.label) else {
                return false;
            };
            let is_empty = |code: &str| !counted.by_area.contains_key(code);
            let part = |code: &String| match newest(code) {
                Some(sheet) => number(sheet, what),
                None => is_empty(code).then_some(0),
            };
            let parts: Option<i64> = self.areas.iter().map(part).sum();
            let elsewhere = counted.by_area.get("").copied().unwrap_or_default();
            let whole = number(whole, what);
            whole.zip(parts).is_some_and(|(whole, parts)| self.is_few(whole - parts - elsewhere))
        })
    }

    /// Whether what two versions of the region's sheet and two of an area's differ by leaves few, who came or went in the rest of the
    /// region.
    fn tells_rest(&self, new: (&str, &'s [CountView])) -> bool {
        let wholes = self.steps("", new);
        let is_meant = |code: &&String| new.0.is_empty() || *code == new.0;
        let mut parts = self.areas.iter().filter(is_meant).flat_map(|code| self.steps(code, new));
        parts.any(|part| wholes.iter().any(|whole| self.leaves_few(*whole, part)))
    }

    fn leaves_few(&self, (before, after): Step<'_>, part: Step<'_>) -> bool {
        after.iter().enumerate().any(|(place, count)| {
            let what = (place, count.label.as_str(), after.len());
            let came = |(before, after): Step<'_>| Some(number(after, what)? - number(before, what)?);
            let both = came((before, after)).zip(came(part));
            both.is_some_and(|(whole, part)| whole != 0 && part != 0 && self.is_few(whole - part))
        })
    }

    /// Every two versions of a sheet; of that of which there is a new one, each with the new one.
    fn steps(&self, code: &str, (area, new): (&str, &'s [CountView])) -> Vec<Step<'s>> {
        let versions = self.versions(code);
        if code == area {
            return versions.iter().map(|before| (before.as_slice(), new)).collect();
        }
        let later = |(place, before): (usize, &'s Vec<CountView>)| {
            versions.iter().skip(place + 1).map(move |after| (before.as_slice(), after.as_slice()))
        };
        versions.iter().enumerate().flat_map(later).collect()
    }

    fn versions(&self, code: &str) -> &'s [Vec<CountView>] {
        self.published.get(code).map(Vec::as_slice).unwrap_or_default()
    }

    fn is_few(&self, n: i64) -> bool {
        n != 0 && n.abs() < self.least
    }
}

/// What a sheet prints for what has this label; where none has it (it is in another language) and there are as many numbers, for what
/// has its place. None where that is withheld.
fn number(sheet: &[CountView], (place, label, n): (usize, &str, usize)) -> Option<i64> {
    let own = sheet.iter().find(|count| count.label == label);
    own.or_else(|| sheet.get(place).filter(|_| sheet.len() == n))?.value.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWERS: &str = "調査票の回答";

    fn sheet(n: &str) -> Vec<CountView> {
        let count = |label: &str, value: &str| CountView {
            label: label.to_owned(),
            value: value.to_owned(),
            unit: String::new(),
            note: String::new(),
            questionnaire: None,
        };
        vec![count(ANSWERS, n), count("ヒアリング", "＊")]
    }

    /// What was published of each area, and whether a new sheet of `area` tells of few beside it. Two people's area is not known.
    fn tells(published: &[(&str, &[&str])], area: &str, n: &str) -> bool {
        let areas = ["1", "2"].map(str::to_owned);
        let versions = published.iter().map(|(code, all)| {
            let own: Vec<Vec<CountView>> = all.iter().map(|n| sheet(n)).collect();
            ((*code).to_owned(), own)
        });
        let by_area = [("", 2), ("1", 9), ("2", 9)].map(|(code, n)| (code.to_owned(), n));
        let people = [Counted { label: ANSWERS.to_owned(), by_area: by_area.into() }];
        let published: Published = versions.collect();
        let new = sheet(n);
        Beside { areas: &areas, published: &published, people: &people, least: 5 }.tells_few(area, &new)
    }

    #[test]
    fn the_region_less_its_areas_of_before_are_those_who_came_since() {
        let areas: [(&str, &[&str]); 2] = [("1", &["8"]), ("2", &["7"])];
        assert!(tells(&areas, "", "19"), "two came");
        assert!(!tells(&areas, "", "17"), "nobody did");
        assert!(!tells(&areas, "", "22"), "five did");
        assert!(!tells(&areas[..1], "", "19"), "of the other area nothing is known");
        assert!(!tells(&[("1", &["8"]), ("2", &["＊"])], "", "19"), "nor here");
    }

    #[test]
    fn an_area_is_known_from_the_region_and_the_other_areas_of_before() {
        let before: [(&str, &[&str]); 2] = [("", &["17"]), ("1", &["8"])];
        assert!(tells(&before, "2", "8"), "seven of seventeen were here");
        assert!(!tells(&before, "2", "7"));
        assert!(!tells(&before[..1], "2", "8"));
    }

    #[test]
    fn whoever_came_and_is_not_of_the_area_is_of_the_rest() {
        let before: [(&str, &[&str]); 2] = [("", &["30", "40"]), ("1", &["12"])];
        assert!(tells(&before, "1", "21"), "nine of ten");
        assert!(!tells(&before, "1", "22"), "all of them");
        assert!(!tells(&before, "1", "17"), "five of ten");
        assert!(tells(&[("", &["30"]), ("1", &["12", "21"])], "", "40"), "the other way round");
    }
}
