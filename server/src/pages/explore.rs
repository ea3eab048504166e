//! The analysis of a survey: who answered, closed questions, words, themes, and the texts behind every number.

pub mod answers;
pub mod areas;
pub mod attribute;
pub mod before_after;
pub mod cells_file;
pub mod collaboration;
pub mod cross;
pub mod figure_file;
pub mod groups;
pub mod lists;
pub mod lookup;
mod machine;
pub mod multivariate;
pub mod rates;
pub mod responses;
pub mod rules;
pub mod selection;
pub mod shared;
pub mod standing;
pub mod test_lines;
pub mod texts;
pub mod themes;
pub mod units;
pub mod word_table;
pub mod words;

use std::sync::Arc;

use actix_web::{HttpResponse, web};
use analysis::document::{Cell, Sheet};
use analysis::text::method::Method;
use analysis::text::own_words::ListCounts;
use serde::Serialize;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;

use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::tally::{Reader, Scope};
use crate::dataset::writings::Writing;
use crate::dataset::{self, Dataset, own_words};
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::language::Texts;
use crate::pages::explore::selection::is_withheld;
use crate::pages::rooms::{Room, room_links};
use crate::pages::surveys::{Tab, address, tabs};
use crate::pages::{crumbs, download};
use crate::view::figure::join;
use crate::view::form::{ChoiceView, Crumb};
use crate::view::frame::Frame;

/// The free texts of a survey, read.
pub struct Reading {
    /// What they come from.
    pub dataset: Dataset,
    /// The texts; place by place the documents of `texts`.
    pub writings: Vec<Writing>,
    /// The same, cut into words, with suggestions.
    pub texts: Arc<Texts>,
}

impl Reading {
    /// How many texts say nothing (特になし …), where that may be told: outside internal work neither they are few, nor all others,
    /// whose number is the difference to all texts.
    pub fn told_blank(&self) -> Option<u32> {
        let n = self.texts.n_blank();
        let n_others = self.writings.len().saturating_sub(n as usize);
        let is_few = is_withheld(&self.dataset, n as usize) || is_withheld(&self.dataset, n_others);
        (!is_few).then_some(n)
    }
}

/// What stands over every page of the analysis.
#[derive(Serialize)]
pub struct Head {
    title: String,
    crumbs: Vec<Crumb>,
    tabs: Vec<Tab>,
    rooms: Vec<Room>,
    /// Begins the addresses of figures as files.
    figures: String,
    purpose: String,
    scope: Scope,
    n_hearings: usize,
    is_protected: bool,
    min_cell: i32,
}

/// The rooms of the analysis: last part of the address and Fluent key.
const ROOMS: &[(&str, &str)] = &[
    ("", "explore-room-answers"),
    ("/areas", "explore-room-areas"),
    ("/cross", "explore-room-cross"),
    ("/shared", "explore-room-shared"),
    ("/before-after", "explore-room-before-after"),
    ("/collaboration", "explore-room-collaboration"),
    ("/words", "explore-room-words"),
    ("/word-table", "explore-room-word-table"),
    ("/network", "explore-room-network"),
    ("/correspondence", "explore-room-correspondence"),
    ("/clusters", "explore-room-clusters"),
    ("/map", "explore-room-map"),
    ("/topics", "explore-room-topics"),
    ("/themes", "explore-room-themes"),
    ("/texts", "explore-room-texts"),
    ("/rules", "explore-room-rules"),
    ("/lists", "explore-room-lists"),
];

/// The data of a survey for the person who looks at it.
///
/// # Errors
/// When the person may not, or there is no such survey.
pub async fn load(frame: &Frame, user: &User, id: i64) -> Result<Dataset> {
    allow(user, Verb::View, Thing::Analysis)?;
    dataset::load(&frame.app, SurveyId(id), dataset::purpose_of(user), frame.lang).await
}

/// The free texts of a survey for the person who looks at them.
///
/// # Errors
/// As [`load`], and when there is no dictionary.
pub async fn read(frame: &Frame, user: &User, id: i64) -> Result<Reading> {
    read_texts(frame, load(frame, user, id).await?).await
}

/// The free texts of data that was loaded.
///
/// # Errors
/// When there is no dictionary.
pub async fn read_texts(frame: &Frame, dataset: Dataset) -> Result<Reading> {
    read_denied(frame, dataset, false).await
}

/// The same; with `are_denied_apart` words are apart from themselves where they are denied (理解〜ない), where that may be told. Only
/// inside: elsewhere what is left of a word without those who deny it would tell how few these are.
///
/// # Errors
/// When there is no dictionary.
pub async fn read_denied(frame: &Frame, dataset: Dataset, are_denied_apart: bool) -> Result<Reading> {
    let are_denied_apart = are_denied_apart && may_tell_denied(&dataset);
    let own = own_words::load(&frame.app, dataset.survey.id).await?;
    let language = Arc::clone(&frame.app.language);
    let work = move || -> std::result::Result<Reading, Arc<analysis::error::Error>> {
        let writings = dataset.writings();
        let documents = writings.iter().map(Writing::document).collect();
        let texts = match are_denied_apart {
            true => language.read_apart(documents, &own)?,
            false => language.read(documents, &own)?,
        };
        Ok(Reading { dataset, writings, texts })
    };
    Ok(web::block(work).await??)
}

/// Whether denied words may be counted apart.
pub fn may_tell_denied(dataset: &Dataset) -> bool {
    dataset.purpose == Purpose::Internal
}

