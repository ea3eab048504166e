//! Reads the workspace's own files, so that tests can hold the house rules.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A text file of the workspace.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path from the workspace's root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What a Rust file names, apart from its own tests.
#[derive(Clone, Debug, Default)]
pub struct RustCode {
    /// Paths with at least one `::`, imported or written in place, import groups taken apart.
    pub paths: BTreeSet<String>,
    /// String literals as written between the quotation marks.
    pub strings: BTreeSet<String>,
    /// Name of a called function (or tuple variant) with a string literal anywhere in its arguments, once for each.
    pub calls: BTreeSet<(String, String)>,
}

/// The workspace's root folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the tests lie in the workspace")
}

/// Every file in a folder of the workspace with one of these endings, in the order of paths. A folder that does
/// not exist has no files.
pub fn files(folder: &str, endings: &[&str]) -> Vec<SourceFile> {
    let root = root();
    let mut found = Vec::new();
    collect(&root.join(folder), endings, &mut found);
    found.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let path =
            path.strip_prefix(&root).expect("found below the root").to_string_lossy().replace('\\', "/");
        SourceFile { path, text }
    };
    found.into_iter().map(read).collect()
}

/// One file of the workspace.
pub fn file(path: &str) -> SourceFile {
    let text = std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    SourceFile { path: path.to_owned(), text }
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() {
            if !["target", "node_modules", "data", "screenshots"].contains(&name.as_str())
                && !name.starts_with('.')
            {
                collect(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
}

/// What a Rust file names. Items under `#[cfg(test)]` are left out.
pub fn rust_code(file: &SourceFile) -> RustCode {
    let tokens: TokenStream =
        file.text.parse().unwrap_or_else(|error| panic!("{} does not parse as Rust: {error}", file.path));
    let mut code = RustCode::default();
    read_tokens(tokens, "", &mut code);
    code
}

fn read_tokens(tokens: TokenStream, prefix: &str, code: &mut RustCode) {
    let mut path = String::new();
    let mut skip_item = false;
    for token in tokens {
        match &token {
            TokenTree::Group(group) if group.to_string().replace(' ', "") == "[cfg(test)]" => {
                skip_item = true
            }
            // A documentation comment.
            TokenTree::Group(group) if group.to_string().starts_with("[doc =") => {}
            TokenTree::Group(group) if skip_item => skip_item = group.delimiter() != Delimiter::Brace,
            _ if skip_item => {}
            TokenTree::Ident(name) => {
                if !path.ends_with("::") {
                    keep(&mut path, prefix, code);
                }
                path.push_str(&name.to_string());
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' => path.push(':'),
            TokenTree::Punct(_) => keep(&mut path, prefix, code),
            TokenTree::Group(group) if path.ends_with("::") && group.delimiter() == Delimiter::Brace => {
                read_tokens(group.stream(), &format!("{prefix}{path}"), code);
                path.clear();
            }
            TokenTree::Group(group) => {
                let name = path.rsplit(':').next().unwrap_or_default().to_owned();
                if group.delimiter() == Delimiter::Parenthesis && !name.is_empty() {
                    code.calls.extend(strings(group.stream()).map(|argument| (name.clone(), argument)));
                }
                keep(&mut path, prefix, code);
                read_tokens(group.stream(), "", code);
            }
            TokenTree::Literal(_) => {
                keep(&mut path, prefix, code);
                code.strings.extend(string(&token));
            }
        }
    }
    keep(&mut path, prefix, code);
}

/// All string literals of a stream of tokens.
fn strings(tokens: TokenStream) -> Box<dyn Iterator<Item = String>> {
    Box::new(tokens.into_iter().flat_map(|token| match token {
        TokenTree::Group(group) => strings(group.stream()),
        token => Box::new(string(&token).into_iter()),
    }))
}

/// What stands between the quotation marks of a string literal.
fn string(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    let text = literal.to_string();
    let text = text.trim_start_matches('r').trim_matches('#');
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).map(str::to_owned)
}

fn keep(path: &mut String, prefix: &str, code: &mut RustCode) {
    let whole = format!("{prefix}{}", path.trim_matches(':'));
    if whole.contains("::") && !path.is_empty() {
        code.paths.insert(whole.trim_end_matches("::self").trim_matches(':').to_owned());
    }
    path.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_code_finds_imports_paths_and_strings_but_no_tests_or_comments() {
        let text = r##"
            //! about crate::comment
            use crate::store::{self, users::{create, Find}, *};
            fn f(x: i32) -> Result<surveys::id::UserId> { t(x, "key-one"); json!({"a": analysis::run::<u8>()}) }
            #[cfg(test)]
            mod tests { use crate::hidden::Thing; }
            const RAW: &str = r#"a "raw" one"#;
        "##;
        let code = rust_code(&SourceFile { path: "x.rs".into(), text: text.into() });
        let paths: Vec<&str> = code.paths.iter().map(String::as_str).collect();
        assert_eq!(
            paths,
            [
                "analysis::run",
                "crate::store",
                "crate::store::users::Find",
                "crate::store::users::create",
                "surveys::id::UserId",
            ]
        );
        assert_eq!(code.calls.iter().collect::<Vec<_>>(), [&("t".to_owned(), "key-one".to_owned())]);
        assert_eq!(code.strings.iter().collect::<Vec<_>>(), ["a", "a \"raw\" one", "key-one"]);
    }

    #[test]
    fn files_come_in_order_and_with_paths_from_the_root() {
        let paths: Vec<String> = files("tests", &[".toml", "lib.rs"]).into_iter().map(|f| f.path).collect();
        assert_eq!(paths, ["tests/Cargo.toml", "tests/src/lib.rs"]);
    }
}
