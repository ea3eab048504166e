//! Measures, groups, clusters and coordinates that are chosen are those of the files, and told.

use super::super::options::{GroupingName, LinkageName, MeasureName, ScalingName};
use super::*;

/// 窓口 stands in five texts, 求人 and 送迎 in three, both of them in one.
const WORDS: &str =
    "番号,自由記述\n1,窓口と求人\n2,窓口と求人\n3,窓口と送迎\n4,窓口と送迎\n5,窓口と求人と送迎\n";

fn analysed(folder: &Path, csv: &str, options: Options) -> AnalyzeArgs {
    let args = arguments(folder, csv.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { by: Vec::new(), options, ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    args
}

fn cell(line: &str, place: usize) -> &str {
    line.split(',').nth(place).unwrap()
}

#[test]
fn the_network_and_the_clusters_are_those_of_the_measure() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        measure: MeasureName::Dice,
        least_strength: Some(0.5),
        grouping: GroupingName::RandomWalk,
        linkage: LinkageName::Complete,
        clusters: Some(2),
        ..Options::default()
    };
    let args = analysed(folder.path(), WORDS, options);
    // 求人 and 送迎 have 1 ÷ 3 only. By hand: 2 · 3 ÷ (5 + 3) beside Jaccard's 3 ÷ 5.
    let pairs = lines(&args, "cooccurrence.csv");
    assert_eq!(pairs.len(), 2, "{pairs:?}");
    assert!(pairs.iter().all(|pair| (cell(pair, 2), cell(pair, 6)) == ("0.6", "0.75")), "{pairs:?}");
    let merges = lines(&args, "clusters.csv");
    let heights: Vec<&str> = merges.iter().map(|merge| cell(merge, 5)).collect();
    assert_eq!(heights, ["0.25", "0.6667"]);
    let report = read(&args, "report.html");
    assert!(report.contains("Dice係数</th>") && report.contains("3語を2個に分けました"), "{report}");
    assert!(report.contains("最遠隣法") && report.contains("ランダムウォーク"), "{report}");
    let methods = read(&args, "methods.md");
    for wanted in
        ["--measure dice --grouping random-walk --linkage complete", "Dice coefficient", "complete linkage"]
    {
        assert!(methods.contains(wanted), "{wanted}: {methods}");
    }
    assert!(!methods.contains("Jaccard係数") && !methods.contains("Jaccard coefficient"), "{methods}");
}

/// By hand: 主治医 is three and 意見書 two of the eight tokens of P, and each one of the three of Q; in the texts they are one and one of
/// three, two and one of five, one and one of three. Everybody has both, so that by whether a word is there all would be 1.
#[test]
fn the_cosine_is_of_rates_in_the_network_and_in_the_clusters() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,人,自由記述\n1,P,主治医と意見書\n2,P,主治医、主治医、意見書\n3,Q,主治医と意見書\n";
    let by_cosine = |count_in: &str| {
        let args = AnalyzeArgs {
            by: Vec::new(),
            person: Some("人".to_owned()),
            count_in: count_in.to_owned(),
            options: Options { measure: MeasureName::Cosine, ..Options::default() },
            ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
        };
        assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
        let (pairs, merges) = (lines(&args, "cooccurrence.csv"), lines(&args, "clusters.csv"));
        assert_eq!((pairs.len(), merges.len()), (1, 1), "{pairs:?} {merges:?}");
        let numbers = [cell(&pairs[0], 6), cell(&merges[0], 5)].map(str::to_owned);
        (numbers, read(&args, "methods.md"))
    };
    let (of_people, methods) = by_cosine("person");
    assert_eq!(of_people, ["0.9799", "0.0201"]);
    for wanted in ["人ごとの1,000語あたりの出現回数から求めたコサイン係数", "per 1,000 tokens of each person"]
    {
        assert_eq!(methods.matches(wanted).count(), 2, "of the network and of the clusters: {methods}");
    }
    let (of_texts, methods) = by_cosine("document");
    assert_eq!(of_texts, ["0.9546", "0.0454"]);
    assert!(methods.contains("per 1,000 tokens of each text"), "{methods}");
    let plain = analysed(folder.path(), WORDS, Options::default());
    assert!(!read(&plain, "methods.md").contains("1,000語あたり"), "sets have no rates");
}

#[test]
fn so_many_lines_are_drawn_as_are_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let all = analysed(folder.path(), WORDS, Options::default());
    assert_eq!(lines(&all, "cooccurrence.csv").len(), 3);
    // The two strongest are equal.
    let fewer = analysed(folder.path(), WORDS, Options { edges: Some(1), ..Options::default() });
    assert_eq!(lines(&fewer, "cooccurrence.csv").len(), 2);
    assert!(read(&fewer, "methods.md").contains("--edges 1"));
}

