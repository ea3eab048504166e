//! Which words are typical of the texts with a word, a suggested code or a code of coding rules, in all texts or among a group of people.

use analysis::coding::frame::{Code, CodingFrame};
use analysis::coding::stance::Stance;
use analysis::text::associated::{Associated, AssociatedOptions, SortBy, associated};
use analysis::text::terms::Term;
use analysis::text::units::Unit;

use super::Found;
use super::by_unit::{ByUnit, by_unit};
use super::listing::{
    Answer, Entry, Listing, count, figure, no_word, not_found, share, text, too_few, written,
};
use super::query::Asked;
use super::told::{told, told_of_codes};
use crate::pages::explore::groups::{Group, choices, chosen, narrowed};
use crate::pages::explore::selection::{least_people, may_see_groups};
use crate::pages::explore::texts::theme_label;
use crate::pages::explore::themes::documents_coded;
use crate::pages::explore::units;
use crate::view::figure::{ColumnView, column, join};
use crate::view::form::ChoiceView;

/// What the list can be sorted by: Jaccard's coefficient first, as KH Coder does.
const SORTS: &[(&str, SortBy)] = &[
    ("jaccard", SortBy::Jaccard),
    ("dice", SortBy::Dice),
    ("simpson", SortBy::Simpson),
    ("ochiai", SortBy::Ochiai),
    ("difference", SortBy::Difference),
    ("ratio", SortBy::Ratio),
    ("log_likelihood", SortBy::LogLikelihood),
    ("chi_square", SortBy::ChiSquare),
];

