//! Respondents who only ticked boxes. They are of a few kinds and of every area, enough for most of their tables to be told; what
//! those of other kinds said stays withheld, so that the protection of small numbers is seen as well.

use super::chance::Chance;
use super::paper::Likely;

/// A kind, and how many of it answered in each area of [`AREAS`].
pub type Plan = &'static [(&'static str, [usize; 4])];

/// Codes of the areas.
const AREAS: [&str; 4] = ["9901", "9902", "9903", "9904"];

/// Rows of consent boxes.
const CONSENTS: Likely = &[("123", 70), ("1235", 14), ("12346", 10), ("1", 6)];

/// In how many of 100 cases a respondent has each difficulty that is usual in the area.
const OWN: u32 = 55;

/// Keeps the chance of who is asked apart from the chance of what they answer.
const WHO: u64 = 50_000;

/// One of them, as far as all questionnaires ask the same.
pub struct Further {
    /// What the answers follow from.
    pub seed: u64,
    /// Code of the kind.
    pub kind: &'static str,
    /// Code of the area.
    pub area: &'static str,
    /// Values of the consent boxes in a row.
    pub consent: &'static str,
    /// What decides whatever is particular to a questionnaire.
    pub chance: Chance,
}

impl Further {
    /// Numbers of the difficulties that are usual in the area, as far as this respondent has them; at least one.
    pub fn own(&mut self, of_area: &[(&str, &[(usize, i32)])]) -> Vec<String> {
        let here = of_area.iter().filter(|(area, _)| *area == self.area).flat_map(|(_, added)| *added);
        let usual: Vec<String> =
            here.filter(|(_, added)| *added > 0).map(|(number, _)| number.to_string()).collect();
        let mut own: Vec<String> = usual.iter().filter(|_| self.chance.hit(OWN)).cloned().collect();
        if own.is_empty() {
            own.extend(usual.into_iter().take(1));
        }
        own
    }
}

/// All of a plan, kind by kind and area by area, with seeds that follow one another.
pub fn respondents(first_seed: u64, plan: Plan) -> Vec<Further> {
    let mut all = Vec::new();
    let mut seeds = first_seed..;
    for (kind, numbers) in plan.iter().copied() {
        for (area, n) in AREAS.into_iter().zip(numbers) {
            for seed in seeds.by_ref().take(n) {
                let mut chance = Chance::new(seed + WHO);
                let consent = chance.one(CONSENTS);
                all.push(Further { seed, kind, area, consent, chance });
            }
        }
    }
    all
}
