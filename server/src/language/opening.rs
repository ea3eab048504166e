//! The dictionary of the service: opened once for all, and compiled first where that has not been done.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use analysis::error::Error;
use analysis::text::dictionary::open_or_build;
use analysis::text::tokenizer::Tokenizer;

/// How long compiling rests after it has failed: on a full disk every request would compile again, one after the other.
const REST: Duration = Duration::from_secs(10);

/// A dictionary that is opened when somebody needs it.
pub struct Opening {
    sources: PathBuf,
    folder: PathBuf,
    tokenizer: OnceLock<Tokenizer>,
    /// When it could not be compiled the last time, and why. Held while it is opened.
    failed: Mutex<Option<(Instant, Arc<Error>)>>,
    rest: Duration,
}

impl Opening {
    /// The dictionary of `sources`, compiled in `folder`; not opened yet.
    pub fn new(sources: PathBuf, folder: PathBuf) -> Opening {
        Opening { sources, folder, tokenizer: OnceLock::new(), failed: Mutex::new(None), rest: REST }
    }

    /// The tokenizer, if the dictionary is open.
    pub fn ready(&self) -> Option<&Tokenizer> {
        self.tokenizer.get()
    }

    /// The tokenizer; opens the dictionary at the first call. Where that failed it is tried again: at once if there was nothing to
    /// compile, so that a dictionary that is installed meanwhile is found, and otherwise after a rest.
    /// The first call is no work for rayon's threads: lindera compiles on them, and they would wait for themselves.
    ///
    /// # Errors
    /// When the dictionary is neither compiled nor can be.
    pub fn tokenizer(&self) -> Result<&Tokenizer, Arc<Error>> {
        if let Some(tokenizer) = self.tokenizer.get() {
            return Ok(tokenizer);
        }
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        // Another one may have opened it meanwhile, or have failed to.
        if let Some(tokenizer) = self.tokenizer.get() {
            return Ok(tokenizer);
        }
        if let Some((when, error)) = failed.as_ref()
            && when.elapsed() < self.rest
        {
            return Err(Arc::clone(error));
        }
        let open = || Tokenizer::with_domain_words(&open_or_build(&self.sources, &self.folder)?);
        match open() {
            Ok(opened) => Ok(self.tokenizer.get_or_init(|| opened)),
            Err(error) => {
                let is_quick = matches!(error, Error::DictionarySourcesMissing { .. });
                let error = Arc::new(error);
                *failed = (!is_quick).then(|| (Instant::now(), Arc::clone(&error)));
                Err(error)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// Whether a second call tries again after a first one has failed.
    fn tries_again(folder: &Path, rest: Duration) -> bool {
        let opening = Opening { rest, ..Opening::new("nowhere".into(), folder.to_owned()) };
        let mut errors = [(), ()].map(|()| opening.tokenizer().err().unwrap()).into_iter();
        let (first, second) = (errors.next().unwrap(), errors.next().unwrap());
        assert_eq!(first.to_string(), second.to_string());
        !Arc::ptr_eq(&first, &second)
    }

    #[test]
    fn compiling_rests_after_it_has_failed_and_sources_are_looked_for_each_time() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "not a folder").unwrap();
        let unusable = file.join("dictionary");
        assert!(!tries_again(&unusable, Duration::MAX), "a failure is remembered");
        assert!(tries_again(&unusable, Duration::ZERO), "and not for ever");
        assert!(tries_again(&folder.path().join("dictionary"), Duration::MAX), "sources may be there now");
    }
}
