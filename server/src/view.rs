//! From values to pages: the templates, the frame around every page, and what templates can call.

pub mod assets;
pub mod condition;
pub mod cut;
pub mod difference;
pub mod display;
pub mod error_page;
pub mod figure;
pub mod form;
pub mod frame;
pub mod furigana;
pub mod grouped;
pub mod html;
pub mod input_problem;
pub mod paging;
pub mod paper;
pub mod qr;
pub mod question;
pub mod quoted;
pub mod tested;
pub mod time;
pub mod versions;

use rust_embed::RustEmbed;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::i18n;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/templates"]
struct Templates;

/// All templates, with the functions `t` (words) and `asset` (addresses of static files), and the filters `furigana`,
/// `furigana_html`, `keep_cr`, `aloud` and `within_quotes`.
///
/// # Errors
/// When a template does not parse.
pub fn templates() -> TeraResult<Tera> {
    templates_of(&[""])
}

/// The templates of reports that a command writes, alone: parsing all was a twelfth of a run of `kikitori analyze`.
///
/// # Errors
/// When a template does not parse.
pub fn report_templates() -> TeraResult<Tera> {
    // Components of printed questionnaires have those of pictures in them.
    templates_of(&["reports/", "components/", "questions/"])
}

/// The templates whose names begin so.
fn templates_of(beginnings: &[&str]) -> TeraResult<Tera> {
    let mut tera = Tera::default();
    tera.register_function("t", translate);
    tera.register_function("asset", |kwargs: Kwargs, _: &State| {
        Ok::<_, tera::Error>(assets::address(kwargs.must_get::<&str>("path")?))
    });
    tera.register_filter("furigana", furigana::filter);
    tera.register_filter("furigana_html", furigana::html_filter);
    tera.register_filter("keep_cr", html::keep_cr);
    tera.register_filter("aloud", figure::aloud::filter);
    tera.register_filter("within_quotes", quoted::filter);
    let mut sources = Vec::new();
    for name in Templates::iter().filter(|name| beginnings.iter().any(|begins| name.starts_with(begins))) {
        let Some(file) = Templates::get(&name) else { continue };
        sources.push((name.to_string(), String::from_utf8_lossy(&file.data).into_owned()));
    }
    tera.add_raw_templates(sources)?;
    Ok(tera)
}

/// `t(key="…", lang=lang, name=value…)`: the words of a key. A missing key is an error, found by the test that
/// renders every page.
fn translate(kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let key = kwargs.must_get::<&str>("key")?;
    let lang = kwargs.must_get::<&str>("lang")?;
    let args: Vec<(&str, String)> = kwargs
        .iter()
        .filter_map(|(name, value)| match name.as_str() {
            Some("key" | "lang") | None => None,
            Some(name) => Some((name, written(value))),
        })
        .collect();
    i18n::lookup(lang, key, &args)
        .ok_or_else(|| tera::Error::message(format!("no words for the key `{key}`")))
}

fn written(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
