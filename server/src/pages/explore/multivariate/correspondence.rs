//! Which words or codes go with which areas, kinds, waves or answers: correspondence analysis.
//!
//! Internal work counts how often words occur. Elsewhere people are counted (decision 2), which the tables of words tell anyway: beside these,
//! occurrences would tell of which area the one person is who repeats a word.

use analysis::chart::Caption;
use analysis::chart::biplot::{Named, Plot, of_correspondence};
use analysis::multivariate::correspondence::columns::Columns;
use analysis::multivariate::correspondence::{
    Correspondence, MOST_COMPARED, MOST_WORDS, Scaling, USUAL_WORDS, most_different,
};
use analysis::multivariate::{NotComputed, Sparse};
use analysis::text::matrix::{by_group, counts, having, lengths, total_by_group};

use super::form::{Field, denied, denied_note, listed, number as number_field, of, select, usual_number};
use super::groups::{FEWEST, Groups, asked, groups, title};
use super::missing::Missing;
use super::numbers::{Entry, NumberTable};
use super::picture::Picture;
use super::things::{Things, things};
use super::{Outcome, Source, number};
use crate::pages::explore::attribute::choices;
use crate::pages::explore::groups::Groups as Parted;
use crate::pages::explore::lookup::query::MOST_PROTECTED;
use crate::pages::explore::lookup::told::{Told, told, told_of_codes, told_of_rules};
use crate::pages::explore::selection::least_people;
use crate::view::figure::{ColumnView, column, join};

fn scaling(source: &Source) -> (Scaling, (&'static str, &'static str)) {
    match source.query.scaling.as_str() {
        "root" => (Scaling::Root, SCALINGS[1]),
        "standard" => (Scaling::Standard, SCALINGS[2]),
        _ => (Scaling::Principal, SCALINGS[0]),
    }
}

const SCALINGS: [(&str, &str); 3] = [
    ("principal", "multivariate-scaling-principal"),
    ("root", "multivariate-scaling-root"),
    ("standard", "multivariate-scaling-standard"),
];

/// What can be set.
pub fn fields(source: &Source) -> Vec<Field> {
    let bys = choices(&source.reading.dataset, &source.reading.writings);
    let others = vec![
        listed(source, "by", &asked(source).code, bys),
        number_field(source, "least", &source.query.least),
        usual_number(source, "most", &source.query.most, &[("words", USUAL_WORDS)]),
        select(source, "scaling", scaling(source).1.0, &SCALINGS),
    ];
    [of(source)].into_iter().chain(denied(source)).chain(others).collect()
}

/// The table of groups and words, or codes, that is analysed, and what it gives.
struct Analysed {
    /// The words or codes, in the order of the columns.
    words: Things,
    groups: Groups,
    found: Correspondence,
    /// What is counted of each group: tokens that are one of the words, or people with each of the words or codes, added up.
    group_totals: Vec<f64>,
    /// How often each word occurs, or how many people used it; of a code how many texts have it.
    word_totals: Vec<f64>,
    /// How many people of the groups used each word, as far as its cells are told.
    word_people: Vec<usize>,
}

/// The analysis.
pub fn analyse(source: &Source) -> Result<Outcome, Missing> {
    let parted = asked(source);
    let compared = things(source, most_compared(source));
    let told = told_of(source, &parted, &compared)?;
    let groups = groups(source, &parted, &told);
    if groups.groups.len() < 2 {
        return Err(NotComputed::TooFew.into());
    }
    let analysed = table(source, compared, groups, &told)?;
    Ok(Outcome {
        note: note(source, &parted, &analysed),
        warnings: warnings(source, &analysed),
        picture: picture(source, &analysed),
        tables: vec![
            inertia_table(source, &analysed),
            group_table(source, &analysed),
            word_table(source, &analysed),
        ],
    })
}

/// Among how many words those that differ most are looked for.
fn most_compared(source: &Source) -> usize {
    if least_people(&source.reading.dataset) > 1 { MOST_PROTECTED } else { MOST_COMPARED }
}

/// Whether it is counted who used a word or has a code, and not how often: always of codes, of words outside internal work.
fn counts_people(source: &Source, are_words: bool) -> bool {
    !are_words || least_people(&source.reading.dataset) > 1
}

