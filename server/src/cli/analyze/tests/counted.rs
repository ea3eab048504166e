//! `--count-in`: network, associated words, clusters and map by sentences, paragraphs, texts or headings.

use super::*;

/// 窓口 and 送迎 stand in the same answers and in no sentence together; 窓口 and 求人 share two sentences.
const ROWS: [&str; 6] = [
    "1,北部,窓口と求人。送迎。",
    "2,北部,窓口と求人。送迎。",
    "3,南部,求人。",
    "4,南部,窓口。送迎。",
    "5,北部,欠勤。",
    "6,南部,欠勤。",
];

fn csv(rows: &[&str]) -> String {
    format!("番号,地域,自由記述\n{}\n", rows.join("\n"))
}

fn counted(folder: &Path, rows: &[&str], count_in: &str, out: &str) -> AnalyzeArgs {
    let args = arguments(folder, csv(rows).as_bytes(), "survey.csv");
    let args = AnalyzeArgs { count_in: count_in.to_owned(), map: true, out: folder.join(out), ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    args
}

/// The line of the network between two words.
fn pair(args: &AnalyzeArgs, one: &str, other: &str) -> Option<String> {
    let begins = [format!("{one},{other},"), format!("{other},{one},")];
    lines(args, "cooccurrence.csv")
        .into_iter()
        .find(|line| begins.iter().any(|words| line.starts_with(words)))
}

#[test]
fn words_of_different_sentences_are_joined_by_person_alone() {
    let folder = tempfile::tempdir().unwrap();
    let by_person = counted(folder.path(), &ROWS, "person", "person");
    assert!(pair(&by_person, "窓口", "送迎").is_some());
    let by_sentence = counted(folder.path(), &ROWS, "sentence", "sentence");
    assert_eq!(pair(&by_sentence, "窓口", "送迎"), None);
    // By hand: of nine sentences two have both, three 窓口 and three 求人; they stand in the first two texts.
    let line = pair(&by_sentence, "窓口", "求人").unwrap();
    assert!(line.ends_with(",0.5,2,2,1,0.5,1 2"), "{line}");
    assert!(
        read(&by_sentence, "cooccurrence.csv")
            .starts_with("\u{FEFF}word1,word2,jaccard,sentences,documents,in_tree,strength,ids\r\n")
    );
    let associated = lines(&by_sentence, "associated.csv");
    let of_pair = |other: &str| -> Vec<String> {
        let begins = format!("窓口,{other},");
        let found = associated.iter().filter(|line| line.starts_with(&begins));
        found.map(|line| line.split(',').skip(3).take(5).collect::<Vec<_>>().join(",")).collect()
    };
    assert_eq!(of_pair("求人"), ["2,3,66.67,33.33,0.5"]);
    assert_eq!(of_pair("送迎"), Vec::<String>::new());
    let is_sourced = |line: &String| line.starts_with("窓口,求人,") && line.ends_with(",1 2");
    assert!(associated.iter().any(is_sourced), "{associated:?}");
    assert!(read(&by_sentence, "associated.csv").contains(",sentences_with_both,sentences,"));
    // Of the tree of words, 窓口 and 求人 meet first, at 1 − 2 ÷ 4; nothing else shares a sentence.
    assert!(
        lines(&by_sentence, "clusters.csv")[0].contains(",0.5,"),
        "{}",
        read(&by_sentence, "clusters.csv")
    );
    assert!(read(&by_sentence, "map.csv").starts_with("\u{FEFF}word,class,sentences,"));
}

#[test]
fn what_is_counted_by_people_stays_so() {
    let folder = tempfile::tempdir().unwrap();
    let by_person = counted(folder.path(), &ROWS, "person", "person");
    let by_sentence = counted(folder.path(), &ROWS, "sentence", "sentence");
    for table in ["terms.csv", "crosstab.csv", "keywords.csv", "correspondence.csv", "themes.csv"] {
        assert_eq!(read(&by_person, table), read(&by_sentence, table), "{table}");
    }
    assert!(!read(&by_person, "methods.md").contains("--count-in"));
    assert!(!read(&by_person, "report.html").contains("共起・関連語・クラスター・地図の単位"));
}

#[test]
fn report_and_methods_tell_the_unit_and_how_many_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let args = counted(folder.path(), &ROWS, "sentence", "out");
    let report = read(&args, "report.html");
    for wanted in [
        "共起・関連語・クラスター・地図の単位</th><td>文（全部で9）",
        "同じ文にある語を線で結びました（単位は文、全部で9）。2以上の文にある",
        "文を単位とする距離（Jaccard係数、N=9）",
        "その語のある文によくある語",
    ] {
        assert!(report.contains(wanted), "{wanted}");
    }
    let methods = read(&args, "methods.md");
    for wanted in [
        "--count-in sentence",
        "文を単位に（N=9）、",
        "共起ネットワーク：単位は文（N=9）、2以上の文にある",
        "関連語：同じ",
        "のある文（全部で9）について、",
        "文を単位とする距離",
        ", by sentence (9 in all).",
        "Co-occurrence network: by sentence (9 in all), ",
        "in at least 2 of these units",
        "distances by sentence",
    ] {
        assert!(methods.contains(wanted), "{wanted}: {methods}");
    }
}

