//! Replays the kept corpus of the fuzz targets (`scripts/fuzz`) of this package: what once broke something must never do so
//! again.

#[path = "../../fuzz/src/readers.rs"]
mod readers;
#[path = "../../fuzz/src/target.rs"]
mod target;

use std::path::Path;

#[test]
fn no_kept_input_breaks_anything() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    for target in readers::READERS {
        let inputs: Vec<_> = std::fs::read_dir(folder.join(target.name)).unwrap().collect();
        assert!(inputs.len() >= 5, "{}", target.name);
        for input in inputs {
            let data = std::fs::read(input.unwrap().path()).unwrap();
            (target.run)(&data);
            // Halves of what is sound are the commonest damage.
            (target.run)(&data[..data.len() / 2]);
        }
    }
}

#[test]
fn the_kept_corpus_stays_small() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    let size = |path: &Path| -> u64 {
        let entries = std::fs::read_dir(path).unwrap();
        entries.map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
    };
    let total: u64 = readers::READERS.iter().map(|target| size(&folder.join(target.name))).sum();
    assert!(total < 500_000, "{total} bytes");
}
