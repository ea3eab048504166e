//! Atoms, operators and what can be known of units.

use proptest::prelude::*;

use super::*;
use crate::rules::read;
use crate::text::encoding::{TextEncoding, encode};
use crate::text::headed::HeadingVariable;

#[test]
fn words_are_counted_by_their_dictionary_form() {
    let texts = ["買わない。買った。", "店で買う", "何もしない"];
    assert_eq!(hits(&texts, "買う"), [0, 1]);
    assert_eq!(hits(&texts, "買う >= 2"), [0]);
    assert_eq!(hits(&texts, "買う->未然形"), [0]);
    assert_eq!(hits(&texts, "買う=>買う"), [1]);
    assert_eq!(hits(&texts, "買う-->動詞=>買っ"), [0]);
    assert_eq!(hits(&texts, "買う-->動詞->基本形"), [1]);
    assert_eq!(hits(&texts, "ない-->否定助動詞"), [0, 2]);
    assert!(hits(&texts, "買う-->名詞").is_empty());
    assert!(hits(&texts, "を").is_empty());
}

#[test]
fn words_of_the_language_are_quoted() {
    assert_eq!(hits(&["orの問題", "問題"], "\"or\" AND 問題"), [0]);
    assert_eq!(hits(&["OＲの問題", "問題"], "\"or\"-->名詞 or \"or\"-->組織名"), [0]);
}

#[test]
fn widths_and_case_do_not_matter() {
    let texts = ["ＡＩの相談", "ai", "BI"];
    assert_eq!(hits(&texts, "'ai'"), [0, 1]);
    assert_eq!(hits(&texts, "'Ａｉ'"), [0, 1]);
    assert_eq!(hits(&["ﾊﾝｺを押す"], "ハンコ or 'ハンコ'"), [0]);
}

#[test]
fn strings_count_sentences() {
    let text = "相談と相談。また相談。行く。";
    assert_eq!(value(text, "'相談'"), 2);
    assert_eq!(value(text, "相談"), 3);
    assert_eq!(value("a b。a  b。", "'a b'"), 1);
    assert_eq!(value("行く。また", "'。また'"), 0);
    assert_eq!(value("it's。", "'it''s'"), 1);
    assert_eq!(hits_in(&[text], Unit::Sentence, "'談'"), [0, 1]);
    assert_eq!(value("ｶﾞｲﾄﾞが相談", "'ガイド'"), 1);
}

#[test]
fn phrases_are_words_in_a_row() {
    let texts = ["学校相談", "学校で相談", "学校\n相談", "相談学校"];
    assert_eq!(hits(&texts, "学校+相談"), [0, 2]);
    assert_eq!(hits_in(&texts, Unit::Paragraph, "学校+相談"), [0]);
    assert!(hits(&["著作権"], "著作+権").is_empty(), "権 is of a class that is not counted");
}

#[test]
fn lengths_and_numbers() {
    let texts = ["相談", "相談する。", ""];
    assert_eq!(hits(&texts, "lw >= 2"), [1]);
    assert_eq!(hits(&texts, "LC == 2"), [0]);
    assert_eq!(hits(&texts, "lc == 5"), [1]);
    assert_eq!(hits(&texts, "lw == 0"), [2]);
    assert_eq!(hits(&texts, "No. > 1"), [1, 2]);
}

#[test]
fn stop_words_are_no_words_and_have_no_length() {
    let corpus = corpus(&["相談と病院", "病院"]);
    let (file, _) = parse_text("＊a\n相談\n＊b\nlw == 1\n＊c\nnear(相談-病院)\n");
    let outline = Outline::default();
    let units = units(&corpus, &outline, Unit::Document, &[]);
    let stop_words = ["相談".to_owned(), "と".to_owned()];
    let material = Material { corpus: &corpus, outline: &outline, units: &units, stop_words: &stop_words };
    let coding = Coder::new(&file, material).code();
    assert_eq!(counts(&coding), BTreeMap::from([("a", 0), ("b", 2), ("c", 0)]));
    assert_eq!(coding.uncoded, Vec::<u32>::new());
}

