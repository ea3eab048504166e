//! Cuts a file of rules into codes, and conditions into the pieces between blanks.

use super::MAX_STRING;
use super::problem::{Place, ProblemKind, RuleProblem, report};

/// A code as it stands in the file.
pub(super) struct Written {
    /// Its name, without the star.
    pub name: String,
    pub place: Place,
    pub tokens: Vec<(Raw, Place)>,
}

/// A piece of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    /// `'…'`; two quotation marks inside are one.
    Text(String),
    /// `"…"` and what is attached to it.
    Quoted { word: String, rest: String },
    /// `<＊…>`.
    Code(String),
    /// `<>…-->…`, or `<>…<>` without a value.
    Variable { name: String, value: Option<String> },
    /// Anything else.
    Bare(String),
}

/// The codes of a file, and of how many pieces their conditions are.
pub(super) fn codes(text: &str, problems: &mut Vec<RuleProblem>) -> (Vec<Written>, usize) {
    let mut found: Vec<Written> = Vec::new();
    let mut n_tokens = 0;
    let mut condition: Vec<(char, Place)> = Vec::new();
    let mut close = |found: &mut Vec<Written>, condition: &mut Vec<(char, Place)>, problems: &mut Vec<_>| {
        if let Some(code) = found.last_mut() {
            code.tokens = pieces(condition, problems);
            n_tokens += code.tokens.len();
        } else if let Some((_, place)) = condition.iter().find(|(c, _)| !is_blank(*c)) {
            report(problems, ProblemKind::StrayText, *place, String::new());
        }
        condition.clear();
    };
    for (line, number) in text.split('\n').zip(1_u32..) {
        let line = line.trim_end_matches('\r');
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let place = Place { line: number, column: 1 };
        match line.strip_prefix(['＊', '*']).filter(|name| !name.is_empty()) {
            Some(name) => {
                close(&mut found, &mut condition, problems);
                let name = name.trim();
                if name.is_empty() {
                    report(problems, ProblemKind::NamelessCode, place, String::new());
                }
                found.push(Written { name: name.to_owned(), place, tokens: Vec::new() });
            }
            None => {
                let columns = 1_u32..;
                let placed = columns.zip(line.chars()).map(|(column, c)| (c, Place { line: number, column }));
                condition.extend(placed);
                condition.push((' ', place));
            }
        }
    }
    close(&mut found, &mut condition, problems);
    // Lines that are before no code are no rules: in the place of others they would count nothing.
    if found.is_empty()
        && let Some(stray) = problems.last_mut()
    {
        stray.kind = ProblemKind::NoCode;
    }
    (found, n_tokens)
}

/// What parts the pieces of a condition.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '　' | '\t' | '\r' | '\u{A0}' | '\u{FEFF}')
}

fn pieces(condition: &[(char, Place)], problems: &mut Vec<RuleProblem>) -> Vec<(Raw, Place)> {
    let mut found = Vec::new();
    let mut reader = Reader { rest: condition };
    loop {
        reader.take_while(is_blank);
        let Some(&(first, place)) = reader.rest.first() else { return found };
        let piece = reader.piece(first);
        match piece {
            Ok(raw) => {
                warn_of_brackets(&raw, place, problems);
                found.push((raw, place));
            }
            Err(kind) => {
                let rest = reader.take_while(|c| !is_blank(c));
                report(problems, kind, place, rest);
                // Something stands here; that it cannot be read has been said.
                found.push((Raw::Bare("0".to_owned()), place));
            }
        }
    }
}

fn warn_of_brackets(raw: &Raw, place: Place, problems: &mut Vec<RuleProblem>) {
    let Raw::Bare(text) = raw else { return };
    let is_call = text.to_lowercase().starts_with("near(") || text.to_lowercase().starts_with("seq(");
    let is_attached = text.starts_with('(') || text.ends_with(')');
    if !is_call && is_attached && text.chars().count() > 1 {
        report(problems, ProblemKind::AttachedBracket, place, text.clone());
    }
}

