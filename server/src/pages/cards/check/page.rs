//! The page of the check list.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use analysis::text::identify::every::IdentifyingWord;
use serde::Serialize;
use surveys::entity::state::CardState;
use surveys::entity::{card, card_check, card_word};
use surveys::privacy::card::{CONSENT, CheckItem, Lacking, Outcome, lacking};
use surveys::store;

use super::{Given, LONGEST_REASON, is_long};
use crate::auth::{Thing, User, Verb, policy};
use crate::dataset::tables::full_kind_name;
use crate::error::Result;
use crate::pages::approaches::People;
use crate::pages::cards::form::label_key;
use crate::pages::cards::head::Head;
use crate::pages::cards::inspect::{Inspected, answers};
use crate::pages::cards::shared::pdf::of_draft;
use crate::pages::cards::{address, agreement, state};
use crate::pages::masking::{Piece, as_typed, pieces, stands};
use crate::pages::unprintable::{Unprintable, unprintable};
use crate::view::form::{ChoiceView, FieldView, ProblemLine};
use crate::view::frame::Frame;
use crate::view::time;

#[derive(Serialize)]
struct CheckView {
    head: Head,
    action: String,
    publish_action: String,
    revision: i32,
    state: &'static str,
    state_label: String,
    /// Somebody else changed the card since the form was opened.
    is_stale: bool,
    problems: Vec<ProblemLine>,
    texts: Vec<TextView>,
    words: Vec<WordView>,
    has_dictionary: bool,
    /// Kinds of which there are few agencies, in words with how many.
    singled: Vec<String>,
    /// So many there have to be.
    least: usize,
    region: String,
    n_sources: usize,
    n_untold: usize,
    /// Of a card that introduces an agency, where its consent is written down; empty for a case.
    agreement_href: String,
    /// Whether that agency agrees: yes, no, or to other words.
    agreement: &'static str,
    items: Vec<ItemView>,
    obstacles: Vec<String>,
    may_publish: bool,
    /// Published before: the next version says what is new.
    is_new_version: bool,
    version_note: FieldView,
    /// Characters that its PDF has no signs for.
    unprintable: Unprintable,
}

/// A text of the card, cut where words may tell who is meant.
#[derive(Serialize)]
struct TextView {
    label: String,
    pieces: Vec<Piece>,
}

#[derive(Serialize)]
struct WordView {
    id: String,
    place: usize,
    /// In normal width, as the form sends it.
    word: String,
    /// As it was typed.
    shown: String,
    kind: String,
    reason: String,
    by: String,
    errors: Vec<String>,
}

#[derive(Serialize)]
struct ItemView {
    key: &'static str,
    label: String,
    hint: String,
    outcomes: Vec<ChoiceView>,
    outcome: String,
    note: String,
    by: String,
    outcome_errors: Vec<String>,
    note_errors: Vec<String>,
}

/// What is stored of a card's check list.
pub(super) struct Stored {
    pub(super) checks: Vec<card_check::Model>,
    pub(super) kept: Vec<card_word::Model>,
    people: People,
}

/// Loads it.
pub(super) async fn stored(frame: &Frame, card: &card::Model) -> Result<Stored> {
    Ok(Stored {
        checks: store::card_checks::of_card(&frame.app.db, card.id).await?,
        kept: store::card_checks::kept_words(&frame.app.db, card.id).await?,
        people: People::load(&frame.app).await?,
    })
}

