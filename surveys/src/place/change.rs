//! What became of municipalities: mergers, new wards, new names. An old code leads to what holds its place on a day.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use chrono::NaiveDate;

use super::municipality::{self, Unfound, plain};
use crate::questionnaire::question::input::folded;

const TABLE: &str = include_str!("changes.tsv");
/// The package and version that the list was taken from, as at the top of `changes.tsv`.
pub const SOURCE: &str = "jpcity 0.3.0";

/// The end of a municipality, of its code or of its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The first day on which it no longer held.
    pub day: NaiveDate,
    /// Five digits, without the check digit.
    pub code: &'static str,
    /// Its name of before, with its district (郡), without its prefecture.
    pub name: &'static str,
    /// The codes that hold its place since then, the same one where only the name changed; of several each holds a part.
    pub successors: Vec<&'static str>,
}

impl Change {
    /// Whether the code went on under another name.
    fn is_new_name(&self) -> bool {
        self.successors == [self.code]
    }
}

/// Why nothing was found that holds on a day.
#[derive(Debug, PartialEq, Eq)]
pub enum Unplaced {
    /// It was never there, or it is not clear which one is meant.
    Unfound(Unfound),
    /// It was there before.
    Ended {
        /// Since when it no longer is.
        day: NaiveDate,
        /// Full names of what holds its place on the day that was asked for.
        now: Vec<String>,
    },
}

/// All changes, the oldest first.
pub fn all() -> &'static [Change] {
    static ALL: OnceLock<Vec<Change>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read = |line: &'static str| {
            let mut parts = line.split('\t');
            let day = parts.next()?.parse().ok()?;
            let (code, name, successors) = (parts.next()?, parts.next()?, parts.next()?);
            Some(Change { day, code, name, successors: successors.split(' ').collect() })
        };
        TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(read).collect()
    })
}

/// The day of the newest change that the list has.
pub fn newest() -> Option<NaiveDate> {
    all().last().map(|change| change.day)
}

/// The codes that hold the place of a code on a day: itself unless it came to an end before or on that day. No code of the list
/// was ever given to another place (a test).
pub fn on(code: &str, day: NaiveDate) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    follow(code, NaiveDate::MIN, day, &mut found);
    found
}

/// Adds where a code leads to. A change on the day of the one before goes on from it: a town that becomes a city as it takes in
/// a village.
fn follow(code: &str, since: NaiveDate, day: NaiveDate, found: &mut BTreeSet<String>) {
    let ended = all().iter().find(|change| change.code == code && !change.is_new_name());
    match ended.filter(|change| since <= change.day && change.day <= day) {
        Some(change) => change.successors.iter().for_each(|next| follow(next, change.day, day, found)),
        None => {
            found.insert(code.to_owned());
        }
    }
}

/// The name of a code with its prefecture, of one that came to an end the name it had; the code itself if it was never there.
pub fn full_name(code: &str) -> String {
    let former = || {
        let change = all().iter().rev().find(|change| change.code == code)?;
        Some(format!("{}{}", prefecture(code)?, change.name))
    };
    match municipality::by_code(code) {
        Some(known) => known.full_name(),
        None => former().unwrap_or_else(|| code.to_owned()),
    }
}

fn prefecture(code: &str) -> Option<&'static str> {
    let start = code.get(..2)?;
    municipality::all().iter().find(|one| one.code.starts_with(start)).map(|one| one.prefecture)
}

/// The code of the municipality that somebody means who writes on a day: what is there now, or was still there then.
///
/// # Errors
/// Why there is not exactly one, within the prefectures asked for (two digits; none = all).
pub fn find_on(typed: &str, prefectures: &[String], day: NaiveDate) -> Result<&'static str, Unplaced> {
    let unfound = match municipality::find(typed, prefectures) {
        Ok(found) => return Ok(found.code),
        Err(unfound @ (Unfound::Unknown | Unfound::Outside(_))) => unfound,
        Err(unfound) => return Err(Unplaced::Unfound(unfound)),
    };
    let mut former = former(typed);
    former.retain(|change| {
        prefectures.is_empty() || prefectures.iter().any(|start| change.code.starts_with(start.as_str()))
    });
    let codes: BTreeSet<&str> = former.iter().filter(|one| one.day > day).map(|one| one.code).collect();
    match (codes.len(), former.as_slice()) {
        (1, _) => codes.first().copied().ok_or(Unplaced::Unfound(unfound)),
        (0, [change]) => {
            let now = on(change.code, day).iter().map(|code| full_name(code)).collect();
            Err(Unplaced::Ended { day: change.day, now })
        }
        (0, _) => Err(Unplaced::Unfound(unfound)),
        _ => Err(Unplaced::Unfound(Unfound::Ambiguous(codes.into_iter().map(full_name).collect()))),
    }
}

