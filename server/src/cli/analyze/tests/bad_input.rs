//! Input that says little or too much: a message, or a result that is defined.

use super::*;

/// A file of plain text.
fn plain(folder: &Path, text: &str) -> AnalyzeArgs {
    AnalyzeArgs { text: None, id: None, by: Vec::new(), ..arguments(folder, text.as_bytes(), "texts.txt") }
}

fn assert_defined(args: &AnalyzeArgs) {
    for (name, bytes) in files(&args.out) {
        // Pictures for print are no texts.
        let Ok(file) = String::from_utf8(bytes) else { continue };
        for wrong in ["NaN", "inf,", "-inf", ">inf<"] {
            assert!(!file.contains(wrong), "{name} has {wrong}");
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

/// What is said of the files.
fn problems(args: &AnalyzeArgs) -> Vec<String> {
    input::read(args).unwrap().problems
}

#[test]
fn variables_that_contradict_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    let path = folder.path().join("variables.csv");
    let rows = "id,年代,地域\nA1,20,x\nA2,30,x\nA3,20,x\nA4,40,x\nA5,30,x\nA1,50,x\nB9,20,x\nB8,20,x\n";
    fs::write(&path, rows).unwrap();
    let args = AnalyzeArgs { variables: Some(path), ..args };
    let told = problems(&args);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains("3列目「地域」"), "{told:?}");
    assert!(told[1].contains("「A1」：2、7行目"), "{told:?}");
    assert!(told[2].contains("2行は") && told[2].contains("8行目「B9」"), "{told:?}");
    assert_eq!(run(&args).unwrap(), ExitCode::from(PROBLEMS_FOUND));
}

#[test]
fn numbers_of_several_texts_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,地域,自由記述\n1,北部,手帳\n2,南部,相談\n2,北部,窓口\n1,北部,送迎\n2,北部,求人\n";
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let told = problems(&args);
    assert!(told.len() == 1 && told[0].contains("2種類"), "{told:?}");
    assert!(told[0].contains("「2」：3、4、6行目"), "{told:?}");
    assert_eq!(problems(&AnalyzeArgs { id: None, ..args }), Vec::<String>::new());
}

#[test]
fn long_cells_are_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    let csv = format!("番号,地域,自由記述\n1,北部,{}手帳\n", "川が流れ、".repeat(30_000));
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let read = input::read(&args).unwrap();
    assert_eq!((read.documents[0].text.chars().count(), read.problems), (150_002, Vec::new()));
}

#[test]
fn an_encoding_that_was_named_is_the_one_that_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    let refused = message(&AnalyzeArgs { encoding: Some("cp932".to_owned()), ..args });
    assert!(refused.contains("cp932") && !refused.contains("EUC"), "{refused}");
    // A stray zero: the line, and not the file.
    let stray = CSV.replace("特になし", "特に\0なし");
    let refused = message(&arguments(folder.path(), stray.as_bytes(), "survey.csv"));
    assert!(refused.contains("3行目") && refused.contains("NUL"), "{refused}");
    let wide = format!("番号,{}\n1,2\n", "長い見出し".repeat(1_000));
    let refused = message(&arguments(folder.path(), wide.as_bytes(), "survey.csv"));
    assert!(refused.chars().count() < 300, "{refused}");
}

#[test]
fn ids_with_blanks_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let problems = |csv: &str| {
        let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
        input::read(&args).unwrap().problems
    };
    assert_eq!(problems("番号,地域,自由記述\n A1 ,北部,手帳\n"), Vec::<String>::new(), "around it is none");
    let told = problems("番号,地域,自由記述\nA1,北部,手帳\n北 2,北部,手帳\n北　3,南部,手帳\n");
    assert!(told.len() == 1 && told[0].contains("2件") && told[0].contains("北 2"), "{told:?}");
}

#[test]
fn a_least_number_that_no_word_reaches_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { least: Some(1_000), ..Options::default() };
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { options, ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::from(PROBLEMS_FOUND));
    assert_defined(&args);
    let methods = read(&args, "methods.md");
    let wanted = "共起ネットワーク：計算していない（1000人以上が使う0語（指定した下限）に";
    assert!(methods.contains(wanted) && !methods.contains("係数0.0000以上"), "{methods}");
}

