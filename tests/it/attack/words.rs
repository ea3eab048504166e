//! What a picture of words and groups leaves of numbers that other pages print: how many wrote in all, and how many used a word.

use serde_json::json;
use server::auth::Role;
use server::i18n::{self, Lang};
use tests::closed_answers::{answer, definition};
use tests::inviting::add_agencies;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::sheets::{publish, publish_area};
use tests::{Engine, Page, Session, TestApp};

use super::THRESHOLD;
use crate::approaches::write_note;

/// Speaks of a word, of another one, and of neither.
const PICKED_UP: &str = "送迎がない。窓口で相談した。";
const AT_NIGHT: &str = "夜間に相談する。";
const NEITHER: &str = "窓口で相談した。";
/// Words with a theme, and with another one.
const OF_WAYS: &str = "送迎の手段がなく、通勤ができない。交通費も足りない。";
const OF_STAFF: &str = "人手が足りない。";
/// What these themes are called.
const WAYS: &str = "移動・通所";
const STAFF: &str = "人員・財源";

/// The areas, in the order of the question.
const AREAS: [&str; 4] = ["9001", "9002", "9003", "9004"];

/// A survey of an area and words: how many of each area say what.
async fn written(app: &TestApp, coordinator: &Session, said: &[(&str, usize, &str)]) -> OpenSurvey {
    let choices = ["9001|北部", "9002|南部", "9003|東部", "9004|西部"];
    let elements = [
        json!({ "type": "radiogroup", "name": "where", "title": "圏域", "kt:role": "region", "choices": choices }),
        json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" }),
    ];
    let open = open_definition(app, coordinator, &definition(&elements)).await;
    for (area, n, words) in said {
        for _ in 0..*n {
            let fields = [("hard", *words), ("where", *area)];
            // Who is of no area leaves the question out.
            let n_fields = if area.is_empty() { 1 } else { 2 };
            answer(app, &open, &fields[..n_fields]).await;
        }
    }
    open
}

async fn correspondence(person: &Session, open: &OpenSurvey) -> Page {
    let path = format!("/surveys/{}/analysis/correspondence?by=region", open.survey.0);
    person.get(&path).await.expect_status(200)
}

/// The number in a column (from 0) of each row: its name has no blank.
fn numbers(page: &Page, table: &str, column: usize) -> Vec<(String, usize)> {
    let rows = page.texts(&format!("{table} tbody tr"));
    let cells = |row: &String| {
        let cells: Vec<&str> = row.split_whitespace().collect();
        (cells[0].to_owned(), cells[column].parse().expect("a number"))
    };
    rows.iter().map(cells).collect()
}

/// Three of thirty-six are of the last area. With the sizes of all others they would be what is left.
#[tokio::test]
async fn a_small_group_is_not_what_the_sizes_of_the_others_leave() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let said = [
        (AREAS[0], 10, PICKED_UP),
        (AREAS[0], 5, AT_NIGHT),
        (AREAS[1], 5, PICKED_UP),
        (AREAS[1], 5, AT_NIGHT),
        (AREAS[2], 4, PICKED_UP),
        (AREAS[2], 4, AT_NIGHT),
        (AREAS[3], 2, PICKED_UP),
        (AREAS[3], 1, AT_NIGHT),
    ];
    let open = written(&app, &coordinator, &said).await;
    let n_people: usize = said.iter().map(|(_, n, _)| n).sum();
    let inside = correspondence(&coordinator, &open).await;
    assert_eq!(numbers(&inside, "#table-groups", 1).len(), AREAS.len() - 1, "three people are no group");
    assert!(inside.text().contains("人が5人に満たない区分"), "{}", inside.describe());
    let researcher = app.login(Role::Researcher).await;
    let page = correspondence(&researcher, &open).await;
    let sizes = numbers(&page, "#table-groups", 1);
    assert!(!sizes.is_empty(), "{}", page.describe());
    let rest = n_people - sizes.iter().map(|(_, n)| n).sum::<usize>();
    assert!(rest >= THRESHOLD, "{rest} are left: {sizes:?}");
    // The table of words by area withholds the same areas, though everybody uses one of the words.
    let table = format!("/surveys/{}/analysis/word-table?by=region", open.survey.0);
    let table = researcher.get(&table).await.expect_status(200);
    let rows = table.texts("#word-table-table tbody tr");
    let of_all = rows.iter().find(|row| row.starts_with("相談")).expect("the word that everybody uses");
    assert_eq!(of_all.matches("＊").count(), AREAS.len() - sizes.len(), "{rows:#?}");
    app.stop().await;
}