/// The texts that words are sought for, and among which.
struct Condition {
    /// The code, as a condition of lists of texts: `theme`, `stance` or `rule`, and its key.
    code: Option<(&'static str, String)>,
    /// The people who alone are looked at.
    group: Option<Group>,
    /// The texts that meet it, whoever wrote them.
    texts: Vec<u32>,
    /// The texts among which words are counted.
    among: Vec<u32>,
    /// Those of them that meet it.
    within: Vec<u32>,
    /// What is counted.
    unit: Unit,
}

impl Condition {
    /// Whether it is a code of coding rules.
    fn is_ruled(&self) -> bool {
        self.code.as_ref().is_some_and(|(kind, _)| *kind == "rule")
    }
}

/// The words that are typical of the texts that meet the condition.
///
/// # Errors
/// When a table of words and groups cannot be made, or the shipped codes are malformed, which a test excludes.
pub fn find(asked: &Asked) -> anyhow::Result<Found> {
    let query = &asked.query;
    let (sort, sort_by) =
        SORTS.iter().find(|(key, _)| *key == query.sort).copied().unwrap_or(("jaccard", SortBy::Jaccard));
    let keys: Vec<&str> = SORTS.iter().map(|(key, _)| *key).collect();
    let codes = CodingFrame::shipped()?;
    let groups = choices(&asked.reading);
    let condition = condition(asked, &codes);
    let code = condition.code.as_ref().map(|(name, key)| format!("{name}:{key}")).unwrap_or_default();
    let group = if condition.group.is_some() { query.group.as_str() } else { "" };
    let mut inputs = vec![
        asked.word_input("explore-kwic-word"),
        asked.list("code", "lookup-code", &code, code_choices(asked, &codes), "lookup-code-none"),
        asked.list("group", "lookup-among", group, groups, "lookup-among-all"),
        asked.class_input("lookup-class-content"),
        asked.value_input("sort", "lookup-sort", sort, &keys, |key| format!("lookup-score-{key}")),
    ];
    if units::may_choose(&asked.reading.dataset) {
        let names = units::NAMED.map(|(name, _)| name);
        let (unit, label) = (condition.unit.name(), |name: &str| format!("explore-unit-choice-{name}"));
        inputs.push(asked.value_input("unit", "multivariate-field-unit", &unit, &names, label));
    }
    let answer = answer(asked, &condition, &codes, sort_by)?;
    inputs.extend(asked.denied_input());
    Ok(Found { inputs, said: Vec::new(), further: None, answer })
}

fn code_choices(asked: &Asked, codes: &CodingFrame) -> Vec<ChoiceView> {
    let stance = |stance: Stance| ChoiceView {
        value: format!("stance:{}", stance.key()),
        label: asked.say(&format!("common-stance-{}", stance.key())),
    };
    let theme = |code: &Code| ChoiceView {
        value: format!("theme:{}", code.code),
        label: theme_label(codes, &code.code, asked.lang()),
    };
    let rule = |name: &String| ChoiceView { value: format!("rule:{name}"), label: format!("＊{name}") };
    let suggested = Stance::ALL.into_iter().map(stance).chain(codes.codes.iter().map(theme));
    suggested.chain(asked.rules.names.iter().map(rule)).collect()
}

fn condition(asked: &Asked, codes: &CodingFrame) -> Condition {
    let reading = &asked.reading;
    let code = asked.query.code.split_once(':').and_then(|(name, key)| match name {
        "theme" if codes.code(key).is_some() => Some(("theme", key.to_owned())),
        "stance" if Stance::ALL.iter().any(|stance| stance.key() == key) => Some(("stance", key.to_owned())),
        "rule" if asked.rules.chosen.is_some() => Some(("rule", key.to_owned())),
        _ => None,
    });
    let everybody: Vec<u32> = (0..).zip(&reading.writings).map(|(place, _)| place).collect();
    let coded = code.as_ref().map(|(name, key)| match *name {
        "rule" => asked.rules.chosen.as_ref().map(|rule| rule.people.clone()).unwrap_or_default(),
        "theme" => documents_coded(reading, "", key),
        _ => documents_coded(reading, key, ""),
    });
    let worded = (!asked.query.word.trim().is_empty()).then(|| asked.documents());
    let mut texts = worded.or_else(|| coded.clone()).unwrap_or_default();
    if let Some(coded) = &coded {
        texts.retain(|text| coded.binary_search(text).is_ok());
    }
    let group = chosen(reading, &asked.query.group);
    let among = match &group {
        Some(group) => group.groups.of(group.value()),
        None => everybody,
    };
    let within = texts.iter().copied().filter(|text| among.binary_search(text).is_ok()).collect();
    Condition { code, group, texts, among, within, unit: units::chosen(&reading.dataset, &asked.query.unit) }
}

fn answer(
    asked: &Asked,
    condition: &Condition,
    codes: &CodingFrame,
    sort_by: SortBy,
) -> anyhow::Result<Answer> {
    if condition.code.is_none() && asked.query.word.trim().is_empty() {
        return Ok(no_word(asked));
    }
    if is_rule_joined(asked, condition) {
        let (title, text) = (asked.say("lookup-rule-joined"), asked.say("lookup-rule-joined-text"));
        return Ok(Answer::Nothing { title, text });
    }
    let is_small = [&condition.texts, &condition.within, &condition.among]
        .iter()
        .any(|texts| asked.is_small(texts.len()));
    if condition.within.is_empty() || is_small || is_rule_withheld(asked) {
        return Ok(nothing(asked));
    }
    let options = AssociatedOptions {
        sort_by,
        left_out: asked.lemmas.clone(),
        limit: usize::MAX,
        ..AssociatedOptions::standard()
    };
    let Some(ByUnit { terms, n, within }) = counted(asked, condition)? else { return Ok(nothing(asked)) };
    let mut found = associated(&terms, &within, u32::try_from(n).unwrap_or(u32::MAX), &options);
    found.retain(|row| !asked.is_small(row.documents.len()));
    if condition.is_ruled() {
        found.retain(|row| !has_few_others(asked, row, (n, within.len())));
    }
    if found.is_empty() {
        return Ok(too_few(asked));
    }
    let longest = AssociatedOptions::standard().limit;
    let args = [
        ("n", n.to_string()),
        ("within", within.len().to_string()),
        ("words", found.len().to_string()),
        ("limit", longest.min(found.len()).to_string()),
        ("class", asked.class_words()),
        ("unit", units::name(&asked.reading.dataset, condition.unit)),
    ];
    let key = match condition.unit {
        Unit::Person => "lookup-associated-note",
        _ => "lookup-associated-note-units",
    };
    found.truncate(longest);
    Ok(Answer::Table(Listing {
        caption: asked.say_with("lookup-associated-caption", &[("what", what(asked, condition, codes))]),
        note: join(&[asked.say_with(key, &args), left_out(asked, condition)], asked.lang()),
        columns: columns(asked, condition.unit),
        rows: found.iter().map(|found| row(asked, condition, found)).collect(),
    }))
}

/// Which words are not in the list, in words; empty where all are.
fn left_out(asked: &Asked, condition: &Condition) -> String {
    match least_people(&asked.reading.dataset) {
        least if least > 1 && condition.is_ruled() => {
            asked.say_with("lookup-rule-few", &[("least", least.to_string())])
        }
        _ => asked.few_left_out(),
    }
}

/// Whether a code of the rules is asked for together with a word or a group, where small numbers are protected. How many of those who
/// have the code use the word follows from it, and so does how few of them do not: the page of rules tells neither.
fn is_rule_joined(asked: &Asked, condition: &Condition) -> bool {
    let is_joined = condition.group.is_some() || !asked.query.word.trim().is_empty();
    asked.is_protected() && condition.is_ruled() && is_joined
}

/// Whether the page of coding rules withholds how many have the code that is asked for.
fn is_rule_withheld(asked: &Asked) -> bool {
    asked.rules.chosen.as_ref().is_some_and(|rule| rule.is_withheld)
}

/// Whether few people have the code and not the word, the word and not the code, or neither. Codes tell of those who do not have them, too.
fn has_few_others(asked: &Asked, row: &Associated, (n, within): (usize, usize)) -> bool {
    let (both, with_word) = (row.documents.len(), row.n_documents as usize);
    let neither = (n + both).saturating_sub(within + with_word);
    let others = [within.saturating_sub(both), with_word.saturating_sub(both), neither];
    others.into_iter().any(|n| asked.is_small(n))
}

/// No text meets the condition, or what meets it may not be told.
fn nothing(asked: &Asked) -> Answer {
    if asked.query.word.trim().is_empty() { too_few(asked) } else { not_found(asked) }
}

/// The words by what is counted; `None` where that may not be told.
fn counted(asked: &Asked, condition: &Condition) -> anyhow::Result<Option<ByUnit>> {
    if condition.unit != Unit::Person {
        let code = condition.code.as_ref().map(|(kind, key)| (*kind, key.as_str()));
        return Ok(Some(by_unit(asked, condition.unit, code, &condition.among)));
    }
    let (n, within) = (condition.among.len(), condition.within.clone());
    Ok(countable(asked, condition)?.map(|terms| ByUnit { terms, n, within }))
}

/// The words as the people who are looked at use them. Of a group outside internal work only those whose numbers, with the
/// condition and without, a protected table of all groups tells; `None` when it does not tell how many meet the condition.
fn countable(asked: &Asked, condition: &Condition) -> anyhow::Result<Option<Vec<Term>>> {
    let mut terms = asked.terms();
    let Some(group) = condition.group.as_ref().filter(|_| asked.is_protected()) else {
        return Ok(Some(narrowed(terms, &condition.among, 1)));
    };
    let dataset = &asked.reading.dataset;
    if condition.code.is_some()
        && !told_of_codes(dataset, &group.groups, &[&condition.texts])?.has_cells(0, group.place)
    {
        return Ok(None);
    }
    let least = asked.least_compared();
    terms.retain(|term| term.n_documents >= least);
    terms.truncate(asked.most_compared());
    let in_texts = |term: &Term| -> Vec<u32> {
        let documents = term.documents.iter().copied();
        documents.filter(|document| condition.texts.binary_search(document).is_ok()).collect()
    };
    let both: Vec<Vec<u32>> = terms.iter().map(in_texts).collect();
    let words = terms.iter().map(|term| term.documents.as_slice());
    let lists: Vec<&[u32]> =
        [condition.texts.as_slice()].into_iter().chain(words).chain(both.iter().map(Vec::as_slice)).collect();
    let told = told(dataset, &group.groups, &lists)?;
    if !told.has_sizes(group.place) || !told.has_cells(0, group.place) {
        return Ok(None);
    }
    let n = terms.len();
    let is_told =
        |place: usize| told.has_cells(1 + place, group.place) && told.has_cells(1 + n + place, group.place);
    let kept = terms.into_iter().enumerate().filter(|(place, _)| is_told(*place)).map(|(_, term)| term);
    Ok(Some(narrowed(kept.collect(), &condition.among, least)))
}

/// The condition in words.
fn what(asked: &Asked, condition: &Condition, codes: &CodingFrame) -> String {
    let mut parts = Vec::new();
    if !asked.query.word.trim().is_empty() {
        parts.push(asked.say_with("explore-criterion-word", &[("value", written(&asked.lemmas))]));
    }
    match &condition.code {
        Some(("theme", key)) => {
            let value = theme_label(codes, key, asked.lang());
            parts.push(asked.say_with("explore-criterion-theme", &[("value", value)]));
        }
        Some(("rule", key)) => {
            parts.push(asked.say_with("explore-criterion-rule", &[("value", key.clone())]));
        }
        Some((_, key)) => {
            let value = asked.say(&format!("common-stance-{key}"));
            parts.push(asked.say_with("explore-criterion-stance", &[("value", value)]));
        }
        None => {}
    }
    if let Some(group) = &condition.group {
        let key = format!("lookup-group-{}", group.groups.kind_of_code());
        parts.push(asked.say_with(&key, &[("label", group.label().to_owned())]));
    }
    parts.join(" × ")
}

fn columns(asked: &Asked, unit: Unit) -> Vec<ColumnView> {
    let words = ["explore-word", "explore-class"].map(|key| column(asked.say(key), false));
    let counted = [("unit", units::name(&asked.reading.dataset, unit))];
    let numbers = match unit {
        Unit::Person => ["lookup-both", "lookup-both-share", "lookup-all", "lookup-all-share"],
        _ => ["lookup-both-units", "lookup-both-share", "lookup-all-units", "lookup-all-share"],
    };
    let measures = SORTS.iter().map(|(key, _)| column(asked.say(&format!("lookup-score-{key}")), true));
    let numbers = numbers.map(|key| column(asked.say_with(key, &counted), true));
    words.into_iter().chain(numbers).chain(measures).collect()
}

fn row(asked: &Asked, condition: &Condition, found: &Associated) -> Vec<Entry> {
    let of_word = asked.apart.written(&found.lemma, found.class);
    let word = [("word", of_word.as_str()), ("class", found.class)];
    let phrase = written(&asked.lemmas);
    let group: Vec<(&str, &str)> = condition.group.iter().flat_map(Group::conditions).collect();
    let mut coded = vec![("with", phrase.as_str())];
    coded.extend(condition.code.as_ref().map(|(name, key)| (*name, key.as_str())));
    // Lists of the texts of a group or with a code would undo what tables withhold.
    let may_follow = may_see_groups(&asked.reading.dataset);
    let link = |conditions: &[(&str, &str)], is_open: bool| {
        if is_open || may_follow { asked.texts_href(conditions) } else { String::new() }
    };
    let is_everybody = condition.group.is_none();
    let unit = condition.unit.name();
    let counted = [("unit", if condition.unit == Unit::Person { "" } else { unit.as_str() })];
    let both = [&word[..], &coded[..], &group[..], &counted[..]].concat();
    let all = [&word[..], &group[..], &counted[..]].concat();
    let measures = &found.measures;
    vec![
        text(found.lemma.clone(), asked.kwic_href(&found.lemma, found.class)),
        text(asked.say(&format!("word-class-{}", found.class)), String::new()),
        count(found.documents.len(), link(&both, is_everybody && condition.code.is_none())),
        share(Some(found.share_within)),
        count(found.n_documents as usize, link(&all, is_everybody)),
        share(Some(found.share)),
        figure(Some(measures.jaccard), 3),
        figure(Some(measures.dice), 3),
        figure(Some(measures.simpson), 3),
        figure(Some(measures.ochiai), 3),
        figure(Some(measures.difference), 3),
        figure(Some(measures.ratio), 3),
        figure(Some(measures.log_likelihood), 3),
        figure(Some(measures.chi_square), 3),
    ]
}
