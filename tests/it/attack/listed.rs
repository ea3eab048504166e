//! Kinds and areas with few agencies on the list, which partners have, too: whether any of these answered or wrote is told by no
//! output, neither by a number, not even 0, nor by whether the kind stands there.

use std::collections::{BTreeMap, BTreeSet};

use analysis::document::csv::read_rows;
use scraper::{Html, Selector};
use serde_json::json;
use server::auth::Role;
use server::dataset::tables::kind_name;
use server::i18n::Lang;
use surveys::id::{RegionId, UserId};
use surveys::store;
use surveys::store::agencies::AgencyInput;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::sheets::{publish, publish_area, share};
use tests::{Engine, TestApp};

use super::{Group, Reader};

/// Who answers.
const N: usize = 41;
/// Kinds, and how many agencies of each are on the list: one and three are few.
const KINDS: [(&str, usize); 4] = [("22", 20), ("20", 20), ("21", 1), ("31", 3)];
const AREAS: [(&str, &str); 2] = [("9001", "北部"), ("9002", "南部")];
const BUSY: [(&str, &str); 2] = [("1", "多い"), ("2", "少ない")];

/// The places of somebody's area, kind and answer. The first `n_few` are of a kind with few agencies.
fn person(n: usize, n_few: usize) -> [usize; 3] {
    let kind = if n < n_few { 2 } else { usize::from(n >= 24) };
    // Tests by kind come to about the same, whoever of a few answered.
    let busy = n.is_multiple_of(if n < 24 { 3 } else { 2 });
    [usize::from(n % 5 < 2), kind, usize::from(busy)]
}

fn words() -> Vec<Vec<String>> {
    let kinds = KINDS.iter().map(|(code, _)| kind_name(Lang::Ja, code)).collect();
    let own = |values: &[(&str, &str)]| values.iter().map(|(_, word)| (*word).to_owned()).collect();
    vec![own(&AREAS), kinds, own(&BUSY)]
}

/// What an output says without its digits, so that only what is told and what is withheld is left.
pub(super) fn pattern(text: &str) -> String {
    let mut found = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' | '.' if found.ends_with('#') => {}
            '0'..='9' | '.' => found.push('#'),
            c => found.push(c),
        }
    }
    found
}

pub(super) fn texts(svg: &str) -> Vec<String> {
    let text = Selector::parse("text").expect("a CSS selector");
    Html::parse_fragment(svg).select(&text).map(|text| text.text().collect()).collect()
}

/// Puts an agency on the list.
pub(super) async fn list(app: &TestApp, kind: &str, region: RegionId) {
    let agencies = store::agencies::in_region(app.db(), RegionId(1)).await.expect("the list can be read");
    let input = AgencyInput {
        name: format!("架空機関{:02}", agencies.len()),
        kind: kind.to_owned(),
        region,
        note: String::new(),
    };
    store::agencies::create(app.db(), input, UserId(1)).await.expect("an agency is added");
}

/// A survey with a list of agencies that answered, of a kind with few of them so many.
async fn answered(app: &TestApp, words: &[Vec<String>], n_few: usize) -> OpenSurvey {
    let coordinator = app.login(Role::Coordinator).await;
    let choices = |values: Vec<(&str, &str)>| -> Vec<String> {
        values.iter().map(|(value, word)| format!("{value}|{word}")).collect()
    };
    let kinds = KINDS.iter().zip(&words[1]).map(|((code, _), word)| (*code, word.as_str())).collect();
    let mut asked = definition(&[
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": choices(AREAS.to_vec()) }),
        json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
            "choices": choices(kinds) }),
        json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": choices(BUSY.to_vec()) }),
    ]);
    asked["kt:audience"] = json!(KINDS.map(|(code, _)| code));
    let open = open_definition(app, &coordinator, &asked).await;
    for (kind, n) in KINDS {
        for place in 0..n {
            list(app, kind, RegionId(if place % 2 == 0 { 2 } else { 3 })).await;
        }
    }
    for n in 0..N {
        let [area, kind, busy] = person(n, n_few);
        let fields = [("where", AREAS[area].0), ("kind", KINDS[kind].0), ("busy", BUSY[busy].0)];
        answer(app, &open, &fields).await;
    }
    open
}

