//! Bundles that are being made and wait to be taken: in memory, with their files in a folder of the data folder. Each is
//! its maker's own, and is erased after an hour and when the service starts.

use std::collections::{HashMap, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use surveys::id::{SurveyId, UserId};
use tokio::sync::OwnedMutexGuard;

use crate::app::create_folder;
use crate::bundle::choices::Choices;
use crate::bundle::steps::{Steps, Unwritten};
use crate::error::{AppError, Result};
use crate::i18n::Lang;
use crate::secret;

/// How long a bundle waits to be taken.
pub const KEPT: Duration = Duration::from_secs(3600);
/// The most that are made at once: each holds the answers of a survey in memory.
const MOST_AT_ONCE: usize = 2;

/// So many pages that were looked at are remembered.
const MOST_TOLD: usize = 100;

/// How far a bundle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being made.
    Working,
    /// It can be taken.
    Done,
    /// Its maker has cancelled it.
    Cancelled,
    /// The disk has no room for it.
    Full,
    /// What its maker was told before does not hold any more.
    Changed,
    /// It was made, and what it holds has changed since: nobody is given what somebody has taken back.
    Outdated,
    /// It could not be made.
    Failed,
}

impl State {
    /// Also the end of the Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            State::Working => "working",
            State::Done => "done",
            State::Cancelled => "cancelled",
            State::Full => "full",
            State::Changed => "changed",
            State::Outdated => "outdated",
            State::Failed => "failed",
        }
    }
}

/// What somebody wants made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What was decided about it.
    pub choices: Choices,
    /// Language of labels and codebooks.
    pub lang: Lang,
    /// What was looked at before, as a hash.
    pub state: String,
}

/// What the file of a bundle holds.
pub struct Held {
    /// As a hash, see [`contents`](crate::bundle::look::contents).
    pub contents: String,
    /// Texts with what is coded in them are in it.
    pub has_texts: bool,
}

/// A bundle.
pub struct Job {
    /// Of which survey.
    pub survey: SurveyId,
    /// Who makes it; nobody else sees it.
    pub user: UserId,
    /// How far it is.
    pub steps: Steps,
    /// What it is made as.
    pub wanted: Wanted,
    /// Where its file is once it is done.
    pub path: PathBuf,
    /// What its file holds; set before it is written.
    pub held: OnceLock<Held>,
    state: Mutex<State>,
}

impl Job {
    /// How far it is.
    pub fn state(&self) -> State {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Erases its file, since the survey holds something else by now.
    pub fn outdate(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if *state == State::Done {
            let _ = fs::remove_file(&self.path);
            *state = State::Outdated;
        }
    }

    /// Says how it ended. One that was cancelled when it had been written is erased: its maker was told so.
    pub fn end(&self, made: std::result::Result<(), Unwritten>) {
        // Whoever cancels it looks at the state afterwards, so that either of both sees the other one.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = match made.and_then(|()| self.steps.go_on()) {
            Ok(()) => State::Done,
            Err(Unwritten::Cancelled) => {
                let _ = fs::remove_file(&self.path);
                State::Cancelled
            }
            Err(Unwritten::Full) => State::Full,
            Err(Unwritten::Changed) => State::Changed,
            Err(Unwritten::Failed(error)) => {
                tracing::error!("a bundle was not made: {error:#}");
                State::Failed
            }
        };
    }
}

/// What a page has told somebody of a bundle that is not made yet.
struct Told {
    survey: SurveyId,
    user: UserId,
    wanted: Wanted,
    is_at_risk: bool,
}

/// All bundles.
pub struct Bundling {
    folder: PathBuf,
    jobs: Mutex<HashMap<String, Arc<Job>>>,
    told: Mutex<VecDeque<Told>>,
    checking: Arc<tokio::sync::Mutex<()>>,
}

impl Bundling {
    /// None yet; their files go below this data folder.
    pub fn new(data: &Path) -> Bundling {
        Bundling {
            folder: data.join("bundles"),
            jobs: Mutex::default(),
            told: Mutex::default(),
            checking: Arc::default(),
        }
    }

