//! The texts of a survey with what people have coded in them, within the consent for a purpose.

use std::collections::{BTreeMap, HashMap, HashSet};

use surveys::entity::{code, memo};
use surveys::hearing::span::Letters;
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::codings::Coded;
use surveys::store::segments::{Origin, TextPart, span_of};

use crate::app::App;
use crate::dataset::writings::Writing;
use crate::dataset::{self, Dataset};
use crate::error::Result;
use crate::i18n::Lang;

/// Everything that is coded in a survey, as far as the purpose reaches.
pub struct CodedTexts {
    /// What the texts come from.
    pub dataset: Dataset,
    /// All codes, closed ones included.
    pub codes: Vec<code::Model>,
    /// What one person wrote, or one note, each; responses before notes.
    pub texts: Vec<CodedText>,
    /// Memos on these texts and their segments, and on codes.
    pub memos: Vec<memo::Model>,
}

/// All that one person wrote or one partner said.
pub struct CodedText {
    /// Names it in addresses: its number would join it to other lists.
    pub reference: String,
    /// What it is.
    pub origin: Origin,
    /// What it is, in words.
    pub label: String,
    /// Where the whole can be read; empty for a purpose that must not.
    pub href: String,
    /// Code of the area; empty outside internal work, as in the lists of texts.
    pub region: String,
    /// Code of the agency kind; empty outside internal work.
    pub kind: String,
    /// Title of the wave; empty for a note.
    pub wave: String,
    /// Whether it is a reply to the feedback. It is read and coded like any text, and counted by colleagues alone.
    pub is_reply: bool,
    /// The answers or sections in order.
    pub parts: Vec<CodedPart>,
}

/// One answer or section.
pub struct CodedPart {
    /// Which it is.
    pub text: TextPart,
    /// What was asked, or the section's name.
    pub title: String,
    /// The words as they were written.
    pub body: String,
    /// The segments in the order of the text.
    pub segments: Vec<Coded>,
    /// Segments whose words do not stand where they were: somebody has to look.
    pub detached: Vec<Coded>,
}

impl CodedTexts {
    /// Loads the texts of a survey with their codings.
    ///
    /// # Errors
    /// When there is no such survey or the database fails.
    pub async fn load(app: &App, id: SurveyId, purpose: Purpose, lang: Lang) -> Result<CodedTexts> {
        let dataset = dataset::load(app, id, purpose, lang).await?;
        let writings = dataset.writings_with_replies();
        CodedTexts::of(app, dataset, writings).await
    }

    /// The same with words that are in no number, for data.
    ///
    /// # Errors
    /// When there is no such survey or the database fails.
    pub async fn load_in_full(app: &App, id: SurveyId, purpose: Purpose, lang: Lang) -> Result<CodedTexts> {
        let dataset = dataset::load(app, id, purpose, lang).await?;
        let writings = dataset.writings_in_full();
        CodedTexts::of(app, dataset, writings).await
    }

    async fn of(app: &App, dataset: Dataset, writings: Vec<Writing>) -> Result<CodedTexts> {
        let (id, purpose) = (dataset.survey.id, dataset.purpose);
        let codes = store::codes::of_survey(&app.db, id).await?;
        let mut coded: HashMap<TextPart, Vec<Coded>> = HashMap::new();
        for one in store::codings::of_survey(&app.db, id).await? {
            if let Some(text) = TextPart::of(&one.segment) {
                coded.entry(text).or_default().push(one);
            }
        }
        let waves = waves(&dataset);
        let texts: Vec<CodedText> = writings
            .into_iter()
            .filter_map(|writing| text(app, writing, &waves, purpose, &mut coded))
            .collect();
        let memos = store::memos::of_survey(&app.db, id).await?;
        let mut all = CodedTexts { dataset, codes, texts, memos };
        all.leave_out_memos();
        Ok(all)
    }

    /// The text with this reference.
    pub fn text(&self, reference: &str) -> Option<&CodedText> {
        self.texts.iter().find(|text| text.reference == reference)
    }

    /// The texts of this kind: what respondents wrote, or notes.
    pub fn responses(&self) -> impl Iterator<Item = &CodedText> {
        self.texts.iter().filter(|text| matches!(text.origin, Origin::Response(_)))
    }

    /// Notes.
    pub fn notes(&self) -> impl Iterator<Item = &CodedText> {
        self.texts.iter().filter(|text| matches!(text.origin, Origin::Note(_)))
    }

    /// A memo is seen by those who see what it is about.
    fn leave_out_memos(&mut self) {
        let origins: HashSet<Origin> = self.texts.iter().map(|text| text.origin).collect();
        let parts = self.texts.iter().flat_map(|text| &text.parts);
        let segments: HashSet<i64> = parts.flat_map(CodedPart::all).map(|coded| coded.segment.id.0).collect();
        self.memos.retain(|memo| {
            memo.code_id.is_some()
                || memo.hearing_id.is_some_and(|hearing| origins.contains(&Origin::Note(hearing)))
                || memo.response_id.is_some_and(|response| origins.contains(&Origin::Response(response)))
                || memo.segment_id.is_some_and(|segment| segments.contains(&segment.0))
        });
    }
}

impl CodedPart {
    /// All segments, those that somebody has to look at last.
    pub fn all(&self) -> impl Iterator<Item = &Coded> {
        self.segments.iter().chain(&self.detached)
    }

    /// Whether anybody has put a code on it.
    pub fn is_coded(&self) -> bool {
        self.segments.iter().any(|coded| !coded.codings.is_empty())
    }
}

fn waves(dataset: &Dataset) -> BTreeMap<i64, String> {
    let of = |fielded: &dataset::Fielded| {
        let wave = fielded.wave.clone();
        let numbers: Vec<i64> = fielded.responses.iter().map(|response| response.id.0).collect();
        numbers.into_iter().map(move |number| (number, wave.clone()))
    };
    dataset.fielded.iter().flat_map(of).collect()
}

fn text(
    app: &App,
    writing: Writing,
    waves: &BTreeMap<i64, String>,
    purpose: Purpose,
    coded: &mut HashMap<TextPart, Vec<Coded>>,
) -> Option<CodedText> {
    let is_internal = purpose == Purpose::Internal;
    let shown = |value: Option<String>| value.filter(|_| is_internal).unwrap_or_default();
    let (is_reply, label) = (writing.is_reply(), writing.label());
    let mut parts = Vec::new();
    for part in writing.parts {
        let text = TextPart::from_source(&part.source)?;
        let all = coded.remove(&text).unwrap_or_default();
        // Whatever changed the text: a segment is shown only where its words stand.
        let letters = (!all.is_empty()).then(|| Letters::new(&part.text));
        let stands = |coded: &Coded| {
            let words = letters.as_ref().and_then(|letters| letters.slice(span_of(&coded.segment)));
            !coded.segment.is_detached && words == Some(coded.segment.quote.as_str())
        };
        let (segments, detached) = all.into_iter().partition(stands);
        parts.push(CodedPart { text, title: part.title, body: part.text, segments, detached });
    }
    let origin = parts.first()?.text.origin;
    let wave = match origin {
        Origin::Response(response) => waves.get(&response.0).cloned().unwrap_or_default(),
        Origin::Note(_) => String::new(),
    };
    Some(CodedText {
        reference: app.key.token("coding", &writing.id),
        origin,
        label,
        href: writing.href,
        region: shown(writing.region),
        kind: shown(writing.kind),
        wave,
        is_reply,
        parts,
    })
}
