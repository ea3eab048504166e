//! docs/tables.md explains the columns of every table that a report can have: all of them, in their order.

use analysis::text::word_class::WORD_CLASSES;

use super::everything::with_everything;
use super::*;

/// Tables with a column more for each word or code.
const GROWING: [&str; 2] = ["word_matrix.csv", "code_matrix.csv"];

fn manual() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/tables.md")).unwrap()
}

/// The columns that the manual explains in both languages, by file.
fn explained(manual: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for line in manual.lines() {
        if let Some(name) = line.strip_prefix("### ") {
            found.push((name.to_owned(), Vec::new()));
        } else if let Some((column, meaning)) =
            line.strip_prefix("| `").and_then(|row| row.split_once("` | "))
        {
            let words: Vec<&str> = meaning.trim_end_matches(" |").split(" | ").collect();
            assert!(words.len() == 2 && words.iter().all(|words| !words.trim().is_empty()), "{line}");
            found.last_mut().unwrap().1.push(column.to_owned());
        }
    }
    found
}

#[test]
fn the_manual_explains_every_column_of_every_table() {
    let folder = tempfile::tempdir().unwrap();
    let args = with_everything(folder.path());
    run(&args).unwrap();
    let explained = explained(&manual());
    let mut files: Vec<&str> = explained.iter().map(|(name, _)| name.as_str()).collect();
    let mut tables: Vec<&str> = sheets::names().collect();
    files.sort_unstable();
    tables.sort_unstable();
    assert_eq!(files, tables);
    for (name, columns) in &explained {
        let table = read(&args, name);
        let head = table.trim_start_matches('\u{FEFF}').lines().next().unwrap_or_default();
        let mut head: Vec<&str> = head.split(',').collect();
        if GROWING.contains(&name.as_str()) {
            head.truncate(columns.len());
        }
        assert_eq!(head, *columns, "{name}");
    }
}

#[test]
fn the_manual_has_the_names_of_all_word_classes() {
    let manual = manual();
    for class in WORD_CLASSES {
        assert!(manual.contains(&format!("| {} | {} |", class.key, class.name)), "{}", class.key);
    }
}
