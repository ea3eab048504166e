//! REFI-QDA: what is taken out validates and is the same twice; what is brought in lands on the same words.

use std::io::{Cursor, Read};
use std::process::Command;

use serde_json::json;
use server::auth::Role;
use surveys::id::{CodingId, SurveyId, UserId};
use surveys::store;
use surveys::store::segments::span_of;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, create_survey, open_definition, open_second};
use tests::{Page, Session, TestApp, demo, on_both};

/// Brings a file, to look only or to keep.
async fn bring(session: &Session, survey: i64, name: &str, content: &[u8], is_try: bool) -> Page {
    let action = format!("/surveys/{survey}/coding/exchange");
    let csrf = session.get(&action).await.csrf().unwrap_or_default();
    let mut fields = vec![("csrf", csrf.as_str())];
    if is_try {
        fields.push(("try", "yes"));
    }
    session.post_files(&action, &fields, &[("file", name, content)]).await
}

/// Numbers of the report: codes new and known, codings new and known, texts that the survey has not.
fn report(page: &Page) -> Vec<usize> {
    page.texts(".stat-value").iter().map(|value| value.trim().parse().expect("a number")).collect()
}

/// Whether a document is well-formed, and with the schema at hand, valid.
fn validate(xml: &str) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("project.qde");
    std::fs::write(&file, xml).expect("a file can be written");
    let mut xmllint = Command::new("xmllint");
    xmllint.args(["--noout", "--nonet"]);
    // The schema is not ours to hand on; whoever has it says where.
    if let Some(schema) = std::env::var_os("KIKITORI_REFI_SCHEMA") {
        xmllint.arg("--schema").arg(schema);
    }
    let xmllint = xmllint.arg(file).output();
    let xmllint = xmllint.expect("xmllint is installed by scripts/install-packages");
    assert!(xmllint.status.success(), "{}", String::from_utf8_lossy(&xmllint.stderr));
}

fn file_of(archive: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the file is there").read_to_string(&mut text).expect("it is text");
    text
}

async fn codings(app: &TestApp) -> Vec<(CodingId, String, i64, i64)> {
    let coded = store::codings::of_survey(app.db(), SurveyId(1)).await.expect("codings can be read");
    let one = |coded: &store::codings::Coded| {
        let quote = coded.segment.quote.clone();
        coded
            .codings
            .iter()
            .map(|coding| (coding.id, quote.clone(), coding.code_id.0, coding.coder_id.0))
            .collect::<Vec<_>>()
    };
    coded.iter().flat_map(one).collect()
}

#[tokio::test]
async fn a_project_validates_is_the_same_twice_and_comes_back_to_its_words() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let list = coordinator.get("/surveys/1/coding").await.expect_status(200);
        for part in 1..6 {
            let form = format!("#part-{part} form");
            coordinator.submit(&list, &form, &[("do", "accept")]).await.expect_status(303);
        }
        let path = "/surveys/1/coding/exchange/project.qdpx";
        let first = coordinator.get(path).await.expect_status(200).bytes;
        assert_eq!(first, coordinator.get(path).await.bytes, "byte for byte");
        let xml = file_of(&first, "project.qde");
        validate(&xml);
        assert!(
            xml.contains("C07 機関間の連携") && xml.contains("<VariableValue>") && xml.contains("R"),
            "codes and answers"
        );
        // All is there already; what somebody took away comes back, to the same words and person.
        let same = bring(&coordinator, 1, "project.qdpx", &first, false).await.expect_status(200);
        let numbers = report(&same);
        assert_eq!((numbers[0], numbers[2], numbers[4]), (0, 0, 0), "{}", same.describe());
        assert!(numbers[3] > 5 && !same.has("#problems"));
        let before = codings(app).await;
        let exported = before.iter().find(|(_, quote, ..)| xml.contains(&*quote_in_xml(quote)));
        let gone = exported.expect("something was taken out").clone();
        store::codings::take(app.db(), gone.0, UserId(1)).await.expect("it can be taken away");
        let tried = bring(&coordinator, 1, "project.qdpx", &first, true).await.expect_status(200);
        assert_eq!(report(&tried)[2], 1);
        assert_eq!(codings(app).await.len(), before.len() - 1, "looking keeps nothing");
        bring(&coordinator, 1, "project.qdpx", &first, false).await.expect_status(200);
        let after = codings(app).await;
        assert!(
            after.iter().any(|(_, quote, code, coder)| (quote, code, coder) == (&gone.1, &gone.2, &gone.3))
        );
        let researcher = app.login(Role::Researcher).await;
        researcher.get(path).await.expect_status(403);
    })
    .await;
}

