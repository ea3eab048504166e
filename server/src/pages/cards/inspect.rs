//! What stands between a card and its publication: words that may tell who is meant, few agencies that its kinds and area can
//! mean, consent that is missing, items that nobody has answered.

use analysis::text::identify::every::{IdentifyingWord, WordKind};
use surveys::entity::{agency, card, card_check, card_word};
use surveys::id::CardId;
use surveys::privacy::card::{CardText, Case, CheckAnswer, is_complete, singled_out};
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::cards::CardInput;

use super::consent::Told;
use crate::dataset::{self, Dataset};
use crate::error::Result;
use crate::pages::masking::{KnownNames, look, look_at_each, stands};
use crate::view::frame::Frame;

/// A card as the rules see it.
pub struct Inspected {
    card: CardId,
    /// The words as they would be published.
    pub text: CardText,
    /// Words that may tell who is meant.
    pub words: Vec<IdentifyingWord>,
    /// Names of people and places were looked for.
    pub has_dictionary: bool,
    /// What agencies and organisations are called, which tells who is meant.
    names: KnownNames,
    /// Kinds of which few agencies of the area are on the list, and how many.
    pub singled: Vec<(String, usize)>,
    /// What it rests on.
    pub sources: Vec<String>,
    /// It rested on something that was taken away.
    has_removed: bool,
    /// What may be told in the region.
    pub told: Told,
    /// The survey's data for the region.
    pub dataset: Dataset,
}

/// Looks at a card as it is stored.
///
/// # Errors
/// When the database fails.
pub async fn inspect(frame: &Frame, card: &card::Model) -> Result<Inspected> {
    let dataset = dataset::load(&frame.app, card.survey_id, Purpose::Regional, frame.lang).await?;
    let text = text(&dataset, card);
    let names = KnownNames::load(&frame.app, dataset.survey.region_id).await?;
    let (words, has_dictionary) = words(frame, &text, &names).await?;
    let removed = store::cards::removed_sources(&frame.app.db, card.id).await?;
    Ok(Inspected {
        card: card.id,
        has_removed: !removed.is_empty(),
        singled: singled(&dataset, &text),
        told: Told::load(&frame.app, &dataset).await?,
        sources: store::cards::rests_on(&frame.app.db, card).await?,
        text,
        words,
        has_dictionary,
        names,
        dataset,
    })
}

/// The words of a card that may tell who is meant, each once, and whether names of people and places were looked for. Of an agency that
/// is introduced its own name is none; where it can be reached, and since when it does something, is told on purpose.
async fn words(frame: &Frame, text: &CardText, names: &KnownNames) -> Result<(Vec<IdentifyingWord>, bool)> {
    let (fields, texts): (Vec<&str>, Vec<String>) =
        text.texts().into_iter().map(|(field, own)| (field, own.to_owned())).unzip();
    let (of_each, has_dictionary) = look_at_each(&frame.app, texts, names).await?;
    let is_meant = |field: &str, kind: WordKind| match field {
        // Beside the name of the agency, or how to reach it, somebody of it may be named.
        "agency" | "contact" => kind != WordKind::Person,
        "since" => kind == WordKind::Date,
        _ => false,
    };
    let mut found = Vec::<IdentifyingWord>::new();
    for (field, words) in fields.into_iter().zip(of_each) {
        let others = words.into_iter().filter(|word| !is_own(word, text) && !is_meant(field, word.kind));
        for word in others {
            if found.iter().all(|known| known.words != word.words) {
                found.push(word);
            }
        }
    }
    Ok((found, has_dictionary))
}

/// Whether a word is the name, or a part of it, of the agency that a card introduces.
fn is_own(word: &IdentifyingWord, text: &CardText) -> bool {
    let is_name = matches!(word.kind, WordKind::Organisation | WordKind::Place);
    is_name && text.introduction.as_ref().is_some_and(|own| stands(&own.agency, &word.words))
}

/// The words of a card as they would be published.
pub fn text(dataset: &Dataset, card: &card::Model) -> CardText {
    let input = CardInput::of(card);
    let area = dataset.areas.iter().find(|area| Some(area.id) == input.region);
    CardText {
        title: input.title,
        background: input.background,
        steps: input.steps,
        idea: input.idea,
        result: input.result,
        remaining: input.remaining,
        kinds: input.kinds,
        themes: input.themes,
        region: area.map(|area| area.code.clone()).unwrap_or_default(),
        region_name: area.map_or_else(|| dataset.region_name.clone(), |area| area.name.clone()),
        introduction: input.introduction,
    }
}

