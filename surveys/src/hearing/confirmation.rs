//! What the interviewee of a hearing is asked to confirm (本人確認): which sections can be shown to them, and which uses of their
//! words they can take back.

use crate::hearing::sheet::{SECTIONS, Section, Sharing};
use crate::privacy::consent::Consent;

/// Lines of everybody who was there, each with a speaker: never shown to one of them.
const UTTERANCES: &str = "statements";
/// Speaks of other agencies: shown only if the coordinator has looked at it.
const OTHERS: &str = "cooperation";

/// Most characters of what somebody wants to say beside the sections.
pub const LONGEST_WORDS: usize = 5_000;

/// Whether a section may ever be shown to the interviewee: facts and their own view. Never the interviewer's thoughts,
/// preparation, and utterances of others.
fn can_be_shown(section: &Section) -> bool {
    section.sharing == Sharing::Consented && section.key != UTTERANCES
}

/// The sections that can be shown, in the order of the sheet.
pub fn offered() -> impl Iterator<Item = &'static Section> {
    SECTIONS.iter().filter(|section| can_be_shown(section))
}

/// Whether a section is shown unless the coordinator takes it away.
pub fn is_usual(section: &Section) -> bool {
    can_be_shown(section) && section.key != OTHERS
}

/// A text without what a browser or an editor adds to it: other ends of lines, blanks around it.
pub fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

/// A use of what was said, that can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Anonymous sharing in the region.
    Share,
    /// Showing a case anonymously.
    ShowCase,
    /// Quoting words.
    Quote,
    /// Anonymous use at academic meetings.
    Present,
}

impl Use {
    /// All, in the order of the sheet.
    pub const ALL: [Use; 4] = [Use::Share, Use::ShowCase, Use::Quote, Use::Present];

    /// As stored: the field of the sheet that allows it.
    pub fn code(self) -> &'static str {
        match self {
            Use::Share => "may_share",
            Use::ShowCase => "may_show_case",
            Use::Quote => "may_quote",
            Use::Present => "may_present",
        }
    }

    /// The use with this code.
    pub fn from_code(code: &str) -> Option<Use> {
        Use::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What is left of a consent when some uses were taken back; never more than before.
pub fn without(consent: Consent, refused: &[Use]) -> Consent {
    refused.iter().fold(consent, |left, one| match one {
        Use::Share => Consent { region: false, ..left },
        Use::ShowCase => Consent { case: false, ..left },
        Use::Quote => Consent { quote: false, ..left },
        Use::Present => Consent { academic: false, ..left },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::sheet::FIELDS;
    use crate::privacy::consent::Purpose;

    #[test]
    fn what_others_said_and_thought_is_never_shown() {
        let keys: Vec<&str> = offered().map(|section| section.key).collect();
        for hidden in
            ["challenge_interviewer", "reflection", "statements", "answers_before", "tasks", "confirmation"]
        {
            assert!(!keys.contains(&hidden), "{hidden}");
        }
        for shown in ["role", "challenge_facts", "challenge_partner", "requests"] {
            assert!(keys.contains(&shown), "{shown}");
        }
        let usual: Vec<&str> =
            offered().filter(|section| is_usual(section)).map(|section| section.key).collect();
        assert!(!usual.contains(&"cooperation") && usual.contains(&"challenge_partner"));
    }

    #[test]
    fn uses_are_fields_of_the_sheet() {
        for one in Use::ALL {
            assert!(FIELDS.iter().any(|field| field.key == one.code()), "{one:?}");
            assert_eq!(Use::from_code(one.code()), Some(one));
        }
    }

    #[test]
    fn consent_only_narrows() {
        let all = Consent { aggregate: true, region: true, academic: true, case: true, quote: true };
        let left = without(all, &[Use::Share, Use::Quote]);
        assert!(!left.allows(Purpose::Regional) && left.allows(Purpose::Academic));
        assert!(!left.allows_quote(Purpose::Academic) && left.allows_case(Purpose::Academic));
        assert_eq!(without(Consent::default(), &Use::ALL), Consent::default());
        assert_eq!(without(all, &[]), all);
    }
}
