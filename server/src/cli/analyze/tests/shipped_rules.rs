//! The rules that `kikitori rules` prints, as they are and changed.

use super::*;
use crate::cli::rules::write;

#[test]
fn a_word_that_is_added_changes_what_the_rules_count_and_no_suggestion() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,自由記述\n1,窓口を一つにしてほしい。\n2,窓口の充実を切望する。\n";
    let path = folder.path().join("stance.cod");
    let args = AnalyzeArgs {
        by: Vec::new(),
        rules: Some(path.clone()),
        unit: "sentence".to_owned(),
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    let mut printed = Vec::new();
    write(&mut printed).unwrap();
    fs::write(&path, &printed).unwrap();
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_eq!(lines(&args, "rules.csv")[0], "＊要望,1,2,50,sentence,1,1");
    let suggested = read(&args, "documents.csv");

    let printed = String::from_utf8(printed).unwrap();
    let changed = printed.replace("or 要望\n", "or 要望 or 切望\n");
    assert_ne!(changed, printed);
    fs::write(&path, changed).unwrap();
    run(&args).unwrap();
    assert_eq!(lines(&args, "rules.csv")[0], "＊要望,2,2,100,sentence,2,1 2");
    assert_eq!(read(&args, "documents.csv"), suggested);
}
