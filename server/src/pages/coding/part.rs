//! One answer or section as it is coded: its sentences with suggestions, and the segments that people made.

use std::collections::HashMap;

use analysis::coding::suggest::Suggestion;
use analysis::text::Span as Place;
use serde::Serialize;
use surveys::hearing::span::{Letters, Span};
use surveys::hearing::stretch::{Stretch, stretches};
use surveys::id::UserId;
use surveys::store::codings::Coded;
use surveys::store::segments::span_of;

use super::memo::{MemoView, memo_view};
use super::shelf::Shelf;
use super::told::{self, Told, ToldView};
use super::tree::{CodeView, label, tree};
use crate::dataset::coded::{CodedPart, CodedText, CodedTexts};
use crate::dataset::tables::{kind_name, region_name};
use crate::error::Result;
use crate::secret;
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;

/// What all parts of a page need.
pub struct Desk<'a> {
    frame: &'a Frame,
    texts: &'a CodedTexts,
    shelf: &'a Shelf,
    coders: HashMap<UserId, String>,
    memos: HashMap<i64, Vec<MemoView>>,
    /// The codes in use, with their keys.
    pub codes: Vec<CodeView>,
    /// What the model tells of the parts that are shown; empty where there is none.
    pub told: Told,
}

/// One answer or section, and its forms.
#[derive(Serialize)]
pub struct PartView {
    id: String,
    label: String,
    tags: Vec<String>,
    title: String,
    action: String,
    href: String,
    /// Key of the section, or name of the question.
    name: String,
    check: String,
    sentences: Vec<SentenceView>,
    segments: Vec<SegmentView>,
    detached: Vec<SegmentView>,
    pieces: Vec<PieceView>,
    is_coded: bool,
    n_suggested: usize,
    /// Sentences on which the model would put something else than what is suggested.
    n_told: usize,
}

/// A sentence, what is suggested for it, and what was put on exactly it.
#[derive(Serialize)]
struct SentenceView {
    id: String,
    span: String,
    text: String,
    suggested: Vec<SuggestedView>,
    /// Something of what is suggested can be accepted.
    is_open: bool,
    evidence: Vec<String>,
    told: Option<ToldView>,
    codes: Vec<CodeView>,
}

/// A suggested code, and whether accepting puts it on the sentence as it is coded now.
#[derive(Serialize)]
pub struct SuggestedView {
    /// The code.
    pub code: CodeView,
    /// Accepting puts it there.
    pub is_open: bool,
}

/// A segment with the codes on it; `number` is what its place in the text shows.
#[derive(Serialize)]
struct SegmentView {
    number: usize,
    id: i64,
    quote: String,
    codings: Vec<CodingView>,
    memos: Vec<MemoView>,
}

#[derive(Serialize)]
struct CodingView {
    id: i64,
    label: String,
    symbol: String,
    look: i32,
    coder: String,
    was_suggested: bool,
}

/// A stretch of the text between two edges of segments: numbers of those that begin before it, the look of the shortest
/// over it (-1: none), its words, numbers of those that end behind it.
#[derive(Serialize)]
struct PieceView {
    begin: Vec<usize>,
    look: i32,
    text: String,
    end: Vec<usize>,
}

/// Which codes a machine suggests for a sentence.
struct Proposal {
    span: Span,
    /// Numbers of the codes.
    codes: Vec<i64>,
    evidence: Vec<String>,
    words: String,
}

impl SentenceView {
    /// Whether accepting what the model tells puts other codes on it than accepting what is suggested.
    fn is_told_otherwise(&self) -> bool {
        let open = |codes: &[SuggestedView]| -> Vec<i64> {
            codes.iter().filter(|own| own.is_open).map(|own| own.code.id).collect()
        };
        let told = self.told.as_ref().map(|told| open(&told.codes)).unwrap_or_default();
        !told.is_empty() && told != open(&self.suggested)
    }
}

impl PartView {
    /// The segments of the part as places that a memo can be about: their numbers in the text.
    pub fn memo_places(&self) -> impl Iterator<Item = ChoiceView> {
        self.segments.iter().map(|segment| ChoiceView {
            value: segment.id.to_string(),
            label: format!("{} {}", self.title, segment.number),
        })
    }
}

