//! Columns against one another, words against columns, α, and what is said of tests.

use super::*;

/// Twenty people. Of ten in the north eight are young and all speak of the ride, of ten in the south two are young and all speak of
/// advice. The first wrote twice; somebody more says that they are from both.
fn answers() -> String {
    let row = |n: usize| {
        let (area, word) = if n < 10 { ("北部", "送迎") } else { ("南部", "相談") };
        let age = if !(8..18).contains(&n) { "20代" } else { "60代" };
        format!("{n},P{n},{area},{age},{word}\n")
    };
    let rows: String = (0..20).map(row).collect();
    format!(
        "番号,人,地域,年代,自由記述\n{rows}20,P0,北部,20代,送迎\n21,PX,北部,20代,相談\n22,PX,南部,20代,相談\n"
    )
}

fn compared(folder: &Path) -> AnalyzeArgs {
    let args = AnalyzeArgs {
        by: ["地域", "年代", "地域"].map(str::to_owned).to_vec(),
        person: Some("人".to_owned()),
        ..arguments(folder, answers().as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    args
}

#[test]
fn columns_are_set_against_one_another_by_people() {
    let folder = tempfile::tempdir().unwrap();
    let args = compared(folder.path());
    let rows = lines(&args, "attributes.csv");
    assert_eq!(rows.len(), 4, "one pair of columns: {rows:?}");
    // By hand: 3 ÷ √(5 · .5 · .5) = 2.683, its p four times; χ² with Yates 4 · 2.5² ÷ 5; φ = (64 − 4) ÷ 100.
    let first = "地域,北部,年代,20代,8,10,10,80,80,2.683,0.02916,chi_square,5,1,0.02535,0.6,";
    assert!(rows[0].starts_with(first), "{rows:?}");
    assert!(rows[0].ends_with(",1,0 1 2 3 4 5 6 7 20"), "who contradicts themselves is left out: {rows:?}");
    assert!(rows[3].starts_with("地域,南部,年代,60代,8,10,10,80,80,2.683,"), "{rows:?}");
    let picture = read(&args, "attributes-1.svg");
    assert!(picture.contains("北部: 20代 8▲ (80.0%) +2.68, 60代 2▽ (20.0%) -2.68"), "{picture}");
    let report = read(&args, "report.html");
    for wanted in [
        "「年代」の答えは、地域によってちがいます。",
        "関連は強めです（φ = .60）。",
        "χ²(1) = 5.00, p = .025, φ = .60 [",
    ] {
        assert!(report.contains(wanted), "{wanted}");
    }
    assert!(read(&args, "methods.md").contains("列どうしのクロス集計：`地域` × `年代`"));
}

#[test]
fn words_are_set_against_columns_by_people() {
    let folder = tempfile::tempdir().unwrap();
    let args = compared(folder.path());
    let rows = lines(&args, "word_crosstab.csv");
    // Two words, two columns of two values.
    assert_eq!(rows.len(), 8, "{rows:?}");
    let ride = rows.iter().find(|row| row.starts_with("地域,北部,10,送迎,")).unwrap();
    // By hand: 5 ÷ √(5 · .5 · .5) = 4.472; χ² with Yates 4 · 4.5² ÷ 5. By scipy: 2 · norm.sf(√20) of four cells; chi2.sf(16.2, 1).
    assert!(ride.contains(",10,100,4.472,0.00003098,chi_square,16.2,1,0.00005699,1,"), "{ride}");
    assert!(ride.ends_with(",1,0 1 2 3 4 5 6 7 8 9 20"), "{ride}");
    let report = read(&args, "report.html");
    assert!(report.contains("「送迎」の割合は、地域によってちがいます。"), "{report}");
    assert!(report.contains("2項目のうち2項目で、地域によるちがいが見られました"), "{report}");
    assert!(!report.contains("analyze-"), "words are missing");
}

/// 送迎 is the word of fewest people.
#[test]
fn words_that_are_named_stand_first() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,回,地域,自由記述\n1,1,北部,相談と送迎\n2,2,北部,相談\n3,1,南部,相談\n4,2,南部,相談\n";
    let args = AnalyzeArgs {
        wave: Some("回".to_owned()),
        word: vec!["送迎".to_owned()],
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let (table, trends) = (lines(&args, "word_crosstab.csv"), lines(&args, "trends.csv"));
    assert!(table[0].starts_with("地域,北部,2,送迎,"), "{table:?}");
    assert!(trends[0].starts_with("回,1,送迎,"), "{trends:?}");
    let report = read(&args, "report.html");
    let (_, section) = report.split_once("<section id=\"compared-words\">").unwrap();
    let (section, _) = section.split_once("</section>").unwrap();
    assert!(section.contains(">送迎</th>") && section.contains("</a> (50.0)"), "{section}");
    let named = AnalyzeArgs { word: Vec::new(), ..args.clone() };
    run(&named).unwrap();
    assert!(lines(&named, "word_crosstab.csv")[0].starts_with("地域,北部,2,相談,"));
}

#[test]
fn one_column_is_set_against_words_alone() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    run(&args).unwrap();
    assert!(!args.out.join("attributes.csv").exists());
    assert!(!lines(&args, "word_crosstab.csv").is_empty());
    let none = AnalyzeArgs { by: Vec::new(), ..args };
    run(&none).unwrap();
    assert!(!none.out.join("word_crosstab.csv").exists());
}

#[test]
fn what_came_of_the_tests_of_codes_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let north = |n: usize| format!("{n},北部,手帳がないため障害者枠に応募できない。\n");
    let south = |n: usize| format!("{n},南部,特になし\n");
    let rows: String = (1..=10).map(north).chain((11..=20).map(south)).collect();
    let csv = format!("番号,地域,自由記述\n{rows}");
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊手帳\n手帳\n").unwrap();
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { rules: Some(rules), ..args };
    run(&args).unwrap();
    let report = read(&args, "report.html");
    for wanted in [
        "「制度の谷間・手帳要件」の割合は、地域によってちがいます。",
        "「＊手帳」の割合は、地域によってちがいます。",
        "目立つのは、北部で多い、南部で少ないことです。",
    ] {
        assert!(report.contains(wanted), "{wanted}");
    }
}

#[test]
fn scales_together_have_an_alpha() {
    let folder = tempfile::tempdir().unwrap();
    // As in analysis::statistics::cronbach; one left an item out, and one says two things.
    let csv = "番号,人,一,二,三,自由記述\n1,A,4,5,4,相談\n2,B,3,3,2,相談\n3,C,5,5,5,相談\n4,D,2,3,2,相談\n5,E,4,4,3,相談\n\
        6,F,1,2,2,相談\n7,G,1,,5,相談\n8,H,1,1,1,相談\n9,H,2,1,1,相談\n";
    let args = AnalyzeArgs {
        by: Vec::new(),
        scale: ["一", "二", "三"].map(str::to_owned).to_vec(),
        person: Some("人".to_owned()),
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_eq!(
        lines(&args, "alpha.csv"),
        [
            ",3,6,0.961,1,一,0.955,1 2 3 4 5 6",
            ",3,6,0.961,1,二,0.919,1 2 3 4 5 6",
            ",3,6,0.961,1,三,0.957,1 2 3 4 5 6"
        ]
    );
    let report = read(&args, "report.html");
    assert!(report.contains("「一、二、三」の3項目はよくまとまっていて"), "{report}");
    assert!(report.contains("クロンバックのα = .96（すべてに答えた6人）。"), "{report}");
    assert!(read(&args, "methods.md").contains("クロンバックの α：`一` `二` `三`"));
}
