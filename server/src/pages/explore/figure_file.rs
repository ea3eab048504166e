//! Every figure of the analysis as a file. A page is asked for one of its figures by the address that it has anyway
//! (`&figure=f-q1&picture=svg`), so that the file shows what the page shows: the same data, for the same purpose.

use actix_web::{HttpResponse, web};
use analysis::chart::Caption;
use analysis::chart::alone::alone;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;

use super::{give, internal_note};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::i18n::Lang;
use crate::view::figure::{join, print};
use crate::view::frame::Frame;

/// What an address says of a file; also what is left out of the addresses that lead to files.
pub const NAMES: &[&str] = &["figure", "picture", "cells"];

/// Which file is asked for.
#[derive(Deserialize)]
struct Wanted {
    /// Id of a figure of the page.
    figure: String,
    /// `svg` or `png`.
    picture: String,
}

/// What a page says of a figure. Whatever a template draws as one has these (`view/figure.rs`).
#[derive(Deserialize)]
struct Shown {
    id: String,
    title: String,
    note: String,
    #[serde(default)]
    reading: String,
    svg: String,
}

/// A page of the analysis, or one of its figures as a file when the address asks for that.
///
/// # Errors
/// When template and context do not fit, or there is no such figure.
pub async fn page(
    frame: &Frame,
    user: &User,
    made_for: (SurveyId, Purpose),
    (template, title): (&str, &str),
    view: &impl Serialize,
) -> Result<HttpResponse> {
    let Some(wanted) = frame.query::<Wanted>() else { return frame.page(template, title, view) };
    allow(user, Verb::Export, Thing::Analysis)?;
    let page = serde_json::to_value(view).map_err(anyhow::Error::from)?;
    let shown = find(&page, &wanted.figure).ok_or(AppError::NotFound)?;
    let name = format!("{}.{}", written(&shown.id), wanted.picture);
    let (fonts, lang) = (frame.app.config.fonts.clone(), frame.lang);
    let made = web::block(move || -> Result<Option<(&'static str, Vec<u8>)>> {
        let svg = drawn(shown, made_for.1, lang)?;
        match wanted.picture.as_str() {
            "svg" => Ok(Some(("image/svg+xml", svg.into_bytes()))),
            "png" => Ok(Some(("image/png", print::png(&svg, &fonts)?))),
            _ => Ok(None),
        }
    });
    let made = made.await??;
    give(frame, user, made_for, &name, made.ok_or(AppError::NotFound)?).await
}

/// The figure with this id, wherever it stands on the page.
fn find(page: &Value, id: &str) -> Option<Shown> {
    match page {
        Value::Object(fields) => {
            let is_wanted =
                fields.get("id").and_then(Value::as_str) == Some(id) && fields.contains_key("svg");
            match is_wanted {
                true => Shown::deserialize(page).ok(),
                false => fields.values().find_map(|field| find(field, id)),
            }
        }
        Value::Array(items) => items.iter().find_map(|item| find(item, id)),
        _ => None,
    }
}

/// The picture with the words that stand around it on the page.
fn drawn(shown: Shown, purpose: Purpose, lang: Lang) -> Result<String> {
    let note = join(&[shown.note, shown.reading, internal_note(purpose, lang)], lang);
    let caption = Caption { title: shown.title, note, ..Caption::default() };
    Ok(alone(&shown.svg, &caption, &shown.id).map_err(anyhow::Error::from)?)
}

/// An id, or what is set on a page, as part of the name of a file.
pub fn written(id: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    id.chars().map(|c| if is_plain(c) { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use analysis::table::Count;

    use super::*;
    use crate::view::figure::{BarLine, bar_figure};

    fn figure(id: &str, title: &str) -> Value {
        let line = BarLine {
            label: "通院".to_owned(),
            count: Count::Shown(12),
            share: Some(0.5),
            href: "/surveys/1/analysis/texts".to_owned(),
        };
        serde_json::to_value(bar_figure(id, title, "n=24。".to_owned(), vec![line], Lang::Ja).unwrap())
            .unwrap()
    }

    #[test]
    fn a_figure_is_found_wherever_it_stands() {
        let page = serde_json::json!({
            "id": "f-2",
            "rates": [figure("f-1", "ひとつめ")],
            "questions": [{ "id": "f-2", "figures": [figure("f-2", "ふたつめ")] }],
        });
        assert_eq!(find(&page, "f-1").unwrap().title, "ひとつめ");
        assert_eq!(find(&page, "f-2").unwrap().title, "ふたつめ");
        assert!(find(&page, "f-3").is_none() && find(&page, "").is_none());
    }

    /// The words of a picture, whose lines may end anywhere.
    fn words_of(svg: &str) -> String {
        svg.split('<').filter_map(|part| Some(part.split_once('>')?.1.trim())).collect()
    }

    #[test]
    fn a_file_has_the_words_of_its_page() {
        let shown = find(&figure("f-1", "ひとつめ"), "f-1").unwrap();
        let svg = drawn(shown, Purpose::Academic, Lang::Ja).unwrap();
        assert!(svg.contains(">ひとつめ</text>") && svg.contains("n=24。"), "{svg}");
        assert!(!svg.contains("href=") && !words_of(&svg).contains("内部用"));
        let shown = find(&figure("f-1", "ひとつめ"), "f-1").unwrap();
        let inside = drawn(shown, Purpose::Internal, Lang::Ja).unwrap();
        assert!(words_of(&inside).contains("内部用"), "a file that holds small numbers says so: {inside}");
    }

    #[test]
    fn names_of_files_are_plain() {
        assert_eq!(written("f-q1_2"), "f-q1_2");
        assert_eq!(written("f-支援/../x"), "f-______x");
    }
}
