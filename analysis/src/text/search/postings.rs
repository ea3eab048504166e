//! Lists of the texts that something stands in, ascending.

/// The texts that are in all lists; none where there is no list.
pub(super) fn in_all(mut lists: Vec<&[u32]>) -> Vec<u32> {
    lists.sort_by_key(|list| list.len());
    let mut lists = lists.into_iter();
    let mut found = lists.next().unwrap_or_default().to_vec();
    for list in lists {
        found.retain(|text| list.binary_search(text).is_ok());
    }
    found
}

/// Those of the first `n_texts` texts that are in any list.
pub(super) fn in_any<'a>(lists: impl Iterator<Item = &'a [u32]>, n_texts: usize) -> Vec<u32> {
    let mut is_in = vec![false; n_texts];
    for text in lists.flatten() {
        if let Some(is_in) = is_in.get_mut(*text as usize) {
            *is_in = true;
        }
    }
    (0..).zip(is_in).filter_map(|(text, is_in)| is_in.then_some(text)).collect()
}

/// Each pair of characters beside each other, once; the last character stands before a line end.
pub(super) fn pairs(text: &str) -> Vec<(char, char)> {
    let mut found: Vec<(char, char)> = text.chars().zip(text.chars().skip(1).chain(['\n'])).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_met_and_joined() {
        let lists: [&[u32]; 3] = [&[1, 3, 5, 7], &[3, 4, 7], &[0, 3, 7, 9]];
        assert_eq!(in_all(lists.to_vec()), [3, 7]);
        assert_eq!(in_all(vec![lists[0]]), lists[0]);
        assert_eq!(in_all(Vec::new()), Vec::<u32>::new());
        assert_eq!(in_any(lists.into_iter(), 10), [0, 1, 3, 4, 5, 7, 9]);
        assert_eq!(pairs("難病"), [('病', '\n'), ('難', '病')]);
        assert_eq!(pairs(""), []);
    }
}
