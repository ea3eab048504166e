//! Agencies are found by a part of their name, wherever one is looked for among many.

use server::auth::Role;
use surveys::entity::state::ApproachState;
use surveys::id::{AgencyId, RegionId, UserId};
use surveys::store;
use surveys::store::agencies::AgencyInput;
use tests::inviting::invitations;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Page, Session, TestApp, on_both};

use crate::invited::questionnaire;

/// Part of a name that is written with wide letters and another case.
const TYPED: &str = "?name=%EF%BC%A1%EF%BD%82";

/// A survey in whose region are 架空ABセンター, ABC相談室 and 別の機関.
async fn survey_with_names(app: &TestApp) -> (Session, OpenSurvey, Vec<AgencyId>) {
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(app, &coordinator, &questionnaire()).await;
    let mut ids = Vec::new();
    for name in ["架空ABセンター", "Ａｂｃ相談室", "別の機関"] {
        let input = AgencyInput {
            name: name.to_owned(),
            kind: "22".to_owned(),
            region: RegionId(2),
            note: String::new(),
        };
        let made = store::agencies::create(app.db(), input, UserId(1)).await.expect("an agency is added");
        ids.push(made.id);
    }
    (coordinator, open, ids)
}

/// The agencies of tables that have these two and no other.
#[track_caller]
fn assert_finds_two(page: &Page, rows: &str, form: &str) {
    let found = page.texts(rows);
    assert!(found.len() == 2 && !found.iter().any(|row| row.contains("別の機関")), "{found:?}");
    let form = page.form(form);
    assert!(form.fields.iter().any(|(name, value)| name == "name" && value == "Ａｂ"), "{form:?}");
}

#[tokio::test]
async fn lists_of_agencies_are_narrowed_by_a_part_of_the_name() {
    on_both(async |app| {
        let (coordinator, open, ids) = survey_with_names(app).await;
        let hearings = format!("/surveys/{}/hearings", open.survey.0);
        for (path, rows) in [
            ("/agencies".to_owned(), "main tbody tr"),
            (hearings.clone(), "#hearing-list tbody tr"),
            (format!("{hearings}/board"), ".board-card"),
        ] {
            let page = coordinator.get(&format!("{path}{TYPED}")).await.expect_status(200);
            assert_finds_two(&page, rows, "form.filters");
            let none = coordinator.get(&format!("{path}?name=%25_")).await.expect_status(200);
            assert!(none.texts(rows).is_empty(), "signs mean themselves: {}", none.describe());
        }
        // A card that is moved leaves the board as it was asked for.
        let board = coordinator.get(&format!("{hearings}/board{TYPED}")).await;
        let card = format!("form[action='/surveys/{}/agencies/{}/state']", open.survey.0, ids[0].0);
        let moved = coordinator.submit(&board, &card, &[("state", "requested")]).await.expect_status(303);
        assert_finds_two(&coordinator.follow(moved).await, ".board-card", "form.filters");
        let state = store::approaches::find(app.db(), open.survey, ids[0]).await.expect("it can be read");
        assert_eq!(state.map(|approach| approach.state), Some(ApproachState::Requested));
    })
    .await;
}

#[tokio::test]
async fn all_that_are_shown_by_name_are_invited_and_no_others() {
    on_both(async |app| {
        let (coordinator, open, ids) = survey_with_names(app).await;
        let base = format!("/questionnaires/{}", open.questionnaire.0);
        let page = coordinator.get(&format!("{base}/inviting")).await.expect_status(200);
        coordinator.submit(&page, "form.form", &[("mode", "known")]).await.expect_status(303);
        let page = coordinator.get(&format!("{base}/invitations/new{TYPED}")).await.expect_status(200);
        let form = "form[method=post]:has(#agencies-table)";
        assert_finds_two(&page, "#agencies-table tbody tr", form);
        assert_eq!(page.attributes("button[value=ticked]", "value").len(), 2, "before and after the list");
        // What was typed since and not looked for invites nobody else.
        let typed = [("go", "all"), ("name", ""), ("kind", "")];
        coordinator.submit(&page, form, &typed).await.expect_status(303);
        let invited: Vec<AgencyId> =
            invitations(app, &open).await.into_iter().map(|one| one.agency_id).collect();
        assert!(invited.len() == 2 && !invited.contains(&ids[2]), "{invited:?}");
    })
    .await;
}
