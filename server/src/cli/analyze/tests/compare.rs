//! Codes of rules, or suggested themes, in the place of words: in network, clusters, map and correspondence analysis.

use std::collections::BTreeMap;

use analysis::multivariate::cluster::{Linkage, cluster};
use analysis::multivariate::scaling::non_metric;
use analysis::text::cooccurrence::CooccurrenceOptions;
use analysis::text::cooccurrence::compared::Compared;
use analysis::text::terms::Term;

use super::super::options::CompareName;
use super::*;

const ROWS: [&str; 6] = [
    "A,北部,手帳を取った。送迎を頼んだ。",
    "B,北部,手帳を取った。送迎を待った。",
    "C,北部,手帳を更新した。",
    "D,南部,送迎を待った。窓口で相談した。",
    "E,南部,窓口で相談した。",
    "F,南部,窓口で相談した。送迎を頼んだ。",
];

const RULES: &str = "＊手帳\n手帳\n＊送迎\n送迎\n＊窓口\n窓口\n＊どこにも\n面談\n";

/// What is compared.
fn compares(compare: CompareName) -> Options {
    Options { compare, ..Options::default() }
}

/// Analysed by the codes of rules.
fn by_rules(folder: &Path, rows: &[&str], rules: &str, out: &str) -> AnalyzeArgs {
    let path = folder.join("rules.cod");
    fs::write(&path, rules).unwrap();
    let csv = format!("番号,地域,自由記述\n{}\n", rows.join("\n"));
    AnalyzeArgs {
        rules: Some(path),
        map: true,
        options: compares(CompareName::Rules),
        out: folder.join(out),
        ..arguments(folder, csv.as_bytes(), "survey.csv")
    }
}

/// The codes as the pages compare them: people, those of most first.
fn codes() -> Vec<Term> {
    let code = |name: &str, documents: &[u32]| Term {
        lemma: name.to_owned(),
        class: "code",
        word: 0,
        n_documents: documents.len() as u32,
        n_occurrences: 0,
        n_negated: 0,
        documents: documents.to_vec(),
    };
    vec![code("＊送迎", &[0, 1, 3, 5]), code("＊手帳", &[0, 1, 2]), code("＊窓口", &[3, 4, 5])]
}

#[test]
fn codes_are_joined_and_lead_to_their_texts() {
    let folder = tempfile::tempdir().unwrap();
    let args = by_rules(folder.path(), &ROWS, RULES, "out");
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    // By hand: two of five have both codes of a pair.
    assert_eq!(
        lines(&args, "cooccurrence.csv"),
        ["＊送迎,＊手帳,0.4,2,2,1,0.4,A B", "＊送迎,＊窓口,0.4,2,2,1,0.4,D F"]
    );
    let nodes = lines(&args, "cooccurrence_words.csv");
    for (begins, ids) in
        [("＊送迎,rule,4,", "A B D F"), ("＊手帳,rule,3,", "A B C"), ("＊窓口,rule,3,", "D E F")]
    {
        let node = nodes.iter().find(|node| node.starts_with(begins));
        assert!(node.is_some_and(|node| node.ends_with(&format!(",{ids}"))), "{begins}: {nodes:?}");
    }
    // By hand: 3 2 0 / 0 2 3 have χ² = 6, which is .6 of ten.
    assert_eq!(lines(&args, "correspondence_inertia.csv"), ["地域,1,0.7746,0.6,100,100"]);
    let points = lines(&args, "correspondence.csv");
    for (begins, ids) in
        [("地域,value,北部,,", "A B C"), ("地域,rule,＊送迎,4,", "A B D F"), ("地域,rule,＊窓口,3,", "D E F")]
    {
        let point = points.iter().find(|point| point.starts_with(begins));
        assert!(point.is_some_and(|point| point.ends_with(&format!(",{ids}"))), "{begins}: {points:?}");
    }
    let methods = read(&args, "methods.md");
    for wanted in [
        "--compare rules",
        "単位は人（N=6）、1人以上についたコード3個、",
        "コードのクラスター分析：3個、人を単位とする距離（Jaccard係数）",
        "Clusters of codes: 3 in all, distances among people",
        "χ² の大きいコード3個、2個の値。人（N=6）を単位に、あるかどうかを数えた。",
    ] {
        assert!(methods.contains(wanted), "{wanted}: {methods}");
    }
    let report = read(&args, "report.html");
    for title in ["correspondence0-title\">コード × 地域<", "clusters-title\">コードのクラスター<"]
    {
        assert!(report.contains(&format!("<title id=\"{title}")), "{title} is not drawn");
    }
    assert!(report.contains("同じ人についたコードを線で結びました（単位は人、全部で6）"), "{report}");
    for target in report.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(report.contains(&format!("id=\"{target}\"")), "nothing has the id {target}");
    }
    // Words are counted as ever.
    assert!(read(&args, "terms.csv").contains("\r\n手帳,noun,3,3,3,"));
}