/// The page with what was sent or is stored.
pub(super) async fn page(
    frame: &Frame,
    user: &User,
    card: &card::Model,
    inspected: &Inspected,
    given: &Given,
    status: StatusCode,
) -> Result<HttpResponse> {
    let stored = stored(frame, card).await?;
    let versions = store::card_versions::of_card(&frame.app.db, card.id).await?;
    let (words, items) = (words(frame, inspected, given, &stored), items(frame, inspected, given, &stored));
    let survey = &inspected.dataset.survey;
    let mut obstacles = inspected.obstacles(&answers(&stored.checks), &stored.kept);
    if obstacles.is_empty() && !matches!(card.state, CardState::Ready | CardState::Published) {
        // The list of agencies has changed since: what is stored would do now, but nobody has said so.
        obstacles.push("cards-obstacle-check");
    }
    let n_untold = inspected.sources.iter().filter(|source| !inspected.told.has(source)).count();
    let state = state(card, inspected.sources.len(), n_untold);
    let heading = frame.text("cards-check");
    let view = CheckView {
        head: Head::of(frame, user, survey, card, &heading),
        action: format!("{}/check", address(card.id)),
        publish_action: format!("{}/publish", address(card.id)),
        revision: card.revision,
        state: state.code(),
        state_label: frame.text(&format!("cards-state-{}", state.code())),
        is_stale: given.is_stale,
        problems: problems(&words, &items, &given.version_note),
        texts: texts(frame, inspected),
        words,
        has_dictionary: inspected.has_dictionary,
        singled: inspected.singled.iter().map(|(kind, n)| few_of(frame, kind, *n)).collect(),
        least: survey.min_cell(),
        region: inspected.text.region_name.clone(),
        n_sources: inspected.sources.len(),
        n_untold,
        agreement_href: card.introduction.as_ref().map(|_| agreement::address(card.id)).unwrap_or_default(),
        agreement: agreement::standing(&inspected.told, card, &inspected.text),
        items,
        obstacles: obstacles.into_iter().map(|key| obstacle(frame, inspected, key)).collect(),
        may_publish: policy::may(user.role, Verb::Export, Thing::Card),
        is_new_version: !versions.is_empty(),
        version_note: given.version_note.clone(),
        unprintable: unprintable(frame, vec![of_draft(frame, survey, &inspected.text)]).await?,
    };
    frame.page_with(status, "cards/check.html", &heading, &view)
}

/// A kind with how many agencies are of it.
fn few_of(frame: &Frame, kind: &str, n: usize) -> String {
    let args = [("kind", full_kind_name(frame.lang, kind)), ("n", n.to_string())];
    frame.text_with("cards-singled-kind", &args)
}

/// What is in the way, in words.
fn obstacle(frame: &Frame, inspected: &Inspected, key: &str) -> String {
    let is_introduction = inspected.text.introduction.is_some();
    let fields = inspected.empty_fields().into_iter();
    let fields = fields.map(|name| frame.text(label_key(name, is_introduction)));
    let fields = fields.collect::<Vec<String>>().join(&frame.text("list-separator"));
    frame.text_with(key, &[("fields", fields)])
}

fn problems(words: &[WordView], items: &[ItemView], version_note: &FieldView) -> Vec<ProblemLine> {
    let line = |href: String, text: &String| ProblemLine { href, text: text.clone() };
    let of_words =
        words.iter().flat_map(|word| word.errors.iter().map(move |text| line(format!("#{}", word.id), text)));
    let of_items = items.iter().flat_map(|item| {
        let outcomes = item.outcome_errors.iter();
        let outcomes = outcomes.map(move |text| line(format!("#outcome-{}", item.key), text));
        let notes = item.note_errors.iter().map(move |text| line(format!("#note-{}", item.key), text));
        outcomes.chain(notes)
    });
    let of_note = version_note.errors.iter().map(|text| line("#version-note".to_owned(), text));
    of_words.chain(of_items).chain(of_note).collect()
}

/// The texts with their words marked. Parts without words are left out.
fn texts(frame: &Frame, inspected: &Inspected) -> Vec<TextView> {
    let parts = inspected.text.texts().into_iter().filter(|(_, text)| !text.is_empty());
    let view = |(name, text): (&str, &str)| TextView {
        label: frame.text(label_key(name, inspected.text.introduction.is_some())),
        pieces: pieces(text, &inspected.words),
    };
    parts.map(view).collect()
}

