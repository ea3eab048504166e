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
        "文章によって値の違う1人を除きました。",
        "2人（文章によって値の違う1人を除く）",
    ] {
        assert!(report.contains(wanted), "{wanted} is missing");
    }
    assert!(!report.contains("値のない0人"), "nobody is told of");
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

#[test]
fn codes_of_people_lead_to_the_texts_that_speak_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊手帳\n手帳\n＊窓口なし\nnot 窓口\n").unwrap();
    let csv = "番号,人,自由記述\nA1,P1,相談した。\nA2,P1,手帳を取った。\nA3,P2,窓口に行った。\n";
    let args = AnalyzeArgs {
        person: Some("人".to_owned()),
        rules: Some(rules),
        unit: "person".to_owned(),
        by: Vec::new(),
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    // Nothing fires for a word that is not there: both texts of P1 speak for it.
    assert_eq!(
        lines(&args, "rules.csv"),
        ["＊手帳,1,2,50,person,1,A2", "＊窓口なし,1,2,50,person,1,A1 A2", "＃コード無し,1,2,50,person,1,A3"]
    );
    assert!(
        read(&args, "report.html").contains("＊手帳 <small>1人・文章1件</small></h3><p><a href=\"#d1\">A2")
    );
    // A person may have several sentences with a code.
    let args = AnalyzeArgs { unit: "sentence".to_owned(), ..args };
    run(&args).unwrap();
    assert_eq!(lines(&args, "rules.csv")[1], "＊窓口なし,2,3,66.67,sentence,1,A1 A2");
}

#[test]
fn codes_of_chapters_lead_to_the_texts_that_speak_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "<H1>春</H1>\n<H2>一</H2>\n窓口がある。\n<H2>二</H2>\n相談が多い。\n<H1>秋</H1>\n相談が減った。\n";
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊相談\n相談\n＊長さ\nlw > 0\n").unwrap();
    let args = AnalyzeArgs {
        text: None,
        id: None,
        by: Vec::new(),
        rules: Some(rules),
        unit: "h1".to_owned(),
        ..arguments(folder.path(), text.as_bytes(), "novel.txt")
    };
    run(&args).unwrap();
    assert_eq!(
        lines(&args, "rules.csv")[..2],
        ["＊相談,2,2,100,h1,,4 6", "＊長さ,2,2,100,h1,,1 4 6"].map(str::to_owned)
    );
}
