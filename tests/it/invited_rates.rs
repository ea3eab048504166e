//! Response rates where agencies are invited one by one: of those invited who can be reached, beside the list.

use serde_json::{Value, json};
use server::auth::Role;
use surveys::entity::state::{ApproachState, InvitingMode};
use surveys::id::UserId;
use surveys::store;
use tests::inviting::{add_agencies, answer_invitation, invitations, invite_all};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::answer_page;
use tests::{Page, Session, TestApp, on_both};

use crate::bundle::{look, take, text, unzip};

/// A questionnaire for agencies of both kinds, which asks for neither area nor kind.
fn definition() -> Value {
    json!({ "title": "架空の調査", "kt:audience": ["12", "22"], "pages": [{ "name": "one", "elements": [
        { "type": "checkbox", "name": "consent", "title": "同意", "kt:role": "consent", "choices": [
            { "value": "1", "text": "集計", "kt:consent": "aggregate", "kt:required": true },
            { "value": "2", "text": "地域", "kt:consent": "region" }] }] }] })
}

/// The first of the invited answer, as many as asked for, and tick these boxes.
async fn answer_first(app: &TestApp, open: &OpenSurvey, n: usize, boxes: &[&str]) {
    let mut all = invitations(app, open).await;
    all.sort_by_key(|one| one.contact_id);
    for invitation in all.iter().take(n) {
        answer_invitation(app, invitation, boxes).await;
    }
}

/// The cells of the row of all in the table of rates by area.
async fn all(session: &Session, open: &OpenSurvey) -> (Page, Vec<String>) {
    let page = session.get(&format!("/surveys/{}/progress", open.survey.0)).await.expect_status(200);
    let table = format!("#rate-region-{}-table", open.questionnaire.0);
    let cells = page.texts(&format!("{table} tbody tr:last-child td"));
    (page, cells)
}

#[tokio::test]
async fn who_cannot_be_reached_or_is_out_of_scope_is_in_no_rate_and_who_declined_is() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let emails: Vec<String> = (0..12).map(|n| format!("a{n}@example.jp")).collect();
        let emails: Vec<&str> = emails.iter().map(String::as_str).collect();
        let agencies = add_agencies(app, &emails).await;
        invite_all(&coordinator, &open, InvitingMode::Known).await;
        answer_first(app, &open, 3, &["1", "2"]).await;
        let (page, cells) = all(&coordinator, &open).await;
        assert_eq!(cells, ["12", "12", "3", "25.0%", "25.0%"], "{}", page.describe());
        let set = async |place: usize, state| {
            let (survey, agency, by) = (open.survey, agencies[place], UserId(1));
            store::approaches::move_to(app.db(), survey, agency, 0, state, by).await.expect("moved");
        };
        set(4, ApproachState::Excluded).await;
        set(6, ApproachState::Unreachable).await;
        set(8, ApproachState::Declined).await;
        // Whether it has answered is not looked at: that it was reached all the same would tell.
        set(0, ApproachState::Excluded).await;
        let (page, cells) = all(&coordinator, &open).await;
        assert_eq!(cells, ["9", "12", "3", "33.3%", "25.0%"], "{}", page.describe());
        assert!(page.text().contains("到達 9機関（招待 12機関"), "{}", page.describe());
        assert!(
            page.text().contains("届かないものを除く招待のうち"),
            "it is said of whom: {}",
            page.describe()
        );
        let lead = page.first("section[aria-labelledby=who] .section-lead");
        assert!(lead.contains("到達") && !lead.contains("名簿の機関の数を分母"), "{lead}");
    })
    .await;
}

/// Three of each kind and area have answered: every row of both charts is withheld.
#[tokio::test]
async fn charts_of_rates_that_are_mostly_withheld_are_named_on_the_sheet_as_left_out() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let emails: Vec<String> = (0..12).map(|n| format!("a{n}@example.jp")).collect();
        let emails: Vec<&str> = emails.iter().map(String::as_str).collect();
        add_agencies(app, &emails).await;
        invite_all(&coordinator, &open, InvitingMode::Known).await;
        answer_first(app, &open, 6, &["1", "2"]).await;
        let base = format!("/surveys/{}/feedback", open.survey.0);
        let page = coordinator.get(&format!("{base}/sheet")).await.expect_status(200);
        let changes = [("on", "rates"), ("on", "rate_charts"), ("do", "save")];
        coordinator.submit(&page, "#sheet-form", &changes).await.expect_status(303);
        let sheet = coordinator.get(&format!("{base}/preview")).await.expect_status(200);
        assert!(!sheet.has("#section-rate_charts figure"), "{}", sheet.describe());
        let said = sheet.first("#section-rate_charts");
        for words in ["のせていない図", "圏域ごとの回答率", "種別ごとの回答率"] {
            assert!(said.contains(words), "{words}: {said}");
        }
    })
    .await;
}

