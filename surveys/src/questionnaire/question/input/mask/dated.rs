//! Days and times in the form of a mask's pattern: `yyyy/mm/dd HH:MM`.

use crate::questionnaire::question::input::{folded_with_spaces, moment};
use chrono::{NaiveDate, NaiveTime};

/// The parts of a pattern of a moment, in order: `y m d H M s`; `m` before a time is a month, `M` a minute.
fn units(pattern: &str) -> Vec<char> {
    let mut found: Vec<char> = Vec::new();
    let mut last = ' ';
    for character in pattern.chars() {
        let unit = if character == 'h' { 'H' } else { character };
        if "ymdHMs".contains(unit) && unit != last {
            found.push(unit);
        }
        last = unit;
    }
    found
}

/// What was typed for a pattern in ISO form: read as the pattern says, or as any other day or time.
pub fn iso(pattern: &str, typed: &str) -> Option<String> {
    let units = units(pattern);
    let (has_day, has_time) = (units.contains(&'y'), units.contains(&'H'));
    let text = folded_with_spaces(typed);
    let numbers: Vec<u32> =
        text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
    if numbers.len() == units.len() && text.chars().all(|c| c.is_ascii_digit() || "/-.: T".contains(c)) {
        let of = |unit: char| {
            units.iter().position(|found| *found == unit).and_then(|at| numbers.get(at).copied())
        };
        let year = of('y').map(|year| if year < 100 { year + 2000 } else { year });
        let day = || {
            let year = i32::try_from(year?).ok()?;
            NaiveDate::from_ymd_opt(year, of('m').unwrap_or(1), of('d').unwrap_or(1))
        };
        let time = || NaiveTime::from_hms_opt(of('H')?, of('M').unwrap_or(0), of('s').unwrap_or(0));
        let found = match (has_day, has_time) {
            (true, true) => day().zip(time()).map(|(day, time)| format!("{day}T{}", time.format("%H:%M"))),
            (true, false) => day().map(|day| day.to_string()),
            _ => time().map(|time| time.format("%H:%M").to_string()),
        };
        if found.is_some() {
            return found;
        }
    }
    match (has_day, has_time) {
        (true, true) => moment::date_time(typed),
        (true, false) => moment::date(typed).map(|day| day.to_string()),
        _ => moment::time(typed),
    }
}

/// A moment in ISO form as a pattern has it.
pub fn written(pattern: &str, iso: &str) -> String {
    let numbers: Vec<&str> = iso.split(|c: char| !c.is_ascii_digit()).collect();
    let has_day = numbers.first().is_some_and(|first| first.len() == 4);
    let at = |place: usize| numbers.get(place).copied().unwrap_or("00");
    let offset = if has_day { 3 } else { 0 };
    let mut text = String::new();
    let mut last = ' ';
    for character in pattern.chars() {
        let unit = if character == 'h' { 'H' } else { character };
        if !"ymdHMs".contains(unit) {
            text.push(character);
        } else if unit != last {
            text.push_str(match unit {
                'y' => at(0),
                'm' => at(1),
                'd' => at(2),
                'H' => at(offset),
                'M' => at(offset + 1),
                _ => at(offset + 2),
            });
        }
        last = unit;
    }
    text
}
