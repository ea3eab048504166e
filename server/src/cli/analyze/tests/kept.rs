//! What is kept of texts that were read.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use analysis::text::dictionary::Dictionary;

use super::*;
use crate::cli::analyze::cache::WORDS;
use crate::cli::analyze::cache::finished::REPORTS;

/// The files of a folder with an ending.
fn kept_in(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|own| own == ending)).collect()
}

/// Takes away what was kept of finished reports, so that texts are asked for again.
fn forget_reports(folder: &Path) {
    kept_in(folder, REPORTS).iter().for_each(|path| fs::remove_file(path).unwrap());
}

#[test]
fn texts_that_were_read_before_give_the_same_files() {
    let folder = tempfile::tempdir().unwrap();
    let plain = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    run(&plain).unwrap();
    let expected = files(&plain.out);
    let cache = folder.path().join("cache");
    let args = AnalyzeArgs {
        out: folder.path().join("again"),
        cache: Some(cache.clone()),
        ..arguments(folder.path(), CSV.as_bytes(), "survey.csv")
    };
    for time in ["reading", "taking what was read"] {
        run(&args).unwrap();
        assert_eq!(files(&args.out), expected, "{time}");
        assert_eq!(kept_in(&cache, WORDS).len(), 1, "{time}");
        forget_reports(&cache);
    }
    // A damaged file is read as if it were not there, and mended.
    let kept = kept_in(&cache, WORDS).remove(0);
    let whole = fs::read(&kept).unwrap();
    let longer = [whole.as_slice(), b"x"].concat();
    let damaged: [&[u8]; 3] = [&whole[..whole.len() / 2], b"", &longer];
    for damaged in damaged {
        fs::write(&kept, damaged).unwrap();
        run(&args).unwrap();
        assert_eq!(files(&args.out), expected);
        assert_eq!(fs::read(&kept).unwrap(), whole);
        forget_reports(&cache);
    }
    // The same texts read otherwise have a file of their own.
    run(&AnalyzeArgs { no_domain_words: true, ..arguments(folder.path(), CSV.as_bytes(), "survey.csv") })
        .unwrap();
    let other = AnalyzeArgs { no_domain_words: true, cache: Some(cache.clone()), ..args };
    run(&other).unwrap();
    assert_eq!(kept_in(&cache, WORDS).len(), 2);
    assert_eq!(files(&other.out), files(&plain.out));
}

#[test]
fn a_finished_report_is_given_again_while_nothing_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊手帳\n手帳\n").unwrap();
    let args = AnalyzeArgs {
        rules: Some(rules.clone()),
        cache: Some(cache.clone()),
        ..arguments(folder.path(), CSV.as_bytes(), "survey.csv")
    };
    let plain = AnalyzeArgs { cache: None, out: folder.path().join("plain"), ..args.clone() };
    let ended = run(&plain).unwrap();
    assert_eq!(run(&args).unwrap(), ended);
    let kept = kept_in(&cache, REPORTS);
    assert_eq!(kept.len(), 1);
    // Words that were read are gone: what comes now was not counted again, and goes wherever it is wanted.
    kept_in(&cache, WORDS).iter().for_each(|path| fs::remove_file(path).unwrap());
    let elsewhere = AnalyzeArgs { out: folder.path().join("elsewhere"), ..args.clone() };
    assert_eq!(run(&elsewhere).unwrap(), ended, "problems are told as before");
    assert_eq!(files(&elsewhere.out), files(&plain.out));
    assert!(kept_in(&cache, WORDS).is_empty());
    // Another file, another option: another report.
    fs::write(&rules, "＊手帳\n手帳 or 相談\n").unwrap();
    run(&args).unwrap();
    run(&plain).unwrap();
    assert_eq!(files(&args.out), files(&plain.out));
    run(&AnalyzeArgs { map: true, ..args.clone() }).unwrap();
    assert!(args.out.join("map.csv").is_file());
    assert_eq!(kept_in(&cache, REPORTS).len(), 3);
    // A damaged one is counted again.
    for path in kept_in(&cache, REPORTS) {
        fs::write(&path, "damaged").unwrap();
    }
    run(&args).unwrap();
    assert_eq!(files(&args.out), files(&plain.out));
}