/// The kinds of which there are fewer agencies than the threshold in the area that the words name, or in the whole region where they
/// name none, with how many there are. What says itself which agency is meant singles none out.
pub fn singled(dataset: &Dataset, text: &CardText) -> Vec<(String, usize)> {
    if text.introduction.is_some() {
        return Vec::new();
    }
    let area = dataset.areas.iter().find(|area| area.code == text.region).map(|area| area.id);
    let is_there = |agency: &&agency::Model| text.region.is_empty() || Some(agency.region_id) == area;
    let there: Vec<&str> =
        dataset.agencies.iter().filter(is_there).map(|agency| agency.kind.as_str()).collect();
    let few = singled_out(&text.kinds, &there, dataset.survey.min_cell());
    few.into_iter().map(|(kind, n)| (kind.to_owned(), n)).collect()
}

/// Answers as they are stored, without who gave them.
pub fn answers(checks: &[card_check::Model]) -> Vec<CheckAnswer> {
    let answer = |check: &card_check::Model| CheckAnswer {
        item: check.item.clone(),
        outcome: check.outcome.clone(),
        note: check.note.clone(),
    };
    checks.iter().map(answer).collect()
}

impl Inspected {
    /// What its check list depends on.
    pub fn case(&self) -> Case {
        Case {
            is_singled: !self.singled.is_empty(),
            has_removed: self.has_removed,
            is_introduction: self.text.introduction.is_some(),
        }
    }

    /// Whether everything is written that a case needs.
    pub fn is_whole(&self) -> bool {
        self.empty_fields().is_empty()
    }

    /// The fields that a card needs and that are empty; what is left to do may be nothing, and so may partners and costs.
    pub fn empty_fields(&self) -> Vec<&'static str> {
        let text = &self.text;
        let needed: &[&str] = match &text.introduction {
            Some(_) => &["agency", "title", "steps", "since", "audience", "result", "idea", "contact"],
            None => &["title", "background", "steps", "idea", "result"],
        };
        let written = text.texts();
        let is_empty = |name: &str| written.iter().any(|(own, text)| *own == name && text.trim().is_empty());
        let lists = [("kinds", text.kinds.is_empty()), ("themes", text.themes.is_empty())];
        let lists = lists.into_iter().filter(|(_, is_empty)| *is_empty).map(|(name, _)| name);
        needed.iter().copied().filter(|name| is_empty(name)).chain(lists).collect()
    }

    /// Words of another text that is published with the card, that may tell who is meant and are not among those that stay.
    ///
    /// # Errors
    /// When the look at them is broken off.
    pub async fn words_in(
        &self,
        frame: &Frame,
        text: &str,
        kept: &[card_word::Model],
    ) -> Result<Vec<String>> {
        let (words, _) = look(&frame.app, vec![text.to_owned()], &self.names).await?;
        let words = words.into_iter().filter(|word| !is_own(word, &self.text)).map(|word| word.words);
        Ok(words.filter(|word| kept.iter().all(|known| known.word != *word)).collect())
    }

    /// Whether the agency that it introduces agrees to other words, or to none. Of a case nobody is asked.
    fn lacks_agreement(&self) -> bool {
        self.text.introduction.is_some() && !self.told.agrees_to(self.card, &self.text)
    }

    /// Whether all that it rests on may be told.
    pub fn may_be_told(&self) -> bool {
        !self.lacks_agreement()
            && !self.sources.is_empty()
            && self.sources.iter().all(|source| self.told.has(source))
    }

    /// Fluent keys of what is in the way of publication; none: it can be published.
    pub fn obstacles(&self, answers: &[CheckAnswer], kept: &[card_word::Model]) -> Vec<&'static str> {
        let is_open = |word: &IdentifyingWord| kept.iter().all(|known| known.word != word.words);
        let is_untold = self.sources.iter().any(|source| !self.told.has(source));
        let found = [
            (!self.is_whole(), "cards-obstacle-empty"),
            (self.sources.is_empty(), "cards-obstacle-sources"),
            (self.lacks_agreement(), "introductions-obstacle-agreement"),
            (self.text.introduction.is_none() && is_untold, "cards-obstacle-consent"),
            (self.words.iter().any(is_open), "cards-obstacle-words"),
            (!is_complete(answers, self.case()), "cards-obstacle-check"),
        ];
        found.into_iter().filter(|(is_there, _)| *is_there).map(|(_, key)| key).collect()
    }
}
