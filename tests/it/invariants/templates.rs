//! Templates and static files: nothing inline, nothing from outside, nothing left over.

use tests::workspace::{SourceFile, files};

/// Addresses that are names, not places to load from.
const NAMES: [&str; 4] = [
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/1999/xhtml",
    // An example for people to read; the domain is reserved for that.
    "https://kikitori.example.jp/",
];

fn templates() -> Vec<SourceFile> {
    let found = files("server/templates", &[".html"]);
    assert!(found.len() > 10, "the templates are found");
    found
}

/// The beginnings of all tags of a template: name and attributes, template expressions and comments taken out.
fn tags(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut rest = text;
    // Expressions hold quotation marks and comparison signs of their own.
    while let Some((before, found)) = rest.split_once('{') {
        plain.push_str(before);
        let close = match found.chars().next() {
            Some('{') => "}}",
            Some('%') => "%}",
            Some('#') => "#}",
            _ => "",
        };
        rest = found.split_once(close).map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
        .split('<')
        .skip(1)
        .filter_map(|tag| tag.split_once('>'))
        .map(|(tag, _)| tag.to_lowercase())
        .collect()
}

/// What a strict content security policy would block in this tag.
fn inline_part(tag: &str) -> Option<&'static str> {
    let attributes: Vec<&str> = tag.split_whitespace().skip(1).collect();
    let has = |name: &str| attributes.iter().any(|attribute| attribute.split('=').next() == Some(name));
    let starts = |name: &str| tag.split(|c: char| !c.is_ascii_alphanumeric()).next() == Some(name);
    if starts("script") && !has("src") {
        Some("an inline script")
    } else if starts("style") || has("style") {
        Some("an inline style")
    } else if attributes.iter().any(|attribute| attribute.starts_with("on") && attribute.contains('=')) {
        Some("an event attribute")
    } else if tag.contains("javascript:") {
        Some("a javascript: address")
    } else {
        None
    }
}

#[test]
fn templates_have_nothing_inline() {
    let mut wrong = Vec::new();
    for file in templates() {
        for tag in tags(&file.text) {
            if let Some(part) = inline_part(&tag) {
                wrong.push(format!("{}: {part} in <{tag}>", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn inline_parts_are_recognised() {
    let found = |text: &str| tags(text).iter().filter_map(|tag| inline_part(tag)).collect::<Vec<_>>();
    assert_eq!(found("<script>alert(1)</script>"), ["an inline script"]);
    assert_eq!(found("<p style=\"color:red\"><style>p{}</style>"), ["an inline style"; 2]);
    assert_eq!(found("<a {% if a > b %}class=x{% endif %} onclick=\"f()\">"), ["an event attribute"]);
    assert_eq!(found("<a href=\"javascript:f()\">"), ["a javascript: address"]);
    assert!(
        found("<script src=\"{{ asset(path=\"a.js\") }}\" type=module></script><a href=\"#one\">").is_empty()
    );
}

#[test]
fn nothing_is_loaded_from_outside() {
    let mut sources = templates();
    sources.extend(files("server/static", &[".css", ".js", ".svg", ".html", ".webmanifest"]));
    let mut wrong = Vec::new();
    for file in &sources {
        for (line, text) in file.text.lines().enumerate() {
            let is_name = |at: &str| NAMES.iter().any(|name| at.starts_with(name));
            let places = ["http://", "https://", "=\"//", "url(//"];
            let found = places.iter().flat_map(|place| text.match_indices(place));
            for (at, _) in found.filter(|(at, _)| !is_name(text.get(*at..).unwrap_or(""))) {
                let around: String = text.get(at..).unwrap_or("").chars().take(60).collect();
                wrong.push(format!("{}:{}: {around}", file.path, line + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "outside addresses: {wrong:#?}");
}

#[test]
fn every_template_is_used() {
    let mut sources = files("server/src", &[".rs"]);
    sources.extend(templates());
    let idle: Vec<String> = templates()
        .into_iter()
        .filter_map(|file| file.path.strip_prefix("server/templates/").map(str::to_owned))
        // Components are called by their name, question types by the type's.
        .filter(|name| !name.starts_with("components/") && !name.starts_with("questions/"))
        .filter(|name| !sources.iter().any(|source| source.text.contains(&format!("\"{name}\""))))
        .collect();
    assert!(idle.is_empty(), "nothing renders these templates: {idle:#?}");
}

#[test]
fn what_stands_between_words_follows_the_language() {
    // The page of samples is in Japanese alone.
    let own = templates().into_iter().filter(|file| !file.path.ends_with("styleguide.html"));
    let pages = files("server/src/pages", &[".rs"]);
    let has = |file: &SourceFile| file.text.contains("sep=\"、\"") || file.text.contains("join(\"、\")");
    let found: Vec<String> = own.chain(pages).filter(has).map(|file| file.path).collect();
    assert!(found.is_empty(), "use the words of `list-separator`: {found:#?}");
}