struct Reader<'a> {
    rest: &'a [(char, Place)],
}

impl Reader<'_> {
    fn take_while(&mut self, is_wanted: impl Fn(char) -> bool) -> String {
        let n = self.rest.iter().take_while(|(c, _)| is_wanted(*c)).count();
        self.take(n)
    }

    fn take(&mut self, n: usize) -> String {
        let (taken, rest) = self.rest.split_at_checked(n).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken.iter().map(|(c, _)| *c).collect()
    }

    fn starts_with(&self, text: &str) -> bool {
        let mut chars = self.rest.iter().map(|(c, _)| *c);
        text.chars().all(|wanted| chars.next() == Some(wanted))
    }

    fn piece(&mut self, first: char) -> Result<Raw, ProblemKind> {
        match first {
            '\'' => {
                let text = self.quotation('\'')?;
                self.ends_here()?;
                Ok(Raw::Text(text))
            }
            '"' => {
                let word = self.quotation('"')?;
                let rest = self.take_while(|c| !is_blank(c));
                Ok(Raw::Quoted { word, rest })
            }
            '<' if self.starts_with("<＊") || self.starts_with("<*") => self.code(),
            '<' if self.starts_with("<>") => self.variable(),
            _ => Ok(Raw::Bare(self.take_while(|c| !is_blank(c)))),
        }
    }

    /// What stands between two quotation marks; the mark itself is written twice.
    fn quotation(&mut self, mark: char) -> Result<String, ProblemKind> {
        let mut text = String::new();
        let mut at = 1;
        loop {
            let here = self.rest.get(at).map(|(c, _)| *c).ok_or(ProblemKind::UnclosedQuote)?;
            if here != mark {
                text.push(here);
                at += 1;
            } else if self.rest.get(at + 1).is_some_and(|(c, _)| *c == mark) {
                text.push(mark);
                at += 2;
            } else {
                self.take(at + 1);
                return Ok(text);
            }
        }
    }

    fn ends_here(&self) -> Result<(), ProblemKind> {
        match self.rest.first() {
            Some((c, _)) if !is_blank(*c) => Err(ProblemKind::NeedsBlank),
            _ => Ok(()),
        }
    }

    /// `<＊…>`. Names of codes may have blanks inside.
    fn code(&mut self) -> Result<Raw, ProblemKind> {
        let line = self.rest.first().map(|(_, place)| place.line);
        let on_line = self.rest.iter().take(MAX_STRING).take_while(|(_, place)| Some(place.line) == line);
        let end = on_line.map(|(c, _)| *c).position(|c| c == '>').ok_or(ProblemKind::MalformedReference)?;
        self.take(2);
        let name = self.take(end.saturating_sub(2)).trim().to_owned();
        self.take(1);
        self.ends_here()?;
        if name.is_empty() { Err(ProblemKind::MalformedReference) } else { Ok(Raw::Code(name)) }
    }

    /// `<>…-->…`, where the value may be in quotation marks, or `<>…<>`.
    fn variable(&mut self) -> Result<Raw, ProblemKind> {
        self.take(2);
        let mut name = String::new();
        loop {
            if self.starts_with("-->") {
                self.take(3);
                let value = match self.rest.first() {
                    Some((mark @ ('\'' | '"'), _)) => {
                        let value = self.quotation(*mark)?;
                        self.ends_here()?;
                        value
                    }
                    _ => self.take_while(|c| !is_blank(c)),
                };
                return Ok(Raw::Variable { name, value: Some(value) });
            }
            if self.starts_with("<>") && !name.is_empty() {
                self.take(2);
                self.ends_here()?;
                return Ok(Raw::Variable { name, value: None });
            }
            match self.rest.first() {
                Some((c, _)) if !is_blank(*c) => name.push_str(&self.take(1)),
                _ => return Err(ProblemKind::MalformedReference),
            }
        }
    }
}
