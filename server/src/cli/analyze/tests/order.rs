//! The order of the rows of a file changes no figure.

use clap::ValueEnum;

use super::*;
use crate::cli::analyze::options::MeasureName;

/// Sixty invented answers of twenty people in two areas and two waves, with two copies of one letter.
fn rows() -> Vec<String> {
    const WHO: [&str; 4] = ["主治医の先生", "会社の著作権の係", "支援センターの職員", "家族と古い友人"];
    const WHAT: [&str; 5] = ["通院の休み", "短時間の勤務", "手帳の申請", "送迎の車", "職場の理解"];
    const HOW: [&str; 3] = ["相談できずに困った", "相談して続けられた", "相談する窓口がほしい"];
    let answer = |n: usize| {
        let person = n % 20;
        let area = if person.is_multiple_of(3) { "北部" } else { "南部" };
        let kind = if person.is_multiple_of(4) { "窓口" } else { "本部" };
        let wave = 1 + n / 30;
        let (satisfied, at_ease) = (1 + (person * 7 + wave) % 5, 1 + (person * 3 + person / 4 + wave) % 5);
        let (who, what, how) = (WHO[n % 4], WHAT[n % 5], HOW[n / 7 % 3]);
        let text = format!("{who}に{what}を{how}。{}", WHAT[n / 5 % 5]);
        format!("{n:02},P{person},{area},第{wave}回,{text},{kind},{satisfied},{at_ease}")
    };
    let mut rows: Vec<String> = (0..60).map(answer).collect();
    let letter = "難病のある人が働くための相談の窓口を、すべての市町村に置いてください。";
    rows.push(format!("60,,北部,第2回,{letter},本部,3,2"));
    rows.push(format!("61,,南部,第2回,{letter}！,窓口,5,4"));
    rows
}

fn csv(rows: &[String]) -> String {
    format!("番号,人,地域,回,自由記述,種別,満足,安心\n{}\n", rows.join("\n"))
}

/// Tables with a row for each text, or for each place in one, in the order of the file. They have the same rows in another order.
const IN_THE_ORDER_OF_THE_FILE: [&str; 5] =
    ["documents.csv", "kwic.csv", "word_matrix.csv", "code_matrix.csv", "rule_hits.csv"];

/// Columns that number texts or sentences through the file.
const NUMBERED: [(&str, &str); 2] = [("kwic.csv", "sentence_number"), ("code_matrix.csv", "unit")];

/// The tree of texts: their numbers, and which of two texts stands first, follow the file.
const TREE_OF_TEXTS: &str = "document_clusters.csv";

/// A merge of this tree by the ids of its texts and by earlier merges.
fn without_places(cells: &mut [String]) {
    let [_, first, second, id1, id2, _] = cells else { return };
    for part in [first, second] {
        if part.starts_with('-') {
            part.clear();
        }
    }
    if !id2.is_empty() && *id1 > *id2 {
        std::mem::swap(id1, id2);
    }
}

/// The lines of a table without what follows the order of the file alone. Lists of ids do, so that they are put into one order.
pub fn figures(args: &AnalyzeArgs, name: &str) -> Vec<String> {
    let table = read(args, name);
    let table = table.trim_start_matches('\u{FEFF}');
    let columns: Vec<&str> = table.lines().next().unwrap_or_default().split(',').collect();
    let in_order = |(place, cell): (usize, &str)| {
        let column = columns.get(place).copied().unwrap_or_default();
        let mut parts: Vec<&str> = cell.split(' ').collect();
        if column.ends_with("ids") || column.starts_with("ids_") {
            parts.sort_unstable();
        }
        (!NUMBERED.contains(&(name, column))).then(|| parts.join(" "))
    };
    let ordered = |line: &str| {
        let mut cells: Vec<String> = line.split(',').enumerate().filter_map(in_order).collect();
        if name == TREE_OF_TEXTS {
            without_places(&mut cells);
        }
        cells.join(",")
    };
    let mut lines: Vec<String> = table.lines().map(ordered).collect();
    if IN_THE_ORDER_OF_THE_FILE.contains(&name) {
        lines.sort_unstable();
    }
    lines
}

