//! Pictures and numbers of an analysis as files.

use std::path::Path;

use actix_web::{HttpResponse, web};
use analysis::chart::Caption;
use analysis::chart::style::Style;

use super::{Analysis, Query, Source, drawn, form, load, of_key};
use crate::auth::{Thing, User, Verb, allow};
use crate::error::{AppError, Result};
use crate::pages::download::{self, CSV, PNG, SVG};
use crate::pages::explore::{give, internal_note, noted};
use crate::view::figure::aloud::aloud;
use crate::view::figure::{PICTURE_WIDTH, join, print};
use crate::view::frame::Frame;

/// `GET /surveys/{id}/analysis/files/{key}/{file}`: `figure.svg`, `figure.png`, or a table as CSV, of the analysis `key` with
/// the settings that the address says.
pub async fn download(
    frame: Frame,
    user: User,
    path: web::Path<(i64, String, String)>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    allow(&user, Verb::Export, Thing::Analysis)?;
    let (id, key, file) = path.into_inner();
    let analysis = of_key(&key)?;
    let mut source = load(&frame, &user, id, query.into_inner(), &key).await?;
    let made_for = (source.reading.dataset.survey.id, source.reading.dataset.purpose);
    let (fonts, name) = (frame.app.config.fonts.clone(), file.clone());
    let (made, set) = web::block(move || {
        let (made, fields) = (make(analysis, &source, &name, &fonts), (analysis.fields)(&source));
        source.query = Query::default();
        (made, form::in_name(&fields, &(analysis.fields)(&source)))
    })
    .await?;
    let made = made?.ok_or(AppError::NotFound)?;
    give(&frame, &user, made_for, &format!("{key}{set}-{file}"), made).await
}

/// The file with its media type; `None` when there is none of this name, or nothing to put into it.
fn make(
    analysis: &Analysis,
    source: &Source,
    file: &str,
    fonts: &Path,
) -> Result<Option<(&'static str, Vec<u8>)>> {
    let Ok(outcome) = (analysis.analyse)(source) else { return Ok(None) };
    match file.rsplit_once('.') {
        Some(("figure", kind @ ("svg" | "png"))) => {
            let title = source.say(&format!("multivariate-{}-title", analysis.key));
            let dataset = &source.reading.dataset;
            let note = join(&[outcome.note, internal_note(dataset.purpose, dataset.lang)], dataset.lang);
            let description = aloud([title.as_str(), &note]);
            let words = Caption { title, note, description, ..Caption::default() };
            let words = drawn(source, analysis, words);
            // What is to be printed has no more rows than can be read on a sheet.
            let room = (kind == "png").then_some(print::ROOM);
            let style = Style { width: PICTURE_WIDTH, room, ..Style::new(analysis.key) };
            let svg = outcome.picture.without_links().draw(words, &style).map_err(anyhow::Error::from)?;
            if kind == "svg" {
                return Ok(Some((SVG, svg.into_bytes())));
            }
            Ok(Some((PNG, print::png(&svg, fonts)?)))
        }
        Some((table, "csv")) => {
            let Some(table) = outcome.tables.iter().find(|own| own.key == table) else { return Ok(None) };
            let dataset = &source.reading.dataset;
            Ok(Some((CSV, download::csv(&noted(table.sheet(), dataset.purpose, dataset.lang))?)))
        }
        _ => Ok(None),
    }
}
