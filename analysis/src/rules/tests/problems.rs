//! What is wrong with rules, where it stands, and input that is too much.

use super::*;
use crate::rules::problem::ProblemKind;
use crate::rules::{MAX_BYTES, MAX_CODES, read};

/// Which problem, in which line and column.
type Place = (&'static str, u32, u32);

/// What is said of rules without mistakes once they have looked for their codes in the documents.
fn linted(corpus: &Corpus, rules: &str) -> Vec<RuleProblem> {
    let (file, problems) = parse_text(rules);
    assert!(problems.is_empty(), "{rules}: {problems:?}");
    let outline = Outline::default();
    let units = units(corpus, &outline, Unit::Document, &[]);
    let material = Material { corpus, outline: &outline, units: &units, stop_words: &[] };
    let mut coder = Coder::new(&file, material);
    let coding = coder.code();
    coder.lint(&coding)
}

#[test]
fn mistakes_have_a_line_and_a_column() {
    let cases: [(&str, &[Place]); 22] = [
        ("＊a\n相談 病院\n", &[("missing-operator", 2, 4)]),
        ("＊a\n相談 and\n", &[("missing-operand", 2, 4)]),
        ("＊a\n  and 相談\n", &[("missing-operand", 2, 3)]),
        ("＊a\n( 相談 or 病院\n", &[("unclosed-bracket", 2, 1)]),
        ("＊a\n相談 )\n", &[("unopened-bracket", 2, 4)]),
        ("＊a\n( 相談 病院 )\n", &[("missing-operator", 2, 6)]),
        ("＊a\n相談 > not 病院\n", &[("missing-operand", 2, 6)]),
        ("＊a\n\n'相談\n", &[("unclosed-quote", 3, 1)]),
        ("＊a\n'相談'と\n", &[("needs-blank", 2, 1)]),
        ("＊a\nnear(相談)\n", &[("malformed-near", 2, 1)]),
        ("＊a\n1 + near(相談-病院)[x]\n", &[("malformed-near", 2, 5)]),
        ("＊a\n相談+\n", &[("malformed-phrase", 2, 1)]),
        ("＊a\n<>地域\n", &[("malformed-reference", 2, 1)]),
        ("＊a\n<＊a\n", &[("malformed-reference", 2, 1)]),
        ("＊a\n相談 > 99999999999\n", &[("number-too-large", 2, 6)]),
        ("＊a\n＊b\n相談\n", &[("empty-rule", 1, 1)]),
        ("＊a\n相談\n＊a\n病院\n", &[("duplicate-code", 3, 1)]),
        ("＊　\n相談\n", &[("nameless-code", 1, 1)]),
        ("\n相談\n＊a\n病院\n", &[("stray-text", 2, 1)]),
        ("これはルールではない文章\n", &[("no-code", 1, 1)]),
        ("# 相談\n\n", &[]),
        ("＊a\n(相談 or 病院)\n", &[("attached-bracket", 2, 1), ("attached-bracket", 2, 8)]),
    ];
    for (rules, expected) in cases {
        assert_eq!(problems_of(rules), expected, "{rules}");
    }
}

#[test]
fn references_go_up_only() {
    assert_eq!(problems_of("＊a\n<＊b>\n＊b\n相談\n"), [("later-code", 2, 1)]);
    assert_eq!(problems_of("＊a\n相談 or <＊x>\n"), [("unknown-code", 2, 7)]);
    assert_eq!(problems_of("＊a\n<＊a>\n"), [("circular-code", 2, 1)]);
    let circle = "＊a\n<＊c>\n＊b\n<＊a>\n＊c\n<＊b> or 相談\n＊d\n<＊a>\n";
    assert_eq!(problems_of(circle), [("circular-code", 2, 1)]);
    let rings = "＊甲\n<＊乙>\n＊乙\n<＊丙>\n＊丙\n<＊甲>\n＊丁\n<＊丁> or <＊戊>\n＊戊\n<＊丙>\n";
    let details: Vec<String> = parse_text(rings).1.into_iter().map(|problem| problem.detail).collect();
    assert_eq!(details, ["甲→乙→丙→甲", "丁→丁", "戊"], "each ring once, whole");
}

#[test]
fn the_kinds_are_told_apart() {
    let mut codes: Vec<&str> = ProblemKind::ALL.iter().map(|kind| kind.code()).collect();
    for kind in ProblemKind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
    }
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), ProblemKind::ALL.len());
    assert!(ProblemKind::CircularCode.is_error() && !ProblemKind::NoHits.is_error());
}

