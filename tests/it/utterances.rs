//! Lines of a note that say who speaks: shown as a table with their marks, and segments by who speaks.

use tests::free_answers::code;
use tests::on_both;

use crate::approaches::{survey_with_agencies, write_note};

const STATEMENTS: &str =
    "00:12／A／通院の日は休みにくい。／課\n00:40／B／時間休があると助かる。\n続きの言葉。\n\n覚え書き。";

#[tokio::test]
async fn a_note_shows_who_said_what_and_segments_can_be_asked_for_by_speaker() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let fields = [("statements", STATEMENTS), ("role", "話者のない文。")];
        let note = write_note(&coordinator, survey, agencies[0], &fields).await;
        let cells = note.texts("#utterances-statements tbody td");
        assert_eq!(
            cells,
            [
                "A",
                "00:12",
                "通院の日は休みにくい。",
                "課題",
                "B",
                "00:40",
                "時間休があると助かる。 続きの言葉。",
                ""
            ]
        );
        assert!(!note.has("#utterances-role"), "where nobody is named there is no table");

        // Each sentence is marked by its box; the marks stand in the row of who said it.
        let form = "form[data-mark=statements]";
        let spans = note.attributes(&format!("{form} input[type=checkbox]"), "value");
        let changes = [("span", spans[0].as_str()), ("span", spans[2].as_str()), ("stance", "request")];
        coordinator.submit(&note, form, &changes).await.expect_status(303);
        let marked = coordinator.get(&note.path).await.expect_status(200);
        let rows = marked.texts("#utterances-statements tbody td:last-child");
        assert!(rows[0].contains("要望") && rows[1].contains("要望"), "{rows:?}");

        let path = format!("/codes/{}/segments", code(app, survey, "S3").await.id.0);
        let all = coordinator.get(&path).await.expect_status(200);
        let letters: Vec<String> = all.attributes("select[name=speaker] option", "value");
        assert_eq!(
            (letters.as_slice(), all.texts("ul.texts li").len()),
            (["", "A", "B"].map(String::from).as_slice(), 2)
        );
        let of_one = coordinator.get(&format!("{path}?speaker=B")).await.expect_status(200);
        let quotes = of_one.texts("ul.texts mark");
        assert!(quotes.len() == 1 && quotes[0].contains("時間休"), "{quotes:?}");
    })
    .await;
}
