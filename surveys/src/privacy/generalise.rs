//! Making answers coarser before they leave for research (domain brief A5): age in bands of ten years, municipality as area,
//! diagnosis as group of diseases, dates as months, job titles that few have together. What is done with a variable follows from its
//! roles and its kind.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use crate::place::scheme::Areas;
use crate::questionnaire::variable::VariableKind;

/// What is done with a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// It stays as it was answered.
    Keep,
    /// It stays, and others may know it: several answers cannot be put together, and what can be looked up is told by the survey's
    /// own question.
    KeepKnown,
    /// An age, or a day of birth, becomes a band of ten years.
    AgeBand,
    /// A day becomes its month.
    Month,
    /// A municipality becomes its area.
    Area,
    /// Values that few have are withheld. Others may know what somebody's job is.
    Rare,
    /// A diagnosis becomes the group of the disease.
    DiseaseGroup,
    /// It is left out.
    LeaveOut,
}

/// Role of questions whose answers can be looked up: who runs an office, how large it is.
const KNOWN: &str = "known";
/// Roles of questions that come in by other ways, made coarser already (area, group of agencies), or not at all.
const LEFT_OUT: [&str; 4] = ["region", "agency_kind", "respondent_code", "affiliation"];

/// What is done with a variable of these roles.
pub fn treatment<'a>(roles: impl IntoIterator<Item = &'a str>, kind: VariableKind) -> Treatment {
    let roles: BTreeSet<&str> = roles.into_iter().collect();
    let is_left_out = LEFT_OUT.iter().any(|role| roles.contains(role));
    match kind {
        _ if is_left_out => Treatment::LeaveOut,
        VariableKind::Number | VariableKind::Date if roles.contains("diagnosis") => Treatment::LeaveOut,
        // What was typed, too: of the words nothing but the group is told.
        _ if roles.contains("diagnosis") => Treatment::DiseaseGroup,
        // What was typed, too: of the words nothing but the area is told.
        _ if roles.contains("municipality") => Treatment::Area,
        VariableKind::Text => Treatment::LeaveOut,
        VariableKind::Number | VariableKind::Date if roles.contains("age") => Treatment::AgeBand,
        VariableKind::Single if roles.contains("age") || roles.contains("job") => Treatment::Rare,
        VariableKind::Multiple if roles.contains("age") || roles.contains("job") => Treatment::KeepKnown,
        VariableKind::Date => Treatment::Month,
        _ if roles.contains(KNOWN) => Treatment::KeepKnown,
        VariableKind::Single | VariableKind::Multiple | VariableKind::Number => Treatment::Keep,
    }
}

/// Years of a band of ages.
pub const BAND: u32 = 10;
/// Years of a wider one.
pub const WIDE_BAND: u32 = 20;
/// From this age on all are in one band: few are as old.
const OLDEST: u32 = 80;
/// Higher numbers are no age.
const HIGHEST: f64 = 130.0;

/// The first age of the band that an age is in; None for what is no age. The last band is open.
pub fn age_band(age: f64, years: u32) -> Option<u32> {
    if !(0.0..=HIGHEST).contains(&age) || years == 0 {
        return None;
    }
    // A number from 0 to 130 fits.
    let whole = age.floor() as u32;
    Some((whole.min(OLDEST) / years) * years)
}

/// The last age of a band that begins with `first`; None for the open one.
pub fn last_of_band(first: u32, years: u32) -> Option<u32> {
    let last = (first + years).saturating_sub(1);
    (last < OLDEST).then_some(last)
}

/// The first numbers of the bands that numbers of people are put into (件数帯): 0, 1–2, 3–5, 6–10, 11–20, 21 and more.
const COUNT_BANDS: [u32; 6] = [0, 1, 3, 6, 11, 21];

/// The first number of the band that a number is in; None below 0 and for what is no number.
pub fn count_band(number: f64) -> Option<u32> {
    COUNT_BANDS.into_iter().rev().find(|first| number >= f64::from(*first))
}

/// The last number of a band that begins with `first`; None for the open one.
pub fn last_of_count_band(first: u32) -> Option<u32> {
    COUNT_BANDS.into_iter().find(|next| *next > first).map(|next| next - 1)
}

