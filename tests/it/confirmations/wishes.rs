//! What an interviewee does not want used is on no sheet and in no list, from the moment they say so.

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
