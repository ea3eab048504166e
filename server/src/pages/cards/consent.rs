//! What may be told of in the region now: asked whenever a card is shown, so that whatever makes a source one that may not be told
//! of works at once.

use std::collections::HashSet;

use surveys::privacy::consent::Purpose;

use crate::dataset::Dataset;

/// The answers and sections of notes whose case may be told in the region.
pub struct Told(HashSet<String>);

impl Told {
    /// Of a survey's data for the region. What was withdrawn, is used for nothing new or was answered by fewer than the threshold
    /// is not among it.
    pub fn of(dataset: &Dataset) -> Told {
        let writings = dataset.writings_with_those_apart().into_iter();
        let allowed = writings.filter(|writing| writing.consent.allows(Purpose::Regional));
        let parts = allowed.flat_map(|writing| writing.parts);
        Told(parts.filter(|part| part.may_tell).map(|part| part.source).collect())
    }

    /// Whether a source may be told of.
    pub fn has(&self, source: &str) -> bool {
        self.0.contains(source)
    }

    /// Whether all sources may. Of a card without sources nobody has said so.
    pub fn allows(&self, sources: &[String]) -> bool {
        !sources.is_empty() && sources.iter().all(|source| self.has(source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_told_only_while_all_that_it_rests_on_allows_it() {
        let told = Told(["note:1:good_practice".to_owned(), "answer:7:q17".to_owned()].into());
        let sources = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert!(told.allows(&sources(&["note:1:good_practice", "answer:7:q17"])));
        assert!(!told.allows(&sources(&["note:1:good_practice", "answer:8:q17"])));
        assert!(!told.allows(&[]), "nobody has allowed it");
    }
}
