//! The composition of the whole region's sheet for the sheets of its areas: in one go, and nothing that somebody wrote is lost.

use serde_json::{Value, json};
use server::auth::Role;
use server::i18n::{self, Lang};
use server::pages::feedback::composition::Composition;
use surveys::entity::feedback_sheet;
use surveys::id::{SurveyId, UserId};
use surveys::store;
use surveys::store::feedback_sheets::NewSheet;
use tests::open_survey::create_survey;
use tests::{Page, Session, TestApp, demo, on_both};

/// Northern and southern area of the invented region.
const NORTH: &str = "9001";
const SOUTH: &str = "9002";

fn say(key: &str) -> String {
    i18n::plain(Lang::Ja, key)
}

fn path(survey: SurveyId) -> String {
    format!("/surveys/{}/feedback/areas", survey.0)
}

/// Composes a sheet, as somebody else would at the same time.
async fn compose(app: &TestApp, survey: SurveyId, area: &str, content: &Value) {
    let revision = sheet(app, survey, area).await.map_or(0, |sheet| sheet.revision);
    let new =
        NewSheet { survey, area: area.to_owned(), revision, content: content.to_string(), taken_from: None };
    store::feedback_sheets::save(app.db(), new, UserId(1)).await.expect("a sheet can be composed");
}

async fn sheet(app: &TestApp, survey: SurveyId, area: &str) -> Option<feedback_sheet::Model> {
    store::feedback_sheets::find(app.db(), survey, area).await.expect("sheets can be read")
}

async fn composition(app: &TestApp, survey: SurveyId, area: &str) -> Composition {
    Composition::stored(sheet(app, survey, area).await.as_ref())
}

/// What is on record of sheets that were taken over.
async fn events(app: &TestApp, survey: SurveyId) -> Vec<String> {
    let events = store::audit::of_thing(app.db(), "survey", survey.0).await.expect("events can be read");
    let taken = events.into_iter().filter(|event| event.action == "feedback_sheet.take_over");
    taken.map(|event| event.detail).collect()
}

/// Of the whole region, with a section that no area can have, and a line about its numbers.
fn whole() -> Value {
    json!({
        "sections": [
            { "kind": "requests", "is_on": true },
            { "kind": "collaboration", "is_on": true },
            { "kind": "quotes", "is_on": false }],
        "questions": ["q1-way"],
        "is_full": true,
        "introduction": "架空県の皆さまへ。",
        "next_steps": "春に集まります。",
        "lines": { "ja/challenges": { "text": "全体で多い。", "numbers": "a" } },
    })
}

fn south() -> Value {
    json!({
        "introduction": "南部の皆さまへ。",
        "lines": { "ja/challenges": { "text": "南部で多い。", "numbers": "b" } },
    })
}

/// The areas that are ticked.
fn ticked(page: &Page) -> Vec<String> {
    page.attributes("#areas-form [name=area][checked]", "value")
}

async fn open(coordinator: &Session, survey: SurveyId) -> Page {
    coordinator.get(&path(survey)).await.expect_status(200)
}

