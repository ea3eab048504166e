//! A text cut at every edge of the spans in it, so that each stretch can be shown with what covers it.

use std::collections::{BTreeMap, BTreeSet};

use super::span::Span;

/// A stretch between two edges. Spans are named by their places in the list that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it is.
    pub span: Span,
    /// The shortest span over it; of equally short ones the first.
    pub innermost: Option<usize>,
    /// The spans that begin with it.
    pub begins: Vec<usize>,
    /// The spans that end with it.
    pub ends: Vec<usize>,
}

/// Cuts a text of `length` code points into stretches that follow each other from its beginning to its end. Spans that are
/// empty or reach outside it are left out.
///
/// One walk over the edges: a note of 50,000 code points may have thousands of spans.
pub fn stretches(length: usize, spans: &[Span]) -> Vec<Stretch> {
    let mut beginning: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut ending: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, span) in
        spans.iter().enumerate().filter(|(_, span)| span.start < span.end && span.end <= length)
    {
        beginning.entry(span.start).or_default().push(place);
        ending.entry(span.end).or_default().push(place);
    }
    let edges: BTreeSet<usize> = beginning.keys().chain(ending.keys()).copied().chain([0, length]).collect();
    // What covers the stretch, the shortest first.
    let mut over: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut cut = Vec::with_capacity(edges.len());
    let size = |place: usize| spans.get(place).map_or(0, |span| span.end - span.start);
    for (start, end) in edges.iter().zip(edges.iter().skip(1)) {
        for place in ending.get(start).into_iter().flatten() {
            over.remove(&(size(*place), *place));
        }
        let begins = beginning.remove(start).unwrap_or_default();
        over.extend(begins.iter().map(|place| (size(*place), *place)));
        cut.push(Stretch {
            span: Span { start: *start, end: *end },
            innermost: over.first().map(|(_, place)| *place),
            begins,
            ends: ending.get(end).cloned().unwrap_or_default(),
        });
    }
    cut
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    #[test]
    fn the_shortest_span_shows_and_every_edge_is_told() {
        let cut = stretches(6, &[span(0, 4), span(2, 6), span(3, 4)]);
        let told: Vec<(usize, usize, Option<usize>)> =
            cut.iter().map(|own| (own.span.start, own.span.end, own.innermost)).collect();
        assert_eq!(told, [(0, 2, Some(0)), (2, 3, Some(0)), (3, 4, Some(2)), (4, 6, Some(1))]);
        assert_eq!((cut[1].begins.as_slice(), cut[2].ends.as_slice()), ([1].as_slice(), [0, 2].as_slice()));
    }

    #[test]
    fn what_is_outside_the_text_is_left_out_and_a_text_without_spans_is_one_stretch() {
        let whole = Stretch { span: span(0, 3), innermost: None, begins: Vec::new(), ends: Vec::new() };
        assert_eq!(stretches(3, &[span(2, 9), span(1, 1)]), [whole]);
        assert_eq!(stretches(0, &[]), []);
    }

    proptest! {
        #[test]
        fn every_character_has_the_shortest_span_over_it(
            length in 0usize..30,
            pairs in prop::collection::vec((0usize..34, 0usize..34), 0..12),
        ) {
            let spans: Vec<Span> = pairs.into_iter().map(|(a, b)| span(a.min(b), a.max(b))).collect();
            let cut = stretches(length, &spans);
            let of_characters = cut.iter().flat_map(|own| (own.span.start..own.span.end).map(move |_| own.innermost));
            let over = |at: usize| {
                let here = |(_, own): &(usize, &Span)| own.start <= at && at < own.end && own.end <= length;
                spans.iter().enumerate().filter(here).min_by_key(|(_, own)| own.end - own.start)
            };
            let wanted: Vec<Option<usize>> = (0..length).map(|at| over(at).map(|(place, _)| place)).collect();
            prop_assert_eq!(of_characters.collect::<Vec<_>>(), wanted);
            let is_shown = |own: &&Span| own.start < own.end && own.end <= length;
            let n_edges: usize = cut.iter().map(|own| own.begins.len() + own.ends.len()).sum();
            prop_assert_eq!(n_edges, 2 * spans.iter().filter(is_shown).count());
        }
    }
}