/// What pages show of codes comes from these functions.
#[test]
fn clusters_and_map_are_those_of_the_pages() {
    let folder = tempfile::tempdir().unwrap();
    let args = by_rules(folder.path(), &ROWS, RULES, "out");
    run(&args).unwrap();
    let options = CooccurrenceOptions { min_documents: Some(1), ..CooccurrenceOptions::standard() };
    let distances = Compared::codes(&codes(), 6, &options).distances().unwrap();
    let tree = cluster(&distances, Linkage::Ward).unwrap();
    let merges = lines(&args, "clusters.csv");
    assert_eq!(merges.len(), tree.merges.len());
    for (line, merge) in merges.iter().zip(&tree.merges) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!([cells[1], cells[2]], [merge.first.to_string(), merge.second.to_string()], "{line}");
        assert!((cells[5].parse::<f64>().unwrap() - merge.height).abs() < 1e-4, "{line}");
    }
    assert!(merges.iter().any(|line| line.contains("A B D F")), "{merges:?}");
    let map = non_metric(&distances, 2).unwrap();
    let places = lines(&args, "map.csv");
    assert_eq!(places.len(), 3);
    for ((line, code), place) in places.iter().zip(codes()).zip(&map.places) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells[..3], [code.lemma.as_str(), "rule", &code.n_documents.to_string()], "{line}");
        for (cell, coordinate) in cells[3..5].iter().zip(place) {
            assert!((cell.parse::<f64>().unwrap() - coordinate).abs() < 1e-4, "{line}");
        }
    }
    assert!(places[1].ends_with(",A B C"), "{places:?}");
}

#[test]
fn the_order_of_rows_changes_nothing_and_the_same_file_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let one = by_rules(folder.path(), &ROWS, RULES, "one");
    run(&one).unwrap();
    let first = files(&one.out);
    run(&one).unwrap();
    assert!(first == files(&one.out));
    let shuffled = [4, 2, 0, 5, 3, 1].map(|row| ROWS[row]);
    let other = by_rules(folder.path(), &shuffled, RULES, "other");
    run(&other).unwrap();
    for table in
        ["cooccurrence.csv", "cooccurrence_words.csv", "clusters.csv", "map.csv", "correspondence.csv"]
    {
        assert!(lines(&one, table).len() > 1, "{table}");
        assert_eq!(order::figures(&one, table), order::figures(&other, table), "{table}");
    }
    for picture in ["network.svg", "clusters.svg", "map.svg", "correspondence-1.svg"] {
        assert_eq!(read(&one, picture), read(&other, picture), "{picture}");
    }
}

