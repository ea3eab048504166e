//! Groups of texts that speak of the same.

use super::super::options::TopicLinkageName;
use super::*;

fn analysed(args: AnalyzeArgs) -> AnalyzeArgs {
    let args = AnalyzeArgs { by: Vec::new(), ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    args
}

/// The texts of each group.
fn groups(args: &AnalyzeArgs) -> Vec<String> {
    let rows = lines(args, "themes.csv");
    let mut texts: Vec<String> =
        rows.iter().map(|row| row.split(',').next_back().unwrap().to_owned()).collect();
    texts.sort_unstable();
    texts
}

/// So many rows with one text, numbered from a number on.
fn rows(first: usize, n: usize, text: &str) -> String {
    (first..first + n).map(|number| format!("{number},{text}\n")).collect()
}

/// Three groups that have 相談 in common, two texts that stand apart, and four that say nothing.
#[test]
fn texts_that_stand_apart_or_say_nothing_are_no_group() {
    let folder = tempfile::tempdir().unwrap();
    let csv = [
        rows(10, 4, "通院 休暇 相談"),
        rows(20, 4, "入院 欠勤 相談"),
        rows(30, 4, "送迎 自動車 相談"),
        rows(40, 2, "古墳 発掘"),
        rows(50, 4, "特になし"),
    ];
    let csv = format!("番号,自由記述\n{}", csv.concat());
    let args = analysed(arguments(folder.path(), csv.as_bytes(), "survey.csv"));
    assert_eq!(groups(&args), ["10 11 12 13", "20 21 22 23", "30 31 32 33"]);
    let report = read(&args, "report.html");
    for wanted in [
        "3件以上のまとまり3個（10個まで）に分けました（TF-IDF、LSA、余弦距離、群平均法）",
        "2人以上が使った語のある文章14件のうち、12件が入っています",
        "ほかの6件（語のない文章も）は、どのまとまりにも入りません",
        "そのような文だけの文章は4件",
    ] {
        assert!(report.contains(wanted), "{wanted}");
    }
    let row = "<th scope=\"row\">どのまとまりにも入らない</th>";
    assert!(
        report.split_once(row).is_some_and(|(_, cells)| cells.starts_with("<td class=\"n\"><a href=\"#l"))
    );
    let methods = read(&args, "methods.md");
    for wanted in [
        "2人以上が使った語を、使う人の多い順に5000語まで",
        "余弦距離の群平均法",
        "3件以上のまとまりが10個（なければ、いちばん多く）できるところで木を切り",
        "文章14件のうち12件が、3個に入り、ほかの6件（語のない文章も）はどれにも入らない",
        "words that at least 2 people used, up to 5000 of most people",
        "cosine distances, average linkage",
        "Of 14 texts with such words, 12 are in 3 groups; the other 6",
        "4 texts hold nothing else",
        "余弦距離の群平均法で束ね、3件以上のまとまり3個に分けた（語のある文章14件のうち12件）。",
        "average linkage on cosine distances. Groups of at least 3 texts: 3, with 12 of the 14",
    ] {
        assert!(methods.contains(wanted), "{wanted}: {methods}");
    }
    assert!(methods.contains("Deerwester, S.") && !methods.contains("Arora, S."), "{methods}");
}

/// By texts 古墳 would be as frequent as 通院.
#[test]
fn the_words_of_one_person_make_no_group() {
    let folder = tempfile::tempdir().unwrap();
    let of_many: String = (1..5).map(|n| format!("{n},P{n},通院 休暇\n")).collect();
    let of_one: String = (5..9).map(|n| format!("{n},P9,古墳 発掘\n")).collect();
    let csv = format!("番号,人,自由記述\n{of_many}{of_one}");
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let args = analysed(AnalyzeArgs { person: Some("人".to_owned()), ..args });
    assert_eq!(groups(&args), ["1 2 3 4"]);
}

fn by_ward(folder: &Path) -> AnalyzeArgs {
    let csv = [rows(10, 3, "通院 休暇"), rows(20, 3, "入院 欠勤"), rows(30, 3, "送迎 自動車")];
    let csv = format!("番号,自由記述\n{}", csv.concat());
    let options =
        Options { topic_groups: Some(3), topic_linkage: TopicLinkageName::Ward, ..Options::default() };
    AnalyzeArgs { options, ..arguments(folder, csv.as_bytes(), "survey.csv") }
}

#[test]
fn wards_method_takes_the_words_themselves_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let args = analysed(by_ward(folder.path()));
    assert_eq!(groups(&args), ["10 11 12", "20 21 22", "30 31 32"]);
    let report = read(&args, "report.html");
    assert!(
        report.contains("まとまり3個（3個まで）に分けました（TF-IDF、ユークリッド距離、Ward 法"),
        "{report}"
    );
    let methods = read(&args, "methods.md");
    for wanted in [
        "--topic-linkage ward --topic-groups 3",
        "文章ごとに長さを1にそろえる）のユークリッド距離のWard 法",
        "each text of length 1), Euclidean distances, Ward’s method",
        "による TF-IDF のユークリッド距離のWard 法（R の ward.D2）で束ね、",
        "Murtagh, F.",
    ] {
        assert!(methods.contains(wanted), "{wanted}: {methods}");
    }
    for untrue in ["LSA", "余弦距離", "cosine", "Deerwester"] {
        assert!(!methods.contains(untrue), "{untrue}: {methods}");
    }
    assert!(!report.contains("LSA"), "{report}");
}

#[test]
fn wards_method_with_vectors_takes_directions_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let vectors = folder.path().join("vectors.txt");
    fs::write(&vectors, "6 2\n通院 1 0\n休暇 1 0\n入院 0.7 0.7\n欠勤 0.7 0.7\n送迎 0 1\n自動車 0 1\n")
        .unwrap();
    let args = analysed(AnalyzeArgs { word_vectors: Some(vectors), ..by_ward(folder.path()) });
    assert_eq!(groups(&args), ["10 11 12", "20 21 22", "30 31 32"]);
    let methods = read(&args, "methods.md");
    for wanted in [
        "√(2×余弦距離) のWard 法",
        "distances √(2 × cosine distance), Ward’s method",
        "Deerwester, S.",
        "Arora, S.",
    ] {
        assert!(methods.contains(wanted), "{wanted}: {methods}");
    }
}
