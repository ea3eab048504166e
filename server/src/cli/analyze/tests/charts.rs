//! The pictures of the report: each a file of its own, and each says its numbers.

use super::*;

/// Ten in the north who speak of the notebook and are not content, ten in the south who say nothing and are.
fn answers() -> String {
    let north = |n: usize| format!("{n},北部,{},手帳がないため障害者枠に応募できない。\n", 1 + n % 2);
    let south = |n: usize| format!("{n},南部,5,特になし\n");
    let rows: String = (1..=10).map(north).chain((11..=20).map(south)).collect();
    format!("番号,地域,満足,自由記述\n{rows}")
}

#[test]
fn every_picture_is_drawn_and_says_its_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊手帳\n手帳\n＊応募\n応募\n").unwrap();
    let args = AnalyzeArgs {
        scale: vec!["満足".to_owned()],
        word: vec!["手帳".to_owned()],
        rules: Some(rules),
        png: true,
        ..arguments(folder.path(), answers().as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let report = read(&args, "report.html");
    // By hand: of 20 ten have the code, all of them in the north: (10 − 5) ÷ √(5 · .5 · .5) = 4.47.
    for (name, id, numbers) in [
        ("words", "bars-words", "手帳: 10"),
        ("word-cloud", "word-cloud", "手帳: 10"),
        ("themes-1", "themes1", "C01 制度の谷間・手帳要件: 10"),
        ("codes", "bars-codes", "＊手帳: 10 (50.0%)"),
        ("codes-network", "rules-network", "＊手帳 – ＊応募"),
        (
            "heatmap-1",
            "heatmap1",
            "C01 制度の谷間・手帳要件: 北部 (n=10) 10▲▲ (100.0%) +4.47, 南部 (n=10) 0▽▽ (0.0%) -4.47",
        ),
        (
            "word-heatmap-1",
            "word-heatmap1",
            "手帳: 北部 (n=10) 10▲▲ (100.0%) +4.47, 南部 (n=10) 0▽▽ (0.0%) -4.47",
        ),
        (
            "likert-1",
            "likert1",
            "地域 北部 (n=10): 1 5 (50.0%), 2 5 (50.0%), 3 0 (0.0%), 4 0 (0.0%), 5 0 (0.0%)",
        ),
        ("strips-1", "strips1", "10: 1 (0%)"),
    ] {
        let svg = read(&args, &format!("{name}.svg"));
        assert!(svg.contains(numbers), "{name} does not say {numbers}: {svg}");
        assert!(!svg.contains("href="), "{name} leads into the report");
        assert!(report.contains(&format!("<title id=\"{id}-title\">")), "{name} is not in the report");
        assert!(fs::read(args.out.join(format!("{name}.png"))).unwrap().starts_with(b"\x89PNG"), "{name}");
    }
    for target in report.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(report.contains(&format!("id=\"{target}\"")), "nothing has the id {target}");
    }
}

#[test]
fn nothing_to_draw_is_no_picture() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,地域,満足,自由記述\n1,北部,,特になし\n2,南部,,特になし\n";
    let args = AnalyzeArgs {
        scale: vec!["満足".to_owned()],
        word: vec!["手帳".to_owned()],
        stop_words: Some(folder.path().join("stop.txt")),
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    fs::write(folder.path().join("stop.txt"), "特に\nなし\nない\n").unwrap();
    run(&args).unwrap();
    for name in ["words", "word-cloud", "themes-1", "heatmap-1", "likert-1", "strips-1"] {
        assert!(!args.out.join(format!("{name}.svg")).exists(), "{name}");
    }
    let report = read(&args, "report.html");
    assert!(!report.contains("<div class=\"picture\"></div>") && !report.contains("0組、0件"), "{report}");
    for section in ["words", "neighbours", "kwic"] {
        let (_, section) = report.split_once(&format!("<section id=\"{section}\">")).unwrap();
        let (section, _) = section.split_once("</section>").unwrap();
        assert!(section.contains(&text(LANG, "analyze-words-empty", &[])), "{section}");
    }
}