/// All outputs with what they say, and somebody who has read them, where so many of a kind with few agencies answered.
async fn outputs(n_few: usize) -> (BTreeMap<String, Vec<String>>, Reader) {
    let app = TestApp::start(Engine::Sqlite).await;
    let words = words();
    let open = answered(&app, &words, n_few).await;
    let people = (0..N).map(|n| -> Group {
        person(n, n_few).iter().zip(&words).map(|(place, words)| words[*place].clone()).collect()
    });
    // The smallest of the other kinds goes with those that are few.
    let mut reader = Reader::of(words.clone(), people.collect()).counting_together(&["20", "21", "31"]);
    reader.few = words[1][2..].to_vec();
    let researcher = app.login(Role::Researcher).await;
    let (survey, number) = (format!("/surveys/{}", open.survey.0), open.questionnaire.0);
    let mut said = BTreeMap::new();
    let tables = format!("exports/tables-{number}.csv");
    let files = [
        "talks/characteristics.csv",
        "talks/by-area.csv",
        "talks/by-kind.csv",
        "talks/by-question.csv?side=q:kind",
    ];
    for file in files.into_iter().chain([tables.as_str()]) {
        let page = researcher.get(&format!("{survey}/{file}")).await.expect_status(200);
        let rows = read_rows(&page.bytes).expect("a table");
        said.insert(file.to_owned(), rows.iter().flatten().map(|cell| pattern(cell)).collect());
        if file != tables {
            reader.read_talk(rows, file);
            continue;
        }
        for row in rows {
            if let [_, _, _, label, count, ..] = row.as_slice() {
                reader.read(&[label], count, file);
            }
        }
    }
    for figure in ["variable=kind", "variable=busy&side=kind", "variable=kind&side=region"] {
        let path = format!("{survey}/talks/figure.svg?figure=answers&{figure}");
        let drawn = texts(&researcher.get(&path).await.expect_status(200).body);
        said.insert(figure.to_owned(), drawn.iter().map(|text| pattern(text)).collect());
    }
    for source in
        ["analysis", "analysis?by=kind", "analysis?by=region", "analysis/cross?side=q:kind&top=q:busy"]
    {
        let page = researcher.get(&format!("{survey}/{source}")).await.expect_status(200);
        said.insert(
            source.to_owned(),
            page.texts("table th, table td").iter().map(|text| pattern(text)).collect(),
        );
        reader.read_page(&page, "", source);
    }
    app.stop().await;
    (said, reader)
}

#[tokio::test]
async fn whether_one_of_few_agencies_answered_is_told_nowhere() {
    let (nobody, reader) = outputs(0).await;
    let (one, other_reader) = outputs(1).await;
    for (source, said) in &nobody {
        assert_eq!(said, &one[source], "{source} differs where one of them answered");
    }
    for reader in [&reader, &other_reader] {
        let few: BTreeSet<&String> =
            reader.withheld.keys().flatten().filter(|word| reader.few.contains(word)).collect();
        assert_eq!(few.len(), 2, "the outputs have both kinds: {few:?}");
        assert!(reader.printed.len() > 5 && reader.tells_of_other_kinds(), "the outputs have been read");
        let told = reader.told();
        assert!(told.is_empty(), "what is withheld can be worked out: {told:#?}");
    }
}

/// Where the office is that is alone in its area and of its kind, besides the areas and the first two kinds of all others.
const ALONE: (&str, &str, &str) = ("9003", "東部", "21");

