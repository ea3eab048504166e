//! A survey can be changed after it is made, and what was promised to those who answered is not taken from them.

use server::auth::Role;
use surveys::id::SurveyId;
use surveys::store;
use tests::open_survey::{OpenSurvey, create_survey, open_definition};
use tests::{Page, Session, TestApp, on_both};

use crate::invited::{answer, questionnaire, send};

const FORM: &str = "form.form";

fn address(survey: SurveyId) -> String {
    format!("/surveys/{}/edit", survey.0)
}

/// Opens the form, changes some fields and sends it.
async fn change(person: &Session, survey: SurveyId, changes: &[(&str, &str)]) -> Page {
    let page = person.get(&address(survey)).await.expect_status(200);
    person.submit(&page, FORM, changes).await
}

/// Somebody who begins to answer; returns the first page of questions.
async fn begin(app: &TestApp, open: &OpenSurvey) -> (Session, Page) {
    let person = app.visitor();
    let started = person.start(&open.link).await.expect_status(303);
    let first = person.follow(started).await.expect_status(200);
    (person, first)
}

#[tokio::test]
async fn who_answers_from_now_on_reads_the_new_texts_and_older_answers_keep_theirs() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questionnaire()).await;
        let send_one = async || {
            let (person, first) = begin(app, &open).await;
            let check = answer(&person, &first, "言葉").await;
            send(&person, &check).await.expect_status(303);
        };
        send_one().await;
        let shown = coordinator.get(&format!("/surveys/{}", open.survey.0)).await.expect_status(200);
        assert_eq!(shown.link("調査の内容を変える"), address(open.survey));
        let changes = [("title", "改めた調査"), ("purpose", "新しい目的"), ("contact", "新しい窓口")];
        change(&coordinator, open.survey, &changes).await.expect_status(303);
        let start = app.visitor().get(&open.link).await.expect_status(200).text();
        assert!(start.contains("新しい目的") && start.contains("新しい窓口"), "{start}");
        assert!(!start.contains("支援の現状を知り"), "{start}");
        send_one().await;

        let kept = format!("/questionnaires/{}/explanations", open.questionnaire.0);
        let kept = coordinator.get(&kept).await.expect_status(200);
        assert_eq!(kept.texts(".explanation-count").len(), 2, "{}", kept.text());
        assert!(kept.text().contains("新しい目的") && kept.text().contains("支援の現状を知り"));
        let events = store::audit::newest(app.db(), 9).await.expect("events");
        let event = events.iter().find(|event| event.action == "survey.change").expect("it is recorded");
        assert!(event.detail.contains("purpose") && !event.detail.contains("新しい目的"), "{}", event.detail);

        // What stays as it is leaves no trace, and who may only look is offered nothing.
        change(&coordinator, open.survey, &[]).await.expect_status(303);
        let events = store::audit::newest(app.db(), 99).await.expect("events");
        assert_eq!(events.iter().filter(|event| event.action == "survey.change").count(), 1);
        let viewer = app.login(Role::Viewer).await;
        let shown = viewer.get(&format!("/surveys/{}", open.survey.0)).await.expect_status(200);
        assert!(!shown.body.contains(&address(open.survey)), "{}", shown.text());
    })
    .await;
}