#[test]
fn headings_and_rules_that_are_not_there_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊手帳\n手帳\n").unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { rules: Some(rules.clone()), unit: "h1".to_owned(), ..args };
    assert!(message(&args).contains("h1 の見出しがありません"));
    assert!(message(&AnalyzeArgs { rules: None, ..args }).contains("--unit h1"), "without rules, too");
    for nothing in ["", "\n", "# 手帳\n"] {
        fs::write(&rules, nothing).unwrap();
        let refused = message(&AnalyzeArgs {
            rules: Some(rules.clone()),
            ..arguments(folder.path(), CSV.as_bytes(), "survey.csv")
        });
        assert!(refused.contains("rules.cod") && refused.contains("ひとつも"), "{refused}");
    }
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
    let line = piece.repeat(n);
    let args = plain(folder.path(), &line);
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_defined(&args);
    let documents = lines(&args, "documents.csv");
    assert_eq!(documents.len(), 1);
    // Lattices end every 8,192 characters, and every character is in a word all the same.
    let [text, words] = [1, 2].map(|column| documents[0].split(',').nth(column).unwrap_or_default());
    assert!(text == line, "the text is another one of {} characters", text.chars().count());
    assert!(
        words.replace(' ', "") == line,
        "words of {} of {} bytes",
        words.replace(' ', "").len(),
        line.len()
    );
    let terms = lines(&args, "terms.csv");
    let river =
        terms.iter().filter_map(|line| line.strip_prefix("川,")?.split(',').nth(3)?.parse::<usize>().ok());
    assert_eq!(river.sum::<usize>(), n);
}

