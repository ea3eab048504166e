//! A diagnosis as the group of the disease: what may leave of it. Which group a disease is of says a list of our own
//! (`analysis::text::diseases`).

use std::collections::BTreeSet;

use analysis::document::Cell;
use analysis::document::codebook::CodebookValue;
use analysis::text::diseases::{GROUPS, groups_in};
use surveys::privacy::generalise::rare;
use surveys::questionnaire::union::Joined;

use super::answers::{codes, described, found};
use super::coarse::noted;
use super::missing::Missing;
use super::{Column, Found, Known, value};
use crate::dataset::{Dataset, Fielded, Response, strings};
use crate::i18n;

/// Answers that are no diagnosis and stay: わからない, 答えない, none of them.
const NO_DIAGNOSIS: [&str; 5] = ["97", "98", "none", "refused", "dontknow"];
/// Behind the groups: diseases of several.
const SEVERAL: usize = GROUPS.len() + 1;

/// The column of a question about a diagnosis, whatever its kind. What names no disease that is known, and groups that few are of,
/// are withheld.
pub(super) fn column(dataset: &Dataset, fielded: &Fielded, joined: Joined) -> Column<'static> {
    let known: Vec<String> =
        fielded.responses.iter().filter_map(|response| group_of(&joined, response)?).collect();
    let few = rare(known.iter().map(String::as_str), dataset.survey.min_cell());
    let told: BTreeSet<&String> = known.iter().filter(|code| !few.contains(*code)).collect();
    let mut labelled: Vec<CodebookValue> =
        told.into_iter().map(|code| value(code, label(dataset, &joined, code))).collect();
    labelled.sort_by_key(|value| value.value.parse().unwrap_or(usize::MAX));
    labelled.extend(codes(dataset, Missing::USUAL));
    let entry = noted(dataset, described(dataset, fielded, &joined, labelled), "export-note-diagnosis");
    let find = move |response: &Response| match group_of(&joined, response) {
        Some(Some(code)) if !few.contains(&code) => Found::Given(Cell::Text(code.into())),
        Some(_) => Found::Withheld,
        None => found(&joined, response, |_| None),
    };
    Column::new(entry, Missing::USUAL, find).quasi(Known::Value)
}

/// The number of somebody's group as it stands in the data; None inside where nobody knows it, None where nothing was answered.
fn group_of(joined: &Joined, response: &Response) -> Option<Option<String>> {
    let given = strings(response.value(joined));
    let first = given.first()?.clone();
    let labels = &joined.variable.value_labels;
    let words = |given: &String| {
        let own = labels.iter().find(|(value, _)| value == given);
        own.map_or_else(|| given.clone(), |(_, label)| label.clone())
    };
    let texts: Vec<String> = given.iter().map(words).collect();
    if given.len() == 1 && NO_DIAGNOSIS.contains(&first.as_str()) {
        return Some(Some(first));
    }
    Some(group(&texts))
}

/// The number of the group of what is named in texts; None where one of them names no disease that is known.
fn group(texts: &[String]) -> Option<String> {
    let mut all = BTreeSet::new();
    for text in texts {
        let found = groups_in(text);
        if found.is_empty() {
            return None;
        }
        all.extend(found);
    }
    let number = match all.len() {
        1 => GROUPS.iter().position(|group| all.contains(group))? + 1,
        _ => SEVERAL,
    };
    Some(number.to_string())
}

fn label(dataset: &Dataset, joined: &Joined, code: &str) -> String {
    let answer = joined.variable.value_labels.iter().find(|(value, _)| value == code);
    let is_answer = NO_DIAGNOSIS.contains(&code);
    let group = code.parse::<usize>().ok().and_then(|number| GROUPS.get(number.checked_sub(1)?));
    match (answer.filter(|_| is_answer), group) {
        (Some((_, label)), _) => label.clone(),
        (None, Some(group)) => i18n::plain(dataset.lang, &format!("disease-group-{group}")),
        (None, None) if code == SEVERAL.to_string() => i18n::plain(dataset.lang, "disease-group-several"),
        (None, None) => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnosis_is_its_group_and_what_nobody_knows_is_none() {
        let group = |texts: &[&str]| group(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        assert_eq!(group(&["パーキンソン病"]).as_deref(), Some("1"));
        assert_eq!(group(&["潰瘍性大腸炎", "クローン病"]).as_deref(), Some("13"));
        assert_eq!(group(&["潰瘍性大腸炎とパーキンソン病"]).as_deref(), Some("15"));
        assert_eq!(group(&["潰瘍性大腸炎", "だれも知らない病気"]), None);
        assert_eq!(group(&["その他"]), None);
    }
}
