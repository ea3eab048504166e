//! What an interviewee does not want used is on no sheet and in no list, from the moment they say so.

use surveys::store;
use tests::free_answers::code;
use tests::on_both;

use super::{PLAIN, SHEET, opened, send};
use crate::approaches::{survey_with_agencies, write_note};

#[tokio::test]
async fn what_was_taken_back_is_on_no_sheet_before_a_visit_and_consent_says_so() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        let print = format!("/surveys/{}/agencies/{}/print", survey.0, agencies[0].0);
        let before = coordinator.get(&print).await.expect_status(200).text();
        assert!(before.contains("通院の日に休みにくい。") && !before.contains("本人が取り下げ"), "{before}");
        let (person, page) = opened(app, &coordinator, &note).await;
        let said = [
            ("answer-role", "fits"),
            ("answer-challenge_facts", "withheld"),
            ("answer-challenge_partner", "fits"),
            ("refuse", "may_share"),
        ];
        send(&person, &page, &said).await;

        let sheet = coordinator.get(&print).await.expect_status(200).text();
        assert!(!sheet.contains("通院の日に休みにくい。"), "{sheet}");
        assert!(sheet.matches("本人が取り下げ").count() == 2, "the section and the use: {sheet}");
        let everything = coordinator.get(&format!("/agencies/{}", agencies[0].0)).await.text();
        assert!(
            everything.contains("（本人が取り下げ）"),
            "not settled yet, and told all the same: {everything}"
        );
        let own = coordinator.get(&note.path).await;
        assert!(own.first("#section-challenge_facts").contains("本人が取り下げ"), "{}", own.describe());
        assert!(!own.first("#section-role").contains("本人が取り下げ"));
        let is_offered = |key: &str| own.has(&format!("form[data-mark={key}]"));
        assert!(is_offered("role") && !is_offered("challenge_facts"), "what is not used is not marked");
        assert!(own.first("section[aria-labelledby=about-hearing]").contains("本人が取り下げ"));
    })
    .await;
}

#[tokio::test]
async fn what_must_not_be_used_is_not_found_by_searching() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        let found = async |words: &str| {
            let page = coordinator.get(&format!("/search?what=notes&q={words}")).await.expect_status(200);
            (page.attributes("#search-results h2 a", "href").len(), page.texts("#search-counts"))
        };
        assert_eq!(found("窓口").await.0, 1);
        let (none, said_of_none) = found("見当たらない言葉").await;
        assert_eq!(none, 0);
        let (person, page) = opened(app, &coordinator, &note).await;
        let answer: Vec<(&str, &str)> = PLAIN
            .into_iter()
            .map(|(name, value)| (name, if name == "answer-role" { "withheld" } else { value }))
            .collect();
        send(&person, &page, &answer).await;
        assert_eq!(found("窓口").await, (0, said_of_none), "neither shown nor counted");
        assert_eq!(found("通院").await.0, 1, "the rest of the note stays");
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_older_than_the_wish_neither_marks_nor_codes() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &SHEET).await;
        let marking = coordinator.get(&note.path).await.expect_status(200);
        let notes = coordinator.get(&format!("/surveys/{}/coding/notes", survey.0)).await.expect_status(200);
        let coding = coordinator.get(&notes.attributes("#notes a", "href")[0]).await.expect_status(200);
        let (person, page) = opened(app, &coordinator, &note).await;
        let said: Vec<(&str, &str)> = PLAIN
            .into_iter()
            .map(|(name, value)| (name, if name == "answer-role" { "withheld" } else { value }))
            .collect();
        send(&person, &page, &said).await;

        let fields = [("span", "0-5"), ("stance", "challenge")];
        let sent = coordinator.submit(&marking, "form[data-mark=role]", &fields).await.expect_status(303);
        let told = coordinator.follow(sent).await.expect_status(200);
        assert!(told.text().contains("本人が取り下げたため、印をつけられません"), "{}", told.describe());

        let code = code(app, survey, "S1").await.id.0.to_string();
        let fields = [("do", "put"), ("span", "0-5"), ("code", code.as_str())];
        let form = "section.coding-text form.mark-form";
        let sent = coordinator.submit(&coding, form, &fields).await.expect_status(303);
        let told = coordinator.follow(sent).await.expect_status(200);
        assert!(told.text().contains("本人が取り下げたため、コードもメモも"), "{}", told.describe());
        let quiet = [fields.as_slice(), &[("quiet", "1")]].concat();
        coordinator.submit(&coding, form, &quiet).await.expect_status(409);
        let coded = store::codings::of_survey(app.db(), survey).await.expect("codings can be read");
        assert_eq!(coded.len(), 0);
        // What may be used is marked as before.
        let fields = [("span", "0-5"), ("stance", "challenge")];
        let form = "form[data-mark=challenge_facts]";
        let sent = coordinator.submit(&marking, form, &fields).await.expect_status(303);
        assert!(!coordinator.follow(sent).await.text().contains("印をつけられません"));
        let marks = store::marks::of_survey(app.db(), survey).await.expect("marks can be read");
        assert_eq!(marks.len(), 1);
    })
    .await;
}
