//! The surprises of SurveyJS's expression language, one test each: a form that was made for it must behave the same
//! here, except where its parser misreads what a person wrote. Values were seen in survey-core 3.1.1.

use super::tests::{holds, value};
use crate::questionnaire::expression::parser::parse;
use crate::questionnaire::expression::print;
use serde_json::json;

/// What was read, or the first problem with its column and suggestion.
fn read(source: &str) -> String {
    let (expression, problems) = parse(source, "here");
    match (expression, problems.first()) {
        (Some(expression), None) => print(&expression.root),
        (_, Some(problem)) => {
            let args: Vec<&str> = problem.args.iter().map(|(_, value)| value.as_str()).collect();
            format!("{} {}", problem.code, args.join(" "))
        }
        (None, None) => String::new(),
    }
}

#[test]
fn trap_a_equality_is_loose_trimmed_and_without_case_and_arrays_have_no_order() {
    for source in ["{s} = 'ABC'", "{sp} = 'abc'", "'5' = 5", "null = ''", "{q} = ''", "{arr} = [2, '1']"] {
        assert!(holds(source), "{source}");
    }
    assert!(!holds("'Ａ' = 'A'"), "no folding of width");
    assert!(holds("kt_nfkc('Ａ') = 'A'"));
}

#[test]
fn trap_b_nothing_is_empty_but_zero_and_false_are_not() {
    for source in ["null empty", "'' empty", "[] empty", "{q} empty", "{nothing} empty"] {
        assert!(holds(source), "{source}");
    }
    assert!(!holds("0 empty") && !holds("false empty"));
}

#[test]
fn trap_c_a_missing_side_is_not_smaller_not_larger_but_different() {
    assert!(!holds("{q} < 3") && !holds("{q} > 3") && !holds("3 < {q}") && holds("{q} != 3"));
}

#[test]
fn trap_d_contains_is_part_of_a_text_but_member_of_an_array() {
    assert!(holds("{s} contains 'BC'") && !holds("{arr} contains '1,2'") && holds("{arr} contains 1"));
}

#[test]
fn trap_e_anyof_of_nothing_and_nothing_holds() {
    assert!(holds("{q} anyof []") && holds("{q} anyof {r}") && !holds("{q} noneof []"));
}

#[test]
fn trap_f_old_spellings_are_read_but_texts_stay_as_they_are() {
    assert_eq!(read("{a} <> 'x => y'"), "{a} <> 'x => y'");
    assert_eq!(read("{a} => 1 and {b} =< 2 and {c} equals 3"), "{a} >= 1 and {b} <= 2 and {c} = 3");
    assert_eq!(read("{a} notequals 'equals <>'"), "{a} <> 'equals <>'");
}

#[test]
fn trap_g_words_end_where_they_end_and_a_missing_parenthesis_is_a_warning() {
    assert_eq!(read("{a} = 1 orange"), "expression-unexpected 9 orange or ange");
    assert_eq!(read("{a} = 1 oder {b} = 2"), "expression-unexpected 9 oder or");
    assert_eq!(read("({a} = 1"), "expression-missing-parenthesis 9");
    assert_eq!(read("sum({a}, 1"), "expression-missing-parenthesis 11");
    assert_eq!(value("sum({a}, 1"), json!(2.0));
    assert_eq!(read("{a} = \"it's\""), "expression-mixed-quotes 10 ' \\'");
    assert_eq!(read(r"{a} = 'it\'s'"), r"{a} = 'it\'s'");
}

#[test]
fn trap_h_words_without_quotes_are_ascii_but_names_are_anything() {
    assert_eq!(read("{q} = 男"), "expression-bare-word 7 男 '男'");
    assert_eq!(read("{性別} = '男'"), "{性別} = '男'");
    assert_eq!(read("{q} ＝ 1"), "expression-fullwidth 5 ＝ =");
    assert!(holds("{j} = '男'"));
}

#[test]
fn trap_i_division_by_zero_is_nothing() {
    assert_eq!((value("{a} / 0"), value("{a} % 0")), (json!(null), json!(null)));
    assert!(holds("({a} / 0) empty"));
}

#[test]
fn trap_j_a_date_alone_is_midnight_in_tokyo() {
    // It is 21:03 in Tokyo, 12:03 in UTC.
    assert_eq!(value("today()"), json!("2026-11-25"));
    assert!(holds("{day} = today()") && !holds("{day} < today()") && holds("{moment} = today()"));
    assert_eq!(value("dateDiff({day}, {moment}, 'hours')"), json!(11.0));
    assert_eq!(value("getDate('2026-11-24T15:00:00Z')"), json!("2026-11-25"));
}