    /// Erases what a service that ended has left: nobody knows of it any more.
    pub fn clear(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let _ = fs::remove_file(entry.path());
        }
    }

    fn jobs(&self) -> MutexGuard<'_, HashMap<String, Arc<Job>>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers what a page has told somebody: that a bundle like this has something to be accepted, or nothing.
    pub fn tell(&self, survey: SurveyId, user: UserId, wanted: Wanted, is_at_risk: bool) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.retain(|one| (one.survey, one.user) != (survey, user) || one.wanted != wanted);
        told.push_back(Told { survey, user, wanted, is_at_risk });
        while told.len() > MOST_TOLD {
            told.pop_front();
        }
    }

    /// Whether something was to be accepted when somebody was told of a bundle like this; None where they were not.
    pub fn told(&self, survey: SurveyId, user: UserId, wanted: &Wanted) -> Option<bool> {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |one: &&Told| (one.survey, one.user) == (survey, user) && one.wanted == *wanted;
        told.iter().find(is_same).map(|one| one.is_at_risk)
    }

    /// A bundle with the key that its address has: a new one to be made, or, without a job, the same one that the same person is
    /// having made already. A button that is pressed twice makes one.
    ///
    /// # Errors
    /// When others are being made, or its folder cannot be.
    pub fn begin(
        &self,
        survey: SurveyId,
        user: UserId,
        wanted: Wanted,
    ) -> Result<(String, Option<Arc<Job>>)> {
        create_folder(&self.folder)?;
        let key = secret::random_token()?;
        let mut jobs = self.jobs();
        let is_same = |job: &Job| {
            let is_running = job.state() == State::Working && !job.steps.is_cancelled();
            is_running && (job.survey, job.user) == (survey, user) && job.wanted == wanted
        };
        if let Some((key, _)) = jobs.iter().find(|(_, job)| is_same(job)) {
            return Ok((key.clone(), None));
        }
        if jobs.values().filter(|job| job.state() == State::Working).count() >= MOST_AT_ONCE {
            return Err(AppError::Conflict("bundle-busy"));
        }
        let path = self.folder.join(format!("{key}.zip"));
        let job = Arc::new(Job {
            survey,
            user,
            steps: Steps::default(),
            wanted,
            path,
            held: OnceLock::new(),
            state: Mutex::new(State::Working),
        });
        jobs.insert(key.clone(), job.clone());
        Ok((key, Some(job)))
    }

    /// Waits for the turn to look whether a finished bundle still holds what its survey does. One at a time, whosever they are: each
    /// holds the answers of a survey in memory.
    pub async fn turn_to_check(&self) -> OwnedMutexGuard<()> {
        self.checking.clone().lock_owned().await
    }

    /// Somebody's bundle.
    pub fn find(&self, key: &str, user: UserId) -> Option<Arc<Job>> {
        self.jobs().get(key).filter(|job| job.user == user).cloned()
    }

    /// Those that are done and wait to be taken.
    pub fn waiting(&self) -> Vec<Arc<Job>> {
        self.jobs().values().filter(|job| job.state() == State::Done).cloned().collect()
    }

    /// Erases a bundle with its file. One that is being made ends after the file that is being written, and is known until then.
    pub fn forget(&self, key: &str) {
        let mut jobs = self.jobs();
        let Some(job) = jobs.get(key) else { return };
        job.steps.cancel();
        if job.state() != State::Working {
            let _ = fs::remove_file(&job.path);
            jobs.remove(key);
        }
    }

    /// Ends all that are being made.
    pub fn cancel_all(&self) {
        for job in self.jobs().values() {
            job.steps.cancel();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn begun(all: &Bundling, survey: i64, user: i64, k: usize) -> Result<(String, Option<Arc<Job>>)> {
        let none = BTreeSet::new;
        let choices = Choices { k, also: none(), coarser: none(), dropped: none(), texts_as_written: false };
        all.begin(SurveyId(survey), UserId(user), Wanted { choices, lang: Lang::Ja, state: "one".to_owned() })
    }

    #[test]
    fn a_button_that_is_pressed_twice_makes_one_bundle() {
        let data = tempfile::tempdir().unwrap();
        let all = Bundling::new(data.path());
        let (key, job) = begun(&all, 1, 7, 5).unwrap();
        let (again, none) = begun(&all, 1, 7, 5).unwrap();
        assert!(again == key && none.is_none());
        let (other, _) = begun(&all, 1, 7, 10).unwrap();
        assert_ne!(other, key, "something else was decided");
        all.forget(&other);
        all.find(&other, UserId(7)).unwrap().end(Err(Unwritten::Cancelled));
        let job = job.unwrap();
        let changed = Wanted { state: "two".to_owned(), ..job.wanted.clone() };
        let (of_other_answers, other_job) = all.begin(SurveyId(1), UserId(7), changed).unwrap();
        assert!(of_other_answers != key && other_job.is_some(), "there are other answers by now");
        all.forget(&of_other_answers);
        job.end(Ok(()));
        let (anew, job) = begun(&all, 1, 7, 5).unwrap();
        assert!(anew != key && job.is_some(), "what is done is made anew");
        all.forget(&anew);
        assert!(begun(&all, 1, 7, 5).is_err(), "two that were cancelled still end");
    }

    #[test]
    fn what_somebody_was_told_holds_for_them_and_for_what_they_were_told_of() {
        let data = tempfile::tempdir().unwrap();
        let all = Bundling::new(data.path());
        let job = begun(&all, 1, 7, 5).unwrap().1.unwrap();
        let wanted = job.wanted.clone();
        assert_eq!(all.told(SurveyId(1), UserId(7), &wanted), None);
        all.tell(SurveyId(1), UserId(7), wanted.clone(), true);
        assert_eq!(all.told(SurveyId(1), UserId(7), &wanted), Some(true));
        assert_eq!(all.told(SurveyId(1), UserId(8), &wanted), None, "somebody else was not told");
        let changed = Wanted { state: "two".to_owned(), ..wanted.clone() };
        assert_eq!(all.told(SurveyId(1), UserId(7), &changed), None, "nor of other answers");
        all.tell(SurveyId(1), UserId(7), wanted.clone(), false);
        assert_eq!(all.told(SurveyId(1), UserId(7), &wanted), Some(false), "what was told last");
        for n in 0..MOST_TOLD {
            all.tell(SurveyId(1), UserId(7), Wanted { state: n.to_string(), ..wanted.clone() }, false);
        }
        assert_eq!(all.told(SurveyId(1), UserId(7), &wanted), None, "the oldest is forgotten");
    }

    #[test]
    fn a_bundle_is_its_makers_own_and_goes_with_its_file() {
        let data = tempfile::tempdir().unwrap();
        let all = Bundling::new(data.path());
        let (key, job) = begun(&all, 1, 7, 5).unwrap();
        let job = job.unwrap();
        assert!(all.find(&key, UserId(8)).is_none() && all.find("other", UserId(7)).is_none());
        fs::write(&job.path, "zip").unwrap();
        all.forget(&key);
        assert!(job.path.exists(), "it is still being made");
        assert!(job.steps.step().is_err(), "and ends");
        job.end(Ok(()));
        assert!(!job.path.exists(), "also where all of it was written by then");
        assert_eq!(job.state(), State::Cancelled);
        all.forget(&key);
        assert!(!job.path.exists() && all.find(&key, UserId(7)).is_none());
    }

    #[test]
    fn only_some_are_made_at_once_and_what_is_left_of_before_is_erased() {
        let data = tempfile::tempdir().unwrap();
        let all = Bundling::new(data.path());
        let jobs: Vec<Arc<Job>> =
            (1..3).map(|survey| begun(&all, survey, 7, 5).unwrap().1.unwrap()).collect();
        assert!(matches!(begun(&all, 1, 8, 5), Err(AppError::Conflict("bundle-busy"))));
        jobs[0].end(Err(Unwritten::Full));
        assert_eq!(jobs[0].state(), State::Full);
        assert!(begun(&all, 1, 8, 5).is_ok());
        fs::write(&jobs[1].path, "zip").unwrap();
        Bundling::new(data.path()).clear();
        assert!(!jobs[1].path.exists());
    }
}
