//! Answers of one person to several questionnaires, looked at as the one row that the column `person` makes of them: it can tell of
//! somebody whom none of the tables tells of.

use std::collections::BTreeMap;

use analysis::document::Cell;
use analysis::table::anonymity::{Anonymity, QuasiIdentifier, anonymity};

use super::asked;
use super::prepare::Prepared;
use crate::dataset::Fielded;
use crate::dataset::microdata::PERSON;
use crate::i18n::{self, Lang};

/// What somebody has for the columns of a questionnaire that they have not answered: no printed cell is this.
const NOT_ANSWERED: &str = "\0";

/// What others may know of people, gathered table by table: of the tables themselves nothing is kept.
#[derive(Default)]
pub struct Joining {
    tables: Vec<Table>,
}

/// One questionnaire.
struct Table {
    /// Its name in the bundle: `q3`.
    name: String,
    title: String,
    /// Names and words of the columns that others may know.
    columns: Vec<(String, String)>,
    /// What each person has for them, by pseudonym.
    rows: BTreeMap<String, Vec<String>>,
}

/// What was found of joined rows.
pub struct JoinedRows {
    /// The questionnaires that were joined: names in the bundle and titles.
    pub questionnaires: Vec<(String, String)>,
    /// What columns are called in words, by their names: `q3.area`.
    pub labels: BTreeMap<String, String>,
    /// How well people hide among each other.
    pub anonymity: Anonymity,
}

impl Joining {
    /// Adds a questionnaire as it is in the bundle, where it has the column that joins.
    pub fn add(&mut self, fielded: &Fielded, prepared: &Prepared, lang: Lang) {
        let place = |wanted: &str| prepared.sheet.columns.iter().position(|name| name == wanted);
        let Some(person) = place(PERSON).filter(|_| prepared.has_person) else { return };
        let label = |name: &str| prepared.labels.get(name).cloned().unwrap_or_default();
        let known = prepared.quasi.iter().map(|one| one.name.as_str());
        let known: Vec<(usize, &str)> = known.filter_map(|name| Some((place(name)?, name))).collect();
        let asked = prepared.asked.as_ref();
        let row = |(nth, row): (usize, &Vec<Cell>)| -> (String, Vec<String>) {
            let printed = |at: usize| row.get(at).map(Cell::printed).unwrap_or_default();
            let asked = asked.map(|asked| asked.rows.get(nth).cloned().unwrap_or_default());
            let known = known.iter().map(|&(at, _)| printed(at));
            (printed(person), known.chain(asked).collect())
        };
        let rows = prepared.sheet.rows.iter().enumerate().map(row).filter(|(person, _)| !person.is_empty());
        let columns = known.iter().map(|&(_, name)| (name.to_owned(), label(name)));
        let own = asked.map(|_| (asked::NAME.to_owned(), i18n::plain(lang, "bundle-asked")));
        self.tables.push(Table {
            name: format!("q{}", fielded.id.0),
            title: fielded.full_title(lang),
            columns: columns.chain(own).collect(),
            rows: rows.collect(),
        });
    }

    /// Looks at those who answered several questionnaires; None where nobody did. `k` is the smallest class that is asked for.
    pub fn look(self, k: usize) -> Option<JoinedRows> {
        let mut n_answered: BTreeMap<String, usize> = BTreeMap::new();
        for person in self.tables.iter().flat_map(|table| table.rows.keys()) {
            *n_answered.entry(person.clone()).or_default() += 1;
        }
        n_answered.retain(|_, n| *n > 1);
        let people: Vec<String> = n_answered.into_keys().collect();
        if people.is_empty() {
            return None;
        }
        let mut columns: Vec<QuasiIdentifier> = Vec::new();
        let (mut questionnaires, mut labels) = (Vec::new(), BTreeMap::new());
        for mut table in self.tables {
            let rows: Vec<Option<Vec<String>>> =
                people.iter().map(|person| table.rows.remove(person)).collect();
            for (at, (name, label)) in table.columns.into_iter().enumerate() {
                let values = rows.iter().map(|row| value(row.as_deref(), at)).collect();
                let column = QuasiIdentifier { name: format!("{}.{name}", table.name), values };
                // What is the same of everybody in both would only take the room of another column.
                let is_said = |known: &QuasiIdentifier| {
                    known.values == column.values && known.name.ends_with(&format!(".{name}"))
                };
                if !columns.iter().any(is_said) {
                    labels.insert(column.name.clone(), label);
                    columns.push(column);
                }
            }
            questionnaires.push((table.name, table.title));
        }
        let found = anonymity(&columns, people.len(), k);
        // A column is left out of all questionnaires or of none, so that nobody can choose to do without one of these alone.
        let anonymity = Anonymity { without: Vec::new(), ..found };
        Some(JoinedRows { questionnaires, labels, anonymity })
    }
}

fn value(row: Option<&[String]>, at: usize) -> String {
    match row {
        Some(row) => row.get(at).cloned().unwrap_or_default(),
        None => NOT_ANSWERED.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A questionnaire with the area of each person.
    fn table(name: &str, people: &[(&str, &str)]) -> Table {
        let row = |(person, area): &(&str, &str)| ((*person).to_owned(), vec![(*area).to_owned()]);
        Table {
            name: name.to_owned(),
            title: String::new(),
            columns: vec![("area".to_owned(), "圏域".to_owned())],
            rows: people.iter().map(row).collect(),
        }
    }

    /// By hand: N S | N N, N N | S S, S S | S N. Three are of each area before and after, and two have nobody beside them.
    #[test]
    fn a_joined_row_tells_what_no_table_tells() {
        let before = table("q1", &[("a", "N"), ("b", "N"), ("c", "N"), ("d", "S"), ("e", "S"), ("f", "S")]);
        let after = table("q2", &[("a", "S"), ("b", "N"), ("c", "N"), ("d", "S"), ("e", "S"), ("f", "N")]);
        let found = Joining { tables: vec![before, after] }.look(2).unwrap();
        let report = &found.anonymity;
        assert_eq!((report.rows, report.classes, report.k, report.at_risk), (6, 4, 1, 2));
        assert!(report.singles.is_empty());
        assert_eq!(report.pairs[0].columns, ["q1.area", "q2.area"]);
        assert_eq!(report.pairs[0].rows, 2);
        assert_eq!(found.labels["q2.area"], "圏域");
    }

    #[test]
    fn who_answered_one_alone_is_not_joined_and_what_is_said_twice_is_said_once() {
        let before = table("q1", &[("a", "N"), ("b", "S"), ("x", "W")]);
        let after = table("q2", &[("a", "N"), ("b", "S"), ("y", "E")]);
        let found = Joining { tables: vec![before, after] }.look(2).unwrap();
        assert_eq!((found.anonymity.rows, found.anonymity.looked_at), (2, vec!["q1.area".to_owned()]));
        let alone = Joining { tables: vec![table("q1", &[("a", "N")]), table("q2", &[("b", "N")])] };
        assert!(alone.look(2).is_none());
    }

    #[test]
    fn who_left_one_of_three_out_is_told_from_those_who_answered_all() {
        let all = [("a", ""), ("b", ""), ("c", "")];
        let third = table("q3", &[("a", ""), ("b", "")]);
        let found = Joining { tables: vec![table("q1", &all), table("q2", &all), third] }.look(2).unwrap();
        assert_eq!((found.anonymity.classes, found.anonymity.at_risk), (2, 1));
    }
}
