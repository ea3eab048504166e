//! What an interviewee meets: only what was chosen, as the office saw it, and nothing of anybody else.

use server::confirming::token;
use surveys::store;
use tests::on_both;

use super::{PLAIN, SHEET, link, make, newest, number};
use crate::approaches::{survey_with_agencies, write_note};

/// What the interviewee must never meet.
const HIDDEN: [&str; 5] = ["聞き手の考え", "となりの機関", "ほかの方の言葉", "所感", "準備：費用"];

#[tokio::test]
async fn the_interviewee_meets_only_what_was_chosen() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        let choose = coordinator.get(&format!("{}/confirmation", note.path)).await.expect_status(200);
        let offered = choose.attributes("input[name=section]", "value");
        assert_eq!(offered, ["role", "challenge_facts", "challenge_partner", "cooperation"]);
        let chosen = choose.attributes("input[name=section][checked]", "value");
        assert_eq!(chosen, ["role", "challenge_facts", "challenge_partner"]);
        let form = "main form[action$='/preview']";
        let none = coordinator.submit(&choose, form, &[("section", "reflection")]).await.expect_status(422);
        assert!(none.has("#section-error"), "{}", none.describe());

        let look = coordinator.submit(&choose, form, &[]).await.expect_status(200);
        let all = store::confirmations::of_hearing(app.db(), number(&note)).await.expect("they can be read");
        assert!(all.is_empty(), "looking makes no link");
        let stale = [("revision", "9")];
        let refused = coordinator.submit(&look, "form[action$='/confirmation']", &stale).await;
        assert!(refused.expect_status(303).location().is_some_and(|to| to.ends_with("/confirmation")));
        make(&coordinator, &note).await;

        let model = newest(app, &note).await;
        let person = app.visitor();
        let page = person.get(&link(app, &model)).await.expect_status(200);
        for words in HIDDEN {
            assert!(!page.body.contains(words) && !look.body.contains(words), "{words}");
        }
        assert_eq!(page.texts("main h2"), look.texts("main h2"), "the office saw the same");
        assert_eq!(page.texts("main .note-text"), look.texts("main .note-text"));
        assert!(page.header("set-cookie").is_none(), "interviewees get no cookie");
        assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
        assert_eq!(page.attributes("input[name=refuse]", "value"), ["may_share", "may_present"]);
        assert_eq!(page.attributes("input[name=offer]", "value"), ["may_show_case", "may_quote"]);
        assert!(!format!("{model:?}").contains(&token(app.key(), &model.seed)), "the database opens nothing");

        let answer = "form[action^='/c/']";
        let empty = person.submit(&page, answer, &[]).await.expect_status(422);
        let links = empty.attributes(".error-summary a", "href");
        assert_eq!(links, ["#answer-role", "#answer-challenge_facts", "#answer-challenge_partner"]);
        let edited =
            [PLAIN.as_slice(), &[("correction-role", "相談は月に22件。"), ("words", "一言")]].concat();
        let edited = person.submit(&page, answer, &edited).await.expect_status(422);
        assert_eq!(edited.texts(".error-summary li").len(), 1, "{}", edited.first(".error-summary"));
        assert!(edited.body.contains("相談は月に22件。") && edited.body.contains("一言"), "nothing is lost");
        let same = [PLAIN.as_slice(), &[("answer-role", "corrected")]].concat();
        let same: Vec<(&str, &str)> =
            same.into_iter().filter(|field| *field != ("answer-role", "fits")).collect();
        let same = person.submit(&page, answer, &same).await.expect_status(422);
        assert_eq!(same.attributes(".error-summary a", "href"), ["#correction-role"]);
    })
    .await;
}
