//! How far a bundle is, whether somebody has cancelled it, and why one was not written.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use thiserror::Error;

use crate::no_room::is_no_room;

/// Why a bundle was not written.
#[derive(Debug, Error)]
pub enum Unwritten {
    /// Somebody cancelled it.
    #[error("cancelled")]
    Cancelled,
    /// The disk has no room for it.
    #[error("no room on the disk")]
    Full,
    /// What somebody was told before is not what it would tell by now.
    #[error("answers or texts have changed")]
    Changed,
    /// Something else failed.
    #[error(transparent)]
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for Unwritten {
    fn from(error: anyhow::Error) -> Unwritten {
        if is_no_room(&error) { Unwritten::Full } else { Unwritten::Failed(error) }
    }
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Unwritten {
        anyhow::Error::from(error).into()
    }
}

impl From<analysis::error::Error> for Unwritten {
    fn from(error: analysis::error::Error) -> Unwritten {
        anyhow::Error::from(error).into()
    }
}

/// What is being done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// The answers are read.
    #[default]
    Reading,
    /// Texts are looked at for words that may tell who is meant.
    Texts,
    /// Rows are looked at for those that stand out.
    Counting,
    /// Files are written.
    Writing,
}

impl Stage {
    /// The end of its Fluent key.
    pub fn code(self) -> &'static str {
        match self {
            Stage::Reading => "reading",
            Stage::Texts => "texts",
            Stage::Counting => "counting",
            Stage::Writing => "working",
        }
    }
}

/// Who is told how many files are written, and how many there will be.
type Tell = Box<dyn Fn(usize, usize) + Send + Sync>;

/// The files of a bundle that are written, seen from outside while it is made.
#[derive(Default)]
pub struct Steps {
    done: AtomicUsize,
    all: AtomicUsize,
    is_cancelled: AtomicBool,
    stage: Mutex<Stage>,
    tell: Option<Tell>,
}

impl Steps {
    /// None yet; `tell` is told of each with the number of those that are written and of all.
    pub fn telling(tell: impl Fn(usize, usize) + Send + Sync + 'static) -> Steps {
        Steps { tell: Some(Box::new(tell)), ..Steps::default() }
    }

    /// Says what is done from now on.
    ///
    /// # Errors
    /// [`Unwritten::Cancelled`] when somebody has cancelled it.
    pub fn enter(&self, stage: Stage) -> Result<(), Unwritten> {
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner) = stage;
        self.go_on()
    }

    /// What is being done.
    pub fn stage(&self) -> Stage {
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says how many files there will be, which are written from now on.
    pub fn expect(&self, n: usize) {
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner) = Stage::Writing;
        self.all.store(n, Ordering::Relaxed);
        self.told();
    }

    fn told(&self) {
        if let Some(tell) = &self.tell {
            let (done, all) = self.progress();
            tell(done, all);
        }
    }

    /// Another file is written.
    ///
    /// # Errors
    /// [`Unwritten::Cancelled`] when somebody has cancelled it.
    pub fn step(&self) -> Result<(), Unwritten> {
        self.done.fetch_add(1, Ordering::Relaxed);
        self.told();
        self.go_on()
    }

    /// Whether it goes on.
    ///
    /// # Errors
    /// [`Unwritten::Cancelled`] when somebody has cancelled it.
    pub fn go_on(&self) -> Result<(), Unwritten> {
        if self.is_cancelled() { Err(Unwritten::Cancelled) } else { Ok(()) }
    }

    /// Ends it after the file that is being written, or before the next stage.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it ends after the file that is being written.
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }

    /// Files that are written, and all that there will be.
    pub fn progress(&self) -> (usize, usize) {
        let all = self.all.load(Ordering::Relaxed);
        (self.done.load(Ordering::Relaxed).min(all), all)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn a_cancelled_bundle_ends_at_the_next_file() {
        let steps = Steps::default();
        steps.expect(3);
        assert!(steps.step().is_ok());
        assert_eq!(steps.progress(), (1, 3));
        steps.cancel();
        assert!(matches!(steps.step(), Err(Unwritten::Cancelled)));
    }

    #[test]
    fn a_cancelled_bundle_enters_no_other_stage() {
        let steps = Steps::default();
        assert_eq!(steps.stage(), Stage::Reading);
        assert!(steps.enter(Stage::Texts).is_ok());
        assert_eq!(steps.stage(), Stage::Texts);
        steps.cancel();
        assert!(matches!(steps.enter(Stage::Counting), Err(Unwritten::Cancelled)));
        steps.expect(3);
        assert_eq!(steps.stage(), Stage::Writing);
    }

    #[test]
    fn whoever_waits_is_told_of_each_file() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let own = heard.clone();
        let steps = Steps::telling(move |done, all| own.lock().unwrap().push((done, all)));
        steps.expect(2);
        steps.step().unwrap();
        steps.step().unwrap();
        assert_eq!(*heard.lock().unwrap(), [(0, 2), (1, 2), (2, 2)]);
    }

    #[test]
    fn a_full_disk_is_told_from_other_failures() {
        assert!(matches!(Unwritten::from(io::Error::from(io::ErrorKind::StorageFull)), Unwritten::Full));
        let temporary = analysis::error::Error::NoRoom { format: "xlsx" };
        assert!(matches!(Unwritten::from(temporary), Unwritten::Full));
        assert!(matches!(Unwritten::from(io::Error::from(io::ErrorKind::NotFound)), Unwritten::Failed(_)));
    }
}
