//! Area and kind of agencies that were invited by name are known without asking; of anonymous answers nothing is.

use serde_json::{Value, json};
use server::auth::Role;
use server::dataset::load;
use server::i18n::Lang;
use surveys::entity::state::InvitingMode;
use surveys::privacy::consent::Purpose;
use surveys::store;
use tests::inviting::{add_agencies, invitations, invite_all, link, open_invitation};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Session, TestApp, on_both};

use crate::bundle;

/// Asks for consent and one thing more, and not who answers; with `asks` for the area, too.
fn definition(asks: bool) -> Value {
    let mut elements = vec![
        json!({ "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": [
            { "value": "1", "text": "集計", "kt:consent": "aggregate" },
            { "value": "2", "text": "地域", "kt:consent": "region" },
            { "value": "3", "text": "学会", "kt:consent": "academic" }] }),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
    ];
    if asks {
        let choices = ["x|どこか"];
        elements.push(json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": choices }));
    }
    json!({ "title": "架空の調査", "pages": [{ "name": "one", "elements": elements }] })
}

/// Nine agencies, five in one area and of one kind, four in another, are invited and answer.
async fn answered(app: &TestApp, coordinator: &Session, mode: InvitingMode, asks: bool) -> OpenSurvey {
    let open = open_definition(app, coordinator, &definition(asks)).await;
    let emails: Vec<String> = (0..9).map(|n| format!("agency{n}@example.jp")).collect();
    let agencies = add_agencies(app, &emails.iter().map(String::as_str).collect::<Vec<_>>()).await;
    invite_all(coordinator, &open, mode).await;
    for one in &invitations(app, &open).await {
        let person = app.visitor();
        let page = open_invitation(&person, &link(app, one)).await.expect_status(200);
        // One of the four allows counting alone.
        let consents = if one.agency_id == agencies[1] { &["1"][..] } else { &["1", "2", "3"] };
        let consents = consents.iter().map(|value| ("consent", *value));
        let fields: Vec<(&str, &str)> = consents.chain([("busy", "1"), ("go", "next")]).collect();
        let sent = person.submit(&page, "form[data-fill]", &fields).await;
        let check = person.follow(sent).await.expect_status(200);
        person.submit(&check, "#check-form", &[("go", "submit")]).await.expect_status(303);
    }
    open
}

/// Areas and kinds of responses, as colleagues may compare them.
async fn origins(app: &TestApp, open: &OpenSurvey) -> Vec<(Option<String>, Vec<String>)> {
    let found = load(app.service(), open.survey, Purpose::Internal, Lang::Ja).await;
    let fielded = found.expect("there is data").fielded.into_iter();
    fielded.flat_map(|one| one.responses).map(|one| (one.region, one.kinds)).collect()
}

#[tokio::test]
async fn area_and_kind_of_known_invitations_are_variables_withheld_where_few_share_them() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator, InvitingMode::Known, false).await;
        let regions = store::regions::list(app.db()).await.expect("regions");
        let code = |id: i64| regions.iter().find(|one| one.id.0 == id).expect("an area").code.clone();
        let found = origins(app, &open).await;
        let n = |area: i64, kind: &str| {
            found.iter().filter(|one| **one == (Some(code(area)), vec![kind.to_owned()])).count()
        };
        assert_eq!((found.len(), n(2, "22"), n(3, "12")), (9, 5, 4), "{found:?}");
        // Eight allow academic use. Three of them are too few to be told, and would be as few among what is withheld: all are.
        let data = bundle::data(&coordinator, &open).await;
        let head: Vec<&str> = data.lines().next().unwrap_or_default().split(',').collect();
        assert!(head.iter().all(|name| !["area", "agency_group"].contains(name)), "{head:?}");
        // Whoever reads the data is told where area and kind come from, as whoever answered was.
        let path = format!("/surveys/{}/exports/codebook-{}.csv", open.survey.0, open.questionnaire.0);
        let codebook = coordinator.get(&path).await.expect_status(200).body;
        assert!(codebook.matches("いまの名簿").count() >= 2, "{codebook}");
        let figures = coordinator.get(&format!("/surveys/{}/analysis?by=region", open.survey.0)).await;
        assert!(figures.expect_status(200).text().contains("いまの名簿"));
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_counts_and_anonymous_answers_have_no_agency() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator, InvitingMode::Anonymous, false).await;
        let found = origins(app, &open).await;
        assert!(found.len() == 9 && found.iter().all(|one| *one == (None, Vec::new())), "{found:?}");
    })
    .await;
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator, InvitingMode::Known, true).await;
        let found = origins(app, &open).await;
        assert!(found.iter().all(|one| one.0.is_none() && one.1.len() == 1), "not answered: {found:?}");
    })
    .await;
}
