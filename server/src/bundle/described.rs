//! The codebook of a bundle's data as DDI, with those counts of values that tables would show.

use std::collections::{BTreeMap, BTreeSet};

use analysis::document::codebook::{Codebook, Level};
use analysis::document::typed::{Holds, holds};
use surveys::questionnaire::export::ddi::data::{DataValue, DataVariable, Nature, Study, write};
use surveys::questionnaire::variable::VariableKind;

use super::left_out;
use super::prepare::Prepared;
use super::rate::response_rate;
use crate::dataset::microdata::Quasi;
use crate::dataset::microdata::left_out::LeftOut;
use crate::dataset::tables::answer_table;
use crate::dataset::{Dataset, Fielded};
use crate::i18n::{self, Lang};
use crate::view::figure::join;

/// Columns that are no answers: their values are counted in no table.
const NO_ANSWERS: [&str; 5] = ["id", "month", "source", "version", "explanation"];

/// Counts by column and value, as protected tables show them.
type Counts = BTreeMap<(String, String), usize>;

/// What the codebook says of data, without them: counting answers takes memory, and the data need not be there meanwhile.
pub struct Described {
    codebook: Codebook,
    /// For each column of it whether the files have numbers.
    are_numeric: Vec<bool>,
    /// Names of the columns that have other values than the tables.
    coarse: BTreeSet<String>,
    left_out: Vec<LeftOut>,
    n_cases: usize,
}

impl Described {
    /// What it says of these.
    pub fn of(prepared: &Prepared) -> Described {
        let is_other = |one: &&Quasi| !one.is_as_answered || prepared.coarsened.contains(&one.name);
        let is_numeric = |(place, entry)| {
            matches!(holds(&prepared.sheet, place, Some(entry)), Holds::Integers | Holds::Numbers)
        };
        Described {
            codebook: prepared.codebook.clone(),
            are_numeric: prepared.codebook.variables.iter().enumerate().map(is_numeric).collect(),
            coarse: prepared.quasi.iter().filter(is_other).map(|one| one.name.clone()).collect(),
            left_out: prepared.left_out.clone(),
            n_cases: prepared.sheet.rows.len(),
        }
    }
}

/// The codebook as DDI-Codebook 2.5; `file` is the name of the data beside it.
///
/// # Errors
/// When the questions cannot be counted.
pub fn ddi(
    dataset: &Dataset,
    fielded: &Fielded,
    described: &Described,
    file: &str,
) -> anyhow::Result<String> {
    let (counts, lang) = (counts(dataset, fielded)?, dataset.lang);
    let columns = described.codebook.variables.iter().zip(&described.are_numeric);
    let variables: Vec<DataVariable> = columns
        .map(|(entry, &is_numeric)| {
            // What was made coarser has other values than the tables.
            let is_counted =
                !described.coarse.contains(&entry.name) && !NO_ANSWERS.contains(&entry.name.as_str());
            let count = |value: &str| {
                let key = (entry.name.clone(), value.to_owned());
                counts.get(&key).copied().filter(|_| is_counted)
            };
            let values = entry.values.iter().map(|value| DataValue {
                value: value.value.clone(),
                label: value.label.clone(),
                is_missing: value.is_left_out(),
                // What is no step of a scale was answered, and tables count it.
                count: count(&value.value).filter(|_| !value.is_missing),
                note: noted(lang, &value.versions, &value.note),
            });
            DataVariable {
                name: entry.name.clone(),
                label: entry.label.clone(),
                nature: match entry.level {
                    Level::Nominal => Nature::Nominal,
                    Level::Ordinal => Nature::Ordinal,
                    Level::Scale => Nature::Interval,
                },
                // As the files beside it have it.
                is_numeric,
                universe: entry.universe.clone(),
                values: values.collect(),
                n_valid: entry.n_valid.shown(),
                n_missing: entry.n_missing.shown(),
                note: noted(lang, &entry.versions, &entry.note),
            }
        })
        .collect();
    Ok(write(&study(dataset, fielded, described, file), &variables))
}

/// A note that begins with the versions that asked or offered something, as the codebook's other forms have them in a column of their own; empty for all.
fn noted(lang: Lang, versions: &str, note: &str) -> String {
    let versions = match versions {
        "" => String::new(),
        versions => i18n::text(lang.code(), "export-note-versions", &[("versions", versions.to_owned())]),
    };
    join(&[versions, note.to_owned()], lang)
}

fn study(dataset: &Dataset, fielded: &Fielded, described: &Described, file: &str) -> Study {
    let (survey, lang) = (&dataset.survey, dataset.lang);
    let ethics = match survey.ethics_number.as_str() {
        "" => String::new(),
        number => i18n::text(lang.code(), "bundle-ethics", &[("number", number.to_owned())]),
    };
    Study {
        id: format!("kikitori-{}-{}", survey.id.0, fielded.id.0),
        lang: lang.code().to_owned(),
        title: format!("{} – {}", survey.title, fielded.full_title(lang)),
        host: survey.host.clone(),
        purpose: survey.purpose.clone(),
        period: survey.period.clone(),
        region: dataset.region_name.clone(),
        notes: [ethics].into_iter().chain(left_out::lines(lang, &described.left_out)).collect(),
        response_rate: response_rate(dataset, fielded, lang),
        file: file.to_owned(),
        n_cases: described.n_cases,
    }
}

/// The counts of closed answers. Where two questions would share the name of a column, neither has any.
fn counts(dataset: &Dataset, fielded: &Fielded) -> anyhow::Result<Counts> {
    let table = answer_table(dataset, fielded);
    let mut counts = Counts::new();
    let mut twice = BTreeSet::new();
    for variable in table.variables() {
        let frequency = table.frequency(dataset, variable)?;
        for row in &frequency.table().rows {
            let Some(n) = row.count.shown() else { continue };
            let key = match variable.kind {
                VariableKind::Multiple => (format!("{}_{}", variable.name, row.value), "1".to_owned()),
                _ => (variable.name.clone(), row.value.clone()),
            };
            if counts.insert(key.clone(), n).is_some() {
                twice.insert(key);
            }
        }
    }
    counts.retain(|key, _| !twice.contains(key));
    Ok(counts)
}
