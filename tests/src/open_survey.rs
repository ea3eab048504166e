//! A survey whose questionnaire takes answers, made as a coordinator makes it: form by form.

use surveys::id::{QuestionnaireId, SurveyId};
use surveys::questionnaire::placeholder::open_placeholders;
use surveys::store;

use crate::app::TestApp;
use crate::session::Session;

/// A published questionnaire and where it is.
#[derive(Clone, Debug)]
pub struct OpenSurvey {
    /// The survey.
    pub survey: SurveyId,
    /// Its questionnaire.
    pub questionnaire: QuestionnaireId,
    /// Path of the page that respondents begin at.
    pub link: String,
}

/// Makes an invented region, a survey in it, takes a shipped questionnaire (its id is its file's name) and publishes it.
pub async fn open_survey(app: &TestApp, coordinator: &Session, shipped: &str) -> OpenSurvey {
    let survey = create_survey(app, coordinator).await;
    let wave = store::surveys::waves(app.db(), survey).await.expect("the waves can be read")[0].id;
    let fields = [("questionnaire", shipped), ("wave", &wave.0.to_string())];
    let made = coordinator.post_form(&format!("/surveys/{}/questionnaires", survey.0), &fields).await;
    let made = made.expect_status(303);
    let path = made.location().expect("a new questionnaire has a page").to_owned();
    let questionnaire = QuestionnaireId(number(&path));
    fill_placeholders(app, coordinator, questionnaire).await;
    coordinator.post_form(&format!("{path}/publish"), &[]).await.expect_status(303);
    let published = store::questionnaires::find(app.db(), questionnaire).await.expect("it can be read");
    OpenSurvey { survey, questionnaire, link: format!("/q/{}", published.link) }
}

/// Makes a survey with a questionnaire of one's own and publishes it.
pub async fn open_definition(
    app: &TestApp,
    coordinator: &Session,
    definition: &serde_json::Value,
) -> OpenSurvey {
    let survey = create_survey(app, coordinator).await;
    let wave = store::surveys::waves(app.db(), survey).await.expect("the waves can be read")[0].id;
    let fields = [("questionnaire", "forum-after"), ("wave", &wave.0.to_string())];
    let made = coordinator.post_form(&format!("/surveys/{}/questionnaires", survey.0), &fields).await;
    let path = made.expect_status(303).location().expect("a new questionnaire has a page").to_owned();
    let questionnaire = QuestionnaireId(number(&path));
    replace_draft(app, questionnaire, definition.to_string()).await;
    coordinator.post_form(&format!("{path}/publish"), &[]).await.expect_status(303);
    let published = store::questionnaires::find(app.db(), questionnaire).await.expect("it can be read");
    OpenSurvey { survey, questionnaire, link: format!("/q/{}", published.link) }
}

/// Makes one more questionnaire of one's own in the second wave of a survey and publishes it.
pub async fn open_second(
    app: &TestApp,
    coordinator: &Session,
    survey: SurveyId,
    definition: &serde_json::Value,
) -> OpenSurvey {
    let wave = store::surveys::waves(app.db(), survey).await.expect("the waves can be read")[1].id;
    let fields = [("questionnaire", "blank"), ("wave", &wave.0.to_string())];
    coordinator.post_form(&format!("/surveys/{}/questionnaires", survey.0), &fields).await.expect_status(303);
    let all = store::questionnaires::of_survey(app.db(), survey).await.expect("it can be read");
    let made = all.last().expect("one was made");
    replace_draft(app, made.id, definition.to_string()).await;
    coordinator.post_form(&format!("/questionnaires/{}/publish", made.id.0), &[]).await.expect_status(303);
    OpenSurvey { survey, questionnaire: made.id, link: format!("/q/{}", made.link) }
}

/// Replaces a draft, as somebody else would at the same time.
pub async fn replace_draft(app: &TestApp, id: QuestionnaireId, draft: String) {
    let by = store::users::list(app.db()).await.expect("users can be read")[0].id;
    let found = store::questionnaires::find(app.db(), id).await.expect("it can be read");
    let change = store::drafts::Change::new("change", serde_json::json!({}));
    let saved = store::questionnaires::save_draft(app.db(), id, found.revision, draft, change, by).await;
    saved.expect("a draft can be replaced");
}

/// Makes an invented region with two areas and a survey in it.
pub async fn create_survey(app: &TestApp, coordinator: &Session) -> SurveyId {
    if store::regions::list(app.db()).await.expect("the regions can be read").is_empty() {
        for (parent, code, area) in [("", "90", "架空県"), ("1", "9001", "北部"), ("1", "9002", "南部")]
        {
            let fields = [("parent", parent), ("code", code), ("area", area)];
            coordinator.post_form("/regions", &fields).await.expect_status(303);
        }
    }
    let region = store::regions::list(app.db()).await.expect("the regions can be read")[0].id.0.to_string();
    let fields = [
        ("title", "架空県 就労支援調査"),
        ("region", region.as_str()),
        ("purpose", "支援の現状を知り、地域に返すため。"),
        ("host", "架空の会"),
        ("contact", "架空の会 事務局 電話 000-000-0000"),
        ("period", "令和7年4月〜令和8年3月"),
        ("ethics_number", ""),
        ("withdrawal_deadline", ""),
        ("min_cell", "5"),
        ("waves", "事前\n事後"),
    ];
    let made = coordinator.post_form("/surveys", &fields).await.expect_status(303);
    SurveyId(number(made.location().expect("a new survey has a page")))
}

async fn fill_placeholders(app: &TestApp, coordinator: &Session, id: QuestionnaireId) {
    let draft = store::questionnaires::find(app.db(), id).await.expect("it can be read");
    let names = open_placeholders(&draft.draft);
    let revision = draft.revision.to_string();
    let text = |name: &str| if name == "capacity" { "50" } else { "架空の記入" };
    let fields = names.iter().map(|name| (name.as_str(), text(name)));
    let fields: Vec<(&str, &str)> = fields.chain([("revision", revision.as_str())]).collect();
    coordinator
        .post_form(&format!("/questionnaires/{}/placeholders", id.0), &fields)
        .await
        .expect_status(303);
}

/// The number at the end of a path.
fn number(path: &str) -> i64 {
    path.rsplit('/')
        .next()
        .and_then(|last| last.parse().ok())
        .unwrap_or_else(|| panic!("no number in {path}"))
}
