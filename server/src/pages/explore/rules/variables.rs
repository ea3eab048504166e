//! What rules may ask about who wrote a text (外部変数): area, kind, wave, and the answers to questions with one answer each. Only in
//! internal work: a list of the texts of a code must not tell where they come from.

use std::collections::HashMap;

use surveys::privacy::consent::Purpose;
use surveys::questionnaire::variable::{Variable, VariableKind};
use surveys::store::segments::Origin;

use crate::dataset::tables::kind_name;
use crate::dataset::writings::{KIND, REGION, Writing, id_of};
use crate::dataset::{Dataset, strings};
use crate::i18n::{self, Lang};
use crate::pages::explore::groups::{Grouping, wave_of};

/// Name and value of a variable.
type Known = (String, String);

/// What is known of each writing, by codes or by Japanese names, whatever language the pages have. Of questions only those that the
/// `rules` name: there may be many, and each text has all that is known of it.
pub fn variables(dataset: &Dataset, writings: &[Writing], rules: &str) -> Vec<Vec<Known>> {
    if dataset.purpose != Purpose::Internal {
        return vec![Vec::new(); writings.len()];
    }
    let waves = wave_of(dataset);
    let mut answers = answers(dataset, rules);
    let of_writing = |writing: &Writing| {
        let wave = waves.get(&writing.id).copied().unwrap_or_default();
        let mut known = area_and_kind(dataset, writing);
        known.push((Grouping::Wave.code().to_owned(), wave.to_owned()));
        known.push((i18n::plain(Lang::Ja, "table-wave"), wave.to_owned()));
        known.extend(answers.remove(&writing.id).unwrap_or_default());
        known
    };
    writings.iter().map(of_writing).collect()
}

fn area_and_kind(dataset: &Dataset, writing: &Writing) -> Vec<Known> {
    let region = writing.region.clone().unwrap_or_default();
    let area = dataset.areas.iter().find(|area| area.code == region);
    let area = area.map_or_else(|| region.clone(), |area| area.name.clone());
    let kind = writing.kind.clone().unwrap_or_default();
    let name = if kind.is_empty() { String::new() } else { kind_name(Lang::Ja, &kind) };
    vec![
        (REGION.to_owned(), region),
        (i18n::plain(Lang::Ja, "table-region"), area),
        (KIND.to_owned(), kind),
        (i18n::plain(Lang::Ja, "table-kind"), name),
    ]
}

/// What was answered to the questions that the rules name, by the ids of writings: the question's name with the answer's value, and its
/// words with those of the answer.
fn answers(dataset: &Dataset, rules: &str) -> HashMap<String, Vec<Known>> {
    let mut found: HashMap<String, Vec<Known>> = HashMap::new();
    if !rules.contains(VARIABLE) {
        return found;
    }
    for fielded in &dataset.fielded {
        for joined in fielded.variables(Lang::Ja) {
            let variable = &joined.variable;
            if !is_named(variable, rules) {
                continue;
            }
            for response in &fielded.responses {
                let Some(value) = strings(response.value(&joined)).into_iter().next() else { continue };
                let label = variable.value_labels.iter().find(|(known, _)| *known == value);
                let label = label.map_or_else(|| value.clone(), |(_, label)| label.clone());
                let known = found.entry(id_of(Origin::Response(response.id))).or_default();
                known.extend([(variable.name.clone(), value), (variable.label.clone(), label)]);
            }
        }
    }
    found
}

/// Begins a variable in rules.
const VARIABLE: &str = "<>";

/// Whether rules name a question with one answer, by its name or by its words.
fn is_named(variable: &Variable, rules: &str) -> bool {
    let is_closed = variable.kind == VariableKind::Single && !variable.is_comment && !variable.is_identifier;
    is_closed
        && [&variable.name, &variable.label].iter().any(|name| rules.contains(&format!("{VARIABLE}{name}")))
}
