//! Who lets the numbers stand and takes the consent to be quoted back is quoted nowhere any more.

use tests::respondent::fill_page;
use tests::{Page, Session, TestApp, on_both};

use super::{Made, made, numbers};
use crate::pdf::assert_pdf;

const WORDS: &str = "冬はバスが来ない。";
/// What stands of it between words that have readings in plain language.
const TRACE: &str = "はバスが";

/// The first respondent mends the answers and unticks the box of quotes.
async fn untick_quotes(app: &TestApp, made: &Made) {
    let person = app.visitor();
    let begun = person.submit(&made.receipt, "form[action$='/edit']", &[("go", "begin")]).await;
    let check = person.follow(begun).await.expect_status(200);
    let page = person.get(&check.path.replace("check", "p/one")).await.expect_status(200);
    let ticked = page.attributes("input[name=consent][checked]", "value");
    assert_eq!(ticked, ["1", "2", "5"], "{}", page.describe());
    fill_page(&person, &page, &["1", "2"], &[("way", "1"), ("hard", WORDS)]).await;
}

/// The sheet by its link, as a page in both words and as a file.
async fn shared(visitor: &Session, link: &str) -> ([Page; 2], Page) {
    let usual = visitor.get(link).await.expect_status(200);
    let plain = visitor.get(&format!("{link}?plain=yes")).await.expect_status(200);
    let file = assert_pdf(visitor.get(&format!("{link}/sheet.pdf")).await, "架空県 就労支援調査");
    ([usual, plain], file)
}

#[tokio::test]
async fn a_quote_whose_consent_is_narrowed_after_publication_is_shown_nowhere() {
    on_both(async |app| {
        let made = made(app).await;
        made.publish(&[]).await.expect_status(303);
        let (link, visitor) = (made.link().await, app.visitor());
        let (pages, quoting) = shared(&visitor, &link).await;
        for page in &pages {
            assert!(page.text().contains(TRACE), "{}", page.describe());
        }
        untick_quotes(app, &made).await;
        let (pages, narrowed) = shared(&visitor, &link).await;
        for page in &pages {
            assert!(!page.text().contains(TRACE) && !page.has("#section-quotes"), "{}", page.describe());
            assert!(numbers(page).contains('7'), "the answer still counts: {}", page.describe());
        }
        let published = made.path("/published");
        for address in [published.clone(), format!("{published}?number=1"), made.path("/preview")] {
            let page = made.coordinator.get(&address).await.expect_status(200);
            assert!(!page.text().contains(TRACE), "{}", page.describe());
        }
        assert!(quoting.bytes != narrowed.bytes, "the file has it no more");
        // The words of a PDF are compressed: it is as that of a sheet whose words are erased.
        made.withdraw(app).await;
        let (_, erased) = shared(&visitor, &link).await;
        assert!(erased.bytes == narrowed.bytes, "and nothing in its place");
    })
    .await;
}
