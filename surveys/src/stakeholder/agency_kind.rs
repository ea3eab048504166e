//! Kinds of agencies (機関の種別): the closed list of domain.md A1. A retired code is never used again.

use serde::Serialize;

/// What a kind belongs to, for overviews with few columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyGroup {
    /// Consultation centres for intractable diseases, medicine, public health.
    Health,
    /// Employment services.
    Employment,
    /// Welfare services for persons with disabilities.
    Welfare,
    /// Support of employers and professions.
    Workplace,
    /// Municipalities, prefectures, social welfare councils.
    Government,
    /// Patients and families.
    Patients,
    /// Employers and their associations.
    Business,
    /// Education, research, media and others.
    Other,
}

/// One kind. Labels are the Fluent messages `agency-kind-<code>` and `agency-kind-<code>-short`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AgencyKind {
    /// Two digits.
    pub code: &'static str,
    /// What it belongs to.
    pub group: AgencyGroup,
}

/// All kinds in the order of their codes.
pub const AGENCY_KINDS: &[AgencyKind] = &[
    kind("10", AgencyGroup::Health),
    kind("11", AgencyGroup::Health),
    kind("12", AgencyGroup::Health),
    kind("13", AgencyGroup::Health),
    kind("20", AgencyGroup::Employment),
    kind("21", AgencyGroup::Employment),
    kind("22", AgencyGroup::Employment),
    kind("23", AgencyGroup::Employment),
    kind("30", AgencyGroup::Welfare),
    kind("31", AgencyGroup::Welfare),
    kind("32", AgencyGroup::Welfare),
    kind("33", AgencyGroup::Welfare),
    kind("34", AgencyGroup::Welfare),
    kind("35", AgencyGroup::Welfare),
    kind("39", AgencyGroup::Welfare),
    kind("40", AgencyGroup::Workplace),
    kind("41", AgencyGroup::Workplace),
    kind("42", AgencyGroup::Workplace),
    kind("50", AgencyGroup::Government),
    kind("51", AgencyGroup::Government),
    kind("52", AgencyGroup::Government),
    kind("60", AgencyGroup::Patients),
    kind("70", AgencyGroup::Business),
    kind("71", AgencyGroup::Business),
    kind("80", AgencyGroup::Other),
    kind("81", AgencyGroup::Other),
    kind("90", AgencyGroup::Other),
];

/// The kind with this code.
pub fn find(code: &str) -> Option<&'static AgencyKind> {
    AGENCY_KINDS.iter().find(|kind| kind.code == code)
}

const fn kind(code: &'static str, group: AgencyGroup) -> AgencyKind {
    AgencyKind { code, group }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_two_digits_ascending_and_complete() {
        assert_eq!(AGENCY_KINDS.len(), 27);
        assert!(AGENCY_KINDS.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(
            AGENCY_KINDS
                .iter()
                .all(|kind| kind.code.len() == 2 && kind.code.chars().all(|c| c.is_ascii_digit()))
        );
        assert_eq!(find("22").map(|kind| kind.group), Some(AgencyGroup::Employment));
        assert_eq!(find("99"), None);
    }

    #[test]
    fn every_kind_has_its_names_in_both_languages() {
        for lang in ["ja", "en"] {
            let path = format!("{}/../server/locales/{lang}/agency_kinds.ftl", env!("CARGO_MANIFEST_DIR"));
            let texts = std::fs::read_to_string(path).unwrap();
            for kind in AGENCY_KINDS {
                for key in
                    [format!("agency-kind-{} = ", kind.code), format!("agency-kind-{}-short = ", kind.code)]
                {
                    assert!(texts.lines().any(|line| line.starts_with(&key)), "{lang}: {key}");
                }
            }
        }
    }
}
