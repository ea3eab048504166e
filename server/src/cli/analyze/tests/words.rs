//! Words between groups, from wave to wave, as candidates, as lists change them, and as rules find them.

use super::super::options::DeniedName;
use super::*;

/// Six people who are asked twice: four begin to speak of 休暇, nobody stops; 送迎 stays where it was.
fn waves() -> String {
    let answer = |n: usize, wave: &str| {
        let leave = if wave == "第10回" && n < 4 { "休暇を取った。" } else { "" };
        let ride = if n < 3 { "送迎を頼んだ。" } else { "勤務を続けた。" };
        format!("{wave}-{n},P{n},{wave},{ride}{leave}\n")
    };
    // The later wave stands first: the order of the file says nothing.
    let rows: String = ["第10回", "第2回"].iter().flat_map(|wave| (0..6).map(|n| answer(n, wave))).collect();
    format!("番号,人,回,自由記述\n{rows}X,P9,,休暇\n")
}

fn in_waves(folder: &Path) -> AnalyzeArgs {
    AnalyzeArgs {
        by: Vec::new(),
        wave: Some("回".to_owned()),
        person: Some("人".to_owned()),
        ..arguments(folder, waves().as_bytes(), "survey.csv")
    }
}

/// The row of a table that begins so.
fn row<'l>(lines: &'l [String], begins: &str) -> &'l str {
    let found = lines.iter().find(|line| line.starts_with(begins));
    found.unwrap_or_else(|| panic!("no row begins with {begins}: {lines:?}"))
}

#[test]
fn words_are_followed_from_wave_to_wave() {
    let folder = tempfile::tempdir().unwrap();
    let args = in_waves(folder.path());
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let trends = lines(&args, "trends.csv");
    // None of six people before, four of six after. Fisher's exact test of [[0, 6], [4, 2]]: 2 · C(6,2) ÷ C(12,4) = .060606.
    let before = row(&trends, "回,第2回,休暇,");
    assert!(before.contains(",0,6,0,66.67,0.06061,"), "{before}");
    let after = row(&trends, "回,第10回,休暇,");
    assert!(after.contains(",4,6,66.67,66.67,0.06061,"), "{after}");
    // φ = (0 · 2 − 6 · 4) ÷ √(6 · 6 · 4 · 8) = −.7071; that the word rose is told by the change.
    assert_eq!(after.split(',').nth(10), Some("0.707"), "{after}");
    assert!(after.ends_with(",第10回-0 第10回-1 第10回-2 第10回-3"), "{after}");
    assert!(trends.iter().position(|line| line == before) < trends.iter().position(|line| line == after));
    // The same people: nobody stopped, four began. By scipy.stats.binomtest(0, 4).pvalue = .125.
    let paired = lines(&args, "before_after.csv");
    let leave = row(&paired, "word,休暇,");
    assert!(leave.starts_with("word,休暇,") && leave.contains(",6,0,0,4,2,mcnemar_exact,,0.125,"), "{leave}");
    // The file has the later wave first; who never says it has all of their texts.
    let texts = ",,,第10回-0 第10回-1 第10回-2 第10回-3,第10回-4 第10回-5 第2回-4 第2回-5";
    assert!(leave.ends_with(texts), "{leave}");
    assert!(row(&paired, "word,送迎,").contains(",6,3,0,0,3,,,,"), "{paired:?}");
    let report = read(&args, "report.html");
    let (_, section) = report.split_once("<section id=\"waves\">").unwrap();
    let (section, _) = section.split_once("</section>").unwrap();
    assert!(section.contains("trends-title") && section.contains("同じ人の前後"), "{section}");
    assert!(section.contains("回のない文章1件は除きました"), "{section}");
    let methods = read(&args, "methods.md");
    assert!(methods.contains("`第2回` `第10回`") && methods.contains("McNemar’s test"), "{methods}");
}

