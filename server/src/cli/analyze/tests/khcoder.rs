//! `--khcoder`: what is done as KH Coder does it.

use super::*;

/// One person says 体操 three times; nobody else does.
const ONE_SPEAKS_OF_GYMNASTICS: &str = "番号,地域,自由記述\n\
    A1,北部,体操、体操、体操。主治医に話した。\n\
    A2,北部,手帳がないことを主治医に話した。\n\
    A3,南部,手帳がない。主治医に会う。\n";

#[test]
fn words_are_chosen_by_how_often_they_occur() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), ONE_SPEAKS_OF_GYMNASTICS.as_bytes(), "survey.csv");
    run(&args).unwrap();
    for table in ["clusters.csv", "correspondence.csv", "cooccurrence_words.csv"] {
        assert!(!read(&args, table).contains("体操"), "{table}: {}", read(&args, table));
    }
    assert!(read(&args, "methods.md").contains("2人以上が使う"), "{}", read(&args, "methods.md"));

    let as_khcoder = AnalyzeArgs { khcoder: true, ..args };
    run(&as_khcoder).unwrap();
    for table in ["clusters.csv", "correspondence.csv", "cooccurrence_words.csv"] {
        assert!(read(&as_khcoder, table).contains("体操"), "{table}: {}", read(&as_khcoder, table));
    }
    let methods = read(&as_khcoder, "methods.md");
    assert!(methods.contains("2回以上出る") && methods.contains("occur at least 2 times"), "{methods}");
}

#[test]
fn neighbours_across_the_ends_of_texts_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), ONE_SPEAKS_OF_GYMNASTICS.as_bytes(), "survey.csv");
    run(&args).unwrap();
    let [within, across] = [
        ["同じ文章の中だけを数える", "within one text only"],
        ["文章の境を越えて数える", "across the ends of texts"],
    ];
    let methods = read(&args, "methods.md");
    assert!(within.iter().all(|words| methods.contains(words)), "{methods}");
    assert!(!across.iter().any(|words| methods.contains(words)), "{methods}");

    let as_khcoder = AnalyzeArgs { khcoder: true, ..args };
    run(&as_khcoder).unwrap();
    let methods = read(&as_khcoder, "methods.md");
    assert!(across.iter().all(|words| methods.contains(words)), "{methods}");
    assert!(!within.iter().any(|words| methods.contains(words)), "{methods}");
}

/// やる is 動詞B: KH Coder lists it and takes it into no network. Its list has as many words as it counts.
#[test]
fn all_words_that_are_counted_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let csv = ONE_SPEAKS_OF_GYMNASTICS.replace("体操。主治医", "体操。それをやる。主治医");
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    run(&args).unwrap();
    assert!(!read(&args, "terms.csv").contains("やる,verb-b"), "{}", read(&args, "terms.csv"));

    let as_khcoder = AnalyzeArgs { khcoder: true, ..args };
    run(&as_khcoder).unwrap();
    let terms = lines(&as_khcoder, "terms.csv");
    assert!(terms.iter().any(|row| row.starts_with("やる,verb-b,1,1,1,")), "{terms:?}");
    let distribution = read(&as_khcoder, "frequencies.csv");
    let last = distribution.lines().last().unwrap_or_default();
    assert_eq!(last.split(',').nth(3), Some(terms.len().to_string().as_str()), "{distribution}");
}

/// 体操 and 主治医 occur three times, no word more often.
#[test]
fn words_are_listed_by_how_often_they_occur() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), ONE_SPEAKS_OF_GYMNASTICS.as_bytes(), "survey.csv");
    run(&args).unwrap();
    let table = read(&args, "frequencies.csv");
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    assert!(
        table.starts_with("\u{FEFF}occurrences,words,percent,cumulative,cumulative_percent,n\r\n"),
        "{table}"
    );
    let last = rows.last().unwrap();
    assert_eq!((last[0], last[1], last[4]), ("3", "2", "100"), "{table}");
    let n_words: u32 = rows.iter().skip(1).map(|row| row[1].parse::<u32>().unwrap()).sum();
    assert_eq!((last[3], last[5]), (n_words.to_string().as_str(), n_words.to_string().as_str()));
    let methods = read(&args, "methods.md");
    assert!(methods.contains(&format!("異なり{n_words}語、平均")), "{methods}");
}
