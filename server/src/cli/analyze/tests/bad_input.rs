//! Input that says little or too much: a message, or a result that is defined.

use super::*;

/// A file of plain text.
fn plain(folder: &Path, text: &str) -> AnalyzeArgs {
    AnalyzeArgs { text: None, id: None, by: Vec::new(), ..arguments(folder, text.as_bytes(), "texts.txt") }
}

fn assert_defined(args: &AnalyzeArgs) {
    for name in output::FILES {
        if let Ok(file) = fs::read_to_string(args.out.join(name)) {
            for wrong in ["NaN", "inf,", "-inf", ">inf<"] {
                assert!(!file.contains(wrong), "{name} has {wrong}");
            }
        }
    }
}

#[test]
fn an_empty_corpus_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for text in ["", "\n\n　\n"] {
        assert!(message(&plain(folder.path(), text)).contains("texts.txt"), "{text:?}");
    }
    let header = arguments(folder.path(), "番号,地域,自由記述\n".as_bytes(), "survey.csv");
    assert!(message(&header).contains("自由記述"));
}

#[test]
fn one_document_is_analysed() {
    let folder = tempfile::tempdir().unwrap();
    let args = plain(folder.path(), "主治医と相談して、短時間の勤務を続けている。\n");
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_defined(&args);
    assert!(read(&args, "terms.csv").contains("\r\n主治医,noun,1,1,1,0,1\r\n"));
    assert_eq!(lines(&args, "clusters.csv"), Vec::<String>::new());
    let methods = read(&args, "methods.md");
    assert!(methods.contains("計算していない") && methods.contains("too few words"), "{methods}");
}

#[test]
fn nothing_but_stop_words_gives_empty_tables() {
    let folder = tempfile::tempdir().unwrap();
    let stop_words = folder.path().join("stop.txt");
    fs::write(&stop_words, "手帳\n相談\n").unwrap();
    let csv = "番号,地域,自由記述\n1,北部,手帳\n2,南部,相談\n3,北部,手帳\n";
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { stop_words: Some(stop_words), ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_defined(&args);
    for table in ["terms.csv", "cooccurrence.csv", "collocations.csv", "correspondence.csv", "themes.csv"] {
        assert_eq!(lines(&args, table), Vec::<String>::new(), "{table}");
    }
    assert!(read(&args, "report.html").contains("結びつきのある語がない"));
}

/// Without a single 。, so that it is one sentence, too.
#[test]
fn a_line_of_ten_megabytes_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let piece = "川が流れ、山が見え、";
    let n = 10_000_000 / piece.len();
    let args = plain(folder.path(), &piece.repeat(n));
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_defined(&args);
    let terms = lines(&args, "terms.csv");
    let river: Vec<&str> = terms.iter().filter_map(|line| line.strip_prefix("川,")).collect();
    // Lattices end every 8,192 characters; few pieces are cut, and none is lost.
    let n_found: usize = river.iter().filter_map(|rest| rest.split(',').nth(3)?.parse::<usize>().ok()).sum();
    assert!(n_found <= n && n_found + n / 100 > n, "{n_found} of {n}: {river:?}");
    assert_eq!(lines(&args, "documents.csv").len(), 1);
}

#[test]
fn rules_that_turn_in_a_circle_are_named_with_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊一\n<＊二>\n＊二\n<＊一>\n").unwrap();
    let args = AnalyzeArgs { rules: Some(rules), ..plain(folder.path(), "相談した。\n") };
    let refused = message(&args);
    assert!(refused.contains("rules.cod:2:1: ") && refused.contains("一周"), "{refused}");
}

#[test]
fn ten_thousand_rules_are_counted() {
    use std::fmt::Write;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.cod");
    let mut rules = "＊c0\n相談\n".to_owned();
    for n in 1..10_000 {
        writeln!(rules, "＊c{n}\n<＊c{}> and not '窓口{n}' or lw / 0 > 1", n - 1).unwrap();
    }
    fs::write(&path, rules).unwrap();
    let args =
        AnalyzeArgs { rules: Some(path), ..plain(folder.path(), "相談した。\n病院へ行く。\n") };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_defined(&args);
    let counted = lines(&args, "rules.csv");
    assert_eq!(counted.len(), 10_001);
    assert!(counted[9_999].starts_with("＊c9999,1,2,50,document,"), "{}", counted[9_999]);
}

#[test]
fn what_is_asked_for_of_nothing_is_an_empty_table() {
    let folder = tempfile::tempdir().unwrap();
    let stop_words = folder.path().join("stop.txt");
    fs::write(&stop_words, "手帳\n相談\n").unwrap();
    let csv = "番号,地域,自由記述\n1,北部,手帳\n2,南部,相談\n";
    let args = AnalyzeArgs {
        stop_words: Some(stop_words),
        wave: Some("地域".to_owned()),
        person: Some("番号".to_owned()),
        compounds: true,
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_defined(&args);
    assert_eq!(lines(&args, "trends.csv"), Vec::<String>::new());
    assert_eq!(lines(&args, "compounds.csv"), Vec::<String>::new());
    assert_eq!(lines(&args, "word_changes.csv"), ["手帳,1,0,1,0", "相談,1,0,1,0"]);
    assert!(!args.out.join("before_after.csv").exists(), "nobody wrote twice");
}