/// What stands over a page of the analysis.
pub fn head(frame: &Frame, user: &User, dataset: &Dataset, room: &str) -> Head {
    let survey = &dataset.survey;
    let base = format!("{}/analysis", address(survey.id));
    Head {
        title: survey.title.clone(),
        crumbs: crumbs::of_survey(frame, survey, [(frame.text("surveys-tab-analysis"), String::new())]),
        tabs: tabs(frame, user, survey.id, "/analysis"),
        rooms: room_links(frame, &base, ROOMS, room),
        figures: frame.address_without(figure_file::NAMES),
        purpose: frame.text(purpose_key(dataset.purpose)),
        scope: Reader::of_data(dataset, dataset.lang).scope(dataset),
        n_hearings: dataset.hearings.len(),
        is_protected: dataset.purpose != Purpose::Internal,
        min_cell: survey.min_cell,
    }
}

/// The Fluent key of a purpose.
pub fn purpose_key(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Internal => "purpose-internal",
        Purpose::Regional => "purpose-regional",
        Purpose::Academic => "purpose-academic",
    }
}

/// What a file of the analysis says of itself where it holds small numbers: one that is handed on must not pass for one that may be.
/// Empty for all other purposes.
pub fn internal_note(purpose: Purpose, lang: Lang) -> String {
    if purpose == Purpose::Internal { i18n::plain(lang, "explore-internal-file") } else { String::new() }
}

/// A table as a file has it: what it says of itself stands in its last row.
pub fn noted(mut sheet: Sheet, purpose: Purpose, lang: Lang) -> Sheet {
    let note = internal_note(purpose, lang);
    if !note.is_empty() {
        sheet.rows.push(vec![Cell::Text(note.into())]);
    }
    sheet
}

/// Gives a file of the analysis to be saved, and records it. Its name says for which purpose it was made, since what is for
/// internal use holds small numbers.
///
/// # Errors
/// When the database fails.
pub async fn give(
    frame: &Frame,
    user: &User,
    (survey, purpose): (SurveyId, Purpose),
    name: &str,
    (media_type, body): (&str, Vec<u8>),
) -> Result<HttpResponse> {
    let file = format!("{}-{name}", purpose_key(purpose).trim_start_matches("purpose-"));
    download::record(frame, user, "survey.export", ("survey", survey.0), &file).await?;
    Ok(download::file(media_type, format!("kikitori-{}-{file}", survey.0), body))
}

/// Choices of a filter by area.
pub fn region_choices(dataset: &Dataset) -> Vec<ChoiceView> {
    let choice = |area: &surveys::entity::region::Model| ChoiceView {
        value: area.code.clone(),
        label: area.name.clone(),
    };
    dataset.areas.iter().map(choice).collect()
}

/// A page of the analysis that `view` makes of the answers, or one of its figures as a file: `room` is the last part of its address.
///
/// # Errors
/// When the person may not, there is no such survey or figure, or `view` fails.
pub async fn show<V: Serialize + Send + 'static>(
    frame: &Frame,
    user: &User,
    id: i64,
    (room, template): (&str, &str),
    view: impl FnOnce(Head, &Dataset) -> anyhow::Result<V> + Send + 'static,
) -> Result<HttpResponse> {
    let dataset = load(frame, user, id).await?;
    let made_for = (dataset.survey.id, dataset.purpose);
    let head = head(frame, user, &dataset, room);
    let title =
        ROOMS.iter().find(|(own, _)| *own == room).map(|(_, key)| frame.text(key)).unwrap_or_default();
    let view = web::block(move || view(head, &dataset)).await??;
    figure_file::page(frame, user, made_for, (template, title.as_str()), &view).await
}

/// How the figures of a text analysis were made, in the words of the page.
pub fn method_words(frame: &Frame, reading: &Reading) -> String {
    let method = reading.texts.method(None);
    let blank =
        reading.told_blank().map(|n| frame.text_with("explore-method-blank", &[("n", n.to_string())]));
    let counts = [
        ("documents", method.n_documents.to_string()),
        ("blank", blank.unwrap_or_default()),
        ("sentences", method.n_sentences.to_string()),
        ("tokens", method.n_tokens.to_string()),
        ("used", method.n_used_tokens.to_string()),
    ];
    let args: Vec<(&str, String)> = programs(&method).into_iter().chain(counts).collect();
    join(&[frame.text_with("explore-method", &args), lists_words(frame, method.lists)], frame.lang)
}

/// The same for a sheet, in a language, without how many texts were read: replies are among them, and those of no area. Of how many a
/// chart is says its n, and where that is withheld nothing else may tell it.
pub fn method_on_sheet(lang: Lang, method: &Method) -> String {
    let words = i18n::text(lang.code(), "sheet-method", &programs(method));
    join(&[words, lists_text(lang, method.lists)], lang)
}

/// Names and versions of what reads texts.
fn programs(method: &Method) -> [(&'static str, String); 4] {
    [
        ("version", method.version.to_owned()),
        ("lindera", method.lindera.to_owned()),
        ("dictionary", method.dictionary.clone()),
        ("coding", method.coding.clone()),
    ]
}

/// What a survey's own lists of words hold, in the words of the page; empty where there are none.
pub fn lists_words(frame: &Frame, lists: Option<ListCounts>) -> String {
    lists_text(frame.lang, lists)
}

/// The same in any language.
pub fn lists_text(lang: Lang, lists: Option<ListCounts>) -> String {
    let Some(lists) = lists else { return String::new() };
    let args = [
        ("forced", lists.forced.to_string()),
        ("stop", lists.stop_words.to_string()),
        ("synonyms", lists.synonyms.to_string()),
        ("dictionary", lists.dictionary.to_string()),
    ];
    i18n::text(lang.code(), "explore-method-lists", &args)
}