impl<'a> Desk<'a> {
    /// What the parts of these texts need.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn new(frame: &'a Frame, texts: &'a CodedTexts, shelf: &'a Shelf) -> Result<Desk<'a>> {
        let users = surveys::store::users::list(&frame.app.db).await?;
        let mut memos: HashMap<i64, Vec<MemoView>> = HashMap::new();
        for memo in &texts.memos {
            if let Some(segment) = memo.segment_id {
                memos.entry(segment.0).or_default().push(memo_view(frame, &users, memo));
            }
        }
        Ok(Desk {
            frame,
            texts,
            shelf,
            coders: users.into_iter().map(|user| (user.id, user.display_name)).collect(),
            memos,
            codes: tree(&texts.codes, frame.lang),
            told: Told::new(),
        })
    }

    /// What accepting the suggestions puts on the sentences of a text.
    ///
    /// # Errors
    /// When the rules of suggestions are malformed, which a test excludes.
    pub fn acceptable(&self, part: &CodedPart) -> Result<Vec<(Span, Vec<i64>)>> {
        let proposals = self.proposals(&part.body, &Letters::new(&part.body))?.into_iter();
        let open = |proposal: Proposal| (proposal.span, self.open(part, proposal.span, &proposal.codes));
        Ok(proposals.map(open).collect())
    }

    /// What of codes for a sentence can be accepted: all of it where nobody has coded, its themes where people put nothing but
    /// a stance, nothing elsewhere.
    pub fn open(&self, part: &CodedPart, span: Span, codes: &[i64]) -> Vec<i64> {
        let overlaps = |own: Span| own.start < span.end && span.start < own.end;
        let here = part.segments.iter().filter(|coded| overlaps(span_of(&coded.segment)));
        let put: Vec<i64> = here.flat_map(|coded| &coded.codings).map(|coding| coding.code_id.0).collect();
        if !put.iter().all(|id| self.is_stance(*id)) {
            return Vec::new();
        }
        codes.iter().copied().filter(|id| put.is_empty() || !self.is_stance(*id)).collect()
    }

    fn is_stance(&self, id: i64) -> bool {
        self.codes.iter().any(|code| code.id == id && code.is_stance)
    }

    fn proposals(&self, body: &str, letters: &Letters<'_>) -> Result<Vec<Proposal>> {
        let suggested =
            self.frame.app.language.suggested(body).map_err(|error| anyhow::anyhow!("{error}"))?;
        let proposal = |(place, suggestion): &(Place, Suggestion)| Proposal {
            span: span_in(*place),
            evidence: evidence(letters, suggestion),
            codes: self.suggested(suggestion),
            words: letters.slice(span_in(*place)).unwrap_or_default().trim().to_owned(),
        };
        Ok(suggested.iter().map(proposal).filter(|proposal| !proposal.words.is_empty()).collect())
    }

    /// The codes in use that stand for a suggestion: its stance, then its themes.
    fn suggested(&self, suggestion: &Suggestion) -> Vec<i64> {
        let themes = suggestion.themes.iter().map(|theme| theme.code.as_str());
        self.codes_of([suggestion.stance.key()].into_iter().chain(themes))
    }

    /// The codes in use that stand for codes of the shipped frame; none where nothing is to be suggested.
    pub fn codes_of<'c>(&self, frame_codes: impl Iterator<Item = &'c str>) -> Vec<i64> {
        let mut found: Vec<i64> = Vec::new();
        for frame_code in frame_codes.filter(|_| self.shelf.is_open()) {
            let shipped = self.texts.codes.iter().find(|code| code.frame_code == frame_code);
            let living = shipped.and_then(|code| surveys::store::codes::living(&self.texts.codes, code));
            if let Some(code) = living.filter(|code| code.is_codable && !found.contains(&code.id.0)) {
                found.push(code.id.0);
            }
        }
        found
    }

    /// A part as it is shown; `place` is its own on the page, from 1.
    ///
    /// # Errors
    /// When the rules of suggestions are malformed, which a test excludes.
    pub fn part(&self, place: usize, text: &CodedText, part: &CodedPart) -> Result<PartView> {
        let id = format!("part-{place}");
        let letters = Letters::new(&part.body);
        let marked: Vec<&Coded> = part.segments.iter().filter(|coded| self.is_shown(coded)).collect();
        let sentences: Vec<SentenceView> = self
            .proposals(&part.body, &letters)?
            .into_iter()
            .enumerate()
            .map(|(at, proposal)| self.sentence(&format!("{id}-{at}"), part, proposal))
            .collect();
        let href = self.shelf.text(&text.reference);
        Ok(PartView {
            label: text.label.clone(),
            tags: self.tags(text),
            title: part.title.clone(),
            href: format!("{href}#part-{}", 1 + own_place(text, part)),
            action: href,
            name: part.text.part.clone(),
            check: check(&part.body),
            is_coded: part.is_coded(),
            n_suggested: sentences.iter().filter(|own| own.is_open).count(),
            n_told: sentences.iter().filter(|own| own.is_told_otherwise()).count(),
            pieces: self.pieces(&letters, &marked),
            segments: (1..).zip(&marked).map(|(number, coded)| self.segment(number, coded)).collect(),
            detached: part.detached.iter().map(|coded| self.segment(0, coded)).collect(),
            sentences,
            id,
        })
    }

    /// A segment of which only memos are left is shown, too.
    fn is_shown(&self, coded: &Coded) -> bool {
        !coded.codings.is_empty() || self.memos.contains_key(&coded.segment.id.0)
    }

    fn tags(&self, text: &CodedText) -> Vec<String> {
        let kind = if text.kind.is_empty() { String::new() } else { kind_name(self.frame.lang, &text.kind) };
        let region = if text.region.is_empty() {
            String::new()
        } else {
            region_name(&self.texts.dataset, &text.region)
        };
        [kind, region, text.wave.clone()].into_iter().filter(|tag| !tag.is_empty()).collect()
    }

    fn sentence(&self, id: &str, part: &CodedPart, proposal: Proposal) -> SentenceView {
        let here = part.segments.iter().filter(|coded| span_of(&coded.segment) == proposal.span);
        let mut codes: Vec<CodeView> = Vec::new();
        for coding in here.flat_map(|coded| &coded.codings) {
            if !codes.iter().any(|code| code.id == coding.code_id.0) {
                codes.extend(self.code(coding.code_id.0));
            }
        }
        let open = self.open(part, proposal.span, &proposal.codes);
        // Where another segment is in the way, taking codes off this sentence does not open its suggestion again.
        let may_open = !open.is_empty() || !codes.is_empty();
        let told = told::of_sentence(&self.told, &part.text, proposal.span);
        SentenceView {
            id: id.to_owned(),
            span: format!("{}-{}", proposal.span.start, proposal.span.end),
            text: proposal.words,
            suggested: if may_open { self.with_open(&proposal.codes, &open) } else { Vec::new() },
            is_open: !open.is_empty(),
            evidence: proposal.evidence,
            told: told.map(|told| told::view(self, self.frame, part, told)),
            codes,
        }
    }

    /// Codes, each with whether accepting puts it there.
    pub fn with_open(&self, codes: &[i64], open: &[i64]) -> Vec<SuggestedView> {
        let view = |id: &i64| Some(SuggestedView { code: self.code(*id)?, is_open: open.contains(id) });
        codes.iter().filter_map(view).collect()
    }

    fn code(&self, id: i64) -> Option<CodeView> {
        self.codes.iter().find(|code| code.id == id).cloned()
    }

    fn segment(&self, number: usize, coded: &Coded) -> SegmentView {
        let coding = |coding: &surveys::entity::coding::Model| {
            let code = self.texts.codes.iter().find(|code| code.id == coding.code_id)?;
            Some(CodingView {
                id: coding.id.0,
                label: label(code, self.frame.lang),
                symbol: code.symbol.clone(),
                look: code.look.rem_euclid(crate::codebook::LOOKS),
                coder: self.coders.get(&coding.coder_id).cloned().unwrap_or_default(),
                was_suggested: coding.was_suggested,
            })
        };
        SegmentView {
            number,
            id: coded.segment.id.0,
            quote: coded.segment.quote.clone(),
            codings: coded.codings.iter().filter_map(coding).collect(),
            memos: self.memos.get(&coded.segment.id.0).cloned().unwrap_or_default(),
        }
    }

    /// Cuts a text at every edge of a segment.
    fn pieces(&self, letters: &Letters<'_>, marked: &[&Coded]) -> Vec<PieceView> {
        let spans: Vec<Span> = marked.iter().map(|coded| span_of(&coded.segment)).collect();
        let numbers = |places: Vec<usize>| places.into_iter().map(|place| place + 1).collect();
        let piece = |stretch: Stretch| {
            let shown = stretch.innermost.and_then(|place| marked.get(place));
            PieceView {
                begin: numbers(stretch.begins),
                look: shown.map_or(-1, |coded| self.look_of(coded)),
                text: letters.slice(stretch.span).unwrap_or_default().to_owned(),
                end: numbers(stretch.ends),
            }
        };
        stretches(letters.count(), &spans).into_iter().map(piece).collect()
    }

    fn look_of(&self, coded: &Coded) -> i32 {
        let first = coded.codings.first().and_then(|coding| self.code(coding.code_id.0));
        first.map_or(3, |code| code.look)
    }
}

/// Which of the parts of a text it is, from 0.
fn own_place(text: &CodedText, part: &CodedPart) -> usize {
    text.parts.iter().position(|own| own.text == part.text).unwrap_or(0)
}

/// The words that speak for a suggestion, each once.
fn evidence(letters: &Letters<'_>, suggestion: &Suggestion) -> Vec<String> {
    let themes = suggestion.themes.iter().flat_map(|theme| &theme.evidence);
    let mut found: Vec<String> = Vec::new();
    for place in themes.chain(&suggestion.evidence) {
        let word = letters.slice(span_in(*place)).unwrap_or_default().trim().to_owned();
        if !word.is_empty() && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// The same place as the store counts it.
pub fn span_in(place: Place) -> Span {
    Span { start: place.start as usize, end: place.end as usize }
}

/// Tells whether a text is still what a form was made from.
pub fn check(body: &str) -> String {
    secret::hash(body).chars().take(16).collect()
}
