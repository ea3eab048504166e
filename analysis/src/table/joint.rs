//! How many people gave each two values together: the inner cells of a cross table, without its words.

/// The cells of the table of what people gave first by what they gave second, over all values that somebody gave; empty without people.
pub(super) fn joint<T: Copy + PartialEq>(pairs: &[(T, T)]) -> Vec<usize> {
    let firsts = values(pairs.iter().map(|pair| pair.0));
    let seconds = values(pairs.iter().map(|pair| pair.1));
    let mut cells = vec![0; firsts.len() * seconds.len()];
    for (first, second) in pairs {
        let row = firsts.iter().position(|value| value == first);
        let column = seconds.iter().position(|value| value == second);
        if let (Some(row), Some(column)) = (row, column) {
            cells[row * seconds.len() + column] += 1;
        }
    }
    cells
}

/// The cells of the cross tables of each two columns, of those who gave both. One row a person, one value a column.
pub(super) fn squares<T: Copy + PartialEq>(rows: &[Vec<Option<T>>]) -> Vec<Vec<usize>> {
    let width = rows.first().map_or(0, Vec::len);
    let two = (0..width).flat_map(|one| (one + 1..width).map(move |other| (one, other)));
    let square = |(one, other): (usize, usize)| {
        let given = rows.iter().filter_map(|row| Some(((*row.get(one)?)?, (*row.get(other)?)?)));
        joint(&given.collect::<Vec<(T, T)>>())
    };
    two.map(square).collect()
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

    #[test]
    fn each_column_is_set_against_each_of_those_who_gave_both() {
        let rows = [vec![Some(1), Some(1), None], vec![Some(1), Some(2), Some(3)]];
        assert_eq!(squares(&rows), [vec![1, 1], vec![1], vec![1]]);
        assert!(squares::<i32>(&[]).is_empty());
    }
}
