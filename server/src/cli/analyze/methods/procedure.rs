//! What was done, step by step, with its parameters.

use analysis::multivariate::NotComputed;
use analysis::multivariate::similarity::Measure;
use analysis::statistics::FEWEST_FOR_NORMAL;
use analysis::statistics::chi_square::LEAST_EXPECTED;
use analysis::statistics::fisher::DRAWS;
use analysis::statistics::mcnemar::FEWEST_FOR_CHI_SQUARE;
use analysis::text::associated::AssociatedOptions;
use analysis::text::compounds::MAX_PARTS;
use analysis::text::cooccurrence::{CooccurrenceOptions, NetworkParameters};
use analysis::text::denied::DENIED;
use analysis::text::duplicates::{BANDS, LEAST_CHARS, LEAST_JACCARD, ROWS, SHINGLE};
use analysis::text::kwic::KwicOptions;

use super::{Account, literal};
use crate::cli::analyze::asked::LEAST_OCCURRENCES;
use crate::cli::analyze::compared::AttributeTable;
use crate::cli::analyze::map::{NoMap, WordMap};
use crate::cli::analyze::options::Options;
use crate::cli::analyze::plane::Plane;
use crate::cli::analyze::report::{decimals, unit_words};
use crate::cli::analyze::rules::{self, Ruled};
use crate::cli::analyze::scales::MOST_STEPS;
use crate::i18n::text;

/// The steps in words.
pub fn lines(account: Account<'_>, lang: &str) -> Vec<String> {
    let figures = account.figures;
    let mut lines = vec![
        people(account, lang),
        text(lang, "methods-words", &[("n", figures.terms.len().to_string())]),
        super::frequencies::line(account, lang),
        network(account, lang),
        text(lang, "methods-collocations", &collocations(account)),
        text(lang, "methods-associated", &associated(account, lang)),
        clusters(account, lang),
    ];
    if account.args.options.are_denied_apart() {
        lines.insert(2, text(lang, "methods-denied", &[("suffix", DENIED.to_owned())]));
    }
    lines.extend(figures.further.correspondences.iter().map(|plane| correspondence(account, plane, lang)));
    lines.push(super::topics::line(account, lang));
    if !figures.crosstabs.is_empty() {
        let tables = figures.crosstabs.iter().zip(&figures.contradicting);
        let mut columns: Vec<String> = tables
            .map(|(table, &n_left_out)| match n_left_out {
                0 => literal(&table.row_label),
                n => {
                    let args = [("column", literal(&table.row_label)), ("n", n.to_string())];
                    text(lang, "methods-crosstabs-column", &args)
                }
            })
            .collect();
        // Themes and coding rules have a table each.
        columns.sort_unstable();
        columns.dedup();
        let args = [
            ("columns", columns.join(" ")),
            ("least", LEAST_EXPECTED.to_string()),
            ("draws", DRAWS.to_string()),
        ];
        lines.push(text(lang, "methods-crosstabs", &args));
    }
    if !figures.further.keywords.is_empty() {
        let args = [("words", figures.further.compared.len().to_string())];
        lines.push(text(lang, "methods-keywords", &args));
    }
    lines.extend(compared(account, lang));
    lines.extend(asked(account, lang));
    if let Some(ruled) = account.rules {
        let args = [
            ("codes", ruled.n_codes.to_string()),
            ("unit", unit_words(ruled.unit, lang)),
            ("n", ruled.n_units.to_string()),
        ];
        lines.push(text(lang, "methods-rules", &args));
        let cut = |code: &String| text(lang, "methods-rule-hits-cut", &rules::cut_args(code));
        lines.extend(ruled.cut_at.as_ref().map(cut));
        lines.extend(network_of_codes(account, ruled, lang));
    }
    lines
}

