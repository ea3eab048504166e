//! Lines of a definition's JSON text: where the thing stands that a problem's place names.

use super::path;
use crate::questionnaire::reader::join;
use std::collections::HashMap;
use std::iter::Peekable;
use std::str::Chars;

/// The lines (from 1) on which the values of a JSON text begin, by their path.
#[derive(Debug, Default)]
pub struct Lines {
    by_path: HashMap<String, usize>,
}

impl Lines {
    /// Reads a text that is known to be JSON; of anything else, what can be read.
    pub fn read(text: &str) -> Lines {
        let mut scanner =
            Scanner { chars: text.chars().peekable(), line: 1, open: Vec::new(), lines: Lines::default() };
        while scanner.step() {}
        scanner.lines
    }

    /// The line of a place: of the thing itself or, where it is not in the text, of the closest thing around it. A place
    /// of the form `line:column` (broken JSON) is its own answer.
    pub fn of(&self, place: &str) -> usize {
        if let Some(line) = place.split_once(':').and_then(|(line, _)| line.parse().ok()) {
            return line;
        }
        let mut path = place;
        loop {
            match (self.by_path.get(path), path::outer(path)) {
                (Some(line), _) => return *line,
                (None, Some(outer)) => path = outer,
                (None, None) => return 1,
            }
        }
    }
}

/// An object or list that is not closed yet.
struct Open {
    path: String,
    is_list: bool,
    /// Index of the present item of a list.
    index: usize,
    /// Present key of an object; None while one is awaited.
    key: Option<String>,
}

struct Scanner<'a> {
    chars: Peekable<Chars<'a>>,
    line: usize,
    open: Vec<Open>,
    lines: Lines,
}

impl Scanner<'_> {
    /// Reads one token; false at the end.
    fn step(&mut self) -> bool {
        let Some(character) = self.chars.next() else { return false };
        match character {
            '\n' => self.line += 1,
            '"' => self.text(),
            '{' | '[' => {
                let path = self.begin();
                self.open.push(Open { path, is_list: character == '[', index: 0, key: None });
            }
            '}' | ']' => {
                self.open.pop();
            }
            ',' => {
                if let Some(open) = self.open.last_mut() {
                    open.index += 1;
                    open.key = None;
                }
            }
            ':' | ' ' | '\t' | '\r' | '\u{feff}' => {}
            _ => {
                self.begin();
            }
        }
        true
    }

    /// A string: a key, or a value.
    fn text(&mut self) {
        let line = self.line;
        let mut quoted = String::from('"');
        while let Some(character) = self.chars.next() {
            quoted.push(character);
            match character {
                '\\' => quoted.extend(self.chars.next()),
                '"' => break,
                '\n' => self.line += 1,
                _ => {}
            }
        }
        let awaits_key = self.open.last().is_some_and(|open| !open.is_list && open.key.is_none());
        if !awaits_key {
            self.begin();
            return;
        }
        let key: String = serde_json::from_str(&quoted).unwrap_or(quoted);
        if let Some(open) = self.open.last_mut() {
            self.lines.by_path.insert(join(&open.path, &key), line);
            open.key = Some(key);
        }
    }

    /// Notes that a value begins here and returns its path. The first note counts: for the value of a key that is the
    /// key's line.
    fn begin(&mut self) -> String {
        let path = match self.open.last() {
            None => String::new(),
            Some(open) if open.is_list => format!("{}[{}]", open.path, open.index),
            Some(open) => join(&open.path, open.key.as_deref().unwrap_or_default()),
        };
        self.lines.by_path.entry(path.clone()).or_insert(self.line);
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}{\n  \"title\": \"一行目\\n\\\"続き\\\"\",\n  \"pages\": [\n    {\n      \"elements\": [\n        { \"name\": \"a\",\n          \"kt:number\": 1 },\n        \"x\", 3,\n        [true,\n false]\n      ]\n    }\n  ]\n}";

    #[test]
    fn every_value_has_its_line() {
        let lines = Lines::read(TEXT);
        for (place, line) in [
            ("", 1),
            ("title", 2),
            ("pages", 3),
            ("pages[0]", 4),
            ("pages[0].elements[0].name", 6),
            ("pages[0].elements[0]['kt:number']", 7),
            ("pages[0].elements[1]", 8),
            ("pages[0].elements[2]", 8),
            ("pages[0].elements[3][1]", 10),
        ] {
            assert_eq!(lines.of(place), line, "{place}");
        }
    }

    #[test]
    fn what_is_not_there_has_the_line_of_what_is_around_it() {
        let lines = Lines::read(TEXT);
        assert_eq!(lines.of("pages[0].elements[0].visibleIf"), 6);
        assert_eq!(lines.of("pages[7].title"), 3);
        assert_eq!(lines.of("nowhere"), 1);
        assert_eq!(lines.of("12:5"), 12);
    }

    #[test]
    fn text_that_is_no_json_is_read_without_harm() {
        for text in ["", "{", "]]]]", "\"", "{\"a\":\"\\", ",,,,:::", "{\"a\" 1, [}"] {
            Lines::read(text).of("a[0].b");
        }
    }
}
