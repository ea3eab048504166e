//! Who wrote several texts counts once, and whoever contradicts themselves is left out.

use super::*;

/// P1 writes three times, once without an area; P4 is of two areas; A8 has no name.
const SEVERAL: &str = "番号,人,地域,自由記述\n\
    A1,P1,北部,手帳がないため応募できない。\n\
    A2,P1,北部,手帳の申請を相談した。\n\
    A3,P1,,手帳がほしい。\n\
    A4,P2,南部,送迎を頼んだ。\n\
    A5,P3,北部,送迎の車を待った。\n\
    A6,P4,北部,手帳を取った。\n\
    A7,P4,南部,手帳を返した。\n\
    A8,,南部,手帳を知った。\n";

fn several(folder: &Path) -> AnalyzeArgs {
    let rules = folder.join("rules.cod");
    fs::write(&rules, "＊手帳\n手帳\n").unwrap();
    AnalyzeArgs {
        person: Some("人".to_owned()),
        rules: Some(rules),
        ..arguments(folder, SEVERAL.as_bytes(), "survey.csv")
    }
}

/// The only row of a table that begins so.
fn row(args: &AnalyzeArgs, name: &str, begins: &str) -> String {
    let mut found: Vec<String> = lines(args, name);
    found.retain(|line| line.starts_with(begins));
    assert_eq!(found.len(), 1, "{begins}: {}", read(args, name));
    found.remove(0)
}

#[test]
fn who_writes_three_times_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    let args = several(folder.path());
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    // Of P1 and P3 it is P1, in three texts; of P2 and somebody it is somebody; P4 is left out.
    let north = row(&args, "crosstab.csv", "地域,北部,2,0,＊手帳,,1,3,50,");
    assert!(north.ends_with(",1,A1 A2 A3"), "{north}");
    let south = row(&args, "crosstab.csv", "地域,南部,2,0,＊手帳,,1,1,50,");
    assert!(south.ends_with(",1,A8"), "{south}");
    assert!(lines(&args, "crosstab.csv")[0].starts_with(",,5,0,"), "five people in all");
    let word = row(&args, "keywords.csv", "地域,北部,手帳,noun,1,2,1,2,50,50,");
    assert!(word.ends_with(",3,1,A1 A2 A3"), "{word}");
    let report = read(&args, "report.html");
    for wanted in [
        "＊手帳 × 北部 <small>1人・文章3件</small>",
        "文章によって値の違う1人も除きました。",
        "2人（文章によって値の違う1人を除く）",
    ] {
        assert!(report.contains(wanted), "{wanted} is missing");
    }
    assert!(read(&args, "methods.md").contains("`地域`（文章によって値の違う1人を除く）"));
}

#[test]
fn without_names_every_text_is_a_person() {
    let folder = tempfile::tempdir().unwrap();
    let letter = "難病のある人が働くための手帳の窓口を、すべての市町村に置いてください。";
    let csv = format!("{SEVERAL}A9,,北部,{letter}\nA10,,南部,{letter}\n");
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { person: None, rules: several(folder.path()).rules, ..args };
    fs::write(&args.file, csv).unwrap();
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    // Who sends the same letter from elsewhere may be somebody else.
    let north = row(&args, "crosstab.csv", "地域,北部,5,0,＊手帳,,4,4,80,");
    assert!(north.ends_with(",0,A1 A2 A6 A9"), "{north}");
    let word = row(&args, "keywords.csv", "地域,北部,手帳,noun,4,5,3,4,80,75,");
    assert!(word.ends_with(",4,0,A1 A2 A6 A9"), "{word}");
    let table = read(&args, "crosstab.csv");
    let header: Vec<&str> = table.lines().next().unwrap().split(',').collect();
    let place = |name: &str| header.iter().position(|column| *column == name).unwrap();
    for line in lines(&args, "crosstab.csv") {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells[place("people")], cells[place("documents")], "{line}");
    }
}
