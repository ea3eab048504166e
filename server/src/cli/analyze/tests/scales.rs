//! Answers on a scale.

use super::*;

/// Six people in two areas who are asked twice; the second time everybody of them says more. P7 contradicts themselves.
fn answers() -> String {
    let row = |n: usize, wave: usize| {
        let area = if n < 3 { "北部" } else { "南部" };
        let answer = if wave == 1 { n } else { n + n + 2 };
        format!("{wave}-{n},P{n},第{wave}回,{area},{answer},相談した\n")
    };
    let rows: String = (1..=2).flat_map(|wave| (0..6).map(move |n| row(n, wave))).collect();
    format!(
        "番号,人,回,地域,満足,自由記述\n{rows}x,P7,第1回,北部,1,窓口\ny,P7,第1回,北部,５,窓口\nz,P8,第1回,北部,はい,窓口\n"
    )
}

fn with_scale(folder: &Path) -> AnalyzeArgs {
    AnalyzeArgs {
        scale: vec!["満足".to_owned()],
        person: Some("人".to_owned()),
        wave: Some("回".to_owned()),
        ..arguments(folder, answers().as_bytes(), "survey.csv")
    }
}

#[test]
fn scales_are_compared_between_groups_and_with_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let args = with_scale(folder.path());
    assert_eq!(run(&args).unwrap(), ExitCode::from(PROBLEMS_FOUND), "はい is no number");
    let rows = lines(&args, "scales.csv");
    // In each wave 3 below 3: by wilcox.test(0:2, 3:5), W = 0, p = .1. Six who rose by 2 to 7: W = 21 (R’s V), p = 2 ÷ 2⁶.
    assert_eq!(
        rows,
        [
            "満足,地域,第1回,北部,3,1,1,mann_whitney,exact,0,,0.1,-1,1,1-0 1-1 1-2",
            "満足,地域,第1回,南部,3,4,4,mann_whitney,exact,0,,0.1,-1,1,1-3 1-4 1-5",
            "満足,地域,第2回,北部,3,4,4,mann_whitney,exact,0,,0.1,-1,0,2-0 2-1 2-2",
            "満足,地域,第2回,南部,3,10,10,mann_whitney,exact,0,,0.1,-1,0,2-3 2-4 2-5",
            "満足,回,,第1回,6,2.5,2.5,wilcoxon,exact,21,,0.03125,1,0,1-0 1-1 1-2 1-3 1-4 1-5",
            "満足,回,,第2回,6,7,7,wilcoxon,exact,21,,0.03125,1,0,2-0 2-1 2-2 2-3 2-4 2-5",
        ]
    );
    let report = read(&args, "report.html");
    let (_, section) = report.split_once("<section id=\"scales\">").unwrap();
    let (section, _) = section.split_once("</section>").unwrap();
    assert!(section.contains("Mann-Whitney U=0.00"), "{section}");
    // As the pages call it: V is Cramér's measure.
    assert!(section.contains("Wilcoxon W=21.00"), "{section}");
    assert!(!section.contains("analyze-"), "{section}");
    assert!(
        section.contains("「満足」の段階の高さに、地域 第1回によるはっきりしたちがいは見られませんでした。"),
        "{section}"
    );
    assert!(section.contains("「満足」の段階は、前より後で高くなりました。"), "{section}");
    assert!(!args.out.join("alpha.csv").exists(), "one scale has no α");
    let methods = read(&args, "methods.md");
    assert!(methods.contains("--scale 満足") && methods.contains("Kruskal and Wallis"), "{methods}");
}

#[test]
fn numbers_are_read_whichever_minus_stands_before_them() {
    let folder = tempfile::tempdir().unwrap();
    let rows = ["北部,-2", "北部,−1", "北部,－１．５", "南部,1", "南部,＋２", "南部,0.5"];
    let rows: String = rows.iter().enumerate().map(|(n, row)| format!("{n},P{n},{row},相談した\n")).collect();
    let answers = format!("番号,人,地域,満足,自由記述\n{rows}");
    let (scale, person) = (vec!["満足".to_owned()], Some("人".to_owned()));
    let args = AnalyzeArgs { scale, person, ..arguments(folder.path(), answers.as_bytes(), "survey.csv") };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    // By wilcox.test(c(-2, -1, -1.5), c(1, 2, .5)): W = 0, p = .1.
    assert_eq!(
        lines(&args, "scales.csv"),
        [
            "満足,地域,,北部,3,-1.5,-1.5,mann_whitney,exact,0,,0.1,-1,0,0 1 2",
            "満足,地域,,南部,3,1,1.167,mann_whitney,exact,0,,0.1,-1,0,3 4 5",
        ]
    );
}

#[test]
fn a_column_that_is_no_scale_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let args = AnalyzeArgs { scale: vec!["自由記述".to_owned()], ..with_scale(folder.path()) };
    assert_eq!(run(&args).unwrap(), ExitCode::from(PROBLEMS_FOUND));
    assert_eq!(lines(&args, "scales.csv"), Vec::<String>::new());
    let nowhere = AnalyzeArgs {
        scale: vec!["年齢".to_owned()],
        out: folder.path().join("none"),
        ..with_scale(folder.path())
    };
    assert!(message(&nowhere).contains("年齢"));
}
