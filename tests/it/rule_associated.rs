//! A code of coding rules as the condition of associated words: the same numbers as on the page of rules, and none that tell of few
//! people for those who may not see small numbers.

use server::auth::Role;
use server::i18n::{self, Lang};
use server::pages::conditions::encode;
use tests::free_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Page, Session, TestApp, on_embedded};

const RULES: &str = "＊医師\n主治医\n＊窓口\n窓口\n＊窓口なし\n! 窓口\n";

/// Twenty people: twelve of a doctor, of whom nine have a letter and, in another sentence, a lift; eight of openings.
async fn ruled(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition()).await;
    let texts =
        [(9, "主治医に意見書を頼む。帰りに送迎を使う。"), (3, "主治医と窓口へ。"), (8, "企業に求人がない。")];
    for (n, words) in texts {
        for _ in 0..n {
            answer(app, &open, &["1", "2", "3"], words).await;
        }
    }
    let edit = coordinator.get(&path(&open, "rules/edit")).await.expect_status(200);
    let typed = [("content", RULES), ("do", "save")];
    coordinator.submit(&edit, "form.rule-form", &typed).await.expect_status(303);
    open
}

fn path(open: &OpenSurvey, rest: &str) -> String {
    format!("/surveys/{}/analysis/{rest}", open.survey.0)
}

async fn associated(person: &Session, open: &OpenSurvey, asked: &str) -> Page {
    person.get(&path(open, &format!("associated?{asked}"))).await.expect_status(200)
}

/// The listed words.
fn words(page: &Page) -> Vec<String> {
    page.texts("#lookup tbody th")
}

#[tokio::test]
async fn a_code_of_the_rules_is_a_condition() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = ruled(app, &coordinator).await;
        let page = associated(&coordinator, &open, "code=rule:医師").await;
        assert!(page.has("select[name=code] option[value='rule:窓口']"), "{}", page.describe());
        assert!(page.first("#lookup caption").contains("＊医師"), "{}", page.describe());
        // By hand: nine of the twelve with the code, and nobody else, have the letter.
        let rows = page.texts("#lookup tbody tr");
        let letter = rows.iter().find(|row| row.starts_with("意見書 ")).expect("the word is listed");
        assert!(letter.contains(" 9 75.0% 9 45.0% 0.750 "), "{letter}");
        assert!(words(&page).contains(&"送迎".to_owned()) && !words(&page).contains(&"求人".to_owned()));
        let hrefs = page.attributes("#lookup tbody a", "href");
        let both = hrefs.iter().find(|href| href.contains("rule=") && href.contains(&encode("意見書")));
        let texts = coordinator.get(both.expect("the number leads to texts")).await.expect_status(200);
        assert!(texts.texts("main p.soft").contains(&"9件".to_owned()), "{}", texts.describe());

        let by_sentence = associated(&coordinator, &open, "code=rule:医師&unit=sentence").await;
        let found = words(&by_sentence);
        assert!(found.contains(&"意見書".to_owned()) && !found.contains(&"送迎".to_owned()), "{found:?}");
        let hrefs = by_sentence.attributes("#lookup tbody a", "href");
        let both = hrefs.iter().find(|href| href.contains("rule=") && href.contains(&encode("意見書")));
        let list = coordinator.get(both.expect("the number leads to texts")).await.expect_status(200);
        assert!(list.texts("main p.soft").contains(&"文9件、9人".to_owned()), "{}", list.describe());
        assert_eq!(list.texts("ul.texts mark"), ["主治医に意見書を頼む。"; 9]);
        let with_word = associated(&coordinator, &open, "code=rule:医師&word=窓口").await;
        assert!(words(&with_word).contains(&"主治医".to_owned()), "{}", with_word.describe());
        assert!(words(&associated(&coordinator, &open, "code=rule:どこにも").await).is_empty());
    })
    .await;
}

#[tokio::test]
async fn codes_tell_a_researcher_of_no_few_people() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = ruled(app, &coordinator).await;
        let researcher = app.login(Role::Researcher).await;
        let page = associated(&researcher, &open, "code=rule:医師").await;
        // Three with the code have no letter, and three a counter: neither word is there.
        assert_eq!(words(&page), ["主治医"], "{}", page.describe());
        assert!(page.attributes("#lookup tbody a", "href").iter().all(|href| !href.contains("rule=")));
        // Three people have the one, and three have not the other.
        let none = associated(&researcher, &open, "code=rule:窓口").await.texts(".empty-state");
        assert!(!none.is_empty());
        assert_eq!(associated(&researcher, &open, "code=rule:窓口なし").await.texts(".empty-state"), none);
        let joined = i18n::plain(Lang::Ja, "lookup-rule-joined");
        for with in ["word=主治医", "word=意見書", "group=wave:事前"] {
            let page = associated(&researcher, &open, &format!("code=rule:医師&{with}")).await;
            assert!(page.text().contains(&joined) && words(&page).is_empty(), "{}", page.describe());
        }
        let texts = researcher.get(&path(&open, "texts?rule=医師")).await.expect_status(200);
        assert!(!texts.text().contains("主治医"), "{}", texts.describe());
        assert!(coordinator.get(&path(&open, "texts?rule=医師")).await.text().contains("主治医"));
    })
    .await;
}
