//! Who may do what: one table.

use surveys::entity::state::Role;
use surveys::entity::state::Role::{Administrator, Coordinator, Researcher, Viewer};

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Look at it.
    View,
    /// Make or change it.
    Change,
    /// Take it out of the house as a file or a link.
    Export,
}

/// What it is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// Surveys, their waves and questionnaires.
    Survey,
    /// The number of people below which counts of a survey are withheld, once it is set: to make it smaller.
    Threshold,
    /// The list of agencies and who has been heard.
    Agency,
    /// Hearing notes with all they say.
    Hearing,
    /// Photos, papers and recordings of a hearing.
    HearingFile,
    /// Files that respondents sent; they say who somebody is.
    ReceivedFile,
    /// Tables and texts of a survey, within the consent for the person's purpose.
    Analysis,
    /// Codings of texts, within the consent for the person's purpose.
    Coding,
    /// The codes that texts are coded with.
    Codebook,
    /// Regional feedback, its quotes and links. Viewing is reading what is published.
    Feedback,
    /// Feedback sheets as they would be published at this moment: beside a published version, or those of a moment before, they tell of
    /// whoever came since. For those who compose and approve them.
    FeedbackDraft,
    /// Cards of good practices, with what they rest on. Exporting is publishing.
    Card,
    /// Who signed up for an event, with their names and how to reach them.
    Registration,
    /// Who is invited to answer, how they are reached and how many have.
    Invitation,
    /// Requests for consultation, with who asks and how to reach them.
    Consultation,
    /// Accounts and the record of events.
    Account,
}

/// Roles that may, line by line. What is not listed is not allowed.
const POLICY: &[(Verb, Thing, &[Role])] = &[
    (Verb::View, Thing::Survey, &[Administrator, Coordinator, Researcher, Viewer]),
    (Verb::Change, Thing::Survey, &[Administrator, Coordinator]),
    (Verb::Change, Thing::Threshold, &[Administrator]),
    (Verb::View, Thing::Agency, &[Administrator, Coordinator]),
    (Verb::Change, Thing::Agency, &[Administrator, Coordinator]),
    (Verb::View, Thing::Hearing, &[Administrator, Coordinator]),
    (Verb::Change, Thing::Hearing, &[Administrator, Coordinator]),
    (Verb::View, Thing::HearingFile, &[Administrator, Coordinator]),
    (Verb::Change, Thing::HearingFile, &[Administrator, Coordinator]),
    (Verb::Export, Thing::HearingFile, &[Administrator, Coordinator]),
    (Verb::View, Thing::ReceivedFile, &[Administrator, Coordinator]),
    (Verb::View, Thing::Analysis, &[Administrator, Coordinator, Researcher]),
    (Verb::Export, Thing::Analysis, &[Administrator, Coordinator, Researcher]),
    (Verb::View, Thing::Coding, &[Administrator, Coordinator, Researcher]),
    (Verb::Change, Thing::Coding, &[Administrator, Coordinator, Researcher]),
    (Verb::Export, Thing::Coding, &[Administrator, Coordinator]),
    (Verb::View, Thing::Codebook, &[Administrator, Coordinator, Researcher]),
    (Verb::Change, Thing::Codebook, &[Administrator, Coordinator]),
    (Verb::View, Thing::Feedback, &[Administrator, Coordinator, Researcher, Viewer]),
    (Verb::Change, Thing::Feedback, &[Administrator, Coordinator]),
    (Verb::Export, Thing::Feedback, &[Administrator, Coordinator]),
    (Verb::View, Thing::FeedbackDraft, &[Administrator, Coordinator]),
    (Verb::View, Thing::Card, &[Administrator, Coordinator]),
    (Verb::Change, Thing::Card, &[Administrator, Coordinator]),
    (Verb::Export, Thing::Card, &[Administrator, Coordinator]),
    (Verb::View, Thing::Registration, &[Administrator, Coordinator]),
    (Verb::Change, Thing::Registration, &[Administrator, Coordinator]),
    (Verb::View, Thing::Invitation, &[Administrator, Coordinator]),
    (Verb::Change, Thing::Invitation, &[Administrator, Coordinator]),
    (Verb::View, Thing::Consultation, &[Administrator, Coordinator]),
    (Verb::Change, Thing::Consultation, &[Administrator, Coordinator]),
    (Verb::View, Thing::Account, &[Administrator]),
    (Verb::Change, Thing::Account, &[Administrator]),
];

/// Whether a role may do `verb` to `thing`.
pub fn may(role: Role, verb: Verb, thing: Thing) -> bool {
    POLICY.iter().any(|(v, t, roles)| *v == verb && *t == thing && roles.contains(&role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_who_hear_read_what_was_said() {
        assert!(may(Coordinator, Verb::View, Thing::Hearing));
        assert!(!may(Researcher, Verb::View, Thing::Hearing));
        assert!(!may(Researcher, Verb::View, Thing::HearingFile));
        assert!(!may(Researcher, Verb::View, Thing::Card), "beside a card stand the words of notes");
        assert!(!may(Researcher, Verb::View, Thing::Registration));
        assert!(!may(Researcher, Verb::View, Thing::Consultation));
        assert!(!may(Viewer, Verb::View, Thing::Analysis));
        for role in [Researcher, Viewer] {
            assert!(!may(role, Verb::View, Thing::FeedbackDraft), "the difference is an answer");
            assert!(may(role, Verb::View, Thing::Feedback), "what is published is read");
        }
        assert!(!may(Coordinator, Verb::View, Thing::Account));
    }
}
