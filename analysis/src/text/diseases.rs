//! Names of diseases: words that stay whole, and that may tell who is meant. A list for finding words (its head says what it is
//! not): it neither has all 指定難病 nor tells which they are.

/// One name a line; lines with `#` are remarks.
const FILE: &str = include_str!("../../data/diseases.txt");

/// The names, as people write them. Several names of one disease are several names.
pub fn disease_names() -> impl Iterator<Item = &'static str> {
    FILE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text::normalize::normalize;

    #[test]
    fn names_are_in_normal_width_and_stand_once() {
        let all: Vec<&str> = disease_names().collect();
        let different: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), different.len());
        assert!(all.len() > 300, "{}", all.len());
        for name in all {
            assert_eq!(normalize(name).text, name);
        }
    }
}
