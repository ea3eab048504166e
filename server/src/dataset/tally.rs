//! How many responses there are in each state, as it is told to whoever looks. Those who see no single response are told of a small
//! number that it is smaller than the threshold, of nought as well: whether somebody took an answer back is that person's own matter.
//! How many responses are without consent to what the data are for is told as it is (decision 51).

use std::collections::BTreeMap;

use analysis::table::Count;
use analysis::table::suppress::{Disclosure, protect};
use serde::Serialize;
use surveys::entity::state::{QuestionnaireState, ResponseState};
use surveys::entity::{questionnaire, survey};
use surveys::id::{ExplanationId, VersionId};
use surveys::store;

use super::{Dataset, Fielded, disclosure, purpose_of};
use crate::app::App;
use crate::auth::User;
use crate::error::Result;
use crate::i18n::{self, Lang};

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
    /// Of some questionnaire, or of the hearings, they leave out the few who allow one use alone, or answered between two versions, or what
    /// would tell these.
    pub has_apart: bool,
    /// What the questions are called whose words they do not count, one after the other; empty for none.
    pub untold_words: String,
}

/// The responses to a questionnaire.
pub struct Tally {
    /// Those that were sent and stand.
    pub submitted: Count,
    /// Those that were begun.
    pub in_progress: Count,
    /// Those that were taken back.
    pub withdrawn: Count,
    /// Whether some rest on no explanation that was kept.
    has_without: bool,
    /// What they rest on; None where none of these numbers is told.
    bases: Option<Bases>,
}

/// How many responses rest on each version of a questionnaire, and on each of its explanations. They are numbers of the same people on
/// two pages, so that all of them are told or none (decision 55).
#[derive(Debug, Default, PartialEq, Eq)]
struct Bases {
    by_version: BTreeMap<VersionId, usize>,
    /// None: of a time before explanations were kept. It is there where somebody answered then.
    by_explanation: BTreeMap<Option<ExplanationId>, usize>,
    /// Those of a version who read the same explanation.
    both: Vec<usize>,
}

impl Bases {
    /// All that there are, with those that nobody has answered or read.
    fn of(
        counts: BTreeMap<(VersionId, Option<ExplanationId>), usize>,
        versions: impl IntoIterator<Item = VersionId>,
        explanations: impl IntoIterator<Item = ExplanationId>,
    ) -> Bases {
        let mut bases = Bases {
            by_version: versions.into_iter().map(|id| (id, 0)).collect(),
            by_explanation: explanations.into_iter().map(|id| (Some(id), 0)).collect(),
            both: Vec::new(),
        };
        for ((version, explanation), n) in counts {
            *bases.by_version.entry(version).or_default() += n;
            *bases.by_explanation.entry(explanation).or_default() += n;
            bases.both.push(n);
        }
        bases
    }

    /// Whether somebody answered before explanations were kept.
    fn has_without(&self) -> bool {
        self.by_explanation.contains_key(&None)
    }

    /// Whether any of these is few, or some of a version less those of an explanation. That nobody answered a version is a small number, too:
    /// beside it stands out which one a single answer is to.
    fn has_few(&self, min_cell: usize) -> bool {
        let all = self.by_version.values().chain(self.by_explanation.values()).chain(&self.both);
        all.into_iter().any(|n| *n < min_cell)
    }
}

impl Tally {
    /// How many were sent on a version.
    pub fn of_version(&self, id: VersionId) -> Count {
        self.bases.as_ref().map_or(Count::Hidden, |bases| {
            bases.by_version.get(&id).copied().map_or(Count::Hidden, Count::Shown)
        })
    }

    /// How many rest on an explanation; None: on none that was kept.
    pub fn of_explanation(&self, id: Option<ExplanationId>) -> Count {
        self.bases.as_ref().map_or(Count::Hidden, |bases| {
            Count::Shown(bases.by_explanation.get(&id).copied().unwrap_or_default())
        })
    }