/// Columns against one another, words against columns, and α.
fn compared(account: Account<'_>, lang: &str) -> Vec<String> {
    let compared = &account.asked.compared;
    let mut lines = Vec::new();
    if !compared.attributes.is_empty() {
        let pair = |found: &AttributeTable| {
            let table = found.table.table();
            format!("{} × {}", literal(&table.row_label), literal(&table.column_label))
        };
        let pairs: Vec<String> = compared.attributes.iter().map(pair).collect();
        lines.push(text(lang, "methods-attributes", &[("tables", pairs.join(" "))]));
    }
    if !compared.words.is_empty() {
        let columns: Vec<String> =
            compared.words.iter().map(|found| literal(&found.table.row_label)).collect();
        // The same words stand against each column.
        let n_words = compared.words.first().map_or(0, |found| found.table.codes.len());
        let args = [("words", n_words.to_string()), ("columns", columns.join(" "))];
        lines.push(text(lang, "methods-word-crosstab", &args));
    }
    if let Some(alpha) = account.asked.alpha.as_ref().and_then(|found| found.first()) {
        let columns: Vec<String> = alpha.set.table().items.iter().map(|item| literal(item)).collect();
        lines.push(text(lang, "methods-alpha", &[("columns", columns.join(" "))]));
    }
    lines
}

/// What was asked for besides.
fn asked(account: Account<'_>, lang: &str) -> Vec<String> {
    let asked = account.asked;
    let mut lines = Vec::new();
    if let Some(found) = &asked.kwic {
        let words: Vec<String> = found.iter().map(|(word, _)| literal(word)).collect();
        let args = [
            ("words", words.join(" ")),
            ("width", KwicOptions::standard().width.to_string()),
            ("order", literal(&account.args.kwic_order)),
        ];
        lines.push(text(lang, "methods-kwic", &args));
    }
    if let Some(waves) = &asked.waves {
        let labels: Vec<String> = waves.waves.iter().map(|wave| literal(&wave.label)).collect();
        let args = [
            ("column", literal(&waves.column)),
            ("waves", labels.join(" ")),
            ("words", waves.words.len().to_string()),
            ("left", waves.n_left_out.to_string()),
            ("draws", DRAWS.to_string()),
        ];
        lines.push(text(lang, "methods-waves", &args));
        if let Some(paired) = &waves.paired {
            let args = [("n", paired.n.to_string()), ("fewest", FEWEST_FOR_CHI_SQUARE.to_string())];
            lines.push(text(lang, "methods-paired", &args));
        }
    }
    if asked.scales.is_some() {
        let columns: Vec<String> = account.args.scale.iter().map(|column| literal(column)).collect();
        let args = [
            ("columns", columns.join(" ")),
            ("most", MOST_STEPS.to_string()),
            ("fewest", FEWEST_FOR_NORMAL.to_string()),
        ];
        lines.push(text(lang, "methods-scales", &args));
    }
    lines.extend(asked.map.as_ref().map(|found| map(account, found, lang)));
    if let Some(compounds) = &asked.compounds {
        let args = [
            ("n", compounds.len().to_string()),
            ("least", LEAST_OCCURRENCES.to_string()),
            ("parts", MAX_PARTS.to_string()),
        ];
        lines.push(text(lang, "methods-compounds", &args));
    }
    if let Some(changes) = &asked.changes {
        lines.push(text(lang, "methods-changes", &[("n", changes.len().to_string())]));
    }
    lines
}

fn map(account: Account<'_>, found: &WordMap, lang: &str) -> String {
    let options = &account.args.options;
    let (things, things_words) = (options.compared_arguments(lang), options.things_words(lang));
    match &found.outcome {
        Ok(map) => {
            let args = [
                ("words", found.n_words.to_string()),
                ("stress", decimals(map.stress, 4)),
                ("measure", measured(account, options.measure_words(lang), lang)),
            ];
            let args = [&args[..], &things[..]].concat();
            text(lang, "methods-map", &by_unit(account, &args, lang))
        }
        Err(NoMap::NotComputed(problem)) => {
            not_computed(text(lang, "methods-what-map", &things), *problem, (things_words, lang))
        }
        Err(NoMap::Shapeless) => text(lang, "methods-map-shapeless", &things),
    }
}

