//! Words that are in no number outside internal work: who was asked for them is known by an answer or a version, so that how many wrote them,
//! in all or of a group, would tell of few (decision 49). The team reads and codes them, and they are quoted.

use std::collections::BTreeSet;

use surveys::privacy::consent::Purpose;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::followed::followed;
use surveys::questionnaire::union::Joined;
use surveys::questionnaire::words::{ruled_words, words};

use super::tables::answer_table;
use super::{Dataset, Fielded};
use crate::i18n;

impl Dataset {
    /// The questions of a questionnaire whose words are in no number for this purpose: those that not everybody was asked, and those that are
    /// compared with such a question of another wave, which would seem to have no words there. Words to a finding follow any answer about it, and
    /// nothing but themes is counted of them: of these they are told where a closed question would be.
    pub(super) fn untold_words(&self, fielded: &Fielded) -> Vec<Joined> {
        if self.purpose == Purpose::Internal {
            return Vec::new();
        }
        if fielded.takes_replies && !self.is_part {
            let table = answer_table(self, fielded);
            // What cannot be counted is not told either.
            let is_untold = |joined: &Joined| table.is_untold_follow_up(self, joined).unwrap_or(true);
            return self.words_of_some(fielded).into_iter().filter(is_untold).collect();
        }
        let is_compared =
            |other: &&Fielded| other.id == fielded.id || !other.takes_replies && other.wave != fielded.wave;
        let compared = self.fielded.iter().filter(is_compared);
        let of_some = compared.flat_map(|other| self.words_of_some(other));
        let shared: BTreeSet<String> = of_some.map(|joined| joined.shared_id).collect();
        if shared.is_empty() {
            return Vec::new();
        }
        let mut all = fielded.all_variables(self.lang);
        all.retain(|joined| {
            shared.contains(&joined.shared_id) && asked_by_version(fielded, joined).any(|name| name.is_some())
        });
        all
    }

    /// The questions for words that not everybody was asked, or not everybody alike: by a condition, or since a version lacks them. That is a
    /// version that somebody who is counted answered; of a part of the data any one.
    pub(super) fn words_of_some(&self, fielded: &Fielded) -> Vec<Joined> {
        let conditional: Vec<BTreeSet<String>> =
            fielded.versions.iter().map(|version| conditional_words(&version.definition)).collect();
        if conditional.iter().all(BTreeSet::is_empty) && fielded.versions.len() < 2 {
            return Vec::new();
        }
        let answered: BTreeSet<usize> = fielded.responses.iter().map(|response| response.version).collect();
        let is_meant = |at: usize| self.is_part || answered.contains(&at);
        let is_of_some = |joined: &Joined| {
            let asked: Vec<Option<&str>> = asked_by_version(fielded, joined).collect();
            let mut own = asked.iter().zip(&conditional).enumerate().filter(|(at, _)| is_meant(*at));
            let is_conditional =
                own.any(|(_, (name, conditional))| name.is_some_and(|name| conditional.contains(name)));
            let is_lacking = || match self.is_part {
                true => asked.contains(&None),
                false => fielded.responses.iter().any(|response| response.asked(joined).is_none()),
            };
            asked.iter().any(Option::is_some) && (is_conditional || is_lacking())
        };
        fielded.all_variables(self.lang).into_iter().filter(is_of_some).collect()
    }

    /// What the questions are called whose words are in no number for this purpose, in the order of the survey, to be put between quotation
    /// marks; empty for none.
    pub fn untold_words_named(&self) -> String {
        let mut named: Vec<String> = Vec::new();
        // Those of replies are counted in a section of their own, which has its own words.
        let asked = self.fielded.iter().filter(|fielded| !fielded.takes_replies);
        for joined in asked.flat_map(|fielded| self.untold_words(fielded)) {
            if !named.contains(&joined.variable.label) {
                named.push(joined.variable.label);
            }
        }
        named.join(&i18n::plain(self.lang, "quoted-separator"))
    }

    /// What is said of them, by the key of a sentence about `questions`; empty for none.
    pub fn untold_words_said(&self, key: &str) -> String {
        match self.untold_words_named() {
            none if none.is_empty() => none,
            questions => i18n::text(self.lang.code(), key, &[("questions", questions)]),
        }
    }
}

/// What each version calls the question for words that a variable is; None where it has no such question.
fn asked_by_version<'f>(fielded: &'f Fielded, joined: &'f Joined) -> impl Iterator<Item = Option<&'f str>> {
    fielded.versions.iter().enumerate().map(|(at, version)| {
        let name = joined.own(at).map_or(&joined.variable.question, |own| &own.question);
        words(&version.definition).any(|question| question.name == *name).then_some(name.as_str())
    })
}

/// The names of the questions for words that a rule or a trigger decides about: who is asked, who can or has to answer, and what they hold.
fn conditional_words(definition: &Definition) -> BTreeSet<String> {
    let followed = followed(definition);
    let followed = words(definition).filter(|question| followed.contains_key(&question.name));
    ruled_words(definition).into_iter().chain(followed).map(|question| question.name.clone()).collect()
}
