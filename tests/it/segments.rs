//! All segments of a code across notes and free answers, by where they come from.

use server::auth::Role;
use tests::free_answers::{answer, code, definition};
use tests::inviting::add_agencies;
use tests::on_both;
use tests::open_survey::open_definition;

use crate::approaches::{survey_with_agencies, write_note};

#[tokio::test]
async fn segments_of_a_code_are_asked_for_by_origin_kind_area_and_wave() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1"], "手帳がないと使える制度が少ない。").await;
        let list = coordinator.get(&format!("/surveys/{}/coding?state=all", open.survey.0)).await;
        coordinator.submit(&list, ".coding-part form", &[("do", "accept")]).await.expect_status(303);
        // One agency of kind 22 in the north, one of kind 12 in the south.
        let agencies = add_agencies(app, &["north@example.jp", "south@example.jp"]).await;
        for (agency, words) in agencies.into_iter().zip(["北部の課題。", "南部の課題。"]) {
            let note = write_note(&coordinator, open.survey, agency, &[("role", words)]).await;
            let span = format!("0-{}", words.chars().count());
            let mark = [("span", span.as_str()), ("stance", "challenge")];
            coordinator.submit(&note, "form[data-mark=role]", &mark).await.expect_status(303);
        }
        let path = format!("/codes/{}/segments", code(app, open.survey, "S1").await.id.0);
        let (asked, north, south) = ("手帳がないと使える制度が少ない。", "北部の課題。", "南部の課題。");
        for (query, expected) in [
            ("", vec![asked, north, south]),
            ("?of=answers", vec![asked]),
            ("?of=notes", vec![north, south]),
            ("?kind=22", vec![north]),
            ("?kind=12", vec![south]),
            ("?region=9001", vec![north]),
            ("?region=9002&of=notes", vec![south]),
            ("?wave=事前", vec![asked]),
            ("?wave=事後", vec![]),
            ("?kind=22&region=9002", vec![]),
        ] {
            let page = coordinator.get(&format!("{path}{query}")).await.expect_status(200);
            let mut quotes = page.texts("ul.texts mark");
            quotes.sort();
            let mut expected = expected;
            expected.sort_unstable();
            assert_eq!(quotes, expected, "{query}: {}", page.describe());
        }
    })
    .await;
}

#[tokio::test]
async fn places_outside_a_note_are_refused_and_nothing_is_marked() {
    on_both(async |app| {
        let (coordinator, survey, agencies) = survey_with_agencies(app).await;
        let note = write_note(&coordinator, survey, agencies[0], &[("role", "𠮷の通院の話。")]).await;
        let form = "form[data-mark=role]";
        for outside in ["0-8", "3-99999", "5-5", "4-2", "0-18446744073709551615"] {
            // One that is right beside it is not kept either: what was chosen is chosen again as a whole.
            let changes = [("span", "0-2"), ("span", outside), ("stance", "challenge")];
            coordinator.submit(&note, form, &changes).await.expect_status(409);
        }
        for nothing in ["", "a-b", "-1-3", "3", "1-99999999999999999999999"] {
            let changes = [("span", nothing), ("stance", "challenge")];
            let sent = coordinator.submit(&note, form, &changes).await.expect_status(303);
            let page = coordinator.follow(sent).await.expect_status(200);
            assert!(!page.has(".mark-list li"), "{nothing}: {}", page.describe());
        }
        coordinator.submit(&note, form, &[("span", "0-7"), ("stance", "challenge")]).await.expect_status(303);
        let page = coordinator.get(&note.path).await.expect_status(200);
        assert_eq!(page.texts("[data-note=role] mark"), ["𠮷の通院の話。"]);
        assert_eq!(page.texts(".mark-list li").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn sections_of_notes_are_accepted_in_the_same_list_as_answers() {
    on_both(async |app| {
        let coordinator = app.login(Role::Coordinator).await;
        let open = open_definition(app, &coordinator, &definition()).await;
        answer(app, &open, &["1"], "窓口を一つにしてほしい。").await;
        let agency = add_agencies(app, &["north@example.jp"]).await.remove(0);
        let words = "手帳がないと使える制度が少ない。";
        let sheet = [("role", words), ("requests", "窓口を一つにしてほしい。")];
        write_note(&coordinator, open.survey, agency, &sheet).await;
        let list = format!("/surveys/{}/coding", open.survey.0);
        // Coming from a question of the answers: it is none of the notes, and no wave is.
        let notes = coordinator.get(&format!("{list}?of=notes&question=hard&wave=事前")).await;
        let notes = notes.expect_status(200);
        assert_eq!(notes.texts(".coding-part").len(), 2, "{}", notes.describe());
        assert!(notes.first("#part-1 [data-suggestion]").contains("手帳がない"), "{}", notes.describe());
        assert_eq!(notes.attributes("select[name=of] option[selected]", "value"), ["notes"]);
        let done = coordinator.submit(&notes, "#part-1 form", &[("do", "accept")]).await.expect_status(303);
        let left = coordinator.follow(done).await.expect_status(200);
        assert_eq!(left.texts(".coding-part").len(), 1, "the other section is left: {}", left.describe());
        let path = format!("/codes/{}/segments", code(app, open.survey, "S1").await.id.0);
        assert_eq!(coordinator.get(&format!("{path}?of=notes")).await.texts("ul.texts mark"), [words]);
        let answers = coordinator.get(&list).await.expect_status(200);
        assert_eq!(answers.texts(".coding-part").len(), 1);
        assert_eq!(answers.attributes("select[name=of] option[selected]", "value"), ["answers"]);
        let all = coordinator.get(&format!("{list}/notes")).await.expect_status(200);
        assert_eq!(all.link("欄ごとに並べて、案をキーで受け入れる"), format!("{list}?of=notes"));
    })
    .await;
}
