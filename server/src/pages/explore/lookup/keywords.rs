//! Which words are typical of a group of people rather than of the others, and by how much.

use analysis::rounded::half_up;
use analysis::statistics::SIGNIFICANT;
use analysis::text::keywords::{Keyword, keywords};
use analysis::text::terms::Term;

use super::Found;
use super::listing::{Answer, Entry, Listing, count, figure, probability, share, text, too_few};
use super::query::Asked;
use super::told::told;
use crate::pages::explore::groups::{Group, choices, chosen, narrowed};
use crate::pages::explore::selection::may_see_groups;
use crate::view::figure::{ColumnView, column, join, percent};
use crate::view::form::ChoiceView;

/// Longest list.
const LONGEST: usize = 50;

/// So many groups are tried where none is chosen.
const MOST_TRIED: usize = 5;

/// A comparison: the group and how many people there are.
struct Comparison {
    group: Group,
    n_inside: usize,
    n_outside: usize,
    n_compared: usize,
    least: u32,
}

/// The words that are typical of the chosen group, or of the first one of which they may be told.
///
/// # Errors
/// When a table of words and groups cannot be made.
pub fn find(asked: &Asked) -> anyhow::Result<Found> {
    let choices = choices(&asked.reading);
    if choices.iter().any(|choice| choice.value == asked.query.group) {
        return of_group(asked, &asked.query.group, choices);
    }
    for choice in choices.iter().take(MOST_TRIED) {
        let found = of_group(asked, &choice.value, choices.clone())?;
        if !matches!(found.answer, Answer::Withheld) {
            return Ok(found);
        }
    }
    let first = choices.first().map(|choice| choice.value.clone()).unwrap_or_default();
    of_group(asked, &first, choices)
}

fn of_group(asked: &Asked, written: &str, choices: Vec<ChoiceView>) -> anyhow::Result<Found> {
    let class = asked.class_input("lookup-class-content");
    let Some(group) = chosen(&asked.reading, written) else {
        let (title, text) = (asked.say("lookup-one-group"), asked.say("lookup-one-group-text"));
        return Ok(Found {
            inputs: Vec::new(),
            said: Vec::new(),
            further: None,
            answer: Answer::Nothing { title, text },
        });
    };
    let mut inputs = vec![asked.list("group", "lookup-group", written, choices, ""), class];
    inputs.extend(asked.denied_input());
    let everybody = group.groups.everybody();
    let inside = group.groups.of(group.value());
    let n_outside = everybody.len() - inside.len();
    let Some(terms) = countable(asked, &group, &everybody)? else {
        return Ok(Found { inputs, said: Vec::new(), further: None, answer: Answer::Withheld });
    };
    if [inside.len(), n_outside].iter().any(|n| asked.is_small(*n)) {
        return Ok(Found { inputs, said: Vec::new(), further: None, answer: Answer::Withheld });
    }
    let n_everybody = u32::try_from(everybody.len()).unwrap_or(u32::MAX);
    let mut found = keywords(&terms, &inside, n_everybody);
    let least = asked.least_compared();
    let comparison = Comparison { group, n_inside: inside.len(), n_outside, n_compared: found.len(), least };
    found.retain(|row| row.keyness.log_ratio > 0.0);
    if found.is_empty() {
        return Ok(Found { inputs, said: Vec::new(), further: None, answer: too_few(asked) });
    }
    let said = said(asked, &comparison, &found);
    found.truncate(LONGEST);
    let answer = Answer::Table(listing(asked, &comparison, &found));
    Ok(Found { inputs, said, further: None, answer })
}

/// The words as those use them who say of which group they are. Outside internal work only those whose numbers, here and
/// elsewhere, the protected table of all groups tells; `None` when it does not tell how many people there are.
fn countable(asked: &Asked, group: &Group, everybody: &[u32]) -> anyhow::Result<Option<Vec<Term>>> {
    let mut terms = narrowed(asked.terms(), everybody, asked.least_compared());
    terms.truncate(asked.most_compared());
    let lists: Vec<&[u32]> = terms.iter().map(|term| term.documents.as_slice()).collect();
    let told = told(&asked.reading.dataset, &group.groups, &lists)?;
    if !told.has_sizes(group.place) {
        return Ok(None);
    }
    let is_told = |(place, _): &(usize, Term)| told.has_cells(*place, group.place);
    Ok(Some(terms.into_iter().enumerate().filter(is_told).map(|(_, term)| term).collect()))
}

/// How many times as often the group uses a word; a count of 0 is taken as ½.
fn times(found: &Keyword) -> f64 {
    found.keyness.log_ratio.exp2()
}

fn shares(comparison: &Comparison, found: &Keyword) -> (f64, f64) {
    let of = |n: usize, all: usize| if all == 0 { 0.0 } else { n as f64 / all as f64 };
    (of(found.inside.len(), comparison.n_inside), of(found.outside.len(), comparison.n_outside))
}