/// What tables of these words or codes by group tell; none can be made of very many groups.
fn told_of(source: &Source, parted: &Parted, compared: &Things) -> Result<Told, Missing> {
    let lists: Vec<&[u32]> = compared.terms.iter().map(|term| term.documents.as_slice()).collect();
    let dataset = &source.reading.dataset;
    let found = match compared.are_words {
        true => told(dataset, parted, &lists),
        false if source.are_rules() => told_of_rules(dataset, parted, &lists),
        false => told_of_codes(dataset, parted, &lists),
    };
    found.map_err(|_| NotComputed::TooMany.into())
}

fn table(source: &Source, compared: Things, groups: Groups, told: &Told) -> Result<Analysed, Missing> {
    let corpus = &source.reading.texts.corpus;
    let (n_groups, n_texts) = (groups.groups.len(), corpus.documents.len());
    let (of_texts, sizes) = match counts_people(source, compared.are_words) {
        true => (having(&compared.terms, n_texts), vec![1.0; n_texts]),
        false => (counts(corpus, &compared.terms), lengths(corpus)),
    };
    let mut rows = by_group(&of_texts, &groups.of_texts, n_groups);
    let n_before = n_cells(&rows);
    leave_out_withheld(&mut rows, &groups, told);
    if is_mostly_withheld(n_before, n_cells(&rows)) {
        return Err(Missing::MostlyWithheld);
    }
    let totals = total_by_group(&sizes, &groups.of_texts, n_groups);
    let most = number(&source.query.most, 2..=MOST_WORDS, USUAL_WORDS);
    let chosen = most_different(&rows, &totals, compared.terms.len(), most);
    let columns = Columns::of(&rows, &chosen);
    let found = columns.analysed()?;
    if least_people(&source.reading.dataset) > 1 && falls_apart(&found) {
        return Err(Missing::FallsApart);
    }
    let word_people = chosen.iter().map(|&word| n_people(&compared, &groups, told, word)).collect();
    let Columns { row_totals: group_totals, column_totals: word_totals, .. } = columns;
    let words = Things {
        terms: chosen.iter().filter_map(|&word| compared.terms.get(word)).cloned().collect(),
        links: chosen.iter().filter_map(|&word| compared.links.get(word)).cloned().collect(),
        ..compared
    };
    Ok(Analysed { words, groups, found, group_totals, word_totals, word_people })
}

/// People of the groups who used a word, of the cells alone that its occurrences are counted in: a sum of numbers that are told.
fn n_people(compared: &Things, groups: &Groups, told: &Told, word: usize) -> usize {
    let documents = compared.terms.get(word).map(|term| term.documents.as_slice()).unwrap_or_default();
    let is_counted = |document: &&u32| {
        let group = groups.of_texts.get(**document as usize).copied().flatten();
        group.and_then(|group| groups.groups.get(group)).is_some_and(|group| told.has_cell(word, group.place))
    };
    documents.iter().filter(is_counted).count()
}

/// Takes out the cells that tables by these groups withhold, the small ones and those that hide them: from the coordinates of few
/// groups counts could be found again, and small ones from what is left of how many people used a word.
fn leave_out_withheld(rows: &mut [Sparse], groups: &Groups, told: &Told) {
    for (row, group) in rows.iter_mut().zip(&groups.groups) {
        row.retain(|(word, _)| told.has_cell(*word as usize, group.place));
    }
}

/// Cells with a count.
fn n_cells(rows: &[Sparse]) -> usize {
    rows.iter().map(Vec::len).sum()
}

/// Whether more than a third of the cells with a count were taken out. What is left then shows where few people were, not who
/// uses which words. The share is our own.
fn is_mostly_withheld(n_before: usize, n_after: usize) -> bool {
    3 * n_before.saturating_sub(n_after) > n_before
}

/// Whether the table falls into parts without a word in common: their number is that of singular values of 1, the first,
/// trivial one apart (Greenacre 2007, appendix A).
fn falls_apart(found: &Correspondence) -> bool {
    found.singular_values.first().is_some_and(|largest| *largest >= 1.0 - 1e-9)
}

