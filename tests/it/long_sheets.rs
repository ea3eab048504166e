//! Sheets that grow over the pages that they may have: paper has fewer quotes, and a reason is shortened first.

use server::auth::Role;
use server::i18n::{self, Lang};
use surveys::store;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::sheets::{answer, definition, publish, release, share};
use tests::{Page, Session, TestApp, on_both, on_embedded};

use crate::replies::{make, publish_questionnaire, reply};

/// Most pages of a sheet.
const MOST_PAGES: usize = 4;

/// Characters of a long answer, and the most of a quote.
const LONG_ANSWER: usize = 10_000;
const LONGEST_QUOTE: usize = 1_000;

/// What somebody writes.
const WORDS: &str = "冬はバスが来ない。";

/// Lines of the office's own text with which a sheet is surely not too long yet.
const FIRST_LINES: usize = 150;
/// By so many the text grows: fewer than a long reason has on paper.
const STEP: usize = 2;

/// The same of a sheet of two long quotes, each of which has twenty lines on paper.
const FIRST_LINES_BESIDE_QUOTES: usize = 90;
const STEP_BESIDE_QUOTES: usize = 6;

/// The same of a sheet with a chart of replies and a code to scan, which has two pages.
const FIRST_LINES_BESIDE_REPLIES: usize = 20;

fn say(key: &str, args: &[(&str, String)]) -> String {
    i18n::text(Lang::Ja.code(), key, args)
}

/// A survey of seven answers with the same words.
async fn made(app: &TestApp, coordinator: &Session, words: &str) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition(&[])).await;
    for _ in 0..7 {
        answer(app, &open, &[("way", "1"), ("hard", words)]).await;
    }
    open
}

fn path(open: &OpenSurvey, page: &str) -> String {
    format!("/surveys/{}/feedback{page}", open.survey.0)
}

/// Saves the sheet with one section and, below it, so many lines of the office's own text.
async fn compose(coordinator: &Session, open: &OpenSurvey, section: &str, n_lines: usize) {
    let lines = vec!["雪"; n_lines].join("\n");
    let page = coordinator.get(&path(open, "/sheet")).await.expect_status(200);
    let own = [("on", section), ("on", "next_steps"), ("next_steps", lines.as_str()), ("do", "save")];
    coordinator.submit(&page, "#sheet-form", &own).await.expect_status(303);
}

async fn preview(coordinator: &Session, open: &OpenSurvey) -> Page {
    coordinator.get(&path(open, "/preview")).await.expect_status(200)
}

/// The sheet grows until it is too long, and is then as long as it may be: for a reason of several lines there is no room.
#[tokio::test]
async fn a_reason_that_makes_the_pdf_too_long_is_shortened_before_anything_is_published() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = made(app, &coordinator, WORDS).await;
        compose(&coordinator, &open, "rates", 1).await;
        publish(&coordinator, open.survey, &[]).await;
        let mut n_lines = FIRST_LINES;
        loop {
            compose(&coordinator, &open, "rates", n_lines).await;
            let looked_at = preview(&coordinator, &open).await;
            if !looked_at.has("#publish-form") {
                let why = looked_at.first("#obstacles");
                assert!(why.contains("ページ") && !why.contains("「短く」"), "it is short already: {why}");
                break;
            }
            n_lines += STEP;
        }
        compose(&coordinator, &open, "rates", n_lines - STEP).await;
        let sheet = preview(&coordinator, &open).await;
        assert!(
            sheet.has("#publish-form [name=reason]"),
            "with a short reason it fits: {}",
            sheet.describe()
        );
        let long = "雪の多い地域のことを書き足しました。".repeat(11);
        let refused = coordinator.submit(&sheet, "#publish-form", &[("reason", long.as_str())]).await;
        let refused = refused.expect_status(422);
        let says = refused.first(".error-summary a[href='#reason']");
        assert!(says.contains(&say("sheet-reason-too-long", &[("most", MOST_PAGES.to_string())])), "{says}");
        let versions = async || {
            store::publications::of_area(app.db(), open.survey, "").await.expect("they can be read").len()
        };
        assert_eq!(versions().await, 1, "nothing is published");
        let short = [("reason", "これからのことを書き足しました。")];
        coordinator.submit(&refused, "#publish-form", &short).await.expect_status(303);
        assert_eq!(versions().await, 2);
    })
    .await;
}

/// How many pages a PDF has, and how many quotes are tagged in it.
fn pages_and_quotes(file: &Page) -> (usize, usize) {
    let n = |name: &str| file.body.matches(name).count();
    (n("/MediaBox"), n("/BlockQuote"))
}

