//! What has moved in a list.

/// Places of the fewest numbers that have to move for the others to ascend: those outside a longest ascending
/// subsequence (patience sorting, Fredman 1975; n log n).
pub fn out_of_order(numbers: &[usize]) -> Vec<usize> {
    // For each length the place of the smallest last number of an ascending subsequence, and who came before.
    let mut last: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = last.partition_point(|place| numbers[*place] < *number);
        before.push(length.checked_sub(1).map(|shorter| last[shorter]));
        match last.get_mut(length) {
            Some(place) => *place = at,
            None => last.push(at),
        }
    }
    let mut stays = vec![false; numbers.len()];
    let mut at = last.last().copied();
    while let Some(place) = at {
        stays[place] = true;
        at = before[place];
    }
    (0..numbers.len()).filter(|at| !stays[*at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_as_possible_have_moved() {
        for (numbers, moved) in [
            (vec![], vec![]),
            (vec![1, 2, 5], vec![]),
            (vec![4, 1, 2, 3], vec![0]),
            (vec![2, 3, 4, 1], vec![3]),
            (vec![1, 5, 2, 3, 9], vec![1]),
        ] {
            assert_eq!(out_of_order(&numbers), moved, "{numbers:?}");
        }
        assert_eq!(out_of_order(&[3, 2, 1]).len(), 2);
    }
}
