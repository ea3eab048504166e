//! methods.md names the works behind what was done, and no others.

use super::super::options::{DeniedName, GroupingName};
use super::*;

/// Six people in areas who are asked twice.
fn answers(n_areas: usize) -> String {
    let row = |n: usize, wave: usize| {
        let answer = if wave == 1 { n } else { n + n + 2 };
        format!("{wave}-{n},P{n},第{wave}回,地域{},{answer},窓口で相談した\n", n * n_areas / 6)
    };
    let rows: String = (1..=2).flat_map(|wave| (0..6).map(move |n| row(n, wave))).collect();
    format!("番号,人,回,地域,満足,自由記述\n{rows}")
}

/// The methods, once in each language.
fn methods(args: &AnalyzeArgs) -> String {
    assert_eq!(run(args).unwrap(), ExitCode::SUCCESS);
    read(args, "methods.md")
}

fn assert_cited(methods: &str, works: &[&str], are_cited: bool) {
    for work in works {
        let n = methods.matches(work).count();
        assert_eq!(n, if are_cited { 2 } else { 0 }, "{work}: {methods}");
    }
}

/// The paragraph that is copied into a paper, in Japanese and in English.
fn paragraphs(methods: &str) -> [String; 2] {
    ["## 引用文", "## To cite"].map(|heading| {
        let (_, rest) = methods.split_once(heading).unwrap();
        let (_, rest) = rest.split_once("\n\n").unwrap();
        rest.split_once("\n\n").unwrap().0.to_owned()
    })
}

#[test]
fn a_paragraph_for_a_paper_tells_what_was_done_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), answers(2).as_bytes(), "survey.csv");
    let plain = AnalyzeArgs { by: Vec::new(), ..args.clone() };
    let [ja, en] = paragraphs(&methods(&plain));
    assert!(!ja.contains('\n') && !ja.starts_with('-') && !en.contains('\n'), "{ja} {en}");
    for wanted in [
        "12件の文章（",
        env!("CARGO_PKG_VERSION"),
        "IPADIC",
        "Jaccard係数",
        "共起ネットワークには、",
        "人以上が使う",
        "前後5語までの語を数えた（コロケーション。",
        "手がかりの語による規則で、文ごとに提案した",
    ] {
        assert!(ja.contains(wanted), "{wanted}: {ja}");
    }
    for wanted in ["12 texts (", "IPADIC", "Jaccard", "The co-occurrence network is made of "] {
        assert!(en.contains(wanted), "{wanted}: {en}");
    }
    for other in
        ["Holm", "χ²", "Mann", "McNemar", "有意水準", "リスト", "打ち消された", "KH Coder", "モンテカルロ"]
    {
        assert!(!ja.contains(other) && !en.contains(other), "{other}: {ja} {en}");
    }

    fs::write(folder.path().join("stop.txt"), "送迎\n").unwrap();
    let with_more = AnalyzeArgs {
        scale: vec!["満足".to_owned()],
        person: Some("人".to_owned()),
        wave: Some("回".to_owned()),
        stop_words: Some(folder.path().join("stop.txt")),
        ..args
    };
    let [ja, en] = paragraphs(&methods(&with_more));
    for wanted in [
        "使用しない語",
        "列 `地域` との関連は、χ² 検定",
        "期待度数5未満のセルがあれば Fisher の正確確率検定で、2×2 より大きい表は9999回のモンテカルロ法",
        "列 `回` による",
        "の両方に答えた6人の変化は、McNemar の検定",
        "尺度（`満足`）は、Mann-Whitney の検定・Wilcoxon の符号付順位検定でくらべた（p は補正していない）",
        "Holm の方法で補正した。",
        "有意水準は5%とした。",
    ] {
        assert!(ja.contains(wanted), "{wanted}: {ja}");
    }
    for wanted in ["lists used: Stop words", "(`満足`)", "McNemar’s test", "The level of significance is 5%."]
    {
        assert!(en.contains(wanted), "{wanted}: {en}");
    }
}

