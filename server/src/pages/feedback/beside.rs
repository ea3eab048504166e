//! Whether a sheet tells what few said beside those of other areas that were published at another time: who is counted on the region's
//! sheet and on no area's are those who answered in between.

use std::collections::BTreeMap;

use super::content::CountView;

/// Who is counted by one of a sheet's numbers of people now.
pub struct Counted {
    /// Number of the questionnaire; None of hearings.
    pub questionnaire: Option<i64>,
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

/// A number of people by which sheets of several areas tell of few.
#[derive(Debug, PartialEq, Eq)]
pub enum Few {
    /// The region's newest sheet counts few more or less than the newest of its areas together.
    Sum {
        /// What the number is called.
        label: String,
    },
    /// Two versions of the region's sheet and two of an area's differ but by few.
    Rest {
        /// What the number is called.
        label: String,
        /// Code of the area.
        area: String,
    },
}

/// What a number of people counts: the number of the questionnaire, where that was kept, and the label.
type Name<'n> = (Option<i64>, &'n str);

/// Two versions of one sheet.
type Step<'s> = (&'s [CountView], &'s [CountView]);

impl<'s> Beside<'s> {
    /// By which numbers a new version of an area's sheet, or of the region's, says with the others how few came or went between them.
    pub fn tells_few(&self, area: &str, new: &'s [CountView]) -> Vec<Few> {
        let mut found = self.no_sums((area, new));
        found.extend(self.told_rests((area, new)));
        found
    }

