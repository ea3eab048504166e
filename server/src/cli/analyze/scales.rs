//! `--scale`: answers on a scale, between the values of the columns that are compared, and of the same people before and after.
//!
//! A person counts once. Who has several rows that contradict each other is left out and counted, so that the order of the rows
//! changes nothing.

use std::collections::{BTreeMap, HashSet};

use analysis::statistics::kruskal_wallis::kruskal_wallis;
use analysis::statistics::mann_whitney::mann_whitney;
use analysis::statistics::signed_rank::signed_rank;
use analysis::statistics::{Method, NotTested};
use analysis::table::summary::median;
use analysis::text::corpus::Document;
use surveys::questionnaire::question::input::number_typed;

use super::by_person::once;
use super::columns::each_once;
use super::figures::Figures;
use super::waves::{Known, Waves};
use super::{AnalyzeArgs, LANG};
use crate::i18n::text;
use crate::view::input_problem::quoted;

/// A column with more different numbers is no scale.
pub const MOST_STEPS: usize = 20;

/// A scale set against something.
pub struct ScaleTest {
    /// The column with the scale.
    pub column: String,
    /// The column with the groups, or with the waves.
    pub by: String,
    /// The wave that groups are compared in; empty where there is none.
    pub wave: String,
    /// The groups, or the first wave and the last.
    pub groups: Vec<Group>,
    /// People whose rows contradict each other.
    pub n_left_out: usize,
    /// Their texts, ascending.
    pub left_out: Vec<u32>,
    /// What came of the test.
    pub outcome: Result<Outcome, NotTested>,
}

/// The people with one value.
pub struct Group {
    /// The value.
    pub value: String,
    /// What they answered, ascending.
    pub numbers: Vec<f64>,
    /// The texts in which they did, ascending, with the answer. A person may have several.
    pub said: Vec<(u32, f64)>,
}

/// The outcome of a test.
#[derive(Clone, Copy)]
pub struct Outcome {
    /// Which one.
    pub test: Test,
    /// How its probability was found.
    pub method: Method,
    /// U of the first group, H, or W: the sum of the ranks of those who rose.
    pub statistic: f64,
    /// Degrees of freedom, of H alone.
    pub df: Option<usize>,
    /// Its probability.
    pub p: f64,
    /// Rank-biserial correlation; of H ε².
    pub effect: f64,
}

/// The tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Two groups.
    MannWhitney,
    /// More groups.
    KruskalWallis,
    /// The same people twice.
    Wilcoxon,
}

impl Test {
    /// What tables call it.
    pub fn key(self) -> &'static str {
        match self {
            Test::MannWhitney => "mann_whitney",
            Test::KruskalWallis => "kruskal_wallis",
            Test::Wilcoxon => "wilcoxon",
        }
    }
}

/// Who answered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who<'p> {
    Named(&'p str),
    /// Nobody knows who: a person of their own.
    Row(usize),
}

impl Group {
    fn new(value: &str, mut numbers: Vec<f64>, said: Vec<(u32, f64)>) -> Group {
        numbers.sort_by(f64::total_cmp);
        Group { value: value.to_owned(), numbers, said }
    }

    /// The texts in which they answered.
    pub fn texts(&self) -> Vec<u32> {
        self.said.iter().map(|(text, _)| *text).collect()
    }

    /// Those with this answer.
    pub fn texts_with(&self, step: f64) -> Vec<u32> {
        self.said.iter().filter(|(_, number)| *number == step).map(|(text, _)| *text).collect()
    }

    /// How many people.
    pub fn n(&self) -> usize {
        self.numbers.len()
    }

    /// The mean; None of nobody.
    pub fn mean(&self) -> Option<f64> {
        (self.n() > 0).then(|| self.numbers.iter().sum::<f64>() / self.n() as f64)
    }

    /// The median; None of nobody.
    pub fn median(&self) -> Option<f64> {
        median(&self.numbers)
    }
}

