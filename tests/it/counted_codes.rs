//! Codes of people and words set against waves and answers: the numbers lead to exactly the texts that they count.

use serde_json::{Value, json};
use server::auth::Role;
use server::i18n::{self, Lang};
use server::pages::conditions::encode;
use tests::coded::code_people;
use tests::free_answers::{answer, code, definition};
use tests::on_embedded;
use tests::open_survey::open_definition;
use tests::respondent::answer_page;

/// Of six people three have one code, and two of these the other one.
#[tokio::test]
async fn codes_of_people_are_a_table_that_leads_to_their_texts() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for _ in 0..6 {
            answer(app, &open, &["1", "3"], "手帳がないと使える制度が少ない。").await;
        }
        let path = |rest: &str| format!("/surveys/{}/analysis/{rest}", open.survey.0);
        let empty = coordinator.get(&path("themes?of=codes")).await.expect_status(200);
        assert!(empty.has(".empty-state") && !empty.has("#codes-table"), "{}", empty.describe());

        code_people(app, open.survey, "C02", |n| n < 3).await;
        code_people(app, open.survey, "C11", |n| n < 2).await;
        let page = coordinator.get(&path("themes?of=codes&by=wave")).await.expect_status(200);
        assert_eq!(page.texts("#codes-table tbody th").len(), 2, "{}", page.describe());
        let network = coordinator.get(&path("network?of=codes")).await.expect_status(200);
        let mut numbers = Vec::new();
        for (seen, links) in
            [(&page, "#codes-table tbody td a"), (&network, "#table-edges tbody td a[href*='with_code=']")]
        {
            for (text, href) in seen.texts(links).iter().zip(seen.attributes(links, "href")) {
                let n = text.split(' ').next().unwrap_or_default().to_owned();
                let list = coordinator.get(&href).await.expect_status(200);
                assert!(list.texts("main p.soft").contains(&format!("{n}件")), "{text}: {href}");
                numbers.push(n);
            }
        }
        // Each code in its wave and in all, and the two together.
        assert_eq!(numbers, ["3", "3", "2", "2", "2"]);

        let researcher = app.login(Role::Researcher).await;
        let seen = researcher.get(&path("themes?of=codes&by=wave")).await.expect_status(200);
        assert!(!seen.has("#codes-table td a"), "{}", seen.describe());
        let c02 = code(app, open.survey, "C02").await.id.0;
        let typed = researcher.get(&path(&format!("texts?code={c02}"))).await.expect_status(200);
        assert!(!typed.has("ul.texts"), "{}", typed.describe());
    })
    .await;
}

/// Consent, a free answer, and how somebody works.
fn with_job(choices: &[&str]) -> Value {
    let mut definition = definition();
    let job = json!({ "type": "radiogroup", "name": "job", "title": "働き方", "choices": choices });
    definition["pages"][0]["elements"].as_array_mut().expect("a page has questions").push(job);
    definition
}

#[tokio::test]
async fn words_are_set_against_the_answers_to_a_question() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &with_job(&["1|正社員", "2|パート"])).await;
        for _ in 0..5 {
            for (job, words) in [("1", "送迎がない。"), ("2", "求人がない。")] {
                let fields = [("hard", words), ("job", job)];
                answer_page(&app.visitor(), &open.link, &["1", "3"], &fields).await;
            }
        }
        answer(app, &open, &["1", "3"], "送迎がない。").await;
        let question = format!("{}:job", open.questionnaire.0);
        let path = |rest: &str| format!("/surveys/{}/analysis/{rest}", open.survey.0);
        let table = path(&format!("word-table?by={}", encode(&format!("answer:{question}"))));
        let page = coordinator.get(&table).await.expect_status(200);
        assert!(page.has(&format!("#by option[value='answer:{question}']")), "{}", page.describe());
        let links = "#word-table-table tbody td a";
        let (counts, hrefs) = (page.texts(links), page.attributes(links, "href"));
        // Five of those who say how they work, of the one value and of all; the sixth does not say it.
        for (ending, count) in [("&answer_value=1", "5 (100.0%)"), ("job", "5 (50.0%)")] {
            let is_it = |href: &String| href.contains(&encode("送迎")) && href.ends_with(ending);
            let place = hrefs.iter().position(is_it).unwrap_or_else(|| panic!("{ending}: {hrefs:#?}"));
            assert!(counts[place].starts_with(count), "{ending}: {counts:?}");
            let list = coordinator.get(&hrefs[place]).await.expect_status(200);
            assert!(list.texts("main p.soft").contains(&"5件".to_owned()), "{}", list.describe());
        }
        let args = [("by", "answer".to_owned()), ("n", "1".to_owned())];
        assert!(page.text().contains(&i18n::text(Lang::Ja.code(), "lookup-left-out", &args)));
        coordinator.get(&path("word-table?by=answer:99:job")).await.expect_status(200);
        coordinator.get(&path("themes?by=answer:x&of=codes")).await.expect_status(200);

        let researcher = app.login(Role::Researcher).await;
        let seen = researcher.get(&table).await.expect_status(200);
        assert!(seen.has("#word-table-table") && !seen.has(links), "{}", seen.describe());
        let typed = researcher.get(&path(&format!("texts?answer={}", encode(&question)))).await;
        assert!(!typed.expect_status(200).has("ul.texts"));
    })
    .await;
}

/// One answer is of three people, two are of six each: beside the three either could be withheld, but all tables must choose alike.
#[tokio::test]
async fn codes_and_words_by_an_answer_withhold_what_the_question_withholds() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let definition = with_job(&["c|正社員", "b|パート", "a|休職中"]);
        let open = open_definition(app, &coordinator, &definition).await;
        for (job, n) in [("c", 6), ("b", 3), ("a", 6)] {
            for _ in 0..n {
                let fields = [("hard", "送迎がない。"), ("job", job)];
                answer_page(&app.visitor(), &open.link, &["1", "3"], &fields).await;
            }
        }
        code_people(app, open.survey, "C02", |n| n < 15).await;
        let researcher = app.login(Role::Researcher).await;
        let path = |rest: &str| format!("/surveys/{}/analysis{rest}", open.survey.0);
        let own = researcher.get(&path("")).await.expect_status(200).texts("tbody tr");
        let is_withheld = |label: &str| own.iter().any(|row| row.starts_with(label) && row.contains('＊'));
        let by = encode(&format!("answer:{}:job", open.questionnaire.0));
        let labels = ["正社員", "パート", "休職中"];
        assert!(
            is_withheld("パート") && labels.iter().filter(|label| is_withheld(label)).count() > 1,
            "{own:?}"
        );
        for (address, table) in [("/themes?of=codes&", "#codes-table"), ("/word-table?", "#word-table-table")]
        {
            let page = researcher.get(&path(&format!("{address}by={by}"))).await.expect_status(200);
            let cells = page.texts(&format!("{table} tbody tr:first-child td"));
            assert!(cells.len() >= labels.len(), "{}", page.describe());
            for (label, cell) in labels.iter().zip(&cells) {
                assert!(!is_withheld(label) || cell.contains('＊'), "{label}: {own:?} {cells:?}");
            }
        }
    })
    .await;
}
