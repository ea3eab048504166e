//! Which questions of several versions are one question: those with the same `kt:id`, then those of the same name.

use std::collections::{HashMap, HashSet};

/// A question, page or panel by what it is found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'a> {
    /// Its `kt:id`.
    pub id: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
}

/// The thread (0, 1, …) of each part of each version, oldest version first. Two parts of one version are never of one
/// thread. `may_join` is given a newer and an older part, each as (version, place), and may keep them apart.
pub fn threads(
    versions: &[Vec<Known<'_>>],
    may_join: &dyn Fn((usize, usize), (usize, usize)) -> bool,
) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = versions.iter().map(|parts| vec![usize::MAX; parts.len()]).collect();
    // The newest part of each thread.
    let mut newest: Vec<(usize, usize)> = Vec::new();
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    for (version, parts) in versions.iter().enumerate().rev() {
        let mut taken: HashSet<usize> = HashSet::new();
        let places = 0..parts.len();
        // A written id is meant; a name may be a coincidence.
        let (written, named): (Vec<usize>, Vec<usize>) = places.partition(|at| parts[*at].id.is_some());
        for at in written.into_iter().chain(named) {
            let part = parts[at];
            let id = part.id.unwrap_or(part.name);
            let candidates = [by_id.get(id), by_name.get(id), by_name.get(part.name)];
            let fits = |thread: &&usize| {
                !taken.contains(*thread)
                    && newest.get(**thread).is_some_and(|newer| may_join(*newer, (version, at)))
            };
            let thread = candidates.into_iter().flatten().find(fits).copied().unwrap_or(newest.len());
            if thread == newest.len() {
                newest.push((version, at));
            }
            taken.insert(thread);
            found[version][at] = thread;
        }
        for (part, thread) in parts.iter().zip(&found[version]) {
            if let Some(id) = part.id {
                by_id.entry(id).or_insert(*thread);
            }
            by_name.entry(part.name).or_insert(*thread);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<'a>(list: &[&'a str]) -> Vec<Known<'a>> {
        let part = |text: &&'a str| match text.split_once('#') {
            Some((name, id)) => Known { id: Some(id), name },
            None => Known { id: None, name: text },
        };
        list.iter().map(part).collect()
    }

    #[test]
    fn an_id_goes_before_a_name_and_neither_is_used_twice() {
        let join = |_: (usize, usize), _: (usize, usize)| true;
        // The question "a" got the name "b", and another one its old name.
        let renamed = threads(&[parts(&["a", "c"]), parts(&["a", "b#a"])], &join);
        assert_eq!(renamed[0][0], renamed[1][1]);
        assert_ne!(renamed[0][0], renamed[1][0]);
        // An id that was taken away later leaves the name.
        let unnamed = threads(&[parts(&["a#x"]), parts(&["a"])], &join);
        assert_eq!(unnamed[0], unnamed[1]);
        // What was left out for one version comes back.
        let back = threads(&[parts(&["a", "b"]), parts(&["b"]), parts(&["b", "a"])], &join);
        assert_eq!((back[0][0], back[0][1]), (back[2][1], back[2][0]));
    }

    #[test]
    fn what_may_not_join_stays_apart() {
        let apart = threads(&[parts(&["a"]), parts(&["a"])], &|_, _| false);
        assert_ne!(apart[0], apart[1]);
    }
}
