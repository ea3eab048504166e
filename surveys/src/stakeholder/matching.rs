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

/// An offer that meets a wish, both by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Place of the offer.
    pub offer: usize,
    /// Place of the wish.
    pub wish: usize,
    /// How they fit.
    pub fit: Fit,
}

/// The pairs whose offer is by an agency of a kind that the wish names, and whose areas are not different ones. Nobody is matched
/// with themselves. Those of one offer stand together: offers that meet a wish of their area come first, and of an offer its wishes of
/// one area do.
pub fn pairs(offers: &[Offer], wishes: &[Wish]) -> Vec<Pair> {
    let mut found = Vec::new();
    for (wish_place, wish) in wishes.iter().enumerate() {
        for (offer_place, offer) in offers.iter().enumerate() {
            let is_wanted = offer.kinds.iter().any(|kind| wish.wanted.contains(kind));
            let fit = fit(offer.area.as_deref(), wish.area.as_deref()).filter(|_| is_wanted);
            if let Some(fit) = fit.filter(|_| offer.by != wish.by) {
                found.push(Pair { offer: offer_place, wish: wish_place, fit });
            }
        }
    }
    let mut best: BTreeMap<usize, Fit> = BTreeMap::new();
    for pair in &found {
        let own = best.entry(pair.offer).or_insert(pair.fit);
        *own = pair.fit.min(*own);
    }
    found.sort_by_key(|pair| (best.get(&pair.offer).copied(), pair.offer, pair.fit, pair.wish));
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

    #[test]
    fn an_offer_of_a_wanted_kind_in_the_same_area_comes_first() {
        let offers =
            [offer(1, "20", ""), offer(2, "20", "9001"), offer(3, "20", "9002"), offer(4, "12", "9001")];
        let wishes = [wish(9, &["20", "30"], "9001")];
        let found: Vec<(usize, Fit)> =
            pairs(&offers, &wishes).into_iter().map(|pair| (pair.offer, pair.fit)).collect();
        assert_eq!(found, [(1, Fit::SameArea), (0, Fit::OpenArea)]);
    }

    #[test]
    fn the_wishes_that_one_offer_meets_stand_together_and_those_of_its_area_first() {
        let offers = [offer(1, "20", ""), offer(2, "20", "9001")];
        let wishes = [wish(7, &["20"], ""), wish(8, &["20"], "9001"), wish(9, &["20"], "9002")];
        let found: Vec<(usize, usize)> =
            pairs(&offers, &wishes).into_iter().map(|pair| (pair.offer, pair.wish)).collect();
        assert_eq!(found, [(1, 1), (1, 0), (0, 0), (0, 1), (0, 2)]);
    }

    #[test]
    fn nobody_is_matched_with_themselves_or_without_a_kind() {
        assert!(pairs(&[offer(1, "20", "")], &[wish(1, &["20"], "")]).is_empty());
        let nameless = Offer { kinds: Vec::new(), ..offer(1, "20", "") };
        assert!(pairs(&[nameless], &[wish(2, &["20"], "")]).is_empty());
        assert!(pairs(&[], &[]).is_empty());
    }
}
