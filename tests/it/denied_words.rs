//! How often a word is denied (〜ない) is a number of people, too: neither few who deny it nor few who do not are told.

use server::auth::Role;
use server::i18n::{self, Lang};
use tests::free_answers::{answer, definition};
use tests::open_survey::open_definition;
use tests::{Page, Session, on_both};

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

/// The neighbours of a word, and those of one that is denied, lead to as many texts as stand beside them.
async fn neighbours_are_apart(coordinator: &Session, base: &str) {
    for (asked, neighbours) in
        [("word=手帳&denied=1", vec![("送迎〜ない", 3), ("送迎", 6)]), ("word=送迎〜ない", vec![("手帳", 3)])]
    {
        let page = coordinator.get(&format!("{base}/collocates?{asked}")).await.expect_status(200);
        let rows = page.texts("#lookup tbody tr");
        for (word, n) in neighbours {
            let row = rows.iter().find(|row| row.split_whitespace().next() == Some(word));
            let row = row.unwrap_or_else(|| panic!("no row of {word}: {rows:#?}"));
            assert!(row.contains(&format!(" {n} ")), "{row}");
        }
        let lists = "#lookup tbody a[href*='/texts?']";
        for (href, n) in page.attributes(lists, "href").iter().zip(page.texts(lists)) {
            let texts = coordinator.get(href).await.expect_status(200);
            assert_eq!(texts.texts("ul.texts > li").len().to_string(), n, "{href}");
        }
    }
}

/// The same people; inside a word that is denied is a word of its own, and each number leads to as many texts.
#[tokio::test]
async fn denied_words_are_apart_inside_alone() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        for n in 0..9 {
            let first = if n < 3 { "送迎がない。" } else { "送迎がある。" };
            answer(app, &open, &["1", "2", "3"], &format!("{first}手帳がない。")).await;
        }
        let base = format!("/surveys/{}/analysis", open.survey.0);
        let words = coordinator.get(&format!("{base}/words?denied=1")).await.expect_status(200);
        let links = words.attributes("#lookup tbody a", "href");
        for (word, written, n) in [
            ("送迎〜ない", "送迎〜ない", 3),
            ("送迎", "送迎（〜ない以外）", 6),
            ("手帳〜ない", "手帳〜ない", 9),
        ] {
            let rows = words.texts("#lookup tbody tr");
            let row = rows.iter().find(|row| row.split_whitespace().next() == Some(word));
            let row = row.unwrap_or_else(|| panic!("no row of {word}: {rows:#?}"));
            assert!(row.contains(&format!(" {n} ")), "{row}");
            let list = format!("{base}/texts?word={written}");
            let texts = coordinator.get(&list).await.expect_status(200);
            assert_eq!(texts.texts("ul.texts > li").len(), n, "{word}: {}", texts.describe());
        }
        let mut n_lists = 0;
        for href in links.iter().filter(|href| href.contains("/texts?")) {
            let texts = coordinator.get(href).await.expect_status(200);
            assert!(!texts.texts("ul.texts > li").is_empty(), "{href}");
            n_lists += 1;
        }
        assert!(n_lists >= 3, "{links:?}");
        for page in ["network", "clusters"] {
            let page = coordinator.get(&format!("{base}/{page}?denied=1&least=1")).await.expect_status(200);
            assert!(page.text().contains("送迎〜ない"), "{}", page.describe());
            assert!(page.has("input[name='denied'][checked]"), "{}", page.describe());
        }
        neighbours_are_apart(&coordinator, &base).await;
        let table = coordinator.get(&format!("{base}/word-table?denied=1")).await.expect_status(200);
        assert!(table.has("input[name='denied'][checked]"), "{}", table.describe());
        // Others would see from the difference how few deny it: there are no such words, not as a setting, nor typed.
        let researcher = app.login(Role::Researcher).await;
        for page in ["words?", "network?", "clusters?", "word-table?", "keywords?", "collocates?word=手帳&"]
        {
            let page = researcher.get(&format!("{base}/{page}denied=1")).await.expect_status(200);
            assert!(!page.has("[name='denied']"), "{}", page.describe());
            assert!(!page.text().contains("送迎〜ない"), "{}", page.describe());
        }
        for word in ["送迎〜ない", "送迎（〜ない以外）", "送迎"] {
            let texts = researcher.get(&format!("{base}/texts?word={word}")).await.expect_status(200);
            assert_eq!(texts.texts("ul.texts > li").len(), 9, "{word}: {}", texts.describe());
        }
    })
    .await;
}
