//! The words that people read: Fluent files under `locales/`, Japanese first.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, static_loader};
use serde::Serialize;

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "ja",
        // Isolation marks around arguments would end up in titles, file names and copied text.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// The language's tag, as in `<html lang>`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Ja => "ja",
            Lang::En => "en",
        }
    }

    /// The language with a tag.
    pub fn from_code(code: &str) -> Option<Lang> {
        match code {
            "ja" => Some(Lang::Ja),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The one to switch to.
    pub fn other(self) -> Lang {
        match self {
            Lang::Ja => Lang::En,
            Lang::En => Lang::Ja,
        }
    }
}

/// Which words of a key are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// Those of all pages.
    Usual,
    /// Plain language (やさしい日本語): short sentences that say one thing each, without negating twice.
    Plain,
}

impl Wording {
    /// The key of the words: plain ones stand beside the usual ones as `<key>-plain`.
    pub fn key(self, key: &str) -> String {
        match self {
            Wording::Usual => key.to_owned(),
            Wording::Plain => format!("{key}-plain"),
        }
    }
}

/// The text of `key` with its arguments. A key that is missing in every language comes back as it is.
pub fn text(lang: &str, key: &str, args: &[(&str, String)]) -> String {
    lookup(lang, key, args).unwrap_or_else(|| key.to_owned())
}

/// The text of `key`, or `None` when no language has it.
pub fn lookup(lang: &str, key: &str, args: &[(&str, String)]) -> Option<String> {
    let id: LanguageIdentifier = lang.parse().unwrap_or_default();
    let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
        args.iter().map(|(name, value)| (Cow::Owned((*name).to_owned()), value_of(value))).collect();
    LOCALES.try_lookup_with_args(&id, key, &args)
}

/// Short for [`text`] without arguments.
pub fn plain(lang: Lang, key: &str) -> String {
    text(lang.code(), key, &[])
}

/// Whole numbers become Fluent numbers, so that English plurals work; everything else stays text.
fn value_of(value: &str) -> FluentValue<'_> {
    match value.parse::<u32>() {
        Ok(number) if number.to_string() == value => FluentValue::from(number),
        _ => FluentValue::from(value),
    }
}
