//! Consent (同意): what respondents and partners allowed, and what each use of their words needs.
//!
//! Six boxes (domain brief A5), each of its own: counting, sharing in the region, academic use, showing a case, quoting
//! words, and recording. The last is asked on hearing sheets only and allows nothing but the recording itself.

use serde::Serialize;

/// A use of answers and texts. Every table, list of words and quote is made for one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Work of the organisation itself; nothing leaves the house. Counting the answers must be allowed all the same.
    Internal,
    /// Sharing with the people of the region.
    Regional,
    /// Academic meetings and publications.
    Academic,
}

/// What somebody allowed. Nothing is allowed by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// Counting the answers.
    pub aggregate: bool,
    /// Anonymous sharing in the region.
    pub region: bool,
    /// Anonymous use at academic meetings.
    pub academic: bool,
    /// Showing a case (事例) anonymously: what was done and what came of it.
    pub case: bool,
    /// Quoting words anonymously.
    pub quote: bool,
}

/// Stance of texts that tell of a case; also the role of questions that ask for one.
pub const GOOD_PRACTICE: &str = "good_practice";

impl Consent {
    /// From the `kt:consent` codes of the choices that were ticked; unknown codes allow nothing.
    pub fn from_codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> Consent {
        let mut consent = Consent::default();
        for code in codes {
            match code {
                "aggregate" => consent.aggregate = true,
                "region" => consent.region = true,
                "academic" => consent.academic = true,
                "case" => consent.case = true,
                "quote" => consent.quote = true,
                _ => {}
            }
        }
        consent
    }

    /// Whether the answers may be counted and the texts read for a purpose.
    pub fn allows(self, purpose: Purpose) -> bool {
        match purpose {
            Purpose::Internal => self.aggregate,
            Purpose::Regional => self.aggregate && self.region,
            Purpose::Academic => self.aggregate && self.academic,
        }
    }

    /// Whether words may be quoted, after masking, for a purpose. Sharing numbers is not enough for that.
    pub fn allows_quote(self, purpose: Purpose) -> bool {
        purpose != Purpose::Internal && self.allows(purpose) && self.quote
    }

    /// Whether a case may be shown, after masking, for a purpose.
    pub fn allows_case(self, purpose: Purpose) -> bool {
        purpose != Purpose::Internal && self.allows(purpose) && self.case
    }

    /// Whether words of a stance may be shown, after masking: as a quote, or as the case that they tell of.
    pub fn allows_showing(self, purpose: Purpose, stance: &str) -> bool {
        self.allows_quote(purpose) || (stance == GOOD_PRACTICE && self.allows_case(purpose))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_house_without_its_own_box() {
        let none = Consent::from_codes([]);
        assert!(
            !none.allows(Purpose::Internal),
            "what may not be counted is not counted in the house either"
        );
        assert!(Consent::from_codes(["aggregate"]).allows(Purpose::Internal));
        assert!(!none.allows(Purpose::Regional));
        assert!(!none.allows(Purpose::Academic));
        let region_only = Consent::from_codes(["aggregate", "region"]);
        assert!(region_only.allows(Purpose::Regional));
        assert!(!region_only.allows(Purpose::Academic));
    }

    #[test]
    fn sharing_numbers_does_not_allow_quoting_words() {
        assert!(!Consent::from_codes(["aggregate", "region"]).allows_quote(Purpose::Regional));
        let quoting = Consent::from_codes(["aggregate", "region", "quote"]);
        assert!(quoting.allows_quote(Purpose::Regional));
        assert!(!quoting.allows_quote(Purpose::Academic), "that meeting was not allowed");
        assert!(!Consent::from_codes(["aggregate", "quote"]).allows_quote(Purpose::Regional));
    }

    #[test]
    fn a_case_and_a_quote_are_allowed_apart() {
        let case = Consent::from_codes(["aggregate", "region", "case"]);
        assert!(!case.allows_quote(Purpose::Regional));
        assert!(case.allows_showing(Purpose::Regional, GOOD_PRACTICE));
        assert!(!case.allows_showing(Purpose::Regional, "challenge"), "words about a problem are no case");
        let quote = Consent::from_codes(["aggregate", "region", "quote"]);
        assert!(!quote.allows_case(Purpose::Regional));
        assert!(quote.allows_showing(Purpose::Regional, "challenge"));
        assert!(quote.allows_showing(Purpose::Regional, GOOD_PRACTICE), "its words may be quoted");
        assert!(!quote.allows_showing(Purpose::Academic, "challenge"));
    }

    #[test]
    fn unknown_codes_allow_nothing() {
        assert_eq!(Consent::from_codes(["everything", ""]), Consent::default());
    }
}