#[tokio::test]
async fn the_last_day_of_withdrawal_comes_no_earlier_than_anybody_was_told() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questionnaire()).await;
        let set = async |day: &str| change(&coordinator, open.survey, &[("withdrawal_deadline", day)]).await;
        // Nobody has answered.
        for day in ["2040-03-31", "2040-03-01"] {
            set(day).await.expect_status(303);
        }
        begin(app, &open).await;
        let refused = set("2040-02-28").await.expect_status(422);
        assert!(refused.has(".error-summary a[href='#withdrawal_deadline']"), "{}", refused.describe());
        assert!(refused.text().contains("2040年3月1日まで"), "{}", refused.text());
        // Later it may be, and back again as long as nobody was told of the later day.
        for day in ["2040-06-30", "2040-03-01", "", "2040-06-30"] {
            set(day).await.expect_status(303);
        }
        begin(app, &open).await;
        set("2040-03-01").await.expect_status(422);
        // Whoever was told that it is always possible can count on that.
        set("").await.expect_status(303);
        begin(app, &open).await;
        let refused = set("2099-12-31").await.expect_status(422);
        assert!(refused.text().contains("いつでも撤回できる"), "{}", refused.text());
        // Other things can be changed all the same.
        change(&coordinator, open.survey, &[("host", "別の会")]).await.expect_status(303);
    })
    .await;
}

#[tokio::test]
async fn only_an_administrator_lets_smaller_numbers_be_seen() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = create_survey(app, &coordinator).await;
        change(&coordinator, survey, &[("min_cell", "10")]).await.expect_status(303);
        let refused = change(&coordinator, survey, &[("min_cell", "5")]).await.expect_status(422);
        assert!(refused.has(".error-summary a[href='#min_cell']"), "{}", refused.describe());
        let min_cell = async || store::surveys::find(app.db(), survey).await.expect("it is there").min_cell;
        assert_eq!(min_cell().await, 10);
        let administrator = app.login(Role::Administrator).await;
        change(&administrator, survey, &[("min_cell", "5")]).await.expect_status(303);
        assert_eq!(min_cell().await, 5);
    })
    .await;
}

#[tokio::test]
async fn the_region_is_changed_only_before_anything_rests_on_it() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &questionnaire()).await;
        let fields = [("parent", ""), ("code", "91"), ("area", "隣県")];
        coordinator.post_form("/regions", &fields).await.expect_status(303);
        let all = store::regions::list(app.db()).await.expect("the regions can be read");
        let other = all.iter().find(|region| region.code == "91").expect("it was added").id;
        let to = other.0.to_string();
        let page = coordinator.get(&address(open.survey)).await.expect_status(200);
        assert!(!page.has("select[name=region]"), "{}", page.text());
        let refused = coordinator.submit(&page, FORM, &[("region", &to)]).await.expect_status(422);
        assert!(refused.has(".error-summary a[href='#region']"), "{}", refused.describe());
        // The page that comes back has the region that stays.
        coordinator.submit(&refused, FORM, &[]).await.expect_status(303);

        let new = create_survey(app, &coordinator).await;
        change(&coordinator, new, &[("region", &to)]).await.expect_status(303);
        let found = store::surveys::find(app.db(), new).await.expect("it is there");
        assert_eq!(found.region_id, other);
    })
    .await;
}

#[tokio::test]
async fn two_who_change_a_survey_at_once_see_what_the_other_wrote() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = create_survey(app, &coordinator).await;
        let mine = coordinator.get(&address(survey)).await.expect_status(200);
        change(&coordinator, survey, &[("purpose", "ほかの人の目的")]).await.expect_status(303);
        let met = coordinator.submit(&mine, FORM, &[("host", "別の会")]).await.expect_status(409);
        assert!(met.has("#differing") && met.text().contains("ほかの人の目的"), "{}", met.text());
        let found = store::surveys::find(app.db(), survey).await.expect("it is there");
        assert_eq!(found.host, "架空の会", "nothing is overwritten unawares");
        coordinator.submit(&met, FORM, &[]).await.expect_status(303);
        let found = store::surveys::find(app.db(), survey).await.expect("it is there");
        assert_eq!((found.purpose.as_str(), found.host.as_str()), ("ほかの人の目的", "別の会"));
        // Problems are named at their fields.
        let wrong = [("title", ""), ("withdrawal_deadline", "来年")];
        let refused = change(&coordinator, survey, &wrong).await.expect_status(422);
        assert_eq!(refused.texts(".error-summary li").len(), 2, "{}", refused.describe());
    })
    .await;
}
