//! The command from file to folder, on invented texts.

use std::fs;
use std::path::Path;

use analysis::chart::png::DEBIAN_FONTS;
use analysis::text::dictionary::DEFAULT_SOURCES;
use analysis::text::encoding::{TextEncoding, encode};

use super::options::Options;
use super::told::PROBLEMS_FOUND;
use super::*;

mod attributes;
mod bad_input;
mod charts;
mod columns;
mod compare;
mod compared;
mod counted;
mod document_clusters;
mod everything;
mod kept;
mod khcoder;
mod matrix;
mod options;
mod order;
mod people;
mod references;
mod reports;
mod scales;
mod shipped_rules;
mod sources;
mod topics;
mod words;

const CSV: &str = "番号,地域,自由記述\n\
    A1,北部,手帳がないため障害者枠に応募できない。\n\
    A2,北部,特になし\n\
    A3,南部,\"主治医と連携して、就労継続支援Ｂ型の利用につながった。\n窓口を一つにしてほしい。\"\n\
    A4,南部,<b>手帳</b>がなくて使えない。主治医の意見書が届かない。\n\
    A5,,\n";

fn arguments(folder: &Path, csv: &[u8], name: &str) -> AnalyzeArgs {
    let file = folder.join(name);
    fs::write(&file, csv).unwrap();
    AnalyzeArgs {
        file,
        text: Some("自由記述".to_owned()),
        by: vec!["地域".to_owned()],
        id: Some("番号".to_owned()),
        out: folder.join("out"),
        data: std::env::temp_dir().join("kikitori-test-data"),
        sources: DEFAULT_SOURCES.into(),
        no_domain_words: false,
        cache: None,
        person: None,
        wave: None,
        scale: Vec::new(),
        word: Vec::new(),
        kwic_order: "text".to_owned(),
        encoding: None,
        rules: None,
        evidence: false,
        unit: "document".to_owned(),
        variables: None,
        force_words: None,
        stop_words: None,
        synonyms: None,
        user_dictionary: None,
        word_vectors: None,
        compounds: false,
        khcoder: false,
        count_in: "person".to_owned(),
        options: Options::default(),
        map: false,
        matrix: false,
        png: false,
        fonts: DEBIAN_FONTS.into(),
    }
}

fn read(args: &AnalyzeArgs, name: &str) -> String {
    fs::read_to_string(args.out.join(name)).unwrap()
}

/// All files of a report, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    found.sort();
    found
}

fn message(args: &AnalyzeArgs) -> String {
    let message = run(args).unwrap_err().to_string();
    assert!(!args.out.exists(), "something was written");
    message
}

#[test]
fn a_report_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let documents = read(&args, "documents.csv");
    let lines: Vec<&str> = documents.split("\r\n").collect();
    assert_eq!(lines[0], "\u{FEFF}id,text,tokens,stance");
    assert_eq!(lines[2], "A2,特になし,特に なし,other");
    assert!(lines[3].contains("就労継続支援Ｂ型 の 利用"), "{}", lines[3]);
    assert_eq!(lines[5], "A5,,,");
    assert!(read(&args, "terms.csv").contains("\r\n手帳,noun,2,2,2,1,A1 A4\r\n"));
    let crosstab = read(&args, "crosstab.csv");
    // 特になし and an empty text are counted, and said to say nothing.
    assert!(crosstab.contains("\r\n地域,北部,2,1,C01,制度の谷間・手帳要件,1,1,50,"), "{crosstab}");
    assert!(crosstab.contains("\r\n,,5,2,C01,"), "{crosstab}");
    assert!(read(&args, "network.svg").starts_with("<svg"));
}