#[test]
fn a_report_of_which_nothing_can_be_kept_is_given_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let args =
        AnalyzeArgs { cache: Some(cache.clone()), ..arguments(folder.path(), CSV.as_bytes(), "survey.csv") };
    let ended = run(&args).unwrap();
    let expected = files(&args.out);
    // First finished reports, then words, too, have folders in the way.
    for ending in [REPORTS, WORDS] {
        for path in kept_in(&cache, ending) {
            fs::remove_file(&path).unwrap();
            fs::create_dir(&path).unwrap();
        }
        fs::remove_dir_all(&args.out).unwrap();
        assert_eq!(run(&args).unwrap(), ended, "{ending}");
        assert_eq!(files(&args.out), expected, "{ending}");
        assert_eq!(fs::read_dir(&cache).unwrap().count(), 2, "nothing half written is left: {ending}");
    }
}

fn dictionary() -> Dictionary {
    let data = std::env::temp_dir().join("kikitori-test-data");
    open_dictionary(Path::new(DEFAULT_SOURCES), &data.join("dictionary")).unwrap()
}

fn documents(texts: &[&str]) -> Vec<Document> {
    texts.iter().map(|text| Document { text: (*text).to_owned(), ..Document::default() }).collect()
}

#[test]
fn only_new_and_changed_texts_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let tokenizer = Tokenizer::with_domain_words(&dictionary()).unwrap();
    let read = |tokenizer: &Tokenizer, texts: &[&str]| {
        Cache::open(folder.path(), tokenizer).unwrap().read(&documents(texts), &|_| {}).unwrap()
    };
    let first = ["手帳がない。\n窓口を一つにしてほしい。", "特になし", "クリエイターゑとＡＩ"];
    assert_eq!(read(&tokenizer, &first).n_new, 3);
    assert_eq!(read(&tokenizer, &first).n_new, 0);
    // One is changed, one is gone, one is there twice, and the order is another.
    let second = ["クリエイターゑとＡＩ", "特になし", "手帳があってもＡＩは使えない。", "特になし"];
    let found = read(&tokenizer, &second);
    assert_eq!(found.n_new, 1);
    let found_corpus = corpus::assemble(documents(&second), found.cut);
    let fresh = corpus::build(&tokenizer, documents(&second), &|_| {});
    assert_eq!((found_corpus.words, found_corpus.tokens), (fresh.words, fresh.tokens));
    assert_eq!((found_corpus.sentences, found_corpus.inflections), (fresh.sentences, fresh.inflections));
    assert_eq!(found.coded, suggest_documents(&Suggester::shipped().unwrap(), &documents(&second)));
    assert_eq!(read(&tokenizer, &first).n_new, 0, "what the last run did not need is kept");
    // Other words on top are another dictionary.
    let plain = Tokenizer::plain(&dictionary());
    assert_eq!(read(&plain, &first).n_new, 3);
    assert_eq!(read(&tokenizer, &second).n_new, 0);
}

#[test]
fn a_text_whose_words_are_damaged_alone_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let tokenizer = Tokenizer::with_domain_words(&dictionary()).unwrap();
    let open = || Cache::open(folder.path(), &tokenizer).unwrap();
    let texts = documents(&["手帳がない。", "特になし", "通えない"]);
    assert_eq!(open().read(&texts, &|_| {}).unwrap().n_new, 3);
    let path = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(&path).unwrap();
    let mut damaged = whole.clone();
    *damaged.last_mut().unwrap() ^= 0xFF;
    fs::write(&path, &damaged).unwrap();
    assert_eq!(open().read(&texts, &|_| {}).unwrap().n_new, 1);
    assert_eq!(fs::read(&path).unwrap(), whole);
}

#[test]
fn what_was_used_longest_ago_goes_and_other_files_stay() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    fs::create_dir(&cache).unwrap();
    fs::write(cache.join("notes.txt"), "mine").unwrap();
    // The first is one that a run which was killed had begun.
    let begun = "00.7.begun.kikitori-cut".to_owned();
    for (n, name) in (0..25_u64).map(|n| (n, format!("{n:02}.kikitori-cut"))).chain([(0, begun.clone())]) {
        let path = cache.join(name);
        fs::write(&path, "old").unwrap();
        let file = fs::File::options().append(true).open(&path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(n)).unwrap();
    }
    let args =
        AnalyzeArgs { cache: Some(cache.clone()), ..arguments(folder.path(), CSV.as_bytes(), "survey.csv") };
    run(&args).unwrap();
    assert!(cache.join("notes.txt").is_file() && !cache.join(&begun).exists());
    assert!(cache.join("24.kikitori-cut").is_file() && !cache.join("05.kikitori-cut").is_file());
    assert_eq!(kept_in(&cache, WORDS).len(), 20);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { cache: Some(args.file.clone()), ..args };
    assert!(message(&args).contains("survey.csv"));
}