/// Three people of one area speak of pick-up. With the others' number they would be what is left of all who do.
#[tokio::test]
async fn a_withheld_cell_is_not_what_a_picture_leaves_of_a_total() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let said = [
        (AREAS[0], 3, PICKED_UP),
        (AREAS[0], 8, NEITHER),
        (AREAS[1], 9, PICKED_UP),
        (AREAS[1], 6, AT_NIGHT),
        (AREAS[2], 12, PICKED_UP),
        (AREAS[2], 7, AT_NIGHT),
    ];
    let open = written(&app, &coordinator, &said).await;
    let researcher = app.login(Role::Researcher).await;
    let page = correspondence(&researcher, &open).await;
    let (people, shown) = (numbers(&page, "#table-words", 1), numbers(&page, "#table-words", 2));
    let of = |numbers: &[(String, usize)]| numbers.iter().find(|(word, _)| word == "送迎").map(|(_, n)| *n);
    let (people, shown) = (of(&people).expect("the word"), of(&shown).expect("the word"));
    assert_eq!(people, shown, "each of them says it once: {}", page.describe());
    let n_all = 24;
    assert!(!(1..THRESHOLD).contains(&(n_all - shown)), "{} are left", n_all - shown);
    app.stop().await;
}

/// One of those who speak of pick-up does so four times. Pages of words tell that somebody does, and of which area all who speak of it are;
/// occurrences by area would tell of which area this one is. So what is given is the same wherever the person is.
#[tokio::test]
async fn who_repeats_a_word_is_of_no_area_in_a_correspondence_analysis() {
    let app = TestApp::start(Engine::Sqlite).await;
    let (coordinator, researcher) = (app.login(Role::Coordinator).await, app.login(Role::Researcher).await);
    const REPEATED: &str = "送迎がない。送迎、送迎、送迎。窓口で相談した。";
    let names = ["inertia.csv", "groups.csv", "words.csv", "figure.svg"];
    let (mut given, mut internal) = (Vec::new(), Vec::new());
    for (one, other) in [(8, 7), (9, 6)] {
        let said = [
            (AREAS[0], one, PICKED_UP),
            (AREAS[0], 9 - one, REPEATED),
            (AREAS[0], 6, AT_NIGHT),
            (AREAS[1], other, PICKED_UP),
            (AREAS[1], 7 - other, REPEATED),
            (AREAS[1], 8, AT_NIGHT),
        ];
        let open = written(&app, &coordinator, &said).await;
        let base = format!("/surveys/{}/analysis/files/correspondence", open.survey.0);
        for name in names {
            let path = format!("{base}/{name}?by=region");
            given.push(researcher.get(&path).await.expect_status(200).body);
            internal.push(coordinator.get(&path).await.expect_status(200).body);
        }
        let page = correspondence(&researcher, &open).await;
        assert!(page.text().contains("ひとりが同じ語を何度書いても1人"), "{}", page.describe());
        let people = numbers(&page, "#table-words", 2);
        assert!(people.contains(&("送迎".to_owned(), 16)), "{people:?}");
    }
    let halves = |all: &[String]| (all[..names.len()].to_vec(), all[names.len()..].to_vec());
    let (once, moved) = halves(&given);
    assert_eq!(once, moved, "the one who repeats the word is somewhere else, and nothing tells it");
    let (once, moved) = halves(&internal);
    assert!(once.iter().zip(&moved).all(|(once, moved)| once != moved), "internal work counts occurrences");
    app.stop().await;
}

