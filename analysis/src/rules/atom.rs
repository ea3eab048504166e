//! The smallest parts of a condition, and how each is told from the others.
//!
//! The order is KH Coder's: the first kind that a word of the file fits is taken.

use super::lexer::Raw;
use super::near::{Bounds, Near};
use super::problem::ProblemKind;
use super::{MAX_STRING, MAX_WORDS};
use crate::text::headed::LEVELS;

/// One atom. Words are as they were written; they are made of normal form when they are looked up.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Atom {
    /// `<>見出し1-->文字`: 1 below the heading.
    Heading {
        /// Its level, from 1.
        level: u8,
        /// Its words.
        text: String,
    },
    /// `<>変数-->値`: 1 where the variable has the value.
    Variable {
        /// Name of the variable.
        name: String,
        /// The value.
        value: String,
    },
    /// `<>変数<>`: the variable's number.
    VariableNumber {
        /// Name of the variable.
        name: String,
    },
    /// `lw`: how many words.
    WordCount,
    /// `lc`: how many characters.
    CharacterCount,
    /// `No.`: the number of the unit, from 1.
    UnitNumber,
    /// `'文字列'`: in how many sentences the characters occur.
    Text(String),
    /// A word: how often it occurs.
    Word(WordAtom),
    /// `<＊コード>`: 1 where the code is given. The name is without the star.
    Code(String),
    /// `near(…)` or `seq(…)`: how often.
    Near(Near),
    /// `語+語`: how often the words follow one another.
    Phrase(Vec<String>),
    /// Digits: the number.
    Integer(u64),
}

/// A word with what narrows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WordAtom {
    /// Dictionary form.
    pub lemma: String,
    /// KH Coder's name of its class.
    pub class: Option<String>,
    /// Its form.
    pub form: Option<Form>,
}

/// A form of a word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `->`: IPADIC's name of the form of inflection.
    Inflection(String),
    /// `=>`: as it is written in the text.
    Surface(String),
}

/// An operator or a bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// `and`, `&`.
    And,
    /// `or`, `|`.
    Or,
    /// `not`.
    Not,
    /// `&!`.
    AndNot,
    /// `|!`.
    OrNot,
    /// `!`.
    Bang,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessEqual,
    /// `==`.
    Equal,
    /// `+`.
    Plus,
    /// `-`.
    Minus,
    /// `*`.
    Times,
    /// `/`.
    Divide,
}

/// How signs are written. `and`, `or` and `not` in any case.
const SIGNS: [(&str, Sign); 19] = [
    ("and", Sign::And),
    ("or", Sign::Or),
    ("not", Sign::Not),
    ("(", Sign::Open),
    (")", Sign::Close),
    ("&", Sign::And),
    ("|", Sign::Or),
    ("!", Sign::Bang),
    ("&!", Sign::AndNot),
    ("|!", Sign::OrNot),
    (">", Sign::Greater),
    (">=", Sign::GreaterEqual),
    ("<", Sign::Less),
    ("<=", Sign::LessEqual),
    ("==", Sign::Equal),
    ("+", Sign::Plus),
    ("-", Sign::Minus),
    ("*", Sign::Times),
    ("/", Sign::Divide),
];

/// The sign that is written so.
pub(super) fn sign(text: &str) -> Option<Sign> {
    SIGNS.iter().find(|(written, _)| text.eq_ignore_ascii_case(written)).map(|(_, sign)| *sign)
}

/// A part of a condition that stands between blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Atom(Atom),
    Sign(Sign),
}

/// What a piece of the file is.
///
/// # Errors
/// What is wrong with it.
pub(super) fn part(raw: &Raw) -> Result<Part, ProblemKind> {
    let atom = match raw {
        Raw::Text(text) if text.chars().count() > MAX_STRING => return Err(ProblemKind::TooLong),
        Raw::Text(text) if text.is_empty() => return Err(ProblemKind::MissingOperand),
        Raw::Text(text) => Atom::Text(text.clone()),
        Raw::Quoted { word, rest } => Atom::Word(quoted(word, rest)?),
        Raw::Code(name) => Atom::Code(name.clone()),
        Raw::Variable { name, value: Some(value) } => variable(name, value)?,
        Raw::Variable { name, value: None } => Atom::VariableNumber { name: name.clone() },
        Raw::Bare(text) => return bare(text),
    };
    Ok(Part::Atom(atom))
}

/// The words that KH Coder and its English manual have for headings.
const HEADINGS: [&str; 2] = ["見出し", "heading"];

fn variable(name: &str, value: &str) -> Result<Atom, ProblemKind> {
    if name.is_empty() || value.is_empty() {
        return Err(ProblemKind::MalformedReference);
    }
    let lower = name.to_lowercase();
    let level = HEADINGS.iter().find_map(|word| lower.strip_prefix(word));
    let level = level.and_then(|digit| (1..=LEVELS).find(|level| level.to_string() == digit));
    Ok(match level {
        Some(level) => Atom::Heading { level, text: value.to_owned() },
        None => Atom::Variable { name: name.to_owned(), value: value.to_owned() },
    })
}