/// How old somebody is on a day; None before the birth.
pub fn age_on(born: NaiveDate, day: NaiveDate) -> Option<u32> {
    day.years_since(born)
}

/// A day as its month, `2026-04`.
pub fn month(day: NaiveDate) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// A month as `2026-04` as its fiscal year in Japan (April to March), `2026`; None for what is no month.
pub fn fiscal_year(month: &str) -> Option<String> {
    let (year, month) = month.split_once('-')?;
    let (year, month): (i32, u32) = (year.parse().ok()?, month.parse().ok()?);
    match month {
        1..=3 => Some(year.saturating_sub(1).to_string()),
        4..=12 => Some(year.to_string()),
        _ => None,
    }
}

/// What becomes of a municipality that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placed {
    /// It is in this area.
    Area(String),
    /// It is no municipality: an answer such as 県外 or 答えない, which stays.
    Answer,
    /// No area is known, or several.
    Unknown,
}

/// The area of a municipality by its code of five digits, or six with the check digit.
pub fn placed(value: &str, areas: &Areas) -> Placed {
    let is_code = matches!(value.len(), 5 | 6) && value.chars().all(|c| c.is_ascii_digit());
    if !is_code {
        return Placed::Answer;
    }
    let code: String = value.chars().take(5).collect();
    let mut found = areas.of_place(&code).into_iter();
    match (found.next(), found.next()) {
        (Some(area), None) => Placed::Area(area),
        _ => Placed::Unknown,
    }
}

/// The values that fewer than `least` have, and, where these together are still too few, the next larger ones: of a single
/// rare value put together with nothing everybody would know what it was.
pub fn rare<'a>(values: impl IntoIterator<Item = &'a str>, least: usize) -> BTreeSet<String> {
    rare_beside(values, 0, least)
}

