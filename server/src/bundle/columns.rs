//! Columns of the data in sentences, by their words and names.

use std::collections::BTreeMap;

use crate::i18n::{self, Lang};

/// So many of a long list are named.
const MOST_NAMED: usize = 8;

/// All of them; `labels` has the words for each name.
pub fn named(lang: Lang, labels: &BTreeMap<String, String>, columns: &[String]) -> String {
    let one = |name: &String| {
        let label = labels.get(name).cloned().unwrap_or_default();
        i18n::text(lang.code(), "bundle-column", &[("name", name.clone()), ("label", label)])
    };
    columns.iter().map(one).collect::<Vec<String>>().join(&i18n::plain(lang, "list-separator"))
}

/// The first of them, and how many more there are.
pub fn first_named(lang: Lang, labels: &BTreeMap<String, String>, columns: &[String]) -> String {
    let first = named(lang, labels, columns.get(..MOST_NAMED).unwrap_or(columns));
    match columns.len().saturating_sub(MOST_NAMED) {
        0 => first,
        n => i18n::text(lang.code(), "bundle-columns-more", &[("columns", first), ("n", n.to_string())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_names_the_first_and_counts_the_others() {
        let columns: Vec<String> = (1..=60).map(|n| format!("c{n}")).collect();
        let labels = BTreeMap::from([("c8".to_owned(), "定員".to_owned())]);
        let said = |n: usize| first_named(Lang::Ja, &labels, &columns[..n]);
        assert!(said(8).ends_with("定員（c8）"), "{}", said(8));
        assert_eq!(said(60), format!("{}、ほか52列", said(8)));
        assert_eq!(said(0), "");
        assert!(named(Lang::Ja, &labels, &columns).ends_with("（c60）"));
    }
}
