//! Counts failures by name, so that passwords cannot be tried without end.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Names remembered at once; beyond it the oldest is forgotten, so that made-up names do not fill the memory.
const MOST_NAMES: usize = 10_000;

/// Failures of each name within a window of time.
pub struct Throttle {
    most: u32,
    window: Duration,
    failures: Mutex<HashMap<String, (Instant, u32)>>,
}

impl Throttle {
    /// Allows `most` failures of a name within `window`.
    pub fn new(most: u32, window: Duration) -> Throttle {
        Throttle { most, window, failures: Mutex::new(HashMap::new()) }
    }

    /// Whether a name has failed too often to be tried now.
    pub fn is_exhausted(&self, name: &str) -> bool {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.get(name).is_some_and(|(since, n)| since.elapsed() < self.window && *n >= self.most)
    }

    /// Counts a failure of a name; returns how many there are now.
    pub fn count(&self, name: &str) -> u32 {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= MOST_NAMES {
            let window = self.window;
            failures.retain(|_, (since, _)| since.elapsed() < window);
            let oldest = failures.iter().min_by_key(|(_, (since, _))| *since).map(|(name, _)| name.clone());
            if let Some(oldest) = oldest.filter(|_| failures.len() >= MOST_NAMES) {
                failures.remove(&oldest);
            }
        }
        let entry = failures.entry(name.to_owned()).or_insert((Instant::now(), 0));
        if entry.0.elapsed() >= self.window {
            *entry = (Instant::now(), 0);
        }
        entry.1 += 1;
        entry.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_waits_after_too_many_failures_and_others_do_not() {
        let throttle = Throttle::new(2, Duration::from_secs(60));
        throttle.count("haruka");
        assert!(!throttle.is_exhausted("haruka"));
        throttle.count("haruka");
        assert!(throttle.is_exhausted("haruka"));
        assert!(!throttle.is_exhausted("makoto"));
    }

    #[test]
    fn a_window_that_has_passed_forgets() {
        let throttle = Throttle::new(1, Duration::ZERO);
        throttle.count("haruka");
        assert!(!throttle.is_exhausted("haruka"));
    }
}
