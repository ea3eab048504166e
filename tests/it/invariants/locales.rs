//! Words: both languages have the same texts with the same variables, and every text that is asked for exists.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use tests::workspace::{files, rust_code};

/// The variables that each message of a language takes; messages with attributes count as `id.attribute` too.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for file in files(&format!("server/locales/{language}"), &[".ftl"]) {
        let resource = fluent_syntax::parser::parse(file.text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{} has mistakes: {errors:#?}", file.path));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut patterns = vec![(message.id.name.to_owned(), message.value)];
            for attribute in message.attributes {
                patterns.push((format!("{}.{}", message.id.name, attribute.id.name), Some(attribute.value)));
            }
            for (id, pattern) in patterns {
                let mut variables = BTreeSet::new();
                if let Some(pattern) = &pattern {
                    in_pattern(pattern, &mut variables);
                }
                let before = found.insert(id.clone(), variables);
                assert!(before.is_none(), "{}: {id} is there twice", file.path);
            }
        }
    }
    found
}

fn in_pattern(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, variables);
        }
    }
}

fn in_expression(expression: &Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, variables),
        Expression::Select { selector, variants } => {
            in_inline(selector, variables);
            variants.iter().for_each(|variant| in_pattern(&variant.value, variables));
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| in_inline(argument, variables));
        }
        InlineExpression::Placeable { expression } => in_expression(expression, variables),
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. } => {}
    }
}

#[test]
fn both_languages_have_the_same_texts() {
    let (ja, en) = (messages("ja"), messages("en"));
    assert!(ja.len() > 50, "the Japanese texts are found");
    let missing = |here: &BTreeMap<String, _>, there: &BTreeMap<String, _>| -> Vec<String> {
        here.keys().filter(|key| !there.contains_key(*key)).cloned().collect()
    };
    let (not_en, not_ja) = (missing(&ja, &en), missing(&en, &ja));
    assert!(not_en.is_empty(), "only in Japanese: {not_en:#?}");
    assert!(not_ja.is_empty(), "only in English: {not_ja:#?}");
}

#[test]
fn both_languages_take_the_same_variables() {
    let (ja, en) = (messages("ja"), messages("en"));
    let differ: Vec<String> = ja
        .iter()
        .filter_map(|(key, variables)| {
            en.get(key).filter(|other| *other != variables).map(|other| (key, variables, other))
        })
        .map(|(key, ja, en)| format!("{key}: ja {ja:?}, en {en:?}"))
        .collect();
    assert!(differ.is_empty(), "{differ:#?}");
}

/// 一つ to 九つ: what may be ten or twelve is counted with another word.
#[test]
fn no_number_that_may_be_large_is_counted_with_a_word_that_ends_at_nine() {
    let files = files("server/locales/ja", &[".ftl"]);
    let lines = files.iter().flat_map(|file| file.text.lines());
    let wrong: Vec<&str> = lines.filter(|line| line.contains("}つ") || line.contains("} つ")).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A text that is asked for: whole, or the beginning of a key whose rest is only known at run time.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Wanted {
    Whole(String),
    Beginning(String),
}

/// The values of `key="…"` in a template.
fn keys_in_template(text: &str) -> Vec<Wanted> {
    let after = |text: &str| {
        let (key, rest) = text.split_once('"')?;
        let joined = rest.trim_start().starts_with('~');
        Some(if joined { Wanted::Beginning(key.to_owned()) } else { Wanted::Whole(key.to_owned()) })
    };
    text.split("key=\"").skip(1).filter_map(after).collect()
}

#[test]
fn every_text_that_a_template_asks_for_exists() {
    let ja = messages("ja");
    let mut missing = BTreeSet::new();
    for file in files("server/templates", &[".html"]) {
        for wanted in keys_in_template(&file.text) {
            let exists = match &wanted {
                Wanted::Whole(key) => ja.contains_key(key),
                Wanted::Beginning(start) => ja.keys().any(|key| key.starts_with(start.as_str())),
            };
            if !exists {
                missing.insert(format!("{}: {wanted:?}", file.path));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn key_literals_of_templates_are_found() {
    let text = r#"{{ t(key="login-title") }} {{ t(key="role-" ~ role, n=1) }}"#;
    let expected = [Wanted::Whole("login-title".into()), Wanted::Beginning("role-".into())];
    assert_eq!(keys_in_template(text), expected);
}

/// Functions and variants whose string arguments are keys, and their keys in all of the service's code.
const TAKE_KEYS: [&str; 9] = [
    "text",
    "text_with",
    "plain",
    "lookup",
    "redirect_with",
    "BadRequest",
    "Conflict",
    "NoFonts",
    "NoDictionary",
];

fn is_key(text: &str) -> bool {
    text.contains('-')
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
}

/// The fixed beginning of a key that is put together at run time: `"error-{code}-title"`.
fn beginning(text: &str) -> Option<&str> {
    text.split_once('{').map(|(start, _)| start).filter(|start| start.ends_with('-') && is_key(start))
}

#[test]
fn every_text_that_the_code_asks_for_exists() {
    let ja = messages("ja");
    let mut missing = BTreeSet::new();
    for file in files("server/src", &[".rs"]) {
        let code = rust_code(&file);
        let asked = code.calls.iter().filter(|(name, _)| TAKE_KEYS.contains(&name.as_str()));
        for (_, key) in asked {
            let exists = match beginning(key) {
                Some(start) => ja.keys().any(|known| known.starts_with(start)),
                None => !is_key(key) || ja.contains_key(key),
            };
            if !exists {
                missing.insert(format!("{}: {key}", file.path));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_text_is_asked_for_somewhere() {
    let ja = messages("ja");
    let templates = files("server/templates", &[".html"]);
    let mut whole: BTreeSet<String> = templates.iter().flat_map(|file| quoted(&file.text)).collect();
    let mut starts: BTreeSet<String> = BTreeSet::new();
    for wanted in templates.iter().flat_map(|file| keys_in_template(&file.text)) {
        if let Wanted::Beginning(start) = wanted {
            starts.insert(start);
        }
    }
    for file in
        ["server/src", "surveys/src", "analysis/src"].iter().flat_map(|folder| files(folder, &[".rs"]))
    {
        let code = rust_code(&file);
        starts.extend(code.strings.iter().filter_map(|string| beginning(string)).map(str::to_owned));
        whole.extend(code.strings);
    }
    let is_named =
        |key: &str| whole.contains(key) || starts.iter().any(|start| key.starts_with(start.as_str()));
    // Plain words are asked for by the key of the usual ones (`i18n::Wording`), words of sign-ups and requests by that of a survey's
    // (`fill::about::kind_of_words`).
    let ends = ["-plain", "-signup", "-consultation"];
    let is_wanted =
        |key: &str| is_named(key) || ends.iter().any(|end| key.strip_suffix(end).is_some_and(is_named));
    let idle: Vec<&String> = ja.keys().filter(|key| !key.contains('.') && !is_wanted(key)).collect();
    assert!(idle.is_empty(), "nobody asks for these texts: {idle:#?}");
}

/// Everything between quotation marks.
fn quoted(text: &str) -> Vec<String> {
    text.split('"').filter(|part| is_key(part)).map(str::to_owned).collect()
}
