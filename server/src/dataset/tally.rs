//! How many responses there are in each state, as it is told to whoever looks. Those who see no single response are told of a small
//! number that it is smaller than the threshold, of nought as well: whether somebody took an answer back is that person's own matter.
//! How many responses are without consent to what the data are for is told as it is (decision 51).

use std::collections::BTreeMap;
use std::iter::repeat_n;

use analysis::table::frequency::{Frequency, FrequencyOptions, frequency};
use analysis::table::suppress::{Disclosure, Protected, protect};
use analysis::table::{Column, ColumnData, Count, Kind, ValueLabel, Variable, frame};
use serde::Serialize;
use surveys::entity::state::{QuestionnaireState, ResponseState};
use surveys::entity::{questionnaire, survey};
use surveys::id::VersionId;
use surveys::store;

use super::{Dataset, Fielded, disclosure, purpose_of};
use crate::app::App;
use crate::auth::User;
use crate::error::Result;
use crate::i18n::{self, Lang};

/// Name of the column of [`numbered`].
const NUMBER: &str = "number";

/// Somebody who looks at numbers of responses to a survey.
pub struct Reader {
    lang: Lang,
    disclosure: Disclosure,
    min_cell: usize,
}

/// What data hold of the responses that were sent, in words.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Scope {
    /// How many they hold, with their unit.
    pub responses: String,
    /// How many they do not, for want of consent or since they are in no number, with their unit, and that there are more where some
    /// questionnaire's number is not told; empty where there is none.
    pub left_out: String,
    /// Beside others there are questionnaires of which they hold none, because few responses are allowed.
    pub has_few: bool,
    /// Of some questionnaire, or of the hearings, they leave out the few who allow one use alone.
    pub has_apart: bool,
}

/// The responses to a questionnaire.
pub struct Tally {
    /// Those that were sent and stand.
    pub submitted: Count,
    /// Those that were begun.
    pub in_progress: Count,
    /// Those that were taken back.
    pub withdrawn: Count,
    /// Those that were sent on each published version; None where none of these numbers is told.
    by_version: Option<BTreeMap<VersionId, Count>>,
}

impl Tally {
    /// How many were sent on a version.
    pub fn of_version(&self, id: VersionId) -> Count {
        self.by_version.as_ref().and_then(|told| told.get(&id).copied()).unwrap_or(Count::Hidden)
    }
}

impl Reader {
    /// The person who asks for a page, and the language of the page.
    pub fn of(user: &User, survey: &survey::Model, lang: Lang) -> Reader {
        Reader { lang, disclosure: disclosure(purpose_of(user), survey), min_cell: survey.min_cell() }
    }

    /// Whoever gets what is made of data: it tells no more than their purpose allows, whoever asks for it.
    pub fn of_data(dataset: &Dataset, lang: Lang) -> Reader {
        Reader { lang, disclosure: dataset.disclosure(), min_cell: dataset.survey.min_cell() }
    }

    /// What data hold. Of a questionnaire with few responses, or few that are allowed, they hold none, and nothing is told of the
    /// others: it would tell how few.
    pub fn scope(&self, dataset: &Dataset) -> Scope {
        let fielded = &dataset.fielded;
        let told = || fielded.iter().filter(|fielded| !fielded.is_few() && !self.sent(fielded).is_hidden());
        let n: usize = told().map(|fielded| fielded.responses.len()).sum();
        let n_sent: usize = told().map(|fielded| fielded.n_submitted).sum();
        let n_left_out = n_sent.saturating_sub(n);
        let has_few = told().count() < fielded.len();
        Scope {
            responses: if has_few && n == 0 {
                self.say("responses-not-told", self.min_cell)
            } else {
                self.words(Count::Shown(n))
            },
            left_out: match n_left_out {
                0 => String::new(),
                n if has_few => self.say("responses-n-and-untold", n),
                n => self.words(Count::Shown(n)),
            },
            has_few: has_few && n > 0,
            has_apart: dataset.has_apart(),
        }
    }

    /// How many answers to a questionnaire of the data came. That nobody has answered is no small number: pages and files say so in words
    /// where there is nothing to count.
    pub fn sent(&self, fielded: &Fielded) -> Count {
        if fielded.n_submitted == 0 { Count::Shown(0) } else { self.told(fielded.n_submitted) }
    }

    /// Whether small numbers are withheld.
    pub fn is_protected(&self) -> bool {
        self.disclosure != Disclosure::Internal
    }

    /// A number with its unit, or that it is small.
    pub fn words(&self, count: Count) -> String {
        count.shown().map_or_else(|| self.fewer(), |n| self.say("responses-n", n))
    }

    /// A number, or that it is small.
    pub fn cell(&self, count: Count) -> String {
        count.shown().map_or_else(|| self.fewer(), |n| n.to_string())
    }

    /// The sum of numbers that are told one by one elsewhere. Beside one that is withheld it says no more than those that are told.
    pub fn total(&self, parts: &[(u64, QuestionnaireState)]) -> String {
        let told: Vec<Count> = parts.iter().map(|&(n, state)| self.lone(whole(n), state)).collect();
        let shown: usize = told.iter().filter_map(|count| count.shown()).sum();
        if !told.iter().any(|count| count.is_hidden()) {
            return self.words(Count::Shown(shown));
        }
        match parts.iter().map(|(n, _)| whole(*n)).sum::<usize>() < self.min_cell {
            true => self.fewer(),
            false => self.say("responses-least", shown.max(self.min_cell)),
        }
    }

