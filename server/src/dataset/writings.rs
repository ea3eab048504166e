//! Free text: everything that one respondent wrote, or one hearing note, as one text to be read and counted.
//!
//! The unit is the person (or the hearing), so that a count of texts is a count of people.

use analysis::text::corpus::Document;
use serde::Serialize;
use surveys::privacy::consent::{Consent, Purpose};
use surveys::questionnaire::answer::compact::Given;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::question::Question;
use surveys::questionnaire::respondent::{asks_about_case, consent_to_case, with_case};
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::words::WORDS;
use surveys::store::segments::{Origin, TextPart};

use crate::dataset::{Dataset, Fielded, Heard, Response};
use crate::i18n::{self, Lang};

/// Attribute of a document: code of the area.
pub const REGION: &str = "region";
/// Attribute of a document: code of the agency kind.
pub const KIND: &str = "kind";

/// All that one person wrote or one partner said.
#[derive(Clone, Debug)]
pub struct Writing {
    /// As [`id_of`] says it.
    pub id: String,
    label: Label,
    /// Where the whole can be read; empty for a purpose that must not.
    pub href: String,
    /// Code of the area.
    pub region: Option<String>,
    /// Code of the agency kind.
    pub kind: Option<String>,
    /// What may be done with it.
    pub consent: Consent,
    is_reply: bool,
    /// The parts in order.
    pub parts: Vec<Part>,
}

/// What a writing is called, put into words when somebody asks: most writings are counted only.
#[derive(Clone, Debug)]
struct Label {
    lang: Lang,
    key: &'static str,
    /// Number of the response or hearing; empty where it would join a text to the area and kind in other lists.
    number: String,
}

impl Writing {
    /// What it is, in words.
    pub fn label(&self) -> String {
        let Label { lang, key, number } = &self.label;
        i18n::text(lang.code(), key, &[("number", number.clone())])
    }

    /// Whether it is the note of a hearing, and no response.
    pub fn is_of_hearing(&self) -> bool {
        self.id.starts_with(HEARING)
    }

    /// Whether it is a reply to the feedback.
    pub fn is_reply(&self) -> bool {
        self.is_reply
    }

    /// Whether it was written or said for the survey itself, and not as a reply to what came of it.
    pub fn is_of_survey(&self) -> bool {
        !self.is_reply
    }
}

/// An answer to one question, or one section of a note.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Source as quotes name it, e.g. `answer:12:q17`.
    pub source: String,
    /// What was asked, or the section's name.
    pub title: String,
    /// What the text is by its question: `good_practice`, `challenge`, `request` or empty.
    pub role: String,
    /// The words.
    pub text: String,
    /// Where they start in the document, in code points.
    pub start: usize,
    /// The writer allows showing this part to the region after masking.
    pub may_show: bool,
    /// The writer allows telling the region anonymously of the case that this part is about.
    pub may_tell: bool,
}

/// Begins the id of the note of a hearing.
const HEARING: &str = "hearing:";

/// The id of the writing of a response or of a hearing: `response:<number>`, `hearing:<number>`.
pub fn id_of(origin: Origin) -> String {
    match origin {
        Origin::Response(response) => format!("response:{}", response.0),
        Origin::Note(hearing) => format!("{HEARING}{}", hearing.0),
    }
}

/// The source of a part, as quotes name it.
fn source(origin: Origin, part: &str) -> String {
    TextPart { origin, part: part.to_owned() }.source()
}

/// Stands between two fields where they are shown one after the other.
pub const BETWEEN_FIELDS: &str = " ／ ";

/// Between two parts; ends the sentence.
const SEPARATOR: &str = "\n";

impl Dataset {
    /// The writings that are counted and searched, responses before hearings. Outside internal work replies to the feedback are none
    /// of them: sheets count those apart, and what is counted with them here and without them there would tell of few. Nor are words
    /// that not everybody was asked for (`untold_words.rs`).
    pub fn writings(&self) -> Vec<Writing> {
        let mut writings = self.writings_with_replies();
        if self.purpose != Purpose::Internal {
            writings.retain(Writing::is_of_survey);
        }
        writings
    }

