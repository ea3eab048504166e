//! One change in words.

use serde::Serialize;
use serde_json::{Map, Value};
use surveys::questionnaire::compare::{Change, ItemChange, Part, Side};
use surveys::questionnaire::edit::tree::SURVEY;
use surveys::questionnaire::expression::condition::condition;
use surveys::questionnaire::expression::parser;

use super::rules;
use crate::i18n::{self, Lang};
use crate::view::condition::sentence_for;
use crate::view::difference::{Difference, difference};
use crate::view::html::as_text;

/// Properties that are conditions, and said in words.
const CONDITIONS: [&str; 5] = ["visibleIf", "requiredIf", "enableIf", "setValueIf", "resetValueIf"];
/// Longest title in a heading, in characters.
const LONGEST: usize = 60;

/// A change: a sentence, and the two texts where it is one of texts.
#[derive(Serialize)]
pub struct LineView {
    text: String,
    has_texts: bool,
    texts: Difference,
}

/// What a part is called: 「問3　相談はありましたか（q3）」.
pub fn heading(part: &Part, lang: Lang) -> String {
    if part.type_name == SURVEY {
        return i18n::plain(lang, "versions-of-survey");
    }
    let args = [
        ("kind", kind(&part.type_name, lang)),
        ("title", shortened(&title(part))),
        ("name", part.name.clone()),
        ("number", part.number.clone()),
    ];
    let key = match (part.number.is_empty(), part.name.is_empty()) {
        (false, _) => "versions-part-numbered",
        (true, false) => "versions-part-named",
        (true, true) => "versions-part",
    };
    i18n::text(lang.code(), key, &args)
}

fn title(part: &Part) -> String {
    // Texts between questions are HTML; a title is what it says, whatever signs are in it.
    let plain = if part.type_name == "html" { as_text(&part.title) } else { part.title.clone() };
    let plain = plain.split_whitespace().collect::<Vec<&str>>().join(" ");
    if plain.is_empty() { part.name.clone() } else { plain }
}

fn shortened(text: &str) -> String {
    match text.chars().count() > LONGEST {
        true => text.chars().take(LONGEST - 1).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

pub(super) fn kind(type_name: &str, lang: Lang) -> String {
    i18n::lookup(lang.code(), &format!("type-{type_name}"), &[]).unwrap_or_else(|| type_name.to_owned())
}

/// What a property is called; its name in the format where we have no word.
fn property(name: &str, part: &Part, lang: Lang) -> String {
    let slug = name.replace(':', "-");
    let keys = [
        format!("versions-property-{slug}"),
        format!("property-{slug}-of-{}", part.type_name),
        format!("property-{slug}"),
        format!("editor-list-{}", slug.to_lowercase()),
    ];
    keys.iter().find_map(|key| i18n::lookup(lang.code(), key, &[])).unwrap_or_else(|| name.to_owned())
}

/// A change in words; `sides` are the earlier and the later version.
pub fn line(change: &Change, part: &Part, sides: [&Side; 2], lang: Lang) -> LineView {
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), key, args);
    let named = |found: &Part| shortened(&title(found));
    let place = |found: &Part| match found.kind {
        Some(_) => say("versions-place", &[("title", named(found))]),
        None => i18n::plain(lang, "versions-of-survey"),
    };
    let label = |name: &str| property(name, part, lang);
    let of = |name: &str, lang_code: &str| match lang_code {
        "" => label(name),
        other => say("versions-in-language", &[("property", label(name)), ("lang", other.to_owned())]),
    };
    match change {
        // A page is in nothing.
        Change::Added(to) if to.kind.is_none() => plain(i18n::plain(lang, "versions-added")),
        Change::Added(to) => plain(say("versions-added-in", &[("place", place(to))])),
        Change::Removed(from) if from.kind.is_none() => plain(i18n::plain(lang, "versions-removed")),
        Change::Removed(from) => plain(say("versions-removed-from", &[("place", place(from))])),
        Change::Moved { from, to } => {
            plain(say("versions-moved", &[("from", place(from)), ("to", place(to))]))
        }
        Change::Reordered(None) => plain(i18n::plain(lang, "versions-first")),
        Change::Reordered(Some(previous)) => plain(say("versions-after", &[("title", named(previous))])),
        Change::Renamed { from, to } => texts(i18n::plain(lang, "versions-renamed"), from, to),
        Change::Retyped { from, to } => {
            texts(i18n::plain(lang, "versions-retyped"), &kind(from, lang), &kind(to, lang))
        }
        Change::Reworded { property, lang: own, before, after } => texts(of(property, own), before, after),
        Change::Switched { property, is_on } => {
            let key = if *is_on { "versions-switched-on" } else { "versions-switched-off" };
            plain(say(key, &[("property", label(property))]))
        }
        Change::Expression { property, before, after } => {
            let said = [said(property, before, sides[0], lang), said(property, after, sides[1], lang)];
            let [was, is] = if said[0] == said[1] { [before.clone(), after.clone()] } else { said };
            texts(label(property), &was, &is)
        }
        Change::Set { property, before, after } => texts(label(property), before, after),
        Change::Rule { list, before, after } => {
            let said = [(before, sides[0]), (after, sides[1])]
                .map(|(rule, side)| rule_said(list, rule.as_ref(), side, lang));
            // What we have no words for, and other languages, are shown as they are written.
            let [was, is] = if said[0] == said[1] { [before, after].map(written) } else { said };
            texts(label(list), &was, &is)
        }
        Change::Item { list, value, label: words, change } => {
            let item = say(
                "versions-item",
                &[("list", label(list)), ("value", value.clone()), ("label", words.clone())],
            );
            item_line(item, change, &label, lang)
        }
        Change::ItemsReordered { list } => plain(say("versions-items-reordered", &[("list", label(list))])),
    }
}

