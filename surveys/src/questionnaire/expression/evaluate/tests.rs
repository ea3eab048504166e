//! Tests of what conditions mean; expected values were seen in survey-core 3.1.1.

use super::*;
use crate::questionnaire;
use crate::questionnaire::answer::Answers;
use crate::questionnaire::definition::Definition;
use crate::questionnaire::expression::compare::is_equal;
use crate::questionnaire::expression::parser::parse;
use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use serde_json::json;

fn answers() -> Answers {
    let value = json!({
        "a": 1, "s": "abc", "s-Comment": "beside", "n": "10", "z": "9", "arr": ["1", "2"], "e": [], "es": "", "f": false, "t": true,
        "zero": 0, "sp": " abc ", "o": {"r1": "2"}, "j": "男", "lz": "0110", "ts": "True", "one": ["1"], "comma": "1,5", "card": "12345678901234567", "quoted": "'x'", "nothing": {"x": null},
        "day": "2026-11-25", "moment": "2026-11-25T10:30", "born": "2000-02-29",
        "rows": [{"c": 1, "t": "x"}, {"c": "2", "t": "y"}, {"t": "x"}],
    });
    value.as_object().cloned().unwrap()
}

/// A questionnaire with a question for each of the answers, `s` alone on a page.
fn definition() -> Definition {
    let question =
        |name: &String| json!({ "type": "text", "name": name, "title": { "default": name, "ja": "題" } });
    let answers = answers();
    let (fine, others): (Vec<&String>, Vec<&String>) =
        answers.keys().filter(|name| !name.ends_with("-Comment")).partition(|name| *name == "s");
    let page = |name: &str, names: Vec<&String>| json!({ "name": name, "elements": names.into_iter().map(question).collect::<Vec<Value>>() });
    let json = json!({ "pages": [page("fine", fine), page("others", others)] });
    questionnaire::parse::parse(&json.to_string()).0.unwrap()
}

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(21, 3, 0).unwrap()
}

