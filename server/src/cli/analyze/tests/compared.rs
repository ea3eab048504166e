//! Codes set against columns: however many there are.

use super::*;

#[test]
fn more_codes_than_a_page_has_room_for_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    let codes: String =
        (0..101).map(|n| format!("＊c{n}\n{}\n", if n < 100 { "送迎" } else { "手帳" })).collect();
    fs::write(&rules, codes).unwrap();
    let csv = "番号,地域,自由記述\nA1,北部,送迎を頼んだ。\nA2,南部,手帳を取った。\nA3,南部,送迎を待った。\n";
    let args = AnalyzeArgs { rules: Some(rules), ..arguments(folder.path(), csv.as_bytes(), "survey.csv") };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let table = lines(&args, "crosstab.csv");
    let of_rules: Vec<&String> = table.iter().filter(|line| line.contains(",＊c")).collect();
    assert_eq!(of_rules.len(), 2 * 101);
    let of_last: Vec<&&String> = of_rules.iter().filter(|line| line.contains(",＊c100,")).collect();
    assert!(of_last[0].starts_with("地域,北部,1,0,＊c100,,0,0,0,"), "{of_last:?}");
    assert!(of_last[1].starts_with("地域,南部,2,0,＊c100,,1,1,50,"), "{of_last:?}");
    assert!(of_last[1].ends_with(",A2"), "{of_last:?}");
    assert!(read(&args, "report.html").contains("＊c100 × 南部 <small>"));
}