fn people(account: Account<'_>, lang: &str) -> String {
    if account.args.khcoder {
        return text(lang, "methods-people-khcoder", &[]);
    }
    let column = match &account.args.person {
        Some(column) => text(lang, "methods-people-column", &[("column", literal(column))]),
        None => text(lang, "methods-people-none", &[]),
    };
    let copies = &account.figures.copies;
    let n_texts: usize = copies.iter().map(|group| group.documents.len()).sum();
    let args = [
        ("column", column),
        ("groups", copies.len().to_string()),
        ("texts", n_texts.to_string()),
        ("least", LEAST_CHARS.to_string()),
        ("shingle", SHINGLE.to_string()),
        ("threshold", LEAST_JACCARD.to_string()),
        ("bands", BANDS.to_string()),
        ("rows", ROWS.to_string()),
    ];
    text(lang, "methods-people", &args)
}

fn network(account: Account<'_>, lang: &str) -> String {
    let parameters = &account.figures.network.parameters;
    let options = &account.args.options;
    let subject = ("subject", compared_words(account, lang));
    if parameters.n_edges == 0 {
        return text(lang, "methods-network-none", &[subject]);
    }
    let measure = measured(account, options.strength_words(lang), lang);
    let args = [subject, ("measure", measure), ("most", options.of_compared().max_edges.to_string())];
    text(lang, "methods-network", &[&args[..], &drawn(options, parameters, lang)[..]].concat())
}

/// Which words, or codes, are compared with one another.
pub(super) fn compared_words(account: Account<'_>, lang: &str) -> String {
    let parameters = &account.figures.network.parameters;
    let options = &account.args.options;
    let CooccurrenceOptions { target_words, .. } = options.of_compared();
    let words = [
        ("wanted", target_words.to_string()),
        ("chosen", if options.least.is_some() { "given" } else { "usual" }.to_owned()),
    ];
    let compared = [&options.words_compared(parameters)[..], &options.compared_arguments(lang)[..]].concat();
    let words = [&words[..], &compared[..]].concat();
    let key = if options.compares_words() { "methods-network-words" } else { "methods-network-codes" };
    text(lang, key, &by_unit(account, &words, lang))
}

/// What is drawn of a network, as arguments of messages.
fn drawn(options: &Options, parameters: &NetworkParameters, lang: &str) -> Vec<(&'static str, String)> {
    let args = [
        ("pairs", parameters.n_pairs.to_string()),
        ("threshold", decimals(parameters.threshold, 4)),
        ("nodes", parameters.n_nodes.to_string()),
        ("edges", parameters.n_edges.to_string()),
        ("density", decimals(parameters.density, 3)),
    ];
    [&args[..], &options.network_words(lang)[..]].concat()
}

/// How codes go together; none where no two do.
fn network_of_codes(account: Account<'_>, ruled: &Ruled, lang: &str) -> Option<String> {
    let options = &account.args.options;
    let parameters = &ruled.network.parameters;
    if parameters.n_edges == 0 {
        return None;
    }
    let args = [
        ("unit", unit_words(ruled.unit, lang)),
        ("n", ruled.n_units.to_string()),
        ("codes", parameters.n_words.to_string()),
        ("measure", options.strength_words(lang)),
        ("most", options.network_of_codes().max_edges.to_string()),
    ];
    let args = [&args[..], &drawn(options, parameters, lang)[..]].concat();
    Some(text(lang, "methods-rules-network", &args))
}

/// These arguments, and what words are compared by.
fn by_unit(account: Account<'_>, args: &[(&'static str, String)], lang: &str) -> Vec<(&'static str, String)> {
    [args, &account.figures.counted_in.arguments(lang)[..]].concat()
}

