//! Kinds of which no agency is on the list: somebody of several kinds may name one, and no output tells whether anybody did.

use std::collections::BTreeMap;

use analysis::document::csv::read_rows;
use serde_json::json;
use server::auth::Role;
use server::dataset::tables::kind_name;
use server::i18n::{self, Lang};
use surveys::id::RegionId;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Engine, TestApp};

use super::listed::{list, pattern, texts};

/// Who answers.
const N: usize = 40;
/// The kinds of agencies on the list.
const LISTED: [&str; 2] = ["22", "20"];
/// A kind of none of them.
const UNLISTED: &str = "12";

/// The kinds of somebody: ten are of both kinds on the list, and the last of them names a third one, or does not.
fn kinds(n: usize, is_named: bool) -> Vec<&'static str> {
    let mut kinds = match n {
        0..18 => vec![LISTED[0]],
        18..30 => vec![LISTED[1]],
        _ => LISTED.to_vec(),
    };
    if is_named && n + 1 == N {
        kinds.push(UNLISTED);
    }
    kinds
}

async fn answered(app: &TestApp, is_named: bool) -> OpenSurvey {
    let coordinator = app.login(Role::Coordinator).await;
    let choices =
        [LISTED[0], LISTED[1], UNLISTED].map(|code| format!("{code}|{}", kind_name(Lang::Ja, code)));
    let mut asked = definition(&[
        json!({ "type": "checkbox", "name": "kind", "title": "種別", "kt:role": "agency_kind",
            "choices": choices }),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
    ]);
    asked["kt:audience"] = json!([LISTED[0], LISTED[1], UNLISTED]);
    let open = open_definition(app, &coordinator, &asked).await;
    for n in 0..N {
        list(app, LISTED[n % 2], RegionId(2)).await;
    }
    for n in 0..N {
        let busy = if n % 2 == 0 { "1" } else { "2" };
        let own = kinds(n, is_named).into_iter().map(|kind| ("kind", kind));
        let fields: Vec<(&str, &str)> = own.chain([("busy", busy)]).collect();
        answer(app, &open, &fields).await;
    }
    open
}

/// All outputs that have kinds, with what they say.
async fn outputs(is_named: bool) -> BTreeMap<String, Vec<String>> {
    let app = TestApp::start(Engine::Sqlite).await;
    let open = answered(&app, is_named).await;
    let researcher = app.login(Role::Researcher).await;
    let survey = format!("/surveys/{}", open.survey.0);
    let mut said = BTreeMap::new();
    let tables = format!("exports/tables-{}.csv", open.questionnaire.0);
    for file in ["talks/characteristics.csv", "talks/by-kind.csv", tables.as_str()] {
        let page = researcher.get(&format!("{survey}/{file}")).await.expect_status(200);
        let rows = read_rows(&page.bytes).expect("a table");
        said.insert(file.to_owned(), rows.iter().flatten().map(|cell| pattern(cell)).collect());
    }
    let file = format!("{survey}/talks/figure.svg?figure=answers&variable=kind");
    let drawn = texts(&researcher.get(&file).await.expect_status(200).body);
    said.insert("figure".to_owned(), drawn.iter().map(|text| pattern(text)).collect());
    for source in ["analysis", "analysis?by=kind"] {
        let page = researcher.get(&format!("{survey}/{source}")).await.expect_status(200);
        let cells = page.texts("table th, table td");
        said.insert(source.to_owned(), cells.iter().map(|text| pattern(text)).collect());
    }
    app.stop().await;
    said
}

#[tokio::test]
async fn whether_somebody_named_a_kind_of_no_agency_on_the_list_is_told_nowhere() {
    let (unnamed, named) = (outputs(false).await, outputs(true).await);
    for (source, said) in &unnamed {
        assert_eq!(said, &named[source], "{source} differs where somebody named it");
    }
    let table = &unnamed["talks/characteristics.csv"];
    let has = |word: &str| table.iter().any(|cell| cell.trim() == word);
    assert!(has(&kind_name(Lang::Ja, LISTED[0])) && has("x"), "Table 1 has kinds: {table:?}");
    assert!(has(&i18n::plain(Lang::Ja, "talk-kinds-unlisted")), "and all others as one: {table:?}");
    assert!(!has(&kind_name(Lang::Ja, UNLISTED)), "and none of these: {table:?}");
}
