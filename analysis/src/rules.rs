//! Coding rules (コーディングルール): conditions on words that say which units of text a code is given to.
//!
//! The language and the files are KH Coder 3's (`.cod`, `.txt`). A line that begins with `＊` or `*` names a code, the
//! lines below are its condition; lines that begin with `#` and empty ones are left out. A condition is made of atoms and
//! operators with blanks between them:
//!
//! | atom | its value in a unit |
//! |---|---|
//! | `語`, `"or"` | how often the word (dictionary form) occurs |
//! | `語-->品詞`, `語->活用形`, `語=>表層`, both | the same, of one class, form of inflection, as written |
//! | `語+語+…` | how often the words follow one another |
//! | `near(語-語)[5]`, `seq(語-語)[b]` | how often they stand near one another; see [`near`] |
//! | `'文字列'` | in how many sentences the characters occur |
//! | `<＊コード>` | 1 where an earlier code is given |
//! | `<>変数-->値`, `<>変数<>` | 1 where the variable has the value; its number |
//! | `<>見出し1-->文字` | 1 below the heading |
//! | `lw`, `lc`, `No.` | words, characters, the unit's number from 1 |
//! | digits | the number |
//!
//! Operators from strong to weak: `!` and the sign `-`, `* /`, `+ -`, `> >= < <= ==`, `not`, `and &`, `or |`; `&!` is
//! `and not`, `|!` is `or not`. As in KH Coder's database 0 is false, everything else is true, and a division by zero
//! has no value, which is not true. Letters are the same in upper and lower case.

pub mod atom;
mod attributes;
pub mod coder;
mod column;
pub mod evidence;
pub mod expression;
mod index;
mod lexer;
mod lint;
pub mod near;
mod parser;
mod print;
pub mod problem;
mod references;
pub mod shipped;
mod strings;
mod words;

use std::collections::HashMap;

use self::expression::Expression;
use self::lexer::Written;
use self::problem::{Place, ProblemKind, RuleProblem, report};
use crate::text::encoding::{DecodedText, TextEncoding, decode, encode};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 2_000_000;

/// The most codes of a file.
pub const MAX_CODES: usize = 20_000;

/// The most atoms and operators of a file.
pub const MAX_TOKENS: usize = 500_000;

/// The most brackets inside one another.
pub const MAX_DEPTH: u32 = 100;

/// The longest `'string'`, in characters.
pub const MAX_STRING: usize = 200;

/// The most words of a near, a seq or a phrase.
pub const MAX_WORDS: usize = 20;

/// One code with its condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its name, without the star.
    pub name: String,
    /// Where it stands in the file.
    pub place: Place,
    /// Its condition; `None` when it could not be read. Such a code is given to nothing.
    pub rule: Option<Expression>,
}

/// A file of coding rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFile {
    /// Its codes, in their order.
    pub codes: Vec<Code>,
    /// The file as it was written.
    pub source: DecodedText,
}

impl RuleFile {
    /// The file as bytes, the same that were read: in its encoding, with its byte order mark and line ends.
    ///
    /// # Errors
    /// A character that the encoding does not have, where somebody has changed the text.
    pub fn write(&self) -> Result<Vec<u8>, char> {
        encode(&self.source.text, self.source.encoding, self.source.has_byte_order_mark)
    }

    /// The code with this name, as an index in `codes`.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.codes.iter().position(|code| code.name == name)
    }
}

/// Reads a file. With problems that are errors ([`ProblemKind::is_error`]) it must not be used.
pub fn read(bytes: &[u8], encoding: Option<TextEncoding>) -> (RuleFile, Vec<RuleProblem>) {
    let refused = |kind, line, detail: String| {
        let problem = RuleProblem { kind, place: Place { line, column: 1 }, detail };
        (without_codes(DecodedText::of("")), vec![problem])
    };
    if bytes.len() > MAX_BYTES {
        return refused(ProblemKind::TooLarge, 1, MAX_BYTES.to_string());
    }
    match decode(bytes, encoding) {
        Ok(source) => parse(source),
        Err(line) => refused(ProblemKind::NotText, line as u32, String::new()),
    }
}

/// Reads the text of a file.
pub fn parse_text(text: &str) -> (RuleFile, Vec<RuleProblem>) {
    parse(DecodedText::of(text))
}

fn without_codes(source: DecodedText) -> RuleFile {
    RuleFile { codes: Vec::new(), source }
}

fn parse(source: DecodedText) -> (RuleFile, Vec<RuleProblem>) {
    let mut problems = Vec::new();
    let (written, n_tokens) = lexer::codes(&source.text, &mut problems);
    let too_many = [
        (written.len() > MAX_CODES, ProblemKind::TooManyCodes, MAX_CODES),
        (n_tokens > MAX_TOKENS, ProblemKind::TooManyAtoms, MAX_TOKENS),
    ];
    if let Some((_, kind, limit)) = too_many.into_iter().find(|(is_passed, ..)| *is_passed) {
        let place = Place { line: 1, column: 1 };
        return (without_codes(source), vec![RuleProblem { kind, place, detail: limit.to_string() }]);
    }
    let mut lines: HashMap<String, u32> = HashMap::new();
    let mut codes = Vec::with_capacity(written.len());
    for Written { name, place, tokens } in written {
        if let Some(earlier) = lines.get(&name) {
            report(&mut problems, ProblemKind::DuplicateCode, place, format!("{name} ({earlier})"));
        } else {
            lines.insert(name.clone(), place.line);
        }
        let rule = parser::parse(&tokens, place, &mut problems);
        codes.push(Code { name, place, rule });
    }
    references::check(&codes, &mut problems);
    problems.sort_by_key(|problem| problem.place);
    (RuleFile { codes, source }, problems)
}

#[cfg(test)]
mod tests;
