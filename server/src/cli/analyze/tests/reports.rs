//! What the report and methods.md say.

use super::*;

const RULES: &str = "＊手帳\n手帳\n＊どこにも\n面談\n";

/// By sha256sum.
const RULES_SHA256: &str = "1e5d2d2910346221da3d33144ca507d75394b80b6e7d33cd937e683dd3052551";

fn with_rules(folder: &Path) -> AnalyzeArgs {
    let rules = folder.join("rules.cod");
    fs::write(&rules, RULES).unwrap();
    AnalyzeArgs { rules: Some(rules), ..arguments(folder, CSV.as_bytes(), "survey.csv") }
}

#[test]
fn rules_are_a_section_of_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let args = with_rules(folder.path());
    run(&args).unwrap();
    let report = read(&args, "report.html");
    let (_, section) = report.split_once("<section id=\"rules\">").unwrap();
    let (section, _) = section.split_once("</section>").unwrap();
    assert!(section.contains("rules.cod") && section.contains("N=5"), "{section}");
    assert!(section.contains("＊手帳") && section.contains("40.00"), "{section}");
    assert!(section.contains("＃コード無し"), "{section}");
    let targets = report.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
    for target in targets {
        assert!(report.contains(&format!("id=\"{target}\"")), "nothing has the id {target}");
    }
}

#[test]
fn methods_name_versions_hashes_and_parameters() {
    let folder = tempfile::tempdir().unwrap();
    let args = with_rules(folder.path());
    run(&args).unwrap();
    let methods = read(&args, "methods.md");
    // In both languages: two files and the dictionary.
    assert_eq!(methods.matches("SHA-256").count(), 2 * 3, "{methods}");
    assert_eq!(methods.matches(RULES_SHA256).count(), 2, "{methods}");
    for wanted in [
        "## 方法（日本語）",
        "## Methods (English)",
        "`survey.csv`",
        "`rules.cod`",
        "--by 地域",
        env!("CARGO_PKG_VERSION"),
        "5文字の並びの Jaccard 係数0.8以上",
        "Fisher’s exact test",
        "ward.D2",
    ] {
        assert!(methods.contains(wanted), "{wanted} is missing: {methods}");
    }
    assert!(!methods.contains("methods-") && !methods.contains("analyze-"), "words are missing: {methods}");
    assert!(!methods.contains(&folder.path().display().to_string()), "the machine shows");
}

#[test]
fn limits_are_told_as_they_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let args = AnalyzeArgs { map: true, compounds: true, ..with_rules(folder.path()) };
    run(&args).unwrap();
    let report = read(&args, "report.html");
    let listed = [
        ("words", neighbours::TOP_WORDS.to_string()),
        ("span", "5".to_owned()),
        ("kind", "person".to_owned()),
        ("unit", "人".to_owned()),
    ];
    for wanted in [
        text(LANG, "analyze-neighbours-note", &listed),
        // Of five texts one says nothing and one is empty.
        "3件以上のまとまり1個（10個まで）に分けました（TF-IDF、LSA、余弦距離、群平均法）".to_owned(),
        "そのような文だけの文章は2件".to_owned(),
        "期待度数5未満".to_owned(),
    ] {
        assert!(report.contains(&wanted), "{wanted}");
    }
    // A number that the words ask for and nobody gives stands there as its name.
    for name in ["report.html", "methods.md"] {
        assert!(!read(&args, name).contains("{$"), "{name}");
    }
}

#[test]
fn two_runs_in_two_folders_give_the_same_bytes() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, other) = (with_rules(first.path()), with_rules(second.path()));
    run(&one).unwrap();
    run(&other).unwrap();
    let (one, other) = (files(&one.out), files(&other.out));
    assert_eq!(one.len(), other.len());
    for ((name, bytes), other) in one.iter().zip(&other) {
        assert!((name, bytes) == (&other.0, &other.1), "{name} differs");
    }
}

#[test]
fn rules_are_set_against_what_is_known_of_texts() {
    let folder = tempfile::tempdir().unwrap();
    let args = with_rules(folder.path());
    run(&args).unwrap();
    let table = read(&args, "crosstab.csv");
    // Of the two texts of each area one speaks of it.
    for area in ["北部", "南部"] {
        let begins = format!("地域,{area},2,");
        let row = table.lines().find(|line| line.starts_with(&begins) && line.contains(",＊手帳,"));
        assert!(row.is_some_and(|row| row.contains(",＊手帳,,1,1,50,")), "{area}: {table}");
    }
    assert!(read(&args, "report.html").contains("コーディングルール × 地域"));
}

