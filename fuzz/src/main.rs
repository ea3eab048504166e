//! Feeds one target, named by `KIKITORI_FUZZ`, with what libFuzzer invents.
#![no_main]

mod targets;

use std::sync::OnceLock;
use targets::{TARGETS, Target};

static CHOSEN: OnceLock<Option<&'static Target>> = OnceLock::new();

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let chosen = CHOSEN.get_or_init(|| {
        let name = std::env::var("KIKITORI_FUZZ").unwrap_or_default();
        TARGETS.iter().find(|target| target.name == name)
    });
    match chosen {
        Some(target) => (target.run)(data),
        None => panic!("KIKITORI_FUZZ is none of the targets"),
    }
});
