//! Sheets of the region and of its areas with every section, in usual and in plain words, and the codebooks of the bundle, beside all
//! that the tables for talks and the pages tell: numbers of answers, of those on the list of agencies, and of requests in hearings.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{Html, Selector};
use serde_json::json;
use server::auth::Role;
use server::i18n::{self, Lang};
use server::pages::feedback::content::SheetContent;
use server::view::figure::CellView;
use surveys::id::RegionId;
use tests::closed_answers::definition;
use tests::inviting::add_agencies;
use tests::open_survey::{OpenSurvey, open_definition};
use tests::sheets::share;
use tests::{Engine, Session, TestApp};

use super::equations::Equations;
use super::listed::list;
use super::{N_PEOPLE, QUESTIONS, Reader, THRESHOLD, answer_all, asked, frozen, read_tables};
use crate::approaches::write_note;
use crate::bundle::{Files, look, take, text, unzip};

/// Agencies on the list of each kind, of the three areas in turn.
const LISTED: usize = 15;
/// Hearings: all ask the prefecture for something, three of them employers, too, and nine the state; half of them are of each of the
/// first two areas.
const HEARD: usize = 12;
const EMPLOYERS: &str = "企業";
const STATE: &str = "国";
/// Without those who ask it for something the charts of areas would be left out, since everything else in them is withheld.
const PREFECTURE: &str = "県";

/// The people of [`super`], the list of agencies, and hearings.
async fn gathered(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let mut asked = definition(&asked());
    let kinds: Vec<&str> = QUESTIONS[1].2.iter().map(|(code, _)| *code).collect();
    asked["kt:audience"] = json!(kinds);
    let open = open_definition(app, coordinator, &asked).await;
    let third = [("parent", "1"), ("code", "9003"), ("area", "東部")];
    coordinator.post_form("/regions", &third).await.expect_status(303);
    for (place, kind) in kinds.iter().enumerate() {
        for n in 0..LISTED {
            list(app, kind, RegionId([2, 3, 4][(n + place) % 3])).await;
        }
    }
    answer_all(app, &open).await;
    for (n, agency) in add_agencies(app, &[""; HEARD]).await.into_iter().enumerate() {
        let requests = format!("{}：窓口を一つに。\n{PREFECTURE}：窓口を一つに。", addressee(n));
        let note = [("may_share", "yes"), ("may_present", "yes"), ("requests", requests.as_str())];
        write_note(coordinator, open.survey, agency, &note).await;
    }
    open
}

/// Whom the n-th hearing asks beside the prefecture.
fn addressee(n: usize) -> &'static str {
    if n < 3 { EMPLOYERS } else { STATE }
}

/// The place of its area: `add_agencies` takes two in turn.
fn area_of_heard(n: usize) -> usize {
    n % 2
}

/// What stands between two strings, the first time.
fn inside<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    Some(text.split_once(open)?.1.split_once(close)?.0)
}

/// What the codebooks say of the closed questions: how many gave each answer, and how many answered.
fn read_codebooks(reader: &mut Reader, files: &Files, open: &OpenSurvey) {
    let closed = QUESTIONS[2..].iter().map(|(name, ..)| *name);
    let closed: Vec<&str> = closed.collect();
    let ddi = text(files, &format!("codebook/q{}.xml", open.questionnaire.0));
    let is_closed =
        |variable: &&str| inside(variable, "name=\"", "\"").is_some_and(|name| closed.contains(&name));
    let mut n_read = 0;
    for variable in ddi.split("<var ").skip(1).filter(is_closed) {
        n_read += 1;
        let valid = inside(variable, "<sumStat type=\"vald\">", "<").unwrap_or("*");
        reader.read(&[], valid, "codebook");
        for category in variable.split("<catgry").skip(1) {
            let category = category.split("</catgry>").next().unwrap_or_default();
            let label = inside(category, "<labl>", "<").expect("a value has words");
            let n = inside(category, "<catStat type=\"freq\">", "<").unwrap_or("*");
            reader.read(&[label], n, "codebook");
        }
    }
    assert_eq!(n_read, closed.len(), "{ddi}");
    let html = files.keys().find(|name| name.starts_with("codebook/") && name.ends_with(".html"));
    let html = Html::parse_document(&text(files, html.expect("a codebook to be read")));
    let parse = |selector: &str| Selector::parse(selector).expect("a CSS selector");
    let (sections, names, facts) = (parse("section"), parse("h2 code"), parse("dd"));
    let mut n_read = 0;
    for section in html.select(&sections) {
        let name: String = section.select(&names).take(1).flat_map(|name| name.text()).collect();
        if !closed.contains(&name.as_str()) {
            continue;
        }
        n_read += 1;
        for fact in section.select(&facts).map(|fact| fact.text().collect::<String>()) {
            // Everybody answered: numbers are all of them, or none.
            let is_known = fact.trim().parse::<usize>().is_ok_and(|n| [0, N_PEOPLE].contains(&n));
            assert!(is_known || fact.trim().parse::<usize>().is_err(), "{name}: {fact}");
        }
    }
    assert_eq!(n_read, closed.len());
}