#[test]
fn cross_tables_name_their_rows_and_leave_out_what_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let section = |args: &AnalyzeArgs| {
        run(args).unwrap();
        let report = read(args, "report.html");
        let (_, section) = report.split_once("<section id=\"crosstabs\">").unwrap();
        section.split_once("</section>").unwrap().0.to_owned()
    };
    // One text has no area.
    let with_a_blank = section(&with_rules(folder.path()));
    assert!(with_a_blank.contains("値のない1人を除きました。"), "{with_a_blank}");
    let csv = "番号,地域,自由記述\n1,北部,手帳がなくて困った。\n2,南部,手帳がなくて応募できない。\n";
    fs::write(folder.path().join("whole.csv"), csv).unwrap();
    let whole = section(&AnalyzeArgs { file: folder.path().join("whole.csv"), ..with_rules(folder.path()) });
    assert!(!whole.contains("除きました"), "{whole}");
    // Nobody tells of a good practice: challenges and rules have a table.
    assert_eq!(whole.matches("<table").count(), 2, "{whole}");
    assert!(whole.contains("<th scope=\"col\">テーマ</th>"), "{whole}");
    assert!(whole.contains("<th scope=\"col\">コード</th>"), "{whole}");
}

#[test]
fn examples_are_of_different_texts_and_words() {
    let folder = tempfile::tempdir().unwrap();
    let letter = "手帳がないため障害者枠に応募できない。";
    let csv = format!(
        "番号,自由記述\n1,{letter}\n2,{letter}\n3,{letter}主治医の意見書が届かず困っている。\n4,窓口が分からず、相談できなくて困った。\n"
    );
    let args = AnalyzeArgs { by: Vec::new(), ..arguments(folder.path(), csv.as_bytes(), "survey.csv") };
    run(&args).unwrap();
    let report = read(&args, "report.html");
    let (_, section) = report.split_once("<section id=\"stances\">").unwrap();
    let (section, _) = section.split_once("</section>").unwrap();
    let plain = section.replace("<mark>", "").replace("</mark>", "");
    assert_eq!(plain.matches(letter).count(), 1, "{plain}");
    assert!(plain.contains("相談できなくて困った"), "{plain}");
}

#[test]
fn tables_say_what_was_tested() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    run(&args).unwrap();
    let table = read(&args, "crosstab.csv");
    let header: Vec<&str> = table.lines().next().unwrap_or_default().split(',').collect();
    let place = |name: &str| header.iter().position(|column| *column == name).unwrap();
    let row = table.lines().find(|line| line.starts_with("地域,北部,") && line.contains(",C01,")).unwrap();
    let cells: Vec<&str> = row.split(',').collect();
    // Four texts: every expected count is under 5, and two by two is exact.
    assert_eq!(cells[place("test")], "fisher_exact");
    assert_eq!(cells.len(), header.len());
}

#[test]
fn pictures_for_print_are_made_where_they_are_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let args = arguments(folder.path(), CSV.as_bytes(), "survey.csv");
    run(&args).unwrap();
    assert!(!args.out.join("network.png").exists());
    let args = AnalyzeArgs { png: true, ..args };
    run(&args).unwrap();
    assert!(fs::read(args.out.join("network.png")).unwrap().starts_with(b"\x89PNG"));
    // The folder of an earlier report with pictures is its own, too.
    run(&AnalyzeArgs { png: false, ..arguments(folder.path(), CSV.as_bytes(), "survey.csv") }).unwrap();
    assert!(!args.out.join("network.png").exists(), "an earlier file stayed");
    let nowhere = AnalyzeArgs { fonts: folder.path().into(), out: folder.path().join("none"), ..args };
    assert!(message(&nowhere).contains("fonts-morisawa-bizud-gothic"));
}

#[test]
fn tables_scroll_in_boxes_and_lists_tell_people_and_texts() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,人,自由記述\n1,P1,相談した\n2,P1,相談する\n3,P2,相談\n";
    let args = AnalyzeArgs {
        by: Vec::new(),
        person: Some("人".to_owned()),
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    run(&args).unwrap();
    let report = read(&args, "report.html");
    let boxes = report.matches("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").count();
    assert!(boxes > 5);
    assert_eq!(report.matches("<table").count(), boxes);
    assert!(!report.contains("aria-label=\"\""), "a box has no name");
    assert!(report.contains("<h3>相談 <small>2人・文章3件</small>"), "{report}");
}

