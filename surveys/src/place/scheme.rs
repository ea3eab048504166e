//! Schemes of areas (圏域の区分): which municipality is in which area, as somebody brings it, and in which area a place is.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::change::{Unplaced, find_on, on};
use super::municipality::{self, Unfound};
use crate::questionnaire::question::input::folded;

/// The longest name of an area, in characters.
pub const MAX_AREA: usize = 100;
/// Most names in a message.
const MAX_NAMES: usize = 6;
/// Headings of a column with municipalities: codes before names.
const MUNICIPALITY_HEADERS: [&str; 14] = [
    "団体コード",
    "市区町村コード",
    "市町村コード",
    "自治体コード",
    "コード",
    "code",
    "市区町村",
    "市町村",
    "市区町村名",
    "市町村名",
    "自治体",
    "自治体名",
    "municipality",
    "city",
];
/// Headings of a column with areas.
const AREA_HEADERS: [&str; 12] = [
    "圏域",
    "圏域名",
    "区域",
    "区域名",
    "地域",
    "地域名",
    "管轄",
    "管轄区域",
    "所管",
    "担当",
    "area",
    "region",
];

/// A municipality of a scheme with its area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Five digits.
    pub municipality: String,
    /// Name of its area.
    pub area: String,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// Row as a spreadsheet program counts.
    pub row: usize,
    /// Column from 1.
    pub column: usize,
    /// Stable code; also the end of the Fluent key.
    pub code: &'static str,
    /// What is written there.
    pub text: String,
    /// What was found instead: names.
    pub found: Vec<String>,
    /// Since when it no longer holds.
    pub since: Option<NaiveDate>,
}

/// A row that somebody brings: its number as a spreadsheet program counts, and its cells.
pub type Row = (usize, Vec<String>);

/// Reads rows of a municipality and its area; the first row may be a heading, without one the first column has the
/// municipalities and the second the areas. Names and codes may be those of the day from which the scheme holds.
pub fn read(rows: &[Row], prefectures: &[String], day: NaiveDate) -> (Vec<Member>, Vec<RowProblem>) {
    let heading = rows.first().and_then(|(_, cells)| columns(cells));
    let (place, area) = heading.unwrap_or((0, 1));
    let mut members: BTreeMap<&str, String> = BTreeMap::new();
    let mut problems = Vec::new();
    for (row, cells) in rows.iter().skip(usize::from(heading.is_some())) {
        let cell = |at: usize| cells.get(at).map_or("", |text| text.trim());
        if cell(place).is_empty() && cell(area).is_empty() {
            continue;
        }
        let mut reject = |column: usize, code, text: &str, found, since| {
            problems.push(RowProblem {
                row: *row,
                column: column + 1,
                code,
                text: text.to_owned(),
                found,
                since,
            });
        };
        let name = cell(area);
        if name.is_empty() {
            reject(area, "no-area", "", Vec::new(), None);
        } else if name.chars().count() > MAX_AREA {
            reject(area, "long-area", &MAX_AREA.to_string(), Vec::new(), None);
        }
        let code = match find_on(cell(place), prefectures, day) {
            Ok(code) => code,
            Err(why) => {
                let (code, found, since) = explained(why);
                let code = if cell(place).is_empty() { "no-municipality" } else { code };
                reject(place, code, cell(place), found, since);
                continue;
            }
        };
        if name.is_empty() || name.chars().count() > MAX_AREA {
            continue;
        }
        let known = members.entry(code).or_insert_with(|| name.to_owned());
        if known.as_str() != name {
            reject(place, "twice", cell(place), vec![known.clone()], None);
        }
    }
    let member = |(code, area): (&str, String)| Member { municipality: code.to_owned(), area };
    (members.into_iter().map(member).collect(), problems)
}

/// The places of municipalities and areas in a heading; None if it is none.
fn columns(cells: &[String]) -> Option<(usize, usize)> {
    // Width, case and spaces do not count.
    let keys: Vec<String> = cells.iter().map(|cell| folded(cell).to_lowercase()).collect();
    let place =
        |headers: &[&str]| headers.iter().find_map(|header| keys.iter().position(|key| key == header));
    Some((place(&MUNICIPALITY_HEADERS)?, place(&AREA_HEADERS)?))
}

fn explained(why: Unplaced) -> (&'static str, Vec<String>, Option<NaiveDate>) {
    match why {
        Unplaced::Unfound(Unfound::Unknown) => ("unknown", Vec::new(), None),
        Unplaced::Unfound(Unfound::CheckDigit) => ("check-digit", Vec::new(), None),
        Unplaced::Unfound(Unfound::Ambiguous(names)) => {
            ("ambiguous", names.into_iter().take(MAX_NAMES).collect(), None)
        }
        Unplaced::Unfound(Unfound::Outside(name)) => ("outside", vec![name], None),
        Unplaced::Ended { day, now } => ("ended", now, Some(day)),
    }
}

/// The areas of a scheme, to be asked for one place after another.
#[derive(Debug, Default)]
pub struct Areas {
    /// Areas by the code that holds today; of a municipality that two older ones went into, both areas.
    by_code: BTreeMap<String, BTreeSet<String>>,
}

impl Areas {
    /// The areas of these members. Codes that came to an end lead to what is there today.
    pub fn of_members(members: impl IntoIterator<Item = Member>) -> Areas {
        let mut by_code: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for member in members {
            for code in on(&member.municipality, NaiveDate::MAX) {
                by_code.entry(code).or_default().insert(member.area.clone());
            }
        }
        Areas { by_code }
    }

