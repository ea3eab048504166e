//! The variables of a questionnaire over all its versions, without those of which nothing is told.

use std::collections::HashSet;

use surveys::questionnaire::union::{self, Joined};

use super::Fielded;
use crate::i18n::Lang;

impl Fielded {
    /// The variables of all versions that have responses, and of the newest, without those of panels and rows that
    /// nobody has filled in, and those that would tell few who answered between two versions ([`super::apart::between`]).
    pub fn variables(&self, lang: Lang) -> Vec<Joined> {
        let all = self.all_variables(lang).into_iter();
        all.filter(|joined| !self.untold.has(joined)).collect()
    }

    /// Those of them of which nothing is told, since few of those who are counted were asked them, or were not.
    pub fn untold_variables(&self, lang: Lang) -> Vec<Joined> {
        if self.untold.is_empty() {
            return Vec::new();
        }
        self.all_variables(lang).into_iter().filter(|joined| self.untold.has(joined)).collect()
    }

    pub(super) fn all_variables(&self, lang: Lang) -> Vec<Joined> {
        let joined = union::union(&self.union_versions(), lang.code());
        let filled = self.responses.iter().map(|response| union::Filled {
            version: response.version,
            answers: &response.answers,
            unreadable: &response.unreadable,
        });
        union::present(joined, filled)
    }

    /// The questions of each version that any version marks as saying who a person is.
    pub fn identifying(&self) -> Vec<HashSet<String>> {
        union::identifying(&self.union_versions())
    }

    fn union_versions(&self) -> Vec<union::Version<'_>> {
        let answered: HashSet<usize> = self.responses.iter().map(|response| response.version).collect();
        let newest = self.versions.len().saturating_sub(1);
        let versions = self.versions.iter().enumerate();
        versions
            .map(|(at, version)| union::Version {
                number: version.number,
                definition: &version.definition,
                is_counted: at == newest || answered.contains(&at),
            })
            .collect()
    }
}