#[test]
fn vectors_of_words_are_told_and_read_strictly() {
    let folder = tempfile::tempdir().unwrap();
    let csv =
        "番号,自由記述\n1,通院 休暇\n2,通院 休暇\n3,入院 欠勤\n4,入院 欠勤\n5,送迎 自動車\n6,送迎 自動車\n";
    let plain = AnalyzeArgs { by: Vec::new(), ..arguments(folder.path(), csv.as_bytes(), "survey.csv") };
    let vectors = folder.path().join("vectors.txt");
    fs::write(&vectors, "6 2\n通院 1 0\n休暇 1 0\n入院 1 0.01\n欠勤 1 0.01\n送迎 0 1\n自動車 0 1\n").unwrap();
    let with = AnalyzeArgs {
        word_vectors: Some(vectors.clone()),
        out: folder.path().join("with"),
        ..arguments(folder.path(), csv.as_bytes(), "survey.csv")
    };
    let with = AnalyzeArgs { by: Vec::new(), ..with };
    run(&plain).unwrap();
    run(&with).unwrap();
    let methods = read(&with, "methods.md");
    assert!(
        methods.contains("語のベクトル（2次元、6語のうち6語）") && methods.contains("`vectors.txt`"),
        "{methods}"
    );
    assert!(!read(&plain, "methods.md").contains("語のベクトル"));
    assert!(read(&with, "report.html").contains("語のベクトル（2次元、6語のうち6語）"));
    let first = fs::read(with.out.join("themes.csv")).unwrap();
    run(&with).unwrap();
    assert_eq!(fs::read(with.out.join("themes.csv")).unwrap(), first);
    fs::write(&vectors, "通院 1 0\n休暇 1\n").unwrap();
    fs::remove_dir_all(&with.out).unwrap();
    let refused = message(&with);
    assert!(refused.contains("vectors.txt") && refused.contains("2行目"), "{refused}");
    assert_eq!(format!("{:#}", run(&with).unwrap_err()), refused, "words of the program follow");
}

#[test]
fn marks_of_pictures_lead_to_their_texts() {
    let folder = tempfile::tempdir().unwrap();
    let answers = [
        "通院のために休暇を取った。",
        "通院の休暇を相談した。",
        "送迎の車を相談した。",
        "送迎の車を待った。",
    ];
    let rows: String =
        (0..12).map(|n| format!("{n},{},{}\n", ["北部", "南部"][n % 2], answers[n % 4])).collect();
    let csv = format!("番号,地域,自由記述\n{rows}");
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    run(&args).unwrap();
    let report = read(&args, "report.html");
    for id in ["network", "correspondence0", "clusters"] {
        let begins = format!("id=\"{id}-title\"");
        let picture = report.split(&begins).nth(1).and_then(|rest| rest.split("</svg>").next()).unwrap();
        let links = picture.matches("<a href=\"#l").count();
        assert!(links >= 4, "{id} has {links} links");
    }
    // A file of its own has nowhere to lead.
    for name in ["network.svg", "correspondence-1.svg", "clusters.svg"] {
        let picture = read(&args, name);
        assert!(picture.starts_with("<svg") && !picture.contains("<a "), "{name}");
    }
    // 待つ is in 3 of 6 texts of the south, and in none of the north (taken as half a text): six times as often.
    let keywords = read(&args, "keywords.csv");
    assert!(keywords.contains("\r\n地域,南部,待つ,verb,3,6,0,6,50,0,2.585,"), "{keywords}");
    assert!(read(&args, "methods.md").contains("特徴語："));
    // The same texts under the same words are listed once.
    assert_eq!(report.matches("<h3>通院 <small>").count(), 1);
}

#[test]
fn the_stance_of_a_text_is_the_same_in_the_way_of_khcoder() {
    let folder = tempfile::tempdir().unwrap();
    // KH Coder's sentences end at 。 alone: it has fewer of them.
    let csv = "番号,自由記述\nA1,困った！手帳がない！応募できない！\nA2,窓口を一つにしてほしい。\nA3,実習を重ねて採用された。\n";
    let stances = |khcoder: bool| {
        let args =
            AnalyzeArgs { khcoder, by: Vec::new(), ..arguments(folder.path(), csv.as_bytes(), "survey.csv") };
        run(&args).unwrap();
        let lines = lines(&args, "documents.csv");
        lines.iter().map(|line| line.rsplit(',').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let usual = stances(false);
    assert_eq!(usual[..2], ["challenge", "request"]);
    assert_eq!(stances(true), usual);
}