    /// The names of all areas.
    pub fn names(&self) -> BTreeSet<String> {
        self.by_code.values().flatten().cloned().collect()
    }

    /// The areas that a place is in: one as a rule, none if the scheme does not have it, more where a municipality was parted or
    /// put together since. A ward that the scheme does not have is where its city is.
    pub fn of_place(&self, municipality: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for code in on(municipality, NaiveDate::MAX) {
            let city = || municipality::by_code(&code)?.city().and_then(|city| self.by_code.get(city.code));
            let areas = self.by_code.get(&code).or_else(city);
            found.extend(areas.into_iter().flatten().cloned());
        }
        found
    }
}

/// Municipalities of a prefecture that a scheme does not have, as far as they can be meant: a city with wards counts once, by
/// itself or by all of its wards.
pub fn missing(members: &[Member], prefecture: &str) -> Vec<&'static municipality::Municipality> {
    let areas = Areas::of_members(members.iter().cloned());
    let inside = || municipality::all().iter().filter(|one| one.code.starts_with(prefecture));
    let has_area = |one: &municipality::Municipality| !areas.of_place(one.code).is_empty();
    let is_had = |one: &&municipality::Municipality| {
        let mut wards =
            inside().filter(|ward| ward.city().is_some_and(|city| city.code == one.code)).peekable();
        has_area(one) || (wards.peek().is_some() && wards.all(has_area))
    };
    inside().filter(|one| one.city().is_none() && !is_had(one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Vec<Row> {
        let cells = |line: &&str| line.split(',').map(str::to_owned).collect();
        lines.iter().map(cells).enumerate().map(|(at, cells)| (at + 1, cells)).collect()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn member(municipality: &str, area: &str) -> Member {
        Member { municipality: municipality.to_owned(), area: area.to_owned() }
    }

    fn saitama() -> [String; 1] {
        ["11".to_owned()]
    }

    #[test]
    fn rows_are_read_by_code_or_name_with_and_without_a_heading() {
        let expected = vec![member("11100", "さいたま"), member("11203", "南部"), member("11227", "南西部")];
        let headed = rows(&[
            "圏域,市町村,団体コード",
            "南部,川口市,112038",
            "さいたま,さいたま市,11100",
            "南西部,,11227",
        ]);
        assert_eq!(read(&headed, &saitama(), day("2024-04-01")), (expected.clone(), Vec::new()));
        let bare = rows(&["川口市,南部", "埼玉県さいたま市,さいたま", ",", "朝霞市,南西部", "川口市,南部"]);
        assert_eq!(read(&bare, &saitama(), day("2024-04-01")), (expected, Vec::new()));
    }

    #[test]
    fn what_is_wrong_has_a_place() {
        let brought = rows(&[
            "市区町村,圏域",
            "どこか,南部",
            "112031,南部",
            "千代田区,南部",
            "川口市,",
            ",南部",
            "鳩ケ谷市,南部",
            "蕨市,南部",
            "蕨市,北部",
        ]);
        let (members, problems) = read(&brought, &saitama(), day("2024-04-01"));
        let found: Vec<(usize, usize, &str)> =
            problems.iter().map(|problem| (problem.row, problem.column, problem.code)).collect();
        let expected = [
            (2, 1, "unknown"),
            (3, 1, "check-digit"),
            (4, 1, "outside"),
            (5, 2, "no-area"),
            (6, 1, "no-municipality"),
            (7, 1, "ended"),
            (9, 1, "twice"),
        ];
        assert_eq!(found, expected);
        assert_eq!(problems[5].found, ["埼玉県川口市"]);
        assert!(!members.is_empty());
        // Of an earlier day the town that was taken in later is understood.
        let (members, problems) = read(&rows(&["鳩ケ谷市,南部"]), &saitama(), day("2010-04-01"));
        assert_eq!((members, problems), (vec![member("11226", "南部")], Vec::new()));
    }

    #[test]
    fn a_place_follows_its_changes_and_a_ward_its_city() {
        let areas = Areas::of_members([
            member("11226", "南部"),
            member("11100", "さいたま"),
            member("22135", "北"),
            member("22136", "東"),
        ]);
        let of = |code: &str| areas.of_place(code).into_iter().collect::<Vec<_>>();
        assert_eq!(of("11203"), ["南部"], "the city that took the town in");
        assert_eq!(of("11107"), ["さいたま"]);
        assert_eq!(of("22139"), ["北", "東"], "the areas of the wards that it was made of");
        assert_eq!(of("22138"), ["北"]);
        assert_eq!(of("22136"), ["北", "東"]);
        assert!(of("13101").is_empty() && of("99999").is_empty());
    }

    #[test]
    fn what_is_missing_counts_a_city_with_wards_once() {
        let all: Vec<&str> = missing(&[], "11").iter().map(|one| one.code).collect();
        assert_eq!(all.len(), 63, "the municipalities of 埼玉県");
        assert!(all.contains(&"11100") && !all.contains(&"11101"));
        let wards: Vec<Member> = (101..=110).map(|ward| member(&format!("11{ward}"), "さいたま")).collect();
        assert_eq!(missing(&wards, "11").len(), 62);
        assert_eq!(missing(&wards[1..], "11").len(), 63, "one ward is left out");
    }
}