fn note(source: &Source, parted: &Parted, analysed: &Analysed) -> String {
    let n_texts = analysed.groups.of_texts.iter().flatten().count();
    let args = [
        ("attribute", title(source, parted)),
        ("texts", n_texts.to_string()),
        ("groups", analysed.groups.groups.len().to_string()),
        ("least", analysed.words.least.to_string()),
        ("words", analysed.words.terms.len().to_string()),
        ("inertia", format!("{:.3}", analysed.found.inertia)),
        ("scaling", source.say(scaling(source).1.1)),
    ];
    let key = match (analysed.words.are_words, counts_people(source, analysed.words.are_words)) {
        (false, _) => "multivariate-correspondence-note-codes",
        (true, false) => "multivariate-correspondence-note",
        (true, true) => "multivariate-correspondence-note-people",
    };
    let said = [
        source.say_with(key, &args),
        denied_note(source),
        parted.left_out(&source.reading.dataset),
        source.few_left_out("multivariate-correspondence-few"),
        few_left_out(source, analysed),
    ];
    join(&said, source.reading.dataset.lang)
}

/// Which groups are left out for being few, or for being of nobody knows where; empty for none.
fn few_left_out(source: &Source, analysed: &Analysed) -> String {
    let names = analysed.groups.named_out.join(&source.say("list-separator"));
    let args = [("least", FEWEST.to_string()), ("names", names.clone())];
    if names.is_empty() { names } else { source.say_with("multivariate-groups-few", &args) }
}

fn warnings(source: &Source, analysed: &Analysed) -> Vec<String> {
    let n = analysed.groups.n_left_out;
    let left_out = (n > 0).then(|| source.say_with("multivariate-groups-left-out", &[("n", n.to_string())]));
    let limit = [("n", most_compared(source).to_string()), ("beyond", analysed.words.n_beyond.to_string())];
    let limited = (analysed.words.n_beyond > 0)
        .then(|| source.say_with("multivariate-limited", &analysed.words.told(source, &limit)));
    let is_line = analysed.found.singular_values.len() < 2;
    left_out
        .into_iter()
        .chain(limited)
        .chain(is_line.then(|| source.say("multivariate-correspondence-line")))
        .collect()
}

fn picture(source: &Source, analysed: &Analysed) -> Picture {
    let words = analysed.words.terms.iter().zip(&analysed.words.links).zip(&analysed.word_totals);
    let words: Vec<Named> = words
        .map(|((term, links), total)| Named {
            label: term.lemma.clone(),
            weight: *total,
            href: links.contexts.clone(),
        })
        .collect();
    let groups = analysed.groups.groups.iter().zip(&analysed.group_totals);
    let groups: Vec<Named> = groups
        .map(|(group, total)| Named { label: group.label.clone(), weight: *total, href: group.href.clone() })
        .collect();
    let axes = [dimension(source, 1), dimension(source, 2)];
    let plot = Plot { dimensions: [0, 1], axes, scaling: scaling(source).0 };
    Picture::Biplot(of_correspondence(&analysed.found, &groups, &words, plot, Caption::default()))
}

fn dimension(source: &Source, number: usize) -> String {
    source.say_with("multivariate-dimension", &[("n", number.to_string())])
}

fn inertia_table(source: &Source, analysed: &Analysed) -> NumberTable {
    let found = &analysed.found;
    let row = |(place, value): (usize, &f64)| {
        let together: f64 = (0..=place).map(|dimension| found.share(dimension)).sum();
        vec![
            Entry::words(dimension(source, place + 1), ""),
            Entry::value(Some(*value)),
            Entry::value(Some(value.powi(2))),
            Entry::value(Some(found.share(place))),
            Entry::value(Some(together)),
        ]
    };
    NumberTable {
        key: "inertia",
        caption: source.say("multivariate-correspondence-inertia"),
        columns: vec![
            column(source.say("multivariate-dimension-head"), false),
            column(source.say("multivariate-singular-value"), true),
            column(source.say("multivariate-inertia"), true),
            column(source.say("multivariate-share"), true),
            column(source.say("multivariate-together"), true),
        ],
        rows: found.singular_values.iter().enumerate().map(row).collect(),
    }
}

