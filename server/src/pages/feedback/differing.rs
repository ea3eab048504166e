//! Findings that are asked about with numbers that the sheet which is read now does not have: set beside each other, the two would tell
//! of the few who came or went between.

use std::collections::BTreeSet;

use surveys::questionnaire::reply::Finding;

use super::findings::is_of_sheet;
use crate::view::frame::Frame;

/// The findings among those that are `asked` whose numbers are not those of the sheet, in words, each beside what the sheet says.
pub fn differing(frame: &Frame, asked: &[Finding], on_sheet: &[Finding]) -> Vec<String> {
    let line = |(asked, now): (&Finding, Option<&Finding>)| {
        let text = ("asked", asked.text.clone());
        match now {
            Some(now) => frame.text_with("replies-differs-line", &[text, ("now", now.text.clone())]),
            None => frame.text_with("replies-differs-gone", &[text]),
        }
    };
    found(asked, on_sheet).into_iter().map(line).collect()
}

/// The same, each with the one of the sheet. What somebody asks besides is no finding of it.
fn found<'f>(asked: &'f [Finding], on_sheet: &'f [Finding]) -> Vec<(&'f Finding, Option<&'f Finding>)> {
    let with_now = |asked: &'f Finding| (asked, on_sheet.iter().find(|now| now.key == asked.key));
    let differs = |(asked, now): &(&Finding, Option<&Finding>)| {
        let there = now.map(|now| numbers(&now.text)).unwrap_or_default();
        !numbers(&asked.text).is_subset(&there)
    };
    asked.iter().filter(|asked| is_of_sheet(&asked.key)).map(with_now).filter(differs).collect()
}

fn numbers(text: &str) -> BTreeSet<&str> {
    text.split(|letter: char| !letter.is_numeric()).filter(|run| !run.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_not_on_the_sheet_are_found_and_other_words_are_not() {
        let finding = |key: &str, text: &str| Finding { key: key.to_owned(), text: text.to_owned() };
        let asked = [
            finding("C01", "窓口（13件）"),
            finding("C02", "移動（12件）"),
            finding("C03", "移動に困る人が多い"),
            finding("C04", "手帳（6件）"),
            finding("own_1", "見学（7件）"),
        ];
        let on_sheet =
            [finding("C01", "窓口（12件）"), finding("C02", "移動（12件）"), finding("C03", "移動（9件）")];
        let found = found(&asked, &on_sheet);
        let keys: Vec<&str> = found.iter().map(|(asked, _)| asked.key.as_str()).collect();
        assert_eq!(keys, ["C01", "C04"]);
        assert!(found[0].1.is_some() && found[1].1.is_none());
    }
}