/// What words are changes every number of them.
#[test]
fn the_paragraph_tells_how_words_were_cut_and_which_were_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), answers(2).as_bytes(), "survey.csv");
    let options = Options { denied: DeniedName::Apart, ..Options::default() };
    let apart = AnalyzeArgs { by: Vec::new(), options, ..args.clone() };
    let [ja, en] = paragraphs(&methods(&apart));
    assert!(ja.contains("打ち消された語は、「理解〜ない」のように別の語として数えた。"), "{ja}");
    assert!(en.contains("Denied words were counted as words of their own"), "{en}");
    let as_khcoder = AnalyzeArgs { by: Vec::new(), khcoder: true, ..args };
    let [ja, en] = paragraphs(&methods(&as_khcoder));
    assert!(ja.contains("KH Coder 3 に合わせた") && en.contains("as KH Coder 3 does"), "{ja} {en}");
}

/// No word has nine people, so that nothing but the codes is drawn.
#[test]
fn works_behind_a_network_of_codes_are_cited_without_one_of_words() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊窓口\n窓口\n＊相談\n相談\n").unwrap();
    let csv = "番号,自由記述\n1,窓口で相談した\n2,窓口で相談した\n3,送迎\n";
    let cited = |grouping: GroupingName, rules: Option<&Path>| {
        let options = Options { least: Some(9), grouping, ..Options::default() };
        let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
        let args = AnalyzeArgs { by: Vec::new(), rules: rules.map(Path::to_owned), options, ..args };
        assert_eq!(run(&args).unwrap(), ExitCode::from(1), "that no word is as frequent is told");
        read(&args, "methods.md")
    };
    let [drawn, by_modularity] = [["Fruchterman, T. M. J."], ["Clauset, A."]];
    let [by_walks, by_edges] = [["Pons, P."], ["Girvan, M."]];
    let betweenness = ["Brandes, U."];
    let said = cited(GroupingName::Modularity, Some(&rules));
    assert_cited(&said, &[drawn, by_modularity].concat(), true);
    assert_cited(&said, &[by_walks, by_edges, betweenness].concat(), false);
    let said = cited(GroupingName::RandomWalk, Some(&rules));
    assert_cited(&said, &[drawn, by_walks].concat(), true);
    let said = cited(GroupingName::EdgeBetweenness, Some(&rules));
    assert_cited(&said, &[drawn, by_edges, betweenness].concat(), true);
    let said = cited(GroupingName::None, Some(&rules));
    assert_cited(&said, &drawn, true);
    assert_cited(&said, &by_modularity, false);
    let said = cited(GroupingName::Modularity, None);
    assert_cited(&said, &[drawn, by_modularity].concat(), false);
}

#[test]
fn works_are_cited_where_they_were_used() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), answers(2).as_bytes(), "survey.csv");
    let plain = AnalyzeArgs { by: Vec::new(), ..args.clone() };
    let of_scales = ["Mann, H. B., & Whitney, D. R. (1947)", "Wilcoxon, F. (1945)", "Cronbach, L. J. (1951)"];
    let of_waves = ["McNemar, Q. (1947)", "Holm, S. (1979)", "Smithson, M. (2003)"];
    let more_groups = ["Kruskal, W. H., & Wallis, W. A. (1952)"];
    let always = ["Brandes, U. (2001)", "Dunning, T. (1993)", "Clauset, A."];
    let of_tables = ["Haberman, S. J. (1973)"];
    let said = methods(&plain);
    assert_cited(&said, &always, true);
    for others in [
        &of_scales[..],
        &of_waves,
        &of_tables,
        &more_groups,
        &["Kruskal, J. B. (1964)", "Girvan, M.", "Pons, P."],
    ] {
        assert_cited(&said, others, false);
    }
    assert!(said.contains("樋口耕一（2020）") && said.contains("Higuchi, K. (2020)"), "{said}");

    let with_scale = AnalyzeArgs {
        scale: vec!["満足".to_owned()],
        person: Some("人".to_owned()),
        wave: Some("回".to_owned()),
        ..args
    };
    let said = methods(&with_scale);
    for used in [&always[..], &of_scales[..2], &of_waves, &of_tables] {
        assert_cited(&said, used, true);
    }
    assert_cited(&said, &more_groups, false);
    assert_cited(&said, &of_scales[2..], false);
    assert!(said.contains("20種類より多い数のある列は") && said.contains("more than 20 different"), "{said}");

    fs::write(&with_scale.file, answers(3)).unwrap();
    let said = methods(&with_scale);
    assert_cited(&said, &more_groups, true);
    assert_cited(&said, &of_scales[..1], false);
}