#[test]
fn words_that_occur_nowhere_are_named() {
    let rules = "＊a\n相談 or 面談\n＊b\n著作+権 or 病院-->職業\n＊c\n<>地域-->南 or '窓口' or <>年齢<> > 1\n\
                 ＊d\n<>見出し1-->上\n";
    let mut corpus = corpus(&["著作権の相談", "病院"]);
    for document in &mut corpus.documents {
        document.attributes.push(("地域".to_owned(), "北".to_owned()));
    }
    let expected = [
        ("unknown-word", 2, 7),
        ("no-hits", 3, 1),
        ("word-not-counted", 4, 1),
        ("unknown-class", 4, 9),
        ("no-hits", 5, 1),
        ("unknown-value", 6, 1),
        ("unknown-word", 6, 13),
        ("unknown-variable", 6, 21),
        ("no-hits", 7, 1),
        ("unknown-value", 8, 1),
    ];
    assert_eq!(placed(&linted(&corpus, rules)), expected);
}

#[test]
fn signs_that_stand_in_a_word_that_occurs_nowhere_are_named() {
    let corpus = corpus(&["窓口で相談した。"]);
    let rules = "＊a\n!相談 or 相談>=2 or 相談|窓口 or 相談&窓口 or 面談 or ! 相談\n";
    let problems = linted(&corpus, rules);
    let told: Vec<(&str, &str)> =
        problems.iter().map(|problem| (problem.kind.code(), problem.detail.as_str())).collect();
    let glued = ["!相談", "相談>=2", "相談|窓口", "相談&窓口"].map(|word| ("attached-sign", word));
    assert_eq!(told, [("no-hits", "a"), glued[0], glued[1], glued[2], glued[3], ("unknown-word", "面談")]);
}

#[test]
fn words_that_never_have_the_class_or_form_are_named() {
    let corpus = corpus(&["相談した。買った。"]);
    let rules = "＊a\n相談-->名詞 or 相談-->サ変名詞 or 買う->未然形 or 買う=>買っ\n";
    let problems = linted(&corpus, rules);
    let details: Vec<&str> = problems.iter().map(|problem| problem.detail.as_str()).collect();
    assert_eq!(details, ["相談-->名詞", "買う->未然形"]);
}

#[test]
fn an_empty_corpus_gives_nothing() {
    let rules = "＊a\n相談 or '相談' or near(相談-病院) or 相談+病院 or not lw\n";
    for kind in [Unit::Sentence, Unit::Paragraph, Unit::Document, Unit::Person, Unit::Heading(1)] {
        let coding = code(&corpus(&[]), &Outline::default(), kind, rules);
        assert_eq!((coding.n_units, coding.codes[0].units.len(), coding.uncoded.len()), (0, 0, 0));
    }
    let blank = code(&corpus(&["", "　"]), &Outline::default(), Unit::Document, rules);
    assert_eq!(blank.n_units, 2);
    assert!(parse_text("").0.codes.is_empty());
}