/// More than a lattice holds: its words are those of its sentences, in their order.
#[test]
fn an_answer_of_ten_thousand_characters_has_the_words_of_its_sentences() {
    let folder = tempfile::tempdir().unwrap();
    let sentences = [
        "通院のために休みを取りにくく、困っている。",
        "主治医と相談しながら、短時間の勤務を続けています。",
        "難病相談支援センターで窓口を教えてもらった。",
        "手帳がなくても使える制度を増やしてほしい。",
        "体調に波があることを、上司に伝えられずにいる。",
    ];
    let n_rounds = 90;
    let answer = sentences.concat().repeat(n_rounds);
    assert!(answer.chars().count() > 10_000);
    let rows = sentences.iter().enumerate().map(|(place, sentence)| format!("{place},{sentence}\n"));
    let csv = format!("番号,自由記述\n全部,{answer}\n{}", rows.collect::<String>());
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { by: Vec::new(), ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let documents = lines(&args, "documents.csv");
    let words: Vec<&str> = documents.iter().filter_map(|line| line.split(',').nth(2)).collect();
    assert_eq!(words.len(), 1 + sentences.len());
    let (whole, parts) = (words[0], words[1..].join(" "));
    assert!(whole == vec![parts; n_rounds].join(" "), "{whole}");
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
fn what_fired_for_codes_of_codes_is_cut_and_told() {
    use std::fmt::Write;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.cod");
    let mut rules = "＊c0\n手帳\n".to_owned();
    for n in 1..320 {
        writeln!(rules, "＊c{n}\n手帳 or <＊c{}>", n - 1).unwrap();
    }
    fs::write(&path, rules).unwrap();
    // 320 · 321 ÷ 2 · 20 places.
    let args = AnalyzeArgs {
        rules: Some(path),
        evidence: true,
        unit: "sentence".to_owned(),
        ..plain(folder.path(), &"手帳を持つ。\n".repeat(20))
    };
    assert_eq!(run(&args).unwrap(), ExitCode::from(PROBLEMS_FOUND), "it is told");
    let hits = read(&args, "rule_hits.csv");
    assert_eq!(hits.lines().count(), 1_000_001);
    // 315 · 316 ÷ 2 · 20 = 995,400 places are of the codes before it.
    let last = hits.lines().next_back().unwrap();
    assert!(last.starts_with("＊c315,"), "{last}");
    assert!(read(&args, "methods.md").contains("はじめの1000000行まで（「＊c315」の途中まで）"));
    assert!(read(&args, "report.html").contains("はじめの1000000行（「＊c315」の途中まで）"));
    let counted = lines(&args, "rules.csv");
    assert!(counted[319].starts_with("＊c319,20,20,100,sentence,"), "{}", counted[319]);
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
    assert_eq!(lines(&args, "word_changes.csv"), ["手帳,1,0,1,0,1,", "相談,1,0,1,0,2,"]);
    assert!(!args.out.join("before_after.csv").exists(), "nobody wrote twice");
}

/// Values that KH Coder takes for missing ones are those of no group, no person and no wave.
#[test]
fn missing_values_are_none() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,人,回,地域,満足,自由記述\n\
        A1,P1,第1回,北部,1,相談した。\n\
        A2,P2,第2回,南部,2,送迎を頼んだ。\n\
        A3,.,第1回,.,.,相談する。\n\
        A4,.,第2回,欠損値,Missing,窓口に行った。\n\
        A5, missing ,欠損値,MISSING,欠損値,.\n";
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        Some(path)
    };
    let args = AnalyzeArgs {
        by: ["地域", "年代"].map(str::to_owned).to_vec(),
        person: Some("人".to_owned()),
        wave: Some("回".to_owned()),
        scale: vec!["満足".to_owned()],
        variables: file("variables.csv", "id,年代\nA1,20\nA2,.\nA3,30\nA4,欠損値\nA5,missing\n"),
        rules: file("rules.cod", "＊不明\n<>地域-->欠損値\n＊三十代\n<>年代-->30\n"),
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let values = |name: &str| {
        let rows = lines(&args, name);
        let value = |row: &String| row.split(',').take(2).collect::<Vec<_>>().join(" ");
        let mut found: Vec<String> = rows.iter().map(value).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    assert_eq!(values("crosstab.csv"), [" ", "地域 北部", "地域 南部", "年代 20", "年代 30"]);
    assert_eq!(values("trends.csv"), ["回 第1回", "回 第2回"]);
    let rules = lines(&args, "rules.csv");
    assert!(rules[0].starts_with("＊不明,0,5,") && rules[1].ends_with(",A3"), "{rules:?}");
    let methods = read(&args, "methods.md");
    // Three people of whom nobody knows who they are are three. A text may be a full stop.
    assert!(methods.contains("文章5件") && methods.contains("、5人"), "{methods}");
    assert!(methods.contains("`.` `欠損値` `missing`"), "{methods}");
    assert!(read(&args, "documents.csv").contains("\r\nA5,.,"));
}

#[test]
fn columns_are_found_in_whatever_width_they_are_typed() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,地域（圏域）,回答者ＩＤ,満足度１,自由記述\n1,北部,P1,1,手帳がない\n2,南部,P2,5,送迎がない\n3,北部,P1,1,手帳\n";
    let exact = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let exact = AnalyzeArgs {
        by: vec!["地域（圏域）".to_owned()],
        person: Some("回答者ＩＤ".to_owned()),
        scale: vec!["満足度１".to_owned()],
        ..exact
    };
    let typed = AnalyzeArgs {
        text: Some("自由記述　".to_owned()),
        id: Some("\u{FEFF}番号".to_owned()),
        by: vec![" 地域(圏域)".to_owned()],
        person: Some("回答者ID".to_owned()),
        scale: vec!["満足度1".to_owned()],
        out: folder.path().join("typed"),
        ..exact.clone()
    };
    assert_eq!(run(&typed).unwrap(), run(&exact).unwrap());
    // methods.md names the columns, and they are called as in the file.
    assert_eq!(files(&typed.out), files(&exact.out));
    let twice = csv.replace("満足度１", "地域(圏域)");
    fs::write(&exact.file, twice).unwrap();
    let unclear = AnalyzeArgs {
        by: vec!["地域(圏域）".to_owned()],
        scale: Vec::new(),
        out: folder.path().join("unclear"),
        ..exact
    };
    let said = message(&unclear);
    assert!(said.contains("地域（圏域）、地域(圏域)"), "{said}");
}