#[test]
fn every_link_of_the_report_leads_somewhere() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    run(&args).unwrap();
    let report = read(&args, "report.html");
    let targets: Vec<&str> =
        report.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(targets.len() > 30);
    for target in targets {
        assert!(report.contains(&format!("id=\"{target}\"")), "nothing has the id {target}");
    }
    assert!(!report.contains("<b>手帳"), "a text was taken for HTML");
    assert!(
        !report.contains("http://")
            || report.matches("http://").count() == report.matches("http://www.w3.org").count()
    );
    assert!(!report.contains("https://") && !report.contains("analyze-"), "words are missing");
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    run(&args).unwrap();
    let first = files(&args.out);
    run(&args).unwrap();
    assert!(first == files(&args.out));
}

#[test]
fn shift_jis_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = b"\x94\xD4\x8D\x86,\x92n\x88\xE6,\x8E\xA9\x97R\x8BL\x8Fq\n1,\x96k,\x93\xEF\x95a\n";
    let args = arguments(folder.path(), bytes, "survey.csv");
    run(&args).unwrap();
    assert!(read(&args, "documents.csv").contains("\r\n1,難病,難病,"));
}

#[test]
fn bad_input_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    let missing = message(&AnalyzeArgs { text: Some("意見".to_owned()), ..args });
    assert!(missing.contains("意見") && missing.contains("番号、地域、自由記述"), "{missing}");
    assert!(message(&arguments(folder.path(), b"", "survey.csv")).contains("空"));
    assert!(message(&arguments(folder.path(), b"a\n\xFF\xFF\n", "survey.csv")).contains("2行目"));
    assert!(message(&arguments(folder.path(), CSV.as_bytes(), "survey.xlsx")).contains("xlsx"));
    assert!(message(&arguments(folder.path(), CSV.as_bytes(), "survey.pdf")).contains("survey.pdf"));
    let no_texts = "番号,地域,自由記述\n1,北部,\n".as_bytes();
    assert!(message(&arguments(folder.path(), no_texts, "survey.csv")).contains("自由記述"));
}

#[test]
fn rows_that_do_not_fit_are_reported_and_the_rest_is_analysed() {
    let folder = tempfile::tempdir().unwrap();
    let csv = format!("{CSV}A6,南部\n");
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    assert_eq!(run(&args).unwrap(), ExitCode::from(PROBLEMS_FOUND));
    assert!(args.out.join("report.html").exists());
}