    /// How many responses are counted where [`Dataset::writings`] are, with or without words.
    pub fn people_to_count(&self) -> usize {
        let is_counted = |fielded: &&Fielded| self.purpose == Purpose::Internal || !fielded.takes_replies;
        let responses = self.fielded.iter().filter(is_counted).flat_map(|fielded| &fielded.responses);
        responses.filter(|response| response.is_read).count()
    }

    /// Whether too few answered a questionnaire that asks for words: that nobody wrote something is not known then.
    pub fn has_few_to_read(&self) -> bool {
        self.fielded.iter().any(|fielded| fielded.is_few() && asks_for_words(fielded))
    }

    /// How many hearings are counted there.
    pub fn hearings_to_count(&self) -> usize {
        self.hearings.iter().filter(|heard| heard.is_read).count()
    }

    /// All writings that are counted, for what looks at each by itself or tells replies from the rest.
    pub fn writings_with_replies(&self) -> Vec<Writing> {
        self.written_by_the_counted(|fielded| self.untold_words(fielded))
    }

    /// The same with the words that are in no number, as data have them.
    pub fn writings_in_full(&self) -> Vec<Writing> {
        self.written_by_the_counted(|_| Vec::new())
    }

    /// The same without any words that not everybody was asked for.
    pub fn writings_of_everybody_asked(&self) -> Vec<Writing> {
        self.written_by_the_counted(|fielded| self.words_of_some(fielded))
    }

    fn written_by_the_counted(&self, left_out: impl Fn(&Fielded) -> Vec<Joined>) -> Vec<Writing> {
        let hearings = self.hearings.iter().filter(|heard| heard.is_read);
        self.written(
            |fielded| fielded.responses.iter().filter(|response| response.is_read).collect(),
            hearings.collect(),
            left_out,
        )
    }

    /// All writings, those of people who are in no number, too: what they allow to be quoted or told of is nothing that is counted.
    pub fn writings_with_those_apart(&self) -> Vec<Writing> {
        let hearings = self.hearings.iter().chain(&self.hearings_apart);
        self.written(
            |fielded| fielded.responses.iter().chain(&fielded.apart).collect(),
            hearings.collect(),
            |_| Vec::new(),
        )
    }