/// 窓口 stands in five texts, the others in three; by hand 求人 and 送迎 have the weakest line.
#[test]
fn the_network_is_that_of_frequent_words_or_of_the_tree() {
    let folder = tempfile::tempdir().unwrap();
    let words = |options: Options| {
        let args = analysed(folder.path(), WORDS, options);
        let words = lines(&args, "cooccurrence_words.csv");
        let groups: Vec<String> = words.iter().map(|word| cell(word, 3).to_owned()).collect();
        (args.clone(), words.len(), groups)
    };
    let (args, n, groups) = words(Options { tree: true, grouping: GroupingName::None, ..Options::default() });
    let pairs = lines(&args, "cooccurrence.csv");
    assert_eq!((pairs.len(), n), (2, 3), "{pairs:?}");
    assert!(pairs.iter().all(|pair| pair.contains("窓口")), "{pairs:?}");
    assert_eq!(groups, ["", "", ""]);
    let report = read(&args, "report.html");
    assert!(report.contains("最小全域木の線だけを描いています") && !report.contains("破線は"), "{report}");
    let methods = read(&args, "methods.md");
    assert!(methods.contains("群は分けていない") && methods.contains("No groups"), "{methods}");
    assert!(!methods.contains("Clauset"), "{methods}");
    let (args, n, _) = words(Options { least: Some(4), ..Options::default() });
    assert_eq!((n, lines(&args, "cooccurrence.csv").len()), (0, 0), "one word alone");
    let methods = read(&args, "methods.md");
    assert!(
        methods.contains("共起ネットワーク：計算していない（4人以上が使う1語（指定した下限）に"),
        "{methods}"
    );
    let (args, n, _) = words(Options { words: Some(2), ..Options::default() });
    assert_eq!((n, lines(&args, "clusters.csv").len()), (2, 1));
    let methods = read(&args, "methods.md");
    for wanted in [
        "--words 2",
        "使う3語（",
        "のうち、使う人の多い2語（--words）、",
        "of these the 2 of most people (--words)",
    ] {
        assert!(methods.contains(wanted), "{wanted}: {methods}");
    }
    let report = read(&args, "report.html");
    assert!(report.contains("使う3語のうち、使う人の多い2語（--words）、共起する1組"), "{report}");
}

/// 窓口 と 求人 : the particle stands between them, so that a span of one reaches no word.
#[test]
fn neighbours_stand_within_the_span() {
    let folder = tempfile::tempdir().unwrap();
    let near = |options: Options| lines(&analysed(folder.path(), WORDS, options), "collocations.csv");
    assert!(near(Options { span: Some(1), ..Options::default() }).is_empty());
    assert_eq!(near(Options::default()).len(), 6, "each word has both others");
    assert_eq!(near(Options { neighbours: Some(1), ..Options::default() }).len(), 3);
}

/// The network of codes is by the measure that was asked for: 2 · 1 ÷ (2 + 2) beside Jaccard's 1 ÷ 3.
#[test]
fn the_network_of_codes_follows_the_options() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊求人\n求人\n＊送迎\n送迎\n").unwrap();
    let args =
        arguments(folder.path(), "番号,自由記述\n1,求人\n2,求人と送迎\n3,送迎\n".as_bytes(), "survey.csv");
    let options = Options { measure: MeasureName::Dice, ..Options::default() };
    let args = AnalyzeArgs { by: Vec::new(), rules: Some(rules), options, ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let svg = read(&args, "codes-network.svg");
    assert!(svg.contains("＊求人 – ＊送迎: 0.5"), "{svg}");
    assert!(read(&args, "report.html").contains("Dice係数の大きいもの"));
    let methods = read(&args, "methods.md");
    for wanted in [
        "コードの共起ネットワーク：文章（N=3）についたコードのうち、多い順に2個、Dice係数、いっしょについた1組のうち上位10組（係数0.5000以上",
        "N=2、E=1、D=1.000。群はモジュラリティ",
        "Co-occurrence network of codes: the 2 codes of most units",
    ] {
        assert!(methods.contains(wanted), "{wanted}: {methods}");
    }
}

#[test]
fn coordinates_are_stretched_as_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,地域,自由記述\n1,北部,窓口と求人\n2,北部,窓口と求人\n3,南部,窓口と送迎\n4,南部,送迎\n5,西部,求人と送迎\n";
    let coordinates = |scaling: ScalingName| -> Vec<f64> {
        let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
        let args = AnalyzeArgs { options: Options { scaling, ..Options::default() }, ..args };
        run(&args).unwrap();
        let words = Options { scaling, ..Options::default() }.scaling_words("ja");
        assert!(read(&args, "methods.md").contains(&format!("座標は{words}")));
        assert!(read(&args, "report.html").contains(&format!("座標は{words}です")));
        lines(&args, "correspondence.csv").iter().map(|line| cell(line, 4).parse().unwrap()).collect()
    };
    let [principal, root, standard] =
        [ScalingName::Principal, ScalingName::Root, ScalingName::Standard].map(coordinates);
    assert!(principal.len() >= 5, "{principal:?}");
    for ((principal, root), standard) in principal.iter().zip(&root).zip(&standard) {
        // Times σ and times √σ: the one in the middle is the geometric mean.
        assert!((root * root - principal * standard).abs() < 1e-2, "{principal} {root} {standard}");
        assert!(standard.abs() > principal.abs(), "{principal} {standard}");
    }
}

/// By numpy: the singular values of (P − r c) ÷ √(r c), P being 2 2 0 / 1 0 2 / 0 1 1 ÷ 9, and mass times standard coordinate².
#[test]
fn dimensions_and_contributions_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,地域,自由記述\n1,北部,窓口と求人\n2,北部,窓口と求人\n3,南部,窓口と送迎\n4,南部,送迎\n5,西部,求人と送迎\n";
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_eq!(
        lines(&args, "correspondence_inertia.csv"),
        ["地域,1,0.6517,0.4248,76.46,76.46", "地域,2,0.3617,0.1308,23.54,100"]
    );
    let rows = lines(&args, "correspondence.csv");
    for (name, [first, second]) in [
        ("窓口", ["0.0814", "0.5853"]),
        ("求人", ["0.2703", "0.3963"]),
        ("送迎", ["0.6483", "0.0184"]),
        ("北部", ["0.5088", "0.0468"]),
        ("南部", ["0.4593", "0.2073"]),
        ("西部", ["0.0319", "0.7459"]),
    ] {
        let row = rows.iter().find(|row| cell(row, 2) == name).unwrap();
        assert_eq!([cell(row, 11), cell(row, 12), cell(row, 13)], [first, second, ""], "{row}");
    }
}