/// The lines of a table, without byte order mark and header.
fn lines(args: &AnalyzeArgs, name: &str) -> Vec<String> {
    read(args, name).split("\r\n").skip(1).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn rules_are_counted_by_their_unit() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "＊手帳\n手帳\n＊手帳がない\nnear(手帳-ない)[b3] or '手帳がな'\n＊北部\n<>地域-->北部\n＊どこにも\n面談\n";
    let path = folder.path().join("rules.cod");
    fs::write(&path, rules).unwrap();
    let args = AnalyzeArgs {
        rules: Some(path.clone()),
        by: Vec::new(),
        ..arguments(folder.path(), CSV.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_eq!(
        lines(&args, "rules.csv"),
        [
            "＊手帳,2,5,40,document,2,A1 A4",
            "＊手帳がない,1,5,20,document,1,A1",
            "＊北部,2,5,40,document,2,A1 A2",
            "＊どこにも,0,5,0,document,0,",
            "＃コード無し,2,5,40,document,2,A3 A5",
        ]
    );
    // A1 and A4 have the one, A1 and A2 the other, A1 alone both.
    let pairs = lines(&args, "rules_jaccard.csv");
    assert_eq!(pairs.len(), 6, "each two of four codes: {pairs:#?}");
    assert_eq!(pairs[0], "＊手帳,＊手帳がない,2,1,1,0.5,document,A1");
    assert_eq!(pairs[1], "＊手帳,＊北部,2,2,1,0.3333,document,A1");
    assert_eq!(pairs[2], "＊手帳,＊どこにも,2,0,0,0,document,");
    let report = read(&args, "report.html");
    let (_, section) = report.split_once("<section id=\"rules\">").unwrap();
    let (section, _) = section.split_once("</section>").unwrap();
    assert!(section.contains("<svg") && section.contains("N=3、E=3、"), "{section}");
    let args = AnalyzeArgs { unit: "sentence".to_owned(), ..args };
    run(&args).unwrap();
    assert_eq!(lines(&args, "rules.csv")[0], "＊手帳,2,6,33.33,sentence,2,A1 A4");
    fs::write(&path, "＊手帳\n手帳 病院\n").unwrap();
    let error = run(&args).unwrap_err().to_string();
    assert!(error.contains("rules.cod:2:4: "), "{error}");
    for none in ["これはルールではない文章\n", "# 相談\n"] {
        fs::write(&path, none).unwrap();
        let error = run(&args).unwrap_err().to_string();
        assert!(error.contains("コーディングルールがひとつもありません"), "{error}");
    }
    let error = run(&AnalyzeArgs { unit: "chapter".to_owned(), ..args }).unwrap_err().to_string();
    assert!(error.contains("chapter"), "{error}");
}

#[test]
fn plain_texts_have_headings_and_variables() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "<H1>春</H1>\n<H2>一</H2>\n相談が多い。\n<H2>二</H2>\n窓口がない。\n<H1>秋</H1>\n相談が減った。\n";
    let bytes = encode(text, TextEncoding::EucJp, false).unwrap();
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        Some(path)
    };
    let args = AnalyzeArgs {
        text: None,
        id: None,
        by: vec!["h1".to_owned()],
        rules: file("rules.txt", "＊相談\n相談\n＊春の北\n<>見出し1-->春 and <>場所-->北\n"),
        variables: file("variables.csv", "場所,年\n北,1\n南,2\n"),
        unit: "h2".to_owned(),
        ..arguments(folder.path(), &bytes, "novel.txt")
    };
    run(&args).unwrap();
    assert_eq!(
        lines(&args, "rules.csv")[..2],
        ["＊相談,1,2,50,h2,,1", "＊春の北,1,2,50,h2,,1"].map(str::to_owned)
    );
    assert!(read(&args, "crosstab.csv").contains("\r\nh1,春,"));
    // What is known of headings is known of the texts below them.
    let args = AnalyzeArgs { by: vec!["場所".to_owned()], unit: "h1".to_owned(), ..args };
    run(&args).unwrap();
    let crosstab = read(&args, "crosstab.csv");
    assert!(crosstab.contains("\r\n場所,北,2,") && crosstab.contains("\r\n場所,南,1,"), "{crosstab}");
    let args = AnalyzeArgs { variables: file("variables.csv", "場所\n北\n"), ..args };
    assert!(run(&args).unwrap_err().to_string().contains("variables.csv"));
}

#[test]
fn lists_of_words_change_what_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        Some(path)
    };
    let args = AnalyzeArgs {
        variables: file("variables.csv", "id,年代\nA1,20\nA2,30\nA3,20\nA4,40\nA5,30\n"),
        force_words: file("force.txt", "障害者枠\n"),
        stop_words: file("stop.txt", "手帳\n"),
        synonyms: file("synonyms.txt", "医師,主治医\n"),
        user_dictionary: file("dictionary.csv", "surface,class,reading,lemma\n意見書,名詞,イケンショ,\n"),
        by: vec!["年代".to_owned()],
        ..arguments(folder.path(), CSV.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let terms = read(&args, "terms.csv");
    for wanted in ["\r\n障害者枠,tag,1,", "\r\n医師,noun,2,", "\r\n意見書,noun,1,"] {
        assert!(terms.contains(wanted), "{wanted} is missing: {terms}");
    }
    assert!(!terms.contains("\r\n手帳,"), "{terms}");
    assert!(read(&args, "crosstab.csv").contains("\r\n年代,20,2,"));
    let args = AnalyzeArgs { user_dictionary: file("dictionary.csv", "surface,class\n語,何か\n"), ..args };
    let error = run(&args).unwrap_err().to_string();
    assert!(error.contains("dictionary.csv: 2行目"), "{error}");
}
