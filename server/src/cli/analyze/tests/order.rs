//! The order of the rows of a file changes no figure.

use std::collections::BTreeSet;

use super::*;

/// Sixty invented answers of twenty people in two areas and two waves, with two copies of one letter.
fn rows() -> Vec<String> {
    const WHO: [&str; 4] = ["主治医の先生", "会社の人事の人", "支援センターの職員", "家族と古い友人"];
    const WHAT: [&str; 5] = ["通院の休み", "短時間の勤務", "手帳の申請", "送迎の車", "職場の理解"];
    const HOW: [&str; 3] = ["相談できずに困った", "相談して続けられた", "相談する窓口がほしい"];
    let answer = |n: usize| {
        let area = if (n % 20).is_multiple_of(3) { "北部" } else { "南部" };
        let wave = if n < 30 { "第1回" } else { "第2回" };
        let (who, what, how) = (WHO[n % 4], WHAT[n % 5], HOW[n / 7 % 3]);
        format!("{n:02},P{},{area},{wave},{who}に{what}を{how}。{}", n % 20, WHAT[n / 5 % 5])
    };
    let mut rows: Vec<String> = (0..60).map(answer).collect();
    let letter = "難病のある人が働くための相談の窓口を、すべての市町村に置いてください。";
    rows.push(format!("60,,北部,第2回,{letter}"));
    rows.push(format!("61,,南部,第2回,{letter}！"));
    rows
}

fn csv(rows: &[String]) -> String {
    format!("番号,人,地域,回,自由記述\n{}\n", rows.join("\n"))
}

/// The lines of a table. Lists of ids follow the order of the file, so that they are put into one order.
fn figures(args: &AnalyzeArgs, name: &str) -> Vec<String> {
    let table = read(args, name);
    let columns: Vec<&str> = table.lines().next().unwrap_or_default().split(',').collect();
    let are_ids = |place: usize| columns.get(place).is_some_and(|column| column.ends_with("ids"));
    let in_order = |(place, cell): (usize, &str)| {
        let mut parts: Vec<&str> = cell.split(' ').collect();
        if are_ids(place) {
            parts.sort_unstable();
        }
        parts.join(" ")
    };
    let ordered = |line: &str| line.split(',').enumerate().map(in_order).collect::<Vec<_>>().join(",");
    table.lines().map(ordered).collect()
}

const TABLES: [&str; 13] = [
    "terms.csv",
    "cooccurrence.csv",
    "cooccurrence_words.csv",
    "crosstab.csv",
    "rules.csv",
    "collocations.csv",
    "associated.csv",
    "keywords.csv",
    "correspondence.csv",
    "clusters.csv",
    "themes.csv",
    "trends.csv",
    "before_after.csv",
];

#[test]
fn shuffled_rows_give_the_same_figures() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊相談\n相談 and not near(相談-困る)[5]\n＊休み\n休み or 勤務\n").unwrap();
    let forward = rows();
    // Every seventeenth row: all of them, in another order, and the copies far apart.
    let n = forward.len();
    let shuffled: Vec<String> = (0..n).map(|at| forward[(at * 17 + 5) % n].clone()).collect();
    let analysed = |rows: &[String], out: &str| {
        let args = arguments(folder.path(), csv(rows).as_bytes(), "survey.csv");
        let args = AnalyzeArgs {
            rules: Some(rules.clone()),
            person: Some("人".to_owned()),
            unit: "person".to_owned(),
            wave: Some("回".to_owned()),
            out: folder.path().join(out),
            ..args
        };
        assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
        args
    };
    let (one, other) = (analysed(&forward, "one"), analysed(&shuffled, "other"));
    for table in TABLES {
        let figures = figures(&one, table);
        assert!(figures.len() > 1, "{table} is empty");
        assert_eq!(figures, self::figures(&other, table), "{table}");
    }
    assert_eq!(read(&one, "network.svg"), read(&other, "network.svg"));
    let report = read(&one, "report.html");
    for title in ["correspondence0-title\">語 × 地域<", "clusters-title\">語のクラスター<"] {
        assert!(report.contains(&format!("<title id=\"{title}")), "{title} is not drawn");
    }
    let lines = |args: &AnalyzeArgs| -> BTreeSet<String> {
        read(args, "documents.csv").lines().map(str::to_owned).collect()
    };
    assert_eq!(lines(&one), lines(&other));
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
