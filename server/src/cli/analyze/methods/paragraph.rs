//! One paragraph for the methods of a paper, made of what was done with its actual parameters; the lists below it have the details.

use analysis::rounded::half_up;
use analysis::statistics::SIGNIFICANT;
use analysis::statistics::chi_square::LEAST_EXPECTED;
use analysis::statistics::fisher::DRAWS;
use analysis::text::denied::DENIED;

use super::procedure::compared_words;
use super::references::{has_alpha, has_tables};
use super::{Account, counts, literal};
use crate::cli::analyze::report::unit_words;
use crate::cli::analyze::scales::Test;
use crate::i18n::text;

/// Makes a sentence; none where that was not done.
type Sentence = fn(Account<'_>, &str) -> Option<String>;

/// The sentences in the order of the work.
const SENTENCES: &[Sentence] = &[
    texts,
    convention,
    words,
    denied,
    network,
    collocations,
    clusters,
    correspondence,
    map,
    topics,
    suggestions,
    rules,
    tables,
    keywords,
    waves,
    paired,
    scales,
    alpha,
    significance,
];

/// The sentences of what was done, one after the other.
pub fn paragraph(account: Account<'_>, lang: &str) -> String {
    let sentences: Vec<String> = SENTENCES.iter().filter_map(|sentence| sentence(account, lang)).collect();
    // Japanese sentences follow one another without a blank.
    sentences.join(if lang == "ja" { "" } else { " " })
}

fn texts(account: Account<'_>, lang: &str) -> Option<String> {
    let method = &account.figures.method;
    let mut args = counts(account.figures).to_vec();
    args.push(("version", method.version.to_owned()));
    args.push(("lindera", method.lindera.to_owned()));
    args.push(("dictionary", method.dictionary.clone()));
    args.push(("measure", account.args.options.strength_words(lang)));
    args.extend(account.figures.counted_in.arguments(lang));
    Some(text(lang, "methods-cite-text", &args))
}

/// That words are cut and counted as another program does.
fn convention(account: Account<'_>, lang: &str) -> Option<String> {
    account.args.khcoder.then(|| text(lang, "methods-paragraph-khcoder", &[]))
}

/// Which words were counted: how many, and by which lists.
fn words(account: Account<'_>, lang: &str) -> Option<String> {
    let args = account.args;
    let lists = [
        ("methods-role-force-words", &args.force_words),
        ("methods-role-stop-words", &args.stop_words),
        ("methods-role-synonyms", &args.synonyms),
        ("methods-role-user-dictionary", &args.user_dictionary),
    ];
    let given = lists.iter().filter(|(_, path)| path.is_some());
    let lists: Vec<String> = given.map(|(role, _)| text(lang, role, &[])).collect();
    let has_domain_words = if account.figures.method.has_domain_words { "yes" } else { "no" };
    let args = [
        ("words", account.figures.terms.len().to_string()),
        ("domain", has_domain_words.to_owned()),
        ("listed", if lists.is_empty() { "no" } else { "yes" }.to_owned()),
        ("lists", listed(&lists, lang)),
    ];
    Some(text(lang, "methods-paragraph-words", &args))
}

/// That words are apart from themselves where they are denied.
fn denied(account: Account<'_>, lang: &str) -> Option<String> {
    let args = [("suffix", DENIED.to_owned())];
    account.args.options.are_denied_apart().then(|| text(lang, "methods-paragraph-denied", &args))
}

fn network(account: Account<'_>, lang: &str) -> Option<String> {
    let parameters = &account.figures.network.parameters;
    let args = [
        ("subject", compared_words(account, lang)),
        ("edges", parameters.n_edges.to_string()),
        ("measure", account.args.options.strength_words(lang)),
        ("threshold", half_up(parameters.threshold, 3)),
    ];
    (parameters.n_edges > 0).then(|| text(lang, "methods-paragraph-network", &args))
}

/// Words near words.
fn collocations(account: Account<'_>, lang: &str) -> Option<String> {
    let n_words = account.figures.further.collocations.len();
    let span = account.args.options.collocations().span;
    let args = [("words", n_words.to_string()), ("span", span.to_string())];
    (n_words > 0).then(|| text(lang, "methods-paragraph-collocations", &args))
}

fn clusters(account: Account<'_>, lang: &str) -> Option<String> {
    let further = &account.figures.further;
    further.clusters.as_ref().ok()?;
    let options = &account.args.options;
    let n_words = further.clustered.len();
    let args = [
        ("n", n_words.to_string()),
        ("groups", options.n_clusters(n_words).to_string()),
        ("linkage", options.linkage_words(lang)),
        ("measure", options.measure_words(lang)),
    ];
    let args = [&args[..], &options.compared_arguments(lang)[..]].concat();
    Some(text(lang, "methods-paragraph-clusters", &args))
}

fn correspondence(account: Account<'_>, lang: &str) -> Option<String> {
    let made = account.figures.further.correspondences.iter().filter(|plane| plane.outcome.is_ok());
    let columns: Vec<String> = made.map(|plane| literal(&plane.column)).collect();
    let options = &account.args.options;
    let args = [
        ("columns", listed(&columns, lang)),
        ("most", options.n_correspondence_words().to_string()),
        ("scaling", options.scaling_words(lang)),
    ];
    let args = [&args[..], &options.compared_arguments(lang)[..]].concat();
    (!columns.is_empty()).then(|| text(lang, "methods-paragraph-correspondence", &args))
}

fn map(account: Account<'_>, lang: &str) -> Option<String> {
    let found = account.asked.map.as_ref()?;
    let args =
        [("n", found.n_words.to_string()), ("stress", half_up(found.outcome.as_ref().ok()?.stress, 3))];
    let args = [&args[..], &account.args.options.compared_arguments(lang)[..]].concat();
    Some(text(lang, "methods-paragraph-map", &args))
}

/// Groups of texts.
fn topics(account: Account<'_>, lang: &str) -> Option<String> {
    let topics = account.figures.further.topics.as_ref().ok()?;
    let mut args = topics.arguments(&account.args.options, lang, |n| n.to_string());
    args.push(("vectors", if topics.vectors.is_some() { "yes" } else { "no" }.to_owned()));
    Some(text(lang, "methods-paragraph-topics", &args))
}

/// Kinds and themes that the program suggests.
fn suggestions(account: Account<'_>, lang: &str) -> Option<String> {
    let is_made = account.figures.stances.iter().any(Option::is_some);
    is_made.then(|| text(lang, "methods-paragraph-suggestions", &[]))
}

fn rules(account: Account<'_>, lang: &str) -> Option<String> {
    let ruled = account.rules?;
    let args = [
        ("codes", ruled.n_codes.to_string()),
        ("unit", unit_words(ruled.unit, lang)),
        ("n", ruled.n_units.to_string()),
    ];
    Some(text(lang, "methods-paragraph-rules", &args))
}

/// Cross tables of themes, codes, words and columns.
fn tables(account: Account<'_>, lang: &str) -> Option<String> {
    if !has_tables(account) {
        return None;
    }
    let compared = &account.asked.compared;
    let of_codes = account.figures.crosstabs.iter().map(|table| table.row_label.as_str());
    let of_columns = compared.attributes.iter().map(|found| found.table.table());
    let of_columns = of_columns.flat_map(|table| [table.row_label.as_str(), table.column_label.as_str()]);
    let of_words = compared.words.iter().map(|found| found.table.row_label.as_str());
    let mut columns: Vec<&str> = Vec::new();
    for column in of_codes.chain(of_columns).chain(of_words) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    let columns: Vec<String> = columns.into_iter().map(literal).collect();
    let args = [
        ("columns", listed(&columns, lang)),
        ("least", LEAST_EXPECTED.to_string()),
        ("draws", DRAWS.to_string()),
    ];
    Some(text(lang, "methods-paragraph-tables", &args))
}

fn keywords(account: Account<'_>, lang: &str) -> Option<String> {
    let is_made = !account.figures.further.keywords.is_empty();
    is_made.then(|| text(lang, "methods-paragraph-keywords", &[]))
}

fn waves(account: Account<'_>, lang: &str) -> Option<String> {
    let waves = account.asked.waves.as_ref()?;
    let args = [
        ("column", literal(&waves.column)),
        ("words", waves.words.len().to_string()),
        ("draws", DRAWS.to_string()),
    ];
    Some(text(lang, "methods-paragraph-waves", &args))
}

fn paired(account: Account<'_>, lang: &str) -> Option<String> {
    let paired = account.asked.waves.as_ref()?.paired.as_ref()?;
    Some(text(lang, "methods-paragraph-paired", &[("n", paired.n.to_string())]))
}

/// The scales with the tests that they were compared by.
fn scales(account: Account<'_>, lang: &str) -> Option<String> {
    let found = account.asked.scales.as_ref()?;
    let made: Vec<Test> = found.iter().filter_map(|test| Some(test.outcome.as_ref().ok()?.test)).collect();
    let tests = [Test::MannWhitney, Test::KruskalWallis, Test::Wilcoxon].into_iter();
    let name = |test: Test| text(lang, &format!("methods-paragraph-test-{}", test.key()), &[]);
    let tests: Vec<String> = tests.filter(|test| made.contains(test)).map(name).collect();
    let columns: Vec<String> = account.args.scale.iter().map(|column| literal(column)).collect();
    let args = [("columns", listed(&columns, lang)), ("tests", listed(&tests, lang))];
    (!tests.is_empty()).then(|| text(lang, "methods-paragraph-scales", &args))
}

fn alpha(account: Account<'_>, lang: &str) -> Option<String> {
    let columns: Vec<String> = account.args.scale.iter().map(|column| literal(column)).collect();
    let args = [("columns", listed(&columns, lang))];
    has_alpha(account).then(|| text(lang, "methods-paragraph-alpha", &args))
}

fn significance(account: Account<'_>, lang: &str) -> Option<String> {
    let tested: [Sentence; 4] = [tables, keywords, waves, scales];
    let is_tested = tested.iter().any(|sentence| sentence(account, lang).is_some());
    let args = [("level", half_up(SIGNIFICANT * 100.0, 0))];
    is_tested.then(|| text(lang, "methods-paragraph-significance", &args))
}

/// Things one after the other, as each language lists them.
fn listed(things: &[String], lang: &str) -> String {
    things.join(&text(lang, "methods-paragraph-separator", &[]))
}
