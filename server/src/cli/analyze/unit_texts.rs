//! In which texts units stand, so that a number of people or sentences leads to texts.

use analysis::text::people::People;
use analysis::text::units::Units;

/// Texts by unit.
pub struct UnitTexts {
    /// Units with their texts, ascending, each two once.
    pairs: Vec<(u32, u32)>,
}

impl UnitTexts {
    /// Of units of a corpus.
    pub fn of(units: &Units) -> UnitTexts {
        UnitTexts::new(units.pieces.iter().map(|piece| (piece.unit, piece.document)))
    }

    /// Of the people who wrote `n_texts` texts.
    pub fn of_people(people: &People, n_texts: usize) -> UnitTexts {
        UnitTexts::new((0..n_texts as u32).filter_map(|text| Some((people.person(text)?, text))))
    }

    fn new(pairs: impl Iterator<Item = (u32, u32)>) -> UnitTexts {
        let mut pairs: Vec<(u32, u32)> = pairs.collect();
        pairs.sort_unstable();
        pairs.dedup();
        UnitTexts { pairs }
    }

    /// The texts of some units that are among `one` or `other` (both ascending): those in which one of two things stands that the
    /// units have. Ascending, each once.
    pub fn with_either(&self, units: &[u32], [one, other]: [&[u32]; 2]) -> Vec<u32> {
        let has = |text: u32| one.binary_search(&text).is_ok() || other.binary_search(&text).is_ok();
        let mut found = Vec::new();
        for &unit in units {
            let first = self.pairs.partition_point(|(known, _)| *known < unit);
            let of_unit = self.pairs.iter().skip(first).take_while(|(known, _)| *known == unit);
            found.extend(of_unit.map(|(_, text)| *text).filter(|text| has(*text)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_lead_to_those_of_their_texts_that_say_it() {
        // P wrote the texts 0, 2 and 3, Q 1 and 4.
        let names = ["P", "Q", "P", "P", "Q"].map(str::to_owned);
        let people = People::new(5, &names, &[]);
        let texts = UnitTexts::of_people(&people, 5);
        let [p, q] = [0, 1].map(|text| people.person(text).unwrap());
        assert_eq!(texts.with_either(&[p], [&[0, 1], &[3]]), [0, 3]);
        assert_eq!(texts.with_either(&[p, q], [&[0, 4], &[0]]), [0, 4]);
        assert_eq!(texts.with_either(&[], [&[0], &[1]]), Vec::<u32>::new());
    }
}
