//! What may be told of in the region now: asked whenever a card is shown, so that whatever makes a source one that may not be told
//! of works at once.

use std::collections::{HashMap, HashSet};

use surveys::entity::{card_consent, card_version};
use surveys::id::{CardConsentId, CardId, SurveyId};
use surveys::privacy::card::CardText;
use surveys::privacy::consent::Purpose;
use surveys::store;
use surveys::store::card_versions::words_hash;

use crate::app::App;
use crate::dataset::Dataset;
use crate::error::Result;

/// What may be told in the region.
pub struct Told {
    /// The answers and sections of notes whose case may be told, and agencies that agree to be introduced.
    sources: HashSet<String>,
    /// All consents that hold of each card that introduces an agency, the oldest first: a version that stands is one to other words than
    /// those that are agreed to for the next.
    consents: HashMap<CardId, Vec<card_consent::Model>>,
}

impl Told {
    /// Of a survey's data for the region. What was withdrawn, is used for nothing new or was answered by fewer than the threshold
    /// is not among it, and no agency that took its consent back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(app: &App, dataset: &Dataset) -> Result<Told> {
        let mut told = Told::of_agencies(app, dataset.survey.id).await?;
        let writings = dataset.writings_with_those_apart().into_iter();
        let allowed = writings.filter(|writing| writing.consent.allows(Purpose::Regional));
        let parts = allowed.flat_map(|writing| writing.parts);
        told.sources.extend(parts.filter(|part| part.may_tell).map(|part| part.source));
        Ok(told)
    }

    /// Of the consents of agencies alone: enough for cards that introduce them, and no case may be told by it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_agencies(app: &App, survey: SurveyId) -> Result<Told> {
        let mut consents: HashMap<CardId, Vec<card_consent::Model>> = HashMap::new();
        for consent in store::card_consents::of_survey(&app.db, survey).await? {
            consents.entry(consent.card_id).or_default().push(consent);
        }
        let sources = consents.keys().map(|card| store::card_consents::source(*card)).collect();
        Ok(Told { sources, consents })
    }

    /// Whether a source may be told of.
    pub fn has(&self, source: &str) -> bool {
        self.sources.contains(source)
    }

    /// Whether the agency that a card introduces agrees to these words: what it said last is of them.
    pub fn agrees_to(&self, card: CardId, text: &CardText) -> bool {
        self.of_card(card).last().is_some_and(|newest| newest.sha256 == words_hash(text))
    }

    /// The consent since which the agency that a card introduces has agreed without taking it back; None where it does not agree, and
    /// for a case.
    pub fn since(&self, card: CardId) -> Option<CardConsentId> {
        self.of_card(card).first().map(|oldest| oldest.id)
    }

    /// Whether a version stands in the list: every case does, of introductions those whose agency said so of their very words. What it
    /// says of other words counts when these are published.
    pub fn lists(&self, version: &card_version::Model) -> bool {
        !is_of_agency(version)
            || store::card_versions::text(version).is_ok_and(|text| self.may_list(version.card_id, &text))
    }

    /// Whether the newest consent to these words lets them stand in the list.
    fn may_list(&self, card: CardId, text: &CardText) -> bool {
        let sha256 = words_hash(text);
        self.of_card(card)
            .iter()
            .rev()
            .find(|consent| consent.sha256 == sha256)
            .is_some_and(|consent| consent.may_list)
    }

    /// The consents to a card that hold, the oldest first.
    fn of_card(&self, card: CardId) -> &[card_consent::Model] {
        self.consents.get(&card).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether all sources may. Of a card without sources nobody has said so.
    pub fn allows(&self, sources: &[String]) -> bool {
        !sources.is_empty() && sources.iter().all(|source| self.has(source))
    }
}

/// Whether a version introduces an agency: it rests on that agency's consent.
pub fn is_of_agency(version: &card_version::Model) -> bool {
    store::card_versions::sources(version).contains(&store::card_consents::source(version.card_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_told_only_while_all_that_it_rests_on_allows_it() {
        let sources = ["note:1:good_practice".to_owned(), "answer:7:q17".to_owned()].into();
        let told = Told { sources, consents: HashMap::new() };
        let sources = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert!(told.allows(&sources(&["note:1:good_practice", "answer:7:q17"])));
        assert!(!told.allows(&sources(&["note:1:good_practice", "answer:8:q17"])));
        assert!(!told.allows(&[]), "nobody has allowed it");
    }
}
