//! Filled-in Excel sheets: looked at first, then taken, each once.

use std::io::{Cursor, Read, Write};

use analysis::document::filled;
use server::auth::Role;
use surveys::entity::state::Source;
use surveys::store;
use tests::open_survey::{OpenSurvey, open_definition, open_survey, replace_draft};
use tests::respondent::REMARK;
use tests::{Page, Session, TestApp, on_both};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::entered_unasked::form_with_insides;
use crate::entries::{FORM, finish, n_in_progress, post, responses, set, typed};

/// The sheet as downloaded.
async fn sheet(person: &Session, open: &OpenSurvey) -> Vec<u8> {
    let path = format!("/questionnaires/{}/sheet.xlsx", open.questionnaire.0);
    person.get(&path).await.expect_status(200).bytes
}

/// Puts texts into cells as Excel does, in the workbook's own XML.
fn fill(file: &[u8], cells: &[(String, String)]) -> Vec<u8> {
    rewritten(file, &|mut text| {
        for (address, value) in cells {
            let start = format!("<c r=\"{address}\" s=\"");
            let (before, rest) = text.split_once(&start).unwrap_or_else(|| panic!("no cell {address}"));
            let (style, after) = rest.split_once("\"/>").expect("the cell is blank");
            text = format!("{before}{start}{style}\" t=\"inlineStr\"><is><t>{value}</t></is></c>{after}");
        }
        text
    })
}

/// The workbook with the XML of its first sheet changed.
fn rewritten(file: &[u8], change: &dyn Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(file)).expect("a workbook is an archive");
    let mut filled = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).expect("the part is there");
        let name = part.name().expect("parts have names").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("parts are text");
        if name == "xl/worksheets/sheet1.xml" {
            text = change(text);
        }
        filled.start_file(name, SimpleFileOptions::default()).expect("a part begins");
        filled.write_all(text.as_bytes()).expect("a part is written");
    }
    filled.finish().expect("the archive ends").into_inner()
}

/// Texts beside "other", and the address of those who want to be asked again.
fn is_left_blank(field: &str) -> bool {
    field.ends_with("-Comment") || field == "follow_up_contact"
}

/// What somebody writes into the cells: the first entry of each list, ○ at the first choice, a text.
fn writings(file: &[u8]) -> Vec<(String, String)> {
    let blank = filled::read(file).expect("our own sheet can be read");
    let mut seen = std::collections::BTreeSet::new();
    let mut cells = Vec::new();
    for cell in blank.cells {
        let is_first = seen.insert(cell.field.clone());
        let text = match (cell.number.is_empty(), is_first) {
            _ if is_left_blank(&cell.field) => continue,
            (false, true) => "◯",
            (false, false) => continue,
            (true, _) => "１",
        };
        cells.push((cell.address, text.to_owned()));
    }
    cells
}

async fn upload(person: &Session, open: &OpenSurvey, files: &[(&str, Vec<u8>)]) -> Page {
    let base = format!("/questionnaires/{}/imports", open.questionnaire.0);
    let token = person.get(&format!("{base}/new")).await.csrf().expect("the form has a token");
    let files: Vec<(&str, &str, &[u8])> =
        files.iter().map(|(name, bytes)| ("files", *name, bytes.as_slice())).collect();
    person.post_files(&base, &[("csrf", &token)], &files).await
}

