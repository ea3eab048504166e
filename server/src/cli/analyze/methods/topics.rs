//! How texts were put into groups.

use analysis::multivariate::latent::SMOOTHING;

use super::Account;
use super::procedure::not_computed;
use crate::i18n::text;

/// The groups in words: which words and texts were compared, by what, and how many groups there are and why.
pub fn line(account: Account<'_>, lang: &str) -> String {
    let figures = account.figures;
    let topics = match &figures.further.topics {
        Ok(topics) => topics,
        Err(problem) => {
            let things = text(lang, "analyze-compare-words", &[]);
            return not_computed(text(lang, "methods-what-topics", &[]), *problem, (things, lang));
        }
    };
    let mut args = topics.arguments(&account.args.options, lang, |n| n.to_string());
    args.push(("blank", figures.blank.len().to_string()));
    let words = text(lang, "methods-topics", &args);
    let Some(vectors) = topics.vectors else { return words };
    let args = [
        ("topics", words),
        ("dimensions", vectors.dimensions.to_string()),
        ("words", vectors.n_words.to_string()),
        ("all", topics.words.len().to_string()),
        ("weight", SMOOTHING.to_string()),
    ];
    text(lang, "methods-topics-vectors", &args)
}