/// Tests every scale that was named. None where none was; columns that are no scale are added to the problems.
pub fn of(
    args: &AnalyzeArgs,
    (figures, known): (&Figures, Known<'_>),
    waves: Option<&Waves>,
    problems: &mut Vec<String>,
) -> Option<Vec<ScaleTest>> {
    if args.scale.is_empty() {
        return None;
    }
    let documents = figures.corpus.documents.as_slice();
    let everything: Vec<u32> = (0..documents.len() as u32).collect();
    let by = each_once(&args.by);
    let mut found = Vec::new();
    for column in each_once(&args.scale) {
        let Some(values) = values(documents, column, problems) else { continue };
        let scale = Scale { column, values: &values, documents, persons: known.persons };
        for &by in &by {
            match waves.filter(|waves| waves.column != by) {
                Some(waves) => {
                    let waves = waves.waves.iter();
                    found.extend(waves.map(|wave| scale.groups(by, &wave.label, &wave.documents)));
                }
                None => found.push(scale.groups(by, "", &everything)),
            }
        }
        found.extend(waves.and_then(|waves| scale.before_after(waves)));
    }
    Some(found)
}

/// The number of each text in a column; None where it has none.
pub fn numbers(documents: &[Document], column: &str) -> Vec<Option<f64>> {
    documents.iter().map(|document| number_typed(attribute(document, column))).collect()
}

/// Whether these are numbers of a scale.
pub fn is_scale(numbers: &[Option<f64>]) -> bool {
    (1..=MOST_STEPS).contains(&n_steps(numbers))
}

/// How many different numbers there are.
fn n_steps(numbers: &[Option<f64>]) -> usize {
    numbers.iter().flatten().map(|number| number.to_bits()).collect::<HashSet<u64>>().len()
}

/// The number of each text. None where the column is no scale.
fn values(documents: &[Document], column: &str, problems: &mut Vec<String>) -> Option<Vec<Option<f64>>> {
    let found = numbers(documents, column);
    let without = documents.iter().zip(&found).filter(|(_, number)| number.is_none());
    let written = without.map(|(document, _)| attribute(document, column));
    let unread: Vec<&str> = written.filter(|written| !written.is_empty()).collect();
    if let Some(first) = unread.first() {
        let args = [("column", column.to_owned()), ("n", unread.len().to_string()), ("value", quoted(first))];
        problems.push(text(LANG, "analyze-scale-not-numbers", &args));
    }
    if n_steps(&found) > MOST_STEPS {
        let args = [("column", column.to_owned()), ("limit", MOST_STEPS.to_string())];
        problems.push(text(LANG, "analyze-scale-steps", &args));
    }
    is_scale(&found).then_some(found)
}

fn attribute<'d>(document: &'d Document, column: &str) -> &'d str {
    let found = document.attributes.iter().find(|(name, _)| name == column);
    found.map_or("", |(_, value)| value.trim())
}

/// What a text says: who answers what.
type Answer<'a, T> = (u32, (Who<'a>, T));

/// One scale with everything it is set against.
struct Scale<'s> {
    column: &'s str,
    values: &'s [Option<f64>],
    documents: &'s [Document],
    persons: &'s [String],
}

impl<'s> Scale<'s> {
    fn who(&self, text: usize) -> Who<'s> {
        let name = self.persons.get(text).map(|name| name.trim()).filter(|name| !name.is_empty());
        name.map_or(Who::Row(text), Who::Named)
    }

    /// Between the values of a column, among some texts.
    fn groups(&self, by: &str, wave: &str, texts: &[u32]) -> ScaleTest {
        let answers = texts.iter().filter_map(|&text| {
            let place = text as usize;
            let number = self.values.get(place).copied().flatten()?;
            let group = attribute(self.documents.get(place)?, by);
            (!group.is_empty()).then(|| (text, (self.who(place), (group, number))))
        });
        let answers: Vec<Answer<'_, (&str, f64)>> = answers.collect();
        let said = once(answers.iter().map(|(_, said)| *said));
        let n_left_out = said.values().filter(|said| said.is_none()).count();
        /// The number of each person, and each text with its own.
        type InGroup = (Vec<f64>, Vec<(u32, f64)>);
        let mut found: BTreeMap<&str, InGroup> = BTreeMap::new();
        for (group, number) in said.values().copied().flatten() {
            found.entry(group).or_default().0.push(number);
        }
        let mut left_out = Vec::new();
        for (text, (who, (group, number))) in &answers {
            match said.get(who) {
                Some(Some(_)) => found.entry(*group).or_default().1.push((*text, *number)),
                _ => left_out.push(*text),
            }
        }
        let group = |(group, (numbers, said))| Group::new(group, numbers, said);
        let groups: Vec<Group> = found.into_iter().map(group).collect();
        let outcome = between(&groups);
        let (column, by, wave) = (self.column.to_owned(), by.to_owned(), wave.to_owned());
        ScaleTest { column, by, wave, groups, n_left_out, left_out, outcome }
    }

    /// What people who are named answer in some texts.
    fn named(&self, texts: &[u32]) -> Vec<Answer<'s, f64>> {
        let answer = |&text: &u32| {
            let number = self.values.get(text as usize).copied().flatten()?;
            let who = self.who(text as usize);
            matches!(who, Who::Named(_)).then_some((text, (who, number)))
        };
        texts.iter().filter_map(answer).collect()
    }

    /// The people who are named in the first wave and in the last. None where nobody is.
    fn before_after(&self, waves: &Waves) -> Option<ScaleTest> {
        let (first, last) = (waves.waves.first()?, waves.waves.last()?);
        let (said_before, said_after) = (self.named(&first.documents), self.named(&last.documents));
        let [before, after] =
            [&said_before, &said_after].map(|said| once(said.iter().map(|(_, said)| *said)));
        let both: BTreeMap<Who<'_>, (Option<f64>, Option<f64>)> =
            before.iter().filter_map(|(who, before)| Some((*who, (*before, *after.get(who)?)))).collect();
        if both.is_empty() {
            return None;
        }
        let pair = |(before, after): &(Option<f64>, Option<f64>)| Some(((*before)?, (*after)?));
        let pairs: Vec<(f64, f64)> = both.values().filter_map(pair).collect();
        let paired = |said: &[Answer<'_, f64>]| -> Vec<(u32, f64)> {
            let paired = said.iter().filter(|(_, (who, _))| both.get(who).and_then(pair).is_some());
            paired.map(|(text, (_, number))| (*text, *number)).collect()
        };
        let is_left_out =
            |(_, (who, _)): &&Answer<'_, f64>| both.get(who).is_some_and(|both| pair(both).is_none());
        let left_out = said_before.iter().chain(&said_after).filter(is_left_out);
        let mut left_out: Vec<u32> = left_out.map(|(text, _)| *text).collect();
        left_out.sort_unstable();
        let outcome = signed_rank(&pairs).map(|found| {
            let (test, df) = (Test::Wilcoxon, None);
            Outcome {
                test,
                method: found.method,
                statistic: found.statistic,
                df,
                p: found.p,
                effect: found.effect,
            }
        });
        let groups = vec![
            Group::new(&first.label, pairs.iter().map(|pair| pair.0).collect(), paired(&said_before)),
            Group::new(&last.label, pairs.iter().map(|pair| pair.1).collect(), paired(&said_after)),
        ];
        Some(ScaleTest {
            column: self.column.to_owned(),
            by: waves.column.clone(),
            wave: String::new(),
            groups,
            n_left_out: both.len() - pairs.len(),
            left_out,
            outcome,
        })
    }
}