/// What is to be seen, in plain words.
fn said(asked: &Asked, comparison: &Comparison, found: &[Keyword]) -> Vec<String> {
    let label = comparison.group.label().to_owned();
    let n_clear = found.iter().filter(|row| row.p_holm < SIGNIFICANT).count();
    let mut said = vec![asked.say_with(
        "lookup-keywords-compared",
        &[
            ("label", label.clone()),
            ("inside", comparison.n_inside.to_string()),
            ("outside", comparison.n_outside.to_string()),
        ],
    )];
    if let Some(first) = found.first().filter(|_| n_clear > 0) {
        let (inside, outside) = shares(comparison, first);
        let args = [
            ("label", label),
            ("word", first.lemma.clone()),
            ("inside", percent(inside)),
            ("outside", percent(outside)),
            ("times", half_up(times(first), 1)),
        ];
        said.push(asked.say_with("lookup-keywords-first", &args));
    }
    let args = [("words", comparison.n_compared.to_string()), ("n", n_clear.to_string())];
    said.push(asked.say_with("lookup-keywords-clear", &args));
    said
}

fn listing(asked: &Asked, comparison: &Comparison, found: &[Keyword]) -> Listing {
    let args = [
        ("n", (comparison.n_inside + comparison.n_outside).to_string()),
        ("inside", comparison.n_inside.to_string()),
        ("outside", comparison.n_outside.to_string()),
        ("words", comparison.n_compared.to_string()),
        ("least", comparison.least.to_string()),
        ("limit", LONGEST.to_string()),
        ("class", asked.class_words()),
    ];
    let label = comparison.group.label().to_owned();
    Listing {
        caption: asked.say_with("lookup-keywords-caption", &[("label", label.clone())]),
        note: join(
            &[
                asked.say_with("lookup-keywords-note", &args),
                comparison.group.groups.left_out(&asked.reading.dataset),
            ],
            asked.lang(),
        ),
        columns: columns(asked, &label),
        rows: found.iter().map(|found| row(asked, comparison, found)).collect(),
    }
}

fn columns(asked: &Asked, label: &str) -> Vec<ColumnView> {
    let of = |key: &str| asked.say_with(key, &[("label", label.to_owned())]);
    vec![
        column(asked.say("explore-word"), false),
        column(asked.say("explore-class"), false),
        column(of("lookup-inside"), true),
        column(of("lookup-inside-share"), true),
        column(asked.say("lookup-outside"), true),
        column(asked.say("lookup-outside-share"), true),
        column(asked.say("lookup-times"), true),
        column(asked.say("lookup-phi"), true),
        column(asked.say("lookup-effect"), false),
        column(asked.say("lookup-score-log_likelihood"), true),
        column(asked.say("lookup-chi-square-yates"), true),
        column(asked.say("lookup-p-holm"), true),
    ]
}

fn row(asked: &Asked, comparison: &Comparison, found: &Keyword) -> Vec<Entry> {
    let group = comparison.group.conditions();
    let may_follow = may_see_groups(&asked.reading.dataset);
    let written = asked.apart.written(&found.lemma, found.class);
    let link = |others: &str| {
        let word = [("word", written.as_str()), ("class", found.class)];
        let conditions = [&word[..], &group[..], &[("others", others)][..]].concat();
        if may_follow { asked.texts_href(&conditions) } else { String::new() }
    };
    let (inside, outside) = shares(comparison, found);
    let phi = found.keyness.phi.map(|phi| phi.value);
    vec![
        text(found.lemma.clone(), asked.kwic_href(&found.lemma, found.class)),
        text(asked.say(&format!("word-class-{}", found.class)), String::new()),
        count(found.inside.len(), link("")),
        share(Some(inside)),
        count(found.outside.len(), link("1")),
        share(Some(outside)),
        figure(Some(times(found)), 1),
        figure(phi, 2),
        text(asked.say(effect(phi)), String::new()),
        figure(Some(found.keyness.log_likelihood), 2),
        figure(found.keyness.chi_square.map(|test| test.statistic), 2),
        probability(Some(found.p_holm)),
    ]
}

/// The key of the word for the size of φ or Cramér's V: J. Cohen, Statistical Power Analysis for the Behavioral Sciences
/// (1988), 7.2, w for two by two.
pub fn effect(value: Option<f64>) -> &'static str {
    match value.map(f64::abs) {
        None => "lookup-effect-unknown",
        Some(value) if value >= 0.5 => "lookup-effect-large",
        Some(value) if value >= 0.3 => "lookup-effect-medium",
        Some(value) if value >= 0.1 => "lookup-effect-small",
        Some(_) => "lookup-effect-none",
    }
}