#[test]
fn operators_have_their_strength() {
    let same = [
        ("a or b and c", "a or ( b and c )"),
        ("not a and b", "( not a ) and b"),
        ("not a > 1", "not ( a > 1 )"),
        ("! a > 1", "( ! a ) > 1"),
        ("a + b * c > d", "( a + ( b * c ) ) > d"),
        ("a &! b |! c", "( a and ( not b ) ) or ( not c )"),
        ("a & b | c", "a and b or c"),
        ("- a * b", "( - a ) * b"),
        ("a OR　b\tAnd c", "a or b and c"),
    ];
    for (short, long) in same {
        assert_eq!(condition(short), condition(long), "{short}");
    }
    assert_ne!(condition("( a or b ) and c"), condition("a or b and c"));
}

#[test]
fn numbers_are_worked_out() {
    let texts = ["相談、相談、病院", "相談", "病院、病院、病院", "窓口"];
    assert_eq!(hits(&texts, "相談 + 病院 >= 3"), [0, 2]);
    assert_eq!(hits(&texts, "相談 - 病院 > 0"), [0, 1]);
    assert_eq!(hits(&texts, "相談 * 病院 == 2"), [0]);
    assert_eq!(hits(&texts, "- 病院 < - 2"), [2]);
    assert_eq!(hits(&texts, "! 相談"), [2, 3]);
    assert_eq!(hits(&texts, "not not 相談 == 1"), [1]);
    // From left to right: 0, and 1 > 1.
    assert_eq!(hits(&["相談"], "4 - 3 - 1 == 0"), [0]);
    assert!(hits(&["相談"], "3 > 2 > 1").is_empty());
    // A division by zero has no value: neither the condition nor its opposite is true.
    assert_eq!(hits(&texts, "相談 / 病院 > 1"), [0]);
    assert_eq!(hits(&texts, "not 相談 / 病院 > 1"), [2]);
    assert_eq!(hits(&texts, "相談 / 病院 > 1 or 窓口"), [0, 3]);
}

#[test]
fn codes_see_the_codes_above() {
    let texts = ["相談", "病院", "相談と病院", "窓口"];
    let rules = "＊相談\n相談\n\n# 註\n*病院 へ\n病院\n＊両方\n<＊相談> and <*病院 へ>\n";
    let coding = code(&corpus(&texts), &Outline::default(), Unit::Document, rules);
    assert_eq!(counts(&coding), BTreeMap::from([("両方", 1), ("病院 へ", 2), ("相談", 2)]));
    assert_eq!((coding.n_units, coding.uncoded), (4, vec![3]));
}

#[test]
fn what_is_known_of_a_unit_is_known_of_finer_ones() {
    let text = "<H1>上</H1>\n<H2>一</H2>\n相談。病院。\n<H2>二</H2>\n窓口。\n<H1>下</H1>\n学校。\n";
    let (mut corpus, mut outline) = headed(text);
    let variable =
        HeadingVariable {
            level: 2, name: "場所".to_owned(), values: vec!["北".to_owned(), "12".to_owned()]
        };
    outline.variables.push(variable);
    for (document, age) in corpus.documents.iter_mut().zip(["30", "4０", ""]) {
        document.attributes.push(("年齢".to_owned(), age.to_owned()));
    }
    let count =
        |kind, rule: &str| code(&corpus, &outline, kind, &format!("＊c\n{rule}\n")).codes[0].units.len();
    assert_eq!(count(Unit::Heading(1), "<>見出し1-->上"), 1);
    assert_eq!(count(Unit::Heading(2), "<>Heading1-->上"), 2);
    assert_eq!(count(Unit::Paragraph, "<>見出し2-->二"), 1);
    assert_eq!(count(Unit::Heading(1), "<>見出し2-->二"), 0, "too coarse");
    assert_eq!(count(Unit::Sentence, "<>場所-->北"), 3);
    assert_eq!(count(Unit::Heading(2), "<>場所<> > 10"), 1);
    assert_eq!(count(Unit::Document, "<>年齢<> >= 40"), 1);
    assert_eq!(count(Unit::Paragraph, "<>年齢-->30"), 1);
    assert_eq!(count(Unit::Heading(2), "<>年齢-->30"), 0, "too coarse");
}

