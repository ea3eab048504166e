//! Kinds that tables count together as other kinds (decision 47): how many these are is told, and of none of them what it did. Tried with
//! each threshold, for which other kinds are few.

use serde_json::json;
use server::auth::Role;
use server::dataset::tables::{OTHER_KINDS, full_kind_name, kind_name};
use server::i18n::Lang;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Engine, TestApp};

use super::{Group, Reader, read_tables};

/// Who answers: twenty, twelve, four, two and one of a kind.
const N: usize = 39;
const KINDS: [&str; 5] = ["22", "20", "12", "10", "21"];
/// The thresholds, with the kinds that are few by each of them.
const FEW: [(usize, &[&str]); 2] = [(5, &["12", "10", "21"]), (3, &["10", "21"])];
/// Questions besides that for the kind, with their values in words.
const ASKED: [(&str, &[&str]); 4] = [
    ("where", &["北部", "南部"]),
    ("busy", &["多い", "ふつう", "少ない"]),
    ("mood", &["良い", "悪い"]),
    ("pace", &["早い", "遅い"]),
];

/// The place of somebody's kind.
fn kind(n: usize) -> usize {
    [20, 32, 36, 38].iter().filter(|first| n >= **first).count()
}

/// The places of somebody's answers to the questions. Nobody of a kind with few people is in a bad mood, so that all numbers of this
/// question may be told.
fn person(n: usize) -> [usize; 4] {
    let busy = if [3, 8, 21, 33, 36].contains(&n) { 2 } else { usize::from(n.is_multiple_of(3)) };
    let mood = usize::from(n < 32 && n % 4 < 2);
    let pace = usize::from([1, 5, 9, 12, 22, 25, 28, 30, 36].contains(&n));
    [n % 2, busy, mood, pace]
}

/// Somebody who reads what is given out with this threshold.
fn reader((least, few): (usize, &[&str])) -> Reader {
    let kinds = KINDS.map(|code| kind_name(Lang::Ja, code));
    let group = |n: usize| -> Group {
        let answers = person(n).into_iter().zip(ASKED).map(|(place, (_, words))| words[place].to_owned());
        answers.chain([kinds[kind(n)].clone()]).collect()
    };
    let people = (0..N).map(group).collect();
    let own =
        ASKED.iter().map(|(_, words)| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>());
    let words = own.chain([kinds.to_vec()]).collect();
    let reader = Reader::of(words, people).counting_together(few);
    Reader { least, ..reader }
}

async fn answered(app: &TestApp, least: usize) -> OpenSurvey {
    let coordinator = app.login(Role::Coordinator).await;
    let kinds = KINDS.map(|code| format!("{code}|{}", kind_name(Lang::Ja, code)));
    let mut asked = vec![json!({ "type": "radiogroup", "name": "kind", "title": "種別",
        "kt:role": "agency_kind", "choices": kinds })];
    for (name, words) in ASKED {
        let value = |place: usize| if name == "where" { format!("900{place}") } else { place.to_string() };
        let choices = words.iter().enumerate().map(|(place, word)| format!("{}|{word}", value(place + 1)));
        let choices: Vec<String> = choices.collect();
        let mut element = json!({ "type": "radiogroup", "name": name, "title": name, "choices": choices });
        if name == "where" {
            element["kt:role"] = json!("region");
        }
        asked.push(element);
    }
    let open = open_definition(app, &coordinator, &definition(&asked)).await;
    let administrator = app.login(Role::Administrator).await;
    let form = administrator.get(&format!("/surveys/{}/edit", open.survey.0)).await.expect_status(200);
    let least = least.to_string();
    administrator.submit(&form, "form.form", &[("min_cell", least.as_str())]).await.expect_status(303);
    for n in 0..N {
        let [area, answers @ ..] = person(n).map(|place| place + 1);
        let [busy, mood, pace] = answers.map(|place| place.to_string());
        let area = format!("900{area}");
        let fields = [
            ("kind", KINDS[kind(n)]),
            ("where", area.as_str()),
            ("busy", busy.as_str()),
            ("mood", mood.as_str()),
            ("pace", pace.as_str()),
        ];
        answer(app, &open, &fields).await;
    }
    open
}

