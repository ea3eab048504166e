//! What may be told of in the region now: asked whenever a card is shown, so that whatever makes a source one that may not be told
//! of works at once.

use std::collections::{HashMap, HashSet};

use surveys::entity::{card_consent, card_version};
use surveys::id::CardId;
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
    /// The newest consent that holds of each card that introduces an agency.
    agreed: HashMap<CardId, card_consent::Model>,
}

impl Told {
    /// Of a survey's data for the region. What was withdrawn, is used for nothing new or was answered by fewer than the threshold
    /// is not among it, and no agency that took its consent back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(app: &App, dataset: &Dataset) -> Result<Told> {
        let consents = store::card_consents::of_survey(&app.db, dataset.survey.id).await?;
        let agreed: HashMap<CardId, card_consent::Model> =
            consents.into_iter().map(|consent| (consent.card_id, consent)).collect();
        let writings = dataset.writings_with_those_apart().into_iter();
        let allowed = writings.filter(|writing| writing.consent.allows(Purpose::Regional));
        let parts = allowed.flat_map(|writing| writing.parts);
        let sources = parts.filter(|part| part.may_tell).map(|part| part.source);
        let sources = sources.chain(agreed.keys().map(|card| store::card_consents::source(*card))).collect();
        Ok(Told { sources, agreed })
    }

    /// Whether a source may be told of.
    pub fn has(&self, source: &str) -> bool {
        self.sources.contains(source)
    }

    /// Whether the agency that a card introduces agrees to these words.
    pub fn agrees_to(&self, card: CardId, text: &CardText) -> bool {
        self.agreed.get(&card).is_some_and(|consent| consent.sha256 == words_hash(text))
    }

    /// Whether a version stands in the list: every case does, of introductions those whose agency wants it.
    pub fn lists(&self, version: &card_version::Model) -> bool {
        !is_of_agency(version) || self.agreed.get(&version.card_id).is_some_and(|consent| consent.may_list)
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
        let told = Told { sources, agreed: HashMap::new() };
        let sources = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert!(told.allows(&sources(&["note:1:good_practice", "answer:7:q17"])));
        assert!(!told.allows(&sources(&["note:1:good_practice", "answer:8:q17"])));
        assert!(!told.allows(&[]), "nobody has allowed it");
    }
}
