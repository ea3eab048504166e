//! Variables of coding rules (外部変数): waves and answers in rules, and codes by the answers to a question.

use serde_json::json;
use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::store;
use tests::free_answers::definition;
use tests::on_embedded;
use tests::open_survey::open_definition;
use tests::respondent::answer_page;

/// How somebody works, what they write, and how many do.
const ANSWERS: [(&str, &str, usize); 4] = [
    ("1", "窓口で相談した。", 3),
    ("2", "窓口で相談した。", 2),
    ("2", "手帳がない。", 1),
    ("", "窓口で相談した。", 1),
];

#[tokio::test]
async fn rules_ask_for_waves_and_answers_and_are_set_against_answers() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let mut definition = definition();
        let job = json!({ "type": "radiogroup", "name": "job", "title": "働き方",
            "choices": ["1|正社員", "2|パート", "3|その他"] });
        definition["pages"][0]["elements"].as_array_mut().expect("a page has questions").push(job);
        let open = open_definition(app, &coordinator, &definition).await;
        for (job, words, n) in ANSWERS {
            let fields = [("hard", words), ("job", job)].into_iter().filter(|(_, value)| !value.is_empty());
            let fields: Vec<(&str, &str)> = fields.collect();
            for _ in 0..n {
                answer_page(&app.visitor(), &open.link, &["1", "2", "3"], &fields).await;
            }
        }
        let wave = store::surveys::waves(app.db(), open.survey).await.expect("the waves can be read")[0].title.clone();
        let rules = format!(
            "＊正社員の相談\n相談 and <>働き方-->正社員\n＊パート\n<>job-->2\n＊この回\n<>調査回-->'{wave}'\n＊相談\n相談\n"
        );
        let path = format!("/surveys/{}/analysis/rules", open.survey.0);
        let edit = coordinator.get(&format!("{path}/edit")).await.expect_status(200);
        let typed = [("content", rules.as_str()), ("do", "save")];
        coordinator.submit(&edit, "form.rule-form", &typed).await.expect_status(303);

        let address = format!("{path}?by=answer:{}:job", open.questionnaire.0);
        let page = coordinator.get(&address).await.expect_status(200);
        let counts = page.texts("#rules-counts tbody tr");
        let expected = ["正社員の相談 3 7 42.9% 3", "パート 3 7 42.9% 3", "この回 7 7 100.0% 7", "相談 6 7 85.7% 6"];
        assert_eq!(counts[..4], expected);
        assert!(!page.text().contains("変数「"), "all variables are known: {}", page.describe());
        let links = "#rules-crossed-table tbody td a";
        let (numbers, hrefs) = (page.texts(links), page.attributes(links, "href"));
        assert!(hrefs.iter().any(|href| href.ends_with("&answer_value=2")), "{hrefs:#?}");
        for (number, href) in numbers.iter().zip(&hrefs) {
            let hits = coordinator.get(href).await.expect_status(200).texts("#hits > li").len();
            assert!(number.starts_with(&format!("{hits} (")), "{number}: {href}");
        }
        let args = [("by", "answer".to_owned()), ("n", "1".to_owned())];
        assert!(page.first(".figure-note").contains(&i18n::text(Lang::Ja.code(), "lookup-left-out", &args)));

        let researcher = app.login(Role::Researcher).await;
        let seen = researcher.get(&address).await.expect_status(200);
        assert!(seen.text().contains("変数を使うルールは、内部の分析だけで数えます"), "{}", seen.text());
        let counts = seen.texts("#rules-counts tbody tr");
        assert!(counts[..3].iter().all(|row| row.contains(" — 7 — —")), "{counts:?}");
        assert!(!seen.has(links), "{}", seen.describe());
        let typed = format!("{path}/hits?code=この回&answer={}:job&answer_value=1", open.questionnaire.0);
        assert!(!researcher.get(&typed).await.expect_status(200).has("#hits"));
    })
    .await;
}