/// The changes that ended what somebody writes: a code of five or six digits, or a name with or without its prefecture and
/// its district.
fn former(typed: &str) -> Vec<&'static Change> {
    let text = plain(&folded(typed));
    if !text.is_empty() && text.chars().all(|c| c.is_ascii_digit()) {
        let has_code = |change: &&Change| {
            let digit = text.strip_prefix(change.code);
            digit.is_some_and(|digit| digit.is_empty() || is_check_digit(change.code, digit))
        };
        return all().iter().filter(has_code).collect();
    }
    let home = municipality::all().iter().find(|one| text.starts_with(one.prefecture));
    let said = home.and_then(|home| text.strip_prefix(home.prefecture)).unwrap_or(&text);
    let start = home.and_then(|home| home.code.get(..2)).unwrap_or_default();
    let is_named = |change: &&Change| {
        let name = plain(change.name);
        let is_it = name == said || name.split_once('郡').is_some_and(|(_, town)| town == said);
        is_it && change.code.starts_with(start)
    };
    if said.is_empty() {
        return Vec::new();
    }
    all().iter().filter(is_named).collect()
}

fn is_check_digit(code: &str, digit: &str) -> bool {
    municipality::check_digit(code).is_some_and(|expected| expected.to_string() == digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn codes(code: &str, on_day: &str) -> Vec<String> {
        on(code, day(on_day)).into_iter().collect()
    }

    #[test]
    fn the_list_is_in_order_names_its_source_and_gives_no_code_twice() {
        assert_eq!(all().len(), 2_071);
        assert_eq!(TABLE.lines().filter(|line| !line.starts_with('#')).count(), all().len());
        assert!(all().windows(2).all(|pair| pair[0].day <= pair[1].day));
        let head: String = TABLE.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(head.contains(SOURCE) && head.contains(&newest().expect("a change").to_string()), "{head}");
        let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
        for change in all().iter().filter(|change| !change.is_new_name()) {
            *ends.entry(change.code).or_default() += 1;
            assert!(municipality::by_code(change.code).is_none(), "{change:?} is in the list of today");
        }
        assert!(ends.values().all(|n| *n == 1));
    }

    #[test]
    fn every_old_code_leads_to_a_municipality_of_today() {
        for change in all() {
            for code in on(change.code, NaiveDate::MAX) {
                assert!(municipality::by_code(&code).is_some(), "{change:?} leads to {code}");
            }
        }
    }

    #[test]
    fn a_code_leads_to_what_holds_on_a_day() {
        // The wards of Hamamatsu, 2024.
        assert_eq!(codes("22136", "2023-12-31"), ["22136"]);
        assert_eq!(codes("22136", "2024-01-01"), ["22139"]);
        assert_eq!(codes("22137", "2024-01-01"), ["22140"]);
        assert_eq!(codes("22135", "2024-01-01"), ["22138", "22139"], "this ward was parted");
        // A village became a city and a town part of one.
        assert_eq!(codes("03305", "2014-01-01"), ["03216"]);
        assert_eq!(codes("09367", "2020-04-01"), ["09203"]);
        // Two steps on one day: a town takes another name and becomes a city.
        assert_eq!(codes("23521", "2010-01-04"), ["23236"]);
        assert_eq!(codes("13101", "2024-01-01"), ["13101"]);
        assert_eq!(codes("28221", "2024-01-01"), ["28221"], "only its name is new");
    }

    #[test]
    fn what_is_written_is_understood_as_of_its_day() {
        let find = |typed: &str, on_day: &str| find_on(typed, &[], day(on_day));
        assert_eq!(find("浜松市浜北区", "2023-04-01"), Ok("22136"));
        assert_eq!(find("221368", "2023-04-01"), Ok("22136"));
        let now = vec!["静岡県浜松市浜名区".to_owned()];
        assert_eq!(
            find("静岡県浜松市浜北区", "2024-04-01"),
            Err(Unplaced::Ended { day: day("2024-01-01"), now })
        );
        assert_eq!(find("篠山市", "2018-01-01"), Ok("28221"));
        let now = vec!["兵庫県丹波篠山市".to_owned()];
        assert_eq!(find("篠山市", "2024-01-01"), Err(Unplaced::Ended { day: day("2019-05-01"), now }));
        assert_eq!(find("岩舟町", "2014-04-04"), Ok("09367"));
        assert_eq!(find("22136", "2023-04-01"), Ok("22136"));
        assert_eq!(find("221361", "2023-04-01"), Err(Unplaced::Unfound(Unfound::CheckDigit)));
        for typed in ["どこか", "", "0", "静岡県"] {
            assert_eq!(find(typed, "2024-04-01"), Err(Unplaced::Unfound(Unfound::Unknown)), "{typed}");
        }
        assert_eq!(full_name("22136"), "静岡県浜松市浜北区");
        assert_eq!(full_name("99999"), "99999");
    }
}