/// Two groups by the test of Mann and Whitney, more by that of Kruskal and Wallis.
fn between(groups: &[Group]) -> Result<Outcome, NotTested> {
    if let [first, second] = groups {
        let found = mann_whitney(&first.numbers, &second.numbers)?;
        let (test, method, statistic) = (Test::MannWhitney, found.method, found.statistic);
        return Ok(Outcome { test, method, statistic, df: None, p: found.p, effect: found.effect });
    }
    let numbers: Vec<Vec<f64>> = groups.iter().map(|group| group.numbers.clone()).collect();
    let found = kruskal_wallis(&numbers)?;
    let (test, method, statistic) = (Test::KruskalWallis, Method::Approximate, found.statistic);
    Ok(Outcome { test, method, statistic, df: Some(found.df), p: found.p, effect: found.effect })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(value: &str, numbers: &[f64]) -> Group {
        Group::new(value, numbers.to_vec(), Vec::new())
    }

    #[test]
    fn two_groups_and_three_have_their_tests() {
        // By wilcox.test(1:3, 4:6): W = 0, p = .1.
        let two = between(&[group("a", &[3.0, 1.0, 2.0]), group("b", &[4.0, 6.0, 5.0])]).unwrap();
        assert_eq!((two.test, two.method, two.df), (Test::MannWhitney, Method::Exact, None));
        assert!(two.statistic.abs() < 1e-9 && (two.p - 0.1).abs() < 1e-9 && (two.effect + 1.0).abs() < 1e-9);
        // By kruskal.test(list(1:2, 3:4, 5:6)): H = 4.5714, df = 2, p = .1017.
        let three = [group("a", &[1.0, 2.0]), group("b", &[3.0, 4.0]), group("c", &[5.0, 6.0])];
        let three = between(&three).unwrap();
        assert_eq!((three.test, three.df), (Test::KruskalWallis, Some(2)));
        assert!((three.statistic - 32.0 / 7.0).abs() < 1e-9 && (three.p - 0.101_701).abs() < 1e-5);
        assert_eq!(between(&[group("a", &[1.0, 2.0, 3.0])]).err(), Some(NotTested::TooFew));
    }

    #[test]
    fn the_middle_of_a_group() {
        let of = |numbers: &[f64]| (group("a", numbers).median(), group("a", numbers).mean());
        assert_eq!(of(&[]), (None, None));
        assert_eq!(of(&[5.0, 1.0, 3.0]), (Some(3.0), Some(3.0)));
        assert_eq!(of(&[4.0, 1.0]), (Some(2.5), Some(2.5)));
    }
}
