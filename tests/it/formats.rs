//! Questionnaires from files and as files: nothing is stored before it was seen, and every format opens.

use analysis::document::xlsx;
use server::auth::Role;
use surveys::id::{SurveyId, WaveId};
use surveys::questionnaire::format::FORMATS;
use surveys::store;
use tests::open_survey::{create_survey, open_survey};
use tests::{Page, Session, TestApp, on_both};

/// A form with a condition, a geopoint that cannot be asked, and a title that means harm.
const FORM: &str = "survey,,,,\n,type,name,label,relevant\n,select_one yn,a,<script>alert(1)</script>,\n\
    ,text,b,理由,${a} = 'y'\n,geopoint,place,場所,\nchoices,,,,\n,list_name,name,label,\n,yn,y,はい,\n,yn,n,いいえ,\n\
    settings,,,,\n,form_title,,,\n,取り込んだ調査票,,,\n";

/// Sends fields and a file as a browser does.
async fn upload(session: &Session, path: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Page {
    let page = session.get("/surveys").await;
    let token = page.csrf().expect("what this test has just made");
    let fields: Vec<(&str, &str)> =
        [("csrf", token.as_str())].into_iter().chain(fields.iter().copied()).collect();
    let files: Vec<(&str, &str, &[u8])> =
        file.into_iter().map(|(name, bytes)| ("file", name, bytes)).collect();
    session.post_files(path, &fields, &files).await
}

async fn wave(app: &TestApp, survey: SurveyId) -> WaveId {
    store::surveys::waves(app.db(), survey).await.expect("what this test has just made")[0].id
}

async fn count(app: &TestApp, survey: SurveyId) -> usize {
    store::questionnaires::of_survey(app.db(), survey).await.expect("what this test has just made").len()
}

#[tokio::test]
async fn a_file_is_shown_with_its_losses_and_stored_only_then() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        let survey = create_survey(app, &person).await;
        let (path, wave) =
            (format!("/surveys/{}/questionnaires/import", survey.0), wave(app, survey).await.0.to_string());
        let fields = [("wave", wave.as_str())];
        let page =
            upload(&person, &path, &fields, Some(("form.csv", FORM.as_bytes()))).await.expect_status(200);
        assert!(
            page.text().contains("取り込んだ調査票") && page.text().contains("geopoint"),
            "{}",
            page.describe()
        );
        let places = page.texts(".notice li code");
        assert_eq!(places.iter().filter(|place| *place == "survey!B5").count(), 1, "{places:?}");
        assert!(!page.body.contains("pages[0]"), "a place is none of the file: {}", page.describe());
        assert!(!page.body.contains("<script>alert"), "a title was taken for HTML");
        assert_eq!(count(app, survey).await, 0, "something was stored before it was accepted");
        let form = page.form("main form");
        let field = |name: &str| {
            form.fields
                .iter()
                .find(|(known, _)| known == name)
                .expect("what this test has just made")
                .1
                .clone()
        };
        let (wave, definition) = (field("wave"), field("definition"));
        let fields = [("wave", wave.as_str()), ("definition", definition.as_str())];
        let made = upload(&person, &form.action, &fields, None).await.expect_status(303);
        assert_eq!(count(app, survey).await, 1);
        let page =
            person.get(made.location().expect("what this test has just made")).await.expect_status(200);
        assert!(page.text().contains("取り込んだ調査票"), "{}", page.describe());
        let stored = store::questionnaires::of_survey(app.db(), survey)
            .await
            .expect("what this test has just made")
            .remove(0);
        assert!(stored.draft.contains("{a} = 'y'") && stored.draft.contains("kt:raw"), "{}", stored.draft);
    })
    .await;
}

#[tokio::test]
async fn files_that_cannot_be_taken_in_are_explained() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        let survey = create_survey(app, &person).await;
        let (path, wave) =
            (format!("/surveys/{}/questionnaires/import", survey.0), wave(app, survey).await.0.to_string());
        let fields = [("wave", wave.as_str())];
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(200), "]".repeat(200));
        let large = vec![b' '; 6_000_000];
        let bomb = b"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><document>&x;</document>";
        for (name, bytes) in [
            ("a.xlsx", &b"PK no archive"[..]),
            ("a.json", b"{\"title\": oops}"),
            ("deep.json", deep.as_bytes()),
            ("large.json", &large),
            ("a.lss", bomb),
            ("a.csv", b"\xFF\xFF\xFF"),
            ("a.csv", b"x,y\n1,2\n"),
            ("a.pdf", b"%PDF"),
            ("noending", b"x"),
        ] {
            let page = upload(&person, &path, &fields, Some((name, bytes))).await.expect_status(422);
            assert!(
                !page.first("h1").is_empty() && !page.body.contains("problem-"),
                "{name}: {}",
                page.describe()
            );
            assert!(page.has(".error-summary") || page.has(".notice"), "{name}: {}", page.describe());
        }
        let none = upload(&person, &path, &fields, None).await.expect_status(422);
        assert!(none.text().contains("ファイルを選んで"), "{}", none.describe());
        let empty = upload(&person, &path, &fields, Some(("form.csv", b""))).await.expect_status(422);
        assert!(empty.text().contains("「form.csv」は空のファイル"), "{}", empty.describe());
        upload(&person, &path, &[], Some(("form.csv", FORM.as_bytes()))).await.expect_status(422);
        assert_eq!(count(app, survey).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_questionnaire_is_written_in_every_format() {
    on_both(async |app| {
        let person = app.login(Role::Coordinator).await;
        let open = open_survey(app, &person, "agency-before").await;
        let viewer = app.login(Role::Viewer).await;
        let here = format!("/questionnaires/{}/files", open.questionnaire.0);
        let list = viewer.get(&here).await.expect_status(200);
        assert!(list.has("details"), "no losses are named: {}", list.describe());
        let said = list.texts("details li");
        assert!(said.iter().any(|line| line.starts_with("問")), "no question is named: {said:#?}");
        assert!(said.iter().all(|line| !line.contains("pages[")), "{said:#?}");
        for format in FORMATS.iter().filter(|format| format.write.is_some()) {
            for (ending, _) in format.endings {
                for query in ["", "?version=1"] {
                    let path = format!("{here}/{}.{ending}{query}", format.name);
                    let file = viewer.get(&path).await.expect_status(200);
                    assert!(
                        file.header("content-disposition")
                            .expect("what this test has just made")
                            .contains(ending),
                        "{path}"
                    );
                    assert!(file.bytes.len() > 1_000, "{path}");
                }
            }
        }
        let workbook = viewer.get(&format!("{here}/xlsform.xlsx")).await;
        assert_eq!(xlsx::sheet_names(&workbook.bytes), ["survey", "choices", "settings"]);
        let codebook = viewer.get(&format!("{here}/ddi.xml")).await;
        assert!(
            codebook.body.contains("<universe>") && codebook.body.contains("と答えた方"),
            "no universe in words"
        );
        for wrong in ["xlsform.json", "nothing.xlsx", "xlsform", "limesurvey-structure.lss"] {
            viewer.get(&format!("{here}/{wrong}")).await.expect_status(404);
        }
        viewer.get(&format!("{here}/xlsform.xlsx?version=99")).await.expect_status(404);
    })
    .await;
}
