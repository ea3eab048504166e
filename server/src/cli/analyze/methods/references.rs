//! The works behind the methods that were used, and no others.

use analysis::multivariate::cluster::Linkage;
use analysis::text::cooccurrence::Network;
use analysis::text::cooccurrence::community::Grouping;

use super::Account;
use crate::cli::analyze::scales::Test;
use crate::cli::analyze::topics::Topics;
use crate::i18n::text;

/// Key of a work, and whether the analysis rests on it.
type Reference = (&'static str, fn(Account<'_>) -> bool);

/// All works, by the names of their authors; KH Coder's own first.
const REFERENCES: &[Reference] = &[
    ("methods-reference-higuchi", always),
    ("methods-reference-arora", has_vectors),
    ("methods-reference-asahara", always),
    ("methods-reference-benzecri", has_correspondence),
    ("methods-reference-brandes", has_betweenness),
    ("methods-reference-broder", looks_for_copies),
    ("methods-reference-clauset", is_grouped_by_modularity),
    ("methods-reference-cronbach", has_alpha),
    ("methods-reference-deerwester", is_latent),
    ("methods-reference-dunning", has_log_likelihood),
    ("methods-reference-fruchterman", has_network),
    ("methods-reference-girvan", is_grouped_by_betweenness),
    ("methods-reference-grootendorst", has_topics),
    ("methods-reference-haberman", has_tables),
    ("methods-reference-holm", is_corrected),
    ("methods-reference-kruskal", has_map),
    ("methods-reference-kruskal-wallis", compares_more_groups),
    ("methods-reference-mann", compares_two_groups),
    ("methods-reference-mcnemar", has_paired),
    ("methods-reference-murtagh", has_ward),
    ("methods-reference-pons", is_grouped_by_walks),
    ("methods-reference-smithson", has_tables),
    ("methods-reference-wilcoxon", compares_the_same_people),
];

/// The works that the analysis rests on, as they are cited.
pub fn lines(account: Account<'_>, lang: &str) -> Vec<String> {
    let used = REFERENCES.iter().filter(|(_, is_used)| is_used(account));
    used.map(|(key, _)| text(lang, key, &[])).collect()
}

fn always(_: Account<'_>) -> bool {
    true
}

fn topics(account: Account<'_>) -> Option<&Topics> {
    account.figures.further.topics.as_ref().ok()
}

fn has_topics(account: Account<'_>) -> bool {
    topics(account).is_some()
}

fn is_latent(account: Account<'_>) -> bool {
    topics(account).is_some_and(Topics::is_latent)
}

fn has_vectors(account: Account<'_>) -> bool {
    topics(account).is_some_and(|topics| topics.vectors.is_some())
}

/// Of words or of texts.
fn has_ward(account: Account<'_>) -> bool {
    let options = &account.args.options;
    let of_words = account.figures.further.clusters.is_ok() && options.linkage() == Linkage::Ward;
    of_words || has_topics(account) && options.topic_linkage() == Linkage::Ward
}

fn has_correspondence(account: Account<'_>) -> bool {
    account.figures.further.correspondences.iter().any(|plane| plane.outcome.is_ok())
}

fn is_drawn(network: &Network) -> bool {
    !network.nodes.is_empty()
}

/// Of words or of codes.
fn has_network(account: Account<'_>) -> bool {
    is_drawn(&account.figures.network) || account.rules.is_some_and(|ruled| is_drawn(&ruled.network))
}

/// It is told of words alone, and what groups by edges are found with.
fn has_betweenness(account: Account<'_>) -> bool {
    is_drawn(&account.figures.network) || is_grouped_by_betweenness(account)
}

fn is_grouped(account: Account<'_>, grouping: Grouping) -> bool {
    let options = &account.args.options;
    has_network(account) && options.has_groups() && options.network().grouping == grouping
}

fn is_grouped_by_modularity(account: Account<'_>) -> bool {
    is_grouped(account, Grouping::Modularity)
}

fn is_grouped_by_walks(account: Account<'_>) -> bool {
    is_grouped(account, Grouping::RandomWalk)
}

fn is_grouped_by_betweenness(account: Account<'_>) -> bool {
    is_grouped(account, Grouping::EdgeBetweenness)
}

fn looks_for_copies(account: Account<'_>) -> bool {
    !account.args.khcoder
}

/// Scores of neighbours and of typical words.
fn has_log_likelihood(account: Account<'_>) -> bool {
    let further = &account.figures.further;
    !further.collocations.is_empty() || !further.keywords.is_empty()
}

/// Tables with φ or Cramér's V and their intervals.
pub(super) fn has_tables(account: Account<'_>) -> bool {
    let compared = &account.asked.compared;
    !account.figures.crosstabs.is_empty() || !compared.attributes.is_empty() || !compared.words.is_empty()
}

fn is_corrected(account: Account<'_>) -> bool {
    has_tables(account) || !account.figures.further.keywords.is_empty() || account.asked.waves.is_some()
}

pub(super) fn has_alpha(account: Account<'_>) -> bool {
    account.asked.alpha.as_ref().is_some_and(|found| !found.is_empty())
}

fn has_map(account: Account<'_>) -> bool {
    account.asked.map.as_ref().is_some_and(|map| map.outcome.is_ok())
}

fn has_paired(account: Account<'_>) -> bool {
    account.asked.waves.as_ref().is_some_and(|waves| waves.paired.is_some())
}

/// Whether scales were compared by this test.
fn is_tested(account: Account<'_>, test: Test) -> bool {
    let tests = account.asked.scales.iter().flatten();
    tests.filter_map(|found| found.outcome.as_ref().ok()).any(|outcome| outcome.test == test)
}

fn compares_two_groups(account: Account<'_>) -> bool {
    is_tested(account, Test::MannWhitney)
}

fn compares_more_groups(account: Account<'_>) -> bool {
    is_tested(account, Test::KruskalWallis)
}

fn compares_the_same_people(account: Account<'_>) -> bool {
    is_tested(account, Test::Wilcoxon)
}
