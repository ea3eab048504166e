//! What the codebook says of codes in whose place SPSS files have numbers.

use analysis::document::codebook::Codebook;
use analysis::document::{Sheet, sav};

use crate::i18n::{self, Lang};
use crate::view::figure::join;

/// The codebook of a sheet, with the number of each value that has another one in the SPSS file.
pub fn with_numbers(sheet: &Sheet, mut codebook: Codebook, lang: Lang) -> Codebook {
    let renumbered = sav::renumbered(sheet, &codebook);
    for entry in &mut codebook.variables {
        let Some(numbers) = renumbered.get(&entry.name) else { continue };
        for known in &mut entry.values {
            if let Some(number) = numbers.get(&known.value) {
                let said = i18n::text(lang.code(), "export-note-sav-number", &[("number", number.clone())]);
                known.note = join(&[std::mem::take(&mut known.note), said], lang);
            }
        }
    }
    codebook
}

#[cfg(test)]
mod tests {
    use analysis::document::Cell;
    use analysis::document::codebook::{CodebookValue, CodebookVariable};
    use analysis::table::Kind;

    use super::*;

    #[test]
    fn values_with_other_numbers_in_spss_say_so() {
        let values = [("employment", false), ("health", false), ("99", true)];
        let values = values.map(|(code, is_missing)| CodebookValue::new(code, code, is_missing));
        let entry = CodebookVariable::new("agency_group", "区分", Kind::Single, values.into());
        let sheet = Sheet {
            name: "データ".to_owned(),
            columns: vec!["agency_group".to_owned()],
            rows: vec![vec![Cell::text("health")]],
        };
        let found = with_numbers(&sheet, Codebook { variables: vec![entry] }, Lang::Ja);
        let notes: Vec<&str> = found.variables[0].values.iter().map(|value| value.note.as_str()).collect();
        assert_eq!(notes, ["SPSS では 1。", "SPSS では 2。", ""]);
    }
}
