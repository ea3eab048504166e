//! Columns by people: everybody counts once, and whoever contradicts themselves is left out.

use std::collections::BTreeMap;

use analysis::text::people::People;

/// A column as people have it.
pub struct ByPerson {
    /// For each person their value; `None` for those without one, and for those whose texts have several.
    pub values: Vec<Option<String>>,
    /// People whose texts have several values.
    pub n_contradicting: usize,
}

impl ByPerson {
    /// From the value of each text. Texts without one contradict nothing.
    pub fn of(values: &[Option<String>], people: &People) -> ByPerson {
        let said =
            (0..).zip(values).filter_map(|(text, value)| Some((people.person(text)?, value.as_deref()?)));
        let known = once(said);
        let n_contradicting = known.values().filter(|value| value.is_none()).count();
        let mut found = vec![None; people.n as usize];
        for (person, value) in known {
            if let Some(of_person) = found.get_mut(person as usize) {
                *of_person = value.map(str::to_owned);
            }
        }
        ByPerson { values: found, n_contradicting }
    }
}

/// What everybody said once. Nothing of those who contradict themselves.
pub fn once<W: Ord, V: PartialEq + Copy>(said: impl Iterator<Item = (W, V)>) -> BTreeMap<W, Option<V>> {
    let mut found: BTreeMap<W, Option<V>> = BTreeMap::new();
    for (who, value) in said {
        let known = found.entry(who).or_insert(Some(value));
        if *known != Some(value) {
            *known = None;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_contradicts_themselves_is_left_out() {
        let said = [("p", 1), ("q", 2), ("p", 1), ("q", 3), ("q", 3), ("r", 2)];
        let found = once(said.into_iter());
        assert_eq!(found.into_values().collect::<Vec<_>>(), [Some(1), None, Some(2)]);
    }

    #[test]
    fn a_text_without_a_value_contradicts_nothing() {
        let names = ["P", "Q", "P", "Q", "", "R"].map(str::to_owned);
        let people = People::new(6, &names, &[]);
        let values = [Some("北"), Some("北"), None, Some("南"), Some("南"), None];
        let found = ByPerson::of(&values.map(|value| value.map(str::to_owned)), &people);
        // P, Q, somebody, R.
        assert_eq!(found.values, [Some("北".to_owned()), None, Some("南".to_owned()), None]);
        assert_eq!(found.n_contradicting, 1);
    }
}
