//! Words compared by what people answered to a question (外部変数): characteristic words, associated words, correspondence analysis.

use serde_json::json;
use server::auth::Role;
use tests::free_answers::definition;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::answer_page;
use tests::{Page, Session, TestApp, on_embedded};

/// How somebody works, what they write, and how many do.
const ANSWERS: [(&str, &str, usize); 6] = [
    ("1", "送迎がない。", 6),
    ("2", "窓口で相談した。", 5),
    ("2", "送迎と窓口。", 1),
    ("2", "休みがない。", 1),
    ("3", "主治医に相談した。", 6),
    ("", "窓口で相談した。", 1),
];

async fn answered(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let mut definition = definition();
    let job = json!({ "type": "radiogroup", "name": "job", "title": "働き方",
        "choices": ["1|正社員", "2|パート", "3|休職中", "4|その他"] });
    definition["pages"][0]["elements"].as_array_mut().expect("a page has questions").push(job);
    let open = open_definition(app, coordinator, &definition).await;
    for (job, words, n) in ANSWERS {
        let fields = [("hard", words), ("job", job)].into_iter().filter(|(_, value)| !value.is_empty());
        let fields: Vec<(&str, &str)> = fields.collect();
        for _ in 0..n {
            answer_page(&app.visitor(), &open.link, &["1", "2", "3"], &fields).await;
        }
    }
    open
}

const LINKS: &str = "main table tbody td a[href*='/texts?']";

/// The linked numbers of a page lead to as many texts.
async fn assert_numbers_lead_to_texts(person: &Session, page: &Page) {
    let (numbers, hrefs) = (page.texts(LINKS), page.attributes(LINKS, "href"));
    assert!(hrefs.iter().any(|href| href.contains("answer=")), "{hrefs:#?}");
    for (number, href) in numbers.iter().zip(hrefs) {
        let list = person.get(&href).await.expect_status(200);
        assert!(list.texts("main p.soft").contains(&format!("{number}件")), "{number}: {href}");
    }
}

#[tokio::test]
async fn words_are_compared_by_answers_and_lead_to_their_texts() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator).await;
        let path = |rest: &str| format!("/surveys/{}/analysis/{rest}", open.survey.0);
        let question = format!("answer:{}:job", open.questionnaire.0);

        let keywords = path(&format!("keywords?group={question}:1"));
        let typical = coordinator.get(&keywords).await.expect_status(200);
        let choice = format!("[name=group] option[value='{question}:1']");
        assert_eq!(typical.first(&choice), "答え「問3 働き方 = 正社員」");
        assert!(!typical.has(&format!("[name=group] option[value='{question}:4']")), "nobody said so");
        let rows = typical.texts("main table tbody tr");
        assert!(rows.iter().any(|row| row.starts_with("送迎 ") && row.contains(" 6 100.0% 1 ")), "{rows:#?}");
        assert_numbers_lead_to_texts(&coordinator, &typical).await;

        let among = path(&format!("associated?word=窓口&group={question}:2"));
        let among = coordinator.get(&among).await.expect_status(200);
        assert!(among.text().contains("答え「問3 働き方 = パート」"), "{}", among.describe());
        assert_numbers_lead_to_texts(&coordinator, &among).await;

        let correspondence = path(&format!("correspondence?by={question}&least=1"));
        let plane = coordinator.get(&correspondence).await.expect_status(200);
        assert_eq!(plane.texts("#table-groups tbody th"), ["正社員", "パート", "休職中"]);
        assert_eq!(plane.texts("#table-groups tbody td:nth-child(2)"), ["6", "7", "6"]);
        assert!(plane.first(".figure-note").contains("働き方"), "{}", plane.describe());
        assert_numbers_lead_to_texts(&coordinator, &plane).await;

        let researcher = app.login(Role::Researcher).await;
        for address in [keywords, correspondence] {
            let seen = researcher.get(&address).await.expect_status(200);
            let hrefs = seen.attributes("main table td a", "href");
            assert!(hrefs.iter().all(|href| !href.contains("answer")), "{hrefs:#?}");
        }
        for nothing in
            ["keywords?group=answer:9:job:1", "keywords?group=answer:x", "correspondence?by=answer:9:job"]
        {
            coordinator.get(&path(nothing)).await.expect_status(200);
        }
    })
    .await;
}
