//! Paper, and the pages for whoever types from it: no placeholder is left, and everything that can be typed is printed.

use std::io::{Cursor, Read};

use serde_json::json;
use server::auth::Role;
use tests::on_both;
use tests::open_survey::open_definition;
use zip::ZipArchive;

#[tokio::test]
async fn what_is_calculated_is_a_gap_for_whoever_types_and_on_the_sheet() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let definition = json!({"title": "架空の調査", "calculatedValues": [{"name": "total", "expression": "{n} * 2"}],
            "elements": [
                {"type": "text", "name": "n", "title": "人数"},
                {"type": "comment", "name": "why", "title": "合わせて{total}人の内訳"},
                {"type": "paneldynamic", "name": "cases", "title": "事例", "templateElements": [
                    {"type": "text", "name": "what", "title": "{n}のうち{total}"}]}]});
        let open = open_definition(app, &coordinator, &definition).await;
        let base = format!("/questionnaires/{}", open.questionnaire.0);
        let page = coordinator.get(&format!("{base}/entries/new")).await.expect_status(200);
        assert!(page.text().contains("合わせて＿＿＿人の内訳"), "{}", page.describe());
        assert!(!page.text().contains("{total}") && !page.text().contains("{n}"), "{}", page.describe());
        let sheet = coordinator.get(&format!("{base}/sheet.xlsx")).await.expect_status(200).bytes;
        let mut archive = ZipArchive::new(Cursor::new(sheet)).expect("a workbook is an archive");
        let mut words = String::new();
        let mut strings = archive.by_name("xl/sharedStrings.xml").expect("texts are there");
        strings.read_to_string(&mut words).expect("texts can be read");
        assert!(words.contains("合わせて＿＿＿人の内訳") && !words.contains("{total}"), "{words}");
    })
    .await;
}

#[tokio::test]
async fn a_table_on_paper_has_the_numbers_and_rows_that_can_be_typed() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let definition = json!({"title": "架空の調査", "elements": [
            {"type": "matrixdynamic", "name": "staff", "title": "職員", "rowCount": 1, "columns": [
                {"name": "job", "title": "職種", "cellType": "dropdown", "choices": [
                    {"value": "a", "text": "支援員"}, {"value": "b", "text": "看護師"}]},
                {"name": "term", "title": "勤務", "cellType": "dropdown", "choices": [
                    {"value": "f", "text": "常勤"}, {"value": "p", "text": "非常勤"}]},
                {"name": "does", "title": "していること", "cellType": "text"},
                {"name": "note", "title": "補足", "cellType": "comment"}]}]});
        let open = open_definition(app, &coordinator, &definition).await;
        let paper = app.visitor().get(&format!("{}/paper", open.link)).await.expect_status(200);
        assert_eq!(paper.texts(".paper-cells tbody th"), ["1", "2", "3"]);
        assert_eq!(paper.texts(".paper-cell-choices .paper-number")[..2], ["1", "2"]);
        assert!(paper.has(".paper-cell-text") && paper.has(".paper-cell-long"), "{}", paper.describe());
        let path = format!("/questionnaires/{}/entries/new", open.questionnaire.0);
        let typed = coordinator.get(&path).await.expect_status(200);
        let choices = typed.texts(".entry-choices span");
        for choice in ["1 支援員", "2 非常勤"] {
            assert!(choices.contains(&choice.to_owned()), "the same numbers are typed: {choices:?}");
        }
        assert!(typed.has("[name='a:staff[2].job']") && !typed.has("[name='a:staff[3].job']"));
    })
    .await;
}