#[tokio::test]
async fn a_filled_sheet_is_shown_then_taken_once() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let blank = sheet(&coordinator, &open).await;
        let filled = fill(&blank, &writings(&blank));
        let preview = upload(&coordinator, &open, &[("a.xlsx", filled.clone())]).await.expect_status(200);
        assert!(preview.has(".tag-success"), "{}", preview.describe());
        assert!(responses(app, &open).await.is_empty() && n_in_progress(app, &open).await == 0);
        let accept = "form[action$='/accept']";
        coordinator.submit(&preview, accept, &[]).await.expect_status(303);
        let stored = responses(app, &open).await;
        assert_eq!((stored.len(), stored[0].source), (1, Source::Email));

        // The same answers as somebody who types the same numbers.
        let mut fields = finish(typed(app, &open).await);
        for (_, value) in &mut fields {
            if value == REMARK {
                *value = "１".to_owned();
            }
        }
        let texts = filled::read(&blank).expect("a form").cells.into_iter();
        for cell in texts.filter(|cell| cell.number.is_empty() && !is_left_blank(&cell.field)) {
            let name = format!("a:{}", cell.field);
            if !fields.iter().any(|(known, _)| *known == name) {
                set(&mut fields, &name, "１");
            }
        }
        let path = format!("/questionnaires/{}/entries", open.questionnaire.0);
        post(&coordinator, &path, &fields).await.expect_status(303);
        let both = responses(app, &open).await;
        assert_eq!(both[0].answers, both[1].answers);

        // The resent preview and the same file again change nothing; other bytes with the same answers are asked about.
        coordinator.submit(&preview, accept, &[]).await.expect_status(303);
        let again = upload(&coordinator, &open, &[("b.xlsx", filled.clone())]).await;
        assert!(!again.has("input[name='take-0']"), "{}", again.describe());
        let renamed = fill(&blank, &writings(&blank).into_iter().rev().collect::<Vec<_>>());
        let copied = upload(&coordinator, &open, &[("c.xlsx", [renamed, vec![0; 4]].concat())]).await;
        assert!(copied.status == 200, "{}", copied.describe());
        assert_eq!(responses(app, &open).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_sheet_with_problems_becomes_a_draft_and_strange_files_are_refused() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let other = open_survey(app, &coordinator, "agency-before").await;
        let blank = sheet(&coordinator, &open).await;
        let mut cells = writings(&blank);
        let (address, text) = cells.iter_mut().find(|(_, text)| text == "１").expect("there is a list");
        *text = "たぶん".to_owned();
        let address = address.clone();
        let files = [
            ("a.xlsx", fill(&blank, &cells)),
            ("empty.xlsx", blank.clone()),
            ("other.xlsx", sheet(&coordinator, &other).await),
            ("<b>no.xlsx", b"no workbook".to_vec()),
        ];
        let preview = upload(&coordinator, &open, &files).await.expect_status(200);
        assert_eq!(preview.texts("ul.quotes > li").len(), 4);
        assert!(preview.text().contains(&address), "the cell is not named: {}", preview.describe());
        assert_eq!(preview.texts("input[type=checkbox]").len(), 1);
        assert!(!preview.body.contains("<b>no"));
        coordinator.submit(&preview, "form[action$='/accept']", &[]).await.expect_status(303);
        assert_eq!((responses(app, &open).await.len(), n_in_progress(app, &open).await), (0, 1));
        let list = coordinator.get(&format!("/questionnaires/{}/entries", open.questionnaire.0)).await;
        let draft = list.attributes("#entry-table a", "href").remove(0);
        let page = coordinator.get(&draft).await.expect_status(200);
        assert!(page.text().contains("たぶん") || page.body.contains("たぶん"));
        upload(&coordinator, &open, &[]).await.expect_status(422);
    })
    .await;
}

/// A multipart form as a browser sends it.
fn multipart(fields: &[(String, String)]) -> String {
    let part = |(name, value): &(String, String)| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    fields.iter().map(part).collect::<String>() + "--x--\r\n"
}

