//! Words that are in no number outside internal work: who was asked for them is known by an answer, or a version, of which nothing is told,
//! so that how many wrote them would tell it (decision 49). They can be read by whoever codes texts, and quoted.

use std::collections::BTreeSet;

use surveys::privacy::consent::Purpose;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::followed::followed;
use surveys::questionnaire::union::Joined;

use super::tables::answer_table;
use super::{Dataset, Fielded};
use crate::i18n;

/// The kind of the questions whose answers are read as words.
pub(super) const WORDS: &str = "comment";

impl Dataset {
    /// The questions of a questionnaire whose words are in no number for this purpose. Of a part of the data no table can be made: all
    /// that not everybody was asked are among them.
    pub(super) fn untold_words(&self, fielded: &Fielded) -> Vec<Joined> {
        if self.purpose == Purpose::Internal {
            return Vec::new();
        }
        let of_some = self.words_of_some(fielded);
        if of_some.is_empty() || self.is_part {
            return of_some;
        }
        let table = answer_table(self, fielded);
        let min_cell = self.survey.min_cell();
        // What cannot be counted is not told either.
        let is_untold = |joined: &Joined| {
            is_few_on_a_side(fielded, joined, min_cell)
                || table.is_untold_follow_up(self, joined).unwrap_or(true)
        };
        of_some.into_iter().filter(is_untold).collect()
    }

    /// The questions for words that some respondents were not asked, by a condition or by their version.
    pub(super) fn words_of_some(&self, fielded: &Fielded) -> Vec<Joined> {
        let conditional: Vec<BTreeSet<String>> =
            fielded.versions.iter().map(|version| conditional_words(&version.definition)).collect();
        if conditional.iter().all(BTreeSet::is_empty) && (self.is_part || fielded.versions.len() < 2) {
            return Vec::new();
        }
        let is_of_some = |joined: &Joined| {
            let mut own = fielded.versions.iter().zip(&conditional).enumerate().filter_map(
                |(at, (version, conditional))| {
                    let name = &joined.own(at)?.question;
                    asks_for_words(&version.definition, name).then(|| conditional.contains(name))
                },
            );
            let is_asked_for = own.clone().next().is_some();
            is_asked_for && (own.any(|is_conditional| is_conditional) || !self.is_part && !joined.is_in_all())
        };
        fielded.all_variables(self.lang).into_iter().filter(is_of_some).collect()
    }

    /// What the questions are called whose words are in no number for this purpose, in the order of the survey, to be put between quotation
    /// marks; empty for none.
    pub fn untold_words_named(&self) -> String {
        let mut named: Vec<String> = Vec::new();
        for joined in self.fielded.iter().flat_map(|fielded| self.untold_words(fielded)) {
            if !named.contains(&joined.variable.label) {
                named.push(joined.variable.label);
            }
        }
        named.join(&i18n::plain(self.lang, "quoted-separator"))
    }
}

/// The names of the questions for words that a condition decides about.
fn conditional_words(definition: &Definition) -> BTreeSet<String> {
    let followed = followed(definition);
    let questions = definition.questions().into_iter();
    let words =
        questions.filter(|question| question.kind.name == WORDS && followed.contains_key(&question.name));
    words.map(|question| question.name.clone()).collect()
}

fn asks_for_words(definition: &Definition, name: &str) -> bool {
    definition.questions().iter().any(|question| question.kind.name == WORDS && question.name == name)
}

/// Whether few were asked, or all but few: what is counted of words by an answer, beside who gave it, would tell of these.
fn is_few_on_a_side(fielded: &Fielded, joined: &Joined, min_cell: usize) -> bool {
    let n_asked = fielded.responses.iter().filter(|response| response.asked(joined).is_some()).count();
    [n_asked, fielded.responses.len() - n_asked].into_iter().any(|n| (1..min_cell).contains(&n))
}
