//! Numbers of a sheet less the same numbers of research are what those people said who allow the region alone (decision 43): whether
//! these can be few, in all or in an area, among answers or hearings.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use server::auth::Role;
use server::dataset;
use server::i18n::{self, Lang};
use surveys::id::SurveyId;
use surveys::privacy::consent::Purpose;
use surveys::store;
use tests::closed_answers::definition;
use tests::inviting::add_agencies;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::respondent::answer_page;
use tests::sheets::{publish, publish_area};
use tests::{Engine, TestApp};

use super::{Group, Reader, THRESHOLD};
use crate::approaches::write_note;
use crate::bundle::{look, take, text, unzip};

const AREAS: [(&str, &str); 2] = [("9001", "北部"), ("9002", "南部")];
const BUSY: [(&str, &str); 2] = [("1", "多い"), ("2", "少ない")];
const ALL_USES: &[&str] = &["1", "2", "3"];
const REGION_ALONE: &[&str] = &["1", "2"];

fn asked() -> [Value; 2] {
    let choices = |of: [(&str, &str); 2]| of.map(|(value, word)| format!("{value}|{word}"));
    [
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region", "choices": choices(AREAS) }),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": choices(BUSY) }),
    ]
}

/// So many people of each area answer in turn one thing and the other.
async fn answered(app: &TestApp, open: &OpenSurvey, boxes: &[&str], n: [usize; 2]) {
    for ((area, _), n) in AREAS.iter().zip(n) {
        for at in 0..n {
            let fields = [("where", *area), ("busy", BUSY[at % 2].0)];
            answer_page(&app.visitor(), &open.link, boxes, &fields).await;
        }
    }
}

/// So many people of each area, as [`answered`] makes them.
fn people(n: [usize; 2]) -> Vec<Group> {
    let of_area = |((_, area), n): (&(&str, &str), usize)| {
        let person = |at: usize| Group::from([(*area).to_owned(), BUSY[at % 2].1.to_owned()]);
        (0..n).map(person).collect::<Vec<Group>>()
    };
    AREAS.iter().zip(n).flat_map(of_area).collect()
}

/// Somebody who knows that these are counted.
fn reader(people: Vec<Group>) -> Reader {
    let words = |of: [(&str, &str); 2]| of.map(|(_, word)| word.to_owned()).to_vec();
    Reader::of(vec![words(AREAS), words(BUSY)], people)
}

/// What sheets print, and what research is told, where so many of each area allow all uses, and so many the region alone; `counted`
/// are those of the region. Reading asserts that each number is theirs.
async fn printed(both: [usize; 2], alone: [usize; 2], counted: [usize; 2]) -> [BTreeMap<Group, usize>; 2] {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = open_definition(&app, &coordinator, &definition(&asked())).await;
    answered(&app, &open, ALL_USES, both).await;
    answered(&app, &open, REGION_ALONE, alone).await;
    let mut region = reader(people(counted));
    publish(&coordinator, open.survey, &[]).await;
    let (viewer, researcher) = (app.login(Role::Viewer).await, app.login(Role::Researcher).await);
    let published = format!("/surveys/{}/feedback/published", open.survey.0);
    region.read_page(&viewer.get(&published).await.expect_status(200), "", "sheet");
    for (area, word) in AREAS {
        let published = publish_area(&coordinator, open.survey, area).await;
        region.read_page(&viewer.get(&published).await.expect_status(200), word, "sheet of an area");
    }
    let mut research = reader(people(both));
    for source in ["", "by=region"] {
        let path = format!("/surveys/{}/analysis?{source}", open.survey.0);
        research.read_page(&researcher.get(&path).await.expect_status(200), "", source);
    }
    app.stop().await;
    [region, research]
        .map(|reader| reader.printed.keys().map(|group| (group.clone(), reader.truth(group))).collect())
}

/// The differences of all numbers that both print.
fn differences([region, research]: &[BTreeMap<Group, usize>; 2]) -> BTreeMap<Group, usize> {
    let shared =
        region.iter().filter_map(|(group, n)| Some((group.clone(), n.abs_diff(*research.get(group)?))));
    shared.collect()
}

/// Five refuse academic use, three of one area and two of the other: five are not few, and those of an area are.
#[tokio::test]
async fn the_few_of_an_area_are_no_difference_of_its_sheet_and_the_tables_by_area() {
    let printed = printed([16, 14], [3, 2], [16, 14]).await;
    let told = differences(&printed);
    let of_areas = AREAS.map(|(_, area)| Group::from([area.to_owned(), BUSY[0].1.to_owned()]));
    assert!(of_areas.iter().all(|group| told.contains_key(group)), "sheets and tables were read: {told:?}");
    assert!(told.values().all(|n| *n == 0), "{told:?}");
}

/// Twelve of one area refuse it: they are counted, and the difference is about twelve.
#[tokio::test]
async fn many_of_an_area_who_allow_the_region_alone_are_counted_there() {
    let printed = printed([16, 14], [12, 0], [28, 14]).await;
    let told = differences(&printed);
    assert!(told.values().all(|n| *n == 0 || *n >= THRESHOLD), "{told:?}");
    assert_eq!(told[&Group::from(["北部".to_owned(), "多い".to_owned()])], 6, "{told:?}");
}

