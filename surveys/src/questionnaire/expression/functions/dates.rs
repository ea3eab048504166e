//! Functions of dates. Days begin at midnight in Asia/Tokyo; ages and differences count whole units.

use super::{Arguments, Function, PLAIN};
use crate::questionnaire::expression::date;
use crate::questionnaire::expression::value::Val;
use chrono::{Datelike, NaiveDateTime, TimeDelta};

/// `age` to `weekday`.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "age",
        least: 1,
        most: 2,
        run: age,
        doc: "age(date, 'years' | 'months' | 'days') until today",
        ..PLAIN
    },
    Function {
        name: "today",
        least: 0,
        most: 1,
        run: today,
        doc: "today(days): today, or so many days later",
        ..PLAIN
    },
    Function {
        name: "currentDate",
        least: 0,
        most: 0,
        run: current_date,
        doc: "date and time of day now",
        ..PLAIN
    },
    Function { name: "currentYear", least: 0, most: 0, run: current_year, doc: "the year now", ..PLAIN },
    Function { name: "year", least: 0, most: 1, run: year, doc: "the year of a date, or of today", ..PLAIN },
    Function {
        name: "getYear",
        least: 1,
        most: 1,
        run: year_of,
        doc: "the year of a date (older name)",
        ..PLAIN
    },
    Function {
        name: "month",
        least: 0,
        most: 1,
        run: month,
        doc: "the month of a date, or of today, from 1",
        ..PLAIN
    },
    Function {
        name: "day",
        least: 0,
        most: 1,
        run: day,
        doc: "the day of the month of a date, or of today",
        ..PLAIN
    },
    Function {
        name: "weekday",
        least: 0,
        most: 1,
        run: weekday,
        doc: "the day of the week, Sunday = 0",
        ..PLAIN
    },
    Function { name: "getDate", least: 1, most: 1, run: get_date, doc: "a text as date", ..PLAIN },
    Function {
        name: "dateAdd",
        least: 2,
        most: 3,
        run: date_add,
        doc: "dateAdd(date, number, unit)",
        ..PLAIN
    },
    Function {
        name: "dateDiff",
        least: 2,
        most: 3,
        run: date_diff,
        doc: "dateDiff(from, to, unit)",
        ..PLAIN
    },
    Function {
        name: "diffDays",
        least: 2,
        most: 2,
        run: diff_days,
        doc: "days between two dates, never negative",
        ..PLAIN
    },
];

/// The date that an argument is; None if it is missing or no date.
fn date_at(call: &Arguments<'_>, at: usize) -> Option<NaiveDateTime> {
    match call.value(at) {
        Val::Date(date) => Some(date),
        Val::Json(value) => date::of_value(&value),
    }
}

/// A unit such as `days`.
fn unit(call: &Arguments<'_>, at: usize, default: &str) -> String {
    call.text(at).filter(|unit| !unit.is_empty()).unwrap_or_else(|| default.to_owned())
}

fn age<'s>(call: &Arguments<'s>) -> Val<'s> {
    match date_at(call, 0) {
        Some(date) => Val::number(difference(date, call.scope.now, &unit(call, 1, "years"))),
        None => Val::null(),
    }
}

fn date_diff<'s>(call: &Arguments<'s>) -> Val<'s> {
    match (date_at(call, 0), date_at(call, 1)) {
        (Some(from), Some(to)) => Val::number(difference(from, to, &unit(call, 2, "days"))),
        _ => Val::null(),
    }
}

/// Years and months are signed, smaller units are not; anything but the known units counts years, as in SurveyJS.
fn difference(from: NaiveDateTime, to: NaiveDateTime, unit: &str) -> f64 {
    let seconds = (to - from).abs().as_seconds_f64();
    match unit {
        "days" => days_between(from, to),
        "hours" => (seconds / 3600.0).ceil(),
        "minutes" => (seconds / 60.0).ceil(),
        "seconds" => seconds.ceil(),
        "months" => date::months_between(from, to) as f64,
        _ => (date::months_between(from, to) / 12) as f64,
    }
}

fn days_between(from: NaiveDateTime, to: NaiveDateTime) -> f64 {
    (to.date() - from.date()).num_days().abs() as f64
}

fn diff_days<'s>(call: &Arguments<'s>) -> Val<'s> {
    match (date_at(call, 0), date_at(call, 1)) {
        (Some(from), Some(to)) => Val::number(days_between(from, to)),
        _ if call.value(0).is_truthy() && call.value(1).is_truthy() => Val::null(),
        _ => Val::number(0.0),
    }
}

fn today<'s>(call: &Arguments<'s>) -> Val<'s> {
    let today = date::midnight(call.scope.now);
    match call.count() {
        0 => Val::Date(today),
        _ => Val::date(call.number(0).and_then(|days| later(today, days, "days"))),
    }
}

fn date_add<'s>(call: &Arguments<'s>) -> Val<'s> {
    let number = call.number(1).filter(|number| *number != 0.0);
    let (Some(date), Some(number)) = (date_at(call, 0), number) else { return Val::null() };
    Val::date(later(date, number, &unit(call, 2, "days")))
}

/// A date so many units later; fractions are cut off, an unknown unit changes nothing.
fn later(date: NaiveDateTime, number: f64, unit: &str) -> Option<NaiveDateTime> {
    // Far beyond any date that there is.
    if number.abs() > 1.0e12 {
        return None;
    }
    let number = number.trunc() as i64;
    let moved = match unit {
        "days" => TimeDelta::try_days(number).and_then(|delta| date.checked_add_signed(delta)),
        "months" => date::add_months(date, number),
        "years" => date::add_months(date, number.checked_mul(12)?),
        "hours" => TimeDelta::try_hours(number).and_then(|delta| date.checked_add_signed(delta)),
        "minutes" => TimeDelta::try_minutes(number).and_then(|delta| date.checked_add_signed(delta)),
        "seconds" => TimeDelta::try_seconds(number).and_then(|delta| date.checked_add_signed(delta)),
        _ => Some(date),
    };
    moved.filter(|date| (1..=9999).contains(&date.year()))
}

fn current_date<'s>(call: &Arguments<'s>) -> Val<'s> {
    Val::Date(call.scope.now)
}

fn current_year<'s>(call: &Arguments<'s>) -> Val<'s> {
    Val::number(f64::from(call.scope.now.year()))
}

fn get_date<'s>(call: &Arguments<'s>) -> Val<'s> {
    Val::date(date_at(call, 0))
}

/// A part of a date; of today if none is given.
fn part<'s>(call: &Arguments<'s>, part: fn(NaiveDateTime) -> f64) -> Val<'s> {
    if !call.value(0).is_truthy() {
        return Val::number(part(call.scope.now));
    }
    date_at(call, 0).map_or(Val::null(), |date| Val::number(part(date)))
}

fn year<'s>(call: &Arguments<'s>) -> Val<'s> {
    part(call, |date| f64::from(date.year()))
}

fn year_of<'s>(call: &Arguments<'s>) -> Val<'s> {
    date_at(call, 0).map_or(Val::null(), |date| Val::number(f64::from(date.year())))
}

fn month<'s>(call: &Arguments<'s>) -> Val<'s> {
    part(call, |date| f64::from(date.month()))
}

fn day<'s>(call: &Arguments<'s>) -> Val<'s> {
    part(call, |date| f64::from(date.day()))
}

fn weekday<'s>(call: &Arguments<'s>) -> Val<'s> {
    part(call, |date| f64::from(date.weekday().num_days_from_sunday()))
}