/// What changed about an item of a list; `item` says which, `label` what a property is called.
fn item_line(item: String, change: &ItemChange, label: &dyn Fn(&str) -> String, lang: Lang) -> LineView {
    let say = |key: &str, args: &[(&str, String)]| i18n::text(lang.code(), key, args);
    match change {
        ItemChange::Added => plain(say("versions-item-added", &[("item", item)])),
        ItemChange::Removed => plain(say("versions-item-removed", &[("item", item)])),
        ItemChange::Reworded { lang: own, before, after } => {
            let key = if own.is_empty() { "versions-item-reworded" } else { "versions-item-translated" };
            texts(say(key, &[("item", item), ("lang", own.clone())]), before, after)
        }
        ItemChange::Set(names) => {
            let names: Vec<String> = names.iter().map(|name| label(name)).collect();
            let names = names.join(&i18n::plain(lang, "list-separator"));
            plain(say("versions-item-set", &[("item", item), ("properties", names)]))
        }
    }
}

/// A rule in words; empty where there is none.
fn rule_said(list: &str, rule: Option<&Map<String, Value>>, side: &Side, lang: Lang) -> String {
    rule.map(|rule| rules::said(list, rule, side, lang)).unwrap_or_default()
}

fn written(rule: &Option<Map<String, Value>>) -> String {
    rule.as_ref().and_then(|rule| serde_json::to_string(rule).ok()).unwrap_or_default()
}

fn plain(text: String) -> LineView {
    LineView { text, has_texts: false, texts: Difference::default() }
}

fn texts(text: String, before: &str, after: &str) -> LineView {
    LineView { text, has_texts: true, texts: difference(before, after) }
}

/// A condition as a sentence; anything else, and what cannot be read, as it is.
fn said(property: &str, source: &str, side: &Side, lang: Lang) -> String {
    if !CONDITIONS.contains(&property) {
        return source.to_owned();
    }
    sentence(property, source, side, lang)
}

/// A condition as a sentence; one that cannot be read, as it is.
pub(super) fn sentence(property: &str, source: &str, side: &Side, lang: Lang) -> String {
    if source.trim().is_empty() {
        return String::new();
    }
    match parser::parse(source, "").0 {
        Some(expression) => {
            sentence_for(property, &condition(&expression, &side.definition, lang.code()), lang)
        }
        None => source.to_owned(),
    }
}
