//! The hearing sheet (domain.md C5) as data, so that page, print view and database share one list.
//!
//! Labels are Fluent messages: `hearing-field-<key>`, `hearing-section-<key>` and `hearing-section-<key>-hint`,
//! `hearing-heading-<number>`, and `hearing-<list>-<code>` for each list of codes.

use serde::Serialize;

/// A closed list of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Codes {
    /// Name in the keys of the labels.
    pub list: &'static str,
    /// What is stored, in the order in which it is offered.
    pub codes: &'static [&'static str],
}

/// How the hearing was held.
pub const METHODS: Codes =
    Codes { list: "method", codes: &["visit", "office", "online", "phone", "meeting"] };
/// Whether something is allowed.
pub const PERMISSIONS: Codes = Codes { list: "permission", codes: &["yes", "no"] };
/// Whether words may be quoted: yes, after asking again, no.
pub const QUOTES: Codes = Codes { list: "quote", codes: &["yes", "ask", "no"] };
/// To whom a request is addressed.
pub const ADDRESSEES: Codes = Codes {
    list: "addressee",
    codes: &["state", "prefecture", "municipality", "medicine", "employer", "support", "host"],
};
/// Marks of a statement (課・取・好・要・他).
pub const MARKS: Codes =
    Codes { list: "mark", codes: &["challenge", "initiative", "good_practice", "request", "other"] };
/// How closely two organisations work together, from 0 to 4.
pub const DEGREES: Codes = Codes { list: "degree", codes: &["0", "1", "2", "3", "4"] };
/// State of a task that came out of the hearing.
pub const TASK_STATES: Codes = Codes { list: "task", codes: &["open", "doing", "done"] };

/// All lists of codes.
pub const CODES: &[Codes] = &[METHODS, PERMISSIONS, QUOTES, ADDRESSEES, MARKS, DEGREES, TASK_STATES];

/// What a field of the head holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Given by the program.
    Number,
    /// One of the agencies; its kind and area come with it.
    Agency,
    /// A day.
    Date,
    /// `HH:MM` or empty.
    Time,
    /// One line.
    Text,
    /// One of a list of codes.
    Choice(Codes),
}

/// Part of the sheet's head that a field belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// 基本
    Basics,
    /// 同意
    Consent,
}

/// A field of the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Name of the column and in the key of its label.
    pub key: &'static str,
    /// Where it stands.
    pub block: Block,
    /// What it holds.
    pub kind: FieldKind,
}

/// The head in the order of the sheet.
pub const FIELDS: &[Field] = &[
    field("number", Block::Basics, FieldKind::Number),
    field("agency", Block::Basics, FieldKind::Agency),
    field("held_on", Block::Basics, FieldKind::Date),
    field("starts_at", Block::Basics, FieldKind::Time),
    field("ends_at", Block::Basics, FieldKind::Time),
    field("method", Block::Basics, FieldKind::Choice(METHODS)),
    field("place", Block::Basics, FieldKind::Text),
    field("partner", Block::Basics, FieldKind::Text),
    field("interviewer", Block::Basics, FieldKind::Text),
    field("recorder", Block::Basics, FieldKind::Text),
    field("companions", Block::Basics, FieldKind::Text),
    field("explanation_version", Block::Consent, FieldKind::Text),
    field("may_record", Block::Consent, FieldKind::Choice(PERMISSIONS)),
    field("may_share", Block::Consent, FieldKind::Choice(PERMISSIONS)),
    field("may_show_case", Block::Consent, FieldKind::Choice(PERMISSIONS)),
    field("may_quote", Block::Consent, FieldKind::Choice(QUOTES)),
    field("may_present", Block::Consent, FieldKind::Choice(PERMISSIONS)),
    field("withdrawal_deadline", Block::Consent, FieldKind::Date),
];

/// Who may ever read a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sharing {
    /// May be shared as far as the consent reaches, after masking.
    Consented,
    /// For those who work on the survey; never in feedback, exports or share links.
    Team,
    /// Thoughts of the interviewer: never leaves the sheet, not even into analysis.
    Never,
}