/// P says one thing here and the other there; in no text are both.
#[test]
fn codes_are_counted_in_what_words_are_compared_by() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,人,自由記述\n1,P,手帳を取った。\n2,P,送迎を頼んだ。\n3,Q,手帳を更新した。\n4,R,送迎を待った。\n";
    let args = by_rules(folder.path(), &[], RULES, "out");
    let args = AnalyzeArgs {
        by: Vec::new(),
        person: Some("人".to_owned()),
        rules: args.rules,
        map: false,
        options: args.options,
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_eq!(lines(&args, "cooccurrence.csv"), ["＊手帳,＊送迎,0.3333,1,2,1,0.3333,1 2"]);
    let args = AnalyzeArgs { count_in: "document".to_owned(), ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_eq!(lines(&args, "cooccurrence.csv"), Vec::<String>::new());
    assert!(read(&args, "cooccurrence.csv").contains("word1,word2,jaccard,texts,"));
    assert!(read(&args, "report.html").contains("結びつきのあるコードがない"));
}

/// S writes from both areas, and is in neither.
#[test]
fn who_contradicts_themselves_is_on_no_plane() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,人,地域,自由記述\n1,P,北部,手帳を取った。\n2,Q,北部,手帳と送迎を頼んだ。\n\
        3,R,南部,送迎を待った。窓口で相談した。\n4,S,北部,窓口で休んだ。\n5,S,南部,送迎を見た。\n";
    let args = by_rules(folder.path(), &[], RULES, "out");
    let args = AnalyzeArgs {
        person: Some("人".to_owned()),
        rules: args.rules,
        options: args.options,
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let points = lines(&args, "correspondence.csv");
    for (begins, ids) in [
        ("地域,value,北部,,", "1 2"),
        ("地域,rule,＊送迎,2,", "2 3"),
        ("地域,rule,＊手帳,2,", "1 2"),
        ("地域,rule,＊窓口,1,", "3"),
    ] {
        let point = points.iter().find(|point| point.starts_with(begins));
        assert!(point.is_some_and(|point| point.ends_with(&format!(",{ids}"))), "{begins}: {points:?}");
    }
}

#[test]
fn themes_have_the_texts_of_the_other_tables() {
    let folder = tempfile::tempdir().unwrap();
    let (card, letter) = ("手帳がないため障害者枠に応募できない。", "主治医の意見書がもらえず困っている。");
    // Else the last text would be nearly the first.
    let other = "朝の電車は混んでいて座れない日もあり、休みの取り方を会社の人と話したいと思っている。";
    let csv = format!(
        "番号,地域,自由記述\n1,北部,{card}{letter}\n2,北部,{card}\n3,南部,{letter}とても困る。\n4,南部,{letter}{card}{other}\n"
    );
    for unit in ["person", "sentence"] {
        let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
        let options = compares(CompareName::Themes);
        let args = AnalyzeArgs { count_in: unit.to_owned(), options, ..args };
        run(&args).unwrap();
        let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in lines(&args, "crosstab.csv").iter().filter(|line| line.starts_with(",,")) {
            let cells: Vec<&str> = line.split(',').collect();
            let ids = cells.last().unwrap().split_whitespace().map(str::to_owned);
            texts.insert(format!("{} {}", cells[4], cells[5]), ids.collect());
        }
        let places = lines(&args, "correspondence.csv");
        let themes: Vec<&String> = places.iter().filter(|line| line.contains(",theme,")).collect();
        assert!(themes.len() > 1, "{unit}: {places:?}");
        for line in themes {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(*cells.last().unwrap(), texts[cells[2]].join(" "), "{unit}: {line}");
        }
        let pairs = lines(&args, "cooccurrence.csv");
        // Nobody says both in one sentence.
        assert_eq!(pairs.is_empty(), unit == "sentence", "{unit}: {pairs:?}");
        for line in pairs {
            let cells: Vec<&str> = line.split(',').collect();
            let (one, other) = (&texts[cells[0]], &texts[cells[1]]);
            let both: Vec<&String> = one.iter().filter(|id| other.contains(id)).collect();
            let jaccard = both.len() as f64 / (one.len() + other.len() - both.len()) as f64;
            assert!((cells[2].parse::<f64>().unwrap() - jaccard).abs() < 1e-4, "{line}");
            assert_eq!(cells[7].split_whitespace().collect::<Vec<_>>(), both, "{line}");
        }
        assert!(read(&args, "report.html").contains("提案されたテーマのクラスター"));
    }
}

#[test]
fn without_rules_there_are_no_codes_to_compare() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    let message = message(&AnalyzeArgs { options: compares(CompareName::Rules), ..args });
    assert!(message.contains("--compare rules") && message.contains("--rules で"), "{message}");
}

#[test]
fn one_code_alone_is_compared_with_nothing_and_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let args = by_rules(folder.path(), &ROWS, "＊手帳\n手帳\n＊どこにも\n面談\n", "out");
    assert_eq!(run(&args).unwrap(), ExitCode::from(PROBLEMS_FOUND), "it is told");
    for table in
        ["cooccurrence.csv", "cooccurrence_words.csv", "clusters.csv", "map.csv", "correspondence.csv"]
    {
        assert_eq!(lines(&args, table), Vec::<String>::new(), "{table}");
    }
    for picture in ["clusters.svg", "map.svg", "correspondence-1.svg"] {
        assert!(!args.out.join(picture).exists(), "{picture}");
    }
    let report = read(&args, "report.html");
    assert!(report.contains("コードや文章が少ないため、計算していません"), "{report}");
    assert!(report.contains("結びつきのあるコードがない"), "{report}");
    let methods = read(&args, "methods.md");
    for wanted in ["コードや文章が少ない", "too few codes or texts", "Clusters of codes"] {
        assert!(methods.contains(wanted), "{wanted}: {methods}");
    }
    // What is said of the rules themselves stays.
    assert_eq!(lines(&args, "rules.csv")[0], "＊手帳,3,6,50,document,3,A B C");
}
