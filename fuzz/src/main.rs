//! Feeds one target, named by `KIKITORI_FUZZ`, with what libFuzzer invents.
#![no_main]

mod readers;
mod target;
mod targets;

use readers::READERS;
use std::sync::OnceLock;
use target::Target;
use targets::TARGETS;

static CHOSEN: OnceLock<Option<&'static Target>> = OnceLock::new();

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let chosen = CHOSEN.get_or_init(|| {
        let name = std::env::var("KIKITORI_FUZZ").unwrap_or_default();
        TARGETS.iter().chain(READERS).find(|target| target.name == name)
    });
    match chosen {
        Some(target) => (target.run)(data),
        None => panic!("KIKITORI_FUZZ is none of the targets"),
    }
});
