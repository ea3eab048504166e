//! The columns that arguments name. A name is found however its letters are wide, whatever blanks are around it and whatever marks
//! nobody sees, such as that of the order of bytes, stand in it: names are copied out of spreadsheets.

use std::collections::BTreeSet;

use analysis::text::normalize::normalize;
use anyhow::bail;

use super::input::listed;
use super::{AnalyzeArgs, LANG};
use crate::i18n::text;
use crate::view::input_problem::quoted;

/// Each once, in their order.
pub fn each_once(columns: &[String]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    columns.iter().map(|column| column.trim()).filter(|column| seen.insert(*column)).collect()
}

/// Whether two names differ at most in widths, blanks around them and what nobody sees.
pub fn are_alike(one: &str, other: &str) -> bool {
    normalize(one).text.trim() == normalize(other).text.trim()
}

/// The place of a column: of that name, or else of the only one that is like it.
///
/// # Errors
/// With words that list the columns there are, or those that are all like the name.
pub fn place(columns: &[String], wanted: &str) -> anyhow::Result<usize> {
    if let Some(place) = columns.iter().position(|column| column == wanted.trim()) {
        return Ok(place);
    }
    let alike: Vec<usize> = (0..columns.len()).filter(|&at| are_alike(&columns[at], wanted)).collect();
    match alike.as_slice() {
        [place] => Ok(*place),
        [] => {
            let args = [("column", quoted(wanted)), ("columns", listed(columns))];
            bail!(text(LANG, "analyze-column-missing", &args))
        }
        several => {
            let names: Vec<String> = several.iter().map(|&at| columns[at].clone()).collect();
            let args = [("column", quoted(wanted)), ("columns", listed(&names))];
            bail!(text(LANG, "analyze-column-several", &args))
        }
    }
}

/// The columns that arguments name, by the names that they have in the files.
#[derive(Default)]
pub struct Named {
    /// Those of the table with the texts: its texts, their ids, who wrote them. None for a plain text.
    pub own: Option<(String, Option<String>, Option<String>)>,
    /// Those that are compared.
    pub by: Vec<String>,
    /// The column of waves.
    pub wave: Option<String>,
    /// Those with answers on a scale.
    pub scale: Vec<String>,
}

impl Named {
    /// Finds those that may be in any file among all columns.
    ///
    /// # Errors
    /// With words for the person at the terminal, when one is not there.
    pub fn find(&mut self, args: &AnalyzeArgs, known: &[String]) -> anyhow::Result<()> {
        let name = |wanted: &String| place(known, wanted).map(|place| known[place].clone());
        self.by = args.by.iter().map(name).collect::<anyhow::Result<_>>()?;
        self.wave = args.wave.as_ref().map(name).transpose()?;
        self.scale = args.scale.iter().map(name).collect::<anyhow::Result<_>>()?;
        Ok(())
    }

    /// The arguments with these names in the place of what was typed.
    pub fn in_place(self, args: &AnalyzeArgs) -> AnalyzeArgs {
        let mut named = args.clone();
        if let Some((text, id, person)) = self.own {
            (named.text, named.id, named.person) = (Some(text), id, person);
        }
        AnalyzeArgs { by: self.by, wave: self.wave, scale: self.scale, ..named }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_whatever_width_it_is_typed() {
        let columns = ["番号", "Ａ（地域）", "自由 記述", "\u{FEFF}回"].map(str::to_owned);
        for (wanted, at) in [
            ("番号", 0),
            (" 番号　", 0),
            ("\u{FEFF}番号", 0),
            ("A(地域)", 1),
            ("Ａ（地域） ", 1),
            ("自由　記述", 2),
            ("回", 3),
        ] {
            assert_eq!(place(&columns, wanted).ok(), Some(at), "{wanted:?}");
        }
        let missing = place(&columns, "地域").unwrap_err().to_string();
        assert!(
            missing.contains("「地域」という列がありません") && missing.contains("Ａ（地域）"),
            "{missing}"
        );
    }

    #[test]
    fn the_very_name_comes_first_and_of_several_that_are_like_it_none_is_guessed() {
        let columns = ["Ｑ１", "Q1", "q1"].map(str::to_owned);
        assert_eq!((place(&columns, "Q1").ok(), place(&columns, "Ｑ１").ok()), (Some(1), Some(0)));
        let several = place(&columns, "Ｑ1").unwrap_err().to_string();
        assert!(several.contains("Ｑ１、Q1") && !several.contains("q1"), "{several}");
    }
}