#[test]
fn shuffled_rows_give_the_same_figures_by_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let shuffled = [4, 2, 0, 5, 3, 1].map(|row| ROWS[row]);
    let one = counted(folder.path(), &ROWS, "sentence", "one");
    let other = counted(folder.path(), &shuffled, "sentence", "other");
    assert_eq!(read(&one, "network.svg"), read(&other, "network.svg"));
    assert_eq!(order::figures(&one, "clusters.csv"), order::figures(&other, "clusters.csv"));
    // Ids follow the order of the file.
    let in_one_order = |line: &String| -> String {
        let (figures, ids) = line.rsplit_once(',').unwrap();
        let mut ids: Vec<&str> = ids.split(' ').collect();
        ids.sort_unstable();
        format!("{figures},{}", ids.join(" "))
    };
    let [one, other] = [&one, &other].map(|args| lines(args, "associated.csv"));
    let [one, other] = [one, other].map(|lines| lines.iter().map(in_one_order).collect::<Vec<_>>());
    assert_eq!(one, other);
}

#[test]
fn chapters_are_counted_and_missing_ones_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let novel = "<H1>春</H1>\n窓口へ行く。\n求人を見る。\n<H1>夏</H1>\n窓口が閉まる。\n求人が減る。\n<H1>秋</H1>\n送迎。\n";
    let plain = |count_in: &str| AnalyzeArgs {
        text: None,
        id: None,
        by: Vec::new(),
        count_in: count_in.to_owned(),
        ..arguments(folder.path(), novel.as_bytes(), "novel.txt")
    };
    let missing = message(&plain("h2"));
    assert!(missing.contains("novel.txt") && missing.contains("--count-in h2"), "{missing}");
    let args = plain("h1");
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let line = pair(&args, "窓口", "求人").unwrap();
    assert!(line.split(',').nth(2) == Some("1") && line.split(',').nth(3) == Some("2"), "{line}");
    assert!(read(&args, "cooccurrence.csv").contains(",sections_h1,"));
    let by_paragraph = plain("paragraph");
    run(&by_paragraph).unwrap();
    assert_eq!(pair(&by_paragraph, "窓口", "求人"), None);
}

#[test]
fn a_unit_that_is_none_is_named_with_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), csv(&ROWS).as_bytes(), "survey.csv");
    let message = message(&AnalyzeArgs { count_in: "chapter".to_owned(), ..args });
    assert!(message.contains("chapter") && message.contains("sentence"), "{message}");
}

#[test]
fn khcoder_chooses_words_by_how_often_they_occur_in_any_unit() {
    let folder = tempfile::tempdir().unwrap();
    let rows = ["1,北部,体操、体操、体操。窓口。", "2,北部,窓口と求人。", "3,南部,求人。"];
    let args = arguments(folder.path(), csv(&rows).as_bytes(), "survey.csv");
    let args = AnalyzeArgs { khcoder: true, count_in: "sentence".to_owned(), ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let clusters = read(&args, "clusters.csv");
    assert!(clusters.contains("体操"), "{clusters}");
    assert!(
        read(&args, "methods.md").contains("単位は文（N=4）、2回以上出る"),
        "{}",
        read(&args, "methods.md")
    );
}
