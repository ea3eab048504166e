//! Agency kinds as the side of tables: what they are called, and which of them are counted together (decision 47).

use analysis::table::suppress::{Disclosure, WithheldGroups};
use analysis::table::{Kind, ValueLabel, Variable};
use surveys::questionnaire::variable::{self, VariableKind};
use surveys::stakeholder::agency_kind::AGENCY_KINDS;

use super::against::withheld_groups;
use super::{AnswerTable, By, KIND};
use crate::dataset::listed::{few_listed, unlisted_kinds};
use crate::dataset::{Dataset, Fielded, Response, SEVERAL_KINDS, strings};
use crate::i18n::{self, Lang};

/// Code of kinds that are counted together. No kind has it.
pub const OTHER_KINDS: &str = "other";

/// The kinds that tables of a questionnaire's questions count together: those that all tables of these people withhold. None in
/// internal work, nor where no kind would be left beside them.
#[derive(Default)]
pub(super) struct Pool {
    kinds: WithheldGroups,
}

impl Pool {
    pub(super) fn of(dataset: &Dataset, fielded: &Fielded) -> Pool {
        let own: Vec<Option<String>> = fielded.responses.iter().map(Response::kind).collect();
        let kinds = withheld_groups(dataset, &own, &few_listed(dataset, fielded, By::Kind));
        let is_any_told = own.iter().flatten().any(|kind| !kinds.contains(kind));
        if is_any_told { Pool { kinds } } else { Pool::default() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kinds == WithheldGroups::default()
    }

    /// What a kind is counted as.
    pub(super) fn counted_as(&self, kind: Option<String>) -> Option<String> {
        kind.map(|kind| if self.kinds.contains(&kind) { OTHER_KINDS.to_owned() } else { kind })
    }
}

/// All kinds as a variable, without those that are counted together.
pub(super) fn kind_variable(lang: Lang) -> Variable {
    Variable {
        name: KIND.to_owned(),
        label: i18n::plain(lang, "table-kind"),
        kind: Kind::Single,
        values: AGENCY_KINDS
            .iter()
            .map(|kind| label(kind.code, lang))
            .chain([label(SEVERAL_KINDS, lang)])
            .collect(),
    }
}

fn label(code: &str, lang: Lang) -> ValueLabel {
    ValueLabel { value: code.to_owned(), label: kind_name(lang, code) }
}

/// The name of an agency kind, of "several" or of other ones, for people who do not know the short ones.
pub fn full_kind_name(lang: Lang, code: &str) -> String {
    named(lang, &format!("agency-kind-{code}"), code)
}

/// The short name of an agency kind, of "several" or of other ones.
pub fn kind_name(lang: Lang, code: &str) -> String {
    named(lang, &format!("agency-kind-{code}-short"), code)
}

/// A code from an address may be of no kind at all.
fn named(lang: Lang, key: &str, code: &str) -> String {
    i18n::lookup(lang.code(), key, &[]).unwrap_or_else(|| code.to_owned())
}

impl AnswerTable<'_> {
    /// What a value of the area or kind is counted as in tables of questions.
    pub(super) fn counted_as(&self, by: By, value: Option<String>) -> Option<String> {
        match by {
            By::Region => value,
            By::Kind => self.pool.counted_as(value),
        }
    }

    /// The kinds that are counted together as a value, behind all others.
    pub(super) fn other_kinds(&self, lang: Lang) -> Option<ValueLabel> {
        (!self.pool.is_empty()).then(|| label(OTHER_KINDS, lang))
    }

    /// The areas or kinds that a question's table withholds. Kinds that are counted together are a group, withheld where few of them
    /// gave an answer, and where none did: of those with few agencies on the list this would be told of each.
    pub(super) fn withheld_rows(
        &self,
        dataset: &Dataset,
        question: &variable::Variable,
        by: By,
    ) -> WithheldGroups {
        let least = match dataset.disclosure() {
            Disclosure::Protected { min_cell, .. } if by == By::Kind && !self.pool.is_empty() => min_cell,
            _ => return self.withheld_groups(dataset, by),
        };
        let joined = self.joined(question);
        let has_answered = |response: &&Response| {
            let is_other = response.kind().is_some_and(|kind| self.pool.kinds.contains(&kind));
            let is_given = joined.is_some_and(|joined| {
                response.asked(joined).is_some()
                    && !response.is_unreadable(joined)
                    && !strings(response.value(joined)).is_empty()
            });
            is_other && is_given
        };
        let n = self.fielded.responses.iter().filter(has_answered).count();
        (n < least).then(|| OTHER_KINDS.to_owned()).into_iter().collect()
    }

    /// Whether nothing is told of a question by area or kind: outside internal work there are no areas by kind; where kinds are
    /// counted together, a question for several kinds would tell one by one how many of these there are; and where kinds are on no list,
    /// it would tell whether somebody of several kinds named one.
    pub(super) fn is_untold(&self, dataset: &Dataset, question: &variable::Variable, by: By) -> bool {
        let is_untold = |own: By| {
            own != by || by == By::Kind && (!self.pool.is_empty() || self.has_untold_kinds(dataset, question))
        };
        dataset.disclosure() != Disclosure::Internal && self.asks_for(question).is_some_and(is_untold)
    }

    /// Whether a question for several kinds is set against nothing, since it would tell whether somebody of several kinds named one that
    /// is on no list, and what else they said.
    pub(super) fn has_untold_kinds(&self, dataset: &Dataset, question: &variable::Variable) -> bool {
        dataset.disclosure() != Disclosure::Internal
            && question.kind == VariableKind::Multiple
            && self.asks_for(question) == Some(By::Kind)
            && !unlisted_kinds(dataset, self.fielded).is_empty()
    }

    /// Says which kinds a table by kind counts together; empty where it counts none so, or is by something else.
    pub fn other_kinds_note(&self, by: Option<By>, lang: Lang) -> String {
        if by != Some(By::Kind) || self.pool.is_empty() {
            return String::new();
        }
        let own = self.kinds.values.iter().filter(|kind| self.pool.kinds.contains(&kind.value));
        let named: Vec<String> = own.map(|kind| full_kind_name(lang, &kind.value)).collect();
        let kinds = named.join(&i18n::plain(lang, "list-separator"));
        i18n::text(lang.code(), "table-other-kinds", &[("kinds", kinds)])
    }
}
