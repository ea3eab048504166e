//! An office that was invited and then left the list, cannot be reached or is out of scope: whether it answered is told nowhere, neither by how
//! many were reached nor by whether its kind and area stand there.

use std::collections::BTreeMap;

use serde_json::json;
use server::auth::Role;
use surveys::entity::state::{ApproachState, InvitingMode};
use surveys::id::{AgencyId, RegionId, UserId};
use surveys::store;
use surveys::store::agencies::AgencyInput;
use tests::inviting::{add_agencies, answer_invitation, invitations, invite_all};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{ENGINES, Engine, TestApp};

use super::listed::pattern;

/// How many are invited. The last one is the only one in its area and of its kind.
const N: usize = 25;
/// Its area and kind.
const ALONE: (&str, &str, &str) = ("9003", "東部", "21");
/// Who answer: ten of the first kind and seven of the second one, or the office that is alone in place of one of the first.
const ANSWERED: [usize; 17] = [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 1, 3, 5, 7, 9, 11, 13];

/// An invited wave of which the office that is alone answered, or another one.
async fn answered(app: &TestApp, is_of_it: bool) -> (OpenSurvey, AgencyId) {
    let coordinator = app.login(Role::Coordinator).await;
    let mut asked = tests::closed_answers::definition(&[]);
    asked["kt:audience"] = json!(["12", "22", ALONE.2]);
    let open = open_definition(app, &coordinator, &asked).await;
    let (code, area, kind) = ALONE;
    let fields = [("parent", "1"), ("code", code), ("area", area)];
    coordinator.post_form("/regions", &fields).await.expect_status(303);
    let emails: Vec<String> = (0..N).map(|n| format!("a{n}@example.jp")).collect();
    let agencies = add_agencies(app, &emails.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let areas = store::regions::areas(app.db(), RegionId(1)).await.expect("the areas can be read");
    let region = areas.iter().find(|area| area.code == code).expect("an area").id;
    let alone = store::agencies::find(app.db(), agencies[N - 1]).await.expect("an agency");
    let input = AgencyInput { name: alone.name, kind: kind.to_owned(), region, note: alone.note };
    let moved = store::agencies::update(app.db(), alone.id, alone.revision, input, UserId(1)).await;
    moved.expect("it is elsewhere");
    invite_all(&coordinator, &open, InvitingMode::Known).await;
    let all = invitations(app, &open).await;
    for (nth, place) in ANSWERED.into_iter().enumerate() {
        let place = if is_of_it && nth == 0 { N - 1 } else { place };
        let own = all.iter().find(|one| one.agency_id == agencies[place]).expect("an invitation");
        answer_invitation(app, own, &["1", "2", "3"]).await;
    }
    (open, alone.id)
}

/// What a researcher is told, where the office has left the list in each of the ways.
async fn told(engine: Engine, is_of_it: bool) -> BTreeMap<String, Vec<String>> {
    let app = TestApp::start(engine).await;
    let (open, alone) = answered(&app, is_of_it).await;
    let researcher = app.login(Role::Researcher).await;
    let survey = format!("/surveys/{}", open.survey.0);
    let mut said = BTreeMap::new();
    let active = async |is_active| {
        let set = store::agencies::set_active(app.db(), alone, is_active, UserId(1)).await;
        set.expect("it is on the list or is not");
    };
    for way in ["off the list", "out of scope", "not to be reached"] {
        let state = match way {
            "out of scope" => Some(ApproachState::Excluded),
            "not to be reached" => Some(ApproachState::Unreachable),
            _ => None,
        };
        active(state.is_some()).await;
        if let Some(state) = state {
            let found = store::approaches::find(app.db(), open.survey, alone).await.expect("its way");
            let revision = found.map_or(0, |found| found.revision);
            let moved =
                store::approaches::move_to(app.db(), open.survey, alone, revision, state, UserId(1)).await;
            moved.expect("it is off the way");
        }
        let flow = researcher.get(&format!("{survey}/talks/flow.csv")).await.expect_status(200).body;
        assert!(flow.contains(",–,25,24,17,17,70.8%,"), "{way}: {flow}");
        let page = researcher.get(&format!("{survey}/progress")).await.expect_status(200);
        for by in ["region", "kind"] {
            let table = format!("#rate-{by}-{}-table", open.questionnaire.0);
            assert!(page.has(&table), "{}", page.describe());
            // Those reached and those on the list, in numbers; how many answered differs by one where it is told.
            for column in [2, 3] {
                let cells = page.texts(&format!("{table} tbody td:nth-child({column})"));
                said.insert(format!("{way}: column {column} by {by}"), cells);
            }
            let cells = page.texts(&format!("{table} th, {table} td"));
            said.insert(format!("{way}: by {by}"), cells.iter().map(|cell| pattern(cell)).collect());
        }
        let who = researcher.get(&format!("{survey}/talks/characteristics.csv")).await.expect_status(200);
        said.insert(format!("{way}: Table 1"), who.body.lines().map(pattern).collect());
    }
    app.stop().await;
    said
}

#[tokio::test]
async fn whether_an_office_answered_that_is_off_the_list_is_told_nowhere() {
    for engine in ENGINES {
        let (without, with) = (told(engine, false).await, told(engine, true).await);
        for (source, said) in &without {
            assert_eq!(said, &with[source], "{engine:?}: {source} differs where it answered");
        }
        let area = &without["off the list: by region"];
        assert!(area.iter().any(|cell| cell == ALONE.1), "its area stands there: {area:?}");
        let reached = &without["off the list: column 2 by region"];
        assert!(reached.iter().any(|cell| cell == "12") && reached.contains(&"24".to_owned()), "{reached:?}");
    }
}
