//! `--matrix`: texts by words, units by codes.

use super::*;

const TEXTS: &str = "番号,地域,自由記述\n\
    A1,北部,手帳の相談。手帳がない。\n\
    A2,南部,相談できない。\n\
    A3,南部,手帳\n";

#[test]
fn every_text_has_a_row_of_words_and_every_unit_one_of_codes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.cod");
    fs::write(&path, "＊手帳\n手帳\n＊相談\n相談\n").unwrap();
    let args = AnalyzeArgs {
        rules: Some(path),
        unit: "sentence".to_owned(),
        matrix: true,
        ..arguments(folder.path(), TEXTS.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let words = read(&args, "word_matrix.csv");
    // Of the words that two people use; 相談 stands behind 手帳, which occurs more often.
    assert_eq!(words, "\u{FEFF}id,手帳,相談\r\nA1,2,1\r\nA2,0,1\r\nA3,1,0\r\n");
    let codes = read(&args, "code_matrix.csv");
    let expected = [
        "\u{FEFF}unit,ids,start,end,＊手帳,＊相談",
        "1,A1,0,6,1,1",
        "2,A1,6,12,1,0",
        "3,A2,0,7,0,1",
        "4,A3,0,2,1,0",
        "",
    ];
    assert_eq!(codes, expected.join("\r\n"));
    assert!(read(&args, "methods.md").contains("--matrix"));
    // A report without them takes the place of this one.
    run(&AnalyzeArgs { matrix: false, ..args }).unwrap();
    assert!(!folder.path().join("out").join("code_matrix.csv").exists());
}

#[test]
fn units_of_several_texts_name_them_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.cod");
    fs::write(&path, "＊手帳\n手帳\n").unwrap();
    let args = AnalyzeArgs {
        rules: Some(path),
        unit: "person".to_owned(),
        person: Some("地域".to_owned()),
        matrix: true,
        ..arguments(folder.path(), TEXTS.as_bytes(), "survey.csv")
    };
    run(&args).unwrap();
    assert_eq!(lines(&args, "code_matrix.csv"), ["1,A1,0,12,1", "2,A2 A3,,,1"]);
}
