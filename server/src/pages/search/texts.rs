//! The texts of one page of a search, as the door gives them, with what was found in its surroundings.

use std::collections::HashMap;
use std::sync::Arc;

use analysis::text::Span;
use analysis::text::search::excerpt::{Excerpt, excerpts};
use analysis::text::search::texts::Texts;
use serde::Serialize;
use surveys::entity::agency;
use surveys::error::Error;
use surveys::id::{HearingId, ResponseId};
use surveys::privacy::consent::Purpose;
use surveys::store;

use super::Desk;
use crate::dataset::Dataset;
use crate::dataset::few::load_few;
use crate::dataset::tables::{kind_name, region_name};
use crate::dataset::writings::Writing;
use crate::error::Result;
use crate::pages::agencies;
use crate::pages::surveys::address;
use crate::search::Key;
use crate::search::finding::{Hit, Outcome};
use crate::search::reading::blocking;
use crate::view::frame::Frame;
use crate::view::time;

/// Code points on each side of a hit.
const AROUND: u32 = 36;
/// Most stretches that are shown of one part of a text.
const MOST_STRETCHES: usize = 3;

/// A text that was found.
#[derive(Serialize)]
pub struct TextView {
    what: String,
    label: String,
    href: String,
    survey: String,
    region: String,
    kind: String,
    day: String,
    parts: Vec<PartView>,
}

#[derive(Serialize)]
struct PartView {
    title: String,
    href: String,
    excerpts: Vec<Excerpt>,
}

/// A text as it was loaded.
struct Loaded {
    view: TextView,
    body: String,
    parts: Vec<Part>,
}

/// An answer or a section, by its place in the whole.
struct Part {
    title: String,
    href: String,
    start: u32,
    text: String,
}

/// The views of `shown`, the first of which is the text after the `n_before` first ones. What the door no longer gives, or what no
/// longer meets the query, is left out.
///
/// # Errors
/// When the database fails or there is no dictionary.
pub(super) async fn text_views(
    frame: &Frame,
    desk: &Desk,
    outcome: &Outcome,
    shown: &[Hit],
    n_before: usize,
) -> Result<Vec<TextView>> {
    let mut found: HashMap<Key, Loaded> = HashMap::new();
    for (survey, few) in frame.app.search.few(outcome, shown) {
        let dataset = load_few(&frame.app, survey, &few, desk.purpose, frame.lang).await?;
        let writings = dataset.writings();
        found.extend(writings.into_iter().filter_map(|writing| of_writing(frame, &dataset, writing)));
    }
    for hit in shown {
        if let Key::Agency(id) = hit.key {
            match store::agencies::find(&frame.app.db, id).await {
                Err(Error::NotFound) => {}
                Ok(agency) if !agency.is_active => {}
                agency => found.extend([of_agency(frame, desk, agency?)]),
            }
        }
    }
    let mut loaded = Vec::new();
    for (place, hit) in shown.iter().enumerate() {
        if let Some(mut own) = found.remove(&hit.key) {
            if desk.is_internal() {
                own.view.day = match hit.key {
                    // The day on which somebody last changed its page says nothing of an agency.
                    Key::Agency(_) => String::new(),
                    Key::Note(_) | Key::Answer(_) => time::date(hit.day, frame.lang),
                };
            } else {
                // Without a number of its own a text is told from the others by its place in the list.
                own.view.label = format!("{} {}", own.view.label, n_before + place + 1);
            }
            loaded.push(own);
        }
    }
    let bodies: Vec<String> = loaded.iter().map(|own| own.body.clone()).collect();
    let (language, wanted) = (Arc::clone(&frame.app.language), outcome.wanted.clone());
    let spans = blocking(move || {
        let n = bodies.len();
        let texts = Texts::read(language.tokenizer()?, bodies);
        Ok((0..n).map(|place| wanted.hits(&texts, place)).collect::<Vec<_>>())
    })
    .await?;
    let views = loaded.into_iter().zip(spans);
    Ok(views.filter_map(|(own, spans)| Some(own.with_hits(&spans?))).collect())
}