#[test]
fn evidence_is_what_fired() {
    let text = "相談に行く。ＡＩで学校相談。病院、窓口。";
    let corpus = corpus(&["別の相談", text]);
    let rules =
        "＊a\n相談 and not 病院 > 1\n＊b\n<＊a> or 'ai' or 学校+相談\n＊c\nnear(病院-窓口) and lw > 1\n";
    let (file, problems) = parse_text(rules);
    assert!(problems.is_empty(), "{problems:?}");
    let outline = Outline::default();
    let units = units(&corpus, &outline, Unit::Document, &[]);
    let material = Material { corpus: &corpus, outline: &outline, units: &units, stop_words: &[] };
    let coder = Coder::new(&file, material);
    let written = |code: usize| -> Vec<(&str, u32)> {
        let found = coder.evidence(code, 1).into_iter();
        found.map(|evidence| (evidence.span.of(text), evidence.place.line)).collect()
    };
    assert_eq!(written(0), [("相談", 2), ("相談", 2)]);
    assert_eq!(written(1), [("相談", 2), ("ＡＩ", 4), ("学校", 4), ("相談", 2), ("相談", 4)]);
    assert_eq!(written(2), [("病院", 6), ("窓口", 6)]);
    assert!(coder.evidence(9, 1).is_empty() && coder.evidence(0, 9).is_empty());
    // All units at once are what they are one by one.
    for code in 0..3 {
        let one_by_one: Vec<_> = (0..units.n).flat_map(|unit| coder.evidence(code, unit)).collect();
        assert_eq!(coder.fired(code, &[0, 1]), one_by_one);
    }
    assert_eq!(coder.fired(0, &[0, 1]).len(), 3);
    // The first ones are the first of all, and each spot is told once.
    for most in 0..6 {
        let (first, is_cut) = coder.fired_within(1, &[1], most);
        assert_eq!(first[..], coder.fired(1, &[1])[..most.min(5)]);
        assert_eq!(is_cut, most < 5);
    }
    let spots: Vec<&str> = coder.spots(1, &[1]).iter().map(|(_, span)| span.of(text)).collect();
    assert_eq!(spots, ["相談", "ＡＩ", "学校", "相談"]);
}

#[test]
fn files_are_written_as_they_were_read() {
    let rules = "# 註\r\n＊制度\r\n手帳 or '制度の谷間'\r\n\r\n*就労\r\nnear(就労-支援)[b5]\r\n";
    for encoding in [TextEncoding::Utf8, TextEncoding::Cp932, TextEncoding::EucJp] {
        let bytes = encode(rules, encoding, encoding == TextEncoding::Utf8).unwrap();
        let (file, problems) = read(&bytes, None);
        assert!(problems.is_empty(), "{problems:?}");
        let names: Vec<&str> = file.codes.iter().map(|code| code.name.as_str()).collect();
        assert_eq!(names, ["制度", "就労"]);
        assert_eq!(file.write(), Ok(bytes));
    }
}

proptest! {
    #[test]
    fn anything_can_be_read_and_what_was_read_can_be_printed(
        rules in proptest::collection::vec(
            prop_oneof![
                Just("＊c\n".to_owned()), Just("\n".to_owned()), Just(" ".to_owned()), Just("　".to_owned()),
                Just("and ".to_owned()), Just("or ".to_owned()), Just("not ".to_owned()), Just("! ".to_owned()),
                Just("&! ".to_owned()), Just("( ".to_owned()), Just(") ".to_owned()), Just("+ ".to_owned()),
                Just("- ".to_owned()), Just("* ".to_owned()), Just(">= ".to_owned()), Just("== ".to_owned()),
                Just("<＊c> ".to_owned()), Just("<>a-->b ".to_owned()), Just("<>a<> ".to_owned()),
                Just("<>見出し1-->b ".to_owned()), Just("near(a-b)[b5] ".to_owned()), Just("seq(a-b) ".to_owned()),
                Just("a+b ".to_owned()), Just("'a''b' ".to_owned()), Just("\"or\" ".to_owned()),
                Just("a-->名詞=>b ".to_owned()), Just("lw ".to_owned()), Just("12 ".to_owned()),
                "\\PC{0,6}", "[a-c+*<>='\"()\\[\\]#＊-]{1,5}",
            ],
            0..24,
        ).prop_map(|parts| parts.concat()),
    ) {
        let (file, _) = parse_text(&rules);
        prop_assert_eq!(file.write(), Ok(rules.into_bytes()));
        for rule in file.codes.iter().filter_map(|code| code.rule.as_ref()) {
            let printed = rule.print();
            let (again, _) = parse_text(&format!("＊c\n {printed}\n"));
            prop_assert_eq!(again.codes[0].rule.as_ref().map(bare), Some(bare(rule)), "{}", printed);
        }
    }
}
