//! Suggests what a sentence is about (theme) and what it does (stance). People decide: nothing here is a result.

pub mod classify;
mod endings;
pub mod frame;
pub mod kept;
pub mod spoken;
mod spotter;
pub mod stance;
pub mod suggest;
pub mod themes;

use sha2::{Digest, Sha256};

/// Names the coding frame and the cue rules in 16 hexadecimal digits, for captions: the same digits, the same
/// suggestions.
pub fn fingerprint() -> String {
    let mut hash = Sha256::new();
    hash.update(frame::CODING_FRAME.as_bytes());
    hash.update(stance::STANCE_RULES.as_bytes());
    hash.update(env!("CARGO_PKG_VERSION").as_bytes());
    crate::text::dictionary::hex(&hash.finalize()).chars().take(16).collect()
}
