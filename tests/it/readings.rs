//! Pages of the analysis show what holds now, however often they were opened before: answers that were read once are read again when
//! they change.

use sea_orm::{EntityTrait, Set};
use server::auth::Role;
use server::dataset;
use server::i18n::Lang;
use surveys::entity::response;
use surveys::id::{ResponseId, SurveyId};
use surveys::privacy::consent::Purpose;
use surveys::store;
use tests::free_answers::{answer, definition};
use tests::invented_answers::sent;
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

/// Numbers of anonymous answers are below zero; many answers are read some at a time.
#[tokio::test]
async fn many_anonymous_answers_are_all_read() {
    const MANY: i64 = 1_100;
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let version = store::questionnaires::newest_version(app.db(), open.questionnaire).await;
        let version = version.expect("it can be read").expect("it is published").id;
        let answers: Vec<_> = (0..MANY)
            .map(|at| response::ActiveModel {
                id: Set(ResponseId(at - MANY / 2)),
                ..sent(&open, version, usize::try_from(at).expect("a place"), WORDS[0])
            })
            .collect();
        for some in answers.chunks(100) {
            response::Entity::insert_many(some.to_vec()).exec(app.db()).await.expect("they are stored");
        }
        let data = dataset::load(app.service(), open.survey, Purpose::Internal, Lang::Ja).await;
        let read = &data.expect("answers").fielded[0].responses;
        let numbers: Vec<i64> = read.iter().map(|response| response.id.0).collect();
        assert_eq!(numbers, (-MANY / 2..MANY / 2).collect::<Vec<i64>>());
    })
    .await;
}