/// A survey in which forty-one wrote; one of them is the office that is alone, or none.
async fn written(app: &TestApp, is_of_it: bool) -> OpenSurvey {
    let coordinator = app.login(Role::Coordinator).await;
    let (area, name, kind) = ALONE;
    let kinds = [KINDS[0].0, KINDS[1].0, kind];
    let mut asked = definition(&[
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region",
            "choices": ["9001|北部", "9002|南部", format!("{area}|{name}")] }),
        json!({ "type": "radiogroup", "name": "kind", "title": "種別", "kt:role": "agency_kind",
            "choices": kinds.map(|code| format!("{code}|{}", kind_name(Lang::Ja, code))) }),
        json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" }),
    ]);
    asked["kt:audience"] = json!(kinds);
    let open = open_definition(app, &coordinator, &asked).await;
    let fields = [("parent", "1"), ("code", area), ("area", name)];
    coordinator.post_form("/regions", &fields).await.expect_status(303);
    let areas = store::regions::areas(app.db(), RegionId(1)).await.expect("the areas can be read");
    let places =
        ["9001", "9002", area].map(|code| areas.iter().find(|area| area.code == code).expect("an area").id);
    for at in 0..40 {
        list(app, kinds[at % 4 / 2], places[at % 2]).await;
    }
    list(app, kind, places[2]).await;
    for n in 0..N {
        let [place, own, _] = person(n, 0);
        let (place, own) = if is_of_it && n == 0 { (area, kind) } else { (AREAS[place].0, KINDS[own].0) };
        let words = "送迎がなくて困っている。窓口で相談した。";
        answer(app, &open, &[("where", place), ("kind", own), ("hard", words)]).await;
    }
    open
}

/// What pages, files and sheets say of texts by area and kind.
async fn texts_told(is_of_it: bool) -> BTreeMap<String, String> {
    let app = TestApp::start(Engine::Sqlite).await;
    let open = written(&app, is_of_it).await;
    let researcher = app.login(Role::Researcher).await;
    let survey = format!("/surveys/{}", open.survey.0);
    let mut said = BTreeMap::new();
    for page in [
        "word-table?by=kind",
        "word-table?by=region",
        "themes?by=kind",
        "themes?by=region",
        "correspondence?by=kind",
        "correspondence?by=region",
        "keywords?group=kind:21",
        "keywords?group=region:9003",
        "keywords?group=region:9002",
        "associated?word=窓口&group=region:9003",
    ] {
        let seen = researcher.get(&format!("{survey}/analysis/{page}")).await.expect_status(200);
        said.insert(page.to_owned(), pattern(&seen.text()));
    }
    let figure = "talks/figure.svg?figure=challenges&side";
    for file in ["exports/themes.csv".to_owned(), format!("{figure}=kind"), format!("{figure}=region")] {
        let taken = researcher.get(&format!("{survey}/{file}")).await.expect_status(200);
        let is_drawn = file.contains(".svg");
        let text = if is_drawn { texts(&taken.body).join(" ") } else { taken.body };
        said.insert(file, pattern(&text));
    }
    let coordinator = app.login(Role::Coordinator).await;
    publish(&coordinator, open.survey, &[]).await;
    let whole = app.visitor().get(&share(&coordinator, open.survey).await).await.expect_status(200);
    said.insert("sheet".to_owned(), pattern(&whole.text()));
    let viewer = app.login(Role::Viewer).await;
    for area in ["9001", "9002", ALONE.0] {
        let sheet = publish_area(&coordinator, open.survey, area).await;
        let sheet = viewer.get(&sheet).await.expect_status(200);
        said.insert(format!("sheet of {area}"), pattern(&sheet.text()));
    }
    app.stop().await;
    said
}

#[tokio::test]
async fn whether_an_office_wrote_that_is_alone_in_its_area_and_of_its_kind_is_told_nowhere() {
    let (without, with) = (texts_told(false).await, texts_told(true).await);
    for (source, said) in &without {
        assert_eq!(said, &with[source], "{source} differs where it wrote");
    }
    let of_kinds = &without["word-table?by=kind"];
    assert!(of_kinds.contains(&kind_name(Lang::Ja, ALONE.2)), "its kind stands there: {of_kinds}");
    assert!(of_kinds.contains('＊') && of_kinds.contains("相談"), "the table has been read: {of_kinds}");
    let of_areas = &without["exports/themes.csv"];
    assert!(of_areas.contains(ALONE.1) && of_areas.contains(AREAS[0].1), "{of_areas}");
}