/// The counts come from the same rows on either engine: SQLite alone.
#[tokio::test]
async fn nothing_of_kinds_that_are_counted_together_can_be_worked_out() {
    for (least, few) in FEW {
        let app = TestApp::start(Engine::Sqlite).await;
        let open = answered(&app, least).await;
        let researcher = app.login(Role::Researcher).await;
        let survey = format!("/surveys/{}", open.survey.0);
        let mut reader = reader((least, few));
        for source in ["", "?by=region", "?by=kind"] {
            let page = researcher.get(&format!("{survey}/analysis{source}")).await.expect_status(200);
            reader.read_page(&page, "", source);
        }
        read_tables(&mut reader, &researcher, &survey, &["kind", "where", "busy", "mood", "pace"]).await;
        assert!(reader.tells_of_other_kinds(), "{least}: tables by kind have been read");
        let small = reader.withheld.keys().filter(|group| reader.is_small(group)).count();
        assert!(small > 5, "{least}: {small} small numbers are withheld");
        let told = reader.told();
        assert!(told.is_empty(), "{least}: numbers that are withheld can be worked out: {told:#?}");
        app.stop().await;
    }
}

/// Where all numbers of a question may be told it is tested, with the other kinds as one group. Inside every kind stands by itself.
#[tokio::test]
async fn other_kinds_are_a_group_of_tests_and_notes_say_which_they_are() {
    let app = TestApp::start(Engine::Sqlite).await;
    let (least, few) = FEW[0];
    let open = answered(&app, least).await;
    let path = format!("/surveys/{}/analysis/cross?side=kind&top=q:mood", open.survey.0);
    let other = kind_name(Lang::Ja, OTHER_KINDS);
    let page = app.login(Role::Researcher).await.get(&path).await.expect_status(200);
    let rows = page.texts("#cross-table tbody th");
    let told = ["20", "22"].map(|code| kind_name(Lang::Ja, code));
    assert_eq!(rows, [told[0].as_str(), told[1].as_str(), &other], "{}", page.describe());
    let tests = page.texts("#tests tbody tr");
    assert!(tests.iter().any(|line| line.contains("フィッシャー")), "an expected count is 2.9: {tests:#?}");
    let is_reference = |line: &String| line.matches("χ²").count() == line.matches("（参考：χ²(").count();
    assert!(tests.iter().all(is_reference), "χ² is not what p is of: {tests:#?}");
    for kind in few {
        let name = full_kind_name(Lang::Ja, kind);
        assert!(page.text().contains(&name), "{name}: {}", page.describe());
    }
    let inside = app.login(Role::Coordinator).await.get(&path).await.expect_status(200);
    let rows = inside.texts("#cross-table tbody th");
    assert!(rows.len() == KINDS.len() && !rows.contains(&other), "{rows:?}");
    let file = format!("/surveys/{}/talks/by-kind.md", open.survey.0);
    let table = app.login(Role::Researcher).await.get(&file).await.expect_status(200).body;
    assert!(table.contains(&format!("{other} n (%)")) && !table.contains("省いた"), "{table}");
    assert!(table.contains(&full_kind_name(Lang::Ja, few[0])), "{table}");
    app.stop().await;
}

/// Where small numbers alone are withheld, what other kinds said follows from the rest, and what one of them is from the others: the first
/// test fails where nothing else is protected.
#[test]
fn small_numbers_of_other_kinds_are_worked_out_where_they_alone_are_withheld() {
    for (least, few) in FEW {
        let mut reader = reader((least, few));
        let other = kind_name(Lang::Ja, OTHER_KINDS);
        let few: Vec<String> = few.iter().map(|code| kind_name(Lang::Ja, code)).collect();
        let words = reader.words.iter().flatten().filter(|word| !few.contains(word)).cloned();
        let words: Vec<String> = words.chain([other.clone(), String::new()]).collect();
        for (one, two) in words.iter().flat_map(|one| words.iter().map(move |two| (one, two))) {
            let Some(group) = reader.group(&[one, two]) else { continue };
            let is_small = reader.is_small(&group);
            let text = if is_small { "*".to_owned() } else { reader.truth(&group).to_string() };
            reader.read(&[one, two], &text, "by hand");
        }
        let told = reader.told();
        assert!(told.iter().any(|told| told.contains(&other)), "{least}: {told:#?}");
        for kind in &few[1..] {
            let n = reader.truth(&Group::from([kind.clone()]));
            reader.read(&[kind], &n.to_string(), "by hand");
        }
        let first = format!("{{{:?}}} is", few[0]);
        let told = reader.told();
        assert!(told.iter().any(|told| told.starts_with(&first)), "{least}: {first} {told:#?}");
    }
}
