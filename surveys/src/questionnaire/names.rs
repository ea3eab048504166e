//! The names that expressions can use, found without walking through the questionnaire.

use super::definition::{Definition, Element};
use super::question::paneldynamic::total_name;
use super::settings::Action;
use std::collections::{BTreeMap, HashMap};

/// What follows a question's name when the text beside "other" is meant (SurveyJS `commentSuffix`).
pub const COMMENT: &str = "-Comment";

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Key of the value among the answers.
    pub key: String,
    /// Where the question is; None for values that nobody is asked for.
    pub spot: Option<Spot>,
    /// JSON path in the definition.
    pub place: String,
}

/// Where a question is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spot {
    /// Index in `Definition::questions`.
    pub index: usize,
    /// Index of the page, and of the elements on the way down.
    pub way: Vec<usize>,
}

/// All names of a questionnaire. A name is found as it is written, else in any case of letters.
#[derive(Debug, Clone, Default)]
pub struct Names {
    by_name: HashMap<String, Named>,
    by_folded: HashMap<String, String>,
}

impl Names {
    /// The names of all questions, calculated values and variables of triggers; of two with the same name the first.
    pub fn of(definition: &Definition) -> Names {
        let mut names = Names::default();
        let mut spot = Spot::default();
        for (at, page) in definition.pages.iter().enumerate() {
            spot.way.push(at);
            names.add_questions(&page.elements, &mut spot);
            spot.way.pop();
        }
        for value in &definition.calculated {
            names.add_value(&value.name, &value.path);
        }
        for trigger in &definition.triggers {
            if let Action::SetValue { name, is_variable: true, .. } = &trigger.action {
                names.add_value(name, &trigger.path);
            }
        }
        for question in definition.questions().into_iter().filter(|question| question.composite.is_some()) {
            names.add_value(&total_name(&question.name), &question.path);
        }
        // Questions that share their answer have it under their own names too.
        for question in definition.questions() {
            if let Some(shared) = &question.rules.value_name {
                let named = names.get_exactly(&question.name).cloned();
                named.into_iter().for_each(|named| names.add(shared, named));
            }
        }
        names
    }

    fn add_value(&mut self, name: &str, place: &str) {
        if !name.is_empty() {
            self.add(name, Named { key: name.to_owned(), spot: None, place: place.to_owned() });
        }
    }

    fn add_questions(&mut self, elements: &[Element], spot: &mut Spot) {
        for (at, element) in elements.iter().enumerate() {
            spot.way.push(at);
            match element {
                Element::Panel(panel) => self.add_questions(&panel.elements, spot),
                Element::Question(question) => {
                    if !question.name.is_empty() {
                        let (key, place) = (question.name.clone(), question.path.clone());
                        self.add(&question.name, Named { key, spot: Some(spot.clone()), place });
                    }
                    spot.index += 1;
                }
            }
            spot.way.pop();
        }
    }

    /// Adds a name unless it is there already.
    pub fn add(&mut self, name: &str, named: Named) {
        self.by_name.entry(name.to_owned()).or_insert(named);
        self.by_folded.entry(name.to_lowercase()).or_insert_with(|| name.to_owned());
    }

    /// What a name stands for.
    pub fn get(&self, name: &str) -> Option<&Named> {
        self.by_name.get(name).or_else(|| self.by_name.get(self.by_folded.get(&name.to_lowercase())?))
    }

    /// What a name stands for, as it is written.
    pub fn get_exactly(&self, name: &str) -> Option<&Named> {
        self.by_name.get(name)
    }

    /// What a variable means, and what follows its name: `row` in `{name.row}`, `[0].x` in `{name[0].x}`, `-Comment`
    /// in `{name-Comment}`; empty if nothing follows. The longest known name wins.
    pub fn resolve<'v>(&self, variable: &'v str) -> Option<(&Named, &'v str)> {
        let variable = variable.strip_prefix('#').unwrap_or(variable);
        if let Some(named) = self.get(variable) {
            return Some((named, ""));
        }
        for (at, _) in variable.char_indices().rev().filter(|(_, c)| matches!(c, '.' | '[' | '-')) {
            let (Some(name), Some(rest)) = (variable.get(..at), variable.get(at..)) else { continue };
            if rest.starts_with('-') && rest != COMMENT {
                continue;
            }
            if let Some(named) = self.get(name) {
                return Some((named, rest.strip_prefix('.').unwrap_or(rest)));
            }
        }
        None
    }

    /// All names with what they stand for, in alphabetical order.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Named)> {
        let sorted: BTreeMap<&str, &Named> =
            self.by_name.iter().map(|(name, named)| (name.as_str(), named)).collect();
        sorted.into_iter()
    }

    /// All names in alphabetical order.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.values().map(|(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variable: &str) -> Option<(String, &str)> {
        let mut names = Names::default();
        for name in ["a", "a.b", "A-c", "年齢"] {
            names.add(name, Named { key: name.to_owned(), spot: None, place: String::new() });
        }
        names.resolve(variable).map(|(named, rest)| (named.key.clone(), rest))
    }

    #[test]
    fn the_longest_name_wins_and_case_matters_last() {
        for (variable, key, rest) in [
            ("a", "a", ""),
            ("A", "a", ""),
            ("#a", "a", ""),
            ("a.x.y", "a", "x.y"),
            ("a[0].x", "a", "[0].x"),
            ("a.b.x", "a.b", "x"),
            ("a-Comment", "a", "-Comment"),
            ("a-c", "A-c", ""),
            ("年齢.length", "年齢", "length"),
        ] {
            assert_eq!(found(variable), Some((key.to_owned(), rest)), "{variable}");
        }
        for variable in ["b", "a-x", "", ".", "[", "齢"] {
            assert_eq!(found(variable), None, "{variable}");
        }
    }
}