/// Whose notes and answers are counted for a use, and whose words.
async fn counted(app: &TestApp, survey: SurveyId, purpose: Purpose) -> (BTreeSet<i64>, BTreeSet<String>) {
    let data = dataset::load(app.service(), survey, purpose, Lang::Ja).await.expect("what was gathered");
    let heard = data.hearings.iter().map(|heard| heard.hearing.id.0).collect();
    (heard, data.writings().into_iter().map(|writing| writing.id).collect())
}

/// Three of nine hearings may be shared and not presented: neither their number nor their words are what the sheet has more, though
/// what was said may be told.
#[tokio::test]
async fn the_few_hearings_that_may_be_shared_alone_are_no_difference_of_sheet_and_research() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let [area, _] = asked();
    let wrote = json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" });
    let open = open_definition(&app, &coordinator, &definition(&[area, wrote])).await;
    for at in 0..12 {
        let fields = [("where", AREAS[at % 2].0), ("hard", "人手が足りない。")];
        answer_page(&app.visitor(), &open.link, ALL_USES, &fields).await;
    }
    for (at, agency) in add_agencies(&app, &[""; 9]).await.into_iter().enumerate() {
        let may_present = if at < 6 { "yes" } else { "no" };
        let note = [("role", "送迎がない。"), ("may_share", "yes"), ("may_present", may_present)];
        write_note(&coordinator, open.survey, agency, &note).await;
    }
    let region = counted(&app, open.survey, Purpose::Regional).await;
    assert_eq!((region.0.len(), region.1.len()), (6, 18));
    assert_eq!(region, counted(&app, open.survey, Purpose::Academic).await, "nothing is left of them");
    let data = dataset::load(app.service(), open.survey, Purpose::Regional, Lang::Ja).await.expect("data");
    assert_eq!((data.hearings_apart.len(), data.writings_with_those_apart().len()), (3, 21));
    publish(&coordinator, open.survey, &[]).await;
    let version = store::publications::shown(app.db(), open.survey, "").await.expect("it can be read");
    let note = i18n::plain(Lang::Ja, "feedback-scope-note-apart");
    assert!(version.expect("one is published").content.contains(&note), "the sheet says so");
    app.stop().await;
}

/// Nobody may present what three partners said: no table of research is about hearings, and all words less its words would be theirs.
#[tokio::test]
async fn words_of_few_hearings_are_not_what_all_words_leave() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let wrote = json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" });
    let open = open_definition(&app, &coordinator, &definition(&[wrote])).await;
    for _ in 0..9 {
        answer_page(&app.visitor(), &open.link, ALL_USES, &[("hard", "人手が足りない。")]).await;
    }
    for agency in add_agencies(&app, &[""; 3]).await {
        let note = [("role", "人手が足りない。"), ("may_share", "yes")];
        write_note(&coordinator, open.survey, agency, &note).await;
    }
    let (region, research) = (
        counted(&app, open.survey, Purpose::Regional).await,
        counted(&app, open.survey, Purpose::Academic).await,
    );
    assert_eq!((region.0.len(), research.0.len()), (3, 0), "that they were heard is counted");
    assert_eq!((region.1.len(), &region.1), (9, &research.1), "and what they said is not");
    publish(&coordinator, open.survey, &[]).await;
    let version = store::publications::shown(app.db(), open.survey, "").await.expect("it can be read");
    let note = i18n::plain(Lang::Ja, "feedback-scope-note-unread");
    assert!(version.expect("one is published").content.contains(&note), "the sheet says so");
    app.stop().await;
}

/// Eight may be used in research alone, two of them of an area of which the hearings tell nothing: that the two are in the data, and
/// their words are in no table and in no text of the bundle, is said where these are.
#[tokio::test]
async fn whose_words_alone_are_left_out_of_research_is_told() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let [area, _] = asked();
    let wrote = json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" });
    let open = open_definition(&app, &coordinator, &definition(&[area, wrote])).await;
    for ((area, _), n) in AREAS.iter().zip([6, 2]) {
        for _ in 0..n {
            let fields = [("where", *area), ("hard", "人手が足りない。")];
            answer_page(&app.visitor(), &open.link, &["1", "3"], &fields).await;
        }
    }
    // Every other agency is of the first area.
    for agency in add_agencies(&app, &[""; 12]).await.into_iter().step_by(2) {
        let note = [("role", "送迎がない。"), ("may_share", "yes"), ("may_present", "yes")];
        write_note(&coordinator, open.survey, agency, &note).await;
    }
    let data = dataset::load(app.service(), open.survey, Purpose::Academic, Lang::Ja).await.expect("data");
    assert_eq!((data.fielded[0].responses.len(), data.people_to_count()), (8, 6));
    assert!(data.fielded[0].apart.is_empty() && data.hearings_apart.is_empty(), "all are counted");
    let flow = format!("/surveys/{}/talks/flow.md", open.survey.0);
    let flow = coordinator.get(&flow).await.expect_status(200).body;
    assert!(flow.contains("表との差から"), "{flow}");
    let page = look(&coordinator, open.survey.0, "").await;
    let methods = text(&unzip(&take(&coordinator, &page).await), "methods.txt");
    for lang in [Lang::Ja, Lang::En] {
        let told = i18n::plain(lang, "bundle-methods-unread");
        assert!(methods.contains(&told), "{told}: {methods}");
    }
    app.stop().await;
}