/// Two of those who do not say which area they are of speak of pick-up. They would be all who do, less those of the areas.
#[tokio::test]
async fn few_without_an_area_are_not_what_a_table_leaves_of_a_total() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let said = [
        (AREAS[0], 10, PICKED_UP),
        (AREAS[0], 6, AT_NIGHT),
        (AREAS[1], 9, PICKED_UP),
        (AREAS[1], 6, AT_NIGHT),
        ("", 2, PICKED_UP),
        ("", 4, NEITHER),
    ];
    let open = written(&app, &coordinator, &said).await;
    let researcher = app.login(Role::Researcher).await;
    let row = async |room: &str, table: &str| {
        let path = format!("/surveys/{}/analysis/{room}", open.survey.0);
        let page = researcher.get(&path).await.expect_status(200);
        let rows = page.texts(&format!("{table} tbody tr"));
        rows.into_iter().find(|row| row.starts_with("送迎")).unwrap_or_else(|| panic!("{}", page.describe()))
    };
    let in_all = row("words", "#lookup").await;
    assert!(in_all.contains(" 21 "), "all who speak of it: {in_all}");
    let by_area = row("word-table?by=region", "#word-table-table").await;
    assert_eq!(by_area.matches("＊").count(), 2, "the total and one area: {by_area}");
    app.stop().await;
}

/// What the table of challenges has in a column (from 2) for a theme. Sheets have no row of what is withheld.
fn told_of_theme(page: &Page, theme: &str, column: usize) -> Option<String> {
    let heads = page.texts("#challenges-table tbody tr th");
    assert!(!heads.is_empty(), "{}", page.describe());
    let cells = page.texts(&format!("#challenges-table tbody tr td:nth-child({column})"));
    let found = heads.iter().zip(cells).find(|(head, _)| head.contains(theme));
    found.map(|(_, cell)| cell)
}

/// The same where the table has it.
fn of_theme(page: &Page, theme: &str, column: usize) -> String {
    told_of_theme(page, theme, column).unwrap_or_else(|| panic!("no {theme}: {}", page.describe()))
}

/// One person of no area speaks of a theme: in no number of a sheet or of research is this one, so that no sign tells of what was said.
#[tokio::test]
async fn one_without_an_area_is_in_no_number() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let said =
        [(AREAS[0], 8, OF_WAYS), (AREAS[0], 6, OF_STAFF), (AREAS[1], 12, OF_WAYS), (AREAS[1], 7, OF_STAFF)];
    let open = written(&app, &coordinator, &[&said[..], &[("", 1, OF_WAYS)]].concat()).await;
    publish(&coordinator, open.survey, &[]).await;
    let viewer = app.login(Role::Viewer).await;
    let published = format!("/surveys/{}/feedback/published", open.survey.0);
    let sheet = viewer.get(&published).await.expect_status(200);
    let note = i18n::plain(Lang::Ja, "feedback-scope-note-apart");
    assert!(note.contains("圏域の記録がない少数") && sheet.text().contains(&note), "{}", sheet.describe());
    let researcher = app.login(Role::Researcher).await;
    let by_area = format!("/surveys/{}/analysis/themes?by=region", open.survey.0);
    let of_all = coordinator.get(&by_area).await.expect_status(200);
    assert!(of_theme(&of_all, WAYS, 4).starts_with("20"), "a table by area: {}", of_all.describe());
    let by_area = researcher.get(&by_area).await.expect_status(200);
    for (theme, n) in [(STAFF, "13"), (WAYS, "20")] {
        let (on_sheet, in_research) = (of_theme(&sheet, theme, 2), of_theme(&by_area, theme, 4));
        assert!(on_sheet.starts_with(n) && in_research.starts_with(n), "{theme}: {on_sheet}, {in_research}");
    }
    let words = async |person: &Session| {
        let path = format!("/surveys/{}/analysis/words", open.survey.0);
        person.get(&path).await.expect_status(200).texts("#lookup tbody tr")
    };
    assert_ne!(words(&coordinator).await, words(&researcher).await, "internal work counts everybody");
    app.stop().await;
}

