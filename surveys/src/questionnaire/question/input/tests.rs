//! Tests of what is typed into one line.

use super::*;
use serde_json::json;

fn input(object: Value) -> Input {
    let mut reader = Reader::default();
    let input = parse(&mut reader, object.as_object().unwrap(), "q");
    assert_eq!(reader.problems, []);
    input
}

fn codes(input: &Input, typed: &str) -> Vec<&'static str> {
    input.problems("q", &input.value(typed)).into_iter().map(|problem| problem.code).collect()
}

#[test]
fn numbers_are_read_in_any_width() {
    for (typed, expected) in [("１，２３４", "1234"), (" 12 ", "12"), ("3.5", "3.5"), ("+7", "7")] {
        assert_eq!(number(typed).map(|number| number.to_string()).as_deref(), Some(expected), "{typed}");
    }
    // The hyphen and the minus of every keyboard, encoding and program; the long vowel mark, half-width too, is on the same key.
    for minus in ['-', '－', '−', '‐', '‑', '‒', '–', '—', '―', 'ー', 'ｰ'] {
        assert_eq!(number(&format!("{minus}２")).and_then(|number| number.as_i64()), Some(-2), "{minus}");
    }
    for typed in ["", "約10", "1−3", "1e5", "十", "1.2.3", "inf", "-"] {
        assert_eq!(number(typed), None, "{typed}");
    }
    for (typed, expected) in
        [("１，０００", Some(1000)), ("＋5", Some(5)), ("0", Some(0)), ("－1", None), ("1.5", None)]
    {
        assert_eq!(count_typed(typed), expected, "{typed}");
    }
}

#[test]
fn lines_and_control_characters_are_cleaned() {
    assert_eq!(cleaned("\u{3000}一行目\r\n二行目\r三\u{0}行目 \n"), "一行目\n二行目\n三行目");
}

#[test]
fn every_input_type_takes_its_own_and_names_what_is_wrong() {
    for (kind, good, bad, code) in [
        ("color", "#00ff00", "みどり", "not-a-color"),
        ("date", "令和8年4月1日", "そのうち", "not-a-date"),
        ("datetime-local", "2026/4/1 9:30", "2026/4/1", "not-a-moment"),
        ("email", "ａ＠example.jp", "a@", "not-an-email"),
        ("month", "2026年4月", "4月", "not-a-month"),
        ("number", "１２", "十二", "not-a-number"),
        ("range", "12", "x", "not-a-number"),
        ("tel", "048ー123ー4567", "119", "not-a-phone"),
        ("time", "午後2時", "昼", "not-a-time"),
        ("url", "example.jp", "なし", "not-a-url"),
        ("week", "2026年第14週", "来週", "not-a-week"),
    ] {
        let input = input(json!({"inputType": kind}));
        assert_eq!(codes(&input, good), Vec::<&str>::new(), "{kind}");
        assert_eq!(codes(&input, bad), [code], "{kind}");
        assert_eq!(input.value(bad), json!(bad), "{kind}: what was typed stays");
    }
    for kind in ["text", "password"] {
        assert_eq!(codes(&input(json!({"inputType": kind})), "何でも"), Vec::<&str>::new());
    }
}

#[test]
fn what_is_written_in_several_ways_is_stored_in_one() {
    for (kind, ways, stored) in [
        (
            "date",
            &["令和6年4月1日", "R6.4.1", "r６．４．１", "２０２４／０４／０１"][..],
            json!("2024-04-01"),
        ),
        ("month", &["令和6年4月", "R6.4", "２０２４年４月"][..], json!("2024-04")),
        ("number", &["１，２３４", "1234", " １２３４ "][..], json!(1234)),
        ("tel", &["０４８－１２３－４５６７", "048ー123ー4567", "048‐123‐4567"][..], json!("048-123-4567")),
        (
            "email",
            &["ｔａｎｔｏｕ＠ｅｘａｍｐｌｅ．ｊｐ", " tantou@example.jp"][..],
            json!("tantou@example.jp"),
        ),
    ] {
        let input = input(json!({"inputType": kind}));
        for typed in ways {
            assert_eq!(input.value(typed), stored, "{kind}: {typed}");
        }
    }
    let postal = input(json!({"maskType": "pattern", "maskSettings": {"pattern": "999-9999"}}));
    for typed in ["３３０－０８５４", "330ー0854", "3300854"] {
        assert_eq!(postal.value(typed), postal.value("330-0854"), "{typed}");
    }
}

#[test]
fn limits_and_steps_hold_in_the_definition_s_words() {
    let number =
        input(json!({"inputType": "number", "min": 1, "max": "10", "step": 0.5, "minErrorText": "小さい"}));
    assert_eq!(codes(&number, "0"), ["number-too-small"]);
    assert_eq!(number.problems("q", &json!(0))[0].words.get("ja"), "小さい");
    assert_eq!(codes(&number, "11"), ["number-too-large"]);
    assert_eq!(codes(&number, "1.2"), ["number-step"]);
    assert_eq!(codes(&number, "9.5"), Vec::<&str>::new());
    assert_eq!(codes(&input(json!({"inputType": "number", "step": "any"})), "0.123"), Vec::<&str>::new());
    let date = input(json!({"inputType": "date", "min": "2026/4/1", "max": "2026-04-30"}));
    assert_eq!(codes(&date, "2026-03-31"), ["date-too-early"]);
    assert_eq!(codes(&date, "5月1日"), ["not-a-date"]);
    assert_eq!(codes(&date, "2026年5月1日"), ["date-too-late"]);
    let time = input(json!({"inputType": "time", "min": "9:00", "max": "17:00"}));
    assert_eq!(
        (codes(&time, "8時59分"), codes(&time, "17:01")),
        (vec!["time-too-early"], vec!["time-too-late"])
    );
}

#[test]
fn a_limit_may_be_an_expression() {
    let own = input(json!({"inputType": "number", "minValueExpression": "{a} + 1"}));
    assert_eq!(own.min_expression.unwrap().source, "{a} + 1");
    let behind_sign = input(json!({"inputType": "number", "max": "={a} * 2"}));
    assert_eq!((behind_sign.max, behind_sign.max_expression.unwrap().source), (None, "{a} * 2".to_owned()));
}
