//! Offers (できること) and wishes (つながりたい機関) that fit each other, by kind of agency and area.

use std::collections::BTreeMap;

/// Something that an agency can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Whose it is: the number of a response.
    pub by: i64,
    /// Kinds of the agency, two digits each.
    pub kinds: Vec<String>,
    /// Code of its area; None where it is not known or there is none in particular.
    pub area: Option<String>,
}

/// Kinds of agencies that an agency would like to be in touch with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Whose it is: the number of a response.
    pub by: i64,
    /// The kinds, two digits each.
    pub wanted: Vec<String>,
    /// Code of its area; None where it is not known or there is none in particular.
    pub area: Option<String>,
}

/// How an offer and a wish fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Both are of one area.
    SameArea,
    /// Of one of them no area is known.
    OpenArea,
}

/// What is left to do with a pair, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Both allow that the region is told, and it is not.
    Ready,
    /// Somebody of the two has not allowed it.
    Unagreed,
    /// The region is told.
    Told,
}

/// An offer that meets a wish, both by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Place of the offer.
    pub offer: usize,
    /// Place of the wish.
    pub wish: usize,
    /// What is left to do.
    pub step: Step,
    /// How they fit.
    pub fit: Fit,
}

/// The pairs whose offer is by an agency of a kind that the wish names, and whose areas are not different ones. Nobody is matched
/// with themselves. `step` says by both places what is left to do. Those of one offer stand together; what can be acted on comes first,
/// then what is of one area: among the pairs of an offer, and among offers by their first pairs.
pub fn pairs(offers: &[Offer], wishes: &[Wish], step: impl Fn(usize, usize) -> Step) -> Vec<Pair> {
    let mut found = Vec::new();
    for (wish_place, wish) in wishes.iter().enumerate() {
        for (offer_place, offer) in offers.iter().enumerate() {
            let is_wanted = offer.kinds.iter().any(|kind| wish.wanted.contains(kind));
            let fit = fit(offer.area.as_deref(), wish.area.as_deref()).filter(|_| is_wanted);
            if let Some(fit) = fit.filter(|_| offer.by != wish.by) {
                let step = step(offer_place, wish_place);
                found.push(Pair { offer: offer_place, wish: wish_place, step, fit });
            }
        }
    }
    let mut best: BTreeMap<usize, (Step, Fit)> = BTreeMap::new();
    for pair in &found {
        let rank = (pair.step, pair.fit);
        let own = best.entry(pair.offer).or_insert(rank);
        *own = rank.min(*own);
    }
    found.sort_by_key(|pair| (best.get(&pair.offer).copied(), pair.offer, pair.step, pair.fit, pair.wish));
    found
}

fn fit(offer: Option<&str>, wish: Option<&str>) -> Option<Fit> {
    match (offer, wish) {
        (Some(offer), Some(wish)) => (offer == wish).then_some(Fit::SameArea),
        _ => Some(Fit::OpenArea),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(by: i64, kind: &str, area: &str) -> Offer {
        Offer { by, kinds: vec![kind.to_owned()], area: (!area.is_empty()).then(|| area.to_owned()) }
    }

    fn wish(by: i64, wanted: &[&str], area: &str) -> Wish {
        let wanted = wanted.iter().map(|kind| (*kind).to_owned()).collect();
        Wish { by, wanted, area: (!area.is_empty()).then(|| area.to_owned()) }
    }

    /// The pairs that nobody is told of and both allow.
    fn ready(offers: &[Offer], wishes: &[Wish]) -> Vec<Pair> {
        pairs(offers, wishes, |_, _| Step::Ready)
    }

    #[test]
    fn an_offer_of_a_wanted_kind_in_the_same_area_comes_first() {
        let offers =
            [offer(1, "20", ""), offer(2, "20", "9001"), offer(3, "20", "9002"), offer(4, "12", "9001")];
        let wishes = [wish(9, &["20", "30"], "9001")];
        let found: Vec<(usize, Fit)> =
            ready(&offers, &wishes).into_iter().map(|pair| (pair.offer, pair.fit)).collect();
        assert_eq!(found, [(1, Fit::SameArea), (0, Fit::OpenArea)]);
    }

    #[test]
    fn the_wishes_that_one_offer_meets_stand_together_and_those_of_its_area_first() {
        let offers = [offer(1, "20", ""), offer(2, "20", "9001")];
        let wishes = [wish(7, &["20"], ""), wish(8, &["20"], "9001"), wish(9, &["20"], "9002")];
        let found: Vec<(usize, usize)> =
            ready(&offers, &wishes).into_iter().map(|pair| (pair.offer, pair.wish)).collect();
        assert_eq!(found, [(1, 1), (1, 0), (0, 0), (0, 1), (0, 2)]);
    }

    #[test]
    fn what_can_be_told_comes_before_what_nobody_agreed_to_and_that_before_what_is_told() {
        let offers = [offer(1, "20", "9001"), offer(2, "20", "9001"), offer(3, "20", "")];
        let wishes = [wish(8, &["20"], "9001"), wish(9, &["20"], "9001")];
        let step = |offer: usize, wish: usize| match (offer, wish) {
            (0, _) => Step::Told,
            (1, 0) => Step::Unagreed,
            _ => Step::Ready,
        };
        let found = pairs(&offers, &wishes, step);
        let places: Vec<(usize, usize)> = found.iter().map(|pair| (pair.offer, pair.wish)).collect();
        assert_eq!(places, [(1, 1), (1, 0), (2, 0), (2, 1), (0, 0), (0, 1)]);
        assert_eq!(found[1].step, Step::Unagreed);
    }

    #[test]
    fn nobody_is_matched_with_themselves_or_without_a_kind() {
        assert!(ready(&[offer(1, "20", "")], &[wish(1, &["20"], "")]).is_empty());
        let nameless = Offer { kinds: Vec::new(), ..offer(1, "20", "") };
        assert!(ready(&[nameless], &[wish(2, &["20"], "")]).is_empty());
        assert!(ready(&[], &[]).is_empty());
    }
}