fn of_writing(frame: &Frame, dataset: &Dataset, writing: Writing) -> Option<(Key, Loaded)> {
    let (kind, number) = writing.id.split_once(':')?;
    let number: i64 = number.parse().ok()?;
    let key = match kind {
        "hearing" => Key::Note(HearingId(number)),
        _ => Key::Answer(ResponseId(number)),
    };
    let is_internal = dataset.purpose == Purpose::Internal;
    let shown = |value: Option<String>| value.filter(|_| is_internal);
    // Who may not open a note reads it where texts are coded, as everybody reads answers.
    let has_page = !writing.href.is_empty();
    let reference = frame.app.key.token("coding", &writing.id);
    let href = if has_page {
        writing.href.clone()
    } else {
        format!("{}/coding/texts/{reference}", address(dataset.survey.id))
    };
    let (body, label) = (writing.document().text, writing.label());
    let parts = (1..).zip(writing.parts).map(|(place, part)| Part {
        href: match part.source.rsplit_once(':') {
            Some((_, section)) if has_page => format!("{href}#section-{section}"),
            _ => format!("{href}#part-{place}"),
        },
        title: part.title,
        start: u32::try_from(part.start).unwrap_or(u32::MAX),
        text: part.text,
    });
    let parts = parts.collect();
    let view = TextView {
        what: frame.text(if kind == "hearing" { "search-what-notes" } else { "search-what-answers" }),
        label,
        href,
        survey: dataset.survey.title.clone(),
        region: shown(writing.region).map(|code| region_name(dataset, &code)).unwrap_or_default(),
        kind: shown(writing.kind).map(|code| kind_name(dataset.lang, &code)).unwrap_or_default(),
        day: String::new(),
        parts: Vec::new(),
    };
    Some((key, Loaded { view, body, parts }))
}

fn of_agency(frame: &Frame, desk: &Desk, agency: agency::Model) -> (Key, Loaded) {
    let href = format!("/agencies/{}", agency.id.0);
    let region = desk.regions.iter().find(|region| region.id == agency.region_id);
    let view = TextView {
        what: frame.text("search-what-agencies"),
        label: agency.name.clone(),
        href: href.clone(),
        survey: String::new(),
        region: region.map(|region| agencies::region_name(&desk.regions, region)).unwrap_or_default(),
        kind: kind_name(frame.lang, &agency.kind),
        day: String::new(),
        parts: Vec::new(),
    };
    let start = u32::try_from(agency.name.chars().count() + 1).unwrap_or(u32::MAX);
    let body = format!("{}\n{}", agency.name, agency.note);
    let part = |key: &str, start: u32, text: String| Part {
        title: frame.text(key),
        href: href.clone(),
        start,
        text,
    };
    let parts =
        vec![part("agencies-field-name", 0, agency.name), part("agencies-field-note", start, agency.note)];
    (Key::Agency(agency.id), Loaded { view, body, parts })
}

impl Loaded {
    /// The view with what was found in its parts; parts without hits are left out.
    fn with_hits(self, hits: &[Span]) -> TextView {
        let part = |part: Part| {
            let end = part.start.saturating_add(part.text.chars().count() as u32);
            let own: Vec<Span> = hits
                .iter()
                .filter(|hit| hit.end > part.start && hit.start < end)
                .map(|hit| Span {
                    start: hit.start.max(part.start) - part.start,
                    end: hit.end.min(end) - part.start,
                })
                .collect();
            let excerpts = excerpts(&part.text, &own, AROUND, MOST_STRETCHES);
            (!excerpts.is_empty()).then_some(PartView { title: part.title, href: part.href, excerpts })
        };
        TextView { parts: self.parts.into_iter().filter_map(part).collect(), ..self.view }
    }
}