/// The same where `n_withheld` have a value that was withheld before: what is withheld now is put together with these.
pub fn rare_beside<'a>(
    values: impl IntoIterator<Item = &'a str>,
    n_withheld: usize,
    least: usize,
) -> BTreeSet<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut by_count: Vec<(usize, &str)> = counts.into_iter().map(|(value, n)| (n, value)).collect();
    by_count.sort_unstable();
    let mut together = n_withheld;
    let mut found = BTreeSet::new();
    for (n, value) in by_count {
        let is_too_few = together > 0 && together < least;
        if n >= least && !is_too_few {
            break;
        }
        together += n;
        found.insert(value.to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::scheme::Member;

    #[test]
    fn what_is_done_follows_from_role_and_kind() {
        let cases: [(&[&str], VariableKind, Treatment); 21] = [
            (&[], VariableKind::Single, Treatment::Keep),
            (&[], VariableKind::Number, Treatment::Keep),
            (&["age"], VariableKind::Number, Treatment::AgeBand),
            (&["age"], VariableKind::Date, Treatment::AgeBand),
            (&["age"], VariableKind::Single, Treatment::Rare),
            (&["job"], VariableKind::Single, Treatment::Rare),
            (&["job"], VariableKind::Multiple, Treatment::KeepKnown),
            (&["age"], VariableKind::Multiple, Treatment::KeepKnown),
            (&["municipality"], VariableKind::Single, Treatment::Area),
            (&["municipality"], VariableKind::Text, Treatment::Area),
            (&["known"], VariableKind::Single, Treatment::KeepKnown),
            (&["known"], VariableKind::Number, Treatment::KeepKnown),
            (&["known", "job"], VariableKind::Single, Treatment::Rare),
            (&["known"], VariableKind::Text, Treatment::LeaveOut),
            (&["municipality", "region"], VariableKind::Single, Treatment::LeaveOut),
            (&["diagnosis"], VariableKind::Single, Treatment::DiseaseGroup),
            (&["diagnosis"], VariableKind::Text, Treatment::DiseaseGroup),
            (&["diagnosis"], VariableKind::Date, Treatment::LeaveOut),
            (&["diagnosis", "affiliation"], VariableKind::Text, Treatment::LeaveOut),
            (&[], VariableKind::Date, Treatment::Month),
            (&["challenge"], VariableKind::Text, Treatment::LeaveOut),
        ];
        for (roles, kind, expected) in cases {
            assert_eq!(treatment(roles.iter().copied(), kind), expected, "{roles:?} {kind:?}");
        }
    }

    #[test]
    fn ages_are_bands_of_ten_years_and_the_oldest_are_together() {
        let bands = [0.0, 9.9, 10.0, 39.0, 79.0, 80.0, 103.0].map(|age| age_band(age, BAND));
        assert_eq!(bands, [0, 0, 10, 30, 70, 80, 80].map(Some));
        assert_eq!([-1.0, 131.0, f64::NAN].map(|age| age_band(age, BAND)), [None; 3]);
        assert_eq!([19.0, 20.0, 79.0, 90.0].map(|age| age_band(age, WIDE_BAND)), [0, 20, 60, 80].map(Some));
        assert_eq!((last_of_band(30, BAND), last_of_band(80, BAND)), (Some(39), None));
        assert_eq!(last_of_band(60, WIDE_BAND), Some(79));
    }

    #[test]
    fn numbers_are_put_into_bands_that_answers_are_asked_in() {
        let bands = [0.0, 0.5, 2.0, 5.0, 20.0, 900.0].map(count_band);
        assert_eq!(bands, [0, 0, 1, 3, 11, 21].map(Some));
        assert_eq!([-1.0, f64::NAN].map(count_band), [None; 2]);
        assert_eq!([0, 1, 11, 21].map(last_of_count_band), [Some(0), Some(2), Some(20), None]);
    }

    #[test]
    fn a_birthday_counts_from_its_day_on() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(age_on(day(1990, 5, 2), day(2026, 5, 1)), Some(35));
        assert_eq!(age_on(day(1990, 5, 2), day(2026, 5, 2)), Some(36));
        assert_eq!(age_on(day(2027, 1, 1), day(2026, 5, 2)), None);
    }

    #[test]
    fn days_become_months_and_months_fiscal_years() {
        assert_eq!(month(NaiveDate::from_ymd_opt(2026, 4, 30).unwrap()), "2026-04");
        let years = ["2026-03", "2026-04", "2027-01", "2026-13", "*", ""].map(fiscal_year);
        let expected = [Some("2025"), Some("2026"), Some("2026"), None, None, None];
        assert_eq!(years, expected.map(|year| year.map(str::to_owned)));
    }

    #[test]
    fn municipalities_become_areas_and_other_answers_stay() {
        let member = |code: &str, area: &str| Member { municipality: code.to_owned(), area: area.to_owned() };
        let areas = Areas::of_members([member("11100", "中央"), member("11201", "西部")]);
        assert_eq!(placed("11201", &areas), Placed::Area("西部".to_owned()));
        assert_eq!(placed("112011", &areas), Placed::Area("西部".to_owned()));
        assert_eq!(placed("98", &areas), Placed::Answer);
        assert_eq!(placed("13101", &areas), Placed::Unknown);
    }

    #[test]
    fn rare_values_go_together_and_are_never_few_together() {
        let values = |counts: &[(&'static str, usize)]| {
            counts.iter().flat_map(|(value, n)| std::iter::repeat_n(*value, *n)).collect::<Vec<&str>>()
        };
        let found =
            |counts: &[(&'static str, usize)]| rare(values(counts), 5).into_iter().collect::<Vec<_>>();
        assert_eq!(found(&[("a", 9), ("b", 5)]), [""; 0]);
        assert_eq!(found(&[("a", 9), ("b", 3), ("c", 2)]), ["b", "c"]);
        // Two alone would be few: the next value joins them.
        assert_eq!(found(&[("a", 9), ("b", 6), ("c", 2)]), ["b", "c"]);
        assert_eq!(found(&[("a", 3)]), ["a"]);
    }

    #[test]
    fn what_was_withheld_before_is_never_few_either() {
        let values = ["a"; 9].into_iter().chain(["b"; 6]);
        let found = |n_withheld: usize| rare_beside(values.clone(), n_withheld, 5);
        assert_eq!(found(4), BTreeSet::from(["b".to_owned()]));
        assert!(found(0).is_empty() && found(5).is_empty());
    }
}