    /// Whether some rest on no explanation that was kept, however many they are.
    pub fn has_without(&self) -> bool {
        self.has_without
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
            has_apart: dataset.has_apart() || fielded.iter().any(|fielded| !fielded.untold.is_empty()),
            untold_words: dataset.untold_words_named(),
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
        let counts = store::responses::submitted_by_basis(&app.db, id).await?;
        let counts: BTreeMap<_, usize> =
            counts.into_iter().map(|(basis, n)| (basis, usize::try_from(n).unwrap_or_default())).collect();
        let submitted = self.lone(counts.values().sum(), state);
        let versions = store::questionnaires::versions(&app.db, id).await?;
        let explanations = store::explanations::versions(&app.db, id).await?;
        let bases =
            Bases::of(counts, versions.into_iter().map(|version| version.id), explanations.into_keys());
        // Where the sum would tell what its parts withhold, the sum alone is told.
        let is_told = !self.is_protected() || !submitted.is_hidden() && !bases.has_few(self.min_cell);
        let count = |of| store::responses::count(&app.db, id, of);
        Ok(Tally {
            submitted,
            in_progress: self.lone(whole(count(ResponseState::InProgress).await?), state),
            withdrawn: self.lone(whole(count(ResponseState::Withdrawn).await?), state),
            has_without: bases.has_without(),
            bases: is_told.then_some(bases),
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

    /// So many answered each version having read each explanation (0: none was kept).
    fn bases(counts: &[(i64, i64, usize)], n_versions: i64, n_explanations: i64) -> Bases {
        let basis = |(version, explanation, n): &(i64, i64, usize)| {
            let explanation = Some(ExplanationId(*explanation)).filter(|id| id.0 > 0);
            ((VersionId(*version), explanation), *n)
        };
        let counts = counts.iter().map(basis).collect();
        Bases::of(counts, (1..=n_versions).map(VersionId), (1..=n_explanations).map(ExplanationId))
    }

    #[test]
    fn versions_and_explanations_are_told_where_nothing_that_both_pages_leave_is_few() {
        let few = |counts: &[(i64, i64, usize)]| bases(counts, 2, 2).has_few(5);
        assert!(!few(&[(1, 1, 20), (2, 2, 5)]) && !few(&[(1, 1, 20), (1, 2, 5), (2, 2, 5)]));
        assert!(few(&[(1, 1, 20), (2, 2, 4)]), "four of a version");
        assert!(few(&[(1, 1, 20), (1, 2, 3), (2, 2, 9)]), "23 of version 1 less 20 of the first explanation");
        assert!(few(&[(1, 1, 20), (2, 1, 9)]), "nobody has read the second explanation");
        assert!(few(&[(1, 1, 20), (1, 2, 9)]), "nobody has answered the second version");
        assert!(few(&[(1, 0, 2), (1, 1, 20), (2, 2, 9)]), "two are of a time before");
        let before = bases(&[(1, 0, 9), (1, 1, 20)], 1, 1);
        assert!(!before.has_few(5) && before.has_without() && !bases(&[(1, 1, 20)], 1, 1).has_without());
    }

    #[test]
    fn all_numbers_of_versions_and_explanations_are_told_or_none() {
        let tally = |told: Option<Bases>| Tally {
            submitted: Count::Shown(25),
            in_progress: Count::Hidden,
            withdrawn: Count::Hidden,
            has_without: false,
            bases: told,
        };
        let told = tally(Some(bases(&[(1, 1, 20), (2, 2, 5)], 2, 2)));
        assert_eq!(told.of_version(VersionId(2)), Count::Shown(5));
        assert_eq!(told.of_explanation(Some(ExplanationId(1))), Count::Shown(20));
        assert_eq!(told.of_explanation(None), Count::Shown(0));
        let untold = tally(None);
        assert_eq!(untold.of_version(VersionId(2)), Count::Hidden);
        assert_eq!(untold.of_explanation(Some(ExplanationId(1))), Count::Hidden);
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
