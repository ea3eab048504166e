//! Codes of coding rules in a network, in clusters and on a map: the same numbers as on the page of rules, and no code of few people
//! for those who may not see small numbers.

use server::auth::Role;
use tests::free_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Page, Session, TestApp, on_embedded};

const RULES: &str =
    "＊医師\n主治医\n＊書類\n意見書\n＊仕事\n求人\n＊手帳\n手帳\n＊手帳なし\n! 手帳\n＊どこにも\n面談\n";

/// Twenty people: twelve of a doctor, eleven of work, six of a letter, three of a booklet.
async fn ruled(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition()).await;
    let texts = [
        (6, "主治医に意見書を頼む。"),
        (6, "主治医と求人を探す。"),
        (5, "企業に求人がない。"),
        (3, "手帳を窓口で申請する。"),
    ];
    for (n, words) in texts {
        for _ in 0..n {
            answer(app, &open, &["1", "2", "3"], words).await;
        }
    }
    let edit = coordinator.get(&path(&open, "/rules/edit")).await.expect_status(200);
    let typed = [("content", RULES), ("do", "save")];
    coordinator.submit(&edit, "form.rule-form", &typed).await.expect_status(303);
    open
}

fn path(open: &OpenSurvey, rest: &str) -> String {
    format!("/surveys/{}/analysis{rest}", open.survey.0)
}

/// The names of a table with the numbers of people beside them.
fn people(page: &Page, table: &str) -> Vec<(String, String)> {
    let names = page.texts(&format!("{table} tbody th"));
    names.into_iter().zip(page.texts(&format!("{table} tbody td:nth-child(2)"))).collect()
}

/// The linked numbers of a table lead to as many people.
async fn assert_numbers_lead_to_people(person: &Session, page: &Page, table: &str) {
    let links = format!("{table} tbody td a");
    let (numbers, hrefs) = (page.texts(&links), page.attributes(&links, "href"));
    assert!(!numbers.is_empty(), "no linked numbers in {table}: {}", page.describe());
    for (number, href) in numbers.iter().zip(hrefs) {
        let hits = person.get(&href).await.expect_status(200);
        assert_eq!(hits.texts("#hits > li").len().to_string(), *number, "{href}");
    }
}

#[tokio::test]
async fn codes_of_rules_are_compared_with_the_numbers_of_their_page() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = ruled(app, &coordinator).await;
        let rules = coordinator.get(&path(&open, "/rules")).await.expect_status(200);
        let counted = people(&rules, "#rules-counts");
        let network = coordinator.get(&path(&open, "/network?of=rules")).await.expect_status(200);
        assert!(network.has("figure svg"), "{}", network.describe());
        let edges = network.texts("#table-edges tbody tr");
        assert!(edges.iter().any(|row| row.starts_with("医師 書類 6 0.500")), "{edges:#?}");
        assert!(edges.iter().any(|row| row.starts_with("医師 仕事 6 0.353")), "{edges:#?}");
        let matrix = network.texts("#table-jaccard tbody tr");
        assert!(matrix.contains(&"医師 0.706 1.000 0.353 0.500 0.000".to_owned()), "{matrix:#?}");
        assert_numbers_lead_to_people(&coordinator, &network, "#table-edges").await;
        assert_numbers_lead_to_people(&coordinator, &network, "#table-nodes").await;
        let clusters = coordinator.get(&path(&open, "/clusters?of=rules")).await.expect_status(200);
        for (page, table, n) in [(&network, "#table-nodes", 4), (&clusters, "#table-members", 5)] {
            let shown = people(page, table);
            assert_eq!(shown.len(), n, "{shown:?}");
            assert!(shown.iter().all(|code| counted.contains(code)), "{shown:?} {counted:?}");
        }
        let csv =
            coordinator.get(&path(&open, "/files/network/jaccard.csv?of=rules")).await.expect_status(200);
        assert!(csv.body.contains("医師,0.705882,1,0.352941,0.5,0"), "{}", csv.body);
        let analyses = rules.attributes(".actions a[href*='of=rules']", "href");
        assert_eq!(analyses.len(), 4, "the page of rules leads to each of them");
        for link in analyses {
            coordinator.get(&link).await.expect_status(200);
        }
    })
    .await;
}

#[tokio::test]
async fn a_researcher_compares_no_code_of_few_people() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = ruled(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let network = researcher.get(&path(&open, "/network?of=rules&least=1")).await.expect_status(200);
        let names = |page: &Page, table: &str| {
            let mut names = page.texts(&format!("{table} tbody th"));
            names.sort();
            names
        };
        assert_eq!(names(&network, "#table-nodes"), ["仕事", "医師", "書類"]);
        assert!(!network.has("#table-edges td a"), "lists of two codes would undo what is withheld");
        let matrix = network.texts("#table-jaccard tbody tr");
        assert!(
            matrix[1].contains("＊") && !matrix[0].contains("＊"),
            "nobody and few are alike: {matrix:#?}"
        );
        let clusters = researcher.get(&path(&open, "/clusters?of=rules&least=1")).await.expect_status(200);
        assert_eq!(names(&clusters, "#table-members"), ["仕事", "医師", "書類"]);
        for page in [network, clusters] {
            assert!(
                !page.body.contains("手帳"),
                "fewer than five have it, or have it not: {}",
                page.describe()
            );
        }
        let both = "/rules/hits?unit=person&code=医師&with=書類";
        assert_eq!(coordinator.get(&path(&open, both)).await.texts("#hits > li").len(), 6);
        assert!(!researcher.get(&path(&open, both)).await.expect_status(200).has("#hits"));
    })
    .await;
}

#[tokio::test]
async fn without_rules_there_is_nothing_to_compare() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1", "2", "3"], "相談した。").await;
        for rest in ["/network?of=rules", "/clusters?of=rules", "/map?of=rules", "/correspondence?of=rules"] {
            assert!(
                coordinator.get(&path(&open, rest)).await.expect_status(200).has(".empty-state"),
                "{rest}"
            );
        }
    })
    .await;
}

/// Seventy codes that are all as strong have 2,415 edges, which are too many for a page; sixty have 1,770.
#[tokio::test]
async fn codes_that_always_go_together_make_no_endless_page() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for _ in 0..3 {
            answer(app, &open, &["1", "2", "3"], "主治医に相談した。").await;
        }
        let rules: String = (0..70).map(|n| format!("＊符号{n}\n主治医\n")).collect();
        let edit = coordinator.get(&path(&open, "/rules/edit")).await.expect_status(200);
        let typed = [("content", rules.as_str()), ("do", "save")];
        coordinator.submit(&edit, "form.rule-form", &typed).await.expect_status(303);
        let network = coordinator.get(&path(&open, "/network?of=rules")).await.expect_status(200);
        assert_eq!(network.texts("#table-nodes tbody th").len(), 60);
        assert!(network.text().contains("ほかに 10個"), "{}", network.describe());
        let clusters = coordinator.get(&path(&open, "/clusters?of=rules")).await.expect_status(200);
        assert_eq!(clusters.texts("#table-members tbody th").len(), 70);
    })
    .await;
}
