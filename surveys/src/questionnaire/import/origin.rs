//! Where in its file a part of an imported questionnaire comes from: the checks of the definition speak of JSON paths,
//! which nobody finds in a spreadsheet, and some of what they find the reader has said already.

use crate::questionnaire::edit::path;
use crate::questionnaire::problem::Problem;
use serde_json::Value;
use std::collections::BTreeMap;

/// Places in a file by the name of a part. A part whose name stands twice has none: nobody can tell which is meant.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    parts: BTreeMap<String, Option<Origin>>,
}

/// Where one part comes from.
#[derive(Debug, Clone)]
struct Origin {
    /// The whole part: `survey!5`, `questions/q1`.
    place: String,
    /// Its properties: `visibleIf` and `survey!C5`.
    properties: Vec<(&'static str, String)>,
}

/// What a reader says of a part, and what the checks say of the same part because of it.
const FOLLOWING: &[(&str, &str)] =
    &[("list-missing", "no-choices"), ("type-kept", "unknown-type"), ("name-not-xml", "name-not-portable")];
/// Functions that stand for expressions that a reader could not translate, which it has said.
const STAND_INS: &[&str] = &["xpath", "limesurvey"];
/// Problems of a part that are about its name.
const ABOUT_NAMES: &[&str] = &["duplicate-name", "missing-name", "name-not-portable", "name-collides"];

impl Origins {
    /// Adds a part with the places of its properties.
    pub fn add(&mut self, name: &str, place: String, properties: Vec<(&'static str, String)>) {
        let origin = Origin { place, properties };
        self.parts.entry(name.to_owned()).and_modify(|known| *known = None).or_insert(Some(origin));
    }

    /// The problems of an imported definition `raw` that its reader has not said (`said`), each at its place in the file
    /// where that is known.
    pub fn beyond(&self, raw: &Value, said: &[Problem], found: Vec<Problem>) -> Vec<Problem> {
        let placed = found.into_iter().map(|problem| self.placed(raw, problem));
        placed.filter(|problem| !is_said(problem, said)).collect()
    }

    fn placed(&self, raw: &Value, problem: Problem) -> Problem {
        match self.place(raw, &problem) {
            Some(place) => Problem { place, ..problem },
            None => problem,
        }
    }

    /// The place in the file: of the property, else of the innermost part that has one.
    fn place(&self, raw: &Value, problem: &Problem) -> Option<String> {
        let mut at = problem.place.as_str();
        loop {
            let name = path::get(raw, at).and_then(|part| part.get("name")).and_then(Value::as_str);
            if let Some(origin) = name.and_then(|name| self.parts.get(name)?.as_ref()) {
                let inside = problem.place.get(at.len()..).unwrap_or_default();
                let property = match inside.split(['.', '[']).find(|step| !step.is_empty()) {
                    None if ABOUT_NAMES.contains(&problem.code) => "name",
                    property => property.unwrap_or_default(),
                };
                let own = origin.properties.iter().find(|(known, _)| *known == property);
                return Some(own.map_or(&origin.place, |(_, place)| place).clone());
            }
            at = path::outer(at)?;
        }
    }
}

fn is_said(problem: &Problem, said: &[Problem]) -> bool {
    let is_stand_in = problem.code == "expression-unknown-function"
        && problem.args.iter().any(|(name, value)| *name == "found" && STAND_INS.contains(&value.as_str()));
    let part = part_of(&problem.place);
    is_stand_in
        || said.iter().any(|known| {
            let is_same = known.code == problem.code && known.args == problem.args;
            let follows = FOLLOWING.contains(&(known.code, problem.code)) && part_of(&known.place) == part;
            is_same || follows
        })
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
        let beyond = imported.origins.beyond(&raw, &imported.problems, found);
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
        let mut origins = Origins::default();
        origins.add("a", "survey!3".to_owned(), vec![("visibleIf", "survey!F3".to_owned())]);
        origins.add("b", "survey!4".to_owned(), Vec::new());
        origins.add("b", "survey!5".to_owned(), Vec::new());
        let raw = serde_json::json!({"pages": [{"elements": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}]});
        for (place, expected) in [
            ("pages[0].elements[0].visibleIf", "survey!F3"),
            ("pages[0].elements[0].validators[0].expression", "survey!3"),
            ("pages[0].elements[0]['kt:role']", "survey!3"),
            ("pages[0].elements[1]", "pages[0].elements[1]"),
            ("pages[0].elements[2].title", "pages[0].elements[2].title"),
            ("title", "title"),
        ] {
            let found = origins.beyond(&raw, &[], vec![Problem::warning("required", place)]);
            assert_eq!(found[0].place, expected, "{place}");
        }
    }
}
