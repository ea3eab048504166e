//! Tests of reading and printing expressions.

use super::*;
use crate::questionnaire::expression::print;
use proptest::prelude::*;

fn read(source: &str) -> String {
    match parse(source, "here") {
        (Some(expression), problems) if problems.is_empty() => print(&expression.root),
        (_, problems) => {
            let problem = &problems[0];
            let column = problem.args.iter().find(|(name, _)| *name == "column").map_or("", |(_, at)| at);
            format!("{} at {column}", problem.code)
        }
    }
}

#[test]
fn binds_as_surveyjs_does() {
    for (source, printed) in [
        ("{a} = 1 or {b} = 2 and {c} = 3", "{a} = 1 or {b} = 2 and {c} = 3"),
        ("({a} = 1 or {b} = 2) and {c} = 3", "({a} = 1 or {b} = 2) and {c} = 3"),
        ("{a} + 1 * 2 = 3", "{a} + 1 * 2 = 3"),
        ("10 - (5 + 2)", "10 - (5 + 2)"),
        ("2 ^ 3 ^ 2", "2 ^ 3 ^ 2"),
        ("2 ^ (3 ^ 2)", "2 ^ (3 ^ 2)"),
        ("!{a} = 2", "!{a} = 2"),
        ("!({a} = 2)", "!({a} = 2)"),
        ("!{a} empty", "!{a} empty"),
        ("({a} = 1) empty", "({a} = 1) empty"),
        ("{a}||{b}&&{c}", "{a} or {b} and {c}"),
        ("{a}=1and{n}=10", "{a} = 1 and {n} = 10"),
        ("not ({a} contains 'x')", "!{a} contains 'x'"),
        ("{a}-5", "{a} - 5"),
        ("{a} - -5", "{a} - -5"),
        ("0x10", "16"),
        ("{a} anyof [1, 'b', true, null]", "{a} anyof [1, 'b', true, null]"),
        ("{a} *= x", "{a} contains 'x'"),
        ("sum ( {a},[1,{b}] ) > iif({c} empty,1,2)", "sum({a}, [1, {b}]) > iif({c} empty, 1, 2)"),
        ("!isDisplayMode()", "!isDisplayMode()"),
        ("today() empty", "today() empty"),
        ("{a} LESSOREQUAL 3 AND {b} NotEmpty", "{a} <= 3 and {b} notempty"),
    ] {
        let expected = if source.starts_with("not (") { "!({a} contains 'x')" } else { printed };
        assert_eq!(read(source), expected, "{source}");
    }
}

#[test]
fn old_spellings_are_tokens_and_never_touch_texts() {
    assert_eq!(read("{a} => 1"), "{a} >= 1");
    assert_eq!(read("{a} =< 1"), "{a} <= 1");
    assert_eq!(read("{a} equals 1"), "{a} = 1");
    assert_eq!(read("{a} <> 'x => y'"), "{a} <> 'x => y'");
}

#[test]
fn words_need_a_boundary() {
    assert_eq!(read("{a} = 1 orange"), "expression-unexpected at 9");
    assert_eq!(read("{a} = 1 or ange"), "{a} = 1 or 'ange'");
    assert_eq!(read("{a} = trueish"), "{a} = 'trueish'");
    assert_eq!(read("{a} greater0"), "expression-unexpected at 5");
}

#[test]
fn reports_where_it_cannot_be_read() {
    for (source, expected) in [
        ("", "expression-incomplete at 1"),
        ("{a} =", "expression-incomplete at 6"),
        ("= 1", "expression-unexpected at 1"),
        ("{性別} = 男", "expression-bare-word at 8"),
        ("{a}　= 1", "expression-fullwidth at 4"),
        ("{a} ＝ 1", "expression-fullwidth at 5"),
        ("{a} = \"it's\"", "expression-mixed-quotes at 10"),
        ("{a} = 'abc", "expression-open-text at 7"),
        ("{a = 1", "expression-open-variable at 1"),
        ("{} = 1", "expression-open-variable at 1"),
        ("{a} = 007", "expression-number at 7"),
        ("{a} = 1.", "expression-number at 7"),
        ("{a} = 1e3", "expression-unexpected at 8"),
        ("{a} = [1,", "expression-incomplete at 10"),
        ("{a} = [1,]", "expression-unexpected at 10"),
        ("({a} = 1))", "expression-unexpected at 10"),
        ("{a} {b}", "expression-unexpected at 5"),
        ("iff({a} = 1, 2, 3)", "expression-unknown-function at 1"),
        ("{b} and iif({a})", "expression-arguments at 9"),
        ("sum({a}, )", "expression-unexpected at 10"),
        ("sum(,)", "expression-unexpected at 5"),
        ("sum {a}", "expression-unexpected at 5"),
        ("{a} & {b}", "expression-unexpected at 5"),
    ] {
        assert_eq!(read(source), expected, "{source}");
    }
}

