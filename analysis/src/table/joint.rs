//! How many people gave each two values together: the inner cells of a cross table, without its words.

/// The cells of the table of what people gave first by what they gave second, over all values that somebody gave; empty without people.
pub(super) fn joint<T: Copy + PartialEq>(pairs: &[(T, T)]) -> Vec<usize> {
    let firsts = values(pairs.iter().map(|pair| pair.0));
    let seconds = values(pairs.iter().map(|pair| pair.1));
    let count = |cell: (T, T)| pairs.iter().filter(|pair| **pair == cell).count();
    firsts.iter().flat_map(|first| seconds.iter().map(|second| count((*first, *second)))).collect()
}

/// Each value once.
fn values<T: Copy + PartialEq>(given: impl Iterator<Item = T>) -> Vec<T> {
    let mut found: Vec<T> = Vec::new();
    for value in given {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_is_set_against_each() {
        assert_eq!(joint(&[(1.0, 3.0), (2.0, 3.0), (1.0, 3.0), (2.0, 4.0)]), [2, 0, 1, 1]);
        assert_eq!(joint(&[(true, true)]), [1]);
        assert!(joint::<bool>(&[]).is_empty());
    }
}
