//! How files look: their first line, their length, their names.

use tests::workspace::{SourceFile, files};

/// Folders whose Rust code is shipped.
const SHIPPED: [&str; 4] = ["server", "analysis", "surveys", "migrations"];

fn shipped() -> Vec<SourceFile> {
    SHIPPED.iter().flat_map(|folder| files(&format!("{folder}/src"), &[".rs"])).collect()
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut rust = shipped();
    rust.extend(files("tests", &[".rs"]));
    assert!(rust.len() > 30, "the sources are found");
    let silent: Vec<&str> =
        rust.iter().filter(|file| !file.text.starts_with("//! ")).map(|file| file.path.as_str()).collect();
    assert!(silent.is_empty(), "these files do not start with a //! sentence: {silent:#?}");
}

#[test]
fn no_file_outgrows_its_name() {
    let mut sources = shipped();
    sources.extend(files("server/templates", &[".html"]));
    sources.extend(files("server/static", &[".js"]));
    let long: Vec<String> = sources
        .iter()
        .map(|file| (code_lines(&file.text), &file.path))
        .filter(|(lines, _)| *lines > 400)
        .map(|(lines, path)| format!("{lines} {path}"))
        .collect();
    assert!(long.is_empty(), "files over 400 lines hide a second idea: {long:#?}");
}

/// Lines before the file's own tests.
fn code_lines(text: &str) -> usize {
    text.lines().take_while(|line| *line != "#[cfg(test)]").count()
}

#[test]
fn names_say_what_is_inside() {
    let nameless = ["mod", "utils", "util", "common", "helpers", "helper", "misc", "core"];
    let mut rust = shipped();
    rust.extend(files("tests", &[".rs"]));
    let found: Vec<&str> = rust
        .iter()
        .map(|file| file.path.as_str())
        .filter(|path| path.trim_end_matches(".rs").split('/').any(|part| nameless.contains(&part)))
        .collect();
    assert!(found.is_empty(), "these names say nothing: {found:#?}");
}