/// Who did something, and when.
fn signed(frame: &Frame, name: String, at: chrono::DateTime<chrono::Utc>) -> String {
    let args = [("name", name), ("time", time::date_time(at, frame.lang))];
    frame.text_with("masking-by", &args)
}

fn too_long(frame: &Frame) -> String {
    frame.text_with("masking-reason-too-long", &[("max", LONGEST_REASON.to_string())])
}

/// A word as it stands in the first text that has it.
fn typed(inspected: &Inspected, word: &str) -> String {
    let text = inspected.text.texts().into_iter().map(|(_, text)| text).find(|text| stands(text, word));
    as_typed(text.unwrap_or_default(), word)
}

fn words(frame: &Frame, inspected: &Inspected, given: &Given, stored: &Stored) -> Vec<WordView> {
    let view = |(place, word): (usize, &IdentifyingWord)| {
        let reason = given.reasons.get(&word.words).cloned().unwrap_or_default();
        let kept = stored.kept.iter().find(|kept| kept.word == word.words && kept.reason == reason);
        let by = kept.map(|kept| signed(frame, stored.people.name(Some(kept.kept_by)), kept.kept_at));
        WordView {
            id: format!("reason-{place}"),
            place,
            word: word.words.clone(),
            shown: typed(inspected, &word.words),
            kind: frame.text(&format!("masking-word-{}", word.kind.code())),
            by: by.unwrap_or_default(),
            errors: if is_long(&reason) { vec![too_long(frame)] } else { Vec::new() },
            reason,
        }
    };
    inspected.words.iter().enumerate().map(view).collect()
}

/// An answer to choose. Consent is there; everything else that is looked for is not.
fn outcome(frame: &Frame, item: &CheckItem, outcome: Outcome) -> ChoiceView {
    let is_consent = outcome == Outcome::Clear && item.key == CONSENT;
    let key = format!("cards-outcome-{}", if is_consent { CONSENT } else { outcome.code() });
    ChoiceView { value: outcome.code().to_owned(), label: frame.text(&key) }
}

fn items(frame: &Frame, inspected: &Inspected, given: &Given, stored: &Stored) -> Vec<ItemView> {
    let case = inspected.case();
    let view = |item: CheckItem| {
        let answer = given.answers.iter().find(|answer| answer.item == item.key);
        let same = answer.and_then(|answer| {
            let is_it = |check: &&card_check::Model| {
                check.item == answer.item && check.outcome == answer.outcome && check.note == answer.note
            };
            stored.checks.iter().find(is_it)
        });
        let by =
            same.map(|check| signed(frame, stored.people.name(Some(check.checked_by)), check.checked_at));
        let lacks = lacking(&item, answer, case);
        let lacks = lacks.filter(|_| given.was_sent && answer.is_some());
        let mut note_errors = Vec::new();
        if lacks == Some(Lacking::Reason) {
            note_errors.push(frame.text("cards-reason-required"));
        }
        if answer.is_some_and(|answer| is_long(&answer.note)) {
            note_errors.push(too_long(frame));
        }
        let outcome_errors = match lacks {
            Some(Lacking::Answer) => vec![frame.text("form-choice")],
            Some(Lacking::Singled) => vec![frame.text("cards-singled-not-denied")],
            Some(Lacking::Reason) | None => Vec::new(),
        };
        ItemView {
            key: item.key,
            label: frame.text(&format!("cards-item-{}", item.key)),
            hint: frame.text(&format!("cards-hint-{}", item.key)),
            outcomes: item.outcomes.iter().map(|one| outcome(frame, &item, *one)).collect(),
            outcome: answer.map(|answer| answer.outcome.clone()).unwrap_or_default(),
            note: answer.map(|answer| answer.note.clone()).unwrap_or_default(),
            by: by.unwrap_or_default(),
            outcome_errors,
            note_errors,
        }
    };
    case.items().map(view).collect()
}
