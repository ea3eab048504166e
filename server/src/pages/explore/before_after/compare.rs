//! Two questionnaires set against each other, question by question.

use analysis::table::Count;
use analysis::table::changes::{ChangeKind, Changes, Height};
use analysis::table::suppress::Protected;
use surveys::id::QuestionnaireId;

use super::Couple;
use crate::dataset::Dataset;
use crate::dataset::pairs::{Asked, Pairs, changes, pairs};
use crate::i18n::{self, Lang};
use crate::pages::explore::selection::is_withheld;
use crate::pages::explore::shared::apart::{Apart, apart, of_choice};
use crate::pages::explore::shared::{Asking, Shared};
use crate::view::tested::{TestLine, change_line};

/// What came of it.
pub(super) struct Comparison {
    /// People who are known again.
    pub n_pairs: Count,
    /// Codes that several people have.
    pub n_ambiguous: Count,
    /// What people said before and after: the words of the question, or of one choice, and how many moved.
    pub moves: Vec<(String, Protected<Changes>)>,
    /// Tests of people with themselves, each behind its counts in words.
    pub paired: Vec<(String, TestLine)>,
    /// Tests of all answers.
    pub apart: Vec<Apart>,
}

/// What the same people said before or after, in one figure.
#[derive(Clone, Copy)]
pub enum Said {
    /// How many gave an answer, and their share of all pairs.
    Share(Count, Option<f64>),
    /// How high a scale was.
    Height(Height),
    /// Withheld with the numbers that it follows from.
    Withheld,
    /// There is nobody who said something.
    Nothing,
}

/// What the same people said before and after: how many gave an answer, from the counts that are told, or how high a scale was.
pub fn both_times(changes: &Changes) -> [Said; 2] {
    match (changes.kind, changes.parts.as_slice()) {
        (ChangeKind::YesNo, [always, lost, gained, _]) => [lost, gained].map(|once| {
            let n = always.shown().zip(once.shown()).map(|(always, once)| always + once);
            let share = n.zip(changes.pairs.shown().filter(|pairs| *pairs > 0));
            let share = share.map(|(n, pairs)| n as f64 / pairs as f64);
            Said::Share(n.map_or(Count::Hidden, Count::Shown), share)
        }),
        (ChangeKind::Scale, _) if changes.pairs == Count::Shown(0) => [Said::Nothing; 2],
        (ChangeKind::Scale, _) => changes.heights.map_or([Said::Withheld; 2], |both| both.map(Said::Height)),
        (ChangeKind::YesNo, _) => [Said::Nothing; 2],
    }
}

/// Compares everything that two questionnaires both ask.
pub(super) fn compare(
    dataset: &Dataset,
    shared: &[Shared<'_>],
    couple: &Couple<'_>,
) -> anyhow::Result<Comparison> {
    let pairs = pairs(couple.before, couple.after);
    let by = couple.title(dataset.lang);
    let count = |n: usize| if is_withheld(dataset, n) { Count::Hidden } else { Count::Shown(n) };
    let mut found = Comparison {
        n_pairs: count(pairs.pairs.len()),
        n_ambiguous: count(pairs.n_ambiguous),
        moves: Vec::new(),
        paired: Vec::new(),
        apart: Vec::new(),
    };
    for question in shared.iter().filter(|question| !question.is_consent()) {
        let of = |id: QuestionnaireId| question.askings.iter().find(|asking| asking.fielded.id == id);
        let (Some(before), Some(after)) = (of(couple.before.id), of(couple.after.id)) else { continue };
        if !pairs.pairs.is_empty() {
            let moves = moves(dataset, &question.label, &pairs, (before, after))?;
            let line = |(what, changes): &(String, Protected<Changes>)| {
                (counts(changes.table(), dataset.lang), change_line(what, &by, changes, dataset.lang))
            };
            found.paired.extend(moves.iter().map(line));
            found.moves.extend(moves);
        }
        found.apart.extend(apart(&question.label, &by, (before, after), dataset.lang)?);
    }
    Ok(found)
}

/// People compared with themselves: the question once, or each choice.
fn moves(
    dataset: &Dataset,
    label: &str,
    pairs: &Pairs<'_>,
    (before, after): (&Asking<'_>, &Asking<'_>),
) -> anyhow::Result<Vec<(String, Protected<Changes>)>> {
    let before = Asked { table: before.table, variable: before.variable };
    let after = Asked { table: after.table, variable: after.variable };
    let named = |(choice, changes): (Option<String>, Protected<Changes>)| {
        let what = choice.map_or_else(|| label.to_owned(), |choice| of_choice(label, &choice, dataset.lang));
        (what, changes)
    };
    Ok(changes(dataset, pairs, before, after)?.into_iter().map(named).collect())
}

/// The counts that a test of pairs follows from, in words.
fn counts(changes: &Changes, lang: Lang) -> String {
    let (key, names): (&str, &[&str]) = match changes.kind {
        ChangeKind::YesNo => ("explore-changes-yes-no", &["yes", "lost", "gained", "no"]),
        ChangeKind::Scale => ("explore-changes-scale", &["fell", "same", "rose"]),
    };
    let counts = changes.parts.iter().map(Count::to_string);
    let args: Vec<(&str, String)> = names.iter().copied().zip(counts).collect();
    i18n::text(lang.code(), key, &args)
}