#[test]
fn japanese_names_and_texts_are_fine() {
    assert_eq!(read("{性別} = '男'"), "{性別} = '男'");
    assert_eq!(read(r"{a} = 'it\'s'"), r"{a} = 'it\'s'");
}

#[test]
fn a_missing_parenthesis_at_the_end_is_a_warning() {
    let (expression, problems) = parse("({a} = 1", "here");
    assert_eq!(expression.map(|found| print(&found.root)).as_deref(), Some("{a} = 1"));
    assert_eq!(problems[0].code, "expression-missing-parenthesis");
    assert_eq!(problems[0].severity, Severity::Warning);
}

#[test]
fn limits_are_problems() {
    assert!(read(&"(".repeat(100)).starts_with("expression-too-deep"));
    assert!(read(&"!".repeat(100)).starts_with("expression-too-deep"));
    assert!(read(&"[".repeat(100)).starts_with("expression-too-deep"));
    assert!(read(&format!("{}1", "1+".repeat(600))).starts_with("expression-too-long"));
    assert!(read(&"x".repeat(MAX_CHARS + 1)).starts_with("expression-too-long"));
    let chain = format!("{}{{a}}", "{a} or ".repeat(200));
    assert_eq!(read(&chain), chain);
}

fn tree() -> impl Strategy<Value = Expr> {
    let operators: Vec<Binary> = BINARY.iter().map(|(_, operator)| *operator).collect();
    let leaf = prop_oneof![
        "[^\\\\{}]{0,8}".prop_map(Expr::Text),
        (-1.0e9..1.0e9).prop_map(Expr::Number),
        (-100i32..100).prop_map(|number| Expr::Number(f64::from(number))),
        any::<bool>().prop_map(Expr::Bool),
        Just(Expr::Null),
        "[a-z#性別][a-z0-9_.性]{0,6}".prop_map(Expr::Variable),
    ];
    // The pattern of `kt_regex` must be one, and never is.
    let functions: Vec<&'static Function> =
        functions::all().filter(|function| function.name != "kt_regex").collect();
    leaf.prop_recursive(5, 60, 3, move |inner| {
        let functions = functions.clone();
        let unary = prop::sample::select(vec![Unary::Not, Unary::Empty, Unary::NotEmpty]);
        prop_oneof![
            (unary, inner.clone()).prop_map(|(operator, operand)| Expr::Unary(operator, Box::new(operand))),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Expr::Array),
            (prop::sample::select(functions), prop::collection::vec(inner.clone(), 0..4)).prop_map(
                |(function, mut arguments): (&'static Function, Vec<Expr>)| {
                    arguments.resize(arguments.len().clamp(function.least, function.most), Expr::Null);
                    Expr::Call(function, arguments)
                }
            ),
            (prop::sample::select(operators.clone()), inner.clone(), inner)
                .prop_map(|(operator, left, right)| Expr::Binary(operator, Box::new(left), Box::new(right))),
        ]
    })
}

proptest! {
    #[test]
    fn printing_and_reading_gives_the_same_tree(expr in tree()) {
        let printed = print(&expr);
        let (read, problems) = parse(&printed, "here");
        prop_assert!(problems.is_empty(), "{printed}: {problems:?}");
        prop_assert_eq!(read.map(|found| found.root), Some(expr));
    }

    #[test]
    fn no_text_panics(source in "\\PC{0,80}") {
        parse(&source, "here");
    }

    #[test]
    fn no_mixture_of_tokens_panics(
        source in "(\\{a\\}|'x'|\"|\\\\|1|-|not|empty|or|and|=|<|>|\\(|\\)|\\[|\\]|,|!|contains|anyof| ){0,30}"
    ) {
        parse(&source, "here");
    }
}
