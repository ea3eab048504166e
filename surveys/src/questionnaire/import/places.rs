//! Where in its file a part of an imported questionnaire stands: the checks of the definition speak of JSON paths, which
//! nobody finds in a spreadsheet, and some of what they find the reader has said already.

use crate::questionnaire::edit::path;
use crate::questionnaire::problem::Problem;
use serde_json::Value;
use std::collections::BTreeMap;

/// Places in a file by the name of a part. A part whose name stands twice has none: nobody can tell which is meant.
#[derive(Debug, Clone, Default)]
pub struct Places {
    parts: BTreeMap<String, Option<Part>>,
}

/// Where one part stands.
#[derive(Debug, Clone)]
struct Part {
    /// The whole part: `survey!5`, `questions/q1`.
    place: String,
    /// Its properties: `visibleIf` and `survey!C5`.
    properties: Vec<(&'static str, String)>,
}

/// What a reader says of a part, and what the checks say of the same part because of it.
const FOLLOWING: &[(&str, &str)] =
    &[("list-missing", "no-choices"), ("type-kept", "unknown-type"), ("name-not-xml", "name-not-portable")];
/// What a reader says of an expression that it cannot translate, besides `xpath-…`. A stand-in takes its place.
const UNTRANSLATED: &[&str] = &["expression-too-deep", "expression-too-long", "relevance-unsupported"];
/// Functions that stand for expressions that a reader could not translate.
const STAND_INS: &[&str] = &["xpath", "limesurvey"];
/// Problems of a part that are about its name.
const ABOUT_NAMES: &[&str] = &["duplicate-name", "missing-name", "name-not-portable", "name-collides"];

/// A problem of the definition, with its place in the file as far as that is known.
struct Placed {
    problem: Problem,
    /// Whether the part that it is about has a place of its own; otherwise it stands at one around it, or at none.
    is_own: bool,
}

impl Places {
    /// Adds a part with the places of its properties.
    pub fn add(&mut self, name: &str, place: String, properties: Vec<(&'static str, String)>) {
        let part = Part { place, properties };
        self.parts.entry(name.to_owned()).and_modify(|known| *known = None).or_insert(Some(part));
    }

    /// The problems of an imported definition `raw` that its reader has not said (`said`), each at its place in the file
    /// where that is known.
    pub fn beyond(&self, raw: &Value, said: &[Problem], found: Vec<Problem>) -> Vec<Problem> {
        let found: Vec<Placed> = found.into_iter().map(|problem| self.placed(raw, problem)).collect();
        let is_open = |known: &&Problem| !found.iter().any(|placed| says_it_there(known, &placed.problem));
        // What the reader said where no problem stands now: it may be of those whose part has no place, each of one.
        let mut open: Vec<&Problem> = said.iter().filter(is_open).collect();
        let mut beyond = Vec::new();
        for placed in &found {
            if !is_said(placed, said) && !is_said_elsewhere(placed, &mut open) {
                beyond.push(placed.problem.clone());
            }
        }
        beyond
    }

    fn placed(&self, raw: &Value, problem: Problem) -> Placed {
        match self.place(raw, &problem) {
            Some((place, is_own)) => Placed { problem: Problem { place, ..problem }, is_own },
            None => Placed { problem, is_own: false },
        }
    }

    /// The place in the file: of the property, else of the innermost part that has one. And whether that part is the
    /// innermost of all.
    fn place(&self, raw: &Value, problem: &Problem) -> Option<(String, bool)> {
        let mut at = problem.place.as_str();
        let mut is_own = true;
        loop {
            let part = path::get(raw, at);
            let name = part.and_then(|part| part.get("name")).and_then(Value::as_str);
            if let Some(part) = name.and_then(|name| self.parts.get(name)?.as_ref()) {
                let inside = problem.place.get(at.len()..).unwrap_or_default();
                let property = match inside.split(['.', '[']).find(|step| !step.is_empty()) {
                    None if ABOUT_NAMES.contains(&problem.code) => "name",
                    property => property.unwrap_or_default(),
                };
                let own = part.properties.iter().find(|(known, _)| *known == property);
                return Some((own.map_or(&part.place, |(_, place)| place).clone(), is_own));
            }
            is_own &= !part.is_some_and(Value::is_object);
            at = path::outer(at)?;
        }
    }
}

/// Whether the reader said a problem of its part, or the same of something in another table: of a choice and of every
/// question that offers it.
fn is_said(placed: &Placed, said: &[Problem]) -> bool {
    let Placed { problem, is_own } = placed;
    let is_elsewhere = |known: &Problem| !is_own || table_of(&known.place) != table_of(&problem.place);
    // Without the name or the value that it is about, nobody can tell whether it is the same.
    let is_same = |known: &Problem| is_same(known, problem) && !problem.args.is_empty();
    said.iter().any(|known| says_it_there(known, problem) || (is_same(known) && is_elsewhere(known)))
}

/// Whether a problem whose part has no place is one of those that the reader said (`open`), which is then taken out.
fn is_said_elsewhere(placed: &Placed, open: &mut Vec<&Problem>) -> bool {
    let at = open.iter().position(|known| !placed.is_own && says_it(known, &placed.problem));
    at.map(|at| open.remove(at)).is_some()
}

/// Whether the reader said a problem of the same part.
fn says_it_there(known: &Problem, problem: &Problem) -> bool {
    says_it(known, problem) && part_of(&known.place) == part_of(&problem.place)
}

/// Whether what a reader said is a problem, or leads to it.
fn says_it(known: &Problem, problem: &Problem) -> bool {
    let is_untranslated = known.code.starts_with("xpath-") || UNTRANSLATED.contains(&known.code);
    is_same(known, problem)
        || FOLLOWING.contains(&(known.code, problem.code))
        || (is_stand_in(problem) && is_untranslated)
}

fn is_same(known: &Problem, problem: &Problem) -> bool {
    known.code == problem.code && known.args == problem.args
}

fn is_stand_in(problem: &Problem) -> bool {
    problem.code == "expression-unknown-function"
        && problem.args.iter().any(|(name, value)| *name == "found" && STAND_INS.contains(&value.as_str()))
}

/// The table that a place of a file lies in: the sheet of a cell, the first name of `questions/q1/type`.
fn table_of(place: &str) -> &str {
    place.split(['!', '/']).next().unwrap_or_default()
}

/// The part that a place of a file lies in: the row of a cell (`survey!C5` in `survey!5`), the first two names of
/// `questions/q1/type`.
fn part_of(place: &str) -> String {
    match place.rsplit_once('!') {
        Some((sheet, cell)) => {
            format!("{sheet}!{}", cell.trim_start_matches(|letter: char| letter.is_ascii_uppercase()))
        }
        None => place.split('/').take(2).collect::<Vec<&str>>().join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::format::{Content, Imported};
    use crate::questionnaire::import::xlsform;
    use crate::questionnaire::parse::parse;

    fn imported(markdown: &str) -> Imported {
        xlsform::read(&Content::Text(markdown.to_owned()))
    }

    type Said = Vec<(&'static str, String)>;

    /// What the reader says, and what is said besides.
    fn both(markdown: &str) -> (Said, Said) {
        let places = |problems: Vec<Problem>| {
            problems.into_iter().map(|problem| (problem.code, problem.place)).collect::<Vec<_>>()
        };
        let imported = imported(markdown);
        let raw = Value::Object(imported.raw.unwrap());
        let found = parse(&raw.to_string()).1;
        let beyond = imported.places.beyond(&raw, &imported.problems, found);
        (places(imported.problems), places(beyond))
    }

    #[test]
    fn what_the_reader_has_said_is_not_said_again() {
        let (said, beyond) = both(
            "| survey |\n| | type | name | label | relevant |\n| | select_one none | a | 問1 | |\n\
             | | geopoint | b | 問2 | |\n| | text | c | 問3 | nowhere(${a}) |\n| | text | c | 問4 | |\n",
        );
        let said: Vec<&str> = said.iter().map(|(code, _)| *code).collect();
        for code in ["list-missing", "type-kept", "xpath-unknown-function", "duplicate-name"] {
            assert!(said.contains(&code), "{code} is not among {said:?}");
        }
        assert_eq!(beyond, []);
    }

    #[test]
    fn what_was_said_of_one_part_hides_nothing_of_another() {
        let mut known = Places::default();
        known.add("a", "survey!3".to_owned(), Vec::new());
        known.add("b", "survey!4".to_owned(), Vec::new());
        let raw = serde_json::json!({"pages": [{"elements": [
            {"name": "a"}, {"name": "b"}, {"name": "", "rows": [{"value": "r"}]}, {"name": ""}]}]});
        let stand_in = |place: &str| {
            Problem::error("expression-unknown-function", place).with("column", 1).with("found", "xpath")
        };
        let nameless = |place: &str| Problem::error("missing-name", place);
        let places = |said: &[Problem], found: Vec<Problem>| {
            known.beyond(&raw, said, found).into_iter().map(|problem| problem.place).collect::<Vec<String>>()
        };
        let found = || vec![stand_in("pages[0].elements[0]"), stand_in("pages[0].elements[1].visibleIf")];
        // A questionnaire that was converted before: no reader says that anything is not translated.
        assert_eq!(places(&[], found()), ["survey!3", "survey!4"]);
        assert_eq!(places(&[Problem::error("xpath-syntax", "survey!D4")], found()), ["survey!3"]);
        assert_eq!(places(&[Problem::warning("value-lost", "survey!D4")], found()), ["survey!3", "survey!4"]);
        // One of two parts that nobody can place was said.
        let found = vec![nameless("pages[0].elements[2]"), nameless("pages[0].elements[3]")];
        assert_eq!(places(&[nameless("survey!C5")], found), ["pages[0].elements[3]"]);
        let row = vec![stand_in("pages[0].elements[2].rows[0].visibleIf")];
        assert_eq!(places(&[Problem::error("xpath-syntax", "survey!D5")], row.clone()), [""; 0]);
        assert_eq!(places(&[], row).len(), 1);
        // A choice has its problems in the sheet of choices, and every question that offers it has them again.
        let spaced = |place: &str| Problem::warning("choice-with-space", place).with("value", "x y");
        let found = vec![spaced("pages[0].elements[0].choices"), spaced("pages[0].elements[1].choices")];
        assert_eq!(places(&[spaced("choices!B2")], found.clone()), [""; 0]);
        assert_eq!(places(&[spaced("survey!B3")], found), ["survey!4"]);
    }

    #[test]
    fn what_only_the_definition_shows_has_its_cell() {
        let (said, beyond) = both(
            "| survey |\n| | type | name | label | constraint | relevant |\n\
             | | begin_group | g | 群 | | |\n| | text | toolonganameforanyprogramthatcountsletters | 問1 | | |\n\
             | | text | b | 問2 | regex(., '([0-9') | |\n| | text | c | 問3 | | ${d} = 'x' |\n| | end_group | | | | |\n\
             | | begin_group | h | 群 | | |\n| | text | d | 問4 | | |\n| | end_group | | | | |\n",
        );
        assert_eq!(said, []);
        assert!(beyond.contains(&("name-not-portable", "survey!C4".to_owned())), "{beyond:?}");
        assert!(beyond.contains(&("regex-invalid", "survey!E5".to_owned())), "{beyond:?}");
        assert!(beyond.iter().all(|(_, place)| place.starts_with("survey!")), "{beyond:?}");
    }

    #[test]
    fn places_are_those_of_parts_and_properties() {
        let mut known = Places::default();
        known.add("a", "survey!3".to_owned(), vec![("visibleIf", "survey!F3".to_owned())]);
        known.add("b", "survey!4".to_owned(), Vec::new());
        known.add("b", "survey!5".to_owned(), Vec::new());
        let raw = serde_json::json!({"pages": [{"elements": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}]});
        for (place, expected) in [
            ("pages[0].elements[0].visibleIf", "survey!F3"),
            ("pages[0].elements[0].validators[0].expression", "survey!3"),
            ("pages[0].elements[0]['kt:role']", "survey!3"),
            ("pages[0].elements[1]", "pages[0].elements[1]"),
            ("pages[0].elements[2].title", "pages[0].elements[2].title"),
            ("title", "title"),
        ] {
            let found = known.beyond(&raw, &[], vec![Problem::warning("required", place)]);
            assert_eq!(found[0].place, expected, "{place}");
        }
    }
}
