//! Codes set against columns: however many there are, and tested as pages test them.

use analysis::rounded::significant;
use analysis::table::crosstab::{CodeHits, CrosstabOptions, code_crosstab};
use analysis::table::suppress::{Disclosure, protect};
use analysis::table::tested::test_codes;
use analysis::table::{Column, ColumnData, Kind, Variable, frame};

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

/// The first code of the file is that of fewest people.
#[test]
fn the_codes_of_most_people_stand_in_the_report_and_all_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    let codes: String =
        (0..201).map(|n| format!("＊c{n}\n{}\n", if n > 0 { "送迎" } else { "手帳" })).collect();
    fs::write(&rules, codes).unwrap();
    let csv = "番号,地域,自由記述\nA1,北部,送迎を頼んだ。\nA2,南部,手帳を取った。\nA3,南部,送迎を待った。\n";
    let args = AnalyzeArgs { rules: Some(rules), ..arguments(folder.path(), csv.as_bytes(), "survey.csv") };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let report = read(&args, "report.html");
    let (_, section) = report.split_once("<section id=\"crosstabs\">").unwrap();
    let (section, _) = section.split_once("</section>").unwrap();
    assert!(section.contains(">＊c1</th>") && section.contains(">＊c200</th>"));
    assert!(!section.contains("＊c0<") && section.contains("人の多い200個"));
    assert!(section.contains("コードは201個"));
    assert!(lines(&args, "crosstab.csv").iter().any(|line| line.contains(",＊c0,")));
}

#[test]
fn cells_are_corrected_as_those_of_pages_are() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊送迎\n送迎\n＊手帳\n手帳\n＊どこにも\n面談\n").unwrap();
    // Forty people, twenty of each area: 16 and 6 speak of 送迎, 2 and 0 of 手帳.
    let rides: Vec<u32> = (0..16).chain(20..26).collect();
    let areas: Vec<&str> = (0..40).map(|n| if n < 20 { "北部" } else { "南部" }).collect();
    let row = |n: u32| {
        let ride = if rides.contains(&n) { "送迎を頼んだ。" } else { "" };
        let book = if n < 2 { "手帳を取った。" } else { "" };
        format!("{n},{},{ride}{book}勤務{n}日\n", areas[n as usize])
    };
    let csv = format!("番号,地域,自由記述\n{}", (0..40).map(row).collect::<String>());
    let args = AnalyzeArgs { rules: Some(rules), ..arguments(folder.path(), csv.as_bytes(), "survey.csv") };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);

    let code = |name: &str, rows: Vec<u32>| CodeHits { name: name.to_owned(), label: String::new(), rows };
    let codes = [code("＊送迎", rides.clone()), code("＊手帳", vec![0, 1]), code("＊どこにも", Vec::new())];
    let name = "area".to_owned();
    let cells = areas.iter().map(|area| Some((*area).to_owned())).collect();
    let people = frame(vec![Column { name: name.clone(), data: ColumnData::Texts(cells) }]).unwrap();
    let area = Variable { label: name.clone(), name, kind: Kind::Single, values: Vec::new() };
    let table = code_crosstab(&people, &area, &codes, CrosstabOptions::default()).unwrap();
    let values: Vec<String> = table.rows.iter().map(|row| row.value.clone()).collect();
    let tested = test_codes(&protect(table, Disclosure::Internal));

    let written = read(&args, "crosstab.csv");
    let header: Vec<&str> = written.lines().next().unwrap().split(',').collect();
    let place = header.iter().position(|column| *column == "residual_p_holm").unwrap();
    for (code, tested) in codes.iter().zip(&tested) {
        for (value, expected) in values.iter().zip(&tested.residuals) {
            let mut rows = written.lines().filter(|line| line.starts_with(&format!("地域,{value},20,")));
            let row = rows.find(|line| line.contains(&format!(",{},", code.name))).unwrap();
            let p = row.split(',').nth(place).unwrap().parse::<f64>().ok();
            let rounded = expected.map(|residual| significant(residual.p_holm, 4).parse::<f64>().unwrap());
            assert_eq!(p, rounded, "{row}");
        }
    }
    // By scipy.stats.norm.sf: 2 · sf(√10.101) = .00148188, of four cells that can differ .00592752.
    assert!(written.lines().any(|line| line.contains(",＊送迎,,16,16,80,3.178,0.005928,")), "{written}");
}