/// Coordinates on the first two dimensions, then the contributions (0 to 1) to them: mass · standard coordinate².
fn coordinates(source: &Source, analysed: &Analysed, point: Option<&Vec<f64>>, total: f64) -> [Entry; 4] {
    let all: f64 = analysed.word_totals.iter().sum();
    let standard = point.map(Vec::as_slice).unwrap_or_default();
    let scaled = analysed.found.scaled(standard, scaling(source).0);
    let contribution = |place: usize| standard.get(place).map(|value| total / all * value.powi(2));
    [
        Entry::value(scaled.first().copied()),
        Entry::value(scaled.get(1).copied()),
        Entry::value(contribution(0)),
        Entry::value(contribution(1)),
    ]
}

fn coordinate_columns(source: &Source, analysed: &Analysed, name: &str) -> Vec<ColumnView> {
    let counted = match counts_people(source, analysed.words.are_words) {
        true => "multivariate-people-added-up",
        false => "explore-occurrences",
    };
    let contribution = |n: usize| source.say_with("multivariate-contribution", &[("n", n.to_string())]);
    vec![
        column(source.say(name), false),
        column(source.say("explore-people"), true),
        column(source.say(counted), true),
        column(dimension(source, 1), true),
        column(dimension(source, 2), true),
        column(contribution(1), true),
        column(contribution(2), true),
    ]
}

/// A sum of counts.
fn whole(total: f64) -> Entry {
    Entry::words(format!("{total:.0}"), "")
}

fn group_table(source: &Source, analysed: &Analysed) -> NumberTable {
    let groups = analysed.groups.groups.iter().zip(&analysed.group_totals).zip(&analysed.found.rows);
    let rows = groups.map(|((group, total), point)| {
        let first = [Entry::words(&group.label, ""), Entry::count(group.n_texts, &group.href), whole(*total)];
        first.into_iter().chain(coordinates(source, analysed, point.as_ref(), *total)).collect()
    });
    NumberTable {
        key: "groups",
        caption: source.say("multivariate-correspondence-groups"),
        columns: coordinate_columns(source, analysed, "multivariate-group"),
        rows: rows.collect(),
    }
}

fn word_table(source: &Source, analysed: &Analysed) -> NumberTable {
    let words = analysed.words.terms.iter().zip(&analysed.words.links).zip(&analysed.word_people);
    let words = words.zip(analysed.word_totals.iter().zip(&analysed.found.columns));
    let rows = words.map(|(((term, links), &n_people), (total, point))| {
        // The list has everybody who used the word: it is opened from their number alone.
        let is_everybody = n_people == term.n_documents as usize;
        let texts = if is_everybody { links.texts.as_str() } else { "" };
        let first =
            [Entry::words(&term.lemma, &links.contexts), Entry::count(n_people, texts), whole(*total)];
        first.into_iter().chain(coordinates(source, analysed, point.as_ref(), *total)).collect()
    });
    let (caption, name) = match analysed.words.are_words {
        true => ("multivariate-correspondence-words", "explore-word"),
        false => ("multivariate-correspondence-codes", "multivariate-thing"),
    };
    NumberTable {
        key: "words",
        caption: source.say(caption),
        columns: coordinate_columns(source, analysed, name),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use analysis::multivariate::correspondence::{DIMENSIONS, correspondence};

    use super::*;

    #[test]
    fn what_is_left_of_a_table_is_not_taken_for_the_table() {
        assert!(!is_mostly_withheld(0, 0) && !is_mostly_withheld(9, 9) && !is_mostly_withheld(9, 6));
        assert!(is_mostly_withheld(9, 5) && is_mostly_withheld(3, 0));
        assert_eq!(n_cells(&[vec![(0, 5.0), (3, 1.0)], vec![], vec![(1, 2.0)]]), 3);
    }

    #[test]
    fn parts_without_a_word_in_common_are_noticed() {
        let apart = [vec![(0, 5.0), (1, 4.0)], vec![(2, 6.0)], vec![(2, 2.0), (3, 7.0)]];
        assert!(falls_apart(&correspondence(&apart, 4, DIMENSIONS).unwrap()));
        let joined = [vec![(0, 5.0), (1, 4.0), (2, 1.0)], vec![(2, 6.0)], vec![(2, 2.0), (3, 7.0)]];
        assert!(!falls_apart(&correspondence(&joined, 4, DIMENSIONS).unwrap()));
        let alike = [vec![(0, 1.0), (1, 2.0)], vec![(0, 2.0), (1, 4.0)]];
        assert!(!falls_apart(&correspondence(&alike, 2, DIMENSIONS).unwrap()));
    }
}
