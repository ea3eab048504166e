//! Tests of what conditions mean; expected values were seen in survey-core 3.1.1.

use super::*;
use crate::questionnaire::expression::parser::parse;
use proptest::prelude::*;
use serde_json::json;

fn answers() -> Answers {
    let value = json!({
        "a": 1, "s": "abc", "n": "10", "z": "9", "arr": ["1", "2"], "e": [], "es": "", "f": false, "t": true,
        "zero": 0, "sp": " abc ", "o": {"r1": "2"}, "j": "男", "lz": "0110", "ts": "true", "one": ["1"],
    });
    value.as_object().cloned().unwrap()
}

fn value(source: &str) -> Value {
    let (expression, problems) = parse(source, "here");
    let expression = expression.unwrap_or_else(|| panic!("{source}: {problems:?}"));
    evaluate(&expression.root, &answers())
}

fn holds(source: &str) -> bool {
    let (expression, problems) = parse(source, "here");
    is_true(&expression.unwrap_or_else(|| panic!("{source}: {problems:?}")), &answers())
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
    ] {
        assert!(holds(source), "{source}");
    }
    for source in ["{arr} contains '3'", "{arr} contains ['1', '3']", "{q} contains '3'", "{arr} contains ''"]
    {
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
    ] {
        assert_eq!(value(source), expected, "{source}");
    }
}

#[test]
fn logic_and_the_final_question_follow_javascript() {
    assert!(holds("!{q}") && holds("!{zero}") && holds("not {f}") && !holds("!{s}"));
    assert!(holds("{a} = 1 or {n} = 11 and {z} = 1"));
    assert!(holds("{a} = 1 AND {n} = 10") && holds("1") && !holds("10") && !holds("{s}") && !holds("'true'"));
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
    fn equality_is_symmetric(left in 0usize..14, right in 0usize..14) {
        let values: Vec<Value> = answers().into_iter().map(|(_, value)| value).collect();
        let (left, right) = (&values[left], &values[right]);
        prop_assert_eq!(is_equal(left, right), is_equal(right, left));
    }
}
