//! Pages of the analysis show what holds now, however often they were opened before: answers that were read once are read again when
//! they change.

use server::auth::Role;
use surveys::id::SurveyId;
use tests::free_answers::{answer, definition};
use tests::open_survey::open_definition;
use tests::respondent::{fill_page, withdrawal_code};
use tests::{Session, on_both};

/// What anybody writes here.
const WORDS: [&str; 5] =
    ["移動の手段がない", "相談先が遠い", "通院の日に休めない", "相談先が近くなった", "会議が月に一度ある"];

/// Which of these words stand on the page of texts.
async fn words(person: &Session, survey: SurveyId) -> Vec<&'static str> {
    let page = person.get(&format!("/surveys/{}/analysis/texts", survey.0)).await.expect_status(200);
    let texts = page.texts(".texts .note-text").join("\n");
    WORDS.into_iter().filter(|words| texts.contains(words)).collect()
}

#[tokio::test]
async fn what_came_changed_or_went_is_seen_on_the_next_page() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let seen = async || words(&coordinator, open.survey).await;
        let first = answer(app, &open, &["1"], "移動の手段がない").await;
        let second = answer(app, &open, &["1"], "相談先が遠い").await;
        assert_eq!(seen().await, ["移動の手段がない", "相談先が遠い"]);
        let third = answer(app, &open, &["1"], "通院の日に休めない").await;
        assert_eq!(seen().await, ["移動の手段がない", "相談先が遠い", "通院の日に休めない"]);

        let person = app.visitor();
        let check = person.submit(&second, "form[action$='/edit']", &[("go", "begin")]).await;
        let check = person.follow(check).await.expect_status(200);
        let page = person.get(&check.path.replace("check", "p/one")).await.expect_status(200);
        fill_page(&person, &page, &["1"], &[("hard", "相談先が近くなった")]).await;
        assert_eq!(seen().await, ["移動の手段がない", "通院の日に休めない", "相談先が近くなった"]);

        let code = withdrawal_code(&third);
        person.post_raw_form("/withdraw", &[("code", &code), ("go", "stop")]).await.expect_status(200);
        assert_eq!(seen().await, ["移動の手段がない", "相談先が近くなった"]);

        let code = withdrawal_code(&first);
        person.post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert_eq!(seen().await, ["相談先が近くなった"]);
        // One that goes while another comes changes no number.
        answer(app, &open, &["1"], "会議が月に一度ある").await;
        let code = withdrawal_code(&second);
        person.post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
        assert_eq!(seen().await, ["会議が月に一度ある"]);
    })
    .await;
}
