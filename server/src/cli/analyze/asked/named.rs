//! The words of tables that have no room for all: those that somebody named (`--word`), then those of most people.

use analysis::text::terms::Term;

/// The words that were named, in each class that they have, then the `most` words of most people; every word once. Phrases and codes,
/// which are no words, and words that nobody uses are left out.
pub fn named_first<'t>(terms: &'t [Term], named: &[String], most: usize) -> Vec<&'t Term> {
    let of_name = |word: &String| {
        let word = word.trim().to_owned();
        terms.iter().filter(move |term| term.lemma == word)
    };
    let mut found: Vec<&Term> = Vec::new();
    for term in named.iter().flat_map(of_name).chain(terms.iter().take(most)) {
        if found.iter().all(|known| known.word != term.word) {
            found.push(term);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_named_come_first_and_once() {
        let terms: Vec<Term> = (0..)
            .zip(["相談", "窓口", "送迎", "送迎", "夜間"])
            .map(|(word, lemma)| Term {
                lemma: lemma.to_owned(),
                class: "noun",
                word,
                n_documents: 9 - word,
                n_occurrences: 9,
                n_negated: 0,
                documents: Vec::new(),
            })
            .collect();
        let found = |named: &[&str]| -> Vec<u32> {
            let named: Vec<String> = named.iter().map(|word| (*word).to_owned()).collect();
            named_first(&terms, &named, 2).into_iter().map(|term| term.word).collect()
        };
        assert_eq!(found(&[]), [0, 1]);
        assert_eq!(found(&["夜間", "手帳+が+ない", "＊送迎", "窓口"]), [4, 1, 0]);
        assert_eq!(found(&[" 送迎 ", "送迎"]), [2, 3, 0, 1], "in both of its classes");
    }
}
