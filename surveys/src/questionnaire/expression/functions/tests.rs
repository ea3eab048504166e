//! Tests of the functions; values were seen in survey-core 3.1.1 with the time zone Asia/Tokyo.

use super::*;
use crate::questionnaire::expression::evaluate::tests::value;
use serde_json::json;
use std::collections::BTreeSet;

fn check(cases: &[(&str, Value)]) {
    for (source, expected) in cases {
        assert_eq!(value(source), *expected, "{source}");
    }
}

#[test]
fn every_name_is_there_once() {
    let names: BTreeSet<&str> = all().map(|function| function.name).collect();
    assert_eq!(names.len(), all().count());
    for name in [
        "iif",
        "sum",
        "min",
        "max",
        "avg",
        "count",
        "round",
        "trunc",
        "age",
        "today",
        "currentDate",
        "currentYear",
        "year",
        "month",
        "day",
        "weekday",
        "getDate",
        "dateAdd",
        "dateDiff",
        "diffDays",
        "sumInArray",
        "countInArray",
        "avgInArray",
        "minInArray",
        "maxInArray",
        "displayValue",
        "getComment",
        "substring",
        "isContainerReady",
        "isDisplayMode",
        "propertyValue",
        "kt_strlen",
        "kt_regex",
        "kt_nfkc",
        "kt_coalesce",
    ] {
        assert!(names.contains(name), "{name}");
    }
}

#[test]
fn numbers() {
    check(&[
        ("sum({arr}, 3)", json!(6.0)),
        ("sum('a', 1)", json!(null)),
        ("sum({t}, 1)", json!(2.0)),
        ("sum({q})", json!(0.0)),
        ("sum(0.1, 0.2)", json!(0.3)),
        ("min({arr})", json!(1.0)),
        ("max({arr}, '3')", json!(3.0)),
        ("min({s}, 'b')", json!("abc")),
        ("min()", json!(null)),
        ("count({arr}, '')", json!(3.0)),
        ("avg({arr})", json!(1.5)),
        ("avg({q})", json!(0.0)),
        ("round(2.5)", json!(3.0)),
        ("round(-2.5)", json!(-3.0)),
        ("round(1.005, 2)", json!(1.01)),
        ("round('x')", json!(null)),
        ("trunc(1.999)", json!(1.0)),
        ("trunc(-1.999)", json!(-1.0)),
        ("trunc(1.999, 2)", json!(1.99)),
        ("trunc(1.15, 2)", json!(1.15)),
        ("trunc('1.78')", json!(1.0)),
    ]);
}

#[test]
fn dates() {
    check(&[
        ("age({born})", json!(26.0)),
        ("age({born}, 'months')", json!(320.0)),
        ("age({q})", json!(null)),
        ("age('2000-11-25')", json!(26.0)),
        ("age('2000-11-26')", json!(25.0)),
        ("dateDiff({born}, {day})", json!(9766.0)),
        ("dateDiff({born}, {day}, 'years')", json!(26.0)),
        ("dateDiff({day}, {born}, 'years')", json!(-26.0)),
        ("dateDiff({day}, {moment}, 'minutes')", json!(630.0)),
        ("diffDays({day}, {born})", json!(9766.0)),
        ("diffDays({day}, {moment})", json!(0.0)),
        ("dateAdd({day}, 1)", json!("2026-11-26")),
        ("dateAdd({day}, 0)", json!(null)),
        ("dateAdd('2026-01-31', 1, 'months')", json!("2026-03-03")),
        ("dateAdd({born}, 1, 'years')", json!("2001-03-01")),
        ("dateAdd({day}, -1, 'days')", json!("2026-11-24")),
        ("dateAdd({day}, 36, 'hours')", json!("2026-11-26T12:00:00")),
        ("dateAdd({day}, 99999999999)", json!(null)),
        ("dateAdd('x', 1)", json!(null)),
        ("currentDate()", json!("2026-11-25T21:03:00")),
        ("today(1)", json!("2026-11-26")),
        ("currentYear()", json!(2026.0)),
        ("year({day}) + month({day}) / 100 + day({day}) / 10000", json!(2026.1125)),
        ("weekday({day})", json!(3.0)),
        ("year()", json!(2026.0)),
        ("year('x')", json!(null)),
        ("getDate({q})", json!(null)),
        ("{moment} = getDate({day})", json!(true)),
        ("{day} = getDate({moment})", json!(false)),
        ("getDate({moment}) = {day}", json!(true)),
        ("getDate({moment}) > {day}", json!(false)),
        ("today(1) > today()", json!(true)),
        ("(getDate({day}) - getDate({born})) / 86400000", json!(9766.0)),
        ("getDate('1970-01-01T09:00') - 0", json!(0.0)),
        ("getDate(1795573800000)", json!("2026-11-25T11:30:00")),
        ("today() = 1", json!(false)),
        ("today() != 'x'", json!(true)),
    ]);
}