#[tokio::test]
async fn more_sheets_than_a_plain_form_holds_are_taken_once() {
    const N: usize = 60;
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let blank = sheet(&coordinator, &open).await;
        let version = store::questionnaires::newest_version(app.db(), open.questionnaire).await;
        let definition = version.expect("versions can be read").expect("it is published").definition;
        let definition = surveys::questionnaire::parse::parse(&definition).0.expect("it can be parsed");
        let is_long =
            |field: &str| definition.question(field).is_some_and(|found| found.kind.name == "comment");
        let cells = filled::read(&blank).expect("our own sheet can be read").cells;
        let texts: Vec<String> =
            cells.into_iter().filter(|cell| is_long(&cell.field)).map(|cell| cell.address).collect();
        let file = |number: usize| {
            let mut cells = writings(&blank);
            for (_, text) in cells.iter_mut().filter(|(address, _)| texts.contains(address)) {
                *text = format!("{number}{}", "長い答えです。".repeat(40));
            }
            fill(&blank, &cells)
        };
        let files: Vec<(String, Vec<u8>)> = (0..N).map(|n| (format!("{n}.xlsx"), file(n))).collect();
        let mut chosen: Vec<(&str, Vec<u8>)> =
            files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
        chosen.push(("again.xlsx", files[0].1.clone()));
        let preview = upload(&coordinator, &open, &chosen).await.expect_status(200);
        assert_eq!(preview.texts("input[type=checkbox]").len(), N, "{}", preview.describe());
        let form = preview.form("form[action$='/accept']");
        let mut fields = form.fields;
        assert_eq!(preview.attributes("form[action$='/accept']", "enctype"), ["multipart/form-data"]);
        // Fields of no slot and a place that is no sheet's are left alone.
        fields.iter_mut().filter(|(name, _)| name == "file-3").for_each(|(_, text)| {
            *text = text.replacen("[[", "[[\"nobody\",\"余計な欄\"],[", 1);
        });
        let body = multipart(&fields);
        let accept = |person| {
            let body = body.clone();
            let path = form.action.clone();
            async move {
                let person: &Session = person;
                person.post_body(&path, "multipart/form-data; boundary=x", body).await.expect_status(303)
            }
        };
        let (_, _) = tokio::join!(accept(&coordinator), accept(&coordinator));
        let stored = responses(app, &open).await;
        assert_eq!(stored.len(), N);
        let words = |text: &str| stored.iter().filter(|found| found.answers.contains(text)).count();
        assert_eq!((words("長い答え"), words("余計な欄")), (N, 0));
        let list = coordinator.get(&format!("/questionnaires/{}/entries", open.questionnaire.0)).await;
        assert_eq!(list.texts("#entry-table tbody tr").len(), 50);
        let next = list.attributes(".pagination a[rel=next]", "href").remove(0);
        assert_eq!(coordinator.get(&next).await.texts("#entry-table tbody tr").len(), N - 50);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_said_with_its_place() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let blank = sheet(&coordinator, &open).await;
        let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
        bomb.start_file("xl/workbook.xml", SimpleFileOptions::default()).expect("a part begins");
        for _ in 0..40 {
            bomb.write_all(&vec![b' '; 1_000_000]).expect("a part is written");
        }
        let bomb = bomb.finish().expect("the archive ends").into_inner();
        let row = filled::read(&blank).expect("a form").cells[0].address.replace('C', "");
        let moved = rewritten(&blank, &|text| {
            let start = format!("<c r=\"B{row}\"");
            let (before, rest) = text.split_once(&start).expect("the question has a cell");
            let (_, after) = rest.split_once("</c>").expect("the cell ends");
            format!("{before}{after}")
        });
        let other = analysis::document::xlsx::write(&[], 0).expect("a workbook");
        let files = [("bomb.xlsx", bomb), ("moved.xlsx", moved), ("other.xlsx", other)];
        let preview = upload(&coordinator, &open, &files).await.expect_status(200);
        let cards = preview.texts("ul.quotes > li");
        let says = |place: usize, words: &str| {
            assert!(cards[place].contains(words), "{words}: {}", cards[place]);
        };
        says(0, "大きすぎます");
        says(1, &format!("{row}行目"));
        says(2, "このシステムで配布した");
        assert!(!preview.has("input[type=checkbox]"));
    })
    .await;
}

#[tokio::test]
async fn a_sheet_of_an_older_version_is_read_as_what_it_asked() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_survey(app, &coordinator, FORM).await;
        let blank = sheet(&coordinator, &open).await;
        let filled = fill(&blank, &writings(&blank));
        let draft = store::questionnaires::find(app.db(), open.questionnaire).await.expect("it is there");
        let changed = draft.draft.replacen("とても満足", "たいへん満足", 1);
        assert_ne!(changed, draft.draft, "the text to change is gone");
        replace_draft(app, open.questionnaire, changed).await;
        let publish = format!("/questionnaires/{}/publish", open.questionnaire.0);
        coordinator.post_form(&publish, &[]).await.expect_status(303);
        let preview = upload(&coordinator, &open, &[("old.xlsx", filled)]).await.expect_status(200);
        coordinator.submit(&preview, "form[action$='/accept']", &[]).await.expect_status(303);
        let stored = responses(app, &open).await.remove(0);
        let version = store::questionnaires::version(app.db(), stored.version_id).await.expect("a version");
        assert_eq!(version.number, 1);
    })
    .await;
}

/// Texts for cells, by what the cells mean: field, number of the choice, text.
fn at(blank: &[u8], texts: &[(&str, &str, &str)]) -> Vec<(String, String)> {
    let known = filled::read(blank).expect("our own sheet can be read").cells;
    let address = |field: &str, number: &str| {
        let cell = known.iter().find(|cell| cell.field == field && cell.number == number);
        cell.unwrap_or_else(|| panic!("no cell {field} {number}")).address.clone()
    };
    texts.iter().map(|&(field, number, text)| (address(field, number), text.to_owned())).collect()
}