#[test]
fn without_names_nobody_is_compared_and_one_wave_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let args = AnalyzeArgs { person: None, ..in_waves(folder.path()) };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert!(args.out.join("trends.csv").exists() && !args.out.join("before_after.csv").exists());
    let one = AnalyzeArgs {
        wave: Some("自由記述2".to_owned()),
        out: folder.path().join("none"),
        ..in_waves(folder.path())
    };
    assert!(message(&one).contains("自由記述2"));
    let csv = "番号,回,自由記述\n1,1,送迎\n2,1,求人\n";
    let args = AnalyzeArgs {
        wave: Some("回".to_owned()),
        by: Vec::new(),
        out: folder.path().join("one"),
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::from(PROBLEMS_FOUND));
    assert!(args.out.join("report.html").exists() && !args.out.join("trends.csv").exists());
}

#[test]
fn the_report_has_the_words_that_are_typical_of_a_group() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    run(&args).unwrap();
    let report = read(&args, "report.html");
    let (_, section) = report.split_once("<section id=\"keywords\">").unwrap();
    let (section, _) = section.split_once("</section>").unwrap();
    assert!(section.contains("地域 = 南部") && section.contains("主治医"), "{section}");
    assert!(section.contains("<a href=\"#l"), "{section}");
}

#[test]
fn candidates_and_changes_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let forced = folder.path().join("force.txt");
    fs::write(&forced, "著作権\n").unwrap();
    let csv = "番号,自由記述\n1,著作権と個人情報の相談\n2,著作権の個人情報\n";
    let args = AnalyzeArgs {
        by: Vec::new(),
        compounds: true,
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    run(&args).unwrap();
    let compounds = lines(&args, "compounds.csv");
    assert!(compounds.contains(&"著作権,著作 権,2,2,1 2".to_owned()), "{compounds:?}");
    assert!(read(&args, "report.html").contains("<section id=\"compounds\">"));
    assert!(!args.out.join("word_changes.csv").exists());
    let args = AnalyzeArgs { force_words: Some(forced), compounds: false, ..args };
    run(&args).unwrap();
    let changes = lines(&args, "word_changes.csv");
    assert!(changes.contains(&"著作権,0,2,0,2,,1 2".to_owned()), "{changes:?}");
    assert!(changes.contains(&"著作,2,0,2,0,1 2,".to_owned()), "{changes:?}");
    assert!(read(&args, "report.html").contains("<section id=\"changes\">"));
    assert!(!args.out.join("compounds.csv").exists(), "an earlier file stayed");
}

#[test]
fn what_fired_is_told_for_every_text() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊手帳がない\nnear(手帳-ない)[b5]\n＊窓口\n'窓口'\n").unwrap();
    let args = AnalyzeArgs {
        rules: Some(rules),
        evidence: true,
        unit: "sentence".to_owned(),
        ..arguments(folder.path(), CSV.as_bytes(), "survey.csv")
    };
    run(&args).unwrap();
    let hits = lines(&args, "rule_hits.csv");
    assert_eq!(
        hits[..2],
        ["＊手帳がない,A1,手帳,0,2,2,1", "＊手帳がない,A1,ない,3,5,2,1"].map(str::to_owned)
    );
    let counter = row(&hits, "＊窓口,A3,窓口,");
    assert!(counter.ends_with(",4,1"), "{counter}");
    assert!(!lines(&args, "rules.csv").is_empty());
}

#[test]
fn words_that_are_named_are_looked_at_more_closely() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,自由記述\n1,窓口で相談した\n2,電話で相談した\n3,窓口に相談\n4,電話で相談する\n";
    let named = ["相談", "面談", "相談", "電話+で"].map(str::to_owned).to_vec();
    let args = AnalyzeArgs {
        by: Vec::new(),
        word: named,
        kwic_order: "l1, l2".to_owned(),
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::from(PROBLEMS_FOUND), "面談 occurs nowhere");
    let contexts = lines(&args, "kwic.csv");
    // Three times after で, of which two are after 電話.
    let ids: Vec<&str> = contexts.iter().filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!(ids, ["2", "4", "1", "3", "2", "4"]);
    assert_eq!(contexts[0], "相談,2,3,5,電話で,相談,した,1,1,2,3");
    assert_eq!(contexts[4], "電話+で,2,0,3,,電話で,相談した,1,1,2,1");
    assert!(lines(&args, "collocations.csv").iter().any(|line| line.starts_with("相談,")));
    assert!(read(&args, "methods.md").contains("`相談` `面談` `電話+で`"));
    let args = AnalyzeArgs {
        kwic_order: "l9".to_owned(),
        out: folder.path().join("none"),
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    assert!(message(&args).contains("l9"));
}

