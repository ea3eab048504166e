//! Units for spans: a text cut wherever a span of any coder begins or ends, so that every code point is judged by all.

use super::Unit;

/// The stretches of a text of `length` code points: value 1 where a span of the coder lies over it, 0 elsewhere; the weight
/// is the number of code points. `spans` has for each coder half-open spans, which may overlap; what reaches outside the
/// text is cut off.
pub fn stretches(length: usize, spans: &[Vec<(usize, usize)>]) -> Vec<Unit> {
    let inside = |edge: usize| edge.min(length);
    let edges = spans.iter().flatten().flat_map(|(start, end)| [inside(*start), inside(*end)]);
    let mut edges: Vec<usize> = edges.chain([0, length]).collect();
    edges.sort_unstable();
    edges.dedup();
    let unit = |pair: &[usize]| {
        let (from, to) = (*pair.first()?, *pair.last()?);
        let covers = |own: &Vec<(usize, usize)>| own.iter().any(|(start, end)| *start <= from && to <= *end);
        let values = spans.iter().map(|own| Some(f64::from(covers(own)))).collect();
        Some(Unit { weight: (to - from) as f64, values })
    };
    edges.windows(2).filter_map(unit).collect()
}

/// A text as one unit: 1 for a coder who has put the code anywhere in it.
pub fn whole(has_code: &[bool]) -> Unit {
    Unit { weight: 1.0, values: has_code.iter().map(|has| Some(f64::from(*has))).collect() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn overlapping_spans_of_one_coder_count_once() {
        let units = stretches(10, &[vec![(0, 4), (2, 6)], vec![(5, 99)]]);
        let seen: Vec<(f64, Vec<f64>)> =
            units.iter().map(|unit| (unit.weight, unit.values.iter().flatten().copied().collect())).collect();
        assert_eq!(
            seen,
            [
                (2.0, vec![1.0, 0.0]),
                (2.0, vec![1.0, 0.0]),
                (1.0, vec![1.0, 0.0]),
                (1.0, vec![1.0, 1.0]),
                (4.0, vec![0.0, 1.0])
            ]
        );
        assert!(stretches(0, &[vec![(0, 1)]]).is_empty());
    }

    proptest! {
        #[test]
        fn stretches_judge_every_code_point_as_the_spans_do(
            length in 0usize..30,
            spans in prop::collection::vec(prop::collection::vec((0usize..35, 0usize..35), 0..4), 1..4)
        ) {
            let units = stretches(length, &spans);
            let by_point: Vec<Vec<Option<f64>>> =
                units.iter().flat_map(|unit| vec![unit.values.clone(); unit.weight as usize]).collect();
            prop_assert_eq!(by_point.len(), length);
            for (point, values) in by_point.iter().enumerate() {
                for (own, value) in spans.iter().zip(values) {
                    let is_in = own.iter().any(|(start, end)| *start <= point && point < *end);
                    prop_assert_eq!(*value, Some(f64::from(is_in)));
                }
            }
        }
    }
}