/// Four sheets that answer all of `form_with_insides`, of which only the first was asked all of it.
fn sheets_with_insides(blank: &[u8]) -> [(&'static str, Vec<u8>); 4] {
    let file = |had: &str, words: &str| {
        let texts = [
            ("had", "", had),
            ("which", "", "2"),
            ("cases[1].what", "", "訪問"),
            ("cases[1].when", "", "五月"),
            ("places", "1", "○"),
            ("places", "2", "○"),
            ("words", "", words),
        ];
        fill(blank, &at(blank, &texts))
    };
    [
        ("asked.xlsx", file("1 ある", "甲の意見")),
        ("not.xlsx", file("2 ない", "乙の意見")),
        ("refused.xlsx", file("2", "丙の意見")),
        ("perhaps.xlsx", file("〓", "丁の意見")),
    ]
}

#[tokio::test]
async fn answers_that_were_not_asked_are_shown_and_taking_the_sheet_decides() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &form_with_insides()).await;
        let blank = sheet(&coordinator, &open).await;
        let files = sheets_with_insides(&blank);
        let preview = upload(&coordinator, &open, &files).await.expect_status(200);
        let cards = preview.texts("ul.quotes > li");
        let dropped =
            |card: &str| ["2 今年（", "五月", "2 港（"].iter().filter(|one| card.contains(**one)).count();
        assert_eq!(cards.iter().map(|card| dropped(card)).collect::<Vec<_>>(), [0, 3, 3, 3], "{cards:?}");
        assert!(cards[3].contains("読めない") && !cards[1].contains("読めない"), "{cards:?}");
        assert!(!preview.text().contains("{had}"), "people read words: {}", preview.describe());
        assert!(responses(app, &open).await.is_empty() && n_in_progress(app, &open).await == 0);

        // One is refused: its box is not ticked.
        let mut form = preview.form("form[action$='/accept']");
        assert!(form.fields.iter().any(|(name, _)| name == "take-2"), "{:?}", form.fields);
        form.fields.retain(|(name, _)| name != "take-2");
        let body = multipart(&form.fields);
        let kind = "multipart/form-data; boundary=x";
        coordinator.post_body(&form.action, kind, body).await.expect_status(303);
        let stored = responses(app, &open).await;
        assert_eq!((stored.len(), n_in_progress(app, &open).await), (2, 1));
        let of = |words: &str| stored.iter().find(|found| found.answers.contains(words));
        let (asked, not) = (of("甲の意見").expect("it is taken"), of("乙の意見").expect("it is taken"));
        let counted =
            |answers: &str| ["which", "五月", "port"].iter().filter(|one| answers.contains(**one)).count();
        assert_eq!((counted(&asked.answers), counted(&not.answers)), (3, 0), "{}", not.answers);
        assert!(not.answers.contains("訪問") && not.answers.contains("hall") && of("丙の意見").is_none());

        // What does not count is kept with what was typed, and so is that it was looked at.
        let entries = store::entries::of_response(app.db(), not.id).await.expect("entries can be read");
        assert!(
            entries[0].fields.contains("五月") && entries[0].fields.contains("which"),
            "{}",
            entries[0].fields
        );
        for place in ["which", "cases[1].when", "places"] {
            assert!(entries[0].accepted.contains(&format!("\"{place}\"")), "{}", entries[0].accepted);
        }
        the_unclear_one_waits(app, &coordinator, &open).await;
        // The refused one can still be brought.
        let again = upload(&coordinator, &open, &files[2..3]).await.expect_status(200);
        assert!(again.has("input[name='take-0']"), "{}", again.describe());
    })
    .await;
}

/// Where nobody can tell, somebody looks at the sheet: nothing of it is lost or decided.
async fn the_unclear_one_waits(app: &TestApp, coordinator: &Session, open: &OpenSurvey) {
    let listed = store::entry_lists::page(app.db(), open.questionnaire, 0, 5).await.expect("a list");
    let draft = listed.iter().map(|(_, entries)| &entries[0]).find(|entry| entry.finished_at.is_none());
    let draft = coordinator.get(&format!("/entries/{}", draft.expect("a draft").id.0)).await;
    for (name, value) in [("a:had", "〓"), ("a:which", "2"), ("a:cases[1].when", "五月"), ("a:places", "1,2")]
    {
        assert_eq!(draft.attributes(&format!("[name='{name}']"), "value"), [value]);
    }
    for place in ["which", "cases[1].when", "places"] {
        assert_eq!(draft.attributes(&format!("[name='ok:perhaps-asked:{place}']"), "value"), [""]);
    }
}
