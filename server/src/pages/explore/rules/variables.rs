//! What rules may ask about who wrote a text (外部変数): area, kind, wave, and the answers to questions with one answer each. Only in
//! internal work: a list of the texts of a code must not tell where they come from. Elsewhere rules that ask about them are not counted at
//! all, for without the variables their numbers would be false.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use analysis::rules::RuleFile;
use analysis::rules::atom::Atom;
use analysis::rules::expression::AtomInPlace;
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

/// The names of the codes that are not counted for the purpose of the data, because they ask, themselves or through another code
/// (`<＊コード>`), about who wrote a text.
pub fn not_counted<'f>(dataset: &Dataset, file: &'f RuleFile) -> HashSet<&'f str> {
    if dataset.purpose == Purpose::Internal { HashSet::new() } else { asking(file) }
}

/// The rules without the conditions of those that are not counted, which then are given to nothing and warned of nowhere.
pub fn countable<'f>(dataset: &Dataset, file: &'f RuleFile) -> Cow<'f, RuleFile> {
    let left_out = not_counted(dataset, file);
    if left_out.is_empty() {
        return Cow::Borrowed(file);
    }
    let mut countable = file.clone();
    for code in countable.codes.iter_mut().filter(|code| left_out.contains(code.name.as_str())) {
        code.rule = None;
    }
    Cow::Owned(countable)
}

/// A code can name only those above it, so that one way through the file finds all.
fn asking(file: &RuleFile) -> HashSet<&str> {
    let mut asking: HashSet<&str> = HashSet::new();
    for code in &file.codes {
        let asks = |found: AtomInPlace<'_>| match found.atom {
            Atom::Variable { .. } | Atom::VariableNumber { .. } => true,
            Atom::Code(name) => asking.contains(name.as_str()),
            _ => false,
        };
        if code.rule.as_ref().is_some_and(|rule| rule.atoms().into_iter().any(asks)) {
            asking.insert(code.name.as_str());
        }
    }
    asking
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

#[cfg(test)]
mod tests {
    use analysis::rules::parse_text;

    use super::*;

    #[test]
    fn a_code_asks_about_who_wrote_itself_or_through_others() {
        let rules = "＊相談\n相談\n＊北部\n<>圏域-->北部\n＊ほか\n相談 and ! <＊北部>\n＊その先\n<＊ほか> or 手帳\n＊数\n<>年数<> > 3\n";
        let (file, problems) = parse_text(rules);
        assert!(problems.is_empty(), "{problems:?}");
        let mut found: Vec<&str> = asking(&file).into_iter().collect();
        found.sort_unstable();
        assert_eq!(found, ["その先", "ほか", "北部", "数"]);
    }
}
