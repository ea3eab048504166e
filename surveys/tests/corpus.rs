//! Replays the kept corpus of the fuzz targets (`scripts/fuzz`): what once broke something must never do so again.

#[path = "../../fuzz/src/target.rs"]
mod target;
#[path = "../../fuzz/src/targets.rs"]
mod targets;

use std::path::Path;

#[test]
fn no_kept_input_breaks_anything() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    for target in targets::TARGETS {
        let inputs: Vec<_> = std::fs::read_dir(folder.join(target.name)).unwrap().collect();
        assert!(inputs.len() >= 5, "{}", target.name);
        for input in inputs {
            let data = std::fs::read(input.unwrap().path()).unwrap();
            (target.run)(&data);
        }
    }
}

#[test]
fn shipped_questionnaires_pass_through_the_target() {
    let definition = targets::TARGETS.iter().find(|target| target.name == "definition").unwrap();
    for questionnaire in surveys::questionnaire::shipped::SHIPPED {
        (definition.run)(questionnaire.json.as_bytes());
    }
}

#[test]
fn the_kept_corpus_stays_small() {
    let size = |path: &Path| -> u64 {
        let entries = std::fs::read_dir(path).unwrap();
        entries.map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    let total: u64 = targets::TARGETS.iter().map(|target| size(&folder.join(target.name))).sum();
    assert!(total < 500_000, "{total} bytes");
}
