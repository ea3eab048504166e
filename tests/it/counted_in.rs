//! What words are counted in where they are compared: people, answers, paragraphs or sentences inside, people alone outside.

use serde_json::{Value, json};
use server::auth::Role;
use tests::free_answers::consent;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::answer_page;
use tests::{Page, Session, TestApp, on_embedded};

/// Consent and two free answers.
fn definition() -> Value {
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": [
        consent(),
        { "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" },
        { "type": "comment", "name": "wish", "title": "要望", "kt:role": "request" }] }] })
}

/// Six people write of five words: three in one answer, two of these in one sentence; two in the other.
async fn written(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition()).await;
    for _ in 0..6 {
        let words = [("hard", "主治医と意見書。窓口。"), ("wish", "求人と手帳。")];
        answer_page(&app.visitor(), &open.link, &["1", "3"], &words).await;
    }
    open
}

async fn seen(person: &Session, open: &OpenSurvey, rest: &str) -> Page {
    person.get(&format!("/surveys/{}/analysis/{rest}", open.survey.0)).await.expect_status(200)
}

/// The pairs that are joined, in one order.
async fn joined(person: &Session, open: &OpenSurvey, rest: &str) -> Vec<String> {
    let page = seen(person, open, rest).await;
    let words = page.texts("#table-edges tbody tr > :nth-child(-n+2)");
    let mut pairs: Vec<String> = words.chunks(2).map(|pair| pair.join(" – ")).collect();
    pairs.sort();
    pairs.dedup();
    pairs
}

#[tokio::test]
async fn words_of_one_answer_but_different_sentences_are_not_joined_by_sentence() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = written(app, &coordinator).await;
        assert_eq!(joined(&coordinator, &open, "network").await.len(), 10, "a person has all five words");
        let by_sentence = joined(&coordinator, &open, "network?unit=sentence").await;
        assert_eq!(by_sentence, ["主治医 – 意見書", "手帳 – 求人"]);
        let of_answers = ["主治医 – 意見書", "主治医 – 窓口", "意見書 – 窓口", "手帳 – 求人"];
        assert_eq!(joined(&coordinator, &open, "network?unit=document").await, of_answers);
        assert_eq!(joined(&coordinator, &open, "network?unit=paragraph").await, of_answers);
        assert_eq!(joined(&coordinator, &open, "network?unit=chapter").await.len(), 10, "no unit: people");
        // The headings of the bundle's file for KH Coder: who wrote, and what was asked.
        assert_eq!(joined(&coordinator, &open, "network?unit=h2").await, of_answers);
        assert_eq!(joined(&coordinator, &open, "network?unit=h1").await.len(), 10, "people");

        let page = seen(&coordinator, &open, "network?unit=sentence").await;
        assert!(page.has("select[name=unit] option[value=sentence]"), "{}", page.describe());
        assert!(page.text().contains("数える単位は文（全部で18）"), "{}", page.describe());
        assert!(page.texts("#table-nodes thead th").contains(&"文".to_owned()), "{}", page.describe());
        let people = seen(&coordinator, &open, "network").await;
        assert!(
            !people.text().contains("数える単位は") && !people.texts("thead th").contains(&"文".to_owned())
        );
    })
    .await;
}

#[tokio::test]
async fn clusters_follow_the_unit_and_codes_do_not() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = written(app, &coordinator).await;
        let groups = async |rest: &str| {
            let page = seen(&coordinator, &open, rest).await;
            (page.texts("#table-merges tbody tr"), page)
        };
        let (by_person, _) = groups("clusters?groups=2").await;
        assert!(by_person.iter().all(|merge| merge.ends_with("0.000")), "{by_person:#?}");
        let (by_sentence, page) = groups("clusters?groups=2&unit=sentence").await;
        assert!(!by_sentence.iter().all(|merge| merge.ends_with("0.000")), "{by_sentence:#?}");
        assert!(page.texts("#table-members thead th").contains(&"文".to_owned()), "{}", page.describe());
        let codes = seen(&coordinator, &open, "clusters?of=themes&unit=sentence").await;
        assert!(!codes.has("select[name=unit]"), "{}", codes.describe());
    })
    .await;
}

/// By hand: in three sentences both words are one of four tokens, in three 主治医 is two and 意見書 one of six; the cosine is
/// (1/16 + 2/36) ÷ √((1/16 + 4/36) (1/16 + 1/36)). Every sentence has both.
#[tokio::test]
async fn the_cosine_counts_how_often_a_sentence_has_a_word() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for words in ["主治医と意見書。", "主治医、主治医、意見書。"].repeat(3) {
            answer_page(&app.visitor(), &open.link, &["1", "3"], &[("hard", words)]).await;
        }
        let strength = async |measure: &str| {
            let page = seen(&coordinator, &open, &format!("network?unit=sentence&measure={measure}")).await;
            page.texts("#table-edges tbody tr").join("\n")
        };
        assert!(strength("jaccard").await.contains("1.000"));
        let by_cosine = strength("cosine").await;
        assert!(by_cosine.contains("0.943"), "{by_cosine}");
        let page = seen(&coordinator, &open, "clusters?unit=sentence&measure=cosine").await;
        let merges = page.texts("#table-merges tbody tr");
        assert!(merges[0].ends_with("0.057"), "{merges:?}");
    })
    .await;
}