/// A free section of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Stored key, also in the keys of its label and hint.
    pub key: &'static str,
    /// Number of the heading on the sheet, 0 to 11; several sections may share one.
    pub number: u8,
    /// Who may ever read it.
    pub sharing: Sharing,
    /// What the partner said or did: material for analysis. Otherwise our own preparation and tasks.
    pub is_heard: bool,
    /// Mark to suggest for its text, one of `MARKS`.
    pub mark: Option<&'static str>,
    /// A list of codes that its lines may begin with.
    pub codes: Option<Codes>,
}

/// The sections in the order of the sheet.
pub const SECTIONS: &[Section] = &[
    own("answers_before", 0),
    own("tasks_before", 0),
    own("questions", 0),
    heard("role", 1, None),
    heard("initiatives", 2, Some("initiative")),
    heard("good_practice", 3, Some("good_practice")),
    heard("challenge_facts", 4, Some("challenge")),
    heard("challenge_partner", 4, Some("challenge")),
    own("challenge_interviewer", 4),
    Section { codes: Some(DEGREES), ..heard("cooperation", 5, None) },
    Section { codes: Some(ADDRESSEES), ..heard("requests", 6, Some("request")) },
    heard("forum", 7, None),
    Section { codes: Some(MARKS), ..heard("statements", 8, None) },
    Section { codes: Some(TASK_STATES), ..own("tasks", 9) },
    Section { sharing: Sharing::Never, ..own("reflection", 10) },
    own("next_partners", 10),
    own("new_issues", 10),
    own("confirmation", 11),
];

/// The section with this key.
pub fn find_section(key: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.key == key)
}

/// Whether a code is in a list.
pub fn has_code(codes: Codes, code: &str) -> bool {
    codes.codes.contains(&code)
}

const fn field(key: &'static str, block: Block, kind: FieldKind) -> Field {
    Field { key, block, kind }
}

const fn heard(key: &'static str, number: u8, mark: Option<&'static str>) -> Section {
    Section { key, number, sharing: Sharing::Consented, is_heard: true, mark, codes: None }
}

const fn own(key: &'static str, number: u8) -> Section {
    Section { key, number, sharing: Sharing::Team, is_heard: false, mark: None, codes: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn all_twelve_parts_are_there_with_keys_of_their_own() {
        let numbers: BTreeSet<u8> = SECTIONS.iter().map(|section| section.number).collect();
        assert_eq!(numbers, (0..=11).collect());
        assert!(SECTIONS.windows(2).all(|pair| pair[0].number <= pair[1].number));
        let keys: BTreeSet<&str> = SECTIONS.iter().map(|section| section.key).collect();
        assert_eq!(keys.len(), SECTIONS.len());
        let marks = SECTIONS.iter().filter_map(|section| section.mark);
        assert!(marks.into_iter().all(|mark| has_code(MARKS, mark)));
    }

    #[test]
    fn thoughts_of_the_interviewer_are_never_shared() {
        assert_eq!(find_section("reflection").map(|section| section.sharing), Some(Sharing::Never));
        assert!(SECTIONS.iter().all(|section| section.is_heard == (section.sharing == Sharing::Consented)));
    }

    #[test]
    fn every_label_is_there_in_both_languages() {
        for lang in ["ja", "en"] {
            let path = format!("{}/../server/locales/{lang}/hearing.ftl", env!("CARGO_MANIFEST_DIR"));
            let texts = std::fs::read_to_string(path).unwrap();
            let mut keys: Vec<String> =
                FIELDS.iter().map(|field| format!("hearing-field-{}", field.key)).collect();
            keys.extend((0..=11).map(|number| format!("hearing-heading-{number}")));
            for section in SECTIONS {
                keys.push(format!("hearing-section-{}", section.key));
                keys.push(format!("hearing-section-{}-hint", section.key));
            }
            for codes in CODES {
                keys.extend(codes.codes.iter().map(|code| format!("hearing-{}-{code}", codes.list)));
            }
            for key in keys {
                assert!(texts.lines().any(|line| line.starts_with(&format!("{key} = "))), "{lang}: {key}");
            }
        }
    }
}