fn quote_in_xml(quote: &str) -> String {
    quote
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
        .replace('\n', "&#10;")
}

#[tokio::test]
async fn a_questionnaire_that_nobody_has_answered_leaves_no_variables_in_a_project() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let asked = definition(&[
            json!({ "type": "radiogroup", "name": "busy", "title": "忙しさ", "choices": ["1|多い", "2|少ない"] }),
            json!({ "type": "comment", "name": "hard", "title": "課題", "kt:role": "challenge" }),
        ]);
        let first = open_definition(app, &coordinator, &asked).await;
        let second = open_second(app, &coordinator, first.survey, &asked).await;
        let variables = async |open: &OpenSurvey| {
            let path = format!("/surveys/{}/coding/exchange/project.qdpx", open.survey.0);
            let project = coordinator.get(&path).await.expect_status(200).bytes;
            let xml = file_of(&project, "project.qde");
            validate(&xml);
            xml.matches(&format!("name=\"{}: busy\"", open.questionnaire.0)).count()
        };
        for _ in 0..6 {
            answer(app, &first, &[("busy", "1"), ("hard", "人手が足りない")]).await;
        }
        assert_eq!((variables(&first).await, variables(&second).await), (1, 0));
        for _ in 0..6 {
            answer(app, &second, &[("busy", "2"), ("hard", "時間がない")]).await;
        }
        assert_eq!((variables(&first).await, variables(&second).await), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_codebook_goes_from_survey_to_survey() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let (from, to) = (create_survey(app, &coordinator).await, create_survey(app, &coordinator).await);
        let fields = [("symbol", "X1"), ("name_ja", "災害時の備え"), ("definition", "備蓄 & 連絡網"), ("look", "4"), ("is_codable", "yes")];
        coordinator.post_form(&format!("/surveys/{}/codebook", from.0), &fields).await.expect_status(303);
        let file = coordinator.get(&format!("/surveys/{}/coding/exchange/codebook.qdc", from.0)).await;
        let codes = file.body.split_once("<Codes>").and_then(|(_, rest)| rest.split_once("</Codes>"));
        let (codes, _) = codes.expect("codes");
        validate(&format!("<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"x\"><CodeBook><Codes>{codes}</Codes></CodeBook></Project>"));
        let page = bring(&coordinator, to.0, "codebook.qdc", file.body.as_bytes(), false).await.expect_status(200);
        assert_eq!(report(&page)[..2], [1, 33], "{}", page.describe());
        let all = store::codes::of_survey(app.db(), to).await.expect("codes can be read");
        let made = all.iter().find(|code| code.symbol == "X1").expect("the new code");
        assert_eq!((made.name_ja.as_str(), made.definition.as_str(), made.look), ("災害時の備え", "備蓄 & 連絡網", 4));
        let again = bring(&coordinator, to.0, "codebook.qdc", file.body.as_bytes(), false).await;
        assert_eq!(report(&again)[..2], [0, 34]);
    })
    .await;
}

#[tokio::test]
async fn codes_of_one_file_know_each_other_while_they_are_added() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let survey = create_survey(app, &coordinator).await;
        let g = |n: u8| format!("{n:02x}000000-0000-4000-8000-000000000000");
        let code = |n: u8, name: &str, inside: &str| {
            format!("<Code guid='{}' name='{name}' isCodable='true'>{inside}</Code>", g(n))
        };
        let nested = code(1, "A1 上", &code(2, "A2 下", &code(3, "A1 同じ記号", "")));
        let file = format!("<CodeBook xmlns='urn:QDA-XML:codebook:1.0'><Codes>{nested}</Codes></CodeBook>");
        let page = bring(&coordinator, survey.0, "c.qdc", file.as_bytes(), false).await.expect_status(200);
        assert_eq!(report(&page)[0], 3, "{}", page.describe());
        let all = store::codes::of_survey(app.db(), survey).await.expect("codes can be read");
        let find = |name: &str| all.iter().find(|code| code.name_ja == name).expect("the code is there");
        let (above, below, same) = (find("上"), find("下"), find("A1 同じ記号"));
        assert_eq!((below.parent_id, same.parent_id), (Some(above.id), Some(below.id)));
        assert!(above.symbol == "A1" && same.symbol != "A1", "a symbol is given once: {}", same.symbol);
    })
    .await;
}