/// One of six of no area speaks of a theme. All who do are counted on the sheet of the region and in research, and neither its tables by area
/// nor the sheets of areas tell all of whom the others are.
#[tokio::test]
async fn one_of_many_without_an_area_is_not_what_a_sheet_leaves_of_the_themes_of_research() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let said = [
        (AREAS[0], 8, OF_WAYS),
        (AREAS[0], 6, OF_STAFF),
        (AREAS[1], 12, OF_WAYS),
        (AREAS[1], 7, OF_STAFF),
        ("", 1, OF_WAYS),
        ("", 5, NEITHER),
    ];
    let open = written(&app, &coordinator, &said).await;
    publish(&coordinator, open.survey, &[]).await;
    let viewer = app.login(Role::Viewer).await;
    let published = format!("/surveys/{}/feedback/published", open.survey.0);
    let sheet = viewer.get(&published).await.expect_status(200);
    assert!(of_theme(&sheet, STAFF, 2).starts_with("13"), "{}", sheet.describe());
    let ways = of_theme(&sheet, WAYS, 2);
    assert!(ways.starts_with("21"), "research tells of as many, in its networks and clusters: {ways}");
    let researcher = app.login(Role::Researcher).await;
    let by_area = format!("/surveys/{}/analysis/themes?by=region", open.survey.0);
    let by_area = researcher.get(&by_area).await.expect_status(200);
    // Two areas stand before the total.
    assert!(of_theme(&by_area, STAFF, 4).starts_with("13"), "{}", by_area.describe());
    assert!(of_theme(&by_area, WAYS, 4).contains('＊'), "{}", by_area.describe());
    let mut is_told = [false; 2];
    for (place, (area, is_told)) in AREAS.iter().zip(&mut is_told).enumerate() {
        let sheet = publish_area(&coordinator, open.survey, area).await;
        let sheet = viewer.get(&sheet).await.expect_status(200);
        let cells = [told_of_theme(&sheet, WAYS, 2), Some(of_theme(&by_area, WAYS, place + 2))];
        *is_told = cells.iter().flatten().any(|cell| !cell.contains('＊'));
    }
    assert_ne!(is_told, [true; 2], "21 less those of both areas is one person");
    app.stop().await;
}

/// Three hearings, which are of no wave, speak of a theme. They would be all who do, less those of the waves.
#[tokio::test]
async fn few_hearings_are_not_what_themes_by_wave_leave_of_all() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = written(&app, &coordinator, &[(AREAS[0], 9, OF_WAYS), (AREAS[1], 11, OF_STAFF)]).await;
    for agency in add_agencies(&app, &[""; 3]).await {
        let note = [("role", OF_WAYS), ("may_share", "yes"), ("may_present", "yes")];
        write_note(&coordinator, open.survey, agency, &note).await;
    }
    let by_wave = format!("/surveys/{}/analysis/themes?by=wave", open.survey.0);
    let of_all = coordinator.get(&by_wave).await.expect_status(200);
    assert!(of_theme(&of_all, WAYS, 3).starts_with('9'), "{}", of_all.describe());
    let researcher = app.login(Role::Researcher).await;
    let page = researcher.get(&by_wave).await.expect_status(200);
    // The one wave, and the total.
    for column in [2, 3] {
        assert!(of_theme(&page, STAFF, column).starts_with("11"), "{}", page.describe());
        assert!(of_theme(&page, WAYS, column).contains('＊'), "{}", page.describe());
    }
    app.stop().await;
}