#[test]
fn rows() {
    check(&[
        ("sumInArray({rows}, 'c')", json!(3.0)),
        ("sumInArray({rows}, 'c', {t} = 'x')", json!(1.0)),
        ("sumInArray({rows}, 'c', '{c} > 1')", json!(2.0)),
        ("countInArray({rows}, 't', {t} = 'x')", json!(2.0)),
        ("countInArray({rows}, 't', {t} = {s})", json!(0.0)),
        ("avgInArray({rows}, 'c')", json!(1.5)),
        ("avgInArray({q}, 'c')", json!(0.0)),
        ("minInArray({rows}, 'c')", json!(1.0)),
        ("maxInArray({rows}, 'c', 't')", json!("y")),
        ("maxInArray({rows}, 'c', 't', {t} = 'x')", json!("x")),
        ("sumInArray({arr}, 'c')", json!(0.0)),
        ("minInArray({q}, 'c')", json!(null)),
        ("countInArray({rows}, 't', sumInArray({rows}, 'c', {t} = 'x') > 0)", json!(0.0)),
    ]);
}

#[test]
fn texts() {
    check(&[
        ("substring({s}, 1)", json!("bc")),
        ("substring({s}, 1, 2)", json!("b")),
        ("substring({s}, 2, 1)", json!("b")),
        ("substring({s}, -1)", json!("abc")),
        ("substring({s}, 5)", json!("")),
        ("substring({n}, 0)", json!("")),
        ("substring('男女', 1)", json!("女")),
        ("kt_strlen({j})", json!(1.0)),
        ("kt_strlen({q})", json!(0.0)),
        ("kt_strlen({n})", json!(2.0)),
        ("kt_regex({s}, '^[a-c]+$')", json!(true)),
        ("kt_regex({n}, '^[0-9]{3}$')", json!(false)),
        ("kt_nfkc('Ａ１')", json!("A1")),
        ("kt_coalesce({q}, '', {s}, 1)", json!("abc")),
        ("kt_coalesce({q})", json!(null)),
        ("iif({a} = 1, 'y', 'n')", json!("y")),
        ("iif({a} = 2, 'y')", json!(null)),
    ]);
}

#[test]
fn questions() {
    check(&[
        ("displayValue('s')", json!("abc")),
        ("displayValue('S')", json!("abc")),
        ("displayValue('nobody')", json!(null)),
        ("displayValue('s', 'other words')", json!("other words")),
        ("propertyValue('s', 'title')", json!("題")),
        ("propertyValue('s', 'type')", json!("text")),
        ("{$s.type}", json!("text")),
        ("isDisplayMode()", json!(false)),
        ("isContainerReady('fine')", json!(true)),
        ("isContainerReady('others')", json!(false)),
        ("isContainerReady('nowhere')", json!(false)),
        ("getComment('s')", json!("beside")),
    ]);
}