    /// What these respondents of each questionnaire wrote, without the answers to some questions, then these hearings. Those without words
    /// are left out.
    fn written<'d>(
        &'d self,
        whose: impl Fn(&'d Fielded) -> Vec<&'d Response>,
        hearings: Vec<&'d Heard>,
        left_out: impl Fn(&'d Fielded) -> Vec<Joined>,
    ) -> Vec<Writing> {
        let answers = self.fielded.iter().flat_map(|fielded| {
            let asked = asked_for_words(fielded, &left_out(fielded));
            let writing = move |response| self.of_response(fielded, &asked, response);
            whose(fielded).into_iter().map(writing)
        });
        let notes = hearings.into_iter().map(|heard| self.of_hearing(heard));
        answers.chain(notes).filter(|writing| !writing.parts.is_empty()).collect()
    }

    /// What one respondent wrote, of what each version asks for words.
    fn of_response(&self, fielded: &Fielded, asked: &[Vec<&Question>], response: &Response) -> Writing {
        let mut parts = Vec::new();
        let version = fielded.versions.get(response.version);
        let definition = version.map_or(&fielded.definition, |version| &version.definition);
        for question in asked.get(response.version).into_iter().flatten() {
            let text = response.answers.get(&question.name).and_then(|value| value.as_str());
            let Some(text) = text.filter(|text| !text.trim().is_empty()) else { continue };
            let role = question.role.clone().unwrap_or_default();
            let consent = with_case(response.consent, definition, &response.answers, &role);
            let part = Part {
                source: source(Origin::Response(response.id), &question.name),
                title: question.title.get(self.lang.code()).to_owned(),
                may_show: shows(consent, definition, &role),
                may_tell: consent.allows_case(Purpose::Regional),
                role,
                text: text.to_owned(),
                start: 0,
            };
            push(&mut parts, part);
        }
        let is_internal = self.purpose == Purpose::Internal;
        Writing {
            id: id_of(Origin::Response(response.id)),
            label: match is_internal {
                true => self.label("writing-response", response.id.0.to_string()),
                false => self.label("writing-response-anonymous", String::new()),
            },
            href: String::new(),
            region: response.region.clone(),
            kind: response.kind(),
            consent: response.consent,
            is_reply: fielded.takes_replies,
            parts,
        }
    }

    fn label(&self, key: &'static str, number: String) -> Label {
        Label { lang: self.lang, key, number }
    }

    fn of_hearing(&self, heard: &Heard) -> Writing {
        let mut parts = Vec::new();
        for (key, body) in &heard.sections {
            let part = Part {
                source: source(Origin::Note(heard.hearing.id), key),
                title: i18n::plain(self.lang, &format!("hearing-section-{key}")),
                role: String::new(),
                text: body.clone(),
                start: 0,
                may_show: heard.consent.allows_quote(Purpose::Regional),
                may_tell: heard.consent.allows_case(Purpose::Regional),
            };
            push(&mut parts, part);
        }
        let is_internal = self.purpose == Purpose::Internal;
        Writing {
            id: id_of(Origin::Note(heard.hearing.id)),
            label: match is_internal {
                true => self.label("writing-hearing", heard.hearing.number.clone()),
                false => self.label("writing-hearing-anonymous", String::new()),
            },
            href: if is_internal { format!("/hearings/{}", heard.hearing.id.0) } else { String::new() },
            region: heard.region.clone(),
            kind: Some(heard.agency.kind.clone()),
            consent: heard.consent,
            is_reply: false,
            parts,
        }
    }
}

/// Whether a questionnaire asks for words that are read with all others of the survey: replies to the feedback are not.
pub(super) fn asks_for_words(fielded: &Fielded) -> bool {
    !fielded.takes_replies && asked_for_words(fielded, &[]).iter().any(|asked| !asked.is_empty())
}

/// The questions of each version that ask for words, without those that identify in any version, and without these.
fn asked_for_words<'f>(fielded: &'f Fielded, left_out: &[Joined]) -> Vec<Vec<&'f Question>> {
    let versions = fielded.versions.iter().zip(fielded.identifying()).enumerate();
    let asked = versions.map(|(at, (version, identifying))| {
        let is_left_out = |name: &str| {
            let mut own = left_out.iter().filter_map(|joined| joined.own(at));
            own.any(|own| own.question == name) || identifying.contains(name)
        };
        let mut questions = version.definition.questions();
        questions.retain(|question| {
            question.kind.name == WORDS && !question.is_identifier && !is_left_out(&question.name)
        });
        questions
    });
    asked.collect()
}

/// Whether what somebody answered to a question of this role may be shown to the region after masking. Of a good practice
/// a question of its own may ask that; without an answer there it is not shown.
pub fn may_show(definition: &Definition, answers: &impl Given, role: &str) -> bool {
    shows(consent_to_case(definition, answers, role), definition, role)
}

fn shows(consent: Consent, definition: &Definition, role: &str) -> bool {
    match asks_about_case(definition, role) {
        true => consent.allows_case(Purpose::Regional),
        false => consent.allows_showing(Purpose::Regional, role),
    }
}

fn push(parts: &mut Vec<Part>, mut part: Part) {
    if part.text.trim().is_empty() {
        return;
    }
    part.start =
        parts.last().map_or(0, |last| last.start + last.text.chars().count() + SEPARATOR.chars().count());
    parts.push(part);
}

impl Writing {
    /// As `analysis` reads it. Spans in the result count from the start of the first part.
    pub fn document(&self) -> Document {
        let texts: Vec<&str> = self.parts.iter().map(|part| part.text.as_str()).collect();
        let attribute =
            |name: &str, value: &Option<String>| (name.to_owned(), value.clone().unwrap_or_default());
        Document {
            id: self.id.clone(),
            text: texts.join(SEPARATOR),
            attributes: vec![attribute(REGION, &self.region), attribute(KIND, &self.kind)],
        }
    }

    /// The part that a position of the document falls in.
    pub fn part_at(&self, position: usize) -> Option<&Part> {
        self.parts.iter().rev().find(|part| part.start <= position)
    }
}
