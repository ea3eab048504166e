//! What people coded, where the words stand in the texts that are read.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use surveys::entity::code;
use surveys::hearing::span::Letters;
use surveys::id::CodeId;
use surveys::store;
use surveys::store::codings::Coded;
use surveys::store::segments::{TextPart, span_of};

use super::Reading;
use super::rules::condition::ChosenRule;
use crate::dataset::writings::Writing;
use crate::error::Result;
use crate::view::frame::Frame;

/// The segments whose words stand in one of the texts, notes and free answers alike, each with the place of its text, in the
/// order of texts.
pub fn standing<'a>(writings: &[Writing], coded: &'a [Coded]) -> Vec<(usize, &'a Coded)> {
    let mut segments: HashMap<TextPart, Vec<&Coded>> = HashMap::new();
    for one in coded.iter().filter(|one| !one.segment.is_detached) {
        if let Some(text) = TextPart::of(&one.segment) {
            segments.entry(text).or_default().push(one);
        }
    }
    let mut found = Vec::new();
    for (place, writing) in writings.iter().enumerate() {
        for part in &writing.parts {
            let own = TextPart::from_source(&part.source).and_then(|text| segments.get(&text));
            let Some(own) = own else { continue };
            let letters = Letters::new(&part.text);
            let stands =
                |one: &&&Coded| letters.slice(span_of(&one.segment)) == Some(one.segment.quote.as_str());
            found.extend(own.iter().filter(stands).map(|one| (place, *one)));
        }
    }
    found
}

/// The codes of a survey with the texts that people gave them to; and the texts that coding rules give one to.
#[derive(Default)]
pub struct Given {
    /// The codes, in the order of the codebook.
    pub codes: Vec<code::Model>,
    /// The code of the rules that is asked for, with the texts that have it.
    pub ruled: Option<ChosenRule>,
    texts: BTreeMap<CodeId, Vec<u32>>,
}

impl Given {
    /// The texts that have a code, as places of the writings, ascending: each once, however many segments have it.
    pub fn texts_of(&self, code: CodeId) -> &[u32] {
        self.texts.get(&code).map(Vec::as_slice).unwrap_or_default()
    }

    /// The code that an address names.
    pub fn named(&self, id: &str) -> Option<&code::Model> {
        let id = CodeId(id.parse().ok()?);
        self.codes.iter().find(|code| code.id == id)
    }
}

/// The codes that people gave to the texts that are read here.
///
/// # Errors
/// When the database fails.
pub async fn given(frame: &Frame, reading: &Reading) -> Result<Given> {
    let (db, survey) = (&frame.app.db, reading.dataset.survey.id);
    let codes = store::codes::of_survey(db, survey).await?;
    let coded = store::codings::of_survey(db, survey).await?;
    Ok(Given { codes, ruled: None, texts: texts_by_code(&reading.writings, &coded) })
}

fn texts_by_code(writings: &[Writing], coded: &[Coded]) -> BTreeMap<CodeId, Vec<u32>> {
    let mut texts: BTreeMap<CodeId, BTreeSet<u32>> = BTreeMap::new();
    for (place, one) in standing(writings, coded) {
        for coding in &one.codings {
            texts.entry(coding.code_id).or_default().extend(u32::try_from(place).ok());
        }
    }
    texts.into_iter().map(|(code, texts)| (code, texts.into_iter().collect())).collect()
}
