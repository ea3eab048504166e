//! Kinds with few agencies on the list, which partners have, too: whether any of these answered is told by no output, neither by a
//! number, not even 0, nor by whether the kind stands there.

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
    [usize::from(n % 5 < 2), kind, usize::from(n.is_multiple_of(3))]
}

fn words() -> Vec<Vec<String>> {
    let kinds = KINDS.iter().map(|(code, _)| kind_name(Lang::Ja, code)).collect();
    let own = |values: &[(&str, &str)]| values.iter().map(|(_, word)| (*word).to_owned()).collect();
    vec![own(&AREAS), kinds, own(&BUSY)]
}

/// What an output says without its digits, so that only what is told and what is withheld is left.
fn pattern(text: &str) -> String {
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

fn texts(svg: &str) -> Vec<String> {
    let text = Selector::parse("text").expect("a CSS selector");
    Html::parse_fragment(svg).select(&text).map(|text| text.text().collect()).collect()
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
            let input = AgencyInput {
                name: format!("架空機関{kind}-{place:02}"),
                kind: kind.to_owned(),
                region: RegionId(if place % 2 == 0 { 2 } else { 3 }),
                note: String::new(),
            };
            store::agencies::create(app.db(), input, UserId(1)).await.expect("an agency is added");
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
    let mut reader = Reader::of(words.clone(), people.collect());
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
        assert!(reader.printed.len() > 5, "the outputs have been read");
        let told = reader.told();
        assert!(told.is_empty(), "what is withheld can be worked out: {told:#?}");
    }
}
