//! How support organisations of each kind usually answer.

use super::paper::Likely;

/// The usual answers of some kinds.
pub struct Profile {
    /// Codes of the kinds.
    pub kinds: &'static [&'static str],
    /// How many people work there.
    pub staff: Likely,
    /// Who answers.
    pub positions: Likely,
    /// How many persons they supported.
    pub persons: Likely,
    /// What support they give.
    pub supports: Likely,
    /// How close they are to each kind of `PARTNERS`, from 0 to 4. Medicine stands apart, as the texts say.
    pub ties: [i32; 10],
    /// How sure they are of themselves, from 1 to 4.
    pub confidence: i32,
}

/// Rows of the question on cooperation.
pub const PARTNERS: [&str; 10] = ["10", "12", "13", "20", "22", "21", "35", "70", "60", "50"];

/// The profile of a kind.
pub fn profile(kind: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|profile| profile.kinds.contains(&kind))
}

/// Who runs an agency of a kind.
pub fn operators(kind: &str) -> Likely {
    match kind {
        "11" | "12" => &[("5", 72), ("1", 14), ("3", 14)],
        "13" => &[("1", 78), ("2", 22)],
        "20" | "21" | "40" | "41" => &[("3", 100)],
        "22" => &[("4", 60), ("6", 40)],
        "23" | "50" => &[("2", 100)],
        "35" => &[("4", 44), ("6", 30), ("8", 26)],
        "42" => &[("8", 100)],
        "51" => &[("1", 100)],
        "52" => &[("4", 100)],
        "10" => &[("6", 100)],
        "60" => &[("7", 100)],
        _ => &[("9", 100)],
    }
}

const SMALL: Likely = &[("1", 80), ("2", 20)];
const MIDDLE: Likely = &[("2", 55), ("3", 45)];
const SUPPORTERS: Likely = &[("1", 28), ("2", 68), ("4", 4)];
const MEDICAL: Likely = &[("1", 14), ("2", 30), ("3", 56)];
const OFFICIALS: Likely = &[("1", 12), ("2", 28), ("3", 20), ("4", 40)];
const FEW: Likely = &[("1", 64), ("2", 26), ("3", 10)];
const SEVERAL: Likely = &[("1", 24), ("2", 46), ("3", 30)];
const MANY: Likely = &[("3", 20), ("4", 40), ("5", 40)];

const PROFILES: &[Profile] = &[
    Profile {
        kinds: &["10"],
        staff: &[("2", 100)],
        positions: SUPPORTERS,
        persons: MANY,
        supports: &[("1", 99), ("2", 90), ("3", 40), ("5", 50), ("6", 70), ("9", 95), ("10", 80), ("11", 90)],
        ties: [3, 3, 4, 4, 3, 2, 2, 1, 4, 2],
        confidence: 4,
    },
    Profile {
        kinds: &["11", "12"],
        staff: MIDDLE,
        positions: MEDICAL,
        persons: SEVERAL,
        supports: &[("1", 85), ("2", 48), ("5", 24), ("6", 80), ("7", 55), ("9", 12), ("10", 30), ("11", 26)],
        ties: [1, 2, 1, 1, 1, 0, 1, 1, 1, 1],
        confidence: 3,
    },
    Profile {
        kinds: &["13"],
        staff: &[("2", 50), ("3", 50)],
        positions: MEDICAL,
        persons: SEVERAL,
        supports: &[("1", 90), ("6", 50), ("9", 30), ("10", 55), ("11", 70)],
        ties: [3, 1, 3, 2, 2, 1, 2, 0, 1, 3],
        confidence: 3,
    },
    Profile {
        kinds: &["20", "21"],
        staff: MIDDLE,
        positions: SUPPORTERS,
        persons: SEVERAL,
        supports: &[("1", 85), ("2", 60), ("3", 85), ("4", 45), ("5", 75), ("6", 35), ("8", 40), ("11", 30)],
        ties: [3, 1, 1, 4, 4, 1, 2, 3, 1, 2],
        confidence: 3,
    },
    Profile {
        kinds: &["22", "23"],
        staff: MIDDLE,
        positions: SUPPORTERS,
        persons: SEVERAL,
        supports: &[
            ("1", 95),
            ("2", 70),
            ("3", 80),
            ("4", 75),
            ("5", 85),
            ("6", 55),
            ("7", 45),
            ("8", 90),
            ("10", 30),
        ],
        ties: [2, 1, 1, 4, 4, 1, 3, 3, 1, 3],
        confidence: 3,
    },
    Profile {
        kinds: &["35"],
        staff: SMALL,
        positions: SUPPORTERS,
        persons: FEW,
        supports: &[("1", 80), ("2", 20), ("6", 40), ("8", 16)],
        ties: [1, 1, 1, 1, 2, 1, 3, 0, 0, 3],
        confidence: 2,
    },
    Profile {
        kinds: &["40", "41", "42"],
        staff: SMALL,
        positions: &[("1", 30), ("2", 60), ("5", 10)],
        persons: SEVERAL,
        supports: &[("1", 75), ("5", 85), ("6", 40), ("7", 80), ("10", 55), ("11", 50)],
        ties: [2, 2, 0, 2, 1, 1, 0, 4, 1, 1],
        confidence: 3,
    },
    Profile {
        kinds: &["50", "51", "52"],
        staff: SMALL,
        positions: OFFICIALS,
        persons: FEW,
        supports: &[("1", 72), ("6", 12), ("11", 34)],
        ties: [1, 1, 3, 1, 2, 0, 3, 0, 1, 3],
        confidence: 2,
    },
    Profile {
        kinds: &["60"],
        staff: SMALL,
        positions: &[("1", 40), ("5", 60)],
        persons: SEVERAL,
        supports: &[("1", 80), ("2", 55), ("9", 98), ("10", 40), ("11", 70)],
        ties: [4, 2, 3, 1, 1, 0, 1, 0, 4, 1],
        confidence: 3,
    },
    Profile {
        kinds: &["80"],
        staff: SMALL,
        positions: &[("2", 70), ("5", 30)],
        persons: FEW,
        supports: &[("1", 80), ("2", 60), ("3", 60), ("4", 50)],
        ties: [1, 1, 0, 2, 1, 1, 0, 3, 0, 1],
        confidence: 2,
    },
];