#[tokio::test]
async fn without_invitations_the_rate_is_of_the_list_as_before() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let emails: Vec<String> = (0..12).map(|n| format!("a{n}@example.jp")).collect();
        add_agencies(app, &emails.iter().map(String::as_str).collect::<Vec<_>>()).await;
        let (page, cells) = all(&coordinator, &open).await;
        assert_eq!(cells, ["12", "0", "0.0%"], "{}", page.describe());
        assert!(!page.text().contains("届かないものを除く招待のうち"), "{}", page.describe());
        let lead = page.first("section[aria-labelledby=who] .section-lead");
        assert!(lead.contains("名簿の機関の数を分母"), "{lead}");
    })
    .await;
}

/// How many were invited stands beside the answers: 1 of two invited offices is what each of them knows of the other one.
#[tokio::test]
async fn areas_in_which_few_were_invited_are_withheld_though_many_are_on_the_list() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let mut asked = definition();
        let area = json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["9001|北部", "9002|南部"] });
        asked["pages"][0]["elements"].as_array_mut().expect("elements").push(area);
        let open = open_definition(app, &coordinator, &asked).await;
        let emails: Vec<String> = (0..16).map(|n| format!("a{n}@example.jp")).collect();
        let agencies = add_agencies(app, &emails.iter().map(String::as_str).collect::<Vec<_>>()).await;
        for area in [["9001"; 8].as_slice(), &["9002"; 6]].concat() {
            answer_page(&app.visitor(), &open.link, &["1", "2"], &[("where", area)]).await;
        }
        invite_all(&coordinator, &open, InvitingMode::Known).await;
        let researcher = app.login(Role::Researcher).await;
        let withheld = async || {
            let page =
                researcher.get(&format!("/surveys/{}/progress", open.survey.0)).await.expect_status(200);
            let table = format!("#rate-region-{}-table", open.questionnaire.0);
            assert!(page.has(&table), "{}", page.describe());
            page.texts(&format!("{table} tbody .suppressed")).len()
        };
        assert_eq!(withheld().await, 0, "eight of each area were invited");
        // Of the second area two are left of eight.
        for agency in agencies.iter().skip(5).step_by(2) {
            let (survey, state, by) = (open.survey, ApproachState::Excluded, UserId(1));
            store::approaches::move_to(app.db(), survey, *agency, 0, state, by).await.expect("moved");
        }
        assert!(withheld().await > 0);
    })
    .await;
}

/// The pages count who was reached; tables and bundles counted everybody who was invited.
#[tokio::test]
async fn tables_for_talks_and_bundles_set_answers_against_those_reached_and_say_how_many_were_invited() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let mut asked = definition();
        let academic = json!({ "value": "3", "text": "学会", "kt:consent": "academic" });
        asked["pages"][0]["elements"][0]["choices"].as_array_mut().expect("choices").push(academic);
        let open = open_definition(app, &coordinator, &asked).await;
        let emails: Vec<String> = (0..12).map(|n| format!("a{n}@example.jp")).collect();
        let agencies = add_agencies(app, &emails.iter().map(String::as_str).collect::<Vec<_>>()).await;
        invite_all(&coordinator, &open, InvitingMode::Known).await;
        answer_first(app, &open, 6, &["1", "2", "3"]).await;
        // Those who answered are the first of the list.
        for agency in &agencies[10..] {
            let (survey, state, by) = (open.survey, ApproachState::Excluded, UserId(1));
            store::approaches::move_to(app.db(), survey, *agency, 0, state, by).await.expect("moved");
        }
        let flow = coordinator.get(&format!("/surveys/{}/talks/flow.csv", open.survey.0)).await;
        let flow = flow.expect_status(200).body;
        assert!(flow.contains(",–,12,10,6,6,60.0%,"), "{flow}");
        let figure = format!("/surveys/{}/talks/figure.svg?figure=flow", open.survey.0);
        let figure = coordinator.get(&figure).await.expect_status(200).body;
        for part in ["n=12", "届かず n=2", "n=10", "回答なし n=4"] {
            assert!(figure.contains(part), "{part}: {figure}");
        }
        let page = look(&coordinator, open.survey.0, "").await;
        let files = unzip(&take(&coordinator, &page).await);
        let methods = text(&files, "methods.txt");
        for part in ["12。到達", "10。回収", "6 / 10 = 60.0%"] {
            assert!(methods.contains(part), "{part}: {methods}");
        }
        let ddi = text(&files, &format!("codebook/q{}.xml", open.questionnaire.0));
        assert!(ddi.contains("6 / 10 = 60.0%") && ddi.contains("招待 12機関"), "{ddi}");
    })
    .await;
}
