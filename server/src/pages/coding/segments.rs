//! All segments of a code (and of the codes below it), across notes and free answers, within what the reader may see.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use surveys::entity::{card, code, coding};
use surveys::hearing::span::{Span, slice};
use surveys::hearing::utterance::{speaker_at, utterances};
use surveys::id::{CodeId, SurveyId};
use surveys::store;
use surveys::store::codings::Coded;
use surveys::store::segments::{Origin, span_of};

use super::answers::{kinds, origins, waves};
use super::shelf::Shelf;
use super::tree::label;
use super::{Head, head, load};
use crate::auth::policy::may;
use crate::auth::{Thing, User, Verb, allow};
use crate::dataset::coded::{CodedPart, CodedText, CodedTexts};
use crate::dataset::tables::{kind_name, region_name};
use crate::error::Result;
use crate::pages::cards::{list_address, title};
use crate::pages::conditions::written;
use crate::pages::explore::region_choices;
use crate::pages::explore::selection::{is_withheld, may_see_groups};
use crate::secret;
use crate::view::form::ChoiceView;
use crate::view::frame::Frame;
use crate::view::paging::{PageQuery, Paging};

/// Segments on one page.
const PAGE: usize = 50;
/// Letters shown before and behind a segment.
const AROUND: usize = 40;

/// Which segments.
#[derive(Clone, Default, Deserialize)]
pub struct Query {
    /// `answers` or `notes`.
    #[serde(default)]
    of: String,
    /// Code of the agency kind.
    #[serde(default)]
    kind: String,
    /// Code of the area.
    #[serde(default)]
    region: String,
    /// Title of the wave.
    #[serde(default)]
    wave: String,
    /// Letter of who speaks, in lines of a note that name their speakers.
    #[serde(default)]
    speaker: String,
    #[serde(flatten)]
    page: PageQuery,
}

/// A segment with where it is.
type Place<'t> = (&'t CodedText, &'t CodedPart, &'t Coded);

#[derive(Serialize)]
struct SegmentsView {
    head: Head,
    label: String,
    code_href: String,
    definition: String,
    action: String,
    of: String,
    origins: Vec<ChoiceView>,
    kind: String,
    kinds: Vec<ChoiceView>,
    region: String,
    regions: Vec<ChoiceView>,
    wave: String,
    waves: Vec<ChoiceView>,
    speaker: String,
    speakers: Vec<ChoiceView>,
    n: usize,
    n_texts: usize,
    is_withheld: bool,
    lines: Vec<Line>,
    paging: Paging,
    /// Number of the code, to which the form for cards comes back.
    code: i64,
    /// Where ticked segments become a card of good practice; empty for those who may not.
    cards_action: String,
    /// The form mark of that form.
    mark: String,
    /// Cards that they can be put to.
    cards: Vec<ChoiceView>,
}

#[derive(Serialize)]
struct Line {
    id: i64,
    source: String,
    href: String,
    tags: Vec<String>,
    before: String,
    quote: String,
    behind: String,
    codes: Vec<String>,
}