/// Whom hearings ask, as the sheets of the region and of its first two areas print it: what follows for the few.
fn assert_requests(sheets: &BTreeMap<&str, SheetContent>) {
    let mut known = Equations::new(HEARD);
    let areas = ["9001", "9002"];
    for label in [EMPLOYERS, STATE, ""] {
        let [whole, north, south] =
            ["", areas[0], areas[1]].map(|area| known.unknown(&format!("{area} {label}")));
        known.add(whole, &[north, south]);
    }
    let truth = |area: &str, label: &str| {
        let is_there = |n: &usize| area.is_empty() || areas[area_of_heard(*n)] == area;
        (0..HEARD).filter(is_there).filter(|n| label.is_empty() || addressee(*n) == label).count()
    };
    let mut printed = BTreeSet::new();
    for area in ["", areas[0], areas[1]] {
        let sheet = &sheets[area];
        let heard = sheet.parameters.counts.iter().find(|count| count.questionnaire.is_none());
        let heard = heard.and_then(|count| count.value.parse::<usize>().ok()).into_iter().map(|n| ("", n));
        let figures = sheet.figures().filter(|figure| figure.id == "requests");
        let rows = figures.flat_map(|figure| &figure.table.rows);
        let rows: Vec<&Vec<CellView>> =
            rows.filter(|row| [EMPLOYERS, STATE].contains(&row[0].text.as_str())).collect();
        let n_of_state = rows.iter().filter(|row| row[0].text == STATE).count();
        let n_withheld: usize = sheet
            .sheet_figures()
            .filter(|own| own.figure.id == "requests")
            .filter_map(|own| own.n_withheld)
            .sum();
        assert!(n_of_state == 1 || n_withheld > 0, "{area}: what the state is asked for is told or withheld");
        let number = |row: &Vec<CellView>| row[1].printed().parse::<usize>().ok();
        let asked = rows.into_iter().filter_map(|row| Some((row[0].text.as_str(), number(row)?)));
        for (label, n) in heard.chain(asked) {
            assert_eq!(n, truth(area, label), "{area}: {label}");
            let place = known.unknown(&format!("{area} {label}"));
            known.print(place, n);
            printed.insert((area, label));
        }
    }
    // Four of the nine are of the first area.
    assert!(printed.contains(&("", STATE)), "there is something to work out the few from: {printed:?}");
    known.combine();
    for (area, label) in ["", "9001", "9002"].into_iter().flat_map(|area| [(area, EMPLOYERS), (area, STATE)])
    {
        let place = known.unknown(&format!("{area} {label}"));
        let is_small = (1..THRESHOLD).contains(&truth(area, label));
        assert!(!is_small || known.only_value(place).is_none(), "{area}: {label} can be worked out");
    }
}

/// The counts come from the same rows on either engine: SQLite alone.
#[tokio::test]
async fn nothing_withheld_follows_from_sheets_with_all_sections_and_from_codebooks() {
    let app = TestApp::start(Engine::Sqlite).await;
    let coordinator = app.login(Role::Coordinator).await;
    let open = gathered(&app, &coordinator).await;
    let researcher = app.login(Role::Researcher).await;
    let survey = format!("/surveys/{}", open.survey.0);
    let mut reader = Reader::new().counting_together(&["12", "10"]);
    let names = QUESTIONS.map(|(name, ..)| name);
    read_tables(&mut reader, &researcher, &survey, &names).await;
    let mut sheets = BTreeMap::new();
    let whole = frozen::with_all_sections(&app, &coordinator, &open, ("", names.as_slice())).await;
    frozen::read(&mut reader, &whole, "", "sheet");
    assert!(whole.figures().any(|figure| figure.id.starts_with("rate-")), "rates have been read");
    sheets.insert("", whole);
    let usual = app.visitor().get(&share(&coordinator, open.survey).await).await.expect_status(200);
    let plain = usual.link(&i18n::plain(Lang::Ja, "sheet-to-plain"));
    let plain = app.visitor().get(&plain).await.expect_status(200);
    reader.read_tables(&plain, "#section-answers table", ("", str::to_owned), "plain sheet");
    for (area, word) in QUESTIONS[0].2 {
        let sheet = frozen::with_all_sections(&app, &coordinator, &open, (*area, names.as_slice())).await;
        frozen::read(&mut reader, &sheet, word, "sheet of an area");
        sheets.insert(*area, sheet);
    }
    let page = look(&coordinator, open.survey.0, "").await;
    read_codebooks(&mut reader, &unzip(&take(&coordinator, &page).await), &open);
    for source in ["sheet", "plain sheet", "sheet of an area", "codebook"] {
        let mut read = reader.printed.values().chain(reader.withheld.values());
        assert!(read.any(|sources| sources.contains(source)), "{source} has been read");
    }
    let told = reader.told();
    assert!(told.is_empty(), "numbers that are withheld can be worked out: {told:#?}");
    assert_requests(&sheets);
    app.stop().await;
}