    /// What the region's newest sheet counts that is few more or less than the newest of its areas count together. An area where nobody
    /// answered needs no sheet to be known.
    fn no_sums(&self, (area, new): (&str, &'s [CountView])) -> Vec<Few> {
        let newest = |code: &str| match code == area {
            true => Some(new),
            false => self.versions(code).last().map(Vec::as_slice),
        };
        let Some(whole) = newest("").filter(|_| !self.areas.is_empty()) else { return Vec::new() };
        let known: Vec<Name<'_>> =
            self.people.iter().map(|counted| (counted.questionnaire, counted.label.as_str())).collect();
        let tells = |place: &usize| {
            let what = (whole, *place);
            let counted = same_there(&names(whole), *place, &known).and_then(|there| self.people.get(there));
            let Some(counted) = counted else { return false };
            let is_empty = |code: &str| !counted.by_area.contains_key(code);
            let part = |code: &String| match newest(code) {
                Some(sheet) => number(sheet, what),
                None => is_empty(code).then_some(0),
            };
            let parts: Option<i64> = self.areas.iter().map(part).sum();
            let elsewhere = counted.by_area.get("").copied().unwrap_or_default();
            let all = number(whole, what);
            all.zip(parts).is_some_and(|(all, parts)| self.is_few(all - parts - elsewhere))
        };
        let found = (0..whole.len()).filter(tells).filter_map(|place| label(whole, place));
        found.map(|label| Few::Sum { label: label.to_owned() }).collect()
    }

    /// What counts few of those by whom two versions of the region's sheet and two of an area's differ: they came or went in the rest of
    /// the region. Each number once of an area, whichever versions tell it.
    fn told_rests(&self, new: (&str, &'s [CountView])) -> Vec<Few> {
        let wholes = self.steps("", new);
        let is_meant = |code: &&String| new.0.is_empty() || *code == new.0;
        let mut found = Vec::new();
        for area in self.areas.iter().filter(is_meant) {
            for part in self.steps(area, new) {
                for label in wholes.iter().flat_map(|whole| self.left_few(*whole, part)) {
                    let few = Few::Rest { label: label.to_owned(), area: area.clone() };
                    if !found.contains(&few) {
                        found.push(few);
                    }
                }
            }
        }
        found
    }

    fn left_few(&self, (before, after): Step<'s>, part: Step<'s>) -> Vec<&'s str> {
        let is_left = |place: &usize| {
            let what = (after, *place);
            let came = |(before, after): Step<'_>| Some(number(after, what)? - number(before, what)?);
            let both = came((before, after)).zip(came(part));
            both.is_some_and(|(whole, part)| whole != 0 && part != 0 && self.is_few(whole - part))
        };
        (0..after.len()).filter(is_left).filter_map(|place| label(after, place)).collect()
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

/// What a number is called.
fn label(counts: &[CountView], place: usize) -> Option<&str> {
    counts.get(place).map(|count| count.label.as_str())
}

/// What a sheet prints for what another one counts at a place. None where that is withheld, or nothing of it.
fn number(sheet: &[CountView], (counts, place): (&[CountView], usize)) -> Option<i64> {
    let there = same_there(&names(counts), place, &names(sheet))?;
    sheet.get(there)?.value.parse().ok()
}

fn names(counts: &[CountView]) -> Vec<Name<'_>> {
    counts.iter().map(|count| (count.questionnaire, count.label.as_str())).collect()
}

/// Where the same is counted there as at a place here: by the number of the questionnaire where both have kept it. Otherwise by the
/// label; where none has it (its title has changed since, or it is in another language) and there are as many, what has its place.
fn same_there(here: &[Name<'_>], place: usize, there: &[Name<'_>]) -> Option<usize> {
    let (questionnaire, label) = here.get(place)?;
    let is_kept = |names: &[Name<'_>]| names.iter().any(|(questionnaire, _)| questionnaire.is_some());
    if is_kept(here) && is_kept(there) {
        return there.iter().position(|(other, _)| other == questionnaire);
    }
    let labelled = there.iter().position(|(_, other)| other == label);
    labelled.or_else(|| (here.len() == there.len()).then_some(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWERS: &str = "調査票の回答";

    /// What was counted: number of the questionnaire, label and number of people; and hearings, which are withheld.
    fn counts(all: &[(Option<i64>, &str, &str)]) -> Vec<CountView> {
        let count = |(questionnaire, label, value): &(Option<i64>, &str, &str)| CountView {
            label: (*label).to_owned(),
            value: (*value).to_owned(),
            unit: String::new(),
            note: String::new(),
            plain_note: String::new(),
            is_usual: None,
            questionnaire: *questionnaire,
            is_reply: false,
        };
        all.iter().chain(&[(None, "ヒアリング", "＊")]).map(count).collect()
    }

    /// A sheet that was published before numbers of questionnaires were kept.
    fn sheet(n: &str) -> Vec<CountView> {
        counts(&[(None, ANSWERS, n)])
    }

    /// What was published of each area, and whether a new sheet of `area` tells of few beside it. Two people's area is not known.
    fn tells(published: &[(&str, &[&str])], area: &str, n: &str) -> bool {
        let versions = published.iter().map(|(code, all)| {
            let own: Vec<Vec<CountView>> = all.iter().map(|n| sheet(n)).collect();
            ((*code).to_owned(), own)
        });
        tells_of(&versions.collect(), area, &sheet(n))
    }

    /// The same of sheets as they are, under the title of today.
    fn tells_of(published: &Published, area: &str, new: &[CountView]) -> bool {
        !few_of(published, area, new).is_empty()
    }

    /// By which numbers.
    fn few_of(published: &Published, area: &str, new: &[CountView]) -> Vec<Few> {
        let areas = ["1", "2"].map(str::to_owned);
        let people = [(3, ANSWERS), (4, "別の調査票")].map(|(questionnaire, label)| Counted {
            questionnaire: Some(questionnaire),
            label: label.to_owned(),
            by_area: [("", 2), ("1", 9), ("2", 9)].map(|(code, n)| (code.to_owned(), n)).into(),
        });
        Beside { areas: &areas, published, people: &people, least: 5 }.tells_few(area, new)
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

    #[test]
    fn under_another_title_it_is_the_same_questionnaire() {
        const BEFORE: &str = "もとの題の回答";
        let published = |sheets: &[(&str, Vec<CountView>)]| -> Published {
            sheets.iter().map(|(code, sheet)| ((*code).to_owned(), vec![sheet.clone()])).collect()
        };
        let one = |n: &str| counts(&[(Some(3), BEFORE, n)]);
        let areas = published(&[("1", one("8")), ("2", one("7"))]);
        let whole = |n: &str| counts(&[(Some(4), "別の調査票", "30"), (Some(3), ANSWERS, n)]);
        assert!(tells_of(&areas, "", &whole("19")), "two came");
        assert!(!tells_of(&areas, "", &whole("17")), "nobody did");
        let before = counts(&[(Some(4), "別の調査票", "30"), (Some(3), BEFORE, "17")]);
        let before = published(&[("", before), ("1", one("8"))]);
        assert!(tells_of(&before, "2", &counts(&[(Some(3), ANSWERS, "8")])), "seven of seventeen were here");
        assert!(!tells_of(&before, "2", &counts(&[(Some(3), ANSWERS, "7")])));
        let other = counts(&[(Some(4), "別の調査票", "19")]);
        assert!(!tells_of(&areas, "", &other), "in the same place, and another questionnaire");
        // Of versions of one sheet, too: nine of the ten who came are of the area.
        let versions = |numbers: [&str; 2]| numbers.map(one).to_vec();
        let mut late: Published = [(String::new(), versions(["30", "40"]))].into();
        late.insert("1".to_owned(), vec![one("12")]);
        assert!(tells_of(&late, "1", &whole("21")));
        assert!(!tells_of(&late, "1", &whole("22")));
    }

    #[test]
    fn every_number_that_tells_few_is_named_with_its_area() {
        const OTHER: &str = "別の調査票";
        let both = |first: &str, second: &str| counts(&[(Some(3), ANSWERS, first), (Some(4), OTHER, second)]);
        let published = |sheets: &[(&str, &[[&str; 2]])]| -> Published {
            let versions = |all: &[[&str; 2]]| -> Vec<Vec<CountView>> {
                all.iter().map(|[one, other]| both(one, other)).collect()
            };
            sheets.iter().map(|(code, all)| ((*code).to_owned(), versions(all))).collect()
        };
        let areas = published(&[("1", &[["8", "8"]]), ("2", &[["7", "7"]])]);
        let sum = |label: &str| Few::Sum { label: label.to_owned() };
        assert_eq!(few_of(&areas, "", &both("19", "20")), [sum(ANSWERS), sum(OTHER)]);
        assert_eq!(few_of(&areas, "", &both("17", "20")), [sum(OTHER)]);
        // Ten and twelve came to the region: all but one of each, and of the other area.
        let grown = [["12", "12"], ["21", "23"]];
        let late = published(&[("", &[["30", "30"]]), ("1", &grown), ("2", &grown)]);
        let rest = |label: &str, area: &str| Few::Rest { label: label.to_owned(), area: area.to_owned() };
        let rests = ["1", "2"].map(|area| [ANSWERS, OTHER].map(|label| rest(label, area)));
        let mut found = few_of(&late, "", &both("40", "42"));
        found.retain(|few| matches!(few, Few::Rest { .. }));
        assert_eq!(found, rests.into_iter().flatten().collect::<Vec<_>>());
    }
}