#[test]
fn ten_thousand_rules_are_fine() {
    use std::fmt::Write;
    let mut rules = "＊c0\n相談\n".to_owned();
    for n in 1..10_000 {
        writeln!(
            rules,
            "＊c{n}\n( 病院 or <＊c{}> ) and not '窓口{n}' or near(相談-病院)[{}]",
            n - 1,
            n % 50
        )
        .unwrap();
    }
    let texts: Vec<String> = (0..100).map(|n| format!("相談の{n}。病院へ。")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let coding = code(&corpus(&texts), &Outline::default(), Unit::Document, &rules);
    assert_eq!(coding.codes.len(), 10_000);
    assert!(coding.codes.iter().all(|code| code.units.len() == 100));
}

#[test]
fn a_chain_of_ten_thousand_references_is_followed() {
    use std::fmt::Write;
    let mut rules = "＊c0\n相談\n".to_owned();
    for n in 1..10_000 {
        writeln!(rules, "＊c{n}\n<＊c{}>", n - 1).unwrap();
    }
    let (file, problems) = parse_text(&rules);
    assert!(problems.is_empty(), "{problems:?}");
    let corpus = corpus(&["相談"]);
    let outline = Outline::default();
    let units = units(&corpus, &outline, Unit::Document, &[]);
    let material = Material { corpus: &corpus, outline: &outline, units: &units, stop_words: &[] };
    let mut coder = Coder::new(&file, material);
    assert_eq!(coder.code().codes[9_999].units, [0]);
    assert_eq!(coder.evidence(9_999, 0).len(), 1);
}

#[test]
fn circles_of_ten_thousand_codes_are_found() {
    use std::fmt::Write;
    let mut rules = String::new();
    for n in 0..10_000 {
        writeln!(rules, "＊c{n}\n<＊c{}>", (n + 1) % 10_000).unwrap();
    }
    let (_, problems) = parse_text(&rules);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].kind, ProblemKind::CircularCode);
    assert_eq!(problems[0].detail, "c0→c1→c2→c3→c4→c5→c6→c7→c8→c9→…→c0");
}

#[test]
fn depth_and_length_have_limits() {
    let deep = |n: usize| format!("＊a\n{}相談{}\n", "( ".repeat(n), " )".repeat(n));
    assert!(problems_of(&deep(100)).is_empty());
    assert_eq!(problems_of(&deep(101)), [("too-deep", 2, 201)]);
    assert_eq!(problems_of(&deep(100_000)), [("too-deep", 2, 201)]);
    let long = format!("＊a\n相談{}\n", " or 相談".repeat(100_000));
    assert_eq!(hits(&["相談"], long.trim_start_matches("＊a\n")), [0]);
    for repeated in ["not ", "! ", "- ", "! - "] {
        let _ = problems_of(&format!("＊a\n{}相談\n", repeated.repeat(50_000)));
    }
    let codes: String = (0..=MAX_CODES).map(|n| format!("＊{n}\n相談\n")).collect();
    assert_eq!(problems_of(&codes), [("too-many-codes", 1, 1)]);
    let (_, problems) = read(&vec![b'a'; MAX_BYTES + 1], None);
    assert_eq!(placed(&problems), [("too-large", 1, 1)]);
    assert_eq!(placed(&read(b"a\n\xFF\xFF", None).1), [("not-text", 2, 1)]);
    let many_words = format!("＊a\n{}相談\n", "相談+".repeat(20));
    assert_eq!(problems_of(&many_words), [("too-long", 2, 1)]);
}

#[test]
fn one_line_of_ten_million_bytes_loses_nothing() {
    // Nine bytes and two tokens each.
    let n = 10_000_000 / 9;
    let text = "相談。".repeat(n);
    let corpus = corpus(&[&text]);
    assert_eq!(corpus.tokens.len(), 2 * n);
    let rules = "＊a\n相談 and not 病院\n＊b\nnear(相談-病院)[1000000]\n＊c\n'談。'\n＊d\n相談=>相談\n";
    let coding = code(&corpus, &Outline::default(), Unit::Sentence, rules);
    let expected = BTreeMap::from([("a", n), ("b", 0), ("c", n), ("d", n)]);
    assert_eq!(counts(&coding), expected);
}
