//! Rules that come with the program, as a file of KH Coder's that people change as they need.

/// What sentences are: requests, good practices, challenges, or nothing. Simpler than [`crate::coding::stance`], which weighs how
/// sentences end and makes what is suggested, but every word of it can be changed. It counts codes; suggestions do not follow it.
pub const STANCE: &str = include_str!("../../data/stance.cod");
