//! Chance that is the same at every run.

/// A sequence of numbers that follows from its seed: SplitMix64 (Steele, Lea, Flood 2014).
pub struct Chance(u64);

impl Chance {
    /// The sequence of a seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// The next number from 0 to 99.
    pub fn percent(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        u32::try_from((mixed ^ (mixed >> 31)) % 100).unwrap_or(0)
    }

    /// True in `percent` of 100 cases.
    pub fn hit(&mut self, percent: u32) -> bool {
        self.percent() < percent
    }

    /// One of the values, each as likely as its percentage says; the last one takes what is left of 100.
    pub fn one<'a>(&mut self, values: &[(&'a str, u32)]) -> &'a str {
        let drawn = self.percent();
        let mut reached = 0;
        for (value, percent) in values {
            reached += percent;
            if drawn < reached {
                return value;
            }
        }
        values.last().map_or("", |(value, _)| value)
    }

    /// Each value on its own, as likely as its percentage says, in their order.
    pub fn some<'a>(&mut self, values: &[(&'a str, u32)]) -> Vec<&'a str> {
        values.iter().filter(|(_, percent)| self.hit(*percent)).map(|(value, _)| *value).collect()
    }

    /// A step of -1, 0 or 1, mostly 0.
    pub fn step(&mut self) -> i32 {
        match self.percent() {
            0..25 => -1,
            25..75 => 0,
            _ => 1,
        }
    }
}
