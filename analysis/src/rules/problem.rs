//! What is wrong with coding rules, or only looks wrong, and where.

use serde::Serialize;

/// A place in a file of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// Line from 1.
    pub line: u32,
    /// Character of the line, from 1.
    pub column: u32,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleProblem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub place: Place,
    /// The word, the code or the limit that it is about, or empty.
    pub detail: String,
}

/// The most problems that are listed.
pub const MAX_PROBLEMS: usize = 200;

/// The kinds of problems. The first ones are errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// Bytes that are no text in any encoding.
    NotText,
    /// The file has more than [`super::MAX_BYTES`].
    TooLarge,
    /// More than [`super::MAX_CODES`].
    TooManyCodes,
    /// More than [`super::MAX_TOKENS`].
    TooManyAtoms,
    /// More than [`super::MAX_DEPTH`] brackets inside one another.
    TooDeep,
    /// Two codes of one name; the detail has the line of the first.
    DuplicateCode,
    /// A star without a name.
    NamelessCode,
    /// A code without a condition.
    EmptyRule,
    /// A quotation mark that is not closed.
    UnclosedQuote,
    /// Something right after a quotation or a code where a blank has to be.
    NeedsBlank,
    /// `near(` or `seq(` that cannot be read.
    MalformedNear,
    /// A phrase with an empty word (`a+`).
    MalformedPhrase,
    /// `<>` or `<＊` that cannot be read.
    MalformedReference,
    /// More than [`super::MAX_WORDS`] in one near, seq or phrase, or a string over [`super::MAX_STRING`].
    TooLong,
    /// A number with too many digits.
    NumberTooLarge,
    /// Two atoms with nothing between them.
    MissingOperator,
    /// An operator without an atom on one side.
    MissingOperand,
    /// A bracket that is not closed.
    UnclosedBracket,
    /// A bracket that closes what nothing opened.
    UnopenedBracket,
    /// Lines, but no code among them.
    NoCode,
    /// A code that is not in the file.
    UnknownCode,
    /// A code that stands further down.
    LaterCode,
    /// Codes that refer to one another in a circle.
    CircularCode,
    /// A condition before the first code. It is left out.
    StrayText,
    /// A bracket without a blank beside it, which KH Coder takes for a part of the word.
    AttachedBracket,
    /// A word that occurs nowhere and has a sign of an operator in it (`!相談`), which a blank would make an operator.
    AttachedSign,
    /// A word that occurs nowhere.
    UnknownWord,
    /// A word that occurs, but is a stop word or of a class that is not counted.
    WordNotCounted,
    /// A class that does not exist.
    UnknownClass,
    /// A variable that nothing has.
    UnknownVariable,
    /// A heading, or a value of a variable, that occurs nowhere.
    UnknownValue,
    /// A variable or heading that the units are too coarse for.
    TooFine,
    /// A code that is given to nothing.
    NoHits,
}

impl ProblemKind {
    /// Every kind, so that a test can ask for words for each.
    pub const ALL: [ProblemKind; 33] = [
        ProblemKind::NotText,
        ProblemKind::TooLarge,
        ProblemKind::TooManyCodes,
        ProblemKind::TooManyAtoms,
        ProblemKind::TooDeep,
        ProblemKind::DuplicateCode,
        ProblemKind::NamelessCode,
        ProblemKind::EmptyRule,
        ProblemKind::UnclosedQuote,
        ProblemKind::NeedsBlank,
        ProblemKind::MalformedNear,
        ProblemKind::MalformedPhrase,
        ProblemKind::MalformedReference,
        ProblemKind::TooLong,
        ProblemKind::NumberTooLarge,
        ProblemKind::MissingOperator,
        ProblemKind::MissingOperand,
        ProblemKind::UnclosedBracket,
        ProblemKind::UnopenedBracket,
        ProblemKind::NoCode,
        ProblemKind::UnknownCode,
        ProblemKind::LaterCode,
        ProblemKind::CircularCode,
        ProblemKind::StrayText,
        ProblemKind::AttachedBracket,
        ProblemKind::AttachedSign,
        ProblemKind::UnknownWord,
        ProblemKind::WordNotCounted,
        ProblemKind::UnknownClass,
        ProblemKind::UnknownVariable,
        ProblemKind::UnknownValue,
        ProblemKind::TooFine,
        ProblemKind::NoHits,
    ];

    /// The stable code, as serialised.
    pub fn code(self) -> &'static str {
        match self {
            ProblemKind::NotText => "not-text",
            ProblemKind::TooLarge => "too-large",
            ProblemKind::TooManyCodes => "too-many-codes",
            ProblemKind::TooManyAtoms => "too-many-atoms",
            ProblemKind::TooDeep => "too-deep",
            ProblemKind::DuplicateCode => "duplicate-code",
            ProblemKind::NamelessCode => "nameless-code",
            ProblemKind::EmptyRule => "empty-rule",
            ProblemKind::UnclosedQuote => "unclosed-quote",
            ProblemKind::NeedsBlank => "needs-blank",
            ProblemKind::MalformedNear => "malformed-near",
            ProblemKind::MalformedPhrase => "malformed-phrase",
            ProblemKind::MalformedReference => "malformed-reference",
            ProblemKind::TooLong => "too-long",
            ProblemKind::NumberTooLarge => "number-too-large",
            ProblemKind::MissingOperator => "missing-operator",
            ProblemKind::MissingOperand => "missing-operand",
            ProblemKind::UnclosedBracket => "unclosed-bracket",
            ProblemKind::UnopenedBracket => "unopened-bracket",
            ProblemKind::NoCode => "no-code",
            ProblemKind::UnknownCode => "unknown-code",
            ProblemKind::LaterCode => "later-code",
            ProblemKind::CircularCode => "circular-code",
            ProblemKind::StrayText => "stray-text",
            ProblemKind::AttachedBracket => "attached-bracket",
            ProblemKind::AttachedSign => "attached-sign",
            ProblemKind::UnknownWord => "unknown-word",
            ProblemKind::WordNotCounted => "word-not-counted",
            ProblemKind::UnknownClass => "unknown-class",
            ProblemKind::UnknownVariable => "unknown-variable",
            ProblemKind::UnknownValue => "unknown-value",
            ProblemKind::TooFine => "too-fine",
            ProblemKind::NoHits => "no-hits",
        }
    }

    /// Whether the rules cannot be used; the others are worth a look and no more.
    pub fn is_error(self) -> bool {
        !matches!(
            self,
            ProblemKind::StrayText
                | ProblemKind::AttachedBracket
                | ProblemKind::AttachedSign
                | ProblemKind::UnknownWord
                | ProblemKind::WordNotCounted
                | ProblemKind::UnknownClass
                | ProblemKind::UnknownVariable
                | ProblemKind::UnknownValue
                | ProblemKind::TooFine
                | ProblemKind::NoHits
        )
    }
}

/// Adds a problem. When there are too many, an error takes the place of a warning, so that none hides that the file is
/// of no use.
pub(super) fn report(problems: &mut Vec<RuleProblem>, kind: ProblemKind, place: Place, detail: String) {
    let problem = RuleProblem { kind, place, detail };
    if problems.len() < MAX_PROBLEMS {
        problems.push(problem);
    } else if kind.is_error()
        && let Some(last) = problems.last_mut()
        && !last.kind.is_error()
    {
        *last = problem;
    }
}
