//! How often a word is denied (〜ない) is a number of people, too: neither few who deny it nor few who do not are told.

use server::auth::Role;
use server::i18n::{self, Lang};
use tests::free_answers::{answer, definition};
use tests::open_survey::open_definition;
use tests::{Page, on_both};

/// How often words are denied, as the page of words says it.
fn denied(page: &Page) -> [String; 3] {
    let width = page.texts("#lookup thead th").len().max(1);
    let cells = page.texts("#lookup tbody th, #lookup tbody td");
    ["送迎", "求人", "手帳"].map(|word| {
        let row = cells.chunks(width).find(|row| row[0] == word);
        row.unwrap_or_else(|| panic!("no row of {word}: {}", page.describe()))[5].clone()
    })
}

/// Of the first thing three say that there is none, of the second all but three, of the last everybody.
#[tokio::test]
async fn how_few_deny_a_word_stays_inside() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for n in 0..9 {
            let first = if n < 3 { "送迎がない。" } else { "送迎がある。" };
            let second = if n < 3 { "求人がある。" } else { "求人がない。" };
            answer(app, &open, &["1", "2", "3"], &format!("{first}{second}手帳がない。")).await;
        }
        let base = format!("/surveys/{}/analysis", open.survey.0);
        let inside = coordinator.get(&format!("{base}/words")).await.expect_status(200);
        assert_eq!(denied(&inside), ["3", "6", "9"]);
        let researcher = app.login(Role::Researcher).await;
        let words = researcher.get(&format!("{base}/words")).await.expect_status(200);
        let [first, second, last] = denied(&words);
        assert!(first.contains("秘匿") && second.contains("秘匿") && last == "9", "{}", words.describe());
        assert!(words.text().contains(&i18n::plain(Lang::Ja, "figure-hidden")), "{}", words.describe());
        let file = researcher.get(&format!("{base}/lookup/words.csv")).await.expect_status(200);
        let line =
            |word: &str| file.body.lines().find(|line| line.contains(word)).unwrap_or_default().to_owned();
        assert!(!line("送迎").ends_with('3') && !line("求人").ends_with('6'), "{}", file.body);
        assert!(line("手帳").ends_with('9'), "{}", file.body);
    })
    .await;
}
