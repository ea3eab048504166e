//! The coding frame (コード体系): what challenges and good practices are about, with the cues that suggest each code.

/// The frame as JSON.
pub const CODING_FRAME: &str = include_str!("../../data/coding-frame.json");