/// `GET /codes/{id}/segments`
pub async fn show(
    frame: Frame,
    user: User,
    id: web::Path<i64>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    allow(&user, Verb::View, Thing::Coding)?;
    let code = store::codes::find(&frame.app.db, CodeId(*id)).await?;
    let texts = load(&frame, &user, code.survey_id).await?;
    let mut query = query.into_inner();
    if !may_see_groups(&texts.dataset) {
        query = Query { page: query.page, ..Query::default() };
    }
    let wanted = with_those_below(&texts.codes, code.id);
    let all = coded_with(&texts, &wanted, &query);
    let letters: BTreeSet<&str> = all.iter().map(|(_, speaker)| speaker.as_str()).collect();
    let found = all.iter().filter(|(_, speaker)| query.speaker.is_empty() || *speaker == query.speaker);
    let found: Vec<Place<'_>> = found.map(|(place, _)| *place).collect();
    let people: BTreeSet<Origin> = found.iter().map(|(text, ..)| text.origin).collect();
    // What fewer people than the threshold said would tell who they are.
    let is_withheld = is_withheld(&texts.dataset, people.len());
    let shown: &[Place<'_>] = if is_withheld { &[] } else { &found };
    let line = |(text, part, coded): &Place<'_>| line(&frame, &texts, text, part, coded);
    let action = format!("{}/segments", super::code::address(code.id));
    let paging = Paging::new(format!("{action}?{}page=", query.conditions()), query.page, shown.len(), PAGE);
    let heading = frame.text_with("coding-segments-title", &[("code", label(&code, frame.lang))]);
    let steps = [
        (label(&code, frame.lang), super::code::address(code.id)),
        (frame.text("coding-segments"), String::new()),
    ];
    let may_filter = may_see_groups(&texts.dataset);
    let makes_cards = may(user.role, Verb::Change, Thing::Card);
    let view = SegmentsView {
        code: code.id.0,
        cards_action: if makes_cards { list_address(code.survey_id) } else { String::new() },
        mark: secret::random_token()?,
        cards: if makes_cards { cards(&frame, code.survey_id).await? } else { Vec::new() },
        head: head(&frame, &user, &texts.dataset.survey, "/codebook", steps),
        label: label(&code, frame.lang),
        code_href: super::code::address(code.id),
        definition: code.definition.clone(),
        action,
        origins: if may_filter { origins(&frame) } else { Vec::new() },
        kinds: if may_filter { kinds(&frame, &texts) } else { Vec::new() },
        regions: if may_filter { region_choices(&texts.dataset) } else { Vec::new() },
        waves: if may_filter { waves(&texts) } else { Vec::new() },
        speakers: if may_filter { speaker_choices(letters) } else { Vec::new() },
        n: if is_withheld { 0 } else { found.len() },
        n_texts: if is_withheld { 0 } else { people.len() },
        is_withheld,
        lines: paging.shown(shown).map(line).collect(),
        paging,
        of: query.of,
        kind: query.kind,
        region: query.region,
        wave: query.wave,
        speaker: query.speaker,
    };
    frame.page("coding/segments.html", &heading, &view)
}

/// The cases of a survey to choose from: what introduces an agency rests on no texts.
async fn cards(frame: &Frame, survey: SurveyId) -> Result<Vec<ChoiceView>> {
    let cards = store::cards::of_survey(&frame.app.db, survey).await?;
    let choice = |card: &card::Model| ChoiceView { value: card.id.0.to_string(), label: title(frame, card) };
    Ok(cards.iter().filter(|card| card.introduction.is_none()).map(choice).collect())
}

impl Query {
    fn takes(&self, text: &CodedText) -> bool {
        let fits = |wanted: &str, own: &str| wanted.is_empty() || wanted == own;
        let is_note = matches!(text.origin, Origin::Note(_));
        fits(&self.of, if is_note { "notes" } else { "answers" })
            && fits(&self.kind, &text.kind)
            && fits(&self.region, &text.region)
            && fits(&self.wave, &text.wave)
    }

    fn conditions(&self) -> String {
        written(&[
            ("of", &self.of),
            ("kind", &self.kind),
            ("region", &self.region),
            ("wave", &self.wave),
            ("speaker", &self.speaker),
        ])
    }
}

/// The segments with one of these codes in the texts that are asked for, each with the letter of who speaks where it begins
/// (empty where no line says so). Their people are counted: outside internal work those who replied to the feedback are not.
fn coded_with<'t>(
    texts: &'t CodedTexts,
    wanted: &BTreeSet<CodeId>,
    query: &Query,
) -> Vec<(Place<'t>, String)> {
    let has = |coded: &Coded| coded.codings.iter().any(|coding| wanted.contains(&coding.code_id));
    let mut found = Vec::new();
    let is_counted = |text: &&CodedText| may_see_groups(&texts.dataset) || !text.is_reply;
    for text in texts.texts.iter().filter(is_counted).filter(|text| query.takes(text)) {
        for part in &text.parts {
            let own: Vec<&Coded> = part.segments.iter().filter(|coded| has(coded)).collect();
            let said = match part.text.origin {
                Origin::Note(_) if !own.is_empty() => utterances(&part.body),
                _ => Vec::new(),
            };
            let speaker = |coded: &Coded| speaker_at(&said, span_of(&coded.segment).start);
            found
                .extend(own.into_iter().map(|coded| {
                    ((text, part, coded), speaker(coded).map(String::from).unwrap_or_default())
                }));
        }
    }
    found
}

fn speaker_choices(letters: BTreeSet<&str>) -> Vec<ChoiceView> {
    let choice = |letter: &str| ChoiceView { value: letter.to_owned(), label: letter.to_owned() };
    letters.into_iter().filter(|letter| !letter.is_empty()).map(choice).collect()
}

/// A segment as the list shows it.
fn line(frame: &Frame, texts: &CodedTexts, text: &CodedText, part: &CodedPart, coded: &Coded) -> Line {
    let code_of = |coding: &coding::Model| texts.codes.iter().find(|code| code.id == coding.code_id);
    let names: BTreeSet<String> =
        coded.codings.iter().filter_map(code_of).map(|code| label(code, frame.lang)).collect();
    let kind = if text.kind.is_empty() { String::new() } else { kind_name(frame.lang, &text.kind) };
    let region =
        if text.region.is_empty() { String::new() } else { region_name(&texts.dataset, &text.region) };
    let tags = [kind, region, text.wave.clone()].into_iter().filter(|tag| !tag.is_empty());
    Line {
        tags: tags.collect(),
        href: Shelf::Results(texts.dataset.survey.id).text(&text.reference),
        codes: names.into_iter().collect(),
        ..around(text, part, coded)
    }
}

fn around(text: &CodedText, part: &CodedPart, coded: &Coded) -> Line {
    let span = span_of(&coded.segment);
    let length = part.body.chars().count();
    let cut = |start: usize, end: usize| {
        slice(&part.body, Span { start, end }).unwrap_or_default().replace(['\r', '\n'], " ")
    };
    Line {
        id: coded.segment.id.0,
        source: format!("{} {}", text.label, part.title),
        href: String::new(),
        tags: Vec::new(),
        before: cut(span.start.saturating_sub(AROUND), span.start),
        quote: coded.segment.quote.clone(),
        behind: cut(span.end, (span.end + AROUND).min(length)),
        codes: Vec::new(),
    }
}

/// A code and all codes in use below it.
fn with_those_below(all: &[code::Model], id: CodeId) -> BTreeSet<CodeId> {
    let mut found = BTreeSet::from([id]);
    loop {
        let below = all.iter().filter(|code| code.parent_id.is_some_and(|parent| found.contains(&parent)));
        let more: Vec<CodeId> = below.map(|code| code.id).filter(|id| !found.contains(id)).collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}
