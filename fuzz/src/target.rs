//! What a target is.

/// One reader of what people send.
pub struct Target {
    /// Its name, also that of its folder in `fuzz/corpus`.
    pub name: &'static str,
    /// What is done with the input.
    pub run: fn(&[u8]),
}