/// What a measure is called, and what a measure of counts is computed from.
fn measured(account: Account<'_>, measure: String, lang: &str) -> String {
    let options = &account.args.options;
    // Codes are there or not.
    let key = match options.measure() {
        _ if !options.compares_words() => return measure,
        Measure::Cosine => "methods-rates-cosine",
        Measure::Euclid => "methods-rates-euclid",
        Measure::Jaccard | Measure::Dice | Measure::Simpson => return measure,
    };
    text(lang, key, &by_unit(account, &[("measure", measure)], lang))
}

/// How many words are looked at more closely.
fn n_top(account: Account<'_>) -> String {
    account.figures.further.collocations.len().to_string()
}

fn collocations(account: Account<'_>) -> [(&'static str, String); 4] {
    let near = account.args.options.collocations();
    let convention = if account.args.khcoder { "khcoder" } else { "kikitori" };
    [
        ("words", n_top(account)),
        ("span", near.span.to_string()),
        ("limit", near.limit.to_string()),
        ("convention", convention.to_owned()),
    ]
}

fn associated(account: Account<'_>, lang: &str) -> Vec<(&'static str, String)> {
    let limit = AssociatedOptions::standard().limit.to_string();
    by_unit(account, &[("words", n_top(account)), ("limit", limit)], lang)
}

/// That something was not computed of words, or what else `things` are, and why.
pub(super) fn not_computed(what: String, problem: NotComputed, (things, lang): (String, &str)) -> String {
    let reason = match problem {
        NotComputed::TooFew => text(lang, "methods-reason-too-few", &[("things", things)]),
        NotComputed::TooMany => text(lang, "methods-reason-too-many", &[]),
        NotComputed::NotANumber => text(lang, "methods-reason-not-a-number", &[]),
    };
    text(lang, "methods-not-computed", &[("what", what), ("reason", reason)])
}

fn clusters(account: Account<'_>, lang: &str) -> String {
    let further = &account.figures.further;
    let (n_words, options) = (further.clustered.len(), &further.options);
    let things = options.compared_arguments(lang);
    match &further.clusters {
        Ok(_) => {
            let args = [
                ("words", n_words.to_string()),
                ("groups", options.n_clusters(n_words).to_string()),
                ("measure", measured(account, options.measure_words(lang), lang)),
                ("linkage", options.linkage_words(lang)),
            ];
            let args = [&args[..], &things[..]].concat();
            text(lang, "methods-clusters", &by_unit(account, &args, lang))
        }
        Err(problem) => {
            let what = text(lang, "methods-what-clusters", &things);
            not_computed(what, *problem, (options.things_words(lang), lang))
        }
    }
}

fn correspondence(account: Account<'_>, plane: &Plane, lang: &str) -> String {
    let options = &account.args.options;
    let column = ("column", literal(&plane.column));
    let found = match &plane.outcome {
        Ok(found) => found,
        Err(problem) => {
            let what = text(lang, "methods-what-correspondence", &[column]);
            return not_computed(what, *problem, (options.things_words(lang), lang));
        }
    };
    let singular: Vec<String> = found.singular_values.iter().map(|value| decimals(*value, 4)).collect();
    let share = |dimension: usize| decimals(found.share(dimension) * 100.0, 2);
    let shares: Vec<String> = (0..singular.len()).map(share).collect();
    let args = [
        column,
        ("words", plane.things.len().to_string()),
        ("values", plane.values.len().to_string()),
        ("singular", singular.join(" ")),
        ("shares", shares.join(" ")),
        ("inertia", decimals(found.inertia, 4)),
        ("scaling", options.scaling_words(lang)),
    ];
    if options.compares_words() {
        return text(lang, "methods-correspondence", &args);
    }
    let args = [&args[..], &options.compared_arguments(lang)[..]].concat();
    text(lang, "methods-correspondence-codes", &by_unit(account, &args, lang))
}