#[tokio::test]
async fn who_sees_protected_numbers_counts_people_whatever_is_asked() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = written(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let usual = joined(&researcher, &open, "network").await;
        assert_eq!(usual.len(), 10);
        for unit in ["sentence", "paragraph", "document"] {
            assert_eq!(joined(&researcher, &open, &format!("network?unit={unit}")).await, usual, "{unit}");
            let page = seen(&researcher, &open, &format!("clusters?unit={unit}")).await;
            assert!(!page.has("select[name=unit]") && !page.text().contains("数える単位は"), "{unit}");
            let members = page.texts("#table-members thead th");
            assert!(members.contains(&"人数".to_owned()), "{unit}: {members:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn associated_words_are_those_of_the_same_unit() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = written(app, &coordinator).await;
        let with = ("hard", "主治医。");
        answer_page(&app.visitor(), &open.link, &["1", "3"], &[with, ("wish", "送迎。")]).await;
        let rows = async |person: &Session, unit: &str| -> Vec<String> {
            let page = seen(person, &open, &format!("associated?word=意見書&unit={unit}")).await;
            page.texts("#lookup tbody tr")
        };
        let words = |rows: &[String]| -> Vec<String> {
            let mut words: Vec<String> =
                rows.iter().filter_map(|row| row.split_whitespace().next()).map(str::to_owned).collect();
            words.sort();
            words
        };
        let by_person = rows(&coordinator, "person").await;
        assert_eq!(words(&by_person), ["手帳", "求人", "窓口"], "everybody has 主治医");
        let by_sentence = rows(&coordinator, "sentence").await;
        assert_eq!(words(&by_sentence), ["主治医"]);
        // By hand: six of 20 sentences have 意見書, all of these 主治医, which a seventh has, too.
        assert!(by_sentence[0].contains(" 6 100.0% 7 35.0% 0.857 "), "{by_sentence:#?}");
        assert_eq!(words(&rows(&coordinator, "document").await), ["主治医", "窓口"]);

        let researcher = app.login(Role::Researcher).await;
        assert_eq!(rows(&researcher, "sentence").await, rows(&researcher, "").await);
        assert_eq!(words(&rows(&researcher, "sentence").await), words(&by_person));
    })
    .await;
}

/// The linked numbers of a table lead to as many sentences.
async fn assert_numbers_lead_to_sentences(person: &Session, page: &Page, table: &str) {
    let links = format!("{table} tbody td a[href*='/texts?']");
    let (numbers, hrefs) = (page.texts(&links), page.attributes(&links, "href"));
    assert!(!numbers.is_empty(), "no linked numbers in {table}: {}", page.describe());
    for (number, href) in numbers.iter().zip(hrefs) {
        let list = person.get(&href).await.expect_status(200);
        let said = list.texts("main p.soft");
        assert!(said.iter().any(|said| said.starts_with(&format!("文{number}件、"))), "{number}: {said:?}");
        assert_eq!(list.texts("ul.texts mark").len().to_string(), *number, "{href}");
    }
}

/// Six people have both words in two sentences each, and one in two sentences apart.
#[tokio::test]
async fn numbers_by_sentence_lead_to_these_sentences() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let often = [("hard", "主治医と意見書。意見書と主治医。窓口。"), ("wish", "求人と手帳。")];
        for _ in 0..6 {
            answer_page(&app.visitor(), &open.link, &["1", "3"], &often).await;
        }
        answer_page(&app.visitor(), &open.link, &["1", "3"], &[("hard", "主治医。意見書。")]).await;

        let network = seen(&coordinator, &open, "network?unit=sentence").await;
        let edges = network.texts("#table-edges tbody tr");
        assert!(edges.iter().any(|row| row.starts_with("主治医 意見書 12 ")), "{edges:#?}");
        assert_numbers_lead_to_sentences(&coordinator, &network, "#table-edges").await;
        assert_numbers_lead_to_sentences(&coordinator, &network, "#table-nodes").await;
        let associated = seen(&coordinator, &open, "associated?word=意見書&unit=sentence").await;
        assert_numbers_lead_to_sentences(&coordinator, &associated, "#lookup").await;

        let both = "texts?word=意見書&with=主治医";
        let list = seen(&coordinator, &open, &format!("{both}&unit=sentence")).await;
        assert!(list.texts("main p.soft").contains(&"文12件、6人".to_owned()), "{}", list.describe());
        assert_eq!(list.texts("ul.texts > li").len(), 6);
        let people = seen(&coordinator, &open, both).await;
        assert!(people.texts("main p.soft").contains(&"7件".to_owned()) && !people.has("ul.texts mark"));
        let themes = seen(&coordinator, &open, "themes").await;
        assert!(themes.has("#stances-table a[href*='unit=sentence']"), "{}", themes.describe());
        let links = "#stances-table a[href*='unit=sentence']";
        for (number, href) in themes.texts(links).iter().zip(themes.attributes(links, "href")) {
            let list = coordinator.get(&href).await.expect_status(200);
            let said = list.texts("main p.soft");
            assert!(said.iter().any(|said| said.starts_with(&format!("文{number}件、"))), "{said:?}");
        }

        // Who sees protected numbers is listed people, as these are counted.
        let researcher = app.login(Role::Researcher).await;
        let list = seen(&researcher, &open, &format!("{both}&unit=sentence")).await;
        assert!(list.texts("main p.soft").contains(&"7件".to_owned()), "{}", list.describe());
        assert!(!list.has("ul.texts mark"));
    })
    .await;
}