#[tokio::test]
async fn what_other_programs_wrote_is_taken_and_what_cannot_be_is_named() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let bodies = store::hearings::sections(app.db(), surveys::id::HearingId(1)).await.expect("sections");
        let heard = |key: &str| surveys::hearing::sheet::find_section(key).is_some_and(|section| section.is_heard);
        let (_, body) = bodies.iter().find(|(key, body)| heard(key) && body.chars().count() > 9).expect("a text");
        let g = |n: u8| format!("{n:02x}000000-0000-4000-8000-000000000000");
        let source = |n: u8, text: &str, end: &str| {
            format!(
                "<TextSource guid='{}' name='文{n}'><PlainTextContent>{text}</PlainTextContent>\
                 <PlainTextSelection guid='{}' startPosition='0' endPosition='{end}'><Coding guid='{}' creatingUser='{}'><CodeRef targetGUID='{}'/></Coding>\
                 </PlainTextSelection></TextSource>",
                g(n), g(n + 1), g(n + 2), g(99), g(1)
            )
        };
        let xml = format!(
            "<CodeBook><Codes><Code guid='{}' name='うちの新しいコード' isCodable='true' color='#FF0000'/></Codes></CodeBook><Sources>{}{}{}</Sources>",
            g(1),
            source(10, &quote_in_xml(body), "3"),
            source(20, &quote_in_xml(body), "99999"),
            source(30, "この調査にない文章。", "3"),
        );
        let xml = format!("<Project xmlns='urn:QDA-XML:project:1.0' name='p'>{xml}</Project>");
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("project.qde", zip::write::SimpleFileOptions::default()).expect("a file");
        std::io::Write::write_all(&mut archive, xml.as_bytes()).expect("written");
        let bytes = archive.finish().expect("an archive").into_inner();
        let page = bring(&coordinator, 1, "other.qdpx", &bytes, false).await.expect_status(200);
        assert_eq!(report(&page)[..3], [1, 0, 1], "{}", page.describe());
        assert_eq!(report(&page)[4], 1, "one text is not of this survey");
        let problems = page.texts("#problems li");
        assert!(problems[0].contains("文20 0-99999") && problems[0].contains("外"), "{problems:?}");
        let coded = store::codings::of_survey(app.db(), SurveyId(1)).await.expect("codings");
        let words: String = body.chars().take(3).collect();
        let found = coded.iter().find(|coded| coded.segment.quote == words).expect("it is coded");
        assert_eq!((span_of(&found.segment).start, span_of(&found.segment).end), (0, 3));
        let deep = format!("<CodeBook>{}", "<Code>".repeat(100_000));
        let harm =
            [&b"PK\x03\x04 no archive"[..], b"<!DOCTYPE x><CodeBook/>", b"<CodeBook><Codes>", deep.as_bytes()];
        for harm in harm {
            let page = bring(&coordinator, 1, "harm.qdc", harm, true).await.expect_status(422);
            assert_eq!(page.texts(".error-summary li").len(), 1, "{}", page.describe());
            assert!(!page.has("#report"), "nothing was read, and nothing can be taken");
        }
    })
    .await;
}

#[tokio::test]
async fn more_codings_than_can_be_put_at_once_are_refused() {
    demo::on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let before = codings(app).await;
        let g = |n: usize| format!("{n:08x}-0000-4000-8000-000000000000");
        let codings_of_it: String = (10..20_011)
            .map(|n| format!("<Coding guid='{}'><CodeRef targetGUID='{}'/></Coding>", g(n), g(1)))
            .collect();
        let xml = format!(
            "<Project xmlns='urn:QDA-XML:project:1.0' name='p'><CodeBook><Codes>\
             <Code guid='{}' name='新しい' isCodable='true'/></Codes></CodeBook><Sources>\
             <TextSource guid='{}' name='文'><PlainTextContent>ことば</PlainTextContent>\
             <PlainTextSelection guid='{}' startPosition='0' endPosition='3'>{codings_of_it}</PlainTextSelection>\
             </TextSource></Sources></Project>",
            g(1),
            g(2),
            g(3)
        );
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("project.qde", zip::write::SimpleFileOptions::default()).expect("a file");
        std::io::Write::write_all(&mut archive, xml.as_bytes()).expect("written");
        let bytes = archive.finish().expect("an archive").into_inner();
        let page = bring(&coordinator, 1, "large.qdpx", &bytes, false).await.expect_status(422);
        assert!(page.text().contains("20,000"), "{}", page.describe());
        assert_eq!(codings(app).await, before);
    })
    .await;
}
