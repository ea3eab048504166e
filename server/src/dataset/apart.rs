//! Those who allow one use and not the other: where they are few, the numbers of sheets less those of research would be what they said
//! (decision 43).

use surveys::privacy::consent::{Consent, Purpose};

/// How many responses to a questionnaire allow which use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowing {
    internal: usize,
    regional: usize,
    academic: usize,
    both: usize,
}

impl Allowing {
    /// Of what respondents allowed.
    pub fn of(consents: impl IntoIterator<Item = Consent>) -> Allowing {
        let mut found = Allowing::default();
        for consent in consents {
            found.add(consent);
        }
        found
    }

    /// Counts one more.
    pub fn add(&mut self, consent: Consent) {
        self.internal += usize::from(consent.allows(Purpose::Internal));
        self.regional += usize::from(consent.allows(Purpose::Regional));
        self.academic += usize::from(consent.allows(Purpose::Academic));
        self.both += usize::from(allows_both(consent));
    }

    /// How many are counted for a purpose.
    pub fn n_counted(&self, purpose: Purpose, min_cell: usize) -> usize {
        match purpose {
            _ if self.counts_both_alone(purpose, min_cell) => self.both,
            Purpose::Internal => self.internal,
            Purpose::Regional => self.regional,
            Purpose::Academic => self.academic,
        }
    }

    /// Whether a response is counted for a purpose.
    pub fn counts(&self, consent: Consent, purpose: Purpose, min_cell: usize) -> bool {
        consent.allows(purpose) && (!self.counts_both_alone(purpose, min_cell) || allows_both(consent))
    }

    /// Whether numbers for a purpose count those alone who allow both uses: where those who allow only one are few on either side, and
    /// each use has numbers. What would be left of both is too few: then the region has numbers and research has none.
    fn counts_both_alone(&self, purpose: Purpose, min_cell: usize) -> bool {
        let (only_region, only_research) = (self.regional - self.both, self.academic - self.both);
        let are_few = only_region + only_research > 0 && only_region.max(only_research) < min_cell;
        let have_numbers = self.regional.min(self.academic) >= min_cell;
        let is_meant = match purpose {
            Purpose::Internal => false,
            Purpose::Regional => self.both >= min_cell,
            Purpose::Academic => true,
        };
        is_meant && are_few && have_numbers
    }
}

fn allows_both(consent: Consent) -> bool {
    consent.allows(Purpose::Regional) && consent.allows(Purpose::Academic)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many allow sharing alone, research alone, and both.
    fn allowing([region, research, both]: [usize; 3]) -> Allowing {
        let of = |boxes: &[&str], n: usize| {
            vec![Consent::from_codes(["aggregate"].into_iter().chain(boxes.iter().copied())); n]
        };
        Allowing::of(
            [of(&["region"], region), of(&["academic"], research), of(&["region", "academic"], both)]
                .concat(),
        )
    }

    /// How many are counted for the region, and for research.
    fn counted(all: [usize; 3]) -> (usize, usize) {
        let all = allowing(all);
        (all.n_counted(Purpose::Regional, 5), all.n_counted(Purpose::Academic, 5))
    }

    #[test]
    fn the_numbers_of_one_use_less_those_of_the_other_are_never_few_people() {
        assert_eq!(counted([3, 0, 10]), (10, 10), "thirteen less ten would be three");
        assert_eq!(counted([0, 1, 10]), (10, 10));
        assert_eq!(counted([2, 2, 10]), (10, 10), "as many, and not the same");
        assert_eq!(counted([5, 0, 10]), (15, 10), "five are not few");
        assert_eq!(counted([28, 3, 18]), (46, 21), "three among thirty-one are not made out");
        assert_eq!(counted([0, 0, 10]), (10, 10));
    }

    #[test]
    fn without_numbers_of_one_use_nothing_can_be_taken_from_the_other() {
        assert_eq!(counted([4, 0, 4]).0, 8, "of four research has none");
        assert_eq!(counted([2, 2, 3]).0, 5, "what the region gets comes first");
        assert!(counted([2, 2, 3]).1 < 5, "and research has none");
        assert_eq!(allowing([3, 1, 10]).n_counted(Purpose::Internal, 5), 14);
    }

    #[test]
    fn whoever_allows_one_use_alone_is_not_among_those_who_are_counted() {
        let all = allowing([3, 0, 10]);
        let region = Consent::from_codes(["aggregate", "region"]);
        let both = Consent::from_codes(["aggregate", "region", "academic"]);
        let counts = |consent, purpose| all.counts(consent, purpose, 5);
        assert!(!counts(region, Purpose::Regional) && counts(both, Purpose::Regional));
        assert!(counts(region, Purpose::Internal) && counts(both, Purpose::Academic));
        assert!(allowing([9, 0, 10]).counts(region, Purpose::Regional, 5));
    }
}
