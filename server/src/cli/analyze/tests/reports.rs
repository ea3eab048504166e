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
fn two_runs_in_two_folders_give_the_same_bytes() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, other) = (with_rules(first.path()), with_rules(second.path()));
    run(&one).unwrap();
    run(&other).unwrap();
    for name in output::FILES {
        let bytes = |args: &AnalyzeArgs| fs::read(args.out.join(name)).unwrap();
        assert!(bytes(&one) == bytes(&other), "{name} differs");
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
        assert!(row.is_some_and(|row| row.contains(",＊手帳,,1,50,")), "{area}: {table}");
    }
    assert!(read(&args, "report.html").contains("コーディングルール × 地域"));
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
