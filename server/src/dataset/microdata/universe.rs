//! Who was asked (対象) for a column, over all versions of a questionnaire.

use surveys::questionnaire::union::Joined;
use surveys::questionnaire::variable::Variable;

use crate::dataset::{Dataset, Fielded};
use crate::i18n;
use crate::view::{condition, versions};

/// Who was asked for a variable by the versions at these places: a sentence, or nothing where everybody was. Where versions ask
/// other people each is named with its own, so that it is true of every row of the data.
pub(super) fn said(dataset: &Dataset, fielded: &Fielded, joined: &Joined, places: &[usize]) -> String {
    let lang = dataset.lang;
    let mut groups: Vec<(String, &Variable, Vec<usize>)> = Vec::new();
    for place in places.iter().copied() {
        let Some(own) = joined.own(place) else { continue };
        // Compared as it is said: what has other words is not the same to those who read it.
        let asked = own.universe.as_ref().map(|found| condition::sentence(found, lang)).unwrap_or_default();
        match groups.iter_mut().find(|(known, _, _)| *known == asked) {
            Some((_, _, versions)) => versions.push(place),
            None => groups.push((asked, own, vec![place])),
        }
    }
    if let [(asked, _, _)] = groups.as_slice() {
        return asked.clone();
    }
    let people = |own: &Variable| match &own.universe {
        Some(found) => condition::people(found, lang),
        None => i18n::plain(lang, "export-everyone"),
    };
    let group = |(_, own, places): &(String, &Variable, Vec<usize>)| {
        let args = [("versions", versions::words(lang, fielded, places)), ("people", people(own))];
        i18n::text(lang.code(), "export-universe-in", &args)
    };
    groups.iter().map(group).collect::<Vec<String>>().join(&i18n::plain(lang, "export-universe-separator"))
}
