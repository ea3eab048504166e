//! Which numbers of people who used a word, group by group, may be told: those that the protected table of words × groups
//! has, without the groups that all tables of these people withhold. Outside internal work nothing of such a table is shown that this does not let through. Lists of one
//! group have no row for a word that nobody of it used, so that they lose nothing by zeros that are withheld (`protect_words`).

use analysis::table::crosstab::{CodeCrosstab, CodeHits, CodeRow};
use analysis::table::suppress::{Disclosure, Protected, protect, protect_words};
use analysis::table::{Kind, MAX_CATEGORIES, ValueLabel, Variable};
use surveys::privacy::consent::Purpose;

use crate::dataset::Dataset;
use crate::pages::explore::groups::{Groups, counted};

/// Name of the column with the groups.
const GROUP: &str = "group";

/// What may be told.
pub struct Told {
    /// How many there are of each group.
    sizes: Vec<bool>,
    /// How many there are of all groups.
    is_all_told: bool,
    /// For each word and group how many used it.
    cells: Vec<Vec<bool>>,
    /// For each word how many of all groups used it.
    totals: Vec<bool>,
    /// For each word and group whether those of all other groups who used it are nobody or many: the table protects the
    /// numbers of each group, and a few of two small groups are still few.
    others: Vec<Vec<bool>>,
}

/// How a table is protected.
type Protect = fn(CodeCrosstab, Disclosure) -> Protected<CodeCrosstab>;

/// What may be told of words, each given as the texts that have it.
///
/// # Errors
/// When the table library refuses, as it does for more than a hundred groups.
pub fn told(dataset: &Dataset, groups: &Groups, words: &[&[u32]]) -> anyhow::Result<Told> {
    told_by(dataset, groups, words, protect_words)
}

/// What may be told of codes, each given as the texts that have it: what tables of codes by group tell, which print zeros.
///
/// # Errors
/// As [`told`].
pub fn told_of_codes(dataset: &Dataset, groups: &Groups, codes: &[&[u32]]) -> anyhow::Result<Told> {
    told_by(dataset, groups, codes, protect)
}

/// What may be told of codes of coding rules: what their table by group tells, whose rules may say who has a code not, too.
///
/// # Errors
/// As [`told`].
pub fn told_of_rules(dataset: &Dataset, groups: &Groups, codes: &[&[u32]]) -> anyhow::Result<Told> {
    told_by(dataset, groups, codes, |table, disclosure| protect(table.with_misses_kept(), disclosure))
}

fn told_by(dataset: &Dataset, groups: &Groups, words: &[&[u32]], protect: Protect) -> anyhow::Result<Told> {
    let n_groups = groups.labels.len();
    if dataset.purpose == Purpose::Internal {
        return Ok(Told {
            sizes: vec![true; n_groups],
            is_all_told: true,
            cells: vec![vec![true; n_groups]; words.len()],
            totals: vec![true; words.len()],
            others: vec![vec![true; n_groups]; words.len()],
        });
    }
    let variable = Variable {
        name: GROUP.to_owned(),
        label: GROUP.to_owned(),
        kind: Kind::Single,
        values: groups.labels.clone(),
    };
    let mut told = Told {
        sizes: vec![true; n_groups],
        is_all_told: true,
        cells: Vec::new(),
        totals: Vec::new(),
        others: others(groups, words, dataset.survey.min_cell()),
    };
    // Without a word there are still the sizes of the groups.
    let nobody: &[&[u32]] = &[&[]];
    let words = if words.is_empty() { nobody } else { words };
    for some in words.chunks(MAX_CATEGORIES) {
        let table = count(&variable, groups, some)?.with_withheld_rows(&groups.withheld);
        told.add(protect(table, dataset.disclosure()).table(), groups);
    }
    Ok(told)
}

