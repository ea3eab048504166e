//! Two questionnaires set against each other, question by question.

use analysis::table::Count;
use analysis::table::changes::{ChangeKind, Changes, Height};
use analysis::table::suppress::Protected;
use surveys::id::QuestionnaireId;

use super::Couple;
use crate::dataset::Dataset;
use crate::dataset::pairs::{Asked, Changed, Pairs, changes, pairs};
use crate::i18n::{self, Lang};
use crate::pages::explore::before_after::people;
use crate::pages::explore::selection::is_withheld;
use crate::pages::explore::shared::apart::{Apart, Naming, Topic, apart};
use crate::pages::explore::shared::{Asking, Shared};
use crate::view::tested::TestLine;
use crate::view::tested::changes::change_line;

/// What came of it.
pub(super) struct Comparison {
    /// People who are known again.
    pub n_pairs: Count,
    /// Codes that several people have.
    pub n_ambiguous: Count,
    /// People with themselves.
    pub paired: Vec<Paired>,
    /// All answers.
    pub apart: Vec<Apart>,
}

/// The same people before and after in one question, or in one choice of it.
pub struct Paired {
    /// What it is about.
    pub(super) topic: Topic,
    /// How many moved, in words.
    pub counts: String,
    /// The test.
    pub line: TestLine,
    /// How many moved.
    pub changes: Protected<Changes>,
    /// Where they are listed; empty where that may not be seen.
    pub(super) href: String,
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

/// Compares everything that two questionnaires both ask; `naming` is what sentences call it.
pub(super) fn compare(
    dataset: &Dataset,
    shared: &[Shared<'_>],
    couple: &Couple<'_>,
    naming: Naming,
) -> anyhow::Result<Comparison> {
    let pairs = pairs(couple.before, couple.after);
    let by = couple.title(dataset.lang);
    let count = |n: usize| if is_withheld(dataset, n) { Count::Hidden } else { Count::Shown(n) };
    let mut found = Comparison {
        n_pairs: count(pairs.pairs.len()),
        n_ambiguous: count(pairs.n_ambiguous),
        paired: Vec::new(),
        apart: Vec::new(),
    };
    for question in shared.iter().filter(|question| !question.is_consent()) {
        let Some((before, after)) = both(question, couple) else { continue };
        if !pairs.pairs.is_empty() {
            for Changed { choice, changes } in moves(dataset, &pairs, (before, after))? {
                let (value, label) = choice.unzip();
                let topic = Topic::of(after, label.as_deref(), dataset.lang);
                let what = naming.name(&question.label, &topic, label.as_deref(), dataset.lang);
                let line = change_line(&what, &by, &changes, dataset.lang);
                let counts = counts(changes.table(), dataset.lang);
                let href = people::of_question(dataset, couple, &after.variable.name, value.as_deref());
                found.paired.push(Paired { topic, counts, line, changes, href });
            }
        }
        found.apart.extend(apart(&question.label, &by, (before, after), naming, dataset.lang)?);
    }
    Ok(found)
}

/// People compared with themselves: the question once, or each choice.
fn moves(
    dataset: &Dataset,
    pairs: &Pairs<'_>,
    (before, after): (&Asking<'_>, &Asking<'_>),
) -> anyhow::Result<Vec<Changed>> {
    Ok(changes(dataset, pairs, asked(before), asked(after))?)
}

/// A question as both questionnaires ask it; None where one of them does not.
pub(super) fn both<'q, 'a>(
    question: &'q Shared<'a>,
    couple: &Couple<'_>,
) -> Option<(&'q Asking<'a>, &'q Asking<'a>)> {
    let of = |id: QuestionnaireId| question.askings.iter().find(|asking| asking.fielded.id == id);
    Some((of(couple.before.id)?, of(couple.after.id)?))
}

/// The question of one questionnaire.
pub(super) fn asked<'a>(asking: &Asking<'a>) -> Asked<'a> {
    Asked { table: asking.table, variable: asking.variable }
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
