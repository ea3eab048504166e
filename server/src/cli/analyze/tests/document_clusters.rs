//! The tree of texts is that of another program.

use super::super::options::TopicLinkageName;
use super::*;

/// By scipy 1.17.1: `linkage(pdist(W), "ward")`, which is R's `hclust(dist(W), "ward.D2")`, of the rows
/// W = (1 + ln count) · ln(7 ÷ texts with the word), each divided by its length, without the first, which is empty:
///
/// | | | height | texts |
/// |---|---|---|---|
/// | 2 | 3 | .678068 | 2 |
/// | 6 | 7 | .703645 | 2 |
/// | 4 | 2 and 3 | .970888 | 3 |
/// | 5 | 6 and 7 | 1.065982 | 3 |
/// | 2, 3 and 4 | 5, 6 and 7 | 2.117329 | 6 |
#[test]
fn the_tree_of_texts_is_that_of_scipy() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,自由記述\nZ,\nA,通院 休暇\nB,通院 休暇 勤務\nC,通院 通院 通院 勤務\nD,送迎 送迎 自動車\nE,送迎 自動車 運転\nF,送迎 運転 運転\n";
    let options =
        Options { topic_groups: Some(2), topic_linkage: TopicLinkageName::Ward, ..Options::default() };
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { by: Vec::new(), options, ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert_eq!(
        lines(&args, "document_clusters.csv"),
        ["1,-2,-3,A,B,0.6781", "2,-6,-7,E,F,0.7036", "3,-4,1,C,,0.9709", "4,-5,2,D,,1.066", "5,3,4,,,2.1173"]
    );
}

#[test]
fn the_tree_of_texts_is_drawn_and_leads_to_them() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "番号,自由記述\nZ,\nA,通院 休暇\nB,通院 休暇 勤務\nC,通院 通院 通院 勤務\nD,送迎 送迎 自動車\nE,送迎 自動車 運転\nF,送迎 運転 運転\n";
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let options =
        Options { topic_groups: Some(2), topic_linkage: TopicLinkageName::Ward, ..Options::default() };
    let args = AnalyzeArgs { by: Vec::new(), options, ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    let picture = read(&args, "document-clusters.svg");
    assert!(picture.contains("B 通院 休暇 勤務") && !picture.contains("href="), "{picture}");
    let report = read(&args, "report.html");
    let (_, tree) = report.split_once("id=\"document-clusters-title\"").unwrap();
    let (tree, note) = tree.split_once("</svg>").unwrap();
    // B is the third text of the file; Z has no word to be compared by.
    assert!(tree.contains("href=\"#d2\"") && report.contains("id=\"d2\""), "{tree}");
    assert_eq!(tree.matches("href=\"#d").count(), 6, "{tree}");
    assert!(note.contains("文章6件の木です（TF-IDF、") && note.contains("。150件まで図にします）"), "{note}");
}

#[test]
fn a_tree_that_nobody_could_read_is_left_out_and_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let row =
        |n: usize| format!("{n},{}{n}\n", if n.is_multiple_of(2) { "通院と勤務" } else { "休暇と送迎" });
    let csv = format!("番号,自由記述\n{}", (0..151).map(row).collect::<String>());
    let args = arguments(folder.path(), csv.as_bytes(), "survey.csv");
    let args = AnalyzeArgs { by: Vec::new(), ..args };
    assert_eq!(run(&args).unwrap(), ExitCode::SUCCESS);
    assert!(!args.out.join("document-clusters.svg").exists());
    assert_eq!(lines(&args, "document_clusters.csv").len(), 150);
    let report = read(&args, "report.html");
    assert!(!report.contains("document-clusters-title") && report.contains("文章が151件あり"), "{report}");
}
