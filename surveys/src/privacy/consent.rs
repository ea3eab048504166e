//! Consent (同意): what respondents and partners allowed, and what each use of their words needs.

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
    /// Showing a case or quoting words anonymously.
    pub quote: bool,
}

impl Consent {
    /// From the `kt:consent` codes of the choices that were ticked; unknown codes allow nothing.
    pub fn from_codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> Consent {
        let mut consent = Consent::default();
        for code in codes {
            match code {
                "aggregate" => consent.aggregate = true,
                "region" => consent.region = true,
                "academic" => consent.academic = true,
                "case" | "quote" => consent.quote = true,
                _ => {}
            }
        }
        consent
    }

    /// From the consents noted on a hearing sheet. A partner who wants to be asked again has not allowed quoting.
    pub fn of_hearing(may_share: bool, may_present: bool, may_quote: bool) -> Consent {
        Consent { aggregate: true, region: may_share, academic: may_present, quote: may_quote }
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
        assert!(Consent::from_codes(["aggregate", "region", "case"]).allows_quote(Purpose::Regional));
        assert!(!Consent::from_codes(["aggregate", "case"]).allows_quote(Purpose::Regional));
    }

    #[test]
    fn unknown_codes_allow_nothing() {
        assert_eq!(Consent::from_codes(["everything", ""]), Consent::default());
    }
}