fn bare(text: &str) -> Result<Part, ProblemKind> {
    if let Some(sign) = sign(text) {
        return Ok(Part::Sign(sign));
    }
    let atom = match text.to_lowercase().as_str() {
        "lw" => Atom::WordCount,
        "lc" => Atom::CharacterCount,
        "no." => Atom::UnitNumber,
        lower if lower.starts_with("near(") || lower.starts_with("seq(") => Atom::Near(near(text)?),
        _ if text.chars().all(|c| c.is_ascii_digit()) => {
            Atom::Integer(text.parse::<u32>().map_err(|_| ProblemKind::NumberTooLarge)?.into())
        }
        _ => match narrowed(text) {
            Some(word) => Atom::Word(word),
            None if text.contains('+') => Atom::Phrase(words(text, '+').ok_or(ProblemKind::MalformedPhrase)?),
            None => Atom::Word(WordAtom { lemma: text.to_owned(), class: None, form: None }),
        },
    };
    match &atom {
        Atom::Near(Near { words, .. }) | Atom::Phrase(words) if words.len() > MAX_WORDS => {
            Err(ProblemKind::TooLong)
        }
        _ => Ok(Part::Atom(atom)),
    }
}

/// `語-->品詞`, `語->活用形`, `語=>表層`, `語-->品詞->活用形`, `語-->品詞=>表層`.
fn narrowed(text: &str) -> Option<WordAtom> {
    let place = ["-->", "->", "=>"].iter().filter_map(|arrow| text.find(arrow)).min()?;
    let (lemma, rest) = text.split_at_checked(place)?;
    let (class, form) = narrowing(rest)?;
    (!lemma.is_empty()).then(|| WordAtom { lemma: lemma.to_owned(), class, form })
}

/// What stands behind a word, from the arrow on.
fn narrowing(rest: &str) -> Option<(Option<String>, Option<Form>)> {
    let form = |rest: &str| -> Option<Form> {
        let inflection = rest.strip_prefix("->").filter(|name| !name.is_empty());
        let surface = rest.strip_prefix("=>").filter(|name| !name.is_empty());
        inflection
            .map(|name| Form::Inflection(name.to_owned()))
            .or_else(|| surface.map(|name| Form::Surface(name.to_owned())))
    };
    let Some(class) = rest.strip_prefix("-->") else { return Some((None, Some(form(rest)?))) };
    let arrow = ["->", "=>"].iter().filter_map(|arrow| class.find(arrow)).min();
    let (class, rest) = class.split_at_checked(arrow.unwrap_or(class.len()))?;
    let form = if rest.is_empty() { None } else { Some(form(rest)?) };
    (!class.is_empty()).then(|| (Some(class.to_owned()), form))
}

fn quoted(word: &str, rest: &str) -> Result<WordAtom, ProblemKind> {
    if word.is_empty() {
        return Err(ProblemKind::MissingOperand);
    }
    let narrowing = if rest.is_empty() { Some((None, None)) } else { narrowing(rest) };
    let (class, form) = narrowing.ok_or(ProblemKind::NeedsBlank)?;
    Ok(WordAtom { lemma: word.to_owned(), class, form })
}

/// The words between separators; `None` when one is empty.
fn words(text: &str, separator: char) -> Option<Vec<String>> {
    let words: Vec<String> = text.split(separator).map(str::to_owned).collect();
    words.iter().all(|word| !word.is_empty()).then_some(words)
}

/// `near(語-語-…)[選択]`.
fn near(text: &str) -> Result<Near, ProblemKind> {
    let malformed = ProblemKind::MalformedNear;
    let (name, rest) = text.split_once('(').ok_or(malformed)?;
    let (inside, options) = rest.rsplit_once(')').ok_or(malformed)?;
    let words = words(inside, '-').filter(|words| words.len() > 1).ok_or(malformed)?;
    let mut near =
        Near { words, is_ordered: name.eq_ignore_ascii_case("seq"), distance: None, bounds: Bounds::Unit };
    if options.is_empty() {
        return Ok(near);
    }
    let option = options.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).ok_or(malformed)?;
    let lower = option.to_ascii_lowercase();
    let (bounds, digits) = match (lower.strip_prefix('b'), lower.strip_prefix('d')) {
        (Some(digits), _) => (Bounds::Sentence, digits),
        (_, Some(digits)) => (Bounds::Paragraph, digits),
        _ => (Bounds::Unit, lower.as_str()),
    };
    if option.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(malformed);
    }
    near.bounds = bounds;
    if !digits.is_empty() {
        near.distance = Some(digits.parse().map_err(|_| ProblemKind::NumberTooLarge)?);
    }
    Ok(near)
}
