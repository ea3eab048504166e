//! What is decided before: columns that are left out, by page and by command, columns that others may know, and what is accepted.

use std::path::Path;

use serde_json::json;
use server::auth::Role;
use server::cli::export::{ExportArgs, export};
use surveys::store;
use tests::closed_answers::{answer, definition};
use tests::open_survey::{OpenSurvey, open_definition};
use tests::{Session, TestApp, on_both};

use super::{answered, arguments, column, look, make, rows, take, text, unzip};

#[tokio::test]
async fn what_is_left_out_is_left_out_everywhere_and_the_command_writes_the_same() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = answered(app, &coordinator).await;
        let page =
            look(&coordinator, open.survey.0, "do.area=drop&do.agency_group=drop&drop=month,age").await;
        assert!(!page.has("#make-form #accept"), "eight are alike: {}", page.describe());
        let bytes = take(&coordinator, &page).await;
        let files = unzip(&bytes);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        let texts = rows(&files, "texts/texts.csv");
        for gone in ["area", "agency_group", "month", "age"] {
            assert!(!data[0].iter().any(|name| name == gone), "{gone} is in the data");
            assert!(!texts[0].iter().any(|name| name == gone), "{gone} is beside the texts");
        }
        let project = unzip(&files["codings/project.qdpx"]);
        let project = text(&project, "project.qde");
        assert!(project.contains(": busy\"") && !project.contains(": area\""), "{project}");
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("bundle.zip");
        // What stands out is refused, unless it is meant so.
        let also = vec!["busy".to_owned()];
        let risky = ExportArgs { also, ..arguments(app, &open, &out) };
        let _code = export(app.service(), &risky).await.expect("a report");
        assert!(!out.exists());
        let n_recorded = async || {
            let events = store::audit::of_thing(app.db(), "survey", open.survey.0).await.expect("the record");
            events.iter().filter(|event| event.action == "survey.export").count()
        };
        let n_before = n_recorded().await;
        let dropped = ["area", "agency_group", "month", "age"].map(str::to_owned).to_vec();
        let args = ExportArgs { drop: dropped, ..arguments(app, &open, &out) };
        let _code = export(app.service(), &args).await.expect("a file");
        assert!(std::fs::read(&out).expect("it is there") == bytes, "as the page makes it");
        assert_eq!(n_recorded().await, n_before + 1, "what was taken out is recorded");
        let risky = ExportArgs { also: vec!["busy".to_owned()], ..arguments(app, &open, &out) };
        let _code = export(app.service(), &risky).await.expect("a report");
        assert_eq!(n_recorded().await, n_before + 1, "what was refused is not");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing half-made");
        let wrong = ExportArgs { drop: vec!["nothing".to_owned()], ..arguments(app, &open, &out) };
        let why = export(app.service(), &wrong).await.expect_err("no such column").to_string();
        assert!(why.contains("--drop の「nothing」"), "{why}");
        let id = ExportArgs { also: vec!["id".to_owned()], ..arguments(app, &open, &out) };
        let why = export(app.service(), &id).await.expect_err("the pseudonym is known to nobody").to_string();
        assert!(why.contains("--also の「id」"), "{why}");
        let nowhere =
            ExportArgs { allow_risk: true, ..arguments(app, &open, &folder.path().join("no/x.zip")) };
        let why = export(app.service(), &nowhere).await.expect_err("no such folder").to_string();
        assert!(why.contains("no/x.zip を書き出せませんでした"), "{why}");
        assert_eq!(n_recorded().await, n_before + 1, "nor what was not written");
        for no_file in [folder.path(), Path::new("/dev/full")] {
            let taken = ExportArgs { allow_risk: true, ..arguments(app, &open, no_file) };
            let why = export(app.service(), &taken).await.expect_err("it is no file").to_string();
            assert!(why.contains("には書き込めません"), "{why}");
            assert!(!no_file.is_file(), "it is what it was");
        }
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing half-made");
    })
    .await;
}

/// Seven counsellors and a nurse.
async fn one_nurse_of_eight(app: &TestApp, coordinator: &Session) -> OpenSurvey {
    let jobs = json!({ "type": "checkbox", "name": "jobs", "title": "職種", "kt:role": "job",
        "choices": ["1|相談員", "2|看護師"] });
    let open = open_definition(app, coordinator, &definition(&[jobs])).await;
    for n in 0..8 {
        answer(app, &open, &[("jobs", if n == 0 { "2" } else { "1" })]).await;
    }
    open
}

#[tokio::test]
async fn several_jobs_of_one_person_are_known_to_others() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = one_nurse_of_eight(app, &coordinator).await;
        let page = look(&coordinator, open.survey.0, "").await;
        let risk = page.texts(".risk li").join("\n");
        assert!(risk.contains("（jobs_2）だけで、1件が 5件に満たない組"), "{risk}");
    })
    .await;
}

/// What is accepted is what the page told: with other answers nothing is made, and it is asked for anew.
#[tokio::test]
async fn an_answer_that_comes_between_is_told_before_it_is_written() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = one_nurse_of_eight(app, &coordinator).await;
        let before = look(&coordinator, open.survey.0, "").await;
        assert!(before.texts(".risk li").join("").contains("8件の回答"), "{}", before.describe());
        // Somebody else answers while that is read.
        answer(app, &open, &[("jobs", "2")]).await;
        let ended = make(&coordinator, &before).await;
        assert_eq!(ended.attributes("#bundle-state", "data-state"), ["changed"], "{}", ended.describe());
        assert!(ended.text().contains("確かめたあとに"), "{}", ended.describe());
        let back = ended.attributes("main .actions a", "href").remove(0);
        let asked = coordinator.get(&back).await.expect_status(200);
        assert!(asked.texts(".risk li").join("").contains("9件の回答"), "it is told as it is now");
        let forged = [("accept", "yes"), ("state", "")];
        let refused = coordinator.submit(&asked, "#make-form", &forged).await.expect_status(422);
        assert!(refused.text().contains("確かめている間に"), "{}", refused.describe());
        let files = unzip(&take(&coordinator, &asked).await);
        let data = rows(&files, &format!("data/q{}.csv", open.questionnaire.0));
        assert_eq!(column(&data, "jobs_2").iter().filter(|cell| **cell == "1").count(), 2, "{data:?}");
    })
    .await;
}