/// The sheet grows until it has room for one of two long quotes alone.
#[tokio::test]
async fn where_two_quotes_make_the_pdf_too_long_it_has_one_and_the_preview_says_so() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = made(app, &coordinator, &WORDS.repeat(100)).await;
        for _ in 0..2 {
            release(&coordinator, open.survey, "?state=open", &[]).await;
        }
        // In usual words and in plain ones: either may be the first that is too long.
        let files = async || {
            let usual = coordinator.get(&path(&open, "/preview.pdf")).await.expect_status(200);
            let plain = coordinator.get(&path(&open, "/preview.pdf?plain=yes")).await.expect_status(200);
            [usual, plain].map(|file| pages_and_quotes(&file))
        };
        let mut n_lines = FIRST_LINES_BESIDE_QUOTES;
        compose(&coordinator, &open, "quotes", n_lines).await;
        let short = files().await;
        assert!(short.iter().all(|(_, n_quotes)| *n_quotes == 2), "{short:?}");
        let [both, usual, plain] = ["", "-usual", "-plain"].map(|which| {
            say(&format!("sheet-pages-fewer-quotes{which}"), &[("most", MOST_PAGES.to_string())])
        });
        let sheet = loop {
            let sheet = preview(&coordinator, &open).await;
            let length = sheet.first("#sheet-pages");
            assert!(sheet.has("#publish-form"), "{n_lines} lines, and nothing was left out: {length}");
            if [&both, &usual, &plain].iter().any(|says| length.contains(*says)) {
                break sheet;
            }
            n_lines += STEP_BESIDE_QUOTES;
            compose(&coordinator, &open, "quotes", n_lines).await;
        };
        let long = files().await;
        assert!(long.iter().all(|(n_pages, _)| (3..=MOST_PAGES).contains(n_pages)), "{long:?}");
        let says = match long.map(|(_, n_quotes)| n_quotes == 1) {
            [true, true] => both,
            [true, false] => usual,
            [false, true] => plain,
            [false, false] => panic!("both have two: {long:?}"),
        };
        let length = sheet.first("#sheet-pages");
        assert!(length.contains(&says), "of the file that has fewer: {length} {long:?}");
        assert_eq!(sheet.texts("#section-quotes .quote-text").len(), 2, "the page has both");
        publish(&coordinator, open.survey, &[]).await;
        let link = share(&coordinator, open.survey).await;
        for words in ["", "?plain=yes"] {
            app.visitor().get(&format!("{link}/sheet.pdf{words}")).await.expect_status(200);
        }
    })
    .await;
}

/// What is too long to be quoted is not released: the office is told how many characters a quote has, and with so many of them the sheet is
/// finished.
#[tokio::test]
async fn of_an_answer_of_ten_thousand_characters_a_thousand_are_quoted_and_the_sheet_is_finished() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let first_of = |n: usize| -> String { WORDS.chars().cycle().take(n).collect() };
        let (answered, quoted) = (first_of(LONG_ANSWER), first_of(LONGEST_QUOTE));
        let open = made(app, &coordinator, &answered).await;
        compose(&coordinator, &open, "quotes", 1).await;
        let list = coordinator.get(&path(&open, "?state=open")).await.expect_status(200);
        let quote = coordinator.get(&list.attributes(".quote-form a", "href")[0]).await.expect_status(200);
        let release = [("checked", "true"), ("do", "release")];
        let refused = coordinator.submit(&quote, "#quote-form", &release).await.expect_status(422);
        let says = refused.first(".error-summary a[href='#text']");
        assert!(says.contains(&say("feedback-text-too-long", &[])), "{says}");
        let sheet = preview(&coordinator, &open).await;
        assert!(!sheet.has("#section-quotes .quote-text"), "nothing is released: {}", sheet.describe());
        // What was typed is still there to be shortened.
        assert_eq!(refused.first("#quote-form textarea[name=text]").trim(), answered);
        let [checked, button] = release;
        let shorter = [("text", quoted.as_str()), checked, button];
        coordinator.submit(&refused, "#quote-form", &shorter).await.expect_status(303);
        let sheet = preview(&coordinator, &open).await;
        assert_eq!(sheet.texts("#section-quotes .quote-text"), [quoted]);
        assert!(sheet.has("#publish-form") && !sheet.body.contains(&answered));
        for words in ["", "?plain=yes"] {
            let file =
                coordinator.get(&path(&open, &format!("/preview.pdf{words}"))).await.expect_status(200);
            let (n_pages, n_quotes) = pages_and_quotes(&file);
            assert!(
                (1..=MOST_PAGES).contains(&n_pages) && n_quotes == 1,
                "{n_pages} pages, {n_quotes} quotes"
            );
        }
        publish(&coordinator, open.survey, &[]).await;
    })
    .await;
}

/// The sheet grows until a chart of replies would begin a third page: paper says in words what was replied, and the page has the chart.
#[tokio::test]
async fn where_a_chart_of_replies_would_begin_a_third_page_paper_has_it_in_words() {
    on_embedded(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = made(app, &coordinator, WORDS).await;
        let asked = ["通院の日に合わせて勤務を決められない", "見学を受け入れる職場が少しずつ増えている"];
        let asked: Vec<String> = asked.iter().map(|finding| finding.repeat(3)).collect();
        let asked = [("text-own_1", asked[0].as_str()), ("text-own_2", asked[1].as_str())];
        let id = make(app, &coordinator, open.survey, &asked).await;
        let link = publish_questionnaire(app, &coordinator, id).await;
        for _ in 0..6 {
            reply(app, &link, &["1", "2"], &[("finding_own_1", "1"), ("finding_own_2", "3")]).await;
        }
        let mut n_lines = FIRST_LINES_BESIDE_REPLIES;
        let n_pictures = |file: &Page| file.body.matches("/Figure").count();
        loop {
            compose(&coordinator, &open, "replies", n_lines).await;
            let file = coordinator.get(&path(&open, "/preview.pdf")).await.expect_status(200);
            let (n_pages, _) = pages_and_quotes(&file);
            assert!(n_pages <= 2, "{n_lines} lines, and still {} pictures", n_pictures(&file));
            if n_pictures(&file) == 0 {
                break;
            }
            n_lines += STEP;
        }
        let sheet = preview(&coordinator, &open).await;
        assert!(n_lines > FIRST_LINES_BESIDE_REPLIES && sheet.has("#section-replies figure"));
    })
    .await;
}
