//! Many answers through a public link within minutes: the team is told before it publishes, and nobody else is.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use server::auth::Role;
use surveys::entity::state::InvitingMode;
use surveys::store;
use tests::free_answers::{answer, definition};
use tests::inviting::{add_agencies, answer_invitation, invitations, invite_all};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::withdrawal_code;
use tests::stored::submitted;
use tests::{Page, Session, TestApp, on_both};

/// All uses.
const BOXES: [&str; 3] = ["1", "2", "3"];

async fn answered(app: &TestApp, open: &OpenSurvey, n: usize) -> Vec<Page> {
    let mut receipts = Vec::new();
    for _ in 0..n {
        receipts.push(answer(app, open, &BOXES, "送迎の手段がない。").await);
    }
    receipts
}

async fn withdraw(app: &TestApp, receipt: &Page) {
    let code = withdrawal_code(receipt);
    app.visitor().post_raw_form("/withdraw", &[("code", &code)]).await.expect_status(200);
}

async fn progress(person: &Session, open: &OpenSurvey) -> Page {
    person.get(&format!("/surveys/{}/progress", open.survey.0)).await.expect_status(200)
}

/// What came, was withdrawn and is counted, burst by burst.
fn numbers(page: &Page) -> Vec<String> {
    page.texts("#bursts-table tbody td")
}

#[tokio::test]
async fn many_answers_within_minutes_are_listed_for_the_team_with_those_that_were_taken_back() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let mut receipts = answered(app, &open, 4).await;
        assert!(!progress(&coordinator, &open).await.has("#bursts"), "four are none");
        receipts.extend(answered(app, &open, 2).await);
        let page = progress(&coordinator, &open).await;
        assert_eq!(numbers(&page), ["6", "0", "6"], "{}", page.describe());
        assert!(page.text().contains("10分のあいだに5件以上"), "{}", page.describe());
        withdraw(app, &receipts[1]).await;
        let page = progress(&coordinator, &open).await;
        assert_eq!(numbers(&page), ["6", "1", "5"], "what was taken back has come all the same");
        let link = page.attributes("#bursts-table a", "href").remove(0);
        let list = coordinator.get(&link).await.expect_status(200);
        assert_eq!(list.texts("#responses tbody tr").len(), 5, "{}", list.describe());
        assert!(list.text().contains("続けて届いた回答"), "{}", list.describe());
        let other = coordinator.get(&format!("{link}9")).await.expect_status(200);
        assert!(!other.has("#responses"), "there is no such burst: {}", other.describe());

        let researcher = app.login(Role::Researcher).await;
        assert!(!progress(&researcher, &open).await.has("#bursts"));
        let typed = researcher.get(&link).await.expect_status(200);
        assert!(
            !typed.has("#responses") && !typed.text().contains("続けて届いた回答"),
            "{}",
            typed.describe()
        );
    })
    .await;
}

#[tokio::test]
async fn what_comes_over_hours_on_paper_or_by_invitation_is_no_burst() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answered(app, &open, 5).await;
        assert!(progress(&coordinator, &open).await.has("#bursts"));
        let all = submitted(app, open.questionnaire).await;
        let source = async |source: &str| {
            let on_paper = format!("UPDATE responses SET source = '{source}' WHERE id = {}", all[0].id.0);
            app.db().execute_unprepared(&on_paper).await.expect("it came so");
        };
        source("paper").await;
        assert!(!progress(&coordinator, &open).await.has("#bursts"), "four came by the link");
        source("web").await;
        assert!(progress(&coordinator, &open).await.has("#bursts"));
        let before = [all[0].started_at, all[0].submitted_at.expect("it was sent")];
        let before = before.map(|time| time - TimeDelta::minutes(30));
        store::responses::set_times(app.db(), all[0].id, before).await.expect("it came before");
        assert!(!progress(&coordinator, &open).await.has("#bursts"), "the first came half an hour before");

        let invited = open_definition(app, &coordinator, &definition()).await;
        let emails = ["a", "b", "c", "d", "e"].map(|name| format!("{name}@example.jp"));
        add_agencies(app, &emails.each_ref().map(String::as_str)).await;
        invite_all(&coordinator, &invited, InvitingMode::Known).await;
        for invitation in invitations(app, &invited).await {
            answer_invitation(app, &invitation, &BOXES).await;
        }
        let page = progress(&coordinator, &invited).await;
        assert!(page.has("#arrivals-table") && !page.has("#bursts"), "each has a link: {}", page.describe());
    })
    .await;
}

#[tokio::test]
async fn before_a_sheet_is_published_it_is_said_that_answers_came_close_together() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        let preview = async || {
            let path = format!("/surveys/{}/feedback/preview", open.survey.0);
            coordinator.get(&path).await.expect_status(200)
        };
        let mut receipts = answered(app, &open, 4).await;
        assert!(!preview().await.has("p.burst"), "four are none");
        receipts.extend(answered(app, &open, 1).await);
        let page = preview().await;
        let said = page.first("p.burst");
        assert!(said.contains("5件以上が届いたことが1回") && said.contains("あわせて5件"), "{said}");
        let href = page.attributes("p.burst a", "href").remove(0);
        let listed = coordinator.get(href.trim_end_matches("#bursts")).await.expect_status(200);
        assert!(href.ends_with("#bursts") && listed.has("#bursts-table"), "{}", listed.describe());
        for receipt in &receipts {
            withdraw(app, receipt).await;
        }
        assert!(!preview().await.has("p.burst"), "none of them is on the sheet");
        let page = progress(&coordinator, &open).await;
        assert_eq!(numbers(&page), ["5", "5", "0"], "{}", page.describe());
    })
    .await;
}
