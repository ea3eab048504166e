//! How often words occur, in words.

use analysis::text::frequencies::frequencies;

use super::Account;
use crate::cli::analyze::report::decimals;
use crate::i18n::text;

/// How many words there are, and how often they occur on average.
pub fn line(account: Account<'_>, lang: &str) -> String {
    let found = frequencies(&account.figures.corpus);
    let written = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| decimals(value, 2));
    let args = [
        ("words", found.n_words.to_string()),
        ("mean", written(found.mean)),
        ("deviation", written(found.standard_deviation)),
    ];
    text(lang, "methods-frequencies", &args)
}
