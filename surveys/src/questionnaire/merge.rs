//! Several lists as one: the order of the newest, what only older ones have after its former neighbour.

use std::collections::HashMap;
use std::hash::Hash;

/// The union of lists, the newest first. Linear in their length.
pub fn merged<K: Eq + Hash + Clone>(lists: &[Vec<K>]) -> Vec<K> {
    let mut items: Vec<K> = Vec::new();
    let mut place: HashMap<K, usize> = HashMap::new();
    // `next[0]` is the head; the item at `place` is followed by what `next[place + 1]` says.
    let mut next: Vec<Option<usize>> = vec![None];
    for list in lists {
        let mut before = 0;
        for item in list {
            let at = *place.entry(item.clone()).or_insert_with(|| {
                let at = items.len();
                items.push(item.clone());
                next.push(next[before]);
                next[before] = Some(at);
                at
            });
            before = at + 1;
        }
    }
    let mut ordered = Vec::with_capacity(items.len());
    let mut at = next[0];
    while let Some(found) = at {
        ordered.push(items[found].clone());
        at = next[found + 1];
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_removed_stands_after_its_former_neighbour() {
        let lists = [vec!["b", "a", "new"], vec!["first", "a", "gone", "gone too", "b"], vec!["b", "oldest"]];
        assert_eq!(merged(&lists), ["first", "b", "oldest", "a", "gone", "gone too", "new"]);
        assert_eq!(merged::<u8>(&[]), [] as [u8; 0]);
    }
}