#[tokio::test]
async fn areas_take_over_the_regions_composition_and_a_composed_one_is_kept_unless_ticked() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = create_survey(app, &coordinator).await;
        compose(app, survey, "", &whole()).await;
        compose(app, survey, SOUTH, &south()).await;
        let composed = sheet(app, survey, SOUTH).await;
        let page = open(&coordinator, survey).await;
        assert_eq!(ticked(&page), [NORTH]);
        assert!(page.first("#composed").contains("南部") && !page.first("#composed").contains("北部"));
        let taken = page.first("#taken");
        assert!(taken.contains(&say("sheet-areas-lines")), "{taken}");
        assert!(taken.contains(&say("sheet-section-collaboration")), "{taken}");

        coordinator.submit(&page, "#areas-form", &[]).await.expect_status(303);
        let (all, north) = (composition(app, survey, "").await, composition(app, survey, NORTH).await);
        assert_eq!(north.introduction, "架空県の皆さまへ。");
        assert_eq!(north.next_steps, "春に集まります。");
        assert_eq!((&north.questions, north.is_full), (&all.questions, true));
        let order = |own: &Composition| own.sections.iter().map(|one| one.kind.clone()).collect::<Vec<_>>();
        assert_eq!(order(&north), order(&all));
        let has = |kind: &str| north.sections.iter().any(|one| one.kind == kind && one.is_on);
        assert!(has("requests") && !has("quotes") && !has("collaboration"));
        assert!(north.lines.is_empty(), "they speak of other numbers: {:?}", north.lines);
        assert_eq!(sheet(app, survey, SOUTH).await, composed, "it was not ticked");
        let recorded = events(app, survey).await;
        assert!(recorded.len() == 1 && recorded[0].contains(NORTH), "{recorded:?}");

        let page = open(&coordinator, survey).await;
        assert!(ticked(&page).is_empty(), "both are composed now");
        coordinator.submit(&page, "#areas-form", &[("area", SOUTH)]).await.expect_status(303);
        let south = composition(app, survey, SOUTH).await;
        assert_eq!((&south.sections, south.introduction.as_str()), (&north.sections, "架空県の皆さまへ。"));
        let lines: Vec<&str> = south.lines.values().map(|line| line.text.as_str()).collect();
        assert_eq!(lines, ["南部で多い。"], "a line about its own numbers stays");
        assert_eq!(events(app, survey).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_is_published_of_an_area_stays_and_every_page_leads_there() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = create_survey(app, &coordinator).await;
        let feedback = format!("/surveys/{}/feedback", survey.0);
        let preview = coordinator.get(&format!("{feedback}/preview?area={NORTH}")).await.expect_status(200);
        coordinator.submit(&preview, "#publish-form", &[]).await.expect_status(303);
        let versions = async || {
            store::publications::of_area(app.db(), survey, NORTH).await.expect("versions can be read")
        };
        let published = versions().await;
        assert_eq!(published.len(), 1);
        // Of the whole region nothing is composed yet.
        let page = open(&coordinator, survey).await;
        assert!(!page.has("#areas-form"), "{}", page.describe());
        coordinator.post_form(&path(survey), &[("area", NORTH)]).await.expect_status(303);
        assert_eq!(sheet(app, survey, NORTH).await, None);

        compose(app, survey, "", &whole()).await;
        for address in ["", "/sheet", format!("/sheet?area={NORTH}").as_str()] {
            let page = coordinator.get(&format!("{feedback}{address}")).await.expect_status(200);
            assert!(page.has(&format!("main a[href='{}']", path(survey))), "{}", page.describe());
        }
        coordinator.submit(&open(&coordinator, survey).await, "#areas-form", &[]).await.expect_status(303);
        assert!(composition(app, survey, NORTH).await.is_full);
        assert_eq!(versions().await, published);
    })
    .await;
}

#[tokio::test]
async fn a_sheet_that_somebody_composed_meanwhile_is_not_written_over() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = create_survey(app, &coordinator).await;
        compose(app, survey, "", &whole()).await;
        let page = open(&coordinator, survey).await;
        assert_eq!(ticked(&page), [NORTH, SOUTH]);
        compose(app, survey, SOUTH, &south()).await;
        let refused = coordinator.submit(&page, "#areas-form", &[]).await.expect_status(409);
        let changed = refused.first("#changed");
        assert!(changed.contains("南部") && !changed.contains("北部"), "{changed}");
        assert_eq!(ticked(&refused), [NORTH], "what somebody wrote is kept unless ticked again");
        assert_eq!(composition(app, survey, SOUTH).await.introduction, "南部の皆さまへ。");
        assert_eq!(sheet(app, survey, NORTH).await, None, "all or none");

        compose(app, survey, "", &json!({ "introduction": "書き直しました。" })).await;
        let refused = coordinator.submit(&refused, "#areas-form", &[]).await.expect_status(409);
        assert!(refused.first("#changed").contains(&say("feedback-whole")), "{}", refused.describe());
        coordinator.submit(&refused, "#areas-form", &[]).await.expect_status(303);
        assert_eq!(composition(app, survey, NORTH).await.introduction, "書き直しました。");
        assert_eq!(composition(app, survey, SOUTH).await.introduction, "南部の皆さまへ。");
        assert_eq!(events(app, survey).await.len(), 1);
    })
    .await;
}

/// Within an area a kind is often one office.
#[tokio::test]
async fn no_sheet_of_an_area_has_a_section_of_the_whole_region_alone() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let kinds = ["rate_charts", "collaboration", "before_after"];
        let sections: Vec<Value> = kinds.iter().map(|kind| json!({ "kind": kind, "is_on": true })).collect();
        let preview = "/surveys/1/feedback/preview";
        for (area, address) in [("", preview.to_owned()), ("9901", format!("{preview}?area=9901"))] {
            compose(app, SurveyId(1), area, &json!({ "sections": sections })).await;
            let sheet = coordinator.get(&address).await.expect_status(200);
            let n = kinds.iter().filter(|kind| sheet.has(&format!("#section-{kind}"))).count();
            assert!(if area.is_empty() { n > 0 } else { n == 0 }, "{area}: {n} in {}", sheet.describe());
        }
    })
    .await;
}