fn with_scope<T>(source: &str, decide: impl FnOnce(&Expression, &Scope<'_>) -> T) -> T {
    let (expression, problems) = parse(source, "here");
    let expression = expression.unwrap_or_else(|| panic!("{source}: {problems:?}"));
    decide(&expression, &Scope::new(&definition(), &answers(), now()))
}

pub(in crate::questionnaire::expression) fn value(source: &str) -> Value {
    with_scope(source, |expression, scope| evaluate(&expression.root, scope))
}

pub(in crate::questionnaire::expression) fn holds(source: &str) -> bool {
    with_scope(source, is_true)
}

#[test]
fn equality_is_loose_trimmed_and_without_case() {
    for source in [
        "{s} = 'ABC'",
        "{sp} = 'abc'",
        "{a} = '1'",
        "{n} = 10.0",
        "{n} = '10.0'",
        "{lz} = '0110'",
        "{lz} = 110",
        "{t} = 'true'",
        "{ts} = true",
        "{t} = 1",
        "{f} = 0",
        "{q} = ''",
        "{q} = null",
        "{q} = {r}",
        "{arr} = ['2', '1']",
        "{arr} = [2, 1]",
        "{j} = '男'",
        "{S} = 'abc'",
        "{o.r1} = 2",
        "{O.R1} = 2",
        "{rows[0].c} = 1",
        "{ROWS[-1].T} = 'x'",
        "{rows.length} = 3",
        "{quoted} = 'x'",
        "true = 'TRUE'",
    ] {
        assert!(holds(source), "{source}");
    }
    for source in [
        "{q} = 3",
        "{lz} = '110'",
        "{f} = ''",
        "{zero} = ''",
        "{zero} = null",
        "{arr} = '1'",
        "{one} = 1",
        "{arr} = ['1']",
        "'10' = '10.0'",
        "{o} = ['x']",
        "{e} = ''",
    ] {
        assert!(!holds(source), "{source}");
    }
}

#[test]
fn empty_is_not_zero_and_not_false() {
    assert!(holds("{q} empty") && holds("{es} empty") && holds("{e} empty") && holds("{o.r9} empty"));
    assert!(!holds("{zero} empty") && !holds("{f} empty") && !holds("{o} empty"));
    assert!(holds("{zero} notempty") && !holds("{q} notempty"));
    assert!(holds("{q.length} = 0") && holds("{s.length} = 3") && holds("{arr.length} = 2"));
}

#[test]
fn a_missing_side_is_neither_smaller_nor_larger_but_different() {
    for source in ["{q} < 3", "{q} > 3", "{q} >= 3", "3 <= {q}", "{s} > 1", "{arr} > 1"] {
        assert!(!holds(source), "{source}");
    }
    for source in ["{q} != 3", "{n} > {z}", "{n} > 9", "{s} > 'abb'", "{q} <= {r}", "{zero} < 1"] {
        assert!(holds(source), "{source}");
    }
    assert!(!holds("'10' > '9'"), "two constants are texts");
}

#[test]
fn contains_is_part_of_a_text_but_member_of_an_array() {
    for source in [
        "{s} contains 'B'",
        "{arr} contains 1",
        "{arr} contains ['1', '2']",
        "{arr} notcontains '3'",
        "{q} notcontains '3'",
        "{n} contains '1'",
        "{arr} notcontains 0",
        "{e} notcontains 'x'",
        "{q} notcontains 'x'",
    ] {
        assert!(holds(source), "{source}");
    }
    for source in [
        "{arr} contains '3'",
        "{arr} contains ['1', '3']",
        "{q} contains '3'",
        "{arr} contains ''",
        "{s} contains ['a', 'b']",
        "{s} notcontains ''",
        "{q} notcontains ''",
        "{arr} contains '1,2'",
    ] {
        assert!(!holds(source), "{source}");
    }
}

#[test]
fn anyof_and_allof_with_nothing_hold() {
    for source in [
        "{arr} anyof ['1', '9']",
        "{arr} anyof '1'",
        "{s} anyof ['ABC', 'x']",
        "{q} anyof []",
        "{q} anyof {r}",
        "{arr} allof ['1', '2']",
        "{arr} allof []",
        "{q} allof []",
        "{q} noneof ['7']",
        "{arr} noneof ['7']",
    ] {
        assert!(holds(source), "{source}");
    }
    for source in ["{q} anyof ['1']", "{arr} allof ['1', '9']", "{q} allof ['1']", "{arr} noneof ['1']"] {
        assert!(!holds(source), "{source}");
    }
}

#[test]
fn arithmetic_treats_missing_as_zero_and_division_by_zero_as_nothing() {
    for (source, expected) in [
        ("{a} / 0", json!(null)),
        ("{a} % 0", json!(null)),
        ("{s} * 2", json!(null)),
        ("{n} + 1", json!(11.0)),
        ("{n} + {z}", json!(19.0)),
        ("{q} + 1", json!(1.0)),
        ("{s} + 1", json!("abc1")),
        ("{q} * 2", json!(0.0)),
        ("2 ^ 3 ^ 2", json!(64.0)),
        ("{a} - 1 - 1", json!(-1.0)),
        ("10 % 3", json!(1.0)),
        ("-7 % 3", json!(-1.0)),
        ("{arr.length} + 0", json!(2.0)),
        ("{arr[-1]} + 0", json!(2.0)),
        ("{s} + {q}", json!("abc")),
        ("{q} + {r}", json!(0.0)),
        ("0.1 + 0.2", json!(0.3)),
        ("1 - 0.9", json!(0.1)),
        ("0.1 * 3", json!(0.3)),
        ("2 ^ 0.5", json!(std::f64::consts::SQRT_2)),
        ("{t} + 1", json!(2.0)),
        ("'5' + 1", json!("51")),
        ("'5' - 1", json!(4.0)),
        ("'x' % 2", json!(null)),
        ("{comma} + 1", json!(2.5)),
        ("{arr} + {arr}", json!(["1", "2", "1", "2"])),
        ("{arr} + 'x'", json!("1, 2x")),
        ("{arr} + 1", json!(1.0)),
        ("{card} + 1", json!("123456789012345671")),
    ] {
        assert_eq!(value(source), expected, "{source}");
    }
}

#[test]
fn logic_and_the_final_question_follow_javascript() {
    assert!(holds("!{q}") && holds("!{zero}") && holds("not {f}") && !holds("!{s}"));
    assert!(holds("{a} = 1 or {n} = 11 and {z} = 1"));
    assert!(holds("{a} = 1 AND {n} = 10") && holds("1") && !holds("10") && !holds("{s}") && !holds("'true'"));
    assert!(
        holds("{e} or {t}") && !holds("{e} and {t}") && holds("!({q} or [])") && holds("{nothing} or {t}")
    );
    assert!(!holds("{#n} + 0 = 10"), "# keeps the text");
}

proptest! {
    #[test]
    fn no_expression_panics_with_any_answer(
        source in "(\\{a\\}|\\{arr\\}|\\{o\\.r1\\}|\\{arr\\[9\\]\\}|\\{q\\}|'x'|1|-5|\\[1\\]) (=|<|>=|contains|anyof|allof|\\+|/|%|\\^|\\*|and) (\\{s\\}|\\{e\\}|\\{t\\}|\\{o\\}|0|''|\\[\\])"
    ) {
        value(&source);
    }

    #[test]
    fn equality_is_symmetric(left in 0usize..18, right in 0usize..18) {
        let values: Vec<Value> = answers().into_iter().map(|(_, value)| value).collect();
        let (left, right) = (&values[left], &values[right]);
        prop_assert_eq!(is_equal(left, right), is_equal(right, left));
    }
}