/// For each word and group whether nobody of the other groups used it, or at least so many.
fn others(groups: &Groups, words: &[&[u32]], least: usize) -> Vec<Vec<bool>> {
    let of_word = |documents: &&[u32]| -> Vec<bool> {
        let values = documents.iter().filter_map(|place| groups.values.get(*place as usize)?.as_deref());
        let values: Vec<&str> = values.collect();
        let n_others = |value: &str| values.iter().filter(|own| **own != value).count();
        let is_many = |label: &ValueLabel| matches!(n_others(&label.value), n if n == 0 || n >= least);
        groups.labels.iter().map(is_many).collect()
    };
    words.iter().map(of_word).collect()
}

fn count(variable: &Variable, groups: &Groups, words: &[&[u32]]) -> anyhow::Result<CodeCrosstab> {
    let hits = |(place, rows): (usize, &&[u32])| CodeHits {
        name: place.to_string(),
        label: String::new(),
        rows: rows.to_vec(),
    };
    let hits: Vec<CodeHits> = words.iter().enumerate().map(hits).collect();
    Ok(counted(variable, &groups.values, &hits)?)
}

impl Told {
    /// Adds a table of some of the words. What one table does not tell is not told, whatever another one has.
    fn add(&mut self, table: &CodeCrosstab, groups: &Groups) {
        let rows: Vec<Option<&CodeRow>> = groups
            .labels
            .iter()
            .map(|label| table.rows.iter().find(|row| row.value == label.value))
            .collect();
        for (is_told, row) in self.sizes.iter_mut().zip(&rows) {
            *is_told &= row.is_some_and(|row| !row.n.is_hidden());
        }
        self.is_all_told &= !table.total.is_hidden();
        for (place, code) in table.codes.iter().enumerate() {
            let cell = |row: &Option<&CodeRow>| {
                row.and_then(|row| row.cells.get(place)).is_some_and(|cell| !cell.count.is_hidden())
            };
            self.cells.push(rows.iter().map(cell).collect());
            self.totals.push(!code.count.is_hidden());
        }
    }

    /// Whether it may be told how many there are of a group.
    pub fn has_size(&self, group: usize) -> bool {
        self.sizes.get(group) == Some(&true)
    }

    /// Whether it may be told how many there are of a group and of all others.
    pub fn has_sizes(&self, group: usize) -> bool {
        self.is_all_told && self.has_size(group)
    }

    /// Whether it may be told how many of a group used a word.
    pub fn has_cell(&self, word: usize, group: usize) -> bool {
        self.cells.get(word).and_then(|cells| cells.get(group)) == Some(&true)
    }

    /// The same of how many of all others did.
    pub fn has_cells(&self, word: usize, group: usize) -> bool {
        let is_many = self.others.get(word).and_then(|others| others.get(group)) == Some(&true);
        self.has_cell(word, group) && self.totals.get(word) == Some(&true) && is_many
    }
}

#[cfg(test)]
mod tests {
    use analysis::table::suppress::WithheldGroups;

    use super::*;
    use crate::pages::explore::groups::Grouping;

    /// Five of the first area use the first word, one of each of the others; nobody else uses the second.
    #[test]
    fn few_of_several_groups_are_few() {
        let values = [["a"; 5].as_slice(), &["b", "c"]].concat();
        let label = |value: &str| ValueLabel { value: value.to_owned(), label: String::new() };
        let groups = Groups {
            code: Grouping::Region.code().to_owned(),
            title: String::new(),
            labels: ["a", "b", "c"].map(label).into(),
            values: values.into_iter().map(|value| Some(value.to_owned())).chain([None]).collect(),
            withheld: WithheldGroups::default(),
        };
        let words: [&[u32]; 2] = [&[0, 1, 2, 3, 4, 5, 6, 7], &[0, 1, 2, 3, 4]];
        assert_eq!(others(&groups, &words, 5), [[false, true, true], [true, true, true]]);
        assert_eq!(others(&groups, &words, 2), [[true; 3], [true; 3]]);
    }
}
