//! How a response came, and on what: the columns of its source, of its version and of the explanation that it rests on. Offices know how
//! they sent theirs, so that what few have in common is withheld, and never alone: the next larger value goes with it. With two values
//! all of the column is withheld, and the data have none. The same holds of what few have in common in all three columns, and in the
//! questions that their version did not ask, whose cells are empty: then all three are withheld together (decision 55).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use surveys::entity::state::Source;
use surveys::id::ResponseId;
use surveys::privacy::generalise::rare;

use super::{Column, Found, about, entry, given, value};
use crate::dataset::{Dataset, Fielded, Response};
use crate::i18n;
use crate::view::versions;

/// Places of the columns.
const SOURCE: usize = 0;
const VERSION: usize = 1;
const EXPLANATION: usize = 2;

/// What a response has in the three columns; None where it is withheld.
type Told = [Option<String>; 3];

/// The columns of a questionnaire's data: the source, the version where there are several, and the explanation.
pub(super) fn columns(dataset: &Dataset, fielded: &Fielded) -> Vec<Column<'static>> {
    let own = |response: &Response| {
        let number = fielded.versions.get(response.version).map_or(0, |version| version.number);
        [response.source.code().to_owned(), number.to_string(), explanation(response)]
    };
    let all: Vec<[String; 3]> = fielded.responses.iter().map(own).collect();
    let patterns: BTreeMap<usize, String> =
        (0..fielded.versions.len()).map(|version| (version, fielded.asking.pattern(version))).collect();
    let asked = fielded.responses.iter().map(|response| patterns.get(&response.version));
    let asked: Vec<&str> = asked.map(|pattern| pattern.map_or("", String::as_str)).collect();
    let ids = fielded.responses.iter().map(|response| response.id);
    let told = ids.zip(told(&all, &asked, dataset.survey.min_cell()));
    let told: Rc<HashMap<ResponseId, Told>> = Rc::new(told.collect());
    let mut columns = vec![source_column(dataset, Rc::clone(&told))];
    if fielded.versions.len() > 1 {
        columns.push(version_column(dataset, fielded, Rc::clone(&told)));
    }
    columns.push(explanation_column(dataset, fielded, told));
    columns
}

/// What is told of each response, which has `all` of it and was asked what its pattern says.
fn told(all: &[[String; 3]], asked: &[&str], least: usize) -> Vec<Told> {
    let few: [BTreeSet<String>; 3] =
        [SOURCE, VERSION, EXPLANATION].map(|at| rare(all.iter().map(|own| own[at].as_str()), least));
    let one = |own: &[String; 3]| -> Told {
        [SOURCE, VERSION, EXPLANATION].map(|at| Some(own[at].clone()).filter(|own| !few[at].contains(own)))
    };
    let mut told: Vec<Told> = all.iter().map(one).collect();
    let mut by_pattern: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, pattern) in asked.iter().enumerate() {
        by_pattern.entry(pattern).or_default().push(place);
    }
    for places in by_pattern.into_values() {
        let in_common: Vec<String> = places.iter().map(|place| format!("{:?}", told[*place])).collect();
        let few = rare(in_common.iter().map(String::as_str), least);
        for (place, own) in places.into_iter().zip(&in_common) {
            if few.contains(own) {
                told[place] = Told::default();
            }
        }
    }
    told
}

/// A column of what is told.
fn found(told: &HashMap<ResponseId, Told>, response: &Response, at: usize) -> Found {
    let own = told.get(&response.id).and_then(|own| own[at].as_deref());
    own.map_or(Found::Withheld, given)
}

/// How responses came.
fn source_column(dataset: &Dataset, told: Rc<HashMap<ResponseId, Told>>) -> Column<'static> {
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let values =
        Source::ALL.map(|source| value(source.code(), say(&format!("entries-source-{}", source.code()))));
    let entry = entry("source", say("entries-source"), values.into(), String::new());
    about(entry, move |response| found(&told, response, SOURCE))
}

/// The version that was answered.
fn version_column(
    dataset: &Dataset,
    fielded: &Fielded,
    told: Rc<HashMap<ResponseId, Told>>,
) -> Column<'static> {
    let answered: BTreeSet<usize> = fielded.responses.iter().map(|response| response.version).collect();
    let numbers = answered.into_iter().filter_map(|place| Some(fielded.versions.get(place)?.number));
    let numbers = numbers.map(|number| number.to_string());
    let values = numbers
        .map(|number| value(&number, versions::named(dataset.lang, std::slice::from_ref(&number))))
        .collect();
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let entry = entry("version", say("export-column-version"), values, String::new());
    about(entry, move |response| found(&told, response, VERSION))
}

/// The version of the explanation that was agreed to. Those who agreed to none are looked at like those of a version.
fn explanation_column(
    dataset: &Dataset,
    fielded: &Fielded,
    told: Rc<HashMap<ResponseId, Told>>,
) -> Column<'static> {
    let values = (1..=fielded.n_explanations).map(|version| {
        let number = version.to_string();
        value(&number, versions::named(dataset.lang, std::slice::from_ref(&number)))
    });
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let entry = entry("explanation", say("export-column-explanation"), values.collect(), String::new());
    about(entry, move |response| match found(&told, response, EXPLANATION) {
        Found::Given(_) if response.explanation.is_none() => Found::NotAsked,
        found => found,
    })
}

/// The number of the explanation that a response rests on; empty where there is none.
fn explanation(response: &Response) -> String {
    response.explanation.map(|version| version.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many responses each, with source, version, explanation and pattern; what is told of them, each kind once.
    fn told_of(groups: &[([&str; 3], &str, usize)]) -> Vec<String> {
        let each = groups.iter().flat_map(|(own, pattern, n)| std::iter::repeat_n((own, *pattern), *n));
        let (all, asked): (Vec<[String; 3]>, Vec<&str>) =
            each.map(|(own, pattern)| (own.map(str::to_owned), pattern)).unzip();
        let word = |own: Option<String>| own.unwrap_or_else(|| "*".to_owned());
        let told = told(&all, &asked, 5).into_iter().map(|own| own.map(word).join(" "));
        told.collect::<BTreeSet<String>>().into_iter().collect()
    }

    #[test]
    fn what_many_have_in_common_is_told_and_a_column_of_two_values_goes_with_the_few() {
        assert_eq!(
            told_of(&[(["web", "1", "1"], "", 30), (["web", "2", "1"], "", 5)]),
            ["web 1 1", "web 2 1"]
        );
        assert_eq!(told_of(&[(["web", "1", "1"], "", 30), (["paper", "1", "1"], "", 2)]), ["* 1 1"]);
    }

    #[test]
    fn few_who_stand_out_by_all_three_columns_are_withheld_in_all_three() {
        // Eight came on paper, eight answered version 1 and eight rest on the first explanation: three are all of it.
        let groups = [
            (["web", "2", "2"], "", 30),
            (["paper", "1", "1"], "", 3),
            (["paper", "2", "2"], "", 5),
            (["web", "1", "1"], "", 5),
        ];
        assert_eq!(told_of(&groups), ["* * *", "web 1 1", "web 2 2"], "five go with the three");
    }

    #[test]
    fn few_of_a_version_are_not_told_by_what_it_did_not_ask() {
        // The version alone is that of twelve, and those of it who came on paper are four.
        let groups = [
            (["web", "1", "1"], "without q9", 8),
            (["paper", "1", "1"], "without q9", 4),
            (["web", "2", "1"], "", 20),
            (["paper", "2", "1"], "", 20),
        ];
        assert_eq!(told_of(&groups), ["* * *", "paper 2 1", "web 2 1"]);
    }
}
