//! What the README promises exists: make targets, commands, files.

use std::collections::BTreeSet;

use tests::workspace::{file, root};

const TEXTS: [&str; 3] = ["README.md", "README.ja.md", "CONTRIBUTING.md"];

/// The words that follow `before` in a text.
fn words_after(text: &str, before: &str) -> BTreeSet<String> {
    let word =
        |rest: &str| -> String { rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect() };
    text.match_indices(before)
        .filter_map(|(at, _)| text.get(at + before.len()..))
        .map(word)
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn every_make_command_exists() {
    let makefile = file("Makefile").text;
    let targets: BTreeSet<&str> =
        makefile.lines().filter_map(|line| line.split_once(':')).map(|(target, _)| target).collect();
    for text in TEXTS.map(file) {
        let named = words_after(&text.text, "`make ");
        assert!(
            text.path == "CONTRIBUTING.md" || named.contains("demo") && named.contains("test"),
            "{}",
            text.path
        );
        for name in named {
            assert!(
                targets.contains(name.as_str()),
                "{} names `make {name}`, which does not exist",
                text.path
            );
        }
    }
}

#[test]
fn every_link_to_a_file_leads_somewhere() {
    for text in TEXTS.map(file) {
        for part in text.text.split("](").skip(1) {
            let Some((target, _)) = part.split_once(')') else { continue };
            let target = target.split('#').next().unwrap_or("");
            if !target.is_empty() && !target.contains("://") {
                assert!(
                    root().join(target).exists(),
                    "{} links to {target}, which does not exist",
                    text.path
                );
            }
        }
    }
}