    /// The responses to a questionnaire, in numbers that do not follow from one another.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tally(&self, app: &App, questionnaire: &questionnaire::Model) -> Result<Tally> {
        let (id, state) = (questionnaire.id, questionnaire.state);
        let mut counts = store::responses::submitted_by_version(&app.db, id).await?;
        for version in store::questionnaires::versions(&app.db, id).await? {
            counts.entry(version.id).or_default();
        }
        let sizes: Vec<usize> = counts.values().map(|n| usize::try_from(*n).unwrap_or_default()).collect();
        let submitted = self.lone(sizes.iter().sum(), state);
        let numbers = sizes.iter().enumerate().flat_map(|(place, n)| repeat_n(Some(place + 1), *n));
        let table = numbered(numbers.collect(), sizes.len(), self.small_withheld(true))?;
        let (table, versions) = (table.table(), counts.into_keys());
        // Where the sum would tell what its parts withhold, the sum alone is told.
        let is_told = !submitted.is_hidden() && !table.n.is_hidden();
        let told = versions.zip(table.rows.iter().map(|row| row.count)).collect();
        let count = |of| store::responses::count(&app.db, id, of);
        Ok(Tally {
            submitted,
            in_progress: self.lone(whole(count(ResponseState::InProgress).await?), state),
            withdrawn: self.lone(whole(count(ResponseState::Withdrawn).await?), state),
            by_version: is_told.then_some(told),
        })
    }

    /// How many did something with a questionnaire that is published, a number in no sum that is told.
    pub fn told(&self, n: usize) -> Count {
        self.lone(n, QuestionnaireState::Open)
    }

    /// A number that is in no sum that is told. Nobody can have answered what was never published.
    fn lone(&self, n: usize, state: QuestionnaireState) -> Count {
        *protect(Count::Shown(n), self.small_withheld(state != QuestionnaireState::Draft)).table()
    }

    /// How small numbers are withheld, with nought or without it.
    fn small_withheld(&self, hide_zeros: bool) -> Disclosure {
        match self.disclosure {
            Disclosure::Protected { min_cell, .. } => Disclosure::Protected { min_cell, hide_zeros },
            Disclosure::Internal => Disclosure::Internal,
        }
    }

    fn fewer(&self) -> String {
        self.say("responses-fewer", self.min_cell)
    }

    fn say(&self, key: &str, n: usize) -> String {
        i18n::text(self.lang.code(), key, &[("n", n.to_string())])
    }
}

fn whole(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// How many responses have each number from 1 to `n_values`, or none.
///
/// # Errors
/// Never with fewer responses than rows fit into a table.
pub fn numbered(
    numbers: Vec<Option<usize>>,
    n_values: usize,
    disclosure: Disclosure,
) -> Result<Protected<Frequency>> {
    let value = |number: usize| ValueLabel { value: number.to_string(), label: number.to_string() };
    let variable = Variable {
        name: NUMBER.to_owned(),
        label: NUMBER.to_owned(),
        kind: Kind::Single,
        values: (1..=n_values).map(value).collect(),
    };
    let texts = numbers.into_iter().map(|number| number.map(|number| number.to_string()));
    let column = Column { name: NUMBER.to_owned(), data: ColumnData::Texts(texts.collect()) };
    let table = frame(vec![column]).map_err(anyhow::Error::from)?;
    let table = frequency(&table, &variable, FrequencyOptions::default()).map_err(anyhow::Error::from)?;
    Ok(protect(table, disclosure))
}

#[cfg(test)]
mod tests {
    use surveys::entity::state::QuestionnaireState::{Closed, Draft, Open};

    use super::*;

    fn reader(disclosure: Disclosure) -> Reader {
        Reader { lang: Lang::En, disclosure, min_cell: 5 }
    }

    #[test]
    fn a_small_number_is_told_as_such_and_nought_with_it() {
        let viewer = reader(Disclosure::PROTECTED);
        let told = |n, state| viewer.cell(viewer.lone(n, state));
        let fewer = viewer.fewer();
        assert_eq!([0, 1, 4].map(|n| told(n, Open)), [fewer.clone(), fewer.clone(), fewer.clone()]);
        assert_eq!((told(5, Closed), told(4, Closed)), ("5".to_owned(), fewer));
        assert_eq!(told(0, Draft), "0", "nobody could answer");
        let office = reader(Disclosure::Internal);
        assert_eq!(office.cell(office.lone(1, Open)), "1");
    }

    #[test]
    fn a_sum_less_its_parts_is_no_small_number() {
        let viewer = reader(Disclosure::PROTECTED);
        let least = |n| viewer.say("responses-least", n);
        assert_eq!(viewer.total(&[(40, Open), (7, Closed), (0, Draft)]), viewer.words(Count::Shown(47)));
        for small in [0, 1, 4] {
            assert_eq!(viewer.total(&[(40, Open), (small, Open)]), least(40));
            assert_eq!(viewer.total(&[(small, Open)]), viewer.fewer());
        }
        assert_eq!(viewer.total(&[(4, Open), (4, Open)]), least(5), "no eight, which were four and four");
        let office = reader(Disclosure::Internal);
        assert_eq!(office.total(&[(40, Open), (1, Open)]), office.words(Count::Shown(41)));
    }
}