#[test]
fn contexts_tell_the_headings_above_them() {
    let folder = tempfile::tempdir().unwrap();
    let text = "相談。\n<H1>春</H1>\n<H3>一</H3>\n相談が多い。\n<H1>秋の相談</H1>\n窓口がない。\n";
    let args = AnalyzeArgs {
        text: None,
        id: None,
        by: Vec::new(),
        word: vec!["相談".to_owned()],
        ..arguments(folder.path(), text.as_bytes(), "notes.txt")
    };
    run(&args).unwrap();
    let table = read(&args, "kwic.csv");
    let head = table.trim_start_matches('\u{FEFF}').lines().next().unwrap();
    assert!(head.ends_with(",sentence_number,token,h1,h3"), "{head}");
    let headings: Vec<Vec<&str>> =
        table.lines().skip(1).map(|line| line.split(',').skip(11).collect()).collect();
    assert_eq!(headings, [["", ""], ["春", "一"], ["秋の相談", ""]]);
}

#[test]
fn codes_of_rules_have_associated_words() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊相談\n相談\n＊移動\n送迎\n").unwrap();
    let csv =
        "番号,自由記述\n1,窓口で相談した。送迎が遠い。\n2,窓口で相談した\n3,電話で通院\n4,求人が少ない\n";
    let args = AnalyzeArgs {
        by: Vec::new(),
        rules: Some(rules),
        word: vec!["＊相談".to_owned()],
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert!(!args.out.join("kwic.csv").exists(), "a code stands in no text");
    let associated = lines(&args, "associated.csv");
    // Two of four people have the code and the counter.
    let counter = row(&associated, "＊相談,窓口,");
    assert!(
        counter.starts_with("＊相談,窓口,noun,2,2,100,50,1,") && counter.ends_with(",2,4,1 2"),
        "{counter}"
    );
    let report = read(&args, "report.html");
    let (_, section) = report.split_once("<section id=\"neighbours\">").unwrap();
    let (section, _) = section.split_once("</section>").unwrap();
    let (_, code) = section.split_once("<h3>＊相談</h3>").unwrap();
    assert!(code.contains("<th scope=\"row\">窓口</th><td class=\"n\"><a href=\"#l"), "{code}");
    assert!(row(&associated, "＊相談,送迎,").contains(",1,1,50,25,0.5,"), "{associated:?}");
    // By sentence the lift is elsewhere; the codes must be counted in the same unit.
    let sentence = || "sentence".to_owned();
    let args = AnalyzeArgs { count_in: sentence(), unit: sentence(), ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let associated = lines(&args, "associated.csv");
    assert!(row(&associated, "＊相談,窓口,").contains(",2,2,100,40,1,"), "{associated:?}");
    assert!(!associated.iter().any(|line| line.starts_with("＊相談,送迎,")), "{associated:?}");
    let args = AnalyzeArgs { unit: "document".to_owned(), ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::from(PROBLEMS_FOUND), "another unit");
    let args = AnalyzeArgs { word: vec!["＊通院".to_owned()], count_in: "person".to_owned(), ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::from(PROBLEMS_FOUND), "no such code");
}

#[test]
fn the_network_tells_its_tree_and_who_is_central() {
    let folder = tempfile::tempdir().unwrap();
    // 窓口 stands with each of the others, which never meet but once.
    let csv = "番号,自由記述\n1,窓口と求人\n2,窓口と求人\n3,窓口と送迎\n4,窓口と送迎\n5,窓口と求人と送迎\n";
    let args = AnalyzeArgs {
        by: Vec::new(),
        person: Some("番号".to_owned()),
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    run(&args).unwrap();
    // Who is most central has 1; a tree has one line less than words.
    let words = lines(&args, "cooccurrence_words.csv");
    assert_eq!(words.len(), 3);
    assert!(row(&words, "窓口,").ends_with(",1,1 2 3 4 5"), "{words:?}");
    let pairs = lines(&args, "cooccurrence.csv");
    let is_in_tree = |line: &&String| line.split(',').nth(5) == Some("1");
    assert_eq!((pairs.len(), pairs.iter().filter(is_in_tree).count()), (3, 2));
}

/// 理解 is denied by three of five, of whom one says that there is some, too; who lacks it speaks of 職場.
#[test]
fn denied_words_are_words_of_their_own_where_somebody_wants_that() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,人,回,自由記述\n1,P,前,職場の理解がない\n2,Q,前,職場の理解がない\n3,R,後,理解がある窓口。職場の理解がない\n\
        4,S,後,窓口の理解\n5,T,後,窓口の理解\n";
    let rules = folder.path().join("rules.cod");
    fs::write(&rules, "＊理解\n理解\n").unwrap();
    let counted = |options: Options, out: &str| {
        let args = AnalyzeArgs {
            by: vec!["回".to_owned()],
            word: vec!["理解".to_owned(), "理解+が+ない".to_owned()],
            rules: Some(rules.clone()),
            options,
            out: folder.path().join(out),
            ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
        };
        assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
        args
    };
    let together = counted(Options::default(), "together");
    assert!(read(&together, "terms.csv").contains("\r\n理解,verbal-noun,5,5,6,3,1 2 3 4 5\r\n"));
    assert!(
        row(&lines(&together, "cooccurrence_words.csv"), "理解,").starts_with("理解,verbal-noun,5,1,50,")
    );
    assert!(!read(&together, "methods.md").contains("〜ない」"));
    let options = Options { denied: DeniedName::Apart, least: Some(2), ..Options::default() };
    let apart = counted(options, "apart");
    let terms = read(&apart, "terms.csv");
    for wanted in ["理解,verbal-noun,3,3,3,0,3 4 5", "理解〜ない,verbal-noun,3,3,3,3,1 2 3"] {
        assert!(terms.contains(&format!("\r\n{wanted}\r\n")), "{terms}");
    }
    let pairs = lines(&apart, "cooccurrence.csv");
    let is_of = |line: &&String, word: &str| line.split(',').take(2).any(|own| own == word);
    let with_place = pairs.iter().find(|line| is_of(line, "職場") && is_of(line, "理解〜ない")).unwrap();
    assert!(with_place.contains(",1,3,3,") && with_place.ends_with(",1 2 3"), "{pairs:?}");
    for table in ["clusters.csv", "keywords.csv", "correspondence.csv", "word_crosstab.csv"] {
        assert!(read(&apart, table).contains("理解〜ない"), "{table}");
    }
    // Rules and contexts mean the word wherever it stands.
    for table in ["rules.csv", "kwic.csv"] {
        assert_eq!(read(&apart, table), read(&together, table), "{table}");
    }
    assert!(lines(&apart, "kwic.csv").iter().filter(|line| line.contains("理解+が+ない")).count() == 3);
    let methods = read(&apart, "methods.md");
    assert!(methods.contains("--denied apart") && methods.contains("理解〜ない"), "{methods}");
}

/// The example of the help and the manual.
#[test]
fn words_that_follow_one_another_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { word: vec!["手帳+が+ない".to_owned()], ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert!(lines(&args, "kwic.csv").iter().any(|line| line.starts_with("手帳+が+ない,A1,0,5,")));
}

#[test]
fn contexts_that_are_too_many_are_cut_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let csv = format!("番号,自由記述\n1,{}\n", "相談。".repeat(10_001));
    let args = AnalyzeArgs {
        by: Vec::new(),
        word: vec!["相談".to_owned()],
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    assert_eq!(run(&args).unwrap(), ExitCode::from(PROBLEMS_FOUND));
    assert_eq!(lines(&args, "kwic.csv").len(), 10_000);
    assert!(read(&args, "methods.md").contains("--word 相談 --kwic-order text"));
}

/// Without the words of the field a name is several words, and is offered as one.
#[test]
fn a_name_that_is_no_word_yet_is_offered_with_its_counts() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,自由記述\n1,難病相談支援センターに行った。\n\
        2,難病相談支援センターの人と、難病相談支援センターで話した。\n3,難病の相談\n";
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { by: Vec::new(), compounds: true, no_domain_words: true, ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_eq!(lines(&args, "compounds.csv"), ["難病相談支援センター,難病 相談 支援 センター,2,3,1 2"]);
    // Where it is a word nothing is offered.
    let args = AnalyzeArgs { no_domain_words: false, ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_eq!(lines(&args, "compounds.csv"), Vec::<String>::new());
}