/// Everything that can be asked for, of these rows, by a measure.
fn analysed(folder: &Path, rows: &[String], measure: MeasureName, out: &str) -> AnalyzeArgs {
    let (rules, stop_words) = (folder.join("rules.cod"), folder.join("stop.txt"));
    fs::write(&rules, "＊相談\n相談 and not near(相談-困る)[5]\n＊休み\n休み or 勤務\n").unwrap();
    fs::write(&stop_words, "車\n").unwrap();
    let args = AnalyzeArgs {
        by: vec!["地域".to_owned(), "種別".to_owned()],
        person: Some("人".to_owned()),
        wave: Some("回".to_owned()),
        scale: vec!["満足".to_owned(), "安心".to_owned()],
        word: vec!["相談".to_owned(), "＊休み".to_owned()],
        rules: Some(rules),
        unit: "person".to_owned(),
        evidence: true,
        stop_words: Some(stop_words),
        compounds: true,
        map: true,
        matrix: true,
        options: Options { measure, ..Options::default() },
        out: folder.join(out),
        ..arguments(folder, csv(rows).as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    args
}

/// Every seventeenth row: all of them, in another order, and the copies far apart.
fn shuffled(rows: &[String]) -> Vec<String> {
    (0..rows.len()).map(|at| rows[(at * 17 + 5) % rows.len()].clone()).collect()
}

#[test]
fn shuffled_rows_give_the_same_figures() {
    let folder = tempfile::tempdir().unwrap();
    let one = analysed(folder.path(), &rows(), MeasureName::Jaccard, "one");
    let other = analysed(folder.path(), &shuffled(&rows()), MeasureName::Jaccard, "other");
    for table in sheets::names() {
        assert!(one.out.join(table).exists(), "{table} is not asked for");
        let figures = figures(&one, table);
        assert!(figures.len() > 1, "{table} is empty");
        assert_eq!(figures, self::figures(&other, table), "{table}");
    }
    assert_eq!(read(&one, "network.svg"), read(&other, "network.svg"));
    let report = read(&one, "report.html");
    for title in ["correspondence0-title\">語 × 地域<", "clusters-title\">語のクラスター<"] {
        assert!(report.contains(&format!("<title id=\"{title}")), "{title} is not drawn");
    }
}

/// Rates are no whole numbers, so that their sums could depend on the order in which they are added up.
#[test]
fn shuffled_rows_give_the_same_figures_by_every_measure() {
    let folder = tempfile::tempdir().unwrap();
    let shuffled = shuffled(&rows());
    for &measure in MeasureName::value_variants() {
        let one = analysed(folder.path(), &rows(), measure, "one");
        let other = analysed(folder.path(), &shuffled, measure, "other");
        for table in ["cooccurrence.csv", "cooccurrence_words.csv", "clusters.csv"] {
            assert!(figures(&one, table).len() > 10, "{table} by {measure:?}");
        }
        for table in sheets::names() {
            assert_eq!(figures(&one, table), figures(&other, table), "{table} by {measure:?}");
        }
        assert_eq!(read(&one, "network.svg"), read(&other, "network.svg"), "{measure:?}");
    }
}

/// Of two rows with one text either could stand for a group, and the order of the file must not say which.
#[test]
fn texts_that_are_the_same_have_one_order() {
    let folder = tempfile::tempdir().unwrap();
    let twice: Vec<String> = rows().iter().flat_map(|row| [row.clone(), format!("9{row}")]).collect();
    let backwards: Vec<String> = twice.iter().rev().cloned().collect();
    let [one, other] = [("one", twice), ("other", backwards)].map(|(out, rows)| {
        let args = arguments(folder.path(), csv(&rows).as_bytes(), "survey.csv");
        let args = AnalyzeArgs { out: folder.path().join(out), ..args };
        assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
        args
    });
    let themes = figures(&one, "themes.csv");
    assert!(themes.len() > 3, "{themes:?}");
    assert_eq!(themes, figures(&other, "themes.csv"));
    let tree = figures(&one, TREE_OF_TEXTS);
    assert_eq!(tree.len(), 2 * rows().len(), "a row less than texts, and the head");
    assert_eq!(tree, figures(&other, TREE_OF_TEXTS));
}

#[test]
fn people_and_copies_count_once() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), csv(&rows()).as_bytes(), "survey.csv");
    let args = AnalyzeArgs { person: Some("人".to_owned()), ..args };
    run(&args).unwrap();
    // Twenty people who are named, and one who wrote the letter twice.
    assert!(read(&args, "methods.md").contains("62件（うち記述なし0件）、21人"));
    assert_eq!(lines(&args, "duplicates.csv"), ["1,2,1,1,60 61"]);
    let terms = read(&args, "terms.csv");
    assert!(terms.contains("\r\n相談,verbal-noun,21,62,62,"), "{terms}");
    let as_khcoder = AnalyzeArgs { khcoder: true, person: None, ..args };
    run(&as_khcoder).unwrap();
    assert_eq!(lines(&as_khcoder, "duplicates.csv"), Vec::<String>::new());
}

#[test]
fn a_map_of_words_is_the_same_in_any_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut shuffled = rows();
    shuffled.reverse();
    let [one, other] = [rows(), shuffled].map(|rows| {
        let out = folder.path().join(if rows[0].starts_with("00") { "one" } else { "other" });
        let args = arguments(folder.path(), csv(&rows).as_bytes(), "survey.csv");
        let args = AnalyzeArgs { person: Some("人".to_owned()), map: true, out, ..args };
        assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
        args
    });
    let places = figures(&one, "map.csv");
    assert!(places.len() > 10, "{places:?}");
    assert_eq!(places, figures(&other, "map.csv"));
    assert_eq!(read(&one, "map.svg"), read(&other, "map.svg"));
    let report = read(&one, "report.html");
    let (_, section) = report.split_once("<section id=\"map\">").unwrap();
    let (section, _) = section.split_once("</section>").unwrap();
    assert!(section.contains("map-title") && section.contains("ストレス0."), "{section}");
    let methods = read(&one, "methods.md");
    assert!(methods.contains("語の多次元尺度法：") && methods.contains("--map"), "{methods}");
}
